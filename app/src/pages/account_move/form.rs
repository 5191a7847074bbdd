//! The eight inputs: who stands above, then the account, the profile, the new owner, proofs, files, the folder, and the way on.

use super::asked::Chosen;
use super::fields::{Fields, Findings, Judging, Place};
use super::phrase;
use crate::api::account_move::{AccountMoveShown, Step, account_move_owners};
use crate::forms::RefusalNote;
use crate::pages::stepwise::{OnEnter, ReasonField, Summary, To};
use crate::ui::{Check, Choice, Combobox, Field, Found, Glyph, Icon, Panel};
use crate::words::{AccountMovePhrase as P, WizardPhrase, profile_told, use_words};
use leptos::prelude::*;
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::user_move::Finding;

/// The step.
#[component]
pub(super) fn Form(first: AccountMoveShown, chosen: Chosen) -> impl IntoView {
    let words = use_words();
    let fields = Fields::new(first, chosen);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        chosen.go(chosen.address_now(Step::Review));
    };
    let next = Signal::derive(move || To {
        address: chosen.address(Step::Review),
        name: words.say(phrase(Step::Review)),
    });
    let place = |finding: Finding| format!("#{}", Place::of(&finding).id());
    view! {
        <div class="wizard">
            // WHY not at each change: Enter in a field says that it changed and goes on at once, and the one would undo the other.
            <form class="stack" data-gap="wide" on:submit=submit on:focusout=move |_| chosen.keep()>
                {move || fields.failed.get().map(|error| view! { <RefusalNote error /> })}
                {move || fields.shown.with(|shown| shown.facts.clone()).map(|facts| view! { <Judging fields facts /> })}
                <Panel id="where-to" title=words.said(P::Choose)>
                    <div class="form-grid">
                        <Account fields />
                        <Profile fields />
                        <NewOwner fields />
                    </div>
                </Panel>
                <Things fields />
                <OnEnter />
            </form>
            <Summary
                findings=fields.judged
                say=fields.say
                place=Callback::new(place)
                is_live=fields.is_live
                back=Signal::derive(|| None::<String>)
                next
                may_go_on=words.say(P::MayGoOn)
            />
        </div>
    }
}

/// A choice that begins with nothing chosen.
#[component]
fn Pick(
    fields: Fields,
    place: Place,
    label: P,
    #[prop(into)] hint: Signal<P>,
    #[prop(into)] options: Signal<Vec<(String, String)>>,
    #[prop(into)] value: Signal<String>,
    choose: Callback<String>,
) -> impl IntoView {
    let words = use_words();
    let id = place.id();
    let select = move || {
        let first = value.get_untracked();
        let known = options.get();
        let is_off = known.is_empty();
        let each = known.into_iter().map(|(value, name)| {
            let selected = value == first;
            view! {
                <option value=value selected=selected>
                    {name}
                </option>
            }
        });
        view! {
            <select
                id=id
                disabled=is_off
                aria-describedby=format!("{id}-about {id}-verdict")
                aria-invalid=move || fields.is_wrong(place).then_some("true")
                prop:value=move || value.get()
                on:change=move |event| choose.run(event_target_value(&event))
            >
                <option value="">{words.say(WizardPhrase::Choose)}</option>
                {each.collect_view()}
            </select>
        }
    };
    view! {
        <Field id label=words.said(label)>
            <span class="select">
                {select}
                <Icon glyph=Glyph::Down />
            </span>
            <span class="field-hint" id=format!("{id}-about")>
                {move || words.say(hint.get())}
            </span>
            <Findings fields place />
        </Field>
    }
}

#[component]
fn Account(fields: Fields) -> impl IntoView {
    let chosen = fields.chosen;
    let options = Memo::new(move |_| {
        fields.shown.with(|shown| {
            let accounts = shown.accounts.iter();
            accounts
                .map(|place| (place.code.to_string(), place.name.to_string()))
                .collect::<Vec<_>>()
        })
    });
    let value = move || {
        chosen.asked.with(|asked| {
            let code = asked.destination.as_ref();
            code.map(ToString::to_string).unwrap_or_default()
        })
    };
    let choose = move |code: String| {
        chosen.asked.update(|asked| {
            asked.destination = Some(code)
                .filter(|code| !code.is_empty())
                .map(OrganizationCode::from);
            // WHY: each account has profiles of its own.
            asked.options.profile = None;
        });
        chosen.keep();
    };
    let hint = move || {
        if options.with(Vec::is_empty) {
            P::NoAccounts
        } else {
            P::NewAccountHint
        }
    };
    view! {
        <Pick
            fields
            place=Place::Account
            label=P::NewAccount
            hint=Signal::derive(hint)
            options
            value=Signal::derive(value)
            choose=Callback::new(choose)
        />
    }
}

#[component]
fn Profile(fields: Fields) -> impl IntoView {
    let words = use_words();
    let chosen = fields.chosen;
    let options = Memo::new(move |_| {
        fields.shown.with(|shown| {
            let profiles = shown.profiles.iter().map(|(id, name)| {
                let called = profile_told(id, name.as_deref(), words.language);
                (id.to_string(), called)
            });
            profiles.collect::<Vec<_>>()
        })
    });
    let value = move || {
        let profile = chosen.asked.with(|asked| asked.options.profile.clone());
        profile.unwrap_or_default()
    };
    let choose = move |id: String| {
        chosen.change(|options| options.profile = Some(id).filter(|id| !id.is_empty()));
    };
    let hint = move || {
        if options.with(Vec::is_empty) {
            P::ProfileFirst
        } else {
            P::ProfileHint
        }
    };
    view! {
        <Pick
            fields
            place=Place::Profile
            label=P::Profile
            hint=Signal::derive(hint)
            options
            value=Signal::derive(value)
            choose=Callback::new(choose)
        />
    }
}

