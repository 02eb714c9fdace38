//! A segment's way through the service: where it starts and where it goes from each touchpoint.

/// Where a way leads; positions in document order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// The touchpoint at that position.
    Touchpoint(usize),
    /// The ending at that position.
    End(usize),
}

/// A segment's way through the service, as a Markov chain on touchpoints.
///
/// A touchpoint that the segment skips keeps its ways and is passed through without being a moment:
/// [`is_skipped`](Self::is_skipped) tells, and its score is `None`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Journey {
    start: Vec<(usize, f64)>,
    /// The ways of touchpoint t are `ways[offsets[t]..offsets[t + 1]]`.
    offsets: Vec<usize>,
    ways: Vec<(Target, f64)>,
    skipped: Vec<usize>,
}

impl Journey {
    /// A journey from its start and the ways of each touchpoint in document order; `skipped` is ascending.
    pub(crate) fn new(start: Vec<(usize, f64)>, skipped: Vec<usize>) -> Self {
        Self {
            start,
            offsets: vec![0],
            ways: Vec::new(),
            skipped,
        }
    }

    /// Adds the ways of the next touchpoint in document order.
    pub(crate) fn push(&mut self, ways: &[(Target, f64)]) {
        self.ways.extend_from_slice(ways);
        self.offsets.push(self.ways.len());
    }

    /// Where it starts: touchpoint positions and probabilities above 0, which sum to 1.
    pub fn start(&self) -> &[(usize, f64)] {
        &self.start
    }

    /// The ways on from a touchpoint: probabilities above 0, which sum to 1. Empty beyond the last touchpoint.
    pub fn ways(&self, touchpoint: usize) -> &[(Target, f64)] {
        match (self.offsets.get(touchpoint), self.offsets.get(touchpoint + 1)) {
            (Some(&from), Some(&to)) => &self.ways[from..to],
            _ => &[],
        }
    }

    /// How many touchpoints there are, skipped ones included.
    pub fn touchpoints(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    /// Whether the segment passes a touchpoint over.
    pub fn is_skipped(&self, touchpoint: usize) -> bool {
        self.skipped.binary_search(&touchpoint).is_ok()
    }

    /// For each touchpoint whether this journey can come there, passing over included.
    pub fn reachable(&self) -> Vec<bool> {
        let mut seen = vec![false; self.touchpoints()];
        let mut open: Vec<usize> = self.start.iter().map(|(touchpoint, _)| *touchpoint).collect();
        while let Some(here) = open.pop() {
            if std::mem::replace(&mut seen[here], true) {
                continue;
            }
            open.extend(self.ways(here).iter().filter_map(|(target, _)| match target {
                Target::Touchpoint(next) => Some(*next),
                Target::End(_) => None,
            }));
        }
        seen
    }

    /// For each touchpoint whether some ending can be reached from it.
    pub fn can_end(&self) -> Vec<bool> {
        let mut into: Vec<Vec<usize>> = vec![Vec::new(); self.touchpoints()];
        let mut ends = vec![false; self.touchpoints()];
        let mut open = Vec::new();
        for here in 0..self.touchpoints() {
            for (target, _) in self.ways(here) {
                match target {
                    Target::Touchpoint(next) => into[*next].push(here),
                    Target::End(_) => open.push(here),
                }
            }
        }
        while let Some(here) = open.pop() {
            if !std::mem::replace(&mut ends[here], true) {
                open.extend(&into[here]);
            }
        }
        ends
    }
}
