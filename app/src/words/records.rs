//! What the screens about what was done say: moves, undo, audit.

mod speech;

pub use speech::RecordSpeech;

use super::phrase::phrases;

phrases! {
    /// A fixed text of these screens.
    RecordPhrase of records;
    Moves: "Moves", "Umzüge", "الانتقالات";
    Audit: "Audit", "Protokoll", "سجل التدقيق";

    // the list of moves
    MovesLead: "Every move from or to the organizations you see, the newest first.",
        "Jeder Umzug aus oder in Organisationen, die Sie sehen, die neuesten zuerst.",
        "كل انتقال من المؤسسات التي تراها أو إليها، الأحدث أولًا.";
    FilterMoves: "Filter moves", "Umzüge filtern", "تصفية الانتقالات";
    Person: "Person", "Person", "الشخص";
    PersonHint: "Sign-in name", "Anmeldename", "اسم الدخول";
    Organization: "Organization", "Organisation", "المؤسسة";
    OrganizationHint: "Code", "Code", "الرمز";
    MovedBy: "Moved by", "Umgezogen von", "نفّذه";
    FromDay: "From day", "Ab Tag", "من يوم";
    ToDay: "To day", "Bis Tag", "حتى يوم";
    Way: "How", "Wie", "الطريقة";
    WaySelf: "Moved themselves", "Selbst umgezogen", "انتقل بنفسه";
    WayOperator: "On a screen", "Am Bildschirm", "عبر الشاشة";
    WayFile: "By file or sync", "Per Datei oder Abgleich", "عبر ملف أو مزامنة";
    Done: "Done", "Erledigt", "تم";
    Undone: "Undone", "Rückgängig gemacht", "تم التراجع عنه";
    Undo: "Undo of a move", "Rücknahme eines Umzugs", "تراجع عن انتقال";
    SourceColumn: "From", "Von", "من";
    DestinationColumn: "To", "Nach", "إلى";
    By: "By", "Durch", "بواسطة";
    Themselves: "Themselves", "Selbst", "بنفسه";
    SomebodyUnseen: "Somebody you cannot see", "Jemand, den Sie nicht sehen", "شخص لا يمكنك رؤيته";
    Reason: "Reason", "Grund", "السبب";
    EveryMove: "Every move", "Jeder Umzug", "كل الانتقالات";
    ExportCsv: "Export CSV", "CSV exportieren", "تصدير CSV";
    ExportJson: "Export JSON lines", "JSON-Zeilen exportieren", "تصدير أسطر JSON";
    LookFurtherBack: "Look further back", "Weiter zurück suchen", "البحث أبعد في الماضي";
    NothingSoFar: "Nothing so far", "Bis hierher nichts", "لا شيء حتى الآن";
    NothingSoFarText: "Nothing matches among the newest. What is older has not been looked at yet.",
        "Unter den neuesten passt nichts. Älteres wurde noch nicht angesehen.", "لا شيء يطابق بين الأحدث. لم يُبحث بعد في الأقدم.";
    NoMoves: "No move yet", "Noch kein Umzug", "لا انتقالات بعد";
    NoMovesText: "Nobody has moved here or away so far.", "Bisher ist niemand hierher oder weg gezogen.", "لم ينتقل أحد إلى هنا أو من هنا حتى الآن.";

    // who went where
    WhoWentWhere: "Who went where", "Wer wohin ging", "من ذهب إلى أين";
    WidthIsPeople: "Width is the number of families", "Die Breite ist die Zahl der Familien", "العرض هو عدد العائلات";
    Flows: "Flows", "Ströme", "التدفقات";
    PictureOfFlows: "Picture of the flows, may scroll", "Bild der Ströme, kann gerollt werden", "صورة التدفقات، قابلة للتمرير";
    SameInTable: "The same numbers are in the table.", "Dieselben Zahlen stehen in der Tabelle.", "الأرقام نفسها في الجدول.";
    ByOneself: "Self", "Selbst", "ذاتيًا";
    FlowsCaption: "Moves by source and destination", "Umzüge nach Herkunft und Ziel", "الانتقالات حسب المصدر والوجهة";

    // one move
    WhatHappened: "What happened", "Was geschah", "ما الذي حدث";
    TheMove: "The move", "Der Umzug", "الانتقال";
    RemovedFile: "Ended memberships and delegations (CSV)", "Beendete Mitgliedschaften und Vertretungen (CSV)", "العضويات والتفويضات المنتهية (CSV)";
    TheCopy: "The copy", "Die Kopie", "النسخة";
    WithWhom: "With", "Mit", "مع";
    Acknowledged: "Acknowledged", "Zur Kenntnis genommen", "تم الإقرار به";
    NothingAcknowledged: "Nothing had to be", "Nichts nötig", "لم يلزم شيء";
    AsOf: "Day in the file", "Tag in der Datei", "اليوم في الملف";
    Undoes: "Takes back", "Nimmt zurück", "يتراجع عن";
    UndoneBy: "Taken back by", "Zurückgenommen durch", "تم التراجع عنه بواسطة";
    OpenMove: "Open that move", "Diesen Umzug öffnen", "فتح ذلك الانتقال";
    PartOf: "Part of", "Teil von", "جزء من";
    MovedTogether: "Moved in one go", "In einem Zug umgezogen", "انتُقل دفعة واحدة";
    WhoMoved: "Who moved", "Wer umzog", "من انتقل";
    OpenTogether: "All who moved in one go", "Alle, die in einem Zug umzogen", "كل من انتقل دفعة واحدة";
    NextFamilies: "Next families", "Nächste Familien", "العائلات التالية";

    // undo
    UndoThis: "Undo", "Rückgängig machen", "تراجع";
    UndoAll: "Undo all of them", "Alle rückgängig machen", "التراجع عنها كلها";
    UndoQuestion: "What undoing would do", "Was das Rückgängigmachen bewirkt", "ما الذي سيفعله التراجع";
    UndoLead: "Nothing changes until you press Undo now.", "Bis Sie „Jetzt rückgängig machen“ drücken, ändert sich nichts.",
        "لن يتغير شيء حتى تضغط «تراجع الآن».";
    Restored: "Restored", "Wiederhergestellt", "يُستعاد";
    NothingRestored: "Nothing would be restored.", "Nichts würde wiederhergestellt.", "لن يُستعاد شيء.";
    KeptAsItIs: "Kept, because it changed since", "Bleibt, weil es sich seither geändert hat", "يبقى لأنه تغيّر منذ ذلك الحين";
    NothingKept: "Nothing has changed since.", "Seither hat sich nichts geändert.", "لم يتغير شيء منذ ذلك الحين.";
    NotRestored: "Cannot be restored by you", "Können Sie nicht wiederherstellen", "لا يمكنك استعادته";
    EverythingRestored: "Nothing is left out.", "Nichts bleibt aus.", "لا شيء مستثنى.";
    ToKnow: "To know", "Zu wissen", "للعلم";
    UndoNow: "Undo now", "Jetzt rückgängig machen", "تراجع الآن";
    Undoing: "Being undone", "Wird rückgängig gemacht", "جارٍ التراجع";
    UndoRefused: "Something stands in the way; nothing was changed.", "Etwas steht im Weg; es wurde nichts geändert.", "هناك ما يعيق؛ لم يتغير شيء.";
    UndoStale: "Something changed since you looked; look again.", "Seit Sie hinsahen, hat sich etwas geändert; sehen Sie noch einmal hin.",
        "تغيّر شيء منذ اطلاعك؛ انظر مرة أخرى.";
    NotYoursToUndo: "You cannot undo this", "Das können Sie nicht rückgängig machen", "لا يمكنك التراجع عن هذا";
    NotYoursToUndoText: "It takes the right to let people go where they live now and to take them in where they lived before.",
        "Dazu braucht es das Recht, sie dort gehen zu lassen, wo sie jetzt leben, und dort aufzunehmen, wo sie vorher lebten.",
        "يتطلب ذلك صلاحية إخراجهم من حيث يعيشون الآن وقبولهم حيث كانوا يعيشون.";
    NotYourMove: "Only who moved themselves can take the move back themselves. Ask an administrator.",
        "Selbst zurücknehmen kann einen Umzug nur, wer selbst umgezogen ist. Fragen Sie die Verwaltung.",
        "لا يتراجع عن الانتقال بنفسه إلا من انتقل بنفسه. اسأل أحد المسؤولين.";
    WhoStays: "Who stays, and why", "Wer bleibt und warum", "من يبقى ولماذا";
    WasUndone: "It is undone.", "Es ist rückgängig gemacht.", "تم التراجع.";
    MovedBack: "Moved back", "Zurückgezogen", "أُعيد";
    Stays: "Stays", "Bleibt", "يبقى";
    Result: "Result", "Ergebnis", "النتيجة";
    BackToMoves: "Back to the move", "Zurück zum Umzug", "العودة إلى الانتقال";
    LaterMove: "Open the later move", "Den späteren Umzug öffnen", "فتح الانتقال اللاحق";

    // the audit
    AuditLead: "What was done in the organizations you audit, the newest first.", "Was in den Organisationen getan wurde, die Sie prüfen, das Neueste zuerst.",
        "ما جرى في المؤسسات التي تدققها، الأحدث أولًا.";
    FilterAudit: "Filter the audit", "Protokoll filtern", "تصفية السجل";
    Text: "Text", "Text", "النص";
    TextHint: "* and ? stand for anything", "* und ? stehen für Beliebiges", "* و? تعنيان أي شيء";
    Deed: "Action", "Aktion", "الإجراء";
    EveryDeed: "Every action", "Jede Aktion", "كل الإجراءات";
    DoneBy: "Done by", "Getan von", "نفّذه";
    About: "About", "Über", "بشأن";
    AboutHint: "Sign-in name or code", "Anmeldename oder Code", "اسم الدخول أو الرمز";
    Where: "Where", "Wo", "أين";
    TheSystem: "The system", "Das System", "النظام";
    TheDirectory: "The directory", "Das Verzeichnis", "الدليل";
    Details: "Details", "Einzelheiten", "التفاصيل";
    Record: "Record", "Eintrag", "القيد";
    Place: "Place in the chain", "Platz in der Kette", "الموضع في السلسلة";
    NotSealed: "Not sealed yet", "Noch nicht versiegelt", "لم يُختم بعد";
    NoDetails: "No details are kept.", "Es sind keine Einzelheiten aufbewahrt.", "لا تُحفظ تفاصيل.";
    NoRecords: "No record", "Kein Eintrag", "لا قيود";
    NoRecordsText: "Nothing has been done here so far.", "Bisher wurde hier nichts getan.", "لم يُنفذ شيء هنا حتى الآن.";
    NobodyOfThatName: "Nobody of that name is in your view", "Niemand dieses Namens ist in Ihrer Sicht", "لا أحد بهذا الاسم ضمن نطاق رؤيتك";
    NobodyOfThatNameText: "Write the sign-in name as it is in the list of users.", "Schreiben Sie den Anmeldenamen, wie er in der Benutzerliste steht.",
        "اكتب اسم الدخول كما هو في قائمة المستخدمين.";
    Verify: "Verify the chain", "Kette prüfen", "التحقق من السلسلة";
    Verifying: "Being verified", "Wird geprüft", "جارٍ التحقق";

    // deeds
    UserMoved: "Moved", "Umgezogen", "انتقال";
    MoveUndone: "Move undone", "Umzug rückgängig gemacht", "تراجع عن انتقال";
    UserCreated: "Person created", "Person angelegt", "إنشاء شخص";
    UserCopied: "Person copied", "Person kopiert", "نسخ شخص";
    CopyUndone: "Copy taken back", "Kopie zurückgenommen", "تراجع عن نسخة";
    UserChanged: "Profile changed", "Profil geändert", "تغيير الملف الشخصي";
    AccountEnded: "Disabled after its last day", "Nach dem letzten Tag deaktiviert", "عُطّل بعد يومه الأخير";
    CatalogueChanged: "Catalogue changed", "Katalog geändert", "تغيير الكتالوج";
    ServiceChanged: "Service of an organization changed", "Dienst einer Organisation geändert", "تغيير خدمة مؤسسة";
    UserLocked: "Locked against moves", "Gegen Umzug gesperrt", "قفل ضد الانتقال";
    UserUnlocked: "Unlocked", "Entsperrt", "إلغاء القفل";
    UserSubscribed: "Subscribed", "Abonniert", "اشتراك";
    UserUnsubscribed: "Subscription ended", "Abonnement beendet", "إنهاء اشتراك";
    GroupChanged: "Group changed", "Gruppe geändert", "تغيير مجموعة";
    GroupJoined: "Put into a group", "In eine Gruppe aufgenommen", "إضافة إلى مجموعة";
    GroupLeft: "Taken out of a group", "Aus einer Gruppe genommen", "إزالة من مجموعة";
    RoleGranted: "Role granted", "Rolle erteilt", "منح دور";
    RoleRevoked: "Role revoked", "Rolle entzogen", "سحب دور";
    AdministratorCreated: "Administrator created", "Administrator angelegt", "إنشاء مسؤول";
    OrganizationCreated: "Organization created", "Organisation angelegt", "إنشاء مؤسسة";
    OrganizationChanged: "Organization changed", "Organisation geändert", "تغيير مؤسسة";
    SettingsChanged: "Settings changed", "Einstellungen geändert", "تغيير الإعدادات";
    DirectoryImported: "Directory imported", "Verzeichnis importiert", "استيراد الدليل";
    DetailsForgotten: "Old details forgotten", "Alte Einzelheiten vergessen", "نُسيت التفاصيل القديمة";
    SignedIn: "Signed in", "Angemeldet", "تسجيل الدخول";
    SignedOut: "Sign-ins ended", "Anmeldungen beendet", "إنهاء تسجيلات الدخول";
    FirstSignIn: "Signed in for the first time", "Zum ersten Mal angemeldet", "تسجيل الدخول لأول مرة";
    PasswordChanged: "Password changed", "Passwort geändert", "تغيير كلمة المرور";
    PasswordReset: "Password reset", "Passwort zurückgesetzt", "إعادة تعيين كلمة المرور";
    LinkMade: "Link to sign in made", "Anmeldelink erstellt", "إنشاء رابط دخول";
    TokenMade: "API token made", "API-Token erstellt", "إنشاء رمز API";
    TokenRevoked: "API token revoked", "API-Token widerrufen", "إبطال رمز API";
    ItemCreated: "Proof or file handed in", "Proof oder Datei hochgeladen", "رفع بروفة أو ملف";
    ItemMoved: "Proof or file moved to another account", "Proof oder Datei in ein anderes Konto gezogen", "نقل بروفة أو ملف إلى حساب آخر";
    FolderCreated: "Folder made", "Ordner angelegt", "إنشاء مجلد";
    FolderRenamed: "Folder renamed", "Ordner umbenannt", "إعادة تسمية مجلد";
    LeftoverRemoved: "Leftover access removed", "Verbliebenen Zugriff entfernt", "إزالة الوصول المتبقي";
    OtherDeed: "Something else", "Etwas anderes", "شيء آخر";

    // what was acknowledged
    AckRoles: "Roles end", "Rollen enden", "انتهاء أدوار";
    AckSubscriptions: "Subscriptions end", "Abonnements enden", "انتهاء اشتراكات";
    AckLastAdministrator: "The last administrator leaves", "Der letzte Administrator geht", "مغادرة آخر مسؤول";
    AckEnterprise: "An Enterprise Administrator crosses enterprises", "Ein Enterprise Administrator wechselt das Unternehmen",
        "مسؤول المنشأة ينتقل بين المنشآت";
    AckPosition: "The profile stays incomplete", "Das Profil bleibt unvollständig", "يبقى الملف الشخصي غير مكتمل";
    AckMemberships: "Memberships end", "Mitgliedschaften enden", "انتهاء عضويات";
    AckManager: "Managers stay behind", "Vorgesetzte bleiben zurück", "بقاء المديرين في مكانهم";
    AckAlerts: "Only alerts of the enterprise arrive", "Nur Alarme des Unternehmens kommen an", "تصل تنبيهات المنشأة فقط";
    AckNotRestored: "Roles do not come back", "Rollen kommen nicht zurück", "أدوار لا تعود";
    AckOwnAccount: "The own account is among them", "Das eigene Konto ist dabei", "الحساب الشخصي من ضمنهم";
    AckHidden: "Something you cannot see", "Etwas, das Sie nicht sehen", "شيء لا يمكنك رؤيته";
}

