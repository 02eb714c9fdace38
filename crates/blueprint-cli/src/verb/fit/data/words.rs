//! The data report and findings for people.

use peak_end_fit::{DataReport, FileReport, Finding, LeftOutEpisodes, MomentOrder, Outcome, Severity, Summary};

use super::ReadData;
use crate::terminal::{Line, Palette, counted, score, wrap, wrap_hanging};

/// How wide the names at the left are.
const NAMES: usize = 16;

/// So many columns are named; the rest are counted.
const NAMED: usize = 8;

/// The data report.
pub(crate) fn report_words(data: &ReadData, width: usize) -> String {
    let report = &data.reading.report;
    let mut text = Line::new(Palette::STRONG, "Data").to_string();
    let mut say = |name: &str, words: String| {
        let indent = " ".repeat(NAMES);
        let first = format!("  {name:<width$}", width = NAMES - 2);
        for (number, line) in wrap_hanging(&words, width, &indent, &indent).into_iter().enumerate() {
            let words = line.trim_start().to_owned();
            let head = if number == 0 { &first } else { &indent };
            text.push_str(
                &Line::new(Palette::QUIET, head.as_str())
                    .and(Palette::CURVE, words)
                    .to_string(),
            );
        }
    };
    for file in &report.files {
        say("file", file_words(file));
    }
    say("episodes", episodes(report));
    say("moments", moments(report));
    say("order", order(&report.order));
    say("ratings", ratings(report));
    say("overall", overall(report));
    for (why, left_out) in [
        ("no moment is rated", &report.without_moments),
        ("no overall rating", &report.without_overall),
    ] {
        if left_out.count > 0 {
            say("left out", left_out_words(why, left_out));
        }
    }
    if report.reordered > 0 {
        say(
            "sorted",
            format!("rows of {} were out of order", counted(report.reordered, "episode")),
        );
    }
    say("durations", durations(report));
    for (name, summary, unit) in [
        ("delays", &report.delays, " minutes"),
        ("expectations", &report.expectations, ""),
    ] {
        match summary {
            Some(summary) => say(name, format!("{} of {}{unit}", summary.count, spread(summary))),
            None => say(name, "none".into()),
        }
    }
    for file in report.files.iter().filter(|file| !file.unused.is_empty()) {
        let count = counted(file.unused.len(), "column");
        let of = match report.files.len() {
            1 => String::new(),
            _ => format!(" of {}", file.name),
        };
        say("not used", format!("{count}{of}: {}", some(&file.unused)));
    }
    text.push('\n');
    text
}

fn file_words(file: &FileReport) -> String {
    let form = file.form.map_or("episode table", |form| form.name());
    let rows = counted(usize::try_from(file.rows).unwrap_or(usize::MAX), "row");
    let blank = match file.blank {
        0 => String::new(),
        blank => format!(", {blank} blank ones passed over"),
    };
    format!("{} ({form}, {rows}{blank})", file.name)
}

fn episodes(report: &DataReport) -> String {
    let people = match report.people {
        Some(1) => "of 1 person".to_owned(),
        Some(people) => format!("of {people} people"),
        None => "people are not named: each counts as another person's".to_owned(),
    };
    let stimuli = match report.stimuli {
        Some(1) => ", with 1 stimulus".to_owned(),
        Some(stimuli) => format!(", with {stimuli} stimuli"),
        None => String::new(),
    };
    format!("{}, {people}{stimuli}", report.episodes)
}

fn moments(report: &DataReport) -> String {
    let spread = &report.moments;
    let each = match spread.least == spread.most {
        true => format!("{} rated in each episode", spread.most),
        false => format!(
            "{} to {} rated in an episode, median {}",
            spread.least,
            spread.most,
            score(spread.median)
        ),
    };
    match report.moment_columns.is_empty() {
        true => format!(
            "{each}; {}: {}",
            counted(report.touchpoints.len(), "touchpoint"),
            some(&report.touchpoints)
        ),
        false => format!("{each}; columns {}", some(&report.moment_columns)),
    }
}

