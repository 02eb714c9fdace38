//! A branching journey laid out for exact questions.

use crate::chain::Chain;
use crate::predict::{Exact, Order};
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
/// assert!((found.visits[0] - 1.25).abs() < 1e-12);
/// assert!((found.p_peak[1] - 1.0).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Branching {
    chain: Chain,
    scale: Scale,
}

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
    /// By how much probabilities may be off.
    pub error_bound: f64,
}

impl Branching {
    /// The journey laid out.
    ///
    /// # Errors
    /// [`LawError`] where its law cannot be computed.
    pub fn new(chain: &Chain, scale: Scale) -> Result<Self, LawError> {
        Ok(Self {
            chain: chain.clone(),
            scale,
        })
    }

    /// P(a scored moment), by which the laws of several journeys are weighted when they are mixed.
    ///
    /// # Errors
    /// [`LawError`] where it cannot be computed.
    pub fn scored(&self) -> Result<f64, LawError> {
        Ok(Exact::new(&self.chain, self.scale)?.mass().iter().sum())
    }

    /// The joint law of peak and end, given a scored moment.
    ///
    /// # Errors
    /// [`LawError`] where it cannot be computed.
    pub fn law(&self, weight: Weight, negativity: Negativity) -> Result<Law, LawError> {
        Ok(self.remembering(weight, negativity)?.law)
    }

    /// The law of the peak, given a scored moment: scores from the mildest to the most intense, with probabilities.
    ///
    /// # Errors
    /// [`LawError`] where it cannot be computed.
    pub fn peak_law(&self, negativity: Negativity) -> Result<Vec<(f64, f64)>, LawError> {
        let law = self.law(Weight::HALF, negativity)?;
        let mut peaks: Vec<(f64, f64)> = law.atoms().iter().map(|atom| (atom.peak, atom.probability)).collect();
        peaks.dedup_by(|later, earlier| {
            let same = later.0 == earlier.0;
            if same {
                earlier.1 += later.1;
            }
            same
        });
        peaks.sort_by_key(|(score, _)| crate::PeakKey::new(self.scale, *score, negativity));
        Ok(peaks)
    }

    /// The joint law, and which touchpoints make it.
    ///
    /// # Errors
    /// [`LawError`] where it cannot be computed.
    pub fn remembering(&self, weight: Weight, negativity: Negativity) -> Result<Remembering, LawError> {
        let mut exact = Exact::new(&self.chain, self.scale)?;
        let mass: f64 = exact.mass().iter().sum();
        let mut atoms = exact.law(negativity)?;
        for atom in &mut atoms {
            atom.probability /= mass;
        }
        let (peak, ends) = (exact.sweep(Order::Peak(negativity))?, exact.ends()?);
        let mut p_peak = vec![0.0; self.chain.len()];
        let mut p_end = p_peak.clone();
        for (node, &touchpoint) in exact.scored.touchpoints.iter().enumerate() {
            p_peak[touchpoint] = peak.credit[node] / mass;
            p_end[touchpoint] = ends[node] / mass;
        }
        Ok(Remembering {
            law: Law::of(self.scale, weight, atoms),
            p_peak,
            p_end,
            visits: exact.scored.visits.clone(),
            error_bound: 1e-12,
        })
    }
}
