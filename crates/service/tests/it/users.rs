//! The list of users as a screen shows it, locking many, and filters that are kept.

use crate::house::{House, caller};
use rehome_domain::people::UserBase;
use rehome_service::Acting;
use rehome_service::people::{FamilyPlace, LockOutcome, UsersFilter, UsersQuery, UsersSort};
use rehome_testkit::Cast;

fn at(organization: &str) -> Acting {
    Acting {
        acting_in: Some(organization.into()),
        act_as: None,
    }
}

rehome_testkit::on_both_engines! {
    async fn a_list_shows_families_roles_and_how_many_match(store: Store) {
        let house = House::cast(store).await;
        let list = house.service.users_list(&caller("omar"), &UsersQuery::default()).await.unwrap();
        assert_eq!(list.organization.code.as_str(), "harbour");
        assert_eq!(list.count, (u32::try_from(list.items.len()).unwrap(), false));
        let of = |id: &str| list.items.iter().find(|line| line.row.id.as_str() == id).unwrap();
        assert_eq!(of("dana").dependents, 2);
        assert_eq!(of("leo").sponsor.as_ref().unwrap().id.as_str(), "dana");
        assert!(of("omar").roles.iter().any(|(role, _)| role.as_str() == "end_users_manager"));
        assert_eq!(of("dana").home.name.as_ref(), "Harbour Clinic");
    }

    async fn filters_and_orders_stay_inside_the_scope(store: Store) {
        let house = House::cast(store).await;
        let ids = |list: rehome_service::people::UserList| list.items.into_iter().map(|line| line.row.id.to_string()).collect::<Vec<_>>();
        let asked = |filter: UsersFilter| UsersQuery { filter, ..UsersQuery::default() };
        let list = house.service.users_list(&caller("omar"), &asked(UsersFilter { family: Some(FamilyPlace::Sponsor), ..UsersFilter::default() })).await.unwrap();
        assert!(ids(list.clone()).contains(&"dana".to_owned()));
        assert!(list.items.iter().all(|line| line.dependents > 0 && line.home.code.as_str() == "harbour"));
        let list = house.service.users_list(&caller("omar"), &asked(UsersFilter { locked: Some(true), ..UsersFilter::default() })).await.unwrap();
        assert!(list.items.iter().all(|line| line.row.locked));
        let by_username = UsersQuery { sort: UsersSort::Username, descending: true, ..UsersQuery::default() };
        let names: Vec<String> = house.service.users_list(&caller("omar"), &by_username).await.unwrap().items.iter().map(|line| line.row.username.to_string()).collect();
        let mut sorted = names.clone();
        sorted.sort();
        sorted.reverse();
        assert_eq!(names, sorted);
        let elsewhere = UsersQuery { organization: Some("riverside".into()), ..UsersQuery::default() };
        assert_eq!(house.service.users_list(&caller("omar"), &elsewhere).await.unwrap_err().status(), 404);
        let own = UsersQuery { acting: Acting { act_as: Some(rehome_domain::user_move::ActAs::Oneself), ..Acting::default() }, ..UsersQuery::default() };
        assert_eq!(house.service.users_list(&caller("dana"), &own).await.unwrap_err().status(), 403);
    }

    async fn a_sponsor_outside_the_user_base_is_not_named(store: Store) {
        let cast = Cast::new().user("omar", |omar| omar.user_base = Some(UserBase { groups: ["night-shift".into()].into(), ..UserBase::default() }))
            .user("dana", |dana| { dana.groups.clear(); })
            .user("leo", |leo| { leo.groups.insert("night-shift".into()); });
        let house = House::of(store, &cast).await;
        let list = house.service.users_list(&caller("omar"), &UsersQuery::default()).await.unwrap();
        let leo = list.items.iter().find(|line| line.row.id.as_str() == "leo").unwrap();
        assert_eq!(leo.sponsor, None);
        assert!(list.items.iter().all(|line| line.row.id.as_str() != "dana"));
    }

    async fn many_are_locked_each_by_right_with_a_result_of_their_own(store: Store) {
        let house = House::cast(store).await;
        let people = ["ben", "dana", "omar", "orla", "kim", "nobody", "ben"].map(Into::into).to_vec();
        let results = house.service.users_lock(&caller("omar"), &Acting::default(), people, true).await.unwrap();
        let told: Vec<(&str, LockOutcome)> = results.iter().map(|it| (it.person.id.as_str(), it.outcome)).collect();
        assert_eq!(told, [
            ("ben", LockOutcome::Done),
            ("dana", LockOutcome::Done),
            ("omar", LockOutcome::Oneself),
            ("orla", LockOutcome::NotAllowed),
            ("kim", LockOutcome::NotFound),
            ("nobody", LockOutcome::NotFound),
        ]);
        assert_eq!(results[4].person.name.as_ref(), "kim");
        assert!(house.service.user(&caller("omar"), &Acting::default(), &"ben".into()).await.unwrap().locked);
        assert!(!house.service.user(&caller("orla"), &Acting::default(), &"orla".into()).await.unwrap().locked);
        let again = house.service.users_lock(&caller("omar"), &Acting::default(), vec!["ben".into()], true).await.unwrap();
        assert_eq!(again[0].outcome, LockOutcome::AlreadySo);
        let too_many = (0..1_001).map(|number| format!("u{number}").as_str().into()).collect();
        assert_eq!(house.service.users_lock(&caller("omar"), &Acting::default(), too_many, true).await.unwrap_err().code(), "too-many-subjects");
    }

    async fn a_page_says_what_the_viewer_may_do_to_that_person(store: Store) {
        let house = House::cast(store).await;
        let of = |who: &'static str, whom: &'static str| {
            let service = house.service.clone();
            async move { service.user_page(&caller(who), &Acting::default(), &whom.into()).await.unwrap().keys }
        };
        let dana = of("omar", "dana").await;
        assert!(dana.lock && dana.release && !dana.is_of_higher_rank);
        assert!(!of("omar", "leo").await.release);
        let orla = of("omar", "orla").await;
        assert!(orla.is_of_higher_rank && !orla.lock && !orla.release);
        assert!(of("omar", "omar").await.is_oneself);
        assert_eq!(house.service.user_page(&caller("omar"), &Acting::default(), &"kim".into()).await.unwrap_err().status(), 404);
    }

    async fn a_list_can_be_narrowed_to_what_is_there(store: Store) {
        let house = House::cast(store).await;
        let here = house.service.users_choices(&caller("omar"), &Acting::default(), None).await.unwrap();
        assert!(here.positions.contains(&"h-ward".into()));
        assert!(here.roles.iter().any(|(role, _)| role.as_str() == "end_users_manager"));
        let above = house.service.users_choices(&caller("ana"), &at("aster-north"), None).await.unwrap();
        assert!(above.places.iter().any(|place| place.code.as_str() == "harbour"));
        assert_eq!(house.service.users_choices(&caller("omar"), &Acting::default(), Some("riverside".into())).await.unwrap_err().status(), 404);
    }

    async fn organizations_to_narrow_to_are_those_below_the_one_acted_in_whoever_asks(store: Store) {
        use rehome_domain::people::Grant;
        use rehome_service::people::PlaceTyped;
        let cast = Cast::new().user("ana", |ana| {
            ana.grants.insert(Grant { role: "system_administrator".into(), at: None });
        });
        let house = House::of(store, &cast).await;
        let (service, ana, north) = (&house.service, caller("ana"), at("aster-north"));
        let codes = |places: Vec<rehome_service::view::Place>| places.into_iter().map(|place| place.code.to_string()).collect::<Vec<_>>();
        let below = codes(service.users_places(&ana, &north, None).await.unwrap());
        assert!(below.contains(&"harbour".to_owned()) && below.contains(&"aster-north".to_owned()), "{below:?}");
        assert!(!below.contains(&"aster".to_owned()) && !below.contains(&"palm-court".to_owned()), "{below:?}");
        assert!(below.len() <= 50);
        assert_eq!(codes(service.users_places(&ana, &north, Some("harb".into())).await.unwrap()), ["harbour"]);
        assert!(service.users_places(&caller("omar"), &Acting::default(), None).await.unwrap().is_empty(), "no choice for who sees one alone");
        let typed = |text: &'static str| { let (service, ana, north) = (service.clone(), ana.clone(), north.clone()); async move { service.users_place_typed(&ana, &north, text.into()).await.unwrap() } };
        assert_eq!(typed("harbour clin").await, PlaceTyped::One("harbour".into()));
        assert_eq!(typed(" HARBOUR ").await, PlaceTyped::One("harbour".into()));
        assert_eq!(typed("clinic").await, PlaceTyped::Several);
        assert_eq!(typed("nothing like it").await, PlaceTyped::Nothing);
        assert_eq!(typed("palm-court").await, PlaceTyped::Nothing, "out of view, like what is not there");
    }

    async fn filters_are_the_readers_own_and_not_without_end(store: Store) {
        let house = House::cast(store).await;
        let (service, omar) = (&house.service, caller("omar"));
        service.saved_filter_keep(&omar, " Ward ", "position=h-ward").await.unwrap();
        assert_eq!(service.saved_filters(&omar).await.unwrap()[0].name, "Ward");
        assert!(service.saved_filters(&caller("orla")).await.unwrap().is_empty());
        assert_eq!(service.saved_filter_keep(&omar, " ", "x").await.unwrap_err().code(), "bad-name");
        assert_eq!(service.saved_filter_keep(&omar, "Long", &"x".repeat(3_000)).await.unwrap_err().code(), "filter-too-long");
        for number in 0..19 {
            service.saved_filter_keep(&omar, &format!("F{number}"), "").await.unwrap();
        }
        assert_eq!(service.saved_filter_keep(&omar, "One more", "").await.unwrap_err().code(), "too-many-filters");
        assert_eq!(service.saved_filter_forget(&caller("orla"), "Ward").await.unwrap_err().status(), 404);
        service.saved_filter_forget(&omar, "Ward").await.unwrap();
        service.saved_filter_keep(&omar, "One more", "").await.unwrap();
    }
}
