//! How wide a text is.

use unicode_width::UnicodeWidthChar;

use super::metrics::BLOCKS;

/// The faces asked for, best first, with one for Chinese, Japanese and Korean on each common system.
pub(crate) const FAMILY: &str = "Inter, 'Noto Sans', 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Noto Sans CJK SC', \
     'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', 'Source Han Sans SC', 'WenQuanYi Micro Hei', sans-serif";

/// A size and a weight of the one family.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Font {
    /// The size in pixels.
    pub(crate) size: f64,
    /// Whether it is bold or semibold.
    pub(crate) is_bold: bool,
}

/// An ideograph is a square.
const IDEOGRAPH: f64 = 1.0;

/// An emoji is a little wider in some faces.
const EMOJI: f64 = 1.4;

/// What no table knows takes this much; generous.
const UNKNOWN: f64 = 1.1;

impl Font {
    /// A regular font of this size.
    pub(crate) const fn regular(size: f64) -> Self {
        Self { size, is_bold: false }
    }

    /// A bold font of this size.
    pub(crate) const fn bold(size: f64) -> Self {
        Self { size, is_bold: true }
    }

    /// From one line to the next, in pixels.
    pub(crate) fn line(self) -> f64 {
        (1.32 * self.size).round()
    }

    /// How wide a text is at most, in pixels, whichever of the faces draws it.
    pub(crate) fn width(self, text: &str) -> f64 {
        self.size * text.chars().map(|character| self.em(character)).sum::<f64>()
    }

    /// How wide a character is at most, in font sizes.
    pub(super) fn em(self, character: char) -> f64 {
        let code = u32::from(character);
        let columns = character.width().unwrap_or(0);
        if columns == 0 {
            return 0.0;
        }
        let block = BLOCKS.iter().rev().find(|block| block.first <= code);
        let known = block.and_then(|block| {
            let widths = if self.is_bold { block.bold } else { block.regular };
            widths.get((code - block.first) as usize)
        });
        match known {
            Some(hundredths) => f64::from(*hundredths) / 100.0,
            None if (0x1f000..0x20000).contains(&code) => EMOJI,
            None if columns == 2 => IDEOGRAPH,
            None => UNKNOWN,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_the_widest_face() {
        // DejaVu Sans: W is 2025 of 2048 units wide, i 569; in bold 2259 and 702.
        let hundredths = |font: Font, text: &str| font.width(text).round();
        assert_eq!(hundredths(Font::regular(100.0), "W"), 99.0);
        assert_eq!(hundredths(Font::regular(100.0), "i"), 28.0);
        assert_eq!(hundredths(Font::bold(100.0), "W"), 111.0);
        assert_eq!(Font::regular(10.0).width("茶杯"), 20.0);
        assert_eq!(Font::regular(10.0).width("e\u{301}"), Font::regular(10.0).width("e"));
    }
}
