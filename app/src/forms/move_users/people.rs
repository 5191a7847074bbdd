//! The verdict per person, what all of them lose, and what is to be acknowledged.

use super::state::{Moving, warnings};
use crate::api::moving::{FamilyView, ManyReview, SelectedView};
use crate::components::{FIRST, ShowMore, VerdictBadge, meaning, told, told_by_code};
use crate::ui::{Badge, Glyph, Icon, MarkSize, Note, Person, Prose, Tone, WhoMore};
use crate::words::{Counted, MovingPhrase, PeoplePhrase, Phrase, Words, isolated, use_words};
use leptos::prelude::*;
use rehome_domain::ids::UserId;
use rehome_domain::user_move::{Finding, Severity, Verdict};
use std::collections::BTreeMap;

/// How many titles of one code are told one by one; beyond that they are counted.
const TOLD_SINGLY: usize = 3;

/// Which people are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Show {
    All,
    Cannot,
    Warned,
}

impl Show {
    fn takes(self, family: &FamilyView) -> bool {
        match self {
            Self::All => true,
            Self::Cannot => !family.moves(),
            Self::Warned => family.moves() && family.verdict == Verdict::Warns,
        }
    }
}

/// That the plan is another one than the one that was looked at, with what is different.
#[component]
pub(super) fn Changed(moving: Moving) -> impl IntoView {
    let words = use_words();
    let different = move || {
        moving.review.with(|known| {
            let (_, review) = known.as_ref()?;
            let difference = review.difference.as_ref()?;
            let told = |findings: &[Finding]| told_by_code(findings, &review.names, words);
            Some((told(&difference.appeared), told(&difference.gone)))
        })
    };
    let part = move |phrase: MovingPhrase, titles: Vec<String>| {
        (!titles.is_empty()).then(|| {
            view! {
                <p class="field-label">{words.say(phrase)}</p>
                <ul>{titles.into_iter().map(|text| view! { <li><Prose text /></li> }).collect_view()}</ul>
            }
        })
    };
    move || {
        different().map(|(came, went)| {
            view! {
                <Note tone=Some(Tone::Blue) glyph=Glyph::Deferred alert=true>
                    {words.say(MovingPhrase::ChangedSinceReview)}
                </Note>
                {part(MovingPhrase::CameSince, came)}
                {part(MovingPhrase::WentSince, went)}
            }
        })
    }
}

/// The verdicts counted, and what everybody who moves loses and takes.
#[component]
pub(super) fn Tally(moving: Moving) -> impl IntoView {
    let words = use_words();
    let speech = words.speech();
    let verdicts = move || {
        let totals = moving.totals()?;
        Some(speech.can_and_cannot(totals.works, totals.warns, totals.refused, totals.stays))
    };
    let effects = move || {
        moving.review.with(|known| {
            let counts = known.as_ref()?.1.counts;
            let all = [
                (Counted::Roles, counts.roles),
                (Counted::Subscriptions, counts.subscriptions),
                (Counted::PositionsLost, counts.positions_lost),
                (Counted::PositionsTaken, counts.positions_taken),
            ];
            let told: Vec<String> = all
                .into_iter()
                .filter(|(_, count)| *count > 0)
                .map(|(what, count)| speech.counted(what, u64::from(count)))
                .collect();
            (!told.is_empty()).then_some(told)
        })
    };
    view! {
        <div role="status" aria-busy=move || moving.is_planning.get().then_some("true")>
            {move || verdicts().map(|told| view! { <p><strong>{told}</strong></p> })}
            {move || {
                effects()
                    .map(|told| {
                        view! {
                            <ul class="tally">
                                {told
                                    .into_iter()
                                    .map(|text| {
                                        view! {
                                            <li>
                                                <Icon glyph=Glyph::Changes />
                                                {text}
                                            </li>
                                        }
                                    })
                                    .collect_view()}
                            </ul>
                        }
                    })
            }}
        </div>
    }
}

