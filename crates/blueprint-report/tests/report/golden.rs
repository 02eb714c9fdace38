//! The report of two examples, part by part, as text. Pictures and sliders have tests of their own.

use std::ops::ControlFlow;

use blueprint_report::{Invested, Language, Plan, ReportOptions, report};
use peak_end::{Goals, InvestOptions, Investing, Model, Progress};
use service_blueprint::{Blueprint, parse};

/// The parts of a page without the picture and the sliders, tags left out, a line for each row and paragraph.
fn parts(page: &str) -> Vec<(String, String)> {
    let parts = page.split("<section id=\"").skip(1).filter_map(|part| {
        let (id, rest) = part.split_once('"')?;
        let body = rest.split("</section>").next()?;
        (!matches!(id, "picture" | "what-if")).then(|| (id.to_owned(), told(body)))
    });
    parts.collect()
}

/// What a part says: cells apart, rows and paragraphs below each other.
fn told(markup: &str) -> String {
    let mut text = String::new();
    let mut rest = markup.split_once('>').map_or("", |(_, rest)| rest);
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        let (tag, after) = after.split_once('>').unwrap_or((after, ""));
        let name = tag.split(' ').next().unwrap_or_default();
        match name {
            "/td" | "/th" | "/dt" => text.push_str(" | "),
            "/tr" | "/p" | "/li" | "/h2" | "/h3" | "/dd" | "/caption" | "/title" | "/desc" | "/text" | "/summary" => {
                text.push('\n')
            }
            "small" => text.push(' '),
            "span" if tag.contains("on-paper") => {
                rest = after.split_once("</span>").map_or("", |(_, rest)| rest);
                continue;
            }
            _ => {}
        }
        rest = after;
    }
    let lines = text.lines().map(|line| line.trim().trim_end_matches('|').trim_end());
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    lines
        .join("\n")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
}

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
