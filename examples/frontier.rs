//! What every budget buys: the least cost of each remembered value, and what changes in the set on the way up.
//!
//! ```text
//! cargo run --release -p examples --example frontier -- examples/blueprints/hotel-checkout.yaml
//! ```

use std::collections::BTreeSet;
use std::error::Error;
use std::ops::ControlFlow;

use peak_end::{InvestOptions, Investing};
use service_blueprint::parse;

fn main() -> Result<(), Box<dyn Error>> {
    let default = || "examples/blueprints/hotel-checkout.yaml".to_owned();
    let path = std::env::args().nth(1).unwrap_or_else(default);
    let blueprint = parse(&std::fs::read_to_string(path)?)?;
    let investing = Investing::new(&blueprint, InvestOptions::default())?;
    let frontier = investing.frontier(None, &mut |_| ControlFlow::Continue(()))?;

    println!("{}, remembered now {:.3}", blueprint.name(), investing.now()?);
    println!("{:>10}  remembered  against the row above", "from cost");
    let mut before = BTreeSet::new();
    for point in &frontier.points {
        let chosen: BTreeSet<&str> = point.chosen.iter().map(|id| id.as_str()).collect();
        let added = chosen.difference(&before).map(|id| format!("+{id}"));
        let dropped = before.difference(&chosen).map(|id| format!("-{id}"));
        let changes: Vec<String> = added.chain(dropped).collect();
        println!("{:>10}  {:>10.3}  {}", point.cost, point.remembered, changes.join(" "));
        before = chosen;
    }
    Ok(())
}
