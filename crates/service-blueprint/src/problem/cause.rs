//! The causes of problems: one variant, one code, one message and one remedy each.

use std::fmt;

use thiserror::Error;

use crate::{CarryError, DurationError, IdError, ScaleError};

/// A kind of thing that has ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Stages.
    Stage,
    /// Touchpoints.
    Touchpoint,
    /// Endings, which share their ids with touchpoints.
    Ending,
    /// Where a way may lead: touchpoints and endings.
    Target,
    /// Actors.
    Actor,
    /// Physical evidence.
    Evidence,
    /// Activities.
    Activity,
    /// Segments.
    Segment,
    /// Factors.
    Factor,
    /// Investment options.
    Option,
    /// Scales.
    Scale,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Stage => "stage",
            Self::Touchpoint => "touchpoint",
            Self::Ending => "ending",
            Self::Target => "touchpoint or ending",
            Self::Actor => "actor",
            Self::Evidence => "evidence",
            Self::Activity => "activity",
            Self::Segment => "segment",
            Self::Factor => "factor",
            Self::Option => "option",
            Self::Scale => "scale",
        })
    }
}

macro_rules! causes {
    ($(#[doc = $doc:literal] $(#[$meta:meta])* $name:ident $({$($(#[$fm:meta])* $field:ident: $ty:ty),* $(,)?})? = $code:literal, $help:expr;)+) => {
        /// What is wrong, with the values that matter. Every variant has a stable kebab-case code and a remedy.
        #[derive(Debug, Clone, PartialEq, Error)]
        #[non_exhaustive]
        pub enum Cause {
            $(#[doc = $doc] $(#[$meta])* $name $({$($(#[$fm])* $field: $ty),*})?,)+
        }

        impl Cause {
            /// Every code, in the order of the documentation.
            pub const CODES: &'static [&'static str] = &[$($code),+];

            /// What a code means, in a sentence.
            pub fn meaning(code: &str) -> Option<&'static str> {
                match code {
                    $($code => Some($doc.trim_ascii()),)+
                    _ => None,
                }
            }

            /// The stable kebab-case code.
            pub fn code(&self) -> &'static str {
                match self {
                    $(Self::$name $({$($field: _),*})? => $code,)+
                }
            }

            /// What to do about it.
            #[allow(unused_variables, reason = "not every remedy needs every value")]
            pub fn help(&self) -> Option<String> {
                match self {
                    $(Self::$name $({$($field),*})? => $help,)+
                }
            }
        }
    };
}

fn say(text: &str) -> Option<String> {
    Some(text.into())
}

/// A sum without the crumbs of binary fractions: 0.9, not 0.8999999999999999.
fn rounded(sum: f64) -> f64 {
    (sum * 1e9).round() / 1e9
}

