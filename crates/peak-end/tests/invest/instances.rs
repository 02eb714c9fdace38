//! Small services with options of every kind, in random combinations.
//!
//! Scores lie on a small grid and costs are small whole numbers, so that ties of value and of cost are common. Not every
//! draw is valid; `run.rs` counts those that are.

use super::draw::Draw;
use service_blueprint::document::{
    Addition, Document, Ending, Insertion, InvestmentOption, Override, Rating, ScaleNumbers, Segment, Share, Stage,
    Touchpoint, Ways,
};

/// Worst, neutral, best, and into how many steps the scale divides.
const SCALES: [([f64; 3], u32); 7] = [
    ([0.0, 5.0, 10.0], 10),
    ([0.0, 5.0, 10.0], 4),
    ([10.0, 5.0, 0.0], 10),
    ([10.0, 0.0, 0.0], 5),
    ([1.0, 3.0, 5.0], 4),
    ([0.0, 0.0, 1.0], 10),
    ([-3.0, 0.0, 1.0], 8),
];

const COSTS: [i64; 14] = [0, 0, 1, 1, 1, 2, 2, 3, 3, 4, 6, 9, -1, -3];

/// How customers divide between two and three ways.
const TWO: [f64; 5] = [0.5, 0.25, 0.1, 0.7, 1.0 / 3.0];
const THREE: [[f64; 2]; 3] = [[0.25, 0.25], [0.5, 0.3], [0.1, 0.2]];

/// What the service looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// One way for everyone, options that set one score each.
    Plain,
    OnePath,
    Linear,
    Branching,
    Looped,
}

/// What has been drawn so far.
struct Known {
    shape: Shape,
    grid: Vec<f64>,
    /// +1 where higher is better.
    direction: f64,
    touchpoints: Vec<String>,
    ends: Vec<String>,
    segments: Vec<String>,
    /// By option, the touchpoints that it adds.
    added: Vec<Vec<String>>,
    /// By option, itself and all that it needs.
    along: Vec<Vec<usize>>,
}

/// A service with up to nine options.
pub(crate) fn instance(draw: &mut Draw) -> Document {
    let shapes = [
        Shape::Plain,
        Shape::OnePath,
        Shape::Linear,
        Shape::Linear,
        Shape::Branching,
        Shape::Branching,
        Shape::Branching,
        Shape::Looped,
        Shape::Looped,
    ];
    let shape = draw.pick(&shapes);
    let ([worst, neutral, best], steps) = draw.pick(&SCALES);
    let mut document = Document::new("A random service");
    document.scale = ScaleNumbers { worst, neutral, best };
    let on_grid = |step: u32| worst + (best - worst) * f64::from(step) / f64::from(steps);
    let many = match shape {
        Shape::Plain | Shape::OnePath => 1 + draw.below(7),
        Shape::Linear | Shape::Branching => 1 + draw.below(6),
        Shape::Looped => 1 + draw.below(5),
    };
    let mut known = Known {
        shape,
        grid: (0..=steps).map(on_grid).collect(),
        direction: (best - worst).signum(),
        touchpoints: (0..many).map(|number| format!("t{number}")).collect(),
        ends: vec!["end".to_owned()],
        segments: vec!["everyone".to_owned()],
        added: Vec::new(),
        along: Vec::new(),
    };
    draw.segments(&mut document, &mut known);
    draw.ends(&mut document, &mut known);
    let touchpoints: Vec<Touchpoint> = (0..many).map(|number| draw.touchpoint(number, &known)).collect();
    let cut = if draw.one_in(2) { 1 + draw.below(many) } else { many };
    let (first, second) = touchpoints.split_at(cut);
    document.stages = vec![Stage::new("one", first.to_vec())];
    if !second.is_empty() {
        document.stages.push(Stage::new("two", second.to_vec()));
    }
    if matches!(shape, Shape::Branching | Shape::Looped) && draw.one_in(3) {
        document.start = Some(draw.start(&known));
    }
    draw.options(&mut document, &mut known);
    document
}

/// All of them go one way, or these shares of them.
fn divided(targets: &[String], shares: &[f64]) -> Ways {
    let mut ways = Ways::default();
    for (number, target) in targets.iter().enumerate() {
        let share = shares.get(number).map_or(Share::Rest, |share| Share::Of(*share));
        ways = ways.or(target, share);
    }
    ways
}

impl Draw {
    fn score(&mut self, known: &Known) -> f64 {
        self.pick(&known.grid)
    }

