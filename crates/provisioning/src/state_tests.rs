#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
use super::{Goal, State};
use crate::{Cause, CauseKind, Done, NotYet, Outcome, Reason, back_off};
use rehome_domain::hosting::Provisioning;
use rehome_domain::time::Timestamp;

const NOW: Timestamp = Timestamp(1_000_000);

fn requested() -> State {
    State::NotProvisioned.request(Goal::Present, NOW).unwrap()
}

fn ended(state: State, outcome: Outcome) -> State {
    let State::Requested(requested) = state else {
        panic!("{state:?} is not requested");
    };
    requested.begin().end(outcome, NOW, 1)
}

fn failure(kind: CauseKind) -> Outcome {
    Outcome::Failed(Cause::new(kind, "x"))
}

fn one_of_each() -> [State; 6] {
    let State::Requested(work) = requested() else {
        unreachable!()
    };
    [
        State::NotProvisioned,
        requested(),
        State::InProgress(work.begin()),
        State::Provisioned,
        ended(requested(), failure(CauseKind::Conflict)),
        State::Pending,
    ]
}

#[test]
fn there_are_six_and_they_are_written_as_ruled() {
    for (state, status) in one_of_each().into_iter().zip(Provisioning::ALL) {
        assert_eq!(state.status(), status);
        let written = serde_json::to_value(&state).unwrap();
        assert_eq!(written["status"], status.as_str());
        let read: State = serde_json::from_value(written).unwrap();
        assert_eq!(read, state);
    }
}

#[test]
fn what_is_under_way_cannot_be_asked_for_again() {
    for state in one_of_each() {
        let busy = state.status().is_running();
        assert_eq!(
            state.clone().request(Goal::Present, NOW).is_err(),
            busy,
            "{state:?}"
        );
        assert_eq!(state.clone().require().is_err(), busy, "{state:?}");
    }
}

#[test]
fn nothing_cannot_be_taken_away_and_only_what_is_pending_is_given_up() {
    let told = State::NotProvisioned
        .request(Goal::Absent, NOW)
        .unwrap_err();
    assert_eq!(told.to_string(), "not_provisioned cannot be requested");
    for state in one_of_each() {
        let pending = state.status() == Provisioning::Pending;
        assert_eq!(state.give_up().is_ok(), pending);
    }
}

#[test]
fn done_is_green_or_grey_as_was_aimed_at() {
    let done = || Outcome::Done(Done::default());
    assert_eq!(ended(requested(), done()), State::Provisioned);
    let away = State::Provisioned.request(Goal::Absent, NOW).unwrap();
    assert_eq!(ended(away, done()), State::NotProvisioned);
}

#[test]
fn what_may_pass_waits_and_is_red_after_the_last_try() {
    let mut state = requested();
    for tried in 1..back_off::TRIES {
        state = ended(state, failure(CauseKind::Unreachable));
        let State::Requested(work) = &state else {
            panic!("{state:?}");
        };
        assert_eq!(work.tried, tried);
        assert!(work.not_before > NOW);
        assert!(work.last.is_some());
    }
    let last = ended(state, failure(CauseKind::Unreachable));
    assert_eq!(last.status(), Provisioning::Failed);
}

#[test]
fn what_does_not_pass_by_itself_is_red_at_once_and_can_be_tried_again() {
    let State::Failed(failed) = ended(requested(), failure(CauseKind::Refused)) else {
        panic!("not failed");
    };
    assert_eq!(failed.cause.kind, CauseKind::Refused);
    assert_eq!(failed.retry(NOW).tried, 0);
}

#[test]
fn what_the_other_end_took_up_is_looked_at_later() {
    let outcome = Outcome::NotYet(NotYet {
        reason: Reason::Accepted,
        reference: Some("https://example.org/1".to_owned()),
        after: None,
        entry: None,
        steps: Vec::new(),
    });
    let State::InProgress(accepted) = ended(requested(), outcome) else {
        panic!("not in progress");
    };
    let work = accepted.work();
    assert!(work.is_accepted && work.reference.is_some());
    assert_eq!(work.not_before, Timestamp(NOW.0 + 60_000_000));
    let State::Requested(work) = accepted.end(failure(CauseKind::Timeout), NOW, 1) else {
        panic!("not waiting");
    };
    assert!(
        work.is_accepted,
        "the next try looks again rather than runs"
    );
}

#[test]
fn a_reset_is_red_and_a_lost_worker_is_not() {
    for state in one_of_each() {
        if let State::InProgress(work) = state {
            assert_eq!(work.clone().reset().cause.kind, CauseKind::Timeout);
            assert_eq!(State::Requested(work.abandon()), requested());
        }
    }
}
