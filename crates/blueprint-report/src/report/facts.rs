//! Everything that is known of a blueprint without searching.

use peak_end::{Impact, ImpactOptions, Model, Outlook, PredictOptions, Prediction, impact, memory_check, predict};
use service_blueprint::document::{Rating, Touchpoint as Written};
use service_blueprint::{Blueprint, Satisfaction, Scale, Segment, Touchpoint, Warning, checks};

use super::ReportOptions;
use crate::{Language, Scene, Theme};

/// So many segments have a whole picture unless others are named; four lines are what an eye can hold.
const PICTURED: usize = 4;

/// How many random ways are drawn for models that have to be sampled. Chosen: they err by some hundredths of a point of ten, and
/// the page says by how much.
pub(super) const SAMPLES: usize = 1_000;

/// What the page is about.
pub(super) struct Facts<'b> {
    pub(super) blueprint: &'b Blueprint,
    pub(super) language: Language,
    pub(super) theme: Theme,
    /// Everything predicted, under all models on the scale; or why nothing is.
    pub(super) prediction: &'b Result<Prediction, String>,
    /// Everyone's scene.
    pub(super) everyone: Scene<'b>,
    /// The segments with a picture of their own; none where there is only one segment.
    pub(super) pictured: Vec<Scene<'b>>,
    pub(super) satisfaction: Satisfaction<'b>,
    pub(super) impact: Result<Impact<'b>, String>,
    pub(super) warnings: Vec<Warning>,
    /// The checks that could not be asked, and why.
    pub(super) skipped: Option<String>,
}

/// What is predicted under all models on the scale, or why nothing is.
pub(super) fn predicted(blueprint: &Blueprint) -> Result<Prediction, String> {
    let on_scale = Model::all().into_iter().filter(Model::is_on_scale);
    let asked = PredictOptions {
        models: on_scale.collect(),
        samples: SAMPLES,
        ..PredictOptions::default()
    };
    predict(blueprint, &asked).map_err(|error| error.to_string())
}

impl<'b> Facts<'b> {
    pub(super) fn of(
        blueprint: &'b Blueprint,
        prediction: &'b Result<Prediction, String>,
        options: &ReportOptions,
    ) -> Self {
        let scene = |segment| Scene::new(blueprint, segment, prediction, |_| true);
        let several = blueprint.segments().len() > 1;
        let is_pictured = |segment: &Segment<'_>| match options.segments.is_empty() {
            true => segment.position() < PICTURED,
            false => options.segments.contains(segment.id()),
        };
        let pictured = blueprint.segments().filter(|segment| several && is_pictured(segment));
        let mut warnings = checks(blueprint);
        let memory = memory_check(blueprint);
        warnings.extend(memory.warnings);
        Self {
            everyone: scene(None),
            pictured: pictured.map(|segment| scene(Some(segment))).collect(),
            blueprint,
            language: options.language,
            theme: options.theme,
            prediction,
            satisfaction: Satisfaction::overall(blueprint),
            impact: impact(blueprint, &ImpactOptions::default()).map_err(|error| error.to_string()),
            warnings,
            skipped: memory
                .skipped
                .map(|skipped| format!("{}: {}", skipped.codes.join(", "), skipped.reason)),
        }
    }

    /// Whether a touchpoint is in everyone's picture.
    pub(super) fn is_shown(&self, touchpoint: usize) -> bool {
        self.everyone.column_of(touchpoint).is_some()
    }

    pub(super) fn scale(&self) -> Scale {
        self.blueprint.scale()
    }

    /// What is predicted for everyone.
    pub(super) fn outlook(&self) -> Option<&Outlook> {
        self.everyone.outlook.as_ref().ok()
    }
}

/// P(remembered worse than neutral); none where nothing is remembered.
pub(super) fn bad_memory(outlook: &Outlook, scale: Scale) -> Option<f64> {
    outlook.law.mean().map(|_| outlook.law.worse_than(scale.neutral()))
}

/// How many people were asked about a touchpoint, over all its surveys; none where nobody was, or nobody knows how many.
pub(super) fn asked(touchpoint: Touchpoint<'_>) -> Option<u64> {
    let written: &Written = touchpoint.written();
    let own = written.segments.values().filter_map(|own| own.experience.as_ref());
    let ratings = written.experience.iter().chain(own);
    ratings.filter_map(counted).reduce(u64::saturating_add)
}

fn counted(rating: &Rating) -> Option<u64> {
    match rating {
        Rating::Survey(survey) => survey.n,
        Rating::Histogram(histogram) => histogram
            .ratings
            .iter()
            .map(|(_, count)| *count)
            .reduce(u64::saturating_add),
        _ => None,
    }
}
