//! What is remembered of organizations, their settings, hierarchies, roles and attributes: facts that hardly ever change.
//!
//! INVARIANT: nothing remembered decides before the database has said, in the transaction at hand, that it is still so.
//! Every change to those tables gives the directory a new mark (triggers, migration 2); whoever loads facts reads the
//! mark with them, and facts of another mark are not there. A mark is drawn at random, so that what a transaction
//! saw of its own changes and then rolled back is never taken for anybody else's. It knows no statement.

use rehome_domain::ids::{AttributeId, OrganizationCode, PositionId};
use rehome_domain::organization::{Organization, OrganizationKind};
use rehome_domain::role::Roles;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

/// The most facts that are remembered; then it begins anew.
const MOST: usize = 200_000;

/// The memory of a store.
#[derive(Default)]
pub(crate) struct Memory {
    state: Mutex<State>,
    hits: AtomicU64,
    misses: AtomicU64,
}

#[derive(Default)]
struct State {
    mark: i64,
    facts: Remembered,
}

/// Facts as they are stored; what is not there is remembered as none.
#[derive(Default)]
pub(crate) struct Remembered {
    /// Without positions and lists.
    pub(crate) places: HashMap<OrganizationCode, Option<Organization>>,
    /// Whether an enterprise or super enterprise lists an organization.
    pub(crate) listed: HashMap<OrganizationCode, HashMap<OrganizationCode, bool>>,
    pub(crate) roots: HashMap<OrganizationCode, Option<PositionId>>,
    /// The position above each position.
    pub(crate) nodes: HashMap<OrganizationCode, HashMap<PositionId, Option<Option<PositionId>>>>,
    /// Where each attribute is defined.
    pub(crate) attributes: HashMap<AttributeId, Option<Option<OrganizationCode>>>,
    pub(crate) roles: Option<Roles>,
}

/// What is asked of the memory.
pub(crate) struct Asked<'a> {
    /// Organizations; those above them come along.
    pub(crate) named: BTreeSet<&'a OrganizationCode>,
    /// Those of which the root position is to be known.
    pub(crate) ends: BTreeSet<&'a OrganizationCode>,
    /// Those of which a position that is not found does not exist.
    pub(crate) whole: BTreeSet<OrganizationCode>,
    /// Positions; those above them come along.
    pub(crate) positions: BTreeSet<(&'a OrganizationCode, &'a PositionId)>,
    pub(crate) attributes: BTreeSet<AttributeId>,
}

/// What it answers.
#[derive(Default)]
pub(crate) struct Places {
    pub(crate) organizations: BTreeMap<OrganizationCode, Organization>,
    pub(crate) attributes: BTreeMap<AttributeId, Option<OrganizationCode>>,
    pub(crate) roles: Roles,
}

/// Whether an organization has a list of destinations.
pub(crate) fn is_top(organization: &Organization) -> bool {
    matches!(
        organization.kind,
        OrganizationKind::Enterprise | OrganizationKind::SuperEnterprise
    )
}

/// The first fact that is asked for and not remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Missing {
    Place(OrganizationCode),
    Listed(OrganizationCode, OrganizationCode),
    Root(OrganizationCode),
    Node(OrganizationCode, PositionId),
    Attribute(AttributeId),
    Roles,
}

impl Memory {
    /// Everything asked for, if all of it is remembered at this mark.
    pub(crate) fn recall(&self, mark: i64, asked: &Asked<'_>) -> Result<Places, Missing> {
        let found = match self.state.lock() {
            Ok(state) if state.mark == mark => state.facts.answer(asked),
            _ => Remembered::default().answer(asked),
        };
        let counter = if found.is_ok() {
            &self.hits
        } else {
            &self.misses
        };
        counter.fetch_add(1, Ordering::Relaxed);
        found
    }

    /// The kind of an organization as it was when it was read last; by now it may be another, or gone.
    pub(crate) fn kind(&self, code: &OrganizationCode) -> Option<OrganizationKind> {
        let state = self.state.lock().ok()?;
        let place = state.facts.places.get(code)?.as_ref()?;
        Some(place.kind)
    }

    /// Remembers facts that were read at a mark.
    pub(crate) fn learn(&self, mark: i64, facts: Remembered) {
        let Ok(mut state) = self.state.lock() else {
            return;
        };
        if state.mark != mark || state.facts.size() > MOST {
            *state = State {
                mark,
                facts: Remembered::default(),
            };
        }
        state.facts.add(facts);
    }

    /// How often everything asked for was remembered, and how often something was not.
    pub(crate) fn figures(&self) -> (u64, u64) {
        (
            self.hits.load(Ordering::Relaxed),
            self.misses.load(Ordering::Relaxed),
        )
    }
}

