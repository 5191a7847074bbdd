//! The provider's catalogue: services, their plans, and locations, each changed in its row.
//!
//! To add a field, give it a place in the form of its kind of entry, and its judge to `domain::hosting::entry`.

mod form;
mod keeper;
mod location;
mod plan;
mod service;

use crate::api::catalogue::{CataloguePage, CatalogueSection, catalogue_read};
use crate::api::session::OfficeView;
use crate::pages::PageTitle;
use crate::pages::answer::{Refusal, Waiting};
use crate::pages::office::ask_in_office;
use crate::ui::{Column, Head, Page, Panel, TableBox};
use crate::words::{CataloguePhrase as C, HostingPhrase as H, use_words};
use keeper::{Keeper, Told};
use leptos::prelude::*;
use location::Location;
use plan::Plan;
use rehome_domain::hosting::catalogue::SHIPPED;
use service::Service;

/// The page.
#[component]
pub(crate) fn Catalogue() -> impl IntoView {
    let answer = ask_in_office(|| (), |acting_in, ()| catalogue_read(acting_in));
    view! {
        <PageTitle phrase=C::Title />
        <Suspense fallback=Waiting>
            {move || Suspend::new(async move {
                match answer.await {
                    Ok((office, page)) => view! { <Shown office page /> }.into_any(),
                    Err(error) => view! { <Refusal error /> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Shown(office: OfficeView, page: CataloguePage) -> impl IntoView {
    let words = use_words();
    let keeper = Keeper::new(office.acting_in.code, page);
    view! {
        <Page dense=true>
            <div class="page-head">
                <div class="page-head-text">
                    <h1>{words.say(C::Title)}</h1>
                    <p class="lead">{words.say(C::Text)}</p>
                </div>
            </div>
            <div class="stack" data-gap="wide">
                <Services keeper />
                <Plans keeper />
                <Locations keeper />
            </div>
        </Page>
    }
}

#[component]
fn Services(keeper: Keeper) -> impl IntoView {
    let words = use_words();
    let heads = view! {
        <Head words=words.said(H::Service) />
        <Head words=words.said(C::For) />
        <Head words=words.said(C::InAMove) />
        <Head words=words.said(C::Requires) column=Column::Optional />
        <Head words=words.said(C::UsedBy) column=Column::Number />
    }
    .into_any();
    let rows = move || {
        let rows = keeper.page.with(|page| page.services.clone());
        let known = keeper.page.with_untracked(CataloguePage::known);
        let row = |row: crate::api::catalogue::CatalogueRow<rehome_domain::hosting::Service>| {
            let needs: Vec<String> = row
                .entry
                .requires
                .iter()
                .map(|id| {
                    let named = known.services.get(id).and_then(|it| it.name.as_deref());
                    named.unwrap_or(id.as_str()).to_owned()
                })
                .collect();
            let is_known = SHIPPED.iter().any(|(id, ..)| *id == row.id);
            let anchor = format!("service-{}", row.id);
            let name = row.entry.name.as_deref().unwrap_or(&row.id).to_owned();
            let (kind, transfer, used_by) = (row.entry.kind, row.entry.transfer, row.used_by);
            view! {
                <tr id=anchor>
                    <th scope="row">
                        <Named name id=row.id.clone() is_known />
                        <Service keeper row=Some(row) />
                    </th>
                    <td data-label=words.say(C::For)>{words.say(C::from(kind))}</td>
                    <td data-label=words.say(C::InAMove)>{words.say(H::from(transfer))}</td>
                    <td class="cell-optional" data-label=words.say(C::Requires)>
                        <bdi>{words.list(&needs)}</bdi>
                    </td>
                    <td class="num" data-label=words.say(C::UsedBy)>
                        {words.number(used_by)}
                    </td>
                </tr>
            }
        };
        rows.into_iter().map(row).collect_view()
    };
    view! {
        <Panel id="services" title=words.said(C::Services)>
            <Told keeper section=CatalogueSection::Services />
            <TableBox caption=words.said(C::Services) heads>
                {rows}
            </TableBox>
            <Adding keeper form=move || view! { <Service keeper row=None /> }.into_any() />
        </Panel>
    }
}

#[component]
fn Plans(keeper: Keeper) -> impl IntoView {
    let words = use_words();
    let heads = view! {
        <Head words=words.said(H::Plan) />
        <Head words=words.said(H::Service) />
        <Head words=words.said(C::For) column=Column::Optional />
        <Head words=words.said(C::Level) column=Column::Number />
        <Head words=words.said(C::UsedBy) column=Column::Number />
    }
    .into_any();
    let rows = move || {
        let rows = keeper.page.with(|page| page.plans.clone());
        if rows.is_empty() {
            return nothing(words.say(C::NoPlans), 5);
        }
        let known = keeper.page.with_untracked(CataloguePage::known);
        let row = |row: crate::api::catalogue::CatalogueRow<rehome_domain::hosting::Plan>| {
            let service = known.services.get(&row.entry.service);
            let service = service.and_then(|it| it.name.as_deref());
            let service = service.unwrap_or(row.entry.service.as_str()).to_owned();
            let anchor = format!("plan-{}", row.id);
            let name = row.entry.name.as_deref().unwrap_or(&row.id).to_owned();
            let level = row
                .entry
                .level
                .map_or_else(|| "–".to_owned(), |level| words.number(u64::from(level)));
            let (plan_for, used_by) = (row.entry.plan_for, row.used_by);
            view! {
                <tr id=anchor>
                    <th scope="row">
                        <Named name id=row.id.clone() is_known=false />
                        <Plan keeper row=Some(row) />
                    </th>
                    <td data-label=words.say(H::Service)>
                        <bdi>{service}</bdi>
                    </td>
                    <td class="cell-optional" data-label=words.say(C::For)>
                        {words.say(C::from(plan_for))}
                    </td>
                    <td class="num" data-label=words.say(C::Level)>
                        {level}
                    </td>
                    <td class="num" data-label=words.say(C::UsedBy)>
                        {words.number(used_by)}
                    </td>
                </tr>
            }
        };
        rows.into_iter().map(row).collect_view().into_any()
    };
    view! {
        <Panel id="plans" title=words.said(C::Plans)>
            <Told keeper section=CatalogueSection::Plans />
            <TableBox caption=words.said(C::Plans) heads>
                {rows}
            </TableBox>
            <Adding keeper form=move || view! { <Plan keeper row=None /> }.into_any() />
        </Panel>
    }
}

#[component]
fn Locations(keeper: Keeper) -> impl IntoView {
    let words = use_words();
    let heads = view! {
        <Head words=words.said(H::Location) />
        <Head words=words.said(C::Directory) />
        <Head words=words.said(C::UsedBy) column=Column::Number />
    }
    .into_any();
    let rows = move || {
        let rows = keeper.page.with(|page| page.locations.clone());
        if rows.is_empty() {
            return nothing(words.say(C::NoLocations), 3);
        }
        let row = |row: crate::api::catalogue::CatalogueRow<Option<String>>| {
            let anchor = format!("location-{}", row.id);
            let directory = row.entry.clone().unwrap_or_else(|| "–".to_owned());
            let used_by = row.used_by;
            view! {
                <tr id=anchor>
                    <th scope="row">
                        <bdi class="code" dir="ltr">
                            {row.id.clone()}
                        </bdi>
                        <Location keeper row=Some(row) />
                    </th>
                    <td data-label=words.say(C::Directory)>
                        <bdi dir="ltr">{directory}</bdi>
                    </td>
                    <td class="num" data-label=words.say(C::UsedBy)>
                        {words.number(used_by)}
                    </td>
                </tr>
            }
        };
        rows.into_iter().map(row).collect_view().into_any()
    };
    view! {
        <Panel id="locations" title=words.said(C::Locations)>
            <p class="muted">{words.say(C::LocationsText)}</p>
            <Told keeper section=CatalogueSection::Locations />
            <TableBox caption=words.said(C::Locations) heads>
                {rows}
            </TableBox>
            <Adding keeper form=move || view! { <Location keeper row=None /> }.into_any() />
        </Panel>
    }
}

/// An entry by its name, with its id below; `is_known` of one that everybody has.
#[component]
fn Named(name: String, id: String, is_known: bool) -> impl IntoView {
    let words = use_words();
    view! {
        <bdi>{name}</bdi>
        <br />
        <span class="muted">
            <bdi class="code" dir="ltr">
                {id}
            </bdi>
            {is_known.then(|| format!(" · {}", words.say(C::Known)))}
        </span>
    }
}

/// The form that adds an entry, empty again after each.
#[component]
fn Adding(keeper: Keeper, form: impl Fn() -> AnyView + Send + 'static) -> impl IntoView {
    move || {
        keeper.page.track();
        form()
    }
}

fn nothing(text: &'static str, columns: u32) -> AnyView {
    view! {
        <tr>
            <td colspan=columns.to_string() class="muted">
                {text}
            </td>
        </tr>
    }
    .into_any()
}
