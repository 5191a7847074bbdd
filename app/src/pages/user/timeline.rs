//! What happened to a person: moves, and what the audit tells the reader, latest first, as far back as one likes.

use crate::api::ApiError;
use crate::api::profile::{CopyDeed, HistoryEntry};
use crate::api::users::{AuditLine, PastAsked, PastView, user_past};
use crate::forms::RefusalNote;
use crate::pages::profile::move_told;
use crate::pages::users::role_told;
use crate::routes;
use crate::ui::{Button, Glyph, Panel, TimelineLine};
use crate::words::{PeoplePhrase, RecordPhrase, use_words};
use leptos::prelude::*;
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::time::Timestamp;

/// Deeds that the moves beside them tell already.
const MOVES: [&str; 3] = ["user-moved", "user-move-undone", "user-copy-undone"];

#[derive(Clone, Debug, PartialEq, Eq)]
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

/// Since when everything is known: moves and deeds come page by page, and where one of them goes on, what is older
/// may have gaps.
fn known_since(past: &PastView) -> Option<Timestamp> {
    let moves = past.moves.last().map(|entry| entry.at);
    let deeds = past.audit.last().map(|line| line.at);
    [
        past.next.moves.as_ref().and(moves),
        past.next.audit.as_ref().and(deeds),
    ]
    .into_iter()
    .flatten()
    .max()
}

/// What happened, as far as it is known without gaps, latest first.
fn told(past: &PastView) -> Vec<Event> {
    let deeds = past.audit.iter();
    let made = past.moves.iter();
    let made = made.filter(|entry| entry.copy == Some(CopyDeed::Made));
    let made: Vec<Timestamp> = made.map(|entry| entry.at).collect();
    // WHY: of somebody whom others were copied from, only the audit tells.
    let tells_of_the_same = |line: &AuditLine| {
        let is_near = |at: &Timestamp| (at.0 - line.at.0).abs() < 1_000_000;
        MOVES.contains(&line.action.as_str())
            || (line.action == "user-copied" && made.iter().any(is_near))
    };
    let deeds = deeds.filter(|line| !tells_of_the_same(line));
    let mut events: Vec<Event> = past
        .moves
        .iter()
        .cloned()
        .map(Event::Move)
        .chain(deeds.cloned().map(Event::Deed))
        .collect();
    events.sort_by_key(|event| std::cmp::Reverse(event.at()));
    if let Some(since) = known_since(past) {
        events.retain(|event| event.at() >= since);
    }
    events
}

/// The timeline.
#[component]
pub(super) fn Timeline(past: PastView, user: UserId, acting_in: OrganizationCode) -> impl IntoView {
    let words = use_words();
    let known = RwSignal::new(past);
    let refusal: RwSignal<Option<ApiError>> = RwSignal::new(None);
    let more = Action::new(move |asked: &PastAsked| {
        let (acting_in, user, asked) = (acting_in.clone(), user.clone(), asked.clone());
        async move {
            match user_past(acting_in, user, asked).await {
                Ok(earlier) => {
                    refusal.set(None);
                    known.update(|known| {
                        known.moves.extend(earlier.moves);
                        known.audit.extend(earlier.audit);
                        known.next = earlier.next;
                    });
                }
                Err(error) => refusal.set(Some(error)),
            }
        }
    });
    let has_more = Memo::new(move |_| known.with(|known| known.next != PastAsked::default()));
    let events = move || {
        let events = known.with(told);
        if events.is_empty() && !has_more.get() {
            return view! { <p class="muted">{words.say(PeoplePhrase::NothingYet)}</p> }.into_any();
        }
        view! { <ol class="timeline">{events.into_iter().map(|event| view! { <Line event /> }).collect_view()}</ol> }
            .into_any()
    };
    let how_far = move || {
        let is_empty = known.with(|known| known.moves.is_empty() && known.audit.is_empty());
        match known.with(known_since) {
            Some(since) => Some(words.speech().known_since(&words.moment(since))),
            None => (!is_empty && !has_more.get()).then(|| words.said(PeoplePhrase::AllThereIs)),
        }
    };
    view! {
        <Panel id="user-timeline" title=words.said(PeoplePhrase::Timeline)>
            {events}
            <p class="small muted" role="status">{how_far}</p>
            {move || refusal.get().map(|error| view! { <RefusalNote error /> })}
            <Show when=move || has_more.get()>
                <div class="row">
                    <Button busy=more.pending() on_press=move |_| { more.dispatch(known.with_untracked(|known| known.next.clone())); }>
                        {words.say(PeoplePhrase::ShowEarlier)}
                    </Button>
                </div>
            </Show>
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
            let (tone, glyph, what, more) = match entry.copy {
                None => move_told(&entry, words),
                Some(deed) => {
                    let (glyph, what) = match deed {
                        CopyDeed::Made => (Glyph::Copy, RecordPhrase::UserCopied),
                        CopyDeed::TakenBack => (Glyph::Undo, RecordPhrase::CopyUndone),
                    };
                    (
                        None,
                        glyph,
                        words.said(what),
                        words.speech().deed_by(&entry.by),
                    )
                }
            };
            let href = Some(routes::user_move(&entry.id));
            view! { <TimelineLine tone glyph what href more=Some(more) at /> }
        }
        Event::Deed(line) => {
            let deed = words.say(RecordPhrase::of_deed(&line.action));
            let role = line
                .role
                .map(|(role, name)| role_told(&role, name.as_ref(), words));
            let what = words
                .speech()
                .deed_about(deed, role.as_deref(), line.place.as_deref());
            let more = Some(words.speech().deed_by(&line.by));
            view! { <TimelineLine tone=None glyph=Glyph::Audit what href=None more at /> }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::profile::DoneBy;
    use crate::api::session::Place;

    fn moved(at: i64) -> HistoryEntry {
        let place = || Place {
            code: "harbour".into(),
            name: "Harbour Clinic".into(),
        };
        HistoryEntry {
            id: "m".into(),
            at: Timestamp(at),
            from: place(),
            to: place(),
            by: DoneBy::Reader,
            undone: false,
            copy: None,
        }
    }

    fn done(at: i64, action: &str) -> AuditLine {
        AuditLine {
            at: Timestamp(at),
            action: action.to_owned(),
            by: DoneBy::Unseen,
            role: None,
            place: None,
        }
    }

    fn times(past: &PastView) -> Vec<i64> {
        told(past).iter().map(|event| event.at().0).collect()
    }

    #[test]
    fn nothing_is_told_beyond_what_is_known_without_gaps() {
        let mut past = PastView {
            moves: vec![moved(90), moved(40)],
            audit: vec![
                done(80, "user-locked"),
                done(70, "user-moved"),
                done(60, "user-locked"),
            ],
            next: PastAsked::default(),
        };
        assert_eq!(times(&past), [90, 80, 60, 40]);
        past.next.audit = Some("60".to_owned());
        assert_eq!(times(&past), [90, 80, 60]);
        past.next.moves = Some("40".to_owned());
        assert_eq!(times(&past), [90, 80, 60]);
        past.next.audit = None;
        assert_eq!(times(&past), [90, 80, 60, 40]);
    }
}
