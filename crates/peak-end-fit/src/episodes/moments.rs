//! Which columns of a wide table are moments.

use super::DataFault;
use super::fault::{DataErrors, cut};
use super::header::{Header, nearest};

/// What is taken as moments where nothing is said.
const USUAL: &str = "moment*";

/// The columns of the moments, in the order asked for; `taken` play other parts.
pub(super) fn choose(
    file: &str,
    header: &Header,
    asked: &[String],
    taken: &[usize],
    errors: &mut DataErrors,
) -> Vec<usize> {
    let free: Vec<usize> = (0..header.names().len())
        .filter(|place| !taken.contains(place) && !header.name(*place).is_empty())
        .collect();
    let free_names = || free.iter().map(|place| header.name(*place));
    if asked.is_empty() {
        let found = matching(USUAL, header, &free);
        if found.is_empty() {
            let known = free_names().map(str::to_owned).collect();
            errors.push(file, Some(1), None, DataFault::NoMomentColumns { known });
        }
        return found;
    }
    let mut chosen = Vec::new();
    let mut is_chosen = vec![false; header.names().len()];
    for item in asked {
        let found = one(item, header, &free).unwrap_or_else(|fault| {
            errors.push(file, Some(1), None, fault);
            Vec::new()
        });
        for place in found {
            if !std::mem::replace(&mut is_chosen[place], true) {
                chosen.push(place);
            }
        }
    }
    chosen
}

/// The columns that one item stands for: a name, a range or a pattern.
fn one(item: &str, header: &Header, free: &[usize]) -> Result<Vec<usize>, DataFault> {
    if let Some(place) = header.place(item) {
        return match header.part_at(place).filter(|_| !free.contains(&place)) {
            Some(part) => Err(DataFault::MomentTaken { name: cut(item), part }),
            None => Ok(vec![place]),
        };
    }
    let none = || DataFault::NoSuchMoment {
        asked: cut(item),
        nearest: nearest(item, free.iter().map(|place| header.name(*place))),
        known: free.iter().map(|place| header.name(*place).to_owned()).collect(),
    };
    if let Some((first, last)) = item.split_once("..") {
        let ends = header.place(first.trim()).zip(header.place(last.trim()));
        let found: Vec<usize> = match ends {
            Some((first, last)) => free
                .iter()
                .copied()
                .filter(|place| (first..=last).contains(place))
                .collect(),
            None => Vec::new(),
        };
        return if found.is_empty() { Err(none()) } else { Ok(found) };
    }
    let found = matching(item, header, free);
    if found.is_empty() {
        return Err(none());
    }
    unmixed(item, header, &found)?;
    Ok(found)
}

/// Refuses a `*` that takes `v00` to `v59` and `video` with them.
fn unmixed(item: &str, header: &Header, found: &[usize]) -> Result<(), DataFault> {
    let digits = numbered_only(&pieces(item));
    let (numbered, others): (Vec<usize>, Vec<usize>) =
        found.iter().partition(|place| matches(&digits, header.name(**place)));
    let ([first, ..], [other, ..]) = (&numbered[..], &others[..]) else {
        return Ok(());
    };
    // A pattern is offered only where it takes what is meant, neither more nor less.
    let closer = item.replacen('*', "[0-9]*", 1);
    let names = || numbered.iter().map(|place| header.name(*place)).collect::<Vec<_>>();
    let better = match matching(&closer, header, found) == numbered {
        true => closer,
        false => names().join(","),
    };
    Err(DataFault::MixedPattern {
        asked: cut(item),
        numbered: cut(header.name(*first)),
        other: cut(header.name(*other)),
        better: cut(&better),
    })
}

/// The pattern with digits alone for each `*`: one or more, or none after a class of digits, as in `m[0-9]*`.
fn numbered_only(pattern: &[Piece]) -> Vec<Piece> {
    let digit = Piece::Class(vec![('0', '9')]);
    let mut numbered: Vec<Piece> = Vec::new();
    for piece in pattern {
        if *piece != Piece::Any {
            numbered.push(piece.clone());
            continue;
        }
        if !numbered.last().is_some_and(Piece::is_digit) {
            numbered.push(digit.clone());
        }
        numbered.push(Piece::Digits);
    }
    numbered
}

