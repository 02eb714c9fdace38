//! An end below the mean.

use service_blueprint::{Blueprint, Check, Warning};

use super::{for_segments, outlooks, whole_journey};
use crate::Prediction;

/// Chosen: smaller differences than a twentieth of the half-scale (0.25 points on 0..5..10) are not worth a warning.
const MARGIN: f64 = 0.05;

pub(super) const CHECK: Check = Check {
    code: "end-below-mean",
    title: "An end below the mean",
    looks_for: "Journeys end worse than they were on average, so that memory is worse than life.",
    threshold: "when in a segment the expected end is worse than the experienced mean by more than 0.05 of the half-scale",
    remedy: "give the journey a better last moment",
    example: "
blueprint: Museum
stages:
  - { id: visit, touchpoints: [ { id: hall, experience: 9 }, { id: shop, experience: 7 }, { id: cloakroom, experience: 5 } ] }
",
    mended: "
blueprint: Museum
stages:
  - { id: visit, touchpoints: [ { id: shop, experience: 7 }, { id: cloakroom, experience: 5 }, { id: hall, experience: 9 } ] }
",
};

pub(super) fn find(blueprint: &Blueprint, prediction: &Prediction, warnings: &mut Vec<Warning>) {
    let mut concerned = Vec::new();
    let mut worst: Option<(f64, f64)> = None;
    for (segment, outlook) in outlooks(blueprint, prediction) {
        let atoms = outlook.law.atoms();
        let end: f64 = atoms.iter().map(|atom| atom.probability * atom.end).sum();
        let Some(mean) = outlook.experienced else { continue };
        if prediction.scale.gain(end, mean) > MARGIN * prediction.scale.half() {
            concerned.push(segment);
            let deeper = worst.is_none_or(|(end_before, mean_before)| {
                prediction.scale.gain(end, mean) > prediction.scale.gain(end_before, mean_before)
            });
            if deeper {
                worst = Some((end, mean));
            }
        }
    }
    if let Some((end, mean)) = worst {
        let message = format!(
            "journeys end at {end:.1} and are lived through at {mean:.1} on average{}",
            for_segments(blueprint, &concerned)
        );
        let warning = Warning::new(&CHECK, message, whole_journey());
        warnings.push(
            concerned
                .iter()
                .fold(warning, |warning, segment| warning.about(segment.id().as_str())),
        );
    }
}
