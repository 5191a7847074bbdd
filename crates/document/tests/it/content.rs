//! The sections of hub and satellite accounts, from a document to facts.

use rehome_document::{Options, read_text};
use rehome_domain::content::{ContentFacts, FaultKind, ItemKind, SignIn, Who, facts_of};
use rehome_domain::directory::Directory;

const WHOLE: &str = r#"
version: 1
organizations:
  folio: {kind: hub, seats: 40, storage_bytes: 500000000000, sign_in: sso}
  folio-tokyo: {kind: satellite, parent: folio, seats: 10, partners: [quill], billing_contact: hugo}
users:
  hugo: {home: folio, profile: administrator, given: Hugo, surname: Marchetti}
  ann: {home: folio-tokyo, profile: desk, delegations: [{to: ben, until: 2026-12-01}]}
  ben: {home: folio-tokyo, status: pending}
  oki: {home: folio-tokyo, profile: observer, status: disabled}
profiles:
  desk: {account: folio-tokyo, like: manager, rights: {files: {own: [read, create, edit], others: []}}}
folders:
  f-1: {account: folio-tokyo, name: Campaign, owner: ann, creator: ben, private: true, shared_with: [hugo]}
  f-2: {account: folio-tokyo, creator: ann, parent: f-1}
items:
  p-1: {kind: proof, account: folio-tokyo, owner: ann, creator: ben, folder: f-1, set: s-1, version: 1, bytes: 1048576, file: media/p-1.bin,
        reviewers: [{user: hugo, role: reviewer, decision: approved}, {guest: g-1}], comments: 3, custom_fields: {campaign: autumn, empty: null}, stages: [{name: one}, {name: two}],
        action_flags: [to do], tags: [autumn], deadline: 2026-12-01}
  p-2: {kind: proof, account: folio-tokyo, owner: ben, set: s-1, version: 2, trashed: true, locked: true, archived: true}
  m-1: {kind: file, account: folio, owner: hugo, bytes: 7}
views: {v-1: {account: folio-tokyo, owner: ann, shared: all_users}}
groups: {reviewers: {organization: folio-tokyo, owner: ann, private: true, members: [ben]}}
workflow_templates: {w-1: {account: folio-tokyo, owner: ann, name: Two rounds}}
dropzones: {d-1: {account: folio-tokyo, owner: ben, folder: f-1}}
guests: {g-1: {email: guest@elsewhere.example}}
"#;

fn directory(text: &str) -> Directory {
    read_text("accounts.yaml", text.as_bytes(), &Options::default())
        .unwrap_or_else(|faults| panic!("{faults}"))
}

fn facts(text: &str) -> ContentFacts {
    facts_of(&directory(text)).unwrap_or_else(|faults| panic!("{faults:?}"))
}

