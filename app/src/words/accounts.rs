//! What the screens that make and change accounts say: people, roles, sign-ins, tokens.

use super::arabic::Arabic;
use super::english::English;
use super::german::German;
use super::number::{Plural, date, number, plural};
use super::phrase::phrases;
use super::{Language, isolated};
use rehome_domain::time::Day;

phrases! {
    /// A fixed text of these screens.
    AccountPhrase of accounts;
    NewUser: "New user", "Neuer Benutzer", "مستخدم جديد";
    EditUser: "Edit user", "Benutzer bearbeiten", "تعديل المستخدم";
    NewDependent: "New dependent", "Neuer Angehöriger", "تابع جديد";

    // the fields of a person
    WhoItIs: "Who it is", "Wer es ist", "من هو";
    DisplayName: "Display name", "Anzeigename", "الاسم المعروض";
    GivenName: "Given name", "Vorname", "الاسم الأول";
    Surname: "Surname", "Nachname", "اسم العائلة";
    MappingId: "Mapping ID", "Zuordnungskennung", "معرّف الربط";
    MappingHint: "By which other systems know the person.", "Unter der andere Systeme die Person kennen.", "الذي تعرف به الأنظمة الأخرى هذا الشخص.";
    Email: "E-mail", "E-Mail", "البريد الإلكتروني";
    Optional: "optional", "freiwillig", "اختياري";
    FromTheNames: "Put together from the names, until you write another.", "Aus den Namen zusammengesetzt, bis Sie einen anderen schreiben.",
        "يتكوّن من الاسمين، إلى أن تكتب غيره.";
    WhereTheyAre: "Where they are", "Wo sie sind", "أين هم";
    MoreHomes: "There are more organizations than these. Act in one of them to create people there.",
        "Es gibt mehr Organisationen als diese. Werden Sie in einer tätig, um dort Personen anzulegen.",
        "هناك مؤسسات أكثر من هذه. اعمل في إحداها لإنشاء أشخاص فيها.";
    SponsorLives: "A dependent lives where their sponsor lives, and moves along.", "Angehörige wohnen, wo die betreuende Person wohnt, und ziehen mit um.",
        "يقيم التابع حيث يقيم كفيله، وينتقل معه.";
    Attributes: "Attributes", "Merkmale", "السمات";
    NotAText: "This value is not a text and can only be looked at.", "Dieser Wert ist kein Text und lässt sich nur ansehen.", "هذه القيمة ليست نصًا ويمكن الاطلاع عليها فقط.";
    Manager: "Manager", "Vorgesetzte Person", "المدير";
    NoManager: "No manager", "Niemand", "لا مدير";
    FindPerson: "Find a person", "Person suchen", "ابحث عن شخص";
    FindPersonHint: "Type the beginning of a name and choose.", "Tippen Sie den Anfang eines Namens und wählen Sie.", "اكتب بداية اسم ثم اختر.";
    NobodyFound: "Nobody of that name is in your view.", "Niemand dieses Namens ist für Sie sichtbar.", "لا أحد بهذا الاسم ضمن ما تراه.";

    // what is said at a field
    FreeOnSave: "Whether it is free is checked on save.", "Ob es frei ist, wird beim Speichern geprüft.", "يُتحقق من توفره عند الحفظ.";
    LooksRight: "Looks right.", "Sieht richtig aus.", "يبدو صحيحًا.";
    NameEmpty: "A name is missing.", "Es fehlt ein Name.", "الاسم ناقص.";
    PurposeEmpty: "Say what it is for.", "Sagen Sie, wofür es ist.", "اذكر الغرض منه.";
    SignInNameEmpty: "A sign-in name is missing.", "Es fehlt ein Anmeldename.", "اسم الدخول ناقص.";
    SignInNameSpace: "A sign-in name has no spaces inside.", "Ein Anmeldename hat innen keine Leerzeichen.", "لا مسافات داخل اسم الدخول.";
    SignInNameSign: "Leave out [ ] : ; | = , + * ? < >", "Lassen Sie [ ] : ; | = , + * ? < > weg", "احذف [ ] : ; | = , + * ? < >";
    SignInNameUnseen: "It holds a character that nobody sees.", "Er enthält ein Zeichen, das niemand sieht.", "فيه حرف لا يراه أحد.";
    OneLine: "It is one line. Take out the line break.", "Es ist eine Zeile. Nehmen Sie den Umbruch heraus.", "إنه سطر واحد. أزل فاصل الأسطر.";
    ControlSign: "It holds a character that no text holds.", "Es enthält ein Zeichen, das kein Text enthält.", "فيه حرف لا يحتويه أي نص.";
    MappingForm: "2 to 80 letters and digits.", "2 bis 80 Buchstaben und Ziffern.", "من 2 إلى 80 حرفًا ورقمًا.";
    EmailForm: "Write it like dana@harbour.example.", "Schreiben Sie sie wie dana@harbour.example.", "اكتبه مثل dana@harbour.example.";
    PositionMissing: "Everybody has a position here. Choose one.", "Hier hat jeder eine Position. Wählen Sie eine.", "لكل شخص هنا منصب. اختر واحدًا.";
    PasswordShort: "Too short: 8 characters are the least.", "Zu kurz: 8 Zeichen sind das Mindeste.", "قصيرة جدًا: 8 أحرف على الأقل.";
    PasswordWeak: "Enough. A few more words make it strong.", "Genügt. Ein paar Wörter mehr machen es stark.", "تكفي. بضع كلمات أخرى تجعلها قوية.";
    PasswordStrong: "Strong.", "Stark.", "قوية.";
    PasswordHint: "At least 8 characters; several words are easy to remember and hard to guess.",
        "Mindestens 8 Zeichen; mehrere Wörter sind leicht zu merken und schwer zu erraten.",
        "8 أحرف على الأقل؛ عدة كلمات سهلة التذكر وصعبة التخمين.";
    CorrectFirst: "Correct what is marked first.", "Berichtigen Sie zuerst, was markiert ist.", "صحّح أولًا ما هو معلّم.";
    NothingToSave: "Nothing is changed yet.", "Es ist noch nichts geändert.", "لم يتغير شيء بعد.";

    // creating
    FirstSignIn: "First sign-in", "Erste Anmeldung", "الدخول الأول";
    ByLink: "By a link that you hand over", "Über einen Link, den Sie übergeben", "برابط تسلّمه أنت";
    ByLinkMore: "It works once and for 7 days. The account is in use from then on.", "Er gilt einmal und 7 Tage lang. Von da an ist das Konto in Gebrauch.",
        "يصلح مرة واحدة ولمدة 7 أيام. يصبح الحساب مستخدمًا من حينها.";
    ByPassword: "By a first password", "Mit einem ersten Passwort", "بكلمة مرور أولى";
    ByPasswordMore: "It has to be changed at the first sign-in.", "Es muss bei der ersten Anmeldung geändert werden.", "يجب تغييرها عند الدخول الأول.";
    FirstPassword: "First password", "Erstes Passwort", "كلمة المرور الأولى";
    CreateUser: "Create user", "Benutzer anlegen", "إنشاء المستخدم";
    CreateDependent: "Create dependent", "Angehörigen anlegen", "إنشاء التابع";
    Creating: "Creating", "Wird angelegt", "جارٍ الإنشاء";
    CreateAnother: "Create another", "Weiteren anlegen", "إنشاء آخر";
    OpenUser: "Open the user", "Benutzer öffnen", "فتح المستخدم";
    LinkOnce: "This link is shown once. Hand it over now; no mail is sent.", "Dieser Link wird einmal gezeigt. Übergeben Sie ihn jetzt; es wird keine Mail verschickt.",
        "يظهر هذا الرابط مرة واحدة. سلّمه الآن؛ لا يُرسل بريد.";
    LinkLabel: "Link for the first sign-in", "Link für die erste Anmeldung", "رابط الدخول الأول";
    PasswordHandOver: "Hand over the password you chose. It has to be changed at the first sign-in.",
        "Übergeben Sie das gewählte Passwort. Es muss bei der ersten Anmeldung geändert werden.",
        "سلّم كلمة المرور التي اخترتها. يجب تغييرها عند الدخول الأول.";
    NoLinkNeeded: "A dependent does not sign in, so there is no link.", "Ein Angehöriger meldet sich nicht an, darum gibt es keinen Link.", "لا يسجّل التابع الدخول، فلا رابط.";
    Copy: "Copy", "Kopieren", "نسخ";
    Copied: "Copied.", "Kopiert.", "تم النسخ.";

    // the state of an account
    AccountState: "State of the account", "Zustand des Kontos", "حالة الحساب";
    ActiveMeans: "In use: can sign in and be moved.", "In Gebrauch: kann sich anmelden und umziehen.", "مستخدم: يمكنه الدخول والانتقال.";
    DisabledMeans: "Cannot sign in. Can be moved and stays disabled.", "Kann sich nicht anmelden. Kann umziehen und bleibt gesperrt.",
        "لا يمكنه الدخول. يمكن نقله ويبقى معطّلًا.";
    PendingMeans: "Not in use yet: it is from the first sign-in on.", "Noch nicht in Gebrauch: erst ab der ersten Anmeldung.", "لم يُستخدم بعد: يبدأ استخدامه من الدخول الأول.";
    DeletedMeans: "Nobody can sign in with it or move it. The record stays.", "Niemand kann sich damit anmelden oder es umziehen. Der Eintrag bleibt.",
        "لا أحد يدخل به أو ينقله. يبقى السجل.";
    Enable: "Enable", "Freigeben", "تفعيل";
    Disable: "Disable", "Deaktivieren", "تعطيل";
    Delete: "Delete", "Löschen", "حذف";
    Restore: "Restore", "Wiederherstellen", "استعادة";
    EndsSessions: "Disabling ends every open session at once.", "Das Deaktivieren beendet sofort alle offenen Sitzungen.", "يُنهي التعطيل كل الجلسات المفتوحة فورًا.";
    DeleteMeans: "Nobody can sign in with the account or move it any more, and every open session ends. The record and its history stay.",
        "Niemand kann sich mehr mit dem Konto anmelden oder es umziehen, und alle offenen Sitzungen enden. Eintrag und Verlauf bleiben.",
        "لن يدخل أحد بالحساب أو ينقله بعد ذلك، وتنتهي كل الجلسات المفتوحة. يبقى السجل وتاريخه.";
    OwnState: "Somebody else has to change the state of your own account.", "Den Zustand Ihres eigenen Kontos muss jemand anderes ändern.",
        "يجب أن يغيّر شخص آخر حالة حسابك.";

    // roles
    Revoke: "Revoke", "Entziehen", "سحب";
    Grant: "Grant", "Erteilen", "منح";
    GrantARole: "Grant a role", "Rolle erteilen", "منح دور";
    Role: "Role", "Rolle", "الدور";
    HeldAt: "Held at", "Ausgeübt bei", "في";
    WhatItOpens: "What it opens", "Was sie öffnet", "ما يفتحه";
    OpensNothing: "It opens nothing on these screens.", "Sie öffnet auf diesen Seiten nichts.", "لا يفتح شيئًا في هذه الشاشات.";
    OpensView: "See people", "Personen sehen", "رؤية الأشخاص";
    OpensEdit: "Create and change people, reset sign-ins", "Personen anlegen und ändern, Anmeldungen zurücksetzen", "إنشاء الأشخاص وتعديلهم وإعادة تعيين الدخول";
    OpensLock: "Lock people against moves", "Personen gegen Umzüge sperren", "قفل الأشخاص ضد الانتقال";
    OpensSubscribe: "Subscribe people to organizations", "Personen für Organisationen abonnieren", "اشتراك الأشخاص في المؤسسات";
    OpensMove: "Move people", "Personen umziehen", "نقل الأشخاص";
    OpensGrant: "Grant and revoke roles", "Rollen erteilen und entziehen", "منح الأدوار وسحبها";
    OpensConfigure: "Change settings of the organization", "Einstellungen der Organisation ändern", "تغيير إعدادات المؤسسة";
    OpensApprove: "Approve moves", "Umzüge genehmigen", "الموافقة على الانتقالات";
    OpensAudit: "Read the audit", "Protokoll lesen", "قراءة سجل التدقيق";
    OpensCopy: "Copy people", "Personen kopieren", "نسخ الأشخاص";
    AlsoBelow: "The same in every organization below.", "Dasselbe in jeder Organisation darunter.", "وكذلك في كل مؤسسة تحتها.";
    NotYourOwn: "Nobody grants roles to themselves. Somebody else has to do it.", "Niemand erteilt sich selbst Rollen. Das muss jemand anderes tun.",
        "لا أحد يمنح نفسه أدوارًا. يجب أن يفعل ذلك شخص آخر.";
    NoGrantKey: "Your roles here do not let you grant roles. An Organization Administrator or Enterprise Administrator can.",
        "Ihre Rollen hier erlauben nicht, Rollen zu erteilen. Eine Organisations- oder Unternehmensverwaltung kann es.",
        "أدوارك هنا لا تسمح بمنح الأدوار. يستطيع ذلك مسؤول المؤسسة أو مسؤول المجموعة.";
    AboveYourRank: "above your rank", "über Ihrem Rang", "أعلى من رتبتك";
    OutOfReach: "Your roles do not reach there.", "So weit reichen Ihre Rollen nicht.", "أدوارك لا تصل إلى هناك.";
    MorePlaces: "There are more organizations than these. Act in one of them to grant roles there.",
        "Es gibt mehr Organisationen als diese. Werden Sie in einer tätig, um dort Rollen zu erteilen.",
        "هناك مؤسسات أكثر من هذه. اعمل في إحداها لمنح الأدوار فيها.";
    RoleGranted: "The role is granted.", "Die Rolle ist erteilt.", "مُنح الدور.";
    RoleRevoked: "The role is revoked.", "Die Rolle ist entzogen.", "سُحب الدور.";

    // what limits an operator
    AsOperator: "As an operator", "Als Bedienung", "بصفته مشغّلًا";
    HandlesDependents: "Sees and handles dependents", "Sieht und betreut Angehörige", "يرى التابعين ويديرهم";
    BaseLimited: "Sees and handles only some people", "Sieht und betreut nur einige Personen", "يرى بعض الأشخاص فقط ويديرهم";
    BaseLimitedMore: "Those at or below the positions chosen, and in the groups chosen.", "Die an oder unter den gewählten Positionen und in den gewählten Gruppen.",
        "من هم في المناصب المختارة أو تحتها، وفي المجموعات المختارة.";
    BaseEmpty: "Nothing is chosen: this operator sees nobody.", "Nichts ist gewählt: Diese Bedienung sieht niemanden.", "لم يُختر شيء: لن يرى هذا المشغّل أحدًا.";
    Positions: "Positions", "Positionen", "المناصب";
    Groups: "Groups", "Gruppen", "المجموعات";

    // dependents
    AddDependent: "Create a dependent", "Angehörigen anlegen", "إنشاء تابع";
    DependentsMoveAlong: "Dependents live with their sponsor and move along. They are created under one and stay with that one.",
        "Angehörige wohnen bei ihrem Bürgen und ziehen mit um. Sie werden unter einem angelegt und bleiben bei ihm.",
        "يقيم التابعون مع كفيلهم وينتقلون معه. يُنشؤون تحت كفيل ويبقون معه.";

    // how somebody signs in
    SignIns: "Sign-in", "Anmeldung", "الدخول";
    NoPassword: "There is no password yet.", "Es gibt noch kein Passwort.", "لا توجد كلمة مرور بعد.";
    MustChange: "It has to be changed at the next sign-in.", "Es muss bei der nächsten Anmeldung geändert werden.", "يجب تغييرها عند الدخول القادم.";
    TemporaryPassword: "Temporary password", "Vorläufiges Passwort", "كلمة مرور مؤقتة";
    ResetMeans: "Every open session ends, and the password has to be changed at the next sign-in.",
        "Alle offenen Sitzungen enden, und das Passwort muss bei der nächsten Anmeldung geändert werden.",
        "تنتهي كل الجلسات المفتوحة، ويجب تغيير كلمة المرور عند الدخول القادم.";
    SetPassword: "Set password", "Passwort setzen", "تعيين كلمة المرور";
    PasswordIsSet: "The password is set. Hand it over; it has to be changed at the next sign-in.",
        "Das Passwort ist gesetzt. Übergeben Sie es; es muss bei der nächsten Anmeldung geändert werden.",
        "عُيّنت كلمة المرور. سلّمها؛ يجب تغييرها عند الدخول القادم.";
    MakeLink: "Make a link for the first sign-in", "Link für die erste Anmeldung machen", "إنشاء رابط للدخول الأول";
    SignOutEverywhere: "Sign out everywhere", "Überall abmelden", "تسجيل الخروج من كل مكان";
    SignedOutEverywhere: "Signed out everywhere.", "Überall abgemeldet.", "سُجّل الخروج من كل مكان.";
    OpensMore: "This account opens more than yours, so you cannot change how it signs in.",
        "Dieses Konto öffnet mehr als Ihres, darum können Sie seine Anmeldung nicht ändern.",
        "يفتح هذا الحساب أكثر مما يفتح حسابك، فلا يمكنك تغيير طريقة دخوله.";
    AllowOwnSignIn: "Let this dependent sign in", "Anmeldung erlauben", "السماح بتسجيل الدخول";
    AllowOwnSignInMeans: "With a password of their own, like everybody else. They see their profile and cannot move on their own.",
        "Mit einem eigenen Passwort, wie alle anderen. Sie sehen ihr Profil und können nicht allein umziehen.",
        "بكلمة مرور خاصة مثل غيرهم. يرون ملفهم الشخصي ولا يمكنهم الانتقال بمفردهم.";
    OwnSignInAllowed: "This dependent can sign in now. Make a link or set a password.", "Dieser Angehörige kann sich jetzt anmelden. Erstellen Sie einen Link oder setzen Sie ein Passwort.",
        "يمكن لهذا التابع تسجيل الدخول الآن. أنشئ رابطًا أو عيّن كلمة مرور.";
    EndOwnSignIn: "End this dependent's sign-in", "Anmeldung beenden", "إنهاء تسجيل الدخول";
    EndOwnSignInMeans: "The password stays, but counts for nothing. What is open ends at once.", "Das Passwort bleibt, gilt aber nicht mehr. Offene Sitzungen enden sofort.",
        "تبقى كلمة المرور لكنها لا تعمل. تنتهي الجلسات المفتوحة فورًا.";
    OwnSignInEnded: "This dependent does not sign in any more.", "Dieser Angehörige meldet sich nicht mehr an.", "لم يعد هذا التابع يسجّل الدخول.";
    NoOwnSignIn: "Not at all", "Gar nicht", "لا يسجّل";
    NoOwnSignInMore: "The sponsor looks after the account. It can be switched on later.", "Die betreuende Person kümmert sich um das Konto. Das lässt sich später einschalten.",
        "يعتني الكفيل بالحساب. يمكن تفعيله لاحقًا.";
    HasNoSignIn: "This dependent does not sign in.", "Dieser Angehörige meldet sich nicht an.", "هذا التابع لا يسجّل الدخول.";
    EnableFirst: "Enable the account first.", "Geben Sie das Konto zuerst frei.", "فعّل الحساب أولًا.";
    OwnSignIn: "Your own sign-in is on your profile.", "Ihre eigene Anmeldung steht auf Ihrem Profil.", "إعدادات دخولك في ملفك الشخصي.";

    // tokens
    Tokens: "Tokens for programs", "Tokens für Programme", "رموز البرامج";
    TokensLead: "A token lets a program act as you: whoever has it can do what you can.", "Mit einem Token handelt ein Programm als Sie: Wer es hat, kann, was Sie können.",
        "يتيح الرمز لبرنامج أن يعمل باسمك: من يملكه يستطيع ما تستطيعه.";
    NoTokens: "No tokens", "Keine Tokens", "لا رموز";
    NoTokensText: "Make one for a program that is to work with this directory.", "Machen Sie eines für ein Programm, das mit diesem Verzeichnis arbeiten soll.",
        "أنشئ رمزًا لبرنامج سيعمل مع هذا الدليل.";
    TokenName: "What it is for", "Wofür es ist", "الغرض منه";
    TokenLastDay: "Last day", "Letzter Tag", "اليوم الأخير";
    TokenLastDayHint: "Without one it works until you revoke it.", "Ohne ihn gilt es, bis Sie es widerrufen.", "من دونه يصلح حتى تلغيه.";
    MakeToken: "Make a token", "Token machen", "إنشاء رمز";
    TokenOnce: "This token is shown once. Keep it where only the program can read it.", "Dieses Token wird einmal gezeigt. Bewahren Sie es, wo nur das Programm es liest.",
        "يظهر هذا الرمز مرة واحدة. احفظه حيث لا يقرؤه إلا البرنامج.";
    TheToken: "The token", "Das Token", "الرمز";
    Made: "Made", "Gemacht", "أُنشئ";
    LastUsed: "Last used", "Zuletzt benutzt", "آخر استخدام";
    Never: "never", "nie", "أبدًا";
    Ends: "Ends", "Endet", "ينتهي";
    Over: "over", "abgelaufen", "منتهٍ";
    RevokeToken: "Revoke", "Widerrufen", "إلغاء الرمز";
    TokenRevoked: "The token is revoked. A program that uses it is refused from now on.", "Das Token ist widerrufen. Ein Programm, das es benutzt, wird ab jetzt abgewiesen.",
        "أُلغي الرمز. يُرفض من الآن أي برنامج يستخدمه.";

    // one's own
    MySignIn: "My sign-in", "Meine Anmeldung", "دخولي";
    ChangePassword: "Change password", "Passwort ändern", "تغيير كلمة المرور";
    ChangeForced: "Choose a password of your own. Until then nothing else is open.", "Wählen Sie ein eigenes Passwort. Bis dahin ist nichts anderes offen.",
        "اختر كلمة مرور خاصة بك. حتى ذلك الحين لا يُفتح شيء آخر.";
    ChangeLead: "Your other open sessions end with it.", "Ihre anderen offenen Sitzungen enden damit.", "تنتهي بذلك جلساتك الأخرى المفتوحة.";
    PresentPassword: "Present password", "Jetziges Passwort", "كلمة المرور الحالية";
    NewPassword: "New password", "Neues Passwort", "كلمة المرور الجديدة";
    NewPasswordAgain: "New password again", "Neues Passwort noch einmal", "كلمة المرور الجديدة مرة أخرى";
    PasswordChanged: "Your password is changed. Your other sessions ended.", "Ihr Passwort ist geändert. Ihre anderen Sitzungen sind beendet.",
        "تغيّرت كلمة مرورك. انتهت جلساتك الأخرى.";
    ThisSession: "This one", "Diese hier", "هذه";
    AnotherSession: "Another", "Eine andere", "جلسة أخرى";
    EndOthers: "Sign out elsewhere", "Anderswo abmelden", "تسجيل الخروج من غير هنا";
    OthersEnded: "Your other sessions ended.", "Ihre anderen Sitzungen sind beendet.", "انتهت جلساتك الأخرى.";

    // the first sign-in
    Welcome: "Welcome", "Willkommen", "مرحبًا";
    WelcomeLead: "Choose a password, and you are in.", "Wählen Sie ein Passwort, und Sie sind drin.", "اختر كلمة مرور وتدخل.";
    YourSignInName: "Your sign-in name", "Ihr Anmeldename", "اسم دخولك";
    ChooseAndSignIn: "Choose password and sign in", "Passwort wählen und anmelden", "اختيار كلمة المرور والدخول";
    LinkOver: "This link does not work any more", "Dieser Link gilt nicht mehr", "لم يعد هذا الرابط صالحًا";
    LinkOverText: "It was used, replaced, or is older than 7 days. Ask who administers your organization for a new one.",
        "Er wurde benutzt, ersetzt oder ist älter als 7 Tage. Bitten Sie die Verwaltung Ihrer Organisation um einen neuen.",
        "استُخدم أو استُبدل أو مضى عليه أكثر من 7 أيام. اطلب رابطًا جديدًا ممن يدير مؤسستك.";
}

