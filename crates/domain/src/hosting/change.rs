//! Changes of a hosted account where it lives: the names its bearer signs in and is written to by, and the department
//! and office it belongs to.
//!
//! They follow the rules that moves follow at their destination (hosting 3 and 4): a name is legal, of a domain of the
//! customer, and nobody else's. Nothing is proposed here and nothing kept from others: who changes a name at home means it.

use super::proposal::{is_legal_local, is_legal_name, split};
use super::{AddressUse, HostedUser, HostingFacts, NameKind, OrganizationHosting, Provisioning};
use super::{UserType, is_same_name};
use crate::ids::{Address, OrganizationCode, UserId};
use crate::people::User;
use crate::text::{judge_username, normalized};
use crate::user_move::{About, Finding, FindingKind, RemedyBy, RemedyCode, Step};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What is to be other than it is; what is none stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccountChange {
    /// The user principal name.
    pub upn: Option<String>,
    /// The username; who asks for it may write usernames anew, and it is legal and not too long.
    pub username: Option<Arc<str>>,
    /// All addresses.
    pub addresses: Option<BTreeMap<Address, AddressUse>>,
    /// The department; none for unassigned.
    pub department: Option<Option<Arc<str>>>,
    /// The office; none for unassigned.
    pub office: Option<Option<Arc<str>>>,
    /// Whether it is a person's account or a template.
    pub user_type: Option<UserType>,
}

/// A change with what it is judged by.
#[derive(Clone, Copy, Debug)]
pub struct ChangeCase<'a> {
    /// The change.
    pub change: &'a AccountChange,
    /// Whose account it is.
    pub user: &'a User,
    /// The account as it is.
    pub hosted: &'a HostedUser,
    /// Where it lives.
    pub home: &'a OrganizationCode,
    /// The hosting part of that.
    pub there: &'a OrganizationHosting,
    /// The names that are taken, and how many people there are.
    pub facts: &'a HostingFacts,
    /// Whether there is nobody yet: whatever `user` is called, no name is their own.
    pub is_new: bool,
    /// Whether who asks may write usernames anew (ruling 41); nobody needs that for somebody new.
    pub may_rename: bool,
}

impl AccountChange {
    /// Whether nothing would change.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    fn is_about_names(&self) -> bool {
        self.upn.is_some() || self.username.is_some() || self.addresses.is_some()
    }
}

