//! Agreement with statsmodels, scikit-learn and SciPy: see `oracle/oracle.py`, which made the fixture.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use peak_end_fit::metric;
use peak_end_fit::regression::{
    Condensed, LogisticPath, Weights, least_squares, least_squares_coefficients, logistic, logistic_coefficients,
    logistic_ridge, probability, ridge,
};
use peak_end_fit::{Coefficient, Effect, Information, Likelihood};
use serde_json::Value;

/// How far a number may be from the reference, in parts of it.
const RELATIVE: f64 = 1e-6;

/// How far numbers near 0 may be from the reference: the twelve digits that the fixture keeps.
const ABSOLUTE: f64 = 1e-11;

#[derive(Debug)]
struct Set {
    name: String,
    binary: bool,
    columns: Vec<Vec<f64>>,
    outcome: Vec<f64>,
    groups: Vec<usize>,
    folds: Vec<usize>,
    /// The columns that are neither constant nor a combination of those before them.
    kept: Vec<usize>,
    expected: Value,
}

impl Set {
    fn columns(&self) -> Vec<&[f64]> {
        self.columns.iter().map(Vec::as_slice).collect()
    }

    fn rows(&self) -> Vec<usize> {
        (0..self.outcome.len()).collect()
    }

    fn names(&self) -> Vec<String> {
        (0..self.columns.len()).map(|at| format!("x{at}")).collect()
    }

    /// What is predicted of each row by a fit on the other folds.
    fn out_of_fold(&self, fit: impl Fn(&[&[f64]], &[usize]) -> Weights) -> Vec<f64> {
        let columns = self.columns();
        let mut predictions = vec![f64::NAN; self.outcome.len()];
        for fold in 0..=*self.folds.iter().max().unwrap() {
            let (held_out, training): (Vec<usize>, Vec<usize>) =
                self.rows().into_iter().partition(|&row| self.folds[row] == fold);
            let weights = fit(&columns, &training);
            for row in held_out {
                predictions[row] = weights.predict(&columns, row);
            }
        }
        predictions
    }
}

fn numbers(value: &Value) -> Vec<f64> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|number| number.as_f64().unwrap())
        .collect()
}

fn counts(value: &Value) -> Vec<usize> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|number| number.as_u64().unwrap() as usize)
        .collect()
}

fn fixture() -> (Vec<Set>, f64) {
    let fixture: Value = serde_json::from_str(include_str!("oracle/fixture.json")).unwrap();
    let sets = fixture["sets"].as_array().unwrap().iter().map(|set| Set {
        name: set["name"].as_str().unwrap().to_owned(),
        binary: set["binary"].as_bool().unwrap(),
        columns: set["columns"].as_array().unwrap().iter().map(numbers).collect(),
        outcome: numbers(&set["outcome"]),
        groups: counts(&set["groups"]),
        folds: counts(&set["folds"]),
        kept: counts(&set["kept"]),
        expected: set["expected"].clone(),
    });
    (sets.collect(), fixture["out_of_fold_penalty"].as_f64().unwrap())
}

/// Every data set with ratings, or every one with yes and no.
fn sets(binary: bool) -> Vec<Set> {
    let sets: Vec<Set> = fixture().0.into_iter().filter(|set| set.binary == binary).collect();
    assert!(sets.len() >= 2);
    sets
}

fn check(what: &str, found: f64, expected: &Value) {
    let expected = expected.as_f64().unwrap_or_else(|| panic!("{what}: no reference"));
    let distance = (found - expected).abs();
    assert!(
        distance <= RELATIVE * expected.abs() + ABSOLUTE,
        "{what}: {found}, reference {expected}"
    );
}

