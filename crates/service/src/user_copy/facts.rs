//! From a request as written to the facts it is about.

use crate::error::ServiceError;
use crate::people::{line, person_named};
use crate::user_move::resolve::of_actor;
use rehome_domain::hosting::asked::Newcomer;
use rehome_domain::hosting::{NameHolder, NameKey, NameKind};
use rehome_domain::ids::UserId;
use rehome_domain::text::{judge_value, normalized};
use rehome_domain::time::Day;
use rehome_domain::user_copy::authority::as_operator;
use rehome_domain::user_copy::{CopyRequest, NewPerson, OriginalRecord};
use rehome_domain::user_move::hosting::location;
use rehome_domain::user_move::{Actor, Refusal, Snapshot};
use rehome_storage::people::Profile;
use rehome_storage::snapshot::{Destinations, Wanted};
use rehome_storage::{Tx, people, snapshot};
use serde_json::{Map, Value};

/// A request with the original by id, and the facts it is judged by.
pub(super) struct CopyFacts {
    pub(super) request: CopyRequest,
    pub(super) snapshot: Snapshot,
    pub(super) record: OriginalRecord,
    pub(super) profile: Option<Profile>,
}

impl CopyFacts {
    /// Counts in people who would be made before: their names are taken, and so are their places.
    pub(super) fn count_in(&mut self, above: &[NewPerson]) {
        for person in above {
            let near = self.is_near(person);
            let Some(facts) = &mut self.snapshot.hosting else {
                return;
            };
            let mut take = |kind, name: &str| {
                let holders = facts.names.entry(NameKey::new(kind, name)).or_default();
                holders.insert(NameHolder::Other);
            };
            for address in person.addresses.keys() {
                take(NameKind::Address, address.as_str());
            }
            if near {
                take(NameKind::Upn, &person.upn);
                take(NameKind::Username, &person.username);
            }
            let Some(counts) = facts.counts.get_mut(&person.home) else {
                continue;
            };
            counts.users += 1;
            for (service, new) in &person.services {
                if let Some(instance) = &new.instance {
                    let instances = counts.services.entry(service.clone()).or_default();
                    *instances.entry(instance.clone()).or_default() += 1;
                }
            }
        }
    }

    /// Whether somebody would live in the location of whom this is about.
    fn is_near(&self, person: &NewPerson) -> bool {
        let places = &self.snapshot.organizations;
        let at = |code| places.get(code).map(location);
        let original = self.request.source_user.as_ref();
        let home = original
            .and_then(|id| self.snapshot.user(id))
            .map(|it| &it.home);
        let home = self.request.destination.as_ref().or(home);
        at(&person.home).is_some_and(|location| Some(location) == home.and_then(at))
    }
}

/// The parts of a record that are settled one by one and are no fields of their own.
const SETTLED: [&str; 2] = ["account", "test"];

/// Resolves a request and loads its facts.
pub(super) async fn facts(
    tx: &mut Tx,
    actor: &Actor,
    request: &CopyRequest,
    today: Day,
) -> Result<CopyFacts, ServiceError> {
    texts_are_lines(request)?;
    let mut request = request.clone();
    let name = request.source_user.clone().ok_or(Refusal::NoSubject)?;
    let places = request.destination.iter().cloned().collect();
    let (id, known) = person_named(tx, &as_operator(actor), &name, places).await?;
    request.source_user = Some(id.clone());
    let home = known.user(&id).map(|user| user.home.clone());
    let home = request.destination.clone().or(home);
    let wanted = Wanted {
        names: chosen(&request),
        newcomer: newcomer(&request, &known, home.as_ref()),
        today: Some(today),
        ..of_actor(
            actor,
            vec![id.clone()],
            Destinations::These(home.into_iter().collect()),
        )
    };
    let profile = people::get(tx, &id).await?;
    Ok(CopyFacts {
        snapshot: snapshot::load(tx, &wanted).await?,
        record: profile.as_ref().map(record).unwrap_or_default(),
        profile,
        request,
    })
}

/// Refuses texts that cannot be stored, before anybody looks at anything.
fn texts_are_lines(request: &CopyRequest) -> Result<(), ServiceError> {
    let user = &request.user;
    for (field, text) in [
        ("given", &user.given),
        ("surname", &user.surname),
        ("name", &user.name),
        ("upn", &user.upn),
        ("username", &user.username),
        ("reason", &request.reason),
    ] {
        if let Some(text) = text {
            line(field, text)?;
        }
    }
    for address in user.addresses.iter().flat_map(|all| all.keys()) {
        line("addresses", address.as_str())?;
    }
    let values = request.properties.values().flat_map(|of| of.values());
    for value in values {
        judge_value(value)
            .map_err(|fault| ServiceError::rejected("bad-text", format!("properties: {fault}")))?;
    }
    Ok(())
}

/// The names somebody chose.
fn chosen(request: &CopyRequest) -> Vec<String> {
    let user = &request.user;
    let addresses = user.addresses.iter().flat_map(|all| all.keys());
    let names = user.upn.iter().chain(&user.username).map(String::as_str);
    names
        .chain(addresses.map(|address| address.as_str()))
        .map(normalized)
        .collect()
}

/// What names are proposed from, as the domain's own proposals take it.
fn newcomer(
    request: &CopyRequest,
    known: &Snapshot,
    home: Option<&rehome_domain::ids::OrganizationCode>,
) -> Option<Newcomer> {
    use rehome_domain::hosting::proposal::{Tokens, display_name};
    let user = &request.user;
    let text = |text: &Option<String>| {
        let text = text.as_deref().map(normalized);
        text.filter(|text| !text.is_empty())
    };
    let (given, surname, upn) = (text(&user.given), text(&user.surname), text(&user.upn)?);
    let alias = rehome_domain::hosting::proposal::split(&upn).map_or("", |(local, _)| local);
    let tokens = Tokens {
        given: given.as_deref(),
        surname: surname.as_deref(),
        display: "",
        alias,
    };
    let place = home.and_then(|home| known.organizations.get(home));
    let hosting = place.and_then(|place| place.organization.hosting.as_deref());
    let format = hosting.and_then(|hosting| hosting.display_name_format.as_deref());
    let name = text(&user.name).or_else(|| display_name(format, &tokens));
    Some(Newcomer {
        name: name.unwrap_or_else(|| alias.to_owned()),
        given,
        surname,
        upn,
    })
}

/// What of a profile the snapshot does not tell.
fn record(profile: &Profile) -> OriginalRecord {
    let fields = profile.extra.iter();
    let fields =
        fields.filter(|(name, value)| !value.is_null() && !SETTLED.contains(&name.as_str()));
    let account = profile.extra.get("account");
    let never_expires = account.and_then(|account| account.get("never_expires"));
    OriginalRecord {
        fields: fields.map(|(name, _)| name.as_str().into()).collect(),
        never_expires: never_expires.and_then(Value::as_bool) == Some(true),
    }
}

/// The properties of the services somebody holds, by service; a document's words.
pub(super) async fn properties(
    tx: &mut Tx,
    original: &UserId,
) -> Result<Map<String, Value>, ServiceError> {
    let services = rehome_storage::directory::services_of(tx, original).await?;
    let Some(Value::Object(services)) = services else {
        return Ok(Map::new());
    };
    let properties = |mut held: Value| held.get_mut("properties").map(Value::take);
    let services = services.into_iter();
    Ok(services
        .filter_map(|(id, held)| Some((id, properties(held)?)))
        .collect())
}
