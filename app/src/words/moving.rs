//! What moving many says, and subscribing them: the dialogs over the users, their results, and what a code of a row means.

use super::arabic::Arabic;
use super::english::English;
use super::german::German;
use super::number::{Plural, number, plural};
use super::phrase::phrases;
use super::{Language, isolated};

phrases! {
    /// A fixed text of these dialogs.
    MovingPhrase of moving;
    // the choice
    MoveUsers: "Move users", "Benutzer umziehen", "نقل المستخدمين";
    Destination: "Organization", "Organisation", "المؤسسة";
    DestinationHint: "Type a name or a code.", "Tippen Sie einen Namen oder einen Code.", "اكتب اسمًا أو رمزًا.";
    ChooseDestination: "Choose where they go.", "Wählen Sie, wohin sie ziehen.", "اختر إلى أين ينتقلون.";
    ChangeDestination: "Change", "Ändern", "تغيير";
    NoPlace: "No organization of this name takes them.", "Keine Organisation dieses Namens nimmt sie auf.", "لا توجد مؤسسة بهذا الاسم تستقبلهم.";
    MoveLocked: "Move locked users", "Gesperrte Benutzer umziehen", "نقل المستخدمين المقفلين";
    LockAfter: "Lock all users after move", "Alle Benutzer nach dem Umzug sperren", "قفل جميع المستخدمين بعد الانتقال";
    LockAfterMore: "So that the next sync does not move them back.", "Damit der nächste Abgleich sie nicht zurückzieht.", "حتى لا تعيدهم المزامنة القادمة.";
    MoreChoices: "Position, subscriptions, reason", "Position, Abonnements, Grund", "الموقع والاشتراكات والسبب";
    PositionThere: "Position there", "Position dort", "الموقع هناك";
    PositionAsRemembered: "The one held there before, else none", "Die frühere dort, sonst keine", "الموقع السابق هناك وإلا فلا شيء";
    KeepSubscriptions: "Keep subscriptions to", "Abonnements behalten bei", "الإبقاء على الاشتراكات في";
    Reason: "Reason", "Grund", "السبب";
    ReasonHint: "It stays with the moves.", "Er bleibt bei den Umzügen.", "يبقى مع الانتقالات.";

    RoleHint: "A group of the outside directory, where one says a role, wins over it.", "Eine Gruppe des äußeren Verzeichnisses, die eine Rolle nennt, geht vor.",
        "إن حددت مجموعة في الدليل الخارجي دورًا فهي المقدَّمة.";
    RoleOfRule: "As each holds so far", "Wie jede Person sie bisher hat", "كما هو لدى كل شخص حتى الآن";

    // choosing in other ways than one by one
    ByUsername: "One user", "Eine Person", "مستخدم واحد";
    ByUsernames: "Several users", "Mehrere Personen", "عدة مستخدمين";
    BySite: "Everybody of a site", "Alle eines Standorts", "كل من في موقع";
    ByFilters: "By filters", "Nach Filtern", "حسب المرشحات";
    HowChosen: "How people are chosen", "Wie Personen gewählt werden", "كيفية اختيار الأشخاص";
    ChoosingLead: "Name them, take everybody of a site, or let filters choose. What would happen to each is shown before anything is done.",
        "Nennen Sie sie, nehmen Sie alle eines Standorts, oder lassen Sie Filter wählen. Was mit jeder Person geschähe, wird vorher gezeigt.",
        "اذكرهم، أو خذ كل من في موقع، أو دع المرشحات تختار. يُعرض ما سيحدث لكل شخص قبل تنفيذ أي شيء.";
    SignInNameOne: "Username", "Benutzername", "اسم المستخدم";
    SignInNames: "Usernames", "Benutzernamen", "أسماء المستخدمين";
    SignInNamesHint: "One a line, or with commas between.", "Eine je Zeile, oder mit Kommas dazwischen.", "واحد في كل سطر، أو بفواصل بينها.";
    SignInNameHint: "The whole name. Where several sites have somebody of this name, you choose which.",
        "Der ganze Name. Gibt es ihn an mehreren Standorten, wählen Sie, wer gemeint ist.", "الاسم كاملًا. إن وُجد في عدة مواقع فتختار أيهم المقصود.";
    FromSite: "Site they leave", "Standort, den sie verlassen", "الموقع الذي يغادرونه";
    FromSiteHint: "Only people who live exactly there, not below it.", "Nur Personen, die genau dort leben, nicht darunter.", "فقط من يقيم هناك بعينه، لا ما تحته.";
    MoreSites: "There are more sites than are offered. Type the code of another.", "Es gibt mehr Standorte, als angeboten werden. Tippen Sie den Code eines anderen.",
        "هناك مواقع أكثر مما يُعرض. اكتب رمز موقع آخر.";
    LookWho: "See who that is", "Sehen, wer das ist", "عرض من هم";
    NobodyNamedSo: "Nobody of this name is in your view:", "Niemand dieses Namens ist in Ihrer Sicht:", "لا أحد بهذا الاسم في نطاق رؤيتك:";
    WhichOne: "Several have this name. Which one is it?", "Mehrere heißen so. Wer ist gemeint?", "عدة أشخاص بهذا الاسم. أيهم المقصود؟";
    NobodyThere: "Nobody is meant by that.", "Damit ist niemand gemeint.", "لا أحد مقصود بذلك.";
    Filter: "Filter", "Filter", "المرشح";
    FilterLead: "All conditions of a filter must hold. The first filter that fits decides where somebody goes; whom none fits stays.",
        "Alle Bedingungen eines Filters müssen zutreffen. Der erste, der passt, entscheidet, wohin jemand zieht; wem keiner passt, bleibt.",
        "يجب أن تتحقق كل شروط المرشح. أول مرشح ينطبق يقرر الوجهة، ومن لا ينطبق عليه شيء يبقى.";
    FilterTo: "Goes to", "Zieht nach", "ينتقل إلى";
    WhatIsAsked: "What", "Was", "ماذا";
    HowCompared: "How", "Wie", "كيف";
    ComparedWith: "Value", "Wert", "القيمة";
    IsExactly: "is exactly", "ist genau", "يساوي تمامًا";
    BeginsWith: "begins with", "beginnt mit", "يبدأ بـ";
    EndsWith: "ends with", "endet auf", "ينتهي بـ";
    Contains: "contains", "enthält", "يحتوي على";
    IsNot: "is not", "ist nicht", "ليس";
    AddCondition: "Add a condition", "Bedingung hinzufügen", "إضافة شرط";
    RemoveCondition: "Remove this condition", "Diese Bedingung entfernen", "إزالة هذا الشرط";
    AddFilter: "Add a filter", "Filter hinzufügen", "إضافة مرشح";
    RemoveFilter: "Remove this filter", "Diesen Filter entfernen", "إزالة هذا المرشح";
    FilterUp: "Before the one above", "Vor den darüber", "قبل الذي فوقه";
    AskUsername: "Username", "Benutzername", "اسم المستخدم";
    AskName: "Display name", "Anzeigename", "الاسم المعروض";
    AskGiven: "Given name", "Vorname", "الاسم الأول";
    AskSurname: "Surname", "Nachname", "اسم العائلة";
    AskEmail: "Primary address", "Hauptadresse", "العنوان الرئيسي";
    AskStatus: "State of the account", "Zustand des Kontos", "حالة الحساب";
    AskGroup: "Group of the outside directory", "Gruppe des äußeren Verzeichnisses", "مجموعة في الدليل الخارجي";
    FiltersIncomplete: "Fill in where each filter leads, and every condition.", "Füllen Sie aus, wohin jeder Filter führt, und jede Bedingung.",
        "املأ وجهة كل مرشح وكل شرط.";
    ChooseSite: "Choose a site.", "Wählen Sie einen Standort.", "اختر موقعًا.";
    TypeName: "Type a username.", "Tippen Sie einen Benutzernamen.", "اكتب اسم مستخدم.";

    // transactions
    Transactions: "Transactions", "Transaktionen", "المعاملات";
    Transaction: "Transaction", "Transaktion", "المعاملة";
    TransactionsLead: "What you submitted for several people at once: how each part ended, and why.",
        "Was Sie für mehrere Personen auf einmal eingereicht haben: wie jeder Teil endete, und warum.",
        "ما قدّمته لعدة أشخاص دفعة واحدة: كيف انتهى كل جزء ولماذا.";
    NoTransactions: "You have submitted nothing yet.", "Sie haben noch nichts eingereicht.", "لم تقدّم شيئًا بعد.";
    WhatWasSubmitted: "What", "Was", "ماذا";
    OfFile: "File", "Datei", "ملف";
    Succeeded: "Succeeded", "Gelungen", "نجح";
    Submitted: "Submitted", "Eingereicht", "قُدّم";
    Ended: "Ended", "Beendet", "انتهى";
    Took: "Took", "Dauer", "استغرق";
    About: "About it", "Dazu", "عنها";
    Parts: "Parts", "Teile", "الأجزاء";
    Log: "Log", "Protokoll", "السجل";
    Queued: "Queued", "Wartet", "بالانتظار";
    InProgress: "In progress", "Läuft", "جارٍ";
    Success: "Success", "Gelungen", "نجاح";
    Partial: "Partly", "Teilweise", "جزئيًا";
    Cancelled: "Cancelled", "Abgebrochen", "أُلغي";
    RolledBack: "Rolled back", "Zurückgenommen", "تم التراجع عنه";
    NotTried: "Not tried", "Nicht versucht", "لم يُجرَّب";
    SeverityError: "Error", "Fehler", "خطأ";
    SeverityWarning: "Warning", "Warnung", "تحذير";
    SeverityInfo: "Information", "Information", "معلومة";
    SeverityVerbose: "Detail", "Einzelheit", "تفصيل";
    SubmitAgain: "Submit again", "Erneut einreichen", "إعادة التقديم";

    // the verdicts
    People: "People", "Personen", "الأشخاص";
    Show: "Show", "Zeigen", "عرض";
    CannotOnly: "Cannot", "Geht nicht", "لا يمكن";
    WithWarnings: "With warnings", "Mit Warnungen", "مع تحذيرات";
    Stays: "Stays", "Bleibt", "يبقى";
    ComesWithSponsor: "Comes along with the sponsor only", "Kommt nur mit der betreuenden Person mit", "لا ينتقل إلا مع الكفيل";
    NobodyLikeThat: "Nobody is like that.", "Das trifft auf niemanden zu.", "لا أحد كذلك.";
    NobodyMoves: "Nobody can move there as it is.", "So kann niemand dorthin umziehen.", "لا يمكن لأحد الانتقال إلى هناك هكذا.";
    Judging: "Working it out", "Wird geprüft", "جارٍ التحقق";
    NotJudged: "It could not be worked out who can move. Nothing was changed.", "Es ließ sich nicht prüfen, wer umziehen kann. Es wurde nichts geändert.",
        "تعذّر التحقق ممن يمكنه الانتقال. لم يتغير شيء.";
    WhatHappens: "What happens", "Was geschieht", "ما يحدث";
    ConfirmWarnings: "Confirm what they lose", "Bestätigen Sie, was sie verlieren", "أكّد ما يفقدونه";
    ConfirmFirst: "Confirm the warnings to move them.", "Bestätigen Sie die Warnungen, um sie umzuziehen.", "أكّد التحذيرات لنقلهم.";
    ChangedSinceReview: "Something changed since you looked. Look at what is different and move them then.",
        "Seit Ihrem Blick hat sich etwas geändert. Sehen Sie, was anders ist, und ziehen Sie sie dann um.",
        "تغيّر شيء منذ أن نظرت. انظر إلى ما اختلف ثم انقلهم.";
    CameSince: "New", "Neu", "جديد";
    WentSince: "Gone", "Weggefallen", "لم يعد قائمًا";

    // the result
    Result: "Result", "Ergebnis", "النتيجة";
    Moved: "Moved", "Umgezogen", "انتقل";
    Skipped: "Skipped", "Übersprungen", "تم التخطي";
    Refused: "Refused", "Abgelehnt", "مرفوض";
    Stale: "Changed meanwhile", "Inzwischen geändert", "تغيّر في هذه الأثناء";
    Failed: "Failed", "Fehlgeschlagen", "فشل";
    DownloadResult: "Download the result", "Ergebnis herunterladen", "تنزيل النتيجة";
    SeeMoves: "See the moves", "Umzüge ansehen", "عرض الانتقالات";
    PlanAgain: "Look at those again", "Diese erneut prüfen", "إعادة النظر فيهم";
    SeeMove: "See the move", "Umzug ansehen", "عرض الانتقال";
    Why: "Why", "Warum", "لماذا";

    // subscribing
    SubscribeUsers: "Subscribe users", "Benutzer abonnieren lassen", "اشتراك المستخدمين";
    Subscribe: "Subscribe", "Abonnieren", "اشتراك";
    SubscribeTo: "Subscribe to organizations", "Organisationen abonnieren", "الاشتراك في مؤسسات";
    SubscribeText: "They hear what these organizations send. Their home stays.", "Sie erhalten, was diese Organisationen senden. Ihr Zuhause bleibt.",
        "يتلقون ما ترسله هذه المؤسسات. يبقى مقرهم كما هو.";
    SubscribeOwnText: "You hear what these organizations send. Your home stays.", "Sie erhalten, was diese Organisationen senden. Ihr Zuhause bleibt.",
        "تتلقى ما ترسله هذه المؤسسات. يبقى مقرك كما هو.";
    Organizations: "Organizations", "Organisationen", "المؤسسات";
    FirstDay: "First day", "Erster Tag", "اليوم الأول";
    FirstDayHint: "Empty means today.", "Leer heißt heute.", "الفراغ يعني اليوم.";
    LastDay: "Last day", "Letzter Tag", "اليوم الأخير";
    LastDayHint: "Empty means without an end.", "Leer heißt ohne Ende.", "الفراغ يعني بلا نهاية.";
    WorkLocation: "Temporary work location", "Vorübergehender Arbeitsort", "مكان العمل المؤقت";
    WorkLocationStays: "Leave it as it is", "So lassen, wie er ist", "إبقاؤه كما هو";
    WorkLocationCleared: "Clear it", "Leeren", "مسحه";
    WorkLocationSet: "Set it to", "Setzen auf", "تعيينه إلى";
    WorkLocationText: "Where they work meanwhile", "Wo sie inzwischen arbeiten", "مكان العمل في هذه الأثناء";
    ChooseOrganizations: "Choose at least one organization.", "Wählen Sie mindestens eine Organisation.", "اختر مؤسسة واحدة على الأقل.";
    EndsBeforeStart: "The last day is before the first.", "Der letzte Tag liegt vor dem ersten.", "اليوم الأخير قبل اليوم الأول.";
    NoSubscriptionPlace: "No organization of this name can be subscribed to.", "Keine Organisation dieses Namens lässt sich abonnieren.",
        "لا توجد مؤسسة بهذا الاسم يمكن الاشتراك فيها.";
    Subscribed: "Subscribed", "Abonniert", "مشترك";
    SubscribedAlready: "Was subscribed already", "War schon abonniert", "كان مشتركًا من قبل";
    EndSubscription: "End", "Beenden", "إنهاء";
    SubscriptionEnded: "The subscription has ended.", "Das Abonnement ist beendet.", "انتهى الاشتراك.";
    SubscriptionsOffered: "You can subscribe to organizations besides your home.", "Sie können Organisationen neben Ihrem Zuhause abonnieren.",
        "يمكنك الاشتراك في مؤسسات غير مقرك.";

    // what a code means
    CodeUnknownUser: "There is nobody of this name in view.", "Niemand dieses Namens ist zu sehen.", "لا أحد بهذا الاسم في نطاقك.";
    CodeAmbiguousUser: "Several people have this sign-in name. Give the id.", "Mehrere Personen haben diesen Anmeldenamen. Geben Sie die Kennung an.",
        "لعدة أشخاص اسم المستخدم هذا. اذكر المعرّف.";
    CodeNotAtSource: "The home is another one than the row says.", "Das Zuhause ist ein anderes, als die Zeile sagt.", "المقر غير ما يذكره الصف.";
    CodeUserDeleted: "The account is deleted.", "Das Konto ist gelöscht.", "الحساب محذوف.";
    CodeDependent: "Dependents move with their sponsor only.", "Angehörige ziehen nur mit der betreuenden Person um.", "لا ينتقل المُعالون إلا مع كفيلهم.";
    CodeLocked: "Locked: the lock keeps the family at its home.", "Gesperrt: Die Sperre hält die Familie zu Hause.", "مقفل: القفل يُبقي العائلة في مقرها.";
    CodeRank: "Ranks higher than you do where you act.", "Steht im Rang über Ihnen, wo Sie tätig sind.", "رتبته أعلى من رتبتك حيث تعمل.";
    CodeUniquenessOff: "Unique names are not required there yet.", "Eindeutige Namen sind dort noch nicht verlangt.", "لا تُشترط الأسماء الفريدة هناك بعد.";
    CodeUserMoveOff: "User Move is switched off.", "User Move ist ausgeschaltet.", "نقل المستخدمين متوقف.";
    CodeAlreadyThere: "Lives there already.", "Lebt schon dort.", "يعيش هناك من قبل.";
    CodeDestinationNotActive: "The destination is not active.", "Das Ziel ist nicht aktiv.", "الوجهة غير نشطة.";
    CodeSourceNotActive: "The home is not active; an Enterprise Administrator moves people out.", "Das Zuhause ist nicht aktiv; die Enterprise-Administration zieht Personen um.",
        "المقر غير نشط؛ ينقل مسؤول المنشأة الأشخاص منه.";
    CodeWithdrawn: "The destination is not in view any more.", "Das Ziel ist nicht mehr zu sehen.", "لم تعد الوجهة في نطاقك.";
    CodeNameTaken: "The sign-in name or mapping ID is taken there.", "Anmeldename oder Zuordnungskennung sind dort vergeben.", "اسم الدخول أو معرّف الربط مستخدم هناك.";
    CodePosition: "There is no such position there.", "Diese Position gibt es dort nicht.", "لا يوجد هذا الموقع هناك.";
    CodeNotKept: "A subscription to keep is not there.", "Ein zu behaltendes Abonnement gibt es nicht.", "اشتراك مطلوب إبقاؤه غير موجود.";
    CodeField: "A field does not apply to this kind of move.", "Ein Feld passt nicht zu dieser Art Umzug.", "حقل لا ينطبق على هذا النوع من الانتقال.";
    CodeFutureDate: "The date is in the future.", "Das Datum liegt in der Zukunft.", "التاريخ في المستقبل.";
    CodeHidden: "Something you cannot see prevents this.", "Etwas, das Sie nicht sehen, verhindert das.", "شيء لا يمكنك رؤيته يمنع ذلك.";
    CodeRoleRevoked: "A role ends.", "Eine Rolle endet.", "ينتهي دور.";
    CodeSubscriptionCancelled: "Subscriptions end.", "Abonnements enden.", "تنتهي اشتراكات.";
    CodeLastAdministrator: "The home loses its last administrator.", "Das Zuhause verliert die letzte Administration.", "يفقد المقر آخر مسؤول.";
    CodeAcross: "An Enterprise Administrator leaves the enterprise.", "Eine Enterprise-Administration verlässt das Unternehmen.", "مسؤول المنشأة يغادرها.";
    CodeEnterpriseAlerts: "Gets enterprise alerts only there.", "Erhält dort nur Meldungen des Unternehmens.", "يتلقى هناك تنبيهات المنشأة فقط.";
    CodePositionRequired: "A position is required there; the profile is incomplete.", "Dort ist eine Position verlangt; das Profil ist unvollständig.",
        "الموقع مطلوب هناك؛ الملف الشخصي ناقص.";
    CodeMembership: "Leaves a group.", "Verlässt eine Gruppe.", "يغادر مجموعة.";
    CodeManager: "A manager stays behind.", "Eine Führungskraft bleibt zurück.", "يبقى مدير في مكانه.";
    CodeOutsideYourUserBase: "The position is outside your user base.", "Die Position liegt außerhalb Ihres Bereichs.", "المنصب خارج نطاقك.";
    CodeOwnAccount: "It is your own account.", "Es ist Ihr eigenes Konto.", "هذا حسابك أنت.";
    CodeHiddenEffects: "Something you cannot see is affected.", "Etwas, das Sie nicht sehen, ist betroffen.", "شيء لا يمكنك رؤيته يتأثر.";
    CodeDependentsMove: "Dependents come along.", "Angehörige kommen mit.", "ينتقل المُعالون معه.";
    CodeLockSet: "Is locked afterwards.", "Ist danach gesperrt.", "يُقفل بعد ذلك.";
    CodeNotAllowed: "Your roles here do not allow it.", "Ihre Rollen hier erlauben das nicht.", "أدوارك هنا لا تسمح بذلك.";
    CodeNotFound: "There is no such organization in view.", "Diese Organisation ist nicht zu sehen.", "لا توجد هذه المؤسسة في نطاقك.";
    CodeUserTwice: "The same sign-in name is in the file twice.", "Derselbe Anmeldename steht zweimal in der Datei.", "اسم الدخول نفسه مذكور مرتين في الملف.";
    CodeMappingTwice: "The same mapping ID is in the file twice.", "Dieselbe Zuordnungskennung steht zweimal in der Datei.", "معرّف الربط نفسه مذكور مرتين في الملف.";
    CodeOtherSponsor: "The sponsor is another one.", "Die betreuende Person ist eine andere.", "الكفيل شخص آخر.";
    CodeLockNotApplied: "The lock of this row is not applied; the stored lock decides the move.", "Die Sperre dieser Zeile wird nicht angewandt; die gespeicherte entscheidet.",
        "لا يُطبَّق قفل هذا الصف؛ القفل المخزّن هو الذي يقرر.";
    CodeMovesWithSponsor: "Comes along in the row of the sponsor.", "Zieht in der Zeile der betreuenden Person mit um.", "ينتقل مع الكفيل في صفه.";
    CodeAmbiguousOrganization: "Several organizations have this name. Write the code.", "Mehrere Organisationen heißen so. Schreiben Sie den Code.", "عدة مؤسسات بهذا الاسم. اكتب الرمز.";
    CodeRowDeletes: "Is deleted.", "Wird gelöscht.", "يُحذف.";
    CodeDeletedAndMoved: "The row deletes and moves at once. Leave the organization empty to delete.", "Die Zeile löscht und zieht zugleich um. Zum Löschen die Organisation leer lassen.",
        "هذا الصف يحذف وينقل معًا. اترك المؤسسة فارغة للحذف.";
    CodeProfileChanged: "The profile changes.", "Das Profil ändert sich.", "يتغير الملف الشخصي.";
    CodeRowLocks: "Is locked.", "Wird gesperrt.", "يُقفل.";
    CodeRowUnlocks: "Is unlocked.", "Wird entsperrt.", "يُفتح القفل.";
    CodeUnchanged: "Nothing to do.", "Nichts zu tun.", "لا شيء للقيام به.";
    CodeAlreadyDone: "Done by an earlier run of this file.", "Von einem früheren Lauf dieser Datei erledigt.", "أُنجز في تشغيل سابق لهذا الملف.";
    CodeOvertaken: "A later row of this file is done; doing this one would take it back.", "Eine spätere Zeile dieser Datei ist erledigt; diese nähme sie zurück.",
        "أُنجز صف لاحق في هذا الملف؛ تنفيذ هذا الصف يلغيه.";
    CodeFailed: "Something went wrong here. Run it again.", "Hier ging etwas schief. Führen Sie es erneut aus.", "حدث خلل هنا. شغّله مرة أخرى.";
    CodeStale: "It changed since you looked.", "Es hat sich seit Ihrem Blick geändert.", "تغيّر منذ أن نظرت.";
    CodeNotAttempted: "Was not tried.", "Wurde nicht versucht.", "لم تُجرَ المحاولة.";
    CodeUnknownSponsor: "There is no such sponsor in view.", "Diese betreuende Person ist nicht zu sehen.", "لا يوجد هذا الكفيل في نطاقك.";
    CodeDestinationNotListed: "New people come into your own or a listed organization.", "Neue Personen kommen in die eigene oder eine gelistete Organisation.",
        "يُضاف الأشخاص الجدد إلى مؤسستك أو مؤسسة مدرجة.";
    CodeTooManySubscriptions: "Has as many subscriptions as one can have.", "Hat so viele Abonnements, wie man haben kann.", "لديه أقصى عدد من الاشتراكات.";
    CodeSubscribedToHome: "It is the own home.", "Es ist das eigene Zuhause.", "إنه مقره.";
    CodeDependentSubscribed: "Dependents cannot be subscribed.", "Angehörige können nicht abonnieren.", "لا يمكن اشتراك المُعالين.";
    CodeSubscriptionsOff: "Subscriptions are switched off there.", "Abonnements sind dort ausgeschaltet.", "الاشتراكات متوقفة هناك.";
    CodeSuperseded: "Has moved again since.", "Ist seither wieder umgezogen.", "انتقل مرة أخرى منذ ذلك الحين.";
    CodeAlreadyUndone: "Was taken back already.", "Ist schon rückgängig gemacht.", "تم التراجع عنه من قبل.";
    CodeCopyChangedSince: "Has changed since it was copied.", "Hat sich seit der Kopie geändert.", "تغيّر منذ نسخه.";
    CodeUndoTooLate: "It is too late to take it back.", "Es ist zu spät, es rückgängig zu machen.", "فات أوان التراجع عنه.";
    CodeMoveForgotten: "What it changed is not kept any more.", "Was es geändert hat, wird nicht mehr aufbewahrt.", "لم يعد ما غيّره محفوظًا.";
    CodeEnded: "The last day is over already.", "Der letzte Tag ist schon vorbei.", "اليوم الأخير قد مضى.";
}

