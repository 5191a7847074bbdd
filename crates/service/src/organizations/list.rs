//! Lists of organizations: those in the viewer's scope, by name.

use super::is_system_administrator;
use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::service::Service;
use crate::user_move::bad_cursor;
use crate::user_move::resolve::of_actor;
use crate::view::{Page, page_limit};
use rehome_domain::ids::OrganizationCode;
use rehome_domain::organization::{OrganizationKind, OrganizationStatus};
use rehome_domain::role::{Permission, Reach};
use rehome_domain::user_move::{ActAs, Channel, View};
use rehome_storage::organizations::{self, Cursor, OrganizationsFilter};
use rehome_storage::snapshot::{self, Destinations};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// An organization in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OrganizationRow {
    /// The code.
    pub code: OrganizationCode,
    /// What it is.
    pub kind: OrganizationKind,
    /// The organization above.
    pub parent: Option<OrganizationCode>,
    /// The display name.
    pub name: Arc<str>,
    /// The state.
    pub status: OrganizationStatus,
    /// The revision of the record.
    pub revision: i64,
}

/// Which organizations.
#[derive(Clone, Debug, Default)]
pub struct OrganizationsQuery {
    /// Where and as whom the caller acts.
    pub acting: Acting,
    /// Only those with this text in name or code.
    pub text: Option<String>,
    /// Only those of this kind.
    pub kind: Option<OrganizationKind>,
    /// From where on.
    pub cursor: Option<String>,
    /// How many.
    pub limit: Option<u32>,
}

impl From<organizations::OrganizationRow> for OrganizationRow {
    fn from(row: organizations::OrganizationRow) -> Self {
        Self {
            code: row.code,
            kind: row.kind,
            parent: row.parent,
            name: Arc::from(row.name),
            status: row.status,
            revision: row.revision,
        }
    }
}

impl Service {
    /// The organizations in the caller's scope, by name: those at or below the one acted in, where the caller's
    /// roles reach down; else that one alone.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where the caller does not act there.
    pub async fn organizations(
        &self,
        caller: &Caller,
        query: &OrganizationsQuery,
    ) -> Result<Page<OrganizationRow>, ServiceError> {
        let actor = caller.actor(&query.acting, Channel::Attended);
        let query = query.clone();
        let after: Option<Cursor> = query
            .cursor
            .as_deref()
            .map(str::parse)
            .transpose()
            .map_err(|_| bad_cursor())?;
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let facts =
                        snapshot::load(tx, &of_actor(&actor, Vec::new(), Destinations::None))
                            .await?;
                    let view = View::of(&facts, &actor)?;
                    let sees_all = is_system_administrator(&view, &facts);
                    let reaches_down = view.act_as == ActAs::Operator
                        && view
                            .roles
                            .iter()
                            .any(|role| role.reach(Permission::View) == Some(Reach::Subtree));
                    let here = view.acting_in.code.clone();
                    let filter = OrganizationsFilter {
                        scope: (!sees_all).then(|| here.clone()),
                        text: query.text.clone(),
                        kind: query.kind,
                        after,
                        limit: page_limit(query.limit),
                    };
                    let page = organizations::page(tx, &filter).await?;
                    let is_seen =
                        |code: &OrganizationCode| sees_all || reaches_down || *code == here;
                    let items =
                        page.items
                            .into_iter()
                            .filter(|row| is_seen(&row.code))
                            .map(|row| OrganizationRow {
                                parent: row
                                    .parent
                                    .clone()
                                    .filter(|parent| sees_all || reaches_down || *parent == here),
                                ..row.into()
                            });
                    let cursor = page
                        .next
                        .filter(|_| sees_all || reaches_down)
                        .map(|cursor| cursor.to_string());
                    Ok(Page {
                        items: items.collect(),
                        cursor,
                    })
                })
            })
            .await
    }
}
