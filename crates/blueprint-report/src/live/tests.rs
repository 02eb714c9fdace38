//! The arithmetic of the script against the library's: both are told the same journeys, and share no code.

use std::io::Write;
use std::process::{Command, Stdio};

use peak_end::{Outlook, PredictOptions, Prediction, WayChoice, predict};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};
use service_blueprint::document::arbitrary::valid_documents;
use service_blueprint::document::{
    Document, Ending, Override, Rating, ScaleNumbers, Segment, Share, Stage, Touchpoint, Ways,
};
use service_blueprint::{Blueprint, Scale};

use super::data::{ALL_WAYS_UP_TO, data};
use super::section::MEMORY;
use super::what_if;
use crate::Language;

/// Reads a case a line: the page's data, the scores that sliders gave, and whether all ways count. Answers one a line.
const HARNESS: &str = r#"
const cases = require("fs").readFileSync(0, "utf8").trim().split("\n").map((line) => JSON.parse(line));
for (const { data, scores, exact } of cases) {
  const parts = data.segments.map((segment, number) => ({
    share: segment.share,
    scores: scores[number],
    found: exact
      ? rememberAllWays(data.scale, segment, scores[number])
      : rememberOneWay(data.scale, segment.way, scores[number]),
  }));
  const told = ({ remembered, peak, end }) => ({ remembered, peak: Array.from(peak), end: Array.from(end), top: [most(peak), most(end)] });
  console.log(JSON.stringify([told(overall(parts)), ...parts.map((part) => told(overall([{ ...part, share: 1 }])))]));
}
"#;

/// What the script says of each case; none, with the reason told, where there is no node to run it.
fn run(cases: &[Value]) -> Option<Vec<Value>> {
    let script = format!("\"use strict\";\n{MEMORY}\n{HARNESS}");
    let node = Command::new("node")
        .args(["-e", &script])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let mut node = match node {
        Ok(node) => node,
        Err(error) => {
            // Not through a macro, whose output the test runner keeps to itself.
            let told = format!("skipped: the script of the live what-if, as node does not run: {error}\n");
            std::io::stderr().write_all(told.as_bytes()).unwrap();
            return None;
        }
    };
    let lines: String = cases.iter().map(|case| format!("{case}\n")).collect();
    node.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let output = node.wait_with_output().unwrap();
    assert!(output.status.success());
    let answers = String::from_utf8(output.stdout).unwrap();
    Some(
        answers
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect(),
    )
}

/// A source of numbers with a seed of its own.
struct Draw(TestRng);

impl Draw {
    fn below(&mut self, n: u32) -> u32 {
        self.0.next_u32() % n
    }

    fn one_in(&mut self, n: u32) -> bool {
        self.below(n) == 0
    }

    /// A score: mostly of few values, so that many tie; at times a hair beside another.
    fn score(&mut self, scale: Scale) -> f64 {
        let score = match self.below(4) {
            0 => scale.score(f64::from(self.below(2001)) / 1000.0 - 1.0),
            1 => scale.worst() + (scale.best() - scale.worst()) * f64::from(self.below(11)) / 10.0,
            2 => scale.worst() + (scale.best() - scale.worst()) * f64::from(self.below(5)) / 4.0 * (1.0 - 1e-11),
            _ => [scale.worst(), scale.neutral(), scale.best()][self.below(3) as usize],
        };
        score.clamp(scale.worst().min(scale.best()), scale.worst().max(scale.best()))
    }

    /// Ways on: forward to the next or the ending, so that every journey ends, and anywhere else besides.
    fn ways(&mut self, from: usize, count: usize) -> Ways {
        let onward = match from + 1 < count && !self.one_in(4) {
            true => format!("t{}", from + 1),
            false => "done".into(),
        };
        let mut ways = Ways::default();
        for _ in 0..self.below(3) {
            let target = format!("t{}", self.below(count as u32));
            if target != onward {
                ways = ways.or(target, Share::Of(f64::from(1 + self.below(45)) / 100.0));
            }
        }
        ways.or(onward, Share::Rest)
    }

