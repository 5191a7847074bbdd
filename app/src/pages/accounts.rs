//! Making and changing people, and how they and the reader sign in. One file per page; `parts` of the page of one
//! person in files of their own.

mod change_password;
mod choose_password;
mod delegations;
mod dependents;
mod draft;
mod edit_person;
mod hosted_panel;
mod new_person;
mod operator;
mod own_sign_in;
mod profile_form;
mod profile_panel;
mod roles;
mod save_form;
mod sign_ins;
mod state;
mod tokens;
mod welcome;

pub(crate) use change_password::ChangePassword;
pub(crate) use edit_person::EditPerson;
pub(crate) use new_person::NewPerson;
pub(super) use own_sign_in::OwnSignIn;
pub(crate) use tokens::Tokens;
pub(crate) use welcome::Welcome;

use crate::api::ApiError;
use crate::forms::RefusalNote;
use leptos::prelude::*;
use rehome_domain::ids::{OrganizationCode, UserId};
use std::future::Future;

/// The page of one person: who it is about, at which revision, and how it is loaded anew.
#[derive(Clone)]
struct About {
    acting_in: OrganizationCode,
    user: UserId,
    revision: i64,
    /// Asks for the page anew; the words stay to be read.
    anew: Callback<String>,
}

impl About {
    /// A deed about the person: while it is under way, a refusal, or the page anew with words that say it is done.
    fn deed<I, F>(
        &self,
        said: impl Fn(&I) -> String + Send + Sync + 'static,
        ask: impl Fn(About, I) -> F + Clone + Send + Sync + 'static,
    ) -> Deed<I>
    where
        I: Clone + Send + Sync + 'static,
        F: Future<Output = Result<(), ApiError>> + Send + 'static,
    {
        let about = self.clone();
        let action = Action::new(move |input: &I| ask(about.clone(), input.clone()));
        let anew = self.anew;
        let asked = RwSignal::new(None::<I>);
        Effect::new(move |_| {
            if let Some(Ok(())) = action.value().get()
                && let Some(input) = asked.get_untracked()
            {
                anew.run(said(&input));
            }
        });
        Deed { action, asked }
    }
}

/// Something that is done to the person.
struct Deed<I: Send + Sync + 'static> {
    action: Action<I, Result<(), ApiError>>,
    asked: RwSignal<Option<I>>,
}

impl<I: Send + Sync + 'static> Clone for Deed<I> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<I: Send + Sync + 'static> Copy for Deed<I> {}

impl<I: Clone + Send + Sync + 'static> Deed<I> {
    /// Does it, unless it is under way.
    fn run(self, input: I) {
        if !self.action.pending().get_untracked() {
            self.asked.set(Some(input.clone()));
            self.action.dispatch(input);
        }
    }

    /// Whether it is under way.
    fn busy(self) -> Signal<bool> {
        self.action.pending().into()
    }

    /// Whether it is under way, or done while the page that shows it is not there yet.
    fn is_over_or_under_way(self) -> bool {
        self.action.pending().get() || matches!(self.action.value().get(), Some(Ok(())))
    }

    /// The refusal, where there is one.
    fn refusal(self) -> impl IntoView {
        move || match self.action.value().get() {
            Some(Err(error)) => view! { <RefusalNote error /> }.into_any(),
            _ => ().into_any(),
        }
    }
}
