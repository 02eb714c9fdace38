//! The orders in which memory compares touchpoints.

use super::sweep::Rank;
use crate::key::level;
use crate::{Negativity, PeakKey};
use service_blueprint::Scale;

/// Most intense wins: the largest distance from neutral, the worse one where two tie.
pub(crate) fn most_intense(scale: Scale, score: f64, negativity: Negativity) -> Rank {
    let key = PeakKey::new(scale, score, negativity);
    Rank {
        group: key.level() as i64,
        level: u8::from(key.is_bad()),
    }
}

/// The best score wins.
pub(crate) fn best(scale: Scale, score: f64) -> Rank {
    let value = scale.value(score);
    let distance = level(value.abs()) as i64;
    Rank {
        group: if value < 0.0 { -distance } else { distance },
        level: 0,
    }
}

/// The worst score wins.
pub(crate) fn worst(scale: Scale, score: f64) -> Rank {
    Rank {
        group: -best(scale, score).group,
        level: 0,
    }
}
