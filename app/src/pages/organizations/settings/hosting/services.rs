//! Section `services`: what is deployed, offered above and provisioned here, and changes of one service at a time.

use super::values::{FieldValue, Number};
use super::{DecidedAbove, hosting_of};
use crate::api::ApiError;
use crate::api::organizations::hosting::{InstanceRow, ServiceChange, ServiceRow, service_save};
use crate::api::organizations::{Saved, SettingsPage};
use crate::forms::RefusalNote;
use crate::pages::organizations::settings::pieces::Difference;
use crate::pages::organizations::{InheritedFrom, Origin};
use crate::ui::{Button, Column, Glyph, Head, Icon, Look, Panel, TableBox};
use crate::words::{HostingPhrase as H, OfficePhrase, use_words};
use leptos::prelude::*;
use rehome_domain::hosting::{Provisioning, ServiceKind};
use rehome_domain::ids::{InstanceId, OrganizationCode, PlanId};
use rehome_domain::organization::OrganizationKind;
use std::collections::{BTreeMap, BTreeSet};

/// The instance a service gets that has none yet.
const FIRST_INSTANCE: &str = "main";

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

/// What somebody types for one service.
#[derive(Clone, Debug, Default, PartialEq)]
struct Typed {
    plans: BTreeSet<PlanId>,
    user_limit: Number,
    licences: Number,
    offers_all: bool,
    offers: BTreeSet<PlanId>,
}

impl Typed {
    /// The instance that is changed here: the only one, or the first.
    fn of(row: &ServiceRow) -> (InstanceId, Self) {
        let first = row.instances.iter().next();
        let (id, instance) = first.map_or_else(
            || (InstanceId::new(FIRST_INSTANCE), InstanceRow::default()),
            |(id, instance)| (id.clone(), instance.clone()),
        );
        let typed = Self {
            plans: instance.plans.into_iter().collect(),
            user_limit: Number::of(instance.user_limit.map(u64::from)),
            licences: Number::of(instance.licences.map(u64::from)),
            offers_all: row.offers.is_none(),
            offers: row.offers.clone().unwrap_or_default(),
        };
        (id, typed)
    }

