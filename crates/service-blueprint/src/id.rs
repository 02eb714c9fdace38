//! Ids: one newtype per kind, so that a stage is never taken for a touchpoint.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Box<str>);

        impl $name {
            /// The id, if the text is one: letters and digits of any script, `-` and `_`, in NFC.
            ///
            /// # Errors
            /// [`IdError`] says what an id may not be.
            pub fn new(text: &str) -> Result<Self, IdError> {
                check_id(text)?;
                Ok(Self(text.into()))
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                Self::new(text)
            }
        }
    )+};
}

ids! {
    /// The id of a stage.
    StageId,
    /// The id of a touchpoint.
    TouchpointId,
    /// The id of an ending.
    EndId,
    /// The id of a segment of customers.
    SegmentId,
    /// The id of an actor.
    ActorId,
    /// The id of a piece of physical evidence.
    EvidenceId,
    /// The id of an activity.
    ActivityId,
    /// The id of a factor of experience.
    FactorId,
    /// The id of an investment option.
    OptionId,
}

/// Why a text is no id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IdError {
    /// The text is empty.
    #[error("an id may not be empty")]
    Empty,
    /// A character that is neither letter nor digit, `-` or `_`.
    #[error("an id may not contain {0:?}")]
    Character(char),
    /// The text is not in Unicode normalisation form C.
    #[error("an id must be in Unicode normalisation form C; write `{0}`")]
    NotNormalised(String),
}

/// Whether the text is an id: letters and digits of any script, `-` and `_`, in NFC.
///
/// # Errors
/// [`IdError`] says what an id may not be.
pub(crate) fn check_id(text: &str) -> Result<(), IdError> {
    use unicode_normalization::{UnicodeNormalization, char::is_combining_mark, is_nfc};
    if text.is_empty() {
        return Err(IdError::Empty);
    }
    // Many scripts write vowels as combining marks, so a mark is part of a letter.
    let part = |c: char| c.is_alphanumeric() || c == '-' || c == '_' || is_combining_mark(c);
    if let Some(odd) = text.chars().find(|c| !part(*c)) {
        return Err(IdError::Character(odd));
    }
    if !text.is_ascii() && !is_nfc(text) {
        return Err(IdError::NotNormalised(text.nfc().collect()));
    }
    Ok(())
}
