//! What somebody asks for, word for word as on the wire.
//!
//! Every field of every tree is here, so that a request for one tree that carries another's field is
//! refused by name instead of being half obeyed. Acknowledgements, digests and idempotency keys are no
//! part of a request (ruling 9).

mod choices;
pub mod filters;

use super::actor::ActAs;
use crate::ids::{Address, OrganizationCode, PositionId, RoleId, ServiceId, UserId};
use crate::organization::MoveFamily;
use crate::people::User;
use crate::time::{Day, beginning};
pub use choices::{AddressFate, Disposition, MOST_FORWARD_DAYS, MoveAction, Scope, ServiceChoice};
use filters::MoveFilter;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A request to move one person or many.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct MoveRequest {
    /// The organization the actor acts in; the actor's home where none is given (ruling 75).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acting_in: Option<OrganizationCode>,
    /// As oneself, or as an operator.
    #[serde(rename = "as", skip_serializing_if = "Option::is_none")]
    pub act_as: Option<ActAs>,
    /// The one person to move, by id or by a username that is unique in the actor's view.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<UserId>,
    /// Several people to move.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subjects: Option<Vec<UserId>>,
    /// Everybody who lives in this organization.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub all_of: Option<OrganizationCode>,
    /// In which way people are chosen, as forms of older interfaces say it; it must be how they are. `action` is its former
    /// name.
    #[serde(alias = "action", skip_serializing_if = "Option::is_none")]
    pub move_action: Option<MoveAction>,
    /// Filters that choose among those named, or among everybody who lives at the source, and say where each goes, in
    /// place of a destination; of telephony trees. Whom none fits stays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filters: Option<Vec<MoveFilter>>,
    /// Where the subject is expected to live; refused when it does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<OrganizationCode>,
    /// The new home.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub destination: Option<OrganizationCode>,
    /// What is asked for each person alike.
    #[serde(flatten)]
    pub options: PersonOptions,
    /// What differs for single people, by id or username; a field that is not given there is as for everybody
    /// (ruling 20).
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub per_person: BTreeMap<UserId, PersonOptions>,
    /// All families or none.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub all_or_nothing: bool,
    /// Whether a refused family ends the run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_failure: Option<OnFailure>,
    /// Why; kept in the ledger.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// When it is to happen, a day or a point in time; nothing later than now until schedules exist (ruling 80).
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "date")]
    pub effective_at: Option<String>,
    /// When it is to be taken back; none until schedules exist.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "date")]
    pub return_at: Option<String>,
}

/// What happens to the rest when a family is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OnFailure {
    /// The next family is tried.
    Continue,
    /// The run ends.
    Stop,
}

/// The choices that can differ from person to person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct PersonOptions {
    /// The position at the destination: a node, `null` for none, absent for the remembered one.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<PositionId>"))]
    pub position: Option<Option<PositionId>>,
    /// Subscriptions to keep, by organization (ruling 31); under a name, an empty list keeps none of those that are
    /// kept for everybody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep_subscriptions: Option<BTreeSet<OrganizationCode>>,
    /// Override the move lock; only where an operator ticks a box (ruling 7). Not given is no (ruling 34).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub move_locked: Option<bool>,
    /// Lock everybody who was moved. Not given is no (ruling 34).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lock_after: Option<bool>,
    /// The role at the destination; of telephony trees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<RoleId>,
    /// The new sign-in name; of hosting trees, as the next six.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upn: Option<String>,
    /// The primary address; by the formats of the destination where none is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary_address: Option<Address>,
    /// Further new addresses; by the formats of the destination where none are given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aliases: Option<Vec<Address>>,
    /// What becomes of old addresses; one that is not named is dropped (ruling 42).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addresses: Option<BTreeMap<Address, AddressFate>>,
    /// Whether the username is written anew; it stays where nothing is said (ruling 41).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rename_username: Option<bool>,
    /// What becomes of services; one that is not named follows its preselection (ruling 64).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub services: Option<BTreeMap<ServiceId, ServiceChoice>>,
    /// Whom they report to at the destination: somebody who lives there or goes along, `null` for nobody. Where nothing is
    /// said, a manager who goes along or lives elsewhere stays, and one who stays behind is cleared (ruling 21).
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<UserId>"))]
    pub manager: Option<Option<UserId>>,
    /// The permission profile; of account trees, as the next five.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// Who takes over what stays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_owner: Option<UserId>,
    /// Whether proofs move along.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub move_proofs: Option<bool>,
    /// Whether files move along.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub move_files: Option<bool>,
    /// The folder for what moves along.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub folder_name: Option<String>,
    /// Whether that folder is private.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub folder_private: Option<bool>,
    /// With services, or the user alone; of telephony trees, as the next three.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// Whether desk phones move along.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub move_desk_phones: Option<bool>,
    /// The device pool.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device_pool: Option<String>,
    /// The calling search space of the lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line_css: Option<String>,
}