/// What these screens say with names, numbers and dates.
pub trait AccountSpeech {
    /// A text has too many characters.
    fn too_long(&self, most: u64) -> String;
    /// Somebody was made.
    fn person_made(&self, name: &str) -> String;
    /// Somebody's dependent.
    fn dependent_of(&self, sponsor: &str) -> String;
    /// Deleting somebody, as a question's heading and button.
    fn delete_person(&self, name: &str) -> String;
    /// Revoking a role of somebody, as a button is heard.
    fn revoke_role(&self, role: &str, organization: &str) -> String;
    /// Somebody is the last administrator of an organization.
    fn last_administrator(&self, name: &str, organization: &str) -> String;
    /// Since when there is a password.
    fn password_since(&self, day: Day) -> String;
    /// Until when a link works.
    fn link_until(&self, day: Day) -> String;
    /// How many sessions are open.
    fn sessions_open(&self, count: u64) -> String;
    /// When a session was last used.
    fn session_seen(&self, day: Day, time: &str) -> String;
    /// The greeting of a first sign-in.
    fn welcome_name(&self, name: &str) -> String;
}

impl AccountSpeech for English {
    fn too_long(&self, most: u64) -> String {
        format!(
            "Too long: {} characters are the most.",
            number(Language::English, most)
        )
    }

