//! No bound is below what it bounds: any decisions, any prices, against all sets that they leave.

use super::layout;
use super::prices::Relaxation;
use super::problem::{Decision, Problem};
use super::relaxed::Relaxed;
use super::request::InvestOptions;
use super::rule::Rule;
use super::value::{Judge, NoSet, Values};
use crate::{BestEnd, MinimumEnd, Model, Negativity, PeakEnd, PeakRule, TieRule, Weight};
use draw::Draw;
use service_blueprint::{Blueprint, Document};

// The services on which the oracle tries the whole search.
#[path = "../../tests/invest/draw.rs"]
mod draw;
#[path = "../../tests/invest/instances.rs"]
mod instances;

/// How many services are drawn; `PEAK_END_CASES` asks for another number.
const CASES: u64 = 400;

/// So far below rounding may bring a bound, in half-scales.
const ROUNDING: f64 = 1e-13;

/// A set, with what it costs and what it is worth.
struct Set {
    chosen: Vec<bool>,
    cost: i128,
    value: f64,
}

/// Every set that keeps to the rules, by the law of branching journeys and not by the relaxation.
fn sets(problem: &Problem, rule: Rule) -> Vec<Set> {
    let judge = Judge::Rule(rule);
    let mut values = Values::new(problem, &judge);
    let mut sets = Vec::new();
    for bits in 0..1u32 << problem.options() {
        let chosen: Vec<bool> = (0..problem.options()).map(|option| bits >> option & 1 == 1).collect();
        if !problem.is_allowed(&chosen) {
            continue;
        }
        match values.of(&chosen, &[]) {
            Ok(value) => sets.push(Set {
                cost: problem.cost(&chosen),
                value,
                chosen,
            }),
            Err(NoSet::NotAllowed) => {}
            Err(error) => panic!("{error:?}"),
        }
    }
    sets
}

fn model(draw: &mut Draw) -> Model {
    let weight = Weight::new(draw.pick(&[0.5, 0.5, 0.2, 0.0, 1.0])).unwrap();
    let negativity = Negativity::new(draw.pick(&[1.0, 2.0])).unwrap();
    let tie = draw.pick(&[TieRule::Worst, TieRule::Best]);
    match draw.below(8) {
        0 => MinimumEnd {
            weight,
            ..MinimumEnd::default()
        }
        .into(),
        1 => BestEnd {
            weight,
            ..BestEnd::default()
        }
        .into(),
        2 | 3 => PeakEnd {
            weight,
            peak: PeakRule::MostIntense { tie, negativity },
            ..PeakEnd::default()
        }
        .into(),
        _ => PeakEnd::default().into(),
    }
}

/// Prices of either sign: the bound holds for all.
fn prices(draw: &mut Draw, relaxation: &Relaxation, half: f64) -> Vec<f64> {
    let spread = draw.pick(&[0.0, 0.05, 0.5, 2.0]) * half;
    let uses = relaxation.uses().iter();
    uses.map(|_| spread * (draw.below(201) as f64 / 100.0 - 0.5)).collect()
}

fn holds(document: &Document, blueprint: &Blueprint, draw: &mut Draw) -> Result<(), String> {
    let mut options = InvestOptions {
        model: model(draw),
        ..InvestOptions::default()
    };
    options.lasting.episodes = draw.pick(&[1, 1, 2]);
    let problem = layout::problem(blueprint, &blueprint.investments(), &options);
    let rule = Rule::of(&options.model).ok_or("the model is one that can be bounded")?;
    let sets = sets(&problem, rule);
    let groups = problem.groups.iter().map(|group| Relaxed::new(group, &problem, rule));
    let mut relaxation = Relaxation::new(&problem, groups.collect());
    let half = problem.scale.half();
    for _ in 0..12 {
        let decide =
            |draw: &mut Draw| draw.pick(&[Decision::Open, Decision::Open, Decision::Chosen, Decision::Rejected]);
        let none_decided = draw.one_in(3);
        let decisions: Vec<Decision> = (0..problem.options())
            .map(|_| if none_decided { Decision::Open } else { decide(draw) })
            .collect();
        let costs: i128 = problem.costs.iter().map(|cost| i128::from(*cost).abs()).sum();
        let budget = (!draw.one_in(3)).then(|| draw.below(2 * costs as usize + 2) as i128 - costs);
        let agrees = |set: &&Set| {
            let mut both = set.chosen.iter().zip(&decisions);
            both.all(|(chosen, decision)| *decision == Decision::Open || Decision::of(*chosen) == *decision)
                && budget.is_none_or(|budget| set.cost <= budget)
        };
        let left: Vec<&Set> = sets.iter().filter(agrees).collect();
        let chosen: Vec<bool> = decisions.iter().map(|decision| *decision == Decision::Chosen).collect();
        let spent = problem.cost(&chosen);
        relaxation.prepare(&decisions);
        let prices = prices(draw, &relaxation, half);
        let found = relaxation.bound(&decisions, &prices, budget.map(|budget| (budget - spent) as f64));
        let best = left.iter().map(|set| set.value).fold(f64::NEG_INFINITY, f64::max);
        let told = |what: &str| {
            format!(
                "{what}: {decisions:?}, prices {prices:?} of {:?}, budget {budget:?}",
                relaxation.uses()
            )
        };
        let Some(relaxing) = found else {
            if left.is_empty() {
                continue;
            }
            return Err(told(&format!("no bound, yet a set is worth {best}")));
        };
        if relaxing.bound < best - ROUNDING * half {
            return Err(told(&format!("bound {} below {best}", relaxing.bound)));
        }
        for option in 0..problem.options() {
            if decisions[option] != Decision::Open || relaxing.with.is_empty() {
                continue;
            }
            for (chosen, loss) in [(true, &relaxing.with), (false, &relaxing.without)] {
                let best = left.iter().filter(|set| set.chosen[option] == chosen);
                let best = best.map(|set| set.value).fold(f64::NEG_INFINITY, f64::max);
                let bound = relaxing.bound - loss[option];
                if bound < best - ROUNDING * half {
                    let with = if chosen { "with" } else { "without" };
                    let id = &document.options[option].id;
                    return Err(told(&format!("bound {bound} {with} {id} below {best}")));
                }
            }
        }
    }
    Ok(())
}

#[test]
fn no_bound_is_below_what_it_bounds() {
    let cases = std::env::var("PEAK_END_CASES").ok();
    let cases = cases.map_or(CASES, |cases| cases.parse().unwrap());
    let mut failures = 0;
    let mut shortest: Option<(usize, String)> = None;
    for seed in 0..cases {
        let document = instances::instance(&mut Draw::new(seed));
        let Ok(blueprint) = Blueprint::try_from(document.clone()) else {
            continue;
        };
        if let Err(error) = holds(&document, &blueprint, &mut Draw::new(!seed)) {
            failures += 1;
            let yaml = document.to_yaml().unwrap();
            if shortest.as_ref().is_none_or(|(length, _)| yaml.len() < *length) {
                shortest = Some((yaml.len(), format!("case {seed}: {error}\n{yaml}")));
            }
        }
    }
    if let Some((_, shortest)) = shortest {
        panic!("{failures} of {cases} services, such as {shortest}");
    }
}
