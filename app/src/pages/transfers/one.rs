//! One transfer: how far it is while it goes on, what can be done, how it adds up, and its pieces.

use super::deeds::Deeds;
use super::follow::Followed;
use super::pieces::Pieces;
use super::state::StateMark;
use crate::api::ErrorCode;
use crate::api::answer::ask;
use crate::api::transfers::{
    Pieces as PiecePage, TransferNow, TransferShown, transfer_one, transfer_pieces,
};
use crate::forms::RefusalNote;
use crate::pages::PageTitle;
use crate::pages::answer::{Refusal, Waiting};
use crate::routes;
use crate::ui::{Crumbs, Glyph, Icon, MarkSize, Note, Page, Panel, RouteAt, RoutePicture, Tone};
use crate::words::{Phrase, TransferPhrase as P, use_words};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The page.
#[component]
pub(crate) fn Transfer() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.get().get("transfer").unwrap_or_default());
    let answer = ask(
        move || id.get(),
        |id: String| async move {
            let shown = transfer_one(id.clone()).await?;
            let pieces = transfer_pieces(id, None, None).await?;
            Ok::<_, crate::api::ApiError>((shown, pieces))
        },
    );
    view! {
        <PageTitle phrase=P::One />
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                match answer.await {
                    Err(error) => view! { <Refusal error /> }.into_any(),
                    Ok((shown, pieces)) => view! { <One shown pieces /> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn One(shown: TransferShown, pieces: PiecePage) -> impl IntoView {
    let words = use_words();
    let followed = Followed::new(&shown, pieces);
    Effect::new(move |_| followed.begin());
    on_cleanup(move || followed.stop());
    let steers = shown.steers;
    let report = routes::transfer_report(&shown.now.id);
    let refused = move || {
        let error = followed.refused.get()?;
        Some(if error.code == ErrorCode::Conflict {
            view! {
                <Note tone=Some(Tone::Yellow) glyph=Glyph::Warning alert=true>
                    {words.say(P::OtherState)}
                </Note>
            }
            .into_any()
        } else {
            view! { <RefusalNote error /> }.into_any()
        })
    };
    let at = Memo::new(move |_| followed.now.with(TransferNow::is_at_rest));
    let (from, to) = (
        shown.source.name.to_string(),
        shown.destination.name.to_string(),
    );
    let route = move || {
        view! {
            <RoutePicture
                from=from.clone()
                from_word=words.say(Phrase::From)
                to=to.clone()
                to_word=words.say(Phrase::To)
                at=if at.get() { RouteAt::End } else { RouteAt::Way }
                size=MarkSize::Medium
            />
        }
    };
    let above = vec![(routes::TRANSFERS.to_owned(), words.say(P::Title))];
    view! {
        <Page dense=true>
            <div class="wizard-head">
                <div class="stack" data-gap="small">
                    <Crumbs label=words.say(Phrase::YouAreHere) above here=words.say(P::One) />
                    <h1>
                        {words.say(P::One)} ": " <bdi>{shown.subject.name.to_string()}</bdi>
                    </h1>
                </div>
                {route}
            </div>
            <div class="stack">
                {refused}
                {move || {
                    followed
                        .missed
                        .get()
                        .then(|| {
                            view! {
                                <Note tone=Some(Tone::Yellow) glyph=Glyph::Deferred alert=true>
                                    {words.say(P::LookMissed)}
                                </Note>
                            }
                        })
                }}
                <Progress followed />
                <Panel id="transfer-deeds" title=words.said(P::Deeds)>
                    <Deeds followed steers />
                    <p>
                        <a class="button" href=report download="transfer.csv" rel="external">
                            <Icon glyph=Glyph::Download />
                            {words.say(P::Report)}
                        </a>
                    </p>
                </Panel>
                <Reconciliation followed />
                <About shown followed />
                <Pieces followed steers />
            </div>
        </Page>
    }
}

/// How fast it goes: pieces a minute; none before anything came to its end.
fn pace(now: &TransferNow) -> Option<u64> {
    let (from, to) = (now.ordered?, now.last_sign?);
    let seconds = u64::try_from(to.0.saturating_sub(from.0) / 1_000_000).ok()?;
    let ended = now.progress.ended();
    if ended == 0 || seconds == 0 {
        return None;
    }
    Some(ended * 60 / seconds)
}

/// The bar, how many arrived of how many, speed and estimate while it goes on.
#[component]
fn Progress(followed: Followed) -> impl IntoView {
    let words = use_words();
    let now = followed.now;
    let part = move |name: &'static str, text: String| view! { <li data-pace=name>{text}</li> };
    let arrived = move || {
        now.with(|now| {
            format!(
                "{}: {} / {}",
                words.say(P::Moved),
                words.number(now.progress.moved),
                words.number(now.progress.planned)
            )
        })
    };
    let bytes = move || {
        now.with(|now| {
            let (moved, all) = (now.progress.bytes_moved, now.progress.bytes_planned);
            format!("{} / {}", words.bytes(moved), words.bytes(all))
        })
    };
    let speed = move || {
        let now = now.get();
        let by_the_minute = (!now.is_at_rest()).then(|| pace(&now)).flatten()?;
        let left = now.estimate.map(|it| {
            let range = (it.least_minutes, it.most_minutes);
            part("left", words.speech().minutes_left_between(range))
        });
        let speed = format!(
            "{}: {}",
            words.say(P::ByTheMinute),
            words.number(by_the_minute)
        );
        Some(view! {
            {part("speed", speed)}
            {left}
        })
    };
    view! {
        <Panel id="transfer-progress" title=words.said(P::Progress)>
            <p role="status">
                {move || view! { <StateMark state=now.with(|now| now.state) /> }}
            </p>
            <progress
                class="progress"
                aria-label=words.say(P::Progress)
                max=move || now.with(|now| now.progress.planned.max(1))
                value=move || now.with(|now| now.progress.ended())
            ></progress>
            <ul class="pace small muted">
                <li data-pace="rows">{arrived}</li>
                <li data-pace="bytes">{bytes}</li>
                {speed}
                {move || {
                    let sign = now.with(|now| now.last_sign)?;
                    Some(part("sign", format!("{}: {}", words.say(P::LastSign), words.moment(sign))))
                }}
            </ul>
            {move || {
                let now = now.get();
                let stuck = now
                    .stuck
                    .then(|| {
                        view! {
                            <Note tone=Some(Tone::Red) glyph=Glyph::Warning alert=true>
                                {words.say(P::Stuck)}
                            </Note>
                        }
                    });
                let goes_on = (!now.is_at_rest()).then(|| view! { <p class="small muted">{words.say(P::GoesOn)}</p> });
                (stuck, goes_on)
            }}
        </Panel>
    }
}

/// What was ordered is what came to an end in some way, and what is still open.
#[component]
fn Reconciliation(followed: Followed) -> impl IntoView {
    let words = use_words();
    let figures = move || {
        let progress = followed.now.with(|now| now.progress);
        let figures = [
            ("", Glyph::Along, P::Planned, progress.planned, true),
            ("works", Glyph::Works, P::Moved, progress.moved, true),
            ("", Glyph::Stays, P::Skipped, progress.skipped, false),
            ("refuses", Glyph::Failed, P::Failed, progress.failed, false),
            (
                "",
                Glyph::Changes,
                P::Reassigned,
                progress.reassigned,
                false,
            ),
            ("", Glyph::Undo, P::TakenBack, progress.taken_back, false),
            ("deferred", Glyph::Deferred, P::Open, progress.open, true),
        ];
        let shown = figures.into_iter().filter(|it| it.4 || it.3 > 0);
        let shown = shown.map(|(verdict, glyph, phrase, count, _)| {
            view! {
                <div class="figure">
                    <dt data-verdict=verdict>
                        <Icon glyph />
                        {words.say(phrase)}
                    </dt>
                    <dd>{words.number(count)}</dd>
                </div>
            }
        });
        shown.collect_view()
    };
    let adds_up = move || {
        let progress = followed.now.with(|now| now.progress);
        let is_so = progress.planned == progress.ended() + progress.open;
        let (tone, glyph, phrase) = if is_so {
            (Tone::Green, Glyph::Works, P::AddsUp)
        } else {
            (Tone::Red, Glyph::Warning, P::AddsNotUp)
        };
        view! {
            <Note tone=Some(tone) glyph>
                {words.say(phrase)}
            </Note>
        }
    };
    view! {
        <Panel id="reconciliation" title=words.said(P::Reconciliation)>
            <dl class="figures">{figures}</dl>
            {adds_up}
        </Panel>
    }
}

/// Whose things, where they land, and who takes over what stays.
#[component]
fn About(shown: TransferShown, followed: Followed) -> impl IntoView {
    let words = use_words();
    let (steers, subject, owner) = (shown.steers, shown.subject, shown.new_owner);
    // WHY: who moved does not look other people up, and the own page is the profile.
    let person = move |person: crate::api::users::PersonView| {
        let name = view! { <bdi>{person.name.to_string()}</bdi> };
        if steers {
            view! { <a href=routes::user(&person.id)>{name}</a> }.into_any()
        } else {
            name.into_any()
        }
    };
    let ended = move || {
        followed.now.with(|now| now.ended).map(|at| {
            view! {
                <dt>{words.say(P::Ended)}</dt>
                <dd>{words.moment(at)}</dd>
            }
        })
    };
    view! {
        <Panel id="transfer-about" title=words.said(P::About)>
            <dl class="facts">
                <dt>{words.say(P::Of)}</dt>
                <dd>{person(subject)}</dd>
                <dt>{words.say(P::Folder)}</dt>
                <dd>
                    <bdi>{shown.now.folder_name}</bdi>
                </dd>
                {owner
                    .map(|owner| {
                        view! {
                            <dt>{words.say(P::NewOwner)}</dt>
                            <dd>{person(owner)}</dd>
                        }
                    })}
                {shown
                    .now
                    .ordered
                    .map(|at| {
                        view! {
                            <dt>{words.say(P::Ordered)}</dt>
                            <dd>{words.moment(at)}</dd>
                        }
                    })}
                {ended}
            </dl>
        </Panel>
    }
}