impl MovingPhrase {
    /// What the code of a row means, where it has words of its own.
    pub fn of_code(code: &str) -> Option<Self> {
        Some(match code {
            "unknown-user" => Self::CodeUnknownUser,
            "ambiguous-user" => Self::CodeAmbiguousUser,
            "not-at-source" => Self::CodeNotAtSource,
            "user-deleted" => Self::CodeUserDeleted,
            "dependent-moves-with-sponsor" | "sponsor-is-dependent" => Self::CodeDependent,
            "user-locked" => Self::CodeLocked,
            "rank-too-high" => Self::CodeRank,
            "uniqueness-off" => Self::CodeUniquenessOff,
            "user-move-off" => Self::CodeUserMoveOff,
            "already-at-destination" => Self::CodeAlreadyThere,
            "destination-not-active" => Self::CodeDestinationNotActive,
            "source-not-active" => Self::CodeSourceNotActive,
            "destination-withdrawn" => Self::CodeWithdrawn,
            "name-taken" => Self::CodeNameTaken,
            "position-unknown" | "position-is-root" => Self::CodePosition,
            "subscription-not-kept" => Self::CodeNotKept,
            "field-not-applicable" => Self::CodeField,
            "future-date" => Self::CodeFutureDate,
            "hidden-blocker" => Self::CodeHidden,
            "role-revoked" => Self::CodeRoleRevoked,
            "subscription-cancelled" => Self::CodeSubscriptionCancelled,
            "last-administrator" => Self::CodeLastAdministrator,
            "administrator-across-enterprises" => Self::CodeAcross,
            "enterprise-alerts-only" => Self::CodeEnterpriseAlerts,
            "position-required" => Self::CodePositionRequired,
            "membership-removed" | "membership-ends" => Self::CodeMembership,
            "manager-cleared" => Self::CodeManager,
            "outside-your-user-base" => Self::CodeOutsideYourUserBase,
            "own-account" => Self::CodeOwnAccount,
            "hidden-effects" => Self::CodeHiddenEffects,
            "dependents-move" => Self::CodeDependentsMove,
            "lock-set" => Self::CodeLockSet,
            "not-allowed" => Self::CodeNotAllowed,
            "not-found" => Self::CodeNotFound,
            "user-twice" => Self::CodeUserTwice,
            "mapping-id-twice" => Self::CodeMappingTwice,
            "other-sponsor" => Self::CodeOtherSponsor,
            "lock-not-applied" => Self::CodeLockNotApplied,
            "moves-with-sponsor" => Self::CodeMovesWithSponsor,
            "ambiguous-organization" => Self::CodeAmbiguousOrganization,
            "deleted" => Self::CodeRowDeletes,
            "deleted-and-moved" => Self::CodeDeletedAndMoved,
            "profile-changed" => Self::CodeProfileChanged,
            "locked" => Self::CodeRowLocks,
            "unlocked" => Self::CodeRowUnlocks,
            "unchanged" => Self::CodeUnchanged,
            "already-done" => Self::CodeAlreadyDone,
            "overtaken" => Self::CodeOvertaken,
            "failed" => Self::CodeFailed,
            "stale" => Self::CodeStale,
            "not-attempted" => Self::CodeNotAttempted,
            "unknown-sponsor" => Self::CodeUnknownSponsor,
            "destination-not-listed" => Self::CodeDestinationNotListed,
            "too-many-subscriptions" => Self::CodeTooManySubscriptions,
            "subscribed-to-home" => Self::CodeSubscribedToHome,
            "dependent-subscribed" => Self::CodeDependentSubscribed,
            "subscriptions-off" => Self::CodeSubscriptionsOff,
            "superseded" => Self::CodeSuperseded,
            "already-undone" => Self::CodeAlreadyUndone,
            "copy-changed-since" => Self::CodeCopyChangedSince,
            "undo-too-late" => Self::CodeUndoTooLate,
            "move-forgotten" => Self::CodeMoveForgotten,
            "ended" => Self::CodeEnded,
            _ => return None,
        })
    }
}

