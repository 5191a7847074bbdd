//! Section `billing`: what the customer is for, and what whoever bills it calls it.

use super::values::{Text, values};
use super::{DecidedAbove, hosting_of};
use crate::api::organizations::SettingsPage;
use crate::api::organizations::hosting::HostingSettings;
use crate::pages::organizations::settings::Subject;
use crate::pages::organizations::settings::draft::Draft;
use crate::pages::organizations::settings::pieces::{ReadOnly, SaveBar};
use crate::ui::{Field, Glyph, Icon, Panel};
use crate::words::{HostingPhrase as H, use_words};
use leptos::prelude::*;
use rehome_domain::hosting::CustomerType;
use rehome_domain::hosting::setup::LONGEST_BILLING_ID;
use rehome_domain::ids::OrganizationCode;

values! { BillingValues of read;
    customer_type: CustomerType = H::CustomerType;
    billing_id: Text = H::BillingId;
}

fn read(hosting: &HostingSettings) -> BillingValues {
    BillingValues {
        customer_type: hosting.customer_type,
        billing_id: Text(hosting.billing_id.as_deref().unwrap_or_default().to_owned()),
    }
}

const TYPES: [CustomerType; 3] = [
    CustomerType::Standard,
    CustomerType::Test,
    CustomerType::Demo,
];

/// The section.
#[component]
pub(in crate::pages::organizations::settings) fn Billing(
    acting_in: OrganizationCode,
    page: SettingsPage,
) -> impl IntoView {
    let words = use_words();
    let may = page.organization.keys.decide;
    let short_name = hosting_of(&page).map(|hosting| hosting.short_name.clone());
    let draft = Draft::<BillingValues>::new(acting_in, Subject::Billing, page, words);
    let id = draft.get(|it| it.billing_id.0.clone());
    let chosen = draft.get(|it| it.customer_type);
    let first = chosen.get_untracked();
    view! {
        {(!may).then(|| view! { <DecidedAbove /> })}
        <Panel id="billing" title=words.said(H::Billing)>
            {short_name.map(|value| view! { <ReadOnly label=words.said(H::ShortName) value /> })}
            <div class="stack">
                <Field id="customer-type" label=words.said(H::CustomerType)>
                    <span class="select">
                        <select
                            id="customer-type"
                            disabled=!may
                            on:change=move |event| {
                                let at = event_target_value(&event).parse::<usize>().ok();
                                if let Some(chosen) = at.and_then(|at| TYPES.get(at)) {
                                    draft.change(|it| it.customer_type = *chosen);
                                }
                            }
                        >
                            {TYPES
                                .into_iter()
                                .enumerate()
                                .map(|(at, kind)| {
                                    view! {
                                        <option value=at.to_string() selected=kind == first>
                                            {words.say(H::from(kind))}
                                        </option>
                                    }
                                })
                                .collect_view()}
                        </select>
                        <Icon glyph=Glyph::Down />
                    </span>
                </Field>
                <Field id="billing-id" label=words.said(H::BillingId) hint=Some(words.said(H::BillingIdHint))>
                    <input
                        class="input"
                        id="billing-id"
                        type="text"
                        dir="ltr"
                        autocomplete="off"
                        maxlength=LONGEST_BILLING_ID.to_string()
                        disabled=!may
                        value=id.get_untracked()
                        prop:value=move || id.get()
                        aria-describedby="billing-id-hint"
                        on:input=move |event| draft.change(|it| it.billing_id.0 = event_target_value(&event))
                    />
                </Field>
            </div>
        </Panel>
        {may.then(|| view! { <SaveBar draft /> })}
    }
}
