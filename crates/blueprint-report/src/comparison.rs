//! The page of a comparison of memory models on data: one self-contained HTML page, from the verdict to the method.

mod calibration;
mod data;
mod differences;
mod effects;
mod facts;
mod findings;
mod fitted;
mod method;
mod order;
mod plot;
mod residuals;
mod scores;
mod source;
mod verdict;

pub use data::{
    ComparedModel, DataFinding, Design, FeatureEffect, FindingWeight, FittedWeight, Kept, Measured, ModelComparison,
    OrderGain, Remembered, Standing,
};

use crate::page::{Page, Part, Scripts};
use crate::{Language, Theme};
use facts::Facts;

/// How the page looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ComparisonOptions {
    /// The language of labels. Names, and what checks say, stay as they are.
    pub language: Language,
    /// Light, dark, or as the reader's machine asks. Paper is always light.
    pub theme: Theme,
}

/// The rules that only this page has.
const SHEET: &str = include_str!("comparison/page.css");

/// A page of HTML about a comparison, that needs nothing else: no network, no font, no script. Same input, same bytes.
///
/// It shows what the comparison says in words, what the checks of the data found, every model's score out of fold with its
/// interval, its difference to the mean, predicted against observed, what is left over, what was fitted, single features, the
/// test of order, the data and the method. Its length grows with the number of models, not with that of episodes.
///
/// # Returns
/// The page. Numbers that are not finite are left out.
///
/// # Examples
/// ```
/// use blueprint_report::comparison::{
///     ComparedModel, ComparisonOptions, Design, Kept, Measured, ModelComparison, Remembered, Standing, page,
/// };
/// let mean = ComparedModel {
///     name: "mean".into(),
///     main: Measured { value: 0.63, low: 0.55, high: 0.69 },
///     to_mean: Measured { value: 0.0, low: 0.0, high: 0.0 },
///     standing: Standing::Open,
///     r2: 0.63,
///     rmse: 1.2,
///     mae: 0.9,
///     spearman: Some(0.8),
///     auc: None,
///     log_loss: None,
///     aicc: Some(812.0),
///     aicc_weight: Some(1.0),
///     bic: Some(820.0),
///     predictions: vec![3.1, 6.8, 5.2],
///     coefficients: Vec::new(),
///     parameters: Vec::new(),
///     penalty: None,
/// };
/// let comparison = ModelComparison {
///     name: "trips.csv".into(),
///     outcome: Remembered::Rating,
///     design: Design { kept: Kept::People, groups: 3, folds: 3, repeats: 1, draws: 1000, permutations: 1000, centred: false },
///     verdict: vec!["Three trips are too few to say.".into()],
///     cautions: Vec::new(),
///     findings: Vec::new(),
///     models: vec![mean],
///     left_out: Vec::new(),
///     effects: Vec::new(),
///     order: None,
///     observed: vec![3.0, 7.0, 5.0],
///     data: vec![("episodes".into(), "3".into())],
///     manifest: vec![("seed".into(), "1".into())],
/// };
/// let html = page(&comparison, &ComparisonOptions::default());
/// assert!(html.starts_with("<!DOCTYPE html>") && html.contains("Three trips are too few to say."));
/// ```
pub fn page(comparison: &ModelComparison, options: &ComparisonOptions) -> String {
    let facts = Facts::of(comparison, options.language);
    let say = options.language;
    let sentence = comparison.verdict.first().map_or(say.no_verdict(), String::as_str);
    Page {
        language: say,
        theme: options.theme,
        title: &say.comparison_title(&comparison.name),
        kind: say.comparison_kind(),
        heading: &comparison.name,
        about: Some(&facts.about()),
        sentence,
        style: SHEET,
        scripts: Scripts::None,
        parts: parts(&facts),
    }
    .markup()
    .into_string()
}

/// The parts in reading order; those about which nothing is known are left out.
fn parts(facts: &Facts<'_>) -> Vec<Part> {
    let sections = [
        verdict::section(facts),
        Some(findings::section(facts)),
        Some(scores::section(facts)),
        differences::section(facts),
        calibration::section(facts),
        residuals::section(facts),
        Some(fitted::section(facts)),
        effects::section(facts),
        order::section(facts),
        Some(source::section(facts)),
        Some(method::section(facts)),
    ];
    sections.into_iter().flatten().map(Part::from).collect()
}
