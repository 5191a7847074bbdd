//! The tree of organizations and their screens: who sees how much, how far it unfolds, what may be done.

use crate::house::{House, caller};
use rehome_domain::organization::{OrganizationKind, OrganizationStatus};
use rehome_service::organizations::{
    NewOrganization, OrganizationPatch, TreeNode, TreeQuery, TreeView,
};
use rehome_service::{Acting, ServiceError};
use rehome_storage::Store;
use rehome_testkit::Cast;
use serde_json::json;

fn at(organization: &str) -> Acting {
    Acting {
        acting_in: Some(organization.into()),
        act_as: Some(rehome_domain::user_move::ActAs::Operator),
    }
}

async fn tree(
    house: &House,
    who: &str,
    acting: &str,
    query: TreeQuery,
) -> Result<TreeView, ServiceError> {
    let query = TreeQuery {
        acting: at(acting),
        ..query
    };
    house.service.organizations_tree(&caller(who), &query).await
}

fn codes(nodes: &[TreeNode]) -> Vec<String> {
    let mut all = Vec::new();
    for node in nodes {
        all.push(node.code.to_string());
        all.extend(codes(&node.below));
    }
    all
}

fn find<'a>(nodes: &'a [TreeNode], code: &str) -> Option<&'a TreeNode> {
    nodes.iter().find_map(|node| {
        if node.code.as_str() == code {
            Some(node)
        } else {
            find(&node.below, code)
        }
    })
}

/// A house where each enterprise has more children than are shown together.
async fn wide(store: Store) -> House {
    let mut directory = Cast::new().directory();
    for (like, below) in [("harbour", "north"), ("palm-court", "south")] {
        let one = directory.organizations[like].clone();
        for number in 0..70 {
            let mut more = one.clone();
            more.name = format!("Clinic {below} {number:03}").into();
            let code = format!("clinic-{below}-{number:03}");
            directory.organizations.insert(code.as_str().into(), more);
        }
    }
    House::with(store, directory).await
}

