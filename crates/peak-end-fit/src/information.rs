//! How likely candidates make all episodes, for their numbers of parameters.

use crate::Information;
use crate::metric;

/// The logarithm of a likelihood, with what it takes to compare it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Likelihood {
    /// The logarithm of the likelihood, natural.
    pub log_likelihood: f64,
    /// How many numbers were fitted: K.
    pub parameters: usize,
    /// How many episodes there are: n.
    pub episodes: usize,
}

impl Likelihood {
    /// The likelihood of ratings that lie normally about predictions, with the likeliest variance.
    ///
    /// # Formula
    /// −n/2·(ln 2π + ln(SSE/n) + 1), with SSE = Σ(y − ŷ)²; K = `fitted` + 1 for the variance.
    ///
    /// `fitted` counts the intercept, the weights that are not aliased, and the fitted parameters of the model. R's
    /// `logLik` counts the variance as a parameter as well; statsmodels does not, so that its AIC is smaller by 2 and its
    /// BIC by ln n.
    ///
    /// # Returns
    /// None without episodes, and where the squared error is 0 or no number: a perfect fit is infinitely likely.
    ///
    /// # Examples
    /// ```
    /// use peak_end_fit::Likelihood;
    /// let perfect = Likelihood::gaussian(0.0, 20, 2);
    /// assert_eq!(perfect, None);
    /// assert_eq!(Likelihood::gaussian(5.0, 20, 2).map(|found| found.parameters), Some(3));
    /// ```
    ///
    /// # References
    /// Burnham & Anderson (2002), as at [`Information::of`].
    pub fn gaussian(squared_error: f64, episodes: usize, fitted: usize) -> Option<Self> {
        let n = episodes as f64;
        let log_variance = (squared_error / n).ln();
        log_variance.is_finite().then(|| Self {
            log_likelihood: -n / 2.0 * ((2.0 * std::f64::consts::PI).ln() + log_variance + 1.0),
            parameters: fitted + 1,
            episodes,
        })
    }

    /// The likelihood of outcomes of 0 and 1, for predicted log-odds.
    ///
    /// # Formula
    /// −Σ ln(1 + e^(−η)) over the outcomes 1, − Σ ln(1 + e^η) over the outcomes 0, with η the log-odds; K = `fitted`.
    ///
    /// # Returns
    /// None without episodes, where there are more outcomes than log-odds or fewer, where an outcome is neither 0 nor 1,
    /// and where log-odds are no number.
    pub fn binomial(outcomes: &[f64], log_odds: &[f64], fitted: usize) -> Option<Self> {
        let mut log_likelihood = 0.0;
        for (y, log_odds) in metric::pairs(outcomes, log_odds)? {
            let right = match y {
                1.0 => log_odds,
                0.0 => -log_odds,
                _ => return None,
            };
            log_likelihood += right.min(0.0) - (-right.abs()).exp().ln_1p();
        }
        Some(Self {
            log_likelihood,
            parameters: fitted,
            episodes: outcomes.len(),
        })
    }

    /// AIC = 2K − 2·ln L.
    fn aic(&self) -> f64 {
        2.0 * self.parameters as f64 - 2.0 * self.log_likelihood
    }

    /// AICc = AIC + 2K(K + 1)/(n − K − 1), none unless n > K + 1.
    fn aicc(&self) -> Option<f64> {
        let (n, k) = (self.episodes as f64, self.parameters as f64);
        (n > k + 1.0).then(|| self.aic() + 2.0 * k * (k + 1.0) / (n - k - 1.0))
    }

    /// BIC = K·ln n − 2·ln L.
    fn bic(&self) -> f64 {
        self.parameters as f64 * (self.episodes as f64).ln() - 2.0 * self.log_likelihood
    }
}

