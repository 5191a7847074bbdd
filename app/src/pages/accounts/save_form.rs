//! A form of the page of one person that saves what differs.

use super::About;
use crate::api::accounts::{PersonChange, person_save};
use crate::ui::{Button, ButtonKind, Look, Why};
use crate::words::{AccountPhrase, OfficePhrase, use_words};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// The form: its fields, what refused, and the button with why it waits.
#[component]
pub(super) fn SaveForm(
    /// The person.
    about: About,
    /// The id of why the button waits.
    why_id: &'static str,
    /// What differs.
    change: Memo<PersonChange>,
    /// Whether something has to be corrected first.
    #[prop(into)]
    refused: Signal<bool>,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let words = use_words();
    let off = Signal::derive(move || change.with(PersonChange::is_nothing) || refused.get());
    let why = Signal::derive(move || {
        words.said(if refused.get() {
            AccountPhrase::CorrectFirst
        } else {
            AccountPhrase::NothingToSave
        })
    });
    let save = about.deed(
        move |(): &()| words.said(OfficePhrase::Saved),
        move |about, ()| {
            let change = change.get_untracked();
            person_save(about.acting_in, about.user, about.revision, change)
        },
    );
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !off.get_untracked() {
            save.run(());
        }
    };
    view! {
        <form class="stack" on:submit=submit>
            // WHY: the page that comes with the answer begins with what was saved.
            <fieldset class="choices" disabled=move || save.is_over_or_under_way()>
                {children()}
            </fieldset>
            {save.refusal()}
            <div class="row">
                <Button look=Look::Primary kind=ButtonKind::Submit off busy=save.busy() why=why_id>
                    {words.say(OfficePhrase::Save)}
                </Button>
            </div>
            <Show when=move || off.get()>
                <Why id=why_id text=why />
            </Show>
        </form>
    }
}
