//! Predicted against observed, in groups of equal size.

use maud::{Markup, html};

use super::data::{ComparedModel, Remembered};
use super::facts::{Facts, points};
use super::plot::round;
use crate::page::Section;
use crate::page::chart::{Axis, px};

/// Into so many groups the episodes are put.
const GROUPS: usize = 10;

/// A group has at least so many episodes. Chosen: the mean of fewer says little.
const LEAST: usize = 5;

/// The quantile of the normal distribution for 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// The size of a chart.
const WIDTH: f64 = 340.0;
const HEIGHT: f64 = 320.0;
const LEFT: f64 = 44.0;
const RIGHT: f64 = 328.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 276.0;

/// Episodes for which about the same was predicted.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Group {
    /// The mean of what was predicted.
    predicted: f64,
    /// The mean of what was observed.
    observed: f64,
    /// Its 95 % interval.
    low: f64,
    high: f64,
}

/// The section; none where there is no model to draw.
pub(super) fn section(facts: &Facts<'_>) -> Option<Section> {
    let say = facts.language;
    let observed = &facts.comparison.observed;
    let is_binary = facts.comparison.outcome == Remembered::Binary;
    let drawn = facts
        .shown()
        .into_iter()
        .map(|model| (model, groups(&model.predictions, observed, is_binary)));
    let drawn: Vec<(&ComparedModel, Vec<Group>)> = drawn.filter(|(_, groups)| !groups.is_empty()).collect();
    if drawn.is_empty() {
        return None;
    }
    let ends = range(&drawn);
    Some(Section {
        id: "calibration",
        heading: say.calibration(),
        lead: Some(say.calibration_lead().to_owned()),
        body: html! {
            div.charts { @for (at, (model, groups)) in drawn.iter().enumerate() { (chart(facts, at, model, groups, ends)) } }
            p.small { (say.calibration_caption(GROUPS)) }
        },
    })
}

/// One range for both axes of all charts.
fn range(drawn: &[(&ComparedModel, Vec<Group>)]) -> (f64, f64) {
    let groups = drawn.iter().flat_map(|(_, groups)| groups);
    let ends = groups.flat_map(|group| [group.predicted, group.low, group.high]);
    let (low, high) = ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), end| {
        (low.min(end), high.max(end))
    });
    let room = if high > low { 0.04 * (high - low) } else { 1.0 };
    (low - room, high + room)
}

/// The groups from the lowest prediction to the highest; equal predictions stay together.
fn groups(predicted: &[f64], observed: &[f64], is_binary: bool) -> Vec<Group> {
    let pairs = predicted.iter().copied().zip(observed.iter().copied());
    let mut pairs: Vec<(f64, f64)> = pairs
        .filter(|(one, other)| one.is_finite() && other.is_finite())
        .collect();
    pairs.sort_by(|one, other| one.0.total_cmp(&other.0));
    let count = (pairs.len() / LEAST).clamp(1, GROUPS);
    let mut found = Vec::new();
    let mut from = 0;
    for at in 1..=count {
        let mut to = pairs.len() * at / count;
        while to > from && to < pairs.len() && pairs[to].0 == pairs[to - 1].0 {
            to += 1;
        }
        if to > from {
            found.push(group(&pairs[from..to], is_binary));
            from = to;
        }
    }
    found
}

fn group(pairs: &[(f64, f64)], is_binary: bool) -> Group {
    let n = pairs.len() as f64;
    let predicted = pairs.iter().map(|pair| pair.0).sum::<f64>() / n;
    let observed = pairs.iter().map(|pair| pair.1).sum::<f64>() / n;
    let (low, high) = if is_binary {
        wilson(observed, n)
    } else {
        let squares: f64 = pairs.iter().map(|pair| (pair.1 - observed).powi(2)).sum();
        let reach = Z * (squares / (n - 1.0).max(1.0) / n).sqrt();
        (observed - reach, observed + reach)
    };
    Group {
        predicted,
        observed,
        low,
        high,
    }
}

/// Wilson's interval of a share, which stays between 0 and 1.
fn wilson(share: f64, n: f64) -> (f64, f64) {
    let square = Z * Z;
    let middle = (share + square / (2.0 * n)) / (1.0 + square / n);
    let reach = Z / (1.0 + square / n) * (share * (1.0 - share) / n + square / (4.0 * n * n)).sqrt();
    (middle - reach, middle + reach)
}

fn chart(facts: &Facts<'_>, at: usize, model: &ComparedModel, groups: &[Group], ends: (f64, f64)) -> Markup {
    let say = facts.language;
    let (x, y) = (Axis::new(ends, (LEFT, RIGHT)), Axis::new(ends, (BOTTOM, TOP)));
    let ticks = x.ticks(6);
    let told = groups.first().zip(groups.last()).map(|(first, last)| {
        let [a, b, c, d] = [first.predicted, first.observed, last.predicted, last.observed].map(points);
        say.calibration_told(a, b, c, d)
    });
    let id = format!("calibration-{at}");
    html! {
        figure {
            figcaption { (facts.model(model)) }
            svg role="img" viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } aria-labelledby=(id) {
                desc id=(id) { (told.unwrap_or_default()) }
                @for tick in &ticks {
                    line.rule x1=(px(x.at(*tick))) x2=(px(x.at(*tick))) y1=(TOP) y2=(BOTTOM) {}
                    line.rule x1=(LEFT) x2=(RIGHT) y1=(px(y.at(*tick))) y2=(px(y.at(*tick))) {}
                    text.tick x=(px(x.at(*tick))) y=(BOTTOM + 18.0) text-anchor="middle" { (round(*tick)) }
                    text.tick x=(LEFT - 8.0) y=(px(y.at(*tick) + 4.0)) text-anchor="end" { (round(*tick)) }
                }
                line.held x1=(LEFT) y1=(BOTTOM) x2=(RIGHT) y2=(TOP) {}
                @for group in groups {
                    @let middle = px(x.at(group.predicted));
                    line.reach x1=(middle) x2=(middle) y1=(px(y.at(group.low))) y2=(px(y.at(group.high))) {}
                    circle.dot cx=(middle) cy=(px(y.at(group.observed))) r="4.5" {}
                }
                text.axis-name x=((LEFT + RIGHT) / 2.0) y=(HEIGHT - 6.0) text-anchor="middle" { (say.predicted()) }
                text.axis-name x="12" y=((TOP + BOTTOM) / 2.0) text-anchor="middle"
                    transform={ "rotate(-90 12 " ((TOP + BOTTOM) / 2.0) ")" } { (say.observed()) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_of_equal_size_and_equal_predictions_stay_together() {
        let predicted: Vec<f64> = (0..20).map(f64::from).collect();
        let found = groups(&predicted, &predicted, false);
        assert_eq!(found.len(), 4);
        assert_eq!(found[0].predicted, 2.0);
        assert_eq!(found[3].observed, 17.0);
        assert_eq!(groups(&[1.0; 50], &predicted.repeat(3)[..50], false).len(), 1);
        assert!(groups(&[], &[], false).is_empty());
    }

    #[test]
    fn the_interval_of_a_share_is_wilsons() {
        // Newcombe 1998, Statistics in Medicine 17:857–872, table I: 15 of 148 gives 0.0624 to 0.1605.
        let (low, high) = wilson(15.0 / 148.0, 148.0);
        assert!(
            (low - 0.0624).abs() < 5e-5 && (high - 0.1605).abs() < 5e-5,
            "{low} {high}"
        );
    }
}
