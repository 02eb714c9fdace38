//! Every rule on every golden profile. The file was computed by plain Python that shares no code with the crate.

use peak_end::{Moment, Profile, RULES, rules};
use serde_json::Value;
use service_blueprint::Scale;

/// The golden values are rounded to nine decimals.
const ROUNDED: f64 = 1e-9;

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

#[test]
fn every_rule_equals_its_golden_value() {
    let golden: Value = serde_json::from_str(include_str!("../golden/profiles.json")).unwrap();
    let golden = golden.as_array().unwrap();
    assert_eq!(golden.len(), 11);
    for case in golden {
        let bound = |name| number(&case["scale"][name]);
        let scale = Scale::new(bound("worst"), bound("neutral"), bound("best")).unwrap();
        let scores = case["scores"].as_array().unwrap();
        let moments = (0..scores.len()).map(|i| Moment {
            minutes: case["durations"].get(i).map(number),
            ..Moment::scored(number(&scores[i]))
        });
        let profile = Profile::new(scale, moments.collect()).unwrap();
        let expected = case["expected"].as_object().unwrap();
        let computed = rules(&profile);
        let names: Vec<_> = expected.keys().map(String::as_str).collect();
        assert_eq!(computed.iter().map(|(name, _)| *name).collect::<Vec<_>>(), names);
        for (name, value) in computed {
            match (value, expected[name].as_f64()) {
                (Some(value), Some(golden)) => {
                    assert!(
                        (value - golden).abs() <= ROUNDED,
                        "{} {name}: {value}, golden {golden}",
                        case["name"]
                    );
                }
                (None, None) => {}
                (value, golden) => panic!("{} {name}: {value:?}, golden {golden:?}", case["name"]),
            }
        }
    }
    assert_eq!(RULES.len(), 28);
}
