//! The cast with a place for bytes, and short words for what is carried from account to account.

use crate::house::{House, caller};
use crate::unreliable::Unreliable;
use futures::{StreamExt, TryStreamExt};
use object_store::ObjectStore;
use object_store::local::LocalFileSystem;
use rehome_domain::content::ItemKind;
use rehome_domain::directory::Directory;
use rehome_domain::ids::{ItemId, MoveId};
use rehome_objects::{Bytes, Objects, Place};
use rehome_service::content::{
    ItemView, NewItem, PieceStateName, PieceView, TransferDeed, TransferView, Tried,
};
use rehome_service::user_move::{CommitAnswer, UndoRequest};
use rehome_service::{Acting, ServiceError};
use rehome_storage::{Store, transfers};
use rehome_testkit::Cast;
use rehome_testkit::bucket::{self, Bucket};
use rehome_testkit::content::ann;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use tempfile::TempDir;
use tokio::sync::RwLock;

/// A house with a store of files that can be made to fail.
pub(crate) struct Rooms {
    pub(crate) house: House,
    pub(crate) disk: Arc<Unreliable>,
    _folder: Option<TempDir>,
}

pub(crate) fn bytes(text: String) -> impl futures::Stream<Item = Result<Bytes, std::io::Error>> {
    futures::stream::iter([Ok(Bytes::from(text))])
}

/// What the file of an item holds that came with a document.
pub(crate) fn bytes_of(id: &str) -> String {
    format!("the bytes of {id}")
}

impl Rooms {
    pub(crate) async fn of(store: Store, cast: Cast) -> Self {
        Self::with(store, cast.directory()).await
    }

    pub(crate) async fn with(store: Store, directory: Directory) -> Self {
        let folder = TempDir::new().unwrap();
        let inner = LocalFileSystem::new_with_prefix(folder.path()).unwrap();
        Self {
            _folder: Some(folder),
            ..Self::over(store, directory, Arc::new(inner)).await
        }
    }

    /// The same with bytes for every item of the cast: [`bytes_of`] its id.
    pub(crate) async fn with_bytes(store: Store, cast: Cast) -> Self {
        let rooms = Self::with(store, Directory::default()).await;
        let (mut directory, folder) = (cast.directory(), TempDir::new().unwrap());
        let items = directory.sections.entry("items".to_owned()).or_default();
        for (id, item) in items {
            std::fs::write(folder.path().join(id), bytes_of(id)).unwrap();
            let fields = item.as_object_mut().unwrap();
            fields.remove("bytes");
            fields.insert("file".to_owned(), id.as_str().into());
        }
        let guests = directory.sections.entry("guests".to_owned()).or_default();
        guests.insert(
            "gus".to_owned(),
            serde_json::json!({ "email": "gus@example.org" }),
        );
        let document = folder.path().join("house.yaml");
        std::fs::write(&document, rehome_document::to_yaml(&directory)).unwrap();
        let (service, progress) = (&rooms.house.service, Arc::new(|_, _| {}));
        let imported = service.directory_import(document, None, progress).await;
        imported.unwrap();
        rooms
    }

    /// The same where files lie in a bucket.
    pub(crate) async fn in_bucket(store: Store, cast: Cast) -> (Self, Bucket) {
        let bucket = Bucket::start().await;
        let place = Place::Bucket(rehome_objects::Bucket {
            name: bucket::NAME.to_owned(),
            region: None,
            endpoint: Some(bucket.endpoint()),
            access_key: Some(bucket::ACCESS_KEY.to_owned()),
            secret_key: Some(bucket::SECRET_KEY.to_owned()),
        });
        let inner = place.open().unwrap().store();
        (Self::over(store, cast.directory(), inner).await, bucket)
    }

    async fn over(store: Store, directory: Directory, inner: Arc<dyn ObjectStore>) -> Self {
        let house = House::with(store, directory).await;
        let disk = Arc::new(Unreliable {
            inner,
            every: AtomicU64::new(0),
            calls: AtomicU64::new(0),
            writes: Mutex::new(None),
            gate: RwLock::new(()),
        });
        house.service.keep_objects_in(Objects::over(disk.clone()));
        Self {
            house,
            disk,
            _folder: None,
        }
    }

    pub(crate) async fn put(
        &self,
        who: &str,
        new: NewItem,
        text: &str,
    ) -> Result<ItemView, ServiceError> {
        let (service, who) = (&self.house.service, caller(who));
        let kept = service.item_upload(&who, new, bytes(text.to_owned()));
        kept.await
    }

    /// Hands a further version of something in.
    pub(crate) async fn version(
        &self,
        who: &str,
        of: &ItemId,
        text: &str,
    ) -> Result<ItemView, ServiceError> {
        let (service, who) = (&self.house.service, caller(who));
        let text = bytes(text.to_owned());
        let kept = service.item_version_upload(&who, of, Some("b.pdf"), text);
        kept.await
    }

    pub(crate) async fn upload(&self, who: &str, text: &str) -> ItemView {
        let new = NewItem {
            kind: ItemKind::File,
            folder: None,
            file: Some("a.bin".to_owned()),
        };
        self.put(who, new, text).await.unwrap()
    }

