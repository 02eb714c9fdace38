//! Laws that regressions keep whatever the data, and what happens where there is no answer.

use peak_end_fit::Effect;
use peak_end_fit::regression::{
    Condensed, LogisticPath, RegressionError, Weights, least_squares, least_squares_coefficients, logistic,
    logistic_coefficients, logistic_ridge, ridge,
};
use proptest::prelude::*;

/// Well-behaved numbers, in tenths so that ties, copies and constants occur.
fn number() -> BoxedStrategy<f64> {
    (-100..=100).prop_map(|tenths| f64::from(tenths) / 10.0).boxed()
}

/// Any number up to 1e9 in size, also those so small that their squares vanish.
fn any_number() -> BoxedStrategy<f64> {
    prop_oneof![
        4 => -1e9..1e9,
        2 => number(),
        1 => Just(0.0),
        1 => Just(1e9),
        1 => -1e-9..1e-9,
        1 => -1e-160..1e-160,
    ]
    .boxed()
}

/// Columns and an outcome of equal length.
#[derive(Debug, Clone)]
struct Table {
    columns: Vec<Vec<f64>>,
    outcome: Vec<f64>,
}

impl Table {
    fn columns(&self) -> Vec<&[f64]> {
        self.columns.iter().map(Vec::as_slice).collect()
    }

    fn rows(&self) -> Vec<usize> {
        (0..self.outcome.len()).collect()
    }

    /// 1 where the outcome is above its median.
    fn halves(&self) -> Vec<f64> {
        let mut sorted = self.outcome.clone();
        sorted.sort_by(f64::total_cmp);
        let median = sorted[sorted.len() / 2];
        self.outcome.iter().map(|&y| f64::from(u8::from(y > median))).collect()
    }
}

fn table(
    numbers: BoxedStrategy<f64>,
    most_columns: usize,
    rows: std::ops::Range<usize>,
) -> impl Strategy<Value = Table> {
    (0..=most_columns, rows).prop_flat_map(move |(columns, rows)| {
        let column = prop::collection::vec(numbers.clone(), rows);
        (prop::collection::vec(column.clone(), columns), column)
            .prop_map(|(columns, outcome)| Table { columns, outcome })
    })
}

fn predictions(weights: &Weights, table: &Table) -> Vec<f64> {
    weights.predict_rows(&table.columns(), &table.rows())
}

fn close(found: &[f64], expected: &[f64], tolerance: f64) -> Result<(), TestCaseError> {
    for (found, expected) in found.iter().zip(expected) {
        let distance = (found - expected).abs();
        prop_assert!(distance <= tolerance, "{found} instead of {expected}");
    }
    Ok(())
}

/// A fit of numbers up to 10 in size: what rounding may do to a prediction, columns being nearly collinear at worst.
const ROUNDING: f64 = 1e-7;

