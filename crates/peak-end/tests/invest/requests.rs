//! Other requests than the usual one: other memory models, goals that are kept, several journeys.

use super::best::{JUDGE, PLAIN, agrees};
use super::draw::Draw;
use super::remembering::{Peak, Rule};
use super::run::{Tally, run};
use super::sets::{Judge, Repeats};
use peak_end::{
    Best, BestEnd, End, InvestError, Investing, MinimumEnd, Model, Negativity, PeakAlone, PeakEnd, PeakRule, TieRule,
    Trough, Weight,
};
use service_blueprint::Blueprint;
use service_blueprint::document::Document;

const BEST: Peak = Peak::Best;
const WORST: Peak = Peak::Worst;

/// A model, and what it says of a single way.
fn model(draw: &mut Draw) -> (Model, Rule) {
    let weight = draw.pick(&[0.5, 0.25, 0.8, 0.0, 1.0]);
    let w = Weight::new(weight).unwrap();
    let bad = draw.pick(&[1.0, 1.5, 2.25]);
    let ties_to_better = draw.one_in(3);
    let tie = if ties_to_better { TieRule::Best } else { TieRule::Worst };
    let negativity = Negativity::new(bad).unwrap();
    let intense = Peak::Intense { bad, ties_to_better };
    let most_intense = PeakRule::MostIntense { tie, negativity };
    let peak_end = |peak| {
        Model::from(PeakEnd {
            weight: w,
            peak,
            ..PeakEnd::default()
        })
    };
    let rule = |weight, peak| Rule { weight, peak };
    match draw.below(9) {
        0..3 => (peak_end(most_intense), rule(weight, intense)),
        3 => (peak_end(PeakRule::Best), rule(weight, BEST)),
        4 => (
            MinimumEnd {
                weight: w,
                ..MinimumEnd::default()
            }
            .into(),
            rule(weight, WORST),
        ),
        5 => (
            BestEnd {
                weight: w,
                ..BestEnd::default()
            }
            .into(),
            rule(weight, BEST),
        ),
        6 => (PeakAlone { peak: most_intense }.into(), rule(1.0, intense)),
        7 => (End::default().into(), rule(0.0, BEST)),
        _ if draw.one_in(2) => (Best.into(), rule(1.0, BEST)),
        _ => (Trough.into(), rule(1.0, WORST)),
    }
}

fn repeats(draw: &mut Draw) -> Repeats {
    Repeats {
        episodes: 1 + draw.below(4),
        up: draw.pick(&[0.3, 0.5, 1.0, 0.0]),
        down: draw.pick(&[0.0, 0.0, 0.25]),
        theta: draw.pick(&[1.0, 0.5, 2.0, 6.0]),
    }
}

#[test]
fn under_other_models() {
    run(500, |document, blueprint, draw| {
        let (model, rule) = model(draw);
        let judge = Judge { rule, ..JUDGE };
        agrees(document, blueprint, draw, &judge, judge.options(model))
    });
}

#[test]
fn with_goals_kept() {
    run(500, |document, blueprint, draw| {
        let judge = Judge {
            keep_goals: true,
            ..JUDGE
        };
        keeping(document, blueprint, draw, &judge, PeakEnd::default().into())
    });
}

/// Where no ending is a goal there is nothing to keep.
fn keeping(
    document: &Document,
    blueprint: &Blueprint,
    draw: &mut Draw,
    judge: &Judge,
    model: Model,
) -> Result<Tally, String> {
    let marked = document.ends.is_empty() || document.ends.iter().any(|end| end.goal);
    if marked || document.options.is_empty() {
        return agrees(document, blueprint, draw, judge, judge.options(model));
    }
    match Investing::new(blueprint, judge.options(model)) {
        Err(InvestError::NoGoal) => Ok(Tally::default()),
        other => Err(format!("goals kept where there are none: {:?}", other.map(|_| ()))),
    }
}

#[test]
fn over_several_journeys() {
    run(500, |document, blueprint, draw| {
        let judge = Judge {
            repeats: repeats(draw),
            ..JUDGE
        };
        agrees(document, blueprint, draw, &judge, judge.options(PeakEnd::default()))
    });
}

#[test]
fn everything_at_once() {
    run(300, |document, blueprint, draw| {
        let (model, rule) = model(draw);
        let judge = Judge {
            rule,
            repeats: repeats(draw),
            keep_goals: draw.one_in(2),
        };
        match judge.keep_goals {
            true => keeping(document, blueprint, draw, &judge, model),
            false => agrees(document, blueprint, draw, &judge, judge.options(model)),
        }
    });
}

/// The oracle itself: way by way and by equations it finds the same.
#[test]
fn both_ways_of_the_oracle_agree() {
    use super::remembering::Course;
    use super::sets::{of_segments, scale};
    run(300, |document, _, draw| {
        let chosen: Vec<bool> = document.options.iter().map(|_| draw.one_in(3)).collect();
        // A set that lacks what it needs cannot be carried out.
        let needed = document.options.iter().zip(&chosen).filter(|(_, chosen)| **chosen);
        let mut needed = needed.flat_map(|(option, _)| &option.needs);
        let has = |id: &String| {
            let mut options = document.options.iter().zip(&chosen);
            options.any(|(option, chosen)| *chosen && option.id == *id)
        };
        if !needed.all(has) {
            return Ok(Tally::default());
        }
        let mut tally = Tally::default();
        for journeys in of_segments(document, &chosen) {
            let course = Course {
                journeys: &journeys,
                scale: scale(document),
                rule: PLAIN,
            };
            if let Some(mean) = course.mean()
                && !journeys.has_loops()
            {
                tally.answers += 1;
                if (mean - course.solved()).abs() > 1e-12 {
                    return Err(format!("{mean} way by way, {} by equations", course.solved()));
                }
            }
        }
        Ok(tally)
    });
}
