//! The best set of options within a budget, with its proof, against what the same money buys without looking at memory.
//!
//! ```text
//! cargo run --release -p examples --example invest -- examples/blueprints/online-shop.yaml 60000
//! ```

use std::error::Error;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use peak_end::{InvestOptions, Investing, PredictOptions, predict};
use service_blueprint::parse;

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let path = words
        .next()
        .unwrap_or_else(|| "examples/blueprints/online-shop.yaml".to_owned());
    let budget: i64 = words.next().as_deref().unwrap_or("60000").parse()?;
    let blueprint = parse(&std::fs::read_to_string(path)?)?;
    let investing = Investing::new(&blueprint, InvestOptions::default())?;

    // The library knows no clock: who calls decides how long a search may take.
    let started = Instant::now();
    let mut patient = |_: &_| match started.elapsed() < Duration::from_secs(10) {
        true => ControlFlow::Continue(()),
        false => ControlFlow::Break(()),
    };
    let best = investing.best(Some(budget), &mut patient)?;

    println!("{}", blueprint.name());
    println!("now          {:.3}", investing.now()?);
    println!("with the set {:.3}, for {} of {budget}", best.remembered, best.cost);
    match best.optimal {
        true => println!("proved: nothing within the budget is remembered better"),
        false => println!("not proved: something could still be better by {:.3}", best.gap()),
    }
    for id in &best.chosen {
        println!("  {id}");
    }

    let classical = investing.classical(Some(budget))?;
    println!(
        "worst satisfaction first: {:.3}, for {}",
        classical.remembered, classical.cost
    );

    // The future service is a blueprint like any other: it can be predicted, compared, drawn and written out.
    let future = blueprint.with_options(&best.chosen)?;
    for (name, blueprint) in [("today", &blueprint), ("future", &future)] {
        let outlook = predict(blueprint, &PredictOptions::default())?.overall;
        let named = |found: Option<peak_end::Attribution>| {
            found.map_or("nothing".to_owned(), |found| {
                format!("{} ({:.0} %)", found.touchpoint, 100.0 * found.share)
            })
        };
        println!("{name}: peak {}, end {}", named(outlook.peak), named(outlook.end));
    }
    Ok(())
}
