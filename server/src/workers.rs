//! What goes on beside requests: sealing the audit, disabling accounts after their last day, writing letters, and
//! forgetting what is over.
//!
//! Each run is harmless to repeat and to leave out. Several servers on one database all run: who seals locks the
//! head of the chain, and what one has sealed or purged the next does not find again.

use crate::metrics;
use rehome_app::letters::{Written, written};
use rehome_mail::{Letter, Post};
use rehome_service::content::Tried;
use rehome_service::{Service, ServiceError, chain};
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{MissedTickBehavior, interval};

const SEAL_EVERY: Duration = Duration::from_secs(2);
const PURGE_EVERY: Duration = Duration::from_secs(10 * 60);
const END_EVERY: Duration = Duration::from_secs(60);
const COUNT_EVERY: Duration = Duration::from_secs(15);

/// Works until told to stop; what is begun is finished.
pub(crate) fn start(service: Service, mut stopped: watch::Receiver<bool>) -> JoinHandle<()> {
    tokio::spawn(async move {
        let mut sealing = interval(SEAL_EVERY);
        let mut purge = interval(PURGE_EVERY);
        let mut end = interval(END_EVERY);
        let mut count = interval(COUNT_EVERY);
        count.set_missed_tick_behavior(MissedTickBehavior::Delay);
        sealing.set_missed_tick_behavior(MissedTickBehavior::Delay);
        end.set_missed_tick_behavior(MissedTickBehavior::Delay);
        purge.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let done = tokio::select! {
                () = told_to_stop(&mut stopped) => return,
                _ = sealing.tick() => service.audit_seal().await.map(metrics::sealed),
                _ = purge.tick() => service.expired_purge().await,
                _ = end.tick() => service.accounts_end().await.map(drop),
                _ = count.tick() => service.provisioning_figures().await.map(metrics::provisioning),
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

/// How many orders are carried at once, so that a system that does not answer holds up no other.
const ORDERS_AT_ONCE: usize = 4;

/// Carries accounts and services into systems outside. A stop finishes the tries in hand; what takes longer is taken up
/// again by whoever comes next.
pub(crate) fn start_orders(
    service: &Service,
    stopped: &watch::Receiver<bool>,
) -> Vec<JoinHandle<()>> {
    let one = || {
        let (service, stopped) = (service.clone(), stopped.clone());
        tokio::spawn(async move {
            loop {
                if *stopped.borrow() {
                    return;
                }
                match service.provisioning_work().await {
                    Ok(true) => continue,
                    Ok(false) | Err(ServiceError::Unavailable { .. }) => {}
                    Err(error) => tracing::warn!(
                        error = chain(&error),
                        "what is to be carried outside has to wait"
                    ),
                }
                let mut stop = stopped.clone();
                tokio::select! {
                    () = told_to_stop(&mut stop) => return,
                    () = service.orders_wait() => {}
                    () = tokio::time::sleep(LOOK_EVERY) => {}
                }
            }
        })
    };
    (0..ORDERS_AT_ONCE).map(|_| one()).collect()
}

/// How many pieces are carried between accounts at once.
const PIECES_AT_ONCE: usize = 4;

/// Carries what moves along between accounts. A stop finishes the pieces in hand; what takes longer is taken up again by
/// whoever comes next.
pub(crate) fn start_transfers(
    service: &Service,
    stopped: &watch::Receiver<bool>,
) -> Vec<JoinHandle<()>> {
    let one = || {
        let (service, stopped) = (service.clone(), stopped.clone());
        tokio::spawn(async move {
            loop {
                if *stopped.borrow() {
                    return;
                }
                match service.transfer_work().await {
                    Ok(Tried::Ended | Tried::PutOff | Tried::Lost) => continue,
                    Ok(Tried::Nothing) | Err(ServiceError::Unavailable { .. }) => {}
                    Err(error) => tracing::warn!(
                        error = chain(&error),
                        "what is to be carried between accounts has to wait"
                    ),
                }
                let mut stop = stopped.clone();
                tokio::select! {
                    () = told_to_stop(&mut stop) => return,
                    () = service.transfers_wait() => {}
                    () = tokio::time::sleep(LOOK_EVERY) => {}
                }
            }
        })
    };
    (0..PIECES_AT_ONCE).map(|_| one()).collect()
}

/// Writes and sends letters. What is not taken is sent again later; what can never be sent is let go.
pub(crate) fn start_letters(
    service: &Service,
    post: Post,
    base: String,
    stopped: &watch::Receiver<bool>,
) -> JoinHandle<()> {
    let (service, mut stop) = (service.clone(), stopped.clone());
    tokio::spawn(async move {
        loop {
            match letters_work(&service, &post, &base).await {
                Ok(true) if !*stop.borrow() => continue,
                Ok(_) | Err(ServiceError::Unavailable { .. }) => {}
                Err(error) => tracing::warn!(error = chain(&error), "letters have to wait"),
            }
            tokio::select! {
                () = told_to_stop(&mut stop) => return,
                () = tokio::time::sleep(LOOK_EVERY) => {}
            }
        }
    })
}

/// Sends the letters of one occasion; whether there was one.
async fn letters_work(service: &Service, post: &Post, base: &str) -> Result<bool, ServiceError> {
    let Some(letters) = service.letters_take().await? else {
        return Ok(false);
    };
    let mut is_sent = true;
    for letter in &letters.letters {
        let Written { subject, text } = written(letter, base);
        let mail = Letter {
            id: letter.id.clone(),
            name: letter.to.name.clone(),
            address: letter.to.address.clone(),
            subject,
            text,
        };
        if let Err(error) = post.send(&mail).await {
            is_sent &= error.is_final();
            tracing::warn!(
                letter = letter.id,
                error = chain(&error),
                "a letter was not sent"
            );
        }
    }
    if is_sent {
        service.letters_sent(letters).await?;
    }
    Ok(true)
}

async fn told_to_stop(stopped: &mut watch::Receiver<bool>) {
    // A closed channel means that whoever could stop us is gone.
    let _ = stopped.wait_for(|stop| *stop).await;
}
