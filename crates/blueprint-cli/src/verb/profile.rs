//! `profile`: the memory of a bare list of scores, under every rule and every model.

use peak_end::{Model, Moment, ParameterValue, PeakRule, Profile, rules};
use serde_json::{Value, json};
use service_blueprint::{Duration, Scale};

use crate::failure::{Failure, Outcome};
use crate::json;
use crate::output::{Format, Output};
use crate::terminal::{Align, Line, Palette, Table, change, counted, score};

/// The moments.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The scores of the moments, in order: `2,4,5`
    #[arg(
        long,
        required = true,
        value_delimiter = ',',
        allow_hyphen_values = true,
        value_name = "SCORES"
    )]
    scores: Vec<f64>,

    /// How long each took: minutes, or durations such as `20s,15m`
    #[arg(long, value_delimiter = ',', value_parser = minutes, value_name = "DURATIONS")]
    durations: Option<Vec<f64>>,

    /// What was expected of each, on the same scale
    #[arg(long, value_delimiter = ',', allow_hyphen_values = true, value_name = "SCORES")]
    expectations: Option<Vec<f64>>,

    /// The scale; either way round, with neutral between or at an end: `10,0,0` is pain
    #[arg(
        long,
        value_delimiter = ',',
        allow_hyphen_values = true,
        default_value = "0,5,10",
        value_name = "WORST,NEUTRAL,BEST"
    )]
    scale: Vec<f64>,
}

fn minutes(text: &str) -> Result<f64, String> {
    if let Ok(number) = text.trim().parse::<f64>() {
        return Ok(number);
    }
    let duration: Duration = text
        .parse()
        .map_err(|error: service_blueprint::DurationError| error.to_string())?;
    Ok(duration.minutes())
}

/// Says what is remembered of the moments.
pub(crate) fn run(arguments: &Arguments, output: &Output) -> Result<Outcome, Failure> {
    let profile = profile(arguments)?;
    match output.format {
        Format::Json => output.json(&answer(&profile))?,
        Format::Human => output.print(&words(&profile, output.width))?,
    }
    Ok(Outcome::Fine)
}

/// The moments as a profile.
fn profile(arguments: &Arguments) -> Result<Profile, Failure> {
    let [worst, neutral, best] = arguments.scale[..] else {
        let found = arguments.scale.len();
        let help = "write `--scale WORST,NEUTRAL,BEST`, such as `--scale 1,3,5`";
        return Err(wrong(
            "bad-scale",
            format!("a scale has three numbers, not {found}"),
            Some(help),
        ));
    };
    let scale = Scale::new(worst, neutral, best).map_err(|error| {
        let help = "worst and best differ, and neutral lies between them or at one of them";
        wrong("bad-scale", error.to_string(), Some(help))
    })?;
    let count = arguments.scores.len();
    same_length("durations", arguments.durations.as_deref(), count)?;
    same_length("expectations", arguments.expectations.as_deref(), count)?;
    let moments = arguments.scores.iter().enumerate().map(|(number, &score)| Moment {
        minutes: arguments.durations.as_ref().map(|durations| durations[number]),
        expectation: arguments.expectations.as_ref().map(|expected| expected[number]),
        ..Moment::scored(score)
    });
    Profile::new(scale, moments.collect()).map_err(|error| {
        let help = "`--scale WORST,NEUTRAL,BEST` sets another scale";
        wrong("bad-profile", error.to_string(), Some(help))
    })
}

fn same_length(what: &str, list: Option<&[f64]>, count: usize) -> Result<(), Failure> {
    match list {
        Some(list) if list.len() != count => {
            let message = format!("{} {what} for {}", list.len(), counted(count, "score"));
            Err(wrong("lengths-differ", message, Some("give one for each score")))
        }
        _ => Ok(()),
    }
}

fn wrong(code: &'static str, message: String, help: Option<&str>) -> Failure {
    Failure::request(code, message, help.map(str::to_owned))
}

/// The most intense moment and the lowest one, as numbers of moments.
fn peak_and_trough(profile: &Profile) -> [Option<peak_end::Peak>; 2] {
    let trough = PeakRule::Trough;
    [PeakRule::default(), trough].map(|rule| rule.find(profile).ok())
}

