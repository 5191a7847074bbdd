//! Durations as figures.

use std::time::Duration;

/// How long each of many things took, and all of them together.
pub(crate) struct Figures {
    pub(crate) each: Vec<Duration>,
    pub(crate) whole: Duration,
}

impl Figures {
    pub(crate) fn per_second(&self) -> f64 {
        self.each.len() as f64 / self.whole.as_secs_f64()
    }

    fn at(&self, share: f64) -> f64 {
        let mut sorted = self.each.clone();
        sorted.sort();
        let index = ((sorted.len() as f64 * share) as usize).min(sorted.len() - 1);
        sorted[index].as_secs_f64() * 1_000.0
    }

    pub(crate) fn median(&self) -> f64 {
        self.at(0.5)
    }

    pub(crate) fn head() {
        println!(
            "{:<58} {:>9} {:>9} {:>9} {:>9}",
            "", "per s", "p50 ms", "p99 ms", "max ms"
        );
    }

    pub(crate) fn row(&self, name: &str) {
        println!(
            "{name:<58} {:>9.0} {:>9.2} {:>9.2} {:>9.2}",
            self.per_second(),
            self.median(),
            self.at(0.99),
            self.at(1.0)
        );
    }
}

/// The memory this process has now, in MB.
pub(crate) fn present_megabytes() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmRSS:"))
        .unwrap_or_default();
    line.split_whitespace()
        .nth(1)
        .and_then(|kb| kb.parse::<f64>().ok())
        .unwrap_or(0.0)
        / 1_024.0
}
