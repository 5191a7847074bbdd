//! People as a table to download, edit and hand in again (enterprise 6): the columns that are asked for, of those who
//! were ticked or whom a filter finds, as far as the caller sees them.
//!
//! A page at a time, so that a table of any length takes little memory. A cell that a spreadsheet would take for a
//! formula is guarded; reading the table again finds nothing to do.

use super::list::UsersQuery;
use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::rights::seen_organization;
use crate::service::Service;
use crate::user_move::resolve::of_actor;
use crate::view::PAGE;
use rehome_document::{cell_of, lines};
use rehome_domain::cell::guarded;
use rehome_domain::directory::PERSON_ATTRIBUTES;
use rehome_domain::ids::{AttributeId, UserId};
use rehome_domain::people::{User, UserStatus};
use rehome_domain::role::Permission;
use rehome_domain::user_move::{Channel, Snapshot, View};
use rehome_storage::directory::{ProfileCells, attributes, profile_cells};
use rehome_storage::snapshot::{self, Destinations};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// How many people are read together.
const AT_ONCE: usize = 200;

/// A column of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportColumn {
    /// The home, by its code.
    Organization,
    /// The sponsor of a dependent; never beside [`Self::Organization`] (ruling 35).
    Sponsor,
    /// Prevent User Move.
    Lock,
    /// The given name.
    Given,
    /// The surname.
    Surname,
    /// The display name.
    Name,
    /// The mapping id.
    MappingId,
    /// The primary address.
    Email,
    /// The state of the account: Enabled, Disabled or Pending.
    Status,
    /// The position at home.
    Position,
    /// The manager, as far as in view.
    Manager,
    /// The value of an attribute.
    Attribute(AttributeId),
}

/// The columns that are no attributes, with their word in an address and their header.
const FIXED: [(ExportColumn, &str, &str); 11] = [
    (ExportColumn::Organization, "organization", "Organization"),
    (ExportColumn::Sponsor, "sponsor", "Sponsor"),
    (ExportColumn::Lock, "lock", "Prevent User Move"),
    (ExportColumn::Given, "given", "Given name"),
    (ExportColumn::Surname, "surname", "Surname"),
    (ExportColumn::Name, "name", "Name"),
    (ExportColumn::MappingId, "mapping-id", "Mapping ID"),
    (ExportColumn::Email, "email", "E-mail"),
    (ExportColumn::Status, "status", "Status"),
    (ExportColumn::Position, "position", "Position"),
    (ExportColumn::Manager, "manager", "Manager"),
];

/// What stands before the id of an attribute in an address.
const ATTRIBUTE: &str = "attribute:";

impl ExportColumn {
    /// The column of a word in an address.
    pub fn of(word: &str) -> Option<Self> {
        if let Some(id) = word.strip_prefix(ATTRIBUTE) {
            return Some(Self::Attribute(AttributeId::from(id)));
        }
        let found = FIXED.iter().find(|(_, name, _)| *name == word);
        found.map(|(column, ..)| column.clone())
    }

    fn header(&self) -> &str {
        let found = FIXED.iter().find(|(column, ..)| column == self);
        match (self, found) {
            (_, Some((.., header))) => header,
            (Self::Attribute(id), None) => id.as_str(),
            // INVARIANT: every column that is no attribute is in the list.
            (_, None) => "",
        }
    }

    fn cell<'c>(
        &self,
        user: &'c User,
        (facts, view): (&'c Snapshot, &View<'_>),
        cells: &'c ProfileCells,
    ) -> Cow<'c, str> {
        let text = |text: Option<&'c str>| Cow::Borrowed(text.unwrap_or_default());
        match self {
            Self::Organization => Cow::Borrowed(user.home.as_str()),
            Self::Sponsor => {
                let sponsor = user.sponsor.as_ref().and_then(|id| facts.user(id));
                text(sponsor.map(|sponsor| &*sponsor.username))
            }
            Self::Lock => Cow::Borrowed(if user.locked { "Yes" } else { "No" }),
            Self::Given => text(cells.given.as_deref()),
            Self::Surname => text(cells.surname.as_deref()),
            Self::Name => Cow::Borrowed(&user.name),
            Self::MappingId => text(user.mapping_id.as_deref()),
            Self::Email => text(cells.email.as_deref()),
            Self::Status => Cow::Borrowed(match user.status {
                UserStatus::Active => "Enabled",
                UserStatus::Disabled => "Disabled",
                UserStatus::Pending => "Pending",
                UserStatus::Deleted => "Deleted",
            }),
            Self::Position => text(user.position.as_ref().map(|position| position.as_str())),
            Self::Manager => {
                let manager = user.manager.as_ref().and_then(|id| facts.user(id));
                let manager = manager.filter(|manager| view.sees_user(manager));
                text(manager.map(|manager| &*manager.username))
            }
            Self::Attribute(id) => {
                let home = facts.organizations.get(&user.home);
                let at = facts.attributes.get(id).and_then(Option::as_ref);
                // WHY: what is defined elsewhere is hidden until the person comes back (enterprise 7).
                let is_awake = at.is_none_or(|at| home.is_some_and(|home| home.is_within(at)));
                let value = cells.attributes.get(id).filter(|_| is_awake);
                value.and_then(cell_of).unwrap_or_default()
            }
        }
    }
}

/// Whom the table is of, and what is in it.
#[derive(Clone, Debug)]
pub struct Export {
    /// Those who were ticked, by id; whom the filter finds, where nobody was.
    pub users: Vec<UserId>,
    /// The filter.
    pub query: UsersQuery,
    /// The columns behind the username.
    pub columns: Vec<ExportColumn>,
}

