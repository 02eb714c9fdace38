//! What is asked for, if it can be.

use std::time::Duration;

use peak_end::{Adaptation, Goals, InvestOptions, Lasting, MOST_EPISODES, ParameterError};

use super::Arguments;
use crate::failure::Failure;
use crate::verb::choice;

/// The budget; none where money is no object, which only the frontier may be asked of.
pub(super) fn budget(arguments: &Arguments) -> Result<Option<i64>, Failure> {
    match &arguments.budget {
        Some(text) => whole(
            text,
            "leave `--budget` out and ask `--frontier`: money is then no object",
        )
        .map(Some),
        None if arguments.frontier => Ok(None),
        None => {
            let message = "it is not said how much there is to spend";
            let help = "write for example `--budget 60000`, or ask `--frontier` for what every budget buys";
            Err(Failure::request("no-budget", message, Some(help.into())))
        }
    }
}

/// How sets are judged.
pub(super) fn options(arguments: &Arguments) -> Result<InvestOptions, Failure> {
    let usual = InvestOptions::default();
    Ok(InvestOptions {
        model: match &arguments.model {
            Some(name) => choice::model(name)?,
            None => usual.model,
        },
        goals: match arguments.keep_goals {
            true => Goals::Keep,
            false => Goals::Free,
        },
        lasting: match arguments.episodes {
            Some(episodes) => lasting(arguments, episodes)?,
            None => {
                refuse_rates(arguments)?;
                usual.lasting
            }
        },
        nodes: match arguments.nodes {
            Some(0) => {
                let help = "leave `--nodes` out for 1048576";
                let message = "a search needs at least 1 node, not 0";
                return Err(Failure::request("bad-nodes", message, Some(help.into())));
            }
            Some(nodes) => nodes,
            None => usual.nodes,
        },
    })
}

/// How long each search may take.
pub(in crate::verb) fn time_limit(text: Option<&str>) -> Result<Option<Duration>, Failure> {
    let Some(text) = text else {
        return Ok(None);
    };
    match text.parse::<service_blueprint::Duration>() {
        Ok(limit) if limit.seconds == 0 => {
            let help = "write for example `--time-limit 10s`, or leave it out";
            let message = "no search can end after no time";
            Err(Failure::request("bad-time-limit", message, Some(help.into())))
        }
        Ok(limit) => Ok(Some(Duration::from_secs(limit.seconds))),
        Err(error) => {
            let help = "write for example `--time-limit 10s` or `--time-limit 2m`";
            Err(Failure::request("bad-time-limit", error.to_string(), Some(help.into())))
        }
    }
}

/// Rates of a change that there is not.
fn refuse_rates(arguments: &Arguments) -> Result<(), Failure> {
    let rates = [
        ("up", arguments.up),
        ("down", arguments.down),
        ("theta", arguments.theta),
    ];
    let Some((name, _)) = rates.into_iter().find(|(_, rate)| rate.is_some()) else {
        return Ok(());
    };
    let message = format!("`--{name}` changes nothing in a first journey: it is for the expectations of later ones");
    let help = "add for example `--episodes 6`, or leave it out";
    Err(Failure::request("no-episodes", message, Some(help.into())))
}

fn lasting(arguments: &Arguments, episodes: i64) -> Result<Lasting, Failure> {
    let count = usize::try_from(episodes).ok();
    let count = count.filter(|count| (1..=MOST_EPISODES).contains(count));
    let Some(episodes) = count else {
        let message = format!("journeys are repeated 1 to {MOST_EPISODES} times, not {episodes}");
        let help = "write for example `--episodes 6`";
        return Err(Failure::request("bad-episodes", message, Some(help.into())));
    };
    let bad_rate = |error: ParameterError| {
        let help = "rates say what part of a surprise is expected the next time, such as `--up 0.3`; `--theta 1` lets \
                    all of it be felt";
        Failure::request("bad-adaptation", error.to_string(), Some(help.into()))
    };
    let usual = Adaptation::default();
    Ok(Lasting {
        episodes,
        adaptation: Adaptation::new(
            arguments.up.unwrap_or(usual.up()),
            arguments.down.unwrap_or(usual.down()),
            arguments.theta.unwrap_or(usual.theta()),
        )
        .map_err(bad_rate)?,
    })
}

