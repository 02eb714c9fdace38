//! Mermaid, read back and drawn by Mermaid itself in a browser.
//!
//! Runs where `BLUEPRINT_MERMAID` names a folder into which `npm install mermaid` has put the package, and Chromium is
//! installed; elsewhere it prints why it is skipped.

use std::path::PathBuf;
use std::process::Command;

use blueprint_report::{Language, export};
use serde_json::Value;
use service_blueprint::{Blueprint, Target};

use super::blueprints::{everyone, example, hostile, hostile_names, letters};

/// What Mermaid makes of diagrams.
fn read(diagrams: &[String]) -> Option<Vec<Value>> {
    let Some(folder) = std::env::var_os("BLUEPRINT_MERMAID") else {
        println!("skipped: BLUEPRINT_MERMAID names no folder with the npm package `mermaid`");
        return None;
    };
    let script = PathBuf::from(folder).join("node_modules/mermaid/dist/mermaid.min.js");
    assert!(script.is_file(), "{} is missing", script.display());
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("mermaid.html");
    let listed = serde_json::to_string(diagrams).unwrap().replace('<', "\\u003c");
    let html = include_str!("mermaid.html").replace("MERMAID", &format!("file://{}", script.display()));
    std::fs::write(&page, html.replace("DIAGRAMS", &listed)).unwrap();
    let mut browser = Command::new("chromium");
    browser.args([
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
    ]);
    browser.args([
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]);
    browser.args(["--virtual-time-budget=60000", "--dump-dom"]);
    browser.arg(format!("--user-data-dir={}", folder.path().join("profile").display()));
    let output = match browser.arg(format!("file://{}", page.display())).output() {
        Ok(output) => output,
        Err(error) => {
            println!("skipped: `chromium` does not run here ({error})");
            return None;
        }
    };
    let dom = String::from_utf8(output.stdout).unwrap();
    let answer = dom
        .split_once("<pre id=\"answer\">")
        .map(|(_, rest)| rest.split("</pre>").next().unwrap());
    let answer = answer.unwrap_or_else(|| panic!("no answer: {}", String::from_utf8_lossy(&output.stderr)));
    let answer = answer
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&");
    let found: Vec<Value> = serde_json::from_str(&answer).unwrap();
    for one in &found {
        assert_eq!(one["error"], Value::Null);
        assert_eq!(one["scripts"], 0);
    }
    Some(found)
}

/// The letters of a text that Mermaid has read: it keeps entities between marks of its own until it has drawn.
fn meant(text: &Value) -> String {
    let mut out = String::new();
    let mut rest = text.as_str().unwrap();
    while let Some((before, entity)) = rest.split_once("ﬂ°°") {
        let (number, after) = entity.split_once("¶ß").unwrap();
        out.push_str(before);
        out.push(char::from_u32(number.parse().unwrap()).unwrap());
        rest = after;
    }
    letters(&(out + rest))
}

fn texts(list: &Value) -> Vec<String> {
    list.as_array()
        .unwrap()
        .iter()
        .map(|text| letters(text.as_str().unwrap()))
        .collect()
}

/// Each blueprint's journey and flowchart, as Mermaid reads and shows them, say what the blueprint does.
fn hold(blueprints: &[Blueprint]) {
    let mut diagrams = Vec::new();
    for blueprint in blueprints {
        let scene = everyone(blueprint);
        diagrams.push(export::mermaid_journey(&scene, Language::English));
        diagrams.push(export::mermaid_flowchart(&scene, Language::English));
    }
    let Some(found) = read(&diagrams) else {
        return;
    };
    for (blueprint, pair) in blueprints.iter().zip(found.chunks(2)) {
        journey_holds(blueprint, &pair[0]);
        flowchart_holds(blueprint, &pair[1]);
    }
}