/// The nearest known name first, then what is allowed as far as it is short.
fn choose(nearest: &Option<String>, allowed: &[String]) -> Option<String> {
    const LISTED: usize = 12;
    let listed = || {
        let shown: Vec<_> = allowed.iter().take(LISTED).map(|name| format!("`{name}`")).collect();
        let more = match allowed.len().saturating_sub(LISTED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        format!("{}{more}", shown.join(", "))
    };
    match (nearest, allowed.is_empty()) {
        (Some(near), true) => Some(format!("did you mean `{near}`?")),
        (Some(near), false) => Some(format!("did you mean `{near}`? known here: {}", listed())),
        (None, true) => say("none is declared"),
        (None, false) => Some(format!("known here: {}", listed())),
    }
}

/// One way round; a long one with its middle left out.
fn circle(ids: &[String]) -> String {
    const SHOWN: usize = 8;
    match ids {
        [start @ .., last] if start.len() > SHOWN => {
            format!("{} needs … needs {last}", start[..SHOWN].join(" needs "))
        }
        ids => ids.join(" needs "),
    }
}

/// Touchpoints each of which stands beside the next; a long circle with its middle left out.
fn beside(ids: &[String]) -> String {
    const SHOWN: usize = 8;
    match ids {
        [start @ .., last] if start.len() > SHOWN => {
            format!(
                "`{}` stands beside … beside `{last}`",
                start[..SHOWN].join("` stands beside `")
            )
        }
        ids => format!("`{}`", ids.join("` stands beside `")),
    }
}

causes! {
    // Reading.
    /// The text is larger than the limit.
    #[error("the text has {size} bytes, more than the limit of {limit}")]
    TooLarge { /// Its size.
        size: u64, /// The limit.
        limit: u64 } = "too-large", say("split the service into several blueprints, or raise the limit");
    /// The bytes are not UTF-8.
    #[error("byte {at} is not valid UTF-8")]
    NotUtf8 { /// The first offending byte, from 0.
        at: usize } = "not-utf8", say("save the file as UTF-8");
    /// There is nothing in the text.
    #[error("the document is empty")]
    Empty = "empty-document", say("`blueprint new` writes a starter; the least is `blueprint:` with a name and `stages:` with a touchpoint");
    /// The text is not YAML.
    #[error("not YAML: {message}")]
    Syntax { /// What the parser says.
        message: String, /// What to write instead, where the cause is known.
        remedy: Option<String> } = "yaml-syntax", remedy.clone();
    /// A second document in one text.
    #[error("a second document begins here")]
    SecondDocument = "second-document", say("keep one blueprint a file; take `---` out");
    /// Lists and maps are nested too deeply.
    #[error("nested deeper than {limit} levels")]
    TooDeep { /// The limit.
        limit: usize } = "too-deep", say("a blueprint needs about eight levels; look for an unclosed bracket");
    /// Aliases expand to more than the text could.
    #[error("aliases repeat more than {limit} nodes")]
    TooManyAliases { /// The limit on visited nodes.
        limit: u64 } = "too-many-aliases", say("write the repeated part out, or reuse less of it");
    /// An alias that stands inside what it names.
    #[error("the alias `*{name}` stands inside what it repeats")]
    AliasLoop { /// The alias.
        name: String } = "alias-loop", say("write the part out");
    /// A key that the format does not have here.
    #[error("unknown key `{found}`")]
    UnknownKey { /// The key.
        found: String, /// The nearest key of the format.
        nearest: Option<String>, /// The keys allowed here.
        allowed: Vec<String> } = "unknown-key", choose(nearest, allowed);
    /// A key twice in one map.
    #[error("the key `{key}` stands here twice")]
    DuplicateKey { /// The key.
        key: String } = "duplicate-key", say("keep one of the two");
    /// A key that must be there is not.
    #[error("`{key}` is missing")]
    MissingKey { /// The key.
        key: &'static str } = "missing-key", match *key {
        // The place of an added touchpoint.
        "after" => say("say where it goes: add `after:`, `before:` or `between:`"),
        key => Some(format!("add `{key}:`")),
    };
    /// A value of another type than the field's.
    #[error("expected {wanted}, found {found}")]
    WrongType { /// What the field takes.
        wanted: String, /// What stands there.
        found: String, /// What to write instead, where the cause is known.
        remedy: Option<String> } = "wrong-type", remedy.clone();
    /// A word that is not among those allowed.
    #[error("unknown {what} `{found}`")]
    UnknownWord { /// What the word stands for, such as `role`.
        what: &'static str, /// The word.
        found: String, /// The nearest word.
        nearest: Option<String>, /// The words allowed.
        allowed: Vec<String> } = "unknown-word", choose(nearest, allowed);
    /// A text that YAML cuts off or takes for something else: at a comma inside `{ }`, at ` #`, at a full-width colon, at `*`, `!` or `<<`.
    #[error("{what}")]
    YamlTrap { /// What happened.
        what: String, /// What to write instead.
        remedy: String } = "yaml-trap", Some(remedy.clone());
    /// A format that this reader does not know.
    #[error("format {found} is not known")]
    UnknownFormat { /// The number.
        found: u64 } = "unknown-format", say("this version reads `format: 1`");
    /// Not a duration.
    #[error("{source}")]
    BadDuration { /// What is wrong with it.
        source: DurationError } = "bad-duration", say("write whole numbers with units: `20s`, `15m`, `1h 30m`, `2d`, `1w`");
    /// Not a cost.
    #[error("the cost {found} is not a whole number")]
    BadCost { /// What stands there.
        found: String } = "bad-cost", say("write whole numbers without separators, such as `12000`; a saving is negative");

    // Names.
    /// Not an id.
    #[error("`{found}` is no id: {source}")]
    BadId { /// The text.
        found: String, /// What is wrong with it.
        source: IdError } = "bad-id", say("use letters and digits of any script, `-` and `_`; `name:` may hold any text");
    /// An id that has a meaning of its own.
    #[error("the id `{found}` is reserved")]
    ReservedId { /// The id.
        found: String } = "reserved-id", say("choose another id");
    /// An id twice within its kind.
    #[error("the id `{id}` is used twice ({kind})")]
    DuplicateId { /// The kind.
        kind: Kind, /// The id.
        id: String } = "duplicate-id", say("give one of the two another id");
    /// A reference to something that is not declared.
    #[error("unknown {kind} `{found}`")]
    UnknownId { /// The kind.
        kind: Kind, /// The id.
        found: String, /// The nearest id of that kind.
        nearest: Option<String>, /// Known ids of that kind.
        known: Vec<String> } = "unknown-id", match kind {
        Kind::Evidence => choose(nearest, known).map(|help| format!("{help}; or name it on the spot: `{{ name: … }}`")),
        _ => choose(nearest, known),
    };
    /// A way that leads to a stage.
    #[error("`{found}` is a stage; ways lead to touchpoints and endings")]
    WayToStage { /// The stage's id.
        found: String, /// The stage's first touchpoint.
        first: Option<String> } = "way-to-stage", first.as_ref().map(|first| format!("name a touchpoint, such as `{first}`"));
    /// The same id twice in one list.
    #[error("`{id}` is listed twice")]
    ListedTwice { /// The id.
        id: String } = "listed-twice", say("keep one of the two");
    /// An empty text where words are needed.
    #[error("the text is empty")]
    EmptyText = "empty-text", say("write a word or two, or take the key out");

    // Numbers.
    /// A number that is not finite.
    #[error("{found} is not a finite number")]
    NotFinite { /// The number.
        found: f64 } = "not-finite", say("write an ordinary number, or leave the key out");
    /// A number outside its range.
    #[error("{what} {found} is out of range")]
    OutOfRange { /// What the number is.
        what: &'static str, /// The number.
        found: f64, /// The range in words.
        range: &'static str } = "out-of-range", Some(format!("{what} must be {range}"));
    /// A scale that is none.
    #[error("{source}")]
    BadScale { /// What is wrong with it.
        source: ScaleError } = "bad-scale", say("a scale has a worst and another best score, and neutral between them or at one of them");
    /// A score outside its scale.
    #[error("the score {score} lies outside the scale {worst}..{best}")]
    OffScale { /// The score.
        score: f64, /// The scale's worst.
        worst: f64, /// The scale's best.
        best: f64 } = "off-scale", say("scores lie between `worst` and `best`; for another scale write `{ scale: ID, mean: … }`");
    /// A score that has no counterpart on the blueprint's scale.
    #[error("{source}")]
    NoCounterpart { /// Why.
        source: CarryError } = "no-counterpart", say("give this score on the blueprint's own scale");
    /// A spread that no ratings can have.
    #[error("no {n} ratings on {worst}..{best} with mean {mean} have a standard deviation of {sd}")]
    ImpossibleSpread { /// The mean.
        mean: f64, /// The standard deviation.
        sd: f64, /// How many rated, in words where it is not said.
        n: String, /// The scale's worst.
        worst: f64, /// The scale's best.
        best: f64, /// The largest possible.
        most: f64 } = "impossible-sd", Some(format!("at most {most:.3} is possible"));
    /// Counts that hold no rating.
    #[error("there are no ratings in these counts")]
    NoRatings = "no-ratings", say("leave `experience` out where nobody rated");
    /// A rating value named twice.
    #[error("the rating {value} is counted twice")]
    RatingTwice { /// The value.
        value: f64 } = "rating-twice", say("add the two counts up");
    /// A rating that has to be one number.
    #[error("counts of ratings cannot stand here")]
    NotOneNumber = "not-one-number", say("write a number, or `{ scale: ID, mean: … }`");
    /// Shares that do not sum to 1.
    #[error("the {what} sum to {}, not 1", rounded(*sum))]
    NotOne { /// What is summed.
        what: &'static str, /// The sum.
        sum: f64 } = "sum-not-one", match *what {
        "shares" => say("correct a share, or write `rest` for one of the ways"),
        _ => say("correct one of them"),
    };
    /// Two shares say `rest`.
    #[error("`rest` stands here twice")]
    TwoRests = "two-rests", say("only one way takes what the others leave; give the other a share");
    /// Some stages have influence and others have none.
    #[error("stage `{stage}` has no influence, and others have")]
    PartialInfluence { /// The stage without.
        stage: String } = "partial-influence", say("give every stage an `influence` (0 is allowed), or none");
    /// A limit that lies below the usual limit.
    #[error("`at_most` {at_most} is shorter than `within` {within}")]
    LimitBelow { /// The outer limit.
        at_most: String, /// The inner limit.
        within: String } = "limit-below", say("`at_most` is never shorter than `within`");

    // The journey.
    /// No stage has a touchpoint.
    #[error("there are no touchpoints")]
    NoTouchpoints = "no-touchpoints", say("add a stage with a touchpoint: `stages: [{ id: buy, touchpoints: [{ id: pay, experience: 6 }] }]`");
    /// No ways at all where some are needed.
    #[error("no way is named")]
    NoWays = "no-ways", say("name a touchpoint or an ending with a share above 0");
    /// A journey that starts at an ending.
    #[error("a journey cannot start at the ending `{found}`")]
    StartAtEnding { /// The ending.
        found: String } = "start-at-ending", say("name a touchpoint");
    /// More segments than journeys can be made for.
    #[error("{segments} segments on {touchpoints} touchpoints are more than can be told apart")]
    TooManySegments { /// How many segments.
        segments: usize, /// How many touchpoints; one with very many ways on counts several times.
        touchpoints: usize, /// The limit on their product.
        limit: usize } = "too-many-segments", Some(format!("segments times touchpoints may be {limit} at most"));
    /// Everyone at the start is skipped past.
    #[error("segment `{segment}` passes every touchpoint over")]
    NothingLeft { /// The segment.
        segment: String } = "nothing-left", say("leave it one touchpoint at least, or take the segment out");
    /// The last touchpoint does not say which ending follows.
    #[error("there are several endings, and `{touchpoint}` is the last touchpoint: which ending follows?")]
    WhichEnding { /// The last touchpoint.
        touchpoint: String, /// The endings.
        endings: Vec<String> } = "which-ending", Some(format!("add `next:` with one of {}", endings.iter().map(|e| format!("`{e}`")).collect::<Vec<_>>().join(", ")));
    /// Customers who arrive here never leave.
    #[error("from `{touchpoint}` no ending can be reached (segment `{segment}`)")]
    NeverEnds { /// A touchpoint from which no ending can be reached.
        touchpoint: String, /// The segment.
        segment: String } = "never-ends", say("give one of its ways on a share that leads to an ending");

    // Activities.
    /// An activity that says nothing.
    #[error("the activity has neither an actor nor words")]
    EmptyActivity = "empty-activity", say("write `- actor: what is done`, or `does: …`");
    /// `same` names an activity listed under the same touchpoint.
    #[error("`{id}` stands under this touchpoint already")]
    SameHere { /// The activity.
        id: String } = "same-here", say("`same` draws an activity of another touchpoint here");
    /// `same` stands in another lane than the activity.
    #[error("`{id}` is an activity of the {lane} lane")]
    SameLane { /// The activity.
        id: String, /// Its lane.
        lane: &'static str } = "same-lane", Some(format!("list it under `{lane}:`"));
    /// Activities that need each other in a circle.
    #[error("activities need each other in a circle: {}", circle(ids))]
    NeedsCycle { /// The activities, the first repeated at the end.
        ids: Vec<String> } = "needs-cycle", say("take one `needs` out of the circle");

    // Options.
    /// An option that needs or excludes itself.
    #[error("the option `{id}` names itself")]
    OptionItself { /// The option.
        id: String } = "option-itself", say("take it out of the list");
    /// An option that excludes what it needs.
    #[error("the option `{id}` can never be chosen: it needs `{needed}`, and {why}")]
    OptionImpossible { /// The option.
        id: String, /// What it needs.
        needed: String, /// Why both together are impossible.
        why: String } = "option-impossible", say("take one of the two out, or give the options different touchpoints or segments");
    /// Options that need so many others that following them takes too long.
    #[error("the options need so many others that following them all takes too long")]
    NeedsTooMany { /// The option at which following stopped.
        id: String } = "needs-too-many", say("name in `needs` only what an option builds on directly, and shorten the chains");
    /// An option that raises a score past best.
    #[error("raising `{touchpoint}` by {by} goes past best: it stands at {score}{}", segment.as_ref().map(|s| format!(" (segment `{s}`)")).unwrap_or_default())]
    RaisePastBest { /// The touchpoint.
        touchpoint: String, /// By how many points.
        by: f64, /// From where.
        score: f64, /// In which segment.
        segment: Option<String> } = "raise-past-best", say("raise by fewer points, or use `sets`");
    /// An option that raises a touchpoint without a score.
    #[error("`{touchpoint}` has no score to raise")]
    RaiseUnscored { /// The touchpoint.
        touchpoint: String } = "raise-unscored", say("use `sets`");
    /// An option on a touchpoint that is out of our control.
    #[error("`{touchpoint}` is out of our control: all its frontstage activity is partners'")]
    OutOfControl { /// The touchpoint.
        touchpoint: String } = "out-of-control", say("write `controllable: true` on the touchpoint if we can change it after all");
    /// An added touchpoint with ways of its own.
    #[error("an added touchpoint has no `next` of its own")]
    AddedNext = "added-next", say("its place (`after`, `before` or `between`) says where it goes");
    /// An option that names a touchpoint which another option adds, without needing that option.
    #[error("`{touchpoint}` exists only where the option `{adds}` is chosen")]
    AddedElsewhere { /// The touchpoint.
        touchpoint: String, /// The option that adds it.
        adds: String } = "added-elsewhere", Some(format!("add `needs: [{adds}]`"));
    /// Added touchpoints that name each other in a circle, so that none of them has a place.
    #[error("added touchpoints have no place: {}", beside(ids))]
    AddsCycle { /// The touchpoints, the first repeated at the end.
        ids: Vec<String> } = "adds-cycle", say("let one of them stand beside a touchpoint of the service");
    /// A way that does not exist.
    #[error("nobody goes straight from `{from}` to `{to}`")]
    NoSuchWay { /// From.
        from: String, /// To.
        to: String } = "no-such-way", say("`between` takes two neighbours on the journey; use `after` or `before`");
    /// An option whose ways on, with all that it needs, leave customers without an ending.
    #[error("with the option `{option}` and all that it needs no ending can be reached from `{touchpoint}` (segment `{segment}`)")]
    OptionNeverEnds { /// The option.
        option: String, /// A touchpoint that can be reached then, and from which no ending can.
        touchpoint: String, /// The segment.
        segment: String } = "option-never-ends", say("give one of the ways in its `next` a share that leads to an ending");
    /// Options of which too many lead customers back, so that following them all takes too long.
    #[error("so many options lead customers back that following them all takes too long")]
    WaysTooMany { /// The option at which following stopped.
        id: String } = "ways-too-many", say("give each touchpoint in a `next` a way onward, or take options out");
    /// Options of which too many change the same touchpoint.
    #[error("so many options change `{touchpoint}` that comparing them all takes too long")]
    ChangesTooMany { /// The touchpoint.
        touchpoint: String } = "changes-too-many", say("a touchpoint has one level: leave only those options that come into question");
}
