//! What organizations of a hosting tree are set to, written by whoever may: domains, formats, departments, limits, roles,
//! services, the catalogue, and new customers.

use crate::house::{House, caller, wire};
use rehome_domain::hosting::{CustomerType, PropertyRule};
use rehome_domain::organization::{OrganizationKind, OrganizationStatus};
use rehome_domain::user_move::{ActAs, MoveRequest};
use rehome_service::audit::AuditQuery;
use rehome_service::organizations::{
    CatalogueKey, CataloguePut, CatalogueView, HostingView, LocationSetting, NewOrganization,
    OrganizationPatch, PlanDefinition, ServiceDefinition, ServiceSetting,
};
use rehome_service::{Acting, ServiceError};
use rehome_storage::Store;
use rehome_testkit::Cast;
use serde_json::{Value, json};

fn at(organization: &str) -> Acting {
    Acting {
        acting_in: Some(organization.into()),
        act_as: Some(ActAs::Operator),
    }
}

/// Who acts where.
fn home_of(who: &str) -> &'static str {
    match who {
        "tess" => "tidewater",
        "rhea" => "kestrel",
        "otis" => "otter",
        _ => "bramble",
    }
}

async fn house(store: Store) -> House {
    House::of(store, &Cast::hosting()).await
}

async fn seen(house: &House, who: &str, code: &str) -> Result<HostingView, ServiceError> {
    let acting = at(home_of(who));
    let found = house
        .service
        .organization(&caller(who), &acting, &code.into())
        .await?;
    Ok(found
        .settings
        .ok_or(ServiceError::Forbidden)?
        .hosting
        .unwrap())
}

async fn patch(
    house: &House,
    who: &str,
    code: &str,
    section: &str,
    body: Value,
) -> Result<HostingView, ServiceError> {
    let acting = at(home_of(who));
    let revision = match seen(house, who, code).await {
        Ok(view) => view.revision,
        Err(_) => 1,
    };
    let service = &house.service;
    let (changed, now) = service
        .settings_patch(&caller(who), &acting, &code.into(), section, revision, body)
        .await?;
    let view = changed.settings.unwrap().hosting.unwrap();
    assert_eq!(view.revision, now);
    Ok(view)
}

async fn put(
    house: &House,
    who: &str,
    code: &str,
    service: &str,
    setting: Value,
) -> Result<HostingView, ServiceError> {
    let acting = at(home_of(who));
    let revision = seen(house, who, code).await.map_or(1, |view| view.revision);
    let setting: ServiceSetting = serde_json::from_value(setting).unwrap();
    let (changed, _) = house
        .service
        .organization_service_put(
            &caller(who),
            &acting,
            &code.into(),
            &service.into(),
            revision,
            setting,
        )
        .await?;
    Ok(changed.settings.unwrap().hosting.unwrap())
}

fn told(result: Result<impl std::fmt::Debug, ServiceError>) -> (u16, &'static str) {
    let error = result.unwrap_err();
    (error.status(), error.code())
}

fn new(code: &str, kind: OrganizationKind, parent: &str) -> NewOrganization {
    NewOrganization {
        code: code.into(),
        kind,
        parent: Some(parent.into()),
        name: code.to_owned(),
        short_name: None,
        location: None,
    }
}

