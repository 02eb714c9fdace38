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
    fn stages_stay_whole_where_they_fit() {
        assert_eq!(widths(&[0, 0, 1, 1, 1, 2], 4), vec![vec![2], vec![3, 1]]);
        assert_eq!(widths(&[0, 0, 0, 0, 0, 1, 1], 4), vec![vec![4], vec![1, 2]]);
        assert_eq!(widths(&[0, 0, 0, 0, 0], 1), vec![vec![1]; 5]);
    }
}
