//! Each model from its parameters by name.

use super::given::Given;
use crate::{
    AcclimationDecay, BestBeforeEndAndEnd, BestEnd, Disconfirmation, End, EndRule, FeatureWeights, LossAverseMean,
    MinimumEnd, Model, ModelTextError, Negativity, PeakAlone, PeakEnd, PeakRule, PowerMean, RecencyMean, TieRule,
    TroughPeakEnd, Weight, WeightedFeatures,
};

/// The model with the parameters given, the others as in `usual`, in the order in which the model lists them.
pub(super) fn build(usual: &Model, given: &mut Given<'_>) -> Result<Model, ModelTextError> {
    Ok(match usual {
        Model::PeakEnd(usual) => Model::from(PeakEnd {
            weight: weight(given, usual.weight)?,
            peak: peak(given)?,
            end: end(given)?,
        }),
        Model::MinimumEnd(usual) => Model::from(MinimumEnd {
            weight: weight(given, usual.weight)?,
            end: end(given)?,
        }),
        Model::BestEnd(usual) => Model::from(BestEnd {
            weight: weight(given, usual.weight)?,
            end: end(given)?,
        }),
        Model::BestBeforeEndAndEnd(usual) => Model::from(BestBeforeEndAndEnd {
            weight: weight(given, usual.weight)?,
            end: end(given)?,
        }),
        Model::TroughPeakEnd(usual) => trough_peak_end(*usual, given)?.into(),
        Model::WeightedFeatures(usual) => weighted_features(usual.weights(), given)?.into(),
        Model::PeakAlone(_) => Model::from(PeakAlone { peak: peak(given)? }),
        Model::End(_) => Model::from(End { end: end(given)? }),
        Model::Disconfirmation(usual) => Model::from(Disconfirmation {
            weight: weight(given, usual.weight)?,
            tie: tie(given)?,
            negativity: negativity(given)?,
        }),
        Model::RecencyMean(usual) => {
            let decay = given.number("decay", usual.decay())?;
            given.checked(RecencyMean::new(decay))?.into()
        }
        Model::PowerMean(usual) => {
            let exponent = given.number("exponent", usual.exponent())?;
            given.checked(PowerMean::new(exponent))?.into()
        }
        Model::LossAverseMean(usual) => {
            let aversion = given.number("loss_aversion", usual.loss_aversion())?;
            given.checked(LossAverseMean::new(aversion))?.into()
        }
        Model::AcclimationDecay(usual) => {
            let acclimation = given.number("acclimation", usual.acclimation())?;
            let decay = given.number("decay", usual.decay())?;
            let start = given.number("b0", usual.start())?;
            given.checked(AcclimationDecay::new(acclimation, decay, start))?.into()
        }
        Model::Mean(_)
        | Model::DurationWeightedMean(_)
        | Model::Best(_)
        | Model::Trough(_)
        | Model::Start(_)
        | Model::SerialPosition(_)
        | Model::StageWeighted(_)
        | Model::Integral(_)
        | Model::SlopePerStep(_)
        | Model::SlopeLatterHalf(_)
        | Model::SdPopulation(_)
        | Model::Range(_)
        | Model::Fitted(_) => usual.clone(),
    })
}

fn weight(given: &mut Given<'_>, usual: Weight) -> Result<Weight, ModelTextError> {
    let weight = given.number("weight", usual.get())?;
    given.checked(Weight::new(weight))
}

fn negativity(given: &mut Given<'_>) -> Result<Negativity, ModelTextError> {
    let lambda = given.number("negativity", Negativity::NONE.get())?;
    given.checked(Negativity::new(lambda))
}

fn tie(given: &mut Given<'_>) -> Result<TieRule, ModelTextError> {
    let names = TieRule::ALL.map(TieRule::name);
    Ok(TieRule::ALL[given.rule("tie", &names)?])
}

fn peak(given: &mut Given<'_>) -> Result<PeakRule, ModelTextError> {
    // The usual rule first.
    let usual = TieRule::default();
    let negativity = Negativity::NONE;
    let rules = [
        PeakRule::default(),
        PeakRule::Best,
        PeakRule::Trough,
        PeakRule::MostIntenseBeforeEnd { tie: usual, negativity },
        PeakRule::BestBeforeEnd,
        PeakRule::FurthestFromOwnMean { tie: usual },
    ];
    let rule = rules[given.rule("peak", &rules.map(PeakRule::name))?];
    Ok(match rule {
        PeakRule::MostIntense { .. } => PeakRule::MostIntense {
            tie: tie(given)?,
            negativity: self::negativity(given)?,
        },
        PeakRule::MostIntenseBeforeEnd { .. } => PeakRule::MostIntenseBeforeEnd {
            tie: tie(given)?,
            negativity: self::negativity(given)?,
        },
        PeakRule::FurthestFromOwnMean { .. } => PeakRule::FurthestFromOwnMean { tie: tie(given)? },
        PeakRule::Best | PeakRule::Trough | PeakRule::BestBeforeEnd => rule,
    })
}

fn end(given: &mut Given<'_>) -> Result<EndRule, ModelTextError> {
    let names = ["last_moment", "mean_of_last", "last_stage"];
    Ok(match given.rule("end", &names)? {
        0 => EndRule::LastMoment,
        1 => EndRule::MeanOfLast(given.count("end_moments", "end=mean_of_last")?),
        _ => EndRule::LastStage,
    })
}

fn trough_peak_end(usual: TroughPeakEnd, given: &mut Given<'_>) -> Result<TroughPeakEnd, ModelTextError> {
    let (trough, best, last) = usual.weights();
    let trough = given.number("trough_weight", trough)?;
    let best = given.number("peak_weight", best)?;
    let last = given.number("end_weight", last)?;
    let rule = end(given)?;
    Ok(given.checked(TroughPeakEnd::new(trough, best, last))?.with_end(rule))
}

fn weighted_features(usual: FeatureWeights, given: &mut Given<'_>) -> Result<WeightedFeatures, ModelTextError> {
    let weights = FeatureWeights {
        intercept: given.number("intercept", usual.intercept)?,
        mean: given.number("mean", usual.mean)?,
        peak: given.number("peak", usual.peak)?,
        end: given.number("end", usual.end)?,
        trough: given.number("trough", usual.trough)?,
        best: given.number("best", usual.best)?,
        start: given.number("start", usual.start)?,
        slope: given.number("slope", usual.slope)?,
        slope_latter_half: given.number("slope_latter_half", usual.slope_latter_half)?,
        sd: given.number("sd", usual.sd)?,
    };
    given.checked(WeightedFeatures::new(weights))
}
