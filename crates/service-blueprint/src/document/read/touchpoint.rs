//! Stages and touchpoints.

use super::record::Shape;
use super::{Reader, Seen, Slot};
use crate::document::{
    Effort, ExperienceKind, FailPoint, Flow, Note, NoteKind, Override, Stage, Standard, Touchpoint, Wait,
};
use crate::path::Trail;
use crate::{Cause, Duration};

const STAGE: Shape = Shape {
    wanted: "a stage: { id, touchpoints }",
    keys: &["id", "name", "flow", "influence", "touchpoints"],
    required: &["id", "touchpoints"],
    remedy: None,
};

const TOUCHPOINT: Shape = Shape {
    wanted: "a touchpoint: a map with `id`",
    keys: &[
        "id",
        "name",
        "step",
        "channel",
        "experience",
        "expectation",
        "importance",
        "effort",
        "wait",
        "customer",
        "frontstage",
        "backstage",
        "support",
        "evidence",
        "duration",
        "factor",
        "kinds",
        "at_least",
        "controllable",
        "owner",
        "measures",
        "fail_point",
        "moment_of_truth",
        "notes",
        "standards",
        "detour",
        "next",
        "segments",
    ],
    required: &["id"],
    remedy: None,
};

const EFFORT: Shape = Shape {
    wanted: "the effort: { steps, fields, minutes }",
    keys: &["steps", "fields", "minutes"],
    required: &[],
    remedy: None,
};

const WAIT: Shape = Shape {
    wanted: "a wait: { typical, tolerance }",
    keys: &["typical", "tolerance"],
    required: &["typical"],
    remedy: Some("write `{ typical: 20s, tolerance: 1m }`"),
};

const FAIL_POINT: Shape = Shape {
    wanted: "a fail point: { what, recovery }",
    keys: &["what", "recovery"],
    required: &["what"],
    remedy: Some("write `{ what: …, recovery: … }`"),
};

const STANDARD: Shape = Shape {
    wanted: "a standard: { from, unless, within, at_most, response }",
    keys: &["from", "unless", "within", "at_most", "response"],
    required: &[],
    remedy: None,
};

const OVERRIDE: Shape = Shape {
    wanted: "what is different for the segment: { experience, expectation, next, skip }",
    keys: &["experience", "expectation", "next", "skip"],
    required: &[],
    remedy: None,
};

const NOTE: Shape = Shape {
    wanted: "a note with its kind, such as `idea: …`",
    keys: &["idea", "policy", "question", "quote", "pain", "note"],
    required: &[],
    remedy: None,
};

const FLOWS: [(&str, Flow); 5] = [
    ("buying", Flow::Buying),
    ("dispatch", Flow::Dispatch),
    ("delivery", Flow::Delivery),
    ("after-sales", Flow::AfterSales),
    ("care", Flow::Care),
];

const KINDS: [(&str, ExperienceKind); 5] = [
    ("sense", ExperienceKind::Sense),
    ("feel", ExperienceKind::Feel),
    ("think", ExperienceKind::Think),
    ("act", ExperienceKind::Act),
    ("relate", ExperienceKind::Relate),
];

