//! DOT, read back by Graphviz.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Stdio};

use blueprint_report::{Language, export};
use service_blueprint::{Blueprint, Target};

use super::blueprints::{everyone, example, hostile, letters};

/// What Graphviz draws: the letters of each node, of each arrow and of each cluster, by title.
#[derive(Debug, Default)]
struct Drawn {
    nodes: BTreeMap<String, String>,
    arrows: Vec<(String, String)>,
    clusters: BTreeMap<String, String>,
}

/// The drawing, or nothing where Graphviz is not installed.
fn drawn(dot: &str) -> Option<Drawn> {
    let child = Command::new("dot")
        .arg("-Tsvg")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = match child {
        Ok(child) => child,
        Err(error) => {
            println!("skipped: Graphviz's `dot` does not run here ({error})");
            return None;
        }
    };
    let mut stdin = child.stdin.take().unwrap();
    let text = dot.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(text.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let svg = String::from_utf8(output.stdout).unwrap();
    let mut drawn = Drawn::default();
    for group in svg.split("<g id=").skip(2) {
        let class = group.split('"').nth(3).unwrap();
        let title = between(group, "<title>", "</title>").next().unwrap();
        let texts: String = between(group, "<text", "</text>")
            .map(|text| text.split_once('>').unwrap().1.to_owned())
            .collect();
        let (title, texts) = (plain(title), letters(&plain(&texts)));
        match class {
            "node" => _ = drawn.nodes.insert(title, texts),
            "edge" => drawn.arrows.push((title, texts)),
            "cluster" => _ = drawn.clusters.insert(title, texts),
            other => panic!("{other}"),
        }
    }
    drawn.arrows.sort();
    Some(drawn)
}

fn between<'t>(text: &'t str, open: &'t str, close: &'t str) -> impl Iterator<Item = &'t str> {
    text.split(open)
        .skip(1)
        .map(move |rest| rest.split(close).next().unwrap())
}

/// XML's text as the text that it means.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, entity)) = rest.split_once('&') {
        let (name, after) = entity.split_once(';').unwrap();
        out.push_str(before);
        out.push(match name {
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "quot" => '"',
            "apos" => '\'',
            number => char::from_u32(number.strip_prefix('#').unwrap().parse().unwrap()).unwrap(),
        });
        rest = after;
    }
    out + rest
}

/// Nodes, arrows and clusters as the blueprint has them.
fn holds(blueprint: &Blueprint) {
    let scene = everyone(blueprint);
    let Some(drawn) = drawn(&export::dot(&scene, Language::English)) else {
        return;
    };
    let mut arrows = Vec::new();
    for moment in scene.moments() {
        let from = moment.touchpoint.position();
        let shown = &drawn.nodes[&format!("t{from}")];
        assert!(shown.starts_with(&letters(moment.touchpoint.name())), "{shown}");
        for (target, _) in &moment.ways {
            arrows.push(match target {
                Target::Touchpoint(to) => format!("t{from}->t{to}"),
                Target::End(to) => format!("t{from}->e{to}"),
            });
        }
        if moment.start > 0.0 {
            arrows.push(format!("start->t{from}"));
        }
        let cluster = &drawn.clusters[&format!("cluster_{}", moment.touchpoint.stage().position())];
        assert_eq!(*cluster, letters(moment.touchpoint.stage().name()));
    }
    for activity in blueprint.activities() {
        for needed in activity.needs() {
            arrows.push(format!("a{}->a{}", activity.position(), needed.position()));
            let shown = &drawn.nodes[&format!("a{}", needed.position())];
            assert!(shown.ends_with(&letters(needed.does())), "{shown}");
        }
    }
    arrows.sort();
    let hangs = |title: &str| title.starts_with('t') && title.contains("->a");
    let found: Vec<String> = drawn
        .arrows
        .iter()
        .map(|(title, _)| title.clone())
        .filter(|title| !hangs(title))
        .collect();
    assert_eq!(found, arrows);
    for ending in blueprint.ends() {
        let shown = drawn.nodes.get(&format!("e{}", ending.position()));
        assert!(
            shown.is_none_or(|shown| shown.starts_with(&letters(ending.name()))),
            "{shown:?}"
        );
    }
}

#[test]
fn graphviz_draws_what_the_blueprint_says() {
    for name in [
        "online-shop.yaml",
        "online-shop.zh.yaml",
        "day-surgery.yaml",
        "pizza-restaurant.yaml",
    ] {
        holds(&example(name));
    }
}

#[test]
fn graphviz_shows_hostile_names_as_they_are() {
    let blueprint = hostile();
    holds(&blueprint);
    let Some(drawn) = drawn(&export::dot(&everyone(&blueprint), Language::English)) else {
        return;
    };
    let name = letters("back\\slash \\n \\N \\");
    assert!(
        drawn.arrows.iter().any(|(_, label)| *label == format!("25%when{name}")),
        "{:?}",
        drawn.arrows
    );
}
