//! Secrets of the installation, made once and shared by all its servers.

use crate::error::StoreError;
use crate::statement::statements;
use crate::tx::{Tx, args};

statements! {
    KEEP "secrets": "INSERT INTO secrets (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";
    READ "secrets": "SELECT name, value FROM secrets WHERE name = $1";
}

/// The secret of this name, made from `bytes` where there is none yet.
///
/// # Errors
/// [`StoreError`].
pub async fn get_or_create(tx: &mut Tx, name: &str, bytes: &[u8]) -> Result<Vec<u8>, StoreError> {
    let written: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    tx.execute(&KEEP, args![name, &written]).await?;
    let record = tx.one(&READ, args![name]).await?;
    record.map_or_else(
        || Ok(bytes.to_vec()),
        |record| record.parsed("value", from_hex),
    )
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u32>> = text.chars().map(|digit| digit.to_digit(16)).collect();
    let pairs = digits?;
    pairs
        .chunks(2)
        .map(|pair| match pair {
            [high, low] => u8::try_from(high * 16 + low).ok(),
            _ => None,
        })
        .collect()
}
