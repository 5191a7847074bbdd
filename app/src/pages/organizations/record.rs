//! Changing the record of an organization: its name, and its state with what that means for moves.

use super::settings::Difference;
use crate::api::organizations::{OrganizationPage, Saved, organization_change};
use crate::forms::RefusalNote;
use crate::ui::{Button, ButtonKind, Field, Glyph, Note, Panel, Tone, Why};
use crate::words::{AccountPhrase, OfficePhrase, OrganizationPhrase as P, use_words};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use rehome_domain::ids::OrganizationCode;
use rehome_domain::organization::OrganizationStatus;

type Change = (i64, Option<String>, Option<OrganizationStatus>);
type Answer = Result<Saved<OrganizationPage>, crate::api::ApiError>;

/// An action that changes the record, and what became of it: `there` follows.
fn change(
    acting_in: OrganizationCode,
    there: RwSignal<OrganizationPage>,
) -> (Action<Change, Answer>, RwSignal<Option<Outcome>>) {
    let outcome = RwSignal::new(None);
    let action = Action::new(move |(revision, name, status): &Change| {
        let code = there.with_untracked(|page| page.code.clone());
        let (acting_in, revision, name, status) =
            (acting_in.clone(), *revision, name.clone(), *status);
        async move {
            let answer = organization_change(acting_in, code, revision, name, status).await;
            outcome.set(Some(match &answer {
                Ok(Saved::Done(now)) => {
                    there.set(now.as_ref().clone());
                    Outcome::Done
                }
                Ok(Saved::Changed(now)) => {
                    let before = there.get_untracked();
                    there.set(now.as_ref().clone());
                    Outcome::Changed(Box::new(before))
                }
                Err(error) => Outcome::Refused(error.clone()),
            }));
            answer
        }
    });
    (action, outcome)
}

#[derive(Clone, Debug, PartialEq)]
enum Outcome {
    Done,
    /// Somebody was faster; this is what was there when the reader looked.
    Changed(Box<OrganizationPage>),
    Refused(crate::api::ApiError),
}

/// What became of a change.
#[component]
fn Told(
    outcome: RwSignal<Option<Outcome>>,
    there: RwSignal<OrganizationPage>,
    yours: Signal<(Option<String>, Option<OrganizationStatus>)>,
) -> impl IntoView {
    let words = use_words();
    move || {
        outcome.get().map(|outcome| match outcome {
            Outcome::Done => view! {
                <Note tone=Some(Tone::Green) glyph=Glyph::Works alert=true>
                    {words.say(OfficePhrase::Saved)}
                </Note>
            }
            .into_any(),
            Outcome::Refused(error) => view! { <RefusalNote error /> }.into_any(),
            Outcome::Changed(before) => {
                let now = there.get_untracked();
                let (name, status) = yours.get_untracked();
                let state = |status| words.said(P::from(status));
                let rows = vec![
                    (words.said(OfficePhrase::Name), before.name.to_string(), now.name.to_string(), name),
                    (words.said(OfficePhrase::State), state(before.status), state(now.status), status.map(state)),
                ];
                view! { <Difference rows=rows.into_iter().filter(|(_, before, now, _)| before != now).collect() /> }.into_any()
            }
        })
    }
}

