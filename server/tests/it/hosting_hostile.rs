//! Hostile texts in every field of hosting trees: each gets its finding or refusal, nothing is written, nobody is told of
//! what is not theirs, and the server goes on.

use crate::client::Answer;
use crate::house::{House, Program};
use rehome_testkit::Cast;
use serde_json::{Value, json};

/// A field, texts that it does not take, and how a text stands in it.
type Field<'a> = (&'a str, &'a [&'a str], &'a dyn Fn(&str) -> Value);

/// What no sign-in name and no address is; `{}` stands for a domain that would do.
const NO_ADDRESSES: &[&str] = &[
    " ",
    "mara",
    "@{}",
    "mara@",
    "mara@@{}",
    "mara@fern.example@{}",
    "мара@{}",
    "mara quinn@{}",
    "\"mara\"@{}",
    "<script>@{}",
    "mara;DROP TABLE users@{}",
    "mara@{}\r\nBcc: eve@fern.example",
    "mara\u{202e}@{}",
    "mara\u{200b}@{}",
    "mara@fern.example",
    "mara@{}.",
    "mara@.{}",
    "LONG@{}",
];

/// What no username is.
const NO_USERNAMES: &[&str] = &[
    "мара",
    "mara quinn",
    "mara/quinn",
    "mara\"q",
    "mara:q",
    "mara@q",
    "mara\u{202e}",
    "mara\r\nq",
    "<b>mara",
    "LONG",
];

/// What nothing that is named by a code is called here.
const NO_CODES: &[&str] = &[
    "",
    " ",
    "otter",
    "fern",
    "../kestrel",
    "%2e%2e",
    "'; DROP TABLE users; --",
    "no-such-thing",
    "\u{202e}",
    "LONG",
];

fn of(text: &str, domain: &str) -> String {
    text.replace("{}", domain).replace("LONG", &"m".repeat(600))
}

/// Whether an answer refuses: by its status, or as a plan that does.
fn refuses(answer: &Answer) -> bool {
    match answer.status {
        200 => answer.json()["verdict"] == "refuses",
        status => [400, 404, 409, 413, 422].contains(&status),
    }
}

async fn everything(house: &House) -> String {
    let directory = house.running.service().directory_export().await.unwrap();
    format!("{:?}", directory.users)
}

/// That an answer refuses and tells nothing of another reseller's.
fn is_refused(answer: &Answer, field: &str, text: &str) {
    assert!(
        refuses(answer),
        "{field} {text:?}: {} {}",
        answer.status,
        answer.text()
    );
    for hidden in ["Otter", "Fern", "otis"] {
        assert!(
            !answer.text().contains(hidden),
            "{field} {text:?}: {}",
            answer.text()
        );
    }
}

async fn change(who: &Program, user: &str, body: &Value) -> Answer {
    let there = who
        .get(&format!("users/{user}?as=operator"))
        .await
        .expect(200)
        .json();
    let ask = who.ask("PATCH", &format!("users/{user}?as=operator"));
    let ask = ask.header("If-Match", format!("\"{}\"", there["revision"]));
    ask.json(body).send(who.to).await
}

