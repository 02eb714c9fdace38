//! Sums over journeys, each counted with its probability, so that segments are mixed by adding.

use super::prediction::{Bracket, Estimate, SingleCustomers, Unpredicted};
use crate::NoValue;
use crate::law::LawSum;

/// What some journeys add up to. "By ending" lists have one entry per ending of the blueprint.
#[derive(Debug, Clone)]
pub(super) struct Tally {
    /// The weight of all journeys.
    pub(super) journeys: f64,
    /// By ending, the weight of journeys, and of those with a scored moment.
    pub(super) ending: Vec<f64>,
    pub(super) scored: Vec<f64>,
    /// By how much sums of probabilities are short, at most.
    pub(super) missing: f64,
    /// By model.
    pub(super) models: Vec<ModelTally>,
    /// By ending, the sum of experienced scores.
    pub(super) experienced: Vec<f64>,
    /// The sum of remembered scores under peak-end.
    pub(super) remembered: f64,
    /// The sums of the peak's and of the end's score.
    pub(super) peak: f64,
    pub(super) end: f64,
    pub(super) law: LawSum,
    /// In population mode.
    pub(super) single_customers: Option<SingleTally>,
    pub(super) touchpoints: Vec<TouchpointTally>,
}

/// One model's sums.
#[derive(Debug, Clone)]
pub(super) struct ModelTally {
    pub(super) overall: Result<Sum, Unpredicted>,
    pub(super) by_ending: Vec<Result<Sum, Unpredicted>>,
}

/// A sum over journeys and, where it was sampled, the variance of that sum; where scores were cut, the
/// sums of both cuts.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sum {
    pub(super) value: f64,
    pub(super) variance: Option<f64>,
    pub(super) between: Option<Between>,
}

/// The sums of the cut to worse and of the cut to better.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Between {
    pub(super) worse: f64,
    pub(super) better: f64,
}

/// What single customers add up to.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct SingleTally {
    /// The sum of remembered scores under peak-end.
    pub(super) remembered: Between,
    /// The same of average customers.
    pub(super) average: f64,
    /// The weight of journeys remembered as worse than neutral, in either cut.
    pub(super) bad_memory: Between,
}

/// One touchpoint's sums.
#[derive(Debug, Clone, Default)]
pub(super) struct TouchpointTally {
    pub(super) visits: f64,
    /// Visits with a score, and the sum of their scores; a score that is given although nobody comes.
    pub(super) felt: f64,
    pub(super) scores: f64,
    pub(super) score: Option<f64>,
    pub(super) peak: f64,
    pub(super) trough: f64,
    pub(super) end: f64,
    /// None if that was not asked, as the headroom.
    pub(super) slopes: Option<Slopes>,
    /// The sum of remembered scores if this touchpoint rose to best or fell to worst.
    pub(super) if_best: Option<f64>,
    pub(super) if_worst: Option<f64>,
    /// By model, whether a small change of its score matters.
    pub(super) matters: Vec<bool>,
}

/// What moving a touchpoint's score does to the sum of remembered scores.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Slopes {
    pub(super) up: f64,
    pub(super) down: f64,
    pub(super) jump_up: f64,
    pub(super) jump_down: f64,
}

impl Slopes {
    fn add(&mut self, other: Slopes, weight: f64) {
        self.up += weight * other.up;
        self.down += weight * other.down;
        self.jump_up += weight * other.jump_up;
        self.jump_down += weight * other.jump_down;
    }
}

impl Sum {
    fn add(&mut self, other: Sum, weight: f64) {
        self.value += weight * other.value;
        if let Some(variance) = other.variance {
            *self.variance.get_or_insert(0.0) += weight * weight * variance;
        }
        if let Some(between) = other.between {
            self.between.get_or_insert_default().add(between, weight);
        }
    }

    /// The mean over journeys of this weight.
    pub(super) fn mean(self, weight: f64) -> Estimate {
        let standard_error = self.variance.map(|variance| variance.sqrt() / weight);
        Estimate {
            value: self.value / weight,
            standard_error,
            bracket: self.between.map(|between| between.mean(weight)),
        }
    }
}

impl Between {
    fn add(&mut self, other: Between, weight: f64) {
        self.worse += weight * other.worse;
        self.better += weight * other.better;
    }

    /// The means over journeys of this weight.
    fn mean(self, weight: f64) -> Bracket {
        Bracket {
            worse: self.worse / weight,
            better: self.better / weight,
        }
    }
}

impl SingleTally {
    /// The means over journeys of this weight.
    pub(super) fn mean(self, weight: f64) -> SingleCustomers {
        SingleCustomers {
            remembered: self.remembered.mean(weight),
            average_customer: self.average / weight,
            // Rounding may leave a crumb beyond 1.
            bad_memory_least: (self.bad_memory.better / weight).min(1.0),
            bad_memory_most: (self.bad_memory.worse / weight).min(1.0),
        }
    }
}

