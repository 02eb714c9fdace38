//! Where a touchpoint's score stands in the text, or where it would.

use std::collections::HashMap;
use std::ops::Range;

use super::{Edit, Measured};
use crate::document::tree::{At, Content, Tree};

const LINE_ENDS: [char; 2] = ['\n', '\r'];

/// The place of a score.
#[derive(Debug, Clone, Copy)]
pub(super) enum Experience {
    /// There is one: key and value.
    There(At, At),
    /// There is none, and it goes behind this entry: the touchpoint, key and value.
    Behind(At, At, At),
}

/// The touchpoints of stages and those that options add, by id.
pub(super) fn touchpoints<'t>(tree: &'t Tree<'_>) -> HashMap<&'t str, At> {
    let mut found = HashMap::new();
    let mut note = |touchpoint: At| {
        let touchpoint = tree.meant(touchpoint);
        if let Some((_, id)) = tree.entry(touchpoint, "id") {
            found.entry(tree.text(tree.meant(id))).or_insert(touchpoint);
        }
    };
    let Some(root) = tree.root() else { return found };
    for stage in list(tree, root, "stages") {
        list(tree, stage, "touchpoints").into_iter().for_each(&mut note);
    }
    for option in list(tree, root, "options") {
        for addition in list(tree, option, "adds") {
            if let Some((_, touchpoint)) = tree.entry(tree.meant(addition), "touchpoint") {
                note(touchpoint);
            }
        }
    }
    found
}

/// The items of the list under a key, or the one thing in place of a list.
fn list(tree: &Tree<'_>, map: At, key: &str) -> Vec<At> {
    let Some((_, value)) = tree.entry(tree.meant(map), key) else {
        return Vec::new();
    };
    let value = tree.meant(value);
    match tree.content(value) {
        Content::List => tree.items(value).collect(),
        _ => vec![value],
    }
}

/// Where the score of a touchpoint stands or goes.
pub(super) fn experience(tree: &Tree<'_>, touchpoint: At) -> Experience {
    if let Some((key, value)) = tree.entry(touchpoint, "experience") {
        return Experience::There(key, value);
    }
    let mut entries = tree.entries(touchpoint);
    let id = entries.find(|(key, _)| tree.text(tree.meant(*key)) == "id");
    let (id, value) = id.unwrap_or((touchpoint, touchpoint));
    match entries.next() {
        // A name on several lines may end where no line does.
        Some((name, text))
            if tree.text(tree.meant(name)) == "name" && !has_break(tree, tree.start(name)..tree.end(text)) =>
        {
            Experience::Behind(touchpoint, name, text)
        }
        _ => Experience::Behind(touchpoint, id, value),
    }
}

fn has_break(tree: &Tree<'_>, bytes: Range<usize>) -> bool {
    tree.source().get(bytes).is_none_or(|text| text.contains(LINE_ENDS))
}

/// What aliases still repeat when some values go.
pub(super) struct Repeated {
    /// The node that is repeated, and the alias; in order.
    aliases: Vec<(At, At)>,
}

impl Repeated {
    pub(super) fn without(tree: &Tree<'_>, mut values: Vec<At>) -> Self {
        values.sort_unstable();
        let goes = |alias: At| {
            let last = values.partition_point(|value| *value <= alias);
            last > 0 && alias < tree.after(values[last - 1])
        };
        let stay = tree.aliases().filter(|(alias, _)| !goes(*alias));
        let mut aliases: Vec<(At, At)> = stay.map(|(alias, target)| (target, alias)).collect();
        aliases.sort_unstable();
        Self { aliases }
    }

    /// The first alias that repeats a value or something in it.
    pub(super) fn by(&self, tree: &Tree<'_>, value: At) -> Option<At> {
        let first = self.aliases.partition_point(|(target, _)| *target < value);
        let &(target, alias) = self.aliases.get(first)?;
        (target < tree.after(value)).then_some(alias)
    }
}

impl Experience {
    /// The value that goes.
    pub(super) fn replaced(self) -> Option<At> {
        match self {
            Self::There(_, value) => Some(value),
            Self::Behind(..) => None,
        }
    }

