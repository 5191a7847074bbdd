//! Section `account`: what is bought for a hub or satellite, the profiles it made, and who owns its dropzones (content 1
//! and 9).
//!
//! What is bought, and whom bills go to, is set by those alone who hold the billing; everything else by who looks after the
//! account. To add a field, give it to [`AccountPatch`] and [`AccountSettingsView`]; it is stored in the words of a document.

use crate::error::ServiceError;
use crate::people::{bills, gives, line};
use crate::view::Person;
use rehome_domain::content::{
    Account, AccountCounts, AccountPlan, CustomProfile, Module, Profile, ProfileKind, Rights,
    SignIn,
};
use rehome_domain::ids::{DropzoneId, ProfileId, UserId};
use rehome_domain::people::UserStatus;
use rehome_domain::text::judge_id;
use rehome_domain::tree::Placed;
use rehome_domain::user_move::{Snapshot, View};
use rehome_storage::Tx;
use rehome_storage::organizations::{
    AccountSection, account_of_profile, account_section, people_by_profile,
};
use rehome_storage::snapshot::{self, Destinations, Wanted};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A profile that an account makes for itself; it stands for the whole of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProfileSetting {
    /// The built-in profile it is cloned from, which gives all it can.
    pub like: ProfileKind,
    /// The display name; the id where none is given.
    #[serde(default)]
    pub name: Option<String>,
    /// Whether it can be given.
    #[serde(default = "yes")]
    pub enabled: bool,
    /// The rights that differ from the original's.
    #[serde(default)]
    pub rights: BTreeMap<Module, Rights>,
    /// Whether its holders look after users and settings; as of the original where nothing is said.
    #[serde(default)]
    pub manage_users: Option<bool>,
    /// Whether its holders move users.
    #[serde(default)]
    pub move_users: bool,
}

fn yes() -> bool {
    true
}

/// Changes of section `account`; what is absent stays, what is null is taken out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AccountPatch {
    /// What is bought; for who holds the billing, as the next three.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub plan: Option<Option<AccountPlan>>,
    /// How many people may live there; null for any number.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub seats: Option<Option<u32>>,
    /// How many bytes may be stored there; null for any number.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub storage_bytes: Option<Option<u64>>,
    /// Whom bills go to.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub billing_contact: Option<Option<UserId>>,
    /// How people sign in; null for as at the hub.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub sign_in: Option<Option<SignIn>>,
    /// Profiles of its own by id; null takes one out that nobody holds.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub profiles: BTreeMap<ProfileId, Option<ProfileSetting>>,
    /// New owners of dropzones.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub dropzones: BTreeMap<DropzoneId, UserId>,
}

impl AccountPatch {
    /// Whether it changes what is bought.
    fn is_about_billing(&self) -> bool {
        self.plan.is_some()
            || self.seats.is_some()
            || self.storage_bytes.is_some()
            || self.billing_contact.is_some()
    }
}

/// Section `account`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[allow(missing_docs)] // WHY: the fields are those of the section.
pub struct AccountSettingsView {
    pub revision: i64,
    pub plan: Option<AccountPlan>,
    pub seats: Option<u32>,
    /// How many are taken.
    pub seats_taken: u32,
    pub storage_bytes: Option<u64>,
    /// How many bytes are stored, trash included.
    pub bytes_stored: u64,
    /// How many bytes transfers under way still bring.
    pub bytes_expected: u64,
    pub billing_contact: Option<Person>,
    /// Null where it is as at the hub.
    pub sign_in: Option<SignIn>,
    /// The profiles there are: built-in ones, the mightiest first, then its own by id.
    pub profiles: Vec<ProfileView>,
    pub dropzones: Vec<DropzoneView>,
    /// Whether the reader sets what is bought.
    pub may_bill: bool,
}

/// A profile of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ProfileView {
    /// The id.
    pub id: ProfileId,
    /// The display name of one that the account made.
    pub name: Option<Arc<str>>,
    /// The built-in profile that it is, or is cloned from.
    pub like: ProfileKind,
    /// Whether it comes with every account.
    pub built_in: bool,
    /// Whether it can be given.
    pub enabled: bool,
    /// The rights on every kind of things, as they count.
    pub rights: BTreeMap<Module, Rights>,
    /// Whether its holders look after users and settings.
    pub manage_users: bool,
    /// Whether its holders move users, where the account is a hub.
    pub move_users: bool,
    /// Whether the reader may give it.
    pub may_give: bool,
    /// How many people hold it.
    pub people: u64,
}

