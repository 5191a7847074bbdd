//! Handing in a proof or file, or a further version of a proof; making a folder, or calling one otherwise: plain forms, for with
//! and without scripts. The bytes go on to the service as they come.

use super::people_files::{named, short};
use crate::http::AppState;
use crate::http::session::Asking;
use crate::rest::Failure;
use axum::extract::multipart::Field;
use axum::extract::{Multipart, State};
use axum::response::{IntoResponse, Redirect, Response};
use rehome_app::routes::{self, library_query as query};
use rehome_domain::content::ItemKind;
use rehome_domain::ids::{FolderId, ItemId};
use rehome_service::content::{FolderPatch, NewFolder, NewItem};
use rehome_service::{Caller, Service, ServiceError};

/// What stands before the file in the form; all there is where it is about a folder.
#[derive(Default)]
struct Said {
    folder: Option<FolderId>,
    item: Option<ItemId>,
    kind: Option<ItemKind>,
    name: Option<String>,
    private: bool,
    rename: Option<FolderId>,
}

/// `POST /library`: the fields `folder`, `kind` or `item`, and then `file`; or the `name` of a folder, with `rename` or with
/// `folder` and `private`. Leads back to the place, with what became of it.
pub(crate) async fn hand_in(
    State(state): State<AppState>,
    Asking(session): Asking,
    mut form: Multipart,
) -> Response {
    let Some(session) = session else {
        return Redirect::to(&routes::sign_in(Some(routes::LIBRARY), None)).into_response();
    };
    let mut said = Said::default();
    loop {
        let field = match form.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) if said.name.is_some() => {
                return about_a_folder(&state.service, &session.caller, said).await;
            }
            Ok(None) => return back(&said, (query::FAULT, "no-file")),
            Err(_) => return back(&said, (query::FAULT, "broken-off")),
        };
        let name = field.name().unwrap_or_default().to_owned();
        if name == query::FILE {
            let taken = take(&state.service, &session.caller, &said, field).await;
            let done = match &said.item {
                Some(_) => query::VERSION,
                None => query::ITEM,
            };
            return told(&said, taken.map(|()| done));
        }
        let Some(text) = short(field).await else {
            return back(&said, (query::FAULT, "broken-off"));
        };
        match name.as_str() {
            query::FOLDER if !text.is_empty() => said.folder = Some(FolderId::from(text)),
            query::ITEM if !text.is_empty() => said.item = Some(ItemId::from(text)),
            query::KIND if text == "proof" => said.kind = Some(ItemKind::Proof),
            query::KIND if text == "file" => said.kind = Some(ItemKind::File),
            query::NAME => said.name = Some(text),
            query::PRIVATE => said.private = text == "true",
            query::RENAME if !text.is_empty() => said.rename = Some(FolderId::from(text)),
            _ => {}
        }
    }
}

/// Leads back, with what was done or why nothing was.
fn told(said: &Said, done: Result<&str, ServiceError>) -> Response {
    match done {
        Ok(done) => back(said, (query::DONE, done)),
        Err(ServiceError::Rejected(why)) => back(said, (query::FAULT, why.code)),
        Err(ServiceError::Invalid { code, .. } | ServiceError::Conflict { code, .. }) => {
            back(said, (query::FAULT, code))
        }
        Err(ServiceError::Unavailable { .. }) => back(said, (query::FAULT, "unavailable")),
        Err(error) => Failure::from(error).into_response(),
    }
}

async fn about_a_folder(service: &Service, caller: &Caller, mut said: Said) -> Response {
    let name = said.name.take().unwrap_or_default();
    let done = match said.rename.take() {
        Some(id) => {
            let patch = FolderPatch { name };
            let done = service.folder_rename(caller, &id, patch).await;
            said.folder = Some(id);
            done.map(|_| query::RENAMED)
        }
        None => {
            let new = NewFolder {
                name,
                parent: said.folder.clone(),
                private: said.private,
            };
            let done = service.folder_create(caller, new).await;
            done.map(|_| query::MADE)
        }
    };
    told(&said, done)
}

fn back(said: &Said, told: (&str, &str)) -> Response {
    Redirect::to(&routes::library(said.folder.as_ref(), [told])).into_response()
}

async fn take(
    service: &Service,
    caller: &Caller,
    said: &Said,
    field: Field<'_>,
) -> Result<(), ServiceError> {
    let name = named(field.file_name());
    let file = name.ok_or_else(|| ServiceError::rejected("no-file", "choose a file first"))?;
    let taken = match &said.item {
        Some(item) => {
            let taken = service.item_version_upload(caller, item, Some(&file), field);
            taken.await
        }
        None => {
            let new = NewItem {
                kind: said.kind.unwrap_or(ItemKind::File),
                folder: said.folder.clone(),
                file: Some(file),
            };
            service.item_upload(caller, new, field).await
        }
    };
    taken.map(drop)
}
