//! What to do about each fault.

use super::{DataFault, Part, cut};

/// So many names are listed.
const LISTED: usize = 20;

/// How files become UTF-8.
const AS_UTF8: &str = "save the file as UTF-8: in Excel as `CSV UTF-8`, in R with `fileEncoding = \"UTF-8\"`";

/// What to do.
pub(super) fn of(fault: &DataFault) -> String {
    structure(fault).unwrap_or_else(|| content(fault))
}

/// What to do about a file that is not laid out as it should be.
fn structure(fault: &DataFault) -> Option<String> {
    let help = match fault {
        DataFault::Unreadable { .. } => "check the file and the right to read it".into(),
        DataFault::EmptyFile => "write a header with the columns' names and a row for each moment or episode".into(),
        DataFault::NoRows => "check that the export is complete".into(),
        DataFault::NotUtf8 { utf16: true } => format!("it is UTF-16: {AS_UTF8}"),
        DataFault::NotUtf8 { utf16: false } => AS_UTF8.into(),
        DataFault::RowTooLong { .. } => "look for a quote that is never closed, or for a file that is no table".into(),
        DataFault::WrongDelimiter { likely, .. } => match likely {
            '\t' => "say `--delimiter tab`".into(),
            other => format!("say `--delimiter '{other}'`"),
        },
        DataFault::MissingColumn {
            part, nearest, known, ..
        } => {
            let known = listed(known);
            match nearest {
                Some(near) => format!("did you mean `--{part} {}`? The columns are {known}", cut(near)),
                None => format!("say which column it is with `--{part} COLUMN`. The columns are {known}"),
            }
        }
        DataFault::ColumnTwice { .. } => "give each column a name of its own".into(),
        DataFault::NoMomentColumns { known } => format!(
            "say which with `--moments`, in order: names, patterns or ranges such as `--moments 'v[0-9]*'` or \
             `--moments v00..v59`. For a row per moment, name the column of ratings with `--rating`. Free columns are {}",
            listed(known)
        ),
        DataFault::NoSuchMoment { nearest, known, .. } => match nearest {
            Some(near) => format!("did you mean `{}`? The columns are {}", cut(near), listed(known)),
            None => format!("the columns are {}", listed(known)),
        },
        DataFault::MixedPattern { better, other, .. } => {
            format!(
                "write `{better}`, or name `{}` too if its values are ratings",
                cut(other)
            )
        }
        DataFault::MomentTaken { part, .. } => format!(
            "take it out of `--moments`, or say with `--{part}` which other column tells the {}; a moment that is only \
             called so needs another name in the header",
            part.words()
        ),
        DataFault::RaggedRow { .. } => {
            "look for a delimiter inside a field without quotes, or a quote that is never closed".into()
        }
        DataFault::BadJson { .. } => "write one JSON object per line, and null for a missing answer".into(),
        DataFault::WrongShape { .. } => {
            "a line is `{\"person\": \"a\", \"episode\": \"1\", \"overall\": 6, \"moments\": [3, 7]}`".into()
        }
        DataFault::KeyTwice { .. } => "take one of the two out".into(),
        _ => return None,
    };
    Some(help)
}

