//! Tables of people to download, and files of people and moves to hand in (enterprise 6).

mod export;
mod import;
mod jobs;
mod looked;
mod one;
mod pace;
mod rows;

pub(super) use export::Export;
pub(super) use import::Import;
pub(super) use jobs::Jobs;
