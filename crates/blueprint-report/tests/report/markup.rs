//! A strict reader of the markup that pages are made of, which shares no code with what writes it.

use std::collections::BTreeSet;

/// Elements of HTML that have no end.
const VOID: [&str; 4] = ["meta", "input", "link", "br"];

/// What a page holds.
#[derive(Debug, Default)]
pub(super) struct Held {
    /// All text between elements, and the titles and labels in attributes, entities read.
    pub(super) text: String,
    /// The ids.
    pub(super) ids: BTreeSet<String>,
    /// Fragments that links lead to.
    pub(super) fragments: Vec<String>,
    /// The names of all elements.
    pub(super) elements: Vec<String>,
}

/// Reads a page; everything opened is closed, attributes are quoted and given once, ids are unique, entities are known.
pub(super) fn read(page: &str) -> Held {
    let mut rest = page.strip_prefix("<!DOCTYPE html>").unwrap_or(page);
    let mut held = Held::default();
    let mut open: Vec<String> = Vec::new();
    while let Some(at) = rest.find('<') {
        held.text.push_str(&entities(&rest[..at]));
        held.text.push('\n');
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix('/') {
            let end = after.find('>').expect("an end tag ends");
            assert_eq!(
                open.pop().as_deref(),
                Some(&after[..end]),
                "before {:.200}",
                &after[end..]
            );
            rest = &after[end + 1..];
            continue;
        }
        let name_end = rest.find([' ', '>', '/']).expect("a tag has a name");
        let name = rest[..name_end].to_owned();
        assert!(
            name.chars().all(|it| it.is_ascii_alphanumeric()),
            "a tag is called {name:?}"
        );
        rest = attributes(&rest[name_end..], &name, &mut held);
        held.elements.push(name.clone());
        if VOID.contains(&name.as_str()) && !open.iter().any(|element| element == "svg") {
            continue;
        }
        if matches!(name.as_str(), "script" | "style") {
            let end = rest.find(&format!("</{name}>")).expect("scripts and styles end");
            rest = &rest[end..];
        }
        open.push(name);
    }
    assert!(open.is_empty(), "left open: {open:?}");
    assert_eq!(rest.trim(), "");
    held
}

/// The attributes of a tag, and what comes after it.
fn attributes<'t>(mut rest: &'t str, element: &str, held: &mut Held) -> &'t str {
    let mut seen = BTreeSet::new();
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix('>') {
            return after;
        }
        let end = rest.find(['=', ' ', '>']).expect("a tag ends");
        let name = &rest[..end];
        assert!(seen.insert(name.to_owned()), "{element} has {name} twice");
        assert!(!name.starts_with("on"), "{element} has a handler {name}");
        rest = &rest[end..];
        let Some(quoted) = rest.strip_prefix("=\"") else {
            continue;
        };
        let end = quoted.find('"').expect("an attribute ends");
        let value = entities(&quoted[..end]);
        match name {
            "id" => assert!(held.ids.insert(value.clone()), "two elements are {value}"),
            "href" => held
                .fragments
                .push(value.strip_prefix('#').expect("links stay in the page").to_owned()),
            "src" | "srcset" | "data" | "action" | "poster" => panic!("{element} loads {value}"),
            "title" | "aria-label" => {
                held.text.push_str(&value);
                held.text.push('\n');
            }
            _ => {}
        }
        rest = &quoted[end + 1..];
    }
}

fn entities(text: &str) -> String {
    let mut read = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        read.push_str(before);
        let (entity, after) = after.split_once(';').expect("an entity ends");
        read.push(match entity {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            other => panic!("an entity {other}"),
        });
        rest = after;
    }
    read.push_str(rest);
    assert!(!rest.contains('>') || text.contains('>'));
    read
}
