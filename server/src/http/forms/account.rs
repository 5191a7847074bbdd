//! The settings of a hub or satellite account as plain forms: what is bought and who owns dropzones in one, each profile of its
//! own in another.

use super::Fields;
use crate::http::AppState;
use crate::http::session::Asking;
use crate::rest::Failure;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use rehome_app::routes::{self, account_field as f};
use rehome_domain::content::{Module, ProfileKind, Rights};
use rehome_domain::ids::{OrganizationCode, ProfileId};
use rehome_domain::user_move::ActAs;
use rehome_service::organizations::{AccountSettingsView, ProfileSetting, SectionView};
use rehome_service::{Acting, ServiceError};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

const SECTION: &str = "account";

/// `POST /organizations/{code}/settings/account/save`: leads back to the settings, with what became of it.
pub(crate) async fn change(
    State(state): State<AppState>,
    Path(code): Path<OrganizationCode>,
    Asking(session): Asking,
    body: Bytes,
) -> Response {
    let back = |what: &str| Redirect::to(&routes::account_told(&code, what)).into_response();
    let Some(session) = session else {
        let to = routes::organization_settings(&code, SECTION);
        return Redirect::to(&routes::sign_in(Some(&to), None)).into_response();
    };
    let fields = Fields::read(&body);
    let acting = Acting {
        acting_in: fields.get(f::ACTING_IN).map(OrganizationCode::from),
        act_as: Some(ActAs::Operator),
    };
    let (service, caller) = (&state.service, &session.caller);
    let there = match service.settings(caller, &acting, &code, SECTION).await {
        Ok(SectionView::Account(there)) => there,
        Ok(_) => return Failure::from(ServiceError::NotFound).into_response(),
        Err(error) => return Failure::from(error).into_response(),
    };
    let wanted = match fields.get(f::PROFILE) {
        Some(id) => profile(&fields, &there, id),
        None => own(&fields),
    };
    let Some(wanted) = wanted else {
        return back("bad-text");
    };
    let revision = fields.get(f::REVISION).and_then(|it| it.parse().ok());
    let changed = service.settings_patch(
        caller,
        &acting,
        &code,
        SECTION,
        revision.unwrap_or_default(),
        wanted,
    );
    match changed.await {
        Ok(_) => back(f::SAVED),
        Err(error @ (ServiceError::Rejected(_) | ServiceError::Conflict { .. })) => {
            back(error.code())
        }
        Err(error) => Failure::from(error).into_response(),
    }
}

/// What changes of the account's own fields; none where a number is none.
fn own(fields: &Fields) -> Option<Value> {
    let mut wanted = Map::new();
    let text = |name: &str| {
        let text = fields.get(name).unwrap_or_default().trim();
        Some(text).filter(|text| !text.is_empty() && *text != f::NONE)
    };
    let number = |name: &str| match text(name) {
        Some(text) => text.parse::<u64>().ok().map(Value::from),
        None => Some(Value::Null),
    };
    if fields.get(f::BILLING).is_some() {
        wanted.insert("plan".to_owned(), json!(text(f::PLAN)));
        wanted.insert("seats".to_owned(), number(f::SEATS)?);
        wanted.insert("storage_bytes".to_owned(), number(f::STORAGE)?);
        wanted.insert("billing_contact".to_owned(), json!(text(f::CONTACT)));
    }
    if fields.get(f::SIGN_IN).is_some() {
        wanted.insert("sign_in".to_owned(), json!(text(f::SIGN_IN)));
    }
    let mut dropzones = Map::new();
    for (name, owner) in fields.beginning_with(f::DROPZONE) {
        dropzones.insert(name.to_owned(), owner.trim().into());
    }
    if !dropzones.is_empty() {
        wanted.insert("dropzones".to_owned(), Value::Object(dropzones));
    }
    Some(Value::Object(wanted))
}

/// What changes of a profile; what it may do with things stays where it is a clone of the same. None where the original is none.
fn profile(fields: &Fields, there: &AccountSettingsView, id: &str) -> Option<Value> {
    let id = id.trim();
    let mut profiles: BTreeMap<ProfileId, Option<ProfileSetting>> = BTreeMap::new();
    if fields.get(f::REMOVE).is_some() {
        profiles.insert(id.into(), None);
        return Some(json!({ "profiles": profiles }));
    }
    let like = ProfileKind::from_name(fields.get(f::LIKE)?)?;
    let known = there.profiles.iter().find(|it| it.id.as_str() == id);
    let rights = known.filter(|it| it.like == like).map(|it| {
        let differs = |(module, rights): &(&Module, &Rights)| like.rights(**module) != **rights;
        let rights = it.rights.iter().filter(differs);
        rights.map(|(module, it)| (*module, it.clone())).collect()
    });
    let is_ticked = |name: &str| fields.get(name).is_some();
    let name = fields.get(f::NAME).map(str::trim).unwrap_or_default();
    let setting = ProfileSetting {
        like,
        name: (!name.is_empty()).then(|| name.to_owned()),
        enabled: is_ticked(f::ENABLED),
        rights: rights.unwrap_or_default(),
        // A new one is as its original until somebody says otherwise.
        manage_users: known
            .filter(|_| like.administers())
            .map(|_| is_ticked(f::MANAGE)),
        move_users: is_ticked(f::MOVE),
    };
    profiles.insert(id.into(), Some(setting));
    Some(json!({ "profiles": profiles }))
}
