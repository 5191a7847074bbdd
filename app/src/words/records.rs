//! What the screens about what was done say: moves, undo, audit.

use super::phrase::phrases;

phrases! {
    /// A fixed text of these screens.
    RecordPhrase of records;
    Moves: "Moves", "Umzüge", "الانتقالات";
    Audit: "Audit", "Protokoll", "سجل التدقيق";
}
