//! What the settings of a hub or satellite account say.

use super::phrase::phrases;

phrases! {
    /// A fixed text of the settings of an account.
    AccountSettingPhrase of account_settings;
    Title: "Account", "Konto", "الحساب";
    Lead: "What is bought, and who looks after it.", "Was gekauft ist, und wer sich darum kümmert.", "ما تم شراؤه ومن يتولاه.";
    Plan: "Plan", "Tarif", "الخطة";
    PlanNone: "Not told", "Nicht angegeben", "غير محددة";
    PlanStandard: "Standard", "Standard", "قياسية";
    PlanPremium: "Premium, with profiles of its own", "Premium, mit eigenen Profilen", "مميزة، بملفات خاصة بها";
    Seats: "Seats", "Plätze", "المقاعد";
    SeatsTaken: "Seats taken", "Belegte Plätze", "المقاعد المشغولة";
    Storage: "Bytes that may be stored", "Bytes, die gespeichert werden dürfen", "عدد البايتات المسموح بتخزينها";
    Stored: "Stored now", "Jetzt gespeichert", "المخزّن الآن";
    Expected: "On its way here", "Unterwegs hierher", "قادم إلى هنا";
    NoLimit: "Empty: without a limit.", "Leer: ohne Grenze.", "فارغ: بلا حد.";
    BillingContact: "Whom bills go to", "Wohin Rechnungen gehen", "إلى من تُرسل الفواتير";
    BillingContactHint: "The ID of somebody active in the account; empty for nobody.", "Kennung von jemandem, der im Konto aktiv ist; leer für niemanden.",
        "معرّف شخص نشط في الحساب؛ فارغ لعدم تحديد أحد.";
    BillingElsewhere: "Plan, seats, storage and billing are set by a Billing Administrator.", "Tarif, Plätze, Speicher und Rechnungen legt die Abrechnungsverwaltung fest.",
        "يحدد مسؤول الفوترة الخطة والمقاعد والتخزين والفواتير.";
    SignIn: "How people sign in", "Wie man sich anmeldet", "كيف يسجل الناس الدخول";
    SignInAsHub: "As at the hub", "Wie in der Zentrale", "كما في الحساب المركزي";
    SignInPassword: "By password", "Mit Passwort", "بكلمة مرور";
    SignInSso: "By password or the own directory", "Mit Passwort oder über das eigene Verzeichnis", "بكلمة مرور أو عبر الدليل الخاص";
    SignInSsoRequired: "Through the own directory alone", "Nur über das eigene Verzeichnis", "عبر الدليل الخاص فقط";
    Dropzones: "Dropzones", "Ablagen", "صناديق الاستلام";
    DropzoneOwner: "Owner", "Gehört", "المالك";
    Profiles: "Permission profiles", "Berechtigungsprofile", "ملفات الصلاحيات";
    BuiltIn: "Comes with every account", "Hat jedes Konto", "مرافق لكل حساب";
    ProfileId: "ID", "Kennung", "المعرّف";
    ProfileName: "Name", "Name", "الاسم";
    LikeProfile: "Cloned from", "Nachgebildet von", "منسوخ من";
    Enabled: "Can be given", "Kann vergeben werden", "يمكن منحه";
    ManageUsers: "Looks after people and settings", "Kümmert sich um Personen und Einstellungen", "يتولى الأشخاص والإعدادات";
    MoveUsers: "Moves people, at a hub", "Zieht Personen um, in einer Zentrale", "ينقل الأشخاص، في الحساب المركزي";
    Holders: "People", "Personen", "الأشخاص";
    NewProfile: "New profile", "Neues Profil", "ملف جديد";
    RemoveProfile: "Remove", "Entfernen", "إزالة";
    Saved: "Saved.", "Gespeichert.", "تم الحفظ.";
}
