//! Figures of moves: over HTTP beside a bare transaction, in a small directory beside a large one, and in bulk.
//!
//! `cargo xtask bench moves [--moves N] [--large USERS] [--rows N] [--only http|hosted|size|phones|bulk] [--postgres URL]`.
//! Everything is measured in one run on one machine, on databases made for it; nothing passes or fails.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod bare;
mod bulk;
mod figures;
mod ground;
mod http;
mod phones;

use std::time::Instant;

/// What to measure, and how much of it.
pub(crate) struct Wanted {
    /// Moves per client.
    pub(crate) moves: usize,
    /// Users of the large directory.
    pub(crate) large: usize,
    /// Rows of the bulk file.
    pub(crate) rows: usize,
    only: Option<String>,
    /// A PostgreSQL server on which databases can be made.
    pub(crate) postgres: Option<String>,
}

impl Wanted {
    fn read() -> Self {
        let mut wanted = Self {
            moves: 300,
            large: 1_000_000,
            rows: 100_000,
            only: None,
            postgres: std::env::var("REHOME_TEST_POSTGRES_URL").ok(),
        };
        let mut arguments = std::env::args().skip(1);
        while let Some(argument) = arguments.next() {
            let value = arguments
                .next()
                .unwrap_or_else(|| panic!("{argument} wants a value"));
            match argument.as_str() {
                "--moves" => wanted.moves = value.parse().expect("a number"),
                "--large" => wanted.large = value.parse().expect("a number"),
                "--rows" => wanted.rows = value.parse().expect("a number"),
                "--only" => wanted.only = Some(value),
                "--postgres" => wanted.postgres = Some(value),
                _ => panic!("{argument}: there is --moves, --large, --rows, --only and --postgres"),
            }
        }
        wanted
    }

    fn is_wanted(&self, name: &str) -> bool {
        self.only.as_deref().is_none_or(|only| only == name)
    }
}

#[tokio::main]
async fn main() {
    let wanted = Wanted::read();
    let started = Instant::now();
    let engines: Vec<ground::Engine> = [
        Some(ground::Engine::Sqlite),
        wanted.postgres.clone().map(ground::Engine::Postgres),
    ]
    .into_iter()
    .flatten()
    .collect();
    for engine in &engines {
        if wanted.is_wanted("http") {
            http::beside_bare(engine, ground::Tree::Enterprise, wanted.moves).await;
        }
        if wanted.is_wanted("hosted") {
            http::beside_bare(engine, ground::Tree::Hosting, wanted.moves).await;
        }
        if wanted.is_wanted("size") {
            http::small_beside_large(engine, wanted.moves, wanted.large).await;
        }
        if wanted.is_wanted("phones") {
            phones::of_sites(engine, wanted.moves).await;
        }
        if wanted.is_wanted("bulk") {
            bulk::rows(engine, wanted.rows).await;
        }
    }
    println!("\nall of it took {:.0} s", started.elapsed().as_secs_f64());
}
