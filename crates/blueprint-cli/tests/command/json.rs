//! JSON answers: what the documentation says is there, and nothing else is; and what the figures must be.

use std::collections::BTreeSet;

use serde_json::Value;

use super::blueprint::{EXAMPLES, example, json, run, run_with};

const DOCS: &str = include_str!("../../../../docs/json.md");

/// Maps whose keys are names, not part of the form.
const NAMED: [&str; 7] = [
    "evidence",
    "remembered",
    "standard_error",
    "bracket",
    "no_value",
    "parameters",
    "rules",
];

/// Values that are told as the format writes them, whatever they hold.
const AS_WRITTEN: [&str; 5] = [
    "changed[].from",
    "changed[].to",
    "calibrated[].before",
    "without_data[].experience",
    "segments_kept[].experience",
];

/// The keys that the documentation lists for a verb.
fn documented(verb: &str) -> BTreeSet<String> {
    let section = DOCS
        .split(&format!("\n## `{verb}`\n"))
        .nth(1)
        .expect("every verb has a section");
    let section = section.split("\n## ").next().expect("it is there");
    let rows = section
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    rows.map(str::to_owned).collect()
}

/// The keys of a value, down to what holds no others.
fn keys(value: &Value, path: &str, found: &mut BTreeSet<String>) {
    match value {
        _ if AS_WRITTEN.contains(&path) => _ = found.insert(path.to_owned()),
        Value::Object(map) => {
            for (key, inner) in map {
                let last = path.rsplit('.').next().unwrap_or_default();
                let step = if NAMED.contains(&last) { "*" } else { key };
                let path = if path.is_empty() {
                    step.to_owned()
                } else {
                    format!("{path}.{step}")
                };
                keys(inner, &path, found);
            }
        }
        Value::Array(items) if items.iter().any(Value::is_object) => {
            items.iter().for_each(|item| keys(item, &format!("{path}[]"), found));
        }
        _ => _ = found.insert(path.to_owned()),
    }
}

/// A key of a prediction in the words of the documentation.
fn outlook(key: String) -> String {
    let own = ["id", "name", "share", "likely_way"];
    if let Some(rest) = key.strip_prefix("overall.") {
        return format!("outlook.{rest}");
    }
    match key.strip_prefix("segments[].") {
        Some(rest)
            if !own
                .iter()
                .any(|own| rest == *own || rest.starts_with(&format!("{own}."))) =>
        {
            format!("outlook.{rest}")
        }
        _ => key,
    }
}

/// A key of an investment in the words of the documentation.
fn state(key: String) -> String {
    let states = ["before.", "after.", "classical.after."];
    let rest = states.iter().find_map(|state| key.strip_prefix(state));
    rest.map_or(key.clone(), |rest| format!("state.{rest}"))
}

/// Holds the documented keys against those of real answers; empty lists and nulls hide keys, so all answers together count.
pub(super) fn compare(verb: &str, answers: &[Value]) {
    let mut found = BTreeSet::new();
    answers.iter().for_each(|answer| keys(answer, "", &mut found));
    let spoken = |key: String| match verb {
        "predict" => outlook(key),
        "invest" => state(key),
        // What is told of a service with options is told as of one without.
        "repeat" => key.strip_prefix("with.").map(str::to_owned).unwrap_or(key),
        // What `show` and `predict` answer is told there.
        "export" => key.split(['.', '[']).next().unwrap_or_default().to_owned(),
        _ => key,
    };
    let found: BTreeSet<String> = found.into_iter().map(spoken).collect();
    let documented = documented(verb);
    let missing: Vec<_> = documented.difference(&found).collect();
    assert!(missing.is_empty(), "{verb}: documented but never written: {missing:?}");
    // A key that holds nothing in one answer stands without the keys below it.
    let unsaid: Vec<_> = found
        .difference(&documented)
        .filter(|key| {
            !documented
                .iter()
                .any(|known| known.starts_with(&format!("{key}.")) || known.starts_with(&format!("{key}[]")))
        })
        .collect();
    assert!(unsaid.is_empty(), "{verb}: written but not documented: {unsaid:?}");
}

