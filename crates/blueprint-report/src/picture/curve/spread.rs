//! The spread of single ratings, and what is expected.

use maud::{Markup, html};

use super::{axis, path};
use crate::picture::spots;
use crate::{Language, Moment, Scene, Strip};

/// How wide the bar of a moment is whose neighbours have no spread, and how long the stroke of an expectation alone.
const ALONE: f64 = 20.0;

/// Where single ratings lie: from mean − deviation to mean + deviation, cut at the ends of the scale.
#[derive(Debug, Default)]
pub(super) struct Spreads {
    /// Outlines.
    pub(super) bands: Vec<Vec<(f64, f64)>>,
}

/// Something about each moment of a strip: whether it stands on the main line, where, and the value if it has one.
fn along<T>(scene: &Scene<'_>, strip: &Strip, value: impl Fn(&Moment<'_>) -> Option<T>) -> Vec<(bool, f64, Option<T>)> {
    let columns = strip.columns.clone().map(|column| (column, &scene.columns[column]));
    let moments = columns.flat_map(|(column, own)| {
        let moments = own.moments.iter().enumerate();
        moments.map(move |(nth, moment)| {
            (
                spots::x(strip, column, nth, own.moments.len()),
                own.moments.len(),
                moment,
            )
        })
    });
    let told = moments.map(|(x, beside, moment)| {
        let is_main = beside == 1 && !moment.touchpoint.written().detour;
        (is_main, x, value(moment))
    });
    told.collect()
}

/// Values with their x.
type Values<T> = Vec<(f64, T)>;

/// Runs of neighbours on the main line that have a value, and those that stand aside or alone.
fn runs<T: Copy>(along: &[(bool, f64, Option<T>)]) -> (Vec<Values<T>>, Values<T>) {
    let (mut runs, mut alone, mut run) = (Vec::new(), Vec::new(), Vec::new());
    let mut close = |run: &mut Values<T>, alone: &mut Values<T>| match run.len() {
        0 | 1 => alone.append(run),
        _ => runs.push(std::mem::take(run)),
    };
    for (is_main, x, value) in along {
        match (is_main, value) {
            (true, Some(value)) => run.push((*x, *value)),
            (true, None) => close(&mut run, &mut alone),
            (false, Some(value)) => alone.push((*x, *value)),
            (false, None) => {}
        }
    }
    close(&mut run, &mut alone);
    (runs, alone)
}

impl Spreads {
    pub(super) fn of(scene: &Scene<'_>, strip: &Strip) -> Self {
        let scale = scene.blueprint.scale();
        let (low, high) = (scale.worst().min(scale.best()), scale.worst().max(scale.best()));
        let along = along(scene, strip, |moment| {
            let ratings = moment.ratings.filter(|ratings| ratings.deviation > 0.0)?;
            let ends = [ratings.mean - ratings.deviation, ratings.mean + ratings.deviation];
            let [one, other] = ends.map(|end| axis::y(scale, end.max(low).min(high)));
            Some((one.min(other), one.max(other)))
        });
        let (runs, alone) = runs(&along);
        let band = |run: Vec<(f64, (f64, f64))>| -> Vec<(f64, f64)> {
            let upper = run.iter().map(|(x, (upper, _))| (*x, *upper));
            let lower = run.iter().rev().map(|(x, (_, lower))| (*x, *lower));
            upper.chain(lower).collect()
        };
        let bar = |(x, (upper, lower)): (f64, (f64, f64))| {
            let (left, right) = (x - ALONE / 2.0, x + ALONE / 2.0);
            vec![(left, upper), (right, upper), (right, lower), (left, lower)]
        };
        let bands = runs.into_iter().map(band);
        Self {
            bands: bands.chain(alone.into_iter().map(bar)).collect(),
        }
    }

    pub(super) fn draw(&self, language: Language) -> Markup {
        html! {
            @if !self.bands.is_empty() {
                g class="spread" {
                    title { (language.spread_of_ratings()) }
                    @for band in &self.bands { path d={ (path(band)) "Z" } {} }
                }
            }
        }
    }
}

/// What is expected, as lines through the moments; a moment aside or alone has a short stroke.
pub(super) fn expected(scene: &Scene<'_>, strip: &Strip) -> Vec<Vec<(f64, f64)>> {
    let scale = scene.blueprint.scale();
    let (runs, alone) = runs(&along(scene, strip, |moment| Some(axis::y(scale, moment.expectation?))));
    let stroke = |(x, y): (f64, f64)| vec![(x - ALONE / 2.0, y), (x + ALONE / 2.0, y)];
    runs.into_iter().chain(alone.into_iter().map(stroke)).collect()
}