fn check_table(set: &Set, found: &[Coefficient]) {
    let table = &set.expected["table"];
    let estimated: Vec<usize> = std::iter::once(0).chain(set.kept.iter().map(|at| at + 1)).collect();
    for (row, &at) in estimated.iter().enumerate() {
        let (name, coefficient) = (format!("{} {}", set.name, found[at].name), &found[at]);
        let part = |part: &str, found: Option<f64>| check(&format!("{name} {part}"), found.unwrap(), &table[part][row]);
        part("estimate", coefficient.estimate);
        part("standard_error", coefficient.standard_error);
        part("cluster_error", coefficient.cluster_error);
        part("p", coefficient.p);
        part("low", coefficient.interval.map(|interval| interval.0));
        part("high", coefficient.interval.map(|interval| interval.1));
    }
    for (at, coefficient) in found.iter().enumerate() {
        assert_eq!(
            coefficient.estimate.is_some(),
            estimated.contains(&at),
            "{} {at}",
            set.name
        );
        assert_eq!(coefficient.p.is_some(), estimated.contains(&at), "{} {at}", set.name);
    }
}

fn check_weights(name: &str, found: &Weights, expected: &Value) {
    check(&format!("{name} intercept"), found.intercept, &expected["intercept"]);
    for (at, weight) in found.weights.iter().enumerate() {
        // scikit-learn gives a constant column the weight 0.
        check(
            &format!("{name} weight {at}"),
            weight.unwrap_or(0.0),
            &expected["weights"][at],
        );
    }
}

fn check_scores(name: &str, outcome: &[f64], predictions: &[f64], expected: &Value) {
    for (row, &found) in predictions.iter().enumerate() {
        check(
            &format!("{name} prediction {row}"),
            found,
            &expected["predictions"][row],
        );
    }
    let score = |score: &str, found: Option<f64>| {
        check(&format!("{name} {score}"), found.unwrap(), &expected[score]);
    };
    score("r2", metric::r2(outcome, predictions));
    score("rmse", metric::rmse(outcome, predictions));
    score("mae", metric::mae(outcome, predictions));
    score("spearman", metric::spearman(outcome, predictions));
    if !expected["log_loss"].is_null() {
        score("auc", metric::auc(outcome, predictions));
        score("log_loss", metric::log_loss(outcome, predictions));
    }
}

#[test]
fn least_squares_has_statsmodels_coefficients_and_errors() {
    for set in sets(false) {
        let (columns, names) = (set.columns(), set.names());
        let found = least_squares_coefficients(&names, &columns, &set.outcome, &set.groups).unwrap();
        check_table(&set, &found);
    }
}

#[test]
fn logistic_has_statsmodels_coefficients_and_errors() {
    for set in sets(true) {
        let (columns, names) = (set.columns(), set.names());
        let found = logistic_coefficients(&names, &columns, &set.outcome, &set.groups).unwrap();
        check_table(&set, &found);
        // statsmodels itself takes t on G − 1 degrees of freedom where it is asked to use t.
        for (at, coefficient) in found[1..].iter().enumerate() {
            check(&set.name, coefficient.p.unwrap(), &set.expected["statsmodels_p"][at]);
        }
    }
}

#[test]
fn ridge_has_scikit_learns_weights() {
    for set in sets(false) {
        let path = Condensed::of(&set.columns(), &set.outcome, &set.rows())
            .unwrap()
            .ridge_path()
            .unwrap();
        for expected in set.expected["ridge"].as_array().unwrap() {
            let penalty = expected["penalty"].as_f64().unwrap();
            let name = format!("{} ridge {penalty}", set.name);
            check_weights(&name, &path.weights(penalty).unwrap(), expected);
        }
    }
    for set in sets(true) {
        let mut path = LogisticPath::of(&set.columns(), &set.outcome, &set.rows()).unwrap();
        for expected in set.expected["ridge"].as_array().unwrap() {
            let penalty = expected["penalty"].as_f64().unwrap();
            let name = format!("{} logistic ridge {penalty}", set.name);
            check_weights(&name, &path.weights(penalty).unwrap(), expected);
        }
    }
}

