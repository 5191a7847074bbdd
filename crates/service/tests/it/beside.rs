//! Files that lie beside a document, as the bytes of its proofs and files.

use crate::house::caller;
use crate::rooms::Rooms;
use futures::StreamExt;
use object_store::ObjectStore;
use rehome_document::Code;
use rehome_service::ServiceError;
use rehome_service::directory::ImportError;
use rehome_storage::directory::Counts;
use rehome_testkit::{Cast, on_both_engines};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use tempfile::TempDir;

const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

/// A document with a file that has its bytes, one whose bytes nobody has, and a proof.
fn beside() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("media")).unwrap();
    fs::write(folder.path().join("media/abc.txt"), "abc").unwrap();
    fs::write(folder.path().join("large.bin"), vec![7; 9 << 20]).unwrap();
    let document = format!(
        "version: 1
organizations: {{dusk: {{kind: hub}}}}
users: {{dora: {{home: dusk, profile: manager}}}}
items:
  i-abc: {{kind: file, account: dusk, owner: dora, file: media/abc.txt, checksum: {ABC}}}
  i-large: {{kind: proof, account: dusk, owner: dora, file: large.bin}}
  i-none: {{kind: file, account: dusk, owner: dora, bytes: 4}}\n"
    );
    fs::write(folder.path().join("dusk.yaml"), document).unwrap();
    folder
}

async fn import(rooms: &Rooms, folder: &Path) -> Result<Counts, ImportError> {
    let service = &rooms.house.service;
    let progress = Arc::new(|_, _| {});
    service
        .directory_import(folder.join("dusk.yaml"), None, progress)
        .await
}

async fn objects(rooms: &Rooms) -> usize {
    rooms.disk.list(None).count().await
}

on_both_engines! {
    async fn the_bytes_beside_a_document_are_those_of_its_items(store: Store) {
        let rooms = Rooms::of(store, Cast::accounts()).await;
        let folder = beside();
        import(&rooms, folder.path()).await.unwrap();
        let service = &rooms.house.service;
        assert_eq!(rooms.text("dora", &"i-abc".into()).await.unwrap(), "abc");
        let small = service.item(&caller("dora"), &"i-abc".into()).await.unwrap();
        assert_eq!((small.bytes, small.checksum.as_deref(), small.file.as_deref()), (3, Some(ABC), Some("media/abc.txt")));
        let large = service.item(&caller("dora"), &"i-large".into()).await.unwrap();
        assert_eq!(large.bytes, 9 << 20);
        assert_eq!(rooms.text("dora", &"i-none".into()).await.unwrap_err().status(), 404);
        // Nothing of it is free to go.
        rooms.house.turn(2 * 86_400);
        for _ in 0..3 {
            service.transfer_work().await.unwrap();
        }
        assert_eq!(objects(&rooms).await, 2);
        // What is exported comes without files, and is the same directory elsewhere.
        let exported = service.directory_export().await.unwrap();
        assert_eq!(exported.sections["items"]["i-abc"]["bytes"], 3);
        assert_eq!(exported.sections["items"]["i-abc"].get("checksum"), None);
    }

    async fn what_is_wrong_with_one_file_refuses_the_whole_document(store: Store) {
        let rooms = Rooms::of(store, Cast::accounts()).await;
        let before = rooms.house.everything().await;
        let damaged = beside();
        fs::write(damaged.path().join("media/abc.txt"), "abd").unwrap();
        let missing = beside();
        fs::remove_file(missing.path().join("large.bin")).unwrap();
        for (folder, code, path, line) in [(damaged, Code::FileDiffers, "items.i-abc.checksum", 5), (missing, Code::FileMissing, "items.i-large.file", 6)] {
            let Err(ImportError::Faults(faults)) = import(&rooms, folder.path()).await else {
                panic!("it was imported");
            };
            let told: Vec<_> = faults.faults.iter().map(|it| (it.code, it.path.as_str(), it.line)).collect();
            assert_eq!(told, [(code, path, line)]);
        }
        assert_eq!(rooms.house.everything().await, before);
        assert_eq!(objects(&rooms).await, 0);
    }

    async fn where_the_store_fails_nothing_is_imported_and_nothing_stays_behind(store: Store) {
        let rooms = Rooms::of(store, Cast::accounts()).await;
        let before = rooms.house.everything().await;
        let folder = beside();
        rooms.disk.every.store(2, Ordering::Relaxed);
        let refused = import(&rooms, folder.path()).await;
        assert!(matches!(refused, Err(ImportError::Service(ServiceError::Unavailable { .. }))));
        assert_eq!(rooms.house.everything().await, before);
        assert_eq!(objects(&rooms).await, 1, "what was put before");
        rooms.disk.every.store(0, Ordering::Relaxed);
        rooms.house.turn(2 * 86_400);
        rooms.house.service.transfer_work().await.unwrap();
        assert_eq!(objects(&rooms).await, 0, "it was free to go");
        import(&rooms, folder.path()).await.unwrap();
        // What is stored already is refused before anything is put anywhere.
        assert!(matches!(import(&rooms, folder.path()).await, Err(ImportError::Faults(_))));
        assert_eq!(objects(&rooms).await, 2);
    }
}
