//! Steps of hub and satellite accounts as rows: profiles, ownership, and what is to be carried over or taken back.

use super::{Applied, Changes};
use crate::directory::stored;
use crate::error::StoreError;
use crate::receipt::{Part, Values};
use crate::statement::statements;
use crate::tx::{Arg, Tx, args, json, opt_owned, owned};
use rehome_domain::content::piece::PieceId;
use rehome_domain::content::transfer::TransferOrder;
use rehome_domain::ids::{FolderId, ItemId, OrganizationCode, ProfileId, UserId};
use rehome_domain::text::folded;
use rehome_domain::user_move::{BasisRecord, Step, Things};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

statements! {
    /// How far a transfer is that is taken back.
    STANDING "transfers": "SELECT t.id, t.revision, t.destination, t.phase,
            (SELECT count(*) FROM transfer_pieces p WHERE p.transfer = t.id AND p.state = 'moved') AS moved,
            (SELECT CAST(COALESCE(sum(p.bytes), 0) AS BIGINT) FROM transfer_pieces p WHERE p.transfer = t.id AND p.state IN ('pending', 'copying', 'failed')) AS open
        FROM transfers t WHERE t.id = $1";
    PASSED "transfer_pieces": "SELECT p.transfer, p.passed FROM transfer_pieces p WHERE p.transfer = $1 AND p.passed <> '[]'";
    OWNER "items": "SELECT i.owner FROM items i WHERE i.id = $1";
}

/// What changes in the row that a person has in an account.
#[derive(Default)]
pub(super) struct MemberChange<'a> {
    pub(super) account: Option<&'a str>,
    profile: Option<(&'a ProfileId, &'a ProfileId)>,
}

impl MemberChange<'_> {
    /// The row; none where nothing changes.
    pub(super) fn row(&self, id: &str) -> Option<Values> {
        let profile = |pick: fn((&ProfileId, &ProfileId)) -> String| self.profile.map(pick);
        let before = profile(|(before, _)| before.to_string());
        let after = profile(|(_, after)| after.to_string());
        (self.account.is_some() || after.is_some()).then(|| {
            vec![
                owned(id),
                opt_owned(self.account),
                opt_owned(before.as_deref()),
                opt_owned(after.as_deref()),
            ]
        })
    }
}

/// Whether a family moves between accounts.
pub(super) fn is_account(family: &Applied<'_>) -> bool {
    let mut basis = family.basis.iter();
    basis.any(|entry| matches!(entry.record, BasisRecord::Account(_)))
}

