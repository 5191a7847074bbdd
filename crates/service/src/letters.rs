//! Letters: who is told of a move between accounts, and of what (docs/RULINGS.md; the person, the new owner of what stays,
//! the administrators of the new account, and whoever ordered the move).
//!
//! What is to be told is an [`Occasion`] in the outbox, written with what it is about. Names and addresses are looked up when
//! the letter is made: nothing about people is kept twice. The words are the app's, the way is the mail's. To write of
//! something else, add an occasion and its news.

use crate::content::TransferProgress;
use crate::error::ServiceError;
use crate::service::Service;
use rehome_domain::content::ProfileKind;
use rehome_domain::ids::{FolderId, MoveId, OrganizationCode, ProfileId, UserId};
use rehome_domain::time::Timestamp;
use rehome_domain::user_move::Step;
pub use rehome_storage::letters::Reader;
use rehome_storage::outbox::{self, Message};
use rehome_storage::transfers::{self, Phase, StateCount};
use rehome_storage::{Tx, ledger, letters};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

/// The topic of the outbox.
const TOPIC: &str = "letters";
/// After so long whoever wrote letters is taken to be gone, or whom they go to to be back.
const HELD: Duration = Duration::from_secs(10 * 60);
/// An account with more administrators than this tells the first of them.
const MOST_ADMINISTRATORS: u32 = 20;

/// What letters are written about.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "snake_case")]
pub(crate) enum Occasion {
    /// Somebody moved from one account to another.
    Moved {
        /// The move.
        id: MoveId,
    },
    /// What moved along has come to its end.
    Ended {
        /// The folder that was made for it.
        folder: FolderId,
    },
    /// What had moved along is back, as the move was undone.
    Returned(ReturnedTransfer),
}

/// A transfer of which nothing is left to look up.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ReturnedTransfer {
    /// Whose things.
    pub(crate) subject: UserId,
    /// The account they are back in.
    pub(crate) source: OrganizationCode,
    /// The account they were in.
    pub(crate) destination: OrganizationCode,
    /// Who had ordered it.
    pub(crate) actor: Option<UserId>,
    /// With which move.
    pub(crate) commit: Option<MoveId>,
    /// How many pieces came to which end.
    pub(crate) pieces: BTreeMap<String, u64>,
}

impl Occasion {
    /// The message that has letters written.
    pub(crate) fn message(&self, id: String, due: Timestamp) -> Result<Message, ServiceError> {
        Ok(Message {
            id,
            topic: TOPIC.to_owned(),
            body: serde_json::to_value(self).map_err(ServiceError::internal)?,
            due,
        })
    }
}

/// What somebody is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// They moved.
    Moved(Moved),
    /// They own what somebody left.
    TookOver(TookOver),
    /// What moved along has come to its end, or nothing did.
    Ended(Ended),
}

/// A permission profile by what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProfileName {
    /// A built-in one.
    BuiltIn(ProfileKind),
    /// An account's own.
    Own(String),
}

/// What moves along with somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Along {
    /// The folder it arrives in.
    pub folder: String,
    /// How many pieces.
    pub pieces: usize,
    /// The job; none where it was taken back since.
    pub job: Option<String>,
}

/// A move, as its subject is told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The account they left.
    pub from: String,
    /// The account they live in.
    pub to: String,
    /// The profile before and after, where another one was given.
    pub profile: Option<(ProfileName, ProfileName)>,
    /// What moves along.
    pub along: Option<Along>,
    /// Whether something stays, which somebody else owns; who, is told to them alone (ruling 69).
    pub leaves: bool,
}

/// What stays, as its new owner is told of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TookOver {
    /// Who left it.
    pub from_whom: String,
    /// In which account.
    pub account: String,
    /// How many proofs and files.
    pub items: usize,
    /// How many folders.
    pub folders: usize,
    /// How many views, groups and workflow templates.
    pub others: usize,
}

/// How a transfer came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndedBy {
    /// Every piece came to its own.
    Itself,
    /// Somebody ended it.
    Cancelling,
    /// The move was undone.
    Undoing,
    /// Nothing was to move along.
    HavingNothing,
}