#[test]
fn predictions_out_of_fold_are_scikit_learns() {
    let penalty = fixture().1;
    for set in sets(false) {
        let expected = &set.expected["out_of_fold"];
        let outcome = &set.outcome;
        let plain = set.out_of_fold(|columns, rows| least_squares(columns, outcome, rows).unwrap());
        let name = format!("{} least squares", set.name);
        check_scores(&name, outcome, &plain, &expected["least_squares"]);
        let penalised = set.out_of_fold(|columns, rows| ridge(columns, outcome, rows, penalty).unwrap());
        check_scores(&format!("{} ridge", set.name), outcome, &penalised, &expected["ridge"]);
    }
    for set in sets(true) {
        let expected = &set.expected["out_of_fold"];
        let outcome = &set.outcome;
        let chances = |log_odds: Vec<f64>| -> Vec<f64> { log_odds.into_iter().map(probability).collect() };
        let plain = chances(set.out_of_fold(|columns, rows| logistic(columns, outcome, rows).unwrap()));
        check_scores(
            &format!("{} logistic", set.name),
            outcome,
            &plain,
            &expected["logistic"],
        );
        let penalised = |columns: &[&[f64]], rows: &[usize]| logistic_ridge(columns, outcome, rows, penalty).unwrap();
        let penalised = chances(set.out_of_fold(penalised));
        let name = format!("{} logistic ridge", set.name);
        check_scores(&name, outcome, &penalised, &expected["logistic_ridge"]);
    }
}

#[test]
fn information_is_statsmodels_but_for_the_variance() {
    for set in sets(false) {
        let (columns, rows, n) = (set.columns(), set.rows(), set.outcome.len());
        let condensed = Condensed::of(&columns, &set.outcome, &rows).unwrap();
        let squared_error = condensed.squared_error(&condensed.least_squares());
        let likelihood = Likelihood::gaussian(squared_error, n, set.kept.len() + 1).unwrap();
        let found = Information::of(&[likelihood])[0];
        let expected = &set.expected["information"];
        check(&set.name, found.log_likelihood, &expected["log_likelihood"]);
        // statsmodels does not count the variance as a parameter.
        check(&set.name, found.aic - 2.0, &expected["aic"]);
        check(&set.name, found.bic - (n as f64).ln(), &expected["bic"]);
        let predictions: Vec<f64> = rows
            .iter()
            .map(|&row| condensed.least_squares().predict(&columns, row))
            .collect();
        check(
            &set.name,
            metric::r2(&set.outcome, &predictions).unwrap(),
            &set.expected["r2"],
        );
    }
    for set in sets(true) {
        let (columns, rows) = (set.columns(), set.rows());
        let weights = logistic(&columns, &set.outcome, &rows).unwrap();
        let log_odds = weights.predict_rows(&columns, &rows);
        let likelihood = Likelihood::binomial(&set.outcome, &log_odds, set.kept.len() + 1).unwrap();
        let found = Information::of(&[likelihood])[0];
        let expected = &set.expected["information"];
        check(&set.name, found.log_likelihood, &expected["log_likelihood"]);
        check(&set.name, found.aic, &expected["aic"]);
        check(&set.name, found.bic, &expected["bic"]);
    }
}

#[test]
fn effects_are_scipys() {
    for set in sets(false) {
        let columns = set.columns();
        let mean = columns[set.kept[0]];
        for (place, &at) in set.kept.iter().enumerate() {
            let beside = (place > 0).then_some(mean);
            let found = Effect::of("x", columns[at], &set.outcome, beside);
            let expected = &set.expected["effects"][place];
            let (low, high) = found.interval.unwrap();
            let part = |part: &str, found: f64| {
                check(&format!("{} effect {at} {part}", set.name), found, &expected[part]);
            };
            part("r", found.r.unwrap());
            part("low", low);
            part("high", high);
            part("yi", found.yi.unwrap());
            part("vi", found.vi.unwrap());
            assert_eq!(found.partial_r.is_some(), beside.is_some());
            found.partial_r.into_iter().for_each(|found| part("partial_r", found));
        }
    }
}
