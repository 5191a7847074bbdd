//! Panels, badges and notes: what lies on the page.

use super::icon::{Glyph, Icon};
use leptos::prelude::*;

/// A tone of the style sheets, where no word of the domain sets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Nothing special.
    Grey,
    /// Attention.
    Yellow,
    /// It went well.
    Green,
    /// It failed.
    Red,
    /// To be known.
    Blue,
    /// Here, or go.
    Accent,
}

impl Tone {
    /// The value of `data-tone`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Grey => "grey",
            Self::Yellow => "yellow",
            Self::Green => "green",
            Self::Red => "red",
            Self::Blue => "blue",
            Self::Accent => "accent",
        }
    }
}

/// A part of a page with a heading.
#[component]
pub fn Panel(
    /// The id of the heading.
    id: &'static str,
    /// The heading.
    title: String,
    /// What stands at the end of the head.
    #[prop(optional_no_strip)]
    aside: Option<AnyView>,
    /// The content.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="panel" aria-labelledby=id>
            <div class="panel-head">
                <h2 id=id>{title}</h2>
                {aside}
            </div>
            <div class="panel-body stack">{children()}</div>
        </section>
    }
}

/// A short fact with an edge.
#[component]
pub fn Badge(
    /// Its tone.
    tone: Tone,
    /// The shape before the words.
    #[prop(optional_no_strip)]
    glyph: Option<Glyph>,
    /// The words.
    text: String,
) -> impl IntoView {
    view! {
        <span class="badge" data-tone=tone.name()>
            {glyph.map(|glyph| view! { <Icon glyph /> })}
            {text}
        </span>
    }
}

/// A remark across the page.
#[component]
pub fn Note(
    /// Its tone; none for a quiet one.
    #[prop(optional_no_strip)]
    tone: Option<Tone>,
    /// The shape before the words.
    glyph: Glyph,
    /// Whether a screen reader says it at once.
    #[prop(optional)]
    alert: bool,
    /// The words.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="note" data-tone=tone.map(Tone::name) role=alert.then_some("alert")>
            <Icon glyph />
            <span>{children()}</span>
        </div>
    }
}
