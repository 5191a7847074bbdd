//! The names of the built-in roles and permission profiles.

use super::Language;
use rehome_domain::content::ProfileKind;
use rehome_domain::ids::{ProfileId, RoleId};
use rehome_domain::role::BuiltIn;

/// What a role is called that nobody gave a name: a built-in role or permission profile by its own, others by their id.
pub(crate) fn own_role_name(id: &RoleId, language: Language) -> &str {
    BuiltIn::from_name(id.as_str()).map_or_else(
        || {
            ProfileKind::from_name(id.as_str())
                .map_or(id.as_str(), |profile| profile_name(profile, language))
        },
        |role| role_name(role, language),
    )
}

/// What a built-in role is called.
fn role_name(role: BuiltIn, language: Language) -> &'static str {
    let [english, german, arabic] = match role {
        BuiltIn::EnterpriseAdministrator => [
            "Enterprise Administrator",
            "Unternehmensverwaltung",
            "مسؤول المجموعة",
        ],
        BuiltIn::OrganizationAdministrator => [
            "Organization Administrator",
            "Organisationsverwaltung",
            "مسؤول المؤسسة",
        ],
        BuiltIn::AdvancedAlertManager => [
            "Advanced Alert Manager",
            "Erweiterte Alarmleitung",
            "مدير التنبيهات المتقدم",
        ],
        BuiltIn::AlertManager => ["Alert Manager", "Alarmleitung", "مدير التنبيهات"],
        BuiltIn::EndUsersManager => ["End Users Manager", "Endbenutzerleitung", "مدير المستخدمين"],
        BuiltIn::AlertPublisher => ["Alert Publisher", "Alarmherausgabe", "ناشر التنبيهات"],
        BuiltIn::BasicOperator => ["Basic Operator", "Einfache Bedienung", "مشغّل أساسي"],
        BuiltIn::DistributionListsManager => [
            "Distribution Lists Manager",
            "Verteilerleitung",
            "مدير قوائم التوزيع",
        ],
        BuiltIn::ReportManager => ["Report Manager", "Berichtsleitung", "مدير التقارير"],
        BuiltIn::ServiceProviderAdministrator => [
            "Service Provider Administrator",
            "Dienstleisterverwaltung",
            "مسؤول مزود الخدمة",
        ],
        BuiltIn::ResellerAdministrator => [
            "Reseller Administrator",
            "Wiederverkäuferverwaltung",
            "مسؤول الموزع",
        ],
        BuiltIn::CustomerAdministrator => {
            ["Customer Administrator", "Kundenverwaltung", "مسؤول العميل"]
        }
        BuiltIn::UserAndServiceAdministrator => [
            "User and Service Administrator",
            "Benutzer- und Diensteverwaltung",
            "مسؤول المستخدمين والخدمات",
        ],
        BuiltIn::UserAdministrator => [
            "User Administrator",
            "Benutzerverwaltung",
            "مسؤول المستخدمين",
        ],
        BuiltIn::ServiceAdministrator => [
            "Service Administrator",
            "Diensteverwaltung",
            "مسؤول الخدمات",
        ],
        BuiltIn::PartialUserAdministrator => [
            "Partial User Administrator",
            "Teilweise Benutzerverwaltung",
            "مسؤول مستخدمين جزئي",
        ],
        BuiltIn::ProviderAdministrator => [
            "Provider Administrator",
            "Anbieterverwaltung",
            "مسؤول المزود",
        ],
        BuiltIn::SiteAdministrator => ["Site Administrator", "Standortverwaltung", "مسؤول الموقع"],
        BuiltIn::ApiUser => ["API User", "API-Benutzer", "مستخدم واجهة برمجية"],
        BuiltIn::Auditor => ["Auditor", "Revision", "مدقق"],
        BuiltIn::SystemAdministrator => {
            ["System Administrator", "Systemverwaltung", "مسؤول النظام"]
        }
        BuiltIn::User => ["User", "Benutzer", "مستخدم"],
    };
    match language {
        Language::English => english,
        Language::German => german,
        Language::Arabic => arabic,
    }
}

/// What a permission profile is called: by the name that its account gave it, else as a built-in one.
pub(crate) fn profile_told(id: &ProfileId, name: Option<&str>, language: Language) -> String {
    let built_in = ProfileKind::from_name(id.as_str());
    let called = built_in.map(|kind| profile_name(kind, language));
    name.or(called).unwrap_or(id.as_str()).to_owned()
}

/// What a built-in permission profile is called.
pub(crate) fn profile_name(profile: ProfileKind, language: Language) -> &'static str {
    let [english, german, arabic] = match profile {
        ProfileKind::BillingAdministrator => [
            "Billing Administrator",
            "Abrechnungsverwaltung",
            "مسؤول الفوترة",
        ],
        ProfileKind::Administrator => ["Administrator", "Kontoverwaltung", "مسؤول الحساب"],
        ProfileKind::Supervisor => ["Supervisor", "Aufsicht", "مشرف"],
        ProfileKind::Manager => ["Manager", "Leitung", "مدير"],
        ProfileKind::Observer => ["Observer", "Beobachtung", "مراقب"],
        ProfileKind::Visitor => ["Visitor", "Besuch", "زائر"],
    };
    match language {
        Language::English => english,
        Language::German => german,
        Language::Arabic => arabic,
    }
}
