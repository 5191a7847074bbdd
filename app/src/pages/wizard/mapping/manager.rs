//! Whom somebody reports to at the destination: as it follows, somebody who lives there, or nobody (hosting 7).

use super::super::fields::{FieldFindings, Fields};
use super::super::places::Place;
use crate::api::ApiError;
use crate::api::accounts::PersonOption;
use crate::api::wizard::wizard_people;
use crate::forms::PersonPicker;
use crate::words::{AccountPhrase, WizardPhrase as P, use_words};
use leptos::prelude::*;
use rehome_domain::ids::UserId;

/// The field.
#[component]
pub(super) fn Manager(fields: Fields) -> impl IntoView {
    let words = use_words();
    let wizard = fields.wizard;
    let known = move |id: &UserId| PersonOption {
        id: id.clone(),
        name: fields.person(id).unwrap_or_else(|| id.to_string()).into(),
        username: None,
    };
    let [before, after] = fields
        .now(|mapped| mapped.manager.clone())
        .unwrap_or_default();
    let chosen = RwSignal::new(after.as_ref().map(known));
    let asked = move || wizard.asked.with(|asked| asked.options.manager.clone());
    let there = move || fields.mapped(|mapped| mapped.manager[1].clone()).flatten();
    // WHY: where nothing is asked for, the field shows what the rules make of it.
    Effect::new(move |_| {
        let follows = there();
        if asked().is_none() && follows != chosen.with_untracked(id_of) {
            chosen.set(follows.as_ref().map(known));
        }
    });
    Effect::new(move |was: Option<Option<UserId>>| {
        let now = chosen.with(id_of);
        let is_new = was.is_some_and(|was| was != now);
        let follows = untrack(|| asked().is_none() && there() == now);
        if is_new && !follows {
            wizard.change(|options| options.manager = Some(now.clone()));
            wizard.keep();
        }
        now
    });
    let back = move |_| {
        wizard.change(|options| options.manager = None);
        wizard.keep();
    };
    let can_follow = move || fields.live.is_live.get() && asked().is_some();
    let find = RwSignal::new(String::new());
    let destination = wizard.asked.with_untracked(|it| it.destination.clone())?;
    let answer = Action::new(move |text: &String| {
        let (acting_in, text) = (wizard.acting_in.get_value(), text.clone());
        let destination = destination.clone();
        async move {
            let found = wizard_people(acting_in, destination, text).await?;
            let people = found.items.into_iter().map(|person| PersonOption {
                id: person.id,
                name: person.name,
                username: Some(person.sign_in),
            });
            Ok::<Vec<_>, ApiError>(people.collect())
        }
    });
    let is_asked = move || find.with(|text| !text.trim().is_empty());
    Effect::new(move |_| {
        if is_asked() {
            answer.dispatch(find.get());
        }
    });
    let found = Signal::derive(move || answer.value().get().filter(|_| is_asked()));
    let until_now = before.map(|id| known(&id).name.to_string());
    Some(view! {
        <div class="stack" data-gap="small">
            <PersonPicker
                id="manager"
                label=words.said(AccountPhrase::Manager)
                chosen
                nobody=words.said(AccountPhrase::NoManager)
                find
                found
            />
            {until_now.map(|name| view! { <span class="small muted">{words.say(P::Now)} " " <bdi>{name}</bdi></span> })}
            <FieldFindings fields place=Place::Manager />
            {move || {
                can_follow()
                    .then(|| {
                        view! {
                            <button class="link-button" type="button" on:click=back>
                                {words.say(P::BackToProposal)}
                            </button>
                        }
                    })
            }}
        </div>
    })
}

fn id_of(person: &Option<PersonOption>) -> Option<UserId> {
    person.as_ref().map(|person| person.id.clone())
}
