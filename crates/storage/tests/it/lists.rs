//! Lists: scope, order, pages, search.

use crate::support::{everybody, import, read};
use futures::FutureExt;
use rehome_domain::directory::Directory;
use rehome_domain::ids::UserId;
use rehome_domain::organization::OrganizationKind;
use rehome_domain::people::{UserBase, UserStatus};
use rehome_domain::text::folded;
use rehome_storage::organizations::{self, OrganizationsFilter};
use rehome_storage::people::{
    self, Count, FamilyPlace, PeopleFilter, PeopleOrder, ProfilePatch, SavedFilter,
};
use rehome_storage::{Store, StoreError, names};
use rehome_testkit::generate::{self, code};
use rehome_testkit::{Cast, on_both_engines};
use std::collections::BTreeSet;

/// Whom a list must show, in its order, worked out from the directory itself.
fn expected(directory: &Directory, is_wanted: impl Fn(&UserId) -> bool) -> Vec<UserId> {
    let mut all: Vec<(String, UserId)> = directory
        .users
        .iter()
        .filter(|(id, _)| is_wanted(id))
        .map(|(id, entry)| (folded(&entry.name), id.clone()))
        .collect();
    all.sort();
    all.into_iter().map(|(_, id)| id).collect()
}

async fn ids(store: &Store, filter: PeopleFilter) -> Vec<UserId> {
    everybody(store, filter)
        .await
        .into_iter()
        .map(|row| row.id)
        .collect()
}

