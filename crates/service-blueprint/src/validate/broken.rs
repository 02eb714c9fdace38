//! The places of a document at which reading found something wrong.

use std::collections::HashMap;

use crate::path::{DocumentPath, Step};

/// Places as a tree of steps, so that asking costs no more than the depth of the place asked about.
#[derive(Default)]
pub(super) struct Broken<'p> {
    beneath: HashMap<&'p Step, Broken<'p>>,
    here: bool,
}

impl<'p> Broken<'p> {
    pub(super) fn new(places: impl Iterator<Item = &'p DocumentPath>) -> Self {
        let mut root = Self::default();
        for place in places {
            let mut here = &mut root;
            for step in &place.0 {
                here = here.beneath.entry(step).or_default();
            }
            here.here = true;
        }
        root
    }

    /// Whether something is wrong at, above or beneath a place.
    pub(super) fn overlaps(&self, place: &[Step]) -> bool {
        let mut here = self;
        for step in place {
            if here.here {
                return true;
            }
            match here.beneath.get(step) {
                Some(next) => here = next,
                None => return false,
            }
        }
        here.here || !here.beneath.is_empty()
    }
}
