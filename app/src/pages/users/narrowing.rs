//! What the list is narrowed to: saved filters as tabs, the search, the filters, and a chip for each that is on.

use super::asked::{self, family_name, kept_query, narrowed_only};
use super::place_filter::{PlaceChoice, PlaceSearch};
use super::rows::{role_told, status_phrase};
use crate::api::users::{
    FamilyPlace, NarrowingView, UsersAsked, UsersFilterForget, UsersFilterKeep,
};
use crate::forms::RefusalNote;
use crate::routes::{self, users_query as name};
use crate::ui::{Button, ButtonKind, Chip, Glyph, Icon, Tab, Tabs, Toolbar, ToolbarSearch};
use crate::words::{HostingPhrase, OfficePhrase, PeoplePhrase, Words, use_words};
use leptos::form::ActionForm;
use leptos::prelude::*;
use rehome_domain::hosting::UserType;
use rehome_domain::ids::OrganizationCode;
use rehome_domain::people::UserStatus;

/// The tabs: everybody, what is often asked, and the filters the reader keeps.
#[component]
pub(super) fn FilterTabs(asked: UsersAsked, kept: Vec<(String, String)>) -> impl IntoView {
    let words = use_words();
    let here = kept_query(&asked);
    let built_in = [
        (PeoplePhrase::Everybody, UsersAsked::default()),
        (
            PeoplePhrase::LockedOnes,
            UsersAsked {
                locked: Some(true),
                ..UsersAsked::default()
            },
        ),
        (
            PeoplePhrase::WithDependents,
            UsersAsked {
                family: Some(FamilyPlace::Sponsor),
                ..UsersAsked::default()
            },
        ),
        (
            PeoplePhrase::DisabledOnes,
            UsersAsked {
                status: Some(UserStatus::Disabled),
                ..UsersAsked::default()
            },
        ),
    ];
    let built_in = built_in
        .into_iter()
        .map(|(phrase, asked)| (words.said(phrase), kept_query(&asked)));
    let tabs = built_in
        .chain(kept)
        .map(|(words, query)| Tab {
            words,
            is_here: query == here,
            address: if query.is_empty() {
                routes::USERS.to_owned()
            } else {
                format!("{}?{query}", routes::USERS)
            },
            count: None,
        })
        .collect();
    view! { <Tabs label=words.said(PeoplePhrase::SavedFilters) tabs /> }
}

/// The search and the filters; one plain form.
#[component]
pub(super) fn Narrowing(
    asked: UsersAsked,
    /// What was typed for an organization where none was chosen.
    typed: String,
    tools: NarrowingView,
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// Whether there are templates in its tree.
    is_hosting: bool,
    /// Whether the scripts have taken over.
    is_live: Signal<bool>,
) -> impl IntoView {
    let words = use_words();
    let order = [
        (name::SORT, asked.by_username, name::BY_USERNAME),
        (name::ORDER, asked.descending, name::DOWN),
    ];
    let kept = order
        .into_iter()
        .filter(|(_, is_on, _)| *is_on)
        .map(|(name, _, value)| (name, value.to_owned()))
        .collect();
    let is_narrowed = !typed.is_empty()
        || narrowed_only(&asked)
            != UsersAsked {
                text: asked.text.clone(),
                ..UsersAsked::default()
            };
    view! {
        <Toolbar action=routes::USERS label=words.said(PeoplePhrase::SearchUsers) kept>
            <ToolbarSearch
                name=name::TEXT
                label=words.said(PeoplePhrase::SearchUsers)
                placeholder=words.said(PeoplePhrase::SearchHint)
                value=asked.text.clone()
            />
            <Button kind=ButtonKind::Submit>{words.say(OfficePhrase::Search)}</Button>
            <details class="filters" open=is_narrowed>
                <summary class="button" data-look="plain">
                    <Icon glyph=Glyph::Filter />
                    {words.say(OfficePhrase::Filter)}
                </summary>
                <Filters asked typed tools acting_in is_hosting is_live />
            </details>
        </Toolbar>
    }
}

