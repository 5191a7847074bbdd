//! Who went where: a picture of the strongest flows, and the same numbers as a table.

use crate::api::records::{Flow, Flows};
use crate::ui::{Cell, Column, Glyph, Head, Note, Panel, Prose, TableBox};
use crate::words::{Phrase, RecordPhrase as P, Words, use_words};
use leptos::prelude::*;
use std::sync::Arc;

/// How many flows the picture shows; the table shows all.
const DRAWN: usize = 12;
/// How tall all bands together are at most, and each where there are few.
const TALL: f64 = 360.0;
const TALL_EACH: f64 = 90.0;
/// The room between two organizations.
const GAP: f64 = 22.0;
/// Where the first organization begins.
const TOP: f64 = 30.0;
/// How many letters of a name there is room for.
const LETTERS: usize = 17;

/// An organization at one side of the picture.
#[derive(Clone, Debug, PartialEq)]
struct Side {
    name: Arc<str>,
    count: u32,
    begin: f64,
    end: f64,
}

/// A band of the picture.
#[derive(Clone, Debug, PartialEq)]
struct Band {
    series: usize,
    from: Arc<str>,
    to: Arc<str>,
    count: u32,
    at_source: (f64, f64),
    at_destination: (f64, f64),
}

/// The picture, measured.
#[derive(Clone, Debug, Default, PartialEq)]
struct Picture {
    sources: Vec<Side>,
    destinations: Vec<Side>,
    bands: Vec<Band>,
    height: f64,
}

/// Names with how many went there or came from there, the most first.
fn sums<'f>(flows: &'f [Flow], name: impl Fn(&'f Flow) -> &'f Arc<str>) -> Vec<(Arc<str>, u32)> {
    let mut sums: Vec<(Arc<str>, u32)> = Vec::new();
    for flow in flows {
        match sums.iter_mut().find(|(known, _)| known == name(flow)) {
            Some((_, sum)) => *sum += flow.moves,
            None => sums.push((name(flow).clone(), flow.moves)),
        }
    }
    sums.sort_by_key(|(_, sum)| std::cmp::Reverse(*sum));
    sums
}

/// Stands organizations one beneath the other.
fn stand(sums: Vec<(Arc<str>, u32)>, scale: f64) -> Vec<Side> {
    let mut begin = TOP;
    sums.into_iter()
        .map(|(name, count)| {
            let end = begin + f64::from(count) * scale;
            let side = Side {
                name,
                count,
                begin,
                end,
            };
            begin = end.max(begin + 14.0) + GAP;
            side
        })
        .collect()
}

/// Lays the picture out: bands leave and arrive in the order of the organizations at the other side.
fn picture(flows: &[Flow]) -> Picture {
    let drawn = flows.get(..flows.len().min(DRAWN)).unwrap_or_default();
    let all: u32 = drawn.iter().map(|flow| flow.moves).sum();
    if all == 0 {
        return Picture::default();
    }
    let scale = TALL.min(TALL_EACH * drawn.len() as f64) / f64::from(all);
    let sources = stand(sums(drawn, |flow| &flow.from), scale);
    let destinations = stand(sums(drawn, |flow| &flow.to), scale);
    let mut leave: Vec<f64> = sources.iter().map(|side| side.begin).collect();
    let mut arrive: Vec<f64> = destinations.iter().map(|side| side.begin).collect();
    let mut bands = Vec::with_capacity(drawn.len());
    for (series, source) in sources.iter().enumerate() {
        for (place, destination) in destinations.iter().enumerate() {
            let found = drawn
                .iter()
                .find(|flow| flow.from == source.name && flow.to == destination.name);
            let (Some(flow), Some(from), Some(to)) =
                (found, leave.get_mut(series), arrive.get_mut(place))
            else {
                continue;
            };
            let wide = f64::from(flow.moves) * scale;
            bands.push(Band {
                series,
                from: flow.from.clone(),
                to: flow.to.clone(),
                count: flow.moves,
                at_source: (*from, *from + wide),
                at_destination: (*to, *to + wide),
            });
            *from += wide;
            *to += wide;
        }
    }
    let lowest = |sides: &[Side]| {
        sides
            .last()
            .map_or(TOP, |side| side.end.max(side.begin + 26.0))
    };
    let height = lowest(&sources).max(lowest(&destinations)) + 18.0;
    Picture {
        sources,
        destinations,
        bands,
        height,
    }
}

