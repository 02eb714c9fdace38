//! Reads the marked tree into a [`Document`]: one walk, field by field, in which every reader reports what is wrong and
//! goes on.
//!
//! A field that is broken or missing takes its type's empty value, and its path is in the problems: whoever checks the
//! document further stays silent about whatever a problem overlaps.

use std::collections::HashSet;

use super::Document;
use super::tree::{At, Content, Meant, Style, Tree};
use crate::path::Trail;
use crate::{Cause, KEPT_PROBLEMS, Problem, Related};

mod activity;
mod collection;
mod nearest;
mod option;
mod people;
mod rating;
mod record;
mod scalar;
mod top;
mod touchpoint;
mod traps;
mod ways;

/// A document with all that was found wrong while it was read.
pub(crate) struct Reading {
    pub(crate) document: Document,
    /// What to report, in the order of the walk, and how much more there was.
    pub(crate) problems: Vec<Problem>,
    pub(crate) more: usize,
    /// The same slips at other places that repeat the same part of the text.
    pub(crate) repeated: Vec<Problem>,
    /// The misspelt keys whose values were read.
    pub(crate) misspelt: Vec<Meant>,
    /// Whether aliases repeated so much that not all was read.
    pub(crate) stopped: bool,
}

/// Reads a tree. `repeats` is how many times over aliases may repeat the text's nodes.
pub(crate) fn read(tree: &Tree<'_>, repeats: u32) -> Reading {
    // Aliases in a small text harm nobody.
    const FREE: u64 = 10_000;
    let mut reader = Reader {
        tree,
        problems: Vec::new(),
        more: 0,
        repeated: Vec::new(),
        misspelt: Vec::new(),
        reported: HashSet::new(),
        visits: 0,
        // No node is looked at more than twice: once for its shape and once by the reader for that shape.
        most_visits: 2 * (tree.len() as u64 * (1 + u64::from(repeats)) + FREE),
        alias_limit: tree.len() as u64 * u64::from(repeats) + FREE,
    };
    let document = reader.top();
    Reading {
        document,
        problems: reader.problems,
        more: reader.more,
        repeated: reader.repeated,
        misspelt: reader.misspelt,
        stopped: reader.visits > reader.most_visits,
    }
}

struct Reader<'t> {
    tree: &'t Tree<'t>,
    problems: Vec<Problem>,
    more: usize,
    repeated: Vec<Problem>,
    misspelt: Vec<Meant>,
    /// Nodes reported already, with code and key: through aliases the walk comes by more than once.
    reported: HashSet<(At, &'static str, &'static str)>,
    visits: u64,
    most_visits: u64,
    alias_limit: u64,
}

/// A place for a value: its node, the node that shows where it is, and the alias through which the walk came.
#[derive(Debug, Clone, Copy)]
struct Slot {
    at: At,
    /// The key, or the node itself in a list.
    shown: At,
    alias: Option<At>,
}

/// What stands in a slot, aliases followed.
#[derive(Debug, Clone, Copy)]
enum Seen<'t> {
    Text(&'t str, Style),
    Nothing,
    List,
    Map,
}

impl<'t> Reader<'t> {
    /// What stands in a slot and where, or nothing if that was reported already.
    fn open(&mut self, slot: Slot, trail: &Trail<'_>) -> Option<(Seen<'t>, Slot)> {
        self.visits += 1;
        let tree = self.tree;
        let mut slot = slot;
        loop {
            if self.visits > self.most_visits {
                if self.visits <= self.most_visits + 1 {
                    self.visits += 1;
                    let limit = self.alias_limit;
                    self.report(
                        Cause::TooManyAliases { limit },
                        slot.alias.unwrap_or(slot.at),
                        slot,
                        trail,
                    );
                }
                return None;
            }
            if tree.is_tagged(slot.at) {
                self.report(traps::tag(tree, slot.at), slot.at, slot, trail);
                return None;
            }
            let seen = match tree.content(slot.at) {
                Content::Text(text, style) => Seen::Text(text, style),
                Content::Nothing => Seen::Nothing,
                Content::List => Seen::List,
                Content::Map => Seen::Map,
                Content::Alias(target) => {
                    slot = Slot {
                        at: target,
                        shown: target,
                        alias: slot.alias.or(Some(slot.at)),
                    };
                    continue;
                }
                Content::Loop => {
                    let name = tree.written(slot.at).trim_start_matches('*').into();
                    self.report(Cause::AliasLoop { name }, slot.at, slot, trail);
                    return None;
                }
                Content::Unresolved => {
                    self.report(traps::asterisk(tree, slot.at), slot.at, slot, trail);
                    return None;
                }
                Content::Cut => return None,
            };
            return Some((seen, slot));
        }
    }

