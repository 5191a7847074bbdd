//! The whole plan as the server sees it: what moves, what is handed over, what is lost, the acknowledgements, and the move.

use super::asked::Chosen;
use super::fields::Place;
use super::phrase;
use crate::api::account_move::{AccountMoved, Step, account_move_commit};
use crate::api::user_move::Review as Plan;
use crate::pages::review::Again;
use crate::pages::stepwise::{Act, Ask, PlanFindings, To, UnderReview};
use crate::routes::{self, Reason, account_query as name};
use crate::words::{AccountMovePhrase as P, use_words};
use leptos::prelude::*;
use rehome_domain::user_move::Finding;

/// The address of the result.
fn done(chosen: Chosen, (id, transfer): &AccountMoved) -> String {
    let user = chosen.asked.with_untracked(|asked| asked.user.clone());
    let fields = [
        (name::USER, user.as_ref().map(|user| user.as_str())),
        (name::MOVE, Some(id.as_str())),
        (name::TRANSFER, transfer.as_deref()),
    ];
    let fields = fields
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)));
    routes::account_move(Step::Done.as_str(), fields)
}

/// The step.
#[component]
pub(super) fn Review(review: Plan, chosen: Chosen) -> impl IntoView {
    let words = use_words();
    let under = UnderReview::new(review);
    let commit = Callback::new(move |()| {
        let (acting_in, asked) = (chosen.acting_in.get_value(), chosen.asked.get_untracked());
        under.commit(
            move |reviewed| account_move_commit(acting_in, asked, reviewed),
            move |moved: AccountMoved| chosen.go(done(chosen, &moved)),
        );
    });
    move || {
        let (shown, again) = under.plan.get();
        view! {
            <div class="wizard">
                <Told shown=shown.clone() again chosen />
                <Ask shown under commit act=Act::MOVE back=chosen.address_now(Step::Choose) means=true>
                    <p class="small muted">{words.say(P::ProfileAtOnce)}</p>
                </Ask>
            </div>
        }
    }
}

/// Why it is shown again, and all findings.
#[component]
fn Told(shown: Plan, again: Option<Reason>, chosen: Chosen) -> impl IntoView {
    let words = use_words();
    let names = StoredValue::new(shown.names.clone());
    let is_blocked = shown.plan.is_blocked();
    let difference = shown.difference.clone();
    let findings = shown.plan.findings;
    let place = move |finding: Finding| To {
        address: format!(
            "{}#{}",
            chosen.address_now(Step::Choose),
            Place::of(&finding).id()
        ),
        name: words.say(phrase(Step::Choose)),
    };
    view! {
        <div class="stack" data-gap="wide">
            {again.map(|reason| view! { <Again reason difference names is_blocked /> })}
            <PlanFindings findings names place=Callback::new(place) />
        </div>
    }
}
