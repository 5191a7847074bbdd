//! A refused change, told where it happened: what is, that nothing was changed, and the way out.

use crate::api::{ApiError, ErrorCode};
use crate::components::FindingCard;
use crate::routes;
use crate::ui::{Glyph, Note, Tone};
use crate::words::{Names, OfficePhrase, RefusalPhrase, Words, use_words};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// The way out of a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// To correct what was entered, or to leave it.
    None,
    /// To look at what is there now.
    LoadAnew,
    /// To sign in and come back.
    SignIn,
}

/// A refusal in words: what is and what to do.
fn told(error: &ApiError, words: Words) -> (String, Way) {
    let by_reason = || error.reason.as_deref().and_then(RefusalPhrase::of_code);
    let meanwhile = || {
        let text = format!(
            "{} {}",
            words.say(OfficePhrase::ChangedMeanwhile),
            words.say(OfficePhrase::ChangedMeanwhileText)
        );
        (text, Way::LoadAnew)
    };
    let plain = |phrase| (words.said(phrase), Way::None);
    match error.code {
        ErrorCode::Unauthenticated => (words.said(RefusalPhrase::SignedOut), Way::SignIn),
        ErrorCode::Forbidden => (words.said(OfficePhrase::NotAllowedText), Way::None),
        ErrorCode::NotFound => (words.said(OfficePhrase::GoneText), Way::None),
        ErrorCode::Conflict => by_reason().map_or_else(meanwhile, plain),
        ErrorCode::Rejected => plain(by_reason().unwrap_or(RefusalPhrase::Refused)),
        ErrorCode::Unreadable => by_reason().map_or_else(
            || (words.said(OfficePhrase::Unreadable), Way::None),
            |phrase| (words.said(phrase), Way::LoadAnew),
        ),
        ErrorCode::TooMany => plain(RefusalPhrase::TooManyTries),
        ErrorCode::Unavailable => plain(RefusalPhrase::Away),
        ErrorCode::Internal => plain(RefusalPhrase::Failed),
    }
}

/// A refusal with the findings that stand in the way.
#[component]
pub(crate) fn RefusalNote(
    /// What the server answered.
    error: ApiError,
    /// The names in the findings.
    #[prop(optional_no_strip)]
    names: Option<StoredValue<Names>>,
) -> impl IntoView {
    let words = use_words();
    let location = use_location();
    let (text, way) = told(&error, words);
    let is_ours = matches!(error.code, ErrorCode::Unavailable | ErrorCode::Internal);
    let (tone, glyph) = match (is_ours, way) {
        (true, _) => (Tone::Red, Glyph::Failed),
        (false, Way::LoadAnew) => (Tone::Blue, Glyph::Deferred),
        (false, _) => (Tone::Red, Glyph::Blocker),
    };
    let findings = error.findings();
    let incident = error.incident.map(|id| words.speech().incident(&id));
    let here = move || {
        let (path, search) = (location.pathname.get(), location.search.get());
        if search.is_empty() {
            path
        } else {
            format!("{path}?{search}")
        }
    };
    let names = names.unwrap_or_else(|| StoredValue::new(Names::default()));
    view! {
        <div class="stack" data-gap="small" data-reason=error.reason>
            <Note tone=Some(tone) glyph alert=true>
                {text}
                {incident.map(|incident| format!(" {incident}"))}
                {match way {
                    Way::None => None,
                    Way::LoadAnew => {
                        Some(
                            view! {
                                " "
                                <a href=here rel="external">
                                    {words.say(OfficePhrase::LoadAnew)}
                                </a>
                            }
                                .into_any(),
                        )
                    }
                    Way::SignIn => {
                        Some(
                            view! {
                                " "
                                <a href=move || routes::sign_in(Some(&here()), None) rel="external">
                                    {words.say(crate::words::Phrase::SignIn)}
                                </a>
                            }
                                .into_any(),
                        )
                    }
                }}
            </Note>
            {findings.into_iter().map(|finding| view! { <FindingCard finding names /> }).collect_view()}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    fn said(code: ErrorCode, reason: Option<&str>) -> (String, Way) {
        let mut error = ApiError::new(code);
        error.reason = reason.map(str::to_owned);
        told(&error, Words::new(Language::English))
    }

    #[test]
    fn a_change_made_meanwhile_leads_to_what_is_there_now() {
        let (text, way) = said(ErrorCode::Conflict, Some("revision-changed"));
        assert!(text.starts_with("Somebody else changed this meanwhile."));
        assert_eq!(way, Way::LoadAnew);
        assert_eq!(
            said(ErrorCode::Conflict, Some("already-exists")).1,
            Way::None
        );
    }

    #[test]
    fn a_refusal_says_its_reason_and_one_without_says_that_nothing_was_changed() {
        let (text, way) = said(ErrorCode::Rejected, Some("own-account"));
        assert_eq!(
            (text.as_str(), way),
            ("Somebody else has to do this to your account.", Way::None)
        );
        let (text, _) = said(ErrorCode::Rejected, Some("user-locked"));
        assert_eq!(text, "This was refused. Nothing was changed.");
        assert_eq!(said(ErrorCode::Unauthenticated, None).1, Way::SignIn);
    }
}
