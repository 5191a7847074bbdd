//! What people would be called: addresses, sign-in names and usernames from names of many scripts, and plans.

use proptest::prelude::*;
use rehome_domain::hosting::proposal::{
    LONGEST_USERNAME, Tokens, UsernameFault, addresses, bare, is_legal_local, legal, plan,
    rendered, split, upn, username,
};
use rehome_domain::hosting::{Catalogue, Plan, PlanFor};
use rehome_domain::ids::PlanId;

fn tokens<'a>(given: &'a str, surname: &'a str) -> Tokens<'a> {
    let some = |text: &'a str| (!text.is_empty()).then_some(text);
    Tokens {
        given: some(given),
        surname: some(surname),
        display: "Mara Quinn",
        alias: "mq",
    }
}

fn local(format: &str, tokens: &Tokens<'_>) -> String {
    let address = rendered(format, tokens, "x.example").unwrap_or_default();
    address.trim_end_matches("@x.example").to_owned()
}

#[test]
fn every_token_of_a_format_is_understood() {
    let mara = Tokens {
        given: Some("Mara Ann"),
        surname: Some("Quinn"),
        display: "Quinn, Mara",
        alias: "mq",
    };
    for (format, expected) in [
        ("%g.%s", "maraann.quinn"),
        ("%s.%g", "quinn.maraann"),
        ("%1g%s", "mquinn"),
        ("%3g.%3s", "mar.qui"),
        ("%i", "a"),
        ("%g%i", "maraanna"),
        ("%d", "quinnmara"),
        ("%m", "mq"),
        ("%r.-%g.%s", "maraann-quinn"),
        ("%rnn%s", "qui"),
        ("%%%s", "quinn"),
        ("info", "info"),
        ("%x%s", "quinn"),
        ("%s%", "quinn"),
        ("%G.%S@x.example", "maraann.quinn"),
    ] {
        assert_eq!(local(format, &mara), expected, "{format}");
    }
    assert_eq!(
        rendered("%s@other.example", &mara, "x.example").unwrap(),
        "quinn@other.example"
    );
}

#[test]
fn names_of_many_scripts_are_written_in_letters_addresses_can_hold() {
    for (given, surname, expected) in [
        ("Zoë", "Müller-Groß", "zoe.muller-gross"),
        ("Łukasz", "Żółć", "lukasz.zolc"),
        ("Søren", "Ærø", "soren.aero"),
        ("Seán", "O'Brien", "sean.obrien"),
        ("Nguyễn", "Thị Đào", "nguyen.thidao"),
        ("İpek", "Ilgın", "ipek.ilgin"),
        ("Юрий", "Щедрин", "yurii.shchedrin"),
        ("Ελένη", "Ψαρά", "eleni.psara"),
        ("Ame\u{301}lie", "Dupré", "amelie.dupre"),
        ("Ｍａｒａ", "Ｑ", "mara.q"),
    ] {
        assert_eq!(
            local("%g.%s", &tokens(given, surname)),
            expected,
            "{given} {surname}"
        );
    }
}

#[test]
fn a_missing_name_falls_out_with_its_separator() {
    assert_eq!(local("%g.%s", &tokens("Mara", "")), "mara");
    assert_eq!(local("%g.%s", &tokens("", "Quinn")), "quinn");
    assert_eq!(local("%g.%s", &tokens("مارا", "Quinn")), "quinn");
    assert_eq!(local("%g.-_%s", &tokens("Mara", "Quinn")), "mara.quinn");
    assert_eq!(
        rendered("%g.%s", &tokens("山田", "太郎"), "x.example"),
        None
    );
    assert_eq!(rendered("%g.%s", &tokens("", ""), "x.example"), None);
    // Then the sign-in name takes its place.
    let free = |_: &str| true;
    let found = addresses(
        &["%g.%s".into()],
        &tokens("山田", "太郎"),
        "x.example",
        "mq@x.example",
        &free,
    );
    assert_eq!(found, ["mq@x.example"]);
    assert_eq!(
        addresses(&[], &tokens("Mara", ""), "x.example", "mq@x.example", &free),
        ["mq@x.example"]
    );
}

#[test]
fn a_number_is_appended_where_a_proposal_is_taken() {
    let taken = ["mara.quinn@x.example", "mara.quinn2@x.example"];
    let free = |name: &str| !taken.contains(&name);
    assert_eq!(
        upn("mara.quinn@old.example", "x.example", &free).unwrap(),
        "mara.quinn3@x.example"
    );
    assert_eq!(
        upn("mara@old.example", "x.example", &free).unwrap(),
        "mara@x.example"
    );
    assert_eq!(upn("山田@old.example", "x.example", &free), None);
    assert_eq!(upn("mara", "", &free), None);
    assert_eq!(upn("mara", "x.example", &|_| false), None);
    let formats = ["%g.%s".into(), "%g".into(), "%G".into()];
    let found = addresses(
        &formats,
        &tokens("Mara", "Quinn"),
        "x.example",
        "mq@x.example",
        &free,
    );
    assert_eq!(found, ["mara.quinn3@x.example", "mara@x.example"]);
}

