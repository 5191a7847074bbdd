//! Groups of a customer and who may act for whom, kept by whoever administers its people.

use crate::house::{House, caller, wire};
use rehome_domain::hosting::{Delegation, UserType};
use rehome_domain::people::{Group, UserStatus};
use rehome_domain::time::Day;
use rehome_domain::user_move::{ActAs, MoveRequest};
use rehome_service::groups::{GroupName, GroupView, GroupsQuery};
use rehome_service::people::{UserPatch, UserView};
use rehome_service::view::Person;
use rehome_service::{Acting, ServiceError};
use rehome_testkit::Cast;
use std::collections::BTreeSet;

fn home_of(who: &str) -> &'static str {
    match who {
        "tess" => "tidewater",
        "rhea" => "kestrel",
        "otis" => "otter",
        _ => "bramble",
    }
}

fn at(organization: &str) -> Acting {
    Acting {
        acting_in: Some(organization.into()),
        act_as: Some(ActAs::Operator),
    }
}

fn told(result: Result<impl std::fmt::Debug, ServiceError>) -> (u16, &'static str) {
    let error = result.unwrap_err();
    (error.status(), error.code())
}

fn query(who: &str, cursor: Option<String>, limit: Option<u32>) -> GroupsQuery {
    GroupsQuery {
        acting: at(home_of(who)),
        cursor,
        limit,
    }
}

async fn made(house: &House, who: &str, code: &str, name: &str) -> Result<GroupView, ServiceError> {
    let wanted = GroupName {
        name: name.to_owned(),
    };
    let service = &house.service;
    service
        .group_create(&caller(who), &at(home_of(who)), &code.into(), wanted)
        .await
}

async fn set(
    house: &House,
    who: &str,
    (code, id): (&str, &str),
    user: &str,
    is_in: bool,
) -> Result<bool, ServiceError> {
    let at = at(home_of(who));
    let (code, id) = (code.into(), id.into());
    house
        .service
        .group_member_set(&caller(who), &at, (&code, &id), &user.into(), is_in)
        .await
}

async fn members(house: &House, who: &str, code: &str, id: &str) -> Vec<String> {
    let (code, id) = (code.into(), id.into());
    let found = house
        .service
        .group_members(&caller(who), &query(who, None, None), (&code, &id))
        .await
        .unwrap();
    let ids = found.items.into_iter().map(|it: Person| it.id.to_string());
    ids.collect()
}

/// Who may act for Mara, written by somebody.
async fn let_act(
    house: &House,
    who: &str,
    delegations: BTreeSet<Delegation>,
) -> Result<UserView, ServiceError> {
    let (mara, service) = ("mara".into(), &house.service);
    let revision = service.user(&caller("cleo"), &at("bramble"), &mara).await?;
    let patch = UserPatch {
        delegations: Some(delegations),
        ..UserPatch::default()
    };
    service
        .user_patch(
            &caller(who),
            &at(home_of(who)),
            &mara,
            revision.revision,
            patch,
        )
        .await
}

fn to(user: &str, kind: Option<&str>) -> Delegation {
    Delegation {
        to: user.into(),
        until: None,
        kind: kind.map(Into::into),
    }
}

