//! Fields that are judged while one types, by the domain's own rules for what may be stored.
//!
//! Whether a name is free is the server's to say; a field says so. To add a kind of value, add a judge.

use crate::ui::{Glyph, Icon, Prose};
use crate::words::{AccountPhrase, Phrase, Words, use_words};
use leptos::prelude::*;
use rehome_domain::text::SHORTEST_PASSWORD;
use rehome_domain::text::{
    LONGEST_LINE, TextFault, UsernameFault, judge_address, judge_line, judge_mapping_id,
    judge_username, normalized,
};

/// From how many characters on a password is called strong.
const STRONG_PASSWORD: usize = 15;

/// What is said at a field.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(crate) enum Judgement {
    /// Nothing needs to be said.
    #[default]
    Silent,
    /// It can be stored.
    Works(String),
    /// It could be better.
    Warns(String),
    /// The server says more when it is saved.
    OnSave(String),
    /// It cannot be stored.
    Refuses(String),
}

impl Judgement {
    /// Whether it stands in the way of saving.
    pub(crate) fn refuses(&self) -> bool {
        matches!(self, Self::Refuses(_))
    }
}

fn fault(fault: TextFault, words: Words) -> Judgement {
    Judgement::Refuses(match fault {
        TextFault::TooLong(most) => words.speech().too_long(most as u64),
        TextFault::MappingId => words.said(AccountPhrase::MappingForm),
        TextFault::Address => words.said(AccountPhrase::EmailForm),
        TextFault::Break => words.said(AccountPhrase::OneLine),
        TextFault::Control(_) | TextFault::Id | TextFault::Number => {
            words.said(AccountPhrase::ControlSign)
        }
    })
}

/// A sign-in name.
pub(crate) fn of_username(text: &str, words: Words) -> Judgement {
    match judge_username(text) {
        Ok(()) => Judgement::OnSave(words.said(AccountPhrase::FreeOnSave)),
        Err(UsernameFault::Empty) => Judgement::Refuses(words.said(AccountPhrase::SignInNameEmpty)),
        Err(UsernameFault::TooLong) => Judgement::Refuses(words.speech().too_long(256)),
        Err(UsernameFault::Space) => Judgement::Refuses(words.said(AccountPhrase::SignInNameSpace)),
        Err(UsernameFault::Unseen(_)) => {
            Judgement::Refuses(words.said(AccountPhrase::SignInNameUnseen))
        }
        Err(UsernameFault::Forbidden(_)) => {
            Judgement::Refuses(words.said(AccountPhrase::SignInNameSign))
        }
    }
}

/// A line that may be empty.
pub(crate) fn of_line(text: &str, words: Words) -> Judgement {
    judge_line(&normalized(text), LONGEST_LINE)
        .map_or_else(|found| fault(found, words), |()| Judgement::Silent)
}

/// A display name, which may not.
pub(crate) fn of_name(text: &str, words: Words) -> Judgement {
    if normalized(text).is_empty() {
        return Judgement::Refuses(words.said(AccountPhrase::NameEmpty));
    }
    of_line(text, words)
}

/// A mapping id, or none.
pub(crate) fn of_mapping_id(text: &str, words: Words) -> Judgement {
    let text = normalized(text);
    if text.is_empty() {
        return Judgement::Silent;
    }
    judge_mapping_id(&text).map_or_else(
        |found| fault(found, words),
        |()| Judgement::OnSave(words.said(AccountPhrase::FreeOnSave)),
    )
}

/// An address, or none.
pub(crate) fn of_address(text: &str, words: Words) -> Judgement {
    let text = normalized(text);
    if text.is_empty() {
        return Judgement::Silent;
    }
    judge_address(&text).map_or_else(
        |found| fault(found, words),
        |()| Judgement::Works(words.said(AccountPhrase::LooksRight)),
    )
}

/// A new password: only how long it is, as the server does. Nothing of it leaves the page before it is sent.
pub(crate) fn of_password(text: &str, words: Words) -> Judgement {
    match text.chars().count() {
        0 => Judgement::Silent,
        length if length < SHORTEST_PASSWORD => {
            Judgement::Refuses(words.said(AccountPhrase::PasswordShort))
        }
        length if length < STRONG_PASSWORD => {
            Judgement::Warns(words.said(AccountPhrase::PasswordWeak))
        }
        _ => Judgement::Works(words.said(AccountPhrase::PasswordStrong)),
    }
}

/// What is said, under a field.
#[component]
pub(crate) fn FieldVerdict(
    /// The id the field points to.
    id: String,
    /// What is said.
    #[prop(into)]
    judgement: Signal<Judgement>,
) -> impl IntoView {
    view! {
        <span id=id>
            {move || {
                let (verdict, glyph, text) = match judgement.get() {
                    Judgement::Silent => return None,
                    Judgement::Works(text) => ("works", Glyph::Works, text),
                    Judgement::Warns(text) => ("warns", Glyph::Warning, text),
                    Judgement::OnSave(text) => ("deferred", Glyph::Deferred, text),
                    Judgement::Refuses(text) => ("refuses", Glyph::Blocker, text),
                };
                Some(
                    view! {
                        <span class="field-verdict" data-verdict=verdict>
                            <Icon glyph />
                            <span>{text}</span>
                        </span>
                    },
                )
            }}
        </span>
    }
}

