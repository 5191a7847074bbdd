//! A number: its state, who has it, where it rings, and what it is associated with.

use super::pieces::{Facts, Numbers, People, device};
use crate::api::sites::{NumberView, number};
use crate::pages::PageTitle;
use crate::pages::answer::{Refusal, Waiting};
use crate::pages::office::ask_in_office;
use crate::routes;
use crate::ui::{Crumbs, Page, Panel, PhoneGroup, Phones};
use crate::words::{OrganizationPhrase, PhonePhrase as P, Phrase, use_words};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use rehome_domain::ids::OrganizationCode;

/// The page.
#[component]
pub(crate) fn Number() -> impl IntoView {
    let params = use_params_map();
    let asked = Memo::new(move |_| {
        let number = params.with(|params| params.get("number"));
        number.unwrap_or_default()
    });
    let answer = ask_in_office(move || asked.get(), number);
    view! {
        <PageTitle phrase=P::Number />
        <Suspense fallback=Waiting>
            {move || Suspend::new(async move {
                match answer.await {
                    Ok((_, number)) => view! { <Shown number /> }.into_any(),
                    Err(error) => view! { <Refusal error /> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Shown(number: NumberView) -> impl IntoView {
    let words = use_words();
    let NumberView {
        number,
        facts,
        names,
    } = number;
    let at = |code: &Option<OrganizationCode>| {
        let code = code.as_ref();
        code.map(|code| names.organization(code).to_owned())
    };
    let joined = |first: String, code: &Option<OrganizationCode>| {
        let all: Vec<String> = std::iter::once(first).chain(at(code)).collect();
        Some(all.join(" · "))
    };
    let inventory = facts.inventory.values().map(|it| {
        (
            words.said(P::State),
            joined(words.said(P::from(it.status)), &it.at),
        )
    });
    let lines = facts.lines.values().map(|it| {
        (
            words.said(P::Line),
            joined(it.partition.to_string(), &it.at),
        )
    });
    let outside = facts.numbers.values().filter(|it| *it.number == *number);
    let outside = outside.map(|it| {
        let country = it
            .country
            .as_ref()
            .map_or_else(String::new, ToString::to_string);
        (words.said(P::OutsideNumbers), joined(country, &it.at))
    });
    let state: Vec<_> = inventory.chain(lines).chain(outside).collect();
    let people = facts.people.keys();
    let people = people
        .map(|id| (id.clone(), names.user(id).to_owned()))
        .collect();
    let devices = facts.devices.iter();
    let devices: Vec<_> = devices
        .map(|(key, it)| device(key, it, &facts, &names, words))
        .collect();
    let rings_nowhere = devices.is_empty();
    let groups = vec![PhoneGroup {
        title: words.say(P::Devices),
        shapes: devices,
    }];
    let is_outside = facts.numbers.values().any(|it| *it.number == *number);
    let reaches: Vec<(String, Vec<String>)> = facts
        .associations
        .values()
        .filter(|it| {
            let known = facts.numbers.get(&it.number);
            known.is_some_and(|known| *known.number == *number)
        })
        .map(|it| {
            let primary = it.primary.then(|| words.said(P::PrimaryLine));
            let more = primary.into_iter().chain(at(&it.at));
            (facts.number_of(&it.line).to_string(), more.collect())
        })
        .collect();
    let reached = facts.associations.values().filter_map(|it| {
        let known = facts.numbers.get(&it.number)?;
        let primary = it.primary.then(|| words.said(P::PrimaryLine));
        let more = primary.into_iter().chain(at(&it.at));
        Some((known.number.to_string(), more.collect()))
    });
    let member = |kind: P, id: &rehome_domain::ids::RecordId, code| {
        (words.said(kind), joined(id.to_string(), code))
    };
    let pickup = facts.pickup_groups.iter();
    let pickup = pickup.map(|(id, it)| member(P::PickupGroup, id, &it.at));
    let hunt = facts.hunt_lists.iter();
    let hunt = hunt.map(|(id, it)| member(P::HuntList, id, &it.at));
    let memberships: Vec<_> = pickup.chain(hunt).collect();
    let in_none = memberships.is_empty();
    let reached: Vec<_> = reached.collect();
    view! {
        <Page dense=true>
            <div class="page-head">
                <div class="page-head-text">
                    <Crumbs
                        label=words.say(Phrase::YouAreHere)
                        above=vec![(routes::ORGANIZATIONS.to_owned(), words.say(OrganizationPhrase::Organizations))]
                        here=words.say(P::Number)
                    />
                    <h1>
                        <bdi dir="ltr">{number}</bdi>
                    </h1>
                </div>
            </div>
            <div class="profile-grid">
                <div class="stack" data-gap="wide">
                    <Panel id="number-state" title=words.said(P::State)>
                        <Facts facts=state />
                    </Panel>
                    <Panel id="number-people" title=words.said(P::WhoHasIt)>
                        <People people />
                    </Panel>
                </div>
                <div class="stack" data-gap="wide">
                    <Panel id="number-rings" title=words.said(P::WhereItRings)>
                        {rings_nowhere.then(|| view! { <p class="muted">{words.say(P::NothingHere)}</p> })}
                        <Phones label=words.said(P::WhereItRings) groups />
                    </Panel>
                    {if is_outside {
                        view! {
                            <Panel id="number-reaches" title=words.said(P::Reaches)>
                                <Numbers rows=reaches />
                            </Panel>
                        }
                            .into_any()
                    } else {
                        view! {
                            <Panel id="number-reached" title=words.said(P::ReachedBy)>
                                <Numbers rows=reached />
                            </Panel>
                        }
                            .into_any()
                    }}
                    <Panel id="number-groups" title=words.said(P::MemberOf)>
                        {in_none.then(|| view! { <p class="muted">{words.say(P::NothingHere)}</p> })}
                        <Facts facts=memberships />
                    </Panel>
                </div>
            </div>
        </Page>
    }
}
