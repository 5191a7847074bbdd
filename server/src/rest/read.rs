//! Reading requests: JSON bodies, queries, paths and the headers that carry meaning. Whatever cannot be
//! read is refused with its place, before anything is done.

use super::Failure;
use crate::http::AppState;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_TYPE, IF_MATCH};
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use rehome_domain::ids::OrganizationCode;
use rehome_domain::user_move::{ActAs, Scope};
use rehome_service::caller::Acting;
use rehome_service::{Caller, ServiceError};
use serde::de::{self, DeserializeOwned, DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::collections::HashSet;
use std::fmt;

const VERSION: HeaderName = HeaderName::from_static("api-version");

/// A JSON body.
pub(super) struct Body<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequest<AppState> for Body<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Failure> {
        Text::from_request(request, state).await?.read().map(Self)
    }
}

/// The text of a JSON body, where the path says what is to be read out of it.
pub(super) struct Text(Bytes);

impl Text {
    /// A value out of it, or where and why not.
    pub(super) fn read<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        from_json(&self.0)
    }
}

impl FromRequest<AppState> for Text {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Failure> {
        let limit = state.site.body_limit;
        let is_json = request
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .is_some_and(is_json);
        if !is_json {
            return Err(Failure::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "unsupported-media-type",
                "send JSON, with Content-Type: application/json",
            ));
        }
        Bytes::from_request(request, state)
            .await
            .map(Self)
            .map_err(|_| Failure::too_large(limit))
    }
}

fn is_json(content_type: &str) -> bool {
    content_type
        .split(';')
        .next()
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

/// A value out of JSON text, or where and why not.
fn from_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Failure> {
    // WHY: a flattened structure loses the place of a fault and the last of two equal keys would win, so
    // the text is walked once for what holds of any JSON.
    let mut walk = serde_json::Deserializer::from_slice(bytes);
    Clean
        .deserialize(&mut walk)
        .and_then(|()| walk.end())
        .map_err(|error| undecodable(&error))?;
    serde_json::from_slice(bytes).map_err(|error| undecodable(&error))
}

fn undecodable(error: &serde_json::Error) -> Failure {
    let whole = error.to_string();
    let message = whole.split(" at line ").next().unwrap_or(&whole).to_owned();
    if error.line() == 0 {
        return Failure::undecodable(message, "body");
    }
    Failure::undecodable(
        message,
        format!("line {}, column {}", error.line(), error.column()),
    )
}

/// Any JSON without two equal keys in one object and without NUL, which no database takes.
struct Clean;

impl<'de> DeserializeSeed<'de> for Clean {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Clean {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }
    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }
    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }
    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }
    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
    fn visit_str<E: de::Error>(self, text: &str) -> Result<(), E> {
        if text.contains('\0') {
            return Err(E::custom("a text holds the character NUL"));
        }
        Ok(())
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while items.next_element_seed(Clean)?.is_some() {}
        Ok(())
    }
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let mut keys = HashSet::new();
        while let Some(key) = entries.next_key::<String>()? {
            Clean.visit_str(&key)?;
            if keys.contains(&key) {
                return Err(de::Error::custom(format!("the key {key:?} is given twice")));
            }
            keys.insert(key);
            entries.next_value_seed(Clean)?;
        }
        Ok(())
    }
}

/// The query of an address.
pub(super) struct Asked<T>(pub(super) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Asked<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        if parts.uri.query().is_some_and(has_nul) {
            return Err(Failure::undecodable(
                "the query holds the character NUL",
                "query",
            ));
        }
        match Query::from_request_parts(parts, state).await {
            Ok(Query(asked)) => Ok(Self(asked)),
            Err(rejection) => Err(Failure::undecodable(rejection.body_text(), "query")),
        }
    }
}

/// The names in a path; one that cannot be a name is one that is not there.
pub(super) struct Named<T>(pub(super) T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Named<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        if has_nul(parts.uri.path()) {
            return Err(ServiceError::NotFound.into());
        }
        Path::from_request_parts(parts, state)
            .await
            .map(|Path(named)| Self(named))
            .map_err(|_| ServiceError::NotFound.into())
    }
}

fn has_nul(escaped: &str) -> bool {
    escaped.contains("%00")
}

/// Where and as whom somebody acts, as a query says it.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ActingQuery {
    acting_in: Option<OrganizationCode>,
    #[serde(rename = "as")]
    act_as: Option<ActAs>,
}

