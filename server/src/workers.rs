//! What goes on beside requests: sealing the audit, and forgetting what is over.
//!
//! Each run is harmless to repeat and to leave out. Several servers on one database all run: who seals locks the
//! head of the chain, and what one has sealed or purged the next does not find again.

use crate::metrics;
use rehome_service::{Service, ServiceError, chain};
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{MissedTickBehavior, interval};

const SEAL_EVERY: Duration = Duration::from_secs(2);
const PURGE_EVERY: Duration = Duration::from_secs(10 * 60);

/// Works until told to stop; what is begun is finished.
pub(crate) fn start(service: Service, mut stopped: watch::Receiver<bool>) -> JoinHandle<()> {
    tokio::spawn(async move {
        let mut sealing = interval(SEAL_EVERY);
        let mut purge = interval(PURGE_EVERY);
        sealing.set_missed_tick_behavior(MissedTickBehavior::Delay);
        purge.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let done = tokio::select! {
                () = told_to_stop(&mut stopped) => return,
                _ = sealing.tick() => service.audit_seal().await.map(metrics::sealed),
                _ = purge.tick() => service.expired_purge().await,
            };
            // A database that is away is logged where that is noticed.
            if let Err(error) = done
                && !matches!(error, ServiceError::Unavailable { .. })
            {
                tracing::warn!(error = chain(&error), "work beside requests has to wait");
            }
        }
    })
}

/// How long to wait before looking for files that another server took in.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// Judges and runs files that were handed in, one after the other; a stop leaves the rest to whoever comes next.
pub(crate) fn start_files(service: Service, stopped: watch::Receiver<bool>) -> JoinHandle<()> {
    tokio::spawn(async move {
        loop {
            if *stopped.borrow() {
                return;
            }
            match service.file_job_work(stopped.clone()).await {
                Ok(true) => continue,
                Ok(false) | Err(ServiceError::Unavailable { .. }) => {}
                Err(error) => {
                    tracing::warn!(
                        error = chain(&error),
                        "files that were handed in have to wait"
                    );
                }
            }
            let mut stop = stopped.clone();
            tokio::select! {
                () = told_to_stop(&mut stop) => return,
                () = service.work_waits() => {}
                () = tokio::time::sleep(LOOK_EVERY) => {}
            }
        }
    })
}

async fn told_to_stop(stopped: &mut watch::Receiver<bool>) {
    // A closed channel means that whoever could stop us is gone.
    let _ = stopped.wait_for(|stop| *stop).await;
}
