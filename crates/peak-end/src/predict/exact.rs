//! One segment's exact expectations, by feature and ending.

use super::features::{Feature, FeatureSum};
use crate::chain::Chain;
use crate::law::{Atom, Moves, Rank, Scored, Step, Sweep, best, mean_on_the_way, most_intense, outlook, sweep, worst};
use crate::{LawAtom, LawError, Negativity};
use service_blueprint::Scale;
use std::collections::BTreeMap;
use std::rc::Rc;

/// An order in which memory compares touchpoints.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Order {
    Peak(Negativity),
    Best,
    Trough,
}

impl Order {
    fn rank(self, scale: Scale, score: f64) -> Rank {
        match self {
            Order::Peak(negativity) => most_intense(scale, score, negativity),
            Order::Best => best(scale, score),
            Order::Trough => worst(scale, score),
        }
    }
}

/// What moving one touchpoint's score does to E[peak].
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct PeakMoves {
    /// P(peak) just above and just below the present score.
    pub(super) up: f64,
    pub(super) down: f64,
    /// What the smallest raise and lowering change at once, in points towards best.
    pub(super) jump_up: f64,
    pub(super) jump_down: f64,
}

/// A probability below this is rounding.
const NOTHING: f64 = 1e-12;

/// One segment's journey, reduced in each order that is asked for. Sums over journeys count those with a scored
/// moment, each with its probability.
pub(crate) struct Exact {
    pub(crate) scored: Scored,
    scale: Scale,
    /// Minutes by node, where every touchpoint has them.
    minutes: Option<Vec<f64>>,
    sweeps: Vec<(Order, Rc<Sweep>)>,
    chances: Option<Rc<Vec<Vec<f64>>>>,
    ends: Option<Rc<Vec<f64>>>,
    means: Vec<(Feature, Vec<f64>)>,
}

impl Exact {
    pub(crate) fn new(chain: &Chain, scale: Scale) -> Result<Self, LawError> {
        let scored = Scored::new(chain)?;
        let minutes = scored
            .touchpoints
            .iter()
            .map(|&number| chain.visits()[number].minutes)
            .collect();
        Ok(Self {
            scored,
            scale,
            minutes,
            sweeps: Vec::new(),
            chances: None,
            ends: None,
            means: Vec::new(),
        })
    }

    /// The node of a touchpoint, if it is scored and can be reached.
    pub(super) fn node(&self, touchpoint: usize) -> Option<usize> {
        self.scored.touchpoints.binary_search(&touchpoint).ok()
    }

    fn ranks(&self, order: Order) -> Vec<Rank> {
        self.scored
            .scores
            .iter()
            .map(|&score| order.rank(self.scale, score))
            .collect()
    }

    /// The sweep in an order.
    pub(crate) fn sweep(&mut self, order: Order) -> Result<Rc<Sweep>, LawError> {
        if let Some((_, known)) = self.sweeps.iter().find(|(known, _)| *known == order) {
            return Ok(Rc::clone(known));
        }
        let found = Rc::new(sweep(&self.scored.network, &self.ranks(order), Moves::Wanted)?);
        self.sweeps.push((order, Rc::clone(&found)));
        Ok(found)
    }

    /// By ending: P(a scored moment, and that ending).
    pub(crate) fn mass(&self) -> Vec<f64> {
        let all = self.scored.ending.iter().zip(&self.scored.unscored);
        all.map(|(all, unscored)| (all - unscored).max(0.0)).collect()
    }

    /// The joint law of peak and end.
    pub(crate) fn law(&mut self, negativity: Negativity) -> Result<Vec<LawAtom>, LawError> {
        let sweep = self.sweep(Order::Peak(negativity))?;
        let atom = |atom: &Atom| LawAtom {
            peak: self.scored.scores[atom.peak as usize],
            end: self.scored.scores[self.scored.way_out(atom.out).0],
            probability: atom.probability,
        };
        Ok(sweep.atoms.iter().map(atom).collect())
    }

    /// P(end) by node.
    pub(crate) fn ends(&mut self) -> Result<Rc<Vec<f64>>, LawError> {
        if let Some(known) = &self.ends {
            return Ok(Rc::clone(known));
        }
        let mut ends = vec![0.0; self.scored.scores.len()];
        for atom in &self.sweep(Order::Trough)?.atoms {
            ends[self.scored.way_out(atom.out).0] += atom.probability;
        }
        Ok(Rc::clone(self.ends.insert(Rc::new(ends))))
    }

