//! The curves of many segments, drawn apart: small multiples.

use maud::{Markup, html};

use super::{axis, path};
use crate::picture::geometry::MARGIN;
use crate::picture::ink::{Anchor, Px, lines, text};
use crate::picture::{Band, Page};
use crate::text::{Font, clean, wrap};
use crate::{Language, Scene, percent, score};

const HEAD: Font = Font::bold(13.0);
const NAME: Font = Font::bold(13.0);
const SAID: Font = Font::regular(12.0);
const TICK: Font = Font::regular(11.0);

/// The size of a panel's curve, and how high the room about it is.
const WIDTH: f64 = 360.0;
const CURVE: f64 = 96.0;
const PAD: f64 = 14.0;
const TICKS: f64 = 32.0;

/// Between two panels.
const GAP: f64 = 16.0;

/// Columns closer than this are close, in pixels, and shares of the peak from here on are seen. Chosen.
const CLOSE: f64 = 8.0;
const SEEN: f64 = 0.05;

/// A drawing with its size.
struct Panel {
    name: String,
    markup: Markup,
    height: f64,
}

/// All segments' curves below a picture of everyone, where there are too many for one curve.
pub(in crate::picture) fn multiples(page: &Page<'_, '_>, top: f64) -> Band {
    let scene = page.scene;
    let segments = scene.blueprint.segments();
    if scene.segment.is_some() || segments.len() <= super::segments::MOST {
        return Band {
            markup: html! {},
            bottom: top,
        };
    }
    let panels: Vec<Panel> = segments
        .map(|segment| panel(&scene.of_segment(segment), page.language))
        .collect();
    let beside = ((page.width() - 2.0 * MARGIN + GAP) / (WIDTH + GAP)).floor().max(1.0) as usize;
    let mut bottom = top + HEAD.line() + 8.0;
    let mut placed = Vec::new();
    for row in panels.chunks(beside) {
        let height = row.iter().map(|panel| panel.height).fold(0.0, f64::max);
        for (i, panel) in row.iter().enumerate() {
            placed.push(standing(panel, MARGIN + (WIDTH + GAP) * i as f64, bottom, height));
        }
        bottom += height + GAP;
    }
    Band {
        markup: html! {
            (lines(MARGIN, top, Anchor::Start, HEAD, "ink", &[page.language.segments_apart().to_owned()]))
            @for panel in &placed { (panel) }
        },
        bottom: bottom + GAP,
    }
}

fn standing(panel: &Panel, left: f64, top: f64, height: f64) -> Markup {
    html! {
        svg x=(Px(left)) y=(Px(top)) width=(Px(WIDTH))
            height=(Px(height)) viewBox=(format!("0 0 {} {}", Px(WIDTH), Px(height))) role="graphics-object group" aria-label=(panel.name) {
            rect class="small-panel" width="100%" height="100%" rx="8" {}
            (panel.markup)
        }
    }
}

