//! Ending what somebody who left an account still sees of folders there, as one action (content 8): a fresh folder of each
//! owner, everything put into it, the emptied folders thrown away.
//!
//! It is looked at before it is done, and done as it was looked at. There is no way back: who made a folder is not written
//! anew.

use super::items::facts;
use crate::audit::Told;
use crate::caller::Caller;
use crate::error::ServiceError;
use crate::service::Service;
use rehome_domain::content::Folder;
use rehome_domain::content::leftover::{Removal, removal};
use rehome_domain::content::sight::{deletes_folder, sees_folder};
use rehome_domain::ids::{FolderId, ItemId, OrganizationCode, UserId};
use rehome_domain::text::folded;
use rehome_domain::user_move::Snapshot;
use rehome_domain::user_move::content::choices::numbered;
use rehome_storage::snapshot::{self, Destinations, Wanted};
use rehome_storage::{Tx, folders, leftover, transfers};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Where, and what was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LeftoverRequest {
    /// The account that was left.
    pub account: OrganizationCode,
    /// The digest of the plan that was looked at; needed to do it.
    #[serde(default)]
    pub digest: Option<String>,
}

/// A folder by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LeftoverFolder {
    /// Its id.
    pub id: FolderId,
    /// The display name.
    pub name: Arc<str>,
    /// Whether it is private.
    pub private: bool,
}

/// What would happen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LeftoverPlan {
    /// To be sent along to do it.
    pub digest: String,
    /// Who left.
    pub user: UserId,
    /// The account.
    pub account: OrganizationCode,
    /// The folders that are emptied and thrown away, in this order.
    pub folders: Vec<LeftoverFolder>,
    /// How many items are put into fresh folders.
    pub items: u64,
    /// Whose folders they are; each gets a fresh one for what lay in them.
    pub owners: Vec<UserId>,
    /// Folders that stay, as others lie below them that somebody else made or owns.
    pub stay: Vec<LeftoverFolder>,
    /// How many folders in view only their owner may throw away.
    pub not_yours: u64,
    /// How many others were let into these folders and see them no longer.
    pub others: u64,
    /// How many things the person made and still looks at, wherever they lie: that does not end.
    pub still_seen: u64,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LeftoverDone {
    /// The fresh folders.
    pub made: Vec<LeftoverFolder>,
    /// How many items lie in them.
    pub items: u64,
    /// How many folders were thrown away.
    pub thrown_away: u64,
}

/// What is to be done with the folders of one owner.
struct Part {
    owner: UserId,
    items: Vec<ItemId>,
    folders: Vec<FolderId>,
    is_private: bool,
}

/// What there is to do, and what it rests on.
struct Case {
    facts: Snapshot,
    left: UserId,
    name: Arc<str>,
    account: OrganizationCode,
    parts: Vec<Part>,
    stay: Vec<FolderId>,
    not_yours: u64,
}

impl Case {
    fn folder(&self, id: &FolderId) -> Option<&Folder> {
        self.facts.content.as_ref()?.folders.get(id)
    }

    fn told(&self, id: &FolderId) -> Option<LeftoverFolder> {
        let folder = self.folder(id)?;
        Some(LeftoverFolder {
            id: id.clone(),
            name: folder.name.clone(),
            private: folder.private,
        })
    }

    fn thrown_away(&self) -> impl Iterator<Item = &FolderId> {
        self.parts.iter().flat_map(|part| &part.folders)
    }

    fn items(&self) -> u64 {
        self.parts.iter().map(|part| part.items.len() as u64).sum()
    }

    /// How many others lose sight.
    fn others(&self) -> u64 {
        let folders = self.thrown_away().filter_map(|id| self.folder(id));
        let with = folders.flat_map(|it| it.shared_with.iter().filter(|who| **who != it.owner));
        let others: BTreeSet<&UserId> = with.filter(|who| **who != self.left).collect();
        others.len() as u64
    }

