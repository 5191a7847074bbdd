//! The page of one organization: what it is, what counts there, and the ways on from it.

use super::chosen::Facts;
use super::groups::Groups;
use super::record::{ChangeName, ChangeState};
use super::settings::{Subject, summary};
use super::{ActHere, StatusBadge};
use crate::api::organizations::{OrganizationPage, organization};
use crate::api::session::OfficeView;
use crate::pages::PageTitle;
use crate::pages::answer::{Refusal, Waiting};
use crate::pages::office::ask_in_office;
use crate::routes;
use crate::ui::{Glyph, House, HouseLook, Icon, MarkSize, Page, Panel};
use crate::words::{OrganizationPhrase as P, PhonePhrase, Phrase, use_words};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use rehome_domain::ids::OrganizationCode;
use rehome_domain::organization::OrganizationKind;

/// The organization that the address names.
pub(super) fn code_in_address() -> Memo<OrganizationCode> {
    let params = use_params_map();
    Memo::new(move |_| {
        let code = params.with(|params| params.get("code"));
        OrganizationCode::from(code.unwrap_or_default().as_str())
    })
}

/// The page.
#[component]
pub(crate) fn Organization() -> impl IntoView {
    let code = code_in_address();
    let answer = ask_in_office(move || code.get(), organization);
    view! {
        <PageTitle phrase=P::Organization />
        <Suspense fallback=Waiting>
            {move || Suspend::new(async move {
                match answer.await {
                    Ok((office, page)) => view! { <Shown office page /> }.into_any(),
                    Err(error) => view! { <Refusal error /> }.into_any(),
                }
            })}
        </Suspense>
    }
}

/// The organizations above, each with the way to it.
#[component]
pub(super) fn Above(
    /// The organization.
    page: OrganizationPage,
    /// What is shown of it, where it is not the whole.
    #[prop(optional_no_strip)]
    here: Option<&'static str>,
) -> impl IntoView {
    let words = use_words();
    // WHY: what is above and out of view has a name here, but no page.
    let mut above: Vec<(Option<String>, String)> = page
        .above
        .iter()
        .map(|place| {
            let is_seen = page.ways_above.contains_key(&place.code);
            let address = is_seen.then(|| routes::organization(&place.code));
            (address, place.name.to_string())
        })
        .collect();
    let last = match here {
        Some(here) => {
            above.push((
                Some(routes::organization(&page.code)),
                page.name.to_string(),
            ));
            here.to_owned()
        }
        None => page.name.to_string(),
    };
    view! {
        <ol class="crumbs" aria-label=words.say(Phrase::YouAreHere)>
            <li>
                <a href=routes::ORGANIZATIONS>{words.say(P::Organizations)}</a>
            </li>
            {above
                .into_iter()
                .map(|(address, name)| {
                    let name = view! { <bdi>{name}</bdi> };
                    view! {
                        <li>
                            {match address {
                                Some(address) => view! { <a href=address>{name}</a> }.into_any(),
                                None => name.into_any(),
                            }}
                        </li>
                    }
                })
                .collect_view()}
            <li aria-current="page">
                <bdi>{last}</bdi>
            </li>
        </ol>
    }
}