fn add(total: &mut Result<Sum, Unpredicted>, part: &Result<Sum, Unpredicted>, weight: f64) {
    match (total.as_mut(), part) {
        (Ok(total), Ok(part)) => total.add(*part, weight),
        (Ok(_), Err(reason)) => *total = Err(*reason),
        (Err(_), _) => {}
    }
}

fn add_all(total: &mut [f64], part: &[f64], weight: f64) {
    for (total, part) in total.iter_mut().zip(part) {
        *total += weight * part;
    }
}

impl ModelTally {
    pub(super) fn empty(endings: usize) -> Self {
        Self {
            overall: Ok(Sum::default()),
            by_ending: vec![Ok(Sum::default()); endings],
        }
    }

    /// From exact sums by ending.
    pub(super) fn exact(by_ending: Vec<Result<f64, NoValue>>) -> Self {
        let sum = |value: Result<f64, NoValue>| {
            Ok(Sum {
                value: value?,
                ..Sum::default()
            })
        };
        Self {
            overall: sum(by_ending.iter().copied().sum()),
            by_ending: by_ending.into_iter().map(sum).collect(),
        }
    }
}

impl Tally {
    /// Nothing yet.
    pub(super) fn empty(law: LawSum, models: usize, endings: usize, touchpoints: usize) -> Self {
        let touchpoint = TouchpointTally {
            slopes: Some(Slopes::default()),
            if_best: Some(0.0),
            if_worst: Some(0.0),
            matters: vec![false; models],
            ..TouchpointTally::default()
        };
        Self {
            journeys: 0.0,
            ending: vec![0.0; endings],
            scored: vec![0.0; endings],
            missing: 0.0,
            models: vec![ModelTally::empty(endings); models],
            experienced: vec![0.0; endings],
            remembered: 0.0,
            peak: 0.0,
            end: 0.0,
            law,
            single_customers: None,
            touchpoints: vec![touchpoint; touchpoints],
        }
    }

    /// P(a scored moment) times the weight of all journeys.
    pub(super) fn mass(&self) -> f64 {
        self.scored.iter().sum()
    }

    /// Adds other journeys, `weight` times. What nobody does says nothing but which scores are given.
    pub(super) fn add(&mut self, other: &Tally, weight: f64) {
        if weight <= 0.0 {
            for (total, part) in self.touchpoints.iter_mut().zip(&other.touchpoints) {
                total.score = total.score.or(part.score);
            }
            return;
        }
        self.journeys += weight * other.journeys;
        add_all(&mut self.ending, &other.ending, weight);
        add_all(&mut self.scored, &other.scored, weight);
        self.missing += weight * other.missing;
        add_all(&mut self.experienced, &other.experienced, weight);
        self.remembered += weight * other.remembered;
        self.peak += weight * other.peak;
        self.end += weight * other.end;
        if let Some(other) = other.single_customers {
            let total = self.single_customers.get_or_insert_default();
            total.remembered.add(other.remembered, weight);
            total.average += weight * other.average;
            total.bad_memory.add(other.bad_memory, weight);
        }
        self.law.add_all(&other.law, weight);
        for (total, part) in self.models.iter_mut().zip(&other.models) {
            if other.mass() > 0.0 {
                add(&mut total.overall, &part.overall, weight);
            }
            for (ending, (total, part)) in total.by_ending.iter_mut().zip(&part.by_ending).enumerate() {
                if other.scored[ending] > 0.0 {
                    add(total, part, weight);
                }
            }
        }
        for (total, part) in self.touchpoints.iter_mut().zip(&other.touchpoints) {
            total.add(part, weight);
        }
    }
}

impl TouchpointTally {
    fn add(&mut self, other: &TouchpointTally, weight: f64) {
        self.visits += weight * other.visits;
        self.felt += weight * other.felt;
        self.scores += weight * other.scores;
        self.score = self.score.or(other.score);
        self.peak += weight * other.peak;
        self.trough += weight * other.trough;
        self.end += weight * other.end;
        // What was not asked in one segment is not known of all.
        match (&mut self.slopes, other.slopes) {
            (Some(total), Some(part)) => total.add(part, weight),
            (slopes, _) => *slopes = None,
        }
        for (total, part) in [(&mut self.if_best, other.if_best), (&mut self.if_worst, other.if_worst)] {
            *total = total.zip(part).map(|(total, part)| total + weight * part);
        }
        for (total, part) in self.matters.iter_mut().zip(&other.matters) {
            *total |= part;
        }
    }
}
