//! Scores as written: a bare number, a survey, or counts of ratings.

/// The three numbers of a scale as written; [`Scale`](crate::Scale) is the checked form.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScaleNumbers {
    /// The worst score.
    pub worst: f64,
    /// The score that is neither good nor bad.
    pub neutral: f64,
    /// The best score.
    pub best: f64,
}

impl Default for ScaleNumbers {
    /// 0 worst, 5 neutral, 10 best.
    fn default() -> Self {
        Self {
            worst: 0.0,
            neutral: 5.0,
            best: 10.0,
        }
    }
}

/// A further scale, on which single scores may be given.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedScale {
    /// The scale's id.
    pub id: String,
    /// The worst score.
    pub worst: f64,
    /// The score that is neither good nor bad.
    pub neutral: f64,
    /// The best score.
    pub best: f64,
}

/// A score as written.
#[derive(Debug, Clone, PartialEq)]
pub enum Rating {
    /// A bare number on the blueprint's scale: an assumption, with no interval.
    Assumed(f64),
    /// A mean, with its spread and its number of ratings where they are known.
    Survey(Survey),
    /// How often each rating was given.
    Histogram(Histogram),
}

/// `{ scale, mean, sd, n }`.
#[derive(Debug, Clone, PartialEq)]
pub struct Survey {
    /// The id of the scale; by default the blueprint's own.
    pub scale: Option<String>,
    /// The mean rating.
    pub mean: f64,
    /// The standard deviation of single ratings.
    pub sd: Option<f64>,
    /// How many rated.
    pub n: Option<u64>,
}

/// `{ scale, ratings: { rating: count } }`.
#[derive(Debug, Clone, PartialEq)]
pub struct Histogram {
    /// The id of the scale; by default the blueprint's own.
    pub scale: Option<String>,
    /// Rating and count, in the order written.
    pub ratings: Vec<(f64, u64)>,
}

impl From<f64> for Rating {
    fn from(score: f64) -> Self {
        Self::Assumed(score)
    }
}
