//! Section `services`: what is deployed, offered above and provisioned here, and changes of one service at a time.

mod form;

use super::{DecidedAbove, hosting_of};
use crate::api::ApiError;
use crate::api::organizations::hosting::{
    InstanceRow, PropertyRow, ServiceChange, ServiceRow, service_save,
};
use crate::api::organizations::{Saved, SettingsPage};
use crate::forms::RefusalNote;
use crate::pages::organizations::settings::pieces::Difference;
use crate::pages::organizations::{InheritedFrom, Origin};
use crate::ui::{Column, Glyph, Head, Icon, Panel, TableBox};
use crate::words::{HostingPhrase as H, Names, OfficePhrase, use_words};
use form::ServiceForm;
use leptos::prelude::*;
use rehome_domain::hosting::Provisioning;
use rehome_domain::ids::{InstanceId, OrganizationCode, PlanId};
use rehome_domain::organization::OrganizationKind;
use std::collections::BTreeSet;

/// A state as it looks everywhere.
fn look(state: Provisioning) -> (&'static str, Glyph) {
    match state {
        Provisioning::NotProvisioned => ("not-provisioned", Glyph::NotProvisioned),
        Provisioning::Requested => ("requested", Glyph::Requested),
        Provisioning::InProgress => ("in-progress", Glyph::InProgress),
        Provisioning::Provisioned => ("provisioned", Glyph::Provisioned),
        Provisioning::Failed => ("failed", Glyph::Failed),
        Provisioning::Pending => ("pending", Glyph::Pending),
    }
}

#[component]
fn State(state: Provisioning) -> impl IntoView {
    let (name, glyph) = look(state);
    view! {
        <span class="status" data-status=name>
            <Icon glyph />
            {use_words().say(H::from(state))}
        </span>
    }
}

/// The section.
#[component]
pub(in crate::pages::organizations::settings) fn Services(
    acting_in: OrganizationCode,
    page: SettingsPage,
) -> impl IntoView {
    let words = use_words();
    let may = page.organization.keys.decide;
    let page = RwSignal::new(page);
    let outcome = RwSignal::new(None::<Result<bool, ApiError>>);
    let save = Action::new(
        move |(service, revision, change): &(
            rehome_domain::ids::ServiceId,
            i64,
            Option<ServiceChange>,
        )| {
            let code = page.with_untracked(|page| page.organization.code.clone());
            let answer = service_save(
                acting_in.clone(),
                code,
                service.clone(),
                *revision,
                change.clone(),
            );
            async move {
                match answer.await {
                    Ok(Saved::Done(there)) => {
                        page.set(*there);
                        outcome.set(Some(Ok(true)));
                    }
                    Ok(Saved::Changed(there)) => {
                        page.set(*there);
                        outcome.set(Some(Ok(false)));
                    }
                    Err(error) => outcome.set(Some(Err(error))),
                }
            }
        },
    );
    let told = move || match outcome.get() {
        None => ().into_any(),
        Some(Ok(true)) => {
            view! { <p role="status">{words.say(OfficePhrase::Saved)}</p> }.into_any()
        }
        Some(Ok(false)) => view! { <Difference rows=Vec::new() /> }.into_any(),
        Some(Err(error)) => view! { <RefusalNote error /> }.into_any(),
    };
    let rows = move || {
        page.with(|page| {
            let Some(hosting) = hosting_of(page) else {
                return Vec::new();
            };
            let organization = &page.organization;
            let row = |row: &ServiceRow| {
                let origin = row
                    .offered_by
                    .as_ref()
                    .map(|place| Origin::of(organization, place, "services"));
                let set: Vec<(PropertyRow, Option<Origin>)> = row
                    .properties
                    .iter()
                    .map(|property| {
                        let from = property.inherited.as_ref().map(|(_, place)| place);
                        let origin = from.map(|place| Origin::of(organization, place, "services"));
                        (property.clone(), origin)
                    })
                    .collect();
                let revision = hosting.revision;
                let service = row.service.clone();
                let on_save = Callback::new(move |change: Option<ServiceChange>| {
                    save.dispatch((service.clone(), revision, change));
                });
                let sells = organization.kind != OrganizationKind::Customer;
                view! { <OneService row=row.clone() origin set may sells on_save busy=save.pending() /> }
                    .into_any()
            };
            hosting.services.iter().map(row).collect::<Vec<AnyView>>()
        })
    };
    let heads = view! {
        <Head words=words.said(H::Service) />
        <Head words=words.said(H::State) />
        <Head words=words.said(H::Plans) />
        <Head words=words.said(H::PeopleHaveIt) column=Column::Number />
        <Head words=words.said(H::OfferedBy) column=Column::Optional />
    }
    .into_any();
    view! {
        {(!may).then(|| view! { <DecidedAbove /> })}
        <Panel id="services" title=words.said(H::Services)>
            <p class="muted">{words.say(H::ServicesText)}</p>
            {told}
            <TableBox caption=words.said(H::Services) heads>
                {rows}
            </TableBox>
        </Panel>
    }
}

