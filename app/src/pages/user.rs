//! One user: everything about them that is in view, what happened to them, and what can be done to them.

mod actions;
mod panels;
mod timeline;

use super::PageTitle;
use super::answer::{Refusal, Waiting};
use super::office::ask_in_office;
use super::services::AccountAndServices;
use super::users::{OverUsers, Selection, status_phrase};
use crate::api::users::{UserPageView, user_one};
use crate::routes;
use crate::ui::{Crumbs, MarkSize, Page, Person};
use crate::words::{PeoplePhrase, Phrase, use_words};
use actions::{Actions, Outcome};
use leptos::context::Provider;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use panels::{
    AboutPanel, DependentsPanel, HomePanel, HostedPanel, OperatorPanel, PhonesPanel, RolesPanel,
    ServicesPanel, SubscriptionsPanel,
};
use rehome_domain::ids::UserId;
use timeline::Timeline;

/// The page.
#[component]
pub(crate) fn User() -> impl IntoView {
    let params = use_params_map();
    let user = Memo::new(move |_| UserId::from(params.get().get("user").unwrap_or_default()));
    let answer = ask_in_office(move || user.get(), user_one);
    let look_again = Callback::new(move |()| answer.refetch());
    let outcome = RwSignal::new(None);
    view! {
        <PageTitle phrase=PeoplePhrase::Users />
        // WHY: a change comes in under the same head, and the focus stays where it is.
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                match answer.await {
                    Ok((office, user)) => {
                        // WHY both: people of sites are seen from hosting trees too, and are provisioned nowhere.
                        let is_hosting = office.kind.is_hosting_tree() && user.hosted.is_some();
                        let acting_in = office.acting_in.code;
                        view! { <Shown user acting_in is_hosting look_again outcome /> }.into_any()
                    }
                    Err(error) => view! { <Refusal error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Shown(
    user: UserPageView,
    acting_in: rehome_domain::ids::OrganizationCode,
    is_hosting: bool,
    look_again: Callback<()>,
    outcome: RwSignal<Option<Outcome>>,
) -> impl IntoView {
    let words = use_words();
    let name = user.name.to_string();
    let lead = [
        user.username.to_string(),
        words.said(status_phrase(user.status)),
        user.home.name.to_string(),
    ]
    .join(" · ");
    let stored = StoredValue::new(user.clone());
    let of = move || stored.get_value();
    let (whom, here) = (user.clone(), acting_in.clone());
    // WHY: who is ticked in the list stays ticked, whatever is done to this one.
    let deeds = view! {
        <Provider value=Selection::new()>
            <Actions user=whom acting_in=here.clone() look_again outcome />
            <OverUsers acting_in=here look_again />
        </Provider>
    };
    view! {
        <Title text=format!("{name} · Rehome") />
        <Page dense=true>
            <div class="page-head profile-head">
                <Person name=name.clone() size=MarkSize::ExtraLarge other=!user.keys.is_oneself />
                <div class="page-head-text">
                    <Crumbs
                        label=words.say(Phrase::YouAreHere)
                        above=vec![(routes::USERS.to_owned(), words.say(PeoplePhrase::Users))]
                        here=words.say(PeoplePhrase::About)
                    />
                    <h1>
                        <bdi>{name}</bdi>
                    </h1>
                    <p class="lead">
                        <bdi>{lead}</bdi>
                    </p>
                </div>
            </div>
            {deeds}
            <div class="profile-grid">
                <div class="stack" data-gap="wide">
                    <HomePanel user=of() />
                    {of().hosted.map(|hosted| view! { <HostedPanel hosted /> })}
                    <AboutPanel user=of() />
                    <RolesPanel user=of() />
                    <OperatorPanel user=of() />
                </div>
                <div class="stack" data-gap="wide">
                    <Timeline past=user.past user=user.id acting_in=acting_in.clone() />
                    {of().phones.map(|(picture, names)| view! { <PhonesPanel picture names /> })}
                    <DependentsPanel people=user.dependents hidden=user.hidden_dependents />
                    {if is_hosting {
                        let (user, acting_in) = (of().id, acting_in.clone());
                        view! { <AccountAndServices user acting_in /> }.into_any()
                    } else {
                        view! { <ServicesPanel services=user.services /> }.into_any()
                    }}
                    <SubscriptionsPanel user=of() acting_in look_again />
                </div>
            </div>
        </Page>
    }
}