impl ChangeCase<'_> {
    fn upn(&self) -> Option<Arc<str>> {
        let upn = normalized(self.change.upn.as_deref()?);
        Some(upn.into())
    }

    fn username(&self) -> Option<&Arc<str>> {
        let username = self.change.username.as_ref();
        username.filter(|name| self.is_new || **name != self.user.username)
    }

    /// The names that are not there yet: which kind, and the name.
    fn new_names(&self) -> Vec<(NameKind, Arc<str>)> {
        let upn = self.upn().filter(|upn| !upn.is_empty());
        let upn = upn.filter(|upn| self.hosted.upn.as_ref() != Some(upn));
        let addresses = self.change.addresses.iter().flat_map(BTreeMap::keys);
        let addresses = addresses.filter(|it| self.hosted.address(it.as_str()).is_none());
        let addresses = addresses.map(|it| (NameKind::Address, Arc::from(it.as_str())));
        let username = self.username().cloned();
        let username = username.map(|name| (NameKind::Username, name));
        upn.map(|upn| (NameKind::Upn, upn))
            .into_iter()
            .chain(username)
            .chain(addresses)
            .collect()
    }

    /// The names that have to be looked up before this can be judged.
    pub fn asked(&self) -> Vec<String> {
        let names = self.new_names().into_iter();
        names.map(|(_, name)| name.to_string()).collect()
    }

    fn about(&self, kind: FindingKind) -> Finding {
        Finding::new(&self.user.id, About::User(self.user.id.clone()), kind)
    }

    fn choose_another(&self, kind: FindingKind) -> Finding {
        self.about(kind)
            .remedy(RemedyCode::ChooseAnotherName, RemedyBy::Actor)
    }

    /// What stands in the way, all of it.
    pub fn findings(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let user = || self.user.id.clone();
        let own: &[&UserId] = if self.is_new { &[] } else { &[&self.user.id] };
        if self.username().is_some() && !self.is_new && !self.may_rename {
            let kind = FindingKind::RenameNotAllowed { user: user() };
            let finding = self.about(kind);
            findings.push(finding.remedy(RemedyCode::KeepUsername, RemedyBy::Actor));
        }
        let used = self.facts.counts.get(self.home).map(|counts| counts.users);
        let full = self.there.user_limit_met(self.home, used, 1);
        if let Some(kind) = full.filter(|_| self.is_new) {
            let about = About::Organization(self.home.clone());
            findings.push(Finding::new(&self.user.id, about, kind));
        }
        if let (true, Some(directory)) = (self.change.is_about_names(), &self.hosted.synced_from) {
            let directory = directory.clone();
            findings.push(self.about(FindingKind::UserSynced {
                user: user(),
                directory,
            }));
        }
        if self.change.is_about_names() && self.hosted.provisioning.is_running() {
            findings.push(self.about(FindingKind::UserBusy {
                user: user(),
                service: None,
                status: self.hosted.provisioning,
            }));
        }
        if self.upn().is_some_and(|upn| upn.is_empty()) {
            findings.push(self.choose_another(FindingKind::NameMissing {
                user: user(),
                name: NameKind::Upn,
            }));
        }
        self.addresses_are_addresses(&mut findings);
        let mut told: BTreeSet<Arc<str>> = BTreeSet::new();
        for (name, text) in self.new_names() {
            let is_legal = match name {
                NameKind::Username => is_legal_local(&text) && judge_username(&text).is_ok(),
                NameKind::Upn | NameKind::Address => is_legal_name(&text),
            };
            if !is_legal {
                findings.push(self.choose_another(FindingKind::NameIllegal {
                    user: user(),
                    name,
                    text: text.clone(),
                }));
            } else if name != NameKind::Username
                && let Some((_, domain)) = split(&text)
                && self.there.domain(domain).is_none()
                && told.insert(domain.into())
            {
                findings.push(self.choose_another(FindingKind::DomainNotOwned {
                    user: user(),
                    organization: self.home.clone(),
                    domain: domain.into(),
                }));
            }
            if self.facts.is_taken(name, &text, own) {
                findings.push(self.choose_another(match name {
                    NameKind::Upn => FindingKind::UpnTaken {
                        user: user(),
                        upn: text,
                    },
                    NameKind::Username => FindingKind::UsernameTaken {
                        user: user(),
                        username: text,
                    },
                    NameKind::Address => FindingKind::AddressTaken {
                        user: user(),
                        address: Address::new(&text),
                    },
                }));
            }
        }
        findings
    }

    fn addresses_are_addresses(&self, findings: &mut Vec<Finding>) {
        let Some(addresses) = &self.change.addresses else {
            return;
        };
        let primaries = addresses.values().filter(|used| used.primary).count();
        if primaries != 1 {
            findings.push(self.choose_another(FindingKind::PrimaryAddress {
                user: self.user.id.clone(),
                primaries: u32::try_from(primaries).unwrap_or(u32::MAX),
            }));
        }
        let mut seen: Vec<&Address> = Vec::new();
        for address in addresses.keys() {
            if seen
                .iter()
                .any(|it| is_same_name(it.as_str(), address.as_str()))
            {
                findings.push(self.choose_another(FindingKind::AddressTaken {
                    user: self.user.id.clone(),
                    address: address.clone(),
                }));
            }
            seen.push(address);
        }
    }

    /// The steps, where nothing stands in the way. What the outside directory keeps is requested there anew.
    pub fn steps(&self) -> Vec<Step> {
        let mut steps = Vec::new();
        let about = || self.user.id.clone();
        if let Some(upn) = self
            .upn()
            .filter(|upn| self.hosted.upn.as_ref() != Some(upn))
        {
            steps.push(Step::Upn {
                about: about(),
                before: self.hosted.upn.clone(),
                after: Some(upn),
            });
        }
        if let Some(after) = self.username() {
            steps.push(Step::Username {
                about: about(),
                before: self.user.username.clone(),
                after: after.clone(),
            });
        }
        if let Some(wanted) = &self.change.addresses {
            let held = self.hosted.addresses.iter();
            let gone = held.filter(|(address, _)| !wanted.contains_key(*address));
            steps.extend(gone.map(|(address, used)| Step::Address {
                about: about(),
                address: address.clone(),
                before: Some(*used),
                after: None,
            }));
            for (address, used) in wanted {
                let before = self.hosted.addresses.get(address).copied();
                if before == Some(*used) {
                    continue;
                }
                // WHY: what was kept for this person is given back to them (ruling 42).
                if let (None, Some((held, hold))) = (before, self.facts.hold(address.as_str())) {
                    steps.push(Step::AddressHold {
                        about: about(),
                        address: held.clone(),
                        before: Some(hold.clone()),
                        after: None,
                    });
                }
                steps.push(Step::Address {
                    about: about(),
                    address: address.clone(),
                    before,
                    after: Some(*used),
                });
            }
        }
        if let Some(after) = &self.change.department
            && *after != self.hosted.department
        {
            steps.push(Step::Department {
                about: about(),
                before: self.hosted.department.clone(),
                after: after.clone(),
            });
        }
        if let Some(after) = &self.change.office
            && *after != self.hosted.office
        {
            steps.push(Step::Office {
                about: about(),
                before: self.hosted.office.clone(),
                after: after.clone(),
            });
        }
        if !steps.is_empty() && self.hosted.provisioning == Provisioning::Provisioned {
            steps.push(Step::Account {
                about: about(),
                before: self.hosted.provisioning,
                after: Provisioning::Requested,
            });
        }
        steps
    }
}