fn series(number: usize) -> String {
    format!("series-{}", number % 6 + 1)
}

/// A name as far as there is room for it.
fn short(name: &str) -> String {
    if name.chars().count() <= LETTERS {
        return name.to_owned();
    }
    let kept: String = name.chars().take(LETTERS - 1).collect();
    format!("{}…", kept.trim_end())
}

impl Band {
    fn path(&self) -> String {
        let ((a, b), (c, d)) = (self.at_source, self.at_destination);
        format!(
            "M144 {a:.1}C282 {a:.1} 282 {c:.1} 420 {c:.1}V{d:.1}C282 {d:.1} 282 {b:.1} 144 {b:.1}Z"
        )
    }
}

/// The picture and the table.
#[component]
pub(super) fn WhoWentWhere(flows: Flows) -> impl IntoView {
    let words = use_words();
    let since = flows.since;
    let all = flows.flows;
    let count = words.number(all.len() as u64);
    let drawn = all.clone();
    (!all.is_empty()).then(|| {
        view! {
            <div class="flow-screen">
                <Panel
                    id="who-went-where"
                    title=words.said(P::WhoWentWhere)
                    aside=Some(view! { <span class="small muted">{words.say(P::WidthIsPeople)}</span> }.into_any())
                >
                    <Drawing flows=drawn />
                </Panel>
                <section class="panel" aria-labelledby="flows">
                    <div class="panel-head">
                        <h2 id="flows">{words.say(P::Flows)}</h2>
                        <span class="small muted">{count}</span>
                    </div>
                    <FlowTable flows=all />
                    {since
                        .map(|since| {
                            view! {
                                <div class="panel-foot">
                                    <Note tone=None glyph=Glyph::Notice>
                                        <Prose text=words.speech().counted_since(&words.date(since.day())) />
                                    </Note>
                                </div>
                            }
                        })}
                </section>
            </div>
        }
    })
}

#[component]
fn Drawing(flows: Vec<Flow>) -> impl IntoView {
    let words = use_words();
    let drawn = picture(&flows);
    let moves: u64 = drawn.bands.iter().map(|band| u64::from(band.count)).sum();
    let label = format!(
        "{} {}",
        words.speech().flow_of(moves),
        words.say(P::SameInTable)
    );
    view! {
        <div class="flow-box" tabindex="0" role="region" aria-label=words.say(P::PictureOfFlows)>
            <svg class="flow" viewBox=format!("0 0 564 {:.0}", drawn.height) role="img" aria-label=label direction="ltr">
                <text class="flow-head" x="122" y="14" text-anchor="end">
                    {words.say(P::SourceColumn)}
                </text>
                <text class="flow-head" x="442" y="14">
                    {words.say(P::DestinationColumn)}
                </text>
                {drawn
                    .bands
                    .iter()
                    .map(|band| {
                        view! {
                            <path class=format!("flow-band {}", series(band.series)) d=band.path()>
                                <title>{words.speech().flow(&band.from, &band.to, u64::from(band.count))}</title>
                            </path>
                        }
                    })
                    .collect_view()}
                {sides(words, &drawn.sources, true)}
                {sides(words, &drawn.destinations, false)}
            </svg>
        </div>
    }
}

