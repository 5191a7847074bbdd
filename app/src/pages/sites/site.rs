//! A site: its facts and defaults, who lives there, and its devices, lines, numbers and groups.

use super::pieces::{Facts, Numbers, People, device};
use crate::api::sites::{SiteView, site};
use crate::pages::PageTitle;
use crate::pages::answer::{Refusal, Waiting};
use crate::pages::office::ask_in_office;
use crate::routes;
use crate::ui::{Crumbs, Glyph, Note, Page, Panel, PhoneGroup, Phones, Tone};
use crate::words::{OrganizationPhrase, PhonePhrase as P, Phrase, capitalized, use_words};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use rehome_domain::ids::OrganizationCode;
use rehome_domain::telephony::{Place, TelephonyFacts};

/// The page.
#[component]
pub(crate) fn Site() -> impl IntoView {
    let params = use_params_map();
    let code = Memo::new(move |_| {
        let code = params.with(|params| params.get("code"));
        OrganizationCode::from(code.unwrap_or_default().as_str())
    });
    let answer = ask_in_office(move || code.get(), site);
    view! {
        <PageTitle phrase=P::Telephony />
        <Suspense fallback=Waiting>
            {move || Suspend::new(async move {
                match answer.await {
                    Ok((_, site)) => view! { <Shown site /> }.into_any(),
                    Err(error) => view! { <Refusal error /> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Shown(site: SiteView) -> impl IntoView {
    let words = use_words();
    let SiteView {
        site,
        facts,
        missing,
        people,
        names,
        more,
    } = site;
    let place = facts.place(&site.code).cloned().unwrap_or_default();
    let defaults = facts.site_defaults.get(&site.code).cloned();
    let mut values: Vec<(String, Option<String>)> = Vec::new();
    if let Some(defaults) = defaults {
        let role = defaults.role.as_ref();
        let role = role.map(|role| names.role_words(role, words.language).to_owned());
        values.push((capitalized(&words.speech().phone_value("role")), role));
        for (key, value) in &defaults.values {
            let told = capitalized(&words.speech().phone_value(key));
            values.push((told, Some(value.to_string())));
        }
    }
    let missing: Vec<String> = missing
        .iter()
        .map(|key| words.speech().phone_value(key))
        .collect();
    let devices = facts.devices.iter();
    let devices = devices.map(|(key, it)| device(key, it, &facts, &names, words));
    let devices = vec![PhoneGroup {
        title: words.say(P::Devices),
        shapes: devices.collect(),
    }];
    let lines = facts.lines.values().map(|line| {
        let css = line.values.get("css").map(ToString::to_string);
        let more = std::iter::once(line.partition.to_string()).chain(css);
        (line.pattern.to_string(), more.collect())
    });
    let inventory = facts.inventory.values().map(|it| {
        let state = words.said(P::from(it.status));
        (it.number.to_string(), vec![state])
    });
    let outside = facts.numbers.values().map(|it| {
        let country = it.country.iter().map(ToString::to_string);
        (it.number.to_string(), country.collect())
    });
    let people = people.into_iter().map(|(id, name)| (id, name.to_string()));
    let (lines, inventory, outside) = (lines.collect(), inventory.collect(), outside.collect());
    let people = people.collect();
    let (own, in_groups) = (told(&place, &facts, words), groups(&facts, words));
    view! {
        <Page dense=true>
            <div class="page-head">
                <div class="page-head-text">
                    <Crumbs
                        label=words.say(Phrase::YouAreHere)
                        above=vec![
                            (routes::ORGANIZATIONS.to_owned(), words.say(OrganizationPhrase::Organizations)),
                            (routes::organization(&site.code), words.say(OrganizationPhrase::Organization)),
                        ]
                        here=words.say(P::Telephony)
                    />
                    <h1>
                        <bdi>{site.name.to_string()}</bdi>
                    </h1>
                    <p class="lead">{words.say(P::Telephony)}</p>
                </div>
            </div>
            {more.then(|| view! { <Note glyph=Glyph::Notice>{words.say(P::MoreHere)}</Note> })}
            <div class="profile-grid">
                <div class="stack" data-gap="wide">
                    <Panel id="site-facts" title=words.said(P::SiteFacts)>
                        <Facts facts=own />
                    </Panel>
                    <Panel id="site-defaults" title=words.said(P::Defaults)>
                        {if missing.is_empty() {
                            view! {
                                <Note tone=Some(Tone::Green) glyph=Glyph::Works>
                                    {words.say(P::DefaultsComplete)}
                                </Note>
                            }
                                .into_any()
                        } else {
                            view! {
                                <Note tone=Some(Tone::Yellow) glyph=Glyph::Warning>
                                    {words.say(P::DefaultsMissing)}
                                    " "
                                    <bdi>{words.list(&missing)}</bdi>
                                </Note>
                            }
                                .into_any()
                        }} <Facts facts=values />
                    </Panel>
                    <Panel id="site-people" title=words.said(P::Subscribers)>
                        <People people />
                    </Panel>
                    <Panel id="site-groups" title=words.said(P::Groups)>
                        <Facts facts=in_groups />
                    </Panel>
                </div>
                <div class="stack" data-gap="wide">
                    <Panel id="site-devices" title=words.said(P::Devices)>
                        <Phones label=words.said(P::Devices) groups=devices />
                    </Panel>
                    <Panel id="site-lines" title=words.said(P::Lines)>
                        <Numbers rows=lines />
                    </Panel>
                    <Panel id="site-numbers" title=words.said(P::Numbers)>
                        <Numbers rows=inventory />
                    </Panel>
                    <Panel id="site-outside" title=words.said(P::OutsideNumbers)>
                        <Numbers rows=outside />
                    </Panel>
                </div>
            </div>
        </Page>
    }
}

/// The facts of the site itself.
fn told(
    place: &Place,
    facts: &TelephonyFacts,
    words: crate::words::Words,
) -> Vec<(String, Option<String>)> {
    let list = place.device_list.as_ref();
    let cluster = list.and_then(|id| facts.device_lists.get(id)?.cucm.clone());
    let cools = place
        .cooling
        .map(|cools| words.said(if cools { P::Yes } else { P::No }));
    let text = |value: &Option<std::sync::Arc<str>>| value.as_ref().map(ToString::to_string);
    let fact = |label: P, value: Option<String>| (words.said(label), value);
    let length = place.extension_length;
    let mut all = vec![
        fact(P::Country, text(&place.country)),
        fact(P::DialPlan, Some(words.said(P::from(place.dial_plan)))),
        fact(P::LocationCode, text(&place.slc)),
        fact(
            P::ExtensionLength,
            length.map(|it| words.number(u64::from(it))),
        ),
        fact(P::DeviceList, list.map(ToString::to_string)),
        fact(P::CallCluster, text(&cluster)),
        fact(P::CoolingDown, cools),
    ];
    let ranges = facts.number_routing.values();
    all.extend(ranges.map(|range| {
        let range = format!(
            "{}{}",
            range.prefix,
            "X".repeat(range.mask_length.min(30) as usize)
        );
        fact(P::Routing, Some(range))
    }));
    all
}

/// Pickup groups, line groups and hunt lists with their lines.
fn groups(facts: &TelephonyFacts, words: crate::words::Words) -> Vec<(String, Option<String>)> {
    let numbers = |members: &std::collections::BTreeSet<rehome_domain::ids::LineId>| {
        let numbers: Vec<String> = members
            .iter()
            .map(|line| facts.number_of(line).to_string())
            .collect();
        words.list(&numbers)
    };
    let row = |kind: P, id: &rehome_domain::ids::RecordId, members| {
        (format!("{} {id}", words.say(kind)), Some(numbers(members)))
    };
    let pickup = facts.pickup_groups.iter();
    let pickup = pickup.map(|(id, it)| row(P::PickupGroup, id, &it.members));
    let groups = facts.line_groups.iter();
    let groups = groups.map(|(id, it)| row(P::LineGroup, id, &it.members));
    let hunt = facts.hunt_lists.iter();
    let hunt = hunt.map(|(id, it)| row(P::HuntList, id, &it.members));
    let all: Vec<_> = pickup.chain(groups).chain(hunt).collect();
    if all.is_empty() {
        return vec![(words.said(P::Groups), Some(words.said(P::NothingHere)))];
    }
    all
}
