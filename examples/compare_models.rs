//! Compares memory models on episodes, keeps the one that is advised as a file, and predicts a blueprint with it.
//!
//! `cargo run -p examples --example compare_models -- examples/blueprints/online-shop.yaml`

use std::error::Error;

use peak_end::{Model, PredictOptions, predict};
use peak_end_fit::{
    Advice, Candidate, Circumstances, CompareOptions, Comparison, FittedFile, OrderOfMoments, RatedWhen,
    SimulateOptions, Sureness, compare, simulate, verdict,
};
use service_blueprint::parse;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("name a blueprint")?;
    let blueprint = parse(&std::fs::read_to_string(path)?)?;

    // People who remember by their worst moment and the end. `read_episodes` reads those of a study from CSV or JSON lines.
    let simulated = simulate(&SimulateOptions {
        rule: "minimum_end".parse()?,
        people: 80,
        episodes: 5,
        sureness: Sureness::R2(0.6),
        ..SimulateOptions::default()
    })?;
    let episodes = simulated.episodes;

    let candidates = Candidate::usual(&episodes);
    let comparison = compare(&episodes, &candidates, &CompareOptions::default(), &|_| ())?;
    tell(&comparison);

    let circumstances = Circumstances {
        order: OrderOfMoments::Real,
        rated: RatedWhen::During,
        ..Circumstances::default()
    };
    let verdict = verdict(&comparison, &circumstances);
    let advised = match verdict.advice {
        Advice::Use(number) => &comparison.models[number],
        Advice::Mean => comparison
            .models
            .iter()
            .find(|model| model.candidate == Candidate::mean())
            .ok_or("the mean is always compared")?,
        Advice::Nothing => return Err("nothing predicts what was remembered".into()),
    };
    println!("advised: {}", advised.candidate);

    // `blueprint predict --model fitted.json` reads the same file.
    let file = FittedFile::of(&comparison, advised, &episodes, "simulated", "overall", None).ok_or("no model")?;
    let folder = std::env::temp_dir().join(format!("compare-models-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("fitted.json"), file.text())?;
    let kept = FittedFile::read(&std::fs::read_to_string(folder.join("fitted.json"))?)?;
    std::fs::remove_dir_all(&folder)?;

    let models = vec![Model::from(kept.model().clone())];
    let prediction = predict(
        &blueprint,
        &PredictOptions {
            models,
            ..PredictOptions::default()
        },
    )?;
    for segment in &prediction.segments {
        match segment.outlook.remembered("fitted") {
            Some(overall) => println!("{}: will rate {} at {overall:.2}", segment.id, blueprint.name()),
            None => println!("{}: no rating can be predicted", segment.id),
        }
    }
    Ok(())
}

/// The candidates, the best first.
fn tell(comparison: &Comparison) {
    let mut models: Vec<_> = comparison.models.iter().collect();
    models.sort_by(|one, other| other.main.value.total_cmp(&one.main.value));
    println!(
        "{:<40} {:>6}  {:<16}  against the mean",
        "R² out of fold", "", "95 % interval"
    );
    for model in models {
        println!(
            "{:<40} {:>6.3}  {:>6.3} to {:>6.3}  {:>+.3} ({:+.3} to {:+.3})",
            model.candidate.to_string(),
            model.main.value,
            model.main.low,
            model.main.high,
            model.to_mean.value,
            model.to_mean.low,
            model.to_mean.high
        );
    }
    for left_out in &comparison.left_out {
        println!("{:<40} left out: {}", left_out.candidate.to_string(), left_out.reason);
    }
}
