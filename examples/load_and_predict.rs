//! Reads a blueprint and says what will be remembered of it.
//!
//! `cargo run -p examples --example load_and_predict -- examples/blueprints/online-shop.yaml`

use std::error::Error;

use peak_end::{Outlook, PredictOptions, predict};
use service_blueprint::{Blueprint, parse};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("name a blueprint")?;
    let blueprint = parse(&std::fs::read_to_string(path)?)?;
    let prediction = predict(&blueprint, &PredictOptions::default())?;

    println!("{}", blueprint.name());
    for (id, outlook) in prediction
        .segments
        .iter()
        .map(|segment| (segment.id.as_str(), &segment.outlook))
    {
        tell(&blueprint, id, outlook);
    }
    tell(&blueprint, "overall", &prediction.overall);
    Ok(())
}

fn tell(blueprint: &Blueprint, who: &str, outlook: &Outlook) {
    let (Some(remembered), Some(experienced)) = (outlook.remembered("peak_end"), outlook.experienced) else {
        println!("{who}: nothing is scored, so nothing is remembered");
        return;
    };
    println!("{who}: remembers {remembered:.2}, lives through {experienced:.2}");
    for (part, attribution) in [
        ("peak", &outlook.peak),
        ("trough", &outlook.trough),
        ("end", &outlook.end),
    ] {
        if let Some(attribution) = attribution {
            let touchpoint = blueprint.touchpoint(attribution.touchpoint.as_str());
            let name = touchpoint.map_or("", |touchpoint| touchpoint.name());
            println!("  {part}: {name}, in {:.0} % of journeys", 100.0 * attribution.share);
        }
    }
}
