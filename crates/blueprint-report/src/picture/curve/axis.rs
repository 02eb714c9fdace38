//! The scale, best on top whichever way it runs.

use maud::{Markup, html};
use service_blueprint::Scale;

use super::HEIGHT;
use crate::picture::geometry::MARGIN;
use crate::picture::ink::{Anchor, Px, lines, text};
use crate::text::{Font, wrap};
use crate::{Language, score};

const TICK: Font = Font::regular(12.0);
pub(super) const HEAD: Font = Font::bold(13.0);

/// From the names of scores to the lines that they name.
const GAP: f64 = 10.0;

/// Between the names of two scores.
const AIR: f64 = 4.0;

/// How far down a score stands: best at 0, worst at [`HEIGHT`].
pub(super) fn y(scale: Scale, score: f64) -> f64 {
    HEIGHT * ((scale.best() - score) / (scale.best() - scale.worst()))
}

/// A named score.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tick {
    /// How far down its line is.
    pub(super) y: f64,
    pub(super) is_neutral: bool,
    /// Its name, in lines, with the upper edge of the first.
    pub(super) name: Vec<String>,
    pub(super) top: f64,
}

impl Tick {
    pub(super) fn bottom(&self) -> f64 {
        self.top + TICK.line() * self.name.len() as f64
    }
}

/// Best, neutral and worst, from above; neutral may be one of the others. `room` is how wide a name may be.
pub(super) fn ticks(scale: Scale, language: Language, room: f64) -> Vec<Tick> {
    let tick = |value: f64, is_neutral: bool, name: String| {
        let (y, name) = (y(scale, value), wrap(&name, TICK, room));
        Tick {
            y,
            is_neutral,
            top: y - TICK.line() * name.len() as f64 / 2.0,
            name,
        }
    };
    let [best, neutral, worst] = [scale.best(), scale.neutral(), scale.worst()].map(score);
    let upper = match scale.has_good_side() {
        true => tick(scale.best(), false, language.best_score(best)),
        false => tick(scale.best(), true, language.best_and_neutral(best)),
    };
    let lower = match scale.has_bad_side() {
        true => tick(scale.worst(), false, language.worst_score(worst)),
        false => tick(scale.worst(), true, language.worst_and_neutral(worst)),
    };
    if !scale.has_good_side() || !scale.has_bad_side() {
        return vec![upper, lower];
    }
    let mut middle = tick(scale.neutral(), true, language.neutral_score(neutral));
    let lowest = lower.top - AIR - (middle.bottom() - middle.top);
    middle.top = middle.top.min(lowest).max(upper.bottom() + AIR);
    vec![upper, middle, lower]
}

/// The lines of the scale with their names in the gutter.
pub(super) fn draw(ticks: &[Tick], language: Language, (left, right): (f64, f64)) -> Markup {
    let head = ticks.first().map_or(0.0, |tick| tick.top) - 8.0;
    html! {
        (text(MARGIN, head, Anchor::Start, HEAD, "ink", language.experience()))
        @for tick in ticks {
            line class=(if tick.is_neutral { "neutral-rule" } else { "rule" })
                x1=(Px(left)) y1=(Px(tick.y)) x2=(Px(right)) y2=(Px(tick.y)) {}
            (lines(left - GAP, tick.top, Anchor::End, TICK, "quiet", &tick.name))
        }
    }
}