/// A field for each filter.
#[component]
fn Filters(
    asked: UsersAsked,
    typed: String,
    tools: NarrowingView,
    acting_in: OrganizationCode,
    is_hosting: bool,
    is_live: Signal<bool>,
) -> impl IntoView {
    let words = use_words();
    let statuses = [
        UserStatus::Active,
        UserStatus::Disabled,
        UserStatus::Pending,
        UserStatus::Deleted,
    ]
    .map(|status| {
        (
            status.as_str().to_owned(),
            words.said(status_phrase(status)),
        )
    });
    let locks = [
        (name::YES, PeoplePhrase::Locked),
        (name::NO, PeoplePhrase::NotLocked),
    ]
    .map(|(value, phrase)| (value.to_owned(), words.said(phrase)));
    let families = [
        (FamilyPlace::Sponsor, PeoplePhrase::WithDependents),
        (FamilyPlace::Dependent, PeoplePhrase::DependentsOnly),
    ]
    .map(|(place, phrase)| (family_name(place).to_owned(), words.said(phrase)));
    let roles = tools
        .roles
        .iter()
        .map(|(role, name)| (role.to_string(), role_told(role, name.as_ref(), words)))
        .collect();
    let positions = tools
        .positions
        .iter()
        .map(|position| (position.to_string(), position.to_string()))
        .collect();
    let types = if is_hosting {
        [UserType::Standard, UserType::Template]
            .map(|it| (it.as_str().to_owned(), words.said(HostingPhrase::from(it))))
            .into()
    } else {
        Vec::new()
    };
    let owned = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let locked = asked.locked.map(|is| if is { name::YES } else { name::NO });
    view! {
        <div class="bulk-tools lists-float">
            {if tools.more_places {
                view! { <PlaceSearch chosen=asked.organization typed stands_for=tools.typed places=tools.places acting_in is_live /> }.into_any()
            } else {
                view! { <PlaceChoice chosen=asked.organization places=tools.places /> }.into_any()
            }}
            <FilterField
                id="filter-status"
                name=name::STATUS
                label=words.said(OfficePhrase::State)
                value=owned(asked.status.map(UserStatus::as_str))
                options=statuses.into()
            />
            <FilterField id="filter-locked" name=name::LOCKED label=words.said(PeoplePhrase::Lock) value=owned(locked) options=locks.into() />
            <FilterField
                id="filter-family"
                name=name::FAMILY
                label=words.said(PeoplePhrase::Family)
                value=owned(asked.family.map(family_name))
                options=families.into()
            />
            <FilterField
                id="filter-role"
                name=name::ROLE
                label=words.said(PeoplePhrase::RolesHere)
                value=owned(asked.role.as_ref().map(|it| it.as_str()))
                options=roles
            />
            <FilterField
                id="filter-position"
                name=name::POSITION
                label=words.said(PeoplePhrase::PositionBelow)
                value=owned(asked.position.as_ref().map(|it| it.as_str()))
                options=positions
            />
            <FilterField
                id="filter-type"
                name=name::TYPE
                label=words.said(HostingPhrase::RecordKind)
                value=owned(asked.user_type.map(UserType::as_str))
                options=types
            />
            <Button kind=ButtonKind::Submit>{words.say(PeoplePhrase::ShowThem)}</Button>
        </div>
    }
}

/// A filter with its values; nothing where there is nothing to choose.
#[component]
pub(super) fn FilterField(
    id: &'static str,
    name: &'static str,
    label: String,
    value: String,
    options: Vec<(String, String)>,
) -> impl IntoView {
    let words = use_words();
    (!options.is_empty()).then(|| {
        view! {
            <div class="field">
                <label class="field-label" for=id>
                    {label}
                </label>
                <span class="select">
                    <select id=id name=name>
                        <option value="" selected=value.is_empty()>
                            {words.say(PeoplePhrase::AllTheSame)}
                        </option>
                        {options
                            .into_iter()
                            .map(|(option, words)| {
                                let selected = option == value;
                                view! {
                                    <option value=option selected=selected>
                                        {words}
                                    </option>
                                }
                            })
                            .collect_view()}
                    </select>
                    <Icon glyph=Glyph::Down />
                </span>
            </div>
        }
    })
}

