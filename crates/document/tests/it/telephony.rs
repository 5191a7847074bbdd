//! Bad input of sites with telephony is refused as a whole, with every fault at its place.

use crate::cases::sites;
use rehome_document::{Code, Faults, Options, read_text};
use std::fmt::Write;

fn refused(text: &str) -> Faults {
    read_text("sites.yaml", text.as_bytes(), &Options::default()).unwrap_err()
}

fn told(faults: &Faults) -> Vec<(Code, u32, &str)> {
    let faults = faults.faults.iter();
    faults
        .map(|it| (it.code, it.line, it.path.as_str()))
        .collect()
}

#[test]
fn every_id_that_dangles_is_told_where_it_is_named() {
    for (text, path) in [
        (
            sites!("phones: {f: {lines: [{line: gone, index: 1}]}}\n"),
            "phones.f.lines[0].line",
        ),
        (
            sites!("device_profiles: {f: {lines: [{line: gone, index: 1}]}}\n"),
            "device_profiles.f.lines[0].line",
        ),
        (
            sites!("remote_destination_profiles: {f: {lines: [{line: gone, index: 1}]}}\n"),
            "remote_destination_profiles.f.lines[0].line",
        ),
        (
            sites!("users: {u: {home: e, primary_line: gone}}\n"),
            "users.u.primary_line",
        ),
        (
            sites!("agent_tags: {t: {user: u, line: gone}}\nusers: {u: {home: e}}\n"),
            "agent_tags.t.line",
        ),
        (
            "version: 1\norganizations: {p: {kind: provider}, c: {kind: customer, parent: p}, s: {kind: site, parent: c, device_list: gone}}\n",
            "organizations.s.device_list",
        ),
        (
            sites!("hunt_lists: {h: {members: [gone]}}\n"),
            "hunt_lists.h.members[0]",
        ),
        (
            sites!("hunt_lists: {h: {line_groups: [gone]}}\n"),
            "hunt_lists.h.line_groups[0]",
        ),
        (
            sites!("line_groups: {g: {members: [gone]}}\n"),
            "line_groups.g.members[0]",
        ),
        (
            sites!("pickup_groups: {g: {members: [gone]}}\n"),
            "pickup_groups.g.members[0]",
        ),
        (
            sites!(
                "lines: {l: {pattern: \"71\", partition: P}}\ne164_associations: {a: {line: l, number: gone}}\n"
            ),
            "e164_associations.a.number",
        ),
        (
            sites!(
                "e164_numbers: {n: {number: \"+44\"}}\ne164_associations: {a: {line: gone, number: n}}\n"
            ),
            "e164_associations.a.line",
        ),
    ] {
        let faults = refused(text);
        let found = told(&faults);
        let [(code, _, at)] = found.as_slice() else {
            panic!("{path}: {faults}");
        };
        assert_eq!((*code, *at), (Code::UnknownReference, path), "{faults}");
    }
}

#[test]
fn faults_of_every_sort_in_one_file_are_told_at_once() {
    let text = "version: 1
organizations:
  p: {kind: provider}
  c: {kind: customer, parent: p}
  s: {kind: site, parent: c, dial_plan: slc, slc: \"71\"}
  t: {kind: site, parent: c, dial_plan: slc, slc: \"712\"}
  x: {kind: area, parent: y}
  y: {kind: area, parent: x}
lines:
  l: {pattern: \"7101\"}
phones:
  f: {lines: [{line: gone, index: 1}]}
";
    let faults = refused(text);
    let found = told(&faults);
    for expected in [
        (Code::CodesOverlap, 6, "organizations.t.slc"),
        (Code::NoPartition, 10, "lines.l"),
        (Code::UnknownReference, 12, "phones.f.lines[0].line"),
    ] {
        let (code, line, path) = expected;
        let is_told = found
            .iter()
            .any(|it| it.0 == code && it.1 == line && it.2.starts_with(path));
        assert!(is_told, "{path}: {faults}");
    }
    let is_of_the_loop =
        |it: &&(Code, u32, &str)| matches!(it.1, 7 | 8) && it.0 != Code::UnknownReference;
    assert!(found.iter().any(|it| is_of_the_loop(&it)), "{faults}");
}

#[test]
fn a_hundred_thousand_numbers_in_one_file_are_told_of_at_the_first_and_the_last() {
    const MANY: usize = 100_000;
    let mut text = String::from(sites!("inventory:\n"));
    let first = text.lines().count() + 1;
    for number in 0..MANY {
        let status = if number == 0 { "gone" } else { "used" };
        // The last is kept there already.
        let shown = if number == MANY - 1 { 1 } else { number };
        writeln!(
            text,
            "  i{number:06}: {{number: \"{shown:06}\", at: e, status: {status}}}"
        )
        .unwrap();
    }
    text.push_str("number_routing:\n");
    let ranges = text.lines().count() + 1;
    for number in 0..MANY {
        let site = if number == 0 { "c" } else { "e" };
        let mask = if number == MANY - 1 { 1 } else { 2 };
        let prefix = if number == MANY - 1 {
            "9000010".to_owned()
        } else {
            format!("9{number:05}")
        };
        writeln!(
            text,
            "  r{number:06}: {{site: {site}, prefix: \"{prefix}\", mask_length: {mask}}}"
        )
        .unwrap();
    }
    let faults = refused(&text);
    let line = |of: usize, number: usize| (of + number) as u32;
    assert_eq!(
        told(&faults),
        [
            (
                Code::UnknownWord,
                line(first, 0),
                "inventory.i000000.status"
            ),
            (
                Code::InventoryTwice,
                line(first, MANY - 1),
                "inventory.i099999.number"
            ),
            (
                Code::NotASite,
                line(ranges, 0),
                "number_routing.r000000.site"
            ),
            (
                Code::RoutingOverlaps,
                line(ranges, MANY - 1),
                "number_routing.r099999.prefix"
            ),
        ],
        "{faults}"
    );
}