    fn person_made(&self, name: &str) -> String {
        format!("{} is created", isolated(name))
    }

    fn dependent_of(&self, sponsor: &str) -> String {
        format!("Dependent of {}", isolated(sponsor))
    }

    fn delete_person(&self, name: &str) -> String {
        format!("Delete {}", isolated(name))
    }

    fn revoke_role(&self, role: &str, organization: &str) -> String {
        format!("Revoke {role} at {}", isolated(organization))
    }

    fn last_administrator(&self, name: &str, organization: &str) -> String {
        format!(
            "{} is the last active administrator of {}. Appoint another before this ends.",
            isolated(name),
            isolated(organization)
        )
    }

    fn password_since(&self, day: Day) -> String {
        format!(
            "A password has been set since {}.",
            date(Language::English, day)
        )
    }

    fn link_until(&self, day: Day) -> String {
        format!(
            "A link for the first sign-in works until {}.",
            date(Language::English, day)
        )
    }

    fn sessions_open(&self, count: u64) -> String {
        match plural(Language::English, count) {
            Plural::One => "1 session is open.".to_owned(),
            _ if count == 0 => "No session is open.".to_owned(),
            _ => format!("{} sessions are open.", number(Language::English, count)),
        }
    }

    fn session_seen(&self, day: Day, time: &str) -> String {
        format!("last used {}, {time} UTC", date(Language::English, day))
    }