proptest! {
    #[test]
    fn what_is_left_goes_with_no_column(table in prop_oneof![table(number(), 5, 1..40), table(number(), 5, 250..600)]) {
        let found = least_squares(&table.columns(), &table.outcome, &table.rows()).unwrap();
        let left: Vec<f64> = predictions(&found, &table).iter().zip(&table.outcome).map(|(p, y)| y - p).collect();
        let ones = vec![1.0; left.len()];
        for column in table.columns.iter().chain([&ones]) {
            let product: f64 = column.iter().zip(&left).map(|(x, e)| x * e).sum();
            prop_assert!(product.abs() < ROUNDING, "{product}");
        }
    }

    #[test]
    fn units_and_zeros_of_columns_do_not_matter(
        table in table(number(), 4, 1..30),
        factor in prop_oneof![-1e4..-1e-4, 1e-4..1e4],
        offset in -1e4..1e4,
    ) {
        let mut changed = table.clone();
        for column in &mut changed.columns {
            column.iter_mut().for_each(|x| *x = factor * *x + factor * offset);
        }
        for penalty in [0.0, 2.0] {
            let before = ridge(&table.columns(), &table.outcome, &table.rows(), penalty).unwrap();
            let after = ridge(&changed.columns(), &changed.outcome, &changed.rows(), penalty).unwrap();
            close(&predictions(&after, &changed), &predictions(&before, &table), 1e-5)?;
        }
    }

    #[test]
    fn aliased_columns_change_no_prediction(table in table(number(), 3, 1..30), factors in [-3..=3_i32, -3..=3, -3..=3]) {
        let mut more = table.clone();
        let combination = |row: usize| {
            table.columns.iter().zip(factors).map(|(column, factor)| f64::from(factor) * column[row]).sum::<f64>() + 2.0
        };
        more.columns.push(table.rows().into_iter().map(combination).collect());
        more.columns.push(vec![7.0; table.outcome.len()]);
        let before = least_squares(&table.columns(), &table.outcome, &table.rows()).unwrap();
        let after = least_squares(&more.columns(), &more.outcome, &more.rows()).unwrap();
        prop_assert_eq!(&after.weights[table.columns.len()..], &[None, None]);
        close(&predictions(&after, &more), &predictions(&before, &table), ROUNDING)?;
        if let (Ok(before), Ok(after)) = (
            logistic(&table.columns(), &table.halves(), &table.rows()),
            logistic(&more.columns(), &more.halves(), &more.rows()),
        ) {
            prop_assert_eq!(&after.weights[table.columns.len()..], &[None, None]);
            close(&predictions(&after, &more), &predictions(&before, &table), 1e-5)?;
        }
    }

    #[test]
    fn ridge_goes_from_least_squares_to_the_mean(table in table(number(), 3, 8..40)) {
        let path = Condensed::of(&table.columns(), &table.outcome, &table.rows()).unwrap().ridge_path().unwrap();
        let plain = least_squares(&table.columns(), &table.outcome, &table.rows()).unwrap();
        let mean = table.outcome.iter().sum::<f64>() / table.outcome.len() as f64;
        let almost_none = predictions(&path.weights(1e-10).unwrap(), &table);
        close(&almost_none, &predictions(&plain, &table), 1e-4)?;
        let almost_all = predictions(&path.weights(1e12).unwrap(), &table);
        close(&almost_all, &vec![mean; table.outcome.len()], 1e-6)?;
        // In between the error grows and the weights shrink.
        let errors = [0.0, 0.1, 1.0, 10.0, 100.0].map(|penalty| {
            let found = predictions(&path.weights(penalty).unwrap(), &table);
            found.iter().zip(&table.outcome).map(|(p, y)| (y - p).powi(2)).sum::<f64>()
        });
        prop_assert!(errors.is_sorted_by(|less, more| *less <= more + ROUNDING), "{errors:?}");
    }

    #[test]
    fn rows_are_condensed_in_any_parts(table in table(number(), 4, 2..600), parts in 2..5_usize) {
        let columns = table.columns();
        let at_once = Condensed::of(&columns, &table.outcome, &table.rows()).unwrap();
        let mut together: Option<Condensed> = None;
        for part in table.rows().chunks(table.outcome.len().div_ceil(parts)) {
            let part = Condensed::of(&columns, &table.outcome, part).unwrap();
            together = Some(match together {
                Some(together) => together.with(&part).unwrap(),
                None => part,
            });
        }
        let together = together.unwrap();
        prop_assert_eq!(together.rows(), table.outcome.len());
        let (found, expected) = (together.least_squares(), at_once.least_squares());
        close(&predictions(&found, &table), &predictions(&expected, &table), ROUNDING)?;
    }

    #[test]
    fn squared_errors_need_no_second_look_at_the_rows(
        table in table(number(), 4, 1..50),
        intercept in number(),
        weight in number(),
    ) {
        let weights = table.columns.iter().enumerate().map(|(at, _)| (at != 1).then_some(weight)).collect();
        let weights = Weights { intercept, weights };
        let found = Condensed::of(&table.columns(), &table.outcome, &table.rows()).unwrap().squared_error(&weights);
        let left = predictions(&weights, &table).into_iter().zip(&table.outcome).map(|(p, y)| y - p);
        let expected: f64 = left.map(|e| e * e).sum();
        prop_assert!((found - expected).abs() <= 1e-9 * (1.0 + expected), "{found} instead of {expected}");
    }

    #[test]
    fn the_likeliest_weights_leave_errors_that_go_with_no_column(table in table(number(), 3, 10..60)) {
        let outcome = table.halves();
        let Ok(found) = logistic(&table.columns(), &outcome, &table.rows()) else {
            return Ok(());
        };
        let odds = predictions(&found, &table);
        let left: Vec<f64> = odds.iter().zip(&outcome).map(|(odds, y)| y - 1.0 / (1.0 + (-odds).exp())).collect();
        let ones = vec![1.0; left.len()];
        for column in table.columns.iter().chain([&ones]) {
            let product: f64 = column.iter().zip(&left).map(|(x, e)| x * e).sum();
            prop_assert!(product.abs() < 1e-6, "{product}");
        }
    }

    /// With one column, sorting says whether a border separates the outcomes.
    #[test]
    fn separation_is_found_exactly_where_it_is(
        column in prop::collection::vec(-4..=4_i32, 2..14),
        outcome in prop::collection::vec(0..=1_u8, 14),
        sides in any::<bool>(),
    ) {
        let x: Vec<f64> = column.iter().map(|&x| f64::from(if sides { x } else { -x }) + 3.0).collect();
        let y: Vec<f64> = outcome.iter().take(x.len()).map(|&y| f64::from(y)).collect();
        let of = |outcome: f64| x.iter().zip(&y).filter(move |(_, y)| **y == outcome).map(|(x, _)| *x);
        let (low, high) = (
            |outcome| of(outcome).fold(f64::INFINITY, f64::min),
            |outcome| of(outcome).fold(f64::NEG_INFINITY, f64::max),
        );
        let rows: Vec<usize> = (0..x.len()).collect();
        let found = logistic(&[&x], &y, &rows);
        if y.iter().all(|&one| one == y[0]) {
            prop_assert_eq!(found, Err(RegressionError::OneOutcome(y[0])));
        } else if x.iter().all(|&one| one == x[0]) {
            prop_assert_eq!(found.unwrap().weights, vec![None]);
        } else if high(0.0) < low(1.0) || high(1.0) < low(0.0) {
            prop_assert_eq!(found, Err(RegressionError::Separated { complete: true }));
        } else if high(0.0) == low(1.0) || high(1.0) == low(0.0) {
            prop_assert_eq!(found, Err(RegressionError::Separated { complete: false }));
        } else {
            prop_assert!(found.is_ok(), "{found:?}");
        }
        // A penalty always finds weights where there are two outcomes.
        prop_assert!(logistic_ridge(&[&x], &y, &rows, 1.0).is_ok() || y.iter().all(|&one| one == y[0]));
    }

    /// With two columns, if any line has all of one outcome on one side and all of the other on the other, ties on it
    /// allowed, then a line through two of the points does.
    #[test]
    fn separation_by_a_line_is_found_exactly_where_it_is(points in prop::collection::vec((-4..=4_i32, -4..=4_i32, 0..=1_i32), 4..16)) {
        let side = |(ax, ay): (i32, i32), (bx, by): (i32, i32), (x, y): (i32, i32)| (bx - ax) * (y - ay) - (by - ay) * (x - ax);
        let (mut on_one_line, mut separated) = (true, false);
        for &(ax, ay, _) in &points {
            for &(bx, by, _) in &points {
                let sides = points.iter().map(|&(x, y, outcome)| (side((ax, ay), (bx, by), (x, y)), outcome));
                let apart = sides.clone().any(|(side, _)| side != 0);
                on_one_line &= !apart;
                separated |= apart && sides.clone().all(|(side, outcome)| side * (2 * outcome - 1) >= 0);
            }
        }
        let column = |of: fn(&(i32, i32, i32)) -> i32| -> Vec<f64> { points.iter().map(|point| f64::from(of(point))).collect() };
        let (x, y, outcome) = (column(|point| point.0), column(|point| point.1), column(|point| point.2));
        if on_one_line || !outcome.contains(&0.0) || !outcome.contains(&1.0) {
            return Ok(());
        }
        let rows: Vec<usize> = (0..points.len()).collect();
        match logistic(&[&x, &y], &outcome, &rows) {
            Ok(_) => prop_assert!(!separated),
            Err(RegressionError::Separated { .. }) => prop_assert!(separated),
            Err(error) => prop_assert!(false, "{error}"),
        }
    }

    #[test]
    fn no_numbers_make_it_panic_or_answer_nan(
        mut table in table(any_number(), 6, 1..25),
        constant in any_number(),
        copied in any::<prop::sample::Index>(),
        groups in prop::collection::vec(0..9_usize, 25),
    ) {
        let n = table.outcome.len();
        if !table.columns.is_empty() {
            let copy = table.columns[copied.index(table.columns.len())].clone();
            table.columns.push(copy);
        }
        table.columns.push(vec![constant; n]);
        let (columns, rows, halves) = (table.columns(), table.rows(), table.halves());
        let mut found = vec![least_squares(&columns, &table.outcome, &rows).unwrap()];
        for penalty in [1e-9, 1.0, 1e9] {
            found.push(ridge(&columns, &table.outcome, &rows, penalty).unwrap());
            found.extend(logistic_ridge(&columns, &halves, &rows, penalty));
        }
        found.extend(logistic(&columns, &halves, &rows));
        for weights in &found {
            let odd = weights.weights.iter().flatten().chain([&weights.intercept]).find(|weight| !weight.is_finite());
            prop_assert_eq!(odd, None);
            prop_assert!(predictions(weights, &table).iter().all(|prediction| prediction.is_finite()));
        }
        let names: Vec<String> = columns.iter().map(|_| "x".to_owned()).collect();
        let mut coefficients = least_squares_coefficients(&names, &columns, &table.outcome, &groups[..n]).unwrap();
        coefficients.extend(logistic_coefficients(&names, &columns, &halves, &groups[..n]).unwrap_or_default());
        for found in coefficients {
            let interval = found.interval.map(|(low, high)| [low, high]);
            let numbers = [found.estimate, found.standard_error, found.cluster_error, found.p];
            prop_assert!(numbers.iter().flatten().chain(interval.iter().flatten()).all(|number| number.is_finite()));
            prop_assert!(found.p.is_none_or(|p| (0.0..=1.0).contains(&p)));
        }
        let mean = columns[0];
        for column in &columns {
            let found = Effect::of("x", column, &table.outcome, Some(mean));
            let interval = found.interval.map(|(low, high)| [low, high]);
            let numbers = [found.r, found.yi, found.vi, found.partial_r];
            prop_assert!(numbers.iter().flatten().chain(interval.iter().flatten()).all(|number| number.is_finite()));
        }
    }
}

