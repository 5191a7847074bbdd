//! What a place for bytes has to do, asked of each kind there is.
#![allow(clippy::unwrap_used, clippy::panic)]
use crate::{Bucket, Bytes, Held, Kept, Objects, ObjectsError, Place, held_against};
use futures::stream;
use futures::{StreamExt, TryStreamExt};
use rehome_testkit::bucket::{self, Writes};
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A fresh place, and the folder in which the bytes of each key lie as a file in the end.
struct Fresh {
    objects: Objects,
    folder: PathBuf,
    _gone_with_it: Box<dyn Send>,
}

fn of_folder() -> Fresh {
    let kept = tempfile::tempdir().unwrap();
    let folder = kept.path().join("media");
    Fresh {
        objects: Place::Folder(folder.clone()).open().unwrap(),
        folder,
        _gone_with_it: Box::new(kept),
    }
}

fn described(bucket: &bucket::Bucket) -> Bucket {
    Bucket {
        name: bucket::NAME.to_owned(),
        region: None,
        endpoint: Some(bucket.endpoint()),
        access_key: Some(bucket::ACCESS_KEY.to_owned()),
        secret_key: Some(bucket::SECRET_KEY.to_owned()),
    }
}

async fn of_bucket() -> Fresh {
    let bucket = bucket::Bucket::start().await;
    Fresh {
        objects: Place::Bucket(described(&bucket)).open().unwrap(),
        folder: bucket.folder(),
        _gone_with_it: Box::new(bucket),
    }
}