/// A table on its way: what comes next.
#[derive(Clone, Debug)]
pub struct ExportCursor {
    rest: Vec<UserId>,
    next: Option<String>,
    is_ticked: bool,
}

impl Service {
    /// The attributes that can be columns where the caller acts: those that everybody can have, and those defined
    /// there, above or below.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`] for who does not see people there.
    pub async fn export_attributes(
        &self,
        caller: &Caller,
        acting: &Acting,
    ) -> Result<Vec<AttributeId>, ServiceError> {
        let actor = caller.actor(acting, Channel::Attended);
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let defined = attributes(tx).await?;
                    let places = defined.values().flatten().cloned().collect();
                    let wanted = of_actor(&actor, Vec::new(), Destinations::Listed(places));
                    let facts = snapshot::load(tx, &wanted).await?;
                    let view = View::of(&facts, &actor)?;
                    if !view.may(Permission::View, view.acting_in) {
                        return Err(ServiceError::Forbidden);
                    }
                    let is_near = |at: &rehome_domain::ids::OrganizationCode| {
                        view.acting_in.is_within(at) || seen_organization(&view, &facts, at).is_ok()
                    };
                    let near = defined
                        .into_iter()
                        .filter(|(_, at)| at.as_ref().is_none_or(is_near))
                        .map(|(id, _)| id);
                    let everybodys = PERSON_ATTRIBUTES.iter().copied().map(AttributeId::new);
                    let all: BTreeSet<AttributeId> = near.chain(everybodys).collect();
                    Ok(all.into_iter().collect())
                })
            })
            .await
    }

    /// Begins a table: its header, and what fetches the rest.
    ///
    /// # Errors
    /// [`ServiceError::Rejected`] where Organization and Sponsor are both asked for (ruling 35).
    pub fn export_begin(&self, export: &Export) -> Result<(String, ExportCursor), ServiceError> {
        let asks = |column| export.columns.contains(&column);
        if asks(ExportColumn::Organization) && asks(ExportColumn::Sponsor) {
            return Err(ServiceError::rejected(
                "sponsor-and-organization",
                "a table has a Sponsor column or an Organization column, never both; make two tables of it",
            ));
        }
        let columns = export.columns.iter().map(ExportColumn::header);
        let header: Vec<String> = std::iter::once("Username")
            .chain(columns)
            .map(|header| guarded(header).into_owned())
            .collect();
        let cursor = ExportCursor {
            rest: export.users.clone(),
            next: None,
            is_ticked: !export.users.is_empty(),
        };
        Ok((lines([header.as_slice()]), cursor))
    }

    /// The next lines of a table, and what fetches those behind them; none where that was all.
    ///
    /// # Errors
    /// Those of [`Service::users`].
    pub async fn export_more(
        &self,
        caller: &Caller,
        export: &Export,
        cursor: ExportCursor,
    ) -> Result<(String, Option<ExportCursor>), ServiceError> {
        let ExportCursor {
            mut rest,
            next,
            is_ticked,
        } = cursor;
        let (people, then) = if is_ticked {
            let people: Vec<UserId> = rest.drain(..rest.len().min(AT_ONCE)).collect();
            let then = (!rest.is_empty()).then_some(None);
            (people, then)
        } else {
            let query = UsersQuery {
                cursor: next,
                limit: Some(PAGE.0),
                ..export.query.clone()
            };
            let page = self.users(caller, &query).await?;
            let people = page.items.into_iter().map(|row| row.id).collect();
            (people, page.cursor.map(Some))
        };
        let text = self.export_lines(caller, export, people).await?;
        let cursor = then.map(|next| ExportCursor {
            rest,
            next,
            is_ticked,
        });
        Ok((text, cursor))
    }

    async fn export_lines(
        &self,
        caller: &Caller,
        export: &Export,
        people: Vec<UserId>,
    ) -> Result<String, ServiceError> {
        let actor = caller.actor(&export.query.acting, Channel::Attended);
        let columns = export.columns.clone();
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let wanted = of_actor(&actor, people.clone(), Destinations::None);
                    let mut facts = snapshot::load(tx, &wanted).await?;
                    let asked = columns.iter().filter_map(|column| match column {
                        ExportColumn::Attribute(id) => Some(id),
                        _ => None,
                    });
                    let asked: Vec<AttributeId> = asked.cloned().collect();
                    if !asked.is_empty() {
                        let defined = attributes(tx).await?;
                        let known: BTreeMap<_, _> = defined
                            .into_iter()
                            .filter(|(id, _)| asked.contains(id))
                            .collect();
                        facts.attributes.extend(known);
                    }
                    let ids: Vec<&UserId> = people.iter().collect();
                    let cells = profile_cells(tx, &ids).await?;
                    let view = View::of(&facts, &actor)?;
                    let nothing = ProfileCells::default();
                    let mut rows: Vec<Vec<String>> = Vec::with_capacity(people.len());
                    let seen = people.iter().filter_map(|id| facts.user(id));
                    for user in seen
                        .filter(|user| view.sees_user(user) && user.status != UserStatus::Deleted)
                    {
                        let cells = cells.get(&user.id).unwrap_or(&nothing);
                        let own = columns
                            .iter()
                            .map(|column| column.cell(user, (&facts, &view), cells));
                        let row = std::iter::once(Cow::Borrowed(&*user.username)).chain(own);
                        rows.push(row.map(|cell| guarded(&cell).into_owned()).collect());
                    }
                    Ok(lines(rows.iter().map(Vec::as_slice)))
                })
            })
            .await
    }
}
