//! The account and services of one person, on their page.

use super::choice::Offered;
use super::deeds::Deeds;
use super::forwards::Forwards;
use super::state::{CauseTold, StateMark, about};
use crate::api::ApiError;
use crate::api::services::{
    DeedAsked, OutsideJob, PartShown, ServicesShown, outside_act, services_act, services_of_user,
};
use crate::forms::RefusalNote;
use crate::pages::answer::Waiting;
use crate::pages::office::ask_in_office;
use crate::routes::{self, ACCOUNT_AND_SERVICES};
use crate::ui::Panel;
use crate::words::{ServicePhrase, use_words};
use leptos::prelude::*;
use rehome_domain::ids::{OrganizationCode, UserId};
use std::time::Duration;

/// How long the panel waits before it looks again at what is under way.
const LOOK_EVERY: Duration = Duration::from_secs(3);

/// The panel.
#[component]
pub(crate) fn AccountAndServices(user: UserId, acting_in: OrganizationCode) -> impl IntoView {
    let words = use_words();
    let asked = user.clone();
    let answer = ask_in_office(move || asked.clone(), services_of_user);
    let whose = StoredValue::new((user, acting_in));
    view! {
        <Panel id=ACCOUNT_AND_SERVICES title=words.said(ServicePhrase::Title)>
            <Transition fallback=Waiting>
                {move || Suspend::new(async move {
                    match answer.await {
                        Ok((_, shown)) => view! { <Parts shown whose /> }.into_any(),
                        Err(error) => view! { <RefusalNote error /> }.into_any(),
                    }
                })}
            </Transition>
        </Panel>
    }
}

#[component]
fn Parts(shown: ServicesShown, whose: StoredValue<(UserId, OrganizationCode)>) -> impl IntoView {
    let shown = RwSignal::new(shown);
    let refused = RwSignal::new(None::<ApiError>);
    let next_look = StoredValue::new(None::<TimeoutHandle>);
    let stop_looking = move || {
        if let Some(Some(next)) = next_look.try_update_value(Option::take) {
            next.clear();
        }
    };
    Effect::new(move |_| {
        let is_running = shown.with(|shown| {
            let mut parts = shown.parts.iter();
            parts.any(|part| part.status.is_running())
        });
        stop_looking();
        if !is_running {
            return;
        }
        let look = move || {
            leptos::task::spawn_local(async move {
                let (user, acting_in) = whose.get_value();
                if let Ok(found) = services_of_user(acting_in, user).await {
                    shown.try_set(found);
                }
            });
        };
        next_look.set_value(set_timeout_with_handle(look, LOOK_EVERY).ok());
    });
    on_cleanup(stop_looking);
    let act = Action::new(move |(part, asked): &(PartShown, DeedAsked)| {
        let (part, asked) = (part.clone(), asked.clone());
        async move {
            let (user, acting_in) = whose.get_value();
            let revision = shown.with_untracked(|shown| shown.revision);
            let done = match (part.service, part.job) {
                (Some(service), _) => services_act(acting_in, user, service, revision, asked).await,
                (None, Some(job)) => match outside_act(acting_in.clone(), job.id, asked).await {
                    Ok(_) => services_of_user(acting_in, user).await,
                    Err(error) => Err(error),
                },
                (None, None) => return,
            };
            match done {
                Ok(found) => {
                    refused.set(None);
                    shown.set(found);
                }
                Err(error) => refused.set(Some(error)),
            }
        }
    });
    let busy = act.pending();
    view! {
        {move || refused.get().map(|error| view! { <RefusalNote error /> })}
        <p>{move || view! { <StateMark status=shown.with(|shown| shown.status) /> }}</p>
        <ul class="lines">
            {move || {
                let parts = shown.with(|shown| shown.parts.clone());
                parts
                    .into_iter()
                    .map(|part| {
                        let of = part.clone();
                        let on_deed = Callback::new(move |asked: DeedAsked| {
                            act.dispatch((of.clone(), asked));
                        });
                        view! { <Part part busy on_deed /> }
                    })
                    .collect_view()
            }}
            {move || {
                let job = shown.with(|shown| shown.forwarding.clone())?;
                Some(view! { <Forwarding job /> })
            }}
        </ul>
    }
}

/// Mail that is to be sent on; what is done about it is done on its own page.
#[component]
fn Forwarding(job: OutsideJob) -> impl IntoView {
    let words = use_words();
    let (name, status) = (about(&job, words), job.status);
    let address = routes::provisioning_job(&job.id);
    view! {
        <li data-service="forwarding">
            <div class="stack">
                <div class="row">
                    <span class="who-text">
                        <bdi class="who-name">{name}</bdi>
                    </span>
                    <StateMark status />
                </div>
                <Forwards job />
                <p class="small">
                    <a href=address>{words.say(ServicePhrase::Everything)}</a>
                </p>
            </div>
        </li>
    }
}

#[component]
fn Part(
    part: PartShown,
    #[prop(into)] busy: Signal<bool>,
    on_deed: Callback<DeedAsked>,
) -> impl IntoView {
    let words = use_words();
    let name = match (&part.service, &part.name) {
        (_, Some(name)) => name.to_string(),
        (Some(service), None) => service.to_string(),
        (None, None) => words.said(ServicePhrase::Account),
    };
    let key = part
        .service
        .as_ref()
        .map_or_else(|| "account".to_owned(), ToString::to_string);
    let offered = Offered::of(&part);
    let PartShown {
        plan,
        status,
        missing,
        job,
        deeds,
        ..
    } = part;
    let awaits = job.as_ref().is_some_and(|job| job.awaits_account);
    let address = job.as_ref().map(|job| routes::provisioning_job(&job.id));
    let cause = job.and_then(|job| job.cause);
    view! {
        <li data-service=key>
            <div class="stack">
                <div class="row">
                    <span class="who-text">
                        <bdi class="who-name">{name}</bdi>
                        {plan.map(|plan| view! { <bdi class="who-more">{plan.to_string()}</bdi> })}
                    </span>
                    <StateMark status />
                </div>
                {awaits.then(|| view! { <p class="small muted">{words.say(ServicePhrase::AwaitsAccount)}</p> })}
                {cause
                    .map(|cause| {
                        view! {
                            <details>
                                <summary>{words.say(ServicePhrase::Cause)}</summary>
                                <CauseTold cause />
                            </details>
                        }
                    })}
                <Deeds deeds missing offered busy on_deed />
                {address
                    .map(|address| {
                        view! {
                            <p class="small">
                                <a href=address>{words.say(ServicePhrase::Everything)}</a>
                            </p>
                        }
                    })}
            </div>
        </li>
    }
}
