//! What mapping, services and telephony have in common: the judgement that follows what is typed, findings at their fields, and
//! the summary that leads to them.

use super::places::Place;
use super::state::Wizard;
use super::steps::phrase;
use crate::api::wizard::{FactsView, Step};
use crate::components::told;
use crate::pages::stepwise::{self, FindingLines, Live, Question, To};
use crate::words::{Names, Told, WizardPhrase as P, use_words};
use leptos::prelude::*;
use rehome_domain::hosting::mapped::Mapped;
use rehome_domain::ids::UserId;
use rehome_domain::telephony::phoned::Phoned;
use rehome_domain::user_move::{Finding, Judgement};

/// The fields of somebody on the way to a destination.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    /// What was chosen.
    pub(super) wizard: Wizard,
    /// What the rules say of it.
    pub(super) live: Live<Judgement>,
    say: Callback<Finding, Told>,
    /// The names in it.
    pub(super) names: StoredValue<Names>,
}

impl Fields {
    /// Begins with what the server said, and goes on by itself once the module that judges is there.
    pub(super) fn new(wizard: Wizard, facts: FactsView<Judgement>) -> Self {
        let words = use_words();
        let names: StoredValue<Names> = StoredValue::new(facts.names);
        let request = move || wizard.request();
        Self {
            wizard,
            names,
            live: Live::new(facts.judgement, facts.json, Question::Move, request),
            say: Callback::new(move |finding: Finding| {
                names.with_value(|names| told(&finding, names, words))
            }),
        }
    }

    /// What somebody is called, as far as that is known.
    pub(super) fn person(self, id: &UserId) -> Option<String> {
        self.names
            .with_value(|names| names.users.get(id).map(ToString::to_string))
    }

    /// Something of the person at the destination.
    pub(super) fn mapped<T>(self, of: impl FnOnce(&Mapped) -> T) -> Option<T> {
        let judged = self.live.judged;
        judged.with(|judged| judged.mapped.as_ref().map(of))
    }

    /// The same as it is now, for what does not follow it.
    pub(super) fn now<T>(self, of: impl FnOnce(&Mapped) -> T) -> Option<T> {
        untrack(|| self.mapped(of))
    }

    /// Something of the person's phones on the way to a site.
    pub(super) fn phoned<T>(self, of: impl FnOnce(&Phoned) -> T) -> Option<T> {
        let judged = self.live.judged;
        judged.with(|judged| judged.phoned.as_ref().map(of))
    }

    /// The findings at a place.
    fn at(self, place: &Place) -> Vec<Finding> {
        self.live.judged.with(|judged| {
            let mapped = judged.mapped.as_ref();
            let all = judged.findings.iter();
            all.filter(|finding| Place::of(finding, mapped) == *place)
                .cloned()
                .collect()
        })
    }

    /// Whether something stands in the way there.
    pub(super) fn is_wrong(self, place: &Place) -> bool {
        self.at(place).iter().any(Finding::blocks)
    }

    /// Whether anybody holds services.
    pub(super) fn has_services(self) -> bool {
        self.mapped(|mapped| !mapped.services.is_empty())
            .unwrap_or(false)
    }
}

/// What is found at a field; its id is `ID-verdict`.
#[component]
pub(super) fn FieldFindings(
    /// The fields.
    fields: Fields,
    /// Which.
    place: Place,
) -> impl IntoView {
    let id = place.id();
    let found = Signal::derive(move || fields.at(&place));
    view! { <FindingLines id found say=fields.say /> }
}

/// All findings as links to their fields, and the ways back and on.
#[component]
pub(super) fn Summary(
    /// The fields.
    fields: Fields,
    /// The step at hand.
    step: Step,
    /// The step before.
    back: Step,
    /// The step to go on to.
    #[prop(into)]
    next: Signal<Step>,
) -> impl IntoView {
    let words = use_words();
    let wizard = fields.wizard;
    let place = move |finding: Finding| {
        let mapped = fields.live.judged.with(|judged| judged.mapped.clone());
        let place = Place::of(&finding, mapped.as_ref());
        let on = format!("#{}", place.id());
        if place.step() == step {
            on
        } else {
            format!("{}{on}", wizard.address(place.step()))
        }
    };
    let next = move || To {
        address: wizard.address(next.get()),
        name: words.say(phrase(next.get())),
    };
    view! {
        <stepwise::Summary
            findings=Signal::derive(move || fields.live.judged.with(|judged| judged.findings.clone()))
            say=fields.say
            place=Callback::new(place)
            is_live=fields.live.is_live
            back=Signal::derive(move || Some(wizard.address(back)))
            next=Signal::derive(next)
            may_go_on=words.say(P::YouMayGoOn)
        />
    }
}
