"""Makes fixture.json: data with explicit folds, and what statsmodels, scikit-learn and SciPy make of them.

The Rust tests (../oracle.rs) compare peak-end-fit with it and need no Python. To make it again:

    pip install numpy scipy statsmodels scikit-learn
    python crates/peak-end-fit/tests/oracle/oracle.py

Data are drawn from a fixed seed and rounded before anything is computed, so that both sides see the same numbers. Other
versions of the packages may change the last digits; the versions used stand in the fixture.
"""

import json
import pathlib

import numpy as np
import scipy
import scipy.stats
import sklearn
import sklearn.metrics as metrics
import statsmodels
import statsmodels.api as sm
from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge
from sklearn.model_selection import PredefinedSplit, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

PENALTIES = [0.01, 1.0, 10.0, 1000.0]
OUT_OF_FOLD_PENALTY = 10.0
TIGHT = dict(solver="newton-cholesky", tol=1e-13, max_iter=1000)


def with_ones(columns):
    return np.column_stack([np.ones(len(columns)), columns])


def standardised(columns):
    """Columns with mean 0 and deviation 1, and the matrix that takes their coefficients back to the columns as they are.

    The models are fitted on these and carried back exactly, so that the reference keeps its digits where scales differ by
    many orders of magnitude."""
    mean, deviation = columns.mean(axis=0), columns.std(axis=0)
    back = np.diag(np.concatenate([[1.0], 1.0 / deviation]))
    back[0, 1:] = -mean / deviation
    return (columns - mean) / deviation, back


def table(plain, robust, back, t_degrees):
    """Coefficients with classical and cluster-robust errors, t, p and interval."""
    estimate = back @ plain.params
    classical = np.sqrt(np.diag(back @ plain.cov_params() @ back.T))
    cluster = np.sqrt(np.diag(back @ robust.cov_params() @ back.T))
    t = estimate / cluster
    reach = scipy.stats.t.ppf(0.975, t_degrees) * cluster
    return dict(
        estimate=estimate.tolist(),
        standard_error=classical.tolist(),
        cluster_error=cluster.tolist(),
        p=(2 * scipy.stats.t.sf(abs(t), t_degrees)).tolist(),
        low=(estimate - reach).tolist(),
        high=(estimate + reach).tolist(),
    )


def clustered(groups):
    return dict(cov_type="cluster", cov_kwds=dict(groups=groups, use_correction=True), use_t=True)


def weights(pipeline, columns):
    """Intercept and weights of a linear model behind a StandardScaler, for the columns as they are."""
    scaler, model = pipeline[0], pipeline[-1]
    weights = np.ravel(model.coef_) / scaler.scale_
    return dict(
        intercept=float(np.ravel(model.intercept_)[0] - weights @ scaler.mean_), weights=weights.tolist()
    )


def scores(outcome, predicted):
    found = dict(
        predictions=predicted.tolist(),
        r2=metrics.r2_score(outcome, predicted),
        rmse=metrics.root_mean_squared_error(outcome, predicted),
        mae=metrics.mean_absolute_error(outcome, predicted),
        spearman=scipy.stats.spearmanr(outcome, predicted).statistic,
    )
    if set(np.unique(outcome)) == {0.0, 1.0}:
        found["auc"] = metrics.roc_auc_score(outcome, predicted)
        if predicted.min() >= 0 and predicted.max() <= 1:
            found["log_loss"] = metrics.log_loss(outcome, np.column_stack([1 - predicted, predicted]))
    return found


def effect(feature, outcome, mean):
    found = scipy.stats.pearsonr(feature, outcome)
    interval = found.confidence_interval(0.95)
    left = lambda y: sm.OLS(y, with_ones(mean[:, None])).fit().resid
    return dict(
        r=found.statistic,
        low=interval.low,
        high=interval.high,
        yi=np.arctanh(found.statistic),
        vi=1 / (len(feature) - 3),
        partial_r=None if mean is None else scipy.stats.pearsonr(left(feature), left(outcome)).statistic,
    )


def information(fit):
    """As statsmodels has it: the variance of a linear model is not counted as a parameter."""
    return dict(log_likelihood=fit.llf, aic=fit.aic, bic=fit.bic)


