//! The section `hosting` of an organization, the catalogue, and what of both is in use.
//!
//! The section is one text with one revision, in the words of a document; what it uses by name stands beside it in rows
//! of its own, which are written with it. To count another use, give it a statement here that an index serves.

use crate::directory::HOSTING_SECTION;
use crate::error::StoreError;
use crate::hosting::{add_plan, add_service, uses};
use crate::statement::statements;
use crate::tx::{Tx, args, json};
use rehome_domain::hosting::entry::ServiceUse;
use rehome_domain::hosting::{Catalogue, OrganizationHosting, name_key};
use rehome_domain::ids::{OrganizationCode, PlanId, ServiceId};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

statements! {
    SECTION "organization_sections": "SELECT body, revision FROM organization_sections WHERE organization = $1 AND section = $2";
    WRITE "organization_sections": "UPDATE organization_sections SET body = $4, revision = revision + 1
        WHERE organization = $1 AND section = $2 AND revision = $3";
    FORGET_USES "organization_uses": "DELETE FROM organization_uses WHERE organization = $1";
    NOTE_USES "organization_uses": "INSERT INTO organization_uses (kind, name_key, organization)
        SELECT value ->> 0, value ->> 1, $1 FROM json_each($2)";
    /// How many other organizations use what this one uses, by name.
    ALSO "organization_uses": "SELECT own.name_key AS id, count(*) AS many FROM organization_uses own CROSS JOIN organization_uses other
        WHERE own.organization = $1 AND own.kind = $2 AND other.kind = own.kind AND other.name_key = own.name_key
          AND other.organization <> own.organization
        GROUP BY own.name_key";
    USERS_OF "organization_uses": "SELECT organization AS id FROM organization_uses WHERE kind = $1 AND name_key = $2 ORDER BY organization LIMIT $3";
    COUNT_USERS "organization_uses": "SELECT count(*) AS many FROM organization_uses WHERE kind = $1 AND name_key = $2";
    /// How many organizations have several instances of a service.
    WITH_SEVERAL "organization_uses": "SELECT count(*) AS many FROM organization_uses x CROSS JOIN organization_sections s
        WHERE x.kind = 'service' AND x.name_key = $1 AND s.organization = x.organization AND s.section = 'hosting'
          AND (SELECT count(*) FROM json_each(s.body -> 'services' -> $1 -> 'instances')) > 1",
        postgres = "SELECT count(*) AS many FROM organization_uses x CROSS JOIN organization_sections s
        WHERE x.kind = 'service' AND x.name_key = $1 AND s.organization = x.organization AND s.section = 'hosting'
          AND (SELECT count(*) FROM jsonb_object_keys(COALESCE(s.body::jsonb -> 'services' -> $1 -> 'instances', '{}'))) > 1";
    /// How many people hold a service anywhere.
    HOLDERS "user_services": "SELECT count(*) AS many FROM organization_uses x CROSS JOIN user_services h CROSS JOIN users u
        WHERE x.kind = 'service' AND x.name_key = $1 AND h.organization = x.organization AND h.service = $1
          AND h.is_there = 1 AND h.status <> 'not_provisioned' AND u.id = h.user_id AND u.status <> 'deleted'";
    /// How many organizations below use a plan.
    BELOW "organization_uses": "SELECT count(*) AS many FROM organization_uses x CROSS JOIN organization_scope s
        WHERE x.kind = 'plan' AND x.name_key = $2 AND s.organization = x.organization AND s.ancestor = $1 AND s.depth > 0";
    PEOPLE "user_hosting": "SELECT count(*) AS many FROM user_hosting h CROSS JOIN users u
        WHERE h.home = $1 AND u.id = h.user_id AND u.status <> 'deleted'";
    /// People of an organization with a name in a domain. WHY `substr`: the engines have no function in common that looks
    /// at the end of a text.
    IN_DOMAIN "addresses": "SELECT count(DISTINCT w.user_id) AS many FROM (
            SELECT a.user_id FROM user_hosting h CROSS JOIN addresses a
            WHERE h.home = $1 AND a.user_id = h.user_id AND substr(a.address_key, length(a.address_key) - length($2) + 1) = $2
            UNION ALL SELECT h.user_id FROM user_hosting h
            WHERE h.home = $1 AND substr(h.upn_key, length(h.upn_key) - length($2) + 1) = $2) w
        CROSS JOIN users u WHERE u.id = w.user_id AND u.status <> 'deleted'";
    /// People who hold a service of an organization, by instance and plan.
    HOLDING "user_services": "SELECT s.service, COALESCE(s.instance, '') AS instance, COALESCE(s.plan, '') AS plan, count(*) AS many
        FROM user_services s CROSS JOIN users u
        WHERE s.organization = $1 AND s.is_there = 1 AND s.status <> 'not_provisioned' AND u.id = s.user_id AND u.status <> 'deleted'
        GROUP BY s.service, s.instance, s.plan";
    /// People of an organization by department and office.
    PLACED "user_hosting": "SELECT COALESCE(h.department, '') AS department, COALESCE(h.office, '') AS office, count(*) AS many
        FROM user_hosting h CROSS JOIN users u WHERE h.home = $1 AND u.id = h.user_id AND u.status <> 'deleted'
        GROUP BY h.department, h.office";
    ENTRIES "directory_sections": "SELECT id, body, revision FROM directory_sections WHERE section = $1 ORDER BY id";
    ADD_ENTRY "directory_sections": "INSERT INTO directory_sections (section, id, body) VALUES ($1, $2, $3) ON CONFLICT (section, id) DO NOTHING";
    CHANGE_ENTRY "directory_sections": "UPDATE directory_sections SET body = $3, revision = revision + 1 WHERE section = $1 AND id = $2 AND revision = $4";
    REMOVE_ENTRY "directory_sections": "DELETE FROM directory_sections WHERE section = $1 AND id = $2 AND revision = $3";
}

