//! Segments, actors, evidence, endings and factors.

use super::record::Shape;
use super::{Reader, Slot};
use crate::document::{Actor, Ending, Evidence, EvidenceEntry, Factor, Role, Segment};
use crate::path::Trail;

use super::Seen;

const SEGMENT: Shape = Shape {
    wanted: "a segment: { id, share }",
    keys: &["id", "name", "share", "value", "start"],
    required: &["id", "share"],
    remedy: None,
};

const ACTOR: Shape = Shape {
    wanted: "an actor: { id, role }",
    keys: &["id", "name", "role", "partner"],
    required: &["id", "role"],
    remedy: None,
};

const EVIDENCE: Shape = Shape {
    wanted: "evidence: { id, name }",
    keys: &["id", "name", "partner"],
    required: &["id"],
    remedy: None,
};

const EVIDENCE_HERE: Shape = Shape {
    wanted: "evidence: its id, or { name: … }",
    keys: &["name"],
    required: &["name"],
    remedy: None,
};

const ENDING: Shape = Shape {
    wanted: "an ending: { id, name }",
    keys: &["id", "name", "goal"],
    required: &["id"],
    remedy: None,
};

const FACTOR: Shape = Shape {
    wanted: "a factor: { id, … }",
    keys: &["id", "name", "experience", "expectation", "importance", "ideal"],
    required: &["id"],
    remedy: None,
};

const ROLES: [(&str, Role); 4] = [
    ("customer", Role::Customer),
    ("frontstage", Role::Frontstage),
    ("backstage", Role::Backstage),
    ("support", Role::Support),
];

impl Reader<'_> {
    pub(super) fn segment(&mut self, slot: Slot, trail: &Trail<'_>) -> Segment {
        let mut segment = Segment {
            id: String::new(),
            name: None,
            share: 0.0,
            value: None,
            start: None,
        };
        self.record(slot, trail, &SEGMENT, |reader, key, slot, trail| match key {
            "id" => segment.id = reader.id(slot, trail),
            "name" => segment.name = reader.text(slot, trail),
            "share" => segment.share = reader.number(slot, trail).unwrap_or_default(),
            "value" => segment.value = reader.number(slot, trail),
            _ => segment.start = reader.ways(slot, trail),
        });
        segment
    }

    pub(super) fn actor(&mut self, slot: Slot, trail: &Trail<'_>) -> Actor {
        let mut actor = Actor {
            id: String::new(),
            name: None,
            role: Vec::new(),
            partner: false,
        };
        self.record(slot, trail, &ACTOR, |reader, key, slot, trail| match key {
            "id" => actor.id = reader.id(slot, trail),
            "name" => actor.name = reader.text(slot, trail),
            "role" => {
                let roles = reader.one_or_many(slot, trail, |reader, slot, trail| {
                    reader.word(slot, trail, "role", &ROLES)
                });
                actor.role = roles.into_iter().flatten().collect();
            }
            _ => actor.partner = reader.flag(slot, trail).unwrap_or_default(),
        });
        actor
    }

    pub(super) fn evidence(&mut self, slot: Slot, trail: &Trail<'_>) -> Evidence {
        let mut evidence = Evidence {
            id: String::new(),
            name: None,
            partner: false,
        };
        self.record(slot, trail, &EVIDENCE, |reader, key, slot, trail| match key {
            "id" => evidence.id = reader.id(slot, trail),
            "name" => evidence.name = reader.text(slot, trail),
            _ => evidence.partner = reader.flag(slot, trail).unwrap_or_default(),
        });
        evidence
    }

    /// Reads evidence at a touchpoint: by id, or named on the spot.
    pub(super) fn evidence_here(&mut self, slot: Slot, trail: &Trail<'_>) -> EvidenceEntry {
        if let Some((Seen::Text(..), _)) = self.open(slot, trail) {
            return EvidenceEntry::Shown(self.id(slot, trail));
        }
        let mut name = String::new();
        self.record(slot, trail, &EVIDENCE_HERE, |reader, _, slot, trail| {
            name = reader.text(slot, trail).unwrap_or_default();
        });
        EvidenceEntry::Named { name }
    }

    pub(super) fn ending(&mut self, slot: Slot, trail: &Trail<'_>) -> Ending {
        let mut ending = Ending {
            id: String::new(),
            name: None,
            goal: false,
        };
        self.record(slot, trail, &ENDING, |reader, key, slot, trail| match key {
            "id" => ending.id = reader.id(slot, trail),
            "name" => ending.name = reader.text(slot, trail),
            _ => ending.goal = reader.flag(slot, trail).unwrap_or_default(),
        });
        ending
    }

    pub(super) fn factor(&mut self, slot: Slot, trail: &Trail<'_>) -> Factor {
        let mut factor = Factor {
            id: String::new(),
            name: None,
            experience: None,
            expectation: None,
            importance: None,
            ideal: None,
        };
        self.record(slot, trail, &FACTOR, |reader, key, slot, trail| match key {
            "id" => factor.id = reader.id(slot, trail),
            "name" => factor.name = reader.text(slot, trail),
            "experience" => factor.experience = reader.rating(slot, trail),
            "expectation" => factor.expectation = reader.rating(slot, trail),
            "importance" => factor.importance = reader.number(slot, trail),
            _ => factor.ideal = reader.rating(slot, trail),
        });
        factor
    }
}
