//! Models by name.

use std::str::FromStr;

use crate::Model;

/// Why a text names no memory model.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ModelTextError {
    /// No model is called so.
    #[error("unknown model `{0}`")]
    Unknown(String),
}

impl FromStr for Model {
    type Err = ModelTextError;

    fn from_str(text: &str) -> Result<Self, ModelTextError> {
        let name = text.trim();
        Model::from_name(name).ok_or_else(|| ModelTextError::Unknown(name.to_owned()))
    }
}
