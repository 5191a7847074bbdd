//! What the new person is called: as somebody chose, or as the new home proposes (hosting 4 and 6).

use super::request::PersonWish;
use crate::hosting::proposal::{self, Tokens, UsernameFault};
use crate::hosting::{HostingFacts, NameKind, OrganizationHosting, name_key};
use crate::ids::{Address, UserId};
use crate::text::normalized;
use crate::user_move::hosting::names::NewName;
use std::sync::Arc;

/// The names of somebody new.
#[derive(Clone, Debug)]
pub struct NewNames {
    /// The given name.
    pub given: Option<Arc<str>>,
    /// The surname.
    pub surname: Option<Arc<str>>,
    /// The display name; none where there is nothing to make one of.
    pub name: Option<Arc<str>>,
    /// The user principal name, which is always chosen.
    pub upn: Option<Arc<str>>,
    /// The username; none where there is no user principal name to make it of.
    pub username: Option<Result<NewName, UsernameFault>>,
    /// The addresses, a primary one first.
    pub addresses: Vec<NewName>,
    /// How many of them are to be the primary one.
    pub primaries: u32,
}

fn line(text: Option<&String>) -> Option<Arc<str>> {
    let text = normalized(text?);
    (!text.is_empty()).then(|| Arc::from(text))
}

impl NewNames {
    /// The names at a home whose usernames carry `short_name`.
    pub(super) fn of(
        wish: &PersonWish,
        facts: &HostingFacts,
        home: &OrganizationHosting,
        short_name: &str,
    ) -> Self {
        let is_free = |kind, name: &str| !facts.is_taken(kind, name, &[]);
        let (given, surname) = (line(wish.given.as_ref()), line(wish.surname.as_ref()));
        let upn = line(wish.upn.as_ref());
        let local = upn.as_deref().and_then(proposal::split);
        let local = local.map(|(local, _)| local);
        let mut tokens = Tokens {
            given: given.as_deref(),
            surname: surname.as_deref(),
            display: "",
            alias: local.unwrap_or_default(),
        };
        let proposed = proposal::display_name(home.display_name_format.as_deref(), &tokens);
        let name = line(wish.name.as_ref());
        let name = name.or_else(|| proposed.or_else(|| local.map(str::to_owned)).map(Arc::from));
        tokens.display = name.as_deref().unwrap_or_default();
        let username = match line(wish.username.as_ref()) {
            Some(chosen) => Some(Ok(NewName::chosen(&chosen))),
            None => local.map(|local| {
                let is_free = |name: &str| is_free(NameKind::Username, name);
                proposal::username(local, short_name, &is_free).map(NewName::proposed)
            }),
        };
        let (addresses, primaries) = match &wish.addresses {
            Some(chosen) => {
                let mut chosen: Vec<_> = chosen.iter().collect();
                chosen.sort_by_key(|(_, used)| !used.primary);
                let primaries = chosen.iter().filter(|(_, used)| used.primary).count();
                let names = chosen.iter().map(|(it, _)| NewName::chosen(it.as_str()));
                (
                    distinct(names),
                    u32::try_from(primaries).unwrap_or(u32::MAX),
                )
            }
            None => {
                let is_free = |name: &str| is_free(NameKind::Address, name);
                let domain = home.primary_domain().unwrap_or_default();
                let names = upn.as_deref().map_or_else(Vec::new, |upn| {
                    proposal::addresses(&home.email_formats, &tokens, domain, upn, &is_free)
                });
                let primaries = u32::from(!names.is_empty());
                (
                    distinct(names.into_iter().map(NewName::proposed)),
                    primaries,
                )
            }
        };
        Self {
            given,
            surname,
            name,
            upn,
            username,
            addresses,
            primaries,
        }
    }

    /// The primary address.
    pub fn primary(&self) -> Option<Address> {
        let first = self.addresses.first();
        first.map(|first| Address::new(&first.text))
    }

    /// By what findings name somebody who has no id yet: the username, or else the user principal name.
    pub fn id(&self) -> UserId {
        let username = match &self.username {
            Some(Ok(name)) => Some(&*name.text),
            Some(Err(_)) | None => None,
        };
        UserId::from(username.or(self.upn.as_deref()).unwrap_or_default())
    }
}

/// The names, each once whatever the case.
fn distinct(names: impl Iterator<Item = NewName>) -> Vec<NewName> {
    let mut found: Vec<NewName> = Vec::new();
    for name in names {
        let key = name_key(&name.text);
        if !found.iter().any(|known| name_key(&known.text) == key) {
            found.push(name);
        }
    }
    found
}
