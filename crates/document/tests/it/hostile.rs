//! Bombs and oddities: a clear refusal, at once.

use rehome_document::{Code, Options, read_text};

fn codes(name: &str, text: &[u8]) -> Vec<Code> {
    let outcome = read_text(name, text, &Options::default());
    outcome
        .err()
        .map(|faults| faults.faults.iter().map(|fault| fault.code).collect())
        .unwrap_or_default()
}

#[test]
fn a_bomb_of_aliases_is_refused_without_growing() {
    let mut text = String::from("version: 1\na0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..40 {
        let below = format!("*a{}", level - 1);
        text.push_str(&format!(
            "a{level}: &a{level} [{}]\n",
            [below.as_str(); 9].join(", ")
        ));
    }
    assert!(codes("a.yaml", text.as_bytes()).contains(&Code::Alias));
}

#[test]
fn what_lies_too_deep_is_refused_in_every_notation() {
    for (name, opening) in [
        ("a.json", "["),
        ("a.yaml", "["),
        ("a.json", "{\"a\":"),
        ("a.yaml", "{a: "),
        ("a.yaml", "- "),
        ("a.yaml", "? "),
    ] {
        let text = opening.repeat(100_000);
        assert_eq!(
            codes(name, text.as_bytes()).last(),
            Some(&expected(name, opening)),
            "{name} {opening}"
        );
    }
    fn expected(name: &str, opening: &str) -> Code {
        // WHY: in YAML a key that is a map is refused before it can lie deep.
        if (name, opening) == ("a.yaml", "? ") {
            Code::KeyNotText
        } else {
            Code::TooDeep
        }
    }
}

#[test]
fn sixty_levels_of_positions_are_read() {
    let text = format!(
        "version: 1\norganizations: {{a: {{kind: basic, hierarchy: {}{}}}}}\n",
        (0..60).map(|n| format!("{{p{n}: ")).collect::<String>() + "{}",
        "}".repeat(60)
    );
    assert_eq!(codes("a.yaml", text.as_bytes()), []);
    let text = format!(
        "version: 1\norganizations: {{a: {{kind: basic, hierarchy: {}{}}}}}\n",
        (0..70).map(|n| format!("{{p{n}: ")).collect::<String>() + "{}",
        "}".repeat(70)
    );
    assert_eq!(codes("a.yaml", text.as_bytes()), [Code::TooDeep]);
}

#[test]
fn ten_megabytes_of_brackets_are_refused() {
    let text = "[".repeat(10_000_000);
    assert_eq!(codes("a.yaml", text.as_bytes()), [Code::TooDeep]);
    assert_eq!(codes("a.json", text.as_bytes()), [Code::TooDeep]);
}

#[test]
fn a_file_larger_than_accepted_is_refused() {
    let options = Options {
        max_bytes: 20,
        ..Options::default()
    };
    assert_eq!(
        read_text("a.yaml", b"version: 1\nusers: {}\n", &options)
            .unwrap_err()
            .faults[0]
            .code,
        Code::TooLarge
    );
    assert!(read_text("a.yaml", b"version: 1\n", &options).is_ok());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.yaml");
    std::fs::write(&path, "version: 1\nusers: {}\n").unwrap();
    assert_eq!(
        rehome_document::read_path(&path, &options)
            .unwrap_err()
            .faults[0]
            .code,
        Code::TooLarge
    );
}

