//! What the screens about users say: the list, and one user.

use super::arabic::Arabic;
use super::english::English;
use super::german::German;
use super::number::{Plural, number, plural};
use super::phrase::phrases;
use super::{Language, isolated};
use crate::api::profile::DoneBy;

phrases! {
    /// A fixed text of these screens.
    PeoplePhrase of people;
    Users: "Users", "Benutzer", "المستخدمون";

    // the list
    SavedFilters: "Saved filters", "Gespeicherte Filter", "المرشحات المحفوظة";
    Everybody: "Everybody", "Alle", "الجميع";
    LockedOnes: "Locked", "Gesperrte", "المقفلون";
    DisabledOnes: "Disabled", "Deaktivierte", "المعطلون";
    WithDependents: "With dependents", "Mit Angehörigen", "لديهم تابعون";
    DependentsOnly: "Dependents", "Angehörige", "التابعون";
    SearchUsers: "Search users", "Benutzer suchen", "بحث في المستخدمين";
    SearchHint: "Name, sign-in name or mapping ID", "Name, Anmeldename oder Zuordnungskennung", "الاسم أو اسم الدخول أو معرّف الربط";
    SearchedFor: "Search", "Suche", "بحث";
    LivesAtOrBelow: "Home at or below", "Zuhause in oder unter", "المقر في أو تحت";
    PlaceHint: "Type a name or a code", "Einen Namen oder Code tippen", "اكتب اسمًا أو رمزًا";
    NoPlaceChosen: "No organization here has this in its name or code. The list is not narrowed to one.",
        "Keine Organisation hier hat das im Namen oder Code. Die Liste ist auf keine eingegrenzt.",
        "لا مؤسسة هنا تحمل هذا في اسمها أو رمزها. لم تُحصر القائمة في مؤسسة.";
    SeveralPlaces: "Several organizations here have this in their names. Choose one; the list is not narrowed to any.",
        "Mehrere Organisationen hier haben das im Namen. Wählen Sie eine; die Liste ist auf keine eingegrenzt.",
        "مؤسسات عدة هنا تحمل هذا في أسمائها. اختر واحدة؛ لم تُحصر القائمة في أي منها.";
    PositionBelow: "Position at or below", "Position in oder unter", "الموقع في أو تحت";
    AllTheSame: "Any", "Egal", "أي";
    ShowThem: "Show", "Zeigen", "عرض";
    KeepFilter: "Keep this filter", "Diesen Filter behalten", "احتفظ بهذا المرشح";
    ForgetFilter: "Forget this filter", "Diesen Filter vergessen", "انسَ هذا المرشح";
    FilterName: "Name of the filter", "Name des Filters", "اسم المرشح";
    SignInName: "Sign-in name", "Anmeldename", "اسم الدخول";
    Home: "Home", "Zuhause", "المقر";
    Position: "Position", "Position", "الموقع";
    PermissionProfile: "Permissions profile", "Berechtigungsprofil", "ملف الصلاحيات";
    RolesHere: "Roles here", "Rollen hier", "الأدوار هنا";
    Family: "Family", "Familie", "العائلة";
    Dependent: "Dependent", "Angehörige Person", "تابع";
    DependentOf: "Dependent of", "Gehört zu", "تابع لـ";
    Subscriptions: "Subscriptions", "Abonnements", "الاشتراكات";
    Lock: "Lock", "Sperre", "القفل";
    Locked: "Locked", "Gesperrt", "مقفل";
    NotLocked: "Not locked", "Nicht gesperrt", "غير مقفل";
    Enabled: "Enabled", "Aktiv", "مفعّل";
    Disabled: "Disabled", "Deaktiviert", "معطّل";
    Pending: "Pending", "Ausstehend", "معلّق";
    Deleted: "Deleted", "Gelöscht", "محذوف";
    You: "You", "Sie", "أنت";
    NotYourself: "You cannot be among those you work on.", "Sie können nicht unter denen sein, die Sie bearbeiten.", "لا يمكنك أن تكون بين من تعمل عليهم.";
    NotTheDeleted: "The account is deleted. Restore it first.", "Das Konto ist gelöscht. Stellen Sie es zuerst wieder her.", "الحساب محذوف. استعده أولًا.";
    SelectThisPage: "Select everybody on this page", "Alle auf dieser Seite auswählen", "تحديد كل من في هذه الصفحة";
    NobodySoFar: "Nobody so far", "Bisher niemand", "لا أحد حتى الآن";
    NobodySoFarText: "Nobody among those looked at is like that. There are more to look at.",
        "Unter den bisher Durchgesehenen passt niemand. Es gibt noch mehr.", "لا أحد ممن نُظر فيهم كذلك. هناك المزيد للنظر فيه.";
    LookFurther: "Look further", "Weitersuchen", "تابع البحث";

    // the selection
    Selection: "Selection", "Auswahl", "التحديد";
    Clear: "Clear", "Aufheben", "مسح";
    LockThem: "Lock", "Sperren", "قفل";
    UnlockThem: "Unlock", "Entsperren", "إلغاء القفل";
    SubscribeThem: "Subscribe", "Abonnieren", "اشتراك";
    ExportThem: "Export", "Exportieren", "تصدير";
    WhoIsSelected: "See who they are", "Sehen, wer sie sind", "انظر من هم";
    NotOnThisPage: "Not on the page you see", "Nicht auf der Seite, die Sie sehen", "ليس في الصفحة التي تراها";
    BackToTheStart: "Back to the start of the list", "Zurück zum Anfang der Liste", "العودة إلى بداية القائمة";
    NotThisPerson: "Your roles here do not allow it for this person.", "Ihre Rollen hier erlauben es für diese Person nicht.", "أدوارك هنا لا تسمح بذلك لهذا الشخص.";
    NotThereAnyMore: "Not there any more, or out of view.", "Nicht mehr da oder nicht sichtbar.", "لم يعد موجودًا أو خارج نطاق رؤيتك.";

    // one user
    MoveThisUser: "Move", "Umziehen", "نقل";
    TakeBack: "Take this move back", "Diesen Umzug zurücknehmen", "التراجع عن هذا الانتقال";
    UndoLastMove: "Undo the last move", "Letzten Umzug rückgängig machen", "التراجع عن آخر انتقال";
    About: "Profile", "Profil", "الملف الشخصي";
    Given: "Given name", "Vorname", "الاسم الأول";
    Surname: "Surname", "Nachname", "اسم العائلة";
    Email: "Email", "E-Mail", "البريد الإلكتروني";
    MappingId: "Mapping ID", "Zuordnungskennung", "معرّف الربط";
    Manager: "Manager", "Vorgesetzte Person", "المدير";
    Sponsor: "Sponsor", "Betreuende Person", "الكفيل";
    PositionsElsewhere: "Positions left behind", "Zurückgelassene Positionen", "المواقع المتروكة";
    ProfileIncomplete: "A position is required here and none is known.", "Hier ist eine Position nötig, und keine ist bekannt.", "الموقع مطلوب هنا ولا يُعرف أي موقع.";
    Groups: "Groups", "Gruppen", "المجموعات";
    Attributes: "Attributes", "Attribute", "السمات";
    UserBase: "User base", "Benutzerkreis", "قاعدة المستخدمين";
    HandlesDependents: "Handles dependents", "Bearbeitet Angehörige", "يتعامل مع التابعين";
    NoRoles: "No roles.", "Keine Rollen.", "لا أدوار.";
    NoDependents: "No dependents.", "Keine Angehörigen.", "لا تابعون.";
    NoSubscriptions: "No subscriptions.", "Keine Abonnements.", "لا اشتراكات.";
    Timeline: "Timeline", "Zeitleiste", "الخط الزمني";
    ShowEarlier: "Show what was before", "Zeigen, was davor war", "عرض ما كان قبل ذلك";
    UnseenGroup: "A group you cannot see", "Eine Gruppe, die Sie nicht sehen", "مجموعة لا يمكنك رؤيتها";
    AllThereIs: "This is all that is known.", "Mehr ist nicht bekannt.", "هذا كل ما هو معروف.";
    NothingYet: "Nothing has happened yet.", "Bisher ist nichts geschehen.", "لم يحدث شيء بعد.";
    IsOfHigherRank: "This person has a higher rank than you have here.", "Diese Person hat einen höheren Rang als Sie hier.", "لهذا الشخص رتبة أعلى من رتبتك هنا.";
    IsDependent: "A dependent moves with the sponsor.", "Angehörige ziehen mit der betreuenden Person um.", "ينتقل التابع مع كفيله.";
    IsYou: "This is you. Move and subscribe yourself on your own profile; nobody locks themselves.",
        "Das sind Sie. Umziehen und abonnieren können Sie auf Ihrem Profil; niemand sperrt sich selbst.",
        "هذا أنت. انقل نفسك واشترك من ملفك الشخصي؛ لا أحد يقفل نفسه.";
    IsDeleted: "This account is deleted.", "Dieses Konto ist gelöscht.", "هذا الحساب محذوف.";
    NoKey: "Your roles here do not allow it.", "Ihre Rollen hier erlauben es nicht.", "أدوارك هنا لا تسمح بذلك.";
}

