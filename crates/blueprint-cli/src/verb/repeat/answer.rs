//! The answer for programs.

use peak_end::{Attribution, Episode, Perceived, Repeated, RepeatedSegment, RepeatedTouchpoint, RepeatedWith, Worth};
use serde_json::{Value, json};

use super::{Answer, Change};
use crate::failure::Failure;
use crate::json;

/// So many values of touchpoints are told at most, one per touchpoint, segment and journey: a few hundred megabytes.
const MOST_VALUES: usize = 1_000_000;

/// The answer.
pub(super) fn answer(answer: &Answer<'_>) -> Result<Value, Failure> {
    let (now, change) = match answer {
        Answer::Now(_, now) => (now, None),
        Answer::With(change) => (&change.found.now, Some(change)),
    };
    let with = change.map(|change| &change.found.with);
    refuse_too_many(now, with)?;
    let adaptation = now.adaptation;
    let mut value = told(now);
    value["scale"] = json::scale(now.scale);
    value["up"] = json::number(adaptation.up());
    value["down"] = json::number(adaptation.down());
    value["theta"] = json::number(adaptation.theta());
    value["half_life"] = json::maybe(adaptation.half_life());
    let ids = |change: &Change<'_>| change.options.iter().map(|id| id.as_str()).collect::<Value>();
    value["options"] = change.map_or(Value::Null, ids);
    value["with"] = with.map_or(Value::Null, told);
    value["worth"] = change.map_or(Value::Null, |change| gained(&change.found));
    Ok(value)
}

/// What options are worth.
fn gained(found: &RepeatedWith<'_>) -> Value {
    let worth = |worth: &Worth| {
        json!({
            "remembered": json::maybe(worth.remembered),
            "objective": json::maybe(worth.objective),
        })
    };
    json!({ "episodes": found.episodes.iter().map(worth).collect::<Vec<_>>(), "mean": worth(&found.mean) })
}

fn refuse_too_many(now: &Repeated<'_>, with: Option<&Repeated<'_>>) -> Result<(), Failure> {
    let segments = with.iter().flat_map(|with| &with.segments).chain(&now.segments);
    let touchpoints: usize = segments.map(|segment| segment.touchpoints.len()).sum();
    let episodes = now.episodes.len();
    if touchpoints.saturating_mul(episodes) <= MOST_VALUES {
        return Ok(());
    }
    let message = format!(
        "{touchpoints} touchpoints of segments in {episodes} journeys are more than the {MOST_VALUES} values that are \
         listed"
    );
    let help = format!("ask for at most {} journeys", (MOST_VALUES / touchpoints.max(1)).max(1));
    Err(Failure::request("too-much-to-list", message, Some(help)))
}

/// What is remembered of a service.
fn told(repeated: &Repeated<'_>) -> Value {
    let overall = repeated.episodes.iter().zip(&repeated.objective).enumerate();
    let episodes = overall.map(|(number, (one, objective))| {
        let mut value = episode(number, one);
        value["objective"] = json::maybe(*objective);
        value
    });
    json!({
        "episodes": episodes.collect::<Vec<_>>(),
        "segments": repeated.segments.iter().map(|one| segment(one, repeated)).collect::<Vec<_>>(),
    })
}

fn episode(number: usize, episode: &Episode) -> Value {
    let most = |most: &Option<Attribution>| match most {
        Some(most) => json!({ "touchpoint": most.touchpoint.as_str(), "share": json::number(most.share) }),
        None => Value::Null,
    };
    json!({
        "episode": number + 1,
        "remembered": json::maybe(episode.remembered),
        "loss": json::maybe(episode.loss),
        "expectation": json::maybe(episode.expectation),
        "satisfaction": json::maybe(episode.satisfaction),
        "peak": most(&episode.peak),
        "end": most(&episode.end),
        "clamped": episode.clamped,
    })
}

fn segment(segment: &RepeatedSegment<'_>, repeated: &Repeated<'_>) -> Value {
    let episodes = segment.episodes.iter().enumerate();
    let touchpoints = segment.touchpoints.iter().map(|one| touchpoint(one, repeated));
    json!({
        "id": segment.segment.id().as_str(),
        "name": segment.segment.name(),
        "share": json::number(segment.segment.share()),
        "episodes": episodes.map(|(number, one)| episode(number, one)).collect::<Vec<_>>(),
        "touchpoints": touchpoints.collect::<Vec<_>>(),
    })
}

/// A touchpoint, with lists that have one value per episode.
fn touchpoint(touchpoint: &RepeatedTouchpoint<'_>, repeated: &Repeated<'_>) -> Value {
    let episodes: Vec<Perceived> = touchpoint.episodes().take(repeated.episodes.len()).collect();
    let satisfaction = |one: &Perceived| repeated.scale.gain(one.expectation, touchpoint.score()) + 0.0;
    let list = |of: &dyn Fn(&Perceived) -> Value| episodes.iter().map(of).collect::<Vec<_>>();
    json!({
        "id": touchpoint.touchpoint.id().as_str(),
        "name": touchpoint.touchpoint.name(),
        "visits": json::number(touchpoint.visits),
        "score": json::number(touchpoint.score()),
        "expectation_written": touchpoint.is_expected,
        "expectation": list(&|one| json::number(one.expectation)),
        "perceived": list(&|one| json::number(one.score)),
        "satisfaction": list(&|one| json::number(satisfaction(one))),
        "clamped": list(&|one| one.clamped.into()),
    })
}
