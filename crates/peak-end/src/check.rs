//! Checks of memory: warnings about what will be remembered of a service.

mod deep_trough;
mod end_below_mean;
mod expectation_above_experience;
mod flat_journey;
mod leavers_outweigh;
mod option_lowers_goal;
mod out_of_control;
mod thin_peak;
mod trough_at_end;
mod unscored_touchpoint;

use service_blueprint::{Blueprint, Check, DocumentPath, Segment, Touchpoint, Warning};

use crate::{Outlook, PredictError, PredictOptions, Prediction, predict};

/// What the memory checks found, and which of them could not be asked.
#[derive(Debug, Clone, PartialEq)]
pub struct MemoryCheck {
    /// The warnings, check by check in the order of [`MEMORY_CHECKS`].
    pub warnings: Vec<Warning>,
    /// The checks that were skipped, and why nothing is predicted.
    pub skipped: Option<Skipped>,
}

/// Checks that could not be asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Skipped {
    /// Their codes.
    pub codes: Vec<&'static str>,
    /// Why nothing is predicted.
    pub reason: PredictError,
}

/// How a check finds what it warns about.
enum Finder {
    /// From the blueprint alone.
    Service(fn(&Blueprint, &mut Vec<Warning>)),
    /// From what is predicted of it.
    Memory(fn(&Blueprint, &Prediction, &mut Vec<Warning>)),
}

macro_rules! checks {
    ($($module:ident: $finder:ident),+ $(,)?) => {
        /// The checks of memory, in the order of the documentation.
        pub const MEMORY_CHECKS: &[Check] = &[$($module::CHECK),+];

        const FINDERS: &[Finder] = &[$(Finder::$finder($module::find)),+];
    };
}

checks! {
    flat_journey: Memory,
    deep_trough: Memory,
    trough_at_end: Memory,
    end_below_mean: Memory,
    unscored_touchpoint: Service,
    expectation_above_experience: Memory,
    out_of_control: Memory,
    thin_peak: Memory,
    leavers_outweigh: Memory,
    option_lowers_goal: Service,
}

/// What the [`MEMORY_CHECKS`] find. Where nothing can be predicted, those that need a prediction are named as skipped.
///
/// # Examples
/// ```
/// use peak_end::memory_check;
/// use service_blueprint::parse;
/// let blueprint = parse("
/// blueprint: Phone shop
/// stages:
///   - { id: buy, touchpoints: [ { id: ask, experience: 5.5 }, { id: pay, experience: 6 } ] }
/// ")?;
/// let warnings = memory_check(&blueprint).warnings;
/// assert_eq!(warnings[0].code, "flat-journey");
/// # Ok::<(), service_blueprint::Problems>(())
/// ```
pub fn memory_check(blueprint: &Blueprint) -> MemoryCheck {
    let prediction = predict(blueprint, &PredictOptions::default());
    let mut warnings = Vec::new();
    let mut unasked = Vec::new();
    for (check, finder) in MEMORY_CHECKS.iter().zip(FINDERS) {
        match (finder, &prediction) {
            (Finder::Service(find), _) => find(blueprint, &mut warnings),
            (Finder::Memory(find), Ok(prediction)) => find(blueprint, prediction, &mut warnings),
            (Finder::Memory(_), Err(_)) => unasked.push(check.code),
        }
    }
    let skipped = prediction.err().map(|reason| Skipped { codes: unasked, reason });
    MemoryCheck { warnings, skipped }
}

/// A part that a touchpoint plays most often in what a segment remembers.
struct Part<'a> {
    /// `peak` or `end`.
    role: &'static str,
    segment: Segment<'a>,
    touchpoint: Touchpoint<'a>,
    share: f64,
}

/// The most frequent peak and end of each segment.
fn parts<'a>(blueprint: &'a Blueprint, prediction: &Prediction) -> Vec<Part<'a>> {
    let mut parts = Vec::new();
    for (segment, outlook) in outlooks(blueprint, prediction) {
        for (role, attribution) in [("peak", &outlook.peak), ("end", &outlook.end)] {
            let Some(attribution) = attribution else { continue };
            let Some(touchpoint) = blueprint.touchpoint(attribution.touchpoint.as_str()) else {
                continue;
            };
            parts.push(Part {
                role,
                segment,
                touchpoint,
                share: attribution.share,
            });
        }
    }
    parts
}

