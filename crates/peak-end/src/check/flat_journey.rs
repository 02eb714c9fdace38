//! No recognisable peak.

use service_blueprint::{Blueprint, Check, Warning};

use super::whole_journey;
use crate::Prediction;

/// Chosen: 0.4 of the way from neutral to an end of the scale, on average over journeys; 7 on 0..5..10.
const MEMORABLE: f64 = 0.4;

pub(super) const CHECK: Check = Check {
    code: "flat-journey",
    title: "A flat journey",
    looks_for: "The most intense moment of the average journey is hardly more than neutral: everything is \"fine\" and \
                nobody can name a highlight.",
    threshold: "when E[max |v|] is below 0.4, v being the distance from neutral as a fraction of that side of the scale",
    remedy: "make one moment recognisably yours, and leave the rest as it is",
    example: "
blueprint: Phone shop
stages:
  - { id: buy, touchpoints: [ { id: ask, experience: 5.5 }, { id: pay, experience: 6 } ] }
",
    mended: "
blueprint: Phone shop
stages:
  - { id: buy, touchpoints: [ { id: ask, experience: 5.5 }, { id: pay, experience: 6 }, { id: first-call, experience: 8.5 } ] }
",
};

pub(super) fn find(_: &Blueprint, prediction: &Prediction, warnings: &mut Vec<Warning>) {
    let atoms = prediction.overall.law.atoms();
    let intensity: f64 = atoms
        .iter()
        .map(|atom| atom.probability * prediction.scale.value(atom.peak).abs())
        .sum();
    if !atoms.is_empty() && intensity < MEMORABLE {
        let message = format!(
            "no moment is memorable: the most intense one lies {intensity:.2} of the way from neutral on average, below \
             {MEMORABLE}"
        );
        warnings.push(Warning::new(&CHECK, message, whole_journey()));
    }
}