    fn welcome_name(&self, name: &str) -> String {
        format!("Welcome, {}", isolated(name))
    }
}

impl AccountSpeech for German {
    fn too_long(&self, most: u64) -> String {
        format!(
            "Zu lang: {} Zeichen sind das Höchste.",
            number(Language::German, most)
        )
    }

    fn person_made(&self, name: &str) -> String {
        format!("{} ist angelegt", isolated(name))
    }

    fn dependent_of(&self, sponsor: &str) -> String {
        format!("Gehört zu {}", isolated(sponsor))
    }

    fn delete_person(&self, name: &str) -> String {
        format!("{} löschen", isolated(name))
    }

    fn revoke_role(&self, role: &str, organization: &str) -> String {
        format!("{role} bei {} entziehen", isolated(organization))
    }

    fn last_administrator(&self, name: &str, organization: &str) -> String {
        format!(
            "{} ist die letzte aktive Verwaltung von {}. Ernennen Sie vorher jemand anderen.",
            isolated(name),
            isolated(organization)
        )
    }

    fn password_since(&self, day: Day) -> String {
        format!(
            "Ein Passwort ist seit dem {} gesetzt.",
            date(Language::German, day)
        )
    }

    fn link_until(&self, day: Day) -> String {
        format!(
            "Ein Link für die erste Anmeldung gilt bis {}.",
            date(Language::German, day)
        )
    }

