//! Where to invest: answers, limits, and requests that cannot be granted.

use insta::assert_snapshot;
use serde_json::Value;

use super::blueprint::{EXAMPLES, example, json, run, run_with};
use super::json::compare;

/// What a run on an example prints.
fn printed(name: &str, more: &[&str]) -> String {
    let run = run(&[&["invest", &example(name)], more].concat());
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{more:?}");
    assert!(!run.stdout.contains('\u{1b}'), "no colours away from a terminal");
    run.stdout
}

/// The JSON that a run on a text prints.
fn asked(text: &str, more: &[&str]) -> Value {
    let run = run_with(&[&["invest", "-", "--format", "json"], more].concat(), text);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    serde_json::from_str(&run.stdout).expect("the answer is JSON")
}

const TEA: &str = "
blueprint: Tea
currency: CNY
stages: [{ id: a, touchpoints: [{ id: sip, experience: 7, at_least: 5 }, { id: pay, experience: 6 }] }]
options:
  - { id: cake, cost: 40, sets: { pay: 8 } }
  - { id: thin, cost: -10, sets: { sip: 6 } }
";

#[test]
fn people_read() {
    let usual = ["--budget", "60000", "--frontier"];
    assert_snapshot!("invest_online_shop", printed("online-shop.yaml", &usual));
    assert_snapshot!("invest_hotel", printed("hotel-checkout.yaml", &["--budget", "60000"]));
    assert_snapshot!(
        "invest_hotel_saves",
        printed("hotel-checkout.yaml", &["--budget", "-15000"])
    );
    let robust = ["--budget", "20000", "--robust=mean,trough,stage_weighted"];
    assert_snapshot!("invest_hotel_robust", printed("hotel-checkout.yaml", &robust));
    assert_snapshot!(
        "invest_hotel_every_budget",
        printed("hotel-checkout.yaml", &["--frontier", "--quiet", "--width", "60"])
    );
    assert_snapshot!(
        "invest_chinese",
        printed("online-shop.zh.yaml", &["--budget", "30000", "--keep-goals"])
    );
}

#[test]
fn no_line_is_wider_than_asked() {
    for name in ["online-shop.yaml", "online-shop.zh.yaml", "hotel-checkout.yaml"] {
        for width in [60, 80] {
            let text = printed(
                name,
                &["--budget", "50000", "--frontier", "--width", &width.to_string()],
            );
            for line in text.lines() {
                assert!(unicode_width::UnicodeWidthStr::width(line) <= width, "{name}: {line}");
            }
        }
    }
}

#[test]
fn programs_read() {
    let answer = printed(
        "hotel-checkout.yaml",
        &["--budget", "60000", "--frontier", "--format", "json"],
    );
    assert_snapshot!("invest_json", answer);
}

#[test]
fn json_is_what_is_documented() {
    let answer = |name: &str| json(&["invest", &example(name), "--budget", "50000", "--frontier"]);
    let mut answers: Vec<Value> = EXAMPLES
        .iter()
        .filter(|name| has_options(name))
        .map(|name| answer(name))
        .collect();
    answers.push(asked(TEA, &["--budget", "0", "--frontier"]));
    let hotel = example("hotel-checkout.yaml");
    answers.push(json(&[
        "invest",
        &hotel,
        "--budget",
        "20000",
        "--robust=mean,stage_weighted",
    ]));
    compare("invest", &answers);
}

fn has_options(name: &str) -> bool {
    std::fs::read_to_string(example(name))
        .expect("examples can be read")
        .contains("\noptions:")
}

