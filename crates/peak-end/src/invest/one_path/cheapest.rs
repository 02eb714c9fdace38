//! What to buy for a given peak and a given end: as few moments lowered as the budget allows, then as cheap as it gets.

use std::cmp::Ordering;

use super::PathMoment;
use super::layout::{End, Layout};

/// What a moment becomes: a choice, by its place in the document, or [`STAY`]. The lower number is preferred: of two sets
/// that differ in one moment the one with the lower number there contains the earliest choice in which they differ.
type Pick = u32;

/// The moment stays as it is.
const STAY: Pick = Pick::MAX;

/// What is bought.
#[derive(Debug)]
pub(super) struct Bought {
    pub(super) lowered: usize,
    pub(super) cost: i64,
    picks: Vec<Pick>,
}

impl Bought {
    /// The one that lowers fewer moments, then the cheaper, then the one with the earliest choice.
    pub(super) fn better(self, other: Self) -> Self {
        let order = (self.lowered, self.cost).cmp(&(other.lowered, other.cost));
        let picks = || earliest(self.picks.iter().copied().zip(other.picks.iter().copied()));
        if order.then_with(picks).is_le() { self } else { other }
    }

    /// By moment, the choice; `places` are those of all choices in the document.
    pub(super) fn chosen(&self, places: &[Vec<u32>]) -> Vec<Option<usize>> {
        let picks = self.picks.iter().zip(places);
        picks
            .map(|(pick, places)| places.iter().position(|place| place == pick))
            .collect()
    }
}

/// Less if the first of two sets contains the earliest choice in which they differ; both by moment.
fn earliest(picks: impl Iterator<Item = (Pick, Pick)>) -> Ordering {
    let differ = picks.filter(|(one, other)| one != other);
    let first = differ.min_by_key(|(one, other)| *one.min(other));
    first.map_or(Ordering::Equal, |(one, other)| one.cmp(&other))
}

/// An outcome: its cost, and then how it is preferred.
type Priced = (i64, Pick);

/// The outcomes that may be needed of one moment: the cheapest that do not lower it, and the cheapest that do.
#[derive(Debug, Clone, Copy, Default)]
struct Moment {
    /// Up to the level of the peak.
    kept: Option<Priced>,
    lowered: Option<Priced>,
    /// At the level of the peak.
    peak_kept: Option<Priced>,
    peak_lowered: Option<Priced>,
}

/// All that may be bought for one level of the peak and one end.
///
/// Let every moment have its cheapest outcome that does not lower it, where there is one. That costs too much by some
/// amount, and lowering moment i gives back d_i = cost kept − cost lowered. To give back enough with the fewest
/// moments, take them by falling d; this is also the cheapest way to lower so many. Where moments tie in d at the border,
/// any of them will do, and document order decides by the earlier of both outcomes' places, which no two moments share:
/// moments whose lowered outcome is preferred to the kept one want to be lowered, the earlier the better, and of
/// the rest the later ones are lowered first, since the first difference counts. Neither depends on how many are
/// lowered, so that one `order` serves all numbers.
///
/// If the end is milder than the peak, another moment has to have the peak's level. Whichever it is, the rest is the
/// problem above without that moment, and its answer differs from the one with it in one moment at most: the first one in
/// the order that was not lowered, or the last one that was. So all answers of all moments that might have the peak
/// are one set with one or two changes, and can be compared by these.
#[derive(Debug)]
pub(super) struct Cheapest {
    end: Priced,
    /// Whether the end lowers the last moment.
    end_lowers: bool,
    needs_peak: bool,
    moments: Vec<Moment>,
    /// What everything costs where as little as possible is lowered, without the end.
    kept_cost: i64,
    /// How many moments cannot but be lowered, without the last one.
    forced: usize,
    /// The moments that give something back when they are lowered, in the order in which they are.
    order: Vec<u32>,
    /// By moment, its place in the order.
    places: Vec<Option<u32>>,
    /// By number of moments, what the first ones of the order give back together.
    given_back: Vec<i64>,
}

/// A moment that gets the peak, and how.
#[derive(Debug, Clone, Copy)]
struct Peak {
    moment: usize,
    outcome: Priced,
    lowers: bool,
}