    /// Reports a problem at a node.
    fn report(&mut self, cause: Cause, at: At, slot: Slot, trail: &Trail<'_>) {
        self.report_with(cause, at, slot, trail, None);
    }

    /// Reports a problem at a node with another node that has to do with it.
    fn report_with(
        &mut self,
        cause: Cause,
        at: At,
        slot: Slot,
        trail: &Trail<'_>,
        related: Option<(&'static str, At)>,
    ) {
        let mut repeats = false;
        if self.tree.has_aliases {
            let detail = match &cause {
                Cause::MissingKey { key } => key,
                _ => "",
            };
            repeats = !self.reported.insert((at, cause.code(), detail));
        }
        let list = if repeats { &self.repeated } else { &self.problems };
        if list.len() >= KEPT_PROBLEMS {
            self.more += usize::from(!repeats);
            return;
        }
        let mut problem = Problem::new(cause, trail.path());
        problem.place = Some(self.tree.place(at));
        let used = slot
            .alias
            .filter(|alias| *alias != at)
            .map(|alias| ("repeated here", alias));
        for (label, at) in related.into_iter().chain(used) {
            problem.related.push(Related {
                label,
                path: trail.path(),
                place: Some(self.tree.place(at)),
            });
        }
        if repeats {
            &mut self.repeated
        } else {
            &mut self.problems
        }
        .push(problem);
    }

    /// Reports a value of another type than the field's.
    fn wrong(&mut self, wanted: &str, seen: Seen<'_>, slot: Slot, trail: &Trail<'_>, remedy: Option<String>) {
        if self.tree.is_unfinished(slot.at) {
            return;
        }
        let remedy = remedy
            .or_else(|| traps::remedy(self.tree, seen, slot))
            .or_else(|| Some(format!("write {wanted}")));
        let at = match seen {
            Seen::Nothing => slot.shown,
            Seen::Text(..) | Seen::List | Seen::Map => slot.at,
        };
        let cause = Cause::WrongType {
            wanted: wanted.into(),
            found: describe(seen),
            remedy,
        };
        self.report(cause, at, slot, trail);
    }

    /// Whether further problems are only counted, so that costly remedies need not be sought.
    fn is_full(&self) -> bool {
        self.problems.len() >= KEPT_PROBLEMS
    }
}

impl Slot {
    /// The value of a map's entry.
    fn entry(map: Slot, key: At, value: At) -> Self {
        Self {
            at: value,
            shown: key,
            alias: map.alias,
        }
    }

    /// An item of a list.
    fn item(list: Slot, at: At) -> Self {
        Self {
            at,
            shown: at,
            alias: list.alias,
        }
    }
}

/// What stands there, in words.
fn describe(seen: Seen<'_>) -> String {
    match seen {
        Seen::Text(text, Style::Plain) if scalar::number(text).is_some() => format!("the number {}", short(text)),
        Seen::Text("true" | "True" | "TRUE", Style::Plain) => "`true`".into(),
        Seen::Text("false" | "False" | "FALSE", Style::Plain) => "`false`".into(),
        Seen::Text(text, _) => format!("the text `{}`", short(text)),
        Seen::Nothing => "nothing".into(),
        Seen::List => "a list".into(),
        Seen::Map => "a map".into(),
    }
}

/// A text on one line and not longer than a message can bear.
pub(super) fn short(text: &str) -> String {
    const SHOWN: usize = 60;
    let mut shown: String = text
        .chars()
        .take(SHOWN)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if text.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown
}
