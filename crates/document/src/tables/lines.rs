//! Lines of a table as CSV.

/// Lines of a table, as CSV; the cells are written as they are.
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
    fn lines_are_quoted_where_it_takes_quotes() {
        let rows: [&[&str]; 2] = [&["Username", "Name"], &["dana", "Whitfield, \"D\""]];
        assert_eq!(
            lines(rows),
            "Username,Name\ndana,\"Whitfield, \"\"D\"\"\"\n"
        );
    }
}
