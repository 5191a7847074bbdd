//! The hosted account of one person: sign-in name, addresses, where it belongs, and what it is for.

use super::About;
use super::delegations::Delegations;
use super::save_form::SaveForm;
use crate::api::accounts::{HostedEdit, PersonChange, PersonEditView};
use crate::ui::{Button, Check, Field, Glyph, Icon, Panel};
use crate::words::{HostingPhrase as H, OfficePhrase, WizardPhrase as P, use_words};
use leptos::prelude::*;
use rehome_domain::hosting::Delegation;
use std::collections::BTreeSet;
use std::sync::Arc;

/// An address as it is typed; `key` tells rows apart while they come and go.
#[derive(Clone, Copy)]
struct Row {
    key: u32,
    text: RwSignal<String>,
}

/// The fields, each as it is typed.
#[derive(Clone, Copy)]
struct Draft {
    upn: RwSignal<String>,
    rows: RwSignal<Vec<Row>>,
    /// The row of the primary address.
    primary: RwSignal<u32>,
    next: StoredValue<u32>,
    /// Empty for unassigned, as the next.
    department: RwSignal<String>,
    office: RwSignal<String>,
    is_template: RwSignal<bool>,
    delegations: RwSignal<Vec<(Delegation, Arc<str>)>>,
}

impl Draft {
    fn of(hosted: &HostedEdit) -> Self {
        let unit =
            |unit: &Option<Arc<str>>| RwSignal::new(unit.as_deref().unwrap_or_default().to_owned());
        let draft = Self {
            upn: RwSignal::new(hosted.upn.clone()),
            rows: RwSignal::default(),
            primary: RwSignal::default(),
            next: StoredValue::new(0),
            department: unit(&hosted.department),
            office: unit(&hosted.office),
            is_template: RwSignal::new(hosted.is_template),
            delegations: RwSignal::new(hosted.delegations.clone()),
        };
        for (address, is_primary) in &hosted.addresses {
            let key = draft.add(address.clone());
            if *is_primary {
                draft.primary.set(key);
            }
        }
        draft
    }

    fn add(self, text: String) -> u32 {
        let key = self.next.get_value();
        self.next.set_value(key + 1);
        let text = RwSignal::new(text);
        self.rows.update(|rows| rows.push(Row { key, text }));
        key
    }

    /// The addresses, each with whether it is the primary one.
    fn addresses(self) -> Vec<(String, bool)> {
        let primary = self.primary.get();
        let rows = self.rows.get().into_iter();
        let rows = rows.map(|row| (row.text.get().trim().to_owned(), row.key == primary));
        rows.filter(|(address, _)| !address.is_empty()).collect()
    }

    /// How it differs from the account it began with.
    fn change(self, hosted: &HostedEdit) -> PersonChange {
        let upn = self.upn.get().trim().to_owned();
        let unit = |typed: String, held: &Option<Arc<str>>| {
            (typed != held.as_deref().unwrap_or_default()).then_some(typed)
        };
        let mut addresses = self.addresses();
        let mut held = hosted.addresses.clone();
        addresses.sort();
        held.sort();
        let is_template = self.is_template.get();
        let delegated = |all: &[(Delegation, Arc<str>)]| -> BTreeSet<Delegation> {
            all.iter()
                .map(|(delegation, _)| delegation.clone())
                .collect()
        };
        let delegations = self.delegations.with(|all| delegated(all));
        PersonChange {
            delegations: (delegations != delegated(&hosted.delegations)).then_some(delegations),
            upn: (upn != hosted.upn).then_some(upn),
            addresses: (addresses != held).then_some(addresses),
            department: unit(self.department.get(), &hosted.department),
            office: unit(self.office.get(), &hosted.office),
            is_template: (is_template != hosted.is_template).then_some(is_template),
            ..PersonChange::default()
        }
    }
}

