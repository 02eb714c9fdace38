//! What holds for every document: chosen options against an oracle that applies them to dense tables, one segment at a
//! time, and never writes a document.

use std::collections::BTreeMap;

use proptest::prelude::*;

use crate::document::arbitrary::valid_documents;
use crate::{Blueprint, ChoiceError, Journey, OptionId, Placement, Target};

/// How far two sums of the same shares may differ by rounding.
const ROUNDING: f64 = 1e-9;

fn ids(blueprint: &Blueprint, positions: &[usize]) -> Vec<OptionId> {
    let options = blueprint.options();
    positions
        .iter()
        .map(|position| OptionId::new(&options[*position].id).unwrap())
        .collect()
}

/// A segment's service: what follows what, among touchpoints that are not passed over, and the scores there.
#[derive(Debug, PartialEq)]
struct Service {
    /// From a touchpoint, or from the start (`^`), to a touchpoint or an ending (`$` and its position).
    ways: BTreeMap<(String, String), f64>,
    scores: BTreeMap<String, (Option<f64>, Option<f64>)>,
}

impl Service {
    fn is_like(&self, other: &Self) -> bool {
        let close = |one: f64, other: f64| (one - other).abs() <= ROUNDING * one.abs().max(other.abs()).max(1.0);
        let same = |one: Option<f64>, other: Option<f64>| match (one, other) {
            (Some(one), Some(other)) => close(one, other),
            (one, other) => one == other,
        };
        let all = self.ways.keys().chain(other.ways.keys());
        let share = |of: &Self, key| of.ways.get(key).copied().unwrap_or(0.0);
        self.scores.keys().eq(other.scores.keys())
            && self
                .scores
                .values()
                .zip(other.scores.values())
                .all(|(one, other)| same(one.0, other.0) && same(one.1, other.1))
            && all.into_iter().all(|key| close(share(self, key), share(other, key)))
    }
}

impl Service {
    /// Whether somebody never comes to an ending.
    fn is_endless(&self) -> bool {
        let from: std::collections::BTreeSet<&String> = self.ways.keys().map(|(from, _)| from).collect();
        let mut ends: std::collections::BTreeSet<&String> = std::collections::BTreeSet::new();
        loop {
            let more = self
                .ways
                .keys()
                .filter(|(from, to)| (to.starts_with('$') || ends.contains(to)) && !ends.contains(from));
            let more: Vec<&String> = more.map(|(from, _)| from).collect();
            if more.is_empty() {
                break;
            }
            ends.extend(more);
        }
        let sum = |of: &String| {
            self.ways
                .iter()
                .filter(|((from, _), _)| from == of)
                .map(|(_, share)| share)
                .sum::<f64>()
        };
        from.into_iter()
            .any(|from| !ends.contains(from) || sum(from) < 1.0 - ROUNDING)
    }
}

/// A table of ways: from row to column, where the columns after those of the rows are endings.
type Table = Vec<Vec<f64>>;

/// Leads past the rows that are not wanted, one after the other, and keeps what can be reached from the first row.
fn service(mut table: Table, names: &[String], felt: &[(bool, Option<f64>, Option<f64>)]) -> Service {
    let rows = table.len();
    for gone in (1..rows).filter(|row| felt[row - 1].0) {
        let onward = table[gone].clone();
        let leave: f64 = onward
            .iter()
            .enumerate()
            .filter(|(to, _)| *to != gone)
            .map(|(_, share)| share)
            .sum();
        for (row, ways) in table.iter_mut().enumerate() {
            let share = std::mem::take(&mut ways[gone]);
            if share > 0.0 && row != gone {
                // Nobody comes to where nobody leaves.
                if leave == 0.0 {
                    continue;
                }
                for to in (0..onward.len()).filter(|to| *to != gone) {
                    ways[to] += share * onward[to] / leave;
                }
            }
        }
    }
    let mut reached = vec![false; rows];
    let mut open = vec![0];
    while let Some(row) = open.pop() {
        if !std::mem::replace(&mut reached[row], true) {
            open.extend((0..rows).filter(|to| table[row][*to] > 0.0));
        }
    }
    let name = |row: usize| names.get(row).cloned().unwrap_or_else(|| format!("${}", row - rows));
    let mut ways = BTreeMap::new();
    for row in (0..rows).filter(|row| reached[*row]) {
        ways.extend(
            (0..table[row].len())
                .map(|to| ((name(row), name(to)), table[row][to]))
                .filter(|(_, share)| *share > 0.0),
        );
    }
    let scored = (1..rows).filter(|row| reached[*row]);
    let scores = scored.map(|row| (name(row), (felt[row - 1].1, felt[row - 1].2)));
    // What has no score is no moment, and whether it is passed over or only leaves no trace is the same.
    Service {
        ways,
        scores: scores.collect(),
    }
}

