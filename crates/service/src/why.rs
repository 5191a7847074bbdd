//! Why?: the trace of a decision, for any actor, subject and destination in the caller's view.
//!
//! Every rule of the table with whether it fired, the keys, and the facts they were judged by; filtered like any
//! plan of the one who asks.

use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::rights::seen_user;
use crate::service::Service;
use crate::user_move::names;
use crate::user_move::resolve::of_actor;
use crate::view::{Names, Place};
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::organization::MoveFamily;
use rehome_domain::role::{Permission, Reach};
use rehome_domain::tree::{Placed, governing};
use rehome_domain::user_move::rules::{RULES, Trees, content, hosting, telephony};
use rehome_domain::user_move::{
    ActAs, Actor, Channel, FamilyPlan, Finding, MoveRequest, Refusal, Snapshot, Standing, Verdict,
    View, plan, seen_by,
};
use rehome_storage::snapshot::{self, Destinations};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WhyRequest {
    /// Where the caller acts; where the actor asked about acts stands in the request, or is their home.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acting_in: Option<OrganizationCode>,
    /// Whose decision; the caller's where nobody is named.
    #[serde(default)]
    pub actor: Option<UserId>,
    /// What is asked for: subject and destination, and whatever else a request carries.
    pub request: MoveRequest,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WhyAnswer {
    /// As whom the actor would act.
    #[serde(rename = "as")]
    pub act_as: ActAs,
    /// Whether the actor sees both ends and holds the keys.
    pub standing: WhyStanding,
    /// The verdict, where there is a plan.
    pub verdict: Option<Verdict>,
    /// The keys that count where the actor acts.
    pub keys: Vec<WhyKey>,
    /// The facts about the two ends.
    pub facts: Option<WhyFacts>,
    /// Every rule, in order.
    pub rules: Vec<WhyRule>,
}

/// How far the actor comes before any rule is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WhyStanding {
    /// The subject or an end of the move is out of the actor's view.
    OutOfView,
    /// In view, but without a key.
    WithoutKey,
    /// The subject moves alone.
    Oneself,
    /// An operator, bound by the list of Available Organizations and User Move.
    BoundByList,
    /// An administrator whom neither binds.
    Unbound,
}

/// A key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WhyKey {
    /// The role that has it.
    pub role: rehome_domain::ids::RoleId,
    /// The permission.
    pub permission: String,
    /// How far it reaches from where the actor acts: here, subtree, listed.
    pub reach: String,
}

/// What the rules read about the two ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WhyFacts {
    /// The old home.
    pub source: Place,
    /// The new home.
    pub destination: Place,
    /// Whose uniqueness and User Move settings count; none across trees.
    pub governing: Option<Place>,
    /// Whether it requires unique names.
    pub requires_uniqueness: bool,
    /// Whether it has User Move on.
    pub user_move_is_on: bool,
    /// Whether its list names the destination.
    pub is_listed: bool,
    /// Whether the destination has opted in to people who move alone.
    pub has_opted_in: bool,
}

/// A rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WhyRule {
    /// Its name.
    pub rule: String,
    /// What it means.
    pub meaning: String,
    /// Where it comes from.
    pub source: String,
    /// Whether it fired.
    pub fired: bool,
    /// What it found, as far as in view.
    pub findings: Vec<Finding>,
}

impl Service {
    /// The trace of a decision. Operators ask about actors in their view; anybody asks about themselves.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where the actor asked about is out of view, [`ServiceError::Rejected`] without subject or
    /// destination.
    pub async fn why(
        &self,
        caller: &Caller,
        question: WhyRequest,
    ) -> Result<WhyAnswer, ServiceError> {
        Ok(self.why_named(caller, question).await?.0)
    }

    /// The same with the names of what the trace mentions, as far as in view.
    ///
    /// # Errors
    /// As [`Service::why`].
    pub async fn why_named(
        &self,
        caller: &Caller,
        question: WhyRequest,
    ) -> Result<(WhyAnswer, Names), ServiceError> {
        let question = WhyRequest {
            request: self.as_meant(caller, question.request).await?,
            ..question
        };
        let acting = Acting {
            acting_in: question.acting_in.clone(),
            act_as: None,
        };
        let asking = caller.actor(&acting, Channel::Attended);
        let now = self.now();
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let mut request = question.request;
                    let whom = question
                        .actor
                        .clone()
                        .unwrap_or_else(|| asking.user.clone());
                    let subject = request.subject.clone().ok_or(Refusal::NoSubject)?;
                    let destination = request.destination.clone().ok_or(Refusal::NoDestination)?;
                    let (subject, _) =
                        crate::people::person_named(tx, &asking, &subject, Vec::new()).await?;
                    let (whom, _) =
                        crate::people::person_named(tx, &asking, &whom, Vec::new()).await?;
                    request.subject = Some(subject.clone());
                    let own = || question.acting_in.clone().filter(|_| whom == asking.user);
                    let actor = Actor {
                        user: whom.clone(),
                        acting_in: request.acting_in.clone().or_else(own),
                        act_as: request.act_as,
                        channel: Channel::Attended,
                    };
                    let both = || vec![subject.clone(), whom.clone()];
                    let wide = snapshot::load(
                        tx,
                        &of_actor(
                            &asking,
                            both(),
                            Destinations::These(vec![destination.clone()]),
                        ),
                    )
                    .await?;
                    let view = View::of(&wide, &asking)?;
                    seen_user(&view, &wide, &whom)?;
                    seen_user(&view, &wide, &subject)?;
                    let wanted = of_actor(
                        &actor,
                        vec![subject.clone()],
                        Destinations::These(vec![destination.clone()]),
                    );
                    let facts = snapshot::load(tx, &wanted).await?;
                    answer(&view, &facts, &actor, &request, now)
                })
            })
            .await
    }
}

