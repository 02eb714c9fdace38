//! Strips: which columns stand side by side, so that whole stages stay together.

use std::ops::Range;

use crate::Scene;

/// Stages side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strip {
    /// The columns, by position in [`Scene::columns`](crate::Scene).
    pub columns: Range<usize>,
    /// The stages over them.
    pub stages: Vec<Part>,
}

/// A stage, or as much of it as fits into a strip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The stage's position.
    pub stage: usize,
    /// The columns, by position in [`Scene::columns`](crate::Scene).
    pub columns: Range<usize>,
    /// Whether the stage began in an earlier strip.
    pub continued: bool,
}

/// The columns of a scene in strips of at most `most`. A stage is split only where it alone is longer than a strip.
pub fn strips(scene: &Scene<'_>, most: usize) -> Vec<Strip> {
    let stages: Vec<usize> = scene.columns.iter().map(|column| column.stage).collect();
    pack(&stages, most.max(1))
}

/// The columns of a scene in strips of `most`, the last one of the rest; stages are split where a strip is full.
pub(crate) fn filled_strips(scene: &Scene<'_>, most: usize) -> Vec<Strip> {
    let stages: Vec<usize> = scene.columns.iter().map(|column| column.stage).collect();
    fill(&stages, most.max(1))
}

/// Columns, each with its stage, in strips of `count`.
fn fill(stages: &[usize], count: usize) -> Vec<Strip> {
    let starts = (0..stages.len()).step_by(count);
    let strip = |from: usize| {
        let columns = from..stages.len().min(from + count);
        let mut parts: Vec<Part> = Vec::new();
        for at in columns.clone() {
            match parts.last_mut().filter(|part| part.stage == stages[at]) {
                Some(part) => part.columns.end = at + 1,
                None => parts.push(Part {
                    stage: stages[at],
                    columns: at..at + 1,
                    continued: at > 0 && stages[at - 1] == stages[at],
                }),
            }
        }
        Strip { columns, stages: parts }
    };
    starts.map(strip).collect()
}

/// Columns, each with its stage, in strips of at most `count`.
fn pack(stages: &[usize], count: usize) -> Vec<Strip> {
    let mut strips: Vec<Strip> = Vec::new();
    let mut from = 0;
    while from < stages.len() {
        let stage = stages[from];
        let end = from + stages[from..].iter().take_while(|one| **one == stage).count();
        let mut at = from;
        while at < end {
            let free = strips.last().map_or(0, |strip| count - strip.columns.len());
            let joins = end - at <= free;
            let to = if joins { end } else { end.min(at + count) };
            let part = Part {
                stage,
                columns: at..to,
                continued: at > from,
            };
            match strips.last_mut().filter(|_| joins) {
                Some(strip) => {
                    strip.columns.end = to;
                    strip.stages.push(part);
                }
                None => strips.push(Strip {
                    columns: at..to,
                    stages: vec![part],
                }),
            }
            at = to;
        }
        from = end;
    }
    strips
}
#[cfg(test)]
mod tests {
    use super::*;

    fn widths(stages: &[usize], count: usize) -> Vec<Vec<usize>> {
        let strips = pack(stages, count);
        let parts = |strip: &Strip| strip.stages.iter().map(|part| part.columns.len()).collect();
        strips.iter().map(parts).collect()
    }

    #[test]
    fn filled_strips_split_stages() {
        let strips = fill(&[0, 0, 1, 1, 1, 2], 4);
        let parts = |strip: &Strip| -> Vec<(usize, usize, bool)> {
            let told = |part: &Part| (part.stage, part.columns.len(), part.continued);
            strip.stages.iter().map(told).collect()
        };
        let told: Vec<_> = strips.iter().map(parts).collect();
        assert_eq!(
            told,
            [vec![(0, 2, false), (1, 2, false)], vec![(1, 1, true), (2, 1, false)]]
        );
    }

    #[test]
    fn stages_stay_whole_where_they_fit() {
        assert_eq!(widths(&[0, 0, 1, 1, 1, 2], 4), vec![vec![2], vec![3, 1]]);
        assert_eq!(widths(&[0, 0, 0, 0, 0, 1, 1], 4), vec![vec![4], vec![1, 2]]);
        assert_eq!(widths(&[0, 0, 0, 0, 0], 1), vec![vec![1]; 5]);
    }
}