/// Longley's data, which programs that multiply columns with each other get wrong, with the certified values of NIST's
/// statistical reference data sets (confirmed in exact fractions).
#[test]
fn longleys_data_have_their_certified_values() {
    let columns: [&[f64]; 6] = [
        &[
            83.0, 88.5, 88.2, 89.5, 96.2, 98.1, 99.0, 100.0, 101.2, 104.6, 108.4, 110.8, 112.6, 114.2, 115.7, 116.9,
        ],
        &[
            234289.0, 259426.0, 258054.0, 284599.0, 328975.0, 346999.0, 365385.0, 363112.0, 397469.0, 419180.0,
            442769.0, 444546.0, 482704.0, 502601.0, 518173.0, 554894.0,
        ],
        &[
            2356.0, 2325.0, 3682.0, 3351.0, 2099.0, 1932.0, 1870.0, 3578.0, 2904.0, 2822.0, 2936.0, 4681.0, 3813.0,
            3931.0, 4806.0, 4007.0,
        ],
        &[
            1590.0, 1456.0, 1616.0, 1650.0, 3099.0, 3594.0, 3547.0, 3350.0, 3048.0, 2857.0, 2798.0, 2637.0, 2552.0,
            2514.0, 2572.0, 2827.0,
        ],
        &[
            107608.0, 108632.0, 109773.0, 110929.0, 112075.0, 113270.0, 115094.0, 116219.0, 117388.0, 118734.0,
            120445.0, 121950.0, 123366.0, 125368.0, 127852.0, 130081.0,
        ],
        &(1947..=1962).map(f64::from).collect::<Vec<f64>>(),
    ];
    let outcome = [
        60323.0, 61122.0, 60171.0, 61187.0, 63221.0, 63639.0, 64989.0, 63761.0, 66019.0, 67857.0, 68169.0, 66513.0,
        68655.0, 69564.0, 69331.0, 70551.0,
    ];
    let certified = [
        (-3482258.63459582, 890420.383607373),
        (15.0618722713733, 84.9149257747669),
        (-0.0358191792925910, 0.0334910077722432),
        (-2.02022980381683, 0.488399681651699),
        (-1.03322686717359, 0.214274163161675),
        (-0.0511041056535807, 0.226073200069370),
        (1829.15146461355, 455.478499142212),
    ];
    let names: Vec<String> = (0..6).map(|at| at.to_string()).collect();
    let groups: Vec<usize> = (0..16).collect();
    let found = least_squares_coefficients(&names, &columns, &outcome, &groups).unwrap();
    for (found, (estimate, error)) in found.iter().zip(certified) {
        let off = |found: Option<f64>, certified: f64| (found.unwrap() / certified - 1.0).abs();
        assert!(off(found.estimate, estimate) < 1e-9, "{found:?} {estimate}");
        assert!(off(found.standard_error, error) < 1e-9, "{found:?} {error}");
    }
}

