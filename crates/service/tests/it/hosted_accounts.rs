//! Hosted accounts, changed where they live: names by the rules of moves, what belongs to the customer, and what follows.

use crate::house::{House, caller};
use rehome_domain::hosting::{AddressUse, Provisioning, UserType};
use rehome_domain::user_move::{ActAs, Finding, MoveRequest};
use rehome_service::people::{UserPatch, UserView};
use rehome_service::provisioning::ProvisioningJobsQuery;
use rehome_service::{Acting, ServiceError};
use rehome_testkit::Cast;
use std::collections::{BTreeMap, BTreeSet};

fn operator() -> Acting {
    Acting {
        act_as: Some(ActAs::Operator),
        ..Acting::default()
    }
}

async fn of_mara(house: &House) -> UserView {
    let (who, acting) = (caller("cleo"), operator());
    house
        .service
        .user(&who, &acting, &"mara".into())
        .await
        .unwrap()
}

async fn change(house: &House, who: &str, patch: UserPatch) -> Result<UserView, ServiceError> {
    let revision = of_mara(house).await.revision;
    let (who, acting) = (caller(who), operator());
    house
        .service
        .user_patch(&who, &acting, &"mara".into(), revision, patch)
        .await
}

fn addresses(all: &[(&str, bool)]) -> Option<BTreeMap<rehome_domain::ids::Address, AddressUse>> {
    let all = all.iter();
    Some(
        all.map(|(address, primary)| ((*address).into(), AddressUse { primary: *primary }))
            .collect(),
    )
}

/// Kim's address, as Cleo writes it.
async fn to_kim(house: &House, email: &str) -> Result<UserView, ServiceError> {
    let (who, acting, kim) = (caller("cleo"), operator(), "kim".into());
    let revision = house.service.user(&who, &acting, &kim).await?.revision;
    let patch = UserPatch {
        email: Some(Some(email.to_owned())),
        ..UserPatch::default()
    };
    house
        .service
        .user_patch(&who, &acting, &kim, revision, patch)
        .await
}

fn codes(error: &ServiceError) -> BTreeSet<&'static str> {
    match error {
        ServiceError::Rejected(why) => why.findings.iter().map(Finding::code).collect(),
        _ => BTreeSet::new(),
    }
}

