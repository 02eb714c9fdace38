//! In which order the touchpoints of a stage are listed once more are added.

/// Touchpoints by position in the order of their stages, linked to their neighbours, so that another finds its place
/// without moving the rest.
pub(super) struct Listing {
    touchpoints: usize,
    /// What follows a touchpoint; after those of the touchpoints, for each stage its first one. A stage is its own end.
    next: Vec<usize>,
    before: Vec<usize>,
}

impl Listing {
    /// `touchpoints` positions in all; `stages` gives for each stage those that it lists already.
    pub(super) fn new(touchpoints: usize, stages: impl ExactSizeIterator<Item = std::ops::Range<usize>>) -> Self {
        let ends: Vec<usize> = (0..touchpoints + stages.len()).collect();
        let mut listing = Self {
            touchpoints,
            next: ends.clone(),
            before: ends,
        };
        for (stage, listed) in stages.enumerate() {
            listed.for_each(|position| listing.push(stage, position));
        }
        listing
    }

    /// Lists a touchpoint as the last one of a stage.
    pub(super) fn push(&mut self, stage: usize, new: usize) {
        self.insert_before(self.touchpoints + stage, new);
    }

    /// Lists a touchpoint before another.
    pub(super) fn insert_before(&mut self, beside: usize, new: usize) {
        self.insert_after(self.before[beside], new);
    }

    /// Lists a touchpoint after another.
    pub(super) fn insert_after(&mut self, beside: usize, new: usize) {
        let next = std::mem::replace(&mut self.next[beside], new);
        (self.before[new], self.next[new]) = (beside, next);
        self.before[next] = new;
    }

    /// The touchpoints of a stage, in order.
    pub(super) fn stage(&self, stage: usize) -> impl Iterator<Item = usize> {
        let end = self.touchpoints + stage;
        std::iter::successors(Some(self.next[end]), |here| Some(self.next[*here])).take_while(move |here| *here != end)
    }
}
