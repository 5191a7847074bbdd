//! How long the preview of a move between accounts takes where one person owns a hundred thousand items: prints the time of
//! a plan, of its outcomes and of its encoding, in milliseconds.
//!
//! `cargo run --release -p rehome-domain --example content_preview [ITEMS]`

use rehome_domain::content::{
    Account, AccountCounts, ContentFacts, Folder, Item, ItemKind, Member, Reviewer, Who,
};
use rehome_domain::ids::{FolderId, SetId};
use rehome_domain::organization::{Organization, OrganizationKind};
use rehome_domain::people::User;
use rehome_domain::time::Timestamp;
use rehome_domain::tree::Organizations;
use rehome_domain::user_move::{
    Actor, Channel, MoveRequest, Refusal, Snapshot, canonical, outcomes, plan,
};
use std::collections::BTreeSet;
use std::time::Instant;

const HUB: &str = "folio";
const HERE: &str = "folio-tokyo";
const THERE: &str = "folio-lisbon";
const FOLDERS: usize = 200;
const COLLEAGUES: usize = 100;

/// Ann's things, by tens in sets, every hundredth set shared with somebody.
fn facts(items: usize) -> ContentFacts {
    let mut facts = ContentFacts {
        things_are_known: true,
        ..ContentFacts::default()
    };
    for code in [HUB, HERE, THERE] {
        facts.accounts.insert(code.into(), Account::default());
        facts.counts.insert(code.into(), AccountCounts::default());
    }
    facts
        .members
        .insert("bea".into(), Member::new("billing_administrator"));
    facts.members.insert("ann".into(), Member::new("manager"));
    for at in 0..COLLEAGUES {
        let profile = if at % 20 == 0 {
            "supervisor"
        } else {
            "manager"
        };
        let id = format!("colleague-{at}");
        facts.members.insert(id.into(), Member::new(profile));
    }
    for at in 0..FOLDERS {
        let folder = Folder {
            account: HERE.into(),
            name: format!("Folder {at}").into(),
            owner: "ann".into(),
            creator: "ann".into(),
            private: at % 2 == 0,
            parent: None,
            shared_with: BTreeSet::from([format!("colleague-{}", at % COLLEAGUES).into()]),
        };
        facts.folders.insert(format!("folder-{at}").into(), folder);
    }
    for at in 0..items {
        let is_shared = at % 1_000 == 0;
        let owner = if is_shared { "colleague-1" } else { "ann" };
        let mut item = Item::new(ItemKind::Proof, HERE, owner, 1_000_000);
        item.set = Some(SetId::from(format!("set-{}", at / 10)));
        item.version = at as u32;
        item.folder = Some(FolderId::from(format!("folder-{}", at % FOLDERS)));
        item.reviewers.push(Reviewer {
            who: Who::User(format!("colleague-{}", at % COLLEAGUES).into()),
            role: Some("reviewer".into()),
            decision: None,
        });
        item.tags.insert(format!("tag-{}", at % 30).into());
        facts.items.insert(format!("item-{at:07}").into(), item);
    }
    facts
}

fn snapshot(items: usize) -> Snapshot {
    use OrganizationKind::{Hub, Satellite};
    let organizations = vec![
        Organization::new(HUB, Hub, None, "Folio"),
        Organization::new(HERE, Satellite, Some(HUB), "Tokyo"),
        Organization::new(THERE, Satellite, Some(HUB), "Lisbon"),
    ];
    let colleagues = (0..COLLEAGUES).map(|at| {
        let id = format!("colleague-{at}");
        User::new(&id, &id, HERE)
    });
    let people = colleagues.chain([
        User::new("bea", "Bea", HUB),
        User::new("ann", "Ann Okada", HERE),
    ]);
    Snapshot {
        organizations: Organizations::from(organizations),
        users: people.map(|user| (user.id.clone(), user)).collect(),
        taken_is_known: true,
        content: Some(facts(items)),
        ..Snapshot::default()
    }
}

fn main() -> Result<(), Refusal> {
    let items = std::env::args().nth(1);
    let items = items.and_then(|text| text.parse().ok()).unwrap_or(100_000);
    let snapshot = snapshot(items);
    let mut request = MoveRequest::one("ann", THERE);
    request.options.profile = Some("manager".into());
    request.options.new_owner = Some("colleague-1".into());
    let bea = Actor {
        user: "bea".into(),
        acting_in: None,
        act_as: None,
        channel: Channel::Attended,
    };
    let begun = Instant::now();
    let plan = plan(&snapshot, &request, &bea, Timestamp(0))?;
    let planned = begun.elapsed();
    let read: Vec<_> = plan
        .families
        .iter()
        .map(|family| outcomes(&snapshot, family).len())
        .collect();
    let told = begun.elapsed();
    let bytes = canonical::whole(&request, &plan).len();
    println!("{items} items, {COLLEAGUES} colleagues, {FOLDERS} folders");
    println!("plan      {:>6} ms", planned.as_millis());
    println!(
        "outcomes  {:>6} ms, for {read:?} people",
        (told - planned).as_millis()
    );
    println!(
        "encoding  {:>6} ms, {bytes} bytes",
        (begun.elapsed() - told).as_millis()
    );
    for family in &plan.families {
        for finding in &family.findings {
            println!("{:?} {}", finding.severity, finding.code());
        }
    }
    Ok(())
}