/// Where more is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum More {
    /// At the transfer with this job.
    Transfer(String),
    /// At this move.
    Move(MoveId),
}

/// A transfer at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// Where more is found of it; none where nothing is left.
    pub more: Option<More>,
    /// How it ended.
    pub by: EndedBy,
    /// Who moved.
    pub whose: String,
    /// The account they left.
    pub from: String,
    /// The account they live in.
    pub to: String,
    /// What became of the pieces.
    pub progress: TransferProgress,
}

/// A letter: whom it goes to, and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// What no other letter has; the same one where it is written again.
    pub id: String,
    /// Whom it goes to.
    pub to: Reader,
    /// What it says.
    pub news: News,
}

/// The letters of one occasion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letters {
    message: String,
    /// The letters; nobody may have an address.
    pub letters: Vec<Letter>,
}

impl Service {
    /// Takes up the letters of the next occasion; none where there is none. What is not said to be sent with
    /// [`Service::letters_sent`] is taken up again after ten minutes, for a week.
    ///
    /// # Errors
    /// [`ServiceError`]; what cannot be read, as a newer version may have written it, waits likewise.
    pub async fn letters_take(&self) -> Result<Option<Letters>, ServiceError> {
        let now = self.now();
        let until = Timestamp(now.0.saturating_add(HELD.as_micros() as i64));
        // WHY held before it is read: what cannot be read waits like what was not sent, and nothing waits behind it.
        let taken = self.store().write(move |tx| {
            Box::pin(
                async move { Ok::<_, ServiceError>(outbox::take(tx, TOPIC, now, until).await?) },
            )
        });
        let Some(Message { id, body, .. }) = taken.await? else {
            return Ok(None);
        };
        let occasion: Occasion = serde_json::from_value(body).map_err(ServiceError::internal)?;
        let occasion = Arc::new(occasion);
        let message = id.clone();
        let letters = self.store().read(move |tx| {
            let (occasion, message) = (occasion.clone(), message.clone());
            Box::pin(async move {
                let told = match occasion.as_ref() {
                    Occasion::Moved { id } => moved(tx, id).await?,
                    Occasion::Ended { folder } => ended(tx, folder).await?,
                    Occasion::Returned(transfer) => returned(tx, transfer).await?,
                };
                let mut letters = Vec::with_capacity(told.len());
                for (user, news) in told {
                    if let Some(to) = letters::reader(tx, &user).await? {
                        let id = format!("{message}.{}", letters.len());
                        letters.push(Letter { id, to, news });
                    }
                }
                Ok::<_, ServiceError>(letters)
            })
        });
        Ok(Some(Letters {
            letters: letters.await?,
            message: id,
        }))
    }

    /// Lets letters go that were sent, or never can be.
    ///
    /// # Errors
    /// [`ServiceError`].
    pub async fn letters_sent(&self, letters: Letters) -> Result<(), ServiceError> {
        self.store()
            .write(move |tx| {
                let id = letters.message.clone();
                Box::pin(async move { Ok(outbox::done(tx, &id).await?) })
            })
            .await
    }
}

type Told = Vec<(UserId, News)>;

