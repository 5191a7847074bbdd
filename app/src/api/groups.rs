//! Groups of a customer: which there are, who is in them, and changes of both.

use super::ApiError;
#[cfg(feature = "ssr")]
use super::request::{acting, caller, refused, service};
use super::users::PersonView;
use leptos::prelude::*;
use leptos::server_fn::codec::{GetUrl, Json};
use rehome_domain::ids::{GroupId, OrganizationCode, UserId};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupLine {
    /// The id.
    pub id: GroupId,
    /// The name.
    pub name: Arc<str>,
    /// Whether who is in it follows from conditions.
    pub dynamic: bool,
    /// How many people are in it.
    pub people: u64,
    /// The revision on which it is changed.
    pub revision: i64,
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part<T> {
    /// The rows.
    pub items: Vec<T>,
    /// From where on there is more.
    pub next: Option<String>,
}

/// What is to become of groups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupChange {
    /// A new one of this name.
    Make(String),
    /// One that has this revision is called otherwise.
    Rename(GroupId, i64, String),
    /// One that has this revision goes.
    Remove(GroupId, i64),
    /// Somebody is in it, or no longer.
    Member(GroupId, UserId, bool),
}

/// The groups of an organization.
#[server(endpoint = "organizations/groups", input = GetUrl)]
pub async fn groups(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// Whose.
    code: OrganizationCode,
    /// From where on.
    after: Option<String>,
) -> Result<Part<GroupLine>, ApiError> {
    let (service, caller) = (service()?, caller()?);
    let page = page(acting_in, after);
    let found = service.groups(&caller, &page, &code).await;
    let found = found.map_err(|error| refused(&error))?;
    let line = |it: rehome_service::groups::GroupView| GroupLine {
        id: it.id,
        name: it.name,
        dynamic: it.dynamic,
        people: it.people,
        revision: it.revision,
    };
    Ok(Part {
        items: found.items.into_iter().map(line).collect(),
        next: found.cursor,
    })
}

/// Who is in a group.
#[server(endpoint = "organizations/groups/members", input = GetUrl)]
pub async fn group_members(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// Whose group.
    code: OrganizationCode,
    /// Which.
    group: GroupId,
    /// From where on.
    after: Option<String>,
) -> Result<Part<PersonView>, ApiError> {
    let (service, caller) = (service()?, caller()?);
    let page = page(acting_in, after);
    let found = service.group_members(&caller, &page, (&code, &group)).await;
    let found = found.map_err(|error| refused(&error))?;
    Ok(Part {
        items: found.items.into_iter().map(PersonView::from).collect(),
        next: found.cursor,
    })
}

/// Changes a group, or who is in it.
#[server(endpoint = "organizations/groups/change", input = Json)]
pub async fn group_keep(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// Whose.
    code: OrganizationCode,
    /// What.
    change: GroupChange,
) -> Result<(), ApiError> {
    use rehome_service::groups::GroupName;
    let (service, caller, at) = (service()?, caller()?, acting(acting_in));
    let done = match change {
        GroupChange::Make(name) => service
            .group_create(&caller, &at, &code, GroupName { name })
            .await
            .map(drop),
        GroupChange::Rename(id, revision, name) => service
            .group_rename(&caller, &at, (&code, &id), revision, GroupName { name })
            .await
            .map(drop),
        GroupChange::Remove(id, revision) => {
            service
                .group_delete(&caller, &at, (&code, &id), revision)
                .await
        }
        GroupChange::Member(id, user, is_in) => service
            .group_member_set(&caller, &at, (&code, &id), &user, is_in)
            .await
            .map(drop),
    };
    done.map_err(|error| refused(&error))
}

#[cfg(feature = "ssr")]
fn page(
    acting_in: OrganizationCode,
    cursor: Option<String>,
) -> rehome_service::groups::GroupsQuery {
    rehome_service::groups::GroupsQuery {
        acting: acting(acting_in),
        cursor,
        limit: Some(rehome_service::view::PAGE.0),
    }
}
