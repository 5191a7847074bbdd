//! Buttons, and the line that says why one is off.

use super::icon::{Glyph, Icon};
use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// How loud a button is; one primary button per screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// The one thing to do here.
    Primary,
    /// Anything else.
    #[default]
    Ordinary,
}

impl Look {
    /// The value of `data-look`.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Primary => Some("primary"),
            Self::Ordinary => None,
        }
    }
}

/// The measure of a button.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    /// Anywhere.
    #[default]
    Ordinary,
    /// Alone on a screen.
    Large,
}

impl Size {
    /// The value of `data-size`.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Ordinary => None,
            Self::Large => Some("large"),
        }
    }
}

/// Whether a button sends its form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// It only does what `on_press` says.
    #[default]
    Press,
    /// It sends the form it stands in.
    Submit,
}

/// A button that keeps its place when it is off, and then says why in the [`Why`] line named by `why`.
#[component]
pub fn Button(
    /// How loud.
    #[prop(optional)]
    look: Look,
    /// How large.
    #[prop(optional)]
    size: Size,
    /// Whether it sends its form.
    #[prop(optional)]
    kind: ButtonKind,
    /// Off: it stays reachable, but does nothing.
    #[prop(optional, into)]
    off: Signal<bool>,
    /// At work: it does nothing until that is over.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// The id of the line that says why it is off.
    #[prop(optional)]
    why: Option<&'static str>,
    /// The shape before the words.
    #[prop(optional)]
    glyph: Option<Glyph>,
    /// What a press does.
    #[prop(optional, into)]
    on_press: Option<Callback<MouseEvent>>,
    /// The words.
    children: Children,
) -> impl IntoView {
    let press = move |event: MouseEvent| {
        if off.get_untracked() || busy.get_untracked() {
            event.prevent_default();
        } else if let Some(on_press) = on_press {
            on_press.run(event);
        }
    };
    view! {
        <button
            class="button"
            type=match kind {
                ButtonKind::Press => "button",
                ButtonKind::Submit => "submit",
            }
            data-look=look.name()
            data-size=size.name()
            aria-disabled=move || off.get().then_some("true")
            aria-busy=move || busy.get().then_some("true")
            aria-describedby=move || if off.get() { why } else { None }
            on:click=press
        >
            {glyph.map(|glyph| view! { <Icon glyph /> })}
            {children()}
        </button>
    }
}

/// The line that says why a button is off.
#[component]
pub fn Why(
    /// The id the button points to.
    id: &'static str,
    /// The reason; announced when it changes.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    view! {
        <p class="why" id=id role="status">
            <Icon glyph=Glyph::Notice />
            <span>{move || text.get()}</span>
        </p>
    }
}