/// What organizations use by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// A mail domain.
    Domain,
    /// A short name.
    ShortName,
    /// A location.
    Location,
    /// A service, had or offered.
    Service,
    /// A plan, had or offered.
    Plan,
}

impl Use {
    fn as_str(self) -> &'static str {
        match self {
            Self::Domain => "domain",
            Self::ShortName => "short_name",
            Self::Location => "location",
            Self::Service => "service",
            Self::Plan => "plan",
        }
    }

    fn key(self, name: &str) -> String {
        match self {
            Self::Domain | Self::ShortName => name_key(name),
            Self::Location | Self::Service | Self::Plan => name.to_owned(),
        }
    }
}

/// The hosting part of an organization.
#[derive(Clone, Debug, PartialEq)]
pub struct HostingSection {
    /// Its fields in the words of a document.
    pub body: Map<String, Value>,
    /// What the rules read of it.
    pub facts: OrganizationHosting,
    /// Its revision.
    pub revision: i64,
}

/// The hosting part that fields in the words of a document give; none where they are no such.
pub fn hosting_of(body: &Map<String, Value>, revision: i64) -> Option<OrganizationHosting> {
    crate::hosting::organization(&json(body), revision)
}

/// The hosting part of an organization; none where it is of another tree.
///
/// # Errors
/// [`StoreError`].
pub async fn hosting(
    tx: &mut Tx,
    code: &OrganizationCode,
) -> Result<Option<HostingSection>, StoreError> {
    let Some(record) = tx.one(&SECTION, args![code, HOSTING_SECTION]).await? else {
        return Ok(None);
    };
    let revision = record.int("revision")?;
    let body: Map<String, Value> = record.json("body")?;
    let facts = hosting_of(&body, revision).ok_or_else(|| record.inconsistent("body"))?;
    Ok(Some(HostingSection {
        body,
        facts,
        revision,
    }))
}

/// Writes the hosting part of an organization whose section still has the revision `expected`; answers the new revision,
/// or none where somebody was faster.
///
/// # Errors
/// [`StoreError`].
pub async fn patch_hosting(
    tx: &mut Tx,
    code: &OrganizationCode,
    body: &Map<String, Value>,
    expected: i64,
) -> Result<Option<i64>, StoreError> {
    let arguments = args![code, HOSTING_SECTION, expected, json(body)];
    if tx.execute(&WRITE, arguments).await? == 0 {
        return Ok(None);
    }
    tx.execute(&FORGET_USES, args![code]).await?;
    let uses: Vec<_> = uses(code, body).into_iter().collect();
    tx.expect(uses.len() as u64, &NOTE_USES, args![code, json(&uses)])
        .await?;
    Ok(Some(expected + 1))
}

