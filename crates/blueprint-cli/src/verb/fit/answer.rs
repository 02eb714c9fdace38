//! The answer for programs.

use peak_end_fit::{
    CandidateFit, Compared, Effect, Episodes, Information, Interval, LeftOut, OrderTest, Outcome, Scores,
};
use serde_json::{Value, json};

use super::Answer;
use super::data;
use super::statements::Statement;
use crate::json::{maybe, number, object};

/// Everything that was found, in full precision.
pub(super) fn answer(answer: &Answer) -> Value {
    let comparison = &answer.comparison;
    let models: Vec<Value> = comparison.models.iter().map(model).collect();
    let left_out: Vec<Value> = comparison.left_out.iter().map(left_out).collect();
    let effects: Vec<Value> = comparison.effects.iter().map(effect).collect();
    let statements: Vec<Value> = answer.statements.iter().map(statement).collect();
    let name = |at: &usize| comparison.models[*at].candidate.to_string();
    let verdict = &answer.verdict;
    json!({
        "manifest": answer.manifest,
        "data": data::report_json(&answer.data),
        "findings": data::findings_json(&answer.data.findings),
        "outcome": outcome(comparison.outcome),
        "main_score": main_score(comparison.outcome),
        "episodes": comparison.episodes,
        "people": comparison.people,
        "groups": comparison.groups,
        "models": models,
        "left_out": left_out,
        "effects": effects,
        "order": comparison.order.as_ref().map(order),
        "verdict": {
            "best": name(&verdict.best),
            "predicts": verdict.predicts,
            "alike": verdict.alike.iter().map(name).collect::<Vec<_>>(),
            "ahead_of_mean": verdict.ahead.iter().map(name).collect::<Vec<_>>(),
            "behind_mean": verdict.behind.iter().map(name).collect::<Vec<_>>(),
            "use": match verdict.advice {
                peak_end_fit::Advice::Nothing => Value::Null,
                peak_end_fit::Advice::Mean => Value::from("mean"),
                peak_end_fit::Advice::Use(at) => Value::from(name(&at)),
            },
            "statements": statements,
        },
        "observed": observed(&answer.data.reading.episodes),
        "written": answer.written,
    })
}

pub(super) fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Rating => "rating",
        Outcome::Binary => "binary",
    }
}

pub(super) fn main_score(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Rating => "r2",
        Outcome::Binary => "log_loss",
    }
}

fn model(found: &Compared) -> Value {
    json!({
        "model": found.candidate.to_string(),
        "baseline": found.candidate.is_baseline(),
        "main": interval(&found.main),
        "to_mean": interval(&found.to_mean),
        "to_intercept": interval(&found.to_intercept),
        "to_best": interval(&found.to_best),
        "scores": scores(&found.scores),
        "information": found.information.as_ref().map(information),
        "fit": fit(&found.fit),
        "predictions": found.predictions,
    })
}

fn interval(found: &Interval) -> Value {
    json!({ "value": number(found.value), "low": number(found.low), "high": number(found.high) })
}

fn scores(found: &Scores) -> Value {
    json!({
        "r2": number(found.r2),
        "rmse": number(found.rmse),
        "mae": number(found.mae),
        "spearman": maybe(found.spearman),
        "auc": maybe(found.auc),
        "log_loss": maybe(found.log_loss),
    })
}

fn information(found: &Information) -> Value {
    json!({
        "parameters": found.parameters,
        "log_likelihood": number(found.log_likelihood),
        "aic": number(found.aic),
        "aicc": maybe(found.aicc),
        "bic": number(found.bic),
        "aicc_weight": maybe(found.aicc_weight),
        "bic_weight": number(found.bic_weight),
    })
}

fn fit(found: &CandidateFit) -> Value {
    let coefficients = found.coefficients.iter().map(|weight| {
        json!({
            "name": weight.name,
            "estimate": maybe(weight.estimate),
            "standard_error": maybe(weight.standard_error),
            "cluster_error": maybe(weight.cluster_error),
            "interval": weight.interval.map(pair),
            "p": maybe(weight.p),
        })
    });
    let parameters = found.parameters.iter().map(|parameter| {
        json!({ "name": parameter.name, "value": interval(&parameter.value), "at_bound": parameter.at_bound })
    });
    json!({
        "coefficients": coefficients.collect::<Vec<_>>(),
        "parameters": parameters.collect::<Vec<_>>(),
        "penalty": maybe(found.penalty),
    })
}

/// The ends of an interval.
fn pair((low, high): (f64, f64)) -> Value {
    object([("low", number(low)), ("high", number(high))])
}

fn left_out(found: &LeftOut) -> Value {
    json!({ "model": found.candidate.to_string(), "reason": found.reason.to_string() })
}

fn effect(found: &Effect) -> Value {
    json!({
        "feature": found.feature,
        "r": maybe(found.r),
        "interval": found.interval.map(pair),
        "yi": maybe(found.yi),
        "vi": maybe(found.vi),
        "partial_r": maybe(found.partial_r),
        "n": found.n,
    })
}

fn order(found: &OrderTest) -> Value {
    json!({
        "gain": number(found.gain),
        "shuffled": number(found.shuffled),
        "p": number(found.p),
        "always_last": found.always_last,
    })
}

/// The episodes in the order of the models' predictions.
fn observed(episodes: &Episodes) -> Vec<Value> {
    let (people, stimuli) = (episodes.people(), episodes.stimuli());
    let told = episodes.overall().iter().enumerate().map(|(at, overall)| {
        json!({
            "person": people.name_of(at),
            "episode": episodes.names()[at],
            "stimulus": stimuli.map(|stimuli| stimuli.name_of(at)),
            "overall": overall,
        })
    });
    told.collect()
}

fn statement(found: &Statement) -> Value {
    json!({ "code": found.code, "caution": found.is_caution, "text": found.text })
}

/// The answer as it stands in a file: without where it was written to, which changes nothing in it.
pub(super) fn document(found: &Answer) -> Value {
    let mut document = answer(found);
    if let Some(map) = document.as_object_mut() {
        map.remove("written");
    }
    document
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_number_is_null() {
        let found = Interval {
            value: f64::NAN,
            low: f64::NEG_INFINITY,
            high: 1.0,
        };
        assert_eq!(interval(&found).to_string(), r#"{"value":null,"low":null,"high":1}"#);
    }
}