    fn sessions_open(&self, count: u64) -> String {
        match plural(Language::German, count) {
            Plural::One => "1 Sitzung ist offen.".to_owned(),
            _ if count == 0 => "Keine Sitzung ist offen.".to_owned(),
            _ => format!("{} Sitzungen sind offen.", number(Language::German, count)),
        }
    }

    fn session_seen(&self, day: Day, time: &str) -> String {
        format!(
            "zuletzt benutzt {}, {time} UTC",
            date(Language::German, day)
        )
    }

    fn welcome_name(&self, name: &str) -> String {
        format!("Willkommen, {}", isolated(name))
    }
}

impl AccountSpeech for Arabic {
    fn too_long(&self, most: u64) -> String {
        format!(
            "طويل جدًا: {} حرف على الأكثر.",
            number(Language::Arabic, most)
        )
    }

    fn person_made(&self, name: &str) -> String {
        format!("أُنشئ {}", isolated(name))
    }

    fn dependent_of(&self, sponsor: &str) -> String {
        format!("تابع لـ{}", isolated(sponsor))
    }

    fn delete_person(&self, name: &str) -> String {
        format!("حذف {}", isolated(name))
    }

    fn revoke_role(&self, role: &str, organization: &str) -> String {
        format!("سحب {role} في {}", isolated(organization))
    }

