//! The memberships and delegations that end with a move, as a file: before it from the plan, after it from the ledger
//! (hosting 9.10). Who sees the move sees what of it is in view, and nothing else is in the file.

use super::Failure;
use super::download::{File, download};
use super::read::{Asked, Body, Named};
use super::table::{ACT_AS, ACTING_IN, Endpoint, of};
use crate::http::AppState;
use crate::http::session::Signed;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use rehome_domain::ids::{GroupId, MoveId, OrganizationCode, UserId};
use rehome_domain::user_move::removed::{self, RemovedNames};
use rehome_domain::user_move::{ActAs, MoveRequest};
use rehome_service::caller::Acting;
use rehome_service::user_move::{MoveFound, MoveView};
use rehome_service::view::{Names, PAGE};
use serde::Deserialize;

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        method: "POST",
        path: "/moves/plan/removed",
        summary: "The memberships and delegations that would end, as a CSV file; nothing is changed",
        takes: &[],
        body: Some(of::<MoveRequest>),
        success: (200, None),
        refusals: &[404, 422],
        handler: || post(planned),
    },
    Endpoint {
        method: "GET",
        path: "/moves/{id}/removed",
        summary: "The memberships and delegations that ended with a move, or with a commit of several, as a CSV file",
        takes: &[ACTING_IN, ACT_AS],
        body: None,
        success: (200, None),
        refusals: &[404],
        handler: || get(done),
    },
];

const FILE: File = File {
    name: "removed.csv",
    kind: "text/csv; charset=utf-8",
};

/// The names an answer of the service carries.
struct Known<'a>(&'a Names);

impl RemovedNames for Known<'_> {
    fn person(&self, id: &UserId) -> Option<&str> {
        self.0.people.get(id).map(|name| &**name)
    }
    fn group(&self, id: &GroupId) -> Option<&str> {
        self.0.groups.get(id).map(|name| &**name)
    }
}

async fn planned(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Body(request): Body<MoveRequest>,
) -> Result<Response, Failure> {
    let review = state.service.user_move_plan(&caller, &request).await?;
    let steps = review.plan.families.iter().flat_map(|family| &family.steps);
    let text = removed::lines(steps, &Known(&review.names), "");
    let part = move |_| {
        let text = text.clone();
        async move { Ok((text, None)) }
    };
    download(FILE, removed::heading(), part).await
}

async fn done(
    State(state): State<AppState>,
    Signed(caller): Signed,
    Named(id): Named<MoveId>,
    Asked(asked): Asked<RemovedQuery>,
) -> Result<Response, Failure> {
    let acting = Acting {
        acting_in: asked.acting_in,
        act_as: asked.act_as,
    };
    let part = move |cursor: Option<String>| {
        let (service, caller) = (state.service.clone(), caller.clone());
        let (acting, id) = (acting.clone(), id.clone());
        async move {
            let found = service
                .move_found(&caller, &acting, &id, cursor.as_deref(), Some(PAGE.0))
                .await?;
            Ok(match found {
                MoveFound::Move(done) => (lines_of(&done), None),
                MoveFound::Commit(page) => (page.moves.iter().map(lines_of).collect(), page.cursor),
            })
        }
    };
    download(FILE, removed::heading(), part).await
}

fn lines_of(done: &MoveView) -> String {
    removed::lines(&done.steps, &Known(&done.names), done.id.as_str())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RemovedQuery {
    acting_in: Option<OrganizationCode>,
    #[serde(rename = "as")]
    act_as: Option<ActAs>,
}
