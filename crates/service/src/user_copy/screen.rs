//! What the wizard for copies asks: the facts its fields are judged by, the review, and who was made.
//!
//! Whoever may not copy somebody is answered as if there were nobody: the wizard is an address that anybody can write.

use super::facts::{CopyFacts, facts};
use super::plan::actor_of;
use crate::caller::Caller;
use crate::error::ServiceError;
use crate::service::Service;
use crate::user_move::{Review, names, redacted_for_operator};
use crate::view::{Names, Place};
use crate::wizard::{of_organizations, operator};
use rehome_domain::hosting::{HostedUser, Provisioning, UserType};
use rehome_domain::ids::{OrganizationCode, ServiceId, UserId};
use rehome_domain::time::Timestamp;
use rehome_domain::user_copy::authority::{as_operator, may_copy};
use rehome_domain::user_copy::{
    CopyJudgement, CopyRequest, OriginalRecord, Password, authorize, judgement,
};
use rehome_domain::user_move::{Actor, Snapshot, View};
use rehome_storage::snapshot::{self, Destinations};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the fields of the wizard are judged by.
#[derive(Clone, Debug, PartialEq)]
pub struct CopyScreen {
    /// The redacted facts.
    pub snapshot: Snapshot,
    /// Who asks.
    pub actor: Actor,
    /// When they were read.
    pub now: Timestamp,
    /// What else is known of the original.
    pub record: OriginalRecord,
    /// Who is copied.
    pub original: UserId,
    /// What they are called.
    pub name: Arc<str>,
    /// Whether they are a pattern for new people.
    pub is_template: bool,
    /// Their home.
    pub home: Place,
    /// Where the new person is to live, where that is elsewhere.
    pub elsewhere: Option<Place>,
    /// What the facts say about the choices so far.
    pub judgement: CopyJudgement,
    /// The names in it.
    pub names: Names,
}

/// Somebody who was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyMade {
    /// The id.
    pub id: UserId,
    /// The display name.
    pub name: Arc<str>,
    /// The sign-in name; the username where there is none.
    pub sign_in: Arc<str>,
    /// The home.
    pub home: Place,
    /// The account's state.
    pub account: Provisioning,
    /// The services, each with its name and state.
    pub services: BTreeMap<ServiceId, (Arc<str>, Provisioning)>,
}

/// Who may not is told what a stranger is told.
fn hidden(error: ServiceError) -> ServiceError {
    match error {
        ServiceError::Forbidden => ServiceError::NotFound,
        other => other,
    }
}

impl Service {
    /// The facts about somebody who might be copied, and what they say about the choices so far.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for who is out of view, and for who may not copy them.
    pub async fn user_copy_screen(
        &self,
        caller: &Caller,
        request: &CopyRequest,
    ) -> Result<CopyScreen, ServiceError> {
        let (actor, request, now) = (actor_of(caller, request), request.clone(), self.now());
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let known = facts(tx, &actor, &request, now.day()).await?;
                    screen(known, actor, now)
                })
            })
            .await
            .map_err(hidden)
    }

    /// What a copy would make with a password that keeps the policy. Nobody hands in any password for this: the commit
    /// alone has it, and its plan has the same digest.
    ///
    /// # Errors
    /// As of [`Service::user_copy_plan`]; who may not copy somebody is told [`ServiceError::NotFound`].
    pub async fn user_copy_preview(
        &self,
        caller: &Caller,
        request: &CopyRequest,
    ) -> Result<Review, ServiceError> {
        let mut request = request.clone();
        request.user.password = Some(Password::to_come());
        let planned = self.user_copy_plan(caller, &request).await;
        planned.map_err(hidden)
    }

    /// Somebody as they are after they were made.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for who is out of view, and for who copies nobody there.
    pub async fn user_copy_made(
        &self,
        caller: &Caller,
        acting_in: OrganizationCode,
        made: UserId,
    ) -> Result<CopyMade, ServiceError> {
        let actor = operator(caller, acting_in);
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let wanted = crate::user_move::resolve::of_actor(
                        &actor,
                        vec![made.clone()],
                        Destinations::None,
                    );
                    let known = snapshot::load(tx, &wanted).await?;
                    told(&known, &actor, &made)
                })
            })
            .await
            .map_err(hidden)
    }
}

fn screen(known: CopyFacts, actor: Actor, now: Timestamp) -> Result<CopyScreen, ServiceError> {
    let CopyFacts {
        request,
        snapshot: facts,
        record,
        ..
    } = known;
    let actor = as_operator(&actor);
    let original = request.source_user.clone().ok_or(ServiceError::NotFound)?;
    let authority = authorize(&facts, &actor, &original, request.destination.as_ref())?;
    let view = View::of(&facts, &actor)?;
    let mut snapshot = redacted_for_operator(&facts, &view, &authority);
    // WHY: of a manager out of view a plan tells nothing either.
    let manager = snapshot.user(&original).and_then(|it| it.manager.clone());
    let is_unseen = manager.is_some_and(|manager| snapshot.user(&manager).is_none());
    if let Some(user) = snapshot.users.get_mut(&original).filter(|_| is_unseen) {
        user.manager = None;
    }
    let judgement = judgement(&snapshot, &request, &actor, &record, now)?;
    let user = facts.user(&original).ok_or(ServiceError::NotFound)?;
    let place = |code: &OrganizationCode| {
        let found = facts.organizations.get(code)?;
        Some(Place {
            code: found.code.clone(),
            name: found.name.clone(),
        })
    };
    let elsewhere = request.destination.as_ref();
    let elsewhere = elsewhere.filter(|code| **code != user.home).and_then(place);
    let hosted = user.hosting.as_deref();
    let mut names = of_organizations(names(&view, &snapshot, &[]), &snapshot);
    names.add_services(&snapshot);
    Ok(CopyScreen {
        name: user.name.clone(),
        is_template: hosted.is_some_and(|it| it.user_type == UserType::Template),
        home: place(&user.home).ok_or(ServiceError::NotFound)?,
        elsewhere,
        names,
        judgement,
        snapshot,
        actor,
        now,
        record,
        original,
    })
}

fn told(known: &Snapshot, actor: &Actor, made: &UserId) -> Result<CopyMade, ServiceError> {
    let view = View::of(known, actor)?;
    let user = known.user(made).ok_or(ServiceError::NotFound)?;
    let home = known.organizations.get(&user.home);
    let home = home
        .filter(|home| may_copy(&view, *home, user))
        .ok_or(ServiceError::NotFound)?;
    let nothing = HostedUser::default();
    let hosted = user.hosting.as_deref().unwrap_or(&nothing);
    let catalogue = known.hosting.as_ref().map(|facts| &facts.catalogue);
    let name = |id: &ServiceId| {
        let known = catalogue.and_then(|all| all.services.get(id));
        let name = known.and_then(|service| service.name.clone());
        name.unwrap_or_else(|| id.as_str().into())
    };
    let services = hosted.services.iter();
    Ok(CopyMade {
        id: user.id.clone(),
        name: user.name.clone(),
        sign_in: hosted.upn.clone().unwrap_or_else(|| user.username.clone()),
        home: Place {
            code: home.code.clone(),
            name: home.name.clone(),
        },
        account: hosted.provisioning,
        services: services
            .map(|(id, held)| (id.clone(), (name(id), held.status)))
            .collect(),
    })
}
