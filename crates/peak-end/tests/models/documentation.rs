//! `docs/models.md` names every model with its unit, parameters and whether it is monotone, and names no other.

use std::path::Path;

use peak_end::{Model, Parameter, ParameterValue};

/// The sections of models: name and text, in order.
fn sections(text: &str) -> Vec<(&str, &str)> {
    text.split("\n### ")
        .skip(1)
        .map(|section| section.split_once('\n').unwrap())
        .map(|(name, body)| {
            let body = body.split("\n## ").next().unwrap();
            (name.trim().trim_matches('`'), body)
        })
        .collect()
}

/// The line of a section that says one thing.
fn line<'a>(body: &'a str, label: &str) -> Option<&'a str> {
    body.lines().find_map(|line| line.strip_prefix(&format!("- {label}: ")))
}

fn shown(parameter: &Parameter) -> String {
    match parameter.value {
        // To three decimals, as ⅓ is written.
        ParameterValue::Number(number) => format!("`{}` = {}", parameter.name, (number * 1000.0).round() / 1000.0),
        ParameterValue::Rule(rule) => format!("`{}` = {rule}", parameter.name),
    }
}

#[test]
fn every_model_has_its_section() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/models.md");
    let Ok(text) = std::fs::read_to_string(&docs) else {
        // A packaged crate has no docs folder; in the repository CI would miss it at once.
        assert!(!docs.parent().unwrap().exists(), "docs/models.md is missing");
        return;
    };
    let sections = sections(&text);
    let models = Model::all();
    let names: Vec<_> = sections.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, models.iter().map(Model::name).collect::<Vec<_>>());
    for ((name, body), model) in sections.iter().zip(&models) {
        for label in ["Formula", "Unit", "Range", "Parameters", "Source", "Limits", "Monotone"] {
            assert!(line(body, label).is_some(), "{name} has no line `- {label}: `");
        }
        let unit = format!("`{}`", model.unit().name());
        assert!(
            line(body, "Unit").unwrap().starts_with(&unit),
            "{name}: its unit is {unit}"
        );
        let monotone = if model.is_monotone() { "yes" } else { "no" };
        assert!(
            line(body, "Monotone").unwrap().starts_with(monotone),
            "{name}: monotone is {monotone}"
        );
        let card = model.card().unwrap();
        let about = body.trim().split("\n\n").next().unwrap();
        for (label, written, said) in [
            ("about", about, card.about),
            ("Formula", line(body, "Formula").unwrap(), card.formula),
            ("Range", line(body, "Range").unwrap(), card.range),
            ("Source", line(body, "Source").unwrap(), card.source),
            ("Limits", line(body, "Limits").unwrap(), card.limits),
            ("Monotone", line(body, "Monotone").unwrap(), card.monotone),
        ] {
            assert_eq!(written, said, "{name}: {label} of the page and of the card");
        }
        let of_card: Vec<_> = card.parameters.iter().map(|parameter| parameter.name).collect();
        let of_model: Vec<_> = model.parameters().iter().map(|parameter| parameter.name).collect();
        assert_eq!(of_card, of_model, "{name}");
        let listed = line(body, "Parameters").unwrap();
        for parameter in model.parameters() {
            assert!(
                listed.contains(&shown(&parameter)),
                "{name}: {} is not among {listed}",
                shown(&parameter)
            );
        }
        assert_eq!(
            listed.matches("` = ").count(),
            model.parameters().len(),
            "{name}: {listed}"
        );
    }
}

#[test]
fn every_rule_is_listed() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/models.md");
    if let Ok(text) = std::fs::read_to_string(docs) {
        let list = text
            .split("\n## ")
            .find(|section| section.starts_with("The rules of"))
            .unwrap();
        for (name, _) in peak_end::RULES {
            assert!(list.contains(&format!("`{name}`")), "{name} is not listed");
        }
    }
}
