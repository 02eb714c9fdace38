//! What charts share: axes, round ticks, coordinates, labels that keep clear of each other.

/// From values to pixels, linearly.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Axis {
    values: (f64, f64),
    pixels: (f64, f64),
}

impl Axis {
    /// An axis; values that are all the same stand in its middle.
    pub(crate) fn new(values: (f64, f64), pixels: (f64, f64)) -> Self {
        Self { values, pixels }
    }

    /// Where a value stands.
    pub(crate) fn at(&self, value: f64) -> f64 {
        let (from, to) = self.values;
        // Halves, so that the width of no axis is more than a double can hold.
        let part = (value / 2.0 - from / 2.0) / (to / 2.0 - from / 2.0);
        let part = if part.is_finite() { part.clamp(0.0, 1.0) } else { 0.5 };
        self.pixels.0 + part * (self.pixels.1 - self.pixels.0)
    }

    /// At most so many round values between the ends.
    pub(crate) fn ticks(&self, most: usize) -> Vec<f64> {
        let (low, high) = (self.values.0.min(self.values.1), self.values.0.max(self.values.1));
        let width = high - low;
        if !width.is_finite() || width <= 0.0 {
            return vec![low];
        }
        let rough = width / most.max(1) as f64;
        let power = 10f64.powf(rough.log10().floor());
        let steps = [1.0, 2.0, 5.0, 10.0].map(|step| step * power);
        let step = steps
            .into_iter()
            .find(|step| *step >= rough * (1.0 - 1e-9))
            .unwrap_or(rough);
        let first = (low / step - 1e-9).ceil();
        let ticks = (0..=most).map(|at| (first + at as f64) * step);
        let ticks = ticks.filter(|tick| *tick <= high + 1e-9 * width);
        // Sums of steps are a hair off where the steps are no sums of halves.
        ticks
            .map(|tick| (tick / step).round() * step + 0.0)
            .filter(|tick| tick.is_finite())
            .collect()
    }
}

/// A coordinate, to a tenth of a pixel.
pub(crate) fn px(value: f64) -> f64 {
    (value * 10.0).round() / 10.0 + 0.0
}

/// A box on a chart.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Area {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) right: f64,
    pub(crate) bottom: f64,
}

impl Area {
    pub(crate) fn meets(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    pub(crate) fn lies_in(&self, other: &Self) -> bool {
        self.left >= other.left && self.right <= other.right && self.top >= other.top && self.bottom <= other.bottom
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_within() {
        assert_eq!(
            Axis::new((0.0, 10.0), (0.0, 1.0)).ticks(5),
            [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]
        );
        assert_eq!(
            Axis::new((7.31, 8.06), (0.0, 1.0)).ticks(4),
            [7.4, 7.6000000000000005, 7.800000000000001, 8.0]
        );
        assert_eq!(Axis::new((5.0, 5.0), (0.0, 1.0)).ticks(4), [5.0]);
        assert_eq!(Axis::new((10.0, 0.0), (0.0, 100.0)).at(2.5), 75.0);
        assert_eq!(Axis::new((-f64::MAX, f64::MAX), (0.0, 100.0)).at(0.0), 50.0);
        assert_eq!(Axis::new((3.0, 3.0), (0.0, 100.0)).at(3.0), 50.0);
    }
}