fn order(of: &MomentOrder) -> String {
    match of {
        MomentOrder::Column(column) => format!("by the column `{column}`"),
        MomentOrder::Columns => "that of the columns, as above".into(),
        MomentOrder::Lists => "that of the lists of moments".into(),
        _ => "that of the rows; no column `order` or `time`, and `--order` names none".into(),
    }
}

fn ratings(report: &DataReport) -> String {
    let scale = report.scale;
    format!(
        "{} of {}, on the scale {} (worst) to {} (best), neutral {}; {} missing",
        report.ratings.count,
        spread(&report.ratings),
        score(scale.worst()),
        score(scale.best()),
        score(scale.neutral()),
        report.missing_ratings
    )
}

fn overall(report: &DataReport) -> String {
    match report.outcome {
        Outcome::Binary => {
            let yes = report.overall.mean * report.overall.count as f64;
            format!(
                "{} yes and {} no",
                yes.round(),
                report.overall.count as f64 - yes.round()
            )
        }
        Outcome::Rating => {
            let scale = report
                .overall_scale
                .map(|[worst, best]| format!(", on the scale {} (worst) to {} (best)", score(worst), score(best)));
            format!("{}{}", spread(&report.overall), scale.unwrap_or_default())
        }
    }
}

fn durations(report: &DataReport) -> String {
    match report.durations {
        0 => "none: every moment counts the same".into(),
        all if all == report.ratings.count => "of every moment".into(),
        some => format!(
            "of {some} of {} moments; used only if all have one",
            report.ratings.count
        ),
    }
}

/// Episodes left out for one reason: how many, why, and the first of them.
pub(crate) fn left_out_words(why: &str, left_out: &LeftOutEpisodes) -> String {
    let named: Vec<String> = left_out
        .first
        .iter()
        .map(|(row, name)| match *name == row.to_string() {
            true => format!("row {row}"),
            false => format!("`{name}` (row {row})"),
        })
        .collect();
    let named = named.join(", ");
    let more = if left_out.count > left_out.first.len() as u64 {
        " …"
    } else {
        ""
    };
    let count = counted(usize::try_from(left_out.count).unwrap_or(usize::MAX), "episode");
    format!("{count}, as {why}: {named}{more}")
}

fn spread(summary: &Summary) -> String {
    let sd = summary.sd.map_or(String::new(), |sd| format!(", sd {}", score(sd)));
    format!(
        "{} to {}, mean {}{sd}",
        score(summary.least),
        score(summary.most),
        score(summary.mean)
    )
}

/// The first names, and the last where some are left out.
fn some(names: &[String]) -> String {
    match names {
        [first @ .., last] if names.len() > NAMED => {
            format!("{} … {last} ({} in all)", first[..NAMED - 2].join(", "), names.len())
        }
        _ => names.join(", "),
    }
}

/// What the data checks found.
pub(crate) fn findings_words(findings: &[Finding], width: usize) -> String {
    let mut text = String::new();
    if findings.is_empty() {
        text.push_str(&Line::plain("The data checks found nothing.").to_string());
    }
    for finding in findings {
        let (style, name) = match finding.severity {
            Severity::Objection => (Palette::BAD, "Objection"),
            Severity::Remark => (Palette::EVIDENCE, "Remark"),
        };
        let head = Line::new(style, name).and(Palette::QUIET, format!(" [{}]", finding.code));
        text.push_str(&head.to_string());
        for line in wrap(&finding.message, width.saturating_sub(2)) {
            text.push_str(&Line::plain(format!("  {line}")).to_string());
        }
        for line in wrap_hanging(&finding.help, width, "  What to do: ", "  ") {
            text.push_str(&Line::new(Palette::QUIET, line).to_string());
        }
        text.push('\n');
    }
    text
}
