//! Columns and strips: which touchpoints stand where, so that whole stages stay together.

use std::ops::Range;

use blueprint_report::Scene;

/// The terminal columns to the left, where lanes and the scale are named.
pub(super) const GUTTER: usize = 11;

/// A touchpoint gets no less than this, its gap included: two short words, or six ideographs.
const LEAST_PITCH: usize = 13;

/// And no more than this: longer lines are harder to read.
const MOST_PITCH: usize = 30;

/// How the drawing is laid out.
#[derive(Debug)]
pub(super) struct Layout {
    /// The terminal columns from one touchpoint to the next.
    pub(super) pitch: usize,
    /// The strips, in order.
    pub(super) strips: Vec<Strip>,
}

/// Stages side by side, as many as the width allows.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Strip {
    /// The columns, by position.
    pub(super) columns: Range<usize>,
    /// The stages over them.
    pub(super) stages: Vec<Part>,
}

/// A stage, or as much of it as fits into a strip.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// The stage's position.
    pub(super) stage: usize,
    /// The columns, by position.
    pub(super) columns: Range<usize>,
    /// Whether the stage began in an earlier strip.
    pub(super) continued: bool,
}

impl Layout {
    /// The fewest strips, and of as many the widest columns.
    pub(super) fn of(scene: &Scene<'_>, width: usize) -> Self {
        let room = width.saturating_sub(GUTTER).max(LEAST_PITCH);
        let stages: Vec<usize> = scene.columns.iter().map(|column| column.stage).collect();
        let most = (room / LEAST_PITCH).clamp(1, stages.len().max(1));
        let mut best: Option<(usize, Vec<Strip>)> = None;
        for count in 1..=most {
            let strips = pack(&stages, count);
            if best.as_ref().is_none_or(|(_, fewest)| strips.len() < fewest.len()) {
                best = Some((count, strips));
            }
        }
        let (count, strips) = best.unwrap_or_default();
        Self {
            pitch: (room / count.max(1)).min(MOST_PITCH),
            strips,
        }
    }
}

impl Strip {
    /// The number of columns.
    pub(super) fn len(&self) -> usize {
        self.columns.len()
    }
}

/// Columns, each with its stage, in strips of at most `count`; a stage is split only where it is longer than a strip.
fn pack(stages: &[usize], count: usize) -> Vec<Strip> {
    let mut strips: Vec<Strip> = Vec::new();
    let mut from = 0;
    while from < stages.len() {
        let stage = stages[from];
        let end = from + stages[from..].iter().take_while(|one| **one == stage).count();
        let mut at = from;
        while at < end {
            let free = strips.last().map_or(0, |strip| count - strip.len());
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
