//! A place of the library with everything a page shows of it.

use super::items::{ItemView, facts};
use super::library::{At, FolderView, LibraryAsked, folders_at, items_at, place};
use crate::caller::Caller;
use crate::error::ServiceError;
use crate::service::Service;
use crate::view::{Page, Person, Place, page_limit};
use rehome_domain::content::sight::{deletes_folder, sees_folder, whole};
use rehome_domain::content::{Folder, FolderKinds, ItemKind};
use rehome_domain::ids::{FolderId, OrganizationCode, UserId};
use rehome_domain::user_move::Snapshot;
use rehome_storage::organizations::{self, OrganizationsFilter};
use rehome_storage::snapshot::{self, Destinations, Wanted};
use rehome_storage::{Tx, items, library};
use std::collections::BTreeSet;
use std::sync::Arc;

/// How many accounts beside the own one are told of.
const ACCOUNTS: u32 = 100;
/// How many folders above one are told of.
const DEEPEST: usize = 50;

/// A folder with the names in it, for a screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FolderShown {
    /// The folder.
    pub folder: FolderView,
    /// Whose it is.
    pub owner: Person,
    /// Who made it and lives in another account by now; they still look into it.
    pub left: Option<Person>,
    /// Whether the reader may end that.
    pub ends_leftover: bool,
}

/// An item with the names in it, for a screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemShown {
    /// The item.
    pub item: ItemView,
    /// Whose it is.
    pub owner: Person,
}

/// A place with everything a screen shows of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LibraryShown {
    /// The account.
    pub account: Place,
    /// Whether it is the reader's own.
    pub is_home: bool,
    /// Whether everything is only looked at there.
    pub left_behind: bool,
    /// The folder; none at the top.
    pub folder: Option<FolderShown>,
    /// The folders above it that are in view, the highest first.
    pub above: Vec<(FolderId, Arc<str>)>,
    /// The folders in it.
    pub folders: Page<FolderShown>,
    /// The items in it.
    pub items: Page<ItemShown>,
    /// Other accounts with something in view, and whether it is only looked at there; told at the top of the own one.
    pub others: Vec<(Place, bool)>,
    /// What the reader may hand in here.
    pub makes: Vec<ItemKind>,
    /// Which folders the reader may make here.
    pub makes_folders: FolderKinds,
}

/// The folders above one that are in view, the highest first.
async fn above(tx: &mut Tx, at: &At) -> Result<Vec<(FolderId, Arc<str>)>, ServiceError> {
    let mut path = Vec::new();
    let mut next = at.folder.as_ref().and_then(|(_, it)| it.parent.clone());
    while let Some(id) = next.take().filter(|_| path.len() < DEEPEST) {
        let found = items::get_folder(tx, &id).await?;
        let Some(found) = found.filter(|it| sees_folder(&at.facts, &at.user, it)) else {
            break;
        };
        next = found.parent;
        path.push((id, found.name));
    }
    path.reverse();
    Ok(path)
}

/// Other accounts with something in view, and whether it is only looked at there.
async fn others(tx: &mut Tx, at: &At) -> Result<Vec<(OrganizationCode, bool)>, ServiceError> {
    let filter = OrganizationsFilter {
        scope: Some(at.home.clone()),
        limit: ACCOUNTS,
        ..OrganizationsFilter::default()
    };
    let below = organizations::page(tx, &filter).await?.items.into_iter();
    let below: Vec<OrganizationCode> = below
        .filter(|row| row.kind.is_account_tree() && row.code != at.home)
        .map(|row| row.code)
        .collect();
    let mut all = Vec::new();
    for code in below {
        let facts = facts(tx, &at.user, Some(&code)).await?;
        if whole(&facts, &at.user, &code).reaches {
            all.push((code, false));
        }
    }
    let elsewhere = library::elsewhere(tx, &at.user, &at.home).await?;
    let known: BTreeSet<OrganizationCode> = all.iter().map(|(code, _)| code.clone()).collect();
    let left = elsewhere.into_iter().filter(|code| !known.contains(code));
    all.extend(left.take(ACCOUNTS as usize).map(|code| (code, true)));
    Ok(all)
}

