//! What is different between two blueprints, part by part, matched by id.

mod fields;
mod rescaled;
mod ways;
mod written;

pub use rescaled::NotCarried;
pub use written::Written;

use std::collections::{HashMap, HashSet};

use crate::document::{Document, ScaleNumbers};
use crate::problem::Kind;
use crate::{Blueprint, Scale};
use fields::{Fields, Part, parts, top};

/// What was added, removed and changed from one blueprint to another.
///
/// Stages, touchpoints, endings, segments, actors, evidence, activities, factors, options and scales are matched by id
/// within their kind. Activities without an id are compared as part of their touchpoint's lane. Ways are compared as
/// they work, not as they are written: for each segment that both have, with `rest` filled in and defaults resolved.
/// The order in which things are listed is not compared; where it decides a way, the way is.
///
/// Where the scales differ, ratings of both are compared as scores on the scale of `after`, to which those of `before`
/// are carried by their distance from neutral; how many ratings stand behind them is not compared then.
///
/// # Examples
/// ```
/// use service_blueprint::{Changes, Written, parse};
/// let before = parse("
/// blueprint: Coffee to go
/// stages: [{ id: buy, touchpoints: [{ id: order, experience: 5 }, { id: sip, experience: 9 }] }]
/// ")?;
/// let after = parse("
/// blueprint: Coffee to go
/// stages: [{ id: buy, touchpoints: [{ id: order, experience: 6 }, { id: sip, experience: 9 }, { id: thanks }] }]
/// ")?;
/// let changes = Changes::between(&before, &after)?;
/// assert_eq!(changes.added[0].id, "thanks");
/// let [score, next] = &changes.changed[..] else { unreachable!() };
/// assert_eq!((score.field.as_str(), &score.to), ("experience", &Some(Written::Number(6.0))));
/// assert_eq!(next.field, "next");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Changes {
    /// What only `after` has: kind by kind, each in its document order.
    pub added: Vec<Element>,
    /// What only `before` has: kind by kind, each in its document order.
    pub removed: Vec<Element>,
    /// What both have and differs, field by field: the blueprint itself, then kind by kind in the order of `after`.
    pub changed: Vec<Change>,
    /// How many touchpoints both have. Where they are few, the rest is a list of differences between two services
    /// rather than of steps from one to the other.
    pub common_touchpoints: usize,
}

/// Something with an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// What it is.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// Its name, or what an activity does, where it is given.
    pub name: Option<String>,
}

/// One field that differs.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Whose field it is; none for the blueprint itself. The name is that of `after`, or else that of `before`.
    pub element: Option<Element>,
    /// The field's key in the format; `segments.ID.KEY` for what one segment has of its own.
    pub field: String,
    /// What it was; none where it was not given.
    pub from: Option<Written>,
    /// What it is; none where it is no longer given.
    pub to: Option<Written>,
}

/// The kinds in the order in which they are told.
const KINDS: [Kind; 10] = [
    Kind::Touchpoint,
    Kind::Stage,
    Kind::Ending,
    Kind::Segment,
    Kind::Activity,
    Kind::Actor,
    Kind::Evidence,
    Kind::Factor,
    Kind::Option,
    Kind::Scale,
];

impl Changes {
    /// What is different.
    ///
    /// # Errors
    /// [`NotCarried`] where the scales differ and a score of `before` has no counterpart on the scale of `after`.
    pub fn between(before: &Blueprint, after: &Blueprint) -> Result<Self, NotCarried> {
        let (old, new) = if before.scale() == after.scale() {
            (before.document().clone(), after.document().clone())
        } else {
            (before.rescaled(after.scale())?, after.rescaled(after.scale())?)
        };
        let mut changes = Self {
            added: Vec::new(),
            removed: Vec::new(),
            changed: Vec::new(),
            common_touchpoints: 0,
        };
        changes.tell(None, &top(&old), &top(&new));
        changes.tell_scale(before.scale(), after.scale());
        ways::starts(before, after, &mut changes.changed);
        for kind in KINDS {
            changes.tell_kind(kind, (before, &old), (after, &new));
        }
        Ok(changes)
    }

    /// Whether nothing is different.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }

    fn tell_scale(&mut self, before: Scale, after: Scale) {
        let written = |scale: Scale| {
            let numbers = ScaleNumbers {
                worst: scale.worst(),
                neutral: scale.neutral(),
                best: scale.best(),
            };
            Written::of(&numbers)
        };
        if before != after {
            self.changed.push(Change {
                element: None,
                field: "scale".into(),
                from: Some(written(before)),
                to: Some(written(after)),
            });
        }
    }

    fn tell_kind(&mut self, kind: Kind, before: (&Blueprint, &Document), after: (&Blueprint, &Document)) {
        let kept = |segment: &&crate::document::Segment| before.1.segments.iter().any(|old| old.id == segment.id);
        let common = after.1.segments.iter().filter(kept);
        let common: HashSet<&str> = common.map(|segment| segment.id.as_str()).collect();
        let (old, new) = (parts(kind, before.1, &common), parts(kind, after.1, &common));
        let known: HashMap<&str, &Part> = old.iter().map(|part| (part.id.as_str(), part)).collect();
        for part in &new {
            let Some(was) = known.get(part.id.as_str()) else {
                self.added.push(part.element(kind));
                continue;
            };
            let mut element = part.element(kind);
            element.name = element.name.or_else(|| was.name.clone());
            self.tell(Some(&element), &was.fields, &part.fields);
            if kind == Kind::Touchpoint {
                self.common_touchpoints += 1;
                ways::ways(before.0, after.0, &element, &mut self.changed);
            }
        }
        let kept: HashSet<&str> = new.iter().map(|part| part.id.as_str()).collect();
        let gone = old.iter().filter(|part| !kept.contains(part.id.as_str()));
        self.removed.extend(gone.map(|part| part.element(kind)));
    }

    /// The fields that differ: in the order of `new`, then those that are no longer given.
    fn tell(&mut self, element: Option<&Element>, old: &Fields, new: &Fields) {
        let gone = old.keys().filter(|key| !new.contains_key(*key));
        for key in new.keys().chain(gone) {
            let (from, to) = (old.get(key), new.get(key));
            let same = match (from, to) {
                (Some(from), Some(to)) => from.is_same(to),
                _ => false,
            };
            if !same {
                self.changed.push(Change {
                    element: element.cloned(),
                    field: key.clone(),
                    from: from.cloned(),
                    to: to.cloned(),
                });
            }
        }
    }
}