/// A dropzone of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DropzoneView {
    /// The id.
    pub id: DropzoneId,
    /// The owner.
    pub owner: Person,
}

fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(deserializer).map(Some)
}

/// The section of an account; none of what is none.
pub(super) async fn account_view(
    tx: &mut Tx,
    view: &View<'_>,
    facts: &Snapshot,
    place: Placed<'_>,
) -> Result<Option<AccountSettingsView>, ServiceError> {
    let code = &place.code;
    let account = facts.content.as_ref().and_then(|it| it.accounts.get(code));
    let (Some(account), true) = (account, place.kind.is_account_tree()) else {
        return Ok(None);
    };
    let Some(stored) = account_section(tx, code).await? else {
        return Ok(None);
    };
    let mut named: BTreeSet<UserId> = stored.dropzones.values().cloned().collect();
    named.extend(account.billing_contact.clone());
    let known = people(tx, view, place, named.into_iter().collect()).await?;
    let person = |id: &UserId| Person {
        id: id.clone(),
        name: known
            .user(id)
            .map_or_else(|| Arc::from(id.as_str()), |user| user.name.clone()),
    };
    let counts = counts(tx, place).await?;
    Ok(Some(AccountSettingsView {
        revision: stored.revision,
        plan: account.plan,
        seats: account.seats,
        seats_taken: counts.seats,
        storage_bytes: account.storage_bytes,
        bytes_stored: counts.bytes,
        bytes_expected: counts.expected,
        billing_contact: account.billing_contact.as_ref().map(person),
        sign_in: account.sign_in,
        profiles: profiles_of(tx, view, facts, place).await?,
        dropzones: stored
            .dropzones
            .iter()
            .map(|(id, owner)| DropzoneView {
                id: id.clone(),
                owner: person(owner),
            })
            .collect(),
        may_bill: bills(view, facts),
    }))
}

/// The profiles of an account, disabled ones too.
pub(crate) async fn profiles_of(
    tx: &mut Tx,
    view: &View<'_>,
    facts: &Snapshot,
    place: Placed<'_>,
) -> Result<Vec<ProfileView>, ServiceError> {
    let held = people_by_profile(tx, &place.code).await?;
    let Some(content) = &facts.content else {
        return Ok(Vec::new());
    };
    let built_in = ProfileKind::ALL.into_iter().map(ProfileId::from);
    let own = content.profiles.keys().cloned();
    Ok(built_in
        .chain(own)
        .filter_map(|id| {
            let profile = content.profile(&id, &place.code)?;
            Some(ProfileView {
                people: held.get(&id).copied().unwrap_or(0),
                name: profile.custom.and_then(|custom| custom.name.clone()),
                like: profile.like,
                built_in: profile.custom.is_none(),
                enabled: profile.is_enabled(),
                rights: Module::ALL
                    .into_iter()
                    .map(|module| (module, profile.rights(module)))
                    .collect(),
                manage_users: profile.manages_users(),
                move_users: profile.moves_users(),
                may_give: gives(view, facts, place, &profile),
                id,
            })
        })
        .collect())
}

async fn counts(tx: &mut Tx, place: Placed<'_>) -> Result<AccountCounts, ServiceError> {
    let used = snapshot::usage_of(tx, &place.code).await?;
    Ok(AccountCounts {
        seats: snapshot::seats_of(tx, &place.code).await?,
        ..used.unwrap_or_default()
    })
}

async fn people(
    tx: &mut Tx,
    view: &View<'_>,
    place: Placed<'_>,
    people: Vec<UserId>,
) -> Result<Snapshot, ServiceError> {
    let there = Destinations::Listed(vec![place.code.clone()]);
    let wanted = Wanted::new(view.actor.id.clone(), people, there);
    Ok(snapshot::load(tx, &wanted).await?)
}

