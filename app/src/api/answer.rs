//! How answers reach a page: rendered with it by the server, or fetched by the browser.

use leptos::prelude::Resource;
use leptos::server::codee::{Decoder, Encoder};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::future::Future;

/// What a page is answered.
pub(crate) type Answer<T> = Resource<T, Json>;

/// JSON, read as the answers of server functions are.
///
/// WHY not the framework's own: that reads from another kind of input, and a page would load every reader twice.
pub(crate) struct Json;

impl<T: Serialize> Encoder<T> for Json {
    type Error = serde_json::Error;
    type Encoded = String;

    fn encode(value: &T) -> Result<String, serde_json::Error> {
        serde_json::to_string(value)
    }
}

impl<T: DeserializeOwned> Decoder<T> for Json {
    type Error = serde_json::Error;
    type Encoded = str;

    fn decode(text: &str) -> Result<T, serde_json::Error> {
        serde_json::from_slice(text.as_bytes())
    }
}

/// Asks for what a page shows, and anew whenever `source` changes.
pub(crate) fn ask<S, T, F>(
    source: impl Fn() -> S + Send + Sync + 'static,
    answer: impl Fn(S) -> F + Send + Sync + 'static,
) -> Answer<T>
where
    S: PartialEq + Clone + Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Send + Sync + 'static,
    F: Future<Output = T> + Send + 'static,
{
    Resource::new_with_options(source, answer, false)
}
