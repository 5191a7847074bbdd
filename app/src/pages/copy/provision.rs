//! All services of the new person, those of the original and further ones: on which instance and plan, and what each
//! still needs. What is not filled in makes a service wait, in blue.

use super::fields::{FieldFindings, Fields, StepForm};
use super::places::Place;
use super::services::{is_copied, ticked};
use crate::api::copy::CopyStep;
use crate::components::ProvisioningStatus;
use crate::pages::stepwise::Choose;
use crate::ui::{Cell, Check, Head, Stack, TableBox};
use crate::words::{CopyPhrase as P, WizardPhrase, property_name, use_words};
use leptos::prelude::*;
use rehome_domain::user_copy::{AddedService, CopiedService};
use serde_json::Value;
use std::sync::Arc;

/// The step.
#[component]
pub(super) fn Provision(fields: Fields) -> impl IntoView {
    let words = use_words();
    let may_add = fields.now(|it| it.may_add).unwrap_or_default();
    let mut rows = fields.now(|it| it.services.clone()).unwrap_or_default();
    // WHY: what can be neither copied nor added is told on the step before.
    rows.retain(|row| row.can_be_copied || row.comes || (may_add && !row.instances.is_empty()));
    let heads = [
        P::Services,
        P::GetsIt,
        P::Instance,
        P::Plan,
        P::Needs,
        P::State,
    ];
    let heads = heads.map(|phrase| view! { <Head words=words.said(phrase) /> });
    let table = if rows.is_empty() {
        view! { <p class="muted">{words.say(P::NoServicesThere)}</p> }.into_any()
    } else {
        view! {
            <TableBox caption=words.said(P::AllServices) stack=Stack::Wide heads=heads.collect_view().into_any()>
                {rows.into_iter().map(|row| view! { <ServiceRow fields row may_add /> }).collect_view()}
            </TableBox>
        }
        .into_any()
    };
    view! {
        <StepForm fields step=CopyStep::Provision>
            <h2 class="visually-hidden">{words.say(P::AllServices)}</h2>
            {table}
            <p class="small muted">{words.say(P::PendingHint)}</p>
            {(!may_add).then(|| view! { <p class="small muted">{words.say(P::MayNotAdd)}</p> })}
        </StepForm>
    }
}

/// The service as it stands now; as it came where the judgement says nothing of it.
fn now(fields: Fields, first: &CopiedService) -> CopiedService {
    let found = fields.copied(|copied| copied.service(&first.service).cloned());
    found.flatten().unwrap_or_else(|| first.clone())
}

/// Changes what is asked for a service; for one of the original nothing is said that is as proposed.
fn change(fields: Fields, row: &CopiedService, with: impl FnOnce(&mut AddedService)) {
    fields.choices.choose(|it| {
        let mut added = it.add_services.remove(&row.service).unwrap_or_default();
        with(&mut added);
        if !is_copied(it, row) || added != AddedService::default() {
            it.add_services.insert(row.service.clone(), added);
        }
    });
}

#[component]
fn ServiceRow(fields: Fields, row: CopiedService, may_add: bool) -> impl IntoView {
    let words = use_words();
    let choices = fields.choices;
    let place = Place::Service(row.service.clone());
    let (id, name) = (place.id(), row.name.to_string());
    let origin = match (&row.held_plan, row.can_be_copied) {
        (Some(plan), true) => plan.name.to_string(),
        (None, true) => words.said(P::FromOriginal),
        (_, false) => words.said(P::Further),
    };
    let can_be_copied = row.can_be_copied;
    let required: Vec<Arc<str>> = row.required.iter().cloned().collect();
    let first = StoredValue::new(row);
    let comes = Memo::new(move |_| {
        first.with_value(|row| {
            choices.chosen(|it| is_copied(it, row) || it.add_services.contains_key(&row.service))
        })
    });
    let tick = move |is: bool| {
        let service = first.with_value(|row| row.service.clone());
        if can_be_copied {
            ticked(fields, &service, is);
        } else {
            choices.choose(|it| {
                if is {
                    it.add_services.insert(service, AddedService::default());
                } else {
                    it.add_services.remove(&service);
                    it.properties.remove(&service);
                }
            });
        }
    };
    let gets = {
        let name = name.clone();
        view! {
            <Check name="services" value=name.clone() checked=comes on_change=tick>
                <span class="visually-hidden">
                    <bdi>{name.clone()}</bdi>
                    ": "
                </span>
                {move || words.say(if comes.get() { P::Yes } else { P::No })}
            </Check>
        }
    };
    let status = Memo::new(move |_| first.with_value(|row| now(fields, row).status));
    let state = move || {
        let status = status.get();
        view! { <ProvisioningStatus status /> }
    };
    let needs = view! { <Needs fields first comes=comes.into() required label=name.clone() /> };
    let instance =
        view! { <InstanceChoice fields first comes=comes.into() may_add label=name.clone() /> };
    let plan = view! { <PlanChoice fields first comes=comes.into() may_add label=name.clone() /> };
    view! {
        <tr>
            <th scope="row" class="cell-wide" id=id tabindex="-1">
                <bdi class="who-name">{name}</bdi>
                <span class="who-more">
                    <bdi>{origin}</bdi>
                </span>
            </th>
            <Cell label=words.said(P::GetsIt) content=Some(gets.into_any()) />
            <Cell label=words.said(P::Instance) content=Some(instance.into_any()) />
            <Cell label=words.said(P::Plan) content=Some(plan.into_any()) />
            <Cell label=words.said(P::Needs) content=Some(needs.into_any()) />
            <Cell
                label=words.said(P::State)
                content=Some(
                    view! {
                        {state}
                        <FieldFindings fields place />
                    }
                        .into_any(),
                )
            />
        </tr>
    }
}

