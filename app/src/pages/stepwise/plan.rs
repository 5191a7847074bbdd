//! The findings of a plan before it is committed: counted, each with its ways out, blockers with the way to their step.

use super::summary::To;
use crate::components::FindingCard;
use crate::ui::{Glyph, Icon};
use crate::words::{Names, WizardPhrase as P, use_words};
use leptos::prelude::*;
use rehome_domain::user_move::{Finding, Severity};

/// The findings.
#[component]
pub(crate) fn PlanFindings(
    /// All of them.
    mut findings: Vec<Finding>,
    /// The names in them.
    names: StoredValue<Names>,
    /// The field that a finding is about.
    place: Callback<Finding, To>,
) -> impl IntoView {
    let words = use_words();
    findings.sort_by_key(|finding| finding.severity);
    let kinds = [
        (Severity::Blocker, Glyph::Blocker, P::Blockers, "blocker"),
        (Severity::Warning, Glyph::Warning, P::Warnings, "warning"),
        (Severity::Notice, Glyph::Notice, P::Notices, "notice"),
    ];
    let tally = kinds.map(|(severity, glyph, phrase, name)| {
        let many = findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .count() as u64;
        (many > 0).then(|| {
            view! {
                <span data-severity=name>
                    <Icon glyph />
                    {words.say(phrase)} " " {words.number(many)}
                </span>
            }
        })
    });
    let is_clear = findings.is_empty();
    let cards = findings.into_iter().map(|finding| {
        let to = finding.blocks().then(|| place.run(finding.clone()));
        view! {
            <div>
                <FindingCard finding names />
                {to
                    .map(|to| {
                        view! {
                            <p class="small">
                                <a href=to.address>{words.say(P::GoTo)} " " {to.name}</a>
                            </p>
                        }
                    })}
            </div>
        }
    });
    view! {
        <section class="stack" aria-labelledby="findings">
            <div class="spread">
                <h2 id="findings">{words.say(P::Findings)}</h2>
                <div class="tally">{tally.collect_view()}</div>
            </div>
            <div class="findings">{cards.collect_view()}</div>
            {is_clear.then(|| view! { <p class="muted">{words.say(P::NoFindings)}</p> })}
        </section>
    }
}
