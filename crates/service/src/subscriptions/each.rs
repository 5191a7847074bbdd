//! Many people and several organizations at once, each as far as it goes, and the organizations to choose from.

use super::{judge, most_by, resolved, right, told_of, within_bounds};
use crate::audit::Told;
use crate::caller::{Acting, Caller};
use crate::error::ServiceError;
use crate::people::changed_since;
use crate::service::Service;
use crate::user_move::resolve::of_actor;
use crate::view::Place;
use rehome_domain::directory::TEMPORARY_WORK_LOCATION;
use rehome_domain::ids::{AttributeId, OrganizationCode, UserId};
use rehome_domain::organization::{OrganizationKind, OrganizationStatus};
use rehome_domain::people::Subscription;
use rehome_domain::text::{LONGEST_LINE, judge_line, normalized};
use rehome_domain::time::Day;
use rehome_domain::user_move::{ActAs, Actor, Channel, View};
use rehome_storage::organizations::{self, OrganizationsFilter};
use rehome_storage::people::{self, ProfilePatch};
use rehome_storage::snapshot::{self, Destinations};
use rehome_storage::{Tx, subscriptions};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// People to subscribe to several organizations, each as far as it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubscribeMany {
    /// Where and as whom the caller acts.
    pub acting: Acting,
    /// Whom.
    pub users: Vec<UserId>,
    /// To which organizations.
    pub to: Vec<OrganizationCode>,
    /// The first day; today where none.
    pub start: Option<Day>,
    /// The last day.
    pub end: Option<Day>,
    /// Where they work meanwhile; emptied where none inside, left as it is where none (enterprise 10.17).
    pub work_location: Option<Option<String>>,
}

/// What became of one person and one organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubscribedTo {
    /// Who.
    pub user: UserId,
    /// Their name, where they are in view.
    pub name: Option<Arc<str>>,
    /// To which organization.
    pub to: OrganizationCode,
    /// Whether the subscription is new; the code of the refusal where there is none.
    pub result: Result<bool, &'static str>,
}

impl Service {
    /// Subscribes people as far as it goes, and says of each what became of it.
    ///
    /// # Errors
    /// [`ServiceError::Rejected`] for days in the wrong order or too many at once, [`ServiceError::NotFound`] where the
    /// caller does not act there.
    pub async fn subscribe_each(
        &self,
        caller: &Caller,
        asked: SubscribeMany,
    ) -> Result<Vec<SubscribedTo>, ServiceError> {
        let actor = caller.actor(&asked.acting, Channel::Attended);
        let most = most_by(caller);
        let (this, today) = (self.clone(), self.now().day());
        let location = asked.work_location.as_ref().map(location).transpose()?;
        let start = asked.start.unwrap_or(today);
        within_bounds(&asked.users, start, asked.end)?;
        if asked.to.len() > most {
            return Err(ServiceError::rejected(
                "too-many-subscriptions",
                format!("at most {most} subscriptions each"),
            ));
        }
        self.store()
            .write(move |tx| {
                let (this, actor, asked) = (this.clone(), actor.clone(), asked.clone());
                let location = location.clone();
                Box::pin(async move {
                    tx.alone().await?;
                    let mut rows = Vec::new();
                    let mut told = Vec::new();
                    let mut subscribed: BTreeMap<UserId, OrganizationCode> = BTreeMap::new();
                    for to in &asked.to {
                        let subscription = Subscription {
                            to: to.clone(),
                            start,
                            end: asked.end,
                        };
                        // WHY: anew for each, so that the ones made a moment ago count.
                        let (users, facts) = resolved(tx, &actor, asked.users.clone(), to).await?;
                        let view = View::of(&facts, &actor)?;
                        for user in users {
                            let judged = right(&view, &facts, &user, to).and_then(|right| {
                                judge(&facts, &user, &subscription, today, most)?;
                                Ok(right)
                            });
                            let result = match judged {
                                Ok(right) => {
                                    let is_new =
                                        subscriptions::add(tx, &right.user, &subscription).await?;
                                    subscribed.insert(right.user.clone(), right.home.clone());
                                    told.extend(is_new.then(|| told_of(&right, &subscription)));
                                    Ok(is_new)
                                }
                                Err(ServiceError::Rejected(why)) => Err(why.code),
                                Err(ServiceError::Forbidden) => Err("not-allowed"),
                                Err(ServiceError::NotFound) => Err("not-found"),
                                Err(error) => return Err(error),
                            };
                            let seen = facts.user(&user).filter(|user| view.sees_user(user));
                            rows.push(SubscribedTo {
                                name: seen.map(|user| user.name.clone()),
                                user,
                                to: to.clone(),
                                result,
                            });
                        }
                    }
                    if let Some(location) = &location {
                        for (user, home) in &subscribed {
                            if put_location(tx, user, location).await? {
                                let change = Told::new("user-changed", user.as_str())
                                    .at(home)
                                    .with(json!({ "fields": ["attributes"] }));
                                told.push(change);
                            }
                        }
                    }
                    this.tell(tx, &actor.user, told).await?;
                    Ok(rows)
                })
            })
            .await
    }

