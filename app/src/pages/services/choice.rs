//! On which instance and at which level a service is provisioned.

use crate::api::services::{InstanceOffered, PartShown};
use crate::pages::stepwise::Choose;
use crate::words::{ServicePhrase, use_words};
use leptos::prelude::*;
use rehome_domain::ids::{InstanceId, PlanId};

/// What there is to choose, and how it is now.
#[derive(Clone, Debug, Default)]
pub(super) struct Offered {
    choices: Vec<InstanceOffered>,
    instance: Option<InstanceId>,
    plan: Option<PlanId>,
}

impl Offered {
    /// What a part offers.
    pub(super) fn of(part: &PartShown) -> Self {
        let instance = part.instance.as_deref().map(InstanceId::from);
        let only = match part.choices.as_slice() {
            [only] => Some(only.instance.clone()),
            _ => None,
        };
        Self {
            instance: instance.or(only),
            plan: part.plan_id.clone(),
            choices: part.choices.clone(),
        }
    }

    /// Whether there is more than one way.
    pub(super) fn is_open(&self) -> bool {
        let ways = self.choices.iter().map(|it| it.plans.len().max(1));
        ways.sum::<usize>() > 1
    }

    /// How it is now, to be changed.
    pub(super) fn chosen(&self) -> Chosen {
        Chosen {
            instance: RwSignal::new(self.instance.clone()),
            plan: RwSignal::new(self.plan.clone()),
        }
    }

    fn plans(&self, instance: Option<&InstanceId>) -> Vec<(String, String)> {
        let chosen = self
            .choices
            .iter()
            .find(|it| Some(&it.instance) == instance);
        let plans = chosen.into_iter().flat_map(|it| &it.plans);
        plans
            .map(|(id, name)| (id.to_string(), name.to_string()))
            .collect()
    }
}

/// What is chosen; the server says whether it can be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chosen {
    pub(super) instance: RwSignal<Option<InstanceId>>,
    pub(super) plan: RwSignal<Option<PlanId>>,
}

/// The choices.
#[component]
pub(super) fn Choices(offered: StoredValue<Offered>, chosen: Chosen) -> impl IntoView {
    let words = use_words();
    let set_instance = move |value: String| {
        chosen
            .instance
            .set(Some(value).filter(|it| !it.is_empty()).map(Into::into));
        // WHY: other instances have other plans.
        chosen.plan.set(None);
    };
    let set_plan = move |value: String| {
        chosen
            .plan
            .set(Some(value).filter(|it| !it.is_empty()).map(Into::into));
    };
    let instances = move || {
        let all = offered.with_value(|it| {
            let all = it.choices.iter().map(|it| it.instance.to_string());
            all.map(|name| (name.clone(), name)).collect::<Vec<_>>()
        });
        (all.len() > 1).then(|| {
            let now = chosen.instance.get().map(|it| it.to_string());
            let label = words.said(ServicePhrase::Instance);
            view! {
                <span class="field">
                    <span class="field-label" aria-hidden="true">{words.say(ServicePhrase::Instance)}</span>
                    <Choose label options=all chosen=now choose=Callback::new(set_instance) />
                </span>
            }
        })
    };
    let plans = move || {
        let instance = chosen.instance.get();
        let all = offered.with_value(|it| it.plans(instance.as_ref()));
        (!all.is_empty()).then(|| {
            let now = chosen.plan.get().map(|it| it.to_string());
            let label = words.said(ServicePhrase::Plan);
            view! {
                <span class="field">
                    <span class="field-label" aria-hidden="true">{words.say(ServicePhrase::Plan)}</span>
                    <Choose label options=all chosen=now choose=Callback::new(set_plan) />
                </span>
            }
        })
    };
    view! {
        <p>{words.say(ServicePhrase::ChooseLevel)}</p>
        {instances}
        {plans}
    }
}
