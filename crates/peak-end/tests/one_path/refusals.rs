//! What is no path, and what no budget buys.

use peak_end::{BudgetTooLow, Negativity, OnePath, OnePathError, PathChoice, PathMoment, Weight};
use service_blueprint::Scale;

fn moment(now: f64, may_stay: bool, choices: &[(f64, i64)]) -> PathMoment {
    let choices = choices.iter().map(|&(score, cost)| PathChoice { score, cost });
    PathMoment {
        now,
        may_stay,
        choices: choices.collect(),
    }
}

fn path(moments: Vec<PathMoment>) -> Result<OnePath, OnePathError> {
    OnePath::new(Scale::default(), Weight::HALF, Negativity::NONE, moments)
}

#[test]
fn scores_must_lie_on_the_scale() {
    for odd in [f64::NAN, f64::INFINITY, -0.1, 10.1] {
        let refused = path(vec![moment(5.0, true, &[]), moment(odd, true, &[])]);
        assert!(matches!(
            refused,
            Err(OnePathError::ScoreOffScale {
                moment: 1,
                choice: None,
                ..
            })
        ));
        let refused = path(vec![moment(5.0, true, &[(6.0, 1), (odd, 1)])]);
        let Err(error) = refused else {
            panic!("{odd} is not on the scale")
        };
        assert_eq!(
            error.to_string(),
            format!("choice 1 of moment 0 has the score {odd}, outside 0..10")
        );
    }
}

#[test]
fn every_moment_needs_an_outcome() {
    assert_eq!(path(vec![]).unwrap_err(), OnePathError::Empty);
    let stuck = path(vec![
        moment(1.0, false, &[]),
        moment(1.0, true, &[]),
        moment(2.0, false, &[]),
    ]);
    assert_eq!(stuck.unwrap_err(), OnePathError::NoOutcome { moments: vec![0, 2] });
}

#[test]
fn costs_that_cannot_be_added_up_are_refused() {
    for cost in [i64::MIN, i64::MIN / 2, i64::MAX] {
        let refused = path(vec![
            moment(5.0, true, &[(6.0, cost)]),
            moment(5.0, true, &[(6.0, cost)]),
        ]);
        assert!(matches!(refused, Err(OnePathError::CostsTooLarge { .. })), "{cost}");
    }
    let large = i64::MAX / 20;
    let most = path(vec![
        moment(5.0, true, &[(9.0, large)]),
        moment(5.0, true, &[(9.0, large)]),
    ])
    .unwrap();
    assert_eq!(most.frontier().last().map(|point| point.cost), Some(large));
    assert_eq!(most.best_within(i64::MAX).unwrap().cost, large);
    assert!(most.best_within(i64::MIN).is_err());
}

#[test]
fn a_budget_below_everything_is_told_the_least() {
    let path = path(vec![
        moment(1.0, false, &[(4.0, 30), (6.0, 50)]),
        moment(7.0, true, &[(5.0, -10)]),
    ])
    .unwrap();
    assert_eq!(path.best_within(19), Err(BudgetTooLow { budget: 19, least: 20 }));
    assert_eq!(path.best_within(20).unwrap().chosen, [Some(0), Some(0)]);
    assert_eq!(
        path.best_within(19).unwrap_err().to_string(),
        "nothing that is allowed costs 19 or less; the least is 20"
    );
}

#[test]
fn savings_are_taken_only_where_the_money_is_needed() {
    let savings = |saved: i64| moment(6.0, true, &[(5.5, -saved)]);
    let path = path(vec![
        savings(10),
        savings(40),
        savings(40),
        savings(25),
        moment(5.0, true, &[(9.0, 60)]),
    ])
    .unwrap();
    let bought = |budget: i64| {
        let answer = path.best_within(budget).unwrap();
        assert_eq!(answer.remembered, 9.0, "{budget}");
        (answer.cost, answer.chosen)
    };
    assert_eq!(bought(60), (60, vec![None, None, None, None, Some(0)]));
    assert_eq!(
        bought(59),
        (20, vec![None, Some(0), None, None, Some(0)]),
        "one is enough, the dearest, the earlier"
    );
    assert_eq!(bought(19), (-20, vec![None, Some(0), Some(0), None, Some(0)]));
    assert_eq!(bought(-55), (-55, vec![Some(0); 5]));
}
