//! Where somebody can move to: the facts for the screen, and the list with verdicts for programs.

use super::resolve::of_actor;
use super::screen::{MoveScreen, redacted};
use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::service::Service;
use crate::view::{Page, Place, page_limit};
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::organization::{Hierarchy, OrganizationKind};
use rehome_domain::people::User;
use rehome_domain::role::Permission;
use rehome_domain::user_move::{
    ActAs, Actor, Channel, FamilyPlan, Finding, MoveRequest, Scope, Snapshot, Verdict, Verdicts,
    View, seen_by, verdicts,
};
use rehome_storage::organizations::Cursor;
use rehome_storage::snapshot::{Destinations, ListedFilter, Wanted};
use rehome_storage::{Tx, hierarchy, snapshot};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How many destinations the screen judges by itself at most.
const MOST_ON_A_SCREEN: u32 = 20_000;

/// How many destinations are looked at together for the first that is on offer.
const LOOKED_AT_ONCE: u32 = 50;

/// A destination with the whole verdict on it (ruling 78).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DestinationView {
    /// Where to.
    #[serde(flatten)]
    pub place: Place,
    /// What it is.
    pub kind: OrganizationKind,
    /// The verdict on moving there.
    pub verdict: Verdict,
    /// Everything that is to be said about it, as far as in view.
    pub findings: Vec<Finding>,
}

/// Which destinations.
#[derive(Clone, Debug, Default)]
pub struct DestinationsQuery {
    /// Where and as whom the caller acts.
    pub acting: Acting,
    /// Who is to be moved; the caller where nobody is named.
    pub subject: Option<UserId>,
    /// Only those with this text in name or code.
    pub text: Option<String>,
    /// From where on.
    pub cursor: Option<String>,
    /// How many.
    pub limit: Option<u32>,
}

impl Service {
    /// What the screen Move to Organization stands on: the caller, moving alone.
    ///
    /// # Errors
    /// [`ServiceError::Unauthenticated`] where the caller is gone.
    pub async fn user_move_screen(&self, caller: &Caller) -> Result<MoveScreen, ServiceError> {
        let actor = oneself(caller);
        let now = self.now();
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let facts = everything_for(tx, &actor).await?;
                    Ok(MoveScreen {
                        snapshot: redacted(&facts, &actor)?,
                        subject: actor.user.clone(),
                        actor,
                        now,
                    })
                })
            })
            .await
    }

    /// Whether any destination is on offer to the caller, moving alone; where none is, the way there is hidden
    /// (enterprise 4).
    ///
    /// # Errors
    /// [`ServiceError::Unauthenticated`] where the caller is gone.
    pub async fn user_move_is_offered(&self, caller: &Caller) -> Result<bool, ServiceError> {
        let actor = oneself(caller);
        self.store()
            .read(move |tx| Box::pin(async move { is_offered(tx, &actor).await }))
            .await
    }

    /// The positions of an organization that the caller sees as a destination, or lives in.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where it is out of view.
    pub async fn user_move_positions(
        &self,
        caller: &Caller,
        code: &OrganizationCode,
    ) -> Result<Hierarchy, ServiceError> {
        let (actor, code) = (oneself(caller), code.clone());
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let wanted = of_actor(
                        &actor,
                        vec![actor.user.clone()],
                        Destinations::Listed(vec![code.clone()]),
                    );
                    let facts = snapshot::load(tx, &wanted).await?;
                    let view = View::of(&facts, &actor)?;
                    let source = facts
                        .organizations
                        .get(&view.actor.home)
                        .ok_or(ServiceError::NotFound)?;
                    let place = facts
                        .organizations
                        .get(&code)
                        .filter(|place| view.sees_destination(source, *place));
                    place.ok_or(ServiceError::NotFound)?;
                    Ok(hierarchy::whole(tx, &code).await?)
                })
            })
            .await
    }

    /// The destinations in view with the verdict on each, by name.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where the subject is out of view.
    pub async fn user_move_destinations(
        &self,
        caller: &Caller,
        query: &DestinationsQuery,
    ) -> Result<Page<DestinationView>, ServiceError> {
        let actor = caller.actor(&query.acting, Channel::Attended);
        let (query, now, scope) = (query.clone(), self.now(), caller.scope);
        let after: Option<Cursor> = query
            .cursor
            .as_deref()
            .map(str::parse)
            .transpose()
            .map_err(|_| bad_cursor())?;
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let subject = query.subject.clone().unwrap_or_else(|| actor.user.clone());
                    let request = MoveRequest {
                        subject: Some(subject),
                        ..MoveRequest::default()
                    };
                    let super::resolve::Facts {
                        request,
                        snapshot: facts,
                    } = super::resolve::facts(tx, &actor, &request, now.day()).await?;
                    let view = View::of(&facts, &actor)?;
                    let subject = request.subject.clone().ok_or(ServiceError::NotFound)?;
                    let user = facts
                        .user(&subject)
                        .filter(|user| view.sees_user(user))
                        .ok_or(ServiceError::NotFound)?;
                    let administers = view.act_as == ActAs::Operator
                        && view.may(Permission::View, view.acting_in);
                    let limit = page_limit(query.limit);
                    let filter = ListedFilter {
                        source: user.home.clone(),
                        administered: administers.then(|| view.acting_in.code.clone()),
                        text: query.text.clone(),
                        after,
                        limit,
                    };
                    let (codes, next) = snapshot::listed(tx, &filter).await?;
                    let wanted = Wanted {
                        today: Some(now.day()),
                        ..of_actor(
                            &actor,
                            vec![subject.clone()],
                            Destinations::Listed(codes.clone()),
                        )
                    };
                    let facts = snapshot::load(tx, &wanted).await?;
                    let found = verdicts(&facts, &request, &actor, &subject, now)?;
                    // WHY: at sites a version may mean the person alone (ruling 53); elsewhere the field means nothing.
                    let at_sites = if scope == Scope::WithServices {
                        found.clone()
                    } else {
                        let mut meant = request.clone();
                        meant.options.scope = Some(scope);
                        verdicts(&facts, &meant, &actor, &subject, now)?
                    };
                    let view = View::of(&facts, &actor)?;
                    let user = facts.user(&subject).ok_or(ServiceError::NotFound)?;
                    let items = codes
                        .iter()
                        .filter_map(|code| {
                            let place = facts.organizations.get(code)?;
                            let is_site = place.kind == OrganizationKind::Site;
                            let found = if is_site { &at_sites } else { &found };
                            of(&view, &facts, user, found, code)
                        })
                        .collect();
                    Ok(Page {
                        items,
                        cursor: next.map(|cursor| cursor.to_string()),
                    })
                })
            })
            .await
    }
}