#[test]
fn predict_writes_what_is_documented() {
    let some = EXAMPLES.map(|name| json(&["predict", &example(name)]));
    let all = json(&["predict", &example("online-shop.yaml"), "--all-models"]);
    let interval = json(&["predict", &example("online-shop.yaml"), "--interval"]);
    let single = json(&["predict", &example("online-shop.yaml"), "--population"]);
    let thin = run_with(
        &["predict", "-", "--interval", "--format", "json"],
        include_str!("thin.yaml"),
    );
    let thin = serde_json::from_str(&thin.stdout).unwrap();
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/command/fitted.json");
    let fitted = json(&[
        "predict",
        &example("online-shop.yaml"),
        "--model",
        &file.display().to_string(),
    ]);
    compare(
        "predict",
        &[some.to_vec(), vec![all, interval, thin, single, fitted]].concat(),
    );
}

#[test]
fn models_writes_what_is_documented() {
    compare("models", &[json(&["models"]), json(&["models", "mean"])]);
}

#[test]
fn simulate_writes_what_is_documented() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.csv").display().to_string();
    compare("simulate", &[json(&["simulate", "--output", &file])]);
}

/// Single customers: brackets in place of a law on a grid, nothing that would move a score, the same bytes each time.
#[test]
fn population_writes_brackets() {
    for name in ["online-shop.yaml", "day-surgery.yaml"] {
        let arguments = [
            "predict",
            &example(name),
            "--population",
            "--all-models",
            "--format",
            "json",
        ];
        let printed = run(&arguments).stdout;
        assert_eq!(printed, run(&arguments).stdout, "{name}");
        let answer: Value = serde_json::from_str(&printed).unwrap();
        assert_eq!(
            (&answer["customers"], &answer["exact"]),
            (&"population".into(), &false.into())
        );
        assert_eq!(answer["cut"]["settled"], true);
        for outlook in answer["segments"]
            .as_array()
            .unwrap()
            .iter()
            .chain([&answer["overall"]])
        {
            let of = |value: &Value| value.as_f64().unwrap();
            let (bracket, value) = (&outlook["bracket"]["peak_end"], of(&outlook["remembered"]["peak_end"]));
            let (worse, better) = (of(&bracket["worse"]), of(&bracket["better"]));
            assert!(value >= worse.min(better) && value <= worse.max(better), "{name}");
            assert!(
                (of(&outlook["single_customers"]["worse"]) - worse).abs() < 1e-12,
                "{name}"
            );
            assert_eq!(outlook["law"], Value::Array(Vec::new()));
            assert!(
                outlook["standard_error"]["power_mean"].is_number() || outlook["no_value"]["power_mean"].is_string()
            );
            for touchpoint in outlook["touchpoints"].as_array().unwrap() {
                for key in ["slope_up", "slope_down", "jump_up", "jump_down", "if_best", "if_worst"] {
                    assert!(touchpoint[key].is_null(), "{name} {key}");
                }
            }
        }
    }
}

#[test]
fn satisfaction_writes_what_is_documented() {
    compare(
        "satisfaction",
        &EXAMPLES.map(|name| json(&["satisfaction", &example(name)])),
    );
}

#[test]
fn impact_writes_what_is_documented() {
    compare("impact", &EXAMPLES.map(|name| json(&["impact", &example(name)])));
}

#[test]
fn repeat_writes_what_is_documented() {
    let some = EXAMPLES.map(|name| json(&["repeat", &example(name)]));
    let with = json(&["repeat", &example("online-shop.yaml"), "--options", "tea-gift,inserts"]);
    compare("repeat", &[some.to_vec(), vec![with]].concat());
}

#[test]
fn repeated_journeys_begin_with_the_prediction() {
    for name in EXAMPLES {
        let predicted = json(&["predict", &example(name)]);
        let repeated = json(&["repeat", &example(name), "--episodes", "3"]);
        let of = |value: &Value| value.as_f64().unwrap();
        let first = &repeated["episodes"][0];
        let predicted = of(&predicted["overall"]["remembered"]["peak_end"]);
        assert!((of(&first["remembered"]) - predicted).abs() < 1e-12, "{name}");
        assert_eq!((&first["episode"], &first["loss"]), (&1.into(), &0.into()), "{name}");
        for segment in repeated["segments"].as_array().unwrap() {
            for touchpoint in segment["touchpoints"].as_array().unwrap() {
                assert_eq!(touchpoint["perceived"][0], touchpoint["score"], "{name}");
                let lists = ["perceived", "expectation", "satisfaction", "clamped"];
                assert!(
                    lists.iter().all(|list| touchpoint[list].as_array().unwrap().len() == 3),
                    "{name}"
                );
            }
        }
    }
}

