//! What these screens say with names and numbers.

use crate::words::arabic::Arabic;
use crate::words::english::English;
use crate::words::german::German;
use crate::words::number::{Plural, list, number, plural};
use crate::words::{Language, isolated};

/// What the screens about organizations say with names and numbers.
pub trait OrganizationSpeech {
    /// How many people there are; "more than" the number where counting ended there.
    fn people(&self, count: u64, or_more: bool) -> String;
    /// How many organizations there are.
    fn organizations(&self, count: u64) -> String;
    /// How many days.
    fn days(&self, count: u64) -> String;
    /// How many people have the names of others.
    fn duplicates(&self, people: u64, or_more: bool) -> String;
    /// How many of the organizations are chosen.
    fn chosen(&self, chosen: u64, all: u64) -> String;
    /// How many chosen organizations are not shown, since they are not active or out of view.
    fn chosen_unseen(&self, count: u64) -> String;
    /// How many rows more there are than shown.
    fn more_rows(&self, count: u64) -> String;
    /// How many changes wait to be saved.
    fn unsaved(&self, count: u64) -> String;
    /// Where a value comes from.
    fn inherited_from(&self, organization: &str) -> String;
    /// That an organization above decides this.
    fn decided_above(&self, organization: &str) -> String;
    /// What switching subscriptions off ends.
    fn ends_subscriptions(&self, count: u64) -> String;
    /// What deleting positions does to who holds them.
    fn to_the_root(&self, people: u64, root: &str) -> String;
    /// How many people hold a position.
    fn holders(&self, people: u64) -> String;
    /// To unfold an organization in the tree.
    fn unfold(&self, organization: &str) -> String;
    /// To fold an organization in the tree.
    fn fold(&self, organization: &str) -> String;
    /// Organizations that were added and taken away.
    fn added_and_removed(&self, added: &[String], removed: &[String]) -> String;
    /// A deed to a position.
    fn about_position(&self, deed: &str, position: &str) -> String;
    /// What is below the top of the view.
    fn all_below(&self, organization: &str) -> String;
}

fn counted(language: Language, count: u64, forms: [&str; 6]) -> String {
    let [zero, one, two, few, many, other] = forms;
    let form = match plural(language, count) {
        Plural::Zero => zero,
        Plural::One => one,
        Plural::Two => two,
        Plural::Few => few,
        Plural::Many => many,
        Plural::Other => other,
    };
    form.replace('#', &number(language, count))
}

fn in_two(language: Language, count: u64, one: &str, other: &str) -> String {
    counted(language, count, [other, one, other, other, other, other])
}

fn names(language: Language, organizations: &[String]) -> String {
    let names: Vec<String> = organizations.iter().map(|name| isolated(name)).collect();
    list(language, &names)
}

impl OrganizationSpeech for English {
    fn people(&self, count: u64, or_more: bool) -> String {
        let people = in_two(Language::English, count, "# person", "# people");
        if or_more {
            format!("more than {people}")
        } else {
            people
        }
    }
    fn organizations(&self, count: u64) -> String {
        in_two(
            Language::English,
            count,
            "# organization",
            "# organizations",
        )
    }
    fn days(&self, count: u64) -> String {
        in_two(Language::English, count, "# day", "# days")
    }
    fn duplicates(&self, people: u64, or_more: bool) -> String {
        let people = in_two(Language::English, people, "# person", "# people");
        let more = if or_more { "More than " } else { "" };
        format!("{more}{people} with a name that somebody else has")
    }
    fn chosen(&self, chosen: u64, all: u64) -> String {
        let here = Language::English;
        format!("{} of {} chosen", number(here, chosen), number(here, all))
    }
    fn chosen_unseen(&self, count: u64) -> String {
        in_two(
            Language::English,
            count,
            "# more is chosen that is not active or not in your view; it stays chosen.",
            "# more are chosen that are not active or not in your view; they stay chosen.",
        )
    }
    fn more_rows(&self, count: u64) -> String {
        in_two(
            Language::English,
            count,
            "# more. Type to narrow the list.",
            "# more. Type to narrow the list.",
        )
    }
    fn unsaved(&self, count: u64) -> String {
        in_two(
            Language::English,
            count,
            "# change is not saved",
            "# changes are not saved",
        )
    }
    fn inherited_from(&self, organization: &str) -> String {
        format!("from {}", isolated(organization))
    }
    fn decided_above(&self, organization: &str) -> String {
        format!(
            "{} decides this for everything below it. It is changed there.",
            isolated(organization)
        )
    }
    fn ends_subscriptions(&self, count: u64) -> String {
        in_two(
            Language::English,
            count,
            "Switching it off ends # subscription at once. Switching it on again does not bring it back.",
            "Switching it off ends # subscriptions at once. Switching it on again does not bring them back.",
        )
    }
    fn to_the_root(&self, people: u64, root: &str) -> String {
        let people = in_two(
            Language::English,
            people,
            "# person stands",
            "# people stand",
        );
        format!("{people} at {} afterwards.", isolated(root))
    }
    fn holders(&self, people: u64) -> String {
        in_two(Language::English, people, "# person", "# people")
    }
    fn unfold(&self, organization: &str) -> String {
        format!("Unfold {}", isolated(organization))
    }
    fn fold(&self, organization: &str) -> String {
        format!("Fold {}", isolated(organization))
    }
    fn added_and_removed(&self, added: &[String], removed: &[String]) -> String {
        both(
            (added, "added: "),
            (removed, "removed: "),
            Language::English,
        )
    }
    fn about_position(&self, deed: &str, position: &str) -> String {
        format!("{deed}: {}", isolated(position))
    }
    fn all_below(&self, organization: &str) -> String {
        format!("{} and everything below it.", isolated(organization))
    }
}

