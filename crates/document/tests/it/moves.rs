//! Tables of moves.

use rehome_document::moves::{MoveTable, MoveTableKind, read_text};
use rehome_document::{Code, Faults};

fn read(text: &str) -> Result<MoveTable, Faults> {
    read_text("moves.csv", text.as_bytes(), 1 << 20)
}

fn codes(text: &str) -> Vec<Code> {
    read(text)
        .err()
        .map(|faults| faults.faults.iter().map(|fault| fault.code).collect())
        .unwrap_or_default()
}

#[test]
fn a_row_is_read_with_all_its_columns() {
    let text = "Date,Username,from,to,role,profile,New Owner,Move proofs,move_files,Folder name\n\
                2026-03-01, dana ,harbour,riverside,user,manager,hugo,yes,No,\"Dana, old\"\n";
    let table = read(text).unwrap();
    assert_eq!(table.kind, MoveTableKind::Moves);
    let row = &table.rows[0];
    assert_eq!((row.line, row.user.as_str()), (2, "dana"));
    assert_eq!(
        (row.source.as_deref(), row.destination.as_deref()),
        (Some("harbour"), Some("riverside"))
    );
    assert_eq!(row.date.unwrap().to_string(), "2026-03-01");
    assert_eq!(
        (
            row.role.as_deref(),
            row.profile.as_deref(),
            row.new_owner.as_deref()
        ),
        (Some("user"), Some("manager"), Some("hugo"))
    );
    assert_eq!((row.move_proofs, row.move_files), (Some(true), Some(false)));
    assert_eq!(row.folder_name.as_deref(), Some("Dana, old"));
    assert_eq!(row.cells[1], " dana ");
}

#[test]
fn the_same_user_may_come_again_in_a_table_of_moves_but_not_of_people() {
    let moves = read("user,destination\nu,a\nU,b\n").unwrap();
    assert!(moves.rows.iter().all(|row| !row.user_is_twice));
    let people =
        read("Username,Organization,Prevent User Move,Badge\nu,a,Yes,7\nv,,,\nU,b,,\n").unwrap();
    assert_eq!(people.kind, MoveTableKind::People);
    let twice: Vec<bool> = people.rows.iter().map(|row| row.user_is_twice).collect();
    assert_eq!(twice, [true, false, true]);
    assert_eq!(people.rows[0].lock, Some(true));
    assert_eq!(
        people.rows[0].attributes,
        [("Badge".to_owned(), "7".to_owned())]
    );
    assert_eq!(people.rows[1].destination, None);
}

#[test]
fn a_table_of_moves_with_faults_is_refused_with_all_of_them() {
    let faults = read("user,to,date,move files\nu,,2026-02-30,perhaps\n,b,,\n").unwrap_err();
    let found: Vec<(Code, u32, u32)> = faults
        .faults
        .iter()
        .map(|fault| (fault.code, fault.line, fault.column))
        .collect();
    assert_eq!(
        found,
        [
            (Code::EmptyCell, 2, 2),
            (Code::BadDate, 2, 3),
            (Code::UnknownWord, 2, 4),
            (Code::EmptyCell, 3, 1)
        ]
    );
}

#[test]
fn columns_that_are_missing_or_mean_nothing_are_refused() {
    assert_eq!(codes("user,source\nu,a\n"), [Code::MissingColumn]);
    assert_eq!(codes("to\na\n"), [Code::MissingColumn]);
    assert_eq!(codes("user,to,profle\nu,a,b\n"), [Code::UnknownColumn]);
    assert_eq!(codes("user,to,organization\nu,a,b\n"), [Code::ColumnTwice]);
    assert_eq!(
        codes("user,organization,sponsor\nu,a,\n"),
        [Code::SponsorAndOrganization]
    );
    assert_eq!(codes(""), [Code::Empty]);
    assert_eq!(codes("user,to\nu,a\n"), []);
}

#[test]
fn lines_are_counted_past_blank_lines_and_quoted_ones() {
    let table = read("user,to\r\n\r\nu,\"a\"\r\n\r\n\r\n\"v\",b").unwrap();
    assert_eq!(
        table.rows.iter().map(|row| row.line).collect::<Vec<_>>(),
        [3, 6]
    );
}

#[test]
fn a_table_larger_than_accepted_is_refused() {
    assert_eq!(
        read_text("m.csv", b"user,to\nu,a\n", 5).unwrap_err().faults[0].code,
        Code::TooLarge
    );
}
