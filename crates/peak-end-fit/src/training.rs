//! Training: a candidate's weights and parameters, found on some of the episodes.

use std::borrow::Cow;

use peak_end::{Fitted, Link, Model};
use rayon::prelude::*;

use crate::columns::Columns;
use crate::design::{Design, WhyLeftOut};
use crate::folds::divide;
use crate::metric::log_loss;
use crate::random::{Use, random};
use crate::regression::{
    Condensed, LogisticPath, RegressionError, Weights, least_squares, logistic, logistic_ridge, probability, ridge,
};
use crate::shape::Axis;
use crate::{Candidate, Centring, Feature, Method, Outcome, Shape};

/// Episodes as candidates are trained on them.
#[derive(Debug)]
pub(crate) struct Data<'e> {
    pub(crate) columns: Columns<'e>,
    /// What stays together.
    pub(crate) groups: Vec<u32>,
    pub(crate) centring: Centring,
    pub(crate) seed: u64,
}

/// A candidate with what does not depend on the episodes it is trained on.
#[derive(Debug)]
pub(crate) enum Prepared {
    /// Columns to be weighed.
    Weighed {
        design: Design,
        method: Method,
        /// The models whose values the columns are, where all of them are.
        models: Option<Vec<Model>>,
    },
    /// A model whose parameters are searched for.
    Shaped { shape: Shape, axes: Vec<Axis> },
}

/// A candidate as it came out of training.
#[derive(Debug)]
pub(crate) struct Trained<'p> {
    pub(crate) design: Cow<'p, Design>,
    pub(crate) weights: Weights,
    /// The parameters of the model, in the coordinates that are searched.
    pub(crate) coordinates: Vec<f64>,
    pub(crate) penalty: Option<f64>,
}

/// Into how many parts training episodes are divided again to choose a penalty. Chosen.
const INNER_FOLDS: usize = 5;

/// The most weights under a penalty. Chosen: every choice of a penalty takes six decompositions, whose time goes with the
/// cube of the number of weights.
const MOST_PENALISED: usize = 200;

/// The penalties tried, from one that leaves next to nothing but the intercept to next to none. Chosen.
const PENALTIES: [f64; 19] = [
    1e6, 3e5, 1e5, 3e4, 1e4, 3e3, 1e3, 300.0, 100.0, 30.0, 10.0, 3.0, 1.0, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001,
];