/// The section after the changes, each judged by itself and all of them by what the account uses.
pub(super) async fn changed(
    tx: &mut Tx,
    view: &View<'_>,
    facts: &Snapshot,
    place: Placed<'_>,
    stored: &AccountSection,
    patch: &AccountPatch,
) -> Result<AccountSection, ServiceError> {
    if patch.is_about_billing() && !bills(view, facts) {
        return Err(ServiceError::Forbidden);
    }
    let content = facts.content.as_ref().ok_or(ServiceError::NotFound)?;
    let mut after = stored.clone();
    let mut account = content
        .accounts
        .get(&place.code)
        .cloned()
        .unwrap_or_default();
    let known = people(tx, view, place, named(patch)).await?;
    fields(&known, view, place, patch, (&mut account, &mut after.body))?;
    fits(&account, patch, &counts(tx, place).await?)?;
    let held = people_by_profile(tx, &place.code).await?;
    for (id, setting) in &patch.profiles {
        let of = account_of_profile(tx, id).await?;
        if of.is_some_and(|of| of != place.code) {
            return Err(ServiceError::rejected(
                "already-exists",
                "something has this id already; choose another",
            ));
        }
        let people = held.get(id).copied().unwrap_or(0);
        profile(view, facts, place, (id, people), setting.as_ref())?;
        match setting {
            Some(setting) => {
                let body = body_of(&place, setting)?;
                after.profiles.insert(id.clone(), body);
            }
            None => {
                let gone = after.profiles.remove(id);
                gone.ok_or_else(|| unknown_profile(id))?;
            }
        }
    }
    let enabled = |body: &Map<String, Value>| body.get("enabled") != Some(&Value::Bool(false));
    if !account.has_custom_profiles() && after.profiles.values().any(enabled) {
        return Err(ServiceError::rejected(
            "plan-without-profiles",
            "the plan has no profiles of the account's own; disable them, or choose another plan",
        ));
    }
    dropzones(&known, place, patch, &mut after)?;
    Ok(after)
}

fn named(patch: &AccountPatch) -> Vec<UserId> {
    let contact = patch.billing_contact.iter().flatten();
    contact.chain(patch.dropzones.values()).cloned().collect()
}

/// Sets the account's own fields, as rules read them and as they are stored.
fn fields(
    known: &Snapshot,
    view: &View<'_>,
    place: Placed<'_>,
    patch: &AccountPatch,
    (account, body): (&mut Account, &mut Map<String, Value>),
) -> Result<(), ServiceError> {
    if let Some(plan) = patch.plan {
        account.plan = plan;
        put(body, "plan", plan.map(|it| it.as_str().into()));
    }
    if let Some(seats) = patch.seats {
        account.seats = seats;
        put(body, "seats", seats.map(Value::from));
    }
    if let Some(bytes) = patch.storage_bytes {
        // Sizes come out of columns of this kind.
        if bytes.is_some_and(|bytes| i64::try_from(bytes).is_err()) {
            return Err(ServiceError::rejected(
                "storage-out-of-range",
                "no storage is that large",
            ));
        }
        account.storage_bytes = bytes;
        put(body, "storage_bytes", bytes.map(Value::from));
    }
    if let Some(way) = patch.sign_in {
        account.sign_in = way;
        put(body, "sign_in", way.map(|it| it.as_str().into()));
    }
    if let Some(contact) = &patch.billing_contact {
        if let Some(contact) = contact {
            let user = known.user(contact).filter(|user| view.sees_user(user));
            let lives_here =
                user.filter(|user| user.home == place.code && user.status == UserStatus::Active);
            lives_here.ok_or_else(|| {
                ServiceError::rejected(
                    "unknown-contact",
                    format!("nobody called {contact} is active in the account"),
                )
            })?;
        }
        put(
            body,
            "billing_contact",
            contact.as_ref().map(|it| json!(it)),
        );
    }
    Ok(())
}

fn put(body: &mut Map<String, Value>, key: &str, value: Option<Value>) {
    match value {
        Some(value) => {
            body.insert(key.to_owned(), value);
        }
        None => {
            body.shift_remove(key);
        }
    }
}

