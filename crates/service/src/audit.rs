//! The audit: what was done, by whom, about what; written with the deed, chained afterwards (ruling 81).

use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::service::Service;
use crate::user_move::resolve::of_actor;
use crate::user_move::{ids_between, seen_person};
use crate::view::{Page, page_limit, rfc3339};
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::role::{BuiltIn, Permission, Reach};
use rehome_domain::time::{Day, Timestamp};
use rehome_domain::user_move::{Actor, Channel, Snapshot, View};
use rehome_storage::audit::{self, AuditFilter, AuditRecord, Verified};
use rehome_storage::snapshot::{self, Destinations};
use rehome_storage::{Scope, Tx};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::Arc;

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
    /// Their name, where it is in view.
    pub actor_name: Option<Arc<str>>,
    /// What was done.
    pub action: String,
    /// About whom or what.
    pub about: String,
    /// The name of that person, where it is in view.
    pub about_name: Option<Arc<str>>,
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
    /// Of this kind only.
    pub action: Option<String>,
    /// Done by this person only.
    pub actor: Option<UserId>,
    /// With an end at this organization, or below it where that is audited.
    pub organization: Option<OrganizationCode>,
    /// From this day on (UTC).
    pub from: Option<Day>,
    /// Up to the end of this day (UTC).
    pub to: Option<Day>,
    /// What says this only: `*` stands for anything, `?` for one character.
    pub text: Option<String>,
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

    /// The records of the organizations that the caller audits, newest first; an auditor reads all of them. A page, or
    /// as many as are among the records looked at for one page, with the cursor to look further back.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`] without the right, [`ServiceError::NotFound`] for a person out of view,
    /// [`ServiceError::Invalid`] for a cursor that is none.
    pub async fn audit_page(
        &self,
        caller: &Caller,
        query: &AuditQuery,
    ) -> Result<Page<AuditView>, ServiceError> {
        let actor = caller.actor(&query.acting, Channel::Attended);
        let query = query.clone();
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let (filter, reads_all) = query.filter(tx, &actor).await?;
                    let page = audit::page(tx, &filter).await?;
                    let people: BTreeSet<UserId> = page
                        .records
                        .iter()
                        .flat_map(|record| {
                            [record.actor.clone(), UserId::from(record.about.as_str())]
                        })
                        .collect();
                    let wanted = of_actor(&actor, people.into_iter().collect(), Destinations::None);
                    let facts = snapshot::load(tx, &wanted).await?;
                    let view = View::of(&facts, &actor)?;
                    let sees = |id: &UserId| {
                        let user = facts.user(id);
                        let is_seen = reads_all || user.is_some_and(|user| view.sees_user(user));
                        is_seen.then(|| user.map(|user| user.name.clone()))
                    };
                    let items = page
                        .records
                        .into_iter()
                        .map(|record| view_of(record, sees))
                        .filter(|shown| query.says(shown))
                        .collect();
                    Ok(Page {
                        items,
                        cursor: page.until,
                    })
                })
            })
            .await
    }

    /// Walks along the whole chain, for an auditor at a screen.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`] for who does not audit everything: the chain is one for all.
    pub async fn audit_verify_as(
        &self,
        caller: &Caller,
        acting: &Acting,
    ) -> Result<Verified, ServiceError> {
        let actor = caller.actor(acting, Channel::Attended);
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let wanted = of_actor(&actor, Vec::new(), Destinations::None);
                    let facts = snapshot::load(tx, &wanted).await?;
                    let view = View::of(&facts, &actor)?;
                    if !holds_everywhere(&view, BuiltIn::Auditor, &facts) {
                        return Err(ServiceError::Forbidden);
                    }
                    Ok(audit::verify(tx).await?)
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

impl AuditQuery {
    /// What the store looks for, and whether that is everything.
    async fn filter(
        &self,
        tx: &mut Tx,
        actor: &Actor,
    ) -> Result<(AuditFilter, bool), ServiceError> {
        let (since, before) = ids_between(self.from, self.to, self.cursor.as_deref())?;
        let places = Destinations::Listed(self.organization.iter().cloned().collect());
        let facts = snapshot::load(tx, &of_actor(actor, Vec::new(), places)).await?;
        let view = View::of(&facts, actor)?;
        let reads_all = holds_everywhere(&view, BuiltIn::Auditor, &facts);
        if !reads_all && !view.may(Permission::Audit, view.acting_in) {
            return Err(ServiceError::Forbidden);
        }
        let reaches_down = view
            .roles
            .iter()
            .any(|role| role.reach(Permission::Audit) == Some(Reach::Subtree));
        let mut filter = AuditFilter {
            scope: (!reads_all).then(|| Scope {
                organization: view.acting_in.code.clone(),
                with_below: reaches_down,
            }),
            about: self.about.clone(),
            action: self.action.clone(),
            text: self.text.clone(),
            since,
            before,
            limit: page_limit(self.limit),
            ..AuditFilter::default()
        };
        if let Some(code) = &self.organization {
            let place = facts.organizations.get(code);
            let is_audited = place.is_some_and(|place| view.may(Permission::Audit, place));
            match &mut filter.scope {
                Some(scope) if is_audited => scope.organization = code.clone(),
                None if place.is_some() => {
                    filter.scope = Some(Scope {
                        organization: code.clone(),
                        with_below: true,
                    });
                }
                _ => filter.end = Some(code.clone()),
            }
        }
        if let Some(name) = &self.actor {
            filter.actor = Some(seen_person(tx, actor, name, reads_all).await?);
        }
        Ok((filter, reads_all))
    }

    /// Whether a record as it is shown still says what is searched for: what is hidden is not to be found either.
    fn says(&self, shown: &AuditView) -> bool {
        let Some(text) = &self.text else {
            return true;
        };
        if shown.actor.is_some() {
            return true;
        }
        let places = shown.organization.iter().chain(&shown.other_organization);
        let parts = [Some(shown.action.clone()), Some(shown.about.clone())]
            .into_iter()
            .flatten()
            .chain(places.map(ToString::to_string))
            .chain(shown.body.iter().map(ToString::to_string));
        let all = parts.collect::<Vec<_>>().join(" ");
        matches_pattern(&all, text)
    }
}

/// Whether a text holds a pattern in which `*` stands for anything and `?` for one character.
fn matches_pattern(text: &str, pattern: &str) -> bool {
    let text: Vec<char> = text.to_lowercase().chars().collect();
    let pattern: Vec<char> = format!("*{}*", pattern.to_lowercase()).chars().collect();
    // The places in the pattern up to which the text read so far fits.
    let mut fits = vec![false; pattern.len() + 1];
    let open = |fits: &mut [bool]| {
        for (place, wanted) in pattern.iter().enumerate() {
            if *wanted == '*'
                && fits.get(place) == Some(&true)
                && let Some(next) = fits.get_mut(place + 1)
            {
                *next = true;
            }
        }
    };
    if let Some(first) = fits.first_mut() {
        *first = true;
    }
    open(&mut fits);
    for character in text {
        let mut next = vec![false; fits.len()];
        for (place, wanted) in pattern.iter().enumerate() {
            if fits.get(place) != Some(&true) {
                continue;
            }
            let reached = match wanted {
                '*' => place,
                '?' => place + 1,
                wanted if *wanted == character => place + 1,
                _ => continue,
            };
            if let Some(reached) = next.get_mut(reached) {
                *reached = true;
            }
        }
        open(&mut next);
        fits = next;
    }
    fits.last() == Some(&true)
}

/// A record as it is shown; `sees` tells whether a person is in view, and their name if there is such a person.
fn view_of(record: AuditRecord, sees: impl Fn(&UserId) -> Option<Option<Arc<str>>>) -> AuditView {
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
    let seen = sees(&actor);
    // WHY: who did something to the own account is named by that account already.
    let is_seen = about == actor.as_str() || seen.is_some();
    AuditView {
        id,
        at,
        actor: is_seen.then_some(actor),
        actor_name: seen.flatten(),
        action,
        about_name: sees(&UserId::from(about.as_str())).flatten(),
        about,
        organization,
        other_organization,
        body,
        number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_and_question_marks_stand_for_what_one_does_not_know() {
        for (pattern, is_found) in [
            ("user-moved", true),
            ("USER-m?ved", true),
            ("user*harbour", true),
            ("m?v", true),
            ("harbour*user", false),
            ("mo?ved", false),
            ("100%", false),
        ] {
            assert_eq!(
                matches_pattern("user-moved dana harbour", pattern),
                is_found,
                "{pattern}"
            );
        }
    }
}