fn many(found: i64) -> u64 {
    u64::try_from(found).unwrap_or(0)
}

/// How many other organizations use what this one uses, by the key of the name; none stands for no other.
///
/// # Errors
/// [`StoreError`].
pub async fn also_used(
    tx: &mut Tx,
    code: &OrganizationCode,
    what: Use,
) -> Result<BTreeMap<String, u64>, StoreError> {
    let mut counts = BTreeMap::new();
    for record in tx.rows(&ALSO, args![code, what.as_str()]).await? {
        counts.insert(record.text("id")?.to_owned(), many(record.int("many")?));
    }
    Ok(counts)
}

/// The organizations that use something, `most` of them.
///
/// # Errors
/// [`StoreError`].
pub async fn used_at(
    tx: &mut Tx,
    what: Use,
    name: &str,
    most: u32,
) -> Result<Vec<OrganizationCode>, StoreError> {
    let arguments = args![what.as_str(), what.key(name), i64::from(most)];
    let records = tx.rows(&USERS_OF, arguments).await?;
    let code = |record: &crate::tx::Record| record.text("id").map(OrganizationCode::from);
    records.iter().map(code).collect()
}

/// How many organizations use something.
///
/// # Errors
/// [`StoreError`].
pub async fn times_used(tx: &mut Tx, what: Use, name: &str) -> Result<u64, StoreError> {
    let found = tx
        .one(&COUNT_USERS, args![what.as_str(), what.key(name)])
        .await?;
    found.map_or(Ok(0), |record| record.int("many").map(many))
}

/// Who keeps a service of the catalogue as it is.
///
/// # Errors
/// [`StoreError`].
pub async fn service_use(tx: &mut Tx, service: &ServiceId) -> Result<ServiceUse, StoreError> {
    let mut counts = [0; 2];
    for (count, statement) in counts.iter_mut().zip([&WITH_SEVERAL, &HOLDERS]) {
        if let Some(found) = tx.one(statement, args![service.as_str()]).await? {
            *count = many(found.int("many")?);
        }
    }
    let [with_several, people] = counts;
    Ok(ServiceUse {
        with_several,
        people,
    })
}

/// How many organizations below another have or offer a plan.
///
/// # Errors
/// [`StoreError`].
pub async fn used_below(
    tx: &mut Tx,
    code: &OrganizationCode,
    plan: &PlanId,
) -> Result<u64, StoreError> {
    let found = tx.one(&BELOW, args![code, plan.as_str()]).await?;
    found.map_or(Ok(0), |record| record.int("many").map(many))
}

/// How many people live at an organization of a hosting tree.
///
/// # Errors
/// [`StoreError`].
pub async fn people_here(tx: &mut Tx, code: &OrganizationCode) -> Result<u64, StoreError> {
    let found = tx.one(&PEOPLE, args![code]).await?;
    found.map_or(Ok(0), |record| record.int("many").map(many))
}

/// How many people of an organization have a sign-in name or an address in a domain.
///
/// # Errors
/// [`StoreError`].
pub async fn people_in_domain(
    tx: &mut Tx,
    code: &OrganizationCode,
    domain: &str,
) -> Result<u64, StoreError> {
    let end = format!("@{}", name_key(domain));
    let found = tx.one(&IN_DOMAIN, args![code, end]).await?;
    found.map_or(Ok(0), |record| record.int("many").map(many))
}

/// So many people of an organization hold something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    /// The service.
    pub service: String,
    /// The instance; empty where none is said.
    pub instance: String,
    /// The plan; empty where none is said.
    pub plan: String,
    /// How many people.
    pub people: u64,
}

