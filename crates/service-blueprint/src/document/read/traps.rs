//! The traps that YAML sets, and what to write instead.

use super::{Seen, Slot, short};
use crate::Cause;
use crate::document::syntax::{tight, wide};
use crate::document::tree::{At, Content, Style, Tree};

/// A tag that the format does not have: most likely a text that begins with `!`.
pub(super) fn tag(tree: &Tree<'_>, at: At) -> Cause {
    let before = tree.source().get(..tree.start(at)).unwrap_or_default();
    let word = before
        .trim_end()
        .rsplit([' ', '\n', '\t', ',', '[', '{'])
        .next()
        .unwrap_or_default();
    let tag = if word.starts_with('!') { short(word) } else { "!".into() };
    Cause::YamlTrap {
        what: format!("`{tag}` is a tag, and the format has none"),
        remedy: "put a text that begins with `!` in quotes, or take the tag out".into(),
    }
}

/// An alias of nothing: most likely a text that begins with `*`.
pub(super) fn asterisk(tree: &Tree<'_>, at: At) -> Cause {
    let written = short(tree.written(at));
    Cause::YamlTrap {
        what: format!("`{written}` repeats an anchor, and there is none of that name above"),
        remedy: format!(
            "put a text that begins with `*` in quotes, or mark what it repeats with `&{}`",
            written.trim_start_matches('*')
        ),
    }
}

/// A text as it can be written inside brackets, if it is short.
pub(super) fn in_brackets(tree: &Tree<'_>, at: At) -> Option<String> {
    let written = tree.written(at);
    if written.contains(['\n', '\r']) || written.chars().count() >= 40 {
        return None;
    }
    match tree.content(at) {
        Content::Text(_, Style::Plain) if written.contains([',', '[', ']', '{', '}']) => {
            (!written.contains(['"', '\\'])).then(|| format!("\"{written}\""))
        }
        Content::Text(..) => Some(written.into()),
        _ => None,
    }
}

/// A text cut at a comma: inside braces the piece after the comma is a key without value. `field` is the key of the map
/// whose value was cut.
pub(super) fn cut_at_comma(tree: &Tree<'_>, map: At, key: At, last: Option<At>, field: Option<&str>) -> Option<Cause> {
    let last = last.filter(|last| matches!(tree.content(*last), Content::Text(_, Style::Plain)))?;
    if !tree.is_flow(map) || !matches!(tree.content(key), Content::Text(_, Style::Plain)) {
        return None;
    }
    let mut end = None;
    // All pieces up to the next entry with a value belong to the text.
    for (key, value) in tree.entries_from(map, key) {
        if tree.content(value) != Content::Nothing {
            break;
        }
        end = Some(tree.end(key));
    }
    let whole = tree.source().get(tree.start(last)..end?)?;
    let number = field.and_then(|field| joined(whole, field));
    Some(Cause::YamlTrap {
        what: format!(
            "inside `{{ }}` the {} is cut at the comma: `{}` is read as a key without value",
            if number.is_some() { "number" } else { "text" },
            short(tree.text(key))
        ),
        remedy: number.map_or_else(
            || format!("put the text in quotes: `\"{}\"`", short(whole)),
            |number| format!("write `{number}`"),
        ),
    })
}

/// A number written with commas as a field wants it: a decimal point for scores, no separator in whole numbers.
fn joined(text: &str, field: &str) -> Option<String> {
    let pieces: Vec<_> = text.split(',').map(str::trim).collect();
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (first, rest) = pieces.split_first()?;
    if !digits(first.strip_prefix('-').unwrap_or(first)) || !rest.iter().all(|piece| digits(piece)) {
        return None;
    }
    match field {
        "experience" | "expectation" | "at_least" | "ideal" | "mean" | "sd" | "worst" | "neutral" | "best"
        | "influence" | "share" => (rest.len() == 1).then(|| pieces.join(".")),
        "cost" | "steps" | "fields" | "minutes" | "n" => Some(pieces.concat()),
        // An amount may have either: three digits after the comma are thousands.
        "importance" | "value" if rest.len() == 1 && !thousands(&pieces.join(",")) => Some(pieces.join(".")),
        "importance" | "value" => Some(pieces.concat()),
        _ => None,
    }
}

