//! Cells of tables for people: what a spreadsheet would take for a formula gets an apostrophe, which says that it is text.
//!
//! Whoever writes a table for people guards its cells, whoever reads one takes the guard away, so that a table that was
//! written reads as what it was written from.

use std::borrow::Cow;

/// What a spreadsheet begins to reckon at.
const BEGINS_A_FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A cell that no spreadsheet reckons with.
pub fn guarded(cell: &str) -> Cow<'_, str> {
    let is_guarded_already = cell.strip_prefix('\'').is_some_and(needs_a_guard);
    if begins_a_formula(cell) || is_guarded_already {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// A cell as it was before it was guarded.
pub fn unguarded(cell: &str) -> &str {
    let inner = cell.strip_prefix('\'');
    inner.filter(|inner| needs_a_guard(inner)).unwrap_or(cell)
}

/// Whether [`guarded`] puts an apostrophe before a text.
fn needs_a_guard(cell: &str) -> bool {
    begins_a_formula(cell.trim_start_matches('\''))
}

fn begins_a_formula(cell: &str) -> bool {
    cell.starts_with(BEGINS_A_FORMULA)
}

/// A cell as CSV, guarded.
pub fn csv(cell: &str) -> String {
    let cell = guarded(cell);
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_reckon_with_is_guarded_and_reads_as_it_was() {
        for cell in [
            "=1+1",
            "+44 20 7946",
            "-5",
            "@me",
            "'=1",
            "''=1",
            "'''=1",
            "'",
            "'=",
            "plain",
            "'quoted",
            "",
            "O'Brien",
        ] {
            let written = guarded(cell);
            assert_eq!(unguarded(&written), cell);
            assert!(!written.starts_with(BEGINS_A_FORMULA), "{written}");
        }
        assert_eq!(guarded("=1+1"), "'=1+1");
        assert_eq!(guarded("plain"), "plain");
    }

    #[test]
    fn a_cell_is_quoted_where_it_takes_quotes() {
        assert_eq!(csv("Whitfield, \"D\""), "\"Whitfield, \"\"D\"\"\"");
        assert_eq!(csv("=1"), "'=1");
    }
}