/// A table over the start and so many touchpoints.
fn table(journey: &Journey, touchpoints: usize, ends: usize) -> Table {
    let mut table = vec![vec![0.0; 1 + touchpoints + ends]; 1 + touchpoints];
    for (to, share) in journey.start() {
        table[0][1 + to] += share;
    }
    for (position, row) in table.iter_mut().skip(1).take(journey.touchpoints()).enumerate() {
        for (to, share) in journey.ways(position) {
            row[column(*to, touchpoints)] += share;
        }
    }
    table
}

fn column(target: Target, touchpoints: usize) -> usize {
    match target {
        Target::Touchpoint(position) => 1 + position,
        Target::End(position) => 1 + touchpoints + position,
    }
}

/// What a blueprint says of a segment.
fn said(blueprint: &Blueprint, segment: usize, unscored: &[String]) -> Option<Service> {
    let segment = blueprint.segments().nth(segment)?;
    let all = blueprint.touchpoints();
    let table = table(segment.journey(), all.len(), blueprint.ends().len());
    let mut names = vec!["^".to_owned()];
    names.extend(all.clone().map(|it| it.id().as_str().to_owned()));
    let felt = all.map(|it| {
        // Where it stays although everybody passes it over, it has no score.
        let passed =
            it.is_skipped(segment) || unscored.contains(&it.id().as_str().to_owned()) && it.score(segment).is_none();
        (passed, it.score(segment), it.expectation(segment))
    });
    Some(service(table, &names, &felt.collect::<Vec<_>>()))
}

/// What chosen options make of a segment's service, step by step as the rules say it.
fn applied(blueprint: &Blueprint, segment: usize, chosen: &[usize]) -> Option<Service> {
    let investments = blueprint.investments();
    let (own, added) = (blueprint.touchpoints().len(), investments.added.len());
    let all = own + added;
    let view = blueprint.segments().nth(segment)?;
    let mut table = table(view.journey(), all, blueprint.ends().len());
    let mut felt: Vec<(bool, Option<f64>, Option<f64>)> = blueprint
        .touchpoints()
        .map(|it| (it.is_skipped(view), it.score(view), it.expectation(view)))
        .collect();
    felt.extend(investments.added.iter().map(|it| {
        (
            it.felt[segment].skipped,
            it.felt[segment].score,
            it.felt[segment].expectation,
        )
    }));
    let options = || chosen.iter().map(|option| &investments.options[*option]);
    let holds = |option: &&crate::Investment| option.segments.contains(&segment);
    let mut given = vec![false; all];
    for (position, ways) in options().filter(holds).flat_map(|option| &option.next) {
        table[1 + position].fill(0.0);
        given[*position] = true;
        ways.iter()
            .for_each(|(to, share)| table[1 + position][column(*to, all)] += share);
    }
    for position in options().filter(holds).flat_map(|option| &option.removes) {
        felt[*position].0 = true;
    }
    let mut waiting: Vec<usize> = options().flat_map(|option| &option.adds).copied().collect();
    let mut placed: Vec<usize> = (0..own).collect();
    while !waiting.is_empty() {
        let place = |position: usize| investments.added[position - own].place;
        let ready = |position: &usize| {
            let known = |other: usize| placed.contains(&other);
            let may = |target| match target {
                Target::Touchpoint(other) => known(other),
                Target::End(_) => true,
            };
            match place(*position) {
                Placement::After(other) => known(other),
                Placement::Before(target) => may(target),
                Placement::Between(from, to) => known(from) && may(to),
            }
        };
        let (round, rest): (Vec<usize>, Vec<usize>) = waiting.into_iter().partition(ready);
        assert!(!round.is_empty(), "added touchpoints name each other in a circle");
        waiting = rest;
        let mut last: BTreeMap<(usize, Target), usize> = BTreeMap::new();
        for kind in 0..3 {
            for &new in &round {
                let mut onward = vec![0.0; table[0].len()];
                match (kind, place(new)) {
                    (0, Placement::Between(from, to)) => {
                        let tail = last.insert((from, to), new).unwrap_or(from);
                        let to = column(to, all);
                        let share = std::mem::take(&mut table[1 + tail][to]);
                        table[1 + tail][1 + new] += share;
                        onward[to] = 1.0;
                    }
                    (1, Placement::After(from)) => {
                        let mut only = vec![0.0; table[0].len()];
                        only[1 + new] = 1.0;
                        onward = std::mem::replace(&mut table[1 + from], only);
                    }
                    (2, Placement::Before(to)) => {
                        // Those that come later before the same place stand nearer to it.
                        let nearer =
                            |at: &usize| *at >= own && !placed.contains(at) && place(*at) == Placement::Before(to);
                        let from = (0..all).filter(|at| !nearer(at)).map(|at| 1 + at);
                        let to = column(to, all);
                        for row in from.chain([0]) {
                            let share = std::mem::take(&mut table[row][to]);
                            table[row][1 + new] += share;
                        }
                        onward[to] = 1.0;
                    }
                    _ => continue,
                }
                if !given[new] {
                    table[1 + new] = onward;
                }
                placed.push(new);
            }
        }
    }
    let scale = blueprint.scale();
    for option in options().filter(holds) {
        for (position, score) in &option.sets {
            felt[*position].1 = Some(*score);
        }
        for (position, by) in &option.raises {
            felt[*position].1 = felt[*position].1.map(|score| score + by * scale.direction());
        }
    }
    let mut names = vec!["^".to_owned()];
    names.extend(blueprint.touchpoints().map(|it| it.id().as_str().to_owned()));
    names.extend(investments.added.iter().map(|it| it.id.as_str().to_owned()));
    // Where it may stay although everybody passes it over, what has no score counts as passed over.
    for position in options().flat_map(|option| &option.removes) {
        felt[*position].0 |= felt[*position].1.is_none();
    }
    // The rows of touchpoints that are not chosen are empty, and nothing leads to them.
    Some(service(table, &names, &felt))
}