/// What is counted for a selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// People.
    People,
    /// Dependents who come along.
    Dependents,
    /// Roles that end.
    Roles,
    /// Subscriptions that end.
    Subscriptions,
    /// Positions that are left without another.
    PositionsLost,
    /// Positions that are taken there.
    PositionsTaken,
    /// Rows of a file.
    Rows,
}

/// What these dialogs say with names and numbers.
pub trait MovingSpeech {
    /// The heading and the button of the dialog.
    fn move_users(&self, count: u64) -> String;
    /// The heading of the dialog in which many are subscribed.
    fn subscribe_users(&self, count: u64) -> String;
    /// How many of something.
    fn counted(&self, what: Counted, count: u64) -> String;
    /// Those who are locked: how many, and the first by name.
    fn locked_are(&self, count: u64, first: &str) -> String;
    /// How many can move, can with warnings, and cannot or stay.
    fn can_and_cannot(&self, can: u64, warned: u64, cannot: u64, stay: u64) -> String;
    /// A family: who comes along.
    fn comes_with(&self, dependents: u64) -> String;
    /// More rows to be shown.
    fn show_more(&self, more: u64) -> String;
    /// How many rows of how many.
    fn rows_of(&self, shown: u64, all: u64) -> String;
    /// How many rows would run of how many.
    fn rows_would_run(&self, would: u64, all: u64) -> String;
    /// The heading of the result.
    fn were_moved(&self, moved: u64, all: u64, destination: &str) -> String;
    /// What is acknowledged: a meaning, and how many people it concerns.
    fn for_people(&self, meaning: &str, people: u64) -> String;
    /// That a selection is too large.
    fn too_many(&self, selected: u64, limit: u64) -> String;
    /// What became of subscribing.
    fn were_subscribed(&self, new: u64, already: u64, refused: u64) -> String;
    /// The name of the button that ends a subscription.
    fn end_subscription_to(&self, organization: &str) -> String;
}