/// What these screens say with names and numbers.
pub trait PeopleSpeech {
    /// The language.
    fn of_people(&self) -> Language;

    /// Whose list it is.
    fn users_of(&self, organization: &str) -> String {
        let name = isolated(organization);
        match self.of_people() {
            Language::English => format!("Users of {name}"),
            Language::German => format!("Benutzer von {name}"),
            Language::Arabic => format!("مستخدمو {name}"),
        }
    }

    /// From when on everything that happened is told, and nothing from before.
    fn known_since(&self, when: &str) -> String {
        match self.of_people() {
            Language::English => {
                format!("Everything since {when}. What was before is not shown yet.")
            }
            Language::German => {
                format!("Alles seit {when}. Was davor war, ist noch nicht gezeigt.")
            }
            Language::Arabic => format!("كل ما حدث منذ {when}. ما كان قبل ذلك لم يُعرض بعد."),
        }
    }

    /// How many match, and whether there may be more.
    fn users_match(&self, found: u64, or_more: bool) -> String {
        let language = self.of_people();
        let many = number(language, found);
        match (language, or_more) {
            (Language::English, true) => format!("More than {many} people match"),
            (Language::English, false) if found == 1 => "1 person matches".to_owned(),
            (Language::English, false) => format!("{many} people match"),
            (Language::German, true) => format!("Mehr als {many} Personen passen"),
            (Language::German, false) if found == 1 => "1 Person passt".to_owned(),
            (Language::German, false) => format!("{many} Personen passen"),
            (Language::Arabic, true) => format!("أكثر من {many} شخص مطابق"),
            (Language::Arabic, false) => match plural(language, found) {
                Plural::Zero => "لا أحد مطابق".to_owned(),
                Plural::One => "شخص واحد مطابق".to_owned(),
                Plural::Two => "شخصان مطابقان".to_owned(),
                Plural::Few => format!("{many} أشخاص مطابقون"),
                Plural::Many => format!("{many} شخصًا مطابقًا"),
                Plural::Other => format!("{many} شخص مطابق"),
            },
        }
    }

