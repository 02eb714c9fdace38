//! Satisfaction against tables worked by hand.

use std::fs;
use std::path::PathBuf;

use service_blueprint::{Blueprint, Document, Satisfaction};

fn blueprint(yaml: &str) -> Blueprint {
    let document: Document = serde_yaml::from_str(yaml).expect("valid YAML of the format");
    Blueprint::try_from(document).unwrap_or_else(|problems| panic!("{problems}\n{yaml}"))
}

fn retailer() -> Blueprint {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples/blueprints/electronics-retailer.yaml");
    blueprint(&fs::read_to_string(path).expect("a shipped example"))
}

/// The worked example of the seven steps: factor, experience, expectation, satisfaction, weighted, ideal, gap. Weighted
/// values other than convenience's follow from importances that the example file assumes.
#[test]
fn the_seven_step_table_comes_out() {
    let blueprint = retailer();
    let satisfaction = Satisfaction::overall(&blueprint);
    let table = [
        ("product", 6.0, 7.0, -1.0, -8.0, 6.0, 0.0),
        ("service", 6.0, 6.0, 0.0, 0.0, 6.0, 0.0),
        ("relationship", 4.0, 4.0, 0.0, 0.0, 4.0, 0.0),
        ("convenience", 5.0, 7.0, -2.0, -18.0, 10.0, -5.0),
        ("brand-image", 7.0, 7.0, 0.0, 0.0, 7.0, 0.0),
        ("price", 7.0, 7.0, 0.0, 0.0, 7.0, 0.0),
    ];
    assert_eq!(satisfaction.factors.len(), table.len());
    for (line, (id, experience, expectation, points, weighted, ideal, gap)) in satisfaction.factors.iter().zip(table) {
        assert_eq!(line.factor.id, id);
        assert_eq!(line.row.experience, Some(experience), "{id}");
        assert_eq!(line.row.expectation, Some(expectation), "{id}");
        assert_eq!(line.row.satisfaction, Some(points), "{id}");
        assert_eq!(line.row.weighted, Some(weighted), "{id}");
        assert_eq!(line.row.ideal, Some(ideal), "{id}");
        assert_eq!(line.row.gap, Some(gap), "{id}");
        assert!(line.rated, "{id}");
    }
    assert_eq!(satisfaction.key_experience().unwrap().factor.id, "convenience");
}

#[test]
fn a_rating_counts_and_the_roll_up_stands_beside_it() {
    let blueprint = retailer();
    let satisfaction = Satisfaction::overall(&blueprint);
    let convenience = satisfaction
        .factors
        .iter()
        .find(|line| line.factor.id == "convenience")
        .unwrap();
    let roll_up = convenience.roll_up.as_ref().unwrap();
    let tagged: Vec<_> = roll_up
        .touchpoints
        .iter()
        .map(|touchpoint| touchpoint.id().as_str())
        .collect();
    assert_eq!(tagged, ["park", "shelf", "till", "collect"]);
    // (6·4.8 + 7·5.1 + 9·4.4 + 5·5.6) / 27 and (6·6.5 + 7·7 + 9·7 + 5·6) / 27.
    assert!((roll_up.experience.unwrap() - 132.1 / 27.0).abs() < 1e-12);
    assert!((roll_up.expectation.unwrap() - 181.0 / 27.0).abs() < 1e-12);
    assert!((roll_up.satisfaction.unwrap() + 48.9 / 27.0).abs() < 1e-12);
    assert!(!roll_up.unweighted);
    assert!(
        satisfaction
            .factors
            .iter()
            .find(|line| line.factor.id == "brand-image")
            .unwrap()
            .roll_up
            .is_none()
    );
}

