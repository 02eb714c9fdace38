//! One way through a service, each choice changing one moment: what every budget can buy, exactly.

mod cheapest;
mod frontier;
mod layout;

use service_blueprint::Scale;

use crate::{Negativity, Weight};
use cheapest::{Bought, Cheapest};
use frontier::{Costs, Step};
use layout::Layout;

/// A moment of one way through a service, and what could be bought for it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PathMoment {
    /// Its score as it is now. Staying there costs nothing.
    pub now: f64,
    /// Whether it may stay as it is; false where `now` is below what is allowed.
    pub may_stay: bool,
    /// What could be bought for it, in document order, at most one of them. All of them are allowed: a choice below
    /// what the moment must have is left out.
    pub choices: Vec<PathChoice>,
}

/// Another score for a moment, and what it costs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PathChoice {
    /// The score that the moment would have.
    pub score: f64,
    /// What that costs, in whole units; a saving is negative.
    pub cost: i64,
}

/// One way through a service, every moment scored, where each choice changes one moment and at most one choice is
/// bought for each. It answers what every budget buys in remembered experience, exactly and in one sweep.
///
/// # Formula
/// R = w·peak + (1 − w)·end, to be best for a budget B ≥ Σ cost. The peak is the score of the moment with the greatest
/// [`PeakKey`](crate::PeakKey), the end that of the last moment. Scores with equal keys are one score but for
/// rounding; the numerically least of them stands for them all.
///
/// This is no knapsack, since only two moments count. For a peak of level k and an end e, every other moment takes its
/// cheapest outcome whose key is not above k, and where e itself is below k, the one moment that is moved to k at the
/// least extra cost makes the peak. As k rises, the sum of the cheapest outcomes is carried along.
///
/// # Limits
/// Conditions between choices for different moments (one needs or excludes another), moments without a score, moments
/// that are visited more or less often than once, and segments that share a budget are beyond it.
///
/// # Examples
/// Money goes into the trough, then into a peak, then into an end that is the peak as well.
/// ```
/// use peak_end::{Negativity, OnePath, PathChoice, PathMoment, Weight};
/// use service_blueprint::Scale;
/// let moment = |now, choices: &[(f64, i64)]| PathMoment {
///     now,
///     may_stay: true,
///     choices: choices.iter().map(|&(score, cost)| PathChoice { score, cost }).collect(),
/// };
/// let path = OnePath::new(
///     Scale::default(),
///     Weight::HALF,
///     Negativity::NONE,
///     vec![
///         moment(1.0, &[(4.0, 300), (8.0, 700)]),
///         moment(4.5, &[(7.0, 100)]),
///         moment(6.0, &[(8.5, 400), (2.0, -200)]),
///     ],
/// )?;
/// let frontier: Vec<(i64, f64)> = path.frontier().iter().map(|point| (point.cost, point.remembered)).collect();
/// assert_eq!(frontier, [(-200, 1.5), (0, 3.5), (300, 5.0), (400, 6.5), (700, 8.5)]);
/// let answer = path.best_within(800)?;
/// assert_eq!((answer.cost, answer.remembered), (700, 8.5));
/// assert_eq!(answer.chosen, [Some(0), None, Some(0)]);
/// assert_eq!(path.best_within(-300).map_err(|error| error.least), Err(-200));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct OnePath {
    scale: Scale,
    moments: Vec<PathMoment>,
    /// By moment and choice, its place in the document; no two are the same.
    places: Vec<Vec<u32>>,
    layout: Layout,
}

