//! The list of destinations: judged once, then only narrowed and sorted.

use crate::fold::folded;
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::time::Day;
use rehome_domain::tree::Placed;
use rehome_domain::user_move::verdicts::Verdicts;
use rehome_domain::user_move::{Finding, Severity, Snapshot, Verdict};
use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// One destination as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Listed {
    /// The code.
    pub(crate) code: OrganizationCode,
    /// The name.
    pub(crate) name: Arc<str>,
    /// The name in the form in which it is searched and sorted.
    pub(crate) folded: String,
    /// The organization above.
    pub(crate) above: Option<Arc<str>>,
    /// What decides the verdict; put into words when the row is shown.
    pub(crate) deciding: Option<Finding>,
    /// The verdict on what comes on top, or that no move works at all.
    pub(crate) verdict: Verdict,
    /// How many warnings come on top.
    pub(crate) warnings: u64,
    /// Whether the reader subscribes to it now.
    pub(crate) subscribed: bool,
    /// The names from the top of the tree down to the organization above, folded.
    way: Arc<[String]>,
}

impl Listed {
    fn place(&self) -> impl Iterator<Item = &String> {
        self.way.iter().chain(std::iter::once(&self.folded))
    }

    /// Whether one can choose it and go on.
    pub(crate) fn would_work(&self) -> bool {
        self.verdict != Verdict::Refuses
    }
}

/// The orders of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Order {
    /// What would work first.
    #[default]
    WouldWork,
    /// By name.
    Name,
    /// By place in the tree.
    Place,
}

impl Order {
    /// Every order.
    pub(crate) const ALL: [Self; 3] = [Self::WouldWork, Self::Name, Self::Place];

    /// The value in an address.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::WouldWork => "would-work",
            Self::Name => "name",
            Self::Place => "place",
        }
    }

    /// The order of this value; the usual one where it is none.
    pub(crate) fn from_name(name: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|order| order.name() == name)
            .unwrap_or_default()
    }

    fn compare(self, a: &Listed, b: &Listed) -> Ordering {
        let by_name = || (&a.folded, &a.code).cmp(&(&b.folded, &b.code));
        match self {
            Self::WouldWork => (a.verdict, a.warnings)
                .cmp(&(b.verdict, b.warnings))
                .then_with(by_name),
            Self::Name => by_name(),
            Self::Place => a.place().cmp(b.place()).then_with(by_name),
        }
    }
}

/// What decides the verdict on findings: of several that weigh the same the first.
pub(crate) fn deciding<'a>(
    findings: impl DoubleEndedIterator<Item = &'a Finding>,
) -> Option<&'a Finding> {
    findings
        .filter(|finding| finding.deferred || finding.severity != Severity::Notice)
        .rev()
        .max_by_key(|finding| Verdict::of([*finding]))
}

/// The destinations as rows for a reader, as of a day.
pub(crate) fn destinations(
    snapshot: &Snapshot,
    verdicts: &Verdicts,
    reader: &UserId,
    today: Day,
) -> Vec<Listed> {
    let subscribed: BTreeSet<&OrganizationCode> = snapshot
        .user(reader)
        .into_iter()
        .flat_map(|user| &user.subscriptions)
        .filter(|subscription| subscription.start <= today && !subscription.has_ended(today))
        .map(|subscription| &subscription.to)
        .collect();
    let mut ways: HashMap<&OrganizationCode, Arc<[String]>> = HashMap::new();
    let mut way_to = |parent: Placed<'_>| {
        let code = &snapshot.organizations.get(&parent.code)?.organization.code;
        let way = ways.entry(code).or_insert_with(|| {
            let mut names: Vec<String> = parent.upwards().map(|at| folded(&at.name)).collect();
            names.reverse();
            names.into()
        });
        Some(Arc::clone(way))
    };
    // WHY: what all have in common is told once; but where it stands in the way, no row may promise anything.
    let everywhere = verdicts.common.iter().find(|finding| finding.blocks());
    verdicts
        .destinations
        .iter()
        .filter_map(|row| {
            let placed = snapshot.organizations.get(&row.organization)?;
            let parent = placed.parent();
            let deciding = deciding(row.findings.iter().chain(everywhere));
            Some(Listed {
                code: row.organization.clone(),
                name: Arc::clone(&placed.name),
                folded: folded(&placed.name),
                above: parent.map(|parent| Arc::clone(&parent.name)),
                deciding: deciding.cloned(),
                verdict: everywhere.map_or(row.on_top, |_| Verdict::Refuses),
                warnings: row.warnings() as u64,
                subscribed: subscribed.contains(&row.organization),
                way: parent.and_then(&mut way_to).unwrap_or_default(),
            })
        })
        .collect()
}

