//! The touchpoints by their effect on memory.

use peak_end::{Prediction, TouchpointOutlook};

/// By what the touchpoints are ranked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    /// What is remembered better if the touchpoint alone rose to best.
    IfBest,
    /// What is remembered better per point: where there are too many touchpoints to lift each.
    SlopeUp,
}

impl Measure {
    /// Its name in JSON.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::IfBest => "if_best",
            Self::SlopeUp => "slope_up",
        }
    }
}

/// The scored touchpoints by what lifting them gains in memory, the most first; ties in document order.
#[derive(Debug)]
pub(super) struct ByMemory {
    pub(super) measure: Measure,
    pub(super) ranked: Vec<(TouchpointOutlook, f64)>,
}

impl ByMemory {
    /// The ranking of a prediction.
    pub(super) fn of(prediction: &Prediction) -> Self {
        let overall = &prediction.overall;
        let scored: Vec<&TouchpointOutlook> = overall.touchpoints.iter().filter(|one| one.score.is_some()).collect();
        let measure = match scored.iter().all(|one| one.if_best.is_some()) {
            true => Measure::IfBest,
            false => Measure::SlopeUp,
        };
        let gain = |one: &TouchpointOutlook| match measure {
            Measure::IfBest => Some(prediction.scale.gain(overall.law.mean()?, one.if_best?)),
            Measure::SlopeUp => one.slope_up,
        };
        let mut ranked: Vec<(TouchpointOutlook, f64)> = scored
            .into_iter()
            .filter_map(|one| Some((one.clone(), gain(one)?)))
            .collect();
        ranked.sort_by(|(_, a), (_, b)| b.total_cmp(a));
        Self { measure, ranked }
    }

    /// The rank of a touchpoint, from 1.
    pub(super) fn rank(&self, id: &str) -> Option<usize> {
        self.ranked
            .iter()
            .position(|(one, _)| one.id.as_str() == id)
            .map(|at| at + 1)
    }
}
