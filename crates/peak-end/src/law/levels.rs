//! The order in which visits compete to be what is remembered, as levels.

use super::journeys::Felt;
use crate::key::level;
use crate::{Negativity, PeakKey, TieRule};
use service_blueprint::Scale;

/// An order in which memory compares visits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Order {
    /// The most intense, bad ones counting more; ties across neutral by rule.
    Peak(Negativity, Tie),
    /// The best.
    Best,
    /// The worst.
    Trough,
}

/// Which of equally intense visits on both sides of neutral counts. [`TieRule::Mean`] is none: it has to know how
/// many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tie {
    Worst,
    Best,
    First,
    Last,
}

impl Tie {
    /// The rule, if a law can carry it.
    pub(crate) fn of(rule: TieRule) -> Option<Self> {
        match rule {
            TieRule::Worst => Some(Self::Worst),
            TieRule::Best => Some(Self::Best),
            TieRule::First => Some(Self::First),
            TieRule::Last => Some(Self::Last),
            TieRule::Mean => None,
        }
    }
}

/// Visits of one `group` tie, and the higher `side` wins where ties go by side. Equal ranks are one score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rank {
    pub(crate) group: i64,
    pub(crate) side: u8,
}

impl Order {
    /// The rank of a score.
    pub(crate) fn rank(self, scale: Scale, score: f64) -> Rank {
        match self {
            Self::Peak(negativity, tie) => {
                let key = PeakKey::new(scale, score, negativity);
                Rank {
                    group: key.level() as i64,
                    side: u8::from(key.is_bad() != (tie == Tie::Best)),
                }
            }
            Self::Best => Rank {
                group: goodness(scale, score),
                side: 0,
            },
            Self::Trough => Rank {
                group: -goodness(scale, score),
                side: 0,
            },
        }
    }

    fn tie(self) -> Tie {
        match self {
            Self::Peak(_, tie) => tie,
            Self::Best | Self::Trough => Tie::Worst,
        }
    }
}

/// The rounded distance from neutral towards best.
fn goodness(scale: Scale, score: f64) -> i64 {
    let value = scale.value(score);
    let distance = level(value.abs()) as i64;
    if value < 0.0 { -distance } else { distance }
}

/// Everything that visits can be, in an order: levels from the mildest. Level 0 is a journey without a scored moment.
#[derive(Debug, Clone)]
pub(crate) struct Levels {
    /// By level, its rank and score; level 0 has a score of 0.
    ranks: Vec<Rank>,
    pub(crate) scores: Vec<f64>,
    /// By level: its visits take the place of a peak so far that is below this level.
    pub(super) beats: Vec<u32>,
    pub(crate) tie: Tie,
    /// By node, the level of its visits: 0 where unscored, [`DRAWN`] where they differ.
    nodes: Vec<u32>,
    /// By node, the levels of visits that differ, ascending, with their shares; empty if none do.
    draws: Vec<Vec<(u32, f64)>>,
}

/// The level of visits that differ.
const DRAWN: u32 = u32::MAX;

impl Levels {
    /// The levels of what is felt, in an order.
    pub(crate) fn new(order: Order, scale: Scale, felt: &Felt) -> Self {
        let mut all: Vec<(Rank, f64)> = felt
            .scores
            .iter()
            .map(|&score| (order.rank(scale, score), score))
            .collect();
        let by_score: Vec<Rank> = all.iter().map(|(rank, _)| *rank).collect();
        all.sort_by(|(a, x), (b, y)| a.cmp(b).then(x.total_cmp(y)));
        all.dedup_by_key(|(rank, _)| *rank);
        let none = Rank {
            group: i64::MIN,
            side: 0,
        };
        let (ranks, scores): (Vec<Rank>, Vec<f64>) = std::iter::once((none, 0.0)).chain(all).unzip();
        let level = |rank: Rank| ranks.partition_point(|other| *other < rank) as u32;
        let by_score: Vec<u32> = by_score.into_iter().map(level).collect();
        let level = |node: usize| match felt.of(node) {
            [] => 0,
            [(number, _)] => by_score[*number as usize],
            _ => DRAWN,
        };
        let nodes: Vec<u32> = (0..felt.len()).map(level).collect();
        let drawn = |node: usize| match felt.of(node) {
            [] | [_] => Vec::new(),
            draws => merged(
                draws
                    .iter()
                    .map(|&(number, share)| (by_score[number as usize], share))
                    .collect(),
            ),
        };
        let draws = match nodes.contains(&DRAWN) {
            true => (0..felt.len()).map(drawn).collect(),
            false => Vec::new(),
        };
        let mut levels = Self {
            ranks,
            scores,
            beats: Vec::new(),
            tie: order.tie(),
            nodes,
            draws,
        };
        levels.beats = (0..levels.len())
            .map(|level| match levels.tie {
                Tie::Worst | Tie::Best => level as u32 + 1,
                Tie::First => levels.tied(level).0 as u32,
                Tie::Last => levels.tied(level).1 as u32,
            })
            .collect();
        levels
    }

    /// The highest level that a rank beats or is; 0 if there is none.
    pub(crate) fn at_most(&self, rank: Rank) -> usize {
        self.ranks.partition_point(|other| *other <= rank).saturating_sub(1)
    }

    /// How many levels there are, with level 0.
    pub(crate) fn len(&self) -> usize {
        self.scores.len()
    }

    /// Whether visits to some nodes differ.
    pub(super) fn is_drawn(&self) -> bool {
        !self.draws.is_empty()
    }

    /// Whether visits to a node are scored.
    pub(super) fn is_scored(&self, node: usize) -> bool {
        self.nodes[node] > 0
    }

    /// The level of a node's visits, if they are scored and all the same.
    #[inline]
    pub(crate) fn fixed(&self, node: usize) -> Option<usize> {
        match self.nodes[node] {
            0 | DRAWN => None,
            level => Some(level as usize),
        }
    }

    /// The levels of a node's visits that differ, with their shares; empty where they do not.
    pub(super) fn drawn(&self, node: usize) -> &[(u32, f64)] {
        self.draws.get(node).map_or(&[], Vec::as_slice)
    }

    /// The first level that ties with a level, and the one after the last.
    pub(crate) fn tied(&self, level: usize) -> (usize, usize) {
        let group = self.ranks[level].group;
        let from = self.ranks[..level].iter().rev().take_while(|rank| rank.group == group);
        let to = self.ranks[level..].iter().take_while(|rank| rank.group == group);
        (level - from.count(), level + to.count())
    }

    /// Whether a level is neutral, and whether it is the bad side where the worse of tied visits counts.
    pub(crate) fn is_neutral(&self, level: usize) -> bool {
        self.ranks[level].group == 0
    }

    pub(crate) fn is_bad(&self, level: usize) -> bool {
        self.ranks[level].side == 1
    }

    /// Whether a level begins a group of ties.
    pub(crate) fn begins(&self, level: usize) -> bool {
        level == 0 || self.ranks[level].group != self.ranks[level - 1].group
    }
}

/// The draws by level, those of one level added up.
fn merged(mut draws: Vec<(u32, f64)>) -> Vec<(u32, f64)> {
    draws.sort_unstable_by_key(|(level, _)| *level);
    draws.dedup_by(|later, earlier| {
        let same = later.0 == earlier.0;
        if same {
            earlier.1 += later.1;
        }
        same
    });
    draws
}
