//! Tables of people as files: one to download, one to hand in, and what became of it. Plain requests, for with and
//! without scripts; what they do is the service's.

use super::Fields;
use crate::http::AppState;
use crate::http::session::Asking;
use crate::rest::Failure;
use axum::body::{Body, Bytes};
use axum::extract::multipart::Field;
use axum::extract::{Multipart, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::HeaderValue;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use rehome_app::api::files::export_of;
use rehome_app::routes::{self, export_field, import_query};
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::user_move::ActAs;
use rehome_service::bulk::{FileRowsQuery, MAX_BYTES_OF_AN_UPLOAD};
use rehome_service::directory::ImportError;
use rehome_service::people::{Export, ExportColumn, ExportCursor};
use rehome_service::{Acting, Caller, Service, ServiceError, chain};
use serde::Deserialize;

/// What a body may have beside the file that is handed in: the fields and the borders between them.
const BESIDE_THE_FILE: usize = 64 * 1024;

/// The largest body that hands a file in.
pub(crate) const LARGEST: usize = MAX_BYTES_OF_AN_UPLOAD + BESIDE_THE_FILE;

/// `POST /users/export`: fields `acting_in`, `user` and `column` (repeated), `place`, `filter`. Answers the table.
pub(crate) async fn export(
    State(state): State<AppState>,
    Asking(session): Asking,
    body: Bytes,
) -> Response {
    let Some(session) = session else {
        return Redirect::to(&routes::sign_in(Some(routes::USERS_EXPORT), None)).into_response();
    };
    let fields = Fields::read(&body);
    let acting_in = OrganizationCode::from(fields.get(export_field::ACTING_IN).unwrap_or_default());
    let users: Vec<UserId> = fields.all(export_field::USER).map(UserId::from).collect();
    let columns: Vec<ExportColumn> = fields
        .all(export_field::PLACE)
        .chain(fields.all(export_field::COLUMN))
        .filter_map(ExportColumn::of)
        .collect();
    let filter = fields.get(export_field::FILTER);
    let export = export_of(acting_in, users, columns, filter);
    let begun = match state.service.export_begin(&export) {
        Ok(begun) => begun,
        Err(error) => return Failure::from(error).into_response(),
    };
    let (header, cursor) = begun;
    // WHY: who may not is to be told so, which a file that has begun cannot do any more.
    let first = state
        .service
        .export_more(&session.caller, &export, cursor)
        .await;
    match first {
        Ok((lines, rest)) => {
            let begun = format!("{header}{lines}");
            let body = streamed(state.service, session.caller, export, begun, rest);
            file("users.csv", body)
        }
        Err(error) => Failure::from(error).into_response(),
    }
}

/// What of a table is still to come.
enum Coming {
    /// This text, then what is behind it.
    Text(String, Option<ExportCursor>),
    /// What is behind it.
    Rest(ExportCursor),
    /// Nothing.
    Nothing,
}

/// A table as it comes: what is there already, then page after page. A body that breaks off is no whole file.
fn streamed(
    service: Service,
    caller: Caller,
    export: Export,
    begun: String,
    rest: Option<ExportCursor>,
) -> Body {
    let first = (Coming::Text(begun, rest), service, caller, export);
    let lines = futures::stream::unfold(first, |(coming, service, caller, export)| async {
        let (text, rest) = match coming {
            Coming::Nothing => return None,
            Coming::Text(text, rest) => (Ok(text), rest),
            Coming::Rest(cursor) => match service.export_more(&caller, &export, cursor).await {
                Ok((text, rest)) => (Ok(text), rest),
                Err(error) => {
                    tracing::warn!(error = chain(&error), "a table broke off");
                    (Err(std::io::Error::other("the table broke off")), None)
                }
            },
        };
        let coming = rest.map_or(Coming::Nothing, Coming::Rest);
        Some((text, (coming, service, caller, export)))
    });
    Body::from_stream(lines)
}

fn file(name: &str, body: Body) -> Response {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/csv; charset=utf-8"),
    );
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(CONTENT_DISPOSITION, value);
    }
    response
}

