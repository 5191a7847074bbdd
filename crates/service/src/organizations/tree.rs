//! The tree of organizations in the caller's scope, unfolded as far as asked for.
//!
//! What is shown is bounded, not what there is: children come in pages, the levels that unfold by themselves end
//! where there would be too much to look at, and people are counted up to a cap.

use super::is_system_administrator;
use super::list::OrganizationRow;
use super::visible;
use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::service::Service;
use crate::user_move::bad_cursor;
use crate::user_move::resolve::of_actor;
use rehome_domain::ids::OrganizationCode;
use rehome_domain::organization::{OrganizationKind, OrganizationStatus};
use rehome_domain::role::{Permission, Reach};
use rehome_domain::tree::Placed;
use rehome_domain::user_move::{ActAs, Actor, Channel, Snapshot, View};
use rehome_storage::Tx;
use rehome_storage::organizations::{self, Cursor, OrganizationsFilter, Sizes};
use rehome_storage::snapshot::{self, Destinations};
use std::collections::BTreeSet;
use std::sync::Arc;

/// How many children of one organization are shown together.
const CHILDREN: u32 = 30;
/// How many organizations unfold by themselves.
const UNASKED: usize = 40;
/// How many can be unfolded by asking.
const ASKED: usize = 40;
/// How far people are counted in a tree.
pub const PEOPLE: u32 = 1_000;
/// How far organizations are counted.
pub const ORGANIZATIONS: u32 = 10_001;
/// How many organizations a search finds at most.
const FOUND: u32 = 20;

/// What to show of the tree.
#[derive(Clone, Debug, Default)]
pub struct TreeQuery {
    /// Where and as whom the caller acts.
    pub acting: Acting,
    /// The organization chosen: the way to it and its children are shown.
    pub at: Option<OrganizationCode>,
    /// Those to unfold besides.
    pub unfolded: BTreeSet<OrganizationCode>,
    /// Those to keep folded.
    pub folded: BTreeSet<OrganizationCode>,
    /// From where on the children of the chosen one are shown, or the tops where none is chosen.
    pub after: Option<String>,
    /// A text to find organizations by.
    pub text: Option<String>,
}

/// The tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeView {
    /// The organizations at the top.
    pub tops: Vec<TreeNode>,
    /// From where on there are more tops.
    pub next: Option<String>,
    /// What the text finds, each with the name of the organization above; none where there is no text.
    pub found: Option<Vec<(OrganizationRow, Option<Arc<str>>)>>,
}

/// An organization in the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeNode {
    /// The code.
    pub code: OrganizationCode,
    /// What it is.
    pub kind: OrganizationKind,
    /// The display name.
    pub name: Arc<str>,
    /// The state.
    pub status: OrganizationStatus,
    /// How many people live at or below it, up to [`PEOPLE`]; none for who sees no people.
    pub people: Option<u64>,
    /// How many organizations are right below it.
    pub children: u64,
    /// Those of them that are shown.
    pub below: Vec<TreeNode>,
    /// From where on there are more.
    pub next: Option<String>,
}

impl Service {
    /// The tree in the caller's scope: all trees for system administrators, else what lies at or below the
    /// organization acted in, where the caller's roles reach down.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where the chosen organization is out of view.
    pub async fn organizations_tree(
        &self,
        caller: &Caller,
        query: &TreeQuery,
    ) -> Result<TreeView, ServiceError> {
        let actor = caller.actor(&query.acting, Channel::Attended);
        let query = query.clone();
        let after: Option<Cursor> = query
            .after
            .as_deref()
            .map(str::parse)
            .transpose()
            .map_err(|_| bad_cursor())?;
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let chosen = query.at.iter().cloned().collect();
                    let facts = snapshot::load(
                        tx,
                        &of_actor(&actor, Vec::new(), Destinations::Listed(chosen)),
                    )
                    .await?;
                    let view = View::of(&facts, &actor)?;
                    let scope = Scope::of(&view, &facts);
                    let way = match &query.at {
                        Some(code) => way_to(visible(&view, &facts, code)?, &scope),
                        None => Vec::new(),
                    };
                    let found = match query.text.as_deref().map(str::trim) {
                        Some(text) if !text.is_empty() => {
                            Some(found(tx, &actor, text, &scope).await?)
                        }
                        _ => None,
                    };
                    let mut growing = Growing {
                        shown: Vec::new(),
                        way,
                        query,
                        after,
                        counts_people: scope.counts_people,
                    };
                    let next = growing.tops(tx, &scope).await?;
                    if scope.reaches_down {
                        growing.unfold(tx).await?;
                    }
                    Ok(TreeView {
                        tops: growing.into_nodes(),
                        next,
                        found,
                    })
                })
            })
            .await
    }
}

