//! The best set, its value and the tie rule, against all sets.

use super::draw::Draw;
use super::remembering::{Peak, Rule};
use super::run::{Tally, run};
use super::sets::{Judge, Repeats, Sets, Ties};
use peak_end::{Adaptation, Goals, InvestError, InvestOptions, Investing, Lasting, Progress};
use service_blueprint::Blueprint;
use service_blueprint::document::Document;
use std::ops::ControlFlow;

/// Sums of products of a few quotients, in half-scales; with loops, of solved equations.
const EXACT: f64 = 1e-12;
const LOOPED: f64 = 1e-11;

pub(crate) const PLAIN: Rule = Rule {
    weight: 0.5,
    peak: Peak::Intense {
        bad: 1.0,
        ties_to_better: false,
    },
};

pub(crate) const JUDGE: Judge = Judge {
    rule: PLAIN,
    repeats: Repeats::ONCE,
    keep_goals: false,
};

/// Goes on whatever happens.
pub(crate) fn go_on(_: &Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

impl Judge {
    /// The same request, to the library.
    pub(crate) fn options(&self, model: impl Into<peak_end::Model>) -> InvestOptions {
        let Repeats {
            episodes,
            up,
            down,
            theta,
        } = self.repeats;
        InvestOptions {
            model: model.into(),
            goals: if self.keep_goals { Goals::Keep } else { Goals::Free },
            lasting: Lasting {
                episodes,
                adaptation: Adaptation::new(up, down, theta).unwrap(),
            },
            ..InvestOptions::default()
        }
    }
}

impl Sets {
    pub(crate) fn tolerance(&self) -> f64 {
        self.width() / 2.0 * if self.looped { LOOPED } else { EXACT }
    }

    /// A published value, as points from neutral.
    pub(crate) fn points(&self, remembered: f64) -> f64 {
        super::remembering::points(self.scale, remembered)
    }

    pub(crate) fn close(&self, what: &str, found: f64, expected: f64) -> Result<(), String> {
        if (found - expected).abs() <= self.tolerance() {
            return Ok(());
        }
        Err(format!("{what}: {found} instead of {expected} points from neutral"))
    }
}

/// The ids of a set.
pub(crate) fn ids(document: &Document, chosen: &[bool]) -> Vec<String> {
    let options = document.options.iter().zip(chosen).filter(|(_, chosen)| **chosen);
    options.map(|(option, _)| option.id.clone()).collect()
}

/// Budgets that are worth asking for: none to be spent, a saving, all of it, and some between.
pub(crate) fn budgets(document: &Document, draw: &mut Draw) -> Vec<Option<i64>> {
    let costs = document.options.iter().map(|option| option.cost);
    let (least, most): (i64, i64) = (
        costs.clone().filter(|cost| *cost < 0).sum(),
        costs.filter(|cost| *cost > 0).sum(),
    );
    let between = |draw: &mut Draw| least - 1 + draw.below((most - least + 2) as usize) as i64;
    vec![None, Some(0), Some(between(draw)), Some(between(draw))]
}

/// Asks for the best set within some budgets.
pub(crate) fn agrees(
    document: &Document,
    blueprint: &Blueprint,
    draw: &mut Draw,
    judge: &Judge,
    options: InvestOptions,
) -> Result<Tally, String> {
    let mut tally = Tally::default();
    let investing = match Investing::new(blueprint, options) {
        Ok(_) if document.options.is_empty() => return Err("an answer without options".into()),
        Err(InvestError::NoOptions) if document.options.is_empty() => return Ok(tally),
        Ok(investing) => investing,
        Err(error) => return Err(format!("refused: {error}")),
    };
    let sets = judge.sets(document);
    let now = investing.now().map_err(|error| format!("now: {error}"))?;
    sets.close("now", sets.points(now), sets.now)?;
    for budget in budgets(document, draw) {
        tally.answers += 1;
        let at = |what: &str| format!("{what} with budget {budget:?}");
        let (found, best) = match (
            investing.best(budget, &mut go_on),
            sets.best(budget, Ties::FewestLowered),
        ) {
            (Err(InvestError::Infeasible { .. }), None) => continue,
            (Err(error), None) => return Err(format!("{}: nothing is allowed, yet `{error}`", at("error"))),
            (Err(error), Some(best)) => {
                let ids = ids(document, &best.set.chosen);
                return Err(format!("{}: {error}, yet {ids:?} is allowed", at("error")));
            }
            (Ok(found), None) => return Err(format!("{:?} {}, yet nothing is allowed", found.chosen, at("chosen"))),
            (Ok(found), Some(best)) => (found, best),
        };
        let chosen: Vec<String> = found.chosen.iter().map(ToString::to_string).collect();
        let own = sets.allowed.iter().find(|set| ids(document, &set.chosen) == chosen);
        let Some(own) = own else {
            return Err(format!("{chosen:?} {} is not allowed", at("chosen")));
        };
        let expected = ids(document, &best.set.chosen);
        let beside = format!("of {chosen:?}, {expected:?} being best");
        if i128::from(own.cost) != found.cost || budget.is_some_and(|budget| own.cost > budget) {
            return Err(format!("{} is {}, not {}", at("cost"), found.cost, own.cost));
        }
        sets.close(&format!("{} {beside}", at("the best value")), own.value, best.value)?;
        sets.close(
            &format!("{} {beside}", at("the value")),
            sets.points(found.remembered),
            own.value,
        )?;
        sets.close(
            &format!("{} {beside}", at("the bound")),
            sets.points(found.bound),
            best.value,
        )?;
        if !found.optimal {
            return Err(format!("{} is not proved", at("the best set")));
        }
        if best.doubtful {
            tally.doubtful += 1;
        } else if chosen != expected {
            return Err(format!(
                "{}: {chosen:?} (cost {}, {} lowered) instead of {expected:?} (cost {}, {} lowered)",
                at("the set"),
                own.cost,
                own.lowered,
                best.set.cost,
                best.set.lowered
            ));
        }
    }
    Ok(tally)
}

#[test]
fn the_best_set_is_found() {
    run(1_000, |document, blueprint, draw| {
        agrees(document, blueprint, draw, &JUDGE, InvestOptions::default())
    });
}
