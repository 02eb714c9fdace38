//! One segment's journey as a chain: where it starts, which way it goes on from each touchpoint, where it ends.

#[cfg(test)]
pub(crate) mod oracle;

use service_blueprint::Target;
use std::mem::replace;

/// What a visit to a touchpoint is like.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Visit {
    /// The experience score, if there is one; a touchpoint without is passed through and leaves no trace in memory.
    pub score: Option<f64>,
    /// The customer's expectation, on the same scale.
    pub expectation: Option<f64>,
    /// How long a visit takes, in minutes.
    pub minutes: Option<f64>,
    /// The stage it belongs to, counted from 0.
    pub stage: Option<usize>,
    /// Whether these customers pass it over: they go on at once, and it is no visit at all.
    pub skipped: bool,
}

/// An absorbing Markov chain on touchpoints: loops are allowed, and every journey ends with probability 1.
///
/// Touchpoints and endings go by number, in document order. Each visit to a touchpoint is a new moment.
///
/// # Examples
/// ```
/// use peak_end::{Chain, Visit};
/// use service_blueprint::Target;
/// let visit = |score| Visit { score: Some(score), ..Visit::default() };
/// // Pays, and in one case of five has to pay again; then unpacks.
/// let chain = Chain::new(
///     vec![visit(4.0), visit(8.0)],
///     1,
///     vec![(0, 1.0)],
///     vec![
///         vec![(Target::Touchpoint(0), 0.2), (Target::Touchpoint(1), 0.8)],
///         vec![(Target::End(0), 1.0)],
///     ],
/// )?;
/// assert_eq!(chain.len(), 2);
/// # Ok::<(), peak_end::ChainError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Chain {
    visits: Vec<Visit>,
    endings: usize,
    start: Vec<(usize, f64)>,
    ways: Vec<Vec<(Target, f64)>>,
    reachable: Vec<bool>,
}

/// Why probabilities and touchpoints are no journey.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ChainError {
    /// There are not as many lists of ways as touchpoints.
    #[error("{found} lists of ways for {touchpoints} touchpoints")]
    WaysMissing {
        /// How many touchpoints there are.
        touchpoints: usize,
        /// How many lists of ways were given.
        found: usize,
    },
    /// A score, expectation or duration is NaN or infinite, or a duration is negative.
    #[error("touchpoint {touchpoint} has a score, expectation or duration of {found}")]
    NotANumber {
        /// The touchpoint's number.
        touchpoint: usize,
        /// What was found.
        found: f64,
    },
    /// A probability is negative, above 1 or NaN.
    #[error("{} has a probability of {found}", place(*touchpoint))]
    NotAProbability {
        /// The touchpoint, or none for the start.
        touchpoint: Option<usize>,
        /// What was found.
        found: f64,
    },
    /// The probabilities of one place do not sum to 1.
    #[error("the probabilities of {} sum to {sum}", place(*touchpoint))]
    NotOne {
        /// The touchpoint, or none for the start.
        touchpoint: Option<usize>,
        /// What they sum to.
        sum: f64,
    },
    /// A way leads to a touchpoint or ending that does not exist.
    #[error("{} leads to {to:?}, which does not exist", place(*touchpoint))]
    Nowhere {
        /// The touchpoint, or none for the start.
        touchpoint: Option<usize>,
        /// Where the way leads.
        to: Target,
    },
    /// From a touchpoint that can be reached, no ending can be.
    #[error("from touchpoint {touchpoint} no ending can be reached")]
    NeverEnds {
        /// The touchpoint's number.
        touchpoint: usize,
    },
}

fn place(touchpoint: Option<usize>) -> String {
    touchpoint.map_or_else(|| "the start".to_owned(), |number| format!("touchpoint {number}"))
}

/// How far from 1 the probabilities of one place may sum; they are divided by their sum afterwards.
const SUM_TOLERANCE: f64 = 1e-9;

