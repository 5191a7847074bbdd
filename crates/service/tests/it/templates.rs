//! Templates: seen by those who act in their own customer, and by nobody above or below it (hosting 1).

use crate::house::{House, caller, wire};
use rehome_domain::hosting::UserType;
use rehome_domain::user_move::{ActAs, MoveRequest};
use rehome_service::people::{UserPatch, UsersFilter, UsersQuery, UsersSort};
use rehome_service::{Acting, ServiceError};
use rehome_storage::Store;
use rehome_testkit::Cast;

fn at(organization: &str) -> Acting {
    Acting {
        acting_in: Some(organization.into()),
        act_as: Some(ActAs::Operator),
    }
}

/// A house where jon is a template of Bramble Foods.
async fn house(store: Store) -> House {
    let cast = Cast::hosting().hosted("jon", |it| it.user_type = UserType::Template);
    House::of(store, &cast).await
}

async fn listed(house: &House, who: &str, query: UsersQuery) -> Vec<String> {
    let page = house.service.users(&caller(who), &query).await.unwrap();
    let shown = house
        .service
        .users_list(&caller(who), &query)
        .await
        .unwrap();
    let ids: Vec<String> = page.items.iter().map(|row| row.id.to_string()).collect();
    let lines: Vec<String> = shown.items.iter().map(|it| it.row.id.to_string()).collect();
    assert_eq!(ids, lines, "the screen and the interface show the same");
    assert_eq!(shown.count.0 as usize, ids.len());
    ids
}

fn asked(acting_in: &str, user_type: Option<UserType>) -> UsersQuery {
    UsersQuery {
        acting: at(acting_in),
        filter: UsersFilter {
            user_type,
            ..UsersFilter::default()
        },
        limit: Some(100),
        ..UsersQuery::default()
    }
}

rehome_testkit::on_both_engines! {
    async fn a_list_shows_templates_to_those_who_act_in_their_customer_alone(store: Store) {
        let house = house(store).await;
        for (who, acting_in, sees) in [
            ("cleo", "bramble", true), ("rhea", "bramble", true),
            ("rhea", "kestrel", false), ("tess", "tidewater", false), ("tess", "kestrel", false),
        ] {
            let own = UsersQuery { organization: Some("bramble".into()), ..asked(acting_in, None) };
            let searched = UsersQuery { text: Some("jon".to_owned()), ..asked(acting_in, None) };
            let sorted = UsersQuery { sort: UsersSort::Username, descending: true, ..asked(acting_in, None) };
            for query in [asked(acting_in, None), own, searched, sorted] {
                let found = listed(&house, who, query.clone()).await;
                assert_eq!(found.contains(&"jon".to_owned()), sees, "{who} in {acting_in}: {query:?}");
            }
        }
    }

    async fn a_list_is_narrowed_to_people_or_to_templates(store: Store) {
        let house = house(store).await;
        let all = listed(&house, "cleo", asked("bramble", None)).await;
        let people = listed(&house, "cleo", asked("bramble", Some(UserType::Standard))).await;
        assert_eq!(listed(&house, "cleo", asked("bramble", Some(UserType::Template))).await, ["jon"]);
        let without: Vec<&String> = all.iter().filter(|id| *id != "jon").collect();
        assert_eq!(people.iter().collect::<Vec<_>>(), without);
        assert_eq!(listed(&house, "rhea", asked("kestrel", Some(UserType::Template))).await, [""; 0]);
        let both = UsersQuery { text: Some("mara".to_owned()), ..asked("bramble", Some(UserType::Template)) };
        assert_eq!(listed(&house, "cleo", both).await, [""; 0]);
    }

    async fn a_template_is_marked_in_its_row_and_no_person_where_people_are_counted(store: Store) {
        let house = house(store).await;
        let shown = house.service.users_list(&caller("cleo"), &asked("bramble", None)).await.unwrap();
        let marked: Vec<&str> = shown.items.iter().filter(|it| it.is_template).map(|it| it.row.id.as_str()).collect();
        assert_eq!(marked, ["jon"]);
        let people = shown.items.len() as u64 - 1;
        for (who, acting_in) in [("cleo", "bramble"), ("rhea", "kestrel")] {
            let screen = house.service.organization_screen(&caller(who), &at(acting_in), &"bramble".into()).await.unwrap();
            assert_eq!((screen.people_below, screen.people_here), (Some(people), Some(people)), "{who}");
        }
        let above = |house: House| async move { house.service.organization_screen(&caller("rhea"), &at("kestrel"), &"kestrel".into()).await.unwrap() };
        let listed = house.service.users_list(&caller("rhea"), &asked("kestrel", None)).await.unwrap();
        assert_eq!(above(house).await.people_below, Some(u64::from(listed.count.0)), "whoever acts above sees no template");
    }

    async fn from_elsewhere_a_template_answers_like_nobody(store: Store) {
        let house = house(store).await;
        let before = house.everything().await;
        let service = &house.service;
        for (who, acting_in) in [("rhea", "kestrel"), ("tess", "tidewater"), ("otis", "otter")] {
            let who = caller(who);
            let ask = async |user: &str| -> [Result<(), ServiceError>; 4] {
                let request = MoveRequest { acting_in: Some(acting_in.into()), act_as: Some(ActAs::Operator), ..MoveRequest::one(user, "clover") };
                [
                    service.user(&who, &at(acting_in), &user.into()).await.map(drop),
                    service.user_page(&who, &at(acting_in), &user.into()).await.map(drop),
                    service.user_patch(&who, &at(acting_in), &user.into(), 1, UserPatch::default()).await.map(drop),
                    service.user_move_plan(&who, &request).await.map(drop),
                ]
            };
            for (template, nobody) in ask("jon").await.into_iter().zip(ask("no-such").await) {
                let template = template.unwrap_err();
                assert_eq!((template.status(), wire(&template)), (404, wire(&nobody.unwrap_err())));
            }
        }
        assert_eq!(house.everything().await, before);
        let seen = service.user(&caller("cleo"), &at("bramble"), &"jon".into()).await.unwrap();
        assert_eq!(seen.id.as_str(), "jon");
    }
}
