//! Sets of options by id and by position.

use super::error::InvestError;
use super::investing::Investing;
use service_blueprint::{OptionId, TouchpointId};

impl Investing<'_> {
    /// The ids of a set, in document order.
    pub(super) fn ids_of(&self, chosen: &[bool]) -> Vec<OptionId> {
        let options = self.investments.options.iter().zip(chosen);
        options
            .filter(|(_, chosen)| **chosen)
            .map(|(option, _)| option.id.clone())
            .collect()
    }

    /// A set by ids.
    ///
    /// # Errors
    /// [`InvestError::UnknownOption`] names the first that there is not.
    pub(super) fn chosen(&self, ids: &[OptionId]) -> Result<Vec<bool>, InvestError> {
        let mut chosen = vec![false; self.problem.options()];
        for id in ids {
            match self.investments.options.iter().position(|option| option.id == *id) {
                Some(option) => chosen[option] = true,
                None => return Err(InvestError::UnknownOption { found: id.clone() }),
            }
        }
        Ok(chosen)
    }

    /// A set with one more option, and all that it needs.
    pub(super) fn with_needs(&self, chosen: &[bool], option: usize) -> Vec<bool> {
        let mut with = chosen.to_vec();
        for &needed in self.investments.options[option].needs.iter().chain([&option]) {
            with[needed] = true;
        }
        with
    }

    /// A touchpoint's id, one that an option adds included.
    pub(super) fn node_id(&self, node: usize) -> TouchpointId {
        match self.blueprint.touchpoint_at(node) {
            Some(touchpoint) => touchpoint.id().clone(),
            None => self.investments.added[node - self.blueprint.touchpoints().len()]
                .id
                .clone(),
        }
    }
}
