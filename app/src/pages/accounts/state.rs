//! The state of an account: in use, disabled, deleted; what each means, and who has to be asked.

use super::About;
use crate::api::accounts::{PersonChange, PersonEditView, person_delete, person_save};
use crate::ui::{Badge, Button, Glyph, Note, Panel, Prose, Tone};
use crate::words::{AccountPhrase, OfficePhrase, Phrase, use_words};
use leptos::prelude::*;
use rehome_domain::people::UserStatus;

#[component]
pub(super) fn StatePanel(about: About, person: PersonEditView) -> impl IntoView {
    let words = use_words();
    let (status, means, tone, glyph) = match person.status {
        UserStatus::Active => (
            Phrase::StatusActive,
            AccountPhrase::ActiveMeans,
            Tone::Green,
            Glyph::Works,
        ),
        UserStatus::Disabled => (
            Phrase::StatusDisabled,
            AccountPhrase::DisabledMeans,
            Tone::Yellow,
            Glyph::Pause,
        ),
        UserStatus::Pending => (
            Phrase::StatusPending,
            AccountPhrase::PendingMeans,
            Tone::Blue,
            Glyph::Deferred,
        ),
        UserStatus::Deleted => (
            Phrase::StatusDeleted,
            AccountPhrase::DeletedMeans,
            Tone::Red,
            Glyph::Lost,
        ),
    };
    let badge = view! { <Badge tone glyph=Some(glyph) text=words.said(status) /> }.into_any();
    let name = person.name.to_string();
    let last = person
        .last_administrator_of
        .iter()
        .map(|place| words.speech().last_administrator(&name, &place.name))
        .map(|text| {
            view! {
                <Note tone=Some(Tone::Yellow) glyph=Glyph::Warning>
                    <Prose text />
                </Note>
            }
        })
        .collect_view();
    let deeds = if person.is_own {
        view! { <p class="why">{words.say(AccountPhrase::OwnState)}</p> }.into_any()
    } else {
        view! { <Deeds about status=person.status name /> }.into_any()
    };
    view! {
        <Panel id="state" title=words.said(AccountPhrase::AccountState) aside=Some(badge)>
            <p>{words.say(means)}</p>
            {last}
            {deeds}
        </Panel>
    }
}

#[component]
fn Deeds(about: About, status: UserStatus, name: String) -> impl IntoView {
    let words = use_words();
    let set = about.deed(
        move |_: &UserStatus| words.said(OfficePhrase::Saved),
        |about, status| {
            let change = PersonChange {
                status: Some(status),
                ..PersonChange::default()
            };
            person_save(about.acting_in, about.user, about.revision, change)
        },
    );
    let delete = about.deed(
        move |(): &()| words.said(OfficePhrase::Saved),
        |about, ()| person_delete(about.acting_in, about.user, about.revision),
    );
    let asked = RwSignal::new(false);
    let (wanted, phrase) = match status {
        UserStatus::Active => (UserStatus::Disabled, AccountPhrase::Disable),
        UserStatus::Disabled | UserStatus::Pending => (UserStatus::Active, AccountPhrase::Enable),
        UserStatus::Deleted => (UserStatus::Active, AccountPhrase::Restore),
    };
    let heading = StoredValue::new(words.speech().delete_person(&name));
    view! {
        {(status == UserStatus::Active).then(|| view! { <p class="small muted">{words.say(AccountPhrase::EndsSessions)}</p> })}
        {set.refusal()}
        {delete.refusal()}
        <div class="row">
            <Button busy=set.busy() on_press=move |_| set.run(wanted)>
                {words.say(phrase)}
            </Button>
            {(status != UserStatus::Deleted)
                .then(|| {
                    view! {
                        <Show when=move || !asked.get()>
                            <Button on_press=move |_| asked.set(true)>{words.say(AccountPhrase::Delete)}</Button>
                        </Show>
                    }
                })}
        </div>
        <Show when=move || asked.get()>
            <div class="stack" data-gap="small" role="group" aria-labelledby="delete-what">
                <Note tone=Some(Tone::Red) glyph=Glyph::Lost alert=true>
                    <strong id="delete-what">
                        <Prose text=heading.get_value() />
                    </strong>
                    " "
                    {words.say(AccountPhrase::DeleteMeans)}
                </Note>
                <div class="row">
                    <button
                        class="button"
                        type="button"
                        data-look="danger"
                        aria-busy=move || delete.busy().get().then_some("true")
                        on:click=move |_| delete.run(())
                    >
                        <span>
                            <Prose text=heading.get_value() />
                        </span>
                    </button>
                    <Button on_press=move |_| asked.set(false)>{words.say(OfficePhrase::Cancel)}</Button>
                </div>
            </div>
        </Show>
    }
}
