//! What the screens say about what organizations of hosting trees have and are set to.

use super::phrase::phrases;
use rehome_domain::hosting::{CustomerType, Provisioning, Structure, Transfer, UserType};

phrases! {
    /// A fixed text about the hosting part of an organization or a person.
    HostingPhrase of hosting_settings;
    ShortName: "Short name", "Kurzname", "الاسم المختصر";
    ShortNameHint: "1 to 8 letters and digits that usernames end with. It never changes. Empty: the code in capitals.",
        "1 bis 8 Buchstaben und Ziffern, mit denen Benutzernamen enden. Er ändert sich nie. Leer: der Code in Großbuchstaben.",
        "من 1 إلى 8 حروف وأرقام تنتهي بها أسماء المستخدمين. لا يتغير أبدًا. فارغ: الرمز بأحرف كبيرة.";
    Location: "Location", "Standort", "الموقع";
    AsAbove: "As the organization above", "Wie die Organisation darüber", "كالمؤسسة الأعلى";
    LocationHint: "Which outside directory its people are in. It never changes.", "In welchem fremden Verzeichnis ihre Personen sind. Er ändert sich nie.",
        "الدليل الخارجي الذي يقيم فيه أشخاصها. لا يتغير أبدًا.";
    NoLocation: "No location", "Kein Standort", "بلا موقع";

    // domains
    Domains: "Domains", "Domänen", "النطاقات";
    Domain: "Domain", "Domäne", "النطاق";
    NoDomains: "There is no domain yet.", "Es gibt noch keine Domäne.", "لا يوجد نطاق بعد.";
    PrimaryDomain: "Primary domain", "Hauptdomäne", "النطاق الأساسي";
    Primary: "Primary", "Haupt", "أساسي";
    MakePrimary: "Make it the primary one", "Zur Hauptdomäne machen", "جعله أساسيًا";
    Mode: "Mail", "Post", "البريد";
    Authoritative: "All mailboxes are here", "Alle Postfächer sind hier", "كل الصناديق هنا";
    Relay: "Unknown mail goes on elsewhere", "Unbekannte Post geht weiter", "يُحوَّل البريد المجهول";
    Shared: "Shared with others", "Mit anderen geteilt", "مشترك مع غيرها";
    AlsoUsedBy: "Also used by", "Auch genutzt von", "يستعمله أيضًا";
    AddDomain: "Add a domain", "Domäne hinzufügen", "إضافة نطاق";
    AddDomainHint: "Like bramble.example. One that somebody else has must be shared.", "Wie bramble.example. Eine, die jemand anderes hat, muss geteilt sein.",
        "مثل bramble.example. وما لدى غيرك يجب أن يكون مشتركًا.";
    Add: "Add", "Hinzufügen", "إضافة";
    Remove: "Remove", "Entfernen", "إزالة";
    DomainInUse: "People have names in it.", "Personen haben Namen darin.", "لأشخاص أسماء فيه.";

    // formats
    EmailFormats: "Addresses and names", "Adressen und Namen", "العناوين والأسماء";
    AddressFormats: "Address formats", "Adressformate", "صيغ العناوين";
    AddressFormatsHint: "One in each line; the first gives the primary address. %g given name, %s surname, %i initials, %d display name, %m alias, %3g its first three letters, %rxy writes y for x.",
        "Je Zeile eines; das erste gibt die Hauptadresse. %g Vorname, %s Nachname, %i Initialen, %d Anzeigename, %m Alias, %3g die ersten drei Buchstaben, %rxy schreibt y für x.",
        "صيغة في كل سطر؛ الأولى للعنوان الأساسي. %g الاسم، %s اللقب، %i الأحرف الأولى، %d اسم العرض، %m الاسم البديل، %3g أول ثلاثة أحرف، %rxy يكتب y بدل x.";
    DisplayNameFormat: "Display names", "Anzeigenamen", "أسماء العرض";
    DisplayNameFormatHint: "Like %g %s, which is so where nothing is given.", "Wie %g %s; so ist es, wo nichts steht.", "مثل %g %s، وهو المعتمد إن لم يُذكر شيء.";
    Preview: "Preview for Mara Quinn", "Vorschau für Mara Quinn", "معاينة لـ \u{2068}Mara Quinn\u{2069}";
    NoFormats: "Addresses are the sign-in names.", "Adressen sind die Anmeldenamen.", "العناوين هي أسماء الدخول.";

    // departments
    Departments: "Departments and offices", "Abteilungen und Büros", "الأقسام والمكاتب";
    DepartmentNames: "Departments", "Abteilungen", "الأقسام";
    OfficeNames: "Offices", "Büros", "المكاتب";
    OneEachLine: "One in each line.", "Je Zeile eine.", "واحد في كل سطر.";
    Structure: "In the outside directory", "Im fremden Verzeichnis", "في الدليل الخارجي";
    Ungrouped: "All together", "Alle zusammen", "الجميع معًا";
    ByDepartment: "By department", "Nach Abteilung", "حسب القسم";
    ByOffice: "By office", "Nach Büro", "حسب المكتب";
    ByDepartmentThenOffice: "By department, then office", "Nach Abteilung, dann Büro", "حسب القسم ثم المكتب";
    ByOfficeThenDepartment: "By office, then department", "Nach Büro, dann Abteilung", "حسب المكتب ثم القسم";

    // limits
    Limits: "Limits", "Grenzen", "الحدود";
    UserLimit: "Users at most", "Benutzer höchstens", "أقصى عدد للمستخدمين";
    UsersNow: "Users now", "Benutzer jetzt", "المستخدمون الآن";
    StorageLimit: "Bytes stored below at most", "Bytes darunter höchstens", "أقصى عدد بايتات مخزنة أدناه";
    PasswordLength: "Least length of passwords", "Mindestlänge von Passwörtern", "أقل طول لكلمات المرور";
    QuarantineDays: "Days a dropped address is kept from others", "Tage, die eine weggefallene Adresse gesperrt bleibt", "أيام حجز العنوان المتروك عن غيره";
    QuarantineHint: "0 to 3,650. Only who had it takes it back meanwhile.", "0 bis 3.650. Nur wer sie hatte, bekommt sie inzwischen zurück.", "من 0 إلى 3650. لا يستعيده خلالها إلا من كان له.";
    EmptyIsNoLimit: "Empty: without a limit.", "Leer: ohne Grenze.", "فارغ: بلا حد.";
    EmptyIsInstallation: "8 to 128. Empty: as everywhere here.", "8 bis 128. Leer: wie überall hier.", "من 8 إلى 128. فارغ: كما في كل مكان هنا.";
    WithoutLimit: "Without a limit", "Ohne Grenze", "بلا حد";
    NotANumber: "This is not a whole number.", "Das ist keine ganze Zahl.", "هذا ليس عددًا صحيحًا.";

    // roles
    RolesHere: "Roles", "Rollen", "الأدوار";
    RolesAllowed: "Roles that alone may be held", "Rollen, die allein erlaubt sind", "الأدوار المسموحة وحدها";
    RolesAllowedHint: "None ticked: all may be held.", "Keine angekreuzt: alle sind erlaubt.", "إن لم يُحدَّد شيء فكلها مسموحة.";
    RolesRestricted: "Roles that may not be held", "Rollen, die nicht erlaubt sind", "الأدوار غير المسموحة";
    AllRoles: "All", "Alle", "الكل";
    NoRoles: "None", "Keine", "لا شيء";

    // billing
    Billing: "Billing", "Abrechnung", "الفوترة";
    BillingId: "Billing id", "Abrechnungsnummer", "معرّف الفوترة";
    BillingIdHint: "What whoever bills it calls it: up to 80 characters. Empty: nothing.", "Wie sie bei der Abrechnung heißt: bis zu 80 Zeichen. Leer: nichts.",
        "اسمها لدى جهة الفوترة: حتى 80 حرفًا. فارغ: لا شيء.";
    CustomerType: "Kind of customer", "Art des Kunden", "نوع العميل";
    StandardCustomer: "Standard", "Standard", "عادي";
    TestCustomer: "Test", "Test", "تجريبي";
    DemoCustomer: "Demo", "Vorführung", "عرض توضيحي";

    // services
    Services: "Services and plans", "Dienste und Tarife", "الخدمات والخطط";
    ServicesText: "What is deployed, what resellers above offer, and what is provisioned here.", "Was bereitgestellt ist, was Wiederverkäufer darüber anbieten und was hier eingerichtet ist.",
        "ما هو منشور، وما يقدمه الموزعون الأعلى، وما هو مجهّز هنا.";
    Service: "Service", "Dienst", "الخدمة";
    Plans: "Plans", "Tarife", "الخطط";
    Plan: "Plan", "Tarif", "الخطة";
    State: "State", "Zustand", "الحالة";
    Level: "Level", "Stufe", "المستوى";
    OfferedBy: "Offered by", "Angeboten von", "يقدمه";
    OffersBelow: "Offered below", "Darunter angeboten", "المعروض أدناه";
    AllPlans: "All plans", "Alle Tarife", "كل الخطط";
    NoServices: "No service is provisioned.", "Kein Dienst ist eingerichtet.", "لا خدمة مجهّزة.";
    NotOffered: "Not offered", "Nicht angeboten", "غير معروضة";
    NotHere: "Not here", "Nicht hier", "ليست هنا";
    Provision: "Provision here", "Hier einrichten", "تجهيزها هنا";
    TakeAway: "Take away", "Wegnehmen", "نزعها";
    Licences: "Licences", "Lizenzen", "الرخص";
    PeopleHaveIt: "People", "Personen", "الأشخاص";
    Instance: "Instance", "Instanz", "النسخة";
    AddInstance: "Add an instance", "Instanz hinzufügen", "إضافة نسخة";
    AddInstanceHint: "A name like labs. It is there once it has a plan and is saved.", "Ein Name wie labs. Es gibt sie, sobald sie einen Tarif hat und gespeichert ist.",
        "اسم مثل labs. تصبح موجودة متى كانت لها خطة وحُفظت.";
    RemoveInstance: "Remove the instance", "Instanz entfernen", "إزالة النسخة";
    Properties: "Properties", "Eigenschaften", "الخصائص";
    PropertiesHint: "For people here and below who have no value of their own. Empty: as above.", "Für Personen hier und darunter, die keinen eigenen Wert haben. Leer: wie darüber.",
        "لمن هنا وأدناه ممن ليست له قيمة خاصة. فارغ: كما في الأعلى.";
    SetHere: "Set here", "Hier gesetzt", "محدد هنا";
    SetNowhere: "Set nowhere", "Nirgends gesetzt", "غير محدد";
    MustBeSet: "Required", "Erforderlich", "مطلوب";
    FromAboveOnly: "This is decided by the organization above.", "Das entscheidet die Organisation darüber.", "تقرر هذا المؤسسة الأعلى.";
    InUseKeep: "In use; cannot be taken away.", "In Gebrauch; kann nicht wegfallen.", "قيد الاستعمال؛ لا يمكن نزعها.";

    // a person
    HostedAccount: "Hosted account", "Gehostetes Konto", "الحساب المستضاف";
    SignInName: "Sign-in name", "Anmeldename", "اسم الدخول";
    RecordKind: "Type", "Art", "النوع";
    Standard: "Person", "Person", "شخص";
    IsTemplate: "A template for new people, not a person", "Eine Vorlage für neue Personen, keine Person", "قالب لأشخاص جدد وليس شخصًا";
    Template: "Template", "Vorlage", "قالب";
    AccountState: "Account", "Konto", "الحساب";
    AddressesOf: "Addresses", "Adressen", "العناوين";
    DepartmentOf: "Department", "Abteilung", "القسم";
    OfficeOf: "Office", "Büro", "المكتب";
    Unassigned: "Unassigned", "Nicht zugeordnet", "بلا تعيين";
    SyncedFrom: "Synchronized from", "Abgeglichen aus", "متزامن من";
    Protected: "Protected outside", "Außen geschützt", "محمي خارجيًا";

    // states and what moves make of services
    NotProvisioned: "Not provisioned", "Nicht eingerichtet", "غير مجهّزة";
    Requested: "Requested", "Angefordert", "مطلوبة";
    InProgress: "In progress", "In Arbeit", "قيد التنفيذ";
    Provisioned: "Provisioned", "Eingerichtet", "مجهّزة";
    Failed: "Failed", "Fehlgeschlagen", "فشلت";
    Pending: "Waiting for details", "Wartet auf Angaben", "بانتظار بيانات";
    Movable: "Travels along", "Zieht mit", "تنتقل معه";
    Recreate: "Made anew", "Wird neu angelegt", "تُنشأ من جديد";
    Blocked: "Holds back", "Hält zurück", "تمنع الانتقال";
}

