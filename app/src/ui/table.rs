//! Tables: a box around rows that become cards where there is little room, heads that sort, and the way to the next page.
//!
//! The state of a list is in the address, so heads and pages are links: they work before the scripts are there.

use super::icon::{Glyph, Icon};
use leptos::prelude::*;

/// When rows become cards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stack {
    /// On narrow screens: few columns.
    #[default]
    Narrow,
    /// Earlier: many columns.
    Wide,
}

impl Stack {
    fn name(self) -> &'static str {
        match self {
            Self::Narrow => "",
            Self::Wide => "wide",
        }
    }
}

/// The direction in which a column is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sorted {
    /// From the smallest on.
    Ascending,
    /// From the greatest on.
    Descending,
}

impl Sorted {
    fn name(self) -> &'static str {
        match self {
            Self::Ascending => "ascending",
            Self::Descending => "descending",
        }
    }
}

/// What kind of column a head or cell belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    /// Words.
    #[default]
    Words,
    /// Numbers, which line up.
    Number,
    /// Words that step back where there is little room.
    Optional,
    /// Numbers that step back where there is little room.
    OptionalNumber,
}

impl Column {
    fn class(self) -> Option<&'static str> {
        match self {
            Self::Words => None,
            Self::Number => Some("num"),
            Self::Optional => Some("cell-optional"),
            Self::OptionalNumber => Some("num cell-optional"),
        }
    }
}

/// A table in its box: `heads` are [`Head`]s and [`SortHead`]s, the children rows (`tr`) that begin with a `th` of scope row.
#[component]
pub fn TableBox(
    /// What the table holds; heard, not seen.
    caption: String,
    /// When rows become cards.
    #[prop(optional)]
    stack: Stack,
    /// The heads of the columns.
    heads: AnyView,
    /// What stands under the rows: a [`Pager`], a note.
    #[prop(optional_no_strip)]
    foot: Option<AnyView>,
    /// The rows.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="table-box">
            <table class="table" data-stack=stack.name()>
                <caption class="visually-hidden">{caption}</caption>
                <thead>
                    <tr>{heads}</tr>
                </thead>
                <tbody>{children()}</tbody>
            </table>
            {foot}
        </div>
    }
}

/// The head of a column that does not sort.
#[component]
pub fn Head(
    /// What the column holds.
    words: String,
    /// Its kind.
    #[prop(optional)]
    column: Column,
    /// Heard, not seen.
    #[prop(optional)]
    hidden: bool,
) -> impl IntoView {
    view! {
        <th scope="col" class=column.class()>
            {if hidden {
                view! { <span class="visually-hidden">{words}</span> }.into_any()
            } else {
                words.into_any()
            }}
        </th>
    }
}

/// The head of a column that sorts: a link to the list in that order.
#[component]
pub fn SortHead(
    /// What the column holds.
    words: String,
    /// Its kind.
    #[prop(optional)]
    column: Column,
    /// How the list is sorted by it now; none where it is sorted by another.
    #[prop(optional_no_strip)]
    sorted: Option<Sorted>,
    /// The list sorted by it, or the other way round.
    href: String,
) -> impl IntoView {
    view! {
        <th scope="col" class=column.class() aria-sort=sorted.map(Sorted::name)>
            <a class="table-sort" href=href>
                {words}
                <Icon glyph=Glyph::Sort />
            </a>
        </th>
    }
}

/// A cell with the words of its column, for where rows are cards; empty ones show a dash, and nothing on a card.
#[component]
pub fn Cell(
    /// The words of its column.
    label: String,
    /// The kind of its column.
    #[prop(optional)]
    column: Column,
    /// What is in it.
    #[prop(optional_no_strip)]
    content: Option<AnyView>,
) -> impl IntoView {
    let is_empty = content.is_none();
    view! {
        <td class=column.class() data-label=label data-empty=is_empty.then_some("")>
            {match content {
                Some(content) => content,
                None => view! { <span class="faint">"–"</span> }.into_any(),
            }}
        </td>
    }
}

/// The foot of a table: how much there is, and links through it.
#[component]
pub fn Pager(
    /// How much there is.
    count: String,
    /// The words and the address of the first page, where this is not the first.
    #[prop(optional_no_strip)]
    first: Option<(String, String)>,
    /// The words and the address of the page before, where one can go back.
    #[prop(optional_no_strip)]
    previous: Option<(String, String)>,
    /// The words and the address of the next page, where there is one.
    #[prop(optional_no_strip)]
    next: Option<(String, String)>,
) -> impl IntoView {
    let link = |relation: &'static str, (words, address): (String, String)| {
        view! {
            <a class="button" data-size="small" href=address rel=relation>
                {words}
            </a>
        }
    };
    view! {
        <div class="table-foot">
            <span role="status">{count}</span>
            <span class="row">
                {first.map(|first| link("start", first))}
                {previous.map(|previous| link("prev", previous))}
                {next.map(|next| link("next", next))}
            </span>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_cell_says_so_to_the_style_sheet() {
        let html = view! { <Cell label="Lock".to_owned() /> }.to_html();
        assert!(
            html.contains("data-empty") && html.contains("data-label=\"Lock\""),
            "{html}"
        );
        let html =
            view! { <Cell label="Lock".to_owned() content=Some("x".into_any()) /> }.to_html();
        assert!(!html.contains("data-empty"), "{html}");
    }

    #[test]
    fn a_sorted_head_says_in_which_direction() {
        let sorted = Some(Sorted::Descending);
        let html =
            view! { <SortHead words="Name".to_owned() sorted href="/users?sort=name".to_owned() /> }
                .to_html();
        assert!(
            html.contains("aria-sort=\"descending\"") && html.contains("href=\"/users?sort=name\""),
            "{html}"
        );
        let html =
            view! { <SortHead words="Name".to_owned() href="/users".to_owned() /> }.to_html();
        assert!(!html.contains("aria-sort"), "{html}");
    }
}