/// Declares tests that run in a fresh folder and in a fresh bucket, as `folder::NAME` and `bucket_of_s3::NAME`.
macro_rules! at_every_place {
    ($(async fn $name:ident($fresh:ident: Fresh) $body:block)*) => {
        $(async fn $name($fresh: Fresh) $body)*
        mod folder {
            $(#[tokio::test] async fn $name() { super::$name(super::of_folder()).await; })*
        }
        mod bucket_of_s3 {
            $(#[tokio::test] async fn $name() { super::$name(super::of_bucket().await).await; })*
        }
    };
}

fn bytes(parts: &[&'static [u8]]) -> impl futures::Stream<Item = Result<Bytes, io::Error>> + use<> {
    let parts: Vec<_> = parts.iter().map(|it| Ok(Bytes::from_static(it))).collect();
    stream::iter(parts)
}

at_every_place! {
    async fn what_is_put_is_there_as_it_was_until_it_is_freed(fresh: Fresh) {
        let objects = fresh.objects;
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

    async fn nothing_is_something_too(fresh: Fresh) {
        let kept = fresh.objects.put("empty", bytes(&[]), 9).await.unwrap();
        assert_eq!(kept.bytes, 0);
        assert_eq!(fresh.objects.copy("empty", "again").await.unwrap(), kept);
        fresh.objects.verify("again", &kept).await.unwrap();
    }

    async fn what_is_large_goes_through_in_parts(fresh: Fresh) {
        let objects = fresh.objects;
        let part = Bytes::from(vec![7; 1 << 20]);
        let parts = stream::iter(0..40).map(move |_| Ok::<_, io::Error>(part.clone()));
        let kept = objects.put("large", parts, u64::MAX).await.unwrap();
        assert_eq!(kept.bytes, 40 << 20);
        objects.verify("large", &kept).await.unwrap();
        assert_eq!(objects.copy("large", "again").await.unwrap(), kept);
        objects.carry("large", "once more", &kept).await.unwrap();
        objects.verify("once more", &kept).await.unwrap();
    }

    async fn what_is_carried_is_what_was_written_first_or_is_told_of_where_it_differs(fresh: Fresh) {
        let objects = fresh.objects;
        let kept = objects.put("a", bytes(&[b"abc"]), 9).await.unwrap();
        objects.carry("a", "b", &kept).await.unwrap();
        objects.verify("b", &kept).await.unwrap();
        objects.put("a", bytes(&[b"abx"]), 9).await.unwrap();
        match objects.carry("a", "c", &kept).await {
            Err(ObjectsError::Damaged { key, expected, .. }) => {
                assert_eq!((key.as_str(), expected), ("a", kept.checksum.clone()));
            }
            other => panic!("{other:?}"),
        }
        assert!(matches!(
            objects.carry("nothing", "d", &kept).await,
            Err(ObjectsError::Missing(key)) if key == "nothing"
        ));
    }

    async fn what_does_not_arrive_whole_is_not_there(fresh: Fresh) {
        let objects = fresh.objects;
        let broken = stream::iter([Ok(Bytes::from_static(b"a")), Err(io::Error::other("gone"))]);
        let failed = objects.put("broken", broken, 9).await.unwrap_err();
        assert!(matches!(failed, ObjectsError::Source(_)));
        let failed = objects
            .put("broken", bytes(&[b"1234", b"5"]), 4)
            .await
            .unwrap_err();
        assert!(matches!(failed, ObjectsError::TooLarge(4)));
        let part = Bytes::from(vec![7; 1 << 20]);
        let large = stream::iter(0..20).map(move |_| Ok::<_, io::Error>(part.clone()));
        let failed = objects.put("broken", large, 19 << 20).await.unwrap_err();
        assert!(matches!(failed, ObjectsError::TooLarge(_)), "in parts: {failed}");
        assert!(matches!(
            objects.get("broken").await,
            Err(ObjectsError::Missing(_))
        ));
    }

    async fn a_changed_byte_is_noticed(fresh: Fresh) {
        let objects = fresh.objects;
        let kept = objects.put("a", bytes(&[b"abc"]), 9).await.unwrap();
        std::fs::write(fresh.folder.join("a"), b"abd").unwrap();
        let failed = objects.verify("a", &kept).await.unwrap_err();
        assert!(matches!(failed, ObjectsError::Damaged { .. }), "{failed}");
        let other = Kept { bytes: 4, ..kept };
        assert!(objects.verify("a", &other).await.is_err());
    }
}

#[tokio::test]
async fn a_bucket_is_opened_without_asking_it_and_never_tells_its_secret() {
    let bucket = Bucket {
        name: "media".to_owned(),
        region: Some("eu-west-1".to_owned()),
        endpoint: Some("http://127.0.0.1:9".to_owned()),
        access_key: Some("key".to_owned()),
        secret_key: Some("very secret".to_owned()),
    };
    assert!(!format!("{bucket:?}").contains("secret"));
    let objects = Place::Bucket(bucket).open().unwrap();
    let away = objects.get("a").await.err().unwrap();
    assert!(matches!(away, ObjectsError::Away(_)), "{away}");
}

#[tokio::test]
async fn a_bucket_takes_nothing_from_who_signs_wrongly() {
    let bucket = bucket::Bucket::start().await;
    let right = described(&bucket);
    let wrong = [
        Bucket {
            secret_key: Some("another".to_owned()),
            ..right.clone()
        },
        Bucket {
            access_key: Some("nobody".to_owned()),
            ..right.clone()
        },
    ];
    for wrong in wrong {
        let objects = Place::Bucket(wrong.clone()).open().unwrap();
        let failed = objects.put("a", bytes(&[b"abc"]), 9).await;
        assert!(failed.is_err(), "{wrong:?}");
    }
    let objects = Place::Bucket(right).open().unwrap();
    assert!(matches!(
        objects.get("a").await,
        Err(ObjectsError::Missing(_))
    ));
}

#[tokio::test]
async fn a_bucket_that_is_full_or_read_only_says_why_and_keeps_what_is_there() {
    let bucket = bucket::Bucket::start().await;
    let objects = Place::Bucket(described(&bucket)).open().unwrap();
    let kept = objects.put("there", bytes(&[b"abc"]), 9).await.unwrap();
    for (writes, why) in [(Writes::Full, "full"), (Writes::Forbidden, "refuses")] {
        bucket.writes(writes);
        let small = objects.put("new", bytes(&[b"abc"]), 9).await.unwrap_err();
        let part = Bytes::from(vec![7; 1 << 20]);
        let large = stream::iter(0..20).map(move |_| Ok::<_, io::Error>(part.clone()));
        let large = objects.put("new", large, u64::MAX).await.unwrap_err();
        for failed in [small, large] {
            let told = match failed {
                ObjectsError::Full(_) => "full",
                ObjectsError::Refuses(_) => "refuses",
                _ => "else",
            };
            assert_eq!(told, why, "{failed}");
        }
        objects.verify("there", &kept).await.unwrap();
        assert!(matches!(
            objects.get("new").await,
            Err(ObjectsError::Missing(_))
        ));
    }
    bucket.writes(Writes::Taken);
    objects.put("new", bytes(&[b"abc"]), 9).await.unwrap();
}

#[tokio::test]
async fn a_bucket_that_fails_now_and_then_is_asked_again() {
    let bucket = bucket::Bucket::start().await;
    let objects = Place::Bucket(described(&bucket)).open().unwrap();
    bucket.fails_every(5);
    for at in 0..20 {
        let key = format!("folio/{at}");
        let kept = objects.put(&key, bytes(&[b"abc"]), 9).await.unwrap();
        objects.verify(&key, &kept).await.unwrap();
    }
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
async fn what_a_writer_that_was_killed_left_beside_an_object_goes_with_it() {
    let fresh = of_folder();
    let one = stream::iter([Ok::<_, io::Error>(Bytes::from("one"))]);
    fresh.objects.put("a/one", one, 10).await.unwrap();
    let names = || {
        let found = std::fs::read_dir(fresh.folder.join("a")).unwrap();
        let mut found: Vec<_> = found.map(|it| it.unwrap().file_name()).collect();
        found.sort();
        found
    };
    for left in ["one#1", "one#2", "never#1", "other#1"] {
        std::fs::write(fresh.folder.join("a").join(left), "o").unwrap();
    }
    fresh.objects.delete("a/never").await.unwrap();
    assert_eq!(names(), ["one", "one#1", "one#2", "other#1"]);
    fresh.objects.delete("a/one").await.unwrap();
    assert_eq!(names(), ["other#1"], "it is of another");
}

#[tokio::test]
async fn what_is_held_against_a_checksum_arrives_or_leaves_nothing() {
    const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    let fresh = of_folder();
    let put = async |checksum: Option<String>| {
        let parts = ["a", "bc"].map(|it| Ok::<_, io::Error>(Bytes::from(it)));
        let parts = held_against(stream::iter(parts), checksum);
        fresh.objects.put("abc", parts, 10).await
    };
    for right in [None, Some(ABC.to_owned()), Some(ABC.to_uppercase())] {
        assert_eq!(put(right).await.unwrap().checksum, ABC);
        fresh.objects.delete("abc").await.unwrap();
    }
    for wrong in ["", "abc", &ABC.replace('b', "c")] {
        let Err(ObjectsError::Source(why)) = put(Some(wrong.to_owned())).await else {
            panic!("it was taken");
        };
        assert!(matches!(why.downcast_ref(), Some(Held::Differs { .. })));
        assert!(fresh.objects.get("abc").await.is_err());
    }
}
