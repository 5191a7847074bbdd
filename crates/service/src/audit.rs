//! The audit: what was done, by whom, about what; written with the deed, chained afterwards (ruling 81).

use crate::error::ServiceError;
use crate::service::Service;
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_storage::Tx;
use rehome_storage::audit::{self, AuditRecord};
use serde_json::Value;

/// A record in the making.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    action: &'static str,
    about: String,
    organization: Option<OrganizationCode>,
    other_organization: Option<OrganizationCode>,
    body: Value,
}

impl Told {
    /// A deed about something.
    pub(crate) fn new(action: &'static str, about: &str) -> Self {
        Self {
            action,
            about: about.to_owned(),
            organization: None,
            other_organization: None,
            body: Value::Null,
        }
    }

    /// Where it happened.
    pub(crate) fn at(mut self, organization: &OrganizationCode) -> Self {
        self.organization = Some(organization.clone());
        self
    }

    /// Where it happened too.
    pub(crate) fn and_at(mut self, organization: &OrganizationCode) -> Self {
        self.other_organization = Some(organization.clone());
        self
    }

    /// The particulars; never a secret.
    pub(crate) fn with(mut self, body: Value) -> Self {
        self.body = body;
        self
    }
}

impl Service {
    /// Writes records in the transaction that does what they tell.
    pub(crate) async fn tell(
        &self,
        tx: &mut Tx,
        actor: &UserId,
        told: Vec<Told>,
    ) -> Result<(), ServiceError> {
        let now = self.now();
        let mut records = Vec::with_capacity(told.len());
        for told in told {
            records.push(AuditRecord {
                id: self.new_id()?,
                at: now,
                actor: actor.clone(),
                action: told.action.to_owned(),
                about: told.about,
                organization: told.organization,
                other_organization: told.other_organization,
                body: Some(told.body),
                number: None,
            });
        }
        Ok(audit::append(tx, &records).await?)
    }
}