impl MovingSpeech for English {
    fn move_users(&self, count: u64) -> String {
        format!("Move {}", en(count, "user", "users"))
    }
    fn subscribe_users(&self, count: u64) -> String {
        format!("Subscribe {}", en(count, "user", "users"))
    }
    fn counted(&self, what: Counted, count: u64) -> String {
        match what {
            Counted::People => en(count, "person moves", "people move"),
            Counted::Dependents => en(count, "dependent comes along", "dependents come along"),
            Counted::Roles => en(count, "role ends", "roles end"),
            Counted::Subscriptions => en(count, "subscription ends", "subscriptions end"),
            Counted::PositionsLost => en(count, "position is left", "positions are left"),
            Counted::PositionsTaken => en(
                count,
                "position is taken there",
                "positions are taken there",
            ),
            Counted::Rows => en(count, "row", "rows"),
        }
    }
    fn locked_are(&self, count: u64, first: &str) -> String {
        let first = isolated(first);
        match count {
            1 => format!("1 is locked: {first}"),
            _ => format!(
                "{} are locked, {first} among them",
                number(Language::English, count)
            ),
        }
    }
    fn can_and_cannot(&self, can: u64, warned: u64, cannot: u64, stay: u64) -> String {
        let n = |value| number(Language::English, value);
        let parts = [
            (can, format!("{} can move", n(can))),
            (warned, format!("{} can move, with warnings", n(warned))),
            (cannot, format!("{} cannot", n(cannot))),
            (stay, format!("{} stay where they are", n(stay))),
        ];
        told(parts, "; ")
    }
    fn comes_with(&self, dependents: u64) -> String {
        format!("with {}", en(dependents, "dependent", "dependents"))
    }
    fn show_more(&self, more: u64) -> String {
        format!("Show {} more", number(Language::English, more))
    }
    fn rows_of(&self, shown: u64, all: u64) -> String {
        let shown = number(Language::English, shown);
        format!("{shown} of {}", en(all, "row", "rows"))
    }
    fn rows_would_run(&self, would: u64, all: u64) -> String {
        format!("{} would run", self.rows_of(would, all))
    }
    fn were_moved(&self, moved: u64, all: u64, destination: &str) -> String {
        let n = |value| number(Language::English, value);
        format!(
            "{} of {} moved to {}",
            n(moved),
            n(all),
            isolated(destination)
        )
    }
    fn for_people(&self, meaning: &str, people: u64) -> String {
        format!("{meaning} ({})", en(people, "person", "people"))
    }
    fn too_many(&self, selected: u64, limit: u64) -> String {
        let n = |value| number(Language::English, value);
        format!(
            "{} are selected. At most {} move at once; take a file for more.",
            n(selected),
            n(limit)
        )
    }
    fn were_subscribed(&self, new: u64, already: u64, refused: u64) -> String {
        let n = |value| number(Language::English, value);
        let parts = [
            (new, format!("{} subscribed", n(new))),
            (already, format!("{} were subscribed already", n(already))),
            (refused, format!("{} not possible", n(refused))),
        ];
        told(parts, "; ")
    }
    fn end_subscription_to(&self, organization: &str) -> String {
        format!("End the subscription to {organization}")
    }
}

