//! One corpus of cases, judged natively and in WebAssembly by the same code.
//!
//! [`run`] takes a case as bytes and gives the answer as bytes; `run.mjs` holds the answers of both worlds
//! against each other. It knows the domain only. To judge something else of a case, add a part to [`Answer`].

#[cfg(target_arch = "wasm32")]
pub mod abi;
pub mod bench;

use rehome_domain::time::Timestamp;
use rehome_domain::undo::{LedgerEntry, plan_undo};
use rehome_domain::user_move::apply::apply;
use rehome_domain::user_move::{
    Actor, FamilyPlan, Finding, MoveAuthority, MoveRequest, Refusal, Snapshot, Step, Verdicts,
    canonical, plan, verdicts,
};
use serde::{Deserialize, Serialize};

/// One case: the facts, who asks, for what, and when.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CorpusCase {
    /// What the case is called where it fails.
    pub name: String,
    /// The facts.
    pub snapshot: Snapshot,
    /// Who asks.
    pub actor: Actor,
    /// For what.
    pub request: MoveRequest,
    /// The moment.
    pub now: Timestamp,
}

/// Everything the rules say about a case.
#[derive(Debug, Serialize)]
struct Answer {
    /// The plan in its canonical encoding, or why there is none.
    plan: String,
    /// The verdicts on all destinations, where one person is asked about.
    destinations: Option<Verdicts>,
    /// What undoing the first family's move would find and do.
    undo: Option<(Vec<Finding>, Vec<Step>)>,
}

/// Judges one case given as JSON. A case that cannot be read is answered by saying so.
pub fn run(case: &[u8]) -> Vec<u8> {
    match serde_json::from_slice::<CorpusCase>(case) {
        Ok(case) => serde_json::to_vec(&answer(&case)).unwrap_or_default(),
        Err(error) => format!("this is no case: {error}").into_bytes(),
    }
}

fn answer(case: &CorpusCase) -> Answer {
    let CorpusCase {
        snapshot,
        actor,
        request,
        now,
        ..
    } = case;
    let planned = plan(snapshot, request, actor, *now);
    let undo = planned
        .as_ref()
        .ok()
        .and_then(|plan| plan.families.iter().find(|family| !family.is_blocked()))
        .and_then(|family| undo(case, family));
    Answer {
        plan: match &planned {
            Ok(plan) => String::from_utf8_lossy(&canonical::whole(request, plan)).into_owned(),
            Err(refusal) => refusal_name(refusal).to_owned(),
        },
        destinations: request
            .subject
            .as_ref()
            .and_then(|subject| verdicts(snapshot, request, actor, subject, *now).ok()),
        undo,
    }
}

/// The name of a refusal, without what it is about.
fn refusal_name(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::UnknownActingIn(_) => "unknown acting in",
        Refusal::UnknownSubject => "unknown subject",
        Refusal::UnknownDestination => "unknown destination",
        Refusal::NotAllowed => "not allowed",
        Refusal::NoDestination => "no destination",
        Refusal::NoSubject => "no subject",
        Refusal::ConcernsNobody(_) => "concerns nobody",
        Refusal::NotApplicable(_) => "not applicable",
        Refusal::TooMany { .. } => "too many",
    }
}

fn undo(case: &CorpusCase, family: &FamilyPlan) -> Option<(Vec<Finding>, Vec<Step>)> {
    let mut state = case.snapshot.clone();
    apply(&mut state, &family.steps);
    let entry = LedgerEntry {
        id: "move".into(),
        commit: "move".into(),
        subject: family.subject.clone(),
        source: family.source.clone()?,
        destination: family.destination.clone(),
        request: case.request.clone(),
        steps: family.steps.clone(),
        committed_at: case.now,
        undoes: None,
        undone_by: None,
        by_oneself: family
            .authority
            .as_ref()
            .is_some_and(MoveAuthority::is_oneself),
        held: family.held.clone(),
        superseded_by: None,
        original: None,
    };
    let undo = plan_undo(&state, &entry, &case.actor, case.now).ok()?;
    Some((undo.family.findings, undo.family.steps))
}
