//! The files that lie beside a document, put where files lie before the document is stored: nothing refers to them until its
//! transaction does, so that one that breaks off leaves bytes that are free to go.

use super::items::told;
use super::upload::SPARED;
use crate::digest::sha256;
use crate::directory::ImportError;
use crate::error::ServiceError;
use crate::service::Service;
use crate::throttle::micros;
use futures::Stream;
use rehome_document::{Beside, Code, Faults};
use rehome_domain::directory::Directory;
use rehome_domain::ids::ItemId;
use rehome_domain::time::Timestamp;
use rehome_objects::{Bytes, Kept};
use rehome_storage::items::{self, StoredObject};
use serde_json::Value;
use std::path::Path;
use std::sync::Arc;
use tokio::io::AsyncReadExt;

/// How much of a file is read at a time.
const AT_ONCE: usize = 256 << 10;

impl Service {
    /// Takes in the files beside a document.
    ///
    /// # Errors
    /// [`ImportError::Faults`] for a file that is another by now, [`ServiceError::Unavailable`] where it cannot be kept.
    pub(crate) async fn files_taken_in(
        &self,
        directory: &Directory,
        files: &[Beside],
    ) -> Result<Vec<(ItemId, StoredObject)>, ImportError> {
        if files.is_empty() {
            return Ok(Vec::new());
        }
        let objects = self.objects()?;
        let mut taken = Vec::new();
        for file in files {
            let name = sha256(self.new_id()?.as_bytes());
            let key = format!("{}/{name}", account_of(directory, &file.item));
            let checksum = file.checksum.clone();
            taken.push((file.item.clone(), StoredObject { key, checksum }));
        }
        let until = Timestamp(self.now().0.saturating_add(micros(SPARED)));
        let keys: Arc<[String]> = taken.iter().map(|(_, it)| it.key.clone()).collect();
        // INVARIANT: bytes are written down as free to go before they are there.
        self.store()
            .write(move |tx| {
                let keys = keys.clone();
                Box::pin(async move {
                    for key in keys.iter() {
                        items::spare(tx, key, until).await?;
                    }
                    Ok::<_, ServiceError>(())
                })
            })
            .await?;
        for (file, (_, object)) in files.iter().zip(&taken) {
            let expected = Kept {
                bytes: file.bytes,
                checksum: file.checksum.clone(),
            };
            let bytes = read(&file.path).await.map_err(|_| changed(file))?;
            let kept = objects.put(&object.key, bytes, file.bytes).await;
            match kept {
                Ok(kept) if kept == expected => {}
                Ok(_) | Err(rehome_objects::ObjectsError::TooLarge(_)) => {
                    return Err(changed(file));
                }
                Err(error) => return Err(told(error).into()),
            }
        }
        Ok(taken)
    }
}

fn account_of<'d>(directory: &'d Directory, item: &ItemId) -> &'d str {
    let items = directory.sections.get("items");
    let entry = items.and_then(|all| all.get(item.as_str()));
    let account = entry.and_then(|it| it.get("account"));
    account.and_then(Value::as_str).unwrap_or_default()
}

fn changed(file: &Beside) -> ImportError {
    let name = file.path.display().to_string();
    let message = "it changed while it was read; import once more";
    ImportError::Faults(Faults::of_file(&name, Code::FileDiffers, message))
}

/// A file, part by part.
async fn read(path: &Path) -> std::io::Result<impl Stream<Item = std::io::Result<Bytes>> + use<>> {
    let file = tokio::fs::File::open(path).await?;
    Ok(futures::stream::try_unfold(file, |mut file| async move {
        let mut part = vec![0; AT_ONCE];
        let many = file.read(&mut part).await?;
        part.truncate(many);
        Ok((many > 0).then(|| (Bytes::from(part), file)))
    }))
}
