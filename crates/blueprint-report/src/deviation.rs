//! How far single ratings lie from their mean.

use service_blueprint::document::Rating;
use service_blueprint::{Blueprint, Scale};

/// The standard deviation of the single ratings behind a score, on the blueprint's scale; none where nobody was asked, a survey
/// gives none, or fewer than two rated.
///
/// # Formula
/// A survey's own, times the slope between the scales on the mean's side of neutral, at neutral the larger. Of a histogram
/// √(Σ nᵢ(xᵢ − m)²/(n − 1)), the ratings carried to the blueprint's scale one by one. It is the sample's, as the standard
/// deviation that a survey gives is: the same ratings have the same figure whichever way they are written.
pub(crate) fn deviation(blueprint: &Blueprint, rating: &Rating) -> Option<f64> {
    let own = blueprint.scale();
    let scale_of = |id: &Option<String>| id.as_deref().map_or(Some(own), |id| blueprint.named_scale(id));
    let found = match rating {
        Rating::Assumed(_) => return None,
        Rating::Survey(survey) => survey.sd? * slope(scale_of(&survey.scale)?, own, survey.mean),
        Rating::Histogram(histogram) => {
            let from = scale_of(&histogram.scale)?;
            let mean = blueprint.score_of(rating)?;
            let count: f64 = histogram.ratings.iter().map(|(_, times)| *times as f64).sum();
            let mut squares = 0.0;
            for (score, times) in histogram.ratings.iter().filter(|(_, times)| *times > 0) {
                let carried = if from == own {
                    *score
                } else {
                    from.carry(*score, own).ok()?
                };
                squares += *times as f64 * (carried - mean).powi(2);
            }
            if count < 2.0 {
                return None;
            }
            (squares / (count - 1.0)).sqrt()
        }
    };
    found.is_finite().then_some(found)
}

/// By how much a small difference about the mean grows from one scale to another.
fn slope(from: Scale, own: Scale, mean: f64) -> f64 {
    if from == own {
        return 1.0;
    }
    let side = |value: f64| {
        let length = |scale: Scale| (scale.score(value) - scale.neutral()).abs();
        length(own) / length(from)
    };
    let value = from.value(mean);
    if value == 0.0 {
        side(1.0).max(side(-1.0))
    } else {
        side(value.signum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(experience: &str) -> Option<f64> {
        let yaml = format!(
            "{{ blueprint: B, scales: [{{ id: stars, worst: 1, neutral: 3, best: 5 }}], \
             stages: [{{ id: s, touchpoints: [{{ id: t, experience: {experience} }}] }}] }}"
        );
        let blueprint = service_blueprint::parse(&yaml).unwrap();
        let touchpoint = blueprint.touchpoint("t").unwrap();
        deviation(
            &blueprint,
            touchpoint.rating(blueprint.segments().next().unwrap()).unwrap(),
        )
    }

    #[test]
    fn it_is_carried_to_the_blueprints_scale() {
        assert_eq!(found("7"), None);
        assert_eq!(found("{ mean: 7, n: 4 }"), None);
        assert_eq!(found("{ mean: 7, sd: 1.5 }"), Some(1.5));
        assert_eq!(found("{ scale: stars, mean: 4, sd: 0.4 }"), Some(1.0));
        // 2, 4, 4, 4, 5, 5, 7, 9: the textbook's squares sum to 32.
        let textbook = found("{ ratings: { 2: 1, 4: 3, 5: 2, 7: 1, 9: 1 } }").unwrap();
        assert!((textbook - (32.0_f64 / 7.0).sqrt()).abs() < 1e-12);
        assert_eq!(found("{ ratings: { 4: 1 } }"), None);
    }
}
