//! Users: those in the reader's view, narrowed, sorted and paged by the address; ticked for what is done to many.
//!
//! The scope and the reader's user base are in the service's query: what is not in view never comes here.

mod asked;
mod narrowing;
mod over;
mod place_filter;
mod rows;
mod selected;
mod selection;

pub(crate) use asked::from_address;
pub(crate) use over::OverUsers;
pub(crate) use rows::{role_told, status_phrase};
pub(crate) use selection::{Over, Selection, Ticked};

use super::answer::{Refusal, Waiting};
use super::office::ask_in_office;
use crate::api::users::{
    PlaceTyped, UsersAsked, UsersFilterForget, UsersFilterKeep, users_list, users_tools,
};
use crate::forms::RefusalNote;
use crate::routes;
use crate::ui::{Glyph, Icon, Page, PageState, StateKind};
use crate::words::{AccountPhrase, FilePhrase, PeoplePhrase, Phrase, use_words};
pub(crate) use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::NavigateOptions;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_query_map;
use narrowing::{FilterChips, FilterTabs, Narrowing};
use rows::UserTable;
use selection::SelectionBar;

/// The page.
#[component]
pub(crate) fn Users() -> impl IntoView {
    let words = use_words();
    let query = use_query_map();
    let asked = Memo::new(move |_| from_address(&query.get()));
    let keep = ServerAction::<UsersFilterKeep>::new();
    let forget = ServerAction::<UsersFilterForget>::new();
    let scope = Memo::new(move |_| asked.with(|asked| asked.organization.clone()));
    let typed = Memo::new(move |_| query.with(asked::typed_place));
    let tools = ask_in_office(
        move || {
            let kept = (keep.version().get(), forget.version().get());
            (scope.get(), typed.get(), kept)
        },
        |acting_in, (organization, typed, _)| users_tools(acting_in, organization, typed),
    );
    let list = ask_in_office(move || asked.get(), users_list);
    let look_again = Callback::new(move |()| list.refetch());
    let is_waiting = RwSignal::new(false);
    let is_live = RwSignal::new(false);
    Effect::new(move |_| is_live.set(true));
    view! {
        <Title text=format!("{} · Rehome", words.say(PeoplePhrase::Users)) />
        // WHY: another page of the list comes in under the same head, and the focus stays where it is.
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                let (office, tools) = match tools.await {
                    Ok(found) => found,
                    Err(error) => return view! { <Refusal error /> }.into_any(),
                };
                if let Some(PlaceTyped::One(found)) = tools.typed {
                    // What was typed means one organization: it is chosen, as the address then says.
                    let asked = UsersAsked {
                        organization: Some(found),
                        ..asked::from_the_start(&asked.get_untracked())
                    };
                    let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
                    return view! { <Redirect path=asked::address(&asked) options /> }.into_any();
                }
                let acting_in = office.acting_in.name.to_string();
                let here = office.acting_in.code.clone();
                let is_hosting = office.kind.is_hosting_tree();
                let may_create = office.keys.edit;
                let may_import = office.keys.release || office.keys.edit;
                let tools = StoredValue::new(tools);
                let place = StoredValue::new(here.clone());
                view! {
                    <Page dense=true>
                        <div class="page-head">
                            <div class="page-head-text">
                                <h1>{words.say(PeoplePhrase::Users)}</h1>
                                <p class="lead">
                                    <bdi>{acting_in}</bdi>
                                </p>
                            </div>
                            <div class="page-head-actions">
                                <a class="button" href=move || asked::export_address(&asked.get())>
                                    <Icon glyph=Glyph::Download />
                                    {words.say(FilePhrase::Export)}
                                </a>
                                {may_import
                                    .then(|| {
                                        view! {
                                            <a class="button" href=routes::USERS_IMPORT>
                                                <Icon glyph=Glyph::Upload />
                                                {words.say(FilePhrase::Import)}
                                            </a>
                                        }
                                    })}
                                {may_create
                                    .then(|| {
                                        view! {
                                            <a class="button" href=routes::USER_NEW>
                                                <Icon glyph=Glyph::Plus />
                                                {words.say(AccountPhrase::NewUser)}
                                            </a>
                                        }
                                    })}
                            </div>
                        </div>
                        <div class="stack" data-gap="small">
                            {move || view! { <FilterTabs asked=asked.get() kept=tools.get_value().kept /> }}
                            {move || {
                                let asked = asked::from_the_start(&asked.get());
                                view! { <Narrowing asked typed=typed.get().unwrap_or_default() tools=tools.get_value() acting_in=place.get_value() is_hosting is_live=is_live.into() /> }
                            }}
                            {move || view! { <FilterChips asked=asked.get() tools=tools.get_value() keep forget /> }}
                        </div>
                        <div class="stack">
                            // WHY: who is ticked in a list that is about to be another may be somebody else by then.
                            <div class="waiting" aria-busy=move || (is_live.get() && is_waiting.get()).to_string()>
                                <Transition set_pending=is_waiting fallback=move || view! { <PageState kind=StateKind::Loading title=words.said(Phrase::Loading) /> }>
                                    {move || Suspend::new(async move {
                                        match list.await {
                                            Ok((_, list)) => {
                                                view! { <UserTable list asked=asked.get_untracked() is_live=is_live.into() /> }.into_any()
                                            }
                                            Err(error) => view! { <RefusalNote error /> }.into_any(),
                                        }
                                    })}
                                </Transition>
                            </div>
                            <SelectionBar office asked look_again />
                        </div>
                        <OverUsers acting_in=here look_again />
                    </Page>
                }
                .into_any()
            })}
        </Transition>
    }
}
