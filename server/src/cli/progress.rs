//! Progress bars, on standard error, and only where somebody looks.

use indicatif::{ProgressBar, ProgressStyle};

/// A bar over so many rows.
pub(super) fn bar(rows: usize, what: &'static str) -> ProgressBar {
    let bar = ProgressBar::new(rows as u64);
    let style = ProgressStyle::with_template("{msg} [{wide_bar}] {pos}/{len} {per_sec} {eta}");
    // A template that is none would leave the plain bar.
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.with_message(what)
}
