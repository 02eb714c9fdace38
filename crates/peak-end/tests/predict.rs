//! Predictions of whole blueprints, as an embedder asks for them.

use peak_end::{
    Model, Negativity, Outlook, PredictError, PredictOptions, Prediction, Unpredicted, WayChoice, Weight, predict,
};
use service_blueprint::{Blueprint, EndId, SegmentId, TouchpointId, parse};

/// Sums of a few products.
const EXACT: f64 = 1e-12;

/// Half of the customers queue; the impatient leave from the queue with chance 1/4, the patient never.
const SHOP: &str = "
blueprint: Shop
segments:
  - { id: patient, share: 0.6 }
  - { id: impatient, share: 0.4 }
ends:
  - { id: left }
  - { id: bought, goal: true }
start: { queue: 0.5, advice: 0.5 }
stages:
  - id: visit
    touchpoints:
      - id: queue
        experience: 3
        duration: 10m
        next: till
        segments:
          impatient: { experience: 2, next: { left: 0.25, till: 0.75 } }
      - id: advice
        experience: 8
        duration: 20m
        next: till
      - id: till
        experience: 6
        duration: 5m
        next: bought
";

fn shop() -> Blueprint {
    parse(SHOP).expect("the shop is a valid blueprint")
}

fn ask(options: &PredictOptions) -> Prediction {
    predict(&shop(), options).expect("the shop branches at few touchpoints")
}

#[track_caller]
fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() <= EXACT, "found {found}, expected {expected}");
}

fn remembered(outlook: &Outlook) -> f64 {
    outlook
        .remembered("peak_end")
        .expect("peak-end is asked, and something is scored")
}

#[test]
fn segments_are_mixed_by_share() {
    let found = ask(&PredictOptions::default());
    // Patient: queue 3 → (3 + 6)/2, advice 8 → (8 + 6)/2. Impatient: a quarter of the queue leaves with 2.
    let (patient, impatient) = (0.5 * 4.5 + 0.5 * 7.0, 0.5 * (0.25 * 2.0 + 0.75 * 4.0) + 0.5 * 7.0);
    close(remembered(&found.segments[0].outlook), patient);
    close(remembered(&found.segments[1].outlook), impatient);
    close(remembered(&found.overall), 0.6 * patient + 0.4 * impatient);
    close(found.overall.law.mean().unwrap(), remembered(&found.overall));
    close(found.overall.goal.unwrap(), 1.0 - 0.4 * 0.5 * 0.25);
    assert_eq!((found.exact, found.overall.unscored), (true, 0.0));
    let experienced = |queue: f64| 0.5 * (queue * 10.0 + 30.0) / 15.0 + 0.5 * (160.0 + 30.0) / 25.0;
    close(found.segments[0].outlook.experienced.unwrap(), experienced(3.0));
    let gap = found.segments[0].outlook.memory_gap.unwrap();
    close(gap, patient - experienced(3.0));
}

#[test]
fn attributions_are_named_and_sum_to_one() {
    let overall = ask(&PredictOptions::default()).overall;
    let shares: [fn(&peak_end::TouchpointOutlook) -> f64; 3] = [|t| t.p_peak, |t| t.p_trough, |t| t.p_end];
    for share in shares {
        close(overall.touchpoints.iter().map(share).sum(), 1.0);
    }
    assert_eq!(overall.peak.unwrap().touchpoint.as_str(), "queue");
    let end = overall.end.unwrap();
    assert_eq!(end.touchpoint.as_str(), "till");
    close(end.share, 0.95);
    // Overall the queue's score is the mean over its visits.
    close(overall.touchpoints[0].score.unwrap(), 0.6 * 3.0 + 0.4 * 2.0);
    close(overall.touchpoints[0].visits, 0.5);
}

#[test]
fn endings_split_what_is_remembered() {
    let found = ask(&PredictOptions {
        models: Model::all(),
        ..PredictOptions::default()
    });
    let overall = &found.overall;
    for (number, model) in overall.remembered.iter().enumerate() {
        let Ok(whole) = model.value else { continue };
        let parts = overall.endings.iter().filter(|ending| ending.probability > 0.0);
        let sum: f64 = parts
            .map(|ending| ending.probability * ending.remembered[number].value.unwrap().value)
            .sum();
        assert!(
            (whole.value - sum).abs() < 1e-9,
            "{}: {} against {sum}",
            model.model,
            whole.value
        );
    }
    let left = &overall.endings[0];
    close(left.probability, 0.05);
    close(left.experienced.unwrap(), 2.0);
    // Nobody patient leaves.
    let patient = &found.segments[0].outlook.endings[0];
    assert_eq!((patient.probability, patient.experienced), (0.0, None));
    assert_eq!(patient.remembered[0].value, Err(Unpredicted::NothingScored));
}

