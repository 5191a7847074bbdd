//! The addresses of the new person: the proposed ones until somebody changes one, and one of them the primary one.

use super::fields::{FieldFindings, Fields, Proposal, StepForm};
use super::places::Place;
use crate::api::copy::CopyStep;
use crate::pages::stepwise::Add;
use crate::ui::{Glyph, Icon};
use crate::words::{CopyPhrase as P, OfficePhrase, WizardPhrase, use_words};
use leptos::prelude::*;
use rehome_domain::hosting::AddressUse;
use rehome_domain::ids::Address;
use std::collections::BTreeMap;

/// An address with whether it is the primary one.
type Row = (String, bool);

/// The addresses by the choices and the proposals, the primary one first.
fn known(fields: Fields) -> Vec<Row> {
    let chosen = fields.choices.chosen(|it| it.user.addresses.clone());
    let Some(chosen) = chosen else {
        let proposed = fields.copied(|it| {
            let all = it.addresses.iter().enumerate();
            all.map(|(at, name)| (name.text.to_string(), at == 0))
                .collect()
        });
        return proposed.unwrap_or_default();
    };
    let mut rows: Vec<Row> = chosen
        .into_iter()
        .map(|(address, used)| (address.to_string(), used.primary))
        .collect();
    rows.sort_by_key(|(_, primary)| !primary);
    rows
}

/// The rows as choices. WHY an empty one is none: it is typed next.
fn written(rows: &[Row]) -> BTreeMap<Address, AddressUse> {
    let rows = rows.iter().filter(|(text, _)| !text.trim().is_empty());
    rows.map(|(text, primary)| (Address::new(text), AddressUse { primary: *primary }))
        .collect()
}

/// The step.
#[component]
pub(super) fn Addresses(fields: Fields) -> impl IntoView {
    let words = use_words();
    let choices = fields.choices;
    // WHY rows of their own: choices are in the order of their letters, and a row would jump away while it is typed.
    let rows: RwSignal<Vec<Row>> = RwSignal::new(untrack(|| known(fields)));
    Effect::new(move |_| {
        let known = known(fields);
        let is_said = untrack(|| rows.with(|rows| written(rows))) == written(&known);
        if !is_said {
            rows.set(known);
        }
    });
    let count = Memo::new(move |_| rows.with(Vec::len));
    let change = move |change: &dyn Fn(&mut Vec<Row>)| {
        rows.update(|rows| {
            change(rows);
            // WHY: with the primary one gone another has to be it.
            if let (false, Some(first)) = (rows.iter().any(|row| row.1), rows.first_mut()) {
                first.1 = true;
            }
        });
        let written = rows.with_untracked(|rows| written(rows));
        choices.change(|it| it.user.addresses = Some(written));
    };
    let add = move |()| {
        let domain = fields.now(|it| it.domains.first().map(ToString::to_string));
        let new = format!("@{}", domain.flatten().unwrap_or_default());
        change(&|rows| rows.push((new.clone(), false)));
    };
    let is_chosen = move || choices.chosen(|it| it.user.addresses.is_some());
    let back = move |()| {
        choices.change(|it| it.user.addresses = None);
        choices.kept.keep();
    };
    let row = move |at: usize| {
        let id = format!("address-{at}");
        let text =
            move || rows.with(|rows| rows.get(at).map(|row| row.0.clone()).unwrap_or_default());
        let primary = move || rows.with(|rows| rows.get(at).is_some_and(|row| row.1));
        let place = Signal::derive(move || Place::Address(text()));
        let set = move |typed: String| {
            change(&|rows| {
                if let Some(row) = rows.get_mut(at) {
                    row.0.clone_from(&typed);
                }
            });
        };
        let choose = move |_| {
            change(&|rows| {
                for (index, row) in rows.iter_mut().enumerate() {
                    row.1 = index == at;
                }
            });
            choices.kept.keep();
        };
        let remove = move |_| {
            change(&|rows| {
                if at < rows.len() {
                    rows.remove(at);
                }
            });
            choices.kept.keep();
        };
        let removes = move || format!("{} {}", words.say(OfficePhrase::Remove), text());
        let is_primary = move || format!("{}: {}", words.say(P::IsPrimary), text());
        view! {
            <div class="field">
                <label class="field-label" for=id.clone()>
                    {words.say(P::Address)}
                </label>
                <span class="row">
                    <input
                        class="input grow"
                        id=id.clone()
                        type="email"
                        maxlength="256"
                        autocomplete="off"
                        spellcheck="false"
                        dir="ltr"
                        aria-describedby=format!("{id}-verdict")
                        aria-invalid=move || fields.is_wrong(&place.get()).then_some("true")
                        value=untrack(text)
                        prop:value=text
                        on:input=move |event| set(event_target_value(&event))
                    />
                    <label class="check">
                        <input type="radio" name="primary" aria-label=is_primary prop:checked=primary checked=untrack(primary) on:change=choose />
                        <span aria-hidden="true">{words.say(P::IsPrimary)}</span>
                    </label>
                    <button class="button" data-look="plain" type="button" aria-label=removes on:click=remove>
                        <Icon glyph=Glyph::Close />
                    </button>
                </span>
                <FieldFindings fields place id=Some(id) />
            </div>
        }
    };
    view! {
        <StepForm fields step=CopyStep::Addresses>
            <section class="panel" aria-labelledby="addresses-head">
                <div class="panel-head">
                    <h2 id="addresses-head">{words.say(WizardPhrase::Addresses)}</h2>
                    <Add words=words.said(WizardPhrase::AddAlias) on_press=add />
                </div>
                <div class="panel-body stack" id="addresses" tabindex="-1">
                    <p class="small muted">{words.say(P::OnePrimary)}</p>
                    <FieldFindings fields place=Place::Addresses />
                    {move || (0..count.get()).map(row).collect_view()}
                    <span>
                        <Proposal is_chosen=Signal::derive(is_chosen) back=Callback::new(back) />
                    </span>
                </div>
            </section>
        </StepForm>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_empty_is_no_address_and_the_primary_one_stays_it() {
        let rows = [
            ("z@bramble.example", true),
            (" ", false),
            ("a@bramble.example", false),
        ];
        let rows = rows.map(|(text, primary)| (text.to_owned(), primary));
        let written = written(&rows);
        let primaries: Vec<(&str, bool)> = written
            .iter()
            .map(|(address, used)| (address.as_str(), used.primary))
            .collect();
        assert_eq!(
            primaries,
            [("a@bramble.example", false), ("z@bramble.example", true)]
        );
    }
}