fn panel(scene: &Scene<'_>, language: Language) -> Panel {
    let name = scene.segment.map_or(scene.blueprint.name(), |segment| segment.name());
    let spoken = clean(name).into_owned();
    let name = wrap(name, NAME, WIDTH - 2.0 * PAD);
    let share = scene.segment.map_or(1.0, |segment| segment.share());
    let remembered = scene.outlook.as_ref().ok().and_then(|outlook| outlook.law.mean());
    let said = match remembered {
        Some(remembered) => language.remembered_by_segment(percent(share), score(remembered)),
        None => language.share_of_customers(percent(share)),
    };
    let said = wrap(&said, SAID, WIDTH - 2.0 * PAD);
    let below_name = PAD - 4.0 + NAME.line() * name.len() as f64;
    let plot = below_name + SAID.line() * said.len() as f64 + 14.0;
    let scale = scene.blueprint.scale();
    let y = |value: f64| plot + axis::y(scale, value) * CURVE / super::HEIGHT;
    let (left, right) = (PAD + TICKS, WIDTH - PAD);
    let apart = (right - left) / scene.columns.len().max(1) as f64;
    let columns = scene.columns.iter().enumerate();
    let points: Vec<Point> = columns
        .flat_map(|(column, own)| {
            let x = left + apart * (column as f64 + 0.5);
            own.moments.iter().filter_map(move |moment| {
                let comes = moment.outlook.as_ref().is_none_or(|own| own.visits > 0.0);
                let value = moment.score.filter(|_| comes)?;
                let name = clean(moment.touchpoint.name());
                Some(Point {
                    x,
                    value,
                    is_detour: moment.touchpoint.written().detour,
                    share: moment.outlook.as_ref().map_or(0.0, |own| own.p_peak),
                    title: language.titled(name, language.scored(score(value))),
                })
            })
        })
        .collect();
    let line: Vec<(f64, f64)> = points
        .iter()
        .filter(|point| !point.is_detour)
        .map(|point| (point.x, y(point.value)))
        .collect();
    let tick = |value: f64| {
        text(
            left - 8.0,
            y(value) + 0.35 * TICK.size,
            Anchor::End,
            TICK,
            "quiet",
            &score(value),
        )
    };
    let neutral = y(scale.neutral());
    // Where moments stand close, dots would hide the line; those that are the peak now and then are left.
    let dotted = points.iter().filter(|point| apart >= CLOSE || point.share >= SEEN);
    let markup = html! {
        (lines(PAD, PAD - 4.0, Anchor::Start, NAME, "ink", &name))
        (lines(PAD, below_name, Anchor::Start, SAID, "quiet", &said))
        @for value in [scale.best(), scale.worst()] {
            line class="rule" x1=(Px(left)) y1=(Px(y(value))) x2=(Px(right)) y2=(Px(y(value))) {}
            (tick(value))
        }
        @if scale.has_good_side() && scale.has_bad_side() {
            line class="neutral-rule" x1=(Px(left)) y1=(Px(neutral)) x2=(Px(right)) y2=(Px(neutral)) {}
            @if neutral - plot >= TICK.line() && plot + CURVE - neutral >= TICK.line() { (tick(scale.neutral())) }
        }
        @if line.len() > 1 { path class=(if apart >= CLOSE { "small-line" } else { "small-line close" }) d=(path(&line)) {} }
        @for point in dotted {
            @let is_good = scale.value(point.value) >= 0.0;
            @let radius = (9.0 + 27.0 * point.share).sqrt();
            g role="graphics-symbol img" {
                title { (point.title) }
                @if is_good {
                    circle class="dot good" cx=(Px(point.x)) cy=(Px(y(point.value))) r=(Px(radius)) {}
                } @else {
                    @let (x, y, reach) = (point.x, y(point.value), 1.2 * radius);
                    path class="dot bad" d={ "M" (Px(x - reach)) " " (Px(y)) "L" (Px(x)) " " (Px(y - reach))
                        "L" (Px(x + reach)) " " (Px(y)) "L" (Px(x)) " " (Px(y + reach)) "Z" } {}
                }
            }
        }
    };
    Panel {
        name: spoken,
        markup,
        height: plot + CURVE + PAD + 4.0,
    }
}

/// A scored moment of a panel.
struct Point {
    x: f64,
    value: f64,
    is_detour: bool,
    /// In which share of journeys it is the peak.
    share: f64,
    title: String,
}

#[cfg(test)]
mod tests {
    use peak_end::{PredictOptions, predict};

    use crate::{PictureOptions, Scene, picture};

    #[test]
    fn only_more_than_four_segments_have_a_panel_each() {
        for (count, panels) in [(4, 0), (5, 5)] {
            let share = 1.0 / f64::from(count);
            let segments: String = (0..count)
                .map(|i| format!("{{ id: s{i}, name: Group {i}, share: {share} }}, "))
                .collect();
            let text = format!(
                "blueprint: B\nsegments: [{segments}]\nstages:\n- id: s\n  touchpoints:\n  - {{ id: a, experience: 6, segments: {{ s0: {{ experience: 9 }} }} }}\n\
                 \x20 - {{ id: b, experience: 4 }}\n"
            );
            let blueprint = service_blueprint::parse(&text).unwrap();
            let prediction = predict(&blueprint, &PredictOptions::default()).map_err(|error| error.to_string());
            let scene = Scene::new(&blueprint, None, &prediction, |_| true);
            let drawn = picture(&scene, &PictureOptions::default());
            assert_eq!(drawn.matches("small-panel\"").count(), panels);
            assert_eq!(drawn.contains("20 % of customers · remember 6.5"), panels > 0);
        }
    }
}
