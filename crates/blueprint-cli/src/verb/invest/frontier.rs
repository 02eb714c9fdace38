//! What every budget buys, as a table.

use anstyle::Style;
use peak_end::{BestSet, Frontier};
use service_blueprint::OptionId;

use super::Answer;
use super::words::{listed, money};
use crate::terminal::{Line, Palette, column, counted, width, wrap, wrap_hanging};
use crate::verb::cells::heading;

/// So many rows are shown; of a longer frontier rows at even distances.
const ROWS: usize = 24;

/// The columns between two others.
const GAP: usize = 2;

/// From what cost on, what is remembered, and what changes in the set against the row before.
pub(super) fn words(answer: &Answer<'_>, frontier: &Frontier, columns: usize) -> String {
    let shown = rows(frontier.points.len());
    let mut text = heading("What every budget buys");
    let costs: Vec<String> = frontier.points.iter().map(|point| money(point.cost)).collect();
    let values = told_apart(&frontier.points);
    let cost_head = match &answer.blueprint.document().currency {
        Some(currency) => format!("from {currency}"),
        None => "from".to_owned(),
    };
    let cost_width = costs
        .iter()
        .map(|cost| width(cost))
        .max()
        .unwrap_or(0)
        .max(width(&cost_head));
    let value_head = "remembered";
    let indent = cost_width + GAP + value_head.len() + GAP;
    let line = |style: Style, cost: &str, value: &str, words: &str| {
        let cost = Line::new(style, cost).right(cost_width);
        let value = Line::new(style, value).right(value_head.len() + GAP);
        cost.join(value).padded(indent).and(style, words).to_string()
    };
    text.push_str(&line(
        Palette::QUIET,
        &cost_head,
        value_head,
        "bought, against the row before",
    ));
    let mut last: Option<&BestSet> = None;
    for &row in &shown {
        let point = &frontier.points[row];
        let mut value = values[row].clone();
        if !point.optimal {
            value.insert(0, '≥');
        }
        let words = match last {
            None => listed(answer.blueprint, &point.chosen),
            Some(last) => difference(answer, &last.chosen, &point.chosen),
        };
        let lines = wrap_hanging(&words, columns.saturating_sub(indent).max(12), "", "  ");
        for (number, words) in lines.into_iter().enumerate() {
            let (cost, value) = match number {
                0 => (costs[row].as_str(), value.as_str()),
                _ => ("", ""),
            };
            text.push_str(&line(Style::new(), cost, value, &words));
        }
        last = Some(point);
    }
    let mut remarks = Vec::new();
    remarks.extend(cheaper(answer, frontier));
    let left_out = frontier.points.len() - shown.len();
    if left_out > 0 {
        remarks.push(format!(
            "{} between these are left out; `--format json` has all.",
            counted(left_out, "row")
        ));
    }
    if !frontier.complete {
        let words =
            "The search ended before all budgets were gone through: rows may be missing, above all of small cost.";
        remarks.push(words.to_owned());
    }
    for remark in remarks {
        let lines = wrap(&remark, columns);
        text.extend(
            lines
                .into_iter()
                .map(|line| Line::new(Palette::QUIET, line).to_string()),
        );
    }
    text
}

/// The same memory for less money than the chosen set: rows are the cheapest sets, and among equally good sets the chosen
/// one lowers the fewest touchpoints, whatever that costs.
fn cheaper(answer: &Answer<'_>, frontier: &Frontier) -> Option<String> {
    let best = &answer.best;
    let scale = answer.blueprint.scale();
    let as_good = |point: &&BestSet| scale.gain(best.remembered, point.remembered).abs() <= SAME * scale.half();
    let point = frontier.points.iter().find(as_good)?;
    if answer.least_regret.is_some() || point.cost >= best.cost {
        return None;
    }
    Some(format!(
        "The row from {} is remembered as well as the set chosen above, for {} less: the set above makes fewer touchpoints \
         worse than they are now.",
        money(point.cost),
        money(best.cost - point.cost)
    ))
}

/// Memories within this part of the half-scale are the same.
const SAME: f64 = 1e-12;

/// What is remembered, with as many decimals as tell neighbours apart, up to four.
fn told_apart(points: &[BestSet]) -> Vec<String> {
    let with = |decimals: usize| -> Vec<String> {
        let told = |point: &BestSet| match decimals {
            LEAST_DECIMALS => column(point.remembered),
            _ => format!("{:.decimals$}", point.remembered).replace('-', "−"),
        };
        points.iter().map(told).collect()
    };
    let apart = |values: &Vec<String>| values.windows(2).all(|pair| pair[0] != pair[1]);
    let found = (LEAST_DECIMALS..MOST_DECIMALS).map(with).find(apart);
    found.unwrap_or_else(|| with(MOST_DECIMALS))
}

/// So many decimals scores have everywhere,
const LEAST_DECIMALS: usize = 2;

/// and no table has more.
const MOST_DECIMALS: usize = 4;

/// Which rows are shown: the first, the last, and others at even distances.
fn rows(count: usize) -> Vec<usize> {
    if count <= ROWS {
        return (0..count).collect();
    }
    (0..ROWS).map(|row| row * (count - 1) / (ROWS - 1)).collect()
}

/// What is bought more and what no longer.
fn difference(answer: &Answer<'_>, before: &[OptionId], after: &[OptionId]) -> String {
    let only = |these: &[OptionId], those: &[OptionId]| -> Vec<OptionId> {
        these.iter().filter(|id| !those.contains(id)).cloned().collect()
    };
    let (more, less) = (only(after, before), only(before, after));
    let mut words = Vec::new();
    if !more.is_empty() {
        words.push(format!("+ {}", listed(answer.blueprint, &more)));
    }
    if !less.is_empty() {
        words.push(format!("− {}", listed(answer.blueprint, &less)));
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_frontiers_are_thinned_out_evenly() {
        assert_eq!(rows(3), [0, 1, 2]);
        let shown = rows(1000);
        assert_eq!((shown.len(), shown[0], shown[ROWS - 1]), (ROWS, 0, 999));
        assert!(shown.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
