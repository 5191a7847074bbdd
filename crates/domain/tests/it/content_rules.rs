//! Every rule of hub and satellite accounts has a case in which it speaks and one in which it is silent.

use rehome_domain::content::piece::PieceId;
use rehome_domain::content::transfer::{NewFolder, OrderedPiece, TransferOrder};
use rehome_domain::content::{Dropzone, OwnedGroup, ProfileKind, SavedView, Sharing, SignIn};
use rehome_domain::hosting::Delegation;
use rehome_domain::people::UserStatus;
use rehome_domain::user_move::rules::{RULES, content};
use rehome_domain::user_move::snapshot::{Taken, TakenName};
use rehome_domain::user_move::{MoveRequest, PersonOptions, Snapshot, plan};
use rehome_testkit::content::{ann, moving};
use rehome_testkit::{Cast, NOW, act, codes};
use std::collections::BTreeSet;

/// One request by Bea, who administers the hub's billing, or by somebody else.
struct Move {
    cast: Cast,
    actor: &'static str,
    request: MoveRequest,
    snapshot: fn(&mut Snapshot),
}

impl Move {
    fn asking(mut self, change: impl FnOnce(&mut PersonOptions)) -> Self {
        change(&mut self.request.options);
        self
    }

    fn knowing(self, change: impl FnOnce(Cast) -> Cast) -> Self {
        Self {
            cast: change(self.cast),
            ..self
        }
    }

    fn seeing(self, snapshot: fn(&mut Snapshot)) -> Self {
        Self { snapshot, ..self }
    }

    fn by(self, actor: &'static str) -> Self {
        Self { actor, ..self }
    }

    fn codes(&self) -> Vec<&'static str> {
        let mut snapshot = self.cast.snapshot();
        (self.snapshot)(&mut snapshot);
        let plan = plan(&snapshot, &self.request, &act(self.actor), NOW).unwrap();
        codes(plan.findings())
    }
}

/// Ann, who owns a proof and a file, moves from Tokyo to Lisbon.
fn anns() -> Move {
    Move {
        cast: Cast::accounts().proof("p", "ann").file("f", "ann"),
        actor: "bea",
        request: ann(),
        snapshot: |_| {},
    }
}

fn of(request: MoveRequest) -> Move {
    Move { request, ..anns() }
}

/// Somebody of the hub moves to Lisbon, and Milo takes over.
fn from_hub(subject: &str) -> Move {
    of(moving(subject, "folio-lisbon", "manager")).asking(|it| it.new_owner = Some("milo".into()))
}

