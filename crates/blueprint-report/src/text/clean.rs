//! Characters that must not reach a picture.

use std::borrow::Cow;

/// A text as it can stand in XML, on one line: control characters, which XML forbids or which would break the line, become
/// spaces, and so do the marks that turn the direction of what follows them.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    if text.contains(is_foreign) {
        Cow::Owned(text.replace(is_foreign, " "))
    } else {
        Cow::Borrowed(text)
    }
}

fn is_foreign(character: char) -> bool {
    let turns = matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}');
    let breaks = matches!(character, '\u{2028}' | '\u{2029}');
    let is_no_character = u32::from(character) & 0xfffe == 0xfffe || matches!(character, '\u{fdd0}'..='\u{fdef}');
    character.is_control() || turns || breaks || is_no_character
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_forbids_becomes_a_space() {
        assert_eq!(clean("a\u{1}b\nc\u{202e}d\u{ffff}"), "a b c d ");
        assert!(matches!(clean("打开 <b> ]]> & \"é\""), Cow::Borrowed(_)));
    }
}