impl RecordPhrase {
    /// The deeds by their codes, as the audit keeps them.
    pub(crate) const DEEDS: &[(&'static str, Self)] = &[
        ("user-moved", Self::UserMoved),
        ("user-move-undone", Self::MoveUndone),
        ("user-created", Self::UserCreated),
        ("user-copied", Self::UserCopied),
        ("user-copy-undone", Self::CopyUndone),
        ("user-changed", Self::UserChanged),
        ("account-ended", Self::AccountEnded),
        ("catalogue-changed", Self::CatalogueChanged),
        ("service-changed", Self::ServiceChanged),
        ("user-locked", Self::UserLocked),
        ("user-unlocked", Self::UserUnlocked),
        ("user-subscribed", Self::UserSubscribed),
        ("user-unsubscribed", Self::UserUnsubscribed),
        ("group-changed", Self::GroupChanged),
        ("group-joined", Self::GroupJoined),
        ("group-left", Self::GroupLeft),
        ("role-granted", Self::RoleGranted),
        ("role-revoked", Self::RoleRevoked),
        ("administrator-created", Self::AdministratorCreated),
        ("organization-created", Self::OrganizationCreated),
        ("organization-changed", Self::OrganizationChanged),
        ("settings-changed", Self::SettingsChanged),
        ("directory-imported", Self::DirectoryImported),
        ("details-forgotten", Self::DetailsForgotten),
        ("signed-in", Self::SignedIn),
        ("signed-out", Self::SignedOut),
        ("first-sign-in", Self::FirstSignIn),
        ("password-changed", Self::PasswordChanged),
        ("password-reset", Self::PasswordReset),
        ("sign-in-link-made", Self::LinkMade),
        ("token-made", Self::TokenMade),
        ("token-revoked", Self::TokenRevoked),
        ("item-created", Self::ItemCreated),
        ("item-moved", Self::ItemMoved),
        ("leftover-removed", Self::LeftoverRemoved),
        ("folder-created", Self::FolderCreated),
        ("folder-renamed", Self::FolderRenamed),
    ];

    /// The words for the code of a warning that was acknowledged.
    pub(crate) fn of_acknowledged(code: &str) -> Option<Self> {
        Some(match code {
            "role-revoked" => Self::AckRoles,
            "subscription-cancelled" => Self::AckSubscriptions,
            "last-administrator" => Self::AckLastAdministrator,
            "administrator-across-enterprises" => Self::AckEnterprise,
            "enterprise-alerts-only" => Self::AckAlerts,
            "position-required" => Self::AckPosition,
            "membership-removed" => Self::AckMemberships,
            "manager-cleared" => Self::AckManager,
            "own-account" => Self::AckOwnAccount,
            "hidden-effects" => Self::AckHidden,
            "role-not-restored" => Self::AckNotRestored,
            _ => return None,
        })
    }

    /// The words for a deed.
    pub(crate) fn of_deed(code: &str) -> Self {
        let found = Self::DEEDS.iter().find(|(known, _)| *known == code);
        found.map_or(Self::OtherDeed, |(_, phrase)| *phrase)
    }
}
