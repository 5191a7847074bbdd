//! What somebody would be called at a destination, and the plan a service would take: what the wizard shows before
//! anybody chooses (hosting 4 and 5). Pure and quick enough to be asked at every keystroke.
//!
//! A number is appended to a proposal whose name is taken, never to a name somebody chose (hosting 4, derivation 4).

mod letters;

use super::Catalogue;
use crate::ids::{PlanId, ServiceId};
pub use letters::legal;

/// The longest username of an outside directory, suffix included (hosting 4).
pub const LONGEST_USERNAME: usize = 20;
/// The longest local part of an address or user principal name.
pub const LONGEST_LOCAL_PART: usize = 64;
/// The last number that is tried where names are taken; after it nothing is proposed.
pub const LAST_NUMBER: u32 = 999;
/// What a typed local part may hold beside letters and digits of ASCII.
const TYPED: &str = ".-_'+!#^~&";

/// What the tokens of an address format stand for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tokens<'a> {
    /// `%g`: the given name.
    pub given: Option<&'a str>,
    /// `%s`: the surname.
    pub surname: Option<&'a str>,
    /// `%d`: the display name.
    pub display: &'a str,
    /// `%m`: the alias, the local part of the former user principal name.
    pub alias: &'a str,
}

impl Tokens<'_> {
    /// `%i`: the first letters of the given names after the first; none for who has one.
    fn initials(&self) -> String {
        let names = self.given.unwrap_or_default().split_whitespace();
        names
            .skip(1)
            .filter_map(|name| name.chars().next())
            .collect()
    }

    fn value(&self, token: char) -> Option<String> {
        Some(match token {
            'g' | 'G' => self.given.unwrap_or_default().to_owned(),
            's' | 'S' => self.surname.unwrap_or_default().to_owned(),
            'i' | 'I' => self.initials(),
            'd' | 'D' => self.display.to_owned(),
            'm' | 'M' => self.alias.to_owned(),
            _ => return None,
        })
    }
}

/// The local part and the domain of an address or user principal name.
pub fn split(name: &str) -> Option<(&str, &str)> {
    let (local, domain) = name.rsplit_once('@')?;
    (!local.is_empty() && !domain.is_empty()).then_some((local, domain))
}

/// Whether a typed local part is legal: letters and digits of ASCII and a few signs, no dot at an end or beside
/// another, at most [`LONGEST_LOCAL_PART`] characters.
pub fn is_legal_local(local: &str) -> bool {
    let is_sign = |c: char| c.is_ascii_alphanumeric() || TYPED.contains(c);
    !local.is_empty()
        && local.len() <= LONGEST_LOCAL_PART
        && local.chars().all(is_sign)
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
}

/// Whether a typed sign-in name or address is legal: a legal local part at some domain.
pub fn is_legal_name(name: &str) -> bool {
    split(name).is_some_and(|(local, _)| is_legal_local(local))
}

/// The address that a format like `%g.%s@bramble.example` gives somebody; the domain is `domain` where the format
/// names none.
///
/// Tokens: `%g` given name, `%s` surname, `%i` initials, `%d` display name, `%m` alias; a number between keeps that
/// many letters (`%3g`); `%rxy` writes y for every x after it, or leaves it out where both are the same; `%%` is a
/// percent sign. Values are written in letters that addresses can hold; a value that is missing, or of which nothing
/// can be written, is left out together with a separator. None where nothing is left.
/// Source: recipient policies of Microsoft Exchange (hosting 4).
pub fn rendered(format: &str, tokens: &Tokens<'_>, domain: &str) -> Option<String> {
    let (format, domain) = match format.rsplit_once('@') {
        Some((local, own)) if !own.is_empty() => (local, own),
        Some((local, _)) => (local, domain),
        None => (format, domain),
    };
    let mut local = String::new();
    let mut replaced: Vec<(char, char)> = Vec::new();
    let mut characters = format.chars().peekable();
    let mut put = |text: &str, replaced: &[(char, char)]| {
        for c in text.chars() {
            match replaced.iter().find(|(from, _)| *from == c) {
                Some((from, to)) if from == to => {}
                Some((_, to)) => local.push(*to),
                None => local.push(c),
            }
        }
    };
    while let Some(c) = characters.next() {
        if c != '%' {
            put(c.encode_utf8(&mut [0; 4]), &replaced);
            continue;
        }
        let mut keep = String::new();
        while let Some(digit) = characters.next_if(char::is_ascii_digit) {
            keep.push(digit);
        }
        match characters.next() {
            Some('r' | 'R') => replaced.extend(characters.next().zip(characters.next())),
            Some(token) => {
                let value = tokens.value(token).map(|value| legal(&value));
                let most = keep.parse().unwrap_or(usize::MAX);
                let value: String = value.unwrap_or_default().chars().take(most).collect();
                put(&value, &replaced);
            }
            None => {}
        }
    }
    let local = tidy(&legal(&local));
    (!local.is_empty() && !domain.is_empty()).then(|| format!("{local}@{domain}"))
}

/// The display name that a format like `%s, %g` gives somebody, with the tokens of [`rendered`] as they are written; given
/// name and surname where there is no format. None where nothing is left.
/// Source: Automate101, "How to customize display name patterns" (hosting 4).
pub fn display_name(format: Option<&str>, tokens: &Tokens<'_>) -> Option<String> {
    let mut name = String::new();
    let mut characters = format.unwrap_or("%g %s").chars();
    while let Some(c) = characters.next() {
        match c {
            '%' => match characters.next() {
                Some('%') => name.push('%'),
                Some(token) => name.push_str(&tokens.value(token).unwrap_or_default()),
                None => {}
            },
            other => name.push(other),
        }
    }
    let name = crate::text::normalized(&name.split_whitespace().collect::<Vec<_>>().join(" "));
    let name = name.trim_matches([' ', ',', '-', ';']);
    (!name.is_empty()).then(|| name.to_owned())
}

