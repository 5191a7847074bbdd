//! What a worker does to one piece after the other: takes it, switches it, lets it stay, gives it another try, brings it back.

use super::{StateCount, TransferJob, by_folder, close, counts};
use crate::directory::stored as number;
use crate::error::StoreError;
use crate::items::{self, StoredItem};
use crate::snapshot::content::{item_columns, piece_id};
use crate::statement::statements;
use crate::steps::piece_key;
use crate::tx::{Tx, args, id_list, json};
use rehome_domain::content::piece::{Hold, PieceId};
use rehome_domain::content::transfer::{
    NewFolder, OrderedPiece, Passed, PieceState, Switch, Transfer, TransferOrder,
};
use rehome_domain::content::{Account, AccountCounts, ContentFacts};
use rehome_domain::ids::{FolderId, ItemId, OrganizationCode};
use rehome_domain::organization::OrganizationStatus;
use rehome_domain::time::Timestamp;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

macro_rules! next {
    ($lock:literal) => {
        concat!(
            "SELECT p.transfer, p.ordinal, p.kind, p.piece, p.bytes, p.tried, p.switched FROM transfer_pieces p
            WHERE p.transfer = $1 AND p.state IN ('pending', 'copying', 'returning') AND p.not_before <= $2
            ORDER BY p.not_before, p.ordinal LIMIT 1",
            $lock
        )
    };
}

statements! {
    RENEW "transfer_pieces": "UPDATE transfer_pieces SET not_before = $4 WHERE transfer = $1 AND ordinal = $2 AND worker = $3";
    AT_WORK "transfers": "SELECT t.id FROM transfers t WHERE t.phase IN ('running', 'returning') AND t.job IS NOT NULL ORDER BY t.changed_at LIMIT 100";
    NEXT "transfer_pieces": next!(""), postgres = next!(" FOR UPDATE OF p SKIP LOCKED");
    HOLD "transfer_pieces": "UPDATE transfer_pieces SET state = CASE state WHEN 'returning' THEN state ELSE 'copying' END, worker = $3, not_before = $4, changed_at = $5
        WHERE transfer = $1 AND ordinal = $2";
    TAKEN "transfers": "UPDATE transfers SET changed_at = $2, advanced_at = COALESCE(advanced_at, $2) WHERE id = $1";
    GOES_ON "transfers": "UPDATE transfers SET changed_at = $2, advanced_at = CASE CAST($3 AS BIGINT) WHEN 1 THEN $2 ELSE advanced_at END WHERE id = $1";
    TOUCH "transfers": "UPDATE transfers SET changed_at = $2 WHERE id = $1";
    OF_SET "items": item_columns!("SELECT ", ", i.object, i.checksum, i.revision, i.body FROM items i WHERE i.version_set = $1");
    PLACE "organizations": "SELECT o.code, o.status, s.body FROM organizations o CROSS JOIN organization_sections s
        WHERE o.code = $1 AND s.organization = o.code AND s.section = 'account'";
    ROOM "account_usage": "SELECT u.account, u.bytes FROM json_each($1) n CROSS JOIN account_usage u WHERE u.account = n.value ->> 0";
    /// WHY: two pieces at once must not both fit where there is room for one.
    ROOM_HELD "account_usage": "SELECT u.account, u.bytes FROM json_each($1) n CROSS JOIN account_usage u WHERE u.account = n.value ->> 0",
        postgres = "SELECT u.account, u.bytes FROM account_usage u WHERE u.account IN (SELECT value ->> 0 FROM json_each($1)) ORDER BY u.account FOR UPDATE OF u";
    HELD "transfer_pieces": "SELECT p.transfer FROM transfer_pieces p WHERE p.transfer = $1 AND p.ordinal = $2 AND p.worker = $3";
    SWITCHED "items": "UPDATE items SET account = $3, folder = $4, custom_fields = $5, flags_are_text = $6, object = $7, revision = revision + 1
        WHERE id = $1 AND revision = $2";
    USED "account_usage": "UPDATE account_usage SET bytes = bytes + $2, expected = expected + $3 WHERE account = $1";
    PASS "items": "UPDATE items SET owner = $3, revision = revision + 1 WHERE id = $1 AND owner = $2";
    END_PIECE "transfer_pieces": "UPDATE transfer_pieces SET state = $4, reason = $5, switched = $6, passed = $7, worker = NULL, not_before = 0, changed_at = $8
        WHERE transfer = $1 AND ordinal = $2 AND worker = $3";
    ONE_LESS "transfers": "UPDATE transfers SET open_pieces = open_pieces - 1, changed_at = $2, advanced_at = $2, revision = revision + 1 WHERE id = $1";
    AGAIN "transfer_pieces": "UPDATE transfer_pieces SET state = $4, reason = $5, tried = $6, not_before = $7, worker = NULL, changed_at = $8
        WHERE transfer = $1 AND ordinal = $2 AND worker = $3";
    CHANGED "transfers": "UPDATE transfers SET changed_at = $2, advanced_at = $2, revision = revision + 1 WHERE id = $1";
    FORGET "transfers": "DELETE FROM transfers WHERE id = $1 AND open_pieces = 0 AND phase = 'returning'";
    FORGET_FOLDER "account_folders": "DELETE FROM account_folders WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM items i WHERE i.folder = $1)";
    IS_THERE "account_folders": "SELECT f.id FROM account_folders f WHERE f.id = $1";
}

