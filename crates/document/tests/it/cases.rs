//! For every fault a text that fires it and one beside it that does not, one to a line.

use rehome_document::Code;

/// A name, a text with the fault and a text without it.
pub(crate) struct Case(
    pub(crate) Code,
    pub(crate) &'static str,
    pub(crate) &'static str,
    pub(crate) &'static str,
);

/// A document around some users, in a tree with two suborganizations, and another tree.
macro_rules! users {
    ($text:literal) => {
        concat!(
            "version: 1\norganizations:\n  top: {kind: enterprise}\n",
            "  a: {kind: suborganization, parent: top, hierarchy: {root: {ward: {}}}}\n",
            "  b: {kind: suborganization, parent: top}\n  other: {kind: provider}\n",
            "  cust: {kind: customer, parent: other}\n  area: {kind: area, parent: cust}\n",
            "users:\n",
            $text
        )
    };
}

/// A document around a customer with two sites, and another customer.
macro_rules! sites {
    ($text:literal) => {
        concat!(
            "version: 1\norganizations:\n  p: {kind: provider}\n  c: {kind: customer, parent: p, dial_plan_type: 1}\n",
            "  d: {kind: customer, parent: p}\n  e: {kind: site, parent: d}\n",
            "device_lists: {dl: {customer: c}}\n",
            $text
        )
    };
}

/// A document around some organizations below an enterprise.
macro_rules! organizations {
    ($text:literal) => {
        concat!(
            "version: 1\norganizations:\n  top: {kind: enterprise}\n",
            $text
        )
    };
}

