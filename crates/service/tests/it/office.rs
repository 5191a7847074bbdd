//! The office: where somebody acts, and what is open to them there.

use crate::house::{House, caller};
use rehome_service::{Office, OfficeKeys};
use rehome_testkit::Cast;

async fn office(house: &House, who: &str, asked: Option<&str>) -> Option<Office> {
    let asked = asked.map(Into::into);
    house.service.office(&caller(who), asked).await.unwrap()
}

fn here(office: &Office) -> &str {
    office.acting_in.code.as_str()
}

rehome_testkit::on_both_engines! {
    async fn who_holds_no_role_that_opens_anything_has_no_office(store: Store) {
        let house = House::cast(store).await;
        assert_eq!(office(&house, "leo", None).await, None);
        assert_eq!(office(&house, "leo", Some("harbour")).await, None);
    }

    async fn an_end_users_manager_sees_and_moves_people_but_sets_nothing(store: Store) {
        let house = House::cast(store).await;
        let omar = office(&house, "omar", None).await.unwrap();
        assert_eq!(here(&omar), "harbour");
        let keys = OfficeKeys { view: true, edit: true, lock: true, subscribe: true, release: true, ..OfficeKeys::default() };
        assert_eq!(omar.keys, keys);
    }

    async fn an_enterprise_administrator_acts_in_every_organization_below_and_in_none_beside(store: Store) {
        let house = House::cast(store).await;
        let ana = office(&house, "ana", Some("harbour")).await.unwrap();
        assert_eq!(here(&ana), "harbour");
        assert!(ana.keys.configure && ana.keys.grant_roles && ana.keys.audit && !ana.keys.create_organizations);
        assert!(ana.places.iter().any(|place| place.code.as_str() == "harbour"));
        let omar = office(&house, "omar", Some("riverside")).await.unwrap();
        assert_eq!(here(&omar), "harbour");
        assert!(omar.places.iter().all(|place| place.code.as_str() != "riverside"));
        let unknown = office(&house, "omar", Some("no-such-place")).await.unwrap();
        assert_eq!(here(&unknown), "harbour");
    }

    async fn of_hosting_trees_provider_resellers_and_customers_move_people_and_partners_only_look(store: Store) {
        let house = House::of(store, &Cast::hosting()).await;
        for (who, asked, at) in [("rhea", None, "kestrel"), ("rhea", Some("bramble"), "bramble"), ("rhea", Some("fern"), "kestrel"), ("tess", Some("fern"), "fern")] {
            let office = office(&house, who, asked).await.unwrap();
            assert_eq!(here(&office), at, "{who} {asked:?}");
            assert!(office.keys.move_hosted && office.keys.view && !office.keys.release && !office.keys.subscribe, "{who}");
        }
        for (who, asked, keeps) in [("tess", "tidewater", true), ("tess", "kestrel", false), ("rhea", "kestrel", false)] {
            let office = office(&house, who, Some(asked)).await.unwrap();
            assert_eq!(office.keys.keep_catalogue, keeps, "{who} at {asked}");
        }
        let cleo = office(&house, "cleo", Some("kestrel")).await.unwrap();
        assert_eq!(here(&cleo), "bramble");
        // WHY: a customer's people go to its sites and between them.
        assert!(cleo.keys.edit && cleo.keys.configure && cleo.keys.move_hosted);
        let pia = office(&house, "pia", None).await.unwrap();
        assert_eq!(pia.keys, OfficeKeys { view: true, ..OfficeKeys::default() });
        for nobody in ["abel", "eve", "mara"] {
            assert_eq!(office(&house, nobody, None).await, None, "{nobody}");
        }
    }
}
