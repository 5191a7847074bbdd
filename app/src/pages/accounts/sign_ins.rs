//! How one person signs in, for who administers it: a temporary password, a link, signing out, tokens.

use super::About;
use crate::api::accounts::{
    AccountView, LinkView, PersonEditView, TokenView, link_make, password_reset, sign_in_switch,
    sign_out_everywhere, token_of_revoke,
};
use crate::components::{JudgedInput, ToldOnce, of_password, whole_address};
use crate::forms::RefusalNote;
use crate::routes;
use crate::ui::{Button, ButtonKind, Glyph, Panel, Why};
use crate::words::{AccountPhrase, use_words};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use rehome_domain::people::UserStatus;

#[component]
pub(super) fn SignInPanel(about: About, person: PersonEditView) -> impl IntoView {
    let words = use_words();
    let off = |phrase: AccountPhrase| view! { <p class="why">{words.say(phrase)}</p> }.into_any();
    let content = match person.account {
        _ if person.is_own => view! {
            <p>
                {words.say(AccountPhrase::OwnSignIn)}
                " "
                <a href=routes::CHANGE_PASSWORD rel="external">
                    {words.say(AccountPhrase::ChangePassword)}
                </a>
            </p>
        }
        .into_any(),
        None => off(AccountPhrase::OpensMore),
        Some(account) if account.has_no_sign_in => view! {
            <p>{words.say(AccountPhrase::HasNoSignIn)}</p>
            <Switch about signs_in=false />
        }
        .into_any(),
        Some(account) => {
            let is_open = matches!(person.status, UserStatus::Active | UserStatus::Pending);
            let deeds = if is_open {
                view! { <Deeds about=about.clone() account=account.clone() /> }.into_any()
            } else {
                off(AccountPhrase::EnableFirst)
            };
            let is_dependent = person.sponsor.is_some();
            view! {
                <Facts account=account.clone() />
                {deeds}
                {is_dependent.then(|| view! { <Switch about=about.clone() signs_in=true /> })}
                <HeldTokens about tokens=account.tokens />
            }
            .into_any()
        }
    };
    view! {
        <Panel id="sign-in" title=words.said(AccountPhrase::SignIns)>
            {content}
        </Panel>
    }
}

/// Lets a dependent sign in, or not any more (enterprise 4).
#[component]
fn Switch(about: About, signs_in: bool) -> impl IntoView {
    let words = use_words();
    let (deed, means, done) = if signs_in {
        (
            AccountPhrase::EndOwnSignIn,
            AccountPhrase::EndOwnSignInMeans,
            AccountPhrase::OwnSignInEnded,
        )
    } else {
        (
            AccountPhrase::AllowOwnSignIn,
            AccountPhrase::AllowOwnSignInMeans,
            AccountPhrase::OwnSignInAllowed,
        )
    };
    let switch = about.deed(
        move |_: &bool| words.said(done),
        |about, signs_in| sign_in_switch(about.acting_in, about.user, about.revision, signs_in),
    );
    view! {
        <div class="stack" data-gap="small">
            <p class="small muted">{words.say(means)}</p>
            <div class="row">
                <Button glyph=Glyph::Key busy=switch.busy() on_press=move |_| switch.run(!signs_in)>
                    {words.say(deed)}
                </Button>
            </div>
            {switch.refusal()}
        </div>
    }
}

/// What is known; no secret is in it.
#[component]
fn Facts(account: AccountView) -> impl IntoView {
    let words = use_words();
    let speech = words.speech();
    let password = account.password_set.map_or_else(
        || words.said(AccountPhrase::NoPassword),
        |at| speech.password_since(at.day()),
    );
    let must_change = account
        .must_change
        .then(|| words.said(AccountPhrase::MustChange));
    let link = account
        .invited_until
        .map(|until| speech.link_until(until.day()));
    let sessions = speech.sessions_open(u64::from(account.sessions));
    view! {
        <ul class="lines">
            {[Some(password), must_change, link, Some(sessions)]
                .into_iter()
                .flatten()
                .map(|text| view! { <li>{text}</li> })
                .collect_view()}
        </ul>
    }
}

