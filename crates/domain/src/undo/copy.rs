//! Taking a copy back: the account that it made is given up, as long as nothing else has happened to it since \[ours\].
//!
//! The account stays as the record of somebody deleted, which is for the service to write: no step says so. Roles and
//! services end, names are free again; addresses at which mail may have arrived are kept from others like any that
//! are given up (ruling 42).

use super::{LedgerEntry, UndoPlan, hosting};
use crate::hosting::{AddressHold, HeldService, HostedUser, OrganizationHosting, Provisioning};
use crate::ids::UserId;
use crate::people::{Grant, User, UserStatus};
use crate::time::Timestamp;
use crate::tree::Placed;
use crate::user_copy::authority::{as_operator, authorize_undo};
use crate::user_move::{
    About, Actor, BasisEntry, BasisRecord, Disposition, FamilyPlan, Finding, FindingKind, Refusal,
    RemedyBy, RemedyCode, Snapshot, Step, View,
};
use std::collections::BTreeSet;

/// How many days a copy can be taken back.
const DAYS: u32 = 30;

/// An account that was made by a copy, as it is now.
struct Made<'a> {
    snapshot: &'a Snapshot,
    entry: &'a LedgerEntry,
    user: &'a User,
    hosted: &'a HostedUser,
    home: Placed<'a>,
}

/// Plans the taking back of a copy.
///
/// # Errors
/// [`Refusal`] where the account is out of view, or the actor may copy nobody there; nobody takes back themselves.
pub(super) fn plan(
    snapshot: &Snapshot,
    entry: &LedgerEntry,
    actor: &Actor,
    now: Timestamp,
    kept_days: Option<u32>,
) -> Result<UndoPlan, Refusal> {
    let view = View::of(snapshot, &as_operator(actor))?;
    let authority = authorize_undo(snapshot, &view, &entry.subject)?;
    let user = snapshot.user(&entry.subject);
    let user = user.ok_or(Refusal::UnknownSubject)?;
    let home = snapshot.organizations.get(&user.home);
    let home = home.ok_or(Refusal::UnknownSubject)?;
    let hosted = user.hosting.as_deref().ok_or(Refusal::NotAllowed)?;
    let made = Made {
        snapshot,
        entry,
        user,
        hosted,
        home,
    };
    let mut findings = made.what_stands_against(&view, now, kept_days);
    let steps = if findings.iter().any(Finding::blocks) {
        Vec::new()
    } else {
        findings.extend(made.losses());
        made.steps()
    };
    let family = FamilyPlan {
        subject: user.id.clone(),
        members: vec![user.id.clone()],
        source: Some(home.code.clone()),
        destination: home.code.clone(),
        findings,
        steps,
        basis: made.basis(view.actor),
        held: Vec::new(),
        hidden: 0,
        authority: Some(authority),
    };
    Ok(UndoPlan {
        family,
        kept: Vec::new(),
        not_restored: Vec::new(),
    })
}

