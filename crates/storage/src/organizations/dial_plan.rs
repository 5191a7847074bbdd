//! The section `telephony` of a site with its defaults and ranges, and what of the customer it must get along with.

use crate::directory::TELEPHONY_SECTION;
use crate::error::StoreError;
use crate::statement::statements;
use crate::telephony;
use crate::tx::{Tx, args, json};
use rehome_domain::directory::{Existing, ExistingOrganization};
use rehome_domain::ids::{DeviceListId, OrganizationCode, RecordId};
use rehome_domain::organization::OrganizationKind;
use rehome_domain::telephony::TelephonyFacts;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

statements! {
    SECTION "organization_sections": "SELECT body, revision FROM organization_sections WHERE organization = $1 AND section = $2";
    OWN "telephony_keys": "SELECT d.section AS fact, d.id AS id, d.body AS a FROM telephony_keys k CROSS JOIN directory_sections d
        WHERE k.place = $1 AND k.section IN ('site_defaults', 'number_routing') AND d.section = k.section AND d.id = k.id";
    /// $1: the customer.
    PLACES "organization_scope": "SELECT o.code AS id, o.kind AS kind, o.parent AS parent, s.body AS a, s.revision AS n
        FROM organization_scope c JOIN organizations o ON o.code = c.organization
        LEFT JOIN organization_sections s ON s.organization = o.code AND s.section = 'telephony' WHERE c.ancestor = $1";
    /// $1: the customer.
    RANGES "organization_scope": "SELECT d.section AS fact, d.id AS id, d.body AS a
        FROM organization_scope c CROSS JOIN telephony_keys k CROSS JOIN directory_sections d
        WHERE c.ancestor = $1 AND k.place = c.organization AND k.section = 'number_routing' AND d.section = k.section AND d.id = k.id";
    DEVICE_LIST "directory_sections": "SELECT section AS fact, id, body AS a FROM directory_sections WHERE section = 'device_lists' AND id = $1";
    WRITE "organization_sections": "UPDATE organization_sections SET body = $4, revision = revision + 1
        WHERE organization = $1 AND section = $2 AND revision = $3";
    FORGET "directory_sections": "DELETE FROM directory_sections WHERE section = $1 AND id = $2";
    FORGET_KEY "telephony_keys": "DELETE FROM telephony_keys WHERE section = $1 AND id = $2";
    PUT "directory_sections": "INSERT INTO directory_sections (section, id, body) VALUES ($1, $2, $3)
        ON CONFLICT (section, id) DO UPDATE SET body = excluded.body, revision = directory_sections.revision + 1";
    PUT_KEY "telephony_keys": "INSERT INTO telephony_keys (section, id, place) VALUES ($1, $2, $3) ON CONFLICT (section, id) DO NOTHING";
    IS_THERE "directory_sections": "SELECT id FROM directory_sections WHERE section = $1 AND id = $2";
}

const DEFAULTS: &str = "site_defaults";
const RANGE: &str = "number_routing";

/// The telephony of a site.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SiteSection {
    /// Its own fields in the words of a document.
    pub body: Map<String, Value>,
    /// Its defaults in the same words.
    pub defaults: Map<String, Value>,
    /// The ranges it routes, by id.
    pub ranges: BTreeMap<RecordId, Value>,
    /// The revision of all of it.
    pub revision: i64,
}

impl SiteSection {
    /// What the rules read of it.
    pub fn facts(&self, code: &OrganizationCode) -> Option<TelephonyFacts> {
        let defaults = (
            DEFAULTS.to_owned(),
            code.to_string(),
            Value::Object(self.defaults.clone()),
        );
        let ranges = self.ranges.iter();
        let ranges = ranges.map(|(id, body)| (RANGE.to_owned(), id.to_string(), body.clone()));
        let place = telephony::place(&self.body, self.revision)?;
        Some(TelephonyFacts {
            places: BTreeMap::from([(code.clone(), place)]),
            ..telephony::facts(ranges.chain([defaults]))
        })
    }
}

