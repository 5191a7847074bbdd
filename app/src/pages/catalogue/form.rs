//! What the forms of all kinds of entries have in common: the id of a new one, faults at their fields, saving and removing.

use super::keeper::{Change, Keeper};
use crate::api::catalogue::{CatalogueEntry, CatalogueRow, CatalogueSection};
use crate::components::{FieldVerdict, JudgedInput, Judgement, Text};
use crate::ui::{Button, Glyph, Icon, Look};
use crate::words::{
    CataloguePhrase as C, HostingPhrase as H, OfficePhrase, RefusalPhrase, Words, use_words,
};
use leptos::prelude::*;
use rehome_domain::hosting::catalogue::SHIPPED;
use rehome_domain::hosting::entry::EntryFault;

/// A form for one entry.
pub(super) struct Form<T: Send + Sync + 'static> {
    pub(super) keeper: Keeper,
    section: CatalogueSection,
    /// What the ids of its fields begin with.
    prefix: StoredValue<String>,
    /// Its revision and how many organizations use it; none for a new entry.
    stored: Option<(i64, u64)>,
    /// Its id.
    id: RwSignal<String>,
    /// What is typed.
    pub(super) typed: RwSignal<T>,
    /// What is wrong with it.
    faults: Memo<Vec<EntryFault>>,
}

impl<T: Send + Sync + 'static> Clone for Form<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Form<T> {}

impl<T: Clone + Send + Sync + 'static> Form<T> {
    /// The form of an entry, or of a new one; `judge` tells what is wrong with what is typed under an id.
    pub(super) fn new(
        keeper: Keeper,
        section: CatalogueSection,
        row: Option<CatalogueRow<T>>,
        empty: T,
        judge: fn(Keeper, &str, &T) -> Vec<EntryFault>,
    ) -> Self {
        let stored = row.as_ref().map(|row| (row.revision, row.used_by));
        let (id, entry) = row.map_or_else(|| (String::new(), empty), |row| (row.id, row.entry));
        let kind = match section {
            CatalogueSection::Services => "service",
            CatalogueSection::Plans => "plan",
            CatalogueSection::Locations => "location",
        };
        // WHY two dashes: an id may be `new`.
        let prefix = match stored {
            Some(_) => format!("{kind}-of-{id}"),
            None => format!("{kind}--new"),
        };
        let (id, typed) = (RwSignal::new(id), RwSignal::new(entry));
        let faults =
            Memo::new(move |_| id.with(|id| typed.with(|typed| judge(keeper, id.trim(), typed))));
        Self {
            keeper,
            section,
            prefix: StoredValue::new(prefix),
            stored,
            id,
            typed,
            faults,
        }
    }

    /// Whether it is of a new entry.
    pub(super) fn is_new(self) -> bool {
        self.stored.is_none()
    }

    /// The id in the document of a field.
    pub(super) fn field(self, name: &str) -> String {
        self.prefix.with_value(|prefix| format!("{prefix}-{name}"))
    }

    /// Whether a new entry has the id of one that is there.
    fn is_taken(self) -> bool {
        let is_there = |id: &str| {
            self.keeper
                .page
                .with_untracked(|page| page.has(self.section, id))
        };
        self.is_new() && self.id.with(|id| is_there(id.trim()))
    }

    /// What is said at a field.
    pub(super) fn judged(self, field: &'static str, words: Words) -> Signal<Judgement> {
        Signal::derive(move || {
            let own = self.faults.with(|faults| {
                let at = faults.iter().find(|fault| fault.field() == field);
                at.map(|fault| fault.code().to_owned())
            });
            let sent = || {
                let id = self.id.get();
                self.keeper.refused_at(self.section, id.trim(), field)
            };
            let taken = || (field == "id" && self.is_taken()).then(|| "already-exists".to_owned());
            match own.or_else(taken).or_else(sent) {
                Some(code) => Judgement::Refuses(
                    words.said(RefusalPhrase::of_code(&code).unwrap_or(RefusalPhrase::Refused)),
                ),
                None => Judgement::Silent,
            }
        })
    }

    fn has_faults(self) -> bool {
        self.is_taken() || self.faults.with(|faults| !faults.is_empty())
    }
}

