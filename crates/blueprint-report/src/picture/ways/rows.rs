//! Which row each way stands in, so that none stands over another.

/// Between two ways of one row.
const AIR: f64 = 12.0;

/// The row of each interval, from above: the first in which it is free. Intervals are taken from the left.
pub(super) fn rows(intervals: &[(f64, f64)]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..intervals.len()).collect();
    order.sort_by(|a, b| intervals[*a].0.total_cmp(&intervals[*b].0));
    let mut ends: Vec<f64> = Vec::new();
    let mut rows = vec![0; intervals.len()];
    for item in order {
        let (left, right) = intervals[item];
        let row = ends.iter().position(|end| end + AIR <= left).unwrap_or(ends.len());
        match ends.get_mut(row) {
            Some(end) => *end = right,
            None => ends.push(right),
        }
        rows[item] = row;
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_used_again_where_it_is_free() {
        let placed = rows(&[(0.0, 100.0), (50.0, 150.0), (112.0, 200.0), (111.0, 140.0)]);
        assert_eq!(placed, [0, 1, 0, 2]);
    }
}