impl Chain {
    /// A chain from its visits, the number of its endings, the touchpoints where it starts and the ways on from each.
    ///
    /// Probabilities are divided by their sum, zero ones dropped and parallel ways merged.
    ///
    /// # Errors
    /// [`ChainError`] names the place: a number that is none, probabilities that do not sum to 1 within 1e-9,
    /// a way to nowhere, a touchpoint that can be reached and from which no ending can.
    pub fn new(
        visits: Vec<Visit>,
        endings: usize,
        start: Vec<(usize, f64)>,
        ways: Vec<Vec<(Target, f64)>>,
    ) -> Result<Self, ChainError> {
        let touchpoints = visits.len();
        if ways.len() != touchpoints {
            let found = ways.len();
            return Err(ChainError::WaysMissing { touchpoints, found });
        }
        for (touchpoint, visit) in visits.iter().enumerate() {
            let odd = |x: &f64| !x.is_finite();
            let [score, expectation] = [visit.score, visit.expectation].map(|x| x.filter(odd));
            let minutes = visit.minutes.filter(|x| odd(x) || *x < 0.0);
            if let Some(found) = score.or(expectation).or(minutes) {
                return Err(ChainError::NotANumber { touchpoint, found });
            }
        }
        let exists = |to: Target| match to {
            Target::Touchpoint(number) => number < touchpoints,
            Target::End(number) => number < endings,
        };
        let start = start
            .into_iter()
            .map(|(number, p)| (Target::Touchpoint(number), p))
            .collect();
        let start = distribution(None, start, exists)?;
        let ways = ways.into_iter().enumerate();
        let ways = ways
            .map(|(number, ways)| distribution(Some(number), ways, exists))
            .collect::<Result<Vec<_>, _>>()?;
        let start = start.into_iter().filter_map(|(to, p)| match to {
            Target::Touchpoint(number) => Some((number, p)),
            Target::End(_) => None,
        });
        let mut chain = Self {
            visits,
            endings,
            start: start.collect(),
            ways,
            reachable: Vec::new(),
        };
        chain.reachable = chain.forward();
        let ending = chain.backward();
        match (0..touchpoints).find(|&number| chain.reachable[number] && !ending[number]) {
            Some(touchpoint) => Err(ChainError::NeverEnds { touchpoint }),
            None => Ok(chain),
        }
    }

    /// How many touchpoints there are.
    pub fn len(&self) -> usize {
        self.visits.len()
    }

    /// Whether there is no touchpoint; never so, as a journey starts at one.
    pub fn is_empty(&self) -> bool {
        self.visits.is_empty()
    }

    /// How many endings there are.
    pub fn endings(&self) -> usize {
        self.endings
    }

    /// What visits are like, by touchpoint.
    pub fn visits(&self) -> &[Visit] {
        &self.visits
    }

    /// Where the journey starts, with probabilities that sum to 1.
    pub fn start(&self) -> &[(usize, f64)] {
        &self.start
    }

    /// The ways on from a touchpoint, with probabilities that sum to 1; touchpoints first, each in document order.
    pub fn ways(&self, touchpoint: usize) -> &[(Target, f64)] {
        self.ways.get(touchpoint).map_or(&[], Vec::as_slice)
    }

    /// Whether a journey can come to the touchpoint at all.
    pub fn is_reachable(&self, touchpoint: usize) -> bool {
        self.reachable.get(touchpoint).copied().unwrap_or(false)
    }

    /// How many touchpoints that can be reached have several ways on.
    pub fn branching(&self) -> usize {
        let several = |&number: &usize| self.reachable[number] && self.ways[number].len() > 1;
        (0..self.len()).filter(several).count()
    }

