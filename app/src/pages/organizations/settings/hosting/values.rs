//! The values of subjects whose fields each stand for themselves: how a field is shown, and how the section takes it.

use crate::words::{HostingPhrase as H, Words};
use rehome_domain::hosting::{CustomerType, Structure};
use rehome_domain::ids::RoleId;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A field of a section.
pub(super) trait FieldValue {
    /// As the section takes it.
    fn wire(&self) -> Value;
    /// As people read it.
    fn shown(&self, words: Words) -> String;
}

/// Texts, one in each line.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Lines(pub(super) String);

impl Lines {
    pub(super) fn of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        Self(texts.into_iter().collect::<Vec<_>>().join("\n"))
    }

    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        let lines = self.0.lines().map(str::trim);
        lines.filter(|line| !line.is_empty())
    }
}

impl FieldValue for Lines {
    fn wire(&self) -> Value {
        json!(self.texts().collect::<Vec<_>>())
    }

    fn shown(&self, words: Words) -> String {
        let texts: Vec<String> = self.texts().map(str::to_owned).collect();
        words.list(&texts)
    }
}

/// A whole number as it is typed; none where nothing is.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Number(pub(super) String);

impl Number {
    pub(super) fn of(number: Option<u64>) -> Self {
        Self(number.map_or_else(String::new, |number| number.to_string()))
    }
}

impl FieldValue for Number {
    fn wire(&self) -> Value {
        let text = self.0.trim();
        match text.parse::<u64>() {
            Ok(number) => json!(number),
            Err(_) if text.is_empty() => Value::Null,
            // WHY as it is: the section says what is wrong with it.
            Err(_) => json!(text),
        }
    }

    fn shown(&self, words: Words) -> String {
        match self.0.trim().parse::<u64>() {
            Ok(number) => words.number(number),
            Err(_) if self.0.trim().is_empty() => words.said(H::WithoutLimit),
            Err(_) => self.0.clone(),
        }
    }
}

/// A text; none where nothing is typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Text(pub(super) String);

impl FieldValue for Text {
    fn wire(&self) -> Value {
        let text = self.0.trim();
        if text.is_empty() {
            Value::Null
        } else {
            json!(text)
        }
    }

    fn shown(&self, _: Words) -> String {
        if self.0.trim().is_empty() {
            "–".to_owned()
        } else {
            self.0.clone()
        }
    }
}

impl FieldValue for Structure {
    fn wire(&self) -> Value {
        json!(self)
    }

    fn shown(&self, words: Words) -> String {
        words.said(H::from(*self))
    }
}

impl FieldValue for CustomerType {
    fn wire(&self) -> Value {
        json!(self)
    }

    fn shown(&self, words: Words) -> String {
        words.said(H::from(*self))
    }
}

impl FieldValue for BTreeSet<RoleId> {
    fn wire(&self) -> Value {
        json!(self)
    }

    fn shown(&self, words: Words) -> String {
        let names = crate::words::Names::default();
        let told: Vec<String> = self
            .iter()
            .map(|role| names.role_words(role, words.language).to_owned())
            .collect();
        words.list(&told)
    }
}

/// The values of a section with such fields: `values! { Type of reader; field: label, ... }`.
macro_rules! values {
    ($name:ident of $read:path; $($field:ident: $kind:ty = $label:expr;)*) => {
        #[derive(Clone, Debug, Default, PartialEq)]
        pub(super) struct $name {
            $(pub(super) $field: $kind,)*
        }

        impl $crate::pages::organizations::settings::draft::Values for $name {
            fn of(page: &$crate::api::organizations::SettingsPage) -> (i64, Self) {
                let hosting = $crate::pages::organizations::settings::hosting::hosting_of(page);
                hosting.map_or_else(|| (0, Self::default()), |it| (it.revision, $read(it)))
            }

            fn change(&self, draft: &Self) -> serde_json::Map<String, serde_json::Value> {
                use $crate::pages::organizations::settings::hosting::values::FieldValue;
                let mut change = serde_json::Map::new();
                $(if self.$field != draft.$field {
                    change.insert(stringify!($field).to_owned(), draft.$field.wire());
                })*
                change
            }

            fn rebased(&self, draft: &Self, now: &Self) -> Self {
                use $crate::pages::organizations::settings::draft::kept;
                Self { $($field: kept(&self.$field, &draft.$field, &now.$field),)* }
            }

            fn difference(
                &self,
                draft: &Self,
                now: &Self,
                _page: &$crate::api::organizations::SettingsPage,
                words: $crate::words::Words,
            ) -> Vec<$crate::pages::organizations::settings::draft::Row> {
                use $crate::pages::organizations::settings::draft::row;
                use $crate::pages::organizations::settings::hosting::values::FieldValue;
                [$(row(
                    words.said($label),
                    (&self.$field, &draft.$field, &now.$field),
                    |it| it.shown(words),
                ),)*]
                .into_iter()
                .flatten()
                .collect()
            }
        }
    };
}
pub(super) use values;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_sent_as_the_section_takes_it() {
        assert_eq!(Number(" 12 ".to_owned()).wire(), json!(12));
        assert_eq!(Number(String::new()).wire(), Value::Null);
        assert_eq!(Number("many".to_owned()).wire(), json!("many"));
        assert_eq!(Lines(" a \n\n b".to_owned()).wire(), json!(["a", "b"]));
        assert_eq!(Text("  ".to_owned()).wire(), Value::Null);
    }
}
