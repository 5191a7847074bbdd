//! Rules about who takes over what stays, and the folder for what moves.

use crate::content::ContentFacts;
use crate::ids::UserId;
use crate::people::UserStatus;
use crate::user_move::content::owners::fault;
use crate::user_move::content::{Estate, facts};
use crate::user_move::finding::{About, Finding, FindingKind, RemedyBy, RemedyCode};
use crate::user_move::rules::Departure;

fn about_owner(departure: &Departure<'_>, kind: FindingKind) -> Finding {
    let field = About::Field("new_owner".into());
    Finding::new(&departure.subject.id, field, kind)
}

/// How many people of the account could take over, the family not counted; none where it is not known.
fn others(departure: &Departure<'_>, facts: &ContentFacts) -> Option<u32> {
    let code = &departure.source.code;
    let all = facts.counts.get(code)?.owners;
    let is_one = |user: &UserId| {
        let profile = facts.profile_of(user, code);
        profile.is_some_and(|it| it.may_own())
    };
    let family = departure.family.iter();
    let own = family.filter(|user| user.status == UserStatus::Active && is_one(&user.id));
    Some(all.saturating_sub(own.count() as u32))
}

pub(super) fn new_owner_is_chosen(departure: &Departure<'_>, findings: &mut Vec<Finding>) {
    let Some(facts) = facts(departure) else {
        return;
    };
    let unsaid = |estate: &&Estate<'_>| estate.choices.new_owner.is_none();
    for estate in departure.estates().iter().filter(unsaid) {
        let user = estate.user.id.clone();
        if others(departure, facts) != Some(0) {
            let finding = about_owner(departure, FindingKind::NewOwnerMissing { user });
            findings.push(finding.remedy(RemedyCode::ChooseNewOwner, RemedyBy::Actor));
        } else if !estate.handed_over().is_empty() {
            let organization = departure.source.code.clone();
            let kind = FindingKind::NobodyToTakeOver { user, organization };
            let ask = departure.top_administrators(departure.source);
            findings.push(about_owner(departure, kind).remedy(RemedyCode::AddAUser, ask));
        }
    }
}

pub(super) fn new_owner_can_take_over(departure: &Departure<'_>, findings: &mut Vec<Finding>) {
    let Some(facts) = facts(departure) else {
        return;
    };
    for estate in departure.estates() {
        let Some(owner) = estate.choices.new_owner else {
            continue;
        };
        let (family, code) = (&departure.family, &departure.source.code);
        if let Some(why) = fault(departure.snapshot, facts, family, owner, code) {
            let kind = FindingKind::NewOwnerNotEligible {
                user: estate.user.id.clone(),
                owner: owner.clone(),
                why,
            };
            let finding =
                about_owner(departure, kind).remedy(RemedyCode::ChooseNewOwner, RemedyBy::Actor);
            // WHY: a screen knows the first few people of an account, and somebody else may be chosen.
            let is_unknown = !facts.things_are_known && departure.snapshot.user(owner).is_none();
            findings.push(if is_unknown {
                finding.deferred()
            } else {
                finding
            });
        }
    }
}

pub(super) fn folder_can_be_called_so(departure: &Departure<'_>, findings: &mut Vec<Finding>) {
    let is_wrong =
        |estate: &&Estate<'_>| estate.choices.moves_anything() && !estate.choices.has_legal_name();
    for estate in departure.estates().iter().filter(is_wrong) {
        let kind = FindingKind::FolderNameIllegal {
            user: estate.user.id.clone(),
        };
        let field = About::Field("folder_name".into());
        findings.push(
            Finding::new(&departure.subject.id, field, kind)
                .remedy(RemedyCode::NameTheFolder, RemedyBy::Actor),
        );
    }
}