#[test]
fn an_ending_conditions_everything() {
    let ending = |id: &str| PredictOptions {
        ending: EndId::new(id).ok(),
        ..PredictOptions::default()
    };
    let left = ask(&ending("left"));
    assert_eq!(left.segments.len(), 1, "nobody patient leaves");
    close(remembered(&left.overall), 2.0);
    close(left.overall.touchpoints[0].p_peak, 1.0);
    assert_eq!(left.overall.goal, Some(0.0));
    let (bought, all) = (ask(&ending("bought")), ask(&PredictOptions::default()));
    close(
        remembered(&bought.overall),
        all.overall.endings[1].remembered[0].value.unwrap().value,
    );
    close(
        bought.overall.experienced.unwrap(),
        all.overall.endings[1].experienced.unwrap(),
    );
    assert!(matches!(
        predict(&shop(), &ending("nowhere")),
        Err(PredictError::UnknownEnding { known, .. }) if known.len() == 2
    ));
}

#[test]
fn one_segment_as_if_it_were_everybody() {
    let segment = SegmentId::new("impatient").ok();
    let found = ask(&PredictOptions {
        segment,
        ..PredictOptions::default()
    });
    assert_eq!(found.segments.len(), 1);
    assert_eq!(found.overall, found.segments[0].outlook);
    let segment = SegmentId::new("absent").ok();
    let error = predict(
        &shop(),
        &PredictOptions {
            segment,
            ..PredictOptions::default()
        },
    );
    assert!(matches!(error, Err(PredictError::UnknownSegment { .. })));
}

#[test]
fn the_most_likely_way_stands_alone() {
    let found = ask(&PredictOptions {
        way: WayChoice::MostLikely,
        ..PredictOptions::default()
    });
    // Patient: both starts are equally likely, the queue is listed first. Impatient: advice keeps its half.
    let ways: Vec<(Vec<&str>, f64)> = found
        .segments
        .iter()
        .map(|s| {
            (
                s.likely_way.touchpoints.iter().map(TouchpointId::as_str).collect(),
                s.likely_way.probability,
            )
        })
        .collect();
    assert_eq!(ways, [(vec!["queue", "till"], 0.5), (vec!["advice", "till"], 0.5)]);
    close(remembered(&found.segments[0].outlook), 4.5);
    close(remembered(&found.overall), 0.6 * 4.5 + 0.4 * 7.0);
    assert_eq!(found.overall.law.atoms().len(), 2);
}

#[test]
fn weight_and_negativity_are_the_callers() {
    let only_peak = PredictOptions {
        weight: Weight::new(1.0).unwrap(),
        ..PredictOptions::default()
    };
    let found = ask(&only_peak).overall;
    close(found.law.mean().unwrap(), 0.6 * (1.5 + 4.0) + 0.4 * (1.0 + 4.0));
    let text = SHOP.replace("experience: 3", "experience: 4.2");
    let keen = PredictOptions {
        negativity: Negativity::new(3.0).unwrap(),
        ..PredictOptions::default()
    };
    let peak = |options: &PredictOptions| {
        let overall = predict(&parse(&text).unwrap(), options).unwrap().overall;
        overall.touchpoints[0].p_peak
    };
    // 4.2 is nearer to neutral than 6, until bad counts three times.
    close(peak(&PredictOptions::default()), 0.4 * 0.5);
    close(peak(&keen), 0.5);
}