impl Changes {
    /// Gathers a step of accounts; every other is left alone.
    pub(super) fn gather_content<'a>(&mut self, step: &'a Step, member: &mut MemberChange<'a>) {
        match step {
            Step::Profile { before, after, .. } => member.profile = Some((before, after)),
            Step::Ownership {
                things,
                before,
                after,
                ..
            } => self.pass(things, before, after),
            _ => {}
        }
    }

    fn pass(&mut self, things: &Things, before: &UserId, after: &UserId) {
        let row = |id: &str| vec![owned(id), owned(before.as_str()), owned(after.as_str())];
        for id in &things.items {
            self.add(Part::ItemsPassed, row(id.as_str()));
        }
        for id in &things.folders {
            self.add(Part::FoldersPassed, row(id.as_str()));
        }
        for id in &things.views {
            self.add(Part::ViewsPassed, row(id.as_str()));
        }
        for id in &things.groups {
            self.add(Part::GroupsPassed, row(id.as_str()));
        }
        for id in &things.templates {
            self.add(Part::TemplatesPassed, row(id.as_str()));
        }
    }

    /// Gathers what is to be carried over, and what is not any more.
    pub(super) async fn gather_transfers(
        &mut self,
        tx: &mut Tx,
        families: &[Applied<'_>],
    ) -> Result<(), StoreError> {
        let mut expected: BTreeMap<OrganizationCode, i64> = BTreeMap::new();
        for step in families.iter().flat_map(|family| family.steps) {
            let Step::Transfer { order, after, .. } = step else {
                continue;
            };
            let bytes = if *after {
                self.begin(order);
                stored(order.bytes())
            } else {
                -self.take_back(tx, order).await?
            };
            *expected.entry(order.destination.clone()).or_default() += bytes;
        }
        // WHY together: on PostgreSQL two changes of one row in one statement count as one.
        for (account, bytes) in expected {
            self.add(
                Part::Expected,
                vec![owned(account.as_str()), Arg::from(bytes)],
            );
        }
        Ok(())
    }

    fn begin(&mut self, order: &TransferOrder) {
        let id = order.folder.id.as_str();
        let (subject, there) = (order.subject.as_str(), order.destination.as_str());
        let (name, private) = (&*order.folder.name, order.folder.private);
        let mut body = Map::new();
        body.insert("account".to_owned(), there.into());
        body.insert("name".to_owned(), name.into());
        body.insert("owner".to_owned(), subject.into());
        body.insert("creator".to_owned(), subject.into());
        if private {
            body.insert("private".to_owned(), true.into());
        }
        let row = vec![
            owned(id),
            owned(there),
            owned(name),
            owned(&folded(name)),
            owned(subject),
            owned(subject),
            Arg::from(private),
            owned(&json(&Value::Object(body))),
        ];
        self.add(Part::FolderMade, row);
        let new_owner = order.new_owner.as_ref();
        let row = vec![
            owned(id),
            owned(subject),
            owned(order.source.as_str()),
            owned(there),
            opt_owned(new_owner.map(UserId::as_str)),
            owned(name),
            Arg::from(private),
            owned("running"),
            Arg::from(stored(order.pieces.len() as u64)),
            Arg::from(1),
        ];
        self.add(Part::TransferBegun, row);
        for (ordinal, ordered) in (0_i64..).zip(&order.pieces) {
            let (kind, piece) = piece_key(&ordered.piece);
            let row = vec![
                owned(id),
                Arg::from(ordinal),
                owned(kind),
                owned(piece),
                owned(&json(&ordered.items)),
                Arg::from(stored(ordered.bytes)),
                owned("pending"),
                Arg::from(0),
                Arg::from(0),
                owned("[]"),
            ];
            self.add(Part::PiecesOrdered, row);
        }
    }

    /// Takes an order back, as it stands now; tells how much was still expected.
    async fn take_back(&mut self, tx: &mut Tx, order: &TransferOrder) -> Result<i64, StoreError> {
        let id = order.folder.id.as_str();
        let Some(record) = tx.one(&STANDING, args![id]).await? else {
            return tx.compare(1, 0).map(|()| 0);
        };
        if record.text("phase")? == "returning" {
            return tx.compare(1, 0).map(|()| 0);
        }
        let revision = Arg::from(record.int("revision")?);
        let (moved, open) = (record.int("moved")?, record.int("open")?);
        self.pass_back(tx, order).await?;
        if moved == 0 {
            self.add(Part::TransferForgotten, vec![owned(id), revision]);
            self.add(Part::FolderForgotten, vec![owned(id)]);
        } else {
            let row = vec![owned(id), revision, Arg::from(moved)];
            self.add(Part::TransferReturns, row);
            self.add(Part::PiecesReturn, vec![owned(id)]);
        }
        Ok(open)
    }

    /// What passed to the new owner after all comes back, as far as it still is theirs.
    async fn pass_back(&mut self, tx: &mut Tx, order: &TransferOrder) -> Result<(), StoreError> {
        let Some(new_owner) = &order.new_owner else {
            return Ok(());
        };
        let folder: &FolderId = &order.folder.id;
        for record in tx.rows(&PASSED, args![folder]).await? {
            let items: Vec<ItemId> = record.json("passed")?;
            for item in items {
                let now = tx.one(&OWNER, args![&item]).await?;
                let owner = now.map(|record| record.text("owner").map(UserId::from));
                // WHY: what the new owner gave away since is not taken from whoever has it now.
                if owner.transpose()?.as_ref() == Some(new_owner) {
                    let (before, after) = (new_owner.as_str(), order.subject.as_str());
                    let row = vec![owned(item.as_str()), owned(before), owned(after)];
                    self.add(Part::ItemsPassed, row);
                }
            }
        }
        Ok(())
    }
}

/// A piece as its row names it.
pub(crate) fn piece_key(piece: &PieceId) -> (&'static str, &str) {
    match piece {
        PieceId::Set(set) => ("set", set.as_str()),
        PieceId::Item(item) => ("item", item.as_str()),
    }
}