    fn segments(&mut self, document: &mut Document, known: &mut Known) {
        let shares: &[f64] = match (known.shape, self.below(4)) {
            (Shape::Plain | Shape::OnePath, _) | (_, 0) => &[1.0],
            (_, 1) => &[0.5, 0.5],
            (_, 2) => &[0.7, 0.3],
            _ => &[0.5, 0.2, 0.3],
        };
        if shares.len() == 1 && !self.one_in(4) {
            return;
        }
        known.segments = (0..shares.len()).map(|number| format!("s{number}")).collect();
        for (id, &share) in known.segments.iter().zip(shares) {
            let value = self.maybe(3, |draw| draw.pick(&[2.0, 0.5, 3.0, 0.0]));
            // Somebody has to count.
            let value = value.filter(|value| *value > 0.0 || shares.len() > 1 && id != "s0");
            document.segments.push(Segment {
                id: id.clone(),
                name: None,
                share,
                value,
                start: None,
            });
        }
        for number in 0..document.segments.len() {
            if known.shape != Shape::Plain && self.one_in(5) {
                document.segments[number].start = Some(self.start(known));
            }
        }
    }

    fn ends(&mut self, document: &mut Document, known: &mut Known) {
        if self.one_in(2) {
            return;
        }
        known.ends = (0..1 + self.below(3)).map(|number| format!("e{number}")).collect();
        for (number, id) in known.ends.iter().enumerate() {
            let goal = if number == 0 { !self.one_in(5) } else { self.one_in(3) };
            document.ends.push(Ending {
                id: id.clone(),
                name: None,
                goal,
            });
        }
    }

    fn start(&mut self, known: &Known) -> Ways {
        let targets = self.distinct(&known.touchpoints, 2);
        self.ways(&targets)
    }

    /// Up to so many of the choices, at least one.
    fn distinct(&mut self, choices: &[String], most: usize) -> Vec<String> {
        let mut targets: Vec<String> = Vec::new();
        for _ in 0..1 + self.below(most) {
            let target = self.pick(choices);
            if !targets.contains(&target) {
                targets.push(target);
            }
        }
        targets
    }

    fn ways(&mut self, targets: &[String]) -> Ways {
        match targets.len() {
            1 => divided(targets, &[]),
            2 => {
                let share = self.pick(&TWO);
                divided(targets, &[share])
            }
            _ => {
                let shares = self.pick(&THREE);
                divided(targets, &shares)
            }
        }
    }

    /// The ways on from the touchpoint of this number.
    fn next(&mut self, number: usize, known: &Known) -> Ways {
        let later: Vec<String> = known.touchpoints[number + 1..]
            .iter()
            .chain(&known.ends)
            .cloned()
            .collect();
        let targets = match known.shape {
            Shape::Plain | Shape::OnePath | Shape::Linear => {
                vec![known.touchpoints.get(number + 1).unwrap_or(&known.ends[0]).clone()]
            }
            Shape::Branching => self.distinct(&later, 3),
            Shape::Looped => {
                // One way onwards, so that every journey can end.
                let mut targets = self.distinct(&later, 2);
                for target in self.distinct(&known.touchpoints, 2) {
                    if targets.len() < 3 && !targets.contains(&target) && self.one_in(2) {
                        targets.insert(0, target);
                    }
                }
                targets
            }
        };
        self.ways(&targets)
    }

    fn touchpoint(&mut self, number: usize, known: &Known) -> Touchpoint {
        let mut touchpoint = Touchpoint {
            id: known.touchpoints[number].clone(),
            experience: (!self.one_in(6)).then(|| Rating::from(self.score(known))),
            expectation: self.maybe(3, |draw| Rating::from(draw.score(known))),
            at_least: self.maybe(7, |draw| Rating::from(draw.floor(known))),
            ..Touchpoint::default()
        };
        let branches = matches!(known.shape, Shape::Branching | Shape::Looped);
        let last = number + 1 == known.touchpoints.len();
        if branches && (last || !self.one_in(6)) || last && known.ends.len() > 1 || self.one_in(8) {
            touchpoint.next = Some(self.next(number, known));
        }
        if known.shape == Shape::Plain || known.segments == ["everyone"] {
            return touchpoint;
        }
        for segment in &known.segments {
            if self.one_in(3) {
                let own = Override {
                    experience: self.maybe(2, |draw| Rating::from(draw.score(known))),
                    expectation: self.maybe(4, |draw| Rating::from(draw.score(known))),
                    next: self.maybe(4, |draw| draw.next(number, known)),
                    skip: self.one_in(5),
                };
                touchpoint.segments.insert(segment.clone(), own);
            }
        }
        touchpoint
    }

