//! Which ids the document declares, kind by kind.

use std::cell::RefCell;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::blueprint::DEFAULT_ENDING;
use crate::document::{ActivityEntry, Document, Role};
use crate::id::{ActorId, EndId, EvidenceId, check_id};
use crate::path::{DocumentPath, Trail};
use crate::problem::{Cause, Kind, Problem};

use super::report::Report;
use super::walk::{self, Listing};

/// Ids that an actor may not have: the short form `- agent: text` would be taken for a key.
const ACTIVITY_KEYS: [&str; 8] = ["id", "actor", "does", "needs", "after", "owner", "duration", "same"];

/// How many known ids a problem carries.
pub(super) const KNOWN: usize = 50;

/// A place that a way, or an option, can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// A touchpoint, by position in document order.
    Touchpoint(usize),
    /// An ending, by position.
    End(usize),
    /// A touchpoint that an option adds: positions of the option and of the addition.
    Added(usize, usize),
}

/// An activity's lane and position in document order; those of added touchpoints follow all others.
#[derive(Debug, Clone, Copy)]
pub(super) struct Listed<'d> {
    pub(super) actor: Option<&'d str>,
    pub(super) lane: Role,
    pub(super) position: usize,
    /// The option that adds its touchpoint; `None` where that exists without any option.
    pub(super) added_by: Option<usize>,
}

/// The declared ids.
pub(super) struct Names<'d> {
    document: &'d Document,
    pub(super) stages: HashMap<&'d str, usize>,
    pub(super) places: HashMap<&'d str, Place>,
    pub(super) actors: HashMap<&'d str, usize>,
    pub(super) evidence: HashMap<&'d str, usize>,
    pub(super) activities: HashMap<&'d str, Listed<'d>>,
    pub(super) segments: HashMap<&'d str, usize>,
    pub(super) factors: HashMap<&'d str, usize>,
    pub(super) options: HashMap<&'d str, usize>,
    /// The declared ids of a kind in document order, once somebody asked for them.
    known: RefCell<HashMap<Kind, Vec<&'d str>>>,
}

/// Typed ids and owned look-ups for the blueprint, once everything is known to be right.
pub(super) struct Positions {
    pub(super) actors: Vec<ActorId>,
    pub(super) evidence: Vec<EvidenceId>,
    pub(super) ends: Vec<EndId>,
    pub(super) touchpoints: HashMap<String, usize>,
    pub(super) activities: HashMap<String, usize>,
}

/// The ids of one kind while they are collected, with the place of each for the second of two duplicates.
struct Catalogue<'d, T> {
    ids: HashMap<&'d str, (T, DocumentPath)>,
}

impl<'d, T> Catalogue<'d, T> {
    fn new() -> Self {
        Self { ids: HashMap::new() }
    }

    fn add(&mut self, kind: Kind, id: &'d str, what: T, at: Trail<'_>, report: &mut Report<'_>) {
        let at = at.key("id");
        if let Err(source) = check_id(id) {
            // It is declared all the same, so that what refers to it is not called unknown on top.
            report.problem(
                Cause::BadId {
                    found: id.into(),
                    source,
                },
                at,
            );
        }
        match self.ids.entry(id) {
            Entry::Vacant(free) => _ = free.insert((what, at.path())),
            Entry::Occupied(first) => {
                let problem = Problem::new(Cause::DuplicateId { kind, id: id.into() }, at.path());
                report.add(problem.with("first used here", first.get().1.clone()));
            }
        }
    }

    fn into_ids(self) -> HashMap<&'d str, T> {
        self.ids.into_iter().map(|(id, (what, _))| (id, what)).collect()
    }
}

/// The ids of one list.
fn list<'d, T>(
    kind: Kind,
    key: &str,
    items: &'d [T],
    id: fn(&T) -> &str,
    report: &mut Report<'_>,
) -> HashMap<&'d str, usize> {
    let mut catalogue = Catalogue::new();
    for (index, item) in items.iter().enumerate() {
        let at = Trail::Root.key(key);
        catalogue.add(kind, id(item), index, at.item(index), report);
    }
    catalogue.into_ids()
}

impl<'d> Names<'d> {
    pub(super) fn collect(document: &'d Document, report: &mut Report<'_>) -> Self {
        let root = Trail::Root;
        for (index, actor) in document.actors.iter().enumerate() {
            if ACTIVITY_KEYS.contains(&actor.id.as_str()) {
                let at = root.key("actors");
                report.problem(
                    Cause::ReservedId {
                        found: actor.id.clone(),
                    },
                    at.item(index).key("id"),
                );
            }
        }
        list(Kind::Scale, "scales", &document.scales, |scale| &scale.id, report);
        let (places, activities) = places(document, report);
        Self {
            document,
            stages: list(Kind::Stage, "stages", &document.stages, |stage| &stage.id, report),
            places,
            activities,
            actors: list(Kind::Actor, "actors", &document.actors, |actor| &actor.id, report),
            evidence: list(
                Kind::Evidence,
                "evidence",
                &document.evidence,
                |evidence| &evidence.id,
                report,
            ),
            segments: list(
                Kind::Segment,
                "segments",
                &document.segments,
                |segment| &segment.id,
                report,
            ),
            factors: list(Kind::Factor, "factors", &document.factors, |factor| &factor.id, report),
            options: list(Kind::Option, "options", &document.options, |option| &option.id, report),
            known: RefCell::default(),
        }
    }