/// The instances there are: one is told, of several one is chosen by who may.
#[component]
fn InstanceChoice(
    fields: Fields,
    first: StoredValue<CopiedService>,
    comes: Signal<bool>,
    may_add: bool,
    label: String,
) -> impl IntoView {
    let words = use_words();
    let offered = Memo::new(move |_| {
        let row = first.with_value(|row| now(fields, row));
        let instances = row.instances.iter().map(ToString::to_string);
        let instances: Vec<String> = instances.collect();
        (instances, row.instance.map(|it| it.to_string()))
    });
    let label = StoredValue::new(format!("{}: {label}", words.say(P::Instance)));
    let choose = move |value: String| {
        let instance = Some(value).filter(|value| !value.is_empty());
        first.with_value(|row| {
            change(fields, row, |added| {
                added.instance = instance.map(Into::into);
                // WHY: other instances have other plans.
                added.plan = None;
            });
        });
    };
    move || {
        let (instances, chosen) = offered.get();
        match instances.as_slice() {
            _ if !comes.get() => "–".into_any(),
            [] => words.say(WizardPhrase::NoneOffered).into_any(),
            [only] => view! { <bdi>{only.clone()}</bdi> }.into_any(),
            _ if !may_add => view! { <bdi>{chosen.unwrap_or_default()}</bdi> }.into_any(),
            _ => {
                let options = instances.into_iter().map(|name| (name.clone(), name));
                let options = options.collect();
                view! { <Choose label=label.get_value() options chosen choose=Callback::new(choose) /> }.into_any()
            }
        }
    }
}

/// The plans that can be had.
#[component]
fn PlanChoice(
    fields: Fields,
    first: StoredValue<CopiedService>,
    comes: Signal<bool>,
    may_add: bool,
    label: String,
) -> impl IntoView {
    let words = use_words();
    let offered = Memo::new(move |_| {
        let row = first.with_value(|row| now(fields, row));
        let plans = row.offered.iter();
        let plans = plans.map(|plan| (plan.id.to_string(), plan.name.to_string()));
        let plans: Vec<(String, String)> = plans.collect();
        let name = row.plan_name().map(str::to_owned);
        (plans, row.plan.map(|plan| plan.to_string()), name)
    });
    let label = StoredValue::new(format!("{}: {label}", words.say(P::Plan)));
    let choose = move |value: String| {
        let plan = Some(value).filter(|value| !value.is_empty());
        first.with_value(|row| {
            change(fields, row, |added| added.plan = plan.map(Into::into));
        });
    };
    move || {
        let (plans, chosen, name) = offered.get();
        match plans.as_slice() {
            _ if !comes.get() => "–".into_any(),
            [] if name.is_none() => "–".into_any(),
            [] => words.say(WizardPhrase::NoneOffered).into_any(),
            _ if !may_add => view! { <bdi>{name.unwrap_or_default()}</bdi> }.into_any(),
            _ => {
                view! { <Choose label=label.get_value() options=plans chosen choose=Callback::new(choose) /> }.into_any()
            }
        }
    }
}

/// What somebody has to fill in.
#[component]
fn Needs(
    fields: Fields,
    first: StoredValue<CopiedService>,
    comes: Signal<bool>,
    required: Vec<Arc<str>>,
    label: String,
) -> impl IntoView {
    let words = use_words();
    let service = first.with_value(|row| row.service.clone());
    let required = StoredValue::new(required);
    let label = StoredValue::new(label);
    let input = move |property: Arc<str>| {
        let called = property_name(&property, words.language);
        let (of, name) = (service.clone(), property.clone());
        let value = Memo::new(move |_| {
            fields.choices.chosen(|it| {
                let given = it.properties.get(&of)?.get(&name)?;
                given.as_str().map(str::to_owned)
            })
        });
        let text = move || value.get().unwrap_or_default();
        let service = service.clone();
        let set = move |typed: String| {
            fields.choices.change(|it| {
                let given = it.properties.entry(service.clone()).or_default();
                if typed.trim().is_empty() {
                    given.remove(&property);
                } else {
                    given.insert(property.clone(), Value::from(typed));
                }
                if given.is_empty() {
                    it.properties.remove(&service);
                }
            });
        };
        let heard = format!("{}: {called}", label.get_value());
        view! {
            <span class="field">
                <span class="field-label" aria-hidden="true">
                    <bdi>{called}</bdi>
                </span>
                <input
                    class="input"
                    type="text"
                    maxlength="256"
                    autocomplete="off"
                    spellcheck="false"
                    dir="ltr"
                    aria-label=heard
                    value=untrack(text)
                    prop:value=text
                    on:input=move |event| set(event_target_value(&event))
                />
            </span>
        }
    };
    move || {
        let required = required.get_value();
        if required.is_empty() || !comes.get() {
            "–".into_any()
        } else {
            required
                .into_iter()
                .map(input.clone())
                .collect_view()
                .into_any()
        }
    }
}
