//! Builds a blueprint in code, asks it a few questions and writes it as YAML.
//!
//! `cargo run -p examples --example build_in_code -- PATH` writes the YAML to PATH unless something stands there; without a
//! path it prints it.

use std::error::Error;

use peak_end::{PredictOptions, predict};
use service_blueprint::document::{Activity, Actor, Ending, Role, Share, Stage, Touchpoint, Ways};
use service_blueprint::{Blueprint, Document};

fn main() -> Result<(), Box<dyn Error>> {
    let blueprint = Blueprint::try_from(bicycle_repair())?;

    for activity in blueprint
        .activities()
        .filter(|activity| activity.lane() == Role::Backstage)
    {
        let carried: Vec<_> = blueprint
            .carried_by(activity)
            .into_iter()
            .map(|touchpoint| touchpoint.name())
            .collect();
        println!("{} carries {}", activity.does(), carried.join(", "));
    }
    let overall = predict(&blueprint, &PredictOptions::default())?.overall;
    if let Some(remembered) = overall.remembered("peak_end") {
        println!("remembered: {remembered:.2}");
    }

    let yaml = blueprint.document().to_yaml()?;
    match std::env::args().nth(1) {
        Some(path) if !std::path::Path::new(&path).exists() => std::fs::write(path, yaml)?,
        Some(path) => println!("{path} is there already and stays as it is"),
        None => println!("{yaml}"),
    }
    Ok(())
}

/// A repair that now and then has to be done twice.
fn bicycle_repair() -> Document {
    let mut document = Document::new("Bicycle repair");
    let actor = |id: &str, role| Actor {
        id: id.into(),
        name: None,
        role: vec![role],
        partner: false,
    };
    document.actors = vec![actor("rider", Role::Customer), actor("mechanic", Role::Backstage)];
    document.ends = vec![
        Ending {
            id: "rides-on".into(),
            name: Some("Rides on".into()),
            goal: true,
        },
        Ending {
            id: "gives-up".into(),
            name: Some("Gives up".into()),
            goal: false,
        },
    ];
    let hand_in = Touchpoint {
        customer: vec![Activity::new("rider", "Explains the noise").into()],
        next: Some(Ways::to("collect")),
        ..Touchpoint::new("hand-in", 6.0)
    };
    let collect = Touchpoint {
        customer: vec![Activity::new("rider", "Tries the bicycle").into()],
        backstage: vec![Activity::new("mechanic", "Repairs and test-rides").into()],
        next: Some(
            Ways::default()
                .or("rides-on", Share::Rest)
                .or("comes-back", Share::Of(0.15)),
        ),
        ..Touchpoint::new("collect", 8.5)
    };
    let comes_back = Touchpoint {
        customer: vec![Activity::new("rider", "Complains").into()],
        detour: true,
        next: Some(
            Ways::default()
                .or("hand-in", Share::Of(0.7))
                .or("gives-up", Share::Rest),
        ),
        ..Touchpoint::new("comes-back", 2.0)
    };
    document.stages = vec![Stage::new("repair", vec![hand_in, collect, comes_back])];
    document
}
