//! What a choice would mean, worked out in the browser while one looks.

use super::review::Findings;
use crate::api::user_move::{MoveFacts, Wish};
use crate::components::{Outcomes, VerdictBadge};
use crate::ui::{RouteAt, RoutePicture};
use crate::words::{Names, Phrase, use_words};
use leptos::prelude::*;
use rehome_domain::ids::UserId;
use rehome_domain::user_move::{
    FamilyPlan, Finding, Outcome, RemedyCode, Severity, Verdict, outcomes, plan,
};
use std::collections::BTreeMap;

/// The browser's own judgement of a choice.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Judged {
    /// What would happen.
    pub(super) plan: FamilyPlan,
    /// What that means, by person.
    pub(super) outcomes: BTreeMap<UserId, Outcome>,
    /// The verdict on what comes on top of what all destinations have in common, or that no move works at all.
    pub(super) on_top: Verdict,
    /// What comes on top, and what stands in the way everywhere.
    pub(super) findings: Vec<Finding>,
}

impl Judged {
    /// How many warnings come on top.
    pub(super) fn warnings(&self) -> u64 {
        self.findings
            .iter()
            .filter(|finding| finding.severity == Severity::Warning)
            .count() as u64
    }
}

/// Judges a choice by what the screen knows; none where it cannot be asked for at all.
pub(super) fn judge(screen: &MoveFacts, common: &[Finding], wish: &Wish) -> Option<Judged> {
    let request = wish.request(&screen.actor.user);
    let plan = plan(&screen.snapshot, &request, &screen.actor, screen.now)
        .ok()?
        .families
        .into_iter()
        .next()?;
    let outcomes = outcomes(&screen.snapshot, &plan);
    let findings: Vec<Finding> = plan
        .findings
        .iter()
        .filter(|finding| finding.blocks() || !common.contains(finding))
        .cloned()
        .collect();
    let on_top = Verdict::of(&findings);
    Some(Judged {
        plan,
        outcomes,
        on_top,
        findings,
    })
}

/// What is to be told of a plan: all of it, or only what stands in the way; what does not happen has no
/// consequences.
pub(super) fn deciding(findings: Vec<Finding>, is_blocked: bool) -> Vec<Finding> {
    findings
        .into_iter()
        .filter(|finding| !is_blocked || finding.blocks())
        .collect()
}

/// Whether another position clears something that stands in the way.
pub(super) fn a_position_helps(findings: &[Finding]) -> bool {
    findings
        .iter()
        .filter(|finding| finding.blocks())
        .flat_map(|finding| &finding.remedies)
        .any(|remedy| remedy.code == RemedyCode::ChoosePosition)
}

/// The route and the verdict of a choice.
#[component]
pub(super) fn Summary(
    /// The judgement.
    judged: Judged,
    /// The names in it.
    names: StoredValue<Names>,
) -> impl IntoView {
    let words = use_words();
    let (from, to) = names.with_value(|names| {
        let from = judged
            .plan
            .source
            .as_ref()
            .map(|code| names.organization(code).to_owned())
            .unwrap_or_default();
        (
            from,
            names.organization(&judged.plan.destination).to_owned(),
        )
    });
    let warnings = judged.warnings();
    let at = if judged.plan.is_blocked() {
        RouteAt::Start
    } else {
        RouteAt::Way
    };
    view! {
        <RoutePicture from from_word=words.say(Phrase::From) to to_word=words.say(Phrase::To) at />
        <VerdictBadge verdict=judged.on_top warnings to_reader=true />
    }
}

/// The findings and the outcomes of a choice.
#[component]
pub(super) fn Consequences(
    /// The judgement.
    judged: Judged,
    /// The names in it.
    names: StoredValue<Names>,
) -> impl IntoView {
    let is_blocked = judged.plan.is_blocked();
    let findings = deciding(judged.findings, is_blocked);
    view! {
        <div class="consequences-body stack">
            <Findings findings names />
            {(!is_blocked).then(|| view! { <Outcomes outcomes=judged.outcomes names hidden=judged.plan.hidden /> })}
        </div>
    }
}
