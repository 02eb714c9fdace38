//! The candidates that are compared where nobody names others.

use peak_end::Model;

use crate::{Candidate, Episodes, Feature, Method, Shape};

/// The memory models that are compared as they stand.
const RULES: [&str; 5] = ["mean", "peak_end", "end", "minimum_end", "best_end"];

/// The regressions on features: what never did significantly worse than the mean on public data, trough and best
/// in place of the mean, and trend and spread beside it.
const REGRESSIONS: [&[&str]; 3] = [
    &["mean", "trough", "end"],
    &["trough", "best", "end"],
    &["mean", "slope_per_step", "sd_population"],
];

/// Touchpoints get a weight each by least squares where there are so many episodes for each. Chosen.
const EPISODES_PER_TOUCHPOINT: usize = 10;

/// Touchpoints get a weight each under a penalty up to so many. Chosen.
const MOST_TOUCHPOINTS: usize = 100;

/// Episodes are divided into so many parts where all of them have twice as many moments. Chosen.
const PARTS: usize = 6;

impl Candidate {
    /// The candidates to compare where nobody names others: baselines, rules, models whose parameters are fitted, regressions
    /// on features, and as a ceiling a weight for every touchpoint or part of an episode. What these episodes cannot be
    /// asked is not among them: a trend where an episode has one moment, a power of ratings that are not above 0, losses
    /// where nothing is below neutral.
    pub fn usual(episodes: &Episodes) -> Vec<Self> {
        let lengths = (0..episodes.count()).map(|episode| episodes.ratings(episode).len());
        let shortest = lengths.min().unwrap_or(0);
        let scale = episodes.scale();
        let any =
            |is: &dyn Fn(f64) -> bool| (0..episodes.count()).any(|at| episodes.ratings(at).iter().any(|x| is(*x)));
        let shape = |shape: &Shape| match shape {
            Shape::LossAverseMean => any(&|rating| scale.is_better(scale.neutral(), rating)),
            Shape::PowerMean => !any(&|rating| rating <= 0.0),
            Shape::PeakEnd | Shape::RecencyMean | Shape::AcclimationDecay => shortest > 1,
        };
        let rule = |name: &str| Model::from_name(name).map(Self::Rule);
        let mut all = vec![Self::INTERCEPT];
        all.extend(RULES.into_iter().filter_map(rule));
        if episodes.is_timed() {
            all.extend(rule("duration_weighted_mean"));
        }
        all.extend(Shape::ALL.into_iter().filter(shape).map(Self::Fitted));
        for names in REGRESSIONS {
            if shortest > 1 || !names.contains(&"slope_per_step") {
                all.push(least_squares(
                    names
                        .iter()
                        .filter_map(|name| Model::from_name(name))
                        .map(Feature::Model),
                ));
            }
        }
        if episodes.expectations().iter().all(Option::is_some) {
            let mean = Model::from_name("mean").map(Feature::Model);
            all.push(least_squares([Feature::Expectation].into_iter().chain(mean)));
        }
        all.extend(ceiling(episodes, shortest));
        all
    }
}

fn least_squares(features: impl IntoIterator<Item = Feature>) -> Candidate {
    Candidate::Regression {
        method: Method::LeastSquares,
        features: features.into_iter().collect(),
    }
}

/// What a model of the same moments could reach: a weight for every touchpoint, and for every part of long episodes.
fn ceiling(episodes: &Episodes, shortest: usize) -> Vec<Candidate> {
    let mut ceiling = Vec::new();
    let touchpoints = episodes.touchpoints().names().len();
    if (2..=MOST_TOUCHPOINTS).contains(&touchpoints) {
        if touchpoints * EPISODES_PER_TOUCHPOINT <= episodes.count() {
            ceiling.push(least_squares([Feature::Touchpoints]));
        }
        ceiling.push(Candidate::Regression {
            method: Method::Ridge,
            features: vec![Feature::Touchpoints],
        });
    }
    if shortest >= 2 * PARTS {
        ceiling.push(least_squares([Feature::Bins(PARTS)]));
    }
    ceiling
}
