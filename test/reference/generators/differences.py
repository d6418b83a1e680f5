"""Writes test/reference/differences.jsonl (run from the repository's root).

Pairs of arrays in float64, float32 and float16 with their largest differences and where they stand.
NumPy: |a - b|, |a - b|/|b|, closeness by isclose; distances in ulp from the bits of the numbers;
mpmath: the cosine, rounded once.
"""

import json
import math

import numpy as np
from mpmath import mp, mpf

mp.dps = 1000
rng = np.random.default_rng(1010)
BITS = {"float64": np.int64, "float32": np.int32, "float16": np.int16}


def ordinal(x, dtype):
    """The number's place among all of its type, as a whole number."""
    bits = int(x.view(BITS[dtype]))
    top = -(2 ** (8 * x.itemsize - 1))
    return bits if bits >= 0 else top - bits


def cosine(a, b):
    p = [mpf(float(v)) for v in a]
    q = [mpf(float(v)) for v in b]
    norm = mp.sqrt(sum(v * v for v in p) * sum(v * v for v in q))
    return float(sum(v * w for v, w in zip(p, q)) / norm) if norm else None


def first_largest(values):
    at = int(np.argmax(values))
    return {"value": float(values[at]), "at": at if values[at] > 0 else -1}


def case(dtype, a, b):
    tolerance = {"float64": (1e-7, 1e-7), "float32": (1e-5, 1.3e-6), "float16": (1e-5, 1e-3)}[dtype]
    wide_a, wide_b = a.astype("f8"), b.astype("f8")
    distance = np.abs(wide_a - wide_b)
    relative = np.array([0.0 if d == 0 else (math.inf if v == 0 else d / abs(v)) for d, v in zip(distance, wide_b)])
    ulps = np.array([abs(ordinal(x, dtype) - ordinal(y, dtype)) for x, y in zip(a, b)], dtype="f8")
    row = {
        "dtype": dtype,
        "a": wide_a.tolist(),
        "b": wide_b.tolist(),
        "mismatches": int((~np.isclose(wide_a, wide_b, atol=tolerance[0], rtol=tolerance[1])).sum()),
        "absolute": first_largest(distance),
        "relative": first_largest(relative),
        "ulp": first_largest(ulps),
        "cosine": cosine(wide_a, wide_b),
    }
    return json.dumps(row).replace("Infinity", '"inf"')


def main():
    lines = []
    for dtype in BITS:
        for _ in range(25):
            n = int(rng.integers(1, 12))
            a = rng.normal(size=n).astype(dtype)
            step = rng.integers(-3, 4, size=n).astype(BITS[dtype])
            lines.append(case(dtype, a, (a.view(BITS[dtype]) + step).view(dtype)))
            lines.append(case(dtype, a, (a * (1 + 10.0 ** rng.uniform(-9, -2))).astype(dtype)))
            tiny = np.array(np.finfo(dtype).tiny, dtype=dtype)
            small = (rng.normal(size=n) * float(tiny)).astype(dtype)
            lines.append(case(dtype, small, (small + np.array(rng.normal(size=n) * float(tiny), dtype=dtype))))
            lines.append(case(dtype, a, rng.normal(size=n).astype(dtype)))
    big = np.array([1e308, -1e308, 1e300])
    lines.append(case("float64", big, big * 0.5))
    lines.append(case("float64", np.array([1e-300, 2e-300]), np.array([2e-300, -1e-310])))
    lines.append(case("float64", np.array([1.0, 0.0]), np.array([1.0, 1.0])))
    with open("test/reference/differences.jsonl", "w", encoding="utf-8") as f:
        f.write("\n".join(lines) + "\n")


main()