fn person(names: &Snapshot, id: &UserId) -> Person {
    let known = names.user(id).map(|user| user.name.clone());
    Person {
        id: id.clone(),
        name: known.unwrap_or_else(|| id.as_str().into()),
    }
}

fn shown(at: &At, names: &Snapshot, view: FolderView, folder: &Folder) -> FolderShown {
    let creator = names.user(&folder.creator);
    let left = creator.filter(|it| it.home != folder.account && it.id != at.user);
    FolderShown {
        owner: person(names, &folder.owner),
        ends_leftover: left.is_some() && deletes_folder(&at.facts, &at.user, folder),
        left: left.map(|it| person(names, &it.id)),
        folder: view,
    }
}

impl Service {
    /// A place with everything a screen shows of it; `asked.cursor` is that of the items, `folders_from` that of the folders.
    ///
    /// # Errors
    /// As [`Service::folders`].
    pub async fn library_shown(
        &self,
        caller: &Caller,
        asked: LibraryAsked,
        folders_from: Option<String>,
    ) -> Result<LibraryShown, ServiceError> {
        let user = caller.user.clone();
        let read = self.store().read(move |tx| {
            Box::pin(async move {
                let at = place(tx, &user, &asked).await?;
                let limit = page_limit(asked.limit);
                let folders = folders_at(tx, &at, (folders_from.as_deref(), limit)).await?;
                let items = items_at(tx, &at, (asked.cursor.as_deref(), limit)).await?;
                let (is_home, is_top) = (at.account == at.home, at.folder.is_none());
                let others = if is_home && is_top {
                    others(tx, &at).await?
                } else {
                    Vec::new()
                };
                let own = at.folder.iter().map(|(_, folder)| folder);
                let all = folders.items.iter().map(|(_, folder)| folder).chain(own);
                let people = all.flat_map(|it| [it.owner.clone(), it.creator.clone()]);
                let owners = items.items.iter().map(|it| it.owner.clone());
                let people: BTreeSet<UserId> = people.chain(owners).collect();
                let codes = others.iter().map(|(code, _)| code.clone());
                let codes = codes.chain([at.account.clone()]).collect();
                let places = Destinations::Listed(codes);
                let wanted = Wanted::new(user, people.into_iter().collect(), places);
                let names = snapshot::load(tx, &wanted).await?;
                let named = |code: &OrganizationCode| {
                    let place = names.organizations.get(code);
                    place.map(|place| Place {
                        code: place.code.clone(),
                        name: place.name.clone(),
                    })
                };
                Ok(LibraryShown {
                    account: named(&at.account).ok_or(ServiceError::NotFound)?,
                    is_home,
                    left_behind: !is_home && !at.whole.reaches,
                    above: above(tx, &at).await?,
                    makes: at.makes(),
                    makes_folders: at.makes_folders(),
                    folder: at
                        .folder
                        .as_ref()
                        .map(|(id, folder)| shown(&at, &names, at.view(id, folder), folder)),
                    folders: Page {
                        items: folders
                            .items
                            .into_iter()
                            .map(|(view, folder)| shown(&at, &names, view, &folder))
                            .collect(),
                        cursor: folders.cursor,
                    },
                    items: Page {
                        items: items
                            .items
                            .into_iter()
                            .map(|item| ItemShown {
                                owner: person(&names, &item.owner),
                                item,
                            })
                            .collect(),
                        cursor: items.cursor,
                    },
                    others: others
                        .iter()
                        .filter_map(|(code, left)| Some((named(code)?, *left)))
                        .collect(),
                })
            })
        });
        read.await
    }
}
