//! YAML, read event by event so that a bomb is refused before it grows.

use super::{BEYOND, Builder, Node, Stop, Value, is_beyond};
use crate::fault::{Code, Log, Place};
use saphyr_parser::{Event, Marker, Parser, ScalarStyle};
use std::borrow::Cow;

pub(super) fn parse<'a>(text: &'a str, file: u32, log: &mut Log) -> Option<Node<'a>> {
    let mut builder = Builder::new(log);
    let outcome = walk(text, file, &mut builder);
    if outcome.is_err() {
        return None;
    }
    let root = builder.root.take();
    let found = root.filter(|node| !node.is_null());
    if found.is_none() {
        builder.fault(
            Place {
                file,
                line: 1,
                column: 1,
            },
            Code::Empty,
            "the file is empty; begin with `version: 1`",
        );
    }
    found
}

fn walk<'a>(text: &'a str, file: u32, builder: &mut Builder<'a, '_>) -> Result<(), Stop> {
    let at = |marker: &Marker| Place {
        file,
        line: marker.line() as u32,
        column: marker.col() as u32 + 1,
    };
    let mut documents = 0;
    let mut source = Source {
        text,
        byte: 0,
        character: 0,
    };
    for event in Parser::new_from_str(text) {
        let (event, span) = match event {
            Ok(found) => found,
            Err(error) => {
                let place = at(error.marker());
                return Err(match error.info() {
                    info if info.contains("recursion limit") => builder.stop(
                        place,
                        Code::TooDeep,
                        "lists and maps lie too deep here; flatten them",
                    ),
                    info => {
                        builder.stop(place, Code::Malformed, format!("this is not YAML: {info}"))
                    }
                });
            }
        };
        let place = at(&span.start);
        match event {
            Event::DocumentStart(_) => {
                documents += 1;
                if documents > 1 {
                    let message = "a second document begins here; put it into a file of its own";
                    return Err(builder.stop(place, Code::SeveralDocuments, message));
                }
            }
            Event::Alias(_) => {
                builder.fault(
                    place,
                    Code::Alias,
                    "aliases are not read; write the value out",
                );
                scalar(builder, place, Cow::Borrowed("~"), false)?;
            }
            Event::Scalar(found, style, anchor, tag) => {
                refuse_extras(builder, place, anchor, tag.is_some());
                let quoted = style != ScalarStyle::Plain;
                let found = source.borrow(found, span.start.index() + usize::from(quoted));
                scalar(builder, place, found, quoted)?;
            }
            Event::SequenceStart(anchor, tag) => {
                refuse_extras(builder, place, anchor, tag.is_some());
                refuse_as_key(builder, place)?;
                builder.begin_list(place)?;
            }
            Event::MappingStart(anchor, tag) => {
                refuse_extras(builder, place, anchor, tag.is_some());
                refuse_as_key(builder, place)?;
                builder.begin_map(place)?;
            }
            Event::SequenceEnd | Event::MappingEnd => builder.end()?,
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
    }
    Ok(())
}

fn refuse_extras(builder: &mut Builder<'_, '_>, place: Place, anchor: usize, tagged: bool) {
    if anchor > 0 {
        builder.fault(place, Code::Alias, "anchors are not read; take `&...` out");
    }
    if tagged {
        builder.fault(place, Code::Tag, "tags are not read; take `!...` out");
    }
}

fn refuse_as_key(builder: &mut Builder<'_, '_>, place: Place) -> Result<(), Stop> {
    if builder.wants_key() {
        return Err(builder.stop(
            place,
            Code::KeyNotText,
            "a key is a text, never a list or a map",
        ));
    }
    Ok(())
}

fn scalar<'a>(
    builder: &mut Builder<'a, '_>,
    place: Place,
    text: Cow<'a, str>,
    quoted: bool,
) -> Result<(), Stop> {
    if builder.wants_key() {
        if text.is_empty() {
            builder.fault(place, Code::KeyNotText, "a key is missing before the colon");
        }
        builder.key(place, text);
        return Ok(());
    }
    let value = if quoted {
        Value::Text(text)
    } else {
        if is_beyond(&text) {
            builder.fault(place, Code::OutOfRange, BEYOND);
        }
        plain(text)
    };
    builder.value(place, value)
}

/// What a plain scalar means (YAML 1.2, core schema), except that numbers which would not come back as
/// they were written, like `0071` or `0x1F`, are texts.
fn plain(text: Cow<'_, str>) -> Value<'_> {
    match &*text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" => return Value::Bool(true),
        "false" | "False" | "FALSE" => return Value::Bool(false),
        _ => {}
    }
    number(&text).unwrap_or(Value::Text(text))
}

fn number<'a>(text: &str) -> Option<Value<'a>> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if !digits.starts_with(|c: char| c.is_ascii_digit())
        || (digits.starts_with('0') && digits.len() > 1 && !digits.starts_with("0."))
    {
        return None;
    }
    if digits.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse().ok().map(Value::Int);
    }
    let legal = digits
        .bytes()
        .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E' | b'+' | b'-'));
    let real: f64 = legal.then(|| text.parse().ok()).flatten()?;
    real.is_finite().then_some(Value::Real(real))
}

/// The text being read and how far it has been looked at.
struct Source<'a> {
    text: &'a str,
    byte: usize,
    character: usize,
}

impl<'a> Source<'a> {
    /// The scalar as part of the text where it stands there as it is: the parser copies each, which for
    /// large files is most of the memory.
    fn borrow(&mut self, scalar: Cow<'a, str>, character: usize) -> Cow<'a, str> {
        let Some(more) = character.checked_sub(self.character) else {
            return scalar;
        };
        let rest = self.text.get(self.byte..).unwrap_or("");
        let Some((skipped, _)) = rest.char_indices().nth(more) else {
            return scalar;
        };
        self.byte += skipped;
        self.character = character;
        match self.text.get(self.byte..self.byte + scalar.len()) {
            Some(part) if part == scalar => Cow::Borrowed(part),
            _ => scalar,
        }
    }
}
