//! Which names a plan might ask about, so that whoever loads facts finds them without looking at everybody's.
//!
//! A proposal that is taken gets a number ([`super::proposal`]), so that beside a name all its numbered forms have to be
//! known. INVARIANT: whatever a mapping asks for is found by one of these; the tests hold it against the proposals.

use super::proposal::{self, LAST_NUMBER, LONGEST_LOCAL_PART, Tokens, split};
use super::{HostedUser, NameKind, OrganizationHosting, name_key};
use crate::people::User;
use std::collections::BTreeSet;

/// A name as it is, or all that begin and end alike with a number between; in the form of [`name_key`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AskedName {
    /// This name.
    Exactly(NameKind, String),
    /// Names like this with a number before the end: `mara` and `@fern.example` for `mara2@fern.example`.
    Numbered(NameKind, String, String),
}

impl AskedName {
    /// Whether this covers a name.
    pub fn covers(&self, kind: NameKind, name: &str) -> bool {
        let key = name_key(name);
        match self {
            Self::Exactly(own, exact) => *own == kind && *exact == key,
            Self::Numbered(own, beginning, end) => {
                let number = key.strip_prefix(beginning.as_str());
                let number = number.and_then(|rest| rest.strip_suffix(end.as_str()));
                *own == kind
                    && number.is_some_and(|number| {
                        number.starts_with(|c: char| c.is_ascii_digit() && c != '0')
                    })
            }
        }
    }
}

/// Where somebody might go, as far as names there depend on it.
#[derive(Clone, Copy, Debug)]
pub struct NamesThere<'a> {
    /// The hosting part of the organization.
    pub hosting: &'a OrganizationHosting,
    /// The short name that its usernames carry.
    pub short_name: &'a str,
}

/// The names that might be proposed to somebody from a home whose usernames carry `short_name`.
pub fn proposed(
    user: &User,
    hosted: &HostedUser,
    short_name: &str,
    there: NamesThere<'_>,
    asked: &mut BTreeSet<AskedName>,
) {
    let any = |_: &str| true;
    let bare = proposal::bare(&user.username, short_name);
    let former = hosted.upn.as_deref().unwrap_or(bare);
    let domain = there.hosting.primary_domain().unwrap_or_default();
    let upn = proposal::upn(former, domain, &any);
    let tokens = Tokens {
        given: hosted.given.as_deref(),
        surname: hosted.surname.as_deref(),
        display: &user.name,
        alias: split(former).map_or(former, |(local, _)| local),
    };
    if let Some(upn) = &upn {
        with_numbers(NameKind::Upn, upn, asked);
        // WHY: it is the address where there is no format, or the first gives nothing.
        with_numbers(NameKind::Address, upn, asked);
    }
    let formats = &there.hosting.email_formats;
    for address in proposal::addresses(
        formats,
        &tokens,
        domain,
        upn.as_deref().unwrap_or_default(),
        &any,
    ) {
        with_numbers(NameKind::Address, &address, asked);
    }
    let local = upn.as_deref().and_then(split);
    usernames(local.map_or(bare, |(local, _)| local), there, asked);
}

/// What somebody new is to be called, as far as names are proposed from it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Newcomer {
    /// The given name.
    pub given: Option<String>,
    /// The surname.
    pub surname: Option<String>,
    /// The display name.
    pub name: String,
    /// The user principal name, which is chosen.
    pub upn: String,
}

/// The names that might be proposed to somebody new; beside them, those of [`chosen`] for the user principal name.
pub fn for_newcomer(newcomer: &Newcomer, there: NamesThere<'_>, asked: &mut BTreeSet<AskedName>) {
    let Some((alias, _)) = split(&newcomer.upn) else {
        return;
    };
    let tokens = Tokens {
        given: newcomer.given.as_deref(),
        surname: newcomer.surname.as_deref(),
        display: &newcomer.name,
        alias,
    };
    let formats = &there.hosting.email_formats;
    let domain = there.hosting.primary_domain().unwrap_or_default();
    for address in proposal::addresses(formats, &tokens, domain, &newcomer.upn, &|_| true) {
        with_numbers(NameKind::Address, &address, asked);
    }
}

/// The names that might be given where somebody chose this one: itself, and what follows from it at these places.
pub fn chosen<'a>(
    name: &str,
    there: impl IntoIterator<Item = NamesThere<'a>>,
    asked: &mut BTreeSet<AskedName>,
) {
    for kind in [NameKind::Upn, NameKind::Address] {
        with_numbers(kind, name, asked);
    }
    asked.insert(AskedName::Exactly(NameKind::Username, name_key(name)));
    if let Some((local, _)) = split(name) {
        for place in there {
            usernames(local, place, asked);
        }
    }
}

/// A name and its numbered forms; a long local part is shortened to make room for the number.
fn with_numbers(kind: NameKind, name: &str, asked: &mut BTreeSet<AskedName>) {
    let key = name_key(name);
    if let Some((local, domain)) = split(&key) {
        let end = format!("@{domain}");
        for digits in 1..=LAST_NUMBER.to_string().len() {
            let most = LONGEST_LOCAL_PART - digits;
            let beginning: String = local.chars().take(most).collect();
            asked.insert(AskedName::Numbered(kind, beginning, end.clone()));
        }
    }
    asked.insert(AskedName::Exactly(kind, key));
}

