//! One person, changed: the profile, the state, roles, dependents, and how they sign in.

use super::super::answer::{Refusal, Waiting};
use super::super::office::ask_in_office;
use super::About;
use super::dependents::DependentsPanel;
use super::hosted_panel::HostedPanel;
use super::operator::OperatorPanel;
use super::profile_panel::ProfilePanel;
use super::roles::RolesPanel;
use super::sign_ins::SignInPanel;
use super::state::StatePanel;
use crate::api::accounts::{PersonEditView, person_edit};
use crate::api::session::OfficeKeys;
use crate::pages::PageTitle;
use crate::routes;
use crate::ui::{Crumbs, Glyph, MarkSize, Note, Page, Person, Tone};
use crate::words::{AccountPhrase, PeoplePhrase, Phrase, use_words};
use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use rehome_domain::ids::{OrganizationCode, UserId};

/// The page.
#[component]
pub(crate) fn EditPerson() -> impl IntoView {
    let params = use_params_map();
    let user = Memo::new(move |_| {
        UserId::from(params.with(|params| params.get("user")).unwrap_or_default())
    });
    let (times, told) = (RwSignal::new(0_u32), RwSignal::new(None::<String>));
    let answer = ask_in_office(
        move || (user.get(), times.get()),
        |acting_in, (user, _)| person_edit(acting_in, user),
    );
    let anew = Callback::new(move |text: String| {
        told.set(Some(text));
        times.update(|times| *times += 1);
    });
    view! {
        <PageTitle phrase=AccountPhrase::EditUser />
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                match answer.await {
                    Ok((office, person)) => {
                        let about = About { acting_in: office.acting_in.code, user: person.id.clone(), revision: person.revision, anew };
                        view! { <Shown about person keys=office.keys told /> }.into_any()
                    }
                    Err(error) => view! { <Refusal error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Shown(
    about: About,
    person: PersonEditView,
    keys: OfficeKeys,
    told: RwSignal<Option<String>>,
) -> impl IntoView {
    let words = use_words();
    let name = person.name.to_string();
    let _: &OrganizationCode = &about.acting_in;
    let above = vec![(routes::USERS.to_owned(), words.say(PeoplePhrase::Users))];
    view! {
        <Page dense=true>
            <div class="page-head profile-head">
                <Person name=name.clone() size=MarkSize::ExtraLarge other=!person.is_own />
                <div class="page-head-text">
                    <Crumbs label=words.say(Phrase::YouAreHere) above here=words.say(AccountPhrase::EditUser) />
                    <h1>
                        <bdi>{name}</bdi>
                    </h1>
                    <p class="lead">
                        <bdi>{person.username.to_string()}</bdi>
                        " · "
                        <bdi>{person.home.name.to_string()}</bdi>
                    </p>
                </div>
            </div>
            <Done told />
            <div class="profile-grid">
                <div class="stack" data-gap="wide">
                    <ProfilePanel about=about.clone() person=person.clone() />
                    <HostedPanel about=about.clone() person=person.clone() />
                    <RolesPanel about=about.clone() person=person.clone() may=keys.grant_roles />
                    <OperatorPanel about=about.clone() person=person.clone() />
                </div>
                <div class="stack" data-gap="wide">
                    <StatePanel about=about.clone() person=person.clone() />
                    <SignInPanel about person=person.clone() />
                    <DependentsPanel person />
                </div>
            </div>
        </Page>
    }
}

/// What was done a moment ago; the focus goes there, as what was pressed may be gone.
#[component]
fn Done(told: RwSignal<Option<String>>) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let Some(note) = node.get()
            && told.with_untracked(Option::is_some)
        {
            // WHY: an element that cannot take the focus leaves it where it is.
            let _ = note.focus();
        }
    });
    view! {
        <div role="status" tabindex="-1" node_ref=node>
            {told
                .get_untracked()
                .map(|text| {
                    view! {
                        <Note tone=Some(Tone::Green) glyph=Glyph::Works>
                            {text}
                        </Note>
                    }
                })}
        </div>
    }
}
