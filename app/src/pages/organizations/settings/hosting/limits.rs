//! Section `limits`: users, storage, passwords, and how long dropped addresses are kept from others.

use super::values::{Number, values};
use super::{DecidedAbove, hosting_of};
use crate::api::organizations::SettingsPage;
use crate::api::organizations::hosting::HostingSettings;
use crate::pages::organizations::settings::Subject;
use crate::pages::organizations::settings::draft::Draft;
use crate::pages::organizations::settings::pieces::{ReadOnly, SaveBar};
use crate::ui::{Field, Panel};
use crate::words::{HostingPhrase as H, use_words};
use leptos::prelude::*;
use rehome_domain::ids::OrganizationCode;
use rehome_domain::organization::OrganizationKind;

values! { LimitValues of read;
    user_limit: Number = H::UserLimit;
    storage_bytes: Number = H::StorageLimit;
    password_min_length: Number = H::PasswordLength;
    quarantine_days: Number = H::QuarantineDays;
}

fn read(hosting: &HostingSettings) -> LimitValues {
    LimitValues {
        user_limit: Number::of(hosting.user_limit.map(u64::from)),
        storage_bytes: Number::of(hosting.storage_bytes),
        password_min_length: Number::of(hosting.password_min_length.map(u64::from)),
        quarantine_days: Number::of(Some(u64::from(hosting.quarantine_days))),
    }
}

/// The section.
#[component]
pub(in crate::pages::organizations::settings) fn Limits(
    acting_in: OrganizationCode,
    page: SettingsPage,
) -> impl IntoView {
    let words = use_words();
    let may = page.organization.keys.decide;
    let sells = page.organization.kind != OrganizationKind::Customer;
    let users = hosting_of(&page).map_or(0, |hosting| hosting.users);
    let draft = Draft::<LimitValues>::new(acting_in, Subject::Limits, page, words);
    let number = move |id: &'static str,
                       label: H,
                       hint: H,
                       get: fn(&LimitValues) -> &Number,
                       set: fn(&mut LimitValues) -> &mut Number| {
        let value = draft.get(move |it| get(it).0.clone());
        view! {
            <Field id label=words.said(label) hint=Some(words.said(hint))>
                <input
                    class="input"
                    id=id
                    type="number"
                    min="0"
                    inputmode="numeric"
                    disabled=!may
                    value=value.get_untracked()
                    prop:value=move || value.get()
                    aria-describedby=format!("{id}-hint")
                    on:input=move |event| draft.change(|it| set(it).0 = event_target_value(&event))
                />
            </Field>
        }
    };
    view! {
        {(!may).then(|| view! { <DecidedAbove /> })}
        <Panel id="limits" title=words.said(H::Limits)>
            <ReadOnly label=words.said(H::UsersNow) value=words.number(users) />
            <div class="stack">
                {number("user-limit", H::UserLimit, H::EmptyIsNoLimit, |it| &it.user_limit, |it| &mut it.user_limit)}
                {sells
                    .then(|| {
                        number("storage-bytes", H::StorageLimit, H::EmptyIsNoLimit, |it| &it.storage_bytes, |it| &mut it.storage_bytes)
                    })}
                {number(
                    "password-length",
                    H::PasswordLength,
                    H::EmptyIsInstallation,
                    |it| &it.password_min_length,
                    |it| &mut it.password_min_length,
                )}
                {number("quarantine-days", H::QuarantineDays, H::QuarantineHint, |it| &it.quarantine_days, |it| &mut it.quarantine_days)}
            </div>
        </Panel>
        {may.then(|| view! { <SaveBar draft /> })}
    }
}