    /// Mostly a low one.
    fn floor(&mut self, known: &Known) -> f64 {
        let at = self.below(known.grid.len());
        let at = at.min(self.below(known.grid.len()));
        known.grid[at]
    }

    fn options(&mut self, document: &mut Document, known: &mut Known) {
        let most = if self.one_in(3) { 10 } else { 7 };
        let count = self.below(most);
        let ids: Vec<String> = (0..count).map(|number| format!("o{number}")).collect();
        let plain = known.shape == Shape::Plain;
        let mut needs: Vec<Vec<usize>> = Vec::new();
        for number in 0..count {
            let mut list = Vec::new();
            for other in (0..count).filter(|other| *other != number) {
                let rare = if other < number { 7 } else { 40 };
                if !plain && self.one_in(rare) {
                    list.push(other);
                }
            }
            needs.push(list);
        }
        known.along = (0..count).map(|number| along(&needs, number)).collect();
        let mut names = 0;
        for _ in 0..count {
            let adds = if plain { 0 } else { self.pick(&[0, 0, 0, 0, 1, 1, 1, 2]) };
            known
                .added
                .push((names..names + adds).map(|name| format!("a{name}")).collect());
            names += adds;
        }
        for number in 0..count {
            let mut option = InvestmentOption {
                id: ids[number].clone(),
                cost: self.pick(&COSTS),
                needs: needs[number].iter().map(|other| ids[*other].clone()).collect(),
                ..InvestmentOption::default()
            };
            if plain {
                let touchpoint = self.pick(&known.touchpoints);
                option.sets.insert(touchpoint, Rating::from(self.score(known)));
                document.options.push(option);
                continue;
            }
            for (other, id) in ids.iter().enumerate() {
                let along = known.along[number].contains(&other) || known.along[other].contains(&number);
                if !along && self.one_in(14) {
                    option.excludes.push(id.clone());
                }
            }
            if known.segments != ["everyone"] && self.one_in(3) {
                option.segments = self.some(2, &known.segments);
            }
            for added in known.added[number].clone() {
                let addition = self.addition(&added, number, document, known);
                option.adds.push(addition);
            }
            let effects = if option.adds.is_empty() { 1 } else { 0 } + self.below(2);
            for _ in 0..effects {
                self.effect(&mut option, number, document, known);
            }
            document.options.push(option);
        }
    }

    /// The touchpoints that an option may name.
    fn nameable(&mut self, number: usize, known: &Known) -> Vec<String> {
        let added = known.along[number].iter().flat_map(|&other| &known.added[other]);
        let added: Vec<String> = added.cloned().collect();
        if !added.is_empty() && self.one_in(2) {
            return added;
        }
        known.touchpoints.clone()
    }

    fn effect(&mut self, option: &mut InvestmentOption, number: usize, document: &Document, known: &Known) {
        let nameable = self.nameable(number, known);
        let id = self.pick(&nameable);
        match self.below(9) {
            0..3 => {
                if !option.raises.contains_key(&id) {
                    option.sets.insert(id, Rating::from(self.score(known)));
                }
            }
            3 | 4 => {
                let room = room(document, known, &id, &option.segments);
                if room > 0.0 && !option.sets.contains_key(&id) {
                    let part = self.pick(&[1.0, 0.5, 0.5, 0.25]);
                    option.raises.insert(id, room * part);
                }
            }
            5 | 6 => {
                let ways = self.other_ways(&id, number, known);
                option.next.insert(id, ways);
            }
            _ => {
                if !option.removes.contains(&id) {
                    option.removes.push(id);
                }
            }
        }
    }

    /// Ways that an option gives a touchpoint.
    fn other_ways(&mut self, id: &str, number: usize, known: &Known) -> Ways {
        let at = known.touchpoints.iter().position(|known| known == id);
        let later = match at {
            Some(at) => &known.touchpoints[at + 1..],
            None => &known.touchpoints[..],
        };
        let mut choices: Vec<String> = later.iter().chain(&known.ends).cloned().collect();
        if known.shape == Shape::Looped && self.one_in(2) {
            choices = known.touchpoints.iter().chain(&known.ends).cloned().collect();
        }
        let added = known.along[number].iter().flat_map(|&other| &known.added[other]);
        choices.extend(added.filter(|added| *added != id).cloned());
        let most = if known.shape == Shape::OnePath && !self.one_in(4) {
            1
        } else {
            3
        };
        let targets = self.distinct(&choices, most);
        self.ways(&targets)
    }