/// The answer for programs.
fn answer(profile: &Profile) -> Value {
    let moment = |peak: Option<peak_end::Peak>| peak.map(|peak| json!({ "moment": peak.moment, "score": peak.score }));
    let [peak, trough] = peak_and_trough(profile);
    let remembered = Model::from(peak_end::PeakEnd::default()).value(profile).ok();
    let models: Vec<Value> = Model::all().iter().map(|model| one_model(model, profile)).collect();
    json!({
        "scale": json::scale(profile.scale()),
        "scores": profile.scores().map(json::number).collect::<Vec<_>>(),
        "remembered": json::maybe(remembered),
        "experienced": json::number(profile.experienced()),
        "memory_gap": json::maybe(remembered.map(|value| profile.memory_gap(value))),
        "peak": moment(peak),
        "trough": moment(trough),
        "end": json!({ "moment": profile.moments().len() - 1, "score": json::number(profile.last()) }),
        "rules": json::object(rules(profile).into_iter().map(|(name, value)| (name, json::maybe(value)))),
        "models": models,
    })
}

fn one_model(model: &Model, profile: &Profile) -> Value {
    let value = model.value(profile);
    json!({
        "model": model.name(),
        "parameters": json::parameters(model),
        "unit": model.unit().name(),
        "value": json::maybe(value.as_ref().ok().copied()),
        "reason": value.err().map(|reason| reason.to_string()),
    })
}

/// The answer for people.
fn words(profile: &Profile, width: usize) -> String {
    let scale = profile.scale();
    let mut text = String::new();
    let remembered = Model::from(peak_end::PeakEnd::default()).value(profile);
    if let Ok(remembered) = remembered {
        let line = Line::plain("They will remember ")
            .and(Palette::STRONG, score(remembered))
            .and(Palette::CURVE, "; they live through ")
            .and(Palette::STRONG, score(profile.experienced()))
            .and(
                Palette::CURVE,
                format!(" (memory gap {}).", change(profile.memory_gap(remembered))),
            );
        text.push_str(&line.to_string());
    }
    let described = |name: &str, peak: Option<peak_end::Peak>| {
        peak.map(|peak| format!("{name} {} (moment {})", score(peak.score), peak.moment + 1))
    };
    let [peak, trough] = peak_and_trough(profile);
    let parts: Vec<String> = [described("Peak", peak), described("trough", trough)]
        .into_iter()
        .flatten()
        .collect();
    let facts = format!(
        "{} on a scale from {} (worst) to {} (best), neutral {}. {}, end {}.\n\n",
        counted(profile.moments().len(), "moment"),
        score(scale.worst()),
        score(scale.best()),
        score(scale.neutral()),
        parts.join(", "),
        score(profile.last())
    );
    text.push_str(
        &facts
            .lines()
            .map(|line| crate::terminal::wrap(line, width).join("\n") + "\n")
            .collect::<String>(),
    );
    let mut table = Table::new(&[
        ("model", Align::Left),
        ("value", Align::Right),
        ("unit", Align::Left),
        ("parameters", Align::Left),
    ]);
    let mut reasons = Vec::new();
    for model in Model::all() {
        let value = match model.value(profile) {
            Ok(value) => Line::plain(score(value)),
            Err(reason) => {
                reasons.push(format!("{}: {}", model.name(), reason));
                Line::new(Palette::QUIET, "–")
            }
        };
        let parameters: Vec<String> = model.parameters().iter().map(parameter).collect();
        let unit = Line::new(Palette::QUIET, model.unit().name().replace('_', " "));
        let room = width.saturating_sub(PARAMETERS_FROM).max(10);
        let parameters = crate::terminal::shorten(&parameters.join(" "), room);
        table.row(vec![
            Line::plain(model.name()),
            value,
            unit,
            Line::new(Palette::QUIET, parameters),
        ]);
    }
    text.push_str(&table.render(width));
    for reason in reasons {
        text.push_str(&Line::new(Palette::QUIET, format!("no value of {reason}")).to_string());
    }
    text
}

/// The columns before the parameters: the longest model name, a value, a unit.
const PARAMETERS_FROM: usize = 52;

fn parameter(parameter: &peak_end::Parameter) -> String {
    match parameter.value {
        ParameterValue::Number(number) => format!("{}={number}", parameter.name),
        ParameterValue::Rule(rule) => format!("{}={rule}", parameter.name),
    }
}
