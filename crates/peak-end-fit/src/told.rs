//! A candidate fitted to all episodes: its weights, its parameters and how sure they are.

use crate::design::{Design, WhyLeftOut};
use crate::groups::Groups;
use crate::information::Likelihood;
use crate::regression::{least_squares_coefficients, logistic_coefficients};
use crate::shape::Axis;
use crate::training::{Data, Prepared, Trained};
use crate::{CandidateFit, Coefficient, FittedParameter, Interval, Outcome, Shape};

/// The step of a derivative, as a part of the distance between the values of a parameter that are tried first. Chosen.
const DERIVATIVE_STEP: f64 = 1e-3;

/// The squared rounding of a fit, relative to the outcomes squared, with a wide margin: (1e-10)².
const ROUNDING: f64 = 1e-20;

impl Data<'_> {
    /// What the candidate is when fitted to all episodes.
    pub(crate) fn told(
        &self,
        prepared: &Prepared,
        trained: &Trained<'_>,
        groups: &Groups,
    ) -> Result<CandidateFit, WhyLeftOut> {
        let (coefficients, parameters) = match prepared {
            _ if trained.penalty.is_some() => (trained.weights.coefficients(&trained.design.names), Vec::new()),
            Prepared::Weighed { .. } => (self.coefficients(&trained.design, groups)?, Vec::new()),
            Prepared::Shaped { shape, axes } => self.with_parameters(*shape, axes, trained, groups)?,
        };
        Ok(CandidateFit {
            coefficients,
            parameters,
            penalty: trained.penalty,
            model: self.memory_model(prepared, trained),
        })
    }

    fn coefficients(&self, design: &Design, groups: &Groups) -> Result<Vec<Coefficient>, WhyLeftOut> {
        let groups: Vec<usize> = groups.numbers.iter().map(|&group| group as usize).collect();
        let find = match self.columns.episodes().outcome() {
            Outcome::Rating => least_squares_coefficients,
            Outcome::Binary => logistic_coefficients,
        };
        Ok(find(&design.names, &design.views(), self.outcome(), &groups)?)
    }

    /// Weights and parameters, with errors from the regression on the columns and on how predictions change with each
    /// parameter (Gauss–Newton): at the best fit the latter have the weight 0, and its error is that of the parameter.
    fn with_parameters(
        &self,
        shape: Shape,
        axes: &[Axis],
        trained: &Trained<'_>,
        groups: &Groups,
    ) -> Result<(Vec<Coefficient>, Vec<FittedParameter>), WhyLeftOut> {
        let mut interior = trained.design.clone().into_owned();
        let mut whole = interior.clone();
        let weighed = whole.columns.len();
        for (at, axis) in axes.iter().enumerate() {
            let derivative = self.derivative(shape, axes, at, trained)?;
            // At an end of what is tried the search did not come to where the derivative has no weight: it would move the
            // other weights, which belong to the parameter as it stands.
            if !is_at_bound(axis, trained.coordinates[at]) {
                interior.names.push(axis.name.to_owned());
                interior.columns.push(derivative.clone());
            }
            whole.names.push(axis.name.to_owned());
            whole.columns.push(derivative);
        }
        let mut coefficients = self.coefficients(&interior, groups)?;
        coefficients.truncate(1 + weighed);
        let moved = self.coefficients(&whole, groups)?.split_off(1 + weighed);
        let estimates = std::iter::once(Some(trained.weights.intercept)).chain(trained.weights.weights.iter().copied());
        // The search stops a hair before the regression would: errors are the regression's, estimates are what predicts.
        for (coefficient, estimate) in coefficients.iter_mut().zip(estimates) {
            coefficient.moved_to(estimate, groups.count);
        }
        let parameters = axes.iter().zip(&trained.coordinates).zip(moved);
        let parameters = parameters
            .map(|((axis, &at), moved)| parameter(axis, at, moved.interval))
            .collect();
        Ok((coefficients, parameters))
    }

    /// How much predictions change per unit of a parameter's coordinate, by episode.
    fn derivative(
        &self,
        shape: Shape,
        axes: &[Axis],
        at: usize,
        trained: &Trained<'_>,
    ) -> Result<Vec<f64>, WhyLeftOut> {
        let (low, high) = axes[at].ends();
        let step = DERIVATIVE_STEP * axes[at].step();
        let moved = |by: f64| -> Result<(f64, Vec<f64>), WhyLeftOut> {
            let mut coordinates = trained.coordinates.clone();
            coordinates[at] = (coordinates[at] + by).clamp(low, high);
            let design = self.shaped(shape, axes, &coordinates)?;
            let rows: Vec<usize> = (0..self.outcome().len()).collect();
            Ok((coordinates[at], trained.weights.predict_rows(&design.views(), &rows)))
        };
        let ((from, before), (to, after)) = (moved(-step)?, moved(step)?);
        Ok(after
            .iter()
            .zip(&before)
            .map(|(after, before)| (after - before) / (to - from))
            .collect())
    }

    /// How likely the trained candidate makes all episodes; none with a penalty.
    pub(crate) fn likelihood(&self, trained: &Trained<'_>) -> Option<Likelihood> {
        if trained.penalty.is_some() {
            return None;
        }
        let rows: Vec<usize> = (0..self.outcome().len()).collect();
        let weights = trained.weights.weights.iter().flatten().count();
        let fitted = 1 + weights + trained.coordinates.len();
        let predicted = trained.weights.predict_rows(&trained.design.views(), &rows);
        match self.columns.episodes().outcome() {
            Outcome::Rating => {
                let squared = |(outcome, predicted): (&f64, f64)| (outcome - predicted).powi(2);
                let error: f64 = self.outcome().iter().zip(predicted).map(squared).sum();
                let size: f64 = self.outcome().iter().map(|outcome| outcome * outcome).sum();
                // What is left of a perfect fit is rounding, and would make it more likely than anything.
                (error > ROUNDING * size).then(|| Likelihood::gaussian(error, rows.len(), fitted))?
            }
            Outcome::Binary => Likelihood::binomial(self.outcome(), &predicted, fitted),
        }
    }
}

/// A parameter at a coordinate, with half the width of the interval of how far it may be moved.
fn parameter(axis: &Axis, at: f64, moved: Option<(f64, f64)>) -> FittedParameter {
    let (least, most) = axis.ends();
    // Where nothing changes with the parameter, it may lie anywhere.
    let reach = moved.map_or(f64::INFINITY, |(low, high)| (high - low) / 2.0);
    FittedParameter {
        name: axis.name,
        value: Interval {
            value: axis.value(at),
            low: axis.value((at - reach).max(least)),
            high: axis.value((at + reach).min(most)),
        },
        at_bound: is_at_bound(axis, at),
    }
}

/// Whether a coordinate stands at an end of what is tried.
fn is_at_bound(axis: &Axis, at: f64) -> bool {
    let (least, most) = axis.ends();
    let close = 1e-6 * (most - least);
    at - least < close || most - at < close
}
