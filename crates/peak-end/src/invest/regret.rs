//! What a set of options loses if another memory model is the right one, and the set that loses least.

use super::error::InvestError;
use super::investing::Investing;
use super::regret_search::{Least, Side, least_largest};
use super::request::{InvestOptions, Watch};
use crate::Model;
use service_blueprint::{OptionId, Scale};

/// Chosen: gains and losses up to this part of the half-scale are none, as expectations of means are not exact to the
/// last digit.
const GAIN: f64 = 1e-9;

fn nothing(scale: Scale) -> f64 {
    GAIN * scale.half()
}

/// How a set does under one memory model.
#[derive(Debug, Clone, PartialEq)]
pub struct Regret {
    /// The model.
    pub model: Model,
    /// What is remembered now under it.
    pub now: f64,
    /// What is remembered with the set.
    pub with: f64,
    /// What is remembered with the best set under this model within the same budget.
    pub best: f64,
    /// The part of the gain under this model that the set leaves: 0 for its best set, 1 for a set that gains nothing, more
    /// for one that loses. None where no set gains anything.
    pub regret: Option<f64>,
    /// Whether the best set is proved, and no value rests on random ways.
    pub exact: bool,
}

/// How a set does under several memory models.
#[derive(Debug, Clone, PartialEq)]
pub struct Robustness {
    /// Model by model, in the order asked; models that have no value for these journeys are left out.
    pub regrets: Vec<Regret>,
    /// Models that have no value for some journeys, with the reason.
    pub skipped: Vec<(Model, InvestError)>,
    /// The largest regret; none where no model gains anything.
    pub largest: Option<f64>,
    /// Whether the set gains under every model under which something can be gained, and loses under none.
    pub robust: bool,
}

/// The set whose largest regret is least.
#[derive(Debug, Clone, PartialEq)]
pub struct RobustSet {
    /// The options, in document order.
    pub chosen: Vec<OptionId>,
    /// What they cost together; a saving is negative.
    pub cost: i128,
    /// The objective under the model of the [`InvestOptions`].
    pub remembered: f64,
    /// How it does under each model.
    pub robustness: Robustness,
    /// No allowed set within the budget has a largest regret below this.
    pub bound: f64,
    /// Whether it is proved that no set has a smaller one, and that among equals it is the one that the tie rule names.
    pub optimal: bool,
    /// How many nodes the search looked at.
    pub nodes: u64,
}

/// Several models, each with the options laid out and its best value.
struct Panel<'b> {
    models: Vec<(Investing<'b>, Best)>,
    skipped: Vec<(Model, InvestError)>,
}

/// In points from neutral.
#[derive(Debug, Clone)]
struct Best {
    now: f64,
    best: f64,
    chosen: Vec<bool>,
    proved: bool,
}

