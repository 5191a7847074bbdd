//! What the wizard that copies people says.

use super::phrase::phrases;

phrases! {
    /// A fixed text of the wizard that copies people.
    CopyPhrase of copying;
    Title: "Copy a user", "Person kopieren", "نسخ مستخدم";
    TitleOfTemplate: "New user", "Neue Person", "مستخدم جديد";
    CopyThem: "Copy user", "Person kopieren", "نسخ المستخدم";
    NewFromTemplate: "New user", "Neue Person", "مستخدم جديد";
    CopyOf: "Copy of", "Kopie von", "نسخة من";
    OfTemplate: "From the template", "Aus der Vorlage", "من القالب";
    NewPerson: "The new person", "Die neue Person", "الشخص الجديد";

    // the steps
    Details: "Details", "Angaben", "التفاصيل";
    Password: "Password", "Passwort", "كلمة المرور";
    Account: "Account", "Konto", "الحساب";
    Roles: "Roles", "Rollen", "الأدوار";
    Addresses: "Addresses", "Adressen", "العناوين";
    Services: "Services", "Dienste", "الخدمات";
    Provision: "Provision", "Bereitstellen", "التهيئة";
    Review: "Review", "Prüfen", "المراجعة";
    Done: "Result", "Ergebnis", "النتيجة";

    // details
    WhereTheyLive: "Where the new person lives", "Wo die neue Person ist", "مكان الشخص الجديد";
    Customer: "Customer", "Kunde", "العميل";
    CustomerHint: "The original's, or another one that you may move people to. What was chosen of one counts for it alone.",
        "Der des Originals oder ein anderer, zu dem Sie Personen umziehen dürfen. Was bei einem gewählt wurde, gilt nur für ihn.",
        "عميل الأصل أو عميل آخر يحق لك نقل الأشخاص إليه. ما اختير لأحدهما يخصه وحده.";
    GoesTo: "Goes to", "Kommt zu", "ينضم إلى";
    WhoTheyAre: "Who the new person is", "Wer die neue Person ist", "من هو الشخص الجديد";
    HowTheySignIn: "How they sign in", "Wie sie sich anmeldet", "كيف يسجل الدخول";
    TestUser: "Test user", "Testperson", "مستخدم للاختبار";
    TestUserHint: "Test users are on no bill.", "Testpersonen stehen auf keiner Rechnung.", "لا يُحتسب مستخدمو الاختبار في الفواتير.";
    TakenOver: "Taken over", "Wird übernommen", "يُؤخذ من الأصل";
    AlsoTakenOver: "Also taken over", "Außerdem übernommen", "يُؤخذ أيضًا";
    NotTakenOver: "Not taken over", "Nicht übernommen", "لا يُؤخذ";
    NothingTakenOver: "Nothing else", "Nichts weiter", "لا شيء آخر";
    NeverTakenOver: "Names, addresses, password and phone numbers are everybody's own and never taken over.",
        "Namen, Adressen, Passwort und Telefonnummern hat jede Person für sich; sie werden nie übernommen.",
        "الأسماء والعناوين وكلمة المرور وأرقام الهاتف خاصة بكل شخص ولا تؤخذ أبدًا.";
    FieldTitle: "Title", "Titel", "المسمى الوظيفي";
    FieldWebPage: "Web page", "Webseite", "صفحة الويب";
    FieldDelegations: "Delegations", "Vertretungen", "التفويضات";
    ReasonHint: "Kept with the copy", "Wird mit der Kopie aufbewahrt", "يُحفظ مع النسخة";

    // the password
    NewPassword: "Password of the new person", "Passwort der neuen Person", "كلمة مرور الشخص الجديد";
    Generate: "Generate one", "Eines erzeugen", "إنشاء كلمة مرور";
    Show: "Show the password", "Passwort zeigen", "إظهار كلمة المرور";
    WhatItMustBe: "What it must be", "Wie es sein muss", "ما يجب أن تكون عليه";
    LeastLength: "Characters, at least:", "Zeichen, mindestens:", "عدد الأحرف، على الأقل:";
    LeastClasses: "Of small letters, capitals, digits and other signs, kinds at least:", "Von Kleinbuchstaben, Großbuchstaben, Ziffern und anderen Zeichen, Arten mindestens:",
        "من الأحرف الصغيرة والكبيرة والأرقام والرموز، أنواع على الأقل:";
    IsKept: "(kept)", "(erfüllt)", "(مستوفى)";
    IsMissing: "(missing)", "(fehlt)", "(ناقص)";
    Strength: "Strength:", "Stärke:", "القوة:";
    Weak: "not enough", "zu schwach", "غير كافية";
    Fair: "enough", "genügt", "كافية";
    Good: "good", "gut", "جيدة";
    Strong: "strong", "stark", "قوية";
    KeptNowhere: "The password stays in this window. It is sent once, when the person is created. After loading the page anew, type it again.",
        "Das Passwort bleibt in diesem Fenster. Es wird einmal gesendet, wenn die Person angelegt wird. Nach dem Neuladen der Seite geben Sie es noch einmal ein.",
        "تبقى كلمة المرور في هذه النافذة. تُرسل مرة واحدة عند إنشاء الشخص. بعد إعادة تحميل الصفحة اكتبها من جديد.";
    NeedsScripts: "Without scripts no password can be typed, and nobody created.", "Ohne Skripte lässt sich kein Passwort eingeben und niemand anlegen.",
        "من دون نصوص برمجية لا يمكن كتابة كلمة مرور ولا إنشاء أحد.";
    GivenHere: "Typed in this window", "In diesem Fenster eingegeben", "كُتبت في هذه النافذة";
    NotGiven: "Not typed yet", "Noch nicht eingegeben", "لم تُكتب بعد";
    TypePassword: "Type a password that keeps the rules first.", "Geben Sie erst ein Passwort ein, das den Regeln genügt.", "اكتب أولًا كلمة مرور تستوفي القواعد.";

    // the account
    ChangeAtNext: "The password is to be changed at the next sign-in", "Das Passwort ist bei der nächsten Anmeldung zu ändern", "تُغيَّر كلمة المرور عند الدخول التالي";
    NeverExpires: "The password never expires", "Das Passwort läuft nie ab", "لا تنتهي صلاحية كلمة المرور أبدًا";
    AsOriginal: "At first as with the original.", "Zunächst wie beim Original.", "في البداية كما في الأصل.";
    Disabled: "The account is disabled", "Das Konto ist deaktiviert", "الحساب معطّل";
    DisabledHint: "It is provisioned all the same. Nobody signs in with it until it is enabled.", "Es wird trotzdem bereitgestellt. Niemand meldet sich damit an, bis es aktiviert wird.",
        "يُهيَّأ مع ذلك. لا يدخل به أحد حتى يُفعَّل.";
    Locked: "Locked", "Gesperrt", "مقفل";
    LockedNo: "No. Nobody is locked from the start.", "Nein. Niemand ist von Anfang an gesperrt.", "لا. لا يُقفل أحد من البداية.";
    Expires: "The account ends", "Das Konto endet", "ينتهي الحساب";
    Never: "Never", "Nie", "أبدًا";
    EndOf: "At the end of", "Am Ende des", "في نهاية";
    LastDay: "Last day", "Letzter Tag", "اليوم الأخير";
    DisabledFrom: "It is disabled from this day on:", "Es ist von diesem Tag an deaktiviert:", "يُعطَّل ابتداءً من هذا اليوم:";
    Yes: "Yes", "Ja", "نعم";
    No: "No", "Nein", "لا";

    // roles
    NoRoleUnasked: "Nobody gets a role unasked. What you may not give, you cannot choose.", "Niemand erhält ungefragt eine Rolle. Was Sie nicht vergeben dürfen, können Sie nicht wählen.",
        "لا يحصل أحد على دور من دون طلب. ما لا يحق لك منحه لا يمكنك اختياره.";
    RolesOfOriginal: "All roles of the original", "Alle Rollen des Originals", "كل أدوار الأصل";
    HeldByOriginal: "Held by the original", "Hat das Original", "لدى الأصل";
    CannotBeGiven: "The customer does not allow it, or you may not grant it.", "Der Kunde erlaubt sie nicht, oder Sie dürfen sie nicht vergeben.", "لا يسمح به العميل، أو لا يحق لك منحه.";
    NoRolesToGive: "There is no role that you may give here.", "Es gibt hier keine Rolle, die Sie vergeben dürfen.", "لا يوجد دور يحق لك منحه هنا.";
    None: "None", "Keine", "لا شيء";

    // addresses
    Address: "Address", "Adresse", "العنوان";
    IsPrimary: "Primary", "Hauptadresse", "رئيسي";
    OnePrimary: "Mail is sent from the primary one.", "Von der Hauptadresse wird gesendet.", "يُرسل البريد من العنوان الرئيسي.";

    // services
    FromOriginal: "Services of the original", "Dienste des Originals", "خدمات الأصل";
    GetsIt: "Gets it", "Erhält ihn", "يحصل عليها";
    NotCopied: "Not provisioned with the original, so not copied.", "Beim Original nicht bereitgestellt, daher nicht kopiert.", "غير مهيأة لدى الأصل، لذا لا تُنسخ.";
    HoldsNone: "The original has no services.", "Das Original hat keine Dienste.", "ليس لدى الأصل خدمات.";
    StartsEmpty: "Each starts new and empty; nothing of the original's data is copied.", "Jeder beginnt neu und leer; von den Daten des Originals wird nichts kopiert.",
        "تبدأ كل خدمة جديدة وفارغة؛ لا يُنسخ شيء من بيانات الأصل.";
    AllServices: "Services of the new person", "Dienste der neuen Person", "خدمات الشخص الجديد";
    Further: "Further service", "Weiterer Dienst", "خدمة إضافية";
    Instance: "Instance", "Instanz", "المثيل";
    Plan: "Plan", "Tarif", "الخطة";
    Needs: "Needs", "Braucht", "تحتاج إلى";
    State: "Begins as", "Beginnt als", "تبدأ بحالة";
    PendingHint: "What is not filled in can be filled in later; the service waits for it, in blue.", "Was nicht ausgefüllt ist, lässt sich später ausfüllen; der Dienst wartet darauf, in Blau.",
        "ما لم يُملأ يمكن ملؤه لاحقًا؛ تنتظره الخدمة باللون الأزرق.";
    MayNotAdd: "You may copy what the original has. Further services take the right to look after services.",
        "Sie dürfen kopieren, was das Original hat. Weitere Dienste brauchen das Recht, Dienste zu betreuen.",
        "يحق لك نسخ ما لدى الأصل. الخدمات الإضافية تحتاج إلى حق إدارة الخدمات.";
    NoServicesThere: "There are no services here.", "Hier gibt es keine Dienste.", "لا توجد خدمات هنا.";

    // review and result
    TheNewPerson: "The new person", "Die neue Person", "الشخص الجديد";
    What: "What", "Was", "ماذا";
    HowItWillBe: "How it will be", "Wie es sein wird", "كيف سيكون";
    Commit: "Create", "Anlegen", "إنشاء";
    CreateNow: "Create the user", "Person anlegen", "إنشاء المستخدم";
    Creating: "Creating", "Wird angelegt", "جارٍ الإنشاء";
    ReadyToCreate: "What you see is what is created, or nothing is.", "Was Sie sehen, wird angelegt, oder nichts.", "ما تراه هو ما سيُنشأ، أو لا شيء.";
    MayGoOn: "You may go on. Only creating waits for the blockers.", "Sie können weitergehen. Nur das Anlegen wartet auf die Hindernisse.",
        "يمكنك المتابعة. الإنشاء وحده ينتظر الموانع.";
    StaleText: "Nobody was created. Look at what is different, then create again.", "Es wurde niemand angelegt. Sehen Sie sich an, was anders ist, und legen Sie noch einmal an.",
        "لم يُنشأ أحد. اطّلع على ما اختلف ثم أنشئ من جديد.";
    RefusedTitle: "This copy does not work now", "Diese Kopie geht jetzt nicht", "هذه النسخة غير ممكنة الآن";
    RefusedText: "Nobody was created. What stands in the way is told below.", "Es wurde niemand angelegt. Was im Weg steht, steht unten.",
        "لم يُنشأ أحد. ما يمنع ذلك مذكور أدناه.";
    ItIsDone: "The user is created.", "Die Person ist angelegt.", "أُنشئ المستخدم.";
    WhatFollows: "Account and services are being set up. Look through the user, and fill in what is blue.",
        "Konto und Dienste werden eingerichtet. Sehen Sie die Person durch und füllen Sie aus, was blau ist.",
        "يجري إعداد الحساب والخدمات. راجع المستخدم واملأ ما هو أزرق.";
    CopyAnother: "Copy another user", "Weitere Person kopieren", "نسخ مستخدم آخر";
    AnotherOf: "Another copy of the same", "Noch eine Kopie davon", "نسخة أخرى من الشخص نفسه";
}