fn both(
    (added, added_words): (&[String], &str),
    (removed, removed_words): (&[String], &str),
    language: Language,
) -> String {
    let mut parts = Vec::new();
    if !added.is_empty() {
        parts.push(format!("{added_words}{}", names(language, added)));
    }
    if !removed.is_empty() {
        parts.push(format!("{removed_words}{}", names(language, removed)));
    }
    parts.join(" · ")
}

impl OrganizationSpeech for German {
    fn people(&self, count: u64, or_more: bool) -> String {
        let people = in_two(Language::German, count, "# Person", "# Personen");
        if or_more {
            format!("mehr als {people}")
        } else {
            people
        }
    }
    fn organizations(&self, count: u64) -> String {
        in_two(
            Language::German,
            count,
            "# Organisation",
            "# Organisationen",
        )
    }
    fn days(&self, count: u64) -> String {
        in_two(Language::German, count, "# Tag", "# Tage")
    }
    fn duplicates(&self, people: u64, or_more: bool) -> String {
        let people = in_two(Language::German, people, "# Person", "# Personen");
        let more = if or_more { "Mehr als " } else { "" };
        format!("{more}{people} mit einem Namen, den auch jemand anders hat")
    }
    fn chosen(&self, chosen: u64, all: u64) -> String {
        let here = Language::German;
        format!("{} von {} gewählt", number(here, chosen), number(here, all))
    }
    fn chosen_unseen(&self, count: u64) -> String {
        in_two(
            Language::German,
            count,
            "# weitere ist gewählt, die nicht aktiv oder für Sie nicht sichtbar ist; sie bleibt gewählt.",
            "# weitere sind gewählt, die nicht aktiv oder für Sie nicht sichtbar sind; sie bleiben gewählt.",
        )
    }
    fn more_rows(&self, count: u64) -> String {
        in_two(
            Language::German,
            count,
            "# weitere. Tippen Sie, um die Liste einzugrenzen.",
            "# weitere. Tippen Sie, um die Liste einzugrenzen.",
        )
    }
    fn unsaved(&self, count: u64) -> String {
        in_two(
            Language::German,
            count,
            "# Änderung ist nicht gespeichert",
            "# Änderungen sind nicht gespeichert",
        )
    }
    fn inherited_from(&self, organization: &str) -> String {
        format!("von {}", isolated(organization))
    }
    fn decided_above(&self, organization: &str) -> String {
        format!(
            "{} bestimmt das für alles darunter. Geändert wird es dort.",
            isolated(organization)
        )
    }
    fn ends_subscriptions(&self, count: u64) -> String {
        in_two(
            Language::German,
            count,
            "Ausschalten beendet # Abonnement sofort. Wieder einschalten bringt es nicht zurück.",
            "Ausschalten beendet # Abonnements sofort. Wieder einschalten bringt sie nicht zurück.",
        )
    }
    fn to_the_root(&self, people: u64, root: &str) -> String {
        let people = in_two(
            Language::German,
            people,
            "# Person steht",
            "# Personen stehen",
        );
        format!("{people} danach bei {}.", isolated(root))
    }
    fn holders(&self, people: u64) -> String {
        in_two(Language::German, people, "# Person", "# Personen")
    }
    fn unfold(&self, organization: &str) -> String {
        format!("{} aufklappen", isolated(organization))
    }
    fn fold(&self, organization: &str) -> String {
        format!("{} zuklappen", isolated(organization))
    }
    fn added_and_removed(&self, added: &[String], removed: &[String]) -> String {
        both(
            (added, "hinzugefügt: "),
            (removed, "entfernt: "),
            Language::German,
        )
    }
    fn about_position(&self, deed: &str, position: &str) -> String {
        format!("{deed}: {}", isolated(position))
    }
    fn all_below(&self, organization: &str) -> String {
        format!("{} und alles darunter.", isolated(organization))
    }
}

