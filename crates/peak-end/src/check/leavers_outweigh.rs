//! Leavers who outweigh finishers.

use service_blueprint::{Blueprint, Check, DocumentPath, Warning};

use super::percent;
use crate::Prediction;

/// Chosen: the overall result is mostly that of people who left.
const MOST: f64 = 0.5;

pub(super) const CHECK: Check = Check {
    code: "leavers-outweigh",
    title: "Leavers who outweigh finishers",
    looks_for: "Most journeys miss the goal, so the overall figures are mostly those of people who left.",
    threshold: "when goals are marked and fewer than half of the journeys reach one",
    remedy: "read the figures per ending, and mend what makes people leave first",
    example: "
blueprint: Web shop
ends: [ { id: gone }, { id: bought, goal: true } ]
stages:
  - id: shop
    touchpoints:
      - { id: browse, experience: 6, next: { gone: 70%, pay: rest } }
      - { id: pay, experience: 8, next: bought }
",
    mended: "
blueprint: Web shop
ends: [ { id: gone }, { id: bought, goal: true } ]
stages:
  - id: shop
    touchpoints:
      - { id: browse, experience: 6, next: { gone: 30%, pay: rest } }
      - { id: pay, experience: 8, next: bought }
",
};

pub(super) fn find(_: &Blueprint, prediction: &Prediction, warnings: &mut Vec<Warning>) {
    let Some(goal) = prediction.overall.goal.filter(|goal| *goal < MOST) else {
        return;
    };
    let left = prediction
        .overall
        .endings
        .iter()
        .filter(|ending| !ending.is_goal && ending.probability > 0.0);
    let named: Vec<_> = left
        .map(|ending| format!("`{}` {}", ending.id, percent(ending.probability)))
        .collect();
    let message = format!(
        "only {} of journeys reach a goal; the others end at {}",
        percent(goal),
        named.join(", ")
    );
    warnings.push(Warning::new(&CHECK, message, DocumentPath::default().key("ends")));
}
