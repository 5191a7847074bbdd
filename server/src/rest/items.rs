//! Proofs and files of hub and satellite accounts, and the folders they lie in: listed, made, handed in and opened as streams; and
//! what somebody who left still sees of folders, taken away.

use super::Failure;
use super::read::{Asked, Body as JsonBody, Named};
use super::table::{CURSOR, Endpoint, LIMIT, Parameter, of, query};
use crate::http::AppState;
use crate::http::session::Signed;
use axum::Json;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, patch, post};
use http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE, ETAG};
use http::{HeaderValue, StatusCode};
use rehome_domain::content::ItemKind;
use rehome_domain::ids::{FolderId, ItemId, UserId};
use rehome_objects::held_against;
use rehome_service::content::{
    FolderPatch, FolderView, ItemView, LeftoverDone, LeftoverPlan, LeftoverRequest, LibraryAsked,
    NewFolder, NewItem,
};
use rehome_service::view::Page;
use serde::Deserialize;

const ACCOUNT: Parameter = query("account", "The account; your own where none is given.");
const FOLDER: Parameter = query(
    "folder",
    "The folder; the top of the account where none is given.",
);

const CHECKSUM: Parameter = query(
    "checksum",
    "The SHA-256 of the bytes, in hexadecimal; nothing is kept where others arrive.",
);

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        method: "GET",
        path: "/folders",
        summary: "The folders in your view at a place, by name; of accounts you left those you made",
        takes: &[ACCOUNT, FOLDER, CURSOR, LIMIT],
        body: None,
        success: (200, Some(of::<Page<FolderView>>)),
        refusals: &[404],
        handler: || get(folders),
    },
    Endpoint {
        method: "GET",
        path: "/folders/{folder}",
        summary: "A folder in your view",
        takes: &[],
        body: None,
        success: (200, Some(of::<FolderView>)),
        refusals: &[404],
        handler: || get(folder),
    },
    Endpoint {
        method: "POST",
        path: "/folders",
        summary: "Make a folder of yours in your own account",
        takes: &[],
        body: Some(of::<NewFolder>),
        success: (201, Some(of::<FolderView>)),
        refusals: &[403, 404, 409, 422],
        handler: || post(folder_create),
    },
    Endpoint {
        method: "PATCH",
        path: "/folders/{folder}",
        summary: "Call a folder otherwise",
        takes: &[],
        body: Some(of::<FolderPatch>),
        success: (200, Some(of::<FolderView>)),
        refusals: &[403, 404, 409, 422],
        handler: || patch(folder_rename),
    },
    Endpoint {
        method: "GET",
        path: "/items",
        summary: "The proofs and files in your view at a place, by name; without those in the trash",
        takes: &[ACCOUNT, FOLDER, CURSOR, LIMIT],
        body: None,
        success: (200, Some(of::<Page<ItemView>>)),
        refusals: &[404],
        handler: || get(list),
    },
    Endpoint {
        method: "POST",
        path: "/items",
        summary: "Hand in a proof or file of yours in your own account; the body is its bytes",
        takes: &[
            query("kind", "What it is.").typed(of::<ItemKind>),
            query("folder", "The folder it is put in."),
            query("file", "How the file is called."),
            CHECKSUM,
        ],
        body: None,
        success: (201, Some(of::<ItemView>)),
        refusals: &[403, 404, 413, 422],
        handler: || post(upload),
    },
    Endpoint {
        method: "POST",
        path: "/items/{item}/versions",
        summary: "Hand in a further version of a proof in your own account, as yours; the body is its bytes",
        takes: &[
            query(
                "file",
                "How the file is called; as the former version where nothing is given.",
            ),
            CHECKSUM,
        ],
        body: None,
        success: (201, Some(of::<ItemView>)),
        refusals: &[403, 404, 413, 422],
        handler: || post(further_version),
    },
    Endpoint {
        method: "GET",
        path: "/items/{item}",
        summary: "A proof or file in your view",
        takes: &[],
        body: None,
        success: (200, Some(of::<ItemView>)),
        refusals: &[404],
        handler: || get(one),
    },
    Endpoint {
        method: "GET",
        path: "/items/{item}/content",
        summary: "Its bytes",
        takes: &[],
        body: None,
        success: (200, None),
        refusals: &[404],
        handler: || get(content),
    },
    Endpoint {
        method: "POST",
        path: "/users/{user}/leftover/plan",
        summary: "What would be taken away of folders somebody who left an account still sees there",
        takes: &[],
        body: Some(of::<LeftoverRequest>),
        success: (200, Some(of::<LeftoverPlan>)),
        refusals: &[403, 404, 409, 422],
        handler: || post(leftover_plan),
    },
    Endpoint {
        method: "POST",
        path: "/users/{user}/leftover",
        summary: "Take it away, as it was looked at; there is no way back",
        takes: &[],
        body: Some(of::<LeftoverRequest>),
        success: (200, Some(of::<LeftoverDone>)),
        refusals: &[403, 404, 409, 422, 428],
        handler: || post(leftover_remove),
    },
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewVersion {
    file: Option<String>,
    checksum: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Upload {
    kind: ItemKind,
    folder: Option<FolderId>,
    file: Option<String>,
    checksum: Option<String>,
}

async fn folders(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Asked(asked): Asked<LibraryAsked>,
) -> Result<Json<Page<FolderView>>, Failure> {
    Ok(Json(state.service.folders(&caller, asked).await?))
}

async fn folder(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(id): Named<FolderId>,
) -> Result<Json<FolderView>, Failure> {
    Ok(Json(state.service.folder(&caller, &id).await?))
}

async fn folder_create(
    State(state): State<AppState>,
    Signed(caller): Signed,
    JsonBody(new): JsonBody<NewFolder>,
) -> Result<(StatusCode, Json<FolderView>), Failure> {
    let made = state.service.folder_create(&caller, new).await?;
    Ok((StatusCode::CREATED, Json(made)))
}

async fn folder_rename(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(id): Named<FolderId>,
    JsonBody(patch): JsonBody<FolderPatch>,
) -> Result<Json<FolderView>, Failure> {
    let called = state.service.folder_rename(&caller, &id, patch);
    Ok(Json(called.await?))
}

async fn list(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Asked(asked): Asked<LibraryAsked>,
) -> Result<Json<Page<ItemView>>, Failure> {
    Ok(Json(state.service.items(&caller, asked).await?))
}

async fn further_version(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(id): Named<ItemId>,
    Asked(new): Asked<NewVersion>,
    request: Request,
) -> Result<(StatusCode, Json<ItemView>), Failure> {
    let bytes = held_against(request.into_body().into_data_stream(), new.checksum);
    let kept = state
        .service
        .item_version_upload(&caller, &id, new.file.as_deref(), bytes)
        .await?;
    Ok((StatusCode::CREATED, Json(kept)))
}

async fn leftover_plan(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(left): Named<UserId>,
    JsonBody(asked): JsonBody<LeftoverRequest>,
) -> Result<Json<LeftoverPlan>, Failure> {
    let plan = state.service.leftover_plan(&caller, &left, &asked.account);
    Ok(Json(plan.await?))
}

async fn leftover_remove(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(left): Named<UserId>,
    JsonBody(asked): JsonBody<LeftoverRequest>,
) -> Result<Json<LeftoverDone>, Failure> {
    let done = state.service.leftover_remove(&caller, &left, &asked);
    Ok(Json(done.await?))
}

async fn upload(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Asked(asked): Asked<Upload>,
    request: Request,
) -> Result<(StatusCode, Json<ItemView>), Failure> {
    let bytes = held_against(request.into_body().into_data_stream(), asked.checksum);
    let new = NewItem {
        kind: asked.kind,
        folder: asked.folder,
        file: asked.file,
    };
    let kept = state.service.item_upload(&caller, new, bytes).await?;
    Ok((StatusCode::CREATED, Json(kept)))
}

async fn one(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(id): Named<ItemId>,
) -> Result<Json<ItemView>, Failure> {
    Ok(Json(state.service.item(&caller, &id).await?))
}

async fn content(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(id): Named<ItemId>,
) -> Result<Response, Failure> {
    let opened = state.service.item_open(&caller, &id).await?;
    let mut response = Body::from_stream(opened.bytes).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_LENGTH, HeaderValue::from(opened.item.bytes));
    // WHY: what people hand in is never run by a browser that shows it.
    let kind = HeaderValue::from_static("application/octet-stream");
    headers.insert(CONTENT_TYPE, kind);
    let name = opened.item.file.as_deref().unwrap_or_default();
    if let Ok(disposition) = HeaderValue::try_from(as_attachment(name)) {
        headers.insert(CONTENT_DISPOSITION, disposition);
    }
    let tag = opened.item.checksum.map(|it| format!("\"{it}\""));
    if let Some(Ok(tag)) = tag.map(HeaderValue::try_from) {
        headers.insert(ETAG, tag);
    }
    Ok(response)
}

