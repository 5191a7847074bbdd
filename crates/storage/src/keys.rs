//! What names are compared, sorted and found by. Both engines compare these texts byte by byte.

use rehome_domain::text::folded;
use std::collections::BTreeSet;

/// By which lists are sorted.
pub(crate) fn sort_key(name: &str) -> String {
    folded(name)
}

/// The words a text is found by.
pub(crate) fn words(text: &str) -> impl Iterator<Item = String> {
    let folded = folded(text);
    let words: Vec<String> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    words.into_iter()
}

/// The words a person is found by: those of the name, those of `ids` (the id, the username, the mapping id), each of
/// these as a whole, and every one of `addresses` as a whole.
pub(crate) fn words_of_user<'a>(
    ids: impl IntoIterator<Item = &'a str>,
    name: &str,
    addresses: impl IntoIterator<Item = &'a str>,
) -> BTreeSet<String> {
    let mut all: BTreeSet<String> = words(name).collect();
    for whole in ids {
        all.extend(words(whole));
        all.insert(folded(whole));
    }
    all.extend(addresses.into_iter().map(folded));
    all.remove("");
    all
}

/// The ranges of words that begin like the words of a search, the longest first.
pub(crate) fn prefixes(text: &str) -> Vec<[String; 2]> {
    let whole = folded(text);
    // WHY: who types a whole username finds it although it holds signs that part words.
    let mut beginnings: Vec<String> = if whole.contains(char::is_whitespace) {
        words(text).collect()
    } else {
        vec![whole]
    };
    beginnings.retain(|word| !word.is_empty());
    beginnings.sort_by_key(|word| std::cmp::Reverse(word.len()));
    beginnings.truncate(8);
    beginnings
        .into_iter()
        .map(|word| [word.clone(), format!("{word}\u{10ffff}")])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_found_by_every_name_part() {
        let words = words_of_user(
            ["u-7", "dana.whitfield", "M 17"],
            "Dana Whitfield-O'Neil",
            ["D.O'Neil@harbour.example"],
        );
        for word in [
            "dana",
            "whitfield",
            "o",
            "neil",
            "dana.whitfield",
            "u-7",
            "m 17",
            "17",
            "d.o'neil@harbour.example",
        ] {
            assert!(words.contains(word), "{word}");
        }
        assert!(!words.contains("harbour"));
    }

    #[test]
    fn a_search_is_split_where_it_has_spaces_only() {
        let of = |text: &str| {
            prefixes(text)
                .into_iter()
                .map(|[low, _]| low)
                .collect::<Vec<_>>()
        };
        assert_eq!(of("Da Whit"), ["whit", "da"]);
        assert_eq!(of("dana.whit"), ["dana.whit"]);
        assert!(of("  ").is_empty());
    }
}