/// What a field shows, and who takes what is typed into it.
#[derive(Clone, Copy)]
pub(crate) struct Text {
    shown: Signal<String>,
    typed: Callback<String>,
}

impl Text {
    /// A text that is shown in place of what nobody has typed yet.
    pub(crate) fn new(shown: Signal<String>, typed: Callback<String>) -> Self {
        Self { shown, typed }
    }
}

impl From<RwSignal<String>> for Text {
    fn from(text: RwSignal<String>) -> Self {
        Self::new(text.into(), Callback::new(move |typed| text.set(typed)))
    }
}

/// A line that is judged while one types.
#[component]
pub(crate) fn JudgedInput(
    /// The id the label points to; the name in the form too.
    id: String,
    /// What it is.
    label: String,
    /// What is typed.
    #[prop(into)]
    text: Text,
    /// What is said to it.
    #[prop(into)]
    judgement: Signal<Judgement>,
    /// What helps to fill it in.
    #[prop(optional_no_strip)]
    hint: Option<String>,
    /// Whether it may stay empty, which is said.
    #[prop(optional)]
    optional: bool,
    /// `text`, `email`, `password` or `date`.
    #[prop(default = "text")]
    kind: &'static str,
    /// What a browser may fill in.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Whether it is a name, an address or a code, which runs from left to right in every language.
    #[prop(optional)]
    is_code: bool,
) -> impl IntoView {
    let words = use_words();
    let Text { shown: text, typed } = text;
    let (first, verdict, hint_id) = (
        text.get_untracked(),
        format!("{id}-verdict"),
        format!("{id}-hint"),
    );
    let described = if hint.is_some() {
        format!("{verdict} {hint_id}")
    } else {
        verdict.clone()
    };
    let touched = RwSignal::new(false);
    let shown = Signal::derive(move || {
        let judgement = judgement.get();
        // WHY: a field nobody has been in yet is not wrong.
        if touched.get() || !text.with(String::is_empty) {
            judgement
        } else {
            Judgement::Silent
        }
    });
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>
                <Prose text=label />
                {optional
                    .then(|| {
                        view! {
                            " "
                            <span class="field-optional">{words.say(AccountPhrase::Optional)}</span>
                        }
                    })}
            </label>
            <input
                class="input"
                id=id.clone()
                name=id
                type=kind
                autocomplete=autocomplete
                dir=if is_code { "ltr" } else { "auto" }
                spellcheck="false"
                autocapitalize=is_code.then_some("none")
                aria-describedby=described
                aria-invalid=move || shown.with(Judgement::refuses).then_some("true")
                value=first
                prop:value=move || text.get()
                on:input=move |event| typed.run(event_target_value(&event))
                on:blur=move |_| touched.set(true)
            />
            <FieldVerdict id=verdict judgement=shown />
            {hint
                .map(|hint| {
                    view! {
                        <span class="field-hint" id=hint_id>
                            {hint}
                        </span>
                    }
                })}
        </div>
    }
}

/// A choice that has to be made where `missing` says so.
#[component]
pub(crate) fn Missing(
    /// The id the field points to.
    id: String,
    /// Whether it is missing.
    #[prop(into)]
    missing: Signal<bool>,
) -> impl IntoView {
    let words = use_words();
    let judgement = Signal::derive(move || {
        if missing.get() {
            Judgement::Refuses(words.said(AccountPhrase::PositionMissing))
        } else {
            Judgement::Silent
        }
    });
    view! { <FieldVerdict id judgement /> }
}

/// The words of a label with the name that a sign-in field has everywhere.
pub(crate) fn sign_in_name(words: Words) -> String {
    words.said(Phrase::SignInName)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    #[test]
    fn a_password_is_judged_by_its_length_as_the_server_does() {
        let words = Words::new(Language::English);
        assert_eq!(of_password("", words), Judgement::Silent);
        assert!(of_password("seven77", words).refuses());
        assert!(matches!(
            of_password("eight888", words),
            Judgement::Warns(_)
        ));
        assert!(matches!(
            of_password("correct horse battery", words),
            Judgement::Works(_)
        ));
    }

    #[test]
    fn a_value_is_refused_by_the_rule_it_breaks_and_left_alone_where_it_may_be_missing() {
        let words = Words::new(Language::English);
        assert!(of_username("a b", words).refuses() && of_username(" ", words).refuses());
        assert!(matches!(of_username("dana", words), Judgement::OnSave(_)));
        assert_eq!(of_mapping_id(" ", words), Judgement::Silent);
        assert!(of_mapping_id("a-b", words).refuses() && of_address("nonsense", words).refuses());
        assert!(of_name("  ", words).refuses());
        assert_eq!(of_line("", words), Judgement::Silent);
    }
}
