//! The first sign-in by a link: a plain form that works without scripts, for who is not signed in yet.

use super::super::answer::{Refusal, Waiting};
use super::choose_password::{NewPasswordFields, why};
use crate::api::accounts::{WelcomeView, welcome};
use crate::components::PreferencesForm;
use crate::pages::PageTitle;
use crate::routes::{self, Reason, query};
use crate::ui::{Button, ButtonKind, Look, Page, PageState, Prose, Size, StateKind, Wordmark};
use crate::words::{AccountPhrase, Phrase, use_words};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The page.
#[component]
pub(crate) fn Welcome() -> impl IntoView {
    let token = use_params_map()
        .get_untracked()
        .get("token")
        .unwrap_or_default();
    let asked = token.clone();
    let answer = Resource::new(move || asked.clone(), welcome);
    view! {
        <PageTitle phrase=AccountPhrase::Welcome />
        <Suspense fallback=Waiting>
            {move || {
                let token = token.clone();
                Suspend::new(async move {
                    match answer.await {
                        Ok(Some(greeted)) => view! { <Form greeted token /> }.into_any(),
                        Ok(None) => view! { <Over /> }.into_any(),
                        Err(error) => view! { <Refusal error /> }.into_any(),
                    }
                })
            }}
        </Suspense>
    }
}

#[component]
fn Form(greeted: WelcomeView, token: String) -> impl IntoView {
    let words = use_words();
    let reason = use_query_map()
        .get_untracked()
        .get(query::REASON)
        .and_then(|value| Reason::from_value(&value));
    view! {
        <main class="sign-in" id="main" tabindex="-1">
            <section class="sign-in-card" aria-labelledby="welcome-title">
                <span class="brand sign-in-brand">
                    <Wordmark />
                </span>
                <div class="stack" data-gap="small">
                    <h1 id="welcome-title">
                        <Prose text=words.speech().welcome_name(&greeted.name) />
                    </h1>
                    <p class="lead">{words.say(AccountPhrase::WelcomeLead)}</p>
                </div>
                <form class="stack" method="post" action=routes::WELCOME>
                    <input type="hidden" name=query::TOKEN value=token />
                    {reason.and_then(why)}
                    <div class="field">
                        <label class="field-label" for="username">
                            {words.say(AccountPhrase::YourSignInName)}
                        </label>
                        <input class="input" id="username" type="text" dir="ltr" readonly autocomplete="username" value=greeted.username.to_string() />
                    </div>
                    <NewPasswordFields />
                    <Button look=Look::Primary size=Size::Large kind=ButtonKind::Submit>
                        {words.say(AccountPhrase::ChooseAndSignIn)}
                    </Button>
                </form>
                <PreferencesForm />
            </section>
        </main>
    }
}

/// The link does not count; why is nobody's to know.
#[component]
fn Over() -> impl IntoView {
    let words = use_words();
    view! {
        <Page>
            <h1 class="visually-hidden">{words.say(AccountPhrase::LinkOver)}</h1>
            <PageState kind=StateKind::Refused title=words.said(AccountPhrase::LinkOver) text=words.said(AccountPhrase::LinkOverText)>
                <a class="button" href=routes::SIGN_IN rel="external">
                    {words.say(Phrase::SignIn)}
                </a>
            </PageState>
        </Page>
    }
}
