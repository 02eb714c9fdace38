//! Graphviz.

use std::collections::BTreeSet;
use std::fmt::Write;

use service_blueprint::document::Role;
use service_blueprint::{Activity, Target};

use super::said::{self, named};
use crate::share::is_some;
use crate::text::{Font, wrap};
use crate::{Language, Scene, score};

/// The blueprint as a Graphviz digraph: a cluster for each stage, in it a box for each touchpoint with its score; arrows for
/// the ways with their shares and conditions, from a start that has the service's name to endings, of which goals have a
/// double border and say so.
///
/// Beneath the touchpoints hang the activities that need others or are needed, each with its lane, and dashed arrows lead
/// from an activity to what it cannot happen without. Other activities carry no relation that a graph could show; the
/// tables have them all.
///
/// Nodes are called `t0`, `t1`, … by the touchpoint's place in the document, endings `e0` …, activities `a0` …: never by
/// what an author wrote.
pub fn dot(scene: &Scene<'_>, language: Language) -> String {
    let blueprint = scene.blueprint;
    let moments = super::in_order(scene);
    let mut out = String::from(HEAD);
    // Writing to a string cannot fail, here and below.
    let service = label(blueprint.name());
    _ = writeln!(out, "    label={service};");
    _ = writeln!(out, "    start [label={service}, shape=oval];");
    let related = related(scene);
    for stage in blueprint.stages() {
        let inside: Vec<_> = moments
            .iter()
            .filter(|moment| moment.touchpoint.stage().position() == stage.position())
            .collect();
        if inside.is_empty() {
            continue;
        }
        _ = writeln!(out, "    subgraph cluster_{} {{", stage.position());
        _ = writeln!(
            out,
            "        label={};",
            label(&named(stage.name(), stage.id().as_str()))
        );
        for moment in inside {
            let touchpoint = moment.touchpoint;
            let name = named(touchpoint.name(), touchpoint.id().as_str());
            let said = moment.score.map(|found| language.with_score(score(found)));
            let said = labels([Some(&*name), said.as_deref()]);
            _ = writeln!(out, "        t{} [label={said}];", touchpoint.position());
            for activity in blueprint.activities() {
                if related.contains(&activity.position()) && activity.touchpoint().position() == touchpoint.position() {
                    let said = said::activity(activity, language);
                    let said = labels([Some(lane(activity.lane(), language)), Some(&said)]);
                    _ = writeln!(out, "        a{} [label={said}, {ACTIVITY}];", activity.position());
                }
            }
        }
        out.push_str("    }\n");
    }
    for ending in blueprint.ends() {
        let leads_here = |(target, _): &(Target, f64)| *target == Target::End(ending.position());
        if !moments.iter().any(|moment| moment.ways.iter().any(leads_here)) {
            continue;
        }
        let goal = ending.is_goal().then(|| format!("✓ {}", language.a_goal()));
        let borders = if ending.is_goal() { 2 } else { 1 };
        let said = labels([Some(&*named(ending.name(), ending.id().as_str())), goal.as_deref()]);
        _ = writeln!(
            out,
            "    e{} [label={said}, shape=oval, peripheries={borders}];",
            ending.position()
        );
    }
    for moment in &moments {
        if is_some(moment.start) {
            let at = moment.touchpoint.position();
            _ = writeln!(out, "    start -> t{at}{};", at_arrow(said::start(moment.start)));
        }
    }
    for moment in &moments {
        let from = moment.touchpoint.position();
        for (target, share) in &moment.ways {
            let said = at_arrow(said::way(scene, moment, *target, *share, language));
            _ = match target {
                Target::Touchpoint(to) => writeln!(out, "    t{from} -> t{to}{said};"),
                Target::End(to) => writeln!(out, "    t{from} -> e{to}{said};"),
            };
        }
    }
    for activity in blueprint
        .activities()
        .filter(|activity| related.contains(&activity.position()))
    {
        hang(&mut out, scene, activity);
        for needed in activity.needs().filter(|needed| related.contains(&needed.position())) {
            _ = writeln!(out, "    a{} -> a{} [{NEEDS}];", activity.position(), needed.position());
        }
    }
    out.push_str("}\n");
    out
}

/// Left to right as a blueprint is read.
const HEAD: &str = "digraph blueprint {\n    rankdir=LR;\n    labelloc=t;\n    \
    graph [fontname=\"Helvetica,Arial,sans-serif\", style=rounded];\n    \
    node [fontname=\"Helvetica,Arial,sans-serif\", shape=box, style=rounded];\n    \
    edge [fontname=\"Helvetica,Arial,sans-serif\", fontsize=11];\n";

/// How an activity looks: smaller and without a border.
const ACTIVITY: &str = "shape=plaintext, fontsize=11";

/// How a need looks. It shapes nothing: the journey does.
const NEEDS: &str = "style=dashed, arrowhead=vee, constraint=false";

/// The positions of activities that need another that is shown, or are needed by one.
fn related(scene: &Scene<'_>) -> BTreeSet<usize> {
    let is_shown = |activity: Activity<'_>| scene.column_of(activity.touchpoint().position()).is_some();
    let mut related = BTreeSet::new();
    for activity in scene.blueprint.activities().filter(|activity| is_shown(*activity)) {
        for needed in activity.needs().filter(|needed| is_shown(*needed)) {
            related.extend([activity.position(), needed.position()]);
        }
    }
    related
}

/// Ties an activity to the touchpoints that list it, `same` included.
fn hang(out: &mut String, scene: &Scene<'_>, activity: Activity<'_>) {
    for moment in super::in_order(scene) {
        let mut listed = moment.touchpoint.lane(activity.lane());
        if listed.any(|one| one.position() == activity.position()) {
            let (touchpoint, activity) = (moment.touchpoint.position(), activity.position());
            _ = writeln!(out, "    t{touchpoint} -> a{activity} [arrowhead=none, style=dotted];");
        }
    }
}

fn lane(lane: Role, language: Language) -> &'static str {
    match lane {
        Role::Customer => language.customer(),
        Role::Frontstage => language.frontstage(),
        Role::Backstage => language.backstage(),
        Role::Support => language.support(),
    }
}

fn at_arrow(said: Option<String>) -> String {
    said.map_or_else(String::new, |said| format!(" [label={}]", label(&said)))
}

/// A text in quotes.
fn label(text: &str) -> String {
    labels([Some(text)])
}

/// Texts below each other in one pair of quotes, each wrapped to some words a line.
fn labels<'t>(texts: impl IntoIterator<Item = Option<&'t str>>) -> String {
    const WIDTH: f64 = 180.0;
    let lines = texts
        .into_iter()
        .flatten()
        .flat_map(|text| wrap(text, Font::regular(14.0), WIDTH));
    let lines: Vec<String> = lines.map(|line| quoted(&line)).collect();
    format!("\"{}\"", lines.join("\\n"))
}

/// What Graphviz shows as the text: it reads `\` as the beginning of an escape and `&` as that of an entity.
fn quoted(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('&', "&amp;")
}
