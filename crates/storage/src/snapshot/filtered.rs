//! What filters of a request can ask of people, and which attributes there are to ask for.
//!
//! Read only where a request has filters; what directory groups people are in comes with the facts of telephony.

use crate::directory::{attributes, profile_cells};
use crate::error::StoreError;
use crate::tx::Tx;
use rehome_domain::ids::UserId;
use rehome_domain::user_move::Snapshot;
use rehome_domain::user_move::filters::FilterFacts;
use serde_json::Value;
use std::collections::BTreeMap;

/// Loads what people who are loaded can be asked for.
pub(super) async fn load(tx: &mut Tx, snapshot: &mut Snapshot) -> Result<(), StoreError> {
    let mut facts = FilterFacts {
        attributes: attributes(tx).await?.into_keys().collect(),
        values: BTreeMap::new(),
    };
    let people: Vec<&UserId> = snapshot.users.keys().collect();
    let mut cells = profile_cells(tx, &people).await?;
    for user in snapshot.users.values() {
        let cells = cells.remove(&user.id).unwrap_or_default();
        let phoned = snapshot.telephony.as_ref();
        let groups = phoned.and_then(|facts| facts.people.get(&user.id));
        let groups = groups.into_iter().flat_map(|it| &it.directory_groups);
        let mut values: BTreeMap<String, Vec<String>> = cells
            .attributes
            .iter()
            .map(|(id, value)| (id.to_string(), texts(value)))
            .collect();
        for (name, value) in [
            ("username", Some(user.username.to_string())),
            ("name", Some(user.name.to_string())),
            ("given", cells.given),
            ("surname", cells.surname),
            ("email", cells.email),
            ("status", Some(user.status.as_str().to_owned())),
        ] {
            values.insert(name.to_owned(), value.into_iter().collect());
        }
        let groups = groups.map(ToString::to_string).collect();
        values.insert("directory_group".to_owned(), groups);
        facts.values.insert(user.id.clone(), values);
    }
    snapshot.filtered = Some(facts);
    Ok(())
}

fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Null => Vec::new(),
        Value::String(text) => vec![text.clone()],
        Value::Array(all) => all.iter().flat_map(texts).collect(),
        other => vec![other.to_string()],
    }
}