    /// The chain given what is certain to happen later: each way weighted by the `chance` at its target. None where
    /// that never happens.
    pub(crate) fn given(&self, chance: impl Fn(Target) -> f64) -> Option<Self> {
        fn weigh<T: Copy>(ways: &[(T, f64)], chance: impl Fn(T) -> f64) -> Vec<(T, f64)> {
            let mut ways: Vec<_> = ways
                .iter()
                .map(|&(to, p)| (to, p * chance(to)))
                .filter(|(_, p)| *p > 0.0)
                .collect();
            let sum: f64 = ways.iter().map(|(_, p)| p).sum();
            for (_, p) in &mut ways {
                *p /= sum;
            }
            ways
        }
        let start = weigh(&self.start, |number| chance(Target::Touchpoint(number)));
        let ways = self.ways.iter().map(|ways| weigh(ways, &chance)).collect();
        let chain = (!start.is_empty()).then(|| self.with_ways(start, ways))?;
        // A chance too small for a double leaves a touchpoint without a way on: that does not happen either.
        let stuck = (0..chain.len()).any(|number| chain.reachable[number] && chain.ways[number].is_empty());
        (!stuck).then_some(chain)
    }

    /// The chain with another start and other ways, which are known to be right.
    pub(crate) fn with_ways(&self, start: Vec<(usize, f64)>, ways: Vec<Vec<(Target, f64)>>) -> Self {
        let (visits, reachable) = (self.visits.clone(), Vec::new());
        let mut chain = Self {
            visits,
            endings: self.endings,
            start,
            ways,
            reachable,
        };
        chain.reachable = chain.forward();
        chain
    }

    /// The score of a visit, if it is one and was given.
    pub(crate) fn score(&self, touchpoint: usize) -> Option<f64> {
        let visit = &self.visits[touchpoint];
        visit.score.filter(|_| !visit.skipped)
    }

    fn forward(&self) -> Vec<bool> {
        let mut seen = vec![false; self.len()];
        let mut open: Vec<usize> = self.start.iter().map(|(number, _)| *number).collect();
        while let Some(number) = open.pop() {
            if !replace(&mut seen[number], true) {
                open.extend(self.ways[number].iter().filter_map(|(to, _)| touchpoint(*to)));
            }
        }
        seen
    }

    /// The touchpoints from which an ending can be reached.
    fn backward(&self) -> Vec<bool> {
        let mut from: Vec<Vec<usize>> = vec![Vec::new(); self.len()];
        let mut open = Vec::new();
        for (number, ways) in self.ways.iter().enumerate() {
            for (to, _) in ways {
                match to {
                    Target::Touchpoint(next) => from[*next].push(number),
                    Target::End(_) => open.push(number),
                }
            }
        }
        let mut seen = vec![false; self.len()];
        while let Some(number) = open.pop() {
            if !replace(&mut seen[number], true) {
                open.extend(&from[number]);
            }
        }
        seen
    }
}

fn touchpoint(to: Target) -> Option<usize> {
    match to {
        Target::Touchpoint(number) => Some(number),
        Target::End(_) => None,
    }
}

/// Checked, sorted, merged, without zeros, divided by its sum.
fn distribution(
    touchpoint: Option<usize>,
    mut ways: Vec<(Target, f64)>,
    exists: impl Fn(Target) -> bool,
) -> Result<Vec<(Target, f64)>, ChainError> {
    if let Some(&(to, _)) = ways.iter().find(|(to, _)| !exists(*to)) {
        return Err(ChainError::Nowhere { touchpoint, to });
    }
    if let Some(&(_, found)) = ways.iter().find(|(_, p)| !(0.0..=1.0 + SUM_TOLERANCE).contains(p)) {
        return Err(ChainError::NotAProbability { touchpoint, found });
    }
    let sum: f64 = ways.iter().map(|(_, p)| p).sum();
    if (sum - 1.0).abs() > SUM_TOLERANCE {
        return Err(ChainError::NotOne { touchpoint, sum });
    }
    ways.retain(|(_, p)| *p > 0.0);
    ways.sort_by_key(|(to, _)| *to);
    ways.dedup_by(|(later, p), (earlier, sum)| {
        let same = earlier == later;
        if same {
            *sum += *p;
        }
        same
    });
    for (_, p) in &mut ways {
        *p /= sum;
    }
    Ok(ways)
}