/// By hand: now (7 + 6) / 2 = 6.5; with cake the pay is peak and end, 8; without its thinner sip (6 + 6) / 2 = 6.
#[test]
fn a_small_tea_by_hand() {
    let answer = asked(TEA, &["--frontier"]);
    assert_eq!(answer["budget"], Value::Null);
    assert_eq!(
        (&answer["chosen"], &answer["cost"]),
        (&serde_json::json!(["cake"]), &40.into())
    );
    assert_eq!(
        (&answer["before"]["objective"], &answer["after"]["objective"]),
        (&6.5.into(), &8.into())
    );
    assert_eq!(
        (&answer["bound"], &answer["optimal"], &answer["gap"]),
        (&8.into(), &true.into(), &0.into())
    );
    // The thinner tea pays for a part of the cake, and is not remembered: money is no object only without a frontier.
    let expected = serde_json::json!([
        { "cost": -10, "remembered": 6, "chosen": ["thin"], "bound": 6, "optimal": true },
        { "cost": 0, "remembered": 6.5, "chosen": [], "bound": 6.5, "optimal": true },
        { "cost": 30, "remembered": 8, "chosen": ["cake", "thin"], "bound": 8, "optimal": true },
    ]);
    assert_eq!(
        (&answer["frontier"], &answer["frontier_complete"]),
        (&expected, &true.into())
    );
    let tight = asked(TEA, &["--budget", "39"]);
    assert_eq!(tight["chosen"], serde_json::json!(["cake", "thin"]));
    let least = asked(TEA, &["--budget", "-10"]);
    assert_eq!(
        (&least["chosen"], &least["after"]["remembered"]),
        (&serde_json::json!(["thin"]), &6.into())
    );
    assert_eq!(asked(TEA, &["--budget=-3"])["cost"], -10);
}

/// By hand: paying disappoints by 2 and the sip by nothing, so the classical rule buys the cake too. The leaf alone would
/// make 7.5 of 6.5, the cake makes 8, both 8.5, for which there is money if the leaf costs 5.
#[test]
fn a_small_tea_is_explained() {
    let expected = TEA
        .replace("id: sip,", "id: sip, expectation: 7,")
        .replace("id: pay,", "id: pay, expectation: 8,");
    let text = format!("{expected}  - {{ id: leaf, cost: 45, sets: {{ sip: 9 }} }}\n");
    let answer = asked(&text, &["--budget", "45"]);
    assert_eq!(answer["chosen"], serde_json::json!(["cake"]));
    let (why, others) = (&answer["reasons"]["chosen"][0], &answer["reasons"]["rejected"]);
    assert_eq!(
        (&why["id"], &why["worth"], &why["must_stay"]),
        (&"cake".into(), &1.5.into(), &false.into())
    );
    let leaf = &others[1];
    assert_eq!(
        (&leaf["id"], &leaf["if_added"], &leaf["left"]),
        (&"leaf".into(), &0.5.into(), &5.into())
    );
    // The thinner tea would save 10, but tea cannot be made thinner and stronger.
    assert_eq!(leaf["bought"], serde_json::json!({ "if": "up_to", "cost": 5 }));
    let classical = &answer["classical"];
    assert_eq!(
        (&classical["chosen"], &classical["allowed"]),
        (&serde_json::json!(["cake"]), &true.into())
    );
    assert_eq!(classical["after"]["objective"], answer["after"]["objective"]);
    assert_eq!(
        (&classical["steps"][0]["touchpoint"], &classical["steps"][0]["weighted"]),
        (&"pay".into(), &(-2).into())
    );
}

/// By hand: with 40 the cake makes 8 of 6.5 under peak-end and 7.5 of 6.5 under the mean; the leaf, a sip of 9, makes 7.5 and
/// 7.5. Both are the best under the mean, so only the leaf regrets anything.
#[test]
fn a_small_tea_under_two_models() {
    let text = format!("{TEA}  - {{ id: leaf, cost: 40, sets: {{ sip: 9 }} }}\n");
    let answer = asked(&text, &["--budget", "40", "--robust=mean"]);
    assert_eq!(
        (&answer["chosen"], &answer["judged_by"]),
        (&serde_json::json!(["cake"]), &"largest_regret".into())
    );
    assert_eq!(
        (&answer["bound"], &answer["optimal"], &answer["robust"]),
        (&0.into(), &true.into(), &true.into())
    );
    let models = answer["robustness"]["models"].as_array().unwrap();
    let told: Vec<(&Value, &Value)> = models.iter().map(|model| (&model["model"], &model["regret"])).collect();
    assert_eq!(told, [(&"peak_end".into(), &0.into()), (&"mean".into(), &0.into())]);
}

