//! What part each touchpoint plays in what is remembered with a set of options.

use super::investing::Investing;
use super::value::{Judge, NoSet};
use crate::certain::at_most_certain;
use crate::law::{Order, Tie};
use crate::{Branching, Negativity};

/// What part a touchpoint plays. Probabilities are given a scored moment, segments mixed by share.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Role {
    /// Its experience, the mean over visits; none where nobody scores it, or it is not there.
    pub score: Option<f64>,
    /// Expected visits per journey.
    pub visits: f64,
    /// P(it is the remembered peak).
    pub p_peak: f64,
    /// P(it is the worst moment).
    pub p_trough: f64,
    /// P(it is the end).
    pub p_end: f64,
}

impl Investing<'_> {
    /// The role of each touchpoint, added ones included.
    pub(super) fn roles(&self, chosen: &[bool]) -> Result<Vec<Role>, NoSet> {
        let problem = &self.problem;
        let negativity = match &self.judge {
            Judge::Rule(rule) => rule.negativity(),
            Judge::Model { .. } => None,
        };
        let peak = Order::Peak(negativity.unwrap_or(Negativity::NONE), Tie::Worst);
        let mut roles = vec![Role::default(); problem.nodes()];
        // By touchpoint, visits with a score and the sum of their scores.
        let mut felt = vec![(0.0, 0.0); problem.nodes()];
        let mut mass = 0.0;
        for group in &problem.groups {
            let segment = group.segment;
            let failed = |source| NoSet::Law { segment, source };
            let journeys = problem.groups.iter().filter(|other| other.segment == segment).count();
            let share = problem.shares[segment] / journeys as f64;
            let chain = problem
                .chain(group, chosen)
                .map_err(|source| NoSet::Chain { segment, source })?;
            let branching = Branching::new(&chain, problem.scale).map_err(failed)?;
            let scored = branching.scored();
            mass += share * scored;
            let visits = branching.visits();
            let peaks = branching.ranked_highest(peak).map_err(failed)?;
            let troughs = branching.ranked_highest(Order::Trough).map_err(failed)?;
            let ends = branching.ends();
            for (node, role) in roles.iter_mut().enumerate() {
                role.visits += share * visits[node];
                role.p_peak += share * scored * peaks[node];
                role.p_trough += share * scored * troughs[node];
                role.p_end += share * scored * ends[node];
                if let Some(score) = chain.score(node) {
                    felt[node].0 += share * visits[node];
                    felt[node].1 += share * visits[node] * problem.points(score);
                }
            }
        }
        for (node, role) in roles.iter_mut().enumerate() {
            let (visits, points) = felt[node];
            role.score = if visits > 0.0 {
                Some(problem.score(points / visits))
            } else {
                self.experience(node, chosen)
            };
            if mass > 0.0 {
                for p in [&mut role.p_peak, &mut role.p_trough, &mut role.p_end] {
                    *p = at_most_certain(*p / mass);
                }
            }
        }
        Ok(roles)
    }
}