rehome_testkit::on_both_engines! {
    async fn a_customer_administrator_changes_names_and_where_somebody_belongs(store: Store) {
        let cast = Cast::hosting().hosted_at("bramble", |it| {
            it.departments.insert("Ripening".into());
        });
        let house = House::of(store, &cast).await;
        let patch = UserPatch {
            upn: Some("m.quinn@bramble.example".to_owned()),
            addresses: addresses(&[("m.quinn@bramble.example", true), ("mara@shared.example", false)]),
            department: Some(Some("Ripening".to_owned())),
            office: Some(None),
            ..UserPatch::default()
        };
        let mara = change(&house, "cleo", patch).await.unwrap();
        assert_eq!(mara.upn.as_deref(), Some("m.quinn@bramble.example"));
        assert_eq!(mara.email.as_deref(), Some("m.quinn@bramble.example"));
        assert_eq!(mara.addresses.len(), 2);
        assert_eq!((mara.department.as_deref(), mara.office.as_deref()), (Some("Ripening"), None));
        assert_eq!(mara.user_type, Some(UserType::Standard));
        let jobs = house.service.provisioning_jobs(&caller("tess"), &ProvisioningJobsQuery::default()).await.unwrap();
        assert_eq!(jobs.items.len(), 1, "the account is written outside as it is now");
        let patch = UserPatch { user_type: Some(UserType::Template), ..UserPatch::default() };
        assert_eq!(change(&house, "cleo", patch).await.unwrap().user_type, Some(UserType::Template));
    }

    async fn the_address_alone_is_the_primary_one_and_follows_the_same_rules(store: Store) {
        let house = House::of(store, &Cast::hosting()).await;
        let email = |email: &str| UserPatch { email: Some(Some(email.to_owned())), ..UserPatch::default() };
        let refused = change(&house, "cleo", email("mara@elsewhere.example")).await.unwrap_err();
        assert_eq!(codes(&refused), ["domain-not-owned"].into());
        let refused = change(&house, "cleo", email("Eve@Bramble.example")).await.unwrap_err();
        assert_eq!(codes(&refused), ["address-taken"].into());
        let mara = change(&house, "cleo", email("mq@bramble.example")).await.unwrap();
        assert!(mara.addresses["mq@bramble.example"].primary);
        assert!(!mara.addresses["mara@shared.example"].primary);
        assert!(!mara.addresses.contains_key("mara.quinn@bramble.example"));
    }

    async fn everything_wrong_with_names_is_told_at_once_and_nothing_is_written(store: Store) {
        let house = House::of(store, &Cast::hosting()).await;
        let before = house.everything().await;
        let patch = UserPatch {
            upn: Some("mara quinn@bramble.example".to_owned()),
            addresses: addresses(&[("eve@bramble.example", false), ("m@fern.example", false)]),
            ..UserPatch::default()
        };
        let refused = change(&house, "cleo", patch).await.unwrap_err();
        assert_eq!((refused.status(), refused.code()), (422, "refused"));
        assert_eq!(codes(&refused), ["address-taken", "domain-not-owned", "name-illegal", "primary-address"].into());
        let nothing = UserPatch { upn: Some(" ".to_owned()), ..UserPatch::default() };
        assert_eq!(codes(&change(&house, "cleo", nothing).await.unwrap_err()), ["name-missing"].into());
        let taken = UserPatch { upn: Some("EVE@bramble.example".to_owned()), ..UserPatch::default() };
        assert_eq!(codes(&change(&house, "cleo", taken).await.unwrap_err()), ["upn-taken"].into());
        for (department, office, code) in [(Some("Nowhere"), None, "unknown-department"), (None, Some("Nowhere"), "unknown-office")] {
            let patch = UserPatch {
                department: department.map(|it| Some(it.to_owned())),
                office: office.map(|it| Some(it.to_owned())),
                ..UserPatch::default()
            };
            assert_eq!(change(&house, "cleo", patch).await.unwrap_err().code(), code);
        }
        assert_eq!(house.everything().await, before);
    }

    async fn names_that_another_directory_keeps_or_that_are_on_their_way_stay(store: Store) {
        let upn = || UserPatch { upn: Some("mq@bramble.example".to_owned()), ..UserPatch::default() };
        let cast = Cast::hosting().hosted("mara", |it| {
            it.synced_from = Some("corp.example".into());
            it.provisioning = Provisioning::InProgress;
        });
        let house = House::of(store, &cast).await;
        let refused = change(&house, "cleo", upn()).await.unwrap_err();
        assert_eq!(codes(&refused), ["user-busy", "user-synced"].into());
        let office = UserPatch { office: Some(None), ..UserPatch::default() };
        assert_eq!(change(&house, "cleo", office).await.unwrap().office, None);
    }

    async fn an_address_given_up_at_home_is_free(store: Store) {
        let house = House::of(store, &Cast::hosting().hosted_newcomer("kim", "bramble")).await;
        let patch = UserPatch { addresses: addresses(&[("mq@bramble.example", true)]), ..UserPatch::default() };
        change(&house, "cleo", patch).await.unwrap();
        let kim = to_kim(&house, "mara.quinn@bramble.example").await.unwrap();
        assert_eq!(kim.email.as_deref(), Some("mara.quinn@bramble.example"));
    }

    async fn an_address_kept_for_somebody_who_moved_is_not_free(store: Store) {
        let house = House::of(store, &Cast::hosting().hosted_newcomer("kim", "bramble")).await;
        house.run("tess", &MoveRequest::one("mara", "clover"), "k").await.unwrap();
        let refused = to_kim(&house, "MARA.QUINN@bramble.example").await.unwrap_err();
        assert_eq!(codes(&refused), ["address-taken"].into());
    }

    async fn one_address_in_two_spellings_is_told_and_one_in_another_spelling_is_written(store: Store) {
        let house = House::of(store, &Cast::hosting()).await;
        let twice = [("Mara.Quinn@bramble.example", true), ("mara.quinn@bramble.example", false)];
        let patch = UserPatch { addresses: addresses(&twice), ..UserPatch::default() };
        assert_eq!(codes(&change(&house, "cleo", patch).await.unwrap_err()), ["address-taken"].into());
        let patch = UserPatch { addresses: addresses(&twice[..1]), ..UserPatch::default() };
        let mara = change(&house, "cleo", patch).await.unwrap();
        assert_eq!(mara.addresses.keys().map(|it| it.as_str()).collect::<Vec<_>>(), ["Mara.Quinn@bramble.example"]);
    }

    async fn who_may_not_change_a_person_changes_no_account_and_foreign_people_are_nobody(store: Store) {
        let house = House::of(store, &Cast::hosting()).await;
        let upn = || UserPatch { upn: Some("mq@bramble.example".to_owned()), ..UserPatch::default() };
        assert_eq!(change(&house, "otis", upn()).await.unwrap_err().status(), 404);
        assert_eq!(change(&house, "eve", upn()).await.unwrap_err().status(), 404);
        assert_eq!(of_mara(&house).await.upn.as_deref(), Some("mara.quinn@bramble.example"));
    }

    async fn somebody_without_a_hosted_account_has_none_to_change(store: Store) {
        let house = House::cast(store).await;
        let (who, acting) = (caller("omar"), operator());
        let dana = house.service.user(&who, &acting, &"dana".into()).await.unwrap();
        let patch = UserPatch { upn: Some("dana@harbour.example".to_owned()), ..UserPatch::default() };
        let refused = house.service.user_patch(&who, &acting, &"dana".into(), dana.revision, patch).await.unwrap_err();
        assert_eq!((refused.status(), refused.code()), (422, "not-hosted"));
    }
}
