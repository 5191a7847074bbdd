//! The groups of a customer on its page: made, called otherwise, filled and removed, each change at once.

use crate::api::ApiError;
use crate::api::accounts::{PersonOption, people_named};
use crate::api::groups::{GroupChange, GroupLine, Part, group_keep, group_members, groups};
use crate::api::users::PersonView;
use crate::forms::{PersonPicker, RefusalNote};
use crate::routes;
use crate::ui::{Badge, Button, ButtonKind, Panel, Tone};
use crate::words::{GroupPhrase as G, HostingPhrase as H, OfficePhrase, Phrase, use_words};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use rehome_domain::ids::{GroupId, OrganizationCode, UserId};

/// How many letters of a name find somebody.
const ENOUGH: usize = 2;

/// The groups while they are kept.
#[derive(Clone, Copy)]
struct Keeper {
    acting_in: StoredValue<OrganizationCode>,
    code: StoredValue<OrganizationCode>,
    change: Action<GroupChange, Result<(), ApiError>>,
    /// The one of which is shown who is in it; a change leaves it open.
    unfolded: RwSignal<Option<GroupId>>,
}

/// The groups, each with who is in it where it is unfolded.
#[component]
pub(super) fn Groups(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// Whose groups.
    code: OrganizationCode,
) -> impl IntoView {
    let words = use_words();
    let (acting_in, code) = (StoredValue::new(acting_in), StoredValue::new(code));
    let change = Action::new(move |change: &GroupChange| {
        group_keep(acting_in.get_value(), code.get_value(), change.clone())
    });
    let keeper = Keeper {
        acting_in,
        code,
        change,
        unfolded: RwSignal::default(),
    };
    let after = RwSignal::new(None::<String>);
    let found = Resource::new(
        move || (after.get(), change.version().get()),
        move |(after, _)| groups(acting_in.get_value(), code.get_value(), after),
    );
    let shown = move |part: Part<GroupLine>| {
        let Part { items, next } = part;
        let is_empty = items.is_empty();
        let each = items.into_iter().map(|line| view! { <One keeper line /> });
        view! {
            {is_empty.then(|| view! { <p class="muted">{words.say(G::NoGroups)}</p> })}
            <ul class="lines">{each.collect_view()}</ul>
            {next
                .map(|next| {
                    view! {
                        <Button on_press=move |_| after.set(Some(next.clone()))>
                            {words.say(OfficePhrase::NextPage)}
                        </Button>
                    }
                })}
        }
    };
    view! {
        <Panel id="groups" title=words.said(G::Groups)>
            <p class="field-hint">{words.say(G::Hint)}</p>
            <Transition fallback=move || view! { <p class="muted">{words.say(Phrase::Loading)}</p> }>
                {move || Suspend::new(async move {
                    match found.await {
                        Ok(part) => shown(part).into_any(),
                        Err(error) => view! { <RefusalNote error /> }.into_any(),
                    }
                })}
            </Transition>
            {move || change.value().get().and_then(Result::err).map(|error| view! { <RefusalNote error /> })}
            <Named id="group-new".to_owned() first=String::new() label=G::NewGroup press=G::Make keeper make=Callback::new(GroupChange::Make) />
        </Panel>
    }
}

/// A field for a name, and what takes it.
#[component]
fn Named(
    id: String,
    first: String,
    label: G,
    press: G,
    keeper: Keeper,
    make: Callback<String, GroupChange>,
) -> impl IntoView {
    let words = use_words();
    let name = RwSignal::new(first);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = name.get_untracked().trim().to_owned();
        if !typed.is_empty() && !keeper.change.pending().get_untracked() {
            keeper.change.dispatch(make.run(typed));
        }
    };
    let field = id.clone();
    view! {
        <form class="stack" data-gap="small" on:submit=submit>
            <div class="field">
                <label class="field-label" for=field>
                    {words.say(label)}
                </label>
                <input
                    class="input"
                    id=id
                    type="text"
                    maxlength="64"
                    autocomplete="off"
                    prop:value=move || name.get()
                    on:input=move |event| name.set(event_target_value(&event))
                />
            </div>
            <div class="row">
                <Button kind=ButtonKind::Submit busy=keeper.change.pending()>
                    {words.say(press)}
                </Button>
            </div>
        </form>
    }
}

