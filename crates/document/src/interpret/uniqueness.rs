//! Nobody has somebody else's username or mapping id, where they are to be unique (rulings 28 and 79).

use super::places::Places;
use crate::fault::{Code, Log, Path, Place};
use crate::reader::Node;
use rehome_domain::directory::{ExistingUser, UserEntry};
use rehome_domain::ids::UserId;
use rehome_domain::text;
use std::collections::HashMap;

/// Whose a name is, and where in the document that stands.
struct Holder {
    user: String,
    place: Place,
}

/// The usernames and mapping ids given so far.
pub(super) struct Names<'t, 'p> {
    places: &'t Places<'p>,
    by_home: HashMap<(String, String), Holder>,
    usernames: HashMap<(&'p str, String), Holder>,
    mapping_ids: HashMap<(&'p str, String), Holder>,
    /// The organization within which the names of a home are unique.
    scopes: HashMap<String, Option<&'p str>>,
}

impl<'t, 'p> Names<'t, 'p> {
    pub(super) fn new(places: &'t Places<'p>) -> Self {
        Self {
            places,
            by_home: HashMap::new(),
            usernames: HashMap::new(),
            mapping_ids: HashMap::new(),
            scopes: HashMap::new(),
        }
    }

    fn scope(&mut self, home: &str) -> Option<&'p str> {
        if let Some(scope) = self.scopes.get(home) {
            return *scope;
        }
        let scope = self.places.unique_within(home);
        self.scopes.insert(home.to_owned(), scope);
        scope
    }

    /// Takes down the names of a user of the document and reports those taken already.
    pub(super) fn judge(
        &mut self,
        id: &str,
        user: &UserEntry,
        node: &Node<'_>,
        path: Path<'_>,
        log: &mut Log,
    ) {
        let home = user.home.as_str();
        let scope = self.scope(home);
        let at = |key: &str| node.get(key).map_or(node.place, |node| node.place);
        let place = at("username");
        let holder = || Holder {
            user: id.to_owned(),
            place,
        };
        let name = text::folded(&user.username);
        let taken = match scope {
            Some(scope) => {
                take(&mut self.usernames, (scope, name), holder()).map(|taken| (taken, Some(scope)))
            }
            None => take(&mut self.by_home, (home.to_owned(), name), holder())
                .map(|taken| (taken, None)),
        };
        if let Some((taken, scope)) = taken {
            let whose = taken.describe(place, log);
            let within = scope.map_or_else(
                || format!("of {home:?}"),
                |scope| format!("below {scope:?}"),
            );
            let message =
                format!("the user {whose} {within} has this username already; give another one");
            log.add(place, path.key("username"), Code::UsernameTaken, message);
        }
        if let (Some(scope), Some(mapping_id)) = (scope, &user.mapping_id) {
            let place = at("mapping_id");
            let holder = Holder {
                user: id.to_owned(),
                place,
            };
            if let Some(taken) = take(
                &mut self.mapping_ids,
                (scope, text::folded(mapping_id)),
                holder,
            ) {
                let whose = taken.describe(place, log);
                let message = format!(
                    "the user {whose} below {scope:?} has this mapping id already; give another one"
                );
                log.add(place, path.key("mapping_id"), Code::MappingIdTaken, message);
            }
        }
    }

    /// Reports a user of the document who has a name of a stored one.
    pub(super) fn judge_stored(&mut self, id: &UserId, user: &ExistingUser, log: &mut Log) {
        let above = Path::Root.key("users");
        let scope = self.scope(user.home.as_str());
        let name = text::folded(&user.username);
        let taken = match scope {
            Some(scope) => self.usernames.get(&(scope, name)),
            None => self.by_home.get(&(user.home.to_string(), name)),
        };
        if let Some(Holder { user: other, place }) = taken {
            let message = format!(
                "the stored user {:?} of {:?} has this username already; give another one",
                id.as_str(),
                user.home.as_str()
            );
            log.add(
                *place,
                above.key(other).key("username"),
                Code::UsernameTaken,
                message,
            );
        }
        let Some((scope, mapping_id)) = scope.zip(user.mapping_id.as_ref()) else {
            return;
        };
        if let Some(Holder { user: other, place }) =
            self.mapping_ids.get(&(scope, text::folded(mapping_id)))
        {
            let message = format!(
                "the stored user {:?} has this mapping id already; give another one",
                id.as_str()
            );
            log.add(
                *place,
                above.key(other).key("mapping_id"),
                Code::MappingIdTaken,
                message,
            );
        }
    }
}

fn take<K: std::hash::Hash + Eq>(
    map: &mut HashMap<K, Holder>,
    key: K,
    holder: Holder,
) -> Option<&Holder> {
    use std::collections::hash_map::Entry;
    match map.entry(key) {
        Entry::Vacant(free) => {
            free.insert(holder);
            None
        }
        Entry::Occupied(taken) => Some(taken.into_mut()),
    }
}

impl Holder {
    fn describe(&self, from: Place, log: &Log) -> String {
        format!("{:?} ({})", self.user, log.describe(self.place, from))
    }
}