fn removed(blueprint: &Blueprint, chosen: &[usize]) -> Vec<String> {
    chosen
        .iter()
        .flat_map(|option| blueprint.options()[*option].removes.clone())
        .collect()
}

fn agree(blueprint: &Blueprint, built: &Blueprint, chosen: &[usize]) -> Result<(), TestCaseError> {
    let written = built.document().to_yaml().unwrap();
    prop_assert!(crate::parse(&written).is_ok_and(|read| read == *built), "{}", written);
    for segment in 0..blueprint.segments().len() {
        let found = said(built, segment, &removed(blueprint, chosen));
        let expected = applied(blueprint, segment, chosen);
        let same = found
            .as_ref()
            .zip(expected.as_ref())
            .is_some_and(|(one, other)| one.is_like(other));
        let yaml = |blueprint: &Blueprint| blueprint.document().to_yaml().unwrap();
        prop_assert!(
            same,
            "segment {segment}, chosen {chosen:?}\nfound {found:#?}\nexpected {expected:#?}\n{}\n{}",
            yaml(blueprint),
            yaml(built)
        );
    }
    Ok(())
}

proptest! {
    #[test]
    fn every_option_with_all_it_needs_can_be_built_in(document in valid_documents()) {
        let blueprint = Blueprint::try_from(document).unwrap();
        for (position, option) in blueprint.investments().options.iter().enumerate() {
            let chosen = [&[position], &option.needs[..]].concat();
            match blueprint.with_options(&ids(&blueprint, &chosen)) {
                Ok(built) => agree(&blueprint, &built, &chosen)?,
                Err(error) => prop_assert!(false, "{error}\n{}", blueprint.document().to_yaml().unwrap()),
            }
        }
    }

    #[test]
    fn nothing_chosen_leaves_the_same_journeys(document in valid_documents()) {
        let blueprint = Blueprint::try_from(document).unwrap();
        let built = blueprint.with_options(&[]).unwrap();
        prop_assert!(blueprint.segments().map(|it| it.journey()).eq(built.segments().map(|it| it.journey())));
        agree(&blueprint, &built, &[])?;
    }

    #[test]
    fn many_small_services_become_what_the_rules_say(tape in proptest::collection::vec(any::<u8>(), 60..200)) {
        let text = small(&mut tape.into_iter());
        let Ok(blueprint) = crate::parse(&text) else { return Ok(()) };
        let count = blueprint.options().len();
        for set in 0_usize..1 << count {
            let chosen: Vec<usize> = (0..count).filter(|option| set >> option & 1 == 1).collect();
            match blueprint.with_options(&ids(&blueprint, &chosen)) {
                Ok(built) => {
                    agree(&blueprint, &built, &chosen)?;
                    let endless = said(&built, 0, &[]).is_some_and(|service| service.is_endless());
                    prop_assert!(!endless, "{chosen:?}\n{text}");
                }
                Err(ChoiceError::Needs { .. } | ChoiceError::Excludes { .. } | ChoiceError::NothingLeft { .. }) => {}
                Err(ChoiceError::NeverEnds { .. }) => {
                    let services = (0..blueprint.segments().len()).map(|segment| applied(&blueprint, segment, &chosen));
                    prop_assert!(services.flatten().any(|service| service.is_endless()), "{chosen:?}\n{text}");
                    let alone = chosen.iter().any(|one| {
                        let needs = &blueprint.investments().options[*one].needs;
                        chosen.iter().all(|other| other == one || needs.contains(other))
                    });
                    prop_assert!(!alone, "loading lets {chosen:?} through\n{text}");
                }
                Err(error) => prop_assert!(false, "{error}\n{text}"),
            }
        }
    }
}

