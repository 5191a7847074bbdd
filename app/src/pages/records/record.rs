//! One move of the past, as a part of a page: who, from where to where, when, by whom, why, and what it meant.

use super::{Doer, Moment, StateBadge};
use crate::api::records::{MoveRow, MoveShown, MoveWay};
use crate::components::Outcomes;
use crate::routes;
use crate::ui::{Glyph, Icon, Panel, Prose, RouteAt, RoutePicture};
use crate::words::{OfficePhrase, Phrase, RecordPhrase as P, Words, use_words};
use leptos::prelude::*;
use rehome_domain::ids::MoveId;

/// What an entry of the ledger is about, in a line.
pub(super) fn title_of(row: &MoveRow, words: Words) -> String {
    let speech = words.speech();
    match &row.copy {
        Some(copy) => speech.copied(&row.name, copy.original.as_deref()),
        None => speech.moved_to(&row.name, &row.to.name),
    }
}

/// The facts of a move.
#[component]
pub(super) fn Facts(shown: MoveShown) -> impl IntoView {
    let words = use_words();
    let MoveShown {
        row,
        acknowledged,
        as_of,
        undoes,
        undone_by,
        ..
    } = shown;
    let way = match row.way {
        MoveWay::Oneself => P::WaySelf,
        MoveWay::Operator => P::WayOperator,
        MoveWay::File => P::WayFile,
    };
    let acknowledged: Vec<String> = acknowledged
        .iter()
        .map(|code| {
            P::of_acknowledged(code).map_or_else(|| code.clone(), |phrase| words.said(phrase))
        })
        .collect();
    let has_company = row.commit != row.id;
    let other = |id: MoveId| view! { <a href=routes::user_move(&id)>{words.say(P::OpenMove)}</a> };
    view! {
        <dl class="facts">
            <dt>{words.say(OfficePhrase::State)}</dt>
            <dd>
                <StateBadge state=row.state />
            </dd>
            {(!row.family.is_empty())
                .then(|| {
                    view! {
                        <dt>{words.say(P::WithWhom)}</dt>
                        <dd>
                            {row
                                .family
                                .iter()
                                .enumerate()
                                .map(|(number, name)| {
                                    view! {
                                        {(number > 0).then_some(", ")}
                                        <bdi>{name.to_string()}</bdi>
                                    }
                                })
                                .collect_view()}
                        </dd>
                    }
                })}
            <dt>{words.say(OfficePhrase::When)}</dt>
            <dd>
                <Moment at=row.at />
            </dd>
            {as_of
                .map(|day| {
                    view! {
                        <dt>{words.say(P::AsOf)}</dt>
                        <dd>{words.date(day)}</dd>
                    }
                })}
            <dt>{words.say(P::By)}</dt>
            <dd>
                <Doer by=row.by />
            </dd>
            <dt>{words.say(P::Way)}</dt>
            <dd>{words.say(way)}</dd>
            {row
                .reason
                .map(|reason| {
                    view! {
                        <dt>{words.say(P::Reason)}</dt>
                        <dd>
                            <bdi>{reason}</bdi>
                        </dd>
                    }
                })}
            <dt>{words.say(P::Acknowledged)}</dt>
            <dd>
                {if acknowledged.is_empty() {
                    view! { <span class="muted">{words.say(P::NothingAcknowledged)}</span> }.into_any()
                } else {
                    acknowledged.join(" · ").into_any()
                }}
            </dd>
            {undoes
                .map(|id| {
                    view! {
                        <dt>{words.say(P::Undoes)}</dt>
                        <dd>{other(id)}</dd>
                    }
                })}
            {undone_by
                .map(|id| {
                    view! {
                        <dt>{words.say(P::UndoneBy)}</dt>
                        <dd>{other(id)}</dd>
                    }
                })}
            {has_company
                .then(|| {
                    view! {
                        <dt>{words.say(P::PartOf)}</dt>
                        <dd>
                            <a href=routes::user_move(&row.commit)>{words.say(P::OpenTogether)}</a>
                        </dd>
                    }
                })}
            <dt>{words.say(P::Record)}</dt>
            <dd>
                <span class="code">{row.id.to_string()}</span>
            </dd>
        </dl>
    }
}

/// The move as a page of its own shows it.
#[component]
pub(super) fn OneMove(shown: MoveShown) -> impl IntoView {
    let words = use_words();
    let (from, to) = (
        shown.row.from.name.to_string(),
        shown.row.to.name.to_string(),
    );
    let names = StoredValue::new(shown.names.clone());
    let (outcomes, hidden) = (shown.outcomes.clone(), shown.hidden);
    let is_copy = shown.row.copy.is_some();
    let title = words.said(if is_copy { P::TheCopy } else { P::TheMove });
    view! {
        {(!is_copy)
            .then(|| {
                view! { <RoutePicture from from_word=words.say(Phrase::From) to to_word=words.say(Phrase::To) at=RouteAt::End /> }
            })}
        <div class="profile-grid">
            <Panel id="the-move" title>
                <Facts shown />
            </Panel>
            <Panel id="what-happened" title=words.said(P::WhatHappened)>
                <Outcomes outcomes names hidden />
            </Panel>
        </div>
    }
}

/// One of several that moved in one go.
#[component]
pub(super) fn OneOfSeveral(shown: MoveShown) -> impl IntoView {
    let words = use_words();
    let row = &shown.row;
    let title = title_of(row, words);
    let address = routes::user_move(&row.id);
    let state = row.state;
    let with = row.family.len() as u64;
    let names = StoredValue::new(shown.names);
    let (outcomes, hidden) = (shown.outcomes, shown.hidden);
    view! {
        <li class="stack" data-gap="small">
            <details class="record-more">
                <summary>
                    <Icon glyph=Glyph::End />
                    <span>
                        <Prose text=title strong=true />
                        " "
                        <StateBadge state />
                        {(with > 0).then(|| view! { <span class="small muted">" " {words.speech().with_dependents(with)}</span> })}
                    </span>
                </summary>
                <div class="stack" data-gap="small">
                    <Outcomes outcomes names hidden />
                    <p>
                        <a href=address>{words.say(P::OpenMove)}</a>
                    </p>
                </div>
            </details>
        </li>
    }
}
