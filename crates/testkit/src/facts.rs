//! One-line ways to change a fact of the cast, and to say who acts.

use crate::cast::{Cast, NOW, grant, subscription};
use crate::content::counted;
use crate::hosting::Hosting;
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::organization::{Organization, OrganizationKind, OrganizationStatus};
use rehome_domain::people::{User, UserStatus};
use rehome_domain::text::folded;
use rehome_domain::tree::Organizations;
use rehome_domain::undo::LedgerEntry;
use rehome_domain::user_move::apply::apply;
use rehome_domain::user_move::snapshot::NameKeys;
use rehome_domain::user_move::{
    ActAs, Actor, Channel, FamilyPlan, Finding, MovePlan, MoveRequest, Refusal, Snapshot, plan,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// An actor written `user`, `user@organization` (acting in it), with `?self` or `?operator` for `as` and
/// `!` at the end for an unattended door: `ana@harbour?operator!`.
pub fn act(text: &str) -> Actor {
    let (text, channel) = match text.strip_suffix('!') {
        Some(rest) => (rest, Channel::Unattended),
        None => (text, Channel::Attended),
    };
    let (text, act_as) = match text.split_once('?') {
        Some((rest, "self")) => (rest, Some(ActAs::Oneself)),
        Some((rest, "operator")) => (rest, Some(ActAs::Operator)),
        Some((_, other)) => panic!("as whom is {other}"),
        None => (text, None),
    };
    let (user, acting_in) = match text.split_once('@') {
        Some((user, organization)) => (user, Some(OrganizationCode::from(organization))),
        None => (text, None),
    };
    Actor {
        user: user.into(),
        acting_in,
        act_as,
        channel,
    }
}

impl Cast {
    /// With a user changed.
    #[must_use]
    pub fn user(mut self, id: &str, change: impl FnOnce(&mut User)) -> Self {
        let user = self
            .users
            .get_mut(id)
            .unwrap_or_else(|| panic!("{id} is not in the cast"));
        change(user);
        self
    }

    /// With an organization changed.
    #[must_use]
    pub fn organization(mut self, code: &str, change: impl FnOnce(&mut Organization)) -> Self {
        let organization = self
            .organizations
            .get_mut(code)
            .unwrap_or_else(|| panic!("{code} is not in the cast"));
        change(organization);
        self
    }

    /// With one more user who has nothing but a home.
    #[must_use]
    pub fn newcomer(mut self, id: &str, home: &str) -> Self {
        self.users.insert(id.into(), User::new(id, id, home));
        self
    }

    /// With one more dependent at the sponsor's home.
    #[must_use]
    pub fn dependent(mut self, id: &str, sponsor: &str) -> Self {
        let home = self.users[sponsor].home.clone();
        let mut user = User::new(id, id, home.as_str());
        user.sponsor = Some(sponsor.into());
        self.users.insert(id.into(), user);
        self
    }

    /// With one more organization.
    #[must_use]
    pub fn organization_added(
        mut self,
        code: &str,
        kind: OrganizationKind,
        parent: Option<&str>,
    ) -> Self {
        let organization = Organization::new(code, kind, parent, code);
        self.organizations.insert(code.into(), organization);
        self
    }

    /// With somebody living elsewhere, as if always.
    #[must_use]
    pub fn home(self, id: &str, home: &str) -> Self {
        self.user(id, |it| it.home = home.into())
    }

    /// With a role held, written `role@organization`.
    #[must_use]
    pub fn grant(self, id: &str, role: &str) -> Self {
        self.user(id, |it| {
            it.grants.insert(grant(role));
        })
    }

    /// With no role held.
    #[must_use]
    pub fn no_grants(self, id: &str) -> Self {
        self.user(id, |it| it.grants.clear())
    }

    /// With somebody locked.
    #[must_use]
    pub fn locked(self, id: &str) -> Self {
        self.user(id, |it| it.locked = true)
    }

    /// With somebody's account in a state.
    #[must_use]
    pub fn status(self, id: &str, status: UserStatus) -> Self {
        self.user(id, |it| it.status = status)
    }

    /// With somebody at a position.
    #[must_use]
    pub fn position(self, id: &str, position: Option<&str>) -> Self {
        self.user(id, |it| it.position = position.map(Into::into))
    }

    /// With a position remembered.
    #[must_use]
    pub fn remembers(self, id: &str, organization: &str, position: &str) -> Self {
        self.user(id, |it| {
            it.remembered_positions
                .insert(organization.into(), position.into());
        })
    }

    /// With a subscription.
    #[must_use]
    pub fn subscribed(self, id: &str, to: &str, start: &str, end: Option<&str>) -> Self {
        self.user(id, |it| {
            it.subscriptions.insert(subscription(to, start, end));
        })
    }

    /// With somebody's manager.
    #[must_use]
    pub fn manager(self, id: &str, manager: Option<&str>) -> Self {
        self.user(id, |it| it.manager = manager.map(Into::into))
    }

    /// With an organization in a state.
    #[must_use]
    pub fn organization_status(self, code: &str, status: OrganizationStatus) -> Self {
        self.organization(code, |it| it.status = status)
    }

    /// With uniqueness required at a (super) enterprise, or not.
    #[must_use]
    pub fn uniqueness(self, code: &str, on: bool) -> Self {
        self.organization(code, |it| it.user_move.require_user_uniqueness = on)
    }

    /// With User Move switched on at a (super) enterprise, or off.
    #[must_use]
    pub fn user_move(self, code: &str, on: bool) -> Self {
        self.organization(code, |it| it.user_move.user_move_enabled = on)
    }

    /// With exactly these Available Organizations at a (super) enterprise.
    #[must_use]
    pub fn list(self, code: &str, listed: &[&str]) -> Self {
        self.organization(code, |it| {
            it.user_move.available_organizations =
                listed.iter().map(|code| (*code).into()).collect();
        })
    }

    /// With an organization accepting people who move themselves, or not.
    #[must_use]
    pub fn opted_in(self, code: &str, on: bool) -> Self {
        self.organization(code, |it| it.user_move.user_move_for_end_users = on)
    }

    /// With a position taken out of an organization's hierarchy.
    #[must_use]
    pub fn without_position(self, code: &str, position: &str) -> Self {
        self.organization(code, |it| {
            it.hierarchy.nodes.remove(position);
            if it
                .hierarchy
                .root
                .as_ref()
                .is_some_and(|root| root.as_str() == position)
            {
                it.hierarchy.root = None;
            }
        })
    }

    /// Everything as the facts of a plan, complete as on a server.
    pub fn snapshot(&self) -> Snapshot {
        let list: Vec<Organization> = self.organizations.values().cloned().collect();
        Snapshot {
            filtered: None,
            organizations: Organizations::from(list),
            users: self.users.clone(),
            roles: self.roles.clone(),
            groups: self.groups.clone(),
            attributes: self.attributes.clone(),
            administrators: administrators(self),
            taken: Vec::new(),
            taken_is_known: true,
            name_keys: self
                .users
                .values()
                .map(|user| (user.id.clone(), name_keys(user)))
                .collect(),
            contacts: contacts(&self.users),
            hidden_dependents: BTreeMap::new(),
            hosting: self
                .hosting
                .as_ref()
                .map(|known| known.facts(&self.users, &self.organizations)),
            telephony: self.telephony.clone(),
            content: self
                .content
                .as_ref()
                .map(|known| counted(known, &self.users)),
        }
    }
}

fn name_keys(user: &User) -> NameKeys {
    NameKeys {
        username: folded(&user.username),
        mapping_id: user.mapping_id.as_deref().map(folded),
    }
}

/// Active holders of an Organization or Customer Administrator's grant, or of a clone's, by organization (ruling 67).
fn administrators(cast: &Cast) -> BTreeMap<OrganizationCode, BTreeSet<UserId>> {
    let mut all: BTreeMap<OrganizationCode, BTreeSet<UserId>> = BTreeMap::new();
    let active = |user: &&User| user.status == UserStatus::Active;
    for user in cast.users.values().filter(active) {
        for grant in &user.grants {
            let Some(at) = &grant.at else { continue };
            let kind = cast.organizations[at].kind;
            let like = cast.roles.like(&grant.role);
            if like.is_some_and(|like| like.administers(kind)) {
                all.entry(at.clone()).or_default().insert(user.id.clone());
            }
        }
    }
    all
}

fn contacts(users: &BTreeMap<UserId, User>) -> BTreeMap<OrganizationCode, Vec<Arc<str>>> {
    let mut all: BTreeMap<OrganizationCode, Vec<Arc<str>>> = BTreeMap::new();
    for user in users
        .values()
        .filter(|user| user.status == UserStatus::Active)
    {
        for grant in &user.grants {
            let is_top = [
                "enterprise_administrator",
                "service_provider_administrator",
                "reseller_administrator",
            ]
            .contains(&grant.role.as_str());
            if let (Some(at), true) = (&grant.at, is_top) {
                all.entry(at.clone()).or_default().push(user.name.clone());
            }
        }
    }
    all
}

/// A request to move one person.
pub fn to(subject: &str, destination: &str) -> MoveRequest {
    MoveRequest::one(subject, destination)
}

/// A request to move a selection.
pub fn all_to(subjects: &[&str], destination: &str) -> MoveRequest {
    MoveRequest {
        subjects: Some(subjects.iter().map(|id| (*id).into()).collect()),
        destination: Some(destination.into()),
        ..MoveRequest::default()
    }
}

/// What the ledger keeps of one family's move.
pub fn ledger_entry(request: &MoveRequest, family: &FamilyPlan) -> LedgerEntry {
    LedgerEntry {
        id: "move-1".into(),
        commit: "move-1".into(),
        subject: family.subject.clone(),
        source: family.source.clone().unwrap(),
        destination: family.destination.clone(),
        request: request.clone(),
        steps: family.steps.clone(),
        committed_at: NOW,
        undoes: None,
        undone_by: None,
        by_oneself: family.authority.as_ref().unwrap().is_oneself(),
        held: family.held.clone(),
        superseded_by: None,
        original: None,
    }
}

/// The codes of findings, each once, in their order.
pub fn codes<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Vec<&'static str> {
    let mut seen = BTreeSet::new();
    findings
        .into_iter()
        .map(Finding::code)
        .filter(|code| seen.insert(*code))
        .collect()
}