    /// The touchpoint or ending of that id, as far as it exists without any option.
    pub(super) fn target(&self, id: &str, at: Trail<'_>, report: &mut Report<'_>) -> Option<Place> {
        match self.places.get(id) {
            Some(Place::Added(..)) | None => {
                if let Some(&stage) = self.stages.get(id) {
                    let first = self.document.stages[stage]
                        .touchpoints
                        .first()
                        .map(|first| first.id.clone());
                    report.problem(
                        Cause::WayToStage {
                            found: id.into(),
                            first,
                        },
                        at,
                    );
                } else {
                    self.unknown(Kind::Target, id, at, report);
                }
                None
            }
            Some(place) => Some(*place),
        }
    }

    /// The position of the touchpoint of that id, as far as it exists without any option.
    pub(super) fn touchpoint(&self, id: &str, at: Trail<'_>, report: &mut Report<'_>) -> Option<usize> {
        match self.places.get(id) {
            Some(Place::Touchpoint(position)) => Some(*position),
            Some(Place::End(_) | Place::Added(..)) | None => {
                self.unknown(Kind::Touchpoint, id, at, report);
                None
            }
        }
    }

    /// The position of an id of any kind that is a plain list.
    pub(super) fn find(&self, kind: Kind, id: &str, at: Trail<'_>, report: &mut Report<'_>) -> Option<usize> {
        let known = match kind {
            Kind::Actor => &self.actors,
            Kind::Evidence => &self.evidence,
            Kind::Segment => &self.segments,
            Kind::Factor => &self.factors,
            Kind::Option => &self.options,
            Kind::Stage | Kind::Scale => &self.stages,
            Kind::Activity => return self.activities.get(id).map(|listed| listed.position),
            Kind::Touchpoint | Kind::Ending | Kind::Target => return self.touchpoint(id, at, report),
        };
        let found = known.get(id).copied();
        if found.is_none() {
            self.unknown(kind, id, at, report);
        }
        found
    }

    /// The activity of that id. What stands under a touchpoint of a stage may not refer to what exists only where an
    /// option is chosen.
    pub(super) fn activity(
        &self,
        id: &str,
        listing: Listing,
        at: Trail<'_>,
        report: &mut Report<'_>,
    ) -> Option<Listed<'d>> {
        let found = self
            .activities
            .get(id)
            .filter(|listed| listed.added_by.is_none() || matches!(listing, Listing::Option { .. }));
        if found.is_none() {
            self.unknown(Kind::Activity, id, at, report);
        }
        found.copied()
    }

    /// The id of the actor of an activity.
    pub(super) fn actor_of(&self, activity: &str) -> Option<&'d str> {
        self.activities.get(activity)?.actor
    }

    /// Reports an id that no declaration has, unless the declarations themselves are broken.
    pub(super) fn unknown(&self, kind: Kind, id: &str, at: Trail<'_>, report: &mut Report<'_>) {
        if report.is_incomplete(kind) {
            return;
        }
        let mut known = self.known.borrow_mut();
        let known = known.entry(kind).or_insert_with(|| self.ordered(kind));
        let cause = unknown_id(kind, id, known, report);
        report.problem(cause, at);
    }

    /// The declared ids of a kind in document order.
    fn ordered(&self, kind: Kind) -> Vec<&'d str> {
        fn ordered<'d, T>(
            ids: impl Iterator<Item = (&'d str, T)>,
            position: impl Fn(&T) -> (usize, usize),
        ) -> Vec<&'d str> {
            let mut listed: Vec<_> = ids.map(|(id, what)| (position(&what), id)).collect();
            listed.sort_unstable();
            listed.into_iter().map(|(_, id)| id).collect()
        }
        let plain =
            |ids: &HashMap<&'d str, usize>| ordered(ids.iter().map(|(id, what)| (*id, *what)), |place| (0, *place));
        match kind {
            Kind::Stage | Kind::Scale => plain(&self.stages),
            Kind::Actor => plain(&self.actors),
            Kind::Evidence => plain(&self.evidence),
            Kind::Segment => plain(&self.segments),
            Kind::Factor => plain(&self.factors),
            Kind::Option => plain(&self.options),
            Kind::Activity => {
                let base = self.activities.iter().filter(|(_, listed)| listed.added_by.is_none());
                ordered(base.map(|(id, listed)| (*id, listed.position)), |place| (0, *place))
            }
            Kind::Touchpoint | Kind::Ending | Kind::Target => {
                let wanted = self.places.iter().filter(|(_, place)| match place {
                    Place::Touchpoint(_) => kind != Kind::Ending,
                    Place::End(_) => kind != Kind::Touchpoint,
                    Place::Added(..) => false,
                });
                ordered(wanted.map(|(id, place)| (*id, *place)), |place| match place {
                    Place::Touchpoint(position) => (0, *position),
                    Place::End(position) | Place::Added(position, _) => (1, *position),
                })
            }
        }
    }

    pub(super) fn into_positions(self) -> Positions {
        let document = self.document;
        let ends: Vec<&str> = match document.ends.as_slice() {
            [] => vec![DEFAULT_ENDING],
            ends => ends.iter().map(|end| end.id.as_str()).collect(),
        };
        let touchpoints = self.places.iter().filter_map(|(id, place)| match place {
            Place::Touchpoint(position) => Some(((*id).to_owned(), *position)),
            Place::End(_) | Place::Added(..) => None,
        });
        let activities = self.activities.iter().filter(|(_, listed)| listed.added_by.is_none());
        Positions {
            actors: typed(document.actors.iter().map(|actor| actor.id.as_str()), ActorId::new),
            evidence: typed(
                document.evidence.iter().map(|evidence| evidence.id.as_str()),
                EvidenceId::new,
            ),
            ends: typed(ends.into_iter(), EndId::new),
            touchpoints: touchpoints.collect(),
            activities: activities
                .map(|(id, listed)| ((*id).to_owned(), listed.position))
                .collect(),
        }
    }
}

