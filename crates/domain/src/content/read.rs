//! From a directory's sections to facts: typed, checked against one another, every fault told at once.
//!
//! The shapes of the sections were checked when the document was read; here is what needs more than one value.

mod accounts;
mod things;

use super::{ContentFacts, ContentFault, FaultKind};
use crate::directory::Directory;
use crate::ids::OrganizationCode;
use crate::organization::OrganizationKind;
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The facts of a directory's accounts.
///
/// # Errors
/// Everything that is wrong with them, in the order of sections and entries.
pub fn facts_of(directory: &Directory) -> Result<ContentFacts, Vec<ContentFault>> {
    let reader = Reader {
        directory,
        faults: RefCell::default(),
    };
    let mut facts = ContentFacts {
        things_are_known: true,
        ..ContentFacts::default()
    };
    reader.accounts(&mut facts);
    reader.profiles(&mut facts);
    reader.members(&mut facts);
    reader.folders(&mut facts);
    reader.items(&mut facts);
    reader.belongings(&mut facts);
    reader.counts(&mut facts);
    let mut faults = reader.faults.into_inner();
    if faults.is_empty() {
        return Ok(facts);
    }
    faults.sort();
    faults.dedup();
    Err(faults)
}

struct Reader<'a> {
    directory: &'a Directory,
    faults: RefCell<Vec<ContentFault>>,
}

/// One entry of a section, with what is wrong about it.
struct Entry<'r, 'a> {
    reader: &'r Reader<'a>,
    section: &'static str,
    id: &'a str,
    fields: &'a Map<String, Value>,
}

impl<'a> Reader<'a> {
    fn section<'r>(
        &'r self,
        section: &'static str,
    ) -> impl Iterator<Item = Entry<'r, 'a>> + use<'r, 'a> {
        let entries = self.directory.sections.get(section).into_iter().flatten();
        entries.filter_map(move |(id, value)| {
            let entry = value.as_object().map(|fields| Entry {
                reader: self,
                section,
                id,
                fields,
            });
            if entry.is_none() {
                self.tell(
                    section,
                    id,
                    "",
                    FaultKind::NotAllowed(value.to_string().into()),
                );
            }
            entry
        })
    }

    fn tell(&self, section: &'static str, id: &str, field: &'static str, kind: FaultKind) {
        self.faults.borrow_mut().push(ContentFault {
            section,
            id: id.into(),
            field,
            kind,
        });
    }

    fn kind_of(&self, code: &str) -> Option<OrganizationKind> {
        Some(self.directory.organizations.get(code)?.kind)
    }

    fn is_account(&self, code: &str) -> bool {
        self.kind_of(code)
            .is_some_and(OrganizationKind::is_account_tree)
    }
}

impl<'a> Entry<'_, 'a> {
    fn tell(&self, field: &'static str, kind: FaultKind) {
        self.reader.tell(self.section, self.id, field, kind);
    }

    fn text(&self, field: &'static str) -> Option<&'a str> {
        let value = self.fields.get(field).filter(|value| !value.is_null())?;
        let text = value.as_str();
        if text.is_none() {
            self.tell(field, FaultKind::NotAllowed(value.to_string().into()));
        }
        text
    }

    fn flag(&self, field: &'static str) -> Option<bool> {
        let value = self.fields.get(field).filter(|value| !value.is_null())?;
        let flag = value.as_bool();
        if flag.is_none() {
            self.tell(field, FaultKind::NotAllowed(value.to_string().into()));
        }
        flag
    }

    fn count(&self, field: &'static str) -> Option<u64> {
        let value = self.fields.get(field).filter(|value| !value.is_null())?;
        let count = value.as_u64();
        if count.is_none() {
            self.tell(field, FaultKind::NotAllowed(value.to_string().into()));
        }
        count
    }

    fn small(&self, field: &'static str) -> Option<u32> {
        let count = self.count(field)?;
        let small = u32::try_from(count).ok();
        if small.is_none() {
            self.tell(field, FaultKind::NotAllowed(count.to_string().into()));
        }
        small
    }

    fn texts(&self, field: &'static str) -> BTreeSet<Arc<str>> {
        let list = self.fields.get(field).and_then(Value::as_array);
        let texts = list.into_iter().flatten().filter_map(Value::as_str);
        texts.map(Arc::from).collect()
    }

    /// How many things a free value holds: of a list its members, of a map its entries, of a number itself.
    fn extent(&self, field: &'static str) -> u32 {
        let many = match self.fields.get(field) {
            Some(Value::Array(list)) => list.len() as u64,
            Some(Value::Object(map)) => map.len() as u64,
            Some(Value::Number(number)) => number.as_u64().unwrap_or(0),
            _ => 0,
        };
        u32::try_from(many).unwrap_or(u32::MAX)
    }

    /// The account the entry belongs to.
    fn account(&self) -> Option<OrganizationCode> {
        let Some(code) = self.text("account") else {
            self.tell("account", FaultKind::Missing);
            return None;
        };
        if self.reader.is_account(code) {
            return Some(code.into());
        }
        self.tell("account", FaultKind::Unknown(code.into()));
        None
    }

    /// Somebody who lives in an account; whoever that is where the field is not given is the caller's to say.
    fn somebody(&self, field: &'static str) -> Option<&'a str> {
        let id = self.text(field)?;
        let Some(user) = self.reader.directory.users.get(id) else {
            self.tell(field, FaultKind::Unknown(id.into()));
            return None;
        };
        if !self.reader.is_account(user.home.as_str()) {
            self.tell(field, FaultKind::NoOwner(id.into()));
            return None;
        }
        Some(id)
    }
}
