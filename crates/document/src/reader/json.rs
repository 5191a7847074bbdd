//! JSON (RFC 8259) with the place of every value.

use super::{BEYOND, Builder, Node, Stop, Value, is_beyond};
use crate::fault::{Code, Log, Place};
use std::borrow::Cow;

pub(super) fn parse<'a>(text: &'a str, file: u32, log: &mut Log) -> Option<Node<'a>> {
    let mut reader = Reader {
        text,
        at: 0,
        file,
        line: 1,
        line_start: 0,
        counted: 0,
        column: 1,
    };
    let mut builder = Builder::new(log);
    if reader.skip_blanks().is_none() {
        builder.fault(
            Place {
                file,
                line: 1,
                column: 1,
            },
            Code::Empty,
            "the file is empty; begin with `{\"version\": 1}`",
        );
        return None;
    }
    reader.document(&mut builder).ok()?;
    builder.root.take()
}

struct Reader<'a> {
    text: &'a str,
    /// The byte to be read next.
    at: usize,
    file: u32,
    line: u32,
    line_start: usize,
    /// Up to here characters of this line are counted in `column`, so that long lines cost no more.
    counted: usize,
    column: u32,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_blanks(&mut self) -> Option<u8> {
        loop {
            match self.peek()? {
                b'\n' => {
                    self.at += 1;
                    self.line += 1;
                    self.line_start = self.at;
                }
                b' ' | b'\t' | b'\r' => self.at += 1,
                other => return Some(other),
            }
        }
    }

    fn place(&mut self) -> Place {
        if self.counted < self.line_start {
            self.counted = self.line_start;
            self.column = 1;
        }
        let passed = self.text.get(self.counted..self.at).unwrap_or("");
        self.column += passed.chars().count() as u32;
        self.counted = self.at.max(self.counted);
        Place {
            file: self.file,
            line: self.line,
            column: self.column,
        }
    }

    fn malformed(&mut self, builder: &mut Builder<'a, '_>, what: &str) -> Stop {
        let place = self.place();
        builder.stop(place, Code::Malformed, format!("this is not JSON: {what}"))
    }

    /// One value after another until the outermost one is complete.
    fn document(&mut self, builder: &mut Builder<'a, '_>) -> Result<(), Stop> {
        loop {
            self.value(builder)?;
            loop {
                match (
                    builder
                        .open
                        .last()
                        .map(|open| matches!(open.kind, super::OpenKind::List(_))),
                    self.skip_blanks(),
                ) {
                    (None, None) => return Ok(()),
                    (None, Some(_)) => {
                        return Err(
                            self.malformed(builder, "something follows the end of the document")
                        );
                    }
                    (Some(true), Some(b']')) | (Some(false), Some(b'}')) => {
                        self.at += 1;
                        builder.end()?;
                    }
                    (Some(is_list), Some(b',')) => {
                        self.at += 1;
                        if !is_list {
                            self.key(builder)?;
                        }
                        break;
                    }
                    (Some(true), _) => {
                        return Err(
                            self.malformed(builder, "a list goes on with `,` or ends with `]`")
                        );
                    }
                    (Some(false), _) => {
                        return Err(
                            self.malformed(builder, "a map goes on with `,` or ends with `}`")
                        );
                    }
                }
            }
        }
    }

    /// Reads up to a complete scalar or an empty list or map, opening what lies around it.
    fn value(&mut self, builder: &mut Builder<'a, '_>) -> Result<(), Stop> {
        loop {
            let next = self.skip_blanks();
            let place = self.place();
            match next {
                Some(b'[') => {
                    self.at += 1;
                    builder.begin_list(place)?;
                    if self.skip_blanks() == Some(b']') {
                        self.at += 1;
                        return builder.end();
                    }
                }
                Some(b'{') => {
                    self.at += 1;
                    builder.begin_map(place)?;
                    if self.skip_blanks() == Some(b'}') {
                        self.at += 1;
                        return builder.end();
                    }
                    self.key(builder)?;
                }
                Some(b'"') => {
                    let text = self.string(builder)?;
                    return builder.value(place, Value::Text(text));
                }
                Some(_) => {
                    let value = self.word(builder)?;
                    return builder.value(place, value);
                }
                None => return Err(self.malformed(builder, "the text ends too early")),
            }
        }
    }

    fn key(&mut self, builder: &mut Builder<'a, '_>) -> Result<(), Stop> {
        let next = self.skip_blanks();
        let place = self.place();
        if next != Some(b'"') {
            return Err(self.malformed(builder, "a key in double quotes is wanted here"));
        }
        let text = self.string(builder)?;
        if text.is_empty() {
            builder.fault(place, Code::KeyNotText, "a key cannot be empty");
        }
        builder.key(place, text);
        if self.skip_blanks() != Some(b':') {
            return Err(self.malformed(builder, "a `:` is wanted after the key"));
        }
        self.at += 1;
        Ok(())
    }

    fn word(&mut self, builder: &mut Builder<'a, '_>) -> Result<Value<'a>, Stop> {
        let rest = self.text.get(self.at..).unwrap_or("");
        let length = rest
            .bytes()
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
            .count();
        let word = rest.get(..length).unwrap_or("");
        let value = match word {
            "null" => Some(Value::Null),
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            _ => {
                if is_beyond(word) {
                    let place = self.place();
                    builder.fault(place, Code::OutOfRange, BEYOND);
                }
                number(word)
            }
        };
        let Some(value) = value else {
            return Err(self.malformed(builder, "a value is wanted here"));
        };
        self.at += length;
        Ok(value)
    }

    /// Reads a string whose opening quote is next.
    fn string(&mut self, builder: &mut Builder<'a, '_>) -> Result<Cow<'a, str>, Stop> {
        self.at += 1;
        let start = self.at;
        let mut owned: Option<String> = None;
        let mut copied = start;
        loop {
            match self.peek() {
                Some(b'"') => {
                    let tail = self.text.get(copied..self.at).unwrap_or("");
                    self.at += 1;
                    return Ok(match owned {
                        None => Cow::Borrowed(tail),
                        Some(mut text) => {
                            text.push_str(tail);
                            Cow::Owned(text)
                        }
                    });
                }
                Some(b'\\') => {
                    let text = owned.get_or_insert_default();
                    text.push_str(self.text.get(copied..self.at).unwrap_or(""));
                    match self.escape() {
                        Some(c) => text.push(c),
                        None => return Err(self.malformed(builder, "this escape means nothing")),
                    }
                    copied = self.at;
                }
                Some(b'\n' | b'\r' | b'\t') => {
                    return Err(self.malformed(
                        builder,
                        "write line breaks and tabs in a text as \\n and \\t",
                    ));
                }
                Some(_) => self.at += 1,
                None => return Err(self.malformed(builder, "a text is not closed with `\"`")),
            }
        }
    }

    /// The character an escape stands for; the place stays at the escape if it stands for none.
    fn escape(&mut self) -> Option<char> {
        let (c, length) = match self.text.as_bytes().get(self.at + 1)? {
            b'"' => ('"', 2),
            b'\\' => ('\\', 2),
            b'/' => ('/', 2),
            b'b' => ('\u{8}', 2),
            b'f' => ('\u{c}', 2),
            b'n' => ('\n', 2),
            b'r' => ('\r', 2),
            b't' => ('\t', 2),
            b'u' => match self.hex(self.at + 2)? {
                high @ 0xd800..=0xdbff => {
                    if self.text.get(self.at + 6..self.at + 8) != Some("\\u") {
                        return None;
                    }
                    let low = self
                        .hex(self.at + 8)
                        .filter(|low| (0xdc00..=0xdfff).contains(low))?;
                    (
                        char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00))?,
                        12,
                    )
                }
                other => (char::from_u32(other)?, 6),
            },
            _ => return None,
        };
        self.at += length;
        Some(c)
    }

    fn hex(&self, at: usize) -> Option<u32> {
        let digits = self
            .text
            .get(at..at + 4)
            .filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
        u32::from_str_radix(digits, 16).ok()
    }
}

fn number<'a>(word: &str) -> Option<Value<'a>> {
    let digits = word.strip_prefix('-').unwrap_or(word);
    let whole = digits.bytes().take_while(u8::is_ascii_digit).count();
    if whole == 0 || (whole > 1 && digits.starts_with('0')) {
        return None;
    }
    if whole == digits.len()
        && let Ok(int) = word.parse()
    {
        return Some(Value::Int(int));
    }
    let rest = digits.get(whole..)?;
    let (fraction, exponent) = match rest.find(['e', 'E']) {
        Some(at) => (rest.get(..at)?, Some(rest.get(at + 1..)?)),
        None => (rest, None),
    };
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let legal = (fraction.is_empty() || fraction.strip_prefix('.').is_some_and(all_digits))
        && exponent.is_none_or(|text| all_digits(text.strip_prefix(['+', '-']).unwrap_or(text)));
    let real: f64 = legal.then(|| word.parse().ok()).flatten()?;
    real.is_finite().then_some(Value::Real(real))
}
