//! Proofs and files that are handed in by whoever may make such in the own account: new ones, and further versions. The bytes
//! go through as they come.

use super::items::{ItemView, facts, follows, seen, told};
use crate::audit::Told;
use crate::caller::Caller;
use crate::digest::sha256;
use crate::error::ServiceError;
use crate::service::Service;
use crate::throttle::micros;
use futures::Stream;
use rehome_domain::content::sight::{Access, sees_folder};
use rehome_domain::content::{Item, ItemKind, VersionFault, is_file_name};
use rehome_domain::ids::{FolderId, ItemId, OrganizationCode, SetId, UserId};
use rehome_domain::organization::OrganizationStatus;
use rehome_domain::time::Timestamp;
use rehome_domain::user_move::Snapshot;
use rehome_objects::Bytes;
use rehome_storage::Tx;
use rehome_storage::items::{self, StoredItem, StoredObject};
use rehome_storage::snapshot;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;
use std::time::Duration;

/// Bytes whose item is not there by then are nobody's.
pub(super) const SPARED: Duration = Duration::from_secs(24 * 60 * 60);
/// The most bytes of one file.
pub const LARGEST: u64 = 5 << 30;

/// Something that is handed in.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewItem {
    /// What it is.
    pub kind: ItemKind,
    /// The folder it is put in.
    #[serde(default)]
    pub folder: Option<FolderId>,
    /// How the file is called.
    #[serde(default)]
    pub file: Option<String>,
}

/// The account in which somebody hands in things of a kind; none for a profile that only looks, and for who lives in none.
pub(super) fn makes(facts: &Snapshot, user: &UserId, kind: ItemKind) -> Option<OrganizationCode> {
    let home = &facts.user(user)?.home;
    let profile = facts.content.as_ref()?.profile_of(user, home)?;
    profile.makes(kind).then(|| home.clone())
}

impl Service {
    /// Takes in a proof or file of the caller's, in the caller's own account. The bytes go through as they come.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for who lives in no account, [`ServiceError::Forbidden`] for a profile that only looks,
    /// [`ServiceError::Rejected`] for a folder that is not in view and for more than there is room for.
    pub async fn item_upload<E>(
        &self,
        caller: &Caller,
        new: NewItem,
        bytes: impl Stream<Item = Result<Bytes, E>> + Send,
    ) -> Result<ItemView, ServiceError>
    where
        E: std::error::Error + Send + Sync + 'static,
    {
        named(new.file.as_deref())?;
        let (this, who, asked) = (self.clone(), caller.clone(), new.clone());
        let account = self
            .store()
            .read(move |tx| {
                Box::pin(async move {
                    let (account, _) = this.may_make(tx, &who, &asked).await?;
                    Ok::<_, ServiceError>(account)
                })
            })
            .await?;
        let (id, object, bytes) = self.taken_in(&account, bytes).await?;
        let mut item = Item::new(new.kind, account.as_str(), caller.user.as_str(), bytes);
        item.folder = new.folder.clone();
        let (this, caller) = (self.clone(), caller.clone());
        self.store()
            .write(move |tx| {
                let (this, caller, new) = (this.clone(), caller.clone(), new.clone());
                let (id, item, object) = (id.clone(), item.clone(), object.clone());
                Box::pin(async move {
                    tx.alone().await?;
                    let facts = this.may_make(tx, &caller, &new).await?.1;
                    let made = (&id, &item, new.file.as_deref());
                    this.add_item(tx, &caller, &facts, made, &object).await
                })
            })
            .await
    }

