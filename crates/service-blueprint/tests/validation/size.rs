//! Large and hostile documents: built, or refused, without quadratic steps.

use std::time::{Duration, Instant};

use service_blueprint::document::{
    Activity, Addition, Document, Insertion, InvestmentOption, Segment, Share, Stage, Touchpoint, Ways,
};
use service_blueprint::{Blueprint, KEPT_PROBLEMS, OptionId, Satisfaction, checks};

/// Chosen: what takes linear time takes well under a second each even where tests run unoptimised on a busy machine; what
/// is quadratic takes minutes.
const ENOUGH: Duration = Duration::from_secs(20);

const MANY: usize = 100_000;

fn timed<T>(what: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = what();
    assert!(start.elapsed() < ENOUGH, "took {:?}", start.elapsed());
    result
}

fn chain(length: usize) -> Document {
    let mut document = Document::new("A long service");
    let stages = (0..length.div_ceil(100)).map(|stage| {
        let touchpoints = (stage * 100..length.min((stage + 1) * 100)).map(|touchpoint| {
            let mut touchpoint = Touchpoint::new(format!("t{touchpoint}"), 5.0);
            touchpoint.expectation = Some(6.0.into());
            touchpoint
        });
        Stage::new(format!("s{stage}"), touchpoints.collect())
    });
    document.stages = stages.collect();
    document
}

#[test]
fn a_hundred_thousand_touchpoints_with_activities_are_built_checked_and_asked() {
    timed(|| {
        let mut document = chain(MANY);
        for (position, touchpoint) in document
            .stages
            .iter_mut()
            .flat_map(|stage| &mut stage.touchpoints)
            .enumerate()
        {
            let mut activity = Activity {
                does: Some("works".into()),
                ..Activity::default()
            };
            activity.id = Some(format!("w{position}"));
            if position > 0 {
                activity.needs = vec![format!("w{}", position - 1)];
            }
            touchpoint.support.push(activity.into());
            if position % 7 == 0 && position > 0 {
                let back = Ways::default().or(format!("t{}", position - 1), Share::Of(0.1));
                let next = if position + 1 == MANY {
                    "end".into()
                } else {
                    format!("t{}", position + 1)
                };
                touchpoint.next = Some(back.or(next, Share::Rest));
            }
        }
        let blueprint = Blueprint::try_from(document).unwrap();
        assert_eq!(blueprint.touchpoints().len(), MANY);
        assert!(blueprint.unreachable().is_empty());
        assert_eq!(blueprint.loops().len(), MANY.div_ceil(7) - 1);
        assert_eq!(blueprint.behind(blueprint.touchpoint_at(MANY - 1).unwrap()).len(), MANY);
        assert_eq!(blueprint.carried_by(blueprint.activity("w0").unwrap()).len(), MANY);
        checks(&blueprint);
        assert_eq!(Satisfaction::overall(&blueprint).ranking().len(), MANY);
    });
}

#[test]
fn a_hundred_thousand_misspelt_ids_are_counted_in_time() {
    timed(|| {
        let mut document = chain(MANY);
        for touchpoint in document.stages.iter_mut().flat_map(|stage| &mut stage.touchpoints) {
            touchpoint.next = Some(Ways::to(format!("x{}", touchpoint.id)));
        }
        let problems = Blueprint::try_from(document).unwrap_err();
        assert_eq!(problems.list.len(), KEPT_PROBLEMS);
        assert_eq!(problems.count(), MANY);
    });
}

#[test]
fn a_circle_of_a_hundred_thousand_needs_is_named_in_short() {
    timed(|| {
        let mut document = chain(1);
        for position in 0..MANY {
            let activity = Activity {
                id: Some(format!("w{position}")),
                does: Some("works".into()),
                needs: vec![format!("w{}", (position + 1) % MANY)],
                ..Activity::default()
            };
            document.stages[0].touchpoints[0].support.push(activity.into());
        }
        let problems = Blueprint::try_from(document).unwrap_err();
        assert_eq!(problems.count(), 1);
        assert_eq!(problems.list[0].code(), "needs-cycle");
        assert!(problems.list[0].to_string().len() < 500);
    });
}

#[test]
fn many_options_on_many_touchpoints_are_checked_in_time() {
    timed(|| {
        let mut document = chain(MANY);
        for position in 0..MANY {
            document.options.push(InvestmentOption {
                id: format!("o{position}"),
                cost: 1,
                raises: [(format!("t{position}"), 1.0)].into_iter().collect(),
                needs: if position % 10 == 0 {
                    Vec::new()
                } else {
                    vec![format!("o{}", position - 1)]
                },
                ..InvestmentOption::default()
            });
        }
        let blueprint = Blueprint::try_from(document).unwrap();
        assert_eq!(blueprint.options().len(), MANY);
    });
}

#[test]
fn many_options_that_change_ways_are_followed_in_time() {
    timed(|| {
        let mut document = chain(MANY);
        for position in 0..MANY - 1 {
            document.options.push(InvestmentOption {
                id: format!("o{position}"),
                cost: 1,
                next: [(format!("t{position}"), Ways::to(format!("t{}", position + 1)))]
                    .into_iter()
                    .collect(),
                ..InvestmentOption::default()
            });
        }
        assert!(Blueprint::try_from(document).is_ok());
    });
}

#[test]
fn thousands_of_options_are_built_into_a_long_service_in_time() {
    timed(|| {
        let mut document = chain(MANY);
        for position in 0..3_000 {
            let here = format!("t{}", 7 * position + 10);
            let place = match position % 3 {
                0 => Insertion::After(here.clone()),
                1 => Insertion::Before(here.clone()),
                _ => Insertion::Before("end".into()),
            };
            let touchpoint = Touchpoint::new(format!("added{position}"), 9.0);
            document.options.push(InvestmentOption {
                id: format!("o{position}"),
                cost: 1,
                adds: vec![Addition { place, touchpoint }],
                removes: vec![here],
                ..InvestmentOption::default()
            });
        }
        let blueprint = Blueprint::try_from(document).unwrap();
        let chosen: Vec<OptionId> = blueprint
            .investments()
            .options
            .into_iter()
            .map(|option| option.id)
            .collect();
        let built = blueprint.with_options(&chosen).unwrap();
        assert_eq!(built.touchpoints().len(), MANY);
    });
}

#[test]
fn an_endless_chain_of_needs_is_refused() {
    timed(|| {
        let mut document = chain(1);
        for position in 0..MANY {
            document.options.push(InvestmentOption {
                id: format!("o{position}"),
                cost: 1,
                needs: if position == 0 {
                    Vec::new()
                } else {
                    vec![format!("o{}", position - 1)]
                },
                ..InvestmentOption::default()
            });
        }
        let problems = Blueprint::try_from(document).unwrap_err();
        assert_eq!(problems.list[0].code(), "needs-too-many");
        assert_eq!(problems.count(), 1);
    });
}

#[test]
fn more_segments_on_touchpoints_than_memory_holds_are_refused() {
    timed(|| {
        let mut document = chain(MANY);
        document.segments = (0..1_000)
            .map(|segment| Segment {
                id: format!("g{segment}"),
                name: None,
                share: 0.001,
                value: None,
                start: None,
            })
            .collect();
        let problems = Blueprint::try_from(document).unwrap_err();
        assert_eq!(problems.list[0].code(), "too-many-segments");
        assert_eq!(problems.count(), 1);
    });
}
