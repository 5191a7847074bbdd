//! Seeded variety: the same number always gives the same directory, the same actor and the same request.
//!
//! Far from uniform on purpose: most scenes are near a move that works, so that properties have something
//! to hold of.

use crate::cast::{Cast, LISTED, NOW};
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::organization::{OrganizationKind, OrganizationStatus};
use rehome_domain::people::{Grant, Subscription, UserBase, UserStatus};
use rehome_domain::time::Day;
use rehome_domain::user_move::snapshot::{Taken, TakenName};
use rehome_domain::user_move::{
    ActAs, Actor, Channel, FamilyPlan, MovePlan, MoveRequest, PersonOptions, Snapshot, plan,
};

/// A directory in some state, and somebody who asks for something.
#[derive(Clone, Debug)]
pub struct Scene {
    /// The facts.
    pub snapshot: Snapshot,
    /// Who asks.
    pub actor: Actor,
    /// For what.
    pub request: MoveRequest,
}

impl Scene {
    /// What would happen; none where it is refused as a whole.
    pub fn planned(&self) -> Option<MovePlan> {
        plan(&self.snapshot, &self.request, &self.actor, NOW).ok()
    }
}

/// The rows that are about somebody the actor may move.
pub fn rows(plan: &MovePlan) -> impl Iterator<Item = &FamilyPlan> {
    plan.families.iter().filter(|row| row.authority.is_some())
}

/// The facts apart from how often they were changed.
pub fn without_revisions(snapshot: &Snapshot) -> Snapshot {
    let mut plain = snapshot.clone();
    for user in plain.users.values_mut() {
        user.revision = 0;
    }
    // An organization that nobody administers and one that nobody ever did are the same.
    plain
        .administrators
        .retain(|_, holders| !holders.is_empty());
    plain
}

/// A stream of numbers that is the same for the same seed, everywhere.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// The stream of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number (SplitMix64).
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below a limit.
    pub fn below(&mut self, limit: usize) -> usize {
        (self.roll() % limit as u64) as usize
    }

    /// Whether something with this chance in a hundred happens.
    pub fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    /// One of several.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

const ROLES: [&str; 11] = [
    "organization_administrator",
    "advanced_alert_manager",
    "alert_manager",
    "end_users_manager",
    "alert_publisher",
    "basic_operator",
    "distribution_lists_manager",
    "report_manager",
    "ward-clerk",
    "user",
    "enterprise_administrator",
];
const ASKERS: [&str; 10] = [
    "sasha", "ana", "sol", "omar", "orla", "aldo", "aava", "rosa", "petra", "dana",
];

/// The scene of a seed.
pub fn scene(seed: u64) -> Scene {
    let dice = &mut Dice::new(seed);
    let mut cast = Cast::new();
    for _ in 0..dice.below(4) {
        settings(&mut cast, dice);
    }
    for _ in 0..dice.below(14) {
        person(&mut cast, dice);
    }
    let actor = actor(&cast, dice);
    let request = request(&cast, &actor, dice);
    let mut snapshot = cast.snapshot();
    if dice.percent(8) {
        let user = subject(&cast, None, dice);
        let organization = organization(&cast, dice);
        let name = *dice.pick(&[TakenName::Username, TakenName::MappingId]);
        snapshot.taken.push(Taken {
            organization,
            user,
            name,
        });
    }
    Scene {
        snapshot,
        actor,
        request,
    }
}

fn organization(cast: &Cast, dice: &mut Dice) -> OrganizationCode {
    let codes: Vec<&OrganizationCode> = cast.organizations.keys().collect();
    (*dice.pick(&codes)).clone()
}

fn settings(cast: &mut Cast, dice: &mut Dice) {
    let code = organization(cast, dice);
    let listed = LISTED.iter().filter(|_| dice.percent(70));
    let listed: Vec<OrganizationCode> = listed.map(|code| (*code).into()).collect();
    let it = cast.organizations.get_mut(&code).unwrap();
    match dice.below(10) {
        0 => it.status = *dice.pick(&OrganizationStatus::ALL),
        1 => it.user_move.user_move_for_end_users = dice.percent(50),
        2 => it.hierarchy.required = dice.percent(70) && it.kind.has_hierarchy(),
        3 => it.user_move.require_user_uniqueness = dice.percent(50),
        4 => it.user_move.user_move_enabled = dice.percent(50),
        5 => it.user_move.admin_moves_to_super = true,
        6 => it.user_move.self_moves_of_locked = true,
        _ => it.user_move.available_organizations = listed.into_iter().collect(),
    }
}

