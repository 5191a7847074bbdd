//! One user and many destinations, for `bench.mjs`: a super enterprise whose list names them all.

use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::organization::{Organization, OrganizationKind};
use rehome_domain::people::{Grant, Subscription, User};
use rehome_domain::time::{Day, Timestamp};
use rehome_domain::user_move::{Actor, MoveRequest, Snapshot, plan, verdicts};

const TODAY: Day = Day(20_778);
/// Suborganizations of one enterprise.
const BROAD: u32 = 500;

/// A directory to be judged again and again.
#[derive(Debug)]
pub struct Bench {
    snapshot: Snapshot,
    actor: Actor,
    subject: UserId,
    codes: Vec<OrganizationCode>,
    now: Timestamp,
}

impl Bench {
    /// A directory with this many listed suborganizations and one family with roles, positions and
    /// subscriptions. Whether the names taken elsewhere are known, as on a server, or not, as in a browser.
    pub fn new(destinations: u32, taken_is_known: bool) -> Self {
        let mut top = Organization::new("bench", OrganizationKind::SuperEnterprise, None, "Bench");
        top.user_move.require_user_uniqueness = true;
        top.user_move.user_move_enabled = true;
        let mut all = Vec::new();
        for number in 0..=destinations / BROAD {
            let code = format!("bench-enterprise-{number:04}");
            let name = format!("Enterprise {number}");
            let kind = OrganizationKind::Enterprise;
            all.push(Organization::new(code, kind, Some("bench"), &name));
        }
        let mut codes = Vec::new();
        for number in 0..=destinations {
            let parent = format!("bench-enterprise-{:04}", number / BROAD);
            let mut organization = Organization::new(
                format!("bench-clinic-{number:05}"),
                OrganizationKind::Suborganization,
                Some(&parent),
                &format!("Clinic {number}"),
            );
            organization.hierarchy.required = number % 7 == 0;
            organization.hierarchy.root = Some("root".into());
            organization.hierarchy.nodes.insert("root".into(), None);
            organization
                .hierarchy
                .nodes
                .insert("ward".into(), Some("root".into()));
            organization.look.accent = (number % 3 == 0).then(|| "#b5179e".into());
            organization.user_move.user_move_for_end_users = number % 11 != 5;
            top.user_move
                .available_organizations
                .insert(organization.code.clone());
            codes.push(organization.code.clone());
            all.push(organization);
        }
        all.push(top);
        let mut snapshot = Snapshot {
            organizations: all.into(),
            taken_is_known,
            ..Snapshot::default()
        };
        for user in family() {
            snapshot.users.insert(user.id.clone(), user);
        }
        codes.remove(0);
        Self {
            snapshot,
            actor: Actor::new("dana"),
            subject: "dana".into(),
            codes,
            now: TODAY.start(),
        }
    }

    /// Judges the user against every destination; how many there are.
    pub fn verdicts(&self) -> u32 {
        let request = MoveRequest::default();
        verdicts(
            &self.snapshot,
            &request,
            &self.actor,
            &self.subject,
            self.now,
        )
        .map_or(0, |found| found.destinations.len() as u32)
    }

    /// Plans one destination; how many findings there are.
    pub fn keystroke(&self, which: u32) -> u32 {
        let Some(code) = self.codes.get(which as usize % self.codes.len().max(1)) else {
            return 0;
        };
        let mut request = MoveRequest::one(self.subject.clone(), code.clone());
        request.options.position = Some(Some("ward".into()));
        plan(&self.snapshot, &request, &self.actor, self.now)
            .map_or(0, |plan| plan.findings().count() as u32)
    }
}

/// A sponsor with two dependents, a role, positions and subscriptions.
fn family() -> Vec<User> {
    let home = "bench-clinic-00000";
    let mut dana = User::new("dana", "Dana Whitfield", home);
    dana.position = Some("ward".into());
    dana.grants.insert(Grant {
        role: "alert_publisher".into(),
        at: Some(home.into()),
    });
    for number in [3, 14, 15] {
        let code = OrganizationCode::from(format!("bench-clinic-{number:05}"));
        dana.remembered_positions
            .insert(code.clone(), "ward".into());
        dana.subscriptions.insert(Subscription {
            to: code,
            start: TODAY,
            end: None,
        });
    }
    let dependents = ["leo", "mia"].map(|id| {
        let mut user = User::new(id, id, home);
        user.sponsor = Some("dana".into());
        user
    });
    std::iter::once(dana).chain(dependents).collect()
}
