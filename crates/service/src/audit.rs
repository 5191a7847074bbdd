//! The audit: what was done, by whom, about what; written with the deed, chained afterwards (ruling 81).

use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::service::Service;
use crate::user_move::id_cursor;
use crate::user_move::resolve::of_actor;
use crate::view::{Page, page_limit, rfc3339};
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::role::{BuiltIn, Permission, Reach};
use rehome_domain::time::Timestamp;
use rehome_domain::user_move::{Channel, Snapshot, View};
use rehome_storage::Tx;
use rehome_storage::audit::{self, AuditFilter, AuditRecord, Verified};
use rehome_storage::snapshot::{self, Destinations};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeSet;

/// How many records are chained at a time.
const SEALED_AT_ONCE: u32 = 500;

/// One record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AuditView {
    /// The id.
    pub id: String,
    /// When.
    #[serde(with = "rfc3339")]
    #[schemars(with = "String")]
    pub at: Timestamp,
    /// Who; none where that is out of view (ruling 69).
    pub actor: Option<UserId>,
    /// What was done.
    pub action: String,
    /// About whom or what.
    pub about: String,
    /// Where.
    pub organization: Option<OrganizationCode>,
    /// Where too.
    pub other_organization: Option<OrganizationCode>,
    /// The particulars, while they are kept.
    pub body: Option<Value>,
    /// The place in the chain; none until it is sealed.
    pub number: Option<i64>,
}

/// Which records.
#[derive(Clone, Debug, Default)]
pub struct AuditQuery {
    /// Where and as whom the caller acts.
    pub acting: Acting,
    /// About this only.
    pub about: Option<String>,
    /// From where on.
    pub cursor: Option<String>,
    /// How many.
    pub limit: Option<u32>,
}

/// A record in the making.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    action: &'static str,
    about: String,
    organization: Option<OrganizationCode>,
    other_organization: Option<OrganizationCode>,
    body: Value,
}

impl Told {
    /// A deed about something.
    pub(crate) fn new(action: &'static str, about: &str) -> Self {
        Self {
            action,
            about: about.to_owned(),
            organization: None,
            other_organization: None,
            body: Value::Null,
        }
    }

    /// Where it happened.
    pub(crate) fn at(mut self, organization: &OrganizationCode) -> Self {
        self.organization = Some(organization.clone());
        self
    }

    /// Where it happened too.
    pub(crate) fn and_at(mut self, organization: &OrganizationCode) -> Self {
        self.other_organization = Some(organization.clone());
        self
    }

    /// The particulars; never a secret.
    pub(crate) fn with(mut self, body: Value) -> Self {
        self.body = body;
        self
    }
}

impl Service {
    /// Writes records in the transaction that does what they tell.
    pub(crate) async fn tell(
        &self,
        tx: &mut Tx,
        actor: &UserId,
        told: Vec<Told>,
    ) -> Result<(), ServiceError> {
        let now = self.now();
        let mut records = Vec::with_capacity(told.len());
        for told in told {
            records.push(AuditRecord {
                id: self.new_id()?,
                at: now,
                actor: actor.clone(),
                action: told.action.to_owned(),
                about: told.about,
                organization: told.organization,
                other_organization: told.other_organization,
                body: Some(told.body),
                number: None,
            });
        }
        Ok(audit::append(tx, &records).await?)
    }

