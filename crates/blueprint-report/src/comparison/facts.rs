//! What all parts of the page ask of the comparison.

use maud::{Markup, html};

use super::data::{ComparedModel, Kept, Measured, ModelComparison, Remembered};
use crate::Language;
use crate::figures::{fine, fixed};
use crate::page::cell::{NOTHING, name};

/// The name of the model that the others are held against.
pub(super) const MEAN: &str = "mean";

/// The name of the regression on nothing.
const INTERCEPT: &str = "intercept";

/// So many models are drawn with all their predictions. Chosen: charts that fit on a screen beside each other.
const SHOWN: usize = 3;

/// The comparison, with its models from best to worst.
pub(super) struct Facts<'c> {
    pub(super) comparison: &'c ModelComparison,
    pub(super) language: Language,
    /// The models from best to worst by the main score.
    pub(super) ranked: Vec<&'c ComparedModel>,
}

impl<'c> Facts<'c> {
    pub(super) fn of(comparison: &'c ModelComparison, language: Language) -> Self {
        let mut ranked: Vec<&ComparedModel> = comparison.models.iter().collect();
        ranked.sort_by(|one, other| match comparison.outcome {
            Remembered::Rating => other.main.value.total_cmp(&one.main.value),
            Remembered::Binary => one.main.value.total_cmp(&other.main.value),
        });
        Self {
            comparison,
            language,
            ranked,
        }
    }

    /// How much there is, in words.
    pub(super) fn about(&self) -> String {
        let (say, design) = (self.language, &self.comparison.design);
        let episodes = self.comparison.observed.len();
        let kept = match design.kept {
            Kept::People => say.kept_people(),
            Kept::Stimuli => say.kept_stimuli(),
            Kept::Episodes => return say.comparison_about_episodes(episodes),
        };
        say.comparison_about(episodes, design.groups, kept)
    }

    pub(super) fn mean(&self) -> Option<&'c ComparedModel> {
        self.ranked.iter().copied().find(|model| model.name == MEAN)
    }

    /// The models whose predictions are drawn: the best, the mean, peak-end, and then the next best.
    pub(super) fn shown(&self) -> Vec<&'c ComparedModel> {
        let named = |name: &str| self.ranked.iter().copied().find(|model| model.name == name);
        let wanted = [self.ranked.first().copied(), named(MEAN), named("peak_end")]
            .into_iter()
            .flatten();
        let mut shown: Vec<&ComparedModel> = Vec::new();
        for model in wanted.chain(self.ranked.iter().copied()) {
            let is_new = shown.iter().all(|other| other.name != model.name);
            if is_new && !is_intercept(model) && shown.len() < SHOWN {
                shown.push(model);
            }
        }
        shown
    }

    /// The name of the main score.
    pub(super) fn main_score(&self) -> &'static str {
        match self.comparison.outcome {
            Remembered::Rating => self.language.r_squared(),
            Remembered::Binary => self.language.log_loss(),
        }
    }

    /// A model in words, with the name that one asks for it by.
    pub(super) fn model(&self, model: &ComparedModel) -> Markup {
        let words = self.language.candidate_name(&model.name);
        html! {
            (name(&words))
            @if is_baseline(model) { " " span.tag { (self.language.baseline()) } }
            @if words != model.name { " " code.asked { (model.name) } }
        }
    }
}

pub(super) fn is_intercept(model: &ComparedModel) -> bool {
    model.name == INTERCEPT
}

/// Whether others are held against it.
pub(super) fn is_baseline(model: &ComparedModel) -> bool {
    is_intercept(model) || model.name == MEAN
}

/// A number of the outcome: two decimals.
pub(super) fn points(value: f64) -> String {
    fixed(value, 2)
}

/// A figure that may be missing.
pub(super) fn maybe(value: Option<f64>) -> String {
    value.map_or(NOTHING.to_owned(), fine)
}

/// An interval in brackets.
pub(super) fn interval(measured: &Measured) -> String {
    format!("[{}, {}]", fine(measured.low), fine(measured.high))
}
