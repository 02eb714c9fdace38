//! The page holds together, whatever the names and the numbers.

use blueprint_report::comparison::{ComparisonOptions, ModelComparison, page};
use blueprint_report::{Language, Theme};

use super::made_up::{comparison, of_answers};
use super::markup::read;
use super::told::parts;

fn told(comparison: &ModelComparison, language: Language) -> String {
    let options = ComparisonOptions {
        language,
        theme: Theme::Auto,
    };
    page(comparison, &options)
}

/// All parts as text.
fn text(page: &str) -> String {
    let parts = parts(page).into_iter();
    let parts: Vec<String> = parts.map(|(id, text)| format!("== {id}\n{text}\n")).collect();
    parts.join("\n")
}

#[test]
fn what_the_page_says() {
    insta::assert_snapshot!("ratings", text(&told(&comparison(60), Language::English)));
    insta::assert_snapshot!("ratings_chinese", text(&told(&comparison(60), Language::Chinese)));
    insta::assert_snapshot!("answers", text(&told(&of_answers(60), Language::English)));
}

#[test]
fn the_page_is_sound_and_its_links_lead_somewhere() {
    for language in Language::ALL {
        for found in [comparison(60), comparison(600), of_answers(60)] {
            let page = told(&found, language);
            let held = read(&page);
            for fragment in &held.fragments {
                assert!(held.ids.contains(fragment), "nothing is #{fragment}");
            }
            let count = |name: &str| held.elements.iter().filter(|element| *element == name).count();
            assert_eq!(
                (count("h1"), count("main"), count("nav"), count("script")),
                (1, 1, 1, 0)
            );
        }
    }
}

#[test]
fn nothing_is_loaded_and_no_script_can_run() {
    let page = told(&comparison(60), Language::English);
    for forbidden in [
        "http:",
        "https:",
        "url(",
        "@import",
        "<script",
        "<img",
        "<link",
        "script-src",
    ] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    assert!(page.contains("default-src 'none'"));
}

#[test]
fn hostile_names_stay_text() {
    let hostile = "</style><script>alert(1)</script><a href=\"javascript:x\">&\u{202e}\u{0}";
    let mut found = comparison(60);
    found.name = hostile.to_owned();
    found.verdict = vec![hostile.to_owned(), hostile.to_owned()];
    found.findings[0].message = hostile.to_owned();
    found.findings[0].evidence = vec![hostile.to_owned()];
    found.findings[0].help = hostile.to_owned();
    found.left_out = vec![(hostile.to_owned(), hostile.to_owned())];
    found.models[6].coefficients[1].name = hostile.to_owned();
    found.effects[1].feature = hostile.to_owned();
    found.data[0] = (hostile.to_owned(), hostile.to_owned());
    found.manifest[0] = (hostile.to_owned(), hostile.to_owned());
    let page = told(&found, Language::English);
    let held = read(&page);
    assert!(!page.contains("<script") && !page.contains('\u{202e}') && !page.contains('\u{0}'));
    assert_eq!(held.elements.iter().filter(|element| *element == "style").count(), 1);
    assert_eq!(held.text.matches("alert(1)").count(), 15, "each is still to be read");
}

#[test]
fn many_episodes_do_not_make_a_long_page() {
    let page = told(&comparison(10_000), Language::English);
    assert!(page.len() < 250_000, "{} bytes", page.len());
}

#[test]
fn what_is_no_number_is_not_drawn() {
    let mut found = comparison(60);
    found.models[2].main.low = f64::NEG_INFINITY;
    found.models[3].main.value = f64::NAN;
    found.models[1].predictions[0] = f64::NAN;
    found.models[6].coefficients[1].estimate = Some(f64::NAN);
    let page = told(&found, Language::English);
    read(&page);
    let drawn = page.split("</style>").nth(1).unwrap_or_default();
    assert!(!drawn.contains("NaN") && !drawn.contains("inf"), "numbers only");
}

#[test]
fn a_comparison_of_nothing_is_a_page() {
    let mut found = comparison(0);
    found.models.clear();
    found.effects.clear();
    found.findings.clear();
    found.verdict.clear();
    found.order = None;
    let page = told(&found, Language::English);
    assert!(read(&page).text.contains("Nothing can be said about these models."));
}

#[test]
fn everything_drawn_lies_inside() {
    for found in [comparison(60), comparison(600), of_answers(60)] {
        let page = told(&found, Language::English);
        // Charts in a row are drawn in percent of their width.
        for place in page
            .split("=\"")
            .filter_map(|rest| rest.split_once("%\""))
            .map(|(place, _)| place)
        {
            let Ok(percent) = place.parse::<f64>() else { continue };
            assert!((0.0..=100.0).contains(&percent), "{percent} %");
        }
        for chart in page.split("viewBox=\"0 0 ").skip(1) {
            let chart = chart.split("</svg>").next().unwrap_or_default();
            let (size, body) = chart.split_once('"').unwrap();
            let (width, height) = size.split_once(' ').unwrap();
            let (width, height): (f64, f64) = (width.parse().unwrap(), height.parse().unwrap());
            for (names, most) in [
                ([" x=\"", " cx=\"", " x1=\"", " x2=\""], width),
                ([" y=\"", " cy=\"", " y1=\"", " y2=\""], height),
            ] {
                for name in names {
                    for value in body.split(name).skip(1).filter_map(|rest| rest.split('"').next()) {
                        let value: f64 = value.parse().unwrap();
                        assert!((0.0..=most).contains(&value), "{name}{value} of {most}");
                    }
                }
            }
        }
    }
}
