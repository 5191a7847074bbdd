//! A transfer as a page follows it: by what the server tells by itself, and by asking where that does not come.

use super::stream::Stream;
use crate::api::transfers::{
    Deed, PieceState, Pieces, TransferNow, TransferShown, transfer_act, transfer_one,
    transfer_pieces,
};
use crate::api::{ApiError, ErrorCode};
use crate::routes;
use leptos::prelude::*;
use std::time::Duration;

/// How long nothing may be told before it is asked.
const ASK_AFTER: Duration = Duration::from_secs(10);
/// How long to wait where nothing is told at all.
const ASK_SOON: Duration = Duration::from_secs(2);

/// A transfer that is followed.
#[derive(Clone, Copy)]
pub(super) struct Followed {
    id: StoredValue<String>,
    /// How it stands.
    pub(super) now: RwSignal<TransferNow>,
    /// The pieces that are shown.
    pub(super) pieces: RwSignal<Pieces>,
    /// Which of them.
    pub(super) state: RwSignal<Option<PieceState>>,
    /// Whether the last look was not answered.
    pub(super) missed: RwSignal<bool>,
    /// What refused the last deed.
    pub(super) refused: RwSignal<Option<ApiError>>,
    /// Whether a deed is on its way.
    pub(super) is_busy: RwSignal<bool>,
    stream: StoredValue<Option<Stream>, LocalStorage>,
    next_look: StoredValue<Option<TimeoutHandle>>,
    /// Whether more than the first pieces are shown.
    went_on: StoredValue<bool>,
}

impl Followed {
    pub(super) fn new(shown: &TransferShown, pieces: Pieces) -> Self {
        Self {
            id: StoredValue::new(shown.now.id.clone()),
            now: RwSignal::new(shown.now.clone()),
            pieces: RwSignal::new(pieces),
            state: RwSignal::new(None),
            missed: RwSignal::new(false),
            refused: RwSignal::new(None),
            is_busy: RwSignal::new(false),
            stream: StoredValue::new_local(None),
            next_look: StoredValue::new(None),
            went_on: StoredValue::new(false),
        }
    }

    /// Follows it until it comes to rest.
    pub(super) fn begin(self) {
        self.stop();
        if self.now.with_untracked(TransferNow::is_at_rest) {
            return;
        }
        let address = self.id.with_value(|id| routes::transfer_events(id));
        let told = move |text: String| {
            if let Ok(now) = serde_json::from_str(&text) {
                self.seen(now);
            }
        };
        let broken = move || {
            // WHY later: a closure is not dropped while it runs.
            let end = move || {
                self.stream.try_update_value(Option::take);
            };
            set_timeout(end, Duration::ZERO);
            self.look_in(ASK_SOON);
        };
        let stream = Stream::open(&address, told, broken);
        let wait = if stream.is_some() {
            ASK_AFTER
        } else {
            ASK_SOON
        };
        self.stream.set_value(stream);
        self.look_in(wait);
    }

    /// Ends all of it.
    pub(super) fn stop(self) {
        let _ = self.stream.try_update_value(Option::take);
        if let Some(Some(next)) = self.next_look.try_update_value(Option::take) {
            next.clear();
        }
    }

    fn look_in(self, wait: Duration) {
        if let Some(Some(next)) = self.next_look.try_update_value(Option::take) {
            next.clear();
        }
        let next = set_timeout_with_handle(move || self.look(), wait);
        let _ = self.next_look.try_set_value(next.ok());
    }

    fn look(self) {
        let Some(id) = self.id.try_get_value() else {
            return;
        };
        leptos::task::spawn_local(async move {
            match transfer_one(id).await {
                Ok(found) => {
                    let _ = self.missed.try_set(false);
                    self.seen(found.now);
                    let now = self.now.try_get_untracked();
                    if now.is_none_or(|now| now.is_at_rest()) {
                        return;
                    }
                    // WHY: where nothing was told for long, there was nothing to tell; where the stream broke, it is opened anew.
                    match self.stream.try_with_value(Option::is_some) {
                        Some(true) => self.look_in(ASK_AFTER),
                        Some(false) => self.begin(),
                        None => {}
                    }
                }
                Err(error) => {
                    let is_over = matches!(
                        error.code,
                        ErrorCode::Unauthenticated | ErrorCode::Forbidden | ErrorCode::NotFound
                    );
                    if is_over {
                        let _ = self.refused.try_set(Some(error));
                        self.stop();
                    } else if self.missed.try_set(true).is_none() {
                        // WHY: what does not answer now may answer in a moment; the transfer does not wait for the page.
                        self.look_in(ASK_SOON);
                    }
                }
            }
        });
    }

    /// Takes in how it stands.
    fn seen(self, now: TransferNow) {
        let Some(before) = self.now.try_get_untracked() else {
            return;
        };
        if before == now {
            return;
        }
        let is_over = now.is_at_rest();
        self.missed.set(false);
        self.now.set(now);
        if is_over {
            // WHY later: what tells this is one of the closures that are dropped.
            set_timeout(move || self.stop(), Duration::ZERO);
        }
        if is_over || !self.went_on.get_value() {
            self.look_at_pieces();
        }
    }

    fn look_at_pieces(self) {
        self.went_on.set_value(false);
        let (id, state) = (self.id.get_value(), self.state.get_untracked());
        leptos::task::spawn_local(async move {
            match transfer_pieces(id, state, None).await {
                Ok(pieces) => {
                    if self.state.try_get_untracked() == Some(state) {
                        self.pieces.set(pieces);
                    }
                }
                Err(_) => {
                    let _ = self.missed.try_set(true);
                }
            }
        });
    }

    /// Shows those in one state alone.
    pub(super) fn show_only(self, state: Option<PieceState>) {
        self.state.set(state);
        self.look_at_pieces();
    }

    /// Shows the pieces behind those that are shown.
    pub(super) fn show_more(self) {
        let (id, state) = (self.id.get_value(), self.state.get_untracked());
        let cursor = self.pieces.with_untracked(|pieces| pieces.cursor.clone());
        self.went_on.set_value(true);
        leptos::task::spawn_local(async move {
            match transfer_pieces(id, state, cursor).await {
                Ok(more) => {
                    let _ = self.pieces.try_update(|pieces| {
                        pieces.items.extend(more.items);
                        pieces.cursor = more.cursor;
                    });
                }
                Err(_) => {
                    let _ = self.missed.try_set(true);
                }
            }
        });
    }

    /// Does something to it, and follows what comes of that.
    pub(super) fn act(self, deed: Deed) {
        let id = self.id.get_value();
        self.is_busy.set(true);
        leptos::task::spawn_local(async move {
            let done = transfer_act(id, deed).await;
            if self.is_busy.try_set(false).is_some() {
                return;
            }
            match done {
                Ok(now) => {
                    self.refused.set(None);
                    self.seen(now);
                    self.look_at_pieces();
                    self.begin();
                }
                Err(error) => {
                    let is_otherwise = error.code == ErrorCode::Conflict;
                    self.refused.set(Some(error));
                    if is_otherwise {
                        self.look();
                    }
                }
            }
        });
    }
}
