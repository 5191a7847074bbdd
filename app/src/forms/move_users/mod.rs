//! Move users: one destination for everybody selected, the verdict per person, the acknowledgements, and what became of it.
//!
//! Every judgement is the server's own plan, asked for whenever something about the wish changes; nothing is written
//! before Move.

mod choice;
mod people;
mod result;
mod state;

use crate::forms::RefusalNote;
use crate::ui::{Button, Dialog, Look, PageState, StateKind, Why};
use crate::words::{MovingPhrase, OfficePhrase, Phrase, use_words};
use choice::{Boxes, Destination, MoreChoices, Phoned, Roles};
use leptos::prelude::*;
use people::{Acknowledge, Changed, People, Tally};
use rehome_domain::ids::{OrganizationCode, RoleId, UserId};
use rehome_domain::user_move::request::filters::MoveFilter;
use result::Outcome;
use state::Moving;
use std::sync::Arc;

const TITLE: &str = "move-users-title";
const WHY: &str = "why-move-users";

/// The dialog: opens when `open` becomes true, about the users of that moment.
#[component]
pub(crate) fn MoveUsers(
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// Whom.
    #[prop(into)]
    users: Signal<Vec<UserId>>,
    /// Filters that say where each of them goes, in place of a destination.
    #[prop(optional, into)]
    filters: Signal<Vec<MoveFilter>>,
    /// The roles that can be given at sites, each with the name of a clone.
    #[prop(optional)]
    roles: Vec<(RoleId, Option<Arc<str>>)>,
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// What to do when it closes after people were moved.
    #[prop(into)]
    moved: Callback<()>,
) -> impl IntoView {
    let words = use_words();
    let moving = Moving::new(open, acting_in);
    let roles = StoredValue::new(roles);
    Effect::new(move |was_open: Option<bool>| {
        let is_open = open.get();
        if is_open && was_open != Some(true) {
            moving.opened(users.get_untracked(), filters.get_untracked());
        }
        if !is_open && was_open == Some(true) && moving.take_news() {
            moved.run(());
        }
        is_open
    });
    Effect::new(move |_| moving.look_for_places());
    Effect::new(move |_| moving.plan_when_asked());
    view! {
        <Dialog open labelled_by=TITLE>
            {move || {
                if !open.get() {
                    return view! { <h2 class="visually-hidden" id=TITLE>{words.say(MovingPhrase::MoveUsers)}</h2> }.into_any();
                }
                if moving.result.with(Option::is_some) {
                    return view! { <Outcome moving /> }.into_any();
                }
                match moving.is_selected() {
                    None => view! { <Loading /> }.into_any(),
                    Some(false) => view! { <Refused moving /> }.into_any(),
                    Some(true) => view! { <Asked moving roles /> }.into_any(),
                }
            }}
        </Dialog>
    }
}

#[component]
fn Loading() -> impl IntoView {
    let words = use_words();
    view! {
        <div class="dialog-head">
            <h2 id=TITLE>{words.say(MovingPhrase::MoveUsers)}</h2>
        </div>
        <div class="dialog-body">
            <PageState kind=StateKind::Loading title=words.said(Phrase::Loading) />
        </div>
    }
}

#[component]
fn Refused(moving: Moving) -> impl IntoView {
    let words = use_words();
    let error = moving
        .selected
        .with_untracked(|known| known.clone().and_then(Result::err));
    view! {
        <div class="dialog-head">
            <h2 id=TITLE>{words.say(MovingPhrase::MoveUsers)}</h2>
        </div>
        <div class="dialog-body">{error.map(|error| view! { <RefusalNote error /> })}</div>
        <div class="dialog-foot">
            <Button on_press=move |_| moving.open.set(false)>{words.say(OfficePhrase::Close)}</Button>
        </div>
    }
}

#[component]
fn Asked(moving: Moving, roles: StoredValue<Roles>) -> impl IntoView {
    let words = use_words();
    let speech = words.speech();
    let count = untrack(|| moving.people().len()) as u64;
    let why = move || {
        if !moving.has_destination() {
            return words.said(MovingPhrase::ChooseDestination);
        }
        if moving.is_unplanned() && !moving.is_planning.get() {
            return words.said(MovingPhrase::NotJudged);
        }
        let totals = moving.totals();
        match (moving.is_planning.get(), totals) {
            (true, _) | (_, None) => words.said(MovingPhrase::Judging),
            (_, Some(totals)) if totals.moving() == 0 => words.said(MovingPhrase::NobodyMoves),
            (_, Some(totals)) => {
                let people = totals.told(speech);
                if moving.left_to_confirm() > 0 {
                    format!("{people}. {}", words.say(MovingPhrase::ConfirmFirst))
                } else {
                    format!("{people}.")
                }
            }
        }
    };
    let is_off = move || {
        moving.is_planning.get()
            || moving.totals().is_none_or(|totals| totals.moving() == 0)
            || moving.left_to_confirm() > 0
    };
    view! {
        <div class="dialog-head">
            <h2 id=TITLE>{speech.move_users(count)}</h2>
        </div>
        <div class="dialog-body lists-float" tabindex="0" role="group" aria-labelledby=TITLE>
            <Changed moving />
            <fieldset class="choices" disabled=moving.is_moving>
                <Show when=move || !moving.is_filtered()>
                    <Destination moving />
                </Show>
                <Phoned moving roles />
                <Boxes moving />
                <MoreChoices moving />
                {move || {
                    moving.refusal.get().map(|error| view! { <RefusalNote error /> })
                }}
                <Show when=move || moving.is_unplanned()>
                    <div class="row">
                        <Button busy=moving.is_planning on_press=move |_| moving.plan_again()>
                            {words.say(Phrase::TryAgain)}
                        </Button>
                    </div>
                </Show>
                <Tally moving />
                <Acknowledge moving />
            </fieldset>
            <People moving />
        </div>
        <div class="dialog-foot">
            <Why id=WHY text=Signal::derive(why) />
            <Button on_press=move |_| moving.open.set(false)>
                // WHY: what is on its way is not cancelled any more.
                {move || words.say(if moving.is_moving.get() { OfficePhrase::Close } else { OfficePhrase::Cancel })}
            </Button>
            <Button
                look=Look::Primary
                off=Signal::derive(is_off)
                busy=moving.is_moving
                why=WHY
                on_press=move |_| moving.commit()
            >
                {move || words.say(if moving.is_moving.get() { Phrase::Moving } else { Phrase::MoveShort })}
            </Button>
        </div>
    }
}
