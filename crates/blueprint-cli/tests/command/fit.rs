//! `fit`: what is told, written and refused.

use std::fs;
use std::path::Path;
use std::process::Command;

use insta::assert_snapshot;
use serde_json::Value;

use super::blueprint::{json, run, run_with};
use super::json::compare;

/// Numbers between −1 and 1 that fill it evenly: multiples of an irrational number, less their whole parts.
fn even(at: usize, step: f64) -> f64 {
    2.0 * (at as f64 * step).fract() - 1.0
}

/// Forty people in a café, four visits each; they remember the mean and the end.
fn visits() -> String {
    let moments = ["queue", "order", "wait", "sip", "bill"];
    let mut csv = format!(
        "person,episode,overall,{}\n",
        moments.map(|name| format!("moment_{name}")).join(",")
    );
    for episode in 0..160 {
        let ratings: Vec<f64> = (0..moments.len())
            .map(|at| (5.0 + 2.5 * even(episode, 0.618_034) + 2.4 * even(5 * episode + at, 0.414_214)).round())
            .collect();
        let mean = ratings.iter().sum::<f64>() / ratings.len() as f64;
        let overall = (0.6 * mean + 0.4 * ratings[4] + 0.9 * even(episode, 0.732_051)).clamp(0.0, 10.0);
        let cells: Vec<String> = ratings.iter().map(f64::to_string).collect();
        csv.push_str(&format!(
            "p{:02},{episode},{overall:.1},{}\n",
            episode / 4,
            cells.join(",")
        ));
    }
    csv
}

const SCALE: [&str; 2] = ["--scale", "0,5,10"];

/// Few draws, so that tests are quick.
const QUICK: [&str; 4] = ["--draws", "200", "--permutations", "99"];

const MODELS: [&str; 2] = [
    "--models",
    "mean,peak_end,end,fitted:recency_mean,ols:mean+end+trough,ridge:touchpoints,ols:bins(6)",
];

/// The visits in a file of a new folder.
fn folder() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("a folder of its own can be made");
    let file = folder.path().join("visits.csv");
    fs::write(&file, visits()).expect("a folder of its own can be made");
    let file = file.display().to_string();
    (folder, file)
}

fn asked<'a>(file: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&["fit", file], &SCALE[..], &QUICK, &MODELS, more].concat()
}

#[test]
fn what_people_read() {
    let arguments = asked("-", &["--moment-order", "real", "--rated", "during"]);
    let run = run_with(&arguments, visits());
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert!(
        run.stdout
            .lines()
            .all(|line| unicode_width::UnicodeWidthStr::width(line) <= 80)
    );
    assert_snapshot!("fit", run.stdout);
}

#[test]
fn answers_of_yes_and_no() {
    let csv: String = visits()
        .lines()
        .enumerate()
        .map(|(at, line)| {
            let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
            if at > 0 {
                cells[2] = u8::from(cells[2].parse::<f64>().unwrap() > 5.0).to_string();
            }
            cells.join(",") + "\n"
        })
        .collect();
    let models = ["--models", "mean,peak_end,ols:mean+end"];
    let more = [
        "--outcome",
        "binary",
        "--moment-order",
        "imposed",
        "--rated",
        "afterwards",
    ];
    let run = run_with(&[&["fit", "-"], &SCALE[..], &QUICK, &models, &more].concat(), csv);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert_snapshot!("fit_binary", run.stdout);
}

#[test]
fn json_holds_what_is_documented() {
    let (_folder, file) = folder();
    let answer = json(&asked(&file, &[]));
    let bad = run_with(
        &[&["fit", "-", "--format", "json"], &SCALE[..], &QUICK, &MODELS].concat(),
        degenerate(),
    );
    let bad: Value = serde_json::from_str(&bad.stdout).unwrap();
    compare("fit", &[answer.clone(), bad]);
    let models = answer["models"].as_array().unwrap();
    assert_eq!(models.len(), 7, "the intercept is always there");
    for model in models {
        for key in ["main", "to_mean", "to_intercept", "to_best"] {
            for part in ["value", "low", "high"] {
                assert!(model[key][part].is_number(), "{} {key} {part}", model["model"]);
            }
        }
        assert_eq!(model["predictions"].as_array().unwrap().len(), 160);
    }
    assert_eq!(answer["left_out"][0]["model"], "ols:bins(6)");
    assert_eq!(answer["verdict"]["best"], "ols:mean+end+trough");
}