/// Refuses limits below what is in use, where they are set.
fn fits(account: &Account, patch: &AccountPatch, used: &AccountCounts) -> Result<(), ServiceError> {
    if patch.seats.is_some() && !account.has_seats_for(used.seats) {
        return Err(ServiceError::rejected(
            "seats-in-use",
            format!("{} seats are taken; free some first", used.seats),
        ));
    }
    let bytes = used.bytes.saturating_add(used.expected);
    if patch.storage_bytes.is_some() && !account.has_room_for(bytes) {
        return Err(ServiceError::rejected(
            "storage-in-use",
            format!("{bytes} bytes are stored or on their way; make room first"),
        ));
    }
    Ok(())
}

/// Whether a profile can be made, changed or taken out: within what the actor may give, never the one they hold, and what
/// people hold stays a clone of the same original.
fn profile(
    view: &View<'_>,
    facts: &Snapshot,
    place: Placed<'_>,
    (id, people): (&ProfileId, u64),
    setting: Option<&ProfileSetting>,
) -> Result<(), ServiceError> {
    judge_id(id.as_str())
        .map_err(|fault| ServiceError::rejected("bad-text", format!("profiles: {fault}")))?;
    if ProfileKind::from_name(id.as_str()).is_some() {
        return Err(ServiceError::rejected(
            "profile-built-in",
            "the profiles that come with every account stay as they are; clone one under another id",
        ));
    }
    let content = facts.content.as_ref().ok_or(ServiceError::NotFound)?;
    let before = content.profile(id, &place.code);
    let wanted = setting.map(|it| Profile {
        like: it.like,
        custom: None,
    });
    if ![before, wanted]
        .iter()
        .flatten()
        .all(|it| gives(view, facts, place, it))
    {
        return Err(beyond_you());
    }
    let own = content.members.get(&view.actor.id);
    if view.actor.home == place.code && own.is_some_and(|own| own.profile == *id) {
        return Err(ServiceError::rejected(
            "own-profile",
            "somebody else has to change the profile you hold",
        ));
    }
    let stays =
        matches!((before, setting), (Some(before), Some(after)) if before.like == after.like);
    if people > 0 && !stays {
        return Err(ServiceError::rejected(
            "profile-in-use",
            format!("{people} people hold this profile; give them another first"),
        ));
    }
    Ok(())
}

/// What is said to who would give more than they have.
pub(crate) fn beyond_you() -> ServiceError {
    ServiceError::rejected(
        "profile-beyond-you",
        "this profile opens more than yours; ask somebody of higher rank",
    )
}

fn unknown_profile(id: &ProfileId) -> ServiceError {
    ServiceError::rejected("unknown-profile", format!("there is no profile {id}"))
}

/// The profile in the words of a document.
fn body_of(
    place: &Placed<'_>,
    setting: &ProfileSetting,
) -> Result<Map<String, Value>, ServiceError> {
    let name = match &setting.name {
        Some(name) => line("name", name)?,
        None => None,
    };
    let custom = CustomProfile {
        account: place.code.clone(),
        like: setting.like,
        name: name.map(Arc::from),
        enabled: setting.enabled,
        rights: setting.rights.clone(),
        manage_users: setting.manage_users,
        move_users: setting.move_users,
        revision: 0,
    };
    let Value::Object(mut body) = serde_json::to_value(custom).map_err(ServiceError::internal)?
    else {
        return Err(ServiceError::internal("a profile is no record"));
    };
    body.shift_remove("revision");
    let says_nothing =
        |value: &Value| value.is_null() || value.as_object().is_some_and(Map::is_empty);
    body.retain(|_, value| !says_nothing(value));
    Ok(body)
}

fn dropzones(
    known: &Snapshot,
    place: Placed<'_>,
    patch: &AccountPatch,
    after: &mut AccountSection,
) -> Result<(), ServiceError> {
    for (id, owner) in &patch.dropzones {
        let kept = after.dropzones.get_mut(id).ok_or_else(|| {
            ServiceError::rejected("unknown-dropzone", format!("there is no dropzone {id}"))
        })?;
        let user = known
            .user(owner)
            .filter(|user| user.home == place.code && user.status == UserStatus::Active);
        let content = known.content.as_ref();
        let profile = user.and_then(|user| content?.profile_of(&user.id, &place.code));
        if !profile.is_some_and(|profile| profile.may_own()) {
            return Err(ServiceError::rejected(
                "owner-not-eligible",
                format!("nobody called {owner} can own things in the account"),
            ));
        }
        *kept = owner.clone();
    }
    Ok(())
}
