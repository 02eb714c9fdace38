//! Journeys so long or so entangled that their law is known by thought only.

use super::expected::close;
use peak_end::{Branching, Chain, LawError, Negativity, Remembering, Visit, Weight};
use service_blueprint::{Scale, Target};

/// Sums of many terms.
const EXACT: f64 = 1e-11;

fn remembering(scores: &[f64], ways: Vec<Vec<(Target, f64)>>) -> Result<Remembering, LawError> {
    let visit = |&score: &f64| Visit {
        score: Some(score),
        ..Visit::default()
    };
    let chain = Chain::new(scores.iter().map(visit).collect(), 1, vec![(0, 1.0)], ways).unwrap();
    Branching::new(&chain, Scale::default())?.remembering(Weight::HALF, Negativity::NONE)
}

/// A ring: round and round, leaving from each stop with the same chance.
fn ring(stops: usize, leave: f64) -> Vec<Vec<(Target, f64)>> {
    let onward = |number: usize| (Target::Touchpoint((number + 1) % stops), 1.0 - leave);
    (0..stops)
        .map(|number| vec![onward(number), (Target::End(0), leave)])
        .collect()
}

/// What a ring leaves behind: the first is the worst, so that it is everybody's peak; ends and visits are geometric.
fn ring_agrees(stops: usize, leave: f64) -> Result<(), LawError> {
    let scores: Vec<f64> = (0..stops)
        .map(|number| if number == 0 { 0.0 } else { 4.0 + (number % 3) as f64 })
        .collect();
    let found = remembering(&scores, ring(stops, leave))?;
    let stay = (1.0 - leave).ln();
    let round = -(stay * stops as f64).exp_m1();
    for number in 0..stops {
        let visits = (stay * number as f64).exp() / round;
        // Of a billion rounds the chance to go on is known to seven digits.
        let digits = EXACT + 1e-15 / leave + found.error_bound / leave;
        // Beyond that floating point itself loses digits.
        if visits < 1e-290 {
            break;
        }
        close(
            found.visits[number] / visits,
            1.0,
            digits,
            &("visits", stops, leave, number),
        );
        close(
            found.p_end[number],
            visits * leave,
            digits,
            &("p_end", stops, leave, number),
        );
        let peak = f64::from(number == 0);
        close(
            found.p_peak[number],
            peak,
            EXACT + found.error_bound,
            &("p_peak", stops, leave, number),
        );
    }
    Ok(())
}

#[test]
fn rings_of_every_size_agree() {
    for stops in [1, 2, 3, 50, 200, 201, 400] {
        for leave in [0.9, 0.1, 1e-3, 1e-6, 1e-9] {
            ring_agrees(stops, leave).unwrap();
        }
    }
}

/// A ring beyond direct solution is either right or refused, and the reason names what is too much.
#[test]
fn large_rings_agree_or_are_refused() {
    for leave in [0.9, 0.1, 1e-3, 1e-6, 1e-9] {
        if let Err(reason) = ring_agrees(600, leave) {
            assert!(leave < 1e-4, "a chance of {leave} is refused: {reason}");
            assert!(reason.to_string().contains("600"), "{reason}");
        }
    }
}

/// Nothing in here may take a stack frame per touchpoint, or time of the square of them.
#[test]
fn long_lines_agree() {
    let stops = 100_000;
    let scores: Vec<f64> = (0..stops).map(|number| ((number * 7) % 11) as f64).collect();
    let next = |number: usize| match number + 1 < stops {
        true => Target::Touchpoint(number + 1),
        false => Target::End(0),
    };
    let line: Vec<_> = (0..stops).map(|number| vec![(next(number), 1.0)]).collect();
    let found = remembering(&scores, line).unwrap();
    // The worse of the most intense scores, and the last visit to it.
    let peak = (0..stops).rev().find(|&number| scores[number] == 0.0).unwrap();
    assert_eq!((found.p_peak[peak], found.p_end[stops - 1]), (1.0, 1.0));
    assert_eq!(found.law.mean(), Some((0.0 + scores[stops - 1]) / 2.0));
    assert!(found.visits.iter().all(|visits| *visits == 1.0));

    // Everyone may try everything twice.
    let tries: Vec<_> = (0..stops)
        .map(|number| vec![(Target::Touchpoint(number), 0.5), (next(number), 0.5)])
        .collect();
    let found = remembering(&scores, tries).unwrap();
    close(found.p_peak[peak], 1.0, EXACT, &"p_peak");
    close(found.visits.iter().sum::<f64>(), 2.0 * stops as f64, EXACT, &"visits");

    // Half of those who come to the end begin again.
    let again: Vec<_> = (0..stops)
        .map(|number| match number + 1 < stops {
            true => vec![(next(number), 1.0)],
            false => vec![(Target::Touchpoint(0), 0.5), (Target::End(0), 0.5)],
        })
        .collect();
    let found = remembering(&scores, again).unwrap();
    close(found.p_peak[peak], 1.0, EXACT, &"p_peak");
    close(found.visits[peak], 2.0, EXACT, &"visits");
}
