//! Which models are sums of features whose expectations are exact on any branching journey.

use crate::law::Tie;
use crate::{EndRule, Link, Model, Negativity, PeakRule};
use service_blueprint::Scale;

/// Something remembered of a way, whose expectation has an exact method.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Feature {
    /// The most intense moment.
    Peak(Negativity, Tie),
    /// The most intense moment before the last.
    PeakBeforeEnd(Negativity, Tie),
    /// The best moment before the last.
    BestBeforeEnd,
    /// The best moment.
    Best,
    /// The worst moment.
    Trough,
    /// The first moment.
    Start,
    /// The last moment.
    End,
    /// The plain mean of a function of the score.
    Mean(Felt),
    /// The mean weighted by duration.
    DurationWeightedMean,
    /// The sum of score × minutes.
    Integral,
}

impl Feature {
    /// Whether some ways have none.
    pub(super) fn is_partial(self) -> bool {
        matches!(self, Feature::PeakBeforeEnd(..) | Feature::BestBeforeEnd)
    }
}

/// A function of a single score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Felt {
    /// The score itself.
    Score,
    /// Points from neutral, losses multiplied.
    LossAverse(crate::LossAverseMean),
}

impl Felt {
    /// The function's value. A mean over a single moment is the function.
    pub(super) fn of(self, scale: Scale, score: f64) -> f64 {
        match self {
            Felt::Score => score,
            Felt::LossAverse(model) => model.felt(scale, score),
        }
    }
}

/// A constant plus weights times features.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct FeatureSum {
    pub(super) constant: f64,
    pub(super) terms: Vec<(f64, Feature)>,
}

/// The model as a sum of features, if it is one on profiles that have durations, or have none.
pub(super) fn feature_sum(model: &Model, scale: Scale, timed: bool) -> Option<FeatureSum> {
    let sum = |terms: &[(f64, Feature)]| {
        Some(FeatureSum {
            constant: 0.0,
            terms: terms.to_vec(),
        })
    };
    match model {
        Model::PeakEnd(model) => {
            let w = model.weight.get();
            sum(&[(w, peak(model.peak)?), (1.0 - w, end(model.end)?)])
        }
        Model::PeakAlone(model) => sum(&[(1.0, peak(model.peak)?)]),
        Model::MinimumEnd(model) => {
            let w = model.weight.get();
            sum(&[(w, Feature::Trough), (1.0 - w, end(model.end)?)])
        }
        Model::BestEnd(model) => {
            let w = model.weight.get();
            sum(&[(w, Feature::Best), (1.0 - w, end(model.end)?)])
        }
        Model::TroughPeakEnd(model) => {
            let (trough, best, last) = model.weights();
            sum(&[
                (trough, Feature::Trough),
                (best, Feature::Best),
                (last, end(model.end_rule())?),
            ])
        }
        Model::WeightedFeatures(model) => {
            let model = model.weights();
            let unordered = model.slope == 0.0 && model.slope_latter_half == 0.0 && model.sd == 0.0;
            let terms = vec![
                (model.mean, Feature::Mean(Felt::Score)),
                (model.peak, Feature::Peak(Negativity::NONE, Tie::Worst)),
                (model.end, Feature::End),
                (model.trough, Feature::Trough),
                (model.best, Feature::Best),
                (model.start, Feature::Start),
            ];
            unordered.then_some(FeatureSum {
                constant: model.intercept,
                terms,
            })
        }
        Model::Mean(_) => sum(&[(1.0, Feature::Mean(Felt::Score))]),
        Model::DurationWeightedMean(_) => sum(&[(1.0, Feature::DurationWeightedMean)]),
        Model::LossAverseMean(model) => sum(&[(1.0, Feature::Mean(Felt::LossAverse(*model)))]),
        Model::Integral(_) => sum(&[(1.0, Feature::Integral)]),
        Model::Best(_) => sum(&[(1.0, Feature::Best)]),
        Model::Trough(_) => sum(&[(1.0, Feature::Trough)]),
        Model::Start(_) => sum(&[(1.0, Feature::Start)]),
        Model::End(model) => sum(&[(1.0, end(model.end)?)]),
        Model::SerialPosition(_) => sum(&[(0.5, Feature::Start), (0.5, Feature::End)]),
        Model::Range(_) => sum(&[
            (scale.direction(), Feature::Best),
            (-scale.direction(), Feature::Trough),
        ]),
        Model::BestBeforeEndAndEnd(model) => {
            let w = model.weight.get();
            sum(&[(w, Feature::BestBeforeEnd), (1.0 - w, end(model.end)?)])
        }
        Model::Fitted(model) => {
            if model.link() != Link::Identity || model.scale() != scale || !model.agrees_on_time(timed) {
                return None;
            }
            let mut whole = FeatureSum {
                constant: model.intercept(),
                terms: Vec::new(),
            };
            for (weight, part) in model.terms() {
                let part = feature_sum(part, scale, timed)?;
                whole.constant += weight * part.constant;
                whole
                    .terms
                    .extend(part.terms.iter().map(|(inner, feature)| (weight * inner, *feature)));
            }
            Some(whole)
        }
        Model::RecencyMean(_)
        | Model::StageWeighted(_)
        | Model::PowerMean(_)
        | Model::Disconfirmation(_)
        | Model::AcclimationDecay(_)
        | Model::SlopePerStep(_)
        | Model::SlopeLatterHalf(_)
        | Model::SdPopulation(_) => None,
    }
}

fn peak(rule: PeakRule) -> Option<Feature> {
    match rule {
        PeakRule::MostIntense { tie, negativity } => Some(Feature::Peak(negativity, Tie::of(tie)?)),
        PeakRule::MostIntenseBeforeEnd { tie, negativity } => Some(Feature::PeakBeforeEnd(negativity, Tie::of(tie)?)),
        PeakRule::Best => Some(Feature::Best),
        PeakRule::Trough => Some(Feature::Trough),
        PeakRule::BestBeforeEnd => Some(Feature::BestBeforeEnd),
        PeakRule::FurthestFromOwnMean { .. } => None,
    }
}

fn end(rule: EndRule) -> Option<Feature> {
    match rule {
        EndRule::LastMoment => Some(Feature::End),
        EndRule::MeanOfLast(_) | EndRule::LastStage => None,
    }
}