impl From<ActingQuery> for Acting {
    fn from(query: ActingQuery) -> Self {
        Self {
            acting_in: query.acting_in,
            act_as: query.act_as,
        }
    }
}

/// The revision that `If-Match` names; a change without one could undo somebody else's.
pub(super) fn revision(headers: &HeaderMap) -> Result<i64, Failure> {
    let Some(value) = headers.get(IF_MATCH) else {
        return Err(Failure::new(
            StatusCode::PRECONDITION_REQUIRED,
            "revision-required",
            "send the revision you read in the header If-Match",
        ));
    };
    let text = value.to_str().unwrap_or_default().trim();
    let text = text.strip_prefix("W/").unwrap_or(text).trim_matches('"');
    text.parse()
        .map_err(|_| Failure::undecodable("If-Match is a revision like \"3\"", "header If-Match"))
}

/// The revision that `If-Match` names, where it is there; for changes that may also be made without.
pub(super) fn if_revision(headers: &HeaderMap) -> Result<Option<i64>, Failure> {
    if headers.contains_key(IF_MATCH) {
        revision(headers).map(Some)
    } else {
        Ok(None)
    }
}

/// A header as text, where it is there.
pub(super) fn header(headers: &HeaderMap, name: &'static str) -> Result<Option<String>, Failure> {
    headers
        .get(name)
        .map(|value| {
            value.to_str().map(str::to_owned).map_err(|_| {
                Failure::undecodable("the header holds no plain text", format!("header {name}"))
            })
        })
        .transpose()
}

/// The caller with what a request onto a site means that does not say how much of a person moves: before 11.5.1 the user
/// alone (ruling 53); without a version, as now (ruling 66).
pub(super) fn speaking(caller: Caller, headers: &HeaderMap) -> Caller {
    let version = headers.get(VERSION).and_then(|it| it.to_str().ok());
    match version.and_then(Scope::of_api_version) {
        Some(scope) => caller.meaning(scope),
        None => caller,
    }
}

/// Refuses an `Api-Version` that is no number. Versions differ in what a move onto a site means ([`speaking`]).
pub(super) async fn version(request: Request, next: Next) -> Response {
    let is_number = |value: &HeaderValue| {
        let text = value.to_str().unwrap_or_default().trim();
        text.split('.').all(|part| part.parse::<u32>().is_ok())
    };
    if request.headers().get_all(VERSION).iter().all(is_number) {
        return next.run(request).await;
    }
    Failure::undecodable("a version is a number like 1", "header Api-Version").into_response()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use rehome_domain::user_move::MoveRequest;

    fn fault(text: &[u8]) -> String {
        format!("{:?}", from_json::<MoveRequest>(text).unwrap_err())
    }

    #[test]
    fn a_fault_is_told_with_its_place() {
        assert!(
            fault(b"{\n  \"subject\": }").contains("line 2, column"),
            "{}",
            fault(b"{\n  \"subject\": }")
        );
        assert!(fault(b"{\"subjet\":\"dana\"}").contains("subjet"));
        assert!(fault(b"").contains("EOF"));
        assert!(fault(b"{} {}").contains("trailing"));
    }

    #[test]
    fn two_equal_keys_are_a_fault_wherever_they_stand() {
        assert!(fault(br#"{"subject":"a","subject":"b"}"#).contains("twice"));
        assert!(fault(br#"{"per_person":{"dana":{},"dana":{}}}"#).contains("twice"));
    }

    #[test]
    fn nul_and_broken_text_are_faults() {
        assert!(fault(br#"{"subject":"a\u0000"}"#).contains("NUL"));
        assert!(fault(br#"{"subject":"\ud800"}"#).contains("cannot-decode"));
        assert!(fault(b"{\"subject\":\"\xff\"}").contains("cannot-decode"));
    }

    #[test]
    fn brackets_without_end_are_a_fault_and_no_crash() {
        let deep = "[".repeat(1_000_000);
        assert!(fault(deep.as_bytes()).contains("recursion limit"));
    }

    #[test]
    fn a_revision_is_read_with_or_without_quotes() {
        let revised = |value: &'static str| {
            revision(&HeaderMap::from_iter([(IF_MATCH, value.parse().unwrap())]))
        };
        assert_eq!(revised("\"3\"").unwrap(), 3);
        assert_eq!(revised("3").unwrap(), 3);
        assert!(revised("*").is_err());
        assert!(revision(&HeaderMap::new()).is_err());
    }
}
