//! What happened to a person: moves, and what the audit tells the reader, latest first.

use crate::api::profile::HistoryEntry;
use crate::api::users::AuditLine;
use crate::pages::profile::move_told;
use crate::routes;
use crate::ui::{Glyph, Panel, TimelineLine};
use crate::words::{PeoplePhrase, RecordPhrase, isolated, use_words};
use leptos::prelude::*;
use rehome_domain::time::Timestamp;

/// Deeds that the moves beside them tell already.
const MOVES: [&str; 2] = ["user-moved", "user-move-undone"];

enum Event {
    Move(HistoryEntry),
    Deed(AuditLine),
}

impl Event {
    fn at(&self) -> Timestamp {
        match self {
            Self::Move(entry) => entry.at,
            Self::Deed(line) => line.at,
        }
    }
}

/// The timeline.
#[component]
pub(super) fn Timeline(moves: Vec<HistoryEntry>, audit: Vec<AuditLine>) -> impl IntoView {
    let words = use_words();
    let deeds = audit
        .into_iter()
        .filter(|line| !MOVES.contains(&line.action.as_str()));
    let mut events: Vec<Event> = moves
        .into_iter()
        .map(Event::Move)
        .chain(deeds.map(Event::Deed))
        .collect();
    events.sort_by_key(|event| std::cmp::Reverse(event.at()));
    view! {
        <Panel id="user-timeline" title=words.said(PeoplePhrase::Timeline)>
            {if events.is_empty() {
                view! { <p class="muted">{words.say(PeoplePhrase::NothingYet)}</p> }.into_any()
            } else {
                view! { <ol class="timeline">{events.into_iter().map(|event| view! { <Line event /> }).collect_view()}</ol> }.into_any()
            }}
        </Panel>
    }
}

#[component]
fn Line(event: Event) -> impl IntoView {
    let words = use_words();
    let at = event.at();
    let at = (at.to_rfc3339(), words.moment(at));
    match event {
        Event::Move(entry) => {
            let (tone, glyph, what, more) = move_told(&entry, words);
            let href = Some(routes::user_move(&entry.id));
            view! { <TimelineLine tone glyph what href more=Some(more) at /> }
        }
        Event::Deed(line) => {
            let what = words.said(RecordPhrase::of_deed(&line.action));
            let more = line.actor.map(|actor| isolated(actor.as_str()));
            view! { <TimelineLine tone=None glyph=Glyph::Audit what href=None more at /> }
        }
    }
}