    /// What to write.
    pub(super) fn edit(self, tree: &Tree<'_>, measured: &Measured) -> Edit {
        let (Self::There(key, _) | Self::Behind(_, key, _)) = self;
        let quote = if tree.written(key).starts_with('"') { "\"" } else { "" };
        let score = score(measured, quote);
        match self {
            Self::There(_, value) => {
                let bytes = tree.start(value)..tree.end(value);
                let text = score + &comments(tree, value, &bytes);
                Edit { bytes, text }
            }
            Self::Behind(touchpoint, _, value) if tree.is_flow(touchpoint) => Edit {
                bytes: tree.end(value)..tree.end(value),
                text: format!(", {quote}experience{quote}: {score}"),
            },
            Self::Behind(touchpoint, _, value) => {
                let end = line_end(tree.source(), tree.end(value));
                let indentation = " ".repeat(tree.indentation(touchpoint));
                Edit {
                    bytes: end..end,
                    text: format!(
                        "{}{indentation}{quote}experience{quote}: {score}",
                        line_break(tree.source(), end)
                    ),
                }
            }
        }
    }
}

/// The score as it is written.
fn score(measured: &Measured, quote: &str) -> String {
    let Measured { mean, n, .. } = measured;
    let sd = measured
        .sd
        .map_or_else(String::new, |sd| format!(" {quote}sd{quote}: {sd},"));
    format!("{{ {quote}mean{quote}: {mean},{sd} {quote}n{quote}: {n} }}")
}

/// The comments within a value, each with the blanks or the line's indentation before it, and what keeps them apart from
/// what follows the value.
fn comments(tree: &Tree<'_>, value: At, bytes: &Range<usize>) -> String {
    let source = tree.source();
    let mut kept = String::new();
    for comment in comments_within(tree, value, bytes) {
        let before = &source[..comment.start];
        let line = before.rfind(LINE_ENDS).map_or(0, |end| end + 1);
        if line <= bytes.start {
            kept.push_str(&source[before.trim_end_matches([' ', '\t']).len()..comment.end]);
        } else {
            kept.push_str(break_and_indentation(source, line));
            kept.push_str(&source[comment]);
        }
    }
    let rest = &source[bytes.end..line_end(source, bytes.end)];
    if !kept.is_empty() && !rest.trim().is_empty() {
        let line = source[..bytes.end].rfind(LINE_ENDS).map_or(0, |end| end + 1);
        kept.push_str(break_and_indentation(source, line));
    }
    kept
}

/// Where comments stand within a value.
fn comments_within(tree: &Tree<'_>, value: At, bytes: &Range<usize>) -> Vec<Range<usize>> {
    let source = tree.source();
    let mut found = Vec::new();
    let mut at = bytes.start;
    let leaves = (value..tree.after(value)).filter(|leaf| !matches!(tree.content(*leaf), Content::List | Content::Map));
    let texts = leaves.map(|leaf| tree.start(leaf)..tree.end(leaf));
    for text in texts.chain(std::iter::once(bytes.end..bytes.end)) {
        // Between texts stand brackets, commas and colons, anchors and comments; a comment has a blank before it.
        while let Some(next) = source.get(at..text.start).and_then(|gap| gap.find('#')) {
            let mark = at + next;
            let blank = source[..mark].ends_with(|c: char| c.is_whitespace());
            at = if blank { line_end(source, mark) } else { mark + 1 };
            if blank {
                found.push(mark..at);
            }
        }
        at = at.max(text.end);
    }
    found
}

/// The line break before a line, and the blanks with which it begins.
fn break_and_indentation(source: &str, line: usize) -> &str {
    let rest = &source[line..];
    let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let before = &source[..line];
    let start = match before.ends_with("\r\n") {
        true => line - 2,
        false => line.saturating_sub(1),
    };
    &source[start..line + blanks]
}

/// Where the line of a byte ends, before its break.
fn line_end(source: &str, at: usize) -> usize {
    source[at..].find(LINE_ENDS).map_or(source.len(), |end| at + end)
}

/// The break with which a line ends, or where it is the last the first break of the text.
fn line_break(source: &str, end: usize) -> &'static str {
    let break_at = |at: usize| match &source[at..] {
        rest if rest.starts_with("\r\n") => Some("\r\n"),
        rest if rest.starts_with('\r') => Some("\r"),
        rest if rest.starts_with('\n') => Some("\n"),
        _ => None,
    };
    break_at(end)
        .or_else(|| source.find(LINE_ENDS).and_then(break_at))
        .unwrap_or("\n")
}