async fn moved(tx: &mut Tx, id: &MoveId) -> Result<Told, ServiceError> {
    let Some(record) = ledger::get(tx, id).await? else {
        return Ok(Vec::new());
    };
    let entry = record.entry;
    let from = letters::name_of_organization(tx, &entry.source).await?;
    let to = letters::name_of_organization(tx, &entry.destination).await?;
    let mut told = Vec::new();
    let reported = readers_of_a_report(tx, &entry.destination, Some(&record.actor)).await?;
    for member in &record.members {
        let mut carries = false;
        let mut news = Moved {
            from: from.clone(),
            to: to.clone(),
            profile: None,
            along: None,
            leaves: false,
        };
        let mut left: BTreeMap<&UserId, TookOver> = BTreeMap::new();
        for step in entry.steps.iter().filter(|step| step.about() == member) {
            match step {
                Step::Profile { before, after, .. } if before != after => {
                    news.profile = Some((
                        profile_name(tx, before).await?,
                        profile_name(tx, after).await?,
                    ));
                }
                Step::Transfer { order, after, .. } => {
                    carries = true;
                    if *after {
                        let job = transfers::by_folder(tx, &order.folder.id).await?;
                        news.along = Some(Along {
                            folder: order.folder.name.to_string(),
                            pieces: order.pieces.len(),
                            job: job.map(|job| job.id),
                        });
                    }
                }
                Step::Ownership {
                    things,
                    before,
                    after,
                    ..
                } if before == member => {
                    let taken = left.entry(after).or_default();
                    taken.items += things.items.len();
                    taken.folders += things.folders.len();
                    taken.others +=
                        things.views.len() + things.groups.len() + things.templates.len();
                }
                _ => {}
            }
        }
        let name = letters::name(tx, member).await?;
        if !carries {
            let ended = Ended {
                more: Some(More::Move(entry.id.clone())),
                by: EndedBy::HavingNothing,
                whose: name.clone(),
                from: from.clone(),
                to: to.clone(),
                progress: TransferProgress::default(),
            };
            let each = reported.iter();
            told.extend(each.map(|user| (user.clone(), News::Ended(ended.clone()))));
        }
        for (owner, taken) in left {
            news.leaves = true;
            let taken = TookOver {
                from_whom: name.clone(),
                account: from.clone(),
                ..taken
            };
            told.push((owner.clone(), News::TookOver(taken)));
        }
        told.push((member.clone(), News::Moved(news)));
    }
    Ok(told)
}

async fn ended(tx: &mut Tx, folder: &FolderId) -> Result<Told, ServiceError> {
    let Some(job) = transfers::by_folder(tx, folder).await? else {
        return Ok(Vec::new());
    };
    let counts = transfers::counts(tx, folder).await?;
    let news = News::Ended(Ended {
        whose: letters::name(tx, &job.subject).await?,
        from: letters::name_of_organization(tx, &job.source).await?,
        to: letters::name_of_organization(tx, &job.destination).await?,
        progress: TransferProgress::of(&counts),
        by: if job.phase == Phase::Cancelled {
            EndedBy::Cancelling
        } else {
            EndedBy::Itself
        },
        more: Some(More::Transfer(job.id)),
    });
    let readers = readers_of_a_report(tx, &job.destination, job.actor.as_ref()).await?;
    Ok(to_each(readers, &news))
}

async fn returned(tx: &mut Tx, transfer: &ReturnedTransfer) -> Result<Told, ServiceError> {
    let pieces = transfer.pieces.iter();
    let counts: Vec<StateCount> = pieces
        .map(|(state, pieces)| StateCount {
            state: state.clone(),
            pieces: *pieces,
            bytes: 0,
        })
        .collect();
    let news = News::Ended(Ended {
        whose: letters::name(tx, &transfer.subject).await?,
        from: letters::name_of_organization(tx, &transfer.source).await?,
        to: letters::name_of_organization(tx, &transfer.destination).await?,
        progress: TransferProgress::of(&counts),
        by: EndedBy::Undoing,
        more: transfer.commit.clone().map(More::Move),
    });
    let readers = readers_of_a_report(tx, &transfer.source, transfer.actor.as_ref()).await?;
    Ok(to_each(readers, &news))
}

/// The administrators of the account where things are by now, and who ordered it.
async fn readers_of_a_report(
    tx: &mut Tx,
    account: &OrganizationCode,
    actor: Option<&UserId>,
) -> Result<BTreeSet<UserId>, ServiceError> {
    let there = letters::administrators(tx, account, MOST_ADMINISTRATORS).await?;
    Ok(there.into_iter().chain(actor.cloned()).collect())
}

fn to_each(readers: BTreeSet<UserId>, news: &News) -> Told {
    let readers = readers.into_iter();
    readers.map(|user| (user, news.clone())).collect()
}

async fn profile_name(tx: &mut Tx, id: &ProfileId) -> Result<ProfileName, ServiceError> {
    if let Some(kind) = ProfileKind::ALL
        .into_iter()
        .find(|kind| kind.as_str() == id.as_str())
    {
        return Ok(ProfileName::BuiltIn(kind));
    }
    let own = letters::name_of_profile(tx, id).await?;
    Ok(ProfileName::Own(own.unwrap_or_else(|| id.to_string())))
}