/// The name.
#[component]
pub(super) fn ChangeName(
    acting_in: OrganizationCode,
    there: RwSignal<OrganizationPage>,
) -> impl IntoView {
    let words = use_words();
    if !there.with_untracked(|page| page.keys.rename) {
        return ().into_any();
    }
    let (action, outcome) = change(acting_in, there);
    let name = RwSignal::new(there.with_untracked(|page| page.name.to_string()));
    let is_same = Memo::new(move |_| there.with(|page| *page.name == *name.get().trim()));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !is_same.get_untracked() && !action.pending().get_untracked() {
            let revision = there.with_untracked(|page| page.revision);
            action.dispatch((revision, Some(name.get_untracked()), None));
        }
    };
    let yours = Signal::derive(move || (Some(name.get()), None));
    view! {
        <Panel id="change-name" title=words.said(P::ChangeName)>
            <form class="stack" on:submit=submit>
                <Field id="organization-name" label=words.said(OfficePhrase::Name)>
                    <input
                        class="input"
                        id="organization-name"
                        name="name"
                        autocomplete="off"
                        required
                        maxlength="200"
                        value=name.get_untracked()
                        prop:value=move || name.get()
                        on:input=move |event| name.set(event_target_value(&event))
                    />
                </Field>
                <div class="row">
                    <Button kind=ButtonKind::Submit busy=action.pending() off=is_same why="name-why">
                        {words.say(OfficePhrase::Save)}
                    </Button>
                    <Show when=move || is_same.get()>
                        <Why id="name-why" text=words.said(AccountPhrase::NothingToSave) />
                    </Show>
                </div>
                <Told outcome there yours />
            </form>
        </Panel>
    }
    .into_any()
}

/// The states one can set, in the order of how much they stop.
const STATES: [(OrganizationStatus, P); 4] = [
    (OrganizationStatus::Active, P::ActiveMeans),
    (OrganizationStatus::Suspended, P::SuspendedMeans),
    (OrganizationStatus::Disabled, P::DisabledMeans),
    (OrganizationStatus::Closed, P::ClosedMeans),
];

/// The state.
#[component]
pub(super) fn ChangeState(
    acting_in: OrganizationCode,
    there: RwSignal<OrganizationPage>,
) -> impl IntoView {
    let words = use_words();
    let keys = there.with_untracked(|page| page.keys);
    if !keys.set_status {
        return keys
            .configure
            .then(|| {
                view! {
                    <Panel id="change-state" title=words.said(P::ChangeState)>
                        <p class="muted">{words.say(P::StateNotYours)}</p>
                    </Panel>
                }
            })
            .into_any();
    }
    let (action, outcome) = change(acting_in, there);
    let chosen = RwSignal::new(there.with_untracked(|page| page.status));
    let is_same = Memo::new(move |_| there.with(|page| page.status) == chosen.get());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !is_same.get_untracked() && !action.pending().get_untracked() {
            let revision = there.with_untracked(|page| page.revision);
            action.dispatch((revision, None, Some(chosen.get_untracked())));
        }
    };
    let is_listed = move || {
        let is_listed = there.with(|page| page.moves.as_ref().is_some_and(|moves| moves.is_listed));
        is_listed && chosen.get() != OrganizationStatus::Active
    };
    let yours = Signal::derive(move || (None, Some(chosen.get())));
    view! {
        <Panel id="change-state" title=words.said(P::ChangeState)>
            <form class="stack" on:submit=submit>
                <fieldset class="stack" data-gap="small">
                    <legend class="visually-hidden">{words.say(P::ChangeState)}</legend>
                    {STATES
                        .into_iter()
                        .map(|(status, meaning)| {
                            view! {
                                <label class="check">
                                    <input
                                        type="radio"
                                        name="status"
                                        value=status.as_str()
                                        prop:checked=move || chosen.get() == status
                                        on:change=move |_| chosen.set(status)
                                    />
                                    <span>
                                        <strong>{words.say(P::from(status))}</strong>
                                        <br />
                                        <span class="muted small">{words.say(meaning)}</span>
                                    </span>
                                </label>
                            }
                        })
                        .collect_view()}
                </fieldset>
                {move || {
                    is_listed()
                        .then(|| {
                            view! { <p class="small muted">{words.say(P::StaysListed)}</p> }
                        })
                }}
                <div class="row">
                    <Button kind=ButtonKind::Submit busy=action.pending() off=is_same why="state-why">
                        {words.say(OfficePhrase::Save)}
                    </Button>
                    <Show when=move || is_same.get()>
                        <Why id="state-why" text=words.said(AccountPhrase::NothingToSave) />
                    </Show>
                </div>
                <Told outcome there yours />
            </form>
        </Panel>
    }
    .into_any()
}