/// A box for each code of a warning, with what it covers (ruling 11).
#[component]
pub(super) fn Acknowledge(moving: Moving) -> impl IntoView {
    let words = use_words();
    let listed = move || {
        moving.review.with(|known| {
            let known = known.as_ref();
            known.map_or_else(Vec::new, |(_, review)| to_confirm(review, words))
        })
    };
    let tick = move |code: String, is: bool| {
        moving.ticked.update(|ticked| {
            if is {
                ticked.insert(code);
            } else {
                ticked.remove(&code);
            }
        });
    };
    move || {
        let listed = listed();
        (!listed.is_empty()).then(|| {
            view! {
                <fieldset class="stack" data-gap="small">
                    <legend class="field-label">{words.say(MovingPhrase::ConfirmWarnings)}</legend>
                    {listed
                        .into_iter()
                        .map(|(code, titles)| {
                            let (shown, ticked) = (code.clone(), code.clone());
                            view! {
                                <label class="check">
                                    <input
                                        type="checkbox"
                                        name="acknowledged"
                                        value=code
                                        prop:checked=move || moving.ticked.with(|ticked| ticked.contains(&shown))
                                        on:change=move |event| tick(ticked.clone(), event_target_checked(&event))
                                    />
                                    <span>
                                        {titles
                                            .into_iter()
                                            .map(|text| {
                                                view! {
                                                    <span class="check-line">
                                                        <Prose text strong=true />
                                                    </span>
                                                }
                                            })
                                            .collect_view()}
                                    </span>
                                </label>
                            }
                        })
                        .collect_view()}
                </fieldset>
            }
        })
    }
}

fn to_confirm(review: &ManyReview, words: Words) -> Vec<(String, Vec<String>)> {
    let mut titles: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for family in review.families.iter().filter(|family| family.moves()) {
        let warned = family.findings.iter();
        for finding in warned.filter(|finding| finding.severity == Severity::Warning) {
            titles.entry(finding.code()).or_default().push(finding);
        }
    }
    warnings(review)
        .into_iter()
        .map(|(code, people)| {
            let findings = titles.remove(code.as_str()).unwrap_or_default();
            let texts = if findings.len() <= TOLD_SINGLY {
                let titles = findings.into_iter();
                titles
                    .map(|finding| told(finding, &review.names, words).title)
                    .collect()
            } else {
                let meaning = meaning(&code, words);
                let meaning = meaning.trim_end_matches('.');
                vec![words.speech().for_people(meaning, people)]
            };
            (code, texts)
        })
        .collect()
}

/// Everybody selected with the verdict on them; a few at a time, and only some kinds where one asks.
#[component]
pub(super) fn People(moving: Moving) -> impl IntoView {
    let words = use_words();
    let show = RwSignal::new(Show::All);
    let shown = RwSignal::new(FIRST);
    let has_plan = move || moving.review.with(Option::is_some);
    let segment = move |which: Show, phrase: &'static str| {
        view! {
            <button
                class="segment"
                type="button"
                aria-pressed=move || (show.get() == which).to_string()
                on:click=move |_| {
                    shown.set(FIRST);
                    show.set(which);
                }
            >
                {phrase}
            </button>
        }
    };
    let rows = move || {
        let people = moving.people();
        let verdicts: BTreeMap<UserId, FamilyView> = moving.review.with(|known| {
            let families = known.iter().flat_map(|(_, review)| &review.families);
            families
                .map(|family| (family.subject.clone(), family.clone()))
                .collect()
        });
        let asked = show.get();
        let fitting = people.into_iter().filter_map(|person| {
            let verdict = verdicts.get(&person.id).cloned();
            let fits = match &verdict {
                Some(family) => asked.takes(family),
                None => asked == Show::All,
            };
            fits.then_some((person, verdict))
        });
        fitting.collect::<Vec<_>>()
    };
    view! {
        <section class="stack" data-gap="small" aria-label=words.say(MovingPhrase::People)>
            {move || {
                has_plan()
                    .then(|| {
                        view! {
                            <span class="segments" role="group" aria-label=words.say(MovingPhrase::Show)>
                                {segment(Show::All, words.say(PeoplePhrase::Everybody))}
                                {segment(Show::Cannot, words.say(MovingPhrase::CannotOnly))}
                                {segment(Show::Warned, words.say(MovingPhrase::WithWarnings))}
                            </span>
                        }
                    })
            }}
            {move || {
                let rows = rows();
                let all = rows.len();
                if all == 0 {
                    return view! { <p class="muted">{words.say(MovingPhrase::NobodyLikeThat)}</p> }.into_any();
                }
                let some = rows.into_iter().take(shown.get()).map(|(person, family)| view! { <Row person family moving /> }).collect_view();
                view! {
                    <ul class="lines">{some}</ul>
                    <ShowMore shown all />
                }
                    .into_any()
            }}
        </section>
    }
}

