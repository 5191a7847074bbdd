//! New people, made one by one inside an organization (enterprise 1).

use super::hosted;
use super::judge::{
    address, attributes_fit, free_username, is_id, line, mapping_id_is_free, must_hold_one,
    position_fits, position_missing,
};
use super::permission::is_offered;
use super::profile::{UserView, view_of};
use super::seats::a_seat_is_free;
use super::sign_in::{KEY, SignInPatch, not_a_dependent, record};
use super::{not_deleted, person_named};
use crate::audit::Told;
use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::rights::{Edit, OverOrganization, over_organization, seen_user};
use crate::service::Service;
use crate::sign_in::{keeps_policy, long_enough};
use rehome_domain::directory::{AddressEntry, Directory, UserEntry};
use rehome_domain::ids::{AttributeId, OrganizationCode, PositionId, ProfileId, UserId};
use rehome_domain::organization::OrganizationStatus;
use rehome_domain::people::{User, UserStatus};
use rehome_domain::text::normalized;
use rehome_domain::time::Day;
use rehome_domain::tree::Placed;
use rehome_domain::user_move::{Channel, Snapshot, View};
use rehome_storage::{Tx, accounts, directory, hierarchy};
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
    /// The permission profile in a hub or satellite account; Manager where none is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<ProfileId>,
    pub locked: bool,
    pub password: Option<String>,
    /// Not in use before the person has signed in for the first time and chosen a password.
    pub pending: bool,
    /// How a dependent signs in; not at all where absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sign_in: Option<SignInPatch>,
    /// In which state a file puts the account.
    #[serde(skip)]
    pub status: Option<UserStatus>,
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
        let own = new.sign_in.as_ref();
        if own.is_some_and(|own| own.password.is_some() && own.manual != Some(true)) {
            return Err(ServiceError::rejected(
                "no-sign-in",
                "this dependent does not sign in; switch that on, too",
            ));
        }
        let first = new.password.as_ref();
        let hash = match first.or_else(|| own?.password.as_ref()) {
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
                    tx.alone().await?;
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
                    if let Some(sponsor) = sponsor {
                        may_have_dependents(&view, sponsor)?;
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
                    if let Some(password) = &new.password {
                        keeps_policy(tx, &home, password).await?;
                    }
                    let made = (&new, now.day());
                    let entry = newcomer(tx, (&view, &facts), &home, sponsor, made).await?;
                    this.create_write(tx, right, &id, entry).await?;
                    if let Some(hash) = &hash {
                        let must_change = new.pending || new.sign_in.is_some();
                        accounts::set_password(tx, &id, hash, now, must_change).await?;
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
        tx.alone().await?;
        let mut one = Directory::default();
        let told = Told::new("user-created", id.as_str())
            .at(&entry.home)
            .with(json!({ "username": entry.username }));
        let is_hosted = entry.extra.contains_key(hosted::PROVISIONING);
        one.users.insert(id.clone(), entry);
        directory::import(tx, &one, &|_, _| {}).await?;
        if is_hosted {
            self.provisioning_order_account(tx, &right.actor, id)
                .await?;
        }
        self.tell(tx, &right.actor, vec![told]).await
    }
}

/// Whether the viewer can give somebody a dependent.
pub(crate) fn may_have_dependents(view: &View<'_>, sponsor: &User) -> Result<(), ServiceError> {
    if sponsor.is_dependent() {
        return Err(ServiceError::rejected(
            "sponsor-is-dependent",
            "a dependent cannot be a sponsor; name another",
        ));
    }
    not_deleted(sponsor)?;
    if view.actor.manage_dependents {
        Ok(())
    } else {
        Err(ServiceError::Forbidden)
    }
}

/// Whether somebody new can live in an organization: a home, and active.
pub(crate) fn is_open_home(place: Placed<'_>) -> Result<(), ServiceError> {
    if !place.kind.may_be_home() {
        return Err(ServiceError::rejected(
            "not-a-home",
            "nobody can live there",
        ));
    }
    if place.status != OrganizationStatus::Active {
        return Err(ServiceError::rejected(
            "destination-not-active",
            "the organization is not active; choose another",
        ));
    }
    Ok(())
}

/// Whether whoever makes somebody will see and handle them: by the position, as somebody new is in no group yet.
async fn is_in_base(
    tx: &mut Tx,
    view: &View<'_>,
    home: Placed<'_>,
    position: Option<&PositionId>,
) -> Result<(), ServiceError> {
    let Some(base) = &view.actor.user_base else {
        return Ok(());
    };
    let hierarchy = hierarchy::whole(tx, &home.code).await?;
    let is_inside = |position| {
        let mut tops = base.positions.iter();
        tops.any(|top| hierarchy.is_within(position, top))
    };
    if position.is_some_and(is_inside) {
        return Ok(());
    }
    Err(ServiceError::rejected(
        "outside-your-user-base",
        "choose a position in your user base",
    ))
}

/// Somebody new as stored: every value legal there, and names free.
pub(crate) async fn newcomer(
    tx: &mut Tx,
    (view, facts): (&View<'_>, &Snapshot),
    home: &OrganizationCode,
    sponsor: Option<&User>,
    (new, today): (&NewUser, Day),
) -> Result<UserEntry, ServiceError> {
    let place = facts.organizations.get(home);
    let place = place.ok_or(ServiceError::NotFound)?;
    is_open_home(place)?;
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
    if new.position.is_none() && must_hold_one(tx, place).await? {
        return Err(position_missing());
    }
    is_in_base(tx, view, place, new.position.as_ref()).await?;
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
    let mut extra = Map::new();
    if let Some(own) = &new.sign_in {
        if sponsor.is_none() {
            return Err(not_a_dependent());
        }
        extra.insert(KEY.to_owned(), record(None, own.manual == Some(true)));
    }
    if let Some(profile) = &new.profile {
        is_id("profile", profile.as_str())?;
        is_offered(view, facts, place, profile)?;
        extra.insert("profile".to_owned(), profile.as_str().into());
    }
    let values = new.attributes.iter().filter(|(_, value)| !value.is_null());
    let mut entry = UserEntry {
        home: home.clone(),
        username: Arc::from(username),
        given,
        surname,
        name,
        status: match new.status {
            Some(status) => status,
            None if new.pending => UserStatus::Pending,
            None => UserStatus::Active,
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
        extra,
    };
    hosted::newcomer(tx, view, place, &mut entry, today).await?;
    let known_as = UserId::from(&*entry.username);
    a_seat_is_free(tx, facts, place, (&known_as, None, entry.status)).await?;
    Ok(entry)
}
