//! What the subjects have in common: a setting with its switch, one that can only be read, and the bar that saves.

use super::draft::{Draft, Outcome, Row, Values};
use crate::forms::RefusalNote;
use crate::pages::organizations::{InheritedFrom, Origin};
use crate::ui::{Button, Glyph, Icon, Look, Note, Tone};
use crate::words::{OfficePhrase, OrganizationPhrase as P, use_words};
use leptos::prelude::*;

/// A setting that is on or off.
#[component]
pub(super) fn Switch(
    /// The id of the switch.
    id: &'static str,
    /// What it is.
    label: String,
    /// What it does.
    hint: String,
    /// Whether it is on.
    #[prop(into)]
    checked: Signal<bool>,
    /// Why it cannot be changed, if so.
    #[prop(optional, into)]
    why: Signal<Option<String>>,
    /// What a change does.
    #[prop(into)]
    on_change: Callback<bool>,
) -> impl IntoView {
    let first = checked.get_untracked();
    let is_off = move || why.with(Option::is_some);
    view! {
        <div class="setting">
            <label class="field-label" for=id>
                {label}
            </label>
            <input
                type="checkbox"
                role="switch"
                id=id
                checked=first
                prop:checked=move || checked.get()
                disabled=is_off
                aria-describedby=move || if is_off() { format!("{id}-hint {id}-why") } else { format!("{id}-hint") }
                on:change=move |event| on_change.run(event_target_checked(&event))
            />
            <span class="field-hint" id=format!("{id}-hint")>
                {hint}
            </span>
        </div>
        {move || {
            why.get()
                .map(|why| {
                    view! {
                        <p class="why" id=format!("{id}-why")>
                            <Icon glyph=Glyph::Notice />
                            <span>{why}</span>
                        </p>
                    }
                })
        }}
    }
}

/// A setting that can only be read here.
#[component]
pub(super) fn ReadOnly(
    /// What it is.
    label: String,
    /// What it is set to.
    value: String,
    /// Where that comes from, if from elsewhere.
    #[prop(optional_no_strip)]
    origin: Option<Origin>,
) -> impl IntoView {
    view! {
        <div class="setting">
            <span class="field-label">{label}</span>
            <span class="row setting-value">
                <strong>{value}</strong>
                {origin.map(|origin| view! { <InheritedFrom origin /> })}
            </span>
        </div>
    }
}

/// What somebody else changed while the reader did, told without overwriting anything.
#[component]
pub(in crate::pages) fn Difference(
    /// What is different.
    rows: Vec<Row>,
) -> impl IntoView {
    let words = use_words();
    view! {
        <div class="stack" data-gap="small" role="alert">
            <Note tone=Some(Tone::Blue) glyph=Glyph::Deferred>
                <strong>{words.say(OfficePhrase::ChangedMeanwhile)}</strong>
                " "
                {words.say(P::KeptYours)}
            </Note>
            {(!rows.is_empty())
                .then(|| {
                    view! {
                        <div class="table-box">
                            <table class="table" data-stack="">
                                <caption class="visually-hidden">{words.say(OfficePhrase::ChangedMeanwhile)}</caption>
                                <thead>
                                    <tr>
                                        <th scope="col">{words.say(P::SettingName)}</th>
                                        <th scope="col">{words.say(P::Before)}</th>
                                        <th scope="col">{words.say(P::Theirs)}</th>
                                        <th scope="col">{words.say(P::Yours)}</th>
                                    </tr>
                                </thead>
                                <tbody>
                                    {rows
                                        .into_iter()
                                        .map(|(label, before, now, yours)| {
                                            view! {
                                                <tr>
                                                    <th scope="row">{label}</th>
                                                    <td data-label=words.say(P::Before)>{before}</td>
                                                    <td data-label=words.say(P::Theirs)>
                                                        <strong>{now}</strong>
                                                    </td>
                                                    <td data-label=words.say(P::Yours)>
                                                        {match yours {
                                                            Some(yours) => yours.into_any(),
                                                            None => {
                                                                view! { <span class="muted">{words.say(P::NotTouched)}</span> }.into_any()
                                                            }
                                                        }}
                                                    </td>
                                                </tr>
                                            }
                                        })
                                        .collect_view()}
                                </tbody>
                            </table>
                        </div>
                    }
                })}
        </div>
    }
}

/// Has the browser ask before it loads another page over changes that wait.
fn ask_before_leaving(nothing: Signal<bool>) {
    // WHY: only in the browser is there a window to listen at.
    Effect::new(move |_| {
        let asking = window_event_listener_untyped("beforeunload", move |event| {
            if nothing.try_get_untracked() == Some(false) {
                event.prevent_default();
            }
        });
        on_cleanup(move || asking.remove());
    });
}

/// What became of saving, how much waits, and the buttons.
#[component]
pub(super) fn SaveBar<V: Values>(
    /// The section.
    draft: Draft<V>,
    /// What saving would do besides.
    #[prop(optional, into)]
    consequence: Signal<Option<String>>,
) -> impl IntoView {
    let words = use_words();
    let changes = Memo::new(move |_| draft.changes());
    let pending = draft.save.pending();
    let nothing = Signal::derive(move || changes.get() == 0);
    let told = move || {
        let outcome = draft.outcome.get();
        match outcome {
            Some(Outcome::Changed(rows)) => Some(view! { <Difference rows /> }.into_any()),
            Some(Outcome::Refused(error)) => Some(view! { <RefusalNote error /> }.into_any()),
            Some(Outcome::Saved) | None => None,
        }
    };
    let state = move || match (changes.get(), draft.outcome.get()) {
        (0, Some(Outcome::Saved)) => words.said(OfficePhrase::Saved),
        (0, _) => words.said(P::AllSaved),
        (changes, _) => words.speech().unsaved(changes as u64),
    };
    ask_before_leaving(nothing);
    let save = move |_| {
        draft.save.dispatch(());
    };
    let discard = move |_| {
        draft.outcome.set(None);
        draft.draft.set(draft.ground.get_untracked());
    };
    view! {
        {told}
        <div
            class="selection-bar"
            role="region"
            aria-label=words.say(OfficePhrase::Save)
            data-idle=move || nothing.get().then_some("")
        >
            <p class="selection-bar-text" role="status">
                <strong>{state}</strong>
                {move || consequence.get().map(|text| view! { <span class="muted">{text}</span> })}
            </p>
            <div class="selection-bar-actions">
                <Button off=nothing on_press=discard>
                    {words.say(P::Discard)}
                </Button>
                <Button look=Look::Primary off=nothing busy=pending on_press=save>
                    {move || words.say(if pending.get() { OfficePhrase::Saving } else { OfficePhrase::Save })}
                </Button>
            </div>
        </div>
    }
}
