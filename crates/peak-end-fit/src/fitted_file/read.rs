//! Reading the file of a fitted model: field by field, telling everything that is wrong.

use std::collections::HashSet;
use std::fmt::Write as _;

use peak_end::{Fitted, Link, Model, ModelTextError, ParameterValue};
use serde_json::{Map, Value};
use service_blueprint::Scale;

use super::{
    FORMAT, FittedFile, FittedFileCause as Cause, FittedFileProblem, FittedFileProblems, Origin, grouping_name,
    link_name, outcome_kind, score_name,
};
use crate::episodes::Tree;
use crate::{Candidate, Grouping, Interval, Outcome};

/// The file, or everything that is wrong with it.
pub(super) fn read(text: &str) -> Result<FittedFile, FittedFileProblems> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reading = Reading::default();
    let file = match (serde_json::from_str::<Value>(text), serde_json::from_str::<Tree>(text)) {
        (Ok(value), Ok(tree)) => {
            reading.twice(&mut Vec::new(), &tree);
            reading.file(&value)
        }
        (Err(error), _) | (_, Err(error)) => {
            let what = error.to_string();
            let what = what.split(" at line ").next().unwrap_or_default().to_owned();
            let (line, column) = (error.line(), error.column());
            reading.tell("", Cause::Syntax { line, column, what });
            None
        }
    };
    match file {
        Some(file) if reading.found == 0 => Ok(file),
        _ => Err(reading.all()),
    }
}

/// The most problems that are told one by one. Chosen: more than anybody mends at once.
const MOST_TOLD: usize = 50;

/// What was found wrong so far.
#[derive(Default)]
struct Reading {
    /// The first problems.
    problems: Vec<FittedFileProblem>,
    /// How many there are.
    found: usize,
}

/// A step into a document.
enum Step<'t> {
    Key(&'t str),
    Place(usize),
}

/// The path of these steps, as problems name it.
fn path(steps: &[Step<'_>]) -> String {
    let mut path = String::new();
    for step in steps {
        match step {
            Step::Key(key) if path.is_empty() => path.push_str(key),
            Step::Key(key) => _ = write!(path, ".{key}"),
            Step::Place(place) => _ = write!(path, "[{place}]"),
        }
    }
    path
}

/// An object of the file, and where it stands.
struct Object<'v> {
    path: String,
    entries: &'v Map<String, Value>,
}

impl Object<'_> {
    fn at(&self, key: &str) -> String {
        join(&self.path, key)
    }
}

fn join(path: &str, key: &str) -> String {
    match path {
        "" => key.to_owned(),
        _ => format!("{path}.{key}"),
    }
}

impl Reading {
    fn tell(&mut self, path: impl Into<String>, cause: Cause) {
        self.found += 1;
        if self.problems.len() < MOST_TOLD {
            let path = path.into();
            self.problems.push(FittedFileProblem { path, cause });
        }
    }

    /// What was found, the last of it how much more there is.
    fn all(self) -> FittedFileProblems {
        let mut problems = self.problems;
        let more = self.found - problems.len();
        if more > 0 {
            problems.push(FittedFileProblem {
                path: String::new(),
                cause: Cause::More(more),
            });
        }
        FittedFileProblems(problems)
    }

