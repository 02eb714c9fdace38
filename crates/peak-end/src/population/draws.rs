//! What one visit is drawn from, as a list of scores and shares.

/// How far from 1 shares may sum.
const SUM_TOLERANCE: f64 = 1e-9;

/// What the score of one visit is drawn from: finitely many scores, each with its share of the customers.
///
/// # Examples
/// ```
/// use peak_end::Draws;
/// let liked_or_not = Draws::new(vec![(9.0, 0.75), (2.0, 0.25)])?;
/// assert_eq!(liked_or_not.mean(), 7.25);
/// assert!(Draws::new(vec![(9.0, 0.75)]).is_err());
/// # Ok::<(), peak_end::NotDraws>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Draws(Vec<(f64, f64)>);

/// Why scores and shares are nothing to draw from.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum NotDraws {
    /// A score is not finite, or a share is negative or not finite.
    #[error("a score of {score} with a share of {share}")]
    NotANumber {
        /// The score.
        score: f64,
        /// Its share.
        share: f64,
    },
    /// The shares do not sum to 1 within 1e-9.
    #[error("the shares sum to {sum}")]
    NotOne {
        /// What they sum to.
        sum: f64,
    },
}

impl Draws {
    /// Scores with their shares. Shares are divided by their sum; what has none is left out; equal scores are joined.
    ///
    /// # Errors
    /// [`NotDraws`] for numbers that are none, or shares that do not sum to 1 within 1e-9.
    pub fn new(mut draws: Vec<(f64, f64)>) -> Result<Self, NotDraws> {
        let odd = |&&(score, share): &&(f64, f64)| !score.is_finite() || !share.is_finite() || share < 0.0;
        if let Some(&(score, share)) = draws.iter().find(odd) {
            return Err(NotDraws::NotANumber { score, share });
        }
        let sum: f64 = draws.iter().map(|(_, share)| share).sum();
        if (sum - 1.0).abs() > SUM_TOLERANCE {
            return Err(NotDraws::NotOne { sum });
        }
        draws.retain(|(_, share)| *share > 0.0);
        draws.sort_by(|a, b| a.0.total_cmp(&b.0));
        draws.dedup_by(|later, earlier| {
            let same = later.0 == earlier.0;
            if same {
                earlier.1 += later.1;
            }
            same
        });
        for (_, share) in &mut draws {
            *share /= sum;
        }
        Ok(Self(draws))
    }

    /// The same score whoever comes.
    pub(crate) fn always(score: f64) -> Self {
        Self(vec![(score, 1.0)])
    }

    /// Of shares that are known to sum to 1 and scores that are known to differ.
    pub(super) fn known(draws: Vec<(f64, f64)>) -> Self {
        Self(draws)
    }

    /// Scores and shares, by rising number.
    pub fn scores(&self) -> &[(f64, f64)] {
        &self.0
    }

    /// The mean score.
    pub fn mean(&self) -> f64 {
        self.0.iter().map(|(score, share)| score * share).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_checked() {
        assert!(matches!(
            Draws::new(vec![(f64::NAN, 1.0)]),
            Err(NotDraws::NotANumber { .. })
        ));
        assert!(matches!(
            Draws::new(vec![(1.0, f64::INFINITY)]),
            Err(NotDraws::NotANumber { .. })
        ));
        assert!(matches!(
            Draws::new(vec![(1.0, 1.5), (2.0, -0.5)]),
            Err(NotDraws::NotANumber { .. })
        ));
        assert!(matches!(Draws::new(vec![(1.0, 0.5)]), Err(NotDraws::NotOne { .. })));
        assert!(matches!(Draws::new(Vec::new()), Err(NotDraws::NotOne { .. })));
    }

    #[test]
    fn equal_scores_are_joined_and_nothing_is_left_out() {
        let draws = Draws::new(vec![(3.0, 0.25), (1.0, 0.5), (3.0, 0.25), (2.0, 0.0)]).unwrap();
        assert_eq!(draws.scores(), [(1.0, 0.5), (3.0, 0.5)]);
        assert_eq!(draws.mean(), 2.0);
    }
}
