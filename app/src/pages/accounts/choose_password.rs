//! Two fields for a new password, in a plain form: the strength is said while one types, the server decides.

use crate::components::{JudgedInput, Judgement, of_password};
use crate::routes::Reason;
use crate::ui::{Glyph, Note, Tone};
use crate::words::{AccountPhrase, RefusalPhrase, use_words};
use leptos::prelude::*;

/// The names of the fields.
#[component]
pub(super) fn NewPasswordFields() -> impl IntoView {
    let words = use_words();
    let (password, again) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let is_same = Signal::derive(move || {
        let again = again.get();
        if again.is_empty() {
            Judgement::Silent
        } else if password.with(|password| *password == again) {
            Judgement::Works(words.said(AccountPhrase::LooksRight))
        } else {
            Judgement::Refuses(words.said(RefusalPhrase::PasswordsDiffer))
        }
    });
    view! {
        <JudgedInput
            id="password".to_owned()
            label=words.said(AccountPhrase::NewPassword)
            text=password
            judgement=Signal::derive(move || of_password(&password.get(), words))
            hint=Some(words.said(AccountPhrase::PasswordHint))
            kind="password"
            autocomplete="new-password"
            is_code=true
        />
        <JudgedInput
            id="again".to_owned()
            label=words.said(AccountPhrase::NewPasswordAgain)
            text=again
            judgement=is_same
            kind="password"
            autocomplete="new-password"
            is_code=true
        />
    }
}

/// Why the form is here again; what is wrong with the present password is said at its field.
pub(super) fn why(reason: Reason) -> Option<AnyView> {
    let words = use_words();
    let phrase = match reason {
        Reason::Short => RefusalPhrase::PasswordTooShort,
        Reason::Plain => RefusalPhrase::PasswordPolicy,
        Reason::Different => RefusalPhrase::PasswordsDiffer,
        Reason::Unchanged => RefusalPhrase::PasswordUnchanged,
        Reason::Throttled => RefusalPhrase::TooManyTries,
        Reason::Unavailable => RefusalPhrase::Away,
        Reason::Wrong | Reason::SignedOut | Reason::Stale | Reason::Refused => return None,
    };
    let told = view! {
        <Note tone=Some(Tone::Red) glyph=Glyph::Blocker alert=true>
            {words.say(phrase)}
        </Note>
    };
    Some(told.into_any())
}
