//! What must hold of any journey, whatever its law is.

use super::cases::config;
use super::expected::{close, remembering};
use super::journey::{Journey, Stop, score, total};
use super::journeys::{Shape, journeys};
use peak_end::{Branching, PeakKey, Remembering, Weight};
use proptest::prelude::*;
use service_blueprint::Target;

const LOOPED: Shape = Shape {
    stops: 14,
    loops: true,
    sixteenths: false,
};

/// Rounding of sums; every visit adds its own.
fn rounding(found: &Remembering) -> f64 {
    1e-13 * found.visits.iter().sum::<f64>().max(10.0) + found.error_bound
}

fn law(found: &Remembering) -> Vec<(f64, f64, f64)> {
    found
        .law
        .atoms()
        .iter()
        .map(|atom| (atom.peak, atom.end, atom.probability))
        .collect()
}

/// Two laws are one; `to` carries scores of the second to scores of the first.
#[track_caller]
fn same_law(one: &Remembering, other: &Remembering, to: impl Fn(f64) -> f64) {
    let tolerance = rounding(one).max(rounding(other));
    let mut open = law(other);
    for (peak, end, probability) in law(one) {
        let same = |&(p, e, _): &(f64, f64, f64)| (to(p) - peak).abs() < 1e-6 && (to(e) - end).abs() < 1e-6;
        let found = open
            .iter()
            .position(same)
            .map_or(0.0, |place| open.swap_remove(place).2);
        close(found, probability, tolerance, &("law", peak, end));
    }
    for (peak, end, probability) in open {
        close(0.0, probability, tolerance, &("only in one law", peak, end));
    }
}

#[track_caller]
fn same_credit(one: &Remembering, other: &Remembering, place: impl Fn(usize) -> usize) {
    let tolerance = rounding(one).max(rounding(other));
    for number in 0..one.p_peak.len() {
        close(
            other.p_peak[place(number)],
            one.p_peak[number],
            tolerance,
            &("p_peak", number),
        );
        close(
            other.p_end[place(number)],
            one.p_end[number],
            tolerance,
            &("p_end", number),
        );
    }
}

