//! What becomes of phones, lines and numbers of somebody who goes to a site: with them or alone, whether desk phones go
//! along, device pool, calling search space and role. Everything is preselected; the phones as they will be are drawn
//! below and follow what is chosen.

use super::fields::{FieldFindings, Fields, Summary};
use super::places::Place;
use crate::api::wizard::{SiteValuesView, Step};
use crate::components::PhonesOf;
use crate::pages::stepwise::{OnEnter, ReasonField};
use crate::ui::{Check, Field, Glyph, Icon, Panel};
use crate::words::{PhonePhrase as P, use_words};
use leptos::prelude::*;
use rehome_domain::ids::RoleId;
use rehome_domain::telephony::phoned::Phoned;
use rehome_domain::user_move::{PersonOptions, Scope};
use std::sync::Arc;

/// The step.
#[component]
pub(super) fn Telephony(
    fields: Fields,
    /// What is used at the site.
    there: SiteValuesView,
) -> impl IntoView {
    let words = use_words();
    let wizard = fields.wizard;
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        wizard.go(wizard.address_now(Step::Review));
    };
    // WHY not at each change: Enter in a field says that it changed and goes on at once, and the one would undo the other.
    let left = move |_| wizard.keep();
    let after = Memo::new(move |_| fields.phoned(|phoned| phoned.after.clone()));
    view! {
        <div class="wizard">
            <form class="stack" data-gap="wide" on:submit=submit on:focusout=left>
                <WhatMoves fields />
                <HowThere fields there />
                <Panel id="phones-after" title=words.said(P::After)>
                    <div id="phones" tabindex="-1">
                        {move || {
                            let picture = after.get().unwrap_or_default();
                            view! { <PhonesOf label=P::After picture names=fields.names /> }
                        }}
                    </div>
                    <FieldFindings fields place=Place::Phones />
                </Panel>
                <OnEnter />
            </form>
            <Summary fields step=Step::Telephony back=Step::Destination next=Step::Review />
        </div>
    }
}

/// What is chosen, as far as anything is.
fn chosen<T: Clone + PartialEq + Send + Sync + 'static>(
    fields: Fields,
    of: fn(&PersonOptions) -> &Option<T>,
) -> Memo<Option<T>> {
    Memo::new(move |_| fields.wizard.asked.with(|asked| of(&asked.options).clone()))
}

/// With phones and lines, or the person alone; and why.
#[component]
fn WhatMoves(fields: Fields) -> impl IntoView {
    let words = use_words();
    let wizard = fields.wizard;
    let scope = chosen(fields, |options| &options.scope);
    let scope = Memo::new(move |_| scope.get().unwrap_or_default());
    let radio = move |id: &'static str, phrase: P, of: Scope| {
        view! {
            <label class="check">
                <input
                    type="radio"
                    id=id
                    name="scope"
                    prop:checked=move || scope.get() == of
                    checked=scope.get_untracked() == of
                    on:change=move |_| {
                        wizard.change(|options| options.scope = (of != Scope::default()).then_some(of));
                        wizard.keep();
                    }
                />
                <span>{words.say(phrase)}</span>
            </label>
        }
    };
    let lines_go = move || fields.phoned(|phoned| phoned.lines_go).unwrap_or(true);
    let reason = wizard.asked.with_untracked(|asked| asked.reason.clone());
    view! {
        <Panel id="what-moves" title=words.said(P::WhatMoves)>
            <div class="stack" data-gap="small" id="scope" tabindex="-1" role="radiogroup" aria-labelledby="what-moves">
                {radio("with-services", P::WithServices, Scope::WithServices)}
                {radio("user-only", P::UserOnly, Scope::UserOnly)}
            </div>
            <p class="field-hint">
                {move || {
                    words
                        .say(
                            match (scope.get(), lines_go()) {
                                (Scope::UserOnly, _) => P::UserOnlyHint,
                                (Scope::WithServices, true) => P::LinesGo,
                                (Scope::WithServices, false) => P::LinesStay,
                            },
                        )
                }}
            </p>
            <FieldFindings fields place=Place::Scope />
            <ReasonField value=reason typed=Callback::new(move |reason| wizard.asked.update(|asked| asked.reason = reason)) />
        </Panel>
    }
}

/// Desk phones, device pool, calling search space and role.
#[component]
fn HowThere(fields: Fields, there: SiteValuesView) -> impl IntoView {
    let words = use_words();
    let there = StoredValue::new(there);
    let wizard = fields.wizard;
    let scope = chosen(fields, |options| &options.scope);
    let with_services = Memo::new(move |_| scope.get() != Some(Scope::UserOnly));
    let desks = chosen(fields, |options| &options.move_desk_phones);
    let desks_go = Signal::derive(move || desks.get().unwrap_or(true));
    let has_desks = Memo::new(move |_| {
        fields
            .phoned(|phoned| phoned.has_desk_phones)
            .unwrap_or(false)
            && with_services.get()
    });
    let lines_go = Memo::new(move |_| {
        fields.phoned(|phoned| phoned.lines_go).unwrap_or(false) && with_services.get()
    });
    let go = move |goes: bool| {
        wizard.change(|options| options.move_desk_phones = (!goes).then_some(false));
        wizard.keep();
    };
    view! {
        <Panel id="how-there" title=words.said(P::Settings)>
            {move || {
                has_desks
                    .get()
                    .then(|| {
                        view! {
                            <div class="field" id="desk-phones" tabindex="-1">
                                <Check name="desks" value="1".to_owned() checked=desks_go on_change=go>
                                    {words.say(P::DesksGo)}
                                </Check>
                                <span class="field-hint">{words.say(P::DesksHint)}</span>
                                <FieldFindings fields place=Place::DeskPhones />
                            </div>
                        }
                    })
            }}
            <div class="form-grid">
                {move || {
                    with_services
                        .get()
                        .then(|| {
                            view! {
                                <OrDefault
                                    fields
                                    id="device-pool"
                                    label=P::DevicePool
                                    known=there.with_value(|there| there.pools.clone())
                                    default=|phoned| phoned.default_pool.clone()
                                    of=|options| &mut options.device_pool
                                />
                            }
                        })
                }}
                {move || {
                    lines_go
                        .get()
                        .then(|| {
                            view! {
                                <div>
                                    <OrDefault
                                        fields
                                        id="line-css"
                                        label=P::LineCss
                                        known=there.with_value(|there| there.spaces.clone())
                                        default=|phoned| phoned.default_css.clone()
                                        of=|options| &mut options.line_css
                                    />
                                    <FieldFindings fields place=Place::LineCss />
                                </div>
                            }
                        })
                }}
                <Role fields />
            </div>
        </Panel>
    }
}

