"""Writes test/reference/special/*.csv: the kernels of src/math/special at pairs hi + lo, with mpmath.

Columns: hi, lo, y, ylo, where y + ylo is the true value at hi + lo to about 100 bits; for exp, whose
value may be no double, y + ylo is scaled by 2^-k, and k is the last column.
"""

import os
import random

from mpmath import mp, mpf

from points import split, step

mp.prec = 2400
FOLDER = os.path.join("test", "reference", "special")


def pair(rng, x):
    return x, x * 2.0**-54 * rng.uniform(-1, 1)


def wide(rng):
    return rng.choice((-1, 1)) * 2.0 ** rng.uniform(-60, 9.6)


def unit_steps(rng):
    """Near the middles between two entries of the exponential's table."""
    return step((rng.randrange(-60000, 60000) + 0.5) * 0.005415212348124573, rng.randrange(-2, 3))


def around_one(rng):
    return 1 + rng.choice((-1, 1)) * 2.0 ** rng.uniform(-52, -1)


def bins(rng):
    """Near the edges of the logarithm's table."""
    return step((rng.randrange(90, 182) + 0.5) / 128 * 2.0 ** rng.randrange(-3, 4), rng.randrange(-2, 3))


def erfcx(x):
    if x > 1000:
        return mp.fsum((-1) ** n * mp.fac2(2 * n - 1) / (2 * x * x) ** n for n in range(0, 40)) / (x * mp.sqrt(mp.pi))
    return mp.exp(x * x) * mp.erfc(x)


FUNCTIONS = {
    "exp": (mp.exp, [wide, unit_steps, lambda r: r.uniform(-10, 10)], True),
    "expm1": (mp.expm1, [lambda r: wide(r) if r.random() < 0.5 else r.uniform(-50, 50)], True),
    "log": (mp.log, [lambda r: 2.0 ** r.uniform(-1000, 1000), around_one, bins], True),
    "log1p": (mp.log1p, [lambda r: 2.0 ** r.uniform(-400, 100), lambda r: -(2.0 ** r.uniform(-400, -0.01))], True),
    "erfcx": (erfcx, [lambda r: 2.0 ** r.uniform(-60, 300), lambda r: r.uniform(0, 30)], False),
    "erfc": (mp.erfc, [lambda r: r.uniform(-7, 27.3), lambda r: r.uniform(26, 27.3), wide], False),
}


def main():
    os.makedirs(FOLDER, exist_ok=True)
    for name, (f, draws, pairs) in FUNCTIONS.items():
        rng = random.Random(name)
        with open(os.path.join(FOLDER, name + ".csv"), "w") as out:
            out.write("hi,lo,y,ylo,k\n")
            for i in range(240):
                x = draws[i % len(draws)](rng)
                hi, lo = pair(rng, x) if pairs else (x, 0.0)
                if name == "expm1" and hi > 690 or name == "erfc" and hi > 27.3:
                    continue
                y = f(mpf(hi) + lo)
                k = mp.mag(y) if name == "exp" else 0
                out.write(",".join(map(repr, (hi, lo, *split(mp.ldexp(y, -k)), int(k)))) + "\n")


if __name__ == "__main__":
    main()
