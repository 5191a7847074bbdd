//! Rules about what people own: what moves, what stays, what is lost, and who sees it afterwards.

use crate::content::piece::Hold;
use crate::content::{Item, ItemKind};
use crate::user_move::content::estate::number;
use crate::user_move::content::{Estate, facts, sight};
use crate::user_move::finding::{Finding, FindingKind};
use crate::user_move::rules::{Case, Departure};
use std::collections::BTreeSet;

/// Tells of each estate that a count is not nothing of.
fn told(
    departure: &Departure<'_>,
    findings: &mut Vec<Finding>,
    count: impl Fn(&Estate<'_>) -> u32,
    kind: impl Fn(&Estate<'_>, u32) -> FindingKind,
) {
    for estate in departure.estates() {
        let count = count(estate);
        if count > 0 {
            findings.push(departure.about_user(&estate.user.id, kind(estate, count)));
        }
    }
}

/// How many of the items that move are so.
fn moving(estate: &Estate<'_>, is_so: impl Fn(&Item) -> bool) -> u32 {
    number(estate.items().filter(|(_, item)| is_so(item)).count())
}

pub(super) fn sets_of_several_stay(departure: &Departure<'_>, findings: &mut Vec<Finding>) {
    told(
        departure,
        findings,
        |estate| estate.count_held(Hold::OwnersDiffer),
        |estate, count| FindingKind::VersionSetsStay {
            user: estate.user.id.clone(),
            count,
        },
    );
}

pub(super) fn custom_values_are_lost(departure: &Departure<'_>, findings: &mut Vec<Finding>) {
    told(
        departure,
        findings,
        |estate| moving(estate, |item| !item.custom_fields.is_empty()),
        |estate, count| FindingKind::CustomValuesLost {
            user: estate.user.id.clone(),
            count,
        },
    );
}

pub(super) fn flags_become_text(departure: &Departure<'_>, findings: &mut Vec<Finding>) {
    told(
        departure,
        findings,
        |estate| moving(estate, |item| item.action_flags > 0 && !item.flags_are_text),
        |estate, count| FindingKind::ActionFlagsBecomeText {
            user: estate.user.id.clone(),
            count,
        },
    );
}

pub(super) fn views_stay(departure: &Departure<'_>, findings: &mut Vec<Finding>) {
    told(
        departure,
        findings,
        |estate| number(estate.own_views.len()),
        |estate, count| FindingKind::ViewsLeftBehind {
            user: estate.user.id.clone(),
            count,
        },
    );
}

pub(super) fn groups_pass_on(departure: &Departure<'_>, findings: &mut Vec<Finding>) {
    told(
        departure,
        findings,
        |estate| number(estate.groups.len()),
        |estate, count| FindingKind::GroupsHandedOver {
            user: estate.user.id.clone(),
            count,
            private: number(estate.groups.iter().filter(|(_, private)| *private).count()),
        },
    );
}

pub(super) fn sight_is_lost(case: &Case<'_>, findings: &mut Vec<Finding>) {
    if case.destination == case.source {
        return;
    }
    let lost = sight::lost(case);
    if let Some(items) = lost.values().max() {
        let kind = FindingKind::SightLost {
            organization: case.source.code.clone(),
            people: number(lost.len()),
            items: *items,
        };
        findings.push(case.about_organization(&case.source.code, kind));
    }
}

pub(super) fn folder_is_public(departure: &Departure<'_>, findings: &mut Vec<Finding>) {
    let is_public = |it: &&Estate<'_>| !it.choices.folder_private && !it.moving.is_empty();
    for estate in departure.estates().iter().filter(is_public) {
        let kind = FindingKind::FolderPublic {
            user: estate.user.id.clone(),
            folder: estate.choices.folder_name.into(),
        };
        findings.push(departure.about_user(&estate.user.id, kind));
    }
}

pub(super) fn items_move(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let is_known = facts(case).is_none_or(|facts| facts.things_are_known);
    for (estate, arrival) in case.estates().iter().zip(case.arrivals()) {
        let folder = arrival
            .order
            .as_ref()
            .map(|order| order.folder.name.clone());
        let is_asked = !is_known && estate.choices.moves_anything();
        if folder.is_none() && !is_asked {
            continue;
        }
        let kind = FindingKind::ItemsMove {
            user: estate.user.id.clone(),
            proofs: estate.count(ItemKind::Proof),
            files: estate.count(ItemKind::File),
            bytes: estate.bytes(),
            folder: folder.unwrap_or_else(|| estate.choices.folder_name.into()),
        };
        let finding = case.about_user(&estate.user.id, kind);
        findings.push(if is_known {
            finding
        } else {
            finding.deferred()
        });
    }
}

pub(super) fn items_are_handed_over(departure: &Departure<'_>, findings: &mut Vec<Finding>) {
    for estate in departure.estates() {
        let Some(owner) = estate.choices.new_owner else {
            continue;
        };
        if estate.staying.is_empty() && estate.folders.is_empty() {
            continue;
        }
        let kind = FindingKind::ItemsHandedOver {
            user: estate.user.id.clone(),
            owner: owner.clone(),
            proofs: estate.count_staying(ItemKind::Proof),
            files: estate.count_staying(ItemKind::File),
            folders: number(estate.folders.len()),
            trashed: estate.count_held(Hold::Trashed),
        };
        findings.push(departure.about_user(&estate.user.id, kind));
    }
}

pub(super) fn folder_is_renamed(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for arrival in case.arrivals().iter().filter(|it| it.renamed) {
        if let Some(order) = &arrival.order {
            let kind = FindingKind::FolderRenamed {
                user: arrival.user.clone(),
                folder: order.folder.name.clone(),
            };
            findings.push(case.about_user(arrival.user, kind));
        }
    }
}

pub(super) fn templates_stay(departure: &Departure<'_>, findings: &mut Vec<Finding>) {
    for estate in departure.estates() {
        let proofs = moving(estate, |item| item.stages > 0);
        let templates = number(estate.templates.len());
        if proofs > 0 || templates > 0 {
            let kind = FindingKind::TemplatesStay {
                user: estate.user.id.clone(),
                proofs,
                templates,
            };
            findings.push(departure.about_user(&estate.user.id, kind));
        }
    }
}

pub(super) fn tags_are_made_anew(departure: &Departure<'_>, findings: &mut Vec<Finding>) {
    let tags = |estate: &Estate<'_>| {
        let tags: BTreeSet<_> = estate.items().flat_map(|(_, item)| &item.tags).collect();
        number(tags.len())
    };
    told(departure, findings, tags, |estate, count| {
        FindingKind::TagsMadeAnew {
            user: estate.user.id.clone(),
            count,
        }
    });
}

pub(super) fn something_is_still_seen(departure: &Departure<'_>, findings: &mut Vec<Finding>) {
    for estate in departure.estates() {
        let (folders, items) = sight::kept(departure, estate);
        if folders > 0 || items > 0 {
            let kind = FindingKind::LeftoverAccess {
                user: estate.user.id.clone(),
                folders,
                items,
            };
            findings.push(departure.about_user(&estate.user.id, kind));
        }
    }
}
