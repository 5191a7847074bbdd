//! No endpoint is untested for strangers: signed out, everything is 401; for somebody of another
//! organization, what is hidden answers byte for byte like what does not exist.

use crate::client::Ask;
use crate::house::House;
use rehome_server::endpoints;
use serde_json::{Value, json};

/// Endpoints that name nobody and nothing in path or body, so that there is nothing to hide. A list among them that can be
/// asked about somebody is asked in `lists_asked_about_what_is_hidden_answer_as_if_it_did_not_exist`.
const NAME_NOTHING: [&str; 21] = [
    "GET /me",
    "GET /catalogue",
    "GET /openapi.json",
    "GET /users",
    "GET /organizations",
    "GET /moves",
    "GET /moves/export",
    "GET /moves/flows",
    "GET /audit",
    "GET /audit/export",
    "GET /jobs",
    "GET /transfers",
    "GET /transactions",
    "GET /provisioning",
    "POST /users",
    "POST /items",
    "GET /items",
    "GET /folders",
    "POST /folders",
    "POST /organizations",
    "GET /destinations",
];

#[tokio::test(flavor = "multi_thread")]
async fn signed_out_everything_is_401_whatever_the_path_and_the_method() {
    let house = House::new().await;
    let mut seen = None;
    let mut paths: Vec<(String, String)> = endpoints()
        .map(|endpoint| {
            (
                endpoint.method.to_owned(),
                format!("/api/v1{}", endpoint.path.replace(['{', '}'], "")),
            )
        })
        .collect();
    for path in [
        "/api",
        "/api/",
        "/api/v1",
        "/api/v1/",
        "/api/v1/nothing",
        "/api/v1/users/dana/nothing",
        "/api/v2/users",
        "/api/profile",
        "/api/%00",
        "/api/v1/../v1/users",
    ] {
        paths.push(("GET".to_owned(), path.to_owned()));
        paths.push(("PUT".to_owned(), path.to_owned()));
    }
    for (method, path) in paths {
        for ask in [
            Ask::new(&method, &path),
            Ask::new(&method, &path).token("rhm_no-such-token"),
            Ask::new(&method, &path).header("Authorization", "Basic ZGFuYTp4"),
        ] {
            let answer = house.send(ask).await;
            assert_eq!(answer.status, 401, "{method} {path}: {}", answer.text());
            let body = seen.get_or_insert_with(|| answer.body.clone());
            assert_eq!(*body, answer.body, "{method} {path}");
            assert!(answer.header("www-authenticate").is_some());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_cannot_tell_what_is_hidden_from_what_does_not_exist() {
    let house = House::new().await;
    // Sol administers the other enterprise; Dana, Harbour Clinic and Ana's moves are nothing to her.
    let ana = house.as_user("ana").await;
    let moved = ana
        .move_now(
            &json!({"acting_in": "aster-north", "subject": "dana", "destination": "riverside"}),
            "k1",
        )
        .await
        .expect(201);
    let hidden_move = moved.json()["id"].as_str().unwrap().to_owned();
    let sol = house.as_user("sol").await;
    let digest = "0".repeat(64);
    for endpoint in endpoints() {
        let name = format!("{} {}", endpoint.method, endpoint.path);
        if NAME_NOTHING.contains(&name.as_str()) {
            continue;
        }
        let mut bodies = Vec::new();
        for (user, organization, id) in [
            ("dana", "harbour", hidden_move.as_str()),
            (
                "nobody-of-this-name",
                "no-such-place",
                "0190b0e0-0000-7000-8000-000000000000",
            ),
        ] {
            let path = endpoint
                .path
                .replace("{user}", user)
                .replace("{code}", organization)
                .replace("{organization}", organization)
                .replace("{section}", "user_move")
                .replace("{service}", "exchange")
                .replace("{role}", "alert_publisher")
                .replace("{group}", "night-shift")
                .replace("{item}", "p-1")
                .replace("{folder}", "f-1")
                .replace("{id}", id);
            let path = match name.as_str() {
                "GET /profiles" => format!("{path}?account={organization}"),
                _ => path,
            };
            assert!(
                !path.contains('{'),
                "{path} names something this test does not know"
            );
            let body = body_of(&name, user, organization, &digest);
            let mut ask = Ask::new(endpoint.method, &format!("/api/v1{path}"))
                .token(&sol.token)
                .header("If-Match", "1")
                .header("Idempotency-Key", "stranger");
            if let Some(body) = body {
                ask = ask.json(&body);
            }
            bodies.push(house.send(ask).await);
        }
        let [hidden, unknown] = &bodies[..] else {
            unreachable!()
        };
        assert_eq!(hidden.status, 404, "{name}: {}", hidden.text());
        assert_eq!(hidden.body, unknown.body, "{name}");
        assert_eq!(hidden.status, unknown.status, "{name}");
        let names = |answer: &crate::client::Answer| {
            answer
                .headers
                .iter()
                .map(|(name, _)| name.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(names(hidden), names(unknown), "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_asked_about_what_is_hidden_answer_as_if_it_did_not_exist() {
    let house = House::new().await;
    let sol = house.as_user("sol").await;
    for (list, parameter, hidden, unknown) in [
        ("users", "acting_in", "harbour", "no-such-place"),
        ("users", "organization", "harbour", "no-such-place"),
        ("organizations", "acting_in", "harbour", "no-such-place"),
        ("destinations", "acting_in", "harbour", "no-such-place"),
        ("destinations", "subject", "dana", "nobody-of-this-name"),
        ("moves", "acting_in", "harbour", "no-such-place"),
        ("moves", "user", "dana", "nobody-of-this-name"),
        ("moves/export", "acting_in", "harbour", "no-such-place"),
        ("moves/export", "user", "dana", "nobody-of-this-name"),
        ("moves/flows", "acting_in", "harbour", "no-such-place"),
        ("moves/flows", "user", "dana", "nobody-of-this-name"),
        ("folders", "account", "harbour", "no-such-place"),
        ("folders", "folder", "f-1", "no-such-folder"),
        ("items", "account", "harbour", "no-such-place"),
        ("items", "folder", "f-1", "no-such-folder"),
        ("provisioning", "acting_in", "harbour", "no-such-place"),
        ("audit", "acting_in", "harbour", "no-such-place"),
        ("audit", "about", "dana", "nobody-of-this-name"),
        ("audit/export", "acting_in", "harbour", "no-such-place"),
        ("audit/export", "about", "dana", "nobody-of-this-name"),
    ] {
        let asked = async |value: &str| {
            let own = if parameter == "acting_in" || list == "folders" || list == "items" {
                ""
            } else {
                "&acting_in=aster-south"
            };
            sol.get(&format!("{list}?{parameter}={value}{own}")).await
        };
        let (hidden, unknown) = (asked(hidden).await, asked(unknown).await);
        assert_eq!(
            (hidden.status, hidden.text()),
            (unknown.status, unknown.text()),
            "{list}?{parameter}="
        );
        let is_empty = || match list {
            // The names of its columns and no row.
            "moves/export" | "audit/export" => hidden.text().lines().count() == 1,
            "moves/flows" => hidden.json()["flows"] == json!([]),
            _ => hidden.json()["items"] == json!([]),
        };
        assert!(
            hidden.status == 404 || is_empty(),
            "{list}?{parameter}=: {}",
            hidden.text()
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_calls_of_our_pages_tell_a_stranger_no_more() {
    let house = House::new().await;
    let ana = house.as_user("ana").await;
    let moved = ana
        .move_now(
            &json!({"acting_in": "aster-north", "subject": "dana", "destination": "riverside"}),
            "k1",
        )
        .await
        .expect(201);
    let hidden_move = moved.json()["id"].as_str().unwrap().to_owned();
    // Walt's organization stands alone: he sees no other.
    let walt = house.sign_in_by_service("walt").await;
    let send = async |ask: Ask| {
        let ask = ask
            .header("Cookie", format!("rehome={walt}"))
            .header("Sec-Fetch-Site", "same-origin");
        let answer = house.send(ask).await;
        (answer.status, answer.text())
    };
    let wish = |destination: &str| json!({"destination": destination, "position": null});
    let places = ["harbour", "no-such-place"];
    let moves = [hidden_move.as_str(), "0190b0e0-0000-7000-8000-000000000000"];
    let calls: [(&str, [Ask; 2]); 4] = [
        (
            "positions",
            places.map(|place| Ask::new("GET", &format!("/api/move/positions?organization={place}"))),
        ),
        (
            "review",
            places.map(|place| {
                let body = json!({"wish": wish(place), "since": null});
                Ask::new("POST", "/api/move/review").json(&body)
            }),
        ),
        (
            "commit",
            places.map(|place| {
                let body = json!({
                    "wish": wish(place), "digest": "0".repeat(64), "acknowledged": [], "idempotency_key": "k",
                });
                Ask::new("POST", "/api/move/commit").json(&body)
            }),
        ),
        (
            "arrival",
            moves.map(|id| Ask::new("GET", &format!("/api/move/arrival?id={id}"))),
        ),
    ];
    for (call, [hidden, unknown]) in calls {
        let (hidden, unknown) = (send(hidden).await, send(unknown).await);
        assert_eq!(hidden.0, 404, "{call}: {}", hidden.1);
        assert_eq!(hidden, unknown, "{call}");
    }
}

/// A body that would be in order if the names in it were.
fn body_of(endpoint: &str, user: &str, organization: &str, digest: &str) -> Option<Value> {
    Some(match endpoint {
        "PATCH /users/{user}" => json!({"given": "X"}),
        "POST /users/{user}/lock" => json!({"locked": true}),
        "POST /users/{user}/roles" => json!({"role": "alert_publisher", "at": organization}),
        "PATCH /organizations/{code}" => json!({"name": "X"}),
        "PATCH /organizations/{code}/settings/{section}" => json!({"undo_days": 3}),
        "PATCH /users/{user}/services/{service}" | "PATCH /jobs/{id}" => json!({"action": "retry"}),
        "PUT /organizations/{code}/services/{service}" | "PUT /catalogue/{section}/{id}" => {
            json!({})
        }
        "POST /organizations/{code}/groups"
        | "PATCH /organizations/{code}/groups/{group}"
        | "PATCH /folders/{folder}" => {
            json!({"name": "Harvest"})
        }
        "POST /moves/plan" | "POST /moves/plan/removed" => {
            json!({"subject": user, "destination": "palm-court"})
        }
        "POST /moves" => {
            json!({"subject": user, "destination": "palm-court", "digest": digest, "acknowledged": []})
        }
        "POST /copies/plan" => json!({"source_user": user, "user": {"upn": "new@palm.example"}}),
        "POST /copies" => {
            json!({"source_user": user, "user": {"upn": "new@palm.example"}, "digest": digest})
        }
        "POST /moves/{id}/undo" => json!({"digest": digest, "acknowledged": []}),
        "POST /moves/{id}/undo/plan" => json!({}),
        "POST /jobs/{id}/cancel"
        | "POST /jobs/{id}/pause"
        | "POST /jobs/{id}/resume"
        | "POST /jobs/{id}/retry"
        | "POST /transactions/{id}/replay"
        | "POST /jobs/{id}/items/{item}/give_up"
        | "POST /items/{item}/versions" => return None,
        "POST /users/{user}/leftover" | "POST /users/{user}/leftover/plan" => {
            json!({"account": organization, "digest": digest})
        }
        "POST /subscriptions" => json!({"users": [user], "to": "southport", "start": "2030-01-01"}),
        "POST /why" => {
            json!({"actor": "sol", "request": {"subject": user, "destination": "palm-court"}})
        }
        _ if endpoint.starts_with("POST") || endpoint.starts_with("PATCH") => {
            panic!("{endpoint} needs a body here")
        }
        _ => return None,
    })
}

#[test]
fn every_exception_is_an_endpoint_that_exists() {
    let all: Vec<String> = endpoints()
        .map(|endpoint| format!("{} {}", endpoint.method, endpoint.path))
        .collect();
    for exception in NAME_NOTHING {
        assert!(
            all.contains(&exception.to_owned()),
            "{exception} is no endpoint any more: take it off the list"
        );
    }
}