/// A piece that somebody works on.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    /// Of which transfer.
    pub job: TransferJob,
    /// Its place in the order.
    pub ordinal: i64,
    /// Which.
    pub piece: PieceId,
    /// How much it was when it was ordered.
    pub expected: u64,
    /// How many times it was tried in vain.
    pub tried: u32,
    /// What its switch changed, where it goes back.
    pub switched: Option<Switch>,
    /// Who works on it.
    pub worker: String,
}

/// Where the bytes of an item lie from now on, and where they lay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// The former key.
    pub from: String,
    /// The present one.
    pub to: String,
}

/// Takes up what is due of any transfer that runs, and holds it until then; none where nothing is.
///
/// # Errors
/// [`StoreError`].
pub async fn take(
    tx: &mut Tx,
    worker: &str,
    now: Timestamp,
    until: Timestamp,
) -> Result<Option<Taken>, StoreError> {
    for running in tx.rows(&AT_WORK, &[]).await? {
        let folder = FolderId::from(running.text("id")?);
        let Some(record) = tx.one(&NEXT, args![&folder, now]).await? else {
            continue;
        };
        let ordinal = record.int("ordinal")?;
        let asked = args![&folder, ordinal, worker, until, now];
        tx.expect(1, &HOLD, asked).await?;
        tx.execute(&TAKEN, args![&folder, now]).await?;
        let Some(job) = by_folder(tx, &folder).await? else {
            continue;
        };
        let piece = record.text("piece")?;
        return Ok(Some(Taken {
            job,
            ordinal,
            piece: record.parsed("kind", |kind| piece_id(kind, piece))?,
            expected: record.int("bytes")?.unsigned_abs(),
            tried: u32::try_from(record.int("tried")?).unwrap_or(u32::MAX),
            switched: record.opt_json("switched")?,
            worker: worker.to_owned(),
        }));
    }
    Ok(None)
}

/// Holds a piece for longer, and tells whether its bytes went on meanwhile; false where it is somebody else's by now.
///
/// # Errors
/// [`StoreError`].
pub async fn renew(
    tx: &mut Tx,
    taken: &Taken,
    (until, went_on): (Timestamp, bool),
    now: Timestamp,
) -> Result<bool, StoreError> {
    let folder = &taken.job.folder;
    // WHY first: whoever changes a transfer and a piece does it in this order.
    tx.execute(&GOES_ON, args![folder, now, i64::from(went_on)])
        .await?;
    let asked = args![folder, taken.ordinal, &taken.worker, until];
    Ok(tx.execute(&RENEW, asked).await? == 1)
}

