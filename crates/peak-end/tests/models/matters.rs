//! How far models are apart, and which moments matter to them.

use peak_end::{Disagreement, Model, Moment, Profile, matters_under};
use service_blueprint::Scale;

fn models(names: &[&str]) -> Vec<Model> {
    names.iter().map(|name| Model::from_name(name).unwrap()).collect()
}

/// For each moment, the names of the models it matters under.
fn matters(scores: &[f64], names: &[&'static str]) -> Vec<Vec<&'static str>> {
    let profile = Profile::from_scores(Scale::default(), scores).unwrap();
    let places = matters_under(&profile, &models(names));
    places
        .into_iter()
        .map(|places| places.into_iter().map(|i| names[i]).collect())
        .collect()
}

#[test]
fn only_peak_and_end_matter_to_peak_end() {
    let names = ["peak_end", "mean", "minimum_end", "start"];
    let expected: [&[&str]; 4] = [
        &["mean", "start"],
        &["peak_end", "mean"],
        &["mean", "minimum_end"],
        &["peak_end", "mean", "minimum_end"],
    ];
    assert_eq!(matters(&[6.0, 9.0, 2.0, 7.0], &names), expected);
}

#[test]
fn both_of_a_tie_matter() {
    let expected: [&[&str]; 3] = [&["peak_end"], &["peak_end"], &["peak_end"]];
    assert_eq!(matters(&[9.0, 1.0, 6.0], &["peak_end"]), expected);
}

#[test]
fn a_score_at_the_end_of_the_scale_can_still_move_inwards() {
    let expected: [&[&str]; 2] = [&["peak_end"], &["peak_end"]];
    assert_eq!(matters(&[10.0, 6.0], &["peak_end"]), expected);
}

#[test]
fn a_model_without_a_value_has_no_moment_that_matters() {
    let expected: [&[&str]; 2] = [&[], &[]];
    assert_eq!(matters(&[4.0, 6.0], &["disconfirmation", "stage_weighted"]), expected);
}

#[test]
fn disagreement_leaves_out_models_in_other_units() {
    let profile = Profile::from_scores(Scale::new(10.0, 0.0, 0.0).unwrap(), &[8.0, 1.0]).unwrap();
    let apart = Disagreement::about(&profile, &Model::all()).unwrap();
    assert!(apart.values().iter().all(|(model, _)| model.is_on_scale()));
    // On a scale of pain 8 is the worst value and 1 the best.
    assert_eq!((apart.worst().1, apart.best().1, apart.spread()), (8.0, 1.0, 7.0));
    let slopes = models(&["slope_per_step", "range"]);
    assert_eq!(Disagreement::about(&profile, &slopes), None);
}

#[test]
fn values_that_are_not_finite_are_no_disagreement() {
    let mean = Model::from_name("mean").unwrap();
    assert_eq!(Disagreement::between(Scale::default(), [(mean, f64::NAN)]), None);
    assert_eq!(Disagreement::between(Scale::default(), []), None);
}

#[test]
fn asking_leaves_the_profile_as_it_was() {
    let profile = Profile::new(Scale::default(), vec![Moment::scored(4.0), Moment::scored(6.0)]).unwrap();
    let before = profile.clone();
    matters_under(&profile, &Model::all());
    assert_eq!(profile, before);
}
