//! Seeded services with options to choose from.

use rand::seq::SliceRandom;
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use service_blueprint::document::{
    Addition, Document, Ending, Insertion, InvestmentOption, Override, Rating, Segment, Share, Stage, Touchpoint, Ways,
};
use service_blueprint::{Blueprint, Problems};

use crate::SEED;

/// A blueprint with options, and the money there is for them.
#[derive(Debug)]
pub struct Service {
    /// The blueprint.
    pub blueprint: Blueprint,
    /// The budget.
    pub budget: i64,
}

impl Service {
    /// A part of what all options would cost together, savings aside, is there to be spent.
    fn new(document: Document, percent: i64) -> Result<Self, Problems> {
        let costs = document.options.iter().map(|option| option.cost.max(0));
        let budget = costs.sum::<i64>() * percent / 100;
        let blueprint = Blueprint::try_from(document)?;
        Ok(Self { blueprint, budget })
    }

    /// Sixteen segments, each of which goes its own way through 25 to 60 of 200 touchpoints, and three options at each
    /// of these that set its score: the better, the dearer. The budget is 15 % of all costs.
    ///
    /// # Errors
    /// Never: what is drawn is valid.
    pub fn linear() -> Result<Self, Problems> {
        let random = &mut ChaCha8Rng::seed_from_u64(SEED);
        let mut touchpoints: Vec<Touchpoint> = (0..200)
            .map(|number| Touchpoint::new(format!("t{number}"), tenths(random, 15, 80)))
            .collect();
        let mut document = Document::new("Sixteen ways through");
        let weights: Vec<u32> = (0..16).map(|_| random.random_range(1..=10)).collect();
        let whole = f64::from(weights.iter().sum::<u32>());
        for (number, weight) in weights.into_iter().enumerate() {
            let id = format!("s{number}");
            let mut order: Vec<usize> = (0..touchpoints.len()).collect();
            order.shuffle(random);
            order.truncate(random.random_range(25..=60));
            for (place, &here) in order.iter().enumerate() {
                let next = order.get(place + 1).map_or("end".to_owned(), |next| format!("t{next}"));
                let own = Override {
                    next: Some(Ways::to(next)),
                    ..Override::default()
                };
                touchpoints[here].segments.insert(id.clone(), own);
            }
            document.segments.push(Segment {
                id,
                name: None,
                share: f64::from(weight) / whole,
                value: Some(f64::from(random.random_range(1..=4u8))),
                start: Some(Ways::to(format!("t{}", order[0]))),
            });
        }
        for (number, touchpoint) in touchpoints.iter().enumerate() {
            let (score, mut cost) = (points(touchpoint), 0);
            for closed in [0.1, 0.4, 0.7] {
                // Part of what is missing to best is closed.
                let closed = closed + random.random_range(0.0..0.25);
                let better = score + closed * (10.0 - score);
                cost += random.random_range(1_000..=40_000);
                let mut option = option(format!("o{number}-{cost}"), cost);
                option
                    .sets
                    .insert(touchpoint.id.clone(), Rating::from((100.0 * better).round() / 100.0));
                document.options.push(option);
            }
        }
        document.stages = vec![Stage::new("service", touchpoints)];
        Self::new(document, 15)
    }

    /// A service of 60 touchpoints in twelve layers of five, with ways past each other and back, two endings and three
    /// segments, and 40 options of all kinds. The budget is 30 % of all costs.
    ///
    /// # Errors
    /// Never: what is drawn is valid.
    pub fn branching() -> Result<Self, Problems> {
        let random = &mut ChaCha8Rng::seed_from_u64(SEED);
        let mut document = Document::new("Sixty touchpoints");
        document.ends = [("gone", false), ("done", true)]
            .map(|(id, goal)| Ending {
                id: id.into(),
                name: None,
                goal,
            })
            .into();
        for (id, share, value) in [("new", 0.5, 1.0), ("regular", 0.3, 2.0), ("business", 0.2, 4.0)] {
            document.segments.push(Segment {
                id: id.into(),
                name: None,
                share,
                value: Some(value),
                start: None,
            });
        }
        document.start = Some(ways(&[("t0", 0.6), ("t1", 0.3)], "t2"));
        for layer in 0..LAYERS {
            let mut touchpoints = Vec::new();
            for place in 0..WIDTH {
                let mut touchpoint = Touchpoint::new(format!("t{}", layer * WIDTH + place), tenths(random, 20, 80));
                touchpoint.next = Some(onward(random, layer));
                if random.random_range(0..10) == 0 {
                    touchpoint.experience = None;
                }
                if random.random_range(0..3) == 0 {
                    let own = Override {
                        experience: Some(Rating::from(tenths(random, 20, 90))),
                        skip: random.random_range(0..6) == 0,
                        ..Override::default()
                    };
                    let segment = random.random_range(0..document.segments.len());
                    touchpoint.segments.insert(document.segments[segment].id.clone(), own);
                }
                if random.random_range(0..8) == 0 {
                    touchpoint.at_least = Some(Rating::from(1.5));
                }
                touchpoints.push(touchpoint);
            }
            document.stages.push(Stage::new(format!("stage-{layer}"), touchpoints));
        }
        for number in 0..40 {
            let option = any_option(random, number, &document);
            document.options.push(option);
        }
        Self::new(document, 30)
    }
}

