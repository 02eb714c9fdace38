//! Is the rule by which people remember found again? Simulates episodes of a known rule, compares all candidates on them, and
//! counts how often the true one predicts best, how often it is nearly as good, and how often the interval
//! of its fitted parameter holds the true value.
//!
//! ```console
//! $ cargo run --release -p examples --example recovery -- 40
//! ```
//! The number is that of runs for each rule and size; docs/simulate.md has the table.

use std::error::Error;

use peak_end::{Model, ParameterValue};
use peak_end_fit::{Candidate, CompareOptions, Episodes, SimulateOptions, Sureness, compare, simulate};
use service_blueprint::Scale;

/// The true rules, each with the candidate that is right about it.
const RULES: [(&str, &str); 8] = [
    ("mean", "mean"),
    ("end", "end"),
    ("minimum_end", "minimum_end"),
    ("peak_end(weight=0.7)", "fitted:peak_end"),
    ("recency_mean(decay=0.3)", "fitted:recency_mean"),
    ("loss_averse_mean(loss_aversion=4)", "fitted:loss_averse_mean"),
    ("power_mean(exponent=-2)", "fitted:power_mean"),
    (
        "acclimation_decay(acclimation=0.4, decay=0.1)",
        "fitted:acclimation_decay",
    ),
];

/// How many people there are, with five episodes each.
const PEOPLE: [usize; 3] = [10, 40, 200];

/// What one rule came to at one size.
#[derive(Default)]
struct Count {
    runs: u32,
    wins: u32,
    /// In how many runs its R² is as good as the best, but for a hundredth.
    kept: u32,
    /// Parameters whose interval holds the true value, and all of them.
    held: u32,
    parameters: u32,
}

fn main() -> Result<(), Box<dyn Error>> {
    let runs: u64 = match std::env::args().nth(1) {
        Some(text) => text.parse()?,
        None => 3,
    };
    println!(
        "| true rule | episodes | it wins | its R² is within .01 of the best | its interval holds the parameter |"
    );
    println!("|---|---|---|---|---|");
    for (rule, candidate) in RULES {
        for people in PEOPLE {
            let mut count = Count::default();
            for seed in 1..=runs {
                let episodes = simulated(rule, people, seed)?;
                look(&episodes, rule, candidate, &mut count)?;
            }
            let held = match count.parameters {
                0 => "–".to_owned(),
                all => percent(count.held, all),
            };
            let (wins, kept) = (percent(count.wins, count.runs), percent(count.kept, count.runs));
            println!("| `{rule}` | {} | {wins} | {kept} | {held} |", people * 5);
        }
    }
    Ok(())
}

fn percent(part: u32, of: u32) -> String {
    format!("{:.0} %", 100.0 * f64::from(part) / f64::from(of))
}

/// Episodes of 8 to 16 moments, on a scale from 1 to 9; the rule explains 60 % of the variance, about as much as the best models
/// do of valence in VR clips.
fn simulated(rule: &str, people: usize, seed: u64) -> Result<Episodes, Box<dyn Error>> {
    let options = SimulateOptions {
        rule: rule.parse()?,
        people,
        episodes: 5,
        moments: 8..=16,
        scale: Scale::new(1.0, 5.0, 9.0)?,
        sureness: Sureness::R2(0.6),
        seed,
        ..SimulateOptions::default()
    };
    Ok(simulate(&options)?.episodes)
}

/// Compares all candidates, and counts what became of the true one.
fn look(episodes: &Episodes, rule: &str, candidate: &str, count: &mut Count) -> Result<(), Box<dyn Error>> {
    let candidates: Vec<Candidate> = RULES.iter().map(|(_, text)| text.parse()).collect::<Result<_, _>>()?;
    let options = CompareOptions {
        repeats: 1,
        draws: 200,
        permutations: 99,
        ..CompareOptions::default()
    };
    let comparison = compare(episodes, &candidates, &options, &|_| ())?;
    let truth: Candidate = candidate.parse()?;
    let found = comparison
        .models
        .iter()
        .find(|model| model.candidate == truth)
        .ok_or("it was asked")?;
    let best = comparison
        .models
        .iter()
        .map(|model| model.scores.r2)
        .fold(f64::NEG_INFINITY, f64::max);
    count.runs += 1;
    count.wins += u32::from(found.scores.r2 == best);
    count.kept += u32::from(found.scores.r2 >= best - 0.01);
    let rule: Model = rule.parse()?;
    for parameter in &found.fit.parameters {
        let is_this = |one: &&peak_end::Parameter| one.name == parameter.name;
        if let Some(ParameterValue::Number(truth)) = rule.parameters().iter().find(is_this).map(|one| one.value) {
            count.parameters += 1;
            count.held += u32::from(parameter.value.low <= truth && truth <= parameter.value.high);
        }
    }
    Ok(())
}
