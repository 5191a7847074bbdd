//! Why a change was refused, by the stable code of the service's refusal.
//!
//! A code without words here fails the test below: give each new code of the service a row in `BY_CODE`.

use super::phrase::phrases;

phrases! {
    /// What a refusal says where it happened.
    RefusalPhrase of refusals;
    // by kind
    SignedOut: "You are signed out. Sign in again; nothing was changed.", "Sie sind abgemeldet. Melden Sie sich neu an; es wurde nichts geändert.",
        "تم تسجيل خروجك. سجّل الدخول من جديد؛ لم يتغير شيء.";
    Refused: "This was refused. Nothing was changed.", "Das wurde abgelehnt. Es wurde nichts geändert.", "رُفض هذا. لم يتغير شيء.";
    TooManyTries: "Too many tries. Wait a while and try again.", "Zu viele Versuche. Warten Sie eine Weile und versuchen Sie es noch einmal.",
        "محاولات كثيرة جدًا. انتظر قليلًا ثم حاول مرة أخرى.";
    Away: "The directory does not answer. Nothing was changed; try again in a moment.",
        "Das Verzeichnis antwortet nicht. Es wurde nichts geändert; versuchen Sie es gleich noch einmal.",
        "الدليل لا يستجيب. لم يتغير شيء؛ حاول مرة أخرى بعد لحظة.";
    Failed: "Something went wrong here. Try again; if it stays, tell who runs this installation.",
        "Hier ist etwas schiefgegangen. Versuchen Sie es noch einmal; wenn es bleibt, sagen Sie es dem Betreiber.",
        "حدث خطأ هنا. حاول مرة أخرى، وإن استمر فأخبر من يشغّل هذا النظام.";

    // names and values
    AlreadyExists: "Something has this name already. Choose another.", "Diesen Namen gibt es schon. Wählen Sie einen anderen.", "هذا الاسم موجود بالفعل. اختر اسمًا آخر.";
    AmbiguousUser: "Several people have this sign-in name. Give the id.", "Mehrere Personen haben diesen Anmeldenamen. Geben Sie die Kennung an.",
        "لدى عدة أشخاص اسم الدخول هذا. اكتب المعرّف.";
    BadAddress: "This address cannot be used. E-mail is written like dana@harbour.example; a logo begins with a slash.",
        "Diese Adresse ist nicht brauchbar. E-Mail schreibt man wie dana@harbour.example; ein Logo beginnt mit einem Schrägstrich.",
        "لا يمكن استخدام هذا العنوان. يُكتب البريد مثل dana@harbour.example، ويبدأ الشعار بشرطة مائلة.";
    BadCode: "A code has 1 to 80 small letters, digits and hyphens.", "Ein Code hat 1 bis 80 Kleinbuchstaben, Ziffern und Bindestriche.",
        "الرمز من 1 إلى 80 حرفًا صغيرًا أو رقمًا أو شرطة.";
    BadColor: "This is not a colour. Write it like #b5179e.", "Das ist keine Farbe. Schreiben Sie sie wie #b5179e.", "هذا ليس لونًا. اكتبه مثل ‎#b5179e.";
    BadLogo: "This is no picture that can be a logo. Use PNG, JPEG, WebP or SVG.", "Das ist kein Bild, das ein Logo sein kann. Nehmen Sie PNG, JPEG, WebP oder SVG.", "هذه ليست صورة تصلح شعارًا. استخدم PNG أو JPEG أو WebP أو SVG.";
    LogoTooLarge: "The logo is too large: 200 KB at most.", "Das Logo ist zu groß: höchstens 200 KB.", "الشعار كبير جدًا: ٢٠٠ كيلوبايت على الأكثر.";
    LogoUnsafe: "This SVG holds more than a drawing: scripts, foreign content or links. Save it as plain SVG, or as PNG.",
        "Dieses SVG enthält mehr als eine Zeichnung: Skripte, fremde Inhalte oder Verweise. Speichern Sie es als einfaches SVG oder als PNG.",
        "يحتوي ملف SVG هذا على أكثر من رسم: نصوص برمجية أو محتوى خارجي أو روابط. احفظه بصيغة SVG بسيطة أو PNG.";
    BadMappingId: "A mapping ID is 2 to 80 letters and digits.", "Eine Zuordnungskennung hat 2 bis 80 Buchstaben und Ziffern.", "معرّف الربط من 2 إلى 80 حرفًا ورقمًا.";
    BadName: "A name cannot be empty, and has at most 200 characters.", "Ein Name kann nicht leer sein und hat höchstens 200 Zeichen.",
        "لا يمكن أن يكون الاسم فارغًا، ولا يزيد على 200 حرف.";
    BadId: "A position has 1 to 200 characters.", "Eine Position hat 1 bis 200 Zeichen.", "المنصب من 1 إلى 200 حرف.";
    BadText: "A text in it is too long, or holds a character that no text holds.", "Ein Text darin ist zu lang oder enthält ein Zeichen, das kein Text enthält.",
        "فيه نص طويل جدًا، أو حرف لا يحتويه أي نص.";
    BadUsername: "A sign-in name has 1 to 256 characters without spaces, and none of [ ] : ; | = , + * ? < >.",
        "Ein Anmeldename hat 1 bis 256 Zeichen ohne Leerzeichen und keines von [ ] : ; | = , + * ? < >.",
        "اسم الدخول من 1 إلى 256 حرفًا بلا مسافات، ومن دون [ ] : ; | = , + * ? < >.";
    NameTaken: "Somebody else has this sign-in name or mapping ID. Choose another.",
        "Jemand anderes hat diesen Anmeldenamen oder diese Zuordnungskennung. Wählen Sie etwas anderes.",
        "لدى شخص آخر اسم الدخول هذا أو معرّف الربط هذا. اختر غيره.";
    UnknownAttribute: "There is no such attribute for people who live here.", "Dieses Merkmal gibt es für Personen hier nicht.", "لا توجد سمة كهذه لمن يقيمون هنا.";
    OutOfRange: "A move can be undone for at most 3,650 days.", "Ein Umzug lässt sich höchstens 3.650 Tage lang zurücknehmen.", "يمكن التراجع عن الانتقال خلال 3650 يومًا على الأكثر.";

    // people
    BadStatus: "Delete the user instead of setting the state.", "Löschen Sie den Benutzer, statt den Zustand zu setzen.", "احذف المستخدم بدلًا من تعيين الحالة.";
    HasDependents: "This person has dependents. Delete them first.", "Diese Person hat Angehörige. Löschen Sie zuerst diese.", "لهذا الشخص تابعون. احذفهم أولًا.";
    OwnAccount: "Somebody else has to do this to your account.", "Bei Ihrem eigenen Konto muss das jemand anderes tun.", "يجب أن يفعل شخص آخر هذا بحسابك.";
    TransferRunning: "Things are carried from or to this person. Wait until the transfer has ended, or cancel it first.",
        "Für diese Person wird gerade etwas übertragen. Warten Sie, bis die Übertragung zu Ende ist, oder brechen Sie sie zuerst ab.",
        "تُنقل أشياء من هذا الشخص أو إليه. انتظر انتهاء النقل أو ألغه أولًا.";
    AccountTransferRunning: "Things are carried from or to this account, or one below it. Wait until the transfer has ended, or cancel it first.",
        "Von diesem Konto, einem darunter oder dorthin wird gerade etwas übertragen. Warten Sie, bis die Übertragung zu Ende ist, oder brechen Sie sie zuerst ab.",
        "تُنقل أشياء من هذا الحساب أو من حساب تحته أو إليهما. انتظر انتهاء النقل أو ألغه أولًا.";
    NotAHome: "Nobody can live in this organization.", "In dieser Organisation kann niemand wohnen.", "لا يمكن لأحد الإقامة في هذه المؤسسة.";
    SponsorElsewhere: "A dependent lives with their sponsor.", "Ein Angehöriger wohnt bei seinem Bürgen.", "يقيم التابع مع كفيله.";
    SponsorIsDependent: "A dependent cannot be a sponsor. Name another.", "Ein Angehöriger kann kein Bürge sein. Nennen Sie jemand anderen.",
        "لا يمكن للتابع أن يكون كفيلًا. اختر غيره.";
    UnknownSponsor: "There is nobody of that name to be the sponsor.", "Es gibt niemanden dieses Namens als Bürgen.", "لا يوجد أحد بهذا الاسم ليكون كفيلًا.";
    AccountNotActive: "This account is not in use. Nothing can be handed in until it is.", "Dieses Konto ist nicht in Betrieb. Vorher kann nichts abgegeben werden.", "هذا الحساب غير مستخدم. لا يمكن تسليم شيء قبل ذلك.";
    NoSeat: "The account has no free seat. Disable or move somebody, or ask for more seats.", "Im Konto ist kein Platz für weitere Personen. Deaktivieren oder verschieben Sie jemanden, oder lassen Sie sich mehr Plätze geben.",
        "لا مقعد شاغرًا في الحساب. عطّل شخصًا أو انقله، أو اطلب مقاعد أكثر.";
    AccountStorageFull: "The account has no room left. Free some, or ask for more.", "Im Konto ist kein Platz mehr. Schaffen Sie Platz, oder lassen Sie sich mehr geben.", "لا مساحة باقية في الحساب. أفرغ بعضها أو اطلب المزيد.";
    StoreFull: "The store of files is full. Tell whoever runs this installation; nothing was kept.", "Der Dateispeicher ist voll. Sagen Sie es denen, die diese Installation betreiben; es wurde nichts behalten.",
        "مخزن الملفات ممتلئ. أخبر من يشغّل هذا النظام؛ لم يُحفظ شيء.";
    StoreRefuses: "The store of files lets nothing be written or read. Tell whoever runs this installation.", "Der Dateispeicher lässt weder schreiben noch lesen. Sagen Sie es denen, die diese Installation betreiben.",
        "مخزن الملفات لا يسمح بالكتابة أو القراءة. أخبر من يشغّل هذا النظام.";
    ChecksumDiffers: "What arrived has another checksum than was given. Nothing was kept; hand it in again.", "Was ankam, hat eine andere Prüfsumme als angegeben. Es wurde nichts behalten; geben Sie es noch einmal ab.", "ما وصل له مجموع اختباري غير المذكور. لم يُحفظ شيء؛ سلّمه من جديد.";
    BrokenOff: "The upload broke off. Nothing was kept; hand it in again.", "Das Hochladen brach ab. Es wurde nichts behalten; geben Sie es noch einmal ab.", "انقطع الرفع. لم يُحفظ شيء؛ سلّمه من جديد.";
    DoesNotFit: "This does not fit with what is stored. Correct the places that are named.", "Das passt nicht zu dem, was gespeichert ist. Berichtigen Sie die genannten Stellen.", "هذا لا يتوافق مع ما هو محفوظ. صحّح المواضع المذكورة.";
    TooLargeHere: "This is larger than what can be handed in.", "Das ist größer als das, was abgegeben werden kann.", "هذا أكبر مما يمكن تسليمه.";
    UnknownFolder: "There is no such folder. Choose another.", "Diesen Ordner gibt es nicht. Wählen Sie einen anderen.", "لا يوجد مجلد كهذا. اختر غيره.";
    NotHosted: "This person has no hosted account.", "Diese Person hat kein gehostetes Konto.", "ليس لهذا الشخص حساب مستضاف.";
    UnknownDepartment: "The customer has no such department. Choose one of its own.", "Diese Abteilung hat der Kunde nicht. Wählen Sie eine von seinen.", "ليس لدى العميل هذا القسم. اختر أحد أقسامه.";
    UnknownOffice: "The customer has no such office. Choose one of its own.", "Diesen Standort hat der Kunde nicht. Wählen Sie einen von seinen.", "ليس لدى العميل هذا المكتب. اختر أحد مكاتبه.";
    UnknownManager: "There is nobody of that name to be the manager.", "Es gibt niemanden dieses Namens als Vorgesetzten.", "لا يوجد أحد بهذا الاسم ليكون المدير.";
    OutsideYourUserBase: "You handle only the people of your user base. Choose a position in it.", "Sie bearbeiten nur die Personen Ihres Bereichs. Wählen Sie eine Position darin.",
        "أنت تتعامل مع الأشخاص ضمن نطاقك فقط. اختر منصبًا فيه.";
    UserDeleted: "This account is deleted. Restore it first.", "Dieses Konto ist gelöscht. Stellen Sie es zuerst wieder her.", "هذا الحساب محذوف. استعده أولًا.";
    UserNotActive: "This account is not active.", "Dieses Konto ist nicht aktiv.", "هذا الحساب غير نشط.";

    // positions
    PositionIsRoot: "This cannot be done with the top. Choose a position below it.", "Das geht mit der Spitze nicht. Wählen Sie eine Position darunter.",
        "لا يمكن هذا مع القمة. اختر منصبًا تحتها.";
    PositionRequired: "Everybody has a position here. Choose one below the top.", "Hier hat jeder eine Position. Wählen Sie eine unter der Spitze.",
        "لكل شخص هنا منصب. اختر واحدًا تحت القمة.";
    PositionUnknown: "There is no such position here.", "Diese Position gibt es hier nicht.", "لا يوجد منصب كهذا هنا.";
    PositionTwice: "This position is there already, or is changed twice.", "Diese Position gibt es schon, oder sie wird zweimal geändert.",
        "هذا المنصب موجود بالفعل، أو يتغير مرتين.";
    PositionCycle: "A position cannot lie below itself.", "Eine Position kann nicht unter sich selbst liegen.", "لا يمكن أن يقع منصب تحت نفسه.";

    // roles
    RoleRestricted: "This customer does not let anybody hold this role; choose another, or have its roles changed.",
        "Bei diesem Kunden darf niemand diese Rolle haben; wählen Sie eine andere oder lassen Sie seine Rollen ändern.",
        "لا يسمح هذا العميل لأحد بهذا الدور؛ اختر دورًا آخر أو اطلب تعديل أدواره.";
    RoleNotHere: "This role cannot be held there.", "Diese Rolle kann dort nicht ausgeübt werden.", "لا يمكن شغل هذا الدور هناك.";
    UnknownRole: "There is no such role.", "Diese Rolle gibt es nicht.", "لا يوجد دور كهذا.";

    // passwords and tokens
    PasswordPolicy: "Your organization asks for a longer password here, or for one of more kinds of characters: small letters, capitals, digits, other signs.",
        "Ihre Organisation verlangt hier ein längeres Passwort oder eines aus mehr Arten von Zeichen: Kleinbuchstaben, Großbuchstaben, Ziffern, andere Zeichen.",
        "تطلب مؤسستك هنا كلمة مرور أطول أو من أنواع أكثر من الأحرف: صغيرة وكبيرة وأرقام ورموز.";
    PasswordTooShort: "A password has at least 8 characters.", "Ein Passwort hat mindestens 8 Zeichen.", "كلمة المرور من 8 أحرف على الأقل.";

    PasswordWrong: "That is not your present password.", "Das ist nicht Ihr jetziges Passwort.", "هذه ليست كلمة مرورك الحالية.";
    PasswordUnchanged: "Choose a password you do not have yet.", "Wählen Sie ein Passwort, das Sie noch nicht haben.", "اختر كلمة مرور ليست لديك بعد.";
    PasswordsDiffer: "The two new passwords are not the same.", "Die beiden neuen Passwörter sind verschieden.", "كلمتا المرور الجديدتان مختلفتان.";
    HasPassword: "This person has a password already. Set a new one instead.", "Diese Person hat schon ein Passwort. Setzen Sie stattdessen ein neues.",
        "لدى هذا الشخص كلمة مرور بالفعل. عيّن واحدة جديدة بدلًا من ذلك.";
    NoSignIn: "This dependent does not sign in.", "Dieser Angehörige meldet sich nicht an.", "هذا التابع لا يسجّل الدخول.";
    AlreadyOver: "That day is past. Choose a later last day.", "Dieser Tag ist vorbei. Wählen Sie einen späteren letzten Tag.", "مضى هذا اليوم. اختر يومًا أخيرًا لاحقًا.";
    TooManyTokens: "There are 50 tokens already. Revoke one that is not used any more.", "Es gibt schon 50 Tokens. Widerrufen Sie eines, das nicht mehr gebraucht wird.",
        "لديك 50 رمزًا بالفعل. ألغِ رمزًا لم يعد مستخدمًا.";

    // organizations
    EnterprisesFirst: "Every enterprise below has to require unique people first.", "Zuerst muss jedes Unternehmen darunter eindeutige Personen verlangen.",
        "يجب أولًا أن يشترط كل مشروع تحتها تفرّد الأشخاص.";
    DuplicatesFound: "Some people have the same sign-in name or mapping ID. Correct them first.",
        "Einige Personen haben denselben Anmeldenamen oder dieselbe Zuordnungskennung. Berichtigen Sie das zuerst.",
        "لدى بعض الأشخاص اسم الدخول نفسه أو معرّف الربط نفسه. صحّح ذلك أولًا.";
    IllegalParent: "This kind of organization cannot lie under that one.", "Diese Art von Organisation kann nicht unter jener liegen.", "لا يمكن أن يقع هذا النوع من المؤسسات تحت ذاك.";
    MissingParent: "This kind of organization lies under another. Say which.", "Diese Art von Organisation liegt unter einer anderen. Sagen Sie, unter welcher.",
        "يقع هذا النوع من المؤسسات تحت مؤسسة أخرى. حدّدها.";
    Inherited: "An organization above decides this.", "Das bestimmt eine Organisation darüber.", "تقرر هذا مؤسسة أعلى.";
    SettingNotHere: "This kind of organization has no such setting.", "Diese Art von Organisation hat keine solche Einstellung.", "ليس لهذا النوع من المؤسسات إعداد كهذا.";
    UnknownOrganization: "There is no such organization here.", "Diese Organisation gibt es hier nicht.", "لا توجد مؤسسة كهذه هنا.";
    DestinationNotListed: "New people come into the own or a listed organization.", "Neue Personen kommen in die eigene oder eine gelistete Organisation.",
        "ينضم الجدد إلى المؤسسة نفسها أو إلى مؤسسة مدرجة.";
    DestinationNotActive: "The organization is not active.", "Die Organisation ist nicht aktiv.", "المؤسسة غير نشطة.";

    // subscriptions
    DependentSubscribed: "Dependents cannot be subscribed.", "Angehörige können nicht abonnieren.", "لا يمكن اشتراك التابعين.";
    SubscribedToHome: "Nobody is subscribed to the own home.", "Niemand abonniert sein eigenes Zuhause.", "لا يشترك أحد في موطنه.";
    SubscriptionsOff: "Subscriptions are switched off.", "Abonnements sind ausgeschaltet.", "الاشتراكات متوقفة.";
    SubscriptionEnded: "A subscription that is over is of no use. Choose a later last day.",
        "Ein abgelaufenes Abonnement nützt nichts. Wählen Sie einen späteren letzten Tag.", "لا فائدة من اشتراك منتهٍ. اختر يومًا أخيرًا لاحقًا.";
    EndsBeforeStart: "It would end before it begins. Correct one of the two days.", "Es würde enden, bevor es beginnt. Berichtigen Sie einen der beiden Tage.",
        "سينتهي قبل أن يبدأ. صحّح أحد اليومين.";
    TooManySubscriptions: "Nobody has more subscriptions than that at once.", "Mehr Abonnements hat niemand gleichzeitig.", "لا يملك أحد اشتراكات أكثر من ذلك في وقت واحد.";

    // moves and files
    TooManySubjects: "These are too many at once. Take fewer.", "Das sind zu viele auf einmal. Nehmen Sie weniger.", "هذا كثير دفعة واحدة. خذ أقل.";
    TooManyFilters: "20 filters are kept already. Forget one first.", "Es werden schon 20 Filter behalten. Vergessen Sie zuerst einen.", "هناك 20 مرشحًا محفوظًا بالفعل. انسَ واحدًا أولًا.";
    FilterTooLong: "This filter asks for too much to be kept. Take something away.", "Dieser Filter fragt zu viel, um behalten zu werden. Nehmen Sie etwas weg.", "هذا المرشح يطلب أكثر مما يمكن حفظه. أزل شيئًا منه.";
    TooManyRows: "The file has too many rows. Divide it.", "Die Datei hat zu viele Zeilen. Teilen Sie sie.", "صفوف الملف كثيرة جدًا. قسّمه.";
    NotAcknowledged: "A warning is not confirmed yet. Nothing was changed.", "Eine Warnung ist noch nicht bestätigt. Es wurde nichts geändert.",
        "لم يُؤكَّد أحد التحذيرات بعد. لم يتغير شيء.";
    CannotBeDone: "This cannot be done as it is. Nothing was changed.", "So geht das nicht. Es wurde nichts geändert.", "لا يمكن تنفيذ هذا كما هو. لم يتغير شيء.";
    IncompleteRequest: "Something is missing in it. Say who, and where to.", "Darin fehlt etwas. Sagen Sie, wer und wohin.", "ينقص شيء. حدّد من وإلى أين.";
    AskedTwice: "The same request was sent before with other content. Load anew and repeat.",
        "Dieselbe Anfrage kam vorher mit anderem Inhalt. Laden Sie neu und wiederholen Sie.", "أُرسل الطلب نفسه من قبل بمحتوى آخر. أعد التحميل وكرّر.";
    JobBusy: "This file is being worked on now. Wait until it is done, or stop it first.",
        "Diese Datei wird gerade bearbeitet. Warten Sie, bis sie fertig ist, oder halten Sie sie erst an.",
        "يجري العمل على هذا الملف الآن. انتظر حتى ينتهي أو أوقفه أولًا.";
    JobNotBegun: "This file was only judged. Look at its rows and run it.", "Diese Datei wurde nur beurteilt. Sehen Sie die Zeilen an und führen Sie sie aus.", "لم يُجرَ على هذا الملف سوى التقييم. راجع صفوفه ثم شغّله.";
    NothingToRetry: "Every row of this file came to a good end.", "Jede Zeile dieser Datei ist gut ausgegangen.", "انتهى كل صف في هذا الملف على خير.";
    NotADependent: "Only a dependent's sign-in is switched on and off.", "Nur die Anmeldung von Angehörigen wird ein- und ausgeschaltet.", "لا يُفعَّل تسجيل الدخول أو يُلغى إلا للمُعالين.";
    FileRefused: "This file was refused. Correct what is wrong with it and hand it in again.",
        "Diese Datei wurde abgelehnt. Berichtigen Sie sie und reichen Sie sie erneut ein.",
        "رُفض هذا الملف. صحّح ما فيه وقدّمه من جديد.";
    SponsorAndOrganization: "Sponsor and organization cannot stand in the same file. Leave one of the two columns out.",
        "Begleitperson und Organisation können nicht in derselben Datei stehen. Lassen Sie eine der beiden Spalten weg.",
        "لا يمكن أن يجتمع الكفيل والمؤسسة في ملف واحد. احذف أحد العمودين.";
    // services
    DataLoss: "What the service holds of this person will be lost. Confirm that first.", "Was der Dienst von dieser Person hält, geht verloren. Bestätigen Sie das zuerst.",
        "سيُفقد ما تحتفظ به الخدمة لهذا الشخص. أكّد ذلك أولًا.";
    NotByHand: "A connector looks after this. Retry it, or reset it where it hangs.", "Darum kümmert sich eine Anbindung. Versuchen Sie es erneut, oder setzen Sie es zurück, wenn es hängt.",
        "يتولى موصّل هذا الأمر. أعد المحاولة، أو أعد ضبطه إن كان عالقًا.";
    OtherState: "This is in another state by now. Look again.", "Das ist inzwischen in einem anderen Zustand. Sehen Sie noch einmal nach.", "أصبح هذا في حالة أخرى. انظر من جديد.";
    UserBusy: "This is under way. Wait for its end, or reset it where it hangs.", "Das ist im Gange. Warten Sie das Ende ab, oder setzen Sie es zurück, wenn es hängt.",
        "هذا قيد التنفيذ. انتظر نهايته، أو أعد ضبطه إن كان عالقًا.";
    UndoTheMove: "This came with a move. Undo the move to go back, or retry.", "Das kam mit einem Umzug. Nehmen Sie den Umzug zurück, oder versuchen Sie es erneut.",
        "جاء هذا مع انتقال. تراجع عن الانتقال للعودة، أو أعد المحاولة.";
    ReasonMissing: "Say why it failed.", "Sagen Sie, warum es fehlgeschlagen ist.", "اذكر سبب الفشل.";
    PropertiesMissing: "Something has to be filled in first.", "Zuerst muss etwas ausgefüllt werden.", "يجب ملء شيء أولًا.";
    UnknownProperty: "The service has no such property.", "Diese Eigenschaft hat der Dienst nicht.", "ليست للخدمة خاصية كهذه.";
    ServiceNotAvailable: "The organization has no such service that is provisioned.", "Die Organisation hat keinen solchen bereitgestellten Dienst.", "ليس لدى المؤسسة خدمة كهذه مهيأة.";
    PlanNotOffered: "This plan is not offered here. Choose another.", "Dieser Plan wird hier nicht angeboten. Wählen Sie einen anderen.", "هذه الخطة غير معروضة هنا. اختر غيرها.";
    ServiceForCustomers: "This service is for customers as a whole, not for people.", "Dieser Dienst ist für Kunden als Ganzes, nicht für Personen.", "هذه الخدمة للعملاء كجهة، لا للأشخاص.";
    LicencesRunOut: "All licences of this service are in use here. Free one, or ask for more.", "Alle Lizenzen dieses Dienstes sind hier vergeben. Geben Sie eine frei oder bitten Sie um weitere.", "جميع رخص هذه الخدمة مستخدمة هنا. حرّر واحدة أو اطلب المزيد.";
    StorageLimit: "The storage above this customer is full. Free some, or ask for more.", "Der Speicher oberhalb dieses Kunden ist voll. Geben Sie welchen frei oder bitten Sie um mehr.", "امتلأت مساحة التخزين فوق هذا العميل. حرّر بعضها أو اطلب المزيد.";
    ServiceLimit: "As many people have this service as may have it here.", "So viele Personen, wie ihn hier haben dürfen, haben diesen Dienst schon.", "بلغ عدد من لديهم هذه الخدمة الحد المسموح هنا.";
    ServiceRequires: "The service needs another one. Provision that first.", "Der Dienst braucht einen anderen. Stellen Sie zuerst diesen bereit.", "تحتاج الخدمة إلى أخرى. هيّئ تلك أولًا.";
    ServiceRequired: "Another service needs this one. Take that away first.", "Ein anderer Dienst braucht diesen. Nehmen Sie zuerst jenen weg.", "تحتاج خدمة أخرى إلى هذه. أزل تلك أولًا.";
    UserDisabled: "The account is disabled, so its services stay as they are. Enable it first.", "Das Konto ist deaktiviert, also bleiben seine Dienste, wie sie sind. Aktivieren Sie es zuerst.",
        "الحساب معطّل، فتبقى خدماته كما هي. فعّله أولًا.";
    OldPage: "This page is out of date. Load it anew.", "Diese Seite ist veraltet. Laden Sie sie neu.", "هذه الصفحة قديمة. أعد تحميلها.";
    AtTheSameTime: "Somebody changed the same at the same moment. Try again.", "Jemand hat im selben Augenblick dasselbe geändert. Versuchen Sie es noch einmal.",
        "غيّر شخص الشيء نفسه في اللحظة نفسها. حاول مرة أخرى.";
    // hosting trees
    DomainUnknown: "This is not a domain here.", "Diese Domäne gibt es hier nicht.", "هذا النطاق ليس هنا.";
    DomainSharedInUse: "Others use this domain. They have to remove it before you stop sharing.", "Andere nutzen diese Domäne. Sie müssen sie entfernen, bevor Sie sie nicht mehr teilen.", "يستعمل آخرون هذا النطاق. عليهم إزالته قبل إيقاف مشاركته.";
    DomainPrimary: "One of the domains is the primary one. Say which.", "Eine der Domänen ist die Hauptdomäne. Sagen Sie welche.", "أحد النطاقات هو الأساسي. حدده.";
    DomainIllegal: "Write a domain like bramble.example.", "Schreiben Sie eine Domäne wie bramble.example.", "اكتب نطاقًا مثل bramble.example.";
    DomainTaken: "Somebody else has this domain and does not share it.", "Jemand anderes hat diese Domäne und teilt sie nicht.", "لدى غيرك هذا النطاق ولا يشاركه.";
    DomainInUse: "People have names in this domain. Give them others first.", "Personen haben Namen in dieser Domäne. Geben Sie ihnen zuerst andere.", "لأشخاص أسماء في هذا النطاق. امنحهم غيرها أولًا.";
    DomainInFormat: "Addresses are formed with this domain. Change the formats first.", "Adressen werden mit dieser Domäne gebildet. Ändern Sie zuerst die Formate.", "تُكوَّن عناوين بهذا النطاق. غيّر الصيغ أولًا.";
    FormatLength: "A format has 1 to 200 characters.", "Ein Format hat 1 bis 200 Zeichen.", "الصيغة من 1 إلى 200 حرف.";
    FormatToken: "A percent sign stands before g, s, i, d, m, r or %.", "Ein Prozentzeichen steht vor g, s, i, d, m, r oder %.", "علامة النسبة تسبق g أو s أو i أو d أو m أو r أو %.";
    FormatSaysNothing: "This would call everybody the same. Put in a token like %g or %s.", "So hießen alle gleich. Setzen Sie einen Platzhalter wie %g oder %s ein.", "بهذا يحمل الجميع الاسم نفسه. أضف رمزًا مثل %g أو %s.";
    FormatDomain: "The domain of this format is not one of the organization. Add it first.", "Die Domäne dieses Formats gehört nicht zur Organisation. Fügen Sie sie zuerst hinzu.", "نطاق هذه الصيغة ليس للمؤسسة. أضفه أولًا.";
    BillingIdIllegal: "A billing id has 1 to 80 characters in one line.", "Eine Abrechnungsnummer hat 1 bis 80 Zeichen in einer Zeile.", "معرّف الفوترة من 1 إلى 80 حرفًا في سطر واحد.";
    PropertyValueIllegal: "A property takes a text of 1 to 200 characters, a number, or true or false.", "Eine Eigenschaft nimmt einen Text von 1 bis 200 Zeichen, eine Zahl oder true oder false.", "تقبل الخاصية نصًا من 1 إلى 200 حرف أو رقمًا أو true أو false.";
    UnitIllegal: "A department or office has 1 to 64 characters.", "Eine Abteilung oder ein Büro hat 1 bis 64 Zeichen.", "اسم القسم أو المكتب من 1 إلى 64 حرفًا.";
    UnitInUse: "People belong to this department or office. Give them another first.", "Personen gehören zu dieser Abteilung oder diesem Büro. Geben Sie ihnen zuerst ein anderes.", "ينتمي أشخاص إلى هذا القسم أو المكتب. امنحهم غيره أولًا.";
    StorageOutOfRange: "No storage is that large.", "So groß ist kein Speicher.", "لا مساحة بهذا الحجم.";
    PasswordLengthRange: "The least length of passwords is 8 to 128.", "Die Mindestlänge von Passwörtern ist 8 bis 128.", "الحد الأدنى لطول كلمة المرور من 8 إلى 128.";
    QuarantineRange: "An address is kept from others for 3,650 days at most.", "Eine Adresse bleibt höchstens 3.650 Tage für andere gesperrt.", "يُحجز العنوان عن غيره 3650 يومًا على الأكثر.";
    InstanceIllegal: "An instance has a name of 1 to 80 characters.", "Eine Instanz hat einen Namen von 1 bis 80 Zeichen.", "للنسخة اسم من 1 إلى 80 حرفًا.";
    OffersNotHere: "A customer offers nothing to others.", "Ein Kunde bietet anderen nichts an.", "لا يقدم العميل شيئًا لغيره.";
    SingleInstance: "There is one instance of this service at most.", "Von diesem Dienst gibt es höchstens eine Instanz.", "لهذه الخدمة نسخة واحدة على الأكثر.";
    PlanUnknown: "This is no plan of the service.", "Das ist kein Tarif des Dienstes.", "هذه ليست خطة للخدمة.";
    ServiceInUse: "People have what this takes away. Deprovision it from them, or give them another plan, first.", "Personen haben, was das wegnimmt. Bauen Sie es bei ihnen ab oder geben Sie ihnen zuerst einen anderen Tarif.", "لدى أشخاص ما يزيله هذا. ألغِ تجهيزه لهم أو امنحهم خطة أخرى أولًا.";
    PlanInUse: "Organizations below have this plan. Give them another first.", "Organisationen darunter haben diesen Tarif. Geben Sie ihnen zuerst einen anderen.", "لدى مؤسسات أدناه هذه الخطة. امنحها غيرها أولًا.";
    EntryInUse: "This is in use. Take it from those who use it first.", "Das ist in Gebrauch. Nehmen Sie es zuerst denen, die es nutzen.", "هذا قيد الاستعمال. انزعه أولًا ممن يستعمله.";
    ServiceUnknown: "There is no such service.", "Diesen Dienst gibt es nicht.", "لا توجد هذه الخدمة.";
    PlanServiceStays: "A plan stays with its service. Make another plan.", "Ein Tarif bleibt bei seinem Dienst. Legen Sie einen anderen an.", "تبقى الخطة مع خدمتها. أنشئ خطة أخرى.";
    GroupsNotHere: "Groups are kept here for providers, resellers and customers.", "Gruppen werden hier für Anbieter, Wiederverkäufer und Kunden geführt.", "تُدار المجموعات هنا للمزودين والموزعين والعملاء.";
    GroupDynamic: "Who is in this group follows from conditions. Nobody is put in or taken out by hand.", "Wer in dieser Gruppe ist, folgt aus Bedingungen. Niemand wird von Hand aufgenommen oder herausgenommen.", "أعضاء هذه المجموعة تحددهم شروط. لا يُضاف أحد أو يُزال يدويًا.";
    MemberElsewhere: "Only people who live there can be in its groups.", "In die Gruppen können nur Personen, die dort leben.", "لا يكون في المجموعات إلا من يقيم هناك.";
    GroupName: "A group has a name of 1 to 64 characters.", "Eine Gruppe hat einen Namen von 1 bis 64 Zeichen.", "للمجموعة اسم من 1 إلى 64 حرفًا.";
    GroupNameTaken: "Another group has this name. Choose another.", "Eine andere Gruppe hat diesen Namen. Wählen Sie einen anderen.", "لمجموعة أخرى هذا الاسم. اختر غيره.";
    DelegationLimit: "At most 100 people may act for one.", "Höchstens 100 Personen können für eine handeln.", "يمكن لمئة شخص على الأكثر أن ينوبوا عن واحد.";
    UnknownDelegate: "Choose somebody else who lives there to act for the person.", "Wählen Sie jemand anderen, der dort lebt, um für die Person zu handeln.", "اختر شخصًا آخر يقيم هناك لينوب عنه.";
    DelegationOver: "That last day is over; choose today or a later one.", "Dieser letzte Tag ist vorbei; wählen Sie heute oder einen späteren.", "انقضى ذلك اليوم؛ اختر اليوم أو يومًا لاحقًا.";
    DelegationKind: "What a delegation is for has 1 to 64 characters.", "Wofür eine Vertretung ist, hat 1 bis 64 Zeichen.", "غرض التفويض من 1 إلى 64 حرفًا.";
    SeveralInstances: "Customers have several instances of this service. Take all but one from each first.", "Kunden haben mehrere Instanzen dieses Dienstes. Nehmen Sie jedem zuerst alle bis auf eine.", "لدى عملاء عدة نسخ من هذه الخدمة. أبقِ لكل منهم واحدة أولًا.";
    HeldByPeople: "People have this service. Deprovision it from them first.", "Personen haben diesen Dienst. Bauen Sie ihn zuerst bei ihnen ab.", "لدى أشخاص هذه الخدمة. ألغِ تجهيزها لهم أولًا.";
    RequiresCustomerService: "This service is for customers alone; no user can have it.", "Dieser Dienst ist nur für Kunden; kein Benutzer kann ihn haben.", "هذه الخدمة للعملاء وحدهم؛ لا يمكن أن تكون لمستخدم.";
    RequiresCircle: "These services would need each other, and nobody could ever have either. Take one away.", "Diese Dienste bräuchten einander, und niemand könnte je einen haben. Nehmen Sie einen weg.", "ستحتاج كل من هذه الخدمات إلى الأخرى ولن ينالها أحد. أزل إحداها.";
    PropertyIllegal: "A property has a name of 1 to 64 characters.", "Eine Eigenschaft hat einen Namen von 1 bis 64 Zeichen.", "للخاصية اسم من 1 إلى 64 حرفًا.";
    ServicesOneByOne: "Services are changed one by one.", "Dienste werden einzeln geändert.", "تُغيَّر الخدمات واحدة تلو الأخرى.";
    AskedIsForgotten: "What was asked then is forgotten; ask for it anew.", "Was damals verlangt wurde, ist vergessen; verlangen Sie es neu.", "نُسي ما طُلب حينها؛ اطلبه من جديد.";
    JobNotOver: "It goes on; cancel it, or wait until it is over.", "Es läuft noch; brechen Sie es ab, oder warten Sie das Ende ab.", "ما زال جاريًا؛ ألغه أو انتظر حتى ينتهي.";
    FileNameIllegal: "A file has a name of at most 255 characters, without separators and control characters.",
        "Eine Datei hat einen Namen aus höchstens 255 Zeichen, ohne Trenn- und Steuerzeichen.",
        "اسم الملف 255 حرفًا على الأكثر، بلا فواصل مسار ولا أحرف تحكم.";
    FolderNameIllegal: "A folder has a name of 1 to 255 characters, without separators and control characters.",
        "Ein Ordner hat einen Namen aus 1 bis 255 Zeichen, ohne Trenn- und Steuerzeichen.",
        "اسم المجلد من 1 إلى 255 حرفًا، بلا فواصل مسار ولا أحرف تحكم.";
    FolderNameTaken: "Another folder is called so here. Choose another name.", "Hier heißt schon ein Ordner so. Wählen Sie einen anderen Namen.", "يوجد هنا مجلد بهذا الاسم. اختر اسمًا آخر.";
    StillThere: "They live in this account; there is nothing left behind to end.", "Sie sind in diesem Konto; es gibt nichts Zurückgelassenes zu beenden.", "هو في هذا الحساب؛ لا شيء متروك لإنهائه.";
    CloseFirst: "Close it first, and move or delete everybody who lives there.",
        "Schließen Sie sie zuerst, und ziehen Sie alle um, die dort sind, oder löschen Sie sie.",
        "أغلقها أولًا، وانقل كل من فيها أو احذفهم.";
    ProviderStays: "The provider is above all others and stays active.", "Der Anbieter steht über allen anderen und bleibt aktiv.", "المزوّد فوق الجميع ويبقى نشطًا.";
    ParentNotActive: "The organization above is not active.", "Die Organisation darüber ist nicht aktiv.", "المؤسسة الأعلى غير نشطة.";
    ShortNameIllegal: "A short name has 1 to 8 letters and digits. Give one that differs from the code.", "Ein Kurzname hat 1 bis 8 Buchstaben und Ziffern. Geben Sie einen anderen als den Code.", "الاسم المختصر من 1 إلى 8 حروف وأرقام. اختر غير الرمز.";
    ShortNameTaken: "Another organization has this short name. Choose another.", "Eine andere Organisation hat diesen Kurznamen. Wählen Sie einen anderen.", "لدى مؤسسة أخرى هذا الاسم المختصر. اختر غيره.";
    SiteValueIllegal: "A value of a site has 1 to 200 characters.", "Ein Wert eines Standorts hat 1 bis 200 Zeichen.", "قيمة الموقع من 1 إلى 200 حرف.";
    UnknownSiteDefault: "Sites have no such default.", "Standorte haben keine solche Vorgabe.", "ليس للمواقع قيمة افتراضية كهذه.";
    RangeIllegal: "A range begins with 1 to 30 digits, and at most 32 follow.", "Ein Bereich beginnt mit 1 bis 30 Ziffern, höchstens 32 folgen.", "يبدأ النطاق برقم إلى 30 رقمًا، ويتبعها 32 على الأكثر.";
    UnknownDeviceList: "The customer has no such device list.", "Der Kunde hat keine solche Geräteliste.", "ليس لدى العميل قائمة أجهزة كهذه.";
    CodesOverlap: "The code begins like that of another site. Choose one that neither begins.", "Die Kennzahl beginnt wie die eines anderen Standorts. Wählen Sie eine, bei der keine die andere beginnt.", "يبدأ الرمز مثل رمز موقع آخر. اختر رمزًا لا يبدأ أحدهما بالآخر.";
    BadSiteCode: "A site location code is of digits 0 to 9.", "Eine Standortkennzahl besteht aus den Ziffern 0 bis 9.", "رمز الموقع أرقام من 0 إلى 9.";
    RoutingOverlaps: "A range shares numbers with another. Give them different prefixes.", "Ein Bereich teilt Nummern mit einem anderen. Geben Sie verschiedene Anfänge.", "يشترك النطاق في أرقام مع نطاق آخر. اجعل بدايتيهما مختلفتين.";
    DialPlansDisagree: "Dial plan, site location code and the customer's type do not fit together.", "Rufnummernplan, Standortkennzahl und die Art des Kunden passen nicht zusammen.", "خطة الاتصال ورمز الموقع ونوع العميل غير متوافقة.";
    PlanWithoutProfiles: "The plan has no profiles of the account's own. Disable them, or choose another plan.", "Der Tarif hat keine eigenen Profile des Kontos. Schalten Sie sie aus, oder wählen Sie einen anderen Tarif.", "لا تشمل الخطة ملفات صلاحيات خاصة بالحساب. عطّلها أو اختر خطة أخرى.";
    UnknownContact: "Nobody of this name is active in the account.", "Im Konto ist niemand mit diesem Namen aktiv.", "لا أحد بهذا الاسم نشط في الحساب.";
    SeatsInUse: "More seats are taken than that. Free some first.", "Es sind mehr Plätze belegt. Machen Sie zuerst welche frei.", "المقاعد المشغولة أكثر من ذلك. أخلِ بعضها أولًا.";
    StorageInUse: "More is stored or on its way than that. Make room first.", "Es ist mehr gespeichert oder unterwegs. Schaffen Sie zuerst Platz.", "المخزّن أو القادم أكثر من ذلك. أفسح مكانًا أولًا.";
    ProfileBuiltIn: "Profiles that come with every account stay as they are. Clone one under another ID.", "Profile, die jedes Konto hat, bleiben, wie sie sind. Legen Sie eines unter anderer Kennung nach.", "تبقى الملفات المرافقة لكل حساب كما هي. انسخ أحدها بمعرّف آخر.";
    OwnProfile: "Somebody else has to change the profile you hold.", "Das Profil, das Sie selbst haben, muss jemand anderes ändern.", "على شخص آخر أن يغيّر الملف الذي تحمله.";
    ProfileInUse: "People hold this profile. Give them another first.", "Dieses Profil ist vergeben. Geben Sie den Personen zuerst ein anderes.", "هناك من يحمل هذا الملف. أعطهم غيره أولًا.";
    ProfileBeyondYou: "This profile opens more than yours. Ask somebody of higher rank.", "Dieses Profil öffnet mehr als Ihres. Fragen Sie jemanden von höherem Rang.", "يفتح هذا الملف أكثر مما يفتحه ملفك. اسأل من هو أعلى رتبة.";
    UnknownProfile: "There is no such profile.", "Dieses Profil gibt es nicht.", "لا يوجد هذا الملف.";
    UnknownDropzone: "There is no such dropzone.", "Diese Ablage gibt es nicht.", "لا يوجد هذا الصندوق.";
    OwnerNotEligible: "Nobody of this name can own things in the account.", "Niemand mit diesem Namen kann im Konto etwas besitzen.", "لا أحد بهذا الاسم يمكنه امتلاك شيء في الحساب.";
    NoProfilesHere: "Permission profiles are held in hub and satellite accounts alone.", "Berechtigungsprofile gibt es nur in Konten von Zentralen und Außenstellen.", "ملفات الصلاحيات في الحسابات المركزية والتابعة فقط.";
    ProfileNotOffered: "This profile cannot be given in the account. Choose another.", "Dieses Profil kann im Konto nicht vergeben werden. Wählen Sie ein anderes.", "لا يمكن منح هذا الملف في الحساب. اختر غيره.";
    LastBillingHere: "Nobody else holds the billing of the account. Appoint another first.", "Sonst verwaltet niemand die Abrechnung des Kontos. Bestimmen Sie zuerst jemanden.", "لا أحد غيره يتولى فوترة الحساب. عيّن آخر أولًا.";
    UnknownLocation: "There is no such location.", "Diesen Standort gibt es nicht.", "لا يوجد هذا الموقع.";
}