    /// What a digest covers: everything but ids that are made.
    fn canonical(&self) -> Vec<u8> {
        let parts: Vec<_> = self
            .parts
            .iter()
            .map(|it| (&it.owner, &it.items, &it.folders, it.is_private))
            .collect();
        let all = (&self.left, &self.account, parts, &self.stay, self.not_yours);
        // INVARIANT: ids and numbers are data that JSON can write.
        serde_json::to_vec(&all).unwrap_or_default()
    }
}

/// Reads the case: what the reader sees of what somebody left, and what they may do about it.
async fn case(
    tx: &mut Tx,
    user: &UserId,
    left: &UserId,
    account: &OrganizationCode,
) -> Result<Case, ServiceError> {
    let mut facts = facts(tx, user, Some(account)).await?;
    let Some(content) = &mut facts.content else {
        return Err(ServiceError::NotFound);
    };
    leftover::facts(tx, left, account, content).await?;
    let content = facts.content.as_ref().ok_or(ServiceError::NotFound)?;
    let made = content.folders.iter().filter(|(_, it)| it.creator == *left);
    let seen: BTreeMap<&FolderId, &Folder> = made
        .filter(|(_, folder)| sees_folder(&facts, user, folder))
        .collect();
    if seen.is_empty() {
        return Err(ServiceError::NotFound);
    }
    let wanted = Wanted::new(user.clone(), vec![left.clone()], Destinations::None);
    let known = snapshot::load(tx, &wanted).await?;
    let known = known.user(left).ok_or(ServiceError::NotFound)?;
    if known.home == *account {
        let message = "this person lives there and left nothing behind";
        return Err(ServiceError::rejected("still-there", message));
    }
    let may = |folder: &Folder| deletes_folder(&facts, user, folder);
    let mine = seen.values().filter(|folder| may(folder));
    let owners: BTreeSet<&UserId> = mine.map(|folder| &folder.owner).collect();
    if owners.is_empty() {
        return Err(ServiceError::Forbidden);
    }
    let running = transfers::of_subject(tx, left).await?;
    if running
        .iter()
        .any(|it| it.source == *account && it.open > 0)
    {
        let message =
            "things of this person are still carried away; wait until the transfer has ended";
        return Err(ServiceError::conflict("transfer-running", message));
    }
    // WHY any id: the fresh folders get theirs when they are made, and no digest tells of it.
    let fresh = FolderId::from("");
    let mut parts = Vec::new();
    for owner in owners {
        let mut part = Part {
            owner: owner.clone(),
            items: Vec::new(),
            folders: Vec::new(),
            is_private: false,
        };
        for step in removal(content, left, account, owner, &fresh, may) {
            match step {
                Removal::Make { .. } => {}
                Removal::Put { item, .. } => part.items.push(item),
                Removal::Delete { folder } => part.folders.push(folder),
            }
        }
        let emptied = part.items.iter().filter_map(|id| content.items.get(id));
        let emptied = emptied.filter_map(|it| content.folders.get(it.folder.as_ref()?));
        // WHY: nothing becomes seen by more people than before.
        part.is_private = emptied.into_iter().any(|folder| folder.private);
        parts.push(part);
    }
    let gone: BTreeSet<&FolderId> = parts.iter().flat_map(|part| &part.folders).collect();
    let kept = seen.iter().filter(|(id, _)| !gone.contains(**id));
    let (stay, not_yours): (Vec<_>, Vec<_>) = kept.partition(|(_, folder)| may(folder));
    Ok(Case {
        left: left.clone(),
        name: known.name.clone(),
        account: account.clone(),
        stay: stay.into_iter().map(|(id, _)| (*id).clone()).collect(),
        not_yours: not_yours.len() as u64,
        parts,
        facts,
    })
}

/// A name that no folder at the top of the account has.
async fn free_name(
    tx: &mut Tx,
    account: &OrganizationCode,
    name: &str,
) -> Result<String, ServiceError> {
    let taken: BTreeSet<String> = leftover::names(tx, account, name)
        .await?
        .into_iter()
        .collect();
    let numbers = 1..=u32::try_from(taken.len()).unwrap_or(u32::MAX - 1) + 1;
    let mut names = numbers.map(|number| numbered(name, number));
    let free = names.find(|name| !taken.contains(&folded(name)));
    Ok(free.unwrap_or_else(|| name.to_owned()))
}

