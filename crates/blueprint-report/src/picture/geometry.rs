//! Where things stand, in pixels.

use std::ops::Range;

/// The empty edge of the picture.
pub(super) const MARGIN: f64 = 24.0;

/// Where the first column begins; to the left of it lanes and the scale are named.
pub(super) const COLUMNS_LEFT: f64 = 140.0;

/// From one column to the next.
pub(super) const PITCH: f64 = 176.0;

/// How wide a card is. What is left of the pitch is the gutter, in which lines run past cards.
pub(super) const CARD: f64 = 154.0;

/// Between two strips.
pub(super) const STRIP_GAP: f64 = 40.0;

/// Where a card of the column begins that stands at this place in its strip.
pub(super) fn card_left(place: usize) -> f64 {
    COLUMNS_LEFT + PITCH * place as f64
}

/// The middle of that card, over which the curve's moment stands.
pub(super) fn centre(place: usize) -> f64 {
    card_left(place) + CARD / 2.0
}

/// From where to where the cards of these places stand.
pub(super) fn span(places: Range<usize>) -> (f64, f64) {
    let last = places.end.max(places.start + 1) - 1;
    (card_left(places.start), card_left(last) + CARD)
}