#[component]
fn Deeds(about: About, account: AccountView) -> impl IntoView {
    let words = use_words();
    let password = RwSignal::new(String::new());
    let reset = about.deed(
        move |_: &String| words.said(AccountPhrase::PasswordIsSet),
        |about, password| password_reset(about.acting_in, about.user, password),
    );
    let out = about.deed(
        move |(): &()| words.said(AccountPhrase::SignedOutEverywhere),
        |about, ()| sign_out_everywhere(about.acting_in, about.user),
    );
    let off = Signal::derive(move || {
        password.with(String::is_empty) || of_password(&password.get(), words).refuses()
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !off.get_untracked() {
            reset.run(password.get_untracked());
        }
    };
    let has_password = account.password_set.is_some();
    let label = if has_password {
        AccountPhrase::TemporaryPassword
    } else {
        AccountPhrase::FirstPassword
    };
    view! {
        {(!has_password).then(|| view! { <LinkDeed about=about.clone() /> })}
        <form class="stack" data-gap="small" on:submit=submit>
            <JudgedInput
                id="password".to_owned()
                label=words.said(label)
                text=password
                judgement=Signal::derive(move || of_password(&password.get(), words))
                hint=Some(words.said(AccountPhrase::ResetMeans))
                autocomplete="new-password"
                is_code=true
            />
            {reset.refusal()}
            <div class="row">
                <Button kind=ButtonKind::Submit off busy=reset.busy() why="reset-why">
                    {words.say(AccountPhrase::SetPassword)}
                </Button>
                <Show when=move || off.get()>
                    <Why id="reset-why" text=words.said(AccountPhrase::PasswordHint) />
                </Show>
            </div>
            <div class="row">
                <Button glyph=Glyph::SignOut busy=out.busy() on_press=move |_| out.run(())>
                    {words.say(AccountPhrase::SignOutEverywhere)}
                </Button>
            </div>
            {out.refusal()}
        </form>
    }
}

/// A link for the first sign-in, told once.
#[component]
fn LinkDeed(about: About) -> impl IntoView {
    let words = use_words();
    let made = Action::new(move |(): &()| {
        let about = about.clone();
        async move { link_make(about.acting_in, about.user).await }
    });
    let shown = move |link: LinkView| {
        view! {
            <ToldOnce
                id="link"
                label=words.said(AccountPhrase::LinkLabel)
                advice=words.said(AccountPhrase::LinkOnce)
                secret=whole_address(&routes::welcome(&link.token))
            />
            <p class="small muted">{words.speech().link_until(link.until.day())}</p>
        }
    };
    view! {
        <div class="stack" data-gap="small">
            <div class="row">
                <Button glyph=Glyph::Key busy=made.pending() on_press=move |_| { made.dispatch(()); }>
                    {words.say(AccountPhrase::MakeLink)}
                </Button>
            </div>
            {move || match made.value().get() {
                None => ().into_any(),
                Some(Ok(link)) => shown(link).into_any(),
                Some(Err(error)) => view! { <RefusalNote error /> }.into_any(),
            }}
        </div>
    }
}

/// The tokens somebody has, each to be revoked.
#[component]
fn HeldTokens(about: About, tokens: Vec<TokenView>) -> impl IntoView {
    let words = use_words();
    if tokens.is_empty() {
        return ().into_any();
    }
    let revoke = about.deed(
        move |_: &String| words.said(AccountPhrase::TokenRevoked),
        |about, token| token_of_revoke(about.acting_in, about.user, token),
    );
    view! {
        <div class="stack" data-gap="small">
            <h3>{words.say(AccountPhrase::Tokens)}</h3>
            <ul class="lines">
                {tokens
                    .into_iter()
                    .map(|token| {
                        let (id, name) = (token.id, token.name);
                        let used = token.used.map_or_else(|| words.said(AccountPhrase::Never), |at| words.date(at.day()));
                        let heard = format!("{} {name}", words.say(AccountPhrase::RevokeToken));
                        view! {
                            <li>
                                <span class="who-text">
                                    <bdi class="who-name">{name}</bdi>
                                    <span class="who-more">{words.say(AccountPhrase::LastUsed)} ": " {used}</span>
                                </span>
                                <span class="lines-more">
                                    <button class="button" type="button" data-size="small" aria-label=heard on:click=move |_| revoke.run(id.clone())>
                                        {words.say(AccountPhrase::RevokeToken)}
                                    </button>
                                </span>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
            {revoke.refusal()}
        </div>
    }
    .into_any()
}
