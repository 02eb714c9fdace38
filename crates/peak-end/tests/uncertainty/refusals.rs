//! What is refused, each with its words.

use peak_end::{BootstrapOptions, PredictOptions, uncertainty};
use service_blueprint::{Blueprint, SegmentId};

fn coffee() -> Blueprint {
    let text = "
blueprint: Coffee to go
stages:
  - { id: buy, touchpoints: [ { id: sip, experience: { mean: 8, sd: 1, n: 40 } } ] }
";
    service_blueprint::parse(text).unwrap()
}

fn refused(options: &PredictOptions, bootstrap: BootstrapOptions) -> String {
    uncertainty(&coffee(), options, &bootstrap).unwrap_err().to_string()
}

#[test]
fn a_confidence_that_is_none() {
    for confidence in [0.0, 1.0, -0.5, 95.0, f64::NAN, f64::INFINITY] {
        let bootstrap = BootstrapOptions {
            confidence,
            ..BootstrapOptions::default()
        };
        let words = format!("a confidence of {confidence}; it must be above 0 and below 1, such as 0.95");
        assert_eq!(refused(&PredictOptions::default(), bootstrap), words);
    }
}

#[test]
fn too_few_resamples_and_too_many() {
    let of = |resamples, confidence| {
        let bootstrap = BootstrapOptions {
            resamples,
            confidence,
            seed: 0,
        };
        uncertainty(&coffee(), &PredictOptions::default(), &bootstrap)
    };
    let words = |found: Result<_, peak_end::UncertaintyError>| found.map(|_| ()).unwrap_err().to_string();
    assert_eq!(
        words(of(99, 0.95)),
        "99 resamples; an interval of confidence 0.95 needs at least 100"
    );
    assert!(of(100, 0.95).is_ok());
    assert_eq!(
        words(of(1998, 0.999)),
        "1998 resamples; an interval of confidence 0.999 needs at least 1999"
    );
    assert!(of(1999, 0.999).is_ok());
    assert_eq!(
        words(of(1_000_001, 0.95)),
        "1000001 resamples; at most 1000000 are drawn"
    );
    assert!(of(usize::MAX, 0.95).is_err() && of(0, 0.95).is_err());
    assert!(of(1000, 1.0 - f64::EPSILON).is_err());
}

#[test]
fn what_cannot_be_predicted_either() {
    let options = PredictOptions {
        segment: Some(SegmentId::new("nobody").unwrap()),
        ..PredictOptions::default()
    };
    assert_eq!(
        refused(&options, BootstrapOptions::default()),
        "there is no segment `nobody`"
    );
}
