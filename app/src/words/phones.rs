//! What screens say of phones, lines, numbers and sites.

use super::phrase::phrases;
use rehome_domain::telephony::{DeviceKind, DialPlan, NumberStatus, Section};

phrases! {
    /// A fixed text about phones, lines, numbers and sites.
    PhonePhrase of phones;
    Telephony: "Telephony", "Telefonie", "الهاتف";
    // what moves
    WhatMoves: "What moves", "Was umzieht", "ما ينتقل";
    WithServices: "The person with lines, devices and services", "Die Person mit Leitungen, Geräten und Diensten", "الشخص مع الخطوط والأجهزة والخدمات";
    UserOnly: "The person alone", "Nur die Person", "الشخص وحده";
    UserOnlyHint: "Lines, devices and services stay where they are.", "Leitungen, Geräte und Dienste bleiben, wo sie sind.", "تبقى الخطوط والأجهزة والخدمات في مكانها.";
    Settings: "How it is set up there", "Wie es dort eingerichtet wird", "كيف يُضبط هناك";
    DesksGo: "Desk phones move along", "Tischtelefone ziehen mit um", "تنتقل هواتف المكتب معه";
    DesksHint: "Otherwise they stay and are nobody's. Soft phones and profiles always move along.",
        "Sonst bleiben sie und gehören niemandem. Softphones und Profile ziehen immer mit um.",
        "وإلا تبقى بلا صاحب. الهواتف البرمجية وملفات الأجهزة تنتقل دائمًا.";
    DevicePool: "Device pool", "Gerätepool", "مجمّع الأجهزة";
    LineCss: "Calling search space of lines", "Anrufsuchraum der Leitungen", "نطاق بحث المكالمات للخطوط";
    LeftEmpty: "Left empty, it is the default of the site:", "Leer gelassen gilt die Vorgabe des Standorts:", "إن تُرك فارغًا فهو القيمة الافتراضية للموقع:";
    NotUsedThere: "Nothing at the site uses this so far. Check how it is spelt.", "Am Standort verwendet das bisher nichts. Prüfen Sie die Schreibweise.",
        "لا شيء في الموقع يستخدم هذا حتى الآن. تحقق من كتابته.";
    NoDefault: "The site has no default for it.", "Der Standort hat dafür keine Vorgabe.", "لا قيمة افتراضية لهذا في الموقع.";
    LinesStay: "Numbers there carry the code of the site: lines stay, and a new number is to be given.",
        "Nummern tragen dort den Code des Standorts: Leitungen bleiben, und eine neue Nummer ist zu vergeben.",
        "تحمل الأرقام هناك رمز الموقع: تبقى الخطوط ويلزم منح رقم جديد.";
    LinesGo: "Lines move along with their numbers.", "Leitungen ziehen mit ihren Nummern um.", "تنتقل الخطوط مع أرقامها.";
    Role: "Role there", "Rolle dort", "الدور هناك";
    RoleAsHeld: "As held so far", "Wie bisher", "كما هو حتى الآن";
    RoleMapped: "A group of the outside directory settles it.", "Eine Gruppe des äußeren Verzeichnisses legt sie fest.", "تحدده مجموعة في الدليل الخارجي.";
    Before: "Phones before", "Telefone vorher", "الهواتف قبل";
    After: "Phones after", "Telefone nachher", "الهواتف بعد";
    Rewritten: "Every value that changes", "Jeder Wert, der sich ändert", "كل قيمة تتغيّر";
    Record: "Record", "Eintrag", "السجل";
    Value: "Value", "Wert", "القيمة";
    Site: "Site", "Standort", "الموقع";
    Owner: "Owner", "Gehört", "المالك";
    LineOn: "Line on it", "Leitung darauf", "الخط عليه";
    Person: "Person", "Person", "الشخص";

    // the picture
    Phones: "Phones and lines", "Telefone und Leitungen", "الهواتف والخطوط";
    Devices: "Devices", "Geräte", "الأجهزة";
    Lines: "Lines and numbers", "Leitungen und Nummern", "الخطوط والأرقام";
    Services: "Services", "Dienste", "الخدمات";
    NoPhones: "Nothing to be called by.", "Nichts, worüber man anrufen könnte.", "لا شيء يمكن الاتصال به.";
    NoLine: "No line", "Keine Leitung", "بلا خط";
    PrimaryLine: "Primary line", "Hauptleitung", "الخط الرئيسي";
    Shared: "Shared with others", "Mit anderen geteilt", "مشترك مع آخرين";
    FromOutside: "From outside", "Von außen", "من الخارج";
    Pilot: "Called by", "Angerufen über", "يُتصل به عبر";
    DeskPhone: "Desk phone", "Tischtelefon", "هاتف مكتب";
    SoftPhone: "Soft phone", "Softphone", "هاتف برمجي";

    // the state of a number
    Available: "Free", "Frei", "متاح";
    Used: "In use", "Vergeben", "مستخدم";
    UsedUtility: "In use by a service", "Von einem Dienst verwendet", "تستخدمه خدمة";
    Reserved: "Reserved", "Reserviert", "محجوز";
    Cooling: "Cooling down", "Kühlt ab", "في فترة التهدئة";
    Inactive: "Not in use", "Nicht in Verwendung", "غير مستخدم";

    // a site
    SiteFacts: "Site", "Standort", "الموقع";
    Country: "Country", "Land", "البلد";
    DialPlan: "Dial plan", "Rufnummernplan", "خطة الترقيم";
    NoDialPlan: "None", "Keiner", "لا يوجد";
    FlatDialPlan: "Numbers without location codes", "Nummern ohne Standortcode", "أرقام بلا رمز موقع";
    CodeDialPlan: "Numbers with location codes", "Nummern mit Standortcode", "أرقام برمز موقع";
    LocationCode: "Site location code", "Standortcode", "رمز الموقع";
    ExtensionLength: "Digits of an extension", "Stellen einer Durchwahl", "عدد أرقام التحويلة";
    DeviceList: "Device list", "Geräteliste", "قائمة الأجهزة";
    CallCluster: "Call cluster", "Anrufcluster", "مجموعة المكالمات";
    CoolingDown: "Freed numbers cool down", "Freie Nummern kühlen ab", "تهدأ الأرقام المحررة";
    Yes: "Yes", "Ja", "نعم";
    No: "No", "Nein", "لا";
    Defaults: "Site defaults", "Vorgaben des Standorts", "القيم الافتراضية للموقع";
    DefaultsMissing: "These are still to be filled in. Who comes with phones and lines needs them:",
        "Diese sind noch auszufüllen. Wer mit Telefonen und Leitungen kommt, braucht sie:",
        "ما زال يلزم ملء هذه. من يأتي بهواتف وخطوط يحتاج إليها:";
    DefaultsComplete: "Every default that a move needs is there.", "Jede Vorgabe, die ein Umzug braucht, ist da.", "كل قيمة يحتاج إليها الانتقال موجودة.";
    Subscribers: "People with phones", "Personen mit Telefonen", "أشخاص لديهم هواتف";
    Numbers: "Number inventory", "Nummernbestand", "مخزون الأرقام";
    OutsideNumbers: "Outside numbers", "Nummern von außen", "الأرقام الخارجية";
    Groups: "Pickup groups and hunt lists", "Übernahmegruppen und Sammelanschlüsse", "مجموعات الالتقاط وقوائم التوزيع";
    PickupGroup: "Pickup group", "Übernahmegruppe", "مجموعة التقاط";
    HuntList: "Hunt list", "Sammelanschluss", "قائمة توزيع";
    LineGroup: "Line group", "Leitungsgruppe", "مجموعة خطوط";
    Routing: "Routed ranges", "Geroutete Bereiche", "النطاقات الموجّهة";
    DialPlanAndDefaults: "Dial plan and defaults", "Rufnummernplan und Vorgaben", "خطة الترقيم والقيم الافتراضية";
    InternalCode: "Code in names of values", "Code in Namen von Werten", "الرمز في أسماء القيم";
    CountryHint: "As its two letters, like GB", "Als zwei Buchstaben, etwa GB", "بحرفين مثل GB";
    DeviceListHint: "The id of one of the customer's lists", "Die Kennung einer Liste des Kunden", "معرّف إحدى قوائم العميل";
    CustomerPlan: "Dial plan type of the customer", "Art des Rufnummernplans des Kunden", "نوع خطة ترقيم العميل";
    CustomerPlanNone: "Not settled", "Nicht festgelegt", "غير محدد";
    CustomerPlanFlat: "Without location codes (4)", "Ohne Standortcodes (4)", "بلا رموز مواقع (4)";
    CustomerPlanCodes: "With location codes (1 to 3)", "Mit Standortcodes (1 bis 3)", "برموز مواقع (1 إلى 3)";
    AsAbove: "As above it", "Wie darüber", "كما في الأعلى";
    OwnDefaults: "Own defaults", "Eigene Vorgaben", "قيم افتراضية خاصة";
    OwnDefaultsHint: "One in each line: key = value", "Eine je Zeile: Schlüssel = Wert", "واحدة في كل سطر: مفتاح = قيمة";
    RangesHint: "One in each line: the digits at the beginning and an X for each that follows, like 79XX",
        "Einer je Zeile: die Ziffern am Anfang und ein X für jede weitere, etwa 79XX",
        "واحد في كل سطر: الأرقام في البداية و X لكل رقم يليها، مثل 79XX";
    Nobody: "Nobody", "Niemand", "لا أحد";
    NothingHere: "None here", "Hier keine", "لا شيء هنا";
    MoreHere: "There are more than are shown.", "Es gibt mehr, als gezeigt werden.", "هناك أكثر مما يُعرض.";
    SeeTelephony: "Telephony of this site", "Telefonie dieses Standorts", "هاتف هذا الموقع";

    // a number
    Number: "Number", "Nummer", "الرقم";
    State: "State", "Zustand", "الحالة";
    WhoHasIt: "Who has it", "Wer sie hat", "من لديه الرقم";
    WhereItRings: "Where it rings", "Wo sie klingelt", "أين يرن";
    ReachedBy: "Reached from outside by", "Von außen erreichbar über", "يُوصل إليه من الخارج عبر";
    Reaches: "Line it reaches", "Leitung, die sie erreicht", "الخط الذي يصل إليه";
    MemberOf: "Member of", "Mitglied von", "عضو في";
    Line: "Line", "Leitung", "الخط";
    Partition: "Partition", "Partition", "القسم";
    Mailbox: "Mailbox", "Anrufbeantworter", "البريد الصوتي";
}

impl From<NumberStatus> for PhonePhrase {
    fn from(status: NumberStatus) -> Self {
        match status {
            NumberStatus::Available => Self::Available,
            NumberStatus::Used => Self::Used,
            NumberStatus::UsedUtility => Self::UsedUtility,
            NumberStatus::Reserved => Self::Reserved,
            NumberStatus::Cooling => Self::Cooling,
            NumberStatus::Inactive => Self::Inactive,
        }
    }
}

impl From<DialPlan> for PhonePhrase {
    fn from(plan: DialPlan) -> Self {
        match plan {
            DialPlan::None => Self::NoDialPlan,
            DialPlan::NonSlc => Self::FlatDialPlan,
            DialPlan::Slc => Self::CodeDialPlan,
        }
    }
}

impl PhonePhrase {
    /// What a phone is called by its kind; none of what is no phone.
    pub(crate) fn of_phone(section: Section, kind: DeviceKind) -> Option<Self> {
        (section == Section::Phones).then_some(match kind {
            DeviceKind::Desk => Self::DeskPhone,
            DeviceKind::Soft => Self::SoftPhone,
        })
    }
}
