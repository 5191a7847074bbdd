//! The steps that look for something: a customer, or somebody of the chosen one. A plain form that works without
//! scripts; with them the list follows what is typed.

use super::asked;
use super::state::Wizard;
use crate::api::ApiError;
use crate::api::wizard::{
    CustomerView, Found, HostedPerson, Step, WizardAsked, WizardShown, wizard_customers,
    wizard_people,
};
use crate::forms::RefusalNote;
use crate::routes::{self, wizard_query as name};
use crate::ui::{
    Button, ButtonKind, Field, Glyph, House, HouseLook, Icon, MarkSize, Person, SearchInput,
};
use crate::words::{OfficePhrase, WizardPhrase as P, use_words};
use leptos::prelude::*;
use rehome_domain::ids::OrganizationCode;
use rehome_domain::organization::OrganizationStatus;
use rehome_domain::people::UserStatus;

/// What was found.
#[derive(Clone)]
enum Hits {
    Customers(Found<CustomerView>),
    People(Found<HostedPerson>),
}

/// One thing to choose.
struct Row {
    /// The address that chooses it; none where it cannot be chosen.
    to: Option<String>,
    name: String,
    more: String,
    /// What is said at its end.
    mark: Option<(&'static str, Glyph, P)>,
    is_person: bool,
}

fn of_customer(found: CustomerView, step: Step, asked: &WizardAsked) -> Row {
    let code = &found.place.code;
    let is_source = step == Step::Destination && asked.source.as_ref() == Some(code);
    let chosen = match step {
        Step::Destination => &asked.destination,
        _ => &asked.source,
    };
    let mark = if is_source {
        Some(("works", Glyph::Home, P::IsSource))
    } else if found.status != OrganizationStatus::Active {
        Some(("refuses", Glyph::Blocker, P::NotActive))
    } else {
        (chosen.as_ref() == Some(code)).then_some(("works", Glyph::Works, P::Chosen))
    };
    let path: Vec<&str> = found.path.iter().map(|name| &**name).collect();
    Row {
        to: (!is_source).then(|| match step {
            Step::Destination => asked::to(asked, code, found.kind),
            _ => asked::from(asked, code),
        }),
        more: match path.as_slice() {
            [] => code.to_string(),
            path => format!("{code} · {}", path.join(" › ")),
        },
        name: found.place.name.to_string(),
        mark,
        is_person: false,
    }
}

fn of_person(found: HostedPerson, asked: &WizardAsked) -> Row {
    let is_chosen = asked.user.as_ref() == Some(&found.id);
    Row {
        to: Some(asked::of(asked, &found.id)),
        name: found.name.to_string(),
        more: found.sign_in.to_string(),
        mark: if found.status == UserStatus::Active {
            is_chosen.then_some(("works", Glyph::Works, P::Chosen))
        } else {
            Some(("warns", Glyph::Warning, P::NotActive))
        },
        is_person: true,
    }
}

async fn look(
    step: Step,
    acting_in: OrganizationCode,
    source: Option<OrganizationCode>,
    text: String,
) -> Result<Hits, ApiError> {
    match (step, source) {
        (Step::User, Some(source)) => wizard_people(acting_in, source, text)
            .await
            .map(Hits::People),
        _ => wizard_customers(acting_in, text).await.map(Hits::Customers),
    }
}

/// A search and what it finds.
#[component]
pub(super) fn Search(
    step: Step,
    shown: WizardShown,
    of_sites: bool,
    wizard: Wizard,
) -> impl IntoView {
    let words = use_words();
    let asked = wizard.asked.get_untracked();
    if step == Step::User && asked.source.is_none() {
        return view! { <super::Missing wizard /> }.into_any();
    }
    let first = shown
        .people
        .map(Hits::People)
        .or(shown.customers.map(Hits::Customers));
    let hits: RwSignal<Option<Result<Hits, ApiError>>> = RwSignal::new(first.map(Ok));
    let text = RwSignal::new(asked.text.clone());
    let round = StoredValue::new(0_u32);
    let source = StoredValue::new(asked.source.clone());
    let is_live = RwSignal::new(false);
    Effect::new(move |_| is_live.set(true));
    Effect::new(move |was: Option<String>| {
        let text = text.get();
        if was.as_ref().is_some_and(|was| *was != text) {
            round.update_value(|round| *round = round.wrapping_add(1));
            let (asked, typed) = (round.get_value(), text.clone());
            let (acting_in, source) = (wizard.acting_in.get_value(), source.get_value());
            leptos::task::spawn_local(async move {
                let found = look(step, acting_in, source, typed).await;
                // WHY: the answer to an earlier text is no answer to this one.
                if round.try_get_value() == Some(asked) {
                    hits.set(Some(found));
                }
            });
        }
        text
    });
    let (title, hint) = match step {
        Step::User if of_sites => (P::FindUser, P::SiteUserHint),
        Step::User => (P::FindUser, P::UserHint),
        Step::Destination if of_sites => (P::FindDestinationSite, P::CustomerHint),
        _ if of_sites => (P::FindSourceSite, P::CustomerHint),
        Step::Destination => (P::FindDestination, P::CustomerHint),
        _ => (P::FindSource, P::CustomerHint),
    };
    let hidden = [
        (name::SOURCE, asked.source.as_ref().map(ToString::to_string)),
        (name::USER, asked.user.as_ref().map(ToString::to_string)),
        (
            name::DESTINATION,
            asked.destination.as_ref().map(ToString::to_string),
        ),
    ];
    let hidden = hidden
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)));
    view! {
        <form class="panel panel-body stack" method="get" role="search" action=routes::wizard(step.as_str(), [])>
            {hidden.map(|(name, value)| view! { <input type="hidden" name=name value=value /> }).collect_view()}
            <Field id="search" label=words.said(title) hint=Some(words.said(hint))>
                <SearchInput id="search" name=name::TEXT text placeholder=String::new() controls="found" />
            </Field>
            {move || {
                (!is_live.get())
                    .then(|| view! { <Button kind=ButtonKind::Submit>{words.say(OfficePhrase::Search)}</Button> })
            }}
            <div id="found" aria-live="polite">
                {move || match hits.get() {
                    None => ().into_any(),
                    Some(Err(error)) => view! { <RefusalNote error /> }.into_any(),
                    Some(Ok(found)) => {
                        let (rows, more) = wizard
                            .asked
                            .with(|asked| match found {
                                Hits::Customers(found) => {
                                    let rows = found.items.into_iter().map(|it| of_customer(it, step, asked));
                                    (rows.collect::<Vec<_>>(), found.more)
                                }
                                Hits::People(found) => (found.items.into_iter().map(|it| of_person(it, asked)).collect(), found.more),
                            });
                        view! { <Rows rows more of_people=step == Step::User of_sites /> }.into_any()
                    }
                }}
            </div>
        </form>
    }
    .into_any()
}

