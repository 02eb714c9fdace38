//! The least cost of every pair of a peak and an end, and which pairs no cheaper one beats.

use super::layout::{End, Layout};

/// A cost that nothing has: more than any sum of costs.
pub(super) const NEVER: i64 = i64::MAX / 2;

/// By level of the peak, the least costs of all moments but the last one; [`NEVER`] where there is no way.
#[derive(Debug)]
pub(super) struct Costs {
    /// No moment is above the level.
    pub(super) below: Vec<i64>,
    /// No moment is above the level, and one has it.
    pub(super) reached: Vec<i64>,
    /// The mildest level that all moments but the last one can keep to.
    mildest: u32,
}

/// A cost, and what is remembered, signed so that more is better.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Step {
    pub(super) cost: i64,
    pub(super) goodness: f64,
}

impl Costs {
    /// One sweep over the levels, from the mildest upward.
    pub(super) fn of(layout: &Layout) -> Self {
        let levels = layout.levels();
        let mut costs = Self {
            below: Vec::with_capacity(levels),
            reached: Vec::with_capacity(levels),
            mildest: 0,
        };
        let mut cheapest = vec![NEVER; layout.before];
        let mut missing = layout.before;
        let mut sum = 0;
        for level in 0..levels {
            let outcomes = layout.at(level);
            for outcome in outcomes {
                // Whether an outcome is cheaper than those before is anybody's guess: no branches.
                let held = &mut cheapest[outcome.moment as usize];
                let is_first = *held == NEVER;
                let before = if is_first { 0 } else { *held };
                *held = outcome.cost.min(*held);
                sum += *held - before;
                missing -= usize::from(is_first);
            }
            if missing > 0 {
                costs.mildest = level as u32 + 1;
                costs.below.push(NEVER);
                costs.reached.push(NEVER);
                continue;
            }
            let extra = outcomes
                .iter()
                .map(|outcome| outcome.cost - cheapest[outcome.moment as usize]);
            costs.below.push(sum);
            costs.reached.push(extra.min().map_or(NEVER, |extra| sum + extra));
        }
        costs
    }

    /// What all moments but the last one cost at least, for a peak of this level and an end that is not above it.
    fn others(&self, level: u32, end: &End) -> i64 {
        match level == end.level {
            true => self.below[level as usize],
            false => self.reached[level as usize],
        }
    }
}

/// What is bought by some budget, by rising cost, ever better by more than `equal`.
pub(super) fn frontier(layout: &Layout, costs: &Costs, equal: f64) -> Vec<Step> {
    // Ends that are milder than anything the other moments can keep to all stand before the same peaks, so that their
    // stairs have one shape.
    let shape = stairs(layout, costs, None);
    let shared = layout.ends.partition_point(|end| end.level < costs.mildest);
    let mut steps = of_ends(layout, costs, &shape, shared, 0..layout.ends.len());
    steps.reverse();
    let mut best = f64::NEG_INFINITY;
    steps.retain(|step| {
        let better = step.goodness > best + equal;
        if better {
            best = step.goodness;
        }
        better
    });
    steps
}

/// From the best peak to the worst: those that are cheaper than all better ones, with their cost without the end's and
/// their goodness without the end's.
fn stairs(layout: &Layout, costs: &Costs, end: Option<&End>) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut least = NEVER;
    for &level in &layout.best_first {
        let cost = match end {
            Some(end) if level < end.level => continue,
            Some(end) => costs.others(level, end),
            None => costs.reached[level as usize],
        };
        if cost < least {
            least = cost;
            steps.push(Step {
                cost,
                goodness: layout.goodness[level as usize],
            });
        }
    }
    steps
}

/// From best to worst, what some of the ends buy that is cheaper than all better ones.
fn of_ends(layout: &Layout, costs: &Costs, shape: &[Step], shared: usize, ends: std::ops::Range<usize>) -> Vec<Step> {
    let moved = |steps: &[Step], end: &End| {
        let step = |step: &Step| Step {
            cost: step.cost + end.cost,
            goodness: step.goodness + end.goodness,
        };
        steps.iter().map(step).collect()
    };
    if ends.len() == 1 {
        let end = &layout.ends[ends.start];
        return match ends.start < shared {
            true => moved(shape, end),
            false => moved(&stairs(layout, costs, Some(end)), end),
        };
    }
    let middle = ends.start + ends.len() / 2;
    merged(
        &of_ends(layout, costs, shape, shared, ends.start..middle),
        &of_ends(layout, costs, shape, shared, middle..ends.end),
    )
}

/// The steps of both, from best to worst, without those for which there is something as good and as cheap.
fn merged(one: &[Step], other: &[Step]) -> Vec<Step> {
    let mut steps = Vec::with_capacity(one.len() + other.len());
    let mut least = NEVER;
    let (mut i, mut j) = (0, 0);
    loop {
        let step = match (one.get(i), other.get(j)) {
            (Some(a), Some(b)) if (a.goodness, -a.cost) >= (b.goodness, -b.cost) => {
                i += 1;
                a
            }
            (_, Some(b)) => {
                j += 1;
                b
            }
            (Some(a), None) => {
                i += 1;
                a
            }
            (None, None) => return steps,
        };
        if step.cost < least {
            least = step.cost;
            steps.push(*step);
        }
    }
}

/// The pairs of a level and an end with this goodness, so far as a budget buys them.
pub(super) fn pairs<'a>(
    layout: &'a Layout,
    costs: &'a Costs,
    goodness: f64,
    equal: f64,
    budget: i64,
) -> impl Iterator<Item = (usize, &'a End)> {
    let levels = move |end: &'a End| (end.level..layout.levels() as u32).map(move |level| (level, end));
    layout.ends.iter().flat_map(levels).filter_map(move |(level, end)| {
        let others = costs.others(level, end);
        let found = layout.goodness[level as usize] + end.goodness;
        let wanted = others < NEVER && others + end.cost <= budget && (found - goodness).abs() <= equal;
        wanted.then_some((level as usize, end))
    })
}
