//! The places there are, and how they are opened.

use crate::{Objects, ObjectsError};
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::{BackoffConfig, RetryConfig};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// How long a bucket that fails is asked again before that is told: who waits for a page gets an answer, and workers put off
/// what they do for longer.
const ASKED_AGAIN: Duration = Duration::from_secs(20);
/// How often.
const TRIES: usize = 3;

/// A bucket that speaks S3.
#[derive(Clone)]
pub struct Bucket {
    /// Its name.
    pub name: String,
    /// The region; `us-east-1` where none is given.
    pub region: Option<String>,
    /// The address of the service, where it is not Amazon's.
    pub endpoint: Option<String>,
    /// The key to sign with; out of the surroundings (`AWS_ACCESS_KEY_ID`, roles) where none is given.
    pub access_key: Option<String>,
    /// Its secret.
    pub secret_key: Option<String>,
}

impl std::fmt::Debug for Bucket {
    /// WHY not derived: the secret stays out of every log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bucket")
            .field("name", &self.name)
            .field("region", &self.region)
            .field("endpoint", &self.endpoint)
            .finish_non_exhaustive()
    }
}

/// Where bytes are to lie.
#[derive(Clone, Debug)]
pub enum Place {
    /// In a folder of this machine; it is made where it is missing.
    Folder(PathBuf),
    /// In a bucket.
    Bucket(Bucket),
}

impl Place {
    /// Opens it.
    ///
    /// # Errors
    /// [`ObjectsError::Away`] where the folder cannot be made, or what is said of the bucket makes no sense.
    pub fn open(&self) -> Result<Objects, ObjectsError> {
        match self {
            Self::Folder(folder) => {
                std::fs::create_dir_all(folder)
                    .map_err(|error| ObjectsError::Away(Arc::new(error)))?;
                let store = LocalFileSystem::new_with_prefix(folder).map_err(away)?;
                let store = store.with_automatic_cleanup(true).with_fsync(true);
                Ok(Objects::in_folder(store))
            }
            Self::Bucket(bucket) => {
                // WHY: the client below takes what the process has; another one that is there already serves as well.
                let _ = rustls::crypto::ring::default_provider().install_default();
                let mut builder = AmazonS3Builder::from_env()
                    .with_bucket_name(&bucket.name)
                    .with_retry(RetryConfig {
                        backoff: BackoffConfig::default(),
                        max_retries: TRIES,
                        retry_timeout: ASKED_AGAIN,
                    });
                if let Some(region) = &bucket.region {
                    builder = builder.with_region(region);
                }
                if let Some(endpoint) = &bucket.endpoint {
                    let is_plain = endpoint.starts_with("http://");
                    builder = builder.with_endpoint(endpoint).with_allow_http(is_plain);
                }
                if let Some(key) = &bucket.access_key {
                    builder = builder.with_access_key_id(key);
                }
                if let Some(secret) = &bucket.secret_key {
                    builder = builder.with_secret_access_key(secret);
                }
                Ok(Objects::over(Arc::new(builder.build().map_err(away)?)))
            }
        }
    }
}

fn away(error: object_store::Error) -> ObjectsError {
    ObjectsError::Away(Arc::new(error))
}
