//! What has to be known to get the same results again.

use peak_end_fit::{Candidate, Centring, CompareOptions, Grouping};
use serde_json::{Value, json};

use super::data::ReadData;

/// Options that say where results go and how they look, each with a value of its own: they change no result.
const PLACES: [&str; 7] = [
    "--out",
    "--report",
    "--write-model",
    "--output",
    "-o",
    "--format",
    "--width",
];

/// The same without a value.
const LOOKS: [&str; 3] = ["--no-color", "--quiet", "-q"];

/// The manifest. It holds no time and no place, so that the same run gives the same bytes.
pub(super) fn manifest(options: &CompareOptions, candidates: &[Candidate], data: &ReadData) -> Value {
    let episodes = &data.reading.episodes;
    let models: Vec<String> = candidates.iter().map(Candidate::to_string).collect();
    let files: Vec<Value> = data
        .inputs
        .iter()
        .map(|file| json!({ "name": file.name, "bytes": file.bytes, "sha256": file.sha256 }))
        .collect();
    json!({
        "program": "blueprint",
        "version": env!("CARGO_PKG_VERSION"),
        "command": command(std::env::args().collect()),
        "seed": options.seed,
        "options": {
            "models": models,
            "folds": options.folds,
            "repeats": options.repeats,
            "group": group(options.grouping),
            "centre": match options.centring {
                Centring::None => Value::Null,
                Centring::WithinPerson => Value::from("within-person"),
            },
            "draws": options.draws,
            "permutations": options.permutations,
        },
        "files": files,
        "counts": {
            "episodes": episodes.count(),
            "moments": episodes.moment_count(),
            "people": episodes.people().names().len(),
            "stimuli": episodes.stimuli().map(|stimuli| stimuli.names().len()),
        },
    })
}

/// What stays together, as the command line says it.
fn group(grouping: Grouping) -> &'static str {
    match grouping {
        Grouping::Person => "person",
        Grouping::Stimulus => "stimulus",
        Grouping::Episode => "episode",
    }
}

/// The words of the command line that change results.
fn command(words: Vec<String>) -> Vec<String> {
    let mut kept = vec!["blueprint".to_owned()];
    let mut words = words.into_iter().skip(1);
    while let Some(word) = words.next() {
        let name = word.split('=').next().unwrap_or_default();
        if PLACES.contains(&name) {
            if !word.contains('=') {
                words.next();
            }
        } else if !LOOKS.contains(&word.as_str()) {
            kept.push(word);
        }
    }
    kept
}

/// The command line as a shell takes it.
pub(super) fn shown(manifest: &Value) -> String {
    let words = manifest["command"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str);
    words.map(quoted).collect::<Vec<_>>().join(" ")
}

/// A word with quotation marks where a shell needs them.
fn quoted(word: &str) -> String {
    let is_plain = |sign: char| sign.is_alphanumeric() || "-_=+:,./%@".contains(sign);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_results_go_is_not_part_of_what_they_are() {
        let words = [
            "/bin/blueprint",
            "fit",
            "a b.csv",
            "--out",
            "here",
            "--seed",
            "2",
            "--report=x.html",
            "-q",
        ];
        let manifest = json!({ "command": command(words.map(str::to_owned).to_vec()) });
        assert_eq!(shown(&manifest), "blueprint fit 'a b.csv' --seed 2");
    }
}
