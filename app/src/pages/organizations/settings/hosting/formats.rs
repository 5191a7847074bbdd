//! Section `email_formats`: how addresses and display names are formed, with what they give while one types.

use super::values::{Lines, Text, values};
use super::{DecidedAbove, hosting_of};
use crate::api::organizations::SettingsPage;
use crate::api::organizations::hosting::HostingSettings;
use crate::pages::organizations::settings::Subject;
use crate::pages::organizations::settings::draft::Draft;
use crate::pages::organizations::settings::pieces::SaveBar;
use crate::ui::{Field, Glyph, Icon, Panel};
use crate::words::{HostingPhrase as H, RefusalPhrase, use_words};
use leptos::prelude::*;
use rehome_domain::hosting::setup::{FormatFault, address_format, name_format, preview};
use rehome_domain::ids::OrganizationCode;

values! { FormatValues of read;
    email_formats: Lines = H::AddressFormats;
    display_name_format: Text = H::DisplayNameFormat;
}

fn read(hosting: &HostingSettings) -> FormatValues {
    FormatValues {
        email_formats: Lines::of(hosting.email_formats.iter().map(|format| &**format)),
        display_name_format: Text(
            hosting
                .display_name_format
                .as_deref()
                .unwrap_or_default()
                .to_owned(),
        ),
    }
}

fn fault_phrase(fault: FormatFault) -> RefusalPhrase {
    match fault {
        FormatFault::Length => RefusalPhrase::FormatLength,
        FormatFault::Token => RefusalPhrase::FormatToken,
        FormatFault::SaysNothing => RefusalPhrase::FormatSaysNothing,
        FormatFault::Domain => RefusalPhrase::FormatDomain,
    }
}

/// Who stands for everybody in a preview.
const SOMEBODY: (&str, &str) = ("Mara", "Quinn");

/// The section.
#[component]
pub(in crate::pages::organizations::settings) fn EmailFormats(
    acting_in: OrganizationCode,
    page: SettingsPage,
) -> impl IntoView {
    let words = use_words();
    let may = page.organization.keys.decide;
    let domains: Vec<(String, bool)> = hosting_of(&page)
        .map(|hosting| {
            let domains = hosting.domains.iter();
            domains
                .map(|it| (it.name.to_string(), it.primary))
                .collect()
        })
        .unwrap_or_default();
    let marked = domains.iter().find(|(_, primary)| *primary);
    let only = || domains.first().filter(|_| domains.len() == 1);
    let primary = marked.or_else(only).map(|(name, _)| name.clone());
    let draft = Draft::<FormatValues>::new(acting_in, Subject::EmailFormats, page, words);
    let formats = draft.get(|it| it.email_formats.0.clone());
    let display = draft.get(|it| it.display_name_format.0.clone());
    let told = move || {
        let formats = Lines(formats.get());
        let rows: Vec<(String, Result<String, RefusalPhrase>)> = formats
            .texts()
            .map(|format| {
                let names = domains.iter().map(|(name, _)| name);
                let judged = address_format(format, primary.as_deref(), names);
                let gives = || {
                    preview(format, SOMEBODY, primary.as_deref().unwrap_or_default())
                        .ok_or(RefusalPhrase::FormatSaysNothing)
                };
                (
                    format.to_owned(),
                    judged.map_err(fault_phrase).and_then(|()| gives()),
                )
            })
            .collect();
        if rows.is_empty() {
            return view! { <p class="muted">{words.say(H::NoFormats)}</p> }.into_any();
        }
        view! {
            <dl class="facts" aria-live="polite" aria-label=words.say(H::Preview)>
                {rows
                    .into_iter()
                    .map(|(format, told)| {
                        view! {
                            <dt class="code" dir="ltr">
                                {format}
                            </dt>
                            <dd>
                                {match told {
                                    Ok(address) => view! { <bdi dir="ltr">{address}</bdi> }.into_any(),
                                    Err(fault) => {
                                        view! {
                                            <span class="why">
                                                <Icon glyph=Glyph::Blocker />
                                                <span>{words.say(fault)}</span>
                                            </span>
                                        }
                                            .into_any()
                                    }
                                }}
                            </dd>
                        }
                    })
                    .collect_view()}
            </dl>
        }
        .into_any()
    };
    let display_told = move || {
        let format = display.get();
        let format = format.trim();
        if format.is_empty() {
            return None;
        }
        let fault = name_format(format).err()?;
        Some(view! {
            <p class="why" id="display-format-why">
                <Icon glyph=Glyph::Blocker />
                <span>{words.say(fault_phrase(fault))}</span>
            </p>
        })
    };
    view! {
        {(!may).then(|| view! { <DecidedAbove /> })}
        <Panel id="formats" title=words.said(H::AddressFormats)>
            <Field id="email-formats" label=words.said(H::AddressFormats) hint=Some(words.said(H::AddressFormatsHint))>
                <textarea
                    class="input code"
                    id="email-formats"
                    rows="4"
                    dir="ltr"
                    spellcheck="false"
                    disabled=!may
                    prop:value=move || formats.get()
                    aria-describedby="email-formats-hint"
                    on:input=move |event| draft.change(|it| it.email_formats.0 = event_target_value(&event))
                >
                    {formats.get_untracked()}
                </textarea>
            </Field>
            <h3>{words.say(H::Preview)}</h3>
            {told}
        </Panel>
        <Panel id="display-names" title=words.said(H::DisplayNameFormat)>
            <Field id="display-format" label=words.said(H::DisplayNameFormat) hint=Some(words.said(H::DisplayNameFormatHint))>
                <input
                    class="input code"
                    id="display-format"
                    dir="ltr"
                    spellcheck="false"
                    disabled=!may
                    value=display.get_untracked()
                    prop:value=move || display.get()
                    aria-describedby="display-format-hint"
                    on:input=move |event| draft.change(|it| it.display_name_format.0 = event_target_value(&event))
                />
            </Field>
            {display_told}
        </Panel>
        {may.then(|| view! { <SaveBar draft /> })}
    }
}
