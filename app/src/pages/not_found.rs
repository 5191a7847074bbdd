//! An address that leads nowhere.

use super::PageTitle;
use super::answer::Refusal;
use crate::api::ErrorCode;
use crate::words::Phrase;
use leptos::prelude::*;

/// Nothing is here.
#[component]
pub(crate) fn NotFound() -> impl IntoView {
    view! {
        <PageTitle phrase=Phrase::NotFoundTitle />
        <Refusal error=ErrorCode::NotFound.into() />
    }
}
