//! The route: a house, the way, a house, and a dot on it.

use super::mark::{House, HouseLook, MarkSize};
use leptos::prelude::*;

/// Where the dot is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RouteAt {
    /// Nothing will happen.
    Start,
    /// On its way.
    Way,
    /// It has arrived.
    End,
}

impl RouteAt {
    fn name(self) -> Option<&'static str> {
        match self {
            Self::Start => Some("start"),
            Self::Way => None,
            Self::End => Some("end"),
        }
    }
}

/// From one organization to another. `from_word` and `to_word` are for those who do not see the picture.
#[component]
pub fn RoutePicture(
    /// The name of the organization left.
    from: String,
    /// The word for "from".
    from_word: &'static str,
    /// A remark under it.
    #[prop(optional_no_strip)]
    from_more: Option<&'static str>,
    /// The name of the organization reached.
    to: String,
    /// The word for "to".
    to_word: &'static str,
    /// A remark under it.
    #[prop(optional_no_strip)]
    to_more: Option<&'static str>,
    /// The address of the logo of the organization reached.
    #[prop(optional_no_strip)]
    to_logo: Option<String>,
    /// Where the dot is.
    at: RouteAt,
    /// The measure of the houses.
    #[prop(optional)]
    size: MarkSize,
    /// Whether the dot walks.
    #[prop(optional)]
    live: bool,
) -> impl IntoView {
    let place = move |name: String,
                      word: &'static str,
                      more: Option<&'static str>,
                      look: HouseLook,
                      logo: Option<String>| {
        view! {
            <div class="route-place">
                <House name=name.clone() size look logo />
                <span class="route-name">
                    <span class="visually-hidden">{word} " "</span>
                    <bdi>{name}</bdi>
                    {more.map(|more| view! { <span class="route-more">{more}</span> })}
                </span>
            </div>
        }
    };
    view! {
        <div class="route" data-at=at.name() data-live=live.then_some("")>
            {place(from, from_word, from_more, HouseLook::Other, None)}
            <span class="route-way" aria-hidden="true"></span>
            {place(to, to_word, to_more, HouseLook::New, to_logo)}
        </div>
    }
}
