//! What money makes of the bound: prices on uses, and the budget as a knapsack.
//!
//! An option is bought once and used at many touchpoints, by many segments. Let y be 1 where it is bought and x, for each
//! of its uses, the part of the visits that use it: x = y. Moving these equations into the objective, each with a price π,
//! splits it in two: every group goes its own best way and pays π for a use, and a knapsack sells options for the sum of
//! their prices within the budget. Whatever the prices, the sum of both is a bound. Good prices are found by moving each
//! up where a use is wanted more than it is bought, and down otherwise.

use super::problem::{Decision, Problem};
use super::relaxed::{Relaxed, Sheet};

/// Chosen: halvings of the interval in which the price of money lies. The bound holds for any price.
const HALVINGS: usize = 40;

/// What rounding may take from a bound, as a part of the prices that cancel in it.
const ROUNDING: f64 = 1e-15;

/// All groups relaxed, with what is worked on.
#[derive(Debug)]
pub(super) struct Relaxation {
    groups: Vec<Relaxed>,
    sheets: Vec<Sheet>,
    /// By group, the number of its first use among all.
    first: Vec<usize>,
    /// By use, its option.
    uses: Vec<usize>,
    /// Options of which at most one can be chosen, each option in one list.
    cliques: Vec<Vec<usize>>,
    costs: Vec<f64>,
    /// No price goes further from 0: nothing that a use changes is worth more than the whole scale.
    dearest: f64,
}

/// A bound, and what the relaxed problem would do.
#[derive(Debug, Clone, Default)]
pub(super) struct Relaxing {
    /// In points from neutral.
    pub(super) bound: f64,
    /// By use, the part of visits that use it.
    pub(super) used: Vec<f64>,
    /// By option, the part of it that is bought; 0 for those that are decided.
    pub(super) bought: Vec<f64>,
    /// By open option, how much lower the bound is if it is not chosen, and if it is.
    pub(super) without: Vec<f64>,
    pub(super) with: Vec<f64>,
}

impl Relaxation {
    pub(super) fn new(problem: &Problem, groups: Vec<Relaxed>) -> Self {
        let mut first = Vec::new();
        let mut uses = Vec::new();
        for group in &groups {
            first.push(uses.len());
            uses.extend(&group.uses);
        }
        Self {
            sheets: groups.iter().map(|_| Sheet::default()).collect(),
            cliques: cliques(problem),
            costs: problem.costs.iter().map(|cost| *cost as f64).collect(),
            dearest: 2.0 * problem.scale.half(),
            first,
            uses,
            groups,
        }
    }

    pub(super) fn groups(&self) -> &[Relaxed] {
        &self.groups
    }

    /// How many uses there are.
    pub(super) fn uses(&self) -> &[usize] {
        &self.uses
    }

    /// Whether a use may be paid for being used: every journey comes there, whatever the open options do.
    fn is_certain(&self, number: usize) -> bool {
        let group = self.first.partition_point(|first| *first <= number) - 1;
        self.groups[group].is_certain(number - self.first[group], &self.sheets[group])
    }

    /// Looks up what a part of all sets leaves possible. Comes before any bound of that part.
    pub(super) fn prepare(&mut self, decisions: &[Decision]) {
        for (group, sheet) in self.groups.iter().zip(&mut self.sheets) {
            group.prepare(decisions, sheet);
        }
    }

    /// The bound at these prices, with so much money left for open options; none where floors cannot be kept.
    pub(super) fn bound(&mut self, decisions: &[Decision], prices: &[f64], left: Option<f64>) -> Option<Relaxing> {
        let mut relaxing = Relaxing {
            used: vec![0.0; self.uses.len()],
            ..Relaxing::default()
        };
        // What is decided is paid for elsewhere. Prices may come from another part, where more was certain: a payment for
        // what is not certain here would be taken from the knapsack and paid to nobody.
        let counts = |number: usize, price: f64| {
            decisions[self.uses[number]] == Decision::Open && (price >= 0.0 || self.is_certain(number))
        };
        let prices = prices.iter().enumerate();
        let prices = prices.map(|(number, &price)| if counts(number, price) { price } else { 0.0 });
        let prices: Vec<f64> = prices.collect();
        for ((group, sheet), first) in self.groups.iter().zip(&mut self.sheets).zip(&self.first) {
            let range = *first..*first + group.uses.len();
            let value = group.bound(&prices[range.clone()], sheet);
            if value == f64::NEG_INFINITY {
                return None;
            }
            relaxing.bound += group.weight * value;
            group.used(&prices[range.clone()], sheet, &mut relaxing.used[range]);
        }
        let mut worth = vec![0.0; self.costs.len()];
        for (option, price) in self.uses.iter().zip(&prices) {
            worth[*option] += price;
        }
        self.buy(decisions, &worth, left, &mut relaxing);
        relaxing.bound += ROUNDING * prices.iter().map(|price| price.abs()).sum::<f64>();
        Some(relaxing)
    }