/// `POST /users/import`: the fields `acting_in` and then `file`. Leads to the file, or back with what is wrong with it.
pub(crate) async fn import(
    State(state): State<AppState>,
    Asking(session): Asking,
    mut form: Multipart,
) -> Response {
    let Some(session) = session else {
        return Redirect::to(&routes::sign_in(Some(routes::USERS_IMPORT), None)).into_response();
    };
    let back = |code: &str| Redirect::to(&routes::import_refused(code)).into_response();
    let mut acting_in = None;
    loop {
        let field = match form.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => return back("empty"),
            Err(_) => return back("malformed"),
        };
        match field.name() {
            Some(import_query::ACTING_IN) => match short(field).await {
                Some(text) => acting_in = Some(OrganizationCode::from(text)),
                None => return back("malformed"),
            },
            Some(import_query::FILE) => {
                let acting = Acting {
                    acting_in,
                    act_as: Some(ActAs::Operator),
                };
                // WHY: who may not hand anything in does not get to fill memory with it.
                let allowed = state.service.file_job_allowed(&session.caller, &acting);
                if let Err(error) = allowed.await {
                    return Failure::from(error).into_response();
                }
                let name = named(field.file_name());
                let name = name.unwrap_or_else(|| "people.csv".to_owned());
                let bytes = match field.bytes().await {
                    Ok(bytes) if bytes.is_empty() => return back("empty"),
                    Ok(bytes) if bytes.len() > MAX_BYTES_OF_AN_UPLOAD => return back("too-large"),
                    Ok(bytes) => bytes,
                    // What is longer than the limit of the body ends in the middle.
                    Err(_) => return back("too-large"),
                };
                let taken = state
                    .service
                    .file_job_create(&session.caller, &acting, &name, bytes)
                    .await;
                return match taken {
                    Ok(id) => Redirect::to(&routes::import_file(&id)).into_response(),
                    Err(ImportError::Faults(faults)) => {
                        let kept = state
                            .service
                            .file_job_refused(&session.caller, &acting, &name, &faults)
                            .await;
                        match kept {
                            Ok(id) => Redirect::to(&routes::import_file(&id)).into_response(),
                            Err(error) => Failure::from(error).into_response(),
                        }
                    }
                    Err(ImportError::Service(ServiceError::Rejected(why))) => back(why.code),
                    Err(ImportError::Service(error)) => Failure::from(error).into_response(),
                };
            }
            _ => {}
        }
    }
}

/// The text of a field that names something; none where it is longer than any name, or no text.
pub(super) async fn short(mut field: Field<'_>) -> Option<String> {
    const LONGEST: usize = 4_000;
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.ok()? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > LONGEST {
            return None;
        }
    }
    String::from_utf8(bytes).ok()
}

/// The name of a file without the folders some browsers send along; none where nothing is left of it.
pub(super) fn named(name: Option<&str>) -> Option<String> {
    let name = name.unwrap_or_default();
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last
        .chars()
        .filter(|sign| !sign.is_control())
        .take(200)
        .collect();
    Some(clean).filter(|clean| !clean.is_empty())
}

#[derive(Deserialize)]
pub(crate) struct WhichFile {
    file: String,
}

/// `GET /users/import/result?file=ID`: the rows as they were handed in, each with what became of it.
pub(crate) async fn result(
    State(state): State<AppState>,
    Asking(session): Asking,
    Query(which): Query<WhichFile>,
) -> Response {
    let Some(session) = session else {
        let to = routes::import_file(&which.file);
        return Redirect::to(&routes::sign_in(Some(&to), None)).into_response();
    };
    match result_of(&state.service, &session.caller, &which.file).await {
        Ok((name, text)) => file(&name, Body::from(text)),
        Err(error) => Failure::from(error).into_response(),
    }
}

async fn result_of(
    service: &Service,
    caller: &Caller,
    id: &str,
) -> Result<(String, String), ServiceError> {
    let job = service.file_job(caller, id).await?.job;
    let width = job.headers.len();
    let own = ["Result", "Codes"].map(str::to_owned);
    let header: Vec<String> = job.headers.into_iter().chain(own).collect();
    let mut text = rehome_document::lines([header.as_slice()]);
    let mut query = FileRowsQuery::default();
    loop {
        let (rows, has_more) = service.file_job_rows(caller, id, &query).await?;
        query.after = rows.last().map(|row| row.ordinal);
        let lines: Vec<Vec<String>> = rows
            .into_iter()
            .map(|row| {
                let mut cells = row.cells;
                cells.resize(width.max(cells.len()), String::new());
                cells.push(row.result.unwrap_or_else(|| "left".to_owned()));
                cells.push(row.codes.join(";"));
                cells
            })
            .collect();
        text.push_str(&rehome_document::lines(lines.iter().map(Vec::as_slice)));
        if !has_more {
            break;
        }
    }
    let stem = job.file_name.split('.').next().unwrap_or_default();
    let plain: String = stem
        .chars()
        .filter(|sign| sign.is_ascii_alphanumeric() || "-_".contains(*sign))
        .collect();
    Ok((format!("{plain}-result.csv"), text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_called_by_its_name_alone() {
        assert_eq!(
            named(Some("C:\\moves\\november.csv")).as_deref(),
            Some("november.csv")
        );
        assert_eq!(
            named(Some("../people\n.csv")).as_deref(),
            Some("people.csv")
        );
        assert_eq!(named(None), None);
    }
}
