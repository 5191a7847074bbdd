//! The whole plan as the server sees it: findings with their ways out, before and after, what it means for whom, the
//! acknowledgements, and the move.

mod difference;
mod phones;

use super::places::Place;
use super::state::Wizard;
use super::steps::phrase;
use crate::api::user_move::Review as Plan;
use crate::api::wizard::{FactsView, Step, wizard_commit};
use crate::pages::review::Again;
use crate::pages::stepwise::{Act, Ask, PlanFindings, To, UnderReview};
use crate::routes::{self, Reason, wizard_query as name};
use crate::ui::{Glyph, Icon};
use crate::words::{RecordPhrase, use_words};
use difference::BeforeAndAfter;
use leptos::prelude::*;
use phones::PhonesBeforeAndAfter;
use rehome_domain::ids::MoveId;
use rehome_domain::user_move::{Finding, Judgement, removed};

/// The address of the result.
fn done(wizard: Wizard, id: &MoveId) -> String {
    let mut address = wizard.address_now(Step::Done);
    address.push_str(&format!("&{}=", name::MOVE));
    crate::routes::escape_into(&mut address, id.as_str());
    address
}

/// The step.
#[component]
pub(super) fn Review(facts: FactsView<Judgement>, review: Plan, wizard: Wizard) -> impl IntoView {
    let under = UnderReview::new(review);
    let commit = move || {
        let (acting_in, asked) = (wizard.acting_in.get_value(), wizard.asked.get_untracked());
        under.commit(
            move |reviewed| wizard_commit(acting_in, asked, reviewed),
            move |id: MoveId| wizard.go(done(wizard, &id)),
        );
    };
    let commit = Callback::new(move |()| commit());
    let judged = StoredValue::new((facts.judgement.mapped, facts.judgement.phoned));
    move || {
        let (shown, again) = under.plan.get();
        let (mapped, phoned) = judged.get_value();
        let back = match (&mapped, &phoned) {
            (_, Some(_)) => Step::Telephony,
            (Some(mapped), None) if !mapped.services.is_empty() => Step::Services,
            _ => Step::Mapping,
        };
        view! {
            <div class="wizard">
                <Told shown=shown.clone() again wizard mapped phoned />
                <Ask shown under commit act=Act::MOVE back=wizard.address_now(back) means=true />
            </div>
        }
    }
}

/// Findings, then before and after.
#[component]
fn Told(
    shown: Plan,
    again: Option<Reason>,
    wizard: Wizard,
    mapped: Option<rehome_domain::hosting::mapped::Mapped>,
    phoned: Option<rehome_domain::telephony::phoned::Phoned>,
) -> impl IntoView {
    let words = use_words();
    let names = StoredValue::new(shown.names.clone());
    let is_blocked = shown.plan.is_blocked();
    let findings = shown.plan.findings.clone();
    let at = mapped.clone();
    let place = move |finding: Finding| {
        let place = Place::of(&finding, at.as_ref());
        To {
            address: format!("{}#{}", wizard.address_now(place.step()), place.id()),
            name: words.say(phrase(place.step())),
        }
    };
    let steps = &shown.plan.steps;
    let removed = steps.iter().any(removed::is_removal).then(|| {
        let lines = removed::lines(steps, &shown.names, "");
        let file = routes::csv(&(removed::heading() + &lines));
        view! {
            <p>
                <a class="button" href=file download="removed.csv" rel="external">
                    <Icon glyph=Glyph::Download />
                    {words.say(RecordPhrase::RemovedFile)}
                </a>
            </p>
        }
    });
    view! {
        <div class="stack" data-gap="wide">
            {again
                .map(|reason| view! { <Again reason difference=shown.difference.clone() names is_blocked /> })}
            <PlanFindings findings names place=Callback::new(place) />
            {removed}
            {mapped.map(|mapped| view! { <BeforeAndAfter shown=shown.clone() mapped /> })}
            {phoned.map(|phoned| view! { <PhonesBeforeAndAfter steps=shown.plan.steps.clone() phoned names /> })}
        </div>
    }
}
