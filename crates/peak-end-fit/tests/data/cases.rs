//! One small file for each thing that can be wrong with data.

use peak_end_fit::{Columns, Outcome, Part, ReadOptions};

use super::stars;

/// A file, or two, with one thing wrong.
pub(super) struct Case {
    pub(super) code: &'static str,
    /// What the code means, for the docs.
    pub(super) meaning: &'static str,
    pub(super) moments: &'static [u8],
    pub(super) table: Option<&'static [u8]>,
    pub(super) options: ReadOptions,
}

fn case(code: &'static str, meaning: &'static str, moments: &'static str) -> Case {
    Case {
        code,
        meaning,
        moments: moments.as_bytes(),
        table: None,
        options: stars(),
    }
}

impl Case {
    fn with(mut self, change: impl FnOnce(&mut ReadOptions)) -> Self {
        change(&mut self.options);
        self
    }

    fn beside(mut self, table: &'static str) -> Self {
        self.table = Some(table.as_bytes());
        self
    }
}

/// All of them, but for `unreadable` and `row-too-long`, whose files cannot be shown.
pub(super) fn all() -> Vec<Case> {
    [files(), tables(), values(), episodes(), json()]
        .into_iter()
        .flatten()
        .collect()
}

fn files() -> Vec<Case> {
    let latin = Case {
        moments: b"person,episode,touchpoint,rating,overall\nAnn,1,caf\xe9,2,4\n",
        ..case("not-utf8", "A row is not UTF-8.", "")
    };
    vec![
        case("empty-file", "There is nothing in the file.", ""),
        case(
            "no-rows",
            "There is a header and no row.",
            "person,episode,rating,overall\n",
        ),
        latin,
        case(
            "wrong-delimiter",
            "The header is one column that holds another delimiter.",
            "person;episode;rating;overall\nAnn;1;2;4\n",
        ),
    ]
}

fn tables() -> Vec<Case> {
    vec![
        case(
            "missing-column",
            "A column is not there: one that was named, the overall rating, or what tells episodes apart.",
            "person,episode,rating,overal\nAnn,1,2,4\n",
        ),
        case(
            "column-twice",
            "Two columns have the same name.",
            "person,episode,rating,rating,overall\nAnn,1,2,3,4\n",
        ),
        case(
            "no-moment-columns",
            "A table with a row per episode, and nothing says which columns are moments.",
            "person,overall,q1,q2\nAnn,4,2,5\n",
        ),
        case(
            "no-such-moment",
            "A name, pattern or range in `--moments` stands for no column.",
            "person,overall,queue,sip\nAnn,4,2,5\n",
        )
        .with(|options| options.moments = vec!["queu".into(), "sip".into()]),
        case(
            "mixed-pattern",
            "A `*` in `--moments` takes a family of numbered columns, and another column with them.",
            "person,video,overall,v0,v1\nAnn,5,4,2,5\n",
        )
        .with(|options| options.moments = vec!["v*".into()]),
        case(
            "moment-taken",
            "A column named in `--moments` plays another part: as a moment, the overall rating would predict itself.",
            "person,overall,m1,m2\nAnn,4,2,5\n",
        )
        .with(|options| options.moments = vec!["m1".into(), "m2".into(), "overall".into()]),
        case(
            "ragged-row",
            "A row has more or fewer fields than the header.",
            "person,episode,rating,overall\nAnn,1,2,4\nAnn,1,5\n",
        ),
    ]
}

fn values() -> Vec<Case> {
    vec![
        case(
            "not-a-number",
            "Text where a number is wanted.",
            "person,episode,rating,overall\nAnn,1,good,4\nAnn,1,5,4\n",
        ),
        case(
            "decimal-comma",
            "A number with a decimal comma.",
            "person;episode;rating;overall\nAnn;1;2,5;4\nAnn;1;5;4\n",
        )
        .with(|options| options.delimiter = b';'),
        case(
            "decimal-point",
            "With `--decimal ,`, a number with a decimal point.",
            "person;episode;rating;overall\nAnn;1;2.5;4\nAnn;1;4,5;4\n",
        )
        .with(|options| {
            options.delimiter = b';';
            options.decimal_comma = true;
        }),
        case(
            "number-too-large",
            "A number that is infinite, or larger than 1e9 in size.",
            "person,episode,rating,overall\nAnn,1,2,inf\n",
        ),
        case(
            "no-scale",
            "The scale of the ratings was not said.",
            "person,episode,rating,overall\nAnn,1,1,4\nAnn,1,5,4\n",
        )
        .with(|options| options.scale = None),
        case(
            "rating-off-scale",
            "A rating of a moment is not on the scale.",
            "person,episode,rating,overall\nAnn,1,0,4\nAnn,1,5,4\n",
        ),
        case(
            "overall-off-scale",
            "An overall rating, or an expectation, is not on the scale said with `--overall-scale`.",
            "person,episode,rating,overall\nAnn,1,5,11\n",
        )
        .with(|options| options.overall_scale = Some([1.0, 10.0])),
        case(
            "not-binary",
            "With `--outcome binary`, an overall that is neither yes nor no.",
            "person,episode,rating,overall\nAnn,1,5,maybe\n",
        )
        .with(|options| options.outcome = Outcome::Binary),
        case(
            "bad-duration",
            "A duration that is 0, negative or no duration.",
            "person,episode,rating,duration,overall\nAnn,1,5,0,4\nAnn,1,4,long,4\n",
        ),
        case(
            "bad-delay",
            "A delay that is negative or no duration.",
            "person,episode,rating,delay,overall\nAnn,1,5,-1,4\n",
        ),
        case(
            "name-missing",
            "The name of a person, an episode, a stimulus or a touchpoint is blank.",
            "person,episode,rating,overall\n,1,5,4\n",
        ),
    ]
}

