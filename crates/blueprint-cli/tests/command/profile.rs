//! Bare lists of scores: the golden profiles and published cases, through the command.

use serde_json::Value;

use super::blueprint::{json, run};

const GOLDEN: &str = include_str!("../../../peak-end/tests/golden/profiles.json");

/// How far a value may be from its golden one, which has nine decimals.
const TOLERANCE: f64 = 1e-9;

fn listed(numbers: &Value) -> String {
    let numbers = numbers.as_array().expect("it is there");
    numbers.iter().map(Value::to_string).collect::<Vec<_>>().join(",")
}

#[test]
fn golden_profiles_come_out() {
    let golden: Value = serde_json::from_str(GOLDEN).unwrap();
    for case in golden.as_array().unwrap() {
        let scale = ["worst", "neutral", "best"]
            .map(|key| case["scale"][key].to_string())
            .join(",");
        let scores = listed(&case["scores"]);
        let mut arguments = vec!["profile", "--scores", &scores, "--scale", &scale];
        let durations = case["durations"].as_array().map(|_| listed(&case["durations"]));
        if let Some(durations) = &durations {
            arguments.extend(["--durations", durations]);
        }
        let answer = json(&arguments);
        let rules = answer["rules"].as_object().unwrap();
        let expected = case["expected"].as_object().unwrap();
        assert_eq!(
            rules.keys().collect::<Vec<_>>(),
            expected.keys().collect::<Vec<_>>(),
            "{}",
            case["name"]
        );
        for (name, value) in expected {
            match (value.as_f64(), rules[name].as_f64()) {
                (Some(wanted), Some(found)) => {
                    assert!(
                        (wanted - found).abs() <= TOLERANCE,
                        "{} {name}: {wanted}, {found}",
                        case["name"]
                    );
                }
                (wanted, found) => assert_eq!(wanted, found, "{} {name}", case["name"]),
            }
        }
    }
}

/// Redelmeier & Kahneman 1996: the longer procedure ends milder.
#[test]
fn the_colonoscopy_pair() {
    let remembered = |scores: &str| json(&["profile", "--scores", scores, "--scale", "10,0,0"])["remembered"].clone();
    assert_eq!(remembered("4,8,7"), 7.5);
    assert_eq!(remembered("4,8,7,4,1"), 4.5);
}

#[test]
fn durations_may_have_units() {
    let minutes = json(&["profile", "--scores", "2,8", "--durations", "90,0.5"]);
    let units = json(&["profile", "--scores", "2,8", "--durations", "1h 30m,30s"]);
    assert_eq!(minutes, units);
}

#[test]
fn wrong_profiles_are_refused() {
    let cases: [&[&str]; 9] = [
        &["--scores", "11"],
        &["--scores", "NaN"],
        &["--scores", "inf"],
        &["--scores", "1,2", "--durations", "5"],
        &["--scores", "1,2", "--expectations", "5"],
        &["--scores", "1", "--durations", "0"],
        &["--scores", "1", "--scale", "1,2"],
        &["--scores", "1", "--scale", "1,2,1"],
        &["--scores", "x"],
    ];
    for arguments in cases {
        let run = run(&[&["profile"], arguments].concat());
        assert_eq!((run.code, run.stdout.as_str()), (3, ""), "{arguments:?}");
    }
}
