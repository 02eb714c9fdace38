//! The data report as the page shows it.

use blueprint_report::{Language, score};
use peak_end_fit::{DataReport, Summary};

/// So many touchpoints or columns are named; the rest are counted. Chosen.
const NAMED: usize = 12;

/// What is in the data: what it is, and how much.
pub(super) fn facts(report: &DataReport, say: Language) -> Vec<(String, String)> {
    let mut rows = Vec::new();
    let mut add = |what: &str, told: String| rows.push((what.to_owned(), told));
    for file in &report.files {
        let told = match file.form {
            Some(form) => say.data_file_told(form.name(), file.rows),
            None => file.rows.to_string(),
        };
        add(say.data_file(), format!("{}{}", file.name, say.bracketed(told)));
    }
    add(say.data_episodes(), report.episodes.to_string());
    let people = report.people.map(|people| people.to_string());
    add(
        say.data_people(),
        people.unwrap_or_else(|| say.data_people_unnamed().to_owned()),
    );
    if let Some(stimuli) = report.stimuli {
        add(say.data_stimuli(), stimuli.to_string());
    }
    let moments = &report.moments;
    add(
        say.data_moments(),
        say.data_moments_told(moments.least, score(moments.median), moments.most),
    );
    add(say.data_touchpoints(), listed(&report.touchpoints, say));
    let scale = report.scale;
    let [worst, neutral, best] = [scale.worst(), scale.neutral(), scale.best()].map(score);
    let parts = [say.worst_score(worst), say.neutral_score(neutral), say.best_score(best)];
    add(say.data_scale(), parts.join(say.list_comma()));
    add(say.data_ratings(), summary(&report.ratings, say));
    add(say.data_missing(), report.missing_ratings.to_string());
    add(say.data_overall(), summary(&report.overall, say));
    for (what, left_out) in [
        (say.data_without_moments(), &report.without_moments),
        (say.data_without_overall(), &report.without_overall),
    ] {
        if left_out.count > 0 {
            add(what, left_out.count.to_string());
        }
    }
    add(say.data_durations(), report.durations.to_string());
    let unused: Vec<String> = report.files.iter().flat_map(|file| file.unused.clone()).collect();
    if !unused.is_empty() {
        add(say.data_unused(), listed(&unused, say));
    }
    rows
}

fn summary(found: &Summary, say: Language) -> String {
    say.data_summary(found.count, score(found.least), score(found.most), score(found.mean))
}

fn listed(names: &[String], say: Language) -> String {
    let shown = names
        .iter()
        .take(NAMED)
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(say.list_comma());
    match names.len() {
        count if count > NAMED => say.and_more(shown, count - NAMED),
        _ => shown,
    }
}
