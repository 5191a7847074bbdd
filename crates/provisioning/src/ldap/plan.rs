//! Reads a directory against an order: which changes are missing, or why it cannot be.

use super::attributes::{self, Values};
use super::schema::{Field, IdForm, OtherAddresses, Schema};
use super::session::{Found, Session};
use super::{LdapConfig, groups, name, properties};
use crate::{Cause, CauseKind, Operation, Order, Person};
use uuid::Uuid;

/// The changes that are missing, in the order in which they are made.
pub(super) struct Plan {
    /// The stable id of the entry; none if it is yet to be made.
    pub(super) entry: Option<String>,
    pub(super) changes: Vec<Change>,
    /// For reading the id of an entry that is made now.
    pub(super) schema: Schema,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Change {
    Create {
        name: String,
        values: Vec<Values>,
    },
    Modify {
        name: String,
        values: Vec<Values>,
    },
    Leave {
        group: String,
        attribute: String,
        value: String,
        last_member: Option<String>,
    },
    Join {
        group: String,
        attribute: String,
        value: String,
    },
    Rename {
        name: String,
        part: String,
        container: String,
    },
    /// Last, since a directory may refuse it for want of a password.
    Enable {
        name: String,
        values: Values,
    },
}

impl Change {
    pub(super) fn action(&self) -> &'static str {
        match self {
            Self::Create { .. } => "create",
            Self::Modify { .. } => "modify",
            Self::Leave { .. } => "leave_group",
            Self::Join { .. } => "join_group",
            Self::Rename { .. } => "rename",
            Self::Enable { .. } => "enable",
        }
    }

    pub(super) fn about(&self) -> &str {
        match self {
            Self::Create { name, .. }
            | Self::Modify { name, .. }
            | Self::Rename { name, .. }
            | Self::Enable { name, .. } => name,
            Self::Leave { group, .. } | Self::Join { group, .. } => group,
        }
    }
}

impl Plan {
    /// Searches only; every error means that nothing was changed.
    pub(super) async fn read(
        session: &mut Session,
        config: &LdapConfig,
        order: &Order,
    ) -> Result<Self, Cause> {
        let schema = &config.schema;
        let found = locate(session, config, &order.person).await?;
        let entry = found.as_ref().and_then(|found| id_of(schema, found));
        let changes = match (&order.operation, &found) {
            (Operation::Ensure, found) => shaped(session, config, order, found.as_ref()).await?,
            (_, None) => return Err(not_found(&order.person)),
            (Operation::MoveEntry { from }, Some(found)) => {
                let changes = shaped(session, config, order, Some(found)).await?;
                let leaves = groups::leaves(session, schema, found, from).await?;
                groups::before_names(schema, changes, leaves)
            }
            (Operation::Revoke { from }, Some(found)) => {
                groups::leaves(session, schema, found, from).await?
            }
            (Operation::Provision { service } | Operation::ChangePlan { service }, Some(found)) => {
                let mut changes = groups::service(session, config, found, service, true).await?;
                // WHY first: values are what a directory may object to.
                let values = properties::change(config, found, service, true)?;
                changes.splice(..0, values);
                changes
            }
            (Operation::Deprovision { service }, Some(found)) => {
                let mut changes = groups::service(session, config, found, service, false).await?;
                changes.extend(properties::change(config, found, service, false)?);
                changes
            }
        };
        Ok(Self {
            entry,
            changes,
            schema: schema.clone(),
        })
    }
}

/// The entry by its stable id; before there is one, by our own id.
async fn locate(
    session: &mut Session,
    config: &LdapConfig,
    person: &Person,
) -> Result<Option<Found>, Cause> {
    let schema = &config.schema;
    let filter = match &person.entry {
        Some(id) => id_filter(schema, id)?,
        None => name::equals(&schema.own_id, person.user.as_str()),
    };
    let mut read = attributes::read(schema);
    read.extend(config.properties.iter().map(|it| it.attribute.as_str()));
    let mut found = session.find_below(&config.base, &filter, &read).await?;
    if found.len() > 1 {
        let what = person.entry.as_deref().unwrap_or(person.user.as_str());
        return Err(Cause::new(
            CauseKind::Conflict,
            format!("there are {} entries with the id {what}", found.len()),
        ));
    }
    match (found.pop(), &person.entry) {
        (None, Some(_)) => Err(not_found(person)),
        (found, _) => Ok(found),
    }
}

