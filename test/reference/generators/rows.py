"""Writes test/reference/rows-more.jsonl with mpmath (run from the repository's root)."""

import json
import math
import os
import random

from mpmath import mp, mpf

mp.prec = 3000
random.seed(20230119)


def pair(value):
    """The nearest double and the remainder; infinities as strings."""
    y = float(value)
    if math.isinf(y):
        return ["inf" if y > 0 else "-inf", 0.0]
    return [y, float(value - mpf(y))]


def log1p(s):
    return s - s * s / 2 if s < mpf(10) ** -460 else mp.log(1 + s)


def sparsemax(z):
    total, kept = mpf(0), mpf(0)
    for k, value in enumerate(sorted(z, reverse=True), 1):
        total += value
        if 1 + k * value > total:
            tau = (total - 1) / k
    return [max(mpf(0), value - tau) for value in z]


def record(x, temperature=1.0):
    t = mpf(temperature)
    z = [mpf(v) / t for v in x]
    top = max(z)
    first = z.index(top)
    d = [v - top for v in z]
    e = [mp.exp(v) for v in d]
    others = sum((v for i, v in enumerate(e) if i != first), mpf(0))
    log = log1p(others)
    result = {
        "x": x,
        "softmax": [pair(v / (1 + others)) for v in e],
        "log_softmax": [pair(v - log) for v in d],
        "logsumexp": pair(top + log),
        "entropy": pair(log - sum((a * b for a, b in zip(e, d)), mpf(0)) / (1 + others)),
        "sparsemax": [pair(v) for v in sparsemax(z)],
    }
    if temperature != 1:
        result["temperature"] = temperature
    return result


def near(value):
    for _ in range(random.randint(0, 3)):
        value = math.nextafter(value, random.choice([-math.inf, math.inf]))
    return value


def row(n, scale, shift=0.0):
    return [random.gauss(0, 1) * scale + shift for _ in range(n)]


def log_probabilities(n, scale):
    x = [mpf(v) for v in row(n, scale)]
    total = mp.log(sum(mp.exp(v) for v in x))
    return [float(v - total) for v in x]


def rows():
    for n in (2, 2, 3, 5, 8, 13):
        for scale in (1e-9, 1e-3, 0.1, 1, 3, 10, 30, 100, 300, 1000):
            yield record(row(n, scale))
            yield record(row(n, scale), random.choice([0.1, 0.3, 0.7, 1.5, 2, 3, 7, 10, 1e-3, 1e5, 1e-300, 1e300]))
            yield record(row(n, scale, random.choice([-1, 1]) * 10 ** random.uniform(0, 15)))
    for n in (2, 3, 4, 10, 17):
        for scale in (1e-5, 0.01, 1, 5, 20):
            yield record(log_probabilities(n, scale))
            yield record([near(v) for v in log_probabilities(n, scale)])
    for k in range(2, 12):
        yield record([near(-math.log(k)) for _ in range(k)])
        yield record([near(-3 * math.log(k)) for _ in range(k)], 3.0)
        # Ties of sparsemax's threshold: one entry 1 below the mean of the others, or an ulp beside it.
        yield record([near(0.5)] * k + [near(0.5 - 1 / k)])
    for gap in (36.0, 37.5, 100.0, 700.0, 707.9, 708.4, 720.0, 744.0, 745.0, 745.2, 750.0, 1e4):
        yield record([0.0, -gap])
        yield record([1e-300, -gap, near(-gap)])
        yield record([gap / 3, gap / 3 - gap, gap / 3 - gap / 2], 0.9)
    yield record([1e308, -1e308])
    yield record([1e308, 9e307, -1e308], 1e307)
    yield record([1.7e308, 1.7e308])
    yield record([5e-324, 0.0, -5e-324])
    yield record([3e-323, -800.0], 3.0)


if __name__ == "__main__":
    with open(os.path.join("test", "reference", "rows-more.jsonl"), "w") as out:
        for line in rows():
            out.write(json.dumps(line) + "\n")