#[test]
fn a_document_gives_every_fact_of_accounts() {
    let facts = facts(WHOLE);
    let (hub, satellite) = (&facts.accounts["folio"], &facts.accounts["folio-tokyo"]);
    assert_eq!(
        (hub.seats, hub.storage_bytes),
        (Some(40), Some(500_000_000_000))
    );
    assert_eq!((hub.sign_in, satellite.sign_in), (Some(SignIn::Sso), None));
    assert_eq!(satellite.billing_contact, Some("hugo".into()));
    assert!(satellite.partners.contains("quill"));
    let counts = &facts.counts["folio-tokyo"];
    // Ben, who is pending, takes a seat and owns nothing anew; Oki, who is disabled, takes none.
    assert_eq!(
        (counts.seats, counts.owners, counts.bytes),
        (2, 1, 1_048_576)
    );
    assert!(!facts.counts["folio"].administrators["hugo"]);
    assert_eq!(facts.members["ben"].profile.as_str(), "manager");
    assert_eq!(facts.members["ann"].delegations.len(), 1);
    let desk = facts
        .profile_of(&"ann".into(), &"folio-tokyo".into())
        .unwrap();
    assert!(desk.may_own() && desk.custom.is_some());
    let folder = &facts.folders["f-1"];
    assert_eq!(
        (folder.owner.as_str(), folder.creator.as_str()),
        ("ann", "ben")
    );
    assert!(folder.private && folder.shared_with.contains("hugo"));
    // What lies in a private folder is private, and whose it is who made it where nothing is said.
    assert!(facts.folders["f-2"].private);
    assert_eq!(facts.folders["f-2"].owner.as_str(), "ann");
    let item = &facts.items["p-1"];
    assert_eq!(
        (item.kind, item.stages, item.action_flags),
        (ItemKind::Proof, 2, 1)
    );
    assert_eq!(item.custom_fields.len(), 1);
    assert_eq!(item.reviewers.len(), 2);
    assert!(item.reviewer(&Who::Guest("g-1".into())).is_some());
    let other = &facts.items["p-2"];
    assert!(other.trashed && other.locked && other.archived);
    assert_eq!(other.creator.as_str(), "ben");
    assert!(facts.groups["reviewers"].private);
    assert_eq!(
        (
            facts.views.len(),
            facts.templates.len(),
            facts.dropzones.len()
        ),
        (1, 1, 1)
    );
    assert!(facts.things_are_known);
}

#[test]
fn an_export_gives_the_same_facts() {
    let first = directory(WHOLE);
    let written = rehome_document::to_yaml(&first);
    assert_eq!(facts(&written), facts(WHOLE));
}

#[test]
fn other_trees_have_no_facts_of_accounts() {
    let text = "version: 1\norganizations: {top: {kind: enterprise}}\nusers: {dana: {home: top}}\n";
    let facts = facts(text);
    assert!(facts.accounts.is_empty() && facts.members.is_empty());
}

#[test]
fn every_fault_is_told_at_once_with_its_place() {
    let text = r#"
version: 1
organizations:
  folio: {kind: hub}
  folio-tokyo: {kind: satellite, parent: folio}
  aster: {kind: enterprise}
users:
  hugo: {home: folio, profile: desk}
  ann: {home: folio-tokyo}
  dana: {home: aster}
profiles:
  desk: {account: folio-tokyo, like: manager}
  lost: {account: aster, like: manager}
folders:
  a: {account: folio-tokyo, owner: ann, parent: b}
  b: {account: folio-tokyo, owner: ann, parent: a}
  c: {account: folio, owner: hugo, parent: a}
  closed: {account: folio-tokyo, owner: ann, private: true}
  open: {account: folio-tokyo, owner: ann, private: false, parent: closed}
items:
  one: {kind: proof, account: folio-tokyo, owner: ann, set: s, version: 1}
  two: {kind: proof, account: folio-tokyo, owner: ann, set: s, version: 1}
  three: {kind: proof, account: folio, owner: hugo, set: s, version: 2, folder: a}
  four: {kind: file, account: folio, owner: dana, reviewers: [{role: reviewer}]}
views: {v: {account: folio, owner: hugo, shared: everybody}}
"#;
    let faults = facts_of(&directory(text)).unwrap_err();
    let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
    for start in [
        "folders.a.parent lies below itself",
        "folders.b.parent lies below itself",
        "folders.c.parent: \"a\" belongs to another account",
        "folders.open.private lies in a private folder",
        "items.two.version: another version of the set has number 1",
        "items.three.set: versions of \"s\" are kept in several accounts",
        "items.three.folder: \"a\" belongs to another account",
        "items.four.owner: \"dana\" lives in no account",
        "profiles.lost.account: there is no \"aster\"",
        "users.hugo.profile: \"desk\" belongs to another account",
        "views.v.shared cannot be \"everybody\"",
    ] {
        let is_told = told.iter().any(|text| text.starts_with(start));
        assert!(is_told, "{start}: {told:#?}");
    }
    assert!(
        faults
            .iter()
            .any(|it| it.kind == FaultKind::VersionTwice(1))
    );
}
