//! What became of everybody: totals that add up, why somebody stayed, and the ways on.

use super::TITLE;
use super::state::Moving;
use crate::api::moving::{ResultRow, RowEnd};
use crate::components::{FIRST, ShowMore, meaning, told};
use crate::routes;
use crate::ui::{Button, Glyph, Icon, Look, MarkSize, Person, Prose, WhoMore};
use crate::words::{MovingPhrase, Names, OfficePhrase, Words, use_words};
use leptos::prelude::*;
use rehome_domain::cell;
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::user_move::Finding;
use std::collections::{BTreeMap, BTreeSet};

fn phrase(end: RowEnd) -> MovingPhrase {
    match end {
        RowEnd::Moved => MovingPhrase::Moved,
        RowEnd::Skipped => MovingPhrase::Skipped,
        RowEnd::Refused => MovingPhrase::Refused,
        RowEnd::Stale => MovingPhrase::Stale,
        RowEnd::Failed => MovingPhrase::Failed,
    }
}

fn look(end: RowEnd) -> (&'static str, Glyph) {
    match end {
        RowEnd::Moved => ("green", Glyph::Works),
        RowEnd::Skipped => ("grey", Glyph::Stays),
        RowEnd::Refused | RowEnd::Failed => ("red", Glyph::Blocker),
        RowEnd::Stale => ("blue", Glyph::Deferred),
    }
}

/// A row as it is told.
#[derive(Clone)]
struct Told {
    row: ResultRow,
    name: String,
    why: Vec<String>,
}

/// Why a row came to its end: with the findings of the review where they are known, else by what the codes mean.
fn why(row: &ResultRow, findings: &[Finding], names: &Names, words: Words) -> Vec<String> {
    if row.result == RowEnd::Moved {
        return Vec::new();
    }
    let codes = row.codes.iter();
    codes
        .map(|code| {
            let known = findings.iter().find(|finding| finding.code() == code);
            known.map_or_else(
                || meaning(code, words),
                |finding| told(finding, names, words).title,
            )
        })
        .collect()
}

/// What was done.
#[component]
pub(super) fn Outcome(moving: Moving) -> impl IntoView {
    let words = use_words();
    let speech = words.speech();
    let Some((result, review)) = moving.result.get_untracked() else {
        return ().into_any();
    };
    let places: BTreeSet<OrganizationCode> = review
        .families
        .iter()
        .filter(|family| family.moves())
        .map(|family| family.destination.clone())
        .collect();
    let findings: BTreeMap<UserId, Vec<Finding>> = review
        .families
        .into_iter()
        .map(|family| (family.subject, family.findings))
        .collect();
    let rows: Vec<Told> = result
        .rows
        .into_iter()
        .map(|row| {
            let user = row.user.clone();
            let known = user.as_ref().and_then(|id| findings.get(id));
            let why = why(&row, known.map_or(&[], Vec::as_slice), &review.names, words);
            let name = user.map(|id| review.names.user(&id).to_owned());
            Told {
                name: name.unwrap_or_default(),
                why,
                row,
            }
        })
        .collect();
    let of = |end: RowEnd| rows.iter().filter(move |told| told.row.result == end);
    let moved = of(RowEnd::Moved).count() as u64;
    let destination = moving
        .destination
        .with_untracked(|chosen| chosen.as_ref().map(|chosen| chosen.place.name.to_string()))
        .unwrap_or_else(|| {
            let all: BTreeSet<String> = places
                .iter()
                .map(|it| review.names.organization(it).to_owned())
                .collect();
            words.list(&all.into_iter().collect::<Vec<_>>())
        });
    let title = speech.were_moved(moved, rows.len() as u64, &destination);
    let counts: Vec<(RowEnd, u64)> = RowEnd::ALL
        .into_iter()
        .map(|end| (end, of(end).count() as u64))
        .filter(|(_, count)| *count > 0)
        .collect();
    let stale: Vec<UserId> = of(RowEnd::Stale)
        .chain(of(RowEnd::Failed))
        .filter_map(|told| told.row.user.clone())
        .collect();
    let file = routes::csv(&table(&rows, words));
    // WHY: who stayed is what one looks for; those who moved come last.
    let mut shown_rows = rows;
    shown_rows.sort_by_key(|told| (told.row.result == RowEnd::Moved, told.row.result));
    let rows = StoredValue::new(shown_rows);
    let shown = RwSignal::new(FIRST);
    let all = rows.with_value(Vec::len);
    view! {
        <div class="dialog-head">
            <h2 id=TITLE>
                <Prose text=title />
            </h2>
        </div>
        <div class="dialog-body" tabindex="0" role="group" aria-labelledby=TITLE>
            <div role="status">
                <ul class="tally">
                    {counts
                        .into_iter()
                        .map(|(end, count)| {
                            let (tone, glyph) = look(end);
                            view! {
                                <li data-tone=tone data-result=end.as_str()>
                                    <Icon glyph />
                                    {format!("{} {}", words.say(phrase(end)), words.number(count))}
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
            </div>
            <ul class="lines">
                {move || {
                    rows.with_value(|rows| rows.iter().take(shown.get()).cloned().map(|told| view! { <Line told /> }).collect_view())
                }}
            </ul>
            <ShowMore shown all />
        </div>
        <div class="dialog-foot">
            <a class="button" href=file download="moves.csv">
                <Icon glyph=Glyph::Download />
                {words.say(MovingPhrase::DownloadResult)}
            </a>
            <a class="button" href=routes::MOVES>
                {words.say(MovingPhrase::SeeMoves)}
            </a>
            {(!stale.is_empty())
                .then(|| {
                    let stale = stale.clone();
                    view! { <Button on_press=move |_| moving.again(stale.clone())>{words.say(MovingPhrase::PlanAgain)}</Button> }
                })}
            <Button look=Look::Primary on_press=move |_| moving.open.set(false)>
                {words.say(OfficePhrase::Close)}
            </Button>
        </div>
    }
    .into_any()
}

#[component]
fn Line(told: Told) -> impl IntoView {
    let words = use_words();
    let (tone, glyph) = look(told.row.result);
    view! {
        <li data-result=told.row.result.as_str()>
            <span class="who">
                <Person name=told.name.clone() size=MarkSize::Small other=true />
                <span class="who-text">
                    <bdi class="who-name">{told.name}</bdi>
                    {told
                        .why
                        .into_iter()
                        .map(|text| view! { <WhoMore text /> })
                        .collect_view()}
                </span>
            </span>
            <span class="verdict" data-tone=tone>
                <Icon glyph />
                <span>{words.say(phrase(told.row.result))}</span>
            </span>
        </li>
    }
}

/// The result as a table for people.
fn table(rows: &[Told], words: Words) -> String {
    let heads = [
        words.say(OfficePhrase::Name),
        words.say(MovingPhrase::Result),
        words.say(MovingPhrase::Why),
    ];
    let mut text = heads.map(cell::csv).join(",");
    for told in rows {
        let why: String = told.why.join(" ");
        // WHY: the isolates around names are for screens.
        let why: String = why
            .chars()
            .filter(|sign| !('\u{2066}'..='\u{2069}').contains(sign))
            .collect();
        let cells = [told.name.as_str(), words.say(phrase(told.row.result)), &why];
        text.push('\n');
        text.push_str(&cells.map(cell::csv).join(","));
    }
    text.push('\n');
    text
}
