//! The parameters that a text gives, taken one after the other by the model that they are for.

use std::num::NonZeroUsize;

use crate::{ModelTextError, ParameterError};

/// What stands in the parentheses, and which of it was asked for.
pub(super) struct Given<'t> {
    model: &'static str,
    list: Vec<(&'t str, &'t str)>,
    asked: Vec<&'static str>,
}

impl<'t> Given<'t> {
    /// The parameters of a list such as `decay=0.3`; none where there are no parentheses.
    pub(super) fn read(model: &'static str, text: &str, list: Option<&'t str>) -> Result<Self, ModelTextError> {
        let malformed = || ModelTextError::Malformed(text.to_owned());
        let mut given = Self {
            model,
            list: Vec::new(),
            asked: Vec::new(),
        };
        let Some(list) = list.filter(|list| !list.trim().is_empty()) else {
            return Ok(given);
        };
        for entry in list.split(',') {
            let (name, value) = entry.split_once('=').ok_or_else(malformed)?;
            let (name, value) = (name.trim(), value.trim());
            if name.is_empty() || value.is_empty() || entry.contains(['(', ')']) {
                return Err(malformed());
            }
            if given.list.iter().any(|(known, _)| *known == name) {
                let name = name.to_owned();
                return Err(ModelTextError::Twice { model, name });
            }
            given.list.push((name, value));
        }
        Ok(given)
    }

    /// Every parameter that was given must have been asked for.
    pub(super) fn finish(self) -> Result<(), ModelTextError> {
        match self.list.iter().find(|(name, _)| !self.asked.contains(name)) {
            None => Ok(()),
            Some((name, _)) => Err(ModelTextError::UnknownParameter {
                model: self.model,
                name: (*name).to_owned(),
                known: self.asked,
            }),
        }
    }

    fn value(&mut self, name: &'static str) -> Option<&'t str> {
        self.asked.push(name);
        let found = self.list.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| *value)
    }

    /// The number given, or the usual one. Its range is the model's affair.
    pub(super) fn number(&mut self, name: &'static str, usual: f64) -> Result<f64, ModelTextError> {
        let model = self.model;
        let Some(found) = self.value(name) else {
            return Ok(usual);
        };
        found.parse().map_err(|_| ModelTextError::NotANumber {
            model,
            name,
            found: found.to_owned(),
        })
    }

    /// The number of moments given, which nothing stands in for.
    pub(super) fn count(&mut self, name: &'static str, because: &'static str) -> Result<NonZeroUsize, ModelTextError> {
        let model = self.model;
        let Some(found) = self.value(name) else {
            return Err(ModelTextError::Missing { model, name, because });
        };
        found.parse().map_err(|_| ModelTextError::NotACount {
            model,
            name,
            found: found.to_owned(),
        })
    }

    /// The place of the rule given among the known ones, or the first.
    pub(super) fn rule(&mut self, name: &'static str, known: &[&'static str]) -> Result<usize, ModelTextError> {
        let model = self.model;
        let Some(found) = self.value(name) else {
            return Ok(0);
        };
        let place = known.iter().position(|rule| *rule == found);
        place.ok_or_else(|| ModelTextError::UnknownRule {
            model,
            name,
            found: found.to_owned(),
            known: known.to_vec(),
        })
    }

    /// What a model makes of its numbers.
    pub(super) fn checked<T>(&self, made: Result<T, ParameterError>) -> Result<T, ModelTextError> {
        let model = self.model;
        made.map_err(|error| ModelTextError::Parameter { model, error })
    }
}
