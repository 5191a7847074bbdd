//! What things are called in the texts: names by id, as far as the reader may know them.
//!
//! Something without a known name is called by its id.

use super::{
    Language, isolated,
    role::{own_role_name, profile_name},
};
use rehome_domain::content::ProfileKind;
use rehome_domain::hosting::catalogue::SHIPPED;
use rehome_domain::ids::{
    AttributeId, GroupId, OrganizationCode, PlanId, PositionId, ProfileId, RoleId, ServiceId,
    UserId,
};
use rehome_domain::user_move::Snapshot;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Names by id, and who reads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Names {
    /// The person in front of the screen, whom the texts call "you".
    pub reader: Option<UserId>,
    /// Organizations.
    pub organizations: BTreeMap<OrganizationCode, Arc<str>>,
    /// People.
    pub users: BTreeMap<UserId, Arc<str>>,
    /// Groups.
    pub groups: BTreeMap<GroupId, Arc<str>>,
    /// Roles that are not built in.
    pub roles: BTreeMap<RoleId, Arc<str>>,
    /// Services whose name is not that from the start.
    pub services: BTreeMap<ServiceId, Arc<str>>,
    /// Plans.
    pub plans: BTreeMap<PlanId, Arc<str>>,
}

impl rehome_domain::user_move::removed::RemovedNames for Names {
    fn person(&self, id: &UserId) -> Option<&str> {
        self.users.get(id).map(|name| &**name)
    }
    fn group(&self, id: &GroupId) -> Option<&str> {
        self.groups.get(id).map(|name| &**name)
    }
}

impl Names {
    /// The names a snapshot holds, for this reader.
    pub fn of(snapshot: &Snapshot, reader: &UserId) -> Self {
        Self {
            reader: Some(reader.clone()),
            organizations: snapshot
                .organizations
                .iter()
                .map(|placed| (placed.code.clone(), Arc::clone(&placed.name)))
                .collect(),
            users: snapshot
                .users
                .iter()
                .map(|(id, user)| (id.clone(), Arc::clone(&user.name)))
                .collect(),
            groups: snapshot
                .groups
                .iter()
                .map(|(id, group)| (id.clone(), Arc::clone(&group.name)))
                .collect(),
            roles: snapshot
                .roles
                .clones
                .iter()
                .filter_map(|(id, clone)| Some((id.clone(), clone.name.clone()?)))
                .collect(),
            services: BTreeMap::new(),
            plans: BTreeMap::new(),
        }
    }

    /// An organization, as it is.
    pub fn organization<'a>(&'a self, code: &'a OrganizationCode) -> &'a str {
        self.organizations
            .get(code)
            .map_or(code.as_str(), |name| name)
    }

    /// A person, as they are.
    pub fn user<'a>(&'a self, id: &'a UserId) -> &'a str {
        self.users.get(id).map_or(id.as_str(), |name| name)
    }

    /// An organization inside a text.
    pub(crate) fn at(&self, code: &OrganizationCode) -> String {
        isolated(self.organization(code))
    }

    /// A person inside a text; none if it is the reader.
    pub(crate) fn somebody_else(&self, id: &UserId) -> Option<String> {
        (self.reader.as_ref() != Some(id)).then(|| isolated(self.user(id)))
    }

    /// A person inside a text, reader or not.
    pub(crate) fn person(&self, id: &UserId) -> String {
        isolated(self.user(id))
    }

    /// A group inside a text.
    pub(crate) fn group(&self, id: &GroupId) -> String {
        isolated(self.groups.get(id).map_or(id.as_str(), |name| name))
    }

    /// A role inside a text.
    pub(crate) fn role(&self, id: &RoleId, language: Language) -> String {
        isolated(self.role_words(id, language))
    }

    /// A role, as it is called.
    pub fn role_words<'a>(&'a self, id: &'a RoleId, language: Language) -> &'a str {
        match self.roles.get(id) {
            Some(name) => name,
            None => own_role_name(id, language),
        }
    }

    /// A service inside a text.
    pub(crate) fn service(&self, id: &ServiceId) -> String {
        isolated(self.service_words(id))
    }

    /// A service, as it is called.
    pub fn service_words<'a>(&'a self, id: &'a ServiceId) -> &'a str {
        let own = self.services.get(id).map(|name| &**name);
        own.unwrap_or_else(|| shipped_service(id))
    }

    /// A plan inside a text.
    pub(crate) fn plan(&self, id: &PlanId) -> String {
        isolated(self.plans.get(id).map_or(id.as_str(), |name| name))
    }

