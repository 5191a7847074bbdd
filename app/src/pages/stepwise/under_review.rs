//! A plan under review, from the look at it to its commit.

use crate::api::ApiError;
use crate::api::user_move::{Committed, Review};
use crate::api::wizard::Reviewed;
use crate::routes::Reason;
use leptos::prelude::*;
use std::collections::BTreeSet;

/// What is looked at, and how far its commit is.
#[derive(Clone, Copy)]
pub(crate) struct UnderReview {
    /// The plan as it is now, and why it is shown again.
    pub(crate) plan: RwSignal<(Review, Option<Reason>)>,
    /// The codes of the warnings that are acknowledged.
    pub(crate) ticked: RwSignal<BTreeSet<String>>,
    /// Whether the commit is on its way.
    pub(crate) is_busy: RwSignal<bool>,
    /// What failed about it.
    pub(crate) failed: RwSignal<Option<ApiError>>,
}

impl UnderReview {
    pub(crate) fn new(review: Review) -> Self {
        Self {
            plan: RwSignal::new((review, None)),
            ticked: RwSignal::default(),
            is_busy: RwSignal::new(false),
            failed: RwSignal::new(None),
        }
    }

    /// Asks for the commit of what was reviewed. What is stale or refused is shown anew, with nothing acknowledged.
    pub(crate) fn commit<D: 'static, F>(
        self,
        ask: impl FnOnce(Reviewed) -> F,
        done: impl FnOnce(D) + 'static,
    ) where
        F: Future<Output = Result<Committed<D>, ApiError>> + 'static,
    {
        let (digest, idempotency_key) = self
            .plan
            .with_untracked(|(plan, _)| (plan.digest.clone(), plan.idempotency_key.clone()));
        let answer = ask(Reviewed {
            digest,
            idempotency_key,
            acknowledged: self.ticked.get_untracked(),
        });
        self.is_busy.set(true);
        self.failed.set(None);
        leptos::task::spawn_local(async move {
            let answer = answer.await;
            // WHY: the page may have been left meanwhile.
            let _ = self.is_busy.try_set(false);
            match answer {
                Ok(Committed::Done(what)) => done(what),
                Ok(Committed::Stale(now)) => self.again(*now, Reason::Stale),
                Ok(Committed::Refused(now)) => self.again(*now, Reason::Refused),
                Err(error) => self.failed.set(Some(error)),
            }
        });
    }

    fn again(self, now: Review, reason: Reason) {
        self.ticked.set(BTreeSet::new());
        self.plan.set((now, Some(reason)));
    }
}