/// A local part without separators at its ends or beside each other, in small letters, no longer than it may be.
fn tidy(local: &str) -> String {
    const SEPARATORS: [char; 3] = ['.', '-', '_'];
    let mut tidy = String::new();
    for c in local.chars() {
        let doubles = SEPARATORS.contains(&c) && tidy.ends_with(SEPARATORS);
        if !doubles && tidy.len() < LONGEST_LOCAL_PART {
            tidy.push(c.to_ascii_lowercase());
        }
    }
    tidy.trim_matches(SEPARATORS).to_owned()
}

/// The first of a name, and of the same with 2, 3 and so on after its local part, that is free.
fn numbered(name: &str, is_free: &dyn Fn(&str) -> bool) -> Option<String> {
    if is_free(name) {
        return Some(name.to_owned());
    }
    let (local, domain) = split(name)?;
    (2..=LAST_NUMBER)
        .map(|number| {
            let number = number.to_string();
            let most = LONGEST_LOCAL_PART - number.len();
            let kept: String = local.chars().take(most).collect();
            format!("{kept}{number}@{domain}")
        })
        .find(|candidate| is_free(candidate))
}

/// The user principal name: the former local part at the primary domain of the destination. None where nothing of it
/// can be written in legal letters, or every number is taken.
pub fn upn(former: &str, domain: &str, is_free: &dyn Fn(&str) -> bool) -> Option<String> {
    let local = split(former).map_or(former, |(local, _)| local);
    let local = if is_legal_local(local) {
        local.to_owned()
    } else {
        tidy(&legal(local))
    };
    if local.is_empty() || domain.is_empty() {
        return None;
    }
    numbered(&format!("{local}@{domain}"), is_free)
}

/// The addresses: the primary one by the first format, the others by the rest; the user principal name where there is
/// no format, or the first gives nothing.
pub fn addresses(
    formats: &[std::sync::Arc<str>],
    tokens: &Tokens<'_>,
    domain: &str,
    upn: &str,
    is_free: &dyn Fn(&str) -> bool,
) -> Vec<String> {
    let mut formats = formats.iter();
    let first = formats.next().and_then(|it| rendered(it, tokens, domain));
    let others = formats.filter_map(|it| rendered(it, tokens, domain));
    let mut found: Vec<String> = Vec::new();
    for name in std::iter::once(first.unwrap_or_else(|| upn.to_owned())).chain(others) {
        let key = super::name_key(&name);
        if found.iter().any(|known| super::name_key(known) == key) {
            continue;
        }
        found.extend(numbered(&name, is_free));
    }
    found
}

/// Why no username can be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UsernameFault {
    /// The suffix leaves no room for a name.
    TooLong,
    /// Every number is taken.
    Taken,
}

/// The username at a destination: the local part, shortened, an underscore and the short name, 20 characters in all;
/// a number at the end of the local part where it is taken (ruling 41).
///
/// # Errors
/// [`UsernameFault`]; the suffix can be too long, and numbers end with [`LAST_NUMBER`].
pub fn username(
    local: &str,
    short_name: &str,
    is_free: &dyn Fn(&str) -> bool,
) -> Result<String, UsernameFault> {
    let local = tidy(&legal(local));
    let suffix = format!("_{short_name}");
    let room = LONGEST_USERNAME.saturating_sub(suffix.chars().count());
    if room == 0 || local.is_empty() {
        return Err(UsernameFault::TooLong);
    }
    let numbers = std::iter::once(String::new()).chain((2..=LAST_NUMBER).map(|it| it.to_string()));
    numbers
        .filter(|number| number.len() < room || number.is_empty())
        .map(|number| {
            let kept: String = local.chars().take(room - number.len()).collect();
            format!("{}{number}{suffix}", kept.trim_end_matches(['.', '-', '_']))
        })
        .find(|candidate| is_free(candidate))
        .ok_or(UsernameFault::Taken)
}

/// A username without the suffix it carries: `dana` of `dana_BRAMBLE`.
pub fn bare<'a>(username: &'a str, short_name: &str) -> &'a str {
    let at = username.len().checked_sub(short_name.len() + 1);
    let parts = at.and_then(|at| username.split_at_checked(at));
    match parts {
        Some((bare, suffix))
            if !bare.is_empty()
                && suffix.starts_with('_')
                && suffix
                    .get(1..)
                    .is_some_and(|code| code.eq_ignore_ascii_case(short_name)) =>
        {
            bare
        }
        _ => username,
    }
}

/// The plan that is chosen before anybody chooses: the same, else the one of the same name whatever the case, else the
/// only one offered where it is of the same level (hosting 5, ruling 39). None: somebody has to choose.
pub fn plan(
    catalogue: &Catalogue,
    service: &ServiceId,
    current: &PlanId,
    offered: &[PlanId],
) -> Option<PlanId> {
    if offered.contains(current) {
        return Some(current.clone());
    }
    let of_service = |id: &&PlanId| {
        let plan = catalogue.plans.get(*id);
        plan.is_none_or(|plan| plan.service == *service)
    };
    let name = crate::text::folded(catalogue.plan_name(current));
    let mut alike = offered
        .iter()
        .filter(of_service)
        .filter(|id| crate::text::folded(catalogue.plan_name(id)) == name);
    if let Some(found) = alike.next() {
        return Some(found.clone());
    }
    match offered {
        [only] => {
            let level = catalogue.level(current);
            (level.is_some() && level == catalogue.level(only)).then(|| only.clone())
        }
        _ => None,
    }
}
