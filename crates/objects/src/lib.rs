//! Where the bytes of proofs and files lie: a folder beside the database, or a bucket that speaks S3.
//!
//! Everything goes through as a stream, hashed on its way; no object is ever held as a whole. It knows keys and bytes and
//! nothing of what they are. To add a place, add a constructor of [`Objects`]; what it must do is [`ObjectStore`]'s to say.

mod held;
mod place;
#[cfg(test)]
mod tests;

pub use bytes::Bytes;
pub use held::{Held, held_against};
pub use object_store::ObjectStore;
pub use place::{Bucket, Place};

use futures::stream::{BoxStream, Stream, StreamExt, try_unfold};
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{GetResultPayload, ObjectStoreExt, PutPayloadMut, WriteMultipart};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{ErrorKind, Read, Seek, SeekFrom};
use std::ops::Range;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How much of an object is in memory at most, twice: the part that is filled and the one that is being sent.
///
/// WHY this: a bucket takes no smaller parts, and several workers carry at once.
const PART: usize = 5 << 20;
/// In what pieces a folder is read. WHY not as the library does, by eight thousand bytes: each is a task of its own.
const PIECE: u64 = 256 << 10;
/// Fewer bytes than these are put together, so that a sender of single bytes does not make a part of millions of pieces.
const SMALL: usize = 8 << 10;