#[component]
fn NewOwner(fields: Fields) -> impl IntoView {
    let words = use_words();
    let chosen = fields.chosen;
    let known = fields.shown.with_untracked(|shown| {
        let owner = shown.new_owner.as_ref();
        owner.map(|owner| (owner.id.to_string(), owner.name.to_string()))
    });
    let subject = fields.shown.with_untracked(|shown| shown.person.id.clone());
    let more = RwSignal::new(fields.shown.with_untracked(|shown| shown.owners.more));
    let found = Found::new(known, String::new(), move |text| {
        let acting_in = chosen.acting_in.get_value();
        let answer = account_move_owners(acting_in, subject.clone(), text);
        Some(async move {
            let answer = answer.await.ok()?;
            let _ = more.try_set(answer.more);
            let each = answer.items.into_iter().map(|person| Choice {
                value: person.id.to_string(),
                name: person.name.to_string(),
                more: person.sign_in.to_string(),
            });
            Some(each.collect())
        })
    });
    Effect::new(move |before: Option<Option<String>>| {
        let now = found.value();
        if before.is_some_and(|before| before != now) {
            let owner = now.clone().map(UserId::from);
            chosen.change(|options| options.new_owner = owner);
        }
        now
    });
    let wrong = Signal::derive(move || {
        let first = fields.at(Place::NewOwner).into_iter().next()?;
        Some(fields.say.run(first).title)
    });
    view! {
        <div class="stack" data-gap="small">
            <Combobox
                id="new-owner"
                label=words.said(P::NewOwner)
                hint=words.said(P::NewOwnerHint)
                wrong
                nothing=words.said(P::NobodyFound)
                text=found.text
                choices=found.choices
                on_choose=move |choice| found.choose(choice)
            />
            {move || more.get().then(|| view! { <p class="field-hint">{words.say(P::MoreOwners)}</p> })}
        </div>
    }
}

/// Proofs, files, and the folder for them.
#[component]
fn Things(fields: Fields) -> impl IntoView {
    let words = use_words();
    let chosen = fields.chosen;
    let person = fields
        .shown
        .with_untracked(|shown| shown.person.name.to_string());
    let proofs = move || {
        chosen
            .asked
            .with(|it| it.options.move_proofs != Some(false))
    };
    let files = move || chosen.asked.with(|it| it.options.move_files != Some(false));
    let private = move || {
        chosen
            .asked
            .with(|it| it.options.folder_private != Some(false))
    };
    let moves_any = move || proofs() || files();
    let own = person.clone();
    let folder = Memo::new(move |_| {
        let name = chosen.asked.with(|it| it.options.folder_name.clone());
        name.unwrap_or_else(|| own.clone())
    });
    let first = folder.get_untracked();
    let typed = move |event: leptos::ev::Event| {
        let name = event_target_value(&event);
        let name = (name != person).then_some(name);
        chosen
            .asked
            .update(|asked| asked.options.folder_name = name);
    };
    let hint = move || {
        words.say(if moves_any() {
            P::FolderHint
        } else {
            P::NoFolder
        })
    };
    let reason = chosen.asked.with_untracked(|asked| asked.reason.clone());
    view! {
        <Panel id="what-moves" title=words.said(P::WhatMoves)>
            <div class="stack" data-gap="small">
                <Check
                    name="proofs"
                    value="1".to_owned()
                    checked=Signal::derive(proofs)
                    on_change=move |is: bool| chosen.change(|options| options.move_proofs = (!is).then_some(false))
                >
                    {words.say(P::MoveProofs)}
                </Check>
                <Check
                    name="files"
                    value="1".to_owned()
                    checked=Signal::derive(files)
                    on_change=move |is: bool| chosen.change(|options| options.move_files = (!is).then_some(false))
                >
                    {words.say(P::MoveFiles)}
                </Check>
                <Findings fields place=Place::Things />
            </div>
            <div class="form-grid">
                <Field id="folder-name" label=words.said(P::FolderName)>
                    <input
                        class="input"
                        id="folder-name"
                        type="text"
                        autocomplete="off"
                        disabled=move || !moves_any()
                        aria-describedby="folder-name-about folder-name-verdict"
                        aria-invalid=move || fields.is_wrong(Place::Folder).then_some("true")
                        value=first
                        prop:value=move || folder.get()
                        on:input=typed
                    />
                    <span class="field-hint" id="folder-name-about">
                        {hint}
                    </span>
                    <Findings fields place=Place::Folder />
                    {move || {
                        moves_any()
                            .then(|| {
                                view! {
                                    <Check
                                        name="private"
                                        value="1".to_owned()
                                        checked=Signal::derive(private)
                                        on_change=move |is: bool| chosen.change(|options| options.folder_private = (!is).then_some(false))
                                    >
                                        {words.say(P::FolderPrivate)}
                                    </Check>
                                }
                            })
                    }}
                </Field>
                <ReasonField value=reason typed=Callback::new(move |reason| chosen.asked.update(|asked| asked.reason = reason)) />
            </div>
            <p class="small muted">{words.say(P::Counted)}</p>
        </Panel>
    }
}
