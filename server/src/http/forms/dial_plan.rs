//! The plain form of a site's dial plan and defaults, which leads back to the settings.

use super::Fields;
use crate::http::AppState;
use crate::http::session::Asking;
use crate::rest::Failure;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use rehome_app::api::organizations::dial_plan::{DialPlanSettings, SiteForm, field};
use rehome_app::routes;
use rehome_domain::ids::OrganizationCode;
use rehome_domain::user_move::ActAs;
use rehome_service::organizations::SectionView;
use rehome_service::{Acting, ServiceError};
use serde_json::Value;

const SECTION: &str = "dial_plan";

/// `POST /organizations/{code}/settings/dial_plan/form`: `acting_in`, `revision` and every field of the form.
pub(crate) async fn save(
    State(state): State<AppState>,
    Path(code): Path<OrganizationCode>,
    Asking(session): Asking,
    body: Bytes,
) -> Response {
    let Some(session) = session else {
        let to = routes::organization_settings(&code, SECTION);
        return Redirect::to(&routes::sign_in(Some(&to), None)).into_response();
    };
    let fields = Fields::read(&body);
    let acting = Acting {
        acting_in: fields.get(field::ACTING_IN).map(OrganizationCode::from),
        act_as: Some(ActAs::Operator),
    };
    let revision = fields.get(field::REVISION).unwrap_or_default();
    let revision: i64 = revision.parse().unwrap_or_default();
    let (service, caller) = (&state.service, &session.caller);
    let there = match service.settings(caller, &acting, &code, SECTION).await {
        Ok(SectionView::DialPlan(there)) => DialPlanSettings::from(*there),
        Ok(_) => return Failure::from(ServiceError::NotFound).into_response(),
        Err(error) => return Failure::from(error).into_response(),
    };
    let form = SiteForm::read(|name| fields.get(name).map(str::to_owned));
    let change = Value::Object(there.form.change(&form));
    let saved = service
        .settings_patch(caller, &acting, &code, SECTION, revision, change)
        .await;
    let told = match &saved {
        Ok(_) => field::SAVED,
        Err(error @ (ServiceError::Rejected(_) | ServiceError::Conflict { .. })) => error.code(),
        Err(_) => "",
    };
    match saved {
        Err(error) if told.is_empty() => Failure::from(error).into_response(),
        _ => Redirect::to(&routes::dial_plan_told(&code, told)).into_response(),
    }
}