/// Why bytes could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum ObjectsError {
    /// There is nothing under this key.
    #[error("there is nothing at {0}")]
    Missing(String),
    /// The place does not answer.
    #[error("the store of files is away: {0}")]
    Away(#[source] Arc<dyn std::error::Error + Send + Sync>),
    /// The place has no room.
    #[error("the store of files is full: {0}")]
    Full(#[source] Arc<dyn std::error::Error + Send + Sync>),
    /// The place answers, and lets nothing be written or nobody in.
    #[error("the store of files refuses: {0}")]
    Refuses(#[source] Arc<dyn std::error::Error + Send + Sync>),
    /// Whoever sends the bytes stopped or failed.
    #[error("the bytes did not arrive: {0}")]
    Source(#[source] Arc<dyn std::error::Error + Send + Sync>),
    /// More bytes came than may.
    #[error("more than {0} bytes")]
    TooLarge(u64),
    /// What is there is not what was written.
    #[error("{key} is damaged: its checksum is {found}, {expected} was written")]
    Damaged {
        /// The key.
        key: String,
        /// What was written.
        expected: String,
        /// What is there.
        found: String,
    },
}

/// What was written, or read to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// How many bytes.
    pub bytes: u64,
    /// Their SHA-256, in hexadecimal.
    pub checksum: String,
}

/// The bytes of an object, part by part.
pub type Part = Result<Bytes, ObjectsError>;

/// Where bytes lie. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Objects {
    store: Arc<dyn ObjectStore>,
    read: Option<Arc<AtomicU64>>,
    /// The same where it is a folder.
    folder: Option<Arc<LocalFileSystem>>,
}

impl Objects {
    /// Objects in a store that is there already.
    pub fn over(store: Arc<dyn ObjectStore>) -> Self {
        Self {
            store,
            read: None,
            folder: None,
        }
    }

    /// Objects in a folder.
    fn in_folder(folder: LocalFileSystem) -> Self {
        let folder = Arc::new(folder);
        Self {
            folder: Some(folder.clone()),
            ..Self::over(folder)
        }
    }

    /// The same objects with something put before their store.
    #[must_use]
    pub fn through(
        self,
        between: impl FnOnce(Arc<dyn ObjectStore>) -> Arc<dyn ObjectStore>,
    ) -> Self {
        Self {
            store: between(self.store),
            ..self
        }
    }

    /// The same objects; how many bytes are read of them is counted as they come.
    pub fn counting(&self, read: Arc<AtomicU64>) -> Self {
        Self {
            read: Some(read),
            ..self.clone()
        }
    }

    /// The store below, for who puts something between.
    pub fn store(&self) -> Arc<dyn ObjectStore> {
        self.store.clone()
    }

    /// Writes what a stream brings, at most `most` bytes. Nothing is there before all of it is; what was there gives way.
    ///
    /// # Errors
    /// [`ObjectsError::Source`] and [`ObjectsError::TooLarge`] for what comes; [`ObjectsError::Away`], [`ObjectsError::Full`]
    /// and [`ObjectsError::Refuses`].
    pub async fn put<E>(
        &self,
        key: &str,
        parts: impl Stream<Item = Result<Bytes, E>> + Send,
        most: u64,
    ) -> Result<Kept, ObjectsError>
    where
        E: std::error::Error + Send + Sync + 'static,
    {
        let mut hash = Hashed::default();
        self.write(key, parts, most, |part| hash.add(part)).await?;
        Ok(hash.kept())
    }

    /// Writes what a stream brings, and tells of each part of it.
    async fn write<E>(
        &self,
        key: &str,
        parts: impl Stream<Item = Result<Bytes, E>> + Send,
        most: u64,
        mut told_of: impl FnMut(&[u8]) + Send,
    ) -> Result<(), ObjectsError>
    where
        E: std::error::Error + Send + Sync + 'static,
    {
        let mut parts = pin!(parts);
        let path = Path::from(key);
        let mut all: u64 = 0;
        let mut first = PutPayloadMut::new();
        let mut upload: Option<WriteMultipart> = None;
        // How much of a part is filled.
        let mut filled = 0;
        loop {
            let next = match parts.next().await {
                Some(Ok(bytes)) => bytes,
                None => break,
                Some(Err(error)) => {
                    give_up(upload).await;
                    return Err(ObjectsError::Source(Arc::new(error)));
                }
            };
            told_of(&next);
            all = all.saturating_add(next.len() as u64);
            if all > most {
                give_up(upload).await;
                return Err(ObjectsError::TooLarge(most));
            }
            filled += next.len();
            let Some(begun) = &mut upload else {
                add(&mut first, next);
                if filled >= PART {
                    let begun = self.store.put_multipart(&path).await;
                    let begun = begun.map_err(|error| told(key, error))?;
                    let mut begun = WriteMultipart::new_with_chunk_size(begun, PART);
                    for bytes in std::mem::take(&mut first).freeze() {
                        begun.put(bytes);
                    }
                    upload = Some(begun);
                    filled %= PART;
                }
                continue;
            };
            // The next part goes when the one before has arrived.
            if filled >= PART {
                if let Err(error) = begun.wait_for_capacity(1).await {
                    give_up(upload).await;
                    return Err(told(key, error));
                }
                filled %= PART;
            }
            if next.len() < SMALL {
                begun.write(&next);
            } else {
                begun.put(next);
            }
        }
        let written = match upload {
            Some(upload) => upload.finish().await,
            None => self.store.put(&path, first.freeze()).await,
        };
        written.map(drop).map_err(|error| told(key, error))
    }

    /// The bytes of an object.
    ///
    /// # Errors
    /// [`ObjectsError::Missing`], [`ObjectsError::Away`]; the stream may bring the latter, too.
    pub async fn get(&self, key: &str) -> Result<BoxStream<'static, Part>, ObjectsError> {
        let found = self.store.get(&Path::from(key)).await;
        let found = found.map_err(|error| told(key, error))?;
        let key = key.to_owned();
        let range = found.range.clone();
        let parts = match found.payload {
            GetResultPayload::File(file, _) => pieces(file, range),
            GetResultPayload::Stream(parts) => parts,
        };
        let read = self.read.clone();
        Ok(parts
            .map(move |part| {
                if let (Ok(bytes), Some(read)) = (&part, &read) {
                    read.fetch_add(bytes.len() as u64, Ordering::Relaxed);
                }
                part.map_err(|error| told(&key, error))
            })
            .boxed())
    }

    /// Writes one object's bytes under another key, too.
    ///
    /// # Errors
    /// As [`Objects::put`] and [`Objects::get`].
    pub async fn copy(&self, from: &str, to: &str) -> Result<Kept, ObjectsError> {
        let mut hash = Hashed::default();
        self.duplicate(from, to, |part| hash.add(part)).await?;
        Ok(hash.kept())
    }

    /// The same for an object whose sum is known: what is there then is read to its end and held against it.
    ///
    /// WHY not hashed on its way: what has the sum afterwards had it before. Only where it differs is the source looked at,
    /// so that what was damaged there is not told of here.
    ///
    /// # Errors
    /// [`ObjectsError::Damaged`] with the key of what differs, else as [`Objects::copy`].
    pub async fn carry(&self, from: &str, to: &str, expected: &Kept) -> Result<(), ObjectsError> {
        self.duplicate(from, to, |_| ()).await?;
        match self.verify(to, expected).await {
            Err(error @ ObjectsError::Damaged { .. }) => {
                self.verify(from, expected).await?;
                Err(error)
            }
            done => done,
        }
    }

    async fn duplicate(
        &self,
        from: &str,
        to: &str,
        told_of: impl FnMut(&[u8]) + Send,
    ) -> Result<(), ObjectsError> {
        let parts = self.get(from).await?;
        match self.write(to, parts, u64::MAX, told_of).await {
            Err(ObjectsError::Source(error)) => Err(ObjectsError::Away(error)),
            done => done,
        }
    }

    /// Reads an object to its end and holds it against what was written.
    ///
    /// # Errors
    /// [`ObjectsError::Damaged`] where it differs, else as [`Objects::get`].
    pub async fn verify(&self, key: &str, expected: &Kept) -> Result<(), ObjectsError> {
        let mut parts = self.get(key).await?;
        let mut hash = Hashed::default();
        while let Some(part) = parts.next().await {
            hash.add(&part?);
        }
        let found = hash.kept();
        if found == *expected {
            return Ok(());
        }
        Err(ObjectsError::Damaged {
            key: key.to_owned(),
            expected: expected.checksum.clone(),
            found: found.checksum,
        })
    }

    /// Frees an object; nothing happens where there is none.
    ///
    /// # Errors
    /// [`ObjectsError::Away`].
    pub async fn delete(&self, key: &str) -> Result<(), ObjectsError> {
        match self.store.delete(&Path::from(key)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => self.sweep(key).await,
            Err(error) => Err(told(key, error)),
        }
    }

    /// Frees what a writer that was killed left of an object. WHY here: in a folder an object is written beside its place, under names
    /// that the store shows to nobody.
    async fn sweep(&self, key: &str) -> Result<(), ObjectsError> {
        let Some(folder) = &self.folder else {
            return Ok(());
        };
        let place = folder.path_to_filesystem(&Path::from(key));
        let place = place.map_err(|error| told(key, error))?;
        for begun in 1_u32.. {
            let mut name = place.clone().into_os_string();
            name.push(format!("#{begun}"));
            match tokio::fs::remove_file(&name).await {
                Ok(()) => {}
                Err(error) if error.kind() == ErrorKind::NotFound => break,
                Err(error) => return Err(ObjectsError::Away(Arc::new(error))),
            }
        }
        Ok(())
    }
}

