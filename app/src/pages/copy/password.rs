//! The password of the new person: judged in this window, generated in this window, and sent with the commit alone.
//!
//! INVARIANT: the field has no name and no value in its markup, so that no form sends it and no source shows it.

use super::fields::{FieldFindings, Fields, StepForm};
use super::places::Place;
use super::random;
use crate::api::copy::CopyStep;
use crate::ui::{Badge, Button, Check, Field, Glyph, Icon, Note, Panel, Tone};
use crate::words::{CopyPhrase as P, use_words};
use leptos::prelude::*;
use rehome_domain::hosting::password::{PasswordNeed, PasswordPolicy, PasswordStrength};

/// The step.
#[component]
pub(super) fn Password(fields: Fields) -> impl IntoView {
    let words = use_words();
    let password = fields.choices.password;
    let policy = fields.now(|it| it.policy).unwrap_or_default();
    let is_shown = RwSignal::new(false);
    let is_live = RwSignal::new(false);
    Effect::new(move |_| is_live.set(true));
    let generate = move |_| {
        let random = random::bytes(policy.random_bytes());
        if let Some(made) = random.and_then(|random| policy.generated(&random)) {
            password.set(made);
            is_shown.set(true);
        }
    };
    let sign_in_name = move || {
        let chosen = fields.choices.chosen(|it| it.user.upn.clone());
        chosen.unwrap_or_default()
    };
    let is_wrong = move || !password.with(String::is_empty) && fields.is_wrong(&Place::Password);
    view! {
        <StepForm fields step=CopyStep::Password>
            // WHY: a keeper of passwords is to know whose this is.
            <input type="text" autocomplete="username" hidden=true readonly=true prop:value=sign_in_name />
            <Panel id="password-head" title=words.said(P::Password)>
                <Field id="new-password" label=words.said(P::NewPassword)>
                    <span class="row">
                        <input
                            class="input grow"
                            id="new-password"
                            type=move || if is_shown.get() { "text" } else { "password" }
                            autocomplete="new-password"
                            spellcheck="false"
                            autocapitalize="none"
                            dir="ltr"
                            maxlength="256"
                            aria-describedby="new-password-verdict password-rules"
                            aria-invalid=move || is_wrong().then_some("true")
                            prop:value=move || password.get()
                            on:input=move |event| password.set(event_target_value(&event))
                        />
                        <Button glyph=Glyph::Retry off=Signal::derive(move || !is_live.get()) why="generate-why" on_press=generate>
                            {words.say(P::Generate)}
                        </Button>
                    </span>
                    <FieldFindings fields place=Place::Password />
                </Field>
                <div>
                    <Check name="shown" value="1".to_owned() checked=is_shown on_change=move |is: bool| is_shown.set(is)>
                        {words.say(P::Show)}
                    </Check>
                </div>
                <Rules policy password />
                <Note tone=None glyph=Glyph::Lock>
                    {words.say(P::KeptNowhere)}
                </Note>
                {move || {
                    (!is_live.get())
                        .then(|| {
                            view! {
                                <p class="why" id="generate-why">
                                    <Icon glyph=Glyph::Notice />
                                    <span>{words.say(P::NeedsScripts)}</span>
                                </p>
                            }
                        })
                }}
            </Panel>
        </StepForm>
    }
}

/// What it must be, each with whether it is, and how strong it is.
#[component]
fn Rules(policy: PasswordPolicy, password: RwSignal<String>) -> impl IntoView {
    let words = use_words();
    let rules = [
        (PasswordNeed::Length, P::LeastLength, policy.minimum),
        (PasswordNeed::Classes, P::LeastClasses, policy.classes),
    ];
    let rules = rules.map(|(need, phrase, least)| {
        let is_kept = move || !password.with(|typed| policy.missing(typed).contains(&need));
        view! {
            <li class="field-verdict" data-verdict=move || if is_kept() { "works" } else { "deferred" }>
                {move || {
                    let glyph = if is_kept() { Glyph::Works } else { Glyph::Deferred };
                    view! { <Icon glyph /> }
                }}
                <span>
                    {words.say(phrase)} " " {words.number(u64::from(least))} " "
                    <span class="muted">{move || words.say(if is_kept() { P::IsKept } else { P::IsMissing })}</span>
                </span>
            </li>
        }
    });
    let strength = move || {
        (!password.with(String::is_empty)).then(|| {
            let (tone, phrase) = match password.with(|typed| policy.strength(typed)) {
                PasswordStrength::Weak => (Tone::Red, P::Weak),
                PasswordStrength::Fair => (Tone::Yellow, P::Fair),
                PasswordStrength::Good => (Tone::Green, P::Good),
                PasswordStrength::Strong => (Tone::Green, P::Strong),
            };
            let text = format!("{} {}", words.say(P::Strength), words.say(phrase));
            view! { <Badge tone text /> }
        })
    };
    view! {
        <div class="stack" data-gap="small" id="password-rules">
            <span class="field-label">{words.say(P::WhatItMustBe)}</span>
            <ul class="stack" data-gap="small">
                {rules}
            </ul>
            <span role="status">{strength}</span>
        </div>
    }
}
