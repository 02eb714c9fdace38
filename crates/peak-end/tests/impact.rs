//! What failures do to memory, against predictions of documents that were spoilt by hand.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "branching/cases.rs"]
mod cases;

use peak_end::{Impact, ImpactError, ImpactOptions, Negativity, PredictOptions, Prediction, Weight, impact, predict};
use proptest::prelude::*;
use service_blueprint::document::{EvidenceEntry, Role, arbitrary::valid_documents};
use service_blueprint::{Activity, ActivityId, Blueprint, Document, Touchpoint, parse};
use std::collections::{BTreeMap, BTreeSet};

/// Both sides sum a few hundred products of probabilities and scores; per half-scale.
const EXACT: f64 = 1e-12;

/// The activities at a touchpoint, and all that they need, walked by hand.
fn needed<'b>(touchpoint: Touchpoint<'b>) -> BTreeSet<usize> {
    let mut open: Vec<Activity<'b>> = Role::ALL.into_iter().flat_map(|lane| touchpoint.lane(lane)).collect();
    let mut needed = BTreeSet::new();
    while let Some(activity) = open.pop() {
        if needed.insert(activity.position()) {
            open.extend(activity.needs());
        }
    }
    needed
}

/// By touchpoint that hangs on one of these activities, its id.
fn hanging(blueprint: &Blueprint, activities: &BTreeSet<usize>) -> BTreeSet<String> {
    let hangs = |touchpoint: &Touchpoint<'_>| !needed(*touchpoint).is_disjoint(activities);
    let touchpoints = blueprint.touchpoints().filter(hangs);
    touchpoints
        .map(|touchpoint| touchpoint.id().as_str().to_owned())
        .collect()
}

/// The document with the scores of these touchpoints fallen, overrides too.
fn spoilt(blueprint: &Blueprint, touchpoints: &BTreeSet<String>, by: Option<f64>) -> Blueprint {
    let scale = blueprint.scale();
    let fallen = |score: f64| match by {
        None => scale.worst(),
        Some(by) if scale.direction() > 0.0 => (score - by).max(scale.worst()),
        Some(by) => (score + by).min(scale.worst()),
    };
    let mut document = blueprint.document().clone();
    document.options.clear();
    let all = document.stages.iter_mut().flat_map(|stage| &mut stage.touchpoints);
    for touchpoint in all.filter(|touchpoint| touchpoints.contains(&touchpoint.id)) {
        let overrides = touchpoint.segments.values_mut().map(|own| &mut own.experience);
        for rating in std::iter::once(&mut touchpoint.experience).chain(overrides) {
            let score = rating.as_ref().and_then(|rating| blueprint.score_of(rating));
            *rating = score.map(|score| fallen(score).into());
        }
    }
    Blueprint::try_from(document).expect("lower scores break no rule")
}

fn prediction(blueprint: &Blueprint, options: &ImpactOptions) -> Option<Prediction> {
    let options = PredictOptions {
        models: Vec::new(),
        weight: options.weight,
        negativity: options.negativity,
        ..PredictOptions::default()
    };
    predict(blueprint, &options).ok()
}

#[track_caller]
fn close(blueprint: &Blueprint, found: Option<f64>, expected: Option<f64>) {
    let tolerance = EXACT * blueprint.scale().half().max(1.0);
    match (found, expected) {
        (Some(found), Some(expected)) => {
            assert!(
                (found - expected).abs() <= tolerance,
                "found {found}, expected {expected}"
            );
        }
        _ => assert_eq!(found, expected),
    }
}

/// Holds a failure against the prediction of a document spoilt by hand.
#[track_caller]
fn check<T>(
    blueprint: &Blueprint,
    options: &ImpactOptions,
    failure: &peak_end::Failure<'_, T>,
    hanging: &BTreeSet<String>,
) {
    let told = failure.touchpoints.iter().chain(&failure.unscored);
    let told: BTreeSet<String> = told.map(|touchpoint| touchpoint.id().as_str().to_owned()).collect();
    assert_eq!(&told, hanging);
    let expected = prediction(&spoilt(blueprint, hanging, options.by), options).expect("ways stay as they are");
    close(blueprint, failure.remembered, expected.overall.law.mean());
    for (found, expected) in failure.segments.iter().zip(&expected.segments) {
        assert_eq!(found.segment.id(), &expected.id);
        close(blueprint, found.remembered, expected.outlook.law.mean());
    }
    if let Some(loss) = failure.loss {
        assert!(
            loss >= -EXACT * blueprint.scale().half(),
            "a failure is no gain: {loss}"
        );
    }
}

