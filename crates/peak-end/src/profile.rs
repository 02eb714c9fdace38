//! One way through a service: the moments that were scored, in order.

use service_blueprint::Scale;

/// A scored moment of a way through.
///
/// # Examples
/// ```
/// use peak_end::Moment;
/// let moment = Moment { minutes: Some(4.0), expectation: Some(6.0), ..Moment::scored(7.0) };
/// assert_eq!(moment.score, 7.0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moment {
    /// The experience, on the profile's scale.
    pub score: f64,
    /// How long it took, in minutes, waiting included.
    pub minutes: Option<f64>,
    /// The experience that was expected, on the profile's scale.
    pub expectation: Option<f64>,
    /// The stage it belongs to, counted from 0.
    pub stage: Option<usize>,
}

impl Moment {
    /// A moment of which only the score is known.
    pub fn scored(score: f64) -> Self {
        Self {
            score,
            minutes: None,
            expectation: None,
            stage: None,
        }
    }
}

/// The scored moments of one way through a service, in order, on one scale. Never empty.
///
/// Moments that were not scored are no part of it: memory models know only what was felt.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    scale: Scale,
    moments: Vec<Moment>,
    influence: Option<Vec<f64>>,
    timed: bool,
}

/// Why moments are no profile. Fields count moments and stages from 0, messages, which people read, from 1.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ProfileError {
    /// There is no moment.
    #[error("a profile needs at least one scored moment")]
    Empty,
    /// A score is NaN, infinite or not on the scale.
    #[error("moment {} has the score {score}, outside {worst}..{best}", .moment + 1)]
    ScoreOffScale {
        /// The moment.
        moment: usize,
        /// Its score.
        score: f64,
        /// The scale's worst score.
        worst: f64,
        /// The scale's best score.
        best: f64,
    },
    /// An expectation is NaN, infinite or not on the scale.
    #[error("moment {} has the expectation {expectation}, outside {worst}..{best}", .moment + 1)]
    ExpectationOffScale {
        /// The moment.
        moment: usize,
        /// Its expectation.
        expectation: f64,
        /// The scale's worst score.
        worst: f64,
        /// The scale's best score.
        best: f64,
    },
    /// A duration is NaN, infinite, 0 or negative.
    #[error("moment {} takes {minutes} minutes, allowed are finite durations above 0", .moment + 1)]
    Duration {
        /// The moment.
        moment: usize,
        /// Its duration.
        minutes: f64,
    },
    /// The sum of scores or of durations is beyond what a double can hold.
    #[error("scores and durations together are too large to be computed with")]
    TooLarge,
    /// An influence is NaN, infinite or negative.
    #[error("stage {} has the influence {influence}, allowed are finite numbers from 0", .stage + 1)]
    Influence {
        /// The stage.
        stage: usize,
        /// Its influence.
        influence: f64,
    },
    /// A moment belongs to a stage that has no influence given.
    #[error("moment {} belongs to stage {}, and only {stages} stages have an influence", .moment + 1, .stage + 1)]
    UnknownStage {
        /// The moment.
        moment: usize,
        /// Its stage.
        stage: usize,
        /// The number of stages.
        stages: usize,
    },
}

impl Profile {
    /// The moments as a profile, in order.
    ///
    /// # Errors
    /// [`ProfileError`] for no moments, a score or expectation that is not on the scale, or a duration that is not
    /// finite and above 0: the first that is found.
    pub fn new(scale: Scale, moments: Vec<Moment>) -> Result<Self, ProfileError> {
        let timed = check(scale, &moments, None)?;
        Ok(Self {
            scale,
            moments,
            influence: None,
            timed,
        })
    }

    /// A profile of bare scores, in order.
    ///
    /// # Errors
    /// [`ProfileError`] for no scores or one that is not on the scale.
    ///
    /// # Examples
    /// ```
    /// use peak_end::Profile;
    /// use service_blueprint::Scale;
    /// let profile = Profile::from_scores(Scale::default(), &[6.0, 9.0, 2.0])?;
    /// assert_eq!(profile.moments().len(), 3);
    /// assert!(Profile::from_scores(Scale::default(), &[11.0]).is_err());
    /// # Ok::<(), peak_end::ProfileError>(())
    /// ```
    pub fn from_scores(scale: Scale, scores: &[f64]) -> Result<Self, ProfileError> {
        Self::new(scale, scores.iter().copied().map(Moment::scored).collect())
    }

