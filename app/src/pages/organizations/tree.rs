//! The page of the tree: as a picture and as a list, with the chosen organization beside it.

use super::address::TreeAddress;
use super::chosen::{Chosen, NothingChosen};
use super::outline::Outline;
use super::picture::TreePicture;
use crate::api::organizations::{Found, TreeView, organizations_tree};
use crate::api::session::OfficeView;
use crate::pages::PageTitle;
use crate::pages::answer::{Refusal, Waiting};
use crate::pages::office::ask_in_office;
use crate::routes;
use crate::ui::{
    Glyph, House, HouseLook, Icon, MarkSize, Page, PageState, Prose, StateKind, Toolbar,
    ToolbarSearch,
};
use crate::words::{OfficePhrase, OrganizationPhrase as P, use_words};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The page.
#[component]
pub(crate) fn Organizations() -> impl IntoView {
    let query = use_query_map();
    let shown = Memo::new(move |_| TreeAddress::of(&query.get()));
    let asked = Memo::new(move |_| shown.get().asked);
    let answer = ask_in_office(
        move || asked.get(),
        |acting_in, asked| organizations_tree(acting_in, Some(asked)),
    );
    view! {
        <PageTitle phrase=P::Organizations />
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                match answer.await {
                    Ok((office, tree)) => view! { <Shown office tree address=shown.get() /> }.into_any(),
                    Err(error) => view! { <Refusal error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Shown(office: OfficeView, tree: TreeView, address: TreeAddress) -> impl IntoView {
    let words = use_words();
    let is_empty = tree.tops.is_empty();
    let kept: Vec<(&'static str, String)> = address
        .as_list
        .then(|| {
            (
                routes::tree_query::VIEW,
                routes::tree_query::AS_LIST.to_owned(),
            )
        })
        .into_iter()
        .collect();
    let searched = address.asked.text.clone().unwrap_or_default();
    let sees_all = office.keys.create_organizations;
    view! {
        <Page dense=true>
            <div class="page-head">
                <div class="page-head-text">
                    <h1>{words.say(P::Organizations)}</h1>
                    {(!sees_all)
                        .then(|| {
                            view! {
                                <p class="lead">
                                    <Prose text=words.speech().all_below(&office.acting_in.name) />
                                </p>
                            }
                        })}
                </div>
                {sees_all
                    .then(|| {
                        view! {
                            <div class="page-head-actions">
                                <a class="button" href=routes::ORGANIZATION_NEW>
                                    <Icon glyph=Glyph::Plus />
                                    {words.say(P::NewOrganization)}
                                </a>
                            </div>
                        }
                    })}
            </div>
            {if is_empty {
                view! { <PageState kind=StateKind::Empty title=words.said(P::NoOrganizations) text=words.said(P::NoOrganizationsText) /> }
                    .into_any()
            } else {
                view! {
                    <div class="org-screen" data-view=address.as_list.then_some("list")>
                        <section class="panel" aria-labelledby="tree">
                            <div class="panel-head">
                                <h2 class="visually-hidden" id="tree">
                                    {words.say(P::Tree)}
                                </h2>
                                <Toolbar action=routes::ORGANIZATIONS label=words.said(P::FindOrganization) kept>
                                    <ToolbarSearch
                                        name=routes::tree_query::TEXT
                                        label=words.said(P::FindOrganization)
                                        placeholder=words.said(P::FindOrganization)
                                        value=searched
                                    />
                                    <button class="button">{words.say(OfficePhrase::Search)}</button>
                                </Toolbar>
                                <nav class="segments only-wide" aria-label=words.say(P::ViewOf)>
                                    <a class="segment" href=address.viewed(false) aria-current=(!address.as_list).then_some("true")>
                                        <Icon glyph=Glyph::Tree />
                                        {words.say(P::Picture)}
                                    </a>
                                    <a class="segment" href=address.viewed(true) aria-current=address.as_list.then_some("true")>
                                        <Icon glyph=Glyph::Menu />
                                        {words.say(P::List)}
                                    </a>
                                </nav>
                            </div>
                            {tree.found.clone().map(|found| view! { <SearchFound found address=address.clone() /> })}
                            <TreePicture tree=tree.clone() address=address.clone() />
                            <div class="panel-body org-list">
                                <Outline tree=tree.clone() address=address.clone() />
                            </div>
                        </section>
                        <aside class="stack" aria-label=words.say(P::ChosenOrganization)>
                            {match tree.chosen {
                                Some(chosen) => view! { <Chosen page=chosen /> }.into_any(),
                                None => view! { <NothingChosen /> }.into_any(),
                            }}
                        </aside>
                    </div>
                }
                    .into_any()
            }}
        </Page>
    }
}

/// What the search found; each leads to its place in the tree.
#[component]
fn SearchFound(found: Vec<Found>, address: TreeAddress) -> impl IntoView {
    let words = use_words();
    if found.is_empty() {
        return view! {
            <div class="panel-body">
                <p class="muted" role="status">
                    {words.say(OfficePhrase::NothingMatches)}
                    ". "
                    {words.say(OfficePhrase::NothingMatchesText)}
                </p>
            </div>
        }
        .into_any();
    }
    let count = words.speech().organizations(found.len() as u64);
    view! {
        <div class="panel-body org-found">
            <p class="small muted" role="status">
                {words.say(P::SearchFound)}
                ": "
                {count}
            </p>
            <ul class="tree" aria-label=words.say(P::SearchFound)>
                {found
                    .into_iter()
                    .map(|found| {
                        let name = found.name.to_string();
                        view! {
                            <li>
                                <a class="tree-row" href=address.choosing(&found.code)>
                                    <House name=name.clone() size=MarkSize::Small look=HouseLook::Other />
                                    <bdi>{name}</bdi>
                                    <span class="faint small">
                                        {words.say(P::from(found.kind))}
                                        {found
                                            .above
                                            .map(|above| {
                                                view! {
                                                    " · "
                                                    <bdi>{above.to_string()}</bdi>
                                                }
                                            })}
                                    </span>
                                </a>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </div>
    }
    .into_any()
}
