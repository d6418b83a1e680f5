"""Writes test/reference/stats.jsonl (run from the repository's root).

Means and standard deviations of doubles from exact fractions, rounded once (for data whose sums are
exact in floating point NumPy gives the same, which is asserted); quantiles of NumPy. Numbers are
written as JSON with NaN and Infinity spelled as strings.
"""

import json
import math
import random
from fractions import Fraction

import numpy as np
from mpmath import mp, mpf

mp.dps = 1500
random.seed(10)
QUANTILES = [0.01, 0.25, 0.5, 0.75, 0.99]


def written(v):
    if math.isnan(v):
        return "nan"
    return repr(v) if math.isinf(v) else v


def exact(values):
    n = len(values)
    fractions = [Fraction(v) for v in values]
    mean = sum(fractions) / n
    var = sum((f - mean) ** 2 for f in fractions) / n
    rounded = lambda f: float(mpf(f.numerator) / f.denominator)
    return rounded(mean), float(mp.sqrt(mpf(var.numerator) / var.denominator))


def case(kind, values):
    finite = [v for v in values if math.isfinite(v)]
    a = np.array(finite)
    mean, std = exact(finite)
    if kind == "whole":
        assert mean == a.mean() and std == a.std(), (values, mean, a.mean(), std, a.std())
    with np.errstate(over="ignore", invalid="ignore"):
        quantiles = [written(float(np.quantile(a, q))) for q in QUANTILES]
    row = {
        "kind": kind,
        "values": [written(v) for v in values],
        "min": min(finite),
        "max": max(finite),
        "mean": mean,
        "std": std,
        "quantiles": quantiles,
        "nan": int(np.isnan(values).sum()),
        "+inf": int(np.isposinf(values).sum()),
        "-inf": int(np.isneginf(values).sum()),
        "zeros": int((np.array(values) == 0).sum()),
        "subnormals": sum(0 < abs(v) < 2.0**-1022 for v in values),
    }
    return json.dumps(row)


def main():
    lines = []
    for _ in range(20):
        n = 2 ** random.randint(0, 6)
        lines.append(case("whole", [float(random.randint(-8, 8)) * 2.0 ** random.choice([0, 3]) for _ in range(n)]))
    for _ in range(20):
        lines.append(case("normal", [random.gauss(random.choice([0, 1e6]), 1) for _ in range(random.randint(1, 50))]))
    for _ in range(40):
        n = random.randint(1, 20)
        lines.append(case("wide", [random.uniform(-1, 1) * 2.0 ** random.randint(-1074, 1023) for _ in range(n)]))
    for _ in range(10):
        n = random.randint(1, 20)
        lines.append(case("tiny", [random.randint(-9, 9) * 2.0**-1074 for _ in range(n)]))
    for _ in range(10):
        big = 1.7976931348623157e308
        lines.append(case("huge", [random.choice([big, -big, big / 3, 1.0]) for _ in range(random.randint(1, 9))]))
    for _ in range(10):
        near = [1.0 + random.randint(0, 3) * 2.0**-52 for _ in range(random.randint(2, 30))]
        lines.append(case("near", near))
    odd = [math.nan, math.inf, -math.inf, 0.0, -0.0, 5e-324, 2.0**-1022]
    for _ in range(20):
        values = [random.choice(odd + [1.5, -2.25]) for _ in range(random.randint(3, 30))] + [1.0]
        lines.append(case("odd", values))
    with open("test/reference/stats.jsonl", "w", encoding="utf-8") as f:
        f.write("\n".join(lines) + "\n")


main()
