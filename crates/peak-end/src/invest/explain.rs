//! Why a set of options: what each chosen one is worth, and what each rejected one would have taken.

use super::answer::BestSet;
use super::error::InvestError;
use super::investing::Investing;
use super::price::Better;
use super::problem::Decision;
use super::request::Watch;
use super::roles::Role;
use super::search::Search;
use super::value::NoSet;
use service_blueprint::{OptionId, Target, TouchpointId};

/// Chosen: shares of journeys that differ by less than this are no reason.
const TOLD: f64 = 0.005;

/// Chosen: after so many parts the search for a price is given up.
const PARTS: u64 = 2_000;

/// Why a set is what it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The options of the set, in document order.
    pub chosen: Vec<ChosenOption>,
    /// All others, in document order.
    pub rejected: Vec<RejectedOption>,
    /// Whether every price was found, or proved not to exist.
    pub complete: bool,
}

/// What a chosen option does.
#[derive(Debug, Clone, PartialEq)]
pub struct ChosenOption {
    /// The option.
    pub id: OptionId,
    /// What it costs; a saving is negative.
    pub cost: i64,
    /// How much better the set is remembered than without it, in points towards best: below 0 for a saving that pays for
    /// others. None if without it some journeys would never end.
    pub worth: Option<f64>,
    /// The chosen options that need it and would go with it.
    pub needed_by: Vec<OptionId>,
    /// Whether the set could not be chosen without it: a floor would not be kept, or fewer customers reach a goal.
    pub must_stay: bool,
    /// The touchpoints that it changes, adds, takes out, or leads to or away from, in document order.
    pub touched: Vec<Touched>,
    /// What that means, the touchpoints in document order.
    pub reasons: Vec<Reason>,
}

/// What part a touchpoint plays in the set without an option, and with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Touched {
    /// The touchpoint.
    pub touchpoint: TouchpointId,
    /// Its part without the option, and without those that need it.
    pub without: Role,
    /// Its part in the set.
    pub with: Role,
}

/// A way in which an option does good. Shares are of journeys with a scored moment, `before` without the option and `after`
/// with it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Reason {
    /// More customers reach a goal: shares of all journeys, segments mixed by share.
    ReachesGoal {
        /// P(a goal is reached) before.
        before: f64,
        /// P(a goal is reached) after.
        after: f64,
    },
    /// It makes the peak: a moment that becomes better is remembered as the peak in more journeys.
    MakesPeak {
        /// The touchpoint.
        touchpoint: TouchpointId,
        /// The share of journeys of which it was the peak.
        before: f64,
        /// The share of journeys of which it is the peak.
        after: f64,
    },
    /// It lifts the peak: a moment becomes better that is the peak of no more journeys than before.
    LiftsPeak {
        /// The touchpoint.
        touchpoint: TouchpointId,
        /// The share of journeys of which it is the peak.
        journeys: f64,
        /// Its experience before.
        before: f64,
        /// Its experience after.
        after: f64,
    },
    /// It undoes a bad peak: a moment worse than neutral is the peak of fewer journeys.
    UndoesPeak {
        /// The touchpoint.
        touchpoint: TouchpointId,
        /// The share of journeys of which it was the peak.
        before: f64,
        /// The share of journeys of which it is the peak.
        after: f64,
    },
    /// It lifts the end.
    LiftsEnd {
        /// The touchpoint.
        touchpoint: TouchpointId,
        /// The share of journeys that end with it.
        journeys: f64,
        /// Its experience before; none if it was not there.
        before: Option<f64>,
        /// Its experience after.
        after: f64,
    },
    /// It removes the trough: the touchpoint is the worst moment of fewer journeys.
    RemovesTrough {
        /// The touchpoint.
        touchpoint: TouchpointId,
        /// The share of journeys of which it was the worst moment.
        before: f64,
        /// The share of journeys of which it is the worst moment.
        after: f64,
    },
    /// It sends customers another way: to a moment better than what is remembered without it, or away from a worse one.
    Leads {
        /// The touchpoint.
        touchpoint: TouchpointId,
        /// Visits per journey before.
        before: f64,
        /// Visits per journey after.
        after: f64,
    },
    /// It saves money that pays for others.
    Saves {
        /// How much.
        amount: i128,
    },
}