    /// The box that ticks somebody.
    fn select(&self, name: &str) -> String {
        match self.of_people() {
            Language::English => format!("Select {name}"),
            Language::German => format!("{name} auswählen"),
            Language::Arabic => format!("تحديد {name}"),
        }
    }

    /// How many dependents somebody has.
    fn dependents_counted(&self, many: u64) -> String {
        let language = self.of_people();
        let count = number(language, many);
        match language {
            Language::English if many == 1 => "1 dependent".to_owned(),
            Language::English => format!("{count} dependents"),
            Language::German if many == 1 => "1 angehörige Person".to_owned(),
            Language::German => format!("{count} Angehörige"),
            Language::Arabic => match plural(language, many) {
                Plural::Zero => "لا تابعين".to_owned(),
                Plural::One => "تابع واحد".to_owned(),
                Plural::Two => "تابعان".to_owned(),
                Plural::Few => format!("{count} تابعين"),
                Plural::Many => format!("{count} تابعًا"),
                Plural::Other => format!("{count} تابع"),
            },
        }
    }

    /// How many are ticked.
    fn selected(&self, many: u64) -> String {
        let language = self.of_people();
        let count = number(language, many);
        match language {
            Language::English => format!("{count} selected"),
            Language::German => format!("{count} ausgewählt"),
            Language::Arabic => format!("تم تحديد {count}"),
        }
    }

    /// What is to be known about those ticked.
    fn selected_more(&self, dependents: u64, locked: u64, unshown: u64) -> String {
        let language = self.of_people();
        let [family, shut, away] = [dependents, locked, unshown].map(|it| number(language, it));
        let parts = match language {
            Language::English => [
                (dependents > 0).then(|| {
                    if dependents == 1 {
                        "1 dependent comes along".to_owned()
                    } else {
                        format!("{family} dependents come along")
                    }
                }),
                (locked > 0).then(|| {
                    if locked == 1 {
                        "1 is locked".to_owned()
                    } else {
                        format!("{shut} are locked")
                    }
                }),
                (unshown > 0).then(|| {
                    if unshown == 1 {
                        "1 is not on the page you see".to_owned()
                    } else {
                        format!("{away} are not on the page you see")
                    }
                }),
            ],
            Language::German => [
                (dependents > 0).then(|| {
                    if dependents == 1 {
                        "1 angehörige Person zieht mit um".to_owned()
                    } else {
                        format!("{family} Angehörige ziehen mit um")
                    }
                }),
                (locked > 0).then(|| {
                    if locked == 1 {
                        "1 ist gesperrt".to_owned()
                    } else {
                        format!("{shut} sind gesperrt")
                    }
                }),
                (unshown > 0).then(|| {
                    if unshown == 1 {
                        "1 ist nicht auf der Seite, die Sie sehen".to_owned()
                    } else {
                        format!("{away} sind nicht auf der Seite, die Sie sehen")
                    }
                }),
            ],
            Language::Arabic => [
                (dependents > 0)
                    .then(|| format!("ينتقل معهم {}", self.dependents_counted(dependents))),
                (locked > 0).then(|| format!("عدد المقفلين: {shut}")),
                (unshown > 0).then(|| format!("خارج الصفحة التي تراها: {away}")),
            ],
        };
        let comma = if language == Language::Arabic {
            "، "
        } else {
            ", "
        };
        parts.into_iter().flatten().collect::<Vec<_>>().join(comma)
    }

