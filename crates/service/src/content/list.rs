//! Transfers as a list, and one with the names in it: those from and to the accounts somebody steers, or else one's own.

use super::deeds::{Reach, seen};
use super::view::{TransferProgress, TransferView};
use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::service::Service;
use crate::user_move::resolve::of_actor;
use crate::view::{Page, Person, Place, page_limit};
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::organization::MoveFamily;
use rehome_domain::role::Permission;
use rehome_domain::user_move::{Actor, Channel, Snapshot, View};
use rehome_storage::Tx;
use rehome_storage::organizations::{self, OrganizationsFilter};
use rehome_storage::snapshot::{self, Destinations};
use rehome_storage::transfers::{self, Phase, TransferJob};

/// How many accounts of a hub are looked at together.
const ACCOUNTS: u32 = 1_000;

/// A transfer with the names in it, for a screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransferShown {
    /// The transfer.
    pub transfer: TransferView,
    /// Whose things.
    pub subject: Person,
    /// From which account.
    pub source: Place,
    /// To which account.
    pub destination: Place,
    /// Who takes over what stays after all; told to who steers alone.
    pub new_owner: Option<Person>,
    /// Whether the reader may steer it.
    pub steers: bool,
}

/// What is still on its way to where somebody lives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arriving {
    /// The job.
    pub id: String,
    /// How many pieces have arrived.
    pub moved: u64,
    /// Of how many.
    pub planned: u64,
}

impl Service {
    /// What is still on its way to where the caller lives; none where nothing is.
    ///
    /// # Errors
    /// [`ServiceError`].
    pub async fn arriving(&self, caller: &Caller) -> Result<Option<Arriving>, ServiceError> {
        let user = caller.user.clone();
        self.store()
            .read(move |tx| {
                let user = user.clone();
                Box::pin(async move {
                    let own = transfers::of_subject(tx, &user).await?;
                    let is_coming =
                        |job: &TransferJob| job.open > 0 && job.phase != Phase::Returning;
                    let Some(job) = own.into_iter().find(is_coming) else {
                        return Ok(None);
                    };
                    let progress = TransferProgress::of(&transfers::counts(tx, &job.folder).await?);
                    Ok(Some(Arriving {
                        id: job.id,
                        moved: progress.moved,
                        planned: progress.planned,
                    }))
                })
            })
            .await
    }

    /// The transfers in view, the latest first: of a hub's administrators those of all its accounts, of everybody else
    /// those of the own things.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for an organization one does not act in.
    pub async fn transfers(
        &self,
        caller: &Caller,
        acting: &Acting,
        cursor: Option<&str>,
        limit: Option<u32>,
    ) -> Result<Page<TransferView>, ServiceError> {
        let shown = self.transfers_shown(caller, acting, cursor, limit).await?;
        Ok(Page {
            items: shown.items.into_iter().map(|it| it.transfer).collect(),
            cursor: shown.cursor,
        })
    }

    /// The same with the names in them.
    ///
    /// # Errors
    /// As [`Service::transfers`].
    pub async fn transfers_shown(
        &self,
        caller: &Caller,
        acting: &Acting,
        cursor: Option<&str>,
        limit: Option<u32>,
    ) -> Result<Page<TransferShown>, ServiceError> {
        let (this, actor) = (self.clone(), caller.actor(acting, Channel::Attended));
        let (cursor, most) = (cursor.map(str::to_owned), page_limit(limit));
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let (jobs, reach) = in_view(tx, &actor, cursor.as_deref(), most).await?;
                    let last = jobs.last().filter(|_| jobs.len() == most as usize);
                    let cursor = last.map(|job| job.id.clone());
                    let cursor = cursor.filter(|_| reach == Reach::Steers);
                    let facts = facts_of(tx, &actor, &jobs).await?;
                    let mut items = Vec::with_capacity(jobs.len());
                    for job in jobs {
                        let view = this.transfer_view(tx, job, reach).await?;
                        items.push(shown(&facts, view, reach)?);
                    }
                    Ok(Page { items, cursor })
                })
            })
            .await
    }

    /// A transfer with the names in it.
    ///
    /// # Errors
    /// As [`Service::transfer`].
    pub async fn transfer_shown(
        &self,
        caller: &Caller,
        acting: &Acting,
        id: &str,
    ) -> Result<TransferShown, ServiceError> {
        let (this, actor) = (self.clone(), caller.actor(acting, Channel::Attended));
        let id = id.to_owned();
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let (job, reach) = seen(tx, &actor, &id).await?;
                    let facts = facts_of(tx, &actor, std::slice::from_ref(&job)).await?;
                    let view = this.transfer_view(tx, job, reach).await?;
                    shown(&facts, view, reach)
                })
            })
            .await
    }
}

/// The transfers in view, and how far the actor may go.
async fn in_view(
    tx: &mut Tx,
    actor: &Actor,
    before: Option<&str>,
    most: u32,
) -> Result<(Vec<TransferJob>, Reach), ServiceError> {
    let wanted = of_actor(actor, Vec::new(), Destinations::None);
    let facts = snapshot::load(tx, &wanted).await?;
    let view = View::of(&facts, actor)?;
    if !view.may(Permission::Release(MoveFamily::Account), view.acting_in) {
        let own = transfers::of_subject(tx, &actor.user).await?;
        return Ok((own, Reach::Looks));
    }
    let filter = OrganizationsFilter {
        scope: Some(view.acting_in.code.clone()),
        limit: ACCOUNTS,
        ..OrganizationsFilter::default()
    };
    let page = organizations::page(tx, &filter).await?;
    let rows = page.items.into_iter();
    let accounts = rows.filter(|row| row.kind.is_account_tree());
    let accounts: Vec<OrganizationCode> = accounts.map(|row| row.code).collect();
    let jobs = transfers::of_accounts(tx, &accounts, before, most).await?;
    Ok((jobs, Reach::Steers))
}

/// The people and accounts of some transfers.
async fn facts_of(
    tx: &mut Tx,
    actor: &Actor,
    jobs: &[TransferJob],
) -> Result<Snapshot, ServiceError> {
    let mut people: Vec<UserId> = jobs
        .iter()
        .flat_map(|job| std::iter::once(&job.subject).chain(&job.new_owner))
        .cloned()
        .collect();
    people.sort_unstable();
    people.dedup();
    let mut places: Vec<OrganizationCode> = jobs
        .iter()
        .flat_map(|job| [job.source.clone(), job.destination.clone()])
        .collect();
    places.sort_unstable();
    places.dedup();
    let wanted = of_actor(actor, people, Destinations::Listed(places));
    Ok(snapshot::load(tx, &wanted).await?)
}

fn shown(
    facts: &Snapshot,
    transfer: TransferView,
    reach: Reach,
) -> Result<TransferShown, ServiceError> {
    let person = |id: &UserId| {
        facts.user(id).map(|user| Person {
            id: user.id.clone(),
            name: user.name.clone(),
        })
    };
    let place = |code: &OrganizationCode| {
        facts.organizations.get(code).map(|place| Place {
            code: place.code.clone(),
            name: place.name.clone(),
        })
    };
    Ok(TransferShown {
        subject: person(&transfer.subject).ok_or(ServiceError::NotFound)?,
        source: place(&transfer.source).ok_or(ServiceError::NotFound)?,
        destination: place(&transfer.destination).ok_or(ServiceError::NotFound)?,
        new_owner: transfer.new_owner.as_ref().and_then(person),
        steers: reach == Reach::Steers,
        transfer,
    })
}
