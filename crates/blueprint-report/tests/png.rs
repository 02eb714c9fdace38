//! The picture as PNG: with text, or not at all.
#![cfg(feature = "png")]
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that cannot go on fails, and says where it is skipped"
)]

use blueprint_report::{Fonts, MOST_PIXELS, PictureOptions, PngError, Scene, picture, png};
use peak_end::{PredictOptions, predict};

fn svg(words: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"60\" height=\"30\">\
         <text x=\"2\" y=\"20\" font-family=\"sans-serif\">{words}</text></svg>"
    )
}

/// The fonts of the machine, or nothing where it has none.
fn fonts() -> Option<Fonts> {
    let fonts = Fonts::of_this_machine();
    if png(&svg("x"), &fonts, 1.0) == Err(PngError::NoFont) {
        println!("skipped: this machine has no fonts");
        return None;
    }
    Some(fonts)
}

/// Width and height, as the file says.
fn size(png: &[u8]) -> (u32, u32) {
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

#[test]
fn text_in_a_generic_family_is_drawn() {
    let Some(fonts) = fonts() else { return };
    let (words, nothing) = (
        png(&svg("words"), &fonts, 1.0).unwrap(),
        png(&svg(""), &fonts, 1.0).unwrap(),
    );
    assert_ne!(words, nothing);
    assert_eq!(
        (size(&words), size(&png(&svg("words"), &fonts, 1.5).unwrap())),
        ((60, 30), (90, 45))
    );
}

#[test]
fn a_character_without_a_glyph_is_named() {
    let Some(fonts) = fonts() else { return };
    let private = "\u{10fff0}";
    let found = png(&svg(&format!("a{private}b")), &fonts, 1.0);
    assert_eq!(
        found,
        Err(PngError::NoGlyph {
            characters: vec!['\u{10fff0}']
        })
    );
    let said = found.unwrap_err().to_string();
    assert_eq!(said, format!("no font has “{private}” (U+10FFF0)"));
    let many: String = ('\u{10fff0}'..='\u{10fffc}').collect();
    assert!(
        png(&svg(&many), &fonts, 1.0)
            .unwrap_err()
            .to_string()
            .ends_with(" and 5 more")
    );
}

#[test]
fn what_cannot_be_drawn_is_refused() {
    assert_eq!(png(&svg("x"), &Fonts::new(), 1.0), Err(PngError::NoFont));
    assert_eq!(Fonts::new().add(b"no font".to_vec()), Err(PngError::NotAFont));
    for scale in [0.0, -1.0, f64::INFINITY] {
        assert_eq!(png(&svg(""), &Fonts::new(), scale), Err(PngError::Scale(scale)));
    }
    assert!(matches!(
        png(&svg(""), &Fonts::new(), f64::NAN),
        Err(PngError::Scale(_))
    ));
    assert!(matches!(
        png(&svg(""), &Fonts::new(), 1e5),
        Err(PngError::TooLarge {
            width: 6_000_000,
            height: 3_000_000,
            ..
        })
    ));
    assert!(matches!(
        png(&svg(""), &Fonts::new(), 1e300),
        Err(PngError::TooLarge { .. })
    ));
    assert!(matches!(png("<svg", &Fonts::new(), 1.0), Err(PngError::NotSvg(_))));
    const { assert!(MOST_PIXELS < u32::MAX as u64) };
}

#[test]
fn the_largest_scale_that_fits_is_named_and_is_drawn() {
    for (width, height) in [(2_276.0, 14_110.5), (60.0, 30.0), (1.5, 40_000.0), (30_000.0, 70_000.0)] {
        let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\"></svg>");
        let Err(PngError::TooLarge { fits, .. }) = png(&svg, &Fonts::new(), 1e6) else {
            panic!("{width} by {height} is drawn")
        };
        let pixels = |scale: f64| (width * scale).ceil().max(1.0) * (height * scale).ceil().max(1.0);
        assert!(pixels(fits) <= MOST_PIXELS as f64, "{fits}");
        assert!(pixels(fits * 1.2) > MOST_PIXELS as f64, "{fits} could be larger");
        assert!(fits.to_string().len() <= 6, "{fits} is hard to type");
    }
    // 2276 by 14110.5 at 1.7 are 92.8 million pixels, at 1.8 they would be 104.
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"2276\" height=\"14110.5\"></svg>";
    let found = png(svg, &Fonts::new(), 2.0);
    assert_eq!(
        found,
        Err(PngError::TooLarge {
            width: 4552,
            height: 28_221,
            fits: 1.7
        })
    );
}

#[test]
fn the_picture_of_an_example_is_drawn_the_same_each_time() {
    let path = format!(
        "{}/../../examples/blueprints/online-shop.yaml",
        env!("CARGO_MANIFEST_DIR")
    );
    let blueprint = service_blueprint::parse(&std::fs::read_to_string(path).unwrap()).unwrap();
    let prediction = predict(&blueprint, &PredictOptions::default()).map_err(|error| error.to_string());
    let scene = Scene::new(&blueprint, None, &prediction, |_| true);
    let svg = picture(&scene, &PictureOptions::default());
    let Some(fonts) = fonts() else { return };
    match png(&svg, &fonts, 0.5) {
        Err(PngError::NoGlyph { characters }) => println!("skipped: no font here has {characters:?}"),
        drawn => assert_eq!(drawn, png(&svg, &Fonts::of_this_machine(), 0.5)),
    }
}