/// A group: its name and number, and unfolded who is in it and what can be done.
#[component]
fn One(keeper: Keeper, line: GroupLine) -> impl IntoView {
    let words = use_words();
    let GroupLine {
        id,
        name,
        dynamic,
        people,
        revision,
    } = line;
    let (own, renamed) = (StoredValue::new(id.clone()), id.clone());
    let rename = Callback::new(move |name| GroupChange::Rename(renamed.clone(), revision, name));
    let is_sure = RwSignal::new(people == 0);
    let remove = move |_| {
        if is_sure.get_untracked() {
            keeper
                .change
                .dispatch(GroupChange::Remove(own.get_value(), revision));
        } else {
            is_sure.set(true);
        }
    };
    let is_asked = move || people > 0 && is_sure.get();
    let is_unfolded =
        move || own.with_value(|id| keeper.unfolded.with(|it| it.as_ref() == Some(id)));
    let toggled = move |event| {
        let is_open = event_target::<leptos::web_sys::Element>(&event).has_attribute("open");
        if is_open != untrack(is_unfolded) {
            keeper.unfolded.set(is_open.then(|| own.get_value()));
        }
    };
    let field = format!("group-{id}");
    let first = name.to_string();
    view! {
        <li>
            <details class="more" open=is_unfolded on:toggle=toggled>
                <summary>
                    <bdi>{name.to_string()}</bdi>
                    " · "
                    {words.speech().people(people, false)}
                    {dynamic.then(|| view! { " " <Badge tone=Tone::Grey text=words.said(G::Dynamic) /> })}
                </summary>
                <div class="stack" data-gap="small">
                    {move || is_unfolded().then(|| view! { <Members keeper id=own.get_value() dynamic /> })}
                    <Named id=field first label=G::Name press=G::Rename keeper make=rename />
                    {(!dynamic)
                        .then(|| {
                            view! {
                                <p class="field-hint" role="status">
                                    {move || is_asked().then(|| words.say(G::EverybodyLeaves))}
                                </p>
                                <div class="row">
                                    <Button busy=keeper.change.pending() on_press=remove>
                                        {move || words.say(if is_asked() { G::RemoveSurely } else { G::RemoveGroup })}
                                    </Button>
                                    {move || {
                                        is_asked()
                                            .then(|| {
                                                view! {
                                                    <Button on_press=move |_| is_sure.set(false)>{words.say(G::KeepGroup)}</Button>
                                                }
                                            })
                                    }}
                                </div>
                            }
                        })}
                </div>
            </details>
        </li>
    }
}

/// Who is in a group, and a field to put somebody in.
#[component]
fn Members(keeper: Keeper, id: GroupId, dynamic: bool) -> impl IntoView {
    let words = use_words();
    let id = StoredValue::new(id);
    let change = keeper.change;
    let after = RwSignal::new(None::<String>);
    let found = Resource::new(
        move || (after.get(), change.version().get()),
        move |(after, _)| {
            let (acting_in, code) = (keeper.acting_in.get_value(), keeper.code.get_value());
            group_members(acting_in, code, id.get_value(), after)
        },
    );
    let put = move |user: UserId, is_in: bool| {
        change.dispatch(GroupChange::Member(id.get_value(), user, is_in));
    };
    let row = move |person: PersonView| {
        let (name, user) = (person.name.to_string(), person.id.clone());
        let called = name.clone();
        let take_out = (!dynamic).then(|| {
            view! {
                <Button busy=change.pending() on_press=move |_| put(user.clone(), false)>
                    {words.say(H::Remove)}
                    <span class="visually-hidden">": " <bdi>{called.clone()}</bdi></span>
                </Button>
            }
        });
        view! {
            <li class="spread">
                <a href=routes::user(&person.id)>
                    <bdi>{name}</bdi>
                </a>
                {take_out}
            </li>
        }
    };
    let shown = move |part: Part<PersonView>| {
        let next = part.next;
        view! {
            <ul class="lines">{part.items.into_iter().map(row).collect_view()}</ul>
            {next
                .map(|next| {
                    view! {
                        <Button on_press=move |_| after.set(Some(next.clone()))>
                            {words.say(OfficePhrase::NextPage)}
                        </Button>
                    }
                })}
        }
    };
    view! {
        <Transition fallback=move || view! { <p class="muted">{words.say(Phrase::Loading)}</p> }>
            {move || Suspend::new(async move {
                match found.await {
                    Ok(part) => shown(part).into_any(),
                    Err(error) => view! { <RefusalNote error /> }.into_any(),
                }
            })}
        </Transition>
        {(!dynamic).then(|| view! { <Joining keeper put=Callback::new(move |user| put(user, true)) /> })}
    }
}

/// Finds somebody to put in.
#[component]
fn Joining(keeper: Keeper, put: Callback<UserId>) -> impl IntoView {
    let words = use_words();
    let chosen = RwSignal::new(None::<PersonOption>);
    let find = RwSignal::new(String::new());
    let answer =
        Action::new(move |text: &String| people_named(keeper.acting_in.get_value(), text.clone()));
    let is_asked = move || find.with(|text| text.trim().chars().count() >= ENOUGH);
    Effect::new(move |_| {
        if is_asked() {
            answer.dispatch(find.get());
        }
    });
    Effect::new(move |_| {
        if let Some(person) = chosen.get() {
            chosen.set(None);
            put.run(person.id);
        }
    });
    let found = Signal::derive(move || answer.value().get().filter(|_| is_asked()));
    view! { <PersonPicker id="group-member" label=words.said(G::PutIn) chosen nobody=String::new() find found /> }
}
