//! The rows of a file: what would become or became of each, why, and its cells, to be changed while nothing runs.

use super::one::Watched;
use crate::api::files::{FileRowView, FileShow};
use crate::components::meaning;
use crate::ui::{Glyph, Icon, Note};
use crate::words::{FilePhrase, HostingCodePhrase, MovingPhrase, OfficePhrase, Words, use_words};
use leptos::prelude::*;
use rehome_domain::user_move::Verdict;

/// How many cells of a row are shown.
const CELLS: usize = 5;

/// The table with what narrows it.
#[component]
pub(super) fn Rows(watched: Watched) -> impl IntoView {
    let words = use_words();
    let segment = move |which: FileShow, phrase: FilePhrase| {
        view! {
            <button
                class="segment"
                type="button"
                aria-pressed=move || (watched.show.get() == which).to_string()
                on:click=move |_| watched.show_only(which)
            >
                {words.say(phrase)}
            </button>
        }
    };
    let is_plan = Memo::new(move |_| watched.found.with(|found| found.file.is_plan));
    let headers = watched.found.with_untracked(|found| found.headers.clone());
    let shown_headers: Vec<String> = headers.into_iter().take(CELLS).collect();
    let heads = StoredValue::new(shown_headers);
    let may_edit = Memo::new(move |_| watched.may_edit());
    view! {
        <div class="bulk-tools">
            <span class="segments" role="group" aria-label=words.say(MovingPhrase::Show)>
                {segment(FileShow::All, FilePhrase::All)}
                {move || {
                    if is_plan.get() {
                        vec![
                            segment(FileShow::Refused, FilePhrase::Cannot).into_any(),
                            segment(FileShow::Warned, FilePhrase::Warnings).into_any(),
                        ]
                    } else {
                        vec![
                            segment(FileShow::Moved, FilePhrase::Moved).into_any(),
                            segment(FileShow::Refused, FilePhrase::Refused).into_any(),
                            segment(FileShow::Left, FilePhrase::Left).into_any(),
                        ]
                    }
                }}
            </span>
        </div>
        {move || {
            let rows = watched.rows.get();
            if rows.rows.is_empty() {
                return view! {
                    <Note tone=None glyph=Glyph::Notice>
                        {words.say(OfficePhrase::NothingMatches)}
                    </Note>
                }
                    .into_any();
            }
            let is_edited = may_edit.get();
            let count = rows.rows.len() as u64;
            let all = u64::from(watched.found.with_untracked(|found| found.file.rows));
            view! {
                <div class="table-box">
                    <table class="table bulk" data-stack="wide">
                        <caption class="visually-hidden">{words.say(FilePhrase::File)}</caption>
                        <thead>
                            <tr>
                                <th scope="col" class="num">
                                    {words.say(FilePhrase::Row)}
                                </th>
                                <th scope="col">{words.say(FilePhrase::Verdict)}</th>
                                {heads.with_value(|heads| heads.iter().map(|head| view! { <th scope="col"><bdi>{head.clone()}</bdi></th> }).collect_view())}
                                <th scope="col">{words.say(FilePhrase::Finding)}</th>
                            </tr>
                        </thead>
                        <tbody>
                            {rows
                                .rows
                                .into_iter()
                                .map(|row| view! { <Row row heads watched is_edited is_plan=is_plan.get_untracked() /> })
                                .collect_view()}
                        </tbody>
                    </table>
                    <div class="table-foot">
                        <span>{words.speech().rows_of(count, all)}</span>
                        {rows
                            .has_more
                            .then(|| {
                                view! {
                                    <button class="button" type="button" data-size="small" on:click=move |_| watched.show_more()>
                                        {words.say(OfficePhrase::NextPage)}
                                    </button>
                                }
                            })}
                    </div>
                </div>
            }
                .into_any()
        }}
    }
}

