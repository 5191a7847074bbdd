//! What was chosen so far, and the password, which is at hand for every step and nowhere else.

use super::asked;
use crate::api::copy::{CopyAsked, CopyStep};
use crate::pages::stepwise::InAddress;
use leptos::prelude::*;
use rehome_domain::user_copy::CopyRequest;

/// What was chosen so far.
#[derive(Clone, Copy)]
pub(super) struct Choices {
    /// What the address says, with what was typed since.
    pub(super) kept: InAddress<CopyAsked>,
    /// The password. INVARIANT: it leaves this window with the commit alone.
    pub(super) password: RwSignal<String>,
}

impl Choices {
    pub(super) fn new(address: Memo<CopyAsked>) -> Self {
        Self {
            kept: InAddress::new(address, asked::written),
            password: RwSignal::new(String::new()),
        }
    }

    /// Something of what was chosen.
    pub(super) fn chosen<T>(self, of: impl FnOnce(&CopyRequest) -> T) -> T {
        self.kept.asked.with(|asked| of(&asked.request))
    }

    /// Changes a choice.
    pub(super) fn change(self, change: impl FnOnce(&mut CopyRequest)) {
        self.kept.asked.update(|asked| change(&mut asked.request));
    }

    /// The same by a tick or a choice, which is written into the address at once. WHY not what is typed: Enter in a field
    /// goes on, and the one navigation would undo the other; it is written when the field is left.
    pub(super) fn choose(self, change: impl FnOnce(&mut CopyRequest)) {
        self.change(change);
        self.kept.keep();
    }

    /// The address of a step with what was chosen so far.
    pub(super) fn address(self, step: CopyStep) -> String {
        self.kept.asked.with(|asked| asked::address(step, asked))
    }

    /// The same as it is now, for what does not follow it.
    pub(super) fn address_now(self, step: CopyStep) -> String {
        untrack(|| self.address(step))
    }

    /// What the rules are asked.
    pub(super) fn request(self) -> Option<CopyRequest> {
        let asked = self.kept.asked.get();
        asked.original.is_some().then(|| {
            let acting_in = self.kept.acting_in.get_value();
            asked.request(&acting_in)
        })
    }
}

/// A text, or nothing where it is empty.
pub(super) fn some(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}
