//! Candidates: ways to tell what is remembered from what was lived through.

use std::fmt;
use std::str::FromStr;

use peak_end::{
    AcclimationDecay, LossAverseMean, Mean, MemoryModel, Model, ModelTextError, PeakEnd, PeakRule, PowerMean,
    RecencyMean, TieRule,
};

use crate::Feature;
use crate::feature::MOST_BINS;

/// One way to tell the overall rating from the moments.
///
/// Its text is a memory model as it stands (`peak_end`, `recency_mean(decay=0.3)`), `fitted:` and a model whose parameters
/// are fitted, or `ols:` or `ridge:` and features with `+` between them (`ols:mean+end+trough`); `intercept` is the
/// regression on nothing.
///
/// # Examples
/// ```
/// use peak_end_fit::Candidate;
/// for text in ["intercept", "peak_end", "fitted:recency_mean", "ols:mean+end+trough", "ridge:touchpoints"] {
///     assert_eq!(text.parse::<Candidate>()?.to_string(), text);
/// }
/// # Ok::<(), peak_end_fit::CandidateError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Candidate {
    /// a + b·R, with R the value of a memory model whose parameters are given.
    Rule(Model),
    /// a + b·R, with R the value of a memory model whose parameters are fitted too.
    Fitted(Shape),
    /// a + Σ b_j·x_j over features x_j.
    Regression {
        /// How the weights are found.
        method: Method,
        /// The features; without any it is the intercept alone.
        features: Vec<Feature>,
    },
}

/// A memory model whose parameters can be fitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Shape {
    /// Peak-end: the weight w of the peak, 0 to 1.
    PeakEnd,
    /// The recency-weighted mean: the decay w per moment.
    RecencyMean,
    /// Acclimation and memory decay: the rates α and w per minute.
    AcclimationDecay,
    /// The loss-averse mean: λ.
    LossAverseMean,
    /// The power mean: the exponent p.
    PowerMean,
}

/// How the weights of a regression are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// Least squares; for binary outcomes the largest likelihood.
    LeastSquares,
    /// The same with a penalty on large weights, chosen by cross-validation within the training episodes.
    Ridge,
}

/// Why a text names no candidate.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CandidateError {
    /// No memory model is called so, or not with these parameters.
    #[error(transparent)]
    Model(#[from] ModelTextError),
    /// The model has no parameter that is fitted.
    #[error("no parameters of `{0}` can be fitted")]
    NotFitted(String),
    /// A regression is asked for without features.
    #[error("`{0}` names no feature")]
    NoFeature(String),
    /// A plus sign has no feature on one side.
    #[error("`{0}` has a `+` without a feature on both sides")]
    EmptyFeature(String),
    /// The number of parts is none.
    #[error("an episode has 2 to {MOST_BINS} parts, not `{0}`")]
    Bins(String),
}

impl Shape {
    /// Every model whose parameters can be fitted.
    pub const ALL: [Self; 5] = [
        Self::PeakEnd,
        Self::RecencyMean,
        Self::AcclimationDecay,
        Self::LossAverseMean,
        Self::PowerMean,
    ];

    /// The memory model's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::PeakEnd => PeakEnd::default().name(),
            Self::RecencyMean => RecencyMean::default().name(),
            Self::AcclimationDecay => AcclimationDecay::default().name(),
            Self::LossAverseMean => LossAverseMean::default().name(),
            Self::PowerMean => PowerMean::default().name(),
        }
    }
}

impl Shape {
    /// The parameters that are fitted, as the memory model lists them; the others are as they usually are.
    pub fn parameters(self) -> &'static [&'static str] {
        match self {
            Self::PeakEnd => &["weight"],
            Self::RecencyMean => &["decay"],
            Self::AcclimationDecay => &["acclimation", "decay"],
            Self::LossAverseMean => &["loss_aversion"],
            Self::PowerMean => &["exponent"],
        }
    }
}

impl Method {
    fn name(self) -> &'static str {
        match self {
            Self::LeastSquares => "ols",
            Self::Ridge => "ridge",
        }
    }
}

impl Candidate {
    /// The regression on nothing: everyone remembers the same.
    pub const INTERCEPT: Self = Self::Regression {
        method: Method::LeastSquares,
        features: Vec::new(),
    };

    /// The plain mean, against which everything is held.
    pub fn mean() -> Self {
        Self::Rule(Mean.into())
    }

    /// Whether it is a memory model: a function of one episode's ratings that holds for any service. The intercept knows no
    /// episode, weights for touchpoints hold for these touchpoints only, and delays are not known beforehand.
    pub fn is_memory_model(&self) -> bool {
        match self {
            Self::Rule(_) | Self::Fitted(_) => true,
            Self::Regression { features, .. } => {
                !features.is_empty() && features.iter().all(|feature| matches!(feature, Feature::Model(_)))
            }
        }
    }

