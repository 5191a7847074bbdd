//! What these screens say with names and numbers.

use crate::words::arabic::Arabic;
use crate::words::english::English;
use crate::words::german::German;
use crate::words::number::{Plural, number, plural};
use crate::words::{Language, isolated};

/// What the screens about moves and audit say with names and numbers.
pub trait RecordSpeech {
    /// The heading of a move.
    fn moved_to(&self, who: &str, to: &str) -> String;
    /// The heading of a copy; of whom, where that is in view.
    fn copied(&self, who: &str, original: Option<&str>) -> String;
    /// The heading of a commit of several families.
    fn families_moved(&self, families: u64) -> String;
    /// How many dependents went along.
    fn with_dependents(&self, dependents: u64) -> String;
    /// How many rows are shown.
    fn moves_shown(&self, moves: u64) -> String;
    /// How many records are shown.
    fn records_shown(&self, records: u64) -> String;
    /// How many left an organization.
    fn left(&self, families: u64) -> String;
    /// How many came to an organization.
    fn came(&self, families: u64) -> String;
    /// A band of the picture.
    fn flow(&self, from: &str, to: &str, families: u64) -> String;
    /// How many moves the picture shows.
    fn flow_of(&self, moves: u64) -> String;
    /// How many flows are listed of how many.
    fn counted_since(&self, day: &str) -> String;
    /// That a filter is taken away.
    fn without_filter(&self, filter: &str) -> String;
    /// How many families would go back, of how many.
    fn undo_of(&self, back: u64, all: u64) -> String;
    /// How many families went back and how many stay.
    fn undone_of(&self, undone: u64, all: u64) -> String;
    /// That the chain holds.
    fn chain_holds(&self, sealed: u64) -> String;
    /// That the chain does not hold from a place on.
    fn chain_breaks_at(&self, place: u64) -> String;
    /// How many records are not sealed yet.
    fn chain_tail(&self, unsealed: u64, first: &str) -> String;
}

fn two(language: Language, count: u64, one: &str, other: &str) -> String {
    let form = match plural(language, count) {
        Plural::One => one,
        _ => other,
    };
    form.replace('#', &number(language, count))
}

fn en(count: u64, one: &str, other: &str) -> String {
    two(Language::English, count, one, other)
}

fn de(count: u64, one: &str, other: &str) -> String {
    two(Language::German, count, one, other)
}

/// One, two, a few, many, and any other number.
fn ar(count: u64, [one, pair, few, many, other]: [&str; 5]) -> String {
    let form = match plural(Language::Arabic, count) {
        Plural::One => one,
        Plural::Two => pair,
        Plural::Few => few,
        Plural::Many => many,
        Plural::Zero | Plural::Other => other,
    };
    form.replace('#', &number(Language::Arabic, count))
}

const FAMILIES: [&str; 5] = ["عائلة واحدة", "عائلتان", "# عائلات", "# عائلة", "# عائلة"];
const MOVES: [&str; 5] = [
    "انتقال واحد",
    "انتقالان",
    "# انتقالات",
    "# انتقالًا",
    "# انتقال",
];
const RECORDS: [&str; 5] = ["قيد واحد", "قيدان", "# قيود", "# قيدًا", "# قيد"];

