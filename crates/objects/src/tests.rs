#![allow(clippy::unwrap_used, clippy::panic)]
use crate::{Bucket, Bytes, Kept, ObjectsError, Place};
use futures::stream;
use futures::{StreamExt, TryStreamExt};
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

fn bytes(parts: &[&'static [u8]]) -> impl futures::Stream<Item = Result<Bytes, io::Error>> + use<> {
    let parts: Vec<_> = parts.iter().map(|it| Ok(Bytes::from_static(it))).collect();
    stream::iter(parts)
}

#[tokio::test]
async fn what_is_put_is_there_as_it_was_until_it_is_freed() {
    let folder = tempfile::tempdir().unwrap();
    let objects = Place::Folder(folder.path().join("media")).open().unwrap();
    let kept = objects
        .put("folio/a", bytes(&[b"ab", b"", b"c"]), 3)
        .await
        .unwrap();
    assert_eq!(kept.bytes, 3);
    assert_eq!(
        kept.checksum,
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
    assert_eq!(
        objects.copy("folio/a", "folio-tokyo/b").await.unwrap(),
        kept
    );
    objects.verify("folio-tokyo/b", &kept).await.unwrap();
    objects.delete("folio/a").await.unwrap();
    objects.delete("folio/a").await.unwrap();
    assert!(matches!(
        objects.get("folio/a").await,
        Err(ObjectsError::Missing(_))
    ));
    let read: Vec<Bytes> = objects
        .get("folio-tokyo/b")
        .await
        .unwrap()
        .try_collect()
        .await
        .unwrap();
    assert_eq!(read.concat(), b"abc");
}

#[tokio::test]
async fn what_is_large_goes_through_in_parts() {
    let folder = tempfile::tempdir().unwrap();
    let objects = Place::Folder(folder.path().to_owned()).open().unwrap();
    let part = Bytes::from(vec![7; 1 << 20]);
    let parts = stream::iter(0..40).map(move |_| Ok::<_, io::Error>(part.clone()));
    let kept = objects.put("large", parts, u64::MAX).await.unwrap();
    assert_eq!(kept.bytes, 40 << 20);
    objects.verify("large", &kept).await.unwrap();
    assert_eq!(objects.copy("large", "again").await.unwrap(), kept);
}

#[tokio::test]
async fn what_is_read_is_counted_as_it_comes() {
    let folder = tempfile::tempdir().unwrap();
    let objects = Place::Folder(folder.path().to_owned()).open().unwrap();
    objects
        .put("a", bytes(&[b"one ", b"two"]), 9)
        .await
        .unwrap();
    let read = Arc::new(AtomicU64::new(0));
    let counting = objects.counting(read.clone());
    let kept = counting.copy("a", "b").await.unwrap();
    assert_eq!(read.load(Ordering::Relaxed), 7);
    counting.verify("b", &kept).await.unwrap();
    assert_eq!(read.load(Ordering::Relaxed), 14);
}

#[tokio::test]
async fn what_does_not_arrive_whole_is_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let objects = Place::Folder(folder.path().to_owned()).open().unwrap();
    let broken = stream::iter([Ok(Bytes::from_static(b"a")), Err(io::Error::other("gone"))]);
    let failed = objects.put("broken", broken, 9).await.unwrap_err();
    assert!(matches!(failed, ObjectsError::Source(_)));
    let failed = objects
        .put("broken", bytes(&[b"1234", b"5"]), 4)
        .await
        .unwrap_err();
    assert!(matches!(failed, ObjectsError::TooLarge(4)));
    assert!(matches!(
        objects.get("broken").await,
        Err(ObjectsError::Missing(_))
    ));
}

#[tokio::test]
async fn a_changed_byte_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let objects = Place::Folder(folder.path().to_owned()).open().unwrap();
    let kept = objects.put("a", bytes(&[b"abc"]), 9).await.unwrap();
    std::fs::write(folder.path().join("a"), b"abd").unwrap();
    let failed = objects.verify("a", &kept).await.unwrap_err();
    assert!(matches!(failed, ObjectsError::Damaged { .. }), "{failed}");
    let other = Kept { bytes: 4, ..kept };
    assert!(objects.verify("a", &other).await.is_err());
}

#[test]
fn a_bucket_is_opened_without_asking_it_and_never_tells_its_secret() {
    let bucket = Bucket {
        name: "media".to_owned(),
        region: Some("eu-west-1".to_owned()),
        endpoint: Some("http://127.0.0.1:9".to_owned()),
        access_key: Some("key".to_owned()),
        secret_key: Some("very secret".to_owned()),
    };
    assert!(!format!("{bucket:?}").contains("secret"));
    Place::Bucket(bucket).open().unwrap();
}

#[test]
fn what_is_full_or_refuses_is_told_from_what_is_away() {
    use std::io::ErrorKind as Kind;
    let of = |kind: Kind| {
        crate::told(
            "a",
            object_store::Error::Generic {
                store: "disk",
                source: io::Error::from(kind).into(),
            },
        )
    };
    for kind in [Kind::StorageFull, Kind::QuotaExceeded] {
        assert!(matches!(of(kind), ObjectsError::Full(_)), "{kind}");
    }
    for kind in [Kind::ReadOnlyFilesystem, Kind::PermissionDenied] {
        assert!(matches!(of(kind), ObjectsError::Refuses(_)), "{kind}");
    }
    assert!(matches!(of(Kind::TimedOut), ObjectsError::Away(_)));
    for (said, is_full) in [("507 Insufficient Storage", true), ("503 Slow Down", false)] {
        let error = crate::told(
            "a",
            object_store::Error::Generic {
                store: "S3",
                source: said.into(),
            },
        );
        assert_eq!(matches!(error, ObjectsError::Full(_)), is_full, "{said}");
    }
}