    /// Moves prices towards what would make uses and purchases agree. Whether there is anything to move.
    pub(super) fn move_prices(
        &self,
        decisions: &[Decision],
        relaxing: &Relaxing,
        prices: &mut [f64],
        step: f64,
        known: f64,
    ) -> bool {
        let apart = |number: usize| match decisions[self.uses[number]] {
            Decision::Open => relaxing.used[number] - relaxing.bought[self.uses[number]],
            Decision::Chosen | Decision::Rejected => 0.0,
        };
        let square: f64 = (0..self.uses.len()).map(|number| apart(number).powi(2)).sum();
        if square < 1e-18 {
            return false;
        }
        // Polyak's step, towards the best set known, or a little down where none is.
        let target = if known.is_finite() {
            known
        } else {
            relaxing.bound - 0.05 * relaxing.bound.abs().max(1.0)
        };
        let step = step * (relaxing.bound - target).max(1e-9) / square;
        for (number, price) in prices.iter_mut().enumerate() {
            *price = match decisions[self.uses[number]] {
                // Far prices, which cancel in the bound, would leave nothing of it but rounding.
                Decision::Open => {
                    let least = if self.is_certain(number) { -self.dearest } else { 0.0 };
                    (*price + step * apart(number)).clamp(least, self.dearest)
                }
                Decision::Chosen | Decision::Rejected => 0.0,
            };
        }
        true
    }

    /// The fractional knapsack: options of one clique share a place.
    fn buy(&self, decisions: &[Decision], worth: &[f64], left: Option<f64>, relaxing: &mut Relaxing) {
        let open: Vec<Vec<usize>> = (self.cliques.iter())
            .map(|clique| {
                clique
                    .iter()
                    .copied()
                    .filter(|&option| decisions[option] == Decision::Open)
                    .collect()
            })
            .filter(|clique: &Vec<usize>| !clique.is_empty())
            .collect();
        let pick = |clique: &[usize], price: f64| -> Option<usize> {
            let surplus = |option: usize| worth[option] - price * self.costs[option];
            let best = clique
                .iter()
                .copied()
                .reduce(|best, next| if surplus(next) > surplus(best) { next } else { best });
            best.filter(|&option| surplus(option) > 0.0)
        };
        let spent = |price: f64| -> f64 {
            let picked = open.iter().filter_map(|clique| pick(clique, price));
            picked.map(|option| self.costs[option]).sum()
        };
        // The price of money: the least at which no more is spent than there is.
        let (mut low, mut high) = (0.0, 0.0);
        if let Some(left) = left
            && spent(0.0) > left
        {
            let dearest = |option: usize| {
                if self.costs[option] > 0.0 {
                    worth[option].abs() / self.costs[option]
                } else {
                    0.0
                }
            };
            high = open
                .iter()
                .flatten()
                .map(|&option| dearest(option))
                .fold(f64::MIN_POSITIVE, f64::max)
                * 1.000_001;
            while spent(high) > left && high < 1e300 {
                high *= 4.0;
            }
            for _ in 0..HALVINGS {
                let middle = 0.5 * (low + high);
                if spent(middle) > left {
                    low = middle;
                } else {
                    high = middle;
                }
            }
        }
        let price = high;
        let over = spent(low) - left.unwrap_or(f64::INFINITY);
        let under = left.unwrap_or(f64::INFINITY) - spent(high);
        let part = if over > 0.0 && over.is_finite() && under.is_finite() {
            under / (over + under)
        } else {
            0.0
        };
        relaxing.bought = vec![0.0; self.costs.len()];
        relaxing.without = vec![0.0; self.costs.len()];
        relaxing.with = vec![0.0; self.costs.len()];
        let mut bound = left.map_or(0.0, |left| price * left);
        for clique in &open {
            let surplus = |option: usize| worth[option] - price * self.costs[option];
            let best = clique.iter().map(|&option| surplus(option)).fold(0.0, f64::max);
            bound += best;
            if let Some(option) = pick(clique, high) {
                relaxing.bought[option] += 1.0 - part;
            }
            if let Some(option) = pick(clique, low) {
                relaxing.bought[option] += part;
            }
            for &option in clique {
                let others = clique.iter().filter(|&&other| other != option);
                let other = others.map(|&other| surplus(other)).fold(0.0, f64::max);
                relaxing.without[option] = best - other;
                relaxing.with[option] = best - surplus(option);
            }
        }
        relaxing.bound += bound;
    }
}

/// Lists of options that all exclude each other, found greedily; every option stands in one.
fn cliques(problem: &Problem) -> Vec<Vec<usize>> {
    let mut excludes: Vec<Vec<usize>> = vec![Vec::new(); problem.options()];
    for condition in &problem.forbidden {
        if let ([a, b], []) = (condition.on.as_slice(), condition.off.as_slice()) {
            excludes[*a].push(*b);
            excludes[*b].push(*a);
        }
    }
    for list in &mut excludes {
        list.sort_unstable();
    }
    let mut cliques: Vec<Vec<usize>> = Vec::new();
    let mut clique_of = vec![usize::MAX; problem.options()];
    for option in 0..problem.options() {
        let joins = |clique: &usize| {
            let members = &cliques[*clique];
            members
                .iter()
                .all(|member| excludes[option].binary_search(member).is_ok())
        };
        let earlier = excludes[option].iter().filter(|&&other| other < option);
        let found = earlier.map(|&other| clique_of[other]).find(joins);
        clique_of[option] = found.unwrap_or(cliques.len());
        match found {
            Some(clique) => cliques[clique].push(option),
            None => cliques.push(vec![option]),
        }
    }
    cliques
}
