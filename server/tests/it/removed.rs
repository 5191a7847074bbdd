//! The memberships and delegations that end with a move, as a file: before it and after it, for who sees the move.

use crate::house::House;
use rehome_domain::hosting::Delegation;
use rehome_domain::people::Group;
use rehome_testkit::Cast;
use serde_json::json;

/// Mara is in a group of Bramble whose name looks like a formula, and Jon stands in for her.
async fn house() -> House {
    let mut cast = Cast::hosting()
        .user("mara", |it| it.groups = ["growers".into()].into())
        .hosted("mara", |it| {
            it.delegations = [Delegation {
                to: "jon".into(),
                until: None,
                kind: Some("calendar".into()),
            }]
            .into();
        });
    let group = Group {
        id: "growers".into(),
        name: "=Growers, all".into(),
        organization: "bramble".into(),
        dynamic: false,
    };
    cast.groups.insert(group.id.clone(), group);
    House::with(cast).await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_ends_is_told_before_and_after_alike() {
    let house = house().await;
    let rhea = house.as_user("rhea").await;
    let request = json!({"subject": "mara", "destination": "clover"});
    let before = rhea.post("moves/plan/removed", &request).await.expect(200);
    assert_eq!(
        before.header("content-type"),
        Some("text/csv; charset=utf-8")
    );
    assert_eq!(
        before.header("content-disposition"),
        Some("attachment; filename=\"removed.csv\"")
    );
    let lines: Vec<String> = before.text().lines().map(str::to_owned).collect();
    assert_eq!(lines[0], "User,Name,What,Id,Of,Until,For,Move");
    assert!(
        lines.contains(&"mara,Mara Quinn,membership,growers,\"'=Growers, all\",,,".to_owned()),
        "{lines:?}"
    );
    assert!(
        lines.contains(&"mara,Mara Quinn,delegation,jon,jon,,calendar,".to_owned()),
        "{lines:?}"
    );
    assert_eq!(lines.len(), 3);
    let done = rhea.move_now(&request, "k").await.expect(201).json();
    let id = done["id"].as_str().unwrap();
    let after = rhea
        .get(&format!("moves/{id}/removed"))
        .await
        .expect(200)
        .text();
    let told: Vec<String> = lines[1..]
        .iter()
        .map(|line| format!("{line}{id}"))
        .collect();
    let mut now: Vec<String> = after.lines().skip(1).map(str::to_owned).collect();
    now.sort();
    let mut told = told;
    told.sort();
    assert_eq!(now, told);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_see_the_move_cannot_tell_it_from_none() {
    let house = house().await;
    let rhea = house.as_user("rhea").await;
    let request = json!({"subject": "mara", "destination": "clover"});
    let done = rhea.move_now(&request, "k").await.expect(201).json();
    let id = done["id"].as_str().unwrap();
    let otis = house.as_user("otis").await;
    let hidden = otis
        .get(&format!("moves/{id}/removed"))
        .await
        .refused(404, "not-found");
    let unknown = otis.get("moves/0197-no-such/removed").await;
    assert_eq!(hidden.body, unknown.body);
    let hidden = otis.post("moves/plan/removed", &request).await;
    let unknown = json!({"subject": "nobody", "destination": "clover"});
    let unknown = otis.post("moves/plan/removed", &unknown).await;
    assert_eq!((hidden.status, hidden.body), (404, unknown.body));
}
