//! What the codes of hosting trees mean in a row of many.

use super::phrase::phrases;

phrases! {
    /// What a code of hosting trees means.
    HostingCodePhrase of hosting_codes;
    LocationMismatch: "The two stand in different locations.", "Die beiden stehen an verschiedenen Standorten.", "الطرفان في موقعين مختلفين.";
    OwnAccountNotMoved: "Nobody moves the own account here.", "Das eigene Konto zieht hier niemand um.", "لا ينقل أحد حسابه هنا.";
    UserIsTemplate: "It is a template; it stays.", "Es ist eine Vorlage; sie bleibt.", "هذا قالب، فيبقى.";
    UserSynced: "Kept in an outside directory; move there.", "In einem fremden Verzeichnis geführt; dort umziehen.", "مُدار في دليل خارجي؛ انقله هناك.";
    UserBusy: "Something is being provisioned; try again later.", "Es wird gerade etwas eingerichtet; später noch einmal.", "يجري تجهيز شيء؛ أعد المحاولة لاحقًا.";
    UserNotProvisioned: "The account or a service is not as it should be.", "Konto oder Dienst sind nicht, wie sie sein sollen.", "الحساب أو خدمة ليس على ما يرام.";
    UserDisabled: "Disabled, and still holds services.", "Deaktiviert und hat noch Dienste.", "معطل ولا تزال لديه خدمات.";
    ServiceNotMovable: "Holds a service that cannot travel.", "Hat einen Dienst, der nicht mitkommt.", "لديه خدمة لا تنتقل.";
    DestServiceMissing: "The destination lacks a service that goes along.", "Dem Ziel fehlt ein Dienst, der mitkommt.", "تنقص الوجهة خدمة تنتقل معه.";
    DestInstanceUnmapped: "Choose an instance of a service.", "Wählen Sie eine Instanz eines Dienstes.", "اختر نسخة من خدمة.";
    DestPlanUnmapped: "Choose a plan of a service.", "Wählen Sie einen Tarif eines Dienstes.", "اختر خطة لخدمة.";
    PlanNotOffered: "A chosen plan is not offered there.", "Ein gewählter Tarif wird dort nicht angeboten.", "خطة مختارة غير متاحة هناك.";
    ServiceNotHeld: "Nobody here holds a service that is named.", "Einen genannten Dienst hat hier niemand.", "خدمة مذكورة لا يملكها أحد هنا.";
    DispositionNotAllowed: "A service does not allow what is asked.", "Ein Dienst erlaubt nicht, was verlangt ist.", "خدمة لا تسمح بما طُلب.";
    DependencyMissing: "A service needs another one that stays behind.", "Ein Dienst braucht einen anderen, der zurückbleibt.", "تحتاج خدمة إلى أخرى تبقى.";
    UserLimit: "The destination is full.", "Das Ziel ist voll.", "الوجهة ممتلئة.";
    ServiceLimit: "A service there has no room for more.", "Ein Dienst dort hat keinen Platz mehr.", "لا متسع في خدمة هناك.";
    StorageLimit: "There is no more storage.", "Es ist kein Speicher mehr da.", "لا مساحة تخزين متبقية.";
    NameMissing: "Choose a sign-in name and an address.", "Wählen Sie Anmeldenamen und Adresse.", "اختر اسم دخول وعنوانًا.";
    NameIllegal: "A chosen name holds illegal characters.", "Ein gewählter Name hat unerlaubte Zeichen.", "في اسم مختار رموز غير مسموحة.";
    DomainNotOwned: "A domain is not the destination's.", "Eine Domäne gehört nicht dem Ziel.", "نطاق ليس للوجهة.";
    UpnTaken: "The sign-in name is taken.", "Der Anmeldename ist vergeben.", "اسم الدخول مستخدم.";
    ManagerNotEligible: "Nobody there is the manager asked for.", "Die gewählte vorgesetzte Person ist dort niemand.", "المدير المطلوب ليس هناك.";
    AddressTaken: "An address is taken.", "Eine Adresse ist vergeben.", "عنوان مستخدم.";
    UsernameTaken: "The username is taken.", "Der Benutzername ist vergeben.", "اسم المستخدم مأخوذ.";
    UsernameTooLong: "No username of 20 characters fits.", "Kein Benutzername mit 20 Zeichen passt.", "لا يتسع اسم مستخدم من 20 حرفًا.";
    RenameNotAllowed: "You may not write usernames anew.", "Sie dürfen Benutzernamen nicht neu schreiben.", "لا يحق لك إعادة كتابة أسماء المستخدمين.";
    AddressNotHeld: "An address that is named is not theirs.", "Eine genannte Adresse ist nicht ihre.", "عنوان مذكور ليس له.";
    BareIdentity: "Goes along without services, and is not in use.", "Kommt ohne Dienste mit und ist nicht in Gebrauch.", "ينتقل بلا خدمات وهو غير مستعمل.";
    ServiceDeprovisioned: "A service is taken away with its data.", "Ein Dienst fällt mit seinen Daten weg.", "تُزال خدمة مع بياناتها.";
    ServiceRecreated: "A service is made anew, empty.", "Ein Dienst wird neu und leer angelegt.", "تُنشأ خدمة من جديد فارغة.";
    LicencesRunOut: "No licence is left; a service waits.", "Keine Lizenz frei; ein Dienst wartet.", "لا رخصة متبقية؛ خدمة تنتظر.";
    AccountProtected: "The outside directory protects the account.", "Das fremde Verzeichnis schützt das Konto.", "الدليل الخارجي يحمي الحساب.";
    PlanLevelChanges: "A plan is of another level.", "Ein Tarif ist von anderer Stufe.", "خطة من مستوى آخر.";
    PrimaryOnRelay: "Mail for the new domain goes on elsewhere.", "Post an die neue Domäne geht weiter.", "بريد النطاق الجديد يُحوَّل.";
    RoleNotAllowed: "A role does not go along.", "Eine Rolle kommt nicht mit.", "دور لا ينتقل.";
    DepartmentUnassigned: "The department is unknown there.", "Die Abteilung ist dort unbekannt.", "القسم غير معروف هناك.";
    OfficeUnassigned: "The office is unknown there.", "Das Büro ist dort unbekannt.", "المكتب غير معروف هناك.";
    DelegationRemoved: "A delegation ends.", "Eine Vertretung endet.", "ينتهي تفويض.";
}

