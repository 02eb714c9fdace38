//! What holds of every curve: nothing is written over something else, nothing leaves its place, better is higher.

use peak_end::{PredictOptions, predict};
use proptest::prelude::*;
use service_blueprint::document::arbitrary::valid_documents;
use service_blueprint::{Blueprint, Scale};

use super::{Curve, HEIGHT, axis};
use crate::picture::frame::Frame;
use crate::picture::geometry::{COLUMNS_LEFT, PITCH};
use crate::{Language, Scene, Strip, strips};

/// Each strip's curve of a service.
fn curves(blueprint: &Blueprint, language: Language, check: impl Fn(&Strip, Curve)) {
    let prediction = predict(blueprint, &PredictOptions::default()).map_err(|error| error.to_string());
    let scene = Scene::new(blueprint, None, &prediction, |_| true);
    for strip in strips(&scene, 5) {
        check(&strip, Curve::of(&scene, language, &strip));
    }
}

fn parsed(text: &str) -> Blueprint {
    service_blueprint::parse(text).unwrap()
}

/// The service whose touchpoints are these, in one stage.
fn service(head: &str, touchpoints: &str) -> Blueprint {
    parsed(&format!(
        "blueprint: B\n{head}stages:\n- id: s\n  touchpoints:\n{touchpoints}"
    ))
}

fn first(blueprint: &Blueprint) -> Curve {
    let prediction = predict(blueprint, &PredictOptions::default()).map_err(|error| error.to_string());
    let scene = Scene::new(blueprint, None, &prediction, |_| true);
    let strip = strips(&scene, 12).remove(0);
    Curve::of(&scene, Language::English, &strip)
}

