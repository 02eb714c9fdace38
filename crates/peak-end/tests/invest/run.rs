//! Random services, as many as asked for; one that fails is made as small as it can be and shown.

use super::draw::Draw;
use super::instances::instance;
use service_blueprint::Blueprint;
use service_blueprint::document::{Document, Insertion, InvestmentOption};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The variables that ask for another number of cases than CI's, and for another first case.
const CASES: &str = "PEAK_END_CASES";
const FIRST: &str = "PEAK_END_FIRST";

/// Of random services at least so many in a hundred are valid.
const VALID: u64 = 60;

fn asked(variable: &str, usual: u64) -> u64 {
    match std::env::var(variable) {
        Ok(asked) => asked
            .parse()
            .unwrap_or_else(|_| panic!("{variable} is `{asked}`, which is no number of cases")),
        Err(_) => usual,
    }
}

/// What a case has to say when it is over.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Tally {
    /// How many answers were compared.
    pub(crate) answers: u64,
    /// How often rounding may have decided which sets tie, so that only values were compared.
    pub(crate) doubtful: u64,
}

/// Runs a check on random services: what the check returns as an error, or panics with, is a failure. It is given
/// choices of its own, the same ones each time it sees the same case.
pub(crate) fn run(usual: u64, check: impl Fn(&Document, &Blueprint, &mut Draw) -> Result<Tally, String>) {
    let (first, cases) = (asked(FIRST, 0), asked(CASES, usual));
    let (mut valid, mut tally) = (0, Tally::default());
    // By the first words of what went wrong, how often it did, and the first case of it.
    let mut failures: BTreeMap<String, (u64, String)> = BTreeMap::new();
    for seed in first..first + cases {
        let document = instance(&mut Draw::new(seed));
        let outcome = |document: &Document| {
            let blueprint = Blueprint::try_from(document.clone())
                .ok()
                .filter(|_| !in_a_circle(document))?;
            let tried = AssertUnwindSafe(|| check(document, &blueprint, &mut Draw::new(seed ^ 0x5eed)));
            Some(catch_unwind(tried).unwrap_or_else(|panic| {
                let text = panic.downcast_ref::<String>().map(String::as_str);
                Err(text
                    .or(panic.downcast_ref::<&str>().copied())
                    .unwrap_or("a panic")
                    .to_owned())
            }))
        };
        match outcome(&document) {
            None => {}
            Some(Ok(more)) => {
                valid += 1;
                tally.answers += more.answers;
                tally.doubtful += more.doubtful;
            }
            Some(Err(error)) => {
                valid += 1;
                let kind = kind(&error);
                let shown = || {
                    let (document, error) = smallest(document, &kind, &outcome);
                    format!("case {seed}: {error}\n{}", document.to_yaml().unwrap())
                };
                failures.entry(kind.clone()).or_insert_with(|| (0, shown())).0 += 1;
            }
        }
    }
    let failed = failures.values();
    let failed: Vec<String> = failed.map(|(count, first)| format!("{count} like {first}")).collect();
    assert!(
        failed.is_empty(),
        "{} kinds of failure\n{}",
        failed.len(),
        failed.join("\n")
    );
    let Tally { answers, doubtful } = tally;
    eprintln!("{valid} of {cases} services valid, {answers} answers compared, {doubtful} of them by value only");
    assert!(
        cases < 100 || valid * 100 >= cases * VALID,
        "{valid} of {cases} services are valid"
    );
    assert!(doubtful * 20 <= answers, "{doubtful} of {answers} answers are doubtful");
}

/// Whether additions name each other in a circle, so that none of them can be placed first.
fn in_a_circle(document: &Document) -> bool {
    let additions = document.options.iter().flat_map(|option| &option.adds);
    let mut left: Vec<(&str, Vec<&str>)> = additions
        .map(|addition| {
            let beside: Vec<&str> = match &addition.place {
                Insertion::After(id) | Insertion::Before(id) => vec![id],
                Insertion::Between(from, to) => vec![from, to],
            };
            (addition.touchpoint.id.as_str(), beside)
        })
        .collect();
    loop {
        let unplaced: Vec<&str> = left.iter().map(|(id, _)| *id).collect();
        left.retain(|(_, beside)| beside.iter().any(|id| unplaced.contains(id)));
        if left.len() == unplaced.len() {
            return !left.is_empty();
        }
    }
}