impl Data<'_> {
    pub(crate) fn outcome(&self) -> &[f64] {
        self.columns.episodes().overall()
    }

    fn is_binary(&self) -> bool {
        self.columns.episodes().outcome() == Outcome::Binary
    }

    /// What does not depend on the episodes that a candidate is trained on.
    pub(crate) fn prepare(&self, candidate: &Candidate) -> Result<Prepared, WhyLeftOut> {
        let people = self.columns.episodes().people();
        Ok(match candidate {
            Candidate::Rule(model) => Prepared::Weighed {
                design: Design::of_model(model, &self.columns)?.centred(self.centring, people),
                method: Method::LeastSquares,
                models: Some(vec![model.clone()]),
            },
            Candidate::Regression { method, features } => Prepared::Weighed {
                design: Design::of(features, &self.columns)?.centred(self.centring, people),
                method: *method,
                models: features.iter().map(model_of).collect(),
            },
            Candidate::Fitted(shape) => Prepared::Shaped {
                shape: *shape,
                axes: shape.axes(self.columns.episodes()),
            },
        })
    }

    /// The columns of a model with parameters at these coordinates.
    pub(crate) fn shaped(&self, shape: Shape, axes: &[Axis], coordinates: &[f64]) -> Result<Design, WhyLeftOut> {
        let model = shape.at(axes, coordinates)?;
        let design = Design::of_model(&model, &self.columns)?;
        Ok(design.centred(self.centring, self.columns.episodes().people()))
    }

    /// The candidate trained on each set of episodes: everyone but the members of one part, for each part, then everyone.
    ///
    /// `number` tells divisions apart, for the random numbers of divisions within them.
    pub(crate) fn train<'p>(
        &self,
        prepared: &'p Prepared,
        parts: &[Vec<usize>],
        number: usize,
        each: &(dyn Fn() + Sync),
    ) -> Result<Vec<Trained<'p>>, WhyLeftOut> {
        let sets: Vec<Vec<usize>> = (0..=parts.len())
            .map(|left_out| training_rows(parts, left_out))
            .collect();
        let starts = match prepared {
            Prepared::Shaped { shape, axes } => self.starts(*shape, axes, parts)?,
            Prepared::Weighed { .. } => vec![Vec::new(); sets.len()],
        };
        (sets.par_iter().zip(starts).enumerate())
            .map(|(set, (rows, start))| {
                let trained = match prepared {
                    Prepared::Weighed { design, method, .. } => self.weighed(design, *method, rows, number + set),
                    Prepared::Shaped { shape, axes } => self.searched(*shape, axes, rows, start),
                };
                each();
                trained
            })
            .collect()
    }

    fn weighed<'p>(
        &self,
        design: &'p Design,
        method: Method,
        rows: &[usize],
        number: usize,
    ) -> Result<Trained<'p>, WhyLeftOut> {
        let found = design.columns.len();
        let penalty = match method {
            Method::Ridge if found > MOST_PENALISED => {
                let most = MOST_PENALISED;
                return Err(WhyLeftOut::TooManyColumns { found, most });
            }
            Method::Ridge => Some(self.penalty(design, rows, number)?),
            Method::LeastSquares => None,
        };
        Ok(Trained {
            weights: self.weights(&design.views(), rows, penalty)?,
            design: Cow::Borrowed(design),
            coordinates: Vec::new(),
            penalty,
        })
    }

    fn weights(&self, columns: &[&[f64]], rows: &[usize], penalty: Option<f64>) -> Result<Weights, WhyLeftOut> {
        let outcome = self.outcome();
        Ok(match (self.is_binary(), penalty) {
            (false, None) => least_squares(columns, outcome, rows)?,
            (false, Some(penalty)) => ridge(columns, outcome, rows, penalty)?,
            (true, None) => logistic(columns, outcome, rows)?,
            (true, Some(penalty)) => logistic_ridge(columns, outcome, rows, penalty)?,
        })
    }

    /// The penalty that does best on parts of the training episodes, each left out in turn; of equal ones the largest.
    fn penalty(&self, design: &Design, rows: &[usize], number: usize) -> Result<f64, WhyLeftOut> {
        let columns = design.views();
        let mut random = random(self.seed, Use::InnerFolds, number);
        let parts = divide(&self.groups, rows, INNER_FOLDS, &mut random);
        if parts.len() < 2 {
            return Err(WhyLeftOut::OneGroup);
        }
        let mut losses = vec![0.0; PENALTIES.len()];
        let condensed = condense(&columns, self.outcome(), &parts)?;
        for (left_out, part) in parts.iter().enumerate() {
            if self.is_binary() {
                let mut path = LogisticPath::of(&columns, self.outcome(), &training_rows(&parts, left_out))?;
                for (loss, &penalty) in losses.iter_mut().zip(&PENALTIES) {
                    *loss += self.loss(&path.weights(penalty)?, &columns, part);
                }
            } else {
                let path = merged(&condensed, left_out)?.ridge_path()?;
                for (loss, &penalty) in losses.iter_mut().zip(&PENALTIES) {
                    *loss += condensed[left_out].squared_error(&path.weights(penalty)?);
                }
            }
        }
        // The first of equal ones, and the largest penalty comes first.
        let best = PENALTIES
            .iter()
            .zip(losses)
            .min_by(|(_, one), (_, other)| one.total_cmp(other));
        Ok(best.map_or(PENALTIES[0], |(&penalty, _)| penalty))
    }

    /// How badly weights do on some episodes: squared errors, or for binary outcomes −ln of the likelihood.
    fn loss(&self, weights: &Weights, columns: &[&[f64]], rows: &[usize]) -> f64 {
        let outcome = rows.iter().map(|&row| self.outcome()[row]);
        let predicted = weights.predict_rows(columns, rows);
        if self.is_binary() {
            let outcome: Vec<f64> = outcome.collect();
            let chances: Vec<f64> = predicted.into_iter().map(probability).collect();
            return log_loss(&outcome, &chances).unwrap_or(0.0) * rows.len() as f64;
        }
        outcome
            .zip(predicted)
            .map(|(outcome, predicted)| (outcome - predicted).powi(2))
            .sum()
    }

    /// The coordinates of the grid that do best on everyone but one part, for each part, then on everyone.
    ///
    /// By squared errors even for binary outcomes: these are only where the search begins.
    fn starts(&self, shape: Shape, axes: &[Axis], parts: &[Vec<usize>]) -> Result<Vec<Vec<f64>>, WhyLeftOut> {
        let grid = shape.grid(axes);
        let losses: Vec<Vec<f64>> = grid
            .par_iter()
            .map(|coordinates| {
                let design = self.shaped(shape, axes, coordinates)?;
                let condensed = condense(&design.views(), self.outcome(), parts)?;
                (0..=parts.len())
                    .map(|left_out| {
                        let training = merged(&condensed, left_out)?;
                        Ok(training.squared_error(&training.least_squares()))
                    })
                    .collect()
            })
            .collect::<Result<_, WhyLeftOut>>()?;
        let best = |set: usize| {
            let least = (0..grid.len()).min_by(|&one, &other| losses[one][set].total_cmp(&losses[other][set]));
            least.map_or_else(Vec::new, |at| grid[at].clone())
        };
        Ok((0..=parts.len()).map(best).collect())
    }

    fn searched<'p>(
        &self,
        shape: Shape,
        axes: &[Axis],
        rows: &[usize],
        start: Vec<f64>,
    ) -> Result<Trained<'p>, WhyLeftOut> {
        let loss = |coordinates: &[f64]| {
            let design = self.shaped(shape, axes, coordinates).ok()?;
            let columns = design.views();
            if self.is_binary() {
                let weights = self.weights(&columns, rows, None).ok()?;
                return Some(self.loss(&weights, &columns, rows));
            }
            let condensed = Condensed::of(&columns, self.outcome(), rows).ok()?;
            Some(condensed.squared_error(&condensed.least_squares()))
        };
        let coordinates = shape.refine(axes, start, loss);
        let design = self.shaped(shape, axes, &coordinates)?;
        Ok(Trained {
            weights: self.weights(&design.views(), rows, None)?,
            design: Cow::Owned(design),
            coordinates,
            penalty: None,
        })
    }

    /// What a trained candidate predicts for some episodes: ratings, or chances of a yes.
    pub(crate) fn predictions(&self, trained: &Trained<'_>, rows: &[usize]) -> Vec<f64> {
        let mut predicted = trained.weights.predict_rows(&trained.design.views(), rows);
        if self.is_binary() {
            predicted
                .iter_mut()
                .for_each(|predicted| *predicted = probability(*predicted));
        }
        predicted
    }

    /// The trained candidate as a memory model, if it is one.
    pub(crate) fn memory_model(&self, prepared: &Prepared, trained: &Trained<'_>) -> Option<Fitted> {
        if self.centring != Centring::None {
            return None;
        }
        let models = match prepared {
            Prepared::Weighed { models, .. } => models.clone()?,
            Prepared::Shaped { shape, axes } => vec![shape.at(axes, &trained.coordinates).ok()?],
        };
        let weights = trained.weights.weights.iter().map(|weight| weight.unwrap_or(0.0));
        let terms = weights.zip(models).filter(|(weight, _)| *weight != 0.0).collect();
        let link = if self.is_binary() { Link::Logit } else { Link::Identity };
        let episodes = self.columns.episodes();
        let model = Fitted::new(episodes.scale(), link, trained.weights.intercept, terms).ok()?;
        Some(model.with_durations(episodes.is_timed()))
    }
}

