//! Every rule has a case in which it speaks and one in which it is silent.

use rehome_domain::organization::{OrganizationKind, OrganizationStatus};
use rehome_domain::user_copy;
use rehome_domain::user_move::finding::REGISTRY;
use rehome_domain::user_move::rules::{RULES, content, hosting, telephony};
use rehome_domain::user_move::snapshot::{Taken, TakenName};
use rehome_domain::user_move::{MoveRequest, Snapshot, plan};
use rehome_testkit::{Cast, NOW, act, codes, to};
use std::collections::BTreeSet;

/// One request in one directory.
struct Move {
    cast: Cast,
    actor: &'static str,
    request: MoveRequest,
    snapshot: fn(&mut Snapshot),
}

fn case(cast: Cast, actor: &'static str, request: MoveRequest) -> Move {
    Move {
        cast,
        actor,
        request,
        snapshot: |_| {},
    }
}

impl Move {
    fn with(mut self, change: impl FnOnce(&mut MoveRequest)) -> Self {
        change(&mut self.request);
        self
    }

    fn knowing(mut self, change: fn(&mut Snapshot)) -> Self {
        self.snapshot = change;
        self
    }

    fn codes(&self) -> Vec<&'static str> {
        let mut snapshot = self.cast.snapshot();
        (self.snapshot)(&mut snapshot);
        let plan = plan(&snapshot, &self.request, &act(self.actor), NOW).unwrap();
        codes(plan.findings())
    }
}

/// A code, a move that gets it, and one that does not.
struct Row {
    code: &'static str,
    speaks: Move,
    silent: Move,
}

fn row(code: &'static str, speaks: Move, silent: Move) -> Row {
    Row {
        code,
        speaks,
        silent,
    }
}

/// Dana moves herself to Riverside Campus.
fn dana() -> Move {
    case(Cast::new(), "dana?self", to("dana", "riverside"))
}

/// Omar moves Ben to Riverside Campus.
fn omar() -> Move {
    case(Cast::new(), "omar", to("ben", "riverside"))
}

/// Ana moves somebody somewhere in Aster North.
fn ana(subject: &str, destination: &str) -> Move {
    case(Cast::new(), "ana", to(subject, destination))
}

/// Sasha moves somebody somewhere in Aster Health.
fn sasha(subject: &str, destination: &str) -> Move {
    case(Cast::new(), "sasha", to(subject, destination))
}

fn changed(at: Move, change: impl FnOnce(Cast) -> Cast) -> Move {
    Move {
        cast: change(at.cast),
        ..at
    }
}

fn about_people() -> Vec<Row> {
    vec![
        row(
            "not-at-source",
            omar().with(|it| it.source = Some("hillcrest".into())),
            omar().with(|it| it.source = Some("harbour".into())),
        ),
        row(
            "user-deleted",
            ana("gil", "riverside"),
            ana("dora", "riverside"),
        ),
        row(
            "dependent-moves-with-sponsor",
            ana("leo", "riverside"),
            ana("dana", "riverside"),
        ),
        row(
            "user-locked",
            ana("carla", "riverside"),
            ana("carla", "riverside").with(|it| it.options.move_locked = Some(true)),
        ),
        row(
            "rank-too-high",
            case(Cast::new(), "omar", to("orla", "riverside")),
            case(Cast::new(), "orla", to("omar", "riverside")),
        ),
        row(
            "name-taken",
            dana().knowing(|it| {
                it.taken.push(Taken {
                    organization: "riverside".into(),
                    user: "mia".into(),
                    name: TakenName::Username,
                });
            }),
            dana().knowing(|it| {
                it.taken.push(Taken {
                    organization: "lakeside".into(),
                    user: "mia".into(),
                    name: TakenName::Username,
                });
            }),
        ),
        row("membership-removed", dana(), omar()),
        row("manager-cleared", dana(), ana("carla", "riverside")),
        row(
            "own-account",
            case(Cast::new(), "omar", to("omar", "riverside")),
            case(Cast::new(), "omar?self", to("omar", "riverside")),
        ),
        row("dependents-move", dana(), omar()),
        row(
            "lock-set",
            omar().with(|it| it.options.lock_after = Some(true)),
            omar().with(|it| it.options.lock_after = Some(false)),
        ),
        row("attribute-dormant", dana(), omar()),
        row(
            "attribute-awakes",
            changed(dana(), |cast| {
                cast.user("dana", |it| {
                    it.attributes.insert("bench-key".into());
                })
            }),
            dana(),
        ),
    ]
}

