//! Stage means, weighted by the influence of the stages.

use crate::{MemoryModel, NoValue, Profile, Unit};

/// The stage-weighted mean: each stage of the service has a share of influence on the memory.
///
/// # Formula
/// R = Σ w_s·m_s / Σ w_s over the stages s that were visited: m_s is the plain mean of the moments of stage s,
/// however often it was entered, and w_s ≥ 0 its influence, as given by [`Profile::with_influence`].
///
/// # Returns
/// A score on the scale.
///
/// # Errors
/// [`NoValue::NoInfluence`] where no influence is given, [`NoValue::NoStage`] where a moment belongs to no stage,
/// [`NoValue::ZeroInfluence`] where all stages visited have an influence of 0.
///
/// # Limits
/// Influence shares come from practitioners' judgement (an online shop: browsing 10 %, buying 10 %, waiting 20 %,
/// arrival 60 %), not from a fit. Within a stage every moment counts the same. Monotone.
///
/// # Examples
/// ```
/// use peak_end::{MemoryModel, Moment, Profile, StageWeighted};
/// use service_blueprint::Scale;
/// let moments = [(6.0, 0), (8.0, 0), (4.0, 1)];
/// let moments = moments.map(|(score, stage)| Moment { stage: Some(stage), ..Moment::scored(score) });
/// let profile = Profile::new(Scale::default(), moments.to_vec())?.with_influence(vec![0.4, 0.6])?;
/// assert!((StageWeighted.value(&profile)? - 5.2).abs() < 1e-12); // 0.4·7 + 0.6·4
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// - Practitioners' shares of influence in online retail; no published model is known to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StageWeighted;

/// Up to so many stages the sums need no allocation.
const STAGES: usize = 16;

impl MemoryModel for StageWeighted {
    fn name(&self) -> &'static str {
        "stage_weighted"
    }

    fn unit(&self) -> Unit {
        Unit::Score
    }

    fn is_monotone(&self) -> bool {
        true
    }

    fn compute(&self, profile: &Profile) -> Result<f64, NoValue> {
        let influence = profile.influence().ok_or(NoValue::NoInfluence)?;
        let mut few = [(0.0, 0.0); STAGES];
        let mut many;
        let stages = if influence.len() <= STAGES {
            &mut few[..influence.len()]
        } else {
            many = vec![(0.0, 0.0); influence.len()];
            &mut many[..]
        };
        for (number, moment) in profile.moments().iter().enumerate() {
            let stage = moment.stage.ok_or(NoValue::NoStage { moment: number })?;
            // The profile checks that every stage has an influence.
            let (sum, count) = &mut stages[stage];
            *sum += moment.score;
            *count += 1.0;
        }
        let (mut sum, mut weights) = (0.0, 0.0);
        for (&(scores, count), &weight) in stages.iter().zip(influence) {
            if count > 0.0 {
                sum += weight * (scores / count);
                weights += weight;
            }
        }
        if weights > 0.0 {
            Ok(sum / weights)
        } else {
            Err(NoValue::ZeroInfluence)
        }
    }
}
