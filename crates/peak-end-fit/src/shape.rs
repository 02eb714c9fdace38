//! Parameters of memory models while they are fitted: what is tried, and how the best is found.

use peak_end::{AcclimationDecay, LossAverseMean, Model, ParameterError, PeakEnd, PowerMean, RecencyMean, Weight};

use crate::{Episodes, Shape};

/// One parameter, in the coordinate in which it is searched: itself or its logarithm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Axis {
    pub(crate) name: &'static str,
    /// The ends of what is tried, as values of the parameter.
    least: f64,
    most: f64,
    logarithmic: bool,
    /// How many values are tried at first, evenly over the coordinate.
    points: usize,
}

impl Axis {
    /// The ends in the searched coordinate.
    pub(crate) fn ends(&self) -> (f64, f64) {
        match self.logarithmic {
            true => (self.least.ln(), self.most.ln()),
            false => (self.least, self.most),
        }
    }

    /// The parameter at a coordinate; exactly its least and most at the ends.
    pub(crate) fn value(&self, coordinate: f64) -> f64 {
        let value = if self.logarithmic { coordinate.exp() } else { coordinate };
        value.clamp(self.least, self.most)
    }

    /// The distance between values that are tried at first.
    pub(crate) fn step(&self) -> f64 {
        let (least, most) = self.ends();
        (most - least) / (self.points - 1) as f64
    }

    fn coordinates(&self) -> impl Iterator<Item = f64> {
        let (least, step) = (self.ends().0, self.step());
        (0..self.points).map(move |point| least + step * point as f64)
    }
}

/// The largest rate that [`AcclimationDecay`] takes, per minute.
const FASTEST: f64 = 1000.0;

/// How often the step of the refined search is halved: until it is 1/256 of the distance of the first values. Chosen.
const HALVINGS: u32 = 8;

impl Shape {
    /// What is tried of each parameter. Rates go with the length of the episodes: from one that changes next to nothing over a
    /// usual episode to one that leaves next to nothing but its end. All ends are chosen.
    pub(crate) fn axes(self, episodes: &Episodes) -> Vec<Axis> {
        let axis = |name, least, most, logarithmic, points| Axis {
            name,
            least,
            most,
            logarithmic,
            points,
        };
        match self {
            Self::PeakEnd => vec![axis("weight", 0.0, 1.0, false, 21)],
            Self::RecencyMean => {
                let usual = episodes.moment_count() as f64 / episodes.count() as f64;
                vec![axis("decay", 0.01 / usual, 10.0, true, 33)]
            }
            Self::AcclimationDecay => {
                let usual = usual_minutes(episodes);
                let most = (100.0 / usual).min(FASTEST);
                // Episodes of milliseconds would start above the largest rate.
                let least = (0.05 / usual).min(most / 2000.0);
                let rate = |name| axis(name, least, most, true, 15);
                vec![rate("acclimation"), rate("decay")]
            }
            Self::LossAverseMean => vec![axis("loss_aversion", 1.0, 50.0, true, 25)],
            Self::PowerMean => vec![axis("exponent", -20.0, 20.0, false, 41)],
        }
    }

    /// The model with the parameters at these coordinates, one for each axis.
    pub(crate) fn at(self, axes: &[Axis], coordinates: &[f64]) -> Result<Model, ParameterError> {
        let parameters: Vec<f64> = axes.iter().zip(coordinates).map(|(axis, at)| axis.value(*at)).collect();
        Ok(match self {
            Self::PeakEnd => Model::from(PeakEnd {
                weight: Weight::new(parameters[0])?,
                ..PeakEnd::default()
            }),
            Self::RecencyMean => RecencyMean::new(parameters[0])?.into(),
            Self::AcclimationDecay => AcclimationDecay::new(parameters[0], parameters[1], 0.0)?.into(),
            Self::LossAverseMean => LossAverseMean::new(parameters[0])?.into(),
            Self::PowerMean => PowerMean::new(parameters[0])?.into(),
        })
    }

    /// Whether the coordinates say something that others do not: the formula of acclimation and decay is the same with
    /// the two rates exchanged, so the larger is called acclimation.
    fn is_told_apart(self, coordinates: &[f64]) -> bool {
        self != Self::AcclimationDecay || coordinates[0] >= coordinates[1]
    }

    /// The coordinates that are tried at first, in a fixed order.
    pub(crate) fn grid(self, axes: &[Axis]) -> Vec<Vec<f64>> {
        let mut grid = vec![Vec::new()];
        for axis in axes {
            let longer = |begun: Vec<f64>| {
                axis.coordinates()
                    .map(move |coordinate| [begun.as_slice(), &[coordinate]].concat())
            };
            grid = grid.into_iter().flat_map(longer).collect();
        }
        grid.retain(|coordinates| self.is_told_apart(coordinates));
        grid
    }

    /// Goes downhill from the best coordinates of the grid, along one axis at a time, with ever smaller steps.
    ///
    /// `loss` says how badly coordinates do, none where they have no value.
    pub(crate) fn refine(self, axes: &[Axis], from: Vec<f64>, mut loss: impl FnMut(&[f64]) -> Option<f64>) -> Vec<f64> {
        let mut best = from;
        let Some(mut least) = loss(&best) else {
            return best;
        };
        let mut part = 0.5;
        for _ in 0..HALVINGS {
            // A step that helps is tried again; a bound on their number keeps a long valley from taking forever.
            for _ in 0..8 {
                let before = least;
                for (at, axis) in axes.iter().enumerate() {
                    for sign in [-1.0, 1.0] {
                        let mut tried = best.clone();
                        let (low, high) = axis.ends();
                        tried[at] = (tried[at] + sign * part * axis.step()).clamp(low, high);
                        if tried[at] == best[at] || !self.is_told_apart(&tried) {
                            continue;
                        }
                        if let Some(found) = loss(&tried).filter(|found| *found < least) {
                            (best, least) = (tried, found);
                        }
                    }
                }
                if least >= before {
                    break;
                }
            }
            part /= 2.0;
        }
        best
    }
}

/// How long a usual episode takes, in minutes; each moment one where there are no durations.
fn usual_minutes(episodes: &Episodes) -> f64 {
    let all: f64 = (0..episodes.count())
        .map(|episode| match episodes.minutes(episode) {
            Some(minutes) => minutes.iter().sum(),
            None => episodes.ratings(episode).len() as f64,
        })
        .sum();
    all / episodes.count() as f64
}
