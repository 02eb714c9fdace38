//! Writing a document as YAML.

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
    /// [`WriteError`] where the writer fails; no document is known for which it does.
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
        serde_yaml::to_string(self).map_err(WriteError)
    }
}
