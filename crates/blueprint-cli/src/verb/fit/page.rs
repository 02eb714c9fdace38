//! The comparison as the page takes it.

mod facts;

use blueprint_report::Language;
use blueprint_report::comparison::{
    ComparedModel, DataFinding, Design, FeatureEffect, FindingWeight, FittedWeight, Kept, Measured, ModelComparison,
    OrderGain, Remembered, Standing,
};
use peak_end_fit::{Centring, Compared, Effect, Finding, Grouping, Interval, OrderOfMoments, Outcome, Severity};
use serde_json::Value;

use super::statements::Statement;
use super::{Answer, manifest};

/// The page's data; the verdict is in the page's language.
pub(super) fn comparison(answer: &Answer, statements: &[Statement], language: Language) -> ModelComparison {
    let comparison = &answer.comparison;
    // The first sentence opens the page, whatever it says.
    let numbered = statements.iter().enumerate();
    let (said, cautions): (Vec<_>, Vec<_>) = numbered.partition(|(at, statement)| *at == 0 || !statement.is_caution);
    let [said, cautions] =
        [said, cautions].map(|list| list.into_iter().map(|(_, statement)| statement.text.clone()).collect());
    ModelComparison {
        name: name(answer),
        outcome: match comparison.outcome {
            Outcome::Rating => Remembered::Rating,
            Outcome::Binary => Remembered::Binary,
        },
        design: design(answer),
        verdict: said,
        cautions,
        findings: answer.data.findings.iter().map(finding).collect(),
        models: comparison.models.iter().map(model).collect(),
        left_out: comparison
            .left_out
            .iter()
            .map(|left_out| (left_out.candidate.to_string(), left_out.reason.to_string()))
            .collect(),
        effects: comparison.effects.iter().filter_map(effect).collect(),
        order: comparison.order.as_ref().map(|test| OrderGain {
            gain: test.gain,
            shuffled: test.shuffled,
            p: test.p,
            is_real: match answer.order {
                OrderOfMoments::Unsaid => None,
                OrderOfMoments::Real => Some(true),
                OrderOfMoments::Imposed => Some(false),
            },
        }),
        observed: answer.data.reading.episodes.overall().to_vec(),
        data: facts::facts(&answer.data.reading.report, language),
        manifest: record(&answer.manifest),
    }
}

/// The files' names without folders.
fn name(answer: &Answer) -> String {
    let names = answer.data.inputs.iter().map(|input| {
        let path = std::path::Path::new(&input.name);
        path.file_name()
            .map_or(input.name.clone(), |name| name.to_string_lossy().into_owned())
    });
    names.collect::<Vec<_>>().join(" + ")
}

fn design(answer: &Answer) -> Design {
    let comparison = &answer.comparison;
    let options = &comparison.options;
    Design {
        kept: match options.grouping {
            Grouping::Episode => Kept::Episodes,
            // Where the data name no people, every episode counts as another person's.
            Grouping::Person if answer.data.reading.report.people.is_none() => Kept::Episodes,
            Grouping::Person => Kept::People,
            Grouping::Stimulus => Kept::Stimuli,
        },
        groups: comparison.groups,
        folds: options.folds,
        repeats: options.repeats,
        draws: options.draws,
        permutations: options.permutations,
        centred: options.centring == Centring::WithinPerson,
    }
}

fn finding(found: &Finding) -> DataFinding {
    DataFinding {
        weight: match found.severity {
            Severity::Objection => FindingWeight::Objection,
            Severity::Remark => FindingWeight::Remark,
        },
        code: found.code.to_owned(),
        message: found.message.clone(),
        evidence: Vec::new(),
        help: found.help.clone(),
    }
}

fn measured(found: &Interval) -> Measured {
    Measured {
        value: found.value,
        low: found.low,
        high: found.high,
    }
}

fn model(found: &Compared) -> ComparedModel {
    let (scores, fit) = (&found.scores, &found.fit);
    let information = found.information.as_ref();
    let weights = fit.coefficients.iter().map(|weight| FittedWeight {
        name: weight.name.clone(),
        estimate: weight.estimate,
        error: weight.cluster_error,
        interval: weight.interval,
        p: weight.p,
    });
    let parameters = fit.parameters.iter();
    let parameters = parameters.map(|found| (found.name.to_owned(), measured(&found.value), found.at_bound));
    ComparedModel {
        name: found.candidate.to_string(),
        main: measured(&found.main),
        to_mean: measured(&found.to_mean),
        standing: match found {
            found if found.is_ahead() => Standing::Better,
            found if found.is_behind() => Standing::Worse,
            _ => Standing::Open,
        },
        r2: scores.r2,
        rmse: scores.rmse,
        mae: scores.mae,
        spearman: scores.spearman,
        auc: scores.auc,
        log_loss: scores.log_loss,
        aicc: information.and_then(|found| found.aicc),
        aicc_weight: information.and_then(|found| found.aicc_weight),
        bic: information.map(|found| found.bic),
        predictions: found.predictions.clone(),
        coefficients: weights.collect(),
        parameters: parameters.collect(),
        penalty: fit.penalty,
    }
}

/// A correlation with its interval; one without is in the result files only.
fn effect(found: &Effect) -> Option<FeatureEffect> {
    let (low, high) = found.interval?;
    Some(FeatureEffect {
        feature: found.feature.clone(),
        r: Measured {
            value: found.r?,
            low,
            high,
        },
        partial_r: found.partial_r,
        n: found.n,
    })
}

/// The manifest, a row for each thing that has to be known.
fn record(found: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let mut rows = vec![
        (
            "program".to_owned(),
            format!("{} {}", text(&found["program"]), text(&found["version"])),
        ),
        ("command".to_owned(), manifest::shown(found)),
        ("seed".to_owned(), text(&found["seed"])),
    ];
    for file in found["files"].as_array().into_iter().flatten() {
        let told = format!("sha256 {}, {} bytes", text(&file["sha256"]), file["bytes"]);
        rows.push((text(&file["name"]), told));
    }
    rows
}
