//! What somebody sees of an account, place by place: the folders and items at its top or in a folder, whoever owns them.
//!
//! The rules of sight judge every row; what is out of view is not found. People see their own account, administrators of a hub
//! its satellites, and everybody what they made, are let into or are listed on elsewhere, to look at alone. `super::screen` adds what a page
//! shows beside: names, the way to a place, other accounts.

use super::items::{ItemView, facts, still_to_go};
use super::upload::makes;
use crate::caller::Caller;
use crate::error::ServiceError;
use crate::service::Service;
use crate::user_move::bad_cursor;
use crate::view::{Page, page_limit};
use rehome_domain::content::sight::{
    Access, Whole, access, edits_folder, is_let_into, sees_folder, whole,
};
use rehome_domain::content::{Folder, FolderKinds, ItemKind};
use rehome_domain::ids::{FolderId, ItemId, OrganizationCode, UserId};
use rehome_domain::user_move::Snapshot;
use rehome_storage::library::{self, AtPlace, Portion};
use rehome_storage::organizations::Cursor;
use rehome_storage::{Tx, items};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Which place, and which part of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LibraryAsked {
    /// The account; the reader's own where none is given.
    pub account: Option<OrganizationCode>,
    /// The folder; the top of the account where none is given.
    pub folder: Option<FolderId>,
    /// From where on.
    pub cursor: Option<String>,
    /// How many.
    pub limit: Option<u32>,
}

/// A folder as people see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FolderView {
    /// Its id.
    pub id: FolderId,
    /// The display name.
    pub name: Arc<str>,
    /// The account it is in.
    pub account: OrganizationCode,
    /// Whose it is.
    pub owner: UserId,
    /// Who made it.
    pub creator: UserId,
    /// Whether it is private.
    pub private: bool,
    /// The folder above.
    pub parent: Option<FolderId>,
    /// Whether the reader may put things into it.
    pub adds: bool,
    /// Whether the reader may call it otherwise.
    pub renames: bool,
    /// Whether it is of an account the reader left or was let into from outside: everything in it is only looked at.
    pub left_behind: bool,
}

/// A place in view.
pub(super) struct At {
    pub(super) user: UserId,
    pub(super) facts: Snapshot,
    pub(super) home: OrganizationCode,
    pub(super) account: OrganizationCode,
    pub(super) folder: Option<(FolderId, Folder)>,
    pub(super) whole: Whole,
}

impl At {
    fn of_storage(&self) -> AtPlace<'_> {
        let folder = self.folder.as_ref();
        AtPlace {
            account: &self.account,
            folder: folder.map(|(id, _)| id),
            user: &self.user,
            whole: self.whole,
            is_let_in: folder.is_some_and(|(_, folder)| is_let_into(&self.user, folder)),
        }
    }

    pub(super) fn view(&self, id: &FolderId, folder: &Folder) -> FolderView {
        let content = self.facts.content.as_ref();
        let profile = content.and_then(|it| it.profile_of(&self.user, &self.home));
        let makes = |kind| profile.is_some_and(|it| it.makes(kind));
        let is_home = folder.account == self.home;
        let adds = profile.is_some_and(|it| it.adds_to(&self.user, folder));
        FolderView {
            id: id.clone(),
            name: folder.name.clone(),
            account: folder.account.clone(),
            owner: folder.owner.clone(),
            creator: folder.creator.clone(),
            private: folder.private,
            parent: folder.parent.clone(),
            renames: edits_folder(&self.facts, &self.user, folder),
            adds: is_home && adds && (makes(ItemKind::Proof) || makes(ItemKind::File)),
            left_behind: !is_home && !self.whole.reaches,
        }
    }

    /// Which folders the reader may make here.
    pub(super) fn makes_folders(&self) -> FolderKinds {
        let content = self.facts.content.as_ref();
        let profile = content.and_then(|it| it.profile_of(&self.user, &self.home));
        let above = self.folder.as_ref().map(|(_, folder)| folder);
        let profile = profile.filter(|_| self.account == self.home);
        let kinds = profile.map(|it| it.folders_in(&self.user, above));
        kinds.unwrap_or_default()
    }

    /// What the reader may hand in here.
    pub(super) fn makes(&self) -> Vec<ItemKind> {
        let folder = self.folder.as_ref();
        let adds = folder.is_none_or(|(id, folder)| self.view(id, folder).adds);
        let kinds = [ItemKind::Proof, ItemKind::File].into_iter();
        kinds
            .filter(|kind| {
                adds && makes(&self.facts, &self.user, *kind).as_ref() == Some(&self.account)
            })
            .collect()
    }
}