/// An unknown id with the nearest of the known ones.
pub(super) fn unknown_id<S: AsRef<str>>(kind: Kind, id: &str, known: &[S], report: &mut Report<'_>) -> Cause {
    let nearest = if report.may_compare(known.len()) {
        nearest(id, known)
    } else {
        None
    };
    Cause::UnknownId {
        kind,
        found: id.into(),
        nearest,
        known: known.iter().take(KNOWN).map(|id| id.as_ref().to_owned()).collect(),
    }
}

/// The known name that a slip would most likely mean, if one is near enough.
pub(crate) fn nearest<S: AsRef<str>>(found: &str, known: &[S]) -> Option<String> {
    /// Chosen: below this likeness a suggestion confuses more than it helps.
    const LIKE: f64 = 0.75;
    /// Chosen: nobody mistypes a text, and comparing long ones takes long.
    const LONGEST: usize = 100;
    if found.len() > LONGEST {
        return None;
    }
    let mut best: Option<(f64, &str)> = None;
    for name in known.iter().map(AsRef::as_ref).filter(|name| name.len() <= LONGEST) {
        let likeness = strsim::jaro_winkler(found, name);
        if likeness >= LIKE && best.is_none_or(|(known, _)| likeness > known) {
            best = Some((likeness, name));
        }
    }
    best.map(|(_, name)| name.to_owned())
}

/// Ids that have been checked.
fn typed<'i, T>(ids: impl Iterator<Item = &'i str>, new: fn(&str) -> Result<T, crate::IdError>) -> Vec<T> {
    ids.map(|id| new(id).expect("ids were checked when they were collected"))
        .collect()
}

/// Touchpoints, endings and added touchpoints, which share their ids, and the activities under them.
fn places<'d>(
    document: &'d Document,
    report: &mut Report<'_>,
) -> (HashMap<&'d str, Place>, HashMap<&'d str, Listed<'d>>) {
    let mut places = Catalogue::new();
    let mut activities = Catalogue::new();
    let mut touchpoints = 0;
    let mut listed = 0;
    walk::touchpoints(document, |touchpoint, at, listing| {
        let (place, added_by) = match listing {
            Listing::Stage { .. } => (Place::Touchpoint(touchpoints), None),
            Listing::Option { option, addition } => (Place::Added(option, addition), Some(option)),
        };
        touchpoints += 1;
        reserved(&touchpoint.id, at, report);
        places.add(Kind::Touchpoint, &touchpoint.id, place, at, report);
        walk::entries(touchpoint, at, |lane, _, entry, at| {
            if let ActivityEntry::Activity(activity) = entry {
                let position = listed;
                listed += 1;
                if let Some(id) = &activity.id {
                    let actor = activity.actor.as_deref();
                    activities.add(
                        Kind::Activity,
                        id,
                        Listed {
                            actor,
                            lane,
                            position,
                            added_by,
                        },
                        at,
                        report,
                    );
                }
            }
        });
    });
    let ends = Trail::Root.key("ends");
    for (index, end) in document.ends.iter().enumerate() {
        reserved(&end.id, ends.item(index), report);
        places.add(Kind::Ending, &end.id, Place::End(index), ends.item(index), report);
    }
    let mut places = places.into_ids();
    if document.ends.is_empty() {
        places.insert(DEFAULT_ENDING, Place::End(0));
    }
    (places, activities.into_ids())
}

fn reserved(id: &str, at: Trail<'_>, report: &mut Report<'_>) {
    if id == DEFAULT_ENDING {
        report.problem(Cause::ReservedId { found: id.into() }, at.key("id"));
    }
}
