//! The verdict: what a comparison shows, what to use, and what to be careful about.

use crate::comparison::better;
use crate::{Candidate, Compared, Comparison, Grouping};

/// Where the order of moments comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum OrderOfMoments {
    /// Nobody said.
    #[default]
    Unsaid,
    /// People lived through the moments in this order.
    Real,
    /// Somebody put them into an order, as the columns of a questionnaire.
    Imposed,
}

/// When moments were rated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum RatedWhen {
    /// Nobody said.
    #[default]
    Unsaid,
    /// While they were lived through.
    During,
    /// Afterwards, from memory, so that they share what makes the overall rating harsh or mild.
    Afterwards,
}

/// What is known of the episodes besides their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Circumstances {
    /// Where the order of moments comes from.
    pub order: OrderOfMoments,
    /// When moments were rated.
    pub rated: RatedWhen,
    /// How many objections the checks of the data made.
    pub objections: usize,
}

/// What a comparison shows. Candidates are numbers in [`Comparison::models`].
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// The candidate with the best main score.
    pub best: usize,
    /// Whether any candidate predicts better than the intercept: the interval of the difference lies above 0.
    pub predicts: bool,
    /// The others that cannot be told from it: the interval of the difference holds 0. Best first.
    pub alike: Vec<usize>,
    /// Those better than the mean by an interval above 0, best first.
    pub ahead: Vec<usize>,
    /// Those worse than the mean by an interval below 0, without baselines and without those alike the best, best first.
    pub behind: Vec<usize>,
    /// What to use.
    pub advice: Advice,
    /// What to be careful about, the gravest first.
    pub cautions: Vec<Caution>,
}

/// What a verdict advises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Advice {
    /// No memory model that was tried predicts what was remembered.
    Nothing,
    /// The plain mean, as no memory model that could be used is better.
    Mean,
    /// The candidate of this number. Usable are memory models that are better than the mean; a weight for every touchpoint is
    /// none, and where the order was imposed no model that knows the order. Of those that cannot be told from the best
    /// usable one it is the simplest: where order carries nothing, one that knows none; then the one with the fewest
    /// fitted numbers.
    Use(usize),
}

/// What a verdict warns of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Caution {
    /// The checks of the data object, so that no figure can be trusted before that is cleared up.
    Objections {
        /// How many objections there are.
        count: usize,
    },
    /// There are so few groups that intervals are too narrow.
    FewGroups {
        /// How many there are.
        groups: usize,
        /// What they are.
        grouping: Grouping,
        /// How many there should be.
        wanted: usize,
    },
    /// People have several episodes each and were not kept together, so that intervals are too narrow.
    NotGrouped {
        /// How many episodes there are.
        episodes: usize,
        /// How many people lived through them.
        people: usize,
    },
    /// The order was put there by somebody, so that nothing about the end or a trend can be concluded.
    ImposedOrder,
    /// Nobody said where the order comes from.
    OrderUnsaid,
    /// The end adds no more than a moment drawn from the episode would.
    OrderCarriesNothing {
        /// The share of shuffles in which the end adds as much.
        p: f64,
    },
    /// The same touchpoint comes last nearly always, so that what the end carries may be what that touchpoint carries; which
    /// one is in [`OrderTest::always_last`](crate::OrderTest::always_last).
    EndIsOneTouchpoint,
    /// The episodes were divided so few times that another division may rank close candidates otherwise.
    FewDivisions {
        /// How many times.
        repeats: usize,
    },
    /// Moments were rated from memory too, so that they agree with the overall rating for reasons of their own.
    RatedAfterwards,
    /// Nobody said when moments were rated.
    RatedUnsaid,
    /// So many candidates were tried that the best is expected to look better than it is.
    ManyTried {
        /// How many, without the baselines.
        count: usize,
    },
    /// Information criteria take episodes of the same person as independent.
    CriteriaIgnoreGroups,
    /// A fitted parameter stands at an end of what was tried.
    AtBound {
        /// The candidate's number.
        candidate: usize,
        /// The parameter.
        parameter: &'static str,
    },
}

/// With fewer groups, cluster-robust errors and draws of groups are too narrow: Cameron & Miller 2015 put the border
/// between 20 and 50. Chosen within that.
const ENOUGH_GROUPS: usize = 30;

/// With fewer divisions into folds, which one was drawn still shows in differences. Chosen.
const ENOUGH_REPEATS: usize = 5;

/// From so many candidates on the best is said to be flattered. Chosen.
const MANY: usize = 5;

/// The share of shuffles from which on the end is said to carry nothing. The customary 5 %.
const SIGNIFICANCE: f64 = 0.05;

