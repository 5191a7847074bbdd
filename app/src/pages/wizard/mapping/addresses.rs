//! The addresses at the destination, and what becomes of each old one.

use crate::pages::stepwise::Add;
use crate::pages::wizard::fields::{FieldFindings, Fields};
use crate::pages::wizard::places::Place;
use crate::ui::{Cell, Field, Glyph, Head, Icon, Stack, TableBox};
use crate::words::{OfficePhrase, WizardPhrase as P, use_words};
use leptos::prelude::*;
use rehome_domain::hosting::is_same_name;
use rehome_domain::hosting::mapped::OldAddress;
use rehome_domain::ids::Address;
use rehome_domain::user_move::{AddressFate, MOST_FORWARD_DAYS};

/// For how many days mail goes on where nobody says.
const FORWARD_DAYS: u32 = 30;

/// The primary address as it stands now.
fn primary(fields: Fields) -> String {
    let chosen = fields
        .wizard
        .asked
        .with(|asked| asked.options.primary_address.clone());
    let proposed = || {
        let first = fields.mapped(|mapped| mapped.addresses.first().map(|it| it.text.to_string()));
        first.flatten().unwrap_or_default()
    };
    chosen.map_or_else(proposed, |chosen| chosen.to_string())
}

/// The further new addresses as they stand now.
fn aliases(fields: Fields) -> Vec<String> {
    let chosen = fields
        .wizard
        .asked
        .with(|asked| asked.options.aliases.clone());
    let proposed = || {
        let rest = fields.mapped(|mapped| {
            let rest = mapped.addresses.iter().skip(1);
            rest.map(|it| it.text.to_string()).collect()
        });
        rest.unwrap_or_default()
    };
    chosen.map_or_else(proposed, |chosen| {
        chosen.iter().map(ToString::to_string).collect()
    })
}

/// The addresses.
#[component]
pub(super) fn Addresses(fields: Fields) -> impl IntoView {
    let words = use_words();
    let wizard = fields.wizard;
    let value = Memo::new(move |_| primary(fields));
    let all = Memo::new(move |_| aliases(fields));
    let count = Memo::new(move |_| all.with(Vec::len));
    let set = move |change: &dyn Fn(&mut Vec<String>)| {
        let mut now = all.get_untracked();
        change(&mut now);
        let now = now.into_iter().map(Address::new).collect();
        wizard.change(|options| options.aliases = Some(now));
    };
    let add = move |()| {
        let domain = fields.now(|mapped| mapped.domains.first().map(ToString::to_string));
        let new = format!("@{}", domain.flatten().unwrap_or_default());
        set(&|now| now.push(new.clone()));
    };
    let is_chosen = move || {
        wizard.asked.with(|asked| {
            asked.options.primary_address.is_some() || asked.options.aliases.is_some()
        })
    };
    let back = move |_| {
        wizard.change(|options| {
            options.primary_address = None;
            options.aliases = None;
        });
        wizard.keep();
    };
    let first = value.get_untracked();
    let old = fields.now(|mapped| mapped.old.clone()).unwrap_or_default();
    view! {
        <section class="panel" aria-labelledby="addresses">
            <div class="panel-head">
                <h2 id="addresses">{words.say(P::Addresses)}</h2>
                <Add words=words.said(P::AddAlias) on_press=add />
            </div>
            <div class="panel-body form-grid">
                <Field id="primary" label=words.said(P::PrimaryAddress)>
                    <input
                        class="input"
                        id="primary"
                        type="email"
                        autocomplete="off"
                        spellcheck="false"
                        dir="ltr"
                        aria-describedby="primary-verdict"
                        aria-invalid=move || fields.is_wrong(&Place::Primary).then_some("true")
                        value=first
                        prop:value=move || value.get()
                        on:input=move |event| {
                            let text = event_target_value(&event);
                            wizard.change(|options| options.primary_address = Some(Address::new(text)));
                        }
                    />
                    <FieldFindings fields place=Place::Primary />
                    {move || {
                        if is_chosen() {
                            view! { <button class="link-button" type="button" on:click=back>{words.say(P::BackToProposal)}</button> }.into_any()
                        } else {
                            view! { <span class="field-hint">{words.say(P::Proposed)}</span> }.into_any()
                        }
                    }}
                </Field>
                {move || {
                    (0..count.get())
                        .map(|at| {
                            let id = format!("alias-{at}");
                            let place = Place::Alias(at);
                            let wrong = place.clone();
                            let text = move || all.with(|all| all.get(at).cloned().unwrap_or_default());
                            view! {
                                <div class="field">
                                    <label class="field-label" for=id.clone()>
                                        {words.say(P::Alias)}
                                    </label>
                                    <span class="row">
                                        <input
                                            class="input grow"
                                            id=id.clone()
                                            type="email"
                                            autocomplete="off"
                                            spellcheck="false"
                                            dir="ltr"
                                            aria-describedby=format!("{id}-verdict")
                                            aria-invalid=move || fields.is_wrong(&wrong).then_some("true")
                                            value=untrack(text)
                                            prop:value=text
                                            on:input=move |event| {
                                                let typed = event_target_value(&event);
                                                set(&|now| {
                                                    if let Some(alias) = now.get_mut(at) {
                                                        alias.clone_from(&typed);
                                                    }
                                                });
                                            }
                                        />
                                        <button
                                            class="button"
                                            data-look="plain"
                                            type="button"
                                            aria-label=format!("{} {}", words.say(OfficePhrase::Remove), untrack(text))
                                            on:click=move |_| {
                                                set(&|now| {
                                                    if at < now.len() {
                                                        now.remove(at);
                                                    }
                                                });
                                                wizard.keep();
                                            }
                                        >
                                            <Icon glyph=Glyph::Close />
                                        </button>
                                    </span>
                                    <FieldFindings fields place />
                                </div>
                            }
                        })
                        .collect_view()
                }}
            </div>
            <Old fields old />
        </section>
    }
}

