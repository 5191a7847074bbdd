//! Tables of moves.

use rehome_document::moves::{MoveTable, MoveTableKind, read_text};
use rehome_document::{Code, Faults, Options, people_table};
use rehome_domain::user_move::Scope;
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
fn faults_of_cells_and_columns_are_told_by_the_name_of_the_column() {
    let found = |name: &str, text: &str| -> Vec<(u32, String)> {
        let faults = read_as(name, text).unwrap_err().faults;
        let told = faults.into_iter().map(|fault| (fault.line, fault.path));
        told.collect()
    };
    let text = "Username,Organization,E-mail,STATUS,Prevent User Move\nu,a,nowhere,gone,perhaps\n";
    let named = |names: &[&str]| -> Vec<(u32, String)> {
        names.iter().map(|name| (2, (*name).to_owned())).collect()
    };
    assert_eq!(
        found("people.csv", text),
        named(&["E-mail", "STATUS", "Prevent User Move"])
    );
    assert_eq!(
        found("people.csv", "user,organization,shoe size\nu,a,44\n"),
        [(1, "shoe size".to_owned())]
    );
    assert_eq!(
        found("m.yaml", "- {user: dana, to: a, date: soon, role: []}\n")
            .into_iter()
            .map(|(_, name)| name)
            .collect::<Vec<_>>(),
        ["date", "role"]
    );
}

#[test]
fn the_words_of_a_state_are_those_of_tables_and_of_documents() {
    use rehome_domain::people::UserStatus::{Active, Deleted, Disabled, Pending};
    let text = "user,status\na,Enabled\nb,active\nc,DISABLED\nd,Pending\ne,deleted\nf,\n";
    let found = read(text).unwrap().rows;
    let states: Vec<_> = found
        .iter()
        .map(|row| row.person.as_deref().unwrap().status)
        .collect();
    let wanted = [Active, Active, Disabled, Pending, Deleted].map(Some);
    assert_eq!((&states[..5], states[5]), (&wanted[..], None));
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

/// Where the rows of a table begin.
fn lines(text: &str) -> Vec<u32> {
    let table = read(text).unwrap_or_else(|faults| panic!("{faults}"));
    table.rows.iter().map(|row| row.line).collect()
}

#[test]
fn every_way_to_end_a_line_gives_each_row_a_line_of_its_own() {
    for end in ["\n", "\r\n", "\r"] {
        let text = ["username,to", "p,a", "", "q,a", "r,a", ""].join(end);
        assert_eq!(lines(&text), [2, 4, 5], "{end:?}");
    }
    assert_eq!(lines("username,to\rp,a\r\nq,a\n\rr,a\n\ns,a"), [2, 3, 5, 7]);
}

#[test]
fn what_parts_cells_is_read_from_the_first_line_alone() {
    let table = read("username;to;reason\rp;a;\"so, then\"\r").unwrap_err();
    assert_eq!(table.faults[0].code, Code::UnknownColumn, "{table}");
    assert_eq!(
        read("username;to\r\"p,q\";a\r").unwrap().rows[0].user,
        "p,q"
    );
}

#[test]
fn a_table_with_too_many_columns_is_refused_at_once() {
    let header = |columns: usize| {
        let names: Vec<String> = (0..columns).map(|n| format!("c{n}")).collect();
        format!("username,to,{}\n", names.join(","))
    };
    assert_eq!(codes(&header(499)), [Code::TooManyColumns]);
    assert!(!codes(&header(498)).contains(&Code::TooManyColumns));
    let begun = std::time::Instant::now();
    assert_eq!(codes(&header(80_000)), [Code::TooManyColumns]);
    let keys: Vec<String> = (0..600).map(|n| format!("{{\"k{n}\": 1}}")).collect();
    let list = format!("[{}]", keys.join(","));
    let faults = read_as("moves.json", &list).unwrap_err();
    assert_eq!(faults.faults[0].code, Code::TooManyColumns);
    assert!(begun.elapsed().as_secs() < 5, "{:?}", begun.elapsed());
}

#[test]
fn a_table_with_too_many_rows_or_cells_is_read_no_further() {
    let read = |text: &str| read_text("m.csv", text.as_bytes(), 1 << 28, &["badge".into()].into());
    let rows = |rows: usize| format!("username,to\n{}", "p,a\n".repeat(rows));
    assert_eq!(read(&rows(150_000)).unwrap().rows.len(), 150_000);
    let begun = std::time::Instant::now();
    let faults = read(&rows(4_000_000)).unwrap_err();
    let fault = &faults.faults[0];
    assert_eq!((fault.code, fault.line), (Code::TooManyRows, 150_002));
    let ragged = format!("username,to\n{}", "p\n".repeat(4_000_000));
    assert_eq!(read(&ragged).unwrap_err().total, 150_001);
    let header: String = (0..100).map(|n| format!(",c{n}")).collect();
    let wide = format!(
        "username,to{header}\n{}",
        format!("p,a{}\n", ",".repeat(100)).repeat(40_000)
    );
    assert_eq!(read(&wide).unwrap_err().faults[0].code, Code::TooManyValues);
    let list = format!("[{}{{}}]", "{\"user\":\"p\",\"to\":\"a\"},".repeat(150_000));
    let faults = read_text("m.json", list.as_bytes(), 1 << 28, &BTreeSet::new()).unwrap_err();
    assert_eq!(faults.faults[0].code, Code::TooManyRows);
    assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
}

#[test]
fn a_row_chooses_what_becomes_of_lines_and_devices() {
    let text = "user,to,Scope,Move desk phones,Device Pool,line_css\npaul,mill,User only,no,DP1,CSS1\nnora,mill,,,,\n";
    let table = read_text("a.csv", text.as_bytes(), 1 << 20, &BTreeSet::new()).unwrap();
    let phones = table.rows[0].phones.as_deref().unwrap();
    assert_eq!(phones.scope, Some(Scope::UserOnly));
    assert_eq!(phones.move_desk_phones, Some(false));
    assert_eq!(phones.device_pool.as_deref(), Some("DP1"));
    assert_eq!(phones.line_css.as_deref(), Some("CSS1"));
    assert_eq!(table.rows[1].phones, None);
    let bad = "user,to,scope\npaul,mill,everything\n";
    let faults = read_text("a.csv", bad.as_bytes(), 1 << 20, &BTreeSet::new()).unwrap_err();
    assert_eq!(faults.faults[0].code, Code::UnknownWord);
}
