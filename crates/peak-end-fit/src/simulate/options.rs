//! What to simulate, and which values are allowed.

use std::fmt;
use std::ops::RangeInclusive;

use peak_end::{Model, PeakEnd};
use service_blueprint::Scale;

use super::SimulateError;
use crate::Outcome;

/// What to simulate. Lengths on the scale of moments are parts of the way from worst to best, so that they suit every scale.
#[derive(Debug, Clone, PartialEq)]
pub struct SimulateOptions {
    /// The rule by which people remember.
    pub rule: Model,
    /// How many people there are, 1 to 1,000,000.
    pub people: usize,
    /// How many episodes each of them lives through, 1 to 10,000.
    pub episodes: usize,
    /// From how many to how many moments an episode has, each number as likely, 1 to 1,000.
    pub moments: RangeInclusive<usize>,
    /// The scale of the moments.
    pub scale: Scale,
    /// The mean level of moments, 0 (worst) to 1 (best).
    pub level: f64,
    /// How much people differ in level: a standard deviation, 0 to 1.
    pub person_level: f64,
    /// How much the moments of an episode differ, for most people: a standard deviation, 0 to 1.
    pub spread: f64,
    /// How much people differ in spread: the standard deviation of its logarithm, 0 to 2.
    pub person_spread: f64,
    /// How much touchpoints differ in level: a standard deviation, 0 to 1.
    pub touchpoint_level: f64,
    /// The correlation of neighbouring moments, −0.99 to 0.99.
    pub autocorrelation: f64,
    /// Whether moments are rated in whole points, so that ratings tie.
    pub whole_points: bool,
    /// The share of moments that were lived and felt but not rated, 0 to 0.9. One of each episode is always rated.
    pub missing: f64,
    /// From how many to how many minutes moments take, above 0 to 1,000,000; none leaves durations out.
    pub minutes: Option<RangeInclusive<f64>>,
    /// How many things there are to live through, 1 to 1,000,000; each person begins at one of them and goes round. None leaves
    /// stimuli out.
    pub stimuli: Option<usize>,
    /// How much stimuli differ in level: a standard deviation, 0 to 1.
    pub stimulus_level: f64,
    /// What the overall rating is.
    pub outcome: Outcome,
    /// The scale of overall ratings, its neutral score without meaning: ratings beyond an end stand at the end. None lets
    /// them go anywhere. No use for a binary outcome.
    pub overall_scale: Option<Scale>,
    /// a and b of a + b·R. None has them chosen, see docs/simulate.md.
    pub weights: Option<(f64, f64)>,
    /// How much people differ in how they answer, whatever they felt: a standard deviation in points of the overall scale, for
    /// a binary outcome in logarithms of odds; 0 to 1,000,000.
    pub person_effect: f64,
    /// How sure the overall rating follows from the rule. No use for a binary outcome, whose answers are drawn.
    pub sureness: Sureness,
    /// Whether the overall is rated in whole points. No use for a binary outcome.
    pub whole_overall: bool,
    /// Where the random numbers start.
    pub seed: u64,
}

/// How sure an overall rating follows from the rule.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Sureness {
    /// The standard deviation of what else moves it, in points of the overall scale, 0 to 1,000,000.
    Noise(f64),
    /// The share of the variance of overall ratings that the rule explains, above 0 to 1, before they are rounded or cut.
    R2(f64),
}

impl Default for SimulateOptions {
    /// 50 people with 8 episodes of 6 to 12 moments each, who remember by peak-end on the scale 0 to 10, with noise of half a
    /// point. The levels and spreads are chosen: moments use most of the scale, and few stand at its ends.
    fn default() -> Self {
        Self {
            rule: PeakEnd::default().into(),
            people: 50,
            episodes: 8,
            moments: 6..=12,
            scale: Scale::default(),
            level: 0.6,
            person_level: 0.08,
            spread: 0.18,
            person_spread: 0.25,
            touchpoint_level: 0.0,
            autocorrelation: 0.3,
            whole_points: false,
            missing: 0.0,
            minutes: None,
            stimuli: None,
            stimulus_level: 0.0,
            outcome: Outcome::Rating,
            overall_scale: None,
            weights: None,
            person_effect: 0.0,
            sureness: Sureness::Noise(0.5),
            whole_overall: false,
            seed: 1,
        }
    }
}

/// An option outside its range.
#[derive(Debug, Clone, PartialEq)]
pub struct OptionFault {
    /// The option, as the field is called.
    pub option: &'static str,
    /// What was found.
    pub found: String,
    /// What is allowed.
    pub allowed: String,
}

impl fmt::Display for OptionFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let option = self.option.replace('_', " ");
        write!(f, "{option} is {}, allowed is {}", self.found, self.allowed)
    }
}

