//! From a directory to its one canonical text: equal directories give equal bytes (ruling 80).
//!
//! Keys are sorted, defaults are left out, positions keep their order; passwords and tokens are never
//! written. What a key means is said in `shape`; a key that is added there and typed in the directory
//! is written in `entries`.

mod entries;
mod organizations;
mod people;
mod record;
mod yaml;

pub use people::{PeopleTable, cell_of, people_table};

use rehome_domain::directory::Directory;
use serde_json::{Map, Value};

/// The directory as YAML.
pub fn to_yaml(directory: &Directory) -> String {
    let mut text = String::from("version: 1\n");
    let mut section = String::new();
    entries::each(directory, &mut |name, id, value| {
        if section != name {
            section = name.to_owned();
            yaml::key(&mut text, name, 0);
            text.push('\n');
        }
        yaml::entry(&mut text, id, &value, 1);
    });
    text
}

/// The directory as JSON.
pub fn to_json(directory: &Directory) -> String {
    let mut document = Map::new();
    document.insert("version".to_owned(), Value::from(1));
    entries::each(directory, &mut |name, id, value| {
        let section = document
            .entry(name)
            .or_insert_with(|| Value::Object(Map::new()));
        if let Value::Object(section) = section {
            section.insert(id.to_owned(), value);
        }
    });
    let mut text = format!("{:#}", Value::Object(document));
    text.push('\n');
    text
}
