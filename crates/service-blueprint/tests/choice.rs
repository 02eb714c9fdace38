//! Chosen options, built into a blueprint: one test for each rule.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod choice {
    mod refusals;
    mod removals;
    mod scores;
    mod ways;
}

use service_blueprint::{Blueprint, ChoiceError, OptionId, parse};

/// A blueprint with the given options and without a `state`.
fn blueprint(service: &str, options: &str) -> Blueprint {
    let text = format!("blueprint: Shop\n{}\noptions:\n{}", service.trim_start(), options);
    parse(&text).unwrap_or_else(|problems| panic!("{problems}\n{text}"))
}

fn chosen(ids: &[&str]) -> Vec<OptionId> {
    ids.iter().map(|id| OptionId::new(id).unwrap()).collect()
}

/// Builds the chosen options in, and says so where the outcome is not the service expected.
#[track_caller]
fn check(service: &str, options: &str, ids: &[&str], expected: &str) {
    let built = blueprint(service, options).with_options(&chosen(ids)).unwrap();
    let text = format!("blueprint: Shop\nstate: future\n{}", expected.trim_start());
    let expected = parse(&text).unwrap_or_else(|problems| panic!("{problems}\n{text}"));
    if built != expected {
        let yaml = |blueprint: &Blueprint| blueprint.document().to_yaml().unwrap();
        panic!("expected\n{}\nfound\n{}", yaml(&expected), yaml(&built));
    }
}

/// Why the chosen options cannot be built in.
fn refusal(service: &str, options: &str, ids: &[&str]) -> ChoiceError {
    blueprint(service, options).with_options(&chosen(ids)).unwrap_err()
}