#[test]
fn the_till_is_first_in_the_ranking_by_gap() {
    let blueprint = retailer();
    let ranking = Satisfaction::overall(&blueprint).ranking();
    // Weighted by hand: till 9·(4.4 − 7) = −23.4, shelf 7·(5.1 − 7) = −13.3, park 6·(4.8 − 6.5) = −10.2,
    // set-up 8·(6.3 − 7) = −5.6, collect 5·(5.6 − 6) = −2, compare 0.8, advice 3.5, call 5.6, demo 9.
    let order: Vec<_> = ranking.iter().map(|line| line.touchpoint.id().as_str()).collect();
    assert_eq!(
        order,
        [
            "till", "shelf", "park", "set-up", "collect", "compare", "advice", "call", "demo"
        ]
    );
    assert!((ranking[0].row.weighted.unwrap() + 23.4).abs() < 1e-12);
    assert_eq!(ranking[0].row.gap, Some(0.0));
}

#[test]
fn on_a_turned_scale_less_pain_than_expected_is_satisfaction() {
    let blueprint = blueprint(
        "
blueprint: Day surgery
scale: { worst: 10, neutral: 0, best: 0 }
stages:
  - id: ward
    touchpoints:
      - { id: needle, experience: 3, expectation: 5, importance: 2 }
      - { id: night, experience: 4, expectation: 4 }
factors:
  - { id: pain, experience: 4, expectation: 3, ideal: 1, importance: 3 }
",
    );
    let satisfaction = Satisfaction::overall(&blueprint);
    let needle = satisfaction.touchpoints[0].row;
    assert_eq!((needle.satisfaction, needle.weighted), (Some(2.0), Some(4.0)));
    let night = satisfaction.touchpoints[1].row;
    assert!(night.satisfaction.unwrap().is_sign_positive(), "0 and not -0");
    assert_eq!(night.weighted, None);
    let pain = satisfaction.factors[0].row;
    assert_eq!(
        (pain.satisfaction, pain.weighted, pain.gap),
        (Some(-1.0), Some(-3.0), Some(-3.0))
    );
}

const SEGMENTS: &str = "
blueprint: Bakery
segments:
  - { id: new, share: 0.75 }
  - { id: regular, share: 0.25 }
stages:
  - id: buy
    touchpoints:
      - id: order
        experience: 6
        expectation: 5
        importance: 2
        factor: service
        segments: { regular: { experience: 8, expectation: 9 } }
      - id: pay
        experience: 4
        expectation: 6
        importance: 6
        factor: service
        segments: { regular: { skip: true } }
      - { id: eat, experience: 9 }
factors:
  - { id: service, importance: 3 }
";

#[test]
fn segments_mix_by_share_and_have_tables_of_their_own() {
    let blueprint = blueprint(SEGMENTS);
    let overall = Satisfaction::overall(&blueprint);
    // 0.75·6 + 0.25·8 = 6.5 and 0.75·5 + 0.25·9 = 6; regulars skip paying, so it is the new ones' alone.
    let order = overall.touchpoints[0].row;
    assert_eq!((order.experience, order.expectation), (Some(6.5), Some(6.0)));
    assert_eq!((order.satisfaction, order.weighted), (Some(0.5), Some(1.0)));
    let pay = overall.touchpoints[1].row;
    assert_eq!(
        (pay.experience, pay.satisfaction, pay.weighted),
        (Some(4.0), Some(-2.0), Some(-12.0))
    );
    let eat = overall.touchpoints[2].row;
    assert_eq!(
        (eat.experience, eat.expectation, eat.satisfaction),
        (Some(9.0), None, None)
    );

    let regular = Satisfaction::of(&blueprint, blueprint.segment("regular").unwrap());
    assert_eq!(regular.touchpoints[0].row.satisfaction, Some(-1.0));
    assert_eq!(regular.touchpoints[1].row.experience, None);

    // New: (2·6 + 6·4)/8 = 4.5 against (2·5 + 6·6)/8 = 5.75. Regular: 8 against 9. Mixed: 5.375 against 6.5625.
    let service = &overall.factors[0];
    assert!(!service.rated);
    assert_eq!(
        (service.row.experience, service.row.expectation),
        (Some(5.375), Some(6.5625))
    );
    assert_eq!(service.row.weighted, Some(3.0 * (5.375 - 6.5625)));
}

