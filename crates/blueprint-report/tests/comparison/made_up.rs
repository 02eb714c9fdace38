//! A made-up comparison: figures that look like those of real data, from a sequence without a random number.

use blueprint_report::comparison::{
    ComparedModel, DataFinding, Design, FeatureEffect, FindingWeight, FittedWeight, Kept, Measured, ModelComparison,
    OrderGain, Remembered, Standing,
};

/// A value with an interval to both sides.
pub(super) fn around(value: f64, reach: f64) -> Measured {
    Measured {
        value,
        low: value - reach,
        high: value + reach,
    }
}

/// Numbers between −1 and 1 that fill it evenly: multiples of an irrational number, less their whole parts.
fn even(at: usize, step: f64) -> f64 {
    2.0 * (at as f64 * step).fract() - 1.0
}

/// What was remembered of so many episodes, on 1 to 9.
fn observed(episodes: usize) -> Vec<f64> {
    (0..episodes)
        .map(|at| (5.0 + 3.4 * even(at, 0.618_033_988_749_895)).round())
        .collect()
}

/// A model with this R², whose predictions are shrunk towards the mean and scattered.
fn model(name: &str, r2: f64, to_mean: (f64, f64), observed: &[f64]) -> ComparedModel {
    let keep = r2.max(0.0);
    let noise = 3.0 * (keep * (1.0 - keep)).sqrt();
    let predictions = observed.iter().enumerate();
    let predictions = predictions.map(|(at, seen)| {
        let scatter = even(at, 0.414_213_562_373_095) + even(at, 0.732_050_807_568_877);
        5.0 + keep * (seen - 5.0) + noise * scatter / 2.0
    });
    ComparedModel {
        name: name.to_owned(),
        main: around(r2, 0.07),
        to_mean: around(to_mean.0, to_mean.1),
        standing: match to_mean {
            (value, reach) if value - reach > 0.0 => Standing::Better,
            (value, reach) if value + reach < 0.0 => Standing::Worse,
            _ => Standing::Open,
        },
        r2,
        rmse: 2.0 * (1.0 - r2).sqrt(),
        mae: 1.6 * (1.0 - r2).sqrt(),
        spearman: (r2 > 0.0).then(|| r2.sqrt()),
        auc: None,
        log_loss: None,
        aicc: Some(900.0 - 300.0 * r2),
        aicc_weight: Some(r2.max(0.0) / 4.0),
        bic: Some(912.0 - 300.0 * r2),
        predictions: predictions.collect(),
        coefficients: Vec::new(),
        parameters: Vec::new(),
        penalty: None,
    }
}

fn weight(name: &str, estimate: f64, error: f64) -> FittedWeight {
    FittedWeight {
        name: name.to_owned(),
        estimate: Some(estimate),
        error: Some(error),
        interval: Some((estimate - 2.04 * error, estimate + 2.04 * error)),
        p: Some(if estimate.abs() > 3.0 * error { 0.0004 } else { 0.21 }),
    }
}

fn models(observed: &[f64]) -> Vec<ComparedModel> {
    let model = |name: &str, r2, value, reach| model(name, r2, (value, reach), observed);
    let mut models = vec![
        model("intercept", -0.01, -0.639, 0.08),
        model("mean", 0.629, 0.0, 0.0),
        model("peak_end", 0.626, -0.003, 0.041),
        model("end", 0.543, -0.086, 0.05),
        model("minimum_end", 0.592, -0.037, 0.045),
        model("fitted:recency_mean", 0.641, 0.012, 0.02),
        model("ols:mean+end+trough", 0.671, 0.042, 0.03),
        model("ridge:touchpoints", 0.637, 0.008, 0.05),
    ];
    models[1].coefficients = vec![weight("intercept", 0.4, 0.2), weight("mean", 0.95, 0.06)];
    models[5].parameters = vec![("decay".to_owned(), around(0.042, 0.03), false)];
    models[6].coefficients = vec![
        weight("intercept", 0.31, 0.24),
        weight("mean", 0.52, 0.11),
        weight("end", 0.27, 0.05),
        FittedWeight {
            name: "trough".to_owned(),
            estimate: None,
            error: None,
            interval: None,
            p: None,
        },
    ];
    models
}

fn effect(feature: &str, r: f64, partial_r: Option<f64>) -> FeatureEffect {
    FeatureEffect {
        feature: feature.to_owned(),
        r: around(r, 0.06),
        partial_r,
        n: 256,
    }
}

/// A comparison on so many episodes.
pub(super) fn comparison(episodes: usize) -> ModelComparison {
    let observed = observed(episodes);
    ModelComparison {
        name: "clips.csv".to_owned(),
        outcome: Remembered::Rating,
        design: Design {
            kept: Kept::People,
            groups: 32,
            folds: 10,
            repeats: 1,
            draws: 1000,
            permutations: 1000,
            centred: false,
        },
        verdict: vec![
            "“Regression on mean + end + trough” predicts best, and better than the mean.".to_owned(),
            "Peak and end cannot be told from the mean with these data.".to_owned(),
        ],
        cautions: vec!["Nobody said where the order comes from (`--moment-order`).".to_owned()],
        findings: vec![DataFinding {
            weight: FindingWeight::Remark,
            code: "few-people".to_owned(),
            message: "there are 32 people".to_owned(),
            evidence: vec!["8 episodes per person".to_owned()],
            help: "collect more people rather than more episodes".to_owned(),
        }],
        models: models(&observed),
        left_out: vec![(
            "ols:touchpoints".to_owned(),
            "episode 3 has no rating of `sip`".to_owned(),
        )],
        effects: vec![
            effect("mean", 0.79, None),
            effect("end", 0.74, Some(0.21)),
            effect("trough", 0.61, Some(-0.05)),
            effect("slope_per_step", 0.02, Some(0.18)),
        ],
        order: Some(OrderGain {
            gain: 0.024,
            shuffled: 0.003,
            p: 0.001,
            is_real: None,
        }),
        observed,
        data: vec![
            ("episodes".to_owned(), episodes.to_string()),
            ("people".to_owned(), "32".to_owned()),
            ("scale".to_owned(), "1 (worst) to 9 (best), neutral 5".to_owned()),
        ],
        manifest: vec![
            ("program".to_owned(), "blueprint 0.1.0".to_owned()),
            ("command".to_owned(), "blueprint fit clips.csv --seed 1".to_owned()),
            (
                "clips.csv".to_owned(),
                "sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08, 48211 bytes".to_owned(),
            ),
        ],
    }
}

/// A comparison on answers of yes and no.
pub(super) fn of_answers(episodes: usize) -> ModelComparison {
    let mut found = comparison(episodes);
    found.outcome = Remembered::Binary;
    found.observed = (0..episodes)
        .map(|at| f64::from(u8::from(even(at, 0.618_033_988_749_895) > 0.1)))
        .collect();
    for model in &mut found.models {
        let loss = 0.69 - 0.4 * model.r2.max(0.0);
        model.main = around(loss, 0.03);
        model.log_loss = Some(loss);
        model.auc = Some(0.5 + 0.5 * model.r2.max(0.0));
        for (at, predicted) in model.predictions.iter_mut().enumerate() {
            *predicted =
                (0.5 + 0.2 * (found.observed[at] - 0.5) + 0.2 * even(at, 0.414_213_562_373_095)).clamp(0.02, 0.98);
        }
    }
    found
}
