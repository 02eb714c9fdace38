//! Dots with intervals in a column of text.

use peak_end_fit::Interval;

/// So many characters wide.
const WIDTH: usize = 20;

/// From values to characters; 0 is always among them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plot {
    low: f64,
    high: f64,
}

impl Plot {
    /// As wide as the intervals, but no further than 1 from 0.
    pub(super) fn new(intervals: impl Iterator<Item = Interval>) -> Self {
        let ends = intervals
            .flat_map(|found| [found.low, found.high])
            .filter(|end| end.is_finite());
        let (low, high) = ends.fold((0.0, 0.0), |(low, high): (f64, f64), end| {
            (low.min(end.max(-1.0)), high.max(end.min(1.0)))
        });
        Self { low, high }
    }

    /// In which character a value lies; none outside.
    fn place(self, value: f64) -> Option<usize> {
        let wide = self.high - self.low;
        let share = if wide > 0.0 { (value - self.low) / wide } else { 0.5 };
        (0.0..=1.0)
            .contains(&share)
            .then(|| (share * (WIDTH - 1) as f64).round() as usize)
    }

    /// `●` is the value, `○` where it cannot be told from 0, `─` the interval, `│` stands at 0, `◂` and `▸` say that it goes on.
    pub(super) fn row(self, found: &Interval, is_told: bool) -> String {
        let mut row = vec![' '; WIDTH];
        if !(found.low.is_finite() && found.value.is_finite() && found.high.is_finite()) {
            return row.into_iter().collect();
        }
        let from = self
            .place(found.low)
            .unwrap_or(if found.low < self.low { 0 } else { WIDTH });
        let to = self
            .place(found.high)
            .map_or(if found.high < self.low { 0 } else { WIDTH }, |to| to + 1);
        row[from.min(to)..to].fill('─');
        if let Some(zero) = self.place(0.0) {
            row[zero] = if row[zero] == '─' { '┼' } else { '│' };
        }
        if found.low < self.low {
            row[0] = '◂';
        }
        if found.high > self.high {
            row[WIDTH - 1] = '▸';
        }
        if let Some(at) = self.place(found.value) {
            row[at] = if is_told { '●' } else { '○' };
        }
        row.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn interval(low: f64, value: f64, high: f64) -> Interval {
        Interval { value, low, high }
    }

    #[test]
    fn intervals_stand_where_they_belong() {
        let plot = Plot::new([interval(-0.1, -0.05, 0.0), interval(0.0, 0.05, 0.09)].into_iter());
        assert_eq!(plot.row(&interval(-0.1, -0.05, 0.0), false), "─────○────┼         ");
        assert_eq!(plot.row(&interval(0.02, 0.05, 0.09), true), "          │ ───●────");
        assert_eq!(plot.row(&interval(-0.9, -0.8, -0.7), true), "◂         │         ");
        assert_eq!(plot.row(&interval(f64::NAN, 0.0, 0.1), false).trim(), "");
    }
}
