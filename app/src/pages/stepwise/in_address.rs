//! What was chosen so far, kept in the address and at hand for every step.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use leptos_router::params::ParamsMap;
use rehome_domain::ids::OrganizationCode;

/// What the address says below a path; what it said last where it is another page's.
pub(crate) fn said_below<A: Clone + Default + PartialEq + Send + Sync + 'static>(
    path: &'static str,
    read: fn(Option<&str>, &ParamsMap) -> A,
) -> Memo<A> {
    let location = use_location();
    // WHY not the parameters of the route: they come before the query of a new address, and would be asked about with
    // that of the old one.
    Memo::new(move |before: Option<&A>| {
        let whole = location.pathname.get();
        match whole.strip_prefix(path) {
            None => before.cloned().unwrap_or_default(),
            Some(step) => location
                .query
                .with(|query| read(Some(step.trim_matches('/')), query)),
        }
    })
}

/// What was chosen so far.
pub(crate) struct InAddress<A: Send + Sync + 'static> {
    /// What the address says, with what was typed since.
    pub(crate) asked: RwSignal<A>,
    /// Where the reader acts.
    pub(crate) acting_in: StoredValue<OrganizationCode>,
    keep: Callback<()>,
    go: Callback<String>,
}

impl<A: Send + Sync + 'static> Clone for InAddress<A> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<A: Send + Sync + 'static> Copy for InAddress<A> {}

impl<A: Clone + PartialEq + Send + Sync + 'static> InAddress<A> {
    /// Follows what an address says; `written` is the address of what was chosen.
    pub(crate) fn new(address: Memo<A>, written: fn(&A) -> String) -> Self {
        let asked = RwSignal::new(address.get_untracked());
        let own: StoredValue<Option<A>> = StoredValue::new(None);
        let navigate = use_navigate();
        let to = navigate.clone();
        Effect::new(move |_| {
            let now = address.get();
            // WHY: what was written here comes back as an address, and more may have been typed meanwhile.
            let is_own = own.get_value().as_ref() == Some(&now);
            own.set_value(None);
            if !is_own && now != asked.get_untracked() {
                asked.set(now);
            }
        });
        let keep = Callback::new(move |()| {
            let now = asked.get_untracked();
            if now == address.get_untracked() {
                return;
            }
            own.set_value(Some(now.clone()));
            let options = NavigateOptions {
                replace: true,
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate(&written(&now), options);
        });
        let go = Callback::new(move |address: String| to(&address, NavigateOptions::default()));
        Self {
            asked,
            acting_in: StoredValue::new(OrganizationCode::from("")),
            keep,
            go,
        }
    }

    /// Writes what was chosen into the address.
    pub(crate) fn keep(self) {
        self.keep.run(());
    }

    /// Goes to an address.
    pub(crate) fn go(self, address: String) {
        self.go.run(address);
    }
}

/// What the query of an address says, as a page reads it.
#[cfg(test)]
pub(crate) fn query_of(address: &str) -> leptos_router::params::ParamsMap {
    let query = address
        .split_once('?')
        .map(|(_, query)| query)
        .unwrap_or_default();
    let mut map = leptos_router::params::ParamsMap::new();
    for field in query.split('&') {
        let (name, value) = field.split_once('=').unwrap_or((field, ""));
        let mut bytes = Vec::new();
        let mut rest = value.bytes();
        while let Some(byte) = rest.next() {
            if byte == b'%' {
                let hex: String = [rest.next(), rest.next()]
                    .into_iter()
                    .flatten()
                    .map(char::from)
                    .collect();
                bytes.push(u8::from_str_radix(&hex, 16).unwrap_or_default());
            } else {
                bytes.push(byte);
            }
        }
        map.insert(
            name.to_owned(),
            String::from_utf8_lossy(&bytes).into_owned(),
        );
    }
    map
}
