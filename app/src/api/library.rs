//! The library of an account: what lies at a place, and what somebody who left still sees there.

#[cfg(feature = "ssr")]
mod shown;

use super::ApiError;
#[cfg(feature = "ssr")]
use super::request::{caller, refused, service};
use super::session::Place;
use super::users::PersonView;
use leptos::prelude::*;
use leptos::server_fn::codec::{GetUrl, Json};
use rehome_domain::content::sight::Access;
use rehome_domain::content::{FolderKinds, ItemKind};
use rehome_domain::ids::{FolderId, ItemId, OrganizationCode, UserId};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FolderLine {
    /// Its id.
    pub id: FolderId,
    /// The display name.
    pub name: Arc<str>,
    /// Whether it is private.
    pub private: bool,
    /// Whether everything in it is only looked at.
    pub view_only: bool,
    /// Whose it is.
    pub owner: PersonView,
    /// Who made it, lives in another account by now, and still looks into it.
    pub left: Option<PersonView>,
    /// Whether the reader may end that.
    pub ends_leftover: bool,
    /// Whether the reader may call it otherwise.
    pub renames: bool,
}

/// A proof or file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemLine {
    /// Its id.
    pub id: ItemId,
    /// What it is.
    pub kind: ItemKind,
    /// How it is called.
    pub name: String,
    /// Which version of its set; none where it is in none.
    pub version: Option<u32>,
    /// Its size in bytes.
    pub bytes: u64,
    /// Whether its bytes are there.
    pub opens: bool,
    /// What the reader may do with it.
    pub access: Access,
    /// Whether the reader may hand in a further version.
    pub adds_versions: bool,
    /// Whose it is.
    pub owner: PersonView,
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lines<T> {
    /// The rows.
    pub items: Vec<T>,
    /// What asks for the next page.
    pub cursor: Option<String>,
}

/// A place with what lies there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LibraryView {
    /// The account.
    pub account: Place,
    /// Whether it is the reader's own.
    pub is_home: bool,
    /// Whether everything there is only looked at.
    pub left_behind: bool,
    /// The folder; none at the top.
    pub folder: Option<FolderLine>,
    /// The folders above it, the highest first.
    pub above: Vec<(FolderId, Arc<str>)>,
    /// The folders in it.
    pub folders: Lines<FolderLine>,
    /// The items in it.
    pub items: Lines<ItemLine>,
    /// Other accounts with something in view, and whether it is only looked at there.
    pub others: Vec<(Place, bool)>,
    /// What the reader may hand in here.
    pub makes: Vec<ItemKind>,
    /// Which folders the reader may make here.
    pub makes_folders: FolderKinds,
}

/// Which place, and which part of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LibraryWhere {
    /// The account; the reader's own where none is given.
    pub account: Option<OrganizationCode>,
    /// The folder; the top where none is given.
    pub folder: Option<FolderId>,
    /// From where on the items are shown.
    pub after: Option<String>,
    /// From where on the folders are shown.
    pub folders_after: Option<String>,
}

/// What would happen if what somebody still sees were taken away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leftover {
    /// To be sent along to do it.
    pub digest: String,
    /// The folders that are thrown away.
    pub folders: Vec<Arc<str>>,
    /// How many items are put into fresh folders.
    pub items: u64,
    /// The folders that stay.
    pub stay: Vec<Arc<str>>,
    /// How many folders only their owner may throw away.
    pub not_yours: u64,
    /// How many others see these folders no longer.
    pub others: u64,
    /// How many things the person made and goes on looking at.
    pub still_seen: u64,
}

/// A place.
#[server(endpoint = "library/place", input = Json)]
pub async fn library_place(
    /// Which.
    at: LibraryWhere,
) -> Result<LibraryView, ApiError> {
    let (service, caller) = (service()?, caller()?);
    shown::place(&service, &caller, at)
        .await
        .map_err(|error| refused(&error))
}

/// What would be taken away.
#[server(endpoint = "library/leftover", input = GetUrl)]
pub async fn leftover_plan(
    /// Who left.
    user: UserId,
    /// Which account.
    account: OrganizationCode,
) -> Result<Leftover, ApiError> {
    let (service, caller) = (service()?, caller()?);
    let plan = service.leftover_plan(&caller, &user, &account);
    plan.await
        .map(Leftover::from)
        .map_err(|error| refused(&error))
}

/// Takes it away.
#[server(endpoint = "library/leftover/remove", input = Json)]
pub async fn leftover_remove(
    /// Who left.
    user: UserId,
    /// Which account.
    account: OrganizationCode,
    /// What was looked at.
    digest: String,
) -> Result<(), ApiError> {
    let (service, caller) = (service()?, caller()?);
    let request = rehome_service::content::LeftoverRequest {
        account,
        digest: Some(digest),
    };
    let done = service.leftover_remove(&caller, &user, &request);
    done.await.map(drop).map_err(|error| refused(&error))
}
