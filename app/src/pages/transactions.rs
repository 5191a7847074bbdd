//! Transactions: what the reader submitted for several people, and one of them with its parts, its log and the way to
//! submit it again.

use super::PageTitle;
use super::answer::{Refusal, Waiting};
use super::office::ask_in_office;
use crate::api::ApiError;
use crate::api::transactions::{
    PartRow, Severity, TransactionEnd, TransactionPage, TransactionRow, TransactionShown,
    transaction, transaction_replay, transactions,
};
use crate::components::meaning;
use crate::forms::RefusalNote;
use crate::routes::{self, users_query as query};
use crate::ui::{
    Badge, Button, Cell, Column, Crumbs, Glyph, Head, Icon, Page, Panel, TableBox, Tone,
};
use crate::words::{MovingPhrase as P, OfficePhrase, Phrase, Words, use_words};
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};
use std::time::Duration;

/// How often what is not over is looked at (telephony 8).
const LOOK_EVERY: Duration = Duration::from_secs(5);

fn end_of(row: &TransactionRow) -> (Tone, Glyph, P) {
    match row.end {
        _ if row.rolled_back => (Tone::Grey, Glyph::Undo, P::RolledBack),
        TransactionEnd::Queued => (Tone::Blue, Glyph::Deferred, P::Queued),
        TransactionEnd::InProgress => (Tone::Blue, Glyph::InProgress, P::InProgress),
        TransactionEnd::Success => (Tone::Green, Glyph::Works, P::Success),
        TransactionEnd::Partial => (Tone::Yellow, Glyph::Warning, P::Partial),
        TransactionEnd::Fail if row.cancelled => (Tone::Red, Glyph::Failed, P::Cancelled),
        TransactionEnd::Fail => (Tone::Red, Glyph::Failed, P::Failed),
    }
}

fn end_badge(row: &TransactionRow, words: Words) -> AnyView {
    let (tone, glyph, phrase) = end_of(row);
    view! { <Badge tone glyph=Some(glyph) text=words.said(phrase) /> }.into_any()
}

/// How many parts came to a good end, of how many.
fn good_of(row: &TransactionRow, words: Words) -> String {
    let good = ["moved", "created", "changed", "skipped"];
    let good: u32 = good.iter().filter_map(|word| row.counts.get(*word)).sum();
    format!(
        "{} / {}",
        words.number(u64::from(good)),
        words.number(u64::from(row.total))
    )
}

/// What became of a part, by its word.
fn result_phrase(word: Option<&str>) -> P {
    match word {
        Some("moved") => P::Moved,
        Some("created" | "changed") => P::Success,
        Some("skipped") => P::Skipped,
        Some("refused") => P::Refused,
        Some("stale") => P::Stale,
        Some(_) => P::Failed,
        None => P::NotTried,
    }
}

