//! Observed minus predicted: against the prediction, and as a histogram.

use maud::{Markup, html};

use super::data::{ComparedModel, Remembered};
use super::facts::{Facts, points};
use super::plot::round;
use crate::page::Section;
use crate::page::chart::{Axis, px};

/// Up to so many episodes are dots; more are counted in squares. Chosen: more dots than that hide each other.
const DOTS: usize = 400;

/// The squares of a chart.
const COLUMNS: usize = 28;
const ROWS: usize = 24;

/// The bars of a histogram: one for each row of squares.
const WIDTH: f64 = 400.0;
const HEIGHT: f64 = 300.0;
const LEFT: f64 = 48.0;
const RIGHT: f64 = 308.0;
const BARS: f64 = 388.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 256.0;

/// A model's predictions, with what was observed beyond them.
struct Left<'c> {
    model: &'c ComparedModel,
    points: Vec<(f64, f64)>,
}

/// The section; none where there is no model to draw. Answers of yes and no leave two bands, which say nothing.
pub(super) fn section(facts: &Facts<'_>) -> Option<Section> {
    let say = facts.language;
    if facts.comparison.outcome == Remembered::Binary {
        return None;
    }
    let observed = &facts.comparison.observed;
    let left = facts.shown().into_iter().map(|model| {
        let pairs = model
            .predictions
            .iter()
            .zip(observed)
            .map(|(predicted, observed)| (*predicted, observed - predicted));
        let points = pairs
            .filter(|(one, other)| one.is_finite() && other.is_finite())
            .collect();
        Left { model, points }
    });
    let left: Vec<Left<'_>> = left.filter(|left| !left.points.is_empty()).collect();
    if left.is_empty() {
        return None;
    }
    let ranges = (range(&left, |point| point.0), symmetric(range(&left, |point| point.1)));
    Some(Section {
        id: "residuals",
        heading: say.residuals(),
        lead: Some(say.residuals_lead().to_owned()),
        body: html! {
            div.charts { @for (at, one) in left.iter().enumerate() { (chart(facts, at, one, ranges)) } }
            p.small {
                @if observed.len() > DOTS { (say.residuals_binned(observed.len())) } @else { (say.residuals_dots()) }
            }
        },
    })
}

/// From the least to the largest value over all models, with room beside it.
fn range(left: &[Left<'_>], part: fn(&(f64, f64)) -> f64) -> (f64, f64) {
    let values = left.iter().flat_map(|left| left.points.iter().map(part));
    let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
        (low.min(value), high.max(value))
    });
    let room = if high > low { 0.03 * (high - low) } else { 1.0 };
    (low - room, high + room)
}

/// As far to one side of 0 as to the other, so that a shift is seen.
fn symmetric((low, high): (f64, f64)) -> (f64, f64) {
    let reach = low.abs().max(high.abs());
    (-reach, reach)
}

fn chart(facts: &Facts<'_>, at: usize, left: &Left<'_>, (xs, ys): ((f64, f64), (f64, f64))) -> Markup {
    let say = facts.language;
    let (x, y) = (Axis::new(xs, (LEFT, RIGHT)), Axis::new(ys, (BOTTOM, TOP)));
    let id = format!("residuals-{at}");
    let zero = px(y.at(0.0));
    html! {
        figure {
            figcaption { (facts.model(left.model)) }
            svg role="img" viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } aria-labelledby=(id) {
                desc id=(id) { (spread(facts, left)) }
                @for tick in x.ticks(6) {
                    text.tick x=(px(x.at(tick))) y=(BOTTOM + 18.0) text-anchor="middle" { (round(tick)) }
                    line.rule x1=(px(x.at(tick))) x2=(px(x.at(tick))) y1=(TOP) y2=(BOTTOM) {}
                }
                @for tick in y.ticks(5) {
                    text.tick x=(LEFT - 8.0) y=(px(y.at(tick) + 4.0)) text-anchor="end" { (round(tick)) }
                    line.rule x1=(LEFT) x2=(RIGHT) y1=(px(y.at(tick))) y2=(px(y.at(tick))) {}
                }
                @if left.points.len() > DOTS { (squares(&left.points, xs, ys)) } @else {
                    @for (predicted, residual) in &left.points {
                        circle.episode cx=(px(x.at(*predicted))) cy=(px(y.at(*residual))) r="3" {}
                    }
                }
                (bars(&left.points, ys))
                line.held x1=(LEFT) x2=(BARS) y1=(zero) y2=(zero) {}
                text.axis-name x=((LEFT + RIGHT) / 2.0) y=(HEIGHT - 6.0) text-anchor="middle" { (say.predicted()) }
                text.axis-name x=((RIGHT + 12.0 + BARS) / 2.0) y=(HEIGHT - 6.0) text-anchor="middle" { (say.episodes_count()) }
                text.axis-name x="12" y=((TOP + BOTTOM) / 2.0) text-anchor="middle"
                    transform={ "rotate(-90 12 " ((TOP + BOTTOM) / 2.0) ")" } { (say.residual()) }
            }
        }
    }
}