    /// Ann's files, by id.
    pub(crate) async fn files(&self, many: usize) -> BTreeMap<ItemId, ItemView> {
        let mut all = BTreeMap::new();
        for at in 0..many {
            let item = self.upload("ann", &format!("file number {at}")).await;
            all.insert(item.id.clone(), item);
        }
        all
    }

    /// The jobs of Ann's transfers, the last one last.
    pub(crate) async fn jobs(&self) -> Vec<String> {
        let store = self.house.service.store();
        let mut found = store
            .read::<_, ServiceError, _>(|tx| {
                Box::pin(async move { Ok(transfers::of_subject(tx, &"ann".into()).await?) })
            })
            .await
            .unwrap();
        found.sort_by(|one, next| one.id.cmp(&next.id));
        found.into_iter().map(|job| job.id).collect()
    }

    pub(crate) async fn moved(&self) -> CommitAnswer {
        self.house.run("bea", &ann(), "k").await.unwrap()
    }

    /// Works until nothing is due for as long as anything waits.
    pub(crate) async fn work(&self) {
        for _ in 0..2_000 {
            match self.house.service.transfer_work().await.unwrap() {
                Tried::Nothing if self.disk.every.load(Ordering::Relaxed) == 0 => return,
                Tried::Nothing | Tried::PutOff => self.house.turn(30),
                Tried::Ended | Tried::Lost => {}
            }
            if self.state("bea").await.is_none_or(|it| it.is_at_rest()) {
                return;
            }
        }
        panic!("it never ends");
    }

    pub(crate) async fn state(&self, who: &str) -> Option<TransferView> {
        let done = self.jobs().await;
        let id = done.last()?.clone();
        let acting = Acting::default();
        self.house
            .service
            .transfer(&caller(who), &acting, &id)
            .await
            .ok()
    }

    pub(crate) async fn text(&self, who: &str, id: &ItemId) -> Result<String, ServiceError> {
        let opened = self.house.service.item_open(&caller(who), id).await?;
        let parts: Vec<Bytes> = opened.bytes.try_collect().await.unwrap();
        Ok(String::from_utf8(parts.concat()).unwrap())
    }

    /// Every item where it is to be, with the bytes it had, and nothing else lying about.
    pub(crate) async fn all_at(&self, account: &str, files: &BTreeMap<ItemId, ItemView>) {
        for (id, was) in files {
            let now = self.house.service.item(&caller("ann"), id).await.unwrap();
            assert_eq!(now.account.as_str(), account, "{id}");
            assert_eq!((&now.checksum, now.bytes), (&was.checksum, was.bytes));
            assert!(
                self.text("ann", id)
                    .await
                    .unwrap()
                    .starts_with("file number")
            );
        }
        self.disk.every.store(0, Ordering::Relaxed);
        self.house.turn(2 * 86_400);
        for _ in 0..20 {
            self.house.service.transfer_work().await.unwrap();
        }
        let left: Vec<_> = self.disk.list(None).collect().await;
        assert_eq!(left.len(), files.len(), "{left:?}");
    }

    pub(crate) async fn act(
        &self,
        who: &str,
        deed: TransferDeed,
    ) -> Result<TransferView, ServiceError> {
        let id = self.jobs().await.pop().unwrap();
        let acting = Acting::default();
        self.house
            .service
            .transfer_act(&caller(who), &acting, &id, deed)
            .await
    }

    /// Does something to a transfer while a piece of it is in hand, which comes to its end only afterwards.
    pub(crate) async fn act_meanwhile(
        &self,
        deed: TransferDeed,
    ) -> Result<TransferView, ServiceError> {
        let shut = self.disk.gate.write().await;
        let acting = async {
            while self.pieces("bea", PieceStateName::Copying).await.is_empty() {
                tokio::task::yield_now().await;
            }
            let done = self.act("bea", deed).await;
            drop(shut);
            done
        };
        let (tried, done) = tokio::join!(self.house.service.transfer_work(), acting);
        tried.unwrap();
        done
    }

    /// The pieces of the last transfer that are in a state.
    pub(crate) async fn pieces(&self, who: &str, state: PieceStateName) -> Vec<PieceView> {
        let (id, acting) = (self.jobs().await.pop().unwrap(), Acting::default());
        let (service, who) = (&self.house.service, caller(who));
        let found = service.transfer_pieces(&who, &acting, &id, Some(state), (None, None));
        found.await.unwrap().items
    }

    pub(crate) async fn undo(&self, id: &MoveId) {
        let service = &self.house.service;
        let plan = service
            .user_move_undo_plan(&caller("bea"), id, &UndoRequest::default())
            .await
            .unwrap();
        let findings = plan.review.plan.findings();
        let request = UndoRequest {
            digest: Some(plan.review.digest.clone()),
            acknowledged: findings.map(|it| it.code().to_owned()).collect(),
            ..UndoRequest::default()
        };
        service
            .user_move_undo(&caller("bea"), id, request, Some("undo"))
            .await
            .unwrap();
    }
}
