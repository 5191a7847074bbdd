//! Counting what test harnesses say about themselves.

use std::ops::AddAssign;

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl Tally {
    pub(crate) const ONE_PASSED: Self = Self {
        passed: 1,
        failed: 0,
    };
    pub(crate) const ONE_FAILED: Self = Self {
        passed: 0,
        failed: 1,
    };

    /// Reads a result line: Rust's `test result: ok. 3 passed; 0 failed; ...`, Playwright's
    /// `3 passed (2.1s)` and `1 failed`, or a plain `3 passed, 0 failed`. Any other line counts
    /// nothing.
    pub(crate) fn of_line(line: &str) -> Self {
        let mut tally = Self::default();
        let line = line.trim();
        let results = match line.strip_prefix("test result: ") {
            Some(rest) => rest.split_once(". ").map_or(rest, |(_, counts)| counts),
            None => line,
        };
        for part in results.split([',', ';']) {
            let mut words = part.split_whitespace();
            let (Some(Ok(count)), Some(what)) = (words.next().map(str::parse::<u64>), words.next())
            else {
                break;
            };
            if words.next().is_some_and(|next| !next.starts_with('(')) {
                break;
            }
            match what {
                "passed" => tally.passed += count,
                "failed" => tally.failed += count,
                _ => {}
            }
        }
        tally
    }
}

#[cfg(test)]
mod tests {
    use super::Tally;

    fn read(line: &str) -> (u64, u64) {
        let tally = Tally::of_line(line);
        (tally.passed, tally.failed)
    }

    #[test]
    fn the_harnesses_are_understood() {
        assert_eq!(
            read("test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; finished in 0.02s"),
            (5, 0)
        );
        assert_eq!(
            read("test result: FAILED. 5 passed; 2 failed; 0 ignored"),
            (5, 2)
        );
        assert_eq!(read("  12 passed (30.1s)"), (12, 0));
        assert_eq!(read("  2 failed"), (0, 2));
        assert_eq!(read("7 passed, 1 failed"), (7, 1));
    }

    #[test]
    fn prose_is_not_counted() {
        assert_eq!(read("test two_rows_failed ... ok"), (0, 0));
        assert_eq!(read("2 failed logins lock the account"), (0, 0));
        assert_eq!(read("running 3 tests"), (0, 0));
        assert_eq!(read("3 skipped"), (0, 0));
    }
}