type Row = (&'static str, Move, Move);

fn about_people() -> Vec<Row> {
    let taken = |it: &mut Snapshot| {
        it.taken.push(Taken {
            organization: "folio-lisbon".into(),
            user: "ann".into(),
            name: TakenName::Username,
        });
    };
    vec![
        ("name-taken", anns().seeing(taken), anns()),
        (
            "profile-missing",
            anns().asking(|it| it.profile = None),
            anns(),
        ),
        (
            "profile-not-offered",
            anns()
                .knowing(|cast| cast.custom_profile("desk", "folio-tokyo", ProfileKind::Manager))
                .asking(|it| it.profile = Some("desk".into())),
            anns()
                .knowing(|cast| cast.custom_profile("desk", "folio-lisbon", ProfileKind::Manager))
                .asking(|it| it.profile = Some("desk".into())),
        ),
        (
            "profile-beyond-actor",
            anns()
                .by("hugo")
                .asking(|it| it.profile = Some("billing_administrator".into())),
            anns().asking(|it| it.profile = Some("billing_administrator".into())),
        ),
        (
            "transfer-running",
            anns().knowing(|cast| under_way(cast, "ann", "cal")),
            anns().knowing(|cast| under_way(cast, "oki", "cal")),
        ),
        (
            "takes-over-from-others",
            anns().knowing(|cast| under_way(cast, "oki", "ann")),
            anns().knowing(|cast| under_way(cast, "oki", "ben")),
        ),
        (
            "last-billing-administrator",
            from_hub("bruno")
                .knowing(|cast| cast.profile("bea", "administrator"))
                .by("bruno"),
            from_hub("bruno").by("bruno"),
        ),
        (
            "role-revoked",
            anns().knowing(|cast| cast.grant("ann", "api_user@folio-tokyo")),
            anns().knowing(|cast| cast.grant("ann", "user@folio-tokyo")),
        ),
        (
            "last-administrator",
            of(moving("lia", "folio-tokyo", "manager")).asking(|it| it.new_owner = None),
            of(moving("tara", "folio-lisbon", "manager")),
        ),
        (
            "own-account",
            from_hub("bruno").by("bruno"),
            from_hub("hugo"),
        ),
        (
            "own-items-view-only",
            anns().asking(|it| it.profile = Some("observer".into())),
            anns().asking(|it| it.profile = Some("supervisor".into())),
        ),
        (
            "delegation-removed",
            anns().knowing(|cast| stands_in(cast, "ann", "ben")),
            anns().knowing(|cast| stands_in(cast, "cal", "ben")),
        ),
    ]
}

fn stands_in(cast: Cast, of: &str, to: &str) -> Cast {
    let delegation = Delegation {
        to: to.into(),
        until: None,
        kind: None,
    };
    cast.knowing_content(|it| {
        it.members
            .get_mut(of)
            .unwrap()
            .delegations
            .insert(delegation);
    })
}

fn under_way(cast: Cast, subject: &str, new_owner: &str) -> Cast {
    let order = TransferOrder {
        subject: subject.into(),
        source: "folio".into(),
        destination: "folio-tokyo".into(),
        new_owner: Some(new_owner.into()),
        folder: NewFolder {
            id: "under-way".into(),
            name: "Under way".into(),
            private: true,
        },
        pieces: vec![OrderedPiece {
            piece: PieceId::Item("x".into()),
            items: vec!["x".into()],
            bytes: 1,
        }],
    };
    cast.knowing_content(|it| assert!(it.begin(&order)))
}

fn about_owners() -> Vec<Row> {
    vec![
        (
            "new-owner-missing",
            anns().asking(|it| it.new_owner = None),
            anns(),
        ),
        (
            "nobody-to-take-over",
            of(moving("lia", "folio", "manager"))
                .asking(|it| it.new_owner = None)
                .knowing(|cast| cast.folder("hers", "lia", "lia")),
            of(moving("lia", "folio", "manager"))
                .asking(|it| it.new_owner = None)
                .knowing(|cast| cast.proof("hers", "lia")),
        ),
        (
            "new-owner-not-eligible",
            anns().asking(|it| it.new_owner = Some("oki".into())),
            anns().asking(|it| it.new_owner = Some("cal".into())),
        ),
        (
            "folder-name-illegal",
            anns().asking(|it| it.folder_name = Some(" \u{7} ".into())),
            anns().asking(|it| {
                it.folder_name = Some(String::new());
                (it.move_proofs, it.move_files) = (Some(false), Some(false));
            }),
        ),
        (
            "billing-contact",
            anns().knowing(|cast| {
                cast.account("folio-tokyo", |it| it.billing_contact = Some("ann".into()))
            }),
            anns().knowing(|cast| {
                cast.account("folio-tokyo", |it| it.billing_contact = Some("ben".into()))
            }),
        ),
        (
            "dropzone-owned",
            anns().knowing(|cast| dropzone(cast, "ann")),
            anns().knowing(|cast| dropzone(cast, "ben")),
        ),
    ]
}

fn dropzone(cast: Cast, owner: &str) -> Cast {
    cast.knowing_content(|it| {
        let zone = Dropzone {
            account: "folio-tokyo".into(),
            owner: owner.into(),
            folder: None,
        };
        it.dropzones.insert("zone".into(), zone);
    })
}

fn about_accounts() -> Vec<Row> {
    let seats = |seats| move |cast: Cast| cast.account("folio-lisbon", |it| it.seats = Some(seats));
    let room =
        |bytes| move |cast: Cast| cast.account("folio-lisbon", |it| it.storage_bytes = Some(bytes));
    let sso = |code: &'static str| {
        move |cast: Cast| cast.account(code, |it| it.sign_in = Some(SignIn::SsoRequired))
    };
    vec![
        (
            "no-seat",
            anns().knowing(seats(1)),
            anns().knowing(seats(2)),
        ),
        (
            "account-storage-full",
            anns().knowing(room(109)),
            anns().knowing(room(110)),
        ),
        (
            "sign-in-changes",
            anns().knowing(sso("folio-lisbon")),
            anns().knowing(sso("folio")),
        ),
    ]
}

