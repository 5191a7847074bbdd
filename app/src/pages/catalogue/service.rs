//! The form of a service: whom it is for, what a move makes of it, what it needs, and its properties.

use super::form::{Choose, Form, Unfolding};
use super::keeper::Keeper;
use crate::api::catalogue::{CatalogueEntry, CataloguePage, CatalogueRow, CatalogueSection};
use crate::components::{FieldVerdict, JudgedInput, Judgement, Text};
use crate::ui::{Button, Glyph};
use crate::words::{CataloguePhrase as C, HostingPhrase as H, RefusalPhrase, use_words};
use leptos::prelude::*;
use rehome_domain::hosting::entry::{self, EntryFault};
use rehome_domain::hosting::{PropertyRule, Service as Entry, ServiceKind, Transfer};
use rehome_domain::ids::ServiceId;
use std::sync::Arc;

const TRANSFERS: [(Transfer, C); 3] = [
    (Transfer::Movable, C::Movable),
    (Transfer::Recreate, C::Recreate),
    (Transfer::Blocked, C::Blocked),
];
const RULES: [PropertyRule; 4] = [
    PropertyRule::Copy,
    PropertyRule::Default,
    PropertyRule::Regenerate,
    PropertyRule::Require,
];

fn judge(keeper: Keeper, id: &str, typed: &Entry) -> Vec<EntryFault> {
    let known = keeper.page.with_untracked(CataloguePage::known);
    entry::service(&known, &id.into(), typed)
}

/// The form.
#[component]
pub(super) fn Service(keeper: Keeper, row: Option<CatalogueRow<Entry>>) -> impl IntoView {
    let words = use_words();
    let own = row.as_ref().map(|row| row.id.clone()).unwrap_or_default();
    let name = row
        .as_ref()
        .and_then(|row| row.entry.name.as_deref())
        .unwrap_or(&own)
        .to_owned();
    let section = CatalogueSection::Services;
    let form = Form::new(keeper, section, row, Entry::default(), judge);
    let first = form.typed.get_untracked();
    let display_name = Text::new(
        Signal::derive(move || {
            let name = form.typed.with(|it| it.name.clone());
            name.as_deref().unwrap_or_default().to_owned()
        }),
        Callback::new(move |text: String| form.typed.update(|it| it.name = Some(Arc::from(text)))),
    );
    let kinds = [ServiceKind::User, ServiceKind::Customer];
    let kinds = kinds.map(|it| (it, words.said(C::from(it)))).to_vec();
    let transfers = TRANSFERS.map(|(it, said)| (it, words.said(said))).to_vec();
    let entry = Callback::new(|typed: Entry| {
        let name = typed.name.as_deref().map(str::trim);
        let name = name.filter(|name| !name.is_empty()).map(Arc::from);
        Some(CatalogueEntry::Service(Entry { name, ..typed }))
    });
    view! {
        <Unfolding form make=C::NewService name entry>
            <JudgedInput
                id=form.field("name")
                label=words.said(C::Name)
                text=display_name
                judgement=form.judged("name", words)
                hint=Some(words.said(C::NameHint))
            />
            <Choose
                id=form.field("kind")
                label=words.say(C::For)
                options=kinds
                chosen=first.kind
                on_change=move |kind| form.typed.update(|it| it.kind = kind)
                judgement=form.judged("kind", words)
            />
            <Choose
                id=form.field("transfer")
                label=words.say(C::InAMove)
                options=transfers
                chosen=first.transfer
                on_change=move |transfer| form.typed.update(|it| it.transfer = transfer)
            />
            <label class="check">
                <input
                    type="checkbox"
                    id=form.field("several")
                    aria-describedby=form.field("several-verdict")
                    checked=first.multi_instance
                    on:change=move |event| {
                        form.typed.update(|it| it.multi_instance = event_target_checked(&event));
                    }
                />
                <span>{words.say(C::Several)}</span>
            </label>
            <FieldVerdict
                id=form.field("several-verdict")
                judgement=form.judged("multi_instance", words)
            />
            <Needed form own=own.as_str().into() />
            <Properties form />
        </Unfolding>
    }
}

