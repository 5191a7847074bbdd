//! What the wizard for moves in hosting trees says.

use super::phrase::phrases;

phrases! {
    /// A fixed text of the wizard.
    WizardPhrase of wizard;
    Title: "Move a hosted user", "Gehostete Person umziehen", "نقل مستخدم مستضاف";
    SiteTitle: "Move a user to a site", "Person an einen Standort umziehen", "نقل مستخدم إلى موقع";
    Steps: "Steps", "Schritte", "الخطوات";
    IsDone: "(done)", "(erledigt)", "(تم)";
    IsNow: "(now)", "(jetzt)", "(الآن)";
    IsToCome: "(to come)", "(kommt noch)", "(لاحقًا)";
    HasBlockers: "(has blockers)", "(hat Hindernisse)", "(فيها موانع)";
    Source: "Source customer", "Herkunftskunde", "العميل المصدر";
    SourceSite: "Source site", "Herkunftsstandort", "الموقع المصدر";
    User: "User", "Person", "المستخدم";
    Destination: "Destination", "Ziel", "الوجهة";
    Mapping: "Mapping", "Zuordnung", "المطابقة";
    Services: "Services", "Dienste", "الخدمات";
    Telephony: "Telephony", "Telefonie", "الهاتف";
    Review: "Review", "Prüfen", "المراجعة";
    Done: "Result", "Ergebnis", "النتيجة";
    NoServices: "None held", "Keine vorhanden", "لا يوجد";

    // searching
    FindSource: "Which customer does the person leave?", "Welchen Kunden verlässt die Person?", "أي عميل سيغادره الشخص؟";
    FindUser: "Who is to move?", "Wer soll umziehen?", "من الذي سينتقل؟";
    FindDestination: "Which customer does the person go to?", "Zu welchem Kunden geht die Person?", "إلى أي عميل سينتقل الشخص؟";
    FindSourceSite: "Which site does the user leave?", "Welchen Standort verlässt die Person?", "أي موقع سيغادره المستخدم؟";
    FindDestinationSite: "Which site does the user go to?", "An welchen Standort geht die Person?", "إلى أي موقع سينتقل المستخدم؟";
    CustomerHint: "Part of the name of a customer or site, or the code: a whole code finds exactly one.",
        "Ein Teil des Namens eines Kunden oder Standorts, oder der Code: ein ganzer Code findet genau einen.",
        "جزء من اسم عميل أو موقع، أو الرمز: الرمز الكامل يجد واحدًا بعينه.";
    UserHint: "The beginning of a name, sign-in name or address. Only people of the chosen customer are found.",
        "Der Anfang eines Namens, Anmeldenamens oder einer Adresse. Gefunden werden nur Personen des gewählten Kunden.",
        "بداية اسم أو اسم دخول أو عنوان. لا يُعثر إلا على أشخاص العميل المختار.";
    SiteUserHint: "The beginning of a name, username or address. Only people of the chosen site are found.",
        "Der Anfang eines Namens, Benutzernamens oder einer Adresse. Gefunden werden nur Personen des gewählten Standorts.",
        "بداية اسم أو اسم مستخدم أو عنوان. لا يُعثر إلا على أشخاص الموقع المختار.";
    FoundSites: "Sites and customers found", "Gefundene Standorte und Kunden", "المواقع والعملاء الموجودون";
    FoundCustomers: "Customers found", "Gefundene Kunden", "العملاء الموجودون";
    FoundUsers: "People found", "Gefundene Personen", "الأشخاص الموجودون";
    NothingFound: "Nothing is found in your view.", "In Ihrer Sicht wird nichts gefunden.", "لا يُعثر على شيء في نطاق رؤيتك.";
    MoreFound: "There are more. Type more of the name.", "Es gibt mehr. Geben Sie mehr vom Namen ein.", "هناك المزيد. اكتب المزيد من الاسم.";
    IsSource: "The person lives here.", "Hier lebt die Person.", "الشخص يقيم هنا.";
    NotActive: "Not active", "Nicht aktiv", "غير نشط";
    Chosen: "Chosen", "Gewählt", "مختار";
    FirstChoose: "Choose this first:", "Wählen Sie zuerst:", "اختر هذا أولًا:";

    // what people are called
    SignInName: "Sign-in name", "Anmeldename", "اسم الدخول";
    NewSignInName: "New sign-in name", "Neuer Anmeldename", "اسم الدخول الجديد";
    Domain: "Domain", "Domäne", "النطاق";
    Now: "now", "jetzt", "الآن";
    Proposed: "Proposed", "Vorgeschlagen", "مقترح";
    BackToProposal: "Back to the proposal", "Zurück zum Vorschlag", "العودة إلى المقترح";
    Username: "Username", "Benutzername", "اسم المستخدم";
    RenameTo: "Rename to", "Umbenennen in", "إعادة التسمية إلى";
    RenameNoName: "No username can be given there.", "Dort lässt sich kein Benutzername vergeben.", "لا يمكن منح اسم مستخدم هناك.";
    Addresses: "E-mail addresses", "E-Mail-Adressen", "عناوين البريد";
    PrimaryAddress: "New primary address", "Neue Hauptadresse", "العنوان الرئيسي الجديد";
    Alias: "New alias", "Neuer Alias", "عنوان بديل جديد";
    AddAlias: "Add an address", "Adresse hinzufügen", "إضافة عنوان";
    OldAddress: "Old address", "Alte Adresse", "العنوان القديم";
    OldAddresses: "What happens to the old addresses", "Was mit den alten Adressen geschieht", "ما يحدث للعناوين القديمة";
    AtTheMove: "At the move", "Beim Umzug", "عند الانتقال";
    VerdictHere: "Verdict", "Urteil", "الحكم";
    PrimaryUntilNow: "Primary until now", "Bisher Hauptadresse", "الرئيسي حتى الآن";
    AliasUntilNow: "Alias", "Alias", "بديل";
    Drop: "Drop", "Aufgeben", "التخلي";
    Keep: "Keep as alias", "Als Alias behalten", "الإبقاء كعنوان بديل";
    Forward: "Forward", "Weiterleiten", "إعادة التوجيه";
    ForwardDays: "Days", "Tage", "أيام";
    Department: "Department", "Abteilung", "القسم";
    Office: "Office", "Standort", "المكتب";
    Unassigned: "Unassigned", "Nicht zugeordnet", "غير معيّن";
    PlaceThere: "Place at the destination", "Platz am Ziel", "الموقع في الوجهة";
    ReasonFor: "Reason", "Grund", "السبب";
    ReasonHint: "Kept with the move", "Wird mit dem Umzug aufbewahrt", "يُحفظ مع الانتقال";

    // services
    Service: "Service", "Dienst", "الخدمة";
    State: "Now", "Jetzt", "الآن";
    ComesAlong: "Comes along", "Zieht mit um", "تنتقل معه";
    StartsEmpty: "Starts new and empty", "Beginnt neu und leer", "تبدأ جديدة وفارغة";
    DoesNotMove: "Does not move", "Zieht nicht um", "لا تنتقل";
    Deprovisioned: "Is deprovisioned, its data is lost", "Wird entfernt, die Daten gehen verloren", "تُلغى وتضيع بياناتها";
    Instance: "Instance there", "Instanz dort", "المثيل هناك";
    PlanThere: "Plan there", "Tarif dort", "الخطة هناك";
    Choose: "Choose", "Bitte wählen", "اختر";
    NoneOffered: "None offered", "Nichts im Angebot", "لا شيء معروض";
    SamePlan: "Same plan", "Gleicher Tarif", "الخطة نفسها";

    // findings and ways on
    SoFar: "So far", "Bisher", "حتى الآن";
    JudgedAsYouType: "judged as you type", "beim Tippen beurteilt", "يُحكم أثناء الكتابة";
    JudgedOnSave: "checked on review", "wird beim Prüfen beurteilt", "يُتحقق عند المراجعة";
    Blockers: "Blockers", "Hindernisse", "الموانع";
    Warnings: "Warnings", "Warnungen", "التحذيرات";
    Notices: "Notices", "Hinweise", "الملاحظات";
    OnSave: "On save", "Beim Speichern", "عند الحفظ";
    FindingsHere: "Findings, each with its place", "Befunde, jeder mit seinem Ort", "النتائج، كل منها بموضعها";
    NoFindings: "Nothing stands in the way.", "Nichts steht im Weg.", "لا شيء يمنع.";
    YouMayGoOn: "You may go on. Only the move waits for the blockers.", "Sie können weitergehen. Nur der Umzug wartet auf die Hindernisse.",
        "يمكنك المتابعة. الانتقال وحده ينتظر الموانع.";
    Back: "Back", "Zurück", "رجوع";
    Next: "Next", "Weiter", "التالي";
    GoTo: "Go to", "Zu", "إلى";
    CheckedOnSave: "Whether it is free is checked on save.", "Ob das frei ist, wird beim Speichern geprüft.", "يُتحقق من إتاحته عند الحفظ.";

    // review and result
    Findings: "Findings", "Befunde", "النتائج";
    BeforeAndAfter: "Before and after", "Vorher und nachher", "قبل وبعد";
    What: "What", "Was", "ماذا";
    Before: "Before", "Vorher", "قبل";
    After: "After", "Nachher", "بعد";
    Home: "Customer", "Kunde", "العميل";
    PrimaryRow: "Primary address", "Hauptadresse", "العنوان الرئيسي";
    Kept: "kept", "bleibt", "يبقى";
    Password: "Password", "Passwort", "كلمة المرور";
    Forwarded: "forwarded", "weitergeleitet", "يُعاد توجيهه";
    ForEverybody: "What it means", "Was es bedeutet", "ما يعنيه ذلك";
    Commit: "Move", "Umziehen", "نقل";
    MoveNow: "Move the user", "Person umziehen", "نقل المستخدم";
    Moving: "Moving", "Zieht um", "جارٍ النقل";
    BlockersLeft: "Blockers are left. Clear them on their steps.", "Es gibt noch Hindernisse. Räumen Sie sie in ihren Schritten aus.", "بقيت موانع. أزلها في خطواتها.";
    ConfirmLeft: "Confirm every warning first.", "Bestätigen Sie erst jede Warnung.", "أكّد كل تحذير أولًا.";
    ReadyToMove: "What you see is what is moved, or nothing is.", "Was Sie sehen, wird umgezogen, oder nichts.", "ما تراه هو ما سيُنقل، أو لا شيء.";
    ItIsDone: "The user has moved.", "Die Person ist umgezogen.", "انتقل المستخدم.";
    WhatFollows: "Services and account are being set up at the destination. Look through both, and mend what needs a hand.",
        "Dienste und Konto werden am Ziel eingerichtet. Sehen Sie beide durch und ergänzen Sie, was fehlt.",
        "يجري إعداد الخدمات والحساب في الوجهة. راجع كليهما وأكمل ما يلزم.";
    SiteWhatFollows: "Lines, devices and services stand as the review showed. Look through the site and the user, and mend what needs a hand.",
        "Leitungen, Geräte und Dienste stehen, wie die Prüfung es zeigte. Sehen Sie Standort und Person durch und ergänzen Sie, was fehlt.",
        "الخطوط والأجهزة والخدمات كما أظهرتها المراجعة. راجع الموقع والمستخدم وأكمل ما يلزم.";
    ReviewSite: "Review the site", "Standort ansehen", "مراجعة الموقع";
    ReviewCustomer: "Review the customer", "Kunden ansehen", "مراجعة العميل";
    ReviewUser: "Review the user", "Person ansehen", "مراجعة المستخدم";
    NameManager: "Name a manager", "Vorgesetzte Person benennen", "تعيين مدير";
    ReviewMove: "The move, and taking it back", "Der Umzug, und wie man ihn zurücknimmt", "الانتقال والتراجع عنه";
    MoveAnother: "Move another user", "Weitere Person umziehen", "نقل مستخدم آخر";
}
