//! Rectangles and lines in pixels, and whether they are in each other's way.

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Frame {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Frame {
    /// A rectangle about a point.
    pub(super) fn about((x, y): (f64, f64), width: f64, height: f64) -> Self {
        Self {
            left: x - width / 2.0,
            top: y - height / 2.0,
            right: x + width / 2.0,
            bottom: y + height / 2.0,
        }
    }

    /// Whether they are less than `air` apart.
    pub(super) fn is_near(&self, other: &Self, air: f64) -> bool {
        self.left < other.right + air
            && other.left < self.right + air
            && self.top < other.bottom + air
            && other.top < self.bottom + air
    }

    pub(super) fn moved(self, right: f64, down: f64) -> Self {
        Self {
            left: self.left + right,
            top: self.top + down,
            right: self.right + right,
            bottom: self.bottom + down,
        }
    }

    pub(super) fn middle(&self) -> f64 {
        (self.left + self.right) / 2.0
    }
}

/// A straight line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Segment {
    pub(super) from: (f64, f64),
    pub(super) to: (f64, f64),
}

impl Segment {
    /// What of it lies between two upright borders.
    pub(super) fn within(self, left: f64, right: f64) -> Option<Self> {
        let Self { from, to } = self;
        if from.0 > to.0 {
            let turned = Self { from: to, to: from }.within(left, right)?;
            return Some(Self {
                from: turned.to,
                to: turned.from,
            });
        }
        if to.0 < left || from.0 > right {
            return None;
        }
        let at = |x: f64| (x, from.1 + (to.1 - from.1) * (x - from.0) / (to.0 - from.0));
        Some(Self {
            from: if from.0 < left { at(left) } else { from },
            to: if to.0 > right { at(right) } else { to },
        })
    }

    /// Whether it runs through a rectangle.
    pub(super) fn crosses(self, frame: &Frame) -> bool {
        let Some(inside) = self.within(frame.left, frame.right) else {
            return false;
        };
        let (a, b) = (inside.from.1, inside.to.1);
        a.max(b) > frame.top && a.min(b) < frame.bottom
    }
}