/// The services that its users need beside it.
#[component]
fn Needed(form: Form<Entry>, own: ServiceId) -> impl IntoView {
    let words = use_words();
    let others = form
        .keeper
        .page
        .with_untracked(|page| page.services.clone());
    let others = others.into_iter().filter(|row| row.id != own.as_str());
    let ticks = others.map(|row| {
        let id = ServiceId::from(row.id.as_str());
        let name = row.entry.name.as_deref().unwrap_or(&row.id).to_owned();
        let is_needed = form.typed.with_untracked(|it| it.requires.contains(&id));
        let tick = move |event| {
            let (on, id) = (event_target_checked(&event), id.clone());
            form.typed.update(|it| {
                if on {
                    it.requires.insert(id);
                } else {
                    it.requires.remove(&id);
                }
            });
        };
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    id=form.field(&format!("requires-{}", row.id))
                    checked=is_needed
                    on:change=tick
                />
                <span>
                    <bdi>{name}</bdi>
                </span>
            </label>
        }
    });
    let ticks = ticks.collect_view();
    let verdict = form.field("requires-verdict");
    let described = verdict.clone();
    view! {
        <fieldset class="stack" data-gap="small" aria-describedby=described>
            <legend class="field-label">{words.say(C::Requires)}</legend>
            {ticks}
            <FieldVerdict id=verdict judgement=form.judged("requires", words) />
        </fieldset>
    }
}

/// What becomes of each of its properties, and a field for one more.
#[component]
fn Properties(form: Form<Entry>) -> impl IntoView {
    let words = use_words();
    let new = RwSignal::new(String::new());
    let names = Memo::new(move |_| {
        let names = form.typed.with(|it| it.properties.clone());
        names.into_keys().collect::<Vec<Arc<str>>>()
    });
    let rules = RULES.map(|it| (it, words.said(C::from(it)))).to_vec();
    let row = move |name: Arc<str>| {
        let rule = form
            .typed
            .with_untracked(|it| it.properties.get(&name).copied());
        let (label, changed, gone) = (name.to_string(), name.clone(), name.clone());
        let field = form.field(&format!("property-{name}"));
        let change = move |event| {
            let index: Option<usize> = event_target_value(&event).parse().ok();
            if let Some(rule) = index.and_then(|index| RULES.get(index)) {
                form.typed.update(|it| {
                    it.properties.insert(changed.clone(), *rule);
                });
            }
        };
        let remove = move |_| {
            form.typed.update(|it| {
                it.properties.remove(&gone);
            });
        };
        let options = rules.iter().enumerate().map(|(index, (option, said))| {
            view! {
                <option value=index.to_string() selected=Some(*option) == rule>
                    {said.clone()}
                </option>
            }
        });
        let options = options.collect_view();
        view! {
            <div class="field">
                <label class="field-label" for=field.clone()>
                    <bdi dir="ltr">{label.clone()}</bdi>
                </label>
                <span class="row">
                    <span class="select">
                        <select id=field on:change=change>
                            {options}
                        </select>
                        <crate::ui::Icon glyph=Glyph::Down />
                    </span>
                    <Button on_press=remove>
                        {words.say(H::Remove)}
                        <span class="visually-hidden">": " <bdi>{label}</bdi></span>
                    </Button>
                </span>
            </div>
        }
    };
    let judgement = Signal::derive(move || {
        let fault = new.with(|name| match name.trim() {
            "" => None,
            name => entry::property(name).err(),
        });
        let phrase = fault.and_then(|fault| RefusalPhrase::of_code(fault.code()));
        phrase.map_or(Judgement::Silent, |phrase| {
            Judgement::Refuses(words.said(phrase))
        })
    });
    let add = move |_| {
        let name = new.get_untracked().trim().to_owned();
        if entry::property(&name).is_ok() {
            form.typed.update(|it| {
                let rule = it.properties.entry(Arc::from(name));
                rule.or_insert(PropertyRule::Copy);
            });
            new.set(String::new());
        }
    };
    let verdict = form.field("properties-verdict");
    let described = verdict.clone();
    view! {
        <fieldset class="stack" data-gap="small" aria-describedby=described>
            <legend class="field-label">{words.say(C::Properties)}</legend>
            <p class="field-hint">{words.say(C::PropertiesHint)}</p>
            <Show when=move || names.with(Vec::is_empty)>
                <p class="muted">{words.say(C::NoProperties)}</p>
            </Show>
            <For each=move || names.get() key=Clone::clone children=row />
            <FieldVerdict id=verdict judgement=form.judged("properties", words) />
            <JudgedInput
                id=form.field("add-property")
                label=words.said(C::AddProperty)
                text=Text::from(new)
                judgement=judgement
                is_code=true
            />
            <div class="row">
                <Button glyph=Glyph::Plus on_press=add>
                    {words.say(H::Add)}
                </Button>
            </div>
        </fieldset>
    }
}
