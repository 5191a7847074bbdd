//! Prints docs/RULES.md from the tables the planner itself reads: rules, findings, roles.

use rehome_domain::organization::OrganizationKind;
use rehome_domain::role::{
    BUILT_IN, BuiltInRow, KEYS_AT_SITES, KEYS_IN_HOSTING, KEYS_OF_PROFILES, Permission, Reach,
};
use rehome_domain::telephony::rewrite::TABLE;
use rehome_domain::user_copy;
use rehome_domain::user_copy::fields::{FIELDS, FieldFate};
use rehome_domain::user_move::finding::{REGISTRY, Severity};
use rehome_domain::user_move::rules::{Check, RULES, Rule, Trees, content, hosting, telephony};
use rehome_domain::user_move::telephony::course::{COURSES, DefaultCssOf, LinesGo};

fn main() {
    println!("# Rules\n");
    println!(
        "Written by `cargo xtask gen` from the tables the planner reads; do not edit. Sources are the numbers of\n\
         [RULINGS.md](RULINGS.md). A **blocker** keeps a move from being committed, a **warning** is acknowledged by its\n\
         code, a **notice** is worth knowing.\n"
    );
    rules();
    copies();
    findings();
    sites();
    roles();
    profiles();
}

fn sites() {
    println!("\n## Between sites\n");
    println!("| from | to | lines | default calling search space |\n|---|---|---|---|");
    for (from, to, course) in COURSES {
        let (lines, css) = match course {
            None => ("do not fit", ""),
            Some(course) => (
                match course.lines {
                    LinesGo::Along => "go along",
                    LinesGo::Nowhere => "stay",
                },
                match course.default_css {
                    DefaultCssOf::Nothing => "",
                    DefaultCssOf::Lines => "of lines that go along",
                    DefaultCssOf::Devices => "of devices",
                },
            ),
        };
        println!("| {} | {} | {lines} | {css} |", from.as_str(), to.as_str());
    }
    println!("\nValues that are rewritten from the defaults of the site:\n");
    println!("| value | default | |\n|---|---|---|");
    for (of, field, key, only_where_set) in TABLE {
        let when = if *only_where_set {
            "only where set"
        } else {
            ""
        };
        println!("| {}.{field} | {key} | {when} |", of.as_str());
    }
}

fn rules() {
    println!("## What is judged\n");
    println!(
        "In this order; all are asked, whatever the ones before say. *Destination* says whether the rule reads the\n\
         destination, and so may differ from row to row of a list; *trees* where it holds. Moves in hosting trees, onto\n\
         sites and between accounts are judged where a snapshot holds the facts of those.\n"
    );
    println!(
        "| rule | findings | destination | trees | meaning | source |\n|---|---|---|---|---|---|"
    );
    for rule in all() {
        println!(
            "| {} | {} | {} | {} | {} | {} |",
            rule.name.replace('_', " "),
            marked(rule.codes),
            match rule.check {
                Check::Departure(_) => "no",
                Check::Destination(_) => "yes",
            },
            match rule.trees {
                Trees::Both => "all",
                Trees::Enterprise => "enterprise",
                Trees::Hosting => "hosting",
                Trees::Site => "sites",
                Trees::Account => "accounts",
            },
            rule.meaning,
            rule.source
        );
    }
}

fn copies() {
    println!("\n## What is judged of copies\n");
    println!(
        "Somebody of a hosting tree is copied: a new person with what the original has and is not theirs alone. The same\n\
         holds for a new person made from a template.\n"
    );
    println!("| rule | findings | meaning | source |\n|---|---|---|---|");
    for rule in user_copy::rules::RULES {
        println!(
            "| {} | {} | {} | {} |",
            rule.name.replace('_', " "),
            marked(rule.codes),
            rule.meaning,
            rule.source
        );
    }
    let of = |fate: FieldFate| {
        let fields = FIELDS.iter().filter(|(_, its)| *its == fate);
        fields.map(|(name, _)| *name).collect::<Vec<_>>()
    };
    println!(
        "\nTaken over, with what else a customer defines: {}.\n\nNever: {}.",
        marked(&of(FieldFate::Copied)),
        marked(&of(FieldFate::LeftOut))
    );
}

fn all() -> impl Iterator<Item = &'static Rule> {
    RULES
        .iter()
        .chain(hosting::RULES)
        .chain(telephony::RULES)
        .chain(content::RULES)
}

fn marked(names: &[&str]) -> String {
    let marked: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    marked.join(", ")
}

