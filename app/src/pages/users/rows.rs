//! The table of users: who they are, where, in which family, and whether they can be ticked.

use super::asked::{address, from_the_start};
use super::selection::{Selection, Ticked};
use crate::api::session::Place;
use crate::api::users::{UserLine, UsersAsked, UsersView};
use crate::routes;
use crate::ui::{
    Badge, Cell, Column, Glyph, Head, MarkSize, PageState, Pager, Person, SortHead, Sorted, Stack,
    StateKind, TableBox, Tone,
};
use crate::words::{
    HostingPhrase, Names, OfficePhrase, PeoplePhrase, Phrase, Words, isolated, use_words,
};
use leptos::prelude::*;
use rehome_domain::ids::{RoleId, UserId};
use rehome_domain::people::UserStatus;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A page of the list.
#[component]
pub(super) fn UserTable(
    /// The page.
    list: UsersView,
    /// What it was asked for.
    asked: UsersAsked,
    /// Whether ticks do anything yet.
    is_live: Signal<bool>,
) -> impl IntoView {
    let words = use_words();
    let selection = expect_context::<Selection>();
    let on_page: BTreeSet<UserId> = list.items.iter().map(|line| line.id.clone()).collect();
    Effect::new(move |_| selection.shown.set(on_page.clone()));
    let next_address = list.cursor.clone().map(|cursor| {
        address(&UsersAsked {
            after: Some(cursor),
            ..asked.clone()
        })
    });
    let start = asked
        .after
        .is_some()
        .then(|| address(&from_the_start(&asked)));
    if list.items.is_empty() {
        return view! { <Nobody asked next=next_address start /> }.into_any();
    }
    let count = words
        .speech()
        .users_match(u64::from(list.found), list.or_more);
    let foot = view! {
        <Pager
            count
            first=start.map(|address| (words.said(OfficePhrase::FirstPage), address))
            next=next_address.map(|address| (words.said(OfficePhrase::NextPage), address))
        />
    }
    .into_any();
    let one_home = list
        .items
        .iter()
        .all(|line| line.home.code == list.organization.code);
    let lines = StoredValue::new(list.items.clone());
    let caption = words.speech().users_of(&list.organization.name);
    let heads = view! {
        <th scope="col" class="cell-tick">
            <PageTick lines is_live />
        </th>
        <OrderHead asked=asked.clone() by_username=false words=words.said(OfficePhrase::Name) />
        <OrderHead asked by_username=true words=words.said(PeoplePhrase::SignInName) column=Column::Optional />
        {(!one_home).then(|| view! { <Head words=words.said(PeoplePhrase::Home) /> })}
        <Head words=words.said(PeoplePhrase::Position) />
        <Head words=words.said(PeoplePhrase::RolesHere) />
        <Head words=words.said(PeoplePhrase::Family) />
        <Head words=words.said(PeoplePhrase::Subscriptions) column=Column::OptionalNumber />
        <Head words=words.said(OfficePhrase::State) />
    }
    .into_any();
    view! {
        <TableBox caption stack=Stack::Wide heads foot=Some(foot)>
            {list.items.into_iter().map(|line| view! { <UserRow line is_live with_home=!one_home /> }).collect_view()}
        </TableBox>
    }
    .into_any()
}

/// The head of a column by which the list is sorted, or can be.
#[component]
fn OrderHead(
    asked: UsersAsked,
    by_username: bool,
    words: String,
    #[prop(optional)] column: Column,
) -> impl IntoView {
    let is_this = asked.by_username == by_username;
    let sorted = is_this.then_some(if asked.descending {
        Sorted::Descending
    } else {
        Sorted::Ascending
    });
    let href = address(&UsersAsked {
        by_username,
        descending: is_this && !asked.descending,
        after: None,
        ..asked
    });
    view! { <SortHead words column sorted href /> }
}