#[test]
fn options_are_worth_the_difference_of_two_services() {
    let shop = example("online-shop.yaml");
    let now = json(&["repeat", &shop]);
    let answer = json(&["repeat", &shop, "--options", "tea-gift, inserts"]);
    assert_eq!(answer["options"], serde_json::json!(["tea-gift", "inserts"]));
    assert_eq!(
        (&answer["episodes"], &answer["segments"]),
        (&now["episodes"], &now["segments"])
    );
    assert!(now["options"].is_null() && now["with"].is_null() && now["worth"].is_null());
    let mut sums = [0.0, 0.0];
    for episode in 0..6 {
        for (sum, key) in sums.iter_mut().zip(["remembered", "objective"]) {
            let of = |told: &Value| told["episodes"][episode][key].as_f64().unwrap();
            let worth = of(&answer["worth"]);
            assert!((of(&answer["with"]) - of(&now) - worth).abs() < 1e-12);
            *sum += worth;
        }
    }
    for (sum, key) in sums.iter().zip(["remembered", "objective"]) {
        assert!((sum / 6.0 - answer["worth"]["mean"][key].as_f64().unwrap()).abs() < 1e-12);
    }
    // A gift wears off: worth less with every journey.
    let worth = |at: usize| answer["worth"]["episodes"][at]["remembered"].as_f64().unwrap();
    assert!(worth(0) > worth(2) && worth(2) > worth(5));
}

/// One value per touchpoint, segment and journey: what would not fit into memory is refused, and told to people.
#[test]
fn more_than_can_be_listed_is_refused() {
    let head = "blueprint: Long\nstages:\n  - id: all\n    touchpoints:\n";
    let lines = (0..1_001).map(|number| format!("      - {{ id: t{number}, experience: 5 }}\n"));
    let text = format!("{head}{}", lines.collect::<String>());
    let asked = ["repeat", "-", "--episodes", "1000"];
    let refused = run_with(&[&asked[..], &["--format", "json"]].concat(), text.as_str());
    assert_eq!(refused.code, 3);
    let answer: Value = serde_json::from_str(&refused.stdout).unwrap();
    assert_eq!(answer["diagnostics"][0]["code"], "too-much-to-list");
    assert_eq!(answer["diagnostics"][0]["help"], "ask for at most 999 journeys");
    assert_eq!(run_with(&asked, text.as_str()).code, 0);
}

#[test]
fn compare_writes_what_is_documented() {
    let answer = |before: &str, after: &str| json(&["compare", &example(before), &example(after)]);
    let answers = [
        answer("hotel-checkout.yaml", "hotel-checkout-next.yaml"),
        answer("day-surgery.yaml", "day-surgery.yaml"),
        answer("day-surgery.yaml", "online-shop.yaml"),
    ];
    compare("compare", &answers);
}

#[test]
fn profile_writes_what_is_documented() {
    compare("profile", &[json(&["profile", "--scores", "2,4,5"])]);
}

#[test]
fn check_writes_what_is_documented() {
    let run = run_with(&["check", "-", "--format", "json"], include_str!("broken.yaml"));
    compare("check", &[serde_json::from_str(&run.stdout).unwrap()]);
}

#[test]
fn new_writes_what_is_documented() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.yaml").display().to_string();
    compare("new", &[json(&["new", &file])]);
}

#[test]
fn what_is_written_to_a_file_is_said_as_documented() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).display().to_string();
    let shop = example("online-shop.yaml");
    let exported = json(&["export", &shop, "--to", "json", "--output", &file("shop.json")]);
    let unpredicted = "{ blueprint: B, stages: [{ id: s, touchpoints: [{ id: t }] }] }";
    let unpredicted = run_with(&["export", "-", "--to", "json"], unpredicted).stdout;
    let answers = [
        exported,
        json(&["export", &shop, "--to", "json"]),
        serde_json::from_str(&unpredicted).unwrap(),
    ];
    compare("export", &answers);
    compare("draw", &[json(&["draw", &shop, "--output", &file("shop.svg")])]);
    compare("report", &[json(&["report", &shop, "--output", &file("shop.html")])]);
}

#[test]
fn show_writes_the_document_and_it_reads_back() {
    for name in EXAMPLES {
        let document = json(&["show", &example(name)]);
        let mut found = BTreeSet::new();
        keys(&document, "", &mut found);
        assert!(documented("show").iter().all(|key| found.contains(key)));
        let again = run_with(&["show", "-", "--format", "json"], document.to_string());
        assert_eq!(again.code, 0, "{}", again.stdout);
        assert_eq!(serde_json::from_str::<Value>(&again.stdout).unwrap(), document);
    }
}