/// Why moments are no path. Moments and choices are counted from 0.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum OnePathError {
    /// There is no moment.
    #[error("a path needs at least one moment")]
    Empty,
    /// A score is NaN, infinite or not on the scale.
    #[error("{} has the score {score}, outside {worst}..{best}", place(*.moment, *.choice))]
    ScoreOffScale {
        /// The moment.
        moment: usize,
        /// The choice whose score it is; none where it is what the moment has now.
        choice: Option<usize>,
        /// The score.
        score: f64,
        /// The scale's worst score.
        worst: f64,
        /// The scale's best score.
        best: f64,
    },
    /// Moments may not stay as they are, and there is nothing to buy for them.
    #[error("moments may not stay as they are and have no choice: {moments:?}")]
    NoOutcome {
        /// The moments, in order.
        moments: Vec<usize>,
    },
    /// The costs could add up to more than is counted.
    #[error("costs add up to more than {most}")]
    CostsTooLarge {
        /// The largest sum of costs, all taken as positive, that is counted.
        most: i64,
    },
    /// There are more outcomes than are counted.
    #[error("a path has more than {most} outcomes")]
    TooMany {
        /// The most outcomes: choices, and moments that may stay.
        most: usize,
    },
}

fn place(moment: usize, choice: Option<usize>) -> String {
    match choice {
        Some(choice) => format!("choice {choice} of moment {moment}"),
        None => format!("moment {moment}"),
    }
}

/// What a budget has to be at least to buy something remembered better than anything cheaper.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PathPoint {
    /// The least cost of what is bought, negative where money is saved.
    pub cost: i64,
    /// What is remembered, on the scale.
    pub remembered: f64,
}

/// What is bought with a budget.
#[derive(Debug, Clone, PartialEq)]
pub struct PathAnswer {
    /// What is remembered, on the scale.
    pub remembered: f64,
    /// What is spent, negative where money is saved.
    pub cost: i64,
    /// How many moments are worse than now.
    pub lowered: usize,
    /// By moment, which of its choices is bought; none where it stays as it is.
    pub chosen: Vec<Option<usize>>,
}

/// Nothing that is allowed is as cheap as the budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("nothing that is allowed costs {budget} or less; the least is {least}")]
pub struct BudgetTooLow {
    /// The budget.
    pub budget: i64,
    /// The least budget with which something is allowed.
    pub least: i64,
}

impl OnePath {
    /// The moments as a path, in order.
    ///
    /// # Errors
    /// [`OnePathError`] for no moments, a score that is not on the scale, a moment without an outcome, or costs that
    /// add up to more than can be counted.
    pub fn new(
        scale: Scale,
        weight: Weight,
        negativity: Negativity,
        moments: Vec<PathMoment>,
    ) -> Result<Self, OnePathError> {
        check(scale, &moments)?;
        let layout = Layout::new(scale, weight, negativity, &moments);
        let mut next = 0..;
        let places = moments
            .iter()
            .map(|moment| next.by_ref().take(moment.choices.len()).collect());
        Ok(Self {
            scale,
            places: places.collect(),
            moments,
            layout,
        })
    }

    /// The same path with its choices listed in another order than moment by moment.
    pub(super) fn listed(self, places: Vec<Vec<u32>>) -> Self {
        Self { places, ..self }
    }

    /// The moments, in order.
    pub fn moments(&self) -> &[PathMoment] {
        &self.moments
    }

    /// Every budget at which something better can be bought, and what is remembered then.
    ///
    /// # Returns
    /// By rising cost, what is remembered getting better from point to point; never empty. The first point is the least
    /// budget that anything can be bought with. Of values that agree to 10⁻¹³ of the scale's width the cheapest is
    /// listed. What is bought at a point is told by [`best_within`](Self::best_within) its cost.
    ///
    /// # Cost
    /// O(outcomes + levels · outcomes of the last moment) for scores sorted beforehand by [`new`](Self::new).
    pub fn frontier(&self) -> Vec<PathPoint> {
        let costs = Costs::of(&self.layout);
        let steps = frontier::frontier(&self.layout, &costs, self.equal());
        steps.into_iter().map(|step| self.point(step)).collect()
    }

