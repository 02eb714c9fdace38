//! What every budget buys, against all sets.

use super::best::{JUDGE, go_on, ids};
use super::draw::Draw;
use super::run::{Tally, run};
use super::sets::{Judge, Sets};
use peak_end::{Frontier, InvestError, InvestOptions, Investing};
use service_blueprint::Blueprint;
use service_blueprint::document::Document;

fn agrees(
    document: &Document,
    blueprint: &Blueprint,
    draw: &mut Draw,
    judge: &Judge,
    options: InvestOptions,
) -> Result<Tally, String> {
    let mut tally = Tally::default();
    if document.options.is_empty() {
        return Ok(tally);
    }
    let investing = Investing::new(blueprint, options).map_err(|error| format!("refused: {error}"))?;
    let sets = judge.sets(document);
    let budget = draw.below(25) as i64 - 5;
    for budget in [None, Some(budget)] {
        let expected = sets.frontier(budget);
        tally.answers += 1;
        match investing.frontier(budget, &mut go_on) {
            Err(InvestError::Infeasible { .. }) if expected.is_empty() => {}
            Err(error) => {
                return Err(format!(
                    "frontier: {error}, up to {budget:?}; {} points exist",
                    expected.len()
                ));
            }
            Ok(found) => {
                // Values that are nearly a tie apart may or may not be two points.
                let apart = expected.windows(2).map(|pair| pair[1].value - pair[0].value);
                let mut doubtful = apart.map(|apart| apart / sets.width()).filter(|apart| *apart < 1e-11);
                if doubtful.next().is_some() {
                    tally.doubtful += 1;
                    continue;
                }
                tally.doubtful += u64::from(same(document, &sets, budget, &found)?);
            }
        }
    }
    Ok(tally)
}

/// Whether some set could not be compared.
fn same(document: &Document, sets: &Sets, budget: Option<i64>, found: &Frontier) -> Result<bool, String> {
    let expected = sets.frontier(budget);
    let told = |cost: i128, value: f64, chosen: &[String]| format!("{chosen:?} for {cost} ({value})");
    let all = || {
        let found = found.points.iter().map(|point| {
            let chosen: Vec<String> = point.chosen.iter().map(ToString::to_string).collect();
            told(point.cost, sets.points(point.remembered), &chosen)
        });
        let expected = expected.iter();
        let expected = expected.map(|best| told(best.set.cost.into(), best.value, &ids(document, &best.set.chosen)));
        let list = |lines: Vec<String>| lines.join("; ");
        format!(
            "up to {budget:?}: {} instead of {}",
            list(found.collect()),
            list(expected.collect())
        )
    };
    if !found.complete || found.points.len() != expected.len() {
        return Err(format!("points of the frontier {}", all()));
    }
    let mut doubtful = false;
    for (point, best) in found.points.iter().zip(&expected) {
        let chosen: Vec<String> = point.chosen.iter().map(ToString::to_string).collect();
        if point.cost != i128::from(best.set.cost) {
            return Err(format!("costs of the frontier {}", all()));
        }
        sets.close("a point's value", sets.points(point.remembered), best.value)?;
        sets.close("a point's bound", sets.points(point.bound), best.value)?;
        if !point.optimal {
            return Err(format!("proofs of the frontier {}", all()));
        }
        doubtful |= best.doubtful;
        if !best.doubtful && chosen != ids(document, &best.set.chosen) {
            return Err(format!("sets of the frontier {}", all()));
        }
    }
    Ok(doubtful)
}

#[test]
fn every_budget_is_answered() {
    run(500, |document, blueprint, draw| {
        agrees(document, blueprint, draw, &JUDGE, InvestOptions::default())
    });
}