/// What a rejected option would have taken.
#[derive(Debug, Clone, PartialEq)]
pub struct RejectedOption {
    /// The option.
    pub id: OptionId,
    /// What it costs; a saving is negative.
    pub cost: i64,
    /// What it needs and is not in the set.
    pub needs: Vec<OptionId>,
    /// What it costs with these.
    pub cost_with_needs: i128,
    /// What is left of the budget; none without a budget.
    pub left: Option<i128>,
    /// The chosen options that exclude it, or something that it needs.
    pub excluded_by: Vec<OptionId>,
    /// By how much the set with it, and with what it needs, would be remembered better, whatever that costs, in points
    /// towards best; none where it cannot be added.
    pub adding: Option<f64>,
    /// What it could cost and be chosen.
    pub price: Price,
}

/// The most that an option could cost, all else being as it is, for some set with it within the budget to be remembered
/// better than the best set without it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Price {
    /// This much. A saving's price is negative: it would have to save at least as much as that is below 0.
    UpTo(i128),
    /// At least this much; the search for more was stopped.
    AtLeast(i128),
    /// Not even for free; a saving not whatever it saved.
    Never,
    /// Whatever it costs: money is no object, and the set was not the best one.
    Any,
    /// It was not found out in time.
    Unknown,
}

/// A set, and what is known of it as a whole.
#[derive(Debug)]
struct Whole {
    chosen: Vec<bool>,
    /// The objective, in points from neutral.
    value: f64,
    /// P(a goal is reached); none where journeys never end.
    goal: Option<f64>,
    roles: Vec<Role>,
}