    /// What is to be; none where a number is none.
    fn change(&self, row: &ServiceRow, instance: &InstanceId) -> Option<ServiceChange> {
        let number = |number: &Number| match number.wire() {
            serde_json::Value::Null => Some(None),
            value => Some(Some(u32::try_from(value.as_u64()?).ok()?)),
        };
        let mut instances: BTreeMap<InstanceId, InstanceRow> = row.instances.clone();
        let is_here =
            !self.plans.is_empty() || instances.contains_key(instance) || row.plans.is_empty();
        if is_here {
            let entry = instances.entry(instance.clone()).or_default();
            // WHY in the order of the catalogue: the first is the one proposed first.
            let all = row.plans.iter().map(|plan| plan.plan.clone());
            entry.plans = all.filter(|plan| self.plans.contains(plan)).collect();
            entry.user_limit = number(&self.user_limit)?;
            entry.licences = number(&self.licences)?;
        }
        Some(ServiceChange {
            instances,
            offers: (!self.offers_all).then(|| self.offers.clone()),
        })
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
                let revision = hosting.revision;
                let service = row.service.clone();
                let on_save = Callback::new(move |change: Option<ServiceChange>| {
                    save.dispatch((service.clone(), revision, change));
                });
                let sells = organization.kind != OrganizationKind::Customer;
                view! { <OneService row=row.clone() origin may sells on_save busy=save.pending() /> }
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

/// A service: what is so in a row, and, for who decides, a row to change it in.
#[component]
fn OneService(
    row: ServiceRow,
    #[prop(optional_no_strip)] origin: Option<Origin>,
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
    let states: Vec<AnyView> = row
        .instances
        .values()
        .map(|it| view! { <State state=it.status /> }.into_any())
        .collect();
    let state = if states.is_empty() {
        view! { <span class="muted">{words.say(H::NotHere)}</span> }.into_any()
    } else {
        states.into_any()
    };
    let changes = may && row.kind == ServiceKind::User;
    let transfer = row.transfer;
    let form = changes.then(|| view! { <ServiceForm row sells people on_save busy /> });
    view! {
        <tr>
            <th scope="row">
                <bdi>{name}</bdi>
                <br />
                <span class="muted">{words.say(H::from(transfer))}</span>
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

#[component]
fn ServiceForm(
    row: ServiceRow,
    sells: bool,
    people: u64,
    on_save: Callback<Option<ServiceChange>>,
    busy: Signal<bool>,
) -> impl IntoView {
    let words = use_words();
    let (instance, first) = Typed::of(&row);
    let typed = RwSignal::new(first.clone());
    let id = row.service.to_string();
    let is_here = !row.instances.is_empty() || row.offers.is_some();
    let wrong = RwSignal::new(false);
    let ticks =
        {
            let row = row.clone();
            let id = id.clone();
            move |list: &'static str, get: fn(&mut Typed) -> &mut BTreeSet<PlanId>| {
                row.plans
                .iter()
                .map(|plan| {
                    let is_had = get(&mut typed.get_untracked()).contains(&plan.plan);
                    let is_off = list == "plans" && !plan.offered && !is_had;
                    let of = plan.plan.clone();
                    let name = plan.name.to_string();
                    let why = if is_off { Some(words.say(H::NotOffered)) } else { None };
                    view! {
                        <label class="check">
                            <input
                                type="checkbox"
                                id=format!("{id}-{list}-{}", plan.plan)
                                checked=is_had
                                disabled=is_off
                                on:change=move |event| {
                                    let (on, plan) = (event_target_checked(&event), of.clone());
                                    typed
                                        .update(|it| {
                                            let plans = get(it);
                                            if on {
                                                plans.insert(plan);
                                            } else {
                                                plans.remove(&plan);
                                            }
                                        })
                                }
                            />
                            <span>
                                <bdi>{name}</bdi>
                                {why.map(|why| view! { <span class="muted">" ("{why}")"</span> })}
                            </span>
                        </label>
                    }
                })
                .collect_view()
            }
        };
    let number = |field: &'static str, label: H, set: fn(&mut Typed) -> &mut Number| {
        let input = format!("{id}-{field}");
        let value = set(&mut typed.get_untracked()).0.clone();
        view! {
            <div class="field">
                <label class="field-label" for=input.clone()>
                    {words.say(label)}
                </label>
                <input
                    class="input"
                    id=input
                    type="number"
                    min="0"
                    inputmode="numeric"
                    value=value
                    on:input=move |event| typed.update(|it| set(it).0 = event_target_value(&event))
                />
            </div>
        }
    };
    let press = {
        let row = row.clone();
        move |_| {
            let change = typed.with_untracked(|typed| typed.change(&row, &instance));
            wrong.set(change.is_none());
            if change.is_some() {
                on_save.run(change);
            }
        }
    };
    let summary = if row.instances.is_empty() {
        H::Provision
    } else {
        H::Plans
    };
    view! {
        <details class="more">
            <summary>
                {words.say(summary)}
                <span class="visually-hidden">": " <bdi>{row.name.to_string()}</bdi></span>
            </summary>
            <div class="stack" data-gap="small">
                {ticks("plans", |it| &mut it.plans)}
                {number("limit", H::UserLimit, |it| &mut it.user_limit)}
                {number("licences", H::Licences, |it| &mut it.licences)}
                {sells
                    .then(|| {
                        view! {
                            <strong>{words.say(H::OffersBelow)}</strong>
                            <label class="check">
                                <input
                                    type="checkbox"
                                    id=format!("{id}-all")
                                    checked=first.offers_all
                                    on:change=move |event| typed.update(|it| it.offers_all = event_target_checked(&event))
                                />
                                <span>{words.say(H::AllPlans)}</span>
                            </label>
                            <Show when=move || !typed.with(|it| it.offers_all)>{ticks("offers", |it| &mut it.offers)}</Show>
                        }
                    })}
                {move || wrong.get().then(|| view! { <p class="why" role="alert">{words.say(H::NotANumber)}</p> })}
                <div class="row">
                    <Button look=Look::Ordinary busy on_press=press>
                        {words.say(OfficePhrase::Save)}
                    </Button>
                    {is_here
                        .then(|| {
                            if people > 0 {
                                view! { <span class="muted">{words.say(H::InUseKeep)}</span> }.into_any()
                            } else {
                                view! {
                                    <Button busy on_press=move |_| on_save.run(None)>
                                        {words.say(H::TakeAway)}
                                    </Button>
                                }
                                    .into_any()
                            }
                        })}
                </div>
            </div>
        </details>
    }
}
