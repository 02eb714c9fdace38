//! What to invest in.

use service_blueprint::OptionId;

/// A set of options, and what is known of how good it is.
#[derive(Debug, Clone, PartialEq)]
pub struct BestSet {
    /// The options, in document order.
    pub chosen: Vec<OptionId>,
    /// What they cost together; a saving is negative.
    pub cost: i128,
    /// The objective: what is remembered, segments mixed by share × value, a journey without a scored moment counting as
    /// neutral; over several journeys the mean.
    pub remembered: f64,
    /// No allowed set within the budget is remembered better than this.
    pub bound: f64,
    /// Whether it is proved that no allowed set within the budget is better.
    pub optimal: bool,
    /// Whether it is also proved that it is the one of equally good sets that the tie rule names: fewest lowered
    /// touchpoints, then cheaper, then document order. Once the value is proved, only so much is searched for that.
    pub ties_settled: bool,
    /// How it was found.
    pub method: Method,
    /// How many nodes the search looked at.
    pub nodes: u64,
}

impl BestSet {
    /// How much better than this set another one could still be, in points of the scale; 0 once it is proved optimal.
    pub fn gap(&self) -> f64 {
        (self.bound - self.remembered).abs()
    }
}

/// How a set was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// The exact sweep over one path.
    Sweep,
    /// Branch and bound.
    BranchAndBound,
    /// All sets were tried: the model has no bound.
    AllSets,
    /// Sets were improved step by step: the model has no bound, and there are too many sets to try all.
    Improvement,
}

/// For each remembered value that some budget buys, the least cost at which it is bought.
#[derive(Debug, Clone, PartialEq)]
pub struct Frontier {
    /// By rising cost; what is remembered gets strictly better.
    pub points: Vec<BestSet>,
    /// Whether the search went through all budgets, and each point's cost is proved to be the least. If not, points may be
    /// missing, those of small cost above all.
    pub complete: bool,
}