    /// Takes in a further version of a proof, which is the caller's from then on; a set of several owners stays where it is
    /// when one of them moves (content 7). It lies where the version lies that it follows, and goes along with it where that is
    /// still to go (ruling 58).
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for what is out of view, [`ServiceError::Forbidden`] for who does not change it or lives in
    /// another account while it does not move along, [`ServiceError::Rejected`] for what gets no further version and for more than there is room for.
    pub async fn item_version_upload<E>(
        &self,
        caller: &Caller,
        id: &ItemId,
        file: Option<&str>,
        bytes: impl Stream<Item = Result<Bytes, E>> + Send,
    ) -> Result<ItemView, ServiceError>
    where
        E: std::error::Error + Send + Sync + 'static,
    {
        named(file)?;
        let (user, former) = (caller.user.clone(), id.clone());
        let account = self
            .store()
            .read(move |tx| {
                Box::pin(async move {
                    let (before, _) = may_follow(tx, &user, &former).await?;
                    Ok::<_, ServiceError>(before.item.account)
                })
            })
            .await?;
        let fresh = SetId::from(self.new_id()?.as_str());
        let (new, object, bytes) = self.taken_in(&account, bytes).await?;
        let (this, caller) = (self.clone(), caller.clone());
        let (former, file) = (id.clone(), file.map(str::to_owned));
        self.store()
            .write(move |tx| {
                let (this, caller, former) = (this.clone(), caller.clone(), former.clone());
                let (new, object, file) = (new.clone(), object.clone(), file.clone());
                let fresh = fresh.clone();
                Box::pin(async move {
                    tx.alone().await?;
                    let (before, facts) = may_follow(tx, &caller.user, &former).await?;
                    let set = match &before.item.set {
                        Some(set) => set.clone(),
                        None => {
                            items::begin_set(tx, &former, before.revision, &fresh).await?;
                            fresh
                        }
                    };
                    let (user, home) = (caller.user.as_str(), before.item.account.as_str());
                    let mut item = Item::new(before.item.kind, home, user, bytes);
                    item.folder = before.item.folder.clone();
                    item.version = items::last_version(tx, &set).await?.saturating_add(1);
                    item.set = Some(set);
                    let file = file.or(before.file);
                    let made = (&new, &item, file.as_deref());
                    this.add_item(tx, &caller, &facts, made, &object).await
                })
            })
            .await
    }

    /// Takes bytes in as they come; from then on they are free to go once a day is over, unless an item refers to them.
    async fn taken_in<E>(
        &self,
        account: &OrganizationCode,
        bytes: impl Stream<Item = Result<Bytes, E>> + Send,
    ) -> Result<(ItemId, StoredObject, u64), ServiceError>
    where
        E: std::error::Error + Send + Sync + 'static,
    {
        let objects = self.objects()?;
        let id = ItemId::from(self.new_id()?);
        let key = format!("{account}/{}", sha256(id.as_str().as_bytes()));
        let until = Timestamp(self.now().0.saturating_add(micros(SPARED)));
        let own = key.clone();
        self.store()
            .write(move |tx| {
                let key = own.clone();
                Box::pin(async move { Ok::<_, ServiceError>(items::spare(tx, &key, until).await?) })
            })
            .await?;
        let kept = objects.put(&key, bytes, LARGEST).await.map_err(told)?;
        let checksum = kept.checksum;
        Ok((id, StoredObject { key, checksum }, kept.bytes))
    }

    async fn add_item(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        facts: &Snapshot,
        (id, item, file): (&ItemId, &Item, Option<&str>),
        object: &StoredObject,
    ) -> Result<ItemView, ServiceError> {
        room(facts, item)?;
        items::add(tx, id, item, file, object).await?;
        let told = Told::new("item-created", id.as_str())
            .at(&item.account)
            .with(json!({ "bytes": item.bytes, "checksum": object.checksum }));
        self.tell(tx, &caller.user, vec![told]).await?;
        let stored = items::get(tx, id).await?.ok_or(ServiceError::NotFound)?;
        let seen = (id.clone(), &stored);
        // Where it was handed in, its owner may do so again.
        Ok(ItemView::of(
            facts,
            &caller.user,
            seen,
            (Access::Owner, true),
        ))
    }

