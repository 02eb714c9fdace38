//! The picture of a blueprint and the report about it, beside each other in the folder for temporary files.
//!
//! `cargo run -p examples --example report -- examples/blueprints/hotel-checkout.yaml`

use std::error::Error;

use blueprint_report::{PictureOptions, ReportOptions, Scene, Theme, picture, report, sentence};
use peak_end::{PredictOptions, predict};
use service_blueprint::parse;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("name a blueprint")?;
    let blueprint = parse(&std::fs::read_to_string(path)?)?;

    let prediction = predict(&blueprint, &PredictOptions::default()).map_err(|error| error.to_string());
    let scene = Scene::new(&blueprint, None, &prediction, |_| true);
    let options = PictureOptions {
        theme: Theme::Auto,
        columns: 8,
        ..PictureOptions::default()
    };
    println!("{}", sentence(&scene, options.language));

    let folder = std::env::temp_dir();
    for (name, text) in [
        ("blueprint.svg", picture(&scene, &options)),
        ("blueprint.html", report(&blueprint, None, &ReportOptions::default())),
    ] {
        let path = folder.join(name);
        std::fs::write(&path, text)?;
        println!("{}", path.display());
    }
    Ok(())
}