/// Reads a field that is there, be it null: an absent one never comes here.
fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(deserializer).map(Some)
}

/// Reads a day or a point in time and keeps it as written.
fn date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    match text.as_deref().map(beginning) {
        Some(None) => Err(serde::de::Error::custom(format!(
            "{:?} is no date; write it like 2026-11-21 or 2026-11-21T09:30:00Z",
            text.unwrap_or_default()
        ))),
        _ => Ok(text),
    }
}

impl MoveRequest {
    /// A request to move one person.
    pub fn one(subject: impl Into<UserId>, destination: impl Into<OrganizationCode>) -> Self {
        Self {
            subject: Some(subject.into()),
            destination: Some(destination.into()),
            ..Self::default()
        }
    }

    /// The people asked for by name, each once, in the order given; those of `all_of` are the caller's to add.
    pub fn named_subjects(&self) -> Vec<UserId> {
        let mut seen = BTreeSet::new();
        self.subject
            .iter()
            .chain(self.subjects.iter().flatten())
            .filter(|id| seen.insert((*id).clone()))
            .cloned()
            .collect()
    }

    /// In which way the request chooses people.
    pub fn way(&self) -> MoveAction {
        match (&self.filters, self.is_bulk()) {
            (Some(_), _) => MoveAction::ByFilters,
            (None, true) => MoveAction::ByUsernames,
            (None, false) => MoveAction::ByUsername,
        }
    }

    /// Every organization the request may lead to.
    pub fn destinations(&self) -> impl Iterator<Item = &OrganizationCode> {
        let by_filter = self.filters.iter().flatten();
        self.destination
            .iter()
            .chain(by_filter.map(|filter| &filter.destination))
    }

    /// Whether the request may be about several families, and so gets a row each (ruling 76).
    pub fn is_bulk(&self) -> bool {
        self.subjects.is_some() || self.all_of.is_some() || self.filters.is_some()
    }

    /// The day that is given for the move, if any; the ledger keeps it beside its own time (ruling 80).
    pub fn as_of(&self) -> Option<Day> {
        let at = self.effective_at.as_deref().and_then(beginning)?;
        Some(at.day())
    }

    /// The choices that stand under one person's name.
    pub fn own_options(&self, user: &User) -> Option<&PersonOptions> {
        if self.per_person.is_empty() {
            return None;
        }
        self.per_person
            .get(&user.id)
            .or_else(|| self.per_person.get(&*user.username))
    }

    /// Whether the move lock of a person is to be overridden.
    pub fn moves_locked(&self, user: &User) -> bool {
        self.own_options(user)
            .and_then(|own| own.move_locked)
            .or(self.options.move_locked)
            .unwrap_or(false)
    }

    /// Whether a person is to be locked after the move.
    pub fn locks_after(&self, user: &User) -> bool {
        self.own_options(user)
            .and_then(|own| own.lock_after)
            .or(self.options.lock_after)
            .unwrap_or(false)
    }

    /// The subscriptions of a person that are to be kept, by organization.
    pub fn kept_subscriptions(&self, user: &User) -> &BTreeSet<OrganizationCode> {
        const NONE: &BTreeSet<OrganizationCode> = &BTreeSet::new();
        self.own_kept_subscriptions(user)
            .or(self.options.keep_subscriptions.as_ref())
            .unwrap_or(NONE)
    }

    /// The same, where they stand under the person's own name.
    pub fn own_kept_subscriptions(&self, user: &User) -> Option<&BTreeSet<OrganizationCode>> {
        self.own_options(user)
            .and_then(|own| own.keep_subscriptions.as_ref())
    }
}

