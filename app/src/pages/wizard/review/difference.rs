//! Before and after, row by row.

use crate::api::user_move::Review;
use crate::words::{AccountPhrase, WizardPhrase as P, use_words};
use leptos::prelude::*;
use rehome_domain::hosting::mapped::{Mapped, MappedService, OldEnd};
use rehome_domain::ids::UserId;
use rehome_domain::user_move::Disposition;

/// One row.
struct Row {
    what: String,
    before: Option<String>,
    after: Option<String>,
}

impl Row {
    fn new(what: String, before: Option<impl ToString>, after: Option<impl ToString>) -> Self {
        Self {
            what,
            before: before.map(|it| it.to_string()),
            after: after.map(|it| it.to_string()),
        }
    }

    /// What is different, and the tone of it.
    fn change(&self) -> (&'static str, &'static str) {
        match (&self.before, &self.after) {
            (before, after) if before == after => ("same", "grey"),
            (None, _) => ("new", "green"),
            (_, None) => ("lost", "red"),
            _ => ("changed", "blue"),
        }
    }
}

fn plan_there(service: &MappedService) -> Option<String> {
    if service.disposition == Disposition::Deprovision {
        return None;
    }
    let plan = service.plan.as_ref()?;
    let known = service.offered.iter().find(|offered| offered.id == *plan);
    Some(known.map_or_else(|| plan.to_string(), |known| known.name.to_string()))
}

/// The table.
#[component]
pub(super) fn BeforeAndAfter(shown: Review, mapped: Mapped) -> impl IntoView {
    let words = use_words();
    let names = &shown.names;
    let home = |code| names.organization(code).to_owned();
    let username = if mapped.renames {
        mapped.renamed.clone()
    } else {
        Some(mapped.former_username.clone())
    };
    let identity = vec![
        Row::new(
            words.said(P::Home),
            shown.plan.source.as_ref().map(home),
            Some(home(&shown.plan.destination)),
        ),
        Row::new(
            words.said(P::SignInName),
            mapped.former_upn.clone(),
            mapped.upn.as_ref().map(|upn| &upn.text),
        ),
        Row::new(
            words.said(P::Username),
            Some(&mapped.former_username),
            username,
        ),
        Row::new(
            words.said(P::Password),
            Some(words.say(P::Kept)),
            Some(words.say(P::Kept)),
        ),
    ];
    let primary_before = mapped
        .old
        .iter()
        .find(|old| old.primary)
        .map(|old| &old.address);
    let primary = Row::new(
        words.said(P::PrimaryRow),
        primary_before,
        mapped.addresses.first().map(|it| &it.text),
    );
    let aliases = mapped.addresses.iter().skip(1);
    let aliases = aliases.map(|it| Row::new(words.said(P::Alias), None::<String>, Some(&it.text)));
    let old = mapped
        .old
        .iter()
        .filter(|old| !old.primary || old.end != OldEnd::Dropped(0))
        .map(|old| {
            let after = match old.end {
                OldEnd::Stays => Some(old.address.to_string()),
                OldEnd::Dropped(_) => None,
                OldEnd::Forwards(days) => Some(format!(
                    "{} ({} {})",
                    words.say(P::Forwarded),
                    words.number(u64::from(days)),
                    words.say(P::ForwardDays)
                )),
            };
            Row::new(words.said(P::OldAddress), Some(&old.address), after)
        });
    let addresses: Vec<Row> = std::iter::once(primary).chain(aliases).chain(old).collect();
    let services = mapped.services.iter().map(|service| {
        let held = service
            .held_plan
            .as_ref()
            .map_or_else(|| words.said(P::Kept), |plan| plan.name.to_string());
        let after = match (service.disposition, plan_there(service)) {
            (Disposition::Deprovision, _) => None,
            (Disposition::Recreate, plan) => {
                let empty = words.say(P::StartsEmpty);
                Some(plan.map_or_else(|| empty.to_owned(), |plan| format!("{plan} ({empty})")))
            }
            (Disposition::Move, plan) => Some(plan.unwrap_or_else(|| words.said(P::ComesAlong))),
        };
        Row::new(service.name.to_string(), Some(held), after)
    });
    let services: Vec<Row> = services.collect();
    let person = |id: &UserId| names.user(id).to_owned();
    let [manager_before, manager_after] = &mapped.manager;
    let place = vec![
        Row::new(
            words.said(AccountPhrase::Manager),
            manager_before.as_ref().map(person),
            manager_after.as_ref().map(person),
        ),
        Row::new(
            words.said(P::Department),
            mapped.department[0].clone(),
            mapped.department[1].clone(),
        ),
        Row::new(
            words.said(P::Office),
            mapped.office[0].clone(),
            mapped.office[1].clone(),
        ),
    ];
    let groups = [
        (P::SignInName, identity),
        (P::Addresses, addresses),
        (P::Services, services),
        (P::PlaceThere, place),
    ];
    let cell = move |label: P, text: Option<String>| {
        view! {
            <td data-label=words.say(label)>
                {match text {
                    Some(text) => view! { <bdi>{text}</bdi> }.into_any(),
                    None => "–".into_any(),
                }}
            </td>
        }
    };
    let bodies = groups
        .into_iter()
        .filter(|(_, rows)| !rows.is_empty())
        .map(|(title, rows)| {
            let rows = rows.into_iter().map(|row| {
                let (change, tone) = row.change();
                view! {
                    <tr data-change=change data-tone=tone>
                        <th scope="row">
                            <bdi>{row.what}</bdi>
                        </th>
                        {cell(P::Before, row.before)}
                        {cell(P::After, row.after)}
                    </tr>
                }
            });
            view! {
                <tbody>
                    <tr class="diff-group">
                        <th colspan="3" scope="rowgroup">
                            {words.say(title)}
                        </th>
                    </tr>
                    {rows.collect_view()}
                </tbody>
            }
        });
    view! {
        <section class="panel" aria-labelledby="difference">
            <div class="panel-head">
                <h2 id="difference">{words.say(P::BeforeAndAfter)}</h2>
            </div>
            <div class="diff-box">
                <table class="diff">
                    <caption class="visually-hidden">{words.say(P::BeforeAndAfter)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{words.say(P::What)}</th>
                            <th scope="col">{words.say(P::Before)}</th>
                            <th scope="col">{words.say(P::After)}</th>
                        </tr>
                    </thead>
                    {bodies.collect_view()}
                </table>
            </div>
        </section>
    }
}