/// Ticks everybody on this page who can be ticked.
#[component]
fn PageTick(lines: StoredValue<Vec<UserLine>>, is_live: Signal<bool>) -> impl IntoView {
    let words = use_words();
    let selection = expect_context::<Selection>();
    let all = move || {
        lines.with_value(|lines| {
            let mut others = lines.iter().filter(|line| !line.is_reader).peekable();
            others.peek().is_some() && others.all(|line| selection.has(&line.id))
        })
    };
    let tick = move |event| {
        let others = lines.with_value(|lines| {
            let others = lines.iter().filter(|line| !line.is_reader);
            others.map(person).collect::<Vec<_>>()
        });
        selection.tick(others, event_target_checked(&event));
        show_as(&event, untrack(all));
    };
    view! {
        <label class="check-all">
            <input type="checkbox" disabled=move || !is_live.get() prop:checked=all on:change=tick />
            <span>{words.say(PeoplePhrase::SelectThisPage)}</span>
        </label>
    }
}

fn person(line: &UserLine) -> (UserId, Ticked) {
    (line.id.clone(), line.into())
}

/// Shows a box as it is: the browser ticks it, whether there is room or not.
fn show_as(event: &leptos::ev::Event, ticked: bool) {
    event_target::<leptos::web_sys::HtmlInputElement>(event).set_checked(ticked);
}

#[component]
fn UserRow(line: UserLine, is_live: Signal<bool>, with_home: bool) -> impl IntoView {
    let words = use_words();
    let selection = expect_context::<Selection>();
    let name = line.name.to_string();
    let id = StoredValue::new(line.id.clone());
    let has = move || id.with_value(|id| selection.has(id));
    let is_reader = line.is_reader;
    let label = if is_reader {
        words.said(PeoplePhrase::NotYourself)
    } else {
        words.speech().select(&name)
    };
    let stored = StoredValue::new(line.clone());
    let position = line.position.as_ref().map(|it| {
        // The top is called as the organization is.
        if it.as_str() == &*line.home.name {
            words.say(Phrase::AtTheTop).into_any()
        } else {
            view! { <bdi>{it.to_string()}</bdi> }.into_any()
        }
    });
    let roles = (!line.roles.is_empty()).then(|| {
        let roles = roles_told(&line.roles, words);
        view! { <bdi>{roles}</bdi> }.into_any()
    });
    let subscriptions =
        (line.subscriptions > 0).then(|| words.number(u64::from(line.subscriptions)).into_any());
    view! {
        <tr>
            <td class="cell-tick">
                <input
                    type="checkbox"
                    aria-label=label
                    disabled=move || is_reader || !is_live.get()
                    prop:checked=has
                    on:change=move |event| {
                        selection.tick([stored.with_value(person)], event_target_checked(&event));
                        show_as(&event, untrack(has));
                    }
                />
            </td>
            <th scope="row">
                <span class="who">
                    <Person name=name.clone() size=MarkSize::Small other=true />
                    <span class="who-text">
                        <a class="who-name" href=routes::user(&line.id)>
                            <bdi>{name}</bdi>
                        </a>
                        {line.is_template.then(|| view! { <span class="who-more"><Badge tone=Tone::Grey text=words.said(HostingPhrase::Template) /></span> })}
                        {is_reader.then(|| view! { <span class="who-more"><Badge tone=Tone::Grey text=words.said(PeoplePhrase::You) /></span> })}
                    </span>
                </span>
            </th>
            <Cell
                label=words.said(PeoplePhrase::SignInName)
                column=Column::Optional
                content=Some(view! { <bdi>{line.username.to_string()}</bdi> }.into_any())
            />
            {with_home.then(|| view! { <HomeCell home=line.home.clone() /> })}
            <Cell label=words.said(PeoplePhrase::Position) content=position />
            <Cell label=words.said(PeoplePhrase::RolesHere) content=roles />
            <FamilyCell line=line.clone() />
            <Cell label=words.said(PeoplePhrase::Subscriptions) column=Column::OptionalNumber content=subscriptions />
            <StateCell status=line.status locked=line.locked />
        </tr>
    }
}