#[component]
fn Rows(rows: Vec<Row>, more: bool, of_people: bool, of_sites: bool) -> impl IntoView {
    let words = use_words();
    if rows.is_empty() {
        return view! { <p class="muted">{words.say(P::NothingFound)}</p> }.into_any();
    }
    let title = if of_people {
        P::FoundUsers
    } else if of_sites {
        P::FoundSites
    } else {
        P::FoundCustomers
    };
    let each = rows.into_iter().map(|row| {
        let name = row.name.clone();
        let inner = view! {
            {if row.is_person {
                view! { <Person name=name size=MarkSize::Small other=true /> }.into_any()
            } else {
                view! { <House name=name size=MarkSize::Small look=HouseLook::Other /> }.into_any()
            }}
            <span>
                <bdi class="choice-name">{row.name}</bdi>
                <span class="choice-more">
                    <bdi>{row.more}</bdi>
                </span>
            </span>
            {row
                .mark
                .map(|(look, glyph, phrase)| {
                    view! {
                        <span class="verdict" data-verdict=look>
                            <Icon glyph />
                            {words.say(phrase)}
                        </span>
                    }
                })}
        };
        match row.to {
            Some(to) => view! {
                <li>
                    <a class="choice" href=to>
                        {inner}
                    </a>
                </li>
            }
            .into_any(),
            None => view! {
                <li>
                    <span class="choice" aria-disabled="true">
                        {inner}
                    </span>
                </li>
            }
            .into_any(),
        }
    });
    view! {
        <ul class="choices wizard-found" aria-label=words.say(title)>
            {each.collect_view()}
        </ul>
        {more.then(|| view! { <p class="field-hint">{words.say(P::MoreFound)}</p> })}
    }
    .into_any()
}
