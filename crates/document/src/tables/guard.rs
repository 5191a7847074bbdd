//! Cells that a spreadsheet would take for a formula: an apostrophe before them says that they are text.
//!
//! Whoever writes a table for people sets it, whoever reads one takes it away, so that a table that was written reads
//! as what it was written from.

use std::borrow::Cow;

/// What a spreadsheet begins to reckon at.
const BEGINS_A_FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A cell that no spreadsheet reckons with.
pub fn guarded(cell: &str) -> Cow<'_, str> {
    let is_guarded_already = cell.strip_prefix('\'').is_some_and(begins_a_formula);
    if begins_a_formula(cell) || is_guarded_already {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// A cell as it was before it was guarded.
pub(crate) fn unguarded(cell: &str) -> &str {
    let inner = cell.strip_prefix('\'');
    let is_guarded = |inner: &&str| begins_a_formula(inner.strip_prefix('\'').unwrap_or(inner));
    inner.filter(is_guarded).unwrap_or(cell)
}

fn begins_a_formula(cell: &str) -> bool {
    cell.starts_with(BEGINS_A_FORMULA)
}

/// Lines of a table, as CSV.
pub fn lines<'r, C: AsRef<str> + 'r>(rows: impl IntoIterator<Item = &'r [C]>) -> String {
    let mut lines = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer(Vec::new());
    for row in rows {
        // Writing into memory does not fail.
        let _ = lines.write_record(row.iter().map(AsRef::as_ref));
    }
    let bytes = lines.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
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
    fn lines_are_quoted_where_it_takes_quotes() {
        let rows: [&[&str]; 2] = [&["Username", "Name"], &["dana", "Whitfield, \"D\""]];
        assert_eq!(
            lines(rows),
            "Username,Name\ndana,\"Whitfield, \"\"D\"\"\"\n"
        );
    }
}
