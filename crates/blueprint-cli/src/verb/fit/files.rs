//! The result files: tidy CSV, JSON, and the page.

use blueprint_report::export::cell_text;
use peak_end_fit::{Comparison, Episodes, Information, Interval};
use serde_json::Value;

use super::Answer;
use super::answer::{document, main_score};

/// A file's name and its bytes.
pub(super) type Written = (&'static str, Vec<u8>);

/// The manifest's name: what tells one run from another.
pub(super) const MANIFEST: &str = "manifest.json";

/// Every file's name.
pub(super) const NAMES: [&str; 10] = [
    "models.csv",
    "coefficients.csv",
    "parameters.csv",
    "predictions.csv",
    "effects.csv",
    "data.csv",
    "findings.csv",
    "comparison.json",
    MANIFEST,
    "report.html",
];

/// All files of a run.
pub(super) fn files(answer: &Answer, page: &str) -> Vec<Written> {
    let comparison = &answer.comparison;
    vec![
        ("models.csv", models(comparison)),
        ("coefficients.csv", coefficients(comparison)),
        ("parameters.csv", parameters(comparison)),
        (
            "predictions.csv",
            predictions(comparison, &answer.data.reading.episodes),
        ),
        ("effects.csv", effects(comparison)),
        ("data.csv", data(&super::data::report_json(&answer.data))),
        ("findings.csv", findings(answer)),
        ("comparison.json", json(&document(answer))),
        (MANIFEST, json(&answer.manifest)),
        ("report.html", page.as_bytes().to_vec()),
    ]
}

/// JSON as it stands in a file.
pub(super) fn json(value: &Value) -> Vec<u8> {
    format!("{value:#}\n").into_bytes()
}

/// A table as CSV; what is not known is an empty cell.
fn csv(heads: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory does not fail.
    _ = writer.write_record(heads);
    for row in rows {
        _ = writer.write_record(&row);
    }
    writer.into_inner().unwrap_or_default()
}

/// A number with all its digits; empty where it is none.
fn cell(value: f64) -> String {
    if value.is_finite() {
        value.to_string()
    } else {
        String::new()
    }
}

/// A text that no spreadsheet takes for a formula, as in every table that the program writes.
fn text(text: &str) -> String {
    cell_text(text).into_owned()
}

fn maybe(value: Option<f64>) -> String {
    value.map_or_else(String::new, cell)
}

fn with_interval(found: &Interval) -> [String; 3] {
    [cell(found.value), cell(found.low), cell(found.high)]
}

fn ends(interval: Option<(f64, f64)>) -> [String; 2] {
    interval.map_or_else(Default::default, |(low, high)| [cell(low), cell(high)])
}

/// A row per model and metric.
fn models(comparison: &Comparison) -> Vec<u8> {
    let main = main_score(comparison.outcome);
    let mut rows = Vec::new();
    for model in &comparison.models {
        let name = model.candidate.to_string();
        let mut add = |metric: &str, [value, low, high]: [String; 3]| {
            if !value.is_empty() {
                rows.push(vec![name.clone(), metric.to_owned(), value, low, high]);
            }
        };
        add(main, with_interval(&model.main));
        add("to_mean", with_interval(&model.to_mean));
        add("to_intercept", with_interval(&model.to_intercept));
        add("to_best", with_interval(&model.to_best));
        let scores = [
            ("r2", Some(model.scores.r2)),
            ("rmse", Some(model.scores.rmse)),
            ("mae", Some(model.scores.mae)),
            ("spearman", model.scores.spearman),
            ("auc", model.scores.auc),
            ("log_loss", model.scores.log_loss),
        ];
        let scores = scores.into_iter().filter(|(metric, _)| *metric != main);
        for (metric, value) in scores.chain(model.information.iter().flat_map(criteria)) {
            add(metric, [maybe(value), String::new(), String::new()]);
        }
    }
    csv(&["model", "metric", "value", "low", "high"], rows)
}

fn criteria(found: &Information) -> [(&'static str, Option<f64>); 7] {
    [
        ("parameters", Some(found.parameters as f64)),
        ("log_likelihood", Some(found.log_likelihood)),
        ("aic", Some(found.aic)),
        ("aicc", found.aicc),
        ("bic", Some(found.bic)),
        ("aicc_weight", found.aicc_weight),
        ("bic_weight", Some(found.bic_weight)),
    ]
}

/// A row per model and weight.
fn coefficients(comparison: &Comparison) -> Vec<u8> {
    let rows = comparison.models.iter().flat_map(|model| {
        model.fit.coefficients.iter().map(|weight| {
            let [low, high] = ends(weight.interval);
            vec![
                model.candidate.to_string(),
                text(&weight.name),
                maybe(weight.estimate),
                maybe(weight.standard_error),
                maybe(weight.cluster_error),
                low,
                high,
                maybe(weight.p),
            ]
        })
    });
    let heads = [
        "model",
        "term",
        "estimate",
        "standard_error",
        "cluster_error",
        "low",
        "high",
        "p",
    ];
    csv(&heads, rows)
}

/// A row per model and fitted parameter; the penalty of a ridge regression is one too.
fn parameters(comparison: &Comparison) -> Vec<u8> {
    let mut rows = Vec::new();
    for model in &comparison.models {
        let name = model.candidate.to_string();
        for parameter in &model.fit.parameters {
            let [value, low, high] = with_interval(&parameter.value);
            let at_bound = parameter.at_bound.to_string();
            rows.push(vec![
                name.clone(),
                parameter.name.to_owned(),
                value,
                low,
                high,
                at_bound,
            ]);
        }
        if let Some(penalty) = model.fit.penalty {
            let nothing = String::new;
            rows.push(vec![
                name,
                "penalty".to_owned(),
                cell(penalty),
                nothing(),
                nothing(),
                nothing(),
            ]);
        }
    }
    csv(&["model", "parameter", "value", "low", "high", "at_bound"], rows)
}

/// A row per episode and model.
fn predictions(comparison: &Comparison, episodes: &Episodes) -> Vec<u8> {
    let (people, stimuli) = (episodes.people(), episodes.stimuli());
    let rows = comparison.models.iter().flat_map(|model| {
        let name = model.candidate.to_string();
        (0..episodes.count()).map(move |at| {
            vec![
                text(people.name_of(at)),
                text(&episodes.names()[at]),
                stimuli.map_or_else(String::new, |stimuli| text(stimuli.name_of(at))),
                name.clone(),
                cell(episodes.overall()[at]),
                model.predictions.get(at).copied().map_or_else(String::new, cell),
            ]
        })
    });
    csv(
        &["person", "episode", "stimulus", "model", "observed", "predicted"],
        rows,
    )
}

/// A row per feature.
fn effects(comparison: &Comparison) -> Vec<u8> {
    let rows = comparison.effects.iter().map(|effect| {
        let [low, high] = ends(effect.interval);
        vec![
            text(&effect.feature),
            maybe(effect.r),
            low,
            high,
            maybe(effect.yi),
            maybe(effect.vi),
            maybe(effect.partial_r),
            effect.n.to_string(),
        ]
    });
    csv(&["feature", "r", "low", "high", "yi", "vi", "partial_r", "n"], rows)
}

/// A row per number of the data report, under its path in the JSON answer.
fn data(report: &Value) -> Vec<u8> {
    let mut rows = Vec::new();
    flatten(report, "", &mut rows);
    csv(&["key", "value"], rows.into_iter().map(|(key, value)| vec![key, value]))
}

/// Every value with its path; lists are counted from 0.
fn flatten(value: &Value, path: &str, rows: &mut Vec<(String, String)>) {
    let below = |step: &str| match path {
        "" => step.to_owned(),
        _ => format!("{path}.{step}"),
    };
    match value {
        Value::Object(map) => map.iter().for_each(|(key, inner)| flatten(inner, &below(key), rows)),
        Value::Array(items) => {
            for (at, inner) in items.iter().enumerate() {
                flatten(inner, &below(&at.to_string()), rows);
            }
        }
        Value::Null => {}
        Value::String(value) => rows.push((path.to_owned(), text(value))),
        other => rows.push((path.to_owned(), other.to_string())),
    }
}

/// A row per finding and number of its evidence; one without evidence has a row too.
fn findings(answer: &Answer) -> Vec<u8> {
    let mut rows = Vec::new();
    for finding in &answer.data.findings {
        let row = |evidence: &str, value: String| {
            let (severity, message) = (finding.severity.name(), text(&finding.message));
            let texts = [finding.code, severity, evidence].map(str::to_owned);
            let [code, severity, evidence] = texts;
            vec![code, severity, evidence, value, message, text(&finding.help)]
        };
        if finding.evidence.is_empty() {
            rows.push(row("", String::new()));
        }
        rows.extend(finding.evidence.iter().map(|(name, value)| row(name, cell(*value))));
    }
    csv(&["code", "severity", "evidence", "value", "message", "help"], rows)
}
