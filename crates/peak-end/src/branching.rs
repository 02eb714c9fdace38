//! A branching journey laid out for exact questions.

use crate::chain::Chain;
use crate::law::{Asked, Felt, Journeys, Levels, Order, Sweep, Tie};
use crate::{Law, LawError, Negativity, Weight};
use service_blueprint::Scale;

/// A branching journey laid out for exact questions about what is remembered of it.
///
/// # Examples
/// ```
/// use peak_end::{Branching, Chain, Negativity, Visit, Weight};
/// use service_blueprint::{Scale, Target};
/// let visit = |score| Visit { score: Some(score), ..Visit::default() };
/// // Pays, and in one case of five has to pay again; then unpacks.
/// let pays_again = vec![(Target::Touchpoint(0), 0.2), (Target::Touchpoint(1), 0.8)];
/// let chain = Chain::new(
///     vec![visit(4.0), visit(9.0)],
///     1,
///     vec![(0, 1.0)],
///     vec![pays_again, vec![(Target::End(0), 1.0)]],
/// )?;
/// let journey = Branching::new(&chain, Scale::default())?;
/// let found = journey.remembering(Weight::HALF, Negativity::NONE)?;
/// assert_eq!(found.law.mean(), Some(9.0));
/// assert_eq!(journey.mean(Weight::HALF, Negativity::NONE)?, Some(9.0));
/// assert!((found.visits[0] - 1.25).abs() < 1e-12);
/// assert!((found.p_peak[1] - 1.0).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Branching {
    journeys: Journeys,
    touchpoints: usize,
}

/// The least that is said of how much probabilities may be off: what rounding leaves of sums without cancellation.
const ROUNDING: f64 = 1e-14;

/// What is remembered of a branching journey, and which touchpoints make it. Lists are by touchpoint.
#[derive(Debug, Clone, PartialEq)]
pub struct Remembering {
    /// The joint law of peak and end, given a scored moment.
    pub law: Law,
    /// P(the touchpoint is the remembered peak), given a scored moment.
    pub p_peak: Vec<f64>,
    /// P(the touchpoint is the end), given a scored moment.
    pub p_end: Vec<f64>,
    /// Expected visits per journey.
    pub visits: Vec<f64>,
    /// By how much probabilities may be off: what is missing of a total of 1.
    pub error_bound: f64,
}

/// What is remembered on average, and how often each touchpoint makes it. Sums over journeys with a scored moment.
#[derive(Debug, Clone)]
pub(crate) struct Credits {
    /// What is remembered on average, given a scored moment.
    pub(crate) mean: f64,
    /// By touchpoint, P(it is the remembered peak).
    pub(crate) p_peak: Vec<f64>,
    /// By touchpoint, P(it is the end).
    pub(crate) p_end: Vec<f64>,
}

impl Branching {
    /// The journey laid out.
    ///
    /// # Errors
    /// [`LawError`] where its law cannot be computed.
    pub fn new(chain: &Chain, scale: Scale) -> Result<Self, LawError> {
        Ok(Self {
            journeys: Journeys::new(chain, scale)?,
            touchpoints: chain.len(),
        })
    }

    /// Gives the touchpoints other scores; which of them have one stays as it is, and so does everything about ways.
    pub(crate) fn set_scores(&mut self, score: impl Fn(usize) -> Option<f64>) {
        let touchpoints = self.journeys.layout.touchpoints.iter();
        let felt: Vec<Option<(f64, f64)>> = touchpoints
            .map(|&touchpoint| score(touchpoint).map(|score| (score, 1.0)))
            .collect();
        self.journeys.felt = Felt::new(felt.iter().map(Option::as_slice));
    }

    /// P(a scored moment), by which the laws of several journeys are weighted when they are mixed.
    pub fn scored(&self) -> f64 {
        self.journeys.mass().iter().sum()
    }

    /// The joint law of peak and end, given a scored moment.
    ///
    /// # Errors
    /// [`LawError`] where it cannot be computed.
    pub fn law(&self, weight: Weight, negativity: Negativity) -> Result<Law, LawError> {
        let levels = self.levels(negativity);
        let (_, law) = self.journeys.sweep_with_law(&levels, Asked::Peak, weight)?;
        Ok(law.law(self.scored()))
    }

    /// What is remembered on average, w·`E[peak]` + (1 − w)·`E[end]`, given a scored moment; none where there is no chance
    /// of one. It needs no joint law, which on a large journey with many different scores has very many pairs.
    ///
    /// # Errors
    /// [`LawError`] where it cannot be computed.
    pub fn mean(&self, weight: Weight, negativity: Negativity) -> Result<Option<f64>, LawError> {
        if self.scored() <= 0.0 {
            return Ok(None);
        }
        self.mean_by(Order::Peak(negativity, Tie::Worst), weight).map(Some)
    }

