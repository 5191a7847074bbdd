//! Plain forms, which work with and without scripts: each takes its fields, calls the service by the same
//! functions as everybody else, and leads on to a page.

pub(crate) mod account;
pub(crate) mod dial_plan;
pub(crate) mod library;
pub(crate) mod password;
pub(crate) mod people_files;
pub(crate) mod sign_in;
pub(crate) mod user_move;

use axum::body::Bytes;
use std::collections::BTreeMap;

/// The most a form carries: a thousand people who are ticked, by their ids.
const LIMIT: usize = 256 * 1024;

/// The fields of a plain form, repeated ones in order.
pub(crate) struct Fields(BTreeMap<String, Vec<String>>);

impl Fields {
    /// Reads a body; what is not readable is not there.
    pub(crate) fn read(body: &Bytes) -> Self {
        let mut fields: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in body
            .get(..body.len().min(LIMIT))
            .map(pairs)
            .into_iter()
            .flatten()
        {
            fields.entry(name).or_default().push(value);
        }
        Self(fields)
    }

    /// A field that is there.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// The first values of fields whose names begin so, by the rest of their names.
    pub(crate) fn beginning_with(&self, prefix: &str) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().filter_map(move |(name, values)| {
            let rest = name.strip_prefix(prefix)?;
            Some((rest, values.first()?.as_str()))
        })
    }

    /// Every value of a field.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.get(name).into_iter().flatten().map(String::as_str)
    }
}

fn pairs(body: &[u8]) -> Vec<(String, String)> {
    body.split(|byte| *byte == b'&')
        .filter(|pair| !pair.is_empty())
        .filter_map(|pair| {
            let mut halves = pair.splitn(2, |byte| *byte == b'=');
            Some((
                unescaped(halves.next()?)?,
                unescaped(halves.next().unwrap_or_default())?,
            ))
        })
        .collect()
}

/// The text behind `%41` and `+`; none where it is no text, or holds a NUL, which no database takes.
fn unescaped(bytes: &[u8]) -> Option<String> {
    let mut text = Vec::with_capacity(bytes.len());
    let mut rest = bytes.iter().copied();
    while let Some(byte) = rest.next() {
        text.push(match byte {
            b'+' => b' ',
            b'%' => {
                let high = char::from(rest.next()?).to_digit(16)?;
                let low = char::from(rest.next()?).to_digit(16)?;
                u8::try_from(high * 16 + low).ok()?
            }
            byte => byte,
        });
    }
    String::from_utf8(text)
        .ok()
        .filter(|text| !text.contains('\0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(body: &'static str) -> Fields {
        Fields::read(&Bytes::from_static(body.as_bytes()))
    }

    #[test]
    fn fields_are_read_as_browsers_write_them() {
        let fields = fields("a=1&b=x+y%26z&a=2&c=&d&=e&%C3%A9=%E8%8A%B1");
        assert_eq!(fields.all("a").collect::<Vec<_>>(), ["1", "2"]);
        assert_eq!(fields.get("b"), Some("x y&z"));
        assert_eq!(fields.get("c"), Some(""));
        assert_eq!(fields.get("d"), Some(""));
        assert_eq!(fields.get("é"), Some("花"));
        assert_eq!(fields.get("nothing"), None);
    }

    #[test]
    fn what_is_no_text_is_not_there() {
        let fields = fields("a=%zz&b=%C3&c=%4&d=%00&e=ok");
        for name in ["a", "b", "c", "d"] {
            assert_eq!(fields.get(name), None, "{name}");
        }
        assert_eq!(fields.get("e"), Some("ok"));
    }
}
