//! What of a plan a viewer may see: the rest is counted, never leaked (rulings 6, 61 and 78).

use super::authority::View;
use super::finding::{About, Finding, FindingKind, RemedyBy, RemedyCode, Severity};
use super::plan::FamilyPlan;
use super::snapshot::Snapshot;
use crate::content::ProfileKind;
use crate::ids::{OrganizationCode, RoleId, UserId};
use crate::organization::{MoveFamily, OrganizationKind};
use crate::role::BuiltIn;

/// Whether the viewer of a family's plan may see an organization in it: those in view and both ends; who
/// moves alone sees everything of the own plan.
pub fn sees_organization_of(
    view: &View<'_>,
    snapshot: &Snapshot,
    family: &FamilyPlan,
    code: &OrganizationCode,
) -> bool {
    let source = family
        .source
        .as_ref()
        .and_then(|code| snapshot.organizations.get(code));
    view.act_as == super::ActAs::Oneself
        || Some(code) == family.source.as_ref()
        || *code == family.destination
        || snapshot
            .organizations
            .get(code)
            .is_some_and(|organization| {
                view.sees_organization(organization)
                    || source.is_some_and(|source| view.sees_destination(source, organization))
            })
}

/// Whether the viewer of a plan may see a person in it; who moves alone sees everybody of the own plan.
pub fn sees_person_of(view: &View<'_>, snapshot: &Snapshot, id: &UserId) -> bool {
    view.act_as == super::ActAs::Oneself
        || snapshot.user(id).is_none_or(|user| view.sees_user(user))
}

/// The plan of a family as the viewer may see it.
///
/// Hidden warnings become one `hidden-effects`, hidden blockers one `hidden-blocker`; a commit is
/// acknowledged by the codes of this plan.
pub fn seen_by(view: &View<'_>, snapshot: &Snapshot, family: &FamilyPlan) -> FamilyPlan {
    let sees_organization =
        |code: &OrganizationCode| sees_organization_of(view, snapshot, family, code);
    let own_people = |id: &UserId| sees_person_of(view, snapshot, id);
    let mut seen = family.clone();
    seen.members.retain(own_people);
    let is_seen = |finding: &Finding| {
        // WHY: they only repeat the id that was asked for; hidden and unknown ids must look alike (ruling 5).
        if matches!(
            finding.kind,
            FindingKind::UnknownUser { .. }
                | FindingKind::NewOwnerNotEligible { .. }
                | FindingKind::ManagerNotEligible { .. }
        ) {
            return true;
        }
        let about_is_seen = match &finding.about {
            About::User(user) => own_people(user),
            About::Organization(_) | About::Group(_) | About::Service(_) | About::Field(_) => true,
        };
        about_is_seen
            && finding
                .kind
                .organizations()
                .into_iter()
                .all(sees_organization)
            && finding.kind.people().into_iter().all(own_people)
    };
    let (shown, hidden): (Vec<_>, Vec<_>) = seen.findings.into_iter().partition(is_seen);
    seen.findings = shown;
    let unseen_dependents = (family.members.len() - seen.members.len()) as u32;
    for finding in &mut seen.findings {
        if let FindingKind::DependentsMove { hidden, .. } = &mut finding.kind {
            *hidden += unseen_dependents;
        }
    }
    let count = |severity| {
        hidden
            .iter()
            .filter(|finding| finding.severity == severity)
            .count() as u32
    };
    if count(Severity::Blocker) > 0 {
        let kind = FindingKind::HiddenBlocker {};
        let at = snapshot.organizations.get(&family.destination);
        let top = match at.map(|at| at.kind) {
            Some(OrganizationKind::Site) if snapshot.judges(MoveFamily::Site) => {
                BuiltIn::CustomerAdministrator.row().name
            }
            Some(kind) if kind.is_hosting_tree() && snapshot.judges(MoveFamily::Hosting) => {
                BuiltIn::ServiceProviderAdministrator.row().name
            }
            Some(kind) if kind.is_account_tree() && snapshot.judges(MoveFamily::Account) => {
                ProfileKind::BillingAdministrator.as_str()
            }
            _ => BuiltIn::EnterpriseAdministrator.row().name,
        };
        let role = RoleId::new(top);
        let ask = RemedyBy::Holders {
            role,
            users: Vec::new(),
        };
        seen.findings.insert(
            0,
            Finding::new(&family.subject, About::User(family.subject.clone()), kind)
                .remedy(RemedyCode::AskForHelp, ask),
        );
    }
    if count(Severity::Warning) > 0 {
        let kind = FindingKind::HiddenEffects {
            count: count(Severity::Warning),
        };
        seen.findings.push(Finding::new(
            &family.subject,
            About::User(family.subject.clone()),
            kind,
        ));
    }
    let steps = seen.steps.len();
    seen.steps.retain(|step| {
        own_people(step.about())
            && step.people().into_iter().all(own_people)
            && step.organizations().into_iter().all(sees_organization)
    });
    seen.hidden = (hidden.len() + steps - seen.steps.len()) as u32;
    seen.basis.clear();
    seen.authority = None;
    seen
}
