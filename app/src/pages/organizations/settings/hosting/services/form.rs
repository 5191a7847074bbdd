//! The form of one service: its instances, each with plans and limits, and what a reseller offers below.

use crate::api::organizations::hosting::{
    InstanceRow, PlanRow, PropertyRow, ServiceChange, ServiceRow,
};
use crate::components::{JudgedInput, Judgement, Text};
use crate::pages::organizations::settings::hosting::values::{FieldValue, Number};
use crate::ui::{Button, Glyph, Look};
use crate::words::{HostingPhrase as H, Names, OfficePhrase, RefusalPhrase, use_words};
use leptos::prelude::*;
use rehome_domain::hosting::ServiceKind;
use rehome_domain::hosting::setup::{LONGEST_PROPERTY, is_legal_instance};
use rehome_domain::ids::{InstanceId, PlanId};
use std::collections::{BTreeMap, BTreeSet};

/// The instance a service gets that has none yet.
const FIRST_INSTANCE: &str = "main";

/// What somebody types for one instance.
#[derive(Clone, Debug, Default, PartialEq)]
struct Instance {
    plans: BTreeSet<PlanId>,
    user_limit: Number,
    licences: Number,
}

impl From<&InstanceRow> for Instance {
    fn from(row: &InstanceRow) -> Self {
        Self {
            plans: row.plans.iter().cloned().collect(),
            user_limit: Number::of(row.user_limit.map(u64::from)),
            licences: Number::of(row.licences.map(u64::from)),
        }
    }
}

/// What somebody types for one service.
#[derive(Clone, Debug, PartialEq)]
struct Typed {
    /// The instances, in the order in which they are shown.
    instances: Vec<(InstanceId, Instance)>,
    offers_all: bool,
    offers: BTreeSet<PlanId>,
    /// What properties are set to, by name; empty for what is inherited.
    properties: BTreeMap<String, String>,
}

impl Typed {
    /// The service as it is; one that has no instance yet is offered its first.
    fn of(row: &ServiceRow) -> Self {
        let mut instances: Vec<(InstanceId, Instance)> = row
            .instances
            .iter()
            .map(|(id, it)| (id.clone(), it.into()))
            .collect();
        if instances.is_empty() {
            instances.push((InstanceId::new(FIRST_INSTANCE), Instance::default()));
        }
        Self {
            instances,
            offers_all: row.offers.is_none(),
            offers: row.offers.clone().unwrap_or_default(),
            properties: row
                .properties
                .iter()
                .filter_map(|it| Some((it.name.to_string(), it.own.clone()?)))
                .collect(),
        }
    }

    fn has(&self, instance: &str) -> bool {
        self.instances.iter().any(|(id, _)| id.as_str() == instance)
    }

    fn instance(&self, id: &InstanceId) -> Option<&Instance> {
        let found = self.instances.iter().find(|(own, _)| own == id);
        found.map(|(_, instance)| instance)
    }

    fn instance_mut(&mut self, id: &InstanceId) -> Option<&mut Instance> {
        let found = self.instances.iter_mut().find(|(own, _)| own == id);
        found.map(|(_, instance)| instance)
    }

    /// What is to be; none where a number is none.
    fn change(&self, row: &ServiceRow) -> Option<ServiceChange> {
        let number = |number: &Number| match number.wire() {
            serde_json::Value::Null => Some(None),
            value => Some(Some(u32::try_from(value.as_u64()?).ok()?)),
        };
        let mut change = ServiceChange {
            offers: (!self.offers_all).then(|| self.offers.clone()),
            properties: self
                .properties
                .iter()
                .filter(|(_, text)| !text.trim().is_empty())
                .map(|(name, text)| (name.clone(), text.clone()))
                .collect(),
            ..ServiceChange::default()
        };
        for (id, typed) in &self.instances {
            let had = row.instances.get(id);
            if typed.plans.is_empty() && had.is_none() && !row.plans.is_empty() {
                continue;
            }
            // WHY in the order of the catalogue: the first is the one proposed first.
            let all = row.plans.iter().map(|plan| plan.plan.clone());
            let instance = InstanceRow {
                plans: all.filter(|plan| typed.plans.contains(plan)).collect(),
                user_limit: number(&typed.user_limit)?,
                licences: number(&typed.licences)?,
                ..had.cloned().unwrap_or_default()
            };
            change.instances.insert(id.clone(), instance);
        }
        Some(change)
    }
}