    fn addition(&mut self, id: &str, number: usize, document: &Document, known: &Known) -> Addition {
        let mut nameable = self.nameable(number, known);
        // Those that stand beside one another in a circle are refused, so that is rare.
        let own = |id: &str| id.strip_prefix('a').and_then(|number| number.parse::<usize>().ok());
        let circular = self.one_in(20);
        nameable.retain(|named| named != id && (circular || own(named) < own(id)));
        if nameable.is_empty() {
            nameable = known.touchpoints.clone();
        }
        let beside = self.pick(&nameable);
        let place = match self.below(7) {
            0 | 1 => Insertion::After(beside),
            2 => Insertion::Before(beside),
            3 | 4 => Insertion::Before(self.pick(&known.ends)),
            _ => match self.pair(&beside, document, known) {
                Some(to) => Insertion::Between(beside, to),
                None => Insertion::After(beside),
            },
        };
        let mut touchpoint = Touchpoint {
            id: id.to_owned(),
            experience: (!self.one_in(8)).then(|| Rating::from(self.score(known))),
            expectation: self.maybe(3, |draw| Rating::from(draw.score(known))),
            at_least: self.maybe(9, |draw| Rating::from(draw.floor(known))),
            ..Touchpoint::default()
        };
        if known.segments != ["everyone"] && self.one_in(4) {
            let own = Override {
                experience: self.maybe(2, |draw| Rating::from(draw.score(known))),
                expectation: self.maybe(4, |draw| Rating::from(draw.score(known))),
                next: None,
                skip: self.one_in(3),
            };
            touchpoint.segments.insert(self.pick(&known.segments), own);
        }
        Addition { place, touchpoint }
    }

    /// A touchpoint or ending to which somebody goes straight from this one.
    fn pair(&mut self, from: &str, document: &Document, known: &Known) -> Option<String> {
        let listed = document.stages.iter().flat_map(|stage| &stage.touchpoints);
        let Some(at) = known.touchpoints.iter().position(|id| id == from) else {
            // Whoever is added may lead anywhere.
            let choices: Vec<String> = known.touchpoints.iter().chain(&known.ends).cloned().collect();
            return Some(self.pick(&choices));
        };
        let touchpoint = listed.into_iter().nth(at)?;
        let own = touchpoint.segments.values().filter_map(|own| own.next.as_ref());
        let given = document.options.iter().filter_map(|option| option.next.get(from));
        let mut targets: Vec<String> = own.chain(given).chain(&touchpoint.next).flat_map(targets).collect();
        if touchpoint.next.is_none() {
            targets.push(known.touchpoints.get(at + 1).unwrap_or(&known.ends[0]).clone());
        }
        Some(self.pick(&targets))
    }
}

fn targets(ways: &Ways) -> Vec<String> {
    ways.0.keys().cloned().collect()
}

/// An option and all that it needs.
fn along(needs: &[Vec<usize>], number: usize) -> Vec<usize> {
    let mut found = vec![number];
    let mut at = 0;
    while let Some(&here) = found.get(at) {
        for &other in &needs[here] {
            if !found.contains(&other) {
                found.push(other);
            }
        }
        at += 1;
    }
    found
}

/// By how much a touchpoint's score may rise for all the segments of an option.
fn room(document: &Document, known: &Known, id: &str, segments: &[String]) -> f64 {
    let own = document.stages.iter().flat_map(|stage| &stage.touchpoints);
    let added = document.options.iter().flat_map(|option| &option.adds);
    let mut all = own.chain(added.map(|addition| &addition.touchpoint));
    let Some(touchpoint) = all.find(|touchpoint| touchpoint.id == id) else {
        return 0.0;
    };
    let point = |rating: &Option<Rating>| match rating {
        Some(Rating::Assumed(score)) => Some(*score),
        _ => None,
    };
    let segments = if segments.is_empty() { &known.segments } else { segments };
    let scores = segments
        .iter()
        .filter_map(|segment| match touchpoint.segments.get(segment) {
            Some(own) if own.skip => None,
            Some(own) => point(&own.experience).or(point(&touchpoint.experience)),
            None => point(&touchpoint.experience),
        });
    let best = known.grid[known.grid.len() - 1];
    let room = scores.map(|score| (best - score) * known.direction);
    let room = room.fold(f64::INFINITY, f64::min);
    if room.is_finite() { room } else { 0.0 }
}
