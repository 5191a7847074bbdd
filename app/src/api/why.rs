//! Why?: the trace of a decision, rule by rule.

use super::ApiError;
#[cfg(feature = "ssr")]
use super::request::{acting, caller, refused, service};
use super::session::Place;
use crate::words::Names;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
#[cfg(feature = "ssr")]
use rehome_domain::ids::UserId;
use rehome_domain::ids::{OrganizationCode, RoleId};
use rehome_domain::user_move::{Finding, Verdict};
use serde::{Deserialize, Serialize};

/// The question; texts as they stand in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WhyAsked {
    /// Who is to move: an id, or a sign-in name that one person in view has.
    pub person: String,
    /// To which organization, by its code.
    pub to: String,
    /// Whose decision; the reader's where nobody is named.
    pub actor: String,
}

impl WhyAsked {
    /// Whether it can be answered.
    pub fn is_whole(&self) -> bool {
        !self.person.trim().is_empty() && !self.to.trim().is_empty()
    }
}

/// How far the actor comes before any rule is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
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

/// What a key opens, about moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Opens {
    /// Letting people go.
    Release,
    /// Taking people in.
    Admit,
    /// Seeing users.
    View,
}

/// How far a key reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reaches {
    /// Where the actor acts.
    Here,
    /// There and below.
    Subtree,
    /// The available organizations.
    Listed,
}

/// A key that counts where the actor acts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key {
    /// The role that has it.
    pub role: RoleId,
    /// What it opens.
    pub opens: Opens,
    /// The permission's name on the wire.
    pub permission: String,
    /// How far it reaches.
    pub reaches: Reaches,
}

/// What the rules read about the two ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// The old home.
    pub source: Place,
    /// The new home.
    pub destination: Place,
    /// Whose settings count; none across trees.
    pub governing: Option<Place>,
    /// Whether it requires unique names.
    pub requires_uniqueness: bool,
    /// Whether it has User Move on.
    pub user_move_is_on: bool,
    /// Whether its list names the destination.
    pub is_listed: bool,
    /// Whether the destination has opted in.
    pub has_opted_in: bool,
}

/// A rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Its name.
    pub name: String,
    /// Where it comes from.
    pub source: String,
    /// What it found.
    pub findings: Vec<Finding>,
    /// Whether it fired.
    pub fired: bool,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhyShown {
    /// Whether the actor sees both ends and holds the keys.
    pub standing: Standing,
    /// The verdict, where there is a plan.
    pub verdict: Option<Verdict>,
    /// The keys.
    pub keys: Vec<Key>,
    /// The facts.
    pub facts: Option<Facts>,
    /// Every rule, in order.
    pub rules: Vec<Rule>,
    /// The names of what is mentioned.
    pub names: Names,
}

/// Why somebody can or cannot be moved somewhere by somebody; none where one of them is hidden or unknown.
#[server(endpoint = "why", input = GetUrl)]
pub async fn why(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// The question.
    asked: WhyAsked,
) -> Result<Option<WhyShown>, ApiError> {
    let (service, caller) = (service()?, caller()?);
    match shown(&service, &caller, acting_in, asked).await {
        Ok(shown) => Ok(Some(shown)),
        Err(rehome_service::ServiceError::NotFound) => Ok(None),
        Err(error) => Err(refused(&error)),
    }
}

/// Where a person can be asked about: by id or sign-in name, and a text that the organization's name holds.
#[server(endpoint = "why/places", input = GetUrl)]
pub async fn why_places(
    /// Where the reader acts.
    acting_in: OrganizationCode,
    /// Who is to move.
    person: String,
    /// The text.
    #[server(default)]
    text: String,
) -> Result<Vec<Place>, ApiError> {
    let (service, caller, here) = (service()?, caller()?, acting(acting_in));
    let text = Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let found = async {
        let user = service
            .user(&caller, &here, &UserId::from(person.trim()))
            .await?;
        service
            .user_move_places(&caller, &here, vec![user.id], text)
            .await
    };
    match found.await {
        Ok(offered) => Ok(offered.into_iter().map(|it| it.place.into()).collect()),
        Err(rehome_service::ServiceError::NotFound) => Ok(Vec::new()),
        Err(error) => Err(refused(&error)),
    }
}

#[cfg(feature = "ssr")]
async fn shown(
    service: &rehome_service::Service,
    caller: &rehome_service::Caller,
    acting_in: OrganizationCode,
    asked: WhyAsked,
) -> Result<WhyShown, rehome_service::ServiceError> {
    use rehome_domain::user_move::MoveRequest;
    use rehome_service::why::{WhyRequest, WhyStanding};
    let (person, to, by) = (asked.person.trim(), asked.to.trim(), asked.actor.trim());
    let whom = (!by.is_empty()).then(|| UserId::from(by));
    let question = WhyRequest {
        acting_in: Some(acting_in),
        actor: whom,
        request: MoveRequest::one(UserId::from(person), OrganizationCode::from(to)),
    };
    let (answer, names) = service.why_named(caller, question).await?;
    let place = |place: rehome_service::view::Place| Place::from(place);
    let key = |key: rehome_service::why::WhyKey| {
        let opens = match key.permission.as_str() {
            name if name.starts_with("user.release") => Opens::Release,
            name if name.starts_with("user.admit") => Opens::Admit,
            _ => Opens::View,
        };
        Key {
            reaches: match key.reach.as_str() {
                "here" => Reaches::Here,
                "subtree" => Reaches::Subtree,
                _ => Reaches::Listed,
            },
            role: key.role,
            opens,
            permission: key.permission,
        }
    };
    Ok(WhyShown {
        standing: match answer.standing {
            WhyStanding::OutOfView => Standing::OutOfView,
            WhyStanding::WithoutKey => Standing::WithoutKey,
            WhyStanding::Oneself => Standing::Oneself,
            WhyStanding::BoundByList => Standing::BoundByList,
            WhyStanding::Unbound => Standing::Unbound,
        },
        verdict: answer.verdict,
        keys: answer.keys.into_iter().map(key).collect(),
        facts: answer.facts.map(|facts| Facts {
            source: place(facts.source),
            destination: place(facts.destination),
            governing: facts.governing.map(place),
            requires_uniqueness: facts.requires_uniqueness,
            user_move_is_on: facts.user_move_is_on,
            is_listed: facts.is_listed,
            has_opted_in: facts.has_opted_in,
        }),
        rules: answer
            .rules
            .into_iter()
            .map(|rule| Rule {
                name: rule.rule,
                source: rule.source,
                findings: rule.findings,
                fired: rule.fired,
            })
            .collect(),
        names: super::request::names(names, None),
    })
}