/// A chip for each filter that is on, and a form to keep them under a name.
#[component]
pub(super) fn FilterChips(
    asked: UsersAsked,
    tools: NarrowingView,
    /// Keeps the filters under a name.
    keep: ServerAction<UsersFilterKeep>,
    /// Forgets kept ones.
    forget: ServerAction<UsersFilterForget>,
) -> impl IntoView {
    let words = use_words();
    let query = kept_query(&asked);
    if query.is_empty() {
        return ().into_any();
    }
    let chips = chips(&asked, &tools, words);
    let kept = tools
        .kept
        .iter()
        .find(|(_, kept)| *kept == query)
        .map(|(name, _)| name.clone());
    let failed = move || {
        let kept = keep.value().get().and_then(Result::err);
        let error = kept.or_else(|| forget.value().get().and_then(Result::err));
        error.map(|error| view! { <RefusalNote error /> })
    };
    view! {
        <div class="toolbar">
            {chips
                .into_iter()
                .map(|(text, without)| {
                    let remove = words.speech().remove_filter(&text);
                    view! { <Chip text remove href=asked::address(&without) /> }
                })
                .collect_view()}
            {match kept {
                Some(name) => view! {
                    <ActionForm action=forget attr:class="row">
                        <input type="hidden" name="name" value=name />
                        <Button kind=ButtonKind::Submit busy=forget.pending()>{words.say(PeoplePhrase::ForgetFilter)}</Button>
                    </ActionForm>
                }
                .into_any(),
                None => view! {
                    <details class="filters">
                        <summary class="button" data-look="plain">
                            {words.say(PeoplePhrase::KeepFilter)}
                        </summary>
                        <ActionForm action=keep attr:class="row">
                            <input type="hidden" name="query" value=query />
                            <input
                                class="input"
                                type="text"
                                name="name"
                                maxlength="60"
                                required
                                autocomplete="off"
                                aria-label=words.say(PeoplePhrase::FilterName)
                                placeholder=words.say(PeoplePhrase::FilterName)
                            />
                            <Button kind=ButtonKind::Submit busy=keep.pending()>{words.say(OfficePhrase::Save)}</Button>
                        </ActionForm>
                    </details>
                }
                .into_any(),
            }}
        </div>
        {failed}
    }
    .into_any()
}

/// Each filter that is on, in words, and the list without it.
fn chips(asked: &UsersAsked, tools: &NarrowingView, words: Words) -> Vec<(String, UsersAsked)> {
    let from_start = UsersAsked {
        after: None,
        ..asked.clone()
    };
    let mut chips = Vec::new();
    let mut add = |text: Option<String>, clear: fn(&mut UsersAsked)| {
        if let Some(text) = text {
            let mut without = from_start.clone();
            clear(&mut without);
            chips.push((text, without));
        }
    };
    let speech = words.speech();
    let labelled = |label: PeoplePhrase, value: &str| speech.filter_is(words.say(label), value);
    add(
        (!asked.text.is_empty()).then(|| labelled(PeoplePhrase::SearchedFor, &asked.text)),
        |asked| asked.text.clear(),
    );
    let place = |code: &OrganizationCode| {
        let known = tools.places.iter().find(|place| place.code == *code);
        known.map_or_else(|| code.to_string(), |place| place.name.to_string())
    };
    add(
        asked
            .organization
            .as_ref()
            .map(|code| labelled(PeoplePhrase::LivesAtOrBelow, &place(code))),
        |asked| {
            asked.organization = None;
            asked.position = None;
        },
    );
    add(
        asked.status.map(|it| words.said(status_phrase(it))),
        |asked| asked.status = None,
    );
    add(
        asked.locked.map(|is| {
            words.said(if is {
                PeoplePhrase::Locked
            } else {
                PeoplePhrase::NotLocked
            })
        }),
        |asked| asked.locked = None,
    );
    add(
        asked.family.map(|it| {
            words.said(match it {
                FamilyPlace::Sponsor => PeoplePhrase::WithDependents,
                FamilyPlace::Dependent => PeoplePhrase::DependentsOnly,
            })
        }),
        |asked| asked.family = None,
    );
    let role = asked.role.as_ref().map(|role| {
        let known = tools.roles.iter().find(|(id, _)| id == role);
        let name = known.and_then(|(_, name)| name.as_ref());
        role_told(role, name, words)
    });
    add(role, |asked| asked.role = None);
    add(
        asked
            .user_type
            .map(|it| words.said(HostingPhrase::from(it))),
        |asked| asked.user_type = None,
    );
    add(
        asked
            .position
            .as_ref()
            .map(|it| labelled(PeoplePhrase::PositionBelow, it.as_str())),
        |asked| asked.position = None,
    );
    chips
}
