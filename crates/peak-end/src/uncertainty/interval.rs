//! The basic bootstrap interval.

use service_blueprint::Scale;

use super::BootstrapOptions;

/// Where the expected remembered experience lies, as far as the surveys tell.
///
/// This is about an expectation, not about people: [`Law::quantile`](crate::Law::quantile) says how memories of different
/// journeys spread, however well the scores are known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ConfidenceInterval {
    /// Its end towards worst.
    pub worse: f64,
    /// Its end towards best.
    pub better: f64,
    /// The ends as the formula gives them, where one of them lies beyond the scale. No expectation lies there, so the
    /// interval above is cut to the scale; it holds the truth exactly as often.
    pub uncut: Option<Ends>,
}

/// The two ends of an interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ends {
    /// The end towards worst.
    pub worse: f64,
    /// The end towards best.
    pub better: f64,
}

impl ConfidenceInterval {
    /// 2·estimate − q at both ends, of the values that the resamples gave.
    ///
    /// The values of a maximum lie beyond it, because each resample picks its own luckiest touchpoint. What the
    /// resamples are too far out, the estimate is too: reflecting takes it off, percentiles would add it once more.
    pub(super) fn basic(estimate: f64, mut values: Vec<f64>, options: BootstrapOptions, scale: Scale) -> Option<Self> {
        values.sort_by(f64::total_cmp);
        if scale.is_better(scale.worst().min(scale.best()), scale.worst().max(scale.best())) {
            values.reverse();
        }
        let beyond = options.beyond();
        let low = *values.get(beyond.checked_sub(1)?)?;
        let high = *values.get(values.len().checked_sub(beyond)?)?;
        let ends = Ends {
            worse: estimate + (estimate - high),
            better: estimate + (estimate - low),
        };
        let cut = |end: f64| match (scale.contains(end), scale.is_better(end, scale.best())) {
            (true, _) => end,
            (false, true) => scale.best(),
            (false, false) => scale.worst(),
        };
        let (worse, better) = (cut(ends.worse), cut(ends.better));
        Some(Self {
            worse,
            better,
            uncut: ((worse, better) != (ends.worse, ends.better)).then_some(ends),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(confidence: f64) -> BootstrapOptions {
        BootstrapOptions {
            resamples: 199,
            confidence,
            seed: 0,
        }
    }

    #[test]
    fn the_interval_is_the_reflection_of_the_resamples() {
        let values: Vec<f64> = (1..=199).map(|number| f64::from(number) / 100.0 + 5.0).rev().collect();
        // (199 + 1)·0.05 = 10: the tenth from either end, 5.10 and 6.90, about 6.2.
        let found = ConfidenceInterval::basic(6.2, values.clone(), options(0.9), Scale::default()).unwrap();
        assert!((found.worse - 5.5).abs() < 1e-12 && (found.better - 7.3).abs() < 1e-12);
        assert_eq!(found.uncut, None);

        let pain = Scale::new(10.0, 0.0, 0.0).unwrap();
        let turned = ConfidenceInterval::basic(6.2, values, options(0.9), pain).unwrap();
        assert_eq!((turned.worse, turned.better), (found.better, found.worse));
    }

    #[test]
    fn equal_values_are_no_interval() {
        for scale in [Scale::default(), Scale::new(10.0, 0.0, 0.0).unwrap()] {
            let found = ConfidenceInterval::basic(4.0, vec![4.0; 199], options(0.95), scale).unwrap();
            assert_eq!((found.worse, found.better, found.uncut), (4.0, 4.0, None));
        }
    }

    #[test]
    fn an_end_beyond_the_scale_is_cut_and_kept() {
        let values: Vec<f64> = (1..=199).map(|number| f64::from(number) / 100.0 + 8.0).collect();
        let found = ConfidenceInterval::basic(9.6, values, options(0.9), Scale::default()).unwrap();
        assert_eq!(found.better, 10.0);
        let uncut = found.uncut.unwrap();
        assert!((uncut.better - 11.1).abs() < 1e-12);
        assert_eq!(uncut.worse, found.worse);
    }
}
