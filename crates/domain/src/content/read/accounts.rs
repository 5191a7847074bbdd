//! Accounts, profiles and people, and what they amount to.

use super::{Entry, Reader};
use crate::content::{
    Account, AccountCounts, AccountPlan, ContentFacts, CustomProfile, FaultKind, Member, Module,
    ProfileKind, Rights, SignIn,
};
use crate::hosting::Delegation;
use crate::ids::ProfileId;
use crate::people::UserStatus;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

impl<'a> Reader<'a> {
    pub(super) fn accounts(&self, facts: &mut ContentFacts) {
        let all = self.directory.organizations.iter();
        for (code, organization) in all.filter(|(_, it)| it.kind.is_account_tree()) {
            let entry = Entry {
                reader: self,
                section: "organizations",
                id: code.as_str(),
                fields: &organization.extra,
            };
            let sign_in = entry.text("sign_in").and_then(|word| {
                let way = SignIn::from_name(word);
                if way.is_none() {
                    entry.tell("sign_in", FaultKind::NotAllowed(word.into()));
                }
                way
            });
            let plan = entry.text("plan").and_then(|word| {
                let plan = AccountPlan::from_name(word);
                if plan.is_none() {
                    entry.tell("plan", FaultKind::NotAllowed(word.into()));
                }
                plan
            });
            let account = Account {
                plan,
                seats: entry.small("seats"),
                storage_bytes: entry.count("storage_bytes"),
                sign_in,
                // WHY: whom bills go to may be anybody, with or without a sign-in here.
                billing_contact: entry
                    .text("billing_contact")
                    .filter(|id| self.directory.users.contains_key(*id))
                    .map(Into::into),
                partners: entry.texts("partners"),
                revision: 1,
            };
            facts.accounts.insert(code.clone(), account);
        }
    }

    pub(super) fn profiles(&self, facts: &mut ContentFacts) {
        for entry in self.section("profiles") {
            if ProfileKind::from_name(entry.id).is_some() {
                entry.tell("", FaultKind::BuiltInName);
            }
            let account = entry.account();
            let like = entry.text("like");
            if like.is_none() {
                entry.tell("like", FaultKind::Missing);
            }
            let kind = like.and_then(|name| {
                let kind = ProfileKind::from_name(name);
                if kind.is_none() {
                    entry.tell("like", FaultKind::NotAllowed(name.into()));
                }
                kind
            });
            let rights = entry.rights();
            if let (Some(account), Some(like)) = (account, kind) {
                let profile = CustomProfile {
                    account,
                    like,
                    name: entry.text("name").map(Into::into),
                    enabled: entry.flag("enabled").unwrap_or(true),
                    rights,
                    manage_users: entry.flag("manage_users"),
                    move_users: entry.flag("move_users").unwrap_or(false),
                    revision: 1,
                };
                facts.profiles.insert(entry.id.into(), profile);
            }
        }
    }

    pub(super) fn members(&self, facts: &mut ContentFacts) {
        let all = self.directory.users.iter();
        for (id, user) in all.filter(|(_, it)| self.is_account(it.home.as_str())) {
            let entry = Entry {
                reader: self,
                section: "users",
                id: id.as_str(),
                fields: &user.extra,
            };
            // WHY: who is not told anything else becomes a Manager, as people do who sign up by themselves (content 11).
            let profile = entry.text("profile").unwrap_or("manager");
            let profile = ProfileId::new(profile);
            if facts.profile(&profile, &user.home).is_none() {
                let named = profile.as_str().into();
                let is_elsewhere = facts.profiles.contains_key(&profile);
                entry.tell(
                    "profile",
                    if is_elsewhere {
                        FaultKind::OfAnotherAccount(named)
                    } else {
                        FaultKind::Unknown(named)
                    },
                );
                continue;
            }
            let member = Member {
                profile,
                delegations: entry.delegations(),
            };
            facts.members.insert(id.clone(), member);
        }
    }

    /// What the accounts use: worked out, never given.
    pub(super) fn counts(&self, facts: &mut ContentFacts) {
        let mut counts: BTreeMap<_, AccountCounts> = facts
            .accounts
            .keys()
            .map(|code| (code.clone(), AccountCounts::default()))
            .collect();
        for (id, member) in &facts.members {
            let Some(user) = self.directory.users.get(id) else {
                continue;
            };
            let Some(here) = counts.get_mut(&user.home) else {
                continue;
            };
            here.seats += u32::from(user.status.takes_a_seat());
            let profile = facts.profile(&member.profile, &user.home);
            if let (UserStatus::Active, Some(profile)) = (user.status, profile) {
                here.owners += u32::from(profile.may_own());
                if profile.like.administers() {
                    let bills = profile.like == ProfileKind::BillingAdministrator;
                    here.administrators.insert(id.clone(), bills);
                }
            }
        }
        for item in facts.items.values() {
            if let Some(here) = counts.get_mut(&item.account) {
                here.bytes = here.bytes.saturating_add(item.bytes);
            }
        }
        facts.counts = counts;
    }
}

impl Entry<'_, '_> {
    fn rights(&self) -> BTreeMap<Module, Rights> {
        let Some(value) = self.fields.get("rights").filter(|value| !value.is_null()) else {
            return BTreeMap::new();
        };
        serde_json::from_value(value.clone()).unwrap_or_else(|_| {
            self.tell("rights", FaultKind::NotAllowed(value.to_string().into()));
            BTreeMap::new()
        })
    }

    fn delegations(&self) -> BTreeSet<Delegation> {
        let list = self.fields.get("delegations").and_then(Value::as_array);
        let read = |value: &Value| {
            let delegation: Option<Delegation> = serde_json::from_value(value.clone()).ok();
            if delegation.is_none() {
                self.tell(
                    "delegations",
                    FaultKind::NotAllowed(value.to_string().into()),
                );
            }
            delegation
        };
        list.into_iter().flatten().filter_map(read).collect()
    }
}
