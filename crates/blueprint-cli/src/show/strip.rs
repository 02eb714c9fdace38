//! One strip: stages over touchpoints over the curve over the lanes.

use anstyle::Style;
use service_blueprint::document::Role;

use super::columns::{GUTTER, Layout};
use super::legend::style;
use super::{curve, lanes, memory, ways};
use crate::terminal::{Line, Palette, percent, shorten, width, wrap};
use blueprint_report::{Column, Language, Mark, Part, Scene, Strip};

/// Draws a strip.
pub(super) fn draw(scene: &Scene<'_>, layout: &Layout, strip: &Strip, language: Language, lines: &mut Vec<Line>) {
    let columns = &scene.columns[strip.columns.clone()];
    let text = layout.pitch - 1;
    let row = |name: &str, style: Style, cell: &dyn Fn(&Column<'_>) -> Vec<Line>| {
        rows(name, style, columns, layout.pitch, cell)
    };
    lines.push(stages(scene, layout, strip, language));
    lines.extend(row("", Palette::STRONG, &|column| names(column, language, text)));
    lines.extend(row("", Palette::STRONG, &marks));
    lines.extend(curve::draw(scene, layout, strip, language));
    if scene.outlook.is_ok() {
        lines.extend(row(language.memory(), Palette::STRONG, &|column| {
            memory::cell(scene, column, language, text)
        }));
    }
    lines.extend(row(language.ways(), Palette::WAY, &|column| {
        ways::cell(scene, column, language, text)
    }));
    lines.push(Line::default());
    lines.extend(row(language.evidence(), Palette::EVIDENCE, &|column| {
        lanes::evidence(column, text)
    }));
    lines.push(Line::default());
    let length = GUTTER + layout.pitch * strip.columns.len() - 1;
    for lane in Role::ALL {
        lines.extend(lanes::line_above(lane, language, length));
        let cells = |column: &Column<'_>| lanes::cell(scene, column, lane, language, text);
        lines.extend(row(lanes::name(lane, language), Palette::lane(lane), &cells));
    }
}

/// A row of cells, as high as the highest of them, with its name at the left.
fn rows(
    name: &str,
    style: Style,
    columns: &[Column<'_>],
    pitch: usize,
    cell: &dyn Fn(&Column<'_>) -> Vec<Line>,
) -> Vec<Line> {
    let cells: Vec<Vec<Line>> = columns.iter().map(cell).collect();
    let highest = cells.iter().map(Vec::len).max().unwrap_or(0);
    // A lane with a name stays visible when it is empty: a hole in it is information.
    let height = highest.max(usize::from(!name.is_empty()));
    let line = |number: usize| {
        let label = if number == 0 { name } else { "" };
        let start = Line::new(style.bold(), label).padded(GUTTER);
        cells.iter().fold(start, |line, cell| {
            line.join(cell.get(number).cloned().unwrap_or_default().padded(pitch))
        })
    };
    (0..height).map(line).collect()
}

/// The stages' names, each over its columns.
fn stages(scene: &Scene<'_>, layout: &Layout, strip: &Strip, language: Language) -> Line {
    strip.stages.iter().fold(Line::default().padded(GUTTER), |line, part| {
        let length = layout.pitch * part.columns.len();
        line.join(stage(scene, part, language, length - 1).padded(length))
    })
}

/// `┌ Browse ──────── influence 10 % ┐`, as much of it as there is room for.
fn stage(scene: &Scene<'_>, part: &Part, language: Language, length: usize) -> Line {
    let Some(stage) = scene.blueprint.stages().nth(part.stage) else {
        return Line::default();
    };
    let name = match part.continued {
        true => language.continued(stage.name()),
        false => stage.name().to_owned(),
    };
    let name = shorten(&name, length.saturating_sub(4));
    let room = length.saturating_sub(width(&name) + 4);
    let influence = stage
        .influence()
        .map(|share| format!(" {} ", language.influence(percent(share))));
    let fits = |words: &String| width(words) < room && !part.continued;
    let influence = influence.filter(fits).unwrap_or_default();
    let rule = "─".repeat(room - width(&influence));
    Line::new(Palette::QUIET, "┌ ")
        .and(Palette::STRONG, name)
        .and(Palette::QUIET, format!(" {rule}{influence}┐"))
}

/// The names of a column's touchpoints, under that of the step that they share; channels side by side are told apart by their channel.
fn names(column: &Column<'_>, language: Language, text: usize) -> Vec<Line> {
    let several = column.moments.len() > 1;
    let name = |moment: &blueprint_report::Moment<'_>| {
        let touchpoint = moment.touchpoint;
        match touchpoint.written().channel.as_ref().filter(|_| several) {
            Some(channel) => language.by_channel(touchpoint.name(), channel),
            None => touchpoint.name().to_owned(),
        }
    };
    let step = column.shared_step();
    let style = if step.is_some() {
        Palette::QUIET
    } else {
        Palette::STRONG
    };
    let names = column.moments.iter().flat_map(|moment| wrap(&name(moment), text));
    let head = step.into_iter().flat_map(|step| wrap(step, text));
    let head = head.map(|line| Line::new(Palette::STRONG, line));
    head.chain(names.map(|line| Line::new(style, line))).collect()
}

/// The marks of a column in one line.
fn marks(column: &Column<'_>) -> Vec<Line> {
    let on = |mark: &Mark| column.moments.iter().any(|moment| mark.is_on(moment));
    let line = Mark::ALL.into_iter().filter(on).fold(Line::default(), |line, mark| {
        line.and(style(mark), format!("[{}]", mark.letter()))
    });
    if line.is_blank() { Vec::new() } else { vec![line] }
}
