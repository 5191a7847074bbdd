//! The side of every page for operators and administrators: where they act, and the ways to their pages.
//!
//! To add a page, add a link with the key that opens it. A link that is not here leads to a refusal all the same:
//! the service asks for the right.

use crate::api::session::{OfficeView, SessionView};
use crate::routes;
use crate::ui::{Glyph, House, HouseLook, Icon, MarkSize};
use crate::words::{
    CataloguePhrase, FilePhrase, LibraryPhrase, MovingPhrase, OfficePhrase, OrganizationPhrase,
    PeoplePhrase, Phrase, RecordPhrase, Said, ServicePhrase, TransferPhrase, WhyPhrase,
    own_role_name, use_words,
};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// The id by which the button in the bar opens the side on narrow screens.
pub(super) const SIDE: &str = "side";
const PLACES: &str = "acting-in";

/// The side.
#[component]
pub(super) fn Side(session: SessionView, office: OfficeView) -> impl IntoView {
    let words = use_words();
    let keys = office.keys;
    let wizard = office.wizard_title();
    let roles = office
        .roles
        .iter()
        .map(|(role, name)| match name {
            Some(name) => name.to_string(),
            None => own_role_name(role, words.language).to_owned(),
        })
        .collect::<Vec<_>>()
        .join(", ");
    view! {
        <nav class="side" id=SIDE popover="auto" aria-label=words.say(Phrase::MainNavigation)>
            <ActingIn office />
            <SideTitle phrase=OfficePhrase::Me />
            <SideLink address=routes::PROFILE glyph=Glyph::Person phrase=Phrase::MyProfile />
            {session
                .move_is_offered
                .then(|| view! { <SideLink address=routes::MOVE glyph=Glyph::Home phrase=Phrase::MoveShort /> })}
            {session
                .has_library
                .then(|| view! { <SideLink address=routes::LIBRARY glyph=Glyph::Folder phrase=LibraryPhrase::Title /> })}
            {(keys.view || keys.audit)
                .then(|| {
                    view! {
                        <SideTitle phrase=OfficePhrase::Work />
                        {keys.view.then(|| view! { <SideLink address=routes::USERS glyph=Glyph::People phrase=PeoplePhrase::Users /> })}
                        <SideLink address=routes::MOVES glyph=Glyph::Move phrase=RecordPhrase::Moves />
                        {keys
                            .move_hosted
                            .then(|| view! { <SideLink address=routes::WIZARD glyph=Glyph::Move phrase=wizard /> })}
                        {keys
                            .move_sites
                            .then(|| view! { <SideLink address=routes::MOVE_USERS glyph=Glyph::People phrase=MovingPhrase::MoveUsers /> })}
                        {keys
                            .move_content
                            .then(|| view! { <SideLink address=routes::TRANSFERS glyph=Glyph::InProgress phrase=TransferPhrase::Title /> })}
                        {keys
                            .move_sites
                            .then(|| view! { <SideLink address=routes::TRANSACTIONS glyph=Glyph::InProgress phrase=MovingPhrase::Transactions /> })}
                        {(keys.release || keys.edit)
                            .then(|| view! { <SideLink address=routes::JOBS glyph=Glyph::Upload phrase=FilePhrase::Jobs /> })}
                        {keys
                            .provision
                            .then(|| view! { <SideLink address=routes::PROVISIONING glyph=Glyph::InProgress phrase=ServicePhrase::Jobs /> })}
                    }
                })}
            {keys
                .sees_organizations()
                .then(|| {
                    view! {
                        <SideTitle phrase=OfficePhrase::Directory />
                        <SideLink address=routes::ORGANIZATIONS glyph=Glyph::Tree phrase=OrganizationPhrase::Organizations />
                        {keys
                            .keep_catalogue
                            .then(|| view! { <SideLink address=routes::CATALOGUE glyph=Glyph::Menu phrase=CataloguePhrase::Title /> })}
                    }
                })}
            {(keys.view || keys.audit)
                .then(|| {
                    view! {
                        <SideTitle phrase=OfficePhrase::Evidence />
                        {keys.view.then(|| view! { <SideLink address=routes::WHY glyph=Glyph::Notice phrase=WhyPhrase::Why /> })}
                        {keys.audit.then(|| view! { <SideLink address=routes::AUDIT glyph=Glyph::Audit phrase=RecordPhrase::Audit /> })}
                    }
                })}
            <p class="side-end side-title">
                {words.say(OfficePhrase::YourRoleHere)}
                <br />
                <strong class="muted">{roles}</strong>
            </p>
        </nav>
    }
}

/// Where they act, and a plain form to act elsewhere.
#[component]
fn ActingIn(office: OfficeView) -> impl IntoView {
    let words = use_words();
    let here = office.acting_in.clone();
    let name = here.name.to_string();
    let has_choice = office.places.len() > 1;
    view! {
        <button class="side-here" type="button" popovertarget=PLACES>
            <House name=name.clone() size=MarkSize::Small look=HouseLook::Home />
            <span>
                <span class="faint">{words.say(OfficePhrase::ActingIn)}</span>
                <strong>
                    <bdi>{name}</bdi>
                </strong>
            </span>
            <Icon glyph=Glyph::Down />
            <span class="visually-hidden">{words.say(OfficePhrase::ChangeOrganization)}</span>
        </button>
        <div class="menu acting-menu" id=PLACES popover="auto">
            {(!has_choice).then(|| view! { <p class="small muted">{words.say(OfficePhrase::OnePlace)}</p> })}
            <form method="post" action=routes::PREFERENCES>
                <input type="hidden" name=routes::query::TO value=routes::PROFILE />
                {office
                    .places
                    .into_iter()
                    .map(|place| {
                        let is_here = place.code == here.code;
                        let name = place.name.to_string();
                        view! {
                            <button
                                class="menu-item"
                                name=routes::field::ACTING_IN
                                value=place.code.to_string()
                                aria-current=is_here.then_some("true")
                            >
                                <House name=name.clone() size=MarkSize::Small look=HouseLook::Other />
                                <bdi>{name}</bdi>
                            </button>
                        }
                    })
                    .collect_view()}
            </form>
        </div>
    }
}

#[component]
fn SideTitle(phrase: OfficePhrase) -> impl IntoView {
    view! { <p class="side-title">{use_words().say(phrase)}</p> }
}

#[component]
fn SideLink<P: Said + Send + Sync + 'static>(
    address: &'static str,
    glyph: Glyph,
    phrase: P,
) -> impl IntoView {
    let words = use_words();
    let path = use_location().pathname;
    let is_here = move || {
        let path = path.get();
        let below = path.strip_prefix(address);
        below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    view! {
        <a class="side-link" href=address aria-current=move || is_here().then_some("page")>
            <Icon glyph />
            {words.say(phrase)}
        </a>
    }
}
