//! The pieces of a transfer: where each has come to and why, and giving one up.

use super::follow::Followed;
use super::state::{PieceMark, cause, piece_phrase};
use crate::api::transfers::{Deed, PieceShown, PieceState};
use crate::ui::{Button, Cell, Head, Panel, TableBox};
use crate::words::{LibraryPhrase, TransferPhrase as P, use_words};
use leptos::prelude::*;
use rehome_domain::content::ItemKind;
use rehome_domain::content::piece::PieceId;

/// The states there is a way to.
const STATES: [PieceState; 6] = [
    PieceState::Pending,
    PieceState::Copying,
    PieceState::Moved,
    PieceState::Skipped,
    PieceState::Failed,
    PieceState::Reassigned,
];

/// The table with what narrows it.
#[component]
pub(super) fn Pieces(followed: Followed, steers: bool) -> impl IntoView {
    let words = use_words();
    let asking = RwSignal::new(None::<String>);
    let segment = move |state: Option<PieceState>| {
        let phrase = state.map_or(P::AllPieces, piece_phrase);
        view! {
            <button
                class="segment"
                type="button"
                aria-pressed=move || (followed.state.get() == state).to_string()
                on:click=move |_| followed.show_only(state)
            >
                {words.say(phrase)}
            </button>
        }
    };
    let segments = std::iter::once(None).chain(STATES.map(Some)).map(segment);
    let heads = move || {
        let head = view! {
            <Head words=words.said(P::Piece) />
            <Head words=words.said(P::Size) />
            <Head words=words.said(P::Progress) />
            <Head words=words.said(P::Cause) />
            {steers.then(|| view! { <Head words=words.said(P::Deeds) /> })}
        };
        head.into_any()
    };
    let rows = move || {
        let pieces = followed.pieces.with(|pieces| pieces.items.clone());
        if pieces.is_empty() {
            return view! { <p class="muted">{words.say(P::NoPieces)}</p> }.into_any();
        }
        let each = pieces
            .into_iter()
            .map(|piece| view! { <Row piece followed steers asking /> });
        let (heads, each) = (heads(), each.collect_view());
        view! {
            <TableBox caption=words.said(P::Pieces) heads>
                {each}
            </TableBox>
        }
        .into_any()
    };
    let more = move || {
        followed
            .pieces
            .with(|pieces| pieces.cursor.is_some())
            .then(|| {
                view! {
                    <div class="row">
                        <Button on_press=move |_| followed.show_more()>{words.say(crate::words::Phrase::ShowMore)}</Button>
                    </div>
                }
            })
    };
    view! {
        <Panel id="pieces" title=words.said(P::Pieces)>
            <div class="segments" role="group" aria-label=words.say(P::Progress)>
                {segments.collect_view()}
            </div>
            {rows}
            {more}
        </Panel>
    }
}

#[component]
fn Row(
    piece: PieceShown,
    followed: Followed,
    steers: bool,
    /// The piece that is about to be given up.
    asking: RwSignal<Option<String>>,
) -> impl IntoView {
    let words = use_words();
    let (piece_of, id) = match &piece.piece {
        PieceId::Set(id) => (P::SetOf, id.to_string()),
        PieceId::Item(id) => (P::SingleItem, id.to_string()),
    };
    let kind = piece.kind.map(|kind| match kind {
        ItemKind::Proof => LibraryPhrase::Proof,
        ItemKind::File => LibraryPhrase::File,
    });
    let name = piece.file.clone().unwrap_or_else(|| id.clone());
    let told = piece.reason.as_deref().map(|reason| {
        let phrase = cause(reason);
        let tried = (piece.tried > 0).then(|| {
            let tried = words.number(u64::from(piece.tried));
            format!("{}: {tried}", words.say(P::Tries))
        });
        view! {
            <span class="who-text">
                <span>{words.say(phrase)}</span>
                {tried.map(|tried| view! { <span class="who-more">{tried}</span> })}
            </span>
        }
        .into_any()
    });
    let is_open = matches!(
        piece.state,
        PieceState::Pending | PieceState::Copying | PieceState::Failed
    );
    let (row, named) = (id.clone(), name.clone());
    let deed = (steers && is_open).then(|| {
        let own = StoredValue::new(id.clone());
        let is_asked =
            move || own.with_value(|own| asking.with(|asked| asked.as_ref() == Some(own)));
        let busy = followed.is_busy;
        let what = name.clone();
        (move || {
            let what = what.clone();
            if is_asked() {
                let surely = move |_| {
                    asking.set(None);
                    followed.act(Deed::GiveUp(own.get_value()));
                };
                view! {
                    <span class="stack" data-gap="small">
                        <span class="small">{words.say(P::GiveUpText)}</span>
                        <Button busy on_press=surely>
                            {words.say(P::GiveUpSurely)}
                        </Button>
                        <Button on_press=move |_| asking.set(None)>{words.say(P::KeepGoing)}</Button>
                    </span>
                }
                .into_any()
            } else {
                view! {
                    <Button busy on_press=move |_| asking.set(Some(own.get_value()))>
                        {words.say(P::GiveUp)}
                        <span class="visually-hidden">
                            ": "
                            <bdi>{what}</bdi>
                        </span>
                    </Button>
                }
                .into_any()
            }
        })
        .into_any()
    });
    view! {
        <tr data-piece=row>
            <th scope="row">
                <span class="who-text">
                    <bdi class="who-name">{named}</bdi>
                    <span class="who-more">
                        {kind.map(|kind| view! { {words.say(kind)} " · " })}
                        {words.say(piece_of)}
                    </span>
                </span>
            </th>
            <Cell label=words.said(P::Size) content=Some(words.bytes(piece.bytes).into_any()) />
            <Cell label=words.said(P::Progress) content=Some(view! { <PieceMark state=piece.state /> }.into_any()) />
            <Cell label=words.said(P::Cause) content=told />
            {steers.then(|| view! { <Cell label=words.said(P::Deeds) content=deed /> })}
        </tr>
    }
}
