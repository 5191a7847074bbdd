//! Short ways to do one thing in a transaction of its own.

use futures::FutureExt;
use futures::future::BoxFuture;
use rehome_domain::directory::Directory;
use rehome_domain::user_move::{Actor, FamilyPlan, MoveRequest, Snapshot};
use rehome_storage::people::{PeopleFilter, PersonRow};
use rehome_storage::snapshot::{Destinations, ThingsWanted, Wanted};
use rehome_storage::steps::{self, Applied};
use rehome_storage::{Store, StoreError, Tx, directory, people, snapshot};
use rehome_testkit::NOW;
use std::sync::Arc;

/// Does something in a unit of work that must end well.
pub async fn write<T, F>(store: &Store, work: F) -> T
where
    T: Send + 'static,
    F: for<'t> Fn(&'t mut Tx) -> BoxFuture<'t, Result<T, StoreError>> + Send + Sync + 'static,
{
    store.write(work).await.unwrap()
}

/// Reads something that must be there to read.
pub async fn read<T, F>(store: &Store, work: F) -> T
where
    T: Send + 'static,
    F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, StoreError>> + Send + 'static,
{
    store.read(work).await.unwrap()
}

pub async fn import(store: &Store, what: Directory) -> Result<(), StoreError> {
    let what = Arc::new(what);
    store
        .write(move |tx| {
            let what = what.clone();
            async move { directory::import(tx, &what, &|_, _| {}).await }.boxed()
        })
        .await
}

/// What is to be read for a request.
pub fn wanted(actor: &Actor, request: &MoveRequest) -> Wanted {
    let options = &request.options;
    let chosen = options.primary_address.iter().map(ToString::to_string);
    Wanted {
        acting_in: actor.acting_in.clone(),
        positions: options.position.iter().flatten().cloned().collect(),
        names: options.upn.iter().cloned().chain(chosen).collect(),
        today: Some(NOW.day()),
        things: Some(ThingsWanted {
            folder_names: options.folder_name.iter().cloned().collect(),
            new_owners: options.new_owner.iter().cloned().collect(),
            transfers: Vec::new(),
        }),
        ..Wanted::new(
            actor.user.clone(),
            request.named_subjects(),
            Destinations::These(request.destination.iter().cloned().collect()),
        )
    }
}

/// Commits one family as it was planned.
pub async fn commit(store: &Store, family: FamilyPlan) -> Result<(), StoreError> {
    store
        .write(move |tx| {
            let family = family.clone();
            async move {
                let applied = Applied {
                    authority: family.authority.as_ref().unwrap(),
                    members: &family.members,
                    steps: &family.steps,
                    basis: &family.basis,
                    today: NOW.day(),
                };
                steps::apply_many(tx, &[applied]).await
            }
            .boxed()
        })
        .await
}

pub async fn export(store: &Store) -> Directory {
    read(store, |tx| directory::export(tx).boxed()).await
}

pub async fn load(store: &Store, wanted: Wanted) -> Snapshot {
    read(store, move |tx| {
        async move { snapshot::load(tx, &wanted).await }.boxed()
    })
    .await
}

/// The people of a scope, page by page.
pub async fn everybody(store: &Store, filter: PeopleFilter) -> Vec<PersonRow> {
    let mut all = Vec::new();
    let mut filter = filter;
    loop {
        let asked = filter.clone();
        let page = read(store, move |tx| {
            async move { people::page(tx, &asked).await }.boxed()
        })
        .await;
        all.extend(page.items);
        match page.next {
            Some(next) => filter.after = Some(next),
            None => return all,
        }
    }
}
