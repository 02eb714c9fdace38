//! Tables that stay aligned in any script.

use super::{Line, Palette, width, wrap, wrap_hanging};
use anstyle::Style;

/// To which side a column leans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// A table: heads, and rows of cells; the first column gives way where the width does not suffice, and where even that
/// does not help the table is told in parts.
#[derive(Debug)]
pub(crate) struct Table {
    heads: Vec<(String, Align)>,
    rows: Vec<Row>,
}

/// Cells, and what is said below them over the whole width.
#[derive(Debug)]
struct Row {
    cells: Vec<Line>,
    notes: Vec<String>,
}

/// Notes stand so far in.
const NOTE: &str = "  ";

/// The columns between two cells.
const GAP: usize = 2;

/// The first column is not made narrower than this.
const LEAST_FIRST: usize = 12;

impl Table {
    /// A table with these heads; a head may have several lines.
    pub(crate) fn new(heads: &[(&str, Align)]) -> Self {
        Self {
            heads: heads.iter().map(|(head, align)| ((*head).to_owned(), *align)).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, cells: Vec<Line>) {
        self.rows.push(Row {
            cells,
            notes: Vec::new(),
        });
    }

    /// Says something below the last row, over the whole width.
    pub(crate) fn note(&mut self, words: String) {
        if let Some(row) = self.rows.last_mut() {
            row.notes.push(words);
        }
    }

    /// The table as text, at most `columns` wide if that can be: in several parts if need be, each with the first column.
    pub(crate) fn render(&self, columns: usize) -> String {
        let parts = self.parts(columns);
        let parts = parts.iter().map(|part| self.only(part).render_whole(columns));
        parts.collect::<Vec<_>>().join("\n")
    }

    /// Which columns stand side by side, the first always; a head that begins with an empty line continues the one before.
    fn parts(&self, columns: usize) -> Vec<Vec<usize>> {
        let widths = self.natural_widths();
        let first = widths.first().map_or(0, |first| LEAST_FIRST.min(*first));
        let all: Vec<usize> = (1..widths.len()).collect();
        let groups = all.chunk_by(|_, next| self.heads[*next].0.starts_with('\n'));
        let mut parts = vec![vec![0]];
        let mut taken = first;
        for group in groups {
            let wide: usize = group.iter().map(|column| widths[*column] + GAP).sum();
            if taken + wide > columns && taken > first {
                parts.push(vec![0]);
                taken = first;
            }
            taken += wide;
            if let Some(part) = parts.last_mut() {
                part.extend(group);
            }
        }
        parts
    }

    /// The table of these columns.
    fn only(&self, columns: &[usize]) -> Self {
        // Where a table is told in parts, notes stand in the first.
        let is_first = columns.get(1).is_none_or(|column| *column == 1);
        let row = |row: &Row| Row {
            cells: columns
                .iter()
                .filter_map(|column| row.cells.get(*column).cloned())
                .collect(),
            notes: if is_first { row.notes.clone() } else { Vec::new() },
        };
        Self {
            heads: columns
                .iter()
                .filter_map(|column| self.heads.get(*column).cloned())
                .collect(),
            rows: self.rows.iter().map(row).collect(),
        }
    }

    fn render_whole(&self, columns: usize) -> String {
        let widths = self.widths(columns);
        let mut text = String::new();
        let head_lines = self
            .heads
            .iter()
            .map(|(head, _)| head.split('\n').count())
            .max()
            .unwrap_or(0);
        for number in 0..head_lines {
            let mut line = Line::default();
            for (column, (head, align)) in self.heads.iter().enumerate() {
                let lines: Vec<&str> = head.split('\n').collect();
                let above = head_lines - lines.len();
                let words = number.checked_sub(above).and_then(|at| lines.get(at)).unwrap_or(&"");
                let cell = Line::new(Palette::QUIET, *words);
                line = line.join(aligned(cell, *align, widths[column], column + 1 == widths.len()));
            }
            text.push_str(&line.to_string());
        }
        for row in &self.rows {
            text.push_str(&self.row_text(&row.cells, &widths));
            for note in &row.notes {
                let lines = wrap_hanging(note, columns, NOTE, &NOTE.repeat(2)).into_iter();
                text.extend(lines.map(|line| Line::new(Palette::QUIET, line).to_string()));
            }
        }
        text
    }

    /// The width that each column would like to have.
    fn natural_widths(&self) -> Vec<usize> {
        let head = |text: &str| text.split('\n').map(width).max().unwrap_or(0);
        let mut widths: Vec<usize> = self.heads.iter().map(|(text, _)| head(text)).collect();
        for row in &self.rows {
            for (column, cell) in row.cells.iter().enumerate() {
                widths[column] = widths[column].max(cell.width());
            }
        }
        widths
    }

    fn widths(&self, columns: usize) -> Vec<usize> {
        let mut widths = self.natural_widths();
        let total: usize = widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1);
        if let Some(first) = widths.first_mut() {
            *first = first
                .saturating_sub(total.saturating_sub(columns))
                .max(LEAST_FIRST.min(*first));
        }
        widths
    }

