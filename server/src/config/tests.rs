#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]
use super::*;
use clap::CommandFactory;

const EXAMPLE: &str = include_str!("../../rehome.example.toml");

#[derive(clap::Parser)]
struct Bare {
    #[command(flatten)]
    settings: Settings,
}

fn parsed(text: &str) -> Result<Settings, toml::de::Error> {
    toml::from_str(text)
}

fn refusal(text: &str) -> String {
    parsed(text).unwrap().resolve().unwrap_err().to_string()
}

#[test]
fn the_example_file_sets_every_key_to_something_that_is_accepted() {
    // Every key is there as a comment; taking the comment signs away gives a whole configuration.
    let uncommented: String = EXAMPLE
        .lines()
        .filter_map(|line| {
            line.strip_prefix("#")
                .filter(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()))
        })
        .map(|line| format!("{line}\n"))
        .collect();
    let settings = parsed(&uncommented).unwrap();
    settings.resolve().unwrap();
    for argument in Bare::command().get_arguments() {
        let key = argument.get_id().as_str();
        if matches!(key, "help" | "version") {
            continue;
        }
        assert!(
            uncommented
                .lines()
                .any(|line| line.starts_with(&format!("{key} = "))),
            "rehome.example.toml does not tell of {key}"
        );
    }
    parsed(EXAMPLE).unwrap();
}

#[test]
fn a_flag_wins_over_the_file_and_the_file_over_the_default() {
    let flags = parsed("listen = \"127.0.0.1:1\"").unwrap();
    let file = parsed("listen = \"127.0.0.1:2\"\nsession_days = 3").unwrap();
    let config = flags.or(file).resolve().unwrap();
    assert_eq!(config.listen.port(), 1);
    assert_eq!(config.session_lifetime, Duration::from_secs(3 * 86_400));
    assert_eq!(config.session_idle, Duration::from_secs(12 * 3_600));
}

#[test]
fn a_misspelt_key_is_refused_with_its_line() {
    let message = parsed("listen = \"127.0.0.1:1\"\nlissten = 1")
        .unwrap_err()
        .to_string();
    assert!(message.contains("line 2"), "{message}");
}

#[test]
fn plain_http_off_loopback_needs_an_explicit_wish() {
    assert!(refusal("listen = \"0.0.0.0:80\"").contains("under which address"));
    assert!(
        refusal("listen = \"0.0.0.0:80\"\npublic_url = \"http://moves.example.org\"")
            .contains("plain http")
    );
    for fine in [
        "listen = \"0.0.0.0:80\"\npublic_url = \"http://moves.example.org\"\nallow_plain_http = true",
        "listen = \"0.0.0.0:80\"\npublic_url = \"https://moves.example.org\"",
        "listen = \"127.0.0.1:80\"",
        "listen = \"[::1]:80\"",
        "listen = \"127.0.0.1:80\"\npublic_url = \"http://localhost\"",
    ] {
        parsed(fine)
            .unwrap()
            .resolve()
            .unwrap_or_else(|error| panic!("{fine}: {error}"));
    }
}

#[test]
fn a_public_url_is_kept_as_browsers_write_an_origin() {
    let origin = |url: &str| {
        let settings = Settings {
            public_url: Some(url.to_owned()),
            ..Settings::default()
        };
        settings.resolve().map(|config| config.public_url.unwrap())
    };
    assert_eq!(
        origin("https://Moves.Example.org:443/").unwrap(),
        "https://moves.example.org"
    );
    assert_eq!(
        origin("http://127.0.0.1:8080").unwrap(),
        "http://127.0.0.1:8080"
    );
    for wrong in [
        "moves.example.org",
        "ftp://a",
        "https://a/b",
        "https://u@a",
        "https://a/?q",
        "",
    ] {
        origin(wrong).unwrap_err();
    }
}

#[test]
fn nothing_that_must_be_there_can_be_zero() {
    assert_eq!(
        refusal("session_days = 0"),
        "session_days: must be at least 1"
    );
    assert_eq!(
        refusal("retention_days = 0"),
        "retention_days: must be at least 1"
    );
    assert!(refusal("database = \"mysql://x\"").starts_with("database: "));
}

#[test]
fn a_password_is_not_shown() {
    for url in [
        "postgres://me:secret@db/rehome",
        "postgres://db/rehome?user=me&password=secret",
    ] {
        let settings = Settings {
            database: Some(url.into()),
            ..Settings::default()
        };
        let described = settings.resolve().unwrap().describe();
        assert!(!described.contains("secret"), "{described}");
        assert!(described.contains("db/rehome"), "{described}");
    }
}

#[test]
fn a_proxy_that_is_not_spoken_of_is_noticed() {
    let forgets = |text: &str| {
        let settings: Settings = toml::from_str(text).unwrap();
        settings.resolve().unwrap().forgets_the_proxy()
    };
    let https = "public_url = \"https://moves.example.org\"";
    assert!(forgets(https));
    assert!(!forgets(&format!("{https}\nbehind_proxy = true")));
    assert!(!forgets(&format!("{https}\nlisten = \"192.0.2.1:443\"")));
    assert!(!forgets("public_url = \"http://localhost:8080\""));
    assert!(!forgets(""));
}