/// Boxes to tick plans; those a reseller above does not offer stay off unless they are had already.
#[component]
fn Ticks(
    /// What the ids of the boxes begin with.
    prefix: String,
    /// The plans there are.
    plans: Vec<PlanRow>,
    /// Those ticked at first.
    ticked: BTreeSet<PlanId>,
    /// Whether one has to be offered above.
    held: bool,
    /// What ticking does.
    on_tick: Callback<(PlanId, bool)>,
) -> impl IntoView {
    let words = use_words();
    let tick = move |plan: PlanRow| {
        let is_had = ticked.contains(&plan.plan);
        let is_off = held && !plan.offered && !is_had;
        let why = is_off.then(|| words.say(H::NotOffered));
        let of = plan.plan.clone();
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    id=format!("{prefix}-{}", plan.plan)
                    checked=is_had
                    disabled=is_off
                    on:change=move |event| on_tick.run((of.clone(), event_target_checked(&event)))
                />
                <span>
                    <bdi>{plan.name.to_string()}</bdi>
                    {why.map(|why| view! { <span class="muted">" ("{why}")"</span> })}
                </span>
            </label>
        }
    };
    plans.into_iter().map(tick).collect_view()
}

/// The form.
#[component]
pub(super) fn ServiceForm(
    row: ServiceRow,
    sells: bool,
    people: u64,
    on_save: Callback<Option<ServiceChange>>,
    busy: Signal<bool>,
) -> impl IntoView {
    let words = use_words();
    let first = Typed::of(&row);
    let typed = RwSignal::new(first.clone());
    let is_here = !row.instances.is_empty() || row.offers.is_some();
    let wrong = RwSignal::new(false);
    let row = StoredValue::new(row);
    let press = move |_| {
        let change = typed.with_untracked(|typed| row.with_value(|row| typed.change(row)));
        wrong.set(change.is_none());
        if change.is_some() {
            on_save.run(change);
        }
    };
    let (summary, name, service, is_multiple, plans) = row.with_value(|row| {
        let summary = if row.instances.is_empty() {
            H::Provision
        } else {
            H::Plans
        };
        let service = row.service.to_string();
        let name = row.name.to_string();
        (
            summary,
            name,
            service,
            row.multi_instance,
            row.plans.clone(),
        )
    });
    let offered = Callback::new(move |(plan, on): (PlanId, bool)| {
        typed.update(|it| {
            if on {
                it.offers.insert(plan);
            } else {
                it.offers.remove(&plan);
            }
        });
    });
    let offers = StoredValue::new((service.clone(), plans));
    let offers = move || {
        let (service, plans) = offers.get_value();
        let ticked = typed.with_untracked(|it| it.offers.clone());
        view! { <Ticks prefix=format!("{service}-offers") plans ticked held=false on_tick=offered /> }
    };
    let instances = move || {
        let ids = |it: &Typed| {
            it.instances
                .iter()
                .map(|(id, _)| id.clone())
                .collect::<Vec<_>>()
        };
        typed.with(ids)
    };
    let one = move |id: InstanceId| view! { <OneInstance row typed id /> };
    view! {
        <details class="more">
            <summary>
                {words.say(summary)}
                <span class="visually-hidden">": " <bdi>{name}</bdi></span>
            </summary>
            <div class="stack" data-gap="small">
                <For each=instances key=Clone::clone children=one />
                {is_multiple.then(|| view! { <AddInstance typed field=format!("{service}-new-instance") /> })}
                {sells
                    .then(|| {
                        view! {
                            <strong>{words.say(H::OffersBelow)}</strong>
                            <label class="check">
                                <input
                                    type="checkbox"
                                    id=format!("{service}-all")
                                    checked=first.offers_all
                                    on:change=move |event| typed.update(|it| it.offers_all = event_target_checked(&event))
                                />
                                <span>{words.say(H::AllPlans)}</span>
                            </label>
                            <Show when=move || !typed.with(|it| it.offers_all)>{offers}</Show>
                        }
                    })}
                <Properties row typed />
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

/// What properties are set to for everybody here and below.
#[component]
fn Properties(row: StoredValue<ServiceRow>, typed: RwSignal<Typed>) -> impl IntoView {
    let words = use_words();
    let names = Names::default();
    let (service, all) = row.with_value(|row| (row.service.to_string(), row.properties.clone()));
    if all.is_empty() {
        return ().into_any();
    }
    let one = move |property: PropertyRow| {
        let id = format!("{service}-property-{}", in_an_id(&property.name));
        let label = names.property(&property.name, words.language);
        let inherited = property.inherited.map(|(value, _)| value);
        let key = property.name.to_string();
        view! {
            <div class="field">
                <label class="field-label" for=id.clone()>
                    <bdi>{label}</bdi>
                </label>
                <input
                    class="input"
                    id=id
                    type="text"
                    autocomplete="off"
                    maxlength=LONGEST_PROPERTY.to_string()
                    placeholder=inherited.unwrap_or_default()
                    value=property.own.unwrap_or_default()
                    on:input=move |event| {
                        let text = event_target_value(&event);
                        typed.update(|it| {
                            it.properties.insert(key.clone(), text);
                        });
                    }
                />
            </div>
        }
    };
    view! {
        <fieldset class="stack" data-gap="small">
            <legend class="field-label">{words.say(H::Properties)}</legend>
            <p class="muted">{words.say(H::PropertiesHint)}</p>
            {all.into_iter().map(one).collect_view()}
        </fieldset>
    }
    .into_any()
}

/// A name as a part of an id in the document, which holds no blanks.
fn in_an_id(name: &str) -> String {
    let letter = |c: char| match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' => c.to_string(),
        _ => format!("_{:x}_", u32::from(c)),
    };
    name.chars().map(letter).collect()
}

/// One instance: its plans and limits.
#[component]
fn OneInstance(
    row: StoredValue<ServiceRow>,
    typed: RwSignal<Typed>,
    id: InstanceId,
) -> impl IntoView {
    let words = use_words();
    let first = typed.with_untracked(|it| it.instance(&id).cloned().unwrap_or_default());
    let (service, plans, is_of_users, is_multiple, people) = row.with_value(|row| {
        let people = row.instances.get(&id).map_or(0, |it| it.people);
        let is_of_users = row.kind == ServiceKind::User;
        let is_multiple = row.multi_instance || row.instances.len() > 1;
        (
            row.service.to_string(),
            row.plans.clone(),
            is_of_users,
            is_multiple,
            people,
        )
    });
    let prefix = format!("{service}-{}", in_an_id(id.as_str()));
    let own = StoredValue::new(id.clone());
    let change = move |change: &dyn Fn(&mut Instance)| {
        typed.update(|it| {
            if let Some(instance) = own.with_value(|id| it.instance_mut(id)) {
                change(instance);
            }
        });
    };
    let on_tick = Callback::new(move |(plan, on): (PlanId, bool)| {
        change(&|it| {
            if on {
                it.plans.insert(plan.clone());
            } else {
                it.plans.remove(&plan);
            }
        });
    });
    let number = |field: &str, label: H, value: String, set: fn(&mut Instance) -> &mut Number| {
        let input = format!("{prefix}-{field}");
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
                    on:input=move |event| {
                        let text = event_target_value(&event);
                        change(&|it| set(it).0.clone_from(&text));
                    }
                />
            </div>
        }
    };
    let limit = is_of_users.then(|| {
        number("limit", H::UserLimit, first.user_limit.0.clone(), |it| {
            &mut it.user_limit
        })
    });
    let licences = number("licences", H::Licences, first.licences.0.clone(), |it| {
        &mut it.licences
    });
    let fields = view! {
        <Ticks prefix=format!("{prefix}-plans") plans ticked=first.plans held=true on_tick />
        {limit}
        {licences}
    };
    if !is_multiple {
        return fields.into_any();
    }
    let remove = move |_| {
        let gone = own.get_value();
        typed.update(|it| it.instances.retain(|(id, _)| *id != gone));
    };
    let (name, called) = (id.to_string(), id.to_string());
    let removal = if people > 0 {
        view! { <span class="muted">{words.say(H::InUseKeep)}</span> }.into_any()
    } else {
        view! {
            <Button on_press=remove>
                {words.say(H::RemoveInstance)} <span class="visually-hidden">": " <bdi>{called}</bdi></span>
            </Button>
        }
        .into_any()
    };
    view! {
        <fieldset class="stack" data-gap="small">
            <legend class="field-label">
                {words.say(H::Instance)} ": " <bdi>{name}</bdi>
            </legend>
            {fields}
            <div class="row">{removal}</div>
        </fieldset>
    }
    .into_any()
}

