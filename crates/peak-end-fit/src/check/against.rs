//! An overall rating that runs the other way round: the better the moments, the lower it is.

use super::features::{Correlation, Features};
use super::{Finding, Severity};
use crate::Outcome;

pub(super) const CODE: &str = "overall-against-moments";

/// The correlation with the mean of the moments is at least so far below 0. Chosen.
const CLEAR: f64 = 0.2;
/// And at least so many standard errors, reckoned on people rather than episodes. Chosen.
const LEAST_Z: f64 = 3.0;

pub(super) fn find(features: &Features<'_>) -> Vec<Finding> {
    let episodes = features.episodes;
    let mut correlation = Correlation::default();
    let pairs = features.mean.iter().zip(episodes.overall());
    pairs.for_each(|(mean, overall)| correlation.add(*mean, *overall));
    let Some(r) = correlation.value() else {
        return Vec::new();
    };
    let rising = |worst: f64, best: f64| (best - worst).signum();
    let scale = episodes.scale();
    let moments = rising(scale.worst(), scale.best());
    // Where it is not said which overall rating is best, people have most likely rated everything the same way round.
    let overall = episodes
        .overall_scale()
        .map_or(moments, |[worst, best]| rising(worst, best));
    let towards_best = r * moments * overall;
    let people = episodes.people().names().len() as f64;
    // Fisher's z has the standard error 1/√(n − 3); that of −1 itself is infinite, so it stops just short of it.
    let z = -towards_best.max(1e-12 - 1.0).atanh() * (people - 3.0).max(0.0).sqrt();
    if towards_best > -CLEAR || z < LEAST_Z {
        return Vec::new();
    }
    vec![told(features, towards_best, z)]
}

fn told(features: &Features<'_>, r: f64, z: f64) -> Finding {
    let episodes = features.episodes;
    let most = |start: f64, choose: fn(f64, f64) -> f64| episodes.overall().iter().copied().fold(start, choose);
    let (least, most) = (most(f64::INFINITY, f64::min), most(f64::NEG_INFINITY, f64::max));
    let what = match (episodes.outcome(), episodes.overall_scale()) {
        (Outcome::Binary, None) => "the better the moments, the fewer say yes".to_owned(),
        (_, Some([worst, best])) => {
            format!(
                "the better the moments, the worse the overall rating on its scale, {worst} (worst) to {best} (best)"
            )
        }
        (Outcome::Rating, None) if episodes.scale().worst() > episodes.scale().best() => {
            "the lower the ratings of moments, which is better on their scale, the higher the overall rating".to_owned()
        }
        (Outcome::Rating, None) => "the better the moments, the lower the overall rating".to_owned(),
    };
    let help = match (episodes.outcome(), episodes.overall_scale()) {
        (Outcome::Binary, None) => {
            "if yes is the worse answer, such as \"complained\", that is as it should be; else find out what was turned round"
                .to_owned()
        }
        (_, Some([worst, best])) => format!(
            "if {worst} is the best overall rating, say `--overall-scale {best},{worst}`; check `--scale` too, worst first"
        ),
        // The other way round than the moments.
        (Outcome::Rating, None) => {
            let (worst, best) = match episodes.scale().worst() > episodes.scale().best() {
                true => (least, most),
                false => (most, least),
            };
            format!(
                "if the best overall rating is {best}, say `--overall-scale {worst},{best}`, with the whole range that people could \
                 choose from; else find out what was turned round, and check `--scale` too, worst first"
            )
        }
    };
    Finding {
        code: CODE,
        // Nobody says of yes and no which of them is better.
        severity: match (episodes.outcome(), episodes.overall_scale()) {
            (Outcome::Binary, None) => Severity::Remark,
            _ => Severity::Objection,
        },
        message: format!(
            "{what}: the correlation of the mean with the overall rating, both towards best, is −{:.3} (z = {z:.1} over {} people; \
             allowed is above −{CLEAR})",
            r.abs(),
            episodes.people().names().len()
        ),
        help,
        evidence: vec![
            ("r", r),
            ("z", z),
            ("people", episodes.people().names().len() as f64),
            ("threshold_r", -CLEAR),
            ("threshold_z", LEAST_Z),
        ],
    }
}
