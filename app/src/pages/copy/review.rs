//! The whole plan as the server sees it: findings with their ways out, the new person, the acknowledgements, and the
//! copy itself, which takes the password along.

mod person;

use super::asked;
use super::fields::{Fields, name_newcomer};
use super::places::Place;
use super::steps::phrase;
use crate::api::copy::{CopyStep, NewPassword, copy_wizard_commit};
use crate::api::user_move::Review as Plan;
use crate::pages::review::Differences;
use crate::pages::stepwise::{Act, Ask, PlanFindings, To, UnderReview};
use crate::routes::Reason;
use crate::ui::{Glyph, PageState, StateKind};
use crate::words::{CopyPhrase as P, Phrase, WizardPhrase, Words, use_words};
use leptos::prelude::*;
use person::NewPerson;
use rehome_domain::ids::UserId;
use rehome_domain::user_move::Finding;

const COPY: Act<P> = Act {
    glyph: Glyph::Plus,
    place: P::Commit,
    now: P::CreateNow,
    busy: P::Creating,
    ready: P::ReadyToCreate,
};

/// A plan that names whoever is to be made.
fn named(fields: Fields, mut shown: Plan, words: Words) -> Plan {
    fields.now(|copied| name_newcomer(&mut shown.names, Some(copied), words.say(P::NewPerson)));
    shown
}

/// The step.
#[component]
pub(super) fn Review(fields: Fields, review: Plan) -> impl IntoView {
    let words = use_words();
    let choices = fields.choices;
    let lacks_password = move || fields.is_wrong(&Place::Password);
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
        let shown = named(fields, shown, words);
        view! {
            <div class="wizard">
                <Told fields shown=shown.clone() again />
                <Ask
                    shown
                    under
                    commit
                    act=COPY
                    back=choices.address_now(CopyStep::Provision)
                    lacks=Signal::derive(move || lacks_password().then(|| words.said(P::TypePassword)))
                >
                    {move || {
                        lacks_password()
                            .then(|| {
                                let address = choices.address(CopyStep::Password);
                                view! {
                                    <p class="small">
                                        <a href=address>{words.say(WizardPhrase::GoTo)} " " {words.say(P::Password)}</a>
                                    </p>
                                }
                            })
                    }}
                </Ask>
            </div>
        }
    }
}

/// Findings, then the new person.
#[component]
fn Told(fields: Fields, shown: Plan, again: Option<Reason>) -> impl IntoView {
    let words = use_words();
    let names = StoredValue::new(shown.names.clone());
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