pub(crate) fn bad_cursor() -> ServiceError {
    ServiceError::invalid(
        "bad-cursor",
        "the cursor is not one of this list; begin with the first page",
        Some("cursor"),
    )
}

/// A cursor that is the id of the last row shown.
pub(crate) fn id_cursor(cursor: Option<&str>) -> Result<Option<String>, ServiceError> {
    let Some(cursor) = cursor else {
        return Ok(None);
    };
    uuid::Uuid::try_parse(cursor)
        .map(|id| Some(id.hyphenated().to_string()))
        .map_err(|_| bad_cursor())
}

/// A destination with the findings that a plan for it would show this viewer.
fn of(
    view: &View<'_>,
    facts: &Snapshot,
    user: &User,
    found: &Verdicts,
    code: &OrganizationCode,
) -> Option<DestinationView> {
    let row = found
        .destinations
        .iter()
        .find(|row| row.organization == *code)?;
    let place = facts.organizations.get(code)?;
    let unfiltered = FamilyPlan {
        subject: user.id.clone(),
        members: facts.family(user).map(|member| member.id.clone()).collect(),
        source: Some(user.home.clone()),
        destination: code.clone(),
        findings: found.common.iter().chain(&row.findings).cloned().collect(),
        steps: Vec::new(),
        basis: Vec::new(),
        held: Vec::new(),
        hidden: 0,
        authority: None,
    };
    Some(DestinationView {
        place: Place {
            code: code.clone(),
            name: place.name.clone(),
        },
        kind: place.kind,
        verdict: row.whole,
        findings: seen_by(view, facts, &unfiltered).findings,
    })
}

/// The caller, moving alone (ruling 75).
pub(crate) fn oneself(caller: &Caller) -> Actor {
    caller.actor(
        &Acting {
            acting_in: None,
            act_as: Some(ActAs::Oneself),
        },
        Channel::Attended,
    )
}

/// The facts about oneself and everywhere one might go.
async fn everything_for(tx: &mut Tx, actor: &Actor) -> Result<Snapshot, ServiceError> {
    let own = snapshot::load(
        tx,
        &of_actor(actor, vec![actor.user.clone()], Destinations::None),
    )
    .await?;
    let home = own
        .user(&actor.user)
        .ok_or(ServiceError::Unauthenticated)?
        .home
        .clone();
    let filter = ListedFilter {
        source: home,
        administered: None,
        text: None,
        after: None,
        limit: MOST_ON_A_SCREEN,
    };
    let (codes, _) = snapshot::listed(tx, &filter).await?;
    Ok(snapshot::load(
        tx,
        &of_actor(actor, vec![actor.user.clone()], Destinations::Listed(codes)),
    )
    .await?)
}

async fn is_offered(tx: &mut Tx, actor: &Actor) -> Result<bool, ServiceError> {
    let whom = || vec![actor.user.clone()];
    let own = snapshot::load(tx, &of_actor(actor, whom(), Destinations::None)).await?;
    let user = own.user(&actor.user).ok_or(ServiceError::Unauthenticated)?;
    let view = View::of(&own, actor)?;
    let home = own.organizations.get(&user.home);
    if !home.is_some_and(|home| view.might_be_offered_a_move(home)) {
        return Ok(false);
    }
    let mut after = None;
    loop {
        let filter = ListedFilter {
            source: user.home.clone(),
            administered: None,
            text: None,
            after,
            limit: LOOKED_AT_ONCE,
        };
        let (codes, next) = snapshot::listed(tx, &filter).await?;
        let wanted = of_actor(actor, whom(), Destinations::Listed(codes));
        let facts = snapshot::load(tx, &wanted).await?;
        let view = View::of(&facts, actor)?;
        let home = facts.organizations.get(&user.home);
        if home.is_some_and(|home| view.is_offered_a_move(home)) {
            return Ok(true);
        }
        after = next;
        if after.is_none() {
            return Ok(false);
        }
    }
}