impl Information {
    /// The criteria of candidates for the same outcomes, and their weights among each other.
    ///
    /// # Formula
    /// AIC = 2K − 2·ln L, AICc = AIC + 2K(K + 1)/(n − K − 1), BIC = K·ln n − 2·ln L. A weight is
    /// e^(−Δ/2)/Σ e^(−Δ/2), with Δ the criterion less the smallest among the candidates.
    ///
    /// # Returns
    /// One for each, in order. Weights by AICc are among the candidates that have one (n > K + 1) and sum to 1.
    ///
    /// # Limits
    /// Criteria compare candidates on the same outcomes only: never those of a rating with those of its logarithm, or of
    /// one set of episodes with another's. All episodes count as independent, which episodes of the same person are not.
    ///
    /// # Examples
    /// Two candidates whose criteria differ by 2 ln 3: one is three times as likely as the other.
    /// ```
    /// use peak_end_fit::{Information, Likelihood};
    /// let of = |log_likelihood| Likelihood { log_likelihood, parameters: 3, episodes: 50 };
    /// let found = Information::of(&[of(-70.0), of(-70.0 - 3.0_f64.ln())]);
    /// assert_eq!(found[0].aic, 146.0);
    /// assert!((found[0].aicc_weight.unwrap() - 0.75).abs() < 1e-12);
    /// assert!((found[1].bic_weight - 0.25).abs() < 1e-12);
    /// ```
    ///
    /// # References
    /// K. P. Burnham & D. R. Anderson (2002). Model Selection and Multimodel Inference, 2nd edition, Springer.
    pub fn of(likelihoods: &[Likelihood]) -> Vec<Self> {
        let aicc_weights = weights(likelihoods.iter().map(Likelihood::aicc));
        let bic_weights = weights(likelihoods.iter().map(|likelihood| Some(likelihood.bic())));
        let of = |(likelihood, (aicc_weight, bic_weight)): (&Likelihood, (f64, f64))| Self {
            parameters: likelihood.parameters,
            log_likelihood: likelihood.log_likelihood,
            aic: likelihood.aic(),
            aicc: likelihood.aicc(),
            bic: likelihood.bic(),
            aicc_weight: likelihood.aicc().map(|_| aicc_weight),
            bic_weight,
        };
        likelihoods
            .iter()
            .zip(aicc_weights.into_iter().zip(bic_weights))
            .map(of)
            .collect()
    }
}

/// The weight of each criterion; 0 where there is none.
fn weights(criteria: impl Iterator<Item = Option<f64>> + Clone) -> Vec<f64> {
    let smallest = criteria.clone().flatten().fold(f64::INFINITY, f64::min);
    let relative = |criterion: Option<f64>| criterion.map_or(0.0, |found| (-(found - smallest) / 2.0).exp());
    let sum: f64 = criteria.clone().map(relative).sum();
    criteria.map(|criterion| relative(criterion) / sum).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_episodes_have_no_corrected_criterion() {
        let of = |log_likelihood, parameters| Likelihood {
            log_likelihood,
            parameters,
            episodes: 6,
        };
        let found = Information::of(&[of(-9.0, 3), of(-8.0, 5)]);
        assert_eq!(found[0].aicc, Some(24.0 + 24.0 / 2.0));
        assert_eq!((found[1].aicc, found[1].aicc_weight), (None, None));
        assert_eq!(found[0].aicc_weight, Some(1.0), "the only one that has one");
        assert!((found[0].bic_weight + found[1].bic_weight - 1.0).abs() < 1e-12);
    }

    #[test]
    fn far_apart_weights_are_numbers() {
        let of = |log_likelihood| Likelihood {
            log_likelihood,
            parameters: 1,
            episodes: 100,
        };
        let found = Information::of(&[of(-1e6), of(-10.0)]);
        assert_eq!((found[0].bic_weight, found[1].bic_weight), (0.0, 1.0));
        assert!(Information::of(&[]).is_empty());
    }

    #[test]
    fn a_likelihood_needs_something_to_be_likely() {
        assert_eq!(Likelihood::gaussian(1.0, 0, 1), None);
        assert_eq!(Likelihood::gaussian(f64::NAN, 5, 1), None);
        assert_eq!(Likelihood::binomial(&[0.0, 2.0], &[0.0, 0.0], 1), None);
        assert_eq!(Likelihood::binomial(&[0.0], &[0.0, 0.0], 1), None);
        // However sure and wrong a prediction is, its logarithm is a number.
        let wrong = Likelihood::binomial(&[0.0, 1.0], &[800.0, 800.0], 1).unwrap();
        assert_eq!(wrong.log_likelihood, -800.0);
    }
}