    /// The profile with the influence of each stage on memory, by the stage's number. They need not sum to 1.
    ///
    /// # Errors
    /// [`ProfileError::Influence`] if one is negative or not finite, [`ProfileError::UnknownStage`] if a moment
    /// belongs to a stage beyond the list.
    pub fn with_influence(mut self, influence: Vec<f64>) -> Result<Self, ProfileError> {
        if let Some((stage, &odd)) = influence
            .iter()
            .enumerate()
            .find(|(_, x)| !(x.is_finite() && **x >= 0.0))
        {
            return Err(ProfileError::Influence { stage, influence: odd });
        }
        check(self.scale, &self.moments, Some(influence.len()))?;
        self.influence = Some(influence);
        Ok(self)
    }

    /// Puts other moments in place of the present ones, keeping scale, influence and memory: for many profiles in turn.
    /// After an error the profile is as it was.
    ///
    /// # Errors
    /// As [`new`](Self::new) and [`with_influence`](Self::with_influence).
    pub fn replace(&mut self, moments: &[Moment]) -> Result<(), ProfileError> {
        self.timed = check(self.scale, moments, self.influence.as_ref().map(Vec::len))?;
        self.moments.clear();
        self.moments.extend_from_slice(moments);
        Ok(())
    }

    /// Gives one moment another score, which lies on the scale.
    pub(crate) fn set_score(&mut self, moment: usize, score: f64) {
        debug_assert!(self.scale.contains(score), "callers check the scale");
        self.moments[moment].score = score;
    }

    /// The scale of scores and expectations.
    pub fn scale(&self) -> Scale {
        self.scale
    }

    /// The moments, in order; at least one.
    pub fn moments(&self) -> &[Moment] {
        &self.moments
    }

    /// The scores, in order.
    pub fn scores(&self) -> impl DoubleEndedIterator<Item = f64> + ExactSizeIterator + Clone + '_ {
        self.moments.iter().map(|moment| moment.score)
    }

    /// The influence of each stage, if it was given.
    pub fn influence(&self) -> Option<&[f64]> {
        self.influence.as_deref()
    }

    /// Whether every moment has a duration. If one lacks it, none is used.
    pub fn is_timed(&self) -> bool {
        self.timed
    }

    /// How long one of its moments counts in sums over time: its duration in minutes, 1 where the profile is not timed.
    pub(crate) fn minutes(&self, moment: &Moment) -> f64 {
        moment.minutes.filter(|_| self.timed).unwrap_or(1.0)
    }

    /// The plain mean of the scores.
    pub fn mean(&self) -> f64 {
        self.scores().sum::<f64>() / self.moments.len() as f64
    }

    /// The experienced utility: the mean of the scores weighted by duration, or the plain mean if a duration is missing.
    pub fn experienced(&self) -> f64 {
        if !self.timed {
            return self.mean();
        }
        let (sum, minutes) = self.moments.iter().fold((0.0, 0.0), |(sum, total), moment| {
            let minutes = moment.minutes.unwrap_or_default();
            (sum + moment.score * minutes, total + minutes)
        });
        sum / minutes
    }

    /// The last score.
    pub fn last(&self) -> f64 {
        self.moments[self.moments.len() - 1].score
    }

    /// How much better (positive) or worse (negative) a remembered score is than the experienced one.
    pub fn memory_gap(&self, remembered: f64) -> f64 {
        self.scale.gain(self.experienced(), remembered)
    }
}

/// Whether all of the moments have a duration, if they are a profile.
fn check(scale: Scale, moments: &[Moment], stages: Option<usize>) -> Result<bool, ProfileError> {
    if moments.is_empty() {
        return Err(ProfileError::Empty);
    }
    let (worst, best) = (scale.worst(), scale.best());
    let mut total = 0.0;
    let mut timed = true;
    for (
        moment,
        &Moment {
            score,
            minutes,
            expectation,
            stage,
        },
    ) in moments.iter().enumerate()
    {
        if !scale.contains(score) {
            return Err(ProfileError::ScoreOffScale {
                moment,
                score,
                worst,
                best,
            });
        }
        if let Some(expectation) = expectation.filter(|&expectation| !scale.contains(expectation)) {
            return Err(ProfileError::ExpectationOffScale {
                moment,
                expectation,
                worst,
                best,
            });
        }
        match minutes {
            Some(minutes) if !(minutes.is_finite() && minutes > 0.0) => {
                return Err(ProfileError::Duration { moment, minutes });
            }
            Some(_) => {}
            None => timed = false,
        }
        total += score.abs().max(1.0) * minutes.unwrap_or(1.0).max(1.0);
        if let (Some(stage), Some(stages)) = (stage, stages)
            && stage >= stages
        {
            return Err(ProfileError::UnknownStage { moment, stage, stages });
        }
    }
    if !f64::is_finite(total) {
        return Err(ProfileError::TooLarge);
    }
    Ok(timed)
}
