//! What a row of a table of moves says of lines and devices at sites with telephony.

use crate::fault::{Code, Log};
use crate::tables::cells::{Row, Table};
use crate::tables::columns::Column;
use rehome_domain::text;
use rehome_domain::user_move::Scope;

/// The choices of a row; a blank cell chooses nothing, so that the defaults of the site hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PhoneCells {
    /// With services, or the user alone.
    pub scope: Option<Scope>,
    /// Whether desk phones move along.
    pub move_desk_phones: Option<bool>,
    /// The device pool.
    pub device_pool: Option<String>,
    /// The calling search space of the lines.
    pub line_css: Option<String>,
}

/// The choices of a row; none where it chooses nothing.
pub(super) fn read(table: &Table, row: &Row, log: &mut Log) -> Option<Box<PhoneCells>> {
    let cells = PhoneCells {
        scope: scope(table, row, log),
        move_desk_phones: table.yes_or_no(row, Column::MoveDeskPhones, log),
        device_pool: table.cell(row, Column::DevicePool),
        line_css: table.cell(row, Column::LineCss),
    };
    (cells != PhoneCells::default()).then(|| Box::new(cells))
}

fn scope(table: &Table, row: &Row, log: &mut Log) -> Option<Scope> {
    let cell = table.cell(row, Column::Scope)?;
    let word = text::folded(&cell).replace([' ', '-'], "_");
    match word.as_str() {
        "with_services" => Some(Scope::WithServices),
        "user_only" => Some(Scope::UserOnly),
        _ => {
            let message = format!("{cell:?} is neither with_services nor user_only");
            table.fault(row, Column::Scope, (Code::UnknownWord, message), log);
            None
        }
    }
}