#[component]
pub(super) fn HostedPanel(about: About, person: PersonEditView) -> impl IntoView {
    let words = use_words();
    let Some(hosted) = person.hosted else {
        return ().into_any();
    };
    let draft = Draft::of(&hosted);
    let acting_in = about.acting_in.clone();
    let (departments, offices) = (hosted.departments.clone(), hosted.offices.clone());
    let before = StoredValue::new(hosted);
    let change = Memo::new(move |_| before.with_value(|hosted| draft.change(hosted)));
    view! {
        <Panel id="hosted" title=words.said(H::HostedAccount)>
            <SaveForm about why_id="hosted-why" change refused=false>
                <Field id="hosted-upn" label=words.said(P::SignInName)>
                    <input
                        class="input"
                        id="hosted-upn"
                        type="text"
                        dir="ltr"
                        autocomplete="off"
                        spellcheck="false"
                        autocapitalize="none"
                        prop:value=move || draft.upn.get()
                        on:input=move |event| draft.upn.set(event_target_value(&event))
                    />
                </Field>
                <Addresses draft />
                <div class="form-grid">
                    <Unit id="hosted-department" label=P::Department units=departments chosen=draft.department />
                    <Unit id="hosted-office" label=P::Office units=offices chosen=draft.office />
                </div>
                <Delegations acting_in delegations=draft.delegations />
                <Check
                    name="template"
                    value="1".to_owned()
                    checked=Signal::derive(move || draft.is_template.get())
                    on_change=move |is: bool| draft.is_template.set(is)
                >
                    {words.say(H::IsTemplate)}
                </Check>
            </SaveForm>
        </Panel>
    }
    .into_any()
}

#[component]
fn Addresses(draft: Draft) -> impl IntoView {
    let words = use_words();
    let row = move |row: Row| {
        let id = format!("hosted-address-{}", row.key);
        let remove = move |_| {
            draft
                .rows
                .update(|rows| rows.retain(|it| it.key != row.key));
            if draft.primary.get_untracked() == row.key
                && let Some(first) = draft.rows.with_untracked(|rows| rows.first().copied())
            {
                draft.primary.set(first.key);
            }
        };
        let about = move |word: &str| format!("{word} {}", row.text.get());
        view! {
            <li class="row">
                <input
                    class="input grow"
                    id=id
                    type="email"
                    dir="ltr"
                    autocomplete="off"
                    spellcheck="false"
                    aria-label=words.said(P::Addresses)
                    prop:value=move || row.text.get()
                    on:input=move |event| row.text.set(event_target_value(&event))
                />
                <label class="row">
                    <input
                        type="radio"
                        name="hosted-primary"
                        aria-label=move || about(words.say(H::Primary))
                        prop:checked=move || draft.primary.get() == row.key
                        on:change=move |_| draft.primary.set(row.key)
                    />
                    <span aria-hidden="true">{words.say(H::Primary)}</span>
                </label>
                <button class="button" data-look="plain" type="button" aria-label=move || about(words.say(OfficePhrase::Remove)) on:click=remove>
                    <Icon glyph=Glyph::Close />
                </button>
            </li>
        }
    };
    view! {
        <fieldset class="stack" data-gap="small">
            <legend class="field-label">{words.say(P::Addresses)}</legend>
            <ul class="lines">
                <For each=move || draft.rows.get() key=|row| row.key children=row />
            </ul>
            <div class="row">
                <Button glyph=Glyph::Plus on_press=move |_| { draft.add(String::new()); }>
                    {words.say(P::AddAlias)}
                </Button>
            </div>
        </fieldset>
    }
}

/// A department or an office, or none.
#[component]
fn Unit(
    id: &'static str,
    label: P,
    units: Vec<Arc<str>>,
    chosen: RwSignal<String>,
) -> impl IntoView {
    let words = use_words();
    let first = chosen.get_untracked();
    let none = (String::new(), words.said(P::Unassigned));
    let units = units
        .iter()
        .map(|unit| (unit.to_string(), unit.to_string()));
    let options = std::iter::once(none).chain(units).map(|(value, text)| {
        let selected = value == first;
        view! {
            <option value=value selected=selected>
                {text}
            </option>
        }
    });
    let options = options.collect_view();
    view! {
        <Field id label=words.said(label)>
            <span class="select">
                <select id=id prop:value=move || chosen.get() on:change=move |event| chosen.set(event_target_value(&event))>
                    {options}
                </select>
                <Icon glyph=Glyph::Down />
            </span>
        </Field>
    }
}
