//! Points in time and calendar days, given from outside: the domain has no clock.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

const MICROSECONDS_PER_DAY: i64 = 86_400_000_000;

/// Microseconds since 1970-01-01 00:00 UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The day (UTC) this point in time lies in (ruling 80).
    pub fn day(self) -> Day {
        Day(self.0.div_euclid(MICROSECONDS_PER_DAY) as i32)
    }

    /// The point in time as `2026-11-21T09:30:00Z`, whole seconds.
    pub fn to_rfc3339(self) -> String {
        let seconds = self.0.div_euclid(1_000_000).rem_euclid(86_400);
        format!(
            "{}T{:02}:{:02}:{:02}Z",
            self.day(),
            seconds / 3600,
            seconds / 60 % 60,
            seconds % 60
        )
    }

    /// Reads a point in time like `2026-11-21T09:30:00Z`; fractions of a second and other zones are read too.
    pub fn from_rfc3339(text: &str) -> Option<Self> {
        let (day, rest) = text.split_once(['T', 't'])?;
        let day: Day = day.parse().ok()?;
        let zone_at = rest.find(['Z', 'z', '+', '-'])?;
        let (time, zone) = rest.split_at_checked(zone_at)?;
        let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
        let seconds = clock(time)?;
        if fraction.is_empty() || !fraction.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let micros: i64 = format!("{fraction:0<6}").get(..6)?.parse().ok()?;
        let east = match zone.split_at_checked(1)? {
            ("Z" | "z", "") => 0,
            (sign, offset) => {
                let offset = clock(&format!("{offset}:00"))?;
                if sign == "-" { -offset } else { offset }
            }
        };
        Some(Self(day.start().0 + (seconds - east) * 1_000_000 + micros))
    }
}

/// The first moment of what a text names: a day (UTC) or a point in time (ruling 80).
pub fn beginning(text: &str) -> Option<Timestamp> {
    let day = || text.parse().ok().map(Day::start);
    Timestamp::from_rfc3339(text).or_else(day)
}

/// The seconds since midnight of a time like `09:30:00`.
fn clock(text: &str) -> Option<i64> {
    let mut parts = text.split(':').map(|part| {
        let is_number = part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
        is_number.then(|| part.parse::<i64>().ok()).flatten()
    });
    let (h, m, s) = (parts.next()??, parts.next()??, parts.next()??);
    (parts.next().is_none() && h < 24 && m < 60 && s < 60).then_some((h * 60 + m) * 60 + s)
}

/// A calendar day, counted from 1970-01-01, written `2026-11-21`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

impl Day {
    /// The first microsecond of the day (UTC).
    pub fn start(self) -> Timestamp {
        Timestamp(i64::from(self.0) * MICROSECONDS_PER_DAY)
    }

    /// Year, month and day of the month in the Gregorian calendar.
    pub fn civil(self) -> (i32, u32, u32) {
        // WHY: the usual era arithmetic; exact for every i32 day, no tables.
        let z = i64::from(self.0) + 719_468;
        let era = z.div_euclid(146_097);
        let doe = z.rem_euclid(146_097);
        let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let day = doy - (153 * mp + 2) / 5 + 1;
        let month = if mp < 10 { mp + 3 } else { mp - 9 };
        let year = yoe + era * 400 + i64::from(month <= 2);
        (year as i32, month as u32, day as u32)
    }

    /// The day with these calendar numbers, if there is one.
    pub fn from_civil(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(1..=12).contains(&month) || !(1..=31).contains(&day) || !(0..=9999).contains(&year) {
            return None;
        }
        let y = i64::from(year) - i64::from(month <= 2);
        let era = y.div_euclid(400);
        let yoe = y.rem_euclid(400);
        let m = i64::from(month);
        let doy = (153 * (if m > 2 { m - 3 } else { m + 9 }) + 2) / 5 + i64::from(day) - 1;
        let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
        let found = Self((era * 146_097 + doe - 719_468) as i32);
        (found.civil() == (year, month, day)).then_some(found)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (y, m, d) = self.civil();
        write!(f, "{y:04}-{m:02}-{d:02}")
    }
}

/// A text that is no day of the form `2026-11-21`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no day; write it like 2026-11-21")]
pub struct NoDay(pub String);

impl FromStr for Day {
    type Err = NoDay;
    fn from_str(text: &str) -> Result<Self, NoDay> {
        let digits = |part: &str, length: usize| {
            (part.len() == length && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse::<u32>().ok())
                .flatten()
        };
        let mut parts = text.split('-');
        let day = (|| {
            let y = digits(parts.next()?, 4)?;
            let m = digits(parts.next()?, 2)?;
            let d = digits(parts.next()?, 2)?;
            if parts.next().is_some() {
                return None;
            }
            Self::from_civil(y as i32, m, d)
        })();
        day.ok_or_else(|| NoDay(text.to_owned()))
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}
#[cfg(feature = "schema")]
impl schemars::JsonSchema for Day {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Day".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "format": "date"})
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn days_are_read_and_written_alike() {
        for text in [
            "1970-01-01",
            "2026-11-21",
            "2000-02-29",
            "1999-12-31",
            "0001-01-01",
            "9999-12-31",
        ] {
            assert_eq!(text.parse::<Day>().unwrap().to_string(), text);
        }
        assert_eq!("1970-01-02".parse::<Day>().unwrap(), Day(1));
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in [
            "2026-02-29",
            "2026-13-01",
            "2026-1-1",
            "21.11.2026",
            "",
            "2026-11-21-1",
            "+026-11-21",
        ] {
            assert!(text.parse::<Day>().is_err(), "{text}");
        }
    }

    #[test]
    fn points_in_time_are_read_in_any_zone_and_nothing_else_is() {
        let at = Timestamp::from_rfc3339("2026-11-21T09:30:00Z").unwrap();
        assert_eq!(at.to_rfc3339(), "2026-11-21T09:30:00Z");
        for same in ["2026-11-21T10:30:00+01:00", "2026-11-21T00:00:00.000-09:30"] {
            assert_eq!(Timestamp::from_rfc3339(same), Some(at), "{same}");
        }
        let half = Timestamp::from_rfc3339("2026-11-21T09:30:00.5Z").unwrap();
        assert_eq!(half.0 - at.0, 500_000);
        for text in [
            "2026-11-21",
            "2026-11-21T09:30Z",
            "2026-11-21T24:00:00Z",
            "2026-11-21T09:30:00",
            "2026-11-21T09:30:00.Z",
            "2026-11-21T09:30:00Zé",
            "soon",
        ] {
            assert_eq!(Timestamp::from_rfc3339(text), None, "{text}");
        }
    }

    #[test]
    fn a_timestamp_knows_its_day_before_and_after_the_epoch() {
        assert_eq!(Timestamp(-1).day(), Day(-1));
        assert_eq!(Timestamp(MICROSECONDS_PER_DAY).day(), Day(1));
        assert_eq!(
            Timestamp(1_000_000 * 3_661).to_rfc3339(),
            "1970-01-01T01:01:01Z"
        );
    }
}
