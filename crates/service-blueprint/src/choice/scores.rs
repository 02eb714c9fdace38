//! What `sets` and `raises` make of the scores of a touchpoint.

use crate::Blueprint;
use crate::document::{Override, Rating, Touchpoint};

/// For whom an option holds: everyone, or the segments of these ids.
pub(super) type Whom<'c> = Option<&'c [&'c str]>;

/// Gives a touchpoint another score; a segment's own is replaced too. Whoever passes it over has none.
pub(super) fn set(touchpoint: &mut Touchpoint, whom: Whom<'_>, rating: &Rating) {
    match whom {
        None => {
            touchpoint.experience = Some(rating.clone());
            touchpoint.segments.values_mut().for_each(|own| own.experience = None);
            drop_empty(touchpoint);
        }
        Some(segments) => {
            for id in segments {
                let own = touchpoint.segments.entry((*id).to_owned()).or_default();
                if !own.skip {
                    own.experience = Some(rating.clone());
                }
            }
        }
    }
}

/// Raises the scores of a touchpoint by so many points towards best, each from where it stands.
pub(super) fn raise(touchpoint: &mut Touchpoint, whom: Whom<'_>, by: f64, blueprint: &Blueprint) {
    let scale = blueprint.scale();
    let raised = |rating: &Option<Rating>| {
        let score = blueprint.score_of(rating.as_ref()?)? + by * scale.direction();
        // Past best by no more than rounding, or loading would have refused it.
        let score = if scale.contains(score) { score } else { scale.best() };
        Some(Rating::Assumed(score))
    };
    match whom {
        None => {
            touchpoint.experience = raised(&touchpoint.experience);
            for own in touchpoint.segments.values_mut().filter(|own| !own.skip) {
                own.experience = raised(&own.experience);
            }
        }
        Some(segments) => {
            for id in segments {
                let base = raised(&touchpoint.experience);
                let own = touchpoint.segments.entry((*id).to_owned()).or_default();
                if !own.skip {
                    own.experience = raised(&own.experience).or(base);
                }
            }
            drop_empty(touchpoint);
        }
    }
}

/// Lets segments pass a touchpoint over.
pub(super) fn skip<'i>(touchpoint: &mut Touchpoint, segments: impl Iterator<Item = &'i str>) {
    for id in segments {
        let own = touchpoint.segments.entry(id.to_owned()).or_default();
        *own = Override {
            next: own.next.take(),
            skip: true,
            ..Override::default()
        };
    }
}

/// Leaves a touchpoint without scores, so that it leaves no trace in anybody's memory.
pub(super) fn clear(touchpoint: &mut Touchpoint) {
    (touchpoint.experience, touchpoint.expectation) = (None, None);
    for own in touchpoint.segments.values_mut() {
        (own.experience, own.expectation) = (None, None);
    }
    drop_empty(touchpoint);
}

/// Drops what is said of segments where nothing differs any more.
pub(super) fn drop_empty(touchpoint: &mut Touchpoint) {
    touchpoint.segments.retain(|_, own| *own != Override::default());
}
