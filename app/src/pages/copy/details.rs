//! Who the new person is: names, sign-in name, username, and what is taken over from the original.

use super::fields::{FieldFindings, Fields, Line, Proposal, StepForm};
use super::original::listed;
use super::places::Place;
use super::state::some;
use crate::api::copy::{CopyStep, OriginalView};
use crate::api::wizard::wizard_customers;
use crate::pages::stepwise::NamePair;
use crate::ui::{Check, Choice, Combobox, Field, Found, Panel};
use crate::words::{AccountPhrase, CopyPhrase as P, WizardPhrase, isolated, use_words};
use leptos::prelude::*;
use rehome_domain::user_copy::{CopyRequest, PersonWish};

/// The step.
#[component]
pub(super) fn Details(fields: Fields, original: OriginalView, moves: bool) -> impl IntoView {
    let is_asked = moves || original.elsewhere.is_some();
    let places = is_asked.then(|| original.clone());
    view! {
        <StepForm fields step=CopyStep::Details>
            {places.map(|original| view! { <WhereTheyLive fields original /> })}
            <Names fields />
            <SignIn fields />
            <TakenOver fields original />
        </StepForm>
    }
}

/// The customer the new person is to belong to.
#[component]
fn WhereTheyLive(fields: Fields, original: OriginalView) -> impl IntoView {
    let words = use_words();
    let choices = fields.choices;
    let home = original.home.code.to_string();
    let now = original.elsewhere.unwrap_or(original.home);
    let now = (now.code.to_string(), now.name.to_string());
    let found = Found::new(Some(now), String::new(), move |text| {
        let answer = wizard_customers(choices.kept.acting_in.get_value(), text);
        Some(async move {
            let each = answer.await.ok()?.items.into_iter().map(|customer| Choice {
                value: customer.place.code.to_string(),
                name: customer.place.name.to_string(),
                more: customer.path.join(" › "),
            });
            Some(each.collect())
        })
    });
    Effect::new(move |before: Option<Option<String>>| {
        let now = found.value();
        if let (Some(before), Some(code)) = (before, &now)
            && before.as_ref() != Some(code)
        {
            let code = Some(code).filter(|code| **code != home);
            // WHY: domains, roles and services are the customer's; what was chosen of them there is not here.
            choices.choose(|it| {
                *it = CopyRequest {
                    destination: code.map(|code| code.as_str().into()),
                    user: PersonWish {
                        upn: None,
                        addresses: None,
                        ..it.user.clone()
                    },
                    reason: it.reason.clone(),
                    ..CopyRequest::default()
                };
            });
        }
        now
    });
    view! {
        <Panel id="where" title=words.said(P::WhereTheyLive)>
            <Combobox
                id="customer"
                label=words.said(P::Customer)
                hint=words.said(P::CustomerHint)
                nothing=words.said(WizardPhrase::NothingFound)
                text=found.text
                choices=found.choices
                on_choose=move |choice| found.choose(choice)
            />
        </Panel>
    }
}

/// Given name, surname and display name.
#[component]
fn Names(fields: Fields) -> impl IntoView {
    let words = use_words();
    let choices = fields.choices;
    let of = move |of: fn(&PersonWish) -> &Option<String>| {
        Signal::derive(move || choices.chosen(|it| of(&it.user).clone().unwrap_or_default()))
    };
    let change = move |place: fn(&mut PersonWish) -> &mut Option<String>| {
        Callback::new(move |text: String| choices.change(|it| *place(&mut it.user) = some(text)))
    };
    let is_chosen = move || choices.chosen(|it| it.user.name.is_some());
    let name = move || {
        let chosen = choices.chosen(|it| it.user.name.clone());
        let proposed = || fields.copied(|it| it.name.as_ref().map(|name| name.text.to_string()));
        // WHY: until a name is typed the sign-in name stands for it, which nobody would type there.
        let has_names = choices.chosen(|it| it.user.given.is_some() || it.user.surname.is_some());
        chosen
            .or_else(|| proposed().flatten().filter(|_| has_names))
            .unwrap_or_default()
    };
    let back = move |()| {
        choices.change(|it| it.user.name = None);
        choices.kept.keep();
    };
    view! {
        <Panel id="who" title=words.said(P::WhoTheyAre)>
            <div class="form-grid">
                <Line
                    fields
                    id="given"
                    label=words.said(AccountPhrase::GivenName)
                    value=of(|user| &user.given)
                    set=change(|user| &mut user.given)
                />
                <Line
                    fields
                    id="surname"
                    label=words.said(AccountPhrase::Surname)
                    value=of(|user| &user.surname)
                    set=change(|user| &mut user.surname)
                />
                <Line
                    fields
                    id="name"
                    label=words.said(AccountPhrase::DisplayName)
                    value=Signal::derive(name)
                    set=change(|user| &mut user.name)
                >
                    <Proposal is_chosen=Signal::derive(is_chosen) back=Callback::new(back) />
                </Line>
            </div>
        </Panel>
    }
}

