//! The sign-in name, the username and the addresses somebody has at the destination (hosting 4, rulings 41 and 42).

use super::{World, own_choices, short_name};
use crate::hosting::proposal::{self, Tokens, UsernameFault};
use crate::hosting::{HostedUser, NameKey, NameKind, is_same_name};
use crate::ids::Address;
use crate::people::User;
use crate::user_move::request::AddressFate;
use crate::user_move::rules::Case;
use std::sync::Arc;

/// A name at the destination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewName {
    /// The name.
    pub text: Arc<str>,
    /// Whether somebody chose it; proposals step aside where a name is taken, choices do not.
    pub chosen: bool,
}

/// What becomes of an old address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OldFate {
    /// It is among the new ones too.
    Stays,
    /// It stays as an alias, by choice.
    Kept,
    /// It is given up.
    Dropped {
        /// For how many days it is kept from others; not at all where 0.
        days: u32,
        /// Whether mail for it goes on meanwhile.
        forwards: bool,
    },
}

/// The names of one person.
#[derive(Clone, Debug)]
pub struct Names {
    /// The user principal name; none where nothing can be proposed, or there never was one and no domain.
    pub upn: Option<NewName>,
    /// The username as it would be written anew.
    pub renamed: Result<Arc<str>, UsernameFault>,
    /// The username where it is written anew.
    pub username: Option<Result<Arc<str>, UsernameFault>>,
    /// The new addresses, the primary one first.
    pub addresses: Vec<NewName>,
    /// What becomes of each old one.
    pub old: Vec<(Address, OldFate)>,
}

impl Names {
    pub(super) fn of(
        case: &Case<'_>,
        user: &User,
        hosted: &HostedUser,
        world: &World<'_, '_>,
    ) -> Self {
        let (own, top) = own_choices(case, user);
        let choices = || own.into_iter().chain(top);
        let domain = world.there.primary_domain().unwrap_or_default();
        let is_free = |kind: NameKind, name: &str| {
            !world.given.contains(&NameKey::new(kind, name))
                && !world.facts.is_taken(kind, name, &[&user.id])
        };
        let bare = proposal::bare(&user.username, &short_name(case.source));
        let former = hosted.upn.as_deref().unwrap_or(bare);
        let upn = match choices().find_map(|it| it.upn.as_deref()) {
            Some(chosen) => Some(NewName::chosen(chosen)),
            None => proposal::upn(former, domain, &|name| is_free(NameKind::Upn, name))
                .map(NewName::proposed),
        };
        let upn_text = upn.as_ref().map_or("", |upn| &*upn.text);
        let tokens = Tokens {
            given: hosted.given.as_deref(),
            surname: hosted.surname.as_deref(),
            display: &user.name,
            alias: proposal::split(former).map_or(former, |(local, _)| local),
        };
        let formats = &world.there.email_formats;
        let is_free_address = |name: &str| is_free(NameKind::Address, name);
        let proposed = match upn_text {
            "" if formats.is_empty() => Vec::new(),
            _ => proposal::addresses(formats, &tokens, domain, upn_text, &is_free_address),
        };
        let mut proposed = proposed.into_iter();
        let first = proposed.next();
        let primary = match choices().find_map(|it| it.primary_address.as_ref()) {
            Some(chosen) => Some(NewName::chosen(chosen.as_str())),
            None => first.map(NewName::proposed),
        };
        let aliases: Vec<NewName> = match choices().find_map(|it| it.aliases.as_ref()) {
            Some(chosen) => chosen
                .iter()
                .map(|it| NewName::chosen(it.as_str()))
                .collect(),
            None => proposed.map(NewName::proposed).collect(),
        };
        let mut addresses: Vec<NewName> = Vec::new();
        for name in primary.into_iter().chain(aliases) {
            if !addresses.iter().any(|known| known.is(&name.text)) {
                addresses.push(name);
            }
        }
        let fates = choices().filter_map(|it| it.addresses.as_ref());
        let asked: Vec<(&Address, AddressFate)> = fates
            .flatten()
            .map(|(address, fate)| (address, *fate))
            .collect();
        let quarantine = case.source.organization.hosting.as_ref();
        let days = quarantine.map_or(0, |source| source.quarantine_days);
        let fate = |address: &Address| {
            if addresses.iter().any(|new| new.is(address.as_str())) {
                return OldFate::Stays;
            }
            let mut asked = asked.iter();
            match asked.find(|(named, _)| is_same_name(named.as_str(), address.as_str())) {
                Some((_, AddressFate::Keep)) => OldFate::Kept,
                Some((_, AddressFate::ForwardDays(asked))) => OldFate::Dropped {
                    days: days.max(*asked),
                    forwards: true,
                },
                Some((_, AddressFate::Drop)) | None => OldFate::Dropped {
                    days,
                    forwards: false,
                },
            }
        };
        let renames = choices().find_map(|it| it.rename_username);
        // WHY: unlike a name, this wish can be meant for everybody.
        let renames = renames.or(case.request.options.rename_username);
        let local = proposal::split(upn_text).map_or(bare, |(local, _)| local);
        let is_free_username = |name: &str| is_free(NameKind::Username, name);
        let renamed: Result<Arc<str>, _> =
            proposal::username(local, &short_name(case.destination), &is_free_username)
                .map(Arc::from);
        Self {
            old: hosted
                .addresses
                .keys()
                .map(|address| (address.clone(), fate(address)))
                .collect(),
            upn,
            username: renames.unwrap_or(false).then(|| renamed.clone()),
            renamed,
            addresses,
        }
    }

    /// The new primary address.
    pub fn primary(&self) -> Option<&NewName> {
        self.addresses.first()
    }

    /// The addresses the person has at the destination: the new ones, then the old ones that are kept.
    pub fn all_addresses(&self) -> impl Iterator<Item = &str> {
        let kept = self.old.iter().filter(|(_, fate)| *fate == OldFate::Kept);
        let kept = kept.map(|(address, _)| address.as_str());
        self.addresses.iter().map(|new| &*new.text).chain(kept)
    }

    /// Every name that is taken from now on.
    pub(super) fn keys(&self) -> Vec<NameKey> {
        let upn = self.upn.iter().map(|upn| (NameKind::Upn, &*upn.text));
        let username = self.username.iter().flatten();
        let username = username.map(|name| (NameKind::Username, &**name));
        let addresses = self.all_addresses().map(|it| (NameKind::Address, it));
        upn.chain(username)
            .chain(addresses)
            .map(|(kind, name)| NameKey::new(kind, name))
            .collect()
    }
}

impl NewName {
    /// A name that somebody chose.
    pub fn chosen(text: &str) -> Self {
        Self {
            text: crate::text::normalized(text).into(),
            chosen: true,
        }
    }

    /// A name that was worked out.
    pub fn proposed(text: String) -> Self {
        Self {
            text: text.into(),
            chosen: false,
        }
    }

    /// Whether this is a name, whatever the case.
    pub fn is(&self, name: &str) -> bool {
        is_same_name(&self.text, name)
    }
}
