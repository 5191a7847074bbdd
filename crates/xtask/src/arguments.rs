//! What was typed after the command: flags, values and names, each taken once.

/// The words that nobody has taken yet.
pub(crate) struct Arguments {
    words: Vec<String>,
}

impl Arguments {
    pub(crate) fn new(words: impl Iterator<Item = String>) -> Self {
        Self {
            words: words.collect(),
        }
    }

    /// Whether `--name` was given.
    pub(crate) fn flag(&mut self, name: &str) -> bool {
        let before = self.words.len();
        self.words.retain(|word| word != name);
        self.words.len() != before
    }

    /// What follows `--name`, or stands after its equals sign.
    pub(crate) fn value(&mut self, name: &str) -> Result<Option<String>, String> {
        let with_equals = format!("{name}=");
        let Some(at) = self
            .words
            .iter()
            .position(|word| word == name || word.starts_with(&with_equals))
        else {
            return Ok(None);
        };
        let word = self.words.remove(at);
        if let Some(value) = word.strip_prefix(&with_equals) {
            return Ok(Some(value.to_owned()));
        }
        if at < self.words.len() {
            Ok(Some(self.words.remove(at)))
        } else {
            Err(format!("`{name}` wants a value after it"))
        }
    }

    /// The first word, if it is not a flag.
    pub(crate) fn positional(&mut self) -> Option<String> {
        let takes = self
            .words
            .first()
            .is_some_and(|word| !word.starts_with('-') || matches!(word.as_str(), "-h" | "--help"));
        takes.then(|| self.words.remove(0))
    }

    /// Everything left, for a program that this one calls.
    pub(crate) fn rest(self) -> Vec<String> {
        self.words
    }

    /// Refuses what nobody took.
    pub(crate) fn finish(self) -> Result<(), String> {
        if self.words.is_empty() {
            Ok(())
        } else {
            Err(format!(
                "not understood: {}; `cargo xtask help` lists what is",
                self.words.join(" ")
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::Arguments;

    fn typed(text: &str) -> Arguments {
        Arguments::new(text.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn a_value_stands_after_a_space_or_an_equals_sign() {
        assert_eq!(
            typed("--port 81").value("--port").unwrap().as_deref(),
            Some("81")
        );
        assert_eq!(
            typed("--port=82").value("--port").unwrap().as_deref(),
            Some("82")
        );
        assert!(typed("--port").value("--port").is_err());
    }

    #[test]
    fn what_nobody_took_is_refused() {
        let mut arguments = typed("--release --relaese");
        assert!(arguments.flag("--release"));
        assert!(arguments.finish().unwrap_err().contains("--relaese"));
    }
}
