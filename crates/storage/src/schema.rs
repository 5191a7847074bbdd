//! The tables, and how a database comes to have them.
//!
//! Each migration is one file in `migrations/`, for both engines. PostgreSQL gets four things in
//! another way: lines after `--postgres:` are run (they are comments to SQLite), lines that end in `--sqlite` are not,
//! texts compare byte by byte, and there is no `WITHOUT ROWID`. To change a table, add a file with the next number and a row to
//! [`MIGRATIONS`]; a file that was released never changes.

use crate::error::StoreError;
use crate::sqlite::Connected;
use crate::statement::statements;
use crate::store::Engine;
use crate::tx::Tx;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, SqlSafeStr};
use std::collections::BTreeMap;

const MIGRATIONS: &[(i64, &str, &str)] = &[
    (
        1,
        "directory",
        include_str!("../migrations/0001_directory.sql"),
    ),
    (2, "marks", include_str!("../migrations/0002_marks.sql")),
    (
        3,
        "refused_files",
        include_str!("../migrations/0003_refused_files.sql"),
    ),
    (4, "logos", include_str!("../migrations/0004_logos.sql")),
    (5, "hosting", include_str!("../migrations/0005_hosting.sql")),
    (
        6,
        "provisioning",
        include_str!("../migrations/0006_provisioning.sql"),
    ),
    (
        7,
        "organization_uses",
        include_str!("../migrations/0007_organization_uses.sql"),
    ),
    (
        8,
        "templates_and_last_days",
        include_str!("../migrations/0008_templates_and_last_days.sql"),
    ),
    (
        9,
        "telephony",
        include_str!("../migrations/0009_telephony.sql"),
    ),
    (
        10,
        "content",
        include_str!("../migrations/0010_content.sql"),
    ),
    (11, "copies", include_str!("../migrations/0011_copies.sql")),
    (
        12,
        "letters",
        include_str!("../migrations/0012_letters.sql"),
    ),
    (
        13,
        "library",
        include_str!("../migrations/0013_library.sql"),
    ),
    (
        14,
        "transactions",
        include_str!("../migrations/0014_transactions.sql"),
    ),
    (
        15,
        "former_values",
        include_str!("../migrations/0015_former_values.sql"),
    ),
    (
        16,
        "words_of_addresses",
        include_str!("../migrations/0016_words_of_addresses.sql"),
    ),
    (
        17,
        "ends_of_transfers",
        include_str!("../migrations/0017_ends_of_transfers.sql"),
    ),
    (
        18,
        "revisions_of_groups",
        include_str!("../migrations/0018_revisions_of_groups.sql"),
    ),
    (
        19,
        "dropzones_of_accounts",
        include_str!("../migrations/0019_dropzones_of_accounts.sql"),
    ),
    (
        20,
        "numbers_kept_once",
        include_str!("../migrations/0020_numbers_kept_once.sql"),
    ),
];

statements! {
    VERSION "_sqlx_migrations": "SELECT 'all' AS scope, max(version) AS version FROM _sqlx_migrations WHERE success";
}

/// Whether the tables are of this program's version: another server may have brought them further.
pub(crate) async fn is_current(tx: &mut Tx) -> Result<(), StoreError> {
    let found = match tx.one(&VERSION, &[]).await? {
        Some(record) => record.opt_int("version")?,
        None => None,
    };
    let known = MIGRATIONS.last().map(|(number, ..)| *number);
    if found == known {
        return Ok(());
    }
    Err(StoreError::Migration(
        format!("its tables are of version {found:?}, this program knows {known:?}").into(),
    ))
}

/// Plans that are kept for a while live in a file of their own on SQLite.
pub(crate) const KEPT_PLANS: &str = "
    CREATE TABLE IF NOT EXISTS kept_plans (
        actor TEXT NOT NULL, digest TEXT NOT NULL, body TEXT NOT NULL, kept_at BIGINT NOT NULL, PRIMARY KEY (actor, digest));
    CREATE INDEX IF NOT EXISTS kept_plans_by_age ON kept_plans (kept_at)";