    fn row_text(&self, row: &[Line], widths: &[usize]) -> String {
        let Some((first, others)) = row.split_first() else {
            return "\n".into();
        };
        let mut firsts = vec![first.clone()];
        if first.width() > widths[0] {
            firsts = first.rewrapped(widths[0]);
        }
        let mut text = String::new();
        for (number, first) in firsts.iter().enumerate() {
            let mut line = aligned(first.clone(), self.heads[0].1, widths[0], widths.len() == 1);
            for (column, cell) in others.iter().enumerate().filter(|_| number == 0) {
                let column = column + 1;
                line = line.join(aligned(
                    cell.clone(),
                    self.heads[column].1,
                    widths[column],
                    column + 1 == widths.len(),
                ));
            }
            text.push_str(&line.to_string());
        }
        text
    }
}

impl Line {
    /// The line's words in lines of at most `columns`, in the style of its beginning.
    fn rewrapped(&self, columns: usize) -> Vec<Line> {
        let (style, words) = self.words();
        let lines = wrap(&words, columns);
        lines.into_iter().map(|line| Line::new(style, line)).collect()
    }
}

fn aligned(cell: Line, align: Align, columns: usize, last: bool) -> Line {
    let cell = match align {
        Align::Left => cell.padded(columns),
        Align::Right => cell.right(columns),
    };
    if last {
        cell
    } else {
        cell.and(Style::new(), " ".repeat(GAP))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_that_is_too_wide_is_told_in_parts() {
        use Align::{Left, Right};
        let mut table = Table::new(&[
            ("", Left),
            ("journeys", Right),
            ("remembered\nbefore", Right),
            ("\nafter", Right),
        ]);
        table.row(["Opens the parcel", "57 %", "6.83", "7.04"].map(Line::plain).to_vec());
        let text = anstream::adapter::strip_str(&table.render(32)).to_string();
        let expected = [
            "                  journeys",
            "Opens the parcel      57 %",
            "",
            "               remembered",
            "                   before  after",
            "Opens the            6.83   7.04",
            "parcel",
        ];
        assert_eq!(text.lines().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn numbers_line_up_under_any_script() {
        let mut table = Table::new(&[("touchpoint", Align::Left), ("score", Align::Right)]);
        table.row(vec![Line::plain("付款"), Line::plain("6.2")]);
        table.row(vec![Line::plain("Opens the parcel with great care"), Line::plain("10")]);
        let text = anstream::adapter::strip_str(&table.render(30)).to_string();
        assert_eq!(
            text,
            "touchpoint               score\n付款                       6.2\nOpens the parcel with       10\ngreat care\n"
        );
    }
}
