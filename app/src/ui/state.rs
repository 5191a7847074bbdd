//! The states of a page that has nothing else to show.

use super::icon::{Glyph, Icon};
use super::panel::Tone;
use leptos::prelude::*;

/// What kind of nothing it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StateKind {
    /// There is nothing.
    Empty,
    /// It is not here yet.
    Loading,
    /// It is not for the reader.
    Refused,
    /// It did not work.
    Failed,
    /// It is not as it was.
    Stale,
}

impl StateKind {
    fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Loading => "loading",
            Self::Refused => "refused",
            Self::Failed => "failed",
            Self::Stale => "stale",
        }
    }

    fn tone(self) -> Option<&'static str> {
        match self {
            Self::Empty | Self::Loading => None,
            Self::Refused => Some(Tone::Yellow.name()),
            Self::Failed => Some(Tone::Red.name()),
            Self::Stale => Some(Tone::Blue.name()),
        }
    }

    fn glyph(self) -> Glyph {
        match self {
            Self::Empty | Self::Loading => Glyph::Home,
            Self::Refused => Glyph::Lock,
            Self::Failed => Glyph::Failed,
            Self::Stale => Glyph::Deferred,
        }
    }
}

/// One of the states: what is, why, and what to do.
#[component]
pub fn PageState(
    /// Which.
    kind: StateKind,
    /// What is.
    title: String,
    /// Why, and what to do.
    #[prop(optional)]
    text: String,
    /// The way out.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    if kind == StateKind::Loading {
        return view! {
            <div class="state" data-kind="loading" role="status" aria-label=title>
                <span class="ghost"></span>
                <span class="ghost"></span>
                <span class="ghost"></span>
                <span class="ghost"></span>
            </div>
        }
        .into_any();
    }
    view! {
        <div class="state" data-kind=kind.name() data-tone=kind.tone() role=(kind != StateKind::Empty).then_some("status")>
            <Icon glyph=kind.glyph() />
            <h2 class="state-title">{title}</h2>
            <p class="state-text">{text}</p>
            {children.map(|children| children())}
        </div>
    }
    .into_any()
}