/// Two rows and three columns: standardised, each column is (−1, 1) or (1, −1), so that Z has the one singular value √6
/// and the fit is 6/(6 + 2) of the way from the mean to the outcomes. nalgebra's decomposition got it wrong.
#[test]
fn ridge_of_fewer_rows_than_columns_is_that_by_hand() {
    let (factor, offset) = (-5876.261256890634, -5597.360292609413);
    let column = |numbers: [f64; 2]| numbers.map(|x| factor * x + factor * offset);
    let columns = [[-0.3, 2.7], [0.1, 0.2], [-0.8, -1.2]].map(column);
    let columns = columns.each_ref().map(<[f64; 2]>::as_slice);
    let found = ridge(&columns, &[0.0, -0.1], &[0, 1], 2.0).unwrap();
    assert!((found.predict(&columns, 0) - (-0.05 + 0.75 * 0.05)).abs() < 1e-9);
    assert!((found.predict(&columns, 1) - (-0.05 - 0.75 * 0.05)).abs() < 1e-9);
}

#[test]
fn a_perfect_fit_leaves_nothing_to_tell_errors_from() {
    let x = [1.0, 2.0, 3.0, 4.0, 5.0];
    let y = x.map(|x| 0.1 * x + 0.3);
    let found = least_squares_coefficients(&["x".to_owned()], &[&x], &y, &[0, 1, 2, 3, 4]).unwrap();
    assert!((found[1].estimate.unwrap() - 0.1).abs() < 1e-12);
    assert!(
        found
            .iter()
            .all(|found| found.standard_error.is_none() && found.cluster_error.is_none())
    );
    let same = least_squares_coefficients(&["x".to_owned()], &[&x], &[0.1; 5], &[0, 1, 2, 3, 4]).unwrap();
    assert!(
        same.iter().all(|found| found.p.is_none()),
        "a constant outcome has no p"
    );
}

