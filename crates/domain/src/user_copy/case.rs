//! What the rules of a copy read: the request with everything that follows from it, worked out once.

use super::authority::{CopyAuthority, as_operator};
use super::fields::{FieldFate, RECORD_FIELDS, of_attribute, of_record};
use super::names::NewNames;
use super::request::{CopyRequest, RolesWanted, RolesWord};
use super::services::{Ground, NewServiceRow, rows};
use crate::hosting::password::PasswordPolicy;
use crate::hosting::{HostedUser, HostingFacts, OrganizationHosting};
use crate::ids::{AttributeId, OrganizationCode, RoleId, ServiceId, UserId};
use crate::people::{User, UserStatus};
use crate::role::BuiltIn;
use crate::time::Day;
use crate::tree::Placed;
use crate::user_move::finding::{About, Finding, FindingKind, RemedyBy};
use crate::user_move::hosting::belongings::same;
use crate::user_move::hosting::roles::{RoleFate, fate};
use crate::user_move::hosting::short_name;
use crate::user_move::{Actor, Snapshot, View};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What of an original's record the facts of a snapshot do not tell.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OriginalRecord {
    /// The fields beside attributes that hold something, as a document names them.
    pub fields: BTreeSet<Arc<str>>,
    /// Whether the password never expires.
    pub never_expires: bool,
}

/// One copy.
pub struct CopyCase<'a> {
    /// The facts.
    pub snapshot: &'a Snapshot,
    /// The facts of hosting trees.
    pub facts: &'a HostingFacts,
    /// What is asked.
    pub request: &'a CopyRequest,
    /// Who asks, and what they see and may do.
    pub view: View<'a>,
    /// Who is copied.
    pub original: &'a User,
    /// The hosting part of the original.
    pub hosted: &'a HostedUser,
    /// What else is known of the original's record.
    pub record: &'a OriginalRecord,
    /// The home of the original.
    pub source: Placed<'a>,
    /// The home of the new person.
    pub home: Placed<'a>,
    /// Its hosting part.
    pub there: &'a OrganizationHosting,
    /// The day on which this is judged.
    pub today: Day,
    /// What the new person is called.
    pub names: NewNames,
    /// The services of the new person.
    pub services: Vec<NewServiceRow<'a>>,
    /// The roles that are asked for, each with what becomes of it.
    pub roles: Vec<(RoleId, RoleFate)>,
}

impl<'a> CopyCase<'a> {
    /// The case of a request; none where the facts lack somebody, or the hosting part of somebody.
    pub fn new(
        snapshot: &'a Snapshot,
        request: &'a CopyRequest,
        actor: &Actor,
        authority: &CopyAuthority,
        record: &'a OriginalRecord,
        today: Day,
    ) -> Option<Self> {
        let view = View::of(snapshot, &as_operator(actor)).ok()?;
        let facts = snapshot.hosting.as_ref()?;
        let original = snapshot.user(authority.original())?;
        let hosted = original.hosting.as_deref()?;
        let source = snapshot.organizations.get(&original.home)?;
        let home = snapshot.organizations.get(authority.home())?;
        let there = home.organization.hosting.as_deref()?;
        let names = NewNames::of(&request.user, facts, there, &short_name(home));
        let ground = Ground {
            facts,
            source,
            home,
            there,
        };
        let services = rows(request, hosted, names.upn.as_deref(), &ground);
        let roles = match &request.roles {
            RolesWanted::These(roles) => roles.clone(),
            RolesWanted::Word(RolesWord::Copy) => roles_at(original, &source.code),
        };
        let roles = roles
            .into_iter()
            .map(|role| {
                let fate = fate(snapshot, Some(&view), home, &role);
                (role, fate)
            })
            .collect();
        Some(Self {
            snapshot,
            facts,
            request,
            view,
            original,
            hosted,
            record,
            source,
            home,
            there,
            today,
            names,
            services,
            roles,
        })
    }

    /// What passwords must be at the new home.
    pub fn policy(&self) -> PasswordPolicy {
        PasswordPolicy::of(self.there)
    }

