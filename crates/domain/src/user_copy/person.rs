//! The new person as the plan makes them, and the same as steps.

use super::case::CopyCase;
use crate::hosting::{AddressUse, HeldService, Provisioning};
use crate::ids::{Address, InstanceId, OrganizationCode, PlanId, RoleId, ServiceId, UserId};
use crate::time::Day;
use crate::user_move::hosting::roles::RoleFate;
use crate::user_move::{Disposition, Step};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Somebody new. Values of the original that are taken over stand here by name alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewPerson {
    /// The home.
    pub home: OrganizationCode,
    /// The username.
    pub username: Arc<str>,
    /// The given name.
    pub given: Option<Arc<str>>,
    /// The surname.
    pub surname: Option<Arc<str>>,
    /// The display name.
    pub name: Arc<str>,
    /// The user principal name.
    pub upn: Arc<str>,
    /// The addresses; one is the primary one.
    pub addresses: BTreeMap<Address, AddressUse>,
    /// The department.
    pub department: Option<Arc<str>>,
    /// The office.
    pub office: Option<Arc<str>>,
    /// The manager.
    pub manager: Option<UserId>,
    /// How the account is set up.
    pub account: Account,
    /// The roles at the home.
    pub roles: BTreeSet<RoleId>,
    /// The services.
    pub services: BTreeMap<ServiceId, NewService>,
    /// The fields and attributes that are taken over from the original, by name.
    pub copied: BTreeSet<Arc<str>>,
    /// The fields of the original that hold something and are not taken over, by name.
    pub left_out: BTreeSet<Arc<str>>,
}

/// How an account is set up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Account {
    /// Whether the password is to be changed at the next sign-in.
    pub change_at_next_sign_in: bool,
    /// Whether the password never expires.
    pub never_expires: bool,
    /// Whether the account is disabled. It is provisioned all the same; nobody can sign in until it is enabled.
    pub disabled: bool,
    /// The account's last day.
    pub expires: Option<Day>,
    /// Whether this is a test user.
    pub test: bool,
}

/// A service of somebody new.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewService {
    /// Which of the customer's instances.
    pub instance: Option<InstanceId>,
    /// At which level.
    pub plan: Option<PlanId>,
    /// Requested, or pending where something is missing.
    pub status: Provisioning,
    /// The properties that have a value.
    pub properties: BTreeMap<Arc<str>, PropertyValue>,
    /// The required properties that have none.
    pub missing: BTreeSet<Arc<str>>,
}

/// Where the value of a property comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "from", content = "value", rename_all = "snake_case")]
pub enum PropertyValue {
    /// It is that of the original.
    Original,
    /// It was asked for.
    Request(Value),
    /// It is worked out from what the new person is called.
    Names(Value),
}

/// The new person of a case that nothing blocks; none where a name is missing.
pub(super) fn person(case: &CopyCase<'_>) -> Option<NewPerson> {
    let names = &case.names;
    let username = names.username.as_ref()?.as_ref().ok()?.text.clone();
    let addresses = names.addresses.iter().enumerate();
    let carried = case.roles.iter();
    let carried = carried.filter(|(_, fate)| *fate != RoleFate::Dropped);
    let wish = &case.request.user.account;
    let manager = case.manager().filter(|(_, stays)| *stays);
    Some(NewPerson {
        home: case.home.code.clone(),
        username,
        given: names.given.clone(),
        surname: names.surname.clone(),
        name: names.name.clone()?,
        upn: names.upn.clone()?,
        addresses: addresses
            .map(|(at, name)| (Address::new(&name.text), AddressUse { primary: at == 0 }))
            .collect(),
        department: case.department(),
        office: case.office(),
        manager: manager.map(|(manager, _)| manager.clone()),
        account: Account {
            change_at_next_sign_in: wish.change_at_next_sign_in,
            never_expires: wish.never_expires.unwrap_or(case.record.never_expires),
            disabled: wish.disabled,
            expires: wish.expires,
            test: case.request.user.test,
        },
        roles: carried.map(|(role, _)| role.clone()).collect(),
        services: case
            .services
            .iter()
            .map(|row| {
                let service = NewService {
                    instance: row.instance.cloned(),
                    plan: row.plan.clone(),
                    status: row.status(),
                    properties: row.properties.clone(),
                    missing: row.missing.clone(),
                };
                (row.service.clone(), service)
            })
            .collect(),
        copied: case.copied(),
        left_out: case.left_out(),
    })
}

impl NewPerson {
    /// By what steps name somebody who has no id yet.
    pub fn id(&self) -> UserId {
        UserId::from(&*self.username)
    }

    /// The new person as steps from nobody, for whoever shows steps or orders what is to be done outside; they are read
    /// and not applied. Before somebody has an id, that is [`NewPerson::id`].
    pub fn steps(&self, id: &UserId) -> Vec<Step> {
        let about = || id.clone();
        let mut steps = vec![
            Step::Username {
                about: about(),
                before: Arc::from(""),
                after: self.username.clone(),
            },
            Step::Upn {
                about: about(),
                before: None,
                after: Some(self.upn.clone()),
            },
            Step::Account {
                about: about(),
                before: Provisioning::NotProvisioned,
                after: Provisioning::Requested,
            },
        ];
        steps.extend(self.addresses.iter().map(|(address, used)| Step::Address {
            about: about(),
            address: address.clone(),
            before: None,
            after: Some(*used),
        }));
        steps.extend(self.services.iter().map(|(id, service)| Step::Service {
            about: about(),
            service: id.clone(),
            disposition: Disposition::Recreate,
            from: self.home.clone(),
            to: self.home.clone(),
            before: None,
            after: Some(service.held()),
        }));
        steps.extend(self.roles.iter().map(|role| Step::Role {
            about: about(),
            role: role.clone(),
            at: Some(self.home.clone()),
            before: false,
            after: true,
        }));
        steps.extend(self.department.iter().map(|department| Step::Department {
            about: about(),
            before: None,
            after: Some(department.clone()),
        }));
        steps.extend(self.office.iter().map(|office| Step::Office {
            about: about(),
            before: None,
            after: Some(office.clone()),
        }));
        steps.extend(self.manager.iter().map(|manager| Step::Manager {
            about: about(),
            before: None,
            after: Some(manager.clone()),
        }));
        steps
    }
}

impl NewService {
    /// The service as it is held.
    pub fn held(&self) -> HeldService {
        HeldService {
            instance: self.instance.clone(),
            plan: self.plan.clone(),
            status: self.status,
            properties: self.properties.keys().cloned().collect(),
            bytes: 0,
        }
    }
}
