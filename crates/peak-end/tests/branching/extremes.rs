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

/// Three hundred bad peaks, then three hundred milder ends, all pairs equally likely: too many pairs to be kept.
#[test]
fn laws_of_very_many_pairs_are_known_to_a_part_of_the_scale() {
    let each = 300;
    let hundredths = |number: usize| number as f64 / 100.0;
    let visit = |score: Option<f64>| Visit {
        score,
        ..Visit::default()
    };
    let (peaks, ends) = (
        (0..each).map(hundredths),
        (0..each).map(|number| 4.0 + hundredths(number)),
    );
    let visits = peaks
        .chain(ends)
        .map(|score| visit(Some(score)))
        .chain([visit(None)])
        .collect();
    let (hub, even) = (2 * each, 1.0 / each as f64);
    let ways = (0..=hub).map(|number| match number {
        peak if peak < each => vec![(Target::Touchpoint(hub), 1.0)],
        end if end < hub => vec![(Target::End(0), 1.0)],
        _ => (each..hub).map(|end| (Target::Touchpoint(end), even)).collect(),
    });
    let start = (0..each).map(|peak| (peak, even)).collect();
    let chain = Chain::new(visits, 1, start, ways.collect()).unwrap();
    let branching = Branching::new(&chain, Scale::default()).unwrap();
    let law = branching.law(Weight::HALF, Negativity::NONE).unwrap();
    assert!(law.atoms().is_empty());
    let wide = law.resolution();
    assert!(wide > 0.0 && wide <= 1e-4 * 10.0, "{wide}");
    close(law.mean().unwrap(), (1.495 + 5.495) / 2.0, EXACT, &"mean");

    // How many of the pairs sum to so many hundredths above the least, and to at most so many.
    let count = |sum: usize| (sum + 1).min(2 * each - 1 - sum) as f64 * even * even;
    let up_to = |sum: usize| (0..=sum).map(count).sum::<f64>();
    let value = |sum: usize| (4.0 + hundredths(sum)) / 2.0;
    let margin = 1e-9;
    for percent in 1..100 {
        let p = f64::from(percent) / 100.0;
        let exact = (0..2 * each - 1).find(|&sum| up_to(sum) >= p - margin).unwrap();
        let found = law.quantile(p).unwrap();
        assert!(
            (found - value(exact)).abs() <= wide + margin,
            "{p}: {found} {}",
            value(exact)
        );
    }
    for sum in 0..2 * each - 1 {
        // Between two values, further from both than a part is wide.
        let beyond = law.at_least(value(sum) + 0.0025);
        close(beyond, 1.0 - up_to(sum), EXACT, &("at least", sum));
    }
}