/// The overall is the rounded mean of the moments: nobody remembered anything.
fn degenerate() -> String {
    let lines = visits();
    let lines = lines.lines().enumerate().map(|(at, line)| {
        let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
        if at > 0 {
            let ratings = cells[3..]
                .iter()
                .map(|cell| cell.parse::<f64>().expect("ratings are numbers"));
            cells[2] = (ratings.sum::<f64>() / 5.0).round().to_string();
        }
        cells.join(",") + "\n"
    });
    lines.collect()
}

#[test]
fn objections_are_loud_and_may_be_denied() {
    let arguments = [&["fit", "-"], &SCALE[..], &QUICK, &["--models", "peak_end"]].concat();
    let run = run_with(&arguments, degenerate());
    assert_eq!(run.code, 0);
    let (objection, table) = (run.stdout.find("Objection"), run.stdout.find("How well"));
    assert!(objection.is_some() && objection < table, "{}", run.stdout);
    assert!(run.stdout.contains("! The checks object to the data"));
    let denied = run_with(&[&arguments[..], &["--deny", "warnings"]].concat(), degenerate());
    assert_eq!(denied.code, 1);
}

/// Every file of a folder with its bytes.
fn held(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let files = fs::read_dir(folder)
        .expect("the files were just written")
        .map(|entry| entry.expect("the files were just written"));
    let mut files: Vec<_> = files
        .map(|entry| {
            (
                entry.file_name().into_string().expect("the files were just written"),
                fs::read(entry.path()).expect("the files were just written"),
            )
        })
        .collect();
    files.sort();
    files
}

#[test]
fn the_same_seed_gives_the_same_bytes_on_any_number_of_threads() {
    let (folder, file) = folder();
    let runs = ["1", "4"].map(|threads| {
        let out = folder.path().join(threads);
        let status = Command::new(env!("CARGO_BIN_EXE_blueprint"))
            .args(asked(&file, &["--repeats", "2", "--out", &out.display().to_string()]))
            .env("RAYON_NUM_THREADS", threads)
            .output()
            .unwrap();
        assert!(status.status.success());
        held(&out)
    });
    assert_eq!(runs[0].len(), 10);
    for (one, other) in runs[0].iter().zip(&runs[1]) {
        assert!(one == other, "{} differs", one.0);
    }
}

