//! What can be chosen: pages and deeds that are open to somebody, and what was found in the directory.

use crate::api::finding::Found;
use crate::api::session::{OfficeView, SessionView};
use crate::fold::folded;
use crate::pages::organizations::Subject;
use crate::routes;
use crate::ui::Glyph;
use crate::words::{
    AccountPhrase, CataloguePhrase, FilePhrase, LibraryPhrase, MovingPhrase, OrganizationPhrase,
    PeoplePhrase, Phrase, RecordPhrase, Said, ServicePhrase, TransferPhrase, WhyPhrase, Words,
    isolated,
};
use rehome_domain::ids::OrganizationCode;

/// What choosing something does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// Goes to a page.
    Go(String),
    /// Loads a page that works without scripts.
    Load(&'static str),
    /// Acts there from now on.
    Act(OrganizationCode),
}

/// What stands before it: a shape, or the mark of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Glyph(Glyph),
    Person(String),
    House(String),
}

/// Something to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    /// What it is called; names in it are set apart.
    pub(super) label: String,
    /// What is said besides: the name of an organization.
    pub(super) more: String,
    pub(super) mark: Mark,
    pub(super) target: Target,
}

impl Item {
    /// Whether every word of a folded text is in what it is called.
    pub(super) fn matches(&self, text: &str) -> bool {
        let label = folded(&self.label);
        text.split_whitespace().all(|word| label.contains(word))
    }
}

/// The pages and the deeds that are open to somebody.
pub(super) fn known(session: &SessionView, office: &OfficeView, words: Words) -> [Vec<Item>; 2] {
    let keys = office.keys;
    let sees = keys.sees_organizations();
    let hands_in = keys.release || keys.edit;
    let here = office.acting_in.name.to_string();
    let go = |is_open: bool, label: &'static str, glyph: Glyph, address: &str| {
        is_open.then(|| Item {
            label: label.to_owned(),
            more: String::new(),
            mark: Mark::Glyph(glyph),
            target: Target::Go(address.to_owned()),
        })
    };
    fn s<P: Said>(words: Words, phrase: P) -> &'static str {
        words.say(phrase)
    }
    let mut pages: Vec<Item> = [
        go(
            true,
            s(words, Phrase::MyProfile),
            Glyph::Person,
            routes::PROFILE,
        ),
        go(
            keys.view,
            s(words, PeoplePhrase::Users),
            Glyph::People,
            routes::USERS,
        ),
        go(
            keys.view || keys.audit,
            s(words, RecordPhrase::Moves),
            Glyph::Move,
            routes::MOVES,
        ),
        go(
            hands_in,
            s(words, FilePhrase::Jobs),
            Glyph::Upload,
            routes::JOBS,
        ),
        go(
            keys.provision,
            s(words, ServicePhrase::Jobs),
            Glyph::InProgress,
            routes::PROVISIONING,
        ),
        go(
            sees,
            s(words, OrganizationPhrase::Organizations),
            Glyph::Tree,
            routes::ORGANIZATIONS,
        ),
        go(
            keys.keep_catalogue,
            s(words, CataloguePhrase::Title),
            Glyph::Menu,
            routes::CATALOGUE,
        ),
        go(
            keys.view,
            s(words, WhyPhrase::Why),
            Glyph::Notice,
            routes::WHY,
        ),
        go(
            keys.audit,
            s(words, RecordPhrase::Audit),
            Glyph::Audit,
            routes::AUDIT,
        ),
        go(
            true,
            s(words, AccountPhrase::Tokens),
            Glyph::Key,
            routes::TOKENS,
        ),
    ]
    .into_iter()
    .flatten()
    .collect();
    if sees {
        pages.push(Item {
            label: isolated(&here),
            more: words.said(OrganizationPhrase::Organization),
            mark: Mark::House(here.clone()),
            target: Target::Go(routes::organization(&office.acting_in.code)),
        });
    }
    if keys.configure {
        let settings = words.say(OrganizationPhrase::Settings);
        pages.extend(
            Subject::of_kind(office.kind)
                .into_iter()
                .map(|subject| Item {
                    label: format!("{settings}: {}", subject.said(words)),
                    more: here.clone(),
                    mark: Mark::Glyph(Glyph::Edit),
                    target: Target::Go(routes::organization_settings(
                        &office.acting_in.code,
                        subject.section(),
                    )),
                }),
        );
    }
    let mut deeds: Vec<Item> = [
        go(
            session.move_is_offered,
            s(words, Phrase::MoveToOrganization),
            Glyph::Home,
            routes::MOVE,
        ),
        go(
            keys.move_hosted,
            s(words, office.wizard_title()),
            Glyph::Move,
            routes::WIZARD,
        ),
        go(
            keys.move_sites,
            s(words, MovingPhrase::MoveUsers),
            Glyph::People,
            routes::MOVE_USERS,
        ),
        go(
            keys.move_sites,
            s(words, MovingPhrase::Transactions),
            Glyph::InProgress,
            routes::TRANSACTIONS,
        ),
        go(
            session.has_library,
            s(words, LibraryPhrase::Title),
            Glyph::Folder,
            routes::LIBRARY,
        ),
        go(
            keys.move_content,
            s(words, TransferPhrase::Title),
            Glyph::InProgress,
            routes::TRANSFERS,
        ),
        go(
            keys.edit,
            s(words, AccountPhrase::NewUser),
            Glyph::Plus,
            routes::USER_NEW,
        ),
        go(
            hands_in,
            s(words, FilePhrase::ImportUsers),
            Glyph::Upload,
            routes::USERS_IMPORT,
        ),
        go(
            keys.view,
            s(words, FilePhrase::ExportUsers),
            Glyph::Download,
            routes::USERS_EXPORT,
        ),
        go(
            keys.create_organizations,
            s(words, OrganizationPhrase::NewOrganization),
            Glyph::Plus,
            routes::ORGANIZATION_NEW,
        ),
    ]
    .into_iter()
    .flatten()
    .collect();
    deeds.push(Item {
        label: words.said(AccountPhrase::ChangePassword),
        more: String::new(),
        mark: Mark::Glyph(Glyph::Lock),
        target: Target::Load(routes::CHANGE_PASSWORD),
    });
    let elsewhere = office
        .places
        .iter()
        .filter(|place| place.code != office.acting_in.code);
    deeds.extend(elsewhere.map(|place| Item {
        label: words.speech().act_in(&place.name),
        more: String::new(),
        mark: Mark::House(place.name.to_string()),
        target: Target::Act(place.code.clone()),
    }));
    [pages, deeds]
}

