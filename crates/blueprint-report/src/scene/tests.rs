//! What a scene says for everyone and for one segment, and the words, shapes and sentence that tell it.

use peak_end::{PredictOptions, predict};

use super::{Scene, Source};
use crate::{Language, PictureOptions, picture, sentence};

fn seen<T>(text: &str, segment: Option<&str>, look: impl Fn(&Scene<'_>) -> T) -> T {
    let blueprint = service_blueprint::parse(text).unwrap();
    let prediction = predict(&blueprint, &PredictOptions::default()).map_err(|error| error.to_string());
    let segment = segment.and_then(|id| blueprint.segments().find(|one| one.id().as_str() == id));
    look(&Scene::new(&blueprint, segment, &prediction, |_| true))
}

const PARTLY: &str = "
blueprint: Partly
ends: [ { id: bye }, { id: ok } ]
segments: [ { id: x, share: 0.4 }, { id: y, share: 0.6, start: c }, { id: z, share: 0 } ]
start: a
stages:
- id: s
  touchpoints:
  - { id: a, experience: 3, next: { b: 80%, bye: rest } }
  - { id: b, experience: 9, next: ok }
  - { id: c, next: { d: 25%, bye: rest } }
  - { id: d, experience: 7, next: ok }
";

#[test]
fn a_segment_of_share_zero_is_seen_as_any_other() {
    for segment in ["x", "z"] {
        seen(PARTLY, Some(segment), |scene| {
            let starts: Vec<f64> = scene.moments().map(|moment| moment.start).collect();
            assert_eq!(starts, [1.0, 0.0, 0.0, 0.0], "{segment}");
            let scores: Vec<Option<f64>> = scene.moments().map(|moment| moment.score).collect();
            assert_eq!(scores, [Some(3.0), Some(9.0), None, Some(7.0)], "{segment}");
            assert!(scene.moments().all(|moment| !moment.ways.is_empty()));
            let drawn = picture(scene, &PictureOptions::default());
            assert!(drawn.contains("class=\"curve\"") && !drawn.contains("NaN"));
        });
    }
    seen(PARTLY, None, |scene| {
        let starts: Vec<f64> = scene.moments().map(|moment| moment.start).collect();
        assert_eq!(starts, [0.4, 0.0, 0.6, 0.0]);
    });
}

#[test]
fn the_sentence_says_how_many_it_leaves_out() {
    // Of x all meet `a`; of y only those who come to `d`: 40 % and 15 % have a score.
    let said = |segment, language| seen(PARTLY, segment, |scene| sentence(scene, language));
    let english = said(None, Language::English);
    assert!(
        english.ends_with("; 45\u{a0}% of journeys have no scored moment and are not in it."),
        "{english}"
    );
    assert!(said(None, Language::Chinese).ends_with("；另有 45\u{a0}% 的旅程没有评分的时刻，不计在内。"));
    assert!(said(Some("y"), Language::English).contains("; 75\u{a0}% of journeys have no scored moment"));
    assert!(!said(Some("x"), Language::English).contains("no scored moment"));
    // A loop in which everyone meets a score leaves what rounding leaves, and nobody out.
    let ring = "blueprint: B\nstages:\n- id: s\n  touchpoints:\n  - { id: a, experience: 3 }\n  \
                - { id: b, experience: 6, next: { a: 40%, end: rest } }\n";
    assert!(!seen(ring, None, |scene| sentence(scene, Language::English)).contains("no scored moment"));
}

const MIXED: &str = "
blueprint: Mixed
segments: [ { id: x, share: 0.5 }, { id: y, share: 0.5 } ]
stages:
- id: s
  touchpoints:
  - { id: a, experience: 7 }
  - { id: b, experience: 4, segments: { y: { experience: { mean: 2, sd: 1, n: 10 } } } }
  - { id: c, experience: { mean: 8, sd: 1, n: 30 } }
";

#[test]
fn a_mean_of_answers_and_assumptions_is_told_as_neither() {
    let sources = |segment| -> Vec<Source> {
        seen(MIXED, segment, |scene| {
            scene.moments().map(|moment| moment.source).collect()
        })
    };
    assert_eq!(sources(None), [Source::Assumed, Source::Mixed, Source::Surveyed]);
    assert_eq!(sources(Some("x")), [Source::Assumed, Source::Assumed, Source::Surveyed]);
    assert_eq!(
        sources(Some("y")),
        [Source::Assumed, Source::Surveyed, Source::Surveyed]
    );
    let drawn = |segment| seen(MIXED, segment, |scene| picture(scene, &PictureOptions::default()));
    let words = Language::English.partly_assumed();
    // On the moment and in the legend.
    assert_eq!(drawn(None).matches(words).count(), 2);
    assert!(drawn(None).contains(&format!("{words}, 10 asked")));
    assert!(
        drawn(None).contains("<path class=\"bad\""),
        "half of the diamond is filled"
    );
    assert!(!drawn(Some("x")).contains(words) && !drawn(Some("y")).contains(words));
}

/// All that a picture writes, in one line.
fn written(text: &str) -> String {
    let drawn = seen(text, None, |scene| picture(scene, &PictureOptions::default()));
    let document = roxmltree::Document::parse(&drawn).unwrap();
    let texts = document
        .descendants()
        .filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "text")));
    let texts: Vec<&str> = texts.filter_map(|node| node.text()).collect();
    texts.join(" ")
}

#[test]
fn where_no_goal_is_marked_an_ending_is_an_ending() {
    let plain = written(PARTLY);
    assert!(
        plain.contains("bye 20 %") && plain.contains("ends") && !plain.contains("leaves"),
        "{plain}"
    );
    let with_goal = written(&PARTLY.replace("{ id: ok }", "{ id: ok, goal: true }"));
    assert!(
        with_goal.contains("leaves") && with_goal.contains("goal reached"),
        "{with_goal}"
    );
}

#[test]
fn what_nobody_controls_is_not_called_a_partners() {
    let rain = "blueprint: B\nstages: [ { id: s, touchpoints: [ { id: a, experience: 5 }, { id: rain, experience: 2, controllable: false } ] } ]\n";
    for language in Language::ALL {
        let options = PictureOptions {
            language,
            ..PictureOptions::default()
        };
        let drawn = seen(rain, None, |scene| picture(scene, &options));
        assert!(drawn.contains(language.out_of_control()));
        assert!(!drawn.contains("partner&#39;s") && !drawn.contains("partner's") && !drawn.contains("合作方"));
    }
}

#[test]
fn a_shared_step_heads_its_column() {
    let text = |step: &str| {
        format!(
            "blueprint: B\nstages:\n- id: s\n  touchpoints:\n  - {{ id: a, name: Telephones, {step} experience: 5 }}\n  \
             - {{ id: b, name: Books online, {step} experience: 6 }}\n  - {{ id: c, step: Alone, experience: 6 }}\n"
        )
    };
    let shared = written(&text("step: Asks for a date,"));
    assert!(
        shared.contains("Asks for a date Telephones Books online c "),
        "{shared}"
    );
    assert!(!shared.contains("Alone"), "a step of one touchpoint is that touchpoint");
    assert!(!written(&text("")).contains("Asks"));
}