#[test]
fn one_group_and_no_rest_have_no_errors() {
    let (x, y) = ([1.0, 2.0, 4.0], [1.0, 3.0, 2.0]);
    let one_group = least_squares_coefficients(&["x".to_owned()], &[&x], &y, &[4, 4, 4]).unwrap();
    assert!(one_group[1].standard_error.is_some() && one_group[1].cluster_error.is_none());
    assert_eq!((one_group[1].interval, one_group[1].p), (None, None));
    let saturated = least_squares_coefficients(&["x".to_owned()], &[&x[..2]], &y[..2], &[0, 1]).unwrap();
    assert!(saturated[1].estimate.is_some() && saturated[1].standard_error.is_none());
}

#[test]
fn groups_may_have_any_numbers() {
    let x = [1.0, 2.0, 4.0, 7.0, 3.0, 6.0];
    let y = [1.0, 3.0, 2.0, 5.0, 4.0, 4.0];
    let of = |groups: &[usize]| least_squares_coefficients(&["x".to_owned()], &[&x], &y, groups).unwrap();
    assert_eq!(of(&[0, 0, 1, 2, 2, 1]), of(&[10, 10, 500, usize::MAX, usize::MAX, 500]));
    assert_ne!(of(&[0, 0, 1, 2, 2, 1]), of(&[0, 1, 1, 2, 2, 0]));
}

