//! A chain seen from memory: only scored touchpoints, the others passed through.

use super::LawError;
use super::reduction::{Entry, Network, Step, outlook, visits};
use crate::chain::Chain;
use service_blueprint::Target;

/// At how many touchpoints a journey may branch.
pub(crate) const BRANCHING_LIMIT: usize = 500;

/// A chain with its unscored touchpoints censored out, exactly.
#[derive(Debug, Clone)]
pub(crate) struct Scored {
    /// One node per scored touchpoint that can be reached; columns from [`Network::nodes`] on are ways out, one for
    /// each pair of last node and ending. The start's row sums to the chance of a scored moment.
    pub(crate) network: Network,
    /// The touchpoint of each node, in document order.
    pub(crate) touchpoints: Vec<usize>,
    /// The score of each node.
    pub(crate) scores: Vec<f64>,
    /// How many endings there are.
    pub(crate) endings: usize,
    /// By ending, the chance to come there without a scored moment.
    pub(crate) unscored: Vec<f64>,
    /// By ending, the chance to come there.
    pub(crate) ending: Vec<f64>,
    /// Expected visits by touchpoint, scored or not.
    pub(crate) visits: Vec<f64>,
}

/// The last node and the ending that a way out stands for.
pub(crate) fn way_out(column: u32, nodes: usize, endings: usize) -> (usize, usize) {
    let out = column as usize - nodes;
    (out / endings, out % endings)
}

impl Scored {
    /// # Errors
    /// [`LawError`] where the chain branches too much.
    pub(crate) fn new(chain: &Chain) -> Result<Self, LawError> {
        let found = chain.branching();
        if found > BRANCHING_LIMIT {
            return Err(LawError::TooManyBranching {
                found,
                limit: BRANCHING_LIMIT,
            });
        }
        let (touchpoints, endings) = (chain.len(), chain.endings());
        let mut network = whole(chain);
        let is_scored = |&number: &usize| chain.score(number).is_some();
        let reached = || (0..touchpoints).filter(|&number| chain.is_reachable(number));
        // Backwards, so that a run of touchpoints shrinks without filling in.
        let mut steps = Vec::new();
        for number in reached().filter(|number| !is_scored(number)).rev() {
            steps.push(network.eliminate(number)?);
        }
        let kept: Vec<usize> = reached().filter(is_scored).collect();
        let censored = network.clone();
        for &number in kept.iter().rev() {
            steps.push(network.eliminate(number)?);
        }
        let mut expected = vec![0.0; touchpoints];
        visits(&steps, network.start(), &mut expected);
        for (expected, visit) in expected.iter_mut().zip(chain.visits()) {
            if visit.skipped {
                *expected = 0.0;
            }
        }
        let by_ending = |row: &[Entry]| {
            let mut mass = vec![0.0; endings];
            for &(column, weight) in row.iter().filter(|(column, _)| *column as usize >= touchpoints) {
                mass[column as usize - touchpoints] += weight;
            }
            mass
        };
        Ok(Self {
            unscored: by_ending(censored.row(touchpoints)),
            ending: by_ending(network.row(touchpoints)),
            network: renumbered(&censored, &kept, touchpoints, endings),
            scores: kept.iter().filter_map(|&number| chain.score(number)).collect(),
            touchpoints: kept,
            endings,
            visits: expected,
        })
    }

    /// The last node and the ending of a way out.
    pub(crate) fn way_out(&self, column: u32) -> (usize, usize) {
        way_out(column, self.network.nodes(), self.endings)
    }
}

/// The chain as a network, endings after the touchpoints.
fn whole(chain: &Chain) -> Network {
    let touchpoints = chain.len();
    let column = |to: &Target| match to {
        Target::Touchpoint(number) => *number as u32,
        Target::End(number) => (touchpoints + number) as u32,
    };
    let row = |number: usize| match chain.is_reachable(number) {
        true => chain.ways(number).iter().map(|(to, p)| (column(to), *p)).collect(),
        false => Vec::new(),
    };
    let start = chain.start().iter().map(|&(number, p)| (number as u32, p)).collect();
    Network::new((0..touchpoints).map(row).chain([start]).collect())
}

/// The rows of the kept touchpoints, numbered anew, with one way out per last node and ending.
fn renumbered(network: &Network, kept: &[usize], touchpoints: usize, endings: usize) -> Network {
    let mut node = vec![0; touchpoints];
    for (number, &touchpoint) in kept.iter().enumerate() {
        node[touchpoint] = number as u32;
    }
    let out = |from: usize, column: u32| (kept.len() + from * endings + (column as usize - touchpoints)) as u32;
    let row = |from: usize, ways: &[Entry]| {
        let onward = |&(column, weight): &Entry| match node.get(column as usize) {
            Some(&node) => (node, weight),
            None => (out(from, column), weight),
        };
        ways.iter().map(onward).collect::<Vec<_>>()
    };
    let rows = kept
        .iter()
        .enumerate()
        .map(|(number, &touchpoint)| row(number, network.row(touchpoint)));
    let start = network
        .row(touchpoints)
        .iter()
        .filter(|(column, _)| (*column as usize) < touchpoints);
    let start = start.map(|&(column, weight)| (node[column as usize], weight)).collect();
    Network::new(rows.chain([start]).collect())
}

/// For each touchpoint, the chance that a journey which is there comes to `ending`.
///
/// # Errors
/// [`LawError::TooManyWays`] where the chain is too entangled.
pub(crate) fn chance_of(chain: &Chain, ending: usize) -> Result<Vec<f64>, LawError> {
    let mut network = whole(chain);
    let reached = (0..chain.len()).filter(|&number| chain.is_reachable(number)).rev();
    let steps = reached
        .map(|number| network.eliminate(number))
        .collect::<Result<Vec<Step>, _>>()?;
    let mut chance = vec![0.0; chain.len()];
    let column = (chain.len() + ending) as u32;
    outlook(&steps, |to| if to == column { 1.0 } else { 0.0 }, &mut chance);
    Ok(chance)
}
