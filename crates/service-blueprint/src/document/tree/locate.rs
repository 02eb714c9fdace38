//! From document paths to nodes, many at once: one look at each list and map on the way.

use std::collections::HashMap;

use super::{At, Content, Tree};
use crate::{DocumentPath, Place, Step};

/// A misspelt key that was read as the one meant.
pub(crate) struct Meant {
    pub(crate) map: At,
    pub(crate) meant: &'static str,
    pub(crate) key: At,
    pub(crate) value: At,
}

/// A path to look for.
pub(crate) struct Wanted<'p> {
    pub(crate) path: &'p DocumentPath,
    /// Whether the key at the end of the path is meant, not its value.
    pub(crate) key: bool,
}

/// Key and value nodes of misspelt keys, by map and the key meant.
type Misspelt = HashMap<(At, &'static str), (At, At)>;

/// The node nearest to a path.
#[derive(Clone, Copy)]
struct Spot {
    at: At,
    /// The node of its key, under a map.
    key: Option<At>,
    /// How many steps led there.
    steps: usize,
}

impl Tree<'_> {
    /// Where each path leads: to its value, or to the nearest thing that holds it.
    pub(crate) fn locate(&self, wanted: &[Wanted<'_>], misspelt: &[Meant]) -> Vec<Option<Place>> {
        let Some(root) = self.root() else {
            return wanted.iter().map(|_| None).collect();
        };
        let misspelt: Misspelt = misspelt
            .iter()
            .map(|it| ((it.map, it.meant), (it.key, it.value)))
            .collect();
        let start = Spot {
            at: root,
            key: None,
            steps: 0,
        };
        let mut spots = vec![start; wanted.len()];
        self.descend(
            start,
            &(0..wanted.len()).collect::<Vec<_>>(),
            wanted,
            &misspelt,
            &mut spots,
        );
        wanted
            .iter()
            .zip(spots)
            .map(|(wanted, spot)| {
                let key_meant = wanted.key && spot.steps == wanted.path.0.len();
                let at = match spot.key {
                    Some(key) if key_meant || self.content(spot.at) == Content::Nothing => key,
                    _ => spot.at,
                };
                Some(self.place(at))
            })
            .collect()
    }

    /// Follows a group of paths that have come to the same node.
    fn descend(&self, from: Spot, group: &[usize], wanted: &[Wanted<'_>], misspelt: &Misspelt, spots: &mut [Spot]) {
        let (mut keys, mut items) = (HashMap::<&str, Vec<usize>>::new(), HashMap::<usize, Vec<usize>>::new());
        for &path in group {
            spots[path] = from;
            match wanted[path].path.0.get(from.steps) {
                Some(Step::Key(key)) => keys.entry(key).or_default().push(path),
                Some(Step::Item(item)) => items.entry(*item).or_default().push(path),
                None => {}
            }
        }
        let at = self.meant(from.at);
        let steps = from.steps + 1;
        match self.content(at) {
            Content::Map if !keys.is_empty() => {
                for (key, value) in self.entries(at) {
                    if keys.is_empty() {
                        break;
                    }
                    // Taken out, so that the first of two equal keys is the one meant.
                    if let Some(group) = keys.remove(self.text(self.meant(key))) {
                        let key = Some(key);
                        self.descend(Spot { at: value, key, steps }, &group, wanted, misspelt, spots);
                    }
                }
                for path in keys.into_values().flatten() {
                    if let Some(Step::Key(key)) = wanted[path].path.0.get(from.steps)
                        && let Some(&(key, value)) = misspelt.get(&(at, key.as_str()))
                    {
                        let key = Some(key);
                        self.descend(Spot { at: value, key, steps }, &[path], wanted, misspelt, spots);
                    }
                }
            }
            Content::List if !items.is_empty() => {
                for (index, item) in self.items(at).enumerate() {
                    if let Some(group) = items.remove(&index) {
                        let spot = Spot {
                            at: item,
                            key: None,
                            steps,
                        };
                        self.descend(spot, &group, wanted, misspelt, spots);
                        if items.is_empty() {
                            break;
                        }
                    }
                }
            }
            // A list of one may have the path of the one, and the one the path of a list of one.
            Content::List if !keys.is_empty() => {
                if let Some(first) = self.items(at).next() {
                    let group: Vec<_> = keys.into_values().flatten().collect();
                    self.descend(Spot { at: first, ..from }, &group, wanted, misspelt, spots);
                }
            }
            Content::Map => {
                if let Some(group) = items.remove(&0) {
                    self.descend(Spot { steps, ..from }, &group, wanted, misspelt, spots);
                }
            }
            _ => {}
        }
    }
}
