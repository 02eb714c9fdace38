//! The report of two examples, part by part, as text. Pictures and sliders have tests of their own.

use std::ops::ControlFlow;

use blueprint_report::{Invested, Language, Plan, ReportOptions, report};
use peak_end::{Goals, InvestOptions, Investing, Model, Progress};
use service_blueprint::{Blueprint, parse};

use super::told::parts;

/// What investing finds with a budget.
fn invested(blueprint: &Blueprint, budget: i64) -> Invested {
    let investing = Investing::new(blueprint, InvestOptions::default()).unwrap();
    let patient = &mut |_: &Progress| ControlFlow::Continue(());
    let best = investing.best(Some(budget), patient).unwrap();
    let models: Vec<Model> = ["peak_end", "mean"]
        .iter()
        .filter_map(|name| Model::from_name(name))
        .collect();
    Invested {
        frontier: Ok(investing.frontier(None, patient).unwrap()),
        plan: Some(Plan {
            budget,
            goals: Goals::Free,
            now: investing.now().unwrap(),
            explanation: investing.explain(&best, Some(budget), patient).unwrap(),
            classical: investing.classical(Some(budget)).unwrap(),
            robustness: Some(investing.regrets(&best.chosen, &models, Some(budget), patient).unwrap()),
            best,
        }),
    }
}

#[test]
fn online_shop_in_english() {
    let blueprint = parse(include_str!("../../../../examples/blueprints/online-shop.yaml")).unwrap();
    let found = invested(&blueprint, 60_000);
    let page = report(&blueprint, Some(&found), &ReportOptions::default());
    for (id, text) in parts(&page) {
        insta::assert_snapshot!(format!("shop_{id}"), text);
    }
}

#[test]
fn online_shop_in_chinese() {
    let blueprint = parse(include_str!("../../../../examples/blueprints/online-shop.zh.yaml")).unwrap();
    let found = invested(&blueprint, 60_000);
    let options = ReportOptions {
        language: Language::Chinese,
        ..ReportOptions::default()
    };
    let parts = parts(&report(&blueprint, Some(&found), &options));
    let text: Vec<String> = parts.into_iter().map(|(id, text)| format!("# {id}\n{text}")).collect();
    insta::assert_snapshot!("shop_in_chinese", text.join("\n\n"));
}

#[test]
fn a_scale_turned_round() {
    let blueprint = parse(include_str!("../../../../examples/blueprints/day-surgery.yaml")).unwrap();
    let page = report(&blueprint, None, &ReportOptions::default());
    let parts = parts(&page);
    let text: Vec<String> = parts
        .into_iter()
        .filter(|(id, _)| matches!(id.as_str(), "numbers" | "moments" | "models" | "hidden"))
        .map(|(id, text)| format!("# {id}\n{text}"))
        .collect();
    insta::assert_snapshot!("day_surgery", text.join("\n\n"));
}
