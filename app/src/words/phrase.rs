//! Fixed texts, each in every language side by side.
//!
//! To add one, add a row. What holds a name, a number or a date is a method of [`super::Speech`] instead. A set
//! of its own for a part of the screens is one more `phrases!` in a file of its own, and a table in [`Tables`].

use super::Tables;

/// A text of a fixed set, said in the language of a table.
pub trait Said: Copy {
    /// The text in a language.
    fn of(self, tables: &'static Tables) -> &'static str;
}

macro_rules! phrases {
    ($(#[$doc:meta])* $set:ident of $table:ident; $($name:ident: $english:literal, $german:literal, $arabic:literal;)*) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs)]
        pub enum $set {
            $($name,)*
        }

        impl $set {
            /// Every text of the set.
            #[cfg(test)]
            pub(crate) const ALL: &[Self] = &[$(Self::$name,)*];
        }

        impl $crate::words::Said for $set {
            fn of(self, tables: &'static $crate::words::Tables) -> &'static str {
                // INVARIANT: the tables have a row for each text, in their order.
                tables.$table.get(self as usize).copied().unwrap_or_default()
            }
        }

        // WHY: a table each, not one with three columns: the browser loads the one it shows.
        pub(in $crate::words) static ENGLISH: &[&str] = &[$($english,)*];
        pub(in $crate::words) static GERMAN: &[&str] = &[$($german,)*];
        pub(in $crate::words) static ARABIC: &[&str] = &[$($arabic,)*];

        #[cfg(test)]
        mod said {
            #[test]
            fn every_text_is_said_in_every_language_and_none_begs_or_shouts() {
                $crate::words::phrase::judge(super::$set::ALL);
            }
        }
    };
}
pub(super) use phrases;

phrases! {
    /// A fixed text of the screens.
    Phrase of phrases;
    // the frame
    SkipToPage: "Skip to the page", "Zum Inhalt springen", "تخطَّ إلى الصفحة";
    MainNavigation: "Main", "Hauptnavigation", "التنقل الرئيسي";
    YouAreHere: "You are here", "Sie sind hier", "أنت هنا";
    MyProfile: "My profile", "Mein Profil", "ملفي الشخصي";
    MoveShort: "Move", "Umziehen", "انتقال";
    Account: "Account", "Konto", "الحساب";
    SignOut: "Sign out", "Abmelden", "تسجيل الخروج";
    Theme: "Theme", "Farbschema", "المظهر";
    ThemeSystem: "As the device", "Wie das Gerät", "حسب الجهاز";
    ThemeLight: "Light", "Hell", "فاتح";
    ThemeDark: "Dark", "Dunkel", "داكن";
    LanguageWord: "Language", "Sprache", "اللغة";
    Loading: "Loading", "Wird geladen", "جارٍ التحميل";
    From: "From", "Von", "من";
    To: "to", "nach", "إلى";

    // the states of a page
    RefusedTitle: "You may not see this", "Das dürfen Sie nicht sehen", "لا يُسمح لك برؤية هذا";
    RefusedText: "Your roles do not include it. Ask an administrator of your organization if you need it.",
        "Ihre Rollen umfassen das nicht. Fragen Sie die Verwaltung Ihrer Organisation, wenn Sie es brauchen.",
        "أدوارك لا تشمل هذا. اسأل أحد مسؤولي مؤسستك إن كنت تحتاج إليه.";
    NotFoundTitle: "There is nothing here", "Hier ist nichts", "لا يوجد شيء هنا";
    NotFoundText: "The address leads to nothing that you can see.", "Die Adresse führt zu nichts, das Sie sehen können.",
        "هذا العنوان لا يؤدي إلى شيء يمكنك رؤيته.";
    UnavailableTitle: "The directory did not answer", "Das Verzeichnis hat nicht geantwortet", "لم يُجب الدليل";
    UnavailableText: "Nothing was changed. Try again in a moment.", "Es wurde nichts geändert. Versuchen Sie es gleich noch einmal.",
        "لم يتغير شيء. حاول مرة أخرى بعد قليل.";
    FailedTitle: "That did not work", "Das hat nicht geklappt", "لم ينجح ذلك";
    FailedText: "Nothing was changed. Try again; if it stays, tell your administrators.",
        "Es wurde nichts geändert. Versuchen Sie es noch einmal; wenn es bleibt, sagen Sie es Ihrer Verwaltung.",
        "لم يتغير شيء. حاول مرة أخرى، وإن استمر الأمر فأخبر المسؤولين.";
    TryAgain: "Try again", "Noch einmal", "حاول مرة أخرى";
    BackToProfile: "Back to my profile", "Zurück zu meinem Profil", "العودة إلى ملفي الشخصي";

    // sign in
    SignIn: "Sign in", "Anmelden", "تسجيل الدخول";
    SignInLead: "One account, wherever you live.", "Ein Konto, wo immer Sie zu Hause sind.", "حساب واحد أينما كان مقرك.";
    SignInName: "Sign-in name", "Anmeldename", "اسم الدخول";
    Password: "Password", "Passwort", "كلمة المرور";
    WrongTitle: "That did not work.", "Das hat nicht geklappt.", "لم ينجح ذلك.";
    WrongText: "The sign-in name or the password is wrong. Check both, or ask your organization for help.",
        "Der Anmeldename oder das Passwort ist falsch. Prüfen Sie beides oder fragen Sie Ihre Organisation.",
        "اسم الدخول أو كلمة المرور غير صحيح. تحقق منهما أو اطلب المساعدة من مؤسستك.";
    ThrottledTitle: "Too many tries.", "Zu viele Versuche.", "محاولات كثيرة جدًا.";
    ThrottledText: "Wait a while, then try again.", "Warten Sie eine Weile und versuchen Sie es dann noch einmal.",
        "انتظر قليلًا ثم حاول مرة أخرى.";
    SignInUnavailable: "We cannot check your password now. Try again in a moment.",
        "Wir können Ihr Passwort gerade nicht prüfen. Versuchen Sie es gleich noch einmal.",
        "لا يمكننا التحقق من كلمة المرور الآن. حاول مرة أخرى بعد قليل.";
    SignedOut: "You are signed out.", "Sie sind abgemeldet.", "تم تسجيل خروجك.";
    AlreadySignedIn: "You are signed in already.", "Sie sind schon angemeldet.", "أنت مسجل الدخول بالفعل.";
    NoAccount: "No account, or the wrong one? Ask your organization.", "Kein Konto oder das falsche? Fragen Sie Ihre Organisation.",
        "لا حساب لديك أو الحساب خطأ؟ اسأل مؤسستك.";

    // profile
    Home: "Home", "Zuhause", "المقر";
    Position: "Position", "Position", "الموضع";
    NoPosition: "none", "keine", "لا يوجد";
    Lock: "Lock", "Sperre", "القفل";
    Locked: "Locked: cannot move alone", "Gesperrt: zieht nicht allein um", "مقفل: لا ينتقل بنفسه";
    NotLocked: "Not locked", "Nicht gesperrt", "غير مقفل";
    StatusActive: "Enabled", "Aktiv", "مفعّل";
    StatusDisabled: "Disabled", "Deaktiviert", "معطّل";
    StatusPending: "Pending", "Noch nicht in Gebrauch", "قيد الانتظار";
    StatusDeleted: "Deleted", "Gelöscht", "محذوف";
    Roles: "Roles", "Rollen", "الأدوار";
    NoRoles: "No roles.", "Keine Rollen.", "لا أدوار.";
    EverywhereHere: "everywhere in this installation", "überall in dieser Installation", "في كل مكان من هذا النظام";
    EndsWhenYouMove: "ends when you move", "endet mit dem Umzug", "ينتهي عند انتقالك";
    StaysWhenYouMove: "stays when you move", "bleibt beim Umzug", "يبقى عند انتقالك";
    Dependents: "Dependents", "Angehörige", "المُعالون";
    MoveWithYou: "move with you", "ziehen mit Ihnen um", "ينتقلون معك";
    NoDependents: "No dependents.", "Keine Angehörigen.", "لا مُعالين.";
    Subscriptions: "Subscriptions", "Abonnements", "الاشتراكات";
    NoSubscriptions: "No subscriptions.", "Keine Abonnements.", "لا اشتراكات.";
    Services: "Services", "Dienste", "الخدمات";
    NoServices: "No services.", "Keine Dienste.", "لا خدمات.";
    History: "History", "Verlauf", "السجل";
    NoHistory: "Nothing has happened yet.", "Noch ist nichts geschehen.", "لم يحدث شيء بعد.";
    MoveToOrganization: "Move to Organization", "In eine andere Organisation umziehen", "الانتقال إلى مؤسسة";
    MoveNotOffered: "No organization takes people who move themselves from here.",
        "Keine Organisation nimmt Menschen auf, die von hier aus selbst umziehen.",
        "لا توجد مؤسسة تقبل من ينتقلون بأنفسهم من هنا.";
    DependentsDoNotMoveAlone: "You move together with your sponsor.", "Sie ziehen zusammen mit der Person um, zu der Sie gehören.",
        "تنتقل مع كفيلك.";

    // provisioning
    NotProvisioned: "Not provisioned", "Nicht bereitgestellt", "غير مهيأة";
    Requested: "Provisioning requested", "Bereitstellung angefordert", "طُلبت التهيئة";
    InProgress: "In progress", "In Arbeit", "قيد التنفيذ";
    Provisioned: "Provisioned", "Bereitgestellt", "مهيأة";
    ProvisioningFailed: "Failed", "Fehlgeschlagen", "فشلت";
    PendingChanges: "Pending changes", "Änderungen ausstehend", "تغييرات معلقة";

    // move to organization
    MoveLead: "Choose where you want to live. You see what happens before anything changes.",
        "Wählen Sie, wo Sie zu Hause sein wollen. Sie sehen, was geschieht, bevor sich etwas ändert.",
        "اختر المكان الذي تريد أن يكون مقرك. سترى ما سيحدث قبل أن يتغير أي شيء.";
    FindOrganization: "Find an organization", "Organisation finden", "ابحث عن مؤسسة";
    TypeAName: "Type a name", "Namen eingeben", "اكتب اسمًا";
    SortBy: "Sort by", "Sortieren nach", "الترتيب حسب";
    SortWouldWork: "Would work", "Würde gehen", "ممكنة";
    SortName: "Name", "Name", "الاسم";
    SortPlace: "Place in the tree", "Ort im Baum", "الموضع في الشجرة";
    Apply: "Apply", "Anwenden", "تطبيق";
    Wherever: "Wherever you move:", "Wohin Sie auch ziehen:", "أينما انتقلت:";
    NowhereToMove: "You cannot move anywhere now. What clears it stands above the list.",
        "Sie können jetzt nirgendwohin umziehen. Was abhilft, steht über der Liste.",
        "لا يمكنك الانتقال إلى أي مكان الآن. ما يزيل ذلك مذكور فوق القائمة.";
    InTheWay: "What stands in the way", "Was im Weg steht", "ما يمنع ذلك";
    SubscribedNow: "You subscribe to it now; you would live there.", "Sie haben sie jetzt abonniert; Sie würden dort wohnen.",
        "أنت مشترك فيها الآن، وستصبح مقرك.";
    CountsOnTop: "The list counts only what comes on top.", "Die Liste zählt nur, was dazukommt.", "لا تعدّ القائمة إلا ما يزيد على ذلك.";
    OrganizationsToChoose: "Organizations you can choose", "Organisationen zur Wahl", "المؤسسات التي يمكنك اختيارها";
    WouldWork: "Would work", "Würde gehen", "ممكنة";
    WouldNotWork: "Would not work", "Würde nicht gehen", "غير ممكنة";
    AllOrganizations: "Organizations", "Organisationen", "المؤسسات";
    ShowMore: "Show more", "Mehr zeigen", "عرض المزيد";
    NotInTheList: "Not in the list? It does not take part in moves, or you live there already.",
        "Nicht in der Liste? Sie nimmt an Umzügen nicht teil, oder Sie wohnen schon dort.",
        "ليست في القائمة؟ إنها لا تشارك في الانتقالات، أو أنها مقرك الحالي.";
    NothingFits: "No organization has this name. Type less of it.", "Keine Organisation heißt so. Geben Sie weniger ein.",
        "لا توجد مؤسسة بهذا الاسم. اكتب جزءًا أقصر منه.";
    NoDestinationsTitle: "No organization takes part in moves", "Keine Organisation nimmt an Umzügen teil", "لا توجد مؤسسة تشارك في الانتقالات";
    NoDestinationsText: "You stay where you are until an administrator makes organizations available.",
        "Sie bleiben, wo Sie sind, bis die Verwaltung Organisationen freigibt.",
        "تبقى في مكانك إلى أن يتيح أحد المسؤولين مؤسسات للانتقال.";
    WhatHappens: "What happens", "Was geschieht", "ماذا سيحدث";
    NothingChangedYet: "Nothing changed yet", "Noch nichts geändert", "لم يتغير شيء بعد";
    ChooseFirst: "Choose an organization to see what happens.", "Wählen Sie eine Organisation, um zu sehen, was geschieht.",
        "اختر مؤسسة لترى ماذا سيحدث.";
    ChooseToContinue: "Choose an organization first.", "Wählen Sie zuerst eine Organisation.", "اختر مؤسسة أولًا.";
    SeeWhatHappens: "See what happens", "Sehen, was geschieht", "انظر ماذا سيحدث";
    Cancel: "Cancel", "Abbrechen", "إلغاء";
    Ok: "OK", "OK", "موافق";
    CanMove: "Can move", "Kann umziehen", "يمكن الانتقال";
    Cannot: "Cannot", "Geht nicht", "غير ممكن";
    CheckedOnSave: "Checked on save", "Wird beim Speichern geprüft", "يُفحص عند الحفظ";
    YouCanMove: "You can move", "Sie können umziehen", "يمكنك الانتقال";
    YouCannotMoveHere: "You cannot move here", "Hierhin können Sie nicht umziehen", "لا يمكنك الانتقال إلى هنا";
    WhatClearsIt: "What clears it", "Was abhilft", "ما يزيل هذا";
    Blocker: "Blocker", "Hindernis", "مانع";
    Warning: "Warning", "Warnung", "تحذير";
    Notice: "Notice", "Hinweis", "ملاحظة";
    Stays: "Stays", "Bleibt", "يبقى";
    Along: "Moves along", "Zieht mit um", "ينتقل معك";
    Changes: "Changes", "Ändert sich", "يتغير";
    Lost: "Is lost", "Geht verloren", "يُفقد";
    Gained: "Is gained", "Kommt hinzu", "يُكتسب";
    KeptForReturn: "Kept for a return.", "Bleibt für eine Rückkehr gemerkt.", "يُحفظ للعودة.";
    NotBackByReturn: "Moving back does not bring it back.", "Ein Umzug zurück bringt sie nicht wieder.", "الانتقال عائدًا لا يعيده.";
    HiddenThere: "Hidden there; its value is kept.", "Dort nicht zu sehen; der Wert bleibt.", "لا يظهر هناك وتُحفظ قيمته.";
    PositionThere: "Position there", "Position dort", "الموضع هناك";
    PositionRemembered: "As before, if you had one there", "Wie zuvor, falls Sie dort eine hatten", "كما كان، إن كان لك موضع هناك";
    PositionTop: "The top, until another is chosen", "Die Spitze, bis eine andere gewählt ist", "القمة إلى أن يُختار غيرها";
    AtTheTop: "The top", "Die Spitze", "القمة";
    PositionNone: "No position", "Keine Position", "بلا موضع";

    // confirmation
    ConfirmTitle: "Confirm the move", "Umzug bestätigen", "تأكيد الانتقال";
    ConfirmWhatYouLose: "Confirm what comes with it", "Bestätigen Sie, was damit verbunden ist", "أكّد ما يترتب على ذلك";
    AlsoToKnow: "Also:", "Außerdem:", "وأيضًا:";
    EverythingConfirmed: "Everything is confirmed.", "Alles ist bestätigt.", "كل شيء مؤكد.";
    NothingToConfirm: "There is nothing to confirm.", "Es gibt nichts zu bestätigen.", "لا شيء للتأكيد.";
    GoBack: "Go back", "Zurück", "رجوع";
    Continue: "Continue", "Weiter", "متابعة";
    ContinueConfirmsAll: "Continue confirms every warning on this page.", "Weiter bestätigt alle Warnungen auf dieser Seite.",
        "المتابعة تؤكد كل التحذيرات في هذه الصفحة.";
    StaleTitle: "Something changed since you looked", "Etwas hat sich geändert, seit Sie geschaut haben", "تغيّر شيء منذ أن اطّلعت";
    StaleText: "Nothing was moved. Look at what is different, then confirm again.",
        "Es wurde nicht umgezogen. Sehen Sie sich an, was anders ist, und bestätigen Sie noch einmal.",
        "لم يحدث انتقال. اطّلع على ما اختلف ثم أكّد من جديد.";
    RefusedMoveTitle: "This move does not work now", "Dieser Umzug geht jetzt nicht", "هذا الانتقال غير ممكن الآن";
    RefusedMoveText: "Nothing was moved. What stands in the way is told below.",
        "Es wurde nicht umgezogen. Was im Weg steht, steht unten.",
        "لم يحدث انتقال. ما يمنعه مذكور أدناه.";
    AskedOtherwise: "You ask for another position than the one you looked at.",
        "Sie verlangen eine andere Position als die, die Sie angesehen haben.",
        "تطلب موضعًا غير الذي اطّلعت عليه.";
    NewSinceYouLooked: "New since you looked", "Neu, seit Sie geschaut haben", "جديد منذ أن اطّلعت";
    GoneSinceYouLooked: "Gone since you looked", "Weggefallen, seit Sie geschaut haben", "زال منذ أن اطّلعت";
    DifferenceUnknown: "What you saw is no longer kept, so the difference cannot be told. Everything as it is now stands below.",
        "Was Sie gesehen haben, ist nicht mehr aufbewahrt; der Unterschied lässt sich nicht nennen. Unten steht alles, wie es jetzt ist.",
        "لم يعد ما رأيته محفوظًا، فلا يمكن بيان الفرق. كل شيء كما هو الآن مذكور أدناه.";
    SignedOutMeanwhile: "Nothing was moved. Sign in, then look again.",
        "Es wurde nicht umgezogen. Melden Sie sich an und sehen Sie noch einmal nach.",
        "لم يحدث انتقال. سجّل الدخول ثم اطّلع من جديد.";
    NothingWasChanged: "Nothing was changed. Try again in a moment.", "Es wurde nichts geändert. Versuchen Sie es gleich noch einmal.",
        "لم يتغير شيء. حاول مرة أخرى بعد قليل.";
    LostAnswer: "We do not know whether the move was made. Try again: it is never made twice.",
        "Wir wissen nicht, ob der Umzug geschehen ist. Versuchen Sie es noch einmal: er geschieht nie zweimal.",
        "لا نعلم هل تم الانتقال. حاول مرة أخرى: لا يحدث الانتقال مرتين أبدًا.";
    Moving: "Moving", "Zieht um", "جارٍ الانتقال";
    NoDestinationChosen: "No organization was chosen", "Es wurde keine Organisation gewählt", "لم تُختر أي مؤسسة";

    // arrival
    HomeUntilNow: "your home until now", "bis jetzt Ihr Zuhause", "مقرك حتى الآن";
    YourHome: "your home", "Ihr Zuhause", "مقرك";
    NewLook: "This page already has the look of your new home.", "Diese Seite sieht schon aus wie Ihr neues Zuhause.",
        "لهذه الصفحة بالفعل مظهر مقرك الجديد.";
    OpenMyProfile: "Open my profile", "Mein Profil öffnen", "افتح ملفي الشخصي";
    WhatWasDone: "What was done", "Was getan wurde", "ما تم";
    StillToDo: "Still to do", "Noch zu tun", "ما بقي";
    NothingToDo: "Nothing. Everything is done.", "Nichts. Alles ist getan.", "لا شيء. تم كل شيء.";
    PositionMissing: "You need a position", "Sie brauchen eine Position", "تحتاج إلى موضع";
    Print: "Print", "Drucken", "طباعة";
}

/// Holds a set of texts to what every text is held to.
#[cfg(test)]
pub(super) fn judge<P: Said + std::fmt::Debug>(all: &[P]) {
    use super::{Language, Words};
    let begging = [
        "please",
        "sorry",
        "oops",
        "invalid",
        "error occurred",
        "!",
        "are you sure",
    ];
    for phrase in all {
        for language in Language::ALL {
            let text = Words::new(language).say(*phrase);
            assert!(!text.trim().is_empty(), "{phrase:?} {language:?}");
        }
        let arabic = Words::new(Language::Arabic).say(*phrase);
        let is_arabic = |c: char| ('\u{600}'..='\u{6ff}').contains(&c);
        assert!(arabic.chars().any(is_arabic), "{phrase:?}: {arabic}");
        let english = Words::new(Language::English).say(*phrase).to_lowercase();
        for word in begging {
            assert!(!english.contains(word), "{phrase:?}: {english}");
        }
    }
}
