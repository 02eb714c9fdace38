//! From a designer's YAML to a document or a blueprint, with every problem at its place.

use crate::document::read::{self, Reading};
use crate::document::tree::{Meant, Tree, Wanted};
use crate::path::Step;
use crate::{Blueprint, Cause, Document, DocumentPath, KEPT_PROBLEMS, Place, Problem, Problems};

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

/// The blueprint that a YAML text describes.
///
/// # Errors
/// All that is wrong with the text and with the blueprint, in the order of the text, each problem with its place. A
/// place that has a problem causes no further ones. Only where the text stops being YAML does it hide what follows; then
/// ids, ranges and the journey are not looked at.
///
/// # Examples
/// ```
/// let text = "
/// blueprint: Tea house
/// stages:
///   - id: visit
///     touchpoints:
///       - { id: greeting, experience: 8 }
///       - { id: tea, experience: 6 }
/// ";
/// let blueprint = service_blueprint::parse(text)?;
/// assert_eq!(blueprint.touchpoints().count(), 2);
///
/// let problems = service_blueprint::parse(&text.replace("experience: 8", "experiance: 80")).unwrap_err();
/// let codes: Vec<_> = problems.list.iter().map(|problem| problem.code()).collect();
/// assert_eq!(codes, ["unknown-key", "off-scale"]);
/// # Ok::<(), service_blueprint::Problems>(())
/// ```
pub fn parse(text: &str) -> Result<Blueprint, Problems> {
    parse_bytes(text.as_bytes(), &Limits::default())
}

/// The blueprint that the bytes of a file describe.
///
/// # Errors
/// Those of [`parse`]; bytes that are not UTF-8; a text beyond the limits.
///
/// # Examples
/// ```
/// use service_blueprint::{Limits, parse_bytes};
/// let problems = parse_bytes(b"blueprint: caf\xe9", &Limits::default()).unwrap_err();
/// assert_eq!(problems.list[0].code(), "not-utf8");
/// ```
pub fn parse_bytes(bytes: &[u8], limits: &Limits) -> Result<Blueprint, Problems> {
    check_size(bytes.len(), limits)?;
    let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error.valid_up_to()))?;
    let tree = Tree::parse(text, limits.depth);
    let Outcome {
        reading,
        fault,
        readable,
    } = reading(&tree, limits);
    let Reading {
        document,
        problems,
        mut more,
        repeated,
        misspelt,
        stopped: _,
    } = reading;
    let mut list = problems.clone();
    if readable && list.len() < KEPT_PROBLEMS {
        let found: Vec<Problem> = problems.into_iter().chain(repeated).collect();
        match Blueprint::validate(document, &found) {
            Ok(blueprint) if found.is_empty() && fault.is_none() => return Ok(blueprint),
            Ok(_) => {}
            Err(mut invalid) => {
                find_places(&tree, &misspelt, &mut invalid.list);
                list.append(&mut invalid.list);
                more += invalid.more;
            }
        }
    }
    list.extend(fault);
    Err(in_order(list, more))
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
    let Outcome { reading, fault, .. } = reading(&tree, &limits);
    let mut list = reading.problems;
    list.extend(fault);
    if list.is_empty() {
        Ok(reading.document)
    } else {
        Err(in_order(list, reading.more))
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
    tree.locate(&wanted, &[])
}

/// The problems of a document that was built from a tree, with their places in its text.
pub(crate) fn problems_of(tree: &Tree<'_>, mut problems: Problems) -> Problems {
    find_places(tree, &[], &mut problems.list);
    problems
}

/// What reading a tree gives.
struct Outcome {
    reading: Reading,
    /// What is wrong with the text as a whole.
    fault: Option<Problem>,
    /// Whether all of the document was there to read.
    readable: bool,
}

fn reading(tree: &Tree<'_>, limits: &Limits) -> Outcome {
    let reading = read::read(tree, limits.repeats);
    let whole = |cause, place| {
        let mut problem = Problem::new(cause, DocumentPath::default());
        problem.place = place;
        problem
    };
    let stopped = reading.stopped;
    let (fault, readable) = match (&tree.fault, tree.root()) {
        (Some(fault), _) => (Some(whole(fault.cause.clone(), Some(fault.place.clone()))), fault.whole),
        (None, None) => (Some(whole(Cause::Empty, None)), false),
        (None, Some(_)) => (None, true),
    };
    Outcome {
        reading,
        fault,
        readable: readable && !stopped,
    }
}

/// Fills in where in the text the problems of validation stand.
fn find_places(tree: &Tree<'_>, misspelt: &[Meant], problems: &mut [Problem]) {
    let wanted: Vec<Wanted<'_>> = problems
        .iter()
        .flat_map(|problem| {
            let here = Wanted {
                path: &problem.path,
                key: means_key(problem),
            };
            let related = problem.related.iter().map(|related| Wanted {
                path: &related.path,
                key: false,
            });
            std::iter::once(here).chain(related)
        })
        .collect();
    let mut places = tree.locate(&wanted, misspelt).into_iter();
    for problem in problems {
        problem.place = places.next().flatten();
        for related in &mut problem.related {
            related.place = places.next().flatten();
        }
    }
}

/// Whether the problem is with the key at the end of its path: an id used as a key.
fn means_key(problem: &Problem) -> bool {
    let Some(Step::Key(key)) = problem.path.0.last() else {
        return false;
    };
    match &problem.cause {
        Cause::UnknownId { found, .. }
        | Cause::WayToStage { found, .. }
        | Cause::StartAtEnding { found }
        | Cause::BadId { found, .. } => found == key,
        Cause::OutOfControl { touchpoint }
        | Cause::AddedElsewhere { touchpoint, .. }
        | Cause::RaiseUnscored { touchpoint } => touchpoint == key,
        _ => false,
    }
}

/// Says where the bytes stop being text.
fn not_utf8(bytes: &[u8], at: usize) -> Problems {
    let before = String::from_utf8_lossy(&bytes[..at]);
    let line = before.rsplit('\n').next().unwrap_or_default();
    let mut problem = Problem::new(Cause::NotUtf8 { at }, DocumentPath::default());
    problem.place = Some(Place {
        line: before.matches('\n').count() + 1,
        column: line.chars().count() + 1,
        bytes: at..at + 1,
    });
    only(problem)
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
