//! What every page of operators and administrators begins with: where the reader acts, and an answer asked for there.

use super::frame::CurrentSession;
use crate::api::answer::{Answer, ask as ask_anew};
use crate::api::session::OfficeView;
use crate::api::{ApiError, ErrorCode};
use leptos::prelude::*;
use rehome_domain::ids::OrganizationCode;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::future::Future;

/// An answer, and the office it was given in.
pub(crate) type InOffice<T> = Result<(OfficeView, T), ApiError>;

/// What a page shows: asked for where the reader acts, and anew whenever `source` changes.
pub(crate) fn ask_in_office<S, T, A, F>(
    source: impl Fn() -> S + Send + Sync + 'static,
    ask: A,
) -> Answer<InOffice<T>>
where
    S: PartialEq + Clone + Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Send + Sync + 'static,
    A: Fn(OrganizationCode, S) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Result<T, ApiError>> + Send + 'static,
{
    ask_in_office_or(ErrorCode::Forbidden, source, ask)
}

/// The same; who has no office is answered with `nowhere`.
pub(crate) fn ask_in_office_or<S, T, A, F>(
    nowhere: ErrorCode,
    source: impl Fn() -> S + Send + Sync + 'static,
    ask: A,
) -> Answer<InOffice<T>>
where
    S: PartialEq + Clone + Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Send + Sync + 'static,
    A: Fn(OrganizationCode, S) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Result<T, ApiError>> + Send + 'static,
{
    let session = expect_context::<CurrentSession>();
    ask_anew(source, move |source| {
        let ask = ask.clone();
        async move {
            let signed_in = session.0.await?.ok_or(ErrorCode::Unauthenticated)?;
            let office = signed_in.office.ok_or(nowhere)?;
            let answer = ask(office.acting_in.code.clone(), source).await?;
            Ok((office, answer))
        }
    })
}