#[test]
fn a_tagged_touchpoint_without_importance_makes_the_roll_up_plain_and_says_so() {
    let blueprint = blueprint(
        "
blueprint: Bakery
stages:
  - id: buy
    touchpoints:
      - { id: order, experience: 6, expectation: 7, importance: 9, factor: service }
      - { id: pay, experience: 4, expectation: 6, factor: service }
factors:
  - { id: service }
",
    );
    let overall = Satisfaction::overall(&blueprint);
    let service = &overall.factors[0];
    let roll_up = service.roll_up.as_ref().unwrap();
    assert!(roll_up.unweighted);
    assert_eq!((roll_up.experience, roll_up.expectation), (Some(5.0), Some(6.5)));
    assert_eq!(service.row.satisfaction, Some(-1.5));
    assert_eq!(
        service.row.weighted, None,
        "a factor without importance has no weighted value"
    );
    assert!(overall.key_experience().is_none());
    // The ranking counts a missing importance as 1: −9 before −2.
    let order: Vec<_> = overall
        .ranking()
        .iter()
        .map(|line| line.touchpoint.id().as_str().to_owned())
        .collect();
    assert_eq!(order, ["order", "pay"]);
}

#[test]
fn a_segment_with_share_0_still_has_its_table() {
    let blueprint = blueprint(
        "
blueprint: Bakery
segments: [ { id: all, share: 1 }, { id: none, share: 0 } ]
stages: [ { id: buy, touchpoints: [ { id: order, experience: 6, expectation: 7, segments: { none: { experience: 9 } } } ] } ]
",
    );
    let none = Satisfaction::of(&blueprint, blueprint.segment("none").unwrap());
    assert_eq!(none.touchpoints[0].row.satisfaction, Some(2.0));
    assert_eq!(
        Satisfaction::overall(&blueprint).touchpoints[0].row.satisfaction,
        Some(-1.0)
    );
}

/// Nobody's feeling is set against what others expect.
#[test]
fn satisfaction_is_of_those_who_have_both_experience_and_expectation() {
    let blueprint = blueprint(
        "
blueprint: Bakery
segments: [ { id: old, share: 0.5 }, { id: new, share: 0.5 } ]
stages:
  - id: buy
    touchpoints:
      - { id: order, importance: 2, factor: service, segments: { old: { experience: 9, expectation: 9 }, new: { experience: 2 } } }
      - { id: pay, importance: 2, factor: service, segments: { old: { experience: 5, expectation: 6 }, new: { expectation: 1 } } }
      - { id: eat, segments: { old: { experience: 5 }, new: { expectation: 6 } } }
factors:
  - { id: service, importance: 3 }
",
    );
    let overall = Satisfaction::overall(&blueprint);
    let order = overall.touchpoints[0].row;
    assert_eq!((order.experience, order.expectation), (Some(5.5), Some(9.0)));
    // 9 against 9 is all that is known of both.
    assert_eq!((order.satisfaction, order.weighted), (Some(0.0), Some(0.0)));
    let pay = overall.touchpoints[1].row;
    assert_eq!((pay.satisfaction, pay.weighted), (Some(-1.0), Some(-2.0)));
    assert_eq!(overall.touchpoints[2].row.satisfaction, None, "nobody has both");
    let service = &overall.factors[0];
    let roll_up = service.roll_up.as_ref().unwrap();
    // Old customers alone have both: 7 against 7.5.
    assert_eq!(roll_up.satisfaction, Some(-0.5));
    assert_eq!(
        (service.row.satisfaction, service.row.weighted),
        (Some(-0.5), Some(-1.5))
    );
    assert_eq!(
        (service.row.experience, service.row.expectation),
        (Some(4.5), Some(4.25))
    );
}