    /// A service of up to `most` touchpoints in which customers go back and forth.
    fn service(&mut self, most: u32) -> Document {
        let scales = [
            (0.0, 5.0, 10.0),
            (10.0, 0.0, 0.0),
            (0.0, 0.0, 10.0),
            (0.0, 10.0, 10.0),
            (5.0, 3.0, 1.0),
            (1.0, 2.0, 7.0),
            (-1e-3, 0.0, 1e6),
        ];
        let (worst, neutral, best) = scales[self.below(scales.len() as u32) as usize];
        let scale = Scale::new(worst, neutral, best).unwrap();
        let mut document = Document::new("Back and forth");
        document.scale = ScaleNumbers { worst, neutral, best };
        document.ends = vec![Ending {
            id: "done".into(),
            name: None,
            goal: true,
        }];
        let count = 1 + self.below(most) as usize;
        let shares: &[f64] = [&[][..], &[1.0], &[0.3, 0.7], &[0.5, 0.25, 0.25]][self.below(4) as usize];
        for (number, share) in shares.iter().enumerate() {
            let start = self
                .one_in(3)
                .then(|| Ways::to(format!("t{}", self.below(count as u32))));
            document.segments.push(Segment {
                id: format!("s{number}"),
                name: None,
                share: *share,
                value: None,
                start,
            });
        }
        let touchpoints = (0..count).map(|number| {
            let mut touchpoint = Touchpoint::new(format!("t{number}"), self.score(scale));
            if self.one_in(5) {
                touchpoint.experience = None;
            }
            touchpoint.next = Some(self.ways(number, count));
            for segment in 0..shares.len() {
                if self.one_in(3) {
                    let own = Override {
                        experience: self.one_in(2).then(|| Rating::Assumed(self.score(scale))),
                        expectation: None,
                        next: self.one_in(2).then(|| self.ways(number, count)),
                        skip: false,
                    };
                    touchpoint.segments.insert(format!("s{segment}"), own);
                } else if self.one_in(8) {
                    touchpoint.segments.insert(
                        format!("s{segment}"),
                        Override {
                            skip: true,
                            ..Override::default()
                        },
                    );
                }
            }
            touchpoint
        });
        let touchpoints = touchpoints.collect();
        document.stages = vec![Stage::new("all", touchpoints)];
        document
    }

    /// The document with other scores where there may be some: what sliders would do.
    fn moved(&mut self, document: &Document) -> Document {
        let (mut document, scale) = (document.clone(), document.scale);
        let scale = Scale::new(scale.worst, scale.neutral, scale.best).unwrap();
        for touchpoint in document.stages.iter_mut().flat_map(|stage| &mut stage.touchpoints) {
            if self.one_in(2) {
                touchpoint.experience = Some(Rating::Assumed(self.score(scale)));
            }
            for own in touchpoint.segments.values_mut().filter(|own| !own.skip) {
                if self.one_in(2) {
                    own.experience = Some(Rating::Assumed(self.score(scale)));
                }
            }
        }
        document
    }
}

fn scores(page: &Value) -> Value {
    let segments = page["segments"].as_array().unwrap();
    segments.iter().map(|segment| segment["scores"].clone()).collect()
}

fn close(what: &str, told: &Value, expected: Option<f64>, unit: f64, case: &str) {
    let agree = match (told.as_f64(), expected) {
        (Some(told), Some(expected)) => (told - expected).abs() <= 1e-9 * unit,
        (None, None) => true,
        _ => false,
    };
    assert!(
        agree,
        "{what}: the script says {told}, the library {expected:?} of\n{case}"
    );
}

fn same(told: &Value, outlook: &Outlook, scale: Scale, case: &str) {
    close(
        "remembered",
        &told["remembered"],
        outlook.remembered("peak_end"),
        scale.half(),
        case,
    );
    for (number, touchpoint) in outlook.touchpoints.iter().enumerate() {
        close("peak", &told["peak"][number], Some(touchpoint.p_peak), 1.0, case);
        close("end", &told["end"][number], Some(touchpoint.p_end), 1.0, case);
    }
    for (number, expected) in [&outlook.peak, &outlook.end].into_iter().enumerate() {
        let top = told["top"][number].as_u64().map(|at| &outlook.touchpoints[at as usize]);
        // Where two touchpoints are so within rounding, either may be named.
        assert_eq!(top.is_some(), expected.is_some(), "{case}");
        if let (Some(top), Some(expected)) = (top, expected) {
            let share = [top.p_peak, top.p_end][number];
            assert!((share - expected.share).abs() < 1e-9, "{case}");
        }
    }
}

/// Tells the script each document with the scores of its other one, and compares with the library on that other one.
fn check(documents: Vec<(Document, Document)>) {
    let mut cases = Vec::new();
    let mut expected: Vec<(Prediction, String)> = Vec::new();
    for (before, after) in documents {
        let (Ok(before), Ok(after)) = (Blueprint::try_from(before), Blueprint::try_from(after)) else {
            continue;
        };
        for way in [WayChoice::All, WayChoice::MostLikely] {
            let options = PredictOptions {
                way,
                ..PredictOptions::default()
            };
            let (now, next) = (predict(&before, &options).unwrap(), predict(&after, &options).unwrap());
            let page = |blueprint, prediction| -> Value {
                serde_json::from_str(&data(blueprint, prediction, Language::English)).unwrap()
            };
            let scores = scores(&page(&after, &next));
            cases.push(json!({ "data": page(&before, &now), "scores": scores, "exact": way == WayChoice::All }));
            expected.push((next, after.document().to_yaml().unwrap()));
        }
    }
    assert!(cases.len() > 100, "only {} cases", cases.len());
    let Some(answers) = run(&cases) else { return };
    assert_eq!(answers.len(), cases.len());
    for (told, (prediction, case)) in answers.iter().zip(&expected) {
        same(&told[0], &prediction.overall, prediction.scale, case);
        for (number, segment) in prediction.segments.iter().enumerate() {
            same(&told[number + 1], &segment.outlook, prediction.scale, case);
        }
    }
}

