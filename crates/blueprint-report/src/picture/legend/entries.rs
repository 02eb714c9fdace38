//! What the legend tells: a row for each thing that the picture may show, kept where it does.

use maud::{Markup, html};

use super::super::curve::{self, RADII, Shape};
use super::super::ink::Px;
use super::super::lanes::{self, Lane, RADIUS, Rect, again, arrow, badge, face, hatching, is_badge};
use super::super::ways::{self, Shape as Way};
use super::{Entry, Page};
use crate::{Mark, Moment, Source};

/// A card, small.
const SWATCH: f64 = 24.0;

/// A dot, and a line.
const DOT: f64 = 6.0;
const LINE: f64 = 34.0;

/// An arrow, short.
const ARROW: f64 = 20.0;

/// The entries of what is in use, in the order of the picture from top to bottom.
pub(super) fn in_use<'p>(page: &'p Page<'_, '_>) -> Vec<Entry<'p>> {
    let mut entries = of_curve(page);
    entries.extend(of_ways(page));
    entries.extend(of_marks(page));
    entries.extend(of_cards(page));
    entries
}

fn of_curve<'p>(page: &'p Page<'_, '_>) -> Vec<Entry<'p>> {
    let language = page.language;
    let scored: Vec<_> = page.scene.moments().filter(|moment| moment.score.is_some()).collect();
    let shapes: Vec<Shape> = scored.iter().map(|moment| Shape::of(page.scene, moment)).collect();
    let is_used = |is_good: bool, source: Source| shapes.contains(&Shape { is_good, source });
    let mut entries = Vec::new();
    // As full as one that is in use; what half-filled and hollow mean is told by itself.
    for (is_good, words) in [(true, language.above_neutral()), (false, language.below_neutral())] {
        let fullest = [Source::Surveyed, Source::Mixed, Source::Assumed];
        let fullest = fullest.into_iter().find(|source| is_used(is_good, *source));
        entries.extend(fullest.map(|source| dots(&[(Shape { is_good, source }, DOT)], words)));
    }
    for source in [Source::Mixed, Source::Assumed] {
        let used = [true, false].into_iter().filter(|is_good| is_used(*is_good, source));
        let used: Vec<_> = used.map(|is_good| (Shape { is_good, source }, DOT)).collect();
        let words = source.caution(language).filter(|_| !used.is_empty());
        entries.extend(words.map(|words| dots(&used, words)));
    }
    let p_peak = |moment: &Moment<'_>| moment.outlook.as_ref().map_or(0.0, |own| own.p_peak);
    let most = scored.iter().max_by(|a, b| p_peak(a).total_cmp(&p_peak(b)));
    if let Some(peak) = most.filter(|moment| p_peak(moment) > 0.0) {
        let peak = Shape::of(page.scene, peak);
        entries.push(dots(&[(peak, RADII.0), (peak, 9.0)], language.size_of_dots()));
    }
    let classes = curve::classes(page);
    let line = |class: &'static str| move |left, middle| html! { path class=(class) d=(level(left, middle)) {} };
    if classes.contains("curve-light") || classes.contains("curve-light-bridge") {
        entries.push(Entry::new(LINE, language.one_of_several(), line("curve-light")));
    }
    if classes.contains("curve-bridge") || classes.contains("curve-light-bridge") {
        entries.push(Entry::new(LINE, language.nothing_between(), line("curve-bridge")));
    }
    if classes.contains("expectation") {
        entries.push(Entry::new(LINE, language.expected(), |left, middle| {
            html! { g class="expectation" { path d=(level(left, middle)) {} } }
        }));
    }
    if classes.contains("spread") {
        entries.push(Entry::new(SWATCH, language.spread(), |left, middle| {
            let (top, bottom) = (Px(middle - 8.0), Px(middle + 8.0));
            let path = format!("M{} {top}H{}V{bottom}H{}Z", Px(left), Px(left + SWATCH), Px(left));
            html! { g class="spread" { path d=(path) {} } }
        }));
    }
    entries
}

