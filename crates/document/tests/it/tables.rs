//! Tables of organizations and people.

use rehome_document::{Code, Existing, Faults, Options, read_text};
use rehome_domain::directory::Directory;
use rehome_domain::organization::OrganizationKind;
use rehome_domain::people::UserStatus;

const STORED: &str = "version: 1
organizations:
  top: {kind: enterprise}
  a: {kind: suborganization, parent: top, hierarchy: {root: {ward: {}}}}
  b: {kind: suborganization, parent: top}
attributes: {shoe_size: {}}
users:
  dana: {home: a}
  twin-1: {home: a, username: twin}
  twin-2: {home: b, username: twin}
";

fn read(name: &str, text: &str, into: Option<&str>) -> Result<Directory, Faults> {
    let existing =
        Existing::of(&read_text("s.yaml", STORED.as_bytes(), &Options::default()).unwrap());
    let options = Options {
        into: into.map(Into::into),
        existing: Some(&existing),
        ..Options::default()
    };
    read_text(name, text.as_bytes(), &options)
}

fn good(name: &str, text: &str, into: Option<&str>) -> Directory {
    read(name, text, into).unwrap_or_else(|faults| panic!("{faults}"))
}

#[test]
fn organizations_come_in_under_the_given_one_with_the_kind_that_lies_there() {
    let directory = good(
        "o.csv",
        "Code,Name,Domains\r\nc,\"Clinic \"\"C\"\", Ltd\",c.example; c.test;c.example\r\n\r\n,,\r\n",
        Some("top"),
    );
    let clinic = &directory.organizations["c"];
    assert_eq!(clinic.kind, OrganizationKind::Suborganization);
    assert_eq!(clinic.parent.as_ref().unwrap().as_str(), "top");
    assert_eq!(&*clinic.name, "Clinic \"C\", Ltd");
    assert_eq!(
        clinic.extra["domains"],
        serde_json::json!({"c.example": {}, "c.test": {}})
    );
}

#[test]
fn the_kind_of_a_row_follows_from_the_rows_above_it() {
    let text = "code,kind,parent\np,provider,\nr,reseller,p\nc,,r\ns,,c\n";
    let directory = good("o.csv", text, None);
    assert_eq!(
        directory.organizations["c"].kind,
        OrganizationKind::Customer
    );
    assert_eq!(directory.organizations["s"].kind, OrganizationKind::Site);
    let circle = read("o.csv", "code,parent\nx,y\ny,x\n", None).unwrap_err();
    assert!(
        circle
            .faults
            .iter()
            .any(|fault| fault.code == Code::KindNotKnown),
        "{circle}"
    );
}

#[test]
fn people_are_read_with_headers_however_these_are_written() {
    let text = "\u{feff}User Name;ORGANISATION;E-Mail;Other e-mails;First Name;Last name;Prevent User Move;Status;Position;Shoe Size;Mapping ID\n\
                Дана.О; A ;dana@a.example;\"d@b; dana@a.example\";Дана;О;Yes;Enabled;ward;44;M17\n\
                eva;b;;;;;no;DISABLED;;;\n";
    let directory = good("p.csv", text, None);
    let dana = &directory.users["Дана.О"];
    assert_eq!((dana.home.as_str(), &*dana.name), ("a", "Дана О"));
    assert!(dana.locked);
    assert_eq!(dana.position.as_ref().unwrap().as_str(), "ward");
    assert!(dana.addresses["dana@a.example"].primary && !dana.addresses["d@b"].primary);
    assert_eq!(dana.addresses.len(), 2);
    assert_eq!(dana.attributes["shoe_size"], "44");
    assert_eq!(dana.mapping_id.as_deref(), Some("M17"));
    assert_eq!(directory.users["eva"].status, UserStatus::Disabled);
}

#[test]
fn people_without_an_organization_go_into_the_given_one() {
    let directory = good("p.csv", "username,organization\nnew,\nanew,A\n", Some("b"));
    assert_eq!(directory.users["anew"].home.as_str(), "a");
    assert_eq!(directory.users["new"].home.as_str(), "b");
    let fault = read("p.csv", "username\nnew\n", None)
        .unwrap_err()
        .faults
        .remove(0);
    assert_eq!((fault.code, fault.line), (Code::MissingKey, 2));
}

