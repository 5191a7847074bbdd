//! Sign in: a plain form that works without scripts.

use super::PageTitle;
use super::frame::CurrentSession;
use crate::components::PreferencesForm;
use crate::routes::{self, Reason, query};
use crate::ui::{Button, ButtonKind, Field, Glyph, Look, Note, Size, TextInput, Tone, Wordmark};
use crate::words::{Phrase, use_words};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The form, and why one is here again.
#[component]
pub(crate) fn SignIn() -> impl IntoView {
    let words = use_words();
    let asked = use_query_map().get_untracked();
    let to = asked
        .get(query::TO)
        .filter(|to| routes::is_local(to))
        .unwrap_or_else(|| routes::START.to_owned());
    let reason = asked
        .get(query::REASON)
        .and_then(|value| Reason::from_value(&value));
    let wait = asked
        .get(query::WAIT)
        .and_then(|seconds| seconds.parse().ok());
    view! {
        <PageTitle phrase=Phrase::SignIn />
        <main class="sign-in" id="main" tabindex="-1">
            <section class="sign-in-card" aria-labelledby="sign-in-title">
                <span class="brand sign-in-brand">
                    <Wordmark />
                </span>
                <div class="stack" data-gap="small">
                    <h1 id="sign-in-title">{words.say(Phrase::SignIn)}</h1>
                    <p class="lead">{words.say(Phrase::SignInLead)}</p>
                </div>
                <AlreadySignedIn />
                <form class="stack" method="post" action=routes::SIGN_IN>
                    <input type="hidden" name=query::TO value=to />
                    {reason.and_then(|reason| why(reason, wait))}
                    <Field id="username" label=words.said(Phrase::SignInName)>
                        <TextInput id="username" name="username" autocomplete="username" />
                    </Field>
                    <Field id="password" label=words.said(Phrase::Password)>
                        <TextInput id="password" name="password" kind="password" autocomplete="current-password" />
                    </Field>
                    <Button look=Look::Primary size=Size::Large kind=ButtonKind::Submit>
                        {words.say(Phrase::SignIn)}
                    </Button>
                </form>
                <p class="small muted">{words.say(Phrase::NoAccount)}</p>
                <PreferencesForm />
            </section>
            <aside class="sign-in-scene" aria-hidden="true">
                <Scene />
            </aside>
        </main>
    }
}

/// What happened before; `wait` is how many seconds to wait before the next try.
fn why(reason: Reason, wait: Option<u64>) -> Option<AnyView> {
    let words = use_words();
    let (tone, glyph, title, text) = match reason {
        Reason::Wrong => (
            Tone::Red,
            Glyph::Blocker,
            Phrase::WrongTitle,
            Some(words.said(Phrase::WrongText)),
        ),
        Reason::Throttled => (
            Tone::Yellow,
            Glyph::Warning,
            Phrase::ThrottledTitle,
            Some(match wait {
                Some(seconds) => words.speech().wait_minutes(seconds.div_ceil(60).max(1)),
                None => words.said(Phrase::ThrottledText),
            }),
        ),
        Reason::Unavailable => (
            Tone::Red,
            Glyph::Failed,
            Phrase::UnavailableTitle,
            Some(words.said(Phrase::SignInUnavailable)),
        ),
        Reason::SignedOut => (Tone::Green, Glyph::Works, Phrase::SignedOut, None),
        Reason::Stale
        | Reason::Refused
        | Reason::Short
        | Reason::Plain
        | Reason::Different
        | Reason::Unchanged => {
            return None;
        }
    };
    let told = view! {
        <Note tone=Some(tone) glyph alert=true>
            <strong>{words.say(title)}</strong>
            {text.map(|text| format!(" {text}"))}
        </Note>
    };
    Some(told.into_any())
}

/// Says so to somebody who need not be here.
#[component]
fn AlreadySignedIn() -> impl IntoView {
    let words = use_words();
    let session = use_context::<CurrentSession>();
    view! {
        <Suspense fallback=|| ()>
            {move || Suspend::new(async move {
                let signed_in = match session {
                    Some(CurrentSession(session)) => session.await.ok().flatten().is_some(),
                    None => false,
                };
                signed_in
                    .then(|| {
                        view! {
                            <Note tone=Some(Tone::Blue) glyph=Glyph::Notice>
                                {words.say(Phrase::AlreadySignedIn)}
                                " "
                                <a href=routes::PROFILE>{words.say(Phrase::OpenMyProfile)}</a>
                            </Note>
                        }
                    })
            })}
        </Suspense>
    }
}

/// The picture beside the form: a dot on its way into a house.
#[component]
fn Scene() -> impl IntoView {
    view! {
        <svg viewBox="0 0 480 480" class="scene">
            <g class="scene-far">
                <path d="M46 322V214l62-52 62 52v108Z" />
                <path d="M340 246v-62l36-30 36 30v62Z" />
                <path d="M214 150v-46l28-24 28 24v46Z" />
            </g>
            <path class="scene-ground" d="M20 340c90-26 150 22 230 10s120-40 210-24" />
            <path class="scene-near" d="M278 372V252l70-60 70 60v120c0 8-6 14-14 14H292c-8 0-14-6-14-14Z" />
            <path class="scene-door" d="M330 386v-50c0-10 8-18 18-18s18 8 18 18v50" />
            <path class="scene-way" d="M108 300c20 74 96 96 160 66" />
            <circle class="scene-dot" cx="108" cy="296" r="13" />
            <circle class="scene-dot scene-me" cx="236" cy="375" r="13" />
        </svg>
    }
}
