//! Satisfaction: experience against expectation and ideal, touchpoint by touchpoint and factor by factor.

use crate::document::Factor;
use crate::{Blueprint, Scale, Segment, Touchpoint};

/// One line of the table of the seven steps of customer experience management.
///
/// # Formula
/// - satisfaction = experience − expectation
/// - weighted = satisfaction × importance
/// - gap = experience − ideal, where the ideal is the experience unless another is given
///
/// Differences are in points of the blueprint's scale, signed so that positive is towards `best` also where lower
/// scores are better. A value is `None` where something that it needs is not given.
///
/// In a row that speaks for several segments each of the first three is a mean over those that have it: experience over
/// the segments with a score, expectation over those with an expectation, satisfaction over those with both. Where these
/// are not the same segments, satisfaction is not the difference of the other two means: it never sets what some feel
/// against what others expect.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct SatisfactionRow {
    /// What customers experience.
    pub experience: Option<f64>,
    /// What they expect.
    pub expectation: Option<f64>,
    /// Experience − expectation, of those who have both.
    pub satisfaction: Option<f64>,
    /// How much it counts.
    pub importance: Option<f64>,
    /// Satisfaction × importance.
    pub weighted: Option<f64>,
    /// What customers would wish for; the experience where nothing else is said.
    pub ideal: Option<f64>,
    /// Experience − ideal.
    pub gap: Option<f64>,
}

impl SatisfactionRow {
    fn new(scale: Scale, felt: Felt, importance: Option<f64>, ideal: Option<f64>) -> Self {
        let Felt {
            experience,
            expectation,
            satisfaction,
        } = felt;
        let ideal = ideal.or(experience);
        Self {
            experience,
            expectation,
            satisfaction,
            importance,
            weighted: satisfaction
                .zip(importance)
                .map(|(points, importance)| points * importance + 0.0)
                .filter(|weighted| weighted.is_finite()),
            ideal,
            gap: ideal.zip(experience).map(|(from, to)| difference(scale, from, to)),
        }
    }

    /// What the classical rule sorts by: weighted satisfaction, an importance that is not given counting as 1.
    pub fn urgency(&self) -> Option<f64> {
        self.weighted.or(self.satisfaction)
    }
}

/// How much better one score is than another, positive towards best.
fn difference(scale: Scale, from: f64, to: f64) -> f64 {
    // Adding 0 turns the −0 of a turned scale into 0.
    scale.gain(from, to) + 0.0
}

/// What is felt and expected, each a mean over those that have it.
#[derive(Debug, Clone, Copy)]
struct Felt {
    experience: Option<f64>,
    expectation: Option<f64>,
    satisfaction: Option<f64>,
}

impl Felt {
    /// The means over touchpoints within each segment, then over segments.
    fn mean(scale: Scale, touchpoints: &[(f64, Touchpoint<'_>)], segments: &[(f64, Segment<'_>)]) -> Self {
        let over = |felt: &dyn Fn(Touchpoint<'_>, Segment<'_>) -> Option<f64>| {
            mean(segments.iter().map(|(share, segment)| {
                let lines = touchpoints
                    .iter()
                    .map(|(weight, touchpoint)| (*weight, felt(*touchpoint, *segment)));
                (*share, mean(lines))
            }))
        };
        let both = |touchpoint: Touchpoint<'_>, segment: Segment<'_>| {
            Some((touchpoint.expectation(segment)?, touchpoint.score(segment)?))
        };
        let before = over(&|touchpoint, segment| both(touchpoint, segment).map(|(expectation, _)| expectation));
        let after = over(&|touchpoint, segment| both(touchpoint, segment).map(|(_, experience)| experience));
        Self {
            experience: over(&|touchpoint, segment| touchpoint.score(segment)),
            expectation: over(&|touchpoint, segment| touchpoint.expectation(segment)),
            satisfaction: before.zip(after).map(|(from, to)| difference(scale, from, to)),
        }
    }
}

/// A touchpoint's line.
#[derive(Debug, Clone, Copy)]
pub struct TouchpointSatisfaction<'a> {
    /// The touchpoint.
    pub touchpoint: Touchpoint<'a>,
    /// Its line of the table.
    pub row: SatisfactionRow,
}

/// A factor's line.
#[derive(Debug, Clone)]
pub struct FactorSatisfaction<'a> {
    /// The factor, as written.
    pub factor: &'a Factor,
    /// Its line of the table. A rating counts where the factor has one, the roll-up where it has none.
    pub row: SatisfactionRow,
    /// Whether the experience is rated directly.
    pub rated: bool,
    /// What the touchpoints tagged with the factor say; `None` where no touchpoint is.
    pub roll_up: Option<RollUp<'a>>,
}

