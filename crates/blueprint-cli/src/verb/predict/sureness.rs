//! How sure the numbers are, for people.

use peak_end::{FixedReason, Outlook, Uncertain, Uncertainty};
use service_blueprint::TouchpointId;

use super::Answer;
use super::words::{MOST_GROUPS, heading, more_groups, named, number, quiet};
use crate::output::Output;
use crate::terminal::{Align, Line, Palette, Table, counted, percent, score, wrap, wrap_hanging};

/// What surveys leave open, as far as it was asked; without any, that numbers are as good as the assumptions.
pub(super) fn words(answer: &Answer<'_>, output: &Output) -> String {
    let width = output.width;
    let sources = &answer.sources;
    if sources.is_only_ordering() {
        if sources.held_fixed.is_empty() {
            return String::new();
        }
        let none = if answer.uncertainty.is_some() {
            "there is no interval, and "
        } else {
            ""
        };
        return quiet(&format!("{NO_SPREAD}, so {none}{ONLY_ORDERING}"), width);
    }
    match &answer.uncertainty {
        Some(found) => asked(answer, found, width),
        None if output.quiet => String::new(),
        None => {
            let surveyed = sources.resampled.len();
            let all = surveyed + sources.held_fixed.len();
            let words = format!(
                "Surveys that give `n` stand behind {surveyed} of {}; `--interval` says how sure that makes the numbers.",
                counted(all, "score")
            );
            quiet(&words, width)
        }
    }
}

const NO_SPREAD: &str = "No score comes with the number of its ratings and a spread among them";

const ONLY_ORDERING: &str = "only the order of touchpoints is meaningful: the decimals are as good as the assumptions \
                             behind them.";

/// Everyone and each segment, by name, as in the other tables.
fn groups<'a>(answer: &Answer<'_>, found: &'a Uncertainty) -> Vec<(String, &'a Uncertain)> {
    let names = super::words::groups(answer).into_iter().map(|(name, ..)| name);
    let parts: Vec<&Uncertain> = match &found.segments[..] {
        [only] => vec![&only.uncertain],
        several => {
            let segments = several.iter().map(|segment| &segment.uncertain);
            std::iter::once(&found.overall).chain(segments).collect()
        }
    };
    names.zip(parts).collect()
}

fn asked(answer: &Answer<'_>, found: &Uncertainty, width: usize) -> String {
    use Align::{Left, Right};
    let groups = groups(answer, found);
    let confidence = score(100.0 * found.options.confidence);
    let mut text = heading(
        &format!(
            "How sure the numbers are ({confidence} % interval, {} resamples)",
            found.options.resamples
        ),
        "\n",
    );
    let mut table = Table::new(&[
        ("", Left),
        ("remembered", Right),
        ("worse\nend", Right),
        ("better\nend", Right),
    ]);
    for (name, uncertain) in &groups {
        table.row(vec![
            Line::plain(name.as_str()),
            number(uncertain.remembered),
            number(uncertain.interval.map(|interval| interval.worse)),
            number(uncertain.interval.map(|interval| interval.better)),
        ]);
    }
    text.push_str(&table.render(width));
    text.push_str(&heading(
        "How often a touchpoint is the peak (share of resamples)",
        "\n",
    ));
    for (name, uncertain) in groups.iter().take(MOST_GROUPS) {
        let mut shares: Vec<_> = uncertain.peak.iter().collect();
        // The sort keeps document order among equals.
        shares.sort_by(|a, b| b.share.total_cmp(&a.share));
        let mut parts: Vec<String> = shares
            .iter()
            .take(MOST_NAMED)
            .map(|one| format!("{} ({})", named(answer, &one.touchpoint), percent(one.share)))
            .collect();
        if shares.len() > MOST_NAMED {
            let rest = shares[MOST_NAMED..].iter().map(|one| one.share).sum();
            parts.push(format!("{} others ({})", shares.len() - MOST_NAMED, percent(rest)));
        }
        if parts.is_empty() {
            parts.push("no survey bears on it".to_owned());
        }
        for line in wrap_hanging(&format!("{name}: {}", parts.join(", ")), width, "", "  ") {
            text.push_str(&Line::plain(line).to_string());
        }
    }
    text.push_str(&more_groups(groups.len()));
    let outlooks = super::words::groups(answer).into_iter().map(|(.., outlook)| outlook);
    let mut outlooks = outlooks.zip(&groups);
    if outlooks.any(|(outlook, (_, uncertain))| has_two_sides(answer, outlook, uncertain)) {
        text.push('\n');
        for line in wrap(TWO_SIDES, width) {
            text.push_str(&Line::new(Palette::BAD, line).to_string());
        }
    }
    let cut = groups
        .iter()
        .any(|(_, uncertain)| uncertain.interval.is_some_and(|interval| interval.uncut.is_some()));
    text.push_str(&quiet(&explained(answer, &confidence, cut), width));
    text
}