    /// By ending, the sum of a feature sum.
    pub(super) fn feature_sum(&mut self, sum: &FeatureSum) -> Result<Vec<f64>, LawError> {
        let mut total: Vec<f64> = self.mass().iter().map(|mass| sum.constant * mass).collect();
        for &(weight, feature) in sum.terms.iter().filter(|(weight, _)| *weight != 0.0) {
            for (total, part) in total.iter_mut().zip(self.feature(feature)?) {
                *total += weight * part;
            }
        }
        Ok(total)
    }

    /// By ending, the sum of a feature.
    pub(super) fn feature(&mut self, feature: Feature) -> Result<Vec<f64>, LawError> {
        let (peak, last) = (|atom: &Atom, _: usize| atom.peak as usize, |_: &Atom, last: usize| last);
        match feature {
            Feature::Peak(negativity) => self.remembered(Order::Peak(negativity), peak),
            Feature::Best => self.remembered(Order::Best, peak),
            Feature::Trough => self.remembered(Order::Trough, peak),
            Feature::End => self.remembered(Order::Trough, last),
            Feature::Start => {
                let chances = self.chances()?;
                let start = self.scored.network.row(self.scored.network.start());
                let score = |node: u32| self.scored.scores[node as usize];
                let first = |chance: &Vec<f64>| {
                    start
                        .iter()
                        .map(|&(node, p)| p * score(node) * chance[node as usize])
                        .sum()
                };
                Ok(chances.iter().map(first).collect())
            }
            Feature::Integral => {
                let chances = self.chances()?;
                let felt = |node: usize| {
                    let minutes = self.minutes.as_ref().map_or(1.0, |minutes| minutes[node]);
                    self.scored.visits[self.scored.touchpoints[node]] * minutes * self.scored.scores[node]
                };
                let total = |chance: &Vec<f64>| chance.iter().enumerate().map(|(node, p)| p * felt(node)).sum();
                Ok(chances.iter().map(total).collect())
            }
            Feature::Mean(_) | Feature::DurationWeightedMean => self.mean(feature),
        }
    }

    /// By ending, the sum of a mean over the moments. The integral behind it is kept.
    fn mean(&mut self, feature: Feature) -> Result<Vec<f64>, LawError> {
        if let Some((_, known)) = self.means.iter().find(|(known, _)| *known == feature) {
            return Ok(known.clone());
        }
        let scores = &self.scored.scores;
        let values = match feature {
            Feature::Mean(felt) => scores.iter().map(|&score| felt.of(self.scale, score)).collect(),
            _ => scores.clone(),
        };
        let weights = match (feature, &self.minutes) {
            (Feature::DurationWeightedMean, Some(minutes)) => minutes.clone(),
            _ => vec![1.0; scores.len()],
        };
        let found = mean_on_the_way(&self.scored, &weights, &[values])?.swap_remove(0);
        self.means.push((feature, found.clone()));
        Ok(found)
    }

    /// By ending, the sum of the score of the node that `which` picks of an atom and its last node.
    fn remembered(&mut self, order: Order, which: impl Fn(&Atom, usize) -> usize) -> Result<Vec<f64>, LawError> {
        let mut sum = vec![0.0; self.scored.endings];
        for atom in &self.sweep(order)?.atoms {
            let (last, ending) = self.scored.way_out(atom.out);
            sum[ending] += atom.probability * self.scored.scores[which(atom, last)];
        }
        Ok(sum)
    }

    /// By ending, the chance to come there from each node.
    fn chances(&mut self) -> Result<Rc<Vec<Vec<f64>>>, LawError> {
        if let Some(known) = &self.chances {
            return Ok(Rc::clone(known));
        }
        let mut network = self.scored.network.clone();
        let nodes = network.nodes();
        let steps = (0..nodes)
            .rev()
            .map(|node| network.eliminate(node))
            .collect::<Result<Vec<Step>, _>>()?;
        let chance = |ending| {
            let mut chance = vec![0.0; nodes];
            outlook(
                &steps,
                |out| if self.scored.way_out(out).1 == ending { 1.0 } else { 0.0 },
                &mut chance,
            );
            chance
        };
        let found = Rc::new((0..self.scored.endings).map(chance).collect());
        Ok(Rc::clone(self.chances.insert(found)))
    }

