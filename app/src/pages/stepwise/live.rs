//! A judgement that begins with what the server said, and follows what is typed once the module that judges is there.

use super::judge::{Judge, Question};
use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A judgement.
pub(crate) struct Live<J: Send + Sync + 'static> {
    /// What the rules say.
    pub(crate) judged: RwSignal<J>,
    /// Whether it follows what is typed.
    pub(crate) is_live: RwSignal<bool>,
}

impl<J: Send + Sync + 'static> Clone for Live<J> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<J: Send + Sync + 'static> Copy for Live<J> {}

impl<J: DeserializeOwned + Send + Sync + 'static> Live<J> {
    /// Begins with `first`; the module takes in `facts` and judges what `request` gives, whenever that changes.
    pub(crate) fn new<R: Serialize>(
        first: J,
        facts: String,
        question: Question,
        request: impl Fn() -> Option<R> + 'static,
    ) -> Self {
        let live = Self {
            judged: RwSignal::new(first),
            is_live: RwSignal::new(false),
        };
        let judge: StoredValue<Option<Judge>, LocalStorage> = StoredValue::new_local(None);
        Effect::new(move |_| {
            let facts = facts.clone();
            leptos::task::spawn_local(async move {
                let opened = Judge::open(&facts).await;
                let is_open = opened.is_some();
                // WHY: the page may have been left meanwhile.
                if judge.try_set_value(opened).is_none() {
                    let _ = live.is_live.try_set(is_open);
                }
            });
        });
        Effect::new(move |_| {
            if let (true, Some(request)) = (live.is_live.get(), request()) {
                let said = judge.with_value(|judge| judge.as_ref()?.judge(question, &request));
                if let Some(said) = said {
                    live.judged.set(said);
                }
            }
        });
        live
    }
}