impl MovingSpeech for German {
    fn move_users(&self, count: u64) -> String {
        format!("{} umziehen", de(count, "Benutzer", "Benutzer"))
    }
    fn subscribe_users(&self, count: u64) -> String {
        format!("Abonnements für {}", de(count, "Benutzer", "Benutzer"))
    }
    fn counted(&self, what: Counted, count: u64) -> String {
        match what {
            Counted::People => de(count, "Person zieht um", "Personen ziehen um"),
            Counted::Dependents => de(
                count,
                "angehörige Person kommt mit",
                "Angehörige kommen mit",
            ),
            Counted::Roles => de(count, "Rolle endet", "Rollen enden"),
            Counted::Subscriptions => de(count, "Abonnement endet", "Abonnements enden"),
            Counted::PositionsLost => de(
                count,
                "Position wird verlassen",
                "Positionen werden verlassen",
            ),
            Counted::PositionsTaken => de(
                count,
                "Position dort wird eingenommen",
                "Positionen dort werden eingenommen",
            ),
            Counted::Rows => de(count, "Zeile", "Zeilen"),
        }
    }
    fn locked_are(&self, count: u64, first: &str) -> String {
        let first = isolated(first);
        match count {
            1 => format!("1 ist gesperrt: {first}"),
            _ => format!(
                "{} sind gesperrt, darunter {first}",
                number(Language::German, count)
            ),
        }
    }
    fn can_and_cannot(&self, can: u64, warned: u64, cannot: u64, stay: u64) -> String {
        let n = |value| number(Language::German, value);
        let parts = [
            (can, format!("{} können umziehen", n(can))),
            (
                warned,
                format!("{} können umziehen, mit Warnungen", n(warned)),
            ),
            (cannot, format!("{} nicht", n(cannot))),
            (stay, format!("{} bleiben, wo sie sind", n(stay))),
        ];
        told(parts, "; ")
    }
    fn comes_with(&self, dependents: u64) -> String {
        format!(
            "mit {}",
            de(dependents, "angehörigen Person", "Angehörigen")
        )
    }
    fn show_more(&self, more: u64) -> String {
        format!("{} weitere zeigen", number(Language::German, more))
    }
    fn rows_of(&self, shown: u64, all: u64) -> String {
        let shown = number(Language::German, shown);
        format!("{shown} von {}", de(all, "Zeile", "Zeilen"))
    }
    fn rows_would_run(&self, would: u64, all: u64) -> String {
        let are = if would == 1 { "würde" } else { "würden" };
        format!("{} {are} ausgeführt", self.rows_of(would, all))
    }
    fn were_moved(&self, moved: u64, all: u64, destination: &str) -> String {
        let n = |value| number(Language::German, value);
        format!(
            "{} von {} nach {} umgezogen",
            n(moved),
            n(all),
            isolated(destination)
        )
    }
    fn for_people(&self, meaning: &str, people: u64) -> String {
        format!("{meaning} ({})", de(people, "Person", "Personen"))
    }
    fn too_many(&self, selected: u64, limit: u64) -> String {
        let n = |value| number(Language::German, value);
        format!(
            "{} sind ausgewählt. Höchstens {} ziehen auf einmal um; für mehr nehmen Sie eine Datei.",
            n(selected),
            n(limit)
        )
    }
    fn were_subscribed(&self, new: u64, already: u64, refused: u64) -> String {
        let n = |value| number(Language::German, value);
        let parts = [
            (new, format!("{} abonniert", n(new))),
            (already, format!("{} waren schon abonniert", n(already))),
            (refused, format!("{} nicht möglich", n(refused))),
        ];
        told(parts, "; ")
    }
    fn end_subscription_to(&self, organization: &str) -> String {
        format!("Abonnement von {organization} beenden")
    }
}

