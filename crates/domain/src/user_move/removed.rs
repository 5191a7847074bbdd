//! The memberships and delegations that end with a move, as a table for people (hosting 9.10).
//!
//! From the steps of a plan as from those of a ledger entry, so that what is handed out before is what was done after.
//! Whoever makes the table gives the steps in the reader's view; nothing else is in it.

use super::Step;
use crate::cell;
use crate::ids::{GroupId, UserId};
use std::borrow::Cow;

/// The headings.
pub const COLUMNS: [&str; 8] = ["User", "Name", "What", "Id", "Of", "Until", "For", "Move"];

/// Names for the table; an id stands for itself where there is none.
pub trait RemovedNames {
    /// The name of a person.
    fn person(&self, id: &UserId) -> Option<&str>;
    /// The name of a group.
    fn group(&self, id: &GroupId) -> Option<&str>;
}

/// Whether a step ends a membership or a delegation.
pub fn is_removal(step: &Step) -> bool {
    matches!(
        step,
        Step::Membership { after: false, .. } | Step::Delegation { after: false, .. }
    )
}

/// The headings as a line.
pub fn heading() -> String {
    line(COLUMNS.map(Cow::Borrowed))
}

/// A line for each membership and delegation that ends; `of` says by which move, and is empty before there is one.
pub fn lines<'a>(
    steps: impl IntoIterator<Item = &'a Step>,
    names: &impl RemovedNames,
    of: &str,
) -> String {
    let steps = steps.into_iter().filter(|step| is_removal(step));
    let told = steps.filter_map(|step| {
        let about = step.about();
        let name = names.person(about).unwrap_or(about.as_str());
        let (what, id, title, until, kind) = match step {
            Step::Membership { group, .. } => (
                "membership",
                group.as_str(),
                names.group(group).unwrap_or(group.as_str()),
                String::new(),
                "",
            ),
            Step::Delegation { delegation, .. } => (
                "delegation",
                delegation.to.as_str(),
                names
                    .person(&delegation.to)
                    .unwrap_or(delegation.to.as_str()),
                delegation
                    .until
                    .map(|day| day.to_string())
                    .unwrap_or_default(),
                delegation.kind.as_deref().unwrap_or_default(),
            ),
            _ => return None,
        };
        Some(line([
            about.as_str().into(),
            name.into(),
            what.into(),
            id.into(),
            title.into(),
            until.into(),
            kind.into(),
            of.into(),
        ]))
    });
    told.collect()
}

fn line(cells: [Cow<'_, str>; 8]) -> String {
    let mut line = cells.map(|it| cell::csv(&it)).join(",");
    line.push('\n');
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hosting::Delegation;
    use crate::time::Day;

    struct Known;

    impl RemovedNames for Known {
        fn person(&self, id: &UserId) -> Option<&str> {
            (id.as_str() == "mara").then_some("=Mara, Quinn")
        }
        fn group(&self, _: &GroupId) -> Option<&str> {
            Some("+Growers")
        }
    }

    fn membership(after: bool) -> Step {
        Step::Membership {
            about: "mara".into(),
            group: "growers".into(),
            before: !after,
            after,
        }
    }

    fn delegation() -> Step {
        Step::Delegation {
            about: "mara".into(),
            delegation: Delegation {
                to: "jon".into(),
                until: Some(Day(0)),
                kind: Some("@calendar".into()),
            },
            before: true,
            after: false,
        }
    }

    #[test]
    fn what_ends_is_a_line_and_what_begins_is_none() {
        let steps = [membership(false), membership(true), delegation()];
        assert_eq!(heading(), "User,Name,What,Id,Of,Until,For,Move\n");
        assert_eq!(
            lines(&steps, &Known, "m-1"),
            "mara,\"'=Mara, Quinn\",membership,growers,'+Growers,,,m-1\n\
             mara,\"'=Mara, Quinn\",delegation,jon,jon,1970-01-01,'@calendar,m-1\n"
        );
    }
}
