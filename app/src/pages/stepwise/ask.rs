//! Beside a plan under review: what it means, the acknowledgements, and the button that commits it.

use super::under_review::UnderReview;
use crate::api::user_move::Review;
use crate::components::{Outcomes, acknowledgements};
use crate::forms::RefusalNote;
use crate::pages::dialog::Acknowledge;
use crate::ui::{Button, Glyph, Look, Panel, Size, Why};
use crate::words::{Said, WizardPhrase as P, use_words};
use leptos::prelude::*;
use std::collections::BTreeSet;

const WHY: &str = "commit-why";

/// What the commit is called.
#[derive(Clone, Copy)]
pub(crate) struct Act<W> {
    pub(crate) glyph: Glyph,
    /// The name of the place.
    pub(crate) place: W,
    /// What the button says.
    pub(crate) now: W,
    /// What it says while it works.
    pub(crate) busy: W,
    /// What stands below it once nothing is in the way.
    pub(crate) ready: W,
}

impl Act<P> {
    pub(crate) const MOVE: Self = Self {
        glyph: Glyph::Move,
        place: P::Commit,
        now: P::MoveNow,
        busy: P::Moving,
        ready: P::ReadyToMove,
    };
}

/// What it means where `means`, the acknowledgements, what a wizard says itself, and the button.
#[component]
pub(crate) fn Ask<W: Said + Copy + Send + Sync + 'static>(
    shown: Review,
    under: UnderReview,
    commit: Callback<()>,
    act: Act<W>,
    /// The address of the step before.
    back: String,
    /// Whether it is told what the plan means for whom.
    #[prop(optional)]
    means: bool,
    /// What is lacking apart from acknowledgements, if anything is.
    #[prop(optional, into)]
    lacks: Option<Signal<Option<String>>>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let words = use_words();
    let UnderReview {
        ticked,
        is_busy,
        failed,
        ..
    } = under;
    let is_blocked = shown.plan.is_blocked();
    let happens = if is_blocked {
        &[][..]
    } else {
        &shown.plan.findings
    };
    let codes = acknowledgements(happens, &shown.names, words);
    let all = codes.len();
    let left = move || all > ticked.with(BTreeSet::len);
    let lacks = move || lacks.and_then(|lacks| lacks.get());
    let why = move || match (is_blocked, lacks(), left()) {
        (true, ..) => words.said(P::BlockersLeft),
        (false, Some(lacks), _) => lacks,
        (false, None, true) => words.said(P::ConfirmLeft),
        (false, None, false) => words.said(act.ready),
    };
    let outcomes = (means && !is_blocked).then(|| {
        let names = StoredValue::new(shown.names.clone());
        view! {
            <Panel id="means" title=words.said(P::ForEverybody)>
                <Outcomes outcomes=shown.outcomes names hidden=shown.plan.hidden />
            </Panel>
        }
    });
    view! {
        <aside class="wizard-aside" aria-label=words.say(act.place)>
            {outcomes}
            <section class="panel">
                <div class="panel-body stack">
                    <Acknowledge codes ticked />
                    {move || failed.get().map(|error| view! { <RefusalNote error /> })}
                    {children.map(|children| children())}
                    <Button
                        look=Look::Primary
                        size=Size::Large
                        glyph=act.glyph
                        off=Signal::derive(move || is_blocked || lacks().is_some() || left())
                        busy=is_busy
                        why=WHY
                        on_press=move |_| commit.run(())
                    >
                        {move || words.say(if is_busy.get() { act.busy } else { act.now })}
                    </Button>
                    <Why id=WHY text=Signal::derive(why) />
                </div>
                <div class="panel-foot">
                    <a class="button" href=back>
                        {words.say(P::Back)}
                    </a>
                </div>
            </section>
        </aside>
    }
}