#[test]
fn what_is_written_is_predicted_as_announced() {
    let folder = tempfile::tempdir().unwrap();
    for (name, budget) in [
        ("online-shop.yaml", "60000"),
        ("online-shop.zh.yaml", "20000"),
        ("hotel-checkout.yaml", "0"),
    ] {
        let file = folder.path().join(name).display().to_string();
        let answer = json(&["invest", &example(name), "--budget", budget, "--write", &file]);
        assert_eq!(answer["written"], file);
        let predicted = json(&["predict", &file]);
        let close = |one: &Value, other: &Value| {
            let (one, other) = (one.as_f64().unwrap(), other.as_f64().unwrap());
            assert!((one - other).abs() < 1e-12, "{name}: {one} {other}");
        };
        close(
            &answer["after"]["remembered"],
            &predicted["overall"]["remembered"]["peak_end"],
        );
        close(&answer["after"]["goal"], &predicted["overall"]["goal"]);
        // The objective weighs what each segment remembers by share and value.
        let (mut sum, mut weights) = (0.0, 0.0);
        for (segment, told) in predicted["segments"]
            .as_array()
            .unwrap()
            .iter()
            .zip(answer["after"]["segments"].as_array().unwrap())
        {
            close(&told["remembered"], &segment["remembered"]["peak_end"]);
            let weight = told["share"].as_f64().unwrap() * told["value"].as_f64().unwrap();
            sum += weight * segment["remembered"]["peak_end"].as_f64().unwrap();
            weights += weight;
        }
        assert!(
            (sum / weights - answer["after"]["objective"].as_f64().unwrap()).abs() < 1e-12,
            "{name}"
        );
        // The file is there now, and is kept.
        let before = std::fs::read(&file).unwrap();
        let again = run(&["invest", &example(name), "--budget", budget, "--write", &file]);
        assert_eq!((again.code, again.stdout.as_str()), (3, ""));
        assert!(again.stderr.contains("[file-exists]"), "{}", again.stderr);
        assert_eq!(std::fs::read(&file).unwrap(), before);
    }
}

/// A hall with many desks, each of which could be made better at a price of its own: a knapsack.
fn hall(desks: usize) -> String {
    let ids = || 0..desks;
    let share = 1.0 / desks as f64;
    let start: Vec<String> = ids().map(|desk| format!("d{desk}: {share}")).collect();
    let start = start.join(", ");
    let touchpoints: Vec<String> = ids()
        .map(|desk| format!("{{ id: d{desk}, experience: 5, next: end }}"))
        .collect();
    let option = |desk: usize| {
        let (cost, score) = (1_000 + desk * 7_919 % 997, 6.0 + (desk * 31 % 37) as f64 / 10.0);
        format!("{{ id: o{desk}, cost: {cost}, sets: {{ d{desk}: {score} }} }}")
    };
    let options: Vec<String> = ids().map(option).collect();
    format!(
        "{{ blueprint: Hall, start: {{ {start} }}, stages: [{{ id: a, touchpoints: [{}] }}], options: [{}] }}",
        touchpoints.join(", "),
        options.join(", ")
    )
}

#[test]
fn a_search_that_is_cut_off_says_so() {
    let hall = hall(25);
    let more = ["--budget", "17777", "--nodes", "1"];
    let answer = asked(&hall, &more);
    assert_eq!(
        (&answer["optimal"], &answer["ended_by"]),
        (&false.into(), &"nodes".into())
    );
    let of = |key: &str| answer[key].as_f64().unwrap();
    assert!(of("bound") > answer["after"]["objective"].as_f64().unwrap() && of("gap") > 0.0);
    let human = run_with(&[&["invest", "-"], &more[..]].concat(), hall.as_str());
    assert_eq!((human.code, human.stderr.as_str()), (0, ""));
    let text = human.stdout.replace('\n', " ");
    assert!(
        text.contains("the limit of nodes") && text.contains("not proved"),
        "{text}"
    );
    assert!(!text.contains("It is proved"), "{text}");
}