/// What the caller may look at.
struct Scope {
    /// The top of it; none where it is everything.
    top: Option<OrganizationCode>,
    reaches_down: bool,
    counts_people: bool,
}

impl Scope {
    fn of(view: &View<'_>, facts: &Snapshot) -> Self {
        let sees_all = is_system_administrator(view, facts);
        Self {
            top: (!sees_all).then(|| view.acting_in.code.clone()),
            reaches_down: sees_all || reaches_down(view),
            counts_people: !sees_all && counts_people(view),
        }
    }
}

/// Whether what somebody sees reaches below the organization acted in.
pub(super) fn reaches_down(view: &View<'_>) -> bool {
    view.act_as == ActAs::Operator
        && view
            .roles
            .iter()
            .any(|role| role.reach(Permission::View) == Some(Reach::Subtree))
}

/// Whether somebody may know how many people there are: not who is limited to a user base, or sees none at all.
pub(super) fn counts_people(view: &View<'_>) -> bool {
    view.actor.user_base.is_none() && view.may(Permission::View, view.acting_in)
}

/// The codes from the top of the scope down to an organization.
fn way_to(place: Placed<'_>, scope: &Scope) -> Vec<OrganizationCode> {
    let mut way = Vec::new();
    for up in place.upwards() {
        way.push(up.code.clone());
        if scope.top.as_ref() == Some(&up.code) {
            break;
        }
    }
    way.reverse();
    way
}

async fn found(
    tx: &mut Tx,
    actor: &Actor,
    text: &str,
    scope: &Scope,
) -> Result<Vec<(OrganizationRow, Option<Arc<str>>)>, ServiceError> {
    let filter = OrganizationsFilter {
        scope: scope.top.clone(),
        text: Some(text.to_owned()),
        limit: FOUND,
        ..OrganizationsFilter::default()
    };
    let page = organizations::page(tx, &filter).await?;
    let rows: Vec<OrganizationRow> = page
        .items
        .into_iter()
        .filter(|row| scope.reaches_down || scope.top.as_ref() == Some(&row.code))
        .map(OrganizationRow::from)
        .collect();
    let codes = rows.iter().map(|row| row.code.clone()).collect();
    let wanted = of_actor(actor, Vec::new(), Destinations::Listed(codes));
    let facts = snapshot::load(tx, &wanted).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let is_top = scope.top.as_ref() == Some(&row.code);
            let above = facts.organizations.get(&row.code).and_then(Placed::parent);
            let above = above.filter(|_| !is_top).map(|up| up.name.clone());
            (row, above)
        })
        .collect())
}

/// The organizations shown so far, each behind the one above it.
struct Growing {
    shown: Vec<Shown>,
    way: Vec<OrganizationCode>,
    query: TreeQuery,
    after: Option<Cursor>,
    counts_people: bool,
}

struct Shown {
    row: organizations::OrganizationRow,
    above: Option<usize>,
    sizes: Sizes,
    next: Option<String>,
}

