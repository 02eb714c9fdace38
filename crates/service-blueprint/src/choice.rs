//! Chosen options, built into the blueprint.

mod building;
mod endless;
mod error;
#[cfg(test)]
mod laws;
mod listing;
mod network;
mod scores;
mod taken_out;
mod ways;

pub use error::ChoiceError;

pub(crate) use endless::never_ending;

use crate::blueprint::{Investments, Known};
use crate::{Blueprint, OptionId, validate};
use building::Building;

impl Blueprint {
    /// The service to come: this blueprint with the chosen options built in, and without any options left.
    ///
    /// Options apply kind by kind, within a kind in document order, each for the segments named in `for` or else for all:
    ///
    /// 1. `next` replaces all ways of a touchpoint, a segment's own too.
    /// 2. `removes`: the touchpoint is passed over, so that whoever came there goes where it led.
    /// 3. `adds`, in rounds: first what names only the blueprint's own touchpoints and endings, then what names those, and
    ///    so on; in a round every `between`, then every `after`, then every `before`. Between x and y: the way from x
    ///    straight to y leads over the added one, after those that were put there before in the same round. After x: it
    ///    takes over all ways of x, and x leads to it. Before y: every way into y leads to it, the start included, and it
    ///    leads to y. Ways that a chosen `next` gives an added touchpoint stay in place of these.
    /// 4. `sets` and `raises`: scores; a raise starts from each segment's own score. Expectations stay.
    ///
    /// An added touchpoint is listed as a `detour` beside what it names, so that nobody else's way changes; segments for
    /// which its option does not hold skip it. What every segment passes over after a removal is taken out for good: ways
    /// lead past it, loops back to it and all; activities of it that others need move to where they are needed. Only where
    /// nothing would be left between the start and an ending, where somebody would never leave it, or where more than a
    /// million ways would come of it, does it stay, without scores.
    ///
    /// # Errors
    /// [`ChoiceError`] where an option is unknown, chosen twice or without what it needs, where two exclude each other, and
    /// where a journey would never end or have nothing left. Whether `at_least` is kept is not asked.
    ///
    /// # Examples
    /// ```
    /// use service_blueprint::OptionId;
    /// let blueprint = service_blueprint::parse("
    /// blueprint: Hotel check-out
    /// stages:
    ///   - id: leave
    ///     touchpoints: [ { id: bill, experience: 6 }, { id: luggage, experience: 5 } ]
    /// options:
    ///   - { id: porter, cost: 30000, raises: { luggage: 2 } }
    ///   - { id: water, cost: 5000, adds: { before: end, touchpoint: { id: farewell, experience: 9 } } }
    ///   - { id: invoice, cost: -900, removes: bill }
    /// ")?;
    /// let chosen = [OptionId::new("water")?, OptionId::new("porter")?, OptionId::new("invoice")?];
    /// let future = blueprint.with_options(&chosen)?;
    /// let everyone = future.segments().next().ok_or("nobody")?;
    /// let scores: Vec<_> = future.touchpoints().map(|it| (it.id().as_str(), it.score(everyone))).collect();
    /// assert_eq!(scores, [("luggage", Some(7.0)), ("farewell", Some(9.0))]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_options(&self, chosen: &[OptionId]) -> Result<Self, ChoiceError> {
        let known = Known::new(self);
        let investments = self.investments();
        let chosen = positions(self, &known, &investments, chosen)?;
        let building = Building {
            blueprint: self,
            known: &known,
            investments: &investments,
            chosen,
        };
        Ok(Self::try_from(building.document())?)
    }
}

/// The positions of options that can be chosen together, ascending.
fn positions(
    blueprint: &Blueprint,
    known: &Known<'_>,
    investments: &Investments,
    ids: &[OptionId],
) -> Result<Vec<usize>, ChoiceError> {
    let all = blueprint.options();
    let mut chosen = Vec::with_capacity(ids.len());
    for id in ids {
        let found = known.options.get(id.as_str()).copied();
        chosen.push(found.ok_or_else(|| {
            let ids: Vec<String> = all.iter().map(|option| option.id.clone()).collect();
            ChoiceError::Unknown {
                found: id.as_str().to_owned(),
                nearest: validate::nearest(id.as_str(), &ids),
                known: ids,
            }
        })?);
    }
    chosen.sort_unstable();
    let id = |position: usize| all[position].id.clone();
    if let Some(twice) = chosen.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(ChoiceError::Twice { id: id(twice[0]) });
    }
    for &position in &chosen {
        let needs = all[position]
            .needs
            .iter()
            .filter_map(|id| known.options.get(id.as_str()));
        for needed in needs {
            if chosen.binary_search(needed).is_err() {
                return Err(ChoiceError::Needs {
                    id: id(position),
                    needed: id(*needed),
                });
            }
        }
        let mut excludes = investments.options[position].excludes.iter();
        if let Some(other) = excludes.find(|other| chosen.binary_search(other).is_ok()) {
            return Err(ChoiceError::Excludes {
                one: id(position),
                other: id(*other),
            });
        }
    }
    Ok(chosen)
}