#[test]
fn result_files_say_what_they_are() {
    let (folder, file) = folder();
    let out = folder.path().join("results");
    assert_eq!(run(&asked(&file, &["--out", &out.display().to_string()])).code, 0);
    let heads: Vec<String> = held(&out)
        .into_iter()
        .filter(|(name, _)| name.ends_with(".csv"))
        .map(|(name, bytes)| {
            let text = String::from_utf8(bytes).unwrap();
            assert!(!text.contains("NaN") && !text.contains("inf,"), "{name}");
            format!(
                "{name}: {} ({} rows)",
                text.lines().next().unwrap(),
                text.lines().count() - 1
            )
        })
        .collect();
    assert_snapshot!("fit_files", heads.join("\n"));
    let manifest: Value = serde_json::from_slice(&fs::read(out.join("manifest.json")).unwrap()).unwrap();
    assert_eq!(manifest["files"][0]["bytes"], visits().len());
    assert_eq!(manifest["seed"], 1);
    let command: Vec<&str> = manifest["command"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    assert!(
        command.starts_with(&["blueprint", "fit"]) && !command.contains(&"--out"),
        "{command:?}"
    );
    let page = fs::read_to_string(out.join("report.html")).unwrap();
    assert!(page.contains("visits.csv") && !page.contains("<script"));
}

/// The cells of a file without quotes.
fn cells(text: &str) -> Vec<Vec<&str>> {
    text.lines().map(|line| line.split(',').collect()).collect()
}

#[test]
fn predictions_name_the_people_and_stimuli_of_the_data() {
    let folder = tempfile::tempdir().expect("a folder of its own can be made");
    let (file, out) = (folder.path().join("visits.csv"), folder.path().join("results"));
    let input: String = visits()
        .lines()
        .enumerate()
        .map(|(at, line)| match at {
            0 => format!("{line},stimulus\n"),
            _ => format!("{line},clip {}\n", (at * 7) % 5),
        })
        .collect();
    fs::write(&file, &input).unwrap();
    let [file, folder] = [&file, &out].map(|path| path.display().to_string());
    let ran = run(&[
        &["fit", &file, "--models", "mean,end", "--out", &folder],
        &SCALE[..],
        &QUICK,
    ]
    .concat());
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));

    let wanted: Vec<[String; 4]> = cells(&input)[1..]
        .iter()
        .map(|row| [row[0], row[1], row[8], row[2]].map(str::to_owned))
        .collect();
    let predictions = fs::read_to_string(out.join("predictions.csv")).unwrap();
    let rows = cells(&predictions);
    let answer: Value = serde_json::from_slice(&fs::read(out.join("comparison.json")).unwrap()).unwrap();
    for model in answer["models"].as_array().unwrap() {
        let name = model["model"].as_str().unwrap();
        let rows: Vec<&Vec<&str>> = rows[1..].iter().filter(|row| row[3] == name).collect();
        assert_eq!(rows.len(), wanted.len());
        for (at, (row, wanted)) in rows.into_iter().zip(&wanted).enumerate() {
            assert_eq!([row[0], row[1], row[2]], [&wanted[0], &wanted[1], &wanted[2]], "{name}");
            assert_eq!(row[4].parse::<f64>(), wanted[3].parse::<f64>());
            assert_eq!(row[5].parse::<f64>().ok(), model["predictions"][at].as_f64());
            let told = &answer["observed"][at];
            assert_eq!(
                [&told["person"], &told["episode"], &told["stimulus"]],
                [&wanted[0], &wanted[1], &wanted[2]]
            );
            assert_eq!(told["overall"].as_f64(), wanted[3].parse().ok());
        }
    }
}

#[test]
fn no_name_becomes_a_formula_of_a_spreadsheet() {
    let folder = tempfile::tempdir().expect("a folder of its own can be made");
    let (file, out) = (folder.path().join("visits.csv"), folder.path().join("results"));
    let hostile = visits()
        .replace("\np", "\n=p")
        .replacen("moment_sip", "@SUM(A1)", 1)
        .replacen("moment_bill", "+bill", 1);
    fs::write(&file, hostile).unwrap();
    let [file, folder] = [&file, &out].map(|path| path.display().to_string());
    let columns = "moment_queue,moment_order,moment_wait,@SUM(A1),+bill";
    let models = ["--models", "mean,ols:touchpoints"];
    let ran = run(&[
        &["fit", &file, "--moments", columns, "--out", &folder],
        &models[..],
        &SCALE,
        &QUICK,
    ]
    .concat());
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    for (name, bytes) in held(&out).into_iter().filter(|(name, _)| name.ends_with(".csv")) {
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        for cell in reader
            .records()
            .flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>())
        {
            let is_number = cell.parse::<f64>().is_ok();
            assert!(is_number || !cell.starts_with(['=', '+', '-', '@']), "{name}: {cell}");
        }
    }
    let predictions = fs::read_to_string(out.join("predictions.csv")).unwrap();
    assert!(predictions.contains("\n'=p00,"), "{predictions:.200}");
}

#[test]
fn another_run_is_never_replaced_and_the_same_one_may_be() {
    let (folder, file) = folder();
    let out = folder.path().join("results").display().to_string();
    let arguments = asked(&file, &["--out", &out]);
    assert_eq!(run(&arguments).code, 0);
    let before = held(Path::new(&out));
    assert_eq!(run(&arguments).code, 0, "the same run gives the same files");
    let other = run(&[&arguments[..], &["--seed", "2"]].concat());
    assert_eq!(other.code, 2);
    assert!(other.stderr.contains("file-exists"), "{}", other.stderr);
    assert_eq!(before, held(Path::new(&out)));
}

