//! What the steps have in common: the judgement that follows what is typed, findings at their fields, lines of text, and
//! the form around them with its summary.

use super::places::Place;
use super::state::Choices;
use super::steps::phrase;
use crate::api::copy::CopyStep;
use crate::api::wizard::FactsView;
use crate::components::told;
use crate::pages::stepwise::{self, FindingLines, Live, Question, To};
use crate::words::{CopyPhrase as P, Names, Told, WizardPhrase, use_words};
use leptos::prelude::*;
use rehome_domain::user_copy::{Copied, CopyJudgement};
use rehome_domain::user_move::Finding;

/// The fields of somebody new.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    /// What was chosen.
    pub(super) choices: Choices,
    /// What the rules say of it.
    pub(super) live: Live<CopyJudgement>,
    /// The names in it.
    pub(super) names: StoredValue<Names>,
    say: Callback<Finding, Told>,
}

impl Fields {
    /// Begins with what the server said, and goes on by itself once the module that judges is there.
    pub(super) fn new(choices: Choices, facts: FactsView<CopyJudgement>) -> Self {
        let words = use_words();
        let names: StoredValue<Names> = StoredValue::new(facts.names);
        let request = move || choices.request();
        let live = Live::new(facts.judgement, facts.json, Question::Copy, request);
        let say = move |finding: Finding| {
            let mut names = names.get_value();
            live.judged.with(|judged| {
                name_newcomer(&mut names, judged.copied.as_ref(), words.say(P::NewPerson))
            });
            told(&finding, &names, words)
        };
        Self {
            choices,
            live,
            names,
            say: Callback::new(say),
        }
    }

    /// Something of the new person.
    pub(super) fn copied<T>(self, of: impl FnOnce(&Copied) -> T) -> Option<T> {
        let judged = self.live.judged;
        judged.with(|judged| judged.copied.as_ref().map(of))
    }

    /// The same as it is now, for what does not follow it.
    pub(super) fn now<T>(self, of: impl FnOnce(&Copied) -> T) -> Option<T> {
        untrack(|| self.copied(of))
    }

    /// Everything that is found, the password included.
    pub(super) fn findings(self) -> Vec<Finding> {
        let password = self.choices.password;
        let of_password = password.with(|typed| self.copied(|copied| copied.password(typed)));
        let judged = self.live.judged;
        let mut all = judged.with(|judged| judged.findings.clone());
        all.extend(of_password.flatten());
        all
    }

    /// The findings at a place.
    pub(super) fn at(self, place: &Place) -> Vec<Finding> {
        let judged = self.live.judged;
        let place_of =
            |finding: &Finding| judged.with(|judged| Place::of(finding, judged.copied.as_ref()));
        let mut all = self.findings();
        all.retain(|finding| place.is(&place_of(finding)));
        all
    }

    /// Whether something stands in the way there.
    pub(super) fn is_wrong(self, place: &Place) -> bool {
        self.at(place).iter().any(Finding::blocks)
    }
}

/// Calls the new person by name, as far as there is one; somebody who has the same id already keeps theirs.
pub(super) fn name_newcomer(names: &mut Names, copied: Option<&Copied>, unnamed: &str) {
    if let Some(copied) = copied {
        let name = copied.name.as_ref().map(|name| name.text.clone());
        let known = names.users.entry(copied.newcomer.clone());
        known.or_insert_with(|| name.unwrap_or_else(|| unnamed.into()));
    }
}

/// What is found at a field; its id is `ID-verdict`.
#[component]
pub(super) fn FieldFindings(
    /// The fields.
    fields: Fields,
    /// Which.
    #[prop(into)]
    place: Signal<Place>,
    /// The id of the field, where it is not that of the place.
    #[prop(optional_no_strip)]
    id: Option<String>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| place.with_untracked(Place::id));
    let found = Signal::derive(move || place.with(|place| fields.at(place)));
    view! { <FindingLines id found say=fields.say /> }
}

/// A line of text that is judged while one types.
#[component]
pub(super) fn Line(
    /// The fields.
    fields: Fields,
    /// The id of the field.
    id: &'static str,
    /// What it is.
    label: String,
    /// What stands there.
    #[prop(into)]
    value: Signal<String>,
    /// Takes what is typed.
    set: Callback<String>,
    /// The place of its findings, where it has any.
    #[prop(optional_no_strip)]
    place: Option<Place>,
    /// Whether it is a code, written from left to right.
    #[prop(optional)]
    is_code: bool,
    /// What stands under it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let first = value.get_untracked();
    let wrong = place.clone();
    let is_wrong = move || {
        let wrong = wrong.as_ref().is_some_and(|place| fields.is_wrong(place));
        wrong.then_some("true")
    };
    let described = place.is_some().then(|| format!("{id}-verdict"));
    view! {
        <div class="field">
            <label class="field-label" for=id>
                {label}
            </label>
            <input
                class="input"
                id=id
                type="text"
                maxlength="256"
                autocomplete="off"
                spellcheck="false"
                autocapitalize=is_code.then_some("none")
                dir=if is_code { "ltr" } else { "auto" }
                aria-describedby=described
                aria-invalid=is_wrong
                value=first
                prop:value=move || value.get()
                on:input=move |event| set.run(event_target_value(&event))
            />
            {place.map(|place| view! { <FieldFindings fields place /> })}
            {children.map(|children| children())}
        </div>
    }
}

/// That a value is proposed, or the way back to the proposal.
#[component]
pub(super) fn Proposal(
    /// Whether somebody chose another.
    #[prop(into)]
    is_chosen: Signal<bool>,
    /// Takes the choice back.
    back: Callback<()>,
) -> impl IntoView {
    let words = use_words();
    move || {
        if is_chosen.get() {
            view! {
                <button class="link-button" type="button" on:click=move |_| back.run(())>
                    {words.say(WizardPhrase::BackToProposal)}
                </button>
            }
            .into_any()
        } else {
            view! { <span class="field-hint">{words.say(WizardPhrase::Proposed)}</span> }.into_any()
        }
    }
}

/// A step: its fields in a form, and the summary beside it.
#[component]
pub(super) fn StepForm(
    /// The fields.
    fields: Fields,
    /// Which step.
    step: CopyStep,
    /// The fields as they stand on the page.
    children: Children,
) -> impl IntoView {
    let words = use_words();
    let choices = fields.choices;
    let place = move |finding: Finding| {
        let place = fields
            .live
            .judged
            .with(|judged| Place::of(&finding, judged.copied.as_ref()));
        let on = format!("#{}", place.id());
        if place.step() == step {
            on
        } else {
            format!("{}{on}", choices.address(place.step()))
        }
    };
    let next = move || To {
        address: choices.address(step.after()),
        name: words.say(phrase(step.after())),
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        choices.kept.go(choices.address_now(step.after()));
    };
    view! {
        <div class="wizard">
            <form class="stack" data-gap="wide" on:submit=submit on:focusout=move |_| choices.kept.keep()>
                {children()}
                <stepwise::OnEnter />
            </form>
            <stepwise::Summary
                findings=Signal::derive(move || fields.findings())
                say=fields.say
                place=Callback::new(place)
                is_live=fields.live.is_live
                back=Signal::derive(move || step.before().map(|before| choices.address(before)))
                next=Signal::derive(next)
                may_go_on=words.say(P::MayGoOn)
            />
        </div>
    }
}
