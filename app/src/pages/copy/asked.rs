//! What the address of the wizard says, and addresses of its steps. INVARIANT: no address holds a password.

use crate::api::copy::{CopyAsked, CopyStep};
use crate::routes::{self, copy_query as name};
use leptos_router::params::ParamsMap;
use rehome_domain::ids::UserId;
use rehome_domain::user_copy::CopyRequest;

/// What an address asks for; what cannot be read is as if it were not there, and so is what somebody else has to say.
pub(super) fn from_address(step: Option<&str>, query: &ParamsMap) -> CopyAsked {
    let value = |name: &str| query.get(name).filter(|value| !value.trim().is_empty());
    let choices = value(name::CHOICES).and_then(|json| serde_json::from_str(&json).ok());
    let mut request: CopyRequest = choices.unwrap_or_default();
    request.acting_in = None;
    request.source_user = None;
    request.user.password = None;
    CopyAsked {
        step: step.and_then(CopyStep::from_word).unwrap_or_default(),
        original: value(name::USER).map(UserId::from),
        made: value(name::MADE).map(UserId::from),
        request,
    }
}

/// The address of what is asked.
pub(super) fn written(asked: &CopyAsked) -> String {
    // WHY: who was made is another person than the one that was being filled in.
    let choices = match asked.step {
        CopyStep::Done => None,
        _ if asked.request == CopyRequest::default() => None,
        _ => serde_json::to_string(&asked.request).ok(),
    };
    let fields = [
        (name::USER, asked.original.as_ref().map(UserId::as_str)),
        (name::CHOICES, choices.as_deref()),
        (name::MADE, asked.made.as_ref().map(UserId::as_str)),
    ];
    let fields = fields
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)));
    routes::copy(asked.step.as_str(), fields)
}

/// The address of another step with what was chosen so far.
pub(super) fn address(step: CopyStep, asked: &CopyAsked) -> String {
    let asked = CopyAsked {
        step,
        made: None,
        ..asked.clone()
    };
    written(&asked)
}

/// The address of the result.
pub(super) fn done(asked: &CopyAsked, made: Option<UserId>) -> String {
    let asked = CopyAsked {
        step: CopyStep::Done,
        made,
        ..asked.clone()
    };
    written(&asked)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::pages::stepwise::query_of;
    use rehome_domain::hosting::AddressUse;
    use rehome_domain::user_copy::{AddedService, Password, RolesWanted, RolesWord};
    use std::collections::{BTreeMap, BTreeSet};

    fn asked() -> CopyAsked {
        let mut asked = CopyAsked {
            original: Some("priya.raman".into()),
            ..CopyAsked::default()
        };
        let request = &mut asked.request;
        request.user.given = Some("Nína & Co".to_owned());
        request.user.upn = Some("n+park@bramble.example".to_owned());
        request.user.account.expires = "2027-03-31".parse().ok();
        request.user.account.never_expires = Some(false);
        request.user.test = true;
        let primary = AddressUse { primary: true };
        request.user.addresses = Some(BTreeMap::from([("n@bramble.example".into(), primary)]));
        request.roles = RolesWanted::Word(RolesWord::Copy);
        request.copy_services = Some(BTreeSet::from(["exchange".into()]));
        let vpn = AddedService {
            plan: Some("remote".into()),
            instance: None,
        };
        request.add_services.insert("vpn".into(), vpn);
        let certificate = BTreeMap::from([("certificate".into(), "c=18".into())]);
        request.properties.insert("vpn".into(), certificate);
        request.destination = Some("clover".into());
        request.reason = Some("Joins the buyers".to_owned());
        asked
    }

    #[test]
    fn what_an_address_says_is_what_was_chosen_on_every_step() {
        for step in CopyStep::ALL.into_iter().filter(|it| *it != CopyStep::Done) {
            let asked = CopyAsked { step, ..asked() };
            let address = written(&asked);
            assert_eq!(
                from_address(Some(step.as_str()), &query_of(&address)),
                asked
            );
        }
        let broken = query_of("/wizard/copy/roles?user=priya.raman&choices=%7Bno");
        assert_eq!(
            from_address(Some("roles"), &broken).request,
            CopyRequest::default()
        );
        let nowhere = from_address(Some("elsewhere"), &ParamsMap::new());
        assert_eq!(nowhere, CopyAsked::default());
    }

    #[test]
    fn a_password_enters_no_address_and_comes_out_of_none() {
        let mut asked = asked();
        asked.request.user.password = Some(Password::new("Secret-77-Secret"));
        for step in CopyStep::ALL {
            let address = address(step, &asked);
            let made = done(&asked, Some("nina".into()));
            for written in [address, made] {
                assert!(
                    !written.contains("Secret") && !written.contains("assword\""),
                    "{written}"
                );
            }
        }
        let choices = r#"{"user":{"upn":"n@bramble.example","password":"Secret-77-Secret"}}"#;
        let mut query = ParamsMap::new();
        query.insert(name::CHOICES.to_owned(), choices.to_owned());
        let read = from_address(Some("review"), &query);
        assert_eq!(read.request.user.upn.as_deref(), Some("n@bramble.example"));
        assert_eq!(read.request.user.password, None);
    }

    #[test]
    fn an_address_says_nothing_of_who_asks() {
        let choices = r#"{"acting_in":"larch","source_user":"hugo","reason":"x"}"#;
        let mut query = ParamsMap::new();
        query.insert(name::CHOICES.to_owned(), choices.to_owned());
        let read = from_address(None, &query).request;
        let reason = read.reason.as_deref();
        assert_eq!(
            (read.acting_in.clone(), read.source_user.clone(), reason),
            (None, None, Some("x"))
        );
    }

    #[test]
    fn the_result_leaves_what_was_filled_in_behind() {
        let address = done(&asked(), Some("nina".into()));
        assert_eq!(address, "/wizard/copy/done?user=priya.raman&made=nina");
    }
}