/// A text cut at a `#` that looks like part of it: `Room #12`.
pub(super) fn cut_at_number_sign(tree: &Tree<'_>, at: At) -> Option<Cause> {
    let Content::Text(_, Style::Plain) = tree.content(at) else {
        return None;
    };
    let rest = tree.source().get(tree.end(at)..)?;
    let hidden = rest
        .strip_prefix(" #")
        .filter(|hidden| hidden.starts_with(char::is_alphanumeric))?;
    let hidden = hidden.split(['\n', '\r']).next().unwrap_or_default();
    Some(Cause::YamlTrap {
        what: format!(
            "the text is cut at ` #`: `#{}` is read as a comment",
            short(hidden.trim_end())
        ),
        remedy: "put the text in quotes, or write a space after `#` if a comment is meant".into(),
    })
}

/// A key that is no key of any map.
pub(super) fn key(text: &str) -> Option<Cause> {
    if text == "<<" {
        return Some(Cause::YamlTrap {
            what: "`<<` merges nothing here: YAML 1.2 has no merge keys".into(),
            remedy: "write the keys out".into(),
        });
    }
    let remedy = wide(text).or_else(|| tight(text))?;
    Some(Cause::YamlTrap {
        what: format!("`{}` is read as one key", short(text)),
        remedy,
    })
}

/// What to write in place of a value of the wrong type.
pub(super) fn remedy(tree: &Tree<'_>, seen: Seen<'_>, slot: Slot) -> Option<String> {
    match seen {
        Seen::Text(text, _) => wide(text).or_else(|| tight(text)),
        Seen::Nothing => {
            let from = tree.end(slot.shown);
            let rest = tree.source().get(from..).unwrap_or_default();
            let line = rest.split(['\n', '\r']).next().unwrap_or_default();
            let line = &line[..line.floor_char_boundary(200)];
            let value = line.trim_start().strip_prefix(':').unwrap_or(line).trim_start();
            if value.starts_with('#') {
                Some("`#` begins a comment: put a text that begins with `#` in quotes".into())
            } else if value.starts_with('&') {
                Some("`&` begins an anchor: put a text that begins with `&` in quotes".into())
            } else {
                Some("write a value, or take the key out".into())
            }
        }
        Seen::List | Seen::Map => None,
    }
}

/// What to write in place of a text where a number is due.
pub(super) fn number(text: &str, style: Style) -> Option<String> {
    let reads = |text: &str| super::scalar::number(text).is_some_and(f64::is_finite);
    if style == Style::Quoted && reads(text) {
        return Some(format!("take the quotes off: `{text}`"));
    }
    let ascii: String = text.chars().map(half_width).collect();
    let point = ascii.replacen(',', ".", 1);
    let bare = ascii.replace(['_', ' ', '\'', ','], "");
    let zeros = ascii.trim_start_matches('0');
    let percent = ascii
        .strip_suffix('%')
        .and_then(|percent| percent.trim_end().parse::<f64>().ok());
    let candidate = match percent {
        Some(percent) if percent.is_finite() => (percent / 100.0).to_string(),
        _ if ascii.matches(',').count() == 1 && !thousands(&ascii) && reads(&point) => point,
        _ if reads(&bare) => bare,
        _ if reads(zeros) => zeros.into(),
        _ => return None,
    };
    Some(format!("write `{candidate}`"))
}

/// Whether the one comma in a number separates thousands.
fn thousands(text: &str) -> bool {
    text.split_once(',')
        .is_some_and(|(before, after)| after.len() == 3 && before.trim_start_matches('-') != "0")
}

fn half_width(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
        '．' => '.',
        '，' => ',',
        '％' => '%',
        '－' | '−' => '-',
        c => c,
    }
}