#[test]
fn rows_named_twice_count_twice() {
    let x = [1.0, 2.0, 4.0, 7.0];
    let y = [1.0, 3.0, 2.0, 5.0];
    let once = least_squares(&[&x], &y, &[0, 1, 2, 3]).unwrap();
    let twice = least_squares(&[&x], &y, &[0, 1, 2, 3, 3, 2, 1, 0]).unwrap();
    assert!((once.intercept - twice.intercept).abs() < 1e-12);
    let heavier = least_squares(&[&x], &y, &[0, 1, 2, 3, 3]).unwrap();
    assert!((once.intercept - heavier.intercept).abs() > 0.01);
}

#[test]
fn what_cannot_be_fitted_is_said() {
    let (x, y) = ([1.0, 2.0, 3.0], [0.0, 1.0, 1.0]);
    let nan = [1.0, f64::NAN, 3.0];
    let message = |error: RegressionError| error.to_string();
    let of = |columns: &[&[f64]], outcome: &[f64], rows: &[usize]| {
        message(least_squares(columns, outcome, rows).unwrap_err())
    };
    assert_eq!(of(&[&x], &y, &[]), "a regression needs at least one row");
    assert_eq!(of(&[&x, &x[..2]], &y, &[0, 2]), "row 2 is asked for, column 1 has 2");
    assert_eq!(of(&[&x], &y[..1], &[0, 1]), "row 1 is asked for, the outcome has 1");
    assert_eq!(
        of(&[&x, &nan], &y, &[0, 1, 2]),
        "column 1 has NaN, allowed are numbers up to 1e100 in size"
    );
    assert_eq!(
        of(&[&x], &[0.0, 1e101, 0.0], &[0, 1]),
        format!("the outcome has {}, allowed are numbers up to 1e100 in size", 1e101)
    );
    assert!(
        least_squares(&[&nan], &y, &[0, 2]).is_ok(),
        "a row that is not asked for is not looked at"
    );
    assert_eq!(
        message(ridge(&[&x], &y, &[0, 1], -1.0).unwrap_err()),
        "the penalty is -1, allowed are finite numbers from 0"
    );
    assert_eq!(
        message(logistic(&[&x], &[0.0, 1.0, 3.0], &[0, 1, 2]).unwrap_err()),
        "an outcome is 3, a logistic regression needs 0 or 1"
    );
    assert_eq!(
        message(logistic(&[&x], &y, &[1, 2]).unwrap_err()),
        "all outcomes are 1, a logistic regression needs both 0 and 1"
    );
    assert_eq!(
        message(logistic(&[&x], &y, &[0, 1, 2]).unwrap_err()),
        "the columns tell 0 from 1 without a fault, so no finite weights are the likeliest: use fewer columns or a penalty"
    );
    assert_eq!(
        message(logistic(&[&[1.0, 2.0, 2.0, 3.0]], &[0.0, 0.0, 1.0, 1.0], &[0, 1, 2, 3]).unwrap_err()),
        "the columns tell 0 from 1 without a fault but for ties, so no finite weights are the likeliest: use fewer columns or a penalty"
    );
    let path = LogisticPath::of(&[&x], &y, &[0, 1, 2]).unwrap().weights(0.0);
    assert_eq!(path, Err(RegressionError::Penalty(0.0)));
    let narrow = Condensed::of(&[], &y, &[0]).unwrap();
    let wide = Condensed::of(&[&x], &y, &[1]).unwrap();
    assert_eq!(
        message(narrow.with(&wide).unwrap_err()),
        "1 columns cannot be put together with 0"
    );
    assert_eq!(
        message(least_squares_coefficients(&[], &[&x], &y, &[0, 0, 0]).unwrap_err()),
        "0 names are given for 1"
    );
}
