//! Text that must stay on one line.

use super::{Font, clean};

/// A text cut to a width, with an ellipsis where something is missing. What it stands for must be told whole elsewhere.
pub(crate) fn shortened(text: &str, font: Font, width: f64) -> String {
    let text = clean(text);
    let text = text.trim();
    let room = width - font.width("…");
    let (mut used, mut fits) = (0.0, 0);
    for (at, character) in text.char_indices() {
        let wide = font.width(character.encode_utf8(&mut [0; 4]));
        used += wide;
        if used <= room {
            fits = at + character.len_utf8();
        }
        if used > width {
            return format!("{}…", text[..fits].trim_end());
        }
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_stays_whole_and_the_rest_ends_in_an_ellipsis() {
        let font = Font::regular(12.0);
        assert_eq!(shortened("VIP buyers", font, 200.0), "VIP buyers");
        let cut = shortened("Those who have bought at least twice", font, 100.0);
        assert!(cut.ends_with('…') && font.width(&cut) <= 100.0, "{cut}");
        let cut = shortened(&"茶".repeat(5_000), font, 100.0);
        assert!(cut.ends_with("茶…") && font.width(&cut) <= 100.0, "{cut}");
    }
}
