//! What the page of the provider's catalogue says.

use super::phrase::phrases;
use rehome_domain::hosting::{PlanFor, PropertyRule, ServiceKind};

phrases! {
    /// A fixed text about the catalogue.
    CataloguePhrase of catalogue;
    Title: "Catalogue", "Katalog", "الكتالوج";
    Text: "What can be provisioned at all, and what a move makes of it. It counts for every organization here.",
        "Was überhaupt eingerichtet werden kann und was ein Umzug daraus macht. Es gilt für jede Organisation hier.",
        "ما يمكن تجهيزه أصلًا، وما يصير إليه عند الانتقال. يسري على كل مؤسسة هنا.";
    Services: "Services", "Dienste", "الخدمات";
    Plans: "Plans", "Tarife", "الخطط";
    Locations: "Locations", "Standorte", "المواقع";
    LocationsText: "Each is one outside directory. People move within their location.", "Jeder ist ein fremdes Verzeichnis. Personen ziehen innerhalb ihres Standorts um.",
        "كل موقع دليل خارجي واحد. ينتقل الأشخاص داخل موقعهم.";
    NoPlans: "There is no plan yet.", "Es gibt noch keinen Tarif.", "لا توجد خطة بعد.";
    NoLocations: "There is no location yet.", "Es gibt noch keinen Standort.", "لا يوجد موقع بعد.";
    NewService: "New service", "Neuer Dienst", "خدمة جديدة";
    NewPlan: "New plan", "Neuer Tarif", "خطة جديدة";
    NewLocation: "New location", "Neuer Standort", "موقع جديد";
    Change: "Change", "Ändern", "تغيير";
    CorrectFirst: "Correct what is marked first.", "Berichtigen Sie zuerst, was markiert ist.", "صحّح أولًا ما هو معلَّم.";
    UsedBy: "Organizations", "Organisationen", "المؤسسات";
    InUse: "In use; take it from those organizations first.", "In Gebrauch; nehmen Sie es zuerst jenen Organisationen.", "قيد الاستعمال؛ انزعه أولًا من تلك المؤسسات.";
    AsAtFirst: "Have it as at first", "Wie am Anfang", "إعادته كما كان";
    Known: "Known from the start", "Von Anfang an bekannt", "معروفة من البداية";

    // fields
    Id: "ID", "Kennung", "المعرّف";
    IdHint: "Small letters, digits and hyphens. It never changes.", "Kleinbuchstaben, Ziffern und Bindestriche. Sie ändert sich nie.", "حروف صغيرة وأرقام وشرطات. لا يتغير أبدًا.";
    Name: "Name", "Name", "الاسم";
    NameHint: "Empty: the ID.", "Leer: die Kennung.", "فارغ: المعرّف.";
    For: "For", "Für", "لـ";
    ForUsers: "Customers and their users", "Kunden und ihre Benutzer", "العملاء ومستخدميهم";
    ForCustomers: "Customers alone", "Nur Kunden", "العملاء وحدهم";
    PlanForUser: "A user", "Einen Benutzer", "مستخدم";
    PlanForCustomer: "A customer", "Einen Kunden", "عميل";
    InAMove: "In a move", "Bei einem Umzug", "عند الانتقال";
    Movable: "It travels along with its data", "Er zieht mit seinen Daten mit", "تنتقل معه ببياناتها";
    Recreate: "It is made anew, empty", "Er wird neu angelegt, leer", "تُنشأ من جديد فارغة";
    Blocked: "It holds its user back", "Er hält die Person zurück", "تمنع صاحبها من الانتقال";
    Several: "An organization can have several instances", "Eine Organisation kann mehrere Instanzen haben", "يمكن أن تكون للمؤسسة عدة نسخ";
    Requires: "Its users need beside it", "Daneben brauchen ihre Benutzer", "يحتاج مستخدموها معها إلى";
    Properties: "Properties", "Eigenschaften", "الخصائص";
    PropertiesHint: "What becomes of each where the service is set up again.", "Was aus jeder wird, wo der Dienst neu eingerichtet wird.", "ما تصير إليه كل منها حين تُجهَّز الخدمة من جديد.";
    NoProperties: "None", "Keine", "لا شيء";
    AddProperty: "Add a property", "Eigenschaft hinzufügen", "إضافة خاصية";
    RuleCopy: "It is taken over", "Sie wird übernommen", "تُنقل كما هي";
    RuleDefault: "It takes its default", "Sie nimmt ihre Vorgabe an", "تأخذ قيمتها المبدئية";
    RuleRegenerate: "It is made anew of the names", "Sie wird aus den Namen neu gebildet", "تُكوَّن من الأسماء من جديد";
    RuleRequire: "Somebody fills it in", "Jemand füllt sie aus", "يملؤها شخص";
    Service: "Service", "Dienst", "الخدمة";
    ServiceStays: "A plan stays with its service.", "Ein Tarif bleibt bei seinem Dienst.", "تبقى الخطة مع خدمتها.";
    Level: "Level", "Stufe", "المستوى";
    LevelHint: "Plans of one level are alike; a move proposes no plan of another. Empty: unknown.", "Tarife einer Stufe sind gleichartig; ein Umzug schlägt keinen anderer Stufe vor. Leer: unbekannt.",
        "خطط المستوى الواحد متماثلة؛ لا يقترح الانتقال خطة من غيره. فارغ: مجهول.";
    Directory: "Domain of its directory", "Domäne seines Verzeichnisses", "نطاق دليله";
    DirectoryHint: "Like emea.example. Empty: none.", "Wie emea.example. Leer: keine.", "مثل emea.example. فارغ: بلا نطاق.";
}

impl From<ServiceKind> for CataloguePhrase {
    fn from(kind: ServiceKind) -> Self {
        match kind {
            ServiceKind::User => Self::ForUsers,
            ServiceKind::Customer => Self::ForCustomers,
        }
    }
}

impl From<PlanFor> for CataloguePhrase {
    fn from(plan_for: PlanFor) -> Self {
        match plan_for {
            PlanFor::User => Self::PlanForUser,
            PlanFor::Customer => Self::PlanForCustomer,
        }
    }
}

impl From<PropertyRule> for CataloguePhrase {
    fn from(rule: PropertyRule) -> Self {
        match rule {
            PropertyRule::Copy => Self::RuleCopy,
            PropertyRule::Default => Self::RuleDefault,
            PropertyRule::Regenerate => Self::RuleRegenerate,
            PropertyRule::Require => Self::RuleRequire,
        }
    }
}
