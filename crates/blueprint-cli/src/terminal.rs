//! Text for the terminal: styled lines, wrapping, tables and figures, aligned by the columns that characters take.

mod line;
mod palette;
mod table;
mod wrap;

pub(crate) use blueprint_report::{
    chance, change, column, column_change, counted, fine, fine_change, percent, score, small,
};
pub(crate) use line::{Line, upsets, width};
pub(crate) use palette::Palette;
pub(crate) use table::{Align, Table};
pub(crate) use wrap::{shorten, wrap, wrap_hanging};
