//! What the legend tells: a row for each thing that the picture may show, kept where it does.

use super::super::lanes::{self, Lane, RADIUS, Rect, again, arrow, badge, face, hatching, is_badge};
use super::{Entry, Page};
use crate::Mark;

/// A card, small.
const SWATCH: f64 = 24.0;

/// An arrow, short.
const ARROW: f64 = 20.0;

/// The entries of what is in use, in the order of the picture from top to bottom.
pub(super) fn in_use<'p>(page: &'p Page<'_, '_>) -> Vec<Entry<'p>> {
    let mut entries = Vec::new();
    entries.extend(of_marks(page));
    entries.extend(of_cards(page));
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
