//! The choices of a [`Combobox`](super::Combobox) that somebody else has to find, as at a server.

use super::combobox::Choice;
use leptos::prelude::*;

/// What is typed, what of it was chosen, and what was found for it.
#[derive(Clone, Copy)]
pub struct Found {
    /// What is typed.
    pub text: RwSignal<String>,
    /// What can be chosen; none while it is not known.
    pub choices: RwSignal<Option<Vec<Choice>>>,
    chosen: RwSignal<Option<(String, String)>>,
}

impl Found {
    /// Looks at once, and whenever something else is typed or what `ask` reads changes.
    ///
    /// `chosen` is what is chosen to begin with, its value and what it is called; `typed` stands in the field where
    /// nothing is. `ask` says how to find what a text might mean; where it gives nothing, nothing is known.
    pub fn new<F>(
        chosen: Option<(String, String)>,
        typed: String,
        ask: impl Fn(String) -> Option<F> + 'static,
    ) -> Self
    where
        F: Future<Output = Option<Vec<Choice>>> + 'static,
    {
        let name = chosen.as_ref().map(|(_, name)| name.clone());
        let found = Self {
            text: RwSignal::new(name.unwrap_or(typed)),
            choices: RwSignal::new(None),
            chosen: RwSignal::new(chosen),
        };
        let round = StoredValue::new(0_u32);
        Effect::new(move |_| {
            let text = found.text.get();
            // WHY: what was chosen is not searched for, so that the other choices stand under it.
            let is_chosen = found.chosen.with_untracked(|chosen| {
                let chosen = chosen.as_ref();
                chosen.is_some_and(|(_, name)| *name == text)
            });
            let text = if is_chosen { String::new() } else { text };
            round.update_value(|round| *round = round.wrapping_add(1));
            let asked = round.get_value();
            let Some(answer) = ask(text) else {
                found.choices.set(None);
                return;
            };
            leptos::task::spawn_local(async move {
                let choices = answer.await;
                // WHY: the answer to an earlier text is no answer to this one.
                if round.try_get_value() == Some(asked) {
                    found.choices.set(choices);
                }
            });
        });
        found
    }

    /// Takes a choice.
    pub fn choose(self, choice: Choice) {
        self.chosen.set(Some((choice.value, choice.name)));
    }

    /// The value of what is chosen; none where something else is typed since.
    pub fn value(self) -> Option<String> {
        let text = self.text.get();
        let chosen = self.chosen.get().filter(|(_, name)| *name == text);
        chosen.map(|(value, _)| value)
    }
}
