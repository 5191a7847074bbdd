//! What the address of the wizard says, and addresses of its steps.

use crate::api::wizard::{Step, WizardAsked};
use crate::routes::{self, wizard_query as name};
use leptos_router::params::ParamsMap;
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::organization::OrganizationKind;
use rehome_domain::user_move::PersonOptions;

/// What an address asks for; what cannot be read is as if it were not there.
pub(super) fn from_address(step: Option<&str>, query: &ParamsMap) -> WizardAsked {
    let value = |name: &str| query.get(name).filter(|value| !value.trim().is_empty());
    let options = value(name::CHOICES).and_then(|json| serde_json::from_str(&json).ok());
    WizardAsked {
        step: step.and_then(Step::from_word).unwrap_or_default(),
        source: value(name::SOURCE).map(OrganizationCode::from),
        user: value(name::USER).map(UserId::from),
        destination: value(name::DESTINATION).map(OrganizationCode::from),
        options: options.unwrap_or_default(),
        reason: value(name::REASON).unwrap_or_default(),
        text: value(name::TEXT).unwrap_or_default(),
    }
}

/// The address of a step with what was chosen so far; a search is not carried along.
pub(super) fn address(step: Step, asked: &WizardAsked) -> String {
    let choices = if asked.options == PersonOptions::default() {
        None
    } else {
        serde_json::to_string(&asked.options).ok()
    };
    let reason = Some(asked.reason.as_str()).filter(|reason| !reason.is_empty());
    let fields = [
        (
            name::SOURCE,
            asked.source.as_ref().map(OrganizationCode::as_str),
        ),
        (name::USER, asked.user.as_ref().map(UserId::as_str)),
        (
            name::DESTINATION,
            asked.destination.as_ref().map(OrganizationCode::as_str),
        ),
        (name::CHOICES, choices.as_deref()),
        (name::REASON, reason),
    ];
    let fields = fields
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)));
    routes::wizard(step.as_str(), fields)
}

/// The same with another customer to leave: who and where to are asked anew where it is another one.
pub(super) fn from(asked: &WizardAsked, source: &OrganizationCode) -> String {
    let is_same = asked.source.as_ref() == Some(source);
    let kept = if is_same {
        asked.clone()
    } else {
        WizardAsked::default()
    };
    let asked = WizardAsked {
        source: Some(source.clone()),
        ..kept
    };
    address(Step::User, &asked)
}

/// The same with another person; what was chosen for the one before does not count.
pub(super) fn of(asked: &WizardAsked, user: &UserId) -> String {
    let is_same = asked.user.as_ref() == Some(user);
    let asked = WizardAsked {
        user: Some(user.clone()),
        options: if is_same {
            asked.options.clone()
        } else {
            PersonOptions::default()
        },
        ..asked.clone()
    };
    address(Step::Destination, &asked)
}

/// The same with another destination; names, addresses and plans are chosen anew for it.
pub(super) fn to(
    asked: &WizardAsked,
    destination: &OrganizationCode,
    kind: OrganizationKind,
) -> String {
    let is_same = asked.destination.as_ref() == Some(destination);
    let asked = WizardAsked {
        destination: Some(destination.clone()),
        options: if is_same {
            asked.options.clone()
        } else {
            PersonOptions::default()
        },
        ..asked.clone()
    };
    address(Step::first_toward(kind), &asked)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::stepwise::query_of as query;
    use rehome_domain::user_move::AddressFate;

    const CUSTOMER: OrganizationKind = OrganizationKind::Customer;

    fn asked() -> WizardAsked {
        let fates = [(
            "priya&co@bramble.example".into(),
            AddressFate::ForwardDays(30),
        )];
        WizardAsked {
            step: Step::Services,
            source: Some("bramble".into()),
            user: Some("priya.raman".into()),
            destination: Some("cobalt".into()),
            options: PersonOptions {
                upn: Some("p+raman@cobalt.example".to_owned()),
                addresses: Some(fates.into()),
                ..PersonOptions::default()
            },
            reason: "Joins the labs".to_owned(),
            text: String::new(),
        }
    }

    #[test]
    fn what_an_address_says_is_what_was_chosen() {
        let asked = asked();
        assert_eq!(
            from_address(Some("services"), &query(&address(Step::Services, &asked))),
            asked
        );
        let broken = query("/wizard/move/mapping?source=bramble&choices=%7Bno");
        assert_eq!(
            from_address(Some("mapping"), &broken).options,
            PersonOptions::default()
        );
        assert_eq!(
            from_address(Some("elsewhere"), &ParamsMap::new()).step,
            Step::Source
        );
    }

    #[test]
    fn another_person_or_destination_takes_no_choice_of_the_one_before() {
        let asked = asked();
        let kept = from_address(
            Some("mapping"),
            &query(&to(&asked, &"cobalt".into(), CUSTOMER)),
        );
        assert_eq!(kept.options, asked.options);
        let other = from_address(
            Some("mapping"),
            &query(&to(&asked, &"oakline".into(), CUSTOMER)),
        );
        assert_eq!(other.options, PersonOptions::default());
        let site = to(&asked, &"quay".into(), OrganizationKind::Site);
        assert!(site.contains("/telephony?"), "{site}");
        let other = from_address(Some("user"), &query(&from(&asked, &"oakline".into())));
        assert_eq!((other.user, other.destination), (None, None));
    }
}