impl Service {
    /// What would happen if what somebody still sees of an account they left were taken away.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where nothing of it is in view, [`ServiceError::Forbidden`] for who may throw none of it away,
    /// [`ServiceError::Rejected`] of who lives there, [`ServiceError::Conflict`] while things are still carried away.
    pub async fn leftover_plan(
        &self,
        caller: &Caller,
        left: &UserId,
        account: &OrganizationCode,
    ) -> Result<LeftoverPlan, ServiceError> {
        let (this, user) = (self.clone(), caller.user.clone());
        let (left, account) = (left.clone(), account.clone());
        let read = self.store().read(move |tx| {
            Box::pin(async move {
                let case = case(tx, &user, &left, &account).await?;
                let still_seen = leftover::made(tx, &left, &account).await?;
                Ok(LeftoverPlan {
                    digest: this.key().leftover(&user, &case.canonical()),
                    folders: case.thrown_away().filter_map(|id| case.told(id)).collect(),
                    items: case.items(),
                    owners: case.parts.iter().map(|part| part.owner.clone()).collect(),
                    stay: case.stay.iter().filter_map(|id| case.told(id)).collect(),
                    not_yours: case.not_yours,
                    others: case.others(),
                    still_seen,
                    user: left,
                    account,
                })
            })
        });
        read.await
    }

    /// Takes it away, as it was looked at.
    ///
    /// # Errors
    /// As [`Service::leftover_plan`]; [`ServiceError::Required`] without a digest, [`ServiceError::Conflict`] where it is
    /// otherwise by now.
    pub async fn leftover_remove(
        &self,
        caller: &Caller,
        left: &UserId,
        request: &LeftoverRequest,
    ) -> Result<LeftoverDone, ServiceError> {
        let (this, user) = (self.clone(), caller.user.clone());
        let (left, request) = (left.clone(), request.clone());
        self.store()
            .write(move |tx| {
                let (this, user) = (this.clone(), user.clone());
                let (left, request) = (left.clone(), request.clone());
                Box::pin(async move {
                    tx.alone().await?;
                    let case = case(tx, &user, &left, &request.account).await?;
                    let digest = request.digest.as_deref().ok_or(ServiceError::Required {
                        code: "digest-required",
                        message: "send the digest of the plan you looked at",
                    })?;
                    if this.key().leftover(&user, &case.canonical()) != digest {
                        let message = "something changed since you looked; look again";
                        return Err(ServiceError::conflict("stale", message));
                    }
                    this.take_leftover(tx, &user, &case).await
                })
            })
            .await
    }

    async fn take_leftover(
        &self,
        tx: &mut Tx,
        user: &UserId,
        case: &Case,
    ) -> Result<LeftoverDone, ServiceError> {
        let mut made = Vec::new();
        for part in &case.parts {
            if part.items.is_empty() {
                leftover::throw_away(tx, &part.folders, None).await?;
                continue;
            }
            let id = FolderId::from(self.new_id()?.as_str());
            let name = free_name(tx, &case.account, &case.name).await?;
            let folder = Folder {
                account: case.account.clone(),
                name: name.into(),
                owner: part.owner.clone(),
                creator: part.owner.clone(),
                private: part.is_private,
                parent: None,
                shared_with: BTreeSet::new(),
            };
            folders::make(tx, &id, &folder).await?;
            leftover::put(tx, &part.items, &id).await?;
            leftover::throw_away(tx, &part.folders, Some(&id)).await?;
            made.push(LeftoverFolder {
                id,
                name: folder.name,
                private: folder.private,
            });
        }
        let done = LeftoverDone {
            items: case.items(),
            thrown_away: case.thrown_away().count() as u64,
            made,
        };
        let folders: Vec<&FolderId> = case.thrown_away().collect();
        let told = Told::new("leftover-removed", case.left.as_str())
            .at(&case.account)
            .with(json!({ "folders": folders, "items": done.items, "made": done.made }));
        self.tell(tx, user, vec![told]).await?;
        Ok(done)
    }
}
