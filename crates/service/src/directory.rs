//! The whole directory in and out: read with every fault located, stored whole or not at all, written canonically.
//!
//! For the command line of the machine; nobody's rights are asked here.

use crate::audit::Told;
use crate::error::ServiceError;
use crate::service::Service;
use rehome_document::{Code, Existing, ExistingOrganization, ExistingUser, Faults, Options};
use rehome_domain::directory::Directory;
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_storage::directory::{self, Counts, ExistingDirectory, Progress};
use rehome_storage::{StoreError, accounts};
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
    /// Imports a file, or the files of a folder, below `into` where they say no place of their own.
    ///
    /// # Errors
    /// [`ImportError::Faults`] with everything that is wrong with the files.
    pub async fn directory_import(
        &self,
        path: PathBuf,
        into: Option<OrganizationCode>,
        progress: Arc<Progress>,
    ) -> Result<Counts, ImportError> {
        let before = self.directory_counts().await?;
        let is_empty = before.organizations == 0;
        let existing = if is_empty {
            None
        } else {
            Some(self.directory_existing().await?)
        };
        let today = self.now().day();
        let name = path.display().to_string();
        let read = tokio::task::spawn_blocking(move || {
            let options = Options {
                into,
                existing: existing.as_ref(),
                today: Some(today),
                ..Options::default()
            };
            rehome_document::read_path(&path, &options)
        });
        let directory = read
            .await
            .map_err(ServiceError::internal)?
            .map_err(ImportError::Faults)?;
        match self.directory_store(directory, progress).await {
            Err(ServiceError::Conflict {
                code: "already-exists",
                message,
            }) => Err(ImportError::Faults(Faults::of_file(
                &name,
                Code::DuplicateKey,
                message,
            ))),
            Err(error) => Err(error.into()),
            Ok(()) => Ok(self.directory_counts().await?),
        }
    }

    /// Stores a directory that was read and judged, with the passwords in it hashed.
    ///
    /// # Errors
    /// [`ServiceError::Conflict`] `already-exists` where a key is stored already.
    pub async fn directory_store(
        &self,
        directory: Directory,
        progress: Arc<Progress>,
    ) -> Result<(), ServiceError> {
        let mut hashes: Vec<(UserId, String)> = Vec::new();
        for (id, entry) in &directory.users {
            if let Some(password) = &entry.password {
                hashes.push((id.clone(), self.password_hash(password).await?));
            }
        }
        let (this, now) = (self.clone(), self.now());
        let (directory, hashes) = (Arc::new(directory), Arc::new(hashes));
        self.store()
            .write(move |tx| {
                let (this, directory, hashes, progress) = (this.clone(), directory.clone(), hashes.clone(), progress.clone());
                Box::pin(async move {
                    directory::import(tx, &directory, &*progress).await.map_err(told)?;
                    for (user, hash) in hashes.iter() {
                        accounts::set_password_hash(tx, user, hash, now).await?;
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
            .read(|tx| Box::pin(async move { Ok(directory::export(tx).await?) }))
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

    /// What a new document may refer to.
    async fn directory_existing(&self) -> Result<Existing, ServiceError> {
        self.store()
            .read(|tx| {
                Box::pin(async move {
                    Ok::<_, ServiceError>(as_document_knows(directory::existing(tx).await?))
                })
            })
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
        other => other.into(),
    }
}

fn as_document_knows(stored: ExistingDirectory) -> Existing {
    let organizations = stored.organizations.into_iter().map(|(code, it)| {
        let known = ExistingOrganization {
            kind: it.kind,
            parent: it.parent,
            require_user_uniqueness: it.require_user_uniqueness,
            positions: it.positions,
        };
        (code, known)
    });
    let users = stored.users.into_iter().map(|(id, it)| {
        let known = ExistingUser {
            username: it.username,
            home: it.home,
            mapping_id: it.mapping_id,
            sponsor: it.sponsor,
        };
        (id, known)
    });
    Existing {
        organizations: organizations.collect(),
        users: users.collect(),
        roles: stored.roles,
        attributes: stored.attributes,
        sections: stored.sections,
    }
}
