//! Subscribing people to other organizations (enterprise 8, ruling 30).

mod each;

pub use each::{SubscribeMany, SubscribedTo};

use crate::audit::Told;
use crate::caller::{Acting, Caller, Via};
use crate::error::ServiceError;
use crate::people::not_deleted;
use crate::rights::{OverUser, Subscribe, over_user};
use crate::service::Service;
use crate::user_move::resolve::{names_unseen, of_actor, seen_by_name};
use rehome_domain::ids::{OrganizationCode, UserId};
use rehome_domain::organization::{OrganizationKind, OrganizationStatus};
use rehome_domain::people::Subscription;
use rehome_domain::time::Day;
use rehome_domain::tree::Placed;
use rehome_domain::user_move::{ActAs, Channel, MoveRequest, Snapshot, View};
use rehome_storage::snapshot::{self, Destinations};
use rehome_storage::{Tx, names, subscriptions};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeSet;

/// How many subscriptions a person has at most: on screens, and through programs.
const MOST: (usize, usize) = (10, 50);

/// How many people one request subscribes at most.
const MOST_PEOPLE: usize = 1_000;

/// People to subscribe.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SubscribeRequest {
    /// Where the caller acts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acting_in: Option<OrganizationCode>,
    /// Whom; the caller where nobody is named.
    #[serde(default)]
    pub users: Vec<UserId>,
    /// To which organization.
    pub to: OrganizationCode,
    /// The first day; today where none.
    #[serde(default)]
    pub start: Option<Day>,
    /// The last day.
    #[serde(default)]
    pub end: Option<Day>,
}

/// What became of a request to subscribe people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Subscribed {
    /// One row per person.
    pub rows: Vec<SubscribedRow>,
}

/// What became of one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SubscribedRow {
    /// Who.
    pub user: UserId,
    /// Whether the subscription is new; the very same one may have been there.
    pub is_new: bool,
}

impl Service {
    /// Subscribes people, all of them or none.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for who or what is out of view, [`ServiceError::Rejected`] by name for whom it cannot be.
    pub async fn subscribe(
        &self,
        caller: &Caller,
        request: SubscribeRequest,
    ) -> Result<Subscribed, ServiceError> {
        let acting = Acting {
            acting_in: request.acting_in.clone(),
            act_as: None,
        };
        let actor = caller.actor(&acting, Channel::Attended);
        let most = most_by(caller);
        let (this, today) = (self.clone(), self.now().day());
        let start = request.start.unwrap_or(today);
        within_bounds(&request.users, start, request.end)?;
        let subscription = Subscription {
            to: request.to.clone(),
            start,
            end: request.end,
        };
        self.store()
            .write(move |tx| {
                let (this, actor, request, subscription) = (
                    this.clone(),
                    actor.clone(),
                    request.clone(),
                    subscription.clone(),
                );
                Box::pin(async move {
                    tx.alone().await?;
                    let named = if request.users.is_empty() {
                        vec![actor.user.clone()]
                    } else {
                        request.users.clone()
                    };
                    let (users, facts) = resolved(tx, &actor, named, &request.to).await?;
                    let view = View::of(&facts, &actor)?;
                    let mut rows = Vec::new();
                    let mut told = Vec::new();
                    for user in users {
                        let right = right(&view, &facts, &user, &request.to)?;
                        judge(&facts, &user, &subscription, today, most)?;
                        let is_new = subscriptions::add(tx, &right.user, &subscription).await?;
                        told.extend(is_new.then(|| told_of(&right, &subscription)));
                        rows.push(SubscribedRow {
                            user: right.user,
                            is_new,
                        });
                    }
                    this.tell(tx, &actor.user, told).await?;
                    Ok(Subscribed { rows })
                })
            })
            .await
    }
}

/// How many subscriptions a person has at most, by the means of the caller.
fn most_by(caller: &Caller) -> usize {
    if caller.via == Via::Session {
        MOST.0
    } else {
        MOST.1
    }
}