const PEOPLE: [&str; 6] = ["لا أحد", "شخص واحد", "شخصان", "# أشخاص", "# شخصًا", "# شخص"];

impl OrganizationSpeech for Arabic {
    fn people(&self, count: u64, or_more: bool) -> String {
        let people = counted(Language::Arabic, count, PEOPLE);
        if or_more {
            format!("أكثر من {people}")
        } else {
            people
        }
    }
    fn organizations(&self, count: u64) -> String {
        let forms = [
            "لا مؤسسات",
            "مؤسسة واحدة",
            "مؤسستان",
            "# مؤسسات",
            "# مؤسسة",
            "# مؤسسة",
        ];
        counted(Language::Arabic, count, forms)
    }
    fn days(&self, count: u64) -> String {
        let forms = ["لا أيام", "يوم واحد", "يومان", "# أيام", "# يومًا", "# يوم"];
        counted(Language::Arabic, count, forms)
    }
    fn duplicates(&self, people: u64, or_more: bool) -> String {
        format!("{} باسم لدى شخص آخر", self.people(people, or_more))
    }
    fn chosen(&self, chosen: u64, all: u64) -> String {
        let here = Language::Arabic;
        format!("اختير {} من {}", number(here, chosen), number(here, all))
    }
    fn chosen_unseen(&self, count: u64) -> String {
        format!(
            "واختير أيضًا ما ليس نشطًا أو لا يظهر لك: {}. ويبقى مختارًا.",
            self.organizations(count)
        )
    }
    fn more_rows(&self, count: u64) -> String {
        format!(
            "وغيرها: {}. اكتب لتضييق القائمة.",
            self.organizations(count)
        )
    }
    fn unsaved(&self, count: u64) -> String {
        let forms = [
            "لا تغييرات",
            "تغيير واحد لم يُحفظ",
            "تغييران لم يُحفظا",
            "# تغييرات لم تُحفظ",
            "# تغييرًا لم يُحفظ",
            "# تغيير لم يُحفظ",
        ];
        counted(Language::Arabic, count, forms)
    }
    fn inherited_from(&self, organization: &str) -> String {
        format!("من {}", isolated(organization))
    }
    fn decided_above(&self, organization: &str) -> String {
        format!(
            "تقرر {} هذا لكل ما تحتها، ويُغيَّر هناك.",
            isolated(organization)
        )
    }
    fn ends_subscriptions(&self, count: u64) -> String {
        let forms = [
            "لا اشتراكات",
            "اشتراكًا واحدًا",
            "اشتراكين",
            "# اشتراكات",
            "# اشتراكًا",
            "# اشتراك",
        ];
        let ended = counted(Language::Arabic, count, forms);
        format!("التعطيل ينهي {ended} فورًا، وإعادة التفعيل لا تعيد ذلك.")
    }
    fn to_the_root(&self, people: u64, root: &str) -> String {
        format!(
            "بعد ذلك عند {}: {}.",
            isolated(root),
            counted(Language::Arabic, people, PEOPLE)
        )
    }
    fn holders(&self, people: u64) -> String {
        counted(Language::Arabic, people, PEOPLE)
    }
    fn unfold(&self, organization: &str) -> String {
        format!("بسط {}", isolated(organization))
    }
    fn fold(&self, organization: &str) -> String {
        format!("طيّ {}", isolated(organization))
    }
    fn added_and_removed(&self, added: &[String], removed: &[String]) -> String {
        both((added, "أضيف: "), (removed, "أزيل: "), Language::Arabic)
    }
    fn about_position(&self, deed: &str, position: &str) -> String {
        format!("{deed}: {}", isolated(position))
    }
    fn all_below(&self, organization: &str) -> String {
        format!("{} وكل ما تحتها.", isolated(organization))
    }
}
