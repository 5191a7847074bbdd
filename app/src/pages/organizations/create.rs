//! Making an organization: for system administrators, and customers and resellers for who administers those above; below which kinds a kind may lie is the domain's to say.

use crate::api::organizations::{
    organization_create, organization_locations, organizations_of_kind,
};
use crate::api::session::{OfficeView, Place};
use crate::components::{FieldVerdict, Judgement};
use crate::forms::RefusalNote;
use crate::pages::PageTitle;
use crate::pages::answer::{Refusal, Waiting};
use crate::pages::office::ask_in_office;
use crate::routes;
use crate::ui::{Button, ButtonKind, Crumbs, Field, Glyph, Icon, Look, Note, Page, Panel, Tone};
use crate::words::{
    HostingPhrase as H, OfficePhrase, OrganizationPhrase as P, PeoplePhrase, Phrase, RefusalPhrase,
    use_words,
};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};
use rehome_domain::hosting::setup::is_legal_short_name;
use rehome_domain::ids::{LocationId, OrganizationCode};
use rehome_domain::organization::OrganizationKind;

/// What the address says: the kind to make, the organization above, and a text to find that one by.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Asked {
    kind: Option<OrganizationKind>,
    parent: Option<OrganizationCode>,
    text: Option<String>,
}

/// What can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
struct Choices {
    kind: OrganizationKind,
    parent: Option<OrganizationCode>,
    /// The organizations it may lie below.
    above: Vec<Place>,
    /// The locations it can stand in.
    locations: Vec<LocationId>,
}

