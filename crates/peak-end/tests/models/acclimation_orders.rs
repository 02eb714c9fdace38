//! Orders of the levels 1 to 5 in equal slots under acclimation and decay: the best of all 120, searched.

use peak_end::{AcclimationDecay, MemoryModel, Moment, Profile};
use service_blueprint::Scale;

/// Published to six decimals.
const ROUNDED: f64 = 5e-7;

fn value(model: AcclimationDecay, order: &[f64], minutes: f64) -> f64 {
    let slot = minutes / order.len() as f64;
    let moments = order.iter().map(|&score| Moment {
        minutes: Some(slot),
        ..Moment::scored(score)
    });
    let profile = Profile::new(Scale::new(1.0, 3.0, 5.0).unwrap(), moments.collect()).unwrap();
    model.value(&profile).unwrap()
}

fn permutations(rest: &[f64]) -> Vec<Vec<f64>> {
    if rest.is_empty() {
        return vec![Vec::new()];
    }
    (0..rest.len())
        .flat_map(|i| {
            let mut others = rest.to_vec();
            let first = others.remove(i);
            permutations(&others)
                .into_iter()
                .map(move |tail| [vec![first], tail].concat())
        })
        .collect()
}

fn best_order(model: AcclimationDecay, minutes: f64) -> (Vec<f64>, f64) {
    permutations(&[1.0, 2.0, 3.0, 4.0, 5.0])
        .into_iter()
        .map(|order| (value(model, &order, minutes), order))
        .map(|(value, order)| (order, value))
        .max_by(|(_, a), (_, b)| a.total_cmp(b))
        .unwrap()
}

fn check(acclimation: f64, decay: f64, minutes: f64, order: [f64; 5], remembered: f64) {
    let model = AcclimationDecay::new(acclimation, decay, 0.0).unwrap();
    let (best, value) = best_order(model, minutes);
    assert_eq!(best, order, "α {acclimation}, w {decay}, T {minutes}");
    assert!(
        (value - remembered).abs() <= ROUNDED,
        "α {acclimation}, w {decay}, T {minutes}: {value}"
    );
}

const CRESCENDO: [f64; 5] = [1.0, 2.0, 3.0, 4.0, 5.0];

#[test]
fn crescendo_until_the_threshold_and_a_u_beyond() {
    // τ* = 2·ln 2/0.5 = 2.7726.
    check(1.0, 0.5, 2.0, CRESCENDO, 2.193992);
    check(1.0, 0.5, 2.7, CRESCENDO, 2.174097);
    check(1.0, 0.5, 4.0, [2.0, 1.0, 3.0, 4.0, 5.0], 1.924562);
    check(1.0, 0.5, 8.0, [4.0, 3.0, 2.0, 1.0, 5.0], 1.557855);
}

#[test]
fn equal_rates() {
    // τ* = 2.
    check(1.0, 1.0, 1.9, CRESCENDO, 1.596510);
    check(1.0, 1.0, 6.0, [4.0, 3.0, 2.0, 1.0, 5.0], 1.149631);
}

#[test]
fn orders_that_are_not_best() {
    let model = AcclimationDecay::default();
    let reverse = [5.0, 4.0, 3.0, 2.0, 1.0];
    for (order, minutes, expected) in [
        (reverse, 2.0, 0.596538),
        (CRESCENDO, 4.0, 1.914107),
        (CRESCENDO, 8.0, 1.096272),
    ] {
        let value = value(model, &order, minutes);
        assert!((value - expected).abs() <= ROUNDED, "{order:?} in {minutes}: {value}");
    }
}

#[test]
fn one_of_the_two_alone_always_wants_a_crescendo() {
    for (acclimation, decay) in [(1.0, 0.0), (0.0, 1.0), (0.3, 0.0), (0.0, 0.05)] {
        for minutes in [0.5, 2.0, 6.0, 20.0] {
            let model = AcclimationDecay::new(acclimation, decay, 0.0).unwrap();
            assert_eq!(
                best_order(model, minutes).0,
                CRESCENDO,
                "α {acclimation}, w {decay}, T {minutes}"
            );
        }
    }
}

#[test]
fn neither_is_the_integral_and_close_rates_agree_with_equal_ones() {
    let order = [2.0, 4.0, 5.0, 1.0, 3.0];
    let neither = AcclimationDecay::new(0.0, 0.0, 0.0).unwrap();
    assert!((value(neither, &order, 10.0) - 30.0).abs() < 1e-12);
    let equal = value(AcclimationDecay::new(0.3, 0.3, 0.0).unwrap(), &order, 10.0);
    let close = value(AcclimationDecay::new(0.3, 0.3 + 1e-13, 0.0).unwrap(), &order, 10.0);
    assert!((equal - close).abs() < 1e-10, "{equal} {close}");
}

#[test]
fn who_is_used_to_what_comes_feels_nothing() {
    let model = AcclimationDecay::new(0.7, 0.2, 4.0).unwrap();
    assert!(value(model, &[4.0; 6], 12.0).abs() < 1e-12);
}
