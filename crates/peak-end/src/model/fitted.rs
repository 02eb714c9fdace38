//! A model as it came out of fitting: a weighted sum of other models' values.

use service_blueprint::Scale;

use crate::parameter::within;
use crate::{MemoryModel, Model, NoValue, Parameter, ParameterError, Profile, ProfileError, Unit};

/// A weighted sum of the values of memory models, as fitted to episodes that people lived through and rated afterwards.
///
/// It is not among [`Model::all`](crate::Model::all), as it has no default, and has no text: it comes out of a fit.
///
/// # Formula
/// R = a + Σ b_j·R_j with the values R_j of memory models, of the profile carried to the scale on which the moments of the
/// episodes were rated; with [`Link::Logit`], R = 1/(1 + e^(−(a + Σ b_j·R_j))), the chance of a yes. a and b_j are
/// finite numbers up to 10⁹ in size.
///
/// # Returns
/// A value in the unit of the outcome that it was fitted to: a rating on the scale of the overall ratings, or a chance.
///
/// # Errors
/// [`NoValue`] where one of the models has no value; [`NoValue::OffScale`] where a score has none on the scale of the episodes;
/// [`NoValue::NoDuration`] where one of the models goes by time, the episodes had durations, and the profile has none.
///
/// # Durations
/// [`with_durations`](Self::with_durations) says whether the episodes had durations. Where they had none, those of a profile
/// are left out, so that each moment counts one minute as it did in the fit. Where it is not said, profiles are taken as they
/// are.
///
/// # Limits
/// Holds for episodes like those it was fitted to. A larger value counts as better. Monotone if every model with a weight
/// other than 0 is, and its weight has the sign under which better moments make the sum larger: positive, but negative
/// for a score where lower scores are better. Its value is no score of the blueprint, so options cannot be chosen by it.
///
/// # Examples
/// ```
/// use peak_end::{Fitted, Link, MemoryModel, Model, Profile};
/// use service_blueprint::Scale;
/// let terms = vec![(0.75, Model::from_name("mean").ok_or("known")?), (0.5, Model::from_name("end").ok_or("known")?)];
/// let fitted = Fitted::new(Scale::default(), Link::Identity, -1.0, terms)?;
/// let profile = Profile::from_scores(Scale::default(), &[6.0, 9.0, 3.0])?;
/// assert_eq!(fitted.value(&profile)?, -1.0 + 0.75 * 6.0 + 0.5 * 3.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Fitted {
    scale: Scale,
    link: Link,
    intercept: f64,
    terms: Vec<(f64, Model)>,
    durations: Option<bool>,
}

/// What becomes of the weighted sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Link {
    /// It is the outcome.
    #[default]
    Identity,
    /// It is the logarithm of the odds of a yes.
    Logit,
}

/// The largest weight. Chosen: keeps every sum finite and is far beyond any fitted weight.
const LARGEST: f64 = 1e9;

impl Fitted {
    /// The model, fitted to moments rated on this scale.
    ///
    /// # Errors
    /// [`ParameterError::OutOfRange`] names the first weight that is not finite or larger than 10⁹ in size.
    pub fn new(scale: Scale, link: Link, intercept: f64, terms: Vec<(f64, Model)>) -> Result<Self, ParameterError> {
        within("intercept", intercept, -LARGEST, LARGEST)?;
        for (weight, _) in &terms {
            within("weight", *weight, -LARGEST, LARGEST)?;
        }
        Ok(Self {
            scale,
            link,
            intercept,
            terms,
            durations: None,
        })
    }

    /// The same, fitted to episodes whose moments had durations, or had none.
    pub fn with_durations(self, had: bool) -> Self {
        let durations = Some(had);
        Self { durations, ..self }
    }

    /// Whether the moments of the episodes had durations, where that was said.
    pub fn had_durations(&self) -> Option<bool> {
        self.durations
    }

