//! The marked tree: what a YAML text holds, flat and in the order of the text, each node with its place.
//!
//! Nothing recurses to build, search or drop it. The YAML parser is known to [`events`] alone.

use crate::{Cause, Place};

mod events;
mod locate;

pub(crate) use locate::{Meant, Wanted};

/// A YAML text as a tree of marked nodes.
pub(crate) struct Tree<'a> {
    source: &'a str,
    /// Texts that do not stand in the source as they are meant, one after another.
    unescaped: String,
    nodes: Vec<Node>,
    /// Why the tree ends early, or what follows it.
    pub(crate) fault: Option<Fault>,
    /// Whether some part stands for another.
    pub(crate) has_aliases: bool,
}

/// What the parser stumbled over.
pub(crate) struct Fault {
    pub(crate) cause: Cause,
    pub(crate) place: Place,
    /// Whether the tree before it is whole all the same.
    pub(crate) whole: bool,
}

/// The number of a node.
pub(crate) type At = u32;

/// A node: 32 bytes, since a large document has millions.
#[derive(Debug, Clone, Copy)]
struct Node {
    /// The first byte in the source.
    start: u32,
    /// The byte after the last in the source.
    end: u32,
    /// From 1.
    line: u32,
    /// In characters, from 1.
    column: u32,
    /// The number after this node's subtree; 0 while it is open.
    next: At,
    /// Where the text begins: in the source, or in `unescaped`. Of an alias: the node that it repeats.
    text: u32,
    /// The text's length.
    length: u32,
    kind: Kind,
    flags: u8,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    Quoted,
    /// A place where a value could stand and none does.
    Nothing,
    List,
    Map,
    Alias,
    /// An alias inside what it repeats.
    Loop,
    /// An alias of nothing.
    Unresolved,
    /// What the parser could not finish reading.
    Cut,
}

/// Written with brackets.
const FLOW: u8 = 1;
/// The text is in `unescaped`.
const UNESCAPED: u8 = 2;
/// With a tag that the format does not have.
const TAGGED: u8 = 4;
/// Open when the parser stumbled.
const UNFINISHED: u8 = 8;

/// What stands at a node.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Content<'a> {
    /// A scalar; quoted or plain.
    Text(&'a str, Style),
    /// No value.
    Nothing,
    /// A list.
    List,
    /// A map.
    Map,
    /// What another node holds.
    Alias(At),
    /// An alias inside what it repeats.
    Loop,
    /// An alias of nothing.
    Unresolved,
    /// Unknown, because the parser stumbled here.
    Cut,
}

/// How a scalar is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// Without quotes.
    Plain,
    /// In quotes, or as a block with `|` or `>`.
    Quoted,
}

impl<'a> Tree<'a> {
    /// Reads a text, or as much of it as is YAML.
    pub(crate) fn parse(source: &'a str, depth: usize) -> Self {
        events::build(source, depth)
    }