impl Remembered {
    fn size(&self) -> usize {
        let inner = self.listed.values().map(HashMap::len).sum::<usize>()
            + self.nodes.values().map(HashMap::len).sum::<usize>();
        self.places.len() + self.roots.len() + self.attributes.len() + inner
    }

    fn add(&mut self, other: Self) {
        self.places.extend(other.places);
        self.roots.extend(other.roots);
        self.attributes.extend(other.attributes);
        for (top, listed) in other.listed {
            self.listed.entry(top).or_default().extend(listed);
        }
        for (code, nodes) in other.nodes {
            self.nodes.entry(code).or_default().extend(nodes);
        }
        self.roles = other.roles.or_else(|| self.roles.take());
    }

    /// Everything asked for, or what is missing first.
    pub(crate) fn answer(&self, asked: &Asked<'_>) -> Result<Places, Missing> {
        let mut organizations: BTreeMap<OrganizationCode, Organization> = BTreeMap::new();
        for code in &asked.named {
            let mut at = Some(*code);
            while let Some(code) = at.filter(|code| !organizations.contains_key(*code)) {
                let known = self.places.get(code);
                let Some(place) = known.ok_or_else(|| Missing::Place(code.clone()))? else {
                    break;
                };
                let mut organization = place.clone();
                organization.hierarchy.partial = !asked.whole.contains(code);
                organizations.insert(code.clone(), organization);
                at = place.parent.as_ref();
            }
        }
        let codes: Vec<OrganizationCode> = organizations.keys().cloned().collect();
        for top in organizations.values_mut().filter(|place| is_top(place)) {
            let listed = self.listed.get(&top.code);
            for code in &codes {
                let known = listed.and_then(|listed| listed.get(code));
                if *known.ok_or_else(|| Missing::Listed(top.code.clone(), code.clone()))? {
                    top.user_move.available_organizations.insert(code.clone());
                }
            }
        }
        for code in &asked.ends {
            if let Some(organization) = organizations.get_mut(*code) {
                let known = self.roots.get(*code);
                let root = known.ok_or_else(|| Missing::Root((*code).clone()))?;
                if let Some(root) = root {
                    organization.hierarchy.nodes.insert(root.clone(), None);
                }
                organization.hierarchy.root = root.clone();
            }
        }
        for (code, position) in &asked.positions {
            if let Some(organization) = organizations.get_mut(*code) {
                self.add_chain(code, position, organization)?;
            }
        }
        let mut attributes = BTreeMap::new();
        for id in &asked.attributes {
            let known = self.attributes.get(id);
            if let Some(place) = known.ok_or_else(|| Missing::Attribute(id.clone()))? {
                attributes.insert(id.clone(), place.clone());
            }
        }
        Ok(Places {
            organizations,
            attributes,
            roles: self.roles.clone().ok_or(Missing::Roles)?,
        })
    }

    /// A position and those above it, or that it is not there.
    fn add_chain(
        &self,
        code: &OrganizationCode,
        position: &PositionId,
        organization: &mut Organization,
    ) -> Result<(), Missing> {
        let known = self.nodes.get(code);
        let hierarchy = &mut organization.hierarchy;
        let mut at = Some(position);
        while let Some(node) = at {
            let above = known.and_then(|known| known.get(node));
            let above = above.ok_or_else(|| Missing::Node(code.clone(), node.clone()))?;
            let Some(above) = above else {
                break;
            };
            // INVARIANT: a root may stand there already, without those above it, as it has none.
            let is_known = hierarchy.nodes.insert(node.clone(), above.clone());
            at = above.as_ref().filter(|_| is_known.is_none());
        }
        if hierarchy.partial && !hierarchy.nodes.contains_key(position) {
            hierarchy.gone.insert(position.clone());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::snapshot::places_statement;

    const TABLES: &str = include_str!("../migrations/0001_directory.sql");
    const MARKS: &str = include_str!("../migrations/0002_marks.sql");

    #[test]
    fn every_table_that_is_remembered_draws_a_new_mark_whatever_is_done_to_it() {
        let text = places_statement();
        let mut seen = 0;
        for line in TABLES.lines() {
            let Some(table) = line.strip_prefix("CREATE TABLE ") else {
                continue;
            };
            let table = table.trim_end_matches(" (");
            let is_read = text
                .split(|c: char| !c.is_alphanumeric() && c != '_')
                .any(|word| word == table);
            if !is_read {
                continue;
            }
            seen += 1;
            for event in ["INSERT", "UPDATE", "DELETE"] {
                let trigger = format!(" AFTER {event} ON {table} BEGIN");
                assert!(MARKS.contains(&trigger), "SQLite lacks {trigger}");
            }
            let trigger = format!(
                "AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION mark_places()"
            );
            assert!(MARKS.contains(&trigger), "PostgreSQL lacks {trigger}");
        }
        assert_eq!(seen, 7, "{text}");
    }
}