/// A place, where it is in view.
pub(super) async fn place(
    tx: &mut Tx,
    user: &UserId,
    asked: &LibraryAsked,
) -> Result<At, ServiceError> {
    let folder = match &asked.folder {
        None => None,
        Some(id) => {
            let found = items::get_folder(tx, id).await?;
            let is_there = |it: &Folder| asked.account.as_ref().is_none_or(|at| *at == it.account);
            let found = found.filter(is_there).ok_or(ServiceError::NotFound)?;
            Some((id.clone(), found))
        }
    };
    let named = folder.as_ref().map(|(_, folder)| folder.account.clone());
    let named = named.or_else(|| asked.account.clone());
    let mut facts = facts(tx, user, named.as_ref()).await?;
    let home = facts.user(user).ok_or(ServiceError::NotFound)?.home.clone();
    let account = named.unwrap_or_else(|| home.clone());
    let known = facts.organizations.get(&account);
    if !known.is_some_and(|place| place.kind.is_account_tree()) {
        return Err(ServiceError::NotFound);
    }
    let whole = whole(&facts, user, &account);
    match &folder {
        Some((id, folder)) => {
            if !sees_folder(&facts, user, folder) {
                return Err(ServiceError::NotFound);
            }
            // WHY: who is let into a folder sees what lies in it.
            if let Some(content) = &mut facts.content {
                content.folders.insert(id.clone(), folder.clone());
            }
        }
        None if whole.reaches => {}
        None => {
            if !library::elsewhere(tx, user, &home)
                .await?
                .contains(&account)
            {
                return Err(ServiceError::NotFound);
            }
        }
    }
    let user = user.clone();
    Ok(At {
        user,
        facts,
        home,
        account,
        folder,
        whole,
    })
}

fn after(cursor: Option<&str>) -> Result<Option<Cursor>, ServiceError> {
    cursor
        .map(|cursor| cursor.parse().map_err(|_| bad_cursor()))
        .transpose()
}

pub(super) async fn folders_at(
    tx: &mut Tx,
    at: &At,
    (cursor, limit): (Option<&str>, u32),
) -> Result<Page<(FolderView, Folder)>, ServiceError> {
    let after = after(cursor)?;
    let portion = Portion {
        after: after.as_ref(),
        limit,
    };
    let rows = library::folders(tx, &at.of_storage(), portion).await?;
    let last = rows
        .last()
        .filter(|_| rows.len() as u64 == u64::from(limit));
    let cursor = last.map(|(_, _, cursor)| cursor.to_string());
    let seen = rows.into_iter().filter_map(|(id, folder, _)| {
        let is_seen = sees_folder(&at.facts, &at.user, &folder);
        is_seen.then(|| (at.view(&id, &folder), folder))
    });
    let items = seen.collect();
    Ok(Page { items, cursor })
}

pub(super) async fn items_at(
    tx: &mut Tx,
    at: &At,
    (cursor, limit): (Option<&str>, u32),
) -> Result<Page<ItemView>, ServiceError> {
    let after = after(cursor)?;
    let portion = Portion {
        after: after.as_ref(),
        limit,
    };
    let rows = library::items(tx, &at.of_storage(), portion).await?;
    let last = rows
        .last()
        .filter(|_| rows.len() as u64 == u64::from(limit));
    let cursor = last.map(|(_, _, cursor)| cursor.to_string());
    let asked = rows.iter().map(|(id, stored, _)| (id, stored));
    let still_to_go = still_to_go(tx, &at.facts, &at.user, asked).await?;
    let seen = rows
        .into_iter()
        .filter_map(|(id, stored, _): (ItemId, _, _)| {
            let access = access(&at.facts, &at.user, &stored.item);
            let may = (access, still_to_go.contains(&id));
            let view = || ItemView::of(&at.facts, &at.user, (id, &stored), may);
            (access > Access::None).then(view)
        });
    let items = seen.collect();
    Ok(Page { items, cursor })
}

impl Service {
    /// A folder in view.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for what is out of view.
    pub async fn folder(&self, caller: &Caller, id: &FolderId) -> Result<FolderView, ServiceError> {
        let (user, id) = (caller.user.clone(), id.clone());
        let asked = LibraryAsked {
            folder: Some(id),
            ..LibraryAsked::default()
        };
        let read = self.store().read(move |tx| {
            Box::pin(async move {
                let at = place(tx, &user, &asked).await?;
                let view = at.folder.as_ref().map(|(id, folder)| at.view(id, folder));
                view.ok_or(ServiceError::NotFound)
            })
        });
        read.await
    }

    /// The folders in view at a place, by name.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for a place that is out of view, [`ServiceError::Invalid`] for a cursor that is none.
    pub async fn folders(
        &self,
        caller: &Caller,
        asked: LibraryAsked,
    ) -> Result<Page<FolderView>, ServiceError> {
        let user = caller.user.clone();
        let read = self.store().read(move |tx| {
            Box::pin(async move {
                let at = place(tx, &user, &asked).await?;
                let portion = (asked.cursor.as_deref(), page_limit(asked.limit));
                let found = folders_at(tx, &at, portion).await?;
                Ok(Page {
                    items: found.items.into_iter().map(|(view, _)| view).collect(),
                    cursor: found.cursor,
                })
            })
        });
        read.await
    }

    /// The proofs and files in view at a place, by name; what lies in the trash is not among them.
    ///
    /// # Errors
    /// As [`Service::folders`].
    pub async fn items(
        &self,
        caller: &Caller,
        asked: LibraryAsked,
    ) -> Result<Page<ItemView>, ServiceError> {
        let user = caller.user.clone();
        let read = self.store().read(move |tx| {
            Box::pin(async move {
                let at = place(tx, &user, &asked).await?;
                let portion = (asked.cursor.as_deref(), page_limit(asked.limit));
                items_at(tx, &at, portion).await
            })
        });
        read.await
    }
}
