//! Where pages are rendered: threads of their own, and every task of a page stays on the page's thread.
//!
//! WHY: the framework starts a page's tasks wherever there is room, and tasks that hold each other's signals from
//! several threads can wait for each other for ever, rarely and under load (leptos-rs/leptos issues 4673 and 4851).
//! On one thread they take turns. What waits for the network or for a long read goes on in the runtime.

use any_spawner::{CustomExecutor, Executor, PinnedFuture, PinnedLocalFuture};
use axum::body::{Body, to_bytes};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use std::cell::Cell;
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use tokio::runtime::Handle;
use tokio::sync::{mpsc, oneshot};
use tokio::task::{LocalSet, spawn_local};

thread_local! {
    static IS_OF_PAGES: Cell<bool> = const { Cell::new(false) };
}

/// The threads, one for each processor; they end with the last owner.
#[derive(Clone)]
pub(super) struct PageThreads {
    queues: Arc<[mpsc::UnboundedSender<PinnedFuture<()>>]>,
    turn: Arc<AtomicUsize>,
}

impl PageThreads {
    /// Starts them; what waits for something waits in the runtime at hand.
    ///
    /// # Errors
    /// If the system gives no thread.
    pub(super) fn start() -> std::io::Result<Self> {
        // Only the first server of a process sets it; it is the same for all.
        let _ = Executor::init_custom_executor(OnItsThread);
        let many = thread::available_parallelism().map_or(1, usize::from);
        let queues: std::io::Result<Vec<_>> = (0..many).map(|_| queue(Handle::current())).collect();
        Ok(Self {
            queues: queues?.into(),
            turn: Arc::default(),
        })
    }

    /// A response made on one of them, to its last byte.
    pub(super) async fn run(
        &self,
        response: impl Future<Output = Response> + Send + 'static,
    ) -> Response {
        let (mut send, receive) = oneshot::channel();
        let job = async move {
            let whole = async {
                let (head, body) = response.await.into_parts();
                match to_bytes(body, usize::MAX).await {
                    Ok(body) => Response::from_parts(head, Body::from(body)),
                    Err(error) => {
                        tracing::error!(%error, "a page broke off");
                        StatusCode::INTERNAL_SERVER_ERROR.into_response()
                    }
                }
            };
            tokio::select! {
                whole = whole => {
                    let _ = send.send(whole);
                }
                // Nobody waits for it any more.
                () = send.closed() => {}
            }
        };
        let turn = self.turn.fetch_add(1, Ordering::Relaxed);
        if let Some(queue) = self.queues.get(turn % self.queues.len().max(1)) {
            // A queue that is closed drops the job, and with it the sender.
            let _ = queue.send(Box::pin(job));
        }
        receive
            .await
            .unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
    }
}

fn queue(runtime: Handle) -> std::io::Result<mpsc::UnboundedSender<PinnedFuture<()>>> {
    let (queue, mut jobs) = mpsc::unbounded_channel();
    thread::Builder::new()
        .name("rehome-pages".to_owned())
        .spawn(move || {
            IS_OF_PAGES.set(true);
            let tasks = LocalSet::new();
            runtime.block_on(tasks.run_until(async move {
                while let Some(job) = jobs.recv().await {
                    spawn_local(job);
                }
            }));
        })?;
    Ok(queue)
}

/// Starts tasks on the thread at hand where it is one of pages, else wherever there is room.
struct OnItsThread;

impl CustomExecutor for OnItsThread {
    fn spawn(&self, task: PinnedFuture<()>) {
        if IS_OF_PAGES.get() {
            spawn_local(task);
        } else {
            tokio::spawn(task);
        }
    }

    fn spawn_local(&self, task: PinnedLocalFuture<()>) {
        spawn_local(task);
    }

    fn poll_local(&self) {}
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn every_task_of_a_page_stays_on_the_thread_of_the_page() {
        let pages = PageThreads::start().unwrap();
        for _ in 0..20 {
            let answer = pages.run(async {
                let here = thread::current().id();
                let (send, there) = oneshot::channel();
                Executor::spawn(async move {
                    tokio::task::yield_now().await;
                    let _ = send.send(thread::current().id());
                });
                assert_eq!(there.await.unwrap(), here);
                StatusCode::OK.into_response()
            });
            assert_eq!(answer.await.status(), StatusCode::OK);
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_page_that_panics_is_answered_and_others_go_on() {
        let pages = PageThreads::start().unwrap();
        for _ in 0..5 {
            let broken = pages.run(async { panic!("on purpose") });
            assert_eq!(broken.await.status(), StatusCode::INTERNAL_SERVER_ERROR);
            let whole = pages.run(async { StatusCode::OK.into_response() });
            assert_eq!(whole.await.status(), StatusCode::OK);
        }
    }
}