    /// The organizations that people can be subscribed to from where the caller acts, by name; those the caller can
    /// choose alone, acting as oneself.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where the caller does not act there.
    pub async fn subscription_places(
        &self,
        caller: &Caller,
        acting: &Acting,
        text: Option<String>,
    ) -> Result<Vec<Place>, ServiceError> {
        let actor = caller.actor(acting, Channel::Attended);
        self.store()
            .read(move |tx| Box::pin(async move { places(tx, &actor, text).await }))
            .await
    }
}

/// A work location as it is stored; nothing where nothing is left of it.
fn location(text: &Option<String>) -> Result<Value, ServiceError> {
    let text = normalized(text.as_deref().unwrap_or_default());
    judge_line(&text, LONGEST_LINE)
        .map_err(|fault| ServiceError::rejected("bad-text", fault.to_string()))?;
    Ok(match text.is_empty() {
        true => Value::Null,
        false => Value::String(text),
    })
}

/// Writes where somebody works meanwhile; false where that is so already.
async fn put_location(tx: &mut Tx, user: &UserId, location: &Value) -> Result<bool, ServiceError> {
    let id = AttributeId::from(TEMPORARY_WORK_LOCATION);
    let stored = people::get(tx, user).await?.ok_or(ServiceError::NotFound)?;
    if stored.attributes.get(&id).unwrap_or(&Value::Null) == location {
        return Ok(false);
    }
    let patch = ProfilePatch {
        attributes: BTreeMap::from([(id, location.clone())]),
        ..ProfilePatch::default()
    };
    people::patch(tx, user, &patch, stored.user.revision)
        .await?
        .ok_or_else(changed_since)?;
    Ok(true)
}

/// How many places are offered; typing narrows them.
const MOST_PLACES: usize = 50;

/// How many pages are looked through for them.
const MOST_PAGES: usize = 20;

async fn places(
    tx: &mut Tx,
    actor: &Actor,
    text: Option<String>,
) -> Result<Vec<Place>, ServiceError> {
    let own = of_actor(actor, vec![actor.user.clone()], Destinations::None);
    let facts = snapshot::load(tx, &own).await?;
    let view = View::of(&facts, actor)?;
    let is_oneself = view.act_as == ActAs::Oneself;
    if is_oneself && view.actor.is_dependent() {
        return Ok(Vec::new());
    }
    let root = view.acting_in.upwards().last();
    let scope = root.map_or_else(
        || view.acting_in.code.clone(),
        |root| root.organization.code.clone(),
    );
    let home = view.actor.home.clone();
    let mut found = Vec::new();
    let mut after = None;
    for _ in 0..MOST_PAGES {
        let filter = OrganizationsFilter {
            scope: Some(scope.clone()),
            text: text.clone(),
            kind: Some(OrganizationKind::Suborganization),
            after,
            limit: MOST_PLACES as u32,
        };
        let page = organizations::page(tx, &filter).await?;
        let codes = page.items.into_iter().map(|row| row.code).collect();
        let wanted = of_actor(actor, vec![actor.user.clone()], Destinations::Listed(codes));
        let facts = snapshot::load(tx, &wanted).await?;
        let Destinations::Listed(codes) = wanted.destinations else {
            break;
        };
        let offered = codes
            .iter()
            .filter_map(|code| facts.organizations.get(code))
            .filter(|place| place.status == OrganizationStatus::Active && place.has_subscriptions())
            .filter(|place| {
                !is_oneself
                    || (place.subscriptions.subscriptions_for_end_users && place.code != home)
            });
        found.extend(offered.map(|place| Place {
            code: place.code.clone(),
            name: place.name.clone(),
        }));
        after = page.next;
        if after.is_none() || found.len() >= MOST_PLACES {
            break;
        }
    }
    found.truncate(MOST_PLACES);
    Ok(found)
}
