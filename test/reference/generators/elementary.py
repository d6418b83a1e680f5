"""Writes test/reference/special/{sin,cos,log2,log10,erf,power,power-far}.csv with mpmath.

Columns: x, second, y, ylo: y + ylo is the true value to about 100 bits at x, or at (x, second) for power.
"""

import os
import random

from mpmath import cos, erf, log, mp, mpf, pi, sin

from points import split, step

mp.prec = 2400
FOLDER = os.path.join("test", "reference", "special")


def signed(rng, low, high):
    return rng.choice((-1, 1)) * 2.0 ** rng.uniform(low, high)


def angle(rng, i):
    """Ordinary, huge, and near a multiple of pi/2."""
    if i % 3 == 0:
        return signed(rng, -30, 12)
    if i % 3 == 1:
        return signed(rng, 12, 1023.9)
    return step(float(rng.randrange(1, 2 ** rng.randrange(2, 60)) * pi / 2), rng.randrange(-2, 3))


def positive(rng, i):
    return 2.0 ** rng.uniform(-1074, 1023.9) if i % 2 else 1.0 + rng.randrange(1, 1 << rng.randrange(1, 50)) * 2.0**-52


def factors(rng, i):
    """Two numbers whose power is a normal double: whole exponents, and others."""
    x = 2.0 ** rng.uniform(-8, 8) if i % 4 else 1 + signed(rng, -40, -2)
    y = float(rng.randrange(-60, 60)) if i % 2 else signed(rng, -8, 6.5)
    return x, y


def far(rng, i):
    """Subnormal bases, results near the ends of the doubles, and numbers near 1 to high powers."""
    if i % 3 == 0:
        return 2.0 ** rng.uniform(-1074, -1022), rng.uniform(-0.9, 0.95)
    if i % 3 == 1:
        return 2.0 ** rng.uniform(-1074, 1023.9), float(rng.randrange(-6, 7))
    return 1 + signed(rng, -30, -10), float(rng.randrange(2**18, 2**22))


def write(name, arguments, f):
    rng = random.Random(name)
    rows = []
    while len(rows) < 240:
        x, second = arguments(rng, len(rows))
        value = f(mpf(x), mpf(second))
        least, most = (-1074, 1023) if name == "power-far" else (-1000, 1000)
        if value == 0 or not mpf(2) ** least < abs(value) < mpf(2) ** most:
            continue
        y, ylo = split(value)
        rows.append(",".join(repr(v) for v in (x, second, y, ylo)))
    with open(os.path.join(FOLDER, f"{name}.csv"), "w") as file:
        file.write("x,second,y,ylo\n" + "\n".join(rows) + "\n")


def alone(argument):
    return lambda rng, i: (argument(rng, i), 0.0)


write("sin", alone(angle), lambda x, _: sin(x))
write("cos", alone(angle), lambda x, _: cos(x))
write("log2", alone(positive), lambda x, _: log(x) / log(2))
write("log10", alone(positive), lambda x, _: log(x) / log(10))
write("erf", alone(lambda rng, i: signed(rng, -70, 2.7)), lambda x, _: erf(x))
write("power", factors, lambda x, y: x**y)
write("power-far", far, lambda x, y: x**y)
