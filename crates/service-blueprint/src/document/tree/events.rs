//! Builds the marked tree from the YAML parser's events: the only place that knows the parser.

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, Span, StructureStyle, Tag};

use super::{At, FLOW, Fault, Kind, Node, TAGGED, Tree, UNESCAPED, UNFINISHED};
use crate::document::syntax::{self, Trouble};
use crate::{Cause, Place};

/// A node's tag: none, one that only says that a scalar is text, or one that the format does not have.
enum Tagged {
    No,
    Text,
    Other,
}

/// Reads a text of less than 4 GiB, as far as it is YAML.
pub(super) fn build(source: &str, depth: usize) -> Tree<'_> {
    let options = granit_parser::options! {
        emit_unresolved_aliases: true,
        emit_comments: false,
        flow_nesting_limit: depth,
        block_nesting_limit: depth,
    };
    let mut builder = Builder {
        tree: Tree {
            source,
            unescaped: String::new(),
            // About one node for eight bytes in real blueprints.
            nodes: Vec::with_capacity(source.len() / 10),
            fault: None,
            has_aliases: false,
        },
        open: Vec::new(),
        anchors: Vec::new(),
        documents: 0,
        depth,
        last_end: 0,
    };
    for event in Parser::new_from_str_with_options(source, options) {
        let go_on = match event {
            Ok((event, span)) => builder.take(event, &span),
            Err(error) => {
                let mark = error.marker();
                let at = mark.byte_offset().unwrap_or(source.len()).min(source.len());
                let cause = match error.kind() {
                    ErrorKind::RecursionLimitExceeded => Cause::TooDeep { limit: depth },
                    kind => syntax::cause(source, at, trouble(kind)),
                };
                builder.stumble(cause, mark.line(), mark.col() + 1, at);
                false
            }
        };
        if !go_on {
            break;
        }
    }
    builder.tree
}

struct Builder<'a> {
    tree: Tree<'a>,
    /// The lists and maps not yet closed.
    open: Vec<At>,
    /// The node of each anchor, by the parser's number.
    anchors: Vec<At>,
    documents: usize,
    depth: usize,
    /// Where the node read last ends.
    last_end: u32,
}

