//! Copies in the ledger, and taken back: the account ends as long as nothing else has happened to it.

use crate::house::{House, caller, wire};
use rehome_domain::hosting::Provisioning;
use rehome_domain::ids::{MoveId, UserId};
use rehome_domain::people::UserStatus;
use rehome_domain::user_copy::CopyRequest;
use rehome_domain::user_move::{ActAs, MoveRequest, Step};
use rehome_service::provisioning::{EventKind, JobAction};
use rehome_service::user_copy::{CopyAnswer, CopyCommit};
use rehome_service::user_move::{CommitAnswer, EntryKind, MovesQuery, UndoRequest, UndoReview};
use rehome_service::{Acting, ServiceError};
use rehome_storage::Store;
use rehome_testkit::Cast;
use rehome_testkit::copies::{GOOD_PASSWORD, copy_of, nina};
use std::collections::BTreeSet;

async fn copied(house: &House, who: &str, request: &CopyRequest, key: &str) -> CopyAnswer {
    let review = house
        .service
        .user_copy_plan(&caller(who), request)
        .await
        .unwrap();
    let findings = review.plan.findings();
    let commit = CopyCommit {
        acknowledged: findings.map(|it| it.code().to_owned()).collect(),
        digest: Some(review.digest.clone()),
        request: request.clone(),
    };
    let done = house
        .service
        .user_copy_commit(&caller(who), commit, Some(key))
        .await;
    done.unwrap()
}

async fn planned(house: &House, who: &str, id: &MoveId) -> Result<UndoReview, ServiceError> {
    let request = UndoRequest::default();
    house
        .service
        .user_move_undo_plan(&caller(who), id, &request)
        .await
}

/// Plans, acknowledges everything, takes back.
async fn undone(
    house: &House,
    who: &str,
    id: &MoveId,
    key: &str,
) -> Result<CommitAnswer, ServiceError> {
    let plan = planned(house, who, id).await?;
    let findings = plan.review.plan.findings();
    let request = UndoRequest {
        digest: Some(plan.review.digest.clone()),
        acknowledged: findings.map(|it| it.code().to_owned()).collect(),
        ..UndoRequest::default()
    };
    house
        .service
        .user_move_undo(&caller(who), id, request, Some(key))
        .await
}

async fn codes(house: &House, who: &str, id: &MoveId) -> Vec<&'static str> {
    let plan = planned(house, who, id).await.unwrap();
    plan.review.plan.findings().map(|it| it.code()).collect()
}

async fn entry(house: &House, id: &UserId) -> rehome_domain::directory::UserEntry {
    let mut directory = house.service.directory_export().await.unwrap();
    directory.users.remove(id).unwrap()
}

/// What was ordered with a copy, each with what happened last.
async fn jobs(house: &House, of: &CopyAnswer) -> Vec<(String, Provisioning, EventKind)> {
    let mut all = Vec::new();
    for id in &of.jobs {
        let (tess, acting) = (caller("tess"), Acting::default());
        let job = house
            .service
            .provisioning_job(&tess, &acting, id)
            .await
            .unwrap();
        let part = job.service.map(|it| it.to_string()).unwrap_or_default();
        all.push((part, job.status, job.events.last().unwrap().kind));
    }
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all
}

/// Everything that was ordered with a copy is there outside.
async fn arrived(house: &House, of: &CopyAnswer) {
    let (tess, acting) = (caller("tess"), Acting::default());
    for id in &of.jobs {
        let done = JobAction::Done;
        let act = house.service.provisioning_job_act(&tess, &acting, id, done);
        act.await.unwrap();
    }
}

fn operator() -> Acting {
    Acting {
        act_as: Some(ActAs::Operator),
        ..Acting::default()
    }
}

async fn signs_in(house: &House) -> bool {
    let opened = house
        .service
        .session_open("nina_BRAMBLE", GOOD_PASSWORD, None, None)
        .await;
    opened.is_ok()
}

async fn house_of(store: Store) -> House {
    House::of(store, &Cast::hosting()).await
}

