//! The pictures of the examples as golden files, and the README's as it is committed.

use std::path::Path;

use blueprint_report::{Language, PictureOptions, Scene, Theme, picture};
use peak_end::{PredictOptions, predict};
use service_blueprint::parse;

/// The picture of an example.
fn drawn(name: &str, options: &PictureOptions<'_>) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/blueprints");
    let text = std::fs::read_to_string(folder.join(name).with_extension("yaml")).expect("the example is there");
    let blueprint = parse(&text).expect("the example is a blueprint");
    let prediction = predict(&blueprint, &PredictOptions::default()).map_err(|error| error.to_string());
    picture(&Scene::new(&blueprint, None, &prediction, |_| true), options)
}

#[test]
fn the_examples_are_drawn_as_they_were() {
    for name in [
        "day-surgery",
        "electronics-retailer",
        "hotel-checkout",
        "online-shop",
        "pizza-restaurant",
    ] {
        let drawn = drawn(name, &PictureOptions::default());
        insta::assert_binary_snapshot!(&format!("{name}.svg"), drawn.into_bytes());
    }
}

#[test]
fn the_chinese_example_is_drawn_as_it_was() {
    let options = PictureOptions {
        language: Language::Chinese,
        theme: Theme::Dark,
        ..PictureOptions::default()
    };
    insta::assert_binary_snapshot!("online-shop-zh.svg", drawn("online-shop.zh", &options).into_bytes());
}

/// `UPDATE_DOCS=1 cargo test -p blueprint-report --test picture` draws it anew.
#[test]
fn the_picture_in_the_readme_is_current() {
    let options = PictureOptions {
        theme: Theme::Auto,
        ..PictureOptions::default()
    };
    let drawn = drawn("telecom-hotline", &options);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/telecom-hotline.svg");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &drawn).expect("the docs can be written");
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == drawn,
        "docs/telecom-hotline.svg is not what is drawn now: run with UPDATE_DOCS=1"
    );
}