impl Reader<'_> {
    pub(super) fn stage(&mut self, slot: Slot, trail: &Trail<'_>) -> Stage {
        let mut stage = Stage::new("", Vec::new());
        self.record(slot, trail, &STAGE, |reader, key, slot, trail| match key {
            "id" => stage.id = reader.id(slot, trail),
            "name" => stage.name = reader.text(slot, trail),
            "flow" => stage.flow = reader.word(slot, trail, "flow", &FLOWS),
            "influence" => stage.influence = reader.number(slot, trail),
            _ => stage.touchpoints = reader.list(slot, trail, "a list of touchpoints", Self::touchpoint),
        });
        stage
    }

    pub(super) fn touchpoint(&mut self, slot: Slot, trail: &Trail<'_>) -> Touchpoint {
        let mut it = Touchpoint::default();
        self.record(slot, trail, &TOUCHPOINT, |reader, key, slot, trail| match key {
            "id" => it.id = reader.id(slot, trail),
            "name" => it.name = reader.text(slot, trail),
            "step" => it.step = reader.text(slot, trail),
            "channel" => it.channel = reader.text(slot, trail),
            "experience" => it.experience = reader.rating(slot, trail),
            "expectation" => it.expectation = reader.rating(slot, trail),
            "importance" => it.importance = reader.number(slot, trail),
            "effort" => it.effort = reader.effort(slot, trail),
            "wait" => it.wait = reader.wait(slot, trail),
            "customer" => it.customer = reader.customer(slot, trail),
            "frontstage" => it.frontstage = reader.lane(slot, trail),
            "backstage" => it.backstage = reader.lane(slot, trail),
            "support" => it.support = reader.lane(slot, trail),
            "evidence" => {
                let advice = Some("write `[ { name: … } ]`, or `[ID]` where evidence is declared");
                it.evidence = reader.list_of(slot, trail, "a list of evidence", advice, Self::evidence_here);
            }
            "duration" => it.duration = reader.duration(slot, trail),
            "factor" => it.factor = Some(reader.id(slot, trail)),
            "kinds" => {
                let kinds = reader.list_of(
                    slot,
                    trail,
                    "a list of kinds",
                    Some("write `[…]`"),
                    |reader, slot, trail| reader.word(slot, trail, "kind of experience", &KINDS),
                );
                it.kinds = kinds.into_iter().flatten().collect();
            }
            "at_least" => it.at_least = reader.rating(slot, trail),
            "controllable" => it.controllable = reader.flag(slot, trail),
            "owner" => it.owner = reader.text(slot, trail),
            "measures" => it.measures = reader.texts(slot, trail),
            "fail_point" => it.fail_point = reader.fail_point(slot, trail),
            "moment_of_truth" => it.moment_of_truth = reader.flag(slot, trail).unwrap_or_default(),
            "notes" => {
                let advice = Some("write `[ { note: … } ]`");
                it.notes = reader.list_of(slot, trail, "a list of notes", advice, Self::note);
            }
            "standards" => it.standards = reader.list(slot, trail, "a list of standards", Self::standard),
            "detour" => it.detour = reader.flag(slot, trail).unwrap_or_default(),
            "next" => it.next = reader.ways(slot, trail),
            _ => it.segments = reader.map(slot, trail, "a map from segments to what differs", Self::override_),
        });
        it
    }

    fn effort(&mut self, slot: Slot, trail: &Trail<'_>) -> Option<Effort> {
        let mut effort = Effort::default();
        let is_map = self.record(slot, trail, &EFFORT, |reader, key, slot, trail| {
            let count = reader.count(slot, trail);
            match key {
                "steps" => effort.steps = count,
                "fields" => effort.fields = count,
                _ => effort.minutes = count,
            }
        });
        is_map.then_some(effort)
    }

    fn wait(&mut self, slot: Slot, trail: &Trail<'_>) -> Option<Wait> {
        let (mut typical, mut tolerance): (Option<Duration>, _) = (None, None);
        self.record(slot, trail, &WAIT, |reader, key, slot, trail| match key {
            "typical" => typical = reader.duration(slot, trail),
            _ => tolerance = reader.duration(slot, trail),
        });
        Some(Wait {
            typical: typical?,
            tolerance,
        })
    }

    fn fail_point(&mut self, slot: Slot, trail: &Trail<'_>) -> Option<FailPoint> {
        let (mut what, mut recovery) = (String::new(), None);
        let is_map = self.record(slot, trail, &FAIL_POINT, |reader, key, slot, trail| match key {
            "what" => what = reader.text(slot, trail).unwrap_or_default(),
            _ => recovery = Some(reader.id(slot, trail)),
        });
        is_map.then_some(FailPoint { what, recovery })
    }

    fn note(&mut self, slot: Slot, trail: &Trail<'_>) -> Note {
        let mut notes = Vec::new();
        let is_map = match self.open(slot, trail) {
            None => false,
            Some((Seen::Text(text, _), slot)) => {
                let remedy = Some(format!("write `note: {}`", super::short(text)));
                self.wrong(
                    NOTE.wanted,
                    Seen::Text(text, crate::document::tree::Style::Plain),
                    slot,
                    trail,
                    remedy,
                );
                false
            }
            Some(_) => self.record(slot, trail, &NOTE, |reader, key, slot, trail| {
                let kind = match key {
                    "idea" => NoteKind::Idea,
                    "policy" => NoteKind::Policy,
                    "question" => NoteKind::Question,
                    "quote" => NoteKind::Quote,
                    "pain" => NoteKind::Pain,
                    _ => NoteKind::Note,
                };
                let text = reader.text(slot, trail).unwrap_or_default();
                notes.push((Note { kind, text }, key, slot));
            }),
        };
        if let Some((_, key, second)) = notes.get(1) {
            let cause = Cause::WrongType {
                wanted: "one kind a note".into(),
                found: format!("`{key}` beside `{}`", notes[0].1),
                remedy: Some("begin another note with `- `".into()),
            };
            self.report(cause, second.shown, *second, trail);
        } else if notes.is_empty() && is_map && self.tree.content(slot.at) == crate::document::tree::Content::Map {
            let empty = !self.tree.is_unfinished(slot.at) && self.tree.entries(slot.at).next().is_none();
            if empty {
                self.report(Cause::MissingKey { key: "note" }, slot.at, slot, &trail.key("note"));
            }
        }
        let nothing = Note {
            kind: NoteKind::Note,
            text: String::new(),
        };
        notes.into_iter().next().map_or(nothing, |(note, ..)| note)
    }

    fn standard(&mut self, slot: Slot, trail: &Trail<'_>) -> Standard {
        let mut standard = Standard::default();
        self.record(slot, trail, &STANDARD, |reader, key, slot, trail| match key {
            "from" => standard.from = Some(reader.id(slot, trail)),
            "unless" => standard.unless = Some(reader.id(slot, trail)),
            "within" => standard.within = reader.duration(slot, trail),
            "at_most" => standard.at_most = reader.duration(slot, trail),
            _ => standard.response = reader.text(slot, trail),
        });
        standard
    }

    fn override_(&mut self, slot: Slot, trail: &Trail<'_>) -> Option<Override> {
        let mut it = Override::default();
        self.record(slot, trail, &OVERRIDE, |reader, key, slot, trail| match key {
            "experience" => it.experience = reader.rating(slot, trail),
            "expectation" => it.expectation = reader.rating(slot, trail),
            "next" => it.next = reader.ways(slot, trail),
            _ => it.skip = reader.flag(slot, trail).unwrap_or_default(),
        });
        Some(it)
    }
}