#[test]
fn schema_is_the_schema() {
    let schema = json(&["schema"]);
    assert!(documented("schema").iter().all(|key| !schema[key].is_null()));
}

#[test]
fn the_worked_example_of_the_seven_steps() {
    let answer = json(&["satisfaction", &example("electronics-retailer.yaml")]);
    let factor = |id: &str| {
        let factors = answer["factors"].as_array().unwrap();
        factors.iter().find(|factor| factor["id"] == id).unwrap().clone()
    };
    assert_eq!(factor("convenience")["satisfaction"], -2);
    assert_eq!(factor("convenience")["weighted"], -18);
    assert_eq!(factor("convenience")["gap"], -5);
    assert_eq!(factor("product")["satisfaction"], -1);
    assert_eq!(answer["key_experience"], "convenience");
    let first = |ranking: &str| answer[ranking][0]["id"].clone();
    assert_ne!(first("by_gap"), first("by_memory"));
}

#[test]
fn parts_in_memory_sum_to_one() {
    for name in EXAMPLES {
        let sum = |list: &Value, key: &str| -> f64 {
            list.as_array()
                .unwrap()
                .iter()
                .map(|one| one[key].as_f64().unwrap())
                .sum()
        };
        let prediction = json(&["predict", &example(name)]);
        for key in ["p_peak", "p_trough", "p_end"] {
            assert!(
                (sum(&prediction["overall"]["touchpoints"], key) - 1.0).abs() < 1e-9,
                "{name} {key}"
            );
        }
        assert!(
            (sum(&prediction["overall"]["law"], "probability") - 1.0).abs() < 1e-9,
            "{name}"
        );
        let satisfaction = json(&["satisfaction", &example(name)]);
        assert!((sum(&satisfaction["by_memory"], "weight") - 1.0).abs() < 1e-9, "{name}");
    }
}

#[test]
fn uncertainty_is_said_where_it_is_asked_and_known() {
    let shop = example("online-shop.yaml");
    let quick = json(&["predict", &shop]);
    assert_eq!(quick["only_ordering"], false);
    for key in ["resampled", "held_fixed"] {
        assert!(quick[key].is_null(), "{key}");
    }
    assert!(quick["overall"]["uncertainty"].is_null());

    let arguments = [
        "predict",
        &shop,
        "--interval",
        "--resamples",
        "200",
        "--confidence",
        "0.9",
    ];
    let asked = json(&arguments);
    let uncertainty = &asked["overall"]["uncertainty"];
    assert_eq!(
        (&uncertainty["resamples"], &uncertainty["confidence"]),
        (&200.into(), &0.9.into())
    );
    let interval = &uncertainty["confidence_interval"];
    assert!(interval["worse"].as_f64().unwrap() < interval["better"].as_f64().unwrap());
    let shares = uncertainty["is_peak"].as_array().unwrap().iter();
    let sum: f64 = shares.map(|one| one["share"].as_f64().unwrap()).sum();
    assert!((sum - 1.0).abs() < 1e-12);
    assert_eq!(asked["held_fixed"][0]["reason"], "assumed");
    assert_eq!(json(&arguments), asked);
    assert_ne!(json(&[&arguments[..], &["--seed", "1"]].concat()), asked);

    let bare = run_with(
        &["predict", "-", "--interval", "--format", "json"],
        include_str!("bare.yaml"),
    );
    let bare: Value = serde_json::from_str(&bare.stdout).unwrap();
    assert_eq!(bare["only_ordering"], true);
    assert!(bare["overall"]["uncertainty"].is_null() && bare["resampled"].as_array().unwrap().is_empty());
}

#[test]
fn the_shop_names_its_moments_per_segment_and_ending() {
    let answer = json(&["predict", &example("online-shop.yaml")]);
    for segment in answer["segments"].as_array().unwrap() {
        assert!(segment["peak"]["touchpoint"].is_string() && segment["end"]["touchpoint"].is_string());
        for ending in segment["endings"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|one| one["probability"] != 0)
        {
            assert!(ending["peak"]["touchpoint"].is_string() && ending["end"]["touchpoint"].is_string());
        }
    }
    let touchpoints = answer["overall"]["touchpoints"].as_array().unwrap();
    assert!(touchpoints.iter().all(|one| one["if_best"].is_number()));
}
