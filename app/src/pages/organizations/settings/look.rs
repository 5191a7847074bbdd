//! Section `look`: the accent colour with a live preview, and the logo.

use super::Subject;
use super::draft::{Draft, Row, Values, kept, row};
use super::pieces::SaveBar;
use super::user_move::why_not;
use crate::api::organizations::SettingsPage;
use crate::routes::{self, logo_field};
use crate::ui::{Field, Glyph, House, HouseLook, Icon, MarkSize, Note, Panel, Tone};
use crate::words::{OfficePhrase, OrganizationPhrase as P, RefusalPhrase, Words, use_words};
use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use rehome_domain::ids::OrganizationCode;
use rehome_domain::organization::Look;
use serde_json::{Map, Value, json};
use std::sync::Arc;

impl Values for Look {
    fn of(page: &SettingsPage) -> (i64, Self) {
        let section = page.organization.settings.as_ref();
        section.map_or_else(
            || (0, Self::default()),
            |settings| (settings.look.revision, settings.look.values.clone()),
        )
    }

    fn change(&self, draft: &Self) -> Map<String, Value> {
        let fields = [
            ("accent", &self.accent, &draft.accent),
            ("logo", &self.logo, &draft.logo),
        ];
        let changed = |(name, before, draft): (&str, &Option<Arc<str>>, &Option<Arc<str>>)| {
            (before != draft).then(|| (name.to_owned(), json!(draft)))
        };
        fields.into_iter().filter_map(changed).collect()
    }

    fn rebased(&self, draft: &Self, now: &Self) -> Self {
        Self {
            accent: kept(&self.accent, &draft.accent, &now.accent),
            logo: kept(&self.logo, &draft.logo, &now.logo),
        }
    }