#[tokio::test(flavor = "multi_thread")]
async fn no_hostile_text_gets_into_a_move_between_customers() {
    let house = House::with(Cast::hosting()).await;
    let rhea = house.as_user("rhea").await;
    let kept = everything(&house).await;
    let address: &dyn Fn(&str) -> Value = &|text| json!(text);
    let fields: &[Field<'_>] = &[
        ("upn", NO_ADDRESSES, address),
        ("primary_address", NO_ADDRESSES, address),
        ("aliases", NO_ADDRESSES, &|text| json!([text])),
        ("addresses", NO_ADDRESSES, &|text| json!({text: "keep"})),
        ("manager", NO_CODES, address),
        (
            "services",
            NO_CODES,
            &|text| json!({text: {"disposition": "move"}}),
        ),
        (
            "services",
            NO_CODES,
            &|text| json!({"exchange": {"disposition": "move", "plan": text}}),
        ),
        (
            "services",
            NO_CODES,
            &|text| json!({"exchange": {"disposition": "move", "instance": text}}),
        ),
        (
            "services",
            NO_CODES,
            &|text| json!({"exchange": {"disposition": text}}),
        ),
        ("destination", NO_CODES, address),
        ("subject", NO_CODES, address),
    ];
    for (field, texts, value) in fields {
        for text in *texts {
            let text = of(text, "clover.example");
            let mut body = json!({"subject": "mara", "destination": "clover"});
            body[*field] = value(&text);
            let planned = rhea.plan(&body).await;
            is_refused(&planned, field, &text);
            let digest = planned.json()["digest"].as_str().unwrap_or("d").to_owned();
            let done = rhea.commit(&body, &digest, &[], "hostile").await;
            assert!(
                [400, 404, 409, 422].contains(&done.status),
                "{field} {text:?}: {}",
                done.text()
            );
        }
    }
    assert_eq!(everything(&house).await, kept);
    rhea.plan(&json!({"subject": "mara", "destination": "clover"}))
        .await
        .expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_hostile_text_gets_into_a_hosted_account() {
    let house = House::with(Cast::hosting()).await;
    let (cleo, rhea) = (house.as_user("cleo").await, house.as_user("rhea").await);
    let kept = everything(&house).await;
    let text_as_is: &dyn Fn(&str) -> Value = &|text| json!(text);
    let fields: &[Field<'_>] = &[
        ("upn", NO_ADDRESSES, text_as_is),
        (
            "addresses",
            NO_ADDRESSES,
            &|text| json!({text: {"primary": true}}),
        ),
        ("username", NO_USERNAMES, text_as_is),
        ("department", &NO_CODES[2..], text_as_is),
        ("office", &NO_CODES[2..], text_as_is),
        ("manager", NO_CODES, text_as_is),
    ];
    for (field, texts, value) in fields {
        for text in *texts {
            let text = of(text, "bramble.example");
            let who = if *field == "username" { &rhea } else { &cleo };
            let answer = change(who, "mara", &json!({*field: value(&text)})).await;
            is_refused(&answer, field, &text);
        }
    }
    assert_eq!(everything(&house).await, kept);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_hostile_text_gets_into_a_copy() {
    let house = House::with(Cast::hosting()).await;
    let cleo = house.as_user("cleo").await;
    let kept = everything(&house).await;
    let text_as_is: &dyn Fn(&str) -> Value = &|text| json!(text);
    let fields: &[Field<'_>] = &[
        ("upn", NO_ADDRESSES, text_as_is),
        (
            "addresses",
            NO_ADDRESSES,
            &|text| json!({text: {"primary": true}}),
        ),
        ("username", NO_USERNAMES, text_as_is),
        ("given", &["mara\r\nq", "LONG"], text_as_is),
        ("surname", &["mara\r\nq", "LONG"], text_as_is),
        (
            "password",
            &["", "short", "alllowercase", "LONGLONGLONGLONG"],
            text_as_is,
        ),
    ];
    let copy = |field: &str, value: Value| {
        let mut body = json!({
            "source_user": "mara",
            "user": {"given": "Nina", "surname": "Park", "upn": "nina@bramble.example", "password": "Correct-Horse-7"},
        });
        body["user"][field] = value;
        body
    };
    for (field, texts, value) in fields {
        for text in *texts {
            let text = of(text, "bramble.example");
            let planned = cleo.post("copies/plan", &copy(field, value(&text))).await;
            is_refused(&planned, field, &text);
            assert!(*field != "password" || text.len() < 5 || !planned.text().contains(&text));
        }
    }
    for text in NO_CODES {
        let text = of(text, "");
        for body in [
            json!({"source_user": text}),
            json!({"copy_services": [text]}),
            json!({"add_services": {text.as_str(): {}}}),
            json!({"add_services": {"ocs": {"plan": text}}}),
            json!({"properties": {text.as_str(): {"a": "b"}}}),
        ] {
            let mut asked = copy("surname", json!("Park"));
            let (field, value) = body.as_object().unwrap().iter().next().unwrap();
            asked[field] = value.clone();
            is_refused(&cleo.post("copies/plan", &asked).await, field, &text);
        }
        // A role that is none is told and not given (hosting 7: a warning).
        let mut asked = copy("surname", json!("Park"));
        asked["roles"] = json!([text]);
        let planned = cleo.post("copies/plan", &asked).await.expect(200);
        assert!(planned.text().contains("role-not-allowed"), "{text:?}");
        assert!(
            !planned.json()["steps"].to_string().contains("\"role\""),
            "{text:?}"
        );
    }
    assert_eq!(everything(&house).await, kept);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_in_an_address_is_refused_and_in_no_answer() {
    let house = House::with(Cast::hosting()).await;
    let cleo = house.as_user("cleo").await;
    for path in [
        "copies/plan?password=Correct-Horse-7",
        "users?password=Correct-Horse-7",
        "users?user=cleo:Correct-Horse-7@bramble.example&password=Correct-Horse-7",
    ] {
        let answer = cleo.get(path).await;
        assert!(
            (400..500).contains(&answer.status),
            "{path}: {}",
            answer.status
        );
        assert!(
            !answer.text().contains("Correct-Horse-7"),
            "{path}: {}",
            answer.text()
        );
    }
}
