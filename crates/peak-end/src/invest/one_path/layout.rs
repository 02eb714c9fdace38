//! The outcomes of a path, sorted by how strongly they compete for the peak.

use service_blueprint::Scale;

use super::PathMoment;
use crate::{Negativity, PeakKey, Weight};

/// What a moment other than the last can become.
#[derive(Debug, Clone, Copy)]
pub(super) struct Outcome {
    pub(super) moment: u32,
    pub(super) cost: i64,
}

/// What the last moment can become.
#[derive(Debug, Clone, Copy)]
pub(super) struct End {
    /// Its level.
    pub(super) level: u32,
    /// Which choice it is; none where the moment stays as it is.
    pub(super) choice: Option<u32>,
    pub(super) cost: i64,
    /// (1 − w)·score, signed so that more is better.
    pub(super) goodness: f64,
}

/// Levels are the distinct keys of all outcomes, numbered from the mildest.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    /// How many moments come before the last one.
    pub(super) before: usize,
    /// Their outcomes by level.
    pub(super) outcomes: Vec<Outcome>,
    /// By level, the first of its outcomes; one entry more than there are levels.
    pub(super) first: Vec<u32>,
    /// By level, w·score, signed so that more is better.
    pub(super) goodness: Vec<f64>,
    /// All levels from the best to the worst: the good ones from the most intense to the mildest, then the bad ones
    /// from the mildest.
    pub(super) best_first: Vec<u32>,
    /// By mildest level, then as listed, staying first.
    pub(super) ends: Vec<End>,
    /// By level, its key.
    keys: Vec<u64>,
    competing: Competing,
}

/// How scores compete for the peak.
#[derive(Debug, Clone, Copy)]
struct Competing {
    scale: Scale,
    negativity: Negativity,
    /// Whether the peak counts at all.
    counts: bool,
}

impl Competing {
    /// A number that rises with the peak key. Where the peak does not count, all scores are of one level: who has the
    /// peak makes no difference then, and nobody has to be moved there.
    fn key(self, score: f64) -> u64 {
        if !self.counts {
            return 0;
        }
        let key = PeakKey::new(self.scale, score, self.negativity);
        // Levels have at most 41 bits: 10⁹ times a negativity of at most 1000.
        key.level() << 1 | u64::from(key.is_bad())
    }
}

impl Layout {
    pub(super) fn new(scale: Scale, weight: Weight, negativity: Negativity, moments: &[PathMoment]) -> Self {
        let competing = Competing {
            scale,
            negativity,
            counts: weight.get() > 0.0,
        };
        let mut sorted: Vec<(u64, u32, Option<u32>)> = Vec::new();
        for (number, moment) in moments.iter().enumerate() {
            if moment.may_stay {
                sorted.push((competing.key(moment.now), number as u32, None));
            }
            for (choice, of) in moment.choices.iter().enumerate() {
                sorted.push((competing.key(of.score), number as u32, Some(choice as u32)));
            }
        }
        sorted.sort_unstable();
        let before = moments.len() - 1;
        let mut layout = Self {
            before,
            outcomes: Vec::with_capacity(sorted.len()),
            first: Vec::new(),
            goodness: Vec::new(),
            best_first: Vec::new(),
            ends: Vec::new(),
            keys: Vec::new(),
            competing,
        };
        let towards_best = scale.direction();
        for level in sorted.chunk_by(|a, b| a.0 == b.0) {
            layout.first.push(layout.outcomes.len() as u32);
            layout.keys.push(level[0].0);
            let mut least = f64::INFINITY;
            for &(_, number, choice) in level {
                let moment = &moments[number as usize];
                let (score, cost) = choice.map_or((moment.now, 0), |choice| {
                    let of = moment.choices[choice as usize];
                    (of.score, of.cost)
                });
                least = least.min(score);
                if number as usize == before {
                    layout.ends.push(End {
                        level: layout.keys.len() as u32 - 1,
                        choice,
                        cost,
                        goodness: towards_best * ((1.0 - weight.get()) * score),
                    });
                } else {
                    layout.outcomes.push(Outcome { moment: number, cost });
                }
            }
            layout.goodness.push(towards_best * (weight.get() * least));
        }
        layout.first.push(layout.outcomes.len() as u32);
        let (bad, good): (Vec<u32>, Vec<u32>) =
            (0..layout.keys.len() as u32).partition(|&level| layout.keys[level as usize] & 1 == 1);
        layout.best_first = good.into_iter().rev().chain(bad).collect();
        layout
    }

    /// How many levels there are.
    pub(super) fn levels(&self) -> usize {
        self.keys.len()
    }

    /// The outcomes of a level.
    pub(super) fn at(&self, level: usize) -> &[Outcome] {
        &self.outcomes[self.first[level] as usize..self.first[level + 1] as usize]
    }

    /// The scale of all scores.
    pub(super) fn scale(&self) -> Scale {
        self.competing.scale
    }

    /// How a score compares with a level.
    pub(super) fn compare(&self, score: f64, level: usize) -> std::cmp::Ordering {
        self.competing.key(score).cmp(&self.keys[level])
    }
}
