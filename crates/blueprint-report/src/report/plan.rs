//! What investing found, as plain data from the caller.

use peak_end::{BestSet, ClassicalSet, Explanation, Frontier, Goals, Robustness};

/// What investing found for a report.
#[derive(Debug, Clone, PartialEq)]
pub struct Invested {
    /// What every budget buys, or why that is not known.
    pub frontier: Result<Frontier, String>,
    /// What one budget should buy, where one was given.
    pub plan: Option<Plan>,
}

/// What a budget should buy.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The budget.
    pub budget: i64,
    /// Whether sets with which fewer customers reach a goal were left out.
    pub goals: Goals,
    /// The objective without any option: what is remembered, segments mixed by share × value.
    pub now: f64,
    /// The set.
    pub best: BestSet,
    /// Why it is this set.
    pub explanation: Explanation,
    /// What the classical rule buys with the same money.
    pub classical: ClassicalSet,
    /// How the set does under other memory models; none where that was not found out.
    pub robustness: Option<Robustness>,
}
