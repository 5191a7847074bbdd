//! The whole plan as the server sees it: findings with their ways out, the new person, the acknowledgements, and the
//! copy itself, which takes the password along.

mod person;

use super::asked;
use super::fields::{Fields, name_newcomer};
use super::places::Place;
use super::steps::phrase;
use crate::api::copy::{CopyStep, NewPassword, copy_wizard_commit};
use crate::api::user_move::Review as Plan;
use crate::components::acknowledgements;
use crate::forms::RefusalNote;
use crate::pages::dialog::Acknowledge;
use crate::pages::review::Differences;
use crate::pages::stepwise::{PlanFindings, To, UnderReview};
use crate::routes::Reason;
use crate::ui::{Button, Glyph, Look, PageState, Size, StateKind, Why};
use crate::words::{CopyPhrase as P, Phrase, WizardPhrase, use_words};
use leptos::prelude::*;
use person::NewPerson;
use rehome_domain::ids::UserId;
use rehome_domain::user_move::Finding;
use std::collections::BTreeSet;

const WHY: &str = "copy-why";

/// The step.
#[component]
pub(super) fn Review(fields: Fields, review: Plan) -> impl IntoView {
    let choices = fields.choices;
    let under = UnderReview::new(review);
    let commit = move || {
        let acting_in = choices.kept.acting_in.get_value();
        let asked = choices.kept.asked.get_untracked();
        let password = NewPassword(choices.password.get_untracked());
        let sent = asked.clone();
        under.commit(
            move |reviewed| copy_wizard_commit(acting_in, sent, password, reviewed),
            move |made: Option<UserId>| {
                choices.password.set(String::new());
                choices.kept.go(asked::done(&asked, made));
            },
        );
    };
    let commit = Callback::new(move |()| commit());
    move || {
        let (shown, again) = under.plan.get();
        view! {
            <div class="wizard">
                <Told fields shown=shown.clone() again />
                <Ask fields shown under commit />
            </div>
        }
    }
}

/// Findings, then the new person.
#[component]
fn Told(fields: Fields, shown: Plan, again: Option<Reason>) -> impl IntoView {
    let words = use_words();
    let mut names = shown.names.clone();
    fields.now(|copied| name_newcomer(&mut names, Some(copied), words.say(P::NewPerson)));
    let names = StoredValue::new(names);
    let is_blocked = shown.plan.is_blocked();
    let place = move |finding: Finding| {
        let judged = fields.live.judged;
        let place = judged.with_untracked(|judged| Place::of(&finding, judged.copied.as_ref()));
        To {
            address: format!(
                "{}#{}",
                fields.choices.address_now(place.step()),
                place.id()
            ),
            name: words.say(phrase(place.step())),
        }
    };
    let again = again.map(|reason| {
        let (kind, title, text) = match reason {
            Reason::Stale if !is_blocked => (
                StateKind::Stale,
                words.said(Phrase::StaleTitle),
                P::StaleText,
            ),
            _ => (
                StateKind::Refused,
                words.said(P::RefusedTitle),
                P::RefusedText,
            ),
        };
        let difference = shown.difference.clone().unwrap_or_default();
        view! {
            <PageState kind title text=words.said(text) />
            {(reason == Reason::Stale).then(|| view! { <Differences difference names is_blocked /> })}
        }
    });
    view! {
        <div class="stack" data-gap="wide">
            {again}
            <PlanFindings findings=shown.plan.findings.clone() names place=Callback::new(place) />
            <NewPerson fields />
        </div>
    }
}

/// The acknowledgements and the button.
#[component]
fn Ask(fields: Fields, shown: Plan, under: UnderReview, commit: Callback<()>) -> impl IntoView {
    let words = use_words();
    let UnderReview {
        ticked,
        is_busy,
        failed,
        ..
    } = under;
    let choices = fields.choices;
    let is_blocked = shown.plan.is_blocked();
    let happens = if is_blocked {
        &[][..]
    } else {
        &shown.plan.findings
    };
    let mut names = shown.names.clone();
    fields.now(|copied| name_newcomer(&mut names, Some(copied), words.say(P::NewPerson)));
    let codes = acknowledgements(happens, &names, words);
    let all = codes.len();
    let left = move || all > ticked.with(BTreeSet::len);
    let lacks_password = move || fields.is_wrong(&Place::Password);
    let why = move || match (is_blocked, lacks_password(), left()) {
        (true, ..) => words.said(WizardPhrase::BlockersLeft),
        (_, true, _) => words.said(P::TypePassword),
        (_, _, true) => words.said(WizardPhrase::ConfirmLeft),
        _ => words.said(P::ReadyToCreate),
    };
    let to_password = move || {
        lacks_password().then(|| {
            let address = choices.address(CopyStep::Password);
            view! {
                <p class="small">
                    <a href=address>{words.say(WizardPhrase::GoTo)} " " {words.say(P::Password)}</a>
                </p>
            }
        })
    };
    view! {
        <aside class="wizard-aside" aria-label=words.say(P::Commit)>
            <section class="panel">
                <div class="panel-body stack">
                    <Acknowledge codes ticked />
                    {move || failed.get().map(|error| view! { <RefusalNote error /> })}
                    <Button
                        look=Look::Primary
                        size=Size::Large
                        glyph=Glyph::Plus
                        off=Signal::derive(move || is_blocked || lacks_password() || left())
                        busy=is_busy
                        why=WHY
                        on_press=move |_| commit.run(())
                    >
                        {move || words.say(if is_busy.get() { P::Creating } else { P::CreateNow })}
                    </Button>
                    <Why id=WHY text=Signal::derive(why) />
                    {to_password}
                </div>
                <div class="panel-foot">
                    <a class="button" href=choices.address_now(CopyStep::Provision)>
                        {words.say(WizardPhrase::Back)}
                    </a>
                </div>
            </section>
        </aside>
    }
}