fn draw(seed: u8) -> Draw {
    Draw(TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]))
}

#[test]
fn the_script_agrees_with_the_library_on_small_journeys_with_loops_and_ties() {
    let mut draw = draw(1);
    let documents = (0..1500).map(|_| {
        let document = draw.service(7);
        let moved = draw.moved(&document);
        (document, moved)
    });
    check(documents.collect());
}

#[test]
fn the_script_agrees_with_the_library_on_large_journeys() {
    let mut draw = draw(2);
    let documents = (0..80).map(|_| {
        let document = draw.service(60);
        let moved = draw.moved(&document);
        (document, moved)
    });
    check(documents.collect());
}

#[test]
fn the_script_agrees_with_the_library_on_every_kind_of_document() {
    let mut runner = TestRunner::deterministic();
    let mut draw = draw(3);
    let documents = (0..400).map(|_| {
        let document = valid_documents().new_tree(&mut runner).unwrap().current();
        let moved = draw.moved(&document);
        (document, moved)
    });
    check(documents.collect());
}

fn section(yaml: &str, language: Language) -> String {
    let blueprint = service_blueprint::parse(yaml).unwrap();
    let prediction = predict(&blueprint, &PredictOptions::default()).unwrap();
    what_if(&blueprint, &prediction, language).into_string()
}

#[test]
fn no_name_gets_out_of_its_place() {
    let hostile = r#"
blueprint: x
segments: [ { id: a, name: "</summary><script>", share: 1 } ]
stages: [ { id: s, touchpoints: [ { id: t, name: "</script><script>alert(1)</script><!--", experience: 3 }, { id: "u", experience: 4 } ] } ]
"#;
    let page = section(hostile, Language::English);
    assert_eq!(page.matches("<script").count(), 2, "{page}");
    assert_eq!(page.matches("</script").count(), 2);
    assert!(!page.contains("<!--") && !page.contains("alert(1)</"));
}

#[test]
fn the_section_says_what_counts_and_what_it_needs() {
    let service = |count: usize| -> String {
        let touchpoints = (0..count).map(|number| format!("      - {{ id: t{number}, experience: 5 }}\n"));
        format!(
            "blueprint: x\nstages:\n  - id: s\n    touchpoints:\n{}",
            touchpoints.collect::<String>()
        )
    };
    for language in Language::ALL {
        let short = section(&service(2), language);
        assert!(short.contains(language.what_if_all_ways()) && short.contains(language.what_if_needs_script()));
        assert!(short.contains("<div data-live hidden>"));
        let long = section(&service(ALL_WAYS_UP_TO + 1), language);
        assert!(long.contains(&language.what_if_likely_way(ALL_WAYS_UP_TO)));
        assert!(!long.contains(language.what_if_all_ways()));
        let empty = "{ blueprint: x, stages: [{ id: s, touchpoints: [{ id: t }] }] }";
        assert!(section(empty, language).contains(language.note_unscored()));
    }
}

#[test]
fn the_page_is_told_who_was_asked() {
    let yaml = "
blueprint: x
segments: [ { id: a, share: 0.5 }, { id: b, share: 0.5 } ]
stages:
  - id: s
    touchpoints:
      - { id: t, experience: { mean: 6, sd: 1, n: 20 }, segments: { b: { skip: true } } }
      - { id: u, experience: 5, segments: { b: { experience: { ratings: { 4: 3, 5: 4 } } } } }
      - { id: v }
";
    let blueprint = service_blueprint::parse(yaml).unwrap();
    let prediction = predict(&blueprint, &PredictOptions::default()).unwrap();
    let page: Value = serde_json::from_str(&data(&blueprint, &prediction, Language::English)).unwrap();
    let row =
        |touchpoint: u64, note: &str, asked: &str| json!({ "touchpoint": touchpoint, "note": note, "asked": asked });
    let unscored = row(2, "no score yet: move the slider to give one", "unscored");
    let [a, b] = [0, 1].map(|segment| &page["segments"][segment]["touchpoints"]);
    assert_eq!(
        *a,
        json!([row(0, "20 ratings", "surveyed"), row(1, "assumed", "assumed"), unscored])
    );
    assert_eq!(*b, json!([row(1, "7 ratings", "surveyed"), unscored]));
}
