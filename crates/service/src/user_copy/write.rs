//! What a committed copy leaves behind: the new person, what is to be done outside, audit and outbox; all in the
//! transaction at hand.
//!
//! Nobody is made without the `CopyAuthority` that the plan was made with.

use super::commit::Attempt;
use super::facts::{CopyFacts, properties};
use super::review::PlannedCopy;
use crate::audit::Told;
use crate::error::ServiceError;
use crate::provisioning::Moved;
use crate::service::Service;
use rehome_domain::directory::{AddressEntry, Directory, UserEntry};
use rehome_domain::hosting::Provisioning;
use rehome_domain::ids::{MoveId, UserId};
use rehome_domain::people::{Grant, UserStatus};
use rehome_domain::time::Timestamp;
use rehome_domain::undo::LedgerEntry;
use rehome_domain::user_copy::fields::RECORD_FIELDS;
use rehome_domain::user_copy::{CopyAuthority, NewPerson, NewService, PropertyValue};
use rehome_domain::user_move::{ActAs, FamilyPlan, MoveRequest};
use rehome_storage::ledger::{self, MoveRecord};
use rehome_storage::outbox::{self, Message};
use rehome_storage::people::Profile;
use rehome_storage::{Tx, accounts, directory};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

impl Service {
    /// Makes the new person; answers the copy and who it is.
    pub(super) async fn copy_write(
        &self,
        tx: &mut Tx,
        attempt: &Attempt,
        planned: &PlannedCopy,
        facts: &CopyFacts,
    ) -> Result<(MoveId, UserId), ServiceError> {
        let incomplete = || ServiceError::internal("a copy came to its commit incomplete");
        let authority = &planned.plan.authority;
        let person = planned.plan.person.as_ref().ok_or_else(incomplete)?;
        let original = facts.profile.as_ref().ok_or_else(incomplete)?;
        let hash = attempt.password_hash.as_ref().ok_or_else(incomplete)?;
        let (copy, id, now) = (
            self.new_move_id()?,
            UserId::from(self.new_id()?),
            self.now(),
        );
        let held = properties(tx, authority.original()).await?;
        let mut one = Directory::default();
        one.users.insert(id.clone(), entry(person, original, &held));
        directory::import(tx, &one, &|_, _| {}).await?;
        let must_change = person.account.change_at_next_sign_in;
        accounts::set_password(tx, &id, hash, now, must_change).await?;
        let family = FamilyPlan {
            subject: id.clone(),
            members: vec![id.clone()],
            steps: person.steps(&id),
            ..planned.family.clone()
        };
        let made = Moved {
            family: &family,
            commit: &copy,
            is_undo: false,
            takes_back: None,
        };
        self.provisioning_order(tx, authority.actor(), &[made], None)
            .await?;
        let record = record(&copy, attempt, planned, (&family, authority, now));
        ledger::record_many(tx, &[record]).await?;
        let told = told(&copy, &id, attempt, planned, (person, authority, original));
        self.tell(tx, authority.actor(), told).await?;
        let message = Message {
            id: self.new_id()?,
            topic: "user-copied".to_owned(),
            body: json!({
                "copy": copy, "actor": authority.actor(), "original": authority.original(), "user": id,
                "home": person.home,
            }),
            due: now,
        };
        outbox::put(tx, &[message]).await?;
        Ok((copy, id))
    }
}

/// The copy as the ledger keeps it. Both ends are the new home: what happened at another customer's original is for
/// nobody there (ruling 69). Of the request it keeps nothing: it has a password in it, and values of properties.
fn record(
    copy: &MoveId,
    attempt: &Attempt,
    planned: &PlannedCopy,
    (family, authority, now): (&FamilyPlan, &CopyAuthority, Timestamp),
) -> MoveRecord {
    let subject = family.subject.clone();
    let found = planned.plan.findings.iter().map(|it| it.code());
    let acknowledged: BTreeSet<&str> = found
        .filter(|code| attempt.acknowledged.contains(*code))
        .collect();
    let home = authority.home().clone();
    MoveRecord {
        entry: LedgerEntry {
            id: copy.clone(),
            commit: copy.clone(),
            subject: subject.clone(),
            source: home.clone(),
            destination: home,
            request: MoveRequest::default(),
            steps: family.steps.clone(),
            committed_at: now,
            undoes: None,
            undone_by: None,
            by_oneself: false,
            held: Vec::new(),
            superseded_by: None,
            original: Some(authority.original().clone()),
        },
        actor: authority.actor().clone(),
        acting_in: attempt.actor.acting_in.clone(),
        act_as: ActAs::Operator,
        channel: attempt.actor.channel,
        members: vec![subject],
        request: json!({}),
        acknowledged: acknowledged.into_iter().map(str::to_owned).collect(),
        digest: planned.digests.whole.clone(),
        decision_digest: planned.digests.decision.clone(),
        reason: attempt.request.reason.clone(),
        as_of: None,
    }
}

