//! Choosing one person by the beginning of a name.

use super::refusal::RefusalNote;
use crate::api::ApiError;
use crate::api::accounts::PersonOption;
use crate::ui::{Button, Glyph, MarkSize, Person};
use crate::words::{AccountPhrase, OfficePhrase, use_words};
use leptos::prelude::*;

/// One person or none: the one chosen, and a field to find another. `find` says what is typed; `found` is who has it.
#[component]
pub(crate) fn PersonPicker(
    /// The id of the field.
    id: &'static str,
    /// What the person is to be.
    label: String,
    /// Who is chosen.
    chosen: RwSignal<Option<PersonOption>>,
    /// What is said where nobody is.
    nobody: String,
    /// What is typed.
    find: RwSignal<String>,
    /// Who has such a name; none before anybody was looked for.
    found: Signal<Option<Result<Vec<PersonOption>, ApiError>>>,
) -> impl IntoView {
    let words = use_words();
    let options = move || {
        found.get().map(|found| match found {
            Err(error) => view! { <RefusalNote error /> }.into_any(),
            Ok(people) if people.is_empty() => view! {
                <p class="field-hint" role="status">
                    {words.say(AccountPhrase::NobodyFound)}
                </p>
            }
            .into_any(),
            Ok(people) => view! {
                <ul class="lines">
                    {people
                        .into_iter()
                        .map(|person| {
                            let (name, username) = (person.name.to_string(), person.username.as_deref().unwrap_or_default().to_owned());
                            let choose = move |_| {
                                chosen.set(Some(person.clone()));
                                find.set(String::new());
                            };
                            view! {
                                <li>
                                    <button class="menu-item" type="button" on:click=choose>
                                        <Person name=name.clone() size=MarkSize::Small other=true />
                                        <span class="who-text">
                                            <bdi class="who-name">{name}</bdi>
                                            <bdi class="who-more">{username}</bdi>
                                        </span>
                                    </button>
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
            }
            .into_any(),
        })
    };
    view! {
        <div class="field" role="group" aria-labelledby=format!("{id}-label")>
            <span class="field-label" id=format!("{id}-label")>
                {label}
            </span>
            {move || match chosen.get() {
                None => view! { <span class="muted">{nobody.clone()}</span> }.into_any(),
                Some(person) => {
                    let name = person.name.to_string();
                    view! {
                        <span class="spread">
                            <span class="who">
                                <Person name=name.clone() size=MarkSize::Small other=true />
                                <bdi class="who-name">{name}</bdi>
                            </span>
                            <Button glyph=Glyph::Close on_press=move |_| chosen.set(None)>
                                {words.say(OfficePhrase::Remove)}
                            </Button>
                        </span>
                    }
                        .into_any()
                }
            }}
            <input
                class="input"
                id=id
                type="search"
                autocomplete="off"
                placeholder=words.say(AccountPhrase::FindPerson)
                aria-label=words.say(AccountPhrase::FindPerson)
                aria-describedby=format!("{id}-hint")
                prop:value=move || find.get()
                on:input=move |event| find.set(event_target_value(&event))
            />
            <span class="field-hint" id=format!("{id}-hint")>
                {words.say(AccountPhrase::FindPersonHint)}
            </span>
            {options}
        </div>
    }
}