impl<'b> Investing<'b> {
    /// How a set does under several memory models.
    ///
    /// # Formula
    /// regret of the set S under model m = (V⁺ₘ − Vₘ(S)) ÷ (V⁺ₘ − Vₘ(∅)), with Vₘ the objective under the model, V⁺ₘ its
    /// best value within the budget and ∅ no option. Models under which no set gains anything have none.
    ///
    /// # Returns
    /// A regret is 0 or more for sets within the budget, if the best set is proved.
    ///
    /// # Errors
    /// [`InvestError::UnknownOption`]; [`InvestError::NotOnScale`] for a model whose value is no score;
    /// [`InvestError::Infeasible`], [`InvestError::Stopped`], [`InvestError::Law`] and [`InvestError::Chain`] as
    /// [`best`](Self::best).
    ///
    /// # Examples
    /// ```
    /// use peak_end::{InvestOptions, Investing, Model};
    /// let blueprint = service_blueprint::parse("
    /// blueprint: Online shop
    /// stages: [ { id: buy, touchpoints: [ { id: pay, experience: 4 }, { id: unbox, experience: 6 } ] } ]
    /// options:
    ///   - { id: gift, cost: 100, sets: { unbox: 9 } }
    ///   - { id: wallet, cost: 100, sets: { pay: 9 } }
    /// ")?;
    /// let investing = Investing::new(&blueprint, InvestOptions::default())?;
    /// let mut watch = |_: &_| std::ops::ControlFlow::Continue(());
    /// let best = investing.best(Some(100), &mut watch)?;
    /// assert_eq!(best.chosen[0].as_str(), "gift");
    /// let models: Vec<Model> = ["peak_end", "mean"].into_iter().filter_map(Model::from_name).collect();
    /// let found = investing.regrets(&best.chosen, &models, Some(100), &mut watch)?;
    /// // Under the mean the wallet gains 2.5 and the gift 1.5.
    /// assert_eq!(found.regrets[0].regret, Some(0.0));
    /// assert!((found.regrets[1].regret.unwrap() - 0.4).abs() < 1e-12);
    /// assert!(found.robust);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn regrets(
        &self,
        set: &[OptionId],
        models: &[Model],
        budget: Option<i64>,
        watch: Watch<'_>,
    ) -> Result<Robustness, InvestError> {
        let chosen = self.chosen(set)?;
        self.panel(models, budget, watch)?.robustness(&chosen)
    }

    /// The set whose largest regret over several memory models is least; [`regrets`](Self::regrets) defines the regret. On
    /// a `Break` of `watch` the best set so far.
    ///
    /// Found by branch and bound: a part of all sets cannot have a smaller largest regret than the bound of any one model
    /// leaves it. Models that have no bound are only asked for the values of sets, so that many options take long where
    /// there are only such models: with more than 20 the best set known is returned, with `optimal: false`. Ties go as in
    /// [`best`](Self::best). Where no model gains anything, it is the best set under the model of the [`InvestOptions`].
    ///
    /// # Errors
    /// As [`regrets`](Self::regrets).
    ///
    /// # Examples
    /// ```
    /// use peak_end::{InvestOptions, Investing, Model};
    /// let blueprint = service_blueprint::parse("
    /// blueprint: Online shop
    /// stages: [ { id: buy, touchpoints: [ { id: pay, experience: 4 }, { id: unbox, experience: 6 } ] } ]
    /// options:
    ///   - { id: gift, cost: 100, sets: { unbox: 9 } }
    ///   - { id: wallet, cost: 100, sets: { pay: 9 } }
    ///   - { id: both, cost: 100, raises: { pay: 2.25, unbox: 2.5 } }
    /// ")?;
    /// let investing = Investing::new(&blueprint, InvestOptions::default())?;
    /// let models: Vec<Model> = ["peak_end", "mean"].into_iter().filter_map(Model::from_name).collect();
    /// let found = investing.least_regret(Some(100), &models, &mut |_| std::ops::ControlFlow::Continue(()))?;
    /// // Peak-end remembers 5 now, 9 with the gift and 8.5 with both; the mean is 5, 6.5 and 7.375.
    /// assert_eq!(found.chosen[0].as_str(), "both");
    /// assert_eq!(found.robustness.largest, Some(0.125));
    /// assert!(found.optimal);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn least_regret(
        &self,
        budget: Option<i64>,
        models: &[Model],
        watch: Watch<'_>,
    ) -> Result<RobustSet, InvestError> {
        let panel = self.panel(models, budget, watch)?;
        let mut sides = Vec::new();
        for (investing, best) in &panel.models {
            if best.gains(investing) {
                sides.push(Side::new(investing.search()?, best.best, best.now));
            }
        }
        let mut starts: Vec<Vec<bool>> = panel.models.iter().map(|(_, best)| best.chosen.clone()).collect();
        let mut proved = panel.models.iter().all(|(_, best)| best.proved);
        let found = if sides.is_empty() {
            let best = self.best(budget, watch)?;
            proved &= best.optimal;
            Least {
                chosen: self.chosen(&best.chosen)?,
                bound: 0.0,
                complete: true,
                nodes: best.nodes,
            }
        } else {
            starts.push(self.chosen(&self.classical(budget)?.chosen)?);
            let least = least_largest(&mut sides, starts, budget.map(i128::from), self.options.nodes, watch);
            let found = least.map_err(|error| self.failed(error))?;
            proved &= sides.iter().all(Side::is_exact);
            found.ok_or(InvestError::Stopped)?
        };
        let robustness = panel.robustness(&found.chosen)?;
        let value = self
            .search()?
            .value(&found.chosen)
            .map_err(|error| self.failed(error))?;
        Ok(RobustSet {
            chosen: self.ids_of(&found.chosen),
            cost: self.problem.cost(&found.chosen),
            remembered: self.problem.score(value),
            bound: found.bound,
            optimal: found.complete && proved,
            nodes: found.nodes,
            robustness,
        })
    }

    /// Each model's best value within a budget.
    fn panel(&self, models: &[Model], budget: Option<i64>, watch: Watch<'_>) -> Result<Panel<'b>, InvestError> {
        let mut panel = Panel {
            models: Vec::new(),
            skipped: Vec::new(),
        };
        for model in models {
            let options = InvestOptions {
                model: model.clone(),
                ..self.options.clone()
            };
            let investing = Investing::new(self.blueprint, options)?;
            match investing.best_and_now(budget, watch) {
                Ok(best) => panel.models.push((investing, best)),
                Err(error @ InvestError::NoValue { .. }) => panel.skipped.push((model.clone(), error)),
                Err(error) => return Err(error),
            }
        }
        Ok(panel)
    }

    fn best_and_now(&self, budget: Option<i64>, watch: Watch<'_>) -> Result<Best, InvestError> {
        let best = self.best(budget, watch)?;
        let chosen = self.chosen(&best.chosen)?;
        let mut search = self.search()?;
        let none = vec![false; chosen.len()];
        let mut value = |set: &[bool]| search.value(set).map_err(|error| self.failed(error));
        let (now, value) = (value(&none)?, value(&chosen)?);
        Ok(Best {
            now,
            best: value,
            proved: best.optimal && search.values.exact,
            chosen,
        })
    }
}

impl Best {
    /// Whether some set gains.
    fn gains(&self, investing: &Investing<'_>) -> bool {
        self.best - self.now > nothing(investing.problem.scale)
    }
}

impl Panel<'_> {
    fn robustness(self, chosen: &[bool]) -> Result<Robustness, InvestError> {
        let (mut regrets, mut skipped, mut robust) = (Vec::new(), self.skipped, true);
        for (investing, best) in self.models {
            let mut search = investing.search()?;
            let with = match search.value(chosen).map_err(|error| investing.failed(error)) {
                Ok(with) => with,
                Err(error @ InvestError::NoValue { .. }) => {
                    skipped.push((investing.options.model.clone(), error));
                    continue;
                }
                Err(error) => return Err(error),
            };
            let nothing = nothing(investing.problem.scale);
            let gains = best.gains(&investing);
            robust &= if gains {
                with > best.now + nothing
            } else {
                with >= best.now - nothing
            };
            regrets.push(Regret {
                now: investing.problem.score(best.now),
                with: investing.problem.score(with),
                best: investing.problem.score(best.best),
                regret: gains.then(|| (best.best - with) / (best.best - best.now)),
                exact: best.proved && search.values.exact,
                model: investing.options.model.clone(),
            });
        }
        Ok(Robustness {
            largest: regrets.iter().filter_map(|regret| regret.regret).reduce(f64::max),
            robust: robust && !regrets.is_empty(),
            regrets,
            skipped,
        })
    }
}
