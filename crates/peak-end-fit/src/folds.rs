//! Folds: episodes divided into parts, each predicted from the others.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// Divides episodes into so many parts, or as many as there are groups, without dividing a group.
///
/// Groups are put into a random order, and each goes to the part that has the fewest episodes so far.
pub(crate) fn divide(groups: &[u32], rows: &[usize], parts: usize, random: &mut ChaCha8Rng) -> Vec<Vec<usize>> {
    let mut order: Vec<u32> = Vec::new();
    let mut sizes: HashMap<u32, usize> = HashMap::new();
    for &row in rows {
        let size = sizes.entry(groups[row]).or_default();
        if *size == 0 {
            order.push(groups[row]);
        }
        *size += 1;
    }
    for last in (1..order.len()).rev() {
        order.swap(last, random.random_range(0..=last));
    }
    let parts = parts.min(order.len());
    let mut smallest: BinaryHeap<_> = (0..parts).map(|part| Reverse((0, part))).collect();
    let mut part_of: HashMap<u32, usize> = HashMap::new();
    for group in order {
        if let Some(Reverse((size, part))) = smallest.pop() {
            part_of.insert(group, part);
            smallest.push(Reverse((size + sizes[&group], part)));
        }
    }
    let mut divided = vec![Vec::new(); parts];
    for &row in rows {
        divided[part_of[&groups[row]]].push(row);
    }
    divided
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::random::{Use, random};

    proptest! {
        #[test]
        fn every_row_stands_in_one_part_with_its_group(
            groups in prop::collection::vec(0u32..9, 1..60),
            parts in 2usize..8,
            seed: u64,
        ) {
            let rows: Vec<usize> = (0..groups.len()).collect();
            let divided = divide(&groups, &rows, parts, &mut random(seed, Use::Folds, 0));
            let mut all: Vec<usize> = divided.concat();
            all.sort_unstable();
            prop_assert_eq!(all, rows);
            let mut present = groups.clone();
            present.sort_unstable();
            present.dedup();
            prop_assert_eq!(divided.len(), parts.min(present.len()));
            for group in present {
                let holding = divided.iter().filter(|part| part.iter().any(|&row| groups[row] == group));
                prop_assert_eq!(holding.count(), 1);
            }
            prop_assert!(divided.iter().all(|part| !part.is_empty()));
        }
    }

    #[test]
    fn single_episodes_are_divided_evenly() {
        let groups: Vec<u32> = (0..103).collect();
        let rows: Vec<usize> = (0..103).collect();
        let divided = divide(&groups, &rows, 10, &mut random(1, Use::Folds, 0));
        let sizes: Vec<usize> = divided.iter().map(Vec::len).collect();
        assert!(sizes.iter().all(|size| (10..=11).contains(size)), "{sizes:?}");
    }
}