impl<'a> Builder<'a> {
    /// Takes one event; `false` stops the reading.
    fn take(&mut self, event: Event<'a>, span: &Span) -> bool {
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    let place = place(span);
                    self.tree.fault = Some(Fault {
                        cause: Cause::SecondDocument,
                        place,
                        whole: true,
                    });
                    return false;
                }
            }
            Event::Scalar(text, style, anchor, tag) => self.scalar(&text, style, anchor, tag.as_deref(), span),
            Event::SequenceStart(style, anchor, tag) => {
                let tagged = !matches!(
                    tag.as_deref().map(|tag| tag.is_yaml_core_schema_tag("seq")),
                    None | Some(true)
                );
                return self.collection(Kind::List, style, anchor, tagged, span);
            }
            Event::MappingStart(style, anchor, tag) => {
                let tagged = !matches!(
                    tag.as_deref().map(|tag| tag.is_yaml_core_schema_tag("map")),
                    None | Some(true)
                );
                return self.collection(Kind::Map, style, anchor, tagged, span);
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            Event::Alias(anchor) => {
                self.tree.has_aliases = true;
                let target = self.anchors.get(anchor).copied().unwrap_or(At::MAX);
                let kind = match self.tree.nodes.get(target as usize) {
                    None => Kind::Unresolved,
                    Some(node) if node.next == 0 => Kind::Loop,
                    Some(_) => Kind::Alias,
                };
                let at = self.push(kind, span);
                self.tree.nodes[at as usize].text = target;
            }
            Event::UnresolvedAlias(_) => {
                self.push(Kind::Unresolved, span);
            }
            // Comments, anchors and the borders of the stream carry nothing of the document.
            _ => {}
        }
        true
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, anchor: usize, tag: Option<&Tag>, span: &Span) {
        let tagged = match tag {
            None => Tagged::No,
            Some(tag) if tag.is_yaml_core_schema_tag("str") => Tagged::Text,
            Some(_) => Tagged::Other,
        };
        let plain = style == ScalarStyle::Plain;
        let (start, end) = bytes(span);
        let kind = match (plain, &tagged) {
            // The parser gives `~` for a value that is not there.
            (true, Tagged::Text) if start == end => Kind::Quoted,
            (true, _) if start == end => Kind::Nothing,
            (true, Tagged::No | Tagged::Other) => Kind::Plain,
            (true, Tagged::Text) | (false, _) => Kind::Quoted,
        };
        let at = self.push(kind, span);
        self.anchor(anchor, at);
        let source = self.tree.source;
        let inner = if plain {
            (start, end)
        } else {
            (start + 1, end.saturating_sub(1))
        };
        let node = &mut self.tree.nodes[at as usize];
        if matches!(tagged, Tagged::Other) {
            node.flags |= TAGGED;
        }
        if start == end {
            return;
        }
        if source.get(inner.0..inner.1) == Some(text) {
            node.text = inner.0 as u32;
        } else {
            node.flags |= UNESCAPED;
            node.text = self.tree.unescaped.len() as u32;
            self.tree.unescaped.push_str(text);
        }
        node.length = text.len() as u32;
    }

    fn collection(&mut self, kind: Kind, style: StructureStyle, anchor: usize, tagged: bool, span: &Span) -> bool {
        if self.open.len() >= self.depth {
            let (cause, start) = (Cause::TooDeep { limit: self.depth }, &span.start);
            self.stumble(cause, start.line(), start.col() + 1, bytes(span).0);
            return false;
        }
        let at = self.push(kind, span);
        self.anchor(anchor, at);
        let node = &mut self.tree.nodes[at as usize];
        node.next = 0;
        node.flags |= if style == StructureStyle::Flow { FLOW } else { 0 };
        node.flags |= if tagged { TAGGED } else { 0 };
        self.open.push(at);
        true
    }

    fn close(&mut self, span: &Span) {
        let Some(at) = self.open.pop() else { return };
        let last_end = self.last_end;
        let next = self.tree.nodes.len() as At;
        let node = &mut self.tree.nodes[at as usize];
        node.next = next;
        // A block ends where its last part ends; the parser tells only where the next thing begins.
        node.end = if node.flags & FLOW != 0 {
            bytes(span).1 as u32
        } else {
            last_end.max(node.start)
        };
        self.last_end = node.end;
    }

    fn push(&mut self, kind: Kind, span: &Span) -> At {
        let (start, end) = bytes(span);
        let at = self.tree.nodes.len() as At;
        self.last_end = end as u32;
        self.tree.nodes.push(Node {
            start: start as u32,
            end: end as u32,
            line: span.start.line() as u32,
            column: (span.start.col() + 1) as u32,
            next: at + 1,
            text: 0,
            length: 0,
            kind,
            flags: 0,
        });
        at
    }

    fn anchor(&mut self, anchor: usize, at: At) {
        if anchor > 0 {
            if self.anchors.len() <= anchor {
                self.anchors.resize(anchor + 1, At::MAX);
            }
            self.anchors[anchor] = at;
        }
    }

    /// Ends the tree where the text is not YAML: what was open stays unfinished, and what stands on the same line or
    /// runs on to it may have been misread.
    fn stumble(&mut self, cause: Cause, line: usize, column: usize, at: usize) {
        let source = self.tree.source;
        let line_start = source[..source.floor_char_boundary(at)]
            .rfind('\n')
            .map_or(0, |end| end + 1);
        for node in self.tree.nodes.iter_mut().rev() {
            if !matches!(node.kind, Kind::List | Kind::Map) {
                if (node.end as usize) < line_start {
                    break;
                }
                node.kind = Kind::Cut;
            }
        }
        let next = self.tree.nodes.len() as At;
        for at in std::mem::take(&mut self.open) {
            let node = &mut self.tree.nodes[at as usize];
            node.next = next;
            node.flags |= UNFINISHED;
            node.end = node.end.max(node.start);
        }
        let end = at
            + source[at..]
                .chars()
                .next()
                .filter(|c| !c.is_control())
                .map_or(0, char::len_utf8);
        self.tree.fault = Some(Fault {
            cause,
            place: Place {
                line,
                column,
                bytes: at..end,
            },
            whole: false,
        });
    }
}

fn bytes(span: &Span) -> (usize, usize) {
    let range = span.byte_range().unwrap_or_default();
    (range.start, range.end.max(range.start))
}

fn place(span: &Span) -> Place {
    let (start, end) = bytes(span);
    Place {
        line: span.start.line(),
        column: span.start.col() + 1,
        bytes: start..end,
    }
}

/// The parser's complaint in our own terms.
fn trouble(kind: &ErrorKind) -> Trouble {
    match kind {
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInPlainScalar => Trouble::Tab,
        ErrorKind::UnclosedFlowCollection { open } => Trouble::Unclosed(*open),
        ErrorKind::UnexpectedEofFlowSequence => Trouble::Unclosed('['),
        ErrorKind::UnexpectedEofFlowMapping | ErrorKind::UnexpectedEofImplicitFlowMapping => Trouble::Unclosed('{'),
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => Trouble::Mismatched(*open, *close),
        ErrorKind::MisplacedFlowCollectionEnd => Trouble::Unopened,
        ErrorKind::ExpectedFlowMappingSeparator => Trouble::Separator('}'),
        ErrorKind::ExpectedFlowSequenceSeparator => Trouble::Separator(']'),
        ErrorKind::UnclosedQuotedScalar | ErrorKind::InvalidQuotedScalarIndent => Trouble::UnclosedQuote,
        ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            Trouble::AfterQuote
        }
        ErrorKind::UnknownQuotedScalarEscape | ErrorKind::InvalidQuotedScalarHexEscape => Trouble::Escape,
        ErrorKind::UnexpectedCharacter { character } => Trouble::Character(*character),
        ErrorKind::CommentInterceptedScalar | ErrorKind::CommentNotSeparated => Trouble::Comment,
        ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement => Trouble::SecondColon,
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => Trouble::NoColon,
        ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::InvalidIndentation
        | ErrorKind::InvalidFlowScalarIndent
        | ErrorKind::BlockSequenceEntryNotAllowed
        | ErrorKind::MappingKeyNotAllowed => Trouble::Layout,
        other => Trouble::Other(other.to_string()),
    }
}
