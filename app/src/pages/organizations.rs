//! Organizations: the tree of them, one of them, making one, and settings by subject.

mod address;
mod chosen;
mod create;
mod groups;
mod one;
mod outline;
mod picture;
mod record;
mod settings;
mod tree;

pub(super) use create::NewOrganization;
pub(super) use one::Organization;
pub(super) use settings::{Difference, OrganizationSettings, Subject};
pub(super) use tree::Organizations;

use crate::api::organizations::OrganizationPage;
use crate::api::session::Place;
use crate::routes;
use crate::ui::{Glyph, Icon};
use crate::words::{OrganizationPhrase, Words, use_words};
use leptos::prelude::*;
use rehome_domain::ids::OrganizationCode;
use rehome_domain::organization::OrganizationStatus;

/// How many people there are, as far as they are counted.
fn people(words: Words, count: u64, counted: u64) -> String {
    words.speech().people(count.min(counted), count > counted)
}

/// The state of an organization.
#[component]
fn StatusBadge(
    /// The state.
    status: OrganizationStatus,
) -> impl IntoView {
    let (look, glyph) = match status {
        OrganizationStatus::Active => ("provisioned", Glyph::Provisioned),
        OrganizationStatus::Suspended => ("requested", Glyph::Pause),
        OrganizationStatus::Disabled => ("not-provisioned", Glyph::NotProvisioned),
        OrganizationStatus::Closed | OrganizationStatus::Deleted => {
            ("not-provisioned", Glyph::Close)
        }
    };
    view! {
        <span class="status" data-status=look>
            <Icon glyph />
            {use_words().say(OrganizationPhrase::from(status))}
        </span>
    }
}

/// Where a value comes from, and the way there: the settings, else the page, of an organization the reader sees.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Origin {
    name: String,
    address: Option<String>,
}

impl Origin {
    fn of(page: &OrganizationPage, place: &Place, section: &str) -> Self {
        let address = page.ways_above.get(&place.code).map(|reads_settings| {
            if *reads_settings {
                routes::organization_settings(&place.code, section)
            } else {
                routes::organization(&place.code)
            }
        });
        Self {
            name: place.name.to_string(),
            address,
        }
    }
}

/// Where a value comes from, with the way there.
#[component]
fn InheritedFrom(
    /// The organization it comes from.
    origin: Origin,
) -> impl IntoView {
    let words = use_words();
    let text = words.speech().inherited_from(&origin.name);
    let told = view! { <crate::ui::Prose text /> };
    view! {
        <span class="inherited">
            <Icon glyph=Glyph::Tree />
            {match origin.address {
                Some(address) => view! { <a href=address>{told}</a> }.into_any(),
                None => view! { <span>{told}</span> }.into_any(),
            }}
        </span>
    }
}

/// A plain form that lets the reader act in an organization, and shows it there.
#[component]
fn ActHere(
    /// The organization.
    code: OrganizationCode,
    /// Its name.
    name: String,
) -> impl IntoView {
    let words = use_words();
    view! {
        <form method="post" action=routes::PREFERENCES>
            <input type="hidden" name=routes::query::TO value=routes::organization(&code) />
            <button class="button" name=routes::field::ACTING_IN value=code.to_string()>
                <Icon glyph=Glyph::Key />
                <span>
                    <crate::ui::Prose text=words.speech().act_in(&name) />
                </span>
            </button>
        </form>
    }
}
