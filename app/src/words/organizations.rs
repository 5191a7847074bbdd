//! What the screens about organizations and their settings say.

mod speech;

pub use speech::OrganizationSpeech;

use super::phrase::phrases;
use rehome_domain::organization::{OrganizationKind, OrganizationStatus};

phrases! {
    /// A fixed text of these screens.
    OrganizationPhrase of organizations;
    Organizations: "Organizations", "Organisationen", "المؤسسات";
    Organization: "Organization", "Organisation", "مؤسسة";

    // kinds and states
    SuperEnterprise: "Super enterprise", "Dachunternehmen", "مجموعة عليا";
    Enterprise: "Enterprise", "Unternehmen", "مجموعة";
    Suborganization: "Suborganization", "Unterorganisation", "مؤسسة فرعية";
    Provider: "Provider", "Anbieter", "مزوّد";
    Reseller: "Reseller", "Wiederverkäufer", "موزّع";
    Customer: "Customer", "Kunde", "عميل";
    Area: "Area", "Bereich", "منطقة";
    Site: "Site", "Standort", "موقع";
    Hub: "Hub", "Zentrale", "محور";
    Satellite: "Satellite", "Außenstelle", "فرع تابع";
    Basic: "Organization on its own", "Organisation für sich", "مؤسسة مستقلة";
    Active: "Active", "Aktiv", "نشطة";
    Suspended: "Suspended", "Ausgesetzt", "معلّقة";
    Disabled: "Switched off", "Ausgeschaltet", "معطّلة";
    Closed: "Closed", "Geschlossen", "مغلقة";
    Deleted: "Deleted", "Gelöscht", "محذوفة";

    // the tree
    Tree: "Tree", "Baum", "الشجرة";
    TreePicture: "Picture of the tree; scrolls", "Bild des Baums; lässt sich verschieben", "صورة الشجرة؛ قابلة للتمرير";
    FindOrganization: "Find an organization", "Organisation suchen", "ابحث عن مؤسسة";
    ViewOf: "View", "Ansicht", "العرض";
    Picture: "Picture", "Bild", "صورة";
    List: "List", "Liste", "قائمة";
    Smaller: "Smaller", "Kleiner", "أصغر";
    Larger: "Larger", "Größer", "أكبر";
    WholeTree: "Fit", "Einpassen", "ملاءمة";
    MoreHere: "More", "Weitere", "المزيد";
    ChosenOrganization: "Chosen organization", "Gewählte Organisation", "المؤسسة المختارة";
    ChooseOne: "Choose an organization to see more of it.", "Wählen Sie eine Organisation, um mehr von ihr zu sehen.",
        "اختر مؤسسة لترى المزيد عنها.";
    OpenOrganization: "Open", "Öffnen", "فتح";
    SearchFound: "Found", "Gefunden", "النتائج";
    NoOrganizations: "There is no organization yet", "Es gibt noch keine Organisation", "لا توجد أي مؤسسة بعد";
    NoOrganizationsText: "A system administrator makes the first one.", "Die Systemverwaltung legt die erste an.", "ينشئ مسؤول النظام أول مؤسسة.";

    // an organization
    Kind: "Kind", "Art", "النوع";
    KindAndPlace: "Kind and place", "Art und Ort", "النوع والمكان";
    Above: "Below which organization", "Unter welcher Organisation", "تحت أي مؤسسة";
    People: "People", "Personen", "الأشخاص";
    PeopleHere: "Live here", "Wohnen hier", "المقيمون هنا";
    PeopleBelow: "Here and below", "Hier und darunter", "هنا وفي ما تحتها";
    OrganizationsBelow: "Organizations below", "Organisationen darunter", "المؤسسات التابعة";
    UserMove: "User move", "Umzug von Personen", "نقل المستخدمين";
    Uniqueness: "User uniqueness", "Eindeutige Personen", "تفرّد المستخدمين";
    SelfService: "Self-service", "Selbstbedienung", "الخدمة الذاتية";
    TakesSelfMoves: "People may move here", "Personen dürfen hierher umziehen", "يجوز للأشخاص الانتقال إلى هنا";
    TakesNoSelfMoves: "Nobody moves here alone", "Niemand zieht allein hierher", "لا ينتقل أحد إلى هنا بمفرده";
    Listed: "Among the available organizations", "Unter den verfügbaren Organisationen", "ضمن المؤسسات المتاحة";
    NotListed: "Not among the available organizations", "Nicht unter den verfügbaren Organisationen", "ليست ضمن المؤسسات المتاحة";
    On: "On", "Ein", "مفعّل";
    Off: "Off", "Aus", "معطّل";
    Required: "Required", "Verlangt", "مطلوب";
    NotRequired: "Not required", "Nicht verlangt", "غير مطلوب";
    Facts: "Facts", "Angaben", "معلومات";
    SeeUsers: "Users here", "Benutzer hier", "المستخدمون هنا";
    SeeMoves: "Moves", "Umzüge", "عمليات النقل";
    SeeInTree: "Show in the tree", "Im Baum zeigen", "عرض في الشجرة";
    ChangeName: "Change the name", "Namen ändern", "تغيير الاسم";
    ChangeState: "Change the state", "Zustand ändern", "تغيير الحالة";
    ActiveMeans: "People can move in and out, by the rules.", "Personen können nach den Regeln ein- und ausziehen.",
        "يمكن للأشخاص الانتقال منها وإليها وفق القواعد.";
    SuspendedMeans: "Nobody moves in for now. Only enterprise administrators move people out.",
        "Vorläufig zieht niemand ein. Nur die Unternehmensverwaltung zieht Personen aus.", "لا ينتقل إليها أحد الآن. مسؤولو المجموعة وحدهم ينقلون منها.";
    DisabledMeans: "It is switched off. Nobody moves in; only enterprise administrators move people out.",
        "Sie ist ausgeschaltet. Niemand zieht ein; nur die Unternehmensverwaltung zieht Personen aus.",
        "عُطّلت. لا ينتقل إليها أحد، ومسؤولو المجموعة وحدهم ينقلون منها.";
    ClosedMeans: "It is closed for good. Who still lives there can be moved out by enterprise administrators.",
        "Sie ist endgültig geschlossen. Wer noch dort wohnt, kann von der Unternehmensverwaltung ausgezogen werden.",
        "أُغلقت نهائيًا. يمكن لمسؤولي المجموعة نقل من بقي فيها.";
    StaysListed: "It stays among the available organizations, unseen, and is there again when it is active again.",
        "Sie bleibt ungesehen unter den verfügbaren Organisationen und ist wieder da, sobald sie wieder aktiv ist.",
        "تبقى ضمن المؤسسات المتاحة من دون أن تظهر، وتعود حين تنشط من جديد.";
    StateNotYours: "The state is changed by administrators from above.", "Den Zustand ändert die Verwaltung von oben.", "يغيّر الحالة المسؤولون من أعلى.";
    SettingsNotYours: "Your roles here do not show the settings.", "Ihre Rollen hier zeigen die Einstellungen nicht.", "أدوارك هنا لا تعرض الإعدادات.";

    // making one
    NewOrganization: "New organization", "Neue Organisation", "مؤسسة جديدة";
    NewBelow: "New organization below", "Neue Organisation darunter", "مؤسسة جديدة تحتها";
    MakeOrganization: "Make the organization", "Organisation anlegen", "إنشاء المؤسسة";
    CodeHint: "Small letters, digits and hyphens. It never changes.", "Kleinbuchstaben, Ziffern und Bindestriche. Er ändert sich nie.",
        "أحرف لاتينية صغيرة وأرقام وشرطات. لا يتغير أبدًا.";
    NoneAbove: "None: it is the top of a tree", "Keine: sie ist die Spitze eines Baums", "لا شيء: هي قمة شجرة";
    FindAbove: "Find the organization above", "Organisation darüber suchen", "ابحث عن المؤسسة الأعلى";
    AboveHint: "The first hundred by name are shown; search to see others.", "Die ersten hundert nach Namen; suchen Sie nach anderen.",
        "تظهر أول مئة بالاسم؛ ابحث لترى غيرها.";
    OnlySystemAdministrators: "Only system administrators make organizations.", "Nur die Systemverwaltung legt Organisationen an.",
        "مسؤولو النظام وحدهم ينشئون المؤسسات.";

    // settings
    Settings: "Settings", "Einstellungen", "الإعدادات";
    SettingsBySubject: "Settings by subject", "Einstellungen nach Thema", "الإعدادات حسب الموضوع";
    Subscriptions: "Subscriptions", "Abonnements", "الاشتراكات";
    Hierarchy: "Hierarchy", "Gliederung", "التسلسل";
    LookOf: "Look", "Aussehen", "المظهر";
    NotChangeable: "Your roles here do not change this.", "Ihre Rollen hier ändern das nicht.", "أدوارك هنا لا تغيّر هذا.";
    Discard: "Discard", "Verwerfen", "تجاهل";
    AllSaved: "Everything is saved", "Alles ist gespeichert", "كل شيء محفوظ";
    Theirs: "There now", "Jetzt dort", "الموجود الآن";
    Before: "When you looked", "Als Sie nachsahen", "عندما اطّلعت";
    Yours: "Yours", "Ihres", "ما لديك";
    NotTouched: "not changed by you", "von Ihnen nicht geändert", "لم تغيّره";
    SettingName: "Setting", "Einstellung", "الإعداد";
    KeptYours: "Nothing was overwritten. What you entered is still here; saving again puts it in place of what is there now.",
        "Nichts wurde überschrieben. Ihre Eingaben sind noch da; noch einmal speichern setzt sie an die Stelle des Jetzigen.",
        "لم يُستبدل شيء. ما أدخلته ما زال هنا؛ والحفظ مرة أخرى يضعه مكان الموجود الآن.";

    // user move
    UniquenessLead: "A move needs every sign-in name and mapping ID to exist once in the tree.",
        "Ein Umzug verlangt, dass es jeden Anmeldenamen und jede Zuordnungskennung im Baum nur einmal gibt.",
        "يتطلب النقل أن يوجد كل اسم دخول وكل معرّف ربط مرة واحدة في الشجرة.";
    NotReady: "Not ready", "Nicht bereit", "غير جاهز";
    NotChecked: "Not checked", "Nicht geprüft", "لم يُفحص";
    CheckReadiness: "Check readiness", "Bereitschaft prüfen", "فحص الجاهزية";
    CheckAgain: "Check again", "Noch einmal prüfen", "إعادة الفحص";
    Checking: "Checking", "Wird geprüft", "جارٍ الفحص";
    CheckPassed: "Check passed", "Prüfung bestanden", "نجح الفحص";
    CheckPassedText: "Every sign-in name and mapping ID exists once. Tick Enable and save.",
        "Jeden Anmeldenamen und jede Zuordnungskennung gibt es einmal. Haken Sie Einschalten an und speichern Sie.",
        "كل اسم دخول ومعرّف ربط موجود مرة واحدة. علّم تفعيل ثم احفظ.";
    Enable: "Enable", "Einschalten", "تفعيل";
    EnableUniqueness: "Require user uniqueness", "Eindeutige Personen verlangen", "اشتراط تفرّد المستخدمين";
    UniquenessOffHint: "Switching it off stops every move in the tree.", "Ausschalten hält jeden Umzug im Baum an.", "تعطيله يوقف كل نقل في الشجرة.";
    DuplicateUsersFound: "Duplicate users found", "Doppelte Personen gefunden", "عُثر على مستخدمين مكررين";
    DuplicateUsersText: "User move stays off until each sign-in name and mapping ID exists once. Correct the people below, then check again.",
        "Der Umzug bleibt aus, bis es jeden Anmeldenamen und jede Zuordnungskennung einmal gibt. Berichtigen Sie die Personen unten und prüfen Sie noch einmal.",
        "يبقى نقل المستخدمين معطلًا حتى يوجد كل اسم دخول ومعرّف ربط مرة واحدة. صحّح الأشخاص أدناه ثم أعد الفحص.";
    Export: "Export", "Exportieren", "تصدير";
    User: "User", "Benutzer", "المستخدم";
    Username: "Sign-in name", "Anmeldename", "اسم الدخول";
    MappingId: "Mapping ID", "Zuordnungskennung", "معرّف الربط";
    Same: "Same", "Gleich", "المتطابق";
    EnableUserMove: "Enable user move", "Umzug einschalten", "تفعيل نقل المستخدمين";
    EnableUserMoveHint: "People, operators and files may move people.", "Personen, Bedienende und Dateien dürfen umziehen.", "يجوز للأشخاص والمشغلين والملفات نقل الأشخاص.";
    OffUntilUnique: "Off until user uniqueness is required.", "Aus, bis eindeutige Personen verlangt werden.", "معطّل حتى يُشترط تفرّد المستخدمين.";
    AvailableOrganizations: "Available organizations", "Verfügbare Organisationen", "المؤسسات المتاحة";
    AvailableHint: "Where people may move themselves, and where operators of a suborganization may move them. Enterprise administrators are not bound by it.",
        "Wohin Personen selbst umziehen und wohin die Verwaltung einer Unterorganisation sie umziehen darf. Die Unternehmensverwaltung bindet das nicht.",
        "حيث يجوز للأشخاص الانتقال بأنفسهم، ولمشغلي المؤسسات الفرعية نقلهم. ولا يقيد ذلك مسؤولي المجموعة.";
    SelectAll: "Select all", "Alle auswählen", "تحديد الكل";
    SelectAllHint: "Chooses what there is now. Organizations made later are not chosen until they are ticked.",
        "Wählt, was es jetzt gibt. Später angelegte Organisationen sind erst dabei, wenn sie angehakt werden.",
        "يختار الموجود الآن. ولا تُختار المؤسسات اللاحقة حتى تُعلَّم.";
    TypeToFilter: "Type to filter", "Tippen zum Filtern", "اكتب للتصفية";
    FilterOrganizations: "Filter organizations", "Organisationen filtern", "تصفية المؤسسات";
    EndUsersTitle: "User move for end users", "Umzug durch die Personen selbst", "النقل الذاتي للمستخدمين";
    EndUsersHint: "People may move themselves to this organization. Operators are not bound by it.",
        "Personen dürfen selbst in diese Organisation umziehen. Bedienende bindet das nicht.", "يجوز للأشخاص الانتقال بأنفسهم إلى هذه المؤسسة. ولا يقيد ذلك المشغلين.";
    RulesForMoves: "Rules for moves", "Regeln für Umzüge", "قواعد النقل";
    LockedSelfMoves: "Locked people may move themselves", "Gesperrte Personen dürfen selbst umziehen", "يجوز للمقفلين الانتقال بأنفسهم";
    LockedSelfMovesHint: "Off: they see why they cannot, and whom to ask.", "Aus: sie sehen, warum es nicht geht und wen sie fragen können.", "معطّل: يرون السبب ومن يسألون.";
    AdminMovesToSuper: "Administrators may move people to the super enterprise", "Die Verwaltung darf Personen ins Dachunternehmen umziehen",
        "يجوز للمسؤولين نقل أشخاص إلى المجموعة العليا";
    AdminMovesToSuperHint: "Moving people out of it is always possible.", "Heraus geht es immer.", "النقل منها ممكن دائمًا.";
    UndoDays: "Days in which a move can be undone", "Tage, in denen ein Umzug zurückgenommen werden kann", "الأيام التي يمكن فيها التراجع عن نقل";
    UndoDaysHint: "From 0 to 3,650.", "Von 0 bis 3.650.", "من 0 إلى 3650.";

    // subscriptions
    SubscriptionsFeature: "Organization subscriptions", "Abonnements von Organisationen", "اشتراكات المؤسسات";
    SubscriptionsFeatureHint: "People can be subscribed to organizations besides their home.", "Personen können neben ihrem Zuhause Organisationen abonnieren.",
        "يمكن اشتراك الأشخاص في مؤسسات غير موطنهم.";
    OnlySystemSwitches: "Only a system administrator switches this.", "Das schaltet nur die Systemverwaltung.", "مسؤول النظام وحده يغيّر هذا.";
    SubscriptionsForEndUsers: "Subscriptions for end users", "Abonnements durch die Personen selbst", "الاشتراك الذاتي للمستخدمين";
    SubscriptionsForEndUsersHint: "People may subscribe themselves to this organization.", "Personen dürfen diese Organisation selbst abonnieren.",
        "يجوز للأشخاص الاشتراك بأنفسهم في هذه المؤسسة.";

    // hierarchy
    HierarchyLead: "The positions people hold here. They keep them in mind when they move away and take them up again when they come back.",
        "Die Positionen, die Personen hier haben. Wer auszieht, dem bleiben sie gemerkt; bei der Rückkehr gelten sie wieder.",
        "المناصب التي يشغلها الأشخاص هنا. تُحفظ لمن ينتقل بعيدًا، ويستعيدها عند عودته.";
    PositionRequired: "Everybody must hold a position", "Alle müssen eine Position haben", "يجب أن يشغل كل شخص منصبًا";
    PositionRequiredHint: "The top does not count. Who has none is shown as incomplete.", "Die Spitze zählt nicht. Wer keine hat, gilt als unvollständig.",
        "لا تُحتسب القمة. ومن لا منصب له يظهر ملفه غير مكتمل.";
    Positions: "Positions", "Positionen", "المناصب";
    Root: "the top", "die Spitze", "القمة";
    NoPositions: "There are no positions yet. The first one is the top.", "Es gibt noch keine Positionen. Die erste ist die Spitze.",
        "لا توجد مناصب بعد. الأول هو القمة.";
    AddPosition: "Add a position", "Position hinzufügen", "إضافة منصب";
    AddBelow: "Add below", "Darunter hinzufügen", "إضافة تحته";
    PositionName: "Name of the position", "Name der Position", "اسم المنصب";
    BelowPosition: "Below", "Unter", "تحت";
    BringBack: "Keep it", "Behalten", "الإبقاء عليه";
    IsNew: "new", "neu", "جديد";
    IsGone: "will be deleted", "wird gelöscht", "سيُحذف";
    PositionNameTaken: "There is a position of this name already.", "Eine Position dieses Namens gibt es schon.", "يوجد منصب بهذا الاسم بالفعل.";

    // look
    Accent: "Accent colour", "Akzentfarbe", "لون التمييز";
    AccentHint: "Any colour may be given: light and dark are brought into a readable range.", "Jede Farbe ist recht: zu helle und zu dunkle werden lesbar gemacht.",
        "يمكن اختيار أي لون: يُضبط الفاتح والداكن ليبقى مقروءًا.";
    NoAccent: "No colour of its own", "Keine eigene Farbe", "بلا لون خاص";
    ColourCode: "Colour as #rrggbb", "Farbe als #rrggbb", "اللون بصيغة #rrggbb";
    Logo: "Logo", "Logo", "الشعار";
    LogoHint: "PNG, JPEG, WebP or SVG, up to 200 KB. It stands beside the name wherever people see their home.",
        "PNG, JPEG, WebP oder SVG, bis 200 KB. Es steht neben dem Namen, wo immer Menschen ihr Zuhause sehen.",
        "PNG أو JPEG أو WebP أو SVG، حتى ٢٠٠ كيلوبايت. يظهر بجانب الاسم حيثما يرى الناس مقرهم.";
    LogoUpload: "Upload", "Hochladen", "رفع";
    LogoSaved: "The logo is saved. Everybody who lives here sees it from now on.", "Das Logo ist gespeichert. Alle, die hier wohnen, sehen es ab jetzt.",
        "حُفظ الشعار. يراه كل من يقيم هنا من الآن.";
    LogoFile: "Picture", "Bild", "الصورة";
    LogoRemove: "Remove the logo", "Logo entfernen", "إزالة الشعار";
    LogoNone: "There is no logo; the first letters of the name stand in its place.", "Es gibt kein Logo; an seiner Stelle stehen die ersten Buchstaben des Namens.",
        "لا يوجد شعار؛ تحل محله الأحرف الأولى من الاسم.";
    Preview: "Preview", "Vorschau", "معاينة";
    PreviewText: "This is how buttons and marks look to people who live here.", "So sehen Knöpfe und Zeichen für alle aus, die hier wohnen.",
        "هكذا تبدو الأزرار والعلامات لمن يقيمون هنا.";
}

impl From<OrganizationKind> for OrganizationPhrase {
    fn from(kind: OrganizationKind) -> Self {
        use OrganizationKind as K;
        match kind {
            K::SuperEnterprise => Self::SuperEnterprise,
            K::Enterprise => Self::Enterprise,
            K::Suborganization => Self::Suborganization,
            K::Provider => Self::Provider,
            K::Reseller => Self::Reseller,
            K::Customer => Self::Customer,
            K::Area => Self::Area,
            K::Site => Self::Site,
            K::Hub => Self::Hub,
            K::Satellite => Self::Satellite,
            K::Basic => Self::Basic,
        }
    }
}

impl From<OrganizationStatus> for OrganizationPhrase {
    fn from(status: OrganizationStatus) -> Self {
        use OrganizationStatus as S;
        match status {
            S::Active => Self::Active,
            S::Suspended => Self::Suspended,
            S::Disabled => Self::Disabled,
            S::Closed => Self::Closed,
            S::Deleted => Self::Deleted,
        }
    }
}
