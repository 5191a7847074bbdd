//! The cast of hub and satellite accounts: Folio, the hub, with satellites in Tokyo and Lisbon, and Quill, a partner.
//!
//! Ann Okada of Folio Tokyo is who moves; Ben takes over what stays. What accounts use is worked out from people and
//! items.
//!
//! | who | where | profile |
//! |---|---|---|
//! | `bea`, `bruno` | Folio | Billing Administrators |
//! | `hugo`, `sana`, `milo`, `olga`, `vera` | Folio | Administrator, Supervisor, Manager, Observer, Visitor |
//! | `tom`, `tara` | Folio Tokyo | Billing Administrator, Administrator |
//! | `cal`, `ann`, `ben`, `oki` | Folio Tokyo | Supervisor, Managers, Observer |
//! | `lia` | Folio Lisbon | Administrator |
//! | `quin` | Quill | Billing Administrator |

use crate::cast::Cast;
use rehome_domain::content::{
    Account, AccountCounts, ContentFacts, CustomProfile, Folder, Item, ItemKind, Member,
    ProfileKind, Reviewer, Who,
};
use rehome_domain::ids::{OrganizationCode, SetId, UserId};
use rehome_domain::organization::{Organization, OrganizationKind};
use rehome_domain::people::{User, UserStatus};
use rehome_domain::role::Roles;
use rehome_domain::user_move::MoveRequest;
use std::collections::{BTreeMap, BTreeSet};

/// The facts with what accounts use, worked out.
pub(crate) fn counted(facts: &ContentFacts, users: &BTreeMap<UserId, User>) -> ContentFacts {
    let mut facts = facts.clone();
    let expected = facts.transfers.values().map(|transfer| {
        let open = |piece| transfer.states.get(piece).is_some_and(|it| it.is_open());
        let pieces = transfer.order.pieces.iter();
        let bytes: u64 = pieces
            .filter(|it| !transfer.returns && open(&it.piece))
            .map(|it| it.bytes)
            .sum();
        (transfer.order.destination.clone(), bytes)
    });
    let expected: Vec<(OrganizationCode, u64)> = expected.collect();
    let mut counts: BTreeMap<OrganizationCode, AccountCounts> = facts
        .accounts
        .keys()
        .map(|code| (code.clone(), AccountCounts::default()))
        .collect();
    for (code, bytes) in expected {
        counts.get_mut(&code).unwrap().expected += bytes;
    }
    for user in users.values() {
        let Some(here) = counts.get_mut(&user.home) else {
            continue;
        };
        here.seats += u32::from(user.status.takes_a_seat());
        let profile = facts.profile_of(&user.id, &user.home);
        if let (UserStatus::Active, Some(profile)) = (user.status, profile) {
            here.owners += u32::from(profile.may_own());
            if profile.like.administers() {
                let bills = profile.like == ProfileKind::BillingAdministrator;
                here.administrators.insert(user.id.clone(), bills);
            }
        }
    }
    for item in facts.items.values() {
        counts.get_mut(&item.account).unwrap().bytes += item.bytes;
    }
    facts.counts = counts;
    facts
}

/// A request to move somebody with a profile, where Ben takes over what stays.
pub fn moving(subject: &str, destination: &str, profile: &str) -> MoveRequest {
    let mut request = MoveRequest::one(subject, destination);
    request.options.profile = Some(profile.into());
    request.options.new_owner = Some("ben".into());
    request
}

/// Ann moves from Tokyo to Lisbon as a Manager.
pub fn ann() -> MoveRequest {
    moving("ann", "folio-lisbon", "manager")
}

impl Cast {
    /// Folio, its satellites and a partner alone; nobody owns anything yet.
    pub fn accounts() -> Self {
        let mut cast = Self {
            organizations: BTreeMap::new(),
            users: BTreeMap::new(),
            groups: BTreeMap::new(),
            attributes: BTreeMap::new(),
            roles: Roles::default(),
            hosting: None,
            telephony: None,
            content: Some(ContentFacts {
                things_are_known: true,
                ..ContentFacts::default()
            }),
        };
        use OrganizationKind::{Hub, Satellite};
        for (code, kind, parent, name) in [
            ("folio", Hub, None, "Folio"),
            ("folio-tokyo", Satellite, Some("folio"), "Folio Tokyo"),
            ("folio-lisbon", Satellite, Some("folio"), "Folio Lisbon"),
            ("quill", Hub, None, "Quill"),
        ] {
            let organization = Organization::new(code, kind, parent, name);
            cast.organizations.insert(code.into(), organization);
            let account = Account {
                revision: 1,
                ..Account::default()
            };
            cast = cast.knowing_content(|it| {
                it.accounts.insert(code.into(), account);
            });
        }
        for (id, home, profile) in [
            ("bea", "folio", "billing_administrator"),
            ("bruno", "folio", "billing_administrator"),
            ("hugo", "folio", "administrator"),
            ("sana", "folio", "supervisor"),
            ("milo", "folio", "manager"),
            ("olga", "folio", "observer"),
            ("vera", "folio", "visitor"),
            ("tom", "folio-tokyo", "billing_administrator"),
            ("tara", "folio-tokyo", "administrator"),
            ("cal", "folio-tokyo", "supervisor"),
            ("ann", "folio-tokyo", "manager"),
            ("ben", "folio-tokyo", "manager"),
            ("oki", "folio-tokyo", "observer"),
            ("lia", "folio-lisbon", "administrator"),
            ("quin", "quill", "billing_administrator"),
        ] {
            cast = cast.member(id, home, profile);
        }
        cast.user("ann", |it| it.name = "Ann Okada".into())
    }

