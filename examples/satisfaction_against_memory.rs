//! What satisfaction would mend first, beside what memory is made of.
//!
//! `cargo run -p examples --example satisfaction_against_memory -- examples/blueprints/electronics-retailer.yaml`

use std::error::Error;

use peak_end::{PredictOptions, predict};
use service_blueprint::{Satisfaction, parse};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("name a blueprint")?;
    let blueprint = parse(&std::fs::read_to_string(path)?)?;

    let satisfaction = Satisfaction::overall(&blueprint);
    if let Some(key) = satisfaction.key_experience() {
        let weighted = key.row.weighted.unwrap_or(f64::NAN);
        println!("key experience: {} (weighted satisfaction {weighted})", key.name());
    }
    let overall = predict(&blueprint, &PredictOptions::default())?.overall;
    let mut by_memory: Vec<_> = blueprint.touchpoints().zip(&overall.touchpoints).collect();
    // Peak and end count one half each; document order decides between equals.
    let part = |outlook: &peak_end::TouchpointOutlook| (outlook.p_peak + outlook.p_end) / 2.0;
    by_memory.sort_by(|a, b| part(b.1).total_cmp(&part(a.1)));

    println!("{:<32}by memory", "by satisfaction");
    for (gap, (touchpoint, outlook)) in satisfaction.ranking().iter().zip(&by_memory) {
        let left = format!("{} ({:+.1})", gap.touchpoint.name(), gap.row.urgency().unwrap_or(0.0));
        println!("{left:<32}{} ({:.0} %)", touchpoint.name(), 100.0 * part(outlook));
    }
    Ok(())
}