/// What properties are set to: by the organization itself, or above it and by whom.
#[component]
fn PropertiesSet(set: Vec<(PropertyRow, Option<Origin>)>) -> impl IntoView {
    let words = use_words();
    let names = Names::default();
    let one = |(row, origin): (PropertyRow, Option<Origin>)| {
        let name = names.property(&row.name, words.language);
        let told = match (row.own, row.inherited) {
            (Some(own), _) => view! {
                <bdi>{own}</bdi>
                " "
                <span class="muted">"(" {words.say(H::SetHere)} ")"</span>
            }
            .into_any(),
            (None, Some((value, _))) => view! {
                <bdi>{value}</bdi>
                " "
                {origin.map(|origin| view! { <InheritedFrom origin /> })}
            }
            .into_any(),
            (None, None) => {
                let said = if row.is_required {
                    H::MustBeSet
                } else {
                    H::SetNowhere
                };
                view! { <span class="muted">{words.say(said)}</span> }.into_any()
            }
        };
        view! {
            <dt>
                <bdi>{name}</bdi>
            </dt>
            <dd>{told}</dd>
        }
    };
    view! {
        <dl class="facts" aria-label=words.say(H::Properties)>
            {set.into_iter().map(one).collect_view()}
        </dl>
    }
}

/// A service: what is so in a row, and, for who decides, a row to change it in.
#[component]
fn OneService(
    row: ServiceRow,
    #[prop(optional_no_strip)] origin: Option<Origin>,
    set: Vec<(PropertyRow, Option<Origin>)>,
    may: bool,
    sells: bool,
    on_save: Callback<Option<ServiceChange>>,
    #[prop(into)] busy: Signal<bool>,
) -> impl IntoView {
    let words = use_words();
    let people: u64 = row.instances.values().map(|it| it.people).sum();
    let name = row.name.to_string();
    let had: BTreeSet<PlanId> = row
        .instances
        .values()
        .flat_map(|it| it.plans.iter().cloned())
        .collect();
    let plans: Vec<String> = row
        .plans
        .iter()
        .filter(|plan| had.contains(&plan.plan))
        .map(|plan| plan.name.to_string())
        .collect();
    let is_named = row.instances.len() > 1;
    let state = |(id, it): (&InstanceId, &InstanceRow)| {
        let name = is_named.then(|| id.to_string());
        view! {
            <div>
                <State state=it.status />
                {name.map(|name| view! { " " <bdi>{name}</bdi> })}
            </div>
        }
        .into_any()
    };
    let states: Vec<AnyView> = row.instances.iter().map(state).collect();
    let state = if states.is_empty() {
        view! { <span class="muted">{words.say(H::NotHere)}</span> }.into_any()
    } else {
        states.into_any()
    };
    let transfer = row.transfer;
    let form = may.then(|| view! { <ServiceForm row sells people on_save busy /> });
    view! {
        <tr>
            <th scope="row">
                <bdi>{name}</bdi>
                <br />
                <span class="muted">{words.say(H::from(transfer))}</span>
                {(!set.is_empty()).then(|| view! { <PropertiesSet set /> })}
                {form}
            </th>
            <td data-label=words.say(H::State)>{state}</td>
            <td data-label=words.say(H::Plans)>
                <bdi>{words.list(&plans)}</bdi>
            </td>
            <td class="num" data-label=words.say(H::PeopleHaveIt)>
                {words.number(people)}
            </td>
            <td class="cell-optional" data-label=words.say(H::OfferedBy)>
                {origin.map(|origin| view! { <InheritedFrom origin /> })}
            </td>
        </tr>
    }
}
