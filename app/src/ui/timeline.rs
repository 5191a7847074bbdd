//! The lines of a timeline: what happened, more about it, and when.

use super::{Glyph, Icon, Prose, Tone};
use leptos::prelude::*;

/// A line of an `ol` of class `timeline`.
#[component]
pub fn TimelineLine(
    /// The tone of its mark.
    #[prop(optional_no_strip)]
    tone: Option<Tone>,
    /// The shape of its mark.
    glyph: Glyph,
    /// What happened, with names between isolates.
    what: String,
    /// Where that leads.
    #[prop(optional_no_strip)]
    href: Option<String>,
    /// More about it, with names between isolates.
    #[prop(optional_no_strip)]
    more: Option<String>,
    /// When, for programs and in words.
    at: (String, String),
) -> impl IntoView {
    let (at, told) = at;
    let what = view! { <Prose text=what /> };
    view! {
        <li>
            <span class="timeline-mark" data-tone=tone.map(Tone::name)>
                <Icon glyph />
            </span>
            <div>
                <p class="timeline-what">
                    {match href {
                        Some(href) => view! { <a href=href>{what}</a> }.into_any(),
                        None => what.into_any(),
                    }}
                </p>
                {more
                    .map(|text| {
                        view! {
                            <p class="timeline-more">
                                <Prose text />
                            </p>
                        }
                    })}
                <time datetime=at>{told}</time>
            </div>
        </li>
    }
}