impl Cast {
    /// The plan of a request by an actor written as [`act`] reads it.
    pub fn try_plan(&self, actor: &str, request: &MoveRequest) -> Result<MovePlan, Refusal> {
        plan(&self.snapshot(), request, &act(actor), NOW)
    }

    /// The plan of a request that is not refused.
    pub fn plan(&self, actor: &str, request: &MoveRequest) -> MovePlan {
        self.try_plan(actor, request)
            .unwrap_or_else(|refusal| panic!("{actor} is refused: {refusal}"))
    }

    /// The codes a plan finds, each once, in their order.
    pub fn codes(&self, actor: &str, request: &MoveRequest) -> Vec<&'static str> {
        codes(self.plan(actor, request).findings())
    }

    /// The cast after a move that nothing blocks, with what the move did.
    pub fn moved(&self, actor: &str, request: &MoveRequest) -> (Self, MovePlan) {
        let plan = self.plan(actor, request);
        let mut snapshot = self.snapshot();
        for family in &plan.families {
            assert!(!family.is_blocked(), "{:?}", codes(&family.findings));
            assert_eq!(apply(&mut snapshot, &family.steps), family.steps.len());
        }
        let after = Self {
            users: snapshot.users,
            telephony: snapshot.telephony,
            hosting: self.hosting.clone().map(|known| Hosting {
                holds: snapshot.hosting.unwrap_or_default().holds,
                ..known
            }),
            content: snapshot.content,
            ..self.clone()
        };
        (after, plan)
    }
}
