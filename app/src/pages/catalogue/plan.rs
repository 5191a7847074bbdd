//! The form of a plan.

use super::form::{Choose, Form, Unfolding};
use super::keeper::Keeper;
use crate::api::catalogue::{CatalogueEntry, CataloguePage, CatalogueRow, CatalogueSection};
use crate::components::{JudgedInput, Judgement, Text};
use crate::words::{CataloguePhrase as C, HostingPhrase as H, use_words};
use leptos::prelude::*;
use rehome_domain::hosting::entry::{self, EntryFault};
use rehome_domain::hosting::{Plan as Entry, PlanFor};
use std::sync::Arc;

/// What somebody types for a plan: the level may be none.
#[derive(Clone, PartialEq)]
struct Typed {
    entry: Entry,
    level: String,
}

impl Typed {
    /// The plan; none where the level is no number.
    fn read(&self) -> Option<Entry> {
        let level = self.level.trim();
        let level = match level {
            "" => None,
            level => Some(level.parse().ok()?),
        };
        let name = self.entry.name.as_deref().map(str::trim);
        Some(Entry {
            level,
            name: name.filter(|name| !name.is_empty()).map(Arc::from),
            ..self.entry.clone()
        })
    }
}

fn judge(keeper: Keeper, id: &str, typed: &Typed) -> Vec<EntryFault> {
    let known = keeper.page.with_untracked(CataloguePage::known);
    entry::plan(&known, &id.into(), &typed.entry)
}

/// The form.
#[component]
pub(super) fn Plan(keeper: Keeper, row: Option<CatalogueRow<Entry>>) -> impl IntoView {
    let words = use_words();
    let services: Vec<_> = keeper.page.with_untracked(|page| {
        let services = page.services.iter();
        let named = |row: &CatalogueRow<rehome_domain::hosting::Service>| {
            let name = row.entry.name.as_deref().unwrap_or(&row.id).to_owned();
            (row.id.as_str().into(), name)
        };
        services.map(named).collect()
    });
    let first = services.first().map(|(id, _)| id);
    let empty = Typed {
        entry: Entry {
            service: first.cloned().unwrap_or_else(|| "".into()),
            plan_for: PlanFor::User,
            name: None,
            level: None,
        },
        level: String::new(),
    };
    let name = row
        .as_ref()
        .map(|row| row.entry.name.as_deref().unwrap_or(&row.id).to_owned())
        .unwrap_or_default();
    let row = row.map(|row| CatalogueRow {
        id: row.id,
        revision: row.revision,
        used_by: row.used_by,
        entry: Typed {
            level: row.entry.level.map(|it| it.to_string()).unwrap_or_default(),
            entry: row.entry,
        },
    });
    let form = Form::new(keeper, CatalogueSection::Plans, row, empty, judge);
    let display_name = Text::new(
        Signal::derive(move || {
            let name = form.typed.with(|it| it.entry.name.clone());
            name.as_deref().unwrap_or_default().to_owned()
        }),
        Callback::new(move |text: String| {
            form.typed
                .update(|it| it.entry.name = Some(Arc::from(text)));
        }),
    );
    let level = Text::new(
        Signal::derive(move || form.typed.with(|it| it.level.clone())),
        Callback::new(move |text| form.typed.update(|it| it.level = text)),
    );
    let is_number = Signal::derive(move || {
        if form.typed.with(|it| it.read().is_some()) {
            Judgement::Silent
        } else {
            Judgement::Refuses(words.said(H::NotANumber))
        }
    });
    let first = form.typed.get_untracked().entry;
    let service = form.is_new().then(|| {
        view! {
            <Choose
                id=form.field("service")
                label=words.say(C::Service)
                options=services
                chosen=first.service
                on_change=move |service| form.typed.update(|it| it.entry.service = service)
            />
            <p class="field-hint">{words.say(C::ServiceStays)}</p>
        }
    });
    let plan_for = [PlanFor::User, PlanFor::Customer];
    let plan_for = plan_for.map(|it| (it, words.said(C::from(it)))).to_vec();
    let entry = Callback::new(|typed: Typed| typed.read().map(CatalogueEntry::Plan));
    view! {
        <Unfolding form make=C::NewPlan name entry>
            {service}
            <JudgedInput
                id=form.field("name")
                label=words.said(C::Name)
                text=display_name
                judgement=form.judged("name", words)
                hint=Some(words.said(C::NameHint))
            />
            <Choose
                id=form.field("for")
                label=words.say(C::For)
                options=plan_for
                chosen=first.plan_for
                on_change=move |plan_for| form.typed.update(|it| it.entry.plan_for = plan_for)
            />
            <JudgedInput
                id=form.field("level")
                label=words.said(C::Level)
                text=level
                judgement=is_number
                hint=Some(words.said(C::LevelHint))
                is_code=true
            />
        </Unfolding>
    }
}
