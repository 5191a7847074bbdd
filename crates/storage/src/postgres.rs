//! Units of work on PostgreSQL: each in a transaction of its own, done over where others were faster.
//!
//! Rows are not locked before they are read: a change names the revisions it rests on, finds out when it is
//! applied, and is then planned again on what there is. What rests on more than revisions holds moves off ([`Tx::alone`]). A unit that only reads and then writes all it has gathered
//! needs no transaction but that of its one statement. It knows nothing of what the work does.

use crate::error::StoreError;
use crate::memory::Memory;
use crate::tx::{Link, Tx};
use crate::writer;
use futures::future::BoxFuture;
use sqlx::postgres::PgPool;
use std::sync::Arc;
use std::time::Duration;

/// How often a unit of work is tried when others change the same rows.
const ATTEMPTS: u32 = 5;

async fn begin(pool: &PgPool, memory: &Arc<Memory>) -> Result<Tx, StoreError> {
    pool.acquire()
        .await
        .map(|connection| Tx::new(Link::Bare(connection), memory.clone()))
        .map_err(|error| StoreError::of("(connection)", error))
}

/// A unit of work with all it writes down.
async fn whole<T, E, F>(tx: &mut Tx, work: &F) -> Result<T, E>
where
    F: for<'t> Fn(&'t mut Tx) -> BoxFuture<'t, Result<T, E>>,
    E: From<StoreError>,
{
    let value = writer::guarded(work(tx)).await?;
    tx.write_rest().await?;
    Ok(value)
}

pub(crate) async fn write<T, E, F>(pool: &PgPool, memory: &Arc<Memory>, work: &F) -> Result<T, E>
where
    F: for<'t> Fn(&'t mut Tx) -> BoxFuture<'t, Result<T, E>>,
    E: From<StoreError>,
{
    let mut attempt = 1;
    let mut is_alone = false;
    loop {
        let mut tx = begin(pool, memory).await?;
        if is_alone {
            tx.alone().await?;
        }
        let answer = whole(&mut tx, work).await;
        if tx.wants_alone && !is_alone {
            is_alone = true;
            continue;
        }
        let mut again = tx.is_contended;
        let answer = match answer {
            Ok(value) => match tx.commit().await {
                Ok(()) => Ok(value),
                Err(error) => {
                    again |= error.is_contended();
                    Err(E::from(error))
                }
            },
            // The transaction is rolled back when it is dropped.
            Err(error) => Err(error),
        };
        if answer.is_ok() || !again || attempt == ATTEMPTS {
            return answer;
        }
        tokio::time::sleep(Duration::from_millis(u64::from(attempt) * 3)).await;
        attempt += 1;
    }
}
