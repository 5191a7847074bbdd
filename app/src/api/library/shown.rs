//! The service's answers as the library needs them.

use super::{FolderLine, ItemLine, Leftover, LibraryView, LibraryWhere, Lines};
use crate::api::users::PersonView;
use rehome_domain::content::sight::Access;
use rehome_service::content::{FolderShown, ItemShown, LeftoverFolder, LeftoverPlan, LibraryAsked};
use rehome_service::view::{Page, Person};
use rehome_service::{Caller, Service, ServiceError};
use std::sync::Arc;

fn person(person: Person) -> PersonView {
    PersonView {
        id: person.id,
        name: person.name,
    }
}

fn folder(shown: FolderShown) -> FolderLine {
    let folder = shown.folder;
    FolderLine {
        id: folder.id,
        name: folder.name,
        private: folder.private,
        view_only: folder.left_behind,
        owner: person(shown.owner),
        left: shown.left.map(person),
        ends_leftover: shown.ends_leftover,
        renames: folder.renames,
    }
}

fn item(shown: ItemShown) -> Result<ItemLine, ServiceError> {
    let item = shown.item;
    let last = |name: &str| name.rsplit(['/', '\\']).next().map(str::to_owned);
    let name = item.file.as_deref().and_then(last);
    let access: Access =
        serde_json::from_value(item.access.into()).map_err(ServiceError::internal)?;
    Ok(ItemLine {
        name: name.unwrap_or_else(|| item.id.to_string()),
        version: item.set.map(|_| item.version),
        id: item.id,
        kind: item.kind,
        bytes: item.bytes,
        opens: item.checksum.is_some(),
        access,
        adds_versions: item.adds_versions,
        owner: person(shown.owner),
    })
}

pub(super) async fn place(
    service: &Service,
    caller: &Caller,
    at: LibraryWhere,
) -> Result<LibraryView, ServiceError> {
    let asked = LibraryAsked {
        account: at.account,
        folder: at.folder,
        cursor: at.after,
        limit: None,
    };
    let found = service
        .library_shown(caller, asked, at.folders_after)
        .await?;
    let Page { items, cursor } = found.folders;
    let folders = Lines {
        items: items.into_iter().map(folder).collect(),
        cursor,
    };
    let Page { items, cursor } = found.items;
    let items: Result<Vec<ItemLine>, ServiceError> = items.into_iter().map(item).collect();
    let items = Lines {
        items: items?,
        cursor,
    };
    let others = found.others.into_iter();
    Ok(LibraryView {
        account: found.account.into(),
        is_home: found.is_home,
        left_behind: found.left_behind,
        folder: found.folder.map(folder),
        above: found.above,
        folders,
        items,
        others: others.map(|(place, left)| (place.into(), left)).collect(),
        makes: found.makes,
        makes_folders: found.makes_folders,
    })
}

fn names(folders: Vec<LeftoverFolder>) -> Vec<Arc<str>> {
    folders.into_iter().map(|folder| folder.name).collect()
}

impl From<LeftoverPlan> for Leftover {
    fn from(plan: LeftoverPlan) -> Self {
        Self {
            digest: plan.digest,
            folders: names(plan.folders),
            items: plan.items,
            stay: names(plan.stay),
            not_yours: plan.not_yours,
            others: plan.others,
            still_seen: plan.still_seen,
        }
    }
}