/// What to do about a value that is not as it should be.
fn content(fault: &DataFault) -> String {
    match fault {
        DataFault::NotANumber { .. } => {
            "correct it, or if it stands for a missing answer, say so with `--missing`".into()
        }
        DataFault::DecimalComma { found } => format!(
            "if all numbers have a decimal comma, say `--decimal ,`; else write `{}`",
            found.replace(',', ".")
        ),
        DataFault::DecimalPoint { found } => format!(
            "write `{}`, as `--decimal ,` says of all numbers, or leave `--decimal ,` out",
            found.replace('.', ",")
        ),
        DataFault::NumberTooLarge { .. } => {
            "correct it, or say with `--missing` that it stands for a missing answer".into()
        }
        DataFault::NoScale { least, most } => no_scale(*least, *most),
        DataFault::RatingOffScale { found, .. } => format!(
            "correct it, or say another `--scale`; if {found} stands for a missing answer, say `--missing {found}`"
        ),
        DataFault::OverallOffScale { found, .. } => format!(
            "correct it, or say another `--overall-scale`; if {found} stands for a missing answer, say `--missing {found}`"
        ),
        DataFault::NotBinary { .. } => {
            "write 1 or 0, yes or no, true or false; `--outcome rating` reads ratings".into()
        }
        DataFault::BadDuration { .. } => "write minutes as a number above 0, or with a unit: `30s`, `5m`, `2h`".into(),
        DataFault::BadDelay { .. } => "write minutes as a number, or with a unit: `30m`, `2h`, `14d`".into(),
        DataFault::NameMissing { part } => format!("every row names its {part}"),
        DataFault::InexactName { .. } => "write names in quotes: `\"person\": \"17\"`".into(),
        DataFault::BadOrder { .. } => {
            "write numbers or times (`2024-03-01`, `2024-03-01T10:50:09.5+01:00`), or say with `--order COLUMN` which column \
             holds the order"
                .into()
        }
        DataFault::OrderMixed { .. } => {
            "write all of them in one way, or say with `--order COLUMN` which column holds the order".into()
        }
        DataFault::OrderMissing => {
            "number the moments of an episode, or leave the whole column out if rows are in order".into()
        }
        DataFault::OrderTwice { episode, person, .. } => {
            several(episode, person.as_ref(), "give each moment of an episode a place of its own")
        }
        DataFault::DuplicateEpisode { person: Some(_), .. } => {
            "number a person's episodes differently, or take one of the two out".into()
        }
        DataFault::DuplicateEpisode { episode, person: None, .. } => format!(
            "if several people have an episode `{episode}`, name the column that tells them apart with `--person`; else take \
             one of the two out"
        ),
        DataFault::DiffersWithinEpisode { part, .. } if *part == Part::Person => {
            "the episode table goes by episodes alone: name the person there too, or give each episode a name of its own"
                .into()
        }
        DataFault::DiffersWithinEpisode {
            part, episode, person, ..
        } => {
            let same = "write the same on all its rows, or in the episode table";
            let words = format!("an episode has one {}: {same}", part.words());
            several(episode, person.as_ref(), &words)
        }
        DataFault::NotInEpisodeTable { .. } => {
            "add a row for it to the episode table, or take its moments out; names are compared letter by letter".into()
        }
        DataFault::OnlyInEpisodeTable { .. } => {
            "add its moments, or take its row out; names are compared letter by letter".into()
        }
        DataFault::NothingLeft { .. } => {
            "check what `--missing` takes for a missing answer, and which columns hold the ratings".into()
        }
        other => format!("correct it ({})", other.code()),
    }
}

/// The help, with the likelier cause where nothing names people.
fn several(episode: &str, person: Option<&String>, help: &str) -> String {
    match person {
        Some(_) => help.to_owned(),
        None => format!(
            "there is no column `person`; do several people have an episode `{episode}`? Then name the column that tells \
             them apart with `--person`; else {help}"
        ),
    }
}

fn no_scale(least: f64, most: f64) -> String {
    // Adding 0 takes the sign off −0.
    let (worst, best) = (least.floor() + 0.0, most.ceil() + 0.0);
    if worst < best {
        let neutral = f64::midpoint(worst, best);
        format!(
            "say it as worst, neutral, best, with the whole range that people could choose from, such as \
             `--scale {worst},{neutral},{best}`"
        )
    } else {
        "say it as worst, neutral, best, such as `--scale 1,3,5`".into()
    }
}

fn listed(names: &[String]) -> String {
    let shown: Vec<String> = names
        .iter()
        .take(LISTED)
        .map(|name| format!("`{}`", cut(name)))
        .collect();
    match names.len() {
        0 => "none".into(),
        count if count > LISTED => format!("{} and {} more", shown.join(", "), count - LISTED),
        _ => shown.join(", "),
    }
}

/// A part as the columns of a file know it.
impl Part {
    /// Whether its cells are numbers on which codes of missing answers may stand.
    pub(in crate::episodes) fn takes_codes(self) -> bool {
        matches!(self, Self::Rating | Self::Overall | Self::Expectation)
    }
}