    /// Whether its predictions change with the order of an episode's moments.
    pub fn knows_order(&self) -> bool {
        match self {
            Self::Rule(model) => model_knows_order(model),
            Self::Fitted(shape) => match shape {
                Shape::PeakEnd | Shape::RecencyMean | Shape::AcclimationDecay => true,
                Shape::LossAverseMean | Shape::PowerMean => false,
            },
            Self::Regression { features, .. } => features.iter().any(|feature| match feature {
                Feature::Model(model) => model_knows_order(model),
                Feature::Bins(_) => true,
                Feature::Moments | Feature::Minutes | Feature::Delay | Feature::Expectation | Feature::Touchpoints => {
                    false
                }
            }),
        }
    }

    /// Whether it is the intercept or the plain mean, which are always compared.
    pub fn is_baseline(&self) -> bool {
        *self == Self::INTERCEPT || *self == Self::mean()
    }
}

/// Whether a model's value changes with the order of moments. Of tied moments, the best, the worst and the mean are the same
/// in every order.
fn model_knows_order(model: &Model) -> bool {
    let peak_knows = |rule: PeakRule| match rule {
        PeakRule::Best | PeakRule::Trough => false,
        PeakRule::MostIntense { tie, .. } | PeakRule::FurthestFromOwnMean { tie } => {
            matches!(tie, TieRule::First | TieRule::Last)
        }
        _ => true,
    };
    match model {
        Model::Mean(_)
        | Model::DurationWeightedMean(_)
        | Model::Best(_)
        | Model::Trough(_)
        | Model::PowerMean(_)
        | Model::LossAverseMean(_)
        | Model::Integral(_)
        | Model::SdPopulation(_)
        | Model::Range(_)
        | Model::StageWeighted(_) => false,
        Model::PeakAlone(model) => peak_knows(model.peak),
        Model::Fitted(model) => model.terms().iter().any(|(_, part)| model_knows_order(part)),
        Model::WeightedFeatures(model) => {
            let weights = model.weights();
            [weights.end, weights.start, weights.slope, weights.slope_latter_half]
                .iter()
                .any(|weight| *weight != 0.0)
        }
        _ => true,
    }
}

impl fmt::Display for Candidate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rule(model) => f.write_str(&model.text()),
            Self::Fitted(shape) => write!(f, "fitted:{}", shape.name()),
            Self::Regression { features, .. } if features.is_empty() => f.write_str("intercept"),
            Self::Regression { method, features } => {
                for (at, feature) in features.iter().enumerate() {
                    match at {
                        0 => write!(f, "{}:{feature}", method.name())?,
                        _ => write!(f, "+{feature}")?,
                    }
                }
                Ok(())
            }
        }
    }
}

impl FromStr for Candidate {
    type Err = CandidateError;

    fn from_str(text: &str) -> Result<Self, CandidateError> {
        let text = text.trim();
        if text == "intercept" {
            return Ok(Self::INTERCEPT);
        }
        if let Some(name) = text.strip_prefix("fitted:") {
            let shape = Shape::ALL.into_iter().find(|shape| shape.name() == name.trim());
            return shape
                .map(Self::Fitted)
                .ok_or_else(|| CandidateError::NotFitted(name.trim().to_owned()));
        }
        for method in [Method::LeastSquares, Method::Ridge] {
            let Some(list) = text.strip_prefix(method.name()).and_then(|rest| rest.strip_prefix(':')) else {
                continue;
            };
            if list.trim().is_empty() {
                return Err(CandidateError::NoFeature(text.to_owned()));
            }
            if between_plus(list).any(|part| part.trim().is_empty()) {
                return Err(CandidateError::EmptyFeature(text.to_owned()));
            }
            let features = between_plus(list).map(str::parse).collect::<Result<_, _>>()?;
            return Ok(Self::Regression { method, features });
        }
        Ok(Self::Rule(text.parse()?))
    }
}

/// The parts of a text between its plus signs, those in parentheses left alone: exponents may have a sign.
fn between_plus(list: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_usize;
    list.split(move |sign| {
        match sign {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        sign == '+' && depth == 0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_written_and_read() {
        let text = "ols:recency_mean(decay=0.3)+peak_end(weight=0.7, tie=last)+bins(6)";
        assert_eq!(text.parse::<Candidate>().unwrap().to_string(), text);
        let signed = "ols:power_mean(exponent=1e+1)+end".parse::<Candidate>().unwrap();
        assert_eq!(signed.to_string(), "ols:power_mean(exponent=10)+end");
        assert_eq!(
            "peak_end(weight=0.5)".parse::<Candidate>().unwrap().to_string(),
            "peak_end"
        );
    }

    #[test]
    fn a_plus_has_a_feature_on_both_sides() {
        for text in ["ols:mean++end", "ols:mean+", "ridge: +end"] {
            let refused = text.parse::<Candidate>().unwrap_err();
            assert_eq!(refused, CandidateError::EmptyFeature(text.to_owned()));
        }
    }
}