fn about_organizations() -> Vec<Row> {
    let off = |cast: Cast| {
        cast.uniqueness("aster", false)
            .uniqueness("aster-north", false)
    };
    vec![
        row(
            "uniqueness-off",
            changed(omar(), |cast| off(cast).list("aster-north", &["riverside"])),
            omar(),
        ),
        row(
            "user-move-off",
            changed(omar(), |cast| cast.user_move("aster", false)),
            changed(ana("ben", "riverside"), |cast| {
                cast.user_move("aster", false)
            }),
        ),
        row(
            "already-at-destination",
            ana("ben", "harbour"),
            ana("ben", "riverside"),
        ),
        row(
            "destination-not-active",
            ana("ben", "learning-centre"),
            ana("ben", "riverside"),
        ),
        row(
            "source-not-active",
            case(Cast::new(), "lars", to("lars", "riverside")),
            ana("lars", "riverside"),
        ),
        row(
            "self-moves-not-accepted",
            case(Cast::new(), "dana?self", to("dana", "northgate")),
            changed(dana(), |cast| cast.opted_in("harbour", false)),
        ),
        row(
            "enterprise-alerts-only",
            ana("ben", "aster-north"),
            ana("emil", "riverside"),
        ),
        row("look-changes", omar(), ana("ben", "lakeside")),
    ]
}

fn about_fields() -> Vec<Row> {
    vec![
        row(
            "field-not-applicable",
            dana().with(|it| it.options.lock_after = Some(true)),
            omar().with(|it| it.options.lock_after = Some(true)),
        ),
        row(
            "future-date",
            omar().with(|it| it.effective_at = Some("2027-01-01T08:00:00Z".into())),
            omar().with(|it| it.effective_at = Some("2026-01-01".into())),
        ),
        row(
            "position-unknown",
            omar().with(|it| it.options.position = Some(Some("h-ward".into()))),
            omar().with(|it| it.options.position = Some(Some("r-lab".into()))),
        ),
        row(
            "position-is-root",
            ana("ben", "hillcrest").with(|it| it.options.position = Some(Some("c-top".into()))),
            omar().with(|it| it.options.position = Some(Some("r-top".into()))),
        ),
        row(
            "subscription-not-kept",
            dana().with(|it| it.options.keep_subscriptions = Some(["riverside".into()].into())),
            dana().with(|it| it.options.keep_subscriptions = Some(["palm-court".into()].into())),
        ),
    ]
}

fn about_effects() -> Vec<Row> {
    vec![
        row(
            "role-revoked",
            dana(),
            changed(omar(), |cast| {
                cast.grant("ben", "alert_publisher@lakeside")
                    .grant("ben", "user@harbour")
            }),
        ),
        row(
            "subscription-cancelled",
            dana(),
            changed(omar(), |cast| {
                cast.subscribed("ben", "lakeside", "2026-01-01", Some("2026-11-20"))
            }),
        ),
        row(
            "last-administrator",
            ana("orla", "riverside"),
            changed(ana("orla", "riverside"), |cast| {
                cast.grant("remy", "organization_administrator@harbour")
            }),
        ),
        row(
            "administrator-across-enterprises",
            sasha("ana", "palm-court"),
            ana("ana", "harbour"),
        ),
        row(
            "position-required",
            ana("ben", "hillcrest"),
            ana("ben", "hillcrest").with(|it| it.options.position = Some(Some("c-ward".into()))),
        ),
        row("membership-ends", dana(), omar()),
        row("position-dropped", dana(), omar()),
        row(
            "position-reinstated",
            changed(dana(), |cast| cast.remembers("dana", "riverside", "r-lab")),
            changed(dana(), |cast| cast.remembers("dana", "hillcrest", "c-ward")),
        ),
        row(
            "position-reinstated-at-root",
            changed(dana(), |cast| {
                cast.remembers("dana", "riverside", "r-lab")
                    .without_position("riverside", "r-lab")
            }),
            changed(dana(), |cast| cast.remembers("dana", "riverside", "r-lab")),
        ),
    ]
}

