//! Credentials, sessions, tokens and throttling.

use crate::support::{import, read, write};
use futures::FutureExt;
use rehome_domain::people::{Grant, UserStatus};
use rehome_domain::time::{Day, Timestamp};
use rehome_storage::sessions::{self, Session};
use rehome_storage::tokens::{self, Token};
use rehome_storage::{Store, StoreError, accounts, people, roles, subscriptions, throttle};
use rehome_testkit::cast::subscription;
use rehome_testkit::{Cast, NOW, on_both_engines};

fn session(id: &str, user: &str, expires: i64) -> Session {
    Session {
        id_hash: id.to_owned(),
        user: user.into(),
        created: NOW,
        seen: NOW,
        expires: Timestamp(expires),
    }
}

async fn open(store: &Store, session: Session) {
    write(store, move |tx| {
        let session = session.clone();
        async move { sessions::create(tx, &session).await }.boxed()
    })
    .await;
}

async fn find(store: &Store, id: &'static str) -> Option<Session> {
    read(store, move |tx| sessions::find(tx, id).boxed())
        .await
        .map(|(session, _)| session)
}

on_both_engines! {
    async fn passwords_are_found_by_id_and_by_any_spelling_of_the_username(store: Store) {
        import(&store, Cast::new().directory()).await.unwrap();
        let set = |hash: &'static str| write(&store, move |tx| async move { accounts::set_password(tx, &"dana".into(), hash, NOW, false).await }.boxed());
        let find = |name: &'static str| read(&store, move |tx| accounts::find(tx, name, 3).boxed());
        assert!(find("dana").await.is_empty());
        set("h1").await;
        set("h2").await;
        let found = find(" DANA ").await;
        assert_eq!((found.len(), found[0].password_hash.as_str(), found[0].user.as_str()), (1, "h2", "dana"));
        let nobody = store.write(|tx| async move { accounts::set_password(tx, &"nobody".into(), "h", NOW, false).await }.boxed()).await;
        assert!(matches!(nobody, Err(StoreError::Dangling { .. })), "{nobody:?}");
    }

    async fn sessions_end_one_by_one_by_user_and_by_time(store: Store) {
        import(&store, Cast::new().directory()).await.unwrap();
        for (id, user, expires) in [("a", "dana", 50), ("b", "dana", 90), ("c", "omar", 90), ("d", "omar", 10)] {
            open(&store, session(id, user, expires)).await;
        }
        let touched = Session { seen: Timestamp(7), ..session("c", "omar", 95) };
        let expected = touched.clone();
        write(&store, move |tx| { let touched = touched.clone(); async move { sessions::touch(tx, &touched).await }.boxed() }).await;
        assert_eq!(find(&store, "c").await, Some(expected));
        assert_eq!(write(&store, |tx| async move { sessions::delete_of_user(tx, &"dana".into(), Some("b")).await }.boxed()).await, 1);
        assert!(find(&store, "a").await.is_none() && find(&store, "b").await.is_some());
        assert_eq!(write(&store, |tx| sessions::purge(tx, Timestamp(20)).boxed()).await, 1);
        write(&store, |tx| sessions::delete(tx, "b").boxed()).await;
        assert!(find(&store, "b").await.is_none() && find(&store, "d").await.is_none());
    }

    async fn tokens_are_listed_for_their_owner_and_taken_back_by_them_alone(store: Store) {
        import(&store, Cast::new().directory()).await.unwrap();
        let token = |hash: &str, expires| Token { hash: hash.to_owned(), id: format!("id-{hash}"), used: None, user: "dana".into(), name: "sync".to_owned(), created: NOW, expires };
        for given in [token("t1", None), token("t2", Some(Timestamp(9)))] {
            write(&store, move |tx| { let given = given.clone(); async move { tokens::create(tx, &given).await }.boxed() }).await;
        }
        assert_eq!(read(&store, |tx| tokens::find(tx, "t2", Day(0)).boxed()).await, Some((token("t2", Some(Timestamp(9))), UserStatus::Active)));
        let delete = |user: &'static str| write(&store, move |tx| async move { tokens::delete(tx, &user.into(), "id-t1").await }.boxed());
        assert!(!delete("omar").await);
        assert!(delete("dana").await);
        let left = read(&store, |tx| async move { tokens::list(tx, &"dana".into()).await }.boxed()).await;
        assert_eq!(left, [token("t2", Some(Timestamp(9)))]);
    }

    async fn a_password_that_has_to_be_changed_is_told_with_the_session_until_it_is(store: Store) {
        import(&store, Cast::new().directory()).await.unwrap();
        let set = |must_change: bool| write(&store, move |tx| async move { accounts::set_password(tx, &"dana".into(), "h", NOW, must_change).await }.boxed());
        let state = || read(&store, |tx| async move { accounts::sign_in_state(tx, &"dana".into(), Timestamp(40)).await }.boxed());
        let none = state().await.unwrap();
        assert_eq!((none.password_set, none.must_change, none.sessions), (None, false, 0));
        open(&store, session("a", "dana", 50)).await;
        open(&store, session("b", "dana", 30)).await;
        for must_change in [true, false] {
            set(must_change).await;
            let found = read(&store, |tx| sessions::find(tx, "a").boxed()).await.unwrap();
            assert_eq!(found.1, must_change);
            let told = state().await.unwrap();
            assert_eq!((told.password_set, told.must_change, told.sessions), (Some(NOW), must_change, 1));
        }
        write(&store, |tx| async move { accounts::rehash(tx, &"dana".into(), "h3").await }.boxed()).await;
        let own = read(&store, |tx| async move { accounts::of_user(tx, &"dana".into()).await }.boxed()).await.unwrap();
        assert_eq!(own.password_hash, "h3");
        let listed = read(&store, |tx| async move { sessions::list(tx, &"dana".into(), Timestamp(40)).await }.boxed()).await;
        assert_eq!(listed.len(), 1);
    }

    async fn somebody_has_one_link_and_it_ends(store: Store) {
        import(&store, Cast::new().directory()).await.unwrap();
        let invite = |hash: &'static str| write(&store, move |tx| async move { accounts::invite(tx, &"dana".into(), hash, Timestamp(50)).await }.boxed());
        let invited = |hash: &'static str| read(&store, move |tx| accounts::invited(tx, hash).boxed());
        invite("l1").await;
        invite("l2").await;
        assert_eq!(invited("l1").await, None);
        assert_eq!(invited("l2").await, Some(("dana".into(), Timestamp(50))));
        let until = |now: i64| read(&store, move |tx| async move { accounts::sign_in_state(tx, &"dana".into(), Timestamp(now)).await }.boxed());
        assert_eq!(until(49).await.unwrap().invited_until, Some(Timestamp(50)));
        assert_eq!(until(50).await.unwrap().invited_until, None);
        write(&store, |tx| async move { accounts::uninvite(tx, &"dana".into()).await }.boxed()).await;
        assert_eq!(invited("l2").await, None);
        invite("l3").await;
        assert_eq!(write(&store, |tx| accounts::purge_invitations(tx, Timestamp(51)).boxed()).await, 1);
    }

    async fn the_primary_address_is_exchanged_and_another_becomes_it(store: Store) {
        import(&store, Cast::new().directory()).await.unwrap();
        let address = || async { read(&store, |tx| async move { people::get(tx, &"dana".into()).await }.boxed()).await.unwrap().address };
        let wishes = [Some("new@harbour.example"), Some("dana@harbour.example"), None];
        for (revision, wanted) in (1..).zip(wishes) {
            let changed = write(&store, move |tx| async move {
                let patch = people::ProfilePatch { address: Some(wanted.map(str::to_owned)), ..people::ProfilePatch::default() };
                people::patch(tx, &"dana".into(), &patch, revision).await
            }.boxed()).await;
            assert!(changed.is_some());
            assert_eq!(address().await.as_deref(), wanted);
        }
    }

    async fn tries_are_counted_within_a_window(store: Store) {
        let hit = |now: i64, start: i64| write(&store, move |tx| throttle::hit(tx, "dana", Timestamp(now), Timestamp(start)).boxed());
        assert_eq!(hit(10, 0).await.hits, 1);
        assert_eq!(hit(12, 2).await.hits, 2);
        assert_eq!(hit(25, 15).await.hits, 1);
        let state = |start: i64| read(&store, move |tx| throttle::state(tx, "dana", Timestamp(start)).boxed());
        assert_eq!(state(20).await.map(|found| found.hits), Some(1));
        assert_eq!(state(25).await, None);
        write(&store, |tx| throttle::forgive(tx, "dana").boxed()).await;
        write(&store, |tx| throttle::forgive(tx, "dana").boxed()).await;
        assert_eq!(state(20).await.map(|found| found.hits), Some(0), "nothing is counted below none");
        write(&store, |tx| throttle::clear(tx, "dana").boxed()).await;
        assert_eq!(state(0).await, None);
    }

    async fn whatever_changes_a_person_counts_the_revision_up(store: Store) {
        import(&store, Cast::new().directory()).await.unwrap();
        let revision = async || read(&store, |tx| async move { people::get(tx, &"carla".into()).await }.boxed()).await.unwrap().user.revision;
        let role = || Grant { role: "alert_publisher".into(), at: Some("harbour".into()) };
        let give = || write(&store, move |tx| async move { roles::grant(tx, &"carla".into(), &role()).await }.boxed());
        assert!(give().await);
        assert!(!give().await);
        assert_eq!(revision().await, 2);
        assert!(write(&store, move |tx| async move { roles::revoke(tx, &"carla".into(), &role()).await }.boxed()).await);
        assert_eq!(revision().await, 3);
        let wanted = || subscription("riverside", "2026-01-01", None);
        assert!(write(&store, move |tx| async move { subscriptions::add(tx, &"carla".into(), &wanted()).await }.boxed()).await);
        assert_eq!(revision().await, 4);
        assert!(write(&store, move |tx| async move { subscriptions::remove(tx, &"carla".into(), &wanted()).await }.boxed()).await);
        assert_eq!(revision().await, 5);
        let lock = |expected: i64| write(&store, move |tx| async move { people::set_lock(tx, &"carla".into(), false, expected).await }.boxed());
        assert_eq!(lock(4).await, None);
        assert_eq!(lock(5).await, Some(6));
    }
}
