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

/// The words a person is found by: those of the name, the username, the id and the mapping id, and these
/// three as a whole.
pub(crate) fn words_of_user(
    id: &str,
    username: &str,
    name: &str,
    mapping_id: Option<&str>,
) -> BTreeSet<String> {
    let wholes = [Some(id), Some(username), mapping_id];
    let mut all: BTreeSet<String> = words(name).collect();
    for whole in wholes.into_iter().flatten() {
        all.extend(words(whole));
        all.insert(folded(whole));
    }
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
            "u-7",
            "dana.whitfield",
            "Dana Whitfield-O'Neil",
            Some("M 17"),
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
        ] {
            assert!(words.contains(word), "{word}");
        }
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
