//! Tables of moves.

use rehome_document::moves::{MoveTable, MoveTableKind, read_text};
use rehome_document::{Code, Faults, Options, people_table};
use std::collections::BTreeSet;

fn read(text: &str) -> Result<MoveTable, Faults> {
    read_as("moves.csv", text)
}

fn read_as(name: &str, text: &str) -> Result<MoveTable, Faults> {
    read_text(name, text.as_bytes(), 1 << 20, &["badge".into()].into())
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
    let said = people.rows[0].person.as_deref().unwrap();
    assert_eq!(said.lock, Some(true));
    assert_eq!(
        said.attributes,
        [("badge".into(), Some("7".to_owned()))].into()
    );
    let blank = people.rows[1].person.as_deref().unwrap();
    assert_eq!(
        (blank.lock, blank.attributes["badge"].as_ref()),
        (None, None)
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
    assert_eq!(codes("user\nu\n"), [Code::MissingColumn]);
    assert_eq!(
        codes("user,organization,badge,bage\nu,a,1,2\n"),
        [Code::UnknownColumn]
    );
    assert_eq!(codes("user,prevent user move\nu,yes\n"), []);
    assert_eq!(codes("user,sponsor\nu,v\n"), []);
    assert_eq!(codes("user,mapping id\nu,!\n"), [Code::BadMappingId]);
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
        read_text("m.csv", b"user,to\nu,a\n", 5, &BTreeSet::new())
            .unwrap_err()
            .faults[0]
            .code,
        Code::TooLarge
    );
}

#[test]
fn organizations_are_named_however_their_codes_are_written() {
    let table = read("user,from,to\nu, Harbour ,RIVERSIDE\n").unwrap();
    let row = &table.rows[0];
    assert_eq!(
        (row.source.as_deref(), row.destination.as_deref()),
        (Some("harbour"), Some("riverside"))
    );
    assert_eq!(
        row.cells[2], "RIVERSIDE",
        "as written, for the file of results"
    );
}

#[test]
fn a_list_of_yaml_or_json_means_what_a_table_means() {
    let yaml = "- {user: dana, from: harbour, to: riverside, date: 2026-03-01, move_files: true}\n- user: 17\n  to: lakeside\n";
    let table = read_as("moves.yaml", yaml).unwrap();
    assert_eq!(table.kind, MoveTableKind::Moves);
    assert_eq!(table.headers, ["user", "from", "to", "date", "move_files"]);
    let (dana, other) = (&table.rows[0], &table.rows[1]);
    assert_eq!((dana.line, dana.user.as_str()), (1, "dana"));
    assert_eq!(dana.date.unwrap().to_string(), "2026-03-01");
    assert_eq!(
        (dana.move_files, dana.source.as_deref()),
        (Some(true), Some("harbour"))
    );
    assert_eq!((other.line, other.user.as_str()), (2, "17"));
    assert_eq!(
        (other.source.as_deref(), other.destination.as_deref()),
        (None, Some("lakeside"))
    );
    let json = r#"[{"user": "dana", "to": "riverside"}, {"user": "ben", "to": "riverside"}]"#;
    let table = read_as("moves.json", json).unwrap();
    let begins: Vec<(u32, u32)> = table
        .rows
        .iter()
        .map(|row| (row.line, row.column))
        .collect();
    assert_eq!(begins, [(1, 2), (1, 39)], "rows of one line differ");
    let people = read_as(
        "people.yaml",
        "- {username: dana, prevent_user_move: true}\n",
    )
    .unwrap();
    assert_eq!(people.kind, MoveTableKind::People);
}

#[test]
fn the_faults_of_a_list_are_told_where_they_stand() {
    let found = |name: &str, text: &str| -> Vec<(Code, u32, u32)> {
        let faults = read_as(name, text).unwrap_err().faults;
        faults
            .iter()
            .map(|fault| (fault.code, fault.line, fault.column))
            .collect()
    };
    assert_eq!(found("m.yaml", "user: dana\n"), [(Code::WrongType, 1, 1)]);
    assert_eq!(
        found("m.yaml", "- {user: dana, to: a, role: []}\n- dana\n"),
        [(Code::WrongType, 1, 29), (Code::WrongType, 2, 3)]
    );
    assert_eq!(
        found("m.yaml", "- {user: dana, tu: a}\n"),
        [(Code::UnknownColumn, 1, 16)]
    );
    assert_eq!(found("m.json", "[]"), [(Code::Empty, 1, 1)]);
    assert_eq!(
        found(
            "m.yaml",
            "- {user: dana, to: a}\n- {user: ben, to: b, date: soon}\n"
        ),
        [(Code::BadDate, 2, 28)]
    );
}

#[test]
fn people_written_as_a_table_are_read_as_they_are() {
    let text = "version: 1\norganizations:\n  a: {kind: suborganization, parent: e}\n  b: {kind: suborganization, parent: e}\n  e: {kind: enterprise}\nattributes: {badge: {at: null, kind: text}}\nusers:\n  u: {home: a, given: Ann, surname: \"O'Hara, jr\", locked: true, mapping_id: M17, attributes: {badge: 7, phone: \"1\\n2\"}}\n  twin-a: {home: a, username: twin}\n  twin-b: {home: b, username: Twin}\n  gone: {home: a, status: deleted}\n";
    let directory =
        rehome_document::read_text("d.yaml", text.as_bytes(), &Options::default()).unwrap();
    let written = people_table(&directory, None);
    assert_eq!(written.left_out, ["phone".into()], "a cell has one line");
    let table = read(&written.csv).unwrap();
    let users: Vec<&str> = table.rows.iter().map(|row| row.user.as_str()).collect();
    assert_eq!(users, ["twin-a", "twin-b", "u"], "{}", written.csv);
    let ann = &table.rows[2];
    assert_eq!(ann.destination.as_deref(), Some("a"));
    let said = ann.person.as_deref().unwrap();
    assert_eq!(said.lock, Some(true));
    assert_eq!(said.surname, Some(Some("O'Hara, jr".to_owned())));
    assert_eq!(
        said.attributes,
        [("badge".into(), Some("7".to_owned()))].into()
    );
    assert_eq!(people_table(&directory, Some(&"b".into())).rows, 1);
}
