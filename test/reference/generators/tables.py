"""Writes the tables of src/math/special with mpmath (run from the repository's root)."""

import os
import sys

from mpmath import mp, mpf

mp.prec = 400
HERE = os.path.join("src", "math", "special")


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


def exp_table():
    rows = []
    for j in range(128):
        t = mpf(2) ** (mpf(j) / 128)
        head = short(t, 26)
        rows += [double(head), double(t - head)]
    write(
        "exp-table.ts",
        ["2^(j/128) for j = 0..127: a head of 26 bits, whose product with 27 bits is exact, and the rest."],
        [("EXP_TABLE", "head, rest, head, rest, ...", rows)],
    )
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
    write(
        "log-table.ts",
        ["-log(c) for c the double nearest to 128/i, i = 90..181, as two doubles."],
        [("LOG_TABLE", "hi, lo, hi, lo, ...", rows)],
    )
    head = short(mp.log(2), 42)
    print("ln2 head (42 bits), rest:", repr(double(head)), repr(double(mp.log(2) - head)))


if __name__ == "__main__":
    jobs = {"exp": exp_table, "log": log_table}
    for job in sys.argv[1:] or jobs:
        jobs[job]()
