//! A person in the making: what is typed, what is said to it, and whether it can be sent.

use crate::api::accounts::{AttributeField, NewPerson, PersonChange, PersonEditView};
use crate::components::{Judgement, of_address, of_line, of_mapping_id, of_name, of_username};
use crate::words::Words;
use leptos::prelude::*;
use rehome_domain::ids::{AttributeId, PositionId};
use rehome_domain::organization::Hierarchy;

/// The fields, each as it is typed.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    pub(super) given: RwSignal<String>,
    pub(super) surname: RwSignal<String>,
    /// The display name, once somebody wrote one.
    pub(super) name: RwSignal<Option<String>>,
    pub(super) username: RwSignal<String>,
    pub(super) mapping_id: RwSignal<String>,
    pub(super) email: RwSignal<String>,
    /// The position; empty for none.
    pub(super) position: RwSignal<String>,
    pub(super) attributes: RwSignal<Vec<Attribute>>,
}

/// An attribute with what is typed.
#[derive(Clone, Debug)]
pub(super) struct Attribute {
    pub(super) id: AttributeId,
    pub(super) value: RwSignal<String>,
    pub(super) first: String,
    pub(super) is_text: bool,
}

impl Draft {
    /// Of nobody yet.
    pub(super) fn empty() -> Self {
        Self {
            given: RwSignal::default(),
            surname: RwSignal::default(),
            name: RwSignal::default(),
            username: RwSignal::default(),
            mapping_id: RwSignal::default(),
            email: RwSignal::default(),
            position: RwSignal::default(),
            attributes: RwSignal::default(),
        }
    }

    /// Of somebody there is.
    pub(super) fn of(person: &PersonEditView) -> Self {
        let draft = Self::empty();
        draft.given.set(person.given.clone());
        draft.surname.set(person.surname.clone());
        draft.name.set(Some(person.name.to_string()));
        draft.username.set(person.username.to_string());
        draft.mapping_id.set(person.mapping_id.clone());
        draft.email.set(person.email.clone());
        draft.position.set(held(person));
        draft.offer(person.attributes.clone());
        draft
    }

    /// Offers these attributes; what was typed at one of the same name stays.
    pub(super) fn offer(self, fields: Vec<AttributeField>) {
        let before = self.attributes.get_untracked();
        let fields = fields.into_iter().map(|field| {
            let typed = before.iter().find(|attribute| attribute.id == field.id);
            let value = typed.map_or_else(
                || field.value.clone(),
                |attribute| attribute.value.get_untracked(),
            );
            Attribute {
                id: field.id,
                value: RwSignal::new(value),
                first: field.value,
                is_text: field.is_text,
            }
        });
        self.attributes.set(fields.collect());
    }

    /// The display name: what was written, or the names put together.
    pub(super) fn whole_name(self) -> String {
        if let Some(name) = self.name.get() {
            return name;
        }
        let (given, surname) = (self.given.get(), self.surname.get());
        [given.trim(), surname.trim()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// What is said to each field that is judged here.
    pub(super) fn judgements(self, words: Words) -> Vec<Judgement> {
        let mut all = vec![
            of_line(&self.given.get(), words),
            of_line(&self.surname.get(), words),
            of_name(&self.whole_name(), words),
            of_username(&self.username.get(), words),
            of_mapping_id(&self.mapping_id.get(), words),
            of_address(&self.email.get(), words),
        ];
        all.extend(
            self.attributes
                .get()
                .iter()
                .map(|attribute| of_line(&attribute.value.get(), words)),
        );
        all
    }

    /// Whether something stands in the way of sending it, to a home with these positions.
    pub(super) fn is_refused(self, hierarchy: &Hierarchy, words: Words) -> bool {
        self.judgements(words).iter().any(Judgement::refuses) || self.lacks_position(hierarchy)
    }

    /// Whether a position is required and missing.
    pub(super) fn lacks_position(self, hierarchy: &Hierarchy) -> bool {
        hierarchy.lacks(self.chosen_position().as_ref())
    }

    fn chosen_position(self) -> Option<PositionId> {
        let position = self.position.get();
        (!position.is_empty()).then(|| PositionId::from(position))
    }

    /// The new person it describes.
    pub(super) fn person(self) -> NewPerson {
        untrack(|| NewPerson {
            name: self.whole_name(),
            given: self.given.get(),
            surname: self.surname.get(),
            username: self.username.get(),
            mapping_id: self.mapping_id.get(),
            email: self.email.get(),
            position: self.chosen_position(),
            attributes: self
                .attributes
                .get()
                .into_iter()
                .map(|attribute| (attribute.id, attribute.value.get()))
                .collect(),
            ..NewPerson::default()
        })
    }

    /// How it differs from the person it began with.
    pub(super) fn change(self, person: &PersonEditView) -> PersonChange {
        let other = |typed: String, first: &str| (typed.trim() != first.trim()).then_some(typed);
        let position = self.position.get();
        PersonChange {
            name: other(self.whole_name(), &person.name),
            given: other(self.given.get(), &person.given),
            surname: other(self.surname.get(), &person.surname),
            username: other(self.username.get(), &person.username),
            mapping_id: other(self.mapping_id.get(), &person.mapping_id),
            email: other(self.email.get(), &person.email),
            position: (position != held(person)).then(|| self.chosen_position()),
            attributes: self
                .attributes
                .get()
                .into_iter()
                .filter(|attribute| attribute.is_text)
                .filter_map(|attribute| {
                    Some((
                        attribute.id,
                        other(attribute.value.get(), &attribute.first)?,
                    ))
                })
                .collect(),
            ..PersonChange::default()
        }
    }
}

/// The position held as the choice has it: the top counts as none where one is required.
fn held(person: &PersonEditView) -> String {
    person
        .position
        .as_ref()
        .filter(|position| !person.hierarchy.counts_as_none(position))
        .map(ToString::to_string)
        .unwrap_or_default()
}