#[track_caller]
fn same_visits(one: &Remembering, other: &Remembering, place: impl Fn(usize) -> usize) {
    let tolerance = rounding(one).max(rounding(other));
    for number in 0..one.visits.len() {
        close(
            other.visits[place(number)],
            one.visits[number],
            tolerance,
            &("visits", number),
        );
    }
}

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn probabilities_sum_to_one(journey in journeys(LOOPED)) {
        let found = remembering(&journey);
        if found.law.mean().is_some() {
            // What is said to be the most that may be missing, and the rounding of the sums here.
            let tolerance = found.error_bound + 1e-14;
            let sums = [
                law(&found).iter().map(|atom| atom.2).sum::<f64>(),
                found.p_peak.iter().sum(),
                found.p_end.iter().sum(),
            ];
            for sum in sums {
                close(sum, 1.0, tolerance, &"sum");
            }
        } else {
            prop_assert!(found.p_peak.iter().chain(&found.p_end).all(|p| *p == 0.0));
        }
        // Nor is any of them −0, which would be printed.
        prop_assert!(found.p_peak.iter().chain(&found.p_end).chain(&found.visits).all(|p| p.is_sign_positive()));
    }

    #[test]
    fn questions_agree_with_each_other(journey in journeys(LOOPED), weight in 0.0..=1.0f64) {
        let (branching, weight) = (Branching::new(&journey.chain(), journey.scale()).unwrap(), Weight::new(weight).unwrap());
        let negativity = journey.negativity();
        let found = branching.remembering(weight, negativity).unwrap();
        let tolerance = rounding(&found);
        let only = Remembering { law: branching.law(weight, negativity).unwrap(), ..found.clone() };
        same_law(&found, &only, |score| score);
        prop_assert_eq!(only.law.weight(), weight);

        let peaks = branching.peak_law(negativity).unwrap();
        let keys: Vec<PeakKey> = peaks.iter().map(|peak| PeakKey::new(journey.scale(), peak.0, negativity)).collect();
        prop_assert!(keys.is_sorted_by(|one, next| one < next), "each level once, from the mildest: {:?}", peaks);
        for (score, probability) in peaks {
            let atoms = law(&found).into_iter().filter(|atom| (atom.0 - score).abs() < 1e-6);
            close(probability, atoms.map(|atom| atom.2).sum(), tolerance, &("peak", score));
        }
        // Peak and end by touchpoint give the expectation that the law has.
        if let Some(mean) = found.law.mean() {
            let parts = journey.stops.iter().zip(found.p_peak.iter().zip(&found.p_end));
            let terms = parts.filter_map(|(stop, (peak, end))| Some(weight.mix(*peak, *end) * score(stop.felt()?)));
            close(terms.sum(), mean, 10.0 * tolerance, &"mean");
        }
    }

    #[test]
    fn numbering_changes_nothing(journey in journeys(LOOPED), places in prop::collection::vec(any::<u32>(), 15)) {
        let renumbered = journey.renumbered(&places);
        let mut order: Vec<usize> = (0..journey.stops.len()).collect();
        order.sort_by_key(|&number| places.get(number));
        let place = |number: usize| order.iter().position(|&old| old == number).unwrap();
        let (one, other) = (remembering(&journey), remembering(&renumbered));
        same_law(&one, &other, |score| score);
        same_credit(&one, &other, place);
        same_visits(&one, &other, place);
    }

    /// A stop without a score on a way leaves no trace.
    #[test]
    fn unscored_stops_leave_no_trace(journey in journeys(LOOPED), pick in any::<prop::sample::Index>(), skipped in any::<bool>()) {
        let mut longer = journey.clone();
        let (number, new) = (pick.index(journey.stops.len()), journey.stops.len());
        let ways = std::mem::replace(&mut longer.stops[number].ways, vec![(Target::Touchpoint(new), 1)]);
        // A skipped stop's score does not count.
        let points = skipped.then_some(journey.scale[0]);
        longer.stops.push(Stop { points, minutes: 1, skipped, ways });
        let (one, other) = (remembering(&journey), remembering(&longer));
        same_law(&one, &other, |score| score);
        same_credit(&one, &other, |number| number);
        same_visits(&one, &other, |number| number);
    }

    /// Trying again at once changes how often a stop is visited, not what is remembered of it, even if a journey stays
    /// a billion times on average.
    #[test]
    fn trying_again_changes_visits_only(
        journey in journeys(LOOPED),
        pick in any::<prop::sample::Index>(),
        again in prop::sample::select(vec![0.5, 0.9, 0.999, 1.0 - 1e-6, 1.0 - 1e-9]),
    ) {
        let number = pick.index(journey.stops.len());
        let mut straight = journey.clone();
        straight.stops[number].ways.retain(|(to, _)| *to != Target::Touchpoint(number));
        prop_assume!(total(&straight.stops[number].ways) > 0);
        let chain = straight.chain();
        let ways = |at: usize| {
            let mut ways = chain.ways(at).to_vec();
            if at == number {
                ways.iter_mut().for_each(|(_, p)| *p *= 1.0 - again);
                ways.push((Target::Touchpoint(number), again));
            }
            ways
        };
        let looped = peak_end::Chain::new(
            chain.visits().to_vec(),
            chain.endings(),
            chain.start().to_vec(),
            (0..chain.len()).map(ways).collect(),
        );
        let looped = Branching::new(&looped.unwrap(), journey.scale()).unwrap();
        let (one, other) = (remembering(&straight), looped.remembering(Weight::HALF, journey.negativity()).unwrap());
        // One over the chance to go on, which the subtraction from 1 has made a little wrong.
        let times = 1.0 / (1.0 - again);
        let visits = one.visits[number] * times;
        close(other.visits[number] / times, visits / times, 1e-7 + rounding(&one), &"visits");
        let other = Remembering { visits: one.visits.clone(), ..other };
        same_law(&one, &other, |score| score);
        same_credit(&one, &other, |number| number);
    }

    /// What is seen in a mirror is remembered in a mirror.
    #[test]
    fn the_scale_may_run_either_way(journey in journeys(LOOPED)) {
        let mut mirrored = Journey { scale: journey.scale.map(|bound| -bound), ..journey.clone() };
        for stop in &mut mirrored.stops {
            stop.points = stop.points.map(|points| -points);
        }
        let (one, other) = (remembering(&journey), remembering(&mirrored));
        same_law(&one, &other, |score| -score);
        same_credit(&one, &other, |number| number);
    }

    /// Better moments never make a worse memory: not on average, and not at any level.
    #[test]
    fn better_moments_are_remembered_better(
        journey in journeys(LOOPED),
        pick in any::<prop::sample::Index>(),
        by in 1..=10i64,
    ) {
        let number = pick.index(journey.stops.len());
        let Some(points) = journey.stops[number].points else { return Ok(()) };
        let mut better = journey.clone();
        let [worst, _, best] = journey.scale;
        let raised = points + (best - points) * by / 10;
        better.stops[number].points = Some(raised);
        let (one, other, scale) = (remembering(&journey), remembering(&better), journey.scale());
        let tolerance = 10.0 * (rounding(&one) + rounding(&other));
        if let (Some(before), Some(after)) = (one.law.mean(), other.law.mean()) {
            prop_assert!(scale.gain(before, after) >= -tolerance, "{before} became {after}");
        }
        for step in 0..=20 {
            // Between the scores, where no sum of two of them lies.
            let level = score(worst) + score(best - worst) * (f64::from(step) + 0.33) / 20.0;
            let (before, after) = (one.law.at_least(level), other.law.at_least(level));
            prop_assert!(after >= before - tolerance, "at {level}: {before} became {after}");
        }
    }
}