#[component]
fn HomeCell(home: Place) -> impl IntoView {
    let words = use_words();
    let content = view! { <bdi>{home.name.to_string()}</bdi> }.into_any();
    view! { <Cell label=words.said(PeoplePhrase::Home) content=Some(content) /> }
}

/// With whom they move: the sponsor, or how many dependents.
#[component]
fn FamilyCell(line: UserLine) -> impl IntoView {
    let words = use_words();
    let content = match (line.is_dependent, line.sponsor, line.dependents) {
        (_, Some(sponsor), _) => {
            let text = words.say(PeoplePhrase::DependentOf);
            Some(
                view! {
                    <span>
                        {text} " "
                        <a href=routes::user(&sponsor.id)>
                            <bdi>{sponsor.name.to_string()}</bdi>
                        </a>
                    </span>
                }
                .into_any(),
            )
        }
        (true, None, _) => Some(words.say(PeoplePhrase::Dependent).into_any()),
        (false, None, 0) => None,
        (false, None, many) => Some(
            words
                .speech()
                .dependents_counted(u64::from(many))
                .into_any(),
        ),
    };
    view! { <Cell label=words.said(PeoplePhrase::Family) content /> }
}

#[component]
fn StateCell(status: UserStatus, locked: bool) -> impl IntoView {
    let words = use_words();
    let state = (status != UserStatus::Active)
        .then(|| view! { <Badge tone=Tone::Yellow text=words.said(status_phrase(status)) /> });
    let lock = locked.then(|| {
        view! { <Badge tone=Tone::Grey glyph=Some(Glyph::Lock) text=words.said(PeoplePhrase::Locked) /> }
    });
    let content = (state.is_some() || lock.is_some())
        .then(|| view! { <span class="row" data-gap="small">{state}{lock}</span> }.into_any());
    view! { <Cell label=words.said(OfficePhrase::State) content /> }
}

/// Nobody is like that, or nobody among those looked at so far.
#[component]
fn Nobody(asked: UsersAsked, next: Option<String>, start: Option<String>) -> impl IntoView {
    let words = use_words();
    match next {
        Some(next) => view! {
            <PageState kind=StateKind::Empty title=words.said(PeoplePhrase::NobodySoFar) text=words.said(PeoplePhrase::NobodySoFarText)>
                <a class="button" href=next>{words.say(PeoplePhrase::LookFurther)}</a>
            </PageState>
        }
        .into_any(),
        None => {
            let back = start.unwrap_or_else(|| routes::USERS.to_owned());
            let is_narrowed = asked != UsersAsked::default();
            view! {
                <PageState kind=StateKind::Empty title=words.said(OfficePhrase::NothingMatches) text=words.said(OfficePhrase::NothingMatchesText)>
                    {is_narrowed.then(|| view! { <a class="button" href=back>{words.say(PeoplePhrase::Everybody)}</a> })}
                </PageState>
            }
            .into_any()
        }
    }
}

/// The words of an account's state.
pub(crate) fn status_phrase(status: UserStatus) -> PeoplePhrase {
    match status {
        UserStatus::Active => PeoplePhrase::Enabled,
        UserStatus::Disabled => PeoplePhrase::Disabled,
        UserStatus::Pending => PeoplePhrase::Pending,
        UserStatus::Deleted => PeoplePhrase::Deleted,
    }
}

/// A role in words.
pub(crate) fn role_told(role: &RoleId, name: Option<&Arc<str>>, words: Words) -> String {
    name.map_or_else(
        || Names::default().role_words(role, words.language).to_owned(),
        |name| name.to_string(),
    )
}

fn roles_told(roles: &[(RoleId, Option<Arc<str>>)], words: Words) -> String {
    let told: Vec<String> = roles
        .iter()
        .map(|(role, name)| isolated(&role_told(role, name.as_ref(), words)))
        .collect();
    words.list(&told)
}
