//! Numbers, counts, dates and lists as each language writes them.

use super::Language;
use rehome_domain::time::{Day, Timestamp};

/// The forms a counted word can take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Plural {
    Zero,
    One,
    Two,
    Few,
    Many,
    Other,
}

/// The form a word takes after a count.
pub(crate) fn plural(language: Language, count: u64) -> Plural {
    match language {
        Language::English | Language::German => {
            if count == 1 {
                Plural::One
            } else {
                Plural::Other
            }
        }
        Language::Arabic => match (count, count % 100) {
            (0, _) => Plural::Zero,
            (1, _) => Plural::One,
            (2, _) => Plural::Two,
            (_, 3..=10) => Plural::Few,
            (_, 11..=99) => Plural::Many,
            _ => Plural::Other,
        },
    }
}

/// A number with its thousands apart.
pub(crate) fn number(language: Language, value: u64) -> String {
    let separator = match language {
        Language::English => ',',
        Language::German => '.',
        Language::Arabic => '\u{66c}',
    };
    let digits = value.to_string();
    let mut text = String::with_capacity(digits.len() * 2);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(local_digit(language, digit));
    }
    text
}

/// How much data, in the unit that keeps the number short: thousands, not 1024.
pub(crate) fn bytes(language: Language, value: u64) -> String {
    let units = match language {
        Language::English | Language::German => ["B", "kB", "MB", "GB", "TB"],
        Language::Arabic => ["بايت", "ك.ب", "م.ب", "ج.ب", "ت.ب"],
    };
    let mut scale = 1_u64;
    let [mut unit, larger @ ..] = units;
    for larger in larger {
        if value / scale < 1_000 {
            break;
        }
        scale *= 1_000;
        unit = larger;
    }
    let (whole, tenth) = (value / scale, value % scale * 10 / scale);
    let point = match language {
        Language::English => '.',
        Language::German => ',',
        Language::Arabic => '\u{66b}',
    };
    let short = number(language, whole);
    if whole < 10 && tenth > 0 {
        let tenth = number(language, tenth);
        format!("{short}{point}{tenth}\u{a0}{unit}")
    } else {
        format!("{short}\u{a0}{unit}")
    }
}

/// A date with the month in words.
pub(crate) fn date(language: Language, day: Day) -> String {
    let (year, month, date) = day.civil();
    let month = month_name(language, month);
    let date = local(language, &date.to_string());
    let year = local(language, &year.to_string());
    match language {
        Language::English | Language::Arabic => format!("{date} {month} {year}"),
        Language::German => format!("{date}. {month} {year}"),
    }
}

/// The time of day in hours and minutes (UTC).
pub(crate) fn time_of_day(language: Language, at: Timestamp) -> String {
    let seconds = at.0.div_euclid(1_000_000).rem_euclid(86_400);
    local(
        language,
        &format!("{:02}:{:02}", seconds / 3600, seconds / 60 % 60),
    )
}

/// Things one after the other, with "and" before the last.
pub(crate) fn list(language: Language, things: &[String]) -> String {
    let (comma, and) = match language {
        Language::English => (", ", " and "),
        Language::German => (", ", " und "),
        Language::Arabic => ("، ", " و"),
    };
    match things {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{}{and}{last}", first.join(comma)),
    }
}

fn local(language: Language, digits: &str) -> String {
    digits
        .chars()
        .map(|digit| local_digit(language, digit))
        .collect()
}

fn local_digit(language: Language, digit: char) -> char {
    match (language, digit.to_digit(10)) {
        (Language::Arabic, Some(value)) => char::from_u32(0x660 + value).unwrap_or(digit),
        _ => digit,
    }
}

fn month_name(language: Language, month: u32) -> &'static str {
    let names: [&'static str; 12] = match language {
        Language::English => [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
        Language::German => [
            "Januar",
            "Februar",
            "März",
            "April",
            "Mai",
            "Juni",
            "Juli",
            "August",
            "September",
            "Oktober",
            "November",
            "Dezember",
        ],
        Language::Arabic => [
            "يناير",
            "فبراير",
            "مارس",
            "أبريل",
            "مايو",
            "يونيو",
            "يوليو",
            "أغسطس",
            "سبتمبر",
            "أكتوبر",
            "نوفمبر",
            "ديسمبر",
        ],
    };
    names
        .get((month as usize).saturating_sub(1))
        .copied()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn thousands_stand_apart_as_the_language_wants() {
        assert_eq!(number(Language::English, 1_234_567), "1,234,567");
        assert_eq!(number(Language::German, 12_345), "12.345");
        assert_eq!(number(Language::English, 999), "999");
        assert_eq!(number(Language::Arabic, 1_024), "١٬٠٢٤");
    }

    #[test]
    fn dates_are_written_as_the_language_wants() {
        let day: Day = "2026-11-03".parse().unwrap();
        assert_eq!(date(Language::English, day), "3 November 2026");
        assert_eq!(date(Language::German, day), "3. November 2026");
        assert_eq!(date(Language::Arabic, day), "٣ نوفمبر ٢٠٢٦");
        assert_eq!(
            time_of_day(
                Language::German,
                Timestamp(1_000_000 * (9 * 3600 + 44 * 60))
            ),
            "09:44"
        );
    }

    #[test]
    fn arabic_counts_have_six_forms() {
        let forms: Vec<Plural> = [0, 1, 2, 3, 10, 11, 99, 100, 103, 111]
            .into_iter()
            .map(|n| plural(Language::Arabic, n))
            .collect();
        use Plural::*;
        assert_eq!(
            forms,
            [Zero, One, Two, Few, Few, Many, Many, Other, Few, Many]
        );
    }

    #[test]
    fn lists_end_with_and() {
        let things = ["A".to_owned(), "B".to_owned(), "C".to_owned()];
        assert_eq!(list(Language::English, &things), "A, B and C");
        assert_eq!(list(Language::German, things.get(..2).unwrap()), "A und B");
        assert_eq!(list(Language::Arabic, &things), "A، B وC");
        assert_eq!(list(Language::English, &[]), "");
    }
}