/// Each code of the service with its words. A code that several refusals share says what they have in common.
const BY_CODE: &[(&str, RefusalPhrase)] = {
    use RefusalPhrase::*;
    &[
        ("already-exists", AlreadyExists),
        ("already-over", AlreadyOver),
        ("ambiguous-user", AmbiguousUser),
        ("bad-address", BadAddress),
        ("bad-code", BadCode),
        ("bad-color", BadColor),
        ("bad-cursor", OldPage),
        ("bad-id", BadId),
        ("bad-idempotency-key", OldPage),
        ("bad-mapping-id", BadMappingId),
        ("bad-name", BadName),
        ("bad-status", BadStatus),
        ("bad-text", BadText),
        ("bad-logo", BadLogo),
        ("logo-too-large", LogoTooLarge),
        ("logo-unsafe", LogoUnsafe),
        ("bad-username", BadUsername),
        ("cannot-decode", OldPage),
        ("contended", AtTheSameTime),
        ("dependent-subscribed", DependentSubscribed),
        ("destination-not-active", DestinationNotActive),
        ("destination-not-listed", DestinationNotListed),
        ("digest-required", OldPage),
        ("duplicates-found", DuplicatesFound),
        ("ended", SubscriptionEnded),
        ("ends-before-start", EndsBeforeStart),
        ("enterprises-first", EnterprisesFirst),
        ("has-dependents", HasDependents),
        ("transfer-running", TransferRunning),
        ("folder-name-illegal", FolderNameIllegal),
        ("folder-name-taken", FolderNameTaken),
        ("account-transfer-running", AccountTransferRunning),
        ("has-password", HasPassword),
        ("file-refused", FileRefused),
        ("job-busy", JobBusy),
        ("job-not-begun", JobNotBegun),
        ("nothing-to-retry", NothingToRetry),
        ("sponsor-and-organization", SponsorAndOrganization),
        ("idempotency-key-required", OldPage),
        ("idempotency-key-reused", AskedTwice),
        ("illegal-parent", IllegalParent),
        ("incomplete-request", IncompleteRequest),
        ("inherited", Inherited),
        ("missing-parent", MissingParent),
        ("name-taken", NameTaken),
        ("no-sign-in", NoSignIn),
        ("not-a-dependent", NotADependent),
        ("not-a-home", NotAHome),
        ("not-acknowledged", NotAcknowledged),
        ("out-of-range", OutOfRange),
        ("outside-your-user-base", OutsideYourUserBase),
        ("own-account", OwnAccount),
        ("password-policy", PasswordPolicy),
        ("password-too-short", PasswordTooShort),
        ("password-unchanged", PasswordUnchanged),
        ("password-wrong", PasswordWrong),
        ("passwords-differ", PasswordsDiffer),
        ("position-cycle", PositionCycle),
        ("position-is-root", PositionIsRoot),
        ("position-required", PositionRequired),
        ("position-twice", PositionTwice),
        ("position-unknown", PositionUnknown),
        ("refused", CannotBeDone),
        ("data-loss", DataLoss),
        ("not-by-hand", NotByHand),
        ("other-state", OtherState),
        ("user-busy", UserBusy),
        ("undo-the-move", UndoTheMove),
        ("reason-missing", ReasonMissing),
        ("properties-missing", PropertiesMissing),
        ("unknown-property", UnknownProperty),
        ("service-not-available", ServiceNotAvailable),
        ("plan-not-offered", PlanNotOffered),
        ("service-limit", ServiceLimit),
        ("service-for-customers", ServiceForCustomers),
        ("licences-run-out", LicencesRunOut),
        ("storage-limit", StorageLimit),
        ("service-requires", ServiceRequires),
        ("service-required", ServiceRequired),
        ("user-disabled", UserDisabled),
        ("role-not-here", RoleNotHere),
        ("role-restricted", RoleRestricted),
        ("setting-not-here", SettingNotHere),
        ("site-value-illegal", SiteValueIllegal),
        ("unknown-site-default", UnknownSiteDefault),
        ("range-illegal", RangeIllegal),
        ("unknown-device-list", UnknownDeviceList),
        ("codes-overlap", CodesOverlap),
        ("bad-site-code", BadSiteCode),
        ("routing-overlaps", RoutingOverlaps),
        ("dial-plans-disagree", DialPlansDisagree),
        ("sponsor-elsewhere", SponsorElsewhere),
        ("sponsor-is-dependent", SponsorIsDependent),
        ("subscribed-to-home", SubscribedToHome),
        ("subscriptions-off", SubscriptionsOff),
        ("too-many-filters", TooManyFilters),
        ("filter-too-long", FilterTooLong),
        ("too-many-rows", TooManyRows),
        ("too-many-subjects", TooManySubjects),
        ("too-many-tokens", TooManyTokens),
        ("too-many-subscriptions", TooManySubscriptions),
        ("unknown-attribute", UnknownAttribute),
        ("account-not-active", AccountNotActive),
        ("no-seat", NoSeat),
        ("account-storage-full", AccountStorageFull),
        ("store-full", StoreFull),
        ("store-refuses", StoreRefuses),
        ("broken-off", BrokenOff),
        ("checksum-differs", ChecksumDiffers),
        ("does-not-fit", DoesNotFit),
        ("too-large", TooLargeHere),
        ("unknown-folder", UnknownFolder),
        ("not-hosted", NotHosted),
        ("unknown-department", UnknownDepartment),
        ("unknown-office", UnknownOffice),
        ("unknown-manager", UnknownManager),
        ("unknown-organization", UnknownOrganization),
        ("unknown-role", UnknownRole),
        ("unknown-sponsor", UnknownSponsor),
        ("user-deleted", UserDeleted),
        ("user-not-active", UserNotActive),
        ("domain-unknown", DomainUnknown),
        ("domain-shared-in-use", DomainSharedInUse),
        ("domain-primary", DomainPrimary),
        ("domain-illegal", DomainIllegal),
        ("domain-taken", DomainTaken),
        ("domain-in-use", DomainInUse),
        ("domain-in-format", DomainInFormat),
        ("format-length", FormatLength),
        ("format-token", FormatToken),
        ("format-says-nothing", FormatSaysNothing),
        ("format-domain", FormatDomain),
        ("billing-id-illegal", BillingIdIllegal),
        ("property-value-illegal", PropertyValueIllegal),
        ("unit-illegal", UnitIllegal),
        ("unit-in-use", UnitInUse),
        ("storage-out-of-range", StorageOutOfRange),
        ("password-length-range", PasswordLengthRange),
        ("quarantine-range", QuarantineRange),
        ("instance-illegal", InstanceIllegal),
        ("offers-not-here", OffersNotHere),
        ("single-instance", SingleInstance),
        ("plan-unknown", PlanUnknown),
        ("service-in-use", ServiceInUse),
        ("plan-in-use", PlanInUse),
        ("entry-in-use", EntryInUse),
        ("service-unknown", ServiceUnknown),
        ("plan-service-stays", PlanServiceStays),
        ("groups-not-here", GroupsNotHere),
        ("group-dynamic", GroupDynamic),
        ("member-elsewhere", MemberElsewhere),
        ("group-name", GroupName),
        ("group-name-taken", GroupNameTaken),
        ("delegation-limit", DelegationLimit),
        ("unknown-delegate", UnknownDelegate),
        ("delegation-kind", DelegationKind),
        ("delegation-over", DelegationOver),
        ("several-instances", SeveralInstances),
        ("held-by-people", HeldByPeople),
        ("requires-customer-service", RequiresCustomerService),
        ("requires-circle", RequiresCircle),
        ("property-illegal", PropertyIllegal),
        ("services-one-by-one", ServicesOneByOne),
        ("provider-stays", ProviderStays),
        ("close-first", CloseFirst),
        ("details-forgotten", AskedIsForgotten),
        ("job-not-over", JobNotOver),
        ("file-name-illegal", FileNameIllegal),
        ("still-there", StillThere),
        ("parent-not-active", ParentNotActive),
        ("short-name-illegal", ShortNameIllegal),
        ("short-name-taken", ShortNameTaken),
        ("unknown-location", UnknownLocation),
        ("plan-without-profiles", PlanWithoutProfiles),
        ("unknown-contact", UnknownContact),
        ("seats-in-use", SeatsInUse),
        ("storage-in-use", StorageInUse),
        ("profile-built-in", ProfileBuiltIn),
        ("own-profile", OwnProfile),
        ("profile-in-use", ProfileInUse),
        ("profile-beyond-you", ProfileBeyondYou),
        ("unknown-profile", UnknownProfile),
        ("unknown-dropzone", UnknownDropzone),
        ("owner-not-eligible", OwnerNotEligible),
        ("no-profiles-here", NoProfilesHere),
        ("profile-not-offered", ProfileNotOffered),
        ("last-billing-administrator", LastBillingHere),
    ]
};

