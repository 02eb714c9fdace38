"""Writes journeys.json: journeys and the value of every memory model for them, computed from the formulas.

Shares no code with the crate; plain Python, standard library only. Run it here: python3 oracle.py > journeys.json
A model without a value has the reason as text.
"""
import json
import math
from fractions import Fraction

JOURNEYS = [
    {"name": "shop, one path", "scale": [0, 5, 10], "scores": [6, 6.2, 4, 7, 3, 8], "minutes": [3, 4, 1, 2880, 30, 5],
     "expectations": [5, 6, 5, 6, 6, 7], "stages": [0, 1, 1, 2, 3, 3], "influence": [0.1, 0.1, 0.2, 0.6]},
    {"name": "hotel with a gift at the door", "scale": [0, 5, 10], "scores": [7, 5.5, 8, 5, 9],
     "expectations": [7, 6, 7, 6, 5], "stages": [0, 1, 2, 3, 3], "influence": [0.25, 0.25, 0.25, 0.25]},
    {"name": "day surgery, pain turned round", "scale": [10, 0, 0], "scores": [2, 6.5, 8, 4, 1], "minutes": [15, 5, 20, 60, 120],
     "expectations": [3, 5, 8, 6, 3]},
    {"name": "good and bad tie", "scale": [1, 3, 5], "scores": [4, 5, 2, 1, 3], "stages": [0, 0, 1, 1, 2], "influence": [1, 1, 0]},
    {"name": "hotline, fine everywhere", "scale": [0, 5, 10], "scores": [5.5, 5.5, 5.4, 5.6], "expectations": [6, 5, 5, 5]},
    {"name": "one moment", "scale": [1, 3, 5], "scores": [4]},
    {"name": "two moments, one without duration", "scale": [1, 3, 5], "scores": [2, 5], "minutes": [10, None]},
    {"name": "sides of different length", "scale": [-2, 0, 8], "scores": [-1, 3, 5, -0.5], "expectations": [0, 0, None, 2]},
    {"name": "joy without a bad side", "scale": [0, 0, 10], "scores": [1, 4, 9.5, 6], "minutes": [1, 2, 0.5, 8]},
    {"name": "only stages without influence", "scale": [0, 5, 10], "scores": [8, 2], "stages": [1, 1], "influence": [1, 0]},
]


def least_squares_slope(y):
    n = len(y)
    sx, sy = sum(range(n)), sum(y)
    return (n * sum(i * a for i, a in enumerate(y)) - sx * sy) / (n * sum(i * i for i in range(n)) - sx * sx)


def acclimated(x, d, alpha, w, b0, steps=20000):
    """b' = alpha (x - b), S' = -w S + (x - b): each slot by its exact matrix exponential is what the crate does, so here
    Runge-Kutta."""
    b, s = b0, 0.0
    for level, minutes in zip(x, d):
        h = minutes / steps
        slope = lambda b, s: (alpha * (level - b), -w * s + (level - b))
        for _ in range(steps):
            k1 = slope(b, s)
            k2 = slope(b + h / 2 * k1[0], s + h / 2 * k1[1])
            k3 = slope(b + h / 2 * k2[0], s + h / 2 * k2[1])
            k4 = slope(b + h * k3[0], s + h * k3[1])
            b += h / 6 * (k1[0] + 2 * k2[0] + 2 * k3[0] + k4[0])
            s += h / 6 * (k1[1] + 2 * k2[1] + 2 * k3[1] + k4[1])
    return s


def values(j):
    worst, neutral, best = (Fraction(str(b)) for b in j["scale"])
    up = 1 if best > worst else -1
    x = [Fraction(str(s)) for s in j["scores"]]
    n = len(x)
    given = j.get("minutes", [None] * n)
    timed = all(m is not None for m in given)
    d = [Fraction(str(m)) for m in given] if timed else [Fraction(1)] * n

    def v(s):
        off = (s - neutral) * up
        if off == 0:
            return Fraction(0)
        side = abs(best - neutral) if off > 0 else abs(neutral - worst)
        return off / side

    def good(s):
        return s * up

    # Exact fractions, so ties are ties.
    far = max(abs(v(s)) for s in x)
    peak = min((s for s in x if abs(v(s)) == far), key=good)
    top, low, end, start = max(x, key=good), min(x, key=good), x[-1], x[0]
    mean = sum(x) / n
    dwm = sum(a * b for a, b in zip(x, d)) / sum(d)
    weights = [math.exp(-0.5 * (n - 1 - i)) for i in range(n)]
    out = {
        "peak_end": (peak + end) / 2,
        "mean": mean,
        "duration_weighted_mean": dwm,
        "minimum_end": (low + end) / 2,
        "best_end": (top + end) / 2,
        "best_before_end_and_end": (max(x[:-1], key=good) + end) / 2 if n > 1 else "needs 2 moments, the profile has 1",
        "trough_peak_end": (low + top + end) / 3,
        "weighted_features": (mean + end + low) / 3,
        "peak": peak,
        "best": top,
        "trough": low,
        "start": start,
        "end": end,
        "serial_position": (start + end) / 2,
        "recency_mean": sum(w * float(s) for w, s in zip(weights, x)) / sum(weights),
        "loss_averse_mean": sum((s - neutral) * up * (1 if (s - neutral) * up >= 0 else Fraction(9, 4)) for s in x) / n,
        "acclimation_decay": up * acclimated([float(s) for s in x], [float(m) for m in d], 1.0, 0.5, 0.0),
        "integral": sum(a * b for a, b in zip(x, d)),
        "slope_per_step": up * least_squares_slope(x) if n > 1 else "needs 2 moments, the profile has 1",
        "slope_latter_half": up * least_squares_slope(x[-math.ceil(n / 2):]) if n > 2 else f"needs 3 moments, the profile has {n}",
        "sd_population": math.sqrt(sum((s - mean) ** 2 for s in x) / n),
        "range": max(x) - min(x),
    }
    nonpositive = [i for i, s in enumerate(x) if s <= 0]
    out["power_mean"] = (f"moment {nonpositive[0] + 1} has the score {float(x[nonpositive[0]]):g}, a power mean needs scores above 0"
                         if nonpositive else n / sum(1 / s for s in x))
    expected = j.get("expectations", [None] * n)
    if None in expected:
        out["disconfirmation"] = f"moment {expected.index(None) + 1} has no expectation"
    else:
        gaps = [(s - Fraction(str(e))) * up for s, e in zip(x, expected)]
        far = max(abs(g) for g in gaps)
        out["disconfirmation"] = (min(g for g in gaps if abs(g) == far) + gaps[-1]) / 2
    influence, stages = j.get("influence"), j.get("stages")
    if influence is None:
        out["stage_weighted"] = "the stages have no influence"
    else:
        seen = sorted(set(stages))
        total = sum(Fraction(str(influence[s])) for s in seen)
        by = {s: [a for a, t in zip(x, stages) if t == s] for s in seen}
        out["stage_weighted"] = (sum(Fraction(str(influence[s])) * sum(by[s]) / len(by[s]) for s in seen) / total
                                 if total else "no stage that was visited has any influence")
    return {k: a if isinstance(a, str) else float(a) for k, a in out.items()}


lines = [json.dumps({**j, "expected": values(j)}, separators=(", ", ": ")) for j in JOURNEYS]
print("[\n" + ",\n".join(lines) + "\n]")
