//! People by their usernames. A username is unique at one home only: where several bear one, the reader says which.

use super::{Chosen, LookWho};
use crate::api::moving::{NamedView, move_named};
use crate::ui::{Button, Field, Glyph, Look, Note, Tone};
use crate::ui::{MarkSize, Panel, Person};
use crate::words::{MovingPhrase as P, use_words};
use leptos::prelude::*;
use rehome_domain::ids::UserId;
use std::collections::BTreeMap;

/// The names in a text: one a line, or with commas or semicolons between.
fn names_of(text: &str, several: bool) -> Vec<String> {
    if !several {
        let name = text.trim().to_owned();
        return Some(name)
            .filter(|name| !name.is_empty())
            .into_iter()
            .collect();
    }
    let mut names: Vec<String> = Vec::new();
    let parts = text.split(['\n', ',', ';']).map(str::trim);
    for part in parts.filter(|part| !part.is_empty()) {
        if names.iter().all(|name| name != part) {
            names.push(part.to_owned());
        }
    }
    names
}

/// The form, and who bears the names where that is not one person each.
#[component]
pub(super) fn Named(chosen: Chosen, several: bool) -> impl IntoView {
    let words = use_words();
    let text = RwSignal::new(String::new());
    let found: RwSignal<Vec<NamedView>> = RwSignal::new(Vec::new());
    let picked: RwSignal<BTreeMap<String, UserId>> = RwSignal::new(BTreeMap::new());
    let is_empty = Signal::derive(move || text.with(|text| names_of(text, several).is_empty()));
    let go = move || {
        let users: Vec<UserId> = found.with_untracked(|found| {
            let of = |named: &NamedView| match named.people.as_slice() {
                [(only, ..)] => Some(only.clone()),
                _ => picked.with_untracked(|picked| picked.get(&named.name).cloned()),
            };
            found.iter().filter_map(of).collect()
        });
        chosen.these(users, Vec::new());
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let names = text.with_untracked(|text| names_of(text, several));
        if names.is_empty() {
            return;
        }
        chosen.is_busy.set(true);
        chosen.refusal.set(None);
        chosen.is_nobody.set(false);
        picked.set(BTreeMap::new());
        let acting_in = chosen.acting_in.get_value();
        leptos::task::spawn_local(async move {
            let answer = move_named(acting_in, names).await;
            if found.try_get_untracked().is_none() {
                return;
            }
            chosen.is_busy.set(false);
            match answer {
                Ok(named) => {
                    let is_clear = named.iter().all(|named| named.people.len() == 1);
                    found.set(named);
                    if is_clear {
                        go();
                    }
                }
                Err(error) => chosen.refusal.set(Some(error)),
            }
        });
    };
    let nobody = move || {
        found.with(|found| {
            let nobody = found.iter().filter(|named| named.people.is_empty());
            let names: Vec<String> = nobody.map(|named| named.name.clone()).collect();
            (!names.is_empty()).then(|| words.list(&names))
        })
    };
    let unclear = move || {
        found.with(|found| {
            let several = found.iter().filter(|named| named.people.len() > 1);
            several.cloned().collect::<Vec<_>>()
        })
    };
    let is_open = move || nobody().is_some() || !unclear().is_empty();
    let left = Signal::derive(move || {
        let all_picked = picked.with(|picked| {
            unclear()
                .iter()
                .all(|named| picked.contains_key(&named.name))
        });
        let is_anybody = found.with(|found| found.iter().any(|named| !named.people.is_empty()));
        !all_picked || !is_anybody
    });
    let title = if several {
        P::ByUsernames
    } else {
        P::ByUsername
    };
    let typed = move |event| text.set(event_target_value(&event));
    view! {
        <Panel id="by-names" title=words.said(title)>
            <form class="stack" on:submit=submit>
                {if several {
                    view! {
                        <Field id="usernames" label=words.said(P::SignInNames) hint=Some(words.said(P::SignInNamesHint))>
                            <textarea class="input" id="usernames" rows="6" dir="ltr" spellcheck="false" aria-describedby="usernames-hint" on:input=typed></textarea>
                        </Field>
                    }
                        .into_any()
                } else {
                    view! {
                        <Field id="usernames" label=words.said(P::SignInNameOne) hint=Some(words.said(P::SignInNameHint))>
                            <input class="input" id="usernames" type="text" dir="ltr" autocomplete="off" spellcheck="false" aria-describedby="usernames-hint" on:input=typed />
                        </Field>
                    }
                        .into_any()
                }}
                <LookWho chosen off=is_empty why=P::TypeName />
            </form>
            <div class="stack" aria-live="polite">
                {move || {
                    nobody()
                        .map(|names| {
                            view! {
                                <Note tone=Some(Tone::Yellow) glyph=Glyph::Notice>
                                    {words.say(P::NobodyNamedSo)} " " <bdi>{names}</bdi>
                                </Note>
                            }
                        })
                }}
                {move || unclear().into_iter().map(|named| view! { <Which named picked /> }).collect_view()}
                <Show when=is_open>
                    <div class="row">
                        <Button look=Look::Primary off=left on_press=move |_| go()>
                            {words.say(P::MoveUsers)}
                        </Button>
                    </div>
                </Show>
            </div>
        </Panel>
    }
}

/// Everybody who bears a name, one to be taken.
#[component]
fn Which(named: NamedView, picked: RwSignal<BTreeMap<String, UserId>>) -> impl IntoView {
    let words = use_words();
    let name = StoredValue::new(named.name.clone());
    let one = move |(id, called, home): (
        UserId,
        std::sync::Arc<str>,
        crate::api::session::Place,
    )| {
        let (shown, taken) = (id.clone(), id);
        let called = called.to_string();
        view! {
            <label class="check">
                <input
                    type="radio"
                    name=format!("which-{}", name.get_value())
                    prop:checked=move || picked.with(|picked| picked.get(&name.get_value()) == Some(&shown))
                    on:change=move |_| picked.update(|picked| { picked.insert(name.get_value(), taken.clone()); })
                />
                <span class="who">
                    <Person name=called.clone() size=MarkSize::Small other=true />
                    <span class="who-text">
                        <bdi class="who-name">{called}</bdi>
                        <bdi class="who-more">{home.name.to_string()}</bdi>
                    </span>
                </span>
            </label>
        }
    };
    view! {
        <fieldset class="stack" data-gap="small">
            <legend class="field-label">
                <bdi>{named.name}</bdi>
                ": "
                {words.say(P::WhichOne)}
            </legend>
            {named.people.into_iter().map(one).collect_view()}
        </fieldset>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_apart_by_lines_and_commas_each_once() {
        assert_eq!(names_of(" a, b\n\nc;a ", true), ["a", "b", "c"]);
        assert_eq!(names_of(" M. Omar, Jr ", false), ["M. Omar, Jr"]);
        assert!(names_of(" \n,", true).is_empty() && names_of(" ", false).is_empty());
    }
}
