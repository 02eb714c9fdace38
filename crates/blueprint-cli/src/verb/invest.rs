//! `invest`: the set of options that a budget should buy, and what every budget buys.

mod answer;
mod classical;
mod explanation;
mod frontier;
mod future;
pub(in crate::verb) mod refusal;
pub(in crate::verb) mod request;
pub(in crate::verb) mod robustness;
mod state;
mod unproved;
pub(in crate::verb) mod watching;
mod words;

use std::path::PathBuf;

use peak_end::{
    BestSet, ClassicalSet, Explanation, Frontier, InvestError, InvestOptions, Investing, RobustSet, Robustness, Watch,
};
use service_blueprint::Blueprint;

use crate::failure::{Failure, Outcome};
use crate::input::Input;
use crate::output::{Format, Output};
use refusal::refuse;
use state::State;
use watching::{Ended, Watching};

/// How much there is to spend, and how sets of options are judged.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The blueprint; `-` reads standard input
    #[arg(value_name = "FILE")]
    file: Input,

    /// What may be spent, a whole number in the unit of the costs; negative where so much has to be saved
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    budget: Option<String>,

    /// What every budget buys, up to the one given; without one money is no object
    #[arg(long)]
    frontier: bool,

    /// The memory model whose value is to become best; it has to be on the scale [default: peak_end]
    #[arg(long, value_name = "MODEL")]
    model: Option<String>,

    /// No set with which fewer customers reach a goal than now
    #[arg(long)]
    keep_goals: bool,

    /// The set that regrets least, whichever of these models on the scale is right, separated by commas [default:
    /// peak_end, mean, trough_peak_end, minimum_end and best_end]
    #[arg(long, value_name = "MODEL", num_args = 0.., require_equals = true)]
    robust: Option<Vec<String>>,

    /// The mean over so many journeys of each customer, 1 to 1000, while what surprised becomes expected
    #[arg(long, value_name = "K", allow_negative_numbers = true)]
    episodes: Option<i64>,

    /// With `--episodes`, how fast expectation rises to what is better, per journey: 0 never, 1 at once [default: 0.3]
    #[arg(long, value_name = "RATE", allow_negative_numbers = true)]
    up: Option<f64>,

    /// With `--episodes`, how fast expectation sinks to what is worse, per journey: 0 never, 1 at once [default: 0]
    #[arg(long, value_name = "RATE", allow_negative_numbers = true)]
    down: Option<f64>,

    /// With `--episodes`, how much of a changed expectation is felt: 0 nothing, 1 all of it, up to 10 [default: 1]
    #[arg(long, value_name = "FACTOR", allow_negative_numbers = true)]
    theta: Option<f64>,

    /// End each search after this time, such as 10s or 2m, with the best found so far; Ctrl-C does so at once. There are up
    /// to four: for the set, for other models, for the frontier, and for the reasons
    #[arg(long, value_name = "DURATION")]
    time_limit: Option<String>,

    /// End each search after so many nodes with the best found so far [default: 1048576]
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true)]
    nodes: Option<u64>,

    /// Write the blueprint with the chosen options to a file, which must not exist yet; options that were not chosen, and
    /// comments, are not in it
    #[arg(long, value_name = "FUTURE.yaml")]
    write: Option<PathBuf>,
}

/// What rejected options would have taken is searched for in so many nodes,
const REASON_NODES: u64 = 2_000;

/// or in so many times those of the search for the set, if these are more. Chosen: reasons are beside the answer, and
/// are not to take much longer.
const REASON_SEARCHES: u64 = 5;

/// After how many nodes the search for reasons ends.
pub(in crate::verb) fn reason_nodes(best: &BestSet) -> u64 {
    REASON_NODES.max(best.nodes.saturating_mul(REASON_SEARCHES))
}

