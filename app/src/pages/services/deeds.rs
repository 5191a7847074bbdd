//! What can be done to an account or a service: buttons, and what some of them ask first.

use super::choice::{Choices, Offered};
use crate::api::services::{Deed, DeedAsked};
use crate::ui::{Button, Glyph, Note, Tone};
use crate::words::{ServicePhrase, property_name, use_words};
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

fn in_words(deed: Deed) -> ServicePhrase {
    match deed {
        Deed::Provision => ServicePhrase::Provision,
        Deed::Deprovision => ServicePhrase::Deprovision,
        Deed::Retry => ServicePhrase::Retry,
        Deed::Reset => ServicePhrase::Reset,
        Deed::Done => ServicePhrase::MarkDone,
        Deed::Fail => ServicePhrase::MarkFailed,
        Deed::RollBack => ServicePhrase::RollBack,
    }
}

/// The buttons. `missing` has to be filled in before it is provisioned, and of what is `offered` something chosen.
#[component]
pub(super) fn Deeds(
    deeds: Vec<Deed>,
    missing: Vec<Arc<str>>,
    offered: Offered,
    #[prop(into)] busy: Signal<bool>,
    on_deed: Callback<DeedAsked>,
) -> impl IntoView {
    let words = use_words();
    let asking = RwSignal::new(None::<Deed>);
    let filled = RwSignal::new(BTreeMap::<Arc<str>, String>::new());
    let reason = RwSignal::new(String::new());
    let asks_first = !missing.is_empty() || offered.is_open();
    let chosen = offered.chosen();
    let is_open = offered.is_open();
    let offered = StoredValue::new(offered);
    let run = move |deed: Deed| {
        asking.set(None);
        on_deed.run(DeedAsked {
            deed,
            reason: reason.get_untracked(),
            properties: filled.get_untracked(),
            instance: chosen.instance.get_untracked(),
            plan: chosen.plan.get_untracked(),
        });
    };
    let press = move |deed: Deed| {
        let asks = match deed {
            Deed::Deprovision | Deed::Fail => true,
            Deed::Provision => asks_first,
            Deed::Retry | Deed::Reset | Deed::Done | Deed::RollBack => false,
        };
        if asks {
            asking.set(Some(deed));
        } else {
            run(deed);
        }
    };
    let buttons = deeds.into_iter().map(|deed| {
        view! {
            <Button busy=busy on_press=move |_| press(deed)>
                {words.say(in_words(deed))}
            </Button>
        }
    });
    let buttons = buttons.collect_view();
    let missing = StoredValue::new(missing);
    let asked = move || {
        let deed = asking.get()?;
        let fields = match deed {
            Deed::Deprovision => view! {
                <Note tone=Some(Tone::Yellow) glyph=Glyph::Warning>
                    {words.say(ServicePhrase::DataLoss)}
                </Note>
            }
            .into_any(),
            Deed::Fail => view! {
                <label class="field">
                    <span class="field-label">{words.say(ServicePhrase::Reason)}</span>
                    <input class="input" type="text" prop:value=move || reason.get() on:input=move |event| reason.set(event_target_value(&event)) />
                </label>
            }
            .into_any(),
            _ => {
                let inputs = missing.get_value().into_iter().map(|name| {
                    let of = name.clone();
                    view! {
                        <label class="field">
                            <span class="field-label">
                                <bdi>{property_name(&name, words.language)}</bdi>
                            </span>
                            <input
                                class="input"
                                type="text"
                                on:input=move |event| {
                                    let value = event_target_value(&event);
                                    filled.update(|filled| { filled.insert(of.clone(), value); });
                                }
                            />
                        </label>
                    }
                });
                let inputs = inputs.collect_view();
                let has_missing = missing.with_value(|missing| !missing.is_empty());
                view! {
                    {is_open.then(|| view! { <Choices offered chosen /> })}
                    {has_missing.then(|| view! { <p>{words.say(ServicePhrase::FillIn)}</p> })}
                    {inputs}
                }
                .into_any()
            }
        };
        let sure = match deed {
            Deed::Deprovision => ServicePhrase::DeprovisionSurely,
            other => in_words(other),
        };
        Some(view! {
            <div class="stack" data-asked=format!("{deed:?}")>
                {fields}
                <div class="row">
                    <Button busy=busy on_press=move |_| run(deed)>
                        {words.say(sure)}
                    </Button>
                </div>
            </div>
        })
    };
    view! {
        <div class="row">{buttons}</div>
        {asked}
    }
}