/// No more touchpoints than this are named as possible peaks of one group.
const MOST_NAMED: usize = 4;

/// No more touchpoints than this are named as held fixed for one reason; programs get all.
const MOST_HELD: usize = 6;

/// Resamples as rare as this do not make a second side. Chosen: what an interval of 95 % leaves out.
const RARE: f64 = 0.05;

const TWO_SIDES: &str = "Good and bad touchpoints compete for the peak: memory is the one or the other, and no interval \
                         between them can be trusted. Rate these touchpoints more often.";

/// Whether good touchpoints and bad ones are each the peak in more than a few resamples.
fn has_two_sides(answer: &Answer<'_>, outlook: &Outlook, uncertain: &Uncertain) -> bool {
    let scale = answer.prediction.scale;
    let value = |id: &TouchpointId| {
        let mut touchpoints = outlook.touchpoints.iter();
        let score = touchpoints.find(|one| one.id == *id).and_then(|one| one.score);
        score.map_or(0.0, |score| scale.value(score))
    };
    let of = |side: fn(f64) -> bool| -> f64 {
        let shares = uncertain.peak.iter().filter(|one| side(value(&one.touchpoint)));
        shares.map(|one| one.share).sum()
    };
    of(|value| value > 0.0) > RARE && of(|value| value < 0.0) > RARE
}

fn explained(answer: &Answer<'_>, confidence: &str, cut: bool) -> String {
    let mut words = format!(
        "Of many surveys like these, about {confidence} % give an interval that holds the expected remembered \
         experience, fewer where many touchpoints compete for the peak. It is about the mean, not about how memories \
         of different customers spread."
    );
    if cut {
        words.push_str(" An interval that passed the end of the scale is cut there.");
    }
    let fixed = &answer.sources.held_fixed;
    if !fixed.is_empty() {
        let drawn = answer.sources.resampled.len();
        let were = if drawn == 1 { "was" } else { "were" };
        words.push_str(&format!(
            " Of {} {drawn} {were} drawn anew.",
            counted(drawn + fixed.len(), "score")
        ));
    }
    let mut held = vec!["the shares of ways and segments".to_owned()];
    let mut reasons: Vec<FixedReason> = fixed.iter().map(|one| one.reason).collect();
    reasons.sort();
    reasons.dedup();
    for reason in reasons {
        let mut names: Vec<String> = Vec::new();
        for one in fixed.iter().filter(|one| one.reason == reason) {
            let name = format!("“{}”", named(answer, &one.touchpoint));
            let segment = one
                .segment
                .as_ref()
                .and_then(|id| answer.blueprint.segment(id.as_str()));
            names.push(segment.map_or(name.clone(), |segment| format!("{name} of {}", segment.name())));
        }
        let more = names.len().saturating_sub(MOST_HELD);
        names.truncate(MOST_HELD);
        let names = names.join(", ");
        held.push(match more {
            0 => format!("{names} ({reason})"),
            _ => format!("{names} and {more} more ({reason})"),
        });
    }
    format!("{words} Held fixed: {}.", held.join("; "))
}
