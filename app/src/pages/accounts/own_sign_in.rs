//! My sign-in, as a part of My profile: the password, the open sessions, the tokens.

use crate::api::accounts::{OwnSessionView, sessions_end_others, sessions_own};
use crate::forms::RefusalNote;
use crate::routes::{self, query};
use crate::ui::{Badge, Button, Glyph, Icon, Note, PageState, Panel, StateKind, Tone};
use crate::words::{AccountPhrase, Phrase, use_words};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

#[component]
pub(crate) fn OwnSignIn() -> impl IntoView {
    let words = use_words();
    let answer = Resource::new(|| (), |()| sessions_own());
    let end = Action::new(|(): &()| sessions_end_others());
    Effect::new(move |_| {
        if let Some(Ok(())) = end.value().get() {
            answer.refetch();
        }
    });
    let is_changed = use_query_map()
        .get_untracked()
        .get(query::PASSWORD_CHANGED)
        .is_some();
    view! {
        <Panel id="profile-sign-in" title=words.said(AccountPhrase::MySignIn)>
            {is_changed
                .then(|| {
                    view! {
                        <div role="status">
                            <Note tone=Some(Tone::Green) glyph=Glyph::Works>
                                {words.say(AccountPhrase::PasswordChanged)}
                            </Note>
                        </div>
                    }
                })}
            <div class="row">
                <a class="button" href=routes::CHANGE_PASSWORD rel="external">
                    <Icon glyph=Glyph::Key />
                    {words.say(AccountPhrase::ChangePassword)}
                </a>
                <a class="button" href=routes::TOKENS>
                    {words.say(AccountPhrase::Tokens)}
                </a>
            </div>
            <Transition fallback=move || view! { <PageState kind=StateKind::Loading title=words.said(Phrase::Loading) /> }>
                {move || Suspend::new(async move {
                    match answer.await {
                        Ok(open) => view! { <Sessions open end /> }.into_any(),
                        Err(error) => view! { <RefusalNote error /> }.into_any(),
                    }
                })}
            </Transition>
            <div role="status">
                {move || match end.value().get() {
                    None => ().into_any(),
                    Some(Ok(())) => view! { <p class="small muted">{words.say(AccountPhrase::OthersEnded)}</p> }.into_any(),
                    Some(Err(error)) => view! { <RefusalNote error /> }.into_any(),
                }}
            </div>
        </Panel>
    }
}

#[component]
fn Sessions(
    open: Vec<OwnSessionView>,
    end: Action<(), Result<(), crate::api::ApiError>>,
) -> impl IntoView {
    let words = use_words();
    let speech = words.speech();
    let others = open.iter().filter(|it| !it.is_this).count();
    let count = speech.sessions_open(open.len() as u64);
    view! {
        <p class="small muted">{count}</p>
        <ul class="lines">
            {open
                .into_iter()
                .map(|session| {
                    let (tone, phrase) = if session.is_this {
                        (Tone::Accent, AccountPhrase::ThisSession)
                    } else {
                        (Tone::Grey, AccountPhrase::AnotherSession)
                    };
                    let seen = speech.session_seen(session.seen.day(), &words.time_of_day(session.seen));
                    view! {
                        <li>
                            <Badge tone text=words.said(phrase) />
                            <span class="small muted lines-more">{seen}</span>
                        </li>
                    }
                })
                .collect_view()}
        </ul>
        {(others > 0)
            .then(|| {
                view! {
                    <div class="row">
                        <Button
                            glyph=Glyph::SignOut
                            busy=end.pending()
                            on_press=move |_| {
                                end.dispatch(());
                            }
                        >
                            {words.say(AccountPhrase::EndOthers)}
                        </Button>
                    </div>
                }
            })}
    }
}
