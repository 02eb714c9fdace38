//! A deep trough.

use service_blueprint::{Blueprint, Check, Warning};

use super::{outlooks, percent};
use crate::Prediction;

/// Chosen: half-way from neutral to worst; 2.5 on 0..5..10.
const DEEP: f64 = -0.5;

/// Chosen: one journey in twenty.
const OFTEN: f64 = 0.05;

pub(super) const CHECK: Check = Check {
    code: "deep-trough",
    title: "A deep trough",
    looks_for: "One contact done badly undoes the rest.",
    threshold: "when in 5 % of journeys or more the worst moment has v of −0.5 or worse (half-way from neutral to worst)",
    remedy: "lift the touchpoint out of the pit before adding delight elsewhere, or lead fewer customers there",
    example: "
blueprint: Airport
stages:
  - { id: fly, touchpoints: [ { id: security, experience: 2 }, { id: gate, experience: 8 } ] }
",
    mended: "
blueprint: Airport
stages:
  - { id: fly, touchpoints: [ { id: security, experience: 4 }, { id: gate, experience: 8 } ] }
",
};

pub(super) fn find(blueprint: &Blueprint, prediction: &Prediction, warnings: &mut Vec<Warning>) {
    let mut shares = vec![0.0; blueprint.touchpoints().len()];
    for (segment, outlook) in outlooks(blueprint, prediction) {
        for (touchpoint, known) in blueprint.touchpoints().zip(&outlook.touchpoints) {
            let score = touchpoint.score(segment);
            if score.is_some_and(|score| prediction.scale.value(score) <= DEEP) {
                shares[touchpoint.position()] += segment.share() * known.p_trough;
            }
        }
    }
    let total: f64 = shares.iter().sum();
    if total < OFTEN {
        return;
    }
    let mut deep: Vec<_> = blueprint
        .touchpoints()
        .filter(|here| shares[here.position()] > 0.0)
        .collect();
    deep.sort_by(|a, b| shares[b.position()].total_cmp(&shares[a.position()]));
    let named: Vec<_> = deep
        .iter()
        .map(|here| format!("`{}` {}", here.id(), percent(shares[here.position()])))
        .collect();
    let message = format!(
        "{} of journeys have a moment at least half-way from neutral to worst: {}",
        percent(total),
        named.join(", ")
    );
    if let Some(first) = deep.first() {
        let warning = Warning::new(&CHECK, message, first.path().key("experience"));
        warnings.push(
            deep.iter()
                .fold(warning, |warning, here| warning.about(here.id().as_str())),
        );
    }
}
