//! What counts as the peak and what as the end.

use std::cmp::Ordering;
use std::num::NonZeroUsize;

use crate::key::{compare, intensity, is_bad};
use crate::{Moment, Negativity, NoValue, Parameter, Profile};

/// Which moment is the peak.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum PeakRule {
    /// The moment furthest from neutral, good or bad, each side measured by its own length.
    MostIntense {
        /// Which of several equally intense moments counts.
        tie: TieRule,
        /// How many times bad moments count.
        negativity: Negativity,
    },
    /// The best moment.
    Best,
    /// The worst moment.
    Trough,
    /// As `MostIntense`, the last moment left out; none for a single moment.
    MostIntenseBeforeEnd {
        /// Which of several equally intense moments counts.
        tie: TieRule,
        /// How many times bad moments count.
        negativity: Negativity,
    },
    /// The best moment, the last one left out; none for a single moment.
    BestBeforeEnd,
    /// The moment furthest from the plain mean of the profile, in points of the scale.
    FurthestFromOwnMean {
        /// Which of several moments equally far away counts.
        tie: TieRule,
    },
}

/// Which of several tied moments is the peak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum TieRule {
    /// The worst (bad is stronger than good), and of equal ones the last.
    #[default]
    Worst,
    /// The best, and of equal ones the last.
    Best,
    /// The first.
    First,
    /// The last.
    Last,
    /// The peak is the mean of all tied moments; the last of them is credited.
    Mean,
}

/// What counts as the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum EndRule {
    /// The last scored moment.
    #[default]
    LastMoment,
    /// The mean of the last so many moments, of all where there are fewer.
    MeanOfLast(NonZeroUsize),
    /// The mean of the moments since the last stage was entered.
    LastStage,
}

/// The peak of a profile.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Peak {
    /// The peak's score.
    pub score: f64,
    /// The moment credited with it, counted from 0.
    pub moment: usize,
}

impl Default for PeakRule {
    /// The most intense moment, the worse of tied ones, bad and good counting the same.
    fn default() -> Self {
        PeakRule::MostIntense {
            tie: TieRule::Worst,
            negativity: Negativity::NONE,
        }
    }
}

impl PeakRule {
    /// The peak of a profile.
    ///
    /// # Returns
    /// The peak's score and the moment credited with it. Moments tie if they agree to 1e-9 of the scale; the tied
    /// moment that the [`TieRule`] names is credited, of equal scores the last (except under [`TieRule::First`]).
    ///
    /// # Errors
    /// [`NoValue::TooFewMoments`] where a single moment has nothing before its end.
    ///
    /// # Examples
    /// ```
    /// use peak_end::{PeakRule, Profile};
    /// use service_blueprint::Scale;
    /// let stars = Scale::new(1.0, 3.0, 5.0)?;
    /// let profile = Profile::from_scores(stars, &[2.0, 4.0, 5.0, 1.0, 3.0])?;
    /// let peak = PeakRule::default().find(&profile)?;
    /// assert_eq!((peak.score, peak.moment), (1.0, 3));
    /// assert_eq!(PeakRule::Best.find(&profile)?.score, 5.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn find(self, profile: &Profile) -> Result<Peak, NoValue> {
        let moments = profile.moments();
        let before_end = &moments[..moments.len() - 1];
        let peak = match self {
            PeakRule::MostIntense { tie, negativity } => most_intense(profile, moments, tie, negativity),
            PeakRule::Best => best_of(profile, moments, 1.0),
            PeakRule::Trough => best_of(profile, moments, -1.0),
            PeakRule::MostIntenseBeforeEnd { tie, negativity } => most_intense(profile, before_end, tie, negativity),
            PeakRule::BestBeforeEnd => best_of(profile, before_end, 1.0),
            PeakRule::FurthestFromOwnMean { tie } => furthest_from_mean(profile, tie),
        };
        peak.ok_or(NoValue::TooFewMoments {
            needed: 2,
            found: moments.len(),
        })
    }

    /// The rule's name, in snake_case.
    pub fn name(self) -> &'static str {
        match self {
            PeakRule::MostIntense { .. } => "most_intense",
            PeakRule::Best => "best",
            PeakRule::Trough => "trough",
            PeakRule::MostIntenseBeforeEnd { .. } => "most_intense_before_end",
            PeakRule::BestBeforeEnd => "best_before_end",
            PeakRule::FurthestFromOwnMean { .. } => "furthest_from_own_mean",
        }
    }

    /// Whether raising a score never lowers the peak's score.
    pub fn is_monotone(self) -> bool {
        !matches!(self, PeakRule::FurthestFromOwnMean { .. })
    }

    /// The rule and what it holds, as parameters of a model.
    pub(crate) fn parameters(self) -> Vec<Parameter> {
        let mut list = vec![Parameter::rule("peak", self.name())];
        match self {
            PeakRule::MostIntense { tie, negativity } | PeakRule::MostIntenseBeforeEnd { tie, negativity } => {
                list.push(Parameter::rule("tie", tie.name()));
                list.push(Parameter::number("negativity", negativity.get()));
            }
            PeakRule::FurthestFromOwnMean { tie } => list.push(Parameter::rule("tie", tie.name())),
            PeakRule::Best | PeakRule::Trough | PeakRule::BestBeforeEnd => {}
        }
        list
    }
}

