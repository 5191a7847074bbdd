//! An address that leads nowhere.

use super::PageTitle;
use super::answer::Refusal;
use crate::api::ErrorCode;
use crate::words::Phrase;
use leptos::prelude::*;

/// Nothing is here.
#[component]
pub(crate) fn NotFound() -> impl IntoView {
    #[cfg(feature = "ssr")]
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(http::StatusCode::NOT_FOUND);
    }
    view! {
        <PageTitle phrase=Phrase::NotFoundTitle />
        <Refusal error=ErrorCode::NotFound.into() />
    }
}