/// The telephony of a site; none of what is no site.
///
/// # Errors
/// [`StoreError`].
pub async fn site_section(
    tx: &mut Tx,
    code: &OrganizationCode,
) -> Result<Option<SiteSection>, StoreError> {
    let Some(record) = tx.one(&SECTION, args![code, TELEPHONY_SECTION]).await? else {
        return Ok(None);
    };
    let mut section = SiteSection {
        body: record.json("body")?,
        revision: record.int("revision")?,
        ..SiteSection::default()
    };
    for record in tx.rows(&OWN, args![code]).await? {
        if record.text("fact")? == DEFAULTS {
            section.defaults = record.json("a")?;
        } else {
            let id = RecordId::from(record.text("id")?);
            section.ranges.insert(id, record.json("a")?);
        }
    }
    Ok(Some(section))
}

/// What a site must get along with: the organizations of the customer, their codes and ranges, and one device list.
///
/// # Errors
/// [`StoreError`].
pub async fn beside_a_site(
    tx: &mut Tx,
    customer: &OrganizationCode,
    list: Option<&DeviceListId>,
) -> Result<Existing, StoreError> {
    let mut records = tx.rows(&RANGES, args![customer]).await?;
    if let Some(list) = list {
        records.extend(tx.rows(&DEVICE_LIST, args![list.as_str()]).await?);
    }
    let mut found = Vec::new();
    for record in records {
        let (section, id) = (record.text("fact")?, record.text("id")?);
        found.push((section.to_owned(), id.to_owned(), record.json("a")?));
    }
    let mut existing = Existing {
        telephony: telephony::facts(found),
        ..Existing::default()
    };
    for record in tx.rows(&PLACES, args![customer]).await? {
        let code = OrganizationCode::from(record.text("id")?);
        if record.opt_text("a")?.is_some() {
            let place = telephony::place(&record.json("a")?, record.int("n")?);
            let place = place.ok_or_else(|| record.inconsistent("a"))?;
            existing.telephony.places.insert(code.clone(), place);
        }
        let organization = ExistingOrganization {
            kind: record.parsed("kind", OrganizationKind::from_name)?,
            parent: record.opt_text("parent")?.map(OrganizationCode::from),
            require_user_uniqueness: false,
            positions: BTreeSet::new(),
        };
        existing.organizations.insert(code, organization);
    }
    Ok(existing)
}

/// Whether some range has an id.
///
/// # Errors
/// [`StoreError`].
pub async fn is_range(tx: &mut Tx, id: &RecordId) -> Result<bool, StoreError> {
    Ok(tx
        .one(&IS_THERE, args![RANGE, id.as_str()])
        .await?
        .is_some())
}

/// Writes the telephony of a site that still has the revision of `before`; answers the new revision, or none where
/// somebody was faster.
///
/// # Errors
/// [`StoreError`].
pub async fn put_site_section(
    tx: &mut Tx,
    code: &OrganizationCode,
    before: &SiteSection,
    after: &SiteSection,
) -> Result<Option<i64>, StoreError> {
    let arguments = args![code, TELEPHONY_SECTION, before.revision, json(&after.body)];
    if tx.execute(&WRITE, arguments).await? == 0 {
        return Ok(None);
    }
    for id in before.ranges.keys() {
        if !after.ranges.contains_key(id) {
            tx.execute(&FORGET, args![RANGE, id.as_str()]).await?;
            tx.execute(&FORGET_KEY, args![RANGE, id.as_str()]).await?;
        }
    }
    for (id, body) in &after.ranges {
        if before.ranges.get(id) != Some(body) {
            tx.execute(&PUT, args![RANGE, id.as_str(), json(body)])
                .await?;
            tx.execute(&PUT_KEY, args![RANGE, id.as_str(), code])
                .await?;
        }
    }
    if before.defaults != after.defaults {
        tx.execute(&PUT, args![DEFAULTS, code.as_str(), json(&after.defaults)])
            .await?;
        tx.execute(&PUT_KEY, args![DEFAULTS, code.as_str(), code])
            .await?;
    }
    Ok(Some(before.revision + 1))
}