impl HostingCodePhrase {
    /// What a code means; none for the codes of other trees.
    pub fn of_code(code: &str) -> Option<Self> {
        Some(match code {
            "location-mismatch" => Self::LocationMismatch,
            "own-account-not-moved" => Self::OwnAccountNotMoved,
            "user-is-template" => Self::UserIsTemplate,
            "user-synced" => Self::UserSynced,
            "user-busy" => Self::UserBusy,
            "user-not-provisioned" => Self::UserNotProvisioned,
            "user-disabled" => Self::UserDisabled,
            "service-not-movable" => Self::ServiceNotMovable,
            "dest-service-missing" => Self::DestServiceMissing,
            "dest-instance-unmapped" => Self::DestInstanceUnmapped,
            "dest-plan-unmapped" => Self::DestPlanUnmapped,
            "plan-not-offered" => Self::PlanNotOffered,
            "service-not-held" => Self::ServiceNotHeld,
            "disposition-not-allowed" => Self::DispositionNotAllowed,
            "dependency-missing" => Self::DependencyMissing,
            "user-limit" => Self::UserLimit,
            "service-limit" => Self::ServiceLimit,
            "storage-limit" => Self::StorageLimit,
            "name-missing" => Self::NameMissing,
            "name-illegal" => Self::NameIllegal,
            "domain-not-owned" => Self::DomainNotOwned,
            "upn-taken" => Self::UpnTaken,
            "manager-not-eligible" => Self::ManagerNotEligible,
            "address-taken" => Self::AddressTaken,
            "username-taken" => Self::UsernameTaken,
            "username-too-long" => Self::UsernameTooLong,
            "rename-not-allowed" => Self::RenameNotAllowed,
            "address-not-held" => Self::AddressNotHeld,
            "bare-identity" => Self::BareIdentity,
            "service-deprovisioned" => Self::ServiceDeprovisioned,
            "service-recreated" => Self::ServiceRecreated,
            "licences-run-out" => Self::LicencesRunOut,
            "account-protected" => Self::AccountProtected,
            "plan-level-changes" => Self::PlanLevelChanges,
            "primary-on-relay" => Self::PrimaryOnRelay,
            "role-not-allowed" => Self::RoleNotAllowed,
            "department-unassigned" => Self::DepartmentUnassigned,
            "office-unassigned" => Self::OfficeUnassigned,
            "delegation-removed" => Self::DelegationRemoved,
            _ => return None,
        })
    }
}