impl PersonOptions {
    /// The fields given that moves of a family do not know.
    pub fn fields_of_other_trees(&self, family: MoveFamily) -> Vec<&'static str> {
        let of_hosting = |given: bool| given && family != MoveFamily::Hosting;
        let of_sites = |given: bool| given && family != MoveFamily::Site;
        let of_accounts = |given: bool| given && family != MoveFamily::Account;
        let of_enterprises = |given: bool| given && family != MoveFamily::Enterprise;
        let given = [
            ("position", of_enterprises(self.position.is_some())),
            (
                "keep_subscriptions",
                of_enterprises(self.keep_subscriptions.is_some()),
            ),
            ("role", of_sites(self.role.is_some())),
            ("upn", of_hosting(self.upn.is_some())),
            (
                "primary_address",
                of_hosting(self.primary_address.is_some()),
            ),
            ("aliases", of_hosting(self.aliases.is_some())),
            ("addresses", of_hosting(self.addresses.is_some())),
            (
                "rename_username",
                of_hosting(self.rename_username.is_some()),
            ),
            ("services", of_hosting(self.services.is_some())),
            ("manager", of_hosting(self.manager.is_some())),
            ("profile", of_accounts(self.profile.is_some())),
            ("new_owner", of_accounts(self.new_owner.is_some())),
            ("move_proofs", of_accounts(self.move_proofs.is_some())),
            ("move_files", of_accounts(self.move_files.is_some())),
            ("folder_name", of_accounts(self.folder_name.is_some())),
            ("folder_private", of_accounts(self.folder_private.is_some())),
            ("scope", of_sites(self.scope.is_some())),
            (
                "move_desk_phones",
                of_sites(self.move_desk_phones.is_some()),
            ),
            ("device_pool", of_sites(self.device_pool.is_some())),
            ("line_css", of_sites(self.line_css.is_some())),
        ];
        given
            .into_iter()
            .filter_map(|(name, is_given)| is_given.then_some(name))
            .collect()
    }

    /// The fields given that can be meant for one person only: names and addresses.
    pub fn fields_of_one_person(&self) -> Vec<&'static str> {
        let given = [
            ("upn", self.upn.is_some()),
            ("primary_address", self.primary_address.is_some()),
            ("aliases", self.aliases.is_some()),
            ("addresses", self.addresses.is_some()),
        ];
        let given = given.into_iter();
        given
            .filter_map(|(name, is_given)| is_given.then_some(name))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn an_absent_position_is_memory_and_null_is_none() {
        let absent: MoveRequest =
            serde_json::from_str(r#"{"subject":"dana","destination":"riverside"}"#).unwrap();
        let null: MoveRequest =
            serde_json::from_str(r#"{"subject":"dana","position":null}"#).unwrap();
        let node: MoveRequest =
            serde_json::from_str(r#"{"subject":"dana","position":"r-top"}"#).unwrap();
        assert_eq!(absent.options.position, None);
        assert_eq!(null.options.position, Some(None));
        assert_eq!(node.options.position, Some(Some("r-top".into())));
        for request in [absent, null, node] {
            let text = serde_json::to_string(&request).unwrap();
            assert_eq!(serde_json::from_str::<MoveRequest>(&text).unwrap(), request);
        }
    }

    #[test]
    fn a_misspelt_field_is_refused() {
        assert!(serde_json::from_str::<MoveRequest>(r#"{"subjet":"dana"}"#).is_err());
        assert!(
            serde_json::from_str::<MoveRequest>(r#"{"per_person":{"dana":{"lock":true}}}"#)
                .is_err()
        );
    }

    #[test]
    fn what_is_no_date_is_refused_and_what_is_one_stays_as_written() {
        for date in ["2026-11-21", "2026-11-21T09:30:00+01:00"] {
            let text = format!(r#"{{"effective_at":"{date}"}}"#);
            let request: MoveRequest = serde_json::from_str(&text).unwrap();
            assert_eq!(request.effective_at.as_deref(), Some(date));
            assert_eq!(request.as_of().unwrap().to_string(), "2026-11-21");
        }
        for text in [
            r#"{"effective_at":"soon"}"#,
            r#"{"effective_at":"2026-02-30"}"#,
            r#"{"return_at":""}"#,
            r#"{"effective_at":7}"#,
        ] {
            assert!(serde_json::from_str::<MoveRequest>(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_stands_under_a_name_overrides_what_is_asked_for_all_field_by_field() {
        let request: MoveRequest = serde_json::from_str(
            r#"{"lock_after":true,"move_locked":true,"keep_subscriptions":["palm"],
                "per_person":{"dana":{"position":"r-lab"},"M. Omar":{"move_locked":false,"keep_subscriptions":[]}}}"#,
        )
        .unwrap();
        let dana = User::new("dana", "Dana", "harbour");
        let mut omar = User::new("omar", "Omar", "harbour");
        omar.username = "M. Omar".into();
        assert!(request.locks_after(&dana) && request.moves_locked(&dana));
        assert!(request.locks_after(&omar) && !request.moves_locked(&omar));
        assert_eq!(request.kept_subscriptions(&dana).len(), 1);
        assert!(request.kept_subscriptions(&omar).is_empty());
        let text = serde_json::to_string(&request).unwrap();
        assert_eq!(serde_json::from_str::<MoveRequest>(&text).unwrap(), request);
    }

    #[test]
    fn the_same_person_named_twice_is_one_subject() {
        let request = MoveRequest {
            subjects: Some(vec!["b".into(), "a".into(), "b".into()]),
            ..MoveRequest::default()
        };
        assert_eq!(
            request.named_subjects(),
            vec![UserId::from("b"), UserId::from("a")]
        );
    }
}