/// A text of few touchpoints and many options that have to do with each other; some are no blueprints.
fn small(tape: &mut impl Iterator<Item = u8>) -> String {
    let mut below = move |n: u8| usize::from(tape.next().unwrap_or(0) % n);
    let (count, options) = (1 + below(4), 1 + below(5));
    let segments = ["", "segments: [ { id: s, share: 0.25 }, { id: t, share: 0.75 } ]\n"][below(2)];
    let whom = ["", "for: s, ", "for: [t], "];
    let places = |below: &mut dyn FnMut(u8) -> usize, added: bool| match below(if added { 8 } else { 6 }) {
        0..4 => format!("p{}", below(4).min(count - 1)),
        4 => "x".to_owned(),
        5 => "y".to_owned(),
        _ => format!("d{}", below(5).min(options - 1)),
    };
    let ways = |below: &mut dyn FnMut(u8) -> usize, added: bool| {
        let (one, other) = (places(below, added), places(below, added));
        match below(3) {
            0 => one,
            _ if one == other => one,
            _ => format!("{{ {one}: 0.25, {other}: rest }}"),
        }
    };
    let mut text = format!(
        "blueprint: Small\n{segments}ends: [ {{ id: x }}, {{ id: y }} ]\nstages:\n  - id: a\n    touchpoints:\n"
    );
    for position in 0..count {
        let next = ways(&mut below, false);
        let detour = ["", ", detour: true"][usize::from(below(4) == 0)];
        let own = match (segments.is_empty(), below(4)) {
            (false, 0) => ", segments: { s: { skip: true } }".to_owned(),
            (false, 1) => format!(
                ", segments: {{ t: {{ experience: 3, next: {} }} }}",
                ways(&mut below, false)
            ),
            _ => String::new(),
        };
        text += &format!("      - {{ id: p{position}, experience: {position}, next: {next}{detour}{own} }}\n");
    }
    text += "options:\n";
    for option in 0..options {
        let whom = if segments.is_empty() { "" } else { whom[below(3)] };
        let needs: Vec<String> = (0..option)
            .filter(|_| below(3) == 0)
            .map(|other| format!("o{other}"))
            .collect();
        let place = places(&mut below, true);
        let what = match below(7) {
            0 => format!("sets: {{ {place}: 7 }}"),
            1 => format!("raises: {{ {place}: 1 }}"),
            2 => format!("next: {{ {place}: {} }}", ways(&mut below, true)),
            3 => format!("removes: {place}"),
            4 => format!("adds: {{ after: {place}, touchpoint: {{ id: d{option}, experience: 9 }} }}"),
            5 => format!("adds: {{ before: {place}, touchpoint: {{ id: d{option}, experience: 9 }} }}"),
            _ => {
                let to = places(&mut below, true);
                format!("adds: {{ between: [{place}, {to}], touchpoint: {{ id: d{option}, experience: 9 }} }}")
            }
        };
        text += &format!(
            "  - {{ id: o{option}, cost: 1, {whom}needs: [{}], {what} }}\n",
            needs.join(", ")
        );
    }
    text
}

#[test]
fn small_services_are_blueprints_often_enough() {
    let mut valid = 0;
    for seed in 0_u32..2_000 {
        let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(1);
        let mut tape = std::iter::from_fn(move || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            Some((state >> 24) as u8)
        });
        valid += usize::from(crate::parse(&small(&mut tape)).is_ok());
    }
    assert!(valid > 100, "{valid}");
}