    /// The same for the moment that an order ranks highest, in place of the peak; there has to be a chance of one.
    pub(crate) fn mean_by(&self, order: Order, weight: Weight) -> Result<f64, LawError> {
        let levels = self.journeys.levels(order);
        let sweep = self.journeys.sweep(&levels, Asked::Peak)?;
        Ok(self.mean_of(&levels, &sweep, weight))
    }

    /// What is remembered on average, and which touchpoints make it, without the joint law; none where there is no chance
    /// of a scored moment.
    ///
    /// # Errors
    /// [`LawError`] where it cannot be computed.
    pub(crate) fn credits(&self, weight: Weight, negativity: Negativity) -> Result<Option<Credits>, LawError> {
        if self.scored() <= 0.0 {
            return Ok(None);
        }
        let levels = self.levels(negativity);
        let sweep = self.journeys.sweep(&levels, Asked::Credit)?;
        Ok(Some(Credits {
            mean: self.mean_of(&levels, &sweep, weight),
            p_peak: self.journeys.by_touchpoint(&sweep.credit, self.touchpoints),
            p_end: self.journeys.by_touchpoint(&self.journeys.p_end(), self.touchpoints),
        }))
    }

    /// Expected visits per journey, by touchpoint.
    pub(crate) fn visits(&self) -> Vec<f64> {
        self.journeys
            .by_touchpoint(&self.journeys.ends.visits, self.touchpoints)
    }

    /// What is remembered on average, from a sweep.
    fn mean_of(&self, levels: &Levels, sweep: &Sweep, weight: Weight) -> f64 {
        let peaks = self.peaks(levels, sweep);
        let peak: f64 = peaks.map(|(score, probability)| score * probability).sum();
        let ends = self.journeys.p_end().into_iter().enumerate();
        let ends = ends.filter_map(|(node, p)| Some(p * self.journeys.felt.mean(node)?));
        weight.mix(peak, ends.sum::<f64>() / self.scored())
    }

    /// The law of the peak from a sweep, given a scored moment.
    fn peaks<'a>(&self, levels: &'a Levels, sweep: &'a Sweep) -> impl Iterator<Item = (f64, f64)> + use<'a> {
        let mass = self.scored();
        let masses = sweep.by_ending.chunks_exact(self.journeys.layout.endings);
        let peaks = levels.scores.iter().zip(masses).skip(1);
        peaks.map(move |(score, masses)| (*score, masses.iter().sum::<f64>() / mass))
    }

    /// The law of the peak, given a scored moment: scores from the mildest to the most intense, with probabilities.
    /// Scores that are never the peak are left out.
    ///
    /// # Errors
    /// [`LawError`] where it cannot be computed.
    pub fn peak_law(&self, negativity: Negativity) -> Result<Vec<(f64, f64)>, LawError> {
        let levels = self.levels(negativity);
        let sweep = self.journeys.sweep(&levels, Asked::Peak)?;
        let peaks = self.peaks(&levels, &sweep);
        Ok(peaks.filter(|(_, probability)| *probability > 0.0).collect())
    }

    /// The joint law, and which touchpoints make it.
    ///
    /// # Errors
    /// [`LawError`] where it cannot be computed.
    pub fn remembering(&self, weight: Weight, negativity: Negativity) -> Result<Remembering, LawError> {
        let levels = self.levels(negativity);
        let (sweep, law) = self.journeys.sweep_with_law(&levels, Asked::Credit, weight)?;
        let mass = self.scored();
        let credit = sweep.credit.iter().sum();
        let missing = self
            .journeys
            .missing(mass, sweep.inside)
            .max(self.journeys.missing(credit, sweep.inside));
        Ok(Remembering {
            law: law.law(mass),
            p_peak: self.given_scored(&sweep.credit),
            p_end: self.ends(),
            visits: self.visits(),
            error_bound: if mass > 0.0 {
                ROUNDING.max(missing / mass)
            } else {
                missing
            },
        })
    }

    /// By touchpoint, P(it is the moment that an order ranks highest), given a scored moment.
    pub(crate) fn ranked_highest(&self, order: Order) -> Result<Vec<f64>, LawError> {
        let sweep = self.journeys.sweep(&self.journeys.levels(order), Asked::Credit)?;
        Ok(self.given_scored(&sweep.credit))
    }

    /// By touchpoint, P(it is the end), given a scored moment.
    pub(crate) fn ends(&self) -> Vec<f64> {
        self.given_scored(&self.journeys.p_end())
    }

    /// By touchpoint, what sums by node come to given a scored moment.
    fn given_scored(&self, sums: &[f64]) -> Vec<f64> {
        let mass = self.scored();
        let given = sums.iter().map(|sum| if mass > 0.0 { sum / mass } else { 0.0 });
        self.journeys
            .by_touchpoint(&given.collect::<Vec<_>>(), self.touchpoints)
    }

    fn levels(&self, negativity: Negativity) -> Levels {
        self.journeys.levels(Order::Peak(negativity, Tie::Worst))
    }
}