#[test]
fn nothing_is_written_over_what_is_read() {
    let (folder, file) = folder();
    let map = folder.path().join("columns.yaml");
    fs::write(&map, "person: person\n").unwrap();
    let map = map.display().to_string();
    for option in ["--report", "--write-model"] {
        for read in [&file, &map] {
            let run = run(&asked(&file, &["--columns", &map, option, read]));
            assert_eq!(run.code, 3, "{option}");
            let help = format!("choose another name for `{option}`");
            assert!(run.stderr.contains(&help), "{}", run.stderr);
        }
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), visits());
    assert_eq!(fs::read_to_string(&map).unwrap(), "person: person\n");
}

#[test]
fn no_result_replaces_another() {
    let (folder, file) = folder();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let (one, same, out, inside) = (at("x"), at("./x"), at("out"), at("out/models.csv"));
    for more in [
        ["--report", &one, "--write-model", &same],
        ["--out", &out, "--report", &inside],
        ["--out", &out, "--write-model", &inside],
    ] {
        let run = run(&asked(&file, &more));
        assert_eq!(run.code, 3, "{more:?}");
        assert!(run.stderr.contains("[same-place]"), "{}", run.stderr);
    }
    assert_eq!(held(folder.path()).len(), 1, "nothing is written");
}

#[test]
fn a_difference_that_shows_as_nothing_is_nobodys_better_or_worse() {
    let (folder, file) = folder();
    let page = folder.path().join("page.html");
    let name = "recency_mean(decay=0.0001)";
    let arguments = [
        &["fit", &file, "--models", "mean,recency_mean(decay=0.0001),ols:mean+end"],
        &SCALE[..],
        &QUICK,
    ]
    .concat();
    let answer = json(&arguments);
    let models = answer["models"].as_array().unwrap();
    let low = models.iter().find(|model| model["model"] == name).unwrap()["to_mean"]["low"].as_f64();
    assert!(low.is_some_and(|low| low > 0.0 && low < 0.0005), "{low:?}");
    let run = run(&[
        &arguments[..],
        &["--width", "120", "--report", &page.display().to_string()],
    ]
    .concat());
    let after = run.stdout.split("Better or worse").nth(1).unwrap();
    let row = |name: &str| after.lines().find(|line| line.starts_with(name)).unwrap();
    assert!(
        row(name).contains("[0.000, 0.000]") && !row(name).contains(['▲', '●']),
        "{}",
        row(name)
    );
    assert!(row("ols:mean+end").ends_with('▲') && row("ols:mean+end").contains('●'));
    let page = fs::read_to_string(page).unwrap();
    let after = page.split("id=\"differences\"").nth(1).unwrap();
    let row = after.split("<tr>").find(|row| row.contains(name)).unwrap();
    assert!(row.contains("undecided") && row.contains("hollow"), "{row}");
}

/// The visits with yes and no in place of ratings: yes where this holds of the row's number and its mean.
fn yes_and_no(is_yes: impl Fn(usize, f64) -> bool) -> String {
    let lines = visits();
    let lines = lines.lines().enumerate().map(|(at, line)| {
        let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
        if at > 0 {
            let ratings = cells[3..]
                .iter()
                .map(|cell| cell.parse::<f64>().expect("ratings are numbers"));
            cells[2] = u8::from(is_yes(at, ratings.sum::<f64>() / 5.0)).to_string();
        }
        cells.join(",") + "\n"
    });
    lines.collect()
}

#[test]
fn what_stops_a_comparison_comes_after_what_explains_it() {
    let cases = [
        (yes_and_no(|_, mean| mean > 5.0), "separated"),
        (yes_and_no(|at, _| at == 7), "one-sided"),
    ];
    let arguments = [&["fit", "-", "--outcome", "binary"], &SCALE[..], &QUICK].concat();
    let mut said = String::new();
    for (csv, code) in cases {
        let run = run_with(&arguments, csv.clone());
        assert_eq!(run.code, 3);
        assert!(run.stdout.starts_with("Data\n"), "{}", run.stdout);
        said.push_str(&run.stderr);
        let run = run_with(&[&arguments[..], &["--format", "json"]].concat(), csv);
        let answer: Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!(answer["diagnostics"][0]["code"], code);
        assert_eq!(answer["data"]["episodes"], 160);
        assert!(answer["findings"].is_array());
    }
    assert_snapshot!("fit_not_compared", said);
}