#[test]
fn bytes_that_are_no_text_are_refused_with_their_place() {
    let fault = read_text(
        "a.yaml",
        b"version: 1\nusers: {\"\xc3\xa9\xff\": {}}\n",
        &Options::default(),
    )
    .unwrap_err()
    .faults
    .remove(0);
    assert_eq!(
        (fault.code, fault.line, fault.column),
        (Code::NotUtf8, 2, 11)
    );
    let fault = read_text("a.csv", &[0xff, 0xfe, b'u', 0], &Options::default())
        .unwrap_err()
        .faults
        .remove(0);
    assert!(fault.message.contains("UTF-16"), "{fault}");
    assert_eq!(
        codes("a.yaml", b"version: 1\nusers: \0\n"),
        [Code::ControlCharacter]
    );
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_accepted() {
    assert_eq!(
        codes("a.yaml", b"\xef\xbb\xbfversion: 1\r\nusers: {}\r\n"),
        []
    );
    assert_eq!(
        codes("a.json", b"\xef\xbb\xbf{\r\n\t\"version\": 1\r\n}\r\n"),
        []
    );
}

#[test]
fn json_with_every_kind_of_escape_is_read() {
    let text = r#"{"version": 1, "organizations": {"a": {"kind": "enterprise", "name": "\u0041\ud83d\ude00\/\"\\ é 😀"}}}"#;
    let directory = read_text("a.json", text.as_bytes(), &Options::default()).unwrap();
    assert_eq!(&*directory.organizations["a"].name, "A😀/\"\\ é 😀");
}

#[test]
fn json_that_is_none_is_refused_where_it_ends_to_be() {
    let cases = [
        (r#"{"version": 1, "users": {"\ud800": {}}}"#, 27),
        (r#"{"version": 01}"#, 13),
        (r#"{"version": 1} x"#, 16),
        (r#"{"version" 1}"#, 12),
        (r#"{'version': 1}"#, 2),
        (r#"{"version": 1"#, 14),
        (r#"{"version": tru}"#, 13),
        ("{\"version\": \"a\tb\"}", 15),
        (r#"{"a": [1 2]}"#, 10),
        (r#"{"version": 1.}"#, 13),
        (r#"{"version": 1, }"#, 16),
        (r#"["#, 2),
        (r#"{"a": "b"#, 9),
        (r#"{"a": NaN}"#, 7),
    ];
    for (text, column) in cases {
        let faults = read_text("a.json", text.as_bytes(), &Options::default()).unwrap_err();
        let fault = &faults.faults[0];
        assert_eq!(
            (fault.code, fault.line, fault.column),
            (Code::Malformed, 1, column),
            "{text}: {fault}"
        );
    }
}

#[test]
fn places_in_json_count_characters_on_long_lines() {
    let text = r#"{"version": 1, "organizations": {"a": {"kind": "enterprise", "name": "日本語", "nam": 1}}}"#;
    let fault = read_text("a.json", text.as_bytes(), &Options::default())
        .unwrap_err()
        .faults
        .remove(0);
    assert_eq!((fault.line, fault.column), (1, 77));
    let text = text.replace("日本語", "abc");
    let fault = read_text("a.json", text.as_bytes(), &Options::default())
        .unwrap_err()
        .faults
        .remove(0);
    assert_eq!((fault.line, fault.column), (1, 77));
}

#[test]
fn a_control_character_from_an_escape_is_refused() {
    assert_eq!(codes("a.json", br#"{"version": 1, "organizations": {"a": {"kind": "enterprise", "name": "a\u0000b"}}}"#), [Code::ControlCharacter]);
    assert_eq!(
        codes(
            "a.yaml",
            b"version: 1\norganizations: {a: {kind: enterprise, name: \"a\\x07b\"}}\n"
        ),
        [Code::ControlCharacter]
    );
}

#[test]
fn twenty_thousand_organizations_in_a_row_are_judged_at_once() {
    let mut text = String::from("version: 1\norganizations:\n  o0: {kind: provider}\n");
    (1..20_000)
        .for_each(|n| text.push_str(&format!("  o{n}: {{kind: reseller, parent: o{}}}\n", n - 1)));
    let faults = read_text("a.yaml", text.as_bytes(), &Options::default()).unwrap_err();
    assert!(
        faults
            .faults
            .iter()
            .all(|fault| fault.code == Code::TooDeep)
    );
}

#[test]
fn too_many_subscriptions_and_keys_of_a_megabyte_are_refused() {
    let key = "k".repeat(1_000_000);
    assert_eq!(
        codes(
            "a.json",
            format!("{{\"version\": 1, \"{key}\": 1}}").as_bytes()
        ),
        [Code::UnknownKey]
    );
    let text = format!("{{\"version\": 1, \"guests\": {{\"{key}\": {{\"email\": \"a@b\"}}}}}}");
    assert_eq!(codes("a.json", text.as_bytes()), [Code::OutOfRange]);
}