/// A field for one more instance.
#[component]
fn AddInstance(
    typed: RwSignal<Typed>,
    /// The id of the field.
    field: String,
) -> impl IntoView {
    let words = use_words();
    let name = RwSignal::new(String::new());
    let fault = move || {
        let name = name.get();
        match name.trim() {
            name if typed.with(|it| it.has(name)) => Some(RefusalPhrase::AlreadyExists),
            name if !is_legal_instance(name) => Some(RefusalPhrase::InstanceIllegal),
            _ => None,
        }
    };
    let judgement = Signal::derive(move || match fault() {
        Some(fault) if !name.with(|name| name.trim().is_empty()) => {
            Judgement::Refuses(words.said(fault))
        }
        _ => Judgement::Silent,
    });
    let add = move |_| {
        if untrack(fault).is_none() {
            let id = InstanceId::new(name.get_untracked().trim());
            typed.update(|it| it.instances.push((id, Instance::default())));
            name.set(String::new());
        }
    };
    view! {
        <JudgedInput
            id=field
            label=words.said(H::AddInstance)
            text=Text::from(name)
            judgement
            hint=Some(words.said(H::AddInstanceHint))
        />
        <div class="row">
            <Button glyph=Glyph::Plus on_press=add>
                {words.say(H::Add)}
            </Button>
        </div>
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use rehome_domain::hosting::{Provisioning, Transfer};

    fn plan(id: &str) -> PlanRow {
        PlanRow {
            plan: id.into(),
            name: id.into(),
            level: None,
            offered: true,
            people: 0,
        }
    }

    fn row(instances: &[(&str, &str)]) -> ServiceRow {
        let instance = |(id, plan): &(&str, &str)| {
            let row = InstanceRow {
                plans: vec![(*plan).into()],
                status: Provisioning::Failed,
                people: 3,
                ..InstanceRow::default()
            };
            (InstanceId::new(id), row)
        };
        ServiceRow {
            service: "exchange".into(),
            name: "Hosted Exchange".into(),
            kind: ServiceKind::User,
            transfer: Transfer::Movable,
            multi_instance: true,
            plans: vec![plan("large"), plan("small")],
            offered_by: None,
            instances: instances.iter().map(instance).collect(),
            offers: None,
            properties: vec![PropertyRow {
                name: "size".into(),
                is_required: true,
                own: Some("25".to_owned()),
                inherited: None,
            }],
        }
    }

    #[test]
    fn a_property_that_is_set_stays_and_one_that_is_emptied_is_inherited() {
        let row = row(&[("main", "large")]);
        let mut typed = Typed::of(&row);
        let set = |typed: &Typed| typed.change(&row).unwrap().properties;
        assert_eq!(set(&typed), [("size".to_owned(), "25".to_owned())].into());
        typed.properties.insert("size".to_owned(), " ".to_owned());
        assert_eq!(set(&typed), BTreeMap::new());
    }

    fn shown(change: &ServiceChange) -> BTreeMap<&str, Vec<&str>> {
        change
            .instances
            .iter()
            .map(|(id, row)| (id.as_str(), row.plans.iter().map(PlanId::as_str).collect()))
            .collect()
    }

    #[test]
    fn every_instance_is_changed_by_itself_and_what_is_not_typed_stays() {
        let row = row(&[("labs", "small"), ("main", "large")]);
        let mut typed = Typed::of(&row);
        let labs = typed.instance_mut(&InstanceId::new("labs")).unwrap();
        labs.plans.insert("large".into());
        labs.user_limit = Number("7".into());
        let change = typed.change(&row).unwrap();
        let expected = [("labs", vec!["large", "small"]), ("main", vec!["large"])];
        assert_eq!(shown(&change), expected.into());
        let labs = change.instances.get("labs").unwrap();
        assert_eq!(
            (labs.user_limit, labs.status),
            (Some(7), Provisioning::Failed)
        );
    }

    #[test]
    fn an_instance_comes_with_its_first_plan_and_goes_when_it_is_removed() {
        let row = row(&[("main", "large")]);
        let mut typed = Typed::of(&row);
        let labs = InstanceId::new("labs");
        typed.instances.push((labs.clone(), Instance::default()));
        assert_eq!(
            shown(&typed.change(&row).unwrap()),
            [("main", vec!["large"])].into()
        );
        let instance = typed.instance_mut(&labs).unwrap();
        instance.plans.insert("small".into());
        typed.instances.retain(|(id, _)| id.as_str() != "main");
        assert_eq!(
            shown(&typed.change(&row).unwrap()),
            [("labs", vec!["small"])].into()
        );
    }

    #[test]
    fn a_number_that_is_none_changes_nothing() {
        let row = row(&[]);
        let mut typed = Typed::of(&row);
        let main = typed
            .instance_mut(&InstanceId::new(FIRST_INSTANCE))
            .unwrap();
        main.plans.insert("small".into());
        main.licences = Number("many".into());
        assert_eq!(typed.change(&row), None);
    }
}
