//! Whether usernames and mapping ids are unique below an organization, so that it can require it (enterprise 2).

use super::view::facts_about;
use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::rights::{Configure, OverOrganization, over_organization};
use crate::service::Service;
use crate::user_move::bad_cursor;
use crate::view::{Page, page_limit};
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::user_move::{Channel, View};
use rehome_storage::organizations::Cursor;
use rehome_storage::{Tx, uniqueness};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Somebody whose username or mapping id somebody else has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DuplicateView {
    /// The id.
    pub user: UserId,
    /// The display name.
    pub name: String,
    /// The sign-in name.
    pub username: String,
    /// The mapping id.
    pub mapping_id: Option<String>,
    /// The home.
    pub home: OrganizationCode,
    /// The name of the home.
    pub home_name: String,
    /// Whether it is the username that somebody else has.
    pub same_username: bool,
    /// Whether it is the mapping id that somebody else has.
    pub same_mapping_id: bool,
}

impl Service {
    /// A page of the people below an organization whose names are not unique there, by username; none where it is
    /// ready.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] and [`ServiceError::Forbidden`] about the organization.
    pub async fn uniqueness_check(
        &self,
        caller: &Caller,
        acting: &Acting,
        code: &OrganizationCode,
        cursor: Option<&str>,
        limit: Option<u32>,
    ) -> Result<Page<DuplicateView>, ServiceError> {
        let after: Option<Cursor> = cursor
            .map(str::parse)
            .transpose()
            .map_err(|_| bad_cursor())?;
        let limit = page_limit(limit);
        let (actor, code) = (caller.actor(acting, Channel::Attended), code.clone());
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let facts = facts_about(tx, &actor, &code).await?;
                    let right: OverOrganization<Configure> =
                        over_organization(&View::of(&facts, &actor)?, &facts, &code)?;
                    let found =
                        uniqueness::duplicates(tx, &right.organization, after.as_ref(), limit)
                            .await?;
                    let view = |it: uniqueness::Duplicate| DuplicateView {
                        user: it.user,
                        name: it.name,
                        username: it.username,
                        mapping_id: it.mapping_id,
                        home: it.home,
                        home_name: it.home_name,
                        same_username: it.same_username,
                        same_mapping_id: it.same_mapping,
                    };
                    Ok(Page {
                        items: found.items.into_iter().map(view).collect(),
                        cursor: found.next.map(|cursor| cursor.to_string()),
                    })
                })
            })
            .await
    }
}

/// Refuses to require what is not so yet.
pub(super) async fn is_ready(tx: &mut Tx, code: &OrganizationCode) -> Result<(), ServiceError> {
    let first = uniqueness::duplicates(tx, code, None, 1).await?;
    if first.items.is_empty() {
        return Ok(());
    }
    Err(ServiceError::rejected(
        "duplicates-found",
        "some people have the same username or mapping id; check the readiness and rename them first",
    ))
}