fn within_bounds(users: &[UserId], start: Day, end: Option<Day>) -> Result<(), ServiceError> {
    if end.is_some_and(|end| end < start) {
        return Err(ServiceError::rejected(
            "ends-before-start",
            "a subscription ends on or after its first day",
        ));
    }
    if users.len() > MOST_PEOPLE {
        return Err(ServiceError::rejected(
            "too-many-subjects",
            "subscribe at most 1000 people at once",
        ));
    }
    Ok(())
}

fn told_of(right: &SubscribeRight, subscription: &Subscription) -> Told {
    let Subscription { to, start, end } = subscription;
    Told::new("user-subscribed", right.user.as_str())
        .at(&right.home)
        .and_at(to)
        .with(json!({ "to": to, "start": start, "end": end }))
}

/// The subscriptions of one person to one organization that are to end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsubscribe {
    /// Whose.
    pub user: UserId,
    /// To which organization.
    pub to: OrganizationCode,
    /// Only those with this first day; all that are not over where none.
    pub start: Option<Day>,
}

impl Service {
    /// Ends subscriptions of a person, by whoever could subscribe the person; those that are over stay as
    /// history. Answers how many there were.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for who or what is out of view, and where there is no such subscription.
    pub async fn unsubscribe(
        &self,
        caller: &Caller,
        acting: &Acting,
        ended: Unsubscribe,
    ) -> Result<u32, ServiceError> {
        let (this, today) = (self.clone(), self.now().day());
        let actor = caller.actor(acting, Channel::Attended);
        self.store()
            .write(move |tx| {
                let (this, actor, ended) = (this.clone(), actor.clone(), ended.clone());
                Box::pin(async move {
                    tx.alone().await?;
                    let named = vec![ended.user.clone()];
                    let (users, facts) = resolved(tx, &actor, named, &ended.to).await?;
                    let view = View::of(&facts, &actor)?;
                    let user = users.first().ok_or(ServiceError::NotFound)?;
                    let right = right(&view, &facts, user, &ended.to)?;
                    let found: Vec<Subscription> = facts
                        .user(&right.user)
                        .into_iter()
                        .flat_map(|person| &person.subscriptions)
                        .filter(|it| it.to == ended.to && !it.has_ended(today))
                        .filter(|it| ended.start.is_none_or(|start| it.start == start))
                        .cloned()
                        .collect();
                    let count = this
                        .unsubscribe_write(tx, right, &actor.user, &found)
                        .await?;
                    if count == 0 {
                        return Err(ServiceError::NotFound);
                    }
                    Ok(count)
                })
            })
            .await
    }

    async fn unsubscribe_write(
        &self,
        tx: &mut Tx,
        right: SubscribeRight,
        actor: &UserId,
        found: &[Subscription],
    ) -> Result<u32, ServiceError> {
        let mut told = Vec::new();
        for subscription in found {
            if subscriptions::remove(tx, &right.user, subscription).await? {
                let body = json!({ "to": subscription.to, "start": subscription.start, "end": subscription.end });
                told.push(
                    Told::new("user-unsubscribed", right.user.as_str())
                        .at(&right.home)
                        .and_at(&subscription.to)
                        .with(body),
                );
            }
        }
        let count = told.len() as u32;
        self.tell(tx, actor, told).await?;
        Ok(count)
    }
}

/// The people that names mean, each once, and the facts about them.
async fn resolved(
    tx: &mut Tx,
    actor: &rehome_domain::user_move::Actor,
    named: Vec<UserId>,
    to: &OrganizationCode,
) -> Result<(BTreeSet<UserId>, Snapshot), ServiceError> {
    let request = MoveRequest {
        subjects: Some(named.clone()),
        ..MoveRequest::default()
    };
    let mut wanted = of_actor(actor, named.clone(), Destinations::Listed(vec![to.clone()]));
    let mut facts = snapshot::load(tx, &wanted).await?;
    let unseen = names_unseen(&facts, actor, &request)?;
    if unseen.is_empty() {
        return Ok((named.into_iter().collect(), facts));
    }
    let texts: Vec<&str> = unseen.iter().map(UserId::as_str).collect();
    let found = names::ids_of_usernames(tx, &texts).await?;
    wanted
        .subjects
        .extend(found.iter().map(|(_, id)| id.clone()));
    facts = snapshot::load(tx, &wanted).await?;
    let meant = seen_by_name(&facts, actor, &unseen, &found)?;
    let users = named
        .into_iter()
        .map(|name| meant.get(&name).cloned().unwrap_or(name))
        .collect();
    Ok((users, facts))
}