    fn last_administrator(&self, name: &str, organization: &str) -> String {
        format!(
            "{} هو آخر مسؤول نشط في {}. عيّن غيره قبل أن ينتهي هذا.",
            isolated(name),
            isolated(organization)
        )
    }

    fn password_since(&self, day: Day) -> String {
        format!("توجد كلمة مرور منذ {}.", date(Language::Arabic, day))
    }

    fn link_until(&self, day: Day) -> String {
        format!("رابط الدخول الأول صالح حتى {}.", date(Language::Arabic, day))
    }

    fn sessions_open(&self, count: u64) -> String {
        let counted = number(Language::Arabic, count);
        match plural(Language::Arabic, count) {
            Plural::Zero => "لا جلسات مفتوحة.".to_owned(),
            Plural::One => "جلسة واحدة مفتوحة.".to_owned(),
            Plural::Two => "جلستان مفتوحتان.".to_owned(),
            Plural::Few => format!("{counted} جلسات مفتوحة."),
            Plural::Many | Plural::Other => format!("{counted} جلسة مفتوحة."),
        }
    }

    fn session_seen(&self, day: Day, time: &str) -> String {
        format!("آخر استخدام {}، {time} UTC", date(Language::Arabic, day))
    }

    fn welcome_name(&self, name: &str) -> String {
        format!("مرحبًا، {}", isolated(name))
    }
}