fn model_of(feature: &Feature) -> Option<Model> {
    match feature {
        Feature::Model(model) => Some(model.clone()),
        _ => None,
    }
}

/// The rows of all parts but one; of all parts where none has that number.
fn training_rows(parts: &[Vec<usize>], left_out: usize) -> Vec<usize> {
    let others = parts.iter().enumerate().filter(|(part, _)| *part != left_out);
    let mut rows: Vec<usize> = others.flat_map(|(_, rows)| rows).copied().collect();
    rows.sort_unstable();
    rows
}

fn condense(columns: &[&[f64]], outcome: &[f64], parts: &[Vec<usize>]) -> Result<Vec<Condensed>, WhyLeftOut> {
    Ok(parts
        .iter()
        .map(|part| Condensed::of(columns, outcome, part))
        .collect::<Result<_, _>>()?)
}

/// All parts but one put together; all of them where none has that number.
fn merged(parts: &[Condensed], left_out: usize) -> Result<Condensed, WhyLeftOut> {
    let mut others = parts
        .iter()
        .enumerate()
        .filter(|(part, _)| *part != left_out)
        .map(|(_, part)| part);
    let first = others.next().ok_or(RegressionError::NoRow)?.clone();
    Ok(others.try_fold(first, |whole, part| whole.with(part))?)
}
