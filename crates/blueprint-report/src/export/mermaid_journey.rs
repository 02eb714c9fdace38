//! Mermaid's user journey.

use std::fmt::Write;

use service_blueprint::document::Role;
use service_blueprint::{Scale, Touchpoint};

use super::mermaid_text::{at_line_start, name_in_list, text};
use super::said::named;
use crate::{Language, Scene};

/// The blueprint as a Mermaid `journey`: a section for each stage, in it a task for each touchpoint, in document order, with
/// its score and the people who are there.
///
/// # Formula
/// A score s becomes 3 + 2·v(s), rounded to a whole number with halves away from 3, where v is the
/// [value](Scale::value): worst 1, neutral 3, best 5, whichever way the scale runs. Mermaid cannot leave a score out, so a
/// touchpoint without one stands at 3 and its name says that it is not scored.
///
/// # People
/// Customers first, then frontstage and backstage, each once. The customer is the actor who is named or the only one
/// declared, else the word for one. Support is systems and no people; it is left out.
///
/// Mermaid draws the tasks of a section in one row: branches and shares are left out, and
/// [`mermaid_flowchart`](super::mermaid_flowchart) has them.
pub fn mermaid_journey(scene: &Scene<'_>, language: Language) -> String {
    let mut out = String::from("journey\n");
    let blueprint = scene.blueprint;
    let title = text(named(blueprint.name(), "").trim());
    if !title.is_empty() {
        // Writing to a string cannot fail, here and below.
        _ = writeln!(out, "    title {title}");
    }
    let mut stage = None;
    for moment in super::in_order(scene) {
        let touchpoint = moment.touchpoint;
        let here = touchpoint.stage();
        if stage.replace(here.position()) != Some(here.position()) {
            let name = named(here.name(), here.id().as_str());
            _ = writeln!(out, "    section {}", text(name.trim()));
        }
        let name = named(touchpoint.name(), touchpoint.id().as_str());
        let (name, score) = match moment.score {
            Some(score) => (name.into_owned(), out_of_five(blueprint.scale(), score)),
            None => (language.unscored_name(name), NEUTRAL),
        };
        let people = people(scene, touchpoint, language).join(", ");
        _ = writeln!(out, "        {}: {score}: {people}", at_line_start(&name));
    }
    out
}

/// What Mermaid shows as neither glad nor sad.
const NEUTRAL: i64 = 3;

fn out_of_five(scale: Scale, score: f64) -> i64 {
    // A score lies on its scale, so this is within −2..=2.
    NEUTRAL + (2.0 * scale.value(score)).round() as i64
}

fn people(scene: &Scene<'_>, touchpoint: Touchpoint<'_>, language: Language) -> Vec<String> {
    let mut people: Vec<String> = Vec::new();
    let mut meet = |name: &str, id: &str| {
        let name = name_in_list(named(name, id).trim());
        if !people.contains(&name) {
            people.push(name);
        }
    };
    let of_lane = |lane| touchpoint.lane(lane).filter_map(|activity| activity.actor());
    let mut declared = scene
        .blueprint
        .actors()
        .filter(|actor| actor.roles().contains(&Role::Customer));
    if of_lane(Role::Customer).next().is_none() {
        match (declared.next(), declared.next()) {
            (Some(only), None) => meet(only.name(), only.id().as_str()),
            _ => meet(language.a_customer(), ""),
        }
    }
    for lane in [Role::Customer, Role::Frontstage, Role::Backstage] {
        for actor in of_lane(lane) {
            meet(actor.name(), actor.id().as_str());
        }
    }
    people
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neutral_is_three_on_every_scale() {
        let scale = Scale::default();
        let shown = |scores: &[f64]| {
            scores
                .iter()
                .map(|score| out_of_five(scale, *score))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            shown(&[0.0, 1.2, 3.7, 5.0, 6.2, 6.3, 8.8, 10.0]),
            [1, 1, 2, 3, 3, 4, 5, 5]
        );
        assert_eq!((out_of_five(scale, 3.75), out_of_five(scale, 6.25)), (2, 4));
        let pain = Scale::new(10.0, 0.0, 0.0).unwrap();
        assert_eq!((out_of_five(pain, 0.0), out_of_five(pain, 10.0)), (3, 1));
    }
}
