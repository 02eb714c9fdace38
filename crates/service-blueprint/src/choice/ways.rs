//! The ways on from one place while options are built in.

use crate::blueprint::Target;
use crate::document::{Share, Way, Ways};
use crate::validate;

/// One way on.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Leg {
    pub(super) to: Target,
    /// How many go this way, above 0. Shares of a place sum to about 1, as its author wrote them.
    share: f64,
    /// Whether the share is whatever the others leave.
    rest: bool,
    when: Option<String>,
}

/// All ways on from a place, for everyone or for one segment.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Routes {
    pub(super) legs: Vec<Leg>,
    /// Whether they are no longer those of the document.
    pub(super) changed: bool,
}

impl Routes {
    /// Ways as written; `target` knows every id.
    pub(super) fn written(ways: &Ways, target: impl Fn(&str) -> Option<Target>) -> Self {
        let legs = validate::shares(ways).filter_map(|(id, share)| {
            let way = ways.0.get(id)?;
            Some(Leg {
                to: target(id)?,
                share,
                rest: way.share == Share::Rest,
                when: way.when.clone(),
            })
        });
        Self {
            legs: legs.collect(),
            changed: false,
        }
    }

    /// Everyone goes to one place.
    pub(super) fn to(to: Target) -> Self {
        let leg = Leg {
            to,
            share: 1.0,
            rest: true,
            when: None,
        };
        Self {
            legs: vec![leg],
            changed: false,
        }
    }

    /// The same as what an option makes of the place.
    pub(super) fn made(self) -> Self {
        Self { changed: true, ..self }
    }

    /// Whether there is nothing to say but that everyone goes there.
    pub(super) fn is_plainly(&self, to: Option<Target>) -> bool {
        matches!(&self.legs[..], [leg] if Some(leg.to) == to && leg.when.is_none())
    }

    pub(super) fn lead_to(&self, to: Target) -> bool {
        self.legs.iter().any(|leg| leg.to == to)
    }

    /// Sends those elsewhere who went to one place; whether there were any. Conditions stay with their shares.
    pub(super) fn redirect(&mut self, from: Target, to: Target) -> bool {
        let Some(at) = self.legs.iter().position(|leg| leg.to == from) else {
            return false;
        };
        let leg = self.legs.remove(at);
        self.add(at, Leg { to, ..leg });
        self.changed = true;
        true
    }

    /// Sends those who went to `via` on along its ways, as [`onward`](Self::onward) tells them.
    pub(super) fn pass(&mut self, via: Target, onward: &[Leg]) {
        let Some(at) = self.legs.iter().position(|leg| leg.to == via) else {
            return;
        };
        let leg = self.legs.remove(at);
        for next in onward.iter().rev() {
            let when = match (&leg.when, &next.when) {
                (Some(first), Some(then)) => Some(format!("{first}, {then}")),
                (first, then) => first.as_ref().or(then.as_ref()).cloned(),
            };
            let passed = Leg {
                to: next.to,
                share: leg.share * next.share,
                rest: leg.rest && onward.len() == 1,
                when,
            };
            self.add(at, passed);
        }
        self.changed = true;
    }

    /// The ways on of those who leave `here` at last, with shares that sum to 1; `None` where nobody ever does.
    pub(super) fn onward(&self, here: Target) -> Option<Vec<Leg>> {
        let mut legs: Vec<Leg> = self.legs.iter().filter(|leg| leg.to != here).cloned().collect();
        let sum: f64 = legs.iter().map(|leg| leg.share).sum();
        legs.iter_mut().for_each(|leg| leg.share /= sum);
        (sum > 0.0).then_some(legs)
    }

    /// Adds a leg at its place, to the one that leads to the same place if there is one.
    fn add(&mut self, at: usize, new: Leg) {
        match self.legs.iter_mut().find(|leg| leg.to == new.to) {
            Some(leg) => {
                leg.share += new.share;
                leg.rest |= new.rest;
                // Two conditions under which customers come to the same place are none.
                leg.when = leg.when.take().filter(|when| Some(when) == new.when.as_ref());
            }
            None => self.legs.insert(at.min(self.legs.len()), new),
        }
    }

    /// As written in a document.
    pub(super) fn ways<'n>(&self, name: impl Fn(Target) -> &'n str) -> Ways {
        let sum: f64 = self.legs.iter().map(|leg| leg.share).sum();
        // Shares written a little too large in sum may add up to more than everybody.
        let scale = if self.legs.iter().any(|leg| leg.share > 1.0) {
            sum
        } else {
            1.0
        };
        let only = self.legs.len() == 1;
        let ways = self.legs.iter().map(|leg| {
            let share = match only || leg.rest {
                true => Share::Rest,
                false => Share::Of(leg.share / scale),
            };
            let when = leg.when.clone();
            (name(leg.to).to_owned(), Way { share, when })
        });
        Ways(ways.collect())
    }
}
