//! How far memory models are apart, and which of them a moment matters to.

use service_blueprint::Scale;

use crate::{Model, NoValue, Profile};

/// The values that the on-scale models give for the same experience, and how far they are apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Disagreement {
    values: Vec<(Model, f64)>,
    worst: usize,
    best: usize,
    scale: Scale,
}

impl Disagreement {
    /// The disagreement between models whose values are known; those not on the scale are left out.
    /// None if no on-scale model is left, or one of their values is not finite.
    pub fn between(scale: Scale, values: impl IntoIterator<Item = (Model, f64)>) -> Option<Self> {
        let values: Vec<_> = values.into_iter().filter(|(model, _)| model.is_on_scale()).collect();
        if values.is_empty() || values.iter().any(|(_, value)| !value.is_finite()) {
            return None;
        }
        let (mut worst, mut best) = (0, 0);
        for (i, (_, value)) in values.iter().enumerate() {
            if scale.is_better(*value, values[best].1) {
                best = i;
            }
            if scale.is_better(values[worst].1, *value) {
                worst = i;
            }
        }
        Some(Self {
            values,
            worst,
            best,
            scale,
        })
    }

    /// The disagreement about one profile between those of the models that are on the scale and have a value for it.
    ///
    /// # Examples
    /// ```
    /// use peak_end::{Disagreement, Model, Profile};
    /// use service_blueprint::Scale;
    /// let profile = Profile::from_scores(Scale::default(), &[6.0, 9.0, 2.0, 7.0])?;
    /// let models = ["peak_end", "mean", "minimum_end"].map(|name| Model::from_name(name).unwrap());
    /// let apart = Disagreement::about(&profile, &models).unwrap();
    /// assert_eq!((apart.worst().0.name(), apart.worst().1), ("minimum_end", 4.5));
    /// assert_eq!((apart.best().0.name(), apart.best().1), ("peak_end", 8.0));
    /// assert_eq!(apart.spread(), 3.5);
    /// # Ok::<(), peak_end::ProfileError>(())
    /// ```
    pub fn about(profile: &Profile, models: &[Model]) -> Option<Self> {
        let values = models
            .iter()
            .filter_map(|model| Some((model.clone(), model.value(profile).ok()?)));
        Self::between(profile.scale(), values)
    }

    /// The on-scale models and their values, in the order given.
    pub fn values(&self) -> &[(Model, f64)] {
        &self.values
    }

    /// The model with the worst value, the first of equal ones.
    pub fn worst(&self) -> (&Model, f64) {
        let (model, value) = &self.values[self.worst];
        (model, *value)
    }

    /// The model with the best value, the first of equal ones.
    pub fn best(&self) -> (&Model, f64) {
        let (model, value) = &self.values[self.best];
        (model, *value)
    }

    /// How much better the best value is than the worst, in points of the scale.
    pub fn spread(&self) -> f64 {
        self.scale.gain(self.worst().1, self.best().1)
    }
}

/// How far a score is moved to see whether it matters, in half-scales. Chosen: less than any rating scale resolves.
const NUDGE: f64 = 1e-3;

/// A value that changes by less than this many half-scales (times a minute, for models over time) has not moved.
const UNMOVED: f64 = 1e-9;

/// For each moment of a profile, which of the models (by place in the list) it matters under: those whose value
/// changes when its score moves by a thousandth of the half-scale, towards best or towards worst.
///
/// A moment that does not matter under a model could be somewhat better or worse without being remembered differently.
/// A model without a value for the profile lists no moment; a move that takes its value away counts as a change.
pub fn matters_under(profile: &Profile, models: &[Model]) -> Vec<Vec<usize>> {
    let scale = profile.scale();
    let step = NUDGE * scale.half();
    let tolerance = UNMOVED * scale.half();
    let before: Vec<Option<f64>> = models.iter().map(|model| model.value(profile).ok()).collect();
    let mut moved = profile.clone();
    (0..profile.moments().len())
        .map(|moment| {
            let score = profile.moments()[moment].score;
            let mut matters = vec![false; models.len()];
            for nudged in [score - step, score + step]
                .into_iter()
                .filter(|&score| scale.contains(score))
            {
                moved.set_score(moment, nudged);
                for (i, model) in models.iter().enumerate() {
                    matters[i] |= changes(before[i], model.value(&moved), tolerance);
                }
            }
            moved.set_score(moment, score);
            (0..models.len()).filter(|&i| matters[i]).collect()
        })
        .collect()
}

/// Whether a value that a model had is another one now.
fn changes(before: Option<f64>, after: Result<f64, NoValue>, tolerance: f64) -> bool {
    match (before, after) {
        (Some(before), Ok(after)) => (after - before).abs() > tolerance,
        (Some(_), Err(_)) => true,
        (None, _) => false,
    }
}