/// An attachment under the last part of a name. WHY twice: readers that do not know the escaped form take the plain one.
fn as_attachment(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain = |sign: char| sign.is_ascii_alphanumeric() || "-_. ()".contains(sign);
    let fallback: String = name
        .chars()
        .map(|sign| if plain(sign) { sign } else { '_' })
        .collect();
    let fallback = fallback.trim_start_matches('.');
    if fallback.is_empty() {
        return "attachment".to_owned();
    }
    let mut escaped = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            escaped.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("attachment; filename=\"{fallback}\"; filename*=UTF-8''{escaped}")
}

#[cfg(test)]
mod tests {
    use super::as_attachment;

    #[test]
    fn a_name_cannot_say_anything_else_than_a_name() {
        assert_eq!(as_attachment(""), "attachment");
        assert_eq!(
            as_attachment("media/brief.pdf"),
            "attachment; filename=\"brief.pdf\"; filename*=UTF-8''brief.pdf"
        );
        assert_eq!(
            as_attachment("a\"; filename=\"b\r\n.exe"),
            "attachment; filename=\"a__ filename__b__.exe\"; filename*=UTF-8''a%22%3B%20filename%3D%22b%0D%0A.exe"
        );
        assert_eq!(
            as_attachment("Pläne.txt"),
            "attachment; filename=\"Pl_ne.txt\"; filename*=UTF-8''Pl%C3%A4ne.txt"
        );
    }
}