    /// Whether its value changes with durations where a profile has them: one of its models goes by time.
    pub fn goes_by_time(&self) -> bool {
        self.terms.iter().any(|(_, model)| match model {
            Model::AcclimationDecay(_) | Model::DurationWeightedMean(_) | Model::Integral(_) => true,
            Model::Fitted(model) => model.goes_by_time(),
            _ => false,
        })
    }

    /// Whether profiles that have durations, or have none, are to the model what the episodes were, so that its value is the
    /// weighted sum of its models' values for the profile as it is.
    pub fn agrees_on_time(&self, timed: bool) -> bool {
        self.durations.is_none_or(|had| had == timed) || !self.goes_by_time()
    }

    /// The scale on which the moments of the episodes were rated.
    pub fn scale(&self) -> Scale {
        self.scale
    }

    /// What becomes of the weighted sum.
    pub fn link(&self) -> Link {
        self.link
    }

    /// a, added to everything.
    pub fn intercept(&self) -> f64 {
        self.intercept
    }

    /// The models whose values are summed, each with its weight.
    pub fn terms(&self) -> &[(f64, Model)] {
        &self.terms
    }

    /// The profile with its scores carried to the scale of the episodes, and without durations where these had none.
    fn carried(&self, profile: &Profile) -> Result<Profile, NoValue> {
        let mut moments = profile.moments().to_vec();
        for (number, moment) in moments.iter_mut().enumerate() {
            let carry = |score| profile.scale().carry(score, self.scale);
            let off = |_| NoValue::OffScale { moment: number };
            moment.score = carry(moment.score).map_err(off)?;
            moment.minutes = moment.minutes.filter(|_| self.durations != Some(false));
            moment.expectation = moment.expectation.map(carry).transpose().map_err(off)?;
        }
        let carried = Profile::new(self.scale, moments).and_then(|carried| match profile.influence() {
            Some(influence) => carried.with_influence(influence.to_vec()),
            None => Ok(carried),
        });
        carried.map_err(|error| match error {
            ProfileError::ScoreOffScale { moment, .. } | ProfileError::ExpectationOffScale { moment, .. } => {
                NoValue::OffScale { moment }
            }
            _ => NoValue::TooLarge,
        })
    }
}

impl MemoryModel for Fitted {
    fn name(&self) -> &'static str {
        "fitted"
    }

    fn parameters(&self) -> Vec<Parameter> {
        let weights = self
            .terms
            .iter()
            .map(|(weight, model)| Parameter::number(model.name(), *weight));
        std::iter::once(Parameter::number("intercept", self.intercept))
            .chain(weights)
            .collect()
    }

    fn unit(&self) -> Unit {
        Unit::Fitted
    }

    fn is_monotone(&self) -> bool {
        self.terms.iter().all(|(weight, model)| {
            let rises = match model {
                // A larger fitted value counts as better, whatever its scale.
                Model::Fitted(_) => 1.0,
                _ => match model.unit() {
                    // The sum of scores that such a model is runs with the scale too.
                    Unit::Score | Unit::ScoreMinutes | Unit::Fitted => self.scale.direction(),
                    Unit::Points | Unit::PointMinutes | Unit::PointsPerStep | Unit::Spread => 1.0,
                },
            };
            *weight == 0.0 || (model.is_monotone() && weight * rises > 0.0)
        })
    }

    fn compute(&self, profile: &Profile) -> Result<f64, NoValue> {
        let agrees = self.agrees_on_time(profile.is_timed());
        if !agrees && !profile.is_timed() {
            let moment = profile.moments().iter().position(|moment| moment.minutes.is_none());
            let moment = moment.unwrap_or_default();
            return Err(NoValue::NoDuration { moment });
        }
        let carried;
        let profile = if profile.scale() == self.scale && agrees {
            profile
        } else {
            carried = self.carried(profile)?;
            &carried
        };
        let mut sum = self.intercept;
        for (weight, model) in &self.terms {
            sum += weight * model.value(profile)?;
        }
        Ok(match self.link {
            Link::Identity => sum,
            Link::Logit => 1.0 / (1.0 + (-sum).exp()),
        })
    }
}
