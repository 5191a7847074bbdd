//! The whole directory in and out: read with every fault located, stored whole or not at all, written canonically.
//!
//! For the command line of the machine; nobody's rights are asked here.

use crate::audit::Told;
use crate::error::ServiceError;
use crate::logo;
use crate::service::Service;
use rehome_document::{Beside, Faults, Options};
use rehome_domain::directory::Directory;
use rehome_domain::ids::{ItemId, OrganizationCode, UserId};
use rehome_storage::directory::{self, Counts, Progress};
use rehome_storage::items::{self, StoredObject};
use rehome_storage::{StoreError, accounts, logos};
use serde_json::json;
use std::path::PathBuf;
use std::sync::Arc;

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The files are at fault.
    #[error("{0}")]
    Faults(Faults),
    /// The service is.
    #[error(transparent)]
    Service(#[from] ServiceError),
}

impl From<StoreError> for ImportError {
    fn from(error: StoreError) -> Self {
        Self::Service(error.into())
    }
}

impl Service {
    /// Reads a file, or the files of a folder, against what is stored: what an import would store.
    ///
    /// # Errors
    /// [`ImportError::Faults`] with everything that is wrong with the files.
    pub async fn directory_read(
        &self,
        path: PathBuf,
        into: Option<OrganizationCode>,
    ) -> Result<Directory, ImportError> {
        Ok(self.directory_read_with_files(path, into).await?.0)
    }

    async fn directory_read_with_files(
        &self,
        path: PathBuf,
        into: Option<OrganizationCode>,
    ) -> Result<(Directory, Vec<Beside>), ImportError> {
        let existing = self
            .store()
            .read(|tx| {
                Box::pin(async move { Ok::<_, ServiceError>(directory::existing(tx).await?) })
            })
            .await?;
        let today = self.now().day();
        let read = tokio::task::spawn_blocking(move || {
            let options = Options {
                into,
                existing: Some(&existing),
                today: Some(today),
                ..Options::default()
            };
            rehome_document::read_with_files(&path, &options)
        });
        let read = read.await.map_err(ServiceError::internal)?;
        read.map_err(ImportError::Faults)
    }

    /// Imports a file, or the files of a folder, below `into` where they say no place of their own; and the files that lie beside
    /// it, as the bytes of its proofs and files.
    ///
    /// # Errors
    /// As [`Service::directory_read`]; [`ServiceError::Unavailable`] where the bytes cannot be put where files lie.
    pub async fn directory_import(
        &self,
        path: PathBuf,
        into: Option<OrganizationCode>,
        progress: Arc<Progress>,
    ) -> Result<Counts, ImportError> {
        let (directory, files) = self.directory_read_with_files(path, into).await?;
        let objects = self.files_taken_in(&directory, &files).await?;
        self.directory_store_with(directory, objects, progress)
            .await?;
        Ok(self.directory_counts().await?)
    }

    /// Stores a directory that was read and judged, with the passwords in it hashed.
    ///
    /// # Errors
    /// [`ServiceError::Conflict`] `already-exists` where a key is stored already; [`ServiceError::Rejected`] for a logo
    /// that is none.
    pub async fn directory_store(
        &self,
        directory: Directory,
        progress: Arc<Progress>,
    ) -> Result<(), ServiceError> {
        let nothing = Vec::new();
        self.directory_store_with(directory, nothing, progress)
            .await
    }

    /// The same with where the bytes of its items lie by now.
    async fn directory_store_with(
        &self,
        mut directory: Directory,
        objects: Vec<(ItemId, StoredObject)>,
        progress: Arc<Progress>,
    ) -> Result<(), ServiceError> {
        let pictures = Arc::new(logo::of_document(&mut directory)?);
        let mut hashes: Vec<(UserId, String)> = Vec::new();
        for (id, entry) in &directory.users {
            if let Some(password) = &entry.password {
                hashes.push((id.clone(), self.password_hash(password).await?));
            }
        }
        let (this, now) = (self.clone(), self.now());
        let (directory, hashes) = (Arc::new(directory), Arc::new(hashes));
        let objects = Arc::new(objects);
        self.store()
            .write(move |tx| {
                let (this, directory, hashes, progress) = (this.clone(), directory.clone(), hashes.clone(), progress.clone());
                let (pictures, objects) = (pictures.clone(), objects.clone());
                Box::pin(async move {
                    tx.alone().await?;
                    directory::import(tx, &directory, &*progress).await.map_err(told)?;
                    items::attach(tx, &objects).await?;
                    for (hash, picture) in pictures.iter() {
                        logos::keep(tx, hash, picture).await?;
                    }
                    for (user, hash) in hashes.iter() {
                        accounts::set_password(tx, user, hash, now, false).await?;
                    }
                    let body = json!({ "organizations": directory.organizations.len(), "users": directory.users.len() });
                    this.tell(tx, &UserId::from(SYSTEM), vec![Told::new("directory-imported", "directory").with(body)]).await
                })
            })
            .await
    }

    /// Everything, as a document holds it.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`].
    pub async fn directory_export(&self) -> Result<Directory, ServiceError> {
        self.store()
            .read(|tx| {
                Box::pin(async move {
                    let mut found = directory::export(tx).await?;
                    logo::into_document(tx, &mut found).await?;
                    Ok(found)
                })
            })
            .await
    }

    /// How much there is.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`].
    pub async fn directory_counts(&self) -> Result<Counts, ServiceError> {
        self.store()
            .read(|tx| Box::pin(async move { Ok(directory::counts(tx).await?) }))
            .await
    }
}

/// Who acts where no user does.
pub(crate) const SYSTEM: &str = "-";

fn told(error: StoreError) -> ServiceError {
    match error {
        StoreError::AlreadyExists { key, .. } => ServiceError::conflict(
            "already-exists",
            format!("{key} is there already; leave it out"),
        ),
        StoreError::Faulty(_) => ServiceError::rejected("does-not-fit", error.to_string()),
        other => other.into(),
    }
}
