"""Writes test/reference/losses-more.jsonl with mpmath (run from the repository's root).

Losses by their definitions, in 120 digits, for what losses.jsonl does not have: focal losses, other
kinds of scores, and gradients (numerical derivatives of the definition, also in 120 digits).
"""

import json
import os
import random

from mpmath import mp, mpf

mp.dps = 120
random.seed(19012023)
STEP = mpf(10) ** -25


def log_softmax(row):
    total = mp.log(sum(mp.exp(v) for v in row))
    return [v - total for v in row]


def log_probs(row, scores):
    if scores == "logits":
        return log_softmax(row)
    return [mp.log(v) for v in row] if scores == "probs" else list(row)


def sigmoid(v):
    return 1 / (1 + mp.exp(-v))


def class_terms(x, target, o):
    """Terms and their weights in the mean; the input is (N, C)."""
    n, terms, weights = len(x[0]), [], []
    w = o.get("weight", [1] * n)
    smoothing = mpf(o.get("label_smoothing", 0))
    for row, t in zip(x, target):
        lp = log_probs(row, o["scores"])
        if isinstance(t, list):
            mixed = [mpf(v) * (1 - smoothing) + smoothing / n for v in t]
            terms.append(-sum(w[c] * mixed[c] * lp[c] for c in range(n)))
            weights.append(1)
        elif t == o.get("ignore_index", -100):
            terms.append(mpf(0))
            weights.append(0)
        else:
            even = -sum(w[c] * lp[c] for c in range(n)) * smoothing / n
            terms.append(-(1 - smoothing) * w[t] * lp[t] + even)
            weights.append(w[t])
    return terms, sum(weights)


def binary_terms(x, target, o):
    terms = []
    pos = o.get("pos_weight", [1] * len(x[0]))
    w = o.get("weight", [1] * len(x[0]))
    for row, trow in zip(x, target):
        for c, (v, t) in enumerate(zip(row, trow)):
            p = sigmoid(v) if o["scores"] == "logits" else v
            terms.append(-w[c] * (pos[c] * t * mp.log(p) + (1 - mpf(t)) * mp.log(1 - p)))
    return terms, len(terms)


def focal_terms(x, target, o):
    terms = []
    alpha, gamma = mpf(o.get("alpha", 0.25)), mpf(o.get("gamma", 2))
    for row, trow in zip(x, target):
        for v, t in zip(row, trow):
            t = mpf(t)
            p = sigmoid(v) if o["scores"] == "logits" else v
            entropy = -(t * mp.log(p) + (1 - t) * mp.log(1 - p))
            true = p * t + (1 - p) * (1 - t)
            balance = alpha * t + (1 - alpha) * (1 - t) if alpha >= 0 else 1
            terms.append(balance * entropy * (1 - true) ** gamma)
    return terms, len(terms)


def divergence_terms(x, target, o):
    terms = []
    for row, trow in zip(x, target):
        for l, t in zip(log_probs(row, o["scores"]), trow):
            t = mp.exp(t) if o.get("log_target") else mpf(t)
            terms.append(t * (mp.log(t) - l) if t else mpf(0))
    return terms, len(x) if o["reduction"] == "batchmean" else len(terms)


TERMS = {
    "nll": class_terms,
    "cross-entropy": class_terms,
    "bce": binary_terms,
    "bce-with-logits": binary_terms,
    "focal": focal_terms,
    "kl-div": divergence_terms,
}


def value(loss, x, target, o):
    terms, denominator = TERMS[loss](x, target, o)
    return sum(terms) if o["reduction"] == "sum" else sum(terms) / denominator


def record(loss, x, target, o):
    exact = [[mpf(v) for v in row] for row in x]
    gradient = []
    for i, row in enumerate(exact):
        gradient.append([])
        for c in range(len(row)):
            sides = []
            for step in (-STEP, STEP):
                moved = [list(r) for r in exact]
                moved[i][c] += step
                sides.append(value(loss, moved, target, o))
            gradient[i].append(float((sides[1] - sides[0]) / (2 * STEP)))
    result = float(value(loss, exact, target, o))
    return {"loss": loss, "input": x, "target": target, "options": o, "result": result, "gradient": gradient}


def matrix(n, c, draw):
    return [[draw() for _ in range(c)] for _ in range(n)]


def probabilities(n, c):
    rows = matrix(n, c, lambda: random.expovariate(1))
    return [[v / sum(row) for v in row] for row in rows]


def scores_for(kind, n, c):
    if kind == "logits":
        return matrix(n, c, lambda: random.gauss(0, random.choice([1, 5, 20])))
    rows = probabilities(n, c)
    return rows if kind == "probs" else [[float(mp.log(v)) for v in row] for row in rows]


def cases():
    for _ in range(60):
        n, c = random.randint(1, 4), random.randint(2, 5)
        loss = random.choice(["nll", "cross-entropy"])
        kind = random.choice(["logits", "log-probs", "probs"])
        o = {"scores": kind, "reduction": random.choice(["sum", "mean"])}
        target = [random.randrange(c) for _ in range(n)]
        if random.random() < 0.5:
            o["weight"] = [round(random.uniform(0.2, 3), 3) for _ in range(c)]
        if n > 1 and random.random() < 0.3:
            o["ignore_index"] = next(t for t in range(-1, c) if len(set(target)) > 1 or t != target[0])
        if loss == "cross-entropy" and random.random() < 0.5:
            o["label_smoothing"] = random.choice([0.1, 0.05, 1])
        if loss == "cross-entropy" and "ignore_index" not in o and random.random() < 0.4:
            target = probabilities(n, c)
        yield record(loss, scores_for(kind, n, c), target, o)
    for _ in range(60):
        n, c = random.randint(1, 3), random.randint(1, 4)
        loss = random.choice(["bce", "bce-with-logits", "focal", "focal"])
        kind = random.choice(["logits", "probs"])
        o = {"scores": kind, "reduction": random.choice(["sum", "mean"])}
        x = scores_for("logits", n, c) if kind == "logits" else matrix(n, c, lambda: random.uniform(1e-4, 0.9999))
        target = matrix(n, c, lambda: random.choice([0, 1, 0, 1, round(random.random(), 3)]))
        if loss == "focal":
            o["alpha"] = random.choice([0.25, 0.25, -1, 0, 0.9])
            o["gamma"] = random.choice([2, 2, 0, 0.5, 5])
        else:
            o["weight"] = [round(random.uniform(0.2, 3), 3) for _ in range(c)]
        if loss == "bce-with-logits":
            o["pos_weight"] = [round(random.uniform(0.2, 3), 3) for _ in range(c)]
        yield record(loss, x, target, o)
    for _ in range(30):
        n, c = random.randint(1, 3), random.randint(2, 5)
        kind = random.choice(["logits", "log-probs", "probs"])
        o = {"scores": kind, "reduction": random.choice(["sum", "mean", "batchmean"])}
        target = probabilities(n, c)
        if random.random() < 0.4:
            o["log_target"] = True
            target = [[float(mp.log(v)) for v in row] for row in target]
        yield record("kl-div", scores_for(kind, n, c), target, o)


if __name__ == "__main__":
    with open(os.path.join("test", "reference", "losses-more.jsonl"), "w") as out:
        for line in cases():
            out.write(json.dumps(line) + "\n")