impl Cheapest {
    pub(super) fn new(path: &[PathMoment], listed: &[Vec<u32>], layout: &Layout, level: usize, end: &End) -> Self {
        let scale = layout.scale();
        let worse = |score: f64, now: f64| scale.is_better(now, score);
        let last = &path[layout.before];
        let end_lowers = end
            .choice
            .is_some_and(|choice| worse(last.choices[choice as usize].score, last.now));
        let moments: Vec<Moment> = path[..layout.before]
            .iter()
            .zip(listed)
            .map(|(moment, listed)| {
                let mut found = Moment::default();
                let stays = moment.may_stay.then_some((moment.now, (0, STAY)));
                let choices = moment.choices.iter().zip(listed);
                let choices = choices.map(|(choice, &place)| (choice.score, (choice.cost, place)));
                for (score, priced) in stays.into_iter().chain(choices) {
                    let order = layout.compare(score, level);
                    let (slot, peak) = match worse(score, moment.now) {
                        true => (&mut found.lowered, &mut found.peak_lowered),
                        false => (&mut found.kept, &mut found.peak_kept),
                    };
                    if order.is_le() {
                        take(slot, priced);
                    }
                    if order.is_eq() {
                        take(peak, priced);
                    }
                }
                found
            })
            .collect();
        let gain = |moment: &Moment| match (moment.kept, moment.lowered) {
            (Some(kept), Some(lowered)) => kept.0 - lowered.0,
            _ => 0,
        };
        let mut order: Vec<u32> = (0..moments.len() as u32)
            .filter(|&number| gain(&moments[number as usize]) > 0)
            .collect();
        order.sort_unstable_by_key(|&number| {
            let moment = &moments[number as usize];
            let pick = |priced: Option<Priced>| priced.map_or(STAY, |(_, pick)| pick);
            let (lowered, kept) = (pick(moment.lowered), pick(moment.kept));
            let turn = if lowered < kept {
                i64::from(lowered)
            } else {
                i64::MAX - i64::from(kept)
            };
            (std::cmp::Reverse(gain(moment)), turn)
        });
        let mut places = vec![None; moments.len()];
        let mut given_back = vec![0];
        let mut sum = 0;
        for (place, &number) in order.iter().enumerate() {
            places[number as usize] = Some(place as u32);
            sum += gain(&moments[number as usize]);
            given_back.push(sum);
        }
        Self {
            end: (
                end.cost,
                end.choice.map_or(STAY, |choice| listed[layout.before][choice as usize]),
            ),
            end_lowers,
            needs_peak: (end.level as usize) < level,
            kept_cost: moments.iter().filter_map(Moment::plain).map(|(cost, _)| cost).sum(),
            forced: moments.iter().filter(|moment| moment.kept.is_none()).count(),
            moments,
            order,
            places,
            given_back,
        }
    }

    /// What is bought within a budget, if that is enough.
    pub(super) fn within(&self, budget: i64) -> Option<Bought> {
        let end_lowers = usize::from(self.end_lowers);
        if !self.needs_peak {
            let cost = self.kept_cost + self.end.0;
            let lowered = self.fewest(cost, None, budget)?;
            return Some(self.bought(
                lowered,
                self.forced + end_lowers + lowered,
                cost - self.given_back[lowered],
                None,
            ));
        }
        let mut best: Option<(usize, i64, Peak)> = None;
        for peak in self.peaks() {
            let moment = &self.moments[peak.moment];
            let Some(plain) = moment.plain() else { continue };
            let cost = self.kept_cost - plain.0 + peak.outcome.0 + self.end.0;
            let Some(others) = self.fewest(cost, Some(peak.moment), budget) else {
                continue;
            };
            let cost = cost - self.gives_back(others, Some(peak.moment));
            let forced = self.forced - usize::from(moment.kept.is_none());
            let lowered = forced + others + usize::from(peak.lowers) + end_lowers;
            let better = best.is_none_or(|(fewest, least, with)| {
                let order = (lowered, cost).cmp(&(fewest, least));
                order
                    .then_with(|| self.prefer(lowered - self.forced - end_lowers, peak, with))
                    .is_lt()
            });
            if better {
                best = Some((lowered, cost, peak));
            }
        }
        let (lowered, cost, peak) = best?;
        Some(self.bought(lowered - self.forced - end_lowers, lowered, cost, Some(peak)))
    }

    /// Every way for a moment to have the peak, the cheapest that lowers it and the cheapest that does not.
    fn peaks(&self) -> impl Iterator<Item = Peak> {
        self.moments.iter().enumerate().flat_map(|(number, moment)| {
            let peak = move |outcome, lowers| Peak {
                moment: number,
                outcome,
                lowers,
            };
            let kept = moment.peak_kept.map(|outcome| peak(outcome, false));
            kept.into_iter()
                .chain(moment.peak_lowered.map(|outcome| peak(outcome, true)))
        })
    }

