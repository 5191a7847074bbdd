//! What the frame of operators and administrators says, and what their pages have in common.

use super::arabic::Arabic;
use super::english::English;
use super::german::German;
use super::number::{Plural, number, plural};
use super::phrase::phrases;
use super::{Language, isolated};

phrases! {
    /// A fixed text that several screens of operators and administrators share.
    OfficePhrase of office;
    // the frame
    Menu: "Menu", "Menü", "القائمة";
    ActingIn: "Acting in", "Tätig in", "تعمل في";
    ChangeOrganization: "Change organization", "Organisation wechseln", "تغيير المؤسسة";
    OnePlace: "Your roles are in one organization. To act in one below it, open it under Organizations.", "Ihre Rollen gelten in einer Organisation. Um in einer darunter zu handeln, öffnen Sie diese unter Organisationen.", "أدوارك في مؤسسة واحدة. للعمل في مؤسسة أدنى منها، افتحها ضمن المؤسسات.";
    Me: "Me", "Ich", "أنا";
    Work: "Work", "Arbeit", "العمل";
    Directory: "Directory", "Verzeichnis", "الدليل";
    Evidence: "Evidence", "Nachweise", "الأدلة";
    YourRoleHere: "Your role here", "Ihre Rolle hier", "دورك هنا";

    // finding anything
    FindAnything: "Find or do anything", "Alles finden und tun", "ابحث عن أي شيء أو نفّذه";
    FindHint: "A person, an organization, or what to do", "Eine Person, eine Organisation oder was zu tun ist", "شخص أو مؤسسة أو ما تريد فعله";
    Pages: "Pages", "Seiten", "الصفحات";
    Deeds: "Do", "Tun", "إجراءات";
    FoundPeople: "People", "Personen", "الأشخاص";
    Results: "Results", "Ergebnisse", "النتائج";

    // lists
    Search: "Search", "Suchen", "بحث";
    Filter: "Filter", "Filtern", "تصفية";
    Everything: "Everything", "Alles", "الكل";
    FirstPage: "From the start", "Von vorn", "من البداية";
    NextPage: "Next page", "Nächste Seite", "الصفحة التالية";
    NothingMatches: "Nothing matches", "Nichts passt", "لا شيء يطابق";
    NothingMatchesText: "Take a filter away or search for something else.", "Nehmen Sie einen Filter weg oder suchen Sie nach etwas anderem.",
        "أزل أحد المرشحات أو ابحث عن شيء آخر.";
    Name: "Name", "Name", "الاسم";
    Code: "Code", "Code", "الرمز";
    State: "State", "Zustand", "الحالة";
    When: "When", "Wann", "متى";
    Who: "Who", "Wer", "من";

    // changing
    Save: "Save", "Speichern", "حفظ";
    Saving: "Saving", "Wird gespeichert", "جارٍ الحفظ";
    Saved: "Saved.", "Gespeichert.", "تم الحفظ.";
    Cancel: "Cancel", "Abbrechen", "إلغاء";
    Close: "Close", "Schließen", "إغلاق";
    Edit: "Edit", "Bearbeiten", "تعديل";
    Remove: "Remove", "Entfernen", "إزالة";
    Add: "Add", "Hinzufügen", "إضافة";
    Yes: "Yes", "Ja", "نعم";
    No: "No", "Nein", "لا";
    NothingChanged: "Nothing has been changed.", "Es wurde nichts geändert.", "لم يتغير شيء.";

    // refusals of a change
    ChangedMeanwhile: "Somebody else changed this meanwhile.", "Das hat inzwischen jemand anders geändert.", "غيّر شخص آخر هذا في هذه الأثناء.";
    ChangedMeanwhileText: "Nothing of yours was saved. Load it anew and look at what is there now.",
        "Von Ihnen wurde nichts gespeichert. Laden Sie neu und sehen Sie, was jetzt da ist.",
        "لم يُحفظ شيء مما كتبته. أعد التحميل وانظر ما هو موجود الآن.";
    LoadAnew: "Load anew", "Neu laden", "إعادة التحميل";
    NotAllowedText: "Your roles here do not allow it. Nothing was changed.", "Ihre Rollen hier erlauben das nicht. Es wurde nichts geändert.",
        "أدوارك هنا لا تسمح بذلك. لم يتغير شيء.";
    GoneText: "It is not there any more, or you cannot see it.", "Das gibt es nicht mehr, oder Sie können es nicht sehen.",
        "لم يعد موجودًا، أو لا يمكنك رؤيته.";
    Unreadable: "Something in it cannot be read.", "Etwas darin ist nicht lesbar.", "لا يمكن قراءة شيء فيه.";
}

/// What the frame says with names.
pub trait OfficeSpeech {
    /// The button that leads to acting in an organization.
    fn act_in(&self, organization: &str) -> String;
    /// The keys that open what finds anything.
    fn find_keys(&self) -> &'static str;
    /// How much was found.
    fn results(&self, count: u64) -> String;
}

impl OfficeSpeech for English {
    fn act_in(&self, organization: &str) -> String {
        format!("Act in {}", isolated(organization))
    }
    fn find_keys(&self) -> &'static str {
        "Ctrl K"
    }
    fn results(&self, count: u64) -> String {
        match count {
            1 => "1 result".to_owned(),
            _ => format!("{} results", number(Language::English, count)),
        }
    }
}

impl OfficeSpeech for German {
    fn act_in(&self, organization: &str) -> String {
        format!("In {} tätig werden", isolated(organization))
    }
    fn find_keys(&self) -> &'static str {
        "Strg K"
    }
    fn results(&self, count: u64) -> String {
        match count {
            1 => "1 Ergebnis".to_owned(),
            _ => format!("{} Ergebnisse", number(Language::German, count)),
        }
    }
}

impl OfficeSpeech for Arabic {
    fn act_in(&self, organization: &str) -> String {
        format!("العمل في {}", isolated(organization))
    }
    fn find_keys(&self) -> &'static str {
        "Ctrl K"
    }
    fn results(&self, count: u64) -> String {
        let many = number(Language::Arabic, count);
        match plural(Language::Arabic, count) {
            Plural::Zero => "لا نتائج".to_owned(),
            Plural::One => "نتيجة واحدة".to_owned(),
            Plural::Two => "نتيجتان".to_owned(),
            Plural::Few => format!("{many} نتائج"),
            Plural::Many | Plural::Other => format!("{many} نتيجة"),
        }
    }
}
