//! What a profile may hold is the same whether it is written one by one or imported.

use crate::house::{House, caller};
use rehome_service::people::{NewUser, UserPatch};
use rehome_service::{Acting, ServiceError};
use serde_json::json;

fn new(change: impl FnOnce(&mut NewUser)) -> NewUser {
    let mut new = NewUser {
        username: "zoe".into(),
        ..NewUser::default()
    };
    change(&mut new);
    new
}

fn patch(change: impl FnOnce(&mut UserPatch)) -> UserPatch {
    let mut patch = UserPatch::default();
    change(&mut patch);
    patch
}

fn code(error: &ServiceError) -> &str {
    match error {
        ServiceError::Rejected(why) => why.code,
        other => panic!("{other:?}"),
    }
}

rehome_testkit::on_both_engines! {
    async fn nobody_is_made_with_values_that_an_import_refuses(store: Store) {
        let house = House::cast(store).await;
        let (orla, here) = (caller("orla"), Acting::default());
        let refused = [
            (new(|it| it.username = "zo\0e".into()), "bad-username"),
            (new(|it| it.email = Some("nonsense".into())), "bad-address"),
            (new(|it| it.mapping_id = Some("!".into())), "bad-mapping-id"),
            (new(|it| it.mapping_id = Some("a b".into())), "bad-mapping-id"),
            (new(|it| it.given = Some("Z\0".into())), "bad-text"),
            (new(|it| it.name = Some("n".repeat(513))), "bad-text"),
            (new(|it| it.sponsor = Some("be\0n".into())), "bad-text"),
            (new(|it| it.position = Some("h-\0".into())), "bad-text"),
            (new(|it| drop(it.attributes.insert("shoe-size".into(), json!(44)))), "unknown-attribute"),
            (new(|it| drop(it.attributes.insert("bench-key".into(), json!("k")))), "unknown-attribute"),
            (new(|it| drop(it.attributes.insert("badge".into(), json!(["\u{1}"])))), "bad-text"),
        ];
        let before = house.everything().await;
        for (wish, expected) in refused {
            let error = house.service.user_create(&orla, &here, wish.clone()).await.unwrap_err();
            assert_eq!(code(&error), expected, "{wish:?}");
        }
        assert_eq!(house.everything().await, before);
        let fine = new(|it| {
            it.email = Some("zoe@harbour.example".into());
            it.mapping_id = Some("M99".into());
            it.attributes.insert("badge".into(), json!("B1"));
            it.attributes.insert("phone".into(), json!("+44"));
        });
        let made = house.service.user_create(&orla, &here, fine).await.unwrap();
        assert_eq!((made.email.as_deref(), made.attributes.len()), (Some("zoe@harbour.example"), 2));
    }

    async fn nobody_is_changed_to_values_that_an_import_refuses(store: Store) {
        let house = House::cast(store).await;
        let (orla, here, dana) = (caller("orla"), Acting::default(), "dana".into());
        let revision = house.service.user(&orla, &here, &dana).await.unwrap().revision;
        let refused = [
            (patch(|it| it.mapping_id = Some(Some("!".into()))), "bad-mapping-id"),
            (patch(|it| it.surname = Some(Some("W\0".into()))), "bad-text"),
            (patch(|it| it.name = Some("\u{7}".into())), "bad-text"),
            (patch(|it| it.manager = Some(Some("o\0".into()))), "bad-text"),
            (patch(|it| drop(it.attributes.insert("shoe-size".into(), json!(44)))), "unknown-attribute"),
        ];
        for (wish, expected) in refused {
            let error = house.service.user_patch(&orla, &here, &dana, revision, wish.clone()).await.unwrap_err();
            assert_eq!(code(&error), expected, "{wish:?}");
        }
        let fine = patch(|it| {
            it.mapping_id = Some(None);
            it.attributes.insert("badge".into(), json!(7));
            it.attributes.insert("shoe-size".into(), json!(null));
        });
        let changed = house.service.user_patch(&orla, &here, &dana, revision, fine).await.unwrap();
        assert_eq!((changed.mapping_id, &changed.attributes["badge"]), (None, &json!(7)));
    }
}