impl From<Provisioning> for HostingPhrase {
    fn from(state: Provisioning) -> Self {
        match state {
            Provisioning::NotProvisioned => Self::NotProvisioned,
            Provisioning::Requested => Self::Requested,
            Provisioning::InProgress => Self::InProgress,
            Provisioning::Provisioned => Self::Provisioned,
            Provisioning::Failed => Self::Failed,
            Provisioning::Pending => Self::Pending,
        }
    }
}

impl From<CustomerType> for HostingPhrase {
    fn from(customer_type: CustomerType) -> Self {
        match customer_type {
            CustomerType::Standard => Self::StandardCustomer,
            CustomerType::Test => Self::TestCustomer,
            CustomerType::Demo => Self::DemoCustomer,
        }
    }
}

impl From<UserType> for HostingPhrase {
    fn from(user_type: UserType) -> Self {
        match user_type {
            UserType::Standard => Self::Standard,
            UserType::Template => Self::Template,
        }
    }
}

impl From<Transfer> for HostingPhrase {
    fn from(transfer: Transfer) -> Self {
        match transfer {
            Transfer::Movable => Self::Movable,
            Transfer::Recreate => Self::Recreate,
            Transfer::Blocked => Self::Blocked,
        }
    }
}

impl From<Structure> for HostingPhrase {
    fn from(structure: Structure) -> Self {
        match structure {
            Structure::Ungrouped => Self::Ungrouped,
            Structure::Department => Self::ByDepartment,
            Structure::Office => Self::ByOffice,
            Structure::DepartmentThenOffice => Self::ByDepartmentThenOffice,
            Structure::OfficeThenDepartment => Self::ByOfficeThenDepartment,
        }
    }
}
