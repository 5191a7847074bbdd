//! A transfer as it runs, in memory as storage does it in tables: begun, switched piece by piece, given up, cancelled,
//! taken back.

use super::{Passed, PieceState, Switch, Transfer, TransferOrder};
use crate::content::piece::{Hold, PieceId};
use crate::content::{ContentFacts, Folder};
use crate::ids::{FolderId, OrganizationCode};
use crate::organization::OrganizationStatus;
use std::collections::BTreeSet;

impl ContentFacts {
    /// Begins a transfer: makes its folder, and expects what is to come.
    pub fn begin(&mut self, order: &TransferOrder) -> bool {
        let id = &order.folder.id;
        if self.folders.contains_key(id) || self.transfers.contains_key(id) {
            return false;
        }
        let folder = Folder {
            account: order.destination.clone(),
            name: order.folder.name.clone(),
            owner: order.subject.clone(),
            creator: order.subject.clone(),
            private: order.folder.private,
            parent: None,
            shared_with: BTreeSet::new(),
        };
        self.folders.insert(id.clone(), folder);
        self.expect(&order.destination, order.bytes(), true);
        self.transfers
            .insert(id.clone(), Transfer::new(order.clone()));
        true
    }

    /// Switches a piece of a transfer.
    ///
    /// # Errors
    /// Why it may not go; one that stays for good is the new owner's from then on.
    pub fn switch(
        &mut self,
        transfer: &FolderId,
        piece: &PieceId,
        destination: OrganizationStatus,
    ) -> Result<(), Hold> {
        let known = self.transfers.get(transfer).ok_or(Hold::NotPending)?;
        if let Err(hold) = known.may_switch(self, piece, destination) {
            if hold.is_final() {
                let passed = known.stays(self, piece);
                self.settle(transfer, piece, PieceState::Skipped(hold), &passed);
            }
            return Err(hold);
        }
        let switch = known.switch(self, piece);
        let expected = known.expected(piece);
        let (from, to) = (known.order.source.clone(), known.order.destination.clone());
        self.expect(&to, expected, false);
        self.place(&switch, (&from, &to), true);
        if let Some(known) = self.transfers.get_mut(transfer) {
            known.states.insert(piece.clone(), PieceState::Moved);
            known.switched.insert(piece.clone(), switch);
        }
        Ok(())
    }

    /// Gives up a piece that failed or waits: the new owner has it (content 11).
    pub fn give_up(&mut self, transfer: &FolderId, piece: &PieceId) -> bool {
        let Some(known) = self.transfers.get(transfer) else {
            return false;
        };
        let is_open = known.states.get(piece).is_some_and(|state| state.is_open());
        if is_open {
            let passed = known.stays(self, piece);
            self.settle(transfer, piece, PieceState::Reassigned, &passed);
        }
        is_open
    }

    /// Ends a transfer: what has not arrived is the new owner's (ruling 65).
    pub fn cancel(&mut self, transfer: &FolderId) {
        let open: Vec<PieceId> = self
            .transfers
            .get(transfer)
            .into_iter()
            .flat_map(|known| &known.states)
            .filter(|(_, state)| state.is_open())
            .map(|(piece, _)| piece.clone())
            .collect();
        for piece in open {
            self.give_up(transfer, &piece);
        }
    }

    /// Takes a transfer back: what has not gone stays with its owner, what arrived goes back piece by piece; where
    /// nothing had arrived, nothing is left of it (ruling 18).
    pub fn take_back(&mut self, order: &TransferOrder) -> bool {
        let id = &order.folder.id;
        let Some(known) = self.transfers.get_mut(id) else {
            return false;
        };
        if known.order != *order || known.returns {
            return false;
        }
        known.returns = true;
        let open: Vec<PieceId> = known
            .states
            .iter()
            .filter(|(_, state)| state.is_open())
            .map(|(piece, _)| piece.clone())
            .collect();
        let expected = open.iter().map(|piece| known.expected(piece)).sum();
        let passed = std::mem::take(&mut known.passed);
        for piece in open {
            known.states.remove(&piece);
        }
        self.expect(&order.destination, expected, false);
        for item in passed {
            // WHY: what the new owner gave away since is not taken from whoever has it now.
            if let Some(item) = self.items.get_mut(&item)
                && Some(&item.owner) == order.new_owner.as_ref()
            {
                item.owner = order.subject.clone();
            }
        }
        self.forget_if_done(id);
        true
    }

    /// Brings one piece back that had arrived; it lies where it lay and has what it had, as far as that is still there.
    pub fn bring_back(&mut self, transfer: &FolderId, piece: &PieceId) -> bool {
        let Some(known) = self.transfers.get_mut(transfer).filter(|it| it.returns) else {
            return false;
        };
        let Some(mut switch) = known.switched.remove(piece) else {
            return false;
        };
        known.states.remove(piece);
        let (from, to) = (known.order.source.clone(), known.order.destination.clone());
        for (before, _) in switch.items.values_mut() {
            before.folder = before
                .folder
                .take()
                .filter(|folder| self.folders.contains_key(folder));
        }
        self.place(&switch, (&from, &to), false);
        self.forget_if_done(transfer);
        true
    }

    fn settle(&mut self, transfer: &FolderId, piece: &PieceId, state: PieceState, passed: &Passed) {
        if let Some(to) = &passed.to {
            for id in &passed.items {
                if let Some(item) = self.items.get_mut(id) {
                    item.owner = to.clone();
                }
            }
        }
        let Some(known) = self.transfers.get_mut(transfer) else {
            return;
        };
        known.states.insert(piece.clone(), state);
        known.passed.extend(passed.items.iter().cloned());
        let (to, expected) = (known.order.destination.clone(), known.expected(piece));
        self.expect(&to, expected, false);
    }

    fn place(
        &mut self,
        switch: &Switch,
        (source, destination): (&OrganizationCode, &OrganizationCode),
        goes: bool,
    ) {
        for (id, (before, after)) in &switch.items {
            let Some(item) = self.items.get_mut(id) else {
                continue;
            };
            let there = if goes { after } else { before };
            item.account = there.account.clone();
            item.folder = there.folder.clone();
            item.custom_fields = there.custom_fields.clone();
            item.flags_are_text = there.flags_are_text;
        }
        let (from, to) = if goes {
            (source, destination)
        } else {
            (destination, source)
        };
        if let Some(counts) = self.counts.get_mut(from) {
            counts.bytes = counts.bytes.saturating_sub(switch.bytes);
        }
        if let Some(counts) = self.counts.get_mut(to) {
            counts.bytes = counts.bytes.saturating_add(switch.bytes);
        }
    }

    fn expect(&mut self, at: &OrganizationCode, bytes: u64, comes: bool) {
        if let Some(counts) = self.counts.get_mut(at) {
            counts.expected = if comes {
                counts.expected.saturating_add(bytes)
            } else {
                counts.expected.saturating_sub(bytes)
            };
        }
    }

    fn forget_if_done(&mut self, transfer: &FolderId) {
        let is_done = |known: &Transfer| known.returns && known.switched.is_empty();
        if !self.transfers.get(transfer).is_some_and(is_done) {
            return;
        }
        self.transfers.remove(transfer);
        // WHY: what others put into the folder meanwhile keeps it there.
        let is_empty = !self
            .items
            .values()
            .any(|item| item.folder.as_ref() == Some(transfer));
        if is_empty {
            self.folders.remove(transfer);
        }
    }
}
