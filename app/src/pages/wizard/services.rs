//! What becomes of each service somebody holds: whether it comes along, on which instance and plan. Unticking one takes
//! it away at the source; that its data is lost is a warning to be confirmed.

use super::fields::{FieldFindings, Fields, Summary};
use super::places::Place;
use crate::api::wizard::Step;
use crate::components::ProvisioningStatus;
use crate::pages::stepwise::{Choose, OnEnter};
use crate::ui::{Cell, Check, Head, Stack, TableBox};
use crate::words::{WizardPhrase as P, use_words};
use leptos::prelude::*;
use rehome_domain::hosting::Transfer;
use rehome_domain::hosting::mapped::MappedService;
use rehome_domain::ids::ServiceId;
use rehome_domain::user_move::{Disposition, ServiceChoice};

/// The step.
#[component]
pub(super) fn Services(fields: Fields) -> impl IntoView {
    let words = use_words();
    let wizard = fields.wizard;
    let rows = fields
        .now(|mapped| mapped.services.clone())
        .unwrap_or_default();
    let heads = [
        P::Service,
        P::AtTheMove,
        P::Instance,
        P::PlanThere,
        P::VerdictHere,
    ];
    let heads = heads.map(|phrase| view! { <Head words=words.said(phrase) /> });
    let table = if rows.is_empty() {
        view! { <p class="muted">{words.say(P::NoServices)}</p> }.into_any()
    } else {
        view! {
            <TableBox caption=words.said(P::Services) stack=Stack::Wide heads=heads.collect_view().into_any()>
                {rows.into_iter().map(|row| view! { <ServiceRow fields row /> }).collect_view()}
            </TableBox>
        }
        .into_any()
    };
    view! {
        <div class="wizard">
            <form
                class="stack"
                data-gap="wide"
                on:submit=move |event| {
                    event.prevent_default();
                    wizard.go(wizard.address_now(Step::Review));
                }
                on:change=move |_| wizard.keep()
            >
                <h2 class="visually-hidden">{words.say(P::Services)}</h2>
                {table}
                <OnEnter />
            </form>
            <Summary fields step=Step::Services back=Step::Mapping next=Step::Review />
        </div>
    }
}

/// The service as it stands now; as it came where the judgement says nothing of it.
fn now(fields: Fields, first: &MappedService) -> MappedService {
    let found = fields.mapped(|mapped| mapped.service(&first.service).cloned());
    found.flatten().unwrap_or_else(|| first.clone())
}

/// What was chosen for a service; what is preselected where nothing was.
fn chosen(fields: Fields, row: &MappedService) -> ServiceChoice {
    let known = fields.wizard.asked.with(|asked| {
        let services = asked.options.services.as_ref()?;
        services.get(&row.service).cloned()
    });
    known.unwrap_or_else(|| ServiceChoice {
        disposition: row.preselected(),
        instance: None,
        plan: None,
    })
}

/// Changes what is chosen for a service; what is as preselected is not said.
fn change(fields: Fields, row: &MappedService, with: impl FnOnce(&mut ServiceChoice)) {
    let before = untrack(|| chosen(fields, row));
    let mut choice = before.clone();
    with(&mut choice);
    let is_usual = choice.disposition == row.preselected()
        && choice.instance.is_none()
        && choice.plan.is_none();
    let service: ServiceId = row.service.clone();
    fields.wizard.change(|options| {
        let services = options.services.get_or_insert_default();
        if is_usual {
            services.remove(&service);
        } else {
            services.insert(service, choice);
        }
        if services.is_empty() {
            options.services = None;
        }
    });
}

