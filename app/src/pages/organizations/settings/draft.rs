//! A section while it is changed: what is there, what is typed, and what becomes of both where two people save at once.
//!
//! Only what the reader changed is sent, with the revision it was changed on. Where somebody was faster, nothing is
//! written: what is there now becomes the ground, what was typed stays on it, and the difference is told.

use super::Subject;
use crate::api::ApiError;
use crate::api::organizations::{Saved, SettingsPage, settings_save};
use crate::words::Words;
use leptos::prelude::*;
use rehome_domain::ids::OrganizationCode;
use serde_json::{Map, Value};

/// What somebody else changed: the setting, before, now, and what the reader entered.
pub(in crate::pages::organizations) type Row = (String, String, String, Option<String>);

/// The values of a section.
pub(super) trait Values: Clone + PartialEq + Send + Sync + 'static {
    /// The revision and the values a page holds.
    fn of(page: &SettingsPage) -> (i64, Self);
    /// What was changed, as the section takes it; empty where nothing was.
    fn change(&self, draft: &Self) -> Map<String, Value>;
    /// The draft made on `self`, put on what is there now.
    fn rebased(&self, draft: &Self, now: &Self) -> Self;
    /// The draft put on what is there now, after `self` was sent: what was changed meanwhile stays changed.
    fn saved(&self, draft: &Self, now: &Self) -> Self {
        self.rebased(draft, now)
    }
    /// What is different now from what it was.
    fn difference(&self, draft: &Self, now: &Self, page: &SettingsPage, words: Words) -> Vec<Row>;
    /// How many things were changed.
    fn changes(&self, draft: &Self) -> usize {
        self.change(draft).len()
    }
}

/// A row of the difference, where there is one.
pub(super) fn row<T: PartialEq>(
    label: String,
    (before, draft, now): (&T, &T, &T),
    show: impl Fn(&T) -> String,
) -> Option<Row> {
    (before != now).then(|| {
        let yours = (draft != before).then(|| show(draft));
        (label, show(before), show(now), yours)
    })
}

/// The value of one setting on new ground: the reader's where changed, else what is there.
pub(super) fn kept<T: PartialEq + Clone>(before: &T, draft: &T, now: &T) -> T {
    if draft == before { now } else { draft }.clone()
}

/// What became of saving.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Outcome {
    Saved,
    /// Somebody was faster.
    Changed(Vec<Row>),
    Refused(ApiError),
}

/// A section while it is changed.
pub(super) struct Draft<V: Values> {
    /// What is there.
    pub(super) page: RwSignal<SettingsPage>,
    /// Its values.
    pub(super) ground: RwSignal<V>,
    /// What is typed.
    pub(super) draft: RwSignal<V>,
    /// What became of saving last.
    pub(super) outcome: RwSignal<Option<Outcome>>,
    /// Saving.
    pub(super) save: Action<(), ()>,
}

impl<V: Values> Clone for Draft<V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<V: Values> Copy for Draft<V> {}

impl<V: Values> Draft<V> {
    /// The section as a page holds it.
    pub(super) fn new(
        acting_in: OrganizationCode,
        subject: Subject,
        page: SettingsPage,
        words: Words,
    ) -> Self {
        let code = page.organization.code.clone();
        let (_, values) = V::of(&page);
        let page = RwSignal::new(page);
        let (ground, draft) = (RwSignal::new(values.clone()), RwSignal::new(values));
        let outcome = RwSignal::new(None);
        let save = Action::new(move |(): &()| {
            let (before, typed) = (ground.get_untracked(), draft.get_untracked());
            let (revision, _) = page.with_untracked(V::of);
            let change = Value::Object(before.change(&typed));
            let (acting_in, code) = (acting_in.clone(), code.clone());
            async move {
                let section = subject.section().to_owned();
                let answer = settings_save(acting_in, code, section, revision, change).await;
                match answer {
                    Ok(Saved::Done(there)) => {
                        let (_, now) = V::of(&there);
                        page.set(*there);
                        draft.update(|draft| *draft = typed.saved(draft, &now));
                        ground.set(now);
                        outcome.set(Some(Outcome::Saved));
                    }
                    Ok(Saved::Changed(there)) => {
                        let (_, now) = V::of(&there);
                        let typed = draft.get_untracked();
                        let rows = before.difference(&typed, &now, &there, words);
                        draft.set(before.rebased(&typed, &now));
                        ground.set(now);
                        page.set(*there);
                        outcome.set(Some(Outcome::Changed(rows)));
                    }
                    Err(error) => outcome.set(Some(Outcome::Refused(error))),
                }
            }
        });
        Self {
            page,
            ground,
            draft,
            outcome,
            save,
        }
    }

    /// Changes what is typed.
    pub(super) fn change(self, change: impl FnOnce(&mut V)) {
        self.outcome.update(|outcome| {
            if *outcome == Some(Outcome::Saved) {
                *outcome = None;
            }
        });
        self.draft.update(change);
    }

    /// How many changes wait.
    pub(super) fn changes(self) -> usize {
        self.ground
            .with(|ground| self.draft.with(|draft| ground.changes(draft)))
    }

    /// Something of what is typed.
    pub(super) fn get<T>(self, what: impl Fn(&V) -> T + Copy + Send + Sync + 'static) -> Signal<T>
    where
        T: Send + Sync + 'static,
    {
        Signal::derive(move || self.draft.with(what))
    }
}
