//! What somebody is called at the destination: sign-in name, username, addresses, and what becomes of the old ones.

mod addresses;
mod manager;

use super::fields::{FieldFindings, Fields, Summary};
use super::places::Place;
use crate::api::wizard::Step;
use crate::pages::stepwise::{NamePair, OnEnter, ReasonField};
use crate::ui::{Check, Field, Prose};
use crate::words::{WizardPhrase as P, isolated, use_words};
use addresses::Addresses;
use leptos::prelude::*;
use manager::Manager;

/// The step.
#[component]
pub(super) fn Mapping(fields: Fields) -> impl IntoView {
    let wizard = fields.wizard;
    let next = Signal::derive(move || {
        if fields.has_services() {
            Step::Services
        } else {
            Step::Review
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        wizard.go(wizard.address_now(untrack(|| next.get())));
    };
    // WHY not at each change: Enter in a field says that it changed and goes on at once, and the one would undo the other.
    let left = move |_| wizard.keep();
    view! {
        <div class="wizard">
            <form class="stack" data-gap="wide" on:submit=submit on:focusout=left>
                <Names fields />
                <Addresses fields />
                <Belongs fields />
                <OnEnter />
            </form>
            <Summary fields step=Step::Mapping back=Step::Destination next />
        </div>
    }
}

/// The two halves of the sign-in name, as they stand now.
fn halves(fields: Fields) -> (String, String) {
    let chosen = fields.wizard.asked.with(|asked| asked.options.upn.clone());
    let proposed = || {
        let upn = fields.mapped(|mapped| mapped.upn.as_ref().map(|upn| upn.text.to_string()));
        upn.flatten()
    };
    let whole = chosen.or_else(proposed).unwrap_or_default();
    match whole.rsplit_once('@') {
        Some((local, domain)) => (local.to_owned(), domain.to_owned()),
        None => {
            let first = fields.mapped(|mapped| mapped.domains.first().map(ToString::to_string));
            (whole, first.flatten().unwrap_or_default())
        }
    }
}

/// Sign-in name and username.
#[component]
fn Names(fields: Fields) -> impl IntoView {
    let words = use_words();
    let wizard = fields.wizard;
    let now = fields.now(|mapped| mapped.former_upn.clone()).flatten();
    let domains = fields
        .now(|mapped| mapped.domains.clone())
        .unwrap_or_default();
    let username = fields
        .now(|mapped| mapped.former_username.to_string())
        .unwrap_or_default();
    let local = Memo::new(move |_| halves(fields).0);
    let domain = Memo::new(move |_| halves(fields).1);
    let set = move |local: String, domain: String| {
        wizard.change(|options| options.upn = Some(format!("{local}@{domain}")));
    };
    let is_chosen = move || wizard.asked.with(|asked| asked.options.upn.is_some());
    let renamed = move || fields.mapped(|mapped| mapped.renamed.clone()).flatten();
    let renames = move || {
        wizard
            .asked
            .with(|asked| asked.options.rename_username == Some(true))
    };
    let back = move |_| {
        wizard.change(|options| options.upn = None);
        wizard.keep();
    };
    view! {
        <section class="panel" aria-labelledby="names">
            <div class="panel-head">
                <h2 id="names">{words.say(P::SignInName)}</h2>
                {now.map(|now| view! { <span class="small muted">{words.say(P::Now)} " " <bdi dir="ltr">{now.to_string()}</bdi></span> })}
            </div>
            <div class="panel-body stack">
                <div class="form-grid">
                    <Field id="upn" label=words.said(P::NewSignInName)>
                        <NamePair
                            id="upn"
                            local
                            domain
                            domains
                            is_wrong=Signal::derive(move || fields.is_wrong(&Place::Upn))
                            set=Callback::new(move |(local, domain)| set(local, domain))
                            keep=Callback::new(move |()| wizard.keep())
                        />
                        <FieldFindings fields place=Place::Upn />
                        {move || {
                            if is_chosen() {
                                view! { <button class="link-button" type="button" on:click=back>{words.say(P::BackToProposal)}</button> }.into_any()
                            } else {
                                view! { <span class="field-hint">{words.say(P::Proposed)}</span> }.into_any()
                            }
                        }}
                    </Field>
                    <div class="field">
                        <span class="field-label">{words.say(P::Username)}</span>
                        <span class="code">
                            <bdi dir="ltr">{username}</bdi>
                        </span>
                        <div id="rename">
                            {move || match renamed() {
                                None => view! { <span class="field-hint">{words.say(P::RenameNoName)}</span> }.into_any(),
                                Some(name) => {
                                    view! {
                                        <Check
                                            name="rename"
                                            value="1".to_owned()
                                            checked=Signal::derive(renames)
                                            on_change=move |is: bool| {
                                                wizard.change(|options| options.rename_username = is.then_some(true));
                                                wizard.keep();
                                            }
                                        >
                                            <Prose text=format!("{} {}", words.say(P::RenameTo), isolated(&name)) />
                                        </Check>
                                    }
                                        .into_any()
                                }
                            }}
                        </div>
                        <FieldFindings fields place=Place::Username />
                    </div>
                </div>
            </div>
        </section>
    }
}

/// Department and office, and why.
#[component]
fn Belongs(fields: Fields) -> impl IntoView {
    let words = use_words();
    let wizard = fields.wizard;
    let value = move |of: fn(
        &rehome_domain::hosting::mapped::Mapped,
    ) -> [Option<std::sync::Arc<str>>; 2]| {
        let [before, after] = fields.now(of).unwrap_or_default();
        let name = |value: Option<std::sync::Arc<str>>| {
            value.map_or_else(|| words.said(P::Unassigned), |value| isolated(&value))
        };
        let (before, after) = (name(before), name(after));
        if before == after {
            after
        } else {
            format!("{before} → {after}")
        }
    };
    let reason = wizard.asked.with_untracked(|asked| asked.reason.clone());
    view! {
        <section class="panel" aria-labelledby="belongs">
            <div class="panel-head">
                <h2 id="belongs">{words.say(P::PlaceThere)}</h2>
            </div>
            <div class="panel-body form-grid">
                <div class="field" id="department" tabindex="-1">
                    <span class="field-label">{words.say(P::Department)}</span>
                    <Prose text=value(|mapped| mapped.department.clone()) />
                    <FieldFindings fields place=Place::Department />
                </div>
                <div class="field" id="office" tabindex="-1">
                    <span class="field-label">{words.say(P::Office)}</span>
                    <Prose text=value(|mapped| mapped.office.clone()) />
                    <FieldFindings fields place=Place::Office />
                </div>
                <Manager fields />
                <ReasonField value=reason typed=Callback::new(move |reason| wizard.asked.update(|asked| asked.reason = reason)) />
            </div>
        </section>
    }
}
