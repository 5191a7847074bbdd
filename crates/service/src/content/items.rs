//! Single proofs and files as people see and open them: whoever sees one opens it.

use super::upload::makes;
use crate::caller::Caller;
use crate::error::ServiceError;
use crate::service::Service;
use futures::stream::BoxStream;
use rehome_domain::content::sight::{Access, access};
use rehome_domain::content::{Item, ItemKind, adds_versions, writes_there};
use rehome_domain::ids::{FolderId, ItemId, OrganizationCode, SetId, UserId};
use rehome_domain::user_move::Snapshot;
use rehome_objects::{Held, ObjectsError, Part};
use rehome_storage::Tx;
use rehome_storage::items::{self, StoredItem};
use rehome_storage::snapshot::{self, Destinations, Wanted};
use rehome_storage::transfers;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;
use std::sync::Arc;

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
        (access, still_to_go): (Access, bool),
    ) -> Self {
        let item = &stored.item;
        Self {
            adds_versions: item.version_fault().is_none()
                && follows(facts, user, item, (access, still_to_go)),
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
                    let (stored, facts, may) = seen(tx, &user, &id).await?;
                    let view = ItemView::of(&facts, &user, (id, &stored), may);
                    Ok((stored, view))
                })
            })
            .await
    }
}

/// Whether somebody brings further versions of an item, where it is of such as get any.
pub(super) fn follows(
    facts: &Snapshot,
    user: &UserId,
    item: &Item,
    (access, still_to_go): (Access, bool),
) -> bool {
    adds_versions(access)
        && makes(facts, user, item.kind)
            .is_some_and(|home| writes_there(user, &home, item, still_to_go))
}

/// An item in view, with what somebody may do with it and whether it is theirs and still to go to where they live.
pub(super) async fn seen(
    tx: &mut Tx,
    user: &UserId,
    id: &ItemId,
) -> Result<(StoredItem, Snapshot, (Access, bool)), ServiceError> {
    let stored = items::get(tx, id).await?.ok_or(ServiceError::NotFound)?;
    let mut facts = facts(tx, user, Some(&stored.item.account)).await?;
    if let (Some(folder), Some(content)) = (&stored.item.folder, &mut facts.content)
        && let Some(found) = items::get_folder(tx, folder).await?
    {
        content.folders.insert(folder.clone(), found);
    }
    match access(&facts, user, &stored.item) {
        Access::None => Err(ServiceError::NotFound),
        access => {
            let still_to_go = still_to_go(tx, &facts, user, [(id, &stored)].into_iter()).await?;
            Ok((stored, facts, (access, !still_to_go.is_empty())))
        }
    }
}

/// Which of some items are somebody's and still to go to where they live; nothing is asked of who has left nothing.
pub(super) async fn still_to_go(
    tx: &mut Tx,
    facts: &Snapshot,
    user: &UserId,
    items: impl Iterator<Item = (&ItemId, &StoredItem)>,
) -> Result<BTreeSet<ItemId>, ServiceError> {
    let home = facts.user(user).map(|it| &it.home);
    let is_left = |it: &StoredItem| {
        it.item.owner == *user && home.is_some_and(|home| *home != it.item.account)
    };
    let left: Vec<&ItemId> = items
        .filter(|(_, stored)| is_left(stored))
        .map(|(id, _)| id)
        .collect();
    if left.is_empty() {
        return Ok(BTreeSet::new());
    }
    Ok(transfers::still_to_go(tx, user, left.into_iter()).await?)
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

fn is_another(error: &Arc<dyn std::error::Error + Send + Sync>) -> bool {
    matches!(error.downcast_ref(), Some(Held::Differs { .. }))
}

pub(super) fn told(error: ObjectsError) -> ServiceError {
    match error {
        ObjectsError::TooLarge(most) => {
            ServiceError::rejected("too-large", format!("hand in at most {most} bytes"))
        }
        ObjectsError::Source(error) if is_another(&error) => ServiceError::rejected(
            "checksum-differs",
            "what arrived has another checksum than was told; nothing was kept, hand it in again",
        ),
        ObjectsError::Source(_) => ServiceError::Invalid {
            code: "broken-off",
            message: "the bytes did not arrive whole; hand them in again".to_owned(),
            at: None,
        },
        ObjectsError::Away(_) => {
            tracing::warn!(%error, "the store of files is away");
            ServiceError::Unavailable { retry_after: 10 }
        }
        ObjectsError::Full(_) => {
            tracing::error!(%error, "the store of files is full");
            ServiceError::rejected(
                "store-full",
                "the store of files is full; tell whoever runs this installation to make room, then hand it in again",
            )
        }
        ObjectsError::Refuses(_) => {
            tracing::error!(%error, "the store of files refuses");
            ServiceError::rejected(
                "store-refuses",
                "the store of files lets nothing be written or read; tell whoever runs this installation, then try again",
            )
        }
        other => ServiceError::internal(other),
    }
}
