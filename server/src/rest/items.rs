//! Proofs and files of hub and satellite accounts: handed in and opened as streams.

use super::Failure;
use super::read::{Asked, Named};
use super::table::{Endpoint, of, query};
use crate::http::AppState;
use crate::http::session::Signed;
use axum::Json;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE, ETAG};
use http::{HeaderValue, StatusCode};
use rehome_domain::content::ItemKind;
use rehome_domain::ids::ItemId;
use rehome_service::content::{ItemView, NewItem};

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        method: "POST",
        path: "/items",
        summary: "Hand in a proof or file of yours in your own account; the body is its bytes",
        takes: &[
            query("kind", "What it is.").typed(of::<ItemKind>),
            query("folder", "The folder it is put in."),
            query("file", "How the file is called."),
        ],
        body: None,
        success: (201, Some(of::<ItemView>)),
        refusals: &[403, 404, 413, 422],
        handler: || post(upload),
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
];

async fn upload(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Asked(new): Asked<NewItem>,
    request: Request,
) -> Result<(StatusCode, Json<ItemView>), Failure> {
    let bytes = request.into_body().into_data_stream();
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
    let disposition = HeaderValue::from_static("attachment");
    headers.insert(CONTENT_DISPOSITION, disposition);
    let tag = opened.item.checksum.map(|it| format!("\"{it}\""));
    if let Some(Ok(tag)) = tag.map(HeaderValue::try_from) {
        headers.insert(ETAG, tag);
    }
    Ok(response)
}