def linear(data):
    columns, outcome, groups = data["columns"], data["outcome"], data["groups"]
    kept = columns[:, data["kept"]]
    design, back = standardised(kept)
    model = sm.OLS(outcome, with_ones(design))
    plain, robust = model.fit(), model.fit(**clustered(groups))
    assert robust.df_resid_inference == len(np.unique(groups)) - 1
    folds = PredefinedSplit(data["folds"])
    ridges = [make_pipeline(StandardScaler(), Ridge(alpha=a, solver="svd")).fit(columns, outcome) for a in PENALTIES]
    out_of_fold = dict(
        least_squares=make_pipeline(StandardScaler(), LinearRegression()),
        ridge=make_pipeline(StandardScaler(), Ridge(alpha=OUT_OF_FOLD_PENALTY, solver="svd")),
    )
    mean, *others = kept.T
    return dict(
        table=table(plain, robust, back, robust.df_resid_inference),
        r2=plain.rsquared,
        information=information(plain),
        ridge=[dict(penalty=a, **weights(found, columns)) for a, found in zip(PENALTIES, ridges)],
        out_of_fold={
            name: scores(outcome, cross_val_predict(found, columns, outcome, cv=folds))
            for name, found in out_of_fold.items()
        },
        effects=[effect(mean, outcome, None)] + [effect(other, outcome, mean) for other in others],
    )


def logit(data):
    columns, outcome, groups = data["columns"], data["outcome"], data["groups"]
    design, back = standardised(columns)
    model = sm.Logit(outcome, with_ones(design))
    newton = dict(method="newton", tol=1e-14, maxiter=200, disp=False)
    plain, robust = model.fit(**newton), model.fit(**newton, **clustered(groups))
    folds = PredefinedSplit(data["folds"])
    penalised = lambda a: make_pipeline(StandardScaler(), LogisticRegression(C=1 / a, **TIGHT))
    out_of_fold = dict(
        logistic=make_pipeline(StandardScaler(), LogisticRegression(C=np.inf, **TIGHT)),
        logistic_ridge=penalised(OUT_OF_FOLD_PENALTY),
    )
    chances = lambda found: cross_val_predict(found, columns, outcome, cv=folds, method="predict_proba")[:, 1]
    return dict(
        table=table(plain, robust, back, len(np.unique(groups)) - 1),
        statsmodels_p=robust.pvalues[1:].tolist(),
        information=information(plain),
        ridge=[dict(penalty=a, **weights(penalised(a).fit(columns, outcome), columns)) for a in PENALTIES],
        out_of_fold={name: scores(outcome, chances(found)) for name, found in out_of_fold.items()},
    )