/// Everything that a blueprint's impact says, against spoilt documents; at most so many of each kind.
fn check_all(blueprint: &Blueprint, options: &ImpactOptions, most: usize) {
    let Some(now) = prediction(blueprint, options) else {
        assert!(impact(blueprint, options).is_err());
        return;
    };
    let found = impact(blueprint, options).expect("what is predicted can fail");
    close(blueprint, found.remembered, now.overall.law.mean());
    for failed in found.activities.iter().take(most) {
        let activities = BTreeSet::from([failed.of.position()]);
        check(blueprint, options, failed, &hanging(blueprint, &activities));
    }
    for failed in found.actors.iter().take(most) {
        let does = |activity: &Activity<'_>| activity.actor().is_some_and(|actor| actor.id() == failed.of.id());
        let activities = blueprint.activities().filter(does).map(Activity::position).collect();
        check(blueprint, options, failed, &hanging(blueprint, &activities));
    }
    for failed in found.evidence.iter().take(most) {
        let shows = |touchpoint: &Touchpoint<'_>| {
            let shown = EvidenceEntry::Shown(failed.of.id().as_str().to_owned());
            touchpoint.written().evidence.contains(&shown)
        };
        let shown = blueprint.touchpoints().filter(shows);
        let shown = shown.map(|touchpoint| touchpoint.id().as_str().to_owned()).collect();
        check(blueprint, options, failed, &shown);
    }
}

fn examples() -> Vec<(String, Blueprint)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/blueprints");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut examples: Vec<(String, Blueprint)> = files
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .map(|path| {
            (
                path.display().to_string(),
                parse(&std::fs::read_to_string(&path).unwrap()).unwrap(),
            )
        })
        .collect();
    examples.sort_by(|a, b| a.0.cmp(&b.0));
    examples
}

#[test]
fn every_example_agrees_with_documents_spoilt_by_hand() {
    for (_, blueprint) in examples() {
        for by in [None, Some(0.7)] {
            let options = ImpactOptions {
                by,
                ..ImpactOptions::default()
            };
            check_all(&blueprint, &options, usize::MAX);
        }
    }
}

proptest! {
    #![proptest_config(cases::config(48))]

    #[test]
    fn any_blueprint_agrees_with_documents_spoilt_by_hand(
        document in valid_documents(),
        by in proptest::option::of(0.01..4.0),
        weight in 0.0..=1.0,
        lambda in 1.0..3.0,
    ) {
        let blueprint = Blueprint::try_from(document).unwrap();
        let options = ImpactOptions {
            by,
            weight: Weight::new(weight).unwrap(),
            negativity: Negativity::new(lambda).unwrap(),
            activity: None,
        };
        check_all(&blueprint, &options, 3);
    }
}

/// `beans` stands behind `brew`, which two touchpoints need; nobody scored the second of them.
const COFFEE: &str = "
blueprint: Coffee to go
actors:
  - { id: barista, role: backstage }
  - { id: roaster, role: support }
evidence:
  - { id: cup }
segments:
  - { id: walk-in, share: 0.75 }
  - { id: regular, share: 0.25 }
stages:
  - id: buy
    touchpoints:
      - { id: order, experience: 5, backstage: [{ id: count, does: Counts the till }] }
      - id: sip
        experience: 9
        backstage: [{ id: brew, actor: barista, does: Brews, needs: [beans] }]
        support: [{ id: beans, actor: roaster, does: Has fresh beans }]
        evidence: [cup, { name: Lid }]
        segments: { regular: { experience: 8 } }
      - id: refill
        backstage: [{ same: brew }, barista: Smiles]
      - id: leave
        experience: 6
";

fn coffee() -> Blueprint {
    parse(COFFEE).unwrap()
}

fn activity<'a, 'b>(impact: &'a Impact<'b>, id: &str) -> &'a peak_end::Failure<'b, Activity<'b>> {
    let named = |failed: &&peak_end::Failure<'b, Activity<'b>>| failed.of.id().is_some_and(|own| own.as_str() == id);
    impact.activities.iter().find(named).unwrap()
}

