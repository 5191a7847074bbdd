//! Many rows of a file: how many a second, and how much memory they take.

use crate::figures::present_megabytes;
use crate::ground::{Engine, Ground, Tree};
use rehome_document::moves::MoveRow;
use rehome_service::bulk::FileOptions;
use rehome_service::{Acting, Caller, Via};
use rehome_testkit::generate::ADMINISTRATOR;
use std::time::Instant;

/// So many rows, each about somebody else, in a directory a little larger.
pub(crate) async fn rows(engine: &Engine, rows: usize) {
    println!(
        "\n== {}: {rows} rows of a file, each planned and committed",
        engine.name()
    );
    let ground = Ground::new(engine).await;
    let (running, movers) = ground.serve(Tree::Enterprise, rows * 8 / 5, 1_000).await;
    let file: Vec<MoveRow> = movers
        .iter()
        .take(rows)
        .enumerate()
        .map(|(number, mover)| MoveRow {
            line: number as u32 + 2,
            user: mover.user.clone(),
            source: Some(mover.source.clone()),
            destination: Some(mover.destination.clone()),
            ..MoveRow::default()
        })
        .collect();
    drop(movers);
    let asked = file.len();
    let options = FileOptions {
        acting: Acting {
            acting_in: Some("o00000".into()),
            act_as: None,
        },
        acknowledged: WARNINGS.into_iter().map(str::to_owned).collect(),
        file_hash: "bench".to_owned(),
        ..FileOptions::default()
    };
    let caller = Caller::new(ADMINISTRATOR, Via::CommandLine);
    let before = present_megabytes();
    let mut most: f64 = 0.0;
    let mut told = 0_usize;
    let started = Instant::now();
    let summary = running
        .service()
        .moves_run_file(&caller, file, &options, |_| {
            told += 1;
            if told.is_multiple_of(1_000) {
                most = most.max(present_megabytes());
            }
        })
        .await
        .unwrap();
    let took = started.elapsed().as_secs_f64();
    println!(
        "{} of {asked} moved, {} refused, in {took:.1} s: {:.0} a second; memory {before:.0} MB before, at most {most:.0} MB while running",
        summary.moved,
        summary.refused,
        f64::from(summary.moved) / took,
    );
    running.stop().await;
}

/// Every warning a row can carry here.
const WARNINGS: [&str; 8] = [
    "role-revoked",
    "subscription-cancelled",
    "membership-removed",
    "manager-cleared",
    "position-required",
    "last-administrator",
    "enterprise-alerts-only",
    "administrator-across-enterprises",
];