/// The first words of what went wrong.
fn kind(error: &str) -> String {
    let words = error
        .split([' ', ':'])
        .filter(|word| !word.contains(|c: char| c.is_ascii_digit()));
    words.take(4).collect::<Vec<_>>().join(" ")
}

/// A failure of the same kind on a service without whatever can be left out.
fn smallest(
    mut document: Document,
    same: &str,
    outcome: &impl Fn(&Document) -> Option<Result<Tally, String>>,
) -> (Document, String) {
    let mut error = String::new();
    loop {
        let mut shrunk = false;
        let mut candidate = 0;
        while let Some(smaller) = without(&document, candidate) {
            match outcome(&smaller) {
                Some(Err(found)) if kind(&found) == same => {
                    (document, error, shrunk) = (smaller, found, true);
                }
                _ => candidate += 1,
            }
        }
        if error.is_empty() {
            error = outcome(&document).and_then(Result::err).unwrap_or_default();
        }
        if !shrunk {
            return (document, error);
        }
    }
}

/// The document without its part of this number; none when there are no more parts.
fn without(document: &Document, candidate: usize) -> Option<Document> {
    let mut left = candidate;
    let mut next = |count: usize| {
        if left < count {
            return Some(left);
        }
        left -= count;
        None
    };
    let mut smaller = document.clone();
    if let Some(at) = next(document.options.len()) {
        let gone = smaller.options.remove(at).id;
        for option in &mut smaller.options {
            option.needs.retain(|id| *id != gone);
            option.excludes.retain(|id| *id != gone);
        }
        return Some(smaller);
    }
    for (number, option) in document.options.iter().enumerate() {
        if let Some(at) = next(8 + option.needs.len() + option.excludes.len()) {
            reduce(&mut smaller.options[number], at);
            // What changes nothing would be tried for ever.
            return if smaller == *document {
                without(document, candidate + 1)
            } else {
                Some(smaller)
            };
        }
    }
    for (stage, touchpoints) in document.stages.iter().map(|stage| &stage.touchpoints).enumerate() {
        for (number, touchpoint) in touchpoints.iter().enumerate() {
            if let Some(at) = next(5 + touchpoint.segments.len()) {
                let here = &mut smaller.stages[stage].touchpoints;
                match at {
                    0 => _ = here.remove(number),
                    1 => here[number].at_least = None,
                    2 => here[number].expectation = None,
                    3 => here[number].experience = None,
                    4 => here[number].next = None,
                    at => _ = here[number].segments.shift_remove_index(at - 5),
                }
                if smaller.stages[stage].touchpoints.is_empty() && smaller.stages.len() > 1 {
                    smaller.stages.remove(stage);
                }
                return if smaller == *document {
                    without(document, candidate + 1)
                } else {
                    Some(smaller)
                };
            }
        }
    }
    if let Some(at) = next(3 + document.segments.len()) {
        match at {
            0 => smaller.start = None,
            1 => smaller.segments.clear(),
            2 => smaller.ends.clear(),
            at => {
                smaller.segments[at - 3].start = None;
                smaller.segments[at - 3].value = None;
            }
        }
        return if smaller == *document {
            without(document, candidate + 1)
        } else {
            Some(smaller)
        };
    }
    None
}

/// An option without one of its parts.
fn reduce(option: &mut InvestmentOption, at: usize) {
    match at {
        0 => option.cost = 0,
        1 => _ = option.sets.pop(),
        2 => _ = option.raises.pop(),
        3 => _ = option.next.pop(),
        4 => _ = option.removes.pop(),
        5 => _ = option.adds.pop(),
        6 => option.segments.clear(),
        7 => {
            for addition in &mut option.adds {
                addition.touchpoint.at_least = None;
                addition.touchpoint.expectation = None;
                addition.touchpoint.segments.clear();
            }
        }
        at if at - 8 < option.needs.len() => _ = option.needs.remove(at - 8),
        at => _ = option.excludes.remove(at - 8 - option.needs.len()),
    }
}
