//! A state in colour, shape and word, and the way down to its cause.

use crate::api::services::{Cause, CauseKind, JobEvent, OutsideJob, StepEnd};
use crate::ui::{Glyph, Icon};
use crate::words::{Phrase, ServicePhrase, use_words};
use leptos::prelude::*;
use rehome_domain::hosting::Provisioning;

/// One of the six states.
#[component]
pub(super) fn StateMark(status: Provisioning) -> impl IntoView {
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

/// What a job is about: the name of a service, or the account.
pub(super) fn about(job: &OutsideJob, words: crate::words::Words) -> String {
    let otherwise = match (job.forwards.is_empty(), job.ends_forwarding) {
        (true, _) => ServicePhrase::Account,
        (false, false) => ServicePhrase::Forwarding,
        (false, true) => ServicePhrase::ForwardingEnds,
    };
    job.service
        .as_ref()
        .map_or_else(|| words.said(otherwise), |name| name.to_string())
}

fn in_words(kind: CauseKind) -> ServicePhrase {
    match kind {
        CauseKind::Unreachable => ServicePhrase::Unreachable,
        CauseKind::Refused => ServicePhrase::Refused,
        CauseKind::NotFound => ServicePhrase::NotFound,
        CauseKind::Conflict => ServicePhrase::Conflict,
        CauseKind::Invalid => ServicePhrase::Invalid,
        CauseKind::Timeout => ServicePhrase::Timeout,
    }
}

/// Why something is not so: a sentence, what the other end said, and how far it came.
#[component]
pub(super) fn CauseTold(cause: Cause) -> impl IntoView {
    let words = use_words();
    let steps = cause.steps.into_iter().map(|(action, on, end)| {
        let end = match end {
            StepEnd::Done => ServicePhrase::StepDone,
            StepEnd::Failed => ServicePhrase::StepFailed,
            StepEnd::NotTried => ServicePhrase::StepNotTried,
        };
        view! {
            <li>
                <span class="who-text">
                    <bdi class="who-name" dir="ltr">{action.replace('_', " ")}</bdi>
                    <bdi class="who-more" dir="ltr">{on}</bdi>
                </span>
                <span class="small">{words.say(end)}</span>
            </li>
        }
    });
    let steps = steps.collect_view();
    view! {
        <p>{words.say(in_words(cause.kind))}</p>
        <p class="small muted">
            <bdi dir="ltr">{cause.detail}</bdi>
        </p>
        <ul class="lines">{steps}</ul>
    }
}

/// What happened to a job, in a word.
pub(super) fn happened(event: JobEvent) -> ServicePhrase {
    match event {
        JobEvent::Ordered => ServicePhrase::Ordered,
        JobEvent::Waits => ServicePhrase::Waits,
        JobEvent::TriedInVain => ServicePhrase::TriedInVain,
        JobEvent::Accepted => ServicePhrase::Accepted,
        JobEvent::Done => ServicePhrase::Done,
        JobEvent::Failed => ServicePhrase::FailedForGood,
        JobEvent::Retried => ServicePhrase::Retried,
        JobEvent::Reset => ServicePhrase::WasReset,
        JobEvent::Cancelled => ServicePhrase::Cancelled,
    }
}
