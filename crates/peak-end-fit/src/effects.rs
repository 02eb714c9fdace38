//! The single features whose correlations with the outcome are told.

use peak_end::{Model, Unit};

use crate::Effect;
use crate::columns::Columns;

/// The models of which correlations are told: the features of meta-analyses on remembered experience, and the rules made
/// of them.
const FEATURES: [&str; 10] = [
    "mean",
    "peak",
    "end",
    "trough",
    "best",
    "start",
    "slope_per_step",
    "sd_population",
    "peak_end",
    "minimum_end",
];

/// The correlation of each feature with the outcomes; those without a value for some episode are left out.
pub(crate) fn effects(columns: &Columns<'_>) -> Vec<Effect> {
    let episodes = columns.episodes();
    let outcome = episodes.overall();
    let mean: Vec<f64> = columns.summaries().iter().map(|summary| summary.mean()).collect();
    let models = FEATURES.into_iter().filter_map(Model::from_name);
    let mut effects: Vec<Effect> = models
        .filter_map(|model| {
            let mut column = columns.column(&model).ok()?;
            if model.unit() == Unit::PointsPerStep && episodes.scale().direction() < 0.0 {
                // All features run as the numbers of the data do, or their correlations could not be put together.
                column.iter_mut().for_each(|slope| *slope = -*slope);
            }
            let beside = (model.name() != "mean").then_some(mean.as_slice());
            Some(Effect::of(model.name(), &column, outcome, beside))
        })
        .collect();
    let moments: Vec<f64> = columns
        .summaries()
        .iter()
        .map(|summary| summary.moments as f64)
        .collect();
    effects.push(Effect::of("moments", &moments, outcome, Some(&mean)));
    if episodes.is_timed() {
        let minutes: Vec<f64> = columns.summaries().iter().map(|summary| summary.minutes).collect();
        effects.push(Effect::of("minutes", &minutes, outcome, Some(&mean)));
    }
    effects
}