fn person(cast: &mut Cast, dice: &mut Dice) {
    let ids: Vec<UserId> = cast.users.keys().cloned().collect();
    let (id, other) = (dice.pick(&ids).clone(), dice.pick(&ids).clone());
    let place = organization(cast, dice);
    let nodes: Vec<_> = cast.organizations[&place]
        .hierarchy
        .nodes
        .keys()
        .cloned()
        .collect();
    let home_nodes: Vec<_> = {
        let home = &cast.organizations[&cast.users[&id].home];
        home.hierarchy.nodes.keys().cloned().collect()
    };
    let other_stands_alone = {
        let other = &cast.users[&other];
        other.sponsor.is_none() && other.home == cast.users[&id].home && other.id != id
    };
    let has_dependents = cast
        .users
        .values()
        .any(|user| user.sponsor.as_ref() == Some(&id));
    let day = Day(crate::TODAY.0 - 60 + dice.below(120) as i32);
    let end = dice.percent(50).then(|| Day(day.0 + dice.below(60) as i32));
    let kind = cast.organizations[&place].kind;
    let user = cast.users.get_mut(&id).unwrap();
    match dice.below(12) {
        0 => user.locked = dice.percent(70),
        1 if !home_nodes.is_empty() => user.position = Some(dice.pick(&home_nodes).clone()),
        2 if !nodes.is_empty() => {
            let node = if dice.percent(80) {
                dice.pick(&nodes).clone()
            } else {
                "gone".into()
            };
            user.remembered_positions.insert(place, node);
        }
        3 | 4 if kind != OrganizationKind::Basic => {
            let role = (*dice.pick(&ROLES)).into();
            let at = Some(if dice.percent(60) {
                user.home.clone()
            } else {
                place
            });
            user.grants.insert(Grant { role, at });
        }
        5 | 6 if place != user.home && user.sponsor.is_none() => {
            user.subscriptions.insert(Subscription {
                to: place,
                start: day,
                end,
            });
        }
        7 => user.manager = (other != id).then_some(other),
        8 => {
            user.groups
                .insert((*dice.pick(&["night-shift", "harbour-all", "north-wide"])).into());
            user.attributes
                .insert((*dice.pick(&["badge", "bench-key", "cost-centre"])).into());
        }
        9 => user.status = *dice.pick(&UserStatus::ALL),
        10 if other_stands_alone && !has_dependents => user.sponsor = Some(other),
        11 => {
            user.manage_dependents = dice.percent(40);
            user.user_base = dice.percent(40).then(|| UserBase {
                positions: ["h-ward".into()].into(),
                groups: ["night-shift".into()].into(),
            });
        }
        _ => {}
    }
}

fn actor(cast: &Cast, dice: &mut Dice) -> Actor {
    let ids: Vec<UserId> = cast.users.keys().cloned().collect();
    let user: UserId = if dice.percent(75) {
        (*dice.pick(&ASKERS)).into()
    } else {
        dice.pick(&ids).clone()
    };
    let mut actor = Actor::new(user);
    if dice.percent(15) {
        actor.acting_in = Some(organization(cast, dice));
    }
    if dice.percent(25) {
        actor.act_as = Some(*dice.pick(&[ActAs::Oneself, ActAs::Operator]));
    }
    if dice.percent(15) {
        actor.channel = Channel::Unattended;
    }
    actor
}

/// Somebody, likely at one organization where one is given.
fn subject(cast: &Cast, near: Option<&OrganizationCode>, dice: &mut Dice) -> UserId {
    let is_near = dice.percent(75);
    let ids: Vec<&UserId> = cast
        .users
        .values()
        .filter(|user| {
            near.is_none_or(|near| {
                !is_near
                    || user.home == *near
                    || cast.organizations[&user.home].parent.as_ref() == Some(near)
            })
        })
        .map(|user| &user.id)
        .collect();
    if ids.is_empty() {
        return "nobody".into();
    }
    (*dice.pick(&ids)).clone()
}

fn request(cast: &Cast, actor: &Actor, dice: &mut Dice) -> MoveRequest {
    let own_home = &cast.users[&actor.user].home;
    let near = actor.acting_in.as_ref().unwrap_or(own_home);
    let is_own = actor.act_as == Some(ActAs::Oneself) || dice.percent(15);
    let mut request = MoveRequest {
        destination: Some(if dice.percent(70) {
            (*dice.pick(&[
                "riverside",
                "lakeside",
                "harbour",
                "palm-court",
                "hillcrest",
            ]))
            .into()
        } else {
            organization(cast, dice)
        }),
        ..MoveRequest::default()
    };
    if is_own {
        request.subject = Some(actor.user.clone());
    } else if dice.percent(70) {
        request.subject = Some(subject(cast, Some(near), dice));
    } else {
        let mut subjects: Vec<UserId> = (0..dice.below(4))
            .map(|_| subject(cast, Some(near), dice))
            .collect();
        if dice.percent(20) {
            subjects.push("nobody".into());
        }
        request.subjects = Some(subjects);
    }
    if dice.percent(10) {
        request.source = Some(organization(cast, dice));
    }
    request.options = options(dice);
    if dice.percent(10) {
        let name = subject(cast, Some(near), dice);
        request.per_person.insert(name, options(dice));
    }
    request
}

fn options(dice: &mut Dice) -> PersonOptions {
    let mut options = PersonOptions::default();
    if dice.percent(30) {
        options.move_locked = Some(dice.percent(60));
    }
    if dice.percent(20) {
        options.lock_after = Some(dice.percent(60));
    }
    if dice.percent(15) {
        let kept = *dice.pick(&["palm-court", "riverside"]);
        options.keep_subscriptions = Some([kept.into()].into());
    }
    if dice.percent(20) {
        let node = dice.pick(&["r-lab", "r-top", "c-top", "c-ward", "h-desk", ""]);
        options.position = Some((!node.is_empty()).then(|| (*node).into()));
    }
    if dice.percent(3) {
        options.upn = Some(format!("new@{}", NOW.to_rfc3339()));
    }
    options
}
