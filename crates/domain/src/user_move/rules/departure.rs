//! What rules read: a family on its way, first without and then with a destination.

use crate::content::ProfileKind;
use crate::ids::{OrganizationCode, PositionId, RoleId, UserId};
use crate::organization::{MoveFamily, OrganizationKind};
use crate::people::{User, UserStatus};
use crate::role::BuiltIn;
use crate::time::{Day, Timestamp};
use crate::tree::{Placed, governing};
use crate::user_move::actor::{Actor, Channel};
use crate::user_move::authority::Standing;
#[cfg(feature = "content")]
use crate::user_move::content::{Arrival, Estate};
use crate::user_move::finding::{About, Finding, FindingKind, RemedyBy};
#[cfg(feature = "hosting")]
use crate::user_move::hosting::Mapping;
use crate::user_move::request::{MoveRequest, PersonOptions};
use crate::user_move::snapshot::Snapshot;
#[cfg(feature = "telephony")]
use crate::user_move::telephony::Relocation;
#[cfg(any(feature = "hosting", feature = "telephony", feature = "content"))]
use std::cell::OnceCell;
use std::ops::Deref;

/// A family that leaves its source; the same wherever it goes.
pub struct Departure<'a> {
    /// The facts.
    pub snapshot: &'a Snapshot,
    /// What is asked.
    pub request: &'a MoveRequest,
    /// Who asks.
    pub actor: &'a User,
    /// Through which door.
    pub channel: Channel,
    /// As whom.
    pub standing: Standing,
    /// The sponsor.
    pub subject: &'a User,
    /// The sponsor, then the dependents by id.
    pub family: Vec<&'a User>,
    /// The old home.
    pub source: Placed<'a>,
    /// When this is judged.
    pub now: Timestamp,
    /// The day on which this is judged.
    pub today: Day,
    /// Which rules hold for who leaves from there.
    pub tree: MoveFamily,
    /// Who asks, and where they act.
    pub asker: Actor,
    /// The role whose holders are to be asked.
    top_administrator: RoleId,
    /// What the members of the family own at the source.
    #[cfg(feature = "content")]
    estates: Vec<Estate<'a>>,
}

impl<'a> Departure<'a> {
    /// The family of a subject; none where the facts lack somebody. The standing is the subject's own
    /// until the caller says otherwise.
    pub fn new(
        snapshot: &'a Snapshot,
        request: &'a MoveRequest,
        actor: &Actor,
        subject: &UserId,
        now: Timestamp,
    ) -> Option<Self> {
        let subject = snapshot.user(subject)?;
        let source = snapshot.organizations.get(&subject.home)?;
        let tree = tree_between(snapshot, source.kind, source.kind);
        let departure = Self {
            snapshot,
            request,
            actor: snapshot.user(&actor.user)?,
            channel: actor.channel,
            standing: Standing::Oneself,
            subject,
            family: snapshot.family(subject).collect(),
            source,
            now,
            today: now.day(),
            tree,
            asker: actor.clone(),
            top_administrator: top_administrator(tree),
            #[cfg(feature = "content")]
            estates: Vec::new(),
        };
        #[cfg(feature = "content")]
        let departure = Self {
            estates: Estate::of_family(&departure),
            ..departure
        };
        Some(departure)
    }

    /// The departure towards organizations of a kind: who lives at a customer goes to another by other rules than to a
    /// site (ruling 1).
    #[must_use]
    pub fn toward(self, destination: OrganizationKind) -> Self {
        let tree = tree_between(self.snapshot, self.source.kind, destination);
        Self {
            tree,
            top_administrator: top_administrator(tree),
            ..self
        }
    }

    /// The departure with another standing.
    #[must_use]
    pub fn standing_as(self, standing: Standing) -> Self {
        Self { standing, ..self }
    }

    /// Whether somebody belongs to the family.
    pub fn is_in_family(&self, user: &UserId) -> bool {
        self.family.iter().any(|member| member.id == *user)
    }

    /// Whether the subject moves alone.
    pub fn is_oneself(&self) -> bool {
        self.standing == Standing::Oneself
    }