    /// What moving the score of a node does to E[peak], the sum over journeys.
    pub(super) fn peak_moves(&mut self, negativity: Negativity) -> Result<Vec<PeakMoves>, LawError> {
        let order = Order::Peak(negativity);
        let sweep = self.sweep(order)?;
        let ranks = self.ranks(order);
        // Of each group, one score of the good level and one of the bad.
        let mut sides = BTreeMap::new();
        for (rank, &score) in ranks.iter().zip(&self.scored.scores) {
            sides.insert((rank.group, rank.level), score);
        }
        let moved = ranks
            .iter()
            .zip(&sweep.moves)
            .zip(&self.scored.scores)
            .map(|((rank, moved), &score)| {
                let other = sides.get(&(rank.group, 1 - rank.level)).copied().unwrap_or(score);
                let gain = |from: f64, to: f64, probability: f64| match probability > NOTHING {
                    true => self.scale.gain(from, to) * probability,
                    false => 0.0,
                };
                match (rank.group, rank.level) {
                    (0, _) => PeakMoves {
                        up: moved.above,
                        down: moved.above,
                        jump_up: 0.0,
                        jump_down: 0.0,
                    },
                    // Raised, a good moment takes the peak from equally bad ones.
                    (_, 0) => {
                        let jump_up = gain(other, score, moved.taken);
                        PeakMoves {
                            up: moved.above,
                            down: moved.below,
                            jump_up,
                            jump_down: 0.0,
                        }
                    }
                    // Raised, a bad moment leaves the peak to equally good ones. Lowered, either changes nothing at
                    // once: the bad ones had the peak already.
                    _ => {
                        let jump_up = gain(score, other, moved.left);
                        PeakMoves {
                            up: moved.below,
                            down: moved.above,
                            jump_up,
                            jump_down: 0.0,
                        }
                    }
                }
            });
        Ok(moved.collect())
    }

    /// E[weight·peak + (1 − weight)·end], the sum over journeys, if the node's score were another.
    pub(super) fn remembered_if(
        &mut self,
        negativity: Negativity,
        weight: f64,
        node: usize,
        score: f64,
    ) -> Result<f64, LawError> {
        let ends = self.ends()?;
        let mut ranks = self.ranks(Order::Peak(negativity));
        ranks[node] = Order::Peak(negativity).rank(self.scale, score);
        let found = sweep(&self.scored.network, &ranks, Moves::Unwanted)?;
        let score = |(at, &own): (usize, &f64)| if at == node { score } else { own };
        let scores = self.scored.scores.iter().enumerate().map(score);
        let parts = scores.zip(found.credit.iter().zip(ends.iter()));
        Ok(parts
            .map(|(score, (peak, end))| score * (weight * peak + (1.0 - weight) * end))
            .sum())
    }

    /// Whether moving the score of a node a little changes the expectation of a feature.
    pub(super) fn matters(&mut self, feature: Feature, node: usize) -> Result<bool, LawError> {
        let moves = |sweep: &Sweep| sweep.moves[node].above > NOTHING || sweep.moves[node].below > NOTHING;
        Ok(match feature {
            Feature::Peak(negativity) => {
                let sweep = self.sweep(Order::Peak(negativity))?;
                moves(&sweep) || sweep.moves[node].taken > NOTHING || sweep.moves[node].left > NOTHING
            }
            Feature::Best => moves(&*self.sweep(Order::Best)?),
            Feature::Trough => moves(&*self.sweep(Order::Trough)?),
            Feature::End => self.ends()?[node] > NOTHING,
            Feature::Start => {
                let network = &self.scored.network;
                network
                    .row(network.start())
                    .iter()
                    .any(|&(first, p)| first as usize == node && p > NOTHING)
            }
            Feature::Mean(_) | Feature::DurationWeightedMean | Feature::Integral => {
                self.scored.visits[self.scored.touchpoints[node]] > NOTHING
            }
        })
    }
}
