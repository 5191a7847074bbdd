//! Makes the changes of a plan, one after the other, and says how far it came.

use super::answer::{
    self, ALREADY_EXISTS, CLASS_VIOLATION, NO_SUCH_ATTRIBUTE, NO_SUCH_OBJECT, VALUE_EXISTS,
};
use super::plan::{Change, Plan, id_of};
use super::session::Session;
use crate::Cause;
use crate::outcome::{Done, Ended, NotYet, Outcome, Reason, Step};
use ldap3::LdapResult;
use std::time::Duration;

/// How long to wait before looking whether somebody has set a password.
const PASSWORD_WAIT: Duration = Duration::from_secs(10 * 60);

/// What became of one change.
enum Made {
    Done,
    /// The directory wants a password first.
    NeedsPassword,
}

pub(super) async fn apply(session: &mut Session, plan: Plan) -> Outcome {
    let mut steps = Vec::new();
    let mut needs_password = false;
    for (at, change) in plan.changes.iter().enumerate() {
        let ended = match make(session, change).await {
            Ok(Made::Done) => Ended::Done,
            Ok(Made::NeedsPassword) => {
                needs_password = true;
                Ended::NotTried
            }
            Err(cause) => {
                steps.push(step(change, Ended::Failed));
                let left = plan.changes.iter().skip(at + 1);
                steps.extend(left.map(|change| step(change, Ended::NotTried)));
                return Outcome::Failed(cause.with_steps(steps));
            }
        };
        steps.push(step(change, ended));
    }
    let entry = match (plan.entry, plan.changes.first()) {
        (Some(entry), _) => Some(entry),
        (None, Some(Change::Create { name, .. })) => {
            match session.find_at(name, None, &[&plan.schema.id]).await {
                Ok(made) => made.and_then(|made| id_of(&plan.schema, &made)),
                Err(cause) => return Outcome::Failed(cause.with_steps(steps)),
            }
        }
        (None, _) => None,
    };
    if needs_password {
        Outcome::NotYet(NotYet {
            reason: Reason::NeedsPassword,
            reference: None,
            after: Some(PASSWORD_WAIT),
            entry,
            steps,
        })
    } else {
        Outcome::Done(Done { entry, steps })
    }
}

async fn make(session: &mut Session, change: &Change) -> Result<Made, Cause> {
    let (what, result) = match change {
        Change::Create { name, values } => {
            (format!("making {name}"), session.add(name, values).await?)
        }
        Change::Modify { name, values } => (
            format!("writing {} of {name}", names(values)),
            session.replace(name, values).await?,
        ),
        Change::Leave {
            group,
            attribute,
            value,
            last_member,
        } => (
            format!("leaving {group}"),
            leave(session, group, attribute, value, last_member.as_deref()).await?,
        ),
        Change::Join {
            group,
            attribute,
            value,
        } => (
            format!("joining {group}"),
            session
                .exchange(group, attribute, Some(value.as_bytes()), None)
                .await?,
        ),
        Change::Rename {
            name,
            part,
            container,
        } => (
            format!("moving {name} to {container}"),
            session.rename(name, part, container).await?,
        ),
        Change::Enable { name, values } => {
            let result = session.replace(name, std::slice::from_ref(values)).await?;
            if answer::is_about_password(&result) {
                return Ok(Made::NeedsPassword);
            }
            (format!("enabling {name}"), result)
        }
    };
    if result.rc == 0 || is_so_already(change, &result) {
        Ok(Made::Done)
    } else {
        Err(answer::refused(&what, &result))
    }
}

/// Somebody else, or a try whose answer was lost, has done it in between.
fn is_so_already(change: &Change, result: &LdapResult) -> bool {
    match change {
        Change::Leave { .. } => matches!(result.rc, NO_SUCH_ATTRIBUTE | NO_SUCH_OBJECT),
        Change::Join { .. } => matches!(result.rc, VALUE_EXISTS | ALREADY_EXISTS),
        _ => false,
    }
}

async fn leave(
    session: &mut Session,
    group: &str,
    attribute: &str,
    value: &str,
    last_member: Option<&str>,
) -> Result<LdapResult, Cause> {
    let value = Some(value.as_bytes());
    let result = session.exchange(group, attribute, None, value).await?;
    match last_member {
        Some(stand_in) if result.rc == CLASS_VIOLATION => {
            session
                .exchange(group, attribute, Some(stand_in.as_bytes()), value)
                .await
        }
        _ => Ok(result),
    }
}

fn step(change: &Change, ended: Ended) -> Step {
    Step {
        action: change.action().to_owned(),
        about: change.about().to_owned(),
        ended,
    }
}

/// The names alone: values may be nobody's business.
fn names(values: &[super::attributes::Values]) -> String {
    let names: Vec<&str> = values.iter().map(|(name, _)| name.as_str()).collect();
    names.join(", ")
}