/// Who comes along, by name as far as in view.
fn family_told(person: &SelectedView, words: Words) -> Option<String> {
    let names: Vec<String> = person.dependents.iter().map(|it| isolated(it)).collect();
    let unseen = u64::from(person.hidden_dependents);
    let parts = [
        (!names.is_empty()).then(|| words.list(&names)),
        (unseen > 0).then(|| words.speech().hidden_dependents(unseen)),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

#[component]
fn Row(person: SelectedView, family: Option<FamilyView>, moving: Moving) -> impl IntoView {
    let words = use_words();
    let dependents = person.dependents.len() as u64 + u64::from(person.hidden_dependents);
    let home = person.home.name.to_string();
    let along = if person.is_alone {
        Some(words.said(MovingPhrase::ComesWithSponsor))
    } else {
        (dependents > 0).then(|| words.speech().comes_with(dependents))
    };
    let along_told = family_told(&person, words);
    let goes_to = family
        .as_ref()
        .filter(|_| untrack(|| moving.is_filtered()))
        .map(|family| {
            moving.review.with_untracked(|known| {
                let names = known.as_ref().map(|(_, review)| &review.names);
                let code = &family.destination;
                names.map_or_else(
                    || code.to_string(),
                    |names| names.organization(code).to_owned(),
                )
            })
        });
    let (badge, why) = match family {
        None => (None, Vec::new()),
        Some(family) => {
            let why = moving.review.with_untracked(|known| {
                let known = known.as_ref();
                known.map_or_else(Vec::new, |(_, review)| {
                    told_by_code(&family.findings, &review.names, words)
                })
            });
            let badge = if family.is_skipped {
                view! {
                    <span class="verdict" data-tone="grey">
                        <Icon glyph=Glyph::Stays />
                        <span>{words.say(MovingPhrase::Stays)}</span>
                    </span>
                }
                .into_any()
            } else {
                let warned = family.findings.iter();
                let warned = warned.filter(|finding| finding.severity == Severity::Warning);
                view! { <VerdictBadge verdict=family.verdict warnings=warned.count() as u64 /> }
                    .into_any()
            };
            (Some(badge), why)
        }
    };
    let name = person.name.to_string();
    view! {
        <li data-user=person.id.to_string()>
            <span class="who">
                <Person name=name.clone() size=MarkSize::Small other=true />
                <span class="who-text">
                    <bdi class="who-name">{name}</bdi>
                    <span class="who-more">
                        <bdi>{home}</bdi>
                        {goes_to.map(|place| view! { " · " {words.say(Phrase::To)} " " <bdi data-goes-to="">{place}</bdi> })}
                        {along.map(|along| format!(" · {along}"))}
                        {person
                            .locked
                            .then(|| {
                                view! {
                                    " · "
                                    <Badge tone=Tone::Grey glyph=Some(Glyph::Lock) text=words.said(PeoplePhrase::Locked) />
                                }
                            })}
                    </span>
                    {along_told
                        .map(|text| view! { <WhoMore text /> })}
                    {why.into_iter()
                        .map(|text| view! { <WhoMore text /> })
                        .collect_view()}
                </span>
            </span>
            {badge}
        </li>
    }
}