#[test]
fn bad_requests_are_refused_with_a_remedy() {
    let shop = example("online-shop.yaml");
    let cases: &[(&[&str], &str, &str)] = &[
        (&[], "no-budget", "--frontier"),
        (&["--budget", "60k"], "bad-budget", "`--budget 60000`"),
        (&["--budget", "1e5"], "bad-budget", "`--budget 100000`"),
        (&["--budget", "60,000"], "bad-budget", "`--budget 60000`"),
        (&["--budget", "NaN"], "bad-budget", "a whole number"),
        (&["--budget", "much"], "bad-budget", "a whole number"),
        (&["--budget", "0.5"], "bad-budget", "`--budget 0` or `--budget 1`"),
        (
            &["--budget", "99999999999999999999"],
            "bad-budget",
            "more than can be counted",
        ),
        (&["--budget", "5", "--model", "meen"], "unknown-model", "`mean`"),
        (
            &["--budget", "5", "--model", "slope_per_step"],
            "model-not-on-scale",
            "peak_end",
        ),
        (&["--budget", "5", "--robust=meen"], "unknown-model", "`mean`"),
        (&["--budget", "5", "--robust="], "no-model", "--robust=mean,trough"),
        (
            &["--budget", "5", "--robust=mean,slope_per_step"],
            "model-not-on-scale",
            "peak_end",
        ),
        (&["--budget", "5", "--episodes", "0"], "bad-episodes", "--episodes 6"),
        (&["--budget", "5", "--episodes", "-1"], "bad-episodes", "not -1"),
        (&["--budget", "5", "--episodes", "1001"], "bad-episodes", "1 to 1000"),
        (
            &["--budget", "5", "--episodes", "3", "--up", "2"],
            "bad-adaptation",
            "--up 0.3",
        ),
        (
            &["--budget", "5", "--episodes", "3", "--theta", "nan"],
            "bad-adaptation",
            "theta",
        ),
        (&["--budget", "5", "--up", "0.5"], "no-episodes", "--episodes 6"),
        (&["--budget", "5", "--time-limit", "10"], "bad-time-limit", "10s"),
        (&["--budget", "5", "--time-limit", "0s"], "bad-time-limit", "10s"),
        (&["--budget", "5", "--nodes", "0"], "bad-nodes", "1048576"),
        (&["--budget", "5", "--write", &shop], "file-exists", "another name"),
        (&["--budget", "5", "--write", "-"], "unwritable", "name a file"),
        (
            &["--budget", "5", "--write", "/no/such/folder/a.yaml"],
            "no-such-folder",
            "make the folder",
        ),
    ];
    for (more, code, remedy) in cases {
        let arguments = [&["invest", &shop, "--width", "300"], *more].concat();
        let human = run(&arguments);
        assert_eq!((human.code, human.stdout.as_str()), (3, ""), "{more:?}");
        assert!(
            human.stderr.contains(&format!("[{code}]")) && human.stderr.contains(remedy),
            "{}",
            human.stderr
        );
        let json = run(&[&arguments[..], &["--format=json"]].concat());
        assert_eq!((json.code, json.stderr.as_str()), (3, ""));
        let answer: Value = serde_json::from_str(&json.stdout).unwrap();
        assert_eq!(answer["diagnostics"][0]["code"], *code);
    }
}

#[test]
fn blueprints_that_cannot_be_invested_in_are_refused() {
    let refused = |text: &str, more: &[&str], code: &str, remedy: &str| {
        let run = run_with(&[&["invest", "-", "--width", "300"], more].concat(), text);
        assert_eq!((run.code, run.stdout.as_str()), (3, ""), "{code}");
        assert!(
            run.stderr.contains(&format!("[{code}]")) && run.stderr.contains(remedy),
            "{}",
            run.stderr
        );
    };
    let bare = "{ blueprint: Tea, stages: [{ id: a, touchpoints: [{ id: sip, experience: 7 }] }] }";
    refused(bare, &["--budget", "5"], "no-options", "`options:`");
    let aimless = TEA.replace("currency: CNY", "ends: [{ id: done }]");
    refused(&aimless, &["--budget", "5", "--keep-goals"], "no-goal", "goal: true");
    let worthless = TEA.replace("currency: CNY", "segments: [{ id: all, share: 1, value: 0 }]");
    refused(&worthless, &["--budget", "5"], "no-value-anywhere", "`value` above 0");
    refused(TEA, &["--budget", "-11"], "infeasible", "`--budget -10`");
    // A floor that can be reached for more, and one that no option reaches.
    let floor = TEA.replace("id: pay,", "id: pay, at_least: 7,");
    refused(&floor, &["--budget", "20"], "infeasible", "`--budget 30`");
    refused(
        &floor,
        &["--budget", "20"],
        "infeasible",
        "`pay` stands at 6, its `at_least` is 7, and options could bring it to 8, but no set does",
    );
    let lofty = TEA.replace("at_least: 5", "at_least: 9");
    refused(&lofty, &["--frontier"], "infeasible", "lower `at_least`");
}
