//! Seeded variety of accounts, as [`crate::variety`] makes it of enterprise trees: most scenes are near a move that
//! works.

use crate::act;
use crate::cast::Cast;
use crate::content::moving;
use crate::variety::{Dice, Scene};
use rehome_domain::content::{OwnedGroup, ProfileKind, SavedView, Sharing, Template};
use rehome_domain::hosting::Delegation;
use rehome_domain::ids::{FolderId, SetId, UserId};
use rehome_domain::people::UserStatus;
use rehome_domain::user_move::{Actor, MoveRequest};

const OWNERS: [&str; 6] = ["ann", "ann", "ann", "ben", "cal", "oki"];
const ACTORS: [&str; 8] = [
    "bea",
    "bea",
    "bea",
    "hugo",
    "hugo",
    "bea@folio-tokyo",
    "tara",
    "sana",
];
const PROFILES: [&str; 6] = [
    "manager",
    "manager",
    "supervisor",
    "observer",
    "administrator",
    "billing_administrator",
];

/// The scene of a seed.
pub fn content_scene(seed: u64) -> Scene {
    let (cast, actor, request) = content_cast(seed);
    Scene {
        snapshot: cast.snapshot(),
        actor,
        request,
    }
}

/// The same before it is a snapshot.
pub fn content_cast(seed: u64) -> (Cast, Actor, MoveRequest) {
    let dice = &mut Dice::new(seed);
    let mut cast = Cast::accounts().custom_profile("desk", "folio-lisbon", ProfileKind::Manager);
    for at in 0..dice.below(5) {
        let (creator, owner) = (*dice.pick(&OWNERS), *dice.pick(&OWNERS));
        let id = format!("f-{at}");
        cast = cast.folder(&id, creator, owner).folder_at(&id, |it| {
            it.private = dice.percent(40);
            if dice.percent(30) {
                it.shared_with
                    .insert((*dice.pick(&["ben", "oki", "lia"])).into());
            }
        });
    }
    for at in 0..dice.below(14) {
        cast = thing(cast, dice, at);
    }
    for _ in 0..dice.below(6) {
        cast = circumstance(cast, dice);
    }
    let request = request(dice);
    let actor = *dice.pick(&ACTORS);
    (cast, act(actor), request)
}

fn thing(cast: Cast, dice: &mut Dice, at: usize) -> Cast {
    let id = format!("i-{at}");
    let owner = *dice.pick(&OWNERS);
    let folders: Vec<FolderId> = cast
        .content
        .as_ref()
        .unwrap()
        .folders
        .keys()
        .cloned()
        .collect();
    let cast = if dice.percent(70) {
        cast.proof(&id, owner)
    } else {
        cast.file(&id, owner)
    };
    let cast = cast.item(&id, |it| {
        it.bytes = dice.below(500) as u64;
        it.creator = (*dice.pick(&OWNERS)).into();
        it.trashed = dice.percent(12);
        it.folder = (!folders.is_empty() && dice.percent(70)).then(|| dice.pick(&folders).clone());
        if dice.percent(50) && it.kind == rehome_domain::content::ItemKind::Proof {
            it.set = Some(SetId::from(format!("s-{}", dice.below(4))));
            it.version = at as u32 + 1;
        }
        if dice.percent(20) {
            it.custom_fields.insert("campaign".into());
        }
        it.action_flags = u32::from(dice.percent(20));
        it.stages = u32::from(dice.percent(20));
        if dice.percent(20) {
            it.tags.insert("autumn".into());
        }
    });
    if dice.percent(30) {
        let who = *dice.pick(&["ben", "tara", "lia", "ann"]);
        cast.listed(&id, who)
    } else {
        cast
    }
}

fn circumstance(cast: Cast, dice: &mut Dice) -> Cast {
    let who = *dice.pick(&["ann", "ann", "ben", "tara"]);
    let account = cast.users[who].home.clone();
    let owner = UserId::from(who);
    let profile = *dice.pick(&PROFILES);
    match dice.below(12) {
        0 => cast.account("folio-lisbon", |it| it.seats = Some(dice.below(4) as u32)),
        1 => cast.account("folio-lisbon", |it| {
            it.storage_bytes = Some(dice.below(1_500) as u64);
        }),
        2 => cast.knowing_content(|it| {
            let shared = *dice.pick(&[Sharing::OnlyMe, Sharing::AllUsers]);
            let view = SavedView {
                account,
                owner,
                shared,
            };
            it.views
                .insert(format!("v-{}", dice.below(3)).as_str().into(), view);
        }),
        3 => cast.knowing_content(|it| {
            let private = dice.percent(50);
            let group = OwnedGroup {
                account,
                owner,
                private,
            };
            it.groups.insert("g-1".into(), group);
        }),
        4 => cast.knowing_content(|it| {
            it.templates
                .insert("t-1".into(), Template { account, owner });
        }),
        5 => cast.knowing_content(|it| {
            let to = (*dice.pick(&["ben", "ann", "cal"])).into();
            let delegation = Delegation {
                to,
                until: None,
                kind: None,
            };
            it.members
                .get_mut(who)
                .unwrap()
                .delegations
                .insert(delegation);
        }),
        6 => cast.status(
            who,
            *dice.pick(&[UserStatus::Disabled, UserStatus::Pending]),
        ),
        7 => cast.folder("Ann Okada", "lia", "lia"),
        8 => cast.account("folio-tokyo", |it| it.billing_contact = Some(owner)),
        9 => cast.profile(who, profile),
        _ => cast,
    }
}

fn request(dice: &mut Dice) -> MoveRequest {
    let subject = *dice.pick(&["ann", "ann", "ann", "tara", "hugo", "lia"]);
    let destination = *dice.pick(&["folio-lisbon", "folio-lisbon", "folio-lisbon", "folio"]);
    let profile = *dice.pick(&PROFILES);
    let mut request = moving(subject, destination, profile);
    if dice.percent(25) {
        request.subject = None;
        request.subjects = Some(vec!["ann".into(), "cal".into(), "oki".into()]);
    }
    let options = &mut request.options;
    if dice.percent(15) {
        options.profile = Some("desk".into());
    }
    options.new_owner = match subject {
        "hugo" => Some("milo".into()),
        "lia" => None,
        _ => Some((*dice.pick(&["ben", "ben", "ben", "cal", "oki"])).into()),
    };
    if dice.percent(50) {
        options.move_proofs = Some(dice.percent(70));
        options.move_files = Some(dice.percent(70));
    }
    if dice.percent(30) {
        options.folder_name = Some("Work".into());
        options.folder_private = Some(dice.percent(50));
    }
    request
}
