//! The memory models of which sets can be bounded: a weighted peak, best or worst moment, and the last.

use crate::law::{Order, Tie};
use crate::{EndRule, Model, Negativity, PeakRule};

/// w · the moment that ranks highest + (1 − w) · the last.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rule {
    pub(super) weight: f64,
    pub(super) order: Order,
}

impl Rule {
    /// The model as such a rule, if it is one.
    pub(super) fn of(model: &Model) -> Option<Self> {
        let peak = |peak: PeakRule| match peak {
            PeakRule::MostIntense { tie, negativity } => match Tie::of(tie)? {
                tie @ (Tie::Worst | Tie::Best) => Some(Order::Peak(negativity, tie)),
                Tie::First | Tie::Last => None,
            },
            PeakRule::Best => Some(Order::Best),
            PeakRule::Trough => Some(Order::Trough),
            PeakRule::MostIntenseBeforeEnd { .. } | PeakRule::BestBeforeEnd | PeakRule::FurthestFromOwnMean { .. } => {
                None
            }
        };
        let (weight, order, end) = match model {
            Model::PeakEnd(model) => (model.weight.get(), peak(model.peak)?, model.end),
            Model::MinimumEnd(model) => (model.weight.get(), Order::Trough, model.end),
            Model::BestEnd(model) => (model.weight.get(), Order::Best, model.end),
            Model::PeakAlone(model) => (1.0, peak(model.peak)?, EndRule::LastMoment),
            Model::Best(_) => (1.0, Order::Best, EndRule::LastMoment),
            Model::Trough(_) => (1.0, Order::Trough, EndRule::LastMoment),
            Model::End(model) => (0.0, Order::Best, model.end),
            _ => return None,
        };
        (end == EndRule::LastMoment).then_some(Self { weight, order })
    }

    /// λ, if the peak is the most intense moment, the worse of tied ones: the one-path sweep holds for nothing else.
    pub(super) fn negativity(self) -> Option<Negativity> {
        match self.order {
            Order::Peak(negativity, Tie::Worst) => Some(negativity),
            Order::Peak(..) | Order::Best | Order::Trough => None,
        }
    }
}
