//! Following journeys forward: what the best policy uses, and what a set is worth.

use super::visits::counted;
use super::{Aim, Aims, Choice, Relaxed, SETTLED, Sheet, charge_of};
use crate::invest::problem::{Condition, Decision};

impl Relaxed {
    /// How much the best policy of the last [`bound`](Self::bound) uses each use, as a part of what it would be
    /// if every visit used it.
    pub(in crate::invest) fn used(&self, prices: &[f64], sheet: &Sheet, used: &mut [f64]) {
        used.fill(0.0);
        let mut here: Vec<Vec<State>> = vec![Vec::new(); self.nodes.len()];
        for &(node, mass) in &self.start {
            here[node].push(State { peak: 0, last: 0, mass });
        }
        for component in self.components.iter().rev() {
            let rounds = if component.looped { 20 } else { 1 };
            for _ in 0..rounds {
                for &node in &component.nodes {
                    let states = merged(std::mem::take(&mut here[node]), self.nodes[node].passes);
                    for state in states {
                        self.follow(node, state, sheet, &mut here, used);
                    }
                }
            }
            for &node in &component.nodes {
                here[node].clear();
            }
        }
        for (number, used) in used.iter_mut().enumerate() {
            *used = match counted(number, self.at[number], prices, &sheet.most, &sheet.least) {
                Some(visits) => *used / visits,
                None => used.min(1.0),
            };
        }
    }

    /// Lets the best policy go on from a state.
    fn follow(&self, node: usize, state: State, sheet: &Sheet, here: &mut [Vec<State>], used: &mut [f64]) {
        let place = &self.nodes[node];
        let mut best: Option<(f64, &Choice<usize>, &Choice<Aims>, State)> = None;
        for outcome in sheet.outcomes.of(node, &place.outcomes) {
            let then = match outcome.what {
                0 => state,
                level => State {
                    peak: state.peak.max(level),
                    last: level,
                    mass: state.mass,
                },
            };
            for onward in sheet.onward.of(node, &place.onward) {
                let values = onward.what.iter().map(|&(aim, p)| match aim {
                    Aim::Node(to) => p * sheet.values[self.cell(to, then.peak, then.last)],
                    Aim::End => p * self.remembered(then.peak, then.last),
                });
                let value = values.sum::<f64>()
                    - charge_of(&sheet.charges, &outcome.uses)
                    - charge_of(&sheet.charges, &onward.uses);
                if best.as_ref().is_none_or(|(known, ..)| value > *known + SETTLED) {
                    best = Some((value, outcome, onward, then));
                }
            }
        }
        let Some((_, outcome, onward, then)) = best else { return };
        for &number in outcome.uses.iter().chain(&onward.uses) {
            used[number] += state.mass;
        }
        for &(aim, p) in &onward.what {
            if let Aim::Node(to) = aim {
                here[to].push(State {
                    mass: then.mass * p,
                    ..then
                });
            }
        }
    }

    /// The value of a decided set without loops, exactly: points from neutral. None where that is the law's to say.
    pub(in crate::invest) fn value(&self, decisions: &[Decision]) -> Option<f64> {
        if !self.is_exact {
            return None;
        }
        let mut here: Vec<Vec<State>> = vec![Vec::new(); self.nodes.len()];
        for &(node, mass) in &self.start {
            here[node].push(State { peak: 0, last: 0, mass });
        }
        let mut sum = 0.0;
        for component in self.components.iter().rev() {
            for &node in &component.nodes {
                let place = &self.nodes[node];
                let states = merged(std::mem::take(&mut here[node]), place.passes);
                let possible = |when: &Condition| when.is_possible(decisions);
                let Some(outcome) = place.outcomes.iter().find(|outcome| possible(&outcome.when)) else {
                    continue;
                };
                let Some(onward) = place.onward.iter().find(|onward| possible(&onward.when)) else {
                    continue;
                };
                for state in states {
                    let then = match outcome.what {
                        0 => state,
                        level => State {
                            peak: state.peak.max(level),
                            last: level,
                            mass: state.mass,
                        },
                    };
                    for &(aim, p) in &onward.what {
                        match aim {
                            Aim::Node(to) => here[to].push(State {
                                mass: then.mass * p,
                                ..then
                            }),
                            Aim::End => sum += then.mass * p * self.remembered(then.peak, then.last),
                        }
                    }
                }
            }
        }
        Some(sum)
    }
}

/// Journeys that stand at a node with the same peak and last moment so far.
#[derive(Debug, Clone, Copy)]
struct State {
    peak: usize,
    last: usize,
    mass: f64,
}

/// Journeys that differ in nothing that matters, added up.
fn merged(mut states: Vec<State>, last_matters: bool) -> Vec<State> {
    if !last_matters {
        for state in &mut states {
            state.last = 0;
        }
    }
    states.sort_by_key(|state| (state.peak, state.last));
    states.dedup_by(|later, earlier| {
        let same = (later.peak, later.last) == (earlier.peak, earlier.last);
        if same {
            earlier.mass += later.mass;
        }
        same
    });
    states
}
