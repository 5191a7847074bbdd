//! What a page shows instead of itself: it is not here yet, it is refused, it failed.

use super::dialog::leave_for;
use super::frame::CurrentSession;
use crate::api::{ApiError, ErrorCode};
use crate::routes;
use crate::ui::{Glyph, Icon, Page, PageState, StateKind};
use crate::words::{Phrase, use_words};
use leptos::prelude::*;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_location;

/// The page is not here yet.
#[component]
pub(crate) fn Waiting() -> impl IntoView {
    let words = use_words();
    view! {
        <Page busy=true>
            <PageState kind=StateKind::Loading title=words.said(Phrase::Loading) />
        </Page>
    }
}

/// The page is refused or failed; somebody who is not signed in is led to the form and back.
#[component]
pub(crate) fn Refusal(error: ApiError) -> impl IntoView {
    #[cfg(feature = "ssr")]
    if error.code != ErrorCode::Unauthenticated {
        crate::api::answer_with(error.code);
    }
    let words = use_words();
    let location = use_location();
    let (path, search) = (
        location.pathname.get_untracked(),
        location.search.get_untracked(),
    );
    let here = if search.is_empty() {
        path
    } else {
        format!("{path}?{search}")
    };
    let (kind, title, text) = match error.code {
        ErrorCode::Unauthenticated => {
            let form = routes::sign_in(Some(&here), None);
            if cfg!(feature = "ssr") {
                return view! { <Redirect path=form /> }.into_any();
            }
            // WHY: loaded anew, since what stands around the page is still that of who was signed in.
            leave_for(&form);
            return ().into_any();
        }
        ErrorCode::Forbidden | ErrorCode::Rejected | ErrorCode::Conflict => (
            StateKind::Refused,
            Phrase::RefusedTitle,
            Phrase::RefusedText,
        ),
        ErrorCode::NotFound => (
            StateKind::Empty,
            Phrase::NotFoundTitle,
            Phrase::NotFoundText,
        ),
        ErrorCode::Unavailable | ErrorCode::TooMany => (
            StateKind::Failed,
            Phrase::UnavailableTitle,
            Phrase::UnavailableText,
        ),
        ErrorCode::Unreadable | ErrorCode::Internal => {
            (StateKind::Failed, Phrase::FailedTitle, Phrase::FailedText)
        }
    };
    let incident = error.incident.map(|id| words.speech().incident(&id));
    let text = [Some(words.said(text)), incident]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ");
    view! {
        <Page>
            <h1 class="visually-hidden">{words.say(title)}</h1>
            <PageState kind title=words.said(title) text>
                {match kind {
                    StateKind::Failed => view! {
                        <a class="button" href=here rel="external">
                            <Icon glyph=Glyph::Retry />
                            {words.say(Phrase::TryAgain)}
                        </a>
                    }
                    .into_any(),
                    _ => view! { <WayOut /> }.into_any(),
                }}
            </PageState>
        </Page>
    }
    .into_any()
}

/// The way out of a page that is not there: to one's profile, or to the form for who is not signed in.
#[component]
fn WayOut() -> impl IntoView {
    let words = use_words();
    let CurrentSession(session) = expect_context();
    view! {
        <Suspense fallback=|| ()>
            {move || Suspend::new(async move {
                if matches!(session.await, Ok(None)) {
                    view! {
                        <a class="button" href=routes::SIGN_IN rel="external">
                            {words.say(Phrase::SignIn)}
                        </a>
                    }
                        .into_any()
                } else {
                    view! {
                        <a class="button" href=routes::PROFILE>
                            {words.say(Phrase::BackToProfile)}
                        </a>
                    }
                        .into_any()
                }
            })}
        </Suspense>
    }
}
