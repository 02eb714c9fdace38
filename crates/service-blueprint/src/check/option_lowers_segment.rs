//! An option that makes a touchpoint worse for a segment, other than as a sacrifice to everybody.

use std::collections::HashSet;

use super::{Check, Warning, quoted};
use crate::document::InvestmentOption;
use crate::{Blueprint, DocumentPath, Segment};

/// Chosen: a score set to what it was may come out lower by this fraction of the half-scale through rounding alone.
const ROUNDING: f64 = 1e-9;

pub(super) const CHECK: Check = Check {
    code: "option-lowers-segment",
    title: "An option that lowers a segment's score",
    looks_for: "What an option `sets` replaces a segment's own score too: an improvement for most can take something away \
                from those who already had better. An option that saves money and lowers a touchpoint for all whom it \
                concerns is taken for a sacrifice, made on purpose.",
    threshold: "when the new score is worse than a segment's present one, unless the option has a negative cost and lowers \
                the touchpoint for every segment",
    remedy: "name the segments that gain in `for`, use `raises`, or set a score that is worse for nobody",
    example: "
blueprint: Bakery
segments:
  - { id: new, share: 0.8 }
  - { id: regular, share: 0.2 }
stages:
  - { id: buy, touchpoints: [ { id: order, experience: 6, segments: { regular: { experience: 9 } } } ] }
options:
  - { id: app, cost: 500, sets: { order: 8 } }
",
    mended: "
blueprint: Bakery
segments:
  - { id: new, share: 0.8 }
  - { id: regular, share: 0.2 }
stages:
  - { id: buy, touchpoints: [ { id: order, experience: 6, segments: { regular: { experience: 9 } } } ] }
options:
  - { id: app, cost: 500, sets: { order: 8 }, for: [new] }
",
};

pub(super) fn find(blueprint: &Blueprint, warnings: &mut Vec<Warning>) {
    for (index, option) in blueprint.options().iter().enumerate() {
        if option.sets.is_empty() {
            continue;
        }
        let concerned = concerned(blueprint, option);
        for (id, rating) in &option.sets {
            let (Some(touchpoint), Some(new)) = (blueprint.touchpoint(id), blueprint.score_of(rating)) else {
                continue;
            };
            let scale = blueprint.scale();
            let scored = concerned
                .iter()
                .filter_map(|segment| Some((*segment, touchpoint.score(*segment)?)));
            let (lowered, spared): (Vec<_>, Vec<_>) =
                scored.partition(|(_, score)| scale.gain(*score, new) < -ROUNDING * scale.half());
            let sacrifice = option.cost < 0 && spared.is_empty();
            let Some((segment, score)) = lowered.first().filter(|_| !sacrifice) else {
                continue;
            };
            let path = DocumentPath::default().key("options").item(index).key("sets").key(id);
            let mut warning = Warning::new(&CHECK, String::new(), path).about(&option.id).about(id);
            let mut message = format!(
                "the option `{}` sets `{id}` to {new}, worse than {score} today",
                option.id
            );
            if !segment.is_default() {
                let names = lowered.iter().map(|(segment, _)| segment.id().as_str());
                message += &format!(" (segments {})", quoted(names.clone()));
                warning = names.fold(warning, Warning::about);
            }
            warnings.push(Warning { message, ..warning });
        }
    }
}

/// The segments for which an option holds, in document order.
fn concerned<'a>(blueprint: &'a Blueprint, option: &InvestmentOption) -> Vec<Segment<'a>> {
    let named: HashSet<&str> = option.segments.iter().map(String::as_str).collect();
    let concerns = |segment: &Segment<'_>| named.is_empty() || named.contains(segment.id().as_str());
    blueprint.segments().filter(concerns).collect()
}
