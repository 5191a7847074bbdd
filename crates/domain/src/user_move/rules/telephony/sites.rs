//! Rules about what two sites must agree in, and what the destination must have.

use super::super::Case;
use crate::telephony::{Place, SiteFact};
use crate::tree::Placed;
use crate::user_move::finding::{Finding, FindingKind, RemedyBy, RemedyCode};

/// What is known of both sites, where somebody moves from one to another.
fn both<'a>(case: &Case<'a>) -> Option<[(Placed<'a>, Option<&'a Place>); 2]> {
    let relocation = case.relocation().filter(|it| it.is_between_sites(case))?;
    let facts = relocation.facts;
    Some([case.source, case.destination].map(|site| (site, facts.place(&site.code))))
}

pub(super) fn facts_are_given(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for (site, place) in both(case).into_iter().flatten() {
        let country = place.and_then(|it| it.country.as_ref()).is_some();
        let list = place.and_then(|it| it.device_list.as_ref()).is_some();
        for (is_given, fact) in [(country, SiteFact::Country), (list, SiteFact::DeviceList)] {
            if !is_given {
                let organization = site.code.clone();
                let kind = FindingKind::SiteFactMissing { organization, fact };
                findings.push(
                    case.about_organization(&site.code, kind)
                        .remedy(RemedyCode::CompleteTheSite, case.top_administrators(site)),
                );
            }
        }
    }
}

pub(super) fn device_lists_are_one(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let services = case.relocation().is_some_and(|it| it.with_services());
    let Some([(_, source), (_, destination)]) = both(case).filter(|_| services) else {
        return;
    };
    let list = |place: Option<&Place>| place.and_then(|it| it.device_list.clone());
    if let (Some(one), Some(other)) = (list(source), list(destination))
        && one != other
    {
        let kind = FindingKind::DeviceListDiffers {
            source: case.source.code.clone(),
            destination: case.destination.code.clone(),
        };
        findings.push(
            case.about_organization(&case.destination.code, kind)
                .remedy(RemedyCode::ChooseAnotherDestination, RemedyBy::Actor),
        );
    }
}

pub(super) fn countries_are_one(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let services = case.relocation().is_some_and(|it| it.with_services());
    let Some([(_, source), (_, destination)]) = both(case).filter(|_| services) else {
        return;
    };
    let country = |place: Option<&Place>| place.and_then(|it| it.country.clone());
    if let (Some(source), Some(destination)) = (country(source), country(destination))
        && source != destination
    {
        let kind = FindingKind::CountryDiffers {
            source,
            destination,
        };
        findings.push(
            case.about_organization(&case.destination.code, kind)
                .remedy(RemedyCode::ChooseAnotherDestination, RemedyBy::Actor),
        );
    }
}

pub(super) fn dial_plans_fit(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let Some(relocation) = case.relocation().filter(|it| it.with_services()) else {
        return;
    };
    let is_judged = relocation.is_between_sites(case) || relocation.is_placement;
    if is_judged && relocation.course.is_none() {
        let kind = FindingKind::DialPlansDiffer {
            source: relocation.source,
            destination: relocation.destination,
        };
        findings.push(
            case.about_organization(&case.destination.code, kind)
                .remedy(RemedyCode::ChooseAnotherDestination, RemedyBy::Actor),
        );
    }
}

pub(super) fn defaults_are_there(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let Some(relocation) = case.relocation() else {
        return;
    };
    if !relocation.missing.is_empty() {
        let organization = case.destination.code.clone();
        let kind = FindingKind::SiteDefaultsMissing {
            organization,
            keys: relocation.missing.iter().cloned().collect(),
        };
        let ask = case.top_administrators(case.destination);
        findings.push(
            case.about_organization(&case.destination.code, kind)
                .remedy(RemedyCode::FillSiteDefaults, ask),
        );
    }
}