/// How many people hold the services of an organization, by service, instance and plan.
///
/// # Errors
/// [`StoreError`].
pub async fn people_holding(
    tx: &mut Tx,
    code: &OrganizationCode,
) -> Result<Vec<Holding>, StoreError> {
    let records = tx.rows(&HOLDING, args![code]).await?;
    let holding = |record: &crate::tx::Record| {
        Ok(Holding {
            service: record.text("service")?.to_owned(),
            instance: record.text("instance")?.to_owned(),
            plan: record.text("plan")?.to_owned(),
            people: many(record.int("many")?),
        })
    };
    records.iter().map(holding).collect()
}

/// How many people of an organization are of each department, and of each office.
///
/// # Errors
/// [`StoreError`].
pub async fn people_placed(
    tx: &mut Tx,
    code: &OrganizationCode,
) -> Result<[BTreeMap<String, u64>; 2], StoreError> {
    let mut placed = [BTreeMap::new(), BTreeMap::new()];
    for record in tx.rows(&PLACED, args![code]).await? {
        let people = many(record.int("many")?);
        let names = [record.text("department")?, record.text("office")?];
        for (counts, name) in placed.iter_mut().zip(names) {
            if !name.is_empty() {
                *counts.entry(name.to_owned()).or_default() += people;
            }
        }
    }
    Ok(placed)
}

/// A section of the directory that the provider keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CatalogueSection {
    /// The locations.
    Locations,
    /// The services.
    Services,
    /// The plans.
    Plans,
}

impl CatalogueSection {
    /// The section's name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Locations => "locations",
            Self::Services => "services",
            Self::Plans => "plans",
        }
    }
}

/// An entry of a section, in the words of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct CatalogueEntry {
    /// The id.
    pub id: String,
    /// Its fields.
    pub body: Map<String, Value>,
    /// Its revision.
    pub revision: i64,
}

/// The entries of a section by id.
///
/// # Errors
/// [`StoreError`].
pub async fn entries(
    tx: &mut Tx,
    section: CatalogueSection,
) -> Result<Vec<CatalogueEntry>, StoreError> {
    let records = tx.rows(&ENTRIES, args![section.as_str()]).await?;
    let entry = |record: &crate::tx::Record| {
        Ok(CatalogueEntry {
            id: record.text("id")?.to_owned(),
            body: record.json("body")?,
            revision: record.int("revision")?,
        })
    };
    records.iter().map(entry).collect()
}

/// All services and plans, those known from the start included.
///
/// # Errors
/// [`StoreError`].
pub async fn catalogue(tx: &mut Tx) -> Result<Catalogue, StoreError> {
    let mut catalogue = Catalogue::shipped();
    type Add = fn(&mut Catalogue, &str, &str) -> Option<()>;
    let sections: [(CatalogueSection, Add); 2] = [
        (CatalogueSection::Services, add_service),
        (CatalogueSection::Plans, add_plan),
    ];
    for (section, add) in sections {
        for record in tx.rows(&ENTRIES, args![section.as_str()]).await? {
            add(&mut catalogue, record.text("id")?, record.text("body")?)
                .ok_or_else(|| record.inconsistent("body"))?;
        }
    }
    Ok(catalogue)
}

/// Writes an entry: a new one where `expected` is none, else one that still has that revision. Answers its revision, or
/// none where it is there already or somebody was faster.
///
/// # Errors
/// [`StoreError`].
pub async fn put_entry(
    tx: &mut Tx,
    section: CatalogueSection,
    id: &str,
    body: &Map<String, Value>,
    expected: Option<i64>,
) -> Result<Option<i64>, StoreError> {
    let (name, body) = (section.as_str(), json(body));
    let written = match expected {
        None => tx.execute(&ADD_ENTRY, args![name, id, body]).await?,
        Some(expected) => {
            tx.execute(&CHANGE_ENTRY, args![name, id, body, expected])
                .await?
        }
    };
    Ok((written == 1).then(|| expected.map_or(1, |expected| expected + 1)))
}

/// Removes an entry that still has a revision; whether it was there.
///
/// # Errors
/// [`StoreError`].
pub async fn remove_entry(
    tx: &mut Tx,
    section: CatalogueSection,
    id: &str,
    expected: i64,
) -> Result<bool, StoreError> {
    let removed = tx
        .execute(&REMOVE_ENTRY, args![section.as_str(), id, expected])
        .await?;
    Ok(removed == 1)
}
