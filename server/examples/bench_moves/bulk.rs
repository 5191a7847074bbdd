//! Many rows of a file: how many a second, and how much memory they take.

use crate::figures::{peak_megabytes, present_megabytes};
use crate::ground::{Engine, Ground};
use rehome_document::moves::MoveRow;
use rehome_service::bulk::FileOptions;
use rehome_service::{Acting, Caller, Via};
use std::time::Instant;

/// So many people of a directory just as large, each moved once.
pub(crate) async fn rows(engine: &Engine, rows: usize) {
    const ORGANIZATIONS: usize = 1_000;
    println!(
        "\n== {}: {rows} rows of a file, each planned and committed",
        engine.name()
    );
    let ground = Ground::new(engine).await;
    let running = ground.serve(rows, ORGANIZATIONS).await;
    let file: Vec<MoveRow> = (0..rows)
        .map(|number| MoveRow {
            line: number as u32 + 2,
            user: format!("u{number}"),
            source: Some(format!("o{}", number % ORGANIZATIONS)),
            destination: Some(format!("o{}", (number + 1) % ORGANIZATIONS)),
            ..MoveRow::default()
        })
        .collect();
    let options = FileOptions {
        acting: Acting {
            acting_in: Some("enterprise".into()),
            act_as: None,
        },
        file_hash: "bench".to_owned(),
        ..FileOptions::default()
    };
    let caller = Caller::new("administrator", Via::CommandLine);
    let before = present_megabytes();
    let started = Instant::now();
    let summary = running
        .service()
        .moves_run_file(&caller, file, &options, |_| {})
        .await
        .unwrap();
    let took = started.elapsed().as_secs_f64();
    println!(
        "{} moved in {took:.1} s: {:.0} a second; memory {before:.0} MB before, {:.0} MB at its peak",
        summary.moved,
        f64::from(summary.moved) / took,
        peak_megabytes()
    );
    running.stop().await;
}
