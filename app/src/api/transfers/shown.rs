//! The service's answers as the pages of transfers need them.

use super::{
    Arriving, Deed, Estimate, PieceShown, PieceState, Pieces, Progress, TransferNow, TransferPage,
    TransferShown, TransferState,
};
use crate::api::users::PersonView;
use rehome_service::content::{PieceStateName, TransferDeed, TransferView};
use rehome_service::view::{Page, Person};
use rehome_service::{Acting, Caller, Service, ServiceError, content};

type Answer<T> = Result<T, ServiceError>;

/// A word on the wire as what it stands for.
fn of_word<T: serde::de::DeserializeOwned>(word: &str) -> Answer<T> {
    serde_json::from_value(word.into()).map_err(ServiceError::internal)
}

pub(super) fn now(view: TransferView) -> Answer<TransferNow> {
    let progress = view.progress;
    Ok(TransferNow {
        state: of_word::<TransferState>(&view.state)?,
        id: view.id,
        folder_name: view.folder_name,
        progress: Progress {
            planned: progress.planned,
            moved: progress.moved,
            skipped: progress.skipped,
            failed: progress.failed,
            reassigned: progress.reassigned,
            open: progress.open,
            taken_back: progress.taken_back,
            bytes_planned: progress.bytes_planned,
            bytes_moved: progress.bytes_moved,
        },
        ordered: view.ordered,
        last_sign: view.last_sign,
        ended: view.ended,
        stuck: view.stuck,
        estimate: view.estimate.map(|it| Estimate {
            least_minutes: it.least_minutes,
            most_minutes: it.most_minutes,
        }),
    })
}

fn person(person: Person) -> PersonView {
    PersonView {
        id: person.id,
        name: person.name,
    }
}

pub(super) fn one(found: content::TransferShown) -> Answer<TransferShown> {
    Ok(TransferShown {
        now: now(found.transfer)?,
        subject: person(found.subject),
        source: found.source.into(),
        destination: found.destination.into(),
        new_owner: found.new_owner.map(person),
        steers: found.steers,
    })
}

pub(super) fn list(found: Page<content::TransferShown>) -> Answer<TransferPage> {
    let items = found.items.into_iter().map(one);
    Ok(TransferPage {
        items: items.collect::<Answer<_>>()?,
        cursor: found.cursor,
    })
}

pub(super) fn arriving(found: content::Arriving) -> Arriving {
    Arriving {
        id: found.id,
        moved: found.moved,
        planned: found.planned,
    }
}

fn piece_state(word: &str) -> Answer<PieceState> {
    match word {
        "withdrawn" | "returned" => Ok(PieceState::TakenBack),
        "returning" => Ok(PieceState::Moved),
        other => of_word(other),
    }
}

pub(super) async fn pieces(
    service: &Service,
    caller: &Caller,
    id: &str,
    (state, cursor): (Option<PieceState>, Option<&str>),
) -> Answer<Pieces> {
    let state = state.and_then(|state| match state {
        PieceState::Pending => Some(PieceStateName::Pending),
        PieceState::Copying => Some(PieceStateName::Copying),
        PieceState::Moved => Some(PieceStateName::Moved),
        PieceState::Skipped => Some(PieceStateName::Skipped),
        PieceState::Failed => Some(PieceStateName::Failed),
        PieceState::Reassigned => Some(PieceStateName::Reassigned),
        PieceState::TakenBack => None,
    });
    let found = service
        .transfer_pieces(caller, &Acting::default(), id, state, (cursor, None))
        .await?;
    let items = found.items.into_iter().map(|piece| {
        Ok(PieceShown {
            state: piece_state(&piece.state)?,
            piece: piece.piece,
            file: piece.file,
            kind: piece.kind,
            bytes: piece.bytes,
            reason: piece.reason,
            tried: piece.tried,
        })
    });
    Ok(Pieces {
        items: items.collect::<Answer<_>>()?,
        cursor: found.cursor,
    })
}

impl From<Deed> for TransferDeed {
    fn from(deed: Deed) -> Self {
        match deed {
            Deed::Pause => Self::Pause,
            Deed::Resume => Self::Resume,
            Deed::Retry => Self::Retry,
            Deed::Cancel => Self::Cancel,
            Deed::GiveUp(piece) => Self::GiveUp(piece),
        }
    }
}
