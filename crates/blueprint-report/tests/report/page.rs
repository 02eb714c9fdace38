//! The page holds together, whatever the names.

use blueprint_report::{Language, ReportOptions, Theme, report};
use service_blueprint::{Blueprint, parse};

use super::markup::read;

const EXAMPLES: [&str; 7] = [
    include_str!("../../../../examples/blueprints/online-shop.yaml"),
    include_str!("../../../../examples/blueprints/online-shop.zh.yaml"),
    include_str!("../../../../examples/blueprints/hotel-checkout.yaml"),
    include_str!("../../../../examples/blueprints/day-surgery.yaml"),
    include_str!("../../../../examples/blueprints/electronics-retailer.yaml"),
    include_str!("../../../../examples/blueprints/pizza-restaurant.yaml"),
    include_str!("../../../../examples/blueprints/telecom-hotline.yaml"),
];

fn options(language: Language) -> ReportOptions {
    ReportOptions {
        language,
        theme: Theme::Auto,
        ..ReportOptions::default()
    }
}

fn page(blueprint: &Blueprint, language: Language) -> String {
    report(blueprint, None, &options(language))
}

#[test]
fn every_example_is_a_sound_page_whose_links_lead_somewhere() {
    for text in EXAMPLES {
        let blueprint = parse(text).unwrap();
        for language in Language::ALL {
            let page = page(&blueprint, language);
            let held = read(&page);
            for fragment in &held.fragments {
                assert!(
                    held.ids.contains(fragment),
                    "{}: nothing is #{fragment}",
                    blueprint.name()
                );
            }
            assert!(page.contains(&format!("<html lang=\"{}\">", language.tag())));
            let count = |name: &str| held.elements.iter().filter(|element| *element == name).count();
            assert_eq!((count("h1"), count("main"), count("nav"), count("style")), (1, 1, 1, 1));
            assert_eq!(page.len(), self::page(&blueprint, language).len());
        }
    }
}

#[test]
fn nothing_is_loaded_and_every_colour_is_one_of_the_theme() {
    for text in EXAMPLES {
        let page = page(&parse(text).unwrap(), Language::English);
        let without_namespace = page.replace("http://www.w3.org/2000/svg", "").replace("url(#", "");
        for forbidden in ["http:", "https:", "url(", "@import", "@font-face", "eval(", "fetch("] {
            assert!(!without_namespace.contains(forbidden), "{forbidden}");
        }
        assert!(page.contains("default-src 'none'"));
        let body = page.split_once("</style>").unwrap().1;
        assert!(!body.contains("fill=\"#") && !body.contains("stroke=\"#"));
    }
}

#[test]
fn the_same_blueprint_gives_the_same_bytes() {
    let blueprint = parse(EXAMPLES[0]).unwrap();
    assert_eq!(page(&blueprint, Language::Chinese), page(&blueprint, Language::Chinese));
}

/// Names that would be scripts, close what is open, turn the direction, or never break.
fn hostile() -> Blueprint {
    let text = format!(
        "blueprint: \"</title><script>alert(1)</script>\"\n\
         segments:\n  - {{ id: one, name: \"\\\"><img src=x onerror=alert(1)>\", share: 0.5 }}\n  - {{ id: two, name: \"شراء \\u202e مرة\", share: 0.5 }}\n\
         actors:\n  - {{ id: clerk, name: \"]]><!-- \", role: backstage }}\n\
         stages:\n\
         \x20 - id: buy\n    name: \"</svg></style><script>alert(2)</script>\"\n    touchpoints:\n\
         \x20     - {{ id: first, name: \"{long}\", experience: 6, expectation: 7, customer: \"</script>\", owner: \"<b>\", notes: [ {{ quote: \"-->&amp;\" }} ] }}\n\
         \x20     - {{ id: last, name: \"' onmouseover='alert(3)\", experience: 4, expectation: 5, backstage: [ {{ actor: clerk, does: \"</td></table>{long}\" }} ] }}\n\
         options:\n  - {{ id: better, name: \"<script>\", cost: 10, sets: {{ last: 9 }} }}\n",
        long = "W茶<".repeat(1_700)
    );
    parse(&text).unwrap()
}

#[test]
fn hostile_names_are_inert() {
    let blueprint = hostile();
    let usual = read(&page(&parse(EXAMPLES[0]).unwrap(), Language::English));
    for language in Language::ALL {
        let held = read(&page(&blueprint, language));
        let count = |held: &super::markup::Held, name: &str| held.elements.iter().filter(|one| *one == name).count();
        assert_eq!(count(&held, "script"), count(&usual, "script"));
        assert_eq!((count(&held, "img"), count(&held, "b")), (0, 1));
        for said in [
            "alert(1)",
            "alert(2)",
            "alert(3)",
            "]]><!--",
            "-->&amp;",
            "</td></table>",
        ] {
            assert!(held.text.contains(said), "{said} is not told");
        }
        // What turns the direction of a line ends with its name.
        assert!(!held.text.contains('\u{202e}'));
    }
}

#[test]
fn what_cannot_be_predicted_is_said_and_the_rest_is_there() {
    let blueprint =
        parse("blueprint: Nothing scored\nstages: [ { id: s, touchpoints: [ { id: a }, { id: b } ] } ]").unwrap();
    let held = read(&page(&blueprint, Language::English));
    assert!(held.text.contains("is not known"));
    assert!(held.text.contains("A touchpoint without a score"));
    assert!(held.text.contains("The blueprint names no options"));
}

#[test]
fn assumed_scores_are_told_from_surveyed_ones() {
    let blueprint = parse(
        "blueprint: B\nstages: [ { id: s, touchpoints: [ { id: a, experience: 6 }, { id: b, experience: { mean: 7, n: 40 } } ] } ]",
    )
    .unwrap();
    let page = page(&blueprint, Language::English);
    let rows: Vec<&str> = page
        .split("<tr>")
        .filter(|row| row.contains("data-value=\"ours\"") || row.contains("surveyed\""))
        .collect();
    assert!(page.contains("1 touchpoint") || page.contains("1 touchpoints are surveyed"));
    assert!(rows.iter().any(|row| row.contains("n 40") && row.contains("●")));
    assert!(page.contains("○"));
}