/// What is missing for the entry to stand where and be as the person says.
async fn shaped(
    session: &mut Session,
    config: &LdapConfig,
    order: &Order,
    found: Option<&Found>,
) -> Result<Vec<Change>, Cause> {
    let (schema, person) = (&config.schema, &order.person);
    let named = attributes::value_of(schema, person, schema.named_by).ok_or_else(|| {
        Cause::new(
            CauseKind::Invalid,
            format!("an entry is named by {:?}, which is empty", schema.named_by),
        )
    })?;
    if person.container.is_empty() {
        return Err(Cause::new(CauseKind::Invalid, "the container is missing"));
    }
    let part = name::part(&schema.naming, named);
    let target = name::below(&part, &person.container);
    free_of_others(session, config, person, found).await?;

    let mut changes = Vec::new();
    let standing = match found {
        None => {
            require_free(session, schema, &target, None).await?;
            session
                .find_in(&person.container, "(objectClass=*)")
                .await
                .map(drop)?;
            changes.push(created(schema, person, named, target.clone()));
            None
        }
        Some(found) => {
            let values = attributes::missing(schema, person, Some(found));
            if !values.is_empty() {
                changes.push(Change::Modify {
                    name: found.name.clone(),
                    values,
                });
            }
            let id = id_of(schema, found).ok_or_else(|| not_found(person))?;
            let is_there = !session
                .find_in(&person.container, &id_filter(schema, &id)?)
                .await?
                .is_empty();
            let is_named = name::first_part(&found.name).is_some_and(|(attribute, value)| {
                attribute.eq_ignore_ascii_case(&schema.naming) && name::is_same(&value, named)
            });
            if !(is_there && is_named) {
                require_free(session, schema, &target, Some(&id)).await?;
                changes.push(Change::Rename {
                    name: found.name.clone(),
                    part,
                    container: person.container.clone(),
                });
            }
            (is_there && is_named).then(|| found.name.clone())
        }
    };
    changes.extend(
        attributes::enabling(schema, person, found).map(|values| Change::Enable {
            name: standing.unwrap_or(target),
            values,
        }),
    );
    Ok(changes)
}

fn created(schema: &Schema, person: &Person, named: &str, name: String) -> Change {
    let text = |text: &str| text.as_bytes().to_vec();
    let mut values = vec![
        (
            "objectClass".to_owned(),
            schema.classes.iter().map(|class| text(class)).collect(),
        ),
        (schema.naming.clone(), vec![text(named)]),
        (schema.own_id.clone(), vec![text(person.user.as_str())]),
    ];
    values.extend(attributes::missing(schema, person, None));
    values.retain(|(_, values)| !values.is_empty());
    Change::Create { name, values }
}

/// Fails if another entry than this one has the name.
async fn require_free(
    session: &mut Session,
    schema: &Schema,
    name: &str,
    own: Option<&str>,
) -> Result<(), Cause> {
    let there = session.find_at(name, None, &[&schema.id]).await?;
    let is_free =
        there.is_none_or(|there| own.is_some() && id_of(schema, &there).as_deref() == own);
    if is_free {
        Ok(())
    } else {
        Err(Cause::new(
            CauseKind::Conflict,
            format!("another entry has the name {name}"),
        ))
    }
}

/// Fails if another entry below the base has what no two may share and the person shall get now.
async fn free_of_others(
    session: &mut Session,
    config: &LdapConfig,
    person: &Person,
    found: Option<&Found>,
) -> Result<(), Cause> {
    let schema = &config.schema;
    let mut asked: Vec<(String, String)> = Vec::new();
    for field in &schema.unique {
        if let (Some(attribute), Some(value)) = (schema.attribute_of(*field), field.of(person)) {
            asked.push((attribute.to_owned(), value.to_owned()));
        }
    }
    if schema.unique.contains(&Field::Mail) {
        for address in attributes::addresses(person) {
            asked.extend(
                schema
                    .attribute_of(Field::Mail)
                    .map(|a| (a.to_owned(), address.to_owned())),
            );
            asked.extend(match &schema.other_addresses {
                OtherAddresses::Ignored => None,
                OtherAddresses::Plain { attribute } => {
                    Some((attribute.clone(), address.to_owned()))
                }
                OtherAddresses::Prefixed { attribute } => {
                    Some((attribute.clone(), format!("smtp:{address}")))
                }
            });
        }
    }
    asked.sort();
    asked.dedup();
    let own = found.and_then(|found| id_of(schema, found));
    for (attribute, value) in asked {
        let has = found.is_some_and(|found| {
            found
                .texts(&attribute)
                .iter()
                .any(|there| there.eq_ignore_ascii_case(&value))
        });
        if has {
            continue;
        }
        let filter = name::equals(&attribute, &value);
        let holders = session
            .find_below(&config.base, &filter, &[&schema.id])
            .await?;
        if holders
            .iter()
            .any(|holder| own.is_none() || id_of(schema, holder) != own)
        {
            return Err(Cause::new(
                CauseKind::Conflict,
                format!("another entry has {attribute} {value}"),
            ));
        }
    }
    Ok(())
}

/// The stable id of an entry, as `8-4-4-4-12`.
pub(super) fn id_of(schema: &Schema, found: &Found) -> Option<String> {
    let value = found.octets(&schema.id).first()?;
    match schema.id_form {
        IdForm::Text => String::from_utf8(value.clone()).ok(),
        IdForm::Octets => {
            let octets: [u8; 16] = value.as_slice().try_into().ok()?;
            Some(Uuid::from_bytes_le(octets).to_string())
        }
    }
}

fn id_filter(schema: &Schema, id: &str) -> Result<String, Cause> {
    match schema.id_form {
        IdForm::Text => Ok(name::equals(&schema.id, id)),
        IdForm::Octets => Uuid::parse_str(id)
            .map(|id| name::equals_octets(&schema.id, &id.to_bytes_le()))
            .map_err(|_| Cause::new(CauseKind::Invalid, format!("{id} is no stable id"))),
    }
}

fn not_found(person: &Person) -> Cause {
    let what = person.entry.as_deref().unwrap_or(person.user.as_str());
    Cause::new(
        CauseKind::NotFound,
        format!("no entry with the id {what}, or the connector may not see it"),
    )
}
