//! Groups: which to leave after a move, and those by which people have services.

use super::attributes::Values;
use super::plan::Change;
use super::schema::{MemberBy, Membership, Schema};
use super::session::{Found, Session};
use super::{LdapConfig, name};
use crate::{Cause, CauseKind, Origin, ServicePlan};

/// The groups of a source that name the entry, each with the change that takes it out.
pub(super) async fn leaves(
    session: &mut Session,
    schema: &Schema,
    entry: &Found,
    from: &Origin,
) -> Result<Vec<Change>, Cause> {
    let mut changes = Vec::new();
    for membership in &schema.memberships {
        for value in values(schema, entry, membership) {
            let filter = name::equals(&membership.attribute, &value);
            let mut groups = Vec::new();
            if !from.base.is_empty() {
                groups.extend(session.find_below(&from.base, &filter, &[]).await?);
            }
            for group in &from.groups {
                groups.extend(session.find_at(group, Some(&filter), &[]).await?);
            }
            for group in groups {
                let change = leave(schema, group.name, membership, &value);
                if !changes.contains(&change) {
                    changes.push(change);
                }
            }
        }
    }
    Ok(changes)
}

/// What is missing for the person to have a service at exactly this level, or (none) not at all.
pub(super) async fn service(
    session: &mut Session,
    config: &LdapConfig,
    entry: &Found,
    service: &ServicePlan,
    has: bool,
) -> Result<Vec<Change>, Cause> {
    // WHY of every instance: whoever goes to another one is to be in no group of the former.
    let all: Vec<&super::ServiceGroup> = (config.services.iter())
        .filter(|group| group.service == service.service)
        .collect();
    let is_wanted = |group: &&&super::ServiceGroup| {
        has && group.plan == service.plan
            && (group.instance.is_none() || group.instance == service.instance)
    };
    let wanted = all.iter().find(is_wanted);
    if all.is_empty() || (has && wanted.is_none()) {
        return Err(Cause::new(
            CauseKind::Invalid,
            format!(
                "no group of this directory stands for {} at the level {}",
                service.service, service.plan
            ),
        ));
    }
    let joined = config.schema.memberships.first().ok_or_else(|| {
        Cause::new(
            CauseKind::Invalid,
            "the schema says nothing of how groups name members",
        )
    })?;
    let mut changes = Vec::new();
    if let Some(wanted) = wanted {
        let value = values(&config.schema, entry, joined)
            .into_iter()
            .next()
            .ok_or_else(|| Cause::new(CauseKind::Invalid, "the entry has no sign-in name"))?;
        if session.find_at(&wanted.group, None, &[]).await?.is_none() {
            return Err(Cause::new(
                CauseKind::NotFound,
                format!("the group {} is not there", wanted.group),
            ));
        }
        let filter = name::equals(&joined.attribute, &value);
        if session
            .find_at(&wanted.group, Some(&filter), &[])
            .await?
            .is_none()
        {
            changes.push(Change::Join {
                group: wanted.group.clone(),
                attribute: joined.attribute.clone(),
                value,
            });
        }
    }
    for other in &all {
        if wanted.is_some_and(|wanted| wanted.group == other.group) {
            continue;
        }
        for membership in &config.schema.memberships {
            for value in values(&config.schema, entry, membership) {
                let filter = name::equals(&membership.attribute, &value);
                let found = session.find_at(&other.group, Some(&filter), &[]).await?;
                changes.extend(
                    found.map(|group| leave(&config.schema, group.name, membership, &value)),
                );
            }
        }
    }
    Ok(changes)
}

/// The changes of a move in the order in which none can make another impossible: values first, since they are what a
/// directory may still object to; then the groups, and only then what groups know the entry by.
pub(super) fn before_names(
    schema: &Schema,
    changes: Vec<Change>,
    leaves: Vec<Change>,
) -> Vec<Change> {
    let known_by = if leaves.is_empty() {
        Vec::new()
    } else {
        schema.username_attributes()
    };
    let (mut values_first, mut names_last) = (Vec::new(), Vec::new());
    for change in changes {
        match change {
            Change::Modify { name, values } => {
                let is_name = |values: &Values| {
                    known_by
                        .iter()
                        .any(|attribute| attribute.eq_ignore_ascii_case(&values.0))
                };
                let (names, values): (Vec<Values>, Vec<Values>) =
                    values.into_iter().partition(is_name);
                for (values, to) in [(values, &mut values_first), (names, &mut names_last)] {
                    if !values.is_empty() {
                        let name = name.clone();
                        to.push(Change::Modify { name, values });
                    }
                }
            }
            other => names_last.push(other),
        }
    }
    values_first.extend(leaves);
    values_first.extend(names_last);
    values_first
}

fn leave(schema: &Schema, group: String, membership: &Membership, value: &str) -> Change {
    Change::Leave {
        group,
        attribute: membership.attribute.clone(),
        value: value.to_owned(),
        last_member: (membership.by == MemberBy::Name)
            .then(|| schema.last_member.clone())
            .flatten(),
    }
}

/// By what a group names the entry.
fn values(schema: &Schema, entry: &Found, membership: &Membership) -> Vec<String> {
    match membership.by {
        MemberBy::Name => vec![entry.name.clone()],
        MemberBy::Username => {
            let attributes = schema.username_attributes();
            let values = attributes
                .into_iter()
                .flat_map(|attribute| entry.texts(attribute));
            let mut values: Vec<String> = values.map(str::to_owned).collect();
            values.sort();
            values.dedup();
            values
        }
    }
}