pub(crate) const CASES: &[Case] = &[
    Case(Code::NotUtf8, "a.yaml", "(see below)", organizations!("")),
    Case(Code::ControlCharacter, "a.yaml", organizations!("  a: {kind: enterprise, name: a\u{1}b}\n"), organizations!("  a: {kind: enterprise, name: a b}\n")),
    Case(Code::ControlCharacter, "a.yaml", organizations!("  a: {kind: enterprise, name: \"a\\nb\"}\n"), organizations!("  a: {kind: enterprise, name: \"a b\"}\n")),
    Case(Code::OutOfRange, "a.yaml", users!("  a: {home: a, attributes: {phone: 9223372036854775808}}\n"), users!("  a: {home: a, attributes: {phone: 9223372036854775807}}\n")),
    Case(Code::OutOfRange, "a.json", r#"{"version":1,"organizations":{"a":{"kind":"enterprise"}},"users":{"b":{"home":"a","attributes":{"phone":-9223372036854775809}}}}"#, r#"{"version":1,"organizations":{"a":{"kind":"enterprise"}},"users":{"b":{"home":"a","attributes":{"phone":"9223372036854775808"}}}}"#),
    Case(Code::Malformed, "a.yaml", "version: 1\nusers: {a: {\n", "version: 1\nusers: {}\n"),
    Case(Code::Malformed, "a.json", "{\"version\": 1,}", "{\"version\": 1}"),
    Case(Code::Alias, "a.yaml", "version: 1\nusers: &x {}\ngroups: *x\n", "version: 1\nusers: {}\ngroups: {}\n"),
    Case(Code::Tag, "a.yaml", "version: 1\nusers: !!map {}\n", "version: 1\nusers: {}\n"),
    Case(Code::SeveralDocuments, "a.yaml", "version: 1\n---\nversion: 1\n", "---\nversion: 1\n...\n"),
    Case(Code::DuplicateKey, "a.yaml", organizations!("  top: {kind: basic}\n"), organizations!("  top2: {kind: basic}\n")),
    Case(Code::KeyNotText, "a.yaml", "version: 1\nusers: {[a]: {}}\n", "version: 1\nusers: {}\n"),
    Case(Code::Empty, "a.yaml", "# nothing\n", "version: 1\n"),
    Case(Code::Empty, "a.json", " ", "{\"version\": 1}"),
    Case(Code::UnknownVersion, "a.yaml", "version: 2\n", "version: 1\n"),
    Case(Code::UnknownKey, "a.yaml", users!("  u: {home: a, surnam: X}\n"), users!("  u: {home: a, surname: X}\n")),
    Case(Code::MissingKey, "a.yaml", users!("  u: {given: U}\n"), users!("  u: {home: a}\n")),
    Case(Code::MissingKey, "a.yaml", "users: {}\n", "version: 1\nusers: {}\n"),
    Case(Code::WrongType, "a.yaml", users!("  u: {home: a, title: 5}\n"), users!("  u: {home: a, title: '5'}\n")),
    Case(Code::WrongType, "a.yaml", "[1]\n", "version: 1\n"),
    Case(Code::UnknownWord, "a.yaml", users!("  u: {home: a, status: locked}\n"), users!("  u: {home: a, status: disabled}\n")),
    Case(Code::UnknownWord, "a.yaml", "version: 1\nroles: {r: {like: user}, s: {like: r}}\n", "version: 1\nroles: {r: {like: user}, s: {like: user}}\n"),
    Case(Code::OutOfRange, "a.yaml", organizations!("  a: {kind: enterprise, settings: {undo_days: -1}}\n"), organizations!("  a: {kind: enterprise, settings: {undo_days: 0}}\n")),
    Case(Code::OutOfRange, "a.yaml", organizations!("  a: {kind: enterprise, settings: {undo_days: 3651}}\n"), organizations!("  a: {kind: enterprise, settings: {undo_days: 3650}}\n")),
    Case(Code::OutOfRange, "a.yaml", organizations!("  a: {kind: enterprise, short_name: NINECHARS}\n"), organizations!("  a: {kind: enterprise, short_name: EIGHTCHA}\n")),
    Case(Code::BadId, "a.yaml", "version: 1\nguests: {' g ': {email: a@b}}\n", "version: 1\nguests: {g: {email: a@b}}\n"),
    Case(Code::BadCode, "a.yaml", organizations!("  Harbour: {kind: enterprise}\n"), organizations!("  harbour-1: {kind: enterprise}\n")),
    Case(Code::BadDate, "a.yaml", users!("  u: {home: a, subscriptions: [{to: b, start: 2026-02-30}]}\n"), users!("  u: {home: a, subscriptions: [{to: b, start: 2026-02-28}]}\n")),
    Case(Code::BadColor, "a.yaml", organizations!("  a: {kind: enterprise, look: {accent: '#b517'}}\n"), organizations!("  a: {kind: enterprise, look: {accent: '#b5179e'}}\n")),
    Case(Code::BadAddress, "a.yaml", users!("  u: {home: a, addresses: {a@b@c: {}}}\n"), users!("  u: {home: a, addresses: {a@b: {}}}\n")),
    Case(Code::UnknownReference, "a.yaml", users!("  u: {home: c}\n"), users!("  u: {home: b}\n")),
    Case(Code::UnknownReference, "a.yaml", users!("  u: {home: a, manager: v}\n"), users!("  u: {home: a, manager: v}\n  v: {home: b}\n")),
    Case(Code::IllegalParent, "a.yaml", organizations!("  a: {kind: site, parent: top}\n"), organizations!("  a: {kind: suborganization, parent: top}\n")),
    Case(Code::IllegalParent, "a.yaml", organizations!("  a: {kind: hub, parent: top}\n"), organizations!("  a: {kind: hub}\n")),
    Case(Code::MissingParent, "a.yaml", organizations!("  a: {kind: suborganization}\n"), organizations!("  a: {kind: basic}\n")),
    Case(Code::ParentCycle, "a.yaml", organizations!("  a: {kind: reseller, parent: b}\n  b: {kind: reseller, parent: a}\n"), organizations!("  a: {kind: provider}\n  b: {kind: reseller, parent: a}\n")),
    Case(Code::OtherTree, "a.yaml", organizations!("  x: {kind: enterprise, settings: {available_organizations: [top]}}\n"), organizations!("  x: {kind: enterprise, settings: {available_organizations: [x]}}\n")),
    Case(Code::OtherTree, "a.yaml", users!("  u: {home: a, subscriptions: [{to: cust, start: 2026-01-01}]}\n"), users!("  u: {home: a, subscriptions: [{to: b, start: 2026-01-01}]}\n")),
    Case(Code::NoHierarchyHere, "a.yaml", organizations!("  a: {kind: enterprise, hierarchy: {x: {}}}\n"), organizations!("  a: {kind: basic, hierarchy: {x: {}}}\n")),
    Case(Code::PositionTwice, "a.yaml", organizations!("  a: {kind: basic, hierarchy: {x: {y: {}, z: {y: {}}}}}\n"), organizations!("  a: {kind: basic, hierarchy: {x: {y: {}, z: {w: {}}}}}\n")),
    Case(Code::UnknownPosition, "a.yaml", users!("  u: {home: a, position: wart}\n"), users!("  u: {home: a, position: ward, remembered_positions: {b: vanished}}\n")),
    Case(Code::BadSiteCode, "a.yaml", "version: 1\norganizations: {p: {kind: provider}, c: {kind: customer, parent: p}, s: {kind: site, parent: c, dial_plan: slc, slc: 7a}}\n", "version: 1\norganizations: {p: {kind: provider}, c: {kind: customer, parent: p}, s: {kind: site, parent: c, dial_plan: slc, slc: \"7\"}}\n"),
    Case(Code::CodesOverlap, "a.yaml", "version: 1\norganizations: {p: {kind: provider}, c: {kind: customer, parent: p}, s: {kind: site, parent: c, dial_plan: slc, slc: \"71\"}, t: {kind: site, parent: c, dial_plan: slc, slc: \"712\"}}\n", "version: 1\norganizations: {p: {kind: provider}, c: {kind: customer, parent: p}, d: {kind: customer, parent: p}, s: {kind: site, parent: c, dial_plan: slc, slc: \"71\"}, t: {kind: site, parent: d, dial_plan: slc, slc: \"712\"}, u: {kind: site, parent: c, dial_plan: slc, slc: \"72\"}}\n"),
    Case(Code::DialPlansDisagree, "a.yaml", "version: 1\norganizations: {p: {kind: provider}, c: {kind: customer, parent: p, dial_plan_type: 1}, s: {kind: site, parent: c, dial_plan: non_slc}}\n", "version: 1\norganizations: {p: {kind: provider}, c: {kind: customer, parent: p, dial_plan_type: 4}, s: {kind: site, parent: c, dial_plan: non_slc}}\n"),
    Case(Code::DialPlansDisagree, "a.yaml", "version: 1\norganizations: {p: {kind: provider}, c: {kind: customer, parent: p}, s: {kind: site, parent: c, dial_plan: slc}}\n", "version: 1\norganizations: {p: {kind: provider}, c: {kind: customer, parent: p}, s: {kind: site, parent: c, dial_plan: none}}\n"),
    Case(Code::RoutingOverlaps, "a.yaml", sites!("number_routing: {r: {site: e, prefix: \"71\", mask_length: 3}, s: {site: e, prefix: \"712\", mask_length: 2}}\n"), sites!("number_routing: {r: {site: e, prefix: \"71\", mask_length: 3}, s: {site: e, prefix: \"712\", mask_length: 3}, t: {site: e, prefix: \"72\", mask_length: 3}}\n")),
    Case(Code::PrefixNotDigits, "a.yaml", sites!("number_routing: {r: {site: e, prefix: \"7a\", mask_length: 3}}\n"), sites!("number_routing: {r: {site: e, prefix: \"71\", mask_length: 3}}\n")),
    Case(Code::NotASite, "a.yaml", sites!("site_defaults: {c: {device_pool: P}}\n"), sites!("site_defaults: {e: {device_pool: P}}\n")),
    Case(Code::NotASite, "a.yaml", sites!("number_routing: {r: {site: c, prefix: \"71\", mask_length: 3}}\n"), sites!("number_routing: {r: {site: e, prefix: \"71\", mask_length: 3}}\n")),
    Case(Code::DeviceListOfAnother, "a.yaml", "version: 1\norganizations: {p: {kind: provider}, c: {kind: customer, parent: p}, d: {kind: customer, parent: p}, s: {kind: site, parent: d, device_list: dl}}\ndevice_lists: {dl: {customer: c}}\n", "version: 1\norganizations: {p: {kind: provider}, c: {kind: customer, parent: p}, a: {kind: area, parent: c}, s: {kind: site, parent: a, device_list: dl}}\ndevice_lists: {dl: {customer: c}}\n"),
    Case(Code::NoPartition, "a.yaml", sites!("lines: {l: {pattern: \"7101\"}}\n"), sites!("lines: {l: {pattern: \"7101\", partition: P}}\n")),
    Case(Code::LineTwice, "a.yaml", sites!("lines: {l: {pattern: \"7101\", partition: P, cluster: c1}, m: {pattern: \"7101\", partition: P, cluster: c1}}\n"), sites!("lines: {l: {pattern: \"7101\", partition: P, cluster: c1}, m: {pattern: \"7101\", partition: P, cluster: c2}, n: {pattern: \"7101\", partition: Q, cluster: c1}}\n")),
    Case(Code::NumberTwice, "a.yaml", sites!("e164_numbers: {e: {number: \"+44\"}, f: {number: \"+44\"}}\n"), sites!("e164_numbers: {e: {number: \"+44\"}, f: {number: \"+49\"}}\n")),
    Case(Code::InventoryTwice, "a.yaml", sites!("inventory: {i: {number: \"7101\", at: e}, j: {number: \"7101\", at: e}}\n"), sites!("inventory: {i: {number: \"7101\", at: e}, j: {number: \"7101\", at: d}, k: {number: \"7102\", at: e}}\n")),
    Case(Code::NothingToRewrite, "a.yaml", sites!("settings: {rewrite: {phones.colour: custom.colour}}\n"), sites!("settings: {rewrite: {phones.locale: custom.locale}}\n")),
    Case(Code::NotAHome, "a.yaml", users!("  u: {home: area}\n"), users!("  u: {home: cust}\n")),
    Case(Code::BadUsername, "a.yaml", users!("  a b: {home: a}\n"), users!("  a b: {home: a, username: ab}\n")),
    Case(Code::BadUsername, "a.yaml", users!("  ab: {home: a, username: \"a\u{202e}b\"}\n"), users!("  ab: {home: a, username: ab}\n")),
    Case(Code::UsernameTaken, "a.yaml", users!("  u: {home: a, username: Straße}\n  v: {home: a, username: STRASSE}\n"), users!("  u: {home: a, username: Straße}\n  v: {home: b, username: STRASSE}\n")),
    Case(Code::BadMappingId, "a.yaml", users!("  u: {home: a, mapping_id: M-17}\n"), users!("  u: {home: a, mapping_id: M17}\n")),
    Case(Code::MappingIdTaken, "a.yaml", UNIQUE_MAPPING_ID, users!("  u: {home: a, mapping_id: M17}\n  v: {home: b, mapping_id: m17}\n")),
    Case(Code::OwnSponsor, "a.yaml", users!("  u: {home: a, sponsor: u}\n"), users!("  u: {home: a, sponsor: v}\n  v: {home: a}\n")),
    Case(Code::SponsorIsDependent, "a.yaml", users!("  u: {home: a, sponsor: v}\n  v: {home: a, sponsor: w}\n  w: {home: a}\n"), users!("  u: {home: a, sponsor: w}\n  v: {home: a, sponsor: w}\n  w: {home: a}\n")),
    Case(Code::SponsorElsewhere, "a.yaml", users!("  u: {home: a, sponsor: v}\n  v: {home: b}\n"), users!("  u: {home: a, sponsor: v}\n  v: {home: a}\n")),
    Case(Code::SeveralPrimary, "a.yaml", users!("  u: {home: a, addresses: {a@b: {primary: true}, c@d: {primary: true}}}\n"), users!("  u: {home: a, addresses: {a@b: {primary: true}, c@d: {}}}\n")),
    Case(Code::NameOfBuiltIn, "a.yaml", "version: 1\nroles: {auditor: {like: user}}\n", "version: 1\nroles: {auditor-2: {like: user}}\n"),
    Case(Code::NameOfBuiltIn, "a.yaml", "version: 1\norganizations: {h: {kind: hub}}\nprofiles: {manager: {account: h, like: manager}}\n", "version: 1\norganizations: {h: {kind: hub}}\nprofiles: {manager-2: {account: h, like: manager}}\n"),
    Case(Code::UnknownPermission, "a.yaml", "version: 1\nroles: {r: {like: end_users_manager, deny: [user.lok]}}\n", "version: 1\nroles: {r: {like: end_users_manager, deny: [user.lock]}}\n"),
    Case(Code::BeyondOriginal, "a.yaml", "version: 1\nroles: {r: {like: end_users_manager, grant: [role.grant]}}\n", "version: 1\nroles: {r: {like: organization_administrator, grant: [role.grant]}}\n"),
    Case(Code::BeyondOriginal, "a.yaml", "version: 1\nroles: {r: {like: end_users_manager, allowed_at: [site]}}\n", "version: 1\nroles: {r: {like: end_users_manager, allowed_at: [suborganization]}}\n"),
    Case(Code::RoleNotHere, "a.yaml", users!("  u: {home: a, roles: [{role: enterprise_administrator, at: a}]}\n"), users!("  u: {home: a, roles: [{role: enterprise_administrator, at: top}]}\n")),
    Case(Code::RoleNeedsPlace, "a.yaml", users!("  u: {home: a, roles: [{role: alert_manager, at: null}]}\n"), users!("  u: {home: a, roles: [{role: alert_manager, at: a}]}\n")),
    Case(Code::RoleHasNoPlace, "a.yaml", users!("  u: {home: a, roles: [{role: auditor, at: a}]}\n"), users!("  u: {home: a, roles: [{role: auditor, at: null}]}\n")),
    Case(Code::GrantTwice, "a.yaml", users!("  u: {home: a, roles: [{role: alert_manager, at: a}, {role: alert_manager, at: a}]}\n"), users!("  u: {home: a, roles: [{role: alert_manager, at: a}, {role: alert_manager, at: b}]}\n")),
    Case(Code::SubscribedToHome, "a.yaml", users!("  u: {home: a, subscriptions: [{to: a, start: 2026-01-01}]}\n"), users!("  u: {home: b, subscriptions: [{to: a, start: 2026-01-01}]}\n")),
    Case(Code::DependentSubscribed, "a.yaml", users!("  v: {home: a}\n  u: {home: a, sponsor: v, subscriptions: [{to: b, start: 2026-01-01}]}\n"), users!("  v: {home: a, subscriptions: [{to: b, start: 2026-01-01}]}\n  u: {home: a, sponsor: v}\n")),
    Case(Code::EndsBeforeStart, "a.yaml", users!("  u: {home: a, subscriptions: [{to: b, start: 2026-01-02, end: 2026-01-01}]}\n"), users!("  u: {home: a, subscriptions: [{to: b, start: 2026-01-02, end: 2026-01-02}]}\n")),
    Case(Code::NotImportable, "a.yaml", "version: 1\napi_tokens: {t: {user: u}}\n", "version: 1\napi_tokens: {}\n"),
    Case(Code::UnknownColumn, "people.csv", "username,organization,shoe size\nu,a,44\n", "username,organization,Mobile phone\nu,a,44\n"),
    Case(Code::UnknownColumn, "organizations.csv", "code,kind,email\nc,basic,\n", "code,kind\nc,basic\n"),
    Case(Code::MissingColumn, "people.csv", "name,organization\nu,a\n", "login,organization\nu,a\n"),
    Case(Code::ColumnTwice, "people.csv", "username,organization,home\nu,a,a\n", "username,organization\nu,a\n"),
    Case(Code::RaggedRow, "people.csv", "username,organization\nu\n", "username,organization\nu,a\n"),
    Case(Code::EmptyCell, "people.csv", "username,organization\n ,a\n", "username,organization\nu,a\n"),
    Case(Code::SponsorAndOrganization, "people.csv", "username,organization,sponsor\nu,a,\n", "username,sponsor\nfresh,stored\n"),
    Case(Code::UsernameTwice, "people.csv", "username,organization\nu,a\nU,b\n", "username,organization\nu,a\nv,b\n"),
    Case(Code::KindNotKnown, "organizations.csv", "code,parent\nc,a\n", "code,parent\nc,top\n"),
    Case(Code::WrongTable, "moves.csv", "user,from,to\nu,a,b\n", "user,home\nu,a\n"),
];

const UNIQUE_MAPPING_ID: &str = "version: 1
organizations:
  top: {kind: enterprise, settings: {require_user_uniqueness: true}}
  a: {kind: suborganization, parent: top}
  b: {kind: suborganization, parent: top}
users:
  u: {home: a, mapping_id: M17}
  v: {home: b, mapping_id: m17}
";

pub(crate) use {sites, users};