rehome_testkit::on_both_engines! {
    async fn an_administrator_sees_the_tree_below_with_its_people(store: Store) {
        let house = House::cast(store).await;
        let seen = tree(&house, "sasha", "aster", TreeQuery::default()).await.unwrap();
        let all = codes(&seen.tops);
        assert_eq!(all[0], "aster");
        for code in ["aster-north", "aster-south", "harbour", "riverside"] {
            assert!(all.contains(&code.to_owned()), "{all:?}");
        }
        assert!(!all.contains(&"bay-choir".to_owned()), "{all:?}");
        let below: u64 = seen.tops[0].below.iter().map(|node| node.people.unwrap()).sum();
        assert!(below > 0 && seen.tops[0].people.unwrap() >= below);
    }

    async fn who_acts_in_a_suborganization_sees_it_alone(store: Store) {
        let house = House::cast(store).await;
        let seen = tree(&house, "omar", "harbour", TreeQuery::default()).await.unwrap();
        assert_eq!(codes(&seen.tops), ["harbour"]);
        let hidden = TreeQuery { at: Some("riverside".into()), ..TreeQuery::default() };
        assert_eq!(tree(&house, "omar", "harbour", hidden).await.unwrap_err().status(), 404);
        let searched = TreeQuery { text: Some("riverside".to_owned()), ..TreeQuery::default() };
        assert_eq!(tree(&house, "omar", "harbour", searched).await.unwrap().found.unwrap(), []);
    }

    async fn a_system_administrator_sees_all_trees_and_no_number_of_people(store: Store) {
        let house = House::cast(store).await;
        let home = house.home("sten").await;
        let seen = tree(&house, "sten", &home, TreeQuery::default()).await.unwrap();
        let all = codes(&seen.tops);
        assert!(all.contains(&"aster".to_owned()) && all.contains(&"bay-choir".to_owned()), "{all:?}");
        assert!(seen.tops.iter().all(|node| node.people.is_none()));
    }

    async fn what_is_folded_stays_so_and_what_is_chosen_is_led_to(store: Store) {
        let house = wide(store).await;
        let folded = TreeQuery { folded: ["aster".into()].into(), ..TreeQuery::default() };
        let seen = tree(&house, "sasha", "aster", folded).await.unwrap();
        assert_eq!(codes(&seen.tops), ["aster"]);
        assert!(seen.tops[0].children > 0);

        // Too many to unfold by themselves: only the levels above are there.
        let seen = tree(&house, "sasha", "aster", TreeQuery::default()).await.unwrap();
        let north = find(&seen.tops, "aster-north").unwrap();
        assert!(north.below.is_empty() && north.children > 70, "{}", north.children);

        let chosen = TreeQuery { at: Some("riverside".into()), ..TreeQuery::default() };
        let seen = tree(&house, "sasha", "aster", chosen).await.unwrap();
        let north = find(&seen.tops, "aster-north").unwrap();
        assert!(north.below.iter().any(|node| node.code.as_str() == "riverside"));
        assert!(north.below.len() <= 31 && north.next.is_some());
    }

    async fn children_come_in_pages(store: Store) {
        let house = wide(store).await;
        let mut seen: Vec<String> = Vec::new();
        let mut after = None;
        loop {
            let query = TreeQuery { at: Some("aster-north".into()), after: after.clone(), ..TreeQuery::default() };
            let page = tree(&house, "sasha", "aster", query).await.unwrap();
            let north = find(&page.tops, "aster-north").unwrap();
            seen.extend(north.below.iter().map(|node| node.code.to_string()));
            match &north.next {
                Some(next) => after = Some(next.clone()),
                None => break,
            }
        }
        let mut once = seen.clone();
        once.dedup();
        assert_eq!(once, seen);
        let north = tree(&house, "sasha", "aster", TreeQuery::default()).await.unwrap();
        assert_eq!(seen.len() as u64, find(&north.tops, "aster-north").unwrap().children);
        let forged = TreeQuery { after: Some("nonsense".to_owned()), ..TreeQuery::default() };
        assert_eq!(tree(&house, "sasha", "aster", forged).await.unwrap_err().code(), "bad-cursor");
    }

    async fn a_search_tells_what_lies_above(store: Store) {
        let house = House::cast(store).await;
        let query = TreeQuery { text: Some("RIVER".to_owned()), ..TreeQuery::default() };
        let found = tree(&house, "sasha", "aster", query).await.unwrap().found.unwrap();
        assert_eq!(found[0].0.code.as_str(), "riverside");
        assert!(found[0].1.is_some());
        let own = TreeQuery { text: Some("aster".to_owned()), ..TreeQuery::default() };
        let found = tree(&house, "ana", "aster-north", own).await.unwrap().found.unwrap();
        let top = found.iter().find(|(row, _)| row.code.as_str() == "aster-north").unwrap();
        assert_eq!(top.1, None, "what lies above the scope is not told");
    }

    async fn a_screen_offers_what_the_roles_allow(store: Store) {
        let house = House::cast(store).await;
        let screen = |who: &'static str, acting: &'static str, code: &'static str| {
            let service = house.service.clone();
            async move { service.organization_screen(&caller(who), &at(acting), &code.into()).await }
        };
        let from_above = screen("ana", "aster-north", "harbour").await.unwrap();
        assert!(from_above.keys.act && from_above.keys.rename && from_above.keys.set_status && from_above.keys.configure);
        assert!(!from_above.keys.switch_subscriptions && !from_above.keys.create);
        assert!(from_above.organization.settings.is_some());

        let own = screen("rosa", "riverside", "riverside").await.unwrap();
        assert!(own.keys.rename && own.keys.configure && !own.keys.set_status && !own.keys.act);

        let manager = screen("omar", "harbour", "harbour").await.unwrap();
        assert_eq!(manager.keys, Default::default());
        assert!(manager.organization.settings.is_none());
        assert!(manager.people_below.unwrap() > 0);
        assert_eq!(manager.people_below, manager.people_here);

        let home = house.home("sten").await;
        let system = house.service.organization_screen(&caller("sten"), &at(&home), &"harbour".into()).await.unwrap();
        assert!(system.keys.create && system.keys.set_status && system.keys.switch_subscriptions && !system.keys.configure);
        assert_eq!((system.people_below, system.people_here), (None, None));

        assert_eq!(screen("omar", "harbour", "riverside").await.unwrap_err().status(), 404);
    }

    async fn a_screen_tells_where_moves_are_decided(store: Store) {
        let house = House::cast(store).await;
        let screen = house.service.organization_screen(&caller("ana"), &at("aster-north"), &"harbour".into()).await.unwrap();
        let moves = screen.moves.unwrap();
        assert_eq!(moves.decided_by.unwrap().code.as_str(), "aster");
        assert!(moves.require_user_uniqueness && moves.takes_self_moves.is_some());
    }

    async fn every_key_shown_is_one_that_works(store: Store) {
        let house = House::cast(store).await;
        let keys = house.service.organization_screen(&caller("ana"), &at("aster-north"), &"harbour".into()).await.unwrap();
        let suspended = OrganizationPatch { name: None, status: Some(OrganizationStatus::Suspended) };
        let changed = house.service
            .organization_patch(&caller("ana"), &at("aster-north"), &"harbour".into(), keys.organization.revision, suspended.clone())
            .await.unwrap();
        assert_eq!(changed.status, OrganizationStatus::Suspended);
        let own = house.service.organization_screen(&caller("rosa"), &at("riverside"), &"riverside".into()).await.unwrap();
        let refused = house.service
            .organization_patch(&caller("rosa"), &at("riverside"), &"riverside".into(), own.organization.revision, suspended)
            .await.unwrap_err();
        assert_eq!(refused.status(), 403);
    }

    async fn a_section_comes_with_what_it_is_chosen_from(store: Store) {
        let house = House::cast(store).await;
        let section = |who: &'static str, acting: String, code: &'static str, section: &'static str| {
            let service = house.service.clone();
            async move { service.settings_screen(&caller(who), &at(&acting), &code.into(), section).await }
        };
        let (_, aids) = section("sasha", "aster".into(), "aster", "user_move").await.unwrap();
        let listed: Vec<&str> = aids.choices.iter().map(|choice| choice.code.as_str()).collect();
        assert!(listed.contains(&"aster") && listed.contains(&"harbour") && !listed.contains(&"bay-choir"), "{listed:?}");

        let (_, aids) = section("rosa", "riverside".into(), "riverside", "hierarchy").await.unwrap();
        let held: u64 = aids.held.values().sum();
        let directory = house.service.directory_export().await.unwrap();
        let there = directory.users.values().filter(|user| user.home.as_str() == "riverside" && user.position.is_some()).count();
        assert_eq!(held, there as u64);

        assert_eq!(section("omar", "harbour".into(), "harbour", "look").await.unwrap_err().status(), 403);
        assert_eq!(section("rosa", "riverside".into(), "harbour", "look").await.unwrap_err().status(), 404);
        assert_eq!(section("rosa", "riverside".into(), "riverside", "nonsense").await.unwrap_err().status(), 404);
    }

    async fn inactive_organizations_are_no_choices(store: Store) {
        let house = House::cast(store).await;
        let screen = house.service.organization_screen(&caller("sasha"), &at("aster"), &"harbour".into()).await.unwrap();
        let closed = OrganizationPatch { name: None, status: Some(OrganizationStatus::Closed) };
        house.service
            .organization_patch(&caller("sasha"), &at("aster"), &"harbour".into(), screen.organization.revision, closed)
            .await.unwrap();
        let (_, aids) = house.service.settings_screen(&caller("sasha"), &at("aster"), &"aster".into(), "user_move").await.unwrap();
        assert!(aids.choices.iter().all(|choice| choice.code.as_str() != "harbour"));
    }

    async fn switching_subscriptions_off_ends_as_many_as_was_told(store: Store) {
        let house = House::cast(store).await;
        let home = house.home("sten").await;
        let who = caller("sten");
        let told = || async {
            house.service.settings_screen(&who, &at(&home), &"aster".into(), "subscriptions").await.unwrap()
        };
        let (screen, aids) = told().await;
        assert!(aids.ending_subscriptions > 0);
        let revision = screen.organization.settings.unwrap().subscriptions.revision;
        let count = |directory: &rehome_domain::directory::Directory| -> usize {
            directory.users.values().map(|user| user.subscriptions.len()).sum()
        };
        let before = count(&house.service.directory_export().await.unwrap());
        house.service
            .settings_patch(&who, &at(&home), &"aster".into(), "subscriptions", revision, json!({ "organization_subscriptions": false }))
            .await.unwrap();
        let after = count(&house.service.directory_export().await.unwrap());
        assert_eq!((before - after) as u64, aids.ending_subscriptions);
        assert_eq!(told().await.1.ending_subscriptions, 0);
    }

    async fn a_new_organization_is_in_the_tree_at_once(store: Store) {
        let house = House::cast(store).await;
        let home = house.home("sten").await;
        let new = |code: &str, kind, parent: Option<&str>| NewOrganization {
            code: code.into(),
            kind,
            parent: parent.map(Into::into),
            name: code.to_owned(),
            short_name: None,
            location: None,
        };
        let who = caller("sten");
        house.service.organization_create(&who, &at(&home), new("west", OrganizationKind::Enterprise, Some("aster"))).await.unwrap();
        house.service.organization_create(&who, &at(&home), new("pier", OrganizationKind::Suborganization, Some("west"))).await.unwrap();
        let seen = tree(&house, "sasha", "aster", TreeQuery { at: Some("pier".into()), ..TreeQuery::default() }).await.unwrap();
        assert!(find(&seen.tops, "pier").is_some());
        assert_eq!(find(&seen.tops, "west").unwrap().children, 1);
    }
}