const LAYERS: usize = 12;
const WIDTH: usize = 5;

fn rounded(score: f64) -> f64 {
    (score * 10.0).round() / 10.0
}

fn tenths(random: &mut impl Rng, least: u32, most: u32) -> f64 {
    f64::from(random.random_range(least..=most)) / 10.0
}

/// The score of a touchpoint; neutral where it has none.
fn points(touchpoint: &Touchpoint) -> f64 {
    match touchpoint.experience {
        Some(Rating::Assumed(score)) => score,
        _ => 5.0,
    }
}

fn option(id: String, cost: i64) -> InvestmentOption {
    InvestmentOption {
        id,
        cost,
        ..InvestmentOption::default()
    }
}

fn ways(parts: &[(&str, f64)], rest: &str) -> Ways {
    let ways = parts
        .iter()
        .fold(Ways::default(), |ways, (id, share)| ways.or(*id, Share::Of(*share)));
    ways.or(rest, Share::Rest)
}

/// Most go on to the next layer, a few leave, some come back.
fn onward(random: &mut impl Rng, layer: usize) -> Ways {
    if layer + 1 == LAYERS {
        return ways(&[("gone", 0.1)], "done");
    }
    let at = |layer: usize, random: &mut dyn Rng| format!("t{}", layer * WIDTH + random.random_range(0..WIDTH));
    let first = at(layer + 1, random);
    let mut parts: Vec<(String, f64)> = Vec::new();
    let mut part = |id: String, share: f64| {
        if id != first && !parts.iter().any(|(known, _)| *known == id) {
            parts.push((id, share));
        }
    };
    part(at(layer + 1, random), 0.3);
    if random.random_range(0..4) == 0 {
        part("gone".into(), 0.05);
    }
    if random.random_range(0..8) == 0 {
        part(at(layer.saturating_sub(1), random), 0.1);
    }
    let parts: Vec<(&str, f64)> = parts.iter().map(|(id, share)| (id.as_str(), *share)).collect();
    ways(&parts, &first)
}

/// An option of a kind that goes by its number.
fn any_option(random: &mut impl Rng, number: usize, document: &Document) -> InvestmentOption {
    let listed: Vec<&Touchpoint> = document.stages.iter().flat_map(|stage| &stage.touchpoints).collect();
    let at = random.random_range(0..listed.len());
    let (here, layer) = (listed[at], at / WIDTH);
    let mut found = option(format!("o{number}"), random.random_range(1..=100) * 1_000);
    match number % 8 {
        0 | 1 => {
            _ = found
                .sets
                .insert(here.id.clone(), Rating::from(tenths(random, 60, 100)))
        }
        2 if here.experience.is_some() && here.segments.is_empty() => {
            let by = rounded((10.0 - points(here)) / 2.0);
            found.raises.insert(here.id.clone(), by.max(0.1));
        }
        2 | 3 => {
            found
                .sets
                .insert(here.id.clone(), Rating::from(tenths(random, 60, 100)));
            found.segments = vec![document.segments[number % 3].id.clone()];
        }
        4 => _ = found.next.insert(here.id.clone(), onward(random, layer)),
        5 => {
            let place = match random.random_range(0..3) {
                0 => Insertion::After(here.id.clone()),
                1 => Insertion::Before(here.id.clone()),
                _ => Insertion::Before("done".into()),
            };
            let touchpoint = Touchpoint::new(format!("a{number}"), tenths(random, 60, 95));
            found.adds.push(Addition { place, touchpoint });
        }
        6 => {
            found.removes.push(here.id.clone());
            found.cost /= 4;
        }
        // A sacrifice saves money.
        _ => {
            found.sets.insert(here.id.clone(), Rating::from(tenths(random, 15, 40)));
            found.cost = -found.cost / 4;
        }
    }
    if number % 10 == 9 {
        found.needs.push(format!("o{}", number - 4));
    }
    if number % 10 == 3 && number > 10 {
        found.excludes.push(format!("o{}", number - 10));
    }
    found
}