/// An entry of dots side by side, each with its radius.
fn dots<'e>(dots: &[(Shape, f64)], words: &str) -> Entry<'e> {
    let dots = dots.to_vec();
    let width = dots.iter().map(|(_, radius)| 2.4 * radius).sum();
    Entry::new(width, words, move |left, middle| {
        let mut right = left;
        let placed = dots.iter().map(|(shape, radius)| {
            let x = right + 1.2 * radius;
            right = x + 1.2 * radius;
            shape.draw(x, middle, *radius)
        });
        let placed: Vec<Markup> = placed.collect();
        html! { @for dot in &placed { (dot) } }
    })
}

fn level(left: f64, middle: f64) -> String {
    format!("M{} {}H{}", Px(left), Px(middle), Px(left + LINE))
}

fn of_ways<'p>(page: &'p Page<'_, '_>) -> Vec<Entry<'p>> {
    let language = page.language;
    let drawn = ways::shapes(page);
    let leads = |back: bool| {
        drawn
            .iter()
            .any(|(shape, is_back)| *shape == Way::Arrow && *is_back == back)
    };
    let is_used = |wanted: Way| drawn.iter().any(|(shape, _)| *shape == wanted);
    let mut entries = Vec::new();
    if leads(false) {
        entries.push(Entry::new(LINE, language.a_way(), |left, middle| {
            Way::Arrow.draw(left + 4.0, left + LINE, middle)
        }));
    }
    if leads(true) || is_used(Way::Loop) {
        entries.push(Entry::new(LINE, language.a_way_back(), |left, middle| {
            Way::Arrow.draw(left + LINE - 4.0, left, middle)
        }));
    }
    if is_used(Way::Leaves) {
        let words = if page.scene.has_goals() {
            language.leaves()
        } else {
            language.ends()
        };
        entries.push(Entry::new(ARROW, words, |left, middle| {
            Way::Leaves.draw(left, left + ARROW, middle)
        }));
    }
    if is_used(Way::Goal) {
        entries.push(Entry::new(ARROW + 16.0, language.goal_reached(), |left, middle| {
            Way::Goal.draw(left, left + ARROW, middle)
        }));
    }
    entries
}

fn of_marks<'p>(page: &'p Page<'_, '_>) -> Vec<Entry<'p>> {
    let columns = &page.scene.columns;
    let is_used = |mark: &Mark| {
        let mut moments = columns
            .iter()
            .flat_map(|column| column.moments.iter().map(move |moment| (moment, column)));
        moments.any(|(moment, column)| is_badge(*mark, moment, column))
    };
    let used = Mark::ALL.into_iter().filter(is_used);
    let entry = |mark: Mark| {
        Entry::new(2.0 * RADIUS, mark.meaning(page.language), move |left, middle| {
            badge(mark, left + RADIUS, middle)
        })
    };
    used.map(entry).collect()
}

fn of_cards<'p>(page: &'p Page<'_, '_>) -> Vec<Entry<'p>> {
    let language = page.language;
    let used = lanes::shown(page);
    let mut entries = Vec::new();
    if used.hatch {
        entries.push(Entry::new(SWATCH, language.out_of_control(), move |left, middle| {
            hatching(page, swatch(left, middle))
        }));
    }
    if used.partner {
        entries.push(Entry::new(SWATCH, language.a_partner(), |left, middle| {
            face(Lane::Frontstage, true, swatch(left, middle))
        }));
    }
    if used.again {
        entries.push(Entry::new(9.0, language.same_again(), |left, middle| {
            again(left + 9.0, middle - 2.0)
        }));
    }
    if used.step {
        entries.push(Entry::new(ARROW, language.a_step(), |left, middle| {
            arrow(left, left + ARROW, middle)
        }));
    }
    if used.need {
        entries.push(Entry::new(ARROW, language.need_arrow(), |left, middle| {
            lanes::need(left, ARROW, middle)
        }));
    }
    entries
}

fn swatch(left: f64, middle: f64) -> Rect {
    Rect {
        left,
        top: middle - 8.0,
        width: SWATCH,
        height: 16.0,
    }
}
