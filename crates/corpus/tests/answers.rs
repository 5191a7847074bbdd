//! The corpus has enough in it, and a case reads back as it was written.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "../examples/shared/cases.rs"]
mod cases;

use rehome_corpus::bench::Bench;
use rehome_corpus::{CorpusCase, run};
use serde_json::Value;

fn answer(case: &CorpusCase) -> Value {
    serde_json::from_slice(&run(&serde_json::to_vec(case).unwrap())).unwrap()
}

#[test]
fn the_corpus_has_plans_refusals_lists_and_undos() {
    let answers: Vec<Value> = cases::cases().iter().map(answer).collect();
    assert!(answers.len() > 300);
    let count = |holds: &dyn Fn(&Value) -> bool| answers.iter().filter(|it| holds(it)).count();
    assert!(count(&|it| it["plan"].as_str().unwrap().contains("\"steps\":[{")) > 80);
    assert!(count(&|it| it["plan"] == "not allowed") > 5);
    assert!(count(&|it| it["plan"] == "unknown subject") > 20);
    assert!(count(&|it| it["destinations"].is_object()) > 100);
    assert!(count(&|it| it["undo"].is_array()) > 50);
}

#[test]
fn the_corpus_has_moves_between_sites_and_all_that_can_be_said_of_one_at_once() {
    let cases = cases::cases();
    let of = |name: &str| {
        let cases = cases.iter().filter(|case| case.name.starts_with(name));
        let plans = cases.map(|case| answer(case)["plan"].as_str().unwrap().to_owned());
        plans.collect::<Vec<_>>()
    };
    let moved = of("sites, seed").into_iter();
    assert!(moved.filter(|plan| plan.contains("\"telephony\"")).count() > 20);
    let all = of("sites, all at once");
    assert_eq!(all.len(), 5);
    for plan in &all {
        assert!(plan.matches("\"code\":").count() > 12, "{plan}");
    }
}

#[test]
fn a_case_reads_back_as_it_was_written() {
    for case in cases::cases() {
        let text = serde_json::to_string(&case).unwrap();
        let read: CorpusCase = serde_json::from_str(&text).unwrap();
        assert_eq!(read.snapshot, case.snapshot);
        assert_eq!(serde_json::to_string(&read).unwrap(), text);
    }
}

#[test]
fn what_is_no_case_is_said_to_be_none() {
    let said = String::from_utf8(run(b"[1, 2")).unwrap();
    assert!(said.starts_with("this is no case"), "{said}");
}

#[test]
fn the_bench_judges_every_destination() {
    let bench = Bench::new(700, true);
    assert_eq!(bench.verdicts(), 700);
    assert!(bench.keystroke(3) > 3);
}