    /// The records of the organizations that the caller audits, newest first; an auditor reads all of them.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`] without the right, [`ServiceError::Invalid`] for a cursor that is none.
    pub async fn audit_page(
        &self,
        caller: &Caller,
        query: &AuditQuery,
    ) -> Result<Page<AuditView>, ServiceError> {
        let actor = caller.actor(&query.acting, Channel::Attended);
        let before = id_cursor(query.cursor.as_deref())?;
        let query = query.clone();
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let facts =
                        snapshot::load(tx, &of_actor(&actor, Vec::new(), Destinations::None))
                            .await?;
                    let view = View::of(&facts, &actor)?;
                    let reads_all = holds_everywhere(&view, BuiltIn::Auditor, &facts);
                    if !reads_all && !view.may(Permission::Audit, view.acting_in) {
                        return Err(ServiceError::Forbidden);
                    }
                    let reaches_down = view
                        .roles
                        .iter()
                        .any(|role| role.reach(Permission::Audit) == Some(Reach::Subtree));
                    let scope = (!reads_all).then(|| view.acting_in.code.clone());
                    let limit = page_limit(query.limit);
                    // WHY: with `about` the store does not narrow to a scope, so that it is narrowed here.
                    let filter = AuditFilter {
                        scope: scope.clone(),
                        about: query.about.clone(),
                        before: before.clone(),
                        limit: limit + 1,
                    };
                    let records = audit::page(tx, &filter).await?;
                    let cursor = if records.len() > limit as usize {
                        records
                            .get(limit as usize - 1)
                            .map(|record| record.id.clone())
                    } else {
                        None
                    };
                    let mut shown = Vec::new();
                    for record in records.into_iter().take(limit as usize) {
                        let is_in_scope = match &scope {
                            None => true,
                            Some(_) if query.about.is_none() && reaches_down => true,
                            Some(scope) => is_within(tx, &record, scope, reaches_down).await?,
                        };
                        if is_in_scope {
                            shown.push(record);
                        }
                    }
                    let actors: BTreeSet<UserId> =
                        shown.iter().map(|record| record.actor.clone()).collect();
                    let wanted = of_actor(&actor, actors.into_iter().collect(), Destinations::None);
                    let facts = snapshot::load(tx, &wanted).await?;
                    let view = View::of(&facts, &actor)?;
                    let sees = |id: &UserId| {
                        reads_all || facts.user(id).is_some_and(|user| view.sees_user(user))
                    };
                    let items = shown
                        .into_iter()
                        .map(|record| view_of(record, sees))
                        .collect();
                    Ok(Page { items, cursor })
                })
            })
            .await
    }

    /// Chains what is not chained yet, batch by batch, and tells how many records it was. For a timer.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`].
    pub async fn audit_seal(&self) -> Result<u64, ServiceError> {
        let mut sealed = 0;
        loop {
            let batch = self.audit_seal_some(SEALED_AT_ONCE).await?;
            sealed += batch;
            if batch < u64::from(SEALED_AT_ONCE) {
                return Ok(sealed);
            }
        }
    }

    /// Chains at most so many of the records that are not chained yet; answers how many.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`].
    pub async fn audit_seal_some(&self, most: u32) -> Result<u64, ServiceError> {
        self.store()
            .write(move |tx| {
                Box::pin(async move { Ok::<_, ServiceError>(audit::seal(tx, most).await?) })
            })
            .await
    }

    /// Walks along the whole chain. For the command line of the machine.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`].
    pub async fn audit_verify(&self) -> Result<Verified, ServiceError> {
        self.store()
            .read(|tx| Box::pin(async move { Ok(audit::verify(tx).await?) }))
            .await
    }
}

/// Whether the actor holds a role that is held nowhere in particular.
pub(crate) fn holds_everywhere(view: &View<'_>, role: BuiltIn, facts: &Snapshot) -> bool {
    view.actor
        .grants
        .iter()
        .any(|grant| grant.at.is_none() && facts.roles.like(&grant.role) == Some(role))
}

async fn is_within(
    tx: &mut Tx,
    record: &AuditRecord,
    scope: &OrganizationCode,
    reaches_down: bool,
) -> Result<bool, ServiceError> {
    for place in record.organization.iter().chain(&record.other_organization) {
        if place == scope {
            return Ok(true);
        }
        if reaches_down {
            let wanted = snapshot::Wanted::new(
                record.actor.clone(),
                Vec::new(),
                Destinations::Listed(vec![place.clone()]),
            );
            let facts = snapshot::load(tx, &wanted).await?;
            if facts
                .organizations
                .get(place)
                .is_some_and(|place| place.is_within(scope))
            {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

fn view_of(record: AuditRecord, sees: impl Fn(&UserId) -> bool) -> AuditView {
    let AuditRecord {
        id,
        at,
        actor,
        action,
        about,
        organization,
        other_organization,
        body,
        number,
    } = record;
    // WHY: who did something to the own account is named by that account already.
    let is_seen = about == actor.as_str() || sees(&actor);
    AuditView {
        id,
        at,
        actor: is_seen.then_some(actor),
        action,
        about,
        organization,
        other_organization,
        body,
        number,
    }
}