impl Made<'_> {
    fn about(&self, kind: FindingKind) -> Finding {
        Finding::new(&self.user.id, About::User(self.user.id.clone()), kind)
    }

    fn what_stands_against(
        &self,
        view: &View<'_>,
        now: Timestamp,
        kept_days: Option<u32>,
    ) -> Vec<Finding> {
        let (entry, user) = (self.entry, self.user);
        let id = || user.id.clone();
        let mut kinds = Vec::new();
        if entry.undone_by.is_some() {
            kinds.push(FindingKind::AlreadyUndone {});
        } else if user.status == UserStatus::Deleted {
            // WHY: what took a copy back is a record of the same kind; a deleted account is made anew by another copy.
            let status = user.status;
            kinds.push(FindingKind::UserDeleted { status });
        } else if user.home != entry.destination || entry.superseded_by.is_some() {
            let (by, home) = (entry.superseded_by.clone(), user.home.clone());
            kinds.push(FindingKind::Superseded { by, home });
        } else if entry.steps.is_empty() {
            kinds.push(FindingKind::MoveForgotten {});
        } else if !self.is_as_made() {
            kinds.push(FindingKind::CopyChangedSince { user: id() });
        }
        let days = DAYS.min(kept_days.unwrap_or(u32::MAX));
        if now.0 - entry.committed_at.0 > i64::from(days) * 86_400_000_000 {
            kinds.push(FindingKind::UndoTooLate { days });
        }
        let rank = self.snapshot.rank_at(user, self.home);
        if rank > view.rank() {
            let actor_rank = view.rank();
            let user = id();
            kinds.push(FindingKind::RankTooHigh {
                user,
                rank,
                actor_rank,
            });
        }
        kinds.into_iter().map(|kind| self.about(kind)).collect()
    }

    /// Whether the account is what the copy made of it, and nothing more. States of the account and its services go on
    /// by themselves.
    fn is_as_made(&self) -> bool {
        let (user, hosted, steps) = (self.user, self.hosted, &self.entry.steps);
        let has_its_steps = steps.iter().all(|step| match step {
            Step::Role { role, at, .. } => user.grants.contains(&Grant {
                role: role.clone(),
                at: at.clone(),
            }),
            Step::Manager { after, .. } => user.manager == *after,
            _ => hosting::is_left_as(self.snapshot, user, step),
        });
        let of_kind = |is_it: fn(&Step) -> bool| steps.iter().filter(|step| is_it(step)).count();
        let has_no_more = user.grants.len() == of_kind(|it| matches!(it, Step::Role { .. }))
            && hosted.addresses.len() == of_kind(|it| matches!(it, Step::Address { .. }))
            && hosted.held().count() <= of_kind(|it| matches!(it, Step::Service { .. }))
            && user.manager.is_some() == (of_kind(|it| matches!(it, Step::Manager { .. })) > 0)
            && hosted.department.is_some()
                == (of_kind(|it| matches!(it, Step::Department { .. })) > 0)
            && hosted.office.is_some() == (of_kind(|it| matches!(it, Step::Office { .. })) > 0);
        let leads = |other: &User| {
            other.manager.as_ref() == Some(&user.id) || other.sponsor.as_ref() == Some(&user.id)
        };
        has_its_steps
            && has_no_more
            && !user.locked
            && user.groups.is_empty()
            && user.subscriptions.is_empty()
            && hosted.delegations.is_empty()
            && user.position.is_none()
            && user.sponsor.is_none()
            && user.mapping_id.is_none()
            && hosted.synced_from.is_none()
            && !self.snapshot.users.values().any(leads)
    }

    /// Whether anybody outside has begun with the account.
    fn has_arrived(&self) -> bool {
        has_begun(self.hosted.provisioning)
    }

    /// What is lost for good: services that somebody may have used already, and addresses for a while.
    fn losses(&self) -> Vec<Finding> {
        let held = self.hosted.held();
        let used = held.filter(|(_, held)| has_begun(held.status));
        let services = used.map(|(service, _)| {
            let kind = FindingKind::ServiceDeprovisioned {
                user: self.user.id.clone(),
                service: service.clone(),
            };
            Finding::new(&self.user.id, About::Service(service.clone()), kind)
                .remedy(RemedyCode::DeprovisionService, RemedyBy::Actor)
        });
        let days = self.days_of_quarantine();
        let kept = days.into_iter().flat_map(|days| {
            self.hosted.addresses.keys().map(move |address| {
                self.about(FindingKind::AddressDropped {
                    user: self.user.id.clone(),
                    address: address.clone(),
                    days,
                })
            })
        });
        services.chain(kept).collect()
    }

    /// For how many days addresses are kept from others; none where nothing can have arrived at them.
    fn days_of_quarantine(&self) -> Option<u32> {
        let home = self.home.organization.hosting.as_deref();
        let days = home.map_or(0, |home: &OrganizationHosting| home.quarantine_days);
        Some(days).filter(|days| *days > 0 && self.has_arrived())
    }

    fn steps(&self) -> Vec<Step> {
        let mut steps = Vec::new();
        for step in self.entry.steps.iter().rev() {
            match step {
                // WHY: the record keeps its username, which nobody else gets.
                Step::Username { .. } => {}
                // WHY: an account that is there outside stays there too, disabled; that is to be done.
                Step::Account { about, .. } => steps.push(Step::Account {
                    about: about.clone(),
                    before: self.hosted.provisioning,
                    after: if self.has_arrived() {
                        Provisioning::Requested
                    } else {
                        Provisioning::NotProvisioned
                    },
                }),
                Step::Service { service, .. } => {
                    let held = self.hosted.services.get(service);
                    let held = held.filter(|held| held.is_held());
                    steps.extend(held.map(|held| self.service_ends(step.about(), service, held)));
                }
                Step::Address { address, .. } => {
                    steps.push(step.inverse());
                    steps.extend(self.days_of_quarantine().map(|days| Step::AddressHold {
                        about: step.about().clone(),
                        address: address.clone(),
                        before: None,
                        after: Some(AddressHold {
                            person: self.user.id.clone(),
                            organization: self.home.code.clone(),
                            days,
                            forwards: false,
                        }),
                    }));
                }
                _ => steps.push(step.inverse()),
            }
        }
        steps
    }

    fn service_ends(
        &self,
        about: &UserId,
        service: &crate::ids::ServiceId,
        held: &HeldService,
    ) -> Step {
        Step::Service {
            about: about.clone(),
            service: service.clone(),
            disposition: Disposition::Deprovision,
            from: self.home.code.clone(),
            to: self.home.code.clone(),
            before: Some(held.clone()),
            after: None,
        }
    }

    /// The account, the actor, the home, and what governs it from above.
    fn basis(&self, actor: &User) -> Vec<BasisEntry> {
        let entry = |record, revision| BasisEntry { record, revision };
        let people = [self.user, actor].map(|user| {
            let record = BasisRecord::User(user.id.clone());
            entry(record, user.revision)
        });
        let above = self.home.upwards().filter_map(|above| {
            let hosting = above.organization.hosting.as_ref()?;
            let record = BasisRecord::Hosting(above.code.clone());
            Some(entry(record, hosting.revision))
        });
        let record = BasisRecord::Organization(self.home.code.clone());
        let own = entry(record, self.home.revisions.record);
        let all: BTreeSet<BasisEntry> = people.into_iter().chain(above).chain([own]).collect();
        all.into_iter().collect()
    }
}

/// Whether somebody outside may have begun with what is in this state.
fn has_begun(status: Provisioning) -> bool {
    matches!(
        status,
        Provisioning::InProgress | Provisioning::Provisioned | Provisioning::Failed
    )
}
