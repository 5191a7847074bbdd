//! A verdict: an icon, a word and a colour, in this order of importance.

use super::icon::{Glyph, Icon};
use leptos::prelude::*;

/// The four verdicts a row can carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerdictLook {
    /// It would work.
    Works,
    /// It would work, with warnings.
    Warns,
    /// It would not work.
    Refuses,
    /// Nobody can tell yet.
    Deferred,
}

impl VerdictLook {
    fn name(self) -> &'static str {
        match self {
            Self::Works => "works",
            Self::Warns => "warns",
            Self::Refuses => "refuses",
            Self::Deferred => "deferred",
        }
    }

    fn glyph(self) -> Glyph {
        match self {
            Self::Works => Glyph::Works,
            Self::Warns => Glyph::Warning,
            Self::Refuses => Glyph::Blocker,
            Self::Deferred => Glyph::Deferred,
        }
    }
}

/// A verdict in words.
#[component]
pub fn Verdict(
    /// Which.
    look: VerdictLook,
    /// The words.
    text: String,
) -> impl IntoView {
    view! {
        <span class="verdict" data-verdict=look.name()>
            <Icon glyph=look.glyph() />
            <span>{text}</span>
        </span>
    }
}
