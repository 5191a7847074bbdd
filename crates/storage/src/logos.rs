//! Logos of organizations, by the hash of what they hold. The bytes stand as text, in base 64.

use crate::error::StoreError;
use crate::statement::statements;
use crate::tx::{Tx, args};
use rehome_domain::organization::Look;

statements! {
    KEEP "logos": "INSERT INTO logos (hash, content_type, body) VALUES ($1, $2, $3) ON CONFLICT (hash) DO NOTHING";
    FIND "logos": "SELECT content_type, body FROM logos WHERE hash = $1";
    THERE "logos": "SELECT hash FROM logos WHERE hash = $1";
    ALL "logos": "SELECT hash FROM logos ORDER BY hash";
    SHOWN "organization_sections": "SELECT body FROM organization_sections WHERE section = 'look' AND body LIKE '%/logos/%'";
    FORGET "logos": "DELETE FROM logos WHERE hash = $1";
}

/// A logo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    /// What it is written in.
    pub content_type: String,
    /// The bytes, in base 64.
    pub body: String,
}

/// Keeps a logo; one that is there already stays.
///
/// # Errors
/// [`StoreError`].
pub async fn keep(tx: &mut Tx, hash: &str, logo: &Logo) -> Result<(), StoreError> {
    let arguments = args![hash, &logo.content_type, &logo.body];
    tx.execute(&KEEP, arguments).await.map(drop)
}

/// A logo by its hash.
///
/// # Errors
/// [`StoreError`].
pub async fn find(tx: &mut Tx, hash: &str) -> Result<Option<Logo>, StoreError> {
    let record = tx.one(&FIND, args![hash]).await?;
    record
        .map(|record| {
            Ok(Logo {
                content_type: record.text("content_type")?.to_owned(),
                body: record.text("body")?.to_owned(),
            })
        })
        .transpose()
}

/// The hashes of all logos.
///
/// # Errors
/// [`StoreError`].
pub async fn all(tx: &mut Tx) -> Result<Vec<String>, StoreError> {
    let records = tx.rows(&ALL, &[]).await?;
    let hashes = records.iter().map(|record| record.text("hash"));
    hashes.map(|hash| hash.map(str::to_owned)).collect()
}

/// The looks that name a logo which is kept here.
///
/// # Errors
/// [`StoreError`].
pub async fn looks(tx: &mut Tx) -> Result<Vec<Look>, StoreError> {
    let records = tx.rows(&SHOWN, &[]).await?;
    records.iter().map(|record| record.json("body")).collect()
}

/// Forgets a logo.
///
/// # Errors
/// [`StoreError`].
pub async fn forget(tx: &mut Tx, hash: &str) -> Result<(), StoreError> {
    tx.execute(&FORGET, args![hash]).await.map(drop)
}

/// Whether a logo is there.
///
/// # Errors
/// [`StoreError`].
pub async fn is_there(tx: &mut Tx, hash: &str) -> Result<bool, StoreError> {
    Ok(tx.one(&THERE, args![hash]).await?.is_some())
}
