//! The server's own plan, as the confirmation shows it: in a dialog, or on a page of its own.

use crate::api::user_move::{Difference, Review};
use crate::components::FindingCard;
use crate::routes::Reason;
use crate::ui::{Glyph, Note, PageState, Prose, RouteAt, RoutePicture, StateKind, Tone};
use crate::words::{Names, Phrase, use_words};
use leptos::prelude::*;
use rehome_domain::user_move::Finding;

/// The two ends of a review, by name.
pub(super) fn ends(review: &Review) -> (String, String) {
    let names = &review.names;
    let source = review
        .plan
        .source
        .as_ref()
        .map(|code| names.organization(code).to_owned())
        .unwrap_or_default();
    (
        source,
        names.organization(&review.plan.destination).to_owned(),
    )
}

/// From where to where, and who goes.
#[component]
pub(super) fn WhoMoves(
    /// The home left.
    from: String,
    /// The home to reach.
    to: String,
    /// How many dependents come along.
    dependents: u64,
    /// Whether something stands in the way.
    is_blocked: bool,
) -> impl IntoView {
    let words = use_words();
    view! {
        <RoutePicture
            from
            from_word=words.say(Phrase::From)
            to
            to_word=words.say(Phrase::To)
            at=if is_blocked { RouteAt::Start } else { RouteAt::Way }
            live=!is_blocked
        />
        {(!is_blocked).then(|| view! { <p>{words.speech().who_moves(dependents)}</p> })}
    }
}

/// Cards, one beneath the other.
#[component]
pub(super) fn Findings(
    /// The findings.
    findings: Vec<Finding>,
    /// The names in them.
    names: StoredValue<Names>,
) -> impl IntoView {
    (!findings.is_empty()).then(|| {
        view! { <div class="findings">{findings.into_iter().map(|finding| view! { <FindingCard finding names /> }).collect_view()}</div> }
    })
}

/// Why the confirmation is shown again, with what is different.
#[component]
pub(super) fn Again(
    /// Why.
    reason: Reason,
    /// What is different, if it was asked.
    difference: Option<Difference>,
    /// The names in it.
    names: StoredValue<Names>,
    /// Whether something stands in the way now.
    is_blocked: bool,
) -> impl IntoView {
    let words = use_words();
    let (kind, title, text) = match reason {
        Reason::Stale if !is_blocked => (StateKind::Stale, Phrase::StaleTitle, Phrase::StaleText),
        Reason::Unavailable => (
            StateKind::Failed,
            Phrase::UnavailableTitle,
            Phrase::LostAnswer,
        ),
        _ => (
            StateKind::Refused,
            Phrase::RefusedMoveTitle,
            Phrase::RefusedMoveText,
        ),
    };
    view! {
        <PageState kind title=words.said(title) text=words.said(text) />
        {(reason == Reason::Stale)
            .then(|| {
                let difference = difference.unwrap_or_default();
                view! { <Differences difference names is_blocked /> }
            })}
    }
}

/// What is different from the plan that was looked at.
#[component]
pub(super) fn Differences(
    difference: Difference,
    names: StoredValue<Names>,
    is_blocked: bool,
) -> impl IntoView {
    let words = use_words();
    let note = move |phrase: Phrase| {
        view! {
            <Note tone=Some(Tone::Blue) glyph=Glyph::Notice>
                {words.say(phrase)}
            </Note>
        }
        .into_any()
    };
    if !difference.is_known {
        return note(Phrase::DifferenceUnknown);
    }
    if difference.is_nothing() {
        return note(Phrase::AskedOtherwise);
    }
    // WHY: what stands in the way is told below, and nothing else happens.
    let part = move |phrase: Phrase, findings: Vec<Finding>| {
        (!is_blocked && !findings.is_empty()).then(|| {
            view! {
                <h3>{words.say(phrase)}</h3>
                <Findings findings names />
            }
        })
    };
    let records: Vec<String> = names.with_value(|names| {
        let seen = difference
            .changed
            .iter()
            .map(|record| words.speech().record_changed(record, names));
        let unseen = (difference.hidden > 0).then(|| {
            words
                .speech()
                .records_changed_unseen(u64::from(difference.hidden))
        });
        seen.chain(unseen).collect()
    });
    view! {
        {(!records.is_empty())
            .then(|| {
                view! { <ul>{records.into_iter().map(|text| view! { <li><Prose text strong=true /></li> }).collect_view()}</ul> }
            })}
        {part(Phrase::NewSinceYouLooked, difference.appeared)}
        {part(Phrase::GoneSinceYouLooked, difference.gone)}
    }
    .into_any()
}

/// That one can come back.
#[component]
pub(super) fn WayBack(
    /// The home left.
    from: String,
) -> impl IntoView {
    let words = use_words();
    view! {
        <Note tone=None glyph=Glyph::Undo>
            <Prose text=words.speech().you_can_move_back(&from) />
        </Note>
    }
}