/// Sign-in name, username, and whether it is a test user.
#[component]
fn SignIn(fields: Fields) -> impl IntoView {
    let words = use_words();
    let choices = fields.choices;
    let domains = fields.now(|it| it.domains.clone()).unwrap_or_default();
    let usual = domains.first().map(ToString::to_string).unwrap_or_default();
    let halves = move || {
        let upn = choices.chosen(|it| it.user.upn.clone());
        let halves = upn
            .as_deref()
            .map(|upn| upn.rsplit_once('@').unwrap_or((upn, "")));
        halves.map(|(local, domain)| (local.to_owned(), domain.to_owned()))
    };
    // WHY: a domain may be chosen before anything is typed.
    let first = untrack(halves).map_or(usual, |(_, domain)| domain);
    let chosen = RwSignal::new(first);
    let local = Memo::new(move |_| halves().map(|(local, _)| local).unwrap_or_default());
    let domain = Memo::new(move |_| halves().map_or_else(|| chosen.get(), |(_, domain)| domain));
    let set = move |(local, domain): (String, String)| {
        let upn = some(local).map(|local| format!("{local}@{domain}"));
        chosen.set(domain);
        choices.change(|it| it.user.upn = upn);
    };
    let is_wrong = move || !local.with(String::is_empty) && fields.is_wrong(&Place::Upn);
    let username = move || {
        let chosen = choices.chosen(|it| it.user.username.clone());
        let proposed =
            || fields.copied(|it| it.username.as_ref().map(|name| name.text.to_string()));
        chosen.or_else(|| proposed().flatten()).unwrap_or_default()
    };
    let is_chosen = move || choices.chosen(|it| it.user.username.is_some());
    let set_username = move |text: String| choices.change(|it| it.user.username = some(text));
    let back = move |()| {
        choices.change(|it| it.user.username = None);
        choices.kept.keep();
    };
    let is_test = move || choices.chosen(|it| it.user.test);
    view! {
        <Panel id="sign-in" title=words.said(P::HowTheySignIn)>
            <div class="form-grid">
                <Field id="upn" label=words.said(WizardPhrase::SignInName)>
                    <NamePair
                        id="upn"
                        local
                        domain
                        domains
                        is_wrong=Signal::derive(is_wrong)
                        set=Callback::new(set)
                        keep=Callback::new(move |()| choices.kept.keep())
                    />
                    <FieldFindings fields place=Place::Upn />
                </Field>
                <Line
                    fields
                    id="username"
                    label=words.said(WizardPhrase::Username)
                    value=Signal::derive(username)
                    set=Callback::new(set_username)
                    place=Some(Place::Username)
                    is_code=true
                >
                    <Proposal is_chosen=Signal::derive(is_chosen) back=Callback::new(back) />
                </Line>
            </div>
            <div>
                <Check
                    name="test"
                    value="1".to_owned()
                    checked=Signal::derive(is_test)
                    on_change=move |is: bool| choices.choose(|it| it.user.test = is)
                >
                    {words.say(P::TestUser)}
                    <span class="check-line muted">{words.say(P::TestUserHint)}</span>
                </Check>
            </div>
        </Panel>
    }
}

/// What the new person has of the original, what they do not, and why they are made.
#[component]
fn TakenOver(fields: Fields, original: OriginalView) -> impl IntoView {
    let words = use_words();
    let choices = fields.choices;
    let now = fields.now(Clone::clone);
    let unassigned = |value: Option<std::sync::Arc<str>>| match value {
        Some(value) => isolated(&value),
        None => words.said(WizardPhrase::Unassigned),
    };
    let manager = now
        .as_ref()
        .and_then(|it| it.manager.clone())
        .map(|id| fields.names.with_value(|names| isolated(names.user(&id))));
    let manager = manager.unwrap_or_else(|| words.said(AccountPhrase::NoManager));
    let department = unassigned(now.as_ref().and_then(|it| it.department.clone()));
    let office = unassigned(now.as_ref().and_then(|it| it.office.clone()));
    let nothing = move || words.said(P::NothingTakenOver);
    let also = now.as_ref().and_then(|it| listed(&it.taken_over, words));
    let not = now.as_ref().and_then(|it| listed(&it.left_out, words));
    let rows = [
        (words.say(AccountPhrase::Manager), manager, Place::Manager),
        (
            words.say(WizardPhrase::Department),
            department,
            Place::Department,
        ),
        (words.say(WizardPhrase::Office), office, Place::Office),
    ];
    let rows = rows.map(|(label, text, place)| {
        let id = place.id();
        view! {
            <dt>{label}</dt>
            <dd id=id tabindex="-1">
                {text}
                <FieldFindings fields place />
            </dd>
        }
    });
    let reason = untrack(|| choices.chosen(|it| it.reason.clone()));
    let reason = untrack(|| reason).unwrap_or_default();
    let title = format!("{} · {}", words.say(P::TakenOver), isolated(&original.name));
    view! {
        <Panel id="taken-over" title>
            <dl class="facts">
                {rows}
                <dt>{words.say(P::AlsoTakenOver)}</dt>
                <dd>{also.unwrap_or_else(nothing)}</dd>
                <dt>{words.say(P::NotTakenOver)}</dt>
                <dd>{not.unwrap_or_else(nothing)}</dd>
            </dl>
            <p class="small muted">{words.say(P::NeverTakenOver)}</p>
            <Field id="reason" label=words.said(WizardPhrase::ReasonFor) hint=Some(words.said(P::ReasonHint))>
                <input
                    class="input"
                    id="reason"
                    type="text"
                    maxlength="256"
                    autocomplete="off"
                    aria-describedby="reason-hint"
                    value=reason
                    on:input=move |event| {
                        let text = event_target_value(&event);
                        choices.change(|it| it.reason = some(text));
                    }
                />
            </Field>
        </Panel>
    }
}