fn text_for(engine: Engine, text: &str) -> String {
    match engine {
        Engine::Sqlite => text.to_owned(),
        Engine::Postgres => {
            let lines = text
                .lines()
                .map(|line| match line.strip_prefix("--postgres:") {
                    Some(own) if own.trim_start().starts_with("CREATE UNLOGGED") => {
                        with_collation(own)
                    }
                    Some(own) => own.to_owned(),
                    None if line.trim_start().starts_with("--") || line.ends_with("--sqlite") => {
                        String::new()
                    }
                    None => with_collation(line).replace(") WITHOUT ROWID;", ");"),
                });
            lines.collect::<Vec<_>>().join("\n")
        }
    }
}

fn with_collation(line: &str) -> String {
    line.replace(" TEXT", " TEXT COLLATE \"C\"")
}

fn migrator(engine: Engine) -> Migrator {
    let migration = |(version, name, text): &(i64, &'static str, &str)| {
        let text = AssertSqlSafe(text_for(engine, text)).into_sql_str();
        Migration::new(*version, (*name).into(), MigrationType::Simple, text, false)
    };
    Migrator::with_migrations(MIGRATIONS.iter().map(migration).collect())
}

fn fault(error: sqlx::migrate::MigrateError) -> StoreError {
    StoreError::Migration(error.to_string().into())
}

/// The list of what was done, as the driver of PostgreSQL keeps it there.
const DONE: &str = "CREATE TABLE IF NOT EXISTS _sqlx_migrations (
    version BIGINT PRIMARY KEY, description TEXT NOT NULL, installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    success BOOLEAN NOT NULL, checksum BLOB NOT NULL, execution_time BIGINT NOT NULL)";

pub(crate) fn migrate_sqlite(connected: &Connected) -> Result<(), StoreError> {
    let bring = || -> Result<(), Box<dyn std::error::Error>> {
        let driver = connected.driver();
        driver.execute_batch(DONE)?;
        // WHY: another process may be about to do the same.
        driver.execute_batch("BEGIN IMMEDIATE")?;
        let mut found = driver
            .prepare("SELECT version, checksum, success FROM _sqlx_migrations ORDER BY version")?;
        let found: BTreeMap<i64, (Vec<u8>, bool)> = found
            .query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?
            .collect::<Result<_, _>>()?;
        let known = migrator(Engine::Sqlite);
        for (version, (_, is_done)) in &found {
            if !is_done {
                return Err(format!("migration {version} was begun and not finished").into());
            }
            if !known.version_exists(*version) {
                return Err(format!("migration {version} was made by a later program").into());
            }
        }
        for migration in known.iter() {
            let checksum = migration.checksum.as_ref();
            match found.get(&migration.version) {
                Some((applied, _)) if applied == checksum => {}
                Some(_) => {
                    return Err(format!("migration {} was another one", migration.version).into());
                }
                None => {
                    driver.execute_batch(migration.sql.as_str())?;
                    driver.execute(
                        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (?1, ?2, TRUE, ?3, 0)",
                        (migration.version, &*migration.description, checksum),
                    )?;
                }
            }
        }
        driver.execute_batch("COMMIT")?;
        Ok(())
    };
    bring().map_err(|error| StoreError::Migration(error.to_string().into()))
}

