//! What is found between accounts, and what becomes of what people own, in English.

use super::HERE;
use crate::words::number::number;
use crate::words::{Names, Told, isolated};
use rehome_domain::content::SignIn;
use rehome_domain::ids::UserId;
use rehome_domain::user_move::finding::OwnerFault;
use rehome_domain::user_move::{FindingKind, OutcomeItem};

/// How people sign in.
fn way(sign_in: SignIn) -> &'static str {
    match sign_in {
        SignIn::Password => "by password",
        SignIn::Sso => "by password or through the own directory",
        SignIn::SsoRequired => "through the own directory alone",
    }
}

/// Why somebody cannot take over what stays.
fn why_not(fault: OwnerFault) -> &'static str {
    match fault {
        OwnerFault::MovesAlong => "This person moves along.",
        OwnerFault::NotThere => "This person does not live in the old account.",
        OwnerFault::NotActive => "This account is not active.",
        OwnerFault::OnlyLooks => "This profile only looks at things.",
    }
}

/// Somebody at the head of a title; the reader by the account.
fn who(names: &Names, user: &UserId) -> String {
    names
        .somebody_else(user)
        .unwrap_or_else(|| "Your account".to_owned())
}

fn n32(value: u32) -> String {
    number(HERE, u64::from(value))
}

