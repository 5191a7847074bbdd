//! Groups of a customer: who is in them, kept by whoever administers its people (hosting 9.10).
//!
//! Groups belong to their organization, and so do those who are in them. A move takes people out of them; here they are put in
//! and taken out by hand. Groups that follow from conditions are shown, and left to what works them out.

use crate::audit::Told;
use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::people::{changed_since, not_deleted, person_named};
use crate::rights::{Edit, OverOrganization, OverUser, over_organization, over_user, seen_user};
use crate::service::Service;
use crate::user_move::bad_cursor;
use crate::user_move::resolve::of_actor;
use crate::view::{Page, Person, page_limit};
use rehome_domain::hosting::setup::is_legal_unit;
use rehome_domain::ids::{GroupId, OrganizationCode, UserId};
use rehome_domain::text::{folded, normalized};
use rehome_domain::user_move::{Actor, Channel, Snapshot, View};
use rehome_storage::groups::{self, GroupRow};
use rehome_storage::organizations::Cursor;
use rehome_storage::people::{self, PeopleFilter};
use rehome_storage::snapshot::{self, Destinations};
use rehome_storage::{StoreError, Tx};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GroupView {
    /// The id.
    pub id: GroupId,
    /// The name.
    pub name: Arc<str>,
    /// Whether who is in it follows from conditions, so that nobody is put in by hand.
    pub dynamic: bool,
    /// How many people are in it; templates are none.
    pub people: u64,
    /// The revision, on which it is called otherwise or removed. Who joins or leaves leaves it as it is.
    pub revision: i64,
}

/// A group as it is to be called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupName {
    /// The name: 1 to 64 characters, unlike those of the other groups there.
    pub name: String,
}

/// Which page of a list.
#[derive(Clone, Debug, Default)]
pub struct GroupsQuery {
    /// Where and as whom the caller acts.
    pub acting: Acting,
    /// From where on.
    pub cursor: Option<String>,
    /// How many.
    pub limit: Option<u32>,
}

impl GroupsQuery {
    fn after(&self) -> Result<Option<Cursor>, ServiceError> {
        let cursor = self.cursor.as_deref().map(str::parse).transpose();
        cursor.map_err(|_| bad_cursor())
    }
}

impl From<GroupRow> for GroupView {
    fn from(row: GroupRow) -> Self {
        Self {
            id: row.group.id,
            name: row.group.name,
            dynamic: row.group.dynamic,
            people: row.people,
            revision: row.revision,
        }
    }
}

/// The right over the groups of an organization.
type OverGroups = OverOrganization<Edit>;

