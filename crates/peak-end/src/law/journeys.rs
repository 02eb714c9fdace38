//! Journeys through a chain, laid out, with what is felt on them.

use super::LawError;
use super::ends::{Ends, arrivals_through, exits};
use super::joint::LawSum;
use super::layout::Layout;
use super::levels::{Levels, Order};
use super::sweep::{Asked, Sweep, sweep};
use crate::Weight;
use crate::chain::Chain;
use service_blueprint::Scale;

/// Journeys laid out for sweeps.
#[derive(Debug, Clone)]
pub(crate) struct Journeys {
    pub(crate) scale: Scale,
    pub(crate) layout: Layout,
    pub(crate) ends: Ends,
    pub(crate) felt: Felt,
}

/// The scores of visits, by node.
#[derive(Debug, Clone)]
pub(crate) struct Felt {
    /// Every score that occurs.
    pub(super) scores: Vec<f64>,
    offsets: Vec<u32>,
    /// By node, scores by their number in `scores`, with their shares of the visits.
    draws: Vec<(u32, f64)>,
}

impl Felt {
    /// From each node's scores, with their shares: none where unscored, one where every visit is the same.
    pub(crate) fn new<'a>(nodes: impl Iterator<Item = &'a [(f64, f64)]> + Clone) -> Self {
        let mut scores: Vec<f64> = nodes.clone().flatten().map(|(score, _)| *score).collect();
        scores.sort_unstable_by(f64::total_cmp);
        scores.dedup_by_key(|score| score.to_bits());
        let (mut offsets, mut draws) = (vec![0], Vec::with_capacity(scores.len()));
        for node in nodes {
            draws.extend(node.iter().map(|(score, share)| {
                let number = scores.partition_point(|other| other.total_cmp(score).is_lt());
                (number as u32, *share)
            }));
            offsets.push(draws.len() as u32);
        }
        Self { scores, offsets, draws }
    }

    /// A node's scores by number, with their shares.
    #[inline]
    pub(super) fn of(&self, node: usize) -> &[(u32, f64)] {
        &self.draws[self.offsets[node] as usize..self.offsets[node + 1] as usize]
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    /// Whether visits to a node are scored.
    pub(crate) fn is_scored(&self, node: usize) -> bool {
        !self.of(node).is_empty()
    }

    /// The mean score of visits to a node.
    pub(crate) fn mean(&self, node: usize) -> Option<f64> {
        self.mean_of(node, |score| score)
    }

    /// The mean over visits to a node of a function of the score.
    pub(crate) fn mean_of(&self, node: usize, of: impl Fn(f64) -> f64) -> Option<f64> {
        let score = |number: u32| of(self.scores[number as usize]);
        match self.of(node) {
            [] => None,
            [(number, _)] => Some(score(*number)),
            draws => Some(draws.iter().map(|&(number, share)| share * score(number)).sum()),
        }
    }
}

impl Journeys {
    /// The journeys of a chain.
    ///
    /// # Errors
    /// [`LawError::TooSlow`] for loops that are neither few nor left soon.
    pub(crate) fn new(chain: &Chain, scale: Scale) -> Result<Self, LawError> {
        let scores: Vec<Option<(f64, f64)>> = (0..chain.len())
            .map(|number| chain.score(number).map(|score| (score, 1.0)))
            .collect();
        Self::drawn(chain, scale, |number| scores[number].as_slice())
    }

