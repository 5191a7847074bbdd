//! The rules of hosting trees in words, for the page Why?.

use super::phrase::phrases;

phrases! {
    /// A rule of hosting trees.
    HostingRulePhrase of hosting_rules;
    BothEndsAreInOneLocation: "Both ends stand in one location.", "Beide Enden stehen an einem Standort.", "الطرفان في موقع واحد.";
    OwnAccountStays: "Nobody moves the own account.", "Niemand zieht das eigene Konto um.", "لا ينقل أحد حسابه الشخصي.";
    SubjectIsNoTemplate: "Templates stay with their customer.", "Vorlagen bleiben bei ihrem Kunden.", "تبقى القوالب لدى عميلها.";
    IdentityIsMasteredHere: "Who is kept in an outside directory is moved there.", "Wer in einem fremden Verzeichnis geführt wird, zieht dort um.", "من يُدار في دليل خارجي يُنقل هناك.";
    NothingIsRunning: "Nobody moves while something is being provisioned for them.", "Niemand zieht um, solange für ihn etwas eingerichtet wird.", "لا ينتقل أحد أثناء تجهيز شيء له.";
    AccountAndServicesAreProvisioned: "The account and every held service are as they should be.", "Konto und gehaltene Dienste sind, wie sie sein sollen.", "الحساب وكل خدمة لديه على ما يرام.";
    DisabledPeopleHoldNoServices: "Who is disabled and holds services does not move.", "Wer deaktiviert ist und Dienste hat, zieht nicht um.", "لا ينتقل المعطل الذي لديه خدمات.";
    HeldServicesTravel: "A held service that does not travel holds its owner back.", "Ein gehaltener Dienst, der nicht mitkommt, hält zurück.", "الخدمة التي لا تنتقل تُبقي صاحبها.";
    DestinationOffersHeldServices: "The destination has every service that goes along.", "Das Ziel hat jeden Dienst, der mitkommt.", "لدى الوجهة كل خدمة تنتقل معه.";
    InstanceIsSettled: "Of several instances one is chosen.", "Von mehreren Instanzen ist eine gewählt.", "تُختار واحدة من عدة نسخ.";
    PlanIsSettled: "Each service that goes along has a plan there.", "Jeder Dienst, der mitkommt, hat dort einen Tarif.", "لكل خدمة تنتقل خطة هناك.";
    PlanIsOffered: "A chosen plan is offered there, by every reseller above too.", "Ein gewählter Tarif wird dort angeboten, auch von jedem Wiederverkäufer darüber.", "الخطة المختارة متاحة هناك ولدى كل موزع فوقها.";
    ChoicesAreAboutHeldServices: "Nothing is asked of a service that nobody holds.", "Von einem Dienst, den niemand hat, wird nichts verlangt.", "لا يُطلب شيء من خدمة لا يملكها أحد.";
    ChoicesFitTheirServices: "What is chosen for a service is what it allows.", "Was für einen Dienst gewählt ist, erlaubt er auch.", "ما يُختار لخدمة هو ما تسمح به.";
    NeededServicesGoAlong: "No service goes along without another it needs.", "Kein Dienst kommt ohne einen anderen mit, den er braucht.", "لا تنتقل خدمة دون أخرى تحتاجها.";
    UsersAreWithinTheLimit: "The destination has room for more users.", "Das Ziel hat Platz für weitere Benutzer.", "لدى الوجهة متسع لمستخدمين آخرين.";
    ServicesAreWithinTheLimit: "Each service there has room for more people.", "Jeder Dienst dort hat Platz für weitere Personen.", "لكل خدمة هناك متسع لأشخاص آخرين.";
    StorageIsWithinTheLimit: "Resellers above have storage left.", "Wiederverkäufer darüber haben noch Speicher.", "لدى الموزعين فوقها مساحة تخزين.";
    NamesAreThere: "Everybody has a sign-in name and a primary address.", "Alle haben einen Anmeldenamen und eine Hauptadresse.", "لكل شخص اسم دخول وعنوان أساسي.";
    NamesAreLegal: "Chosen names hold legal characters only.", "Gewählte Namen haben nur erlaubte Zeichen.", "لا تحوي الأسماء المختارة إلا رموزًا مسموحة.";
    DomainsAreTheDestinations: "Every name is of a domain of the destination.", "Jeder Name ist von einer Domäne des Ziels.", "كل اسم من نطاق للوجهة.";
    UpnIsFree: "The sign-in name is free at the location.", "Der Anmeldename ist am Standort frei.", "اسم الدخول متاح في الموقع.";
    AddressesAreFree: "Each address is free, and not kept for somebody else.", "Jede Adresse ist frei und für niemand anderen zurückgehalten.", "كل عنوان متاح وغير محجوز لغيره.";
    UsernameIsFree: "The username is free at the location.", "Der Benutzername ist am Standort frei.", "اسم المستخدم متاح في الموقع.";
    UsernameFits: "A username has at most 20 characters.", "Ein Benutzername hat höchstens 20 Zeichen.", "لا يزيد اسم المستخدم عن 20 حرفًا.";
    ActorMayRename: "Writing usernames anew is a right of its own.", "Benutzernamen neu zu schreiben ist ein eigenes Recht.", "إعادة كتابة أسماء المستخدمين حق مستقل.";
    ChoicesAreAboutHeldAddresses: "Nothing is asked of an address that nobody has.", "Von einer Adresse, die niemand hat, wird nichts verlangt.", "لا يُطلب شيء من عنوان لا يملكه أحد.";
    BareIdentitiesAreTold: "It is told when an account goes without services and is not in use.", "Es wird gesagt, wenn ein Konto ohne Dienste mitkommt und nicht in Gebrauch ist.", "يُنبَّه إذا انتقل حساب بلا خدمات وغير مستعمل.";
    DeprovisioningLosesData: "What is deprovisioned loses its data.", "Was abgebaut wird, verliert seine Daten.", "ما يُلغى تجهيزه يفقد بياناته.";
    RecreatingLosesData: "What is made anew is empty.", "Was neu angelegt wird, ist leer.", "ما يُنشأ من جديد فارغ.";
    LicencesAreLeft: "A service waits where no licence is left.", "Ein Dienst wartet, wo keine Lizenz frei ist.", "تنتظر الخدمة حيث لا رخصة متاحة.";
    ProtectedAccountsAreTold: "It is told when an outside directory protects the account.", "Es wird gesagt, wenn ein fremdes Verzeichnis das Konto schützt.", "يُنبَّه إذا كان دليل خارجي يحمي الحساب.";
    PlanLevelChanges: "Another level of a plan is told.", "Eine andere Stufe eines Tarifs wird gesagt.", "يُنبَّه إلى مستوى آخر من الخطة.";
    PrimaryIsOnARelay: "It is told when mail for the new domain goes on elsewhere.", "Es wird gesagt, wenn Post an die neue Domäne weitergeht.", "يُنبَّه إذا كان بريد النطاق الجديد يُحوَّل إلى مكان آخر.";
    RolesAreDropped: "Roles that the destination does not allow do not go along.", "Rollen, die das Ziel nicht erlaubt, kommen nicht mit.", "لا تنتقل أدوار لا تسمح بها الوجهة.";
    ManagerCanBeReportedTo: "A manager who is asked for lives at the destination or moves along.", "Eine gewählte vorgesetzte Person lebt am Ziel oder zieht mit um.", "المدير المختار يقيم في الوجهة أو ينتقل معه.";
    DepartmentIsUnassigned: "An unknown department becomes unassigned.", "Eine unbekannte Abteilung wird zu keiner.", "القسم غير المعروف يصبح بلا تعيين.";
    OfficeIsUnassigned: "An unknown office becomes unassigned.", "Ein unbekanntes Büro wird zu keinem.", "المكتب غير المعروف يصبح بلا تعيين.";
    DelegationsAreRemoved: "Delegations to and from people who stay end.", "Vertretungen für und durch Bleibende enden.", "تنتهي التفويضات من الباقين وإليهم.";
    ConfigurationIsNeeded: "A service with an empty required detail waits.", "Ein Dienst mit fehlender Pflichtangabe wartet.", "تنتظر خدمة ينقصها بيان إلزامي.";
    AddressesAreDropped: "Old addresses are dropped and kept from others for a while.", "Alte Adressen fallen weg und bleiben eine Zeit lang für andere gesperrt.", "تُترك العناوين القديمة وتُحجز عن غيره مدة.";
    UsernameIsKept: "The username stays unless it is written anew.", "Der Benutzername bleibt, wenn er nicht neu geschrieben wird.", "يبقى اسم المستخدم ما لم يُكتب من جديد.";
    SessionsEnd: "Who is called otherwise signs in anew.", "Wer anders heißt, meldet sich neu an.", "من تغيّر اسمه يسجل الدخول من جديد.";
    InertRolesAreTold: "A role whose service is missing opens nothing.", "Eine Rolle, deren Dienst fehlt, öffnet nichts.", "الدور الذي تنقصه خدمته لا يفتح شيئًا.";
}