/// What a piece is judged by now.
#[derive(Clone, Debug)]
pub struct PieceFacts {
    /// The transfer with this piece alone.
    pub transfer: Transfer,
    /// Its items, and the room at the destination.
    pub facts: ContentFacts,
    /// The destination's state.
    pub destination: OrganizationStatus,
    /// The same items as they are stored.
    pub items: BTreeMap<ItemId, StoredItem>,
}

/// The items of a piece as they are stored; a single one that has become a version comes with its set.
async fn stored_of(
    tx: &mut Tx,
    piece: &PieceId,
) -> Result<BTreeMap<ItemId, StoredItem>, StoreError> {
    let mut found: BTreeMap<ItemId, StoredItem> = BTreeMap::new();
    let set = match piece {
        PieceId::Set(set) => Some(set.clone()),
        PieceId::Item(id) => {
            let stored = items::get(tx, id).await?;
            found.extend(stored.map(|stored| (id.clone(), stored)));
            found.values().find_map(|stored| stored.item.set.clone())
        }
    };
    if let Some(set) = set {
        for record in tx.rows(&OF_SET, args![set.as_str()]).await? {
            found.insert(record.text("id")?.into(), items::stored(&record)?);
        }
    }
    Ok(found)
}

/// What a piece is judged by, as it is now; none where whoever asks does not hold it any more. `writes` where it is switched
/// by it in the same unit: then nobody else uses up the room meanwhile.
///
/// # Errors
/// [`StoreError`].
pub async fn facts_of(
    tx: &mut Tx,
    taken: &Taken,
    (writes, now): (bool, Timestamp),
) -> Result<Option<PieceFacts>, StoreError> {
    let (job, there) = (&taken.job, &taken.job.destination);
    if writes {
        // WHY first: whoever changes a transfer and what accounts use does it in this order, and none waits for another.
        tx.execute(&TOUCH, args![&job.folder, now]).await?;
    }
    let held = args![&job.folder, taken.ordinal, &taken.worker];
    if tx.one(&HELD, held).await?.is_none() {
        return Ok(None);
    }
    let mut facts = ContentFacts::default();
    let found = stored_of(tx, &taken.piece).await?;
    let all = found.iter().map(|(id, it)| (id.clone(), it.item.clone()));
    facts.items = all.collect();
    let mut destination = OrganizationStatus::Deleted;
    if let Some(record) = tx.one(&PLACE, args![there]).await? {
        destination = record.parsed("status", OrganizationStatus::from_name)?;
        let body: Map<String, Value> = record.json("body")?;
        let account = Account {
            storage_bytes: body.get("storage_bytes").and_then(Value::as_u64),
            ..Account::default()
        };
        facts.accounts.insert(there.clone(), account);
    }
    let room = if writes { &ROOM_HELD } else { &ROOM };
    let ends = id_list([job.source.as_str(), there.as_str()]);
    for record in tx.rows(room, args![ends]).await? {
        let counts = AccountCounts {
            bytes: u64::try_from(record.int("bytes")?).unwrap_or(0),
            ..AccountCounts::default()
        };
        facts.counts.insert(record.text("account")?.into(), counts);
    }
    Ok(Some(PieceFacts {
        transfer: transfer(taken),
        facts,
        destination,
        items: found,
    }))
}

fn transfer(taken: &Taken) -> Transfer {
    let job = &taken.job;
    let mut transfer = Transfer::new(TransferOrder {
        subject: job.subject.clone(),
        source: job.source.clone(),
        destination: job.destination.clone(),
        new_owner: job.new_owner.clone(),
        folder: NewFolder {
            id: job.folder.clone(),
            name: job.folder_name.as_str().into(),
            private: job.folder_private,
        },
        pieces: vec![OrderedPiece {
            piece: taken.piece.clone(),
            items: Vec::new(),
            bytes: taken.expected,
        }],
    });
    let states = transfer.states.values_mut();
    states.for_each(|state| *state = PieceState::Copying);
    transfer
}

