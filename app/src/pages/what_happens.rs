//! What happens: beside the list on a wide screen, under it on a narrow one, with the bar that goes on.

use super::choosing::Choosing;
use super::consequences::{Consequences, Judged, Summary, a_position_helps};
use crate::api::answer::Answer;
use crate::api::user_move::MoveFacts;
use crate::components::{Memory, PositionChoice, VerdictBadge};
use crate::routes;
use crate::ui::{Badge, Button, ButtonKind, Look, Size, Tone, Why};
use crate::words::{Names, Phrase, use_words};
use leptos::html;
use leptos::prelude::*;
use rehome_domain::ids::OrganizationCode;
use rehome_domain::organization::Hierarchy;

const WHY: &str = "why-ok";

/// The positions of the organization chosen, where there are any in view.
pub(super) type Positions = Answer<Option<(OrganizationCode, Hierarchy)>>;

/// The choice as it is judged.
#[derive(Clone, Copy)]
pub(super) struct Judging {
    /// What is judged by.
    pub(super) screen: RwSignal<MoveFacts>,
    /// The judgement on the choice.
    pub(super) judged: Memo<Option<Judged>>,
    /// The names in it.
    pub(super) names: StoredValue<Names>,
    /// Whether everything is refused for one reason.
    pub(super) is_hopeless: bool,
}

impl Judging {
    fn name(self, judged: &Judged) -> String {
        self.names
            .with_value(|names| names.organization(&judged.plan.destination).to_owned())
    }

    /// What the reader held at an organization before.
    fn memory(self, code: &OrganizationCode, hierarchy: &Hierarchy) -> Memory {
        self.screen.with_untracked(|screen| {
            let reader = screen.snapshot.user(&screen.actor.user);
            let remembered = reader.and_then(|reader| reader.remembered_positions.get(code));
            Memory::of(remembered, hierarchy)
        })
    }
}

/// The panel and its bar.
#[component]
pub(super) fn WhatHappens(
    /// The judgement.
    judging: Judging,
    /// What is typed and chosen.
    choosing: Choosing,
    /// The positions of the organization chosen.
    positions: Positions,
) -> impl IntoView {
    let words = use_words();
    let Judging { judged, names, .. } = judging;
    let region = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        choosing.chosen.track();
        if let Some(region) = region.get_untracked() {
            region.set_scroll_top(0);
        }
    });
    view! {
        <aside class="move-consequences" aria-labelledby="what-happens-title">
            <div class="panel" id="what-happens" tabindex="-1">
                <div class="panel-head">
                    <h2 id="what-happens-title">{words.say(Phrase::WhatHappens)}</h2>
                    <Badge tone=Tone::Grey text=words.said(Phrase::NothingChangedYet) />
                </div>
                <div class="panel-body consequences stack" node_ref=region tabindex="0" role="group" aria-labelledby="what-happens-title">
                    {move || judged.get().map(|judged| view! { <Summary judged names /> })}
                    <Position judging choosing positions />
                    {move || match judged.get() {
                        Some(judged) => view! { <Consequences judged names /> }.into_any(),
                        None => view! { <p class="muted">{words.say(Phrase::ChooseFirst)}</p> }.into_any(),
                    }}
                </div>
            </div>
            <Bar judging choosing />
        </aside>
    }
}

/// The choice of a position, where there are any and one makes a difference.
#[component]
fn Position(judging: Judging, choosing: Choosing, positions: Positions) -> impl IntoView {
    let matters = Memo::new(move |_| {
        judging.judged.with(|judged| {
            judged
                .as_ref()
                .is_some_and(|it| !it.plan.is_blocked() || a_position_helps(&it.findings))
        })
    });
    view! {
        <Transition fallback=|| ()>
            {move || Suspend::new(async move {
                positions
                    .await
                    .filter(|(code, hierarchy)| {
                        !hierarchy.nodes.is_empty()
                            && choosing.chosen.with(|chosen| chosen.as_ref() == Some(code))
                            && matters.get()
                    })
                    .map(|(code, hierarchy)| {
                        let memory = judging.memory(&code, &hierarchy);
                        view! { <PositionChoice hierarchy memory value=choosing.position /> }
                    })
            })}
        </Transition>
    }
}

#[component]
fn Bar(judging: Judging, choosing: Choosing) -> impl IntoView {
    let words = use_words();
    let judged = judging.judged;
    let is_off = move || {
        choosing.scripted.get()
            && judged.with(|judged| {
                judged
                    .as_ref()
                    .is_none_or(|judged| judged.plan.is_blocked())
            })
    };
    let why = move || {
        judged.with(|judged| match judged {
            None => words.said(Phrase::ChooseToContinue),
            Some(_) if judging.is_hopeless => words.said(Phrase::NowhereToMove),
            Some(judged) => words.speech().cannot_choose(&judging.name(judged)),
        })
    };
    view! {
        <div class="selection-bar move-bar">
            <div class="selection-bar-text" aria-live="polite">
                {move || {
                    judged
                        .get()
                        .map(|judged| {
                            view! {
                                <strong>
                                    <bdi>{judging.name(&judged)}</bdi>
                                </strong>
                                <VerdictBadge verdict=judged.on_top warnings=judged.warnings() />
                            }
                        })
                }}
                <Show when=is_off>
                    <Why id=WHY text=Signal::derive(why) />
                </Show>
            </div>
            <div class="selection-bar-actions">
                <a class="button move-jump" href="#what-happens" rel="external">
                    {words.say(Phrase::SeeWhatHappens)}
                </a>
                <a class="button move-cancel" href=routes::PROFILE>
                    {words.say(Phrase::Cancel)}
                </a>
                <Button
                    look=Look::Primary
                    size=Size::Ordinary
                    kind=ButtonKind::Submit
                    off=Signal::derive(is_off)
                    why=WHY
                    on_press=move |_| choosing.asking.set(choosing.scripted.get_untracked())
                >
                    {words.say(Phrase::Ok)}
                </Button>
            </div>
        </div>
    }
}
