//! What narrows a list: tabs of saved filters, the toolbar with its search, and a chip for each filter that is on.
//!
//! All of it is plain forms and links: the state of a list is in the address.

use super::icon::{Glyph, Icon};
use leptos::prelude::*;

/// One tab: a list at an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// The words.
    pub words: String,
    /// Where it leads.
    pub address: String,
    /// How much is there, in words.
    pub count: Option<String>,
    /// Whether it is the one shown.
    pub is_here: bool,
}

/// Tabs, each a link.
#[component]
pub fn Tabs(
    /// What the tabs are.
    label: String,
    /// The tabs.
    tabs: Vec<Tab>,
) -> impl IntoView {
    view! {
        <nav class="tabs" aria-label=label>
            {tabs
                .into_iter()
                .map(|tab| {
                    view! {
                        <a class="tab" href=tab.address aria-current=tab.is_here.then_some("true")>
                            <bdi>{tab.words}</bdi>
                            {tab.count.map(|count| view! { <span class="count">{count}</span> })}
                        </a>
                    }
                })
                .collect_view()}
        </nav>
    }
}

/// A plain form that asks for the list anew: a search field and what else stands in it.
#[component]
pub fn Toolbar(
    /// Where the list is.
    action: &'static str,
    /// What the form does, for who cannot see it.
    label: String,
    /// Names and values of the query that stay as they are.
    #[prop(optional)]
    kept: Vec<(&'static str, String)>,
    /// Fields and buttons.
    children: Children,
) -> impl IntoView {
    view! {
        <form class="toolbar" method="get" action=action role="search" aria-label=label>
            {kept
                .into_iter()
                .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
                .collect_view()}
            {children()}
        </form>
    }
}

/// The search field of a [`Toolbar`]; Enter sends the form.
#[component]
pub fn ToolbarSearch(
    /// The name in the form.
    name: &'static str,
    /// What is searched, for who cannot see it.
    label: String,
    /// What to type, while it is empty.
    placeholder: String,
    /// What is searched for now.
    value: String,
) -> impl IntoView {
    view! {
        <span class="input-with">
            <Icon glyph=Glyph::Search />
            <input
                class="input"
                type="search"
                name=name
                autocomplete="off"
                aria-label=label
                placeholder=placeholder
                value=value.clone()
                prop:value=value
            />
        </span>
    }
}

/// A filter that is on, with a link that takes it away.
#[component]
pub fn Chip(
    /// What the filter says.
    text: String,
    /// What taking it away is called.
    remove: String,
    /// The list without it.
    href: String,
) -> impl IntoView {
    view! {
        <span class="chip">
            {text}
            <a href=href aria-label=remove>
                <Icon glyph=Glyph::Close />
            </a>
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tab_shown_is_marked() {
        let tab = |is_here| Tab {
            words: "Locked".to_owned(),
            address: "/users?locked=true".to_owned(),
            count: None,
            is_here,
        };
        let html =
            view! { <Tabs label="Saved filters".to_owned() tabs=vec![tab(true), tab(false)] /> }
                .to_html();
        assert_eq!(html.matches("aria-current=\"true\"").count(), 1, "{html}");
    }

    #[test]
    fn the_form_keeps_what_the_search_does_not_ask() {
        let html = view! {
            <Toolbar action="/users" label="Search".to_owned() kept=vec![("sort", "home".to_owned())]>
                ""
            </Toolbar>
        }
        .to_html();
        assert!(
            html.contains("name=\"sort\"") && html.contains("value=\"home\""),
            "{html}"
        );
    }
}