    /// Tells keys that stand twice in an object, of which only one would be read.
    fn twice<'t>(&mut self, steps: &mut Vec<Step<'t>>, tree: &'t Tree) {
        match tree {
            Tree::Object(entries) => {
                let mut seen = HashSet::new();
                for (key, value) in entries {
                    if !seen.insert(key) {
                        // Of what is not told, no path is put together.
                        let steps = if self.problems.len() < MOST_TOLD { &**steps } else { &[] };
                        self.tell(path(steps), Cause::Twice(key.clone()));
                    }
                    steps.push(Step::Key(key));
                    self.twice(steps, value);
                    steps.pop();
                }
            }
            Tree::List(values) => {
                for (place, value) in values.iter().enumerate() {
                    steps.push(Step::Place(place));
                    self.twice(steps, value);
                    steps.pop();
                }
            }
            Tree::Null | Tree::Truth(_) | Tree::Number(_) | Tree::Long(_) | Tree::Text(_) => {}
        }
    }

    fn wrong(&mut self, path: String, wanted: &'static str, found: &Value) {
        let found = match found {
            Value::Null => "null",
            Value::Bool(_) => "a truth value",
            Value::Number(_) => "another number",
            Value::String(_) => "a text",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        };
        self.tell(path, Cause::Kind { wanted, found });
    }

    /// The object, with its keys checked.
    fn object<'v>(&mut self, path: String, value: &'v Value, known: &[&'static str]) -> Option<Object<'v>> {
        let Value::Object(entries) = value else {
            self.wrong(path, "an object", value);
            return None;
        };
        for key in entries.keys().filter(|key| !known.contains(&key.as_str())) {
            let cause = Cause::UnknownKey {
                found: key.clone(),
                known: known.to_vec(),
            };
            self.tell(path.as_str(), cause);
        }
        for key in known.iter().filter(|key| !entries.contains_key(**key)) {
            self.tell(path.as_str(), Cause::Missing(key));
        }
        Some(Object { path, entries })
    }

    fn number(&mut self, object: &Object<'_>, key: &str) -> Option<f64> {
        let value = object.entries.get(key)?;
        let number = value.as_f64();
        if number.is_none() {
            self.wrong(object.at(key), "a number", value);
        }
        number
    }

    fn truth(&mut self, object: &Object<'_>, key: &str) -> Option<bool> {
        let value = object.entries.get(key)?;
        let truth = value.as_bool();
        if truth.is_none() {
            self.wrong(object.at(key), "true or false", value);
        }
        truth
    }

    fn whole(&mut self, object: &Object<'_>, key: &str) -> Option<u64> {
        let value = object.entries.get(key)?;
        let number = value.as_u64();
        if number.is_none() {
            self.wrong(object.at(key), "a whole number from 0", value);
        }
        number
    }

    fn count(&mut self, object: &Object<'_>, key: &str) -> Option<usize> {
        let count = usize::try_from(self.whole(object, key)?)
            .ok()
            .filter(|count| *count > 0);
        if count.is_none() {
            let value = object.entries.get(key)?;
            self.wrong(object.at(key), "a whole number from 1", value);
        }
        count
    }

    fn text<'v>(&mut self, object: &Object<'v>, key: &str) -> Option<&'v str> {
        let value = object.entries.get(key)?;
        let text = value.as_str();
        if text.is_none() {
            self.wrong(object.at(key), "a text", value);
        }
        text
    }

    /// One of several things, each with its name.
    fn one_of<T: Copy>(&mut self, object: &Object<'_>, key: &str, all: &[T], name: fn(T) -> &'static str) -> Option<T> {
        let found = self.text(object, key)?;
        let one = all.iter().copied().find(|one| name(*one) == found);
        if one.is_none() {
            let cause = Cause::OneOf {
                found: found.to_owned(),
                known: all.iter().map(|one| name(*one)).collect(),
            };
            self.tell(object.at(key), cause);
        }
        one
    }

    fn file(&mut self, value: &Value) -> Option<FittedFile> {
        // Another form may have other keys, and is not to be scolded for them.
        if let Some(found) = value
            .get("format")
            .and_then(Value::as_u64)
            .filter(|found| *found != FORMAT)
        {
            self.tell("format", Cause::Format { found });
            return None;
        }
        let known = [
            "format",
            "fitted_on",
            "outcome",
            "out_of_fold",
            "scale",
            "link",
            "intercept",
            "terms",
        ];
        let file = self.object(String::new(), value, &known)?;
        self.whole(&file, "format");
        let model = self.model(&file);
        let origin = self.origin(&file);
        let (origin, timed) = origin?;
        Some(FittedFile {
            model: model?.with_durations(timed),
            origin,
        })
    }

    fn model(&mut self, file: &Object<'_>) -> Option<Fitted> {
        let scale = file.entries.get("scale").and_then(|value| self.scale(value));
        let link = self.one_of(file, "link", &[Link::Identity, Link::Logit], link_name);
        let intercept = self.number(file, "intercept");
        let terms = match file.entries.get("terms") {
            Some(Value::Array(list)) => {
                let terms = list.iter().enumerate().map(|(place, value)| self.term(place, value));
                // All of them are read, so that all problems are told.
                Some(terms.collect::<Vec<_>>())
            }
            Some(other) => {
                self.wrong("terms".into(), "a list", other);
                None
            }
            None => None,
        };
        let terms = terms?.into_iter().collect::<Option<Vec<_>>>()?;
        let made = Fitted::new(scale?, link?, intercept?, terms);
        made.map_err(|error| self.tell("", Cause::Weight(error))).ok()
    }

    fn scale(&mut self, value: &Value) -> Option<Scale> {
        let object = self.object("scale".into(), value, &["worst", "neutral", "best"])?;
        let worst = self.number(&object, "worst");
        let neutral = self.number(&object, "neutral");
        let best = self.number(&object, "best");
        let scale = Scale::new(worst?, neutral?, best?);
        scale.map_err(|error| self.tell("scale", Cause::Scale(error))).ok()
    }

    fn term(&mut self, place: usize, value: &Value) -> Option<(f64, Model)> {
        let object = self.object(format!("terms[{place}]"), value, &["weight", "model", "parameters"])?;
        let weight = self.number(&object, "weight");
        let name = self.text(&object, "model");
        let parameters = match object.entries.get("parameters")? {
            Value::Object(parameters) => parameters,
            other => {
                self.wrong(object.at("parameters"), "an object", other);
                return None;
            }
        };
        let model = self.with_parameters(&object, name?, parameters);
        Some((weight?, model?))
    }

    /// The model of that name with these parameters, none of them missing.
    fn with_parameters(&mut self, object: &Object<'_>, name: &str, parameters: &Map<String, Value>) -> Option<Model> {
        if Model::from_name(name).is_none() {
            let cause = Cause::Model(ModelTextError::Unknown(name.to_owned()));
            self.tell(object.at("model"), cause);
            return None;
        }
        let path = object.at("parameters");
        let mut given = Vec::new();
        let before = self.found;
        for (key, value) in parameters {
            match value {
                Value::Number(number) => given.push(format!("{key}={}", plain(number))),
                // What would be read as something else than one value is no rule.
                Value::String(rule) if rule.chars().all(|sign| sign.is_ascii_lowercase() || sign == '_') => {
                    given.push(format!("{key}={rule}"));
                }
                other => self.wrong(join(&path, key), "a number or the name of a rule", other),
            }
        }
        if self.found > before {
            return None;
        }
        let model = match format!("{name}({})", given.join(",")).parse::<Model>() {
            Ok(model) => model,
            Err(error) => {
                self.tell(path, Cause::Model(error));
                return None;
            }
        };
        for parameter in model.parameters() {
            match (parameters.get(parameter.name), parameter.value) {
                (None, _) => self.tell(path.as_str(), Cause::Missing(parameter.name)),
                (Some(Value::Number(_)), ParameterValue::Number(_))
                | (Some(Value::String(_)), ParameterValue::Rule(_)) => {}
                (Some(other), ParameterValue::Number(_)) => self.wrong(join(&path, parameter.name), "a number", other),
                (Some(other), ParameterValue::Rule(_)) => self.wrong(join(&path, parameter.name), "a text", other),
            }
        }
        Some(model)
    }

    /// Where the model comes from, and whether the episodes had durations.
    fn origin(&mut self, file: &Object<'_>) -> Option<(Origin, bool)> {
        let fitted_on = file.entries.get("fitted_on").and_then(|value| {
            let known = [
                "data",
                "episodes",
                "groups",
                "grouping",
                "timed",
                "candidate",
                "seed",
                "version",
            ];
            self.object("fitted_on".into(), value, &known)
        });
        let outcome = file
            .entries
            .get("outcome")
            .and_then(|value| self.object("outcome".into(), value, &["kind", "name", "worst", "best"]));
        let out_of_fold = file.entries.get("out_of_fold").and_then(|value| {
            let known = ["score", "value", "low", "high", "folds", "repeats"];
            self.object("out_of_fold".into(), value, &known)
        });
        // Every part is read before any is missed, so that all problems are told.
        let fitted_on = fitted_on.map(|object| {
            (
                self.text(&object, "data"),
                self.count(&object, "episodes"),
                self.count(&object, "groups"),
                self.one_of(
                    &object,
                    "grouping",
                    &[Grouping::Episode, Grouping::Person, Grouping::Stimulus],
                    grouping_name,
                ),
                self.truth(&object, "timed"),
                self.candidate(&object),
                self.whole(&object, "seed"),
                self.text(&object, "version"),
            )
        });
        let outcome = outcome.map(|object| {
            (
                self.one_of(&object, "kind", &[Outcome::Rating, Outcome::Binary], outcome_kind),
                self.text(&object, "name"),
                self.number(&object, "worst"),
                self.number(&object, "best"),
            )
        });
        let kind = outcome.and_then(|outcome| outcome.0);
        let out_of_fold = out_of_fold.map(|object| {
            if let Some(kind) = kind {
                self.one_of(&object, "score", &[kind], score_name);
            }
            (
                self.interval(&object),
                self.count(&object, "folds"),
                self.count(&object, "repeats"),
            )
        });
        let (data, episodes, groups, grouping, timed, candidate, seed, version) = fitted_on?;
        let (kind, outcome_name, worst, best) = outcome?;
        let (interval, folds, repeats) = out_of_fold?;
        let origin = Origin {
            data: data?.to_owned(),
            episodes: episodes?,
            groups: groups?,
            grouping: grouping?,
            candidate: candidate?,
            outcome: kind?,
            outcome_name: outcome_name?.to_owned(),
            outcome_range: [worst?, best?],
            out_of_fold: interval?,
            folds: folds?,
            repeats: repeats?,
            seed: seed?,
            version: version?.to_owned(),
        };
        Some((origin, timed?))
    }

    fn candidate(&mut self, object: &Object<'_>) -> Option<Candidate> {
        let candidate = self.text(object, "candidate")?.parse();
        candidate
            .map_err(|error| self.tell(object.at("candidate"), Cause::Candidate(error)))
            .ok()
    }

    fn interval(&mut self, object: &Object<'_>) -> Option<Interval> {
        let value = self.number(object, "value");
        let low = self.number(object, "low");
        let high = self.number(object, "high");
        let (value, low, high) = (value?, low?, high?);
        if low > high {
            self.tell(object.path.as_str(), Cause::Interval { low, high });
        }
        Some(Interval { value, low, high })
    }
}

/// A number as a parameter is written: 5, not 5.0, as some parameters are counts.
fn plain(number: &serde_json::Number) -> String {
    number
        .as_f64()
        .map_or_else(|| number.to_string(), |number| number.to_string())
}