rehome_testkit::on_both_engines! {
    async fn a_reseller_decides_about_customers_and_a_customer_about_its_own_departments(store: Store) {
        let house = house(store).await;
        let view = seen(&house, "rhea", "bramble").await.unwrap();
        assert!(view.from_above && view.users > 0);
        assert!(!seen(&house, "cleo", "bramble").await.unwrap().from_above);
        let limits = || json!({ "user_limit": 500, "password_min_length": 12, "quarantine_days": 60 });
        let view = patch(&house, "rhea", "bramble", "limits", limits()).await.unwrap();
        assert_eq!((view.user_limit, view.password_min_length, view.quarantine_days), (Some(500), Some(12), 60));
        let units = json!({ "departments": ["Fresh Produce", "Bakery"], "offices": ["Quay"] });
        let view = patch(&house, "cleo", "bramble", "departments", units).await.unwrap();
        let names: Vec<(&str, u64)> = view.departments.iter().map(|it| (&*it.name, it.people)).collect();
        assert_eq!(names, [("Bakery", 0), ("Fresh Produce", 1)]);
        for (section, body) in [("limits", limits()), ("domains", json!({})), ("roles", json!({})), ("departments", json!({ "structure": "office" }))] {
            assert_eq!(told(patch(&house, "cleo", "bramble", section, body).await), (403, "not-allowed"), "{section}");
        }
        assert_eq!(told(patch(&house, "una", "bramble", "departments", json!({})).await), (403, "not-allowed"));
        assert_eq!(told(patch(&house, "rhea", "kestrel", "limits", limits()).await), (403, "not-allowed"), "their own are the provider's to set");
        patch(&house, "tess", "kestrel", "limits", json!({ "storage_bytes": 1_000_000 })).await.unwrap();
    }

    async fn foreign_customers_answer_like_unknown_ones(store: Store) {
        let house = house(store).await;
        let unknown = wire(&patch(&house, "otis", "no-such", "limits", json!({})).await.unwrap_err());
        for section in ["limits", "domains", "departments", "services", "nothing"] {
            let foreign = patch(&house, "otis", "bramble", section, json!({})).await.unwrap_err();
            assert_eq!(wire(&foreign), unknown, "{section}");
        }
        let foreign = put(&house, "otis", "bramble", "exchange", json!({})).await.unwrap_err();
        assert_eq!(wire(&foreign), unknown);
        let created = house.service.organization_create(&caller("otis"), &at("otter"), new("x", OrganizationKind::Customer, "kestrel")).await.unwrap_err();
        assert_eq!(wire(&created), unknown);
    }

    async fn a_section_changes_at_the_revision_looked_at_only(store: Store) {
        let house = house(store).await;
        let first = seen(&house, "rhea", "bramble").await.unwrap().revision;
        patch(&house, "rhea", "bramble", "limits", json!({ "user_limit": 7 })).await.unwrap();
        let late = house.service.settings_patch(&caller("rhea"), &at("kestrel"), &"bramble".into(), "limits", first, json!({ "user_limit": null })).await;
        assert_eq!(told(late), (409, "revision-changed"));
        assert_eq!(seen(&house, "rhea", "bramble").await.unwrap().user_limit, Some(7));
    }

    async fn domains_are_had_by_one_or_shared_and_stay_while_they_are_in_use(store: Store) {
        let house = house(store).await;
        let before = house.everything().await;
        for (body, code) in [
            (json!({ "set": { "clover.example": {} } }), "domain-taken"),
            (json!({ "set": { "no domain": {} } }), "domain-illegal"),
            (json!({ "set": { "bramble.example": { "primary": false } } }), "domain-primary"),
            (json!({ "remove": ["bramble.example"] }), "domain-in-use"),
            (json!({ "remove": ["nobodys.example"] }), "domain-unknown"),
        ] {
            assert_eq!(told(patch(&house, "rhea", "bramble", "domains", body).await), (422, code));
        }
        assert_eq!(house.everything().await, before, "a refusal writes nothing");
        patch(&house, "rhea", "clover", "domains", json!({ "set": { "Clover.example": { "shared": true } } })).await.unwrap();
        let body = json!({ "set": { "clover.example": { "mode": "relay" }, "new.example": { "primary": true } } });
        let view = patch(&house, "rhea", "bramble", "domains", body).await.unwrap();
        let found: Vec<(&str, bool, u64)> = view.domains.iter().map(|it| (&*it.name, it.primary, it.also_used_by)).collect();
        assert_eq!(found, [("bramble.example", false, 0), ("clover.example", false, 1), ("new.example", true, 0), ("shared.example", false, 1)]);
        let unshared = patch(&house, "rhea", "clover", "domains", json!({ "set": { "clover.example": { "shared": false } } })).await;
        assert_eq!(told(unshared), (422, "domain-shared-in-use"));
        patch(&house, "rhea", "bramble", "domains", json!({ "remove": ["CLOVER.example"] })).await.unwrap();
        patch(&house, "rhea", "clover", "domains", json!({ "set": { "clover.example": { "shared": false } } })).await.unwrap();
    }

    async fn what_is_edited_counts_for_the_next_plan(store: Store) {
        let house = house(store).await;
        let request = MoveRequest::one("mara", "clover");
        let codes = || async {
            let review = house.plan("rhea", &request).await.unwrap();
            review.plan.findings().map(|it| it.code()).collect::<Vec<_>>()
        };
        assert!(!codes().await.contains(&"user-limit"));
        patch(&house, "rhea", "clover", "limits", json!({ "user_limit": 1 })).await.unwrap();
        assert!(codes().await.contains(&"user-limit"));
        patch(&house, "rhea", "clover", "limits", json!({ "user_limit": null })).await.unwrap();
        let exchange = json!({ "instances": { "main": { "plans": ["mailbox-25", "mailbox-50"], "licences": 0 } } });
        put(&house, "rhea", "clover", "exchange", exchange).await.unwrap();
        assert!(codes().await.contains(&"licences-run-out"));
        put(&house, "rhea", "clover", "exchange", json!({ "instances": { "main": { "plans": ["mailbox-50"] } } })).await.unwrap();
        assert!(codes().await.contains(&"dest-plan-unmapped"));
        let acting = at("kestrel");
        let revision = house.service.organization(&caller("rhea"), &acting, &"clover".into()).await.unwrap().revision;
        let off = OrganizationPatch { status: Some(OrganizationStatus::Suspended), ..OrganizationPatch::default() };
        house.service.organization_patch(&caller("rhea"), &acting, &"clover".into(), revision, off.clone()).await.unwrap();
        assert!(codes().await.contains(&"destination-not-active"));
        let revision = house.service.organization(&caller("tess"), &at("tidewater"), &"tidewater".into()).await.unwrap().revision;
        let top = house.service.organization_patch(&caller("tess"), &at("tidewater"), &"tidewater".into(), revision, off).await;
        assert!(matches!(told(top), (403 | 422, _)), "the provider stays");
    }

    async fn formats_departments_limits_and_roles_that_cannot_be_are_refused(store: Store) {
        let house = house(store).await;
        for (section, body, code) in [
            ("email_formats", json!({ "email_formats": ["%g.%q"] }), "format-token"),
            ("email_formats", json!({ "email_formats": ["info"] }), "format-says-nothing"),
            ("email_formats", json!({ "email_formats": ["%g@fern.example"] }), "format-domain"),
            ("email_formats", json!({ "display_name_format": "" }), "format-length"),
            ("departments", json!({ "departments": ["a\nb"] }), "unit-illegal"),
            ("departments", json!({ "departments": [] }), "unit-in-use"),
            ("departments", json!({ "offices": [] }), "unit-in-use"),
            ("limits", json!({ "password_min_length": 4 }), "password-length-range"),
            ("limits", json!({ "quarantine_days": 9999 }), "quarantine-range"),
            ("roles", json!({ "roles_restricted": ["no_such_role"] }), "unknown-role"),
            ("billing", json!({ "billing_id": "x".repeat(81) }), "billing-id-illegal"),
            ("billing", json!({ "billing_id": "a\u{7}b" }), "billing-id-illegal"),
            ("services", json!({}), "services-one-by-one"),
        ] {
            assert_eq!(told(patch(&house, "rhea", "bramble", section, body.clone()).await), (422, code), "{section} {body}");
        }
        let formats = json!({ "email_formats": ["%1g.%s", "%m@bramble.example"], "display_name_format": "%s, %g" });
        let view = patch(&house, "rhea", "bramble", "email_formats", formats).await.unwrap();
        assert_eq!((view.email_formats.len(), view.display_name_format.as_deref()), (2, Some("%s, %g")));
        let view = patch(&house, "rhea", "bramble", "roles", json!({ "roles_restricted": ["api_user"] })).await.unwrap();
        assert_eq!(view.roles_restricted.len(), 1);
    }

    async fn what_a_customer_is_billed_as_is_kept_from_above_and_goes_into_the_document(store: Store) {
        let house = house(store).await;
        let view = seen(&house, "rhea", "bramble").await.unwrap();
        assert_eq!((view.billing_id, view.customer_type), (None, CustomerType::Standard));
        let billed = json!({ "billing_id": " AC 4711/b ", "customer_type": "demo" });
        assert_eq!(told(patch(&house, "cleo", "bramble", "billing", billed.clone()).await), (403, "not-allowed"));
        let view = patch(&house, "rhea", "bramble", "billing", billed.clone()).await.unwrap();
        assert_eq!((view.billing_id.as_deref(), view.customer_type), (Some("AC 4711/b"), CustomerType::Demo));
        let told = house.service.directory_export().await.unwrap();
        let extra = &told.organizations[&rehome_domain::ids::OrganizationCode::from("bramble")].extra;
        assert_eq!((&extra["billing_id"], &extra["customer_type"]), (&json!("AC 4711/b"), &json!("demo")));
        assert_eq!(patch(&house, "rhea", "clover", "billing", billed).await.unwrap().billing_id.as_deref(), Some("AC 4711/b"), "two may have the same");
        let view = patch(&house, "rhea", "bramble", "billing", json!({ "billing_id": null, "customer_type": "standard" })).await.unwrap();
        assert_eq!((view.billing_id, view.customer_type), (None, CustomerType::Standard));
    }

    async fn a_property_is_inherited_from_the_nearest_organization_above_that_sets_it(store: Store) {
        let cast = Cast::hosting().knowing(|it| {
            let exchange = it.catalogue.services.get_mut("exchange").unwrap();
            exchange.properties.insert("line".into(), PropertyRule::Require);
        });
        let house = House::of(store, &cast).await;
        let line = |view: HostingView| {
            let exchange = view.services.into_iter().find(|it| it.service.as_str() == "exchange").unwrap();
            let line = exchange.properties.into_iter().next().unwrap();
            (line.own, line.inherited, line.inherited_from.map(|it| it.code.to_string()))
        };
        let bramble = || json!({ "instances": { "main": { "plans": ["mailbox-25"] } } });
        assert_eq!(line(seen(&house, "rhea", "bramble").await.unwrap()), (None, None, None));
        put(&house, "tess", "tidewater", "exchange", json!({ "properties": { "line": "+44 1" } })).await.unwrap();
        assert_eq!(line(seen(&house, "rhea", "bramble").await.unwrap()), (None, Some(json!("+44 1")), Some("tidewater".to_owned())));
        put(&house, "tess", "kestrel", "exchange", json!({ "properties": { "line": 7 } })).await.unwrap();
        assert_eq!(line(seen(&house, "rhea", "bramble").await.unwrap()), (None, Some(json!(7)), Some("kestrel".to_owned())));
        let mut own = bramble();
        own["properties"] = json!({ "line": " own " });
        let view = put(&house, "rhea", "bramble", "exchange", own).await.unwrap();
        assert_eq!(line(view), (Some(json!("own")), Some(json!(7)), Some("kestrel".to_owned())));
        let view = put(&house, "rhea", "bramble", "exchange", bramble()).await.unwrap();
        assert_eq!(line(view).0, Some(json!("own")), "what is not spoken of stays");
        for (value, code) in [(json!(""), "property-value-illegal"), (json!("x".repeat(201)), "property-value-illegal"), (json!("a\nb"), "property-value-illegal"), (json!([1]), "property-value-illegal")] {
            let mut bad = bramble();
            bad["properties"] = json!({ "line": value });
            assert_eq!(told(put(&house, "rhea", "bramble", "exchange", bad).await), (422, code), "{value}");
        }
        let mut unknown = bramble();
        unknown["properties"] = json!({ "lane": "x" });
        assert_eq!(told(put(&house, "rhea", "bramble", "exchange", unknown).await), (422, "unknown-property"));
        let mut none = bramble();
        none["properties"] = json!({});
        assert_eq!(line(put(&house, "rhea", "bramble", "exchange", none).await.unwrap()).0, None);
    }

    async fn a_service_is_deployed_then_offered_then_provisioned_and_stays_while_people_have_it(store: Store) {
        let house = house(store).await;
        let plans = |plans: &[&str]| json!({ "instances": { "main": { "plans": plans } } });
        for (service, setting, answer) in [
            ("exchange", plans(&["chat"]), (422, "plan-unknown")),
            ("exchange", plans(&["mailbox-50"]), (422, "service-in-use")),
            ("exchange", json!({ "offers": ["mailbox-25"], "instances": { "main": { "plans": ["mailbox-25"] } } }), (422, "offers-not-here")),
            ("exchange", json!({ "instances": { "main": { "plans": ["mailbox-25"] }, "second": {} } }), (422, "single-instance")),
            ("nothing", plans(&[]), (404, "not-found")),
        ] {
            assert_eq!(told(put(&house, "rhea", "bramble", service, setting).await), answer, "{service}");
        }
        let withheld = put(&house, "tess", "kestrel", "exchange", json!({ "offers": ["mailbox-50"] })).await;
        assert_eq!(told(withheld), (422, "plan-in-use"), "customers below have the other one");
        let view = put(&house, "tess", "kestrel", "exchange", json!({ "offers": ["mailbox-25", "mailbox-50"] })).await.unwrap();
        let exchange = view.services.iter().find(|it| it.service.as_str() == "exchange").unwrap();
        assert_eq!(exchange.offers.as_ref().unwrap().len(), 2);
        assert_eq!(told(put(&house, "rhea", "bramble", "exchange", plans(&["mailbox-25", "basic-box"])).await), (422, "plan-not-offered"));
        let view = seen(&house, "rhea", "bramble").await.unwrap();
        let exchange = view.services.iter().find(|it| it.service.as_str() == "exchange").unwrap();
        assert_eq!(exchange.offered_by.as_ref().unwrap().code.as_str(), "kestrel");
        assert_eq!(exchange.instances["main"].people, 1);
        let delete = |service: &'static str, revision| {
            let house = &house;
            async move { house.service.organization_service_delete(&caller("rhea"), &at("kestrel"), &"bramble".into(), &service.into(), revision).await }
        };
        assert_eq!(told(delete("exchange", view.revision).await), (422, "service-in-use"));
        delete("ocs", view.revision).await.unwrap();
        assert_eq!(told(delete("ocs", view.revision + 1).await), (404, "not-found"));
    }

    async fn customers_and_resellers_are_made_below_with_short_names_of_their_own(store: Store) {
        let house = house(store).await;
        let create = |who: &'static str, new: NewOrganization| {
            let house = &house;
            async move { house.service.organization_create(&caller(who), &at(home_of(who)), new).await }
        };
        let made = create("rhea", new("hazel", OrganizationKind::Customer, "kestrel")).await.unwrap();
        let hosting = made.settings.unwrap().hosting.unwrap();
        assert_eq!((&*hosting.short_name, hosting.location.unwrap().inherited_from.unwrap().code.as_str()), ("HAZEL", "tidewater"));
        create("rhea", new("wren", OrganizationKind::Reseller, "kestrel")).await.unwrap();
        create("rhea", new("sedge", OrganizationKind::Customer, "wren")).await.unwrap();
        let with = |short: &str| NewOrganization { short_name: Some(short.into()), ..new("other", OrganizationKind::Customer, "kestrel") };
        let somewhere = NewOrganization { location: Some("nowhere".into()), ..new("other", OrganizationKind::Customer, "kestrel") };
        for (who, new, answer) in [
            ("rhea", with("bramble"), (409, "short-name-taken")),
            ("rhea", with("TOO-LONG-1"), (422, "short-name-illegal")),
            ("rhea", new("much-too-long", OrganizationKind::Customer, "kestrel"), (422, "short-name-illegal")),
            ("rhea", somewhere, (422, "unknown-location")),
            ("rhea", new("hazel", OrganizationKind::Customer, "kestrel"), (409, "short-name-taken")),
            ("rhea", new("x", OrganizationKind::Customer, "bramble"), (403, "not-allowed")),
            ("rhea", new("x", OrganizationKind::Provider, "kestrel"), (403, "not-allowed")),
            ("rhea", new("x", OrganizationKind::Customer, "tidewater"), (404, "not-found")),
            ("cleo", new("x", OrganizationKind::Customer, "kestrel"), (403, "not-allowed")),
        ] {
            assert_eq!(told(create(who, new).await), answer);
        }
    }

    async fn the_provider_alone_keeps_the_catalogue(store: Store) {
        let house = house(store).await;
        let keep = |who: &'static str, revision, put: CataloguePut| {
            let house = &house;
            async move { house.service.catalogue_put(&caller(who), &at(home_of(who)), revision, put).await }
        };
        for who in ["rhea", "cleo", "mara"] {
            assert_eq!(told(house.service.catalogue(&caller(who), &at(home_of(who))).await), (403, "not-allowed"), "{who}");
            assert_eq!(told(keep(who, 0, CataloguePut::Location("emea".into(), LocationSetting::default())).await), (403, "not-allowed"));
        }
        let plan = |service: &str| PlanDefinition { service: service.into(), plan_for: Default::default(), name: Some("Mailbox 100 GB".into()), level: Some(4) };
        let found: CatalogueView = keep("tess", 0, CataloguePut::Plan("mailbox-100".into(), plan("exchange"))).await.unwrap();
        let row = found.plans.iter().find(|it| it.id == "mailbox-100").unwrap();
        assert_eq!((row.revision, row.used_by), (1, 0));
        for (revision, put, answer) in [
            (0, CataloguePut::Plan("mailbox-100".into(), plan("exchange")), (409, "revision-changed")),
            (1, CataloguePut::Plan("mailbox-100".into(), plan("ocs")), (422, "plan-service-stays")),
            (0, CataloguePut::Plan("x".into(), plan("nothing")), (422, "service-unknown")),
            (0, CataloguePut::Plan("Bad Id".into(), plan("exchange")), (422, "bad-code")),
            (0, CataloguePut::Location("emea".into(), LocationSetting { directory: Some("no domain".into()) }), (422, "domain-illegal")),
        ] {
            assert_eq!(told(keep("tess", revision, put).await), answer);
        }
        let delete = |revision, key: CatalogueKey| {
            let house = &house;
            async move { house.service.catalogue_delete(&caller("tess"), &at("tidewater"), revision, key).await }
        };
        assert_eq!(told(delete(1, CatalogueKey::Plan("mailbox-25".into())).await), (422, "entry-in-use"));
        let left = delete(1, CatalogueKey::Plan("mailbox-100".into())).await.unwrap();
        assert!(!left.plans.iter().any(|it| it.id == "mailbox-100"));
    }

    async fn what_is_wrong_with_an_entry_is_told_at_its_field(store: Store) {
        let house = house(store).await;
        let keep = |id: &'static str, body: Value| {
            let (house, service): (_, ServiceDefinition) = (&house, serde_json::from_value(body).unwrap());
            async move { house.service.catalogue_put(&caller("tess"), &at("tidewater"), 0, CataloguePut::Service(id.into(), service)).await }
        };
        let archive = json!({ "name": " Archive ", "transfer": "recreate", "requires": ["exchange"], "properties": { "quota": "require" } });
        let found = keep("archive", archive).await.unwrap();
        let row = found.services.iter().find(|it| it.id == "archive").unwrap();
        assert_eq!((row.revision, row.entry.name.as_deref()), (1, Some("Archive")));
        for (id, body, field, code) in [
            ("No Id", json!({}), "id", "bad-code"),
            ("other", json!({ "name": "x".repeat(201) }), "name", "bad-name"),
            ("other", json!({ "requires": ["other"] }), "requires", "service-unknown"),
            ("ocs", json!({ "name": "OCS", "requires": ["no-such"] }), "requires", "service-unknown"),
            ("exchange", json!({ "requires": ["archive"] }), "requires", "requires-circle"),
            ("other", json!({ "properties": { " size": "copy" } }), "properties", "property-illegal"),
        ] {
            let error = keep(id, body).await.unwrap_err();
            assert_eq!((error.status(), error.code()), (422, code), "{id}");
            assert_eq!(error.body(None).at.as_deref(), Some(field), "{id}");
        }
        let kept = house.service.catalogue(&caller("tess"), &at("tidewater")).await.unwrap();
        assert_eq!(kept, found, "nothing refused was written");
    }

    async fn who_makes_organizations_is_told_the_locations_and_nobody_else(store: Store) {
        let house = house(store).await;
        let emea = CataloguePut::Location("emea".into(), LocationSetting { directory: Some("emea.example".into()) });
        house.service.catalogue_put(&caller("tess"), &at("tidewater"), 0, emea).await.unwrap();
        let apac = CataloguePut::Location("apac".into(), LocationSetting::default());
        house.service.catalogue_put(&caller("tess"), &at("tidewater"), 0, apac).await.unwrap();
        for who in ["tess", "rhea", "otis"] {
            let found = house.service.locations(&caller(who), &at(home_of(who))).await.unwrap();
            assert_eq!(found.iter().map(|it| it.as_str()).collect::<Vec<_>>(), ["apac", "emea"], "{who}");
        }
        for who in ["cleo", "mara"] {
            assert_eq!(told(house.service.locations(&caller(who), &at(home_of(who))).await), (403, "not-allowed"), "{who}");
        }
        assert_eq!(told(house.service.locations(&caller("otis"), &at("kestrel")).await).0, 404);
        let hazel = NewOrganization { location: Some("apac".into()), ..new("hazel", OrganizationKind::Customer, "kestrel") };
        house.service.organization_create(&caller("rhea"), &at("kestrel"), hazel).await.unwrap();
        let stands = seen(&house, "rhea", "hazel").await.unwrap().location.unwrap();
        assert_eq!((stands.location.as_str(), stands.inherited_from), ("apac", None));
    }

    async fn a_service_of_several_instances_keeps_each_by_itself(store: Store) {
        let house = house(store).await;
        let several: ServiceDefinition = serde_json::from_value(json!({ "name": "Hosted Exchange", "transfer": "movable", "multi_instance": true })).unwrap();
        let known = house.service.catalogue(&caller("tess"), &at("tidewater")).await.unwrap();
        let revision = known.services.iter().find(|it| it.id == "exchange").unwrap().revision;
        house.service.catalogue_put(&caller("tess"), &at("tidewater"), revision, CataloguePut::Service("exchange".into(), several)).await.unwrap();
        let both = json!({ "instances": { "main": { "plans": ["mailbox-25"] }, "Labs 2": { "plans": ["mailbox-50"], "user_limit": 3 } } });
        let view = put(&house, "rhea", "bramble", "exchange", both).await.unwrap();
        let exchange = view.services.iter().find(|it| it.service.as_str() == "exchange").unwrap();
        assert!(exchange.multi_instance);
        let limits: Vec<_> = exchange.instances.iter().map(|(id, it)| (id.as_str(), it.user_limit)).collect();
        assert_eq!(limits, [("Labs 2", Some(3)), ("main", None)]);
        let blank = json!({ "instances": { "main": { "plans": ["mailbox-25"] }, " labs": {} } });
        assert_eq!(told(put(&house, "rhea", "bramble", "exchange", blank).await), (422, "instance-illegal"));
        let gone = json!({ "instances": { "Labs 2": { "plans": ["mailbox-50"] } } });
        assert_eq!(told(put(&house, "rhea", "bramble", "exchange", gone).await), (422, "service-in-use"), "mara is on the other");
    }

    async fn a_service_stays_as_others_have_it(store: Store) {
        let house = house(store).await;
        let before = house.service.catalogue(&caller("tess"), &at("tidewater")).await.unwrap();
        let revision = |view: &CatalogueView| view.services.iter().find(|it| it.id == "exchange").unwrap().revision;
        let keep = |revision, body: Value| {
            let (house, service): (_, ServiceDefinition) = (&house, serde_json::from_value(body).unwrap());
            async move { house.service.catalogue_put(&caller("tess"), &at("tidewater"), revision, CataloguePut::Service("exchange".into(), service)).await }
        };
        let of_customers = keep(revision(&before), json!({ "transfer": "movable", "kind": "customer" })).await.unwrap_err();
        assert_eq!((of_customers.status(), of_customers.code()), (422, "held-by-people"));
        assert_eq!(of_customers.body(None).at.as_deref(), Some("kind"));

        let several = keep(revision(&before), json!({ "transfer": "movable", "multi_instance": true })).await.unwrap();
        let both = json!({ "instances": { "main": { "plans": ["mailbox-25"] }, "labs": { "plans": ["mailbox-50"] } } });
        put(&house, "rhea", "bramble", "exchange", both).await.unwrap();
        let single = json!({ "transfer": "movable" });
        let refused = keep(revision(&several), single.clone()).await.unwrap_err();
        assert_eq!((refused.status(), refused.code()), (422, "several-instances"));
        assert_eq!(refused.body(None).at.as_deref(), Some("multi_instance"));
        let at_first = house.service.catalogue_delete(&caller("tess"), &at("tidewater"), revision(&several), CatalogueKey::Service("exchange".into())).await;
        assert_eq!(told(at_first), (422, "several-instances"), "as at first there is one instance");
        let kept = house.service.catalogue(&caller("tess"), &at("tidewater")).await.unwrap();
        assert_eq!(kept.services, several.services, "nothing refused was written");

        let one = json!({ "instances": { "main": { "plans": ["mailbox-25"] } } });
        put(&house, "rhea", "bramble", "exchange", one).await.unwrap();
        keep(revision(&several), single).await.unwrap();
    }

    async fn every_change_is_in_the_audit(store: Store) {
        let house = house(store).await;
        patch(&house, "rhea", "bramble", "limits", json!({ "user_limit": 3 })).await.unwrap();
        put(&house, "rhea", "bramble", "ocs", json!({ "instances": { "main": { "plans": ["chat"] } } })).await.unwrap();
        let query = AuditQuery { acting: at("kestrel"), limit: Some(10), ..AuditQuery::default() };
        let records = house.service.audit_page(&caller("rhea"), &query).await.unwrap();
        let actions: Vec<&str> = records.items.iter().map(|it| &*it.action).collect();
        assert_eq!(actions, ["service-changed", "settings-changed"]);
    }
}
