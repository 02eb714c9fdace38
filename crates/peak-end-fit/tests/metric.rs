//! Laws of the metrics.

use peak_end_fit::metric::{auc, log_loss, mae, mid_ranks, pearson, r2, rmse, spearman};
use proptest::prelude::*;

/// Pairs of numbers in tenths, so that ties occur.
fn pairs() -> impl Strategy<Value = (Vec<f64>, Vec<f64>)> {
    let tenth = || (-30..=30).prop_map(|tenths| f64::from(tenths) / 10.0);
    prop::collection::vec((tenth(), tenth()), 1..40).prop_map(|pairs| pairs.into_iter().unzip())
}

proptest! {
    #[test]
    fn spearman_sees_only_the_order((y, x) in pairs()) {
        let stretched: Vec<f64> = x.iter().map(|x| x.powi(3) + 2.0 * x - 7.0).collect();
        let turned: Vec<f64> = x.iter().map(|x| -x).collect();
        let found = spearman(&y, &x);
        prop_assert_eq!(spearman(&y, &stretched), found);
        match (spearman(&y, &turned), found) {
            (Some(turned), Some(found)) => prop_assert!((turned + found).abs() < 1e-12),
            (turned, found) => prop_assert_eq!(turned, found),
        }
    }

    #[test]
    fn auc_is_the_share_of_pairs_in_order((y, x) in pairs()) {
        let y: Vec<f64> = y.iter().map(|&y| f64::from(u8::from(y > 0.0))).collect();
        let (mut won, mut all) = (0.0, 0.0);
        for (yes, above) in y.iter().zip(&x).filter(|(y, _)| **y == 1.0) {
            for (no, below) in y.iter().zip(&x).filter(|(y, _)| **y == 0.0) {
                all += yes - no;
                won += if above > below { 1.0 } else if above == below { 0.5 } else { 0.0 };
            }
        }
        match auc(&y, &x) {
            Some(found) => prop_assert!((found - won / all).abs() < 1e-12),
            None => prop_assert_eq!(all, 0.0),
        }
    }

    /// The rank of a number is how many are smaller, and half of those that are equal, itself among them, and a half.
    #[test]
    fn ranks_count_the_smaller_ones((_, x) in pairs()) {
        for (rank, one) in mid_ranks(&x).iter().zip(&x) {
            let smaller = x.iter().filter(|other| *other < one).count() as f64;
            let equal = x.iter().filter(|other| *other == one).count() as f64;
            prop_assert_eq!(*rank, smaller + (equal + 1.0) / 2.0);
        }
    }

    #[test]
    fn errors_have_their_bounds((y, x) in pairs()) {
        let (rmse, mae) = (rmse(&y, &x).unwrap(), mae(&y, &x).unwrap());
        prop_assert!(mae <= rmse + 1e-12);
        let mean = y.iter().sum::<f64>() / y.len() as f64;
        if let Some(of_mean) = r2(&y, &vec![mean; y.len()]) {
            prop_assert!(of_mean.abs() < 1e-12);
            prop_assert_eq!(r2(&y, &y), Some(1.0));
            prop_assert!(r2(&y, &x).unwrap() <= 1.0);
        }
        if let Some(r) = pearson(&y, &x) {
            prop_assert!((-1.0..=1.0).contains(&r));
        }
    }

    #[test]
    fn the_share_of_yes_is_the_best_single_probability((y, _) in pairs(), other in 0.0..=1.0) {
        let y: Vec<f64> = y.iter().map(|&y| f64::from(u8::from(y > 0.0))).collect();
        let share = y.iter().sum::<f64>() / y.len() as f64;
        let of = |probability| log_loss(&y, &vec![probability; y.len()]).unwrap();
        prop_assert!(of(share) <= of(other) + 1e-12);
    }
}
