//! One corpus of journeys, every model on each. Expected values come from `corpus/oracle.py`, written from the formulas.

use std::collections::BTreeSet;

use peak_end::{Model, Moment, Profile};
use serde_json::Value;
use service_blueprint::Scale;

/// Relative to the size of the value, with 1 as the least size. The oracle integrates acclimation numerically.
const TOLERANCE: f64 = 1e-9;

fn profile(journey: &Value) -> Profile {
    let bounds: Vec<f64> = journey["scale"]
        .as_array()
        .unwrap()
        .iter()
        .map(|x| x.as_f64().unwrap())
        .collect();
    let scale = Scale::new(bounds[0], bounds[1], bounds[2]).unwrap();
    let at = |list: &str, i: usize| journey[list].get(i).and_then(Value::as_f64);
    let moments = (0..journey["scores"].as_array().unwrap().len()).map(|i| Moment {
        minutes: at("minutes", i),
        expectation: at("expectations", i),
        stage: at("stages", i).map(|stage| stage as usize),
        ..Moment::scored(at("scores", i).unwrap())
    });
    let profile = Profile::new(scale, moments.collect()).unwrap();
    match journey["influence"].as_array() {
        Some(influence) => profile
            .with_influence(influence.iter().map(|x| x.as_f64().unwrap()).collect())
            .unwrap(),
        None => profile,
    }
}

#[test]
fn every_model_has_its_value_or_reason_on_every_journey() {
    let corpus: Value = serde_json::from_str(include_str!("../corpus/journeys.json")).unwrap();
    let models = Model::all();
    for journey in corpus.as_array().unwrap() {
        let expected = journey["expected"].as_object().unwrap();
        let listed: BTreeSet<_> = expected.keys().map(String::as_str).collect();
        assert_eq!(listed, models.iter().map(Model::name).collect(), "{}", journey["name"]);
        let profile = profile(journey);
        for model in &models {
            let (place, expected) = (format!("{} {model}", journey["name"]), &expected[model.name()]);
            match model.value(&profile) {
                Ok(value) => {
                    let expected = expected
                        .as_f64()
                        .unwrap_or_else(|| panic!("{place}: {value}, not {expected}"));
                    let allowed = TOLERANCE * expected.abs().max(1.0);
                    assert!((value - expected).abs() <= allowed, "{place}: {value}, not {expected}");
                }
                Err(reason) => assert_eq!(Some(reason.to_string().as_str()), expected.as_str(), "{place}"),
            }
        }
    }
}

#[test]
fn names_are_unique_and_lead_back_to_their_model() {
    let models = Model::all();
    let names: BTreeSet<_> = models.iter().map(Model::name).collect();
    assert_eq!(names.len(), models.len());
    for model in models {
        assert_eq!(Model::from_name(model.name()), Some(model));
    }
    assert_eq!(Model::from_name("Peak_End"), None);
    assert_eq!(Model::from_name(""), None);
}
