//! The JSON Schema (draft 2020-12) of the document, made from the table.

use super::{DOCUMENT, Field, Key, Presence, Shape};
use rehome_domain::hosting::setup::LONGEST_PROPERTY;
use rehome_domain::text::LONGEST_LINE;
use serde_json::{Map, Value, json};

/// The schema of a directory document.
pub(crate) fn schema() -> Value {
    let mut schema = record(DOCUMENT);
    if let Value::Object(map) = &mut schema {
        map.insert("$defs".to_owned(), json!({ "hierarchy": {
            "type": "object",
            "additionalProperties": { "anyOf": [{ "$ref": "#/$defs/hierarchy" }, { "type": "null" }] }
        }}));
        map.insert(
            "$schema".to_owned(),
            json!("https://json-schema.org/draft/2020-12/schema"),
        );
        map.insert("title".to_owned(), json!("Rehome directory document"));
    }
    schema
}

fn record(fields: &[Field]) -> Value {
    let mut properties = Map::new();
    for field in fields {
        let mut value = match field.presence {
            Presence::Required => of(&field.shape),
            Presence::Optional | Presence::Derived => or_null(of(&field.shape)),
        };
        if let Value::Object(map) = &mut value {
            map.insert("description".to_owned(), json!(field.doc));
            if field.presence == Presence::Derived {
                map.insert("readOnly".to_owned(), json!(true));
            }
        }
        properties.insert(field.key.to_owned(), value);
    }
    let required: Vec<&str> = fields
        .iter()
        .filter(|field| field.presence == Presence::Required)
        .map(|field| field.key)
        .collect();
    let mut schema =
        json!({ "type": "object", "properties": properties, "additionalProperties": false });
    if !required.is_empty()
        && let Value::Object(map) = &mut schema
    {
        map.insert("required".to_owned(), json!(required));
    }
    schema
}

fn or_null(schema: Value) -> Value {
    match schema {
        Value::Object(map) if map.is_empty() => json!({}),
        schema => json!({ "anyOf": [schema, { "type": "null" }] }),
    }
}

fn of(shape: &Shape) -> Value {
    match shape {
        Shape::Text(most) => json!({ "type": "string", "maxLength": most }),
        Shape::Name => {
            json!({ "type": "string", "maxLength": LONGEST_LINE, "pattern": r"^[^\n]*$" })
        }
        Shape::Line(most) => {
            json!({ "type": "string", "minLength": 1, "maxLength": most, "pattern": r"^[^\n]*$" })
        }
        Shape::Scalar => {
            json!({ "anyOf": [of(&Shape::Line(LONGEST_PROPERTY)), { "type": "number" }, { "type": "boolean" }] })
        }
        Shape::Id | Shape::Username => {
            json!({ "type": "string", "minLength": 1, "maxLength": 256 })
        }
        Shape::MappingId => json!({ "type": "string", "minLength": 2, "maxLength": 80 }),
        Shape::Color => json!({ "type": "string", "pattern": "^#[0-9A-Fa-f]{6}$" }),
        Shape::Address => {
            json!({ "type": "string", "pattern": "^[^@\\s]+@[^@\\s]+$", "maxLength": 320 })
        }
        Shape::Date => json!({ "type": "string", "format": "date" }),
        Shape::Bool => json!({ "type": "boolean" }),
        Shape::Int(least, i64::MAX) => json!({ "type": "integer", "minimum": least }),
        Shape::Int(least, greatest) => {
            json!({ "type": "integer", "minimum": least, "maximum": greatest })
        }
        Shape::Word(words) => json!({ "enum": words }),
        Shape::Ref(target) => {
            json!({ "type": "string", "$comment": format!("an id of `{}`", target.section()) })
        }
        Shape::Any => json!({}),
        Shape::List(shape) => json!({ "type": "array", "items": of(shape) }),
        Shape::Map(key, shape) => {
            let names = match key {
                Key::Id => json!({ "minLength": 1, "maxLength": 256 }),
                Key::Code => json!({ "pattern": "^[a-z0-9-]{1,80}$" }),
                Key::Address => of(&Shape::Address),
                Key::Ref(target) => of(&Shape::Ref(*target)),
            };
            json!({ "type": "object", "propertyNames": names, "additionalProperties": of(shape) })
        }
        Shape::Record(fields) => record(fields),
        Shape::Hierarchy => json!({ "$ref": "#/$defs/hierarchy" }),
    }
}
