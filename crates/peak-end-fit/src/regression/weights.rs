//! What a regression found.

use crate::Coefficient;

/// An intercept and a weight for each column.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// What is predicted where every column is 0.
    pub intercept: f64,
    /// What a column adds per unit; none where it says nothing that the columns before it do not, which counts as 0.
    pub weights: Vec<Option<f64>>,
}

impl Weights {
    /// Intercept + Σ weight_j·column_j\[row\]; for a logistic regression the logarithm of the odds.
    ///
    /// # Panics
    /// If `row` lies behind the end of a column that has a weight. Columns without a partner are not looked at.
    pub fn predict(&self, columns: &[&[f64]], row: usize) -> f64 {
        let mut predicted = self.intercept;
        for (weight, column) in self.weights.iter().zip(columns) {
            if let Some(weight) = weight {
                predicted += weight * column[row];
            }
        }
        predicted
    }

    /// [`predict`](Self::predict) for each of the rows, in their order.
    ///
    /// # Panics
    /// If a row lies behind the end of a column that has a weight.
    pub fn predict_rows(&self, columns: &[&[f64]], rows: &[usize]) -> Vec<f64> {
        let mut predicted = vec![self.intercept; rows.len()];
        for (weight, column) in self.weights.iter().zip(columns) {
            if let Some(weight) = weight {
                for (predicted, &row) in predicted.iter_mut().zip(rows) {
                    *predicted += weight * column[row];
                }
            }
        }
        predicted
    }

    /// The weights as coefficients without errors, the intercept first, as a fit with a penalty has them.
    pub fn coefficients(&self, names: &[String]) -> Vec<Coefficient> {
        let intercept = ("intercept".to_owned(), Some(self.intercept));
        let weights = names.iter().cloned().zip(self.weights.iter().copied());
        std::iter::once(intercept)
            .chain(weights)
            .map(|(name, estimate)| Coefficient {
                name,
                estimate,
                standard_error: None,
                cluster_error: None,
                interval: None,
                p: None,
            })
            .collect()
    }
}

/// The probability 1/(1 + e^(−x)) whose odds have the logarithm x; 0 to 1.
///
/// # Examples
/// ```
/// use peak_end_fit::regression::probability;
/// assert_eq!(probability(0.0), 0.5);
/// assert_eq!(probability(3.0_f64.ln()), 0.75);
/// ```
pub fn probability(log_odds: f64) -> f64 {
    // The exponent is never positive, so that nothing overflows and small probabilities keep their digits.
    let small = (-log_odds.abs()).exp();
    match log_odds > 0.0 {
        true => 1.0 / (1.0 + small),
        false => small / (1.0 + small),
    }
}