/// The page with all of them.
#[component]
pub(crate) fn Transactions() -> impl IntoView {
    let map = use_query_map();
    let after = Memo::new(move |_| map.with(|map| map.get(query::AFTER)));
    let answer = ask_in_office(move || after.get(), |_, after| transactions(after));
    view! {
        <PageTitle phrase=P::Transactions />
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                match answer.await {
                    Ok((_, page)) => view! { <List page /> }.into_any(),
                    Err(error) => view! { <Refusal error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn List(page: TransactionPage) -> impl IntoView {
    let words = use_words();
    let heads = view! {
        <Head words=words.said(OfficePhrase::When) />
        <Head words=words.said(P::WhatWasSubmitted) />
        <Head words=words.said(OfficePhrase::State) />
        <Head words=words.said(P::Succeeded) column=Column::Number />
        <Head words=words.said(OfficePhrase::ActingIn) />
    }
    .into_any();
    let is_empty = page.rows.is_empty();
    let rows = page.rows.into_iter().map(|row| {
        let what = if row.is_file { P::OfFile } else { P::MoveUsers };
        let what = match &row.detail {
            Some(detail) => format!("{} · {detail}", words.say(what)),
            None => words.said(what),
        };
        let (badge, good) = (end_badge(&row, words), good_of(&row, words));
        view! {
            <tr>
                <th scope="row">
                    <a href=routes::transaction(&row.id)>{words.moment(row.submitted)}</a>
                </th>
                <Cell label=words.said(P::WhatWasSubmitted) content=Some(view! { <bdi>{what}</bdi> }.into_any()) />
                <Cell label=words.said(OfficePhrase::State) content=Some(badge) />
                <Cell label=words.said(P::Succeeded) column=Column::Number content=Some(good.into_any()) />
                <Cell label=words.said(OfficePhrase::ActingIn) content=Some(view! { <bdi>{row.acting_in.to_string()}</bdi> }.into_any()) />
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <Page dense=true>
            <div class="page-head">
                <div class="page-head-text">
                    <h1>{words.say(P::Transactions)}</h1>
                    <p class="lead">{words.say(P::TransactionsLead)}</p>
                </div>
            </div>
            {if is_empty {
                view! {
                    <Panel id="transactions-none" title=words.said(P::Transactions)>
                        <p class="muted">{words.say(P::NoTransactions)}</p>
                    </Panel>
                }
                    .into_any()
            } else {
                view! {
                    <TableBox caption=words.said(P::Transactions) heads>
                        {rows}
                    </TableBox>
                }
                    .into_any()
            }}
            {page
                .next
                .map(|next| {
                    view! {
                        <p class="row">
                            <a class="button" href=routes::transactions_after(&next)>
                                {words.say(OfficePhrase::NextPage)}
                            </a>
                        </p>
                    }
                })}
        </Page>
    }
}

/// The page of one.
#[component]
pub(crate) fn Transaction() -> impl IntoView {
    let (params, map) = (use_params_map(), use_query_map());
    let id =
        Memo::new(move |_| params.with(|params| params.get("transaction").unwrap_or_default()));
    let after = Memo::new(move |_| map.with(|map| map.get(query::AFTER)));
    let round = RwSignal::new(0_u32);
    let answer = ask_in_office(
        move || (id.get(), after.get(), round.get()),
        |_, (id, after, _)| transaction(id, after),
    );
    view! {
        <PageTitle phrase=P::Transaction />
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                match answer.await {
                    Ok((_, shown)) => view! { <One shown round /> }.into_any(),
                    Err(error) => view! { <Refusal error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

fn is_over(row: &TransactionRow) -> bool {
    !matches!(row.end, TransactionEnd::Queued | TransactionEnd::InProgress)
}

/// Asks again in a while how what is not over stands by then.
fn look_again(row: &TransactionRow, round: RwSignal<u32>) {
    let is_over = is_over(row);
    let next: StoredValue<Option<TimeoutHandle>> = StoredValue::new(None);
    // WHY an effect: only a browser waits.
    Effect::new(move |_| {
        let look = move || {
            let _ = round.try_update(|round| *round += 1);
        };
        if !is_over {
            next.set_value(set_timeout_with_handle(look, LOOK_EVERY).ok());
        }
    });
    on_cleanup(move || {
        if let Some(Some(next)) = next.try_update_value(Option::take) {
            next.clear();
        }
    });
}

#[component]
fn One(shown: TransactionShown, round: RwSignal<u32>) -> impl IntoView {
    let words = use_words();
    let TransactionShown { row, parts, next } = shown;
    look_again(&row, round);
    let facts = [
        (
            P::WhatWasSubmitted,
            Some(words.said(if row.is_file { P::OfFile } else { P::MoveUsers })),
        ),
        (P::Reason, row.detail.clone()),
        (P::Succeeded, Some(good_of(&row, words))),
        (P::Submitted, Some(words.moment(row.submitted))),
        (P::Ended, row.completed.map(|at| words.moment(at))),
        (
            P::Took,
            row.milliseconds
                .map(|ms| format!("{} ms", words.number(ms))),
        ),
    ];
    let facts = facts.into_iter().filter_map(move |(phrase, value)| {
        let value = value?;
        Some(view! {
            <dt>{words.say(phrase)}</dt>
            <dd>
                <bdi>{value}</bdi>
            </dd>
        })
    });
    let heads = view! {
        <Head words=words.said(P::People) />
        <Head words=words.said(P::Result) />
        <Head words=words.said(P::Log) />
    }
    .into_any();
    let also = row.is_file.then(|| routes::import_file(&row.id));
    let next = next.map(|next| routes::transaction_from(&row.id, &next));
    let is_over = is_over(&row);
    let badge = end_badge(&row, words);
    let id = row.id.clone();
    view! {
        <Page dense=true>
            <div class="page-head">
                <div class="page-head-text">
                    <Crumbs
                        label=words.say(Phrase::YouAreHere)
                        above=vec![(routes::TRANSACTIONS.to_owned(), words.say(P::Transactions))]
                        here=words.say(P::Transaction)
                    />
                    <h1>{words.say(P::Transaction)}</h1>
                    <p>{badge}</p>
                </div>
                <div class="page-head-actions">
                    {also
                        .map(|address| {
                            view! {
                                <a class="button" href=address>
                                    <Icon glyph=Glyph::Upload />
                                    {words.say(P::OfFile)}
                                </a>
                            }
                        })} {is_over.then(|| view! { <Replay id /> })}
                </div>
            </div>
            <Panel id="transaction-facts" title=words.said(P::About)>
                <dl class="facts">{facts.collect_view()}</dl>
            </Panel>
            <TableBox caption=words.said(P::Parts) heads>
                {parts.into_iter().map(|part| view! { <Part part /> }).collect_view()}
            </TableBox>
            {next
                .map(|address| {
                    view! {
                        <p class="row">
                            <a class="button" href=address>
                                {words.say(OfficePhrase::NextPage)}
                            </a>
                        </p>
                    }
                })}
        </Page>
    }
}

#[component]
fn Part(part: PartRow) -> impl IntoView {
    let words = use_words();
    let result = words.say(result_phrase(part.result.as_deref()));
    let user = match part.line {
        Some(line) => format!("{} · {}", words.number(u64::from(line)), part.user),
        None => part.user,
    };
    let result = match part.user_move {
        Some(id) => view! { <a href=routes::user_move(&id)>{result}</a> }.into_any(),
        None => result.into_any(),
    };
    let told = part.told.into_iter().map(|(severity, code)| {
        let (look, glyph, phrase) = match severity {
            Severity::Error => ("refuses", Glyph::Blocker, P::SeverityError),
            Severity::Warning => ("warns", Glyph::Warning, P::SeverityWarning),
            Severity::Info => ("works", Glyph::Notice, P::SeverityInfo),
            Severity::Verbose => ("deferred", Glyph::Stays, P::SeverityVerbose),
        };
        view! {
            <li data-code=code.clone()>
                <span class="verdict" data-verdict=look>
                    <Icon glyph />
                    {words.say(phrase)}
                </span>
                " "
                {meaning(&code, words)}
            </li>
        }
    });
    let told = view! { <ul class="lines">{told.collect_view()}</ul> }.into_any();
    view! {
        <tr>
            <th scope="row">
                <bdi>{user}</bdi>
            </th>
            <Cell label=words.said(P::Result) content=Some(result) />
            <Cell label=words.said(P::Log) content=Some(told) />
        </tr>
    }
}

/// The button that submits the same again.
#[component]
fn Replay(id: String) -> impl IntoView {
    let words = use_words();
    let is_busy = RwSignal::new(false);
    let refusal: RwSignal<Option<ApiError>> = RwSignal::new(None);
    let round = StoredValue::new(0_u32);
    let id = StoredValue::new(id);
    let go = StoredValue::new_local(use_navigate());
    let press = move |_| {
        is_busy.set(true);
        refusal.set(None);
        // WHY a new key each time: what was refused is asked anew, and what was done leads to its own page.
        round.update_value(|round| *round += 1);
        let key = format!("replay-{}-{}", id.get_value(), round.get_value());
        leptos::task::spawn_local(async move {
            let again = transaction_replay(id.get_value(), key).await;
            if is_busy.try_get_untracked().is_none() {
                return;
            }
            is_busy.set(false);
            match again {
                Ok(again) => {
                    let to = match again.is_file {
                        true => routes::import_file(&again.id),
                        false => routes::transaction(&again.id),
                    };
                    go.with_value(|go| go(&to, Default::default()));
                }
                Err(error) => refusal.set(Some(error)),
            }
        });
    };
    view! {
        <Button glyph=Glyph::Play busy=is_busy on_press=press>
            {words.say(P::SubmitAgain)}
        </Button>
        <div role="status">{move || refusal.get().map(|error| view! { <RefusalNote error /> })}</div>
    }
}
