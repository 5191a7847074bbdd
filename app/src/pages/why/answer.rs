//! The answer: the verdict and what was found, what counts, the keys, and every rule.

use crate::api::why::{Facts, Key, Opens, Reaches, Rule, Standing, WhyAsked, WhyShown};
use crate::components::{FindingCard, VerdictBadge, told_by_code};
use crate::ui::{
    Cell, Column, Glyph, Head, Note, Panel, Prose, RouteAt, RoutePicture, Stack, TableBox,
};
use crate::words::{
    HostingRulePhrase, Names, OrganizationPhrase, Phrase, WhyPhrase as P, use_words,
};
use leptos::prelude::*;
use rehome_domain::ids::UserId;
use rehome_domain::user_move::{Finding, Severity, Verdict};

/// The answer.
#[component]
pub(super) fn Answer(shown: WhyShown, asked: WhyAsked) -> impl IntoView {
    let names = StoredValue::new(shown.names);
    let findings: Vec<Finding> = shown
        .rules
        .iter()
        .flat_map(|rule| rule.findings.iter().cloned())
        .collect();
    view! {
        <Decision standing=shown.standing verdict=shown.verdict facts=shown.facts.clone() findings asked names />
        <div class="profile-grid">
            {shown.facts.map(|facts| view! { <WhatCounts facts /> })}
            <Keys keys=shown.keys names />
        </div>
        {(!shown.rules.is_empty()).then(|| view! { <Rules rules=shown.rules names /> })}
    }
}

/// Who, from where to where, and what comes of it.
#[component]
fn Decision(
    standing: Standing,
    verdict: Option<Verdict>,
    facts: Option<Facts>,
    findings: Vec<Finding>,
    asked: WhyAsked,
    names: StoredValue<Names>,
) -> impl IntoView {
    let words = use_words();
    let called = |text: &str| names.with_value(|names| names.user(&UserId::from(text)).to_owned());
    let subject = called(&asked.person);
    let actor = if asked.actor.is_empty() {
        words.said(P::You)
    } else {
        called(&asked.actor)
    };
    let bound = words.say(match standing {
        Standing::OutOfView => P::StandingOutOfView,
        Standing::WithoutKey => P::StandingWithoutKey,
        Standing::Oneself => P::StandingOneself,
        Standing::BoundByList => P::StandingBound,
        Standing::Unbound => P::StandingUnbound,
    });
    let warnings = findings.iter();
    let warnings = warnings
        .filter(|finding| finding.severity == Severity::Warning)
        .count() as u64;
    let goes = verdict.is_some_and(|verdict| verdict != Verdict::Refuses);
    let verdict = verdict.unwrap_or(Verdict::Refuses);
    let is_silent = findings.is_empty() && goes;
    view! {
        <Panel id="why-answer" title=words.said(P::Answer)>
            {facts
                .map(|facts| {
                    view! {
                        <RoutePicture
                            from=facts.source.name.to_string()
                            from_word=words.say(Phrase::From)
                            to=facts.destination.name.to_string()
                            to_word=words.say(Phrase::To)
                            at=if goes { RouteAt::Way } else { RouteAt::Start }
                        />
                    }
                })}
            <dl class="facts">
                <dt>{words.say(P::Person)}</dt>
                <dd>
                    <bdi>{subject}</bdi>
                </dd>
                <dt>{words.say(P::Actor)}</dt>
                <dd>
                    <bdi>{actor}</bdi>
                </dd>
            </dl>
            <p>
                <VerdictBadge verdict warnings />
            </p>
            <Note glyph=Glyph::Key>{bound}</Note>
            {is_silent.then(|| view! { <p class="muted">{words.say(P::NothingInTheWay)}</p> })}
            {(!findings.is_empty())
                .then(|| {
                    view! { <div class="findings">{findings.into_iter().map(|finding| view! { <FindingCard finding names /> }).collect_view()}</div> }
                })}
        </Panel>
    }
}

