//! What was chosen so far, kept in the address and at hand for every step.

use super::asked;
use crate::api::wizard::{Step, WizardAsked};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use rehome_domain::ids::OrganizationCode;
use rehome_domain::user_move::{ActAs, MoveRequest, PersonOptions};

/// What was chosen so far.
#[derive(Clone, Copy)]
pub(super) struct Wizard {
    /// What the address says, with what was typed since.
    pub(super) asked: RwSignal<WizardAsked>,
    /// Where the reader acts.
    pub(super) acting_in: StoredValue<OrganizationCode>,
    keep: Callback<()>,
    go: Callback<String>,
}

impl Wizard {
    pub(super) fn new(address: Memo<WizardAsked>) -> Self {
        let asked = RwSignal::new(address.get_untracked());
        let written: StoredValue<Option<WizardAsked>> = StoredValue::new(None);
        let navigate = use_navigate();
        let to = navigate.clone();
        Effect::new(move |_| {
            let now = address.get();
            // WHY: what was written here comes back as an address, and more may have been typed meanwhile.
            let is_own = written.get_value().as_ref() == Some(&now);
            written.set_value(None);
            if !is_own && now != asked.get_untracked() {
                asked.set(now);
            }
        });
        let keep = Callback::new(move |()| {
            let now = asked.get_untracked();
            if now == address.get_untracked() {
                return;
            }
            written.set_value(Some(now.clone()));
            let options = NavigateOptions {
                replace: true,
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate(&asked::address(now.step, &now), options);
        });
        let go = Callback::new(move |address: String| to(&address, NavigateOptions::default()));
        Self {
            asked,
            acting_in: StoredValue::new(OrganizationCode::from("")),
            keep,
            go,
        }
    }

    /// Changes a choice.
    pub(super) fn change(self, change: impl FnOnce(&mut PersonOptions)) {
        self.asked.update(|asked| change(&mut asked.options));
    }

    /// Writes what was chosen into the address.
    pub(super) fn keep(self) {
        self.keep.run(());
    }

    /// Goes to an address.
    pub(super) fn go(self, address: String) {
        self.go.run(address);
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