/// Moves items to where a switch says: all of them or, where one was changed since it was copied, none.
async fn place(
    tx: &mut Tx,
    switch: &Switch,
    revisions: &BTreeMap<ItemId, i64>,
    copied: &BTreeMap<ItemId, Copied>,
    (goes, now): (bool, Timestamp),
) -> Result<(), StoreError> {
    for (id, (before, after)) in &switch.items {
        let there = if goes { after } else { before };
        let mut folder = there.folder.clone();
        if let Some(known) = &folder {
            // WHY: a folder that is gone meanwhile is nothing to lie in.
            let found = tx.one(&IS_THERE, args![known]).await?;
            folder = folder.filter(|_| found.is_some());
        }
        let Some(revision) = revisions.get(id) else {
            return tx.compare(1, 0);
        };
        let copy = copied.get(id);
        let asked = args![
            id,
            *revision,
            &there.account,
            folder.as_ref(),
            json(&there.custom_fields),
            there.flags_are_text,
            copy.map(|copy| copy.to.as_str()),
        ];
        tx.expect(1, &SWITCHED, asked).await?;
        if let Some(copy) = copy {
            items::keep(tx, &copy.to).await?;
            items::spare(tx, &copy.from, now).await?;
        }
    }
    Ok(())
}

async fn end(
    tx: &mut Tx,
    taken: &Taken,
    (state, reason): (&str, Option<String>),
    (switched, passed): (Option<&Switch>, &[ItemId]),
    now: Timestamp,
) -> Result<(), StoreError> {
    let folder = &taken.job.folder;
    let switched = switched.map(json);
    let asked = args![
        folder,
        taken.ordinal,
        &taken.worker,
        state,
        reason.as_deref(),
        switched.as_deref(),
        json(passed),
        now,
    ];
    tx.expect(1, &END_PIECE, asked).await?;
    tx.expect(1, &ONE_LESS, args![folder, now]).await
}

async fn used(
    tx: &mut Tx,
    account: &OrganizationCode,
    bytes: i64,
    expected: i64,
) -> Result<(), StoreError> {
    tx.expect(1, &USED, args![account, bytes, expected]).await
}

fn revisions(facts: &PieceFacts) -> BTreeMap<ItemId, i64> {
    let items = facts.items.iter();
    items.map(|(id, it)| (id.clone(), it.revision)).collect()
}

/// Writes a switch: account and folder of every item at once, where their bytes lie, and that the piece has arrived. The
/// former bytes are free to go. Whether the transfer has come to its end with it.
///
/// # Errors
/// [`StoreError::RowsAffected`] where something was changed meanwhile.
pub async fn switch(
    tx: &mut Tx,
    taken: &Taken,
    facts: &PieceFacts,
    switch: &Switch,
    copied: &BTreeMap<ItemId, Copied>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    place(tx, switch, &revisions(facts), copied, (true, now)).await?;
    let (bytes, expected) = (number(switch.bytes), number(taken.expected));
    // WHY in this order of accounts: two that go crosswise would wait for one another.
    let (source, there) = (&taken.job.source, &taken.job.destination);
    let mut changes = [(source, -bytes, 0), (there, bytes, -expected)];
    changes.sort();
    for (account, bytes, expected) in changes {
        used(tx, account, bytes, expected).await?;
    }
    end(tx, taken, ("moved", None), (Some(switch), &[]), now).await?;
    close(tx, &taken.job.folder, now).await
}

