//! From a designer's YAML to a document or a blueprint, with every problem at its place.

use crate::document::read::{self, Reading};
use crate::document::tree::{Tree, Wanted};
use crate::path::Step;
use crate::{Cause, Document, DocumentPath, KEPT_PROBLEMS, Place, Problem, Problems};

/// How much a text may ask of the reader.
///
/// # Examples
/// ```
/// use service_blueprint::Limits;
/// let small = Limits { bytes: 1_000, ..Limits::default() };
/// assert_eq!(Limits::default().bytes, 64 << 20);
/// # let _ = small;
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The largest text, in bytes; 64 MiB by default. Texts of 4 GiB and more are always refused.
    pub bytes: usize,
    /// How deeply lists and maps may be nested; 64 by default.
    pub depth: usize,
    /// How many times over aliases (`*name`) may repeat what the text holds; 4 by default, and 10,000 repeated nodes
    /// are always allowed.
    pub repeats: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 64 << 20,
            depth: 64,
            repeats: 4,
        }
    }
}

/// The document that a YAML text holds, before the blueprint is validated.
///
/// # Errors
/// All that is wrong with the text's form: what is not YAML, unknown and double keys, wrong types, missing keys,
/// unknown words, durations and costs that are none. Ids, ranges and the journey are looked at by [`parse`].
///
/// # Examples
/// ```
/// let text = "blueprint: Tea\nstages: [{ id: cup, touchpoints: [{ id: sip, experience: 7 }] }]";
/// let document = service_blueprint::read_document(text)?;
/// assert_eq!(document.stages[0].touchpoints[0].id, "sip");
///
/// let problems = service_blueprint::read_document("blueprint: Tea\nstagse: []").unwrap_err();
/// assert_eq!(problems.list[0].code(), "unknown-key");
/// # Ok::<(), service_blueprint::Problems>(())
/// ```
pub fn read_document(text: &str) -> Result<Document, Problems> {
    let limits = Limits::default();
    check_size(text.len(), &limits)?;
    let tree = Tree::parse(text, limits.depth);
    let (reading, _) = reading(&tree, &limits);
    if reading.problems.is_empty() {
        Ok(reading.document)
    } else {
        Err(in_order(reading.problems, reading.more))
    }
}

/// Where paths of a document stand in the text it was read from: a scalar's own bytes, the first line of a list or map,
/// and for what is not there the nearest thing that would hold it. Nothing where the text holds nothing at all.
///
/// # Examples
/// ```
/// use service_blueprint::{DocumentPath, Step};
/// let text = "blueprint: Tea\nstages:\n  - id: cup\n    touchpoints: []\n";
/// let id = DocumentPath(vec![Step::Key("stages".into()), Step::Item(0), Step::Key("id".into())]);
/// let place = service_blueprint::places(text, &[id])[0].clone().unwrap();
/// assert_eq!((place.line, place.column, &text[place.bytes]), (3, 9, "cup"));
/// ```
pub fn places(text: &str, paths: &[DocumentPath]) -> Vec<Option<Place>> {
    if u32::try_from(text.len()).is_err() {
        return paths.iter().map(|_| None).collect();
    }
    let tree = Tree::parse(text, Limits::default().depth);
    let wanted: Vec<_> = paths.iter().map(|path| Wanted { path, key: false }).collect();
    tree.locate(&wanted)
}

/// Reads a tree; `true` where nothing of the document is hidden behind a fault.
fn reading(tree: &Tree<'_>, limits: &Limits) -> (Reading, bool) {
    let mut reading = read::read(tree, limits.repeats);
    let mut whole = true;
    match &tree.fault {
        Some(fault) => {
            whole = fault.whole;
            let mut problem = Problem::new(fault.cause.clone(), DocumentPath::default());
            problem.place = Some(fault.place.clone());
            reading.problems.push(problem);
        }
        None if tree.root().is_none() => {
            reading.problems.push(Problem::new(Cause::Empty, DocumentPath::default()));
        }
        None => {}
    }
    (reading, whole && tree.root().is_some())
}

/// Refuses a text that is too large.
fn check_size(size: usize, limits: &Limits) -> Result<(), Problems> {
    let limit = limits.bytes.min(u32::MAX as usize);
    if size <= limit {
        return Ok(());
    }
    let cause = Cause::TooLarge {
        size: size as u64,
        limit: limit as u64,
    };
    Err(only(Problem::new(cause, DocumentPath::default())))
}

/// A single problem.
fn only(problem: Problem) -> Problems {
    Problems {
        list: vec![problem],
        more: 0,
    }
}

/// Problems in the order of the text, as many as are kept.
fn in_order(mut list: Vec<Problem>, more: usize) -> Problems {
    let start = |problem: &Problem| problem.place.as_ref().map_or(0, |place| place.bytes.start);
    list.sort_by_key(start);
    let more = more + list.len().saturating_sub(KEPT_PROBLEMS);
    list.truncate(KEPT_PROBLEMS);
    Problems { list, more }
}
