//! Marks as badges: a letter on a shape of its own, with what it says on hover.

use maud::{Markup, html};
use service_blueprint::document::{NoteKind, Standard};
use service_blueprint::{Blueprint, Touchpoint};

use super::super::ink::{Anchor, Px, text};
use crate::text::{Font, clean};
use crate::{Language, Mark};

/// Half the height of a badge.
pub(in super::super) const RADIUS: f64 = 8.5;

/// From one badge to the next.
pub(in super::super) const STEP: f64 = 20.0;

const LETTER: Font = Font::bold(11.0);

/// A mark with what it says.
#[derive(Debug)]
pub(in super::super) struct Badge {
    mark: Mark,
    says: Vec<String>,
}

impl Badge {
    /// The mark of these touchpoints.
    pub(super) fn new(blueprint: &Blueprint, mark: Mark, touchpoints: &[Touchpoint<'_>], language: Language) -> Self {
        let mut says: Vec<String> = Vec::new();
        for touchpoint in touchpoints {
            says.extend(details(blueprint, mark, *touchpoint, language));
        }
        let meaning = mark.meaning(language);
        if says.is_empty() {
            says.push(meaning.to_owned());
        } else {
            says = says
                .iter()
                .map(|detail| language.says(meaning, clean(detail)))
                .collect();
        }
        Self { mark, says }
    }

    /// The badge around a point.
    pub(in super::super) fn draw(&self, x: f64, y: f64) -> Markup {
        html! {
            g class="mark" role="graphics-symbol" {
                title { (self.says.join("\n")) }
                (badge(self.mark, x, y))
            }
        }
    }
}

/// A mark's shape and letter around a point.
pub(in super::super) fn badge(mark: Mark, x: f64, y: f64) -> Markup {
    let class = class(mark);
    html! {
        @match mark {
            Mark::Wait | Mark::Idea => circle class=(class) cx=(Px(x)) cy=(Px(y)) r=(Px(RADIUS)) {},
            Mark::Standard | Mark::OutOfControl => {
                @let half = RADIUS - 0.5;
                rect class=(class) x=(Px(x - half)) y=(Px(y - half)) width=(Px(2.0 * half)) height=(Px(2.0 * half)) rx="4" {}
            },
            Mark::FailPoint => path class=(class) d=(polygon(x, y, RADIUS + 0.5, 8, 0.5)) {},
            Mark::MomentOfTruth => path class=(class) d=(polygon(x, y, RADIUS + 0.8, 6, 0.0)) {},
            Mark::Pain => path class=(class) d=(polygon(x, y + 1.5, RADIUS + 2.0, 3, 0.0)) {},
        }
        (text(x, y + 0.36 * LETTER.size, Anchor::Middle, LETTER, letter_class(mark), mark.letter().encode_utf8(&mut [0; 4])))
    }
}

fn class(mark: Mark) -> &'static str {
    match mark {
        Mark::FailPoint => "mark-fail-point",
        Mark::Wait => "mark-wait",
        Mark::MomentOfTruth => "mark-truth",
        Mark::Standard => "mark-standard",
        Mark::OutOfControl => "mark-out-of-control",
        Mark::Pain => "mark-pain",
        Mark::Idea => "mark-idea",
    }
}

fn letter_class(mark: Mark) -> &'static str {
    match mark {
        Mark::OutOfControl => "ink",
        Mark::FailPoint | Mark::Wait | Mark::MomentOfTruth | Mark::Standard | Mark::Pain | Mark::Idea => "on-mark",
    }
}

/// A regular polygon around a point, turned by a part of a corner; unturned, a corner is on top.
fn polygon(x: f64, y: f64, radius: f64, corners: u32, turned: f64) -> String {
    let mut path = String::new();
    for corner in 0..corners {
        let turn = std::f64::consts::TAU * (f64::from(corner) + turned) / f64::from(corners);
        let (right, up) = (radius * turn.sin(), radius * turn.cos());
        let pen = if corner == 0 { 'M' } else { 'L' };
        path.push_str(&format!("{pen}{} {}", Px(x + right), Px(y - up)));
    }
    path + "Z"
}

/// What a mark says at a touchpoint beyond its meaning.
pub(crate) fn details(
    blueprint: &Blueprint,
    mark: Mark,
    touchpoint: Touchpoint<'_>,
    language: Language,
) -> Vec<String> {
    let written = touchpoint.written();
    let name = |id: &str| {
        let known = blueprint.touchpoint(id).map(|known| known.name().to_owned());
        known.unwrap_or_else(|| id.to_owned())
    };
    let notes = |kind: NoteKind| -> Vec<String> {
        let told = written.notes.iter().filter(|note| note.kind == kind);
        told.map(|note| note.text.clone()).collect()
    };
    let joined = |parts: Vec<String>| parts.join(language.between_parts());
    match mark {
        Mark::FailPoint => {
            let said = written.fail_point.iter().map(|fail_point| {
                let recovery = fail_point.recovery.as_deref().map(|id| language.recovery(name(id)));
                joined([fail_point.what.clone()].into_iter().chain(recovery).collect())
            });
            said.collect()
        }
        Mark::Wait => {
            let said = written.wait.iter().map(|wait| match wait.tolerance {
                Some(tolerance) => language.waited(wait.typical, tolerance),
                None => wait.typical.to_string(),
            });
            said.collect()
        }
        Mark::Standard => {
            let said = written.standards.iter().map(|standard: &Standard| {
                let from = standard.from.as_deref().map(|id| language.counted_from(name(id)));
                let unless = standard.unless.as_deref().map(|id| language.needless_after(name(id)));
                let within = standard.within.map(|limit| language.due_within(limit));
                let at_most = standard.at_most.map(|limit| language.at_the_latest(limit));
                let parts = [standard.response.clone(), within, at_most, from, unless];
                joined(parts.into_iter().flatten().collect())
            });
            said.filter(|said| !said.is_empty()).collect()
        }
        Mark::Pain => notes(NoteKind::Pain),
        Mark::Idea => notes(NoteKind::Idea),
        Mark::MomentOfTruth | Mark::OutOfControl => Vec::new(),
    }
}