fn ids(touchpoints: &[Touchpoint<'_>]) -> Vec<String> {
    touchpoints
        .iter()
        .map(|touchpoint| touchpoint.id().to_string())
        .collect()
}

#[test]
fn needs_and_same_carry_failure() {
    let blueprint = coffee();
    let found = impact(&blueprint, &ImpactOptions::default()).unwrap();
    // 9 and then 6, for regulars 8 and then 6.
    assert_eq!(found.remembered, Some(0.75 * 7.5 + 0.25 * 7.0));
    for id in ["brew", "beans"] {
        let failed = activity(&found, id);
        assert_eq!(ids(&failed.touchpoints), ["sip"], "{id}");
        assert_eq!(ids(&failed.unscored), ["refill"], "{id}");
        // The worst moment is the peak, the end stays: (0 + 6)/2.
        assert_eq!(failed.remembered, Some(3.0), "{id}");
        assert_eq!(failed.loss, Some(0.75 * 4.5 + 0.25 * 4.0), "{id}");
        assert_eq!(failed.segments[1].loss, Some(4.0), "{id}");
        assert!(failed.reached_worst.is_empty());
    }
    assert_eq!(ids(&found.evidence[0].touchpoints), ["sip"]);
    assert_eq!(found.actors[0].loss, found.evidence[0].loss);
}

#[test]
fn what_carries_no_scored_touchpoint_costs_nothing_and_says_so() {
    let blueprint = coffee();
    let found = impact(&blueprint, &ImpactOptions::default()).unwrap();
    let smiles = found.activities.iter().find(|failed| failed.of.id().is_none()).unwrap();
    assert_eq!(smiles.of.does(), "Smiles");
    assert_eq!(
        (ids(&smiles.touchpoints), ids(&smiles.unscored)),
        (vec![], vec!["refill".to_owned()])
    );
    assert_eq!((smiles.remembered, smiles.loss), (found.remembered, Some(0.0)));
}

#[test]
fn a_fall_past_worst_is_said() {
    let blueprint = coffee();
    let ask = |by: f64| {
        let options = ImpactOptions {
            by: Some(by),
            ..ImpactOptions::default()
        };
        let found = impact(&blueprint, &options).unwrap();
        let failed = activity(&found, "brew").clone();
        (failed.remembered, ids(&failed.reached_worst))
    };
    // 9 − 1 and 8 − 1, then 6.
    assert_eq!(ask(1.0), (Some(0.75 * 7.0 + 0.25 * 6.5), vec![]));
    // Regulars have 8 points to fall, walk-ins 9: 0.5 is left to them, a bad peak still.
    assert_eq!(ask(8.5), (Some(0.75 * 3.25 + 0.25 * 3.0), vec!["sip".to_owned()]));
    // Exactly to worst is no fall past it.
    let nine = ask(9.0);
    assert_eq!(nine, (Some(3.0), vec!["sip".to_owned()]));
    assert_eq!(ask(8.0).1, Vec::<String>::new());
}

#[test]
fn pain_falls_upwards() {
    let blueprint = parse(
        "
blueprint: Dressing
scale: { worst: 10, neutral: 0, best: 0 }
stages:
  - id: ward
    touchpoints:
      - { id: change, experience: 4, backstage: [{ id: warm, does: Warms the saline }] }
      - { id: rest, experience: 1 }
",
    )
    .unwrap();
    let options = ImpactOptions {
        by: Some(2.0),
        ..ImpactOptions::default()
    };
    let found = impact(&blueprint, &options).unwrap();
    assert_eq!(found.remembered, Some(2.5));
    assert_eq!(
        (found.activities[0].remembered, found.activities[0].loss),
        (Some(3.5), Some(1.0))
    );
}

#[test]
fn one_activity_is_asked_by_its_id() {
    let blueprint = coffee();
    let ask = |id: &str| ImpactOptions {
        activity: Some(ActivityId::new(id).unwrap()),
        ..ImpactOptions::default()
    };
    let found = impact(&blueprint, &ask("beans")).unwrap();
    assert_eq!(
        (found.activities.len(), found.actors.len(), found.evidence.len()),
        (1, 0, 0)
    );
    assert_eq!(found.activities[0].remembered, Some(3.0));
    let Err(ImpactError::UnknownActivity { known, .. }) = impact(&blueprint, &ask("bean")) else {
        unreachable!("there are no single beans");
    };
    assert_eq!(known.len(), 3);
}

#[test]
fn only_a_number_above_zero_is_a_fall() {
    let blueprint = coffee();
    for by in [f64::NAN, f64::INFINITY, 0.0, -0.0, -1.0] {
        let options = ImpactOptions {
            by: Some(by),
            ..ImpactOptions::default()
        };
        assert!(
            matches!(impact(&blueprint, &options), Err(ImpactError::NotAFall { .. })),
            "{by}"
        );
    }
}

#[test]
fn where_nothing_is_scored_nothing_is_lost() {
    let mut document: Document = coffee().into();
    for touchpoint in document.stages.iter_mut().flat_map(|stage| &mut stage.touchpoints) {
        touchpoint.experience = None;
        touchpoint.segments.clear();
    }
    let blueprint = Blueprint::try_from(document).unwrap();
    let found = impact(&blueprint, &ImpactOptions::default()).unwrap();
    assert_eq!(found.remembered, None);
    let remembered: BTreeMap<usize, Option<f64>> = found
        .activities
        .iter()
        .map(|failed| (failed.of.position(), failed.loss))
        .collect();
    assert!(remembered.values().all(Option::is_none));
}
