//! How the account of the new person is set up.

use super::fields::{FieldFindings, Fields, StepForm};
use super::places::Place;
use crate::api::copy::CopyStep;
use crate::ui::{Check, Panel};
use crate::words::{CopyPhrase as P, use_words};
use leptos::prelude::*;
use rehome_domain::time::Day;
use rehome_domain::user_copy::AccountWish;

/// For how many days an account is proposed to last where it is to end.
const USUAL_DAYS: i32 = 90;

/// The step.
#[component]
pub(super) fn Account(fields: Fields) -> impl IntoView {
    let words = use_words();
    let choices = fields.choices;
    let change = move |change: &dyn Fn(&mut AccountWish)| {
        choices.choose(|it| change(&mut it.user.account));
    };
    let changes_next = move || choices.chosen(|it| it.user.account.change_at_next_sign_in);
    let is_disabled = move || choices.chosen(|it| it.user.account.disabled);
    let never_expires = move || {
        let chosen = choices.chosen(|it| it.user.account.never_expires);
        chosen.unwrap_or_else(|| fields.copied(|it| it.never_expires).unwrap_or_default())
    };
    view! {
        <StepForm fields step=CopyStep::Account>
            <Panel id="account" title=words.said(P::Account)>
                <Check
                    name="change"
                    value="1".to_owned()
                    checked=Signal::derive(changes_next)
                    on_change=move |is: bool| change(&|it| it.change_at_next_sign_in = is)
                >
                    {words.say(P::ChangeAtNext)}
                </Check>
                <Check
                    name="never"
                    value="1".to_owned()
                    checked=Signal::derive(never_expires)
                    on_change=move |is: bool| change(&|it| it.never_expires = Some(is))
                >
                    {words.say(P::NeverExpires)}
                    <span class="check-line muted">{words.say(P::AsOriginal)}</span>
                </Check>
                <Check
                    name="disabled"
                    value="1".to_owned()
                    checked=Signal::derive(is_disabled)
                    on_change=move |is: bool| change(&|it| it.disabled = is)
                >
                    {words.say(P::Disabled)}
                    <span class="check-line muted">{words.say(P::DisabledHint)}</span>
                </Check>
                <dl class="facts">
                    <dt>{words.say(P::Locked)}</dt>
                    <dd>{words.say(P::LockedNo)}</dd>
                </dl>
            </Panel>
            <End fields />
        </StepForm>
    }
}

/// When the account ends.
#[component]
fn End(fields: Fields) -> impl IntoView {
    let words = use_words();
    let choices = fields.choices;
    let expires = Memo::new(move |_| choices.chosen(|it| it.user.account.expires));
    let ends = Memo::new(move |_| expires.get().is_some());
    let set = move |day: Option<Day>| choices.change(|it| it.user.account.expires = day);
    let usual = fields.now(|it| Day(it.today.0 + USUAL_DAYS));
    let earliest = fields.now(|it| it.today.to_string());
    let radio = move |id: &'static str, phrase: P, is_end: bool| {
        view! {
            <label class="check">
                <input
                    type="radio"
                    id=id
                    name="expires"
                    prop:checked=move || ends.get() == is_end
                    checked=ends.get_untracked() == is_end
                    on:change=move |_| {
                        set(usual.filter(|_| is_end));
                        choices.kept.keep();
                    }
                />
                <span>{words.say(phrase)}</span>
            </label>
        }
    };
    let day = move || {
        view! {
            <div class="field">
                <label class="field-label" for="expires">
                    {words.say(P::LastDay)}
                </label>
                <input
                    class="input"
                    id="expires"
                    type="date"
                    min=earliest.clone()
                    aria-describedby="expires-verdict expires-told"
                    aria-invalid=move || fields.is_wrong(&Place::Expires).then_some("true")
                    prop:value=move || expires.get().map(|day| day.to_string()).unwrap_or_default()
                    on:change=move |event| {
                        // WHY: a date that is half typed is no date yet, and the one before stays.
                        if let Ok(day) = event_target_value(&event).parse() {
                            set(Some(day));
                        }
                    }
                />
                <FieldFindings fields place=Place::Expires />
                <span class="field-hint" id="expires-told">
                    {move || {
                        expires
                            .get()
                            .map(|day| format!("{} {}", words.say(P::DisabledFrom), words.date(Day(day.0.saturating_add(1)))))
                    }}
                </span>
            </div>
        }
    };
    view! {
        <Panel id="end" title=words.said(P::Expires)>
            <div class="stack" data-gap="small" role="radiogroup" aria-labelledby="end">
                {radio("expires-never", P::Never, false)}
                {radio("expires-end", P::EndOf, true)}
            </div>
            {move || ends.get().then(|| day.clone()())}
        </Panel>
    }
}
