//! What happened to a person: moves, and what the audit tells the reader, latest first.

use crate::api::profile::HistoryEntry;
use crate::api::users::AuditLine;
use crate::routes;
use crate::ui::{Glyph, Icon, Panel, Prose, Tone};
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
    let speech = words.speech();
    let at = event.at();
    let (tone, glyph, what, more) = match event {
        Event::Move(entry) => {
            let address = routes::user_move(&entry.id);
            let (tone, glyph, text) = if entry.undone {
                (None, Glyph::Undo, speech.history_undone(&entry.to.name))
            } else {
                let text = speech.history_moved(&entry.to.name);
                (Some(Tone::Accent.name()), Glyph::Move, text)
            };
            let what = view! {
                <a href=address>
                    <Prose text />
                </a>
            }
            .into_any();
            let more = speech.history_from_by(&entry.from.name, entry.by.as_deref());
            (tone, glyph, what, Some(more))
        }
        Event::Deed(line) => {
            let what = words.say(RecordPhrase::of_deed(&line.action)).into_any();
            let more = line.actor.map(|actor| isolated(actor.as_str()));
            (None, Glyph::Audit, what, more)
        }
    };
    view! {
        <li>
            <span class="timeline-mark" data-tone=tone>
                <Icon glyph />
            </span>
            <div>
                <p class="timeline-what">{what}</p>
                {more
                    .map(|text| {
                        view! {
                            <p class="timeline-more">
                                <Prose text />
                            </p>
                        }
                    })}
                <time datetime=at.to_rfc3339()>{words.moment(at)}</time>
            </div>
        </li>
    }
}
