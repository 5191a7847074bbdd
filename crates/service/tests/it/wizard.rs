//! What the wizard for hosting trees asks: customers by code and name, people of one of them, facts to judge by.

use crate::hosting::undo;
use crate::house::{House, caller, wire};
use rehome_domain::hosting::{AddressHold, AddressUse, NameHolder, UserType};
use rehome_domain::telephony::{RecordKey, Section};
use rehome_domain::user_move::{ActAs, MoveRequest, PersonOptions, plan};
use rehome_service::people::UserPatch;
use rehome_service::wizard::WizardFacts;
use rehome_service::{Acting, ServiceError};
use rehome_testkit::{Cast, NOW};

async fn customers(house: &House, who: &str, at: &str, text: &str) -> Vec<String> {
    let found = house
        .service
        .wizard_customers(&caller(who), at.into(), text)
        .await
        .unwrap();
    let told = |it: &rehome_service::wizard::CustomerFound| {
        format!("{} {}", it.place.code, it.path.join(">"))
    };
    found.items.iter().map(told).collect()
}

async fn people(
    house: &House,
    who: &str,
    at: &str,
    of: &str,
    text: &str,
) -> Result<Vec<String>, ServiceError> {
    let found = house
        .service
        .wizard_people(&caller(who), at.into(), of.into(), text)
        .await?;
    Ok(found
        .items
        .iter()
        .map(|it| format!("{} {}", it.id, it.sign_in))
        .collect())
}

async fn facts(
    house: &House,
    who: &str,
    at: &str,
    [source, subject, destination]: [&str; 3],
) -> Result<WizardFacts, ServiceError> {
    let places = (at.into(), source.into());
    house
        .service
        .wizard_facts(
            &caller(who),
            places,
            subject.into(),
            destination.into(),
            PersonOptions::default(),
        )
        .await
}

fn operator() -> Acting {
    Acting {
        act_as: Some(ActAs::Operator),
        ..Acting::default()
    }
}