/// Whether operators can subscribe people who live at a home to an organization, list and opt-in not binding: any other
/// suborganization of the tree (ruling 30). What lies in another tree is unknown there.
fn is_open_to_operators(home: Placed<'_>, target: Placed<'_>) -> bool {
    target.kind == OrganizationKind::Suborganization && home.lowest_common(target).is_some()
}

/// Whether the viewer sees that a person is subscribed to an organization: who may subscribe them there may see and end
/// it, wherever they act.
pub(crate) fn sees_subscription(
    view: &View<'_>,
    facts: &Snapshot,
    user: &UserId,
    to: &OrganizationCode,
) -> bool {
    let home = facts
        .user(user)
        .and_then(|user| facts.organizations.get(&user.home));
    let is_open = home
        .zip(facts.organizations.get(to))
        .is_some_and(|(home, target)| {
            is_open_to_operators(home, target) && target.has_subscriptions()
        });
    is_open && over_user::<Subscribe>(view, facts, user).is_ok()
}

/// Who may be subscribed by whom.
struct SubscribeRight {
    user: UserId,
    home: OrganizationCode,
}

/// Operators subscribe people in scope to other suborganizations of the tree, list and opt-in not binding; end
/// users subscribe themselves to suborganizations that have opted in (ruling 30).
fn right(
    view: &View<'_>,
    facts: &Snapshot,
    user: &UserId,
    to: &OrganizationCode,
) -> Result<SubscribeRight, ServiceError> {
    let target = facts.organizations.get(to).ok_or(ServiceError::NotFound)?;
    let is_oneself = view.act_as == ActAs::Oneself;
    let person = facts
        .user(user)
        .filter(|user| view.sees_user(user))
        .ok_or(ServiceError::NotFound)?;
    let home = facts
        .organizations
        .get(&person.home)
        .ok_or(ServiceError::NotFound)?;
    if !is_open_to_operators(home, target) {
        return Err(ServiceError::NotFound);
    }
    if is_oneself {
        if person.id != view.actor.id || !target.subscriptions.subscriptions_for_end_users {
            return Err(ServiceError::NotFound);
        }
    } else {
        let OverUser { .. } = over_user::<Subscribe>(view, facts, user)?;
    }
    if !target.has_subscriptions() {
        return Err(ServiceError::rejected(
            "subscriptions-off",
            "subscriptions are switched off; ask the system administrator",
        ));
    }
    Ok(SubscribeRight {
        user: user.clone(),
        home: person.home.clone(),
    })
}

fn judge(
    facts: &Snapshot,
    user: &UserId,
    subscription: &Subscription,
    today: Day,
    most: usize,
) -> Result<(), ServiceError> {
    let person = facts.user(user).ok_or(ServiceError::NotFound)?;
    not_deleted(person)?;
    let refused = |code, message: &str| {
        Err(ServiceError::rejected(
            code,
            format!("{}: {message}", person.name),
        ))
    };
    if person.is_dependent() {
        return refused("dependent-subscribed", "dependents cannot be subscribed");
    }
    if person.home == subscription.to {
        return refused("subscribed-to-home", "nobody is subscribed to the own home");
    }
    let is_active = facts
        .organizations
        .get(&subscription.to)
        .is_some_and(|place| place.status == OrganizationStatus::Active);
    if !is_active {
        return refused("destination-not-active", "the organization is not active");
    }
    if subscription.end.is_some_and(|end| end < today) {
        return refused("ended", "a subscription that is over is of no use");
    }
    let current = person
        .subscriptions
        .iter()
        .filter(|it| !it.has_ended(today) && *it != subscription)
        .count();
    if current >= most {
        return refused(
            "too-many-subscriptions",
            &format!("at most {most} subscriptions each"),
        );
    }
    Ok(())
}
