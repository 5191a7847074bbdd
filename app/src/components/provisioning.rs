//! The state of an account or a service, as a shape, words and a colour.

use crate::ui::{Glyph, Icon};
use crate::words::{Phrase, use_words};
use leptos::prelude::*;
use rehome_domain::hosting::Provisioning;

/// The state.
#[component]
pub(crate) fn ProvisioningStatus(
    /// Which.
    status: Provisioning,
) -> impl IntoView {
    let words = use_words();
    let (name, glyph, phrase) = match status {
        Provisioning::NotProvisioned => (
            "not-provisioned",
            Glyph::NotProvisioned,
            Phrase::NotProvisioned,
        ),
        Provisioning::Requested => ("requested", Glyph::Requested, Phrase::Requested),
        Provisioning::InProgress => ("in-progress", Glyph::InProgress, Phrase::InProgress),
        Provisioning::Provisioned => ("provisioned", Glyph::Provisioned, Phrase::Provisioned),
        Provisioning::Failed => ("failed", Glyph::Failed, Phrase::ProvisioningFailed),
        Provisioning::Pending => ("pending", Glyph::Pending, Phrase::PendingChanges),
    };
    view! {
        <span class="status" data-status=name>
            <Icon glyph />
            {words.say(phrase)}
        </span>
    }
}