rehome_testkit::on_both_engines! {
    async fn a_customer_is_found_by_words_and_one_whose_code_it_is_alone(store: Store) {
        let cast = Cast::hosting().organization("clover", |it| it.name = "Bramble Foods".into());
        let house = House::of(store, &cast).await;
        assert_eq!(customers(&house, "rhea", "kestrel", "BRAMBLE").await, ["bramble Kestrel"]);
        assert_eq!(customers(&house, "rhea", "kestrel", "bramble f").await, ["bramble Kestrel", "clover Kestrel"]);
        assert_eq!(customers(&house, "tess", "tidewater", "fern").await, ["fern Tidewater>Otter"]);
        assert_eq!(customers(&house, "tess", "tidewater", "").await.len(), 6);
    }

    async fn what_is_below_another_reseller_is_not_found_by_its_code_either(store: Store) {
        let house = House::of(store, &Cast::hosting()).await;
        for text in ["fern", "Fern Logistics", "otter", "tidewater", "no-such-place"] {
            assert!(customers(&house, "rhea", "kestrel", text).await.is_empty(), "{text}");
        }
        let foreign = people(&house, "rhea", "kestrel", "fern", "").await.unwrap_err();
        let unknown = people(&house, "rhea", "kestrel", "no-such-place", "").await.unwrap_err();
        assert_eq!(foreign.status(), 404);
        assert_eq!(wire(&foreign), wire(&unknown));
        let ask = |to: [&'static str; 3]| facts(&house, "rhea", "kestrel", to);
        let unknown = wire(&ask(["bramble", "mara", "no-such-place"]).await.unwrap_err());
        assert_eq!(wire(&ask(["bramble", "mara", "fern"]).await.unwrap_err()), unknown);
        let nobody = wire(&ask(["bramble", "nobody", "clover"]).await.unwrap_err());
        assert_eq!(wire(&ask(["fern", "nobody", "clover"]).await.unwrap_err()), nobody);
        assert_eq!(ask(["clover", "mara", "clover"]).await.unwrap_err().status(), 404);
    }

    async fn a_name_that_was_chosen_and_is_somebody_elses_is_told_before_the_review(store: Store) {
        let house = House::of(store, &Cast::hosting()).await;
        let options = PersonOptions {
            upn: Some("mina@clover.example".to_owned()),
            primary_address: Some("nobodys@clover.example".into()),
            ..PersonOptions::default()
        };
        let places = ("kestrel".into(), "bramble".into());
        let facts = house.service.wizard_facts(&caller("rhea"), places, "mara".into(), "clover".into(), options).await.unwrap();
        let sure = |code: &str| facts.judgement.findings.iter().find(|it| it.code() == code).map(|it| !it.deferred);
        assert_eq!(sure("upn-taken"), Some(true));
        assert_eq!(sure("address-taken"), Some(false));
    }

    async fn a_manager_who_was_chosen_is_named_and_one_the_page_does_not_know_is_judged_on_save(store: Store) {
        let house = House::of(store, &Cast::hosting().manager("mara", Some("jon"))).await;
        let ask = async |manager: Option<&str>| {
            let options = PersonOptions { manager: manager.map(|manager| Some(manager.into())), ..PersonOptions::default() };
            let places = ("kestrel".into(), "bramble".into());
            house.service.wizard_facts(&caller("rhea"), places, "mara".into(), "clover".into(), options).await.unwrap()
        };
        let follows = ask(None).await;
        assert_eq!(follows.judgement.mapped.as_ref().unwrap().manager, [Some("jon".into()), None]);
        let chosen = ask(Some("mina")).await;
        assert_eq!(chosen.judgement.mapped.as_ref().unwrap().manager, [Some("jon".into()), Some("mina".into())]);
        assert_eq!(chosen.names.people.get("mina").map(|name| &**name), Some("mina"));
        let about = |facts: &WizardFacts| {
            let findings = facts.judgement.findings.iter();
            findings.filter(|it| it.code() == "manager-not-eligible").map(|it| it.deferred).collect::<Vec<_>>()
        };
        assert!(about(&chosen).is_empty());
        let [foreign, unknown] = [ask(Some("otis")).await, ask(Some("nobody")).await];
        assert_eq!((about(&foreign), about(&unknown)), (vec![true], vec![true]));
        assert!(!foreign.names.people.contains_key("otis") && foreign.screen.snapshot.user(&"otis".into()).is_none());
    }

    async fn who_moves_nobody_is_told_nothing_of_customers_and_people(store: Store) {
        let house = House::of(store, &Cast::hosting()).await;
        for who in ["una", "pia"] {
            let error = house.service.wizard_customers(&caller(who), "bramble".into(), "").await.unwrap_err();
            assert_eq!(error.status(), 403, "{who}");
            assert_eq!(people(&house, who, "bramble", "bramble", "").await.unwrap_err().status(), 403, "{who}");
            let facts = facts(&house, who, "bramble", ["bramble", "mara", "bramble"]).await;
            assert_eq!(facts.unwrap_err().status(), 403, "{who}");
        }
        assert_eq!(people(&house, "eve", "kestrel", "bramble", "").await.unwrap_err().status(), 404);
    }

    async fn people_are_looked_for_in_the_chosen_customer_only_and_templates_are_left_out(store: Store) {
        let cast = Cast::hosting().hosted("jon", |it| it.user_type = UserType::Template);
        let house = House::of(store, &cast).await;
        assert_eq!(people(&house, "rhea", "kestrel", "bramble", "quinn").await.unwrap(), ["mara mara.quinn@bramble.example"]);
        assert_eq!(people(&house, "rhea", "kestrel", "clover", "quinn").await.unwrap(), [""; 0]);
        let all = people(&house, "rhea", "kestrel", "bramble", "").await.unwrap();
        assert!(all.iter().all(|it| !it.starts_with("jon ")), "{all:?}");
    }

    async fn people_are_found_by_the_sign_in_name_and_addresses_they_have_and_no_longer_by_former_ones(store: Store) {
        let house = House::of(store, &Cast::hosting()).await;
        let found = async |of: &str, text: &str| {
            let found = people(&house, "rhea", "kestrel", of, text).await.unwrap();
            found.into_iter().filter(|it| it.starts_with("mara ")).count()
        };
        assert_eq!(found("bramble", "Mara.Quinn@Bram").await, 1);
        assert_eq!(found("bramble", "mara@shared.exam").await, 1);
        assert_eq!(found("bramble", "mara.quinn@bramble.example.org").await, 0);
        let done = house.run("rhea", &MoveRequest::one("mara", "clover"), "k").await.unwrap();
        assert_eq!(found("clover", "mara.quinn@clover.example").await, 1);
        assert_eq!(found("clover", "mara.quinn@bramble.example").await, 0);
        assert_eq!(found("clover", "quinn").await, 1);
        undo(&house, "rhea", &done.id).await.unwrap();
        assert_eq!(found("bramble", "mara.quinn@bramble.example").await, 1);
        assert_eq!(found("bramble", "mara.quinn@clover.example").await, 0);
        let revision = house.service.user(&caller("cleo"), &operator(), &"mara".into()).await.unwrap().revision;
        let other = [("marmalade@bramble.example".into(), AddressUse { primary: true })];
        let patch = UserPatch { addresses: Some(other.into()), ..UserPatch::default() };
        house.service.user_patch(&caller("cleo"), &operator(), &"mara".into(), revision, patch).await.unwrap();
        assert_eq!(found("bramble", "marmalade@").await, 1);
        assert_eq!(found("bramble", "mara@shared").await, 0);
        assert_eq!(found("bramble", "mara.quinn@bramble").await, 1);
    }

    async fn somebody_is_found_by_id_where_they_live_and_nowhere_else(store: Store) {
        let house = House::of(store, &Cast::hosting()).await;
        let ask = async |who: &str, at: &str, of: &str, user: &str| {
            house.service.wizard_person(&caller(who), (at.into(), of.into()), user.into()).await
        };
        let mara = ask("rhea", "kestrel", "bramble", "mara").await.unwrap();
        assert_eq!((&*mara.name, &*mara.sign_in), ("Mara Quinn", "mara.quinn@bramble.example"));
        let elsewhere = ask("rhea", "kestrel", "clover", "mara").await.unwrap_err();
        let foreign = ask("otis", "otter", "bramble", "mara").await.unwrap_err();
        let nobody = ask("otis", "otter", "bramble", "nobody").await.unwrap_err();
        assert_eq!((elsewhere.status(), foreign.status()), (404, 404));
        assert_eq!(wire(&foreign), wire(&nobody));
        assert_eq!(ask("una", "bramble", "bramble", "mara").await.unwrap_err().status(), 403);
    }

    async fn the_facts_of_a_screen_say_what_a_plan_says_and_tell_of_nobody_else(store: Store) {
        let mut cast = Cast::hosting()
            .hosted("mina", |it| it.upn = Some("mara.quinn@clover.example".into()))
            .hosted("mara", |it| { it.services.insert("lync".into(), rehome_testkit::hosting::held("none")); });
        let held = AddressHold { person: "mina".into(), organization: "clover".into(), days: 30, forwards: false };
        cast.hosting.as_mut().unwrap().holds.insert("mara@clover.example".into(), held);
        let house = House::of(store, &cast).await;
        let shown = facts(&house, "rhea", "kestrel", ["bramble", "mara", "clover"]).await.unwrap();
        let snapshot = &shown.screen.snapshot;
        assert!(snapshot.user(&"mina".into()).is_none() && snapshot.user(&"eve".into()).is_none());
        assert!(snapshot.organizations.get(&"otter".into()).is_none());
        let hosting = snapshot.hosting.as_ref().unwrap();
        let holders = hosting.names.values().flatten();
        assert!(holders.into_iter().all(|it| *it == NameHolder::Other || *it == NameHolder::User("mara".into())));
        let upn = shown.judgement.mapped.as_ref().unwrap().upn.as_ref().unwrap();
        assert_eq!(&*upn.text, "mara.quinn2@clover.example");

        let review = house.plan("rhea", &MoveRequest::one("mara", "clover")).await.unwrap();
        let sure = |findings: &[rehome_domain::user_move::Finding]| -> Vec<&'static str> {
            findings.iter().filter(|it| !it.deferred).map(|it| it.code()).collect()
        };
        assert_eq!(sure(&shown.judgement.findings), sure(&review.plan.families[0].findings));
        let again = plan(snapshot, &MoveRequest::one("mara", "clover"), &shown.screen.actor, NOW).unwrap();
        assert_eq!(again.families[0].findings, shown.judgement.findings);
    }

    async fn between_sites_the_facts_say_what_a_plan_says_and_tell_of_no_other_customer(store: Store) {
        let cast = Cast::telephony().phones(|facts| {
            let shown = facts.devices.values().find(|it| it.shows(&"l-7101".into())).unwrap().lines[0].clone();
            for (key, owner, at) in [("nora", "nora", "quay"), ("fay", "fay", "fen")] {
                let key = RecordKey::new(Section::Phones, key);
                let device = facts.devices.entry(key).or_default();
                device.owner = Some(owner.into());
                device.at = Some(at.into());
                device.lines.push(shown.clone());
            }
        });
        let house = House::of(store, &cast).await;
        let shown = facts(&house, "cleo", "bramble", ["quay", "paul", "mill"]).await.unwrap();
        let telephony = shown.screen.snapshot.telephony.as_ref().unwrap();
        assert!(telephony.devices.contains_key(&RecordKey::new(Section::Phones, "nora")));
        assert!(!telephony.devices.contains_key(&RecordKey::new(Section::Phones, "fay")));
        assert!(!telephony.people.contains_key("fay") && !telephony.places.contains_key("fen"));
        let phoned = shown.judgement.phoned.as_ref().unwrap();
        assert_eq!((phoned.before.devices.len(), phoned.before.lines[0].shared_with), (4, 1));

        let mut plain = house.plan("cleo", &MoveRequest::one("paul", "mill")).await.unwrap().plan.families.remove(0).findings;
        plain.retain(|it| it.code() != "hidden-effects");
        let mut sure = shown.judgement.findings.clone();
        sure.retain(|it| !it.deferred);
        assert_eq!(sure, plain);
        let again = plan(&shown.screen.snapshot, &MoveRequest::one("paul", "mill"), &shown.screen.actor, NOW).unwrap();
        assert_eq!(again.families[0].findings, shown.judgement.findings);
    }

    async fn sites_and_their_people_are_found_by_who_moves_there_and_by_nobody_else(store: Store) {
        let house = House::of(store, &Cast::telephony()).await;
        assert_eq!(customers(&house, "cleo", "bramble", "quay").await, ["quay Bramble Foods"]);
        assert_eq!(people(&house, "cleo", "bramble", "quay", "pa").await.unwrap(), ["paul paul"]);
        let foreign = facts(&house, "fay", "fern", ["quay", "paul", "mill"]).await.unwrap_err();
        let nobody = facts(&house, "fay", "fern", ["quay", "nobody", "mill"]).await.unwrap_err();
        assert_eq!((foreign.status(), wire(&foreign)), (404, wire(&nobody)));
        assert_eq!(people(&house, "fay", "fern", "quay", "").await.unwrap_err().status(), 404);
        let site = people(&house, "sid", "quay", "quay", "").await.unwrap_err();
        assert_eq!(site.status(), 403);
    }
}
