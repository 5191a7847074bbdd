//! Nothing of the original is stored of a copy but what is copied: every value of every table is looked at, as the
//! database's own catalogue names them.
//!
//! A new table that belongs to somebody fails `the original has something in every table of people` until the fixture
//! gives the original a row in it.

use crate::house::{House, caller};
use rehome_domain::hosting::{Delegation, PropertyRule, Provisioning};
use rehome_domain::ids::{MoveId, UserId};
use rehome_domain::people::{Group, Subscription};
use rehome_domain::time::Timestamp;
use rehome_domain::user_move::MoveRequest;
use rehome_service::user_copy::CopyCommit;
use rehome_storage::provisioning_jobs::{self, ProvisioningJob, ProvisioningPart, ServiceHeld};
use rehome_storage::{Store, StoreError, Tx, accounts, subscriptions};
use rehome_testkit::copies::nina;
use rehome_testkit::databases::{self, Database};
use rehome_testkit::rows::{StoredRow, StoredTables, values};
use rehome_testkit::{Cast, NOW};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What the new person has of the original (hosting 6).
const COPIED: &[&str] = &[
    "users.extra.title",
    "users.extra.web_page",
    "users.extra.account.never_expires",
    "users.attributes.cost_centre",
    "users.manager",
    "user_hosting.department",
    "user_hosting.office",
    "user_services.service",
    "user_services.instance",
    "user_services.plan",
    "user_services.filled",
    "user_services.properties.mailbox_size",
];

/// Where it is told of whom somebody is a copy.
const TELLS_OF_WHOM: [&str; 3] = [
    "audit_records.body.original",
    "outbox.body.original",
    "user_moves.original",
];

/// What follows from living in the same customer, and from being somebody at all.
const OF_EVERYBODY_THERE: &[&str] = &[
    // The customer, and what lies above it.
    "users.home",
    "user_hosting.home",
    "user_services.organization",
    "user_scope.ancestor",
    "provisioning_jobs.organization",
    // The customer's domain, in an address of one's own.
    "user_words.word",
    // How everybody begins; one address is the primary one, whoever has it.
    "users.status",
    "user_hosting.user_type",
    "user_hosting.is_protected",
    "user_services.is_there",
    "credentials.must_change",
    "addresses.is_primary",
    // An order for the account and for each service, in a state that every order has.
    "provisioning_jobs.part",
    "provisioning_jobs.generation",
    "provisioning_jobs.is_begun",
    "provisioning_jobs.status",
    "provisioning_jobs.log.kind",
    "provisioning_jobs.work.kind",
    "provisioning_jobs.state.goal",
    "provisioning_jobs.state.is_accepted",
    "provisioning_jobs.state.status",
    "provisioning_jobs.state.tried",
];

/// What people of accounts own; copies are made in hosting trees, where nobody has any of it.
const OF_ACCOUNTS: [&str; 10] = [
    "account_folders.owner",
    "account_groups.owner",
    "account_members.user_id",
    "account_views.owner",
    "dropzones.owner",
    "folder_shares.user_id",
    "item_reviewers.user_id",
    "items.owner",
    "transfers.subject",
    "workflow_templates.owner",
];

fn mara() -> UserId {
    "mara".into()
}

/// Mara, who came from Clover and has something of everything.
fn cast() -> Cast {
    let mut cast = Cast::hosting()
        .home("mara", "clover")
        .manager("mara", Some("jon"))
        .grant("mara", "user@clover")
        .locked("mara")
        .remembers("mara", "bramble", "mara-desk")
        .user("mara", |it| {
            it.mapping_id = Some("mara-mapping".into());
            it.attributes = ["cost_centre", "phone", "employee_id"]
                .map(Into::into)
                .into();
            it.groups = ["mara-group".into()].into();
        })
        .hosted("mara", |it| {
            it.delegations = [Delegation {
                to: "jon".into(),
                until: None,
                kind: Some("mara-calendar".into()),
            }]
            .into();
        });
    let group = Group {
        id: "mara-group".into(),
        name: "Those around Mara".into(),
        organization: "bramble".into(),
        dynamic: false,
    };
    cast.groups.insert(group.id.clone(), group);
    for attribute in ["cost_centre", "phone", "employee_id"] {
        cast.attributes.insert(attribute.into(), None);
    }
    for (name, rule) in [
        ("mailbox_size", PropertyRule::Copy),
        ("sip_address", PropertyRule::Regenerate),
        ("line_uri", PropertyRule::Require),
    ] {
        cast = cast.knowing(|it| {
            let exchange = it.catalogue.services.get_mut("exchange").unwrap();
            exchange.properties.insert(name.into(), rule);
        });
    }
    cast
}