impl Growing {
    /// The tops; answers from where on there are more.
    async fn tops(&mut self, tx: &mut Tx, scope: &Scope) -> Result<Option<String>, ServiceError> {
        let (mut rows, next) = match &scope.top {
            Some(code) => {
                let row = organizations::row(tx, code).await?;
                (Vec::from_iter(row), None)
            }
            None => {
                let after = self.after.as_ref().filter(|_| self.query.at.is_none());
                let page = organizations::tops(tx, after, CHILDREN).await?;
                (page.items, page.next)
            }
        };
        if let Some(first) = self.way.first()
            && !rows.iter().any(|row| row.code == *first)
        {
            rows.extend(organizations::row(tx, first).await?);
        }
        self.add(tx, rows, None).await?;
        if !scope.reaches_down {
            for shown in &mut self.shown {
                shown.sizes.children = 0;
            }
        }
        Ok(next.map(|cursor| cursor.to_string()))
    }

    /// Level by level: what is asked for, and whole levels as long as there is little to look at.
    async fn unfold(&mut self, tx: &mut Tx) -> Result<(), ServiceError> {
        let mut level = 0..self.shown.len();
        let mut asked_for = 0;
        while !level.is_empty() {
            let sum: u64 = self
                .shown
                .get(level.clone())
                .into_iter()
                .flatten()
                .map(|shown| shown.sizes.children.min(u64::from(CHILDREN)))
                .sum();
            let is_little = self.shown.len() as u64 + sum <= UNASKED as u64;
            let end = level.end;
            for index in level {
                let Some(shown) = self.shown.get(index) else {
                    continue;
                };
                let code = shown.row.code.clone();
                let on_the_way = self.way.contains(&code);
                let is_asked = on_the_way || self.query.unfolded.contains(&code);
                let is_wanted = (is_little || is_asked) && !self.query.folded.contains(&code);
                if shown.sizes.children == 0 || !is_wanted || asked_for >= ASKED {
                    continue;
                }
                asked_for += usize::from(!is_little);
                self.children(tx, index, &code).await?;
            }
            level = end..self.shown.len();
        }
        Ok(())
    }

    async fn children(
        &mut self,
        tx: &mut Tx,
        index: usize,
        code: &OrganizationCode,
    ) -> Result<(), ServiceError> {
        let is_chosen = self.query.at.as_ref() == Some(code);
        let after = self.after.as_ref().filter(|_| is_chosen);
        let page = organizations::children(tx, code, after, CHILDREN).await?;
        let mut rows = page.items;
        let step = self.way.iter().skip_while(|step| *step != code).nth(1);
        if let Some(step) = step
            && !rows.iter().any(|row| row.code == *step)
        {
            rows.extend(organizations::row(tx, step).await?);
        }
        if let Some(shown) = self.shown.get_mut(index) {
            shown.next = page.next.map(|cursor| cursor.to_string());
        }
        self.add(tx, rows, Some(index)).await
    }

    async fn add(
        &mut self,
        tx: &mut Tx,
        rows: Vec<organizations::OrganizationRow>,
        above: Option<usize>,
    ) -> Result<(), ServiceError> {
        let people = if self.counts_people { PEOPLE + 1 } else { 0 };
        let codes = rows.iter().map(|row| &row.code);
        let sizes = organizations::sizes(tx, codes, (ORGANIZATIONS, people)).await?;
        self.shown.extend(rows.into_iter().map(|row| Shown {
            sizes: sizes.get(&row.code).copied().unwrap_or_default(),
            row,
            above,
            next: None,
        }));
        Ok(())
    }

    fn into_nodes(self) -> Vec<TreeNode> {
        let mut tops = Vec::new();
        let mut below: Vec<Vec<TreeNode>> = self.shown.iter().map(|_| Vec::new()).collect();
        // INVARIANT: what lies below stands behind, so that from the end on every node is complete when it is taken.
        for (index, shown) in self.shown.into_iter().enumerate().rev() {
            let mut children = below.get_mut(index).map(std::mem::take).unwrap_or_default();
            children.reverse();
            let node = TreeNode {
                code: shown.row.code,
                kind: shown.row.kind,
                name: Arc::from(shown.row.name),
                status: shown.row.status,
                people: self.counts_people.then_some(shown.sizes.people),
                children: shown.sizes.children,
                below: children,
                next: shown.next,
            };
            match shown.above.and_then(|above| below.get_mut(above)) {
                Some(siblings) => siblings.push(node),
                None => tops.push(node),
            }
        }
        tops.reverse();
        tops
    }
}
