//! Single proofs and files as people see and open them: whoever sees one opens it.

use super::upload::makes;
use crate::caller::Caller;
use crate::error::ServiceError;
use crate::service::Service;
use futures::stream::BoxStream;
use rehome_domain::content::sight::{Access, access};
use rehome_domain::content::{ItemKind, adds_versions};
use rehome_domain::ids::{FolderId, ItemId, OrganizationCode, SetId, UserId};
use rehome_domain::user_move::Snapshot;
use rehome_objects::{ObjectsError, Part};
use rehome_storage::Tx;
use rehome_storage::items::{self, StoredItem};
use rehome_storage::snapshot::{self, Destinations, Wanted};
use schemars::JsonSchema;
use serde::Serialize;

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
    /// The set it is a version of.
    pub set: Option<SetId>,
    /// Which version of it.
    pub version: u32,
    /// How the file is called.
    pub file: Option<String>,
    /// Its size in bytes.
    pub bytes: u64,
    /// The SHA-256 of its bytes, in hexadecimal; none where only the item is known.
    pub checksum: Option<String>,
    /// What the reader may do with it: `read_only`, `reviewer`, `edit` or `owner`.
    pub access: String,
    /// Whether the reader may hand in a further version.
    pub adds_versions: bool,
}

impl ItemView {
    /// As somebody sees it who may do so much with it.
    pub(super) fn of(
        facts: &Snapshot,
        user: &UserId,
        (id, stored): (ItemId, &StoredItem),
        access: Access,
    ) -> Self {
        let item = &stored.item;
        Self {
            adds_versions: adds_versions(access)
                && item.version_fault().is_none()
                && makes(facts, user, item.kind).is_some_and(|home| home == item.account),
            set: item.set.clone(),
            version: item.version,
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

impl Service {
    /// An item in view.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for what is out of view.
    pub async fn item(&self, caller: &Caller, id: &ItemId) -> Result<ItemView, ServiceError> {
        Ok(self.item_seen(caller, id).await?.1)
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
            let (stored, item) = self.item_seen(caller, id).await?;
            let object = stored.object.as_ref().ok_or(ServiceError::NotFound)?;
            match objects.get(&object.key).await {
                Ok(bytes) => return Ok(OpenedItem { item, bytes }),
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
    ) -> Result<(StoredItem, ItemView), ServiceError> {
        let (user, id) = (caller.user.clone(), id.clone());
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let (stored, facts, access) = seen(tx, &user, &id).await?;
                    let view = ItemView::of(&facts, &user, (id, &stored), access);
                    Ok((stored, view))
                })
            })
            .await
    }
}

/// An item in view, with what somebody may do with it.
pub(super) async fn seen(
    tx: &mut Tx,
    user: &UserId,
    id: &ItemId,
) -> Result<(StoredItem, Snapshot, Access), ServiceError> {
    let stored = items::get(tx, id).await?.ok_or(ServiceError::NotFound)?;
    let mut facts = facts(tx, user, Some(&stored.item.account)).await?;
    if let (Some(folder), Some(content)) = (&stored.item.folder, &mut facts.content)
        && let Some(found) = items::get_folder(tx, folder).await?
    {
        content.folders.insert(folder.clone(), found);
    }
    match access(&facts, user, &stored.item) {
        Access::None => Err(ServiceError::NotFound),
        access => Ok((stored, facts, access)),
    }
}

pub(super) async fn facts(
    tx: &mut Tx,
    user: &UserId,
    account: Option<&OrganizationCode>,
) -> Result<Snapshot, ServiceError> {
    let places = Destinations::These(account.into_iter().cloned().collect());
    let wanted = Wanted::new(user.clone(), Vec::new(), places);
    Ok(snapshot::load(tx, &wanted).await?)
}

pub(super) fn told(error: ObjectsError) -> ServiceError {
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
