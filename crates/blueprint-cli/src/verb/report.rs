//! `report`: everything about a blueprint in one HTML page.

use std::path::PathBuf;

use blueprint_report::{Invested, Plan, ReportOptions, report};
use peak_end::{Frontier, Goals, InvestError, InvestOptions, Investing};
use service_blueprint::{Blueprint, SegmentId};

use crate::failure::{Failure, Outcome};
use crate::input::Input;
use crate::output::Output;
use crate::verb::choice::{self, Colours, Labels};
use crate::verb::invest::refusal::{reason, refuse};
use crate::verb::invest::watching::Watching;
use crate::verb::invest::{reason_nodes, request, robustness};
use crate::written::{keep, write};

/// What the page is to show, and where it goes.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The blueprint; `-` reads standard input
    #[arg(value_name = "FILE")]
    file: Input,

    /// Where the page goes; `-` is standard output. A page of that name is replaced [default: FILE's name with .html, in
    /// the current folder]
    #[arg(long, short, value_name = "REPORT.html")]
    output: Option<PathBuf>,

    /// What may be spent, a whole number in the unit of the costs: the page then says what to do with it
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    budget: Option<String>,

    /// No set of options with which fewer customers reach a goal than now
    #[arg(long, requires = "budget")]
    keep_goals: bool,

    /// The language of labels; names stay as they are
    #[arg(long, value_name = "LANGUAGE", value_enum, default_value_t)]
    lang: Labels,

    /// The colours on the screen; paper is always light
    #[arg(long, value_enum, default_value_t = Colours::Auto)]
    theme: Colours,

    /// A segment with a picture of its own, which may be asked for several times [default: the first four]
    #[arg(long, value_name = "SEGMENT")]
    segment: Vec<String>,

    /// End each search for options after this time, such as 10s or 2m, with the best found so far; Ctrl-C does so at once
    #[arg(long, value_name = "DURATION")]
    time_limit: Option<String>,
}

/// What every budget buys is searched for in so many nodes unless a time is given. Chosen: some seconds on a few dozen
/// options; a page without the last points of a long frontier says so.
const FRONTIER_NODES: u64 = 20_000;

/// Writes the page and says where it is.
pub(crate) fn run(arguments: &Arguments, output: &Output) -> Result<Outcome, Failure> {
    let unlimited = "leave `--budget` out: the page then says what every budget buys";
    let budget = arguments.budget.as_deref().map(|text| request::whole(text, unlimited));
    let budget = budget.transpose()?;
    let target = target(arguments);
    // A search may take long; that nothing would come of it is said before.
    keep(&target, &arguments.file)?;
    let watching = Watching::new(request::time_limit(arguments.time_limit.as_deref())?, output);
    let blueprint = arguments.file.load()?.blueprint;
    let segments = arguments.segment.iter();
    let segments = segments.map(|id| choice::segment(&blueprint, id).map(|segment| segment.id().clone()));
    let options = ReportOptions {
        language: arguments.lang.into(),
        theme: arguments.theme.into(),
        segments: segments.collect::<Result<Vec<SegmentId>, Failure>>()?,
    };
    let invested = invested(arguments, budget, &blueprint, &watching)?;
    let page = report(&blueprint, invested.as_ref(), &options);
    write(page.as_bytes(), Some(&target), &arguments.file, output)?;
    Ok(Outcome::Fine)
}

/// What investing finds; none where there are no options and nothing was asked of them.
fn invested(
    arguments: &Arguments,
    budget: Option<i64>,
    blueprint: &Blueprint,
    watching: &Watching,
) -> Result<Option<Invested>, Failure> {
    if budget.is_none() && blueprint.options().is_empty() {
        return Ok(None);
    }
    let refuse = |error: InvestError| refuse(blueprint, error);
    let options = InvestOptions {
        goals: if arguments.keep_goals { Goals::Keep } else { Goals::Free },
        ..InvestOptions::default()
    };
    let investing = match Investing::new(blueprint, options.clone()) {
        Ok(investing) => investing,
        // Who asks nothing of the options gets the rest of the page.
        Err(error) if budget.is_none() => return Ok(Some(without(blueprint, &error))),
        Err(error) => return Err(refuse(error)),
    };
    watching.catch_interrupts();
    let plan = match budget {
        Some(budget) => Some(plan(blueprint, &investing, budget, options.goals, watching).map_err(refuse)?),
        None => None,
    };
    let nodes = if arguments.time_limit.is_some() {
        u64::MAX
    } else {
        FRONTIER_NODES
    };
    let (frontier, _) = watching.search("frontier", nodes, |watch| investing.frontier(None, watch));
    Ok(Some(Invested {
        frontier: frontier.map_err(|error| reason(blueprint, &error)),
        plan,
    }))
}

fn without(blueprint: &Blueprint, error: &InvestError) -> Invested {
    let frontier: Result<Frontier, String> = Err(reason(blueprint, error));
    Invested { frontier, plan: None }
}

/// What a budget should buy, and all that is said about it.
fn plan(
    blueprint: &Blueprint,
    investing: &Investing<'_>,
    budget: i64,
    goals: Goals,
    watching: &Watching,
) -> Result<Plan, InvestError> {
    let (best, _) = watching.search("best set", u64::MAX, |watch| investing.best(Some(budget), watch));
    let best = best?;
    let models = robustness::usual();
    let (regrets, _) = watching.search("other models", robustness::nodes(blueprint), |watch| {
        investing.regrets(&best.chosen, &models, Some(budget), watch)
    });
    let (explanation, _) = watching.search("reasons", reason_nodes(&best), |watch| {
        investing.explain(&best, Some(budget), watch)
    });
    Ok(Plan {
        budget,
        goals,
        now: investing.now()?,
        explanation: explanation?,
        classical: investing.classical(Some(budget))?,
        robustness: match regrets {
            Err(InvestError::Stopped) => None,
            found => Some(found?),
        },
        best,
    })
}

/// Where the page goes: the place asked for, or the blueprint's name with another ending, in the current folder.
fn target(arguments: &Arguments) -> PathBuf {
    match (&arguments.output, &arguments.file) {
        (Some(path), _) => path.clone(),
        (None, Input::File(file)) => {
            let mut name = file.file_stem().unwrap_or_default().to_owned();
            name.push(".html");
            PathBuf::from(name)
        }
        (None, Input::Standard) => PathBuf::from("report.html"),
    }
}
