//! How much of what is limited is in use, where a limit stands at a destination or above it.
//!
//! Every row that counts is read by an index of that organization alone. WHY no counters: every move into a customer
//! would wait for the one before it.

use super::placed;
use crate::error::StoreError;
use crate::statement::statements;
use crate::tx::{Record, Tx, args};
use rehome_domain::hosting::{Counts, HostingFacts};
use rehome_domain::ids::OrganizationCode;
use rehome_domain::user_move::Snapshot;
use std::collections::BTreeSet;

statements! {
    /// People who live in an organization.
    PEOPLE "user_hosting": "SELECT count(*) AS many FROM user_hosting h CROSS JOIN users u
        WHERE h.home = $1 AND u.id = h.user_id AND u.status <> 'deleted'";
    /// People who hold a service of an organization, by instance.
    SERVICES "user_services": "SELECT s.service, s.instance, count(*) AS many FROM user_services s CROSS JOIN users u
        WHERE s.organization = $1 AND s.is_there = 1 AND s.status <> 'not_provisioned' AND s.instance IS NOT NULL
          AND u.id = s.user_id AND u.status <> 'deleted'
        GROUP BY s.service, s.instance";
    /// Bytes stored by everybody below.
    BYTES "user_services": "SELECT CAST(COALESCE(sum(s.bytes), 0) AS BIGINT) AS many FROM organization_scope below CROSS JOIN user_services s
        WHERE below.ancestor = $1 AND s.organization = below.organization AND s.is_there = 1 AND s.status <> 'not_provisioned'";
}

/// Counts where somebody set a limit.
pub(super) async fn load(
    tx: &mut Tx,
    destinations: &[OrganizationCode],
    snapshot: &Snapshot,
    facts: &mut HostingFacts,
) -> Result<(), StoreError> {
    let (mut people, mut services, mut bytes) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for place in placed(snapshot, destinations) {
        let own = place.organization.hosting.as_deref();
        if own.is_some_and(|own| own.user_limit.is_some()) {
            people.insert(place.code.clone());
        }
        let mut instances = own.iter().flat_map(|own| own.services.values()).flatten();
        if instances
            .any(|(_, instance)| instance.user_limit.is_some() || instance.licences.is_some())
        {
            services.insert(place.code.clone());
        }
        let limited = place.upwards().filter(|above| {
            let hosting = above.organization.hosting.as_deref();
            hosting.is_some_and(|hosting| hosting.storage_bytes.is_some())
        });
        bytes.extend(limited.map(|above| above.code.clone()));
    }
    for code in people {
        let many = one(tx.one(&PEOPLE, args![&code]).await?)?;
        counts(facts, &code).users = u32::try_from(many).unwrap_or(u32::MAX);
    }
    for code in services {
        let counts = counts(facts, &code);
        for record in tx.rows(&SERVICES, args![&code]).await? {
            let many = u32::try_from(record.int("many")?).unwrap_or(u32::MAX);
            let instances = counts.services.entry(record.text("service")?.into());
            let instances = instances.or_default();
            instances.insert(record.text("instance")?.into(), many);
        }
    }
    for code in bytes {
        let many = one(tx.one(&BYTES, args![&code]).await?)?;
        counts(facts, &code).storage_bytes = many;
    }
    Ok(())
}

fn counts<'f>(facts: &'f mut HostingFacts, code: &OrganizationCode) -> &'f mut Counts {
    facts.counts.entry(code.clone()).or_default()
}

fn one(record: Option<Record>) -> Result<u64, StoreError> {
    let many = record.map_or(Ok(0), |record| record.int("many"))?;
    Ok(u64::try_from(many).unwrap_or(0))
}