fn matching(pattern: &str, header: &Header, free: &[usize]) -> Vec<usize> {
    let pattern = pieces(pattern);
    let fits = |place: &usize| matches(&pattern, header.name(*place));
    free.iter().copied().filter(fits).collect()
}

/// A piece of a pattern.
#[derive(Debug, Clone, PartialEq)]
enum Piece {
    /// `*`: any text, or none.
    Any,
    /// Digits, or none.
    Digits,
    /// `?`: any character.
    One,
    /// `[0-9]`: one character out of ranges.
    Class(Vec<(char, char)>),
    /// The character itself.
    Same(char),
}

impl Piece {
    /// Whether it is one digit and nothing else, or more of them.
    fn is_digit(&self) -> bool {
        match self {
            Self::Class(ranges) => ranges.iter().all(|(first, last)| *first >= '0' && *last <= '9'),
            Self::Digits => true,
            Self::Any | Self::One | Self::Same(_) => false,
        }
    }
}

fn pieces(pattern: &str) -> Vec<Piece> {
    let characters: Vec<char> = pattern.chars().collect();
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < characters.len() {
        let class = || {
            let close = characters[at..].iter().position(|character| *character == ']')?;
            (characters[at] == '[' && close > 1).then(|| (ranges(&characters[at + 1..at + close]), close))
        };
        let (piece, length) = match (characters[at], class()) {
            (_, Some((ranges, close))) => (Piece::Class(ranges), close + 1),
            ('*', _) => (Piece::Any, 1),
            ('?', _) => (Piece::One, 1),
            (other, _) => (Piece::Same(other), 1),
        };
        at += length;
        pieces.push(piece);
    }
    pieces
}

/// The ranges of a class: `0-9a-f_`.
fn ranges(mut class: &[char]) -> Vec<(char, char)> {
    let mut ranges = Vec::new();
    while let Some(&first) = class.first() {
        let (last, length) = match class {
            [_, '-', last, ..] => (*last, 3),
            _ => (first, 1),
        };
        ranges.push((first, last));
        class = &class[length..];
    }
    ranges
}

/// Whether a name fits, by the states that the pattern can be in after each character: no pattern takes longer than its
/// length times the name's.
fn matches(pattern: &[Piece], name: &str) -> bool {
    let mut states = vec![false; pattern.len() + 1];
    states[0] = true;
    skip(pattern, &mut states);
    for character in name.chars() {
        let mut next = vec![false; pattern.len() + 1];
        for (at, piece) in pattern.iter().enumerate().filter(|(at, _)| states[*at]) {
            match piece {
                Piece::Any => next[at] = true,
                Piece::Digits if character.is_ascii_digit() => next[at] = true,
                Piece::One => next[at + 1] = true,
                Piece::Class(ranges) if ranges.iter().any(|(first, last)| (*first..=*last).contains(&character)) => {
                    next[at + 1] = true;
                }
                Piece::Same(same) if *same == character => next[at + 1] = true,
                Piece::Digits | Piece::Class(_) | Piece::Same(_) => {}
            }
        }
        skip(pattern, &mut next);
        states = next;
    }
    states[pattern.len()]
}

/// Steps over whatever may stand for nothing.
fn skip(pattern: &[Piece], states: &mut [bool]) {
    for (at, piece) in pattern.iter().enumerate() {
        if states[at] && matches!(piece, Piece::Any | Piece::Digits) {
            states[at + 1] = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_as_in_a_shell() {
        let fits = |pattern: &str, name: &str| matches(&pieces(pattern), name);
        for (pattern, name) in [
            ("v*", "v"),
            ("v*", "video"),
            ("*_rating", "seat_rating"),
            ("v[0-9]*", "v07"),
            ("v??", "v07"),
            ("[a-c_]x", "_x"),
            ("a*b*c", "aXbYbc"),
            ("[", "["),
        ] {
            assert!(fits(pattern, name), "{pattern} {name}");
        }
        for (pattern, name) in [
            ("v[0-9]*", "video"),
            ("v?", "v07"),
            ("a*b", "abc"),
            ("", "a"),
            ("*_rating", "rating"),
        ] {
            assert!(!fits(pattern, name), "{pattern} {name}");
        }
    }
}