/// The records of the audit: one about the new person; where the copy is another customer's, each end has its own half
/// (ruling 69).
fn told(
    copy: &MoveId,
    id: &UserId,
    attempt: &Attempt,
    planned: &PlannedCopy,
    (person, authority, original): (&NewPerson, &CopyAuthority, &Profile),
) -> Vec<Told> {
    const ACTION: &str = "user-copied";
    let source = &original.user.home;
    let crosses = *source != person.home;
    let services = person.services.iter();
    let services: BTreeMap<_, _> = services.map(|(id, new)| (id, new.status)).collect();
    let found: BTreeSet<&str> = planned.plan.findings.iter().map(|it| it.code()).collect();
    let acknowledged = attempt.acknowledged.iter();
    let acknowledged: Vec<&String> = acknowledged
        .filter(|it| found.contains(it.as_str()))
        .collect();
    let by = attempt.caller.via.as_str();
    let body = json!({
        "copy": copy, "by": by, "original": (!crosses).then(|| authority.original()),
        "username": person.username, "services": services, "roles": person.roles,
        "acknowledged": acknowledged, "reason": attempt.request.reason,
        "digest": planned.digests.whole, "decision_digest": planned.digests.decision,
    });
    let mut told = vec![Told::new(ACTION, id.as_str()).at(&person.home).with(body)];
    if crosses {
        let body = json!({ "copy": copy, "by": by, "elsewhere": true });
        let about = authority.original().as_str();
        told.push(Told::new(ACTION, about).at(source).with(body));
    }
    told
}

/// The new person as a directory holds them, with the values that are taken over from the original.
fn entry(person: &NewPerson, original: &Profile, held: &Map<String, Value>) -> UserEntry {
    let account = &person.account;
    let attributes = original.attributes.iter();
    let attributes = attributes.filter(|(id, _)| person.copied.contains(id.as_str()));
    let addresses = person.addresses.iter();
    let at = || Some(person.home.clone());
    let mut extra = Map::new();
    for field in RECORD_FIELDS {
        let value = original.extra.get(*field);
        if let Some(value) = value.filter(|_| person.copied.contains(*field)) {
            extra.insert((*field).to_owned(), value.clone());
        }
    }
    if account.test {
        extra.insert("test".to_owned(), Value::Bool(true));
    }
    extra.insert("account".to_owned(), account_record(person));
    extra.insert("upn".to_owned(), json!(person.upn));
    extra.insert("provisioning".to_owned(), json!(Provisioning::Requested));
    extra.insert("department".to_owned(), json!(person.department));
    extra.insert("office".to_owned(), json!(person.office));
    let services = person.services.iter().map(|(id, new)| {
        let held = held.get(id.as_str());
        (id.to_string(), service_record(new, held))
    });
    extra.insert("services".to_owned(), Value::Object(services.collect()));
    UserEntry {
        home: person.home.clone(),
        username: person.username.clone(),
        given: person.given.clone(),
        surname: person.surname.clone(),
        name: person.name.clone(),
        status: if account.disabled {
            UserStatus::Disabled
        } else {
            UserStatus::Active
        },
        locked: false,
        position: None,
        remembered_positions: BTreeMap::new(),
        sponsor: None,
        manager: person.manager.clone(),
        mapping_id: None,
        roles: person
            .roles
            .iter()
            .map(|role| Grant {
                role: role.clone(),
                at: at(),
            })
            .collect(),
        subscriptions: BTreeSet::new(),
        attributes: attributes
            .map(|(id, value)| (id.clone(), value.clone()))
            .collect(),
        user_base: None,
        manage_dependents: true,
        addresses: addresses
            .map(|(address, used)| {
                let entry = AddressEntry {
                    primary: used.primary,
                };
                (address.as_str().into(), entry)
            })
            .collect(),
        password: None,
        extra,
    }
}

/// The options of the account that say anything, in a document's words.
fn account_record(person: &NewPerson) -> Value {
    let account = &person.account;
    let mut record = Map::new();
    for (key, is_so) in [
        ("change_at_next_sign_in", account.change_at_next_sign_in),
        ("never_expires", account.never_expires),
        ("disabled", account.disabled),
    ] {
        if is_so {
            record.insert(key.to_owned(), Value::Bool(true));
        }
    }
    if let Some(expires) = account.expires {
        record.insert("expires".to_owned(), Value::from(expires.to_string()));
    }
    Value::Object(record)
}

/// A service in a document's words; the values of properties that are taken over are those of the original.
fn service_record(new: &NewService, held: Option<&Value>) -> Value {
    let value = |name: &str, from: &PropertyValue| match from {
        PropertyValue::Original => held.and_then(|held| held.get(name)).cloned(),
        PropertyValue::Request(value) | PropertyValue::Names(value) => Some(value.clone()),
    };
    let properties = new.properties.iter();
    let properties: Map<String, Value> = properties
        .map(|(name, from)| (name.to_string(), value(name, from).unwrap_or_default()))
        .collect();
    json!({
        "instance": new.instance, "plan": new.plan, "status": new.status, "properties": properties,
    })
}