/// Each segment with what is predicted for it.
fn outlooks<'a, 'p>(
    blueprint: &'a Blueprint,
    prediction: &'p Prediction,
) -> impl Iterator<Item = (Segment<'a>, &'p Outlook)> {
    let known = prediction.segments.iter();
    known.filter_map(|known| Some((blueprint.segment(known.id.as_str())?, &known.outlook)))
}

/// ` for segment a, b`, or nothing where the blueprint has one segment.
fn for_segments(blueprint: &Blueprint, segments: &[Segment<'_>]) -> String {
    if blueprint.segments().len() < 2 {
        return String::new();
    }
    let names: Vec<String> = segments.iter().map(|segment| format!("`{}`", segment.id())).collect();
    format!(" (segment {})", names.join(", "))
}

/// A share in whole percent.
fn percent(share: f64) -> String {
    format!("{:.0} %", 100.0 * share)
}

/// Where warnings about the journey as a whole stand.
fn whole_journey() -> DocumentPath {
    DocumentPath::default().key("stages")
}

#[cfg(test)]
mod tests {
    use super::*;
    use service_blueprint::parse;

    fn codes(text: &str) -> Vec<&'static str> {
        let blueprint = parse(text).unwrap_or_else(|problems| panic!("{problems}\n{text}"));
        memory_check(&blueprint)
            .warnings
            .iter()
            .map(|warning| warning.code)
            .collect()
    }

    #[test]
    fn every_check_warns_about_its_example_and_not_about_the_mended_one() {
        for check in MEMORY_CHECKS {
            assert!(codes(check.example).contains(&check.code), "{} is silent", check.code);
            assert!(!codes(check.mended).contains(&check.code), "{} still warns", check.code);
        }
    }

    #[test]
    fn codes_are_unique_also_among_the_checks_of_the_blueprint() {
        let mut codes: Vec<_> = MEMORY_CHECKS
            .iter()
            .chain(service_blueprint::CHECKS)
            .map(|check| check.code)
            .collect();
        let all = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), all);
    }

    #[test]
    fn what_cannot_be_predicted_names_the_skipped_checks() {
        // To and fro without any order, with a way out once in a billion.
        let touchpoints: Vec<String> = (0..2_000)
            .map(|n| {
                format!(
                    "      - {{ id: t{n}, experience: 5, next: {{ t{}: rest, t{}: 50% }} }}\n",
                    (n * 1_571 + 7) % 2_000,
                    (n * 733 + 1_901) % 2_000 + 1,
                )
            })
            .collect();
        let text = format!(
            "blueprint: Maze\nstages:\n  - id: in\n    touchpoints:\n{}      - {{ id: t2000, next: {{ t0: rest, end: 0.000000001 }} }}\n",
            touchpoints.concat()
        );
        let found = memory_check(&parse(&text).unwrap());
        let skipped = found
            .skipped
            .expect("2,000 touchpoints in loops without order that are hardly ever left are too many");
        assert!(skipped.codes.contains(&"flat-journey"));
        assert!(!skipped.codes.contains(&"unscored-touchpoint"));
        assert_eq!(
            found.warnings.iter().map(|warning| warning.code).collect::<Vec<_>>(),
            ["unscored-touchpoint"]
        );
    }

    #[test]
    fn the_documentation_holds_every_check() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/checks.md");
        let Ok(docs) = std::fs::read_to_string(path) else {
            println!("skipped: the documentation is not part of the package");
            return;
        };
        const BEGIN: &str = "<!-- memory checks: written by `UPDATE_DOCS=1 cargo test -p peak-end check` -->\n";
        const END: &str = "<!-- end of memory checks -->";
        let (head, rest) = docs.split_once(BEGIN).expect("the part of the memory checks begins");
        let (found, tail) = rest.split_once(END).expect("the part of the memory checks ends");
        let wanted: String = MEMORY_CHECKS
            .iter()
            .map(|check| format!("\n{}", check.markdown()))
            .collect();
        let wanted = format!("{wanted}\n");
        if std::env::var_os("UPDATE_DOCS").is_some() {
            std::fs::write(path, format!("{head}{BEGIN}{wanted}{END}{tail}")).expect("the documentation is ours");
        } else {
            assert_eq!(found, wanted, "run `UPDATE_DOCS=1 cargo test -p peak-end check`");
        }
    }
}