impl<'a> FactorSatisfaction<'a> {
    /// The factor's name; the id where none is given.
    pub fn name(&self) -> &'a str {
        self.factor.name.as_deref().unwrap_or(&self.factor.id)
    }
}

/// A factor as the touchpoints tagged with it speak for it.
#[derive(Debug, Clone)]
pub struct RollUp<'a> {
    /// The touchpoints tagged, in document order.
    pub touchpoints: Vec<Touchpoint<'a>>,
    /// Mean experience over those with a score.
    pub experience: Option<f64>,
    /// Mean expectation over those with an expectation.
    pub expectation: Option<f64>,
    /// Experience − expectation of those with both, positive towards best.
    pub satisfaction: Option<f64>,
    /// Whether the means are plain, because a tagged touchpoint has no importance or all have 0.
    pub unweighted: bool,
}

/// The satisfaction table of a blueprint, for everybody or for one segment.
///
/// # Examples
/// The worked example of the seven steps: convenience is experienced at 5, expected at 7, has importance 9 and would
/// ideally be 10.
/// ```
/// use service_blueprint::{Blueprint, Document, Satisfaction, document::{Factor, Stage, Touchpoint}};
///
/// let mut document = Document::new("Electronics retailer");
/// document.stages.push(Stage::new("shop", vec![Touchpoint::new("till", 5.0)]));
/// document.factors.push(Factor {
///     id: "convenience".into(),
///     experience: Some(5.0.into()),
///     expectation: Some(7.0.into()),
///     importance: Some(9.0),
///     ideal: Some(10.0.into()),
///     ..Factor::default()
/// });
/// let blueprint = Blueprint::try_from(document)?;
/// let satisfaction = Satisfaction::overall(&blueprint);
/// let key = satisfaction.key_experience().ok_or("no factor")?;
/// assert_eq!(key.row.satisfaction, Some(-2.0));
/// assert_eq!(key.row.weighted, Some(-18.0));
/// assert_eq!(key.row.gap, Some(-5.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Satisfaction<'a> {
    /// Every touchpoint's line, in document order.
    pub touchpoints: Vec<TouchpointSatisfaction<'a>>,
    /// Every factor's line, in document order.
    pub factors: Vec<FactorSatisfaction<'a>>,
}

impl<'a> Satisfaction<'a> {
    /// The table of one segment. A touchpoint that the segment skips has neither experience nor expectation.
    pub fn of(blueprint: &'a Blueprint, segment: Segment<'a>) -> Self {
        Self::mixed(blueprint, &[(1.0, segment)])
    }

    /// The table of all customers: experience, expectation and satisfaction are means over the segments by share, each over
    /// the segments that have one.
    pub fn overall(blueprint: &'a Blueprint) -> Self {
        let segments: Vec<_> = blueprint.segments().map(|segment| (segment.share(), segment)).collect();
        Self::mixed(blueprint, &segments)
    }

    /// The touchpoints by satisfaction gap: worst weighted satisfaction first, an importance that is not given counting
    /// as 1, ties in document order. Touchpoints without satisfaction are left out.
    pub fn ranking(&self) -> Vec<TouchpointSatisfaction<'a>> {
        let mut ranked: Vec<_> = self
            .touchpoints
            .iter()
            .copied()
            .filter(|line| line.row.satisfaction.is_some())
            .collect();
        let urgency = |line: &TouchpointSatisfaction<'_>| line.row.urgency().unwrap_or(f64::INFINITY);
        ranked.sort_by(|a, b| urgency(a).total_cmp(&urgency(b)));
        ranked
    }

    /// The key experience: the factor with the worst weighted satisfaction, the first in document order of several.
    /// `None` where no factor has a weighted satisfaction.
    pub fn key_experience(&self) -> Option<&FactorSatisfaction<'a>> {
        let weighed = self.factors.iter().filter_map(|line| Some((line, line.row.weighted?)));
        weighed
            .reduce(|worst, next| if next.1 < worst.1 { next } else { worst })
            .map(|(line, _)| line)
    }

    fn mixed(blueprint: &'a Blueprint, segments: &[(f64, Segment<'a>)]) -> Self {
        let scale = blueprint.scale();
        let touchpoint = |touchpoint: Touchpoint<'a>| {
            let felt = Felt::mean(scale, &[(1.0, touchpoint)], segments);
            let row = SatisfactionRow::new(scale, felt, touchpoint.written().importance, None);
            TouchpointSatisfaction { touchpoint, row }
        };
        let tagged = tagged(blueprint);
        let factors = blueprint.document().factors.iter().zip(tagged);
        Self {
            touchpoints: blueprint.touchpoints().map(touchpoint).collect(),
            factors: factors
                .map(|(factor, tagged)| of_factor(blueprint, factor, tagged, segments))
                .collect(),
        }
    }
}