    /// That no more can be ticked, and how many were not.
    fn no_room(&self, most: u64, left_out: u64) -> String {
        let language = self.of_people();
        let [all, out] = [most, left_out].map(|it| number(language, it));
        match language {
            Language::English => format!(
                "At most {all} people at once: {} not selected. Do this with the others afterwards, or with a file.",
                if left_out == 1 {
                    "1 more was".to_owned()
                } else {
                    format!("{out} more were")
                }
            ),
            Language::German => format!(
                "Höchstens {all} Personen auf einmal: {} nicht ausgewählt. Nehmen Sie die übrigen danach oder eine Datei.",
                if left_out == 1 {
                    "1 weitere wurde".to_owned()
                } else {
                    format!("{out} weitere wurden")
                }
            ),
            Language::Arabic => format!(
                "{all} شخص على الأكثر دفعة واحدة، ولم يُحدَّد ممن بعدهم: {out}. افعل ذلك مع الآخرين لاحقًا أو بملف."
            ),
        }
    }

    /// The button that moves those ticked.
    fn move_many(&self, many: u64) -> String {
        let language = self.of_people();
        let count = number(language, many);
        match language {
            Language::English if many == 1 => "Move 1 user".to_owned(),
            Language::English => format!("Move {count} users"),
            Language::German => format!("{count} Benutzer umziehen"),
            Language::Arabic => match plural(language, many) {
                Plural::Zero | Plural::One => "نقل مستخدم واحد".to_owned(),
                Plural::Two => "نقل مستخدمَين".to_owned(),
                Plural::Few => format!("نقل {count} مستخدمين"),
                Plural::Many => format!("نقل {count} مستخدمًا"),
                Plural::Other => format!("نقل {count} مستخدم"),
            },
        }
    }

    /// Which deeds the reader's roles do not open; none where they open all.
    fn keys_missing(&self, moving: bool, locking: bool, subscribing: bool) -> Option<String> {
        let language = self.of_people();
        let names = match language {
            Language::English => ["move", "lock", "subscribe"],
            Language::German => ["umziehen", "sperren", "abonnieren"],
            Language::Arabic => ["النقل", "القفل", "الاشتراك"],
        };
        let missing: Vec<String> = names
            .into_iter()
            .zip([moving, locking, subscribing])
            .filter(|(_, is_missing)| *is_missing)
            .map(|(name, _)| name.to_owned())
            .collect();
        if missing.is_empty() {
            return None;
        }
        let list = super::number::list(language, &missing);
        Some(match language {
            Language::English => format!(
                "Your roles here do not let you {} anybody.",
                list.replace(" and ", " or ")
            ),
            Language::German => format!(
                "Ihre Rollen hier lassen Sie niemanden {}.",
                list.replace(" und ", " oder ")
            ),
            Language::Arabic => format!("أدوارك هنا لا تسمح لك بما يلي: {list}."),
        })
    }

    /// What became of locking (or unlocking) many.
    fn locked_many(&self, locked: bool, done: u64, already: u64) -> String {
        let language = self.of_people();
        let (many, before) = (number(language, done), number(language, already));
        let first = match (language, locked) {
            (Language::English, true) => format!("{many} locked."),
            (Language::English, false) => format!("{many} unlocked."),
            (Language::German, true) => format!("{many} gesperrt."),
            (Language::German, false) => format!("{many} entsperrt."),
            (Language::Arabic, true) => format!("تم قفل {many}."),
            (Language::Arabic, false) => format!("تم إلغاء قفل {many}."),
        };
        if already == 0 {
            return first;
        }
        let second = match language {
            Language::English if already == 1 => "1 was so before.".to_owned(),
            Language::English => format!("{before} were so before."),
            Language::German if already == 1 => "1 war es schon.".to_owned(),
            Language::German => format!("{before} waren es schon."),
            Language::Arabic => format!("كان {before} كذلك من قبل."),
        };
        format!("{first} {second}")
    }