/// The bytes of a file, in pieces.
fn pieces(file: File, range: Range<u64>) -> BoxStream<'static, Result<Bytes, object_store::Error>> {
    try_unfold((file, range), |(mut file, mut rest)| async move {
        if rest.is_empty() {
            return Ok(None);
        }
        let read = tokio::task::spawn_blocking(move || {
            let many = PIECE.min(rest.end - rest.start);
            let mut piece = Vec::with_capacity(usize::try_from(many).unwrap_or_default());
            file.seek(SeekFrom::Start(rest.start))?;
            let came = Read::take(&mut file, many).read_to_end(&mut piece)?;
            if came == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
            rest.start += came as u64;
            Ok::<_, std::io::Error>((piece, (file, rest)))
        });
        let (piece, rest) = read.await?.map_err(|error| object_store::Error::Generic {
            store: "LocalFileSystem",
            source: Box::new(error),
        })?;
        Ok(Some((Bytes::from(piece), rest)))
    })
    .boxed()
}

/// Takes bytes in: large ones as they are, small ones together.
fn add(all: &mut PutPayloadMut, bytes: Bytes) {
    if bytes.len() < SMALL {
        all.extend_from_slice(&bytes);
    } else {
        all.push(bytes);
    }
}

/// What was begun is not left behind; that it could not be is no news beside the failure itself.
async fn give_up(upload: Option<WriteMultipart>) {
    if let Some(upload) = upload {
        let _ = upload.abort().await;
    }
}

fn told(key: &str, error: object_store::Error) -> ObjectsError {
    match error {
        object_store::Error::NotFound { .. } => ObjectsError::Missing(key.to_owned()),
        object_store::Error::PermissionDenied { .. }
        | object_store::Error::Unauthenticated { .. } => ObjectsError::Refuses(Arc::new(error)),
        other => match below(&other) {
            Some(ErrorKind::StorageFull | ErrorKind::QuotaExceeded) => {
                ObjectsError::Full(Arc::new(other))
            }
            Some(ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied) => {
                ObjectsError::Refuses(Arc::new(other))
            }
            _ if is_full_bucket(&other) => ObjectsError::Full(Arc::new(other)),
            _ => ObjectsError::Away(Arc::new(other)),
        },
    }
}

/// What the system said, where an error comes from there.
fn below(error: &object_store::Error) -> Option<ErrorKind> {
    let mut next: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref::<std::io::Error>() {
            return Some(found.kind());
        }
        next = error.source();
    }
    None
}

/// Whether a bucket says that it has no room. WHY by its words: S3 knows no such answer, and those who speak it have their own.
fn is_full_bucket(error: &object_store::Error) -> bool {
    let text = error.to_string();
    let words = [
        "507 Insufficient Storage",
        "StorageFull",
        "<Code>QuotaExceeded",
    ];
    words.iter().any(|word| text.contains(word))
}

#[derive(Default)]
struct Hashed {
    sum: Sha256,
    bytes: u64,
}

impl Hashed {
    fn add(&mut self, part: &[u8]) {
        self.sum.update(part);
        self.bytes = self.bytes.saturating_add(part.len() as u64);
    }

    fn kept(self) -> Kept {
        let sum = self.sum.finalize();
        Kept {
            bytes: self.bytes,
            checksum: sum.iter().map(|byte| format!("{byte:02x}")).collect(),
        }
    }
}
