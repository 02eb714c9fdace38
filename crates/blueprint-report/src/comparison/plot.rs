//! Dots with intervals, a row each, in a table: the drawing is as wide as the page lets it be, and the figures stand beside
//! it for those who cannot see it.

use maud::{Markup, html};

use super::data::Measured;
use crate::page::chart::Axis;

/// A row: what it is, where its dot and interval stand, and what is said beside it.
pub(super) struct Row {
    pub(super) label: Markup,
    pub(super) measured: Option<Measured>,
    pub(super) mark: Mark,
    /// Whether the axis reaches as far as its interval; what is far off would leave no room for the others.
    pub(super) stretches: bool,
    pub(super) told: Markup,
}

/// The shape of a dot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Dot,
    Hollow,
    Baseline,
    Better,
    Worse,
}

impl Mark {
    fn class(self) -> &'static str {
        match self {
            Self::Dot => "dot",
            Self::Hollow => "dot hollow",
            Self::Baseline => "dot base",
            Self::Better => "dot better",
            Self::Worse => "dot worse",
        }
    }

    /// Its outline about the origin.
    fn outline(self) -> &'static str {
        match self {
            Self::Dot | Self::Hollow => "M-5 0A5 5 0 1 1 5 0A5 5 0 1 1 -5 0Z",
            Self::Baseline => "M-6.5 0L0 -6.5L6.5 0L0 6.5Z",
            Self::Better => "M-6 5L0 -6L6 5Z",
            Self::Worse => "M-6 -5L0 6L6 -5Z",
        }
    }
}

/// A plot: the heads of its three columns, its rows, and the line that goes through all of them.
pub(super) struct Plot<'p> {
    pub(super) heads: [&'p str; 3],
    pub(super) rows: Vec<Row>,
    /// Where the line stands.
    pub(super) line: Option<f64>,
    /// The axis goes no further than this, whatever the intervals do.
    pub(super) limits: (f64, f64),
}

/// The height of a row's drawing.
const HEIGHT: f64 = 36.0;

/// Room beside the outermost interval, as a share of the axis. Chosen.
const ROOM: f64 = 0.04;

/// At most so many ticks; they fit a telephone.
const TICKS: usize = 6;

impl Plot<'_> {
    pub(super) fn markup(&self) -> Markup {
        let axis = self.axis();
        let ticks = axis.ticks(TICKS);
        html! {
            table.plot {
                thead {
                    tr {
                        th scope="col" { (self.heads[0]) }
                        th scope="col" { span.vh { (self.heads[1]) } (self.ruler(&axis, &ticks)) }
                        th.n scope="col" { (self.heads[2]) }
                    }
                }
                tbody {
                    @for row in &self.rows {
                        tr {
                            th scope="row" { (row.label) }
                            td.drawn { (self.drawn(row, &axis, &ticks)) }
                            td.n { (row.told) }
                        }
                    }
                }
            }
        }
    }

    /// From values to percent of the width.
    fn axis(&self) -> Axis {
        Axis::new(self.ends(), (0.0, 100.0))
    }

    /// Where the axis begins and ends.
    fn ends(&self) -> (f64, f64) {
        let (least, most) = self.limits;
        let ends = self
            .rows
            .iter()
            .filter(|row| row.stretches)
            .filter_map(|row| row.measured);
        let ends = ends.flat_map(|measured| [measured.low, measured.value, measured.high]);
        let ends = ends.chain(self.line).filter(|end| end.is_finite());
        let (low, high) = ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), end| {
            (low.min(end.clamp(least, most)), high.max(end.clamp(least, most)))
        });
        let (low, high) = if low <= high { (low, high) } else { (0.0, 1.0) };
        let room = if high > low { ROOM * (high - low) } else { 1.0 };
        (low - room, high + room)
    }

    /// The values above the rows.
    fn ruler(&self, axis: &Axis, ticks: &[f64]) -> Markup {
        html! {
            svg.ruler aria-hidden="true" width="100%" height="18" {
                @for tick in ticks {
                    @let at = axis.at(*tick);
                    text.tick x={ (percent(at)) "%" } y="13" text-anchor=(anchor(at)) { (round(*tick)) }
                }
            }
        }
    }

    fn drawn(&self, row: &Row, axis: &Axis, ticks: &[f64]) -> Markup {
        let middle = HEIGHT / 2.0;
        let line = |value: f64| format!("{}%", percent(axis.at(value)));
        html! {
            svg aria-hidden="true" width="100%" height=(HEIGHT) {
                @for tick in ticks {
                    line.rule x1=(line(*tick)) x2=(line(*tick)) y1="0" y2=(HEIGHT) {}
                }
                @if let Some(at) = self.line {
                    line.held x1=(line(at)) x2=(line(at)) y1="0" y2=(HEIGHT) {}
                }
                @if let Some(measured) = row.measured.filter(is_finite) {
                    line.reach x1=(line(measured.low)) x2=(line(measured.high)) y1=(middle) y2=(middle) {}
                    @for (end, outline) in self.beyond(&measured) {
                        svg x=(end) y=(middle) overflow="visible" { path.reach-on d=(outline) {} }
                    }
                    @if self.holds(measured.value) {
                        svg x=(line(measured.value)) y=(middle) overflow="visible" {
                            path class=(row.mark.class()) d=(row.mark.outline()) {}
                        }
                    }
                }
            }
        }
    }

    /// Arrows where an interval goes on beyond the axis.
    fn beyond(&self, measured: &Measured) -> Vec<(&'static str, &'static str)> {
        let (least, most) = self.ends();
        let before = (measured.low < least).then_some(("0%", "M0 0L8 -5L8 5Z"));
        let after = (measured.high > most).then_some(("100%", "M0 0L-8 -5L-8 5Z"));
        before.into_iter().chain(after).collect()
    }

    fn holds(&self, value: f64) -> bool {
        let (least, most) = self.ends();
        (least..=most).contains(&value)
    }

    /// Whether an arrow is drawn anywhere.
    pub(super) fn goes_beyond(&self) -> bool {
        let measured = self.rows.iter().filter_map(|row| row.measured);
        measured
            .filter(is_finite)
            .any(|measured| !self.beyond(&measured).is_empty())
    }
}

fn is_finite(measured: &Measured) -> bool {
    measured.low.is_finite() && measured.value.is_finite() && measured.high.is_finite()
}

/// A hundredth of a percent is less than a pixel.
fn percent(value: f64) -> f64 {
    (value * 100.0).round() / 100.0 + 0.0
}

/// Labels near an end lean inwards, so that none is cut.
fn anchor(percent: f64) -> &'static str {
    match percent {
        ..6.0 => "start",
        94.0.. => "end",
        _ => "middle",
    }
}

/// A tick's value, without what adding up left.
pub(super) fn round(value: f64) -> String {
    let text = format!("{value:.4}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    match text.strip_prefix('-') {
        Some("0") => "0".to_owned(),
        Some(positive) => format!("−{positive}"),
        None => text.to_owned(),
    }
}
