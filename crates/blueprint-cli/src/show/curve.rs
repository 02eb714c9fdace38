//! The experience curve: straight between the moments, on the scale, with neutral and expectation.

use std::ops::Range;

use anstyle::Style;

use super::canvas::{Canvas, DOTS, nearest};
use super::columns::{GUTTER, Layout};
use super::memory::mark;
use crate::terminal::{Line, Palette, score, width};
use blueprint_report::{Language, Moment, Scene, Source, Strip, plays};

/// The rows from best to worst: every row is an eighth of the scale.
const ROWS: usize = 9;

/// A row above and one below, for what is written over the best and under the worst moments.
const MARGIN: usize = 1;

/// The curve of a strip, with the scale in the gutter.
pub(super) fn draw(scene: &Scene<'_>, layout: &Layout, strip: &Strip, language: Language) -> Vec<Line> {
    let mut canvas = Canvas::new(layout.pitch * strip.columns.len() - 1, ROWS + 2 * MARGIN);
    let plot = Plot { scene, layout, strip };
    plot.neutral(&mut canvas);
    plot.lines(&mut canvas);
    plot.expectations(&mut canvas);
    plot.moments(&mut canvas);
    plot.with_axis(canvas.lines(), language)
}

/// The style of a moment's side: better or worse than neutral.
pub(super) fn side(scene: &Scene<'_>, moment: &Moment<'_>) -> Style {
    match moment
        .score
        .is_none_or(|score| scene.blueprint.scale().value(score) >= 0.0)
    {
        true => Palette::GOOD,
        false => Palette::BAD,
    }
}

/// A moment's dot: full where it is surveyed, half where it is so for some, empty where it is assumed.
pub(super) fn dot(is_good: bool, source: Source) -> char {
    match (is_good, source) {
        (true, Source::Surveyed) => '●',
        (true, Source::Mixed) => '◐',
        (true, Source::Assumed) => '○',
        (false, Source::Surveyed) => '◆',
        (false, Source::Mixed) => '⬖',
        (false, Source::Assumed) => '◇',
    }
}

struct Plot<'s, 'b> {
    scene: &'s Scene<'b>,
    layout: &'s Layout,
    strip: &'s Strip,
}

impl<'s, 'b> Plot<'s, 'b> {
    /// How far down a score stands, in dots from the top of the canvas.
    fn depth(&self, score: f64) -> f64 {
        let scale = self.scene.blueprint.scale();
        let down = (score - scale.best()) / (scale.worst() - scale.best());
        down * (ROWS * DOTS.1 - 1) as f64 + (MARGIN * DOTS.1) as f64
    }

    /// The canvas row of a score.
    fn row(&self, score: f64) -> usize {
        nearest(self.depth(score)) / DOTS.1
    }

    /// The middle of a column, in canvas columns; columns of other strips lie outside the canvas.
    fn middle(&self, column: usize) -> isize {
        let offset = column as isize - self.strip.columns.start as isize;
        offset * self.layout.pitch as isize + (self.layout.pitch as isize - 1) / 2
    }

    fn neutral(&self, canvas: &mut Canvas) {
        let row = self.row(self.scene.blueprint.scale().neutral());
        for column in 0..canvas.width {
            canvas.put(column as isize, row, '─', Palette::QUIET);
        }
    }

    /// Straight lines from each scored column to the next, across the breaks between strips; dotted where unscored
    /// columns lie between.
    fn lines(&self, canvas: &mut Canvas) {
        let scores = |column: usize| {
            self.scene.columns[column]
                .moments
                .iter()
                .filter_map(|moment| moment.score)
        };
        let is_scored = |column: &usize| scores(*column).next().is_some();
        let Range { start, end } = self.strip.columns.clone();
        let mut scored: Vec<usize> = (0..start).rev().find(is_scored).into_iter().collect();
        scored.extend((start..end).filter(is_scored));
        scored.extend((end..self.scene.columns.len()).find(is_scored));
        for pair in scored.windows(2) {
            let [from, to] = [pair[0], pair[1]];
            let every = if to - from > 1 { 4 } else { 1 };
            let place = |column, score| (self.middle(column) * DOTS.0 as isize, self.depth(score));
            for start in scores(from) {
                for end in scores(to) {
                    canvas.line(place(from, start), place(to, end), every);
                }
            }
        }
        canvas.settle(Palette::CURVE);
    }

    fn expectations(&self, canvas: &mut Canvas) {
        for (number, moment) in self.moments_here() {
            if let Some(expectation) = moment.expectation {
                let (middle, row) = (self.middle(number), self.row(expectation));
                for column in middle - 2..=middle + 2 {
                    canvas.put(column, row, '┄', Palette::EXPECTED);
                }
            }
        }
    }

    /// The dots, with their scores above where they are good and below where they are bad, or else where there is room.
    fn moments(&self, canvas: &mut Canvas) {
        let scale = self.scene.blueprint.scale();
        let mut taken: Vec<(isize, usize)> = Vec::new();
        for (number, moment) in self.moments_here() {
            let Some(value) = moment.score else { continue };
            let dot = dot(scale.value(value) >= 0.0, moment.source);
            let (middle, row) = (self.middle(number), self.row(value));
            canvas.put(middle, row, dot, side(self.scene, moment).bold());
            taken.push((middle, row));
        }
        for (number, moment) in self.moments_here() {
            let Some(value) = moment.score else { continue };
            let parts = plays(self.scene, moment).into_iter().filter(|part| part.is_main);
            let marks: String = parts.map(|part| format!(" {}", mark(part.part))).collect();
            let label = format!("{}{marks}", score(value));
            let (middle, row, length) = (self.middle(number), self.row(value), width(&label) as isize);
            let is_good = scale.value(value) >= 0.0;
            let (beside, across) = if is_good {
                (row - 1, row + 1)
            } else {
                (row + 1, row - 1)
            };
            let over = middle - length / 2;
            let places = [
                (over, beside),
                (middle + 4, row),
                (middle - 3 - length, row),
                (over, across),
            ];
            let is_free =
                |(from, row): &(isize, usize)| (*from..from + length).all(|column| !taken.contains(&(column, *row)));
            let (from, row) = places.into_iter().find(is_free).unwrap_or(places[0]);
            for (column, character) in (from..).zip(label.chars()) {
                canvas.put(column, row, character, side(self.scene, moment).bold());
                taken.push((column, row));
            }
        }
    }

    fn moments_here(&self) -> impl Iterator<Item = (usize, &'s Moment<'b>)> {
        let scene = self.scene;
        let columns = self.strip.columns.clone();
        columns.flat_map(move |number| scene.columns[number].moments.iter().map(move |moment| (number, moment)))
    }

    /// The lines, with best, neutral and worst named in the gutter.
    fn with_axis(&self, lines: Vec<Line>, language: Language) -> Vec<Line> {
        let scale = self.scene.blueprint.scale();
        let ticks = [
            (language.neutral_score(score(scale.neutral())), scale.neutral()),
            (language.best_score(score(scale.best())), scale.best()),
            (language.worst_score(score(scale.worst())), scale.worst()),
        ];
        let label = |number: usize| {
            if number == 0 {
                return Line::new(Palette::STRONG, language.experience()).padded(GUTTER);
            }
            let here = ticks.iter().rev().find(|(_, value)| self.row(*value) == number);
            let words = here.map(|(words, _)| words.clone());
            let line = Line::new(Palette::QUIET, words.unwrap_or_default());
            line.right(GUTTER - 1).padded(GUTTER)
        };
        let numbered = lines.into_iter().enumerate();
        numbered.map(|(number, line)| label(number).join(line)).collect()
    }
}