#[component]
fn Shown(office: OfficeView, page: OrganizationPage) -> impl IntoView {
    let words = use_words();
    // What is there now; a change puts its answer here.
    let there = RwSignal::new(page);
    let acting_in = office.acting_in.code;
    let code = there.with_untracked(|page| page.code.clone());
    let keeps_groups = office.keys.edit && there.with_untracked(|page| page.kind.is_hosting_tree());
    let head = move || {
        let page = there.get();
        let name = page.name.to_string();
        view! {
            <div class="page-head">
                <House name=name.clone() size=MarkSize::ExtraLarge look=HouseLook::Home />
                <div class="page-head-text">
                    <Above page=page.clone() />
                    <h1>
                        <bdi>{name.clone()}</bdi>
                    </h1>
                    <p class="lead">
                        {words.say(P::from(page.kind))}
                        " · "
                        <span class="code">{page.code.to_string()}</span>
                        " · "
                        <StatusBadge status=page.status />
                    </p>
                </div>
                <div class="page-head-actions">
                    {page.keys.act.then(|| view! { <ActHere code=page.code.clone() name /> })}
                </div>
            </div>
        }
    };
    let ways = move || {
        let page = there.get();
        let tree = routes::organizations([(routes::tree_query::AT, page.code.as_str())]);
        let keys = page.keys;
        let new = routes::organization_new([(routes::tree_query::PARENT, page.code.as_str())]);
        view! {
            <ul class="org-ways" role="list">
                {page
                    .people_below
                    .map(|_| {
                        view! {
                            <li>
                                <a class="side-link" href=routes::users_living_at(&page.code)>
                                    <Icon glyph=Glyph::People />
                                    {words.say(P::SeeUsers)}
                                </a>
                            </li>
                            <li>
                                <a class="side-link" href=routes::moves_of(&page.code)>
                                    <Icon glyph=Glyph::Move />
                                    {words.say(P::SeeMoves)}
                                </a>
                            </li>
                        }
                    })}
                <li>
                    <a class="side-link" href=tree>
                        <Icon glyph=Glyph::Tree />
                        {words.say(P::SeeInTree)}
                    </a>
                </li>
                {(page.kind == OrganizationKind::Site && page.people_below.is_some())
                    .then(|| {
                        view! {
                            <li>
                                <a class="side-link" href=routes::site(&page.code)>
                                    <Icon glyph=Glyph::Phone />
                                    {words.say(PhonePhrase::SeeTelephony)}
                                </a>
                            </li>
                        }
                    })}
                {keys
                    .create
                    .then(|| {
                        view! {
                            <li>
                                <a class="side-link" href=new>
                                    <Icon glyph=Glyph::Plus />
                                    {words.say(P::NewBelow)}
                                </a>
                            </li>
                        }
                    })}
            </ul>
        }
    };
    view! {
        <Page dense=true>
            {head}
            <div class="profile-grid">
                <div class="stack" data-gap="wide">
                    <Panel id="facts" title=words.said(P::Facts)>
                        {move || view! { <Facts page=there.get() /> }}
                        {ways}
                    </Panel>
                    <ChangeName acting_in=acting_in.clone() there />
                    <ChangeState acting_in=acting_in.clone() there />
                    {keeps_groups
                        .then(|| view! { <Groups acting_in=acting_in.clone() code=code.clone() /> })}
                </div>
                <div class="stack" data-gap="wide">
                    <Panel id="settings" title=words.said(P::Settings)>{move || view! { <SettingsInShort page=there.get() /> }}</Panel>
                </div>
            </div>
        </Page>
    }
}

/// The settings by subject, in read form.
#[component]
fn SettingsInShort(page: OrganizationPage) -> impl IntoView {
    let words = use_words();
    let Some(settings) = page.settings.clone() else {
        return view! { <p class="muted">{words.say(P::SettingsNotYours)}</p> }.into_any();
    };
    let subjects: Vec<AnyView> = Subject::of(&page)
        .into_iter()
        .map(|subject| {
            let facts = summary(subject, &page, &settings, words);
            view! {
                <section class="org-subject" aria-label=subject.said(words)>
                    <h3>
                        <a href=routes::organization_settings(&page.code, subject.section())>{subject.said(words)}</a>
                    </h3>
                    <dl class="facts">
                        {facts
                            .into_iter()
                            .map(|(label, value)| {
                                view! {
                                    <dt>{label}</dt>
                                    <dd>{value}</dd>
                                }
                            })
                            .collect_view()}
                    </dl>
                </section>
            }
            .into_any()
        })
        .collect();
    view! { <div class="stack" data-gap="wide">{subjects}</div> }.into_any()
}