impl Service {
    /// A page of the groups of an organization of a hosting tree, by name.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for an organization out of view, [`ServiceError::Forbidden`] for who administers nobody there,
    /// [`ServiceError::Rejected`] for one of another tree.
    pub async fn groups(
        &self,
        caller: &Caller,
        query: &GroupsQuery,
        code: &OrganizationCode,
    ) -> Result<Page<GroupView>, ServiceError> {
        let actor = caller.actor(&query.acting, Channel::Attended);
        let (after, limit, code) = (query.after()?, page_limit(query.limit), code.clone());
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let right = over_groups(tx, &actor, &code).await?;
                    let (rows, next) =
                        groups::page(tx, &right.organization, after.as_ref(), limit).await?;
                    Ok(Page {
                        items: rows.into_iter().map(GroupView::from).collect(),
                        cursor: next.map(|next| next.to_string()),
                    })
                })
            })
            .await
    }

    /// A page of who is in a group and in view, by name.
    ///
    /// # Errors
    /// As [`Service::groups`]; [`ServiceError::NotFound`] for a group of elsewhere.
    pub async fn group_members(
        &self,
        caller: &Caller,
        query: &GroupsQuery,
        (code, id): (&OrganizationCode, &GroupId),
    ) -> Result<Page<Person>, ServiceError> {
        let actor = caller.actor(&query.acting, Channel::Attended);
        let (after, limit) = (query.after()?, page_limit(query.limit));
        let (code, id) = (code.clone(), id.clone());
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let facts = facts_at(tx, &actor, &code).await?;
                    let right = right_at(&facts, &actor, &code)?;
                    group_of(tx, &right, &id).await?;
                    let (ids, next) = groups::members(tx, &id, after.as_ref(), limit).await?;
                    let view = View::of(&facts, &actor)?;
                    let filter = PeopleFilter {
                        base: view.actor.user_base.clone(),
                        dependents: view.actor.manage_dependents,
                        templates_of: Some(view.acting_in.code.clone()),
                        ..PeopleFilter::of(code, limit)
                    };
                    let seen = people::seen_among(tx, &filter, &ids).await?;
                    let mut names: BTreeMap<UserId, Arc<str>> = seen
                        .into_iter()
                        .map(|row| (row.id, row.name.into()))
                        .collect();
                    let named = |id| {
                        let name = names.remove(&id)?;
                        Some(Person { id, name })
                    };
                    Ok(Page {
                        items: ids.into_iter().filter_map(named).collect(),
                        cursor: next.map(|next| next.to_string()),
                    })
                })
            })
            .await
    }

    /// Makes a group that people are put into by hand.
    ///
    /// # Errors
    /// As [`Service::groups`]; [`ServiceError::Rejected`] for a name that is none, [`ServiceError::Conflict`] for one that
    /// another group there has.
    pub async fn group_create(
        &self,
        caller: &Caller,
        acting: &Acting,
        code: &OrganizationCode,
        wanted: GroupName,
    ) -> Result<GroupView, ServiceError> {
        let (this, actor) = (self.clone(), caller.actor(acting, Channel::Attended));
        let (code, name) = (code.clone(), legal(&wanted.name)?);
        self.store()
            .write(move |tx| {
                let (this, actor, code, name) =
                    (this.clone(), actor.clone(), code.clone(), name.clone());
                Box::pin(async move {
                    tx.alone().await?;
                    let right = over_groups(tx, &actor, &code).await?;
                    is_free(tx, &right, &name, None).await?;
                    let id = GroupId::from(this.new_id()?);
                    groups::make(tx, &id, &right.organization, &name).await?;
                    this.tell_of_group(tx, &right, &id, json!({ "name": &*name }))
                        .await?;
                    let made = group_of(tx, &right, &id).await?;
                    Ok(made.into())
                })
            })
            .await
    }

    /// Calls a group otherwise that still has the revision looked at.
    ///
    /// # Errors
    /// As [`Service::group_create`]; [`ServiceError::NotFound`] for a group of elsewhere, [`ServiceError::Conflict`] where
    /// somebody was faster.
    pub async fn group_rename(
        &self,
        caller: &Caller,
        acting: &Acting,
        (code, id): (&OrganizationCode, &GroupId),
        revision: i64,
        wanted: GroupName,
    ) -> Result<GroupView, ServiceError> {
        let (this, actor) = (self.clone(), caller.actor(acting, Channel::Attended));
        let (code, id, name) = (code.clone(), id.clone(), legal(&wanted.name)?);
        self.store()
            .write(move |tx| {
                let (this, actor) = (this.clone(), actor.clone());
                let (code, id, name) = (code.clone(), id.clone(), name.clone());
                Box::pin(async move {
                    tx.alone().await?;
                    let right = over_groups(tx, &actor, &code).await?;
                    let before = group_of(tx, &right, &id).await?;
                    is_as_read(&before, revision)?;
                    if before.group.name != name {
                        is_free(tx, &right, &name, Some(&id)).await?;
                        let is_done = groups::rename(tx, &id, &name, revision).await?;
                        is_done.then_some(()).ok_or_else(changed_since)?;
                        this.tell_of_group(tx, &right, &id, json!({ "name": &*name }))
                            .await?;
                    }
                    Ok(group_of(tx, &right, &id).await?.into())
                })
            })
            .await
    }

    /// Removes a group that still has the revision looked at; whoever was in it is in it no longer.
    ///
    /// # Errors
    /// As [`Service::group_rename`]; [`ServiceError::Rejected`] for one that follows from conditions.
    pub async fn group_delete(
        &self,
        caller: &Caller,
        acting: &Acting,
        (code, id): (&OrganizationCode, &GroupId),
        revision: i64,
    ) -> Result<(), ServiceError> {
        let (this, actor) = (self.clone(), caller.actor(acting, Channel::Attended));
        let (code, id) = (code.clone(), id.clone());
        self.store()
            .write(move |tx| {
                let (this, actor, code, id) =
                    (this.clone(), actor.clone(), code.clone(), id.clone());
                Box::pin(async move {
                    tx.alone().await?;
                    let right = over_groups(tx, &actor, &code).await?;
                    let before = group_of(tx, &right, &id).await?;
                    by_hand(&before)?;
                    is_as_read(&before, revision)?;
                    groups::remove(tx, &id).await?;
                    this.tell_of_group(tx, &right, &id, json!(null)).await
                })
            })
            .await
    }

    /// Puts somebody who lives there into a group, or takes them out; false where it was so before.
    ///
    /// # Errors
    /// As [`Service::group_delete`]; [`ServiceError::NotFound`] for who is out of view, [`ServiceError::Forbidden`] for who is
    /// of a higher rank, [`ServiceError::Rejected`] for who lives elsewhere.
    pub async fn group_member_set(
        &self,
        caller: &Caller,
        acting: &Acting,
        (code, id): (&OrganizationCode, &GroupId),
        user: &UserId,
        is_in: bool,
    ) -> Result<bool, ServiceError> {
        let (this, actor) = (self.clone(), caller.actor(acting, Channel::Attended));
        let (code, id, user) = (code.clone(), id.clone(), user.clone());
        self.store()
            .write(move |tx| {
                let (this, actor) = (this.clone(), actor.clone());
                let (code, id, user) = (code.clone(), id.clone(), user.clone());
                Box::pin(async move {
                    tx.alone().await?;
                    let (user, facts) = person_named(tx, &actor, &user, vec![code.clone()]).await?;
                    let right = right_at(&facts, &actor, &code)?;
                    let group = group_of(tx, &right, &id).await?;
                    let view = View::of(&facts, &actor)?;
                    let member: OverUser<Edit> = over_user(&view, &facts, &user)?;
                    by_hand(&group)?;
                    if is_in {
                        not_deleted(seen_user(&view, &facts, &user)?)?;
                        lives_there(&right, &member)?;
                    }
                    let has_changed = groups::set_member(tx, &id, &member.user, is_in).await?;
                    if has_changed {
                        let deed = if is_in { "group-joined" } else { "group-left" };
                        let told = Told::new(deed, member.user.as_str()).at(&right.organization);
                        let told = told.with(json!({ "group": id }));
                        this.tell(tx, &right.actor, vec![told]).await?;
                    }
                    Ok(has_changed)
                })
            })
            .await
    }

    async fn tell_of_group(
        &self,
        tx: &mut Tx,
        right: &OverGroups,
        id: &GroupId,
        change: serde_json::Value,
    ) -> Result<(), ServiceError> {
        let told = Told::new("group-changed", id.as_str())
            .at(&right.organization)
            .with(json!({ "change": change }));
        self.tell(tx, &right.actor, vec![told]).await
    }
}

