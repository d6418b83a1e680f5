"""Writes test/reference/stats-tiled.jsonl (run from the repository's root).

Quantiles by NumPy of a million numbers and more, which are few numbers written over and over.
"""

import json
import math
import random

import numpy as np

random.seed(11)
QUANTILES = [0.01, 0.25, 0.5, 0.75, 0.99]


def written(v):
    return repr(v) if math.isinf(v) or math.isnan(v) else v


def case(kind, values, times):
    tiled = np.tile(np.array(values, dtype=np.float64), times)
    finite = tiled[np.isfinite(tiled)]
    quantiles = [written(float(np.quantile(finite, q))) for q in QUANTILES]
    row = {"kind": kind, "times": times, "values": [written(v) for v in values], "quantiles": quantiles}
    return json.dumps(row)


def main():
    gauss = [random.gauss(0, 1) for _ in range(200)]
    singles = [float(np.float32(v)) for v in gauss]
    lines = [
        case("constant", [0.1], 1_100_000),
        case("two numbers", [-0.3, 2.5], 600_000),
        case("a few among many", [1.0] * 98 + [7.5, -3.25], 11_000),
        case("zeros and subnormals", [0.0, -0.0, 5e-324, -1e-310, 0.0, 0.0, 2.0**-1022], 160_000),
        case("what is not finite", [math.nan, math.inf, -math.inf, 1.5, -2.25, 1e300, -1e-300], 160_000),
        case("rectified", [max(v, 0.0) for v in singles], 5_500),
        case("doubles", gauss, 5_500),
        case("singles", singles, 5_500),
        case("whole", [float(random.randint(-300, 300)) for _ in range(200)], 5_500),
        # They share the leading 20, 36 and 52 bits.
        case("close", [-1.0 - random.random() * 2.0**-9 for _ in range(200)], 5_500),
        case("closer", [-1.0 - random.randint(0, 2**27) * 2.0**-52 for _ in range(200)], 5_500),
        case("neighbours", [1.0 + random.randint(0, 2000) * 2.0**-52 for _ in range(200)], 5_500),
        case("all sizes", [random.uniform(-1, 1) * 2.0 ** random.randint(-1074, 1000) for _ in range(200)], 5_500),
    ]
    with open("test/reference/stats-tiled.jsonl", "w", encoding="utf-8") as f:
        f.write("\n".join(lines) + "\n")


main()
