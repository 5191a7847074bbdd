//! What was chosen so far.

use super::asked;
use crate::api::wizard::{Step, WizardAsked};
use crate::pages::stepwise::InAddress;
use leptos::prelude::*;
use rehome_domain::user_move::{ActAs, MoveRequest, PersonOptions};

/// What was chosen so far.
pub(super) type Wizard = InAddress<WizardAsked>;

impl Wizard {
    /// Changes a choice.
    pub(super) fn change(self, change: impl FnOnce(&mut PersonOptions)) {
        self.asked.update(|asked| change(&mut asked.options));
    }

    /// The address of a step with what was chosen so far.
    pub(super) fn address(self, step: Step) -> String {
        self.asked.with(|asked| asked::address(step, asked))
    }

    /// The same as it is now, for what does not follow it.
    pub(super) fn address_now(self, step: Step) -> String {
        untrack(|| self.address(step))
    }

    /// What would be asked of the server.
    pub(super) fn request(self) -> Option<MoveRequest> {
        let asked = self.asked.get();
        Some(MoveRequest {
            acting_in: Some(self.acting_in.get_value()),
            act_as: Some(ActAs::Operator),
            source: asked.source,
            options: asked.options,
            ..MoveRequest::one(asked.user?, asked.destination?)
        })
    }
}