impl RecordSpeech for English {
    fn moved_to(&self, who: &str, to: &str) -> String {
        format!("{} moved to {}", isolated(who), isolated(to))
    }
    fn copied(&self, who: &str, original: Option<&str>) -> String {
        match original {
            Some(original) => format!("{} is a copy of {}", isolated(who), isolated(original)),
            None => format!("{} is a copy", isolated(who)),
        }
    }
    fn families_moved(&self, families: u64) -> String {
        en(
            families,
            "# family moved in one go",
            "# families moved in one go",
        )
    }
    fn with_dependents(&self, dependents: u64) -> String {
        en(dependents, "with # dependent", "with # dependents")
    }
    fn moves_shown(&self, moves: u64) -> String {
        en(moves, "# move shown", "# moves shown")
    }
    fn records_shown(&self, records: u64) -> String {
        en(records, "# record shown", "# records shown")
    }
    fn left(&self, families: u64) -> String {
        en(families, "# left", "# left")
    }
    fn came(&self, families: u64) -> String {
        en(families, "# came", "# came")
    }
    fn flow(&self, from: &str, to: &str, families: u64) -> String {
        format!(
            "{} to {}: {}",
            isolated(from),
            isolated(to),
            number(Language::English, families)
        )
    }
    fn flow_of(&self, moves: u64) -> String {
        en(
            moves,
            "Flow of # move between organizations.",
            "Flow of # moves between organizations.",
        )
    }
    fn counted_since(&self, day: &str) -> String {
        format!(
            "Only the newest moves are counted, back to {day}. Choose days to count earlier ones."
        )
    }
    fn without_filter(&self, filter: &str) -> String {
        format!("Remove: {filter}")
    }
    fn undo_of(&self, back: u64, all: u64) -> String {
        let verb = if back == 1 { "moves" } else { "move" };
        let all = en(all, "# family", "# families");
        format!("{} of {all} {verb} back.", number(Language::English, back))
    }
    fn undone_of(&self, undone: u64, all: u64) -> String {
        let all = en(all, "# family", "# families");
        format!("{} of {all} moved back.", number(Language::English, undone))
    }
    fn chain_holds(&self, sealed: u64) -> String {
        en(
            sealed,
            "The chain holds: # sealed record is as it was written.",
            "The chain holds: # sealed records are as they were written.",
        )
    }
    fn chain_breaks_at(&self, place: u64) -> String {
        format!(
            "The chain breaks at record {}: it, or one before it, was changed or taken out.",
            number(Language::English, place)
        )
    }
    fn chain_tail(&self, unsealed: u64, first: &str) -> String {
        let count = en(
            unsealed,
            "# record is not sealed yet",
            "# records are not sealed yet",
        );
        format!("{count}, from {} on. That takes a moment.", isolated(first))
    }
}

impl RecordSpeech for German {
    fn moved_to(&self, who: &str, to: &str) -> String {
        format!("{} ist nach {} umgezogen", isolated(who), isolated(to))
    }
    fn copied(&self, who: &str, original: Option<&str>) -> String {
        match original {
            Some(original) => format!(
                "{} ist eine Kopie von {}",
                isolated(who),
                isolated(original)
            ),
            None => format!("{} ist eine Kopie", isolated(who)),
        }
    }
    fn families_moved(&self, families: u64) -> String {
        de(
            families,
            "# Familie in einem Zug umgezogen",
            "# Familien in einem Zug umgezogen",
        )
    }
    fn with_dependents(&self, dependents: u64) -> String {
        de(dependents, "mit # angehörigen Person", "mit # Angehörigen")
    }
    fn moves_shown(&self, moves: u64) -> String {
        de(moves, "# Umzug gezeigt", "# Umzüge gezeigt")
    }
    fn records_shown(&self, records: u64) -> String {
        de(records, "# Eintrag gezeigt", "# Einträge gezeigt")
    }
    fn left(&self, families: u64) -> String {
        de(families, "# ging", "# gingen")
    }
    fn came(&self, families: u64) -> String {
        de(families, "# kam", "# kamen")
    }
    fn flow(&self, from: &str, to: &str, families: u64) -> String {
        format!(
            "{} nach {}: {}",
            isolated(from),
            isolated(to),
            number(Language::German, families)
        )
    }
    fn flow_of(&self, moves: u64) -> String {
        de(
            moves,
            "Strom von # Umzug zwischen Organisationen.",
            "Strom von # Umzügen zwischen Organisationen.",
        )
    }
    fn counted_since(&self, day: &str) -> String {
        format!(
            "Gezählt sind nur die neuesten Umzüge, zurück bis {day}. Wählen Sie Tage, um frühere zu zählen."
        )
    }
    fn without_filter(&self, filter: &str) -> String {
        format!("Wegnehmen: {filter}")
    }
    fn undo_of(&self, back: u64, all: u64) -> String {
        let verb = if back == 1 { "zieht" } else { "ziehen" };
        let all = de(all, "# Familie", "# Familien");
        format!(
            "{} von {all} {verb} zurück.",
            number(Language::German, back)
        )
    }
    fn undone_of(&self, undone: u64, all: u64) -> String {
        let all = de(all, "# Familie", "# Familien");
        format!(
            "{} von {all} zurückgezogen.",
            number(Language::German, undone)
        )
    }
    fn chain_holds(&self, sealed: u64) -> String {
        de(
            sealed,
            "Die Kette hält: # versiegelter Eintrag ist, wie er geschrieben wurde.",
            "Die Kette hält: # versiegelte Einträge sind, wie sie geschrieben wurden.",
        )
    }
    fn chain_breaks_at(&self, place: u64) -> String {
        format!(
            "Die Kette bricht bei Eintrag {}: Er oder einer davor wurde geändert oder entfernt.",
            number(Language::German, place)
        )
    }
    fn chain_tail(&self, unsealed: u64, first: &str) -> String {
        let count = de(
            unsealed,
            "# Eintrag ist noch nicht versiegelt",
            "# Einträge sind noch nicht versiegelt",
        );
        format!("{count}, ab {}. Das dauert einen Moment.", isolated(first))
    }
}

