//! Writing a document as YAML.

use serde_yaml::Value;

use super::Document;

/// Why a document cannot be written.
#[derive(Debug, thiserror::Error)]
#[error("the document cannot be written as YAML: {0}")]
pub struct WriteError(#[source] serde_yaml::Error);

impl Document {
    /// The document as YAML, keys in the order of the format; what is absent or has its default is not written.
    ///
    /// Reading the text gives the same document again.
    ///
    /// # Errors
    /// [`WriteError`] where counts of ratings name a rating twice, which no YAML map can.
    ///
    /// # Examples
    /// ```
    /// use service_blueprint::document::{Document, Stage, Touchpoint};
    ///
    /// let mut document = Document::new("Haircut");
    /// document.stages = vec![Stage::new("visit", vec![Touchpoint::new("wash", 7.0), Touchpoint::new("cut", 8.5)])];
    /// assert_eq!(
    ///     document.to_yaml()?,
    ///     "format: 1
    /// blueprint: Haircut
    /// stages:
    /// - id: visit
    ///   touchpoints:
    ///   - id: wash
    ///     experience: 7
    ///   - id: cut
    ///     experience: 8.5
    /// "
    /// );
    /// # Ok::<(), service_blueprint::document::WriteError>(())
    /// ```
    pub fn to_yaml(&self) -> Result<String, WriteError> {
        let yaml = serde_yaml::to_string(self).map_err(WriteError)?;
        if !yaml.contains(OLD_BREAKS.map(|(character, _)| character)) {
            return Ok(yaml);
        }
        // The mark makes the writer quote and escape; it is so long that no text has it.
        let mark = (1..)
            .map(|length| "\u{1}".repeat(length))
            .find(|mark| !yaml.contains(&escaped(mark)));
        let mark = mark.unwrap_or_default();
        let mut value = serde_yaml::to_value(self).map_err(WriteError)?;
        mark_breaks(&mut value, &mark);
        let mut yaml = serde_yaml::to_string(&value).map_err(WriteError)?;
        for (_, letter) in OLD_BREAKS {
            yaml = yaml.replace(&format!("{}{letter}", escaped(&mark)), &format!("\\{letter}"));
        }
        Ok(yaml)
    }
}

/// What YAML 1.1, which the writer knows, takes for line breaks and YAML 1.2, which we read, does not; with the letters
/// that stand for them after a backslash. Written as they are, they would be followed by blanks that come back as text.
const OLD_BREAKS: [(char, char); 3] = [('\u{85}', 'N'), ('\u{2028}', 'L'), ('\u{2029}', 'P')];

/// A mark as the writer escapes it.
fn escaped(mark: &str) -> String {
    "\\x01".repeat(mark.len())
}

/// Puts the mark and a letter in place of every old line break.
fn mark_breaks(value: &mut Value, mark: &str) {
    match value {
        Value::String(text) => {
            for (character, letter) in OLD_BREAKS {
                if text.contains(character) {
                    *text = text.replace(character, &format!("{mark}{letter}"));
                }
            }
        }
        Value::Sequence(list) => list.iter_mut().for_each(|item| mark_breaks(item, mark)),
        Value::Mapping(map) => {
            for (mut key, mut item) in std::mem::take(map) {
                mark_breaks(&mut key, mark);
                mark_breaks(&mut item, mark);
                map.insert(key, item);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Tagged(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Histogram, Rating, Stage, Touchpoint};

    #[test]
    fn a_rating_counted_twice_cannot_be_written() {
        let mut document = Document::new("A");
        let ratings = vec![(5.0, 1), (4.0, 1), (5.0, 2)];
        let twice = Rating::Histogram(Histogram { scale: None, ratings });
        document.stages = vec![Stage::new("s", vec![Touchpoint::new("t", twice)])];
        let error = document.to_yaml().unwrap_err();
        assert!(error.to_string().contains("the rating 5 is counted twice"), "{error}");
    }

    #[test]
    fn line_breaks_of_old_are_no_line_breaks() {
        let texts = [
            "a\u{2028}",
            "a\u{2029} b\nc",
            "\u{85}a",
            "\u{1}\u{1}L\u{2028}\u{1}",
            "\\x01N \u{85}b",
            "\\\u{2028}",
        ];
        for text in texts {
            let document = Document::new(text);
            let yaml = document.to_yaml().unwrap();
            assert_eq!(serde_yaml::from_str::<Document>(&yaml).unwrap(), document, "{yaml:?}");
            assert_eq!(crate::read_document(&yaml).unwrap(), document, "{yaml:?}");
        }
    }
}