/// What to buy, and what it does.
struct Answer<'b> {
    blueprint: &'b Blueprint,
    options: InvestOptions,
    budget: Option<i64>,
    /// The set; with `--robust` the one that regrets least.
    best: BestSet,
    /// What is known of its regret, where that is what it was chosen by.
    least_regret: Option<RobustSet>,
    /// How it does under other models; none where that was not found out in time.
    robustness: Option<Robustness>,
    /// What ended the search for it before its time, if a watch did.
    ended: Option<Ended>,
    before: State,
    after: State,
    /// The blueprint with the chosen options.
    future: Blueprint,
    /// Why it is this set.
    explanation: Explanation,
    /// What the classical rule would buy with the same money, and what that does.
    classical: Classical,
    /// What every budget buys, where that was asked.
    frontier: Option<Frontier>,
    /// Where the blueprint with the chosen options was written.
    written: Option<PathBuf>,
}

/// What the classical rule buys, and what that does.
struct Classical {
    set: ClassicalSet,
    state: State,
    /// The blueprint with what it buys.
    future: Blueprint,
}

/// Finds the set and says what it does.
pub(crate) fn run(arguments: &Arguments, output: &Output) -> Result<Outcome, Failure> {
    let budget = request::budget(arguments)?;
    let options = request::options(arguments)?;
    let watching = Watching::new(request::time_limit(arguments.time_limit.as_deref())?, output);
    if let Some(path) = &arguments.write {
        future::refuse_existing(path)?;
    }
    let blueprint = arguments.file.load()?.blueprint;
    let refuse = |error: InvestError| refuse(&blueprint, error);
    let investing = Investing::new(&blueprint, options.clone()).map_err(refuse)?;
    watching.catch_interrupts();
    let now = investing.now().map_err(refuse)?;
    let models = robustness::models(arguments, &options)?;
    let (best, least_regret, ended) = match arguments.robust {
        None => {
            let (best, ended) = watching.search("best set", u64::MAX, |watch| investing.best(budget, watch));
            (best.map_err(refuse)?, None, ended)
        }
        Some(_) => {
            let least = |watch: Watch<'_>| investing.least_regret(budget, &models, watch);
            let (found, ended) = watching.search("least regret", u64::MAX, least);
            let found = found.map_err(refuse)?;
            (robustness::as_best(&found), Some(found), ended)
        }
    };
    let robustness = match &least_regret {
        Some(found) => Some(found.robustness.clone()),
        None => {
            let regrets = |watch: Watch<'_>| investing.regrets(&best.chosen, &models, budget, watch);
            let (found, _) = watching.search("other models", robustness::nodes(&blueprint), regrets);
            match found {
                Err(InvestError::Stopped) => None,
                found => Some(found.map_err(refuse)?),
            }
        }
    };
    let frontier = match arguments.frontier {
        true => {
            let (frontier, _) = watching.search("frontier", u64::MAX, |watch| investing.frontier(budget, watch));
            Some(frontier.map_err(refuse)?)
        }
        false => None,
    };
    let (explanation, _) = watching.search("reasons", reason_nodes(&best), |watch| {
        investing.explain(&best, budget, watch)
    });
    let classical = {
        let set = investing.classical(budget).map_err(refuse)?;
        let future = future::blueprint(&blueprint, &set.chosen)?;
        Classical {
            state: State::of(&future, set.remembered, &options)?,
            set,
            future,
        }
    };
    let future = future::blueprint(&blueprint, &best.chosen)?;
    let answer = Answer {
        before: State::of(&blueprint, now, &options)?,
        after: State::of(&future, best.remembered, &options)?,
        explanation: explanation.map_err(refuse)?,
        classical,
        written: match &arguments.write {
            Some(path) => Some(future::write(&future, path)?),
            None => None,
        },
        blueprint: &blueprint,
        options,
        budget,
        best,
        least_regret,
        robustness,
        ended,
        future,
        frontier,
    };
    match output.format {
        Format::Json => output.json(&answer::answer(&answer))?,
        Format::Human => output.print(&words::words(&answer, output))?,
    }
    Ok(Outcome::Fine)
}
