//! The moments on the curve.

use maud::{Markup, html};
use service_blueprint::document::Rating;

use super::lines::Stop;
use crate::picture::frame::Frame;
use crate::picture::ink::Px;
use crate::text::clean;
use crate::{Language, Memory, Moment, Scene, Source, percent, score};

/// The radius of a moment that is never the peak, and of one that always is; areas between grow with the share.
pub(in crate::picture) const RADII: (f64, f64) = (5.0, 12.0);

/// A diamond is as wide as a circle of this many times its radius, so that both look equally large.
const DIAMOND: f64 = 1.2;

/// What a moment looks like: a circle where it is neutral or better, a diamond below; hollow where nobody was asked,
/// half-filled where only some were.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::picture) struct Shape {
    pub(in crate::picture) is_good: bool,
    pub(in crate::picture) source: Source,
}

impl Shape {
    pub(in crate::picture) fn of(scene: &Scene<'_>, moment: &Moment<'_>) -> Self {
        let value = moment.score.map_or(0.0, |score| scene.blueprint.scale().value(score));
        Self {
            is_good: value >= 0.0,
            source: moment.source,
        }
    }
}

/// A moment on the curve.
#[derive(Debug, Clone)]
pub(super) struct Dot {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) shape: Shape,
    radius: f64,
    position: usize,
    title: String,
}

impl Dot {
    pub(super) fn of(scene: &Scene<'_>, language: Language, stop: &Stop<'_, '_>) -> Self {
        let moment = stop.moment;
        let p_peak = moment.outlook.as_ref().map_or(0.0, |own| own.p_peak);
        let (least, most) = RADII;
        Self {
            x: stop.x,
            y: stop.y,
            shape: Shape::of(scene, moment),
            radius: (least * least + (most * most - least * least) * p_peak).sqrt(),
            position: moment.touchpoint.position(),
            title: title(scene, language, moment),
        }
    }

    /// How far it reaches from its middle.
    pub(super) fn reach(&self) -> f64 {
        self.shape.reach(self.radius)
    }

    pub(super) fn frame(&self) -> Frame {
        Frame::about((self.x, self.y), 2.0 * self.reach(), 2.0 * self.reach())
    }

    pub(super) fn draw(&self, prefix: &str) -> Markup {
        html! {
            g id={ (prefix) "moment-" (self.position) } role="graphics-symbol img" {
                title { (self.title) }
                (self.shape.draw(self.x, self.y, self.radius))
            }
        }
    }
}

impl Shape {
    /// How far a shape reaches that looks as large as a circle of this radius.
    fn reach(self, radius: f64) -> f64 {
        if self.is_good { radius } else { DIAMOND * radius }
    }

    /// The shape around a point.
    pub(in crate::picture) fn draw(self, x: f64, y: f64, radius: f64) -> Markup {
        let is_filled = self.source == Source::Surveyed;
        let class = match (self.is_good, is_filled) {
            (true, true) => "dot good",
            (true, false) => "dot good-hollow",
            (false, true) => "dot bad",
            (false, false) => "dot bad-hollow",
        };
        // A hollow shape has its line inside, so that both are equally large.
        let reach = self.reach(radius) - if is_filled { 0.0 } else { 1.0 };
        html! {
            @if self.is_good {
                circle class=(class) cx=(Px(x)) cy=(Px(y)) r=(Px(reach)) {}
            } @else {
                path class=(class) d={ "M" (Px(x - reach)) " " (Px(y)) "L" (Px(x)) " " (Px(y - reach))
                    "L" (Px(x + reach)) " " (Px(y)) "L" (Px(x)) " " (Px(y + reach)) "Z" } {}
            }
            @if self.source == Source::Mixed {
                (self.left_half(x, y, reach))
            }
        }
    }
}

impl Shape {
    /// The left half of a shape, filled.
    fn left_half(self, x: f64, y: f64, reach: f64) -> Markup {
        let (top, bottom) = (Px(y - reach), Px(y + reach));
        html! {
            @if self.is_good {
                path class="good" d={ "M" (Px(x)) " " (top) "A" (Px(reach)) " " (Px(reach)) " 0 0 0 " (Px(x)) " " (bottom) "Z" } {}
            } @else {
                path class="bad" d={ "M" (Px(x)) " " (top) "L" (Px(x - reach)) " " (Px(y)) "L" (Px(x)) " " (bottom) "Z" } {}
            }
        }
    }
}

/// All that a moment's dot says, in words.
fn title(scene: &Scene<'_>, language: Language, moment: &Moment<'_>) -> String {
    let mut said = vec![match moment.score {
        Some(value) => language.scored(score(value)),
        None => language.unscored().to_owned(),
    }];
    if let Some(expectation) = moment.expectation {
        said.push(language.expecting(score(expectation)));
    }
    if let Some(ratings) = moment.ratings {
        said.push(language.deviating(score(ratings.deviation)));
    }
    said.extend(moment.source.caution(language).map(str::to_owned));
    let count = asked(scene, moment).filter(|_| moment.source != Source::Assumed);
    said.extend(count.map(|count| language.asked(count)));
    if let Some(own) = &moment.outlook {
        let parts = [
            (Memory::Peak, own.p_peak),
            (Memory::Trough, own.p_trough),
            (Memory::End, own.p_end),
        ];
        for (part, share) in parts.into_iter().filter(|(_, share)| *share > 0.0) {
            said.push(language.plays_in(part.name(language), percent(share)));
        }
    }
    let title = language.titled(moment.touchpoint.name(), said.join(language.between_parts()));
    clean(&title).into_owned()
}

/// How many were asked, each survey counted once; none where no number is given.
fn asked(scene: &Scene<'_>, moment: &Moment<'_>) -> Option<u64> {
    let touchpoint = moment.touchpoint;
    let segments = scene.segment.into_iter();
    let everyone = scene.blueprint.segments().filter(|_| scene.segment.is_none());
    let mut counted: Vec<&Rating> = Vec::new();
    let mut sum: Option<u64> = None;
    for segment in segments.chain(everyone) {
        let Some(rating) = touchpoint.rating(segment) else {
            continue;
        };
        if touchpoint.is_skipped(segment) || counted.iter().any(|known| std::ptr::eq(*known, rating)) {
            continue;
        }
        counted.push(rating);
        if let Some(count) = touchpoint.ratings(segment) {
            sum = Some(sum.unwrap_or(0).saturating_add(count));
        }
    }
    sum
}
