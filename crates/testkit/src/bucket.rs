//! A throw-away bucket that speaks S3: a server of this process on a free port, gone with the test.
//!
//! It checks signatures as a real one does, and can be told to fail now and then, to be full, or to be read only.

use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use s3s::auth::SimpleAuth;
use s3s::service::{S3Service, S3ServiceBuilder};
use s3s::{Body, HttpError};
use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};

/// The bucket's name.
pub const NAME: &str = "media";
/// The key to sign with.
pub const ACCESS_KEY: &str = "rehome";
/// Its secret.
pub const SECRET_KEY: &str = "the bucket's own";

/// How a store answers who writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writes {
    /// Takes it.
    Taken,
    /// Has no room left.
    Full,
    /// Takes nothing from this key.
    Forbidden,
}

/// What the server is told to do wrong.
struct Mood {
    writes: AtomicU64,
    every: AtomicU64,
    calls: AtomicU64,
}

/// A running bucket.
pub struct Bucket {
    folder: TempDir,
    address: SocketAddr,
    mood: Arc<Mood>,
    server: JoinHandle<()>,
}

impl Bucket {
    /// An empty one.
    pub async fn start() -> Self {
        let folder = TempDir::with_prefix("rehome-bucket-").unwrap();
        fs::create_dir(folder.path().join(NAME)).unwrap();
        let mut service = S3ServiceBuilder::new(s3s_fs::FileSystem::new(folder.path()).unwrap());
        service.set_auth(SimpleAuth::from_single(ACCESS_KEY, SECRET_KEY));
        let mood = Arc::new(Mood {
            writes: AtomicU64::new(Writes::Taken as u64),
            every: AtomicU64::new(0),
            calls: AtomicU64::new(0),
        });
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let server = tokio::spawn(serve(listener, service.build(), mood.clone()));
        Self {
            folder,
            address,
            mood,
            server,
        }
    }

    /// Where it listens.
    pub fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The folder in which the bytes of each key lie as a file.
    pub fn folder(&self) -> PathBuf {
        self.folder.path().join(NAME)
    }

    /// How it answers who writes from now on.
    pub fn writes(&self, writes: Writes) {
        self.mood.writes.store(writes as u64, Ordering::Relaxed);
    }

    /// Answers one request in so many with an error from now on; none where that is 0.
    pub fn fails_every(&self, calls: u64) {
        self.mood.every.store(calls, Ordering::Relaxed);
    }
}

impl Drop for Bucket {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn serve(listener: TcpListener, service: S3Service, mood: Arc<Mood>) {
    let mut open = JoinSet::new();
    loop {
        let (socket, _) = listener.accept().await.unwrap();
        let (service, mood) = (service.clone(), mood.clone());
        open.spawn(async move {
            let answer = service_fn(move |request| answer(service.clone(), mood.clone(), request));
            let socket = TokioIo::new(socket);
            // WHY ignored: who goes away in the middle is no news.
            let _ = http1::Builder::new().serve_connection(socket, answer).await;
        });
        while open.try_join_next().is_some() {}
    }
}

impl Mood {
    /// What is wrong with a call, as the service says it; nothing where it goes through.
    fn fault(&self, method: &Method) -> Option<(StatusCode, &'static str)> {
        let every = self.every.load(Ordering::Relaxed);
        let call = self.calls.fetch_add(1, Ordering::Relaxed) + 1;
        if every > 0 && call.is_multiple_of(every) {
            return Some((StatusCode::INTERNAL_SERVER_ERROR, "InternalError"));
        }
        // WHY: beginning and ending an upload in parts is a POST, and so is freeing several keys, which needs no room.
        let writes = self.writes.load(Ordering::Relaxed);
        if *method != Method::PUT || writes == Writes::Taken as u64 {
            None
        } else if writes == Writes::Full as u64 {
            Some((StatusCode::INSUFFICIENT_STORAGE, "StorageFull"))
        } else {
            Some((StatusCode::FORBIDDEN, "AccessDenied"))
        }
    }
}

async fn answer(
    service: S3Service,
    mood: Arc<Mood>,
    request: Request<Incoming>,
) -> Result<Response<Body>, HttpError> {
    let Some((status, code)) = mood.fault(request.method()) else {
        return service.call(request.map(Body::from)).await;
    };
    // WHY: who is cut off while still sending sees no answer.
    let _ = request.into_body().collect().await;
    let text = format!("<Error><Code>{code}</Code><Message>told so by the test</Message></Error>");
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    Ok(response)
}
