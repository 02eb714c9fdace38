//! The report and the picture in a browser: quiet, self-contained, live, and with room for every text.
//!
//! Needs chromium and chromedriver; where they are missing the tests say so and pass.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod driver;
#[path = "../comparison/made_up.rs"]
mod made_up;
mod pages;

use std::io::Write;
use std::path::Path;

use blueprint_report::Language;
use blueprint_report::comparison::{ComparisonOptions, page};
use driver::Browser;
use pages::{Page, Pages};
use serde_json::{Value, json};

/// Measures what is shown.
const MEASURE: &str = include_str!("measure.js");

/// How reports are looked at: on a large screen and a telephone's, and on A4 across, less its margins.
const LOOKS: [(u32, &str, &str); 3] = [
    (1440, "screen", "light"),
    (390, "screen", "dark"),
    (1032, "print", "light"),
];

/// Tells whoever runs the tests, whether they pass or not: not through a macro, whose output the test runner keeps.
fn say(line: &str) {
    std::io::stderr().write_all(format!("{line}\n").as_bytes()).unwrap();
}

/// A window; none, with the reason told, on a machine without a browser.
fn browser() -> Option<Browser> {
    match Browser::open() {
        Ok(browser) => Some(browser),
        Err(reason) => {
            say(&format!("skipped: the browser test, as {reason}"));
            None
        }
    }
}

/// All faults of all pages, told at once.
#[derive(Default)]
struct Faults(Vec<String>);

impl Faults {
    /// At most so many of one kind are told of a page; what comes after is mostly the same again.
    const TOLD: usize = 25;

    fn add(&mut self, place: &str, found: impl IntoIterator<Item = String>) {
        let found: Vec<String> = found.into_iter().collect();
        let more = found.len().saturating_sub(Self::TOLD);
        self.0.extend(
            found
                .into_iter()
                .take(Self::TOLD)
                .map(|fault| format!("{place}: {fault}")),
        );
        if more > 0 {
            self.0.push(format!("{place}: and {more} more"));
        }
    }

    fn none(self) {
        assert!(self.0.is_empty(), "{} faults\n{}", self.0.len(), self.0.join("\n"));
    }
}

/// Measures the page that is shown; there have to be texts. Returns how many cards there are.
fn measure(browser: &Browser, place: &str, faults: &mut Faults) -> u64 {
    let found = browser.run(MEASURE, &json!([]));
    let listed = found["faults"].as_array().into_iter().flatten();
    faults.add(place, listed.filter_map(|fault| fault.as_str().map(str::to_owned)));
    for (what, least) in [("texts", 10), ("cards", 2)] {
        enough(&found, what, least, place, faults);
    }
    found["cards"].as_u64().unwrap_or(0)
}

fn enough(found: &Value, what: &str, least: u64, place: &str, faults: &mut Faults) {
    if found[what].as_u64().unwrap_or(0) < least {
        faults.add(place, [format!("hardly any {what} were measured: {}", found[what])]);
    }
}

/// The console, and who was asked for what, since the last time.
fn quiet(browser: &Browser, place: &str, faults: &mut Faults) {
    faults.add(place, browser.complaints());
    let asked = browser.requests();
    if asked.is_empty() {
        faults.add(place, ["no request was seen, not even for the page".to_owned()]);
    }
    let outside = asked
        .into_iter()
        .filter(|address| !address.starts_with("file:") && !address.starts_with("data:"));
    faults.add(place, outside.map(|address| format!("asks for {address}")));
}