fn usernames(local: &str, there: NamesThere<'_>, asked: &mut BTreeSet<AskedName>) {
    // WHY: which letters are left depends on how many digits the number takes; the first of each length tells.
    const FIRST_OF_THREE_DIGITS: usize = 99;
    let end = name_key(&format!("_{}", there.short_name));
    let all = |local: &str| {
        let tried = std::cell::RefCell::new(Vec::new());
        // What it answers is of no use here.
        let _ = proposal::username(local, there.short_name, &|name| {
            let mut tried = tried.borrow_mut();
            tried.push(name_key(name));
            tried.len() > FIRST_OF_THREE_DIGITS
        });
        tried.into_inner()
    };
    let numbered = |name: &str, number: &str| {
        let beginning = name.strip_suffix(end.as_str())?.strip_suffix(number)?;
        (!beginning.is_empty())
            .then(|| AskedName::Numbered(NameKind::Username, beginning.to_owned(), end.clone()))
    };
    for (place, name) in all(local).into_iter().enumerate() {
        let number = match place {
            0 => String::new(),
            place => (place + 1).to_string(),
        };
        asked.extend(numbered(&name, &number));
        if place == 0 {
            asked.insert(AskedName::Exactly(NameKind::Username, name));
        }
    }
    // WHY: it follows a sign-in name that got a number; what is trimmed at the end of a name is kept before a number.
    let first = all(&format!("{local}2")).into_iter().next();
    asked.extend(first.and_then(|name| numbered(&name, "2")));
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::ids::Address;
    use std::cell::RefCell;

    const LOCALS: &[&str] = &[
        "mara",
        "mara.quinn",
        "m",
        "7",
        "mara7",
        "mara-",
        "a.very.long.name.of.somebody",
        "b123456789012345678901234567890123456789012345678901234567890123",
        "Mara_Quinn-Ashby",
    ];

    /// Everything that is asked where the first so many names of each kind are taken.
    fn really_asked(upn: &str, there: NamesThere<'_>, taken: usize) -> Vec<(NameKind, String)> {
        let all: RefCell<Vec<(NameKind, String)>> = RefCell::default();
        let is_free = |kind: NameKind| {
            let (all, count) = (&all, RefCell::new(0));
            move |name: &str| {
                all.borrow_mut().push((kind, name.to_owned()));
                *count.borrow_mut() += 1;
                *count.borrow() > taken
            }
        };
        let domain = there.hosting.primary_domain().unwrap();
        let new = proposal::upn(upn, domain, &is_free(NameKind::Upn)).unwrap_or_default();
        let tokens = Tokens {
            given: Some("Mara"),
            surname: Some("Quinn"),
            display: "Mara Quinn",
            alias: split(upn).unwrap().0,
        };
        let formats = &there.hosting.email_formats;
        if !new.is_empty() {
            proposal::addresses(formats, &tokens, domain, &new, &is_free(NameKind::Address));
        }
        if let Some((local, _)) = split(&new) {
            let _ = proposal::username(local, there.short_name, &is_free(NameKind::Username));
        }
        all.into_inner()
    }

    #[test]
    fn every_name_that_a_proposal_tries_is_asked_for() {
        for (formats, short_name) in [
            (&[][..], "FERN"),
            (&["%g.%s", "%m@Other.Example"], "CLOVER22"),
        ] {
            let mut hosting = OrganizationHosting::default();
            hosting
                .domains
                .insert("fern.example".into(), Default::default());
            hosting.email_formats = formats.iter().map(|it| (*it).into()).collect();
            let there = NamesThere {
                hosting: &hosting,
                short_name,
            };
            for local in LOCALS {
                let upn = format!("{local}@bramble.example");
                let mut user = User::new("mara", "Mara Quinn", "bramble");
                user.username = "mara_BRAMBLE".into();
                let hosted = HostedUser {
                    upn: Some(upn.as_str().into()),
                    given: Some("Mara".into()),
                    surname: Some("Quinn".into()),
                    ..HostedUser::default()
                };
                let mut asked = BTreeSet::new();
                proposed(&user, &hosted, "BRAMBLE", there, &mut asked);
                assert!(asked.len() < 40, "{asked:?}");
                let mut of_choice = BTreeSet::new();
                let choice = format!("{local}@fern.example");
                chosen(&choice, [there], &mut of_choice);
                for taken in [0, 1, 2, 11, 120, 2_000] {
                    for (kind, name) in really_asked(&upn, there, taken) {
                        assert!(
                            asked.iter().any(|it| it.covers(kind, &name)),
                            "{kind:?} {name}: {asked:?}"
                        );
                    }
                    if formats.is_empty() {
                        for (kind, name) in really_asked(&choice, there, taken) {
                            assert!(
                                of_choice.iter().any(|it| it.covers(kind, &name)),
                                "{kind:?} {name}"
                            );
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn what_only_begins_alike_is_not_asked_for() {
        let mut asked = BTreeSet::new();
        chosen("mara@fern.example", [], &mut asked);
        let covers = |name: &str| asked.iter().any(|it| it.covers(NameKind::Address, name));
        assert!(covers("MARA@fern.example") && covers("mara12@fern.example"));
        for other in [
            "maraq@fern.example",
            "mara2@clover.example",
            "mara02@fern.example",
        ] {
            assert!(!covers(other), "{}", Address::new(other));
        }
    }
}
