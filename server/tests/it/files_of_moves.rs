//! Moves from files: planned, run, run again, interrupted and killed.

use crate::command_line::{Ground, done, refused, text};
use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

#[test]
fn moves_of_a_file_are_planned_run_and_harmless_to_repeat() {
    let ground = Ground::cast();
    let file = ground.write(
        "moves.csv",
        "date,username,from,to\n2024-02-01,ben,harbour,lakeside\n2024-01-01,bo,harbour,lakeside\n2024-03-01,carla,harbour,lakeside\n2024-03-02,yui,harbour,riverside\n2024-03-03,nobody,harbour,riverside\n",
    );
    let as_ana = [
        "--as",
        "ana",
        "--acting-in",
        "aster-north",
        "--acknowledge",
        "manager-cleared,membership-removed,position-required,role-revoked",
    ];
    let plan = ground.run(&[&["moves", "plan", &file], &as_ana[..]].concat());
    refused(&plan, 3);
    let told = text(&plan.stdout);
    for line in [
        "line 2: ben: warns, would move (",
        "line 4: carla: refuses, refused (user-locked)",
    ] {
        assert!(told.contains(line), "{told}");
    }
    assert!(
        text(&plan.stderr).contains("2 would be moved, 0 would be created"),
        "{}",
        text(&plan.stderr)
    );
    let planned = ground
        .folder
        .path()
        .join("planned.csv")
        .display()
        .to_string();
    let asked = ["moves", "plan", &file, "--json", "--result", &planned];
    let plan = ground.run(&[&asked, &as_ana[..]].concat());
    let first: serde_json::Value =
        serde_json::from_str(text(&plan.stdout).lines().next().unwrap()).unwrap();
    assert_eq!(
        (&first["user"], &first["verdict"], &first["result"]),
        (&"bo".into(), &"warns".into(), &"would_move".into())
    );
    let planned = fs::read_to_string(&planned).unwrap();
    assert!(planned.starts_with("date,username,from,to,verdict,result,codes\n2024-02-01,ben,harbour,lakeside,warns,would_move,"), "{planned}");
    assert_eq!(ground.home_of("ben"), "harbour", "a plan changes nothing");

    let result = ground
        .folder
        .path()
        .join("result.csv")
        .display()
        .to_string();
    let output = ground.run(
        &[
            &["moves", "run", &file, "--json", "--result", &result],
            &as_ana[..],
        ]
        .concat(),
    );
    refused(&output, 3);
    let rows: Vec<serde_json::Value> = text(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let result_of = |user: &str| {
        rows.iter()
            .find(|row| row["user"] == user)
            .map(|row| {
                (
                    row["line"].as_u64().unwrap(),
                    row["result"].as_str().unwrap().to_owned(),
                )
            })
            .unwrap()
    };
    assert_eq!(result_of("ben"), (2, "moved".to_owned()));
    assert_eq!(result_of("bo"), (3, "moved".to_owned()));
    assert_eq!(
        result_of("carla").1,
        "refused",
        "a file cannot override a lock"
    );
    assert_eq!(
        result_of("yui").1,
        "refused",
        "yui does not live where the row says"
    );
    assert_eq!(result_of("nobody").1, "refused");
    assert_eq!(ground.home_of("ben"), "lakeside");
    let told = fs::read_to_string(&result).unwrap();
    assert_eq!(told.lines().count(), 6, "{told}");

    let before = ground.export();
    let again = ground.run(&[&["moves", "run", &file, "--json"], &as_ana[..]].concat());
    assert!(
        text(&again.stdout).contains("already-done"),
        "{}",
        text(&again.stdout)
    );
    assert_eq!(ground.export(), before);
    assert!(done(&ground.run(&["audit", "verify"])).contains("the chain holds"));
}

#[test]
fn a_file_of_moves_that_is_none_is_refused_with_its_faults() {
    let ground = Ground::cast();
    let file = ground.write(
        "moves.csv",
        "date,username,from,to\nyesterday,ben,harbour,lakeside\n2024-01-01,gil\n",
    );
    let told = refused(&ground.run(&["moves", "run", &file, "--as", "ana"]), 2);
    assert!(
        told.contains("moves.csv:2:") && told.contains("moves.csv:3:"),
        "{told}"
    );
    refused(
        &ground.run(&["moves", "run", "no-such-file.csv", "--as", "ana"]),
        2,
    );
    let fine = ground.write("fine.csv", "username,to\nben,lakeside\n");
    refused(&ground.run(&["moves", "run", &fine, "--as", "nobody"]), 2);
}

#[test]
fn a_list_of_moves_is_run_like_a_table() {
    let ground = Ground::cast();
    let yaml = ground.write(
        "moves.yaml",
        "- {user: ben, from: harbour, to: Riverside}\n- {user: nobody, to: riverside}\n",
    );
    let run = [
        "moves",
        "run",
        &yaml,
        "--as",
        "orla",
        "--acknowledge",
        "manager-cleared",
        "--json",
    ];
    let output = ground.run(&run);
    refused(&output, 3);
    assert_eq!(ground.home_of("ben"), "riverside");
    let json = ground.write(
        "moves.json",
        r#"[{"user": "carla", "to": "riverside"}, {"user": "bo", "to": "nowhere"}]"#,
    );
    let output = ground.run(&["moves", "run", &json, "--as", "orla", "--json"]);
    refused(&output, 3);
    assert_eq!(
        text(&output.stdout).lines().count(),
        2,
        "both rows of the one line are told"
    );
}

#[test]
fn people_written_as_a_table_come_back_without_anything_to_do() {
    let ground = Ground::cast();
    let table = ground
        .folder
        .path()
        .join("people.csv")
        .display()
        .to_string();
    done(&ground.run(&["export", "--people", &table, "--organization", "harbour"]));
    let written = fs::read_to_string(&table).unwrap();
    assert!(
        written.starts_with("Username,Organization,Prevent User Move,"),
        "{written}"
    );
    let plan = ground.run(&["moves", "plan", &table, "--as", "orla", "--json"]);
    assert!(
        done(&plan)
            .lines()
            .all(|line| line.contains("\"result\":\"skipped\"")),
        "{}",
        text(&plan.stdout)
    );
    let locked = written.replace("bo,harbour,No", "bo,harbour,Yes");
    let locked = ground.write("locked.csv", &locked);
    let run = ground.run(&["moves", "run", &locked, "--as", "orla"]);
    done(&run);
    assert!(
        text(&run.stderr).contains("0 moved, 0 created, 1 changed"),
        "{}",
        text(&run.stderr)
    );
    refused(
        &ground.run(&["export", "--people", "-", "--organization", "nowhere"]),
        2,
    );
}

#[test]
fn nobody_whose_account_is_not_active_acts_on_the_command_line() {
    let ground = Ground::empty();
    let document = ground.write("d.yaml", "version: 1\norganizations:\n  e: {kind: enterprise, settings: {require_user_uniqueness: true, user_move_enabled: true}}\n  a: {kind: suborganization, parent: e}\nusers:\n  off: {home: e, status: disabled, roles: [{role: enterprise_administrator, at: e}]}\n  u: {home: a}\n");
    done(&ground.run(&["import", &document]));
    let file = ground.write("moves.csv", "user,to\nu,e\n");
    for what in ["plan", "run"] {
        let told = refused(&ground.run(&["moves", what, &file, "--as", "off"]), 2);
        assert!(told.contains("not active"), "{told}");
    }
    refused(&ground.run(&["token", "create", "--user", "off"]), 2);
    assert_eq!(ground.home_of("u"), "a");
}

#[test]
fn a_fixed_clock_is_obeyed_in_builds_for_tests() {
    let ground = Ground::cast();
    let file = ground.write("moves.csv", "date,user,to\n2199-01-01,ben,riverside\n");
    let run = [
        "moves",
        "run",
        &file,
        "--as",
        "orla",
        "--acknowledge",
        "manager-cleared",
    ];
    refused(&ground.run(&run), 3);
    let at = |now: &str| {
        ground
            .command(&run)
            .env("REHOME_NOW", now)
            .output()
            .unwrap()
    };
    refused(&at("tomorrow"), 2);
    done(&at("2199-01-01T08:00:00Z"));
    assert_eq!(ground.home_of("ben"), "riverside");
    let sealed = done(&ground.run(&["jobs", "run", "--items", "1"]));
    assert!(sealed.starts_with("1 records"), "{sealed}");
}

/// A directory and moves enough to be killed in the middle of.
fn crowd(ground: &Ground, people: usize) -> String {
    let mut document = "version: 1\norganizations:\n  e: {kind: enterprise, settings: {require_user_uniqueness: true, user_move_enabled: true}}\n  a: {kind: suborganization, parent: e}\n  b: {kind: suborganization, parent: e}\nusers:\n  chief: {home: e, roles: [{role: enterprise_administrator, at: e}]}\n".to_owned();
    let mut moves = "username,from,to\n".to_owned();
    for n in 0..people {
        document.push_str(&format!("  p{n}: {{home: a}}\n"));
        moves.push_str(&format!("p{n},a,b\n"));
        if n % 3 == 0 {
            moves.push_str(&format!("p{n},b,a\n"));
        }
    }
    let document = ground.write("crowd.yaml", &document);
    done(&ground.run(&["import", &document]));
    ground.write("moves.csv", &moves)
}

#[test]
fn killed_in_the_middle_and_run_again_it_ends_as_if_nothing_had_happened() {
    const PEOPLE: usize = 600;
    let undisturbed = Ground::empty();
    let file = crowd(&undisturbed, PEOPLE);
    let whole_result = undisturbed.write("result.csv", "");
    done(&undisturbed.run(&[
        "moves",
        "run",
        &file,
        "--as",
        "chief",
        "--result",
        &whole_result,
    ]));

    let ground = Ground::empty();
    let file = crowd(&ground, PEOPLE);
    let mut kills = 0;
    for _ in 0..3 {
        let mut child = ground
            .command(&["moves", "run", &file, "--as", "chief"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let started = Instant::now();
        // Killed once something is written and something is left.
        while started.elapsed() < Duration::from_millis(400) {
            if child.try_wait().unwrap().is_some() {
                break;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        if child.try_wait().unwrap().is_none() {
            child.kill().unwrap();
            kills += 1;
        }
        child.wait().unwrap();
        whole(&ground.export(), PEOPLE);
    }
    assert!(kills > 0, "the run was over before it could be killed");
    let result = ground.write("result.csv", "");
    done(&ground.run(&["moves", "run", &file, "--as", "chief", "--result", &result]));
    assert_eq!(ground.export(), undisturbed.export());
    if kills == 3 {
        let told = [result, whole_result].map(|path| std::fs::read_to_string(path).unwrap());
        assert_eq!(told[0], told[1], "what the killed runs did is told as done");
    }
    done(&ground.run(&["audit", "verify"]));
}

/// Nobody is lost, doubled, or at a place no row names.
fn whole(export: &str, people: usize) {
    let directory = rehome_document::read_text(
        "export.yaml",
        export.as_bytes(),
        &rehome_document::Options::default(),
    )
    .unwrap();
    assert_eq!(directory.users.len(), people + 1);
    assert!(
        directory
            .users
            .values()
            .all(|user| matches!(user.home.as_str(), "a" | "b" | "e"))
    );
}

#[test]
fn an_interrupt_ends_a_run_between_two_rows_and_says_how_to_go_on() {
    let ground = Ground::empty();
    let file = crowd(&ground, 2_000);
    let child = ground
        .command(&["moves", "run", &file, "--as", "chief"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_millis(600));
    let interrupt = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status();
    assert!(interrupt.unwrap().success());
    let output = child.wait_with_output().unwrap();
    let told = refused(&output, 3);
    assert!(told.contains("run again to go on"), "{told}");
    done(&ground.run(&["moves", "run", &file, "--as", "chief"]));
}
