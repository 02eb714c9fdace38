//! The unit of a model's value.

/// The unit of a model's value, and which way it runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Unit {
    /// A score on the blueprint's scale, running the way the scale runs.
    Score,
    /// Score × minutes, running the way the scale runs.
    ScoreMinutes,
    /// Points of the scale, positive towards best.
    Points,
    /// Points × minutes, positive towards best.
    PointMinutes,
    /// Points per moment, positive towards best.
    PointsPerStep,
    /// Points of the scale without a sign: how far apart, neither good nor bad.
    Spread,
    /// The unit of the outcome to which the weights were fitted.
    Fitted,
}

impl Unit {
    /// The unit's name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Unit::Score => "score",
            Unit::ScoreMinutes => "score_minutes",
            Unit::Points => "points",
            Unit::PointMinutes => "point_minutes",
            Unit::PointsPerStep => "points_per_step",
            Unit::Spread => "spread",
            Unit::Fitted => "fitted",
        }
    }
}

impl std::fmt::Display for Unit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Unit::Score => "score on the blueprint's scale",
            Unit::ScoreMinutes => "score × minutes",
            Unit::Points => "points, positive towards best",
            Unit::PointMinutes => "points × minutes, positive towards best",
            Unit::PointsPerStep => "points per moment, positive towards best",
            Unit::Spread => "points, without a sign",
            Unit::Fitted => "unit of the fitted outcome",
        })
    }
}
