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
        let listed = listed(moments);
        let mut sorted: Vec<(u64, u32)> = Vec::with_capacity(listed.len());
        sorted.extend(
            (0..)
                .zip(&listed)
                .map(|(number, outcome)| (competing.key(outcome.score), number)),
        );
        sort(&mut sorted);
        let before = moments.len() - 1;
        let levels = sorted.chunk_by(|a, b| a.0 == b.0).count();
        let mut layout = Self {
            before,
            outcomes: Vec::with_capacity(listed.len()),
            first: Vec::with_capacity(levels + 1),
            goodness: Vec::with_capacity(levels),
            best_first: Vec::new(),
            ends: Vec::new(),
            keys: Vec::with_capacity(levels),
            competing,
        };
        let towards_best = scale.direction();
        for level in sorted.chunk_by(|a, b| a.0 == b.0) {
            layout.first.push(layout.outcomes.len() as u32);
            layout.keys.push(level[0].0);
            let mut least = f64::INFINITY;
            for &(_, number) in level {
                let Listed {
                    score,
                    cost,
                    moment,
                    choice,
                } = listed[number as usize];
                least = least.min(score);
                if moment as usize == before {
                    layout.ends.push(End {
                        level: layout.keys.len() as u32 - 1,
                        choice,
                        cost,
                        goodness: towards_best * ((1.0 - weight.get()) * score),
                    });
                } else {
                    layout.outcomes.push(Outcome { moment, cost });
                }
            }
            layout.goodness.push(towards_best * (weight.get() * least));
        }
        layout.first.push(layout.outcomes.len() as u32);
        let levels = 0..levels as u32;
        let is_bad = |level: &u32| layout.keys[*level as usize] & 1 == 1;
        let good = levels.clone().rev().filter(|level| !is_bad(level));
        layout.best_first = good.chain(levels.filter(is_bad)).collect();
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

/// What a moment can become, as it is listed.
#[derive(Debug, Clone, Copy)]
struct Listed {
    score: f64,
    cost: i64,
    moment: u32,
    choice: Option<u32>,
}

/// All outcomes: moment by moment, staying first, then the choices.
fn listed(moments: &[PathMoment]) -> Vec<Listed> {
    let mut listed = Vec::with_capacity(4 * moments.len());
    for (moment, of) in (0..).zip(moments) {
        if of.may_stay {
            listed.push(Listed {
                score: of.now,
                cost: 0,
                moment,
                choice: None,
            });
        }
        listed.extend((0..).zip(&of.choices).map(|(number, choice)| Listed {
            score: choice.score,
            cost: choice.cost,
            moment,
            choice: Some(number),
        }));
    }
    listed
}

/// Sorts by key, then by number. They come in the order of their numbers.
///
/// They are dealt out to as many buckets as there are of them by the leading bits of the key, and sorted there. Scores
/// lie about anywhere on a scale, so that few keys share a bucket unless they are equal, and then they are in order
/// already. Where they lie otherwise, this is the sort of the standard library.
fn sort(keys: &mut Vec<(u64, u32)>) {
    let most = keys.iter().map(|(key, _)| *key).max().unwrap_or(0);
    let buckets = keys.len().next_power_of_two();
    let shift = (u64::BITS - most.leading_zeros()).saturating_sub(buckets.trailing_zeros());
    let bucket = |key: u64| (key >> shift) as usize;
    let mut ends = vec![0_u32; buckets + 1];
    for &(key, _) in keys.iter() {
        ends[bucket(key) + 1] += 1;
    }
    let mut sum = 0;
    for end in &mut ends {
        sum += *end;
        *end = sum;
    }
    // What is the start of a bucket becomes its end while it is filled.
    let mut dealt = vec![(0, 0); keys.len()];
    for &(key, number) in keys.iter() {
        let place = &mut ends[bucket(key)];
        dealt[*place as usize] = (key, number);
        *place += 1;
    }
    let mut start = 0;
    for &end in &ends[..buckets] {
        let of_bucket = &mut dealt[start..end as usize];
        if of_bucket.len() > 1 && !of_bucket.is_sorted() {
            of_bucket.sort_unstable();
        }
        start = end as usize;
    }
    *keys = dealt;
}
