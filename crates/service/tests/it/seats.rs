//! Seats of an account: who is made there or comes into use again takes one, and is refused where none is left.

use crate::house::{House, caller};
use rehome_domain::people::UserStatus;
use rehome_service::people::{NewUser, UserPatch};
use rehome_service::{Acting, ServiceError};
use rehome_testkit::{Cast, on_both_engines};

/// What was refused, and by which finding.
fn refusal<T>(answer: Result<T, ServiceError>) -> (u16, String, Vec<String>) {
    let Err(error) = answer else {
        panic!("it was done");
    };
    let body = error.body(None);
    let findings = body.findings.unwrap_or_default();
    let codes = findings.iter().map(|it| it.code().to_owned()).collect();
    (error.status(), body.code, codes)
}

fn no_seat() -> (u16, String, Vec<String>) {
    (422, "no-seat".to_owned(), vec!["no-seat".to_owned()])
}

on_both_engines! {
    async fn nobody_is_made_and_nobody_comes_into_use_again_in_a_full_account(store: Store) {
        // Lia has one of the two seats.
        let cast = Cast::accounts().account("folio-lisbon", |it| it.seats = Some(2));
        let house = House::of(store, &cast).await;
        let (service, acting) = (&house.service, Acting::default());
        let make = async |name: &str, change: fn(&mut NewUser)| {
            let mut new = NewUser { username: name.to_owned(), home: Some("folio-lisbon".into()), ..NewUser::default() };
            change(&mut new);
            service.user_create(&caller("bea"), &acting, new).await
        };
        let set = async |who: &rehome_domain::ids::UserId, status: UserStatus| {
            let revision = service.user(&caller("bea"), &acting, who).await.unwrap().revision;
            let patch = UserPatch { status: Some(status), ..UserPatch::default() };
            service.user_patch(&caller("bea"), &acting, who, revision, patch).await
        };
        let second = make("zoe", |_| {}).await.unwrap();
        assert_eq!(refusal(make("third", |_| {}).await), no_seat());
        assert_eq!(refusal(make("third", |it| it.pending = true).await), no_seat());
        let third = make("third", |it| it.status = Some(UserStatus::Disabled)).await.unwrap();
        assert_eq!(refusal(set(&third.id, UserStatus::Active).await), no_seat());
        set(&second.id, UserStatus::Pending).await.unwrap();
        set(&second.id, UserStatus::Disabled).await.unwrap();
        set(&third.id, UserStatus::Active).await.unwrap();
        assert_eq!(refusal(set(&second.id, UserStatus::Active).await), no_seat());
        let elsewhere = NewUser { username: "free".to_owned(), home: Some("folio-tokyo".into()), ..NewUser::default() };
        service.user_create(&caller("bea"), &acting, elsewhere).await.unwrap();
    }
}