/// A whole number, as budgets and costs are. `unlimited` says how to ask without a budget.
pub(in crate::verb) fn whole(text: &str, unlimited: &str) -> Result<i64, Failure> {
    let text = text.trim();
    if let Ok(number) = text.parse() {
        return Ok(number);
    }
    let help = match meant(text) {
        Meant::Nothing => "write a whole number in the unit of the costs, such as `--budget 60000`".to_owned(),
        Meant::TooMuch => unlimited.to_owned(),
        Meant::Number(number) => format!("write `--budget {number}`: a whole number in plain digits"),
        Meant::Either(one, other) => {
            format!("write `--budget {one}` or `--budget {other}`: a whole number in plain digits, as costs are")
        }
    };
    let message = match meant(text) {
        Meant::TooMuch => format!("the budget {text} is more than can be counted"),
        _ => format!("`{text}` is no budget"),
    };
    Err(Failure::request("bad-budget", message, Some(help)))
}

/// What a text that is no whole number may have been meant to say.
#[derive(Debug, PartialEq)]
enum Meant {
    Nothing,
    TooMuch,
    Number(i64),
    Either(i64, i64),
}

/// What words and letters after a number multiply it by.
const MULTIPLES: [(&str, f64); 6] = [
    ("k", 1e3),
    ("m", 1e6),
    ("bn", 1e9),
    ("b", 1e9),
    ("万", 1e4),
    ("亿", 1e8),
];

fn meant(text: &str) -> Meant {
    let plain = text.replace('−', "-").to_lowercase();
    let digits: String = plain
        .chars()
        .filter(|it| !matches!(it, ',' | '_' | '\'' | '’' | ' ' | '\u{a0}' | '\u{202f}'))
        .collect();
    let (number, multiple) = MULTIPLES
        .iter()
        .find_map(|(letters, multiple)| Some((digits.strip_suffix(letters)?, *multiple)))
        .unwrap_or((&digits, 1.0));
    // Words such as `nan` and `infinity` are numbers to Rust, and letters to everyone else.
    if !number.contains(|it: char| it.is_ascii_digit()) {
        return Meant::Nothing;
    }
    // Of a number beyond all counting nothing is left to be rounded.
    if let Ok(number) = number.parse::<i64>().map(|number| number as f64) {
        return nearest(number * multiple);
    }
    let Ok(value) = number.parse::<f64>() else {
        return Meant::Nothing;
    };
    let after_point = number.split_once('.').map_or("", |(_, after)| after);
    let joined = number.replacen('.', "", 1).parse::<i64>();
    match joined {
        // `60.000` is sixty here and sixty thousand there.
        Ok(joined) if after_point.len() == 3 && value.fract() == 0.0 && multiple == 1.0 => {
            Meant::Either(value as i64, joined)
        }
        _ => nearest(value * multiple),
    }
}

/// The whole numbers about a number.
fn nearest(value: f64) -> Meant {
    if value.abs() >= i64::MAX as f64 {
        return Meant::TooMuch;
    }
    let (below, above) = (value.floor() as i64, value.ceil() as i64);
    if below == above {
        Meant::Number(below)
    } else {
        Meant::Either(below, above)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_guessed_what_a_budget_was_meant_to_be() {
        let cases = [
            ("60k", Meant::Number(60_000)),
            ("1.5K", Meant::Number(1_500)),
            ("1e5", Meant::Number(100_000)),
            ("60,000", Meant::Number(60_000)),
            ("60_000", Meant::Number(60_000)),
            ("−15 000", Meant::Number(-15_000)),
            ("6万", Meant::Number(60_000)),
            ("60000.0", Meant::Number(60_000)),
            ("60.000", Meant::Either(60, 60_000)),
            ("99.5", Meant::Either(99, 100)),
            ("-0.5", Meant::Either(-1, 0)),
            ("1e30", Meant::TooMuch),
            ("9223372036854775808", Meant::TooMuch),
            ("NaN", Meant::Nothing),
            ("inf", Meant::Nothing),
            ("much", Meant::Nothing),
            ("", Meant::Nothing),
            ("--5", Meant::Nothing),
            ("5€", Meant::Nothing),
        ];
        for (text, expected) in cases {
            assert_eq!(meant(text), expected, "{text}");
        }
    }
}