pub(crate) async fn migrate_postgres(connection: &mut PgConnection) -> Result<(), StoreError> {
    let refused = |error| StoreError::of("(schema)", error);
    // An address may name a schema of its own (`?options[search_path]=NAME`); it is made where it is missing.
    let (current, wanted): (Option<String>, String) =
        sqlx::query_as("SELECT current_schema(), current_setting('search_path')")
            .fetch_one(&mut *connection)
            .await
            .map_err(refused)?;
    if current.is_none() {
        let name = wanted.trim_matches('"').replace('"', "");
        let create = format!("CREATE SCHEMA IF NOT EXISTS \"{name}\"");
        sqlx::raw_sql(AssertSqlSafe(create))
            .execute(&mut *connection)
            .await
            .map_err(refused)?;
    }
    migrator(Engine::Postgres)
        .run(connection)
        .await
        .map_err(fault)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::ops::RangeInclusive;

    #[test]
    fn postgres_gets_its_own_lines_and_byte_order() {
        let text = text_for(
            Engine::Postgres,
            "-- what it is\n--postgres: SELECT 1;\nCREATE TABLE t (a TEXT NOT NULL) WITHOUT ROWID;",
        );
        assert_eq!(
            text,
            "\n SELECT 1;\nCREATE TABLE t (a TEXT COLLATE \"C\" NOT NULL) ;".replace(" ;", ";")
        );
    }

    #[test]
    fn migrations_are_numbered_without_gaps() {
        let numbers: Vec<i64> = MIGRATIONS.iter().map(|(number, ..)| *number).collect();
        let all: Vec<i64> = (1..=MIGRATIONS.len() as i64).collect();
        assert_eq!(numbers, all);
    }

    /// Takes a database through some migrations.
    fn bring(driver: &rusqlite::Connection, numbers: RangeInclusive<i64>) {
        for (number, _, text) in MIGRATIONS {
            if numbers.contains(number) {
                let text = text_for(Engine::Sqlite, text);
                driver.execute_batch(&text).unwrap();
            }
        }
    }

    /// What was stored before the tables of hosting trees came, as they have it.
    #[test]
    fn what_was_kept_as_given_is_in_its_tables_after_the_fifth_migration() {
        let driver = rusqlite::Connection::open_in_memory().unwrap();
        bring(&driver, 1..=4);
        driver
            .execute_batch(
                r#"INSERT INTO organizations VALUES ('bramble', 'customer', NULL, 'B', 'b', 'active', '{"short_name":"BRAMBLE"}', 1),
                    ('harbour', 'enterprise', NULL, 'H', 'h', 'active', '{"language":"de"}', 1);
                INSERT INTO users SELECT n.value, n.value, n.value, CASE n.value WHEN 'dana' THEN 'harbour' ELSE 'bramble' END, NULL, NULL, 'N', 'n',
                    'active', 0, NULL, NULL, NULL, NULL, NULL, NULL, 1, '{}',
                    '{"title":"T","upn":" Mara@b.example ","services":{"exchange":{"plan":"p","properties":{"size":7}}},"delegations":[{"to":"jon","until":"1970-01-03"}]}', 1
                    FROM json_each('["mara", "dana"]') n;
                INSERT INTO directory_sections VALUES ('contacts', 'c', '{"addresses":{"Info@b.example":{}}}');"#,
            )
            .unwrap();
        bring(&driver, 5..=5);
        let one = |statement: &str| -> String {
            driver.query_row(statement, [], |row| row.get(0)).unwrap()
        };
        for (statement, expected) in [
            (
                "SELECT extra FROM organizations WHERE code = 'bramble'",
                "{}",
            ),
            (
                "SELECT extra FROM organizations WHERE code = 'harbour'",
                r#"{"language":"de"}"#,
            ),
            (
                "SELECT group_concat(section || body) FROM organization_sections",
                r#"hosting{"short_name":"BRAMBLE"}"#,
            ),
            (
                "SELECT extra FROM users WHERE id = 'mara'",
                r#"{"title":"T"}"#,
            ),
            (
                "SELECT group_concat(user_id || upn || upn_key || user_type || provisioning) FROM user_hosting",
                "maraMara@b.examplemara@b.examplestandardprovisioned",
            ),
            (
                "SELECT service || organization || status || filled || properties FROM user_services",
                r#"exchangebrambleprovisioned["size"]{"size":7}"#,
            ),
            ("SELECT delegate || until_day FROM user_delegations", "jon2"),
            (
                "SELECT address_key || owner FROM other_addresses",
                "info@b.examplecontact:c",
            ),
        ] {
            assert_eq!(one(statement), expected, "{statement}");
        }
        let kept = one("SELECT extra FROM users WHERE id = 'dana'");
        assert!(kept.contains("upn"), "{kept}");
        driver
            .execute_batch(
                r#"UPDATE organization_sections SET body = '{"domains":{"B.example":null},"location":"emea",
                    "services":{"exchange":{"instances":{"main":{"plans":["p1"]},"bare":null}},"crm":null},"offers":{"exchange":["p2"]}}'"#,
            )
            .unwrap();
        bring(&driver, 6..=7);
        let uses = "SELECT group_concat(kind || ':' || name_key, ' ') FROM (SELECT kind, name_key FROM organization_uses ORDER BY 1, 2)";
        assert_eq!(
            one(uses),
            "domain:b.example location:emea plan:p1 plan:p2 service:crm service:exchange short_name:bramble"
        );
        driver
            .execute_batch(
                "INSERT INTO addresses VALUES ('dana', 'Dana@h.example', 'dana@h.example', 1)",
            )
            .unwrap();
        bring(&driver, 8..=16);
        let words = "SELECT group_concat(user_id || ':' || word, ' ') FROM (SELECT * FROM user_words ORDER BY user_id)";
        assert_eq!(one(words), "dana:dana@h.example mara:mara@b.example");
    }

    /// What was stored before the tables of telephony came, as they have it.
    #[test]
    fn what_was_kept_as_given_is_found_by_its_keys_after_the_ninth_migration() {
        let driver = rusqlite::Connection::open_in_memory().unwrap();
        bring(&driver, 1..=8);
        driver
            .execute_batch(
                r#"INSERT INTO organizations VALUES ('bramble', 'customer', NULL, 'B', 'b', 'active', '{}', 1),
                    ('quay', 'site', 'bramble', 'Q', 'q', 'active', '{"country":"GB","dial_plan":"slc","slc":"71","language":"de"}', 1),
                    ('mill', 'site', 'bramble', 'M', 'm', 'active', '{}', 1);
                INSERT INTO organization_sections (organization, section, body, revision)
                    VALUES ('bramble', 'hosting', '{"short_name":"BRAMBLE","cooling":true,"dial_plan_type":4}', 3);
                INSERT INTO users SELECT n.value, n.value, n.value, 'quay', NULL, NULL, 'N', 'n',
                    'active', 0, NULL, NULL, NULL, NULL, NULL, NULL, 1, '{}',
                    CASE n.value WHEN 'paul' THEN '{"title":"T","sync_to":"bramble","primary_line":"l-1","directory_groups":["CN=Ward"]}' ELSE '{"title":"T"}' END, 1
                    FROM json_each('["paul", "nora"]') n;
                INSERT INTO directory_sections (section, id, body) VALUES
                    ('lines', 'l-1', '{"pattern":"7101","partition":"PT","at":"quay"}'),
                    ('lines', 'l-2', '{"pattern":"7101","partition":"PT","at":"quay"}'),
                    ('phones', 'p', '{"owner":"paul","at":"quay","lines":[{"line":"l-1"},{"line":"l-2"}]}'),
                    ('voicemail', 'v', '{"user":"paul","at":"quay"}'),
                    ('hunt_lists', 'h', '{"members":["l-1"],"line_groups":["g"]}'),
                    ('e164_associations', 'a', '{"line":"l-1","number":"e"}'),
                    ('inventory', 'i', '{"number":"7101","at":"quay"}'),
                    ('site_defaults', 'quay', '{"role":"user"}'),
                    ('number_routing', 'r', '{"site":"quay","prefix":"71","mask_length":2}'),
                    ('role_mappings', 'm', '{"group":"CN=Ward","role":"user"}'),
                    ('device_lists', 'd', '{"customer":"bramble"}'),
                    ('contacts', 'c', '{"addresses":{}}');"#,
            )
            .unwrap();
        bring(&driver, 9..=9);
        let one = |statement: &str| -> String {
            driver.query_row(statement, [], |row| row.get(0)).unwrap()
        };
        for (statement, expected) in [
            (
                "SELECT group_concat(organization || body, ' ') FROM organization_sections WHERE section = 'telephony' ORDER BY organization",
                r#"bramble{"cooling":true,"dial_plan_type":4} mill{} quay{"country":"GB","dial_plan":"slc","slc":"71"}"#,
            ),
            (
                "SELECT body FROM organization_sections WHERE section = 'hosting'",
                r#"{"short_name":"BRAMBLE"}"#,
            ),
            (
                "SELECT extra FROM organizations WHERE code = 'quay'",
                r#"{"language":"de"}"#,
            ),
            (
                "SELECT group_concat(user_id || primary_line || body) FROM user_telephony",
                r#"paull-1{"sync_to":"bramble","directory_groups":["CN=Ward"]}"#,
            ),
            (
                "SELECT group_concat(extra) FROM users",
                r#"{"title":"T"},{"title":"T"}"#,
            ),
            (
                "SELECT group_concat(section || '/' || id || ':' || COALESCE(owner, '') || '|' || COALESCE(place, '') || '|' || COALESCE(name, '') || '|' \
                    || COALESCE(line_partition, '') || '|' || COALESCE(line_cluster, '-'), ' ') FROM (SELECT * FROM telephony_keys ORDER BY section, id)",
                "e164_associations/a:||||- hunt_lists/h:||||- inventory/i:|quay|7101||- lines/l-1:|quay|7101|PT| lines/l-2:|quay|7101||- number_routing/r:|quay|||- \
                 phones/p:paul|quay|||- role_mappings/m:||CN=Ward||- site_defaults/quay:|quay|||- voicemail/v:paul|quay|||-",
            ),
            (
                "SELECT group_concat(target_section || '/' || target || ':' || section || '/' || id, ' ') FROM (SELECT * FROM telephony_references ORDER BY 1, 2, 3)",
                "line_groups/g:hunt_lists/h lines/l-1:e164_associations/a lines/l-1:hunt_lists/h lines/l-1:phones/p lines/l-2:phones/p",
            ),
        ] {
            assert_eq!(one(statement), expected, "{statement}");
        }
        bring(&driver, 10..=14);
        let reached = one(
            "SELECT group_concat(target || ':' || section || '/' || id) FROM telephony_references WHERE target_section = 'e164_numbers'",
        );
        assert_eq!(reached, "e:e164_associations/a");
    }

    #[test]
    fn a_number_that_was_kept_twice_is_in_the_way_of_others_once_after_the_migration() {
        let driver = rusqlite::Connection::open_in_memory().unwrap();
        bring(&driver, 1..=19);
        driver
            .execute_batch(
                "INSERT INTO telephony_keys (section, id, place, name) VALUES ('inventory', 'a', 'quay', '7101'), ('inventory', 'b', 'quay', '7101'),
                    ('inventory', 'c', 'mill', '7101'), ('inventory', 'd', NULL, '7101'), ('e164_numbers', 'e', 'quay', '7101');",
            )
            .unwrap();
        bring(&driver, 20..=20);
        let kept: String = driver
            .query_row(
                "SELECT group_concat(id || ':' || COALESCE(kept_at, '-'), ' ') FROM (SELECT * FROM telephony_keys ORDER BY id)",
                [],
                |row| row.get(0),
            )
            .unwrap();
        assert_eq!(kept, "a:quay b:- c:mill d:- e:-");
        let to = |place: &str| {
            let statement = "UPDATE telephony_keys SET kept_at = $1 WHERE id = 'c'";
            driver.execute(statement, [place])
        };
        assert!(to("quay").is_err());
        assert_eq!(to("dell").unwrap(), 1);
    }

    /// What was stored of accounts before their tables came, as they have it; what does not fit stays as it was given.
    #[test]
    fn what_people_own_is_in_its_tables_after_the_tenth_migration() {
        let driver = rusqlite::Connection::open_in_memory().unwrap();
        bring(&driver, 1..=9);
        driver
            .execute_batch(
                r#"INSERT INTO organizations VALUES ('folio', 'hub', NULL, 'F', 'f', 'active', '{"seats":4}', 1),
                    ('tokyo', 'satellite', 'folio', 'T', 't', 'active', '{}', 1), ('aster', 'enterprise', NULL, 'A', 'a', 'active', '{}', 1);
                INSERT INTO users SELECT n.value, n.value, n.value, CASE n.value WHEN 'dana' THEN 'aster' ELSE 'tokyo' END, NULL, NULL, 'N', 'n',
                    'active', 0, NULL, NULL, NULL, NULL, NULL, NULL, 1, '{}', '{"profile":"supervisor"}', 1 FROM json_each('["ann", "ben", "dana"]') n;
                INSERT INTO directory_sections (section, id, body) VALUES
                    ('items', 'p', '{"kind":"proof","account":"tokyo","owner":"ann","set":"s","version":2,"bytes":7,"custom_fields":{"a":1,"b":null},"stages":[1,2],"action_flags":3}'),
                    ('items', 'bad', '{"kind":"proof","account":"tokyo","owner":"dana"}'),
                    ('folders', 'f', '{"account":"tokyo","creator":"ben","private":true,"shared_with":["ann"]}'),
                    ('folders', 'below', '{"account":"tokyo","owner":"ben","parent":"f"}');"#,
            )
            .unwrap();
        bring(&driver, 10..=10);
        let one = |statement: &str| -> String {
            driver.query_row(statement, [], |row| row.get(0)).unwrap()
        };
        for (statement, expected) in [
            (
                "SELECT body FROM organization_sections WHERE organization = 'folio'",
                r#"{"seats":4}"#,
            ),
            (
                "SELECT group_concat(user_id || account || profile) FROM account_members",
                "anntokyosupervisor,bentokyosupervisor",
            ),
            (
                "SELECT group_concat(id || owner || creator || private, ' ') FROM (SELECT * FROM account_folders ORDER BY id)",
                "belowbenben1 fbenben1",
            ),
            ("SELECT folder || user_id FROM folder_shares", "fann"),
            (
                "SELECT id || owner || version || bytes || custom_fields || stages || action_flags FROM items",
                r#"pann27["a"]23"#,
            ),
            ("SELECT group_concat(id) FROM directory_sections", "bad"),
            (
                "SELECT group_concat(account || bytes) FROM account_usage",
                "folio0,tokyo7",
            ),
        ] {
            assert_eq!(one(statement), expected, "{statement}");
        }
    }

    /// A transfer that rested, or was resumed, with nothing left to do has ended; the others go on as they were.
    #[test]
    fn transfers_without_anything_to_do_have_ended_after_the_seventeenth_migration() {
        let driver = rusqlite::Connection::open_in_memory().unwrap();
        bring(&driver, 1..=16);
        driver
            .execute_batch(
                r#"PRAGMA foreign_keys = OFF;
                INSERT INTO transfers SELECT n.value, n.value, 'ann', 'tokyo', 'lisbon', NULL, 'F', 0, CASE n.value WHEN 'rests' THEN 'paused' ELSE 'running' END,
                    CASE n.value WHEN 'runs' THEN 1 WHEN 'failed' THEN 1 ELSE 0 END, NULL, NULL, 1, 7, NULL, 1
                    FROM json_each('["rests", "resumed", "runs", "failed"]') n;
                INSERT INTO transfer_pieces SELECT n.value, 0, 'item', 'i', '[]', 1, CASE n.value WHEN 'runs' THEN 'pending' ELSE 'failed' END, NULL, 0, 0, NULL, NULL, '[]', NULL
                    FROM json_each('["runs", "failed"]') n;"#,
            )
            .unwrap();
        bring(&driver, 17..=17);
        let found: String = driver
            .query_row(
                "SELECT group_concat(id || ' ' || phase || ' ' || COALESCE(ended_at, '-') || ' ' || COALESCE(advanced_at, '-'), ', ') FROM (SELECT * FROM transfers ORDER BY id)",
                [],
                |row| row.get(0),
            )
            .unwrap();
        assert_eq!(
            found,
            "failed completed_with_errors 7 -, rests completed 7 -, resumed completed 7 -, runs running - 7"
        );
    }
}