    /// What to buy with a budget.
    ///
    /// # Returns
    /// What is remembered best; values that agree to 10⁻¹³ of the scale's width are equal. Of all that is remembered
    /// equally well within the budget it is what lowers the fewest moments, so that no moment is made worse for money
    /// that is not needed; of those the cheapest; of those, the one that contains the earliest choice in document order
    /// in which they differ.
    ///
    /// # Errors
    /// [`BudgetTooLow`] where nothing is allowed that costs so little.
    ///
    /// # Cost
    /// O(N log N) for N outcomes, for every pair of a peak and an end that is remembered so, beyond the frontier's.
    pub fn best_within(&self, budget: i64) -> Result<PathAnswer, BudgetTooLow> {
        let costs = Costs::of(&self.layout);
        let steps = frontier::frontier(&self.layout, &costs, self.equal());
        let affordable = steps.partition_point(|step| step.cost <= budget);
        let Some(best) = affordable.checked_sub(1).map(|last| steps[last]) else {
            let least = steps.first().map_or(0, |step| step.cost);
            return Err(BudgetTooLow { budget, least });
        };
        let pairs = frontier::pairs(&self.layout, &costs, best.goodness, self.equal(), budget);
        let bought = pairs
            .filter_map(|(level, end)| {
                Cheapest::new(&self.moments, &self.places, &self.layout, level, end).within(budget)
            })
            .reduce(Bought::better);
        let bought = bought.expect("what the frontier counts can be bought");
        Ok(PathAnswer {
            remembered: self.point(best).remembered,
            cost: bought.cost,
            lowered: bought.lowered,
            chosen: bought.chosen(&self.places),
        })
    }

    /// Values that differ by less are equal.
    fn equal(&self) -> f64 {
        /// Of the scale's width; rounding is a hundredth of it.
        const EQUAL: f64 = 1e-13;
        EQUAL * 2.0 * self.scale.half()
    }

    fn point(&self, step: Step) -> PathPoint {
        PathPoint {
            cost: step.cost,
            remembered: self.scale.direction() * step.goodness,
        }
    }
}

/// Costs, all taken as positive, may add up to this much; what is added to and taken from such sums cannot overflow.
const MOST_COSTS: i64 = i64::MAX / 8;

/// Positions of outcomes are kept in 32 bits.
const MOST_OUTCOMES: usize = u32::MAX as usize / 2;

fn check(scale: Scale, moments: &[PathMoment]) -> Result<(), OnePathError> {
    if moments.is_empty() {
        return Err(OnePathError::Empty);
    }
    let mut spent = 0_u64;
    let mut outcomes = 0_usize;
    for (number, moment) in moments.iter().enumerate() {
        let scores = moment.choices.iter().enumerate();
        let mut scores = scores
            .map(|(choice, of)| (Some(choice), of.score))
            .chain([(None, moment.now)]);
        if let Some((choice, score)) = scores.find(|(_, score)| !scale.contains(*score)) {
            return Err(OnePathError::ScoreOffScale {
                moment: number,
                choice,
                score,
                worst: scale.worst(),
                best: scale.best(),
            });
        }
        for choice in &moment.choices {
            spent = spent.saturating_add(choice.cost.unsigned_abs());
        }
        outcomes = outcomes.saturating_add(1 + moment.choices.len());
    }
    if spent > MOST_COSTS.unsigned_abs() {
        return Err(OnePathError::CostsTooLarge { most: MOST_COSTS });
    }
    if outcomes > MOST_OUTCOMES {
        return Err(OnePathError::TooMany { most: MOST_OUTCOMES });
    }
    let stuck = |(_, moment): &(usize, &PathMoment)| !moment.may_stay && moment.choices.is_empty();
    let stuck: Vec<usize> = moments
        .iter()
        .enumerate()
        .filter(stuck)
        .map(|(number, _)| number)
        .collect();
    if !stuck.is_empty() {
        return Err(OnePathError::NoOutcome { moments: stuck });
    }
    Ok(())
}