/// The house with Mara in it as she is copied.
async fn house(store: Store) -> House {
    let mut directory = cast().directory();
    let entry = directory.users.get_mut("mara").unwrap();
    entry.manage_dependents = false;
    entry.user_base = Some(serde_json::from_value(json!({"positions": ["mara-base"]})).unwrap());
    entry
        .attributes
        .insert("cost_centre".into(), "CC-77".into());
    for (field, value) in [
        ("title", json!("Head of Produce")),
        ("web_page", json!("https://produce.example")),
        ("test", json!(true)),
        (
            "account",
            json!({"never_expires": true, "change_at_next_sign_in": true}),
        ),
        ("photo", json!("mara-photo")),
        ("mfa", json!({"secret": "mara-second-factor"})),
        ("secret_question", json!("mara-question")),
        ("secret_answer", json!("mara-answer")),
        ("password_history", json!(["mara-former-hash"])),
        ("last_logon", json!("mara-last-logon")),
        ("external_id", json!("mara-external")),
        ("billing_id", json!("mara-billing")),
        ("directory_groups", json!(["cn=mara"])),
        ("sip_address", json!("sip:mara@bramble.example")),
    ] {
        entry.extra.insert(field.to_owned(), value);
    }
    let house = House::with(store, directory).await;
    let service = &house.service;
    service
        .password_set(&mara(), "Original-Secret-1")
        .await
        .unwrap();
    service
        .session_open("mara.quinn_BRAMBLE", "Original-Secret-1", None, None)
        .await
        .unwrap();
    house.turn(60);
    let mut to_bramble = MoveRequest::one("mara", "bramble");
    to_bramble.options.move_locked = Some(true);
    let moved = house.run("tess", &to_bramble, "move").await.unwrap();
    service
        .session_open("mara.quinn_BRAMBLE", "Original-Secret-1", None, None)
        .await
        .unwrap();
    service
        .token_make(&caller("mara"), "mara-token", None)
        .await
        .unwrap();
    service
        .saved_filter_keep(&caller("mara"), "mara-filter", "text=mara-query")
        .await
        .unwrap();
    let commit = moved.id.clone();
    let store = service.store();
    let given: Result<(), StoreError> = store
        .write(move |tx| {
            let commit = commit.clone();
            Box::pin(async move { what_only_work_leaves(tx, commit).await })
        })
        .await;
    given.unwrap();
    house.turn(60);
    house
}

/// An invitation, what a directory knows her by, and somebody at work on her.
async fn what_only_work_leaves(tx: &mut Tx, commit: MoveId) -> Result<(), StoreError> {
    let until = Timestamp(NOW.0 + 3_600_000_000);
    accounts::invite(tx, &mara(), "mara-invitation", until).await?;
    let subscription = Subscription {
        to: "fern".into(),
        start: NOW.day(),
        end: None,
    };
    subscriptions::add(tx, &mara(), &subscription).await?;
    provisioning_jobs::keep_entry(tx, &mara(), "directory", "mara-entry").await?;
    let job = ProvisioningJob {
        id: "mara-job".to_owned(),
        user: mara(),
        part: ProvisioningPart::Service("exchange".into()),
        organization: "bramble".into(),
        connector: Some("directory".to_owned()),
        generation: 1,
        actor: "tess".into(),
        commit: Some(commit),
        work: json!({"kind": "mara-work"}),
        state: json!({"entry": "mara-state"}),
        status: Provisioning::Requested,
        not_before: NOW,
        is_begun: true,
        ordered: NOW,
        changed: NOW,
        log: json!(["mara-log"]),
    };
    provisioning_jobs::order(tx, &job).await?;
    let taken = provisioning_jobs::take(tx, "mara-worker", &["directory"], until, until).await?;
    assert!(taken.is_some());
    let Value::Object(properties) = json!({
        "mailbox_size": "7 GB", "sip_address": "mara@bramble.example", "line_uri": "tel:mara",
    }) else {
        panic!("an object");
    };
    let held = ServiceHeld {
        organization: "bramble".into(),
        instance: Some("main".to_owned()),
        plan: Some("mailbox-25".to_owned()),
        status: Provisioning::Provisioned,
        properties,
    };
    provisioning_jobs::show(
        tx,
        &mara(),
        &ProvisioningPart::Account,
        Provisioning::Provisioned,
    )
    .await?;
    provisioning_jobs::hold_service(tx, &mara(), &"exchange".into(), &held).await
}

/// Makes Nina of Mara; answers who that is.
async fn copied(house: &House) -> UserId {
    let (cleo, request) = (caller("cleo"), nina());
    let review = house.service.user_copy_plan(&cleo, &request).await.unwrap();
    let findings = review.plan.findings();
    let commit = CopyCommit {
        acknowledged: findings.map(|it| it.code().to_owned()).collect(),
        digest: Some(review.digest.clone()),
        request,
    };
    let done = house
        .service
        .user_copy_commit(&cleo, commit, Some("copy"))
        .await;
    done.unwrap().user.unwrap()
}

