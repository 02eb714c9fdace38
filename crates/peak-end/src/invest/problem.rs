//! The choice of options as the search sees it: one graph in which every option has its place, chosen or not.
//!
//! All that options do comes down to two things. What a visit to a touchpoint is like depends on them: a score, another
//! score, or none where the touchpoint is passed over, because it was taken out or because the option that adds it is not
//! chosen. And which ways lead on depends on them. So there is one graph for all sets of options, with alternatives at
//! its nodes.

use service_blueprint::{Scale, Target};

/// Which options have to be chosen, and which must not be, for something to hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Condition {
    pub(super) on: Vec<usize>,
    pub(super) off: Vec<usize>,
}

/// What a visit may be like.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Outcome {
    pub(super) when: Condition,
    /// None where the touchpoint leaves no trace: unscored, skipped, taken out, or not there.
    pub(super) score: Option<f64>,
    /// What the segment expects there; none where the touchpoint leaves no trace, and where nothing is said.
    pub(super) expectation: Option<f64>,
    /// Whether the touchpoint is then worse than now, nothing counting as neutral.
    pub(super) lowered: bool,
    /// Whether it is then below its floor, so that no allowed set has it.
    pub(super) forbidden: bool,
}

/// Ways on.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Onward {
    pub(super) when: Condition,
    pub(super) to: Vec<(Target, f64)>,
}

/// A touchpoint of the blueprint or one that an option adds. Of its outcomes, and of its ways, exactly one holds for
/// every set that keeps to the rules.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Node {
    /// How long a visit takes.
    pub(super) minutes: Option<f64>,
    /// The stage it belongs to.
    pub(super) stage: usize,
    pub(super) outcomes: Vec<Outcome>,
    pub(super) onward: Vec<Onward>,
}

/// One segment, in one of the journeys that it makes.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Group {
    pub(super) segment: usize,
    /// Its part of the objective: share × value over journeys, normalised.
    pub(super) weight: f64,
    pub(super) start: Vec<(usize, f64)>,
    pub(super) nodes: Vec<Node>,
}

/// The whole choice.
#[derive(Debug, Clone)]
pub(super) struct Problem {
    pub(super) scale: Scale,
    pub(super) endings: usize,
    pub(super) costs: Vec<i64>,
    /// What must not hold: needs left out and options that exclude each other, and then floors not kept.
    pub(super) forbidden: Vec<Condition>,
    /// How many of them, the first ones, are no floors.
    pub(super) rules: usize,
    /// With which options some scored touchpoint does not say how long it takes, so that no duration counts.
    pub(super) untimed: Vec<Condition>,
    /// For each option the conditions of `forbidden` that name it.
    pub(super) concerns: Vec<Vec<usize>>,
    pub(super) groups: Vec<Group>,
    /// The first group of each segment, whose scores are those of the first journey.
    pub(super) first: Vec<usize>,
    /// Touchpoints that some option can make worse than they are now.
    pub(super) lowering: Vec<usize>,
    /// Each segment's share of all customers.
    pub(super) shares: Vec<f64>,
    /// By ending, whether it is a goal; empty where none is.
    pub(super) goals: Vec<bool>,
    /// Options that change ways, on which alone P(goal) depends.
    pub(super) rerouting: Vec<usize>,
}

/// What is decided of an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Decision {
    Open,
    Chosen,
    Rejected,
}

impl Condition {
    pub(super) fn always() -> Self {
        Self::default()
    }

    pub(super) fn on(option: usize) -> Self {
        Self {
            on: vec![option],
            off: Vec::new(),
        }
    }

    pub(super) fn is_always(&self) -> bool {
        self.on.is_empty() && self.off.is_empty()
    }

    /// Whether it holds for a set.
    pub(super) fn holds(&self, chosen: &[bool]) -> bool {
        self.on.iter().all(|&option| chosen[option]) && !self.off.iter().any(|&option| chosen[option])
    }

    /// Whether it can still hold.
    pub(super) fn is_possible(&self, decisions: &[Decision]) -> bool {
        !self.on.iter().any(|&option| decisions[option] == Decision::Rejected)
            && !self.off.iter().any(|&option| decisions[option] == Decision::Chosen)
    }
}

impl Problem {
    /// How many options there are.
    pub(super) fn options(&self) -> usize {
        self.costs.len()
    }

    /// Finds for each option the conditions that name it.
    pub(super) fn find_concerns(&mut self) {
        self.concerns = vec![Vec::new(); self.costs.len()];
        for (number, condition) in self.forbidden.iter().enumerate() {
            for &option in condition.on.iter().chain(&condition.off) {
                self.concerns[option].push(number);
            }
        }
    }

    pub(super) fn cost(&self, chosen: &[bool]) -> i128 {
        let costs = self.costs.iter().zip(chosen);
        costs
            .filter(|(_, chosen)| **chosen)
            .map(|(cost, _)| i128::from(*cost))
            .sum()
    }

    /// Whether a set keeps to needs, excludes and floors.
    pub(super) fn is_allowed(&self, chosen: &[bool]) -> bool {
        !self.forbidden.iter().any(|condition| condition.holds(chosen))
    }

    /// How many touchpoints are worse than now for some segment.
    pub(super) fn lowered(&self, chosen: &[bool]) -> usize {
        let lowered = |node: &usize| {
            self.first.iter().any(|&group| {
                let outcomes = &self.groups[group].nodes[*node].outcomes;
                outcomes
                    .iter()
                    .any(|outcome| outcome.lowered && outcome.when.holds(chosen))
            })
        };
        self.lowering.iter().filter(|node| lowered(node)).count()
    }

    /// How many touchpoints are worse than now whatever becomes of the open options.
    pub(super) fn lowered_at_least(&self, decisions: &[Decision]) -> usize {
        let certain = |node: &usize| {
            self.first.iter().any(|&group| {
                let outcomes = &self.groups[group].nodes[*node].outcomes;
                outcomes.iter().any(|outcome| outcome.lowered)
                    && outcomes
                        .iter()
                        .all(|outcome| outcome.lowered || !outcome.when.is_possible(decisions))
            })
        };
        self.lowering.iter().filter(|node| certain(node)).count()
    }

    /// How many touchpoints there are, those that options add included.
    pub(super) fn nodes(&self) -> usize {
        self.groups.first().map_or(0, |group| group.nodes.len())
    }

    /// A score as points from neutral, towards best.
    pub(super) fn points(&self, score: f64) -> f64 {
        self.scale.gain(self.scale.neutral(), score)
    }

    /// Points from neutral as a score.
    pub(super) fn score(&self, points: f64) -> f64 {
        self.scale.neutral() + points * self.scale.direction()
    }
}

/// Differences of the objective up to this are none: what rounding leaves.
pub(super) fn tie(scale: Scale) -> f64 {
    1e-13 * 2.0 * scale.half()
}