    /// The whole text.
    pub(crate) fn source(&self) -> &'a str {
        self.source
    }

    /// The top node, if there is one.
    pub(crate) fn root(&self) -> Option<At> {
        (!self.nodes.is_empty()).then_some(0)
    }

    /// How many nodes there are.
    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// What stands at a node.
    pub(crate) fn content(&self, at: At) -> Content<'_> {
        let node = self.node(at);
        match node.kind {
            Kind::Plain => Content::Text(self.text(at), Style::Plain),
            Kind::Quoted => Content::Text(self.text(at), Style::Quoted),
            Kind::Nothing => Content::Nothing,
            Kind::List => Content::List,
            Kind::Map => Content::Map,
            Kind::Alias => Content::Alias(node.text),
            Kind::Loop => Content::Loop,
            Kind::Unresolved => Content::Unresolved,
            Kind::Cut => Content::Cut,
        }
    }

    /// The scalar at a node, empty for anything else.
    pub(crate) fn text(&self, at: At) -> &str {
        let node = self.node(at);
        if !matches!(node.kind, Kind::Plain | Kind::Quoted) {
            return "";
        }
        let range = node.text as usize..(node.text + node.length) as usize;
        let whole = if node.flags & UNESCAPED == 0 {
            self.source
        } else {
            &self.unescaped
        };
        whole.get(range).unwrap_or_default()
    }

    /// The text of the source that a node covers.
    pub(crate) fn written(&self, at: At) -> &'a str {
        let node = self.node(at);
        self.source
            .get(node.start as usize..node.end as usize)
            .unwrap_or_default()
    }

    /// Whether a list or map is written with brackets.
    pub(crate) fn is_flow(&self, at: At) -> bool {
        self.node(at).flags & FLOW != 0
    }

    /// Whether a node has a tag that the format does not have.
    pub(crate) fn is_tagged(&self, at: At) -> bool {
        self.node(at).flags & TAGGED != 0
    }

    /// Whether a list or map was still open when the parser stumbled.
    pub(crate) fn is_unfinished(&self, at: At) -> bool {
        self.node(at).flags & UNFINISHED != 0
    }

    /// The first byte of a node.
    pub(crate) fn start(&self, at: At) -> usize {
        self.node(at).start as usize
    }

    /// The byte after the last of a node.
    pub(crate) fn end(&self, at: At) -> usize {
        self.node(at).end as usize
    }

    /// The items of a list.
    pub(crate) fn items(&self, list: At) -> Items<'_> {
        Items {
            nodes: &self.nodes,
            at: list + 1,
            end: self.node(list).next,
        }
    }

    /// Key and value of every entry of a map.
    pub(crate) fn entries(&self, map: At) -> impl Iterator<Item = (At, At)> {
        let mut items = self.items(map);
        std::iter::from_fn(move || Some((items.next()?, items.next()?)))
    }

    /// Key and value of the entries of a map from a key on.
    pub(crate) fn entries_from(&self, map: At, key: At) -> impl Iterator<Item = (At, At)> {
        let mut items = self.items(map);
        items.at = key;
        std::iter::from_fn(move || Some((items.next()?, items.next()?)))
    }

    /// Key and value of the first entry with this key.
    pub(crate) fn entry(&self, map: At, key: &str) -> Option<(At, At)> {
        if self.content(map) != Content::Map {
            return None;
        }
        self.entries(map).find(|(at, _)| self.text(self.meant(*at)) == key)
    }

    /// A node, or the one that it repeats.
    pub(crate) fn meant(&self, mut at: At) -> At {
        while let Content::Alias(target) = self.content(at) {
            at = target;
        }
        at
    }

    /// Every alias with the node that it repeats.
    pub(crate) fn aliases(&self) -> impl Iterator<Item = (At, At)> {
        let nodes = self.nodes.iter().enumerate();
        nodes.filter_map(|(at, node)| (node.kind == Kind::Alias).then_some((at as At, node.text)))
    }

    /// The number after those of a node and of all under it.
    pub(crate) fn after(&self, at: At) -> At {
        self.node(at).next.max(at + 1)
    }

    /// How many blanks stand before the keys of a map that is written without brackets.
    pub(crate) fn indentation(&self, map: At) -> usize {
        // An anchor moves the key behind it to the right.
        let columns = self.entries(map).map(|(key, _)| self.node(key).column as usize);
        columns.min().unwrap_or(1).saturating_sub(1)
    }

    /// Where a node stands: a scalar's own bytes, the first line of a list or map.
    pub(crate) fn place(&self, at: At) -> Place {
        let node = self.node(at);
        let (start, mut end) = (node.start as usize, node.end as usize);
        if matches!(node.kind, Kind::List | Kind::Map) {
            end = self.first_line(start, end);
        }
        Place {
            line: node.line as usize,
            column: node.column as usize,
            bytes: start..end,
        }
    }

    /// Where the part of a range in the first line ends.
    fn first_line(&self, start: usize, end: usize) -> usize {
        // A line without an end would be searched again for each problem that begins on it.
        const SEARCHED: usize = 400;
        let end = end.min(self.source.ceil_char_boundary(start.saturating_add(SEARCHED)));
        let covered = self.source.get(start..end).unwrap_or_default();
        start + covered.split(['\n', '\r']).next().unwrap_or_default().trim_end().len()
    }

    fn node(&self, at: At) -> Node {
        // Numbers come from this tree alone, so there is always a node; nothing is better than a panic all the same.
        const NOTHING: Node = Node {
            start: 0,
            end: 0,
            line: 1,
            column: 1,
            next: 0,
            text: 0,
            length: 0,
            kind: Kind::Cut,
            flags: 0,
        };
        self.nodes.get(at as usize).copied().unwrap_or(NOTHING)
    }
}

/// The nodes directly under one node.
pub(crate) struct Items<'t> {
    nodes: &'t [Node],
    at: At,
    end: At,
}

impl Iterator for Items<'_> {
    type Item = At;

    fn next(&mut self) -> Option<At> {
        if self.at >= self.end {
            return None;
        }
        let here = self.at;
        self.at = self.nodes.get(here as usize)?.next.max(here + 1);
        Some(here)
    }
}