/// The page.
#[component]
pub(crate) fn NewOrganization() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        query.with(|query| {
            let text = |name| query.get(name).filter(|text| !text.is_empty());
            Asked {
                kind: text(routes::tree_query::KIND)
                    .and_then(|kind| OrganizationKind::from_name(&kind)),
                parent: text(routes::tree_query::PARENT)
                    .map(|code| OrganizationCode::from(code.as_str())),
                text: text(routes::tree_query::TEXT),
            }
        })
    });
    let answer = ask_in_office(move || asked.get(), choices);
    view! {
        <PageTitle phrase=P::NewOrganization />
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                match answer.await {
                    Ok((office, choices)) => view! { <Shown office choices /> }.into_any(),
                    Err(error) => view! { <Refusal error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

/// What can be chosen for a kind: by itself the one that fits below the organization named.
async fn choices(
    acting_in: OrganizationCode,
    asked: Asked,
) -> Result<Choices, crate::api::ApiError> {
    let named = match &asked.parent {
        Some(code) => {
            Some(crate::api::organizations::organization(acting_in.clone(), code.clone()).await?)
        }
        None => None,
    };
    let fitting = named.as_ref().and_then(|named| {
        let fits = |kind: &OrganizationKind| kind.legal_parents().contains(&named.kind);
        let mut all = OrganizationKind::ALL.into_iter();
        // WHY: of what lies below a reseller, customers are made most.
        let customer = Some(OrganizationKind::Customer).filter(fits);
        customer.or_else(|| all.find(fits))
    });
    let kind = asked
        .kind
        .or(fitting)
        .unwrap_or(OrganizationKind::Enterprise);
    let mut above: Vec<Place> = Vec::new();
    for parent in kind.legal_parents() {
        above.extend(organizations_of_kind(acting_in.clone(), *parent, asked.text.clone()).await?);
    }
    let named = named.filter(|named| kind.legal_parents().contains(&named.kind));
    if let Some(named) = &named
        && !above.iter().any(|place| place.code == named.code)
    {
        above.insert(
            0,
            Place {
                code: named.code.clone(),
                name: named.name.clone(),
            },
        );
    }
    let locations = if kind.is_hosting_tree() {
        organization_locations(acting_in).await?
    } else {
        Vec::new()
    };
    Ok(Choices {
        kind,
        parent: named.map(|named| named.code),
        above,
        locations,
    })
}

#[component]
fn Shown(office: OfficeView, choices: Choices) -> impl IntoView {
    let words = use_words();
    let sells = office.keys.configure
        && matches!(
            office.kind,
            OrganizationKind::Provider | OrganizationKind::Reseller
        );
    let kinds: Vec<OrganizationKind> = if office.keys.create_organizations {
        OrganizationKind::ALL.to_vec()
    } else if sells {
        vec![OrganizationKind::Reseller, OrganizationKind::Customer]
    } else {
        Vec::new()
    };
    let body = if !kinds.is_empty() {
        view! { <NewForm acting_in=office.acting_in.code kinds choices /> }.into_any()
    } else {
        view! {
            <Note tone=Some(Tone::Yellow) glyph=Glyph::Lock>
                {words.say(P::OnlySystemAdministrators)}
            </Note>
        }
        .into_any()
    };
    view! {
        <Page dense=true>
            <div class="page-head">
                <div class="page-head-text">
                    <Crumbs
                        label=words.say(Phrase::YouAreHere)
                        above=vec![(routes::ORGANIZATIONS.to_owned(), words.say(P::Organizations))]
                        here=words.say(P::NewOrganization)
                    />
                    <h1>{words.say(P::NewOrganization)}</h1>
                </div>
            </div>
            {body}
        </Page>
    }
}

#[component]
fn NewForm(
    acting_in: OrganizationCode,
    /// The kinds that can be made.
    kinds: Vec<OrganizationKind>,
    choices: Choices,
) -> impl IntoView {
    let words = use_words();
    let navigate = use_navigate();
    let Choices {
        kind,
        parent,
        above,
        locations,
    } = choices;
    let first = if kind.may_be_root() {
        parent
    } else {
        parent.or_else(|| above.first().map(|place| place.code.clone()))
    };
    let parent = RwSignal::new(
        first
            .clone()
            .map(|code| code.to_string())
            .unwrap_or_default(),
    );
    let (name, code) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let short_name = RwSignal::new(String::new());
    let location = RwSignal::new(None::<LocationId>);
    let go = navigate.clone();
    let make = Action::new(move |(): &()| {
        let above = Some(parent.get_untracked()).filter(|code| !code.is_empty());
        let made = organization_create(
            acting_in.clone(),
            OrganizationCode::from(code.get_untracked().trim()),
            kind,
            above.map(|code| OrganizationCode::from(code.as_str())),
            name.get_untracked(),
            short_name.get_untracked(),
            location.get_untracked(),
        );
        let go = go.clone();
        async move {
            let made = made.await;
            if let Ok(code) = &made {
                go(
                    &routes::organization(code),
                    leptos_router::NavigateOptions::default(),
                );
            }
            made
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !make.pending().get_untracked() {
            make.dispatch(());
        }
    };
    let refusal = move || {
        make.value()
            .get()
            .and_then(Result::err)
            .map(|error| view! { <RefusalNote error /> })
    };
    let judgement = Signal::derive(move || {
        let given = short_name.get();
        // WHY: where none is given, the code in capitals is it.
        let name = match given.trim() {
            "" => code.get().trim().to_ascii_uppercase(),
            given => given.to_owned(),
        };
        if name.is_empty() || is_legal_short_name(&name) {
            Judgement::Silent
        } else {
            Judgement::Refuses(words.said(RefusalPhrase::ShortNameIllegal))
        }
    });
    let stands = (!locations.is_empty()).then(|| {
        view! { <Stands locations location /> }
    });
    let asks_above = !kind.legal_parents().is_empty();
    let kinds = kinds
        .into_iter()
        .map(|other| {
            view! {
                <option value=other.as_str() selected=other == kind>
                    {words.say(P::from(other))}
                </option>
            }
        })
        .collect_view();
    let above_options = kind
        .may_be_root()
        .then(|| (String::new(), words.said(P::NoneAbove)))
        .into_iter()
        .chain(
            above
                .into_iter()
                .map(|place| (place.code.to_string(), place.name.to_string())),
        )
        .map(|(value, text)| {
            let selected = first.as_ref().map_or("", |first| first.as_str()) == value;
            view! {
                <option value=value selected=selected>
                    {text}
                </option>
            }
        })
        .collect_view();
    view! {
        <Panel id="new-kind" title=words.said(P::KindAndPlace)>
            <form class="stack" method="get" action=routes::ORGANIZATION_NEW>
                <div class="form-grid">
                    <Field id="kind" label=words.said(P::Kind)>
                        <span class="select">
                            <select id="kind" name=routes::tree_query::KIND>
                                {kinds}
                            </select>
                            <Icon glyph=Glyph::Down />
                        </span>
                    </Field>
                    <Field id="find-above" label=words.said(P::FindAbove) hint=Some(words.said(P::AboveHint))>
                        <input class="input" id="find-above" name=routes::tree_query::TEXT type="search" autocomplete="off" aria-describedby="find-above-hint" />
                    </Field>
                </div>
                <div class="row">
                    <Button kind=ButtonKind::Submit glyph=Glyph::Search>
                        {words.say(PeoplePhrase::ShowThem)}
                    </Button>
                </div>
            </form>
        </Panel>
        <Panel id="new-organization" title=format!("{}: {}", words.say(P::NewOrganization), words.say(P::from(kind)))>
            <form class="stack" on:submit=submit>
                {asks_above
                    .then(|| {
                        view! {
                            <Field id="above" label=words.said(P::Above)>
                                <span class="select">
                                    <select id="above" name="parent" on:change=move |event| parent.set(event_target_value(&event))>
                                        {above_options}
                                    </select>
                                    <Icon glyph=Glyph::Down />
                                </span>
                            </Field>
                        }
                    })}
                <Field id="name" label=words.said(OfficePhrase::Name)>
                    <input
                        class="input"
                        id="name"
                        name="name"
                        autocomplete="off"
                        required
                        maxlength="200"
                        on:input=move |event| name.set(event_target_value(&event))
                    />
                </Field>
                <Field id="code" label=words.said(OfficePhrase::Code) hint=Some(words.said(P::CodeHint))>
                    <input
                        class="input code"
                        id="code"
                        name="code"
                        dir="ltr"
                        autocomplete="off"
                        autocapitalize="none"
                        spellcheck="false"
                        required
                        maxlength="80"
                        aria-describedby="code-hint"
                        on:input=move |event| code.set(event_target_value(&event))
                    />
                </Field>
                {kind
                    .is_hosting_tree()
                    .then(|| {
                        view! {
                            <Field id="short-name" label=words.said(H::ShortName) hint=Some(words.said(H::ShortNameHint))>
                                <input
                                    class="input code"
                                    id="short-name"
                                    name="short_name"
                                    dir="ltr"
                                    autocomplete="off"
                                    spellcheck="false"
                                    maxlength="8"
                                    aria-describedby="short-name-hint short-name-verdict"
                                    aria-invalid=move || judgement.with(Judgement::refuses).then_some("true")
                                    on:input=move |event| short_name.set(event_target_value(&event))
                                />
                                <FieldVerdict id="short-name-verdict".to_owned() judgement />
                            </Field>
                        }
                    })}
                {stands}
                {refusal}
                <div class="row">
                    <Button look=Look::Primary kind=ButtonKind::Submit busy=make.pending()>
                        {words.say(P::MakeOrganization)}
                    </Button>
                </div>
            </form>
        </Panel>
    }
}

/// Where it stands.
#[component]
fn Stands(locations: Vec<LocationId>, location: RwSignal<Option<LocationId>>) -> impl IntoView {
    let words = use_words();
    let options = locations.into_iter().map(|id| {
        view! {
            <option value=id.to_string()>{id.to_string()}</option>
        }
    });
    let options = options.collect_view();
    let choose = move |event| {
        let chosen = Some(event_target_value(&event)).filter(|id| !id.is_empty());
        location.set(chosen.map(|id| LocationId::from(id.as_str())));
    };
    view! {
        <Field id="location" label=words.said(H::Location) hint=Some(words.said(H::LocationHint))>
            <span class="select">
                <select id="location" name="location" aria-describedby="location-hint" on:change=choose>
                    <option value="" selected=true>
                        {words.say(H::AsAbove)}
                    </option>
                    {options}
                </select>
                <Icon glyph=Glyph::Down />
            </span>
        </Field>
    }
}