fn spread(facts: &Facts<'_>, left: &Left<'_>) -> String {
    let n = left.points.len() as f64;
    let residuals = || left.points.iter().map(|point| point.1);
    let mean = residuals().sum::<f64>() / n;
    let sd = (residuals().map(|value| (value - mean).powi(2)).sum::<f64>() / (n - 1.0).max(1.0)).sqrt();
    let (low, high) = residuals().fold((0.0f64, 0.0f64), |(low, high), value| (low.min(value), high.max(value)));
    let name = facts.language.candidate_name(&left.model.name);
    facts
        .language
        .residual_spread(name, points(sd), points(low), points(high))
}

/// In which of so many equal parts a value lies.
fn part(value: f64, (low, high): (f64, f64), parts: usize) -> usize {
    let share = (value - low) / (high - low);
    ((share * parts as f64) as usize).min(parts - 1)
}

/// How many episodes are where: darker where there are more. The shade follows the square root, so that few are seen.
fn squares(points: &[(f64, f64)], xs: (f64, f64), ys: (f64, f64)) -> Markup {
    let mut counts = vec![0usize; COLUMNS * ROWS];
    for (predicted, residual) in points {
        counts[part(*residual, ys, ROWS) * COLUMNS + part(*predicted, xs, COLUMNS)] += 1;
    }
    let most = counts.iter().copied().max().unwrap_or(1).max(1) as f64;
    let (wide, high) = ((RIGHT - LEFT) / COLUMNS as f64, (BOTTOM - TOP) / ROWS as f64);
    html! {
        @for (at, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            rect.count x=(px(LEFT + wide * (at % COLUMNS) as f64)) y=(px(BOTTOM - high * (at / COLUMNS + 1) as f64))
                width=(px(wide)) height=(px(high)) fill-opacity={ (px((*count as f64 / most).sqrt() * 10.0) / 10.0) } {}
        }
    }
}

/// How many episodes have about this residual: bars beside the chart, on the same axis.
fn bars(points: &[(f64, f64)], ys: (f64, f64)) -> Markup {
    let mut counts = [0usize; ROWS];
    for (_, residual) in points {
        counts[part(*residual, ys, ROWS)] += 1;
    }
    let most = counts.iter().copied().max().unwrap_or(1).max(1) as f64;
    let high = (BOTTOM - TOP) / ROWS as f64;
    let from = RIGHT + 12.0;
    html! {
        @for (at, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            rect.bar x=(from) y=(px(BOTTOM - high * (at + 1) as f64 + 0.5)) height=(px(high - 1.0))
                width=(px((BARS - from) * *count as f64 / most)) {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_lies_in_a_part() {
        assert_eq!(part(-1.0, (-1.0, 1.0), 24), 0);
        assert_eq!(part(1.0, (-1.0, 1.0), 24), 23);
        assert_eq!(part(0.01, (-1.0, 1.0), 24), 12);
    }
}