#[test]
fn a_dependent_comes_to_the_sponsor() {
    let directory = good(
        "p.csv",
        "username,sponsor\nkid,Dana\nbaby,new\nnew,\n",
        Some("b"),
    );
    assert_eq!(directory.users["kid"].home.as_str(), "a");
    assert_eq!(
        directory.users["kid"].sponsor.as_ref().unwrap().as_str(),
        "dana"
    );
    assert_eq!(directory.users["baby"].home.as_str(), "b");
    assert_eq!(
        read("p.csv", "username,sponsor\nkid,nobody\n", Some("b"))
            .unwrap_err()
            .faults[0]
            .code,
        Code::UnknownReference
    );
}

#[test]
fn a_username_means_the_stored_user_of_that_home() {
    let text = "username,organization,title\nTWIN,b,Nurse\n";
    let faults = read("p.csv", text, None).unwrap_err().faults;
    assert_eq!(
        (faults[0].code, faults[0].path.as_str()),
        (Code::DuplicateKey, "users.twin-2")
    );
    assert_eq!(faults.len(), 1);
}

#[test]
fn all_rows_with_the_same_username_fail() {
    let faults = read("p.csv", "username,organization\nu,a\nv,a\n U ,b\n", None).unwrap_err();
    let found: Vec<(Code, u32)> = faults
        .faults
        .iter()
        .map(|fault| (fault.code, fault.line))
        .collect();
    assert_eq!(found, [(Code::UsernameTwice, 2), (Code::UsernameTwice, 4)]);
}

#[test]
fn faults_in_tables_name_the_line_and_the_cell() {
    let text =
        "username,organization,email,status,locked\n\nu,nowhere,u-at-x,gone,maybe\n\"v\",a\n";
    let faults = read("p.csv", text, None).unwrap_err();
    let found: Vec<(Code, u32, u32)> = faults
        .faults
        .iter()
        .map(|fault| (fault.code, fault.line, fault.column))
        .collect();
    assert_eq!(
        found,
        [
            (Code::UnknownReference, 3, 2),
            (Code::BadAddress, 3, 3),
            (Code::UnknownWord, 3, 4),
            (Code::UnknownWord, 3, 5),
            (Code::RaggedRow, 4, 3),
        ],
        "{faults}"
    );
}

#[test]
fn a_quotation_mark_that_is_not_closed_is_refused_where_it_begins() {
    let fault = read(
        "p.csv",
        "username,organization\nu,a\nv,\"a\nw,a\nx,b\n",
        None,
    )
    .unwrap_err()
    .faults
    .remove(0);
    assert_eq!(
        (fault.code, fault.line, fault.column),
        (Code::ControlCharacter, 3, 2)
    );
}

#[test]
fn a_cell_that_is_far_too_long_is_told_with_its_place_and_the_other_rows_are_judged() {
    let text = |long: &str| {
        format!("username,home,name\nana,a,Ana\nbea,a,\"{long}\"\nbo,nowhere,Bo\n\"{long}\",a,Ed\n")
    };
    let longest = "ä".repeat(4_096);
    let told = read("p.csv", &text(&"ä".repeat(4_097)), None).unwrap_err();
    let places: Vec<(u32, u32, Code)> = told
        .faults
        .iter()
        .map(|fault| (fault.line, fault.column, fault.code))
        .collect();
    assert_eq!(
        places,
        [
            (3, 3, Code::OutOfRange),
            (4, 2, Code::UnknownReference),
            (5, 1, Code::OutOfRange)
        ]
    );
    assert!(told.to_string().len() < 1_000, "the cell is not repeated");
    // What is legal of a cell may still be too long for a name.
    let told = read("p.csv", &text(&longest), None).unwrap_err();
    assert!(
        told.faults
            .iter()
            .all(|fault| !fault.message.contains("quotation"))
    );
    let header = format!("username,home,{}\nana,a,x\n", "h".repeat(5_000));
    let told = read("p.csv", &header, None).unwrap_err();
    assert_eq!(
        (
            told.faults[0].line,
            told.faults[0].column,
            told.faults[0].code
        ),
        (1, 3, Code::OutOfRange)
    );
}
