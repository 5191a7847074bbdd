//! A store of files that is out of order now and then.

use futures::stream::{BoxStream, StreamExt};
use object_store::path::Path;
use object_store::{
    CopyOptions, Error, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta,
    ObjectStore, PutMultipartOptions, PutOptions, PutPayload, PutResult, Result, UploadPart,
};
use std::fmt;
use std::num::NonZeroU64;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Counts calls, and lets every so many of them fail.
#[derive(Debug)]
struct Calls {
    every: NonZeroU64,
    made: AtomicU64,
}

impl Calls {
    fn one(&self) -> Result<()> {
        let made = self.made.fetch_add(1, Ordering::Relaxed).wrapping_add(1);
        if !made.is_multiple_of(self.every.get()) {
            return Ok(());
        }
        Err(Error::Generic {
            store: "failing",
            source: "asked to fail now and then".into(),
        })
    }
}

/// A store over which every so many calls fail; each part of a large object is a call.
#[derive(Debug)]
pub(super) struct Failing {
    inner: Arc<dyn ObjectStore>,
    calls: Arc<Calls>,
}

impl Failing {
    pub(super) fn new(inner: Arc<dyn ObjectStore>, every: NonZeroU64) -> Self {
        let made = AtomicU64::new(0);
        let calls = Arc::new(Calls { every, made });
        Self { inner, calls }
    }
}

impl fmt::Display for Failing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} that fails now and then", self.inner)
    }
}

#[derive(Debug)]
struct FailingUpload {
    inner: Box<dyn MultipartUpload>,
    calls: Arc<Calls>,
}

#[async_trait::async_trait]
impl MultipartUpload for FailingUpload {
    fn put_part(&mut self, bytes: PutPayload) -> UploadPart {
        match self.calls.one() {
            Ok(()) => self.inner.put_part(bytes),
            Err(error) => Box::pin(std::future::ready(Err(error))),
        }
    }
    async fn complete(&mut self) -> Result<PutResult> {
        self.calls.one()?;
        self.inner.complete().await
    }
    async fn abort(&mut self) -> Result<()> {
        self.inner.abort().await
    }
}

#[async_trait::async_trait]
impl ObjectStore for Failing {
    async fn put_opts(&self, at: &Path, bytes: PutPayload, how: PutOptions) -> Result<PutResult> {
        self.calls.one()?;
        self.inner.put_opts(at, bytes, how).await
    }
    async fn put_multipart_opts(
        &self,
        at: &Path,
        how: PutMultipartOptions,
    ) -> Result<Box<dyn MultipartUpload>> {
        self.calls.one()?;
        let inner = self.inner.put_multipart_opts(at, how).await?;
        let calls = self.calls.clone();
        Ok(Box::new(FailingUpload { inner, calls }))
    }
    async fn get_opts(&self, at: &Path, how: GetOptions) -> Result<GetResult> {
        self.calls.one()?;
        self.inner.get_opts(at, how).await
    }
    fn delete_stream(
        &self,
        all: BoxStream<'static, Result<Path>>,
    ) -> BoxStream<'static, Result<Path>> {
        match self.calls.one() {
            Ok(()) => self.inner.delete_stream(all),
            Err(error) => futures::stream::once(async { Err(error) }).boxed(),
        }
    }
    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        self.inner.list(prefix)
    }
    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        self.inner.list_with_delimiter(prefix).await
    }
    async fn copy_opts(&self, from: &Path, to: &Path, how: CopyOptions) -> Result<()> {
        self.calls.one()?;
        self.inner.copy_opts(from, to, how).await
    }
}
