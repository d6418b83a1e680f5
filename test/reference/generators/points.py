"""Writes test/reference/points/*.csv: activations at the places where a kernel may go wrong.

Columns as in test/reference/activations: x, y, ylo, dy, dylo, where y + ylo is f(x) and dy + dylo is
f'(x) to about 100 bits, computed by mpmath at 2400 bits from the definitions below. Parameters other
than the defaults stand in the file's name (celu_alpha=0.3.csv).

    python3 test/reference/generators/points.py [seed [points [folder [names...]]]]
"""

import math
import os
import random
import sys
from fractions import Fraction

from mpmath import mp, mpf

mp.prec = 2400
NAN = (mpf("nan"), mpf("nan"))


def nearest(x):
    """The double nearest to x, subnormals included; ties to even."""
    if x == 0 or not mp.isfinite(x):
        return float(x)
    if mp.mag(x) < -1090 or mp.mag(x) > 1030:
        return math.copysign(0.0 if mp.mag(x) < 0 else math.inf, x)
    sign, man, e, _ = x._mpf_
    q = Fraction(int(man)) * Fraction(2) ** e
    try:
        return float(-q if sign else q)
    except OverflowError:
        return math.copysign(math.inf, x)


def split(x):
    hi = nearest(x)
    return hi, (nearest(x - hi) if math.isfinite(hi) else 0.0)


def sigma(x):
    return 1 / (1 + mp.exp(-x))


def gate(v, dv):
    """x*sigma(v(x)) and its derivative."""
    return lambda x: (x * sigma(v(x)), sigma(v(x)) + x * dv(x) * sigma(v(x)) * sigma(-v(x)))


def gelu(x):
    if abs(x) > 100:  # the tail is below e^-5000
        return (x, mpf(1)) if x > 0 else (-mpf(2) ** -7000, -mpf(2) ** -7000)
    phi = mp.erfc(-x / mp.sqrt(2)) / 2
    return x * phi, phi + x * mp.exp(-x * x / 2) / mp.sqrt(2 * mp.pi)


def mish(x):
    n = mp.exp(x)
    w = n * (n + 2)
    return x * w / (w + 2), w / (w + 2) + 4 * x * n * (n + 1) / (w + 2) ** 2


def elu(alpha=1, scale=1):
    c = mpf(scale) * mpf(alpha)
    return lambda x: (scale * x, mpf(scale)) if x > 0 else (c * mp.expm1(x), c * mp.exp(x))


def celu(alpha=1):
    a = mpf(alpha)
    return lambda x: (x, mpf(1)) if x > 0 else (a * mp.expm1(x / a), mp.exp(x / a))


def softplus(beta=1):
    b = mpf(beta)
    return lambda x: (mp.log1p(mp.exp(b * x)) / b, sigma(b * x))


def squareplus(b=4):
    def f(x):
        r = mp.sqrt(x * x + mpf(b))
        return (x + r) / 2, (1 + x / r) / 2

    return f


def tanhshrink(x):
    t = mp.tanh(x)
    return x - t, t * t


def hardsigmoid(x):
    return min(max((x + 3) / 6, mpf(0)), mpf(1)), (mpf(1) / 6 if -3 < x < 3 else mpf(0))


def hardswish(x):
    inside = -3 < x < 3
    return x * min(max(x + 3, 0), 6) / 6, ((2 * x + 3) / 6 if inside else mpf(1 if x > 0 else 0))


def logit(x):
    return (mp.log(x / (1 - x)), 1 / (x * (1 - x))) if 0 < x < 1 else NAN


C = 2 * mp.sqrt(2 / mp.pi)
CUBIC = mpf(0.044715)
QUICK = mpf(1.702)
FUNCTIONS = {
    "sigmoid": lambda x: (sigma(x), sigma(x) * sigma(-x)),
    "logsigmoid": lambda x: (-mp.log1p(mp.exp(-x)), sigma(-x)),
    "tanh": lambda x: (mp.tanh(x), 1 / mp.cosh(x) ** 2),
    "tanhshrink": tanhshrink,
    "softsign": lambda x: (x / (1 + abs(x)), 1 / (1 + abs(x)) ** 2),
    "logit": logit,
    "silu": gate(lambda x: x, lambda x: 1),
    "quick-gelu": gate(lambda x: QUICK * x, lambda x: QUICK),
    "gelu-tanh": gate(lambda x: C * (x + CUBIC * x**3), lambda x: C * (1 + 3 * CUBIC * x * x)),
    "gelu": gelu,
    "mish": mish,
    "elu": elu(),
    "selu": elu(1.6732632423543772, 1.0507009873554805),
    "celu": celu(),
    "softplus": softplus(),
    "squareplus": squareplus(),
    "exp": lambda x: (mp.exp(x), mp.exp(x)),
    "log": lambda x: (mp.log(x), 1 / x) if x > 0 else NAN,
    "hardsigmoid": hardsigmoid,
    "hardswish": hardswish,
    "elu_alpha=0.3": elu(0.3),
    "celu_alpha=0.3": celu(0.3),
    "celu_alpha=7": celu(7),
    "softplus_beta=0.1": softplus(0.1),
    "softplus_beta=3": softplus(3),
    "squareplus_b=0.01": squareplus(0.01),
    "squareplus_b=100": squareplus(100),
}