/// Lets a piece stay for good: what its owner had of it is the new owner's. Whether the transfer has come to its end.
///
/// # Errors
/// [`StoreError::RowsAffected`] where something was changed meanwhile.
pub async fn skip(
    tx: &mut Tx,
    taken: &Taken,
    hold: Hold,
    passed: &Passed,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let mut gone = Vec::new();
    if let Some(to) = &passed.to {
        for id in &passed.items {
            tx.expect(1, &PASS, args![id, &taken.job.subject, to])
                .await?;
            gone.push(id.clone());
        }
    }
    let expected = number(taken.expected);
    used(tx, &taken.job.destination, 0, -expected).await?;
    let why = serde_json::to_value(hold).ok();
    let why = why.and_then(|why| why.as_str().map(str::to_owned));
    end(tx, taken, ("skipped", why), (None, &gone), now).await?;
    close(tx, &taken.job.folder, now).await
}

/// Tries a piece again later, for what is told; false where it is somebody else's by now.
///
/// # Errors
/// [`StoreError`].
pub async fn put_off(
    tx: &mut Tx,
    taken: &Taken,
    (reason, tried): (&str, u32),
    (not_before, now): (Timestamp, Timestamp),
) -> Result<bool, StoreError> {
    let state = match taken.switched {
        Some(_) => "returning",
        None => "pending",
    };
    let folder = &taken.job.folder;
    let asked = args![
        folder,
        taken.ordinal,
        &taken.worker,
        state,
        reason,
        i64::from(tried),
        not_before,
        now
    ];
    Ok(tx.execute(&AGAIN, asked).await? == 1)
}

/// Lets a piece wait for somebody: it failed too many times. Whether the transfer has come to its end with it.
///
/// # Errors
/// [`StoreError`].
pub async fn fail(
    tx: &mut Tx,
    taken: &Taken,
    (reason, tried): (&str, u32),
    now: Timestamp,
) -> Result<bool, StoreError> {
    let folder = &taken.job.folder;
    let asked = args![
        folder,
        taken.ordinal,
        &taken.worker,
        "failed",
        reason,
        i64::from(tried),
        Timestamp(0),
        now
    ];
    if tx.execute(&AGAIN, asked).await? == 0 {
        return Ok(false);
    }
    tx.execute(&CHANGED, args![folder, now]).await?;
    close(tx, folder, now).await
}

/// Writes that a piece is back where it was. Where it was the last one, nothing is left of the transfer, and what became of
/// its pieces is told.
///
/// # Errors
/// [`StoreError::RowsAffected`] where something was changed meanwhile.
pub async fn bring_back(
    tx: &mut Tx,
    taken: &Taken,
    facts: &PieceFacts,
    copied: &BTreeMap<ItemId, Copied>,
    now: Timestamp,
) -> Result<Option<Vec<StateCount>>, StoreError> {
    let Some(switch) = &taken.switched else {
        return tx.compare(1, 0).map(|()| None);
    };
    let mut back = switch.clone();
    // WHY: what was taken away meanwhile does not come back.
    back.items.retain(|id, _| facts.items.contains_key(id));
    place(tx, &back, &revisions(facts), copied, (false, now)).await?;
    let bytes = number(switch.bytes);
    let (source, there) = (&taken.job.source, &taken.job.destination);
    let mut changes = [(source, bytes), (there, -bytes)];
    changes.sort();
    for (account, bytes) in changes {
        used(tx, account, bytes, 0).await?;
    }
    end(tx, taken, ("returned", None), (None, &[]), now).await?;
    let folder = &taken.job.folder;
    if by_folder(tx, folder).await?.is_some_and(|job| job.open > 0) {
        return Ok(None);
    }
    let became = counts(tx, folder).await?;
    if tx.execute(&FORGET, args![folder]).await? == 0 {
        return Ok(None);
    }
    tx.execute(&FORGET_FOLDER, args![folder]).await?;
    Ok(Some(became))
}

/// A piece as its row names it.
pub(super) fn key(piece: &PieceId) -> (&'static str, &str) {
    piece_key(piece)
}
