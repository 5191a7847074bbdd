//! The OpenAPI document, made of the table of endpoints and of the types on the wire.

use super::table::{API_VERSION, Endpoint, Parameter, endpoints};
use axum::Json;
use axum::routing::get;
use http::StatusCode;
use rehome_service::ErrorBody;
use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

/// This document itself.
pub(super) const ENDPOINTS: &[Endpoint] = &[Endpoint {
    method: "GET",
    path: "/openapi.json",
    summary: "This document",
    takes: &[],
    body: None,
    success: (200, None),
    refusals: &[],
    handler: || get(async || Json(document())),
}];

/// What every endpoint can refuse with.
const ALWAYS: [u16; 6] = [400, 401, 403, 429, 500, 503];

/// The OpenAPI 3.1 document of the REST interface.
pub fn document() -> Value {
    let mut generator = SchemaSettings::draft2020_12()
        .with(|settings| settings.definitions_path = "/components/schemas".into())
        .into_generator();
    let mut paths: Map<String, Value> = Map::new();
    for endpoint in endpoints() {
        let operation = operation(endpoint, &mut generator);
        let path = paths.entry(endpoint.path).or_insert_with(|| json!({}));
        if let Value::Object(methods) = path {
            methods.insert(endpoint.method.to_lowercase(), operation);
        }
    }
    let error = generator.subschema_for::<ErrorBody>();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Rehome",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Moves people between organizations. What is hidden from you answers like what does not exist. Every refusal has one body; nothing is written by any of them.",
        },
        "servers": [{"url": "/api/v1"}],
        "security": [{"bearer": []}, {"session": []}],
        "paths": paths,
        "components": {
            "schemas": generator.take_definitions(true),
            "responses": {
                "Refusal": {
                    "description": "Refused: the code is stable, the message says what to do.",
                    "content": {"application/json": {"schema": error}},
                },
            },
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer", "description": "Made by `rehome token create --user NAME`."},
                "session": {"type": "apiKey", "in": "cookie", "name": "__Host-rehome", "description": "The session of a browser; `rehome` where people come over plain http."},
            },
        },
    })
}

fn operation(endpoint: &Endpoint, generator: &mut SchemaGenerator) -> Value {
    let in_path = endpoint
        .path
        .split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let mut parameters: Vec<Value> = in_path
        .map(|name| json!({"name": name, "in": "path", "required": true, "schema": {"type": "string"}}))
        .collect();
    for taken in endpoint.takes.iter().chain([&API_VERSION]) {
        parameters.push(parameter(taken, generator));
    }
    let mut responses = Map::new();
    let (status, schema) = endpoint.success;
    let mut success = json!({"description": reason(status)});
    if let (Some(schema), Value::Object(success)) = (schema, &mut success) {
        let schema = schema(generator);
        success.insert(
            "content".to_owned(),
            json!({"application/json": {"schema": schema}}),
        );
    }
    responses.insert(status.to_string(), success);
    let mut refusals: Vec<u16> = ALWAYS.iter().chain(endpoint.refusals).copied().collect();
    if endpoint.body.is_some() {
        refusals.extend([413, 415]);
    }
    refusals.sort_unstable();
    refusals.dedup();
    for status in refusals {
        responses.insert(
            status.to_string(),
            json!({"$ref": "#/components/responses/Refusal"}),
        );
    }
    let mut operation = json!({
        "operationId": operation_id(endpoint),
        "summary": endpoint.summary,
        "parameters": parameters,
        "responses": responses,
    });
    if let (Some(schema), Value::Object(operation)) = (endpoint.body, &mut operation) {
        let schema = schema(generator);
        operation.insert(
            "requestBody".to_owned(),
            json!({"required": true, "content": {"application/json": {"schema": schema}}}),
        );
    }
    operation
}

fn parameter(parameter: &Parameter, generator: &mut SchemaGenerator) -> Value {
    let schema = (parameter.schema)(generator);
    json!({
        "name": parameter.name,
        "in": parameter.place,
        "required": parameter.required,
        "description": parameter.about,
        "schema": schema,
    })
}

fn reason(status: u16) -> &'static str {
    StatusCode::from_u16(status)
        .ok()
        .and_then(|status| status.canonical_reason())
        .unwrap_or("")
}

fn operation_id(endpoint: &Endpoint) -> String {
    let words = endpoint
        .path
        .split(['/', '.', '_'])
        .filter(|part| !part.is_empty());
    let words = words.map(|word| word.trim_matches(['{', '}']));
    words.fold(endpoint.method.to_lowercase(), |id, word| {
        format!("{id}_{word}")
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_endpoint_is_there_once_with_every_refusal() {
        let document = document();
        let mut ids = BTreeSet::new();
        for endpoint in endpoints() {
            let operation = &document["paths"][endpoint.path][endpoint.method.to_lowercase()];
            assert!(
                ids.insert(operation["operationId"].as_str().unwrap().to_owned()),
                "{}",
                endpoint.path
            );
            let responses = operation["responses"].as_object().unwrap();
            assert!(responses.contains_key("401"));
            for status in endpoint.refusals {
                assert!(responses.contains_key(&status.to_string()));
            }
        }
    }

    #[test]
    fn parameters_have_the_types_that_are_read() {
        let document = document();
        let of = |path: &str, method: &str, name: &str| {
            let parameters = document["paths"][path][method]["parameters"].as_array();
            let named = parameters.unwrap().iter().find(|it| it["name"] == name);
            named.cloned().unwrap_or_default()
        };
        assert_eq!(of("/users", "get", "limit")["schema"]["type"], "integer");
        assert_eq!(of("/users", "get", "text")["schema"]["type"], "string");
        for (path, name) in [
            ("/users", "as"),
            ("/users", "state"),
            ("/organizations", "kind"),
        ] {
            assert!(
                of(path, "get", name)["schema"]["$ref"].is_string(),
                "{path}"
            );
        }
        assert_eq!(of("/me", "get", "acting_in")["in"], "query");
        assert_eq!(of("/users/{user}", "patch", "If-Match")["required"], true);
        assert_eq!(of("/users/{user}", "delete", "If-Match")["required"], false);
        assert_eq!(of("/me", "get", "Api-Version")["required"], false);
    }

    #[test]
    fn every_reference_leads_somewhere() {
        let document = document();
        let text = document.to_string();
        for reference in text.split("\"$ref\":\"#").skip(1) {
            let pointer = reference.split('"').next().unwrap();
            assert!(document.pointer(pointer).is_some(), "{pointer}");
        }
    }
}