# Zeros of derivatives, where subtractions lose their digits.
ROOTS = [-1.2784645427610737, -0.751154255441289, -0.7524614220710163, -0.7517915246935645, -1.1924312145154265, -1.5]
# Where a branch is taken, a function saturates or its results turn subnormal.
BREAKS = [
    *(2.0**-k for k in (28, 30, 53, 54, 55, 60, 100, 500, 537, 1021, 1022, 1074)),
    *(2.0**k for k in (26, 27, 53, 54, 60, 400, 500, 537, 996, 1023)),
    *(0.0027, 0.0059, 0.125, 0.25, 0.5, 0.75, 1.0, 3.0, 8.6, 10.0, 18.4, 19.1, 20.0, 21.4, 22.0, 26.5, 27.5, 30.0),
    *(36.7, 37.5, 38.5, 40.0, 50.0, 90.0, 177.0, 354.0, 372.5, 416.0, 437.0, 600.0, 690.0, 700.0, 708.4, 709.78, 745.1),
    *(751.0, 800.0, 1.7976931348623157e308),
    *(4 / (j / 16) - 4 for j in range(1, 16)),
    *((j + 0.5) * math.log(2) / 128 for j in (0, 1, 63, 127, 128)),
]
# Where results of one function or another leave the normal doubles.
FADES = [(-753, -706), (706, 753), (-39, -36), (-22, -20.5), (-443, -414), (-375, -353), (353, 375), (-245, -235)]


def step(x, n):
    for _ in range(abs(n)):
        x = math.nextafter(x, math.inf if n > 0 else -math.inf)
    return x


def place(rng):
    """One point, drawn from one kind of place."""
    sign = rng.choice((-1, 1))
    kind = rng.randrange(9)
    if kind == 0:
        return rng.uniform(-10, 10)
    if kind == 1:
        return rng.uniform(-60, 60)
    if kind == 2:
        return rng.uniform(*rng.choice(FADES))
    if kind == 3:
        return step(rng.choice(ROOTS), rng.randrange(-6, 7))
    if kind == 4:
        return rng.choice(ROOTS) + sign * 2.0 ** rng.uniform(-52, -3)
    if kind == 5:
        return step(sign * rng.choice(BREAKS), rng.randrange(-3, 4))
    if kind == 6:
        return sign * rng.choice(BREAKS[22:-1]) * (1 + rng.uniform(-1, 1) * 2.0 ** rng.uniform(-50, -4))
    if kind == 7:
        return sign * 2.0 ** rng.uniform(-1074, 1024)
    return sign * 2.0 ** rng.uniform(-60, 10)


def unit(rng):
    """One point between 0 and 1, for logit."""
    kind = rng.randrange(5)
    if kind == 0:
        return rng.random()
    if kind == 1:
        return 0.5 + rng.choice((-1, 1)) * 2.0 ** rng.uniform(-54, -1.01)
    if kind == 2:
        return 1 - 2.0 ** rng.uniform(-53, -1)
    if kind == 3:
        return 2.0 ** rng.uniform(-1074, -1)
    return step(rng.choice((0.25, 0.5, 0.75)), rng.randrange(-4, 5))


def positive(rng):
    """One point above 0, for log."""
    kind = rng.randrange(4)
    if kind == 0:
        return 2.0 ** rng.uniform(-1074, 1024)
    if kind == 1:
        return 1 + rng.choice((-1, 1)) * 2.0 ** rng.uniform(-53, -1)
    if kind == 2:
        return abs(place(rng))
    return step(rng.randrange(90, 182) / 128 * rng.choice((1, 2, 0.5)) + rng.choice((0, 1 / 256)), rng.randrange(-2, 3))


DRAW = {"logit": unit, "log": positive}


def main(seed=1, points=150, folder=os.path.join("test", "reference", "points"), *names):
    os.makedirs(folder, exist_ok=True)
    for name, f in FUNCTIONS.items():
        if names and name not in names:
            continue
        rng = random.Random(f"{name} {seed}")
        with open(os.path.join(folder, name + ".csv"), "w") as out:
            out.write("x,y,ylo,dy,dylo\n")
            for x in sorted({DRAW.get(name, place)(rng) for _ in range(int(points))} - {0.0}):
                y, dy = f(mpf(x))
                if math.isfinite(x) and not mp.isnan(y):
                    out.write(",".join(map(repr, (x, *split(y), *split(dy)))) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