    async fn may_make(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        new: &NewItem,
    ) -> Result<(OrganizationCode, Snapshot), ServiceError> {
        let user = &caller.user;
        let mut facts = facts(tx, user, None).await?;
        let own = facts.user(user).ok_or(ServiceError::NotFound)?;
        let account = own.home.clone();
        let content = facts.content.as_ref().ok_or(ServiceError::NotFound)?;
        let profile = content.profile_of(user, &account);
        let profile = profile.ok_or(ServiceError::NotFound)?;
        if !profile.makes(new.kind) {
            return Err(ServiceError::Forbidden);
        }
        is_open(&facts, &account)?;
        if let Some(id) = &new.folder {
            let folder = items::get_folder(tx, id).await?;
            let folder = folder.filter(|it| it.account == account && sees_folder(&facts, user, it));
            let folder = folder.ok_or_else(|| {
                ServiceError::rejected("unknown-folder", format!("there is no folder {id}"))
            })?;
            if !profile.adds_to(user, &folder) {
                return Err(ServiceError::Forbidden);
            }
        }
        used(tx, &mut facts, &account).await?;
        Ok((account, facts))
    }
}

/// A proof that somebody may hand in a further version of.
async fn may_follow(
    tx: &mut Tx,
    user: &UserId,
    id: &ItemId,
) -> Result<(StoredItem, Snapshot), ServiceError> {
    let (stored, mut facts, may) = seen(tx, user, id).await?;
    let item = &stored.item;
    if !follows(&facts, user, item, may) {
        return Err(ServiceError::Forbidden);
    }
    if let Some(fault) = item.version_fault() {
        let (code, message) = match fault {
            VersionFault::NotAProof => (
                "not-a-proof",
                "files have no versions; hand it in as a file",
            ),
            VersionFault::Trashed => ("item-in-trash", "it lies in the trash; take it out first"),
            VersionFault::Locked => ("item-locked", "it is locked; unlock it first"),
        };
        return Err(ServiceError::rejected(code, message));
    }
    let account = item.account.clone();
    is_open(&facts, &account)?;
    used(tx, &mut facts, &account).await?;
    Ok((stored, facts))
}

pub(super) fn is_open(facts: &Snapshot, account: &OrganizationCode) -> Result<(), ServiceError> {
    let place = facts.organizations.get(account);
    if place.is_some_and(|place| place.status == OrganizationStatus::Active) {
        return Ok(());
    }
    Err(ServiceError::rejected(
        "account-not-active",
        "the account takes nothing at the moment",
    ))
}

/// Adds how much of an account is in use.
async fn used(
    tx: &mut Tx,
    facts: &mut Snapshot,
    account: &OrganizationCode,
) -> Result<(), ServiceError> {
    let used = snapshot::usage_of(tx, account).await?;
    if let (Some(content), Some(used)) = (&mut facts.content, used) {
        content.counts.insert(account.clone(), used);
    }
    Ok(())
}

fn named(file: Option<&str>) -> Result<(), ServiceError> {
    if file.is_none_or(is_file_name) {
        return Ok(());
    }
    let message =
        "call the file by a name of at most 255 characters, without slashes and control characters";
    Err(ServiceError::rejected("file-name-illegal", message).at_field("file"))
}

fn room(facts: &Snapshot, item: &Item) -> Result<(), ServiceError> {
    let content = facts.content.as_ref().ok_or(ServiceError::NotFound)?;
    let limit = content
        .accounts
        .get(&item.account)
        .and_then(|it| it.storage_bytes);
    let used = content.counts.get(&item.account);
    let used = used.map_or(0, |it| it.bytes.saturating_add(it.expected));
    let would_be = used.saturating_add(item.bytes);
    match limit {
        Some(limit) if would_be > limit => Err(ServiceError::rejected(
            "account-storage-full",
            format!(
                "the account has room for {limit} bytes, this would be {would_be}; make room first"
            ),
        )),
        _ => Ok(()),
    }
}
