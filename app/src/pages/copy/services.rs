//! Which services of the original the new person gets: all that can be copied, until one is unticked.

use super::fields::{FieldFindings, Fields, StepForm};
use super::places::Place;
use crate::api::copy::CopyStep;
use crate::components::ProvisioningStatus;
use crate::ui::{Check, Panel};
use crate::words::{CopyPhrase as P, use_words};
use leptos::prelude::*;
use rehome_domain::hosting::Provisioning;
use rehome_domain::ids::ServiceId;
use rehome_domain::user_copy::{Copied, CopiedService, CopyRequest};
use std::collections::BTreeSet;

/// The services of the original that can be copied.
fn copyable(copied: &Copied) -> BTreeSet<ServiceId> {
    let rows = copied.services.iter().filter(|row| row.can_be_copied);
    rows.map(|row| row.service.clone()).collect()
}

/// Whether a service of the original is copied, by the choices.
pub(super) fn is_copied(request: &CopyRequest, row: &CopiedService) -> bool {
    let these = request.copy_services.as_ref();
    row.can_be_copied && these.is_none_or(|these| these.contains(&row.service))
}

/// Takes a service of the original along, or leaves it; with it goes what was asked for it.
pub(super) fn tick(
    request: &mut CopyRequest,
    all: &BTreeSet<ServiceId>,
    service: &ServiceId,
    is: bool,
) {
    let mut these = request.copy_services.take().unwrap_or_else(|| all.clone());
    if is {
        these.insert(service.clone());
    } else {
        these.remove(service);
        request.add_services.remove(service);
        request.properties.remove(service);
    }
    request.copy_services = (these != *all).then_some(these);
}

/// The same for a screen.
pub(super) fn ticked(fields: Fields, service: &ServiceId, is: bool) {
    let all = fields.now(copyable).unwrap_or_default();
    fields.choices.choose(|it| tick(it, &all, service, is));
}

/// The step.
#[component]
pub(super) fn Services(fields: Fields) -> impl IntoView {
    let words = use_words();
    let rows = fields.now(|it| it.services.clone()).unwrap_or_default();
    let held: Vec<(CopiedService, Provisioning)> = rows
        .into_iter()
        .filter_map(|row| {
            let status = row.held?;
            Some((row, status))
        })
        .collect();
    let is_empty = held.is_empty();
    view! {
        <StepForm fields step=CopyStep::Services>
            <Panel id="services" title=words.said(P::FromOriginal)>
                {if is_empty {
                    view! { <p class="muted">{words.say(P::HoldsNone)}</p> }.into_any()
                } else {
                    view! { <p class="small muted">{words.say(P::StartsEmpty)}</p> }.into_any()
                }}
                <ul class="stack">
                    {held.into_iter().map(|(row, status)| view! { <ServiceLine fields row status /> }).collect_view()}
                </ul>
            </Panel>
        </StepForm>
    }
}

#[component]
fn ServiceLine(fields: Fields, row: CopiedService, status: Provisioning) -> impl IntoView {
    let words = use_words();
    let place = Place::Service(row.service.clone());
    let id = place.id();
    let (name, plan) = (row.name.to_string(), row.held_plan.as_ref());
    let plan = plan.map(|plan| view! { <bdi>{plan.name.to_string()}</bdi> " " });
    let service = row.service.clone();
    let can_be_copied = row.can_be_copied;
    let is_ticked = Signal::derive(move || fields.choices.chosen(|it| is_copied(it, &row)));
    let inner = view! {
        <bdi>{name.clone()}</bdi>
        <span class="check-line muted">{plan} <ProvisioningStatus status /></span>
    };
    view! {
        <li id=id tabindex="-1">
            {if can_be_copied {
                view! {
                    <Check name="services" value=name checked=is_ticked on_change=move |is: bool| ticked(fields, &service, is)>
                        {inner}
                    </Check>
                }
                    .into_any()
            } else {
                view! {
                    <span>
                        {inner}
                        <span class="check-line muted">{words.say(P::NotCopied)}</span>
                    </span>
                }
                    .into_any()
            }}
            <FieldFindings fields place />
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rehome_domain::user_copy::AddedService;

    #[test]
    fn unticking_says_what_is_left_and_ticking_all_again_says_nothing() {
        let all: BTreeSet<ServiceId> = ["exchange", "ocs"].map(ServiceId::from).into();
        let mut request = CopyRequest::default();
        request
            .add_services
            .insert("ocs".into(), AddedService::default());
        tick(&mut request, &all, &"ocs".into(), false);
        assert_eq!(request.copy_services, Some(["exchange".into()].into()));
        assert!(
            request.add_services.is_empty(),
            "what was asked for it goes with it"
        );
        tick(&mut request, &all, &"exchange".into(), false);
        assert_eq!(request.copy_services, Some(BTreeSet::new()));
        tick(&mut request, &all, &"exchange".into(), true);
        tick(&mut request, &all, &"ocs".into(), true);
        assert_eq!(request, CopyRequest::default());
    }
}