fn answer(
    asking: &View<'_>,
    facts: &Snapshot,
    actor: &Actor,
    request: &MoveRequest,
    now: rehome_domain::time::Timestamp,
) -> Result<(WhyAnswer, Names), ServiceError> {
    let theirs = View::of(facts, actor)?;
    if theirs.actor.id != asking.actor.id && !asking.sees_organization(theirs.acting_in) {
        return Err(ServiceError::NotFound);
    }
    let outcome = plan(facts, request, actor, now);
    let family = outcome.as_ref().ok().and_then(|plan| plan.families.first());
    let standing = match (
        &outcome,
        family
            .and_then(|family| family.authority.as_ref())
            .map(|authority| authority.standing()),
    ) {
        (_, Some(Standing::Oneself)) => WhyStanding::Oneself,
        (
            _,
            Some(Standing::Operator {
                bound_by_list: true,
                ..
            }),
        ) => WhyStanding::BoundByList,
        (
            _,
            Some(Standing::Operator {
                bound_by_list: false,
                ..
            }),
        ) => WhyStanding::Unbound,
        (Err(Refusal::NotAllowed), None) => WhyStanding::WithoutKey,
        _ => WhyStanding::OutOfView,
    };
    // WHY: what the asker may not see of the plan stays out, whoever the plan is for.
    let seen = family.map(|family| seen_by(asking, facts, &seen_by(&theirs, facts, family)));
    let subject = request.subject.as_ref();
    let home = subject.and_then(|id| facts.organizations.get(&facts.user(id)?.home));
    let there = request.destination.as_ref();
    let there = there.and_then(|code| facts.organizations.get(code));
    let family = home.and_then(|home| MoveFamily::of(home.kind, there.unwrap_or(home).kind));
    let (own_tree, further) = match family.filter(|family| facts.judges(*family)) {
        Some(MoveFamily::Hosting) => (Trees::Hosting, hosting::RULES),
        Some(MoveFamily::Site) => (Trees::Site, telephony::RULES),
        Some(MoveFamily::Account) => (Trees::Account, content::RULES),
        Some(MoveFamily::Enterprise) | None => (Trees::Enterprise, [].as_slice()),
    };
    let rules = RULES
        .iter()
        .chain(further)
        .filter(|rule| rule.trees == Trees::Both || rule.trees == own_tree)
        .map(|rule| {
            let findings: Vec<Finding> = seen
                .iter()
                .flat_map(|family| &family.findings)
                .filter(|finding| rule.codes.contains(&finding.code()))
                .cloned()
                .collect();
            WhyRule {
                rule: rule.name.to_owned(),
                meaning: rule.meaning.to_owned(),
                source: rule.source.to_owned(),
                fired: !findings.is_empty(),
                findings,
            }
        })
        .collect();
    let is_in_view = standing != WhyStanding::OutOfView;
    let ends = request
        .subject
        .as_ref()
        .and_then(|subject| facts.organizations.get(&facts.user(subject)?.home))
        .zip(
            request
                .destination
                .as_ref()
                .and_then(|code| facts.organizations.get(code)),
        )
        .filter(|_| is_in_view);
    let families: Vec<FamilyPlan> = seen.iter().cloned().collect();
    let answer = WhyAnswer {
        act_as: theirs.act_as,
        standing,
        verdict: seen.as_ref().map(|family| family.verdict()),
        keys: keys(&theirs),
        facts: ends.map(|(source, destination)| facts_of(source, destination)),
        rules: if is_in_view { rules } else { Vec::new() },
    };
    Ok((answer, names(asking, facts, &families)))
}

fn keys(view: &View<'_>) -> Vec<WhyKey> {
    let is_about_moves = |permission: &Permission| {
        matches!(
            permission,
            Permission::Release(_) | Permission::Admit(_) | Permission::View
        )
    };
    let reach_of = |reach: Reach| match reach {
        Reach::Here => "here",
        Reach::Subtree => "subtree",
        Reach::Listed => "listed",
    };
    let mut keys = Vec::new();
    for role in &view.roles {
        for (permission, reach) in role
            .keys
            .iter()
            .filter(|(permission, _)| is_about_moves(permission))
        {
            keys.push(WhyKey {
                role: role.id.clone(),
                permission: permission.as_str().to_owned(),
                reach: reach_of(*reach).to_owned(),
            });
        }
    }
    keys
}

fn facts_of(source: Placed<'_>, destination: Placed<'_>) -> WhyFacts {
    let place = |place: Placed<'_>| Place {
        code: place.code.clone(),
        name: Arc::clone(&place.name),
    };
    let top = governing(source, destination);
    WhyFacts {
        source: place(source),
        destination: place(destination),
        governing: top.map(place),
        requires_uniqueness: top.is_some_and(|top| top.user_move.require_user_uniqueness),
        user_move_is_on: top.is_some_and(|top| top.user_move.user_move_enabled),
        is_listed: rehome_domain::user_move::authority::is_listed(source, destination),
        has_opted_in: destination.user_move.user_move_for_end_users,
    }
}
