//! The named cast: one super enterprise with two enterprises and nine suborganizations, one organization
//! that stands alone, and people of every role.
//!
//! | who | where | what |
//! |---|---|---|
//! | `dana` | Harbour Clinic | end user with role, position, two subscriptions, and dependents `leo` and `mia` |
//! | `omar` | Harbour Clinic | End Users Manager |
//! | `orla`, `aava`, `aldo` | Harbour Clinic | Organization Administrator, Advanced Alert Manager, Alert Manager |
//! | `petra`, `bo`, `dilek`, `remy` | Harbour Clinic | the operators who move nobody |
//! | `ana`, `sol`, `sasha` | at what they administer | Enterprise Administrators of Aster North, Aster South, Aster Health |
//! | `carla` | Harbour Clinic | locked |
//! | `sten`, `aud` | Aster Health, Hillcrest | system administrator, auditor |
//!
//! Northgate Pharmacy takes nobody who moves alone, Learning Centre is closed, Field Services and Southport
//! Labs are not on the list, Hillcrest Hospital requires a position.

use crate::hosting::Hosting;
use rehome_domain::content::ContentFacts;
use rehome_domain::ids::{AttributeId, GroupId, OrganizationCode, UserId};
use rehome_domain::organization::{Organization, OrganizationKind, OrganizationStatus};
use rehome_domain::people::{Grant, Group, Subscription, User, UserStatus};
use rehome_domain::role::{RoleClone, Roles};
use rehome_domain::telephony::TelephonyFacts;
use rehome_domain::time::{Day, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// The day on which every test takes place: 2026-11-21.
pub const TODAY: Day = Day(20_778);

/// The moment at which every test takes place: 2026-11-21 09:30 UTC.
pub const NOW: Timestamp = Timestamp(20_778 * 86_400_000_000 + 34_200_000_000);

/// The organizations on the list of Available Organizations of the super enterprise.
pub const LISTED: [&str; 10] = [
    "aster",
    "aster-north",
    "aster-south",
    "harbour",
    "riverside",
    "hillcrest",
    "lakeside",
    "northgate",
    "learning-centre",
    "palm-court",
];

/// A directory in the making: the cast, and whatever a test changes about it.
#[derive(Clone, Debug)]
pub struct Cast {
    /// The organizations by code.
    pub organizations: BTreeMap<OrganizationCode, Organization>,
    /// The people by id.
    pub users: BTreeMap<UserId, User>,
    /// The groups by id.
    pub groups: BTreeMap<GroupId, Group>,
    /// Where each attribute is defined.
    pub attributes: BTreeMap<AttributeId, Option<OrganizationCode>>,
    /// The clones of roles.
    pub roles: Roles,
    /// What is known of hosting trees beside people and organizations; nothing: their moves are not judged.
    pub hosting: Option<Hosting>,
    /// What is known of telephony; nothing: moves onto sites are not judged.
    pub telephony: Option<TelephonyFacts>,
    /// What is known of accounts beside people and organizations; nothing: their moves are not judged.
    pub content: Option<ContentFacts>,
}

impl Default for Cast {
    fn default() -> Self {
        Self::new()
    }
}

impl Cast {
    /// The cast as it stands on the first page of every test.
    pub fn new() -> Self {
        let mut cast = Self {
            organizations: organizations(),
            users: people(),
            groups: groups(),
            attributes: attributes(),
            roles: Roles::default(),
            hosting: None,
            telephony: None,
            content: None,
        };
        cast.roles.clones.insert(
            "ward-clerk".into(),
            RoleClone {
                like: "end_users_manager".into(),
                name: Some("Ward Clerk".into()),
                deny: BTreeSet::from(["user.subscribe".into()]),
                allowed_at: BTreeSet::from([OrganizationKind::Suborganization]),
                ..RoleClone::default()
            },
        );
        cast
    }
}

/// A date written `2026-11-21`.
pub(crate) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn organizations() -> BTreeMap<OrganizationCode, Organization> {
    use OrganizationKind::{Basic, Enterprise, Suborganization, SuperEnterprise};
    let rows = [
        ("aster", SuperEnterprise, None, "Aster Health"),
        ("aster-north", Enterprise, Some("aster"), "Aster North"),
        ("aster-south", Enterprise, Some("aster"), "Aster South"),
        (
            "harbour",
            Suborganization,
            Some("aster-north"),
            "Harbour Clinic",
        ),
        (
            "riverside",
            Suborganization,
            Some("aster-north"),
            "Riverside Campus",
        ),
        (
            "hillcrest",
            Suborganization,
            Some("aster-north"),
            "Hillcrest Hospital",
        ),
        (
            "lakeside",
            Suborganization,
            Some("aster-north"),
            "Lakeside Clinic",
        ),
        (
            "field-services",
            Suborganization,
            Some("aster-north"),
            "Field Services",
        ),
        (
            "northgate",
            Suborganization,
            Some("aster-north"),
            "Northgate Pharmacy",
        ),
        (
            "learning-centre",
            Suborganization,
            Some("aster-north"),
            "Learning Centre",
        ),
        (
            "palm-court",
            Suborganization,
            Some("aster-south"),
            "Palm Court Clinic",
        ),
        (
            "southport",
            Suborganization,
            Some("aster-south"),
            "Southport Labs",
        ),
        ("bay-choir", Basic, None, "Bay Choir"),
    ];
    let mut all: BTreeMap<OrganizationCode, Organization> = rows
        .into_iter()
        .map(|(code, kind, parent, name)| {
            (code.into(), Organization::new(code, kind, parent, name))
        })
        .collect();
    let mut set = |code: &str, change: &dyn Fn(&mut Organization)| {
        change(all.get_mut(code).unwrap());
    };
    for code in ["aster", "aster-north", "aster-south"] {
        set(code, &|it| it.user_move.require_user_uniqueness = true);
    }
    set("aster", &|it| {
        it.user_move.user_move_enabled = true;
        it.user_move.available_organizations = LISTED.into_iter().map(Into::into).collect();
        it.subscriptions.organization_subscriptions = true;
    });
    set("northgate", &|it| {
        it.user_move.user_move_for_end_users = false
    });
    set("learning-centre", &|it| {
        it.status = OrganizationStatus::Closed
    });
    set("hillcrest", &|it| it.hierarchy.required = true);
    set("riverside", &|it| it.look.accent = Some("#b5179e".into()));
    set("palm-court", &|it| it.look.accent = Some("#0b6e4f".into()));
    for (code, nodes) in [
        (
            "harbour",
            &[
                ("h-top", ""),
                ("h-ward", "h-top"),
                ("h-night", "h-ward"),
                ("h-desk", "h-top"),
            ][..],
        ),
        (
            "riverside",
            &[("r-top", ""), ("r-lab", "r-top"), ("r-bench", "r-lab")][..],
        ),
        (
            "hillcrest",
            &[("c-top", ""), ("c-theatre", "c-top"), ("c-ward", "c-top")][..],
        ),
        ("palm-court", &[("p-top", ""), ("p-front", "p-top")][..]),
        ("bay-choir", &[("b-top", "")][..]),
    ] {
        set(code, &|it| {
            for (node, parent) in nodes {
                if parent.is_empty() {
                    it.hierarchy.root = Some((*node).into());
                }
                let parent = (!parent.is_empty()).then(|| (*parent).into());
                it.hierarchy.nodes.insert((*node).into(), parent);
            }
        });
    }
    all
}

fn people() -> BTreeMap<UserId, User> {
    let rows = [
        (
            "dana",
            "Dana Whitfield",
            "harbour",
            "alert_publisher@harbour",
        ),
        ("leo", "Leo Whitfield", "harbour", ""),
        ("mia", "Mia Whitfield", "harbour", ""),
        ("ben", "Ben Okafor", "harbour", ""),
        ("carla", "Carla Reyes", "harbour", ""),
        ("gil", "Gil Stone", "harbour", ""),
        (
            "omar",
            "Omar Haddad",
            "harbour",
            "end_users_manager@harbour",
        ),
        (
            "orla",
            "Orla Nyström",
            "harbour",
            "organization_administrator@harbour",
        ),
        (
            "aava",
            "Aava Koski",
            "harbour",
            "advanced_alert_manager@harbour",
        ),
        ("aldo", "Aldo Ferri", "harbour", "alert_manager@harbour"),
        ("petra", "Petra Vos", "harbour", "alert_publisher@harbour"),
        ("bo", "Bo Lund", "harbour", "basic_operator@harbour"),
        (
            "dilek",
            "Dilek Aydın",
            "harbour",
            "distribution_lists_manager@harbour",
        ),
        ("remy", "Rémy Laurent", "harbour", "report_manager@harbour"),
        (
            "rosa",
            "Rosa Marín",
            "riverside",
            "organization_administrator@riverside",
        ),
        ("kim", "Kim Park", "riverside", ""),
        ("hana", "Hana Sato", "hillcrest", ""),
        ("dora", "Dora Klein", "lakeside", ""),
        ("yui", "Yui Mori", "lakeside", ""),
        ("finn", "Finn Walsh", "field-services", ""),
        ("nora", "Nora Blum", "northgate", ""),
        ("lars", "Lars Eide", "learning-centre", ""),
        ("noah", "Noah Brandt", "palm-court", ""),
        ("pia", "Pia Costa", "southport", ""),
        ("emil", "Emil Roth", "aster-north", ""),
        ("elsa", "Elsa Lindgren", "aster-south", ""),
        ("sia", "Sia Marsh", "aster", ""),
        (
            "ana",
            "Ana Lindqvist",
            "aster-north",
            "enterprise_administrator@aster-north",
        ),
        (
            "sol",
            "Sol Pereira",
            "aster-south",
            "enterprise_administrator@aster-south",
        ),
        (
            "sasha",
            "Sasha Kovač",
            "aster",
            "enterprise_administrator@aster",
        ),
        ("sten", "Sten Holm", "aster", "system_administrator"),
        ("aud", "Aud Berg", "hillcrest", "auditor"),
        ("walt", "Walt Frey", "bay-choir", ""),
    ];
    let mut all: BTreeMap<UserId, User> = rows
        .into_iter()
        .map(|(id, name, home, role)| {
            let mut user = User::new(id, name, home);
            if !role.is_empty() {
                user.grants.insert(grant(role));
            }
            (id.into(), user)
        })
        .collect();
    let mut set = |id: &str, change: &dyn Fn(&mut User)| change(all.get_mut(id).unwrap());
    set("dana", &|it| {
        it.position = Some("h-night".into());
        it.manager = Some("omar".into());
        it.mapping_id = Some("M17".into());
        it.subscriptions = BTreeSet::from([
            subscription("riverside", "2026-01-01", None),
            subscription("palm-court", "2026-12-01", Some("2027-02-28")),
        ]);
        it.groups = ["night-shift", "harbour-all", "north-wide"]
            .into_iter()
            .map(Into::into)
            .collect();
        it.attributes = ["badge", "cost-centre", "blood-group"]
            .into_iter()
            .map(Into::into)
            .collect();
    });
    for id in ["leo", "mia"] {
        set(id, &|it| it.sponsor = Some("dana".into()));
    }
    set("mia", &|it| it.position = Some("h-desk".into()));
    set("ben", &|it| it.manager = Some("dana".into()));
    set("carla", &|it| it.locked = true);
    set("gil", &|it| it.status = UserStatus::Deleted);
    set("dora", &|it| it.status = UserStatus::Disabled);
    set("yui", &|it| it.status = UserStatus::Pending);
    all
}

fn groups() -> BTreeMap<GroupId, Group> {
    [
        ("night-shift", "Night shift", "harbour", false),
        ("harbour-all", "Everybody at Harbour", "harbour", true),
        ("north-wide", "Crisis staff", "aster-north", false),
    ]
    .into_iter()
    .map(|(id, name, organization, dynamic)| {
        let group = Group {
            id: id.into(),
            name: name.into(),
            organization: organization.into(),
            dynamic,
        };
        (id.into(), group)
    })
    .collect()
}

fn attributes() -> BTreeMap<AttributeId, Option<OrganizationCode>> {
    [
        ("badge", Some("harbour")),
        ("bench-key", Some("riverside")),
        ("cost-centre", Some("aster-north")),
        ("blood-group", None),
    ]
    .into_iter()
    .map(|(id, at)| (id.into(), at.map(Into::into)))
    .collect()
}

/// A grant written `role@organization`, or `role` where it is held at none in particular.
pub fn grant(text: &str) -> Grant {
    let (role, at) = match text.split_once('@') {
        Some((role, at)) => (role, Some(at.into())),
        None => (text, None),
    };
    Grant {
        role: role.into(),
        at,
    }
}

/// A subscription with its days written `2026-11-21`.
pub fn subscription(to: &str, start: &str, end: Option<&str>) -> Subscription {
    Subscription {
        to: to.into(),
        start: day(start),
        end: end.map(day),
    }
}
