//! The touchpoints by their part in memory.

use peak_end::Prediction;

/// A touchpoint's part in memory.
#[derive(Debug)]
pub(super) struct Part {
    /// The touchpoint.
    pub(super) id: String,
    /// How often it is the remembered peak.
    pub(super) p_peak: f64,
    /// How often it is the end.
    pub(super) p_end: f64,
    /// Its part in what is remembered: half of `p_peak` and half of `p_end`. Over all touchpoints they sum to 1.
    pub(super) weight: f64,
    /// How much better the memory would be if it alone rose to best; none where there are too many touchpoints.
    pub(super) gain: Option<f64>,
}

/// The scored touchpoints, those that make most of the memory first; of equal ones those that would gain it most, then
/// in document order.
#[derive(Debug)]
pub(super) struct ByMemory {
    pub(super) ranked: Vec<Part>,
}

impl ByMemory {
    /// The ranking of a prediction.
    pub(super) fn of(prediction: &Prediction) -> Self {
        let overall = &prediction.overall;
        let now = overall.law.mean();
        let weight = overall.law.weight();
        let scored = overall.touchpoints.iter().filter(|one| one.score.is_some());
        let mut ranked: Vec<Part> = scored
            .map(|one| Part {
                id: one.id.as_str().to_owned(),
                p_peak: one.p_peak,
                p_end: one.p_end,
                weight: weight.mix(one.p_peak, one.p_end),
                gain: now.zip(one.if_best).map(|(now, best)| prediction.scale.gain(now, best)),
            })
            .collect();
        let gain = |part: &Part| part.gain.unwrap_or(f64::NEG_INFINITY);
        // Rounded, so that what is equal but for rounding stays in document order.
        let rounded = |x: f64| (x * 1e9).round();
        ranked.sort_by(|a, b| {
            let by_weight = rounded(b.weight).total_cmp(&rounded(a.weight));
            by_weight.then_with(|| rounded(gain(b)).total_cmp(&rounded(gain(a))))
        });
        Self { ranked }
    }

    /// The rank of a touchpoint, from 1.
    pub(super) fn rank(&self, id: &str) -> Option<usize> {
        self.ranked.iter().position(|part| part.id == id).map(|at| at + 1)
    }

    /// The part of a touchpoint.
    pub(super) fn part(&self, id: &str) -> Option<&Part> {
        self.ranked.iter().find(|part| part.id == id)
    }
}
