//! What the classical rule buys: the worst weighted satisfaction first.

use super::error::InvestError;
use super::investing::Investing;
use super::problem::Outcome;
use super::search::Search;
use super::value::NoSet;
use service_blueprint::{OptionId, TouchpointId};

/// Chosen: what raises a touchpoint by no more than this part of the half-scale does not raise it.
const RAISED: f64 = 1e-9;

/// What the classical rule buys, and what it does to memory.
#[derive(Debug, Clone, PartialEq)]
pub struct ClassicalSet {
    /// The options, in document order.
    pub chosen: Vec<OptionId>,
    /// What they cost together; a saving is negative.
    pub cost: i128,
    /// The objective with them: what is remembered, mixed as that of [`BestSet`](crate::BestSet).
    pub remembered: f64,
    /// Whether the set is one that could be chosen: within the budget, and with every floor kept. The rule repairs a
    /// floor only if satisfaction leads it there, and never saves for the sake of saving.
    pub allowed: bool,
    /// Whether some touchpoint has an experience and an expectation. Without one the rule has nothing to go by.
    pub applies: bool,
    /// What was bought, in the order in which it was.
    pub steps: Vec<ClassicalStep>,
}

/// One purchase of the classical rule.
#[derive(Debug, Clone, PartialEq)]
pub struct ClassicalStep {
    /// The touchpoint for the sake of which it was made.
    pub touchpoint: TouchpointId,
    /// Its weighted satisfaction before: (experience − expectation) × importance, negative where customers get less than
    /// they expect.
    pub weighted: f64,
    /// Its experience before and after, segments mixed by share.
    pub before: f64,
    /// See [`before`](Self::before).
    pub after: f64,
    /// The option that raises it.
    pub option: OptionId,
    /// All that was bought, the option and what it needs and was not there yet, in document order.
    pub bought: Vec<OptionId>,
    /// What that cost together.
    pub cost: i128,
}

/// A touchpoint's satisfaction.
#[derive(Debug, Clone, Copy)]
struct Satisfied {
    node: usize,
    weighted: f64,
    experience: f64,
}

