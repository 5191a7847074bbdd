//! New people, made one by one inside an organization (enterprise 1).

use super::judge::{
    address, attributes_fit, free_username, is_id, line, mapping_id_is_free, position_fits,
};
use super::person_named;
use super::profile::{UserView, view_of};
use crate::audit::Told;
use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::rights::{Edit, OverOrganization, over_organization, seen_user};
use crate::service::Service;
use crate::sign_in::long_enough;
use rehome_domain::directory::{AddressEntry, Directory, UserEntry};
use rehome_domain::ids::{AttributeId, OrganizationCode, PositionId, UserId};
use rehome_domain::people::{User, UserStatus};
use rehome_domain::text::normalized;
use rehome_domain::user_move::{Channel, Snapshot, View};
use rehome_storage::{Tx, accounts, directory};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A person to be.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[allow(missing_docs)] // WHY: the fields are those of the profile.
pub struct NewUser {
    pub username: String,
    pub home: Option<OrganizationCode>,
    pub given: Option<String>,
    pub surname: Option<String>,
    pub name: Option<String>,
    pub email: Option<String>,
    pub mapping_id: Option<String>,
    pub position: Option<PositionId>,
    pub sponsor: Option<UserId>,
    pub locked: bool,
    pub password: Option<String>,
    /// Not in use before the person has signed in for the first time and chosen a password.
    pub pending: bool,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<AttributeId, Value>,
}

impl Service {
    /// Makes a person in an organization where the caller may change profiles; the home where the caller acts, where
    /// none is named. A dependent lives with its sponsor.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] and [`ServiceError::Forbidden`] about the home, [`ServiceError::Rejected`] for what
    /// cannot be.
    pub async fn user_create(
        &self,
        caller: &Caller,
        acting: &Acting,
        new: NewUser,
    ) -> Result<UserView, ServiceError> {
        let hash = match &new.password {
            Some(password) => {
                long_enough(password)?;
                Some(self.password_hash(password).await?)
            }
            None => None,
        };
        let (this, actor) = (self.clone(), caller.actor(acting, Channel::Attended));
        let (id, now) = (UserId::from(self.new_id()?), self.now());
        self.store()
            .write(move |tx| {
                let (this, actor, new, id, hash) = (
                    this.clone(),
                    actor.clone(),
                    new.clone(),
                    id.clone(),
                    hash.clone(),
                );
                Box::pin(async move {
                    if let Some(sponsor) = &new.sponsor {
                        is_id("sponsor", sponsor.as_str())?;
                    }
                    let known = new.sponsor.clone().unwrap_or_else(|| actor.user.clone());
                    let (known, facts) =
                        person_named(tx, &actor, &known, new.home.iter().cloned().collect())
                            .await?;
                    let view = View::of(&facts, &actor)?;
                    let sponsor = match &new.sponsor {
                        Some(_) => Some(seen_user(&view, &facts, &known)?),
                        None => None,
                    };
                    if sponsor.is_some_and(|sponsor| sponsor.is_dependent()) {
                        return Err(ServiceError::rejected(
                            "sponsor-is-dependent",
                            "a dependent cannot be a sponsor",
                        ));
                    }
                    let home = match (sponsor, new.home.clone()) {
                        (Some(sponsor), Some(home)) if sponsor.home != home => {
                            return Err(ServiceError::rejected(
                                "sponsor-elsewhere",
                                "a dependent lives with its sponsor",
                            ));
                        }
                        (Some(sponsor), _) => sponsor.home.clone(),
                        (None, Some(home)) => home,
                        (None, None) => view.acting_in.code.clone(),
                    };
                    let right = over_organization(&view, &facts, &home)?;
                    let entry = newcomer(tx, &facts, &home, sponsor, &new).await?;
                    this.create_write(tx, right, &id, entry).await?;
                    if let Some(hash) = &hash {
                        accounts::set_password(tx, &id, hash, now, new.pending).await?;
                    }
                    let (id, facts) = person_named(tx, &actor, &id, Vec::new()).await?;
                    view_of(tx, &View::of(&facts, &actor)?, &facts, &id, now.day()).await
                })
            })
            .await
    }

    /// Puts a judged person in, by the right over the organization that answers for it.
    pub(crate) async fn create_write(
        &self,
        tx: &mut Tx,
        right: OverOrganization<Edit>,
        id: &UserId,
        entry: UserEntry,
    ) -> Result<(), ServiceError> {
        let mut one = Directory::default();
        let told = Told::new("user-created", id.as_str())
            .at(&entry.home)
            .with(json!({ "username": entry.username }));
        one.users.insert(id.clone(), entry);
        directory::import(tx, &one, &|_, _| {}).await?;
        self.tell(tx, &right.actor, vec![told]).await
    }
}

/// Somebody new as stored: every value legal there, and names free.
pub(crate) async fn newcomer(
    tx: &mut Tx,
    facts: &Snapshot,
    home: &OrganizationCode,
    sponsor: Option<&User>,
    new: &NewUser,
) -> Result<UserEntry, ServiceError> {
    let place = facts
        .organizations
        .get(home)
        .filter(|place| place.kind.may_be_home());
    let place =
        place.ok_or_else(|| ServiceError::rejected("not-a-home", "nobody can live there"))?;
    let arc = |text: Option<String>| text.map(Arc::<str>::from);
    let of_line = |field: &str, text: &Option<String>| match text {
        Some(text) => line(field, text).map(arc),
        None => Ok(None),
    };
    let (given, surname) = (
        of_line("given", &new.given)?,
        of_line("surname", &new.surname)?,
    );
    let name = of_line("name", &new.name)?;
    let email = match &new.email {
        Some(email) => arc(address(email)?),
        None => None,
    };
    attributes_fit(tx, place, &new.attributes).await?;
    let username = free_username(tx, place, None, &new.username).await?;
    let mapping_id = new.mapping_id.as_deref().map(normalized);
    let mapping_id = mapping_id.filter(|id| !id.is_empty());
    if let Some(mapping_id) = &mapping_id {
        mapping_id_is_free(tx, place, None, mapping_id).await?;
    }
    position_fits(tx, place, new.position.as_ref()).await?;
    let whole = [given.as_deref(), surname.as_deref()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ");
    let name = name.unwrap_or_else(|| {
        Arc::from(if whole.is_empty() {
            username.as_str()
        } else {
            whole.as_str()
        })
    });
    let values = new.attributes.iter().filter(|(_, value)| !value.is_null());
    Ok(UserEntry {
        home: home.clone(),
        username: Arc::from(username),
        given,
        surname,
        name,
        status: if new.pending {
            UserStatus::Pending
        } else {
            UserStatus::Active
        },
        locked: new.locked,
        position: new.position.clone(),
        remembered_positions: BTreeMap::new(),
        sponsor: sponsor.map(|sponsor| sponsor.id.clone()),
        manager: None,
        mapping_id: arc(mapping_id),
        roles: BTreeSet::new(),
        subscriptions: BTreeSet::new(),
        attributes: values
            .map(|(id, value)| (id.clone(), value.clone()))
            .collect(),
        user_base: None,
        manage_dependents: true,
        addresses: email
            .map(|address| (address, AddressEntry { primary: true }))
            .into_iter()
            .collect(),
        password: None,
        extra: Map::new(),
    })
}