#[test]
fn headroom_is_for_all_but_large_loops_and_there_for_named_touchpoints() {
    let overall = ask(&PredictOptions::default()).overall;
    let advice = &overall.touchpoints[1];
    close(advice.if_best.unwrap(), remembered(&overall) + 0.5 * 0.5 * 2.0);
    // A line, on which half of those who come to its end go back to its start, or all end.
    let many = |count: usize, back: bool| {
        let moment = |n: usize| match back && n + 1 == count {
            true => format!("      - {{ id: t{n}, experience: 6, next: {{ t0: 0.5, end: rest }} }}\n"),
            false => format!("      - {{ id: t{n}, experience: {} }}\n", n % 9),
        };
        let moments: String = (0..count).map(moment).collect();
        parse(&format!(
            "blueprint: Long\nstages:\n  - id: s\n    touchpoints:\n{moments}"
        ))
        .unwrap()
    };
    let asked = |count: usize, back: bool, options: &PredictOptions| {
        let found = predict(&many(count, back), options).unwrap().overall;
        let asked = |n: &usize| found.touchpoints[*n].if_best.is_some() && found.touchpoints[*n].slope_up.is_some();
        (0..count).filter(asked).collect::<Vec<usize>>()
    };
    let plain = PredictOptions::default();
    assert_eq!(asked(1_000, false, &plain).len(), 1_000);
    assert_eq!(asked(200, true, &plain).len(), 200);
    assert!(asked(201, true, &plain).is_empty());
    let named = PredictOptions {
        headroom: vec![TouchpointId::new("t3").unwrap()],
        ..PredictOptions::default()
    };
    assert_eq!(asked(201, true, &named), [3]);
    let odd = PredictOptions {
        headroom: vec![TouchpointId::new("t99").unwrap()],
        ..PredictOptions::default()
    };
    assert!(matches!(
        predict(&many(61, false), &odd),
        Err(PredictError::UnknownTouchpoint { .. })
    ));
}

#[test]
fn journeys_without_a_scored_moment_are_counted_apart() {
    let text = SHOP.replace("        experience: 8\n", "");
    let found = predict(&parse(&text).unwrap(), &PredictOptions::default()).unwrap();
    // Advice is passed through: half of the journeys have the till alone.
    close(remembered(&found.segments[0].outlook), 0.5 * 4.5 + 0.5 * 6.0);
    assert_eq!(found.overall.touchpoints[1].slope_up, None);
    close(found.overall.touchpoints[1].visits, 0.5);
    let text = text.replace("        experience: 6\n", "");
    let overall = predict(&parse(&text).unwrap(), &PredictOptions::default())
        .unwrap()
        .overall;
    close(overall.unscored, 0.5);
    close(remembered(&overall), 0.6 * 3.0 + 0.4 * 2.0);
    let none = text
        .replace("        experience: 3\n", "")
        .replace("experience: 2, ", "");
    let overall = predict(&parse(&none).unwrap(), &PredictOptions::default())
        .unwrap()
        .overall;
    close(overall.unscored, 1.0);
    assert_eq!(overall.remembered[0].value, Err(Unpredicted::NothingScored));
    assert_eq!(
        (overall.experienced, overall.peak, overall.law.mean()),
        (None, None, None)
    );
    close(overall.goal.unwrap(), 0.95);
}

#[test]
fn turning_the_scale_round_mirrors_the_prediction() {
    let turned = SHOP
        .replace(
            "blueprint: Shop",
            "blueprint: Shop\nscale: { worst: 10, neutral: 5, best: 0 }",
        )
        .replace("experience: 3", "experience: 7")
        .replace("experience: 8", "experience: 2.0")
        .replace("experience: 6", "experience: 4")
        .replace("experience: 2,", "experience: 8,");
    let (up, down) = (
        ask(&PredictOptions::default()),
        predict(&parse(&turned).unwrap(), &PredictOptions::default()).unwrap(),
    );
    close(remembered(&down.overall), 10.0 - remembered(&up.overall));
    close(down.overall.memory_gap.unwrap(), up.overall.memory_gap.unwrap());
    for (a, b) in up.overall.touchpoints.iter().zip(&down.overall.touchpoints) {
        close(a.p_peak, b.p_peak);
        close(a.slope_up.unwrap(), b.slope_up.unwrap());
        close(a.if_best.unwrap(), 10.0 - b.if_best.unwrap());
    }
}

#[test]
fn the_examples_are_predicted_under_every_model() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/blueprints");
    let options = PredictOptions {
        models: Model::all(),
        samples: 200,
        ..PredictOptions::default()
    };
    let Ok(files) = std::fs::read_dir(folder) else { return };
    for file in files {
        let path = file.unwrap().path();
        let blueprint = parse(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let found = predict(&blueprint, &options).unwrap();
        let probabilities: f64 = found.overall.endings.iter().map(|ending| ending.probability).sum();
        close(probabilities, 1.0);
        if found.overall.unscored < 1.0 {
            let mass: f64 = found.overall.law.atoms().iter().map(|atom| atom.probability).sum();
            close(mass, 1.0);
            close(found.overall.law.mean().unwrap(), remembered(&found.overall));
            assert!(found.overall.disagreement.is_some(), "{}", path.display());
        }
    }
}
