//! Where to invest: the best set of options, and the frontier of what any budget buys.

use super::answer::{BestSet, Frontier, Method};
use super::error::InvestError;
use super::layout;
use super::one_path::PathAnswer;
use super::prices::Relaxation;
use super::problem::{Problem, tie};
use super::relaxed::Relaxed;
use super::request::{Goals, InvestOptions, Watch};
use super::rule::Rule;
use super::search::{Search, Searched, Ties};
use super::sweep::Sweep;
use super::trying::ALL_SETS;
use super::value::{Judge, NoSet, Values};
use service_blueprint::{Blueprint, Investments};

/// Chosen: segments × touchpoints × journeys, each of which is laid out by itself where there are several journeys.
const MOST_VISITED: usize = 1_000_000;

/// A blueprint's options, laid out to find the best sets of them.
///
/// # Formula
/// V(S) = Σ over segments of weight · E\[remembered along a journey\], weight = share × value over their sum; a journey
/// without a scored moment counts as neutral, and of several journeys ([`Lasting`](crate::Lasting)) the mean counts.
/// V(S) is made best among the sets that keep to budget, needs, excludes and `at_least`, with which every journey ends.
/// Ties, within 10⁻¹³ of the scale's width: fewest lowered touchpoints, then cheaper, then document order.
///
/// # Limits
/// Scores are means: it is the average customer of each segment whose memory is made best. For models that are no mix of
/// a highest-ranking moment and the last one, sets of more than 20 options are improved, not proved. Time depends on how
/// many sets are nearly as good as the best; docs/investing.md has the method, its proofs, and figures.
///
/// # Examples
/// Two bottles of water after check-out, or a better breakfast for the same money?
/// ```
/// use peak_end::{InvestOptions, Investing};
/// use std::ops::ControlFlow;
/// let blueprint = service_blueprint::parse("
/// blueprint: Hotel stay
/// stages:
///   - id: stay
///     touchpoints: [ { id: breakfast, experience: 7 }, { id: taxi, experience: 6 } ]
/// options:
///   - { id: pastry, cost: 5000, sets: { breakfast: 9 } }
///   - { id: water, cost: 5000, adds: { before: end, touchpoint: { id: farewell, experience: 9 } } }
/// ")?;
/// let investing = Investing::new(&blueprint, InvestOptions::default())?;
/// assert_eq!(investing.now()?, 6.5);
/// let mut patient = |_: &_| ControlFlow::Continue(());
/// let best = investing.best(Some(5000), &mut patient)?;
/// // The peak and the end at once: (9 + 9)/2, where the pastry makes (9 + 6)/2.
/// assert_eq!((best.chosen[0].as_str(), best.remembered), ("water", 9.0));
/// assert!(best.optimal && best.bound == best.remembered);
/// let frontier = investing.frontier(None, &mut patient)?;
/// assert_eq!(frontier.points.iter().map(|point| point.cost).collect::<Vec<_>>(), [0, 5000]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Investing<'b> {
    pub(super) blueprint: &'b Blueprint,
    pub(super) investments: Investments,
    pub(super) options: InvestOptions,
    pub(super) problem: Problem,
    pub(super) judge: Judge,
}

impl<'b> Investing<'b> {
    /// The options of a blueprint, laid out.
    ///
    /// # Errors
    /// [`InvestError::NoOptions`]; [`InvestError::NotOnScale`] for a model whose value is no score;
    /// [`InvestError::NoGoal`] where goals are to be kept and none is marked; [`InvestError::NoValueAnywhere`] where no
    /// segment counts; [`InvestError::TooManyJourneys`].
    pub fn new(blueprint: &'b Blueprint, options: InvestOptions) -> Result<Self, InvestError> {
        let investments = blueprint.investments();
        if investments.options.is_empty() {
            return Err(InvestError::NoOptions);
        }
        let (segments, episodes) = (blueprint.segments().len(), options.lasting.episodes.max(1));
        let touchpoints = blueprint.touchpoints().len() + investments.added.len();
        if episodes > 1 && touchpoints.saturating_mul(segments).saturating_mul(episodes) > MOST_VISITED {
            return Err(InvestError::TooManyJourneys {
                episodes,
                segments,
                touchpoints,
                limit: MOST_VISITED,
            });
        }
        if !options.model.is_on_scale() {
            return Err(InvestError::NotOnScale {
                model: Box::new(options.model),
            });
        }
        if blueprint
            .segments()
            .all(|segment| segment.share() * segment.value() == 0.0)
        {
            return Err(InvestError::NoValueAnywhere);
        }
        let problem = layout::problem(blueprint, &investments, &options);
        if options.goals == Goals::Keep && problem.goals.is_empty() {
            return Err(InvestError::NoGoal);
        }
        let judge = match Rule::of(&options.model) {
            Some(rule) => Judge::Rule(rule),
            None => Judge::Model {
                model: options.model.clone(),
                influence: blueprint.stages().map(|stage| stage.influence()).collect(),
            },
        };
        Ok(Self {
            blueprint,
            investments,
            options,
            problem,
            judge,
        })
    }

    /// What is remembered now: the objective without any option.
    ///
    /// # Errors
    /// [`InvestError::Law`] where it cannot be computed.
    pub fn now(&self) -> Result<f64, InvestError> {
        let none = vec![false; self.problem.options()];
        let mut search = self.search()?;
        let value = search.value(&none).map_err(|error| self.failed(error))?;
        Ok(self.problem.score(value))
    }

