//! Single proofs and files: handed in by whoever may make such in the own account, opened by whoever sees them.

use crate::audit::Told;
use crate::caller::Caller;
use crate::digest::sha256;
use crate::error::ServiceError;
use crate::service::Service;
use crate::throttle::micros;
use futures::Stream;
use futures::stream::BoxStream;
use rehome_domain::content::sight::{Access, access, sees_folder};
use rehome_domain::content::{Item, ItemKind, Module, Right};
use rehome_domain::ids::{FolderId, ItemId, OrganizationCode, UserId};
use rehome_domain::organization::OrganizationStatus;
use rehome_domain::time::Timestamp;
use rehome_domain::user_move::Snapshot;
use rehome_objects::{Bytes, ObjectsError, Part};
use rehome_storage::Tx;
use rehome_storage::items::{self, StoredItem, StoredObject};
use rehome_storage::snapshot::{self, Destinations, Wanted};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::time::Duration;

/// Bytes whose item is not there by then are nobody's.
const SPARED: Duration = Duration::from_secs(24 * 60 * 60);
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

/// An item as people see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ItemView {
    /// Its id.
    pub id: ItemId,
    /// What it is.
    pub kind: ItemKind,
    /// Where it is kept.
    pub account: OrganizationCode,
    /// The owner.
    pub owner: UserId,
    /// Who made it.
    pub creator: UserId,
    /// The folder it lies in.
    pub folder: Option<FolderId>,
    /// How the file is called.
    pub file: Option<String>,
    /// Its size in bytes.
    pub bytes: u64,
    /// The SHA-256 of its bytes, in hexadecimal; none where only the item is known.
    pub checksum: Option<String>,
    /// What the reader may do with it: `read_only`, `reviewer`, `edit` or `owner`.
    pub access: String,
}

impl ItemView {
    fn of(id: ItemId, stored: &StoredItem, access: Access) -> Self {
        let item = &stored.item;
        Self {
            id,
            kind: item.kind,
            account: item.account.clone(),
            owner: item.owner.clone(),
            creator: item.creator.clone(),
            folder: item.folder.clone(),
            file: stored.file.clone(),
            bytes: item.bytes,
            checksum: stored.object.as_ref().map(|it| it.checksum.clone()),
            access: match access {
                Access::None => "none",
                Access::ReadOnly => "read_only",
                Access::Reviewer => "reviewer",
                Access::Edit => "edit",
                Access::Owner => "owner",
            }
            .to_owned(),
        }
    }
}

/// An item with its bytes.
pub struct OpenedItem {
    /// What it is.
    pub item: ItemView,
    /// Its bytes, part by part.
    pub bytes: BoxStream<'static, Part>,
}

