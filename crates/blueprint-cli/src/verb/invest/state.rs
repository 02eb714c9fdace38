//! What is predicted of the service, before and after.

use peak_end::{EndingOutlook, InvestOptions, Outlook, PredictError, PredictOptions, Prediction, predict};
use service_blueprint::Blueprint;

use crate::failure::Failure;

/// A state of the service.
#[derive(Debug)]
pub(super) struct State {
    /// What the sets of options are judged by.
    pub(super) objective: f64,
    /// What is predicted of a first journey.
    pub(super) prediction: Prediction,
}

impl State {
    /// What is predicted of a service, under the model by which sets are judged.
    pub(super) fn of(blueprint: &Blueprint, objective: f64, options: &InvestOptions) -> Result<Self, Failure> {
        let asked = PredictOptions {
            models: vec![options.model.clone()],
            ..PredictOptions::default()
        };
        let prediction = predict(blueprint, &asked).map_err(|error: PredictError| {
            Failure::request(
                "not-predictable",
                error.to_string(),
                Some("ask `blueprint predict`".into()),
            )
        })?;
        Ok(Self { objective, prediction })
    }

    /// P(remembered worse than neutral); none where nothing is remembered.
    pub(super) fn bad_memory(&self, outlook: &Outlook) -> Option<f64> {
        let neutral = self.prediction.scale.neutral();
        outlook.law.mean().map(|_| outlook.law.worse_than(neutral))
    }
}

/// What is remembered under the model asked.
pub(super) fn remembered(outlook: &Outlook) -> Option<f64> {
    Some(outlook.remembered.first()?.value.ok()?.value)
}

/// What is remembered given an ending, under the model asked.
pub(super) fn remembered_given(ending: &EndingOutlook) -> Option<f64> {
    Some(ending.remembered.first()?.value.ok()?.value)
}