impl MovingSpeech for Arabic {
    fn move_users(&self, count: u64) -> String {
        format!(
            "نقل {}",
            ar(
                count,
                [
                    "مستخدم واحد",
                    "مستخدمين اثنين",
                    "مستخدمين",
                    "مستخدمًا",
                    "مستخدم"
                ]
            )
        )
    }
    fn subscribe_users(&self, count: u64) -> String {
        format!(
            "اشتراك {}",
            ar(
                count,
                [
                    "مستخدم واحد",
                    "مستخدمين اثنين",
                    "مستخدمين",
                    "مستخدمًا",
                    "مستخدم"
                ]
            )
        )
    }
    fn counted(&self, what: Counted, count: u64) -> String {
        match what {
            Counted::People => ar(
                count,
                [
                    "شخص واحد ينتقل",
                    "شخصان ينتقلان",
                    "أشخاص ينتقلون",
                    "شخصًا ينتقلون",
                    "شخص ينتقلون",
                ],
            ),
            Counted::Dependents => ar(
                count,
                [
                    "مُعال واحد ينتقل معهم",
                    "مُعالان ينتقلان معهم",
                    "مُعالين ينتقلون معهم",
                    "مُعالًا ينتقلون معهم",
                    "مُعال ينتقلون معهم",
                ],
            ),
            Counted::Roles => ar(
                count,
                [
                    "دور واحد ينتهي",
                    "دوران ينتهيان",
                    "أدوار تنتهي",
                    "دورًا تنتهي",
                    "دور تنتهي",
                ],
            ),
            Counted::Subscriptions => ar(
                count,
                [
                    "اشتراك واحد ينتهي",
                    "اشتراكان ينتهيان",
                    "اشتراكات تنتهي",
                    "اشتراكًا تنتهي",
                    "اشتراك تنتهي",
                ],
            ),
            Counted::PositionsLost => ar(
                count,
                [
                    "موقع واحد يُترك",
                    "موقعان يُتركان",
                    "مواقع تُترك",
                    "موقعًا تُترك",
                    "موقع تُترك",
                ],
            ),
            Counted::PositionsTaken => ar(
                count,
                [
                    "موقع واحد يُشغل هناك",
                    "موقعان يُشغلان هناك",
                    "مواقع تُشغل هناك",
                    "موقعًا تُشغل هناك",
                    "موقع تُشغل هناك",
                ],
            ),
            Counted::Rows => ar(count, ["صف واحد", "صفان", "صفوف", "صفًا", "صف"]),
        }
    }
    fn locked_are(&self, count: u64, first: &str) -> String {
        let first = isolated(first);
        match count {
            1 => format!("مستخدم واحد مقفل: {first}"),
            _ => format!(
                "المقفلون: {}، منهم {first}",
                number(Language::Arabic, count)
            ),
        }
    }
    fn can_and_cannot(&self, can: u64, warned: u64, cannot: u64, stay: u64) -> String {
        let n = |value| number(Language::Arabic, value);
        let parts = [
            (can, format!("يمكن نقلهم: {}", n(can))),
            (warned, format!("يمكن نقلهم مع تحذيرات: {}", n(warned))),
            (cannot, format!("لا يمكن: {}", n(cannot))),
            (stay, format!("يبقون: {}", n(stay))),
        ];
        told(parts, "؛ ")
    }
    fn comes_with(&self, dependents: u64) -> String {
        format!(
            "مع {}",
            ar(
                dependents,
                ["مُعال واحد", "مُعالَين اثنين", "مُعالين", "مُعالًا", "مُعال"]
            )
        )
    }
    fn show_more(&self, more: u64) -> String {
        format!("عرض {} أخرى", number(Language::Arabic, more))
    }
    fn rows_of(&self, shown: u64, all: u64) -> String {
        let shown = number(Language::Arabic, shown);
        let all = ar(all, ["صف واحد", "صفين", "صفوف", "صفًا", "صف"]);
        format!("{shown} من {all}")
    }
    fn rows_would_run(&self, would: u64, all: u64) -> String {
        format!("ما سيُنفَّذ: {}", self.rows_of(would, all))
    }
    fn were_moved(&self, moved: u64, all: u64, destination: &str) -> String {
        let n = |value| number(Language::Arabic, value);
        format!(
            "انتقل {} من {} إلى {}",
            n(moved),
            n(all),
            isolated(destination)
        )
    }
    fn for_people(&self, meaning: &str, people: u64) -> String {
        format!(
            "{meaning} ({})",
            ar(people, ["شخص واحد", "شخصان", "أشخاص", "شخصًا", "شخص"])
        )
    }
    fn too_many(&self, selected: u64, limit: u64) -> String {
        let n = |value| number(Language::Arabic, value);
        format!(
            "تم تحديد {}. ينتقل {} على الأكثر في مرة واحدة؛ استخدم ملفًا لأكثر من ذلك.",
            n(selected),
            n(limit)
        )
    }
    fn were_subscribed(&self, new: u64, already: u64, refused: u64) -> String {
        let n = |value| number(Language::Arabic, value);
        let parts = [
            (new, format!("تم الاشتراك: {}", n(new))),
            (already, format!("مشتركون من قبل: {}", n(already))),
            (refused, format!("غير ممكن: {}", n(refused))),
        ];
        told(parts, "؛ ")
    }
    fn end_subscription_to(&self, organization: &str) -> String {
        format!("إنهاء الاشتراك في {organization}")
    }
}

