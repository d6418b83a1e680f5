"""Writes the tables of src/math/special with mpmath, and the digits of those that are computed there
(run from the repository's root)."""

import json
import os
import sys

from mpmath import mp, mpf

mp.prec = 400
HERE = os.path.join("src", "math", "special")
REFERENCE = os.path.join("test", "reference", "special")


def double(x):
    """The double nearest to x."""
    return float(x)


def short(x, bits):
    """x rounded to so many significant bits."""
    e = mp.floor(mp.log(abs(x), 2)) + 1
    unit = mpf(2) ** (e - bits)
    return mp.nint(x / unit) * unit


def write(name, about, arrays):
    with open(os.path.join(HERE, name), "w") as out:
        out.write("/**\n" + "".join(f" * {line}\n" if line else " *\n" for line in about))
        out.write(" *\n * Written by test/reference/generators/tables.py.\n *\n * @packageDocumentation\n */\n")
        for const, doc, numbers in arrays:
            out.write(f"\n/** {doc} */\nexport const {const} = new Float64Array([\n")
            out.write("".join(f"  {n!r},\n" for n in numbers))
            out.write("]);\n")


def write_reference(name, numbers):
    """The two doubles of each entry, a line each."""
    pairs = [json.dumps(numbers[i : i + 2]) for i in range(0, len(numbers), 2)]
    with open(os.path.join(REFERENCE, name), "w") as out:
        out.write("[" + ",\n".join(pairs) + "]\n")


def exp_table():
    rows = []
    for j in range(128):
        t = mpf(2) ** (mpf(j) / 128)
        head = short(t, 26)
        rows += [double(head), double(t - head)]
    write_reference("exp-table.json", rows)
    step = mp.log(2) / 128
    head = short(step, 34)
    print("ln2/128 head (34 bits), rest:", repr(double(head)), repr(double(step - head)))
    print("128/ln2:", repr(double(128 / mp.log(2))))


LOG_FIRST, LOG_LAST = 90, 181


def log_table():
    rows = []
    for i in range(LOG_FIRST, LOG_LAST + 1):
        value = -mp.log(mpf(128.0 / i))
        hi = double(value)
        rows += [hi, double(value - hi)]
    write_reference("log-table.json", rows)
    head = short(mp.log(2), 42)
    print("ln2 head (42 bits), rest:", repr(double(head)), repr(double(mp.log(2) - head)))


TAIL_PIECES, TAIL_DEGREE, TAIL_K = 16, 10, 4


def scaled_tail(w):
    """The normal tail times exp(t^2/2), over w = K/(t + K), continued to its limit at w = 0."""
    if w == 0:
        return 1 / (mp.sqrt(2 * mp.pi) * TAIL_K)
    t = TAIL_K / w - TAIL_K
    if t > 1000:
        series = mp.fsum((-1) ** n * mp.fac2(2 * n - 1) / (t * t) ** n for n in range(1, 20))
        return (1 + series) / (t * mp.sqrt(2 * mp.pi)) / w
    return mp.exp(t * t / 2) * mp.erfc(t / mp.sqrt(2)) / 2 / w


def chebyshev(f, center, half, degree):
    """The monomial coefficients, lowest first, of f's Chebyshev interpolant on center +- half."""
    n = degree + 1
    xs = [half * mp.cos(mp.pi * (k + mpf(1) / 2) / n) for k in range(n)]
    return list(mp.lu_solve(mp.matrix([[x**j for j in range(n)] for x in xs]), mp.matrix([f(center + x) for x in xs])))


def tail_table():
    rows = []
    for j in range(TAIL_PIECES):
        center = (mpf(j) + mpf(1) / 2) / TAIL_PIECES
        c = chebyshev(scaled_tail, center, mpf(1) / (2 * TAIL_PIECES), TAIL_DEGREE)
        rows += [double(c[0]), double(c[0] - double(c[0])), double(c[1]), double(c[1] - double(c[1]))]
        rows += [double(x) for x in c[2:]]
    write(
        "tail-table.ts",
        [
            "The normal tail times exp(t^2/2), over w, in w = 4/(t + 4): polynomials of degree 10 on sixteenths of",
            "[0, 1], in the distance from the middle, interpolating at the Chebyshev nodes; relative error below 2^-63.",
        ],
        [("TAIL_TABLE", "Sixteen times c0 (hi, lo), c1 (hi, lo), c2, ..., c10.", rows)],
    )


def sigma(x):
    return 1 / (1 + mp.exp(-x))


def slope(v):
    """The derivative of x*sigma(v(x))."""
    return lambda x: sigma(v(x)) + x * mp.diff(v, x) * sigma(v(x)) * sigma(-v(x))


def gelu_slope(x):
    return mp.erfc(-x / mp.sqrt(2)) / 2 + x * mp.exp(-x * x / 2) / mp.sqrt(2 * mp.pi)


def mish_slope(x):
    t = mp.tanh(mp.log1p(mp.exp(x)))
    return t + x * (1 - t * t) * sigma(x)


C1, C2 = mpf(1.702), mpf(0.044715)
SLOPES = {
    "SILU": (slope(lambda x: x), -1.28),
    "QUICK_GELU": (slope(lambda x: C1 * x), -0.75),
    "GELU_TANH": (slope(lambda x: 2 * mp.sqrt(2 / mp.pi) * (x + C2 * x**3)), -0.75),
    "GELU": (gelu_slope, -0.75),
    "MISH": (mish_slope, -1.19),
}


def root_table():
    arrays = []
    for name, (f, start) in SLOPES.items():
        root = mp.findroot(f, start)
        parts, rest = [], root
        for _ in range(3):
            parts.append(double(rest))
            rest -= parts[-1]
        c = mp.taylor(f, root, 12)[1:]
        rows = [*parts, double(c[0]), double(c[0] - double(c[0])), *(double(x) for x in c[1:])]
        arrays.append((name + "_ROOT", f"The zero of {name.lower().replace('_', '-')}'.", rows))
    write(
        "root-table.ts",
        [
            "Where the derivatives of the humped activations are zero: the root as three doubles, then the Taylor",
            "coefficients of f' there, from the first (as two doubles) to the twelfth.",
        ],
        arrays,
    )


def tanhshrink_series():
    c = mp.taylor(lambda x: x - mp.tanh(x), 0, 21)[3::2]
    print("x - tanh x:", [repr(double(x)) for x in c], "lo of 1/3:", repr(double(c[0] - double(c[0]))))


def constants():
    for name, x in {"sqrt 2": mp.sqrt(2), "1/sqrt 2pi": 1 / mp.sqrt(2 * mp.pi), "sqrt(8/pi)": mp.sqrt(8 / mp.pi)}.items():
        print(name, repr(double(x)), repr(double(x - double(x))))


if __name__ == "__main__":
    jobs = {
        "exp": exp_table,
        "log": log_table,
        "tail": tail_table,
        "roots": root_table,
        "tanhshrink": tanhshrink_series,
        "constants": constants,
    }
    for job in sys.argv[1:] or jobs:
        jobs[job]()
