//! Memory models: what is remembered of a profile, each model in a file of its own.

mod acclimation_decay;
mod best;
mod best_before_end_and_end;
mod best_end;
mod card;
mod disconfirmation;
mod duration_weighted_mean;
mod end;
mod fitted;
mod integral;
mod loss_averse_mean;
mod mean;
mod minimum_end;
mod named;
mod peak;
mod peak_end;
mod power_mean;
mod range;
mod recency_mean;
mod sd_population;
mod serial_position;
mod slope_latter_half;
mod slope_per_step;
mod stage_weighted;
mod start;
mod trough;
mod trough_peak_end;
mod weighted_features;

pub use acclimation_decay::AcclimationDecay;
pub use best::Best;
pub use best_before_end_and_end::BestBeforeEndAndEnd;
pub use best_end::BestEnd;
pub use card::{ModelCard, ParameterCard};
pub use disconfirmation::Disconfirmation;
pub use duration_weighted_mean::DurationWeightedMean;
pub use end::End;
pub use fitted::{Fitted, Link};
pub use integral::Integral;
pub use loss_averse_mean::LossAverseMean;
pub use mean::Mean;
pub use minimum_end::MinimumEnd;
pub use named::ModelTextError;
pub use peak::PeakAlone;
pub use peak_end::PeakEnd;
pub use power_mean::PowerMean;
pub use range::Range;
pub use recency_mean::RecencyMean;
pub use sd_population::SdPopulation;
pub use serial_position::SerialPosition;
pub use slope_latter_half::SlopeLatterHalf;
pub use slope_per_step::SlopePerStep;
pub use stage_weighted::StageWeighted;
pub use start::Start;
pub use trough::Trough;
pub use trough_peak_end::TroughPeakEnd;
pub use weighted_features::{FeatureWeights, WeightedFeatures};

use service_blueprint::Scale;

use crate::{NoValue, Parameter, Profile, Unit};

/// A model of what is remembered of a profile.
pub trait MemoryModel {
    /// The model's name, in snake_case.
    fn name(&self) -> &'static str;

    /// The parameters that were chosen, in a fixed order.
    fn parameters(&self) -> Vec<Parameter> {
        Vec::new()
    }

    /// The unit of the value.
    fn unit(&self) -> Unit;

    /// Whether raising a score (towards best) never makes the value worse.
    fn is_monotone(&self) -> bool;

    /// The formula: the value of a profile, which may be infinite where the scores are huge. Callers want [`value`](Self::value).
    ///
    /// # Errors
    /// [`NoValue`] says why there is none.
    fn compute(&self, profile: &Profile) -> Result<f64, NoValue>;

    /// The value of a profile, a finite number.
    ///
    /// # Errors
    /// [`NoValue`] says why there is none: too few moments, an expectation or stage that is missing, a value beyond what a
    /// double can hold.
    fn value(&self, profile: &Profile) -> Result<f64, NoValue> {
        let value = self.compute(profile)?;
        if value.is_finite() {
            Ok(value)
        } else {
            Err(NoValue::TooLarge)
        }
    }
}

/// Declares [`Model`] and its list: one line per model, in the order in which they are listed everywhere.
macro_rules! models {
    ($($variant:ident),+ $(,)?) => {
        /// A memory model with its parameters: one of those that this crate offers.
        ///
        /// # Examples
        /// ```
        /// use peak_end::{Model, Profile};
        /// use service_blueprint::Scale;
        /// let profile = Profile::from_scores(Scale::default(), &[6.0, 9.0, 2.0, 7.0])?;
        /// for model in Model::all().iter().filter(|model| model.is_on_scale()) {
        ///     match model.value(&profile) {
        ///         Ok(value) => println!("{}: {value}", model.name()),
        ///         Err(reason) => println!("{}: {reason}", model.name()),
        ///     }
        /// }
        /// # Ok::<(), peak_end::ProfileError>(())
        /// ```
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum Model {
            $(#[doc = concat!("See [`", stringify!($variant), "`](struct@", stringify!($variant), ").")]
            $variant($variant),)+
            /// A weighted sum of these, fitted to data: never listed, as it has no default. See [`struct@Fitted`].
            Fitted(Fitted),
        }

        impl From<Fitted> for Model {
            fn from(model: Fitted) -> Self {
                Model::Fitted(model)
            }
        }

        $(impl From<$variant> for Model {
            fn from(model: $variant) -> Self {
                Model::$variant(model)
            }
        })+

        impl Model {
            /// Every model with its default parameters, in a fixed order, peak-end first. Fitted ones are not among them.
            pub fn all() -> Vec<Model> {
                vec![$(Model::$variant($variant::default())),+]
            }

            /// The model inside.
            fn inner(&self) -> &dyn MemoryModel {
                match self {
                    $(Model::$variant(model) => model,)+
                    Model::Fitted(model) => model,
                }
            }
        }
    };
}

models![
    PeakEnd,
    Mean,
    DurationWeightedMean,
    MinimumEnd,
    BestEnd,
    BestBeforeEndAndEnd,
    TroughPeakEnd,
    WeightedFeatures,
    PeakAlone,
    Best,
    Trough,
    Start,
    End,
    SerialPosition,
    RecencyMean,
    StageWeighted,
    PowerMean,
    LossAverseMean,
    Disconfirmation,
    AcclimationDecay,
    Integral,
    SlopePerStep,
    SlopeLatterHalf,
    SdPopulation,
    Range,
];

impl Model {
    /// The model of this name with its default parameters.
    ///
    /// ```
    /// use peak_end::Model;
    /// assert_eq!(Model::from_name("minimum_end").map(|model| model.name()), Some("minimum_end"));
    /// assert_eq!(Model::from_name("maximum_end"), None);
    /// ```
    pub fn from_name(name: &str) -> Option<Model> {
        Model::all().into_iter().find(|model| model.name() == name)
    }

    /// The model's name, in snake_case.
    pub fn name(&self) -> &'static str {
        self.inner().name()
    }

    /// The parameters that were chosen, in a fixed order.
    pub fn parameters(&self) -> Vec<Parameter> {
        self.inner().parameters()
    }

    /// The unit of the value.
    pub fn unit(&self) -> Unit {
        self.inner().unit()
    }

    /// Whether the value is a score on the blueprint's scale, so that it can be compared with other such models'.
    pub fn is_on_scale(&self) -> bool {
        self.unit() == Unit::Score
    }

    /// Whether raising a score (towards best) never makes the value worse.
    pub fn is_monotone(&self) -> bool {
        self.inner().is_monotone()
    }

    /// The value of a profile.
    ///
    /// # Errors
    /// [`NoValue`] says why there is none: too few moments, an expectation or stage that is missing, a value beyond
    /// what a double can hold.
    pub fn value(&self, profile: &Profile) -> Result<f64, NoValue> {
        self.inner().value(profile)
    }

    /// How much better (positive) or worse (negative) the value `to` is than the value `from`, in the model's unit.
    /// A spread is neither good nor bad: for one it is the plain difference.
    pub fn gain(&self, scale: Scale, from: f64, to: f64) -> f64 {
        match self.unit() {
            Unit::Score | Unit::ScoreMinutes => scale.gain(from, to),
            Unit::Points | Unit::PointMinutes | Unit::PointsPerStep | Unit::Spread | Unit::Fitted => to - from,
        }
    }
}

impl std::fmt::Display for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
