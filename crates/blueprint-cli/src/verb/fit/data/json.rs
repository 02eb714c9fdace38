//! The data report and findings for programs.

use peak_end_fit::{Finding, LeftOutEpisodes, MomentOrder, Outcome, Summary};
use serde_json::{Value, json};

use super::ReadData;
use crate::json::{maybe, number, object, scale};

/// The data report.
pub(crate) fn report_json(data: &ReadData) -> Value {
    let report = &data.reading.report;
    let files: Vec<Value> = report
        .files
        .iter()
        .zip(&data.inputs)
        .map(|(file, input)| {
            json!({
                "name": file.name,
                "form": file.form.map(|form| form.name()),
                "rows": file.rows,
                "blank_rows": file.blank,
                "unused_columns": file.unused,
                "bytes": input.bytes,
                "sha256": input.sha256,
            })
        })
        .collect();
    json!({
        "files": files,
        "episodes": report.episodes,
        "people": report.people,
        "stimuli": report.stimuli,
        "moments_per_episode": {
            "least": report.moments.least,
            "median": number(report.moments.median),
            "most": report.moments.most,
        },
        "touchpoints": report.touchpoints,
        "moment_columns": report.moment_columns,
        "scale": scale(report.scale),
        "overall_scale": report.overall_scale.map(|[worst, best]| json!({ "worst": number(worst), "best": number(best) })),
        "outcome": match report.outcome {
            Outcome::Rating => "rating",
            Outcome::Binary => "binary",
        },
        "ratings": summary(&report.ratings),
        "missing_ratings": report.missing_ratings,
        "overall": summary(&report.overall),
        "left_out": {
            "without_moments": left_out(&report.without_moments),
            "without_overall": left_out(&report.without_overall),
        },
        "order": order(&report.order),
        "reordered_episodes": report.reordered,
        "moments_with_duration": report.durations,
        "delays": report.delays.as_ref().map(summary),
        "expectations": report.expectations.as_ref().map(summary),
    })
}

fn order(of: &MomentOrder) -> Value {
    let (from, column) = match of {
        MomentOrder::Column(column) => ("column", Some(column)),
        MomentOrder::Columns => ("columns", None),
        MomentOrder::Lists => ("lists", None),
        _ => ("rows", None),
    };
    json!({ "from": from, "column": column })
}

fn summary(of: &Summary) -> Value {
    json!({
        "count": of.count,
        "least": number(of.least),
        "most": number(of.most),
        "mean": number(of.mean),
        "sd": maybe(of.sd),
    })
}

fn left_out(episodes: &LeftOutEpisodes) -> Value {
    let first = episodes
        .first
        .iter()
        .map(|(row, name)| json!({ "row": row, "episode": name }));
    json!({ "count": episodes.count, "first": first.collect::<Vec<_>>() })
}

/// What the data checks found.
pub(crate) fn findings_json(findings: &[Finding]) -> Value {
    let findings = findings.iter().map(|finding| {
        json!({
            "code": finding.code,
            "severity": finding.severity.name(),
            "message": finding.message,
            "help": finding.help,
            "evidence": object(finding.evidence.iter().map(|(name, value)| (*name, number(*value)))),
        })
    });
    findings.collect()
}
