//! Bytes that whoever sends them told the checksum of.

use crate::{Bytes, Hashed};
use futures::stream::{Stream, StreamExt, try_unfold};
use std::sync::Arc;

/// Why a stream that is held against a checksum broke off.
#[derive(Debug, thiserror::Error)]
pub enum Held {
    /// Whoever sends it stopped or failed.
    #[error("{0}")]
    Broke(#[source] Arc<dyn std::error::Error + Send + Sync>),
    /// It came to its end, and is not what was told.
    #[error("the checksum is {found}, {expected} was told")]
    Differs {
        /// What was told.
        expected: String,
        /// What came.
        found: String,
    },
}

/// The same stream, which fails at its end where a checksum was told, SHA-256 in hexadecimal, and is another.
pub fn held_against<E>(
    parts: impl Stream<Item = Result<Bytes, E>> + Send,
    checksum: Option<String>,
) -> impl Stream<Item = Result<Bytes, Held>> + Send
where
    E: std::error::Error + Send + Sync + 'static,
{
    let hashed = checksum.map(|expected| (expected, Hashed::default()));
    try_unfold(
        (Box::pin(parts), hashed),
        |(mut parts, mut hashed)| async move {
            if let Some(part) = parts.next().await {
                let part = part.map_err(|error| Held::Broke(Arc::new(error)))?;
                if let Some((_, sum)) = &mut hashed {
                    sum.add(&part);
                }
                return Ok(Some((part, (parts, hashed))));
            }
            let Some((expected, sum)) = hashed else {
                return Ok(None);
            };
            let found = sum.kept().checksum;
            if found.eq_ignore_ascii_case(&expected) {
                return Ok(None);
            }
            Err(Held::Differs { expected, found })
        },
    )
}
