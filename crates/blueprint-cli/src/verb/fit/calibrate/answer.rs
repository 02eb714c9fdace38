//! The answer for programs.

use serde_json::{Value, json};
use service_blueprint::document::{Histogram, Rating, Survey};

use super::matched::Found;
use super::{Answer, words};
use crate::json::{maybe, number, scale};
use crate::verb::fit::data::findings_json;

/// The answer.
pub(super) fn answer(answer: &Answer<'_>) -> Value {
    let calibrated: Vec<Value> = answer
        .matched
        .found
        .iter()
        .map(|found| calibrated(answer, found))
        .collect();
    let unknown: Vec<Value> = answer
        .matched
        .unknown
        .iter()
        .map(|unknown| json!({ "name": unknown.name, "n": unknown.n, "like": unknown.like, "ambiguous": unknown.ambiguous }))
        .collect();
    let without = words::without_data(answer);
    let without: Vec<Value> = without
        .map(|touchpoint| json!({ "id": touchpoint.id, "experience": rating(touchpoint.experience.as_ref()) }))
        .collect();
    let kept: Vec<Value> = words::overrides(answer)
        .map(|(touchpoint, segment, experience)| json!({ "touchpoint": touchpoint, "segment": segment, "experience": rating(Some(experience)) }))
        .collect();
    json!({
        "from_scale": scale(answer.episodes.scale()),
        "scale": scale(answer.after.scale()),
        "episodes": answer.episodes.count(),
        "people": answer.episodes.people().names().len(),
        "calibrated": calibrated,
        "unknown": unknown,
        "without_data": without,
        "segments_kept": kept,
        "findings": findings_json(&answer.data.findings),
        "written": answer.written.as_ref().map(|path| path.display().to_string()),
        "yaml": answer.written.is_none().then_some(&answer.text),
    })
}

fn calibrated(answer: &Answer<'_>, found: &Found) -> Value {
    let survey = answer.survey(&found.id);
    json!({
        "id": found.id,
        "name": found.name,
        "in_data": found.ratings.touchpoint,
        "before": rating(found.before.as_ref()),
        "mean": maybe(survey.map(|survey| survey.mean)),
        "sd": maybe(survey.and_then(|survey| survey.sd)),
        "n": found.ratings.n,
        "people": found.ratings.people,
        "few": found.ratings.n < words::ENOUGH,
    })
}

/// A score as it is written in a blueprint.
fn rating(rating: Option<&Rating>) -> Value {
    match rating {
        None => Value::Null,
        Some(Rating::Assumed(score)) => number(*score),
        Some(Rating::Survey(Survey { scale, mean, sd, n })) => {
            json!({ "scale": scale, "mean": number(*mean), "sd": maybe(*sd), "n": n })
        }
        Some(Rating::Histogram(Histogram { scale, ratings })) => {
            let counts: Vec<Value> = ratings
                .iter()
                .map(|(rating, count)| json!([number(*rating), count]))
                .collect();
            json!({ "scale": scale, "ratings": counts })
        }
    }
}
