//! Folders that people make in their own account, and call otherwise.
//!
//! Names are compared with the folders of the place that are in view: what is out of view says nothing by a refusal.

use super::items::facts;
use super::library::{FolderView, LibraryAsked, place};
use super::upload::is_open;
use crate::audit::Told;
use crate::caller::Caller;
use crate::error::ServiceError;
use crate::service::Service;
use rehome_domain::content::sight::{edits_folder, sees_folder};
use rehome_domain::content::{Folder, is_file_name};
use rehome_domain::ids::{FolderId, OrganizationCode, UserId};
use rehome_domain::text::normalized;
use rehome_domain::user_move::Snapshot;
use rehome_storage::{Tx, folders, items};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeSet;

/// A folder to be.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewFolder {
    /// What it is called.
    pub name: String,
    /// The folder it lies in; the top of the own account where none is given.
    #[serde(default)]
    pub parent: Option<FolderId>,
    /// Whether it is private; in a private folder it is in any case.
    #[serde(default)]
    pub private: bool,
}

/// What is to change of a folder.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FolderPatch {
    /// What it is called from now on.
    pub name: String,
}

impl Service {
    /// Makes a folder of the caller's in the caller's own account.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for who lives in no account, [`ServiceError::Forbidden`] for a profile that makes none, and
    /// where nothing may be put; [`ServiceError::Rejected`] for a folder above that is not in view and for a name that cannot be,
    /// [`ServiceError::Conflict`] for one that a folder in view has there.
    pub async fn folder_create(
        &self,
        caller: &Caller,
        new: NewFolder,
    ) -> Result<FolderView, ServiceError> {
        let name = legal(&new.name)?;
        let id = FolderId::from(self.new_id()?.as_str());
        let (this, user) = (self.clone(), caller.user.clone());
        self.store()
            .write(move |tx| {
                let (this, user, new) = (this.clone(), user.clone(), new.clone());
                let (id, name) = (id.clone(), name.clone());
                Box::pin(async move {
                    tx.alone().await?;
                    let facts = facts(tx, &user, None).await?;
                    let (account, private) = may_make(tx, &facts, &user, &new).await?;
                    let at = (&account, new.parent.as_ref());
                    is_free(tx, &facts, &user, at, &name, None).await?;
                    let folder = Folder {
                        account,
                        name: name.into(),
                        owner: user.clone(),
                        creator: user.clone(),
                        private,
                        parent: new.parent,
                        shared_with: BTreeSet::new(),
                    };
                    folders::make(tx, &id, &folder).await?;
                    let told = Told::new("folder-created", id.as_str())
                        .at(&folder.account)
                        .with(json!({ "name": folder.name, "parent": folder.parent, "private": private }));
                    this.tell(tx, &user, vec![told]).await?;
                    view(tx, &user, id).await
                })
            })
            .await
    }

    /// Calls a folder otherwise.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for what is out of view, [`ServiceError::Forbidden`] for who only looks into it; for names as
    /// [`Service::folder_create`].
    pub async fn folder_rename(
        &self,
        caller: &Caller,
        id: &FolderId,
        patch: FolderPatch,
    ) -> Result<FolderView, ServiceError> {
        let (this, user, id) = (self.clone(), caller.user.clone(), id.clone());
        self.store()
            .write(move |tx| {
                let (this, user) = (this.clone(), user.clone());
                let (id, patch) = (id.clone(), patch.clone());
                Box::pin(async move {
                    tx.alone().await?;
                    let folder = items::get_folder(tx, &id).await?;
                    let folder = folder.ok_or(ServiceError::NotFound)?;
                    let facts = facts(tx, &user, Some(&folder.account)).await?;
                    if !sees_folder(&facts, &user, &folder) {
                        return Err(ServiceError::NotFound);
                    }
                    if !edits_folder(&facts, &user, &folder) {
                        return Err(ServiceError::Forbidden);
                    }
                    let name = legal(&patch.name)?;
                    if *name != *folder.name {
                        let at = (&folder.account, folder.parent.as_ref());
                        is_free(tx, &facts, &user, at, &name, Some(&id)).await?;
                        folders::call(tx, &id, &folder.name, &name).await?;
                        let told = Told::new("folder-renamed", id.as_str())
                            .at(&folder.account)
                            .with(json!({ "before": folder.name, "after": name }));
                        this.tell(tx, &user, vec![told]).await?;
                    }
                    view(tx, &user, id).await
                })
            })
            .await
    }
}

async fn view(tx: &mut Tx, user: &UserId, id: FolderId) -> Result<FolderView, ServiceError> {
    let asked = LibraryAsked {
        folder: Some(id),
        ..LibraryAsked::default()
    };
    let at = place(tx, user, &asked).await?;
    let view = at.folder.as_ref().map(|(id, folder)| at.view(id, folder));
    view.ok_or(ServiceError::NotFound)
}

fn legal(name: &str) -> Result<String, ServiceError> {
    let name = normalized(name);
    if is_file_name(&name) {
        return Ok(name);
    }
    let message =
        "call the folder by a name of 1 to 255 characters, without slashes and control characters";
    Err(ServiceError::rejected("folder-name-illegal", message).at_field("name"))
}

/// Where somebody may make a folder that is asked for, and whether it is private.
async fn may_make(
    tx: &mut Tx,
    facts: &Snapshot,
    user: &UserId,
    new: &NewFolder,
) -> Result<(OrganizationCode, bool), ServiceError> {
    let account = facts.user(user).ok_or(ServiceError::NotFound)?.home.clone();
    let content = facts.content.as_ref().ok_or(ServiceError::NotFound)?;
    let profile = content.profile_of(user, &account);
    let profile = profile.ok_or(ServiceError::NotFound)?;
    if !profile.folders_in(user, None).any() {
        return Err(ServiceError::Forbidden);
    }
    is_open(facts, &account)?;
    let above = match &new.parent {
        None => None,
        Some(id) => {
            let found = items::get_folder(tx, id).await?;
            let found = found.filter(|it| it.account == account && sees_folder(facts, user, it));
            Some(found.ok_or_else(|| {
                ServiceError::rejected("unknown-folder", format!("there is no folder {id}"))
            })?)
        }
    };
    let private = new.private || above.as_ref().is_some_and(|it| it.private);
    if !profile.folders_in(user, above.as_ref()).holds(private) {
        return Err(ServiceError::Forbidden);
    }
    Ok((account, private))
}

/// Whether no folder in view but an own one is called so at a place, however it is written (ruling 57).
async fn is_free(
    tx: &mut Tx,
    facts: &Snapshot,
    user: &UserId,
    (account, parent): (&OrganizationCode, Option<&FolderId>),
    name: &str,
    own: Option<&FolderId>,
) -> Result<(), ServiceError> {
    let there = folders::named(tx, account, parent, name).await?;
    let mut others = there.iter().filter(|(id, _)| own != Some(id));
    if others.any(|(_, folder)| sees_folder(facts, user, folder)) {
        return Err(ServiceError::conflict(
            "folder-name-taken",
            "another folder is called so here; choose another name",
        ));
    }
    Ok(())
}