    /// What the first so many of the order give back, one moment left out.
    fn gives_back(&self, count: usize, without: Option<usize>) -> i64 {
        match without
            .and_then(|moment| self.places[moment])
            .map(|place| place as usize)
        {
            Some(place) if place < count => {
                self.given_back[count + 1] - (self.given_back[place + 1] - self.given_back[place])
            }
            _ => self.given_back[count],
        }
    }

    /// How many moments of the order have to be lowered so that a cost comes down to the budget.
    fn fewest(&self, cost: i64, without: Option<usize>, budget: i64) -> Option<usize> {
        let out = without.is_some_and(|moment| self.places[moment].is_some());
        let most = self.order.len() - usize::from(out);
        let fits = |count: usize| cost - self.gives_back(count, without) <= budget;
        if !fits(most) {
            return None;
        }
        let (mut least, mut enough) = (0, most);
        while least < enough {
            let middle = least + (enough - least) / 2;
            if fits(middle) {
                enough = middle;
            } else {
                least = middle + 1;
            }
        }
        Some(least)
    }

    /// What a moment becomes where the first so many of the order are lowered.
    fn pick(&self, lowered: usize, moment: usize) -> Pick {
        let of = &self.moments[moment];
        let is_lowered = self.places[moment].is_some_and(|place| (place as usize) < lowered);
        let priced = if is_lowered { of.lowered } else { of.plain() };
        priced.map_or(STAY, |(_, pick)| pick)
    }

    /// What else becomes of the moments where one has the peak, and `lowered` of those that need not be are
    /// lowered, it included: by moment, in order.
    fn changes(&self, lowered: usize, peak: Peak) -> [Option<(usize, Pick)>; 2] {
        let own = Some((peak.moment, peak.outcome.1));
        let moment = &self.moments[peak.moment];
        let was_lowered = self.places[peak.moment].is_some_and(|place| (place as usize) < lowered);
        let other = match (was_lowered, peak.lowers) {
            // It has no outcome that does not lower it, so that the others are as before.
            _ if moment.kept.is_none() => None,
            (true, true) | (false, false) => None,
            (true, false) => {
                let next = self.order[lowered] as usize;
                self.moments[next].lowered.map(|(_, pick)| (next, pick))
            }
            // There is no last one where it is the only one that gives nothing back.
            (false, true) => self.order.get(lowered - 1).and_then(|&last| {
                let plain = self.moments[last as usize].plain();
                plain.map(|(_, pick)| (last as usize, pick))
            }),
        };
        match other {
            Some((moment, _)) if moment < peak.moment => [other, own],
            _ => [own, other],
        }
    }

    /// Less if the first moment having the peak leads to the set that contains the earliest choice in which they differ.
    fn prefer(&self, lowered: usize, one: Peak, other: Peak) -> Ordering {
        let (one, other) = (self.changes(lowered, one), self.changes(lowered, other));
        let pick = |changes: &[Option<(usize, Pick)>; 2], moment: usize| {
            let change = changes.iter().flatten().find(|(changed, _)| *changed == moment);
            change.map_or_else(|| self.pick(lowered, moment), |(_, pick)| *pick)
        };
        let touched = one.iter().chain(&other).flatten().map(|(moment, _)| *moment);
        earliest(touched.map(|moment| (pick(&one, moment), pick(&other, moment))))
    }

    fn bought(&self, of_order: usize, lowered: usize, cost: i64, peak: Option<Peak>) -> Bought {
        let mut picks: Vec<Pick> = (0..self.moments.len())
            .map(|moment| self.pick(of_order, moment))
            .collect();
        if let Some(peak) = peak {
            for (moment, pick) in self.changes(of_order, peak).into_iter().flatten() {
                picks[moment] = pick;
            }
        }
        picks.push(self.end.1);
        Bought { lowered, cost, picks }
    }
}

impl Moment {
    /// The outcome where as little as possible is lowered.
    fn plain(&self) -> Option<Priced> {
        self.kept.or(self.lowered)
    }
}

fn take(slot: &mut Option<Priced>, priced: Priced) {
    if slot.is_none_or(|found| priced < found) {
        *slot = Some(priced);
    }
}