def data_sets(random):
    def folds(n, groups, count):
        """Groups in turn into folds, so that no group is on both sides."""
        places = random.permutation(len(np.unique(groups)))
        return (places[groups] % count).tolist()

    def made(name, columns, outcome, groups, count=5, digits=4, kept=None):
        columns, groups = np.asarray(columns, dtype=float), np.asarray(groups)
        kept = list(range(columns.shape[1])) if kept is None else kept
        return dict(
            name=name,
            columns=columns,
            outcome=np.round(np.asarray(outcome, dtype=float), digits),
            groups=groups,
            folds=folds(len(groups), groups, count),
            kept=kept,
        )

    # 40 people with five episodes each: ratings from a person's level, the mean, the end and the trough.
    groups = np.repeat(np.arange(40), 5)
    moments = np.round(np.clip(random.normal(6, 1, (40, 1)).repeat(5, axis=0) + random.normal(0, 2, (200, 7)), 0, 10), 2)
    columns = np.column_stack([np.round(moments.mean(axis=1), 4), moments[:, -1], moments.min(axis=1)])
    level = random.normal(0, 1, 40)[groups]
    outcome = 0.5 * columns[:, 0] + 0.3 * columns[:, 1] + 0.2 * columns[:, 2] + level + random.normal(0, 1, 200)
    yield made("people", columns, outcome, groups)
    # The same memories as whole stars from 1 to 5, of episodes rated in whole stars; every episode by itself.
    stars = np.round(random.uniform(0.5, 5.5, (80, 4))).clip(1, 5)
    columns = np.column_stack([stars.mean(axis=1), stars[:, -1], stars.max(axis=1)])
    outcome = np.round(columns @ [0.6, 0.2, 0.1] + random.normal(0, 0.7, 80)).clip(1, 5)
    yield made("ties", columns, outcome, np.arange(80), count=8)
    # A constant, a copy, and a combination of columns before it. Quarters, so that the combination is exact.
    base = np.round(4 * random.normal(5, 2, (120, 3))) / 4
    columns = np.column_stack(
        [base[:, 0], base[:, 1], np.full(120, 3.5), 2 * base[:, 0] - base[:, 1] + 1, base[:, 2], base[:, 0]]
    )
    outcome = base @ [0.7, -0.4, 0.2] + random.normal(0, 1, 120)
    yield made("collinear", columns, outcome, random.integers(0, 15, 120), kept=[0, 1, 4])
    # Units far apart, a large offset, and two columns that correlate at .9999.
    base = random.normal(0, 1, (150, 4))
    columns = np.column_stack(
        [
            np.round(1e6 * base[:, 0], 1),
            np.round(1e-6 * base[:, 1], 12),
            np.round(1e6 + base[:, 2], 4),
            np.round(1e6 + base[:, 2] + 0.014 * base[:, 3], 4),
        ]
    )
    outcome = 100 + base @ [3, 2, 1, 1] + random.normal(0, 1, 150)
    yield made("scales", columns, outcome, np.repeat(np.arange(30), 5))
    # Six episodes of four people, two columns.
    columns = np.round(random.normal(5, 2, (6, 2)), 1)
    outcome = columns @ [0.5, 0.5] + random.normal(0, 1, 6)
    yield made("tiny", columns, outcome, [0, 0, 1, 2, 3, 3], count=2, digits=1)

    # Would come again or not.
    groups = np.repeat(np.arange(50), 6)
    columns = np.round(random.normal(5, 2, (300, 3)), 3)
    odds = columns @ [0.8, 0.5, -0.3] - 5 + random.normal(0, 1, 50)[groups]
    yield made("binary", columns, random.uniform(size=300) < 1 / (1 + np.exp(-odds)), groups)
    # A rare yes, strongly predicted, a column with an offset.
    columns = np.column_stack([np.round(random.normal(0, 1, 200), 3), np.round(1e5 + random.normal(0, 1, 200), 3)])
    odds = 2.5 * columns[:, 0] + 0.7 * (columns[:, 1] - 1e5) - 4
    yield made("rare", columns, random.uniform(size=200) < 1 / (1 + np.exp(-odds)), np.arange(200) // 8)


def shortened(value):
    """Twelve digits are far beyond what is compared."""
    if isinstance(value, dict):
        return {key: shortened(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [shortened(inner) for inner in value]
    if isinstance(value, (float, np.floating)):
        assert np.isfinite(value), "a fixture holds no NaN"
        return int(value) if value == int(value) and abs(value) < 1e15 else float(f"{value:.12g}")
    return value.item() if isinstance(value, np.generic) else value


def main():
    sets = []
    for data in data_sets(np.random.default_rng(20260301)):
        binary = data["name"] in ("binary", "rare")
        inputs = {key: value for key, value in data.items() if key != "columns"}
        # Inputs keep every digit.
        exact = dict(columns=data["columns"].T.tolist(), outcome=data["outcome"].tolist())
        expected = logit(data) if binary else linear(data)
        sets.append({**shortened(inputs), **exact, "binary": binary, "expected": shortened(expected)})
    made_with = dict(
        numpy=np.__version__,
        scipy=scipy.__version__,
        statsmodels=statsmodels.__version__,
        scikit_learn=sklearn.__version__,
    )
    print(made_with)
    fixture = dict(made_with=made_with, out_of_fold_penalty=OUT_OF_FOLD_PENALTY, sets=sets)
    text = json.dumps(fixture, separators=(",", ":"), allow_nan=False)
    # A line for each part that a reader may look for.
    for part in ('{"name"', '"columns"', '"outcome"', '"expected"', '"ridge"', '"out_of_fold"', '"effects"'):
        text = text.replace(part, "\n" + part)
    pathlib.Path(__file__).with_name("fixture.json").write_text(text + "\n")


main()
