//! An option that lowers P(goal).

use service_blueprint::document::InvestmentOption;
use service_blueprint::{Blueprint, Check, DocumentPath, Segment, Target, Warning};

use super::percent;
use crate::{Chain, law};

/// Chosen: smaller changes than 1e-9 are rounding.
const ROUNDING: f64 = 1e-9;

pub(super) const CHECK: Check = Check {
    code: "option-lowers-goal",
    title: "An option that lowers P(goal)",
    looks_for: "An option changes ways so that fewer customers reach a goal; sending people away early can flatter memory.",
    threshold: "when P(goal) over all segments falls with this option alone; no slack. Ways to touchpoints that only \
                exist with an option are not followed",
    remedy: "check that fewer customers at the goal is what you want",
    example: "
blueprint: Web shop
ends: [ { id: gone }, { id: bought, goal: true } ]
stages:
  - id: shop
    touchpoints:
      - { id: browse, experience: 6, next: { gone: 30%, pay: rest } }
      - { id: pay, experience: 8, next: bought }
options:
  - { id: gate, cost: 100, next: { browse: { gone: 60%, pay: rest } } }
",
    mended: "
blueprint: Web shop
ends: [ { id: gone }, { id: bought, goal: true } ]
stages:
  - id: shop
    touchpoints:
      - { id: browse, experience: 6, next: { gone: 30%, pay: rest } }
      - { id: pay, experience: 8, next: bought }
options:
  - { id: guide, cost: 100, next: { browse: { gone: 20%, pay: rest } } }
",
};

pub(super) fn find(blueprint: &Blueprint, warnings: &mut Vec<Warning>) {
    if !blueprint.ends().any(|end| end.is_goal()) || blueprint.options().iter().all(|option| option.next.is_empty()) {
        return;
    }
    let Some(before) = goal(blueprint, None) else { return };
    for (index, option) in blueprint.options().iter().enumerate() {
        if option.next.is_empty() {
            continue;
        }
        let Some(after) = goal(blueprint, Some(option)) else {
            continue;
        };
        if after < before - ROUNDING {
            let message = format!(
                "with `{}` {} of journeys reach a goal instead of {}",
                option.id,
                percent(after),
                percent(before)
            );
            let path = DocumentPath::default().key("options").item(index).key("next");
            warnings.push(Warning::new(&CHECK, message, path).about(&option.id));
        }
    }
}

/// P(a goal is reached) over all segments, with the ways that an option gives; `None` where that is no journey.
fn goal(blueprint: &Blueprint, option: Option<&InvestmentOption>) -> Option<f64> {
    let mut goal = 0.0;
    for segment in blueprint.segments() {
        let chain = chain(blueprint, segment, option)?;
        for end in blueprint.ends().filter(|end| end.is_goal()) {
            let chance = law::chance_of(&chain, end.position()).ok()?;
            let reached: f64 = chain.start().iter().map(|(start, share)| share * chance[*start]).sum();
            goal += segment.share() * reached;
        }
    }
    Some(goal)
}

fn chain(blueprint: &Blueprint, segment: Segment<'_>, option: Option<&InvestmentOption>) -> Option<Chain> {
    let chain = Chain::of(blueprint, segment).ok()?;
    let concerned = |option: &&InvestmentOption| {
        option.segments.is_empty() || option.segments.iter().any(|id| id == segment.id().as_str())
    };
    let Some(option) = option.filter(concerned) else {
        return Some(chain);
    };
    let mut ways: Vec<Vec<(Target, f64)>> = (0..chain.len()).map(|number| chain.ways(number).to_vec()).collect();
    for (id, written) in &option.next {
        ways[blueprint.touchpoint(id)?.position()] = blueprint.resolve(written)?;
    }
    Chain::new(chain.visits().to_vec(), chain.endings(), chain.start().to_vec(), ways).ok()
}