/// What a comparison shows, under these circumstances.
///
/// # Examples
/// See `examples/compare_models.rs` for a comparison and its verdict.
pub fn verdict(comparison: &Comparison, circumstances: &Circumstances) -> Verdict {
    let models = &comparison.models;
    let mut order: Vec<usize> = (0..models.len()).collect();
    let score = |&at: &usize| models[at].main.value;
    // Stable, so that of equals the first asked for stands first.
    order.sort_by(|one, other| better(comparison.outcome, score(other), score(one)).total_cmp(&0.0));
    let best = order[0];
    let of = |keep: &dyn Fn(&Compared) -> bool| -> Vec<usize> {
        order.iter().copied().filter(|&at| keep(&models[at])).collect()
    };
    let alike: Vec<usize> = of(&|model| model.to_best.high >= 0.0)
        .into_iter()
        .filter(|&at| at != best)
        .collect();
    let verdict = Verdict {
        best,
        predicts: models.iter().any(|model| model.to_intercept.low > 0.0),
        ahead: of(&Compared::is_ahead),
        behind: of(&|model| model.is_behind() && model.to_best.high < 0.0 && !model.candidate.is_baseline()),
        advice: Advice::Nothing,
        cautions: cautions(comparison, circumstances),
        alike,
    };
    Verdict {
        advice: advice(comparison, circumstances, &verdict),
        ..verdict
    }
}

/// A designer gains by a model only if it is better than the mean, and can use it only if it holds for other services.
fn advice(comparison: &Comparison, circumstances: &Circumstances, verdict: &Verdict) -> Advice {
    let models = &comparison.models;
    let imposed = circumstances.order == OrderOfMoments::Imposed;
    let is_usable = |model: &Compared| model.candidate.is_memory_model() && !(imposed && model.candidate.knows_order());
    let usable: Vec<usize> = verdict
        .ahead
        .iter()
        .copied()
        .filter(|&at| is_usable(&models[at]))
        .collect();
    let Some(&best) = usable.first() else {
        let mean = models.iter().find(|model| model.candidate == Candidate::mean());
        let predicts = mean.is_some_and(|mean| mean.to_intercept.low > 0.0);
        return if predicts { Advice::Mean } else { Advice::Nothing };
    };
    let fitted = |at: usize| models[at].fit.coefficients.len() + models[at].fit.parameters.len();
    let no_order = comparison.order.as_ref().is_none_or(|test| test.p > SIGNIFICANCE);
    // Where order carries nothing, what knows none comes first.
    let simplicity = |at: usize| (no_order && models[at].candidate.knows_order(), fitted(at));
    let alike = usable
        .into_iter()
        .filter(|&at| comparison.better_by(at, best).high >= 0.0);
    // Of equally simple ones the first, which is the best.
    Advice::Use(alike.min_by_key(|&at| simplicity(at)).unwrap_or(best))
}

fn cautions(comparison: &Comparison, circumstances: &Circumstances) -> Vec<Caution> {
    let mut cautions = Vec::new();
    let mut add = |when: bool, caution: Caution| {
        if when {
            cautions.push(caution);
        }
    };
    let grouping = comparison.options.grouping;
    let (groups, episodes, people) = (comparison.groups, comparison.episodes, comparison.people);
    let count = circumstances.objections;
    add(count > 0, Caution::Objections { count });
    let wanted = ENOUGH_GROUPS;
    add(
        groups < wanted,
        Caution::FewGroups {
            groups,
            grouping,
            wanted,
        },
    );
    let apart = grouping != Grouping::Person && people < episodes && people > 1;
    add(apart, Caution::NotGrouped { episodes, people });
    add(circumstances.order == OrderOfMoments::Imposed, Caution::ImposedOrder);
    add(circumstances.order == OrderOfMoments::Unsaid, Caution::OrderUnsaid);
    if let Some(test) = &comparison.order {
        add(test.p > SIGNIFICANCE, Caution::OrderCarriesNothing { p: test.p });
        add(
            test.p <= SIGNIFICANCE && test.always_last.is_some(),
            Caution::EndIsOneTouchpoint,
        );
    }
    let repeats = comparison.options.repeats;
    add(repeats < ENOUGH_REPEATS, Caution::FewDivisions { repeats });
    add(circumstances.rated == RatedWhen::Afterwards, Caution::RatedAfterwards);
    add(circumstances.rated == RatedWhen::Unsaid, Caution::RatedUnsaid);
    let tried = comparison
        .models
        .iter()
        .filter(|model| !model.candidate.is_baseline())
        .count();
    add(tried >= MANY, Caution::ManyTried { count: tried });
    add(people < episodes, Caution::CriteriaIgnoreGroups);
    for (candidate, model) in comparison.models.iter().enumerate() {
        for parameter in model.fit.parameters.iter().filter(|parameter| parameter.at_bound) {
            add(
                true,
                Caution::AtBound {
                    candidate,
                    parameter: parameter.name,
                },
            );
        }
    }
    cautions
}
