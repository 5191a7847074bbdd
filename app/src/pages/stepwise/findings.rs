//! What is found at a field.

use crate::ui::{Glyph, Icon, Prose};
use crate::words::{Told, WizardPhrase as P, use_words};
use leptos::prelude::*;
use rehome_domain::user_move::{Finding, FindingKind, Severity};

/// The verdict of a finding, and its shape.
pub(super) fn look(finding: &Finding) -> (&'static str, Glyph) {
    if finding.deferred {
        return ("deferred", Glyph::Deferred);
    }
    match finding.severity {
        Severity::Blocker => ("refuses", Glyph::Blocker),
        Severity::Warning => ("warns", Glyph::Warning),
        Severity::Notice => ("works", Glyph::Notice),
    }
}

/// The name of which only the server knows whether it is free.
pub(super) fn waiting_for(finding: &Finding) -> Option<String> {
    match &finding.kind {
        _ if !finding.deferred => None,
        FindingKind::UpnTaken { upn, .. } => Some(upn.to_string()),
        FindingKind::AddressTaken { address, .. } => Some(address.to_string()),
        FindingKind::UsernameTaken { username, .. } => Some(username.to_string()),
        _ => None,
    }
}

/// What is found at a field, line by line; its id is `ID-verdict`.
#[component]
pub(crate) fn FindingLines(
    /// The id of the field.
    id: String,
    /// What is found there.
    #[prop(into)]
    found: Signal<Vec<Finding>>,
    /// A finding in words.
    say: Callback<Finding, Told>,
) -> impl IntoView {
    let words = use_words();
    let line = move |finding: Finding| {
        let (verdict, glyph) = look(&finding);
        let code = finding.code();
        let text = if finding.deferred {
            words.said(match finding.kind {
                FindingKind::ManagerNotEligible { .. } => P::JudgedOnSave,
                _ => P::CheckedOnSave,
            })
        } else {
            let told = say.run(finding);
            format!("{}. {}", told.title.trim_end_matches('.'), told.text)
        };
        view! {
            <span class="field-verdict" data-verdict=verdict data-code=code>
                <Icon glyph />
                <span>
                    <Prose text />
                </span>
            </span>
        }
    };
    view! {
        <span class="stack" data-gap="small" id=format!("{id}-verdict") role="status">
            {move || found.get().into_iter().map(line).collect_view()}
        </span>
    }
}