    /// Journeys on which each visit is drawn anew from its touchpoint's scores, given with their shares: none where
    /// unscored or skipped.
    ///
    /// # Errors
    /// [`LawError::TooSlow`] for loops that are neither few nor left soon.
    pub(crate) fn drawn<'a>(
        chain: &Chain,
        scale: Scale,
        draws: impl Fn(usize) -> &'a [(f64, f64)] + Clone,
    ) -> Result<Self, LawError> {
        let layout = Layout::new(chain);
        let felt = Felt::new(layout.touchpoints.iter().map(|&number| draws(number)));
        let is_scored: Vec<bool> = (0..layout.len()).map(|node| felt.is_scored(node)).collect();
        let mut ends = Ends::new(&layout, &is_scored)?;
        for (visits, &number) in ends.visits.iter_mut().zip(&layout.touchpoints) {
            if chain.visits()[number].skipped {
                *visits = 0.0;
            }
        }
        Ok(Self {
            scale,
            layout,
            ends,
            felt,
        })
    }

    /// Everything that visits can be, in an order.
    pub(crate) fn levels(&self, order: Order) -> Levels {
        Levels::new(order, self.scale, &self.felt)
    }

    /// Sweeps in the order of the levels.
    ///
    /// # Errors
    /// [`LawError::TooSlow`] for loops that are neither few nor left soon.
    pub(crate) fn sweep(&self, levels: &Levels, asked: Asked<'_>) -> Result<Sweep, LawError> {
        sweep(&self.layout, &self.ends, levels, asked, None)
    }

    /// The same, and the joint law of peak and end.
    ///
    /// # Errors
    /// [`LawError::TooSlow`] for loops that are neither few nor left soon.
    pub(crate) fn sweep_with_law(
        &self,
        levels: &Levels,
        asked: Asked<'_>,
        weight: Weight,
    ) -> Result<(Sweep, LawSum), LawError> {
        let mut law = LawSum::new(self.scale, weight);
        let sweep = sweep(&self.layout, &self.ends, levels, asked, Some(&mut law))?;
        Ok((sweep, law))
    }

    /// By ending, P(a scored visit, and that ending).
    pub(crate) fn mass(&self) -> Vec<f64> {
        self.ends.scored.clone()
    }

    /// By how much a probability may be off, if all those of journeys with a scored visit sum to `found`, and sweeps left
    /// `inside`. What is missing of 1 tells what rounding did.
    pub(crate) fn missing(&self, found: f64, inside: f64) -> f64 {
        let missing = (1.0 - self.ends.unscored.iter().sum::<f64>() - found).abs();
        missing.max(self.ends.inside + inside)
    }

    /// By node, P(the last scored visit is there).
    pub(crate) fn p_end(&self) -> Vec<f64> {
        let p_end = |node: usize| match self.felt.is_scored(node) {
            true => self.ends.visits[node] * self.ends.exits.sum(node),
            false => 0.0,
        };
        (0..self.layout.len()).map(p_end).collect()
    }

    /// By node, P(it is the first scored visit).
    ///
    /// # Errors
    /// [`LawError::TooSlow`] for loops that are neither few nor left soon.
    pub(crate) fn first_scored(&self) -> Result<Vec<f64>, LawError> {
        if (0..self.layout.len()).all(|node| self.felt.is_scored(node)) {
            return Ok(self.layout.start.clone());
        }
        arrivals_through(&self.layout, |node| !self.felt.is_scored(node))
    }

    /// By ending, the sum over nodes of `value` times the chance to come to that ending from there.
    ///
    /// # Errors
    /// [`LawError::TooSlow`] for loops that are neither few nor left soon.
    pub(crate) fn by_ending(&self, value: impl Fn(usize) -> f64) -> Result<Vec<f64>, LawError> {
        let exits = exits(&self.layout, |_| true)?;
        let mut sums = vec![0.0; self.layout.endings];
        for node in 0..self.layout.len() {
            let value = value(node);
            for &(ending, p) in exits.of(node) {
                sums[ending as usize] += value * p;
            }
        }
        Ok(sums)
    }

    /// Values by node as values by touchpoint, 0 where nobody comes.
    pub(crate) fn by_touchpoint(&self, nodes: &[f64], touchpoints: usize) -> Vec<f64> {
        let mut found = vec![0.0; touchpoints];
        for (&touchpoint, value) in self.layout.touchpoints.iter().zip(nodes) {
            found[touchpoint] = *value;
        }
        found
    }
}
