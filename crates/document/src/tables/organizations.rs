//! Tables of organizations.

use super::cells::{Row, Table};
use super::columns::{self, Column};
use super::{field, text_field};
use crate::fault::{Code, Log, Path};
use crate::reader::{Entry, Node, Value};
use rehome_domain::directory::Existing;
use rehome_domain::ids::OrganizationCode;
use rehome_domain::organization::OrganizationKind as Kind;
use std::collections::HashMap;

const COLUMNS: &[Column] = &[
    Column::Code,
    Column::Name,
    Column::Domains,
    Column::Kind,
    Column::Parent,
    Column::Status,
];

/// The rows as entries of `organizations`.
pub(super) fn entries(
    table: &Table,
    root: &Node<'_>,
    existing: &Existing,
    into: Option<&OrganizationCode>,
    log: &mut Log,
) -> Vec<Entry<'static>> {
    for (index, header) in table.beside(COLUMNS) {
        let place = table.header_place(index);
        let hint = crate::shape::hint(header, columns::names(COLUMNS));
        log.add(
            place,
            Path::Root,
            Code::UnknownColumn,
            format!("the column {header:?} means nothing for organizations{hint}"),
        );
    }
    let kinds = Kinds {
        table,
        root,
        existing,
        into,
        rows: table
            .rows
            .iter()
            .filter_map(|row| Some((table.cell(row, Column::Code)?, row)))
            .collect(),
    };
    let mut found: Vec<Entry<'static>> = Vec::new();
    for row in &table.rows {
        let place = table.place(row, Column::Code);
        let Some(code) = table.cell(row, Column::Code) else {
            log.add(
                place,
                Path::Root,
                Code::EmptyCell,
                "the row has no code; fill it in",
            );
            continue;
        };
        let mut fields = Vec::new();
        let texts = [
            (Column::Name, "name"),
            (Column::Parent, "parent"),
            (Column::Kind, "kind"),
            (Column::Status, "status"),
        ];
        for (column, key) in texts {
            if let Some(cell) = table.cell(row, column) {
                fields.push(text_field(key, table.place(row, column), &cell));
            }
        }
        if table.cell(row, Column::Kind).is_none() {
            match kinds.of(&code, 0) {
                Some(kind) => fields.push(text_field("kind", place, kind.as_str())),
                None => {
                    let message = "the kind of this organization is not known; add a `kind` column, or name the \
                                   organization above in a `parent` column or with --into";
                    let path = Path::Root.key("organizations");
                    log.add(place, path.key(&code), Code::KindNotKnown, message);
                    // WHY: told once; what does not follow from it is not told again as missing.
                    fields = vec![text_field("kind", place, Kind::Basic.as_str())];
                }
            }
        }
        if let Some(domains) = table.cell(row, Column::Domains) {
            let place = table.place(row, Column::Domains);
            fields.push(field(
                "domains",
                place,
                Value::Map(set(&domains, |domain| {
                    field(domain, place, Value::Map(Vec::new()))
                })),
            ));
        }
        found.push(field(code, place, Value::Map(fields)));
    }
    crate::reader::refuse_duplicates(&found, "organizations", log);
    found
}

/// The parts of a cell between `;`, each once.
pub(super) fn set(cell: &str, make: impl Fn(String) -> Entry<'static>) -> Vec<Entry<'static>> {
    let mut found: Vec<Entry<'static>> = Vec::new();
    for part in cell
        .split(';')
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        if !found.iter().any(|entry| entry.key == part) {
            found.push(make(part.to_owned()));
        }
    }
    found
}

/// What kinds organizations have, as far as that follows from what is above them.
struct Kinds<'t> {
    table: &'t Table,
    root: &'t Node<'t>,
    existing: &'t Existing,
    into: Option<&'t OrganizationCode>,
    rows: HashMap<String, &'t Row>,
}

impl Kinds<'_> {
    fn of(&self, code: &str, level: usize) -> Option<Kind> {
        if let Some(row) = self.rows.get(code) {
            if let Some(kind) = self.table.cell(row, Column::Kind) {
                return Kind::from_name(&kind);
            }
            let parent = self.table.cell(row, Column::Parent);
            let parent = parent
                .as_deref()
                .or(self.into.map(OrganizationCode::as_str))?;
            // INVARIANT: no tree is deeper than 64, so a row that lies under itself ends here.
            return if level < 64 {
                default_below(self.of(parent, level + 1)?)
            } else {
                None
            };
        }
        let given = self
            .root
            .get("organizations")
            .and_then(|section| section.get(code));
        if let Some(node) = given {
            return Kind::from_name(node.get("kind")?.text()?);
        }
        self.existing
            .organizations
            .get(code)
            .map(|organization| organization.kind)
    }
}

/// The kind that usually lies under another.
fn default_below(kind: Kind) -> Option<Kind> {
    match kind {
        Kind::SuperEnterprise => Some(Kind::Enterprise),
        Kind::Enterprise => Some(Kind::Suborganization),
        Kind::Provider | Kind::Reseller => Some(Kind::Customer),
        Kind::Customer | Kind::Area => Some(Kind::Site),
        Kind::Hub => Some(Kind::Satellite),
        Kind::Suborganization | Kind::Site | Kind::Satellite | Kind::Basic => None,
    }
}