fn well_placed(strip: &Strip, curve: &Curve) {
    let right = COLUMNS_LEFT + PITCH * strip.columns.len() as f64;
    let frames: Vec<Frame> = curve.labels.iter().map(|label| label.frame).collect();
    for (i, frame) in frames.iter().enumerate() {
        assert!(frame.left >= 0.0 && frame.right <= right, "{frame:?} leaves the strip");
        assert!(frame.top >= curve.top && frame.bottom <= curve.bottom, "{frame:?}");
        for other in &frames[..i] {
            assert!(!frame.is_near(other, 0.0), "{frame:?} is over {other:?}");
        }
        for dot in &curve.dots {
            assert!(!frame.is_near(&dot.frame(), 0.0), "{frame:?} is over a dot");
        }
    }
    let on_scale = |y: f64| (-1e-6..=HEIGHT + 1e-6).contains(&y);
    assert!(curve.dots.iter().all(|dot| on_scale(dot.y)));
    let ends = curve.lines.iter().flat_map(|(line, _)| [line.from, line.to]);
    let expected = curve.expected.iter().flatten().copied();
    let spread = curve.spreads.bands.iter().flatten().copied();
    for (x, y) in ends.chain(expected).chain(spread) {
        assert!(on_scale(y), "{y}");
        assert!((0.0..=right).contains(&x), "{x}");
    }
    let names: Vec<(f64, f64)> = curve.ticks.iter().map(|tick| (tick.top, tick.bottom())).collect();
    assert!(names.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{names:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn labels_are_over_nothing_and_nothing_leaves_the_scale(document in valid_documents()) {
        let blueprint = Blueprint::try_from(document).unwrap();
        for language in Language::ALL {
            curves(&blueprint, language, |strip, curve| well_placed(strip, &curve));
        }
    }

    #[test]
    fn better_scores_are_higher_on_every_scale(
        ends in (-100.0..100.0f64, -100.0..100.0f64),
        neutral in 0.0..=1.0f64,
        scores in (0.0..=1.0f64, 0.0..=1.0f64),
    ) {
        let (worst, best) = ends;
        prop_assume!((worst - best).abs() > 1e-3);
        let between = |share: f64| worst + share * (best - worst);
        let Ok(scale) = Scale::new(worst, between(neutral), best) else { return Ok(()) };
        let (one, other) = (between(scores.0), between(scores.1));
        prop_assert_eq!(axis::y(scale, best), 0.0);
        prop_assert_eq!(axis::y(scale, worst), HEIGHT);
        if scale.is_better(one, other) {
            prop_assert!(axis::y(scale, one) <= axis::y(scale, other));
        }
    }
}

#[test]
fn many_moments_in_one_place_are_told_apart() {
    // Eight channels with the same score, and four segments that disagree about all of them.
    let touchpoints: String = (0..8)
        .map(|i| {
            format!(
                "  - {{ id: t{i}, name: The channel number {i}, step: one, experience: 6, \
                 segments: {{ a: {{ experience: 9 }}, b: {{ experience: 2 }}, c: {{ experience: 6.5 }} }} }}\n"
            )
        })
        .collect();
    let head =
        "segments: [{ id: a, share: 0.25 }, { id: b, share: 0.25 }, { id: c, share: 0.25 }, { id: d, share: 0.25 }]\n";
    curves(&service(head, &touchpoints), Language::English, |strip, curve| {
        assert_eq!(curve.dots.len(), 8);
        well_placed(strip, &curve);
    });
}

#[test]
fn a_neutral_that_is_an_end_is_one_line_with_both_names() {
    let pain = axis::ticks(Scale::new(10.0, 0.0, 0.0).unwrap(), Language::English, 96.0);
    let named: Vec<(f64, bool, String)> = pain
        .into_iter()
        .map(|tick| (tick.y, tick.is_neutral, tick.name.join(" ")))
        .collect();
    assert_eq!(
        named,
        [
            (0.0, true, "best, neutral 0".to_owned()),
            (HEIGHT, false, "worst 10".to_owned())
        ]
    );
    let close = axis::ticks(Scale::new(0.0, 9.9, 10.0).unwrap(), Language::English, 96.0);
    assert!(close[0].bottom() < close[1].top && close[1].bottom() < close[2].top);
}

#[test]
fn what_is_not_known_is_dashed_and_what_few_do_is_light() {
    let curve = first(&service(
        "",
        "  - { id: a, experience: 6, next: { aside: 10%, b: rest } }\n  - { id: aside, detour: true, experience: 2, next: b }\n\
         \x20 - { id: b, experience: 7 }\n  - { id: unscored }\n  - { id: c, experience: 8 }\n",
    ));
    let mut classes: Vec<&str> = curve.lines.iter().map(|(_, class)| *class).collect();
    classes.sort_unstable();
    assert_eq!(classes, ["curve-bridge", "curve-light", "curve-light", "curve-line"]);
    let straight = curve.lines.iter().find(|(_, class)| *class == "curve-line").unwrap().0;
    assert!(
        curve
            .dots
            .iter()
            .all(|dot| dot.y != straight.from.1 || dot.x == straight.from.0)
    );
    assert_eq!(straight.to.0 - straight.from.0, 2.0 * PITCH);
}

#[test]
fn only_what_was_asked_has_a_spread_and_it_ends_with_the_scale() {
    let curve = first(&service(
        "",
        "  - { id: a, experience: { mean: 9, sd: 2, n: 40 } }\n  - { id: b, experience: { ratings: { 4: 1, 8: 1 } } }\n\
         \x20 - { id: c, experience: 5 }\n  - { id: d, experience: { mean: 6, n: 9 } }\n",
    ));
    let [band] = &curve.spreads.bands[..] else {
        panic!("{:?}", curve.spreads)
    };
    let scores: Vec<f64> = band.iter().map(|(_, y)| 10.0 - 10.0 * y / HEIGHT).collect();
    // 9 + 2 is cut at 10; 4 and 8 are 6 ± √8, with n − 1 beneath the squares.
    let wanted = [10.0, 6.0 + 8.0_f64.sqrt(), 6.0 - 8.0_f64.sqrt(), 7.0];
    assert!(
        scores
            .iter()
            .zip(wanted)
            .all(|(found, wanted)| (found - wanted).abs() < 1e-9),
        "{scores:?}"
    );
}

#[test]
fn a_segment_has_a_line_only_where_it_differs() {
    let head = "segments: [{ id: a, name: Early birds, share: 0.5 }, { id: b, share: 0.5 }]\n";
    let same = "  - { id: x, experience: 6 }\n  - { id: y, experience: 7 }\n";
    assert!(first(&service(head, same)).segments.is_empty());
    let apart = "  - { id: x, experience: 6 }\n  - { id: y, experience: 7, segments: { a: { experience: 9 } } }\n";
    let curve = first(&service(head, apart));
    assert_eq!(curve.segments.len(), 2);
    let five: String = (0..5).map(|i| format!("{{ id: s{i}, share: 0.2 }}, ")).collect();
    let apart = apart.replace("a:", "s1:");
    assert!(
        first(&service(&format!("segments: [{five}]\n"), &apart))
            .segments
            .is_empty()
    );
}

#[test]
fn segments_that_go_different_ways_have_lines_of_their_own() {
    // Everyone's curve joins `local` and `general` lightly, because nobody meets both.
    let curve = first(&service(
        "segments: [{ id: awake, share: 0.5 }, { id: asleep, share: 0.5 }]\n",
        "  - { id: wait, experience: 5, segments: { awake: { next: local }, asleep: { next: general } } }\n\
         \x20 - { id: local, experience: 2, next: leave }\n  - { id: general, experience: 6 }\n  - { id: leave, experience: 8 }\n",
    ));
    let classes: Vec<&str> = curve.lines.iter().map(|(_, class)| *class).collect();
    assert_eq!(classes, ["curve-line", "curve-light", "curve-line"]);
    let spans = |segment: usize| -> Vec<f64> {
        let lines = curve.segments[segment].lines();
        lines.map(|line| (line.to.0 - line.from.0) / PITCH).collect()
    };
    assert_eq!(spans(0), [2.0]);
    assert_eq!(spans(1), [2.0]);
}

#[test]
fn a_curve_goes_on_into_the_next_strip() {
    let blueprint = parsed(
        "blueprint: B\nstages:\n- id: s\n  touchpoints: [{ id: a, experience: 2 }, { id: b, experience: 4 }]\n\
         - id: t\n  touchpoints: [{ id: c, experience: 8 }]\n",
    );
    let prediction = predict(&blueprint, &PredictOptions::default()).map_err(|error| error.to_string());
    let scene = Scene::new(&blueprint, None, &prediction, |_| true);
    let strips = strips(&scene, 2);
    let [before, after] = [0, 1].map(|strip| {
        let curve = Curve::of(&scene, Language::English, &strips[strip]);
        let stub = curve.lines.iter().find(|(_, class)| *class == "curve-stub");
        stub.map(|(line, _)| *line).unwrap()
    });
    // The line is cut at the strips' borders, and both parts lie on it.
    let slope = |line: crate::picture::frame::Segment| (line.to.1 - line.from.1) / (line.to.0 - line.from.0);
    assert!((slope(before) - slope(after)).abs() < 1e-9);
    assert!((before.to.1 - after.from.1).abs() < 1e-9);
}