    /// A permission profile inside a text.
    pub(crate) fn profile(&self, id: &ProfileId, language: Language) -> String {
        let own = self.roles.get(id.as_str()).map(|name| isolated(name));
        own.unwrap_or_else(|| {
            let built_in = ProfileKind::from_name(id.as_str());
            isolated(built_in.map_or(id.as_str(), |kind| profile_name(kind, language)))
        })
    }

    /// A position inside a text.
    pub(crate) fn position(&self, id: &PositionId) -> String {
        isolated(id.as_str())
    }

    /// Whether a position is the top of an organization: the top is called as the organization is.
    pub(crate) fn is_top(&self, position: &PositionId, of: &OrganizationCode) -> bool {
        position.as_str() == self.organization(of)
    }

    /// A property of a service inside a text.
    pub(crate) fn property(&self, name: &str, language: Language) -> String {
        isolated(&property_name(name, language))
    }

    /// An attribute inside a text.
    pub(crate) fn attribute(&self, id: &AttributeId, language: Language) -> String {
        isolated(&attribute_name(id, language))
    }
}

/// What a service is called that nobody named otherwise.
pub fn shipped_service(id: &ServiceId) -> &str {
    let mut shipped = SHIPPED.iter();
    shipped
        .find(|(known, ..)| *known == id.as_str())
        .map_or(id.as_str(), |(_, name, _)| name)
}

/// What an attribute of people is called: those that everybody can have by their words, any other by its id, written
/// as words.
pub(crate) fn attribute_name(id: &AttributeId, language: Language) -> String {
    let [english, german, arabic] = match id.as_str() {
        "phone" => ["Phone", "Telefon", "الهاتف"],
        "mobile_phone" => ["Mobile phone", "Mobiltelefon", "الهاتف المحمول"],
        "employee_id" => ["Employee ID", "Personalnummer", "الرقم الوظيفي"],
        "temporary_work_location" => [
            "Temporary work location",
            "Vorübergehender Arbeitsort",
            "مكان العمل المؤقت",
        ],
        other => return capitalized(&other.replace(['_', '-'], " ")),
    };
    match language {
        Language::English => english,
        Language::German => german,
        Language::Arabic => arabic,
    }
    .to_owned()
}

/// What a property of a service is called: those of well-known services by their words, an id as words, and what its
/// administrator wrote as words already as it is.
pub(crate) fn property_name(name: &str, language: Language) -> String {
    let [english, german, arabic] = match name {
        "certificate" => ["Certificate", "Zertifikat", "الشهادة"],
        "device_pin" => ["Device PIN", "Geräte-PIN", "رمز PIN للجهاز"],
        "display_name" => ["Display name", "Anzeigename", "الاسم المعروض"],
        "extension" => ["Extension", "Durchwahl", "الرقم الداخلي"],
        "line_uri" => ["Line URI", "Leitungs-URI", "عنوان URI للخط"],
        "mailbox_size" => ["Mailbox size", "Postfachgröße", "حجم صندوق البريد"],
        "quota" => ["Quota", "Kontingent", "الحصة"],
        "sip_address" => ["SIP address", "SIP-Adresse", "عنوان SIP"],
        "token" => ["Token", "Token", "رمز الدخول"],
        id if id.chars().all(is_of_ids) => return capitalized(&id.replace(['_', '-'], " ")),
        own => return own.to_owned(),
    };
    match language {
        Language::English => english,
        Language::German => german,
        Language::Arabic => arabic,
    }
    .to_owned()
}

fn is_of_ids(letter: char) -> bool {
    letter.is_ascii_lowercase() || letter.is_ascii_digit() || matches!(letter, '_' | '-')
}

/// A word at the beginning of a line of its own.
pub(crate) fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rehome_domain::directory::PERSON_ATTRIBUTES;

    #[test]
    fn attributes_are_called_by_words_and_never_by_ids() {
        let name = |id: &str, language| attribute_name(&AttributeId::from(id), language);
        assert_eq!(name("blood-group", Language::German), "Blood group");
        for id in PERSON_ATTRIBUTES {
            let [english, german, arabic] = Language::ALL.map(|language| name(id, language));
            assert!(!english.contains('_') && !german.contains('_'), "{id}");
            assert_ne!(english, arabic, "{id} has words of its own");
        }
    }

    #[test]
    fn properties_are_called_by_words_and_what_an_administrator_wrote_stays_as_it_is() {
        let known = Language::ALL.map(|language| property_name("device_pin", language));
        assert_eq!(known, ["Device PIN", "Geräte-PIN", "رمز PIN للجهاز"]);
        for (name, called) in [
            ("badge_colour", "Badge colour"),
            ("E-Mail-Kürzel", "E-Mail-Kürzel"),
            ("Locker no.", "Locker no."),
        ] {
            for language in Language::ALL {
                assert_eq!(property_name(name, language), called);
            }
        }
    }
}