/// A finding between accounts in words.
pub(super) fn told(kind: &FindingKind, names: &Names) -> Told {
    use FindingKind as K;
    match kind {
        K::ProfileMissing { user, .. } => Told::new(
            format!("{} has no permission profile there yet", who(names, user)),
            "The old one is not carried over. Choose one of the new account.",
        ),
        K::ProfileNotOffered {
            profile,
            organization,
            ..
        } => Told::new(
            format!("{} cannot be given there", names.profile(profile, HERE)),
            format!(
                "{} has no such permission profile, or has disabled it.",
                names.at(organization)
            ),
        ),
        K::ProfileBeyondActor { profile, .. } => Told::new(
            format!(
                "You cannot give the profile {}",
                names.profile(profile, HERE)
            ),
            "It ranks above yours, or only a Billing Administrator gives it.",
        ),
        K::NewOwnerMissing { .. } => Told::new(
            "Nobody is chosen who takes over what stays",
            "Choose somebody of the old account. It is asked even where nothing stays.",
        ),
        K::NewOwnerNotEligible { owner, why, .. } => Told::new(
            format!("{} cannot take this over", names.person(owner)),
            format!("{} Choose somebody else.", why_not(*why)),
        ),
        K::NobodyToTakeOver { organization, .. } => Told::new(
            "Nobody is left who could take over what stays",
            format!("Add somebody to {} first.", names.at(organization)),
        ),
        K::FolderNameIllegal { .. } => Told::new(
            "The folder needs a name",
            "Type one without control characters. It holds what moves along.",
        ),
        K::NoSeat {
            organization,
            limit,
            would_be,
            ..
        } => Told::new(
            format!("{} has no free seat", names.at(organization)),
            format!(
                "Seats: {}. They would have to be: {}.",
                n32(*limit),
                n32(*would_be)
            ),
        ),
        K::AccountStorageFull {
            organization,
            limit,
            would_be,
            ..
        } => Told::new(
            format!(
                "{} has no room for what moves along",
                names.at(organization)
            ),
            format!(
                "Bytes it may store: {}. They would be: {}.",
                number(HERE, *limit),
                number(HERE, *would_be)
            ),
        ),
        K::TransferRunning { user, .. } => Told::new(
            format!("{} is still on the way", who(names, user)),
            "Things of the last move have not arrived yet. Wait until they have.",
        ),
        K::TakesOverFromOthers { user, from, .. } => Told::new(
            format!(
                "{} takes over from somebody whose things are on the way",
                who(names, user)
            ),
            format!(
                "Wait until the things of {} have arrived.",
                names.person(from)
            ),
        ),
        K::LastBillingAdministrator { organization, .. } => Told::new(
            format!(
                "{} would be left without a Billing Administrator",
                names.at(organization)
            ),
            "Somebody has to be left who can give the keys back.",
        ),
        K::BillingContact {
            user, organization, ..
        } => Told::new(
            format!("{} gets the bills", who(names, user)),
            format!(
                "Bills of {} go there. Name somebody else first.",
                names.at(organization)
            ),
        ),
        K::DropzoneOwned { user, count, .. } => Told::new(
            format!("{} still has dropzones", who(names, user)),
            format!(
                "They have to be handed over first. How many: {}.",
                n32(*count)
            ),
        ),
        K::OwnItemsViewOnly { user, profile, .. } => Told::new(
            format!("{} will only look at what moves along", who(names, user)),
            format!(
                "The profile {} does not change anything, not even what is one’s own.",
                names.profile(profile, HERE)
            ),
        ),
        K::VersionSetsStay { count, .. } => Told::new(
            "Version sets stay because others own a part",
            format!(
                "A set moves whole or not at all. Sets that stay: {}.",
                n32(*count)
            ),
        ),
        K::CustomValuesLost { count, .. } => Told::new(
            "Values of custom fields are lost",
            format!(
                "They belong to the old account; report on them first. Items with such values: {}.",
                n32(*count)
            ),
        ),
        K::ActionFlagsBecomeText { count, .. } => Told::new(
            "Marks on comments become text",
            format!(
                "Nothing filters by them any more. Items with marks: {}.",
                n32(*count)
            ),
        ),
        K::ViewsLeftBehind { count, .. } => Told::new(
            "Own views stay behind",
            format!(
                "Nobody sees them any more; export them to make them anew. Views: {}.",
                n32(*count)
            ),
        ),
        K::GroupsHandedOver { count, private, .. } => Told::new(
            "Groups pass to the new owner",
            format!(
                "Export them to make them anew. Groups: {}, private among them: {}.",
                n32(*count),
                n32(*private)
            ),
        ),
        K::SightLost {
            organization,
            people,
            items,
            ..
        } => Told::new(
            "Others no longer see what moves",
            format!(
                "In {}, people who lose sight: {}; at most so many items each: {}.",
                names.at(organization),
                n32(*people),
                n32(*items)
            ),
        ),
        K::FolderPublic { folder, .. } => Told::new(
            format!("Everybody there sees the folder {}", isolated(folder)),
            "What moves along lies in it. Make it private to keep it to yourself.",
        ),
        K::SignInChanges {
            organization,
            before,
            after,
            ..
        } => Told::new(
            "Signing in works otherwise there",
            format!(
                "In {} people sign in {}, not {}. It holds from the next sign-in.",
                names.at(organization),
                way(*after),
                way(*before)
            ),
        ),
        K::ItemsMove {
            proofs,
            files,
            bytes,
            folder,
            ..
        } => Told::new(
            format!("Proofs and files move into the folder {}", isolated(folder)),
            format!(
                "They arrive one after the other. Proofs: {}, files: {}, bytes: {}.",
                n32(*proofs),
                n32(*files),
                number(HERE, *bytes)
            ),
        ),
        K::ItemsHandedOver {
            owner,
            proofs,
            files,
            folders,
            trashed,
            ..
        } => Told::new(
            format!("{} takes over what stays", names.person(owner)),
            format!(
                "Proofs: {}, files: {}, folders: {}; in the trash: {}.",
                n32(*proofs),
                n32(*files),
                n32(*folders),
                n32(*trashed)
            ),
        ),
        K::FolderRenamed { folder, .. } => Told::new(
            format!("The folder will be called {}", isolated(folder)),
            "There is one of the name asked for already; the two stay apart.",
        ),
        K::TemplatesStay {
            proofs, templates, ..
        } => Told::new(
            "Workflow templates stay behind",
            format!(
                "Stages of reviews go along; templates are made anew by hand. Proofs with stages: {}, own templates: {}.",
                n32(*proofs),
                n32(*templates)
            ),
        ),
        K::TagsMadeAnew { count, .. } => Told::new(
            "Tags are made anew",
            format!(
                "Tags belong to an account, and are made there by name. Tags: {}.",
                n32(*count)
            ),
        ),
        K::LeftoverAccess {
            user,
            folders,
            items,
            ..
        } => Told::new(
            format!(
                "{} still sees something of the old account",
                who(names, user)
            ),
            format!(
                "To look at only. Folders made there: {}, items: {}.",
                n32(*folders),
                n32(*items)
            ),
        ),
        // Everything else is told beside this file; a test holds that nothing comes here.
        other => Told::new(other.code(), ""),
    }
}

/// An outcome between accounts in words; none for what is told beside this file.
pub(super) fn outcome(item: &OutcomeItem, names: &Names) -> Option<String> {
    Some(match item {
        OutcomeItem::PermissionProfile { before, after } => format!(
            "Permission profile: {} becomes {}",
            names.profile(before, HERE),
            names.profile(after, HERE)
        ),
        OutcomeItem::Transferred { pieces, folder } => format!(
            "Proofs and files that go into the folder {}: {}",
            isolated(folder),
            n32(*pieces)
        ),
        OutcomeItem::Belongings {
            user,
            items,
            folders,
            others,
        } => format!(
            "Shared out with {}: items {}, folders {}, others {}",
            names.person(user),
            n32(*items),
            n32(*folders),
            n32(*others)
        ),
        OutcomeItem::Sight { items } => format!("Sight of items that move: {}", n32(*items)),
        _ => return None,
    })
}