rehome_testkit::on_both_engines! {
    async fn a_copy_stands_in_the_ledger_beside_moves_and_is_no_flow(store: Store) {
        let house = house_of(store).await;
        let mut request = nina();
        request.reason = Some("A second head".to_owned());
        let done = copied(&house, "cleo", &request, "k").await;
        let new = done.user.clone().unwrap();
        house.run("rhea", &MoveRequest::one("jon", "clover"), "m").await.unwrap();
        let all = house.service.moves(&caller("tess"), &MovesQuery::default()).await.unwrap();
        let kinds: Vec<EntryKind> = all.items.iter().map(|it| it.kind).collect();
        assert_eq!(kinds, [EntryKind::Move, EntryKind::Copy]);
        let of_new = MovesQuery { user: Some(new.clone()), acting: operator(), ..MovesQuery::default() };
        let mine = house.service.moves(&caller("cleo"), &of_new).await.unwrap();
        let told = &mine.items[0];
        assert_eq!((&told.id, told.original.as_ref().unwrap().name.as_ref()), (&done.id, "Mara Quinn"));
        assert_eq!((told.subject.name.as_ref(), told.actor.as_ref().unwrap().id.as_str()), ("Nina Park", "cleo"));
        assert_eq!((told.source.code.as_str(), told.destination.code.as_str()), ("bramble", "bramble"));
        assert_eq!(told.reason.as_deref(), Some("A second head"));
        assert!(told.steps.iter().any(|it| matches!(it, Step::Upn { after: Some(upn), .. } if **upn == *"nina@bramble.example")));
        let flows = house.service.move_flows(&caller("tess"), &MovesQuery::default()).await.unwrap();
        let flows: Vec<(&str, &str)> = flows.flows.iter().map(|it| (it.source.code.as_str(), it.destination.code.as_str())).collect();
        assert_eq!(flows, [("bramble", "clover")]);
    }

    async fn a_copy_is_the_new_homes_alone_and_tells_nobody_made_by_it_of_whom(store: Store) {
        let house = house_of(store).await;
        let mut there = copy_of("mara", "nina@clover.example");
        there.destination = Some("clover".into());
        let done = copied(&house, "rhea", &there, "k").await;
        let acting = Acting::default();
        let unknown = house.service.move_one(&caller("cleo"), &acting, &"0197-no-such".into()).await.unwrap_err();
        for who in ["cleo", "otis", "eve", "mara"] {
            let acting = if who == "cleo" { operator() } else { acting.clone() };
            let foreign = house.service.move_one(&caller(who), &acting, &done.id).await.unwrap_err();
            assert_eq!(wire(&foreign), wire(&unknown), "{who}");
        }
        let new = done.user.unwrap();
        let oneself = Acting { act_as: Some(ActAs::Oneself), ..Acting::default() };
        let own = house.service.move_one(&caller(new.as_str()), &oneself, &done.id).await.unwrap();
        assert_eq!((own.kind, own.original), (EntryKind::Copy, None));
    }

    async fn a_copy_that_nobody_has_begun_with_is_taken_back_without_a_trace_outside(store: Store) {
        let house = house_of(store).await;
        let done = copied(&house, "cleo", &nina(), "k").await;
        let new = done.user.clone().unwrap();
        assert!(signs_in(&house).await);
        assert_eq!(codes(&house, "una", &done.id).await, Vec::<&str>::new());
        let before = entry(&house, &"mara".into()).await;
        let back = undone(&house, "una", &done.id, "u").await.unwrap();
        let gone = entry(&house, &new).await;
        assert_eq!(gone.status, UserStatus::Deleted);
        assert!(gone.addresses.is_empty() && gone.roles.is_empty() && gone.extra.get("services").is_none(), "{gone:?}");
        assert!(!signs_in(&house).await);
        let cancelled = |part: &str| (part.to_owned(), Provisioning::NotProvisioned, EventKind::Cancelled);
        assert_eq!(jobs(&house, &done).await, [cancelled(""), cancelled("exchange")]);
        assert_eq!(entry(&house, &"mara".into()).await, before);
        let all = house.service.moves(&caller("cleo"), &MovesQuery { acting: operator(), ..MovesQuery::default() }).await.unwrap();
        let told: Vec<_> = all.items.iter().map(|it| (it.kind, it.undoes.is_some(), it.undone_by.is_some())).collect();
        assert_eq!(told, [(EntryKind::Copy, true, false), (EntryKind::Copy, false, true)]);
        assert_eq!(Some(&all.items[0].id), back.rows[0].user_move.as_ref());
        // The names are free at once; only the username stays with the record.
        let again = copied(&house, "cleo", &nina(), "k2").await;
        assert_ne!(again.username.as_deref(), Some("nina_BRAMBLE"));
        let again = entry(&house, &again.user.unwrap()).await;
        assert_eq!(again.extra["upn"], "nina@bramble.example");
    }

    async fn what_has_arrived_is_taken_away_with_a_warning_and_its_addresses_are_kept(store: Store) {
        let house = house_of(store).await;
        let done = copied(&house, "cleo", &nina(), "k").await;
        arrived(&house, &done).await;
        assert_eq!(codes(&house, "cleo", &done.id).await, ["service-deprovisioned", "address-dropped"]);
        let plan = planned(&house, "cleo", &done.id).await.unwrap();
        let silent = UndoRequest { digest: Some(plan.review.digest.clone()), ..UndoRequest::default() };
        let refused = house.service.user_move_undo(&caller("cleo"), &done.id, silent, Some("s")).await.unwrap_err();
        assert_eq!((refused.status(), refused.code()), (422, "not-acknowledged"));
        undone(&house, "cleo", &done.id, "u").await.unwrap();
        let ordered = |part: &str| (part.to_owned(), Provisioning::Requested, EventKind::Ordered);
        assert_eq!(jobs(&house, &done).await, [ordered(""), ordered("exchange")]);
        let review = house.service.user_copy_plan(&caller("cleo"), &nina()).await.unwrap();
        let kept: BTreeSet<&str> = review.plan.findings().filter(|it| it.blocks()).map(|it| it.code()).collect();
        assert!(kept.is_empty() || kept == BTreeSet::from(["address-taken"]), "{kept:?}");
        let mut same = nina();
        same.user.addresses = Some([("nina.park@bramble.example".into(), rehome_domain::hosting::AddressUse { primary: true })].into());
        let review = house.service.user_copy_plan(&caller("cleo"), &same).await.unwrap();
        assert!(review.plan.findings().any(|it| it.code() == "address-taken"));
    }

    async fn a_copy_that_something_happened_to_is_not_taken_back(store: Store) {
        let house = house_of(store).await;
        let refusal = async |house: &House, id: &MoveId| {
            let error = undone(house, "rhea", id, "u").await.unwrap_err();
            assert_eq!((error.status(), error.code()), (422, "refused"));
            codes(house, "rhea", id).await
        };
        let grown = copied(&house, "cleo", &nina(), "a").await;
        let service = (grown.user.clone().unwrap(), "ocs".into());
        let revision = house.service.user_services(&caller("rhea"), &Acting::default(), &service.0).await.unwrap().revision;
        let action = rehome_service::provisioning::ServiceAction::Provision { instance: None, plan: Some("chat".into()), properties: Default::default() };
        let target = (&service.0, &service.1);
        house.service.service_act(&caller("rhea"), &Acting::default(), target, revision, action).await.unwrap();
        assert_eq!(refusal(&house, &grown.id).await, ["copy-changed-since"]);
        let moved = copied(&house, "cleo", &copy_of("mara", "nora@bramble.example"), "b").await;
        let away = MoveRequest::one(moved.user.clone().unwrap(), "clover");
        arrived(&house, &moved).await;
        house.run("rhea", &away, "m").await.unwrap();
        assert_eq!(refusal(&house, &moved.id).await, ["superseded"]);
        let late = copied(&house, "cleo", &copy_of("jon", "lena@bramble.example"), "c").await;
        house.turn(31 * 86_400);
        assert_eq!(refusal(&house, &late.id).await, ["undo-too-late"]);
    }

    async fn a_copy_is_taken_back_once_and_the_account_does_not_come_back(store: Store) {
        let house = house_of(store).await;
        let done = copied(&house, "cleo", &nina(), "k").await;
        let back = undone(&house, "cleo", &done.id, "u").await.unwrap();
        let again = undone(&house, "cleo", &done.id, "v").await.unwrap_err();
        assert_eq!(again.code(), "refused");
        assert_eq!(codes(&house, "cleo", &done.id).await, ["already-undone"]);
        let undo = back.rows[0].user_move.clone().unwrap();
        assert_eq!(codes(&house, "cleo", &undo).await, ["user-deleted"]);
        let replayed = undone(&house, "cleo", &done.id, "u").await.unwrap_err();
        assert_eq!(replayed.status(), 422);
    }

    async fn who_may_not_copy_may_not_take_back_and_who_sees_nothing_cannot_tell(store: Store) {
        let house = house_of(store).await;
        let done = copied(&house, "cleo", &nina(), "k").await;
        let unknown: MoveId = "0197-no-such".into();
        for who in ["otis", "eve"] {
            let (one, other) = (planned(&house, who, &done.id).await, planned(&house, who, &unknown).await);
            assert_eq!(wire(&one.unwrap_err()), wire(&other.unwrap_err()), "{who}");
        }
        for who in ["sven", "pia", done.user.as_ref().unwrap().as_str()] {
            assert_eq!(planned(&house, who, &done.id).await.unwrap_err().status(), 403, "{who}");
        }
        assert!(signs_in(&house).await);
    }

    async fn of_an_undo_and_a_change_at_once_one_wins(store: Store) {
        let house = house_of(store).await;
        let done = copied(&house, "cleo", &nina(), "k").await;
        let plan = planned(&house, "cleo", &done.id).await.unwrap();
        let request = UndoRequest { digest: Some(plan.review.digest.clone()), ..UndoRequest::default() };
        let away = MoveRequest::one(done.user.clone().unwrap(), "clover");
        let review = house.plan("rhea", &away).await.unwrap();
        let away = crate::house::reviewed(&away, &review);
        let cleo = caller("cleo");
        let (undo, moved) = tokio::join!(
            house.service.user_move_undo(&cleo, &done.id, request, Some("u")),
            house.commit("rhea", &away, "m"),
        );
        assert!(!(undo.is_ok() && moved.is_ok()), "{undo:?} {moved:?}");
    }
}