on_both_engines! {
    async fn an_organization_is_meant_by_its_name_within_the_own_tree_only(store: Store) {
        let mut cast = Cast::new().organization_added("quarry", OrganizationKind::Enterprise, None);
        for (code, parent) in [("pit", "quarry"), ("twin-1", "aster-north"), ("twin-2", "aster-north"), ("twin-3", "aster-north")] {
            cast = cast.organization_added(code, OrganizationKind::Suborganization, Some(parent));
        }
        let mut directory = cast.directory();
        for (code, organization) in &mut directory.organizations {
            if code.as_str() == "pit" || code.as_str().starts_with("twin") {
                organization.name = "Twin".into();
            }
        }
        import(&store, directory).await.unwrap();
        let named = async |within: &'static str, most: u32| {
            let found = read(&store, move |tx| async move { names::organizations_named(tx, &within.into(), &["TWIN", "nowhere"], most).await }.boxed()).await;
            found.into_iter().map(|(_, code)| code.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(named("harbour", 9).await, ["twin-1", "twin-2", "twin-3"]);
        assert_eq!(named("aster", 2).await, ["twin-1", "twin-2"]);
        assert_eq!(named("pit", 9).await, ["pit"]);
        assert!(named("elsewhere", 9).await.is_empty());
    }

    async fn pages_show_everybody_of_a_scope_once_and_in_order(store: Store) {
        let directory = generate::directory(21, 1_500, 40);
        import(&store, directory.clone()).await.unwrap();
        let filter = PeopleFilter::of(code(0), 97);
        assert_eq!(ids(&store, filter.clone()).await, expected(&directory, |_| true));
        for number in [1, 2, 7, 30] {
            let top = code(number);
            let is_below = |id: &UserId| {
                let home = &directory.users[id].home;
                *home == top || directory.organizations[home].parent.as_ref() == Some(&top)
            };
            assert_eq!(ids(&store, PeopleFilter::of(top.clone(), 50)).await, expected(&directory, is_below));
        }
    }

    async fn people_are_found_by_the_beginnings_of_their_words(store: Store) {
        let directory = generate::directory(22, 800, 30);
        import(&store, directory.clone()).await.unwrap();
        for text in ["gar", "ROSA gar", "weiss", "петр", "u0000123", "m12", "u0000123@", "zz", "o'br"] {
            let filter = PeopleFilter { text: Some(text.to_owned()), ..PeopleFilter::of(code(0), 50) };
            let wanted: Vec<String> = if text.contains(' ') { text.split(' ').map(folded).collect() } else { vec![folded(text)] };
            let is_found = |id: &UserId| {
                let entry = &directory.users[id];
                let mapping = entry.mapping_id.as_deref().map(folded).unwrap_or_default();
                let name = folded(&entry.name);
                let addresses = entry.addresses.keys().map(|address| &**address);
                let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).chain([id.as_str(), &mapping]).chain(addresses).collect();
                wanted.iter().all(|want| words.iter().any(|word| word.starts_with(want.as_str())))
            };
            let found = expected(&directory, is_found);
            assert_eq!(ids(&store, filter.clone()).await, found, "{text}");
        }
    }

    async fn a_large_scope_is_searched_from_the_rarest_word(store: Store) {
        // More people than are searched one by one.
        let directory = generate::directory(23, 5_500, 30);
        import(&store, directory.clone()).await.unwrap();
        for text in ["rosa gar", "zo", "u000", "u0000321", "nobody"] {
            let filter = PeopleFilter { text: Some(text.to_owned()), ..PeopleFilter::of(code(0), 7) };
            let is_found = |id: &UserId| {
                let name = folded(&directory.users[id].name);
                let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).chain([id.as_str()]).collect();
                text.split(' ').all(|want| words.iter().any(|word| word.starts_with(want)))
            };
            let found = expected(&directory, is_found);
            let filter = if found.len() > 1_000 { PeopleFilter { limit: 400, ..filter } } else { filter };
            assert_eq!(ids(&store, filter).await, found, "{text}");
        }
        let home = directory.users["u0000001"].home.clone();
        let filter = PeopleFilter { text: Some("u000".to_owned()), only_residents: true, ..PeopleFilter::of(code(0), 20) };
        assert!(ids(&store, filter).await.is_empty());
        let filter = PeopleFilter { text: Some("u000".to_owned()), ..PeopleFilter::of(home.clone(), 20) };
        assert_eq!(ids(&store, filter).await, expected(&directory, |id| directory.users[id].home == home));
    }

    async fn a_list_keeps_to_an_operators_base(store: Store) {
        let cast = Cast::new();
        import(&store, cast.directory()).await.unwrap();
        let names = |rows: Vec<UserId>| rows.into_iter().map(|id| id.to_string()).collect::<BTreeSet<_>>();
        let base = UserBase { positions: ["h-ward".into()].into(), groups: BTreeSet::new() };
        let filter = PeopleFilter { base: Some(base), ..PeopleFilter::of("harbour".into(), 50) };
        let hierarchy = &cast.organizations["harbour"].hierarchy;
        let inside: BTreeSet<String> = cast
            .users
            .values()
            .filter(|user| user.home.as_str() == "harbour")
            .filter(|user| user.position.as_ref().is_some_and(|at| hierarchy.is_within(at, &"h-ward".into())))
            .map(|user| user.id.to_string())
            .collect();
        assert!(inside.contains("dana"));
        assert_eq!(names(ids(&store, filter.clone()).await), inside);
        let base = UserBase { positions: BTreeSet::new(), groups: ["night-shift".into()].into() };
        let members = cast.users.values().filter(|user| user.groups.contains("night-shift") && user.home.as_str() == "harbour");
        let members: BTreeSet<String> = members.map(|user| user.id.to_string()).collect();
        assert_eq!(names(ids(&store, PeopleFilter { base: Some(base), ..filter.clone() }).await), members);
        let alone = PeopleFilter { base: None, dependents: false, ..filter };
        let alone = names(ids(&store, alone).await);
        assert!(alone.contains("dana") && !alone.contains("leo"));
    }

    async fn filters_and_orders_find_what_the_directory_holds(store: Store) {
        // More people than are searched one by one.
        let mut directory = generate::directory(25, 5_400, 30);
        for (number, entry) in directory.users.values_mut().enumerate() {
            if number % 900 == 7 {
                entry.status = UserStatus::Disabled;
            }
            if number % 900 == 8 {
                entry.status = UserStatus::Deleted;
            }
        }
        import(&store, directory.clone()).await.unwrap();
        let is_deleted = |id: &UserId| directory.users[id].status == UserStatus::Deleted;
        let is_sponsor = |id: &UserId| directory.users.iter().any(|(own, entry)| entry.sponsor.as_ref() == Some(id) && !is_deleted(own));
        let listed = |is_wanted: &dyn Fn(&UserId) -> bool| expected(&directory, |id| !is_deleted(id) && is_wanted(id));
        let all = PeopleFilter { limit: 90, ..PeopleFilter::of(code(0), 90) };
        let cases: Vec<(PeopleFilter, Vec<UserId>)> = vec![
            (PeopleFilter { locked: Some(true), ..all.clone() }, listed(&|id| directory.users[id].locked)),
            (
                PeopleFilter { locked: Some(false), text: Some("gar".to_owned()), limit: 500, ..all.clone() },
                listed(&|id| !directory.users[id].locked && folded(&directory.users[id].name).split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with("gar"))),
            ),
            (PeopleFilter { status: Some(UserStatus::Disabled), ..all.clone() }, listed(&|id| directory.users[id].status == UserStatus::Disabled)),
            (PeopleFilter { status: Some(UserStatus::Deleted), ..all.clone() }, expected(&directory, is_deleted)),
            (PeopleFilter { family: Some(FamilyPlace::Dependent), ..all.clone() }, listed(&|id| directory.users[id].sponsor.is_some())),
            (PeopleFilter { family: Some(FamilyPlace::Sponsor), ..all.clone() }, listed(&is_sponsor)),
        ];
        for (filter, wanted) in cases {
            assert!(!wanted.is_empty());
            assert_eq!(ids(&store, filter.clone()).await, wanted, "{filter:?}");
            let backwards = PeopleFilter { descending: true, ..filter.clone() };
            let mut turned = wanted.clone();
            turned.reverse();
            assert_eq!(ids(&store, backwards).await, turned, "{filter:?}");
            let by_username = PeopleFilter { order: PeopleOrder::Username, ..filter };
            let mut sorted = wanted.clone();
            sorted.sort_by_key(|id| folded(&directory.users[id].username));
            assert_eq!(ids(&store, by_username).await, sorted);
        }
        let home = directory.users["u0000001"].home.clone();
        for (scope, order) in [(home, PeopleOrder::Username), (code(0), PeopleOrder::Username)] {
            for descending in [false, true] {
                let filter = PeopleFilter { order, descending, ..PeopleFilter::of(scope.clone(), 700) };
                let mut sorted = ids(&store, PeopleFilter::of(scope.clone(), 700)).await;
                sorted.sort_by_key(|id| folded(&directory.users[id].username));
                if descending {
                    sorted.reverse();
                }
                assert_eq!(ids(&store, filter).await, sorted);
            }
        }
    }

    async fn words_that_most_people_have_are_read_in_the_order_of_names(store: Store) {
        // More people with each word than are searched one by one.
        let mut directory = generate::directory(28, 5_500, 30);
        for (number, entry) in directory.users.values_mut().enumerate() {
            let alpha = if number < 5_200 { " Alpha" } else { "" };
            let beta = if number >= 300 { " Beta Betty" } else { "" };
            entry.name = format!("N{:05}{alpha}{beta}", (number * 7) % 5_500).into();
        }
        import(&store, directory.clone()).await.unwrap();
        for text in ["alpha", "be", "alpha beta", "beta be"] {
            for locked in [None, Some(false)] {
                let filter = PeopleFilter { text: Some(text.to_owned()), locked, counted: true, ..PeopleFilter::of(code(0), 900) };
                let wanted = expected(&directory, |id| {
                    let entry = &directory.users[id];
                    let name = folded(&entry.name);
                    let has = |want: &str| name.split(' ').any(|word| word.starts_with(want));
                    text.split(' ').all(has) && locked.is_none_or(|locked| entry.locked == locked)
                });
                assert!(wanted.len() > 4_000);
                assert_eq!(ids(&store, filter.clone()).await, wanted, "{text}");
                let mut turned = wanted;
                turned.reverse();
                assert_eq!(ids(&store, PeopleFilter { descending: true, ..filter }).await, turned, "{text}");
            }
        }
    }

    async fn a_page_that_looked_far_enough_says_where_to_go_on(store: Store) {
        let directory = generate::directory(26, 5_200, 30);
        import(&store, directory.clone()).await.unwrap();
        let filter = PeopleFilter {
            locked: Some(false),
            text: Some("u000".to_owned()),
            limit: 100,
            looked_at: 40,
            counted: true,
            ..PeopleFilter::of(code(0), 100)
        };
        let asked = filter.clone();
        let page = read(&store, move |tx| async move { people::page(tx, &asked).await }.boxed()).await;
        assert!(page.items.len() <= 40 && page.next.is_some());
        assert!(page.count.unwrap().or_more);
        let wanted = expected(&directory, |id| !directory.users[id].locked && id.as_str().starts_with("u000"));
        assert_eq!(ids(&store, filter).await, wanted);
    }

    async fn matches_are_counted_up_to_a_thousand(store: Store) {
        import(&store, generate::directory(27, 1_300, 20)).await.unwrap();
        for (filter, wanted) in [
            (PeopleFilter::of(code(0), 10), Count { found: 1_000, or_more: true }),
            (PeopleFilter { text: Some("u000012".to_owned()), ..PeopleFilter::of(code(0), 3) }, Count { found: 10, or_more: false }),
            (PeopleFilter { text: Some("nobody".to_owned()), ..PeopleFilter::of(code(0), 3) }, Count { found: 0, or_more: false }),
        ] {
            let asked = PeopleFilter { counted: true, ..filter };
            let page = read(&store, move |tx| async move { people::page(tx, &asked).await }.boxed()).await;
            assert_eq!(page.count, Some(wanted));
        }
    }

    async fn roles_and_positions_are_filters_of_the_scope(store: Store) {
        let cast = Cast::new();
        import(&store, cast.directory()).await.unwrap();
        let filter = PeopleFilter { role: Some("end_users_manager".into()), ..PeopleFilter::of("harbour".into(), 50) };
        assert_eq!(ids(&store, filter.clone()).await, ["omar".into()]);
        assert!(ids(&store, PeopleFilter { scope: "palm-court".into(), ..filter }).await.is_empty());
        let filter = PeopleFilter { position: Some("h-ward".into()), ..PeopleFilter::of("harbour".into(), 50) };
        let below = ids(&store, filter.clone()).await;
        assert!(below.contains(&"dana".into()) && !below.contains(&"omar".into()));
        assert!(ids(&store, PeopleFilter { scope: "riverside".into(), ..filter }).await.is_empty());
    }

    async fn a_filter_is_kept_by_name_for_who_keeps_it(store: Store) {
        import(&store, Cast::new().directory()).await.unwrap();
        let kept = |name: &str, query: &str| SavedFilter { name: name.to_owned(), query: query.to_owned() };
        for filter in [kept("Ward", "position=h-ward"), kept("Locked", "locked=true"), kept("Ward", "position=h-night")] {
            store.write(move |tx| { let filter = filter.clone(); async move { people::keep_filter(tx, &"omar".into(), &filter).await }.boxed() }).await.unwrap();
        }
        let of = |who: &'static str| read(&store, move |tx| async move { people::saved_filters(tx, &who.into()).await }.boxed());
        assert_eq!(of("omar").await, [kept("Locked", "locked=true"), kept("Ward", "position=h-night")]);
        assert!(of("dana").await.is_empty());
        let forget = |who: &'static str| store.write(move |tx| async move { people::forget_filter(tx, &who.into(), "Ward").await }.boxed());
        assert!(!forget("dana").await.unwrap());
        assert!(forget("omar").await.unwrap());
        assert_eq!(of("omar").await, [kept("Locked", "locked=true")]);
    }

    async fn a_renamed_person_moves_in_lists_and_is_found_by_the_new_name(store: Store) {
        let directory = generate::directory(24, 60, 10);
        import(&store, directory).await.unwrap();
        let change = |expected: i64| {
            let patch = ProfilePatch { name: Some("Ångström Zzyzx".to_owned()), ..ProfilePatch::default() };
            store.write(move |tx| {
                let patch = patch.clone();
                async move { people::patch(tx, &"u0000005".into(), &patch, expected).await }.boxed()
            })
        };
        assert_eq!(change(1).await.unwrap(), Some(2));
        assert_eq!(change(1).await.unwrap(), None::<i64>);
        let filter = PeopleFilter { text: Some("zzy".to_owned()), ..PeopleFilter::of(code(0), 50) };
        assert_eq!(ids(&store, filter).await, ["u0000005".into()]);
        let all = ids(&store, PeopleFilter::of(code(0), 7)).await;
        assert_eq!(all.len(), 60);
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), 60);
        let profile = read(&store, |tx| async move { people::get(tx, &"u0000005".into()).await }.boxed()).await;
        assert_eq!(&*profile.unwrap().user.name, "Ångström Zzyzx");
    }

    async fn a_username_taken_at_the_home_is_refused(store: Store) {
        import(&store, Cast::new().directory()).await.unwrap();
        let refused = store
            .write(|tx| {
                async move {
                    let patch = ProfilePatch { username: Some("OMAR".to_owned()), ..ProfilePatch::default() };
                    people::patch(tx, &"dana".into(), &patch, 1).await
                }
                .boxed()
            })
            .await;
        assert!(matches!(refused, Err(StoreError::AlreadyExists { .. })), "{refused:?}");
    }

    async fn a_username_may_be_that_of_several_people(store: Store) {
        let mut directory = Cast::new().directory();
        let twin = directory.users["omar"].clone();
        directory.users.insert("omar-2".into(), rehome_domain::directory::UserEntry { home: "riverside".into(), mapping_id: None, ..twin });
        import(&store, directory).await.unwrap();
        let named = |name: &'static str| read(&store, move |tx| async move { names::ids_of_usernames(tx, &[name]).await }.boxed());
        let ids = |found: Vec<(String, UserId)>| found.into_iter().map(|(_, id)| id.to_string()).collect::<Vec<_>>();
        assert_eq!(ids(named("Omar ").await), ["omar", "omar-2"]);
        assert!(named("nobody").await.is_empty());
        let at_riverside = read(&store, |tx| async move { names::ids_of_home(tx, &"riverside".into(), 500).await }.boxed()).await;
        assert!(at_riverside.contains(&"omar-2".into()) && !at_riverside.contains(&"omar".into()));
        let person = read(&store, |tx| async move { names::person(tx, &"omar-2".into()).await }.boxed()).await;
        assert_eq!(person.unwrap().home.as_str(), "riverside");
    }

    async fn organizations_are_listed_by_name_within_a_scope(store: Store) {
        let directory = generate::directory(25, 10, 130);
        import(&store, directory.clone()).await.unwrap();
        let mut filter = OrganizationsFilter { scope: Some(code(0)), limit: 40, ..OrganizationsFilter::default() };
        let mut found = Vec::new();
        loop {
            let asked = filter.clone();
            let page = read(&store, move |tx| async move { organizations::page(tx, &asked).await }.boxed()).await;
            found.extend(page.items.into_iter().map(|row| row.code));
            match page.next {
                Some(next) => filter.after = Some(next.to_string().parse().unwrap()),
                None => break,
            }
        }
        let mut all: Vec<_> = directory.organizations.iter().map(|(code, entry)| (folded(&entry.name), code.clone())).collect();
        all.sort();
        assert_eq!(found, all.into_iter().map(|(_, code)| code).collect::<Vec<_>>());
    }
}

#[test]
fn what_is_no_cursor_is_refused() {
    assert!("{}".parse::<organizations::Cursor>().is_err());
    assert!("".parse::<organizations::Cursor>().is_err());
}
