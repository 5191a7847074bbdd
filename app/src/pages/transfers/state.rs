//! States and causes in shape and word.

use crate::api::transfers::{PieceState, TransferState};
use crate::ui::{Glyph, Icon};
use crate::words::{TransferPhrase as P, use_words};
use leptos::prelude::*;

/// The state of a whole.
#[component]
pub(super) fn StateMark(state: TransferState) -> impl IntoView {
    let words = use_words();
    let (status, glyph, phrase) = match state {
        TransferState::Running => ("in-progress", Glyph::InProgress, P::Running),
        TransferState::Paused => ("pending", Glyph::Pause, P::Paused),
        TransferState::Returning => ("in-progress", Glyph::Undo, P::Returning),
        TransferState::Completed => ("provisioned", Glyph::Provisioned, P::Completed),
        TransferState::CompletedWithErrors => ("failed", Glyph::Failed, P::CompletedWithErrors),
        TransferState::Cancelled => ("not-provisioned", Glyph::Close, P::Cancelled),
    };
    view! {
        <span class="status" data-status=status data-transfer=format!("{state:?}")>
            <Icon glyph />
            {words.say(phrase)}
        </span>
    }
}

/// What the state of a piece is called.
pub(super) fn piece_phrase(state: PieceState) -> P {
    match state {
        PieceState::Pending => P::Pending,
        PieceState::Copying => P::Copying,
        PieceState::Moved => P::Moved,
        PieceState::Skipped => P::Skipped,
        PieceState::Failed => P::Failed,
        PieceState::Reassigned => P::Reassigned,
        PieceState::TakenBack => P::TakenBack,
    }
}

/// The state of a piece.
#[component]
pub(super) fn PieceMark(state: PieceState) -> impl IntoView {
    let words = use_words();
    let (status, glyph) = match state {
        PieceState::Pending => ("requested", Glyph::Requested),
        PieceState::Copying => ("in-progress", Glyph::InProgress),
        PieceState::Moved => ("provisioned", Glyph::Provisioned),
        PieceState::Skipped => ("pending", Glyph::Stays),
        PieceState::Failed => ("failed", Glyph::Failed),
        PieceState::Reassigned => ("not-provisioned", Glyph::Changes),
        PieceState::TakenBack => ("not-provisioned", Glyph::Undo),
    };
    view! {
        <span class="status" data-status=status>
            <Icon glyph />
            {words.say(piece_phrase(state))}
        </span>
    }
}

/// Why a piece stays, waits or failed.
pub(super) fn cause(reason: &str) -> P {
    match reason {
        "owners_differ" => P::OwnersDiffer,
        "trashed" => P::Trashed,
        "elsewhere" => P::Elsewhere,
        "gone" => P::Gone,
        "not_chosen" => P::NotChosen,
        "destination_closed" => P::DestinationClosed,
        "no_room" => P::NoRoom,
        "changed" => P::ChangedMeanwhile,
        "store_away" => P::StoreAway,
        "store_full" => P::StoreFull,
        "store_refuses" => P::StoreRefuses,
        "bytes_missing" => P::BytesMissing,
        "bytes_damaged" => P::BytesDamaged,
        _ => P::StoreFailed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rehome_domain::content::piece::Hold;

    #[test]
    fn every_reason_of_the_rules_is_said_in_words() {
        let holds = [
            Hold::OwnersDiffer,
            Hold::Trashed,
            Hold::Elsewhere,
            Hold::NotChosen,
            Hold::Gone,
            Hold::DestinationClosed,
            Hold::NoRoom,
        ];
        for hold in holds {
            let word = serde_json::to_value(hold).unwrap_or_default();
            let word = word.as_str().unwrap_or_default();
            assert_ne!(cause(word), P::StoreFailed, "{word}");
        }
        assert_eq!(cause("anything else"), P::StoreFailed);
    }
}
