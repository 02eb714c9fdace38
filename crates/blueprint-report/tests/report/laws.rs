//! What holds of the report of any blueprint.

use blueprint_report::{Language, ReportOptions, report};
use proptest::prelude::*;
use service_blueprint::Blueprint;
use service_blueprint::document::arbitrary::valid_documents;
use service_blueprint::document::{ActivityEntry, Actor, Document, EvidenceEntry, Role, Touchpoint};

use super::markup::read;

/// A text without what may lie between its parts where lines break: spaces, and characters that no page can hold.
fn bare(text: &str) -> String {
    let is_kept = |it: &char| {
        let code = u32::from(*it);
        let turns = matches!(code, 0x202a..=0x202e | 0x2066..=0x2069 | 0x200e | 0x200f | 0x2028 | 0x2029);
        let is_no_character = code & 0xfffe == 0xfffe || (0xfdd0..=0xfdef).contains(&code);
        !it.is_whitespace() && !it.is_control() && !turns && !is_no_character
    };
    text.chars().filter(is_kept).collect()
}

/// Everything that has a name, with what it is.
fn names(document: &Document) -> Vec<(&'static str, String)> {
    let mut names = vec![("service", document.blueprint.clone())];
    let or_id = |name: &Option<String>, id: &String| name.clone().unwrap_or_else(|| id.clone());
    let named = document
        .actors
        .iter()
        .filter(|actor| !goes_without_saying(document, actor));
    names.extend(named.map(|one| ("actor", or_id(&one.name, &one.id))));
    names.extend(
        document
            .evidence
            .iter()
            .map(|one| ("evidence", or_id(&one.name, &one.id))),
    );
    names.extend(document.ends.iter().map(|one| ("ending", or_id(&one.name, &one.id))));
    names.extend(document.factors.iter().map(|one| ("factor", or_id(&one.name, &one.id))));
    names.extend(document.options.iter().map(|one| ("option", or_id(&one.name, &one.id))));
    if document.segments.len() > 1 {
        names.extend(
            document
                .segments
                .iter()
                .map(|one| ("segment", or_id(&one.name, &one.id))),
        );
    }
    for stage in &document.stages {
        // A stage without touchpoints is passed over, and so is one that nobody enters.
        if stage
            .touchpoints
            .iter()
            .any(|touchpoint| !is_skipped(document, touchpoint))
        {
            names.push(("stage", or_id(&stage.name, &stage.id)));
        }
        for touchpoint in &stage.touchpoints {
            names.push(("touchpoint", or_id(&touchpoint.name, &touchpoint.id)));
            if is_skipped(document, touchpoint) {
                continue;
            }
            names.extend(touchpoint.notes.iter().map(|note| ("note", note.text.clone())));
            for entry in &touchpoint.evidence {
                if let EvidenceEntry::Named { name } = entry {
                    names.push(("evidence on the spot", name.clone()));
                }
            }
            for lane in Role::ALL {
                for entry in touchpoint.lane(lane) {
                    if let ActivityEntry::Activity(activity) = entry {
                        names.extend(activity.does.iter().map(|does| ("activity", does.clone())));
                    }
                }
            }
        }
    }
    names
}

/// Whether it is a customer and nothing else, and the only one, or one of whom no activity is told: cards do not name whom they are
/// all about, and nobody fails at being a customer.
fn goes_without_saying(document: &Document, actor: &Actor) -> bool {
    let customers = document.actors.iter().filter(|one| one.role.contains(&Role::Customer));
    let touchpoints = document.stages.iter().flat_map(|stage| &stage.touchpoints);
    let mut entries = touchpoints.flat_map(|touchpoint| Role::ALL.map(|lane| touchpoint.lane(lane)).concat());
    let acts = entries.any(|entry| match entry {
        ActivityEntry::Activity(activity) => activity.actor.as_ref() == Some(&actor.id),
        ActivityEntry::Same(_) => false,
    });
    actor.role.iter().all(|role| *role == Role::Customer) && (customers.count() == 1 || !acts)
}

/// Whether every segment passes it over: then it is named, and no more is said of it.
fn is_skipped(document: &Document, touchpoint: &Touchpoint) -> bool {
    let skips = |id: &str| touchpoint.segments.get(id).is_some_and(|own| own.skip);
    match document.segments.is_empty() {
        true => false,
        false => document.segments.iter().all(|segment| skips(&segment.id)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_name_is_in_the_page(document in valid_documents()) {
        let blueprint = Blueprint::try_from(document.clone()).unwrap();
        for language in Language::ALL {
            let options = ReportOptions { language, ..ReportOptions::default() };
            let held = read(&report(&blueprint, None, &options));
            for fragment in &held.fragments {
                prop_assert!(held.ids.contains(fragment), "nothing is #{fragment}");
            }
            let text = bare(&held.text);
            for (what, name) in names(&document) {
                prop_assert!(text.contains(&bare(&name)), "the {what} {name:?} is missing");
            }
        }
    }
}