    /// The row of a service the new person gets.
    pub fn service(&self, id: &ServiceId) -> Option<&NewServiceRow<'a>> {
        self.services.iter().find(|row| row.service == id)
    }

    /// The manager of the original, and whether the new person has the same: only somebody who lives where the new
    /// person does. A reference to somebody who is gone keeps an outside directory from everything (hosting 7).
    pub fn manager(&self) -> Option<(&'a UserId, bool)> {
        let manager = self.original.manager.as_ref()?;
        let stays = self
            .snapshot
            .user(manager)
            .is_some_and(|user| user.home == self.home.code && user.status != UserStatus::Deleted);
        Some((manager, stays))
    }

    /// The department of the new person.
    pub fn department(&self) -> Option<Arc<str>> {
        self.belonging(self.hosted.department.as_ref(), &self.there.departments)
    }

    /// The office of the new person.
    pub fn office(&self) -> Option<Arc<str>> {
        self.belonging(self.hosted.office.as_ref(), &self.there.offices)
    }

    fn belonging(&self, value: Option<&Arc<str>>, there: &BTreeSet<Arc<str>>) -> Option<Arc<str>> {
        if self.home == self.source {
            value.cloned()
        } else {
            same(value, there)
        }
    }

    /// Whether the new person has an attribute of the original: one that is copied, and defined at or above the home.
    fn takes(&self, attribute: &AttributeId) -> bool {
        let is_defined = match self.snapshot.attributes.get(attribute) {
            Some(Some(at)) => self.home.is_within(at),
            Some(None) | None => true,
        };
        is_defined && of_attribute(attribute.as_str()) == FieldFate::Copied
    }

    /// The attributes that are copied.
    pub fn attributes(&self) -> impl Iterator<Item = &'a AttributeId> {
        let all = self.original.attributes.iter();
        all.filter(|attribute| self.takes(attribute))
    }

    /// The fields and attributes of the original that hold something and are copied, by name.
    pub fn copied(&self) -> BTreeSet<Arc<str>> {
        let manager = self.manager().filter(|(_, stays)| *stays);
        let belongings = [
            ("department", self.department().is_some()),
            ("office", self.office().is_some()),
            ("manager", manager.is_some()),
        ];
        let belongings = belongings.into_iter().filter(|(_, is_there)| *is_there);
        let fields = RECORD_FIELDS.iter().copied();
        let fields = fields.filter(|name| self.record.fields.contains(*name));
        let copied = belongings.map(|(name, _)| name).chain(fields);
        let copied = copied.chain(self.attributes().map(|attribute| attribute.as_str()));
        copied.map(super::fields::named).collect()
    }

    /// The fields of the original that hold something and are not copied, by name (ruling 64).
    pub fn left_out(&self) -> BTreeSet<Arc<str>> {
        let (original, hosted) = (self.original, self.hosted);
        let family = self.snapshot.family(original).count();
        let facts = [
            ("mapping_id", original.mapping_id.is_some()),
            ("groups", !original.groups.is_empty()),
            ("subscriptions", !original.subscriptions.is_empty()),
            ("delegations", !hosted.delegations.is_empty()),
            ("dependents", family > 1),
            ("position", original.position.is_some()),
            ("roles", self.leaves_roles()),
        ];
        let facts = facts.into_iter().filter(|(_, is_there)| *is_there);
        let fields = self.record.fields.iter();
        let fields = fields.filter(|name| of_record(name) == FieldFate::LeftOut);
        let attributes = original.attributes.iter();
        let attributes = attributes.filter(|attribute| !self.takes(attribute));
        facts
            .map(|(name, _)| super::fields::named(name))
            .chain(fields.cloned())
            .chain(attributes.map(|attribute| super::fields::named(attribute.as_str())))
            .collect()
    }

    fn leaves_roles(&self) -> bool {
        let held = roles_at(self.original, &self.source.code);
        let is_kept = |role: &RoleId| {
            let mut asked = self.roles.iter();
            asked.any(|(asked, fate)| asked == role && *fate != RoleFate::Dropped)
        };
        held.iter().any(|role| !is_kept(role))
    }

    /// A finding about the new person.
    pub fn about_newcomer(&self, kind: impl FnOnce(UserId) -> FindingKind) -> Finding {
        let id = self.names.id();
        Finding::new(&self.original.id, About::User(id.clone()), kind(id))
    }

    /// A finding about the original.
    pub fn about_original(&self, kind: FindingKind) -> Finding {
        let about = About::User(self.original.id.clone());
        Finding::new(&self.original.id, about, kind)
    }

    /// A finding about an organization.
    pub fn about_organization(&self, code: &OrganizationCode, kind: FindingKind) -> Finding {
        Finding::new(&self.original.id, About::Organization(code.clone()), kind)
    }

    /// A finding about a service.
    pub fn about_service(&self, service: &ServiceId, kind: FindingKind) -> Finding {
        Finding::new(&self.original.id, About::Service(service.clone()), kind)
    }

    /// The administrators of the provider, by name where they are known.
    pub fn top_administrators(&self) -> RemedyBy {
        let users = self
            .home
            .upwards()
            .find_map(|above| self.snapshot.contacts.get(&above.code))
            .cloned()
            .unwrap_or_default();
        RemedyBy::Holders {
            role: RoleId::new(BuiltIn::ServiceProviderAdministrator.row().name),
            users,
        }
    }
}

/// The roles somebody holds at an organization.
fn roles_at(user: &User, at: &OrganizationCode) -> BTreeSet<RoleId> {
    let held = user.grants.iter();
    held.filter(|grant| grant.at.as_ref() == Some(at))
        .map(|grant| grant.role.clone())
        .collect()
}
