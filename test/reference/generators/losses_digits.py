"""Writes test/reference/losses-digits.jsonl with mpmath (run from the repository's root).

Single losses by their definitions, where a formula in doubles would lose digits: hard targets, tails, weights far
from 1. `y + ylo` is the loss to about 100 bits.
"""

import json
import os
import random

from mpmath import mp, mpf

mp.dps = 700
random.seed(7)


def log_sigmoid(v):
    return -mp.log(1 + mp.exp(-v))


def binary(x, t, o):
    x, t = mpf(x), mpf(t)
    if o["scores"] == "logits":
        yes, no, p = log_sigmoid(x), log_sigmoid(-x), 1 / (1 + mp.exp(-x))
    else:
        yes, no, p = mp.log(x), mp.log(1 - x), x
    entropy = -(o.get("pos_weight", 1) * t * yes + (1 - t) * no) * mpf(o.get("weight", 1))
    if "gamma" not in o:
        return entropy
    alpha, gamma = mpf(o["alpha"]), mpf(o["gamma"])
    balance = alpha * t + (1 - alpha) * (1 - t) if alpha >= 0 else 1
    return balance * entropy * (1 - (p * t + (1 - p) * (1 - t))) ** gamma


def classes(x, y, o):
    x = [mpf(v) for v in x]
    if o["scores"] == "logits":
        total = mp.log(sum(mp.exp(v) for v in x))
        x = [v - total for v in x]
    elif o["scores"] == "probs":
        x = [mp.log(v) for v in x]
    return -x[y] * mpf(o["weight"][y])


def record(loss, x, target, o, y):
    hi = float(y)
    return {"loss": loss, "input": x, "target": target, "options": o, "y": hi, "ylo": float(y - mpf(hi))}


def cases():
    for _ in range(60):
        kind = random.choice(["logits", "probs"])
        x = random.choice([-1, 1]) * 10 ** random.uniform(-3, 2) if kind == "logits" else random.random()
        t = random.choice([0, 1])
        focal = random.random() < 0.6
        o = {"scores": kind}
        if focal:
            o |= {"alpha": random.choice([0.25, -1, 0.9]), "gamma": random.choice([2, 0, 0.5, 5])}
        else:
            o["weight"] = random.choice([1e305, 1e-290, random.uniform(0.1, 10)])
        yield record("focal" if focal else "bce", [x], [t], o, binary(x, t, o))
    for _ in range(40):
        kind = random.choice(["logits", "log-probs", "probs"])
        n = random.randint(2, 4)
        x = [random.random() if kind == "probs" else random.gauss(0, random.choice([1, 30, 300])) for _ in range(n)]
        o = {"scores": kind, "weight": [random.uniform(0.1, 10) for _ in range(n)]}
        y = random.randrange(n)
        yield record("nll", [x], [y], o, classes(x, y, o))


if __name__ == "__main__":
    with open(os.path.join("test", "reference", "losses-digits.jsonl"), "w") as out:
        for line in cases():
            out.write(json.dumps(line) + "\n")
