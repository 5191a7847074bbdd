//! A store of files that fails now and then.

use futures::stream::BoxStream;
use object_store::path::Path;
use object_store::{
    CopyOptions, Error, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta,
    ObjectStore, PutMultipartOptions, PutOptions, PutPayload, PutResult, Result,
};
use std::io::ErrorKind;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use tokio::sync::RwLock;

/// Fails every so many calls; never where that is 0.
#[derive(Debug)]
pub(crate) struct Unreliable {
    pub(crate) inner: Arc<dyn ObjectStore>,
    pub(crate) every: AtomicU64,
    pub(crate) calls: AtomicU64,
    /// Why writing fails at the moment, where it does.
    pub(crate) writes: Mutex<Option<ErrorKind>>,
    /// Whoever holds it to write lets nobody read.
    pub(crate) gate: RwLock<()>,
}

impl std::fmt::Display for Unreliable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} that fails now and then", self.inner)
    }
}

impl Unreliable {
    fn write(&self) -> Result<()> {
        match *self.writes.lock().unwrap() {
            Some(kind) => Err(Error::Generic {
                store: "unreliable",
                source: std::io::Error::from(kind).into(),
            }),
            None => self.call(),
        }
    }

    fn call(&self) -> Result<()> {
        let call = self.calls.fetch_add(1, Ordering::Relaxed) + 1;
        let every = self.every.load(Ordering::Relaxed);
        if every > 0 && call.is_multiple_of(every) {
            return Err(Error::Generic {
                store: "unreliable",
                source: "/srv/secret/place is out of order".into(),
            });
        }
        Ok(())
    }
}

#[async_trait::async_trait]
impl ObjectStore for Unreliable {
    async fn put_opts(&self, at: &Path, bytes: PutPayload, how: PutOptions) -> Result<PutResult> {
        self.write()?;
        self.inner.put_opts(at, bytes, how).await
    }
    async fn put_multipart_opts(
        &self,
        at: &Path,
        how: PutMultipartOptions,
    ) -> Result<Box<dyn MultipartUpload>> {
        self.write()?;
        self.inner.put_multipart_opts(at, how).await
    }
    async fn get_opts(&self, at: &Path, how: GetOptions) -> Result<GetResult> {
        let _open = self.gate.read().await;
        self.call()?;
        self.inner.get_opts(at, how).await
    }
    fn delete_stream(
        &self,
        all: BoxStream<'static, Result<Path>>,
    ) -> BoxStream<'static, Result<Path>> {
        if let Err(error) = self.call() {
            return Box::pin(futures::stream::once(async { Err(error) }));
        }
        self.inner.delete_stream(all)
    }
    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        self.inner.list(prefix)
    }
    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        self.inner.list_with_delimiter(prefix).await
    }
    async fn copy_opts(&self, from: &Path, to: &Path, how: CopyOptions) -> Result<()> {
        self.call()?;
        self.inner.copy_opts(from, to, how).await
    }
}