/// The most moments in all. Chosen: what fits into the memory of most machines.
const MOST_MOMENTS: u128 = 200_000_000;

/// The largest number of points, minutes, people or stimuli.
const LARGEST: f64 = 1e6;

impl SimulateOptions {
    /// Every option that is outside its range.
    pub(super) fn check(&self) -> Result<(), SimulateError> {
        let mut faults = Vec::new();
        self.check_counts(&mut faults);
        self.check_parts(&mut faults);
        self.check_overall(&mut faults);
        if faults.is_empty() {
            Ok(())
        } else {
            Err(SimulateError::Options(faults))
        }
    }

    fn check_counts(&self, faults: &mut Vec<OptionFault>) {
        let mut count = |option, found: usize, most: usize| {
            if !(1..=most).contains(&found) {
                faults.push(fault(option, found, format!("1 to {most}")));
            }
        };
        count("people", self.people, LARGEST as usize);
        count("episodes", self.episodes, 10_000);
        count("stimuli", self.stimuli.unwrap_or(1), LARGEST as usize);
        let (least, most) = (*self.moments.start(), *self.moments.end());
        if least < 1 || most > 1000 || least > most {
            faults.push(fault("moments", format!("{least}..{most}"), "a range within 1..1000"));
        }
        let all = self.people as u128 * self.episodes as u128 * most as u128;
        if all > MOST_MOMENTS && faults.is_empty() {
            let allowed = format!("people × episodes × moments up to {MOST_MOMENTS}");
            faults.push(fault("people", self.people, allowed));
        }
        if let Some(minutes) = &self.minutes {
            let (least, most) = (*minutes.start(), *minutes.end());
            if !(least > 0.0 && most <= LARGEST && least <= most) {
                faults.push(fault(
                    "minutes",
                    format!("{least}..{most}"),
                    format!("a range above 0 and up to {LARGEST}"),
                ));
            }
        }
    }

    fn check_parts(&self, faults: &mut Vec<OptionFault>) {
        for (option, found, least, most) in [
            ("level", self.level, 0.0, 1.0),
            ("person_level", self.person_level, 0.0, 1.0),
            ("spread", self.spread, 0.0, 1.0),
            ("person_spread", self.person_spread, 0.0, 2.0),
            ("touchpoint_level", self.touchpoint_level, 0.0, 1.0),
            ("autocorrelation", self.autocorrelation, -0.99, 0.99),
            ("missing", self.missing, 0.0, 0.9),
            ("stimulus_level", self.stimulus_level, 0.0, 1.0),
            ("person_effect", self.person_effect, 0.0, LARGEST),
        ] {
            if !(least..=most).contains(&found) {
                faults.push(fault(option, found, format!("{least} to {most}")));
            }
        }
        if self.stimulus_level != 0.0 && self.stimuli.is_none() {
            faults.push(fault(
                "stimulus_level",
                self.stimulus_level,
                "0 where there are no stimuli",
            ));
        }
    }

    fn check_overall(&self, faults: &mut Vec<OptionFault>) {
        if let Some((a, b)) = self.weights {
            for (option, found) in [("intercept", a), ("slope", b)] {
                if !(-LARGEST..=LARGEST).contains(&found) {
                    faults.push(fault(option, found, format!("-{LARGEST} to {LARGEST}")));
                }
            }
        }
        match self.sureness {
            Sureness::Noise(found) if !(0.0..=LARGEST).contains(&found) => {
                faults.push(fault("noise", found, format!("0 to {LARGEST}")));
            }
            Sureness::R2(found) if !(found > 0.0 && found <= 1.0) => {
                faults.push(fault("R²", found, "above 0 and up to 1"));
            }
            Sureness::Noise(_) | Sureness::R2(_) => {}
        }
        let ends = |scale: Scale| [scale.worst(), scale.best()];
        for (option, scale, wanted) in [
            ("scale", Some(self.scale), self.whole_points),
            (
                "overall_scale",
                self.overall_scale,
                self.whole_overall && self.outcome == Outcome::Rating,
            ),
        ] {
            let Some(scale) = scale else { continue };
            let found = format!("{} to {}", scale.worst(), scale.best());
            if ends(scale).iter().any(|end| end.abs() > LARGEST) {
                faults.push(fault(option, &found, format!("scores up to {LARGEST} in size")));
            }
            if wanted && ends(scale).iter().any(|end| end.fract() != 0.0) {
                faults.push(fault(option, &found, "whole ends where ratings are whole points"));
            }
        }
    }
}

fn fault(option: &'static str, found: impl ToString, allowed: impl Into<String>) -> OptionFault {
    OptionFault {
        option,
        found: found.to_string(),
        allowed: allowed.into(),
    }
}
