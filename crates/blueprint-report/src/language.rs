//! The languages of labels.

use std::fmt;
use std::str::FromStr;

/// A language of labels: of the picture, the report and the drawing in the terminal. Names stay as the document has them.
///
/// # Examples
/// ```
/// use blueprint_report::Language;
/// assert_eq!("zh".parse(), Ok(Language::Chinese));
/// assert_eq!(Language::default().tag(), "en");
/// assert_eq!("fr".parse::<Language>().unwrap_err().to_string(), "there are no labels in `fr`; there are in en, zh");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Simplified Chinese.
    Chinese,
}

impl Language {
    /// All languages.
    pub const ALL: [Self; 2] = [Self::English, Self::Chinese];

    /// Its tag, as HTML and the command line write it: `en` or `zh`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

/// A language without labels.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there are no labels in `{0}`; there are in en, zh")]
pub struct UnknownLanguage(String);

impl FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        let known = Self::ALL.into_iter().find(|language| language.tag() == tag);
        known.ok_or_else(|| UnknownLanguage(tag.to_owned()))
    }
}
