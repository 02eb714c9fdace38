//! Why nothing is proved, where neither clock nor Ctrl-C ended the search.

use peak_end::Method;

use super::Answer;

/// What kept a search that went to its own end from a proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unproved {
    /// The limit of nodes.
    Nodes,
    /// A model without a bound, and too many sets to try all.
    TooManySets,
    /// More parts of the search than are kept at a time.
    TooManyParts,
    /// All sets were tried, but what they are worth was sampled.
    Sampled,
    /// The best value under some model was not proved, so regrets are not.
    Models,
}

/// What it was.
pub(super) fn unproved(answer: &Answer<'_>) -> Unproved {
    if answer.best.nodes > answer.options.nodes {
        return Unproved::Nodes;
    }
    if let Some(found) = &answer.least_regret {
        return match found.robustness.regrets.iter().all(|regret| regret.exact) {
            true => Unproved::TooManyParts,
            false => Unproved::Models,
        };
    }
    match answer.best.method {
        Method::Improvement => Unproved::TooManySets,
        Method::AllSets => Unproved::Sampled,
        Method::Sweep | Method::BranchAndBound => Unproved::TooManyParts,
    }
}