impl TieRule {
    /// Every tie rule.
    pub const ALL: [TieRule; 5] = [
        TieRule::Worst,
        TieRule::Best,
        TieRule::First,
        TieRule::Last,
        TieRule::Mean,
    ];

    /// The rule's name, in snake_case.
    pub fn name(self) -> &'static str {
        match self {
            TieRule::Worst => "worst",
            TieRule::Best => "best",
            TieRule::First => "first",
            TieRule::Last => "last",
            TieRule::Mean => "mean",
        }
    }
}

impl EndRule {
    /// The score of the end.
    ///
    /// # Errors
    /// [`NoValue::NoStage`] where the last stage is asked for and the last moment belongs to none.
    pub fn find(self, profile: &Profile) -> Result<f64, NoValue> {
        let moments = profile.moments();
        let last = moments.len() - 1;
        let from = match self {
            EndRule::LastMoment => last,
            EndRule::MeanOfLast(k) => moments.len().saturating_sub(k.get()),
            EndRule::LastStage => {
                let stage = moments[last].stage.ok_or(NoValue::NoStage { moment: last })?;
                let run = moments
                    .iter()
                    .rev()
                    .take_while(|moment| moment.stage == Some(stage))
                    .count();
                moments.len() - run
            }
        };
        let end = &moments[from..];
        Ok(end.iter().map(|moment| moment.score).sum::<f64>() / end.len() as f64)
    }

    /// The rule's name, in snake_case.
    pub fn name(self) -> &'static str {
        match self {
            EndRule::LastMoment => "last_moment",
            EndRule::MeanOfLast(_) => "mean_of_last",
            EndRule::LastStage => "last_stage",
        }
    }

    /// The rule and what it holds, as parameters of a model.
    pub(crate) fn parameters(self) -> Vec<Parameter> {
        let mut list = vec![Parameter::rule("end", self.name())];
        if let EndRule::MeanOfLast(k) = self {
            list.push(Parameter::number("end_moments", k.get() as f64));
        }
        list
    }
}

/// A moment that competes for the peak: its intensity, then its side where levels tie.
#[derive(Clone, Copy)]
pub(crate) struct Candidate {
    pub(crate) intensity: f64,
    pub(crate) bad: bool,
    pub(crate) score: f64,
}

/// The candidate with the highest level of intensity, ties by the rule; none of none.
pub(crate) fn select(tie: TieRule, candidates: impl Iterator<Item = Candidate>) -> Option<Peak> {
    let mut candidates = candidates.enumerate();
    let (mut moment, mut best) = candidates.next()?;
    // Of the tied candidates so far.
    let (mut sum, mut tied) = (best.score, 1.0);
    for (number, candidate) in candidates {
        let wins = match compare(candidate.intensity, best.intensity) {
            Ordering::Less => continue,
            Ordering::Greater => {
                (sum, tied) = (0.0, 0.0);
                true
            }
            Ordering::Equal => match tie {
                TieRule::Worst => candidate.bad >= best.bad,
                TieRule::Best => candidate.bad <= best.bad,
                TieRule::First => false,
                TieRule::Last | TieRule::Mean => true,
            },
        };
        sum += candidate.score;
        tied += 1.0;
        if wins {
            (moment, best) = (number, candidate);
        }
    }
    let score = match tie {
        TieRule::Mean => sum / tied,
        TieRule::Worst | TieRule::Best | TieRule::First | TieRule::Last => best.score,
    };
    Some(Peak { score, moment })
}

fn most_intense(profile: &Profile, moments: &[Moment], tie: TieRule, negativity: Negativity) -> Option<Peak> {
    let scale = profile.scale();
    select(
        tie,
        moments.iter().map(|moment| {
            let value = scale.value(moment.score);
            let intensity = intensity(value, negativity);
            Candidate {
                intensity,
                bad: is_bad(value, intensity),
                score: moment.score,
            }
        }),
    )
}

/// The best moment if `sign` is 1, the worst if it is −1, the last of equal ones.
fn best_of(profile: &Profile, moments: &[Moment], sign: f64) -> Option<Peak> {
    let scores = moments.iter().map(|moment| moment.score);
    let rising = sign * profile.scale().direction() > 0.0;
    let score = scores.clone().reduce(if rising { f64::max } else { f64::min })?;
    let moment = scores.rev().position(|other| other == score)?;
    Some(Peak {
        score,
        moment: moments.len() - 1 - moment,
    })
}

fn furthest_from_mean(profile: &Profile, tie: TieRule) -> Option<Peak> {
    let scale = profile.scale();
    let mean = profile.mean();
    select(
        tie,
        profile.scores().map(|score| {
            let gain = scale.gain(mean, score) / scale.half();
            Candidate {
                intensity: gain.abs(),
                bad: is_bad(gain, gain.abs()),
                score,
            }
        }),
    )
}