/// Codes that are told as "somebody else changed this meanwhile", whatever it was.
#[cfg(test)]
const CHANGED: &[&str] = &["revision-changed", "stale"];

impl RefusalPhrase {
    /// The words for a code of the service; none for a code that is told otherwise: as a finding, or as a change
    /// that somebody else made meanwhile.
    pub fn of_code(code: &str) -> Option<Self> {
        BY_CODE
            .iter()
            .find(|(known, _)| *known == code)
            .map(|(_, phrase)| *phrase)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, found);
            } else {
                found.push(path);
            }
        }
    }

    /// The text literal at the head of a text, where there is one.
    fn literal(text: &str) -> Option<&str> {
        text.trim_start().strip_prefix('"')?.split('"').next()
    }

    /// The codes that the service refuses by, read from where it does.
    fn codes_of_the_service() -> BTreeSet<String> {
        let mut files = Vec::new();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/service/src");
        sources(&folder, &mut files);
        let mut codes = BTreeSet::new();
        for file in files {
            let text = std::fs::read_to_string(file).unwrap();
            let text = text.split("#[cfg(test)]").next().unwrap_or_default();
            for before in ["rejected(", "invalid(", "conflict(", " code: "] {
                let behind = text.split(before).skip(1);
                codes.extend(behind.filter_map(literal).map(str::to_owned));
            }
        }
        codes
    }

    #[test]
    fn every_fault_of_an_entry_of_the_catalogue_has_words() {
        use rehome_domain::hosting::entry::EntryFault as F;
        let id = || "crm".into();
        let faults = [
            F::Id,
            F::Name,
            F::Directory,
            F::UnknownRequired(id()),
            F::RequiredOfCustomers(id()),
            F::Circle(id()),
            F::Property(String::new()),
            F::SeveralInstances(2),
            F::HeldByPeople(2),
            F::UnknownService(id()),
            F::ServiceStays(id()),
        ];
        for fault in faults {
            assert!(RefusalPhrase::of_code(fault.code()).is_some(), "{fault:?}");
        }
    }

    #[test]
    fn every_code_the_service_refuses_by_has_words() {
        let codes = codes_of_the_service();
        assert!(codes.contains("name-taken") && codes.contains("digest-required"));
        let speechless: Vec<&String> = codes
            .iter()
            .filter(|code| {
                RefusalPhrase::of_code(code).is_none() && !CHANGED.contains(&code.as_str())
            })
            .collect();
        assert!(speechless.is_empty(), "{speechless:?}");
    }
}