fn rows() -> Vec<Row> {
    [
        about_people(),
        about_organizations(),
        about_fields(),
        about_effects(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[test]
fn every_rule_speaks_in_its_case_and_is_silent_in_the_other() {
    for row in rows() {
        let (speaks, silent) = (row.speaks.codes(), row.silent.codes());
        assert!(
            speaks.contains(&row.code),
            "{} is missing: {speaks:?}",
            row.code
        );
        assert!(
            !silent.contains(&row.code),
            "{} is not silent: {silent:?}",
            row.code
        );
    }
}

#[test]
fn every_rule_of_the_table_has_its_cases() {
    let covered: BTreeSet<&str> = rows().iter().map(|row| row.code).collect();
    let ruled: BTreeSet<&str> = RULES.iter().flat_map(|rule| rule.codes).copied().collect();
    assert_eq!(covered, ruled);
    assert_eq!(rows().len(), ruled.len(), "one row per code");
    let codes: usize = RULES.iter().map(|rule| rule.codes.len()).sum();
    assert_eq!(codes, ruled.len(), "a code belongs to one rule");
}

#[test]
fn findings_stand_in_the_order_of_the_rule_table() {
    let order: Vec<&str> = RULES.iter().flat_map(|rule| rule.codes).copied().collect();
    for row in rows() {
        let found = row.speaks.codes();
        let mut sorted = found.clone();
        sorted.sort_by_key(|code| order.iter().position(|known| known == code));
        assert_eq!(found, sorted);
    }
}

#[test]
fn codes_beside_the_rules_come_from_selections_views_and_undo() {
    let all = RULES
        .iter()
        .chain(hosting::RULES)
        .chain(telephony::RULES)
        .chain(content::RULES);
    let copies = user_copy::rules::RULES.iter().flat_map(|rule| rule.codes);
    let ruled = all.flat_map(|rule| rule.codes).chain(copies);
    let ruled: BTreeSet<&str> = ruled.copied().collect();
    let beside: Vec<&str> = REGISTRY
        .iter()
        .map(|entry| entry.code)
        .filter(|code| !ruled.contains(code))
        .collect();
    // Selections, views and undo have files of their own; A new code belongs to a rule, or wants a test elsewhere and a line here.
    assert_eq!(
        beside,
        [
            "unknown-user",
            "destination-withdrawn",
            "too-many-subjects",
            "hidden-blocker",
            "copy-changed-since",
            "superseded",
            "already-undone",
            "undo-too-late",
            "move-forgotten",
            "hidden-effects",
            "role-not-restored",
            "changed-since",
        ]
    );
}

#[test]
fn an_enterprise_that_is_a_root_has_no_opt_in_and_counts_as_opted_in() {
    let cast = Cast::new()
        .organization_added("quarry", OrganizationKind::Enterprise, None)
        .organization_added("pit", OrganizationKind::Suborganization, Some("quarry"))
        .newcomer("zoe", "pit")
        .uniqueness("quarry", true)
        .user_move("quarry", true)
        .list("quarry", &["quarry", "pit"])
        .opted_in("quarry", false);
    assert_eq!(
        cast.codes("zoe", &to("zoe", "quarry")),
        ["enterprise-alerts-only"]
    );
    assert!(
        Cast::new()
            .opted_in("aster-north", false)
            .codes("ben", &to("ben", "aster-north"))
            .contains(&"self-moves-not-accepted")
    );
}

#[test]
fn each_state_but_active_keeps_an_organization_from_being_a_destination() {
    for status in OrganizationStatus::ALL {
        let cast = Cast::new().organization_status("riverside", status);
        let found = cast.codes("ana", &to("ben", "riverside"));
        let is_active = status == OrganizationStatus::Active;
        assert_eq!(
            !found.contains(&"destination-not-active"),
            is_active,
            "{status:?}"
        );
        // Who moves alone does not even see it.
        assert_eq!(
            cast.try_plan("ben", &to("ben", "riverside")).is_ok(),
            is_active
        );
    }
}

#[test]
fn every_source_a_rule_cites_stands_in_the_rulings() {
    let rulings = include_str!("../../../../docs/RULINGS.md");
    let (numbered, trees) = rulings.split_once("## Enterprise trees").unwrap();
    let (enterprise, trees) = trees.split_once("## Hosting trees").unwrap();
    let (of_hosting, trees) = trees.split_once("## Sites with telephony").unwrap();
    let (at_sites, of_accounts) = trees.split_once("## Hub and satellite accounts").unwrap();
    let all = RULES
        .iter()
        .chain(hosting::RULES)
        .chain(telephony::RULES)
        .chain(content::RULES);
    for rule in all {
        let mut chapter = "";
        for source in rule.source.split(", ") {
            let source = source.trim_end_matches(" [ours]");
            let (kind, number) = source.split_once(' ').unwrap_or((chapter, source));
            chapter = kind;
            let tree = match kind {
                "hosting" => of_hosting,
                "telephony" => at_sites,
                "content" => of_accounts,
                _ => enterprise,
            };
            let stands = match (kind, number.split_once('.')) {
                ("ruling", None) => numbered.contains(&format!("\n{number}. ")),
                ("enterprise" | "hosting" | "telephony" | "content", None) => {
                    tree.contains(&format!("### {kind} {number} "))
                }
                ("enterprise" | "hosting" | "telephony" | "content", Some((section, point))) => {
                    tree.split_once(&format!("### {kind} {section} "))
                        .and_then(|(_, rest)| rest.split("###").next())
                        .is_some_and(|text| text.contains(&format!("\n{point}. ")))
                }
                _ => false,
            };
            assert!(stands, "{} cites {source:?}", rule.name);
        }
    }
}