#[test]
fn a_username_has_twenty_characters_with_its_suffix() {
    let free = |_: &str| true;
    assert_eq!(
        username("mara.quinn", "CLOVER", &free).unwrap(),
        "mara.quinn_CLOVER"
    );
    let long = username("bartholomew.featherstonehaugh", "CLOVER", &free).unwrap();
    assert_eq!(
        (long.as_str(), long.len()),
        ("bartholomew.f_CLOVER", LONGEST_USERNAME)
    );
    let taken = |name: &str| name != "bartholomew.f_CLOVER";
    assert_eq!(
        username("bartholomew.featherstonehaugh", "CLOVER", &taken).unwrap(),
        "bartholomew2_CLOVER"
    );
    assert_eq!(
        username("m", "MUCHLONGERTHANALLOW", &free),
        Err(UsernameFault::TooLong)
    );
    assert_eq!(
        username("山田", "CLOVER", &free),
        Err(UsernameFault::TooLong)
    );
    assert_eq!(
        username("mara", "CLOVER", &|_| false),
        Err(UsernameFault::Taken)
    );
}

#[test]
fn the_suffix_of_a_username_is_known_by_the_short_name_alone() {
    assert_eq!(bare("mara_BRAMBLE", "BRAMBLE"), "mara");
    assert_eq!(bare("mara_bramble", "BRAMBLE"), "mara");
    assert_eq!(bare("mara_OTHER", "BRAMBLE"), "mara_OTHER");
    assert_eq!(bare("_BRAMBLE", "BRAMBLE"), "_BRAMBLE");
    assert_eq!(bare("Zoë", "ë"), "Zoë");
}

#[test]
fn a_typed_local_part_is_legal_or_not() {
    for yes in ["mara", "m.q", "o'brien", "mara+x", "m_q-1"] {
        assert!(is_legal_local(yes), "{yes}");
    }
    for no in ["", ".m", "m.", "m..q", "m q", "m@q", "мара", "m\"q"] {
        assert!(!is_legal_local(no), "{no}");
    }
    assert!(!is_legal_local(&"m".repeat(65)));
}

fn catalogue() -> Catalogue {
    let mut catalogue = Catalogue::shipped();
    for (id, name, level) in [
        ("a-25", "Mailbox 25", Some(2)),
        ("b-25", "MAILBOX 25", Some(2)),
        ("basic", "Basic", Some(2)),
        ("gold", "Gold", Some(3)),
        ("odd", "Odd", None),
    ] {
        let plan = Plan {
            service: "exchange".into(),
            plan_for: PlanFor::User,
            name: Some(name.into()),
            level,
        };
        catalogue.plans.insert(id.into(), plan);
    }
    catalogue
}

#[test]
fn a_plan_is_the_same_else_of_the_same_name_else_the_only_one_of_its_level() {
    let pick = |offered: &[&str]| {
        let offered: Vec<PlanId> = offered.iter().map(|id| PlanId::from(*id)).collect();
        plan(&catalogue(), &"exchange".into(), &"a-25".into(), &offered)
    };
    assert_eq!(pick(&["gold", "b-25", "a-25"]), Some("a-25".into()));
    assert_eq!(pick(&["gold", "b-25"]), Some("b-25".into()));
    assert_eq!(pick(&["basic"]), Some("basic".into()));
    assert_eq!(pick(&["gold"]), None, "another level is never picked");
    assert_eq!(pick(&["odd"]), None, "nor one of no level");
    assert_eq!(pick(&["basic", "gold"]), None, "nor one of several");
    assert_eq!(pick(&[]), None);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_proposed_is_legal(given in ".{0,12}", surname in ".{0,12}", format in "[%a-z0-9.@_-]{0,12}") {
        prop_assert!(legal(&given).is_ascii());
        let tokens = tokens(&given, &surname);
        let taken = |name: &str| name.len().is_multiple_of(2);
        let former = format!("{given}@old.example");
        for name in addresses(&[format.as_str().into(), "%g.%s".into()], &tokens, "x.example", "mq@x.example", &taken)
            .into_iter()
            .chain(upn(&former, "x.example", &taken))
        {
            let (local, _) = split(&name).unwrap();
            prop_assert!(is_legal_local(local), "{name}");
        }
        if let Ok(name) = username(&given, "CLOVER", &taken) {
            prop_assert!(name.len() <= LONGEST_USERNAME && name.ends_with("_CLOVER"), "{name}");
        }
    }
}
