//! Mermaid's flowchart.

use std::fmt::Write;

use service_blueprint::Target;

use super::mermaid_text::text;
use super::said::{self, named};
use crate::share::is_some;
use crate::{Language, Scene, score};

/// The blueprint as a Mermaid `flowchart`: a subgraph for each stage, in it a box for each touchpoint with its score, and an
/// arrow for each way with its share and its condition. The start has the service's name; start and
/// endings are round, and goals say so.
///
/// Nodes are called `t0`, `t1`, … by the touchpoint's place in the document, endings `e0`, `e1`, …, stages `s0`, `s1`, …:
/// never by what an author wrote. Mermaid itself draws at most 500 arrows and 50,000 characters unless it is told to draw
/// more.
pub fn mermaid_flowchart(scene: &Scene<'_>, language: Language) -> String {
    let blueprint = scene.blueprint;
    let moments = super::in_order(scene);
    let mut out = String::from("flowchart LR\n");
    // Writing to a string cannot fail, here and below.
    let service = text(named(blueprint.name(), "").trim());
    if !service.is_empty() {
        _ = writeln!(out, "    accTitle: {service}");
    }
    _ = writeln!(out, "    start([\"{service}\"])");
    for stage in blueprint.stages() {
        let inside: Vec<_> = moments
            .iter()
            .filter(|moment| moment.touchpoint.stage().position() == stage.position())
            .collect();
        if inside.is_empty() {
            continue;
        }
        let name = named(stage.name(), stage.id().as_str());
        _ = writeln!(out, "    subgraph s{}[\"{}\"]", stage.position(), text(name.trim()));
        for moment in inside {
            let touchpoint = moment.touchpoint;
            let name = text(named(touchpoint.name(), touchpoint.id().as_str()).trim());
            let said = moment.score.map(|found| language.with_score(score(found)));
            let said = said.map_or_else(String::new, |said| format!("<br/>{}", text(&said)));
            _ = writeln!(out, "        t{}[\"{name}{said}\"]", touchpoint.position());
        }
        out.push_str("    end\n");
    }
    for ending in blueprint.ends() {
        let leads_here = |(target, _): &(Target, f64)| *target == Target::End(ending.position());
        if !moments.iter().any(|moment| moment.ways.iter().any(leads_here)) {
            continue;
        }
        let name = text(named(ending.name(), ending.id().as_str()).trim());
        let goal = ending.is_goal().then(|| format!("<br/>✓ {}", language.a_goal()));
        _ = writeln!(
            out,
            "    e{}([\"{name}{}\"])",
            ending.position(),
            goal.unwrap_or_default()
        );
    }
    for moment in &moments {
        if is_some(moment.start) {
            arrow(
                &mut out,
                "start",
                Target::Touchpoint(moment.touchpoint.position()),
                said::start(moment.start),
            );
        }
    }
    for moment in &moments {
        let from = format!("t{}", moment.touchpoint.position());
        for (target, share) in &moment.ways {
            let label = said::way(scene, moment, *target, *share, language);
            arrow(&mut out, &from, *target, label);
        }
    }
    out
}

fn arrow(out: &mut String, from: &str, to: Target, label: Option<String>) {
    let (kind, at) = match to {
        Target::Touchpoint(at) => ('t', at),
        Target::End(at) => ('e', at),
    };
    let label = label.map_or_else(String::new, |label| format!("|\"{}\"|", text(label.trim())));
    _ = writeln!(out, "    {from} -->{label} {kind}{at}");
}
