//! What the script is given.

use std::borrow::Cow;

use peak_end::Prediction;
use serde_json::{Value, json};
use service_blueprint::document::Rating;
use service_blueprint::{Blueprint, Scale, Segment, Target, Touchpoint};

use crate::Language;
use crate::text::clean;

/// Up to so many touchpoints every way through counts; beyond, the most likely one of each segment. Chosen: a dense
/// journey of so many takes a browser less than a frame, 16 ms.
pub(super) const ALL_WAYS_UP_TO: usize = 200;

/// Whether every way counts.
pub(super) fn is_exact(blueprint: &Blueprint) -> bool {
    blueprint.touchpoints().len() <= ALL_WAYS_UP_TO
}

/// The positions of a slider: from worst to best, a step apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Grid {
    step: f64,
    positions: f64,
}

impl Grid {
    /// The largest step of 1, 2 or 5 times a power of ten of which the scale has at least 80. Chosen: ten points go by
    /// tenths, a hundred by ones, five stars by twentieths.
    pub(super) fn new(scale: Scale) -> Self {
        let range = 2.0 * scale.half();
        let most = range / 80.0;
        let power = 10_f64.powf(most.log10().floor());
        let fits = |step: &f64| *step <= most * (1.0 + 1e-9);
        let step = [5.0, 2.0, 1.0].map(|digit| digit * power).into_iter().find(fits);
        let step = step.unwrap_or(power);
        Self {
            step,
            positions: (range / step - 1e-9).ceil(),
        }
    }
}

/// The data of the page, as JSON that can stand in a script element.
pub(super) fn data(blueprint: &Blueprint, prediction: &Prediction, language: Language) -> String {
    let scale = blueprint.scale();
    let grid = Grid::new(scale);
    let names: Vec<Cow<'_, str>> = blueprint
        .touchpoints()
        .map(|touchpoint| clean(touchpoint.name()))
        .collect();
    let segments: Vec<Value> = segments(blueprint, prediction)
        .map(|group| segment(blueprint, &group, language))
        .collect();
    let all = json!({
        "scale": { "worst": scale.worst(), "neutral": scale.neutral(), "best": scale.best() },
        "grid": { "step": grid.step, "positions": grid.positions },
        "exact": is_exact(blueprint),
        // Holes are left for the script to fill.
        "words": {
            "none": language.no_leader(),
            "nothing": language.nothing_remembered(),
            "noScore": language.not_scored(),
            "was": language.was("{was}"),
            "moved": language.moved("{was}", "{change}"),
            "leader": language.leader("{name}", "{share}"),
            "resetOne": language.reset_one("{name}"),
        },
        "names": names,
        "segments": segments,
    });
    inert(&all.to_string())
}

/// JSON that no reader of HTML takes for the end of the element.
fn inert(json: &str) -> String {
    json.replace('<', "\\u003c")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

/// A segment with the touchpoints that can be moved.
pub(super) struct Group<'b> {
    pub(super) segment: Segment<'b>,
    pub(super) touchpoints: Vec<Touchpoint<'b>>,
    /// The most likely way.
    way: Vec<usize>,
}

/// The segments that are predicted, each with the touchpoints it comes to: on the ways that count.
pub(super) fn segments<'b>(blueprint: &'b Blueprint, prediction: &Prediction) -> impl Iterator<Item = Group<'b>> {
    let exact = is_exact(blueprint);
    prediction.segments.iter().filter_map(move |predicted| {
        let segment = blueprint.segment(predicted.id.as_str())?;
        let position = |id: &service_blueprint::TouchpointId| Some(blueprint.touchpoint(id.as_str())?.position());
        let way: Vec<usize> = predicted.likely_way.touchpoints.iter().filter_map(position).collect();
        let comes = if exact {
            segment.journey().reachable()
        } else {
            let mut comes = vec![false; blueprint.touchpoints().len()];
            for &touchpoint in &way {
                comes[touchpoint] = true;
            }
            comes
        };
        let moved = blueprint
            .touchpoints()
            .filter(|touchpoint| comes[touchpoint.position()] && !touchpoint.is_skipped(segment));
        Some(Group {
            segment,
            touchpoints: moved.collect(),
            way,
        })
    })
}

fn segment(blueprint: &Blueprint, group: &Group<'_>, language: Language) -> Value {
    let segment = group.segment;
    let journey = segment.journey();
    let ways = |touchpoint: usize| -> Vec<(i64, f64)> {
        let ways = journey.ways(touchpoint).iter();
        ways.map(|(target, probability)| match target {
            Target::Touchpoint(next) => (*next as i64, *probability),
            Target::End(_) => (-1, *probability),
        })
        .collect()
    };
    // The script follows ways from the start, or the one way; what it does not need is not in the page.
    let (start, ways) = match is_exact(blueprint) {
        true => (journey.start(), (0..journey.touchpoints()).map(ways).collect()),
        false => (&[][..], Vec::new()),
    };
    let rows = group.touchpoints.iter().map(|touchpoint| {
        let (note, asked) = note(*touchpoint, segment, language);
        json!({ "touchpoint": touchpoint.position(), "note": note, "asked": asked })
    });
    // A touchpoint that is skipped has no score, and is passed through as one without is.
    let score = |touchpoint: Touchpoint<'_>| touchpoint.score(segment).filter(|_| !touchpoint.is_skipped(segment));
    json!({
        "id": segment.id().as_str(),
        "share": segment.share(),
        "start": start,
        "ways": ways,
        "way": group.way,
        "touchpoints": rows.collect::<Vec<_>>(),
        "scores": blueprint.touchpoints().map(score).collect::<Vec<_>>(),
    })
}

/// Where a score comes from, in words and as the script's mark.
fn note(touchpoint: Touchpoint<'_>, segment: Segment<'_>, language: Language) -> (String, &'static str) {
    match touchpoint.rating(segment) {
        None => (language.note_unscored().into(), "unscored"),
        Some(Rating::Assumed(_)) => (language.note_assumed().into(), "assumed"),
        Some(Rating::Survey(_) | Rating::Histogram(_)) => match touchpoint.ratings(segment) {
            Some(count) => (language.note_ratings(count), "surveyed"),
            None => (language.note_surveyed().into(), "surveyed"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round_and_fit_the_scale() {
        let grid = |worst, neutral, best| {
            let grid = Grid::new(Scale::new(worst, neutral, best).unwrap());
            (grid.step, grid.positions)
        };
        assert_eq!(grid(0.0, 5.0, 10.0), (0.1, 100.0));
        assert_eq!(grid(10.0, 0.0, 0.0), (0.1, 100.0));
        assert_eq!(grid(1.0, 3.0, 5.0), (0.05, 80.0));
        assert_eq!(grid(-100.0, 0.0, 100.0), (2.0, 100.0));
        assert_eq!(grid(0.0, 1.0, 0.3 + 0.7), (0.01, 100.0));
        assert_eq!(grid(0.0, 0.0, 3.3), (0.02, 165.0));
    }

    #[test]
    fn json_never_ends_the_element_it_stands_in() {
        let json = inert(&json!({ "name": "</script><!-- \u{2028} ]]>" }).to_string());
        assert!(!json.contains('<') && !json.contains('\u{2028}'));
        assert_eq!(
            serde_json::from_str::<Value>(&json).unwrap()["name"],
            "</script><!-- \u{2028} ]]>"
        );
    }
}