impl Investing<'_> {
    /// What satisfaction thinking buys with the same money, for comparison with the best set.
    ///
    /// # Formula
    /// satisfaction = (experience − expectation) × importance, signed so that positive is towards best, segments that have
    /// both mixed by share, an importance that is not given counting as 1. Touchpoints of which no segment has both have
    /// none. The worst touchpoint comes first: of the options that raise its experience and can be paid for together with
    /// what they need, the one that raises it most is bought, of equal ones the first of the document. Where there is none,
    /// it is the next worst touchpoint's turn. After each purchase satisfaction is ranked anew, until nothing raises
    /// anything. Of equally bad touchpoints the first of the document comes first.
    ///
    /// The rule is bound by needs, excludes, budget, kept goals and the end of journeys, as every set is, and it does not
    /// take a touchpoint below a floor that is kept. It sees nothing else: neither what a purchase lowers elsewhere, nor
    /// savings, nor a floor that is not kept today, nor a touchpoint that nobody has an expectation of.
    ///
    /// # Returns
    /// A set without options where nothing can be bought, or where the rule does not [apply](ClassicalSet::applies); [`allowed`](ClassicalSet::allowed) says whether the set keeps to
    /// budget and floors, which it need not where the budget is negative or a floor is not kept today.
    ///
    /// # Errors
    /// [`InvestError::Law`] and [`InvestError::Chain`] where memory cannot be computed.
    ///
    /// # Examples
    /// Paying disappoints most, so the money goes there. Memory is made at the end.
    /// ```
    /// use peak_end::{InvestOptions, Investing};
    /// let blueprint = service_blueprint::parse("
    /// blueprint: Online shop
    /// stages:
    ///   - id: buy
    ///     touchpoints:
    ///       - { id: pay, experience: 4, expectation: 7, importance: 3 }
    ///       - { id: unbox, experience: 6, expectation: 6 }
    /// options:
    ///   - { id: wallet, cost: 100, sets: { pay: 6 } }
    ///   - { id: gift, cost: 100, sets: { unbox: 9 } }
    /// ")?;
    /// let investing = Investing::new(&blueprint, InvestOptions::default())?;
    /// let classical = investing.classical(Some(100))?;
    /// assert_eq!(classical.chosen[0].as_str(), "wallet");
    /// assert_eq!(classical.steps[0].weighted, -9.0);
    /// assert_eq!(classical.remembered, 6.0);
    /// let best = investing.best(Some(100), &mut |_| std::ops::ControlFlow::Continue(()))?;
    /// assert_eq!(best.chosen[0].as_str(), "gift");
    /// assert_eq!(best.remembered, 9.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn classical(&self, budget: Option<i64>) -> Result<ClassicalSet, InvestError> {
        let budget = budget.map(i128::from);
        let mut search = self.search()?;
        let mut chosen = vec![false; self.problem.options()];
        let applies = (0..self.problem.nodes()).any(|node| self.satisfied(node, &chosen).is_some());
        let mut steps = Vec::new();
        while let Some(step) = self.purchase(&mut search, &mut chosen, budget)? {
            steps.push(step);
        }
        let cost = self.problem.cost(&chosen);
        let value = search.value(&chosen).map_err(|error| self.failed(error))?;
        Ok(ClassicalSet {
            chosen: self.ids_of(&chosen),
            cost,
            remembered: self.problem.score(value),
            allowed: self.problem.is_allowed(&chosen) && budget.is_none_or(|budget| cost <= budget),
            applies,
            steps,
        })
    }

    /// The next purchase, made.
    fn purchase(
        &self,
        search: &mut Search<'_>,
        chosen: &mut Vec<bool>,
        budget: Option<i128>,
    ) -> Result<Option<ClassicalStep>, InvestError> {
        let spent = self.problem.cost(chosen);
        let mut ranked: Vec<Satisfied> = (0..self.problem.nodes())
            .filter_map(|node| self.satisfied(node, chosen))
            .collect();
        ranked.sort_by(|a, b| a.weighted.total_cmp(&b.weighted));
        for worst in ranked {
            let mut raising = Vec::new();
            for option in self
                .concerning(worst.node)
                .into_iter()
                .filter(|&option| !chosen[option])
            {
                let with = self.with_needs(chosen, option);
                let Some(after) = self.experience(worst.node, &with) else {
                    continue;
                };
                let raised = self.problem.scale.gain(worst.experience, after);
                let affordable = budget.is_none_or(|budget| self.problem.cost(&with) <= budget);
                if raised > RAISED * self.problem.scale.half() && affordable && self.keeps(chosen, &with) {
                    raising.push((raised, option, after, with));
                }
            }
            raising.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            for (_, option, after, with) in raising {
                match search.value(&with) {
                    Ok(_) => {}
                    Err(NoSet::NotAllowed) => continue,
                    Err(error) => return Err(self.failed(error)),
                }
                let bought: Vec<bool> = with
                    .iter()
                    .zip(chosen.iter())
                    .map(|(with, had)| *with && !had)
                    .collect();
                let step = ClassicalStep {
                    touchpoint: self.node_id(worst.node),
                    weighted: worst.weighted,
                    before: worst.experience,
                    after,
                    option: self.investments.options[option].id.clone(),
                    bought: self.ids_of(&bought),
                    cost: self.problem.cost(&with) - spent,
                };
                *chosen = with;
                return Ok(Some(step));
            }
        }
        Ok(None)
    }

    /// Whether a set keeps to needs and excludes, and to the floors to which the set before keeps.
    fn keeps(&self, before: &[bool], with: &[bool]) -> bool {
        let (rules, floors) = self.problem.forbidden.split_at(self.problem.rules);
        !rules.iter().any(|rule| rule.holds(with))
            && !floors.iter().any(|floor| floor.holds(with) && !floor.holds(before))
    }

    fn satisfied(&self, node: usize, chosen: &[bool]) -> Option<Satisfied> {
        let experience = self.experience(node, chosen)?;
        // Of the segments that have both: nobody's feeling is set against what others expect.
        let both = |outcome: &Outcome| outcome.score.zip(outcome.expectation);
        let felt = self.mixed(node, chosen, |outcome| both(outcome).map(|(score, _)| score))?;
        let expected = self.mixed(node, chosen, |outcome| {
            both(outcome).map(|(_, expectation)| expectation)
        })?;
        let weighted = self.problem.scale.gain(expected, felt) * self.importance(node).unwrap_or(1.0) + 0.0;
        weighted.is_finite().then_some(Satisfied {
            node,
            weighted,
            experience,
        })
    }

    pub(super) fn experience(&self, node: usize, chosen: &[bool]) -> Option<f64> {
        self.mixed(node, chosen, |outcome| outcome.score)
    }

    /// The mean by share over the segments that feel it.
    fn mixed(&self, node: usize, chosen: &[bool], felt: impl Fn(&Outcome) -> Option<f64>) -> Option<f64> {
        let mut felt_by: Vec<(f64, f64)> = Vec::new();
        for (&group, &share) in self.problem.first.iter().zip(&self.problem.shares) {
            let outcomes = self.problem.groups[group].nodes[node].outcomes.iter();
            let outcome = outcomes.into_iter().find(|outcome| outcome.when.holds(chosen));
            if let Some(felt) = outcome.and_then(&felt) {
                felt_by.push((share, felt));
            }
        }
        let total: f64 = felt_by.iter().map(|(share, _)| share).sum();
        // Distances from the first, so that equal values give exactly that value.
        let first = felt_by.first()?.1;
        let sum: f64 = felt_by.iter().map(|(share, felt)| share * (felt - first)).sum();
        (total > 0.0).then(|| first + sum / total)
    }

    /// The options on which what is felt at a touchpoint depends, in document order.
    fn concerning(&self, node: usize) -> Vec<usize> {
        let nodes = self
            .problem
            .first
            .iter()
            .map(|&group| &self.problem.groups[group].nodes[node]);
        let outcomes = nodes.flat_map(|node| &node.outcomes);
        let mut options: Vec<usize> = outcomes.flat_map(|outcome| &outcome.when.on).copied().collect();
        options.sort_unstable();
        options.dedup();
        options
    }

    fn importance(&self, node: usize) -> Option<f64> {
        if let Some(touchpoint) = self.blueprint.touchpoint_at(node) {
            return touchpoint.written().importance;
        }
        let added = self.blueprint.options().iter().flat_map(|option| &option.adds);
        let number = node - self.blueprint.touchpoints().len();
        added
            .map(|addition| addition.touchpoint.importance)
            .nth(number)
            .flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::InvestOptions;
    use service_blueprint::Blueprint;

    fn bought(text: &str, budget: Option<i64>) -> ClassicalSet {
        let blueprint: Blueprint = service_blueprint::parse(text).unwrap();
        Investing::new(&blueprint, InvestOptions::default())
            .unwrap()
            .classical(budget)
            .unwrap()
    }

    fn names(ids: &[OptionId]) -> Vec<&str> {
        ids.iter().map(OptionId::as_str).collect()
    }

    const SHOP: &str = "
blueprint: Shop
stages:
  - id: buy
    touchpoints:
      - { id: search, experience: 6, expectation: 7, importance: 2 }   # −2
      - { id: pay, experience: 5, expectation: 8 }                     # −3
      - { id: unbox, experience: 7, expectation: 6, at_least: 6 }      # +1
      - { id: hum, experience: 1 }                                     # nobody expects anything
";

    #[test]
    fn satisfaction_is_ranked_anew_after_each_purchase() {
        // pay −3 → 7 (−1); search −2 → 7.5 (+1); pay again? Both of its options exclude each other. unbox +1 → 8.
        let text = format!(
            "{SHOP}
options:
  - {{ id: card, cost: 10, sets: {{ pay: 6 }} }}
  - {{ id: wallet, cost: 10, sets: {{ pay: 7 }} }}
  - {{ id: finder, cost: 10, raises: {{ search: 1.5 }} }}
  - {{ id: tape, cost: 10, raises: {{ unbox: 1 }} }}
  - {{ id: silence, cost: 1, sets: {{ hum: 9 }} }}
"
        );
        let all = bought(&text, None);
        assert_eq!(names(&all.chosen), ["wallet", "finder", "tape"]);
        let steps: Vec<_> = all
            .steps
            .iter()
            .map(|step| (step.touchpoint.as_str(), step.weighted, step.after))
            .collect();
        assert_eq!(steps, [("pay", -3.0, 7.0), ("search", -2.0, 7.5), ("unbox", 1.0, 8.0)]);
        assert_eq!((all.cost, all.allowed), (30, true));
        // 7.5, 7, 8, 1: the peak is 1 (4 below neutral), and so is the end.
        assert_eq!(all.remembered, 1.0);
        assert_eq!(names(&bought(&text, Some(20)).chosen), ["wallet", "finder"]);
        assert_eq!(names(&bought(&text, Some(9)).chosen), Vec::<&str>::new());
    }

    #[test]
    fn what_an_option_needs_is_bought_with_it_or_it_is_not_bought() {
        let text = format!(
            "{SHOP}
options:
  - {{ id: wallet, cost: 10, sets: {{ pay: 9 }}, needs: [licence] }}
  - {{ id: licence, cost: 90 }}
  - {{ id: card, cost: 10, sets: {{ pay: 6 }} }}
"
        );
        let rich = bought(&text, Some(100));
        assert_eq!(names(&rich.steps[0].bought), ["wallet", "licence"]);
        assert_eq!((rich.steps[0].option.as_str(), rich.steps[0].cost), ("wallet", 100));
        assert_eq!(names(&bought(&text, Some(99)).chosen), ["card"]);
    }

    #[test]
    fn a_kept_floor_is_not_broken_and_lowering_is_not_minded() {
        let text = format!(
            "{SHOP}
options:
  - {{ id: rush, cost: 10, sets: {{ pay: 9, unbox: 5 }} }}
  - {{ id: haste, cost: 10, sets: {{ pay: 8, search: 3 }} }}
"
        );
        let set = bought(&text, None);
        assert_eq!(names(&set.chosen), ["haste"]);
        assert!(set.allowed);
    }

    #[test]
    fn an_unkept_floor_and_a_negative_budget_are_beyond_it() {
        let text = "
blueprint: Shop
stages: [ { id: buy, touchpoints: [ { id: pay, experience: 5, at_least: 6 }, { id: unbox, experience: 7 } ] } ]
options: [ { id: repair, cost: 10, sets: { pay: 7 } }, { id: thrift, cost: -10 } ]
";
        let set = bought(text, Some(-5));
        assert_eq!((names(&set.chosen), set.allowed, set.remembered), (vec![], false, 7.0));
        // Nobody expects anything here.
        assert!(!set.applies && bought(&format!("{SHOP}\noptions: [ {{ id: thrift, cost: -1 }} ]"), None).applies);
    }

    #[test]
    fn segments_mix_by_share_and_ties_go_by_document_order() {
        let text = "
blueprint: Shop
segments: [ { id: new, share: 0.75 }, { id: old, share: 0.25 } ]
stages:
  - id: buy
    touchpoints:
      - { id: pay, experience: 4, expectation: 6, segments: { old: { experience: 8, expectation: 6 } } }
options:
  - { id: for-old, cost: 1, raises: { pay: 2 }, for: [old] }
  - { id: for-new, cost: 1, sets: { pay: 5 }, for: [new] }
  - { id: for-all, cost: 1, raises: { pay: 0.75 } }
";
        let set = bought(text, Some(1));
        // (0.75·4 + 0.25·8) − 6 = −1; for-new and for-all both raise by 0.75.
        assert_eq!(names(&set.chosen), ["for-new"]);
        let step = &set.steps[0];
        assert_eq!((step.weighted, step.before, step.after), (-1.0, 5.0, 5.75));
    }

    #[test]
    fn what_some_feel_is_not_set_against_what_others_expect() {
        // Of those who expect anything nobody is disappointed by `order`: 9 against 9. `pay` is 1 short.
        let text = "
blueprint: Bakery
segments: [ { id: old, share: 0.5 }, { id: new, share: 0.5 } ]
stages:
  - id: buy
    touchpoints:
      - { id: order, segments: { old: { experience: 9, expectation: 9 }, new: { experience: 2 } } }
      - { id: pay, experience: 5, expectation: 6 }
options:
  - { id: guide, cost: 1, sets: { order: 9 } }
  - { id: card, cost: 1, sets: { pay: 6 } }
";
        let set = bought(text, Some(1));
        assert_eq!(names(&set.chosen), ["card"]);
        assert_eq!(set.steps[0].weighted, -1.0);
    }
}
