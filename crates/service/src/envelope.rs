//! A commit on the wire: a request with the digest that was reviewed and what was acknowledged, in one map.
//!
//! WHY not flattened: a flattened request would take unknown fields, and faults would lose their place.

use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeSeed, IntoDeserializer, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeSet;
use std::fmt;
use std::marker::PhantomData;

/// A request with what its review gave.
pub(crate) struct Envelope<R> {
    pub(crate) request: R,
    pub(crate) digest: Option<String>,
    pub(crate) acknowledged: BTreeSet<String>,
}

impl<'de, R: Deserialize<'de>> Deserialize<'de> for Envelope<R> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Whole(PhantomData))
    }
}

struct Whole<R>(PhantomData<R>);

impl<'de, R: Deserialize<'de>> Visitor<'de> for Whole<R> {
    type Value = Envelope<R>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a request with the digest that was reviewed")
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Envelope<R>, A::Error> {
        let (mut digest, mut acknowledged) = (None, BTreeSet::new());
        let request = Request {
            entries,
            digest: &mut digest,
            acknowledged: &mut acknowledged,
        };
        Ok(Envelope {
            request: R::deserialize(MapAccessDeserializer::new(request))?,
            digest,
            acknowledged,
        })
    }
}

/// The entries of the request alone; those of the review are taken out on the way.
struct Request<'r, A> {
    entries: A,
    digest: &'r mut Option<String>,
    acknowledged: &'r mut BTreeSet<String>,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Request<'_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        while let Some(key) = self.entries.next_key::<String>()? {
            match key.as_str() {
                "digest" => *self.digest = self.entries.next_value()?,
                "acknowledged" => *self.acknowledged = self.entries.next_value()?,
                _ => return seed.deserialize(key.into_deserializer()).map(Some),
            }
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.entries.next_value_seed(seed)
    }
}