rehome_testkit::on_both_engines! {
    async fn a_group_is_made_filled_called_otherwise_and_removed(store: Store) {
        let house = House::of(store, &Cast::hosting()).await;
        let before = house.service.directory_export().await.unwrap().groups;
        let pickers = made(&house, "una", "bramble", " Pickers ").await.unwrap();
        assert_eq!((&*pickers.name, pickers.dynamic, pickers.people), ("Pickers", false, 0));
        let id = pickers.id.as_str();
        for user in ["mara", "jon"] {
            assert!(set(&house, "una", ("bramble", id), user, true).await.unwrap());
        }
        assert!(!set(&house, "una", ("bramble", id), "mara", true).await.unwrap(), "she is in it already");
        assert_eq!(members(&house, "rhea", "bramble", id).await.len(), 2);
        assert!(set(&house, "cleo", ("bramble", id), "jon", false).await.unwrap());
        assert_eq!(members(&house, "cleo", "bramble", id).await, ["mara"]);

        let (code, group) = ("bramble".into(), pickers.id.clone());
        let packers = GroupName { name: "Packers".to_owned() };
        let called = house.service.group_rename(&caller("cleo"), &at("bramble"), (&code, &group), 1, packers.clone()).await.unwrap();
        let late = house.service.group_rename(&caller("rhea"), &at("kestrel"), (&code, &group), 1, GroupName { name: "Binders".to_owned() }).await;
        assert_eq!(told(late), (409, "revision-changed"), "somebody was faster");
        let late = house.service.group_delete(&caller("rhea"), &at("kestrel"), (&code, &group), 1).await;
        assert_eq!(told(late), (409, "revision-changed"));
        assert_eq!((&*called.name, called.people, called.revision), ("Packers", 1, 2));
        let all = house.service.groups(&caller("cleo"), &query("cleo", None, Some(1)), &code).await.unwrap();
        assert_eq!(all.items, [called]);
        let next = house.service.groups(&caller("cleo"), &query("cleo", all.cursor, None), &code).await.unwrap();
        assert!(next.items.is_empty());
        set(&house, "cleo", ("bramble", id), "mara", false).await.unwrap();
        house.service.group_delete(&caller("cleo"), &at("bramble"), (&code, &group), 2).await.unwrap();
        assert_eq!(house.service.directory_export().await.unwrap().groups, before);
    }

    async fn names_people_and_places_that_cannot_be_are_refused_and_nothing_is_written(store: Store) {
        let dynamic = Group { id: "leads".into(), name: "Leads".into(), organization: "bramble".into(), dynamic: true };
        let mut cast = Cast::hosting().hosted("eve", |it| it.user_type = UserType::Template);
        cast.groups.insert("leads".into(), dynamic);
        let cast = cast.user("sven", |it| it.status = UserStatus::Deleted);
        let house = House::of(store, &cast).await;
        let id = made(&house, "cleo", "bramble", "Pickers").await.unwrap().id;
        let before = house.everything().await;
        for (name, answer) in [
            ("", (422, "group-name")), ("  ", (422, "group-name")), ("a\u{7}b", (422, "group-name")),
            (&*"x".repeat(65), (422, "group-name")), ("PICKERS", (409, "group-name-taken")), ("leads", (409, "group-name-taken")),
        ] {
            assert_eq!(told(made(&house, "cleo", "bramble", name).await), answer, "{name:?}");
        }
        for (who, code, group, user, answer) in [
            ("cleo", "bramble", id.as_str(), "nobody", (404, "not-found")),
            ("cleo", "bramble", id.as_str(), "mina", (404, "not-found")),
            ("cleo", "bramble", "no-such", "mara", (404, "not-found")),
            ("cleo", "bramble", "leads", "mara", (422, "group-dynamic")),
            ("rhea", "bramble", id.as_str(), "mina", (422, "member-elsewhere")),
            ("rhea", "bramble", id.as_str(), "eve", (404, "not-found")),
            ("rhea", "clover", id.as_str(), "mina", (404, "not-found")),
            ("una", "bramble", id.as_str(), "cleo", (403, "not-allowed")),
            ("mara", "bramble", id.as_str(), "mara", (403, "not-allowed")),
            ("pia", "bramble", id.as_str(), "mara", (403, "not-allowed")),
        ] {
            assert_eq!(told(set(&house, who, (code, group), user, true).await), answer, "{who} {code} {group} {user}");
        }
        let (code, leads) = ("bramble".into(), "leads".into());
        assert_eq!(told(house.service.group_delete(&caller("cleo"), &at("bramble"), (&code, &leads), 1).await), (422, "group-dynamic"));
        assert_eq!(house.everything().await, before);
    }

    async fn another_resellers_groups_look_like_none(store: Store) {
        let house = House::of(store, &Cast::hosting()).await;
        let id = made(&house, "cleo", "bramble", "Pickers").await.unwrap().id;
        let mut answers = BTreeSet::new();
        for (code, group) in [("bramble", id.clone()), ("no-such", "no-such".into())] {
            let (code, group) = (code.into(), group);
            let listed = house.service.groups(&caller("otis"), &query("otis", None, None), &code).await.unwrap_err();
            let seen = house.service.group_members(&caller("otis"), &query("otis", None, None), (&code, &group)).await.unwrap_err();
            let gone = house.service.group_delete(&caller("otis"), &at("otter"), (&code, &group), 1).await.unwrap_err();
            answers.extend([wire(&listed), wire(&seen), wire(&gone)]);
            answers.insert(wire(&set(&house, "otis", (code.as_str(), group.as_str()), "mara", true).await.unwrap_err()));
            answers.insert(wire(&made(&house, "otis", code.as_str(), "Mine").await.unwrap_err()));
        }
        assert_eq!(answers.len(), 1, "{answers:?}");
    }

    async fn a_plan_made_before_somebody_joined_is_stale_and_the_move_takes_them_out(store: Store) {
        let house = House::of(store, &Cast::hosting()).await;
        let id = made(&house, "cleo", "bramble", "Pickers").await.unwrap().id;
        let request = MoveRequest::one("mara", "clover");
        let review = house.plan("rhea", &request).await.unwrap();
        set(&house, "cleo", ("bramble", id.as_str()), "mara", true).await.unwrap();
        let late = house.commit("rhea", &crate::house::reviewed(&request, &review), "k").await.unwrap_err();
        assert_eq!(late.status(), 409);
        house.run("rhea", &request, "l").await.unwrap();
        assert!(members(&house, "rhea", "bramble", id.as_str()).await.is_empty());
    }

    async fn people_of_the_customer_may_act_for_somebody_and_nobody_else(store: Store) {
        let house = House::of(store, &Cast::hosting().hosted("eve", |it| it.user_type = UserType::Template)).await;
        let both: BTreeSet<_> = [to("jon", Some("calendar")), to("una", None)].into();
        let mara = let_act(&house, "cleo", both.clone()).await.unwrap();
        assert_eq!(mara.delegations, both);
        let kept = house.everything().await;
        for (delegate, code) in [
            (to("mara", None), "unknown-delegate"), (to("mina", None), "unknown-delegate"), (to("nobody", None), "unknown-delegate"),
            (to("eve", None), "unknown-delegate"), (to("una", Some(" mail")), "delegation-kind"), (to("una", Some("")), "delegation-kind"),
            (Delegation { until: Some(Day(0)), ..to("una", None) }, "delegation-over"),
        ] {
            let error = let_act(&house, "cleo", [delegate.clone()].into()).await.unwrap_err();
            assert_eq!((error.status(), error.code()), (422, code), "{delegate:?}");
            assert_eq!(error.body(None).at.as_deref(), Some("delegations"));
        }
        let many = (0..101).map(|number| to("jon", Some(&number.to_string()))).collect();
        assert_eq!(told(let_act(&house, "cleo", many).await), (422, "delegation-limit"));
        assert_eq!(told(let_act(&house, "pia", BTreeSet::new()).await), (403, "not-allowed"));
        assert_eq!(house.everything().await, kept, "nothing refused was written");
        let mara = let_act(&house, "rhea", [to("una", None)].into()).await.unwrap();
        assert_eq!(mara.delegations, [to("una", None)].into());
    }
}