    /// A deed with what it is about: a role, an organization.
    fn deed_about(&self, deed: &str, role: Option<&str>, place: Option<&str>) -> String {
        let about: Vec<String> = [role, place].into_iter().flatten().map(isolated).collect();
        let comma = match self.of_people() {
            Language::Arabic => "، ",
            Language::English | Language::German => ", ",
        };
        if about.is_empty() {
            return deed.to_owned();
        }
        format!("{deed}: {}", about.join(comma))
    }

    /// Who did a deed.
    fn deed_by(&self, by: &DoneBy) -> String {
        match (self.of_people(), by) {
            (Language::English, DoneBy::Reader) => "by you".to_owned(),
            (Language::English, DoneBy::Somebody(name)) => format!("by {}", isolated(name)),
            (Language::English, DoneBy::Unseen) => "by somebody you cannot see".to_owned(),
            (Language::German, DoneBy::Reader) => "durch Sie".to_owned(),
            (Language::German, DoneBy::Somebody(name)) => format!("durch {}", isolated(name)),
            (Language::German, DoneBy::Unseen) => "durch jemanden, den Sie nicht sehen".to_owned(),
            (Language::Arabic, DoneBy::Reader) => "نفّذته أنت".to_owned(),
            (Language::Arabic, DoneBy::Somebody(name)) => format!("نفّذه {}", isolated(name)),
            (Language::Arabic, DoneBy::Unseen) => "نفّذه شخص لا يمكنك رؤيته".to_owned(),
        }
    }

    /// From where a move led that somebody out of view made.
    fn moved_from_by_unseen(&self, from: &str) -> String {
        let from = isolated(from);
        match self.of_people() {
            Language::English => format!("from {from}, by somebody you cannot see"),
            Language::German => format!("von {from}, durch jemanden, den Sie nicht sehen"),
            Language::Arabic => format!("من {from}، نفّذه شخص لا يمكنك رؤيته"),
        }
    }

    /// A filter with its value.
    fn filter_is(&self, label: &str, value: &str) -> String {
        format!("{label}: {}", isolated(value))
    }

    /// What taking a filter away is called.
    fn remove_filter(&self, filter: &str) -> String {
        match self.of_people() {
            Language::English => format!("Remove: {filter}"),
            Language::German => format!("Entfernen: {filter}"),
            Language::Arabic => format!("إزالة: {filter}"),
        }
    }
}

impl PeopleSpeech for English {
    fn of_people(&self) -> Language {
        Language::English
    }
}

impl PeopleSpeech for German {
    fn of_people(&self) -> Language {
        Language::German
    }
}

impl PeopleSpeech for Arabic {
    fn of_people(&self) -> Language {
        Language::Arabic
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matches_are_counted_in_words() {
        assert_eq!(English.users_match(38, false), "38 people match");
        assert_eq!(English.users_match(1, false), "1 person matches");
        assert_eq!(
            English.users_match(1_000, true),
            "More than 1,000 people match"
        );
        assert_eq!(
            German.users_match(1_000, true),
            "Mehr als 1.000 Personen passen"
        );
        assert_eq!(Arabic.users_match(2, false), "شخصان مطابقان");
    }

    #[test]
    fn what_the_keys_do_not_open_is_said_in_one_sentence() {
        assert_eq!(English.keys_missing(false, false, false), None);
        assert_eq!(
            English.keys_missing(true, true, false).as_deref(),
            Some("Your roles here do not let you move or lock anybody.")
        );
        assert_eq!(
            German.keys_missing(true, false, true).as_deref(),
            Some("Ihre Rollen hier lassen Sie niemanden umziehen oder abonnieren.")
        );
    }

    #[test]
    fn who_comes_along_and_who_is_locked_is_told_of_a_selection() {
        assert_eq!(
            English.selected_more(3, 1, 2),
            "3 dependents come along, 1 is locked, 2 are not on the page you see"
        );
        assert_eq!(English.selected_more(0, 0, 0), "");
        assert_eq!(
            English.no_room(1_000, 12),
            "At most 1,000 people at once: 12 more were not selected. Do this with the others afterwards, or with a file."
        );
        assert_eq!(Arabic.dependents_counted(2), "تابعان");
    }
}