#[component]
fn ServiceRow(fields: Fields, row: MappedService) -> impl IntoView {
    let words = use_words();
    let place = Place::Service(row.service.clone());
    let id = place.id();
    let name = row.name.to_string();
    let plan = row.held_plan.as_ref().map(|plan| plan.name.to_string());
    let status = row.status;
    let is_blocked = row.transfer == Transfer::Blocked;
    let first = StoredValue::new(row);
    let goes = move || {
        first.with_value(|first| chosen(fields, first).disposition != Disposition::Deprovision)
    };
    let tick = move |goes: bool| {
        first.with_value(|first| {
            change(fields, first, |choice| {
                choice.disposition = if goes {
                    first.preselected()
                } else {
                    Disposition::Deprovision
                };
                if !goes {
                    choice.instance = None;
                    choice.plan = None;
                }
            });
        });
    };
    let what = move || {
        let transfer = first.with_value(|first| first.transfer);
        match (goes(), transfer) {
            (false, _) => P::Deprovisioned,
            (true, Transfer::Recreate) => P::StartsEmpty,
            (true, Transfer::Movable | Transfer::Blocked) => P::ComesAlong,
        }
    };
    let ticked = name.clone();
    let disposition = if is_blocked {
        view! { <span id=id.clone() tabindex="-1">{words.say(P::DoesNotMove)}</span> }.into_any()
    } else {
        view! {
            <span id=id.clone() tabindex="-1">
                <Check name="services" value=name.clone() checked=Signal::derive(goes) on_change=tick>
                    <span class="visually-hidden">
                        <bdi>{ticked.clone()}</bdi>
                        ": "
                    </span>
                    {move || words.say(what())}
                </Check>
            </span>
        }
        .into_any()
    };
    let content = (!is_blocked).then(|| {
        let instance =
            view! { <InstanceChoice fields first goes=Signal::derive(goes) label=name.clone() /> };
        let plan =
            view! { <PlanChoice fields first goes=Signal::derive(goes) label=name.clone() /> };
        (instance.into_any(), plan.into_any())
    });
    let (instance, plan_there) = content.unzip();
    view! {
        <tr>
            <th scope="row" class="cell-wide">
                <bdi class="who-name">{name}</bdi>
                <span class="who-more">
                    {plan.map(|plan| view! { <bdi>{plan}</bdi> " " })} <ProvisioningStatus status />
                </span>
            </th>
            <Cell label=words.said(P::AtTheMove) content=Some(disposition) />
            <Cell label=words.said(P::Instance) content=instance />
            <Cell label=words.said(P::PlanThere) content=plan_there />
            <Cell label=words.said(P::VerdictHere) content=Some(view! { <FieldFindings fields place /> }.into_any()) />
        </tr>
    }
}

/// The instances of the destination: one is told, of several one is chosen.
#[component]
fn InstanceChoice(
    fields: Fields,
    first: StoredValue<MappedService>,
    goes: Signal<bool>,
    label: String,
) -> impl IntoView {
    let words = use_words();
    let offered = Memo::new(move |_| {
        let row = first.with_value(|first| now(fields, first));
        let instances = row.instances.iter().map(ToString::to_string);
        (
            instances.collect::<Vec<_>>(),
            row.instance.map(|it| it.to_string()),
        )
    });
    let label = StoredValue::new(format!("{}: {label}", words.say(P::Instance)));
    let choose = move |value: String| {
        first.with_value(|first| {
            change(fields, first, |choice| {
                choice.instance = Some(value)
                    .filter(|value| !value.is_empty())
                    .map(Into::into);
                // WHY: other instances have other plans.
                choice.plan = None;
            });
        });
    };
    move || {
        let (instances, chosen) = offered.get();
        match instances.as_slice() {
            _ if !goes.get() => "–".into_any(),
            [] => words.say(P::NoneOffered).into_any(),
            [only] => view! { <bdi>{only.clone()}</bdi> }.into_any(),
            _ => {
                let options = instances
                    .into_iter()
                    .map(|name| (name.clone(), name))
                    .collect();
                view! { <Choose label=label.get_value() options chosen choose=Callback::new(choose) /> }.into_any()
            }
        }
    }
}

/// The plans that can be had there.
#[component]
fn PlanChoice(
    fields: Fields,
    first: StoredValue<MappedService>,
    goes: Signal<bool>,
    label: String,
) -> impl IntoView {
    let words = use_words();
    let offered = Memo::new(move |_| {
        let row = first.with_value(|first| now(fields, first));
        let plans = row
            .offered
            .iter()
            .map(|plan| (plan.id.to_string(), plan.name.to_string()));
        let wants = row.held_plan.is_some() || !row.offered.is_empty();
        (
            plans.collect::<Vec<_>>(),
            row.plan.map(|plan| plan.to_string()),
            wants,
        )
    });
    let label = StoredValue::new(format!("{}: {label}", words.say(P::PlanThere)));
    let choose = move |value: String| {
        first.with_value(|first| {
            change(fields, first, |choice| {
                choice.plan = Some(value)
                    .filter(|value| !value.is_empty())
                    .map(Into::into);
            });
        });
    };
    move || {
        let (plans, chosen, wants) = offered.get();
        match plans.as_slice() {
            _ if !goes.get() || !wants => "–".into_any(),
            [] => words.say(P::NoneOffered).into_any(),
            _ => {
                view! { <Choose label=label.get_value() options=plans chosen choose=Callback::new(choose) /> }.into_any()
            }
        }
    }
}
