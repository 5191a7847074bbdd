//! Who may move whom where: every actor against every kind of move, as one table that a person can read.
//!
//! `UPDATE_GOLDEN=1 cargo test -p rehome-domain --test who_may_move_whom` writes the table anew; a change of it
//! is a change of the rules and wants a reason.

use rehome_domain::organization::OrganizationKind;
use rehome_domain::role::BUILT_IN;
use rehome_domain::user_move::{ActAs, Actor, Channel, MoveRequest, Refusal, plan};
use rehome_testkit::{Cast, NOW};
use std::fmt::Write as _;

const GOLDEN: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/it/who_may_move_whom.txt"
);

/// The kinds of move: heading, source, destination.
const MOVES: [(&str, &str, &str); 17] = [
    ("own sub > sub, same ent", "harbour", "riverside"),
    ("own sub > its ent", "harbour", "aster-north"),
    ("own sub > sub, other ent", "harbour", "palm-court"),
    ("own sub > other ent", "harbour", "aster-south"),
    ("own sub > super", "harbour", "aster"),
    ("own sub > itself", "harbour", "harbour"),
    ("own sub > stands alone", "harbour", "bay-choir"),
    ("other sub > own sub", "riverside", "harbour"),
    ("other sub > third sub", "riverside", "lakeside"),
    ("foreign sub > own sub", "palm-court", "harbour"),
    ("ent > own sub", "aster-north", "harbour"),
    ("ent > other ent", "aster-north", "aster-south"),
    ("ent > super", "aster-north", "aster"),
    ("other ent > own sub", "aster-south", "harbour"),
    ("super > own sub", "aster", "harbour"),
    ("super > ent", "aster", "aster-north"),
    ("stands alone > own sub", "bay-choir", "harbour"),
];

const EVERYWHERE: [&str; 12] = [
    "aster",
    "aster-north",
    "aster-south",
    "harbour",
    "riverside",
    "hillcrest",
    "lakeside",
    "field-services",
    "northgate",
    "learning-centre",
    "palm-court",
    "southport",
];

/// Somebody without roles, dependents or anything else at each source.
fn resident(source: &str) -> &'static str {
    match source {
        "harbour" => "ben",
        "riverside" => "kim",
        "palm-court" => "noah",
        "aster-north" => "emil",
        "aster-south" => "elsa",
        "aster" => "sia",
        "bay-choir" => "walt",
        other => panic!("nobody lives at {other}"),
    }
}

struct Who {
    name: String,
    /// The grant of the one who asks; none: the subject asks.
    role: Option<String>,
    home: &'static str,
    acting_in: Option<&'static str>,
    act_as: Option<ActAs>,
}

fn actors() -> Vec<Who> {
    let held = |role: &str, home: &'static str, acting_in: Option<&'static str>| Who {
        name: format!("{role}, in {}", acting_in.unwrap_or("no place named")),
        role: Some(role.to_owned()),
        home,
        acting_in,
        act_as: None,
    };
    let mut all = vec![Who {
        name: "the subject".to_owned(),
        role: None,
        home: "",
        acting_in: None,
        act_as: None,
    }];
    let built_in = BUILT_IN.iter().filter(|row| {
        row.allowed_at.contains(&OrganizationKind::Suborganization) && row.name != "user"
    });
    for row in built_in {
        all.push(held(
            &format!("{}@harbour", row.name),
            "harbour",
            Some("harbour"),
        ));
    }
    all.push(held("ward-clerk@harbour", "harbour", Some("harbour")));
    all.push(held(
        "organization_administrator@harbour",
        "riverside",
        None,
    ));
    all.push(held(
        "organization_administrator@aster-north",
        "aster-north",
        Some("aster-north"),
    ));
    all.push(held("end_users_manager@aster", "aster", Some("aster")));
    for (at, acting_in) in [
        ("aster-north", "aster-north"),
        ("aster-north", "harbour"),
        ("aster-south", "aster-south"),
        ("aster", "aster"),
        ("aster", "aster-north"),
        ("aster", "harbour"),
    ] {
        let role = format!("enterprise_administrator@{at}");
        all.push(held(&role, "aster", Some(acting_in)));
    }
    all.push(held("system_administrator", "aster", Some("aster")));
    all.push(held("auditor", "harbour", Some("harbour")));
    for act_as in [ActAs::Operator, ActAs::Oneself] {
        let (word, role) = match act_as {
            ActAs::Operator => ("operator", "alert_publisher@harbour"),
            ActAs::Oneself => ("self", "enterprise_administrator@aster"),
        };
        all.push(Who {
            name: format!("{role}, as {word}"),
            act_as: Some(act_as),
            ..held(role, "harbour", None)
        });
    }
    all
}

