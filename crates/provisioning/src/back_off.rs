//! How long to wait before the next try: a pure function of the count and a seed.

use std::time::Duration;

/// The first wait.
const FIRST: Duration = Duration::from_secs(5);
/// Each wait is this many times the one before.
const FACTOR: u32 = 4;
/// No wait is longer, unless the other end asks for it.
pub const LONGEST: Duration = Duration::from_secs(6 * 60 * 60);
/// What the other end asks for is heeded up to here.
pub const LONGEST_ASKED: Duration = Duration::from_secs(24 * 60 * 60);
/// After so many tries in vain it is a failure that waits for a person: after one to two days, as the jitter falls.
pub const TRIES: u32 = 15;

/// The wait after the try of this number (the first is 1): 5 s, 20 s, 80 s, ..., at most six hours, less a jitter
/// of up to half of it that depends on the seed alone. It is never shorter than what the other end asked for, and
/// that counts up to a day.
pub fn delay(tried: u32, seed: u64, asked: Option<Duration>) -> Duration {
    let full = FACTOR
        .checked_pow(tried.saturating_sub(1))
        .and_then(|times| FIRST.checked_mul(times))
        .map_or(LONGEST, |wait| wait.min(LONGEST));
    let half = full / 2;
    // A thousandth of the half is fine enough to keep tries apart.
    let part = u32::try_from(mixed(seed, tried) % 1_001).unwrap_or_default();
    let own = half + half / 1_000 * part;
    own.max(asked.unwrap_or_default().min(LONGEST_ASKED))
}

/// SplitMix64, so that neighbouring seeds and counts give waits far apart.
fn mixed(seed: u64, tried: u32) -> u64 {
    let mut z = seed.wrapping_add(u64::from(tried).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, LONGEST_ASKED, TRIES, delay};
    use proptest::prelude::*;
    use std::time::Duration;

    #[test]
    fn the_waits_together_span_days() {
        let total: Duration = (1..TRIES).map(|tried| delay(tried, 7, None)).sum();
        assert!(total > Duration::from_secs(24 * 60 * 60), "{total:?}");
    }

    #[test]
    fn what_the_other_end_asks_for_is_heeded_up_to_a_day() {
        let asked = Duration::from_secs(3_600);
        assert_eq!(delay(1, 0, Some(asked)), asked);
        assert_eq!(delay(1, 0, Some(asked * 1_000)), LONGEST_ASKED);
    }

    proptest! {
        #[test]
        fn a_wait_lies_between_half_and_all_of_its_step_and_the_same_seed_gives_the_same(
            tried in 0_u32..200, seed: u64
        ) {
            let full = Duration::from_secs(4_u64.saturating_pow(tried.saturating_sub(1)).saturating_mul(5)).min(LONGEST);
            let wait = delay(tried, seed, None);
            prop_assert!(wait >= full / 2 && wait <= full, "{wait:?} of {full:?}");
            prop_assert_eq!(wait, delay(tried, seed, None));
        }
    }
}
