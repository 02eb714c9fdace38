//! How well memory models predict on data: every usual candidate on every set at hand, out of fold.
//!
//! `cargo bench -p benches --bench accuracy` prints the tables; with `-- --test` it draws little and is quick. Public sets are
//! read from the folder that `PEAK_END_DATA` names (docs/datasets.md), simulated ones need none.

use std::error::Error;
use std::path::PathBuf;

use benches::accuracy::{KnownSet, Set, simulated};
use peak_end_fit::{Candidate, CompareOptions, Compared, compare};

fn main() -> Result<(), Box<dyn Error>> {
    let quick = std::env::args().any(|word| word == "--test");
    let options = CompareOptions {
        repeats: if quick { 1 } else { 5 },
        draws: if quick { 100 } else { 1000 },
        permutations: if quick { 99 } else { 1000 },
        ..CompareOptions::default()
    };
    println!(
        "{}, {} folds × {}, seed {}",
        benches::machine(),
        options.folds,
        options.repeats,
        options.seed
    );
    match std::env::var_os("PEAK_END_DATA").map(PathBuf::from) {
        None => println!("\npublic sets are left out: PEAK_END_DATA names no folder (docs/datasets.md)"),
        Some(folder) => {
            for known in KnownSet::all()? {
                match known.read(&folder) {
                    Ok(Some(set)) => table(&set, &options)?,
                    Ok(None) => println!(
                        "\n{}: left out, as {} is not in the folder",
                        known.name,
                        known.file().display()
                    ),
                    Err(error) => println!("\n{}: cannot be read: {error}", known.name),
                }
            }
        }
    }
    for set in simulated()? {
        table(&set, &options)?;
    }
    Ok(())
}

/// Compares the candidates on a set, unless the data are objected to.
fn table(set: &Set, options: &CompareOptions) -> Result<(), Box<dyn Error>> {
    let (episodes, people) = (set.episodes.count(), set.episodes.people().names().len());
    println!("\n{}\n{episodes} episodes, {people} people", set.name);
    if !set.objections.is_empty() {
        println!("not compared, as the checks of the data object:");
        for objection in &set.objections {
            println!("  {}: {}", objection.code, objection.message);
        }
        return Ok(());
    }
    let options = CompareOptions {
        grouping: set.grouping,
        ..options.clone()
    };
    let comparison = compare(&set.episodes, &set.candidates, &options, &|_| ())?;
    let mut models: Vec<&Compared> = comparison.models.iter().collect();
    models.sort_by(|one, other| other.main.value.total_cmp(&one.main.value));
    println!(
        "{:<42} {:>6}  {:<17} {:>9}  against the mean",
        "", "R²", "95 % interval", "reference"
    );
    for model in models {
        let interval = format!("{:.3} to {:.3}", model.main.low, model.main.high);
        let reference = reference(set, &model.candidate).map_or_else(String::new, |r2| format!("{r2:.3}"));
        println!(
            "{:<42} {:>6.3}  {interval:<17} {reference:>9}  {:+.3} ({:+.3} to {:+.3})",
            model.candidate.to_string(),
            model.main.value,
            model.to_mean.value,
            model.to_mean.low,
            model.to_mean.high
        );
    }
    for left_out in &comparison.left_out {
        println!("{:<42} left out: {}", left_out.candidate.to_string(), left_out.reason);
    }
    Ok(())
}

fn reference(set: &Set, candidate: &Candidate) -> Option<f64> {
    let found = set.reference.iter().find(|(reference, _)| reference == candidate);
    found.map(|(_, r2)| *r2)
}
