//! New people from files: planned, made, and made once.

use crate::command_line::{Ground, done, refused, text};
use rehome_testkit::Cast;
use std::fs;

const SECRET: &str = "Correct-Horse-7";

fn hosting() -> Ground {
    let mut directory = Cast::hosting().directory();
    // A document names the locations, too.
    let locations = [("emea".to_owned(), serde_json::json!({}))].into();
    directory.sections.insert("locations".to_owned(), locations);
    Ground::of(&directory)
}

#[test]
fn people_of_a_file_are_planned_made_and_made_once() {
    let ground = hosting();
    let file = ground.write(
        "new.csv",
        &format!(
            "source_user,given,surname,upn,password\n\
             mara,Nina,Park,nina@bramble.example,{SECRET}\n\
             mara,Nina,Park,nina@bramble.example,{SECRET}\n\
             mara,Kim,Lee,kim@bramble.example,weak\n"
        ),
    );
    let plan = ground.run(&["copies", "plan", &file, "--as", "una"]);
    refused(&plan, 3);
    let told = text(&plan.stdout);
    for line in [
        "line 2: nina@bramble.example: works, would create",
        "line 3: nina@bramble.example: refuses, refused (",
        "line 4: kim@bramble.example: refuses, refused (password-policy)",
    ] {
        assert!(told.contains(line), "{told}");
    }
    assert!(!ground.export().contains("nina"), "a plan changes nothing");

    let result = ground.folder.path().join("result.csv");
    let written = result.display().to_string();
    let run = ["copies", "run", &file, "--as", "una", "--result", &written];
    let ran = ground.run(&run);
    refused(&ran, 3);
    let result = fs::read_to_string(&result).unwrap();
    assert!(
        result.starts_with(
            "source_user,given,surname,upn,password,result,codes\n\
             mara,Nina,Park,nina@bramble.example,,created,"
        ),
        "{result}"
    );
    let everything = [
        result,
        text(&ran.stdout),
        text(&ran.stderr),
        told,
        ground.export(),
    ];
    assert!(everything.iter().all(|it| !it.contains(SECRET)));
    assert!(ground.export().contains("nina_BRAMBLE"));

    let again = ground.run(&["copies", "run", &file, "--as", "una", "--json"]);
    refused(&again, 3);
    assert!(
        text(&again.stdout).contains("already-done"),
        "{}",
        text(&again.stdout)
    );
}

#[test]
fn a_file_with_faults_is_refused_with_all_of_them_and_without_its_passwords() {
    let ground = hosting();
    let file = ground.write(
        "new.csv",
        &format!("source_user,upn,password,expires\n,nina@bramble.example,{SECRET},soon\n"),
    );
    let said = refused(&ground.run(&["copies", "run", &file, "--as", "una"]), 2);
    for code in ["empty-cell", "bad-date"] {
        assert!(said.contains(code), "{said}");
    }
    assert!(!said.contains(SECRET), "{said}");
    let help = done(&ground.run(&["copies", "run", "--help"]));
    assert!(help.contains("source_user"), "{help}");
}