/// The settings by which it is decided.
#[component]
fn WhatCounts(facts: Facts) -> impl IntoView {
    let words = use_words();
    let uniqueness = words.say(if facts.requires_uniqueness {
        OrganizationPhrase::Required
    } else {
        OrganizationPhrase::NotRequired
    });
    let on = words.say(if facts.user_move_is_on {
        OrganizationPhrase::On
    } else {
        OrganizationPhrase::Off
    });
    let listed = words.say(if facts.is_listed {
        OrganizationPhrase::Listed
    } else {
        OrganizationPhrase::NotListed
    });
    let self_service = words.say(if facts.has_opted_in {
        OrganizationPhrase::TakesSelfMoves
    } else {
        OrganizationPhrase::TakesNoSelfMoves
    });
    let has_top = facts.governing.is_some();
    let governing = facts.governing.map_or_else(
        || words.said(P::NoCommonTree),
        |place| place.name.to_string(),
    );
    view! {
        <Panel id="why-facts" title=words.said(P::Facts)>
            <dl class="facts">
                <dt>{words.say(P::Decides)}</dt>
                <dd>
                    <bdi>{governing}</bdi>
                </dd>
                {has_top
                    .then(|| {
                        view! {
                            <dt>{words.say(P::Uniqueness)}</dt>
                            <dd>{uniqueness}</dd>
                            <dt>{words.say(P::UserMove)}</dt>
                            <dd>{on}</dd>
                        }
                    })}
                <dt>{words.say(P::Destination)}</dt>
                <dd>
                    <span>{listed}</span>
                    <br />
                    <span>{self_service}</span>
                </dd>
            </dl>
        </Panel>
    }
}

/// The keys that count where the actor acts.
#[component]
fn Keys(keys: Vec<Key>, names: StoredValue<Names>) -> impl IntoView {
    let words = use_words();
    let rows = keys
        .into_iter()
        .map(|key| {
            let role =
                names.with_value(|names| names.role_words(&key.role, words.language).to_owned());
            let opens = match key.opens {
                Opens::Release => P::OpensRelease,
                Opens::Admit => P::OpensAdmit,
                Opens::View => P::OpensView,
            };
            let reach = match key.reaches {
                Reaches::Here => P::ReachHere,
                Reaches::Subtree => P::ReachSubtree,
                Reaches::Listed => P::ReachListed,
            };
            view! {
                <li>
                    <span class="who-text">
                        <span class="who-name">{words.say(opens)}</span>
                        <span class="who-more">
                            <bdi>{role}</bdi>
                            " · "
                            <span class="code">{key.permission}</span>
                        </span>
                    </span>
                    <span class="small muted lines-more">{words.say(reach)}</span>
                </li>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <Panel id="why-keys" title=words.said(P::Keys)>
            {if rows.is_empty() {
                view! { <p class="muted">{words.say(P::NoKeys)}</p> }.into_any()
            } else {
                view! { <ul class="lines">{rows.collect_view()}</ul> }.into_any()
            }}
        </Panel>
    }
}

/// Every rule, with what it says here.
#[component]
fn Rules(rules: Vec<Rule>, names: StoredValue<Names>) -> impl IntoView {
    let words = use_words();
    let heads = view! {
        <Head words=words.said(P::Rule) />
        <Head words=words.said(P::Says) />
        <Head words=words.said(P::Source) column=Column::Optional />
    }
    .into_any();
    let row = move |rule: Rule| {
        let of_hosting = || HostingRulePhrase::of_rule(&rule.name).map(|it| words.said(it));
        let text = P::of_rule(&rule.name)
            .map(|phrase| words.said(phrase))
            .or_else(of_hosting)
            .unwrap_or_else(|| rule.name.replace('_', " "));
        let says = names.with_value(|names| told_by_code(&rule.findings, names, words));
        let severity = rule.findings.iter().map(|finding| finding.severity).min();
        let verdict = match severity {
            Some(Severity::Blocker) => Some("refuses"),
            Some(Severity::Warning) => Some("warns"),
            _ => None,
        };
        let content = (!says.is_empty()).then(|| {
            view! {
                <span data-verdict=verdict>
                    {says
                        .into_iter()
                        .map(|text| {
                            view! {
                                <span class="check-line">
                                    <Prose text />
                                </span>
                            }
                        })
                        .collect_view()}
                </span>
            }
            .into_any()
        });
        view! {
            <tr data-rule=rule.name>
                <th scope="row">{text}</th>
                <Cell label=words.said(P::Says) content />
                <Cell
                    label=words.said(P::Source)
                    column=Column::Optional
                    content=Some(view! { <span class="small muted">{rule.source}</span> }.into_any())
                />
            </tr>
        }
    };
    view! {
        <section class="stack" data-gap="small" aria-labelledby="why-rules">
            <h2 id="why-rules">{words.say(P::Rules)}</h2>
            <p class="muted">{words.say(P::RulesText)}</p>
            <TableBox caption=words.said(P::Rules) stack=Stack::Narrow heads>
                {rules.into_iter().map(row).collect_view()}
            </TableBox>
        </section>
    }
}
