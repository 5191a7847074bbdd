//! Serving: from a configuration to a running server, and back to nothing without losing an answer.

use crate::assets::Assets;
use crate::cli::{CommandError, Ending};
use crate::config::Config;
use crate::http::{self, AppState};
use crate::{connectors, for_tests, metrics, workers};
use rehome_service::{Service, SystemRandom, chain};
use rehome_storage::{Store, StoreOptions};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// How long requests in hand may take once the server is to stop.
const GRACE: Duration = Duration::from_secs(20);

/// How long a request waits for a connection to the database before it is asked to come back.
const PATIENCE: Duration = Duration::from_secs(4);

/// A server that runs.
pub struct Running {
    /// The address it listens at.
    pub address: SocketAddr,
    /// The address people open.
    pub public_url: String,
    service: Service,
    stop: watch::Sender<bool>,
    tasks: Vec<JoinHandle<()>>,
}

/// Opens the place where files lie.
///
/// # Errors
/// The place cannot be opened.
pub(crate) fn open_files(config: &Config, service: &Service) -> Result<(), CommandError> {
    let files = config.files.open().map_err(|error| {
        CommandError::told(format!(
            "cannot keep files: {}; set `files` to another place",
            chain(&error)
        ))
    })?;
    service.keep_objects_in(for_tests::store(files)?);
    Ok(())
}

/// Opens the database and what stands on it.
pub(crate) async fn open(config: &Config) -> Result<Service, CommandError> {
    let options = StoreOptions {
        connections: config.database_connections,
        readers: config.database_connections,
        patience: PATIENCE,
    };
    let store = Store::open(&config.database, options).await?;
    let settings = rehome_service::Config {
        session_idle: config.session_idle,
        session_longest: config.session_lifetime,
        sign_in_failures: config.sign_in_failures,
        sign_in_window: config.sign_in_window,
        retention_days: config.retention_days,
        ..rehome_service::Config::default()
    };
    let service = Service::new(store, settings, for_tests::clock()?, SystemRandom).await?;
    if let Some(file) = &config.connectors {
        service.connect(connectors::read(file)?);
    }
    Ok(service)
}

/// Serves until [`Running::stop`].
///
/// # Errors
/// The database cannot be opened, or an address not listened at.
pub async fn start(config: &Config) -> Result<Running, CommandError> {
    let has_workers = for_tests::has_workers()?;
    metrics::start();
    let assets = Assets::load()?;
    if assets.is_empty() {
        tracing::warn!("{}", Assets::MISSING);
    }
    if config.forgets_the_proxy() {
        tracing::warn!(
            "public_url is https and this server listens on loopback, so a proxy stands before it: set behind_proxy, or \
             everybody's failed sign-ins are counted under the proxy's address"
        );
    }
    let service = open(config).await?;
    open_files(config, &service)?;
    let post = rehome_mail::Post::open(&config.mail, &config.mail_from).map_err(|error| {
        CommandError::told(format!(
            "{}; see the keys mail and mail_from",
            chain(&error)
        ))
    })?;
    let listener = TcpListener::bind(config.listen)
        .await
        .map_err(|error| CommandError::listen(config.listen, error))?;
    let address = listener.local_addr()?;
    let public_url = config.public_url_at(address);
    let state =
        AppState::new(service.clone(), config, public_url.clone(), &assets).map_err(|error| {
            CommandError::told(format!(
                "no threads to render pages on: {error}; raise the limit of threads"
            ))
        })?;
    let (stop, stopped) = watch::channel(false);
    let mut tasks = vec![served(
        listener,
        http::router(state, assets),
        stopped.clone(),
    )];
    if let Some(address) = config.metrics_listen {
        let listener = TcpListener::bind(address)
            .await
            .map_err(|error| CommandError::listen(address, error))?;
        let figures = http::metrics_router(service.clone());
        tasks.push(served(listener, figures, stopped.clone()));
    }
    if has_workers {
        tasks.push(workers::start_files(service.clone(), stopped.clone()));
        tasks.extend(workers::start_orders(&service, &stopped));
        tasks.extend(workers::start_transfers(&service, &stopped));
        if post.is_wanted() {
            let letters = workers::start_letters(&service, post, public_url.clone(), &stopped);
            tasks.push(letters);
        }
        tasks.push(workers::start(service.clone(), stopped));
    }
    Ok(Running {
        address,
        public_url,
        service,
        stop,
        tasks,
    })
}

fn served(
    listener: TcpListener,
    router: axum::Router,
    mut stopped: watch::Receiver<bool>,
) -> JoinHandle<()> {
    tokio::spawn(async move {
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        let serving = axum::serve(listener, service).with_graceful_shutdown(async move {
            // A closed channel means that whoever could stop us is gone.
            let _ = stopped.wait_for(|stop| *stop).await;
        });
        if let Err(error) = serving.await {
            tracing::error!(%error, "serving ended");
        }
    })
}

impl Running {
    /// Takes no more requests, finishes those in hand, and closes the database.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        for task in self.tasks {
            let abort = task.abort_handle();
            if tokio::time::timeout(GRACE, task).await.is_err() {
                tracing::warn!("requests in hand took too long and were given up");
                abort.abort();
            }
        }
        self.service.store().close().await;
    }

    /// The use cases behind the server.
    pub fn service(&self) -> &Service {
        &self.service
    }
}

/// `rehome serve`.
pub(crate) async fn run(config: Config) -> Result<Ending, CommandError> {
    let running = start(&config).await?;
    tracing::info!(address = %running.address, public_url = running.public_url, database = ?running.service.store().engine(), "serving");
    asked_to_stop().await?;
    tracing::info!("stopping: finishing what is in hand");
    running.stop().await;
    tracing::info!("stopped");
    Ok(Ending::Done)
}

/// Waits for SIGTERM or SIGINT.
pub(crate) async fn asked_to_stop() -> std::io::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}