/// The rows in an order, as indices.
pub(crate) fn in_order(rows: &[Listed], order: Order) -> Vec<usize> {
    let mut indices: Vec<(usize, &Listed)> = rows.iter().enumerate().collect();
    indices.sort_by(|(_, a), (_, b)| order.compare(a, b));
    indices.into_iter().map(|(index, _)| index).collect()
}

/// Those of the rows whose name holds what was typed, in the order given.
pub(crate) fn narrowed(rows: &[Listed], order: &[usize], text: &str) -> Vec<usize> {
    let wanted = folded(text);
    order
        .iter()
        .copied()
        .filter(|index| {
            rows.get(*index)
                .is_some_and(|row| row.folded.contains(&wanted))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rehome_domain::organization::{Organization, OrganizationKind};
    use rehome_domain::user_move::{About, DestinationVerdict, FindingKind};

    fn row(name: &str, verdict: Verdict, way: &[&str]) -> Listed {
        Listed {
            code: folded(name).replace(' ', "-").into(),
            name: name.into(),
            folded: folded(name),
            above: None,
            deciding: None,
            verdict,
            warnings: u64::from(verdict == Verdict::Warns),
            subscribed: false,
            way: way.iter().map(|name| folded(name)).collect(),
        }
    }

    fn names(rows: &[Listed], indices: &[usize]) -> Vec<String> {
        indices
            .iter()
            .filter_map(|index| rows.get(*index))
            .map(|row| row.name.to_string())
            .collect()
    }

    fn some() -> Vec<Listed> {
        vec![
            row("Northgate", Verdict::Refuses, &["Aster", "North"]),
            row("Riverside", Verdict::Warns, &["Aster", "North"]),
            row("Lakeside", Verdict::Works, &["Aster", "South"]),
            row("Élan Straße", Verdict::Deferred, &["Aster", "North"]),
        ]
    }

    #[test]
    fn what_would_work_stands_first_and_what_would_not_last() {
        let rows = some();
        assert_eq!(
            names(&rows, &in_order(&rows, Order::WouldWork)),
            ["Lakeside", "Riverside", "Élan Straße", "Northgate"]
        );
    }

    #[test]
    fn the_other_orders_are_by_name_and_by_place() {
        let rows = some();
        assert_eq!(
            names(&rows, &in_order(&rows, Order::Name)),
            ["Lakeside", "Northgate", "Riverside", "Élan Straße"]
        );
        assert_eq!(
            names(&rows, &in_order(&rows, Order::Place)),
            ["Northgate", "Riverside", "Élan Straße", "Lakeside"]
        );
    }

    #[test]
    fn typing_finds_names_whatever_their_case() {
        let rows = some();
        let order = in_order(&rows, Order::Name);
        assert_eq!(
            names(&rows, &narrowed(&rows, &order, "  SIDE ")),
            ["Lakeside", "Riverside"]
        );
        assert_eq!(
            names(&rows, &narrowed(&rows, &order, "élan strasse")),
            ["Élan Straße"]
        );
        assert_eq!(narrowed(&rows, &order, "").len(), 4);
        assert!(narrowed(&rows, &order, "zzz").is_empty());
    }

    #[test]
    fn what_stands_in_the_way_everywhere_decides_every_row() {
        let organization =
            |code| Organization::new(code, OrganizationKind::Suborganization, None, code);
        let snapshot = Snapshot {
            organizations: vec![organization("a"), organization("b")].into(),
            ..Snapshot::default()
        };
        let verdict = |code: &str| DestinationVerdict {
            organization: code.into(),
            whole: Verdict::Refuses,
            on_top: Verdict::Works,
            findings: Vec::new(),
        };
        let locked = FindingKind::UserLocked {
            user: "carla".into(),
        };
        let finding = Finding::new(&"carla".into(), About::User("carla".into()), locked);
        let judged = |common| Verdicts {
            common,
            destinations: vec![verdict("a"), verdict("b")],
        };
        let listed = |common| destinations(&snapshot, &judged(common), &"carla".into(), Day(0));
        for row in listed(vec![finding.clone()]) {
            assert_eq!(
                (row.verdict, row.deciding),
                (Verdict::Refuses, Some(finding.clone()))
            );
        }
        for row in listed(Vec::new()) {
            assert_eq!((row.verdict, row.deciding), (Verdict::Works, None));
        }
    }

    #[test]
    fn every_order_is_read_as_written() {
        for order in Order::ALL {
            assert_eq!(Order::from_name(order.name()), order);
        }
        assert_eq!(Order::from_name("?"), Order::WouldWork);
    }
}