impl RecordSpeech for Arabic {
    fn moved_to(&self, who: &str, to: &str) -> String {
        format!("انتقل {} إلى {}", isolated(who), isolated(to))
    }
    fn copied(&self, who: &str, original: Option<&str>) -> String {
        match original {
            Some(original) => format!("{} نسخة من {}", isolated(who), isolated(original)),
            None => format!("{} نسخة", isolated(who)),
        }
    }
    fn families_moved(&self, families: u64) -> String {
        format!("انتقلت دفعة واحدة: {}", ar(families, FAMILIES))
    }
    fn with_dependents(&self, dependents: u64) -> String {
        ar(
            dependents,
            [
                "مع معال واحد",
                "مع معالين",
                "مع # معالين",
                "مع # معالًا",
                "مع # معال",
            ],
        )
    }
    fn moves_shown(&self, moves: u64) -> String {
        format!("المعروض: {}", ar(moves, MOVES))
    }
    fn records_shown(&self, records: u64) -> String {
        format!("المعروض: {}", ar(records, RECORDS))
    }
    fn left(&self, families: u64) -> String {
        format!("غادر: {}", number(Language::Arabic, families))
    }
    fn came(&self, families: u64) -> String {
        format!("وصل: {}", number(Language::Arabic, families))
    }
    fn flow(&self, from: &str, to: &str, families: u64) -> String {
        format!(
            "{} إلى {}: {}",
            isolated(from),
            isolated(to),
            number(Language::Arabic, families)
        )
    }
    fn flow_of(&self, moves: u64) -> String {
        format!("تدفق بين المؤسسات: {}.", ar(moves, MOVES))
    }
    fn counted_since(&self, day: &str) -> String {
        format!("تُحسب أحدث الانتقالات فقط، رجوعًا حتى {day}. اختر أيامًا لحساب الأقدم.")
    }
    fn without_filter(&self, filter: &str) -> String {
        format!("إزالة: {filter}")
    }
    fn undo_of(&self, back: u64, all: u64) -> String {
        format!(
            "يعود {} من أصل {}.",
            number(Language::Arabic, back),
            ar(all, FAMILIES)
        )
    }
    fn undone_of(&self, undone: u64, all: u64) -> String {
        format!(
            "أُعيد {} من أصل {}.",
            number(Language::Arabic, undone),
            ar(all, FAMILIES)
        )
    }
    fn chain_holds(&self, sealed: u64) -> String {
        format!("السلسلة سليمة. المختوم كما كُتب: {}.", ar(sealed, RECORDS))
    }
    fn chain_breaks_at(&self, place: u64) -> String {
        format!(
            "تنكسر السلسلة عند القيد {}: عُدّل هو أو قيد قبله، أو أُزيل.",
            number(Language::Arabic, place)
        )
    }
    fn chain_tail(&self, unsealed: u64, first: &str) -> String {
        format!(
            "لم يُختم بعد: {}، ابتداءً من {}. يستغرق ذلك لحظة.",
            ar(unsealed, RECORDS),
            isolated(first)
        )
    }
}