/// The rows that belong to somebody, each with the values in it but their own id.
fn of(
    tables: &StoredTables,
    columns: &[(String, String)],
    id: &UserId,
) -> Vec<(String, Vec<(String, Value)>)> {
    let mut found = Vec::new();
    for (table, column) in columns {
        let rows = tables[table]
            .iter()
            .filter(|row| row[column] == *id.as_str());
        let own = |(_, value): &(String, Value)| *value != *id.as_str();
        found.extend(rows.map(|row| {
            let values = values(table, row).into_iter().filter(own).collect();
            (table.clone(), values)
        }));
    }
    found
}

/// The tables that belong to people, with the column that says to whom: the record itself, and what names it `user_id`.
async fn columns_of_owners(database: &Database) -> Vec<(String, String)> {
    let mut refers = database.columns_of_people().await;
    let (of_accounts, rest) = refers
        .drain(..)
        .partition(|it| OF_ACCOUNTS.contains(&it.as_str()));
    let (of_accounts, refers): (Vec<String>, Vec<String>) = (of_accounts, rest);
    assert_eq!(of_accounts, OF_ACCOUNTS);
    let owners = refers.iter().filter_map(|column| column.split_once('.'));
    let owners = owners.filter(|(_, column)| *column == "user_id");
    let mut owners: Vec<(String, String)> = owners
        .map(|(table, column)| (table.to_owned(), column.to_owned()))
        .collect();
    let others: Vec<&String> = refers
        .iter()
        .filter(|it| !it.ends_with(".user_id"))
        .collect();
    assert_eq!(
        others,
        ["users.manager", "users.sponsor"],
        "call it user_id where a row belongs to somebody"
    );
    owners.push(("users".to_owned(), "id".to_owned()));
    owners
}

async fn nothing_of_the_original_is_anywhere(database: Database) {
    let store = database.store().await;
    let house = house(store.clone()).await;
    let columns = columns_of_owners(&database).await;
    let before = database.tables().await;
    for (table, column) in &columns {
        let has = before[table].iter().any(|row| row[column] == "mara");
        assert!(
            has,
            "the original has something in every table of people, and nothing in {table}"
        );
    }
    let id = copied(&house).await;
    let after = database.tables().await;
    for (table, _) in OF_ACCOUNTS.iter().filter_map(|it| it.split_once('.')) {
        assert!(after[table].is_empty(), "{table}");
    }
    assert_eq!(
        of(&before, &columns, &mara()),
        of(&after, &columns, &mara()),
        "the original is as it was"
    );

    let theirs: BTreeSet<(String, String)> = flat(&of(&before, &columns, &mara()));
    let new: BTreeSet<(String, String)> = flat(&of(&after, &columns, &id));
    let equal: BTreeSet<&str> = theirs
        .intersection(&new)
        .map(|(path, _)| path.as_str())
        .collect();
    let expected: BTreeSet<&str> = COPIED.iter().chain(OF_EVERYBODY_THERE).copied().collect();
    assert_eq!(equal, expected);

    let written = written(&before, &after);
    // WHY: a plan that was given out says of whom it is, and lasts a day.
    let is_the_plans =
        |path: &str, value: &Value| path.starts_with("kept_plans.") && value == "mara";
    let telling = written
        .iter()
        .filter(|(path, value)| is_telling(value) && !is_the_plans(path, value));
    let telling: BTreeSet<&str> = telling.map(|(path, _)| path.as_str()).collect();
    assert_eq!(telling, BTreeSet::from(TELLS_OF_WHOM));
    store.close().await;
}

fn flat(rows: &[(String, Vec<(String, Value)>)]) -> BTreeSet<(String, String)> {
    let values = rows.iter().flat_map(|(_, values)| values);
    values
        .map(|(path, value)| (path.clone(), value.to_string()))
        .collect()
}

/// The values of all rows that were written, whoever they belong to.
fn written(before: &StoredTables, after: &StoredTables) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    for (table, rows) in after {
        let is_new = |row: &&StoredRow| !before[table].contains(row);
        found.extend(
            rows.iter()
                .filter(is_new)
                .flat_map(|row| values(table, row)),
        );
    }
    found
}

/// Whether a value is one of those by which the fixture marks what is Mara's alone.
fn is_telling(value: &Value) -> bool {
    let text = value.to_string().to_lowercase();
    ["mara", "quinn", "clover"]
        .iter()
        .any(|it| text.contains(it))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_of_the_original_is_anywhere_on_sqlite() {
    nothing_of_the_original_is_anywhere(databases::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_of_the_original_is_anywhere_on_postgres() {
    match databases::postgres() {
        Some(database) => nothing_of_the_original_is_anywhere(database).await,
        None => println!("not run: {} names no server", databases::VARIABLE),
    }
}