/// What was found in the directory.
pub(super) fn in_directory(found: Found) -> [Vec<Item>; 2] {
    let people = found.people.into_iter().map(|(person, home)| Item {
        label: isolated(&person.name),
        more: home.name.to_string(),
        mark: Mark::Person(person.name.to_string()),
        target: Target::Go(routes::user(&person.id)),
    });
    let places = found.places.into_iter().map(|place| Item {
        label: isolated(&place.name),
        more: place.code.to_string(),
        mark: Mark::House(place.name.to_string()),
        target: Target::Go(routes::organization(&place.code)),
    });
    [people.collect(), places.collect()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::session::{OfficeKeys, Place};
    use crate::words::Language;
    use rehome_domain::organization::OrganizationKind;

    fn labels(keys: OfficeKeys, text: &str) -> Vec<String> {
        let words = Words::new(Language::English);
        let place = |code: &str, name: &str| Place {
            code: code.into(),
            name: name.into(),
        };
        let office = OfficeView {
            acting_in: place("harbour", "Harbour Clinic"),
            kind: OrganizationKind::Suborganization,
            roles: Vec::new(),
            places: vec![
                place("harbour", "Harbour Clinic"),
                place("lakeside", "Lakeside Clinic"),
            ],
            keys,
        };
        let session = SessionView {
            user: "omar".into(),
            name: "Omar".into(),
            username: "omar".into(),
            home: office.acting_in.clone(),
            logo: None,
            installation: "Aster Health".into(),
            move_is_offered: false,
            has_library: false,
            office: None,
        };
        let typed = folded(text);
        let items = known(&session, &office, words).into_iter().flatten();
        items
            .filter(|item| item.matches(&typed))
            .map(|item| item.label)
            .collect()
    }

    #[test]
    fn nothing_is_offered_that_the_keys_do_not_open() {
        let all = labels(
            OfficeKeys {
                view: true,
                ..OfficeKeys::default()
            },
            "",
        );
        assert!(all.contains(&"Users".to_owned()), "{all:?}");
        for closed in [
            "Audit",
            "Import users",
            "New organization",
            "Settings: User move",
            "Catalogue",
        ] {
            assert!(!all.contains(&closed.to_owned()), "{closed}");
        }
    }

    #[test]
    fn the_words_typed_are_found_in_any_order_and_any_case() {
        let keys = OfficeKeys {
            edit: true,
            ..OfficeKeys::default()
        };
        assert_eq!(labels(keys, "user NEW"), ["New user"]);
        assert_eq!(labels(keys, "act lake").len(), 1);
        assert!(labels(keys, "nothing like it").is_empty());
    }
}
