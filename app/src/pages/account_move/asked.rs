//! What the address of the dialog says, addresses of its steps, and what was chosen so far.

use crate::api::account_move::{AccountMoveAsked, Step};
use crate::pages::stepwise::InAddress;
use crate::routes::{self, account_query as name};
use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::user_move::{ActAs, MoveRequest, PersonOptions};

/// What an address asks for; what cannot be read is as if it were not there.
pub(super) fn from_address(step: Option<&str>, query: &ParamsMap) -> AccountMoveAsked {
    let value = |name: &str| query.get(name).filter(|value| !value.trim().is_empty());
    let options = value(name::CHOICES).and_then(|json| serde_json::from_str(&json).ok());
    AccountMoveAsked {
        step: step.and_then(Step::from_word).unwrap_or_default(),
        user: value(name::USER).map(UserId::from),
        destination: value(name::DESTINATION).map(OrganizationCode::from),
        options: options.unwrap_or_default(),
        reason: value(name::REASON).unwrap_or_default(),
    }
}

/// The address of a step with what was chosen so far.
pub(super) fn address(step: Step, asked: &AccountMoveAsked) -> String {
    let choices = (asked.options != PersonOptions::default())
        .then(|| serde_json::to_string(&asked.options).ok())
        .flatten();
    let reason = Some(asked.reason.as_str()).filter(|reason| !reason.is_empty());
    let destination = asked.destination.as_ref();
    let fields = [
        (name::USER, asked.user.as_ref().map(UserId::as_str)),
        (name::DESTINATION, destination.map(OrganizationCode::as_str)),
        (name::CHOICES, choices.as_deref()),
        (name::REASON, reason),
    ];
    let fields = fields
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)));
    routes::account_move(step.as_str(), fields)
}

/// What was chosen so far.
pub(super) type Chosen = InAddress<AccountMoveAsked>;

impl Chosen {
    /// Changes a choice, and keeps it.
    pub(super) fn change(self, change: impl FnOnce(&mut PersonOptions)) {
        self.asked.update(|asked| change(&mut asked.options));
        self.keep();
    }

    /// The address of a step with what was chosen so far.
    pub(super) fn address(self, step: Step) -> String {
        self.asked.with(|asked| address(step, asked))
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
            options: asked.options,
            ..MoveRequest::one(asked.user?, asked.destination?)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::stepwise::query_of as query;

    #[test]
    fn what_an_address_says_is_what_was_chosen() {
        let asked = AccountMoveAsked {
            step: Step::Review,
            user: Some("ines".into()),
            destination: Some("folio-tokyo".into()),
            options: PersonOptions {
                profile: Some("manager".to_owned()),
                new_owner: Some("maru".into()),
                move_files: Some(false),
                folder_name: Some("From Inês & co".to_owned()),
                ..PersonOptions::default()
            },
            reason: "Joins Tokyo".to_owned(),
        };
        let written = address(Step::Review, &asked);
        assert_eq!(from_address(Some("review"), &query(&written)), asked);
        let broken = query("/wizard/account/choose?user=ines&choices=%7Bno");
        assert_eq!(
            from_address(Some("choose"), &broken).options,
            PersonOptions::default()
        );
    }
}
