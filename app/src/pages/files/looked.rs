//! What became of the last look at a file that goes on, and when to look again.

use crate::api::{ApiError, ErrorCode};
use crate::forms::RefusalNote;
use crate::ui::{Glyph, Note, Tone};
use crate::words::{FilePhrase, use_words};
use leptos::prelude::*;
use std::time::Duration;

/// How long the page waits before it looks at a file again.
const LOOK_EVERY: Duration = Duration::from_millis(400);

/// How often this wait doubles at most, while looks go unanswered.
const DOUBLED: u32 = 5;

/// What became of the last look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Looked {
    /// It was answered.
    Seen,
    /// So many in a row were not; the next may be.
    Missed(u32),
    /// There is nothing more to see for this reader.
    Over(ApiError),
}

impl Looked {
    /// What it is after a look that failed.
    pub(super) fn after(&self, error: ApiError) -> Self {
        match (error.code, self) {
            (ErrorCode::Unauthenticated | ErrorCode::Forbidden | ErrorCode::NotFound, _) => {
                Self::Over(error)
            }
            (_, Self::Missed(before)) => Self::Missed(before.saturating_add(1)),
            (_, _) => Self::Missed(1),
        }
    }

    /// How long to wait for the next look; none where there is none.
    pub(super) fn wait(&self) -> Option<Duration> {
        match self {
            Self::Seen => Some(LOOK_EVERY),
            Self::Missed(times) => Some(LOOK_EVERY * 2_u32.pow((*times).min(DOUBLED))),
            Self::Over(_) => None,
        }
    }
}

/// That the figures may be old: the last look was not answered, or was refused.
#[component]
pub(super) fn Unseen(
    /// What became of it.
    #[prop(into)]
    looked: Signal<Looked>,
) -> impl IntoView {
    let words = use_words();
    move || match looked.get() {
        Looked::Seen => None,
        Looked::Missed(_) => Some(
            view! {
                <Note tone=Some(Tone::Yellow) glyph=Glyph::Deferred alert=true>
                    {words.say(FilePhrase::LookMissed)}
                </Note>
            }
            .into_any(),
        ),
        Looked::Over(error) => Some(view! { <RefusalNote error /> }.into_any()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_that_is_missed_is_followed_by_later_ones_and_a_refusal_by_none() {
        let away = || ApiError::new(ErrorCode::Unavailable);
        let missed = Looked::Seen.after(away());
        assert_eq!(missed, Looked::Missed(1));
        assert!(missed.wait() > Looked::Seen.wait());
        assert_eq!(missed.after(away()), Looked::Missed(2));
        assert_eq!(
            Looked::Missed(900).wait(),
            Some(Duration::from_millis(12_800))
        );
        let over = missed.after(ErrorCode::NotFound.into());
        assert_eq!(over.wait(), None);
    }
}