fn cell(cast: &Cast, who: &Who, source: &str, destination: &str) -> &'static str {
    let subject = resident(source);
    let (cast, user) = match &who.role {
        None => (cast.clone(), subject),
        Some(role) => (
            cast.clone()
                .newcomer("asker", who.home)
                .grant("asker", role),
            "asker",
        ),
    };
    let actor = Actor {
        user: user.into(),
        acting_in: who.acting_in.map(Into::into),
        act_as: who.act_as,
        channel: Channel::Attended,
    };
    let request = MoveRequest::one(subject, destination);
    match plan(&cast.snapshot(), &request, &actor, NOW) {
        Ok(plan) if plan.families.iter().any(|family| family.is_blocked()) => "block",
        Ok(_) => "yes",
        Err(Refusal::NotAllowed) => "403",
        Err(
            Refusal::UnknownActingIn(_) | Refusal::UnknownSubject | Refusal::UnknownDestination,
        ) => "-",
        Err(other) => panic!("{other}"),
    }
}

fn table(title: &str, cast: &Cast) -> String {
    let mut text = format!("## {title}\n\n");
    let actors = actors();
    let width = actors.iter().map(|who| who.name.len()).max().unwrap();
    write!(text, "{:width$}", "").unwrap();
    for number in 1..=MOVES.len() {
        write!(text, " {number:>5}").unwrap();
    }
    text.push('\n');
    for who in &actors {
        write!(text, "{:width$}", who.name).unwrap();
        for (_, source, destination) in MOVES {
            write!(text, " {:>5}", cell(cast, who, source, destination)).unwrap();
        }
        text.push('\n');
    }
    text.push('\n');
    text
}

#[test]
fn who_may_move_whom_where_is_as_the_table_says() {
    let all_listed = Cast::new().list("aster", &EVERYWHERE);
    let own_of_enterprise = Cast::new()
        .list("aster", &EVERYWHERE)
        .uniqueness("aster", false)
        .list("aster-north", &["riverside", "aster-north"])
        .user_move("aster-north", true);
    let tables = [
        ("Everything is listed", all_listed.clone()),
        ("Nothing is listed", Cast::new().list("aster", &[])),
        (
            "Everything is listed, User Move is off",
            all_listed.clone().user_move("aster", false),
        ),
        (
            "Everything is listed, nobody has opted in",
            EVERYWHERE
                .iter()
                .fold(all_listed.clone(), |cast, code| cast.opted_in(code, false)),
        ),
        (
            "Everything is listed, administrators may move people to the super enterprise",
            all_listed
                .clone()
                .organization("aster", |it| it.user_move.admin_moves_to_super = true),
        ),
        (
            "The super enterprise does not require uniqueness, Aster North does and lists itself and Riverside",
            own_of_enterprise,
        ),
    ];
    let mut text = String::from(
        "# Who may move whom where\n\n\
         yes    a plan without blockers\n\
         block  a plan with blockers\n\
         403    in view, but no key\n\
         -      out of view: as if unknown (404)\n\n",
    );
    for (number, (heading, source, destination)) in MOVES.iter().enumerate() {
        writeln!(
            text,
            "{:>2}  {heading} ({source} > {destination})",
            number + 1
        )
        .unwrap();
    }
    text.push('\n');
    for (title, cast) in tables {
        text.push_str(&table(title, &cast));
    }
    let text = format!("{}\n", text.trim_end());
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(GOLDEN, &text).unwrap();
    }
    let golden = std::fs::read_to_string(GOLDEN).unwrap_or_default();
    for (line, (now, then)) in text.lines().zip(golden.lines()).enumerate() {
        assert_eq!(now, then, "line {} of the table", line + 1);
    }
    assert_eq!(text.len(), golden.len(), "the table has other rows");
}