#[test]
fn a_written_model_predicts() {
    let (folder, file) = folder();
    let model = folder.path().join("model.json").display().to_string();
    let run = run(&asked(&file, &["--write-model", &model, "--fitted", "ols:mean+end"]));
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert!(
        run.stdout.contains("ols:mean+end "),
        "what is written is compared as well"
    );
    let written: Value = serde_json::from_slice(&fs::read(&model).unwrap()).unwrap();
    assert_eq!(written["fitted_on"]["candidate"], "ols:mean+end");

    // The same sum by hand, from the weights in the answer.
    let answer = json(&asked(&file, &["--write-model", &model, "--fitted", "ols:mean+end"]));
    let fitted = answer["models"].as_array().unwrap();
    let fitted = fitted.iter().find(|model| model["model"] == "ols:mean+end").unwrap();
    let weights = fitted["fit"]["coefficients"].as_array().unwrap();
    let weights: Vec<f64> = weights
        .iter()
        .map(|weight| weight["estimate"].as_f64().unwrap())
        .collect();
    let scores = [3.0, 9.0, 4.0];
    let wanted = weights[0] + weights[1] * scores.iter().sum::<f64>() / 3.0 + weights[2] * scores[2];
    let blueprint = folder.path().join("shop.yaml");
    let touchpoints = scores
        .iter()
        .enumerate()
        .map(|(at, score)| format!("{{ id: t{at}, experience: {score} }}"));
    let touchpoints = touchpoints.collect::<Vec<_>>().join(", ");
    fs::write(
        &blueprint,
        format!("{{ blueprint: Shop, stages: [{{ id: buy, touchpoints: [{touchpoints}] }}] }}"),
    )
    .unwrap();
    let predicted = json(&["predict", &blueprint.display().to_string(), "--model", &model]);
    let value = predicted["overall"]["remembered"][&model].as_f64();
    assert!(
        value.is_some_and(|value| (value - wanted).abs() < 1e-9),
        "{wanted} {predicted}"
    );
}

/// What a request is refused with.
fn refused(more: &[&str], csv: &str) -> String {
    let run = run_with(&[&["fit", "-"], &SCALE[..], &QUICK, more].concat(), csv);
    // What lies in the data is told after the data.
    let told = run.stdout.is_empty() || run.stdout.starts_with("Data\n");
    assert!(run.code >= 2 && told, "{} {}", run.code, run.stdout);
    run.stderr
}

#[test]
fn refusals_say_what_to_do() {
    let visits = visits();
    let head = visits.lines().next().unwrap();
    let of = |lines: Vec<String>| format!("{head}\n{}\n", lines.join("\n"));
    let one_person = visits.lines().skip(1).map(|line| {
        let (_, rest) = line.split_once(',').unwrap();
        format!("Ann,{rest}")
    });
    let equal = (0..40).map(|at| format!("p{at},{at},5,4,5,6,7,8"));
    let few = visits.lines().skip(1).take(4).map(str::to_owned);
    let said = [
        refused(&["--models", "peek_end"], &visits),
        refused(&["--models", "fitted:recency"], &visits),
        refused(&["--models", "ols:mean+ende"], &visits),
        refused(&["--models", "ols:"], &visits),
        refused(&["--models", "mean,mean"], &visits),
        refused(&["--folds", "1"], &visits),
        refused(&["--group", "stimulus"], &visits),
        refused(&[], &of(one_person.collect())),
        refused(&[], &of(equal.collect())),
        refused(&[], &of(few.collect())),
        refused(&["--report", "-"], &visits),
        refused(&["--fitted", "mean"], &visits),
    ];
    assert_snapshot!("fit_refusals", said.join("\n"));
}
