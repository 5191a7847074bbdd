//! Whether one person more can have a service: its kind, users, licences, and what a reseller may store (hosting 1 and 5).

use crate::error::ServiceError;
use rehome_domain::hosting::{
    HeldService, HostingFacts, Provisioning, Service as Entry, ServiceInstance, ServiceKind,
};
use rehome_domain::ids::{InstanceId, ServiceId};
use rehome_domain::tree::Placed;
use rehome_domain::user_move::Snapshot;
use rehome_domain::user_move::hosting::services::Licence;

/// Refuses a service that customers alone have.
pub(super) fn is_for_users(known: Option<&Entry>, service: &ServiceId) -> Result<(), ServiceError> {
    match known {
        Some(known) if known.kind == ServiceKind::Customer => Err(ServiceError::rejected(
            "service-for-customers",
            format!("{service} is for customers, not for people; choose another service"),
        )),
        _ => Ok(()),
    }
}

/// Refuses where nobody more can have the service there. Who waits for it (blue) is counted already and takes the own
/// place; who is set up with it takes none.
pub(super) fn has_room(
    facts: &Snapshot,
    home: Placed<'_>,
    service: &ServiceId,
    (instance, there): (&InstanceId, &ServiceInstance),
    held: Option<&HeldService>,
) -> Result<(), ServiceError> {
    let here = held.filter(|held| held.instance.as_ref() == Some(instance));
    if here.is_some_and(|held| held.status != Provisioning::Pending) {
        return Ok(());
    }
    let Some(hosting) = &facts.hosting else {
        return Ok(());
    };
    let counts = hosting.counts.get(&home.code);
    let used = counts.and_then(|counts| counts.services.get(service)?.get(instance));
    let used = used.copied().unwrap_or(0);
    let others = used.saturating_sub(u32::from(here.is_some()));
    if let Some(limit) = there.user_limit.filter(|limit| others >= *limit) {
        return Err(ServiceError::rejected(
            "service-limit",
            format!("{service} is for at most {limit} people at {}", home.name),
        ));
    }
    if let Licence::RunOut(licences) = Licence::left(there.licences, Some(others)) {
        return Err(ServiceError::rejected(
            "licences-run-out",
            format!(
                "all {licences} licences of {service} are in use; free one, or raise their number"
            ),
        ));
    }
    if held.is_none() {
        storage_is_not_full(hosting, home)?;
    }
    Ok(())
}

/// A reseller whose storage is full has nobody provisioned anew (hosting 1).
fn storage_is_not_full(hosting: &HostingFacts, home: Placed<'_>) -> Result<(), ServiceError> {
    for above in home.upwards() {
        let limit = above.organization.hosting.as_ref();
        let limit = limit.and_then(|hosting| hosting.storage_bytes);
        let stored = hosting.counts.get(&above.code);
        let stored = stored.map_or(0, |counts| counts.storage_bytes);
        if limit.is_some_and(|limit| stored >= limit) {
            return Err(ServiceError::rejected(
                "storage-limit",
                format!(
                    "the storage of {} is full; raise it, or free some",
                    above.name
                ),
            ));
        }
    }
    Ok(())
}