fn about_things() -> Vec<Row> {
    let view = |shared| {
        move |cast: Cast| {
            cast.knowing_content(|it| {
                let view = SavedView {
                    account: "folio-tokyo".into(),
                    owner: "ann".into(),
                    shared,
                };
                it.views.insert("view".into(), view);
            })
        }
    };
    let group = |owner: &'static str| {
        move |cast: Cast| {
            cast.knowing_content(|it| {
                let group = OwnedGroup {
                    account: "folio-tokyo".into(),
                    owner: owner.into(),
                    private: true,
                };
                it.groups.insert("group".into(), group);
            })
        }
    };
    let marked = |cast: Cast, id: &str| {
        cast.item(id, |it| {
            it.custom_fields.insert("campaign".into());
            it.tags.insert("autumn".into());
            it.action_flags = 2;
            it.stages = 3;
        })
    };
    let only_files = |it: &mut PersonOptions| it.move_proofs = Some(false);
    vec![
        (
            "version-sets-stay",
            anns().knowing(|cast| cast.set("s", &["ann", "ben"])),
            anns().knowing(|cast| cast.set("s", &["ann", "ann"])),
        ),
        (
            "custom-values-lost",
            anns().knowing(|cast| marked(cast, "p")),
            anns().knowing(|cast| marked(cast, "p")).asking(only_files),
        ),
        (
            "action-flags-become-text",
            anns().knowing(|cast| marked(cast, "p")),
            anns().knowing(|cast| marked(cast, "p")).asking(only_files),
        ),
        (
            "tags-made-anew",
            anns().knowing(|cast| marked(cast, "p")),
            anns().knowing(|cast| marked(cast, "p")).asking(only_files),
        ),
        (
            "templates-stay",
            anns().knowing(|cast| marked(cast, "p")),
            anns().knowing(|cast| marked(cast, "p")).asking(only_files),
        ),
        (
            "views-left-behind",
            anns().knowing(view(Sharing::OnlyMe)),
            anns().knowing(view(Sharing::AllUsers)),
        ),
        (
            "groups-handed-over",
            anns().knowing(group("ann")),
            anns().knowing(group("ben")),
        ),
        (
            "sight-lost",
            anns(),
            anns().asking(|it| (it.move_proofs, it.move_files) = (Some(false), Some(false))),
        ),
        (
            "folder-public",
            anns().asking(|it| it.folder_private = Some(false)),
            anns(),
        ),
        (
            "items-move",
            anns(),
            anns().asking(|it| (it.move_proofs, it.move_files) = (Some(false), Some(false))),
        ),
        (
            "items-handed-over",
            anns().knowing(|cast| cast.folder("mine", "cal", "ann")),
            anns(),
        ),
        (
            "folder-renamed",
            anns().knowing(|cast| cast.folder("ANN okada", "lia", "lia")),
            anns().knowing(|cast| {
                cast.folder("ANN okada", "lia", "lia")
                    .folder_at("ANN okada", |it| it.private = true)
            }),
        ),
        (
            "leftover-access",
            anns().knowing(|cast| cast.folder("made", "ann", "ben")),
            anns().knowing(|cast| cast.folder("owned", "ben", "ann")),
        ),
    ]
}

fn rows() -> Vec<Row> {
    [
        about_people(),
        about_owners(),
        about_accounts(),
        about_things(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[test]
fn every_rule_speaks_in_its_case_and_is_silent_in_the_other() {
    for (code, speaks, silent) in rows() {
        let (speaks, silent) = (speaks.codes(), silent.codes());
        assert!(speaks.contains(&code), "{code} is missing: {speaks:?}");
        assert!(!silent.contains(&code), "{code} is not silent: {silent:?}");
    }
}

#[test]
fn every_rule_of_the_table_has_its_cases_and_findings_stand_in_its_order() {
    let covered: BTreeSet<&str> = rows().iter().map(|row| row.0).collect();
    let order: Vec<&str> = RULES
        .iter()
        .chain(content::RULES)
        .flat_map(|rule| rule.codes)
        .copied()
        .collect();
    let ruled: BTreeSet<&str> = content::RULES
        .iter()
        .flat_map(|rule| rule.codes)
        .copied()
        .collect();
    assert_eq!(covered, ruled);
    assert_eq!(rows().len(), ruled.len(), "one row per code");
    for (code, speaks, _) in rows() {
        let found = speaks.codes();
        let mut sorted = found.clone();
        // A code that other trees know too stands where accounts ask for it.
        sorted.sort_by_key(|code| order.iter().rposition(|known| known == code));
        assert_eq!(found, sorted, "{code}");
    }
}

#[test]
fn a_plan_with_nothing_against_it_tells_only_what_moves_and_who_sees_it_no_longer() {
    assert_eq!(anns().codes(), ["sight-lost", "items-move"]);
}

#[test]
fn who_takes_over_lives_there_is_active_stays_and_does_more_than_look() {
    for (owner, stands) in [
        ("ben", true),
        ("cal", true),
        ("tara", true),
        ("ann", false),
        ("oki", false),
        ("bea", false),
        ("lia", false),
        ("quin", false),
        ("nobody", false),
    ] {
        let found = anns()
            .asking(|it| it.new_owner = Some(owner.into()))
            .codes();
        assert_eq!(
            !found.contains(&"new-owner-not-eligible"),
            stands,
            "{owner}"
        );
    }
    for status in UserStatus::ALL {
        let found = anns().knowing(|cast| cast.status("ben", status)).codes();
        let is_active = status == UserStatus::Active;
        assert_eq!(
            !found.contains(&"new-owner-not-eligible"),
            is_active,
            "{status:?}"
        );
    }
}

#[test]
fn what_is_not_known_is_checked_on_save() {
    let full = |cast: Cast| {
        cast.account("folio-lisbon", |it| {
            (it.seats, it.storage_bytes) = (Some(100), Some(1_000_000));
        })
    };
    let unknown = anns().knowing(full).seeing(|it| {
        let facts = it.content.as_mut().unwrap();
        *facts = facts.for_a_screen(&[&"ann".into(), &"bea".into(), &"ben".into()]);
    });
    let mut snapshot = unknown.cast.snapshot();
    (unknown.snapshot)(&mut snapshot);
    let plan = plan(&snapshot, &unknown.request, &act("bea"), NOW).unwrap();
    let deferred: Vec<&str> = plan
        .findings()
        .filter(|finding| finding.deferred)
        .map(|finding| finding.code())
        .collect();
    assert_eq!(deferred, ["no-seat", "account-storage-full", "items-move"]);
    assert!(
        !plan.families[0].is_blocked(),
        "{:?}",
        plan.families[0].findings
    );
}
