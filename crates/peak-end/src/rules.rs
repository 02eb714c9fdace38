//! The rules of remembered experience by name, as researchers compare them.

use crate::{
    AcclimationDecay, Best, BestBeforeEndAndEnd, BestEnd, DurationWeightedMean, End, Integral, LossAverseMean, Mean,
    MemoryModel, MinimumEnd, Negativity, PeakAlone, PeakEnd, PeakRule, Profile, Range, RecencyMean, SdPopulation,
    SerialPosition, SlopeLatterHalf, SlopePerStep, Start, TieRule, Trough,
};

/// A named rule: its value of a profile, none where it has none.
type Rule = fn(&Profile) -> Option<f64>;

/// The peak rule of the most intense moment, by tie rule.
const fn most_intense(tie: TieRule) -> PeakRule {
    PeakRule::MostIntense {
        tie,
        negativity: Negativity::NONE,
    }
}

fn value(model: impl MemoryModel, profile: &Profile) -> Option<f64> {
    model.value(profile).ok()
}

fn peak(rule: PeakRule, profile: &Profile) -> Option<f64> {
    value(PeakAlone { peak: rule }, profile)
}

fn peak_end(rule: PeakRule, profile: &Profile) -> Option<f64> {
    value(
        PeakEnd {
            peak: rule,
            ..PeakEnd::default()
        },
        profile,
    )
}

/// Every rule with its name, in the order in which they are listed.
///
/// `peak_moment_tie_worst` is the number of the moment that is credited with the peak, counted from 0; every other
/// rule is a value of the model of the same name or, where the name holds parameters, of the model with these.
pub const RULES: [(&str, Rule); 28] = [
    ("mean", |p| value(Mean, p)),
    ("duration_weighted_mean", |p| value(DurationWeightedMean, p)),
    ("integral", |p| value(Integral, p)),
    ("best", |p| value(Best, p)),
    ("trough", |p| value(Trough, p)),
    ("start", |p| value(Start, p)),
    ("end", |p| value(End::default(), p)),
    ("peak_tie_worst", |p| peak(most_intense(TieRule::Worst), p)),
    ("peak_tie_last", |p| peak(most_intense(TieRule::Last), p)),
    ("peak_tie_first", |p| peak(most_intense(TieRule::First), p)),
    ("peak_moment_tie_worst", |p| {
        PeakRule::default().find(p).ok().map(|peak| peak.moment as f64)
    }),
    ("peak_from_own_mean_tie_last", |p| {
        peak(PeakRule::FurthestFromOwnMean { tie: TieRule::Last }, p)
    }),
    ("peak_end", |p| value(PeakEnd::default(), p)),
    ("peak_end_tie_last", |p| peak_end(most_intense(TieRule::Last), p)),
    ("peak_end_tie_first", |p| peak_end(most_intense(TieRule::First), p)),
    ("best_end", |p| value(BestEnd::default(), p)),
    ("minimum_end", |p| value(MinimumEnd::default(), p)),
    ("serial_position", |p| value(SerialPosition, p)),
    ("best_before_end_and_end", |p| value(BestBeforeEndAndEnd::default(), p)),
    ("slope_per_step", |p| value(SlopePerStep, p)),
    ("sd_population", |p| value(SdPopulation, p)),
    ("slope_latter_half", |p| value(SlopeLatterHalf, p)),
    ("loss_averse_mean_2.25_about_neutral", |p| {
        value(LossAverseMean::default(), p)
    }),
    ("range", |p| value(Range, p)),
    ("recency_mean_0.5_per_step", |p| value(RecencyMean::default(), p)),
    ("recency_mean_1.0_per_step", |p| value(RecencyMean::new(1.0).ok()?, p)),
    ("acclimation_1.0_decay_0.5_b0_0", |p| {
        value(AcclimationDecay::default(), p)
    }),
    ("acclimation_0.3_decay_0.3_b0_0", |p| {
        value(AcclimationDecay::new(0.3, 0.3, 0.0).ok()?, p)
    }),
];

/// The value of every rule of [`RULES`] for a profile, in that order; none where a rule has no value.
///
/// # Examples
/// ```
/// use peak_end::{Profile, rules};
/// use service_blueprint::Scale;
/// let stars = Scale::new(1.0, 3.0, 5.0)?;
/// let profile = Profile::from_scores(stars, &[2.0, 4.0, 5.0, 1.0, 3.0])?;
/// let peak_end = rules(&profile).into_iter().find(|(name, _)| *name == "peak_end_tie_first");
/// assert_eq!(peak_end, Some(("peak_end_tie_first", Some(4.0))));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn rules(profile: &Profile) -> Vec<(&'static str, Option<f64>)> {
    RULES.iter().map(|(name, rule)| (*name, rule(profile))).collect()
}