    /// The best set within a budget; with none, money is no object. On a `Break` of `watch` the best set so far.
    ///
    /// # Errors
    /// [`InvestError::Infeasible`] where no set is allowed, [`InvestError::Stopped`] where none was found in time,
    /// [`InvestError::Law`] where memory cannot be computed.
    pub fn best(&self, budget: Option<i64>, watch: Watch<'_>) -> Result<BestSet, InvestError> {
        if let Some(sweep) = self.sweep() {
            let found = sweep.best(budget);
            return found
                .map(|(chosen, answer)| self.swept(&chosen, &answer))
                .map_err(|_| self.nothing(budget, true));
        }
        let mut search = self.search()?;
        let searched = search
            .best(budget.map(i128::from), Ties::FewestLowered, &[], 0, watch)
            .map_err(|error| self.failed(error))?;
        self.answer(searched, budget, &search, 0)
    }

    /// For each remembered value that some budget up to the one given buys, the least cost at which it is bought.
    ///
    /// # Errors
    /// As [`best`](Self::best).
    pub fn frontier(&self, budget: Option<i64>, watch: Watch<'_>) -> Result<Frontier, InvestError> {
        if let Some(sweep) = self.sweep() {
            let frontier = sweep.frontier(budget, |chosen, answer| self.swept(&chosen, answer));
            return if frontier.points.is_empty() {
                Err(self.nothing(budget, true))
            } else {
                Ok(frontier)
            };
        }
        let mut search = self.search()?;
        let mut left = budget.map(i128::from);
        let (mut points, mut complete): (Vec<BestSet>, bool) = (Vec::new(), true);
        let mut above = f64::INFINITY;
        loop {
            let before = search.nodes;
            let searched = search
                .best(left, Ties::Cheapest, &[], points.len(), watch)
                .map_err(|error| self.failed(error))?;
            complete &= searched.complete && searched.settled;
            let Some(found) = &searched.best else { break };
            left = Some(found.cost - 1);
            // Where a cost was not proved to be the least, the same may turn out to cost less.
            if found.value > above - tie(self.problem.scale) {
                points.pop();
            }
            above = found.value;
            let is_proved = searched.complete;
            points.push(self.answer(searched, budget, &search, before)?);
            if !is_proved {
                break;
            }
        }
        if points.is_empty() {
            return Err(self.nothing(budget, complete));
        }
        points.reverse();
        Ok(Frontier { points, complete })
    }

    fn sweep(&self) -> Option<Sweep> {
        match &self.judge {
            Judge::Rule(rule) => Sweep::of(&self.problem, *rule),
            Judge::Model { .. } => None,
        }
    }

    /// What the sweep found.
    fn swept(&self, chosen: &[usize], answer: &PathAnswer) -> BestSet {
        let id = |&option: &usize| self.investments.options[option].id.clone();
        BestSet {
            chosen: chosen.iter().map(id).collect(),
            cost: i128::from(answer.cost),
            remembered: answer.remembered,
            bound: answer.remembered,
            optimal: true,
            ties_settled: true,
            method: Method::Sweep,
            nodes: 0,
        }
    }

    pub(super) fn search(&self) -> Result<Search<'_>, InvestError> {
        let relaxed = match &self.judge {
            Judge::Rule(rule) => {
                let groups = self.problem.groups.iter();
                groups.map(|group| Relaxed::new(group, &self.problem, *rule)).collect()
            }
            Judge::Model { .. } => Vec::new(),
        };
        let relaxation = Relaxation::new(&self.problem, relaxed);
        let mut values = Values::new(&self.problem, &self.judge);
        if self.options.goals == Goals::Keep {
            values.keep_goals().map_err(|error| self.failed(error))?;
        }
        Ok(Search::new(&self.problem, values, relaxation, self.options.nodes))
    }

    /// What a search found, which had looked at so many nodes before.
    fn answer(
        &self,
        searched: Searched,
        budget: Option<i64>,
        search: &Search<'_>,
        before: u64,
    ) -> Result<BestSet, InvestError> {
        let Some(found) = searched.best else {
            return Err(self.nothing(budget, searched.complete));
        };
        Ok(BestSet {
            chosen: self.ids_of(&found.chosen),
            cost: found.cost,
            remembered: self.problem.score(found.value),
            // Values of random ways prove nothing.
            bound: if search.values.exact {
                self.problem.score(searched.bound)
            } else {
                self.problem.scale.best()
            },
            optimal: searched.complete && search.values.exact,
            ties_settled: searched.settled && search.values.exact,
            method: self.method(),
            nodes: search.nodes - before,
        })
    }

    /// How sets are found.
    pub(super) fn method(&self) -> Method {
        match self.judge {
            Judge::Rule(_) => Method::BranchAndBound,
            Judge::Model { .. } if self.problem.options() <= ALL_SETS => Method::AllSets,
            Judge::Model { .. } => Method::Improvement,
        }
    }

    pub(super) fn failed(&self, error: NoSet) -> InvestError {
        let id = |segment: usize| {
            let segments = self.blueprint.segments().nth(segment);
            segments.map(|segment| segment.id().clone())
        };
        match error {
            NoSet::Law { segment, source } => match id(segment) {
                Some(segment) => InvestError::Law { segment, source },
                None => InvestError::Stopped,
            },
            NoSet::Chain { segment, source } => match id(segment) {
                Some(segment) => InvestError::Chain { segment, source },
                None => InvestError::Stopped,
            },
            NoSet::NoValue { segment, reason } => match id(segment) {
                Some(segment) => InvestError::NoValue {
                    model: Box::new(self.options.model.clone()),
                    segment,
                    reason,
                },
                None => InvestError::Stopped,
            },
            NoSet::NotAllowed => InvestError::Stopped,
        }
    }
}