async fn facts_at(
    tx: &mut Tx,
    actor: &Actor,
    code: &OrganizationCode,
) -> Result<Snapshot, StoreError> {
    let there = Destinations::Listed(vec![code.clone()]);
    snapshot::load(tx, &of_actor(actor, vec![actor.user.clone()], there)).await
}

fn right_at(
    facts: &Snapshot,
    actor: &Actor,
    code: &OrganizationCode,
) -> Result<OverGroups, ServiceError> {
    let view = View::of(facts, actor)?;
    let right = over_organization(&view, facts, code)?;
    let place = facts.organizations.get(code);
    if place.is_some_and(|place| place.kind.is_hosting_tree()) {
        return Ok(right);
    }
    Err(ServiceError::rejected(
        "groups-not-here",
        "groups are kept here for providers, resellers and customers",
    ))
}

async fn over_groups(
    tx: &mut Tx,
    actor: &Actor,
    code: &OrganizationCode,
) -> Result<OverGroups, ServiceError> {
    right_at(&facts_at(tx, actor, code).await?, actor, code)
}

/// The group, if it is one of the organization.
async fn group_of(tx: &mut Tx, right: &OverGroups, id: &GroupId) -> Result<GroupRow, ServiceError> {
    let found = groups::one(tx, id).await?;
    let own = found.filter(|row| row.group.organization == right.organization);
    own.ok_or(ServiceError::NotFound)
}

/// The group is as whoever changes it saw it.
fn is_as_read(row: &GroupRow, revision: i64) -> Result<(), ServiceError> {
    if row.revision == revision {
        return Ok(());
    }
    Err(changed_since())
}

fn by_hand(row: &GroupRow) -> Result<(), ServiceError> {
    if row.group.dynamic {
        let message = "who is in this group follows from conditions; change those";
        return Err(ServiceError::rejected("group-dynamic", message));
    }
    Ok(())
}

fn lives_there(right: &OverGroups, member: &OverUser<Edit>) -> Result<(), ServiceError> {
    if member.home == right.organization {
        return Ok(());
    }
    Err(ServiceError::rejected(
        "member-elsewhere",
        "only people who live there can be in its groups",
    ))
}

fn legal(name: &str) -> Result<Arc<str>, ServiceError> {
    let name = normalized(name);
    if is_legal_unit(&name) {
        return Ok(name.into());
    }
    let message = "a group has a name of 1 to 64 characters";
    Err(ServiceError::rejected("group-name", message).at_field("name"))
}

async fn is_free(
    tx: &mut Tx,
    right: &OverGroups,
    name: &str,
    own: Option<&GroupId>,
) -> Result<(), ServiceError> {
    let key = folded(name);
    let all = groups::names(tx, &right.organization).await?;
    let mut others = all.iter().filter(|(id, _)| Some(id) != own);
    if others.any(|(_, other)| folded(other) == key) {
        let message = "another group there has this name; choose another";
        return Err(ServiceError::conflict("group-name-taken", message));
    }
    Ok(())
}