/// A value out of those that are used at the site, or another that is typed; the site's default where nothing is.
#[component]
fn OrDefault(
    fields: Fields,
    id: &'static str,
    label: P,
    known: Vec<Arc<str>>,
    default: fn(&Phoned) -> Option<Arc<str>>,
    of: fn(&mut PersonOptions) -> &mut Option<String>,
) -> impl IntoView {
    let words = use_words();
    let wizard = fields.wizard;
    let default = untrack(|| fields.phoned(default)).flatten();
    let hint = match &default {
        Some(default) => format!("{} {default}", words.say(P::LeftEmpty)),
        None => words.said(P::NoDefault),
    };
    let now = move || {
        wizard
            .asked
            .with(|asked| of(&mut asked.options.clone()).clone())
    };
    let typed = untrack(now);
    let list = format!("{id}-there");
    let options = known.iter().map(|value| value.to_string());
    let options = options.map(|value| view! { <option value=value></option> });
    let options = options.collect_view();
    let is_known_there = !known.is_empty();
    // WHY no finding: what no device there has yet may be right all the same; the site's own system knows.
    let is_new = Memo::new(move |_| {
        let now = now();
        is_known_there && now.is_some_and(|now| known.iter().all(|value| **value != *now))
    });
    view! {
        <Field id label=words.said(label) hint=Some(hint)>
            <input
                class="input"
                id=id
                list=is_known_there.then(|| list.clone())
                type="text"
                dir="ltr"
                autocomplete="off"
                spellcheck="false"
                aria-describedby=format!("{id}-hint")
                placeholder=default.map(|default| default.to_string())
                value=typed
                on:input=move |event| {
                    let typed = event_target_value(&event).trim().to_owned();
                    wizard.change(|options| *of(options) = Some(typed).filter(|typed| !typed.is_empty()));
                }
            />
            <datalist id=list>{options}</datalist>
            <span role="status">
                {move || {
                    is_new
                        .get()
                        .then(|| {
                            view! {
                                <span class="field-verdict" data-verdict="warns">
                                    <Icon glyph=Glyph::Notice />
                                    <span>{words.say(P::NotUsedThere)}</span>
                                </span>
                            }
                        })
                }}
            </span>
        </Field>
    }
}

/// The role at the site, as far as there is a choice.
#[component]
fn Role(fields: Fields) -> impl IntoView {
    let words = use_words();
    let wizard = fields.wizard;
    let chosen = chosen(fields, |options| &options.role);
    let known = untrack(|| fields.phoned(|phoned| (phoned.roles.clone(), phoned.role.clone())));
    let (roles, held) = known.unwrap_or_default();
    let name = move |role: &RoleId| {
        fields
            .names
            .with_value(|names| names.role_words(role, words.language).to_owned())
    };
    if let Some((role, true)) = held {
        let role = name(&role);
        return view! {
            <div class="field" id="role" tabindex="-1">
                <span class="field-label">{words.say(P::Role)}</span>
                <bdi>{role}</bdi>
                <span class="field-hint">{words.say(P::RoleMapped)}</span>
                <FieldFindings fields place=Place::Role />
            </div>
        }
        .into_any();
    }
    let value = move || {
        chosen
            .get()
            .map(|role| role.to_string())
            .unwrap_or_default()
    };
    let options = roles.into_iter().map(move |role| {
        let selected = untrack(|| chosen.get().as_ref() == Some(&role));
        view! {
            <option value=role.to_string() selected=selected>
                {name(&role)}
            </option>
        }
    });
    view! {
        <Field id="role" label=words.said(P::Role)>
            <span class="select">
                <select
                    id="role"
                    aria-describedby="role-verdict"
                    aria-invalid=move || fields.is_wrong(&Place::Role).then_some("true")
                    prop:value=value
                    on:change=move |event| {
                        let role = event_target_value(&event);
                        wizard.change(|options| options.role = (!role.is_empty()).then(|| RoleId::new(&role)));
                        wizard.keep();
                    }
                >
                    <option value="" selected=untrack(|| chosen.get().is_none())>
                        {words.say(P::RoleAsHeld)}
                    </option>
                    {options.collect_view()}
                </select>
                <Icon glyph=Glyph::Down />
            </span>
            <FieldFindings fields place=Place::Role />
        </Field>
    }
    .into_any()
}
