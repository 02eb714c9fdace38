//! Warnings in the order of the document, whichever check found them.

use super::Warning;
use crate::{DocumentPath, Step};

/// The keys of a document in the order of the format.
const TOP: [&str; 15] = [
    "format",
    "blueprint",
    "about",
    "state",
    "scale",
    "scales",
    "currency",
    "segments",
    "actors",
    "evidence",
    "ends",
    "start",
    "stages",
    "factors",
    "options",
];

/// Sorts by the top key and then by places in lists; what stands at one place stays in the order of the checks.
pub(super) fn by_document(warnings: &mut [Warning]) {
    warnings.sort_by_cached_key(|warning| place(&warning.path));
}

fn place(path: &DocumentPath) -> Vec<usize> {
    let top = path.0.first().map_or(0, |step| match step {
        Step::Key(key) => TOP
            .iter()
            .position(|known| known == key)
            .map_or(TOP.len(), |rank| rank + 1),
        Step::Item(index) => *index,
    });
    let items = path.0.iter().filter_map(|step| match step {
        Step::Item(index) => Some(*index),
        Step::Key(_) => None,
    });
    // Stage and touchpoint, and no deeper: at one touchpoint the order of the checks reads best.
    std::iter::once(top).chain(items.take(2)).collect()
}