    /// The position asked for one member. The request's own position is the sponsor's; a dependent's stands
    /// under its name or comes from memory.
    pub fn position_asked(&self, user: &User) -> Option<&'a Option<PositionId>> {
        let own = self
            .request
            .own_options(user)
            .and_then(|own| own.position.as_ref());
        if user.id == self.subject.id {
            own.or(self.request.options.position.as_ref())
        } else {
            own
        }
    }

    /// The manager asked for one member: somebody, or nobody. The request's own is the sponsor's, or that of everybody
    /// who is named in it; a dependent's stands under its name.
    pub fn manager_asked(&self, user: &User) -> Option<Option<&'a UserId>> {
        let of = |options: &'a PersonOptions| options.manager.as_ref().map(Option::as_ref);
        let own = self.request.own_options(user).and_then(of);
        if user.id == self.subject.id {
            own.or_else(|| of(&self.request.options))
        } else {
            own
        }
    }

    /// Whether somebody who is not locked will be.
    pub fn locks_after(&self, user: &User) -> bool {
        !self.is_oneself() && !user.locked && self.request.locks_after(user)
    }

    /// The people who stay at the source and have a manager in the family.
    pub fn reports(&self) -> impl Iterator<Item = &'a User> {
        self.reports_at(&self.source.code)
    }

    /// The people who live at a place, are not of the family and have a manager in it.
    pub fn reports_at(&self, place: &OrganizationCode) -> impl Iterator<Item = &'a User> {
        self.snapshot.users.values().filter(move |user| {
            user.home == *place
                && user.status != UserStatus::Deleted
                && user
                    .manager
                    .as_ref()
                    .is_some_and(|manager| self.is_in_family(manager))
                && !self.is_in_family(&user.id)
        })
    }

    /// A finding about a person of the family.
    pub fn about_user(&self, user: &UserId, kind: FindingKind) -> Finding {
        Finding::new(&self.subject.id, About::User(user.clone()), kind)
    }

    /// A finding about an organization.
    pub fn about_organization(&self, code: &OrganizationCode, kind: FindingKind) -> Finding {
        Finding::new(&self.subject.id, About::Organization(code.clone()), kind)
    }

    /// Whether the rules of hosting trees hold.
    pub fn is_hosting(&self) -> bool {
        self.tree == MoveFamily::Hosting
    }

    /// Whether the rules of sites with telephony hold.
    pub fn is_telephony(&self) -> bool {
        self.tree == MoveFamily::Site
    }

    /// Whether the rules of hub and satellite accounts hold.
    pub fn is_account(&self) -> bool {
        self.tree == MoveFamily::Account
    }

    /// What the members of the family own at the source, the sponsor first; nothing outside accounts.
    #[cfg(feature = "content")]
    pub fn estates(&self) -> &[Estate<'a>] {
        &self.estates
    }

    /// The top administrators to ask about an organization, by name where they are known: of the enterprise, or of the
    /// nearest reseller and else the service provider.
    pub fn top_administrators(&self, organization: Placed<'_>) -> RemedyBy {
        let known = organization.upwards().find_map(|above| {
            let users = self.snapshot.contacts.get(&above.code)?;
            Some((above.kind, users.clone()))
        });
        let (role, users) = match known {
            Some((OrganizationKind::Reseller, users)) => {
                let reseller = BuiltIn::ResellerAdministrator;
                (RoleId::new(reseller.row().name), users)
            }
            Some((_, users)) => (self.top_administrator.clone(), users),
            None => (self.top_administrator.clone(), Vec::new()),
        };
        RemedyBy::Holders { role, users }
    }
}

/// Which rules hold between two kinds of organization. Without the facts of a tree its people are told what they were
/// always told.
fn tree_between(
    snapshot: &Snapshot,
    source: OrganizationKind,
    destination: OrganizationKind,
) -> MoveFamily {
    MoveFamily::of(source, destination)
        .filter(|family| snapshot.judges(*family))
        .unwrap_or(MoveFamily::Enterprise)
}

fn top_administrator(tree: MoveFamily) -> RoleId {
    let role = match tree {
        MoveFamily::Enterprise => BuiltIn::EnterpriseAdministrator,
        MoveFamily::Hosting => BuiltIn::ServiceProviderAdministrator,
        MoveFamily::Site => BuiltIn::CustomerAdministrator,
        MoveFamily::Account => return RoleId::new(ProfileKind::BillingAdministrator.as_str()),
    };
    RoleId::new(role.row().name)
}

/// A family on its way to one destination.
pub struct Case<'a> {
    departure: &'a Departure<'a>,
    /// The new home.
    pub destination: Placed<'a>,
    /// Whose uniqueness and User Move settings count; none across trees.
    pub governing: Option<Placed<'a>>,
    #[cfg(feature = "hosting")]
    mappings: OnceCell<Vec<Mapping<'a>>>,
    #[cfg(feature = "telephony")]
    relocation: OnceCell<Option<Relocation<'a>>>,
    #[cfg(feature = "content")]
    arrivals: OnceCell<Vec<Arrival<'a>>>,
}

impl<'a> Case<'a> {
    /// A departure with its destination.
    pub fn new(departure: &'a Departure<'a>, destination: Placed<'a>) -> Self {
        Self::governed(
            departure,
            destination,
            governing(departure.source, destination),
        )
    }

    /// The same, where it is known what governs the move.
    pub(in crate::user_move) fn governed(
        departure: &'a Departure<'a>,
        destination: Placed<'a>,
        governing: Option<Placed<'a>>,
    ) -> Self {
        Self {
            departure,
            destination,
            governing,
            #[cfg(feature = "hosting")]
            mappings: OnceCell::new(),
            #[cfg(feature = "telephony")]
            relocation: OnceCell::new(),
            #[cfg(feature = "content")]
            arrivals: OnceCell::new(),
        }
    }

    /// What the members of the family are and have at the new account, worked out once.
    #[cfg(feature = "content")]
    pub fn arrivals(&self) -> &[Arrival<'a>] {
        self.arrivals.get_or_init(|| Arrival::of_family(self))
    }

    /// What the members of the family are called and have at the destination, worked out once.
    #[cfg(feature = "hosting")]
    pub fn mappings(&self) -> &[Mapping<'a>] {
        self.mappings.get_or_init(|| Mapping::of_family(self))
    }

    /// What becomes of lines, devices and numbers, worked out once; none where nothing is known of telephony.
    #[cfg(feature = "telephony")]
    pub fn relocation(&self) -> Option<&Relocation<'a>> {
        let found = self.relocation.get_or_init(|| Relocation::of(self));
        found.as_ref()
    }
}

impl<'a> Deref for Case<'a> {
    type Target = Departure<'a>;
    fn deref(&self) -> &Departure<'a> {
        self.departure
    }
}