fn episodes() -> Vec<Case> {
    vec![
        case(
            "bad-order",
            "The place of a moment in its episode is neither a number nor a time as ISO 8601 writes it.",
            "person,episode,time,rating,overall\nAnn,1,10:50,5,4\nAnn,1,1.3.2024 11:50,3,4\n",
        ),
        case(
            "order-mixed",
            "Places are numbers in one row and times in another, or times with a zone and without.",
            "person,episode,time,rating,overall\nAnn,1,2024-03-01 10:50,5,4\nAnn,1,2024-03-01 10:55Z,3,4\n",
        ),
        case(
            "order-missing",
            "There is a column for the order of moments, and a row leaves it blank.",
            "person,episode,order,rating,overall\nAnn,1,,5,4\nAnn,1,2,3,4\n",
        ),
        case(
            "order-twice",
            "Two moments of an episode have the same place in its order.",
            "person,episode,order,rating,overall\nAnn,1,2,5,4\nAnn,1,1,4,4\nAnn,1,2,3,4\n",
        ),
        case(
            "duplicate-episode",
            "An episode has two rows in a table that has one row for each.",
            "person,episode,rating\nAnn,1,5\n",
        )
        .beside("person,episode,overall\nAnn,1,4\nAnn,1,5\n"),
        case(
            "differs-within-episode",
            "The overall rating, or something else that is said once of an episode, is not the same on all its rows.",
            "person,episode,rating,overall\nAnn,1,5,4\nAnn,1,3,2\n",
        ),
        case(
            "not-in-episode-table",
            "Moments of an episode that the episode table does not have.",
            "person,episode,rating\nAnn,1,5\nAnn,2,3\n",
        )
        .beside("person,episode,overall\nAnn,1,4\n"),
        case(
            "only-in-episode-table",
            "An episode of the episode table without moments.",
            "person,episode,rating\nAnn,1,5\n",
        )
        .beside("person,episode,overall\nAnn,1,4\nBea,1,3\n"),
        case(
            "nothing-left",
            "Every episode lacks rated moments or an overall rating.",
            "person,episode,rating,overall\nAnn,1,NA,4\nBea,1,3,\n",
        ),
    ]
}

fn json() -> Vec<Case> {
    vec![
        case(
            "bad-json",
            "A line of JSON lines is not JSON.",
            "{\"person\": \"Ann\", \"overall\": 4, \"moments\": [2, NaN]}\n",
        ),
        case(
            "inexact-name",
            "A name in JSON lines is a number with a fraction, or one too long to be read digit by digit.",
            "{\"person\": 123456789012345678901, \"overall\": 4, \"moments\": [2]}\n",
        ),
        case(
            "wrong-shape",
            "A JSON value of another kind than its key allows.",
            "{\"person\": \"Ann\", \"overall\": 4, \"moments\": 3}\n",
        ),
        case(
            "key-twice",
            "A key stands twice in a JSON object.",
            "{\"person\": \"Ann\", \"overall\": 4, \"overall\": 5, \"moments\": [3]}\n",
        ),
    ]
}

/// Columns with other names than the usual ones.
pub(super) fn renamed() -> ReadOptions {
    let columns = [
        (Part::Person, "participant"),
        (Part::Episode, "video"),
        (Part::Stimulus, "video"),
        (Part::Overall, "sam"),
    ];
    ReadOptions {
        columns: columns
            .into_iter()
            .fold(Columns::default(), |columns, (part, name)| columns.with(part, name)),
        moments: vec!["v[0-9]*".into()],
        ..stars()
    }
}