/// Who hands something in, where, and what room there is.
struct Maker {
    account: OrganizationCode,
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
        let objects = self.objects()?;
        let maker = self.maker(caller, &new).await?;
        let id = ItemId::from(self.new_id()?);
        let account = &maker.account;
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
        let mut item = Item::new(new.kind, account.as_str(), caller.user.as_str(), kept.bytes);
        item.folder = new.folder.clone();
        let object = StoredObject {
            key,
            checksum: kept.checksum,
        };
        let (this, caller) = (self.clone(), caller.clone());
        self.store()
            .write(move |tx| {
                let (this, caller, new) = (this.clone(), caller.clone(), new.clone());
                let (id, item, object) = (id.clone(), item.clone(), object.clone());
                Box::pin(async move {
                    tx.alone().await?;
                    let facts = this.may_make(tx, &caller, &new).await?.1;
                    room(&facts, &item)?;
                    let file = new.file.as_deref();
                    items::add(tx, &id, &item, file, &object).await?;
                    let told = Told::new("item-created", id.as_str())
                        .at(&item.account)
                        .with(json!({ "bytes": item.bytes, "checksum": object.checksum }));
                    this.tell(tx, &caller.user, vec![told]).await?;
                    let stored = items::get(tx, &id).await?.ok_or(ServiceError::NotFound)?;
                    Ok(ItemView::of(id, &stored, Access::Owner))
                })
            })
            .await
    }

    async fn maker(&self, caller: &Caller, new: &NewItem) -> Result<Maker, ServiceError> {
        let (this, caller, new) = (self.clone(), caller.clone(), new.clone());
        self.store()
            .read(move |tx| Box::pin(async move { Ok(this.may_make(tx, &caller, &new).await?.0) }))
            .await
    }

    async fn may_make(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        new: &NewItem,
    ) -> Result<(Maker, Snapshot), ServiceError> {
        let user = &caller.user;
        let mut facts = facts(tx, user, None).await?;
        let own = facts.user(user).ok_or(ServiceError::NotFound)?;
        let account = own.home.clone();
        let content = facts.content.as_ref().ok_or(ServiceError::NotFound)?;
        let profile = content.profile_of(user, &account);
        let profile = profile.ok_or(ServiceError::NotFound)?;
        let module = match new.kind {
            ItemKind::Proof => Module::Proofs,
            ItemKind::File => Module::Files,
        };
        if !profile.rights(module).own.contains(&Right::Create) {
            return Err(ServiceError::Forbidden);
        }
        let place = facts.organizations.get(&account);
        if place.is_none_or(|place| place.status != OrganizationStatus::Active) {
            return Err(ServiceError::rejected(
                "account-not-active",
                "the account takes nothing at the moment",
            ));
        }
        if let Some(id) = &new.folder {
            let adds = |module| profile.rights(module).others.contains(&Right::Create);
            let (to_public, to_private) =
                (adds(Module::PublicFolders), adds(Module::PrivateFolders));
            let folder = items::get_folder(tx, id).await?;
            let folder = folder.filter(|it| it.account == account && sees_folder(&facts, user, it));
            let folder = folder.ok_or_else(|| {
                ServiceError::rejected("unknown-folder", format!("there is no folder {id}"))
            })?;
            let is_own = folder.owner == *user || folder.creator == *user;
            let adds = if folder.private {
                to_private
            } else {
                to_public
            };
            if !is_own && !adds {
                return Err(ServiceError::Forbidden);
            }
        }
        let used = snapshot::usage_of(tx, &account).await?;
        if let (Some(content), Some(used)) = (&mut facts.content, used) {
            content.counts.insert(account.clone(), used);
        }
        Ok((Maker { account }, facts))
    }

    /// An item in view.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for what is out of view.
    pub async fn item(&self, caller: &Caller, id: &ItemId) -> Result<ItemView, ServiceError> {
        let (stored, access) = self.item_seen(caller, id).await?;
        Ok(ItemView::of(id.clone(), &stored, access))
    }

    /// An item in view with its bytes.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for what is out of view, and where only the item is known.
    pub async fn item_open(
        &self,
        caller: &Caller,
        id: &ItemId,
    ) -> Result<OpenedItem, ServiceError> {
        let objects = self.objects()?;
        let mut last: Option<String> = None;
        loop {
            let (stored, access) = self.item_seen(caller, id).await?;
            let object = stored.object.as_ref().ok_or(ServiceError::NotFound)?;
            match objects.get(&object.key).await {
                Ok(bytes) => {
                    let item = ItemView::of(id.clone(), &stored, access);
                    return Ok(OpenedItem { item, bytes });
                }
                // WHY again: it may have been switched just between looking and opening.
                Err(ObjectsError::Missing(_)) if last.as_ref() != Some(&object.key) => {
                    last = Some(object.key.clone());
                }
                Err(error) => return Err(told(error)),
            }
        }
    }

    async fn item_seen(
        &self,
        caller: &Caller,
        id: &ItemId,
    ) -> Result<(StoredItem, Access), ServiceError> {
        let (user, id) = (caller.user.clone(), id.clone());
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let stored = items::get(tx, &id).await?.ok_or(ServiceError::NotFound)?;
                    let mut facts = facts(tx, &user, Some(&stored.item.account)).await?;
                    if let (Some(folder), Some(content)) = (&stored.item.folder, &mut facts.content)
                        && let Some(found) = items::get_folder(tx, folder).await?
                    {
                        content.folders.insert(folder.clone(), found);
                    }
                    match access(&facts, &user, &stored.item) {
                        Access::None => Err(ServiceError::NotFound),
                        access => Ok((stored, access)),
                    }
                })
            })
            .await
    }
}

async fn facts(
    tx: &mut Tx,
    user: &UserId,
    account: Option<&OrganizationCode>,
) -> Result<Snapshot, ServiceError> {
    let places = Destinations::These(account.into_iter().cloned().collect());
    let wanted = Wanted::new(user.clone(), Vec::new(), places);
    Ok(snapshot::load(tx, &wanted).await?)
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

fn told(error: ObjectsError) -> ServiceError {
    match error {
        ObjectsError::TooLarge(most) => {
            ServiceError::rejected("too-large", format!("hand in at most {most} bytes"))
        }
        ObjectsError::Source(_) => ServiceError::Invalid {
            code: "broken-off",
            message: "the bytes did not arrive whole; hand them in again".to_owned(),
            at: None,
        },
        ObjectsError::Away(_) => {
            tracing::warn!(%error, "the store of files is away");
            ServiceError::Unavailable { retry_after: 10 }
        }
        other => ServiceError::internal(other),
    }
}