    fn difference(&self, draft: &Self, now: &Self, _page: &SettingsPage, words: Words) -> Vec<Row> {
        let shown = |value: &Option<Arc<str>>| value.as_deref().unwrap_or("–").to_owned();
        [
            row(
                words.said(P::Accent),
                (&self.accent, &draft.accent, &now.accent),
                shown,
            ),
            row(
                words.said(P::Logo),
                (&self.logo, &draft.logo, &now.logo),
                shown,
            ),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// What was typed; nothing for an empty line.
fn typed(text: &str) -> Option<Arc<str>> {
    let text = text.trim();
    (!text.is_empty()).then(|| Arc::from(text))
}

fn is_colour(text: &str) -> bool {
    text.strip_prefix('#')
        .is_some_and(|hex| hex.len() == 6 && hex.bytes().all(|digit| digit.is_ascii_hexdigit()))
}

/// The section.
#[component]
pub(super) fn LookSettings(acting_in: OrganizationCode, page: SettingsPage) -> impl IntoView {
    let words = use_words();
    let may = page.organization.keys.configure;
    let name = page.organization.name.to_string();
    let (place, code, named) = (
        acting_in.clone(),
        page.organization.code.clone(),
        name.clone(),
    );
    let draft = Draft::<Look>::new(acting_in, Subject::Look, page, words);
    let accent = draft.get(|it| it.accent.as_deref().unwrap_or_default().to_owned());
    let picked = move || {
        Some(accent.get())
            .filter(|colour| is_colour(colour))
            .unwrap_or_else(|| "#0b7285".to_owned())
    };
    let set_accent = move |text: String| draft.change(|it| it.accent = typed(&text));
    view! {
        <Panel id="look-accent" title=words.said(P::Accent)>
            <p class="field-hint">{words.say(P::AccentHint)}</p>
            <div class="form-grid">
                <Field id="accent" label=words.said(P::ColourCode)>
                    <input
                        class="input code"
                        id="accent"
                        dir="ltr"
                        autocomplete="off"
                        spellcheck="false"
                        placeholder="#b5179e"
                        maxlength="7"
                        value=accent.get_untracked()
                        prop:value=move || accent.get()
                        disabled=!may
                        on:input=move |event| set_accent(event_target_value(&event))
                    />
                </Field>
                <Field id="accent-picker" label=words.said(P::Accent)>
                    <input
                        class="org-colour"
                        id="accent-picker"
                        type="color"
                        prop:value=picked
                        disabled=!may
                        on:input=move |event| set_accent(event_target_value(&event))
                    />
                </Field>
            </div>
            <Preview name accent />
        </Panel>
        <Panel id="look-logo" title=words.said(P::Logo)>
            <Logo draft acting_in=place code name=named may />
            {why_not(may, words).map(|why| view! { <p class="why">{why}</p> })}
        </Panel>
        {may.then(|| view! { <SaveBar draft /> })}
    }
}

/// The logo that is there, a plain form for another one, and what became of the one before.
#[component]
fn Logo(
    draft: Draft<Look>,
    acting_in: OrganizationCode,
    code: OrganizationCode,
    name: String,
    may: bool,
) -> impl IntoView {
    let words = use_words();
    let query = use_query_map();
    let told = query.with_untracked(|query| query.get(logo_field::TOLD));
    let logo = draft.get(|it| it.logo.as_deref().map(str::to_owned));
    let has_one = Memo::new(move |_| logo.get().is_some());
    let revision = move || draft.page.with(|page| Look::of(page).0.to_string());
    view! {
        {told.map(|told| match told.as_str() {
            logo_field::SAVED => view! {
                <Note tone=Some(Tone::Green) glyph=Glyph::Works>
                    {words.say(P::LogoSaved)}
                </Note>
            }
            .into_any(),
            code => {
                let text = RefusalPhrase::of_code(code).map_or_else(
                    || words.said(OfficePhrase::ChangedMeanwhile),
                    |phrase| words.said(phrase),
                );
                view! {
                    <Note tone=Some(Tone::Red) glyph=Glyph::Blocker alert=true>
                        {text}
                    </Note>
                }
                .into_any()
            }
        })}
        <div class="who">
            {move || view! { <House name=name.clone() size=MarkSize::Large look=HouseLook::New logo=logo.get() /> }}
            <span class="who-text">
                <Show when=move || !has_one.get()>
                    <span class="who-more">{words.say(P::LogoNone)}</span>
                </Show>
            </span>
            <Show when=move || may && has_one.get()>
                <button class="button" type="button" on:click=move |_| draft.change(|it| it.logo = None)>
                    {words.say(P::LogoRemove)}
                </button>
            </Show>
        </div>
        {may
            .then(|| {
                view! {
                    <form class="stack" data-gap="small" method="post" action=routes::organization_logo(&code) enctype="multipart/form-data">
                        <input type="hidden" name=logo_field::ACTING_IN value=acting_in.to_string() />
                        <input type="hidden" name=logo_field::REVISION prop:value=revision value=revision() />
                        <Field id="logo-file" label=words.said(P::LogoFile) hint=Some(words.said(P::LogoHint))>
                            <input
                                class="input"
                                id="logo-file"
                                type="file"
                                name=logo_field::FILE
                                accept=".png,.jpg,.jpeg,.webp,.svg,image/png,image/jpeg,image/webp,image/svg+xml"
                                aria-describedby="logo-file-hint"
                                required
                            />
                        </Field>
                        <div class="row">
                            <button class="button" type="submit">
                                <Icon glyph=Glyph::Upload />
                                {words.say(P::LogoUpload)}
                            </button>
                        </div>
                    </form>
                }
            })}
    }
}

/// How the colour looks, in the light and in the dark. Only the colour is given; the style sheets make it readable.
#[component]
fn Preview(name: String, accent: Signal<String>) -> impl IntoView {
    let words = use_words();
    view! {
        <div class="look-preview" role="group" aria-label=words.say(P::Preview)>
            {["light", "dark"]
                .into_iter()
                .map(|theme| view! { <Swatch name=name.clone() accent theme /> })
                .collect_view()}
        </div>
    }
}

#[component]
fn Swatch(name: String, accent: Signal<String>, theme: &'static str) -> impl IntoView {
    let words = use_words();
    let node = NodeRef::<html::Div>::new();
    // WHY: the policy of the pages lets no style attribute in; a property set by a script is none.
    Effect::new(move |_| {
        let (Some(swatch), colour) = (node.get(), accent.get()) else {
            return;
        };
        let style = leptos::web_sys::HtmlElement::style(&swatch);
        // WHY: a colour that is half typed leaves the last one that was whole.
        if is_colour(&colour) {
            let _ = style.set_property("--org-accent", &colour);
        } else if colour.is_empty() {
            let _ = style.remove_property("--org-accent");
        }
    });
    view! {
        <div class="look-swatch" data-theme=theme data-accent="" node_ref=node>
            <House name=name.clone() size=MarkSize::Large look=HouseLook::New />
            <span class="who-text">
                <bdi class="who-name">{name}</bdi>
                <span class="who-more">{words.say(P::PreviewText)}</span>
            </span>
            <span class="button" data-look="primary" aria-hidden="true">
                {words.say(P::Preview)}
            </span>
        </div>
    }
}
