//! One move, or the moves of a commit of several families: what happened, and its undo.

use super::record::{OneMove, OneOfSeveral, title_of};
use super::undo::{Undo, UndoAsked, UndoDone};
use crate::api::ApiError;
use crate::api::records::{MoveState, MovesShown, UndoShown, ask_move, ask_undo};
use crate::api::session::OfficeView;
use crate::pages::PageTitle;
use crate::pages::answer::{Refusal, Waiting};
use crate::pages::office::ask_in_office;
use crate::routes::{self, records_query as query};
use crate::ui::{Crumbs, Glyph, Icon, Page, Panel, Prose};
use crate::words::{Phrase, RecordPhrase as P, use_words};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use rehome_domain::ids::MoveId;

/// The page; the address names the move or the commit.
#[component]
pub(crate) fn Move() -> impl IntoView {
    let (params, map) = (use_params_map(), use_query_map());
    let id = Memo::new(move |_| {
        MoveId::from(params.with(|params| params.get("move").unwrap_or_default()))
    });
    let cursor = Memo::new(move |_| map.with(|map| map.get(query::CURSOR)));
    let wants_undo = Memo::new(move |_| map.with(|map| map.get(query::UNDO).is_some()));
    let answer = ask_in_office(
        move || (id.get(), cursor.get()),
        |acting_in, (id, cursor)| ask_move(acting_in, id, cursor),
    );
    let undo = ask_in_office(
        move || (id.get(), wants_undo.get()),
        |acting_in, (id, wants_undo)| async move {
            let asked: Option<Result<UndoShown, ApiError>> = match wants_undo {
                true => Some(ask_undo(acting_in, id).await),
                false => None,
            };
            Ok(asked)
        },
    );
    let done: StoredValue<Option<UndoDone>> = StoredValue::new(None);
    // WHY: what became of an undo is told until another page is asked for; the page around it is asked anew meanwhile.
    Effect::new(move |before: Option<(MoveId, bool)>| {
        let now = (id.get(), wants_undo.get());
        if before.is_some_and(|before| before != now) {
            done.set_value(None);
        }
        now
    });
    view! {
        <PageTitle phrase=P::Moves />
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                match answer.await {
                    Ok((office, moves)) => {
                        let undo = undo.await.ok().and_then(|(_, undo)| undo);
                        let again = Callback::new(move |()| answer.refetch());
                        view! { <Shown office moves id=id.get_untracked() undo done again /> }.into_any()
                    }
                    Err(error) => view! { <Refusal error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Shown(
    office: OfficeView,
    moves: MovesShown,
    id: MoveId,
    undo: Option<Result<UndoShown, ApiError>>,
    done: StoredValue<Option<UndoDone>>,
    again: Callback<()>,
) -> impl IntoView {
    let words = use_words();
    let speech = words.speech();
    let count = moves.moves.len() as u64;
    let is_commit = moves.is_commit;
    let title = match moves.moves.first() {
        Some(first) if !is_commit => title_of(&first.row, words),
        _ => speech.families_moved(count),
    };
    let stands = moves
        .moves
        .iter()
        .any(|shown| shown.row.state != MoveState::Undone);
    let undone_by = moves
        .moves
        .first()
        .and_then(|shown| shown.undone_by.clone());
    let is_asked = undo.is_some();
    let is_copy = !is_commit && moves.moves.iter().any(|shown| shown.row.copy.is_some());
    let removes = moves.moves.iter().any(|shown| shown.removes);
    let file = removes.then(|| {
        let fields = [
            ("acting_in", office.acting_in.code.as_str()),
            ("as", "operator"),
        ];
        routes::removed(&id, fields)
    });
    let may_undo = if is_copy {
        office.keys.copy
    } else {
        office.keys.release || office.keys.move_hosted || office.keys.move_content
    };
    let offers_undo = may_undo && !is_asked && (stands || !is_commit);
    let undo_words = if is_commit { P::UndoAll } else { P::UndoThis };
    let next = moves
        .cursor
        .clone()
        .map(|cursor| routes::user_move_with(&id, [(query::CURSOR, cursor.as_str())]));
    let asked = UndoAsked {
        acting_in: Some(office.acting_in.code.clone()),
        id: id.clone(),
        undone_by,
    };
    view! {
        <Page dense=true>
            <div class="page-head">
                <div class="page-head-text">
                    <Crumbs
                        label=words.say(Phrase::YouAreHere)
                        above=vec![(routes::MOVES.to_owned(), words.say(P::Moves))]
                        here=words
                            .say(match (is_commit, is_copy) {
                                (true, _) => P::MovedTogether,
                                (false, true) => P::TheCopy,
                                (false, false) => P::TheMove,
                            })
                    />
                    <h1>
                        <Prose text=title />
                    </h1>
                </div>
                {offers_undo
                    .then(|| {
                        view! {
                            <div class="page-head-actions">
                                <a class="button" href=routes::user_move_with(&id, [(query::UNDO, "1")])>
                                    <Icon glyph=Glyph::Undo />
                                    {words.say(undo_words)}
                                </a>
                            </div>
                        }
                    })}
            </div>
            {undo.map(|undo| view! { <Undo undo asked done again /> })}
            {file
                .map(|file| {
                    view! {
                        <p>
                            <a class="button" href=file download="removed.csv" rel="external">
                                <Icon glyph=Glyph::Download />
                                {words.say(P::RemovedFile)}
                            </a>
                        </p>
                    }
                })}
            {if is_commit {
                view! {
                    <Panel id="together" title=words.said(P::WhoMoved)>
                        <ul class="lines">{moves.moves.into_iter().map(|shown| view! { <OneOfSeveral shown /> }).collect_view()}</ul>
                        {next
                            .map(|next| {
                                view! {
                                    <p>
                                        <a class="button" href=next rel="next">
                                            {words.say(P::NextFamilies)}
                                        </a>
                                    </p>
                                }
                            })}
                    </Panel>
                }
                    .into_any()
            } else {
                moves.moves.into_iter().next().map(|shown| view! { <OneMove shown /> }).into_any()
            }}
        </Page>
    }
}
