//! A complete blueprint with random edits: whatever comes of it, the reader ends, soon and without a panic.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use service_blueprint::{Document, parse, read_document};

const COMPLETE: &str = include_str!("../fixtures/valid/complete.yaml");

#[derive(Debug, Clone)]
enum Edit {
    Insert(usize, String),
    Delete(usize, usize),
    Replace(usize, String),
}

fn piece() -> impl Strategy<Value = String> {
    const PIECES: [&str; 44] = [
        "{", "}", "[", "]", ":", ": ", "：", ",", "#", " #", "-", "- ", "\t", "\n", "\r\n", "\r", " ", "  ",
        "\u{2028}", "\u{85}", "\u{feff}", "\u{a0}", "&a", "*a", "&a ", "*a ", "!", "!!str ", "|", ">", "'", "\"", "\\",
        "%", "@", "?", "? ", "<<: ", "---\n", "...\n", "~", ".nan", "rest", "id: ",
    ];
    prop_oneof![
        4 => proptest::sample::select(&PIECES[..]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "[a-z0-9%.:-]{1,4}",
    ]
}

fn edit() -> impl Strategy<Value = Edit> {
    let at = 0..COMPLETE.len();
    prop_oneof![
        (at.clone(), piece()).prop_map(|(at, piece)| Edit::Insert(at, piece)),
        (at.clone(), 1usize..30).prop_map(|(at, length)| Edit::Delete(at, length)),
        (at, piece()).prop_map(|(at, piece)| Edit::Replace(at, piece)),
    ]
}

fn edited(edits: &[Edit]) -> String {
    let mut text = COMPLETE.to_owned();
    let spot = |text: &str, at: usize| text.floor_char_boundary(at.min(text.len()));
    for edit in edits {
        match edit {
            Edit::Insert(at, piece) => text.insert_str(spot(&text, *at), piece),
            Edit::Delete(at, length) => {
                let range = spot(&text, *at)..spot(&text, at + length);
                text.replace_range(range, "");
            }
            Edit::Replace(at, piece) => {
                let from = spot(&text, *at);
                let length = text[from..].chars().next().map_or(0, char::len_utf8);
                text.replace_range(from..from + length, piece);
            }
        }
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn edited_blueprints_end_soon(edits in proptest::collection::vec(edit(), 1..20)) {
        let text = edited(&edits);
        let begin = Instant::now();
        let read = parse(&text);
        prop_assert!(begin.elapsed() < Duration::from_secs(10));
        if let Err(problems) = read {
            prop_assert!(!problems.list.is_empty());
            let mut before = 0;
            for problem in &problems.list {
                // A text without any node has no place for what is missing.
                let Some(place) = &problem.place else { continue };
                prop_assert!(text.get(place.bytes.clone()).is_some(), "{problem}");
                prop_assert!(place.bytes.start >= before, "problems stand in the order of the text");
                before = place.bytes.start;
                prop_assert!(place.line >= 1 && place.column >= 1);
                prop_assert!(!problem.to_string().is_empty());
            }
        }
    }

    /// What both readers accept they read alike, in files that keep clear of the corners where the parsers are known to
    /// disagree: letters and digits changed, lines taken out.
    #[test]
    fn both_readers_agree_on_small_slips(at in 0..COMPLETE.len(), piece in "[a-z0-9]{1,2}") {
        let text = edited(&[Edit::Replace(at, piece)]);
        if let (Ok(ours), Ok(theirs)) = (read_document(&text), serde_yaml::from_str::<Document>(&text)) {
            prop_assert_eq!(ours, theirs);
        }
    }
}