/// The parts that count something, one after the other.
fn told<const N: usize>(parts: [(u64, String); N], between: &str) -> String {
    let parts = parts.into_iter().filter(|(count, _)| *count > 0);
    parts
        .map(|(_, text)| text)
        .collect::<Vec<_>>()
        .join(between)
}

pub(super) fn en(count: u64, one: &str, other: &str) -> String {
    counted_in(Language::English, count, one, other)
}

pub(super) fn de(count: u64, one: &str, other: &str) -> String {
    counted_in(Language::German, count, one, other)
}

fn counted_in(language: Language, count: u64, one: &str, other: &str) -> String {
    let word = match plural(language, count) {
        Plural::One => one,
        _ => other,
    };
    format!("{} {word}", number(language, count))
}

/// A count with its noun: alone, two, a few, many, and any other number.
pub(super) fn ar(count: u64, [one, two, few, many, other]: [&str; 5]) -> String {
    let of = |word: &str| format!("{} {word}", number(Language::Arabic, count));
    match plural(Language::Arabic, count) {
        Plural::One => one.to_owned(),
        Plural::Two => two.to_owned(),
        Plural::Few => of(few),
        Plural::Many => of(many),
        Plural::Zero | Plural::Other => of(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_none_is_not_told() {
        assert_eq!(
            English.can_and_cannot(3, 1, 0, 0),
            "3 can move; 1 can move, with warnings"
        );
        assert_eq!(German.can_and_cannot(0, 0, 2, 0), "2 nicht");
        assert_eq!(
            English.were_subscribed(1, 0, 2),
            "1 subscribed; 2 not possible"
        );
    }

    #[test]
    fn a_selection_is_counted_in_every_language() {
        assert_eq!(English.move_users(1), "Move 1 user");
        assert_eq!(English.move_users(1_000), "Move 1,000 users");
        assert_eq!(German.move_users(4), "4 Benutzer umziehen");
        assert_eq!(Arabic.move_users(2), "نقل مستخدمين اثنين");
        assert_eq!(Arabic.move_users(30), "نقل ٣٠ مستخدمًا");
    }

    #[test]
    fn what_the_planner_says_of_a_row_has_words() {
        // No page moves many between sites or accounts yet, or copies; what is found there has words beside the plan of one.
        use rehome_domain::user_move::rules::{content, telephony};
        let of_others: Vec<&str> = telephony::RULES
            .iter()
            .chain(content::RULES)
            .flat_map(|rule| rule.codes)
            .chain(
                rehome_domain::user_copy::rules::RULES
                    .iter()
                    .flat_map(|rule| rule.codes),
            )
            .copied()
            .collect();
        let without: Vec<&str> = rehome_domain::user_move::finding_kind::REGISTRY
            .iter()
            .filter(|known| known.severity != rehome_domain::user_move::Severity::Notice)
            .map(|known| known.code)
            .filter(|code| MovingPhrase::of_code(code).is_none())
            .filter(|code| crate::words::HostingCodePhrase::of_code(code).is_none())
            .filter(|code| !of_others.contains(code))
            .collect();
        // What no row can come to: moving alone, the size of a selection, what an undo tells beside its rows.
        assert_eq!(
            without,
            [
                "self-moves-not-accepted",
                "too-many-subjects",
                "role-not-restored"
            ]
        );
    }
}