/// The organizations of one side.
fn sides(words: Words, sides: &[Side], is_source: bool) -> impl IntoView + use<> {
    sides
        .iter()
        .enumerate()
        .map(|(number, side)| {
            let (bar, label, anchor, class) = if is_source {
                ("132", "122", Some("end"), series(number))
            } else {
                ("420", "442", None, "series-6".to_owned())
            };
            let count = u64::from(side.count);
            let told = if is_source { words.speech().left(count) } else { words.speech().came(count) };
            let middle = (side.begin + side.end) / 2.0;
            view! {
                <rect
                    class=class
                    x=bar
                    y=format!("{:.1}", side.begin)
                    width="12"
                    height=format!("{:.1}", (side.end - side.begin).max(2.0))
                    rx="3"
                />
                <text class="flow-label" x=label y=format!("{middle:.1}") text-anchor=anchor>
                    {short(&side.name)}
                </text>
                <text class="flow-more" x=label y=format!("{:.1}", middle + 15.0) text-anchor=anchor>
                    {told}
                </text>
            }
        })
        .collect_view()
}

#[component]
fn FlowTable(flows: Vec<Flow>) -> impl IntoView {
    let words = use_words();
    let sources: Vec<Arc<str>> = picture(&flows)
        .sources
        .into_iter()
        .map(|side| side.name)
        .collect();
    let number = move |count: u32| Some(words.number(u64::from(count)).into_any());
    view! {
        <TableBox
            caption=words.said(P::FlowsCaption)
            heads=view! {
                <Head words=words.said(P::SourceColumn) />
                <Head words=words.said(P::DestinationColumn) />
                <Head words=words.said(P::Moves) column=Column::Number />
                <Head words=words.said(P::ByOneself) column=Column::Number />
                <Head words=words.said(P::Undone) column=Column::Number />
            }
                .into_any()
        >
            {flows
                .into_iter()
                .map(|flow| {
                    let key = sources.iter().position(|name| *name == flow.from);
                    let from_word = words.say(Phrase::From);
                    view! {
                        <tr>
                            <th scope="row" data-label=from_word>
                                <span>
                                    {key
                                        .map(|key| {
                                            view! { <span class=format!("flow-key {}", series(key)) aria-hidden="true"></span> }
                                        })}
                                    <bdi>{flow.from.to_string()}</bdi>
                                </span>
                            </th>
                            <Cell
                                label=words.said(P::DestinationColumn)
                                content=Some(view! { <bdi>{flow.to.to_string()}</bdi> }.into_any())
                            />
                            <Cell label=words.said(P::Moves) column=Column::Number content=number(flow.moves) />
                            <Cell label=words.said(P::ByOneself) column=Column::Number content=number(flow.by_oneself) />
                            <Cell label=words.said(P::Undone) column=Column::Number content=number(flow.undone) />
                        </tr>
                    }
                })
                .collect_view()}
        </TableBox>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flow(from: &str, to: &str, moves: u32) -> Flow {
        Flow {
            from: from.into(),
            to: to.into(),
            moves,
            by_oneself: 0,
            undone: 0,
        }
    }

    #[test]
    fn bands_fill_both_ends_and_never_overlap() {
        let flows = [flow("a", "x", 5), flow("b", "x", 3), flow("a", "y", 2)];
        let drawn = picture(&flows);
        for (side, ends) in [
            (
                &drawn.sources,
                drawn
                    .bands
                    .iter()
                    .map(|band| (band.from.clone(), band.at_source))
                    .collect::<Vec<_>>(),
            ),
            (
                &drawn.destinations,
                drawn
                    .bands
                    .iter()
                    .map(|band| (band.to.clone(), band.at_destination))
                    .collect(),
            ),
        ] {
            for place in side {
                let mut mine: Vec<(f64, f64)> = ends
                    .iter()
                    .filter(|(name, _)| *name == place.name)
                    .map(|(_, ends)| *ends)
                    .collect();
                mine.sort_by(|a, b| a.0.total_cmp(&b.0));
                let mut at = place.begin;
                for (begin, end) in mine {
                    assert!((begin - at).abs() < 1e-6, "{begin} after {at}");
                    at = end;
                }
                assert!((at - place.end).abs() < 1e-6);
            }
        }
        assert_eq!(picture(&[]), Picture::default());
    }
}
