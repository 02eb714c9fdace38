//! How a set does if another memory model is the right one.

use peak_end::{BestSet, InvestOptions, Method, Model, Regret, RobustSet};
use service_blueprint::Blueprint;

use super::words::paragraph;
use super::{Answer, Arguments};
use crate::failure::Failure;
use crate::terminal::{Align, Line, Palette, Table, column, percent, wrap};
use crate::verb::cells::{heading, moved};
use crate::verb::choice;

/// The models asked unless others are named. Chosen: they are on the scale, have a value for every journey with a scored
/// moment, need no sampling, and look at different moments.
const USUAL: [&str; 5] = ["peak_end", "mean", "trough_peak_end", "minimum_end", "best_end"];

/// The models to ask, the one by which sets are judged always among them.
pub(super) fn models(arguments: &Arguments, options: &InvestOptions) -> Result<Vec<Model>, Failure> {
    let named: Vec<&str> = match &arguments.robust {
        Some(names) if !names.is_empty() => choice::list(names),
        _ => USUAL.to_vec(),
    };
    if named.iter().any(|name| name.trim().is_empty()) {
        let message = "`--robust=` names no model in one place";
        let help = "write `--robust` for the usual ones, or their names as in `--robust=mean,trough`";
        return Err(Failure::request("no-model", message, Some(help.into())));
    }
    let mut models = vec![options.model.clone()];
    for name in named {
        let model = choice::model(name)?;
        if !models.contains(&model) {
            models.push(model);
        }
    }
    Ok(models)
}

/// The models asked unless others are named.
pub(in crate::verb) fn usual() -> Vec<Model> {
    USUAL.iter().filter_map(|name| Model::from_name(name)).collect()
}

/// After so many nodes the best set under another model is taken as found: other models stand beside the answer, and are
/// not to take much longer. Chosen: a second at most on a few touchpoints and on a few thousand.
pub(in crate::verb) fn nodes(blueprint: &Blueprint) -> u64 {
    let size = blueprint.touchpoints().len() * blueprint.segments().len().max(1);
    (120_000 / size.max(1) as u64).clamp(50, 5_000)
}

/// The set that regrets least, as a set whose objective nobody claims to be best.
pub(super) fn as_best(found: &RobustSet) -> BestSet {
    BestSet {
        chosen: found.chosen.clone(),
        cost: found.cost,
        remembered: found.remembered,
        bound: found.remembered,
        optimal: found.optimal,
        ties_settled: found.optimal,
        method: Method::BranchAndBound,
        nodes: found.nodes,
    }
}

/// What is known of sets that regret less.
pub(super) fn proof(found: &RobustSet, why_not: &str) -> String {
    let Some(largest) = found.robustness.largest else {
        return "No set gains anything under any of the models asked.".into();
    };
    let most = format!(
        "Whichever of the models asked is right, it misses at most {} of what could be gained under it.",
        percent(largest)
    );
    match found.optimal {
        true => format!("{most} It is proved that no set within the budget misses less."),
        false => format!(
            "{most} That is the least found so far, not proved to be the least there is: {why_not}. No set misses less than \
             {}.",
            percent(found.bound)
        ),
    }
}

/// What the set gains and misses under each model.
pub(super) fn words(answer: &Answer<'_>, width: usize) -> String {
    use Align::{Left, Right};
    let Some(found) = &answer.robustness else {
        let words = "If another memory model is right: that was not found out in time.";
        return paragraph(words, width);
    };
    let scale = answer.blueprint.scale();
    let mut table = Table::new(&[
        ("", Left),
        ("now", Right),
        ("with\nthese", Right),
        ("change", Right),
        ("best\npossible", Right),
        ("missed", Right),
    ]);
    let mut unproved = false;
    for regret in &found.regrets {
        unproved |= !regret.exact;
        // The best that was found under another model in a short search may be worse than this set.
        let best = if scale.is_better(regret.with, regret.best) {
            regret.with
        } else {
            regret.best
        };
        let mark = if regret.exact { "" } else { "~" };
        table.row(vec![
            Line::plain(regret.model.text()),
            Line::plain(column(regret.now)),
            Line::plain(column(regret.with)),
            moved(scale, Some(regret.now), Some(regret.with)),
            Line::plain(format!("{mark}{}", column(best))),
            regret
                .regret
                .map_or_else(|| Line::new(Palette::QUIET, "–"), |part| Line::plain(missed(part))),
        ]);
    }
    let mut text = format!("{}{}", heading("If another memory model is right"), table.render(width));
    let mut words = match found.robust {
        true => "The set gains under every model under which anything can be gained.".to_owned(),
        false => format!(
            "The set does not gain under every model: {}.",
            fails(answer, &found.regrets)
        ),
    };
    words.push_str(" Missed: the part of the possible gain that it leaves.");
    let parts = || found.regrets.iter().map(|regret| regret.regret);
    if parts().any(|part| part.is_some_and(|part| part > 1.0 + NOTHING)) {
        words.push_str(" Over 100 %: it loses where something could be gained.");
    }
    if parts().any(|part| part.is_none()) {
        words.push_str(" –: no set gains anything.");
    }
    if answer.least_regret.is_none() && parts().flatten().any(|part| part > NOTHING) {
        words.push_str(" `--robust` finds the set whose largest miss is smallest.");
    }
    if unproved {
        words.push_str(" ~: the best that was found, or sampled; not proved.");
    }
    if !found.skipped.is_empty() {
        let names: Vec<String> = found.skipped.iter().map(|(model, _)| model.text()).collect();
        words.push_str(&format!(" Without a value for these journeys: {}.", names.join(", ")));
    }
    let lines = wrap(&words, width).into_iter();
    text.extend(lines.map(|line| Line::new(Palette::QUIET, line).to_string()));
    text
}

/// Parts of a gain as small as this are rounding.
const NOTHING: f64 = 1e-9;

/// A regret; rounding is none, and more than all of a gain is no part of it.
fn missed(part: f64) -> String {
    match part {
        part if part < NOTHING => percent(0.0),
        part if part > 1.0 + NOTHING => ">100 %".to_owned(),
        part => percent(part),
    }
}

/// Under which models the set does not gain although something could be gained, or loses.
fn fails(answer: &Answer<'_>, regrets: &[Regret]) -> String {
    let scale = answer.blueprint.scale();
    let slack = 1e-9 * scale.half();
    let names = |fails: &dyn Fn(f64, bool) -> bool| -> Vec<String> {
        let failing = regrets
            .iter()
            .filter(|one| fails(scale.gain(one.now, one.with), one.regret.is_some()));
        failing.map(|one| one.model.text()).collect()
    };
    let loses = names(&|gain, _| gain < -slack);
    let nothing = names(&|gain, possible| possible && gain.abs() <= slack);
    let mut words = Vec::new();
    if !loses.is_empty() {
        words.push(format!("it loses under {}", loses.join(", ")));
    }
    if !nothing.is_empty() {
        words.push(format!("it gains nothing under {}", nothing.join(", ")));
    }
    if words.is_empty() {
        words.push("no model has a value for these journeys".to_owned());
    }
    words.join("; ")
}