impl HostingRulePhrase {
    /// A rule in words, by its name.
    pub(crate) fn of_rule(name: &str) -> Option<Self> {
        Some(match name {
            "both_ends_are_in_one_location" => Self::BothEndsAreInOneLocation,
            "own_account_stays" => Self::OwnAccountStays,
            "subject_is_no_template" => Self::SubjectIsNoTemplate,
            "identity_is_mastered_here" => Self::IdentityIsMasteredHere,
            "nothing_is_running" => Self::NothingIsRunning,
            "account_and_services_are_provisioned" => Self::AccountAndServicesAreProvisioned,
            "disabled_people_hold_no_services" => Self::DisabledPeopleHoldNoServices,
            "held_services_travel" => Self::HeldServicesTravel,
            "destination_offers_held_services" => Self::DestinationOffersHeldServices,
            "instance_is_settled" => Self::InstanceIsSettled,
            "plan_is_settled" => Self::PlanIsSettled,
            "plan_is_offered" => Self::PlanIsOffered,
            "choices_are_about_held_services" => Self::ChoicesAreAboutHeldServices,
            "choices_fit_their_services" => Self::ChoicesFitTheirServices,
            "needed_services_go_along" => Self::NeededServicesGoAlong,
            "users_are_within_the_limit" => Self::UsersAreWithinTheLimit,
            "services_are_within_the_limit" => Self::ServicesAreWithinTheLimit,
            "storage_is_within_the_limit" => Self::StorageIsWithinTheLimit,
            "names_are_there" => Self::NamesAreThere,
            "names_are_legal" => Self::NamesAreLegal,
            "domains_are_the_destinations" => Self::DomainsAreTheDestinations,
            "upn_is_free" => Self::UpnIsFree,
            "addresses_are_free" => Self::AddressesAreFree,
            "username_is_free" => Self::UsernameIsFree,
            "username_fits" => Self::UsernameFits,
            "actor_may_rename" => Self::ActorMayRename,
            "choices_are_about_held_addresses" => Self::ChoicesAreAboutHeldAddresses,
            "bare_identities_are_told" => Self::BareIdentitiesAreTold,
            "deprovisioning_loses_data" => Self::DeprovisioningLosesData,
            "recreating_loses_data" => Self::RecreatingLosesData,
            "licences_are_left" => Self::LicencesAreLeft,
            "protected_accounts_are_told" => Self::ProtectedAccountsAreTold,
            "plan_level_changes" => Self::PlanLevelChanges,
            "primary_is_on_a_relay" => Self::PrimaryIsOnARelay,
            "roles_are_dropped" => Self::RolesAreDropped,
            "manager_can_be_reported_to" => Self::ManagerCanBeReportedTo,
            "department_is_unassigned" => Self::DepartmentIsUnassigned,
            "office_is_unassigned" => Self::OfficeIsUnassigned,
            "delegations_are_removed" => Self::DelegationsAreRemoved,
            "configuration_is_needed" => Self::ConfigurationIsNeeded,
            "addresses_are_dropped" => Self::AddressesAreDropped,
            "username_is_kept" => Self::UsernameIsKept,
            "sessions_end" => Self::SessionsEnd,
            "inert_roles_are_told" => Self::InertRolesAreTold,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_of_hosting_trees_has_words_of_its_own() {
        let mut told = Vec::new();
        for rule in rehome_domain::user_move::rules::hosting::RULES {
            let phrase = HostingRulePhrase::of_rule(rule.name);
            assert!(phrase.is_some(), "{}", rule.name);
            assert!(!told.contains(&phrase), "{}", rule.name);
            told.push(phrase);
        }
        assert_eq!(told.len(), HostingRulePhrase::ALL.len());
    }
}