impl Investing<'_> {
    /// Why a set within a budget is what it is. On a `Break` of `watch` prices that were not found yet are
    /// [`Price::Unknown`].
    ///
    /// # Formula
    /// With V the objective, S the set, and A(o) all options of S that need o, directly or through others:
    /// - worth(o) = V(S) − V(S ∖ {o} ∖ A(o)), for o in S;
    /// - adding(o) = V(S ∪ {o} ∪ needs(o)) − V(S), for o not in S;
    /// - price(o) = budget − min { cost(R ∖ {o}) : o ∈ R, R allowed, V(R) > V(S) }: at any price up to that, some set with o
    ///   is affordable and better.
    ///
    /// P(peak), P(trough) and P(end) are exact, segments mixed by share, over several journeys the mean. The peak is the
    /// most intense moment, whatever the model, with the model's weight of negative moments if it has one.
    ///
    /// # Errors
    /// [`InvestError::UnknownOption`] for a set of another blueprint; [`InvestError::Law`], [`InvestError::Chain`] and
    /// [`InvestError::NoValue`] where memory cannot be computed.
    ///
    /// # Examples
    /// ```
    /// use peak_end::{InvestOptions, Investing, Price, Reason};
    /// let blueprint = service_blueprint::parse("
    /// blueprint: Online shop
    /// stages: [ { id: buy, touchpoints: [ { id: pay, experience: 4 }, { id: unbox, experience: 6 } ] } ]
    /// options:
    ///   - { id: gift, cost: 80, sets: { unbox: 9 } }
    ///   - { id: wallet, cost: 60, sets: { pay: 10 } }
    /// ")?;
    /// let investing = Investing::new(&blueprint, InvestOptions::default())?;
    /// let best = investing.best(Some(100), &mut |_| std::ops::ControlFlow::Continue(()))?;
    /// let explained = investing.explain(&best, Some(100), &mut |_| std::ops::ControlFlow::Continue(()))?;
    /// // Without the gift the end is 6, and the peak as well, or its equal 4, which being worse counts.
    /// assert_eq!(explained.chosen[0].worth, Some(4.0));
    /// assert!(matches!(explained.chosen[0].reasons[0], Reason::MakesPeak { after: 1.0, .. }));
    /// // With the wallet too, the peak is 10 and the end 9. For 20 both could be bought.
    /// assert_eq!(explained.rejected[0].adding, Some(0.5));
    /// assert_eq!(explained.rejected[0].price, Price::UpTo(20));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn explain(&self, set: &BestSet, budget: Option<i64>, watch: Watch<'_>) -> Result<Explanation, InvestError> {
        let chosen = self.chosen(&set.chosen)?;
        let mut search = self.search()?;
        let failed = |error| self.failed(error);
        let whole = Whole {
            value: search.value(&chosen).map_err(failed)?,
            goal: search.values.goal(&chosen).map_err(failed)?,
            roles: self.roles(&chosen).map_err(failed)?,
            chosen,
        };
        let explanation = self.explained(&mut search, &whole, budget.map(i128::from), watch);
        explanation.map_err(failed)
    }

    fn explained(
        &self,
        search: &mut Search<'_>,
        whole: &Whole,
        budget: Option<i128>,
        watch: Watch<'_>,
    ) -> Result<Explanation, NoSet> {
        let (chosen, value) = (whole.chosen.as_slice(), whole.value);
        let mut explanation = Explanation {
            chosen: Vec::new(),
            rejected: Vec::new(),
            complete: true,
        };
        let mut stopped = false;
        for (option, &is_chosen) in chosen.iter().enumerate() {
            if is_chosen {
                explanation.chosen.push(self.explain_chosen(search, whole, option)?);
                continue;
            }
            let mut rejected = self.explain_rejected(search, chosen, value, option, budget)?;
            if !stopped {
                (rejected.price, stopped) = self.price(search, value, option, budget, watch)?;
            }
            explanation.complete &= !matches!(rejected.price, Price::Unknown | Price::AtLeast(_));
            explanation.rejected.push(rejected);
        }
        Ok(explanation)
    }

    fn explain_chosen(&self, search: &mut Search<'_>, whole: &Whole, option: usize) -> Result<ChosenOption, NoSet> {
        let chosen = whole.chosen.as_slice();
        let investment = &self.investments.options[option];
        let mut needed_by = vec![false; chosen.len()];
        for (number, other) in self.investments.options.iter().enumerate() {
            needed_by[number] = chosen[number] && other.needs.contains(&option);
        }
        let without: Vec<bool> = (0..chosen.len())
            .map(|number| chosen[number] && number != option && !needed_by[number])
            .collect();
        let left = match search.value(&without) {
            Ok(left) => Some(left),
            Err(NoSet::NotAllowed) => None,
            Err(error) => return Err(error),
        };
        let (mut touched, mut reasons) = (Vec::new(), Vec::new());
        if let Some(left) = left {
            if let Some((before, after)) = search.values.goal(&without)?.zip(whole.goal)
                && after - before >= TOLD
            {
                reasons.push(Reason::ReachesGoal { before, after });
            }
            let before = self.roles(&without)?;
            for node in self.touched(option) {
                let (without, with) = (before[node], whole.roles[node]);
                reasons.extend(self.reasons(&self.node_id(node), left, without, with));
                touched.push(Touched {
                    touchpoint: self.node_id(node),
                    without,
                    with,
                });
            }
        }
        if investment.cost < 0 {
            reasons.push(Reason::Saves {
                amount: -i128::from(investment.cost),
            });
        }
        Ok(ChosenOption {
            id: investment.id.clone(),
            cost: investment.cost,
            worth: left.map(|left| whole.value - left),
            needed_by: self.ids_of(&needed_by),
            must_stay: left.is_none() || !self.problem.is_allowed(&without),
            touched,
            reasons,
        })
    }

    /// The touchpoints that an option concerns, in document order.
    fn touched(&self, option: usize) -> Vec<usize> {
        let option = &self.investments.options[option];
        let scored = option.sets.iter().chain(&option.raises).map(|(node, _)| *node);
        let mut touched: Vec<usize> = scored
            .chain(option.adds.iter().chain(&option.removes).copied())
            .collect();
        for (node, ways) in &option.next {
            touched.push(*node);
            let own = self.blueprint.segments().map(|segment| segment.journey());
            let own = own.flat_map(|journey| journey.ways(*node).to_vec());
            touched.extend(ways.iter().copied().chain(own).filter_map(|(to, _)| match to {
                Target::Touchpoint(to) => Some(to),
                Target::End(_) => None,
            }));
        }
        touched.sort_unstable();
        touched.dedup();
        touched
    }

    /// What good is done at a touchpoint. `left` is the objective without the option, in points from neutral.
    fn reasons(&self, touchpoint: &TouchpointId, left: f64, without: Role, with: Role) -> Vec<Reason> {
        let scale = self.problem.scale;
        let mut reasons = Vec::new();
        let better = |score: f64| without.score.is_none_or(|before| scale.is_better(score, before));
        let (before, after) = (without.p_peak, with.p_peak);
        let touchpoint = || touchpoint.clone();
        let was_bad = without
            .score
            .is_some_and(|score| scale.is_better(scale.neutral(), score));
        let is_good = with
            .score
            .is_some_and(|score| better(score) && scale.is_better(score, scale.neutral()));
        if was_bad && before - after >= TOLD {
            reasons.push(Reason::UndoesPeak {
                touchpoint: touchpoint(),
                before,
                after,
            });
        } else if is_good && after - before >= TOLD {
            reasons.push(Reason::MakesPeak {
                touchpoint: touchpoint(),
                before,
                after,
            });
        } else if after >= TOLD
            && let Some((was, is)) = without.score.zip(with.score)
            && better(is)
        {
            reasons.push(Reason::LiftsPeak {
                touchpoint: touchpoint(),
                journeys: after,
                before: was,
                after: is,
            });
        }
        if let Some(score) = with.score
            && with.p_end >= TOLD
            && better(score)
        {
            reasons.push(Reason::LiftsEnd {
                touchpoint: touchpoint(),
                journeys: with.p_end,
                before: without.score,
                after: score,
            });
        }
        if without.p_trough - with.p_trough >= TOLD {
            reasons.push(Reason::RemovesTrough {
                touchpoint: touchpoint(),
                before: without.p_trough,
                after: with.p_trough,
            });
        }
        if let Some((_, score)) = without.score.zip(with.score) {
            // More visits are good where the moment is better than what is remembered otherwise, fewer where it is worse.
            let (more, above) = (with.visits - without.visits, self.problem.points(score) - left);
            if more.abs() >= TOLD && more * above > 0.0 {
                reasons.push(Reason::Leads {
                    touchpoint: touchpoint(),
                    before: without.visits,
                    after: with.visits,
                });
            }
        }
        reasons
    }

    fn explain_rejected(
        &self,
        search: &mut Search<'_>,
        chosen: &[bool],
        value: f64,
        option: usize,
        budget: Option<i128>,
    ) -> Result<RejectedOption, NoSet> {
        let investment = &self.investments.options[option];
        let with = self.with_needs(chosen, option);
        let new: Vec<bool> = with.iter().zip(chosen).map(|(with, had)| *with && !had).collect();
        let excludes = |other: usize| {
            let against = (0..new.len()).filter(|&number| new[number]);
            against
                .into_iter()
                .any(|number| self.investments.options[number].excludes.contains(&other))
        };
        let excluding: Vec<bool> = (0..chosen.len())
            .map(|other| chosen[other] && excludes(other))
            .collect();
        let adding = if self.problem.is_allowed(&with) {
            match search.value(&with) {
                Ok(found) => Some(found - value),
                Err(NoSet::NotAllowed) => None,
                Err(error) => return Err(error),
            }
        } else {
            None
        };
        let needs: Vec<bool> = (0..new.len()).map(|number| new[number] && number != option).collect();
        Ok(RejectedOption {
            id: investment.id.clone(),
            cost: investment.cost,
            needs: self.ids_of(&needs),
            cost_with_needs: self.problem.cost(&new),
            left: budget.map(|budget| budget - self.problem.cost(chosen)),
            excluded_by: self.ids_of(&excluding),
            adding,
            price: Price::Unknown,
        })
    }

    /// The price of a rejected option, and whether the watch ended the search for it.
    fn price(
        &self,
        search: &mut Search<'_>,
        value: f64,
        option: usize,
        budget: Option<i128>,
        watch: Watch<'_>,
    ) -> Result<(Price, bool), NoSet> {
        let cost = i128::from(self.problem.costs[option]);
        let saves = cost < 0;
        let better = Better {
            above: value,
            // The option itself is paid for by the search, so that with it there is as much more to spend. What a saving
            // might save has no end.
            budget: budget.map(|budget| budget + cost).filter(|_| !saves),
            fixed: &[(option, Decision::Chosen)],
            parts: PARTS.min(search.limit),
        };
        let found = search.cheapest_above(better, watch)?;
        let price = match (found.cost, budget) {
            (Some(_), None) => Price::Any,
            (Some(all), Some(budget)) => {
                let price = budget - (all - cost);
                if found.proved {
                    Price::UpTo(price)
                } else {
                    Price::AtLeast(price)
                }
            }
            (None, _) if found.proved => Price::Never,
            (None, _) => Price::Unknown,
        };
        Ok((price, found.stopped))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::InvestOptions;
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;
    use std::ops::ControlFlow;

    fn explained(text: &str, budget: Option<i64>) -> (BestSet, Explanation) {
        let blueprint = service_blueprint::parse(text).unwrap();
        let investing = Investing::new(&blueprint, InvestOptions::default()).unwrap();
        let mut watch = |_: &crate::Progress| ControlFlow::Continue(());
        let best = investing.best(budget, &mut watch).unwrap();
        let found = investing.explain(&best, budget, &mut watch).unwrap();
        (best, found)
    }

    const CLINIC: &str = "
blueprint: Clinic
ends: [ { id: gone }, { id: done, goal: true } ]
stages:
  - id: visit
    touchpoints:
      - { id: wait, experience: 1, next: { lost: 40%, care: rest } }
      - { id: lost, experience: 2, next: gone }
      - { id: care, experience: 7, next: done }
options:
  - { id: signs, cost: 30, next: { wait: { lost: 10%, care: rest } } }
  - { id: calm, cost: 50, sets: { wait: 5 } }
  - { id: lollipop, cost: 20, adds: { before: done, touchpoint: { id: sweet, experience: 9 } }, needs: [jar] }
  - { id: jar, cost: 5 }
  - { id: thrift, cost: -10, sets: { care: 6 }, excludes: [signs] }
";

    #[test]
    fn options_are_explained_by_the_moments_that_they_change() {
        // 105 − 0: everything but thrift. wait 5, lost 2 in 10 %, else care 7 and sweet 9.
        // 0.9 · (9 + 9)/2 + 0.1 · (2 + 2)/2 = 8.3.
        let (best, found) = explained(CLINIC, Some(110));
        assert!((best.remembered - 8.3).abs() < 1e-12);
        let ids: Vec<_> = found.chosen.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(ids, ["signs", "calm", "lollipop", "jar"]);
        // Without signs 40 % are lost: 0.6 · 9 + 0.4 · 2 = 6.2.
        assert!((found.chosen[0].worth.unwrap() - 2.1).abs() < 1e-12);
        let close = |found: f64, wanted: f64| (found - wanted).abs() < 1e-12;
        let reasons = &found.chosen[0].reasons;
        assert!(
            matches!(&reasons[0], Reason::ReachesGoal { before, after } if close(*before, 0.6) && close(*after, 0.9)),
            "{reasons:?}"
        );
        let leads = found.chosen[0].reasons.iter().any(|reason| {
            matches!(reason, Reason::Leads { touchpoint, before, after }
                if touchpoint.as_str() == "lost" && close(*before, 0.4) && close(*after, 0.1))
        });
        assert!(leads, "{:?}", found.chosen[0].reasons);
        // Without calm the wait of 1 ties with 9, and being worse is the peak: 0.9 · 5 + 0.1 · 1.5 = 4.65.
        assert!((found.chosen[1].worth.unwrap() - 3.65).abs() < 1e-12);
        let undone = &found.chosen[1].reasons;
        assert!(
            matches!(&undone[0], Reason::UndoesPeak { before, after, .. } if close(*before, 1.0) && close(*after, 0.0))
        );
        // Without the lollipop 0.9 · 7 + 0.1 · 2 = 6.5; the jar takes the lollipop with it.
        assert!((found.chosen[2].worth.unwrap() - 1.8).abs() < 1e-12);
        assert!((found.chosen[3].worth.unwrap() - 1.8).abs() < 1e-12);
        assert_eq!(found.chosen[3].needed_by, [found.chosen[2].id.clone()]);
        let sweet = &found.chosen[2].reasons;
        assert!(
            sweet
                .iter()
                .any(|reason| matches!(reason, Reason::MakesPeak { after, .. } if close(*after, 0.9)))
        );
        let end = |reason: &Reason| matches!(reason, Reason::LiftsEnd { journeys, before: None, .. } if close(*journeys, 0.9));
        assert!(sweet.iter().any(end), "{sweet:?}");

        let thrift = &found.rejected[0];
        assert_eq!(
            (thrift.excluded_by[0].as_str(), thrift.adding, thrift.left),
            ("signs", None, Some(5))
        );
        // With thrift in place of signs nothing is better, whatever it saves.
        assert_eq!(thrift.price, Price::Never);
        assert!(found.complete);
    }

    #[test]
    fn a_peak_of_fewer_journeys_is_not_made_and_harm_is_no_reason() {
        // The desk is the peak of all journeys, at 9, and with the sign of the half that still comes there, at 10. The other
        // half is sent to the queue, which the cake makes 9.5: better than the 9 that is remembered without the sign.
        let text = "
blueprint: Hall
ends: [ { id: gone }, { id: done, goal: true } ]
stages:
  - id: all
    touchpoints:
      - { id: door, experience: 5, next: desk }
      - { id: queue, experience: 6, next: done }
      - { id: desk, experience: 9, next: gone }
options:
  - { id: sign, cost: 1, sets: { desk: 10 }, next: { door: { queue: 50%, desk: rest } }, needs: [cake] }
  - { id: cake, cost: 1, sets: { queue: 9.5 } }
";
        let blueprint = service_blueprint::parse(text).unwrap();
        let investing = Investing::new(&blueprint, InvestOptions::default()).unwrap();
        let mut watch = |_: &crate::Progress| ControlFlow::Continue(());
        let best = investing.best(Some(2), &mut watch).unwrap();
        let found = investing.explain(&best, Some(2), &mut watch).unwrap();
        let reasons = &found.chosen[0].reasons;
        assert_eq!(
            reasons[0],
            Reason::ReachesGoal {
                before: 0.0,
                after: 0.5
            }
        );
        let lifted = Reason::LiftsPeak {
            touchpoint: blueprint.touchpoint("desk").unwrap().id().clone(),
            journeys: 0.5,
            before: 9.0,
            after: 10.0,
        };
        assert!(reasons.contains(&lifted), "{reasons:?}");
        let of_desk =
            |reason: &Reason| matches!(reason, Reason::MakesPeak { touchpoint, .. } if touchpoint.as_str() == "desk");
        assert!(!reasons.iter().any(of_desk), "{reasons:?}");
        // Fewer come to the desk, which is better than what is remembered: that is no reason. More come to the queue, which
        // is better, too.
        let leads: Vec<&str> = reasons
            .iter()
            .filter_map(|reason| match reason {
                Reason::Leads { touchpoint, .. } => Some(touchpoint.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(leads, ["queue"]);
    }

    #[test]
    fn a_saving_that_pays_for_others_is_worth_less_than_nothing() {
        let text = "
blueprint: Shop
stages: [ { id: buy, touchpoints: [ { id: pay, experience: 6 }, { id: unbox, experience: 6 } ] } ]
options:
  - { id: gift, cost: 10, sets: { unbox: 9 } }
  - { id: thrift, cost: -10, sets: { pay: 5 } }
";
        let (_, found) = explained(text, Some(0));
        assert_eq!(found.chosen[1].worth, Some(0.0));
        assert_eq!(found.chosen[1].reasons, [Reason::Saves { amount: 10 }]);
        assert_eq!(found.chosen[0].worth, Some(3.0));
    }

    #[test]
    fn a_broken_watch_leaves_prices_open() {
        let blueprint = service_blueprint::parse(CLINIC).unwrap();
        let investing = Investing::new(&blueprint, InvestOptions::default()).unwrap();
        let best = investing.best(Some(60), &mut |_| ControlFlow::Continue(())).unwrap();
        let found = investing
            .explain(&best, Some(60), &mut |_| ControlFlow::Break(()))
            .unwrap();
        assert!(!found.complete);
        assert!(found.rejected.iter().all(|one| !matches!(one.price, Price::UpTo(_))));
    }

    /// A small document at random: branching, segments, all kinds of options.
    pub(in crate::invest) fn random(random: &mut ChaCha8Rng) -> String {
        let mut score = || f64::from(random.random_range(0..=20)) / 2.0;
        let scores: Vec<f64> = (0..8).map(|_| score()).collect();
        let share = f64::from(random.random_range(1..10)) / 10.0;
        let costs: Vec<i64> = (0..6).map(|_| random.random_range(-15..40)).collect();
        let extra = ["", ", needs: [one]", ", excludes: [one]", ", for: [old]"][random.random_range(0..4)];
        let place = ["before: end", "after: a", "between: [a, b]"][random.random_range(0..3)];
        format!(
            "
blueprint: Random
segments: [ {{ id: new, share: 0.5 }}, {{ id: old, share: 0.5, value: 2, start: b }} ]
stages:
  - id: all
    touchpoints:
      - {{ id: a, experience: {}, next: {{ b: {share}, c: rest }} }}
      - {{ id: b, experience: {} }}
      - {{ id: c, experience: {} }}
options:
  - {{ id: one, cost: {}, sets: {{ a: {} }} }}
  - {{ id: two, cost: {}, sets: {{ b: {} }}{extra} }}
  - {{ id: three, cost: {}, sets: {{ c: {} }} }}
  - {{ id: four, cost: {}, adds: {{ {place}, touchpoint: {{ id: d, experience: {} }} }} }}
  - {{ id: five, cost: {}, removes: [c] }}
  - {{ id: six, cost: {}, next: {{ a: b }}, excludes: [three] }}
",
            scores[0],
            scores[1],
            scores[2],
            costs[0],
            scores[3],
            costs[1],
            scores[4],
            costs[2],
            scores[5],
            costs[3],
            scores[6],
            costs[4],
            costs[5],
        )
    }

    /// All allowed sets with their costs and values.
    pub(in crate::invest) fn all_sets(investing: &Investing<'_>) -> Vec<(Vec<bool>, i128, f64)> {
        let options = investing.problem.options();
        let mut search = investing.search().unwrap();
        let sets = (0..1usize << options).map(|bits| (0..options).map(|option| bits >> option & 1 == 1).collect());
        let allowed = sets.filter(|set: &Vec<bool>| investing.problem.is_allowed(set));
        allowed
            .filter_map(|set| {
                // By the law, not by the relaxation that is tested.
                let value = search.values.of(&set, &[]).ok()?;
                Some((set.clone(), investing.problem.cost(&set), value))
            })
            .collect()
    }

    #[test]
    fn prices_are_what_trying_all_sets_finds() {
        let mut generator = ChaCha8Rng::seed_from_u64(5);
        let (mut prices, mut never) = (0, 0);
        for _ in 0..150 {
            let text = random(&mut generator);
            let budget: i64 = generator.random_range(-5..60);
            let blueprint = service_blueprint::parse(&text).unwrap();
            for model in ["peak_end", "mean"] {
                let options = InvestOptions {
                    model: crate::Model::from_name(model).unwrap(),
                    ..InvestOptions::default()
                };
                let investing = Investing::new(&blueprint, options).unwrap();
                let mut watch = |_: &crate::Progress| ControlFlow::Continue(());
                let Ok(best) = investing.best(Some(budget), &mut watch) else {
                    continue;
                };
                let found = investing.explain(&best, Some(budget), &mut watch).unwrap();
                let all = all_sets(&investing);
                let value = investing.problem.points(best.remembered);
                for rejected in &found.rejected {
                    let option = investing
                        .investments
                        .options
                        .iter()
                        .position(|one| one.id == rejected.id)
                        .unwrap();
                    let with = all
                        .iter()
                        .filter(|(set, _, found)| set[option] && *found > value + 1e-12);
                    let cheapest = with.map(|(_, cost, _)| cost - i128::from(rejected.cost)).min();
                    let wanted = match cheapest.map(|cost| i128::from(budget) - cost) {
                        Some(price) if price >= 0 || rejected.cost < 0 => Price::UpTo(price),
                        Some(_) | None => Price::Never,
                    };
                    let all: Vec<_> = all
                        .iter()
                        .filter(|(set, _, found)| set[option] && *found > value + 1e-12)
                        .collect();
                    assert_eq!(
                        rejected.price, wanted,
                        "{} of {text} {budget} {model} {best:?} {all:?}",
                        rejected.id
                    );
                    prices += usize::from(wanted != Price::Never);
                    never += usize::from(wanted == Price::Never);
                }
            }
        }
        assert!(prices > 50 && never > 50, "{prices} {never}");
    }
}
