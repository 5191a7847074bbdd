//! The catalogue while it is changed: what is there, and what became of the last change.

use crate::api::ApiError;
use crate::api::catalogue::{
    CatalogueEntry, CataloguePage, CatalogueSection, catalogue_remove, catalogue_save,
};
use crate::api::organizations::Saved;
use crate::forms::RefusalNote;
use crate::pages::organizations::Difference;
use crate::words::{OfficePhrase, use_words};
use leptos::prelude::*;
use rehome_domain::ids::OrganizationCode;

/// A change of one entry, on the revision looked at.
#[derive(Clone, Debug)]
pub(super) enum Change {
    /// It is to be so.
    Save(String, i64, CatalogueEntry),
    /// It is to go.
    Remove(CatalogueSection, String, i64),
}

/// What became of a change.
#[derive(Clone, Debug)]
enum Outcome {
    Saved,
    /// Somebody was faster.
    Changed,
    Refused(ApiError),
}

/// The catalogue while it is changed.
#[derive(Clone, Copy)]
pub(super) struct Keeper {
    /// What is there.
    pub(super) page: RwSignal<CataloguePage>,
    /// Changing it.
    pub(super) change: Action<Change, ()>,
    /// What became of the last change, and of which entry it was.
    outcome: RwSignal<Option<(CatalogueSection, String, Outcome)>>,
}

impl Keeper {
    pub(super) fn new(acting_in: OrganizationCode, page: CataloguePage) -> Self {
        let page = RwSignal::new(page);
        let outcome = RwSignal::new(None);
        let change = Action::new(move |change: &Change| {
            let (acting_in, change) = (acting_in.clone(), change.clone());
            async move {
                let (section, id, answer) = match change {
                    Change::Save(id, revision, entry) => {
                        let section = entry.section();
                        let answer = catalogue_save(acting_in, id.clone(), revision, entry).await;
                        (section, id, answer)
                    }
                    Change::Remove(section, id, revision) => {
                        let answer =
                            catalogue_remove(acting_in, section, id.clone(), revision).await;
                        (section, id, answer)
                    }
                };
                let told = match answer {
                    Ok(Saved::Done(there)) => {
                        page.set(*there);
                        Outcome::Saved
                    }
                    Ok(Saved::Changed(there)) => {
                        page.set(*there);
                        Outcome::Changed
                    }
                    Err(error) => Outcome::Refused(error),
                };
                outcome.set(Some((section, id, told)));
            }
        });
        Self {
            page,
            change,
            outcome,
        }
    }

    /// The code by which the server refused a field of an entry.
    pub(super) fn refused_at(
        self,
        section: CatalogueSection,
        id: &str,
        field: &str,
    ) -> Option<String> {
        self.outcome.with(|outcome| match outcome {
            Some((at, of, Outcome::Refused(error)))
                if *at == section && of == id && error.at.as_deref() == Some(field) =>
            {
                error.reason.clone()
            }
            _ => None,
        })
    }
}

/// What became of the last change, where it was of a section.
#[component]
pub(super) fn Told(keeper: Keeper, section: CatalogueSection) -> impl IntoView {
    let words = use_words();
    move || match keeper.outcome.get() {
        Some((at, _, outcome)) if at == section => Some(match outcome {
            Outcome::Saved => {
                view! { <p role="status">{words.say(OfficePhrase::Saved)}</p> }.into_any()
            }
            Outcome::Changed => view! { <Difference rows=Vec::new() /> }.into_any(),
            Outcome::Refused(error) => view! { <RefusalNote error /> }.into_any(),
        }),
        _ => None,
    }
}
