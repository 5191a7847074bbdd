//! Filters of the list of people that a reader keeps under a name; nobody else sees them.

use crate::caller::Caller;
use crate::error::ServiceError;
use crate::service::Service;
use rehome_domain::text::{LONGEST_LINE, judge_line, normalized};
use rehome_storage::people::{self, SavedFilter};

/// So many filters can be kept.
const MOST: usize = 20;
/// The longest query that is kept.
const LONGEST_QUERY: usize = 2_000;

impl Service {
    /// The filters the caller keeps, by name.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn saved_filters(&self, caller: &Caller) -> Result<Vec<SavedFilter>, ServiceError> {
        let user = caller.user.clone();
        self.store()
            .read(move |tx| Box::pin(async move { Ok(people::saved_filters(tx, &user).await?) }))
            .await
    }

    /// Keeps the query of the list under a name; one of the same name makes room.
    ///
    /// # Errors
    /// [`ServiceError::Rejected`] for a name that is none, a query that is too long, and for too many filters.
    pub async fn saved_filter_keep(
        &self,
        caller: &Caller,
        name: &str,
        query: &str,
    ) -> Result<(), ServiceError> {
        let name = normalized(name);
        let fits = judge_line(&name, LONGEST_LINE).is_ok() && !name.is_empty();
        if !fits {
            return Err(ServiceError::rejected(
                "bad-name",
                "give the filter a name of at most 200 characters",
            ));
        }
        if query.len() > LONGEST_QUERY {
            return Err(ServiceError::rejected(
                "filter-too-long",
                "the filter asks for too much to be kept; take something away",
            ));
        }
        let (user, filter) = (
            caller.user.clone(),
            SavedFilter {
                name,
                query: query.to_owned(),
            },
        );
        self.store()
            .write(move |tx| {
                let (user, filter) = (user.clone(), filter.clone());
                Box::pin(async move {
                    let kept = people::saved_filters(tx, &user).await?;
                    let is_new = kept.iter().all(|it| it.name != filter.name);
                    if is_new && kept.len() >= MOST {
                        return Err(ServiceError::rejected(
                            "too-many-filters",
                            "remove a filter first; 20 can be kept",
                        ));
                    }
                    Ok(people::keep_filter(tx, &user, &filter).await?)
                })
            })
            .await
    }

    /// Forgets a filter of the caller.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where there is none of that name.
    pub async fn saved_filter_forget(
        &self,
        caller: &Caller,
        name: &str,
    ) -> Result<(), ServiceError> {
        let (user, name) = (caller.user.clone(), name.to_owned());
        let found = self
            .store()
            .write(move |tx| {
                let (user, name) = (user.clone(), name.clone());
                Box::pin(async move {
                    Ok::<_, ServiceError>(people::forget_filter(tx, &user, &name).await?)
                })
            })
            .await?;
        if found {
            Ok(())
        } else {
            Err(ServiceError::NotFound)
        }
    }
}