/// How a row is told: the attribute of its verdict, a shape and words.
fn told(row: &FileRowView, is_plan: bool) -> (&'static str, Glyph, FilePhrase) {
    let result = row.result.as_deref();
    let pick = |plan: FilePhrase, run: FilePhrase| if is_plan { plan } else { run };
    match (result, row.verdict) {
        (Some("moved"), Some(Verdict::Warns)) if is_plan => {
            ("warns", Glyph::Warning, FilePhrase::CanWithWarnings)
        }
        (Some("moved"), _) => (
            "works",
            Glyph::Works,
            pick(FilePhrase::CanMove, FilePhrase::Moved),
        ),
        (Some("created"), _) => (
            "works",
            Glyph::Plus,
            pick(FilePhrase::Creates, FilePhrase::Created),
        ),
        (Some("changed"), _) => (
            "works",
            Glyph::Changes,
            pick(FilePhrase::Changes, FilePhrase::Changed),
        ),
        (Some("skipped"), _) => (
            "",
            Glyph::Stays,
            pick(FilePhrase::NothingToDo, FilePhrase::Skipped),
        ),
        (Some("failed"), _) => ("refuses", Glyph::Failed, FilePhrase::Failed),
        (Some(_), _) => (
            "refuses",
            Glyph::Blocker,
            pick(FilePhrase::Cannot, FilePhrase::Refused),
        ),
        (None, _) => ("deferred", Glyph::Deferred, FilePhrase::Left),
    }
}

/// Why: what keeps a row, else what is to be known of it.
fn why(row: &FileRowView, words: Words) -> String {
    let keeps = matches!(
        row.result.as_deref(),
        Some("refused" | "failed" | "skipped")
    );
    let codes = row.codes.iter();
    let told: Vec<String> = codes
        .filter(|code| {
            keeps
                || MovingPhrase::of_code(code).is_some()
                || HostingCodePhrase::of_code(code).is_some()
        })
        .map(|code| meaning(code, words))
        .collect();
    told.join(" ")
}

#[component]
fn Row(
    row: FileRowView,
    heads: StoredValue<Vec<String>>,
    watched: Watched,
    is_edited: bool,
    is_plan: bool,
) -> impl IntoView {
    let words = use_words();
    let (verdict, glyph, phrase) = told(&row, is_plan);
    let severity = match verdict {
        "refuses" => Some("blocker"),
        "warns" => Some("warning"),
        _ => None,
    };
    let why = why(&row, words);
    let has_reason = !why.is_empty();
    let (line, ordinal) = (row.line, row.ordinal);
    let result = row.result.clone();
    let cells = heads.with_value(|heads| {
        let cells = row.cells.into_iter().zip(heads.clone()).enumerate();
        cells
            .map(|(at, (cell, head))| {
                let is_empty = cell.is_empty() && !is_edited;
                let label = format!("{head}, {} {line}", words.say(FilePhrase::Row));
                view! {
                    <td data-label=head data-empty=is_empty.then_some("")>
                        {if is_edited {
                            view! {
                                <span class="cell-edit">
                                    <input
                                        class="input"
                                        value=cell.clone()
                                        prop:value=cell
                                        aria-label=label
                                        on:change=move |event| watched.edit(ordinal, at, event_target_value(&event))
                                    />
                                </span>
                            }
                                .into_any()
                        } else {
                            view! { <bdi>{cell}</bdi> }.into_any()
                        }}
                    </td>
                }
            })
            .collect_view()
    });
    view! {
        <tr data-result=result>
            <th scope="row" class="num faint" data-label=words.say(FilePhrase::Row)>
                {words.number(u64::from(line))}
            </th>
            <td class="cell-verdict" data-label=words.say(FilePhrase::Verdict)>
                <span class="verdict" data-verdict=verdict>
                    <Icon glyph />
                    <span>{words.say(phrase)}</span>
                </span>
            </td>
            {cells}
            <td class="cell-finding-column" data-label=words.say(FilePhrase::Finding) data-empty=(!has_reason).then_some("")>
                {has_reason
                    .then(|| {
                        view! {
                            <div class="cell-finding" data-severity=severity data-tone=severity.is_none().then_some("grey")>
                                <span>{why}</span>
                            </div>
                        }
                    })}
            </td>
        </tr>
    }
}