/// What was chosen for an old address.
fn fate(fields: Fields, address: &Address) -> AddressFate {
    let chosen = fields.wizard.asked.with(|asked| {
        let fates = asked.options.addresses.as_ref()?;
        let mut fates = fates.iter();
        fates
            .find(|(named, _)| is_same_name(named.as_str(), address.as_str()))
            .map(|(_, fate)| *fate)
    });
    chosen.unwrap_or(AddressFate::Drop)
}

const fn word(fate: AddressFate) -> &'static str {
    match fate {
        AddressFate::Drop => "drop",
        AddressFate::Keep => "keep",
        AddressFate::ForwardDays(_) => "forward",
    }
}

#[component]
fn Old(fields: Fields, old: Vec<OldAddress>) -> impl IntoView {
    let words = use_words();
    if old.is_empty() {
        return ().into_any();
    }
    let heads = [P::OldAddress, P::AtTheMove, P::VerdictHere];
    let heads = heads.map(|phrase| view! { <Head words=words.said(phrase) /> });
    view! {
        <TableBox caption=words.said(P::OldAddresses) stack=Stack::Wide heads=heads.collect_view().into_any()>
            {old.into_iter().enumerate().map(|(at, old)| view! { <OldRow fields at old /> }).collect_view()}
        </TableBox>
    }
    .into_any()
}

#[component]
fn OldRow(fields: Fields, at: usize, old: OldAddress) -> impl IntoView {
    let words = use_words();
    let wizard = fields.wizard;
    let address = StoredValue::new(old.address.clone());
    let now = Memo::new(move |_| address.with_value(|address| fate(fields, address)));
    let set = move |fate: AddressFate| {
        wizard.change(|options| {
            let fates = options.addresses.get_or_insert_default();
            if fate == AddressFate::Drop {
                fates.remove(&address.get_value());
            } else {
                fates.insert(address.get_value(), fate);
            }
            if fates.is_empty() {
                options.addresses = None;
            }
        });
    };
    let choose = move |value: String| {
        set(match value.as_str() {
            "keep" => AddressFate::Keep,
            "forward" => AddressFate::ForwardDays(FORWARD_DAYS),
            _ => AddressFate::Drop,
        });
    };
    let days = move || match now.get() {
        AddressFate::ForwardDays(days) => Some(days),
        AddressFate::Drop | AddressFate::Keep => None,
    };
    let text = old.address.to_string();
    let label = format!("{}: {text}", words.say(P::AtTheMove));
    let options = [
        ("drop", P::Drop),
        ("keep", P::Keep),
        ("forward", P::Forward),
    ];
    let is_forwarded = Memo::new(move |_| days().is_some());
    let id = format!("old-{at}");
    let choice = view! {
        <span class="row">
            <span class="select">
                <select
                    id=id.clone()
                    aria-label=label
                    aria-describedby=format!("{id}-verdict")
                    prop:value=move || word(now.get())
                    on:change=move |event| {
                        choose(event_target_value(&event));
                        wizard.keep();
                    }
                >
                    {options
                        .into_iter()
                        .map(|(value, phrase)| {
                            let selected = value == word(now.get_untracked());
                            view! {
                                <option value=value selected=selected>
                                    {words.say(phrase)}
                                </option>
                            }
                        })
                        .collect_view()}
                </select>
                <Icon glyph=Glyph::Down />
            </span>
            {move || {
                is_forwarded
                    .get()
                    .then(|| {
                        view! {
                            <input
                                class="input wizard-days"
                                type="number"
                                min="1"
                                max=MOST_FORWARD_DAYS.to_string()
                                aria-label=words.say(P::ForwardDays)
                                prop:value=move || days().unwrap_or(FORWARD_DAYS).to_string()
                                on:change=move |event| {
                                    let days = event_target_value(&event).parse().unwrap_or(FORWARD_DAYS);
                                    set(AddressFate::ForwardDays(days.clamp(1, MOST_FORWARD_DAYS)));
                                }
                            />
                        }
                    })
            }}
        </span>
    };
    let until = if old.primary {
        P::PrimaryUntilNow
    } else {
        P::AliasUntilNow
    };
    view! {
        <tr>
            <th scope="row" class="cell-wide">
                <span class="code">
                    <bdi dir="ltr">{text}</bdi>
                </span>
                <span class="who-more">{words.say(until)}</span>
            </th>
            <Cell label=words.said(P::AtTheMove) content=Some(choice.into_any()) />
            <Cell
                label=words.said(P::VerdictHere)
                content=Some(view! { <FieldFindings fields place=Place::Old(at) /> }.into_any())
            />
        </tr>
    }
}
