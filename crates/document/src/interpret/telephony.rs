//! What the domain finds wrong with sites, lines and numbers, with its place in the file.

use crate::fault::{Code, Log, Path};
use crate::reader::Node;
use rehome_domain::directory::{Directory, Existing};
use rehome_domain::telephony::TelephonyFacts;
use rehome_domain::telephony::faults::{FaultKind, faults};

/// Tells every fault of what telephony keeps.
pub(super) fn check(root: &Node<'_>, directory: &Directory, existing: &Existing, log: &mut Log) {
    let facts = TelephonyFacts::of(directory);
    for fault in faults(&facts, directory, existing) {
        let section = root.get(fault.section);
        let entry = section.and_then(|section| section.get(&fault.id));
        let node = entry.map(|entry| entry.get(fault.key).unwrap_or(entry));
        let Some(node) = node.or(section) else {
            continue;
        };
        let (above, message) = (Path::Root.key(fault.section), fault.kind.to_string());
        let path = above.key(&fault.id);
        if fault.key.is_empty() {
            log.add(node.place, path, code(&fault.kind), message);
        } else {
            log.add(node.place, path.key(fault.key), code(&fault.kind), message);
        }
    }
}

fn code(kind: &FaultKind) -> Code {
    match kind {
        FaultKind::CodesOverlap(_) => Code::CodesOverlap,
        FaultKind::CodeNotDigits => Code::BadSiteCode,
        FaultKind::PlansDisagree => Code::DialPlansDisagree,
        FaultKind::RoutingOverlaps(_) => Code::RoutingOverlaps,
        FaultKind::PrefixNotDigits => Code::PrefixNotDigits,
        FaultKind::NotASite => Code::NotASite,
        FaultKind::ListOfAnother => Code::DeviceListOfAnother,
        FaultKind::NoPartition => Code::NoPartition,
        FaultKind::LineTwice(_) => Code::LineTwice,
        FaultKind::NumberTwice(_) => Code::NumberTwice,
        FaultKind::InventoryTwice(_) => Code::InventoryTwice,
        FaultKind::NothingToRewrite => Code::NothingToRewrite,
    }
}