/// The text of the element that a selector finds.
fn text(browser: &Browser, selector: &str) -> String {
    let script = "return document.querySelector(arguments[0]).textContent.trim()";
    browser
        .run(script, &json!([selector]))
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

#[test]
fn every_text_of_a_report_has_room_and_nothing_is_asked_for() {
    let Some(browser) = browser() else { return };
    let pages = Pages::new();
    let mut faults = Faults::default();
    for Page { name, file, .. } in &pages.reports() {
        for (width, medium, scheme) in LOOKS {
            let place = format!("{name} at {width} px, {medium}, {scheme}");
            browser.look(width, medium, scheme);
            browser.show(file);
            measure(&browser, &place, &mut faults);
            quiet(&browser, &place, &mut faults);
        }
    }
    faults.none();
}

#[test]
fn every_text_of_a_comparison_has_room_and_nothing_is_asked_for() {
    let Some(browser) = browser() else { return };
    let folder = tempfile::tempdir().unwrap();
    let mut faults = Faults::default();
    for (name, comparison) in [
        ("ratings", made_up::comparison(256)),
        ("many", made_up::comparison(3000)),
        ("answers", made_up::of_answers(200)),
    ] {
        for language in Language::ALL {
            let options = ComparisonOptions {
                language,
                ..ComparisonOptions::default()
            };
            let file = folder.path().join(format!("{name}.{language}.html"));
            std::fs::write(&file, page(&comparison, &options)).unwrap();
            for (width, medium, scheme) in LOOKS {
                let place = format!("{name} in {language} at {width} px, {medium}, {scheme}");
                browser.look(width, medium, scheme);
                browser.show(&file);
                let found = browser.run(MEASURE, &json!([]));
                let listed = found["faults"].as_array().into_iter().flatten();
                faults.add(&place, listed.filter_map(|fault| fault.as_str().map(str::to_owned)));
                enough(&found, "texts", 100, &place, &mut faults);
                quiet(&browser, &place, &mut faults);
            }
        }
    }
    faults.none();
}

#[test]
fn every_text_of_a_picture_has_room() {
    let Some(browser) = browser() else { return };
    let pages = Pages::new();
    let mut faults = Faults::default();
    browser.look(1440, "screen", "light");
    for Page { name, file, .. } in &pages.pictures() {
        browser.show(file);
        measure(&browser, name, &mut faults);
        quiet(&browser, name, &mut faults);
    }
    faults.none();
}

#[test]
fn what_the_eye_measures_is_found() {
    let Some(browser) = browser() else { return };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("faulty.html");
    let text = |x: u32, y: u32, word: &str| format!("<text x='{x}' y='{y}' font-size='16'>{word}</text>");
    let card = format!(
        "<g class='card'><rect x='0' y='60' width='30' height='20'/>{}</g>",
        text(2, 75, "too wide")
    );
    let arrow = "<path class='need' d='M15 50V90' stroke='black'/>";
    let words = [
        text(10, 20, "one over"),
        text(20, 24, "the other"),
        text(180, 40, "leaves"),
    ]
    .concat();
    let svg = format!("<svg viewBox='0 0 200 100' width='200' height='100'>{words}{card}{arrow}</svg>");
    let html = "<div style='width:20px'>wide</div><div style='width:30px;overflow-wrap:anywhere'>Fulfilment</div><p style='margin:0'>under</p><p style='margin:-1.2em 0 0'>above</p>";
    std::fs::write(
        &file,
        format!("<!DOCTYPE html><meta charset=utf-8><body>{svg}{html}</body>"),
    )
    .unwrap();
    browser.look(1440, "screen", "light");
    browser.show(&file);
    let found = browser.run(MEASURE, &json!([]));
    let faults = found["faults"].to_string();
    for fault in [
        "“one over”",
        "leaves its picture",
        "leaves its card",
        "in a box of 20 px",
        "“under”",
    ] {
        assert!(faults.contains(fault), "{fault} is not in {found}");
    }
}

/// Keys of the WebDriver protocol.
const RIGHT: &str = "\u{e014}";
const LEFT: &str = "\u{e012}";
const HOME: &str = "\u{e011}";
const END: &str = "\u{e010}";
const ENTER: &str = "\u{e007}";

/// A slider of the live what-if, by segment and touchpoint in document order.
fn slider(segment: usize, touchpoint: usize) -> String {
    format!("#what-if-{segment}-{touchpoint}")
}

/// Gives the focus to what a selector finds; whether it took it.
fn focus(browser: &Browser, selector: &str) -> bool {
    let script = "const it = document.querySelector(arguments[0]); if (!it) return false; \
                  const block = it.closest('details'); if (block) block.open = true; it.focus(); \
                  return document.activeElement === it;";
    browser.run(script, &json!([selector])) == Value::Bool(true)
}

/// The score that a row shows, and its slider's name and value as they are read aloud.
fn row(browser: &Browser, slider: &str) -> [String; 3] {
    let script = "const slider = document.querySelector(arguments[0]); return [\
        slider.closest('li').querySelector('[data-row=now]').textContent, \
        slider.labels[0].textContent.trim(), slider.getAttribute('aria-valuetext')]";
    serde_json::from_value(browser.run(script, &json!([slider]))).unwrap()
}

fn remembered(browser: &Browser, segment: &str) -> String {
    text(browser, &format!("[data-readout='{segment}'] [data-say=remembered]"))
}

#[test]
fn a_slider_moved_by_keyboard_says_what_the_library_says() {
    let Some(browser) = browser() else { return };
    let pages = Pages::new();
    let mut faults = Faults::default();
    let mut moves = 0;
    browser.look(1440, "screen", "light");
    for page in pages.reports().iter().filter(|page| page.is_small()) {
        browser.show(&page.file);
        let before = page.predicted(None);
        for (number, id) in page.segments() {
            for touchpoint in page.touchpoints(number) {
                let slider = slider(number, touchpoint);
                let place = format!("{}: {slider}", page.name);
                if !focus(&browser, &slider) {
                    faults.add(&place, ["takes no focus".to_owned()]);
                    continue;
                }
                for keys in [RIGHT, LEFT.repeat(3).as_str(), END, HOME] {
                    browser.press(keys);
                    let [shown, name, said] = row(&browser, &slider);
                    let score: f64 = shown.replace('−', "-").parse().unwrap();
                    if name != page.name_of(touchpoint) || !said.starts_with(&shown) {
                        faults.add(&place, [format!("is read as “{name}, {said}” and shows {shown}")]);
                    }
                    let expected = page.predicted(Some((number, touchpoint, score)));
                    moves += 1;
                    for (who, expected) in [("", &expected.overall), (id.as_str(), &expected.segments[number])] {
                        // With a single segment, everyone is that segment.
                        if who == id && page.segments().len() == 1 {
                            continue;
                        }
                        let told = remembered(&browser, who);
                        if told != *expected {
                            faults.add(
                                &place,
                                [format!(
                                    "at {score} the page says `{told}` of `{who}`, the library `{expected}`"
                                )],
                            );
                        }
                    }
                }
                let reset = format!("li:has({slider}) [data-row=reset]");
                if !focus(&browser, &reset) {
                    faults.add(&place, ["its reset takes no focus".to_owned()]);
                }
                browser.press(ENTER);
                if remembered(&browser, "") != before.overall {
                    faults.add(&place, ["reset does not bring back what was".to_owned()]);
                }
            }
        }
    }
    assert!(moves > 100, "only {moves} moves");
    faults.none();
}

#[test]
fn the_segment_switch_shows_that_segment() {
    let Some(browser) = browser() else { return };
    let pages = Pages::new();
    let mut faults = Faults::default();
    browser.look(1440, "screen", "light");
    // What is seen of pictures and of sliders.
    let seen = "const seen = (it) => it.checkVisibility(); return [\
        [...document.querySelectorAll('#picture .view')].filter(seen).map((view) => view.getAttribute('aria-label')), \
        [...document.querySelectorAll('[data-what-if-segment]')].filter(seen).map((block) => block.dataset.whatIfSegment)]";
    let mut switched = 0;
    for page in pages
        .reports()
        .iter()
        .filter(|page| page.is_small() && page.segments().len() > 1)
    {
        browser.show(&page.file);
        let all = browser.run(seen, &json!([]));
        assert_eq!(all[1].as_array().map(Vec::len), Some(page.segments().len()), "{all}");
        assert!(
            focus(&browser, "input[type=radio][name=segment]:checked"),
            "{}",
            page.name
        );
        for (_, id) in page.segments() {
            browser.press(RIGHT);
            let one = browser.run(seen, &json!([]));
            switched += 1;
            if one[1] != json!([id]) {
                faults.add(&page.name, [format!("sliders of {} are shown for {id}", one[1])]);
            }
            if one[0].as_array().map(Vec::len) != Some(1) || one[0] == all[0] {
                faults.add(&page.name, [format!("pictures {} are shown for {id}", one[0])]);
            }
            measure(&browser, &format!("{} for {id}", page.name), &mut faults);
        }
    }
    assert!(switched > 1);
    faults.none();
}

#[test]
fn sixty_touchpoints_in_four_segments_are_computed_within_a_frame() {
    let Some(browser) = browser() else { return };
    let pages = Pages::new();
    let page = pages.branching(60, 4);
    browser.look(1440, "screen", "light");
    browser.show(&page.file);
    // All four segments move together, which is the most that one stroke can ask for.
    let script = "document.querySelector('[data-together]').checked = true; \
        for (const block of document.querySelectorAll('#what-if details')) block.open = true; \
        const slider = document.querySelector('#what-if input[type=range]'); const times = []; \
        for (let n = 0; n < 41; n++) { slider.value = n % 2 ? 20 : 80; const from = performance.now(); \
          slider.dispatchEvent(new Event('input')); times.push(performance.now() - from); } \
        return times.sort((a, b) => a - b)";
    let times: Vec<f64> = serde_json::from_value(browser.run(script, &json!([]))).unwrap();
    let (median, most) = (times[times.len() / 2], times[times.len() - 1]);
    say(&format!(
        "60 touchpoints, 4 segments: {median:.1} ms a move in the browser, at most {most:.1} ms"
    ));
    assert!(median <= 16.0, "{times:?}");
}

/// The folder of the examples.
fn examples() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/blueprints"))
}
