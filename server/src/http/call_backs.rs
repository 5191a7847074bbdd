//! `POST /call-backs/{connector}`: what a receiver of webhooks reports by itself, signed with the connector's secret.
//!
//! Nobody is signed in here; the signature says who it is. A connector that there is not, one that calls nobody back, and a
//! signature that does not fit are answered alike.

use super::AppState;
use crate::rest::Failure;
use axum::body::Bytes;
use axum::extract::{Path, State};
use http::{HeaderMap, StatusCode};
use rehome_provisioning::webhook::Sent;

/// How large a report may be.
pub(super) const LARGEST: usize = 64 * 1024;

pub(super) async fn taken(
    State(state): State<AppState>,
    Path(connector): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, Failure> {
    let header = |name: &str| {
        let mut all = headers.get_all(name).iter();
        let first = all.next().and_then(|it| it.to_str().ok());
        first.filter(|_| all.next().is_none()).unwrap_or_default()
    };
    let sent = Sent {
        id: header("webhook-id"),
        timestamp: header("webhook-timestamp"),
        signature: header("webhook-signature"),
    };
    state
        .service
        .provisioning_call_back(&connector, sent, &body)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