/// For each factor the touchpoints tagged with it.
fn tagged(blueprint: &Blueprint) -> Vec<Vec<Touchpoint<'_>>> {
    let factors = &blueprint.document().factors;
    let positions: std::collections::HashMap<&str, usize> = factors
        .iter()
        .enumerate()
        .map(|(position, factor)| (factor.id.as_str(), position))
        .collect();
    let mut tagged = vec![Vec::new(); factors.len()];
    for touchpoint in blueprint.touchpoints() {
        let factor = touchpoint.written().factor.as_deref();
        if let Some(position) = factor.and_then(|id| positions.get(id)) {
            tagged[*position].push(touchpoint);
        }
    }
    tagged
}

fn of_factor<'a>(
    blueprint: &'a Blueprint,
    factor: &'a Factor,
    touchpoints: Vec<Touchpoint<'a>>,
    segments: &[(f64, Segment<'a>)],
) -> FactorSatisfaction<'a> {
    let scale = blueprint.scale();
    let roll_up = (!touchpoints.is_empty()).then(|| roll_up(scale, touchpoints, segments));
    let score = |rating: Option<&crate::document::Rating>| rating.and_then(|rating| blueprint.score_of(rating));
    let rated = score(factor.experience.as_ref());
    let awaited = score(factor.expectation.as_ref());
    let experience = rated.or(roll_up.as_ref().and_then(|up| up.experience));
    let expectation = awaited.or(roll_up.as_ref().and_then(|up| up.expectation));
    let felt = Felt {
        experience,
        expectation,
        // What the touchpoints say of both holds only where the factor itself says nothing of either.
        satisfaction: match (rated, awaited) {
            (None, None) => roll_up.as_ref().and_then(|up| up.satisfaction),
            _ => expectation
                .zip(experience)
                .map(|(from, to)| difference(scale, from, to)),
        },
    };
    let ideal = score(factor.ideal.as_ref());
    FactorSatisfaction {
        factor,
        row: SatisfactionRow::new(scale, felt, factor.importance, ideal),
        rated: rated.is_some(),
        roll_up,
    }
}

/// Means over the touchpoints by importance within each segment, then over the segments by share.
fn roll_up<'a>(scale: Scale, touchpoints: Vec<Touchpoint<'a>>, segments: &[(f64, Segment<'a>)]) -> RollUp<'a> {
    let importances = touchpoints.iter().map(|touchpoint| touchpoint.written().importance);
    let unweighted =
        importances.clone().any(|given| given.is_none()) || importances.flatten().all(|given| given == 0.0);
    let weight = |touchpoint: &Touchpoint<'_>| match touchpoint.written().importance {
        Some(importance) if !unweighted => importance,
        Some(_) | None => 1.0,
    };
    let weighted: Vec<(f64, Touchpoint<'a>)> = touchpoints
        .iter()
        .map(|touchpoint| (weight(touchpoint), *touchpoint))
        .collect();
    let felt = Felt::mean(scale, &weighted, segments);
    RollUp {
        experience: felt.experience,
        expectation: felt.expectation,
        satisfaction: felt.satisfaction,
        touchpoints,
        unweighted,
    }
}

/// The weighted mean of the values that are there; `None` where there are none or their weights are all 0.
fn mean(weighted: impl Iterator<Item = (f64, Option<f64>)> + Clone) -> Option<f64> {
    let known = weighted.filter_map(|(weight, value)| Some((weight, value?)));
    let (_, first) = known.clone().next()?;
    // Shares of the largest weight, and distances from the first value: sums cannot overflow, and equal values give
    // exactly that value.
    let largest = known.clone().map(|(weight, _)| weight).fold(0.0, f64::max);
    let (mut sum, mut total) = (0.0, 0.0);
    for (weight, value) in known {
        sum += weight / largest * (value - first);
        total += weight / largest;
    }
    (largest > 0.0).then(|| first + sum / total)
}