fn journey_holds(blueprint: &Blueprint, journey: &Value) {
    assert_eq!(journey["type"], "journey");
    assert_eq!(meant(&journey["title"]), letters(blueprint.name()));
    let tasks = journey["tasks"].as_array().unwrap();
    // Each segment that skips a touchpoint, or any that nobody skips, leaves it in everyone's journey.
    let touchpoints: Vec<_> = blueprint.touchpoints().collect();
    assert_eq!(tasks.len(), touchpoints.len());
    let shown = texts(&journey["texts"]);
    let scene = everyone(blueprint);
    for (task, touchpoint) in tasks.iter().zip(touchpoints) {
        let name = letters(touchpoint.name());
        assert_eq!(meant(&task["section"]), letters(touchpoint.stage().name()));
        assert!(shown.contains(&letters(touchpoint.stage().name())));
        let moment = scene
            .moments()
            .find(|one| one.touchpoint.position() == touchpoint.position())
            .unwrap();
        match moment.score {
            Some(score) => {
                assert_eq!(meant(&task["task"]), name);
                assert!(shown.contains(&name), "{name}");
                let wanted = 3.0 + 2.0 * blueprint.scale().value(score);
                let told = task["score"].as_f64().unwrap();
                assert!(
                    (told - wanted).abs() <= 0.5 && told.fract() == 0.0,
                    "{told} for {wanted}"
                );
            }
            None => {
                assert_eq!(meant(&task["task"]), format!("{name}(notscored)"));
                assert_eq!(task["score"], 3);
            }
        }
        let people: Vec<String> = task["people"].as_array().unwrap().iter().map(meant).collect();
        for actor in touchpoint.actors_above(service_blueprint::Line::InternalInteraction) {
            assert!(people.contains(&letters(actor.name())), "{people:?}");
        }
    }
}

fn flowchart_holds(blueprint: &Blueprint, flowchart: &Value) {
    assert_eq!(flowchart["type"], "flowchart-v2");
    let scene = everyone(blueprint);
    let nodes: Vec<(String, String)> = flowchart["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|node| (node[0].as_str().unwrap().to_owned(), letters(node[1].as_str().unwrap())))
        .collect();
    let shown = |id: &str| {
        let id = format!("flowchart-{id}-");
        nodes
            .iter()
            .find(|(node, _)| node.contains(&id))
            .map(|(_, text)| text.as_str())
    };
    let clusters = texts(&flowchart["clusters"]);
    let mut arrows = Vec::new();
    for moment in scene.moments() {
        let from = moment.touchpoint.position();
        let name = letters(moment.touchpoint.name());
        let text = shown(&format!("t{from}")).unwrap();
        assert!(text.starts_with(&name), "{text} is not {name}");
        assert!(clusters.contains(&letters(moment.touchpoint.stage().name())));
        if moment.start > 0.0 {
            arrows.push(("start".to_owned(), format!("t{from}")));
        }
        for (target, _) in &moment.ways {
            let to = match target {
                Target::Touchpoint(to) => format!("t{to}"),
                Target::End(to) => {
                    let ending = blueprint.ends().nth(*to).unwrap();
                    let text = shown(&format!("e{to}")).unwrap();
                    assert!(text.starts_with(&letters(ending.name())), "{text}");
                    assert_eq!(text.ends_with("✓goal"), ending.is_goal());
                    format!("e{to}")
                }
            };
            arrows.push((format!("t{from}"), to));
        }
    }
    arrows.sort();
    let at = |arrow: &Value, end: &str| arrow[end].as_str().unwrap().to_owned();
    let read = flowchart["arrows"].as_array().unwrap();
    let mut found: Vec<_> = read
        .iter()
        .map(|arrow| (at(arrow, "start"), at(arrow, "end")))
        .collect();
    found.sort();
    assert_eq!(found, arrows);
}

#[test]
fn mermaid_shows_what_the_blueprint_says() {
    hold(
        &[
            "online-shop.yaml",
            "online-shop.zh.yaml",
            "day-surgery.yaml",
            "hotel-checkout.yaml",
        ]
        .map(example),
    );
}

#[test]
fn mermaid_shows_hostile_names_as_they_are() {
    let blueprint = hostile();
    hold(std::slice::from_ref(&blueprint));
    let Some(found) = read(&[export::mermaid_flowchart(&everyone(&blueprint), Language::English)]) else {
        return;
    };
    let shown = texts(&found[0]["texts"]);
    for name in &hostile_names()[..hostile_names().len() - 1] {
        let label = letters(&format!("25 % when {name}"));
        assert!(shown.contains(&label), "{label}");
    }
}