/// A form that unfolds: the id of a new entry, its fields, and what can be done.
#[component]
pub(super) fn Unfolding<T: Clone + Send + Sync + 'static>(
    /// The form.
    form: Form<T>,
    /// What unfolds it, where it is of a new entry.
    make: C,
    /// What it is called now.
    name: String,
    /// The entry as it is to be; none where a field cannot be read.
    entry: Callback<T, Option<CatalogueEntry>>,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let words = use_words();
    let wrong = RwSignal::new(false);
    let save = move |_| {
        let entry = entry.run(form.typed.get_untracked());
        wrong.set(untrack(|| form.has_faults()) || entry.is_none());
        if let Some(entry) = entry.filter(|_| !wrong.get_untracked()) {
            let id = form.id.get_untracked().trim().to_owned();
            let revision = form.stored.map_or(0, |(revision, _)| revision);
            form.keeper
                .change
                .dispatch(Change::Save(id, revision, entry));
        }
    };
    let busy = form.keeper.change.pending();
    let called = view! { <span class="visually-hidden">": " <bdi>{name}</bdi></span> };
    let summary = if form.is_new() {
        view! { {words.say(make)} }.into_any()
    } else {
        view! { {words.say(C::Change)} {called} }.into_any()
    };
    let id_field = form.is_new().then(|| {
        view! {
            <JudgedInput
                id=form.field("id")
                label=words.said(C::Id)
                text=Text::from(form.id)
                judgement=form.judged("id", words)
                hint=Some(words.said(C::IdHint))
                is_code=true
            />
        }
    });
    view! {
        <details class="more">
            <summary>{summary}</summary>
            <div class="stack" data-gap="small">
                {id_field}
                {children()}
                {move || {
                    (wrong.get() && form.has_faults())
                        .then(|| {
                            view! {
                                <p class="why" role="alert">
                                    <Icon glyph=Glyph::Blocker />
                                    <span>{words.say(C::CorrectFirst)}</span>
                                </p>
                            }
                        })
                }}
                <div class="row">
                    <Button look=Look::Ordinary busy on_press=save>
                        {words.say(OfficePhrase::Save)}
                    </Button>
                    <Removal form />
                </div>
            </div>
        </details>
    }
}

/// How an entry goes, or why it cannot.
#[component]
fn Removal<T: Clone + Send + Sync + 'static>(form: Form<T>) -> impl IntoView {
    let words = use_words();
    let (revision, used_by) = form.stored.filter(|(revision, _)| *revision > 0)?;
    let id = form.id.get_untracked();
    let is_known = form.section == CatalogueSection::Services
        && SHIPPED.iter().any(|(known, ..)| *known == id);
    if used_by > 0 && !is_known {
        return Some(view! { <span class="muted">{words.say(C::InUse)}</span> }.into_any());
    }
    let remove = move |_| {
        let change = Change::Remove(form.section, id.clone(), revision);
        form.keeper.change.dispatch(change);
    };
    let deed = if is_known {
        words.say(C::AsAtFirst)
    } else {
        words.say(H::Remove)
    };
    Some(
        view! {
            <Button busy=form.keeper.change.pending() on_press=remove>
                {deed}
            </Button>
        }
        .into_any(),
    )
}

/// A field to choose one of a few things in.
#[component]
pub(super) fn Choose<V: Clone + PartialEq + Send + Sync + 'static>(
    /// The id of the field.
    id: String,
    /// What it is.
    label: &'static str,
    /// What there is to choose.
    options: Vec<(V, String)>,
    /// What is chosen at first.
    chosen: V,
    /// What choosing does.
    #[prop(into)]
    on_change: Callback<V>,
    /// What is said of the choice.
    #[prop(optional, into)]
    judgement: Signal<Judgement>,
) -> impl IntoView {
    let values: Vec<V> = options.iter().map(|(value, _)| value.clone()).collect();
    let choose = move |event| {
        let index: Option<usize> = event_target_value(&event).parse().ok();
        if let Some(value) = index.and_then(|index| values.get(index)) {
            on_change.run(value.clone());
        }
    };
    let options = options
        .into_iter()
        .enumerate()
        .map(|(index, (value, said))| {
            view! {
                <option value=index.to_string() selected=value == chosen>
                    {said}
                </option>
            }
        });
    let options = options.collect_view();
    let verdict = format!("{id}-verdict");
    let described = verdict.clone();
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>
                {label}
            </label>
            <span class="select">
                <select id=id aria-describedby=described on:change=choose>
                    {options}
                </select>
                <Icon glyph=Glyph::Down />
            </span>
            <FieldVerdict id=verdict judgement />
        </div>
    }
}