fn findings() {
    println!("\n## What can be found\n");
    println!("| code | severity | meaning | by |\n|---|---|---|---|");
    for entry in REGISTRY {
        let rule = all().find(|rule| rule.codes.contains(&entry.code));
        println!(
            "| `{}` | {} | {} | {} |",
            entry.code,
            match entry.severity {
                Severity::Blocker => "blocker",
                Severity::Warning => "warning",
                Severity::Notice => "notice",
            },
            entry.meaning.trim(),
            rule.map(|rule| rule.name)
                .or_else(|| of_copies(entry.code))
                .map_or_else(
                    || beside_the_rules(entry.code).to_owned(),
                    |name| name.replace('_', " ")
                ),
        );
    }
}

/// The rule of copies that alone makes a finding.
fn of_copies(code: &str) -> Option<&'static str> {
    let mut rules = user_copy::rules::RULES.iter();
    rules
        .find(|rule| rule.codes.contains(&code))
        .map(|rule| rule.name)
}

/// Where findings come from that no rule makes.
fn beside_the_rules(code: &str) -> &'static str {
    match code {
        "superseded" | "already-undone" | "undo-too-late" | "move-forgotten" | "changed-since"
        | "copy-changed-since" | "role-not-restored" => "undo",
        "hidden-blocker" | "hidden-effects" => "what the viewer may see",
        "unknown-user" | "too-many-subjects" => "the selection",
        _ => "the commit",
    }
}

fn roles() {
    println!("\n## Built-in roles\n");
    println!(
        "Keys reach *here* (the organization the role is held at), the *subtree* below it, or the *listed* suborganizations.\n\
         A clone takes keys away and never ranks above its original. Roles without keys here have theirs in other trees;\n\
         those of hosting trees and sites open what is named only where the facts of those trees are loaded.\n"
    );
    println!("| role | rank | held at | keys |\n|---|---|---|---|");
    for row in BUILT_IN {
        println!(
            "| `{}` | {} | {} | {} |",
            row.name,
            row.rank,
            places(row),
            keys(row)
        );
    }
}

fn places(row: &BuiltInRow) -> String {
    if row.allowed_at.is_empty() {
        return "no organization".to_owned();
    }
    if row.allowed_at.len() == OrganizationKind::ALL.len() {
        return "any".to_owned();
    }
    let names: Vec<String> = row
        .allowed_at
        .iter()
        .map(|kind| kind.as_str().replace('_', " "))
        .collect();
    names.join(", ")
}

/// The permission profiles of accounts, which are no roles.
fn profiles() {
    println!("\n## Permission profiles\n");
    println!(
        "The one grant at home of people in hub and satellite accounts. They count where the facts of accounts are loaded.\n"
    );
    println!(
        "| profile | rank at the hub | keys there | rank at a satellite | keys there |\n|---|---|---|---|---|"
    );
    for (kind, at_hub, at_satellite) in KEYS_OF_PROFILES {
        let all = |keys: &[(Permission, Reach)]| {
            let names: Vec<String> = keys.iter().map(key).collect();
            names.join(", ")
        };
        println!(
            "| `{}` | {} | {} | {} | {} |",
            kind.as_str(),
            kind.rank(OrganizationKind::Hub),
            all(at_hub),
            kind.rank(OrganizationKind::Satellite),
            all(at_satellite)
        );
    }
}

fn key((permission, reach): &(Permission, Reach)) -> String {
    let reach = match reach {
        Reach::Here => "here",
        Reach::Subtree => "subtree",
        Reach::Listed => "listed",
    };
    format!("`{}` {reach}", permission.as_str())
}

fn keys(row: &BuiltInRow) -> String {
    let of_hosting = KEYS_IN_HOSTING.iter().filter(|(role, _)| *role == row.role);
    let of_hosting = of_hosting.flat_map(|(_, keys)| *keys);
    let at_sites = KEYS_AT_SITES.iter().filter(|(role, _)| *role == row.role);
    let at_sites = at_sites.flat_map(|(_, keys)| *keys);
    let names: Vec<String> = row.keys.iter().chain(of_hosting).map(key).collect();
    let own = names.join(", ");
    let more: Vec<String> = at_sites.map(key).collect();
    match (own.is_empty(), more.is_empty()) {
        (_, true) => own,
        (true, false) => format!("at sites: {}", more.join(", ")),
        (false, false) => format!("{own}; at sites: {}", more.join(", ")),
    }
}