    /// With what is known of accounts changed.
    #[must_use]
    pub fn knowing_content(mut self, change: impl FnOnce(&mut ContentFacts)) -> Self {
        change(self.content.as_mut().unwrap());
        self
    }

    /// With one more user of an account.
    #[must_use]
    pub fn member(self, id: &str, home: &str, profile: &str) -> Self {
        self.newcomer(id, home).profile(id, profile)
    }

    /// With a profile held.
    #[must_use]
    pub fn profile(self, id: &str, profile: &str) -> Self {
        self.knowing_content(|it| {
            it.members.insert(id.into(), Member::new(profile));
        })
    }

    /// With a profile that an account made for itself.
    #[must_use]
    pub fn custom_profile(self, id: &str, account: &str, like: ProfileKind) -> Self {
        let custom = CustomProfile {
            account: account.into(),
            like,
            name: None,
            enabled: true,
            rights: BTreeMap::new(),
            manage_users: None,
            move_users: false,
            revision: 1,
        };
        self.knowing_content(|it| {
            it.profiles.insert(id.into(), custom);
        })
    }

    /// With an account changed.
    #[must_use]
    pub fn account(self, code: &str, change: impl FnOnce(&mut Account)) -> Self {
        self.knowing_content(|it| change(it.accounts.get_mut(code).unwrap()))
    }

    /// With a file of somebody's, at home.
    #[must_use]
    pub fn file(self, id: &str, owner: &str) -> Self {
        let home = self.users[owner].home.clone();
        self.knowing_content(|it| {
            let item = Item::new(ItemKind::File, home.as_str(), owner, 10);
            it.items.insert(id.into(), item);
        })
    }

    /// With a proof of somebody's, at home.
    #[must_use]
    pub fn proof(self, id: &str, owner: &str) -> Self {
        let home = self.users[owner].home.clone();
        self.knowing_content(|it| {
            let item = Item::new(ItemKind::Proof, home.as_str(), owner, 100);
            it.items.insert(id.into(), item);
        })
    }

    /// With a version set in Tokyo, its versions called `set-1`, `set-2` and so on.
    #[must_use]
    pub fn set(mut self, set: &str, owners: &[&str]) -> Self {
        for (at, owner) in owners.iter().enumerate() {
            let id = format!("{set}-{}", at + 1);
            self = self.proof(&id, owner).item(&id, |it| {
                it.account = "folio-tokyo".into();
                it.set = Some(SetId::from(set));
                it.version = at as u32 + 1;
            });
        }
        self
    }

    /// With an item changed.
    #[must_use]
    pub fn item(self, id: &str, change: impl FnOnce(&mut Item)) -> Self {
        self.knowing_content(|it| change(it.items.get_mut(id).unwrap()))
    }

    /// With somebody listed on a proof.
    #[must_use]
    pub fn listed(self, id: &str, user: &str) -> Self {
        self.item(id, |it| {
            it.reviewers.push(Reviewer {
                who: Who::User(user.into()),
                role: Some("reviewer".into()),
                decision: None,
            });
        })
    }

    /// With a folder that somebody made and somebody owns, where the owner lives.
    #[must_use]
    pub fn folder(self, id: &str, creator: &str, owner: &str) -> Self {
        let folder = Folder {
            account: self.users[owner].home.clone(),
            name: id.into(),
            owner: owner.into(),
            creator: creator.into(),
            private: false,
            parent: None,
            shared_with: BTreeSet::new(),
        };
        self.knowing_content(|it| {
            it.folders.insert(id.into(), folder);
        })
    }

    /// With a folder changed.
    #[must_use]
    pub fn folder_at(self, id: &str, change: impl FnOnce(&mut Folder)) -> Self {
        self.knowing_content(|it| change(it.folders.get_mut(id).unwrap()))
    }
}
